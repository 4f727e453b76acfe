//! Build script: packs the data files, so that the program need not parse JSON before its first frame.
//!
//! The packed form holds the same rows; it is checked like any other data when it is loaded.

use std::path::Path;

#[path = "corpus/raw.rs"]
mod raw;
#[path = "corpus/words.rs"]
mod words;

use raw::{EntitiesFile, GlossaryFile, PrioritiesFile, ReportFile};

fn main() {
    println!("cargo::rerun-if-changed=assets");
    println!("cargo::rerun-if-changed=src/corpus/raw.rs");
    pack::<EntitiesFile>("entities.json");
    pack::<PrioritiesFile>("priorities.json");
    pack::<GlossaryFile>("glossary.json");
    let listing = std::fs::read_dir("assets/reports").unwrap_or_else(|e| panic!("assets/reports: {e}"));
    for entry in listing.flatten() {
        if let Some(name) = entry.file_name().to_str().and_then(|n| n.strip_suffix(".json")) {
            pack::<ReportFile>(&format!("reports/{name}.json"));
        }
    }
}

/// Reads one data file and writes it packed to where the build puts its output.
fn pack<T: serde::Serialize + serde::Deserialize<'static>>(path: &str) {
    let from = Path::new("assets").join(path);
    let text: &'static str =
        std::fs::read_to_string(&from).unwrap_or_else(|e| panic!("{}: {e}", from.display())).leak();
    let rows: T = serde_json::from_str(text).unwrap_or_else(|e| panic!("{}: {e}", from.display()));
    let packed = postcard::to_allocvec(&rows).unwrap_or_else(|e| panic!("{}: {e}", from.display()));
    let out = std::env::var("OUT_DIR").unwrap_or_else(|e| panic!("OUT_DIR: {e}"));
    let to = Path::new(&out).join(path.replace('/', "-"));
    std::fs::write(&to, packed).unwrap_or_else(|e| panic!("{}: {e}", to.display()));
}
