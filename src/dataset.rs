//! The dataset in use: the files and the digest that are built into the program, or a directory of own files.

mod dir;
mod names;

use std::path::Path;

use crate::corpus::Corpus;
use crate::corpus::load::{self, File, Files};
use crate::error::{Error, Result};
use crate::export::json;

/// The data files that are built into the program: path under `assets/`, and text.
pub const EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// What these files say, as the build script has checked and packed it.
const PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/corpus"));

/// The SHA-256 of what `export --format json` prints of the built-in data, in hexadecimal.
const DIGEST: &str = include_str!(concat!(env!("OUT_DIR"), "/digest"));

/// The files that are built into the program.
#[must_use]
pub fn files() -> Files {
    let mut files = Files::default();
    for &(path, text) in EMBEDDED {
        files.put(path, File::new(path.to_owned(), text));
    }
    files.sort();
    files
}

/// Loads the corpus that is built into the program.
///
/// # Errors
/// Where what the build script packed cannot be read.
pub fn embedded() -> Result<Corpus> {
    let parts = postcard::from_bytes(PACKED).map_err(|e| Error::run(format!("the built-in data is damaged: {e}")))?;
    Ok(Corpus::new(parts, true))
}

/// Loads the corpus of a directory, or the embedded one.
///
/// # Errors
/// Where the data is not valid: the problems that were found, each with its place.
pub fn from(dir: Option<&Path>) -> Result<Corpus> {
    match dir {
        Some(dir) => of(Files::from_dir(dir)?),
        None => embedded(),
    }
}

/// Loads the corpus of files that were read, with what is to be told of the others.
///
/// # Errors
/// Where the data is not valid: the problems that were found, each with its place.
pub fn of(files: Files) -> Result<Corpus> {
    let mut corpus = load::load(&files)?;
    corpus.notices = files.notices;
    Ok(corpus)
}

/// The digest of a dataset, as [`json::digest`] tells it; that of the built-in one is built in.
///
/// # Errors
/// Where the dataset cannot be written as JSON, which no valid corpus causes.
pub fn digest(corpus: &Corpus) -> Result<String> {
    if corpus.built_in { Ok(DIGEST.to_owned()) } else { json::digest(corpus).map_err(Error::json) }
}
