//! The passages behind a number of a view, where a screen lists these.

use crate::corpus::filter::Filter;
use crate::corpus::postings::PassageSet;
use crate::corpus::{Corpus, PassageId};
use crate::search::{Hit, MatchReason, Target};

/// The passages behind a number of a view.
#[derive(Debug, Clone)]
pub struct Within {
    /// What they are, in words.
    pub words: String,
    /// The filter that the words describe.
    pub filter: Filter,
    /// These, in their order; where there are none, all that the filter lets through.
    pub picked: Option<Vec<PassageId>>,
}

impl Within {
    /// What is listed under a filter, in words: once that is not the one described, the words alone would not be true.
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
        let hit = |id| Hit { target: Target::Passage(id), score: 0.0, why: MatchReason::Words };
        ids.into_iter().map(hit).collect()
    }
}
