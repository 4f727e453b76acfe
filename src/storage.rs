//! What the program keeps between runs: where its files are, and how they are read and written without losing anything.

pub mod disk;
pub mod history;
pub mod marks;
pub mod session;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::platform::{self, Lock};
use crate::text;

/// The program's directory inside each base directory.
const OWN: &str = "icat-explorer";
/// Maximum size of our files in bytes. Anything larger was not written by us.
const SIZE_MAX: u64 = 16 << 20;
/// The byte order mark that some editors put at the start of a file.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The paths of the program's files; all `None` if there is no home directory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AppDirs {
    /// `config.toml`, below `XDG_CONFIG_HOME`.
    pub config: Option<PathBuf>,
    /// `marks.json`, below `XDG_DATA_HOME`.
    pub marks: Option<PathBuf>,
    /// `session.json`, below `XDG_STATE_HOME`.
    pub session: Option<PathBuf>,
    /// The directory of the histories of reviews, below `XDG_STATE_HOME`.
    pub reviews: Option<PathBuf>,
    /// The directory of the packs of own data, below `XDG_CACHE_HOME`.
    pub packs: Option<PathBuf>,
}

impl AppDirs {
    /// Returns the paths of the current user.
    #[must_use]
    pub fn of_user() -> Self {
        let Some([config, data, state, cache]) = platform::user_dirs() else { return Self::default() };
        Self {
            config: Some(config.join(OWN).join("config.toml")),
            marks: Some(data.join(OWN).join("marks.json")),
            session: Some(state.join(OWN).join("session.json")),
            reviews: Some(state.join(OWN).join("reviews")),
            packs: Some(cache.join(OWN).join("packs")),
        }
    }
}

/// Why a file could not be loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// It could not be read or written; the reason, as a sentence.
    Unreadable(String),
    /// Its content was not written by us; the reason, as a sentence.
    Damaged(String),
    /// Its schema is newer than ours.
    Later(u32),
}

/// The schema version of our files.
const SCHEMA: u32 = 1;

/// The only field that every version writes.
#[derive(serde::Deserialize)]
struct SchemaVersion {
    schema: u32,
}

/// Reads one of our JSON files; `None` if it does not exist yet.
///
/// # Errors
/// If the file cannot be read, is damaged, or has the unknown shape of a newer schema.
pub fn read<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, Trouble> {
    let text = match platform::read_file(path, SIZE_MAX) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Trouble::Unreadable(format!("{}: {error}", path.display()))),
    };
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&text);
    serde_json::from_slice(text).map(Some).map_err(|e| match serde_json::from_slice::<SchemaVersion>(text) {
        // A newer version may write another shape.
        Ok(SchemaVersion { schema }) if schema > SCHEMA => Trouble::Later(schema),
        _ => Trouble::Damaged(format!("{}: {e}", path.display())),
    })
}

/// Returns a short name for what is kept of a directory elsewhere: the same one for the same absolute path.
pub(crate) fn name_for(dir: &Path) -> String {
    let digest = Sha256::digest(dir.as_os_str().as_encoded_bytes());
    text::hex(digest.get(..8).unwrap_or(&digest))
}

/// Returns the path of the lock file, which keeps runs of the program from changing a file at the same time: they hold
/// it while they read, change and write the file.
fn lock_file(path: &Path) -> PathBuf {
    // Next to the file that links lead to, because two home directories may share it.
    platform::follow_links(path).unwrap_or_else(|_| path.to_owned()).with_extension("lock")
}

/// Tries to lock a file against changes by other runs of the program. Returns `None` if another run holds the lock.
///
/// # Errors
/// If no lock can be made, for example in a read-only directory.
fn try_lock(path: &Path) -> std::io::Result<Option<Lock>> {
    let lock = lock_file(path);
    if let Some(dir) = lock.parent() {
        platform::make_private_dir(dir)?;
    }
    platform::try_lock(&lock)
}

