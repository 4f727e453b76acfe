//! The prompt lines of search and find.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::model::browse::Search;
use crate::model::input::Input;
use crate::text;
use crate::theme::Theme;

/// Draws a prompt; gives the place of its cursor.
pub fn line(label: &str, input: &Input, right: &str, theme: Theme, area: Rect, buf: &mut Buffer) -> Position {
    let room = usize::from(area.width).saturating_sub(text::width(label) + text::width(right) + 3).max(1);
    let before = input.before();
    let mut skip = 0;
    let mut shown_before = before;
    while text::width(shown_before) >= room && !shown_before.is_empty() {
        skip += shown_before.chars().next().map_or(1, char::len_utf8);
        shown_before = before.get(skip..).unwrap_or("");
    }
    let rest = input.text().get(skip..).unwrap_or("");
    let shown = text::truncate(rest, room).into_owned();
    let pad = " ".repeat(room.saturating_sub(text::width(&shown)) + 1);
    Line::from(vec![
        Span::styled(label.to_owned(), theme.key()),
        Span::raw(shown),
        Span::raw(pad),
        Span::styled(right.to_owned(), theme.dim()),
    ])
    .render(area, buf);
    let columns = text::width(label) + text::width(shown_before);
    Position { x: area.x + u16::try_from(columns).unwrap_or(u16::MAX).min(area.width.saturating_sub(1)), y: area.y }
}

/// Draws the prompt of the search; gives the place of its cursor while it has the keys.
pub fn search(search: &Search, hits: usize, theme: Theme, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let right = match (&search.answer, search.waiting) {
        (_, Some(_)) => "...".to_owned(),
        (Some(_), None) => text::count(hits, "hit"),
        (None, None) => "search everything".to_owned(),
    };
    let cursor = line("/ ", &search.input, &right, theme, area, buf);
    search.typing.then_some(cursor)
}
