//! The interface to the operating system: files that are safe to open, locks, signals, terminal size and modes.
//!
//! All code that depends on the system is here, so that supporting another one takes only one more file.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub use unix::*;
#[cfg(windows)]
pub use windows::*;

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// The request behind a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// The terminal was resized.
    Resized,
    /// The process continues after it was stopped.
    Continued,
    /// The process should stop until it is continued.
    Suspend,
    /// The process should end, as on Ctrl-C.
    Interrupt,
    /// The process should end by this signal.
    End(i32),
}

/// The result of waiting for input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaitResult {
    /// Input can be read.
    Ready,
    /// No input arrived in time.
    Nothing,
    /// The terminal is gone.
    Gone,
}

/// Columns and rows to assume if the terminal reports none.
const USUAL_SIZE: (u16, u16) = (80, 24);

/// Maximum number of columns and of rows that are drawn; the rest of a larger terminal stays blank.
const LARGEST_SIDE: u16 = 1000;

/// Returns the columns and rows of the terminal on standard output: as it reports them, else from `COLUMNS` and
/// `LINES`, else the usual ones.
#[must_use]
pub fn screen_size() -> (u16, u16) {
    let (columns, rows) = terminal_size().unwrap_or_default();
    let set = |name: &str| std::env::var(name).ok().and_then(|n| n.trim().parse::<u16>().ok()).filter(|&n| n > 0);
    let or = |reported: u16, name: &str, usual: u16| if reported > 0 { reported } else { set(name).unwrap_or(usual) };
    let most = |size: u16| size.min(LARGEST_SIDE);
    (most(or(columns, "COLUMNS", USUAL_SIZE.0)), most(or(rows, "LINES", USUAL_SIZE.1)))
}

/// Reads a whole file of at most `limit` bytes.
///
/// Never blocks: named pipes, devices and directories are refused, as are larger files.
///
/// # Errors
/// If the file cannot be opened or read, is not a regular file, or is too large. The message is for the user.
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

/// Reads bytes of a file from a position on, wherever it was read last.
///
/// # Errors
/// If it cannot be read, or ends before.
pub fn read_at(file: &File, mut bytes: &mut [u8], mut position: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        match read_some_at(file, bytes, position) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => {
                bytes = bytes.get_mut(read..).unwrap_or_default();
                position += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Formats a number of bytes for people.
fn size(bytes: u64) -> String {
    match bytes {
        0..0x0010_0000 => format!("{} KB", bytes >> 10),
        _ => format!("{} MB", bytes >> 20),
    }
}

/// Follows all symbolic links of a path, even if nothing exists at the end.
///
/// # Errors
/// If the links form a cycle.
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

/// Replaces a file atomically; the new one is readable by the user alone. Whatever happens, either the old file or the
/// new one is there, and a symbolic link still leads to it.
///
/// # Errors
/// If the new file cannot be written. The old file is then unchanged, and nothing is left beside it.
pub fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace_file_if(path, bytes, || true).map(drop)
}

/// Like [`replace_file`], but only if `holds` returns true at the last moment. Returns whether it did.
///
/// # Errors
/// As for [`replace_file`].
pub fn replace_file_if(path: &Path, bytes: &[u8], holds: impl FnOnce() -> bool) -> io::Result<bool> {
    replace(path, |file| file.write_all(bytes), holds)
}

/// Like [`replace_file`], with what `write` writes.
///
/// # Errors
/// As for [`replace_file`], and those of `write`.
pub fn replace_file_with(path: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    replace(path, write, || true).map(drop)
}

fn replace(
    path: &Path,
    write: impl FnOnce(&mut File) -> io::Result<()>,
    holds: impl FnOnce() -> bool,
) -> io::Result<bool> {
    let target = follow_links(path)?;
    let dir = match target.parent() {
        Some(dir) if dir != Path::new("") => dir,
        _ => Path::new("."),
    };
    make_private_dir(dir)?;
    if target.symlink_metadata().is_ok_and(|about| !about.is_file()) {
        return Err(io::Error::other("is not a regular file"));
    }
    let mut fresh = tempfile::Builder::new().prefix(FRESH).rand_bytes(12).tempfile_in(dir)?;
    write(fresh.as_file_mut())?;
    fresh.as_file().sync_all()?;
    if !holds() {
        return Ok(false);
    }
    fresh.persist(&target).map_err(|e| e.error)?;
    sync_dir(dir);
    Ok(true)
}

/// Name prefix of temporary files, which are not in their final place yet.
const FRESH: &str = ".icat-explorer-";
/// Age after which a temporary file counts as left over from a killed run.
const STALE: std::time::Duration = std::time::Duration::from_secs(600);

/// Removes the half-written files that killed runs have left in a directory.
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

/// Returns what distinguishes one state of a file from another: its file number, its length and its modification time.
/// `None` if the file does not exist.
#[must_use]
pub fn stamp(path: &Path) -> Option<(u64, u64, std::time::SystemTime)> {
    let about = std::fs::metadata(path).ok()?;
    Some((file_number(&about), about.len(), about.modified().ok()?))
}

/// What changes when a file or a directory does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Its file number.
    pub number: u64,
    /// Its length in bytes; of a directory 0.
    pub len: u64,
    /// When its content was changed, and, where the system says so, when anything about it was.
    pub times: Vec<std::time::SystemTime>,
}

/// Returns what distinguishes one state of a file from another, more strictly than [`stamp`]: a file that was replaced by one
/// of the same length and time is another one. Of a directory it says only that there is one. `None` if it cannot be looked at.
#[must_use]
pub fn changed(path: &Path) -> Option<Changed> {
    let about = std::fs::metadata(path).ok()?;
    if about.is_dir() {
        return Some(Changed { number: file_number(&about), len: 0, times: Vec::new() });
    }
    let times = [about.modified().ok(), status_changed(&about)].into_iter().flatten().collect();
    Some(Changed { number: file_number(&about), len: about.len(), times })
}

/// Creates a new file with the user's default permissions. Does not follow a symbolic link in its place. A file that
/// cannot be written completely is removed again.
///
/// # Errors
/// If something with that name exists (`AlreadyExists`), or if the file cannot be written.
pub fn write_new_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_new_file_with(path, |file| file.write_all(bytes))
}

/// Like [`write_new_file`], with what `write` writes.
///
/// # Errors
/// As for [`write_new_file`], and those of `write`.
pub fn write_new_file_with(path: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    write(&mut file).inspect_err(|_| {
        std::fs::remove_file(path).ok();
    })
}
