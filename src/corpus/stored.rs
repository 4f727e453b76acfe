//! Bytes that are read by position when they are needed: texts and postings are most of large data, and a session looks at few of
//! them.

use std::fmt;
use std::ops::Range;

/// Bytes that are somewhere else, such as in a file.
pub trait StoredBytes: fmt::Debug + Sync {
    /// Reads a range of the bytes.
    ///
    /// # Panics
    /// If they cannot be read any more, or are not what they were: no part of the program could go on without the words of a
    /// report, and other words must not take their place.
    fn read(&self, range: Range<usize>) -> Vec<u8>;
}
