//! The commitments and what became of them.

use serde::Serialize;

use crate::analysis::commitments::{CommitmentFilter, OUR_READING, Verdict, no_record, rows, what};
use crate::corpus::Corpus;
use crate::corpus::strings::Str;
use crate::export::cite;
use crate::export::records::{Records, Tabular};
use crate::export::rows::body_ids;
use crate::export::table::{TableCell, join};

/// A commitment, and what is known of it.
#[derive(Debug, Serialize)]
struct CommitmentRow {
    commitment: Str,
    report: Str,
    report_title: Str,
    covers: u16,
    bodies: Vec<Str>,
    section: String,
    link: String,
    what: &'static str,
    kind: &'static str,
    headline: Str,
    text: Str,
    how: &'static str,
    why: String,
    taken_up: Vec<TakenUp>,
}

/// A passage of a later report that takes a commitment up.
#[derive(Debug, Serialize)]
struct TakenUp {
    #[serde(rename = "in")]
    passage: Str,
    headline: Str,
    covers: u16,
    note: String,
}

impl Tabular for CommitmentRow {
    fn cells(&self) -> Option<Vec<TableCell>> {
        let by = |by: &TakenUp| format!("{}: {} ({}): {}", by.covers, by.headline, by.passage, by.note);
        let taken_up = self.taken_up.iter().map(by).collect::<Vec<_>>().join("; ");
        Some(vec![
            self.commitment.as_str().into(),
            self.report_title.as_str().into(),
            TableCell::number(self.covers),
            join(&self.bodies).into(),
            self.section.as_str().into(),
            self.link.as_str().into(),
            self.what.into(),
            self.kind.into(),
            self.headline.as_str().into(),
            self.how.into(),
            self.why.as_str().into(),
            taken_up.into(),
            self.text.as_str().into(),
        ])
    }
}

/// Returns the commitments that a filter wants, and what became of them.
#[must_use]
pub fn commitments(corpus: &Corpus, filter: CommitmentFilter) -> Records {
    let columns = [
        "commitment",
        "report",
        "covers",
        "bodies",
        "section",
        "link",
        "what",
        "kind",
        "headline",
        "what became of it",
        "why",
        "taken up in",
        "text",
    ];
    let mut records = Records::new("commitments", "Commitments, and what became of them", &columns);
    records.notes = vec![OUR_READING.to_owned(), no_record(corpus)];
    let wanted = rows(corpus).into_iter().filter(|row| filter.has(corpus, row));
    records.extend(wanted.map(|row| {
        let passage = corpus.passage(row.passage);
        let follow_up = match row.verdict {
            Verdict::Read(follow_up) => Some(follow_up),
            _ => None,
        };
        let taken_up = follow_up.into_iter().flat_map(|f| &f.taken_up);
        let taken_up = taken_up.map(|(by, note)| {
            let by = corpus.passage(*by);
            let covers = corpus.report(by.report).covers;
            TakenUp { passage: by.id, headline: by.headline, covers, note: note.to_string() }
        });
        let report = corpus.report(passage.report);
        CommitmentRow {
            commitment: passage.id,
            report: report.id,
            report_title: report.title,
            covers: report.covers,
            bodies: body_ids(corpus, passage.entities.iter().copied()),
            section: cite::section(corpus, row.passage),
            link: cite::link(corpus, passage.report).to_owned(),
            what: what(corpus, row.passage),
            kind: passage.kind.word(),
            headline: passage.headline,
            text: passage.text.as_str().into(),
            how: row.verdict.label(),
            why: follow_up.map_or_else(String::new, |f| f.why.to_string()),
            taken_up: taken_up.collect(),
        }
    }));
    records
}
