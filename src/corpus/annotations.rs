//! What we read out of the reports beside their words: regions of places, promises and what became of them, printed
//! counts of members, former names. It comes from `places.json` and `readings.json` and is ours, not the reports'.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub use crate::corpus::kinds::{Counted, Outcome};
use crate::corpus::postings::PassageSet;
use crate::corpus::strings::Str;
use crate::corpus::{EntityId, PassageId};

/// A part of the world and the places of the data that lie in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Region {
    /// Its name.
    pub name: Str,
    /// Its places, the region itself first where the data names it, then by the alphabet.
    pub places: Vec<Str>,
}

/// What became of a commitment, as we read the reports that followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Promise {
    /// The passage that promises: a commitment, or one of another kind that announces something.
    pub commitment: PassageId,
    /// What became of it.
    pub how: Outcome,
    /// Why we say so, in a sentence.
    pub why: Str,
    /// The passages of later reports that take it up, each with a word on how.
    pub taken_up: Vec<(PassageId, Str)>,
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
    pub note: Str,
}

/// A name that a body had before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct FormerName {
    /// The body.
    pub entity: EntityId,
    /// The name.
    pub name: Str,
    /// Passages that call it so.
    pub passages: Vec<PassageId>,
}

/// All of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Annotations {
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

/// What a place that no region names is listed under.
pub const ELSEWHERE: &str = "Elsewhere";

/// The places that the corpus names, by region and by name.
#[derive(Debug, Clone)]
pub struct Gazetteer {
    /// The regions with those of their places that the corpus names; places of no region come last, as a region of their
    /// own.
    pub regions: Vec<Region>,
    /// Each place by the key of its name.
    places: BTreeMap<String, Str>,
    /// The place in `regions` of each, by the key of its name.
    by_name: BTreeMap<String, usize>,
}

impl Gazetteer {
    /// The regions that were read, as far as the corpus has their places.
    pub(crate) fn new(read: &[Region], known: &BTreeMap<Str, PassageSet>) -> Self {
        let named = |r: &Region| r.places.iter().copied().filter(|p| known.contains_key(p)).collect();
        let mut regions: Vec<Region> = read.iter().map(|r| Region { name: r.name, places: named(r) }).collect();
        let filed: BTreeSet<Str> = regions.iter().flat_map(|r| r.places.iter().copied()).collect();
        let places = known.keys().copied().filter(|p| !filed.contains(p)).collect();
        regions.push(Region { name: ELSEWHERE.into(), places });
        regions.retain(|r| !r.places.is_empty());
        let (mut places, mut by_name) = (BTreeMap::new(), BTreeMap::new());
        for place in known.keys() {
            places.entry(place_key(place)).or_insert(*place);
        }
        for (at, region) in regions.iter().enumerate() {
            by_name.entry(place_key(&region.name)).or_insert(at);
        }
        // "Asia" is enough for "Asia and the Pacific".
        for (at, region) in regions.iter().enumerate() {
            if let Some((first, _)) = region.name.split_once(" and ") {
                by_name.entry(place_key(first)).or_insert(at);
            }
        }
        Self { regions, places, by_name }
    }

    /// The places that a name stands for: a place, or all places of a region, whose name may have "all of" before it.
    #[must_use]
    pub fn named(&self, name: &str) -> &[Str] {
        let folded = crate::text::fold_plain(name.trim());
        if let Some(region) = folded.strip_prefix(ALL_OF) {
            return self.region(region).unwrap_or_default();
        }
        let key = place_key(name);
        if key.is_empty() {
            return &[];
        }
        let place = self.places.get(&key).map(std::slice::from_ref);
        place.or_else(|| self.region(name)).unwrap_or_default()
    }

    /// All places of the region of that name.
    #[must_use]
    pub fn region(&self, name: &str) -> Option<&[Str]> {
        let at = *self.by_name.get(&place_key(name))?;
        Some(&self.regions.get(at)?.places)
    }

    /// The places that somebody means who names one: a region with all its places, or a place.
    #[must_use]
    pub fn meant(&self, name: &str) -> &[Str] {
        self.region(name).unwrap_or_else(|| self.named(name))
    }
}
