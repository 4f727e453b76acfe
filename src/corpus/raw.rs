//! The data files as they are written: nested sections, defaults, and nothing checked yet.

use std::fmt;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess, Visitor};

use crate::corpus::words::Words;

/// Lets rows be read from objects alone. What is derived would take a list of the values as well, in the order of the
/// fields; so it is derived beside the trait, and a row that is not named here does not compile.
macro_rules! objects {
    ($($row:ident)+) => {$(
        impl Deserialize<'static> for $row {
            fn deserialize<D: Deserializer<'static>>(row: D) -> Result<Self, D::Error> {
                struct Object;

                impl Visitor<'static> for Object {
                    type Value = $row;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str("an object")
                    }

                    fn visit_map<A: MapAccess<'static>>(self, map: A) -> Result<$row, A::Error> {
                        <$row>::deserialize(MapAccessDeserializer::new(map))
                    }
                }

                row.deserialize_map(Object)
            }
        }
    )+};
}

objects! {
    ReportFile SectionRow PassageRow LinkRow EntitiesFile EntityRow RoleRow PrioritiesFile
    PriorityRow GlossaryFile TermRow PlacesFile RegionRow ReadingsFile PromiseRow TakenUpRow CountRow FormerNameRow
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct ReportFile {
    pub schema: u32,
    pub title: Words,
    pub covers: u16,
    pub published: u16,
    pub terms: Words,
    pub sections: Vec<SectionRow>,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct SectionRow {
    pub title: Option<Words>,
    pub kind: Option<Words>,
    pub style: Option<Words>,
    pub entities: Option<Vec<Words>>,
    pub priorities: Option<Vec<u8>>,
    pub years: Option<Vec<u16>>,
    pub places: Option<Vec<Words>>,
    #[serde(default)]
    pub passages: Vec<PassageRow>,
    #[serde(default)]
    pub sections: Vec<Self>,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct PassageRow {
    pub id: Words,
    pub headline: Words,
    pub text: Words,
    pub kind: Option<Words>,
    pub style: Option<Words>,
    pub entities: Option<Vec<Words>>,
    pub priorities: Option<Vec<u8>>,
    pub years: Option<Vec<u16>>,
    pub places: Option<Vec<Words>>,
    #[serde(default)]
    pub links: Vec<LinkRow>,
    pub editorial: Option<Words>,
    pub parent: Option<Words>,
    pub mark: Option<Words>,
    pub party: Option<Words>,
    pub with: Option<Vec<Words>>,
    pub form: Option<Words>,
    pub starred: Option<bool>,
    pub detail: Option<Words>,
    pub name: Option<Words>,
    pub scope: Option<Words>,
    pub composition: Option<Words>,
    pub title: Option<Words>,
    #[serde(default, deserialize_with = "present")]
    pub published: Option<Option<u16>>,
    pub languages: Option<Vec<Words>>,
    pub upcoming: Option<bool>,
    pub series: Option<Words>,
    pub speaker: Option<Words>,
}

/// Tells a field that is null from one that is not there.
fn present<'de, D: Deserializer<'de>>(row: D) -> Result<Option<Option<u16>>, D::Error> {
    Option::<u16>::deserialize(row).map(Some)
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct LinkRow {
    pub label: Words,
    pub url: Words,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct EntitiesFile {
    pub schema: u32,
    pub entities: Vec<EntityRow>,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct EntityRow {
    pub id: Words,
    pub name: Words,
    #[serde(default)]
    pub aliases: Vec<Words>,
    pub parent: Option<Words>,
    pub url: Option<Words>,
    #[serde(default)]
    pub roles: Vec<RoleRow>,
    pub editorial: Option<Words>,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct RoleRow {
    pub year: u16,
    pub role: Words,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct PrioritiesFile {
    pub schema: u32,
    pub priorities: Vec<PriorityRow>,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct PriorityRow {
    pub number: u8,
    pub title: Words,
    pub subtitle: Words,
    pub short: Words,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct GlossaryFile {
    pub schema: u32,
    pub terms: Vec<TermRow>,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct TermRow {
    pub term: Words,
    #[serde(default)]
    pub expansion: Words,
    #[serde(default)]
    pub meaning: Words,
    pub defined_in: Option<Words>,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct PlacesFile {
    pub schema: u32,
    pub regions: Vec<RegionRow>,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct RegionRow {
    pub name: Words,
    pub places: Vec<Words>,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct ReadingsFile {
    pub schema: u32,
    #[serde(default)]
    pub promises: Vec<PromiseRow>,
    #[serde(default)]
    pub counts: Vec<CountRow>,
    #[serde(default)]
    pub former_names: Vec<FormerNameRow>,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct PromiseRow {
    pub commitment: Words,
    pub how: Words,
    pub why: Words,
    #[serde(default)]
    pub taken_up: Vec<TakenUpRow>,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct TakenUpRow {
    #[serde(rename = "in")]
    pub passage: Words,
    #[serde(default)]
    pub note: Words,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct CountRow {
    pub passage: Words,
    pub year: u16,
    pub counts: Words,
    pub printed: u16,
    #[serde(default)]
    pub note: Words,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct FormerNameRow {
    pub entity: Words,
    pub name: Words,
    pub passages: Vec<Words>,
}
