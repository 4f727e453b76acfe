//! Key handling in the palette.

use crate::tui::command::Command;
use crate::tui::message::Message;
use crate::tui::screens::palette::{Palette, PaletteAction, PaletteScope};
use crate::tui::update::step;
use crate::tui::widgets::edit::edit;

/// What the palette wants done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PaletteOutcome {
    /// Nothing: the palette stays open.
    Stay,
    /// Close it.
    Close,
    /// Say why an entry does nothing now; the palette stays open.
    Refuse(String),
    /// Close it and do this.
    Do(PaletteAction),
    /// Toggle a value of the pane that is narrowed, by its row; the palette stays open.
    Toggle(usize),
}

/// Handles input while the palette is open, which shows so many rows.
pub(crate) fn handle(palette: &mut Palette, rows: usize, input: &Message) -> PaletteOutcome {
    // No name begins with a blank: before anything is typed, it chooses, as it does everywhere else.
    let is_picker = matches!(palette.scope, PaletteScope::Compare(_) | PaletteScope::Profile);
    if is_picker && palette.input.text().is_empty() && matches!(input, Message::Char(' ')) {
        return handle(palette, rows, &Message::Command(Command::Open));
    }
    if edit(&mut palette.input, input) {
        palette.find();
        return PaletteOutcome::Stay;
    }
    let Some(command) = input.command() else { return PaletteOutcome::Stay };
    let len = palette.count();
    match command {
        Command::Back => return PaletteOutcome::Close,
        Command::Open => {
            return match palette.selected() {
                Some(entry) => match &entry.why_disabled {
                    Some(why) => PaletteOutcome::Refuse(why.clone()),
                    None => PaletteOutcome::Do(entry.action.clone()),
                },
                None => PaletteOutcome::Stay,
            };
        }
        Command::NextPane if matches!(palette.scope, PaletteScope::Pane(_)) => {
            if let Some(PaletteAction::Value(at)) = palette.selected().map(|entry| &entry.action) {
                return PaletteOutcome::Toggle(*at);
            }
        }
        Command::NextPane | Command::PreviousPane if len > 0 => {
            let by = if command == Command::NextPane { 1 } else { len - 1 };
            palette.cursor.selected = (palette.cursor.selected + by) % len;
            palette.cursor.settle(len, rows);
        }
        command => {
            if let Some(step) = step(command) {
                palette.cursor.step(step, len, rows);
            }
        }
    }
    PaletteOutcome::Stay
}
