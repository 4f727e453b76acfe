//! What actions do in a prompt: search in the browse screen, find in the reader.

use std::sync::Arc;

use ratatui::layout::Size;

use super::{open as open_hit, step};
use crate::action::{Action, Effect};
use crate::corpus::Corpus;
use crate::layout::Pane;
use crate::model::browse::Browse;
use crate::model::input::Input;
use crate::model::list::ListState;
use crate::model::reader::Reader;
use crate::model::{Model, Screen};
use crate::search::Answer;

/// Changes the line of a prompt; tells whether the text changed.
fn edit(input: &mut Input, action: &Action) -> bool {
    let before = input.text().to_owned();
    match action {
        Action::Type(c) => input.insert(c.encode_utf8(&mut [0; 4])),
        Action::Paste(text) => input.insert(text),
        Action::Erase => input.erase(),
        Action::EraseNext => input.erase_next(),
        Action::EraseWord => input.erase_word(),
        Action::EraseAll => input.erase_all(),
        Action::CursorLeft => input.left(),
        Action::CursorRight => input.right(),
        Action::CursorHome => input.home(),
        Action::CursorEnd => input.end(),
        _ => {}
    }
    input.text() != before
}

/// Opens the search, or comes back to its prompt.
pub(super) fn open(model: &mut Model, corpus: &Corpus, size: Size) -> Option<Effect> {
    if let Screen::Browse(browse) = model.screen_mut()
        && let Some(search) = &mut browse.search
    {
        search.typing = true;
        browse.focus = Pane::List;
        browse.lay_out(corpus, size);
        return None;
    }
    let mut browse = Browse::searching(corpus);
    browse.refresh(corpus, size);
    model.open(Screen::Browse(Box::new(browse)));
    None
}

/// An action while the search prompt has the keys.
pub(super) fn search(model: &mut Model, corpus: &Corpus, action: Action, size: Size) -> Option<Effect> {
    let asked = model.asked + 1;
    let Screen::Browse(browse) = model.screen_mut() else { return None };
    let Some(search) = &mut browse.search else { return None };
    if edit(&mut search.input, &action) {
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
        return Some(Effect::Search(asked, typed));
    }
    match action {
        Action::Open => open_hit(model, corpus, size),
        Action::Back => {
            model.back();
            super::resize(model, corpus, size);
        }
        Action::NextPane => browse.focus_on(corpus, Pane::List, size),
        action => {
            if let Some(step) = step(&action) {
                browse.step(corpus, step, size);
            }
        }
    }
    None
}

/// Takes in the answer to a search, unless another was asked since.
pub(super) fn answered(model: &mut Model, corpus: &Corpus, number: u64, answer: Answer) {
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
pub(super) fn find(reader: &mut Reader, corpus: &Corpus, action: &Action) {
    let Some(find) = &mut reader.find else { return };
    if edit(&mut find.input, action) {
        reader.refind(corpus);
        return;
    }
    match action {
        Action::Open => find.typing = false,
        Action::Back => {
            reader.find = None;
            reader.lit = Arc::default();
        }
        Action::Down => {
            reader.step_match(corpus, true);
        }
        Action::Up => {
            reader.step_match(corpus, false);
        }
        _ => {}
    }
}
