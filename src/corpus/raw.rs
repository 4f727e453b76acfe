//! The data files as they are written: nested sections, defaults, and nothing checked yet.

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReportFile {
    pub schema: u32,
    pub title: String,
    pub covers: u16,
    pub published: u16,
    pub terms: String,
    pub sections: Vec<SectionRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SectionRow {
    pub title: Option<String>,
    pub kind: Option<String>,
    pub style: Option<String>,
    pub entities: Option<Vec<String>>,
    pub priorities: Option<Vec<u8>>,
    pub years: Option<Vec<u16>>,
    pub places: Option<Vec<String>>,
    #[serde(default)]
    pub passages: Vec<PassageRow>,
    #[serde(default)]
    pub sections: Vec<Self>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PassageRow {
    pub id: String,
    pub headline: String,
    pub text: String,
    pub kind: Option<String>,
    pub style: Option<String>,
    pub entities: Option<Vec<String>>,
    pub priorities: Option<Vec<u8>>,
    pub years: Option<Vec<u16>>,
    pub places: Option<Vec<String>>,
    #[serde(default)]
    pub links: Vec<LinkRow>,
    pub editorial: Option<String>,
    pub parent: Option<String>,
    pub mark: Option<String>,
    pub party: Option<String>,
    pub with: Option<Vec<String>>,
    pub form: Option<String>,
    pub starred: Option<bool>,
    pub detail: Option<String>,
    pub name: Option<String>,
    pub scope: Option<String>,
    pub composition: Option<String>,
    pub title: Option<String>,
    #[serde(default, deserialize_with = "present")]
    pub published: Option<Option<u16>>,
    pub languages: Option<Vec<String>>,
    pub upcoming: Option<bool>,
    pub series: Option<String>,
    pub speaker: Option<String>,
}

/// Tells a field that is null from one that is not there.
fn present<'de, D: serde::Deserializer<'de>>(row: D) -> Result<Option<Option<u16>>, D::Error> {
    Option::<u16>::deserialize(row).map(Some)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkRow {
    pub label: String,
    pub url: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EntitiesFile {
    pub schema: u32,
    pub entities: Vec<EntityRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EntityRow {
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    pub parent: Option<String>,
    pub url: Option<String>,
    #[serde(default)]
    pub roles: Vec<RoleRow>,
    pub editorial: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RoleRow {
    pub year: u16,
    pub role: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PrioritiesFile {
    pub schema: u32,
    pub priorities: Vec<PriorityRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PriorityRow {
    pub number: u8,
    pub title: String,
    pub subtitle: String,
    pub short: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GlossaryFile {
    pub schema: u32,
    pub terms: Vec<TermRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TermRow {
    pub term: String,
    #[serde(default)]
    pub expansion: String,
    #[serde(default)]
    pub meaning: String,
    pub defined_in: Option<String>,
}
