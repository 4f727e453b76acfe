//! The passages behind a number of a view, where a screen lists these.

use crate::corpus::facets::Set;
use crate::corpus::{Corpus, PassageId};
use crate::search::{Hit, Target, Why};
use crate::selection;

/// The passages behind a number of a view.
#[derive(Debug, Clone)]
pub struct Within {
    /// What they are, in words.
    pub words: String,
    /// These, in their order; where there are none, all that the filter lets through.
    pub picked: Option<Vec<PassageId>>,
}

impl Within {
    pub(super) fn rows(&self, corpus: &Corpus, set: &Set) -> Vec<Hit> {
        let ids = match &self.picked {
            Some(picked) => picked.iter().copied().filter(|&id| set.contains(id)).collect(),
            None => selection::listed(corpus, set),
        };
        let hit = |id| Hit { target: Target::Passage(id), score: 0.0, why: Why::Words };
        ids.into_iter().map(hit).collect()
    }
}
