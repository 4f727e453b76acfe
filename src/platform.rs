//! What is asked of the operating system: files that are safe to open, locks, signals, the terminal's size and modes.
//!
//! Everything that differs from system to system is called here and nowhere else, so that another system is one file more.

#[cfg(unix)]
mod unix;

#[cfg(unix)]
pub use unix::*;

use std::io::{self, Read};
use std::path::Path;

/// Reads a whole file of at most so many bytes.
///
/// Nothing is waited for: a named pipe, a device or a directory is refused, and so is what is larger.
///
/// # Errors
/// Where the file cannot be opened or read, is not a regular file, or is too large: a sentence for a person.
pub fn read_file(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let (file, length) = open_regular(path)?;
    let too_large = || io::Error::new(io::ErrorKind::FileTooLarge, format!("is larger than {}", size(limit)));
    if length > limit {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    file.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit { Err(too_large()) } else { Ok(bytes) }
}

/// A number of bytes as people read it.
fn size(bytes: u64) -> String {
    match bytes {
        0..0x0010_0000 => format!("{} KB", bytes >> 10),
        _ => format!("{} MB", bytes >> 20),
    }
}
