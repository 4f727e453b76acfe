//! What each action does to the model. The only place where the model changes.

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
use crate::tui::action::{Action, Effect};
use crate::tui::layout::{Breakpoint, Pane, breakpoint};
use crate::tui::model::{Model, Screen};
use crate::tui::screens::browse::{Browse, Tab, facet_number};
use crate::tui::screens::detail::{DetailKind, DetailScreen};
use crate::tui::screens::reader::Reader;
use crate::tui::screens::report;
use crate::tui::widgets::list_state::Step;

/// Exit code after Ctrl-C.
pub const INTERRUPTED: u8 = 130;

/// Takes in one action; tells what the application has to do besides drawing.
pub fn update(model: &mut Model, corpus: &Corpus, action: Action) -> Option<Effect> {
    let outside = comes_from_outside(&action);
    if !matches!(action, Action::Resize(_) | Action::Redraw | Action::Tell(_)) {
        model.unsettle();
    }
    let effect = apply(model, corpus, action, outside);
    if model.take_turned() {
        lay_out(model, corpus);
    }
    if outside { effect } else { effect.or_else(|| ask_again(model)) }
}

/// Whether an action is no key's.
fn comes_from_outside(action: &Action) -> bool {
    matches!(
        action,
        Action::Answered(..)
            | Action::Ranked(..)
            | Action::Resize(_)
            | Action::Redraw
            | Action::Marked(_)
            | Action::Tell(_)
    )
}

