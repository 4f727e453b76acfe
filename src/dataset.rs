//! The dataset in use: either the files and the digest that are built into the program, or a user's own data directory.

mod dir;
mod names;

use std::path::Path;

use crate::corpus::Corpus;
use crate::corpus::load::{self, DataFile, Files};
use crate::corpus::name_index::NameIndex;
use crate::corpus::sorted_lines::SortedLines;
use crate::corpus::strings::{self, PackedText};
use crate::error::{Error, Result};
use crate::export::json;

/// The built-in data files: path under `assets/` and text.
pub const EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The contents of these files, checked and packed by the build script.
const PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/corpus"));

/// The text that the strings of the packed data are ranges of.
const TEXT: PackedText = PackedText {
    strings: include_str!(concat!(env!("OUT_DIR"), "/strings")),
    passages: include_str!(concat!(env!("OUT_DIR"), "/passages")),
};

/// The index of the names of bodies and places in these files.
const NAMES: &str = include_str!(concat!(env!("OUT_DIR"), "/names"));

/// The SHA-256, in hexadecimal, of what `export --format json` prints for the built-in data.
const DIGEST: &str = include_str!(concat!(env!("OUT_DIR"), "/digest"));

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
    let parts = strings::unpack(PACKED, TEXT).map_err(|e| Error::run(format!("the built-in data is damaged: {e}")))?;
    Ok(Corpus::built_in(parts, NameIndex(SortedLines::built_in(NAMES))))
}

/// Loads the corpus from a directory, or the built-in one if there is none.
///
/// # Errors
/// Returns an error if the data is not valid: the problems found, each with its location.
pub fn from(dir: Option<&Path>) -> Result<Corpus> {
    match dir {
        Some(dir) => of(Files::from_dir(dir)?),
        None => embedded(),
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
/// time.
///
/// # Errors
/// Returns an error if the dataset cannot be written as JSON, which does not happen with a valid corpus.
pub fn digest(corpus: &Corpus) -> Result<String> {
    if corpus.built_in { Ok(DIGEST.to_owned()) } else { json::digest(corpus).map_err(Error::json) }
}
