//! Key handling while a menu is open.

use crate::corpus::Corpus;
use crate::tui::command::Command;
use crate::tui::export;
use crate::tui::message::{Effect, Message};
use crate::tui::model::Model;
use crate::tui::open;
use crate::tui::passage::write_copy;
use crate::tui::screens::menu::{Menu, MenuAction};

/// Handles input while a menu is open.
pub(crate) fn handle(model: &mut Model, corpus: &Corpus, input: &Message) -> Option<Effect> {
    if matches!(input, Message::Char('w'))
        && let Some(MenuAction::Copy(copied)) = model.menu.as_ref().and_then(Menu::row).map(|r| r.action.clone())
    {
        model.menu = None;
        model.copied = Some(copied);
        return write_copy(model);
    }
    let menu = model.menu.as_mut()?;
    let action = match input {
        Message::Command(Command::Back) => Some(MenuAction::Nothing),
        Message::Command(Command::Open) => menu.row().map(|r| r.action.clone()),
        Message::Char(c) => menu.rows.iter().find(|r| r.letter == *c).map(|r| r.action.clone()),
        input => {
            if let Some(step) = input.command().and_then(crate::tui::update::step) {
                let len = menu.rows.len();
                menu.cursor.step(step, len, len);
            }
            None
        }
    }?;
    model.menu = None;
    match action {
        MenuAction::Nothing => None,
        MenuAction::Copy(copied) => {
            model.status = Some(format!(
                "Sent to the terminal's clipboard: {}, {}. Whether it took it, pasting tells; w writes it to a file.",
                copied.what,
                crate::text::count(copied.text.chars().count(), "character")
            ));
            let text = copied.text.clone();
            model.copied = Some(copied);
            Some(Effect::Copy(text))
        }
        MenuAction::Export(format) => Some(export::write(model, corpus, format)),
        MenuAction::View(goal) => {
            open::open_view(model, corpus, goal);
            None
        }
        MenuAction::Open(url) => Some(Effect::Open(url)),
    }
}
