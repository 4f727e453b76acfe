//! Our readings of the reports: regions of places, commitments and what became of them, printed membership counts, former
//! names. They come from `places.json` and `readings.json` and are ours, not the reports'.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::{Deserialize, Serialize};

pub use crate::corpus::kinds::{Counted, Outcome};
use crate::corpus::postings::PassageSet;
use crate::corpus::strings::Str;
use crate::corpus::vocabulary::{PlaceKind, WorldPlace};
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

/// Words that say what a body is charged with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MandateQuote {
    /// The body.
    pub entity: EntityId,
    /// The passage.
    pub passage: PassageId,
    /// The words, as a byte range of its text.
    pub quote: Range<u32>,
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
    /// What bodies are charged with, in the order in which it is to be read.
    pub mandates: Vec<MandateQuote>,
}

/// The prefix of a region's name that stands for all its places.
pub const ALL_OF: &str = "all of ";

/// The prefix of a region's name that stands for the region itself, without what lies in it.
pub const ONLY: &str = "only ";

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
///
/// A region stands for all that lies in it: its name is that of every place in it that passages name.
#[derive(Debug, Clone)]
pub struct Gazetteer {
    /// The regions of the Places pane, with only those of their places that passages name. Places that belong to no
    /// region come last, in a region of their own.
    pub regions: Vec<Region>,
    /// For each region, the places in it that passages name: the region itself first, if they name it.
    inside: BTreeMap<Str, Vec<Str>>,
    /// The same for groups of countries, which stand for themselves alone.
    members: BTreeMap<Str, Vec<Str>>,
    /// For each place, the regions in which it lies, itself included if it is one.
    above: BTreeMap<Str, Vec<Str>>,
    /// Each place and region by its names without case and accents.
    names: BTreeMap<String, Str>,
    /// The same by the [`place_key`] of the name, for names that are written a little otherwise.
    keys: BTreeMap<String, Str>,
}

impl Gazetteer {
    /// Builds the gazetteer from the regions that were read, keeping only the places that passages name.
    pub(crate) fn new(read: &[Region], known: &BTreeMap<Str, PassageSet>, world: &[WorldPlace]) -> Self {
        let of_data =
            |places: &[Str]| -> Vec<Str> { places.iter().copied().filter(|place| known.contains_key(place)).collect() };
        let regions = read.iter().map(|r| Region { name: r.name, places: of_data(&r.places) });
        let mut regions: Vec<Region> = regions.filter(|region| !region.places.is_empty()).collect();
        let mut inside: BTreeMap<Str, Vec<Str>> = regions.iter().map(|r| (r.name, r.places.clone())).collect();
        let mut members: BTreeMap<Str, Vec<Str>> = BTreeMap::new();
        for (n, place) in world.iter().enumerate().filter(|(_, place)| place.kind != PlaceKind::Country) {
            let places = of_data(&lies_in(world, n));
            if !places.is_empty() {
                let of = if place.kind == PlaceKind::Region { &mut inside } else { &mut members };
                of.insert(place.name, places);
            }
        }
        let filed: BTreeSet<Str> = regions.iter().flat_map(|r| r.places.iter().copied()).collect();
        let places: Vec<Str> = known.keys().copied().filter(|p| !filed.contains(p)).collect();
        if !places.is_empty() {
            inside.insert(ELSEWHERE.into(), places.clone());
            regions.push(Region { name: ELSEWHERE.into(), places });
        }
        let mut above: BTreeMap<Str, Vec<Str>> = BTreeMap::new();
        for (region, places) in &inside {
            places.iter().for_each(|place| above.entry(*place).or_default().push(*region));
        }
        let fold = |name: &str| crate::text::fold_plain(name);
        let all = || known.keys().chain(inside.keys()).copied();
        let mut names: BTreeMap<String, Str> = all().map(|place| (fold(&place), place)).collect();
        for place in world.iter().filter(|place| known.contains_key(&place.name) || inside.contains_key(&place.name)) {
            for alias in place.aliases.iter().chain(place.names.values().flatten()) {
                names.entry(fold(alias)).or_insert(place.name);
            }
        }
        let mut keys = BTreeMap::new();
        for place in all() {
            keys.entry(place_key(&place)).or_insert(place);
        }
        // Accept "Asia" for "Asia and the Pacific".
        for region in &regions {
            if let Some((first, _)) = region.name.split_once(" and ") {
                keys.entry(place_key(first)).or_insert(region.name);
            }
        }
        Self { regions, inside, members, above, names, keys }
    }

