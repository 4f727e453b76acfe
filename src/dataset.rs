//! The dataset in use: the one that is built into the program, or a user's own, which is a data directory or a pack of one.

pub mod cache;
mod dir;
mod names;
pub mod pack;
mod stored;

pub use stored::end_when_data_is_lost;

use std::path::Path;

use crate::corpus::Corpus;
use crate::corpus::load::{self, DataFile, Files};
use crate::corpus::prepared::{Prepared, PreparedPostings};
use crate::corpus::strings::{PackedText, PassageTexts};
use crate::error::{Error, Problem, Problems, Result};
use crate::export::json;
use pack::Pack;

/// The built-in data files: path under `assets/` and text.
pub const EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The texts of the passages in these files.
static TEXTS: PassageTexts = PassageTexts::Memory(include_str!(concat!(env!("OUT_DIR"), "/passages")));

/// The contents of these files, checked and packed by the build script.
const PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/corpus"));

/// What belongs to it.
static BUILT_IN: Pack = Pack {
    text: PackedText { strings: include_str!(concat!(env!("OUT_DIR"), "/strings")), passages: &TEXTS },
    names: include_str!(concat!(env!("OUT_DIR"), "/names")),
    prepared: Prepared {
        index: include_bytes!(concat!(env!("OUT_DIR"), "/index")),
        postings: PreparedPostings::Memory(include_bytes!(concat!(env!("OUT_DIR"), "/postings"))),
        synonyms: include_str!(concat!(env!("OUT_DIR"), "/synonyms")),
        digest: Some(include_str!(concat!(env!("OUT_DIR"), "/digest"))),
    },
    state: "",
    notices: "",
};

/// Returns the built-in data files.
#[must_use]
pub fn files() -> Files {
    let mut files = Files::default();
    for &(path, text) in EMBEDDED {
        files.put(path, DataFile::new(path.to_owned(), text));
    }
    files.sort();
    files
}

/// Loads the built-in corpus.
///
/// # Errors
/// Returns an error if the packed data cannot be deserialized.
pub fn embedded() -> Result<Corpus> {
    BUILT_IN.built_in(PACKED).map_err(|e| Error::run(format!("the built-in data is damaged: {e}")))
}

/// Loads the corpus from a directory or a pack, or the built-in one if neither is given.
///
/// # Errors
/// Returns an error if the data is not valid: the problems found, each with its location.
pub fn from(path: Option<&Path>) -> Result<Corpus> {
    kept(path, None)
}

/// Like [`from`], but reads a directory that did not change from the pack that is kept of it in the directory `packs`.
///
/// # Errors
/// Returns an error if the data is not valid: the problems found, each with its location.
pub fn kept(path: Option<&Path>, packs: Option<&Path>) -> Result<Corpus> {
    match path {
        None => embedded(),
        Some(path) if path.is_file() => Pack::read(path).map_err(|message| {
            let mut problems = Problems::default();
            problems.add(|| Problem { file: path.display().to_string(), message, ..Problem::default() });
            Error::Data(problems)
        }),
        Some(path) => cache::load(path, packs, |dir| of(Files::from_dir(dir)?)),
    }
}

/// Loads the corpus from files that were read, and keeps the notices about the entries that were not.
///
/// # Errors
/// Returns an error if the data is not valid: the problems found, each with its location.
pub fn of(files: Files) -> Result<Corpus> {
    let mut corpus = load::load(&files)?;
    corpus.notices = files.notices;
    Ok(corpus)
}

/// Checks a dataset in a directory as it is with some of its files changed.
///
/// # Errors
/// Returns an error if the data is not valid: the problems found, each with its location.
pub fn check_with<'a>(dir: &Path, changed: impl Iterator<Item = (&'a Path, &'a str)>) -> Result<()> {
    let mut files = Files::from_dir(dir)?;
    for (path, text) in changed {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let named = |name: String| DataFile::kept(name, text.to_owned());
        match files.reports.iter_mut().find(|report| report.0 == stem) {
            Some((_, file)) => *file = named(file.name.clone()),
            None => files.put(&format!("{stem}.json"), named(path.display().to_string())),
        }
    }
    of(files).map(drop)
}

/// Returns the digest of a dataset, as [`json::digest`] computes it. For the built-in one it was computed at build
/// time, for a pack when it was made.
///
/// # Errors
/// Returns an error if the dataset cannot be written as JSON, which does not happen with a valid corpus.
pub fn digest(corpus: &Corpus) -> Result<String> {
    match corpus.prepared.and_then(|prepared| prepared.digest) {
        Some(digest) => Ok(digest.to_owned()),
        None => json::digest(corpus).map_err(Error::json),
    }
}
