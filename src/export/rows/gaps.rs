//! Gaps: one row per cell in which nothing is on record, nobody is credited, or one body stands alone.

use serde::Serialize;

use crate::analysis::coverage::By;
use crate::analysis::gaps::{self, Gap};
use crate::analysis::{FacetValue, NOT_NOTHING, knowledge};
use crate::corpus::Corpus;
use crate::corpus::filter::Filter;
use crate::corpus::strings::Str;
use crate::export::records::{Records, Tabular};
use crate::export::rows::ids;
use crate::export::table::{TableCell, join};

/// A cell with a gap.
#[derive(Debug, Serialize)]
struct GapOut {
    by: &'static str,
    row: String,
    column: String,
    /// The column, if it is a year.
    #[serde(skip)]
    year: Option<u16>,
    gap: &'static str,
    body: Option<Str>,
    count: usize,
    passages: Vec<Str>,
}

impl Tabular for GapOut {
    fn cells(&self) -> Option<Vec<TableCell>> {
        Some(vec![
            self.by.into(),
            self.row.as_str().into(),
            self.year.map_or_else(|| self.column.as_str().into(), TableCell::number),
            self.gap.into(),
            self.body.map_or_else(String::new, |body| body.to_string()).into(),
            TableCell::count(self.count),
            join(&self.passages).into(),
        ])
    }
}

/// Returns the gaps of coverage grids under a filter.
#[must_use]
pub fn gaps(corpus: &Corpus, of: &[By], base: &Filter) -> Records {
    let title = format!("Gaps: {}", of.iter().map(|by| by.word()).collect::<Vec<_>>().join(", "));
    let mut records = Records::new("gaps", title, &["by", "row", "column", "gap", "body", "passages", "passage ids"]);
    records.notes = vec![NOT_NOTHING.to_owned(), knowledge::limits_on_paper(corpus)];
    for words in of.iter().flat_map(|&by| gaps::remarks(corpus, by, base)) {
        if !records.notes.contains(&words) {
            records.notes.push(words);
        }
    }
    for (by, row) in of.iter().flat_map(|&by| gaps::gaps(corpus, by, base).into_iter().map(move |row| (by, row))) {
        let name = row.row.word(corpus);
        records.extend(row.cells.iter().map(|cell| GapOut {
            by: by.word(),
            row: name.clone(),
            column: cell.column_name.clone(),
            year: if let FacetValue::Year(year) = cell.column { Some(year) } else { None },
            gap: cell.gap.word(),
            body: if let Gap::Single(body) = cell.gap { Some(corpus.entity(body).id) } else { None },
            count: cell.passages.len(),
            passages: ids(corpus, &cell.passages),
        }));
    }
    records
}
