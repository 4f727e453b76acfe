//! The published JSON format: what `export --format json` prints, schema 2. Other programs rely on its shape.

use std::collections::BTreeMap;
use std::io::Write;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::corpus::names::Names;
use crate::corpus::strings::Str;
use crate::corpus::vocabulary::TopicId;
use crate::corpus::{Corpus, Details, EntityId, PassageId, SCHEMA};
use crate::text;

/// A whole export.
#[derive(Serialize)]
pub struct DatasetOut<'a> {
    schema: u32,
    reports: Vec<ReportOut<'a>>,
    entities: Vec<EntityOut<'a>>,
    priorities: Vec<PriorityOut<'a>>,
    places: Vec<PlaceOut<'a>>,
    topics: Vec<TopicOut<'a>>,
    works: Vec<WorkOut<'a>>,
    partners: Vec<KnownPartnerOut<'a>>,
    initiatives: Vec<InitiativeOut<'a>>,
    glossary: Vec<TermOut<'a>>,
    passages: Vec<PassageOut<'a>>,
}

#[derive(Serialize)]
struct ReportOut<'a> {
    id: &'a str,
    title: &'a str,
    covers: u16,
    published: u16,
    terms: &'a str,
    url: Option<&'a str>,
    page_url: Option<&'a str>,
}

#[derive(Serialize)]
struct EntityOut<'a> {
    id: &'a str,
    name: &'a str,
    aliases: Vec<&'a str>,
    names: &'a BTreeMap<Str, Vec<Str>>,
    parent: Option<&'a str>,
    url: Option<&'a str>,
    roles: Vec<RoleOut>,
    survey: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    editorial: Option<&'a str>,
}

/// A role in a year.
#[derive(Debug, Serialize)]
pub struct RoleOut {
    /// The year.
    pub year: u16,
    /// The role.
    pub role: &'static str,
}

#[derive(Serialize)]
struct PriorityOut<'a> {
    number: u8,
    title: &'a str,
    subtitle: &'a str,
}

#[derive(Serialize)]
struct PlaceOut<'a> {
    name: &'a str,
    kind: &'static str,
    iso2: Option<&'a str>,
    iso3: Option<&'a str>,
    m49: Option<&'a str>,
    within: Vec<&'a str>,
    aliases: Vec<&'a str>,
    names: &'a BTreeMap<Str, Vec<Str>>,
    people: &'a BTreeMap<Str, Vec<Str>>,
}

#[derive(Serialize)]
struct TopicOut<'a> {
    id: &'a str,
    dimension: &'static str,
    name: &'a str,
    definition: &'a str,
}

#[derive(Serialize)]
struct WorkOut<'a> {
    id: &'a str,
    title: &'a str,
    entities: Vec<&'a str>,
    published: Option<u16>,
    languages: Vec<&'a str>,
    links: Vec<LinkOut<'a>>,
    series: &'a str,
    upcoming: bool,
    passages: Vec<&'a str>,
}

#[derive(Serialize)]
struct KnownPartnerOut<'a> {
    name: &'a str,
    kind: &'static str,
    aliases: Vec<&'a str>,
}

#[derive(Serialize)]
struct InitiativeOut<'a> {
    id: &'a str,
    name: &'a str,
    aliases: Vec<&'a str>,
    participants: Vec<ParticipantOut<'a>>,
}

#[derive(Serialize)]
struct ParticipantOut<'a> {
    entity: &'a str,
    passage: &'a str,
}

#[derive(Serialize)]
struct TermOut<'a> {
    term: &'a str,
    expansion: &'a str,
    meaning: &'a str,
}

#[derive(Serialize)]
struct LinkOut<'a> {
    label: &'a str,
    url: &'a str,
}

/// One passage of the export.
#[derive(Serialize)]
pub struct PassageOut<'a> {
    id: &'a str,
    report: &'a str,
    section: Vec<&'a str>,
    kind: &'static str,
    headline: &'a str,
    text: &'a str,
    style: &'static str,
    claims: Vec<ClaimOut<'a>>,
    entities: Vec<&'a str>,
    mentions: Vec<&'a str>,
    priorities: &'a [u8],
    years: &'a [u16],
    reported: u16,
    places: Vec<&'a str>,
    topics: Vec<&'a str>,
    work: Option<&'a str>,
    page: Option<u16>,
    links: Vec<LinkOut<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    editorial: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mark: Option<&'a str>,
    #[serde(flatten)]
    details: DetailsOut<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    promise: Option<FollowUpOut<'a>>,
}

/// A statement of a passage.
#[derive(Serialize)]
struct ClaimOut<'a> {
    quote: &'a str,
    entities: Vec<&'a str>,
    places: Vec<&'a str>,
    years: &'a [u16],
    topics: Vec<&'a str>,
    partners: Vec<PartnerOut<'a>>,
}

