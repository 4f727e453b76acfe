//! The closed vocabularies that passages and claims are tagged with: topics, and the places of the world.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub use crate::corpus::kinds::{Dimension, PlaceKind};
use crate::corpus::strings::Str;

/// The index of a topic in [`crate::corpus::Dataset::topics`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TopicId(pub u16);

/// A topic: a value of one of the three vocabularies of the field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Topic {
    /// Its id, such as `forced-labour`.
    pub id: Str,
    /// What it says something about.
    pub dimension: Dimension,
    /// Its name, as the field says it.
    pub name: Str,
    /// Its definition, in our words.
    pub definition: Str,
    /// What counts as it.
    pub includes: Str,
    /// What does not, and where that goes instead.
    pub excludes: Str,
    /// Words by which a reader recognizes it, in lower case.
    pub words: Vec<Str>,
}

/// A country, a region or a group of countries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct WorldPlace {
    /// Its name, as passages are tagged with it.
    pub name: Str,
    /// What it is.
    pub kind: PlaceKind,
    /// The code of ISO 3166-1 with two letters, of a country.
    pub iso2: Option<Str>,
    /// The code of ISO 3166-1 with three letters, of a country.
    pub iso3: Option<Str>,
    /// The code of UN M49, three digits, where it has one.
    pub m49: Option<Str>,
    /// The regions and groups in which it lies, as indices into [`crate::corpus::Dataset::places`].
    pub within: Vec<u16>,
    /// Other names in English: official, short, former.
    pub aliases: Vec<Str>,
}

impl WorldPlace {
    /// Returns its names in English: its own and the others.
    pub fn all_names(&self) -> impl Iterator<Item = &Str> {
        std::iter::once(&self.name).chain(&self.aliases)
    }
}

/// Words that stand for the same thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct SynonymGroup {
    /// Words and expressions in English.
    pub words: Vec<Str>,
    /// Whether they stand for a concept rather than for each other to the word: near enough for a search, but not to
    /// credit a body.
    pub wide: bool,
    /// Expressions for kinds of it, which those who look for it want too.
    pub narrower: Vec<Str>,
    /// Words and expressions in other languages.
    pub names: BTreeMap<Str, Vec<Str>>,
}

/// What a body or a place is called in other languages, and what the people of a place are called in any, by the code of
/// the language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct OtherNames {
    /// Names in other languages.
    pub names: BTreeMap<Str, Vec<Str>>,
    /// What people and things of the place are called.
    pub people: BTreeMap<Str, Vec<Str>>,
}
