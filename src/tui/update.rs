//! What each message does to the model: the only entry point for messages, and the router of what screens want done.

use std::sync::Arc;

use ratatui::layout::Size;

use crate::corpus::Corpus;
use crate::corpus::filter::Filter;
use crate::platform;
use crate::storage::marks::{Change, Mark};
use crate::tui::command::Command;
use crate::tui::enabled::NO_SUSPENDING;
use crate::tui::layout::Pane;
use crate::tui::message::{Effect, Message, Question};
use crate::tui::model::{Model, Screen};
use crate::tui::outcome::ScreenOutcome;
use crate::tui::screens::help::{HelpOutcome, HelpScreen};
use crate::tui::screens::menu::MenuAction;
use crate::tui::screens::palette::handle::PaletteOutcome;
use crate::tui::screens::palette::{self, Palette};
use crate::tui::screens::save::SaveOutcome;
use crate::tui::screens::welcome::Welcome;
use crate::tui::screens::{browse, detail, grid, marks, menu, reader, report, review};
use crate::tui::widgets::edit;
use crate::tui::widgets::list_state::Step;
use crate::tui::{export, mouse, open, passage};

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
        model.welcome = Welcome::No;
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
        Message::Notice(words) | Message::Unbound(words) => {
            model.status = Some(words);
            None
        }
        Message::Listed(typed, paths) => {
            let found = model.save.as_mut().is_some_and(|save| save.listed(&typed, paths));
            if !found && model.save.is_some() {
                model.status = Some("No directory or file begins so.".to_owned());
            }
            None
        }
        Message::Ranked(number, ranking) => {
            let (size, ranking) = (model.size, Arc::new(*ranking));
            for screen in model.screens_mut() {
                if let Screen::Report(view) = screen {
                    report::handle::ranked(view, corpus, size, number, &ranking);
                }
            }
            None
        }
        Message::Answered(number, answer) => {
            let (size, answer) = (model.size, Arc::new(*answer));
            for screen in model.screens_mut() {
                if let Screen::Browse(browse) = screen {
                    browse::search::answered(browse, corpus, size, number, &answer);
                }
            }
            None
        }
        Message::Click(at) => mouse::click(model, corpus, at),
        Message::Scroll(wheel, at) => mouse::wheel(model, corpus, wheel, at),
        input => take_input(model, corpus, &input),
    }
}

/// Handles input from a key or the mouse. What means the same everywhere comes first; the rest goes to the menu or the
/// screen.
pub(crate) fn take_input(model: &mut Model, corpus: &Corpus, input: &Message) -> Option<Effect> {
    match input.command() {
        Some(Command::Interrupt) => return Some(Effect::Quit(INTERRUPTED)),
        Some(Command::Suspend) if platform::CAN_SUSPEND => return Some(Effect::Suspend),
        Some(Command::Suspend) => model.status = Some(NO_SUSPENDING.to_owned()),
        Some(Command::Redraw) => return Some(Effect::Redraw),
        Some(Command::Help) => toggle_help(model),
        _ if model.palette.is_some() => return in_palette(model, corpus, input),
        _ if model.save_prompt().is_some() => return in_save(model, input),
        _ if model.menu.is_some() => {
            let action = menu::handle::handle(model.menu.as_mut()?, input)?;
            return choose(model, corpus, action);
        }
        Some(Command::Blank) => model.blank = true,
        // Where one pane covers the others, what is closed is that.
        Some(Command::Close) if model.at_root() && !model.is_outermost() => {
            return on_screen(model, corpus, &Message::Command(Command::Back));
        }
        Some(Command::Close) if model.at_root() || matches!(model.screen(), Screen::Review(_)) => {
            return Some(Effect::Quit(0));
        }
        // The outline is closed, and not the report with it.
        Some(Command::Close) if matches!(model.screen(), Screen::Reader(reader) if reader.entered) => {
            return on_screen(model, corpus, &Message::Command(Command::Back));
        }
        Some(Command::Close) => {
            model.back();
        }
        Some(Command::Forward) => {
            if !model.forward() {
                model.status = Some("There is nothing to go forward to.".to_owned());
            }
        }
        Some(Command::Views) => open::views_menu(model),
        Some(Command::Palette) => model.palette = Some(Palette::of_everything(model, corpus)),
        Some(Command::FilterPane) => {
            let (pane, size) = (model.browsed().map(|browse| browse.focus), model.size);
            if let Screen::Browse(browse) = model.screen_mut()
                && pane == Some(Pane::Places)
            {
                // What is folded away is looked for, too.
                browse.unfold_all(corpus, size);
            }
            model.palette = pane.and_then(|pane| Palette::of_pane(model, corpus, pane));
        }
        Some(command) => {
            if let Some(reason) = model.why_disabled(corpus, command) {
                model.status = Some(reason.to_owned());
            } else if passage::is_about_passage(model, corpus, command) {
                return passage::act(model, corpus, command, model.size);
            } else {
                return on_screen(model, corpus, input);
            }
        }
        None => return on_screen(model, corpus, input),
    }
    None
}

