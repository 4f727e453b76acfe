//! `data`: check a dataset, write the built-in one out, say what is in it.

use std::io::{Write, stdout};
use std::path::Path;

use clap::{Subcommand, ValueHint};

use crate::corpus::{Corpus, Kind, SCHEMA};
use crate::dataset::{self, EMBEDDED};
use crate::error::{Error, Result};
use crate::text;

/// What to do with the data.
#[derive(Debug, Subcommand)]
pub enum Data {
    /// Check every file of a dataset; each problem is told with file, line, id and field (exit code 3)
    Check {
        /// Directory laid out like the one that `data eject` writes; without, the dataset in use
        #[arg(value_hint = ValueHint::DirPath)]
        dir: Option<std::path::PathBuf>,
    },
    /// Write the built-in data files to a directory, to start your own from
    Eject {
        /// Directory to write to; made where it is missing, and never written over
        #[arg(value_hint = ValueHint::DirPath)]
        dir: std::path::PathBuf,
    },
    /// Say what the dataset holds: passages by report and kind, schema, digest
    Info,
}

/// Does what is asked for; gives the exit code.
///
/// # Errors
/// Where the data is not valid or a file cannot be read or written.
pub fn run(data: &Data, dir: Option<&Path>) -> Result<u8> {
    match data {
        Data::Check { dir: given } => {
            let dir = given.as_deref().or(dir);
            let corpus = dataset::from(dir)?;
            let name = dir.map_or_else(|| "built-in data".to_owned(), |d| d.display().to_string());
            let passages = text::count(corpus.passages.len(), "passage");
            writeln!(stdout(), "{name}: no problem in {passages} of {}", text::count(corpus.reports.len(), "report"))?;
        }
        Data::Eject { dir } => eject(dir)?,
        Data::Info => info(&dataset::from(dir)?)?,
    }
    Ok(0)
}

/// Writes the built-in files, all or none: nothing that is there already is touched.
fn eject(dir: &Path) -> Result<()> {
    let told = |path: &Path, error: &std::io::Error| Error::run(format!("{}: {error}", path.display()));
    for (path, _) in EMBEDDED {
        let to = dir.join(path);
        if to.exists() {
            return Err(Error::run(format!("{} is there already; name a directory without data files", to.display())));
        }
    }
    std::fs::create_dir_all(dir.join("reports")).map_err(|e| told(dir, &e))?;
    for (path, text) in EMBEDDED {
        let to = dir.join(path);
        std::fs::write(&to, text).map_err(|e| told(&to, &e))?;
    }
    writeln!(stdout(), "{} files written to {}", EMBEDDED.len(), dir.display())?;
    Ok(())
}

fn info(corpus: &Corpus) -> Result<()> {
    let mut out = stdout().lock();
    writeln!(out, "schema   {SCHEMA}")?;
    writeln!(out, "digest   {} (SHA-256 of what `export --format json` prints)", dataset::digest(corpus)?)?;
    writeln!(
        out,
        "holds    {} of {}",
        text::count(corpus.passages.len(), "passage"),
        text::count(corpus.reports.len(), "report")
    )?;
    writeln!(
        out,
        "         {}, {}, {}",
        text::count(corpus.entities.len(), "entity"),
        text::count(corpus.priorities.len(), "priority"),
        text::count(corpus.glossary.len(), "term")
    )?;
    writeln!(out)?;
    let width = corpus.reports.iter().map(|r| r.id.len()).max().unwrap_or(0).max(14);
    let ids: Vec<String> = corpus.reports.iter().map(|r| format!("{:>width$}", r.id.as_str())).collect();
    writeln!(out, "{:<15}{} {:>7}", "kind", ids.join(" "), "all")?;
    let p = &corpus.postings;
    for &kind in Kind::ALL {
        let of = &p.kinds[kind as usize];
        let counts: Vec<String> = p.reports.iter().map(|r| format!("{:>width$}", r.count_common(of))).collect();
        writeln!(out, "{:<15}{} {:>7}", kind.word(), counts.join(" "), of.count())?;
    }
    let counts: Vec<String> = p.reports.iter().map(|r| format!("{:>width$}", r.count())).collect();
    writeln!(out, "{:<15}{} {:>7}", "all", counts.join(" "), corpus.passages.len())?;
    Ok(())
}