/// Moves a damaged file aside to a free name, and returns its new path.
///
/// # Errors
/// If the file cannot be renamed.
pub fn set_aside(path: &Path) -> std::io::Result<PathBuf> {
    let path = platform::follow_links(path)?;
    let name = |n: u32| path.with_extension(if n == 1 { "damaged".to_owned() } else { format!("damaged-{n}") });
    let is_free = |p: &PathBuf| p.symlink_metadata().is_err();
    let free = (1..u32::MAX).map(name).find(is_free).unwrap_or_else(|| name(1));
    std::fs::rename(&path, &free)?;
    Ok(free)
}

/// Writes a new file under a free name, and returns its path. A relative path is one in the current directory, and `~` is the
/// home directory. In a directory, the file gets its `usual` name.
///
/// # Errors
/// If the file cannot be written. The message is a sentence that starts with its name.
pub fn write_new(stem: &str, usual: &str, ending: &str, bytes: &[u8]) -> Result<PathBuf, String> {
    let path = at_home(stem);
    if path.ends_with(std::path::is_separator) || Path::new(&path).is_dir() {
        return write_new_in(Path::new(&path), usual, ending, bytes);
    }
    write_new_in(Path::new(""), &path, ending, bytes)
}

/// Returns a path with the home directory in place of `~` at its beginning.
fn at_home(path: &str) -> String {
    let rest = path.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with('/'));
    match (rest, etcetera::home_dir()) {
        (Some(rest), Ok(home)) => format!("{}{rest}", home.display()),
        _ => path.to_owned(),
    }
}

/// The most paths that are listed for completion.
const PATHS_MAX: usize = 100;

/// Returns the paths that begin as what is typed, directories with a slash at the end, in order. Hidden ones only if a dot is
/// typed.
#[must_use]
pub fn paths(typed: &str) -> Vec<String> {
    let (dir, begin) = typed.rfind('/').map_or(("", typed), |at| typed.split_at(at + 1));
    let place = if dir.is_empty() { ".".to_owned() } else { at_home(dir) };
    let Ok(listing) = std::fs::read_dir(place) else { return Vec::new() };
    let path = |entry: std::fs::DirEntry| {
        let name = entry.file_name().into_string().ok()?;
        let fits = name.starts_with(begin) && (begin.starts_with('.') || !name.starts_with('.'));
        let end = if entry.path().is_dir() { "/" } else { "" };
        fits.then(|| format!("{dir}{name}{end}"))
    };
    let mut paths: Vec<String> = listing.flatten().filter_map(path).take(PATHS_MAX).collect();
    paths.sort();
    paths
}

/// How many names are tried before it is said that there is no free one.
const NAMES_MAX: u32 = 1000;

/// Says in words why a file could not be written.
fn why_unwritten(path: &Path, error: &std::io::Error) -> String {
    let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty());
    let dir = dir.map_or_else(|| "here".to_owned(), |dir| dir.display().to_string());
    match error.kind() {
        ErrorKind::NotFound => format!("there is no folder {dir}"),
        ErrorKind::NotADirectory => format!("{dir} is no folder"),
        ErrorKind::PermissionDenied => format!("you may not write in the folder {dir}"),
        ErrorKind::ReadOnlyFilesystem => format!("nothing can be written in the folder {dir}"),
        ErrorKind::StorageFull => "the disk is full".to_owned(),
        _ => error.to_string(),
    }
}

