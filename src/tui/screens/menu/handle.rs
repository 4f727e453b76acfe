//! Key handling while a menu is open.

use crate::tui::command::Command;
use crate::tui::message::Message;
use crate::tui::screens::menu::{Menu, MenuAction};
use crate::tui::update::step;

/// Handles input while a menu is open. Returns the action that is chosen, if one is; the menu then closes.
pub(crate) fn handle(menu: &mut Menu, input: &Message) -> Option<MenuAction> {
    if matches!(input, Message::Char('w'))
        && let Some(MenuAction::Copy(item)) = menu.row().map(|row| &row.action)
    {
        return Some(MenuAction::Write(item.clone()));
    }
    match input {
        Message::Command(Command::Back) => Some(MenuAction::Nothing),
        Message::Command(Command::Open) => menu.row().map(|row| row.action.clone()),
        Message::Char(c) => menu.rows.iter().find(|row| row.letter == *c).map(|row| row.action.clone()),
        input => {
            if let Some(step) = input.command().and_then(step) {
                let len = menu.rows.len();
                menu.cursor.step(step, len, len);
            }
            None
        }
    }
}
