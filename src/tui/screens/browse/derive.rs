//! State derived from filter, search, data and size: rows, counts, areas.

use crate::corpus::strings::Str;
use crate::corpus::subject::Subject;
use crate::corpus::vocabulary::TopicId;
use ratatui::layout::Size;

use crate::analysis::order::ListOrder;
use crate::analysis::{FacetValue, profile};
use crate::corpus::filter::{Facet, Filter};
use crate::corpus::postings::PassageSet;
use crate::corpus::works::WorkId;
use crate::corpus::{Corpus, EntityId};
use crate::search::query::Query;
use crate::search::{Answer, Hit, MatchReason, Target};
use crate::text;
use crate::tui::layout::{self, Pane, Plan};
use crate::tui::screens::browse::draw;
use crate::tui::screens::browse::{Browse, Tab, YearCount, facet_number};

/// The most lines that an answer takes from the list.
const ANSWER_MAX_LINES: u16 = 4;

impl Browse {
    /// Rebuilds everything that is derived from filter, search, data and size.
    pub fn refresh(&mut self, corpus: &Corpus, size: Size) {
        self.anchor = None;
        let filter = self.joint_filter(corpus);
        let found = self.found(corpus);
        let mut set = filter.set(corpus, None);
        found.iter().for_each(|f| set.intersect_with(f));
        let is_unfiltered = self.effective().is_empty();
        let p = &corpus.postings;
        let d = &mut self.derived;
        d.total = set.count();
        d.apart = if found.is_none() { filter.apart(corpus) } else { 0 };
        let tally = filter.tally(corpus, Facet::Entity, found.as_ref());
        let entities = (0u16..).map(EntityId).zip(&corpus.entities).map(|(id, _)| tally.of_entity(corpus, id));
        d.entities = std::iter::once(tally.total).chain(entities).collect();
        let tally = filter.tally(corpus, Facet::Year, found.as_ref());
        // Of all years, whichever are selected.
        let stated = filter.without(Facet::Year).tally(corpus, Facet::Stated, found.as_ref());
        let counts =
            |&year: &u16| YearCount { year, count: tally.of_year(corpus, year), stated: stated.of_year(corpus, year) };
        // At the top, the cursor stays at the top.
        let moved = Some(self.cursors[1].selected).filter(|&at| at > 0);
        let under_cursor = moved.and_then(|at| d.years.get(at)).map(|row| row.year);
        d.years = p.years.keys().rev().map(counts).collect();
        // Years without passages sink, and above them those of plans; the cursor stays on its year.
        let latest = corpus.reports.iter().map(|report| report.published).max().unwrap_or(0);
        d.years.sort_by_key(|row| (row.count == 0, row.year > latest));
        if let Some(at) = d.years.iter().position(|row| Some(row.year) == under_cursor) {
            self.cursors[1].selected = at;
        }
        let tally = filter.tally(corpus, Facet::Priority, found.as_ref());
        d.priorities = p.priorities.iter().map(|members| tally.of_set(members)).collect();
        d.places.clear();
        d.topics.clear();
        d.languages.clear();
        let works = corpus.works_of(&filter, found.as_ref());
        d.counts_works = !corpus.works.is_empty();
        for (n, tab) in Tab::ALL.into_iter().enumerate() {
            d.tabs[n] = match tab {
                Tab::Publications if d.counts_works => works.len(),
                _ => p.of_kinds(corpus, &tab.kinds()).count_common(&set),
            };
        }
        let tab = Self::shown(self.tab, &d.tabs);
        d.tab = Some(tab);
        d.rows = match self.search.as_ref() {
            None if self.within.is_some() => self.within.as_ref().map_or_else(Vec::new, |w| w.rows(corpus, &set)),
            Some(search) => search.answer.as_ref().map_or_else(Vec::new, |a| found_rows(a, is_unfiltered, &set)),
            None if tab == Tab::Publications && !corpus.works.is_empty() => published(corpus, works),
            None => listed(corpus, tab, &set),
        };
        let order = self.list_order();
        sort(order, corpus, &mut self.derived.rows);
        self.lay_out(corpus, size);
        self.seek_match();
    }

    /// Returns the filter in force with that of the query: one statement has to satisfy both.
    fn joint_filter(&self, corpus: &Corpus) -> Filter {
        let filter = self.effective();
        let typed = self.search.as_ref().map(|search| search.input.text()).filter(|typed| typed.contains(':'));
        typed.map_or_else(|| filter.clone(), |typed| filter.with_others_of(&Query::parse(typed, corpus).filter))
    }

    /// Returns the passages that the filter applies to, or `None` for all: those of a search, or those behind a number.
    fn found(&self, corpus: &Corpus) -> Option<PassageSet> {
        if let Some(picked) = self.within.as_ref().and_then(|w| w.picked.as_ref()) {
            let mut set = PassageSet::none(corpus.passages.len());
            picked.iter().for_each(|&id| set.insert(id));
            return Some(set);
        }
        let search = self.search.as_ref()?;
        match &search.answer {
            Some(answer) => Some(answer.passages.clone()),
            // Nothing is looked for yet: the panes count everything.
            None if search.is_blank(corpus) => None,
            None => Some(PassageSet::none(corpus.passages.len())),
        }
    }

