//! The views as typed records, for commands and export files.

mod agreements;
mod claims;
mod commitments;
mod compare;
mod entries;
mod gaps;
mod grid;
mod profile;
mod shape;
mod who;
mod works;

pub use agreements::{initiatives, pair, partners, parts};
pub use claims::{HXL, claims, who_what_where, with_hxl_tags};
pub use commitments::commitments;
pub use compare::compare;
pub use entries::{agreement_entries, roles};
pub use gaps::gaps;
pub use grid::{grid, membership};
pub use profile::profile;
pub use shape::Shape;
pub use who::who;
pub use works::{work, works};

use crate::analysis::PassageSource;
use crate::corpus::strings::Str;
use crate::corpus::{Corpus, EntityId, PassageId};

/// Returns the ids of passages.
fn ids(corpus: &Corpus, passages: &[PassageId]) -> Vec<Str> {
    passages.iter().map(|&p| corpus.passage(p).id).collect()
}

/// Returns the ids of the passages of a source.
fn source_ids(corpus: &Corpus, source: &PassageSource) -> Vec<Str> {
    ids(corpus, &source.passages(corpus))
}

/// Returns the ids of bodies.
fn body_ids(corpus: &Corpus, bodies: impl IntoIterator<Item = EntityId>) -> Vec<Str> {
    bodies.into_iter().map(|e| corpus.entity(e).id).collect()
}
