//! `data`: checks a dataset, writes out the built-in one, or describes the one in use.

mod check;
mod draft;
mod eject;
mod pack;
pub(crate) mod review;
mod table;

use std::io::Write;
use std::path::Path;

use clap::{Subcommand, ValueHint};

use crate::cli::out;
use crate::cli::print_style::PrintStyle;
use crate::corpus::{Corpus, Kind, SCHEMA};
use crate::dataset::{self, EMBEDDED};
use crate::error::Result;
use crate::export::records::PrintFormat;
use crate::export::table::{TableCell, TextTable};
use crate::export::{columns, diff};
use crate::text;

/// What to do with the data.
#[derive(Debug, Subcommand)]
pub enum Data {
    /// Check every file of a dataset; each problem comes with file, line, id and field (exit code 3)
    Check {
        /// Directory laid out like the one that `data eject` writes; without, the dataset in use
        #[arg(value_hint = ValueHint::DirPath)]
        dir: Option<std::path::PathBuf>,
        /// Text of a report, to hold its passages against word by word: ID.txt, or ID=FILE; again for more
        #[arg(long = "source", value_hint = ValueHint::FilePath, value_name = "FILE")]
        sources: Vec<String>,
        /// Take warnings for errors
        #[arg(long)]
        strict: bool,
    },
    /// Write the built-in data files to a directory, to start your own from
    Eject {
        /// Directory to write to; made where it is missing, and never written over
        #[arg(value_hint = ValueHint::DirPath)]
        dir: std::path::PathBuf,
    },
    /// Draft a report file from the text of a report, with tags that are proposed and doubts that are listed
    Draft {
        /// Text of the report: what pdftotext wrote, a copied page, Markdown; a PDF where pdftotext is installed; - for
        /// standard input
        #[arg(value_hint = ValueHint::FilePath)]
        source: String,
        /// Id of the report, such as 2023-annual-report
        #[arg(long, value_name = "ID")]
        id: String,
        /// Directory of the dataset to add it to; without, the file is printed
        #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
        into: Option<std::path::PathBuf>,
    },
    /// Go through a draft in the explorer, passage by passage beside its source; every step is written at once
    Review {
        /// Directory of the dataset
        #[arg(value_hint = ValueHint::DirPath)]
        dir: Option<std::path::PathBuf>,
        /// Id of the report; without, the one that has drafts
        #[arg(long, value_name = "ID")]
        report: Option<String>,
        /// Text of the report, to show beside each passage
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        source: Option<String>,
    },
    /// Write tags and claims to a table for a spreadsheet, or read a changed one back; nothing else is touched
    #[command(group = clap::ArgGroup::new("way").required(true))]
    Table {
        /// Directory of the dataset; without, the dataset in use
        #[arg(value_hint = ValueHint::DirPath)]
        dir: Option<std::path::PathBuf>,
        /// File to write, a row for each passage and each claim; - for standard output
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, group = "way")]
        export: Option<String>,
        /// File to read back; - for standard input
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, group = "way")]
        import: Option<String>,
        /// Id of a report: only its passages are written, or read back
        #[arg(long, value_name = "ID")]
        report: Option<String>,
    },
    /// Say what differs between two datasets, passage by passage, with their tags and claims (exit code 1 where nothing does)
    Diff {
        /// Directory of the dataset before; with one directory alone, that before is the dataset in use
        #[arg(value_hint = ValueHint::DirPath, value_name = "DIR")]
        before: std::path::PathBuf,
        /// Directory of the dataset after
        #[arg(value_hint = ValueHint::DirPath, value_name = "DIR")]
        after: Option<std::path::PathBuf>,
        /// Format of the output
        #[arg(long, value_enum, default_value_t)]
        format: PrintFormat,
    },
    /// Put a dataset into one file, checked and indexed, which `--data` takes as it takes a directory; large data is there at once
    Pack {
        /// Directory of the dataset
        #[arg(value_hint = ValueHint::DirPath)]
        dir: std::path::PathBuf,
        /// File to write; never written over
        #[arg(value_hint = ValueHint::FilePath)]
        file: std::path::PathBuf,
    },
    /// Say what the dataset holds: passages by report and kind, schema, digest
    Info,
}

