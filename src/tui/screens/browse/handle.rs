//! Key handling on the browse screen.

use ratatui::layout::Size;

use crate::analysis::FacetValue;
use crate::corpus::Corpus;
use crate::corpus::filter::{Facet, Filter, FilterMode};
use crate::search::Target;
use crate::tui::command::Command;
use crate::tui::layout::{Breakpoint, Pane, breakpoint};
use crate::tui::message::{Effect, Message};
use crate::tui::model::{Model, Screen};
use crate::tui::screens::browse::search;
use crate::tui::screens::browse::{Browse, Tab, facet_number};
use crate::tui::screens::reader::Reader;
use crate::tui::update::step;

pub(crate) fn handle(model: &mut Model, corpus: &Corpus, input: &Message, size: Size) -> Option<Effect> {
    let Screen::Browse(browse) = model.screen_mut() else { return None };
    if browse.search.as_ref().is_some_and(|s| s.typing) {
        return search::type_query(model, corpus, input, size);
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
        Command::Toggle => value(browse, corpus, FilterMode::Include, size),
        Command::Exclude => value(browse, corpus, FilterMode::Exclude, size),
        Command::ClearPane => {
            let pane = browse.facet;
            browse.change(corpus, size, |filter| *filter = cleared(filter, pane));
            if pane == Pane::Entities {
                browse.cursors[0].selected = 0;
                browse.refresh(corpus, size);
            }
        }
        Command::ClearAll => {
            browse.change(corpus, size, |filter| *filter = Filter::default());
            browse.cursors[0].selected = 0;
            browse.refresh(corpus, size);
        }
        Command::Undo if !browse.undo(corpus, size) => model.status = Some("There is nothing to take back.".to_owned()),
        Command::Redo if !browse.redo(corpus, size) => {
            model.status = Some("There is nothing to make again.".to_owned());
        }
        Command::Undo | Command::Redo => {}
        Command::Search => return search::open(model, corpus, size),
        Command::Zoom => {
            browse.zoom = !browse.zoom;
            browse.lay_out(corpus, size);
        }
        Command::Open if browse.focus == Pane::Places && browse.filter.places.is_empty() => {
            value(browse, corpus, FilterMode::Include, size);
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

/// Creates a screen with the profile of a body.
pub(crate) fn profile(corpus: &Corpus, id: crate::corpus::EntityId, size: Size) -> Browse {
    let mut profile = Browse::default();
    profile.cursors[0].selected = id.index() + 1;
    profile.tab = Tab::Profile;
    profile.refresh(corpus, size);
    profile.focus_on(corpus, Pane::Reading, size);
    profile
}

pub(crate) fn cleared(filter: &Filter, pane: Pane) -> Filter {
    filter.without(match pane {
        Pane::Years => Facet::Year,
        Pane::Priorities => Facet::Priority,
        Pane::Places => Facet::Place,
        _ => Facet::Entity,
    })
}

/// Toggles whether the value under the cursor is included, or whether it is excluded.
pub(crate) fn value(browse: &mut Browse, corpus: &Corpus, mode: FilterMode, size: Size) {
    let at = browse.cursors[facet_number(browse.focus)].selected;
    match browse.focus {
        Pane::Entities => match browse.entity() {
            Some(entity) => browse.change(corpus, size, |f| f.entities.toggle(&[entity], mode)),
            None => browse.change(corpus, size, |f| *f = cleared(f, Pane::Entities)),
        },
        Pane::Years => {
            if let Some(&(year, _)) = browse.derived.years.get(at) {
                browse.change(corpus, size, |f| f.years.toggle(&[year], mode));
            }
        }
        Pane::Priorities => {
            if let Some(number) = corpus.priorities.get(at).map(|p| p.number) {
                browse.change(corpus, size, |f| f.priorities.toggle(&[number], mode));
            }
        }
        Pane::Places => {
            let places = match browse.derived.places.get(at) {
                Some((FacetValue::Region(_, places), _)) => places.clone(),
                Some((FacetValue::Place(place), _)) => vec![*place],
                _ => return,
            };
            browse.change(corpus, size, |f| f.places.toggle(&places, mode));
        }
        _ => {}
    }
}

pub(crate) fn turn(browse: &mut Browse, corpus: &Corpus, by: isize, size: Size) {
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
pub(crate) fn open(model: &mut Model, corpus: &Corpus, size: Size) {
    let Screen::Browse(browse) = model.screen() else { return };
    let highlighted = browse.highlighter();
    if browse.is_page() {
        match browse.page.link().map(|s| s.target.clone()) {
            Some(target) => crate::tui::open::follow(model, corpus, target),
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

/// Goes one step back: out of zoom, out of a pane, out of the screen; never out of the program.
pub(crate) fn back(model: &mut Model, corpus: &Corpus, size: Size) {
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
