//! The menu of views, and opening what a row or a link leads to.

use std::sync::Arc;

use crate::analysis::FacetValue;
use crate::analysis::agreements::Layer;
use crate::analysis::commitments::CommitmentFilter;
use crate::analysis::compare;
use crate::analysis::coverage::By;
use crate::analysis::grid_view::GridView;
use crate::corpus::filter::Filter;
use crate::corpus::subject::Subject;
use crate::corpus::{Corpus, EntityId};
use crate::document::linked::LinkTarget;
use crate::tui::layout::Pane;
use crate::tui::message::{Effect, Message};
use crate::tui::model::{Model, Screen};
use crate::tui::screens::browse::{self, Browse};
use crate::tui::screens::detail::{DetailKind, DetailScreen};
use crate::tui::screens::grid::GridScreen;
use crate::tui::screens::menu::{Menu, MenuAction, MenuRow};
use crate::tui::screens::palette::{Palette, PaletteAction};
use crate::tui::screens::reader::Reader;
use crate::tui::screens::report::{ReportKind, ReportScreen};
use crate::tui::update;

/// A view that the menu leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ViewKind {
    /// Which bodies cover what.
    Coverage,
    /// Where nothing is on record.
    Gaps,
    /// Which bodies are in the group.
    Membership,
    /// Which bodies are on record with each other.
    Agreements,
    /// The same as a grid, and who sits in initiatives together.
    AgreementGrid,
    /// What became of commitments.
    Commitments,
    /// A profile of a body.
    Profile,
    /// Bodies side by side.
    Compare,
    /// Which countries and regions are named.
    Places,
    /// Who to call.
    Who,
    /// The terms of the glossary.
    Terms,
    /// What is in the reports.
    About,
}

/// A row of the menu of views.
#[derive(Debug, Clone, Copy)]
pub struct ViewRow {
    /// The letter that opens it.
    pub letter: char,
    /// Its name.
    pub label: &'static str,
    /// What it shows.
    pub preview: &'static str,
    /// The view.
    pub kind: ViewKind,
}

const fn row(letter: char, label: &'static str, preview: &'static str, kind: ViewKind) -> ViewRow {
    ViewRow { letter, label, preview, kind }
}

/// The views, in the order of the menu.
pub const VIEWS: [ViewRow; 12] = [
    row('c', "Coverage", "Passages by body, priority, year, kind, place", ViewKind::Coverage),
    row('g', "Gaps", "Where nothing, or one body alone, is on record", ViewKind::Gaps),
    row('m', "Membership", "Members, partners and chairs, year by year", ViewKind::Membership),
    row('a', "Agreements", "Who has one with whom, and who says so", ViewKind::Agreements),
    row('x', "Agreements as a grid", "All bodies by all; initiatives together", ViewKind::AgreementGrid),
    row('p', "Commitments", "What ICAT said it would do; what came of it", ViewKind::Commitments),
    row('w', "Who to call", "Bodies for a need that you type, with evidence", ViewKind::Who),
    row('b', "Profile of a body", "Roles, mandate, activities, partners, places", ViewKind::Profile),
    row('o', "Compare bodies", "Two or three side by side", ViewKind::Compare),
    row('l', "Places", "Countries and regions, as a pane", ViewKind::Places),
    row('t', "Terms and short forms", "What NRM, CSAM or Barnahus means", ViewKind::Terms),
    row('i', "About these reports", "What is in here, and how old it is", ViewKind::About),
];

/// Opens the menu of views.
pub(crate) fn views_menu(model: &mut Model) {
    let row = |view: &ViewRow| MenuRow {
        letter: view.letter,
        label: view.label.to_owned(),
        preview: view.preview.to_owned(),
        action: MenuAction::View(view.kind),
    };
    model.menu = Some(Menu::new("Views", VIEWS.iter().map(row).collect()));
}

/// Where a view is opened from: the filter of the panes, the bodies it includes, and the current body.
struct Origin {
    filter: Filter,
    wanted: Vec<EntityId>,
    here: Option<EntityId>,
    /// The body under a cursor, as opposed to one that only acts in the current passage.
    cursor: Option<EntityId>,
}