/// Runs the subcommand and returns the exit code.
///
/// # Errors
/// Returns an error if the data is invalid, or if a file cannot be read or written.
pub fn run(data: &Data, dir: Option<&Path>, print_style: PrintStyle) -> Result<u8> {
    match data {
        Data::Check { dir: given, sources, strict } => {
            check::run(given.as_deref().or(dir), sources, *strict)?;
        }
        Data::Table { dir: given, export, import, report } => {
            let (dir, report) = (given.as_deref().or(dir), report.as_deref());
            match (export, import) {
                (Some(to), _) => table::export(dir, report, to, print_style)?,
                (None, Some(from)) => table::import(dir, report, from)?,
                (None, None) => {}
            }
        }
        Data::Draft { source, id, into } => draft::run(source, id, into.as_deref(), dir)?,
        // The command line opens it, as it opens the explorer.
        Data::Review { .. } => {}
        Data::Eject { dir } => eject(dir)?,
        Data::Diff { before, after, format } => {
            let (before, after) = match after {
                Some(after) => (dataset::from(Some(before))?, dataset::from(Some(after))?),
                None => (dataset::from(dir)?, dataset::from(Some(before))?),
            };
            let records = diff::diff(&before, &after)?;
            let found = !records.rows.is_empty();
            return super::print(&records, *format, print_style, found);
        }
        Data::Pack { dir, file } => pack::run(dir, file)?,
        Data::Info => info(&dataset::from(dir)?, print_style)?,
    }
    Ok(0)
}

/// Formats a path for printing.
fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn print(words: &str) -> Result<()> {
    let mut out = out::plain();
    out.write_all(words.as_bytes())?;
    Ok(out.flush()?)
}

/// Writes the built-in files, all or none. Never touches an existing file.
fn eject(dir: &Path) -> Result<()> {
    eject::all(dir, EMBEDDED)?;
    print(&format!("{} files written to {}\n", EMBEDDED.len(), shown(dir)))
}

fn info(corpus: &Corpus, print_style: PrintStyle) -> Result<()> {
    let count = text::count;
    let about = format!(
        "schema   {SCHEMA}\n\
         digest   {} (SHA-256 of what `export --format json` prints)\n\
         holds    {} of {}\n         {}, {}, {}\n",
        dataset::digest(corpus)?,
        count(corpus.passages.len(), "passage"),
        count(corpus.reports.len(), "report"),
        count(corpus.entities.len(), "entity"),
        count(corpus.priorities.len(), "priority"),
        count(corpus.glossary.len(), "term")
    );
    let p = &corpus.postings;
    let mut columns = vec!["kind".to_owned()];
    columns.extend(corpus.reports.iter().map(|r| r.id.to_string()));
    columns.push("all".to_owned());
    let row = |name: &str, counts: &mut dyn Iterator<Item = usize>| {
        std::iter::once(name.into()).chain(counts.map(|n| n.to_string().into())).collect::<Vec<_>>()
    };
    let mut rows: Vec<Vec<TableCell>> = Vec::new();
    for &kind in Kind::ALL {
        let of = &p.kinds[kind as usize];
        let counts = corpus.reports.iter().map(|report| of.count_in(report.passages.clone()));
        rows.push(row(kind.word(), &mut counts.chain([of.count()])));
    }
    rows.push(row(
        "all",
        &mut corpus.reports.iter().map(|report| report.passages.len()).chain([corpus.passages.len()]),
    ));
    let table = columns::body(&TextTable { columns, rows }, print_style.width());
    print(&format!("{}\n{table}", print_style.fit(&about)))
}