    /// Counts the passages of each region and place, as if it were the only one included.
    pub(super) fn count_places(&mut self, corpus: &Corpus) {
        let (filter, found) = (self.joint_filter(corpus), self.found(corpus));
        let tally = filter.tally(corpus, Facet::Place, found.as_ref());
        let gazetteer = corpus.gazetteer();
        let all = |region: Str, places: &[Str]| {
            let count = tally.of_region(corpus, region, places);
            (FacetValue::Region(region, places.to_vec()), count)
        };
        for region in &gazetteer.regions {
            self.derived.places.push(all(region.name, &region.places));
            if self.is_region_folded(&gazetteer.regions, region) {
                continue;
            }
            // Parts of the region come before its countries.
            let within = region.places.iter().filter(|place| **place != region.name);
            let (parts, countries): (Vec<Str>, Vec<Str>) = within.partition(|place| gazetteer.inside(place).is_some());
            for place in parts.into_iter().chain(countries) {
                self.derived.places.push(match gazetteer.inside(&place) {
                    Some(places) => all(place, places),
                    None => (FacetValue::Place(place), tally.of_place(corpus, place)),
                });
            }
        }
    }

    /// Counts the passages of each topic, as if it were the only one included.
    fn count_topics(&mut self, corpus: &Corpus) {
        let tally = self.joint_filter(corpus).tally(corpus, Facet::Topic, self.found(corpus).as_ref());
        let topics = (0u16..).map(TopicId).zip(&corpus.topics);
        self.derived.topics = topics.map(|(id, _)| tally.of_topic(corpus, id)).collect();
    }

    /// Counts the passages about works in each language, as if it were the only one included.
    fn count_languages(&mut self, corpus: &Corpus) {
        let tally = self.joint_filter(corpus).tally(corpus, Facet::Language, self.found(corpus).as_ref());
        let all = corpus.postings.languages.iter();
        self.derived.languages = all.map(|(&language, members)| (language, tally.of_set(members))).collect();
    }

    fn shown(chosen: Tab, counts: &[usize; 6]) -> Tab {
        let has = |tab: &Tab| *tab == Tab::Profile || counts.get(*tab as usize).is_some_and(|&n| n > 0);
        if has(&chosen) {
            chosen
        } else {
            Tab::ALL.into_iter().find(|t| *t != Tab::Profile && has(t)).unwrap_or(chosen)
        }
    }

    /// Recomputes the layout, such as after a resize or a change of focus, and keeps every cursor visible.
    pub fn lay_out(&mut self, corpus: &Corpus, size: Size) {
        let plan = Plan {
            focus: if self.search.as_ref().is_some_and(|s| s.typing) && self.focus.is_facet() {
                Pane::List
            } else {
                self.focus
            },
            zoom: self.zoom,
            words: 1,
            list: !self.is_page(),
            years: self.derived.years.len(),
            priorities: corpus.priorities.len(),
            languages: corpus.postings.languages.len(),
        };
        self.derived.areas = layout::browse(size, &plan);
        if let Some(answer) = self.search.as_ref().and_then(|search| search.direct_answer()) {
            // An answer is read whole.
            let lines = text::wrap(answer, draw::answer_width(self.derived.areas.tabs)).len();
            let words = u16::try_from(lines).unwrap_or(1).clamp(1, ANSWER_MAX_LINES);
            self.derived.areas = layout::browse(size, &Plan { words, ..plan });
        }
        if self.derived.places.is_empty() && !self.derived.areas.is_folded(Pane::Places) {
            self.count_places(corpus);
        }
        if self.derived.topics.is_empty() && !self.derived.areas.is_folded(Pane::Topics) {
            self.count_topics(corpus);
        }
        if self.derived.languages.is_empty() && !self.derived.areas.is_folded(Pane::Languages) {
            self.count_languages(corpus);
        }
        for pane in Pane::FACETS {
            let (len, rows) = (self.facet_len(corpus, pane), self.derived.areas.rows(pane));
            self.cursors[facet_number(pane)].settle(len, rows);
        }
        self.settle_list(corpus);
        self.lines = self.reading(corpus);
        self.scroll = self.scroll.min(self.lines.len().saturating_sub(self.derived.areas.rows(Pane::Reading).max(1)));
        self.lay_out_page(corpus);
    }
}

/// Sorts rows that are in their usual order. Those that are neither passages nor works come first.
fn sort(order: ListOrder, corpus: &Corpus, rows: &mut [Hit]) {
    if order == ListOrder::Usual {
        return;
    }
    rows.sort_by_cached_key(|hit| match hit.target {
        Target::Passage(id) => Some(order.passage_key(corpus, id)),
        Target::Subject(Subject::Work(id)) => Some((order.work_group(corpus, id), 0)),
        _ => None,
    });
}

/// Returns the passages of a tab, the latest report first.
fn listed(corpus: &Corpus, tab: Tab, set: &PassageSet) -> Vec<Hit> {
    let mut wanted = corpus.postings.of_kinds(corpus, &tab.kinds());
    wanted.intersect_with(set);
    let hit = |id| Hit { target: Target::Passage(id), score: 0.0, why: MatchReason::Words, missing: 0 };
    corpus.latest_first(&wanted).into_iter().map(hit).collect()
}

/// Returns the works, the latest first.
fn published(corpus: &Corpus, mut works: Vec<WorkId>) -> Vec<Hit> {
    profile::sort_works(corpus, &mut works);
    let hit = |id| Hit { target: Target::Subject(Subject::Work(id)), score: 0.0, why: MatchReason::Words, missing: 0 };
    works.into_iter().map(hit).collect()
}

/// Returns the hits of an answer that match the filter. Bodies and headings are included only without a filter.
fn found_rows(answer: &Answer, is_unfiltered: bool, set: &PassageSet) -> Vec<Hit> {
    answer
        .hits
        .iter()
        .copied()
        .filter(|hit| match hit.target {
            Target::Passage(id) => set.contains(id),
            Target::Subject(_) | Target::Section(_) | Target::Report(_) | Target::Term(_) => is_unfiltered,
        })
        .collect()
}
