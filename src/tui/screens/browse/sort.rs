//! The order of the list.

use crate::corpus::Corpus;
use crate::search::{Hit, Target};

/// The order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ListOrder {
    /// The latest report first, in reading order; of a search, the best first.
    #[default]
    Usual,
    /// By year, the latest first.
    Year,
    /// By body, in the order of the Entities pane; what names none comes last.
    Body,
    /// By report, the first first, in reading order.
    Report,
    /// By kind.
    Kind,
}

impl ListOrder {
    /// Returns the order that `s` turns to.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Usual => Self::Year,
            Self::Year => Self::Body,
            Self::Body => Self::Report,
            Self::Report => Self::Kind,
            Self::Kind => Self::Usual,
        }
    }

    /// Returns what the list is sorted by; `None` for the usual order.
    #[must_use]
    pub fn by(self) -> Option<&'static str> {
        match self {
            Self::Usual => None,
            Self::Year => Some("by year"),
            Self::Body => Some("by body"),
            Self::Report => Some("by report"),
            Self::Kind => Some("by kind"),
        }
    }

    /// Sorts rows. Those that are no passages come first, and equal ones stay in the usual order.
    pub(super) fn sort(self, corpus: &Corpus, rows: &mut [Hit]) {
        if self == Self::Usual {
            return;
        }
        let key = |hit: &Hit| {
            let Target::Passage(id) = hit.target else { return (0, 0) };
            let passage = corpus.passage(id);
            match self {
                Self::Year => {
                    let latest = corpus.years_of(id).iter().copied().max().unwrap_or(0);
                    (1, usize::from(u16::MAX - latest))
                }
                Self::Body => (1, passage.entities.iter().map(|e| e.index()).min().unwrap_or(usize::MAX)),
                Self::Kind => (1, passage.kind as usize),
                _ => (1, id.index()),
            }
        };
        rows.sort_by_cached_key(key);
    }
}
