//! `data draft`: a report file from the text of a report.

use std::fmt::Write;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::cli::data::{print, shown};
use crate::corpus::load::{DataFile, Files};
use crate::dataset;
use crate::draft::doubts::{About, Doubt};
use crate::draft::drafting::{self, Draft};
use crate::draft::new_bodies::{NewBody, added};
use crate::error::{Error, Result};
use crate::gate;
use crate::platform;
use crate::text;

/// The longest source that is read, in bytes.
const SOURCE_MAX: u64 = 64 << 20;
/// Stands for standard input.
const STANDARD: &str = "-";
/// How many lines of one kind of doubt are printed.
const TOLD_MAX: usize = 40;

/// Drafts a report from a source. Adds it to the dataset in `into`, or prints it; lists the doubts.
///
/// # Errors
/// If the source cannot be read, the id is none, the file is there already, or the dataset is not valid.
pub(super) fn run(source: &str, id: &str, into: Option<&Path>, dir: Option<&Path>) -> Result<()> {
    if let Some(wrong) = wrong_id(id) {
        return Err(Error::run(format!("--id {}: {wrong}", text::harmless(id))));
    }
    let to = into.map(|dir| dir.join("reports").join(format!("{id}.json")));
    if let Some(to) = to.as_ref().filter(|to| to.symlink_metadata().is_ok()) {
        return Err(failure(&shown(to), "is there already; move it away, or give the draft another --id"));
    }
    let files = match into.or(dir) {
        Some(dir) => Files::from_dir(dir)?,
        None => dataset::files(),
    };
    let mut corpus = match into.or(dir) {
        Some(_) => dataset::of(files.clone())?,
        None => dataset::embedded()?,
    };
    let source_text = read(source)?;
    // Members that are new are added to the data, so that they can be credited.
    let mut files = files;
    let new_bodies = drafting::new_bodies(&corpus, &source_text, id);
    let covers = drafting::covers(id, &source_text);
    let entities = files
        .entities
        .as_ref()
        .filter(|_| !new_bodies.is_empty())
        .map(|file| DataFile { name: file.name.clone(), text: added(file.text, &new_bodies, covers).leak() });
    if let Some(entities) = &entities {
        files.entities = Some(entities.clone());
        corpus = dataset::of(files.clone())?;
    }
    let mut draft = drafting::draft(&corpus, &source_text, id);
    tell_new_bodies(&mut draft, &new_bodies);
    let mut passages = 0;
    draft.report.each_passage(&mut |_, _| passages += 1);
    if passages == 0 {
        return Err(failure(&text::harmless(source), "holds no text that makes a passage"));
    }
    let json = draft.report.to_json().map_err(Error::json)?;
    // What is written can be read: the dataset is checked as it will be.
    let mut after = files;
    after.reports.retain(|report| report.0 != id);
    after.put(&format!("reports/{id}.json"), DataFile::kept(format!("{id}.json"), json.clone()));
    after.sort();
    let checked = dataset::of(after);
    let mut doubts = doubts(&draft, passages);
    if entities.is_some() {
        let heading = if to.is_some() { "Added to entities.json" } else { "To be added to entities.json" };
        let _ = writeln!(doubts, "\n{heading}");
        for body in &new_bodies {
            let _ = writeln!(doubts, "  {}", text::harmless(&body.to_json(covers)));
        }
    }
    match to {
        None => {
            print(&json)?;
            gate::say(doubts.trim_end());
        }
        Some(to) => {
            if let (Some(entities), Some(dir)) = (&entities, into) {
                let path = dir.join("entities.json");
                platform::replace_file(&path, entities.text.as_bytes())
                    .map_err(|e| failure(&shown(&path), &e.to_string()))?;
            }
            platform::write_new_file(&to, json.as_bytes()).map_err(|e| failure(&shown(&to), &e.to_string()))?;
            let review = into.map(shown).unwrap_or_default();
            print(&format!("{doubts}\n{} written; `data review {review}` goes through it\n", shown(&to)))?;
        }
    }
    checked.map(drop)
}

/// Lists the bodies that are new, each with the passage in which it stands.
fn tell_new_bodies(draft: &mut Draft, new_bodies: &[NewBody]) {
    for body in new_bodies {
        let mut at = String::new();
        draft.report.each_passage(&mut |_, passage| {
            if passage.text == body.entry {
                at.clone_from(&passage.id);
            }
        });
        draft.doubts.push(Doubt { about: About::NewBody, what: body.entry.clone(), passage: at });
    }
    draft.doubts.sort_by_key(|doubt| doubt.about);
}

