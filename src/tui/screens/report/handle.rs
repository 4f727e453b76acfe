//! Key handling on a sheet, and while a need is typed.

use std::sync::Arc;

use ratatui::layout::Size;

use crate::analysis::who::Ranking;
use crate::corpus::Corpus;
use crate::tui::command::Command;
use crate::tui::message::{Effect, Message};
use crate::tui::model::{Model, Screen};
use crate::tui::open::follow;
use crate::tui::screens::report::{Need, ReportKind, ReportScreen};
use crate::tui::update::step;
use crate::tui::widgets::edit::edit;
use crate::tui::widgets::list_state::Direction;

/// Handles input on a sheet.
pub(crate) fn handle(model: &mut Model, corpus: &Corpus, input: &Message, size: Size) -> Option<Effect> {
    let rows = ReportScreen::visible(size);
    let Screen::Report(view) = model.screen_mut() else { return None };
    if let ReportKind::Who(need) = &mut view.kind
        && need.typing
    {
        return type_need(model, corpus, input, size);
    }
    match input.command()? {
        Command::Back => {
            model.back();
        }
        Command::Search => match &mut view.kind {
            ReportKind::Who(need) => {
                need.typing = true;
                need.before = need.ranking.take().map(|r| (std::mem::take(&mut need.input), r));
                view.lay_out(corpus, size);
            }
            _ => return crate::tui::screens::browse::search::open(model, corpus, size),
        },
        Command::NextTab => view.turn(corpus, 1, size),
        Command::PreviousTab => view.turn(corpus, -1, size),
        Command::Toggle => view.third(corpus, size),
        Command::Left => {
            view.page.step_sideways(Direction::Backward);
        }
        Command::Right => {
            view.page.step_sideways(Direction::Forward);
        }
        Command::Open => match view.page.link().map(|s| s.target.clone()) {
            Some(target) => follow(model, corpus, target),
            None => model.status = Some("There is nothing to open here.".to_owned()),
        },
        command => {
            if let Some(step) = step(command) {
                view.page.step(step, rows);
            }
        }
    }
    None
}

/// Handles input while a need is typed.
pub(crate) fn type_need(model: &mut Model, corpus: &Corpus, input: &Message, size: Size) -> Option<Effect> {
    let rows = ReportScreen::visible(size);
    let number = model.asked + 1;
    let Screen::Report(view) = model.screen_mut() else { return None };
    let ReportKind::Who(need) = &mut view.kind else { return None };
    if edit(&mut need.input, input) {
        return ask(model, corpus, size, number);
    }
    match input.command()? {
        Command::Back if need.ranking.is_none() && need.before.is_some() => {
            if let Some((input, ranking)) = need.before.take() {
                (need.input, need.ranking, need.pending, need.typing) = (input, Some(ranking), None, false);
                view.lay_out(corpus, size);
            }
        }
        Command::Back if need.input.text().is_empty() || need.ranking.is_none() => {
            model.back();
        }
        Command::Open if need.ranking.is_none() => model.status = Some("Type what you need first.".to_owned()),
        Command::Back | Command::Open | Command::NextPane => (need.typing, need.before) = (false, None),
        command => {
            if let Some(step) = step(command) {
                view.page.step(step, rows);
            }
        }
    }
    None
}

pub(crate) fn ask(model: &mut Model, corpus: &Corpus, size: Size, number: u64) -> Option<Effect> {
    let Screen::Report(view) = model.screen_mut() else { return None };
    let ReportKind::Who(need) = &mut view.kind else { return None };
    let typed = need.input.text().to_owned();
    if typed.trim().is_empty() {
        (need.ranking, need.pending) = (None, None);
        view.lay_out(corpus, size);
        return None;
    }
    need.pending = Some(number);
    model.asked = number;
    Some(Effect::Rank(number, typed))
}

/// Takes in a ranking that was requested.
pub(crate) fn ranked(model: &mut Model, corpus: &Corpus, number: u64, ranking: Ranking) {
    let size = model.size;
    let ranking = Arc::new(ranking);
    for screen in model.screens_mut() {
        if let Screen::Report(view) = screen
            && let ReportKind::Who(Need { pending, ranking: shown, .. }) = &mut view.kind
            && *pending == Some(number)
        {
            (*pending, *shown) = (None, Some(Arc::clone(&ranking)));
            view.page.cursor = 0;
            view.page.scroll = 0;
            view.lay_out(corpus, size);
        }
    }
}
