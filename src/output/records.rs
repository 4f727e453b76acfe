//! Rows of a view written out: for people, as JSON, as a table.

use std::io::Write;

use clap::ValueEnum;
use serde_json::{Value, json};

use super::table::safe;
use crate::error::{Error, Result};
use crate::text;

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
    /// Whether it prints the values for programs.
    #[must_use]
    pub fn is_json(self) -> bool {
        matches!(self, Self::Json | Self::Jsonl)
    }
}

/// What a command prints.
#[derive(Debug, Clone, Default)]
pub struct Records {
    /// What it is, such as `coverage`.
    pub what: &'static str,
    /// Its title, for people.
    pub title: String,
    /// What has to be known to read it.
    pub notes: Vec<String>,
    /// The heads of the columns.
    pub columns: Vec<String>,
    /// The rows, as cells.
    pub rows: Vec<Vec<String>>,
    /// The same cells as they are read aloud, where they are marks; else empty.
    pub spoken: Vec<Vec<String>>,
    /// The same rows for programs.
    pub values: Vec<Value>,
    /// The text for people, where it is not the table.
    pub text: Option<String>,
}

/// Writes it.
///
/// # Errors
/// Where it cannot be written.
pub fn write(records: &Records, format: Format, out: &mut impl Write) -> Result<()> {
    match format {
        Format::Text => match &records.text {
            Some(text) => write!(out, "{text}")?,
            None => plain(records, out)?,
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
            let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
            let told = super::table::told;
            table.write_record(&records.columns).map_err(told)?;
            for row in &records.rows {
                table.write_record(row.iter().map(|c| safe(c))).map_err(told)?;
            }
            table.flush()?;
        }
        Format::Md => markdown(records, out)?,
    }
    Ok(())
}

/// The table as statements, a line each, that are read well aloud: what the row is, what the column is, and the cell.
///
/// # Errors
/// Where it cannot be written.
pub fn statements(records: &Records, out: &mut impl Write) -> Result<()> {
    writeln!(out, "{}.", records.title)?;
    for row in if records.spoken.is_empty() { &records.rows } else { &records.spoken } {
        let Some(name) = row.first() else { continue };
        for (column, cell) in records.columns.iter().zip(row).skip(1).filter(|(_, cell)| !cell.is_empty()) {
            writeln!(out, "{name}, {column}: {cell}.")?;
        }
    }
    records.notes.iter().try_for_each(|note| writeln!(out, "{note}"))?;
    Ok(())
}

/// The table in columns of equal width: the first to the left, numbers and marks to the right.
fn plain(records: &Records, out: &mut impl Write) -> Result<()> {
    writeln!(out, "{}\n", records.title)?;
    let columns = records.columns.len();
    let width = |n: usize| {
        let cells = records.rows.iter().filter_map(|r| r.get(n)).chain(records.columns.get(n));
        cells.map(|c| text::width(c)).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    for row in std::iter::once(&records.columns).chain(&records.rows) {
        let mut line = String::new();
        for (n, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let pad = " ".repeat(width - text::width(cell));
            let parts = if n == 0 { [cell, pad.as_str(), ""] } else { ["  ", pad.as_str(), cell] };
            parts.into_iter().for_each(|p| line.push_str(p));
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    writeln!(out)?;
    records.notes.iter().try_for_each(|note| writeln!(out, "{note}"))?;
    Ok(())
}

fn markdown(records: &Records, out: &mut impl Write) -> Result<()> {
    let escaped = |cell: &str| text::harmless(cell).replace('|', "\\|");
    let line = |row: &[String]| format!("| {} |", row.iter().map(|c| escaped(c)).collect::<Vec<_>>().join(" | "));
    writeln!(out, "# {}\n", records.title)?;
    writeln!(out, "{}", line(&records.columns))?;
    writeln!(out, "|{}", "---|".repeat(records.columns.len()))?;
    records.rows.iter().try_for_each(|row| writeln!(out, "{}", line(row)))?;
    for note in &records.notes {
        writeln!(out, "\n{note}")?;
    }
    Ok(())
}
