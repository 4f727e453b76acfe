//! Citations of passages, and references of published works, as text, Markdown, BibTeX, RIS and CSL-JSON.
//!
//! Each one names the institutional author, title, year, section and passage, the digest of the dataset that is quoted,
//! and the access date.

mod bibtex;
mod day;
mod work;

use std::collections::BTreeSet;
use std::fmt::Write;

use serde::Serialize;
use serde_json::json;
use time::Date;

use crate::corpus::strings::Str;
use crate::corpus::works::WorkId;
use crate::corpus::{Corpus, PassageId, Report, ReportId};
use crate::export::article::{self, RunStyle, TextRun};
use crate::export::markdown::one_line;

pub use day::{day, local_day, read_day, read_zone, today};

/// The publisher of the reports.
const AUTHOR: &str = "Inter-Agency Coordination Group against Trafficking in Persons";
/// The author's acronym.
const ACRONYM: &str = "ICAT";
/// Number of hexadecimal digits of the digest in citations for people: enough to tell datasets apart.
const DIGEST_SHOWN: usize = 16;

/// How a citation is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum CitationStyle {
    /// A sentence
    Text,
    /// A sentence with the title in italics
    Markdown,
    /// A BibTeX entry
    Bibtex,
    /// An RIS record
    Ris,
    /// A CSL-JSON array
    CslJson,
}

impl CitationStyle {
    /// All styles, in menu order.
    pub const ALL: [Self; 5] = [Self::Text, Self::Markdown, Self::Bibtex, Self::Ris, Self::CslJson];

    /// Returns the display name.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "Markdown",
            Self::Bibtex => "BibTeX",
            Self::Ris => "RIS",
            Self::CslJson => "CSL-JSON",
        }
    }

    /// Returns its name on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Bibtex => "bibtex",
            Self::Ris => "ris",
            Self::CslJson => "csl-json",
        }
    }

    /// Returns the file extension, without the dot.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Bibtex => "bib",
            Self::Ris => "ris",
            Self::CslJson => "json",
        }
    }
}

/// What all citations of a session have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitationSource {
    /// The SHA-256 of the dataset, in hexadecimal.
    pub digest: String,
    /// The access date.
    pub accessed: Date,
}

/// What is cited: passages, and published works themselves, which are not the reports that name them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cited {
    /// The passages.
    pub passages: Vec<PassageId>,
    /// The works.
    pub works: Vec<WorkId>,
}

/// Returns the citations of passages, one after another.
#[must_use]
pub fn cite(corpus: &Corpus, source: &CitationSource, passages: &[PassageId], style: CitationStyle) -> String {
    references(corpus, source, &Cited { passages: passages.to_vec(), works: Vec::new() }, style)
}

/// Returns the citations of passages and after them the references of works, one after another.
#[must_use]
pub fn references(corpus: &Corpus, source: &CitationSource, cited: &Cited, style: CitationStyle) -> String {
    let Cited { passages, works } = cited;
    let reports = || by_report(corpus, passages).into_iter();
    match style {
        CitationStyle::CslJson => {
            let items = reports().map(|(id, of)| item(corpus, source, id, &of));
            let items: Vec<CslItem<'_>> = items.chain(works.iter().map(|&id| work::item(corpus, source, id))).collect();
            serde_json::to_string_pretty(&items).unwrap_or_default() + "\n"
        }
        CitationStyle::Ris => {
            let records = reports().map(|(id, of)| ris(corpus, source, id, &of));
            records.chain(works.iter().map(|&id| work::ris(corpus, source, id))).collect()
        }
        CitationStyle::Bibtex => {
            let entries = passages.iter().map(|&id| bibtex::entry(corpus, source, id));
            let entries = entries.chain(works.iter().map(|&id| work::bibtex(corpus, source, id)));
            entries.collect::<Vec<_>>().join("\n")
        }
        CitationStyle::Text | CitationStyle::Markdown => {
            let sentences = passages.iter().map(|&id| runs(corpus, source, id));
            let sentences = sentences.chain(works.iter().map(|&id| work::runs(corpus, source, id)));
            let line = |runs: Vec<TextRun>| match style {
                CitationStyle::Markdown => article::markdown::line(&runs) + "\n",
                _ => runs.into_iter().map(|run| run.text).collect::<String>() + "\n",
            };
            sentences.map(line).collect()
        }
    }
}

