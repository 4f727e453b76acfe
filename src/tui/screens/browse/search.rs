//! The search prompt: typing, asking, completing and recalling queries.

use std::sync::Arc;

use ratatui::layout::Size;

use crate::corpus::Corpus;
use crate::search::Answer;
use crate::search::complete::{self, Completion};
use crate::tui::command::Command;
use crate::tui::layout::Pane;
use crate::tui::message::{Message, Question};
use crate::tui::outcome::{ScreenOutcome, Shared};
use crate::tui::screens::browse::handle;
use crate::tui::screens::browse::{Browse, Search};
use crate::tui::update::step;
use crate::tui::widgets::edit::edit;
use crate::tui::widgets::list_state::ListCursor;

/// Opens a new search, or returns to the prompt of this one.
pub(crate) fn open(browse: &mut Browse, shared: &Shared<'_>) -> ScreenOutcome {
    let Some(search) = &mut browse.search else { return ScreenOutcome::OpenSearch };
    search.typing = true;
    browse.focus = Pane::List;
    browse.lay_out(shared.corpus, shared.size);
    ScreenOutcome::Handled
}

/// Handles input while the search prompt has the keys.
pub(crate) fn type_query(browse: &mut Browse, shared: &Shared<'_>, input: &Message) -> ScreenOutcome {
    let Shared { corpus, size, .. } = *shared;
    let is_first = browse.list.selected == 0;
    let Some(search) = &mut browse.search else { return ScreenOutcome::Handled };
    if edit(&mut search.input, input) {
        search.recalled = None;
        return ask(browse, shared);
    }
    search.completion = complete(corpus, search);
    let Some(command) = input.command() else { return ScreenOutcome::Handled };
    let typed = search.input.text().to_owned();
    match command {
        Command::Open => return ScreenOutcome::Remember(typed, Box::new(handle::open(browse, shared))),
        Command::Back if browse.derived.total > 0 => {
            return ScreenOutcome::Remember(typed, Box::new(ScreenOutcome::Back));
        }
        Command::Back => return ScreenOutcome::Back,
        Command::NextPane => match search.completion.take() {
            Some(completion) => {
                let value = completion.values.first().map_or("", String::as_str);
                search.input.complete(completion.typed, &format!("{value} "));
                return ask(browse, shared);
            }
            None => {
                browse.focus_on(corpus, Pane::List, size);
                return ScreenOutcome::Remember(typed, Box::new(ScreenOutcome::Handled));
            }
        },
        Command::Recall => return recall(browse, shared, Recalled::Containing, 1),
        Command::Up if is_first => return recall(browse, shared, Recalled::Any, 1),
        Command::Down if search.recalled.is_some() && is_first => return recall(browse, shared, Recalled::Any, -1),
        command => {
            if let Some(step) = step(command) {
                browse.step(corpus, step, size);
            }
        }
    }
    ScreenOutcome::Handled
}

/// Returns the completions of the filter at the cursor.
pub(crate) fn complete(corpus: &Corpus, search: &Search) -> Option<Completion> {
    search.typing.then(|| complete::complete(corpus, search.input.before())).flatten()
}

/// Asks for what is typed.
fn ask(browse: &mut Browse, shared: &Shared<'_>) -> ScreenOutcome {
    let Some(search) = &mut browse.search else { return ScreenOutcome::Handled };
    search.completion = complete(shared.corpus, search);
    let typed = search.input.text().to_owned();
    browse.list = ListCursor::default();
    browse.scroll = 0;
    if typed.trim().is_empty() {
        search.answer = None;
        search.pending = None;
        browse.refresh(shared.corpus, shared.size);
        return ScreenOutcome::Handled;
    }
    ScreenOutcome::Ask(Question::Search(typed))
}

/// Which queries of the history are recalled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Recalled {
    /// All of them.
    Any,
    /// Those that contain what was typed.
    Containing,
}

/// Recalls an earlier query, or a later one if `by` is negative.
fn recall(browse: &mut Browse, shared: &Shared<'_>, which: Recalled, by: isize) -> ScreenOutcome {
    let Some(search) = &mut browse.search else { return ScreenOutcome::Handled };
    let (at, typed) = match search.recalled.take() {
        Some((at, typed)) => (Some(at), typed),
        None => (None, search.input.text().to_owned()),
    };
    let wanted = crate::text::fold_plain(typed.trim());
    let fits = |query: &String| {
        *query != typed && (which == Recalled::Any || crate::text::fold_plain(query).contains(&wanted))
    };
    let latest_first: Vec<&String> = shared.history.iter().rev().collect();
    let mut place = at.map_or(-1, |n| isize::try_from(n).unwrap_or(-1));
    loop {
        place += by;
        let query = usize::try_from(place).ok().map(|n| latest_first.get(n));
        match query {
            None => search.input.replace(&typed),
            Some(None) => {
                search.recalled = at.map(|at| (at, typed));
                return match which {
                    Recalled::Containing => ScreenOutcome::notice("No query of before holds this."),
                    Recalled::Any => ScreenOutcome::Handled,
                };
            }
            Some(Some(query)) if fits(query) => {
                search.input.replace(query);
                search.recalled = usize::try_from(place).ok().map(|at| (at, typed));
            }
            Some(Some(_)) => continue,
        }
        return ask(browse, shared);
    }
}

/// Takes in the answer to a search, unless a newer search was requested since.
pub(crate) fn answered(browse: &mut Browse, corpus: &Corpus, size: Size, number: u64, answer: &Arc<Answer>) {
    if let Some(search) = browse.search.as_mut().filter(|search| search.pending == Some(number)) {
        search.pending = None;
        search.answer = Some(Arc::clone(answer));
        browse.refresh(corpus, size);
    }
}
