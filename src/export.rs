//! A selection written out: as the published JSON, as JSON lines, as a table, or as a brief.

pub mod brief;
pub mod cite;
pub mod columns;
mod csv;
pub mod json;
pub mod markdown;
pub mod records;
pub mod rows;
pub mod selection;

use std::io::Write;

use clap::ValueEnum;

use records::Records;

use crate::corpus::{Corpus, PassageId};
use crate::dataset;
use crate::error::{Error, Result};
use crate::export::cite::Source;
use crate::export::json::PassageOut;
use crate::export::selection::Selection;

/// Formats of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One JSON document, schema 1
    Json,
    /// A JSON object a line
    Jsonl,
    /// A table for spreadsheets (RFC 4180)
    Csv,
    /// A brief in Markdown, every quotation with its citation
    Md,
}

impl Format {
    /// All of them, in the order of the menu.
    pub const ALL: [Self; 4] = [Self::Md, Self::Csv, Self::Json, Self::Jsonl];

    /// The ending of a file of that format.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Md => "md",
        }
    }

    /// The format in which commands print what an export of that format holds.
    #[must_use]
    pub fn printed(self) -> records::Format {
        match self {
            Self::Json => records::Format::Json,
            Self::Jsonl => records::Format::Jsonl,
            Self::Csv => records::Format::Csv,
            Self::Md => records::Format::Md,
        }
    }

    /// What it is called.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Jsonl => "JSON lines",
            Self::Csv => "CSV, for a spreadsheet",
            Self::Md => "Markdown brief",
        }
    }
}

/// By what a brief groups its passages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Group {
    /// By the body that acts first
    #[default]
    Body,
    /// By the priority under which they are filed
    Priority,
}

/// Everything that an export says besides the passages.
#[derive(Debug, Clone)]
pub struct Context<'a> {
    /// What was chosen.
    pub selection: &'a Selection,
    /// What the citations have in common.
    pub source: &'a Source,
    /// By what a brief groups.
    pub group: Group,
    /// The directory of own data, as typed; none where the built-in data is exported.
    pub data: Option<&'a str>,
}

/// Writes passages in a format.
///
/// # Errors
/// Where they cannot be written.
pub fn write(
    corpus: &Corpus,
    passages: &[PassageId],
    format: Format,
    context: &Context<'_>,
    out: &mut impl Write,
) -> Result<()> {
    match format {
        Format::Json => json::write(corpus, passages.iter().copied(), out).map_err(Error::json)?,
        Format::Jsonl => {
            for &id in passages {
                serde_json::to_writer(&mut *out, &PassageOut::new(corpus, corpus.names(), id)).map_err(Error::json)?;
                writeln!(out)?;
            }
        }
        Format::Csv => csv::write(corpus, passages, context.source, out)?,
        Format::Md => out.write_all(brief::brief(corpus, passages, context).as_bytes())?,
    }
    Ok(())
}

/// What is shown, to be written to a file: everything that the writing needs but the corpus, since it may take seconds.
#[derive(Debug, Clone)]
pub struct Export {
    /// The format.
    pub format: Format,
    /// What is written.
    pub of: Exported,
}

/// What an export writes.
#[derive(Debug, Clone)]
pub enum Exported {
    /// Passages, in that order.
    Passages {
        /// The passages.
        passages: Vec<PassageId>,
        /// How they were chosen.
        selection: Box<Selection>,
        /// The directory of own data, as typed.
        data: Option<String>,
        /// The day that citations give.
        accessed: time::Date,
    },
    /// A view.
    View(Records),
}

impl Export {
    /// The name of the file, without its ending.
    #[must_use]
    pub fn stem(&self) -> String {
        match &self.of {
            Exported::Passages { .. } if self.format == Format::Md => "icat-brief".to_owned(),
            Exported::Passages { .. } => "icat-passages".to_owned(),
            Exported::View(records) => format!("icat-{}", records.what),
        }
    }

    /// What stands in the file.
    ///
    /// # Errors
    /// Where it cannot be put in that format.
    pub fn text(&self, corpus: &Corpus) -> Result<String> {
        let mut out = Vec::new();
        match &self.of {
            Exported::Passages { passages, selection, data, accessed } => {
                let source = Source { digest: dataset::digest(corpus)?, accessed: *accessed };
                let context = Context { selection, source: &source, group: Group::Body, data: data.as_deref() };
                write(corpus, passages, self.format, &context, &mut out)?;
            }
            Exported::View(records) => records::write(records, self.format.printed(), &mut out)?,
        }
        String::from_utf8(out).map_err(|error| Error::run(error.to_string()))
    }
}
