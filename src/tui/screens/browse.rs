//! The browse screen: panes of values that drive a list and a reading pane, or the hits of a search.

mod derive;
pub mod draw;
mod fold;
pub(crate) mod handle;
mod header;
pub mod list;
mod page;
pub mod panes;
mod rows;
pub(crate) mod search;
pub mod tab;
mod undo;
mod within;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use ratatui::layout::Size;

use crate::analysis::order::ListOrder;
use crate::analysis::{FacetValue, PassageSource};
use crate::corpus::filter::{Facet, Filter};
use crate::corpus::strings::Str;
use crate::corpus::subject::Subject;
use crate::corpus::vocabulary::TopicId;
use crate::corpus::works::WorkId;
use crate::corpus::{Corpus, EntityId, PassageId};
use crate::document::{StyledLine, TextStyle};
use crate::search::highlight::Highlighter;
use crate::search::query::Query;
use crate::search::{Answer, Hit, Target};
use crate::tui::keymap::Context;
use crate::tui::layout::{self, Areas, Breakpoint, Pane};
use crate::tui::widgets::completing::Completing;
use crate::tui::widgets::document_view::DocumentView;
use crate::tui::widgets::input::Input;
use crate::tui::widgets::list_state::{ListCursor, Step};
pub use tab::Tab;
use undo::Chosen;
pub use within::Within;

/// A search on this screen.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// The prompt.
    pub input: Input,
    /// Whether the prompt has the keys.
    pub typing: bool,
    /// The answer, once it has arrived.
    pub answer: Option<Arc<Answer>>,
    /// The number of the request that is not yet answered.
    pub pending: Option<u64>,
    /// The completion at the cursor.
    pub completing: Completing,
    /// The earlier query that is recalled, counted from the latest, and what was typed before recalling.
    pub recalled: Option<(usize, String)>,
}

impl Search {
    /// Returns whether nothing is looked for yet: no word, and no value of a filter.
    #[must_use]
    pub fn is_blank(&self, corpus: &Corpus) -> bool {
        let typed = self.input.text();
        // A query is read only where it may be blank: its last filter has no value.
        typed.trim().is_empty()
            || typed.trim_end().ends_with(':') && {
                let query = Query::parse(typed, corpus);
                query.is_empty() && query.problems.is_empty()
            }
    }

    /// Returns the sentence that answers a question, if there is one and no completion is in its place.
    #[must_use]
    pub fn direct_answer(&self) -> Option<&str> {
        let answer = self.answer.as_ref().filter(|answer| answer.problems.is_empty())?;
        let is_completing = self.typing && self.completing.candidates.is_some();
        answer.direct.as_ref().filter(|_| !is_completing).map(|direct| direct.words.as_str())
    }
}

/// State derived from filter, search and data; rebuilt by [`Browse::refresh`].
#[derive(Debug, Clone, Default)]
pub struct Derived {
    /// The hits or passages of the list.
    pub rows: Vec<Hit>,
    /// The number of passages that match the filter, whatever their kind.
    pub total: usize,
    /// The number of passages that satisfy each part of the filter, but not by one statement.
    pub apart: usize,
    /// Whether the tab of publications lists works: the data has some.
    pub counts_works: bool,
    /// The number of passages per tab; of publications, of works.
    pub tabs: [usize; 6],
    /// The visible tab: the chosen one, or the first that has passages if the chosen one has none.
    pub tab: Option<Tab>,
    /// The number of passages per entity, as if it were the only one included; "All" first.
    pub entities: Vec<usize>,
    /// The years, latest first, with their numbers of passages.
    pub years: Vec<YearCount>,
    /// The number of passages per priority.
    pub priorities: Vec<usize>,
    /// The regions and their places, with their numbers of passages; empty while their pane is hidden.
    pub places: Vec<(FacetValue, usize)>,
    /// The number of passages per topic; empty while their pane is hidden.
    pub topics: Vec<usize>,
    /// The languages of works, with their numbers of passages; empty while their pane is hidden.
    pub languages: Vec<(Str, usize)>,
    /// The layout.
    pub areas: Areas,
}

/// A year, with how many passages are found by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearCount {
    /// The year.
    pub year: u16,
    /// The passages that state it, or are reported for it where they state none.
    pub count: usize,
    /// The passages that state it.
    pub stated: usize,
}

