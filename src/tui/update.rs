//! What each message does to the model. The only way in.

mod export;
mod marks;
mod passage;
mod prompt;
mod views;

use ratatui::layout::Size;

use crate::analysis::FacetValue;
use crate::corpus::Corpus;
use crate::corpus::filter::Choice;
use crate::corpus::names::Follow;
use crate::corpus::strings::Str;
use crate::search::Target;
use crate::tui::command::Command;
use crate::tui::layout::{Breakpoint, Pane, breakpoint};
use crate::tui::message::{Effect, Message};
use crate::tui::model::{Model, Screen};
use crate::tui::screens::browse::{Browse, Tab, facet_number};
use crate::tui::screens::detail::{DetailKind, DetailScreen};
use crate::tui::screens::reader::Reader;
use crate::tui::screens::report;
use crate::tui::widgets::list_state::Step;

/// Exit code after Ctrl-C.
pub const INTERRUPTED: u8 = 130;

/// Takes in one message; tells what has to be done besides drawing.
pub fn update(model: &mut Model, corpus: &Corpus, message: Message) -> Option<Effect> {
    let is_redraw = message.command() == Some(Command::Redraw);
    if !is_redraw && !matches!(message, Message::Resize(_) | Message::Notice(_)) {
        model.unsettle();
    }
    let by_user = message.is_input() && !is_redraw;
    let effect = apply(model, corpus, message, by_user);
    if model.take_turned() {
        lay_out(model, corpus);
    }
    if by_user { effect.or_else(|| ask_again(model)) } else { effect }
}

fn apply(model: &mut Model, corpus: &Corpus, mut message: Message, by_user: bool) -> Option<Effect> {
    if by_user {
        model.status = None;
        if model.blank && !matches!(message.command(), Some(Command::Interrupt | Command::Suspend)) {
            model.blank = false;
            return Some(Effect::Redraw);
        }
        message = prompt::prepare(model, message);
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
            views::ranked(model, corpus, number, *ranking);
            None
        }
        Message::Answered(number, answer) => {
            prompt::answered(model, corpus, number, *answer);
            None
        }
        input => take_input(model, corpus, &input),
    }
}

/// Takes in what a key or the mouse asks for: what means the same everywhere first, then what the menu or the screen makes of it.
fn take_input(model: &mut Model, corpus: &Corpus, input: &Message) -> Option<Effect> {
    match input.command() {
        Some(Command::Interrupt) => return Some(Effect::Quit(INTERRUPTED)),
        Some(Command::Suspend) => return Some(Effect::Suspend),
        Some(Command::Redraw) => return Some(Effect::Redraw),
        Some(Command::Help) => help(model),
        _ if model.menu.is_some() => return passage::menu(model, corpus, input),
        Some(Command::Blank) => model.blank = true,
        Some(Command::Close) if model.at_root() => return Some(Effect::Quit(0)),
        Some(Command::Close) => close(model),
        Some(Command::Forward) => {
            if !model.forward() {
                model.status = Some("There is nothing ahead; H goes back.".to_owned());
            }
        }
        Some(Command::Views) => views::menu(model),
        command => return on_screen(model, corpus, input, command),
    }
    None
}

