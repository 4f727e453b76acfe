//! The footer: a status message, or what the keys do here, from the live key table.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use crate::text;
use crate::tui::command::Command;
use crate::tui::keymap::Binding;
use crate::tui::model::{Model, Screen};
use crate::tui::theme::Theme;

/// Draws the footer.
pub fn draw(model: &Model, theme: Theme, area: Rect, buf: &mut Buffer) {
    if let Some(status) = &model.status {
        said(status, theme, area, buf);
        return;
    }
    let hints: Vec<(String, &str)> = model
        .keys
        .rows(model.context())
        .filter(|b| !b.hint.is_empty() && model.is_enabled(b.command))
        .filter_map(|b| b.keys.first().map(|k| (k.name(), hint(b, model))))
        .collect();
    let width = |h: &(String, &str)| text::width(&h.0) + text::width(h.1) + 3;
    let last: usize = hints.iter().filter(|h| is_pinned(h.1)).map(width).sum();
    let mut room = usize::from(area.width).saturating_sub(last + 1);
    let mut spans = vec![Span::raw(" ")];
    for h in &hints {
        if !is_pinned(h.1) {
            match room.checked_sub(width(h)) {
                Some(left) => room = left,
                None => continue,
            }
        }
        spans.push(Span::styled(h.0.clone(), theme.key()));
        spans.push(Span::styled(format!(" {}  ", h.1), theme.dim()));
    }
    Line::from(spans).render(area, buf);
}

/// Draws a status message, on as many lines above the footer as it needs.
fn said(status: &str, theme: Theme, area: Rect, buf: &mut Buffer) {
    let lines = text::wrap(status, usize::from(area.width.saturating_sub(2)).max(1));
    let tall = u16::try_from(lines.len()).unwrap_or(1).min(area.y.saturating_sub(1)).max(1);
    let over = Rect { y: (area.y + 1).saturating_sub(tall), height: tall, ..area };
    Clear.render(over, buf);
    for (range, y) in lines.into_iter().zip(over.y..over.bottom()) {
        let words = format!(" {}", status.get(range).unwrap_or(""));
        Line::styled(words, theme.status()).render(Rect { y, height: 1, ..over }, buf);
    }
}

/// Returns whether a hint is shown before all others: back, help and quit are.
fn is_pinned(hint: &str) -> bool {
    matches!(hint, "back" | "help" | "quit" | "close")
}

fn hint(binding: &Binding, model: &Model) -> &'static str {
    match (binding.command, model.screen()) {
        (Command::Close, _) if !model.at_root() => "close",
        (Command::Search, Screen::Reader(_)) => "find",
        _ => binding.hint,
    }
}
