//! Citations of passages as text, Markdown, BibTeX, RIS and CSL-JSON.
//!
//! Each one names the institutional author, title, year, section and passage, the digest of the dataset that is quoted,
//! and the access date.

mod bibtex;
mod day;

use std::fmt::Write;

use serde::Serialize;
use serde_json::json;
use time::Date;

use crate::corpus::{Corpus, PassageId};
use crate::export::markdown::{self, one_line};

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
}

/// What all citations of a session have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitationSource {
    /// The SHA-256 of the dataset, in hexadecimal.
    pub digest: String,
    /// The access date.
    pub accessed: Date,
}

/// Returns the citations of the passages, one after another.
#[must_use]
pub fn cite(corpus: &Corpus, source: &CitationSource, passages: &[PassageId], style: CitationStyle) -> String {
    if style == CitationStyle::CslJson {
        let items: Vec<CslItem<'_>> = passages.iter().map(|&id| item(corpus, source, id)).collect();
        return serde_json::to_string_pretty(&items).unwrap_or_default() + "\n";
    }
    let one = |&id: &PassageId| match style {
        CitationStyle::Text => sentence(corpus, source, id, "", str::to_owned) + "\n",
        CitationStyle::Markdown => sentence(corpus, source, id, "*", markdown::escape) + "\n",
        CitationStyle::Bibtex => bibtex::entry(corpus, source, id),
        _ => ris(corpus, source, id),
    };
    let parted = if style == CitationStyle::Bibtex { "\n" } else { "" };
    passages.iter().map(one).collect::<Vec<_>>().join(parted)
}

/// Returns the headings above a passage, without those that are ours.
fn path(corpus: &Corpus, id: PassageId) -> Vec<&str> {
    let path = corpus.section_path(corpus.passage(id).section);
    path.into_iter().filter(|title| !title.is_empty() && !title.starts_with('[')).collect()
}

/// Returns the section path of a passage as citations print it, without headings that are ours.
#[must_use]
pub fn section(corpus: &Corpus, id: PassageId) -> String {
    path(corpus, id).join(" > ")
}

/// Formats a citation as a sentence. `word` escapes text that is not ours.
fn sentence(corpus: &Corpus, source: &CitationSource, id: PassageId, italic: &str, word: fn(&str) -> String) -> String {
    let passage = corpus.passage(id);
    let report = corpus.report(passage.report);
    let section = section(corpus, id);
    let place = if section.is_empty() { String::new() } else { format!(", \u{201c}{}\u{201d}", word(&section)) };
    format!(
        "{AUTHOR} ({ACRONYM}), {italic}{}{italic} ({}){place}, passage {}. Dataset sha256:{}, accessed {}.",
        word(&report.title),
        report.published,
        word(&passage.id),
        short(&source.digest),
        day(source.accessed)
    )
}

fn short(digest: &str) -> &str {
    digest.get(..DIGEST_SHOWN).unwrap_or(digest)
}

/// Returns what is needed to find the words again, for the formats that have a field for notes.
fn note(corpus: &Corpus, source: &CitationSource, id: PassageId) -> String {
    format!("passage {}; dataset sha256:{}", corpus.passage(id).id, source.digest)
}

/// Formats an RIS record: one tag with its value per line.
fn ris(corpus: &Corpus, source: &CitationSource, id: PassageId) -> String {
    let passage = corpus.passage(id);
    let report = corpus.report(passage.report);
    let mut out = String::new();
    let mut field = |name: &str, value: &str| {
        let _ = write!(out, "{name}  - {}\r\n", one_line(value).trim_start());
    };
    field("TY", "RPRT");
    field("ID", &passage.id);
    field("AU", &format!("{AUTHOR} ({ACRONYM})"));
    field("TI", &report.title);
    field("PY", &report.published.to_string());
    field("PB", ACRONYM);
    let section = section(corpus, id);
    if !section.is_empty() {
        field("SE", &section);
    }
    field("N1", &note(corpus, source, id));
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
    author: [serde_json::Value; 1],
    publisher: &'static str,
    issued: serde_json::Value,
    accessed: serde_json::Value,
    #[serde(skip_serializing_if = "String::is_empty")]
    section: String,
    note: String,
}

fn item<'a>(corpus: &'a Corpus, source: &CitationSource, id: PassageId) -> CslItem<'a> {
    let passage = corpus.passage(id);
    let report = corpus.report(passage.report);
    let read = source.accessed;
    CslItem {
        id: &passage.id,
        kind: "report",
        title: &report.title,
        author: [json!({ "literal": format!("{AUTHOR} ({ACRONYM})") })],
        publisher: ACRONYM,
        issued: json!({ "date-parts": [[report.published]] }),
        accessed: json!({ "date-parts": [[read.year(), u8::from(read.month()), read.day()]] }),
        section: section(corpus, id),
        note: note(corpus, source, id),
    }
}
