//! The browse screen: three panes of values that drive a list and a reading pane, or the hits of a search.

mod derive;
pub mod draw;
pub(crate) mod handle;
pub mod list;
pub mod panes;
pub(crate) mod search;
mod within;

use std::sync::Arc;

use ratatui::layout::Size;

use crate::analysis::{FacetValue, PassageSource};
use crate::corpus::filter::Filter;
use crate::corpus::{Corpus, EntityId, Kind};
use crate::document::sheet::{self, Document};
use crate::document::{self, StyledLine};
use crate::search::complete::Completion;
use crate::search::highlight::Highlighter;
use crate::search::{Answer, Hit, Target};
use crate::tui::keymap::Context;
use crate::tui::layout::{self, Areas, Breakpoint, Pane};
use crate::tui::widgets::input::Input;
use crate::tui::widgets::list_state::{ListState, Step};
pub use within::Within;

/// Changes of the filter that can be taken back.
const UNDO_MAX: usize = 100;

/// What the detail view shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tab {
    /// What bodies are charged with.
    Mandate,
    /// What they do and did.
    Activities,
    /// With whom: partnerships, agreements, initiatives.
    Partnerships,
    /// What they published.
    Publications,
    /// What else the reports say: calls, promises, members, quotations, narrative, captions, notes.
    Context,
    /// The body at a glance.
    Profile,
}

impl Tab {
    /// All of them, left to right.
    pub const ALL: [Self; 6] =
        [Self::Mandate, Self::Activities, Self::Partnerships, Self::Publications, Self::Context, Self::Profile];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Mandate => "Mandate",
            Self::Activities => "Activities",
            Self::Partnerships => "Partnerships",
            Self::Publications => "Publications",
            Self::Context => "Context",
            Self::Profile => "Profile",
        }
    }

    /// The kinds of passage that it lists.
    #[must_use]
    pub fn kinds(self) -> Vec<Kind> {
        match self {
            Self::Mandate => vec![Kind::Mandate],
            Self::Activities => vec![Kind::Activity],
            Self::Partnerships => vec![Kind::Partnership, Kind::Agreement, Kind::Initiative],
            Self::Publications => vec![Kind::Publication],
            Self::Context => Kind::ALL.iter().copied().filter(|&k| document::is_context(k)).collect(),
            Self::Profile => Vec::new(),
        }
    }
}

/// What is searched for on this screen.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// The prompt.
    pub input: Input,
    /// Whether keys go to the prompt.
    pub typing: bool,
    /// What was found, once it is.
    pub answer: Option<Arc<Answer>>,
    /// The number of the question that is not yet answered.
    pub waiting: Option<u64>,
    /// What the filter at the cursor can be completed with.
    pub completion: Option<Completion>,
    /// Which of the queries of before is recalled, counted from the latest, and what was typed until then.
    pub recalled: Option<(usize, String)>,
}

/// What follows from filter, search and data; made anew by [`Browse::refresh`].
#[derive(Debug, Clone, Default)]
pub struct Derived {
    /// The hits or passages of the list.
    pub rows: Vec<Hit>,
    /// All passages that the filter lets through, whatever their kind.
    pub total: usize,
    /// Passages by tab.
    pub tabs: [usize; 6],
    /// The tab that is shown: the chosen one, or the first that has something.
    pub tab: Option<Tab>,
    /// Passages by entity, were it the only one wanted; "All" first.
    pub entities: Vec<usize>,
    /// The years, latest first, and their passages.
    pub years: Vec<(u16, usize)>,
    /// Passages by priority.
    pub priorities: Vec<usize>,
    /// The regions and their places, and their passages; empty while their pane does not show.
    pub places: Vec<(FacetValue, usize)>,
    /// Where everything stands.
    pub areas: Areas,
}

