//! What input does in a prompt: search in the browse screen, find in the reader.

use std::sync::Arc;

use ratatui::layout::Size;

use crate::corpus::Corpus;
use crate::search::Answer;
use crate::search::complete::{self, Completion};
use crate::search::query::QUERY_MAX;
use crate::tui::command::Command;
use crate::tui::layout::Pane;
use crate::tui::message::{Effect, Message};
use crate::tui::model::{Model, Screen};
use crate::tui::screens::browse::{Browse, Search};
use crate::tui::screens::reader::Reader;
use crate::tui::update::{open as open_hit, step};
use crate::tui::widgets::input::{Input, Stretch};
use crate::tui::widgets::list_state::ListState;

/// The stretch that a command erases, and whether it can be put back.
fn erased(command: Command) -> Option<(Stretch, bool)> {
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

/// The stretch at whose other end a command puts the cursor.
fn passed(command: Command) -> Option<Stretch> {
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

/// Changes the line of a prompt; tells whether the text changed.
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

/// What has to be known of an input before a prompt takes it in: the words that it erases are kept for all prompts, and
/// it is said where no more can be typed. To put words back is to paste them.
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

/// Opens the search, or comes back to its prompt.
pub(crate) fn open(model: &mut Model, corpus: &Corpus, size: Size) -> Option<Effect> {
    if let Screen::Browse(browse) = model.screen_mut()
        && let Some(search) = &mut browse.search
    {
        search.typing = true;
        browse.focus = Pane::List;
        browse.lay_out(corpus, size);
        return None;
    }
    let mut browse = Browse::searching();
    browse.refresh(corpus, size);
    model.open(Screen::Browse(Box::new(browse)));
    None
}

/// An action while the search prompt has the keys.
pub(crate) fn search(model: &mut Model, corpus: &Corpus, input: &Message, size: Size) -> Option<Effect> {
    let Screen::Browse(browse) = model.screen_mut() else { return None };
    let first = browse.list.selected == 0;
    let Some(search) = &mut browse.search else { return None };
    if edit(&mut search.input, input) {
        search.recalled = None;
        return ask(model, corpus, size);
    }
    search.completion = complete(corpus, search);
    match input.command()? {
        Command::Open => {
            let typed = search.input.text().to_owned();
            model.remember(&typed);
            open_hit(model, corpus, size);
        }
        Command::Back => {
            let typed = search.input.text().to_owned();
            if browse.derived.total > 0 {
                model.remember(&typed);
            }
            model.back();
        }
        Command::NextPane => match search.completion.take() {
            Some(completion) => {
                let value = completion.values.first().map_or("", String::as_str);
                search.input.complete(completion.typed, &format!("{value} "));
                return ask(model, corpus, size);
            }
            None => {
                let typed = search.input.text().to_owned();
                browse.focus_on(corpus, Pane::List, size);
                model.remember(&typed);
            }
        },
        Command::Recall => return recall(model, corpus, size, true, 1),
        Command::Up if first => return recall(model, corpus, size, false, 1),
        Command::Down if search.recalled.is_some() && first => return recall(model, corpus, size, false, -1),
        command => {
            if let Some(step) = step(command) {
                browse.step(corpus, step, size);
            }
        }
    }
    None
}

/// What the filter at the cursor can be completed with.
fn complete(corpus: &Corpus, search: &Search) -> Option<Completion> {
    search.typing.then(|| complete::complete(corpus, search.input.before())).flatten()
}

/// Asks for what is typed.
fn ask(model: &mut Model, corpus: &Corpus, size: Size) -> Option<Effect> {
    let asked = model.asked + 1;
    let Screen::Browse(browse) = model.screen_mut() else { return None };
    let Some(search) = &mut browse.search else { return None };
    search.completion = complete(corpus, search);
    let typed = search.input.text().to_owned();
    browse.list = ListState::default();
    browse.scroll = 0;
    if typed.trim().is_empty() {
        search.answer = None;
        search.waiting = None;
        browse.refresh(corpus, size);
        return None;
    }
    search.waiting = Some(asked);
    model.asked = asked;
    Some(Effect::Search(asked, typed))
}

/// Recalls a query of before, or a later one; where `holding`, one that holds what was typed.
fn recall(model: &mut Model, corpus: &Corpus, size: Size, holding: bool, by: isize) -> Option<Effect> {
    let history = model.history.clone();
    let Screen::Browse(browse) = model.screen_mut() else { return None };
    let Some(search) = &mut browse.search else { return None };
    let (at, typed) = match search.recalled.take() {
        Some((at, typed)) => (Some(at), typed),
        None => (None, search.input.text().to_owned()),
    };
    let wanted = crate::text::fold_plain(typed.trim());
    let fits = |query: &String| *query != typed && (!holding || crate::text::fold_plain(query).contains(&wanted));
    let latest_first: Vec<&String> = history.iter().rev().collect();
    let mut place = at.map_or(-1, |n| isize::try_from(n).unwrap_or(-1));
    loop {
        place += by;
        let query = usize::try_from(place).ok().map(|n| latest_first.get(n));
        match query {
            None => search.input.replace(&typed),
            Some(None) => {
                search.recalled = at.map(|at| (at, typed));
                model.status = Some("No query of before holds this.".to_owned()).filter(|_| holding);
                return None;
            }
            Some(Some(query)) if fits(query) => {
                search.input.replace(query);
                search.recalled = usize::try_from(place).ok().map(|at| (at, typed));
            }
            Some(Some(_)) => continue,
        }
        return ask(model, corpus, size);
    }
}

/// Takes in the answer to a search, unless another was asked since.
pub(crate) fn answered(model: &mut Model, corpus: &Corpus, number: u64, answer: Answer) {
    let size = model.size;
    let answer = Arc::new(answer);
    for screen in model.screens_mut() {
        if let Screen::Browse(browse) = screen
            && let Some(search) = &mut browse.search
            && search.waiting == Some(number)
        {
            search.waiting = None;
            search.answer = Some(Arc::clone(&answer));
            browse.refresh(corpus, size);
        }
    }
}

/// An action while the reader's find prompt has the keys.
pub(crate) fn find(reader: &mut Reader, corpus: &Corpus, input: &Message) {
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
            reader.step_match(corpus, command == Command::Down);
        }
        _ => {}
    }
}
