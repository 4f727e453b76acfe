//! The page of a published work: what is on record about it, and where it is described.

use crate::corpus::Corpus;
use crate::corpus::works::{Work, WorkId};
use crate::document::linked::Document;
use crate::document::{self, TextStyle};
use crate::search::highlight::Highlighter;
use crate::text;

/// The width of the labels, in columns.
const LABEL: usize = 11;

/// Returns the year of issue in words: "undated" where nothing says it, "2019 or 2020" where the reports differ.
#[must_use]
pub fn issued(work: &Work) -> String {
    match work.issued.as_slice() {
        [] if work.upcoming => "announced".to_owned(),
        [] => "undated".to_owned(),
        years => years.iter().map(u16::to_string).collect::<Vec<_>>().join(" or "),
    }
}

/// Returns the bodies that published a work, in words.
#[must_use]
pub fn publishers(corpus: &Corpus, work: &Work) -> String {
    work.entities.iter().map(|&body| corpus.entity(body).id.to_string()).collect::<Vec<_>>().join(", ")
}

/// Lays out a work; each passage that describes it is a link.
#[must_use]
pub fn work(corpus: &Corpus, id: WorkId, width: usize, highlighted: &Highlighter) -> Document {
    let work = corpus.work(id);
    let none = Highlighter::default();
    let mut document = Document::default();
    document.put(document::flow(work.shown_title(), width, TextStyle::Headline, highlighted));
    if work.shown_title() != work.title.as_str() {
        let words = "No report prints its title; these words are ours.";
        document.put(document::flow(words, width, TextStyle::Editorial, &none));
    }
    document.blank();
    let year = match work.issued.as_slice() {
        [] if work.upcoming => "announced; not reported as published".to_owned(),
        [] => "undated: no report says in which year".to_owned(),
        [_] => issued(work),
        _ => format!("{}; the reports differ", issued(work)),
    };
    for (label, value) in [
        ("by", publishers(corpus, work)),
        ("issued", year),
        ("in", work.languages.join(", ")),
        ("series", work.series.to_string()),
    ] {
        document.put(document::field(label, LABEL, &value, width, TextStyle::Body));
    }
    for link in &work.links {
        document.put(document::field("link", LABEL, &link.label, width, TextStyle::Body));
        document.put(document::field("", LABEL, &link.url, width, TextStyle::Label));
    }
    document.put(document::field("id", LABEL, &work.id, width, TextStyle::Label));
    document.heading(&format!("Described in {}", text::count(work.passages.len(), "passage")));
    for &passage in &work.passages {
        document.blank();
        document.passage(corpus, passage, "", width);
        let report = &corpus.report(corpus.passage(passage).report).title;
        document.put(document::flow(report, width, TextStyle::Label, &none));
        document.put(document::flow(&corpus.passage(passage).text, width, TextStyle::Body, highlighted));
        if let Some(note) = &corpus.passage(passage).editorial {
            document.put(document::hang("editor: ", note, width, TextStyle::Editorial, &none));
        }
    }
    document
}
