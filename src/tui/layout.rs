//! Layout, as pure functions: from the size of the terminal and what is shown to named rectangles.
//!
//! ```text
//! wide (from 120 columns)          medium (from 80)                narrow: one pane at a time
//! ┌ header ──────────────────┐     ┌ header ──────────────────┐     ┌ header, with a trail ┐
//! │ Entities │ tabs          │     │ Entities │ tabs          │     │ tabs                 │
//! │          ├───────┬───────┤     │          ├───────────────┤     │ the pane             │
//! │ Years    │ list  │ read- │     │ Years    │ list          │     │                      │
//! │          │       │ ing   │     │          ├───────────────┤     │                      │
//! │ Priorit. │       │       │     │ Priorit. │ reading       │     │                      │
//! └ footer ──────────────────┘     └ footer ──────────────────┘     └ footer ──────────────┘
//! ```

mod screens;

use crate::corpus::filter::Facet;
use ratatui::layout::{Position, Rect, Size};

pub use screens::{GridAreas, MarksAreas, PageAreas, ReaderAreas, grid, marks, menu, page, reader};

/// The smallest size, in columns and rows, at which anything useful can be shown.
pub const MIN_SIZE: Size = Size { width: 30, height: 8 };
/// The width of text, in columns, that is comfortable to read.
pub const TEXT_WIDTH: u16 = 76;
/// Minimum columns for the list and the reading pane side by side.
const WIDE: u16 = 120;
/// Minimum columns for the panes and the detail side by side.
const MEDIUM: u16 = 80;
/// Minimum rows for the same.
const MEDIUM_ROWS: u16 = 18;

/// The widths of a list whose rows are lines with columns, with its border: the least, and that with room for all of them.
const LIST_COLUMNS: std::ops::Range<u16> = 104..110;
/// The least width of the reading pane beside such a list, with its border.
const READING_MIN: u16 = 50;
/// Minimum rows for the column of panes to have room for all of them; else Places, Topics and Languages fold to a line each.
const ALL_PANES_MIN_HEIGHT: u16 = 50;
/// Minimum rows for the column of panes to have room for these lines.
const FOLDED_MIN_HEIGHT: u16 = 17;

/// How much can be shown at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breakpoint {
    /// Panes, list and reading pane side by side.
    Wide,
    /// Panes beside the list, and the reading pane below the list.
    Medium,
    /// One pane at a time.
    Narrow,
    /// Too small for anything but a line that says so.
    TooSmall,
}

/// Returns the breakpoint of a terminal size.
#[must_use]
pub fn breakpoint(size: Size) -> Breakpoint {
    match size {
        s if s.width < MIN_SIZE.width || s.height < MIN_SIZE.height => Breakpoint::TooSmall,
        s if s.width < MEDIUM || s.height < MEDIUM_ROWS => Breakpoint::Narrow,
        s if s.width < WIDE => Breakpoint::Medium,
        _ => Breakpoint::Wide,
    }
}

/// The panes of the browse screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The bodies.
    Entities,
    /// The years.
    Years,
    /// The priorities.
    Priorities,
    /// The countries and regions.
    Places,
    /// The topics.
    Topics,
    /// The languages of works.
    Languages,
    /// The list of passages.
    List,
    /// The passage under the cursor.
    Reading,
}

impl Pane {
    /// All panes, in Tab order.
    pub const ALL: [Self; 8] = [
        Self::Entities,
        Self::Years,
        Self::Priorities,
        Self::Places,
        Self::Topics,
        Self::Languages,
        Self::List,
        Self::Reading,
    ];
    /// The facet panes, from top to bottom.
    pub const FACETS: [Self; 6] =
        [Self::Entities, Self::Years, Self::Priorities, Self::Places, Self::Topics, Self::Languages];

    /// Returns the name of the pane in session files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Entities => "entities",
            Self::Years => "years",
            Self::Priorities => "priorities",
            Self::Places => "places",
            Self::Topics => "topics",
            Self::Languages => "languages",
            Self::List => "list",
            Self::Reading => "reading",
        }
    }

    /// Returns the title of the pane.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Entities => "Entities",
            Self::Years => "Years",
            Self::Priorities => "Priorities",
            Self::Places => "Places",
            Self::Topics => "Topics",
            Self::Languages => "Languages",
            Self::List => "List",
            Self::Reading => "Reading",
        }
    }

    /// Returns the facet whose values the pane lists; that of Entities for the list and the reading pane.
    #[must_use]
    pub fn facet(self) -> Facet {
        match self {
            Self::Years => Facet::Year,
            Self::Priorities => Facet::Priority,
            Self::Places => Facet::Place,
            Self::Topics => Facet::Topic,
            Self::Languages => Facet::Language,
            Self::Entities | Self::List | Self::Reading => Facet::Entity,
        }
    }

    /// Returns whether this is one of the facet panes.
    #[must_use]
    pub fn is_facet(self) -> bool {
        Self::FACETS.contains(&self)
    }
}

