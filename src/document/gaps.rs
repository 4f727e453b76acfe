//! Gaps: where nothing is on record, nobody is credited, or one body stands alone.

use crate::analysis::coverage::By;
use crate::analysis::{self, FacetValue, PassageSource, gaps};
use crate::corpus::Corpus;
use crate::corpus::filter::Filter;
use crate::corpus::subject::Subject;
use crate::document::linked::{Document, LinkTarget};
use crate::document::{self, TextStyle};
use crate::search::highlight::Highlighter;
use crate::text;

/// Returns the page of the gaps of some grids.
#[must_use]
pub fn gaps(corpus: &Corpus, of: &[By], base: &Filter, width: usize) -> Document {
    let none = Highlighter::default();
    let mut document = Document::default();
    document.put(document::flow("Gaps", width, TextStyle::Heading(0), &none));
    if !base.is_empty() {
        let words = format!("Among passages under {}.", base.describe(corpus));
        document.put(document::flow(&words, width, TextStyle::Label, &none));
    }
    let words = format!("{} {}", analysis::NOT_NOTHING, document::limits(corpus, width));
    document.put(document::flow(&words, width, TextStyle::Editorial, &none));
    if let Some(words) = gaps::unnamed(corpus, of, base) {
        document.blank();
        document.put(document::flow(&words, width, TextStyle::Name, &none));
        return document;
    }
    of.iter().for_each(|&by| of_grid(&mut document, corpus, by, base, width));
    document
}

/// Appends the gaps of a grid.
fn of_grid(document: &mut Document, corpus: &Corpus, by: By, base: &Filter, width: usize) {
    let none = Highlighter::default();
    document.heading(by.label());
    for words in gaps::remarks(corpus, by, base) {
        document.put(document::flow(&words, width, TextStyle::Label, &none));
    }
    let rows = gaps::gaps(corpus, by, base);
    if rows.is_empty() {
        document.blank();
        document.put(document::flow("There is no gap.", width, TextStyle::Label, &none));
    }
    for row in rows {
        document.blank();
        let lines = document::flow(&row.name, width, TextStyle::Name, &none);
        match row.row {
            FacetValue::Region(place, _) | FacetValue::Place(place) if !corpus.gazetteer().tags(&place).is_empty() => {
                document.lead(lines, LinkTarget::Profile(Subject::Place(place)));
            }
            _ => document.put(lines),
        }
        for words in gaps::words(corpus, &row) {
            document.put(document::hang("  ", &words, width, TextStyle::Body, &none));
        }
        let passages = analysis::once(row.cells.iter().flat_map(|cell| cell.passages.iter().copied()));
        if !passages.is_empty() {
            let words = format!("{} in these cells", text::count(passages.len(), "passage"));
            let target = LinkTarget::Passages(format!("Gaps of {}", row.name), PassageSource::Passages(passages));
            document.lead(document::hang("  ", &words, width, TextStyle::Label, &none), target);
        }
    }
}
