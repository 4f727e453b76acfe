//! Key handling in the reader.

use ratatui::layout::Size;

use crate::corpus::Corpus;
use crate::corpus::names::Follow;
use crate::tui::command::Command;
use crate::tui::message::{Effect, Message};
use crate::tui::model::{Model, Screen};
use crate::tui::screens::browse::handle::profile;
use crate::tui::screens::detail::{DetailKind, DetailScreen};
use crate::tui::screens::reader::Reader;
use crate::tui::update::step;
use crate::tui::widgets::edit::edit;
use crate::tui::widgets::list_state::Direction;

pub(crate) fn handle(model: &mut Model, corpus: &Corpus, input: &Message, size: Size) -> Option<Effect> {
    let Screen::Reader(reader) = model.screen_mut() else { return None };
    if reader.find.as_ref().is_some_and(|f| f.typing) {
        type_find(reader, corpus, input);
        return None;
    }
    match input.command()? {
        Command::Back if reader.entered => reader.toggle_outline(corpus, size),
        Command::Back => {
            model.back();
        }
        Command::Search => reader.open_find(corpus),
        command @ (Command::NextMatch | Command::PreviousMatch) => {
            let direction = if command == Command::NextMatch { Direction::Forward } else { Direction::Backward };
            if !reader.step_match(corpus, direction) {
                model.status = Some(match &reader.find {
                    Some(find) => {
                        format!("\u{201c}{}\u{201d} stands nowhere in this report.", find.input.text().trim())
                    }
                    None if reader.is_highlighted() => {
                        "What was searched for stands nowhere in this report.".to_owned()
                    }
                    None => "Nothing is looked for yet; / finds in this report.".to_owned(),
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
        Command::NextPane => follow_next(model, Direction::Forward),
        Command::PreviousPane => follow_next(model, Direction::Backward),
        Command::MoveDown => reader.step_passage(corpus, Direction::Forward),
        Command::MoveUp => reader.step_passage(corpus, Direction::Backward),
        Command::Open => follow(model, corpus, size),
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
    None
}

pub(crate) fn follow_next(model: &mut Model, direction: Direction) {
    if let Screen::Reader(reader) = model.screen_mut()
        && !reader.step_name(direction)
    {
        model.status = Some("This passage names no body and no term of the glossary.".to_owned());
    }
}

/// Follows the name or term that is selected in the reader.
pub(crate) fn follow(model: &mut Model, corpus: &Corpus, size: Size) {
    let Screen::Reader(reader) = model.screen() else { return };
    match reader.chosen() {
        Some(Follow::Entity(id)) => model.open(Screen::Browse(Box::new(profile(corpus, id, size)))),
        Some(Follow::Term(n)) => {
            let kind = DetailKind::Term(usize::try_from(n).unwrap_or(usize::MAX));
            let detail = DetailScreen::new(corpus, kind, size);
            model.open(Screen::Detail(Box::new(detail)));
        }
        None => model.status = Some("Tab chooses a name or a term to follow.".to_owned()),
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