/// The areas of the browse screen. What is not shown has an empty area.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Areas {
    /// The line at the top.
    pub header: Rect,
    /// Entities, Years, Priorities, Places, Topics and Languages, with their borders. Where there is no room for all, some are folded: a
    /// line without a border.
    pub facets: [Rect; 6],
    /// The line of tabs.
    pub tabs: Rect,
    /// The list, with its border.
    pub list: Rect,
    /// The reading pane, with its border.
    pub reading: Rect,
    /// The line at the bottom.
    pub footer: Rect,
}

impl Areas {
    /// Returns the area of a pane, with its border.
    #[must_use]
    pub fn pane(&self, pane: Pane) -> Rect {
        match pane {
            Pane::Entities => self.facets[0],
            Pane::Years => self.facets[1],
            Pane::Priorities => self.facets[2],
            Pane::Places => self.facets[3],
            Pane::Topics => self.facets[4],
            Pane::Languages => self.facets[5],
            Pane::List => self.list,
            Pane::Reading => self.reading,
        }
    }

    /// Returns whether a pane is folded to a line, or not shown.
    #[must_use]
    pub fn is_folded(&self, pane: Pane) -> bool {
        self.pane(pane).height <= 1
    }

    /// Returns the number of rows of a pane, without its border.
    #[must_use]
    pub fn rows(&self, pane: Pane) -> usize {
        usize::from(inner(self.pane(pane)).height)
    }
}

/// Returns how far down a place is in an area. `None` if it is outside.
#[must_use]
pub fn row_at(area: Rect, at: Position) -> Option<usize> {
    area.contains(at).then(|| usize::from(at.y - area.y))
}

/// Returns the area inside a border.
#[must_use]
pub fn inner(area: Rect) -> Rect {
    Rect {
        x: area.x.saturating_add(1).min(area.right()),
        y: area.y.saturating_add(1).min(area.bottom()),
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(2),
    }
}

/// Splits off rows at the top of an area. Returns them and the rest. (The first screen is split by hand: the solver of
/// `Layout` alone would take a tenth of the time to the first frame.)
fn above(area: Rect, height: u16) -> (Rect, Rect) {
    let height = height.min(area.height);
    (Rect { height, ..area }, Rect { y: area.y + height, height: area.height - height, ..area })
}

/// Splits off columns at the left of an area. Returns them and the rest.
fn beside(area: Rect, width: u16) -> (Rect, Rect) {
    let width = width.min(area.width);
    (Rect { width, ..area }, Rect { x: area.x + width, width: area.width - width, ..area })
}

/// What to lay out on the browse screen.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// The pane that has the focus.
    pub focus: Pane,
    /// Whether that pane takes the whole screen.
    pub zoom: bool,
    /// The number of lines above the list: for the tabs, or for an answer.
    pub words: u16,
    /// Whether there is a list. If not, there is a page in its place.
    pub list: bool,
    /// The number of rows that the Years pane would fill.
    pub years: usize,
    /// The number of rows that the Priorities pane would fill.
    pub priorities: usize,
    /// The number of rows that the Languages pane would fill.
    pub languages: usize,
}

/// Lays out the browse screen.
#[must_use]
pub fn browse(size: Size, plan: &Plan) -> Areas {
    let screen = Rect { x: 0, y: 0, width: size.width, height: size.height };
    let breakpoint = breakpoint(size);
    if breakpoint == Breakpoint::TooSmall {
        return Areas::default();
    }
    let (header, rest) = above(screen, 1);
    let (body, footer) = above(rest, rest.height.saturating_sub(1));
    let mut areas = Areas { header, footer, ..Areas::default() };
    if breakpoint == Breakpoint::Narrow || plan.zoom {
        return one_pane(areas, body, plan);
    }
    let left = match size.width {
        190.. => 40,
        160.. => 38,
        120.. => 30,
        _ => 27,
    };
    let (facets, detail) = beside(body, left);
    areas.facets = facet_panes(facets, plan);
    let (tabs, detail) = above(detail, plan.words);
    areas.tabs = tabs;
    if !plan.list {
        areas.reading = detail;
    } else if breakpoint == Breakpoint::Wide {
        // What a passage needs to be read well; the list gets the rest, so that its rows become lines with columns.
        let reading = (detail.width * 52 / 100).min(TEXT_WIDTH + 8);
        let list = detail.width.saturating_sub(READING_MIN).min(LIST_COLUMNS.end);
        let reading = if list >= LIST_COLUMNS.start { reading.min(detail.width - list) } else { reading };
        (areas.list, areas.reading) = beside(detail, detail.width - reading);
    } else {
        (areas.list, areas.reading) = above(detail, (detail.height * 42 + 50) / 100);
    }
    areas
}