/// Closes the menu and carries out the action that was chosen from it.
fn choose(model: &mut Model, corpus: &Corpus, action: MenuAction) -> Option<Effect> {
    model.menu = None;
    match action {
        MenuAction::Nothing => None,
        MenuAction::Copy(item) => Some(passage::copy(model, item)),
        MenuAction::Write(item) => {
            model.copied = Some(item);
            passage::write_copy(model)
        }
        MenuAction::Export(kind, scope) => {
            export::menu::ask_path(model, corpus, kind, scope);
            None
        }
        MenuAction::Scope(scope) => {
            export::menu::open(model, corpus, Some(scope));
            None
        }
        MenuAction::View(view) => {
            open::open_view(model, corpus, view);
            None
        }
        MenuAction::Open(url) => Some(Effect::Open(url)),
    }
}

/// Handles input in the prompt for a file.
fn in_save(model: &mut Model, input: &Message) -> Option<Effect> {
    match model.save.as_mut()?.handle(input) {
        SaveOutcome::Stay => None,
        SaveOutcome::Close => {
            model.save = None;
            None
        }
        SaveOutcome::Refuse(words) => {
            model.status = Some(words);
            None
        }
        SaveOutcome::Write => {
            let save = model.save.take()?;
            // What was typed comes back if the file cannot be written.
            model.saving = Some(save.clone());
            Some(Effect::Export(save.addressed()))
        }
        SaveOutcome::List(typed) => Some(Effect::ListPaths(typed)),
    }
}

/// Handles input on the help, and does what is chosen from it on the screen below.
fn in_help(model: &mut Model, corpus: &Corpus, input: &Message) -> Option<Effect> {
    let size = model.size;
    let Screen::Help(help) = model.screen_mut() else { return None };
    let outcome = help.handle(size, input);
    if outcome != HelpOutcome::Stay {
        model.back();
    }
    match outcome {
        HelpOutcome::Stay | HelpOutcome::Close => None,
        HelpOutcome::Command(command) => take_input(model, corpus, &Message::Command(command)),
        HelpOutcome::Search(query) => model.search_for(corpus, query, &Filter::default()),
    }
}

/// Handles input while the palette is open, and does what is chosen from it.
fn in_palette(model: &mut Model, corpus: &Corpus, input: &Message) -> Option<Effect> {
    let areas = model.browsed().map(|browse| browse.derived.areas);
    let palette = model.palette.as_mut()?;
    let rows = palette::draw::rows(palette::draw::area(palette, model.size, areas.as_ref()));
    match palette::handle::handle(palette, rows, input) {
        PaletteOutcome::Stay => {}
        PaletteOutcome::Close => model.palette = None,
        PaletteOutcome::Refuse(why) => model.status = Some(why),
        PaletteOutcome::Toggle(at) => {
            let size = model.size;
            if let Screen::Browse(browse) = model.screen_mut() {
                browse::handle::toggle_row(browse, corpus, at, size);
            }
            let Model { screens, palette, .. } = model;
            if let (Some(Screen::Browse(browse)), Some(palette)) = (screens.last(), palette) {
                palette.refresh(browse, corpus);
            }
        }
        PaletteOutcome::Do(action) => {
            model.palette = None;
            return open::from_palette(model, corpus, action);
        }
    }
    None
}

