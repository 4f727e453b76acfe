//! The corpus: every passage of the reports, the bodies that act in them, and the priorities they are filed under.
//!
//! It is built once, by [`load`], from the embedded files or from a directory of the same files, and never changes.

pub mod agreements;
pub mod annotations;
pub mod filter;
mod kinds;
pub mod load;
mod lookup;
pub mod names;
pub mod postings;
pub(crate) mod raw;
pub mod strings;

use std::ops::{Deref, Range};
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

pub use kinds::{AgreementForm, Kind, Role, Style};
use postings::Postings;
use strings::Str;

/// The schema number of the data files and of the exported JSON.
pub const SCHEMA: u32 = 1;
/// Most characters that a headline may have.
pub const HEADLINE_MAX: usize = 72;

/// A passage, by its place in reading order over all reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PassageId(pub u32);
/// A body of ICAT, or ICAT itself, by its place in `entities.json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntityId(pub u16);
/// A report, by its place in order of publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ReportId(pub u16);
/// A section of a report, by its place in reading order over all reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SectionId(pub u32);

impl PassageId {
    /// Its place in [`Dataset::passages`].
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl EntityId {
    /// Its place in [`Dataset::entities`].
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

impl ReportId {
    /// Its place in [`Dataset::reports`].
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

impl SectionId {
    /// Its place in [`Dataset::sections`].
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A report, as ICAT published it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Report {
    /// Id: the name of its file without the extension.
    pub id: Str,
    /// Title as printed.
    pub title: Str,
    /// The year that it tells of.
    pub covers: u16,
    /// The year in which it was published.
    pub published: u16,
    /// On what terms its text may be reproduced, in our words.
    pub terms: Str,
    /// Headings and passages in reading order.
    pub items: Vec<Item>,
    /// Its passages.
    pub passages: Range<u32>,
    /// For each item, how many columns of text stand before it; one more entry than items.
    pub weight: Vec<u64>,
}

/// What a reader meets on the way through a report.
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
    /// The section in which it stands.
    pub parent: Option<SectionId>,
    /// Its heading as printed; in square brackets where it is ours.
    pub title: Str,
    /// How deep it stands: 0 at the top.
    pub depth: u16,
    /// Its place among the items of its report.
    pub item: u32,
}

/// A body of ICAT, or ICAT itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Entity {
    /// Canonical id, such as `UNODC` or `OSCE-ODIHR`.
    pub id: Str,
    /// Name in full.
    pub name: Str,
    /// Other names that the reports use, former names and misprints among them.
    pub aliases: Vec<Str>,
    /// The body of which it is a part.
    pub parent: Option<EntityId>,
    /// Its home page, where the reports give one.
    pub url: Option<Str>,
    /// What it was in ICAT, year by year, as the reports list it.
    pub roles: Vec<(u16, Role)>,
    /// What the reports do not tell of it, in our words.
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
    /// Its title in a word or two of ours, for a row.
    pub short: Str,
}

/// A link that a report gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Link {
    /// What it leads to.
    pub label: Str,
    /// Its address.
    pub url: Str,
}

/// What some kinds of passage carry besides their text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub enum Details {
    /// Nothing more.
    None,
    /// An entry of the table of agreements.
    Agreement {
        /// The body in whose row it stands, as printed.
        party: Str,
        /// The bodies that it names.
        with: Box<[EntityId]>,
        /// Memorandum of understanding or other framework.
        form: AgreementForm,
        /// Whether the report marks it as said by one side that alone was asked.
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
        /// Who composes, leads or supports it.
        composition: Str,
    },
    /// A publication.
    Publication {
        /// Its title.
        title: Str,
        /// The year in which it appeared, where printed.
        published: Option<u16>,
        /// The languages in which it is to be had.
        languages: Box<[Str]>,
        /// Whether it had not yet appeared.
        upcoming: bool,
        /// The series to which it belongs; empty where none is printed.
        series: Str,
    },
    /// A quotation.
    Quote {
        /// Who says it.
        speaker: Str,
    },
}