/// The state of the browse screen.
#[derive(Debug, Clone)]
pub struct Browse {
    /// The values that are wanted and excluded.
    pub filter: Filter,
    past: Vec<Filter>,
    future: Vec<Filter>,
    /// The pane that keys go to.
    pub focus: Pane,
    /// The pane of values that last had the focus.
    pub facet: Pane,
    /// Cursors of the panes of values.
    pub cursors: [ListState; 4],
    /// The tab that was chosen.
    pub tab: Tab,
    /// The cursor of the list.
    pub list: ListState,
    /// How far the reading pane is scrolled.
    pub scroll: usize,
    /// Whether the pane has the whole screen.
    pub zoom: bool,
    /// The search, where one is open.
    pub search: Option<Search>,
    /// The passages behind a number, where these are listed.
    pub within: Option<Within>,
    /// What follows from all this.
    pub derived: Derived,
    /// The lines of the reading pane, or of the page in its place; made anew by [`Browse::lay_out`].
    pub lines: Vec<StyledLine>,
    /// The page in the place of the list, where there is one.
    pub page: Document,
}

impl Default for Browse {
    /// Everything, nothing filtered.
    fn default() -> Self {
        Self {
            filter: Filter::default(),
            past: Vec::new(),
            future: Vec::new(),
            focus: Pane::Entities,
            facet: Pane::Entities,
            cursors: [ListState::default(); 4],
            tab: Tab::Mandate,
            list: ListState::default(),
            scroll: 0,
            zoom: false,
            search: None,
            within: None,
            derived: Derived::default(),
            lines: Vec::new(),
            page: Document::default(),
        }
    }
}

impl Browse {
    /// A screen for searching everything.
    #[must_use]
    pub fn searching() -> Self {
        let search = Some(Search { typing: true, ..Search::default() });
        Self { focus: Pane::List, search, ..Self::default() }
    }

    /// A screen that lists the passages behind a number.
    #[must_use]
    pub fn behind(corpus: &Corpus, words: String, behind: PassageSource, size: Size) -> Self {
        let mut browse = Self { focus: Pane::List, ..Self::default() };
        let picked = match behind {
            PassageSource::Filter(filter) => {
                browse.filter = *filter;
                None
            }
            PassageSource::Passages(ids) => Some(ids),
        };
        browse.within = Some(Within { words, filter: browse.filter.clone(), picked });
        browse.refresh(corpus, size);
        browse
    }

    /// The body under the cursor of the Entities pane; none at "All".
    #[must_use]
    pub fn entity(&self) -> Option<EntityId> {
        self.cursors[0].selected.checked_sub(1).and_then(|n| u16::try_from(n).ok()).map(EntityId)
    }

    /// The body whose profile is shown: under the cursor, or else the only one wanted.
    #[must_use]
    pub fn profiled(&self) -> Option<EntityId> {
        let only =
            || self.filter.entities.include.iter().next().copied().filter(|_| self.filter.entities.include.len() == 1);
        self.entity().or_else(only)
    }

    /// The filter in force: what is toggled, and where no body is, the one under the cursor.
    #[must_use]
    pub fn effective(&self) -> Filter {
        let mut filter = self.filter.clone();
        if filter.entities.include.is_empty()
            && let Some(entity) = self.entity()
            && !filter.entities.exclude.contains(&entity)
        {
            filter.entities.include.insert(entity);
        }
        filter
    }

    /// Where keys are pressed now.
    #[must_use]
    pub fn context(&self) -> Context {
        match (&self.search, self.focus) {
            (Some(search), _) if search.typing => Context::Prompt,
            (_, Pane::List) if self.is_page() => Context::Reading,
            (_, Pane::List) => Context::List,
            (_, Pane::Reading) => Context::Reading,
            _ => Context::Facets,
        }
    }

    /// Whether the detail view shows a page instead of a list.
    #[must_use]
    pub fn is_page(&self) -> bool {
        self.search.is_none() && self.within.is_none() && self.derived.tab == Some(Tab::Profile)
    }

    /// The hit under the cursor of the list.
    #[must_use]
    pub fn selected(&self) -> Option<Target> {
        self.derived.rows.get(self.list.selected).map(|h| h.target)
    }

