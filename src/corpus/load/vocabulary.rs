//! Checks the vocabularies: topics and places.

use std::collections::{HashMap, HashSet};

use strsim::osa_distance;

use crate::corpus::annotations::Region;
use crate::corpus::gazetteer::{above, inside};
use crate::corpus::load::check::Checker;
use crate::corpus::load::found::FoundProblems;
use crate::corpus::load::place::Place;
use crate::corpus::load::rules::{Later, quoted};
use crate::corpus::load::{Files, limits, parse, schema};
use crate::corpus::raw::{PlacesFile, TopicRow, TopicsFile, WorldPlaceRow};
use crate::corpus::strings::Str;
use crate::corpus::vocabulary::{Dimension, OtherNames, PlaceKind, Topic, TopicId, WorldPlace};

/// The names of the places of the world, and what else each is called.
#[derive(Default)]
pub(super) struct WorldNames {
    names: HashSet<Str>,
    /// The name of the place for each other name, in lower case.
    others: HashMap<String, Str>,
}

impl WorldNames {
    /// Collects the names.
    pub(super) fn of(rows: &[WorldPlaceRow]) -> Self {
        let mut world = Self::default();
        for row in rows {
            world.names.insert(row.name);
            for name in row.aliases.iter().chain([&row.name]) {
                world.others.insert(name.to_lowercase(), row.name);
            }
        }
        world
    }

    /// Returns `None` for the name of a place, or if there are no places. For another name, returns the place that may
    /// be meant, if one is near.
    pub(super) fn unknown(&self, name: &Str) -> Option<Option<Str>> {
        if self.names.is_empty() || self.names.contains(name) {
            return None;
        }
        let low = name.to_lowercase();
        let near = || {
            let slips = self.others.iter().map(|(other, place)| (osa_distance(&low, other), other, place));
            let near = slips.filter(|(slips, other, _)| *slips <= 2 && 2 * slips < other.chars().count());
            near.min().map(|(_, _, place)| *place)
        };
        Some(self.others.get(&low).copied().or_else(near))
    }
}

/// Checks the topics and returns them in the order of the file.
pub(super) fn topics<'f>(files: &'f Files, found: &mut FoundProblems<'f>) -> Vec<Topic> {
    let Some(file) = &files.topics else { return Vec::new() };
    let Some(rows) = parse::<TopicsFile>(file, found) else { return Vec::new() };
    schema(rows.schema, file, found);
    let top = Place::top(file);
    let mut known = HashSet::new();
    found.list(&top, "topics", &rows.topics, limits::SOME);
    let rows = rows.topics.into_iter().take(limits::SOME).enumerate();
    rows.map(|(n, row)| {
        let id = row.id;
        let place = top.below("topics", n, &id);
        found.id(&id, |found, wrong| found.tell(&place, "id", wrong));
        if !known.insert(id) {
            found.tell(&place, "id", "stands twice; an id names one topic");
        }
        topic(&place, row, found)
    })
    .collect()
}

fn topic<'f>(place: &Place<'f, '_>, row: TopicRow, found: &mut FoundProblems<'f>) -> Topic {
    let dimension = Dimension::from_word(&row.dimension).unwrap_or_else(|| {
        let known = Later(|| Dimension::ALL.iter().map(|d| d.word()).collect::<Vec<_>>().join(", "));
        let message = format!("{} is no dimension; there are {known}", quoted(&row.dimension));
        found.tell(place, "dimension", message);
        Dimension::Intervention
    });
    found.plain(place, "name", &row.name, limits::TERM);
    found.plain(place, "definition", &row.definition, limits::WORDS);
    found.plain_or_empty(place, "includes", &row.includes, limits::WORDS);
    found.plain_or_empty(place, "excludes", &row.excludes, limits::WORDS);
    for (n, word) in found.list(place, "words", &row.words, limits::SOME).iter().enumerate() {
        found.plain(place, ("words", n), word, limits::TERM);
    }
    found.once(place, "words", &row.words, |word| *word, |word| quoted(word));
    let TopicRow { id, name, definition, includes, excludes, words, .. } = row;
    Topic { id, dimension, name, definition, includes, excludes, words }
}

impl<'f> Checker<'f> {
    /// Resolves the ids of topics.
    pub(super) fn topic_list(&mut self, place: &Place<'f, '_>, ids: &[Str]) -> Vec<TopicId> {
        let mut listed = Vec::new();
        for (n, id) in self.found.list(place, "topics", ids, limits::FEW).iter().enumerate() {
            match self.topic_ids.get(id) {
                Some(topic) if listed.contains(topic) => {
                    self.found.tell(place, ("topics", n), format_args!("{} stands twice", quoted(id)));
                }
                Some(&topic) => listed.push(topic),
                None => {
                    let message = format!("{} is no topic of topics.json", quoted(id));
                    self.found.tell(place, ("topics", n), message);
                }
            }
        }
        listed
    }

