//! Reads a user's own data directory: which of its entries are read, which are mentioned in a notice, and which are
//! rejected.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::Path;

use crate::corpus::load::{DataFile, Files, NAMES, NEEDED};
use crate::dataset::names::{NamedEntry, Where, judged};
use crate::error::{Error, Problem, Problems, Result};
use crate::platform;
use crate::text;

/// Maximum size of one file and of all files together, in bytes.
const LIMITS: Limits = Limits { file: 64 << 20, all: 2 << 30 };
/// Maximum number of entries of a directory that are looked at.
const ENTRIES_MAX: usize = 100_000;
/// Maximum number of unread entries that get a notice of their own.
const NOTICES_MAX: usize = 20;

#[derive(Debug, Clone, Copy)]
struct Limits {
    file: u64,
    all: u64,
}

impl Files {
    /// Reads the files of a directory with the layout that `data eject` writes.
    ///
    /// # Errors
    /// Returns an error if the directory or a file cannot be read, a file is not UTF-8, a name is slightly off that of
    /// a data file, or a limit is exceeded.
    pub fn from_dir(dir: &Path) -> Result<Self> {
        DirReader::new(dir, LIMITS).read()
    }
}

struct DirReader<'a> {
    dir: &'a Path,
    files: Files,
    problems: Problems,
    /// How many bytes may still be read in total, and how many per file.
    left: Limits,
    /// How many unread entries have no notice of their own.
    more: usize,
}

impl<'a> DirReader<'a> {
    fn new(dir: &'a Path, left: Limits) -> Self {
        Self { dir, files: Files::default(), problems: Problems::default(), left, more: 0 }
    }

    fn read(mut self) -> Result<Files> {
        self.list(self.dir, Where::Top);
        for (n, name) in NAMES.iter().enumerate() {
            self.file(name, n < NEEDED);
        }
        for name in self.list(&self.dir.join("reports"), Where::Reports) {
            self.file(&format!("reports/{name}"), true);
        }
        if self.more > 0 {
            let more = match self.more {
                1 => "1 more entry is not read".to_owned(),
                n => format!("{} more entries are not read", text::grouped(n)),
            };
            self.files.notices.push(format!("{}: {more}", shown(self.dir)));
        }
        if !self.problems.is_empty() {
            return Err(Error::Data(self.problems));
        }
        self.files.sort();
        Ok(self.files)
    }

    fn problem(&mut self, path: &Path, line: usize, message: impl Into<String>) {
        let (file, message) = (path.display().to_string(), message.into());
        self.problems.add(|| Problem { file, line, message, ..Problem::default() });
    }

    fn notice(&mut self, path: &Path, message: String) {
        if self.files.notices.len() < NOTICES_MAX {
            let file = path.display().to_string();
            self.files.notices.push(Problem { file, message, ..Problem::default() }.to_string());
        } else {
            self.more += 1;
        }
    }

    /// Returns the names of the data files in a directory, sorted. Other entries are skipped silently, get a notice, or
    /// are reported as a problem, depending on their name.
    fn list(&mut self, dir: &Path, place: Where) -> Vec<String> {
        let entries = match std::fs::read_dir(dir) {
            Ok(entries) => entries,
            Err(_) if dir.is_file() => {
                self.problem(dir, 0, "is a file; a pack is read, but this needs the directory that it was made of");
                return Vec::new();
            }
            Err(error) => {
                let message = format!("cannot be read ({error}); `data eject DIR` writes a directory to start from");
                self.problem(dir, 0, message);
                return Vec::new();
            }
        };
        let mut names = Vec::new();
        for (n, entry) in entries.enumerate() {
            match entry {
                Ok(_) if n == ENTRIES_MAX => {
                    let message =
                        format!("holds more than {ENTRIES_MAX} entries; keep the data in a directory of its own");
                    self.problem(dir, 0, message);
                    break;
                }
                Ok(entry) => names.push(entry.file_name()),
                Err(error) => {
                    self.problem(dir, 0, format!("cannot be read to its end ({error})"));
                    break;
                }
            }
        }
        names.sort();
        names.into_iter().filter_map(|name| self.entry(dir, place, &name)).collect()
    }

