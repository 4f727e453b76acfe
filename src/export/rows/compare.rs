//! A comparison: one row per number, one column per body.

use serde::Serialize;

use crate::analysis::compare::{self, Compare, ComparedRow as Counts};
use crate::corpus::Corpus;
use crate::corpus::strings::Str;
use crate::export::records::{Records, Tabular};
use crate::export::rows::{body_ids, source_ids};
use crate::export::table::TableCell;

/// A row of a comparison.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum CompareRow {
    Mandates {
        what: &'static str,
        sentences: Vec<String>,
        passages: Vec<Option<Str>>,
    },
    Counts {
        what: &'static str,
        of: String,
        cells: Vec<BodyCount>,
    },
    Agreements {
        what: &'static str,
        words: Vec<String>,
        passages: Vec<Str>,
        /// How many bodies are compared.
        #[serde(skip)]
        bodies: usize,
    },
    Shared {
        what: &'static str,
        passages: Vec<Str>,
        #[serde(skip)]
        bodies: usize,
    },
}

/// The passages of a body in a row.
#[derive(Debug, Serialize)]
struct BodyCount {
    body: Str,
    count: usize,
    passages: Vec<Str>,
}

impl Tabular for CompareRow {
    fn cells(&self) -> Option<Vec<TableCell>> {
        let (name, cells): (String, Vec<TableCell>) = match self {
            Self::Mandates { what, sentences, .. } => {
                ((*what).to_owned(), sentences.iter().map(|s| s.as_str().into()).collect())
            }
            Self::Counts { what, of, cells } => {
                (format!("{what} {of}"), cells.iter().map(|cell| TableCell::count(cell.count)).collect())
            }
            Self::Agreements { what, words, passages, bodies } => {
                return Some(together(what, &words.join(" "), passages, *bodies));
            }
            Self::Shared { what, passages, bodies } => return Some(together(what, "", passages, *bodies)),
        };
        Some(std::iter::once(name.into()).chain(cells).chain([String::new().into(), String::new().into()]).collect())
    }
}

/// Returns the cells of a row about the bodies together: none is that of one of them.
fn together(what: &str, words: &str, passages: &[Str], bodies: usize) -> Vec<TableCell> {
    let ids = passages.iter().map(Str::as_str).collect::<Vec<_>>().join(" ");
    let of_each = std::iter::repeat_n(String::new().into(), bodies);
    std::iter::once(what.into()).chain(of_each).chain([words.into(), ids.into()]).collect()
}

/// Returns a comparison: one row per number, one column per body, and two for what the bodies share.
#[must_use]
pub fn compare(corpus: &Corpus, c: &Compare) -> Records {
    let bodies = body_ids(corpus, c.bodies.iter().copied());
    let mut records = Records::new("compare", compare::title(&bodies), &["what"]);
    records.columns.extend(bodies.iter().map(ToString::to_string).chain(["together", "passages"].map(str::to_owned)));
    records.notes = vec![format!("0 means no record in these reports. {}", crate::analysis::NOT_NOTHING)];
    records.extend([CompareRow::Mandates {
        what: "mandate",
        sentences: c.mandates.iter().map(|m| m.as_ref().map_or("", |m| m.text(corpus)).to_owned()).collect(),
        passages: c.mandates.iter().map(|m| m.as_ref().map(|m| corpus.passage(m.passage).id)).collect(),
    }]);
    let counts = |what: &'static str, row: &Counts| CompareRow::Counts {
        what,
        of: row.label.clone(),
        cells: row
            .cells
            .iter()
            .map(|cell| BodyCount {
                body: corpus.entity(cell.value).id,
                count: cell.count,
                passages: source_ids(corpus, &cell.passages),
            })
            .collect(),
    };
    records.extend(c.priorities.iter().map(|row| counts("priority", row)));
    records.extend(c.kinds.iter().map(|row| counts("kind", row)));
    records.extend(c.agreements.iter().map(|(words, source)| CompareRow::Agreements {
        what: "agreements",
        words: words.clone(),
        passages: source_ids(corpus, source),
        bodies: bodies.len(),
    }));
    for (what, source) in [("initiatives", &c.initiatives), ("joint", &c.joint)] {
        records.extend([CompareRow::Shared { what, passages: source_ids(corpus, source), bodies: bodies.len() }]);
    }
    records
}
