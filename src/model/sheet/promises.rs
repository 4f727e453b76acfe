//! The commitments of each report beside what later reports say of them.

use super::{Block, Opens, Sheet};
use crate::corpus::{Corpus, PassageId};
use crate::model::page::{self, Role};
use crate::search::query::Matcher;
use crate::text;
use crate::views::promises::{OUR_READING, Verdict, by_report, rows, tally};

/// The sheet of promises.
#[must_use]
pub fn promises(corpus: &Corpus, width: usize) -> Sheet {
    let none = Matcher::default();
    let mut sheet = Sheet::default();
    sheet.put(page::flow("Commitments, and what became of them", width, Role::Heading(0), &none));
    sheet.put(page::flow(OUR_READING, width, Role::Editorial, &none));
    let words = "No record means that no later report here speaks of it, not that nothing was done; the report on 2020 is \
                 not among these.";
    sheet.put(page::flow(words, width, Role::Editorial, &none));
    if rows(corpus).is_empty() {
        sheet.blank();
        sheet.put(page::flow("There is no commitment in this data.", width, Role::Label, &none));
    }
    for (report, rows) in by_report(corpus) {
        let report = corpus.report(report);
        sheet.blank();
        let title = format!("{}: {} ({})", report.title, text::count(rows.len(), "commitment"), tally(&rows));
        sheet.put(page::flow(&title, width, Role::Heading(2), &none));
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

/// In how many columns a commitment stands beside what takes it up; beyond, nothing is set in columns.
const BESIDE: std::ops::Range<usize> = 110..1000;

/// A commitment and why it is judged so, and then the passages that take it up.
fn promise(corpus: &Corpus, id: PassageId, verdict: Verdict<'_>, width: usize) -> Vec<Block> {
    let none = Matcher::default();
    let label = format!("{:<18}", format!("{} {}", verdict.mark(), verdict.label()));
    let headline = page::hang(&label, &corpus.passage(id).headline, width, Role::Ours, &none);
    let mut blocks = vec![(headline, Some(Opens::Passage(id)))];
    if let Verdict::Read(promise) = verdict {
        blocks.push((page::hang(&" ".repeat(18), &promise.why, width, Role::Editorial, &none), None));
        for (by, note) in &promise.taken_up {
            let passage = corpus.passage(*by);
            let lead = format!("{:>16}  ", corpus.report(passage.report).covers);
            let words = if note.is_empty() { &passage.headline } else { note };
            blocks.push((page::hang(&lead, words, width, Role::Name, &none), Some(Opens::Passage(*by))));
        }
    }
    blocks
}
