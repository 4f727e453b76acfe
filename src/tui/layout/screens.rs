//! The layouts of the screens other than browse, and of what lies over them.

use ratatui::layout::{Constraint, Layout, Rect, Size};

use crate::tui::layout::{Breakpoint, TEXT_WIDTH, above, breakpoint};

/// The areas of the reader.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReaderAreas {
    /// The line at the top.
    pub header: Rect,
    /// The outline, with its border; empty if it is not shown.
    pub outline: Rect,
    /// The text, within its margins.
    pub text: Rect,
    /// The line about the current passage.
    pub about: Rect,
    /// The line at the bottom.
    pub footer: Rect,
}

/// Lays out the reader, with an outline that wants so many columns. If there is no room beside the text, the outline has the screen to itself while it is entered.
#[must_use]
pub fn reader(size: Size, outline: Option<u16>, entered: bool) -> ReaderAreas {
    let screen = Rect { x: 0, y: 0, width: size.width, height: size.height };
    if breakpoint(size) == Breakpoint::TooSmall {
        return ReaderAreas::default();
    }
    let [header, body, about, footer] = screen.layout(&Layout::vertical([
        Constraint::Length(1),
        Constraint::Min(0),
        Constraint::Length(1),
        Constraint::Length(1),
    ]));
    let mut areas = ReaderAreas { header, about, footer, ..ReaderAreas::default() };
    let mut text = body;
    if let Some(wanted) = outline.filter(|_| size.width >= 100) {
        // What the text does not need, and its titles do.
        let width = size.width.saturating_sub(TEXT_WIDTH + 5).min(wanted).max(30);
        let [left, rest] = body.layout(&Layout::horizontal([Constraint::Length(width), Constraint::Min(0)]));
        (areas.outline, text) = (left, rest);
    } else if entered {
        areas.outline = body;
        return areas;
    }
    let width = TEXT_WIDTH.min(text.width.saturating_sub(4));
    areas.text = Rect { x: text.x + (text.width - width) / 2, y: text.y, width, height: text.height };
    areas
}

/// The areas of the marks screen. The reading pane is empty if there is no room for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MarksAreas {
    /// The line at the top.
    pub header: Rect,
    /// The marks, with their border.
    pub list: Rect,
    /// The text of the mark under the cursor, with its border.
    pub reading: Rect,
    /// The line at the bottom.
    pub footer: Rect,
}

/// Lays out the marks screen: side by side if it is wide, stacked if it is medium, else the list alone.
#[must_use]
pub fn marks(size: Size) -> MarksAreas {
    let page = page(size);
    let mut areas = MarksAreas { header: page.header, list: page.body, footer: page.footer, ..MarksAreas::default() };
    match breakpoint(size) {
        Breakpoint::Wide => {
            let reading = (page.body.width / 2).min(TEXT_WIDTH + 4);
            let [list, reading] =
                page.body.layout(&Layout::horizontal([Constraint::Min(0), Constraint::Length(reading)]));
            (areas.list, areas.reading) = (list, reading);
        }
        Breakpoint::Medium => {
            let [list, reading] = page.body.layout(&Layout::vertical([Constraint::Percentage(50), Constraint::Min(0)]));
            (areas.list, areas.reading) = (list, reading);
        }
        Breakpoint::Narrow | Breakpoint::TooSmall => {}
    }
    areas
}

/// The areas of a screen that shows a single page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PageAreas {
    /// The line at the top.
    pub header: Rect,
    /// The page, with its border.
    pub body: Rect,
    /// The line at the bottom.
    pub footer: Rect,
}

/// Lays out a screen that shows a single page.
#[must_use]
pub fn page(size: Size) -> PageAreas {
    if breakpoint(size) == Breakpoint::TooSmall {
        return PageAreas::default();
    }
    let screen = Rect { x: 0, y: 0, width: size.width, height: size.height };
    let [header, body, footer] =
        screen.layout(&Layout::vertical([Constraint::Length(1), Constraint::Min(0), Constraint::Length(1)]));
    PageAreas { header, body, footer }
}

/// The areas of a grid.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct GridAreas {
    /// The line at the top.
    pub header: Rect,
    /// The line of tabs; empty if there are none.
    pub tabs: Rect,
    /// The grid, with its border.
    pub body: Rect,
    /// The cell under the cursor in words, and the legend.
    pub words: Rect,
    /// The line at the bottom.
    pub footer: Rect,
}

/// Lays out a grid, with its words below it.
#[must_use]
pub fn grid(size: Size, tabs: bool) -> GridAreas {
    if breakpoint(size) == Breakpoint::TooSmall {
        return GridAreas::default();
    }
    let page = page(size);
    let (tabs, rest) = above(page.body, u16::from(tabs));
    let words = match size.height {
        ..12 => 1,
        12..18 => 2,
        18..30 => 5,
        _ => 6,
    };
    let (body, words) = above(rest, rest.height.saturating_sub(words));
    GridAreas { header: page.header, tabs, body, words, footer: page.footer }
}

/// The columns that have to be left beside a menu for what is behind it to be more than shreds.
const BESIDE_MENU: u16 = 10;

/// Returns the area of a menu, with its border: of comfortable width, centred over what is shown, or as wide as the screen.
#[must_use]
pub fn menu(size: Size, rows: usize) -> Rect {
    let screen = Rect { x: 0, y: 0, width: size.width, height: size.height };
    let usual = TEXT_WIDTH + 4;
    let width = if size.width < usual + BESIDE_MENU { size.width } else { usual };
    let height = u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(2).min(size.height.saturating_sub(2));
    let (left, above) = (size.width.saturating_sub(width) / 2, size.height.saturating_sub(height) / 2);
    Rect { x: left, y: above, width, height }.intersection(screen)
}
