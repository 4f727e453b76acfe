//! What follows from filter, search, data and size: rows, counts, areas.

use ratatui::layout::Size;

use super::{Browse, Tab, facet_number};
use crate::corpus::Corpus;
use crate::corpus::facets::Set;
use crate::corpus::filter::{Facet, Filter};
use crate::layout::{self, Pane, Plan};
use crate::search::{Answer, Hit, Target, Why};
use crate::selection;

impl Browse {
    /// Makes everything anew that follows from filter, search, data and size.
    pub fn refresh(&mut self, corpus: &Corpus, size: Size) {
        let filter = self.effective();
        let found = self
            .search
            .as_ref()
            .map(|s| s.answer.as_ref().map_or_else(|| Set::none(corpus.passages.len()), |a| a.passages.clone()));
        let within = |except: Option<Facet>| {
            let mut set = filter.set(corpus, except);
            found.iter().for_each(|f| set.keep(f));
            set
        };
        let set = within(None);
        let p = &corpus.postings;
        let any = within(Some(Facet::Entity));
        let d = &mut self.derived;
        d.total = set.count();
        d.entities = std::iter::once(any.count()).chain(p.entities.iter().map(|e| e.count_common(&any))).collect();
        let any = within(Some(Facet::Year));
        d.years = p.years.iter().rev().map(|(&y, members)| (y, members.count_common(&any))).collect();
        let any = within(Some(Facet::Priority));
        d.priorities = p.priorities.iter().map(|members| members.count_common(&any)).collect();
        for (n, tab) in Tab::ALL.into_iter().enumerate() {
            d.tabs[n] = p.of_kinds(corpus, &tab.kinds()).count_common(&set);
        }
        let tab = Self::shown(self.tab, &d.tabs);
        d.tab = Some(tab);
        d.rows = match self.search.as_ref() {
            Some(search) => search.answer.as_ref().map_or_else(Vec::new, |a| found_rows(a, &filter, &set)),
            None => listed(corpus, tab, &set),
        };
        self.lay_out(corpus, size);
        self.seek_match();
    }

    fn shown(chosen: Tab, counts: &[usize; 6]) -> Tab {
        let has = |tab: &Tab| *tab == Tab::Profile || counts.get(*tab as usize).is_some_and(|&n| n > 0);
        if has(&chosen) {
            chosen
        } else {
            Tab::ALL.into_iter().find(|t| *t != Tab::Profile && has(t)).unwrap_or(chosen)
        }
    }

    /// Lays everything out anew, as after a resize or a change of focus, and keeps every cursor visible.
    pub fn lay_out(&mut self, corpus: &Corpus, size: Size) {
        let plan = Plan {
            focus: if self.search.as_ref().is_some_and(|s| s.typing) && self.focus.is_facet() {
                Pane::List
            } else {
                self.focus
            },
            zoom: self.zoom,
            list: !self.is_page(),
            years: self.derived.years.len(),
            priorities: corpus.priorities.len(),
        };
        self.derived.areas = layout::browse(size, &plan);
        for pane in [Pane::Entities, Pane::Years, Pane::Priorities] {
            let (len, rows) = (self.facet_len(corpus, pane), self.derived.areas.rows(pane));
            self.cursors[facet_number(pane)].settle(len, rows);
        }
        let visible = self.list_visible();
        self.list.settle(self.derived.rows.len(), visible);
        self.lines = self.reading(corpus);
        self.scroll = self.scroll.min(self.lines.len().saturating_sub(self.derived.areas.rows(Pane::Reading).max(1)));
    }
}

/// The passages of a tab.
fn listed(corpus: &Corpus, tab: Tab, set: &Set) -> Vec<Hit> {
    let mut wanted = corpus.postings.of_kinds(corpus, &tab.kinds());
    wanted.keep(set);
    let hit = |id| Hit { target: Target::Passage(id), score: 0.0, why: Why::Words };
    selection::listed(corpus, &wanted).into_iter().map(hit).collect()
}

/// The hits of an answer that the filter lets through; bodies and headings only where nothing is filtered.
fn found_rows(answer: &Answer, filter: &Filter, set: &Set) -> Vec<Hit> {
    let open = filter.is_open();
    answer
        .hits
        .iter()
        .copied()
        .filter(|hit| match hit.target {
            Target::Passage(id) => set.contains(id),
            Target::Entity(_) | Target::Section(_) => open,
        })
        .collect()
}