/// Somebody outside ICAT who has a part in a deed.
#[derive(Serialize)]
struct PartnerOut<'a> {
    name: &'a str,
    donor: bool,
}

/// What became of a commitment: our reading, not the reports'.
#[derive(Serialize)]
pub struct FollowUpOut<'a> {
    how: &'static str,
    why: &'a str,
    taken_up: Vec<TakenUpOut<'a>>,
}

#[derive(Serialize)]
struct TakenUpOut<'a> {
    #[serde(rename = "in")]
    passage: &'a str,
    note: &'a str,
}

impl<'a> FollowUpOut<'a> {
    /// Returns what we read in later reports about a commitment.
    #[must_use]
    pub fn new(corpus: &'a Corpus, follow_up: &'a crate::corpus::annotations::FollowUp) -> Self {
        let link = |(by, note): &'a (PassageId, Str)| TakenUpOut { passage: &corpus.passage(*by).id, note };
        Self { how: follow_up.how.word(), why: &follow_up.why, taken_up: follow_up.taken_up.iter().map(link).collect() }
    }
}

#[derive(Serialize)]
#[serde(untagged)]
enum DetailsOut<'a> {
    None {},
    Agreement {
        party: &'a str,
        with: Vec<&'a str>,
        form: &'static str,
        starred: bool,
        detail: &'a str,
    },
    Initiative {
        name: &'a str,
        scope: &'a str,
        composition: &'a str,
    },
    Publication {
        title: &'a str,
        published: Option<u16>,
        languages: Vec<&'a str>,
        upcoming: bool,
        #[serde(skip_serializing_if = "str::is_empty")]
        series: &'a str,
    },
    Quote {
        speaker: &'a str,
    },
}

impl<'a> DatasetOut<'a> {
    /// Creates an export with the given passages. Reports, bodies and priorities are always complete.
    pub fn new(corpus: &'a Corpus, passages: impl Iterator<Item = PassageId>) -> Self {
        let names = corpus.names();
        Self {
            schema: SCHEMA,
            reports: corpus
                .reports
                .iter()
                .map(|r| ReportOut {
                    id: &r.id,
                    title: &r.title,
                    covers: r.covers,
                    published: r.published,
                    terms: &r.terms,
                    url: r.url.as_deref(),
                    page_url: r.page_url.as_deref(),
                })
                .collect(),
            entities: corpus
                .entities
                .iter()
                .zip(corpus.entity_names.iter())
                .map(|(e, names)| EntityOut {
                    id: &e.id,
                    name: &e.name,
                    aliases: list(&e.aliases),
                    names: &names.names,
                    parent: e.parent.map(|p| corpus.entity(p).id.as_str()),
                    url: e.url.as_deref(),
                    roles: e.roles.iter().map(|&(year, role)| RoleOut { year, role: role.word() }).collect(),
                    survey: e.survey.map(crate::corpus::Survey::word),
                    editorial: e.editorial.as_deref(),
                })
                .collect(),
            priorities: corpus
                .priorities
                .iter()
                .map(|p| PriorityOut { number: p.number, title: &p.title, subtitle: &p.subtitle })
                .collect(),
            places: corpus
                .places
                .iter()
                .zip(corpus.place_names.iter())
                .map(|(place, names)| PlaceOut {
                    name: &place.name,
                    kind: place.kind.word(),
                    iso2: place.iso2.as_deref(),
                    iso3: place.iso3.as_deref(),
                    m49: place.m49.as_deref(),
                    within: place.within.iter().map(|&n| corpus.places[usize::from(n)].name.as_str()).collect(),
                    aliases: list(&place.aliases),
                    names: &names.names,
                    people: &names.people,
                })
                .collect(),
            topics: corpus
                .topics
                .iter()
                .map(|topic| TopicOut {
                    id: &topic.id,
                    dimension: topic.dimension.word(),
                    name: &topic.name,
                    definition: &topic.definition,
                })
                .collect(),
            works: works(corpus),
            partners: corpus
                .partners
                .iter()
                .map(|p| KnownPartnerOut { name: &p.name, kind: p.kind.word(), aliases: list(&p.aliases) })
                .collect(),
            initiatives: corpus
                .initiatives
                .iter()
                .map(|initiative| InitiativeOut {
                    id: &initiative.id,
                    name: &initiative.name,
                    aliases: list(&initiative.aliases),
                    participants: initiative
                        .participants
                        .iter()
                        .map(|&(body, id)| ParticipantOut {
                            entity: &corpus.entity(body).id,
                            passage: &corpus.passage(id).id,
                        })
                        .collect(),
                })
                .collect(),
            glossary: corpus
                .glossary
                .iter()
                .map(|term| TermOut { term: &term.term, expansion: &term.expansion, meaning: &term.meaning })
                .collect(),
            passages: passages.map(|id| PassageOut::new(corpus, names, id)).collect(),
        }
    }
}