    /// Returns the place or region of a name.
    fn find(&self, name: &str) -> Option<&Str> {
        let folded = crate::text::fold_plain(name.trim());
        let names = [Some(folded.as_str()), folded.strip_prefix("the ")];
        let mut names = names.into_iter().flatten();
        names.find_map(|name| {
            let key = place_key(name);
            self.names.get(name).or_else(|| self.keys.get(&key).filter(|_| !key.is_empty()))
        })
    }

    /// Returns the place or region of a name, without what lies in it.
    #[must_use]
    pub fn place(&self, name: &str) -> Option<Str> {
        self.find(name).copied()
    }

    /// Returns the places that a name stands for: all that lie in a region, or the place of that name. With the prefix
    /// "all of" the name is that of a region, or of a group and stands for its members; with "only" it stands for the
    /// place itself. Empty if there is no such place.
    #[must_use]
    pub fn named(&self, name: &str) -> &[Str] {
        let folded = crate::text::fold_plain(name.trim());
        if let Some(name) = folded.strip_prefix(ALL_OF) {
            let members = || self.members.get(self.find(name)?).map(Vec::as_slice);
            return self.region(name).or_else(members).unwrap_or_default();
        }
        if let Some(place) = folded.strip_prefix(ONLY).and_then(|name| self.find(name)) {
            return std::slice::from_ref(place);
        }
        let Some(place) = self.find(name) else { return &[] };
        self.inside(place).unwrap_or(std::slice::from_ref(place))
    }

    /// Returns the places in a region, if the name is that of one: the region itself first, if passages name it.
    #[must_use]
    pub fn region(&self, name: &str) -> Option<&[Str]> {
        self.inside(self.find(name)?)
    }

    /// Returns the places in a region. `None` for a place that is none.
    #[must_use]
    pub fn inside(&self, region: &Str) -> Option<&[Str]> {
        self.inside.get(region).map(Vec::as_slice)
    }

    /// Returns the regions in which a place lies, itself included if it is one.
    #[must_use]
    pub fn above(&self, place: &Str) -> &[Str] {
        self.above.get(place).map_or(&[], Vec::as_slice)
    }

    /// Returns the groups of countries of which passages name members.
    pub fn groups(&self) -> impl Iterator<Item = Str> + '_ {
        self.members.keys().copied()
    }

    /// Returns all regions and groups with their places, those with the most places first, and regions before groups.
    pub(crate) fn largest_first(&self) -> Vec<(Str, &[Str])> {
        let all = self.inside.iter().chain(&self.members).map(|(name, places)| (*name, places.as_slice()));
        let mut all: Vec<_> = all.collect();
        all.sort_by_key(|(_, places)| std::cmp::Reverse(places.len()));
        all
    }
}

/// Returns the places that lie in a place of the world, over others or at once: the place itself first.
pub(crate) fn lies_in(world: &[WorldPlace], region: usize) -> Vec<Str> {
    let is_inside = |place: &WorldPlace| {
        let mut above: Vec<u16> = place.within.clone();
        let mut at = 0;
        while let Some(&next) = above.get(at) {
            at += 1;
            let more = world.get(usize::from(next)).map_or(&[][..], |place| place.within.as_slice());
            above.extend(more.iter().filter(|m| !above.contains(m)).copied().collect::<Vec<_>>());
        }
        above.iter().any(|&above| usize::from(above) == region)
    };
    let mut inside: Vec<Str> = world.iter().filter(|place| is_inside(place)).map(|place| place.name).collect();
    inside.sort_by_cached_key(|name| place_key(name));
    world.get(region).map(|region| region.name).into_iter().chain(inside).collect()
}
