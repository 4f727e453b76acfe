//! `data check`: looks for errors and warnings in a dataset, and holds its reports against their source texts.

use std::fmt::Write;
use std::path::Path;

use crate::cli::data::{print, shown};
use crate::corpus::load::{DataFile, Files};
use crate::dataset;
use crate::draft::{form, verify};
use crate::error::{Error, Problems, Result};
use crate::gate;
use crate::platform;
use crate::text;

/// The longest source text that is read, in bytes.
const SOURCE_MAX: u64 = 64 << 20;

/// Checks a dataset, or the built-in one. Prints the warnings and what was checked.
///
/// # Errors
/// If the data has errors, with `strict` also if it has warnings, and if a file cannot be read.
pub(super) fn run(dir: Option<&Path>, sources: &[String], strict: bool) -> Result<()> {
    let files = match dir {
        Some(dir) => Files::from_dir(dir)?,
        None => dataset::files(),
    };
    files.notices.iter().for_each(gate::say);
    let reports = files.reports.clone();
    let corpus = dataset::of(files)?;
    let mut errors = Problems::default();
    let mut warnings = Problems::default();
    for (_, file) in &reports {
        warnings.append(form::warnings(file));
    }
    let mut verified = String::new();
    for given in sources {
        let (file, path) = report_of(given, &reports)?;
        let source = read(path)?;
        let name = Path::new(path).file_name().unwrap_or_default().to_string_lossy().into_owned();
        let result = verify::verify(file, &name, &source);
        let (covered, words) = (text::grouped(result.covered), text::count(result.words, "word"));
        let found = match result.problems.len() {
            0 => "no difference".to_owned(),
            n => text::count(n, "difference"),
        };
        let _ = writeln!(verified, "{}: {covered} of {words} of {name} in its passages, {found}", file.name);
        errors.append(result.problems);
    }
    if strict {
        errors.append(std::mem::take(&mut warnings));
    }
    for warning in &warnings.kept {
        gate::say(format_args!("warning: {warning}"));
    }
    if warnings.more > 0 {
        gate::say(format_args!("and {}", text::count(warnings.more, "more warning")));
    }
    if !verified.is_empty() {
        print(&verified)?;
    }
    if !errors.is_empty() {
        return Err(Error::Data(errors));
    }
    let name = dir.map_or_else(|| "built-in data".to_owned(), shown);
    let found = match warnings.len() {
        0 => "no problem".to_owned(),
        n => text::count(n, "warning"),
    };
    let passages = text::count(corpus.passages.len(), "passage");
    print(&format!("{name}: {found} in {passages} of {}\n", text::count(reports.len(), "report")))
}

/// Returns the report that a source is the text of, and the path of the source.
fn report_of<'f, 'g>(given: &'g str, reports: &'f [(String, DataFile)]) -> Result<(&'f DataFile, &'g str)> {
    let find = |id: &str| reports.iter().find(|report| report.0 == id).map(|report| &report.1);
    if let Some((id, path)) = given.split_once('=')
        && let Some(file) = find(id)
    {
        return Ok((file, path));
    }
    let stem = Path::new(given).file_stem().unwrap_or_default().to_string_lossy();
    if let Some(file) = find(&stem) {
        return Ok((file, given));
    }
    match reports {
        [(_, file)] => Ok((file, given)),
        _ => {
            let ids = reports.iter().map(|report| report.0.as_str()).collect::<Vec<_>>().join(", ");
            Err(Error::run(format!(
                "--source {}: the name says no report; write ID={} with the id of one: {ids}",
                text::harmless(given),
                text::harmless(given)
            )))
        }
    }
}

/// Reads a source text. Says what is not UTF-8 in it.
fn read(path: &str) -> Result<String> {
    let name = text::harmless(path);
    let wrong = |what: &dyn std::fmt::Display| Error::run(format!("--source {name}: {what}"));
    let bytes = platform::read_file(Path::new(path), SOURCE_MAX).map_err(|error| wrong(&error))?;
    String::from_utf8(bytes).map_err(|error| {
        let line = error.as_bytes().iter().take(error.utf8_error().valid_up_to()).filter(|&&b| b == b'\n').count() + 1;
        wrong(&format_args!("line {line} is not UTF-8; save the text as UTF-8"))
    })
}