fn write_new_in(dir: &Path, stem: &str, ending: &str, bytes: &[u8]) -> Result<PathBuf, String> {
    let name = |n: u32| if n == 1 { format!("{stem}.{ending}") } else { format!("{stem}-{n}.{ending}") };
    for n in 1..=NAMES_MAX {
        let path = dir.join(name(n));
        match platform::write_new_file(&path, bytes) {
            Ok(()) => return Ok(std::path::absolute(&path).unwrap_or(path)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(format!("{}: {}", path.display(), why_unwritten(&path, &error))),
        }
    }
    Err(format!("{}: {NAMES_MAX} files are called so already; move some away", name(1)))
}

#[cfg(test)]
mod tests {
    use super::{NAMES_MAX, SCHEMA, Trouble, paths, read, write_new, write_new_in};

    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Own {
        marks: Vec<u8>,
    }

    #[test]
    fn a_new_file_takes_the_next_free_name_and_writes_over_nothing() {
        let dir = tempfile::tempdir().expect("a directory");
        let write = |text: &str| write_new_in(dir.path(), "icat-brief", "md", text.as_bytes());
        let read = |name: &str| std::fs::read_to_string(dir.path().join(name)).expect("it is there");
        assert_eq!(write("one"), Ok(dir.path().join("icat-brief.md")));
        assert_eq!(write("two"), Ok(dir.path().join("icat-brief-2.md")));
        assert_eq!(write("three"), Ok(dir.path().join("icat-brief-3.md")));
        assert_eq!([read("icat-brief.md"), read("icat-brief-2.md"), read("icat-brief-3.md")], ["one", "two", "three"]);
        for n in 4..=NAMES_MAX {
            std::fs::write(dir.path().join(format!("icat-brief-{n}.md")), "").expect("written");
        }
        let full = write("more").expect_err("no name is free");
        assert!(full.starts_with("icat-brief.md: 1000 files are called so already"), "{full}");
        let folder = dir.path().join("gone");
        let gone = write_new_in(&folder, "a", "md", b"").expect_err("no such directory");
        assert_eq!(gone, format!("{0}/a.md: there is no folder {0}", folder.display()));
        // In a directory, a file gets its usual name.
        std::fs::create_dir(dir.path().join("briefs")).expect("made");
        for (typed, file) in [("briefs", "briefs/icat-iom.md"), ("briefs/", "briefs/icat-iom-2.md"), ("own", "own.md")]
        {
            let typed = format!("{}/{typed}", dir.path().display());
            assert_eq!(write_new(&typed, "icat-iom", "md", b""), Ok(dir.path().join(file)));
        }
    }

    #[test]
    fn paths_are_completed_directories_with_a_slash_and_hidden_ones_only_if_asked_for() {
        let dir = tempfile::tempdir().expect("a directory");
        std::fs::create_dir(dir.path().join("briefs")).expect("made");
        for name in ["brief.md", "other.csv", ".hidden"] {
            std::fs::write(dir.path().join(name), "").expect("written");
        }
        let at = |typed: &str| format!("{}/{typed}", dir.path().display());
        assert_eq!(paths(&at("br")), [at("brief.md"), at("briefs/")]);
        assert_eq!(paths(&at("")), [at("brief.md"), at("briefs/"), at("other.csv")]);
        assert_eq!(paths(&at(".")), [at(".hidden")]);
        assert!(paths(&at("none/such")).is_empty());
    }

    #[test]
    fn a_file_of_another_shape_is_damaged_unless_a_newer_version_wrote_it() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("own.json");
        let of = |text: &str| {
            std::fs::write(&path, text).expect("written");
            read::<Own>(&path)
        };
        assert_eq!(of("\u{feff}{\"schema\": 1, \"marks\": [1]}"), Ok(Some(Own { marks: vec![1] })));
        assert_eq!(of("{\"schema\": 9, \"rows\": []}"), Err(Trouble::Later(9)));
        assert_eq!(of(&format!("{{\"schema\": {}, \"rows\": []}}", SCHEMA + 1)), Err(Trouble::Later(SCHEMA + 1)));
        for text in ["{\"schema\": 1, \"rows\": []}", "{\"schema\": 0}", "{\"rows\": []}", "no JSON"] {
            assert!(matches!(of(text), Err(Trouble::Damaged(_))), "{text}");
        }
        std::fs::remove_file(&path).expect("removed");
        assert_eq!(read::<Own>(&path), Ok(None));
        assert!(matches!(read::<Own>(dir.path()), Err(Trouble::Unreadable(_))));
    }
}