/// Returns what is wrong with the id of a report.
fn wrong_id(id: &str) -> Option<&'static str> {
    if id.is_empty() || id.len() > 60 {
        Some("an id has 1 to 60 characters")
    } else if !id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
        Some("an id has small letters, digits and hyphens, such as 2023-annual-report")
    } else {
        None
    }
}

fn failure(path: &str, what: &str) -> Error {
    Error::run(format!("{}: {what}", text::harmless(path)))
}

/// Reads the source: a text, standard input, or a PDF by pdftotext.
pub(super) fn read(source: &str) -> Result<String> {
    let bytes = if source == STANDARD {
        let mut bytes = Vec::new();
        std::io::stdin().take(SOURCE_MAX).read_to_end(&mut bytes)?;
        bytes
    } else {
        platform::read_file(Path::new(source), SOURCE_MAX).map_err(|e| failure(source, &e.to_string()))?
    };
    if bytes.starts_with(b"%PDF") {
        return pdf(source);
    }
    String::from_utf8(bytes).map_err(|error| {
        let line = error.as_bytes().iter().take(error.utf8_error().valid_up_to()).filter(|&&b| b == b'\n').count() + 1;
        failure(source, &format!("line {line} is not UTF-8; save the text as UTF-8"))
    })
}

/// Returns the text of a PDF, with its page breaks.
fn pdf(source: &str) -> Result<String> {
    if source == STANDARD {
        return Err(Error::run(
            "standard input is a PDF; give the file by its name, or the text that pdftotext makes of it",
        ));
    }
    let path = Path::new(source).canonicalize().map_err(|e| failure(source, &e.to_string()))?;
    let output = Command::new("pdftotext")
        .args(["-layout", "-enc", "UTF-8"])
        .arg(&path)
        .arg(STANDARD)
        .stdin(Stdio::null())
        .output();
    let output = output.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => failure(
            source,
            "is a PDF, and pdftotext is not installed; install poppler (poppler-utils), or copy the text of the PDF into a file",
        ),
        _ => failure(source, &format!("pdftotext: {error}")),
    })?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().next().unwrap_or("failed");
        return Err(failure(source, &format!("pdftotext: {}", text::harmless(said))));
    }
    String::from_utf8(output.stdout).map_err(|_| failure(source, "pdftotext wrote what is not UTF-8"))
}

/// Lists what is to be looked at.
fn doubts(draft: &Draft, passages: usize) -> String {
    let mut out = String::new();
    let mut open = 0;
    draft
        .report
        .each_passage(&mut |_, passage| open += usize::from(passage.draft.as_ref().is_some_and(|d| !d.is_empty())));
    let _ =
        writeln!(out, "{} drafted, {} with doubts of their own", text::count(passages, "passage"), text::grouped(open));
    let mut about: Option<About> = None;
    let mut told = 0;
    for doubt in &draft.doubts {
        if about != Some(doubt.about) {
            about = Some(doubt.about);
            told = 0;
            let _ = writeln!(out, "\n{}", doubt.about.heading());
        }
        told += 1;
        if told <= TOLD_MAX {
            let _ = writeln!(out, "  {doubt}");
        } else if told == TOLD_MAX + 1 {
            let rest = draft.doubts.iter().filter(|other| other.about == doubt.about).count() - TOLD_MAX;
            let _ = writeln!(out, "  and {rest} more");
        }
    }
    if !draft.left_out.is_empty() {
        let _ = writeln!(out, "\nLeft out, as no part of the text");
        let mut lines: Vec<(String, Vec<u32>)> = Vec::new();
        let is_number = |words: &str| words.bytes().all(|b| b.is_ascii_digit() || b == b' ');
        let numbers = draft.left_out.iter().filter(|(_, words)| is_number(words)).count();
        if numbers > 0 {
            let _ = writeln!(out, "  {}", text::count(numbers, "page number"));
        }
        for (line, words) in draft.left_out.iter().filter(|(_, words)| !is_number(words)) {
            match lines.iter_mut().find(|known| known.0 == *words) {
                Some(known) => known.1.push(*line),
                None => lines.push((words.clone(), vec![*line])),
            }
        }
        for (words, at) in lines.iter().take(TOLD_MAX) {
            let first = at.first().copied().unwrap_or_default();
            let more = if at.len() > 1 { format!(", {} times", at.len()) } else { String::new() };
            let _ = writeln!(out, "  line {first}{more}: {}", text::harmless(words));
        }
        if lines.len() > TOLD_MAX {
            let _ = writeln!(out, "  and {} more", lines.len() - TOLD_MAX);
        }
    }
    out
}
