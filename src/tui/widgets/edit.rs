//! Line editing: what each key changes in a line.

use crate::search::query::QUERY_MAX;
use crate::tui::command::Command;
use crate::tui::message::Message;
use crate::tui::model::Model;
use crate::tui::widgets::input::{Input, Stretch};

/// Returns the stretch that a command erases, and whether it can be yanked back.
pub(crate) fn erased(command: Command) -> Option<(Stretch, bool)> {
    Some(match command {
        Command::Erase => (Stretch::Left, false),
        Command::EraseNext => (Stretch::Right, false),
        Command::EraseWord => (Stretch::ToBlank, true),
        Command::EraseShortWord => (Stretch::WordLeft, true),
        Command::EraseNextWord => (Stretch::WordRight, true),
        Command::EraseAll => (Stretch::Start, true),
        Command::EraseToEnd => (Stretch::End, true),
        _ => return None,
    })
}

/// Returns the stretch that a command moves the cursor across.
pub(crate) fn passed(command: Command) -> Option<Stretch> {
    Some(match command {
        Command::CursorLeft => Stretch::Left,
        Command::CursorRight => Stretch::Right,
        Command::CursorWordLeft => Stretch::WordLeft,
        Command::CursorWordRight => Stretch::WordRight,
        Command::CursorHome => Stretch::Start,
        Command::CursorEnd => Stretch::End,
        _ => return None,
    })
}

/// Edits the line of a prompt. Returns whether the text changed.
pub(crate) fn edit(line: &mut Input, input: &Message) -> bool {
    let before = line.text().to_owned();
    match input {
        Message::Char(c) => line.insert(c.encode_utf8(&mut [0; 4])),
        Message::Paste(text) => line.insert(text),
        Message::Command(Command::Transpose) => line.transpose(),
        Message::Command(command) => {
            if let Some((stretch, _)) = erased(*command) {
                line.erase(stretch);
            } else if let Some(stretch) = passed(*command) {
                line.go(stretch);
            }
        }
        _ => {}
    }
    line.text() != before
}

/// Prepares an input before a prompt handles it. Erased words are kept for all prompts, and a status message says when
/// no more can be typed. A yank becomes a paste.
pub(crate) fn prepare(model: &mut Model, input: Message) -> Message {
    let input = match input {
        Message::Command(Command::Yank) => Message::Paste(model.killed.words().to_owned()),
        input => input,
    };
    let killed = input.command().and_then(erased).filter(|e| e.1).map(|e| e.0);
    let words = model.input().zip(killed).map(|(line, stretch)| line.words(stretch).to_owned());
    match (killed, words) {
        (Some(stretch), Some(words)) => model.killed.take(&words, stretch.is_before()),
        _ => model.killed.close(),
    }
    let fits = match (&input, model.input()) {
        (Message::Paste(text), Some(line)) => line.has_room_for(text),
        (Message::Char(c), Some(line)) => line.has_room_for(c.encode_utf8(&mut [0; 4])),
        _ => true,
    };
    if !fits {
        model.status = Some(format!("A prompt holds {QUERY_MAX} characters; what comes after them is left out."));
    }
    input
}
