//! What the program keeps between runs: where its files are, and how they are read and written so that nothing is lost.

pub mod marks;
pub mod session;

use std::fs::{File, OpenOptions, Permissions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use rustix::fs::{FlockOperation, flock};
use serde::de::DeserializeOwned;

/// The directory of the program below each of the base directories.
const OWN: &str = "icat-explorer";
/// Most bytes of a file of ours; what is longer was not written by us.
const SIZE_MAX: u64 = 16 << 20;

/// Where the files of the program are; none where there is no home directory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    /// `config.toml`, below `XDG_CONFIG_HOME`.
    pub config: Option<PathBuf>,
    /// `marks.json`, below `XDG_DATA_HOME`.
    pub marks: Option<PathBuf>,
    /// `session.json`, below `XDG_STATE_HOME`.
    pub session: Option<PathBuf>,
}

impl Places {
    /// The places of this user.
    #[must_use]
    pub fn of_user() -> Self {
        let Ok(base) = etcetera::base_strategy::Xdg::new() else { return Self::default() };
        Self {
            config: Some(base.config_dir().join(OWN).join("config.toml")),
            marks: Some(base.data_dir().join(OWN).join("marks.json")),
            session: base.state_dir().map(|dir| dir.join(OWN).join("session.json")),
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
}

/// Reads a JSON file of ours; none where it is not there yet.
///
/// # Errors
/// Where it cannot be read, or is damaged.
pub fn read<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, Trouble> {
    let unreadable = |e: &std::io::Error| Trouble::Unreadable(format!("{}: {e}", path.display()));
    let mut text = Vec::new();
    match File::open(path) {
        Ok(file) => file.take(SIZE_MAX).read_to_end(&mut text).map_err(|e| unreadable(&e))?,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(&error)),
    };
    serde_json::from_slice(&text).map(Some).map_err(|e| Trouble::Damaged(format!("{}: {e}", path.display())))
}

/// Puts a whole file in the place of another at one stroke, readable by the user alone: whatever happens, there is either
/// the old file or the new one.
///
/// # Errors
/// Where it cannot be written; the old file is then as it was.
pub fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    make_dir(path)?;
    let fresh = path.with_extension(format!("new-{}", std::process::id()));
    let written = (|| {
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&fresh)?;
        file.set_permissions(Permissions::from_mode(0o600))?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&fresh, path)
    })();
    if written.is_err() {
        std::fs::remove_file(&fresh).ok();
    }
    written
}

fn make_dir(path: &Path) -> std::io::Result<()> {
    let Some(dir) = path.parent() else { return Ok(()) };
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(dir)
}

/// Holds off other runs of the program while a file is read, changed and written; ends when it is dropped.
///
/// # Errors
/// Where there can be no lock, as in a directory that is only to be read.
pub fn lock(path: &Path) -> std::io::Result<File> {
    make_dir(path)?;
    let beside = path.with_extension("lock");
    let file = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(beside)?;
    flock(&file, FlockOperation::LockExclusive)?;
    Ok(file)
}

/// Sets a damaged file aside under a name that is still free; tells the name.
///
/// # Errors
/// Where it cannot be renamed.
pub fn set_aside(path: &Path) -> std::io::Result<PathBuf> {
    let name = |n: u32| path.with_extension(if n == 1 { "damaged".to_owned() } else { format!("damaged-{n}") });
    let free = (1..u32::MAX).map(name).find(|p| !p.exists()).unwrap_or_else(|| name(1));
    std::fs::rename(path, &free)?;
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
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&name) {
            Ok(mut file) => {
                file.write_all(bytes).map_err(|e| format!("{name}: {e}"))?;
                return Ok(std::path::absolute(&name).unwrap_or_else(|_| name.into()));
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists && n < 10_000 => n += 1,
            Err(error) => return Err(format!("{name}: {error}")),
        }
    }
}
