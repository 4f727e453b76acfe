//! Our readings of the reports: regions of places, commitments and what became of them, printed membership counts, former
//! names. They come from `places.json` and `readings.json` and are ours, not the reports'.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub use crate::corpus::kinds::{Counted, Outcome};
use crate::corpus::postings::PassageSet;
use crate::corpus::strings::Str;
use crate::corpus::vocabulary::WorldPlace;
use crate::corpus::{EntityId, PassageId};

/// A part of the world and the places in it that the data names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Region {
    /// Its name.
    pub name: Str,
    /// Its places in alphabetical order, preceded by the region itself if the data names it.
    pub places: Vec<Str>,
}

/// What became of a commitment, as we read it in later reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct FollowUp {
    /// The passage that makes the commitment: a commitment, or a passage of another kind that announces something.
    pub commitment: PassageId,
    /// The outcome.
    pub how: Outcome,
    /// The reason for this reading, in a sentence.
    pub why: Str,
    /// The passages of later reports that take it up, each with a note on how.
    pub taken_up: Vec<(PassageId, Str)>,
}

/// A number of members or partners that a report prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Count {
    /// The passage that prints it.
    pub passage: PassageId,
    /// The year that it is for.
    pub year: u16,
    /// Which of members and partners it counts.
    pub counts: Counted,
    /// The number as printed.
    pub printed: u16,
    /// A remark on the number; empty if there is none.
    pub note: Str,
}

/// A former name of a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct FormerName {
    /// The body.
    pub entity: EntityId,
    /// The name.
    pub name: Str,
    /// The passages that use the name.
    pub passages: Vec<PassageId>,
}

/// All annotations of a dataset.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Annotations {
    /// The regions, in display order.
    pub regions: Vec<Region>,
    /// What became of commitments and announcements, in reading order.
    pub follow_ups: Vec<FollowUp>,
    /// Printed counts.
    pub counts: Vec<Count>,
    /// Former names.
    pub former_names: Vec<FormerName>,
}

/// The prefix of a region's name that stands for all its places.
pub const ALL_OF: &str = "all of ";

/// Returns the lookup key of a place or region: its name without case, spaces, punctuation, or the ending by which
/// "West" and "Western" differ.
#[must_use]
pub fn place_key(name: &str) -> String {
    let folded = crate::text::fold_plain(name);
    let words = folded.split(|c: char| !c.is_alphanumeric()).map(|word| match word.strip_suffix("ern") {
        Some(bare @ ("west" | "east" | "north" | "south")) => bare,
        _ => word,
    });
    words.collect()
}

/// The heading for places that belong to no region.
pub const ELSEWHERE: &str = "Elsewhere";

/// The places that passages name, by region and by name.
#[derive(Debug, Clone)]
pub struct Gazetteer {
    /// The regions, with only those of their places that passages name. Places that belong to no region come last, in a
    /// region of their own.
    pub regions: Vec<Region>,
    /// Each place by its names without case and accents.
    names: BTreeMap<String, Str>,
    /// Each place by the [`place_key`] of its name, for names that are written a little otherwise.
    places: BTreeMap<String, Str>,
    /// The index of each region in `regions`, by the [`place_key`] of its name.
    by_name: BTreeMap<String, usize>,
}

impl Gazetteer {
    /// Builds the gazetteer from the regions that were read, keeping only the places that passages name.
    pub(crate) fn new(read: &[Region], known: &BTreeMap<Str, PassageSet>, world: &[WorldPlace]) -> Self {
        let of_data = |r: &Region| r.places.iter().copied().filter(|p| known.contains_key(p)).collect();
        let mut regions: Vec<Region> = read.iter().map(|r| Region { name: r.name, places: of_data(r) }).collect();
        let filed: BTreeSet<Str> = regions.iter().flat_map(|r| r.places.iter().copied()).collect();
        let places = known.keys().copied().filter(|p| !filed.contains(p)).collect();
        regions.push(Region { name: ELSEWHERE.into(), places });
        regions.retain(|r| !r.places.is_empty());
        let fold = |name: &str| crate::text::fold_plain(name);
        let mut names: BTreeMap<String, Str> = known.keys().map(|place| (fold(place), *place)).collect();
        for place in world.iter().filter(|place| known.contains_key(&place.name)) {
            for alias in &place.aliases {
                names.entry(fold(alias)).or_insert(place.name);
            }
        }
        let (mut places, mut by_name) = (BTreeMap::new(), BTreeMap::new());
        for place in known.keys() {
            places.entry(place_key(place)).or_insert(*place);
        }
        for (at, region) in regions.iter().enumerate() {
            by_name.entry(place_key(&region.name)).or_insert(at);
        }
        // Accept "Asia" for "Asia and the Pacific".
        for (at, region) in regions.iter().enumerate() {
            if let Some((first, _)) = region.name.split_once(" and ") {
                by_name.entry(place_key(first)).or_insert(at);
            }
        }
        Self { regions, names, places, by_name }
    }

    /// Returns the places that a name stands for: the place of that name, or else all places of a region. With the
    /// prefix "all of" the name can only be that of a region. Empty if there is no such place or region.
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
        let place = self.names.get(&folded).or_else(|| self.places.get(&key)).map(std::slice::from_ref);
        place.or_else(|| self.region(name)).unwrap_or_default()
    }

    /// Returns all places of the region with a name.
    #[must_use]
    pub fn region(&self, name: &str) -> Option<&[Str]> {
        let at = *self.by_name.get(&place_key(name))?;
        Some(&self.regions.get(at)?.places)
    }

    /// Returns the places that a user means by a name. Unlike [`Gazetteer::named`], it prefers a region with all its
    /// places to a place of the same name.
    #[must_use]
    pub fn meant(&self, name: &str) -> &[Str] {
        self.region(name).unwrap_or_else(|| self.named(name))
    }
}