    /// What tells which letters to light.
    #[must_use]
    pub fn highlighter(&self) -> Arc<Highlighter> {
        self.search.as_ref().and_then(|s| s.answer.as_ref()).map_or_else(Arc::default, |a| Arc::clone(&a.highlighter))
    }

    /// Whether each row of the list has a line of the report's words around what matches.
    #[must_use]
    pub fn extracts(&self) -> bool {
        self.search.is_some() && layout::inner(self.derived.areas.list).height >= 12
    }

    /// How many lines a row of the list takes: one where headlines fit, else two; one more for an extract.
    #[must_use]
    pub fn row_height(&self) -> usize {
        let area = layout::inner(self.derived.areas.list);
        let heading = match (area.width, area.height) {
            (width, _) if self.extracts() => usize::from(width < 76) + 1,
            (..48, 6..) | (..76, 14..) => 2,
            (..76, height) if self.derived.rows.len() * 2 <= usize::from(height) => 2,
            _ => 1,
        };
        heading + usize::from(self.extracts())
    }

    fn list_visible(&self) -> usize {
        (self.derived.areas.rows(Pane::List) / self.row_height()).max(1)
    }

    /// How many rows a pane of values has.
    #[must_use]
    pub fn facet_len(&self, corpus: &Corpus, pane: Pane) -> usize {
        match pane {
            Pane::Entities => corpus.entities.len() + 1,
            Pane::Years => self.derived.years.len(),
            Pane::Places => self.derived.places.len(),
            _ => corpus.priorities.len(),
        }
    }

    fn measure(&self) -> usize {
        usize::from(layout::inner(self.derived.areas.reading).width.saturating_sub(2).min(layout::TEXT_WIDTH))
    }

    /// The lines of the reading pane.
    fn reading(&self, corpus: &Corpus) -> Vec<StyledLine> {
        let width = self.measure();
        if width < 8 || self.is_page() {
            return Vec::new();
        }
        let highlighted = self.highlighter();
        match self.selected() {
            Some(Target::Passage(id)) => document::passage(corpus, id, width, &highlighted),
            Some(Target::Entity(id)) => sheet::profile(corpus, id, width).lines,
            Some(Target::Section(id)) => sheet::section(corpus, id, width, &highlighted),
            None => Vec::new(),
        }
    }

    /// Sets the page that stands in the place of the list anew, and keeps its cursor.
    fn lay_out_page(&mut self, corpus: &Corpus) {
        let width = self.measure();
        if width < 8 || !self.is_page() {
            return;
        }
        let mut page = match self.profiled() {
            Some(id) => sheet::profile(corpus, id, width),
            None => sheet::about(corpus, width),
        };
        page.keep(&self.page, self.derived.areas.rows(Pane::Reading));
        self.page = page;
    }

    /// Scrolls the reading pane to the first match of what is searched for, where it does not show.
    fn seek_match(&mut self) {
        let rows = self.derived.areas.rows(Pane::Reading);
        if self.search.is_none() || self.scroll > 0 || rows == 0 {
            return;
        }
        let is_highlighted =
            |line: &StyledLine| line.pieces.iter().any(|p| p.is_highlighted() && p.role == document::TextStyle::Words);
        if let Some(first) = self.lines.iter().position(is_highlighted).filter(|&at| at >= rows) {
            self.scroll = (first + 1 - rows / 2).min(self.lines.len().saturating_sub(rows));
        }
    }

