//! Key handling on the browse screen.

use ratatui::layout::Size;

use crate::analysis::FacetValue;
use crate::corpus::Corpus;
use crate::corpus::filter::{Filter, FilterMode};
use crate::corpus::strings::Str;
use crate::corpus::vocabulary::TopicId;
use crate::document::linked::LinkTarget;
use crate::search::Target;
use crate::tui::command::Command;
use crate::tui::layout::{Breakpoint, Pane, breakpoint};
use crate::tui::message::Message;
use crate::tui::model::Screen;
use crate::tui::outcome::{NOTHING_TO_OPEN, ScreenOutcome, Shared};
use crate::tui::screens::browse::search;
use crate::tui::screens::browse::{Browse, Tab, facet_number};
use crate::tui::screens::detail::{DetailKind, DetailScreen};
use crate::tui::screens::reader::Reader;
use crate::tui::screens::report::{ReportKind, ReportScreen};
use crate::tui::update::step;
use crate::tui::widgets::list_state::Step;
use crate::tui::widgets::page_find::PageFind;

/// Handles input on the browse screen.
pub(crate) fn handle(browse: &mut Browse, shared: &Shared<'_>, input: &Message) -> ScreenOutcome {
    let Shared { corpus, size, .. } = *shared;
    if browse.search.as_ref().is_some_and(|s| s.typing) {
        return search::type_query(browse, shared, input);
    }
    let Some(command) = input.command() else { return ScreenOutcome::Handled };
    match command {
        Command::Entities => browse.focus_on(corpus, Pane::Entities, size),
        Command::Years => browse.focus_on(corpus, Pane::Years, size),
        Command::Priorities => browse.focus_on(corpus, Pane::Priorities, size),
        Command::Places => browse.focus_on(corpus, Pane::Places, size),
        Command::Topics => browse.focus_on(corpus, Pane::Topics, size),
        Command::Languages => browse.focus_on(corpus, Pane::Languages, size),
        Command::Detail => browse.focus_on(corpus, Pane::List, size),
        Command::NextPane => browse.focus_on(corpus, browse.pane_after(1), size),
        Command::PreviousPane => browse.focus_on(corpus, browse.pane_after(-1), size),
        Command::Left if browse.focus == Pane::Places => browse.fold(corpus, size),
        Command::Right if browse.focus == Pane::Places && browse.unfold(corpus, size) => {}
        Command::Right if browse.focus.is_facet() => browse.focus_on(corpus, Pane::List, size),
        Command::Right => browse.focus_on(corpus, Pane::Reading, size),
        Command::Left => {
            let pane = if browse.focus == Pane::Reading && !browse.is_page() { Pane::List } else { browse.facet };
            browse.focus_on(corpus, pane, size);
        }
        // The same page, on a screen of its own that finds.
        Command::Find => {
            let kind = browse.profiled(corpus).map_or(ReportKind::About, ReportKind::Profile);
            let mut view = ReportScreen::new(corpus, kind, size);
            PageFind::open(&mut view.find, &view.page);
            return ScreenOutcome::Open(Screen::Report(Box::new(view)));
        }
        Command::NextTab => turn(browse, corpus, 1, size),
        Command::PreviousTab => turn(browse, corpus, -1, size),
        // One after the other, as file managers do it.
        Command::Toggle if browse.focus == Pane::List => match browse.anchor {
            None => browse.anchor = Some(browse.list.selected),
            Some(_) => browse.step(corpus, Step::Rows(1), size),
        },
        Command::Toggle => {
            value(browse, corpus, FilterMode::Include, size);
            // The body under the cursor filters without it; what it changes is to be seen only when the cursor moves.
            let kept = browse.entity().filter(|body| browse.filter.entities.include.contains(body));
            if let Some(body) = kept.filter(|_| browse.focus == Pane::Entities) {
                let name = corpus.entity(body).id;
                return ScreenOutcome::notice(format!("{name} stays in the filter when the cursor moves on."));
            }
        }
        Command::Exclude => value(browse, corpus, FilterMode::Exclude, size),
        Command::ClearPane => {
            let pane = browse.facet;
            browse.clear(corpus, size, |filter| *filter = cleared(filter, pane), pane == Pane::Entities);
        }
        Command::ClearAll => {
            browse.clear(corpus, size, |filter| *filter = Filter::default(), true);
        }
        Command::Undo => {
            browse.undo(corpus, size);
        }
        Command::Redo => {
            browse.redo(corpus, size);
        }
        Command::SelectRows => {
            browse.anchor = if browse.anchor.is_some() { None } else { Some(browse.list.selected) };
            if browse.anchor.is_some() {
                return ScreenOutcome::notice("Move to select rows; m marks, y copies, e exports them. Esc ends.");
            }
        }
        Command::SortRows => {
            let selected = browse.selected();
            browse.order = browse.next_order();
            browse.refresh(corpus, size);
            // The cursor stays on the passage that it was on.
            let at = browse.derived.rows.iter().position(|hit| Some(hit.target) == selected);
            browse.list.selected = at.unwrap_or(0);
            browse.lay_out(corpus, size);
            let order = browse.order.word().map_or("in the default order".to_owned(), |by| format!("sorted by {by}"));
            return ScreenOutcome::notice(format!("The list is {order}; s again for another order."));
        }
        Command::Search => return search::open(browse, shared),
        Command::Zoom if breakpoint(size) == Breakpoint::Narrow => {
            return ScreenOutcome::notice("Each pane has the whole screen already.");
        }
        Command::Zoom => {
            browse.zoom = !browse.zoom;
            browse.lay_out(corpus, size);
        }
        Command::Open if browse.focus.is_facet() => {
            let at = browse.cursors[facet_number(browse.focus)].selected;
            filter_by_row(browse, corpus, at, size);
        }
        Command::Open => return open(browse, shared),
        Command::Back => return back(browse, shared),
        command => {
            if let Some(step) = step(command) {
                browse.step(corpus, step, size);
            }
        }
    }
    ScreenOutcome::Handled
}

