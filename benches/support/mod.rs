//! The reports many times over, each copy with ids of its own, in memory or as a directory for `--data`.
#![allow(dead_code, missing_docs, clippy::unwrap_used)]

use std::path::Path;

use icat_explorer::corpus::load::{DataFile, Files};
use icat_explorer::dataset;

/// A report's file with ids that no other copy has. The first keeps its own, to which works, readings and the like refer.
fn copy(text: &str, number: usize) -> String {
    if number == 0 {
        return text.to_owned();
    }
    text.replace("\"id\": \"", &format!("\"id\": \"c{number}-"))
        .replace("\"parent\": \"", &format!("\"parent\": \"c{number}-"))
}

/// The id of a copy of a report.
fn numbered(id: &str, number: usize) -> String {
    if number == 0 { id.to_owned() } else { format!("{id}-{number}") }
}

/// The reports so many times over.
pub fn repeated(times: usize) -> Files {
    let mut files = dataset::files();
    let reports = std::mem::take(&mut files.reports);
    for number in 0..times {
        for (id, file) in &reports {
            let file = DataFile::new(file.name.clone(), copy(file.text, number).leak());
            files.reports.push((numbered(id, number), file));
        }
    }
    files
}

/// Writes the reports so many times over to a directory.
pub fn write_repeated(times: usize, dir: &Path) {
    std::fs::create_dir_all(dir.join("reports")).unwrap();
    for (path, text) in dataset::EMBEDDED {
        match path.strip_prefix("reports/").and_then(|p| p.strip_suffix(".json")) {
            Some(id) => (0..times).for_each(|number| {
                std::fs::write(dir.join(format!("reports/{}.json", numbered(id, number))), copy(text, number)).unwrap();
            }),
            None => std::fs::write(dir.join(path), text).unwrap(),
        }
    }
}
