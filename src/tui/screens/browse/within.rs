//! The passages behind a number of a view, for a screen that lists them.

use crate::corpus::filter::Filter;
use crate::corpus::postings::PassageSet;
use crate::corpus::{Corpus, PassageId};
use crate::search::{Hit, MatchReason, Target};

/// The passages behind a number of a view.
#[derive(Debug, Clone)]
pub struct Within {
    /// The description of the passages.
    pub words: String,
    /// The filter that the words describe.
    pub filter: Filter,
    /// The passages, in their order; `None` for all that match the filter.
    pub picked: Option<Vec<PassageId>>,
}

impl Within {
    /// Returns the description of what is listed under a filter. The words alone are true only of the filter they
    /// describe; the description of any other filter is added to them, or replaces them.
    #[must_use]
    pub fn label(&self, corpus: &Corpus, filter: &Filter) -> String {
        match &self.picked {
            _ if *filter == self.filter => self.words.clone(),
            Some(_) => format!("{}; of these {}", self.words, filter.describe(corpus)),
            None => filter.describe(corpus),
        }
    }

    pub(crate) fn rows(&self, corpus: &Corpus, set: &PassageSet) -> Vec<Hit> {
        let ids = match &self.picked {
            Some(picked) => picked.iter().copied().filter(|&id| set.contains(id)).collect(),
            None => corpus.latest_first(set),
        };
        let hit = |id| Hit { target: Target::Passage(id), score: 0.0, why: MatchReason::Words, missing: 0 };
        ids.into_iter().map(hit).collect()
    }
}
