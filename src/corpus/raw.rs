//! The data files as written: nested sections and defaults, not checked yet.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess, Visitor};

use crate::corpus::strings::Str;

/// Implements `Deserialize` for rows so that they are read from JSON objects only. A derived implementation would also
/// accept a list of the values in the order of the fields. It is therefore derived as an inherent function, with
/// `remote = "Self"`, and a row that is missing from the list below does not compile.
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
    ReportFile SectionRow PassageRow ClaimRow PartnerRow LinkRow EntitiesFile EntityRow RoleRow PrioritiesFile
    PriorityRow TopicsFile TopicRow WorldPlaceRow WorksFile WorkRow PartnersFile
    KnownPartnerRow InitiativesFile InitiativeRow ParticipantRow SynonymsFile SynonymRow GlossaryFile TermRow PlacesFile RegionRow ReadingsFile FollowUpRow TakenUpRow CountRow FormerNameRow MandateRow
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct ReportFile {
    pub schema: u32,
    pub title: Str,
    pub covers: u16,
    pub published: u16,
    pub terms: Str,
    pub url: Option<Str>,
    pub page_url: Option<Str>,
    #[serde(default)]
    pub replaced_by: BTreeMap<Str, Str>,
    pub sections: Vec<SectionRow>,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct SectionRow {
    pub title: Option<Str>,
    pub kind: Option<Str>,
    pub style: Option<Str>,
    pub entities: Option<Vec<Str>>,
    pub priorities: Option<Vec<u8>>,
    pub years: Option<Vec<u16>>,
    pub places: Option<Vec<Str>>,
    #[serde(default)]
    pub passages: Vec<PassageRow>,
    #[serde(default)]
    pub sections: Vec<Self>,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct PassageRow {
    pub id: Str,
    pub headline: Str,
    pub text: Str,
    pub kind: Option<Str>,
    pub style: Option<Str>,
    pub entities: Option<Vec<Str>>,
    pub priorities: Option<Vec<u8>>,
    pub years: Option<Vec<u16>>,
    pub places: Option<Vec<Str>>,
    #[serde(default)]
    pub claims: Vec<ClaimRow>,
    pub page: Option<u16>,
    #[serde(default)]
    pub topics: Vec<Str>,
    pub work: Option<Str>,
    #[serde(default)]
    pub links: Vec<LinkRow>,
    pub editorial: Option<Str>,
    pub parent: Option<Str>,
    pub mark: Option<Str>,
    pub party: Option<Str>,
    pub with: Option<Vec<Str>>,
    pub form: Option<Str>,
    pub starred: Option<bool>,
    pub detail: Option<Str>,
    pub name: Option<Str>,
    pub scope: Option<Str>,
    pub composition: Option<Str>,
    pub title: Option<Str>,
    #[serde(default, deserialize_with = "present")]
    pub published: Option<Option<u16>>,
    pub languages: Option<Vec<Str>>,
    pub upcoming: Option<bool>,
    pub series: Option<Str>,
    pub speaker: Option<Str>,
    /// The doubts of a draft that nobody has accepted yet.
    pub draft: Option<Vec<Str>>,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct ClaimRow {
    pub quote: Str,
    pub entities: Vec<Str>,
    #[serde(default)]
    pub places: Vec<Str>,
    #[serde(default)]
    pub years: Vec<u16>,
    #[serde(default)]
    pub topics: Vec<Str>,
    #[serde(default)]
    pub partners: Vec<PartnerRow>,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct PartnerRow {
    pub name: Str,
    #[serde(default)]
    pub donor: bool,
}

/// Distinguishes a field that is null (`Some(None)`) from one that is absent (`None`).
fn present<'de, D: Deserializer<'de>>(row: D) -> Result<Option<Option<u16>>, D::Error> {
    Option::<u16>::deserialize(row).map(Some)
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct LinkRow {
    pub label: Str,
    pub url: Str,
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
    pub id: Str,
    pub name: Str,
    #[serde(default)]
    pub aliases: Vec<Str>,
    #[serde(default)]
    pub names: BTreeMap<Str, Vec<Str>>,
    pub parent: Option<Str>,
    pub url: Option<Str>,
    #[serde(default)]
    pub roles: Vec<RoleRow>,
    pub survey: Option<Str>,
    pub editorial: Option<Str>,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct RoleRow {
    pub year: u16,
    pub role: Str,
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
    pub title: Str,
    pub subtitle: Str,
    pub short: Str,
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
    pub term: Str,
    #[serde(default)]
    pub expansion: Str,
    #[serde(default)]
    pub meaning: Str,
    pub defined_in: Option<Str>,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct PlacesFile {
    pub schema: u32,
    /// In schema 1.
    #[serde(default)]
    pub regions: Vec<RegionRow>,
    /// In schema 2.
    #[serde(default)]
    pub places: Vec<WorldPlaceRow>,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct WorldPlaceRow {
    pub name: Str,
    pub kind: Str,
    pub iso2: Option<Str>,
    pub iso3: Option<Str>,
    pub m49: Option<Str>,
    #[serde(default)]
    pub within: Vec<Str>,
    #[serde(default)]
    pub aliases: Vec<Str>,
    #[serde(default)]
    pub names: BTreeMap<Str, Vec<Str>>,
    #[serde(default)]
    pub people: BTreeMap<Str, Vec<Str>>,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct WorksFile {
    pub schema: u32,
    pub works: Vec<WorkRow>,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct WorkRow {
    pub id: Str,
    pub title: Str,
    #[serde(default)]
    pub entities: Vec<Str>,
    pub published: Option<u16>,
    #[serde(default)]
    pub languages: Vec<Str>,
    #[serde(default)]
    pub links: Vec<LinkRow>,
    #[serde(default)]
    pub series: Str,
    #[serde(default)]
    pub upcoming: bool,
    #[serde(default)]
    pub passages: Vec<Str>,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct PartnersFile {
    pub schema: u32,
    pub partners: Vec<KnownPartnerRow>,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct KnownPartnerRow {
    pub name: Str,
    pub kind: Str,
    #[serde(default)]
    pub aliases: Vec<Str>,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct InitiativesFile {
    pub schema: u32,
    pub initiatives: Vec<InitiativeRow>,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct InitiativeRow {
    pub id: Str,
    pub name: Str,
    #[serde(default)]
    pub aliases: Vec<Str>,
    #[serde(default)]
    pub participants: Vec<ParticipantRow>,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct ParticipantRow {
    pub entity: Str,
    pub passage: Str,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct SynonymsFile {
    pub schema: u32,
    pub synonyms: Vec<SynonymRow>,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct SynonymRow {
    pub words: Vec<Str>,
    #[serde(default)]
    pub wide: bool,
    #[serde(default)]
    pub narrower: Vec<Str>,
    #[serde(default)]
    pub names: BTreeMap<Str, Vec<Str>>,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct TopicsFile {
    pub schema: u32,
    pub topics: Vec<TopicRow>,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct TopicRow {
    pub id: Str,
    pub dimension: Str,
    pub name: Str,
    pub definition: Str,
    #[serde(default)]
    pub includes: Str,
    #[serde(default)]
    pub excludes: Str,
    #[serde(default)]
    pub words: Vec<Str>,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct RegionRow {
    pub name: Str,
    pub places: Vec<Str>,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct ReadingsFile {
    pub schema: u32,
    #[serde(default)]
    pub promises: Vec<FollowUpRow>,
    #[serde(default)]
    pub counts: Vec<CountRow>,
    #[serde(default)]
    pub former_names: Vec<FormerNameRow>,
    #[serde(default)]
    pub mandates: Vec<MandateRow>,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct MandateRow {
    pub entity: Str,
    pub passage: Str,
    pub quote: Str,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct FollowUpRow {
    pub commitment: Str,
    pub how: Str,
    pub why: Str,
    #[serde(default)]
    pub taken_up: Vec<TakenUpRow>,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct TakenUpRow {
    #[serde(rename = "in")]
    pub passage: Str,
    #[serde(default)]
    pub note: Str,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct CountRow {
    pub passage: Str,
    pub year: u16,
    pub counts: Str,
    pub printed: u16,
    #[serde(default)]
    pub note: Str,
}

#[derive(Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(crate) struct FormerNameRow {
    pub entity: Str,
    pub name: Str,
    pub passages: Vec<Str>,
}
