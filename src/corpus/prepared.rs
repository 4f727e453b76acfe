//! What is worked out of a dataset before it is needed: by the build script for the built-in data, for own data when it is packed.

use std::path::PathBuf;

use crate::corpus::stored::StoredBytes;

/// The postings of an inverted index, as `InvertedIndex::write_postings` writes them.
#[derive(Debug, Clone, Copy)]
pub enum PreparedPostings {
    /// In memory.
    Memory(&'static [u8]),
    /// Elsewhere, to be read when they are needed.
    Stored(&'static dyn StoredBytes),
}

/// The indexes and the digest of a dataset.
#[derive(Debug, Clone, Copy)]
pub struct Prepared {
    /// The inverted index without its postings, as `InvertedIndex::write` writes it.
    pub index: &'static [u8],
    /// Its postings.
    pub postings: PreparedPostings,
    /// The index of the synonyms, as lines.
    pub synonyms: &'static str,
    /// The SHA-256, in hexadecimal, of what `export --format json` prints. `None` where nobody has computed it: that takes
    /// longer than all else.
    pub digest: Option<&'static str>,
}

/// The state of the files of a data directory when they were read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilesState {
    /// The file of the cache that a pack of them belongs in.
    pub pack: PathBuf,
    /// A digest of their names, lengths and times.
    pub digest: String,
}
