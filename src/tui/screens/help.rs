//! The help: the keys of the context it was opened from, taken from the live key table.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::text;
use crate::tui::command::Command;
use crate::tui::keymap::{Context, Keymap};
use crate::tui::outcome::{ScreenOutcome, Shared};
use crate::tui::theme::Theme;
use crate::tui::update::step;
use crate::tui::widgets::lines;

/// Draws the keys of a context. Those that would do nothing right now are dim.
pub fn draw(
    keymap: &Keymap,
    context: Context,
    scroll: usize,
    is_enabled: &dyn Fn(Command) -> bool,
    theme: Theme,
    area: Rect,
    buf: &mut Buffer,
) {
    let inner = lines::frame(
        area,
        Line::from(format!(" Keys {} ", context.words())),
        Some("Esc closes".to_owned()),
        true,
        theme,
        buf,
    );
    let rows: Vec<(String, &str, bool)> = keymap
        .rows(context)
        .map(|b| (b.keys.iter().map(|k| k.name()).collect::<Vec<_>>().join(" or "), b.help, is_enabled(b.command)))
        .collect();
    let keys = rows.iter().map(|r| text::width(&r.0)).max().unwrap_or(0);
    let room = usize::from(inner.width).saturating_sub(keys + 4);
    let page = rows.into_iter().skip(scroll).flat_map(|(key, help, is_enabled)| {
        let pad = " ".repeat(keys - text::width(&key) + 2);
        let lead = [Span::raw(" "), Span::styled(key, theme.key()), Span::raw(pad)];
        let hang = [Span::raw(" ".repeat(keys + 3)), Span::raw(""), Span::raw("")];
        let wrapped = text::wrap(help, room).into_iter().enumerate();
        wrapped
            .map(|(n, range)| {
                let [a, b, c] = if n == 0 { lead.clone() } else { hang.clone() };
                let style = if is_enabled { Style::new() } else { theme.dim() };
                Line::from(vec![a, b, c, Span::styled(help.get(range).unwrap_or(""), style)])
            })
            .collect::<Vec<_>>()
    });
    lines::page(page, inner, buf);
}

/// Handles a command on the help, which has so many rows.
pub(crate) fn handle(scroll: &mut usize, rows: usize, shared: &Shared<'_>, command: Command) -> ScreenOutcome {
    let visible = usize::from(shared.size.height.saturating_sub(3));
    if command == Command::Back {
        return ScreenOutcome::Back;
    }
    if let Some(step) = step(command) {
        *scroll = step.from(*scroll, (rows + 2).saturating_sub(visible) + 1, visible);
    }
    ScreenOutcome::Handled
}