    /// Checks the places of the world, and the names of each in other languages.
    pub(super) fn world(&mut self, top: &Place<'f, '_>, rows: &PlacesFile) -> (Vec<WorldPlace>, Vec<OtherNames>) {
        let rows = self.found.list(top, "places", &rows.places, limits::MANY);
        let mut numbers: HashMap<Str, u16> = HashMap::new();
        let mut keys: HashSet<String> = HashSet::new();
        for (n, row) in (0u16..).zip(rows) {
            let place = top.below("places", n.into(), &row.name);
            self.found.plain(&place, "name", &row.name, limits::PLACE);
            if numbers.insert(row.name, n).is_some() {
                self.found.tell(&place, "name", "stands twice; a name is of one place");
            }
            keys.insert(row.name.to_lowercase());
        }
        for (n, row) in rows.iter().enumerate() {
            let place = top.below("places", n, &row.name);
            for (n, alias) in self.found.list(&place, "aliases", &row.aliases, limits::FEW).iter().enumerate() {
                self.found.plain(&place, ("aliases", n), alias, limits::NAME);
                if !keys.insert(alias.to_lowercase()) {
                    let message = format!("{} is a name of another place, or stands twice", quoted(alias));
                    self.found.tell(&place, ("aliases", n), message);
                }
            }
        }
        let places = rows.iter().enumerate().map(|(n, row)| {
            let place = top.below("places", n, &row.name);
            self.found.names(&place, &row.names);
            self.found.names(&place, &row.people);
            self.world_place(&place, row, &numbers)
        });
        let places: Vec<WorldPlace> = places.collect();
        self.cycles(top, &places);
        let names = rows.iter().map(|row| OtherNames { names: row.names.clone(), people: row.people.clone() });
        (places, names.collect())
    }

    fn world_place(&mut self, place: &Place<'f, '_>, row: &WorldPlaceRow, numbers: &HashMap<Str, u16>) -> WorldPlace {
        let found = &mut self.found;
        let kind = PlaceKind::from_word(&row.kind).unwrap_or_else(|| {
            let known = Later(|| PlaceKind::ALL.iter().map(|k| k.word()).collect::<Vec<_>>().join(", "));
            found.tell(place, "kind", format_args!("{} is no kind of place; there are {known}", quoted(&row.kind)));
            PlaceKind::Region
        });
        let is_code = |code: &str, len: usize, of: fn(&u8) -> bool| code.len() == len && code.as_bytes().iter().all(of);
        for (field, code, len, of) in [
            ("iso2", row.iso2, 2, u8::is_ascii_uppercase as fn(&u8) -> bool),
            ("iso3", row.iso3, 3, u8::is_ascii_uppercase),
            ("m49", row.m49, 3, u8::is_ascii_digit),
        ] {
            if code.is_some_and(|code| !is_code(&code, len, of)) {
                let what = if field == "m49" { "digits" } else { "capitals" };
                found.tell(place, field, format_args!("is no code; it has {len} {what}"));
            }
        }
        if kind == PlaceKind::Country && (row.iso2.is_none() || row.iso3.is_none()) {
            found.tell(place, "iso3", "is missing; a country has iso2 and iso3");
        }
        let mut within = Vec::new();
        for (n, name) in found.list(place, "within", &row.within, limits::FEW).iter().enumerate() {
            match numbers.get(name) {
                Some(&number) if within.contains(&number) => {
                    found.tell(place, ("within", n), format_args!("{} stands twice", quoted(name)));
                }
                Some(&number) => within.push(number),
                None => found.tell(place, ("within", n), format_args!("{} is no place of this file", quoted(name))),
            }
        }
        let WorldPlaceRow { name, iso2, iso3, m49, .. } = *row;
        WorldPlace { name, kind, iso2, iso3, m49, within, aliases: row.aliases.clone() }
    }

    /// Reports places that lie, over others, in themselves.
    fn cycles(&mut self, top: &Place<'f, '_>, places: &[WorldPlace]) {
        for ((n, place), above) in places.iter().enumerate().zip(above(places)) {
            if above.iter().any(|&a| usize::from(a) == n) {
                self.found.tell(&top.below("places", n, &place.name), "within", "leads back to the place itself");
            }
        }
    }
}

/// Returns the regions of the Places pane: those that lie in nothing, each with itself and all that lies in it.
pub(super) fn top_regions(places: &[WorldPlace]) -> Vec<Region> {
    let all = places.iter().zip(inside(places));
    let tops = all.filter(|(place, _)| place.kind == PlaceKind::Region && place.within.is_empty());
    tops.map(|(top, inside)| {
        let inside = inside.iter().filter_map(|&n| places.get(usize::from(n)));
        Region { name: top.name, places: std::iter::once(top.name).chain(inside.map(|place| place.name)).collect() }
    })
    .collect()
}