/// Returns the works, each with the passages that are it or describe it.
fn works(corpus: &Corpus) -> Vec<WorkOut<'_>> {
    corpus
        .works
        .iter()
        .map(|work| WorkOut {
            id: &work.id,
            title: &work.title,
            entities: work.entities.iter().map(|&e| corpus.entity(e).id.as_str()).collect(),
            published: work.published,
            languages: list(&work.languages),
            links: work.links.iter().map(|l| LinkOut { label: &l.label, url: &l.url }).collect(),
            series: &work.series,
            upcoming: work.upcoming,
            passages: work.passages.iter().map(|&id| corpus.passage(id).id.as_str()).collect(),
        })
        .collect()
}

/// Writes passages, with everything that they refer to, as pretty-printed JSON with a trailing line break.
///
/// # Errors
/// If writing fails.
pub fn write(
    corpus: &Corpus,
    passages: impl Iterator<Item = PassageId>,
    out: &mut impl Write,
) -> serde_json::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &DatasetOut::new(corpus, passages))?;
    out.write_all(b"\n").map_err(serde_json::Error::io)
}

/// Returns the SHA-256 of the exported dataset in hexadecimal. It identifies the exact words that a citation rests on.
///
/// # Errors
/// If the dataset cannot be written as JSON, which does not happen with a valid corpus.
pub fn digest(corpus: &Corpus) -> serde_json::Result<String> {
    let mut hasher = Hashing(Sha256::new());
    write(corpus, corpus.passage_numbers(), &mut hasher)?;
    Ok(text::hex(&hasher.0.finalize()))
}

struct Hashing(Sha256);

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn list(words: &[Str]) -> Vec<&str> {
    words.iter().map(AsRef::as_ref).collect()
}

impl<'a> PassageOut<'a> {
    /// Creates the output of one passage, with the bodies that its text mentions.
    #[must_use]
    pub fn new(corpus: &'a Corpus, names: &Names, id: PassageId) -> Self {
        let passage = corpus.passage(id);
        let topics = |ids: &[TopicId]| ids.iter().map(|&t| corpus.topic(t).id.as_str()).collect::<Vec<_>>();
        let ids = |entities: &[EntityId]| entities.iter().map(|&e| corpus.entity(e).id.as_str()).collect::<Vec<_>>();
        Self {
            id: &passage.id,
            report: &corpus.report(passage.report).id,
            section: corpus.section_path(passage.section),
            kind: passage.kind.word(),
            headline: &passage.headline,
            text: &passage.text,
            style: passage.style.word(),
            claims: passage
                .claims
                .iter()
                .map(|claim| ClaimOut {
                    quote: passage.words_of(claim),
                    entities: ids(&claim.entities),
                    places: list(&claim.places),
                    years: &claim.years,
                    topics: topics(&claim.topics),
                    partners: claim
                        .partners
                        .iter()
                        .map(|partner| PartnerOut { name: &partner.name, donor: partner.donor })
                        .collect(),
                })
                .collect(),
            entities: ids(&passage.entities),
            mentions: ids(&names.mentions(passage)),
            priorities: &passage.priorities,
            years: &passage.years,
            reported: corpus.reported(id),
            places: list(&passage.places),
            topics: topics(&passage.topics),
            work: passage.work.map(|id| corpus.work(id).id.as_str()),
            page: passage.page,
            links: passage.links.iter().map(|l| LinkOut { label: &l.label, url: &l.url }).collect(),
            editorial: passage.editorial.as_deref(),
            parent: passage.parent.map(|p| corpus.passage(p).id.as_str()),
            mark: passage.mark.as_deref(),
            details: match &passage.details {
                Details::None => DetailsOut::None {},
                Details::Agreement { party, with, form, starred, detail } => {
                    DetailsOut::Agreement { party, with: ids(with), form: form.word(), starred: *starred, detail }
                }
                Details::Initiative { name, scope, composition } => DetailsOut::Initiative { name, scope, composition },
                Details::Publication { title, published, languages, upcoming, series } => DetailsOut::Publication {
                    title,
                    published: *published,
                    languages: list(languages),
                    upcoming: *upcoming,
                    series,
                },
                Details::Quote { speaker } => DetailsOut::Quote { speaker },
            },
            promise: corpus.follow_up(id).map(|p| FollowUpOut::new(corpus, p)),
        }
    }
}