/// One paragraph, bullet, table row, quotation, caption or footnote of a report, in the report's own words.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Passage {
    /// Stable, readable id.
    pub id: Str,
    /// Its report.
    pub report: ReportId,
    /// Its section.
    pub section: SectionId,
    /// What it is.
    pub kind: Kind,
    /// How it is set.
    pub style: Style,
    /// What it is about, in our words.
    pub headline: Str,
    /// The report's words.
    pub text: Str,
    /// Those who act in it or own it.
    pub entities: Box<[EntityId]>,
    /// The priorities that the report files it under or says that it serves.
    pub priorities: Box<[u8]>,
    /// The years that it tells of.
    pub years: Box<[u16]>,
    /// Countries and regions that it names.
    pub places: Box<[Str]>,
    /// Links that the report gives.
    pub links: Box<[Link]>,
    /// Our note on an error or a peculiarity of the source.
    pub editorial: Option<Str>,
    /// The passage under which it hangs: the lead-in of a list, or what a footnote annotates.
    pub parent: Option<PassageId>,
    /// The printed mark of a footnote.
    pub mark: Option<Str>,
    /// What its kind carries besides.
    pub details: Details,
}

/// A term or an acronym of the field.
#[allow(clippy::struct_field_names)]
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Term {
    /// The acronym or term.
    pub term: Str,
    /// What it stands for; empty for a term that stands for itself.
    pub expansion: Str,
    /// What it means, in our words; empty where the expansion says it all.
    pub meaning: Str,
    /// The passage that defines it.
    pub defined_in: Option<PassageId>,
}

/// What the data files say, checked and resolved. The build script packs it, so that the program need not do so again.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Dataset {
    /// Reports in order of publication.
    pub reports: Vec<Report>,
    /// Sections in reading order.
    pub sections: Vec<Section>,
    /// Bodies in the order of the file, which is the order of the screen.
    pub entities: Vec<Entity>,
    /// The priorities in order.
    pub priorities: Vec<Priority>,
    /// The terms of the field in alphabetical order.
    pub glossary: Vec<Term>,
    /// Passages in reading order, report after report.
    pub passages: Vec<Passage>,
    /// What we read out of them.
    pub annotations: annotations::Annotations,
}

/// Everything that the explorer knows.
#[derive(Debug, Clone)]
pub struct Corpus {
    parts: Dataset,
    /// Which passages stand under which entity, year, priority, kind, report and place.
    pub postings: Postings,
    /// Whether it is the one that is built into the program, whose index and digest are built in too.
    pub built_in: bool,
    /// What lies in the directory of the data and was not read, in a sentence each.
    pub notices: Vec<String>,
    /// Passages in the order of their ids, once one is looked up.
    by_id: OnceLock<Vec<PassageId>>,
    /// The names of the bodies, once they are looked for.
    names: OnceLock<names::Names>,
    /// The terms of the glossary, once they are looked for.
    terms: OnceLock<names::Finder<u32>>,
    /// The table of agreements, once it is read.
    agreements: OnceLock<agreements::AgreementTable>,
    /// The places, once one is looked for.
    gazetteer: OnceLock<annotations::Gazetteer>,
}

impl Deref for Corpus {
    type Target = Dataset;

    fn deref(&self) -> &Dataset {
        &self.parts
    }
}

impl Corpus {
    /// The corpus of what was read and checked.
    #[must_use]
    pub fn new(parts: Dataset, built_in: bool) -> Self {
        let postings =
            Postings::new(&parts.passages, parts.entities.len(), parts.priorities.len(), parts.reports.len());
        Self {
            parts,
            postings,
            built_in,
            notices: Vec::new(),
            by_id: OnceLock::new(),
            names: OnceLock::new(),
            terms: OnceLock::new(),
            agreements: OnceLock::new(),
            gazetteer: OnceLock::new(),
        }
    }

    /// The passage of that number.
    #[must_use]
    pub fn passage(&self, id: PassageId) -> &Passage {
        &self.passages[id.index()]
    }

    /// The entity of that number.
    #[must_use]
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.index()]
    }

    /// The report of that number.
    #[must_use]
    pub fn report(&self, id: ReportId) -> &Report {
        &self.reports[id.index()]
    }

    /// The section of that number.
    #[must_use]
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.index()]
    }

    /// The priority of that number, 1 to 6.
    #[must_use]
    pub fn priority(&self, number: u8) -> Option<&Priority> {
        self.priorities.iter().find(|p| p.number == number)
    }

    /// The titles of the sections in which a section stands, outermost first, itself last.
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

    /// Where a passage stands among the items of its report.
    #[must_use]
    pub fn item_of(&self, id: PassageId) -> usize {
        let report = self.report(self.passage(id).report);
        report.items.iter().position(|&item| item == Item::Passage(id)).unwrap_or(0)
    }

    /// All passage numbers.
    pub fn passage_numbers(&self) -> impl DoubleEndedIterator<Item = PassageId> + use<> {
        (0..self.reports.last().map_or(0, |report| report.passages.end)).map(PassageId)
    }
}

impl Str {
    /// The string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self
    }
}
