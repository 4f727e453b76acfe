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
    /// The passage that promises: a commitment, or one of another kind that announces something.
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
    /// What became of commitments and announcements, in reading order.
    pub promises: Vec<Promise>,
    /// Printed counts.
    pub counts: Vec<Count>,
    /// Former names.
    pub former_names: Vec<FormerName>,
}

/// What comes before the name of a region where all its places are meant.
pub const ALL_OF: &str = "all of ";

/// The name of a place or region without case, hyphens, and the endings by which "West" and "Western" differ.
#[must_use]
pub fn place_key(name: &str) -> String {
    let folded = crate::text::fold_plain(name);
    let words = folded.split(|c: char| !c.is_alphanumeric()).map(|word| match word.strip_suffix("ern") {
        Some(bare @ ("west" | "east" | "north" | "south")) => bare,
        _ => word,
    });
    words.collect()
}

/// The places that a name stands for: a place, or all places of a region, whose name may have "all of" before it.
#[must_use]
pub fn named_places(corpus: &Corpus, name: &str) -> Vec<Words> {
    let of_region = |name: &str| {
        let key = place_key(name);
        regions(corpus).into_iter().find(|r| place_key(r.0) == key).map_or_else(Vec::new, |r| r.1)
    };
    let folded = crate::text::fold_plain(name.trim());
    if let Some(region) = folded.strip_prefix(ALL_OF) {
        return of_region(region);
    }
    let key = place_key(name);
    match corpus.postings.places.keys().find(|p| !key.is_empty() && place_key(p) == key) {
        Some(place) => vec![*place],
        None => of_region(name),
    }
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