/// Groups passages by their report, in the order of their first passage: who manages references wants an item for each
/// report, with its passages as pinpoints.
fn by_report(corpus: &Corpus, passages: &[PassageId]) -> Vec<(ReportId, Vec<PassageId>)> {
    let mut groups: Vec<(ReportId, Vec<PassageId>)> = Vec::new();
    for &id in passages {
        let report = corpus.passage(id).report;
        match groups.iter_mut().find(|(known, _)| *known == report) {
            Some((_, of)) => of.push(id),
            None => groups.push((report, vec![id])),
        }
    }
    groups
}

/// Returns where a passage stands in its report: section, page, id.
fn pinpoint(corpus: &Corpus, id: PassageId) -> String {
    let passage = corpus.passage(id);
    let section = section(corpus, id);
    let section = if section.is_empty() { String::new() } else { format!("\u{201c}{section}\u{201d}, ") };
    let page = passage.page.map_or_else(String::new, |page| format!("p. {page}, "));
    format!("{section}{page}passage {}", passage.id)
}

/// Returns the pages of passages, as far as they are known, such as "3, 17": in order, each once. They are no range.
fn pages(corpus: &Corpus, passages: &[PassageId]) -> Option<String> {
    let pages: BTreeSet<u16> = passages.iter().filter_map(|&id| corpus.passage(id).page).collect();
    let pages: Vec<String> = pages.iter().map(u16::to_string).collect();
    (!pages.is_empty()).then(|| pages.join(", "))
}

/// Where ICAT offers its reports: the address of those whose own is not printed.
const PUBLICATIONS: &str = "https://icat.un.org/publications";

/// Returns the address of a report, or of the page that offers it: as the data gives it, or else the page on which ICAT
/// offers its publications. Empty for a report of own data that gives none.
#[must_use]
pub fn link(corpus: &Corpus, report: ReportId) -> &str {
    let report = corpus.report(report);
    let own = report.url.as_ref().or(report.page_url.as_ref()).map(Str::as_str);
    own.unwrap_or(if corpus.built_in { PUBLICATIONS } else { "" })
}

/// Returns the headings above a passage, without those that are ours.
fn path(corpus: &Corpus, id: PassageId) -> Vec<&str> {
    let path = corpus.section_path(corpus.passage(id).section);
    path.into_iter().filter(|title| !title.is_empty() && !title.starts_with('[')).collect()
}

/// Names a report, with the terms under which its text may be reproduced.
#[must_use]
pub fn terms(report: &Report) -> String {
    format!("{} ({}): {}", report.title, report.published, report.terms)
}

/// Returns the section path of a passage as citations print it, without headings that are ours.
#[must_use]
pub fn section(corpus: &Corpus, id: PassageId) -> String {
    path(corpus, id).join(" > ")
}

/// Returns a citation as a sentence: author, title, year, section, page, passage, address, dataset, day of access.
#[must_use]
pub fn runs(corpus: &Corpus, source: &CitationSource, id: PassageId) -> Vec<TextRun> {
    let mut runs = place_of(corpus, id);
    let (digest, day) = (short(&source.digest), day(source.accessed));
    runs.push(TextRun::plain(format!(". Dataset sha256:{digest}, accessed {day}.")));
    runs
}

/// Returns the same for a footnote: the document says at its end of which dataset all of them are.
#[must_use]
pub fn footnote(corpus: &Corpus, source: &CitationSource, id: PassageId) -> Vec<TextRun> {
    let mut runs = place_of(corpus, id);
    runs.push(TextRun::plain(format!(". Accessed {}.", day(source.accessed))));
    runs
}

