//! The commitments and what became of them.

use serde::Serialize;

use crate::analysis::commitments::{OUR_READING, Verdict, no_record, rows};
use crate::corpus::Corpus;
use crate::corpus::strings::Str;
use crate::export::records::{Records, Tabular};
use crate::export::table::TableCell;

/// A commitment, and what is known of it.
#[derive(Debug, Serialize)]
struct CommitmentRow {
    commitment: Str,
    report: Str,
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
    note: String,
}

impl Tabular for CommitmentRow {
    fn cells(&self) -> Option<Vec<TableCell>> {
        let taken_up = self.taken_up.iter().map(|by| by.passage.as_str()).collect::<Vec<_>>().join(" ");
        Some(vec![
            self.commitment.as_str().into(),
            self.report.as_str().into(),
            self.kind.into(),
            self.headline.as_str().into(),
            self.how.into(),
            self.why.as_str().into(),
            taken_up.into(),
            self.text.as_str().into(),
        ])
    }
}

/// Returns the commitments and what became of them.
#[must_use]
pub fn commitments(corpus: &Corpus) -> Records {
    let columns = ["commitment", "report", "kind", "headline", "what became of it", "why", "taken up in", "text"];
    let mut records = Records::new("commitments", "Commitments, and what became of them", &columns);
    records.notes = vec![OUR_READING.to_owned(), no_record(corpus)];
    records.extend(rows(corpus).into_iter().map(|row| {
        let passage = corpus.passage(row.passage);
        let follow_up = match row.verdict {
            Verdict::Read(follow_up) => Some(follow_up),
            _ => None,
        };
        let taken_up = follow_up.into_iter().flat_map(|f| &f.taken_up);
        let taken_up = taken_up.map(|(by, note)| TakenUp { passage: corpus.passage(*by).id, note: note.to_string() });
        CommitmentRow {
            commitment: passage.id,
            report: corpus.report(passage.report).id,
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
