//! The tags and claims of a dataset as a flat table, for those who prefer a spreadsheet: a row for each passage, and one
//! for each claim below it.
//!
//! What may be changed is in the columns of `FIELDS`. An import touches only what was changed: every other byte of the
//! files stays as it is.

mod cells;
mod edit;
mod import;

use std::io::Write;

use serde_json::value::RawValue;

use crate::corpus::load::{DataFile, Files};
use crate::draft::passages::{InheritedTags, Written, WrittenPassage};
use crate::error::Result;
use crate::export::csv::{csv_error, safe, writer};
use cells::{CellKind, FROM_CLAIMS, INHERITED};
use edit::{EditedObject, report_objects};
pub use import::{Imported, import};

/// The columns that say what a row is about, and are not read back.
const ABOUT: [&str; 3] = ["report", "passage", "claim"];
/// The heading above a passage, which is there to be read.
const SECTION: &str = "section";
/// The words of the report: of a passage, or those that a claim quotes.
const WORDS: &str = "words";

/// A column that may be changed: its heading, which is the key in the files, and what its cells hold.
struct Field {
    name: &'static str,
    kind: CellKind,
    of: RowKind,
}

/// Which rows have a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RowKind {
    Passage,
    Claim,
    Both,
}

impl RowKind {
    fn has(self, is_claim: bool) -> bool {
        self == Self::Both || (self == Self::Claim) == is_claim
    }
}

/// The columns that may be changed, besides the quote of a claim.
const FIELDS: [Field; 13] = [
    Field { name: "kind", kind: CellKind::Text, of: RowKind::Passage },
    Field { name: "headline", kind: CellKind::Text, of: RowKind::Passage },
    Field { name: "entities", kind: CellKind::List, of: RowKind::Both },
    Field { name: "places", kind: CellKind::List, of: RowKind::Both },
    Field { name: "years", kind: CellKind::Numbers, of: RowKind::Both },
    Field { name: "topics", kind: CellKind::List, of: RowKind::Both },
    Field { name: "partners", kind: CellKind::Partners, of: RowKind::Claim },
    Field { name: "priorities", kind: CellKind::Numbers, of: RowKind::Passage },
    Field { name: "published", kind: CellKind::Number, of: RowKind::Passage },
    Field { name: "languages", kind: CellKind::List, of: RowKind::Passage },
    Field { name: "page", kind: CellKind::Number, of: RowKind::Passage },
    Field { name: "work", kind: CellKind::Text, of: RowKind::Passage },
    Field { name: "editorial", kind: CellKind::Text, of: RowKind::Passage },
];

/// Returns the headings of all columns.
fn columns() -> Vec<&'static str> {
    let fields = FIELDS.iter().map(|field| field.name);
    ABOUT.into_iter().chain([SECTION, WORDS]).chain(fields).collect()
}

/// A row of the table: a passage, or one of its claims, as the files have it.
struct Row {
    report: String,
    passage: String,
    /// The number of the claim, from 1. `None` for the passage itself.
    claim: Option<usize>,
    section: String,
    words: String,
    /// The cells of [`FIELDS`].
    cells: Vec<String>,
}

impl Row {
    fn of_passage(report: &str, passage: &WrittenPassage, object: &EditedObject<'_>) -> Self {
        let has_claims = !passage.row.claims.is_empty();
        let cells = FIELDS.iter().map(|field| match object.value(field.name).filter(|_| field.of.has(false)) {
            Some(value) => CellKind::show(value),
            None => taken(field.name, &passage.inherited, has_claims, passage),
        });
        Self {
            report: report.to_owned(),
            passage: passage.row.id.to_string(),
            claim: None,
            section: passage.headings.last().map(ToString::to_string).unwrap_or_default(),
            words: passage.row.text.to_string(),
            cells: cells.collect(),
        }
    }

