//! Key handling on a view that is a document, and while a need is typed.

use std::sync::Arc;

use ratatui::layout::Size;

use crate::analysis::who::Ranking;
use crate::corpus::Corpus;
use crate::document::linked::LinkTarget;
use crate::search::complete;
use crate::tui::command::Command;
use crate::tui::message::{Message, Question};
use crate::tui::outcome::{NOTHING_TO_OPEN, ScreenOutcome, Shared};
use crate::tui::screens::browse::search::turned;
use crate::tui::screens::report::{ReportKind, ReportScreen};
use crate::tui::update::step;
use crate::tui::widgets::edit::edit;
use crate::tui::widgets::list_state::Direction;
use crate::tui::widgets::page_find::PageFind;

/// Handles input on a view that is a document.
pub(crate) fn handle(view: &mut ReportScreen, shared: &Shared<'_>, input: &Message) -> ScreenOutcome {
    let Shared { corpus, size, .. } = *shared;
    if view.need().is_some_and(|need| need.typing) {
        return type_need(view, shared, input);
    }
    if view.is_finding() {
        type_find(view, input);
        return ScreenOutcome::Handled;
    }
    let Some(command) = input.command() else { return ScreenOutcome::Handled };
    match command {
        // What was found is left before the page is.
        Command::Back if view.find.is_some() => view.find = None,
        Command::Back => return ScreenOutcome::Back,
        Command::Find => PageFind::open(&mut view.find, &view.page),
        Command::NextMatch | Command::PreviousMatch => {
            let direction = if command == Command::NextMatch { Direction::Forward } else { Direction::Backward };
            if let Some(find) = &mut view.find
                && !find.step(&mut view.page, direction)
            {
                return ScreenOutcome::Notice(format!(
                    "\u{201c}{}\u{201d} is not on this page.",
                    find.input.text().trim()
                ));
            }
        }
        Command::Search => match view.need_mut() {
            Some(need) => {
                // What was asked for is there to be changed.
                need.typing = true;
            }
            None => return ScreenOutcome::OpenSearch,
        },
        Command::NextTab | Command::PreviousTab => {
            view.turn(corpus, if command == Command::NextTab { 1 } else { -1 }, size);
            return way_out(view);
        }
        Command::Toggle => {
            if let Some(bodies) = view.without_third(corpus, size) {
                return ScreenOutcome::ChooseBody(bodies);
            }
        }
        Command::NextRows | Command::PreviousRows => {
            view.turn_report(corpus, if command == Command::NextRows { 1 } else { -1 }, size);
            return way_out(view);
        }
        Command::Left => {
            view.page.step_sideways(Direction::Backward);
        }
        Command::Right => {
            view.page.step_sideways(Direction::Forward);
        }
        Command::Open => {
            let target = view.page.link().map(|link| link.target.clone());
            return target.map_or_else(|| ScreenOutcome::notice(NOTHING_TO_OPEN), ScreenOutcome::Follow);
        }
        command => step_page(view, size, command),
    }
    ScreenOutcome::Handled
}

/// Says how to go on from commitments of which the filter leaves none.
fn way_out(view: &ReportScreen) -> ScreenOutcome {
    if matches!(view.kind, ReportKind::Commitments(_)) && view.page.document.links.is_empty() {
        return ScreenOutcome::notice("Nothing of this report has this status: ] next status, r next report.");
    }
    ScreenOutcome::Handled
}

/// Handles input while the find prompt has the keys.
fn type_find(view: &mut ReportScreen, input: &Message) {
    let Some(find) = &mut view.find else { return };
    if edit(&mut find.input, input) {
        find.type_on(&mut view.page);
        return;
    }
    match input.command() {
        Some(Command::Open) if !find.is_blank() => find.typing = false,
        Some(Command::Back | Command::Open) => {
            find.restore(&mut view.page);
            view.find = None;
        }
        Some(command @ (Command::Down | Command::Up)) => {
            let direction = if command == Command::Down { Direction::Forward } else { Direction::Backward };
            find.step(&mut view.page, direction);
        }
        _ => {}
    }
}

/// Handles input while a need is typed.
fn type_need(view: &mut ReportScreen, shared: &Shared<'_>, input: &Message) -> ScreenOutcome {
    let Shared { size, .. } = *shared;
    let Some(need) = view.need_mut() else { return ScreenOutcome::Handled };
    if edit(&mut need.input, input) {
        return ask(view, shared);
    }
    let Some(command) = input.command() else { return ScreenOutcome::Handled };
    if let Some(direction) = turned(command) {
        return if need.completing.turn(&mut need.input, direction) {
            run(view, shared)
        } else {
            ScreenOutcome::notice("Tab completes the name of a body, a place or a topic.")
        };
    }
    match command {
        Command::Back if need.input.text().is_empty() || need.ranking.is_none() => return ScreenOutcome::Back,
        Command::Open if need.ranking.is_none() => return ScreenOutcome::notice("Type what you need first."),
        Command::Back | Command::Open => {
            need.typing = false;
            view.page.go_to_first(|link| matches!(link.target, LinkTarget::Passage(_)));
        }
        command => step_page(view, size, command),
    }
    ScreenOutcome::Handled
}

/// Moves the cursor of the page, or scrolls it, if the command does that.
fn step_page(view: &mut ReportScreen, size: Size, command: Command) {
    if let Some(step) = step(command) {
        view.page.step(step, ReportScreen::visible(size));
    }
}

/// Asks for what is typed, with the candidates for it.
fn ask(view: &mut ReportScreen, shared: &Shared<'_>) -> ScreenOutcome {
    if let Some(need) = view.need_mut() {
        need.completing.restart(complete::complete_need(shared.corpus, need.input.before()));
    }
    run(view, shared)
}

/// Asks for what stands in the prompt.
fn run(view: &mut ReportScreen, shared: &Shared<'_>) -> ScreenOutcome {
    let Some(need) = view.need_mut() else { return ScreenOutcome::Handled };
    let typed = need.input.text().to_owned();
    if typed.trim().is_empty() {
        (need.ranking, need.pending) = (None, None);
        view.lay_out(shared.corpus, shared.size);
        return ScreenOutcome::Handled;
    }
    ScreenOutcome::Ask(Question::Who(typed))
}

/// Takes in a ranking, unless another was requested since.
pub(crate) fn ranked(view: &mut ReportScreen, corpus: &Corpus, size: Size, number: u64, ranking: &Arc<Ranking>) {
    if let Some(need) = view.need_mut().filter(|need| need.pending == Some(number)) {
        (need.pending, need.ranking) = (None, Some(Arc::clone(ranking)));
        view.page.cursor = 0;
        view.page.scroll = 0;
        view.lay_out(corpus, size);
    }
}