/// Gives what a key asks for to the screen that is shown.
fn on_screen(model: &mut Model, corpus: &Corpus, input: &Message, command: Option<Command>) -> Option<Effect> {
    let size = model.size;
    if let Some(command) = command
        && passage::is_about_passage(model, corpus, command)
    {
        return passage::act(model, corpus, command, size);
    }
    match (model.screen(), command) {
        (Screen::Marks(_), _) => marks::marks(model, corpus, input, size),
        (Screen::Report(_), _) => views::report(model, corpus, input, size),
        (Screen::Reader(_), _) => reader(model, corpus, input, size),
        (Screen::Browse(_), _) => browse(model, corpus, input, size),
        (Screen::Detail(_), Some(command)) => marks::detail(model, corpus, command, size),
        (Screen::Grid(_), Some(command)) => views::grid(model, corpus, command, size),
        (Screen::Help(..), Some(command)) => help_screen(model, command),
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

/// Lays out the screen that is shown. Those below it follow when they are shown again.
fn lay_out(model: &mut Model, corpus: &Corpus) {
    let size = model.size;
    let marks = if matches!(model.screen(), Screen::Marks(_)) { model.marks.clone() } else { Vec::new() };
    match model.screen_mut() {
        Screen::Marks(tray) => tray.lay_out(corpus, &marks, size),
        Screen::Detail(paper) => paper.lay_out(corpus, size),
        Screen::Browse(browse) => browse.lay_out(corpus, size),
        Screen::Reader(reader) => reader.lay_out(corpus, size),
        Screen::Grid(grid) => grid.lay_out(size),
        Screen::Report(view) => view.lay_out(corpus, size),
        Screen::Help(..) => {}
    }
}

/// Asks once more what the screen that is shown waits for, where something else was asked since: of several questions only
/// the latest is sure of an answer.
fn ask_again(model: &mut Model) -> Option<Effect> {
    let (latest, number) = (model.asked, model.asked + 1);
    let effect = match model.screen_mut() {
        Screen::Browse(browse) => {
            let search = browse.search.as_mut().filter(|s| s.waiting.is_some_and(|n| n != latest))?;
            search.waiting = Some(number);
            Effect::Search(number, search.input.text().to_owned())
        }
        Screen::Report(view) => {
            let report::ReportKind::Who(need) = &mut view.subject else { return None };
            need.waiting.filter(|n| *n != latest)?;
            need.waiting = Some(number);
            Effect::Rank(number, need.input.text().to_owned())
        }
        _ => return None,
    };
    model.asked = number;
    Some(effect)
}

fn help(model: &mut Model) {
    if matches!(model.screen(), Screen::Help(..)) {
        model.back();
    } else {
        let context = model.context();
        model.open(Screen::Help(context, 0));
    }
}

/// The step that a command means in a list or on a page.
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

fn help_screen(model: &mut Model, command: Command) -> Option<Effect> {
    let rows = usize::from(model.size.height.saturating_sub(3));
    let keys = std::sync::Arc::clone(&model.keys);
    match command {
        Command::Back => {
            model.back();
        }
        command => {
            if let (Some(step), Screen::Help(context, scroll)) = (step(command), model.screen_mut()) {
                let len = keys.rows(*context).count() + 2;
                *scroll = step.from(*scroll, len.saturating_sub(rows) + 1, rows);
            }
        }
    }
    None
}

fn reader(model: &mut Model, corpus: &Corpus, input: &Message, size: Size) -> Option<Effect> {
    let Screen::Reader(reader) = model.screen_mut() else { return None };
    if reader.find.as_ref().is_some_and(|f| f.typing) {
        prompt::find(reader, corpus, input);
        return None;
    }
    match input.command()? {
        Command::Back if reader.entered => reader.toggle_outline(corpus, size),
        Command::Back => {
            model.back();
        }
        Command::Search => reader.open_find(corpus),
        Command::NextMatch | Command::PreviousMatch => {
            if !reader.step_match(corpus, matches!(input.command(), Some(Command::NextMatch))) {
                model.status = Some(match &reader.find {
                    Some(find) => {
                        format!("\u{201c}{}\u{201d} stands nowhere in this report.", find.input.text().trim())
                    }
                    None if reader.is_highlighted() => {
                        "What was searched for stands nowhere in this report.".to_owned()
                    }
                    None => "Nothing is looked for yet; / finds in this report.".to_owned(),
                });
            }
        }
        Command::NextTab => reader.step_section(corpus, true),
        Command::PreviousTab => reader.step_section(corpus, false),
        Command::Outline => reader.toggle_outline(corpus, size),
        Command::Left if !reader.entered => reader.toggle_outline(corpus, size),
        Command::Right if reader.entered => reader.toggle_outline(corpus, size),
        Command::Zoom => {
            reader.outline = !reader.outline;
            reader.entered = false;
            reader.lay_out(corpus, size);
        }
        Command::Open if reader.entered => reader.open_section(corpus, size),
        Command::NextPane => follow_next(model, true),
        Command::PreviousPane => follow_next(model, false),
        Command::MoveDown => reader.step_passage(corpus, true),
        Command::MoveUp => reader.step_passage(corpus, false),
        Command::Open => follow(model, corpus, size),
        command => {
            if let Some(step) = step(command) {
                if reader.entered {
                    let rows = usize::from(crate::tui::layout::inner(reader.areas.outline).height);
                    let len = reader.sections().len();
                    reader.cursor.step(step, len, rows);
                } else {
                    reader.scroll(corpus, step);
                }
            }
        }
    }
    None
}

fn follow_next(model: &mut Model, forward: bool) {
    if let Screen::Reader(reader) = model.screen_mut()
        && !reader.step_name(forward)
    {
        model.status = Some("This passage names no body and no term of the glossary.".to_owned());
    }
}

/// Follows the name or term that is chosen in the reader.
fn follow(model: &mut Model, corpus: &Corpus, size: Size) {
    let Screen::Reader(reader) = model.screen() else { return };
    match reader.chosen() {
        Some(Follow::Entity(id)) => model.open(Screen::Browse(Box::new(profile(corpus, id, size)))),
        Some(Follow::Term(n)) => {
            let subject = DetailKind::Term(usize::try_from(n).unwrap_or(usize::MAX));
            let paper = DetailScreen::new(corpus, subject, size);
            model.open(Screen::Detail(Box::new(paper)));
        }
        None => model.status = Some("Tab chooses a name or a term to follow.".to_owned()),
    }
}

/// The profile of a body.
fn profile(corpus: &Corpus, id: crate::corpus::EntityId, size: Size) -> Browse {
    let mut profile = Browse::default();
    profile.cursors[0].selected = id.index() + 1;
    profile.tab = Tab::Profile;
    profile.refresh(corpus, size);
    profile.focus_on(corpus, Pane::Reading, size);
    profile
}

fn browse(model: &mut Model, corpus: &Corpus, input: &Message, size: Size) -> Option<Effect> {
    let Screen::Browse(browse) = model.screen_mut() else { return None };
    if browse.search.as_ref().is_some_and(|s| s.typing) {
        return prompt::search(model, corpus, input, size);
    }
    match input.command()? {
        Command::Entities => browse.focus_on(corpus, Pane::Entities, size),
        Command::Years => browse.focus_on(corpus, Pane::Years, size),
        Command::Priorities => browse.focus_on(corpus, Pane::Priorities, size),
        Command::Places => browse.focus_on(corpus, Pane::Places, size),
        Command::Detail => browse.focus_on(corpus, Pane::List, size),
        Command::NextPane => browse.focus_on(corpus, browse.pane_after(1), size),
        Command::PreviousPane => browse.focus_on(corpus, browse.pane_after(-1), size),
        Command::Right if browse.focus.is_facet() => browse.focus_on(corpus, Pane::List, size),
        Command::Right => browse.focus_on(corpus, Pane::Reading, size),
        Command::Left => {
            let pane = if browse.focus == Pane::Reading && !browse.is_page() { Pane::List } else { browse.facet };
            browse.focus_on(corpus, pane, size);
        }
        Command::NextTab => turn(browse, corpus, 1, size),
        Command::PreviousTab => turn(browse, corpus, -1, size),
        Command::Toggle => value(browse, corpus, false, size),
        Command::Exclude => value(browse, corpus, true, size),
        Command::ClearPane => {
            let pane = browse.facet;
            browse.change(corpus, size, |filter| *filter = cleared(filter, pane));
            if pane == Pane::Entities {
                browse.cursors[0].selected = 0;
                browse.refresh(corpus, size);
            }
        }
        Command::ClearAll => {
            browse.change(corpus, size, |filter| *filter = crate::corpus::filter::Filter::default());
            browse.cursors[0].selected = 0;
            browse.refresh(corpus, size);
        }
        Command::Undo if !browse.undo(corpus, size) => model.status = Some("There is nothing to take back.".to_owned()),
        Command::Redo if !browse.redo(corpus, size) => {
            model.status = Some("There is nothing to make again.".to_owned());
        }
        Command::Undo | Command::Redo => {}
        Command::Search => return prompt::open(model, corpus, size),
        Command::Zoom => {
            browse.zoom = !browse.zoom;
            browse.lay_out(corpus, size);
        }
        Command::Open if browse.focus == Pane::Places && browse.filter.places.is_empty() => {
            value(browse, corpus, false, size);
            browse.focus_on(corpus, Pane::List, size);
        }
        Command::Open if browse.focus.is_facet() => browse.focus_on(corpus, Pane::List, size),
        Command::Open => open(model, corpus, size),
        Command::Back => back(model, corpus, size),
        command => {
            if let Some(step) = step(command) {
                browse.step(corpus, step, size);
            }
        }
    }
    None
}

fn cleared(filter: &crate::corpus::filter::Filter, pane: Pane) -> crate::corpus::filter::Filter {
    use crate::corpus::filter::Facet;
    filter.without(match pane {
        Pane::Years => Facet::Year,
        Pane::Priorities => Facet::Priority,
        Pane::Places => Facet::Place,
        _ => Facet::Entity,
    })
}

/// Toggles or excludes the value under the cursor.
fn value(browse: &mut Browse, corpus: &Corpus, exclude: bool, size: Size) {
    let at = browse.cursors[facet_number(browse.focus)].selected;
    match browse.focus {
        Pane::Entities => match browse.entity() {
            Some(entity) => browse.change(corpus, size, |f| {
                if exclude { f.entities.toggle_exclude(entity) } else { f.entities.toggle(entity) }
            }),
            None => browse.change(corpus, size, |f| *f = cleared(f, Pane::Entities)),
        },
        Pane::Years => {
            if let Some(&(year, _)) = browse.derived.years.get(at) {
                browse.change(
                    corpus,
                    size,
                    |f| if exclude { f.years.toggle_exclude(year) } else { f.years.toggle(year) },
                );
            }
        }
        Pane::Priorities => {
            if let Some(number) = corpus.priorities.get(at).map(|p| p.number) {
                browse.change(corpus, size, |f| {
                    if exclude { f.priorities.toggle_exclude(number) } else { f.priorities.toggle(number) }
                });
            }
        }
        Pane::Places => {
            if let Some((key, _)) = browse.derived.places.get(at).cloned() {
                browse.change(corpus, size, |f| places(&mut f.places, &key, exclude));
            }
        }
        _ => {}
    }
}

/// Wants or excludes a place, or all places of a region, or no longer.
fn places(choice: &mut Choice<Str>, key: &FacetValue, exclude: bool) {
    let all = match key {
        FacetValue::Region(_, places) => places.clone(),
        FacetValue::Place(place) => vec![*place],
        _ => Vec::new(),
    };
    let chosen = if exclude { &choice.exclude } else { &choice.include };
    let whole = all.iter().all(|p| chosen.contains(p));
    for place in all {
        choice.include.remove(&place);
        choice.exclude.remove(&place);
        if !whole {
            if exclude {
                choice.exclude.insert(place)
            } else {
                choice.include.insert(place)
            };
        }
    }
}

fn turn(browse: &mut Browse, corpus: &Corpus, by: isize, size: Size) {
    let shown = browse.derived.tab.unwrap_or(browse.tab);
    let at = Tab::ALL.iter().position(|&t| t == shown).unwrap_or(0);
    let len = Tab::ALL.len();
    let mut to = at;
    loop {
        to = to.checked_add_signed(by).map_or(len - 1, |t| t % len);
        let tab = Tab::ALL[to];
        if tab == Tab::Profile || browse.derived.tabs[to] > 0 || to == at {
            browse.show_tab(corpus, tab, size);
            return;
        }
    }
}

/// Opens what is under the cursor of the list.
fn open(model: &mut Model, corpus: &Corpus, size: Size) {
    let Screen::Browse(browse) = model.screen() else { return };
    let highlighted = browse.highlighter();
    if browse.is_page() {
        match browse.page.spot().map(|s| s.opens.clone()) {
            Some(opens) => views::follow(model, corpus, opens),
            None => model.status = Some("There is nothing to open here.".to_owned()),
        }
        return;
    }
    match browse.selected() {
        Some(Target::Passage(id)) => {
            model.open(Screen::Reader(Box::new(Reader::at_passage(corpus, id, highlighted, size))));
        }
        Some(Target::Section(id)) => {
            model.open(Screen::Reader(Box::new(Reader::at_section(corpus, id, highlighted, size))));
        }
        Some(Target::Entity(id)) => model.open(Screen::Browse(Box::new(profile(corpus, id, size)))),
        None => model.status = Some("There is nothing to open here.".to_owned()),
    }
}

/// One step back: out of zoom, out of a pane, out of the screen; never out of the program.
fn back(model: &mut Model, corpus: &Corpus, size: Size) {
    let at_root = model.at_root();
    let Screen::Browse(browse) = model.screen_mut() else { return };
    let one_at_a_time = breakpoint(size) == Breakpoint::Narrow;
    if browse.zoom {
        browse.zoom = false;
        browse.lay_out(corpus, size);
    } else if browse.search.is_some() {
        model.back();
    } else if browse.focus == Pane::Reading && !browse.is_page() && (at_root || one_at_a_time) {
        browse.focus_on(corpus, Pane::List, size);
    } else if !at_root {
        model.back();
    } else if browse.focus == Pane::Places && browse.derived.areas.pane(Pane::Entities).is_empty() {
        browse.focus_on(corpus, Pane::Entities, size);
    } else if !browse.focus.is_facet() {
        let pane = browse.facet;
        browse.focus_on(corpus, pane, size);
    } else {
        model.status = Some("This is the root; q quits.".to_owned());
    }
}
