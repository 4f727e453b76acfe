//! The corpus: every passage of the reports, the bodies that act in them, and their priorities.
//!
//! It is built once, by [`load`], from the embedded files or from a directory with the same layout. It is immutable.

pub mod agreements;
pub mod annotations;
pub mod claims;
pub mod facet_values;
pub mod filter;
pub mod gazetteer;
mod kinds;
pub mod languages;
pub mod list;
pub mod load;
mod lookup;
pub mod matching;
pub mod name_index;
pub mod names;
pub mod packed;
pub mod postings;
pub mod prepared;
pub(crate) mod raw;
pub mod sorted_lines;
pub mod stored;
pub mod strings;
pub mod subject;
pub mod symbols;
pub mod vocabulary;
pub mod works;

use std::ops::{Deref, Range};
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

pub use kinds::{AgreementForm, Kind, PassageStyle, Role, Survey};
use list::List;
use name_index::NameIndex;
use packed::Packed;
use postings::Postings;
use prepared::{FilesState, Prepared};
use strings::{PassageText, Str};

/// The schema number of the data files and of the exported JSON.
pub const SCHEMA: u32 = 2;
/// Maximum length of a headline, in characters.
pub const HEADLINE_MAX: usize = 72;

/// The index of a passage, in reading order across all reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PassageId(pub u32);
/// The index of a body of ICAT, or of ICAT itself, in the order of `entities.json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntityId(pub u16);
/// The index of a report, in order of publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ReportId(pub u16);
/// The index of a section of a report, in reading order across all reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SectionId(pub u32);

impl PassageId {
    /// Returns the index into [`Dataset::passages`].
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl EntityId {
    /// Returns the index into [`Dataset::entities`].
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

impl Entity {
    /// Returns its names in English: id, name and other names.
    pub fn all_names(&self) -> impl Iterator<Item = &Str> {
        [&self.id, &self.name].into_iter().chain(&self.aliases)
    }
}

impl ReportId {
    /// Returns the index into [`Dataset::reports`].
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

impl SectionId {
    /// Returns the index into [`Dataset::sections`].
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A report as published by ICAT.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Report {
    /// Id: the file name without its extension.
    pub id: Str,
    /// Title as printed.
    pub title: Str,
    /// The year that the report covers.
    pub covers: u16,
    /// The year of publication.
    pub published: u16,
    /// The terms under which its text may be reproduced, in our words.
    pub terms: Str,
    /// The address of its document, where it is known.
    pub url: Option<Str>,
    /// The address of the web page that offers it, where it is known.
    pub page_url: Option<Str>,
    /// Headings and passages in reading order.
    pub items: Vec<Item>,
    /// The range of its passages in [`Dataset::passages`].
    pub passages: Range<u32>,
    /// For each item, the approximate number of columns of text before it. Has one more entry than `items`: the total.
    pub weight: Vec<u64>,
}

/// An item of a report in reading order: a heading or a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Item {
    /// A heading.
    Heading(SectionId),
    /// A passage.
    Passage(PassageId),
}

/// A section of a report.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Section {
    /// The report.
    pub report: ReportId,
    /// The enclosing section.
    pub parent: Option<SectionId>,
    /// The heading as printed; in square brackets if it is ours.
    pub title: Str,
    /// The nesting depth; 0 at the top level.
    pub depth: u16,
    /// The index of its heading in [`Report::items`].
    pub item: u32,
}

/// A body of ICAT, or ICAT itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Entity {
    /// Canonical id, such as `UNODC` or `OSCE-ODIHR`.
    pub id: Str,
    /// Full name.
    pub name: Str,
    /// Other names that the reports use, including former names and misprints.
    pub aliases: Vec<Str>,
    /// The body that it is part of.
    pub parent: Option<EntityId>,
    /// Its home page, if the reports give one.
    pub url: Option<Str>,
    /// Its roles in ICAT, by year, as the reports list them.
    pub roles: Vec<(u16, Role)>,
    /// Whether it answered the survey for the mapping resource, where that is known.
    pub survey: Option<Survey>,
    /// Our note on what the reports do not say about it.
    pub editorial: Option<Str>,
}

/// One of the six priorities of the ICAT Plan of Action.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Priority {
    /// Its number, 1 to 6.
    pub number: u8,
    /// Its title.
    pub title: Str,
    /// The rest of its title, after the colon.
    pub subtitle: Str,
    /// A short title of one or two words, ours, for table rows.
    pub short: Str,
}

/// A link given by a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Link {
    /// A description of the target.
    pub label: Str,
    /// The URL.
    pub url: Str,
}

