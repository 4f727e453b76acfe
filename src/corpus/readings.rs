//! What we read out of the reports beside their words: regions of places, promises and what became of them, printed
//! counts of members, former names. It comes from `places.json` and `readings.json` and is ours, not the reports'.

use serde::{Deserialize, Serialize};

pub use super::kinds::{Counted, How};
use super::words::Words;
use super::{Corpus, EntityId, PassageId};

/// A part of the world and the places of the data that lie in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Region {
    /// Its name.
    pub name: Words,
    /// Its places, the region itself first where the data names it, then by the alphabet.
    pub places: Vec<Words>,
}

/// What became of a commitment, as we read the reports that followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Promise {
    /// The passage that promises.
    pub commitment: PassageId,
    /// What became of it.
    pub how: How,
    /// Why we say so, in a sentence.
    pub why: Words,
    /// The passages of later reports that take it up, each with a word on how.
    pub taken_up: Vec<(PassageId, Words)>,
}

/// A number of members or partners that a report prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Count {
    /// The passage that prints it.
    pub passage: PassageId,
    /// The year of which it tells.
    pub year: u16,
    /// What it counts.
    pub counts: Counted,
    /// The number.
    pub printed: u16,
    /// What has to be known of it; empty where nothing has.
    pub note: Words,
}

/// A name that a body had before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct FormerName {
    /// The body.
    pub entity: EntityId,
    /// The name.
    pub name: Words,
    /// Passages that call it so.
    pub passages: Vec<PassageId>,
}

/// All of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Readings {
    /// The regions in the order in which they are listed.
    pub regions: Vec<Region>,
    /// What became of commitments.
    pub promises: Vec<Promise>,
    /// Printed counts.
    pub counts: Vec<Count>,
    /// Former names.
    pub former_names: Vec<FormerName>,
}

/// What a place that no region names is listed under.
pub const ELSEWHERE: &str = "Elsewhere";

/// The regions with those of their places that the corpus names; places of no region come last, as a region of their own.
#[must_use]
pub fn regions(corpus: &Corpus) -> Vec<(&str, Vec<Words>)> {
    let known = &corpus.postings.places;
    let mut regions: Vec<(&str, Vec<Words>)> = corpus
        .readings
        .regions
        .iter()
        .map(|r| (r.name.as_str(), r.places.iter().copied().filter(|p| known.contains_key(p)).collect()))
        .collect();
    let filed: std::collections::BTreeSet<Words> = regions.iter().flat_map(|r| r.1.iter().copied()).collect();
    regions.push((ELSEWHERE, known.keys().copied().filter(|p| !filed.contains(p)).collect()));
    regions.retain(|r| !r.1.is_empty());
    regions
}
