//! Writes the data files to a directory: only as new files, and either all of them or none.

use std::fs::{DirBuilder, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::text;

/// Writes files to a directory, each given as its path in it and its text. On failure, removes what this run has
/// created.
pub(super) fn all(dir: &Path, files: &[(&str, &str)]) -> Result<()> {
    for to in files.iter().map(|(path, _)| dir.join(path)) {
        // A dangling symlink counts as existing, too.
        if to.symlink_metadata().is_ok() {
            return Err(failure(&to, "is there already; name a directory without data files"));
        }
    }
    let mut made = Made::default();
    made.directory(dir, Links::Followed)?;
    made.directory(&dir.join("reports"), Links::Refused)?;
    for (path, text) in files {
        made.file(&dir.join(path), text)?;
    }
    made.done();
    Ok(())
}

fn failure(path: &Path, what: impl std::fmt::Display) -> Error {
    Error::run(format!("{}: {what}", text::harmless(&path.display().to_string())))
}

/// What to do with a symlink in place of a directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Links {
    Followed,
    Refused,
}

/// What this run has created, in order. Unless the run completes, it is removed again on drop.
#[derive(Debug, Default)]
struct Made {
    directories: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

impl Made {
    /// Creates a directory and any missing parents.
    fn directory(&mut self, path: &Path, links: Links) -> Result<()> {
        let missing: Vec<&Path> =
            path.ancestors().take_while(|p| !p.as_os_str().is_empty() && p.symlink_metadata().is_err()).collect();
        for path in missing.into_iter().rev() {
            DirBuilder::new().create(path).map_err(|e| failure(path, e))?;
            self.directories.push(path.to_owned());
        }
        let about = if links == Links::Followed { path.metadata() } else { path.symlink_metadata() };
        match about {
            Ok(about) if about.is_dir() => Ok(()),
            Ok(about) if about.is_symlink() => Err(failure(path, "is a link; nothing is written through it")),
            Ok(_) => Err(failure(path, "is no directory")),
            Err(error) if error.kind() == ErrorKind::NotFound => Err(failure(path, "is a link that leads nowhere")),
            Err(error) => Err(failure(path, error)),
        }
    }

    /// Creates a file and writes to it. Fails if it already exists.
    fn file(&mut self, path: &Path, text: &str) -> Result<()> {
        let wrong = |error: io::Error| match error.kind() {
            ErrorKind::AlreadyExists => failure(path, "is there already; name a directory without data files"),
            _ => failure(path, error),
        };
        let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(wrong)?;
        self.files.push(path.to_owned());
        file.write_all(text.as_bytes()).map_err(wrong)
    }

    /// Keeps everything that was created.
    fn done(&mut self) {
        self.files.clear();
        self.directories.clear();
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        // What cannot be removed stays; the failure itself is the error to report.
        self.files.iter().for_each(|path| drop(std::fs::remove_file(path)));
        self.directories.iter().rev().for_each(|path| drop(std::fs::remove_dir(path)));
    }
}
