//! What a command prints: records, each of which serializes to JSON and has cells for tables.

use std::fmt::Debug;
use std::io::Write;
use std::sync::Arc;

use clap::ValueEnum;
use serde::Serialize;
use serde_json::Value;

use crate::error::{Error, Result};
use crate::export::article::Article;
use crate::export::csv::{csv_error, safe, writer};
use crate::export::provenance::Provenance;
use crate::export::table::{TableCell, TextTable};
use crate::export::{columns, xlsx};

/// Formats in which commands print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum PrintFormat {
    /// For people
    #[default]
    Text,
    /// One JSON document
    Json,
    /// A JSON object a line
    Jsonl,
    /// A table for spreadsheets (RFC 4180)
    Csv,
    /// Markdown
    Md,
    /// A page for the web and for paper
    Html,
    /// A document of a word processor
    Docx,
    /// A workbook
    Xlsx,
}

impl PrintFormat {
    /// Returns whether the format prints the JSON values instead of the cells.
    #[must_use]
    pub fn is_json(self) -> bool {
        matches!(self, Self::Json | Self::Jsonl)
    }

    /// Returns whether the format is a document for people.
    #[must_use]
    pub fn is_document(self) -> bool {
        matches!(self, Self::Md | Self::Html | Self::Docx)
    }

    /// Returns whether the format has a title: a document, or a workbook.
    #[must_use]
    pub fn has_title(self) -> bool {
        self.is_document() || self == Self::Xlsx
    }

    /// Returns whether the format is a file that no terminal shows.
    #[must_use]
    pub fn is_binary(self) -> bool {
        matches!(self, Self::Docx | Self::Xlsx)
    }
}

/// A type with a record for each row of a table, or for several rows that belong together. Its fields are what JSON has of it.
pub trait Tabular {
    /// Returns what a table shows, a cell for each column; missing cells at the end are empty. `None` if the record is
    /// in JSON alone.
    fn cells(&self) -> Option<Vec<TableCell>>;

    /// Returns the rows of a table, if the record makes several: what JSON nests, a table has row by row.
    fn rows(&self) -> Vec<Vec<TableCell>> {
        self.cells().into_iter().collect()
    }
}

/// A record of any type: [`Tabular`] and `Serialize` together.
pub trait Record: Debug + Send + Sync {
    /// Returns the rows, as [`Tabular::rows`] does.
    fn rows(&self) -> Vec<Vec<TableCell>>;

    /// Returns the record as JSON.
    ///
    /// # Errors
    /// If the record does not serialize.
    fn value(&self) -> Result<Value>;
}

impl<T: Tabular + Serialize + Debug + Send + Sync> Record for T {
    fn rows(&self) -> Vec<Vec<TableCell>> {
        Tabular::rows(self)
    }

    fn value(&self) -> Result<Value> {
        serde_json::to_value(self).map_err(Error::json)
    }
}

/// The output of a command.
#[derive(Debug, Clone, Default)]
pub struct Records {
    /// Name of the view, such as `coverage`.
    pub view: &'static str,
    /// Title, for people.
    pub title: String,
    /// What readers have to know to understand the rows.
    pub notes: Vec<String>,
    /// Column headings.
    pub columns: Vec<String>,
    /// The tags of the Humanitarian Exchange Language below the headings of tables; empty for none.
    pub tags: Vec<String>,
    /// The records.
    pub rows: Vec<Arc<dyn Record>>,
    /// The columns that a document has, where a page has no room for all and no entry reads well; empty for all.
    pub in_documents: &'static [&'static str],
    /// The output for people, if it is not the table.
    pub text: Option<String>,
    /// Where the records come from, for documents and workbooks.
    pub provenance: Option<Provenance>,
}

impl Records {
    /// Creates records without rows.
    #[must_use]
    pub fn new(view: &'static str, title: impl Into<String>, columns: &[&str]) -> Self {
        let columns = columns.iter().map(|&column| column.to_owned()).collect();
        Self { view, title: title.into(), columns, ..Self::default() }
    }

    /// Gives the records a title of the user's own. The usual one becomes the first note.
    pub fn retitle(&mut self, title: &str) {
        let usual = std::mem::replace(&mut self.title, title.to_owned());
        self.notes.insert(0, usual);
    }