/// The additional fields of some kinds of passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub enum Details {
    /// No additional fields.
    None,
    /// An entry of the table of agreements.
    Agreement {
        /// The body whose row the entry is in, as printed.
        party: Str,
        /// The bodies that the entry names.
        with: Box<[EntityId]>,
        /// Whether it is a memorandum of understanding or another framework.
        form: AgreementForm,
        /// Whether the report marks it with an asterisk: another body reported it, as the body of the row did not answer the
        /// survey.
        starred: bool,
        /// The printed qualifier, such as the name of the instrument.
        detail: Str,
    },
    /// A row of the table of initiatives.
    Initiative {
        /// Its name.
        name: Str,
        /// Its geographical scope.
        scope: Str,
        /// The bodies that compose, lead or support it.
        composition: Str,
    },
    /// A publication.
    Publication {
        /// Its title.
        title: Str,
        /// The year of publication, if printed.
        published: Option<u16>,
        /// The languages in which it is available.
        languages: Box<[Str]>,
        /// Whether it was still to be published.
        upcoming: bool,
        /// The series that it belongs to; empty if none is printed.
        series: Str,
    },
    /// A quotation.
    Quote {
        /// The person quoted.
        speaker: Str,
    },
}

/// A paragraph, bullet, table row, quotation, caption or footnote of a report, word for word.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Passage {
    /// Stable, readable id.
    pub id: Str,
    /// The report that it is from.
    pub report: ReportId,
    /// The section that it is in.
    pub section: SectionId,
    /// The kind of passage.
    pub kind: Kind,
    /// How it is typeset.
    pub style: PassageStyle,
    /// What it is about, in our words.
    pub headline: Str,
    /// The text, word for word.
    pub text: PassageText,
    /// Its statements, in the order of the text. Empty if it is one statement, with the tags of the passage.
    pub claims: Box<[claims::Claim]>,
    /// The bodies that act in it or own it: the union of those of its claims.
    pub entities: List<EntityId>,
    /// The priorities that the report files it under or says it serves.
    pub priorities: List<u8>,
    /// The years that its words state.
    pub years: List<u16>,
    /// The countries and regions that it names, whatever part they play.
    pub places: List<Str>,
    /// The topics that it is about.
    pub topics: List<vocabulary::TopicId>,
    /// The published work that it is or describes.
    pub work: Option<works::WorkId>,
    /// The page of the printed report, where it is known.
    pub page: Option<u16>,
    /// The links that the report gives in it.
    pub links: Box<[Link]>,
    /// Our note on an error or peculiarity of the source.
    pub editorial: Option<Str>,
    /// The passage that it belongs to: the lead-in of a list item, or the passage that a footnote annotates.
    pub parent: Option<PassageId>,
    /// The printed mark of a footnote.
    pub mark: Option<Str>,
    /// The additional fields of its kind.
    pub details: Details,
}

/// A term or an acronym of the field.
#[allow(clippy::struct_field_names)]
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Term {
    /// The acronym or term.
    pub term: Str,
    /// The expansion; empty for a term that needs none.
    pub expansion: Str,
    /// The meaning in our words; empty if the expansion says it all.
    pub meaning: Str,
    /// The passage that defines it.
    pub defined_in: Option<PassageId>,
}

/// The contents of the data files, checked and resolved. The build script packs them, so that the program does not have
/// to check and resolve them again.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Dataset {
    /// Reports in order of publication.
    pub reports: Vec<Report>,
    /// Sections in reading order.
    pub sections: Vec<Section>,
    /// Bodies in the order of the file, which is also the display order.
    pub entities: Vec<Entity>,
    /// The priorities in order.
    pub priorities: Vec<Priority>,
    /// The terms of the field, in alphabetical order.
    pub glossary: Vec<Term>,
    /// The topics, in the order of the file.
    pub topics: Vec<vocabulary::Topic>,
    /// The places of the world, in the order of the file.
    pub places: Vec<vocabulary::WorldPlace>,
    /// The published works.
    pub works: Vec<works::Work>,
    /// Partners outside ICAT.
    pub partners: Vec<works::KnownPartner>,
    /// Ids of passages that went, each with the passage that stands for it now.
    pub replaced: Vec<(Str, PassageId)>,
    /// Passages in reading order, report by report.
    pub passages: Vec<Passage>,
    /// Our readings of the passages.
    pub annotations: annotations::Annotations,
    // What few runs need comes last, so that its strings stand apart from those of the passages.
    /// For each body, its names in other languages.
    pub entity_names: Packed<Vec<vocabulary::OtherNames>>,
    /// For each place of the world, its names in other languages and those of its people.
    pub place_names: Packed<Vec<vocabulary::OtherNames>>,
    /// Initiatives in which bodies take part.
    pub initiatives: Packed<Vec<works::JointInitiative>>,
    /// Groups of words that mean the same.
    pub synonyms: Packed<Vec<vocabulary::SynonymGroup>>,
}

