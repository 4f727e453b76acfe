//! Regions of the Places pane that fold.

use ratatui::layout::Size;

use crate::analysis::FacetValue;
use crate::corpus::Corpus;
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

    /// Folds away the places of the region that the cursor is in, and goes to it.
    pub fn fold(&mut self, corpus: &Corpus, size: Size) {
        if let Some((row, region)) = self.region_row(corpus) {
            self.folded.insert(region);
            self.cursors[facet_number(Pane::Places)].selected = row;
            self.recount_places(corpus, size);
        }
    }

    /// Unfolds the region under the cursor. Returns whether it was folded.
    pub fn unfold(&mut self, corpus: &Corpus, size: Size) -> bool {
        let region = self.region_row(corpus);
        let is_here = |row: usize| self.cursors[facet_number(Pane::Places)].selected == row;
        let was = region.filter(|(row, _)| is_here(*row)).is_some_and(|(_, region)| self.folded.remove(&region));
        if was {
            self.recount_places(corpus, size);
        }
        was
    }

    /// Unfolds all regions.
    pub fn unfold_all(&mut self, corpus: &Corpus, size: Size) {
        self.folded.clear();
        self.recount_places(corpus, size);
    }

    /// Lists the rows of the Places pane anew.
    fn recount_places(&mut self, corpus: &Corpus, size: Size) {
        self.derived.places.clear();
        self.lay_out(corpus, size);
    }
}
