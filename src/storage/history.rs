//! The history of a review, which is kept so that a later session can undo its changes.

use std::path::{Path, PathBuf};

use crate::draft::review::SavedHistory;
use crate::{platform, storage};

/// Returns the path of the history of a report's review: one for each report and dataset. `None` if the dataset cannot be found.
#[must_use]
pub fn path(reviews: &Path, dataset: &Path, report: &str) -> Option<PathBuf> {
    let dataset = std::fs::canonicalize(dataset).ok()?;
    Some(reviews.join(format!("{report}-{}.json", storage::name_for(&dataset))))
}

/// Reads a history. One that cannot be read counts as none: the report itself has every change.
#[must_use]
pub fn read(path: &Path) -> Option<SavedHistory> {
    storage::read(path).ok().flatten()
}

/// Writes a history. If that fails, a later session cannot undo what was changed in this one.
pub fn write(path: &Path, history: &SavedHistory) {
    platform::replace_file(path, &serde_json::to_vec(history).unwrap_or_default()).ok();
}
