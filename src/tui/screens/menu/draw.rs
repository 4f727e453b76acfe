//! A menu over the screen: rows with their letters, and a preview of what the one under the cursor would do.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::text;
use crate::tui::layout;
use crate::tui::screens::menu::{Menu, MenuAction};
use crate::tui::theme::Theme;
use crate::tui::widgets::lines;

/// Draws the menu.
pub fn draw(menu: &Menu, size: Size, theme: Theme, buf: &mut Buffer) {
    let area = menu.area(size);
    lines::popup(area, theme, buf);
    let title = Line::from(format!(" {} ", menu.title));
    let room = usize::from(layout::inner(area).height);
    let right = if menu.rows.len() > room {
        format!("{}/{}", menu.cursor.selected + 1, menu.rows.len())
    } else {
        "Esc closes".to_owned()
    };
    let inner = lines::frame(area, title, Some(right), true, theme, buf);
    let has_notes = menu.has_notes(area);
    let mut y = inner.y;
    let first = menu.first(area);
    let gap = u16::try_from(menu.gap(area)).unwrap_or(0);
    for (n, row) in menu.rows.iter().enumerate().skip(first).take(room) {
        let here = n == menu.cursor.selected;
        if n == menu.choices {
            y += gap;
        }
        let area = Rect { y, height: 1, ..inner };
        let is_choice = n < menu.choices;
        let tick = if is_choice && n == menu.chosen { theme.symbols().wanted } else { " " };
        let lead = if menu.choices > 0 { format!(" {tick} ") } else { "  ".to_owned() };
        let words = text::truncate(&row.label, usize::from(area.width).saturating_sub(3 + text::width(&lead)));
        let style = if is_choice && n == menu.chosen { theme.strong() } else { Style::new() };
        let note = if has_notes {
            let pad = " ".repeat(menu.labels().saturating_sub(text::width(&row.label)) + 2);
            format!("{pad}{}", row.preview)
        } else {
            String::new()
        };
        Line::from(vec![
            Span::styled(if here { theme.symbols().cursor } else { " " }, theme.strong()),
            Span::raw(" "),
            Span::styled(row.letter.to_string(), theme.key()),
            Span::styled(format!("{lead}{words}"), style),
            Span::styled(note, theme.quiet()),
        ])
        .render(area, buf);
        if here {
            lines::select(area, true, theme, buf);
        }
        y += 1;
    }
    let Some(row) = menu.row().filter(|_| !has_notes) else { return };
    let below = Rect {
        x: inner.x + 1,
        y: (y + 1).min(inner.bottom()),
        width: inner.width.saturating_sub(2),
        height: inner.bottom().saturating_sub(y + 1),
    };
    let width = usize::from(below.width);
    let wrapped = |words: &str| -> Vec<Line<'static>> {
        let shown = text::harmless(words).into_owned();
        let ranges = text::wrap(&shown, width).into_iter();
        ranges.map(|r| Line::styled(shown.get(r).unwrap_or("").to_owned(), Style::new())).collect()
    };
    let lines: Vec<Line<'static>> = match row.action {
        // A sentence of ours, and a command on a line of its own: where there is no room for both, the sentence is cut.
        MenuAction::Export(..) => {
            let parts: Vec<Vec<Line<'static>>> = row.preview.lines().map(wrapped).collect();
            let is_short = parts.iter().map(Vec::len).sum::<usize>() > usize::from(below.height);
            let said = row.preview.lines().next().filter(|_| is_short).map(|said| text::truncate(said, width));
            let said = said.map(|said| vec![Line::raw(text::harmless(&said).into_owned())]);
            said.into_iter().chain(parts.into_iter().skip(usize::from(is_short))).flatten().collect()
        }
        _ => wrapped(&row.preview.replace(['\r'], "").replace('\n', " \u{23ce} ")),
    };
    let room = usize::from(below.height);
    let is_cut = lines.len() > room;
    lines::page(lines.into_iter(), below, buf);
    if is_cut && room > 0 {
        let end = Rect { x: below.right().saturating_sub(2), y: below.bottom() - 1, width: 2, height: 1 };
        lines::draw(&Line::raw(" \u{2026}"), end.intersection(below), buf);
    }
}