/// Returns the place of a pane that takes the room of the others while it has the focus; `None` for those that do not.
fn unfolded(pane: Pane) -> Option<usize> {
    match pane {
        Pane::Places => Some(3),
        Pane::Topics => Some(4),
        Pane::Languages => Some(5),
        _ => None,
    }
}

fn one_pane(mut areas: Areas, body: Rect, plan: &Plan) -> Areas {
    if plan.focus.is_facet() {
        let at = match plan.focus {
            Pane::Entities => 0,
            Pane::Years => 1,
            Pane::Priorities => 2,
            Pane::Places => 3,
            Pane::Topics => 4,
            _ => 5,
        };
        areas.facets[at] = body;
        return areas;
    }
    let (tabs, rest) = above(body, plan.words);
    areas.tabs = tabs;
    if plan.focus == Pane::List && plan.list {
        areas.list = rest;
    } else {
        areas.reading = rest;
    }
    areas
}

fn facet_panes(area: Rect, plan: &Plan) -> [Rect; 6] {
    let rows = |n: usize| u16::try_from(n).unwrap_or(u16::MAX).saturating_add(2);
    let has_all = area.height >= ALL_PANES_MIN_HEIGHT;
    let folds = area.height >= FOLDED_MIN_HEIGHT;
    // From top to bottom. What is left over goes to the pane that scrolls most.
    let line = u16::from(folds);
    let mut heights: [u16; 6] = match unfolded(plan.focus).filter(|_| !has_all) {
        Some(at) => {
            let mut heights = [line; 6];
            heights[at] = area.height - 5 * line;
            heights
        }
        None => {
            let priorities = rows(plan.priorities).min(area.height / 3 + 1);
            let years = rows(plan.years).min((area.height / 4).max(5));
            let languages = if has_all { rows(plan.languages).min(area.height / 6) } else { line };
            let rest = area.height.saturating_sub(years + priorities + languages);
            let [places, topics] = if has_all { [rest * 3 / 10, rest * 3 / 10] } else { [line, line] };
            [rest.saturating_sub(places + topics).max(3), years, priorities, places, topics, languages]
        }
    };
    let mut rest = area;
    for height in &mut heights {
        *height = (*height).min(rest.height);
        rest.height -= *height;
    }
    let mut y = area.y;
    heights.map(|height| {
        let pane = Rect { y, height, ..area };
        y += height;
        if height == 0 { Rect::default() } else { pane }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_area_ever_leaves_the_screen_or_overlaps() {
        for width in (1..=300).step_by(7) {
            for height in 1..=100 {
                let size = Size { width, height };
                let screen = Rect { x: 0, y: 0, width, height };
                for focus in Pane::ALL {
                    for (zoom, list) in [(false, true), (true, true), (false, false)] {
                        let plan =
                            Plan { focus, zoom, words: 1 + width % 3, list, years: 12, priorities: 6, languages: 5 };
                        let a = browse(size, &plan);
                        let rest = [a.header, a.tabs, a.list, a.reading, a.footer];
                        let all: Vec<Rect> = a.facets.into_iter().chain(rest).collect();
                        for (n, r) in all.iter().enumerate().filter(|(_, r)| !r.is_empty()) {
                            assert_eq!(r.intersection(screen), *r, "{size:?} {plan:?}");
                            assert!(
                                all.iter().skip(n + 1).all(|o| o.is_empty() || !o.intersects(*r)),
                                "{size:?} {plan:?}"
                            );
                        }
                        if breakpoint(size) != Breakpoint::TooSmall && (list || focus != Pane::List) {
                            assert!(a.rows(focus) > 0, "{size:?} {plan:?}");
                        }
                    }
                }
            }
        }
    }
}