    /// Returns the name of an entry if it is a data file. Otherwise reports it as its name requires.
    fn entry(&mut self, dir: &Path, place: Where, name: &OsStr) -> Option<String> {
        match judged(name, place) {
            NamedEntry::Data(name) => return Some(name.to_owned()),
            NamedEntry::Silent => {}
            NamedEntry::Refused(message) => self.problem(&dir.join(name), 0, message),
            NamedEntry::Beside(message) => self.notice(&dir.join(name), message),
        }
        None
    }

    /// Reads one file and adds it to the dataset's files. A missing file is a problem only if it is `needed`.
    fn file(&mut self, path: &str, needed: bool) {
        let full = self.dir.join(path);
        let limit = self.left.file.min(self.left.all);
        let bytes = match platform::read_file(&full, limit) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound && !needed && !is_there(&full) => return,
            Err(error) if error.kind() == ErrorKind::FileTooLarge && limit < self.left.file => {
                let message = "brings the files to more than is read of a directory; leave some out";
                self.problem(&full, 0, message);
                return;
            }
            Err(error) => {
                self.problem(&full, 0, format!("cannot be read ({error})"));
                return;
            }
        };
        self.left.all -= bytes.len() as u64;
        match String::from_utf8(bytes) {
            Ok(text) => self.files.put(path, DataFile::kept(full.display().to_string(), text)),
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let line = 1 + error.as_bytes().iter().take(valid).filter(|&&b| b == b'\n').count();
                self.problem(&full, line, "is not UTF-8 from here on; save it as UTF-8");
            }
        }
    }
}

/// Returns `true` if there is an entry with that path, even if it is a dangling link.
fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

fn shown(path: &Path) -> String {
    text::harmless(&path.display().to_string()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ejected(name: &str) -> std::path::PathBuf {
        let dir = std::env::temp_dir().join(format!("icat-explorer-dir-{}-{name}", std::process::id()));
        std::fs::remove_dir_all(&dir).ok();
        std::fs::create_dir_all(dir.join("reports")).expect("a directory");
        for (path, text) in crate::dataset::EMBEDDED {
            std::fs::write(dir.join(path), text).expect("a file");
        }
        dir
    }

    #[test]
    fn all_files_together_have_a_limit() {
        let dir = ejected("limit");
        let size: usize = crate::dataset::EMBEDDED.iter().filter(|e| e.0 != "NOTICE.md").map(|e| e.1.len()).sum();
        let read = |all: usize| DirReader::new(&dir, Limits { file: 1 << 20, all: all as u64 }).read();
        assert!(read(size).is_ok());
        let refused = read(size - 1).err().map(|e| e.to_string()).unwrap_or_default();
        assert!(refused.contains("2022-annual-report.json: brings the files to more than is read"), "{refused}");
        std::fs::remove_dir_all(&dir).ok();
    }

    #[test]
    fn what_is_read_again_takes_no_more_memory() {
        let dir = ejected("again");
        let read = || Files::from_dir(&dir).expect("sound data").places.expect("it is there").text;
        assert!(std::ptr::eq(read(), read()));
        let longer = format!("{}\n", read());
        std::fs::write(dir.join("places.json"), &longer).expect("a file");
        assert_eq!(read(), longer);
        std::fs::remove_dir_all(&dir).ok();
    }

    #[test]
    fn what_is_not_read_is_told_twenty_times_and_counted() {
        let dir = ejected("notices");
        (0..25).for_each(|n| std::fs::write(dir.join(format!("note-{n}.txt")), "").expect("a file"));
        let files = Files::from_dir(&dir).expect("sound data");
        assert_eq!(files.notices.len(), NOTICES_MAX + 1);
        assert!(files.notices[20].ends_with(": 5 more entries are not read"), "{}", files.notices[20]);
        std::fs::remove_dir_all(&dir).ok();
    }
}
