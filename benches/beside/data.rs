//! The passages so many times over: as lines for the peers and as a directory for the explorer.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use icat_explorer::dataset;

use crate::run::Told;
use crate::support;

pub struct Data {
    pub times: usize,
    /// How many passages there are.
    pub passages: usize,
    /// A file with a passage a line.
    pub text: PathBuf,
    /// The directory for `--data`; none for the built-in data.
    pub own: Option<PathBuf>,
    /// The directory for packs of it.
    pub packs: PathBuf,
    /// An empty home for the programs.
    pub home: PathBuf,
    dir: PathBuf,
}

impl Data {
    pub fn write(times: usize) -> Told<Self> {
        let within = Path::new(env!("CARGO_TARGET_TMPDIR"));
        sweep(within);
        let dir = within.join(format!("beside-{}-{times}", std::process::id()));
        let home = dir.join("home");
        let failed = |e: std::io::Error| format!("the data cannot be written: {e}");
        std::fs::create_dir_all(&home).map_err(failed)?;
        let corpus = dataset::embedded().map_err(|e| e.to_string())?;
        let mut lines = String::new();
        for passage in &corpus.passages {
            writeln!(lines, "{}", passage.text.replace('\n', " ")).map_err(|e| e.to_string())?;
        }
        let text = dir.join("passages.txt");
        let mut file = std::fs::File::create(&text).map_err(failed)?;
        (0..times).try_for_each(|_| file.write_all(lines.as_bytes())).map_err(failed)?;
        let own = (times > 1).then(|| dir.join("data"));
        if let Some(own) = &own {
            support::write_repeated(times, own);
        }
        let packs = dir.clone();
        Ok(Self { times, passages: corpus.passages.len() * times, text, own, packs, home, dir })
    }
}

/// Removes what runs have left that were ended before their time.
fn sweep(within: &Path) {
    for entry in std::fs::read_dir(within).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let process = name.strip_prefix("beside-").and_then(|n| n.split('-').next());
        if process.is_some_and(|p| !Path::new("/proc").join(p).exists()) {
            std::fs::remove_dir_all(entry.path()).ok();
        }
    }
}

impl Drop for Data {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.dir).ok();
    }
}
