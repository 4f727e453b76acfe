//! Key handling in the tray of marked passages.

use std::sync::Arc;

use ratatui::layout::Size;

use crate::corpus::Corpus;
use crate::storage::marks::Change;
use crate::tui::command::Command;
use crate::tui::message::{Effect, Message};
use crate::tui::model::{Model, Screen};
use crate::tui::screens::reader::Reader;
use crate::tui::update::step;
use crate::tui::widgets::edit::edit;
use crate::tui::widgets::input::Input;

/// Handles input in the tray of marked passages.
pub(crate) fn handle(model: &mut Model, corpus: &Corpus, input: &Message, size: Size) -> Option<Effect> {
    let marks = model.marks.clone();
    let Screen::Marks(marks_screen) = model.screen_mut() else { return None };
    let at = marks_screen.mark(&marks).map(|m| m.id.clone());
    if let Some(note) = &mut marks_screen.note {
        match input.command() {
            Some(Command::Open) => {
                let words = note.text().trim().to_owned();
                marks_screen.note = None;
                return at.map(|id| Effect::Mark(Change::Note(id, words)));
            }
            Some(Command::Back) => marks_screen.note = None,
            _ => {
                edit(note, input);
            }
        }
        return None;
    }
    match input.command()? {
        Command::Back => {
            model.back();
        }
        Command::Search => return crate::tui::screens::browse::search::open(model, corpus, size),
        Command::Mark => {
            // Only a mark whose passage is not in the data gets here; all others are handled earlier.
            return at.map(|id| Effect::Mark(Change::Remove(id)));
        }
        Command::Annotate => {
            if let Some(mark) = marks_screen.mark(&marks) {
                marks_screen.note = Some(Input::holding(&mark.note));
            }
        }
        command @ (Command::MoveDown | Command::MoveUp) => {
            let by = if command == Command::MoveDown { 1 } else { -1 };
            let len = marks.len();
            let visible = marks_screen.visible();
            marks_screen.list.step(crate::tui::widgets::list_state::Step::Rows(by), len, visible);
            return at.map(|id| Effect::Mark(Change::Move(id, by)));
        }
        Command::Undo => match model.removed_marks.pop() {
            Some((place, mark)) => return Some(Effect::Mark(Change::Restore(place, mark))),
            None => model.status = Some("There is no mark to put back.".to_owned()),
        },
        Command::Open => match marks_screen.passage(corpus, &marks) {
            Some(id) => model.open(Screen::Reader(Box::new(Reader::at_passage(corpus, id, Arc::default(), size)))),
            None => model.status = Some("There is nothing to open here.".to_owned()),
        },
        command => {
            if let Some(step) = step(command) {
                let visible = marks_screen.visible();
                marks_screen.list.step(step, marks.len(), visible);
                marks_screen.lay_out(corpus, &marks, size);
            }
        }
    }
    None
}
