//! Key handling on the marks screen.

use crate::document::linked::LinkTarget;
use crate::storage::marks::Change;
use crate::tui::command::Command;
use crate::tui::message::{Effect, Message};
use crate::tui::outcome::{NOTHING_TO_OPEN, Outcome, Shared};
use crate::tui::screens::marks::MarksScreen;
use crate::tui::update::step;
use crate::tui::widgets::edit::edit;
use crate::tui::widgets::input::Input;
use crate::tui::widgets::list_state::Step;

/// Handles input on the marks screen.
pub(crate) fn handle(screen: &mut MarksScreen, shared: &Shared<'_>, input: &Message) -> Outcome {
    let Shared { corpus, size, marks, .. } = *shared;
    if screen.note.is_some() {
        return type_note(screen, shared, input);
    }
    let Some(command) = input.command() else { return Outcome::Handled };
    let selected = screen.mark(marks).map(|mark| mark.id.clone());
    let change = |change: fn(String) -> Change| {
        selected.clone().map_or(Outcome::Handled, |id| Outcome::Effect(Effect::Mark(change(id))))
    };
    match command {
        Command::Back => return Outcome::Back,
        Command::Search => return Outcome::OpenSearch,
        // Only a mark whose passage is not in the data gets here; all others are handled earlier.
        Command::Mark => return change(Change::Remove),
        Command::Annotate => screen.note = screen.mark(marks).map(|mark| Input::holding(&mark.note)),
        Command::MoveDown => {
            screen.list.step(Step::Rows(1), marks.len(), screen.visible());
            return change(|id| Change::Move(id, 1));
        }
        Command::MoveUp => {
            screen.list.step(Step::Rows(-1), marks.len(), screen.visible());
            return change(|id| Change::Move(id, -1));
        }
        Command::Undo => return Outcome::RestoreMark,
        Command::Open => {
            let target = screen.passage(corpus, marks).map(LinkTarget::Passage);
            return target.map_or_else(|| Outcome::notice(NOTHING_TO_OPEN), Outcome::Follow);
        }
        command => {
            if let Some(step) = step(command) {
                screen.list.step(step, marks.len(), screen.visible());
                screen.lay_out(corpus, marks, size);
            }
        }
    }
    Outcome::Handled
}

/// Handles input while a note is typed.
fn type_note(screen: &mut MarksScreen, shared: &Shared<'_>, input: &Message) -> Outcome {
    let Some(note) = &mut screen.note else { return Outcome::Handled };
    match input.command() {
        Some(Command::Open) => {
            let words = note.text().trim().to_owned();
            screen.note = None;
            if let Some(mark) = screen.mark(shared.marks) {
                return Outcome::Effect(Effect::Mark(Change::Note(mark.id.clone(), words)));
            }
        }
        Some(Command::Back) => screen.note = None,
        _ => {
            edit(note, input);
        }
    }
    Outcome::Handled
}
