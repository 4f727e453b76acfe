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
use crate::tui::widgets::list_state::{Direction, ListCursor};

/// Opens a new search, or returns to the prompt of this one.
pub(crate) fn open(browse: &mut Browse, shared: &Shared<'_>) -> ScreenOutcome {
    let Some(search) = &mut browse.search else { return ScreenOutcome::OpenSearch };
    search.typing = true;
    search.input.select();
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
    let Some(command) = input.command() else { return ScreenOutcome::Handled };
    if let Some(direction) = turned(command) {
        return if search.completing.turn(&mut search.input, direction) {
            run(browse, shared)
        } else {
            ScreenOutcome::notice(NOTHING_TO_COMPLETE)
        };
    }
    search.completing.restart(complete(corpus, search));
    let typed = search.input.text().to_owned();
    match command {
        Command::Open => {
            let opened = handle::open(browse, shared);
            // Coming back leads to the hits, not into the prompt.
            if matches!(opened, ScreenOutcome::Open(_) | ScreenOutcome::Follow(_)) {
                browse.focus_on(corpus, Pane::List, size);
            }
            return ScreenOutcome::Remember(typed, Box::new(opened));
        }
        Command::Back if typed.trim().is_empty() => return ScreenOutcome::Back,
        // The keys go to the hits, whether they have come already or not; one more step leaves the search.
        Command::Back => {
            browse.focus_on(corpus, Pane::List, size);
            return remember(browse, ScreenOutcome::Handled);
        }
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

/// Adds the query to the history if it has found something, and then does something else.
pub(crate) fn remember(browse: &Browse, next: ScreenOutcome) -> ScreenOutcome {
    match &browse.search {
        Some(search) if browse.derived.total > 0 && !search.input.text().trim().is_empty() => {
            ScreenOutcome::Remember(search.input.text().to_owned(), Box::new(next))
        }
        _ => next,
    }
}

/// The notice where Tab has nothing to complete.
pub(crate) const NOTHING_TO_COMPLETE: &str =
    "Tab completes filters, such as pl to place: and place:mol to place:Moldova.";

/// Returns the direction in which a command turns to another candidate, if it does.
pub(crate) fn turned(command: Command) -> Option<Direction> {
    match command {
        Command::NextPane => Some(Direction::Forward),
        Command::PreviousPane => Some(Direction::Backward),
        _ => None,
    }
}

/// Returns the candidates at the cursor.
pub(crate) fn complete(corpus: &Corpus, search: &Search) -> Option<Completion> {
    search.typing.then(|| complete::complete(corpus, search.input.before())).flatten()
}

/// Asks for what is typed, with the candidates for it.
fn ask(browse: &mut Browse, shared: &Shared<'_>) -> ScreenOutcome {
    if let Some(search) = &mut browse.search {
        search.completing.restart(complete(shared.corpus, search));
    }
    run(browse, shared)
}

/// Asks for what stands in the prompt.
fn run(browse: &mut Browse, shared: &Shared<'_>) -> ScreenOutcome {
    let Some(search) = &mut browse.search else { return ScreenOutcome::Handled };
    if search.completing.is_done() {
        search.completing.restart(complete(shared.corpus, search));
    }
    let typed = search.input.text().to_owned();
    browse.list = ListCursor::default();
    browse.scroll = 0;
    if search.is_blank(shared.corpus) {
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
                    Recalled::Containing => ScreenOutcome::notice("No earlier query contains this."),
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