    /// Moves the cursor of the pane that has the focus.
    pub fn step(&mut self, corpus: &Corpus, step: Step, size: Size) {
        match self.focus {
            pane if pane.is_facet() => {
                let (len, rows) = (self.facet_len(corpus, pane), self.derived.areas.rows(pane));
                let before = self.cursors[facet_number(pane)];
                self.cursors[facet_number(pane)].step(step, len, rows);
                if pane == Pane::Entities && self.cursors[0].selected != before.selected {
                    self.list = ListState::default();
                    self.scroll = 0;
                    self.page = Document::default();
                    self.refresh(corpus, size);
                }
            }
            Pane::List if !self.is_page() => {
                let before = self.list.selected;
                let (len, visible) = (self.derived.rows.len(), self.list_visible());
                self.list.step(step, len, visible);
                if self.list.selected != before {
                    self.scroll = 0;
                    self.lay_out(corpus, size);
                    self.seek_match();
                }
            }
            _ if self.is_page() => self.page.step(step, self.derived.areas.rows(Pane::Reading)),
            _ => {
                let rows = self.derived.areas.rows(Pane::Reading);
                let last = self.lines.len().saturating_sub(rows.max(1));
                self.scroll = step.from(self.scroll, last + 1, rows);
            }
        }
    }

    /// Gives the focus to a pane.
    pub fn focus_on(&mut self, corpus: &Corpus, pane: Pane, size: Size) {
        let pane = if pane == Pane::List && self.is_page() { Pane::Reading } else { pane };
        self.focus = pane;
        if pane.is_facet() {
            self.facet = pane;
        }
        if let Some(search) = &mut self.search {
            search.typing = false;
        }
        self.lay_out(corpus, size);
    }

    /// The pane that is so many further on from the one that has the focus.
    #[must_use]
    pub fn pane_after(&self, by: isize) -> Pane {
        let panes: Vec<Pane> = Pane::ALL.into_iter().filter(|&p| p != Pane::List || !self.is_page()).collect();
        let at = panes.iter().position(|&p| p == self.focus).unwrap_or(0);
        let len = isize::try_from(panes.len()).unwrap_or(1);
        let next = (isize::try_from(at).unwrap_or(0) + by).rem_euclid(len);
        usize::try_from(next).ok().and_then(|n| panes.get(n)).copied().unwrap_or(Pane::List)
    }

    /// Changes the filter so that the change can be taken back.
    pub fn change(&mut self, corpus: &Corpus, size: Size, change: impl FnOnce(&mut Filter)) {
        let before = self.filter.clone();
        change(&mut self.filter);
        if self.filter != before {
            self.past.push(before);
            if self.past.len() > UNDO_MAX {
                self.past.remove(0);
            }
            self.future.clear();
            self.filtered(corpus, size);
        }
    }

    fn filtered(&mut self, corpus: &Corpus, size: Size) {
        self.list = ListState::default();
        self.scroll = 0;
        self.refresh(corpus, size);
    }

    /// Takes back the last change of the filter; tells whether there was one.
    pub fn undo(&mut self, corpus: &Corpus, size: Size) -> bool {
        let Some(before) = self.past.pop() else { return false };
        self.future.push(std::mem::replace(&mut self.filter, before));
        self.filtered(corpus, size);
        true
    }

    /// Makes the change again that was taken back; tells whether there was one.
    pub fn redo(&mut self, corpus: &Corpus, size: Size) -> bool {
        let Some(after) = self.future.pop() else { return false };
        self.past.push(std::mem::replace(&mut self.filter, after));
        self.filtered(corpus, size);
        true
    }

    /// Shows another tab.
    pub fn show_tab(&mut self, corpus: &Corpus, tab: Tab, size: Size) {
        self.tab = tab;
        self.list = ListState::default();
        self.scroll = 0;
        self.page = Document::default();
        let was_detail = !self.focus.is_facet();
        self.refresh(corpus, size);
        if was_detail {
            self.focus_on(corpus, Pane::List, size);
        }
    }

    /// Whether one pane at a time is shown.
    #[must_use]
    pub fn is_narrow(&self, size: Size) -> bool {
        layout::breakpoint(size) == Breakpoint::Narrow || self.zoom
    }
}

/// The number of a pane of values, from 0.
#[must_use]
pub fn facet_number(pane: Pane) -> usize {
    match pane {
        Pane::Years => 1,
        Pane::Priorities => 2,
        Pane::Places => 3,
        _ => 0,
    }
}