fn apply(model: &mut Model, corpus: &Corpus, mut action: Action, outside: bool) -> Option<Effect> {
    if !outside {
        model.status = None;
        if model.blank && !matches!(action, Action::Interrupt | Action::Suspend) {
            model.blank = false;
            return Some(Effect::Redraw);
        }
        action = prompt::prepare(model, action);
    }
    match action {
        Action::Interrupt => return Some(Effect::Quit(INTERRUPTED)),
        Action::Suspend => return Some(Effect::Suspend),
        Action::Redraw => return Some(Effect::Redraw),
        Action::Resize(size) => {
            if model.resize(size) {
                lay_out(model, corpus);
            }
        }
        Action::Marked(marks) => {
            model.marks = marks;
            lay_out(model, corpus);
        }
        Action::Tell(words) => model.status = Some(words),
        Action::Help => help(model),
        action if model.menu.is_some() && !matches!(action, Action::Answered(..) | Action::Ranked(..)) => {
            return passage::menu(model, corpus, &action);
        }
        Action::Blank => model.blank = true,
        Action::Close if model.at_root() => return Some(Effect::Quit(0)),
        Action::Close => close(model),
        Action::Forward => {
            if !model.forward() {
                model.status = Some("There is nothing ahead; H goes back.".to_owned());
            }
        }
        Action::Views => views::menu(model),
        Action::Ranked(number, ranking) => views::ranked(model, corpus, number, *ranking),
        Action::Answered(number, answer) => prompt::answered(model, corpus, number, *answer),
        action => {
            let size = model.size;
            let action = match passage::act(model, corpus, action, size) {
                Ok(effect) => return effect,
                Err(action) => action,
            };
            return match model.screen() {
                Screen::Marks(_) => marks::tray(model, corpus, &action, size),
                Screen::Detail(_) => marks::paper(model, corpus, &action, size),
                Screen::Grid(_) => views::grid(model, corpus, &action, size),
                Screen::Report(_) => views::view(model, corpus, &action, size),
                Screen::Help(..) => help_screen(model, &action),
                Screen::Reader(_) => reader(model, corpus, action, size),
                Screen::Browse(_) => browse(model, corpus, action, size),
            };
        }
    }
    None
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

/// The step that an action means in a list or on a page.
#[must_use]
pub fn step(action: &Action) -> Option<Step> {
    Some(match action {
        Action::Up => Step::Rows(-1),
        Action::Down => Step::Rows(1),
        Action::HalfUp => Step::Half(-1),
        Action::HalfDown => Step::Half(1),
        Action::PageUp => Step::Page(-1),
        Action::PageDown => Step::Page(1),
        Action::Top => Step::Top,
        Action::Bottom => Step::Bottom,
        _ => return None,
    })
}

fn help_screen(model: &mut Model, action: &Action) -> Option<Effect> {
    let rows = usize::from(model.size.height.saturating_sub(3));
    let keys = std::sync::Arc::clone(&model.keys);
    match action {
        Action::Back => {
            model.back();
        }
        action => {
            if let (Some(step), Screen::Help(context, scroll)) = (step(action), model.screen_mut()) {
                let len = keys.rows(*context).count() + 2;
                *scroll = step.from(*scroll, len.saturating_sub(rows) + 1, rows);
            }
        }
    }
    None
}

fn reader(model: &mut Model, corpus: &Corpus, action: Action, size: Size) -> Option<Effect> {
    let Screen::Reader(reader) = model.screen_mut() else { return None };
    if reader.find.as_ref().is_some_and(|f| f.typing) {
        prompt::find(reader, corpus, &action);
        return None;
    }
    match action {
        Action::Back if reader.entered => reader.toggle_outline(corpus, size),
        Action::Back => {
            model.back();
        }
        Action::Search => reader.open_find(corpus),
        Action::NextMatch | Action::PreviousMatch => {
            if !reader.step_match(corpus, matches!(action, Action::NextMatch)) {
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
        Action::NextTab => reader.step_section(corpus, true),
        Action::PreviousTab => reader.step_section(corpus, false),
        Action::Outline => reader.toggle_outline(corpus, size),
        Action::Left if !reader.entered => reader.toggle_outline(corpus, size),
        Action::Right if reader.entered => reader.toggle_outline(corpus, size),
        Action::Zoom => {
            reader.outline = !reader.outline;
            reader.entered = false;
            reader.lay_out(corpus, size);
        }
        Action::Open if reader.entered => reader.open_section(corpus, size),
        Action::NextPane => follow_next(model, true),
        Action::PreviousPane => follow_next(model, false),
        Action::MoveDown => reader.step_passage(corpus, true),
        Action::MoveUp => reader.step_passage(corpus, false),
        Action::Open => follow(model, corpus, size),
        action => {
            if let Some(step) = step(&action) {
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

fn browse(model: &mut Model, corpus: &Corpus, action: Action, size: Size) -> Option<Effect> {
    let Screen::Browse(browse) = model.screen_mut() else { return None };
    if browse.search.as_ref().is_some_and(|s| s.typing) {
        return prompt::search(model, corpus, action, size);
    }
    match action {
        Action::Entities => browse.focus_on(corpus, Pane::Entities, size),
        Action::Years => browse.focus_on(corpus, Pane::Years, size),
        Action::Priorities => browse.focus_on(corpus, Pane::Priorities, size),
        Action::Places => browse.focus_on(corpus, Pane::Places, size),
        Action::Detail => browse.focus_on(corpus, Pane::List, size),
        Action::NextPane => browse.focus_on(corpus, browse.pane_after(1), size),
        Action::PreviousPane => browse.focus_on(corpus, browse.pane_after(-1), size),
        Action::Right if browse.focus.is_facet() => browse.focus_on(corpus, Pane::List, size),
        Action::Right => browse.focus_on(corpus, Pane::Reading, size),
        Action::Left => {
            let pane = if browse.focus == Pane::Reading && !browse.is_page() { Pane::List } else { browse.facet };
            browse.focus_on(corpus, pane, size);
        }
        Action::NextTab => turn(browse, corpus, 1, size),
        Action::PreviousTab => turn(browse, corpus, -1, size),
        Action::Toggle => value(browse, corpus, false, size),
        Action::Exclude => value(browse, corpus, true, size),
        Action::ClearPane => {
            let pane = browse.facet;
            browse.change(corpus, size, |filter| *filter = cleared(filter, pane));
            if pane == Pane::Entities {
                browse.cursors[0].selected = 0;
                browse.refresh(corpus, size);
            }
        }
        Action::ClearAll => {
            browse.change(corpus, size, |filter| *filter = crate::corpus::filter::Filter::default());
            browse.cursors[0].selected = 0;
            browse.refresh(corpus, size);
        }
        Action::Undo if !browse.undo(corpus, size) => model.status = Some("There is nothing to take back.".to_owned()),
        Action::Redo if !browse.redo(corpus, size) => model.status = Some("There is nothing to make again.".to_owned()),
        Action::Undo | Action::Redo => {}
        Action::Search => return prompt::open(model, corpus, size),
        Action::Zoom => {
            browse.zoom = !browse.zoom;
            browse.lay_out(corpus, size);
        }
        Action::Open if browse.focus == Pane::Places && browse.filter.places.is_empty() => {
            value(browse, corpus, false, size);
            browse.focus_on(corpus, Pane::List, size);
        }
        Action::Open if browse.focus.is_facet() => browse.focus_on(corpus, Pane::List, size),
        Action::Open => open(model, corpus, size),
        Action::Back => back(model, corpus, size),
        action => {
            if let Some(step) = step(&action) {
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
