//! What input does in the views of the whole: grids, sheets, and the menu that leads to them.

use std::sync::Arc;

use ratatui::layout::Size;

use crate::analysis::FacetValue;
use crate::analysis::agreements::Layer;
use crate::analysis::compare;
use crate::analysis::coverage::By;
use crate::analysis::grid_view::GridView;
use crate::analysis::who::Ranking;
use crate::corpus::filter::{Facet, Filter};
use crate::corpus::{Corpus, EntityId};
use crate::document::sheet::LinkTarget;
use crate::tui::command::Command;
use crate::tui::layout::Pane;
use crate::tui::message::{Effect, Message};
use crate::tui::model::{Model, Screen};
use crate::tui::screens::browse::Browse;
use crate::tui::screens::grid::GridScreen;
use crate::tui::screens::menu::{Menu, MenuAction, Row};
use crate::tui::screens::reader::Reader;
use crate::tui::screens::report::{Need, ReportKind, ReportScreen, ViewKind};
use crate::tui::update::prompt::edit;
use crate::tui::update::step;

/// The menu of the views.
pub(crate) fn menu(model: &mut Model) {
    let row = |letter: char, label: &str, look: &str, goal: ViewKind| Row {
        letter,
        label: label.to_owned(),
        look: look.to_owned(),
        taken: MenuAction::View(goal),
    };
    let rows = vec![
        row(
            'c',
            "coverage",
            "How many passages there are of each body, priority, year, kind and place, as a grid.",
            ViewKind::Coverage,
        ),
        row(
            'm',
            "membership",
            "Which body was member, partner, coordinator or co-chair in which year.",
            ViewKind::Membership,
        ),
        row(
            'a',
            "agreements",
            "Who has signed with whom, who says so, and who sits in initiatives together.",
            ViewKind::Agreements,
        ),
        row(
            'p',
            "promises",
            "What ICAT said that it would do, beside what later reports say of it.",
            ViewKind::Promises,
        ),
        row('w', "who should I call?", "Type a need, such as: child victims, border, Moldova.", ViewKind::Who),
        row(
            'b',
            "body at a glance",
            "Roles, mandate, activities, partners and places of the body one is at.",
            ViewKind::Profile,
        ),
        row(
            'k',
            "compare bodies",
            "Two or three bodies side by side: those wanted in Entities, or the one under the cursor.",
            ViewKind::Compare,
        ),
        row(
            'l',
            "places",
            "The countries and regions by how many passages name them; they filter as the other panes do.",
            ViewKind::Places,
        ),
    ];
    model.menu = Some(Menu::new("The whole at a glance", rows));
}

/// Where one comes from: the filter of the panes, the bodies that are wanted there, and the body one is at.
struct From {
    filter: Filter,
    wanted: Vec<EntityId>,
    here: Option<EntityId>,
    /// The body that a cursor is on, not only the one that acts in a passage.
    cursor: Option<EntityId>,
}

impl From {
    fn of(model: &Model, corpus: &Corpus) -> Self {
        let browse = model.browsed();
        let wanted: Vec<EntityId> =
            browse.map_or_else(Vec::new, |b| b.filter.entities.include.iter().copied().collect());
        let here = match model.screen() {
            Screen::Report(view) => match view.sheet.spot().map(|s| &s.opens) {
                Some(LinkTarget::Body(id)) => Some(*id),
                _ => None,
            },
            Screen::Grid(grid) => match grid.heads().map(|h| &h.0.key) {
                Some(FacetValue::Entity(id)) => Some(*id),
                _ => None,
            },
            Screen::Browse(browse) if browse.focus == Pane::Entities => browse.entity(),
            Screen::Browse(browse) if browse.focus.is_facet() => wanted.first().copied().or_else(|| browse.entity()),
            _ => model.passage(corpus).and_then(|id| {
                let acting = || corpus.passage(id).entities.iter().copied().filter(|&e| Some(e) != corpus.group());
                acting().find(|e| wanted.contains(e)).or_else(|| acting().next())
            }),
        };
        let named = wanted.first().copied().or_else(|| browse.and_then(Browse::entity));
        let cursor = match model.screen() {
            Screen::Browse(browse) if !browse.focus.is_facet() => named,
            _ => here.or(named),
        };
        let here = here.or(named);
        Self { filter: browse.map(|b| b.filter.clone()).unwrap_or_default(), wanted, here, cursor }
    }

