//! What is asked of the operating system: files that are safe to open, locks, signals, the terminal's size and modes.
//!
//! Everything that differs from system to system is called here and nowhere else, so that another system is one file more.

#[cfg(unix)]
mod unix;

#[cfg(unix)]
pub use unix::*;

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// What a signal asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// The terminal has another size.
    Resized,
    /// The process goes on after it was stopped.
    Continued,
    /// The process is to stop until it is continued.
    Suspend,
    /// The process is to end, as on Ctrl-C.
    Interrupt,
    /// The process is to end by this signal.
    End(i32),
}

/// Columns and rows of a terminal that tells none.
const USUAL_SIZE: (u16, u16) = (80, 24);

/// Most columns and rows that are drawn; a terminal that tells more has them blank.
const LARGEST_SIDE: u16 = 1000;

/// Columns and rows of the terminal on standard output: as it tells, else as `COLUMNS` and `LINES` do, else the usual ones.
#[must_use]
pub fn screen_size() -> (u16, u16) {
    let (columns, rows) = terminal_size().unwrap_or_default();
    let set = |name: &str| std::env::var(name).ok().and_then(|n| n.trim().parse::<u16>().ok()).filter(|&n| n > 0);
    let or = |told: u16, name: &str, usual: u16| if told > 0 { told } else { set(name).unwrap_or(usual) };
    let most = |size: u16| size.min(LARGEST_SIDE);
    (most(or(columns, "COLUMNS", USUAL_SIZE.0)), most(or(rows, "LINES", USUAL_SIZE.1)))
}

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

/// Where a path leads once every link is followed, also where nothing is there yet.
///
/// # Errors
/// Where the links lead in a circle.
pub fn follow_links(path: &Path) -> io::Result<PathBuf> {
    let mut at = path.to_owned();
    for _ in 0..40 {
        match std::fs::read_link(&at) {
            Ok(to) => at = at.parent().unwrap_or(Path::new("")).join(to),
            Err(_) => return Ok(at),
        }
    }
    Err(io::Error::other("the links lead in a circle"))
}

/// Puts a whole file in the place of another at one stroke, readable by the user alone: whatever happens, there is either
/// the old file or the new one, and a link still leads to it.
///
/// # Errors
/// Where it cannot be written; the old file is then as it was, and nothing is left beside it.
pub fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace_file_if(path, bytes, || true).map(drop)
}

/// As [`replace_file`], where something still holds at the last moment; tells whether it did.
///
/// # Errors
/// As for [`replace_file`].
pub fn replace_file_if(path: &Path, bytes: &[u8], holds: impl FnOnce() -> bool) -> io::Result<bool> {
    let target = follow_links(path)?;
    let dir = match target.parent() {
        Some(dir) if dir != Path::new("") => dir,
        _ => Path::new("."),
    };
    make_private_dir(dir)?;
    if target.symlink_metadata().is_ok_and(|about| !about.is_file()) {
        return Err(io::Error::other("is not a regular file"));
    }
    let mut fresh = tempfile::Builder::new().prefix(FRESH).permissions(private()).rand_bytes(12).tempfile_in(dir)?;
    fresh.write_all(bytes)?;
    fresh.as_file().sync_all()?;
    if !holds() {
        return Ok(false);
    }
    fresh.persist(&target).map_err(|e| e.error)?;
    sync_dir(dir);
    Ok(true)
}

/// How the names of files begin that are not in their place yet.
const FRESH: &str = ".icat-explorer-";
/// After so long such a file is what a killed run has left.
const STALE: std::time::Duration = std::time::Duration::from_secs(600);

/// Takes away what killed runs have left half-written in a directory.
pub fn sweep(dir: &Path) {
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        let ours = entry.file_name().to_str().is_some_and(|name| name.starts_with(FRESH));
        let old = |about: std::fs::Metadata| {
            about.is_file() && about.modified().is_ok_and(|m| m.elapsed().is_ok_and(|e| e > STALE))
        };
        if ours && entry.metadata().is_ok_and(old) {
            std::fs::remove_file(entry.path()).ok();
        }
    }
}

/// What tells one state of a file from another: none where it is not there.
#[must_use]
pub fn stamp(path: &Path) -> Option<(u64, u64, std::time::SystemTime)> {
    let about = std::fs::metadata(path).ok()?;
    Some((file_number(&about), about.len(), about.modified().ok()?))
}

/// Writes a file that must not be there yet, with the rights that the user's files usually have; a link in its place is
/// not followed. What cannot be written whole is taken away again.
///
/// # Errors
/// Where something of that name is there (`AlreadyExists`), or it cannot be written.
pub fn write_new_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes).inspect_err(|_| {
        std::fs::remove_file(path).ok();
    })
}
