//! The help: the keys of the context it was opened from, taken from the live key table.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::text;
use crate::tui::command::Command;
use crate::tui::keymap::{Context, Keymap};
use crate::tui::message::Effect;
use crate::tui::model::{Model, Screen};
use crate::tui::theme::Theme;
use crate::tui::update::step;
use crate::tui::widgets::lines;

/// Draws the keys of a context.
pub fn draw(keymap: &Keymap, context: Context, scroll: usize, theme: Theme, area: Rect, buf: &mut Buffer) {
    let inner = lines::frame(
        area,
        Line::from(format!(" Keys {} ", context.words())),
        Some("Esc closes".to_owned()),
        true,
        theme,
        buf,
    );
    let rows: Vec<(String, &str)> = keymap
        .rows(context)
        .map(|b| (b.keys.iter().map(|k| k.name()).collect::<Vec<_>>().join(" or "), b.help))
        .collect();
    let keys = rows.iter().map(|r| text::width(&r.0)).max().unwrap_or(0);
    let room = usize::from(inner.width).saturating_sub(keys + 4);
    let page = rows.into_iter().skip(scroll).flat_map(|(key, help)| {
        let pad = " ".repeat(keys - text::width(&key) + 2);
        let lead = [Span::raw(" "), Span::styled(key, theme.key()), Span::raw(pad)];
        let hang = [Span::raw(" ".repeat(keys + 3)), Span::raw(""), Span::raw("")];
        let wrapped = text::wrap(help, room).into_iter().enumerate();
        wrapped
            .map(|(n, range)| {
                let [a, b, c] = if n == 0 { lead.clone() } else { hang.clone() };
                Line::from(vec![a, b, c, Span::raw(help.get(range).unwrap_or(""))])
            })
            .collect::<Vec<_>>()
    });
    lines::page(page, inner, buf);
}

pub(crate) fn handle(model: &mut Model, command: Command) -> Option<Effect> {
    let rows = usize::from(model.size.height.saturating_sub(3));
    let keys = std::sync::Arc::clone(&model.keys);
    match command {
        Command::Back => {
            model.back();
        }
        command => {
            if let (Some(step), Screen::Help(context, scroll)) = (step(command), model.screen_mut()) {
                let len = keys.rows(*context).count() + 2;
                *scroll = step.from(*scroll, len.saturating_sub(rows) + 1, rows);
            }
        }
    }
    None
}
