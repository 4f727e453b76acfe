//! The gazetteer: which places lie in which, which of them passages name, and what a name stands for.

use std::collections::{BTreeMap, BTreeSet};

use crate::corpus::annotations::Region;
use crate::corpus::name_index::{NameForm, NameIndex, Referent, bare_key, name_key, name_keys};
use crate::corpus::postings::PassageSet;
use crate::corpus::strings::Str;
use crate::corpus::vocabulary::{PlaceKind, WorldPlace};
use crate::corpus::{Corpus, EntityId};
use crate::search::tokenizer;
use crate::text;

/// A word before the name of a region or a group that changes nothing: it stands for all that lies in it.
pub const ALL_OF: &str = "all of ";
/// The prefix of the name of a region or a group that stands for itself, without what lies in it.
pub const ONLY: &str = "only ";
/// The number of words from which on the beginning of a name stands for it.
const BEGUN_WORDS: usize = 3;
/// The minimum length, in letters, of the last word of such a beginning.
const LAST_MIN: usize = 4;
/// The heading for places that belong to no region.
pub const ELSEWHERE: &str = "Elsewhere";

/// The places that passages name, by the regions and groups in which they lie.
#[derive(Debug, Clone)]
pub struct Gazetteer {
    /// The regions of the Places pane, with only those of their places that passages name. Places that belong to no
    /// region come last, in a region of their own.
    pub regions: Vec<Region>,
    /// For each region and group, the places in it that passages name: itself first, if they name it.
    inside: BTreeMap<Str, Vec<Str>>,
    /// The groups of countries among them.
    groups: BTreeSet<Str>,
    /// For each place that passages name, the regions and groups in which it lies, itself included if it is one.
    above: BTreeMap<Str, Vec<Str>>,
    /// The names, by their key, of what is no place of the world: places and regions of own data.
    own: BTreeMap<String, Str>,
}

/// The places that a name stands for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NamedPlaces {
    /// The places of this name.
    pub names: Vec<Str>,
    /// The places that passages are tagged with: these, and all that lie in them. Empty if no passage names any.
    pub tags: Vec<Str>,
    /// Whether one of them is a region or a group.
    pub is_region: bool,
    /// How the name stands for them.
    pub form: NameForm,
}

impl NamedPlaces {
    /// Returns whether the name is a code.
    #[must_use]
    pub fn is_code(&self) -> bool {
        self.form == NameForm::Code
    }

    /// Returns whether the name is an acronym.
    #[must_use]
    pub fn is_acronym(&self) -> bool {
        self.form == NameForm::Acronym
    }

    /// Returns whether the name is what people and things of the places are called, in any language.
    #[must_use]
    pub fn is_people(&self) -> bool {
        self.form == NameForm::People
    }

    /// Says that no passage names a place, or that several places have the name that was typed. `None` if neither is so.
    #[must_use]
    pub fn note(&self, corpus: &Corpus, typed: &str) -> Option<String> {
        let is_there = |name: &&Str| !corpus.gazetteer().tags(name).is_empty();
        let (there, missing): (Vec<&Str>, Vec<&Str>) = self.names.iter().partition(is_there);
        let list = |names: &[&Str], word: &str| names.iter().map(|n| n.as_str()).collect::<Vec<_>>().join(word);
        let mut words = Vec::new();
        if there.len() > 1 {
            words.push(format!("\"{typed}\" is {}; all of them are meant", list(&there, " and ")));
        } else if !there.is_empty() && !missing.is_empty() {
            words.push(format!("\"{typed}\" is taken for {}", list(&there, "")));
        }
        if !missing.is_empty() {
            let also = if there.is_empty() { "" } else { ", which is also called so" };
            let missing = list(&missing, " or ");
            words.push(format!(
                "no passage in these reports names {missing}{also}; that is not the same as no activity"
            ));
        }
        (!words.is_empty()).then(|| words.join("; "))
    }
}

