//! The cache of packs: own data is packed by itself when it has been indexed, and read from the pack until one of its files
//! changes. Nobody needs to know of it; to delete it loses nothing.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};

use crate::corpus::Corpus;
use crate::corpus::prepared::FilesState;
use crate::dataset::pack::{self, Pack};
use crate::platform;
use crate::search::Index;
use crate::storage;
use crate::text;

/// How old a file has to be for its times to tell one state from the next: a clock may stand still for as long.
const SETTLED: Duration = Duration::from_secs(2);
/// How many packs are kept, the newest.
const PACKS_MAX: usize = 4;
/// The ending of the files of the cache.
const ENDING: &str = "pack";

/// Finds out what state the files of a data directory are in, without reading them. `None` if they cannot all be looked at, or
/// one has just changed.
fn state(dir: &Path, packs: &Path) -> Option<FilesState> {
    let dir = std::fs::canonicalize(dir).ok()?;
    let settled = SystemTime::now().checked_sub(SETTLED)?;
    let mut hasher = Sha256::new();
    for dir in [dir.clone(), dir.join("reports")] {
        let listing = std::fs::read_dir(&dir).ok()?;
        let mut names = listing.map(|entry| Some(entry.ok()?.file_name())).collect::<Option<Vec<_>>>()?;
        names.sort();
        for name in names {
            let changed = platform::changed(&dir.join(&name))?;
            if changed.times.iter().any(|time| *time > settled) {
                return None;
            }
            let name = name.as_encoded_bytes();
            hasher.update(name.len().to_le_bytes());
            hasher.update(name);
            hasher.update(format!("{changed:?}\n"));
        }
    }
    let pack = packs.join(storage::name_for(&dir)).with_extension(ENDING);
    Some(FilesState { pack, digest: text::hex(&hasher.finalize()) })
}

/// Returns the corpus of a data directory: from its pack in the directory `packs`, if there is one of these very files;
/// otherwise `read` reads it, and [`keep`] may keep a pack of it. Without `packs` nothing is kept.
///
/// # Errors
/// Returns those of `read`.
pub fn load<E>(dir: &Path, packs: Option<&Path>, read: impl FnOnce(&Path) -> Result<Corpus, E>) -> Result<Corpus, E> {
    let state = packs.and_then(|packs| state(dir, packs));
    let kept = state.as_ref().filter(|state| Pack::state_of(&state.pack).is_some_and(|kept| kept == state.digest));
    if let Some(corpus) = kept.and_then(|state| Pack::read(&state.pack).ok()) {
        return Ok(corpus);
    }
    let mut corpus = read(dir)?;
    corpus.read_from = state;
    Ok(corpus)
}

/// Keeps a pack of what was read from files and is indexed now, for the next time. Takes as long as writing the data does. A
/// pack that cannot be written is not missed.
pub fn keep(index: &Index) {
    let Some(state) = &index.corpus().read_from else { return };
    let Some(dir) = state.pack.parent() else { return };
    let write = |file: &mut std::fs::File| pack::write(index, "", &state.digest, file);
    if platform::replace_file_with(&state.pack, write).is_ok() {
        platform::sweep(dir);
        drop_old(dir);
    }
}

/// Deletes all packs but the newest.
fn drop_old(dir: &Path) {
    let listing = std::fs::read_dir(dir).into_iter().flatten().flatten();
    let packs =
        listing.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|ending| ending == ENDING));
    let age = |path: PathBuf| Some((path.metadata().ok()?.modified().ok()?, path));
    let mut packs: Vec<_> = packs.filter_map(age).collect();
    packs.sort();
    packs.iter().rev().skip(PACKS_MAX).for_each(|(_, path)| drop(std::fs::remove_file(path)));
}
