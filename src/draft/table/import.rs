//! Reads a changed table back, and changes in the files what was changed in the table.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use csv::StringRecord;
use serde_json::Value;

use super::cells::{FROM_CLAIMS, INHERITED};
use super::{ABOUT, FIELDS, Field, PassageRows, Row, SECTION, WORDS, columns, rows};
use crate::corpus::load::Files;
use crate::error::{Error, Problem, Problems, Result};
use crate::export::csv::safe;

/// What a claim that is to be added has in place of its number.
const NEW: &str = "new";

/// What an import changes.
#[derive(Debug, Default)]
pub struct Imported {
    /// The reports that change: id and new text.
    pub reports: Vec<(String, String)>,
    /// What changes in each passage, a line each.
    pub changes: Vec<String>,
}

/// Works out what a table changes in a dataset that has no errors. Changes nothing itself. `name` is how messages name
/// the table.
///
/// # Errors
/// If the table cannot be read, or if a cell cannot: all problems, with their lines.
pub fn import(files: &Files, name: &str, table: &[u8]) -> Result<Imported> {
    let mut import = Import { name, problems: Problems::default(), imported: Imported::default() };
    let mut edits = import.read(table)?;
    for (id, file) in &files.reports {
        let mut text = String::new();
        let mut from = 0;
        for passage in rows(id, file) {
            let Some(edit) = edits.remove(&passage.row.passage) else { continue };
            if let Some(changed) = import.passage(&passage, &edit) {
                let range = passage.object.range(file.text);
                text.push_str(file.text.get(from..range.start).unwrap_or_default());
                text.push_str(&changed);
                from = range.end;
            }
        }
        if from > 0 {
            text.push_str(file.text.get(from..).unwrap_or_default());
            import.imported.reports.push((id.clone(), text));
        }
    }
    for (id, edit) in edits {
        import.tell(edit.line(), &id, "passage", "is no passage of the dataset");
    }
    if import.problems.is_empty() { Ok(import.imported) } else { Err(Error::Data(import.problems)) }
}

/// A row of the table as it was read.
struct TableRow {
    line: usize,
    /// The cells by their column. A column that is missing is not changed.
    cells: BTreeMap<&'static str, String>,
}

impl TableRow {
    fn cell(&self, column: &str) -> Option<&str> {
        self.cells.get(column).map(String::as_str)
    }
}

/// The rows of a passage.
#[derive(Default)]
struct Edit {
    passage: Option<TableRow>,
    claims: Vec<TableRow>,
}

impl Edit {
    fn line(&self) -> usize {
        self.passage.iter().chain(&self.claims).map(|row| row.line).min().unwrap_or_default()
    }
}

struct Import<'a> {
    name: &'a str,
    problems: Problems,
    imported: Imported,
}