    /// The bodies to set side by side: those that are wanted, or the one that one is at.
    fn bodies(&self) -> Vec<EntityId> {
        if self.wanted.is_empty() { self.here.into_iter().collect() } else { self.wanted.clone() }
    }
}

/// Opens a view.
pub fn go(model: &mut Model, corpus: &Corpus, goal: ViewKind) {
    let size = model.size;
    let from = From::of(model, corpus);
    let (here, cursor) = (from.here, from.cursor);
    // The bodies that are wanted say where to begin; whatever else is wanted is named if it is not heeded.
    let rest = from.filter.without(Facet::Entity);
    let narrowed = (!rest.is_empty()).then(|| rest.describe(corpus));
    let grid = |shown: GridView, base: Filter| {
        let mut screen = GridScreen::new(corpus, shown, base, size);
        let at = cursor.and_then(|b| screen.grid.rows.iter().position(|r| r.key == FacetValue::Entity(b)));
        screen.row.selected = at.unwrap_or(0);
        screen.lay_out(size);
        Screen::Grid(Box::new(screen))
    };
    let screen = match goal {
        ViewKind::Coverage => grid(GridView::Coverage(By::default()), from.filter),
        ViewKind::Membership => grid(GridView::Membership, Filter::default()),
        ViewKind::Agreements => grid(GridView::Agreements(Layer::default()), Filter::default()),
        ViewKind::Promises => Screen::Report(Box::new(ReportScreen::new(corpus, ReportKind::Promises, size))),
        ViewKind::Compare => {
            let bodies = compare::filled(corpus, &from.bodies());
            Screen::Report(Box::new(ReportScreen::new(corpus, ReportKind::Compare(bodies), size)))
        }
        ViewKind::Who => Screen::Report(Box::new(ReportScreen::who(corpus, size))),
        ViewKind::Profile => {
            let body = here.or_else(|| compare::filled(corpus, &[]).first().copied());
            let Some(body) = body else { return };
            Screen::Browse(Box::new(crate::tui::update::profile(corpus, body, size)))
        }
        ViewKind::Places => {
            let mut browse = Browse::default();
            browse.filter = from.filter;
            browse.refresh(corpus, size);
            browse.focus_on(corpus, Pane::Places, size);
            Screen::Browse(Box::new(browse))
        }
    };
    let everything = matches!(
        goal,
        ViewKind::Membership | ViewKind::Agreements | ViewKind::Promises | ViewKind::Compare | ViewKind::Who
    );
    if let Some(words) = narrowed.filter(|_| everything) {
        model.status = Some(format!("This counts everything: the filter of the panes ({words}) does not hold here."));
    }
    model.open(screen);
}

/// Opens what a spot leads to.
pub(crate) fn follow(model: &mut Model, corpus: &Corpus, opens: LinkTarget) {
    let size = model.size;
    let screen = match opens {
        LinkTarget::Passage(id) => Screen::Reader(Box::new(Reader::at_passage(corpus, id, Arc::default(), size))),
        LinkTarget::Body(id) => Screen::Browse(Box::new(crate::tui::update::profile(corpus, id, size))),
        LinkTarget::Passages(words, behind) => Screen::Browse(Box::new(Browse::behind(corpus, words, behind, size))),
    };
    model.open(screen);
}

