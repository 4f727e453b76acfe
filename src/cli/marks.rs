//! `marks`: the marked passages, in their order, with their notes.

use clap::Args;
use serde_json::json;

use super::look::Look;
use super::print;
use crate::corpus::Corpus;
use crate::error::Result;
use crate::gate;
use crate::output::records::{Format, Records};
use crate::store::Places;
use crate::store::marks::Marks as Kept;

/// How to print the marks.
#[derive(Debug, Args)]
pub struct Marks {
    /// Format of the output
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Prints the marks; 0 where there are some, 1 where there is none.
pub fn run(command: &Marks, corpus: &Corpus, look: Look) -> Result<u8> {
    let (kept, told) = Kept::open(Places::of_user().marks);
    told.iter().for_each(gate::say);
    let mut records = Records {
        what: "marks",
        title: "Marks".to_owned(),
        columns: ["id", "headline", "note"].map(str::to_owned).to_vec(),
        ..Records::default()
    };
    let mut lines = Vec::new();
    for mark in &kept.marks {
        let headline = corpus
            .find_passage(&mark.id)
            .map_or_else(|| "(not in the data in use)".to_owned(), |id| corpus.passage(id).headline.to_string());
        let note = if mark.note.is_empty() { String::new() } else { format!(" (note: {})", mark.note) };
        lines.push(format!("{}: {headline}{note}", mark.id));
        records.values.push(json!({ "id": mark.id, "headline": headline, "note": mark.note }));
        records.rows.push(vec![mark.id.clone(), headline, mark.note.clone()]);
    }
    lines.push(String::new());
    records.text = Some(lines.join("\n"));
    let found = !kept.marks.is_empty();
    print(&records, command.format, look, found)
}
