//! The prompt lines of search and find.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_segmentation::UnicodeSegmentation;

use crate::text;
use crate::tui::screens::browse::Search;
use crate::tui::theme::Theme;
use crate::tui::widgets::input::Input;

/// Draws a prompt. Returns the position of its cursor.
pub fn line(label: &str, input: &Input, right: &str, theme: Theme, area: Rect, buf: &mut Buffer) -> Position {
    let room = usize::from(area.width).saturating_sub(text::width(label) + text::width(right) + 3).max(1);
    // What does not fit before the cursor is cut off on the left, at a grapheme boundary.
    let mut columns = 0;
    let fits = |grapheme: &&str| {
        columns += text::width(grapheme);
        columns <= room
    };
    let shown: usize = input.before().graphemes(true).rev().take_while(fits).map(str::len).sum();
    let skip = input.before().len() - shown;
    let shown_before = input.before().get(skip..).unwrap_or("");
    let rest = input.text().get(skip..).unwrap_or("");
    let mut shown = text::truncate(rest, room).into_owned();
    let first = shown.graphemes(true).next().unwrap_or("").to_owned();
    if skip > 0 && text::width(&first) == 1 {
        // It is seen that more stands before it.
        let cut = if theme.ascii { "<" } else { "\u{2026}" };
        shown.replace_range(..first.len(), cut);
    }
    let pad = " ".repeat(room.saturating_sub(text::width(&shown)) + 1);
    Line::from(vec![
        Span::styled(label.to_owned(), theme.key()),
        if input.is_selected() { Span::styled(shown, theme.selected(true)) } else { Span::raw(shown) },
        Span::raw(pad),
        Span::styled(right.to_owned(), theme.quiet()),
    ])
    .render(area, buf);
    let columns = text::width(label) + text::width(shown_before);
    Position { x: area.x + u16::try_from(columns).unwrap_or(u16::MAX).min(area.width.saturating_sub(1)), y: area.y }
}

/// Draws the search prompt. Returns the position of its cursor while it has the keys.
pub fn search(search: &Search, hits: usize, theme: Theme, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let right = match (&search.answer, search.pending) {
        (_, Some(_)) => "...".to_owned(),
        (Some(_), None) => text::count(hits, "hit"),
        (None, None) => "search everything".to_owned(),
    };
    let cursor = line("/ ", &search.input, &right, theme, area, buf);
    search.typing.then_some(cursor)
}