/// Returns where a passage stands: author, title, year, section, page, passage, address.
fn place_of(corpus: &Corpus, id: PassageId) -> Vec<TextRun> {
    let passage = corpus.passage(id);
    let report = corpus.report(passage.report);
    let section = section(corpus, id);
    let mut place = if section.is_empty() { String::new() } else { format!(", \u{201c}{section}\u{201d}") };
    if let Some(page) = passage.page {
        place = format!("{place}, p. {page}");
    }
    let link = link(corpus, passage.report);
    let mut runs = vec![
        TextRun::plain(format!("{AUTHOR} ({ACRONYM}), ")),
        TextRun::of(report.title.as_str(), RunStyle::Emphasis),
        TextRun::plain(format!(" ({}){place}, passage {}", report.published, passage.id)),
    ];
    if !link.is_empty() {
        runs.extend([TextRun::plain(", "), TextRun::address(link)]);
    }
    runs
}

fn short(digest: &str) -> &str {
    digest.get(..DIGEST_SHOWN).unwrap_or(digest)
}

/// Formats an RIS record of a report: one tag with its value per line, and a note for each passage.
fn ris(corpus: &Corpus, source: &CitationSource, id: ReportId, passages: &[PassageId]) -> String {
    let report = corpus.report(id);
    let mut out = String::new();
    let mut field = |name: &str, value: &str| {
        let _ = write!(out, "{name}  - {}\r\n", one_line(value).trim_start());
    };
    field("TY", "RPRT");
    field("ID", &report.id);
    field("AU", &format!("{AUTHOR} ({ACRONYM})"));
    field("TI", &report.title);
    field("PY", &report.published.to_string());
    field("PB", ACRONYM);
    // No reader takes a section of a report: it is in the notes alone.
    if let Some(pages) = pages(corpus, passages) {
        field("SP", &pages);
    }
    passages.iter().for_each(|&id| field("N1", &pinpoint(corpus, id)));
    field("N1", &format!("dataset sha256:{}", source.digest));
    let link = link(corpus, id);
    if !link.is_empty() {
        field("UR", link);
    }
    field("Y2", &day(source.accessed).replace('-', "/"));
    field("ER", "");
    out
}

/// A CSL-JSON item.
#[derive(Serialize)]
struct CslItem<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<serde_json::Value>,
    #[serde(skip_serializing_if = "str::is_empty")]
    publisher: &'static str,
    #[serde(skip_serializing_if = "serde_json::Value::is_null")]
    issued: serde_json::Value,
    #[serde(skip_serializing_if = "serde_json::Value::is_null")]
    accessed: serde_json::Value,
    #[serde(rename = "URL", skip_serializing_if = "str::is_empty")]
    url: &'a str,
    /// The section, if all passages stand in it.
    #[serde(skip_serializing_if = "String::is_empty")]
    section: String,
    /// The pages of the passages. The format has a field for them as locators too, which no reader takes from an item.
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<String>,
    /// The series.
    #[serde(rename = "collection-title", skip_serializing_if = "str::is_empty")]
    collection: &'a str,
    /// The languages.
    #[serde(skip_serializing_if = "String::is_empty")]
    language: String,
    note: String,
}

fn item<'a>(corpus: &'a Corpus, source: &CitationSource, id: ReportId, passages: &[PassageId]) -> CslItem<'a> {
    let report = corpus.report(id);
    let read = source.accessed;
    let mut sections: Vec<String> = passages.iter().map(|&id| section(corpus, id)).collect();
    sections.dedup();
    let pinpoints = passages.iter().map(|&id| pinpoint(corpus, id)).collect::<Vec<_>>().join("; ");
    CslItem {
        id: &report.id,
        kind: "report",
        title: &report.title,
        author: vec![json!({ "literal": format!("{AUTHOR} ({ACRONYM})") })],
        publisher: ACRONYM,
        issued: json!({ "date-parts": [[report.published]] }),
        accessed: json!({ "date-parts": [[read.year(), u8::from(read.month()), read.day()]] }),
        url: link(corpus, id),
        section: if sections.len() == 1 { sections.remove(0) } else { String::new() },
        page: pages(corpus, passages),
        collection: "",
        language: String::new(),
        note: format!("{pinpoints}; dataset sha256:{}", source.digest),
    }
}