impl Gazetteer {
    /// Builds the gazetteer from the regions that were read, keeping only the places that passages name.
    pub(crate) fn new(read: &[Region], known: &BTreeMap<Str, PassageSet>, world: &[WorldPlace]) -> Self {
        let of_data =
            |places: &[Str]| -> Vec<Str> { places.iter().copied().filter(|place| known.contains_key(place)).collect() };
        let regions = read.iter().map(|r| Region { name: r.name, places: of_data(&r.places) });
        let mut regions: Vec<Region> = regions.filter(|region| !region.places.is_empty()).collect();
        let mut within: BTreeMap<Str, Vec<Str>> = regions.iter().map(|r| (r.name, r.places.clone())).collect();
        let mut groups = BTreeSet::new();
        for (place, inside) in world.iter().zip(inside(world)).filter(|(place, _)| place.kind != PlaceKind::Country) {
            let inside = inside.iter().filter_map(|&n| world.get(usize::from(n)).map(|place| place.name));
            let mut places = of_data(&inside.collect::<Vec<_>>());
            if known.contains_key(&place.name) {
                places.insert(0, place.name);
            }
            if !places.is_empty() {
                within.insert(place.name, places);
                if place.kind == PlaceKind::Group {
                    groups.insert(place.name);
                }
            }
        }
        let filed: BTreeSet<Str> = regions.iter().flat_map(|r| r.places.iter().copied()).collect();
        let places: Vec<Str> = known.keys().copied().filter(|p| !filed.contains(p)).collect();
        if !places.is_empty() {
            within.insert(ELSEWHERE.into(), places.clone());
            regions.push(Region { name: ELSEWHERE.into(), places });
        }
        let mut above: BTreeMap<Str, Vec<Str>> = BTreeMap::new();
        for (region, places) in &within {
            places.iter().for_each(|place| above.entry(*place).or_default().push(*region));
        }
        let of_world: BTreeSet<Str> = world.iter().map(|place| place.name).collect();
        let own = known.keys().chain(within.keys()).filter(|name| !of_world.contains(*name));
        let mut own: BTreeMap<String, Str> = own.map(|name| (name_key(name), *name)).collect();
        // Accept "Asia" for "Asia and the Pacific".
        for region in regions.iter().filter(|region| !of_world.contains(&region.name)) {
            if let Some((first, _)) = region.name.split_once(" and ") {
                own.entry(name_key(first)).or_insert(region.name);
            }
        }
        Self { regions, inside: within, groups, above, own }
    }

    /// Returns the places in a region or a group that passages name: itself first, if they name it. `None` for a place
    /// that is neither.
    #[must_use]
    pub fn inside(&self, region: &Str) -> Option<&[Str]> {
        self.inside.get(region).map(Vec::as_slice)
    }

    /// Returns the places that passages are tagged with for a place: all that lie in it, or itself.
    #[must_use]
    pub fn tags<'a>(&'a self, place: &'a Str) -> &'a [Str] {
        self.inside(place).unwrap_or(if self.above.contains_key(place) { std::slice::from_ref(place) } else { &[] })
    }

    /// Returns the regions and groups in which a place lies, itself included if it is one.
    #[must_use]
    pub fn above(&self, place: &Str) -> &[Str] {
        self.above.get(place).map_or(&[], Vec::as_slice)
    }

    /// Returns the groups of countries of which passages name members.
    pub fn groups(&self) -> impl Iterator<Item = Str> + '_ {
        self.groups.iter().copied()
    }

    /// Returns all regions and groups with their places, those with the most places first, and regions before groups.
    pub(crate) fn largest_first(&self) -> Vec<(Str, &[Str])> {
        let mut all: Vec<_> = self.inside.iter().map(|(name, places)| (*name, places.as_slice())).collect();
        all.sort_by_cached_key(|(name, places)| (std::cmp::Reverse(places.len()), self.groups.contains(name)));
        all
    }
}

impl Corpus {
    /// Returns the index of the names of bodies and places.
    pub(crate) fn name_index(&self) -> &NameIndex {
        self.name_index.get_or_init(|| NameIndex::new(self))
    }

