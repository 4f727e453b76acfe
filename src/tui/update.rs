//! What each message does to the model. The only entry point for messages.

use crate::corpus::Corpus;
use crate::tui::command::Command;
use crate::tui::message::{Effect, Message};
use crate::tui::model::{Model, Screen};
use crate::tui::screens::{browse, detail, grid, help, marks, menu, reader, report};
use crate::tui::widgets::edit;
use crate::tui::widgets::list_state::Step;
use crate::tui::{open, passage};

/// Exit code after Ctrl-C.
pub const INTERRUPTED: u8 = 130;

/// Applies one message to the model. Returns the effects to carry out, besides drawing.
pub fn update(model: &mut Model, corpus: &Corpus, message: Message) -> Vec<Effect> {
    let is_redraw = message.command() == Some(Command::Redraw);
    if !is_redraw && !matches!(message, Message::Resize(_) | Message::Notice(_)) {
        model.unsettle();
    }
    let by_user = message.is_input() && !is_redraw;
    let effect = apply(model, corpus, message, by_user);
    if model.take_needs_layout() {
        lay_out(model, corpus);
    }
    let again = if by_user { ask_again(model) } else { None };
    effect.into_iter().chain(again).collect()
}

fn apply(model: &mut Model, corpus: &Corpus, mut message: Message, by_user: bool) -> Option<Effect> {
    if by_user {
        model.status = None;
        if model.blank && !matches!(message.command(), Some(Command::Interrupt | Command::Suspend)) {
            model.blank = false;
            return Some(Effect::Redraw);
        }
        message = edit::prepare(model, message);
    }
    match message {
        Message::Resize(size) => {
            if model.resize(size) {
                lay_out(model, corpus);
            }
            None
        }
        Message::Marked(marks) => {
            model.marks = marks;
            lay_out(model, corpus);
            None
        }
        Message::Notice(words) => {
            model.status = Some(words);
            None
        }
        Message::Ranked(number, ranking) => {
            report::handle::ranked(model, corpus, number, *ranking);
            None
        }
        Message::Answered(number, answer) => {
            browse::search::answered(model, corpus, number, *answer);
            None
        }
        input => take_input(model, corpus, &input),
    }
}

/// Handles input from a key or the mouse. What means the same everywhere comes first; the rest goes to the menu or the
/// screen.
fn take_input(model: &mut Model, corpus: &Corpus, input: &Message) -> Option<Effect> {
    match input.command() {
        Some(Command::Interrupt) => return Some(Effect::Quit(INTERRUPTED)),
        Some(Command::Suspend) => return Some(Effect::Suspend),
        Some(Command::Redraw) => return Some(Effect::Redraw),
        Some(Command::Help) => toggle_help(model),
        _ if model.menu.is_some() => return menu::handle::handle(model, corpus, input),
        Some(Command::Blank) => model.blank = true,
        Some(Command::Close) if model.at_root() => return Some(Effect::Quit(0)),
        Some(Command::Close) => close(model),
        Some(Command::Forward) => {
            if !model.forward() {
                model.status = Some("There is nothing ahead; H goes back.".to_owned());
            }
        }
        Some(Command::Views) => open::views_menu(model),
        command => return on_screen(model, corpus, input, command),
    }
    None
}

/// Passes input to the current screen.
fn on_screen(model: &mut Model, corpus: &Corpus, input: &Message, command: Option<Command>) -> Option<Effect> {
    let size = model.size;
    if let Some(command) = command
        && passage::is_about_passage(model, corpus, command)
    {
        return passage::act(model, corpus, command, size);
    }
    match (model.screen(), command) {
        (Screen::Marks(_), _) => marks::handle::handle(model, corpus, input, size),
        (Screen::Report(_), _) => report::handle::handle(model, corpus, input, size),
        (Screen::Reader(_), _) => reader::handle::handle(model, corpus, input, size),
        (Screen::Browse(_), _) => browse::handle::handle(model, corpus, input, size),
        (Screen::Detail(_), Some(command)) => detail::handle(model, corpus, command, size),
        (Screen::Grid(_), Some(command)) => grid::handle::handle(model, corpus, command, size),
        (Screen::Help(..), Some(command)) => help::handle(model, command),
        (Screen::Detail(_) | Screen::Grid(_) | Screen::Help(..), None) => None,
    }
}

/// Closes what is open: the help, or everything above the root.
fn close(model: &mut Model) {
    if matches!(model.screen(), Screen::Help(..)) {
        model.back();
    } else {
        model.close();
    }
}

/// Lays out the current screen. Those below it are laid out when they are shown again.
fn lay_out(model: &mut Model, corpus: &Corpus) {
    let size = model.size;
    let marks = if matches!(model.screen(), Screen::Marks(_)) { model.marks.clone() } else { Vec::new() };
    match model.screen_mut() {
        Screen::Marks(marks_screen) => marks_screen.lay_out(corpus, &marks, size),
        Screen::Detail(detail) => detail.lay_out(corpus, size),
        Screen::Browse(browse) => browse.lay_out(corpus, size),
        Screen::Reader(reader) => reader.lay_out(corpus, size),
        Screen::Grid(grid) => grid.lay_out(size),
        Screen::Report(view) => view.lay_out(corpus, size),
        Screen::Help(..) => {}
    }
}

/// Asks again the question that the current screen waits for, if another was asked since: of several questions, only
/// the latest is certain to be answered.
fn ask_again(model: &mut Model) -> Option<Effect> {
    let (latest, number) = (model.asked, model.asked + 1);
    let effect = match model.screen_mut() {
        Screen::Browse(browse) => {
            let search = browse.search.as_mut().filter(|s| s.pending.is_some_and(|n| n != latest))?;
            search.pending = Some(number);
            Effect::Search(number, search.input.text().to_owned())
        }
        Screen::Report(view) => {
            let report::ReportKind::Who(need) = &mut view.kind else { return None };
            need.pending.filter(|n| *n != latest)?;
            need.pending = Some(number);
            Effect::Rank(number, need.input.text().to_owned())
        }
        _ => return None,
    };
    model.asked = number;
    Some(effect)
}

fn toggle_help(model: &mut Model) {
    if matches!(model.screen(), Screen::Help(..)) {
        model.back();
    } else {
        let context = model.context();
        model.open(Screen::Help(context, 0));
    }
}

/// Returns the step that a command takes in a list or on a page, if it is one that moves.
#[must_use]
pub fn step(command: Command) -> Option<Step> {
    Some(match command {
        Command::Up => Step::Rows(-1),
        Command::Down => Step::Rows(1),
        Command::HalfUp => Step::Half(-1),
        Command::HalfDown => Step::Half(1),
        Command::PageUp => Step::Page(-1),
        Command::PageDown => Step::Page(1),
        Command::Top => Step::Top,
        Command::Bottom => Step::Bottom,
        _ => return None,
    })
}