/// The dataset with its postings and lookups: everything that the explorer knows.
#[derive(Debug, Clone)]
pub struct Corpus {
    parts: Dataset,
    /// The passages of each entity, year, priority, kind, report and place.
    pub postings: Postings,
    /// Whether this is the built-in corpus.
    pub built_in: bool,
    /// Its indexes and its digest, if they were worked out beforehand.
    pub prepared: Option<Prepared>,
    /// The files that it was read from, if a pack of them may be kept.
    pub read_from: Option<FilesState>,
    /// Notices about entries of the data directory that were not read, one sentence each.
    pub notices: Vec<String>,
    /// Passages sorted by id; filled by the first lookup.
    by_id: OnceLock<Vec<PassageId>>,
    /// The names of the bodies; filled on first use.
    names: OnceLock<names::Names>,
    /// The terms of the glossary; filled on first use.
    terms: OnceLock<names::NameFinder<u32>>,
    /// The table of agreements; filled on first use.
    agreements: OnceLock<agreements::AgreementTable>,
    /// The places; filled by the first lookup.
    gazetteer: OnceLock<gazetteer::Gazetteer>,
    /// The names of bodies and places; of own data, filled on first use.
    name_index: OnceLock<NameIndex>,
}

impl Deref for Corpus {
    type Target = Dataset;

    fn deref(&self) -> &Dataset {
        &self.parts
    }
}

impl Corpus {
    /// Creates a corpus from a checked dataset and builds its postings.
    #[must_use]
    pub fn new(parts: Dataset) -> Self {
        let postings = Postings::new(&parts);
        Self {
            parts,
            postings,
            built_in: false,
            prepared: None,
            read_from: None,
            notices: Vec::new(),
            by_id: OnceLock::new(),
            names: OnceLock::new(),
            terms: OnceLock::new(),
            agreements: OnceLock::new(),
            gazetteer: OnceLock::new(),
            name_index: OnceLock::new(),
        }
    }

    /// Creates a corpus from a packed dataset, the index of its names, and what else was worked out beforehand.
    #[must_use]
    pub fn prepared(parts: Dataset, names: NameIndex, prepared: Prepared) -> Self {
        Self { prepared: Some(prepared), name_index: names.into(), ..Self::new(parts) }
    }

    /// Returns the passage with an id.
    #[must_use]
    pub fn passage(&self, id: PassageId) -> &Passage {
        &self.passages[id.index()]
    }

    /// Returns the entity with an id.
    #[must_use]
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.index()]
    }

    /// Returns the report with an id.
    #[must_use]
    pub fn report(&self, id: ReportId) -> &Report {
        &self.reports[id.index()]
    }

    /// Returns the section with an id.
    #[must_use]
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.index()]
    }

    /// Returns the priority with a number, from 1 to 6.
    #[must_use]
    pub fn priority(&self, number: u8) -> Option<&Priority> {
        self.priorities.iter().find(|p| p.number == number)
    }

    /// Returns a topic.
    #[must_use]
    pub fn topic(&self, id: vocabulary::TopicId) -> &vocabulary::Topic {
        &self.topics[usize::from(id.0)]
    }

    /// Returns the titles of a section and of those that enclose it, outermost first.
    #[must_use]
    pub fn section_path(&self, section: SectionId) -> Vec<&str> {
        let mut path = Vec::new();
        let mut at = Some(section);
        while let Some(id) = at {
            let section = self.section(id);
            path.push(&*section.title);
            at = section.parent;
        }
        path.reverse();
        path
    }

    /// Returns the index of a passage in the items of its report.
    #[must_use]
    pub fn item_of(&self, id: PassageId) -> usize {
        let report = self.report(self.passage(id).report);
        report.items.iter().position(|&item| item == Item::Passage(id)).unwrap_or(0)
    }

    /// Returns the ids of all reports, in order of publication.
    pub fn report_numbers(&self) -> impl Iterator<Item = ReportId> + use<> {
        (0u16..).take(self.reports.len()).map(ReportId)
    }

    /// Returns the ids of all passages, in reading order.
    pub fn passage_numbers(&self) -> impl DoubleEndedIterator<Item = PassageId> + use<> {
        (0..self.reports.last().map_or(0, |report| report.passages.end)).map(PassageId)
    }
}

impl Str {
    /// Returns the string slice.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self
    }
}
