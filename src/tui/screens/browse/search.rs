//! The search prompt: typing, asking, completing and recalling queries.

use std::sync::Arc;

use ratatui::layout::Size;

use crate::corpus::Corpus;
use crate::search::Answer;
use crate::search::complete::{self, Completion};
use crate::tui::command::Command;
use crate::tui::layout::Pane;
use crate::tui::message::{Effect, Message};
use crate::tui::model::{Model, Screen};
use crate::tui::screens::browse::handle;
use crate::tui::screens::browse::{Browse, Search};
use crate::tui::update::step;
use crate::tui::widgets::edit::edit;
use crate::tui::widgets::list_state::ListState;

/// Opens the search, or returns to its prompt.
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

/// Handles input while the search prompt has the keys.
pub(crate) fn type_query(model: &mut Model, corpus: &Corpus, input: &Message, size: Size) -> Option<Effect> {
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
            handle::open(model, corpus, size);
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

/// Returns the completions of the filter at the cursor.
pub(crate) fn complete(corpus: &Corpus, search: &Search) -> Option<Completion> {
    search.typing.then(|| complete::complete(corpus, search.input.before())).flatten()
}

/// Requests a search for what is typed.
pub(crate) fn ask(model: &mut Model, corpus: &Corpus, size: Size) -> Option<Effect> {
    let asked = model.asked + 1;
    let Screen::Browse(browse) = model.screen_mut() else { return None };
    let Some(search) = &mut browse.search else { return None };
    search.completion = complete(corpus, search);
    let typed = search.input.text().to_owned();
    browse.list = ListState::default();
    browse.scroll = 0;
    if typed.trim().is_empty() {
        search.answer = None;
        search.pending = None;
        browse.refresh(corpus, size);
        return None;
    }
    search.pending = Some(asked);
    model.asked = asked;
    Some(Effect::Search(asked, typed))
}

/// Recalls an earlier query, or a later one. If `holding`, considers only queries that contain what was typed.
pub(crate) fn recall(model: &mut Model, corpus: &Corpus, size: Size, holding: bool, by: isize) -> Option<Effect> {
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

/// Takes in the answer to a search, unless a newer search was requested since.
pub(crate) fn answered(model: &mut Model, corpus: &Corpus, number: u64, answer: Answer) {
    let size = model.size;
    let answer = Arc::new(answer);
    for screen in model.screens_mut() {
        if let Screen::Browse(browse) = screen
            && let Some(search) = &mut browse.search
            && search.pending == Some(number)
        {
            search.pending = None;
            search.answer = Some(Arc::clone(&answer));
            browse.refresh(corpus, size);
        }
    }
}
