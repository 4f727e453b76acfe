//! Key handling while a menu is open.

use crate::tui::command::Command;
use crate::tui::message::Message;
use crate::tui::screens::menu::{Menu, MenuAction, MenuRow};
use crate::tui::update::step;

/// Handles input while a menu is open. Returns the action that is chosen, if one is; the menu then closes.
pub(crate) fn handle(menu: &mut Menu, input: &Message) -> Option<MenuAction> {
    if matches!(input, Message::Char('w'))
        && let Some(MenuAction::Copy(item)) = menu.row().map(|row| &row.action)
    {
        return Some(MenuAction::Write(item.clone()));
    }
    if let Message::Char(c) = input
        && let Some(row) = menu.rows.iter().find(|row| row.letter == *c)
    {
        return Some(row.action.clone());
    }
    match input {
        Message::Command(Command::Back) => Some(MenuAction::Nothing),
        Message::Command(Command::Open) => menu.row().map(|row| row.action.clone()),
        input => {
            let command = match input {
                Message::Char(MenuRow::DOWN) => Some(Command::Down),
                Message::Char(MenuRow::UP) => Some(Command::Up),
                input => input.command(),
            };
            if let Some(step) = command.and_then(step) {
                let len = menu.rows.len();
                menu.cursor.step(step, len, len);
            }
            None
        }
    }
}
