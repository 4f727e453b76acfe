//! Key handling on the marks screen.

use crate::document::linked::LinkTarget;
use crate::storage::marks::Change;
use crate::tui::command::Command;
use crate::tui::message::{Effect, Message};
use crate::tui::outcome::{NOTHING_TO_OPEN, ScreenOutcome, Shared};
use crate::tui::screens::marks::MarksScreen;
use crate::tui::update::step;
use crate::tui::widgets::edit::edit;
use crate::tui::widgets::input::Input;
use crate::tui::widgets::list_state::Step;

/// Handles input on the marks screen.
pub(crate) fn handle(screen: &mut MarksScreen, shared: &Shared<'_>, input: &Message) -> ScreenOutcome {
    let Shared { corpus, size, marks, .. } = *shared;
    if screen.note.is_some() {
        return type_note(screen, shared, input);
    }
    let Some(command) = input.command() else { return ScreenOutcome::Handled };
    let selected = screen.mark(marks).map(|mark| mark.id.clone());
    let change = |change: fn(String) -> Change| {
        selected.clone().map_or(ScreenOutcome::Handled, |id| ScreenOutcome::Effect(Effect::Mark(change(id))))
    };
    match command {
        Command::Back => return ScreenOutcome::Back,
        Command::Search => return ScreenOutcome::OpenSearch,
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
        Command::Undo => return ScreenOutcome::RestoreMark,
        Command::Open => {
            let target = screen.passage(corpus, marks).map(LinkTarget::Passage);
            return target.map_or_else(|| ScreenOutcome::notice(NOTHING_TO_OPEN), ScreenOutcome::Follow);
        }
        command => {
            if let Some(step) = step(command) {
                screen.list.step(step, marks.len(), screen.visible());
                screen.lay_out(corpus, marks, size);
            }
        }
    }
    ScreenOutcome::Handled
}

/// Handles input while a note is typed.
fn type_note(screen: &mut MarksScreen, shared: &Shared<'_>, input: &Message) -> ScreenOutcome {
    let Some(note) = &mut screen.note else { return ScreenOutcome::Handled };
    match input.command() {
        Some(Command::Open) => {
            let words = note.text().trim().to_owned();
            screen.note = None;
            if let Some(mark) = screen.mark(shared.marks) {
                return ScreenOutcome::Effect(Effect::Mark(Change::Note(mark.id.clone(), words)));
            }
        }
        Some(Command::Back) => screen.note = None,
        _ => {
            edit(note, input);
        }
    }
    ScreenOutcome::Handled
}
