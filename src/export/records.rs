//! Rows of a view, written for people, as JSON or as a table.

use std::io::Write;

use clap::ValueEnum;
use serde_json::{Value, json};

use crate::error::{Error, Result};
use crate::export::columns;
use crate::export::csv::safe;
use crate::export::markdown::{cell, escape};

/// Formats in which commands print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
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
}

impl Format {
    /// Returns whether the format prints the JSON values instead of the cells.
    #[must_use]
    pub fn is_json(self) -> bool {
        matches!(self, Self::Json | Self::Jsonl)
    }
}

/// The output of a command.
#[derive(Debug, Clone, Default)]
pub struct Records {
    /// Name of the view, such as `coverage`.
    pub what: &'static str,
    /// Title, for people.
    pub title: String,
    /// What readers have to know to understand the rows.
    pub notes: Vec<String>,
    /// Column headings.
    pub columns: Vec<String>,
    /// Rows of cells.
    pub rows: Vec<Vec<String>>,
    /// The same cells in words, to be read aloud, if the cells are marks; otherwise empty.
    pub spoken: Vec<Vec<String>>,
    /// The same rows as JSON values.
    pub values: Vec<Value>,
    /// The output for people, if it is not the table.
    pub text: Option<String>,
}

impl Records {
    /// Yields a statement for each cell that is not empty: its row, its column and its content. Names the rows and
    /// columns without any such cell at the end.
    pub(crate) fn said(&self) -> impl Iterator<Item = String> {
        let rows = if self.spoken.is_empty() { &self.rows } else { &self.spoken };
        let cells = rows.iter().filter_map(|row| row.split_first()).flat_map(|(name, cells)| {
            let filled = self.columns.iter().skip(1).zip(cells).filter(|(_, cell)| !cell.is_empty());
            filled.map(move |(column, cell)| format!("{name}, {column}: {cell}."))
        });
        let without = self.without_entry();
        let told = (!without.is_empty()).then(|| format!("Without an entry: {}.", without.join(", ")));
        cells.chain(told)
    }

    /// Returns the names of the rows and columns without any content, without duplicates.
    fn without_entry(&self) -> Vec<&str> {
        let blank = |cell: Option<&String>| cell.is_none_or(String::is_empty);
        let rows =
            self.rows.iter().filter(|row| row.iter().skip(1).all(String::is_empty)).filter_map(|row| row.first());
        let columns = self.columns.iter().enumerate().skip(1);
        let columns = columns.filter(|(n, _)| self.rows.iter().all(|row| blank(row.get(*n)))).map(|column| column.1);
        let mut names: Vec<&str> = Vec::new();
        for name in rows.chain(columns).filter(|name| !name.is_empty()) {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
        names
    }
}

/// Writes the records.
///
/// # Errors
/// If writing fails.
pub fn write(records: &Records, format: Format, out: &mut impl Write) -> Result<()> {
    match format {
        Format::Text => match &records.text {
            Some(text) => write!(out, "{text}")?,
            None => write!(out, "{}", columns::table(records, None))?,
        },
        Format::Json => {
            let all = json!({
                "view": records.what,
                "title": records.title,
                "notes": records.notes,
                "columns": records.columns,
                "rows": records.values,
            });
            serde_json::to_writer_pretty(&mut *out, &all).map_err(Error::json)?;
            writeln!(out)?;
        }
        Format::Jsonl => {
            for value in &records.values {
                serde_json::to_writer(&mut *out, value).map_err(Error::json)?;
                writeln!(out)?;
            }
        }
        Format::Csv => {
            let mut table = crate::export::csv::writer(out);
            let told = crate::export::csv::told;
            for row in std::iter::once(&records.columns).chain(&records.rows) {
                table.write_record(row.iter().map(|c| safe(c))).map_err(told)?;
            }
            table.flush()?;
        }
        Format::Md => markdown(records, out)?,
    }
    Ok(())
}

/// Writes the table as statements that can be read aloud, one per line: row, column and content of each cell.
///
/// # Errors
/// If writing fails.
pub fn statements(records: &Records, out: &mut impl Write) -> Result<()> {
    writeln!(out, "{}.", records.title)?;
    records.said().try_for_each(|said| writeln!(out, "{said}"))?;
    records.notes.iter().try_for_each(|note| writeln!(out, "{note}"))?;
    Ok(())
}

fn markdown(records: &Records, out: &mut impl Write) -> Result<()> {
    let line = |row: &[String]| format!("| {} |", row.iter().map(|c| cell(c)).collect::<Vec<_>>().join(" | "));
    writeln!(out, "# {}\n", escape(&records.title))?;
    writeln!(out, "{}", line(&records.columns))?;
    writeln!(out, "|{}", "---|".repeat(records.columns.len()))?;
    records.rows.iter().try_for_each(|row| writeln!(out, "{}", line(row)))?;
    for note in &records.notes {
        writeln!(out, "\n{}", escape(note))?;
    }
    Ok(())
}