impl Import<'_> {
    fn tell(&mut self, line: usize, id: &str, field: &str, message: impl Into<String>) {
        let (file, id, field) = (self.name.to_owned(), id.to_owned(), field.to_owned());
        self.problems.add(|| Problem { file, line, id, field, message: message.into() });
    }

    /// Reads the rows of the table, by passage.
    fn read(&mut self, table: &[u8]) -> Result<BTreeMap<String, Edit>> {
        let name = self.name;
        let wrong = |message: &str| Error::run(format!("{name}: {message}"));
        let text = std::str::from_utf8(table).map_err(|_| wrong("is not UTF-8; save it as \"CSV UTF-8\""))?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let header = text.lines().next().unwrap_or_default();
        // Spreadsheets part the columns as their language does.
        let often = |mark: &u8| header.bytes().filter(|b| b == mark).count();
        let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(|mark| (often(mark), *mark == b',')).unwrap_or(b',');
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
        let headers = reader.headers().map_err(|error| wrong(&error.to_string()))?.clone();
        let names = self.columns(&headers)?;
        let mut edits: BTreeMap<String, Edit> = BTreeMap::new();
        for record in reader.records() {
            let record = record.map_err(|error| wrong(&error.to_string()))?;
            let start = record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or_default());
            self.row(&names, &record, line_at(text, start), &mut edits);
        }
        Ok(edits)
    }

    /// Returns the columns in the order in which the table has them.
    fn columns(&self, headers: &StringRecord) -> Result<Vec<&'static str>> {
        let known = columns();
        let find = |header: &str| {
            let column = known.iter().find(|column| **column == header.trim()).copied();
            column.ok_or_else(|| {
                let (header, known) = (crate::text::harmless(header), known.join(", "));
                Error::run(format!("{}: \"{header}\" is no column; there are {known}", self.name))
            })
        };
        let columns = headers.iter().map(find).collect::<Result<Vec<_>>>()?;
        if columns.contains(&"passage") && columns.contains(&"claim") {
            return Ok(columns);
        }
        Err(Error::run(format!("{}: the columns passage and claim say what a row is of; one is missing", self.name)))
    }

    fn row(&mut self, names: &[&'static str], record: &StringRecord, line: usize, edits: &mut BTreeMap<String, Edit>) {
        let cells = names.iter().zip(record).map(|(name, cell)| (*name, unsafe_cell(cell)));
        let row = TableRow { line, cells: cells.collect() };
        let id = row.cell("passage").unwrap_or_default().trim().to_owned();
        if id.is_empty() {
            // Spreadsheets leave empty rows at the end.
            if record.iter().any(|cell| !cell.trim().is_empty()) {
                self.tell(line, "", "passage", "is empty; each row names its passage");
            }
            return;
        }
        if record.len() != names.len() {
            let message = format!("the row has {} cells and the table {} columns", record.len(), names.len());
            return self.tell(line, &id, "", message);
        }
        let claim = row.cell("claim").unwrap_or_default().trim().to_owned();
        let edit = match edits.entry(id.clone()) {
            Entry::Occupied(edit) => edit.into_mut(),
            Entry::Vacant(edit) => edit.insert(Edit::default()),
        };
        let same = |other: &&TableRow| other.cell("claim").unwrap_or_default().trim() == claim;
        let twice = if claim.is_empty() { edit.passage.as_ref() } else { edit.claims.iter().find(same) };
        match twice.map(|other| other.line).filter(|_| claim != NEW) {
            Some(other) => self.tell(line, &id, "claim", format!("is the same row as that of line {other}")),
            None if claim.is_empty() => edit.passage = Some(row),
            None => edit.claims.push(row),
        }
    }

    /// Returns the new text of a passage, if something in it changes.
    fn passage(&mut self, passage: &PassageRows<'_>, edit: &Edit) -> Option<String> {
        let id = &passage.row.passage;
        let mut changes: Vec<(&str, Option<String>)> = Vec::new();
        let mut words: Vec<String> = Vec::new();
        if let Some(row) = &edit.passage {
            self.unchanged(row, &passage.row, &[SECTION, WORDS]);
            changes = self.fields(row, &passage.row);
            words.extend(changes.iter().map(|(field, _)| (*field).to_owned()));
        }
        let mut claims: Vec<String> = passage.claims.iter().map(|(.., raw)| raw.get().to_owned()).collect();
        let before = claims.clone();
        for row in &edit.claims {
            let claim = row.cell("claim").unwrap_or_default().trim();
            let number = claim.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
            if claim == NEW {
                claims.extend(self.new_claim(row, id));
                words.push("a new claim".to_owned());
            } else if let Some((n, (old, object, _))) =
                number.and_then(|n| passage.claims.get(n).map(|claim| (n, claim)))
            {
                if row.cell(WORDS).is_some_and(|quote| quote.trim().is_empty()) {
                    claims[n].clear();
                    words.push(format!("claim {claim} taken out"));
                    continue;
                }
                self.unchanged(row, old, &[]);
                let mut fields = self.fields(row, old);
                if let Some(quote) = row.cell(WORDS).filter(|quote| !is_same(quote, &old.words)) {
                    fields.push(("quote", Some(Value::from(quote.trim()).to_string())));
                }
                if !fields.is_empty() {
                    let names = fields.iter().map(|(field, _)| *field).collect::<Vec<_>>().join(", ");
                    words.push(format!("{names} of claim {claim}"));
                    claims[n] = object.with(&fields);
                }
            } else {
                let most = passage.claims.len();
                let message =
                    format!("\"{claim}\" is no claim of it; it has {most}, and one that is added is \"{NEW}\"");
                self.tell(row.line, id, "claim", message);
            }
        }
        if claims != before {
            claims.retain(|claim| !claim.is_empty());
            changes.push(("claims", list(claims, passage)));
        }
        if changes.is_empty() {
            return None;
        }
        self.imported.changes.push(format!("{id}: {}", words.join(", ")));
        Some(passage.object.with(&changes))
    }

    /// Tells of cells that were changed, but are only there to be read.
    fn unchanged(&mut self, row: &TableRow, old: &Row, columns: &[&str]) {
        for (column, was) in [(ABOUT[0], &old.report), (SECTION, &old.section), (WORDS, &old.words)] {
            let is_read = column == ABOUT[0] || columns.contains(&column);
            if is_read && row.cell(column).is_some_and(|cell| !is_same(cell, was)) {
                let message = if column == WORDS {
                    "are the report's own; change them in the file, with the report beside it"
                } else {
                    "is there to be read, and was changed"
                };
                self.tell(row.line, &old.passage, column, message);
            }
        }
    }

    /// Returns the fields that a row changes, with their new values.
    fn fields(&mut self, row: &TableRow, old: &Row) -> Vec<(&'static str, Option<String>)> {
        let mut changes = Vec::new();
        for (field, was) in FIELDS.iter().zip(&old.cells) {
            let Some(cell) = row.cell(field.name).filter(|cell| !is_same(cell, was)) else { continue };
            if let Some(value) = self.value(row, &old.passage, field, cell, old.claim.is_some()) {
                changes.push((field.name, value));
            }
        }
        changes
    }

    /// Reads a changed cell. If it cannot be read, reports the problem and returns `None`.
    fn value(&mut self, row: &TableRow, id: &str, field: &Field, cell: &str, is_claim: bool) -> Option<Option<String>> {
        let is_taken = [INHERITED, FROM_CLAIMS].iter().any(|from| cell.trim().starts_with(from.trim_end()));
        let wrong = if !field.of.has(is_claim) {
            format!("belongs to {}", if is_claim { "passages" } else { "claims" })
        } else if is_taken {
            "tells what is taken from elsewhere; to set values of its own, write them alone".to_owned()
        } else {
            match field.kind.read(cell) {
                Ok(value) => return Some(value),
                Err(wrong) => wrong,
            }
        };
        self.tell(row.line, id, field.name, wrong);
        None
    }

    /// Returns the object of a new claim.
    fn new_claim(&mut self, row: &TableRow, id: &str) -> Option<String> {
        let quote = row.cell(WORDS).unwrap_or_default().trim();
        if quote.is_empty() {
            self.tell(row.line, id, WORDS, "are empty; a claim quotes the words that carry it");
            return None;
        }
        let mut fields = vec![format!("\"quote\": {}", Value::from(quote))];
        for field in FIELDS.iter().filter(|field| field.of.has(true)) {
            let cell = row.cell(field.name).unwrap_or_default();
            if let Some(value) = self.value(row, id, field, cell, true).flatten() {
                fields.push(format!("\"{}\": {value}", field.name));
            }
        }
        Some(format!("{{{}}}", fields.join(", ")))
    }
}