/// Passes input to the current screen, and does what it wants.
fn on_screen(model: &mut Model, corpus: &Corpus, input: &Message) -> Option<Effect> {
    if matches!(model.screen(), Screen::Help(_)) {
        return in_help(model, corpus, input);
    }
    let (screen, shared) = model.split(corpus);
    let outcome = match (screen, input.command()) {
        (Screen::Marks(screen), _) => marks::handle::handle(screen, &shared, input),
        (Screen::Report(view), _) => report::handle::handle(view, &shared, input),
        (Screen::Review(screen), _) => review::handle::handle(screen, &shared, input),
        (Screen::Reader(reader), _) => reader::handle::handle(reader, &shared, input),
        (Screen::Browse(browse), _) => browse::handle::handle(browse, &shared, input),
        (Screen::Detail(detail), Some(command)) => detail::handle(detail, &shared, command),
        (Screen::Grid(grid), Some(command)) => grid::handle::handle(grid, &shared, command),
        (Screen::Help(_), _) | (Screen::Detail(_) | Screen::Grid(_), None) => ScreenOutcome::Handled,
    };
    route(model, corpus, outcome)
}

/// Does what a screen wants done.
fn route(model: &mut Model, corpus: &Corpus, outcome: ScreenOutcome) -> Option<Effect> {
    match outcome {
        ScreenOutcome::Handled => {}
        ScreenOutcome::Notice(words) => model.status = Some(words),
        ScreenOutcome::Tell(words, next) => {
            model.status = Some(words);
            return route(model, corpus, *next);
        }
        ScreenOutcome::Back => {
            model.back();
        }
        ScreenOutcome::Open(screen) => model.open(screen),
        ScreenOutcome::Follow(target) => open::follow(model, corpus, target),
        ScreenOutcome::ChooseBody(bodies) => model.palette = Some(Palette::to_compare(corpus, bodies)),
        ScreenOutcome::OpenSearch => open::open_search(model, corpus),
        ScreenOutcome::Ask(question) => return ask(model, question),
        ScreenOutcome::Remember(query, next) => {
            model.remember(&query);
            return route(model, corpus, *next);
        }
        ScreenOutcome::RestoreMark => {
            return model.removed_marks.pop().map(|(place, mark)| Effect::Mark(Change::Restore(place, mark)));
        }
        ScreenOutcome::Effect(effect) => return Some(effect),
    }
    None
}

/// Asks a question, whose answer the current screen waits for.
fn ask(model: &mut Model, question: Question) -> Option<Effect> {
    let number = model.asked + 1;
    *pending(model.screen_mut())? = Some(number);
    model.asked = number;
    Some(Effect::Ask(number, question))
}

/// Returns the number of the question whose answer a screen waits for, if the screen asks questions.
fn pending(screen: &mut Screen) -> Option<&mut Option<u64>> {
    match screen {
        Screen::Browse(browse) => browse.search.as_mut().map(|search| &mut search.pending),
        Screen::Report(view) => view.need_mut().map(|need| &mut need.pending),
        _ => None,
    }
}

/// Lays out the current screen, and the one below it if that is seen behind it. Others are laid out when they are shown
/// again.
fn lay_out(model: &mut Model, corpus: &Corpus) {
    let size = model.size;
    let has_ground = matches!(model.screen(), Screen::Detail(_));
    let Model { screens, marks, .. } = model;
    for screen in screens.iter_mut().rev().take(1 + usize::from(has_ground)) {
        lay_out_screen(screen, corpus, marks, size);
    }
}

fn lay_out_screen(screen: &mut Screen, corpus: &Corpus, marks: &[Mark], size: Size) {
    match screen {
        Screen::Marks(marks_screen) => marks_screen.lay_out(corpus, marks, size),
        Screen::Detail(detail) => detail.lay_out(corpus, size),
        Screen::Browse(browse) => browse.lay_out(corpus, size),
        Screen::Reader(reader) => reader.lay_out(corpus, size),
        Screen::Grid(grid) => grid.lay_out(size),
        Screen::Report(view) => view.lay_out(corpus, size),
        Screen::Review(screen) => screen.lay_out(size),
        Screen::Help(..) => {}
    }
}

/// Asks again the question that the current screen waits for, if another was asked since: of several questions, only
/// the latest is certain to be answered.
fn ask_again(model: &mut Model) -> Option<Effect> {
    let latest = model.asked;
    let screen = model.screen_mut();
    pending(screen)?.filter(|number| *number != latest)?;
    let question = match screen {
        Screen::Browse(browse) => Question::Search(browse.search.as_ref()?.input.text().to_owned()),
        Screen::Report(view) => Question::Who(view.need()?.input.text().to_owned()),
        _ => return None,
    };
    ask(model, question)
}

fn toggle_help(model: &mut Model) {
    if matches!(model.screen(), Screen::Help(..)) {
        model.back();
    } else {
        let context = model.context();
        let help = HelpScreen::new(&model.keys, context);
        model.open(Screen::Help(Box::new(help)));
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
