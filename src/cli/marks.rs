//! `marks`: prints the marked passages in their order, with their notes.

use std::io::Write;

use clap::Args;
use serde::Serialize;

use crate::cli::export::title;
use crate::cli::print_style::PrintStyle;
use crate::cli::show::write_selection;
use crate::cli::{OutputArgs, out, print};
use crate::corpus::Corpus;
use crate::error::{Error, Result};
use crate::export::markdown;
use crate::export::records::{Records, Tabular};
use crate::export::selection::Selection;
use crate::export::table::TableCell;
use crate::storage::AppDirs;
use crate::storage::marks::{Mark, Marks};
use crate::text;

/// How to print the marks.
#[derive(Debug, Args)]
pub struct MarksArgs {
    /// How it is printed.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// A mark.
#[derive(Debug, Serialize)]
struct MarkRow {
    id: String,
    headline: String,
    note: String,
}

impl Tabular for MarkRow {
    fn cells(&self) -> Option<Vec<TableCell>> {
        Some(vec![one_line(&self.id).into(), self.headline.as_str().into(), one_line(&self.note).into()])
    }
}

/// Puts on one line what anybody may have written into the file, whatever it contains.
fn one_line(words: &str) -> String {
    text::harmless(&markdown::one_line(words)).into_owned()
}

/// Prints the marks. The exit code is 0 if there are any, otherwise 1.
pub fn run(command: &MarksArgs, corpus: &Corpus, data: Option<&str>, print_style: PrintStyle) -> Result<u8> {
    let format = command.output.format;
    out::allow(format)?;
    let path = AppDirs::of_user().marks;
    let marks = path.as_deref().map_or_else(|| Ok(Vec::new()), Marks::look).map_err(Error::run)?;
    let mut records = Records::new("marks", "Marks", &["id", "headline", "note"]);
    let mut lines = Vec::new();
    for mark in &marks {
        let (id, words) = (one_line(&mark.id), one_line(&mark.note));
        let headline = corpus
            .find_passage(&mark.id)
            .map_or_else(|| "(not in this data)".to_owned(), |id| corpus.passage(id).headline.to_string());
        let note = if words.is_empty() { String::new() } else { format!(" (note: {words})") };
        lines.push(format!("{id}: {headline}{note}"));
        records.extend([MarkRow { id: mark.id.clone(), headline, note: mark.note.clone() }]);
    }
    lines.push(String::new());
    records.text = Some(lines.join("\n"));
    let found = !marks.is_empty();
    if !found && (format.is_document() || format.is_binary()) {
        return Err(Error::NothingFound("nothing is marked; m marks a passage in the explorer".to_owned()));
    }
    if format.is_document() {
        // As the explorer exports them: quoted, with their notes.
        let selection = Selection::of_marks(corpus, marks.iter().map(Mark::parts));
        let passages = selection.passages(corpus, None);
        let mut out = out::of(format, print_style);
        write_selection(corpus, (&passages, &selection), None, data, &command.output, print_style, &mut out)?;
        out.flush()?;
        return Error::unless_found(found);
    }
    let title = title(command.output.title.as_deref(), format)?;
    title.iter().for_each(|title| records.retitle(title));
    print(&records, format, print_style, found)
}