    /// Returns the table that a document has, if it has some of the columns alone.
    #[must_use]
    pub fn document_table(&self) -> Option<TextTable> {
        let at = |name: &&str| self.columns.iter().position(|column| column == name);
        let at: Vec<usize> = self.in_documents.iter().filter_map(at).collect();
        let whole = Some(self.table()).filter(|_| !at.is_empty())?;
        let pick = |row: &Vec<TableCell>| at.iter().filter_map(|&n| row.get(n).cloned()).collect();
        let columns = at.iter().filter_map(|&n| whole.columns.get(n).cloned()).collect();
        Some(TextTable { columns, rows: whole.rows.iter().map(pick).collect() })
    }

    /// Returns whether a document has what a note is on: not if it begins with the name of a column that is left out.
    #[must_use]
    pub fn is_in_document(&self, note: &str) -> bool {
        let column = note.split_once(':').map_or("", |(name, _)| name);
        let is_left_out = !self.in_documents.is_empty() && !self.in_documents.contains(&column);
        !(is_left_out && self.columns.iter().any(|name| name == column))
    }

    /// Appends rows.
    pub fn extend<R: Record + 'static>(&mut self, rows: impl IntoIterator<Item = R>) {
        self.rows.extend(rows.into_iter().map(|row| Arc::new(row) as Arc<dyn Record>));
    }

    /// Returns the rows with cells as a table.
    #[must_use]
    pub fn table(&self) -> TextTable {
        let fill = |mut cells: Vec<TableCell>| {
            cells.resize(self.columns.len(), TableCell::default());
            cells
        };
        let rows = self.rows.iter().flat_map(|row| row.rows()).map(fill).collect();
        TextTable { columns: self.columns.clone(), rows }
    }
}

/// A JSON document with all records.
#[derive(Serialize)]
struct RecordsOut<'a> {
    columns: &'a [String],
    notes: &'a [String],
    rows: Vec<Value>,
    title: &'a str,
    view: &'static str,
}

/// Writes the records.
///
/// # Errors
/// If writing fails.
pub fn write(records: &Records, format: PrintFormat, out: &mut impl Write) -> Result<()> {
    match format {
        PrintFormat::Text => match &records.text {
            Some(text) => write!(out, "{text}")?,
            None => write!(out, "{}", columns::table(records, None))?,
        },
        PrintFormat::Json => {
            let Records { view, title, notes, columns, .. } = records;
            let rows = records.rows.iter().map(|row| row.value()).collect::<Result<_>>()?;
            let all = RecordsOut { columns, notes, rows, title, view };
            serde_json::to_writer_pretty(&mut *out, &all).map_err(Error::json)?;
            writeln!(out)?;
        }
        PrintFormat::Jsonl => {
            for row in &records.rows {
                serde_json::to_writer(&mut *out, &row.value()?).map_err(Error::json)?;
                writeln!(out)?;
            }
        }
        PrintFormat::Csv => {
            let mut csv = writer(out);
            let table = records.table();
            csv.write_record(table.columns.iter().map(|c| safe(c))).map_err(csv_error)?;
            if !records.tags.is_empty() {
                csv.write_record(&records.tags).map_err(csv_error)?;
            }
            for row in &table.rows {
                csv.write_record(row.iter().map(|c| safe(&c.text))).map_err(csv_error)?;
            }
            csv.flush()?;
        }
        PrintFormat::Md | PrintFormat::Html | PrintFormat::Docx => Article::of_records(records).write(format, out)?,
        PrintFormat::Xlsx => out.write_all(&xlsx::workbook(records)?)?,
    }
    Ok(())
}

/// Writes the table as statements that can be read aloud, one per line: row, column and content of each cell.
///
/// # Errors
/// If writing fails.
pub fn statements(records: &Records, out: &mut impl Write) -> Result<()> {
    writeln!(out, "{}.", records.title)?;
    records.table().statements().try_for_each(|statement| writeln!(out, "{statement}"))?;
    records.notes.iter().try_for_each(|note| writeln!(out, "{note}"))?;
    Ok(())
}