/// The state of the browse screen.
#[derive(Debug, Clone)]
pub struct Browse {
    /// The values that are included and excluded.
    pub filter: Filter,
    past: Vec<Chosen>,
    future: Vec<Chosen>,
    /// The row of the Entities pane when the filter was changed or undone last, or the list entered.
    settled: usize,
    /// The pane that has the focus.
    pub focus: Pane,
    /// The pane of values that last had the focus.
    pub facet: Pane,
    /// Cursors of the panes of values.
    pub cursors: [ListCursor; 6],
    /// The tab that was chosen.
    pub tab: Tab,
    /// The cursor of the list.
    pub list: ListCursor,
    /// The regions whose places are listed below them; the others are folded.
    pub unfolded: BTreeSet<Str>,
    /// The row from which on rows are selected, up or down to the cursor.
    pub anchor: Option<usize>,
    /// The order of the list.
    pub order: ListOrder,
    /// The scroll offset of the reading pane, in lines.
    pub scroll: usize,
    /// Whether the focused pane fills the whole screen.
    pub zoom: bool,
    /// The search, if one is open.
    pub search: Option<Search>,
    /// The passages behind a number, if the screen lists these.
    pub within: Option<Within>,
    /// State derived from all of the above.
    pub derived: Derived,
    /// The lines of the reading pane, or of the page in its place; rebuilt by [`Browse::lay_out`].
    pub lines: Vec<StyledLine>,
    /// The page that replaces the list, if there is one.
    pub page: DocumentView,
}

impl Default for Browse {
    /// Returns a screen with everything and no filter.
    fn default() -> Self {
        Self {
            filter: Filter::default(),
            past: Vec::new(),
            future: Vec::new(),
            settled: 0,
            focus: Pane::Entities,
            facet: Pane::Entities,
            cursors: [ListCursor::default(); 6],
            tab: Tab::Mandate,
            list: ListCursor::default(),
            unfolded: BTreeSet::new(),
            anchor: None,
            order: ListOrder::default(),
            scroll: 0,
            zoom: false,
            search: None,
            within: None,
            derived: Derived::default(),
            lines: Vec::new(),
            page: DocumentView::default(),
        }
    }
}

impl Browse {
    /// Creates a screen for searching everything.
    #[must_use]
    pub fn searching() -> Self {
        let search = Some(Search { typing: true, ..Search::default() });
        Self { focus: Pane::List, search, ..Self::default() }
    }

