//! Build script: checks the data files, packs their contents and builds the search index and the digest, so that the
//! program does none of this at startup.
#![allow(dead_code, missing_docs)]

use std::path::{Path, PathBuf};

// The modules of the program that the build script needs.
#[path = "src"]
mod program {
    pub mod corpus;
    pub mod error;
    pub mod export {
        pub mod json;
    }
    pub mod search {
        pub mod dictionary;
        mod interner;
        pub mod inverted_index;
        mod stemmer;
        pub mod synonyms;
        mod table;
        pub mod tokenizer;
    }
    pub mod text;
}
pub(crate) use program::{corpus, error, export, search, text};

use corpus::load::{self, DataFile, Files};

/// The code that decides what a pack contains.
const SOURCES: [&str; 6] = ["corpus.rs", "corpus", "error.rs", "export/json.rs", "search", "text.rs"];

fn main() {
    println!("cargo::rerun-if-changed=assets");
    println!("cargo::rerun-if-changed=src/dataset/pack.rs");
    for source in SOURCES {
        println!("cargo::rerun-if-changed=src/{source}");
    }
    put("format", format_of_packs().as_bytes());
    let names = names();
    let mut files = Files::default();
    names.iter().for_each(|name| take(name, &mut files));
    files.sort();
    put("embedded.rs", embedded(&names).as_bytes());
    let corpus = load::load(&files).unwrap_or_else(|error| {
        error.to_string().lines().for_each(|line| println!("cargo::error={line}"));
        std::process::exit(1)
    });
    let (packed, strings) =
        corpus::strings::pack::<corpus::Dataset>(&corpus).unwrap_or_else(|e| panic!("the data cannot be packed: {e}"));
    put("corpus", &packed);
    put("strings", strings.as_bytes());
    put("passages", corpus.passages.iter().map(|passage| passage.text.as_str()).collect::<String>().as_bytes());
    let index = search::inverted_index::InvertedIndex::new(&corpus);
    let (mut words, mut postings) = (Vec::new(), Vec::new());
    let written = index.write(&mut words).and_then(|()| index.write_postings(&mut postings));
    written.unwrap_or_else(|e| panic!("the index cannot be written: {e}"));
    put("index", &words);
    put("postings", &postings);
    put("names", corpus::name_index::NameIndex::new(&corpus).0.text().as_bytes());
    put("synonyms", search::synonyms::SynonymIndex::new(&corpus.synonyms).0.text().as_bytes());
    let words = std::fs::read_to_string("assets/words.txt").unwrap_or_else(|e| panic!("assets/words.txt: {e}"));
    put("dictionary", &search::dictionary::write(&words));
    let digest = export::json::digest(&corpus).unwrap_or_else(|e| panic!("the data cannot be exported: {e}"));
    put("digest", digest.as_bytes());
    order_functions();
}

/// Has the linker put the functions that run at the start next to each other, so that the program reads fewer pages of
/// itself: about a megabyte less in memory. Only where the linker is the usual one of Linux; `.ci/hot-functions` writes the
/// list.
fn order_functions() {
    let list = ".cargo/hot-functions.txt";
    println!("cargo::rerun-if-changed={list}");
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|v| v == value);
    let flags = std::env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    let is_gcc = |linker: &str| linker.ends_with("gcc") || linker.ends_with("cc");
    let other_linker = std::env::var("RUSTC_LINKER").is_ok_and(|linker| !is_gcc(&linker))
        || ["linker=", "link-arg", "fuse-ld"].iter().any(|flag| flags.contains(flag));
    if !is("CARGO_CFG_TARGET_OS", "linux") || !is("PROFILE", "release") || other_linker {
        return;
    }
    let patterns = std::fs::read_to_string(list).unwrap_or_else(|e| panic!("{list}: {e}"));
    let sections: Vec<String> = patterns.lines().map(|p| format!("    *(.text.{p} .text.unlikely.{p})\n")).collect();
    let sections = sections.concat();
    let script = format!("SECTIONS\n{{\n  .text.start :\n  {{\n{sections}  }}\n}}\nINSERT BEFORE .text;\n");
    let path = put("hot-functions.ld", script.as_bytes());
    for arg in ["-Xlinker", "-T", "-Xlinker", &path.display().to_string()] {
        println!("cargo::rustc-link-arg-bins={arg}");
    }
}

/// Returns a digest of the code that decides what a pack contains, so that no program takes a pack for what it is not.
fn format_of_packs() -> String {
    use sha2::Digest;
    let mut files: Vec<PathBuf> = SOURCES.iter().map(|source| Path::new("src").join(source)).collect();
    files.push(PathBuf::from("src/dataset/pack.rs"));
    let mut hasher = sha2::Sha256::new();
    while let Some(path) = files.pop() {
        if let Ok(listing) = std::fs::read_dir(&path) {
            let first = files.len();
            files.extend(listing.flatten().map(|entry| entry.path()));
            files[first..].sort();
            continue;
        }
        let text = std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        hasher.update(text.len().to_le_bytes());
        hasher.update(text);
    }
    text::hex(&hasher.finalize()[..8])
}

/// Returns the paths of the data files relative to `assets`, sorted.
fn names() -> Vec<String> {
    let mut names: Vec<String> = load::NAMES.iter().map(|&name| name.to_owned()).collect();
    let listing = std::fs::read_dir("assets/reports").unwrap_or_else(|e| panic!("assets/reports: {e}"));
    let reports = listing.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    names.extend(reports.filter(|name| name.strip_suffix(".json").is_some()).map(|name| format!("reports/{name}")));
    names.sort();
    names
}

/// Returns the built-in files as Rust source: the path of each relative to `assets`, and its text.
fn embedded(names: &[String]) -> String {
    let file = |name: &str| {
        format!(
            "    ({name:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {:?}))),\n",
            format!("/assets/{name}")
        )
    };
    let files: String = ["NOTICE.md"].into_iter().chain(names.iter().map(String::as_str)).map(file).collect();
    format!("&[\n{files}]\n")
}

/// Reads one data file and adds it to the others.
fn take(path: &str, files: &mut Files) {
    let from = Path::new("assets").join(path);
    let text = std::fs::read_to_string(&from).unwrap_or_else(|e| panic!("{}: {e}", from.display()));
    files.put(path, DataFile::new(from.display().to_string(), text.leak()));
}

/// Writes a file for the program to include, and returns its path.
fn put(name: &str, bytes: &[u8]) -> PathBuf {
    let out = std::env::var("OUT_DIR").unwrap_or_else(|e| panic!("OUT_DIR: {e}"));
    let to: PathBuf = Path::new(&out).join(name);
    std::fs::write(&to, bytes).unwrap_or_else(|e| panic!("{}: {e}", to.display()));
    to
}
