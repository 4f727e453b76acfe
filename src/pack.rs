//! Build script: checks the data files, packs what they say, and indexes it, so that the program need do none of it at its start.
#![allow(dead_code, missing_docs)]

use std::path::{Path, PathBuf};

mod corpus;
mod error;
mod text;
mod search {
    pub mod body;
    mod intern;
    mod stem;
    mod table;
    pub mod token;
}

use corpus::load::{self, File, Files};

fn main() {
    println!("cargo::rerun-if-changed=assets");
    for source in ["pack.rs", "corpus.rs", "corpus", "error.rs", "text.rs", "search"] {
        println!("cargo::rerun-if-changed=src/{source}");
    }
    let mut files = Files::default();
    load::NAMES.iter().for_each(|name| take(name, &mut files));
    let listing = std::fs::read_dir("assets/reports").unwrap_or_else(|e| panic!("assets/reports: {e}"));
    for entry in listing.flatten() {
        if let Some(name) = entry.file_name().to_str().and_then(|n| n.strip_suffix(".json")) {
            take(&format!("reports/{name}.json"), &mut files);
        }
    }
    files.sort();
    let corpus = load::load(&files).unwrap_or_else(|error| {
        error.to_string().lines().for_each(|line| println!("cargo::error={line}"));
        std::process::exit(1)
    });
    let packed =
        postcard::to_allocvec::<corpus::Parts>(&corpus).unwrap_or_else(|e| panic!("the data cannot be packed: {e}"));
    put("corpus", &packed);
    put("index", &search::body::Body::new(&corpus).to_bytes());
    let digest = corpus::export::digest(&corpus).unwrap_or_else(|e| panic!("the data cannot be exported: {e}"));
    put("digest", digest.as_bytes());
}

/// Reads one data file and puts it among the others.
fn take(path: &str, files: &mut Files) {
    let from = Path::new("assets").join(path);
    let text = std::fs::read_to_string(&from).unwrap_or_else(|e| panic!("{}: {e}", from.display()));
    files.put(path, File::new(from.display().to_string(), text.leak()));
}

fn put(name: &str, bytes: &[u8]) {
    let out = std::env::var("OUT_DIR").unwrap_or_else(|e| panic!("OUT_DIR: {e}"));
    let to: PathBuf = Path::new(&out).join(name);
    std::fs::write(&to, bytes).unwrap_or_else(|e| panic!("{}: {e}", to.display()));
}