    fn of_claim(passage: &Self, n: usize, object: &EditedObject<'_>) -> Self {
        let cells = FIELDS.iter().map(|field| {
            let value = object.value(field.name).filter(|_| field.of.has(true));
            value.map(CellKind::show).unwrap_or_default()
        });
        Self {
            report: passage.report.clone(),
            passage: passage.passage.clone(),
            claim: Some(n + 1),
            section: String::new(),
            words: object.value("quote").map(CellKind::show).unwrap_or_default(),
            cells: cells.collect(),
        }
    }

    /// Returns the cells in the order of [`columns`], as they are written to the file.
    fn written(&self) -> Vec<String> {
        let claim = self.claim.map(|n| n.to_string()).unwrap_or_default();
        let about = [&self.report, &self.passage, &claim, &self.section, &self.words];
        about.into_iter().chain(&self.cells).map(|cell| safe(cell)).collect()
    }
}

/// Returns what a passage takes from elsewhere for a field that it does not have, to be read.
fn taken(field: &str, tags: &InheritedTags, has_claims: bool, passage: &WrittenPassage) -> String {
    let list = |values: Vec<String>| if values.is_empty() { String::new() } else { values.join("; ") };
    let claims = &passage.row.claims;
    let of_claims = |mut all: Vec<String>| {
        let mut seen = Vec::new();
        all.retain(|value| !seen.contains(value) && (seen.push(value.clone()), true).1);
        (FROM_CLAIMS, list(all))
    };
    let texts = |values: &[crate::corpus::strings::Str]| values.iter().map(ToString::to_string).collect::<Vec<_>>();
    let (from, words) = match field {
        "kind" => (INHERITED, tags.kind.map(|kind| kind.to_string()).unwrap_or_default()),
        "entities" if has_claims => of_claims(claims.iter().flat_map(|claim| texts(&claim.entities)).collect()),
        "places" if has_claims => of_claims(claims.iter().flat_map(|claim| texts(&claim.places)).collect()),
        "years" if has_claims => {
            of_claims(claims.iter().flat_map(|claim| &claim.years).map(ToString::to_string).collect())
        }
        "entities" => (INHERITED, list(texts(&tags.entities))),
        "places" => (INHERITED, list(texts(&tags.places))),
        "priorities" => (INHERITED, list(tags.priorities.iter().map(ToString::to_string).collect())),
        _ => return String::new(),
    };
    if words.is_empty() { words } else { format!("{from}{words}") }
}

/// A passage with its claims: their rows, and their objects in the file.
struct PassageRows<'f> {
    row: Row,
    object: EditedObject<'f>,
    claims: Vec<(Row, EditedObject<'f>, &'f RawValue)>,
}

/// Returns the rows of a report, passage by passage.
fn rows<'f>(id: &str, file: &'f DataFile) -> Vec<PassageRows<'f>> {
    let written = Written::read(file);
    let objects = report_objects(file.text);
    let rows = written.passages.iter().zip(objects).map(|(passage, object)| {
        let row = Row::of_passage(id, passage, &object);
        let claims = object.value("claims").map(EditedObject::items).unwrap_or_default();
        let claims = claims.into_iter().enumerate().map(|(n, raw)| {
            let claim = EditedObject::read(raw.get());
            (Row::of_claim(&row, n, &claim), claim, raw)
        });
        PassageRows { claims: claims.collect(), row, object }
    });
    rows.collect()
}

/// Writes the table of a dataset that has no errors.
///
/// # Errors
/// If it cannot be written.
pub fn export(files: &Files, out: &mut impl Write) -> Result<()> {
    let mut table = writer(out);
    table.write_record(columns()).map_err(csv_error)?;
    for (id, file) in &files.reports {
        for passage in rows(id, file) {
            table.write_record(passage.row.written()).map_err(csv_error)?;
            for (claim, ..) in &passage.claims {
                table.write_record(claim.written()).map_err(csv_error)?;
            }
        }
    }
    table.flush()?;
    Ok(())
}