    /// Returns the places of a name, and how it stands for each.
    fn places_by(&self, name: &str) -> Vec<(NameForm, Str)> {
        let of_key = |key: &String| {
            let of_world = self.name_index().find(key).filter_map(|of| match of {
                (form, Referent::Place(n)) => self.places.get(usize::from(n)).map(|place| (form, place.name)),
                (_, Referent::Body(_)) => None,
            });
            let own = self.gazetteer().own.get(key).map(|name| (NameForm::Name, *name));
            of_world.chain(own).collect::<Vec<_>>()
        };
        name_keys(name).iter().map(of_key).find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// Returns the places of a name or a code in any language, whether or not passages name them.
    #[must_use]
    pub fn places_called(&self, name: &str) -> Vec<Str> {
        self.places_by(name).into_iter().map(|(_, place)| place).collect()
    }

    /// Returns the body of a name in another language, in any case of it.
    pub(crate) fn body_called(&self, name: &str) -> Option<EntityId> {
        // As typed and without an article: what else a place may be called is no name of a body.
        name_keys(name).into_iter().take(2).chain(bare_key(&text::fold_plain(name))).find_map(|key| {
            self.name_index().find(&key).find_map(|of| match of {
                (_, Referent::Body(id)) => Some(id),
                (_, Referent::Place(_)) => None,
            })
        })
    }

    /// Returns the body whose name begins with words, if they are three or more, are no name, and begin that of no other.
    pub(crate) fn body_begun(&self, words: &str) -> Option<EntityId> {
        let parts = tokenizer::parts(words);
        // What ends in a small word, such as "of", is no name yet.
        if parts.len() < BEGUN_WORDS || parts.last().is_none_or(|last| last.chars().count() < LAST_MIN) {
            return None;
        }
        let key = name_keys(words).into_iter().next()?;
        let begun = self.name_index().0.beginning(&key).flat_map(|(key, _)| self.name_index().find(key));
        let begun: BTreeSet<Referent> = begun.map(|(_, of)| of).collect();
        match begun.first() {
            Some(Referent::Body(id)) if begun.len() == 1 => Some(*id),
            _ => None,
        }
    }

    /// Returns the places that a name stands for, with all that lies in them; with "only" before it, without. `None` if
    /// no place is called so.
    #[must_use]
    pub fn named_places(&self, name: &str) -> Option<NamedPlaces> {
        let folded = text::fold_plain(name.trim());
        let (prefix, name) = [ALL_OF, ONLY]
            .into_iter()
            .find_map(|prefix| Some((prefix, folded.strip_prefix(prefix)?)))
            .unwrap_or(("", &folded));
        let found = self.places_by(name);
        let form = found.first()?.0;
        let names: Vec<Str> = found.into_iter().map(|(_, name)| name).collect();
        let gazetteer = self.gazetteer();
        let mut tags: Vec<Str> = Vec::new();
        for name in &names {
            let own = if self.postings.places.contains_key(name) { std::slice::from_ref(name) } else { &[] };
            let more = if prefix == ONLY { own } else { gazetteer.tags(name) };
            more.iter().for_each(|tag| {
                if !tags.contains(tag) {
                    tags.push(*tag);
                }
            });
        }
        let is_region = prefix != ONLY && names.iter().any(|name| gazetteer.inside(name).is_some());
        Some(NamedPlaces { names, tags, is_region, form })
    }
}

/// Returns for each place of the world the regions and groups in which it lies, at once or over others.
pub(crate) fn above(world: &[WorldPlace]) -> Vec<Vec<u16>> {
    let of = |place: &WorldPlace| {
        let mut above = place.within.clone();
        let mut at = 0;
        while let Some(&next) = above.get(at) {
            at += 1;
            for more in world.get(usize::from(next)).map_or(&[][..], |place| &place.within) {
                if !above.contains(more) {
                    above.push(*more);
                }
            }
        }
        above
    };
    world.iter().map(of).collect()
}

/// Returns for each place of the world the places that lie in it, at once or over others, in alphabetical order.
pub(crate) fn inside(world: &[WorldPlace]) -> Vec<Vec<u16>> {
    let mut inside: Vec<Vec<u16>> = vec![Vec::new(); world.len()];
    let above = above(world);
    let mut order: Vec<u16> = (0u16..).take(world.len()).collect();
    order.sort_by_cached_key(|&n| world.get(usize::from(n)).map(|place| name_key(&place.name)));
    for n in order {
        for &region in above.get(usize::from(n)).into_iter().flatten() {
            if let Some(inside) = inside.get_mut(usize::from(region)) {
                inside.push(n);
            }
        }
    }
    inside
}
