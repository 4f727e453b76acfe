//! References of published works: by whom, what, when, where, and which passage names it.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::corpus::Corpus;
use crate::corpus::works::{Work, WorkId};
use crate::export::article::{RunStyle, TextRun};
use crate::export::cite::bibtex::{key, tex};
use crate::export::cite::{ACRONYM, CitationSource, CslItem, day, short};
use crate::export::markdown::one_line;
use crate::text;

/// What a reference of a work says. Of a work that no body is on record for there is no author, and of one without a year
/// of issue no year.
struct WorkReference<'a> {
    work: &'a Work,
    /// The names of the bodies that published it, each with its acronym.
    authors: Vec<String>,
    /// Where it can be read; empty if no report prints an address.
    link: &'a str,
    /// The report and the passage that name it.
    named_in: Option<String>,
}

impl<'a> WorkReference<'a> {
    fn new(corpus: &'a Corpus, id: WorkId) -> Self {
        let work = corpus.work(id);
        let author = |&body: &_| {
            let entity = corpus.entity(body);
            if entity.name == entity.id { entity.name.to_string() } else { format!("{} ({})", entity.name, entity.id) }
        };
        let named_in = corpus.passage_of_work(id).map(|passage| {
            let report = corpus.report(corpus.passage(passage).report);
            format!("{ACRONYM}, {} ({}), passage {}", report.title, report.published, corpus.passage(passage).id)
        });
        let authors = work.entities.iter().map(author).collect();
        Self { work, authors, link: work.links.first().map_or("", |link| link.url.as_str()), named_in }
    }

    /// Returns the day on which the address was read; `None` if there is no address to read.
    fn read(&self, source: &CitationSource) -> Option<String> {
        (!self.link.is_empty()).then(|| day(source.accessed))
    }

    /// Returns what tells where these facts are from, and what else is known.
    fn note(&self, source: &CitationSource) -> String {
        let mut parts = Vec::new();
        if self.work.upcoming {
            parts.push("announced, not yet published in these reports".to_owned());
        }
        if self.work.title.starts_with('[') {
            parts.push("the title is not the report's".to_owned());
        }
        if self.work.issued.len() > 1 {
            let years = self.work.issued.iter().map(u16::to_string).collect::<Vec<_>>().join(" or ");
            parts.push(format!("the reports date it {years}"));
        }
        parts.extend(self.named_in.iter().map(|words| format!("named in {words}")));
        parts.push(format!("dataset sha256:{}", short(&source.digest)));
        parts.join("; ")
    }
}

/// Returns a reference as a sentence: authors, title, year, series, address, where it is named, day of access.
pub(super) fn runs(corpus: &Corpus, source: &CitationSource, id: WorkId) -> Vec<TextRun> {
    let reference = WorkReference::new(corpus, id);
    let authors = reference.authors.join("; ");
    let mut runs = Vec::new();
    if !authors.is_empty() {
        runs.push(TextRun::plain(format!("{authors}, ")));
    }
    runs.push(TextRun::of(reference.work.title.as_str(), RunStyle::Emphasis));
    let year =
        reference.work.published.map_or_else(|| "no year of issue on record".to_owned(), |year| year.to_string());
    runs.push(TextRun::plain(format!(" ({year})")));
    if !reference.work.series.is_empty() {
        runs.push(TextRun::plain(format!(", {}", reference.work.series)));
    }
    if !reference.link.is_empty() {
        runs.extend([TextRun::plain(", "), TextRun::address(reference.link)]);
    }
    let read = reference.read(source).map_or_else(String::new, |day| format!("; accessed {day}"));
    runs.push(TextRun::plain(format!(". {}{read}.", text::capitalized(&reference.note(source)))));
    runs
}

/// Formats a BibTeX entry of a work.
pub(super) fn bibtex(corpus: &Corpus, source: &CitationSource, id: WorkId) -> String {
    let reference = WorkReference::new(corpus, id);
    let work = reference.work;
    let mut out = format!("@misc{{{},\n", key(&work.id));
    let mut field = |name: &str, value: &str| {
        let _ = writeln!(out, "  {name} = {{{value}}},");
    };
    if !reference.authors.is_empty() {
        let authors: Vec<String> = reference.authors.iter().map(|name| format!("{{{}}}", tex(name))).collect();
        field("author", &authors.join(" and "));
    }
    field("title", &format!("{{{}}}", tex(&work.title)));
    if let Some(year) = work.published {
        field("year", &year.to_string());
    }
    if !work.series.is_empty() {
        field("series", &tex(&work.series));
    }
    if !work.languages.is_empty() {
        field("language", &tex(&work.languages.join(", ")));
    }
    // Plain styles drop the address.
    let link = if reference.link.is_empty() { String::new() } else { format!("{}; ", tex(reference.link)) };
    let read = reference.read(source);
    let accessed = read.as_ref().map_or_else(String::new, |day| format!("; accessed {day}"));
    field("note", &format!("{link}{}{accessed}", tex(&reference.note(source))));
    if let Some(day) = read {
        field("url", reference.link);
        field("urldate", &day);
    }
    out.push_str("}\n");
    out
}

/// Formats an RIS record of a work.
pub(super) fn ris(corpus: &Corpus, source: &CitationSource, id: WorkId) -> String {
    let reference = WorkReference::new(corpus, id);
    let work = reference.work;
    let mut out = String::new();
    let mut field = |name: &str, value: &str| {
        let _ = write!(out, "{name}  - {}\r\n", one_line(value).trim_start());
    };
    field("TY", "RPRT");
    field("ID", &work.id);
    reference.authors.iter().for_each(|name| field("AU", name));
    field("TI", &work.title);
    work.published.iter().for_each(|year| field("PY", &year.to_string()));
    if !work.series.is_empty() {
        field("T3", &work.series);
    }
    if !work.languages.is_empty() {
        field("LA", &work.languages.join(", "));
    }
    field("N1", &reference.note(source));
    if let Some(day) = reference.read(source) {
        field("UR", reference.link);
        field("Y2", &day.replace('-', "/"));
    }
    field("ER", "");
    out
}

/// Returns the CSL-JSON item of a work.
pub(super) fn item<'a>(corpus: &'a Corpus, source: &CitationSource, id: WorkId) -> CslItem<'a> {
    let reference = WorkReference::new(corpus, id);
    let read = source.accessed;
    let accessed = json!({ "date-parts": [[read.year(), u8::from(read.month()), read.day()]] });
    let literal = |name: &String| json!({ "literal": name });
    CslItem {
        id: &reference.work.id,
        kind: "report",
        title: &reference.work.title,
        author: reference.authors.iter().map(literal).collect(),
        publisher: "",
        issued: reference.work.published.map_or(Value::Null, |year| json!({ "date-parts": [[year]] })),
        accessed: if reference.link.is_empty() { Value::Null } else { accessed },
        url: reference.link,
        section: String::new(),
        page: None,
        collection: &reference.work.series,
        language: reference.work.languages.join(", "),
        note: reference.note(source),
    }
}
