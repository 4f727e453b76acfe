//! Regions of the Places pane that fold.

use ratatui::layout::Size;

use crate::analysis::FacetValue;
use crate::corpus::Corpus;
use crate::corpus::annotations::Region;
use crate::corpus::filter::Facet;
use crate::corpus::strings::Str;
use crate::tui::layout::Pane;
use crate::tui::screens::browse::{Browse, facet_number};

impl Browse {
    /// Returns the row of the Places pane with the region of the one under the cursor, and the region.
    fn region_row(&self, corpus: &Corpus) -> Option<(usize, Str)> {
        let at = self.cursors[facet_number(Pane::Places)].selected;
        let mut rows = self.derived.places.get(..=at)?.iter().enumerate().rev();
        let tops = &corpus.gazetteer().regions;
        rows.find_map(|(n, (key, _))| match key {
            FacetValue::Region(name, _) => tops.iter().any(|top| top.name == *name).then_some((n, *name)),
            _ => None,
        })
    }

    /// Returns whether the places of a region, one of those at the top, are not listed. What is chosen stays in view.
    pub(super) fn is_region_folded(&self, tops: &[Region], region: &Region) -> bool {
        let chosen = &self.filter.places;
        let is_chosen = |place: &Str| chosen.include.contains(place) || chosen.exclude.contains(place);
        // A place of several regions may be chosen as a part of another one.
        let is_whole = |region: &Region| region.places.iter().all(is_chosen);
        let is_of_another = |place: &Str| tops.iter().any(|other| other.places.contains(place) && is_whole(other));
        let is_part =
            || !is_whole(region) && region.places.iter().any(|place| is_chosen(place) && !is_of_another(place));
        !self.unfolded.contains(&region.name) && !is_part()
    }

    /// Returns whether the place under the cursor of the Places pane is selected with a region that the filter names.
    pub(in crate::tui) fn is_implied(&self, corpus: &Corpus) -> bool {
        let at = self.cursors[facet_number(Pane::Places)].selected;
        let name = match self.derived.places.get(at).filter(|_| self.focus == Pane::Places) {
            Some((FacetValue::Region(name, _) | FacetValue::Place(name), _)) => name.as_str(),
            _ => return false,
        };
        self.includes_row_of(corpus, Pane::Places, at) && !is_named(&self.filter.to_args(corpus, Facet::Place), name)
    }

    /// Returns whether the answer to a query that is still typed has nothing to open.
    pub(in crate::tui) fn has_no_hits(&self) -> bool {
        let search = self.search.as_ref().filter(|search| search.pending.is_none() && search.answer.is_some());
        self.derived.rows.is_empty() && search.is_some_and(|search| !search.input.text().trim().is_empty())
    }

    /// Folds away the places of the region that the cursor is in, and goes to it.
    pub fn fold(&mut self, corpus: &Corpus, size: Size) {
        if let Some((row, region)) = self.region_row(corpus) {
            self.unfolded.remove(&region);
            self.cursors[facet_number(Pane::Places)].selected = row;
            self.recount_places(corpus, size);
        }
    }

    /// Unfolds the region under the cursor. Returns whether it was folded.
    pub fn unfold(&mut self, corpus: &Corpus, size: Size) -> bool {
        let region = self.region_row(corpus);
        let is_here = |row: usize| self.cursors[facet_number(Pane::Places)].selected == row;
        let was = region.filter(|(row, _)| is_here(*row)).is_some_and(|(_, region)| self.unfolded.insert(region));
        if was {
            self.recount_places(corpus, size);
        }
        was
    }

    /// Unfolds all regions.
    pub fn unfold_all(&mut self, corpus: &Corpus, size: Size) {
        self.unfolded.extend(corpus.gazetteer().regions.iter().map(|region| region.name));
        self.recount_places(corpus, size);
    }

    /// Folds all regions but that of the row under the cursor, which the cursor stays on.
    pub fn fold_others(&mut self, corpus: &Corpus, size: Size) {
        let at = facet_number(Pane::Places);
        let here = self.derived.places.get(self.cursors[at].selected).map(|(key, _)| key.clone());
        self.unfolded = self.region_row(corpus).into_iter().map(|(_, region)| region).collect();
        self.recount_places(corpus, size);
        if self.derived.places.is_empty() {
            // The pane is folded to a line: the cursor is there when it opens again.
            self.count_places(corpus);
        }
        let row = here.and_then(|here| self.derived.places.iter().position(|(key, _)| *key == here));
        self.cursors[at].selected = row.unwrap_or(0);
        self.lay_out(corpus, size);
    }

    /// Lists the rows of the Places pane anew.
    fn recount_places(&mut self, corpus: &Corpus, size: Size) {
        self.derived.places.clear();
        self.lay_out(corpus, size);
    }
}

/// Returns whether a place is among the values of a filter, which name a region in place of all that lies in it.
pub(super) fn is_named(values: &[String], place: &str) -> bool {
    values.iter().any(|value| value == place || value.strip_prefix("only ") == Some(place))
}
