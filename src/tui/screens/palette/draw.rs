//! The palette, over the screen: a prompt, and the entries that match.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::corpus::Corpus;
use crate::text;
use crate::tui::layout::{self, Areas};
use crate::tui::screens::palette::{Palette, PaletteEntry, PaletteScope};
use crate::tui::theme::Theme;
use crate::tui::widgets::{lines, prompt};

/// The most rows that are shown.
const ROWS: usize = 18;
/// The least height of a pane that is narrowed where it stands.
const PANE_MIN_HEIGHT: u16 = 8;

/// Returns the area of the palette, with its border: over the pane that it narrows, or else in the middle.
#[must_use]
pub fn area(palette: &Palette, size: Size, areas: Option<&Areas>) -> Rect {
    let pane = match palette.scope {
        PaletteScope::Pane(pane) => areas.map(|areas| areas.pane(pane)),
        _ => None,
    };
    match pane.filter(|area| area.height >= PANE_MIN_HEIGHT) {
        Some(area) => Rect { width: area.width.max(44).min(size.width - area.x), ..area },
        None => layout::menu(size, ROWS + 1),
    }
}

/// Returns how many entries an area has room for.
#[must_use]
pub fn rows(area: Rect) -> usize {
    usize::from(layout::inner(area).height.saturating_sub(1))
}

/// Draws the palette. Returns the position of its cursor.
pub fn draw(palette: &Palette, corpus: &Corpus, area: Rect, theme: Theme, buf: &mut Buffer) -> Position {
    lines::popup(area, theme, buf);
    let (title, label, hint) = match &palette.scope {
        PaletteScope::Everything => ("Go to or do".to_owned(), ": ", "Esc closes"),
        PaletteScope::Pane(pane) => (format!("Find in {}", pane.title()), "f ", "Tab selects"),
        PaletteScope::Profile => ("Profile of which body?".to_owned(), "> ", "Esc closes"),
        PaletteScope::Compare(chosen) if chosen.is_empty() => ("Compare which body?".to_owned(), "> ", "Esc closes"),
        PaletteScope::Compare(chosen) => {
            let names = chosen.iter().map(|&body| corpus.entity(body).id.as_str()).collect::<Vec<_>>().join(" and ");
            (format!("Compare {names} with"), "> ", "Esc closes")
        }
    };
    let inside = lines::frame(area, Line::from(format!(" {title} ")), Some(hint.to_owned()), true, theme, buf);
    let found = palette.found();
    let count = text::count(
        palette.count(),
        match palette.scope {
            PaletteScope::Everything => "entry",
            PaletteScope::Pane(_) => "value",
            PaletteScope::Compare(_) | PaletteScope::Profile => "body",
        },
    );
    if matches!(palette.scope, PaletteScope::Pane(_)) {
        lines::counted("passages", area, theme, buf);
    }
    let list = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside };
    // Where there are more than are shown, it says which one the cursor is on.
    let has_more = palette.count() > usize::from(list.height);
    let count = if has_more { format!("{} of {count}", palette.cursor.selected + 1) } else { count };
    let cursor = prompt::line(label, &palette.input, &count, theme, Rect { height: 1, ..inside }, buf);
    if palette.count() == 0 {
        let words = "Nothing has these letters.";
        Line::styled(format!("  {words}"), theme.quiet()).render(Rect { height: list.height.min(1), ..list }, buf);
    }
    for ((n, entry), y) in found.enumerate().skip(palette.cursor.offset).zip(list.y..list.bottom()) {
        let row = Rect { y, height: 1, ..list };
        let here = n == palette.cursor.selected;
        line(entry, here, usize::from(row.width), theme).render(row, buf);
        if here {
            lines::select(row, true, theme, buf);
        }
    }
    cursor
}

fn line(entry: &PaletteEntry, here: bool, width: usize, theme: Theme) -> Line<'static> {
    let right = if entry.noun.is_empty() { entry.right.clone() } else { format!("{} {}", entry.noun, entry.right) };
    let right = right.trim_end().to_owned();
    let room = width.saturating_sub(text::width(&right) + 4);
    let style = if entry.why_disabled.is_some() { theme.quiet() } else { Style::new() };
    let label = text::truncate(&entry.label, room).into_owned();
    let room = room.saturating_sub(text::width(&label));
    let why = entry.why_disabled.as_deref().map(|why| format!(" ({})", why.trim_end_matches('.'))).unwrap_or_default();
    let why = text::truncate(&why, room).into_owned();
    let pad = " ".repeat(room.saturating_sub(text::width(&why)) + 1);
    let right_style = if entry.noun.is_empty() { theme.key() } else { theme.quiet() };
    Line::from(vec![
        Span::styled(if here { theme.symbols().cursor } else { " " }, theme.strong()),
        Span::styled(if entry.chosen { theme.symbols().wanted } else { " " }, theme.strong()),
        Span::styled(label, style),
        Span::styled(why, theme.quiet()),
        Span::raw(pad),
        Span::styled(right, right_style),
        Span::raw(" "),
    ])
}
