//! What the program keeps between runs: where its files are, and how they are read and written so that nothing is lost.

pub mod disk;
pub mod marks;
pub mod session;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use crate::platform::{self, Lock};

/// The directory of the program below each of the base directories.
const OWN: &str = "icat-explorer";
/// Most bytes of a file of ours; what is longer was not written by us.
const SIZE_MAX: u64 = 16 << 20;
/// What some editors put at the start of a file.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Where the files of the program are; none where there is no home directory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AppDirs {
    /// `config.toml`, below `XDG_CONFIG_HOME`.
    pub config: Option<PathBuf>,
    /// `marks.json`, below `XDG_DATA_HOME`.
    pub marks: Option<PathBuf>,
    /// `session.json`, below `XDG_STATE_HOME`.
    pub session: Option<PathBuf>,
}

impl AppDirs {
    /// The places of this user.
    #[must_use]
    pub fn of_user() -> Self {
        let Some([config, data, state]) = platform::user_dirs() else { return Self::default() };
        Self {
            config: Some(config.join(OWN).join("config.toml")),
            marks: Some(data.join(OWN).join("marks.json")),
            session: Some(state.join(OWN).join("session.json")),
        }
    }
}

/// Why a file could not be taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// It could not be read or written: why, in a sentence.
    Unreadable(String),
    /// What is in it is not what was written by us: why, in a sentence.
    Damaged(String),
    /// It is of a schema that is later than ours.
    Later(u32),
}

/// The schema of our files.
const SCHEMA: u32 = 1;

/// The only field that every version writes.
#[derive(serde::Deserialize)]
struct Schema {
    schema: u32,
}

/// Reads a JSON file of ours; none where it is not there yet.
///
/// # Errors
/// Where it cannot be read, or is damaged.
pub fn read<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, Trouble> {
    let text = match platform::read_file(path, SIZE_MAX) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Trouble::Unreadable(format!("{}: {error}", path.display()))),
    };
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&text);
    serde_json::from_slice(text).map(Some).map_err(|e| match serde_json::from_slice::<Schema>(text) {
        // What a later version writes may have another shape.
        Ok(Schema { schema }) if schema > SCHEMA => Trouble::Later(schema),
        _ => Trouble::Damaged(format!("{}: {e}", path.display())),
    })
}

/// The file by which runs of the program hold each other off while one is read, changed and written.
fn lock_file(path: &Path) -> PathBuf {
    // Beside what links lead to: two homes may share it.
    platform::follow_links(path).unwrap_or_else(|_| path.to_owned()).with_extension("lock")
}

/// Holds off other runs of the program while a file is changed, where no other does so now: none where one does.
///
/// # Errors
/// Where there can be no lock, as in a directory that is only to be read.
fn try_lock(path: &Path) -> std::io::Result<Option<Lock>> {
    let lock = lock_file(path);
    if let Some(dir) = lock.parent() {
        platform::make_private_dir(dir)?;
    }
    platform::try_lock(&lock)
}

/// Sets a damaged file aside under a name that is still free; tells the name.
///
/// # Errors
/// Where it cannot be renamed.
pub fn set_aside(path: &Path) -> std::io::Result<PathBuf> {
    let path = platform::follow_links(path)?;
    let name = |n: u32| path.with_extension(if n == 1 { "damaged".to_owned() } else { format!("damaged-{n}") });
    let is_free = |p: &PathBuf| p.symlink_metadata().is_err();
    let free = (1..u32::MAX).map(name).find(is_free).unwrap_or_else(|| name(1));
    std::fs::rename(&path, &free)?;
    Ok(free)
}

/// Writes a new file into the directory one is in, under a name that is still free; tells the name.
///
/// # Errors
/// Where it cannot be written: a sentence with the name.
pub fn write_new(stem: &str, ending: &str, bytes: &[u8]) -> Result<PathBuf, String> {
    let mut n = 1;
    loop {
        let name = if n == 1 { format!("{stem}.{ending}") } else { format!("{stem}-{n}.{ending}") };
        match platform::write_new_file(Path::new(&name), bytes) {
            Ok(()) => return Ok(std::path::absolute(&name).unwrap_or_else(|_| name.into())),
            Err(error) if error.kind() == ErrorKind::AlreadyExists && n < 10_000 => n += 1,
            Err(error) => return Err(format!("{name}: {error}")),
        }
    }
}