/// Returns the line of a record, from 1. The reader gives the position before the line break that comes first.
fn line_at(table: &str, start: usize) -> usize {
    let breaks = table.get(start..).map_or(0, |rest| rest.len() - rest.trim_start_matches(['\r', '\n']).len());
    table.bytes().take(start + breaks).filter(|&b| b == b'\n').count() + 1
}

/// Returns the claims of a passage as the files have them: a line each, in the order of the text. `None` without any.
fn list(mut claims: Vec<String>, passage: &PassageRows<'_>) -> Option<String> {
    let quote = |claim: &String| {
        let claim: Value = serde_json::from_str(claim).unwrap_or_default();
        claim.get("quote").and_then(Value::as_str).and_then(|quote| passage.row.words.find(quote))
    };
    claims.sort_by_cached_key(quote);
    match passage.object.indentation() {
        _ if claims.is_empty() => None,
        Some(indentation) => {
            let between = format!(",\n{indentation}  ");
            Some(format!("[\n{indentation}  {}\n{indentation}]", claims.join(&between)))
        }
        None => Some(format!("[{}]", claims.join(", "))),
    }
}

/// Returns whether a cell says what it said before. Spreadsheets write line breaks and spaces at the end as they like.
fn is_same(cell: &str, was: &str) -> bool {
    cell == was || cell.split_whitespace().eq(was.split_whitespace())
}

/// Takes off the apostrophe that marks a cell as text.
fn unsafe_cell(cell: &str) -> String {
    match cell.strip_prefix('\'') {
        Some(bare) if safe(bare) == cell => bare.to_owned(),
        _ => cell.to_owned(),
    }
}
