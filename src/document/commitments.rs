//! The commitments of each report beside what later reports say about them.

use crate::analysis::commitments::{OUR_READING, Verdict, by_report, is_commitment, no_record, rows, tally};
use crate::corpus::{Corpus, PassageId};
use crate::document::sheet::{Block, Document, LinkTarget};
use crate::document::{self, TextStyle};
use crate::search::highlight::Highlighter;
use crate::text;

/// Returns the page of commitments.
#[must_use]
pub fn promises(corpus: &Corpus, width: usize) -> Document {
    let none = Highlighter::default();
    let mut sheet = Document::default();
    sheet.put(document::flow("Commitments, and what became of them", width, TextStyle::Heading(0), &none));
    sheet.put(document::flow(OUR_READING, width, TextStyle::Editorial, &none));
    sheet.put(document::flow(&no_record(corpus), width, TextStyle::Editorial, &none));
    if rows(corpus).is_empty() {
        sheet.blank();
        sheet.put(document::flow("There is no commitment in this data.", width, TextStyle::Label, &none));
    }
    let mut announcing = false;
    for (report, rows) in by_report(corpus) {
        let announced = rows.first().is_some_and(|r| !is_commitment(corpus, r.0));
        if announced && !announcing {
            announcing = true;
            sheet.blank();
            sheet.put(document::flow(ANNOUNCED, width, TextStyle::Heading(0), &none));
        }
        let what = if announced { "announcement" } else { "commitment" };
        sheet.blank();
        let title = format!("{}: {} ({})", corpus.report(report).title, text::count(rows.len(), what), tally(&rows));
        sheet.put(document::flow(&title, width, TextStyle::Heading(2), &none));
        for (id, verdict) in rows {
            sheet.blank();
            let beside = BESIDE.contains(&width);
            let column = if beside { width / 2 } else { width };
            let mut blocks = promise(corpus, id, verdict, column.saturating_sub(2));
            if beside {
                let later = blocks.split_off(blocks.len().min(2));
                sheet.beside(vec![blocks, later], column);
            } else {
                sheet.beside(vec![blocks], width);
            }
        }
    }
    sheet
}

/// The heading above announcements.
const ANNOUNCED: &str = "Announced beside other things, and what became of it";

/// Page widths, in columns, at which a commitment is laid out beside what takes it up. Beyond them, nothing is set in
/// columns.
const BESIDE: std::ops::Range<usize> = 110..1000;

/// Page width, in columns, below which the verdict goes above the commitment instead of before it.
const NARROW: usize = 48;

/// Lays out a commitment and the reason for its verdict, then the passages that take it up.
fn promise(corpus: &Corpus, id: PassageId, verdict: Verdict<'_>, width: usize) -> Vec<Block> {
    let none = Highlighter::default();
    let label = format!("{} {}", verdict.mark(), verdict.label());
    let hang = if width < NARROW { 2 } else { 18 };
    let mut blocks = Vec::new();
    let headline = &corpus.passage(id).headline;
    let headline = if width < NARROW {
        blocks.push((document::flow(&label, width, TextStyle::Label, &none), None));
        document::hang(&" ".repeat(hang), headline, width, TextStyle::Ours, &none)
    } else {
        document::field(&label, hang, headline, width, TextStyle::Ours)
    };
    blocks.push((headline, Some(LinkTarget::Passage(id))));
    if let Verdict::Read(promise) = verdict {
        blocks.push((document::hang(&" ".repeat(hang), &promise.why, width, TextStyle::Editorial, &none), None));
        for (by, note) in &promise.taken_up {
            let passage = corpus.passage(*by);
            let year = corpus.report(passage.report).covers;
            let lead = if width < NARROW { format!("  {year}  ") } else { format!("{year:>16}  ") };
            let words = if note.is_empty() { &passage.headline } else { note };
            blocks.push((document::hang(&lead, words, width, TextStyle::Name, &none), Some(LinkTarget::Passage(*by))));
        }
    }
    blocks
}
