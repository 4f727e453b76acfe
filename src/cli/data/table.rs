//! `data table`: writes the tags and claims of a dataset to a table, or reads a changed one back.

use std::io::{Read, Write};
use std::path::Path;

use crate::cli::data::{print, shown};
use crate::cli::out;
use crate::cli::print_style::PrintStyle;
use crate::corpus::load::{DataFile, Files};
use crate::dataset;
use crate::draft::table;
use crate::error::{Error, Result};
use crate::platform;
use crate::text;

/// The largest table that is read, in bytes.
const TABLE_MAX: u64 = 64 << 20;
/// Stands for standard input or output.
const STANDARD: &str = "-";

/// Writes the table of a dataset, or of the built-in one; of one report, if it is named.
///
/// # Errors
/// If the data is not valid, if there is no such report, if the file is there already, or if it cannot be written.
pub(super) fn export(dir: Option<&Path>, report: Option<&str>, to: &str, print_style: PrintStyle) -> Result<()> {
    let files = read(dir)?;
    dataset::of(files.clone())?;
    let files = of_report(files, report)?;
    if to == STANDARD {
        let mut out = out::plain();
        print_style.begin_csv(&mut out)?;
        table::export(&files, &mut out)?;
        return Ok(out.flush()?);
    }
    let wrong = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => failure(to, "is there already; name a new file"),
        _ => failure(to, &error.to_string()),
    };
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(to).map_err(wrong)?;
    let mut bytes = Vec::new();
    print_style.begin_csv(&mut bytes)?;
    table::export(&files, &mut bytes)?;
    file.write_all(&bytes).map_err(wrong)?;
    print(&format!("{} written\n", text::harmless(to)))
}

/// Reads a changed table back into the files of a dataset, or of one report: all changes, or none.
///
/// # Errors
/// If the table or the data is not valid, before or after the changes, or if a file cannot be read or written.
pub(super) fn import(dir: Option<&Path>, report: Option<&str>, from: &str) -> Result<()> {
    let Some(dir) = dir else {
        return Err(Error::run("the built-in data cannot be changed; `data eject DIR` writes a copy that can"));
    };
    let files = Files::from_dir(dir)?;
    dataset::of(files.clone())?;
    let mut bytes = Vec::new();
    if from == STANDARD {
        std::io::stdin().take(TABLE_MAX).read_to_end(&mut bytes)?;
    } else {
        bytes = platform::read_file(Path::new(from), TABLE_MAX).map_err(|error| failure(from, &error.to_string()))?;
    }
    let name = if from == STANDARD { "standard input" } else { from };
    let imported = table::import(&of_report(files.clone(), report)?, name, &bytes)?;
    check(&files, &imported.reports)?;
    for (id, text) in &imported.reports {
        write(&dir.join("reports").join(format!("{id}.json")), &files, id, text)?;
    }
    let changed = match imported.changes.len() {
        0 => "nothing".to_owned(),
        n => text::count(n, "passage"),
    };
    let mut lines = imported.changes;
    lines.push(format!("{}: {changed} changed\n", shown(dir)));
    print(&lines.join("\n"))
}

/// Returns the files of a dataset with no report but one.
fn of_report(mut files: Files, report: Option<&str>) -> Result<Files> {
    let Some(wanted) = report else { return Ok(files) };
    let all: Vec<String> = files.reports.iter().map(|(id, _)| id.clone()).collect();
    files.reports.retain(|(id, _)| id == wanted);
    if files.reports.is_empty() {
        let wanted = text::harmless(wanted);
        return Err(Error::run(format!("--report {wanted}: there is no such report; there are {}", all.join(", "))));
    }
    Ok(files)
}

fn read(dir: Option<&Path>) -> Result<Files> {
    match dir {
        Some(dir) => Files::from_dir(dir),
        None => Ok(dataset::files()),
    }
}

fn failure(path: &str, what: &str) -> Error {
    Error::run(format!("{}: {what}", text::harmless(path)))
}

/// Checks the dataset as it will be.
fn check(files: &Files, reports: &[(String, String)]) -> Result<()> {
    let mut after = files.clone();
    for (id, text) in reports {
        for (_, file) in after.reports.iter_mut().filter(|report| report.0 == *id) {
            *file = DataFile::kept(file.name.clone(), text.clone());
        }
    }
    dataset::of(after).map(drop)
}

/// Writes a report, if it still is what was read.
fn write(path: &Path, files: &Files, id: &str, text: &str) -> Result<()> {
    let wrong = |error: std::io::Error| failure(&path.display().to_string(), &error.to_string());
    let was = files.reports.iter().find(|report| report.0 == id).map(|report| report.1.text).unwrap_or_default();
    let old = std::fs::read(path).map_err(wrong)?;
    let permissions = std::fs::metadata(path).map_err(wrong)?.permissions();
    let mark = old.len().checked_sub(was.len()).and_then(|length| old.get(..length)).unwrap_or_default();
    let bytes = [mark, text.as_bytes()].concat();
    let holds = || std::fs::read(path).is_ok_and(|now| now == old && now.ends_with(was.as_bytes()));
    if !platform::replace_file_if(path, &bytes, holds).map_err(wrong)? {
        return Err(failure(&path.display().to_string(), "was changed meanwhile; nothing is written to it"));
    }
    std::fs::set_permissions(path, permissions).map_err(wrong)
}