/// What a command does on a grid.
pub(crate) fn grid(model: &mut Model, corpus: &Corpus, command: Command, size: Size) -> Option<Effect> {
    let Screen::Grid(grid) = model.screen_mut() else { return None };
    match command {
        Command::Back => {
            model.back();
        }
        Command::Search => return crate::tui::update::prompt::open(model, corpus, size),
        Command::NextTab => grid.turn(corpus, 1, size),
        Command::PreviousTab => grid.turn(corpus, -1, size),
        Command::Left => grid.sideways(-1),
        Command::Right => grid.sideways(1),
        Command::SortRows => grid.sort(corpus, true, size),
        Command::SortColumns => grid.sort(corpus, false, size),
        Command::Open => {
            let (row, column) = grid.heads().map(|(r, c)| (r.key.clone(), c.key.clone()))?;
            let at = (grid.row.selected, grid.column.selected);
            let behind = grid.shown.opened(corpus, &grid.grid, &grid.base, at);
            let names: Vec<String> =
                [&row, &column].into_iter().filter(|k| **k != FacetValue::All).map(|k| k.describe(corpus)).collect();
            let words = format!(
                "{}: {}",
                grid.shown.view(),
                if names.is_empty() { "all".to_owned() } else { names.join(" and ") }
            );
            if behind.count(corpus) == 0 {
                model.status = Some(grid.shown.nothing().to_owned());
            } else {
                follow(model, corpus, LinkTarget::Passages(words, behind));
            }
        }
        command => {
            if let Some(step) = step(command) {
                grid.step(step);
            }
        }
    }
    None
}

/// What input does on a page of text.
pub(crate) fn report(model: &mut Model, corpus: &Corpus, input: &Message, size: Size) -> Option<Effect> {
    let rows = ReportScreen::visible(size);
    let Screen::Report(view) = model.screen_mut() else { return None };
    if let ReportKind::Who(need) = &mut view.subject
        && need.typing
    {
        return type_need(model, corpus, input, size);
    }
    match input.command()? {
        Command::Back => {
            model.back();
        }
        Command::Search => match &mut view.subject {
            ReportKind::Who(need) => {
                need.typing = true;
                need.before = need.ranking.take().map(|r| (std::mem::take(&mut need.input), r));
                view.lay_out(corpus, size);
            }
            _ => return crate::tui::update::prompt::open(model, corpus, size),
        },
        Command::NextTab => view.turn(corpus, 1, size),
        Command::PreviousTab => view.turn(corpus, -1, size),
        Command::Toggle => view.third(corpus, size),
        Command::Left => {
            view.sheet.sideways(false);
        }
        Command::Right => {
            view.sheet.sideways(true);
        }
        Command::Open => match view.sheet.spot().map(|s| s.opens.clone()) {
            Some(opens) => follow(model, corpus, opens),
            None => model.status = Some("There is nothing to open here.".to_owned()),
        },
        command => {
            if let Some(step) = step(command) {
                view.sheet.step(step, rows);
            }
        }
    }
    None
}

/// What input does while a need is typed.
fn type_need(model: &mut Model, corpus: &Corpus, input: &Message, size: Size) -> Option<Effect> {
    let rows = ReportScreen::visible(size);
    let number = model.asked + 1;
    let Screen::Report(view) = model.screen_mut() else { return None };
    let ReportKind::Who(need) = &mut view.subject else { return None };
    if edit(&mut need.input, input) {
        return ask(model, corpus, size, number);
    }
    match input.command()? {
        Command::Back if need.ranking.is_none() && need.before.is_some() => {
            if let Some((input, ranking)) = need.before.take() {
                (need.input, need.ranking, need.waiting, need.typing) = (input, Some(ranking), None, false);
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
                view.sheet.step(step, rows);
            }
        }
    }
    None
}

fn ask(model: &mut Model, corpus: &Corpus, size: Size, number: u64) -> Option<Effect> {
    let Screen::Report(view) = model.screen_mut() else { return None };
    let ReportKind::Who(need) = &mut view.subject else { return None };
    let typed = need.input.text().to_owned();
    if typed.trim().is_empty() {
        (need.ranking, need.waiting) = (None, None);
        view.lay_out(corpus, size);
        return None;
    }
    need.waiting = Some(number);
    model.asked = number;
    Some(Effect::Rank(number, typed))
}

/// Takes in a ranking that was asked for.
pub(crate) fn ranked(model: &mut Model, corpus: &Corpus, number: u64, ranking: Ranking) {
    let size = model.size;
    let ranking = Arc::new(ranking);
    for screen in model.screens_mut() {
        if let Screen::Report(view) = screen
            && let ReportKind::Who(Need { waiting, ranking: shown, .. }) = &mut view.subject
            && *waiting == Some(number)
        {
            (*waiting, *shown) = (None, Some(Arc::clone(&ranking)));
            view.sheet.cursor = 0;
            view.sheet.scroll = 0;
            view.lay_out(corpus, size);
        }
    }
}