impl Origin {
    fn of(model: &Model, corpus: &Corpus) -> Self {
        let browse = model.browsed();
        let wanted: Vec<EntityId> =
            browse.map_or_else(Vec::new, |b| b.filter.entities.include.iter().copied().collect());
        let here = match model.screen() {
            Screen::Report(view) => match view.page.link().map(|s| &s.target) {
                Some(LinkTarget::Profile(Subject::Body(id))) => Some(*id),
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
}

/// Opens a view.
pub(crate) fn open_view(model: &mut Model, corpus: &Corpus, goal: ViewKind) {
    let size = model.size;
    let from = Origin::of(model, corpus);
    let (here, cursor) = (from.here, from.cursor);
    let grid = |shown: GridView, base: Filter| {
        let mut screen = GridScreen::new(corpus, shown, base, size);
        let at = cursor.and_then(|b| screen.grid.rows.iter().position(|r| r.key == FacetValue::Entity(b)));
        screen.row.selected = at.unwrap_or(0);
        screen.lay_out(size);
        Screen::Grid(Box::new(screen))
    };
    let screen = match goal {
        ViewKind::Coverage => grid(GridView::Coverage(By::default()), from.filter),
        ViewKind::Gaps => {
            let kind = ReportKind::Gaps(Box::new(from.filter));
            Screen::Report(Box::new(ReportScreen::new(corpus, kind, size)))
        }
        ViewKind::Membership => grid(GridView::Membership, Filter::default()),
        ViewKind::Agreements => Screen::Report(Box::new(ReportScreen::agreements(corpus, cursor, size))),
        ViewKind::AgreementGrid => grid(GridView::Agreements(Layer::default()), Filter::default()),
        ViewKind::Commitments => Screen::Report(Box::new(ReportScreen::new(
            corpus,
            ReportKind::Commitments(CommitmentFilter::default()),
            size,
        ))),
        ViewKind::Compare if from.wanted.len() < 2 => {
            let first = from.wanted.first().copied().or(from.cursor).filter(|&id| Some(id) != corpus.group());
            model.palette = Some(Palette::to_compare(corpus, first.into_iter().collect()));
            return;
        }
        ViewKind::Compare => {
            let bodies = compare::filled(corpus, &from.wanted);
            Screen::Report(Box::new(ReportScreen::new(corpus, ReportKind::Compare(bodies), size)))
        }
        ViewKind::Terms => Screen::Report(Box::new(ReportScreen::new(corpus, ReportKind::Terms, size))),
        ViewKind::About => Screen::Report(Box::new(ReportScreen::new(corpus, ReportKind::About, size))),
        ViewKind::Who => Screen::Report(Box::new(ReportScreen::who(corpus, size))),
        ViewKind::Profile => {
            // Of whom, where no body is under the cursor and none in the filter, is asked.
            let Some(body) = here else {
                model.palette = Some(Palette::to_profile(corpus));
                return;
            };
            Screen::Browse(Box::new(browse::handle::profile(corpus, body, size)))
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
        ViewKind::Membership
            | ViewKind::Agreements
            | ViewKind::AgreementGrid
            | ViewKind::Commitments
            | ViewKind::Compare
            | ViewKind::Who
            | ViewKind::Profile
    );
    if everything {
        tell_unfiltered(model, corpus);
    }
    model.open(screen);
}

/// Says that a view counts everything, if the panes are filtered by more than the bodies that say where to begin.
fn tell_unfiltered(model: &mut Model, corpus: &Corpus) {
    if let Some(words) = model.unapplied_filter(corpus) {
        model.status = Some(format!("This view counts everything; the filter ({words}) does not apply here."));
    }
}

/// Does what was chosen from the palette.
pub(crate) fn from_palette(model: &mut Model, corpus: &Corpus, action: PaletteAction) -> Option<Effect> {
    let size = model.size;
    match action {
        PaletteAction::Command(command) => return update::take_input(model, corpus, &Message::Command(command)),
        PaletteAction::View(view) => open_view(model, corpus, view),
        PaletteAction::Follow(target) => follow(model, corpus, target),
        PaletteAction::Report(id) => model.open(Screen::Reader(Box::new(Reader::at_start(corpus, id, size)))),
        PaletteAction::Section(id) => {
            model.open(Screen::Reader(Box::new(Reader::at_section(corpus, id, Arc::default(), size))));
        }
        PaletteAction::Query(query) => return model.search_for(corpus, &query, &Filter::default()),
        PaletteAction::Compare(mut bodies, other) => {
            bodies.push(other);
            match model.screen_mut() {
                _ if bodies.len() == 1 => model.palette = Some(Palette::to_compare(corpus, bodies)),
                Screen::Report(view) if bodies.len() > 2 => view.compare(corpus, bodies, size),
                _ => {
                    tell_unfiltered(model, corpus);
                    let kind = ReportKind::Compare(bodies);
                    model.open(Screen::Report(Box::new(ReportScreen::new(corpus, kind, size))));
                }
            }
        }
        PaletteAction::WorksIn(language) => {
            let works = browse::handle::works_in(corpus, language, size);
            model.open(Screen::Browse(Box::new(works)));
        }
        PaletteAction::Value(at) => {
            if let Screen::Browse(browse) = model.screen_mut() {
                let of_places = browse.focus == Pane::Places;
                browse::handle::filter_by_row(browse, corpus, at, size);
                if of_places {
                    browse.fold_others(corpus, size);
                }
            }
        }
    }
    None
}

/// Opens a search of everything.
pub(crate) fn open_search(model: &mut Model, corpus: &Corpus) {
    let filter = model.browsed().map(Browse::effective).unwrap_or_default();
    if !filter.is_empty() {
        let words = filter.describe(corpus);
        model.status =
            Some(format!("This searches everything; the filter ({words}) waits. Filters can be typed, too."));
    }
    let mut browse = Browse::searching();
    browse.refresh(corpus, model.size);
    model.open(Screen::Browse(Box::new(browse)));
}

/// Opens what a link leads to.
pub(crate) fn follow(model: &mut Model, corpus: &Corpus, target: LinkTarget) {
    let size = model.size;
    if matches!(target, LinkTarget::Profile(_)) {
        tell_unfiltered(model, corpus);
    }
    let screen = match target {
        LinkTarget::Passage(id) => Screen::Reader(Box::new(Reader::at_passage(corpus, id, Arc::default(), size))),
        LinkTarget::Profile(Subject::Body(id)) => Screen::Browse(Box::new(browse::handle::profile(corpus, id, size))),
        LinkTarget::Profile(subject) => {
            Screen::Report(Box::new(ReportScreen::new(corpus, ReportKind::Profile(subject), size)))
        }
        LinkTarget::Term(n) => Screen::Detail(Box::new(DetailScreen::new(corpus, DetailKind::Term(n), size))),
        LinkTarget::Passages(words, source) => {
            Screen::Browse(Box::new(Browse::from_passages(corpus, words, source, size)))
        }
    };
    model.open(screen);
}
