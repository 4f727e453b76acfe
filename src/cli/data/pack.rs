//! `data pack`: a dataset in one file, checked and indexed.

use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use crate::cli::data::{print, shown};
use crate::dataset::{self, pack};
use crate::error::{Error, Result};
use crate::gate;
use crate::platform;
use crate::search::Index;
use crate::text;

/// Packs a dataset into a new file.
///
/// # Errors
/// If the data is not valid, if there is such a file, or if it cannot be written.
pub(super) fn run(dir: &Path, file: &Path) -> Result<()> {
    let corpus = dataset::from(Some(dir))?;
    corpus.notices.iter().for_each(gate::say);
    let digest = dataset::digest(&corpus)?;
    let index = Index::new(Arc::new(corpus));
    let written = platform::write_new_file_with(file, |out| pack::write(&index, &digest, "", out));
    written.map_err(|error| {
        let why = match error.kind() {
            ErrorKind::AlreadyExists => "is there already; name another file, or delete it first".to_owned(),
            _ => format!("cannot be written ({error})"),
        };
        Error::run(format!("{}: {why}", text::harmless(&shown(file))))
    })?;
    let passages = text::count(index.corpus().passages.len(), "passage");
    print(&format!("{passages} packed into {}; `--data` takes it in place of the directory\n", shown(file)))
}
