//! Key handling in the reader.

use crate::corpus::Corpus;
use crate::corpus::names::Follow;
use crate::corpus::subject::Subject;
use crate::document::linked::LinkTarget;
use crate::tui::command::Command;
use crate::tui::message::Message;
use crate::tui::model::Screen;
use crate::tui::outcome::{ScreenOutcome, Shared};
use crate::tui::screens::detail::{DetailKind, DetailScreen};
use crate::tui::screens::reader::Reader;
use crate::tui::update::step;
use crate::tui::widgets::edit::edit;
use crate::tui::widgets::list_state::Direction;

/// Handles input in the reader.
pub(crate) fn handle(reader: &mut Reader, shared: &Shared<'_>, input: &Message) -> ScreenOutcome {
    let Shared { corpus, size, .. } = *shared;
    if reader.is_typing() {
        type_find(reader, corpus, input);
        return ScreenOutcome::Handled;
    }
    let Some(command) = input.command() else { return ScreenOutcome::Handled };
    match command {
        Command::Back if reader.entered => reader.toggle_outline(corpus, size),
        Command::Back => return ScreenOutcome::Back,
        Command::Search => {
            // What is found is in the text, which the outline may cover.
            if reader.entered {
                reader.toggle_outline(corpus, size);
            }
            reader.open_find(corpus);
        }
        command @ (Command::NextMatch | Command::PreviousMatch) => {
            let direction = if command == Command::NextMatch { Direction::Forward } else { Direction::Backward };
            if !reader.step_match(corpus, direction) {
                return ScreenOutcome::Notice(match &reader.find {
                    Some(find) => {
                        format!("\u{201c}{}\u{201d} is not in this report.", find.input.text().trim())
                    }
                    None => "What you searched for is not in this report.".to_owned(),
                });
            }
        }
        Command::NextTab => reader.step_section(corpus, Direction::Forward),
        Command::PreviousTab => reader.step_section(corpus, Direction::Backward),
        Command::Outline => reader.toggle_outline(corpus, size),
        Command::Left if !reader.entered => reader.toggle_outline(corpus, size),
        Command::Right if reader.entered => reader.toggle_outline(corpus, size),
        Command::Zoom => {
            reader.outline = !reader.outline;
            reader.entered = false;
            reader.lay_out(corpus, size);
        }
        Command::Open if reader.entered => reader.open_section(corpus, size),
        Command::NextPane => return select_name(reader, corpus, Direction::Forward),
        Command::PreviousPane => return select_name(reader, corpus, Direction::Backward),
        Command::MoveDown => reader.step_passage(corpus, Direction::Forward),
        Command::MoveUp => reader.step_passage(corpus, Direction::Backward),
        Command::Open => return follow(reader, shared),
        command => {
            if let Some(step) = step(command) {
                if reader.entered {
                    let rows = usize::from(crate::tui::layout::inner(reader.areas.outline).height);
                    let len = reader.sections().len();
                    reader.cursor.step(step, len, rows);
                } else {
                    reader.scroll(corpus, step);
                }
            }
        }
    }
    ScreenOutcome::Handled
}

/// Selects the next or previous name or term in view.
fn select_name(reader: &mut Reader, corpus: &Corpus, direction: Direction) -> ScreenOutcome {
    let at = reader.at;
    if reader.step_name(corpus, direction) {
        ScreenOutcome::Handled
    } else {
        reader.set_current(corpus, at);
        ScreenOutcome::notice("There is no name or term to follow in view.")
    }
}

/// Follows the name or term that is selected.
fn follow(reader: &Reader, shared: &Shared<'_>) -> ScreenOutcome {
    match reader.chosen() {
        Some(Follow::Entity(id)) => ScreenOutcome::Follow(LinkTarget::Profile(Subject::Body(id))),
        Some(Follow::Term(n)) => {
            let kind = DetailKind::Term(usize::try_from(n).unwrap_or(usize::MAX));
            ScreenOutcome::Open(Screen::Detail(Box::new(DetailScreen::new(shared.corpus, kind, shared.size))))
        }
        None => ScreenOutcome::Handled,
    }
}

/// Handles input while the reader's find prompt has the keys.
pub(crate) fn type_find(reader: &mut Reader, corpus: &Corpus, input: &Message) {
    let Some(find) = &mut reader.find else { return };
    if edit(&mut find.input, input) {
        reader.refind(corpus);
        return;
    }
    match input.command() {
        Some(Command::Open) => reader.keep_find(corpus),
        Some(Command::Back) => {
            reader.close_find(corpus);
        }
        Some(command @ (Command::Down | Command::Up)) if !find.is_blank() => {
            let direction = if command == Command::Down { Direction::Forward } else { Direction::Backward };
            reader.step_match(corpus, direction);
        }
        _ => {}
    }
}
