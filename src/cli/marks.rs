//! `marks`: prints the marked passages in their order, with their notes.

use clap::Args;
use serde_json::json;

use crate::cli::print;
use crate::cli::print_style::PrintStyle;
use crate::corpus::Corpus;
use crate::error::{Error, Result};
use crate::export::markdown;
use crate::export::records::{Format, Records};
use crate::storage::AppDirs;
use crate::storage::marks::Marks as Kept;
use crate::text;

/// How to print the marks.
#[derive(Debug, Args)]
pub struct Marks {
    /// Format of the output
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Prints the marks. The exit code is 0 if there are any, otherwise 1.
pub fn run(command: &Marks, corpus: &Corpus, print_style: PrintStyle) -> Result<u8> {
    let path = AppDirs::of_user().marks;
    let marks = path.as_deref().map_or_else(|| Ok(Vec::new()), Kept::look).map_err(Error::run)?;
    let mut records = Records {
        what: "marks",
        title: "Marks".to_owned(),
        columns: ["id", "headline", "note"].map(str::to_owned).to_vec(),
        ..Records::default()
    };
    let mut lines = Vec::new();
    for mark in &marks {
        // Anybody may have written the file: print each mark on one line, whatever it contains.
        let one_line = |words: &str| text::harmless(&markdown::one_line(words)).into_owned();
        let (id, words) = (one_line(&mark.id), one_line(&mark.note));
        let headline = corpus
            .find_passage(&mark.id)
            .map_or_else(|| "(not in the data in use)".to_owned(), |id| corpus.passage(id).headline.to_string());
        let note = if words.is_empty() { String::new() } else { format!(" (note: {words})") };
        lines.push(format!("{id}: {headline}{note}"));
        records.values.push(json!({ "id": mark.id, "headline": headline, "note": mark.note }));
        records.rows.push(vec![id, headline, words]);
    }
    lines.push(String::new());
    records.text = Some(lines.join("\n"));
    let found = !marks.is_empty();
    print(&records, command.format, print_style, found)
}