    /// Creates a screen that lists the passages behind a number.
    #[must_use]
    pub fn from_passages(corpus: &Corpus, words: String, source: PassageSource, size: Size) -> Self {
        let mut browse = Self { focus: Pane::List, ..Self::default() };
        let picked = match source {
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

    /// Returns the body under the cursor of the Entities pane, or `None` at "All".
    #[must_use]
    pub fn entity(&self) -> Option<EntityId> {
        entity_at(self.cursors[0].selected)
    }

    /// Returns whose profile is shown: that of the body under the cursor, or else of the only one included; without bodies,
    /// that of the only topic, or of the only place.
    #[must_use]
    pub fn profiled(&self, corpus: &Corpus) -> Option<Subject> {
        fn only<T: Copy + Ord>(values: &BTreeSet<T>) -> Option<T> {
            values.first().copied().filter(|_| values.len() == 1)
        }
        let filter = &self.filter;
        let body = self.entity().or_else(|| only(&filter.entities.include));
        if body.is_some() || !filter.entities.include.is_empty() {
            return body.map(Subject::Body);
        }
        let topic = only(&filter.topics.include).map(Subject::Topic);
        topic.or_else(|| {
            // A region is one place, however many lie in it.
            let places = filter.to_args(corpus, Facet::Place);
            let place = places.first().filter(|place| places.len() == 1 && !place.starts_with('!'))?;
            corpus.subjects(&format!("place: {place}")).into_iter().next()
        })
    }

    /// Returns the filter in force: the toggled values and, if no body is included, the body under the cursor.
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

    /// Returns the context in which keys are pressed.
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

    /// Returns whether the detail view shows a page instead of a list.
    #[must_use]
    pub fn is_page(&self) -> bool {
        self.search.is_none() && self.within.is_none() && self.derived.tab == Some(Tab::Profile)
    }

    /// Returns whether the tab that is shown is the one that the filter alone would show.
    #[must_use]
    pub fn is_at_first_tab(&self) -> bool {
        self.derived.tab
            == Tab::ALL.into_iter().zip(self.derived.tabs).find(|(_, count)| *count > 0).map(|(tab, _)| tab)
    }

    /// Returns the hit under the cursor of the list.
    #[must_use]
    pub fn selected(&self) -> Option<Target> {
        self.derived.rows.get(self.list.selected).map(|h| h.target)
    }

    /// Returns the rows that are selected, from the anchor to the cursor. Empty if none are.
    #[must_use]
    pub fn selected_rows(&self) -> Range<usize> {
        let to = self.list.selected;
        self.anchor.map_or(0..0, |from| from.min(to)..from.max(to) + 1)
    }

    /// Returns the passages of the selected rows, those of works by their first passage.
    #[must_use]
    pub fn selected_passages(&self, corpus: &Corpus) -> Vec<PassageId> {
        let passage = |hit: &Hit| match hit.target {
            Target::Passage(id) => Some(id),
            Target::Subject(Subject::Work(id)) => corpus.passage_of_work(id),
            _ => None,
        };
        self.derived.rows.get(self.selected_rows()).unwrap_or_default().iter().filter_map(passage).collect()
    }

    /// Returns the works that commands act on: those of the selected rows, or the one under the cursor. Empty where the list
    /// has no works.
    #[must_use]
    pub fn works_acted_on(&self) -> Vec<WorkId> {
        let selected = self.selected_rows();
        self.works_in(if selected.is_empty() { self.list.selected..self.list.selected + 1 } else { selected })
    }

    /// Returns the works in some rows of the list.
    #[must_use]
    pub fn works_in(&self, rows: Range<usize>) -> Vec<WorkId> {
        let work = |hit: &Hit| match hit.target {
            Target::Subject(Subject::Work(id)) => Some(id),
            _ => None,
        };
        self.derived.rows.get(rows).unwrap_or_default().iter().filter_map(work).collect()
    }

    /// Returns the highlighter of the search, or an empty one without a search.
    #[must_use]
    pub fn highlighter(&self) -> Arc<Highlighter> {
        self.search.as_ref().and_then(|s| s.answer.as_ref()).map_or_else(Arc::default, |a| Arc::clone(&a.highlighter))
    }

    /// Returns whether the list has works in it: the tab of publications, without a search.
    #[must_use]
    pub fn lists_works(&self) -> bool {
        matches!(self.derived.rows.first(), Some(Hit { target: Target::Subject(Subject::Work(_)), .. }))
    }

    /// Returns the number of rows of a pane of values.
    #[must_use]
    pub fn facet_len(&self, corpus: &Corpus, pane: Pane) -> usize {
        match pane {
            Pane::Entities => corpus.entities.len() + 1,
            Pane::Years => self.derived.years.len(),
            Pane::Places => self.derived.places.len(),
            Pane::Topics => corpus.topics.len(),
            Pane::Languages => self.derived.languages.len(),
            _ => corpus.priorities.len(),
        }
    }

    /// Returns whether the filter includes the value of a row of a pane.
    #[must_use]
    pub fn includes_row_of(&self, corpus: &Corpus, pane: Pane, at: usize) -> bool {
        let filter = &self.filter;
        match pane {
            Pane::Years => self.derived.years.get(at).is_some_and(|row| filter.years.include.contains(&row.year)),
            Pane::Priorities => {
                corpus.priorities.get(at).is_some_and(|p| filter.priorities.include.contains(&p.number))
            }
            Pane::Topics => u16::try_from(at).is_ok_and(|at| filter.topics.include.contains(&TopicId(at))),
            Pane::Languages => {
                self.derived.languages.get(at).is_some_and(|(language, _)| filter.languages.include.contains(language))
            }
            Pane::Places => match self.derived.places.get(at) {
                Some((FacetValue::Region(_, places), _)) => places.iter().all(|p| filter.places.include.contains(p)),
                Some((FacetValue::Place(place), _)) => filter.places.include.contains(place),
                _ => false,
            },
            _ => entity_at(at).is_some_and(|id| filter.entities.include.contains(&id)),
        }
    }

    /// Scrolls the reading pane to the first match of the search, if that is not visible.
    fn seek_match(&mut self) {
        let rows = self.derived.areas.rows(Pane::Reading);
        if self.search.is_none() || self.scroll > 0 || rows == 0 {
            return;
        }
        let is_highlighted =
            |line: &StyledLine| line.pieces.iter().any(|p| p.is_highlighted() && p.role == TextStyle::Body);
        if let Some(first) = self.lines.iter().position(is_highlighted).filter(|&at| at >= rows) {
            self.scroll = (first + 1 - rows / 2).min(self.lines.len().saturating_sub(rows));
        }
    }

    /// Moves the cursor of the focused pane.
    pub fn step(&mut self, corpus: &Corpus, step: Step, size: Size) {
        match self.focus {
            pane if pane.is_facet() => {
                let (len, rows) = (self.facet_len(corpus, pane), self.derived.areas.rows(pane));
                let before = self.cursors[facet_number(pane)];
                self.cursors[facet_number(pane)].step(step, len, rows);
                if pane == Pane::Entities && self.cursors[0].selected != before.selected {
                    self.list = ListCursor::default();
                    self.scroll = 0;
                    self.page = DocumentView::default();
                    self.refresh(corpus, size);
                }
            }
            Pane::List if !self.is_page() => {
                let before = self.list.selected;
                let (len, visible) = (self.derived.rows.len(), self.list_visible(corpus, self.list.offset));
                self.list.selected = step.from(self.list.selected, len, visible);
                self.settle_list(corpus);
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

    /// Moves the focus to a pane.
    pub fn focus_on(&mut self, corpus: &Corpus, pane: Pane, size: Size) {
        let pane = if pane == Pane::List && self.is_page() { Pane::Reading } else { pane };
        if !pane.is_facet() {
            self.settle_entity();
        }
        self.focus = pane;
        if pane.is_facet() {
            self.facet = pane;
        }
        if let Some(search) = &mut self.search {
            search.typing = false;
        }
        self.lay_out(corpus, size);
    }

    /// Returns the pane that is `by` panes after the focused one, wrapping around.
    #[must_use]
    pub fn pane_after(&self, by: isize) -> Pane {
        let panes: Vec<Pane> = Pane::ALL.into_iter().filter(|&p| p != Pane::List || !self.is_page()).collect();
        let at = panes.iter().position(|&p| p == self.focus).unwrap_or(0);
        let len = isize::try_from(panes.len()).unwrap_or(1);
        let next = (isize::try_from(at).unwrap_or(0) + by).rem_euclid(len);
        usize::try_from(next).ok().and_then(|n| panes.get(n)).copied().unwrap_or(Pane::List)
    }

    /// Returns whether the pane last used has nothing to clear: no value in the filter and, in Entities, the cursor on
    /// "All".
    #[must_use]
    pub fn is_pane_clear(&self) -> bool {
        handle::cleared(&self.filter, self.facet) == self.filter
            && (self.facet != Pane::Entities || self.entity().is_none())
    }

    /// Returns whether there is no step back within this screen: one is in the column of panes.
    #[must_use]
    pub fn is_at_start(&self) -> bool {
        !self.zoom && self.search.is_none() && self.focus.is_facet() && !self.is_unfolded()
    }

    /// Returns whether the focused pane has taken the room of the others.
    #[must_use]
    pub fn is_unfolded(&self) -> bool {
        matches!(self.focus, Pane::Places | Pane::Topics | Pane::Languages)
            && self.derived.areas.is_folded(Pane::Entities)
    }

    /// Shows another tab.
    pub fn show_tab(&mut self, corpus: &Corpus, tab: Tab, size: Size) {
        self.tab = tab;
        self.list = ListCursor::default();
        self.scroll = 0;
        self.page = DocumentView::default();
        let was_detail = !self.focus.is_facet();
        self.refresh(corpus, size);
        if was_detail {
            self.focus_on(corpus, Pane::List, size);
        }
    }

    /// Returns the tab that is `by` tabs after the visible one, of those that have something in them, wrapping around.
    #[must_use]
    pub fn tab_after(&self, by: isize) -> Tab {
        let shown = self.derived.tab.unwrap_or(self.tab);
        let at = Tab::ALL.iter().position(|&t| t == shown).unwrap_or(0);
        let len = Tab::ALL.len();
        let mut to = at;
        loop {
            to = to.checked_add_signed(by).map_or(len - 1, |t| t % len);
            let tab = Tab::ALL[to];
            if tab == Tab::Profile || self.derived.tabs[to] > 0 || to == at {
                return tab;
            }
        }
    }

    /// Returns whether only one pane is shown at a time.
    #[must_use]
    pub fn is_narrow(&self, size: Size) -> bool {
        layout::breakpoint(size) == Breakpoint::Narrow || self.zoom
    }
}

/// Returns the body at a row of the Entities pane, or `None` at "All".
fn entity_at(row: usize) -> Option<EntityId> {
    row.checked_sub(1).and_then(|n| u16::try_from(n).ok()).map(EntityId)
}

/// Returns the index of a pane of values.
#[must_use]
pub fn facet_number(pane: Pane) -> usize {
    match pane {
        Pane::Years => 1,
        Pane::Priorities => 2,
        Pane::Places => 3,
        Pane::Topics => 4,
        Pane::Languages => 5,
        _ => 0,
    }
}