/// Creates a screen with the profile of a body.
pub(crate) fn profile(corpus: &Corpus, id: crate::corpus::EntityId, size: Size) -> Browse {
    let mut profile = Browse::default();
    profile.start_at(id.index() + 1);
    profile.tab = Tab::Profile;
    profile.refresh(corpus, size);
    profile.focus_on(corpus, Pane::Reading, size);
    profile
}

/// Creates a screen with the works in a language.
pub(crate) fn works_in(corpus: &Corpus, language: Str, size: Size) -> Browse {
    let mut works = Browse::default();
    works.filter.languages.insert(language, FilterMode::Include);
    works.tab = Tab::Publications;
    works.refresh(corpus, size);
    works.focus_on(corpus, Pane::List, size);
    works
}

pub(crate) fn cleared(filter: &Filter, pane: Pane) -> Filter {
    filter.without(pane.facet())
}

/// Filters by a row of the focused pane, and goes to the list: includes its value, if it is not included yet.
pub(crate) fn filter_by_row(browse: &mut Browse, corpus: &Corpus, at: usize, size: Size) {
    browse.cursors[facet_number(browse.focus)].selected = at;
    let is_all = browse.focus == Pane::Entities && at == 0;
    if is_all || !browse.includes_row_of(corpus, browse.focus, at) {
        if browse.focus == Pane::Languages {
            // Works have languages, so that these are what is looked for.
            browse.tab = Tab::Publications;
        }
        value(browse, corpus, FilterMode::Include, size);
    }
    browse.focus_on(corpus, Pane::List, size);
}

/// Toggles a row of the focused pane.
pub(crate) fn toggle_row(browse: &mut Browse, corpus: &Corpus, at: usize, size: Size) {
    browse.cursors[facet_number(browse.focus)].selected = at;
    value(browse, corpus, FilterMode::Include, size);
    browse.lay_out(corpus, size);
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
            if let Some(year) = browse.derived.years.get(at).map(|row| row.year) {
                browse.change(corpus, size, |f| f.years.toggle(&[year], mode));
            }
        }
        Pane::Priorities => {
            if let Some(number) = corpus.priorities.get(at).map(|p| p.number) {
                browse.change(corpus, size, |f| f.priorities.toggle(&[number], mode));
            }
        }
        Pane::Topics => {
            let topic = u16::try_from(at).map(TopicId).ok().filter(|_| at < corpus.topics.len());
            if let Some(topic) = topic {
                browse.change(corpus, size, |f| f.topics.toggle(&[topic], mode));
            }
        }
        Pane::Languages => {
            if let Some(language) = browse.derived.languages.get(at).map(|row| row.0) {
                browse.change(corpus, size, |f| f.languages.toggle(&[language], mode));
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
    browse.show_tab(corpus, browse.tab_after(by), size);
}

/// Opens what is under the cursor of the list.
pub(crate) fn open(browse: &Browse, shared: &Shared<'_>) -> ScreenOutcome {
    let Shared { corpus, size, .. } = *shared;
    if browse.is_page() {
        let target = browse.page.link().map(|link| link.target.clone());
        return target.map_or_else(|| ScreenOutcome::notice(NOTHING_TO_OPEN), ScreenOutcome::Follow);
    }
    let highlighted = browse.highlighter();
    match browse.selected() {
        Some(Target::Passage(id)) => {
            ScreenOutcome::Open(Screen::Reader(Box::new(Reader::at_passage(corpus, id, highlighted, size))))
        }
        Some(Target::Report(id)) => ScreenOutcome::Open(Screen::Reader(Box::new(Reader::at_start(corpus, id, size)))),
        Some(Target::Term(n)) => {
            ScreenOutcome::Open(Screen::Detail(Box::new(DetailScreen::new(corpus, DetailKind::Term(n), size))))
        }
        Some(Target::Section(id)) => {
            ScreenOutcome::Open(Screen::Reader(Box::new(Reader::at_section(corpus, id, highlighted, size))))
        }
        Some(Target::Subject(subject)) => ScreenOutcome::Follow(LinkTarget::Profile(subject)),
        None => ScreenOutcome::notice(NOTHING_TO_OPEN),
    }
}

/// Goes one step back: out of zoom, out of a pane, out of the screen; never out of the program.
fn back(browse: &mut Browse, shared: &Shared<'_>) -> ScreenOutcome {
    let Shared { corpus, size, is_root, .. } = *shared;
    let one_at_a_time = breakpoint(size) == Breakpoint::Narrow;
    if browse.anchor.take().is_some() {
        return ScreenOutcome::Handled;
    }
    if browse.zoom {
        browse.zoom = false;
        browse.lay_out(corpus, size);
    } else if browse.search.is_some() {
        return search::remember(browse, ScreenOutcome::Back);
    } else if browse.focus == Pane::Reading && !browse.is_page() && (is_root || one_at_a_time) {
        browse.focus_on(corpus, Pane::List, size);
    } else if !is_root {
        return ScreenOutcome::Back;
    } else if browse.is_unfolded() {
        browse.focus_on(corpus, Pane::Entities, size);
    } else if !browse.focus.is_facet() {
        browse.focus_on(corpus, browse.facet, size);
    }
    ScreenOutcome::Handled
}
