//! The commitments of each report beside what later reports say about them.

use crate::analysis::commitments::{
    Commitment, CommitmentFilter, OUR_READING, Verdict, by_report, counted, is_commitment, no_record, rows, tally, what,
};
use crate::corpus::Corpus;
use crate::document::linked::{Document, LinkTarget, LinkedLines};
use crate::document::{self, TextStyle};
use crate::search::highlight::Highlighter;
use crate::text;

/// Returns the page of those commitments that a filter wants.
#[must_use]
pub fn commitments(corpus: &Corpus, filter: CommitmentFilter, width: usize) -> Document {
    let none = Highlighter::default();
    let mut document = Document::default();
    document.put(document::flow("Commitments, and what became of them", width, TextStyle::Heading(0), &none));
    let wanted = |corpus| rows(corpus).into_iter().filter(|row| filter.has(corpus, row)).collect::<Vec<_>>();
    let (said, announced): (Vec<_>, Vec<_>) =
        wanted(corpus).into_iter().partition(|row| is_commitment(corpus, row.passage));
    let totals = [(said, "commitment"), (announced, "announcement")];
    let totals = totals.iter().filter(|(rows, _)| !rows.is_empty());
    let totals = totals.map(|(rows, what)| format!("{}: {}", text::count(rows.len(), what), tally(rows)));
    document.put(document::flow(&totals.collect::<Vec<_>>().join("; "), width, TextStyle::Ours, &none));
    if wanted(corpus).is_empty() {
        let words = match filter.described(corpus) {
            said if said.is_empty() => "There is no commitment in this data.".to_owned(),
            said => format!("There is no commitment in this data with: {said}."),
        };
        document.put(document::flow(&words, width, TextStyle::Ours, &none));
    }
    document.put(document::flow(OUR_READING, width, TextStyle::Editorial, &none));
    document.put(document::flow(&no_record(corpus), width, TextStyle::Editorial, &none));
    let mut announcing = false;
    for (report, mut rows) in by_report(corpus) {
        let all = rows.len();
        rows.retain(|row| filter.has(corpus, row));
        if rows.is_empty() {
            continue;
        }
        let announced = rows.first().is_some_and(|r| !is_commitment(corpus, r.passage));
        if announced && !announcing {
            announcing = true;
            document.blank();
            document.put(document::flow(ANNOUNCED, width, TextStyle::Heading(0), &none));
        }
        let what = rows.first().map_or("commitment", |row| what(corpus, row.passage));
        document.blank();
        let promised = if what == "commitment" { "Promised in " } else { "" };
        let title = format!("{promised}{}: {}", corpus.report(report).title, counted(&rows, all, what));
        document.put(document::flow(&title, width, TextStyle::Heading(2), &none));
        for row in rows {
            document.blank();
            let beside = BESIDE.contains(&width);
            let column = if beside { width / 2 } else { width };
            let mut blocks = follow_up(corpus, row, column.saturating_sub(2));
            if beside {
                let later = blocks.split_off(blocks.len().min(2));
                document.beside(vec![blocks, later], column);
            } else {
                document.beside(vec![blocks], width);
            }
        }
    }
    document
}

/// The heading above announcements.
const ANNOUNCED: &str = "Announced or hoped for beside other things, and what became of it";

/// Page widths, in columns, at which a commitment is laid out beside what takes it up. Beyond them, nothing is set in
/// columns.
const BESIDE: std::ops::Range<usize> = 110..1000;

/// Page width, in columns, below which the verdict goes above the commitment instead of before it.
const NARROW: usize = 48;

/// Lays out a commitment and the reason for its verdict, then the passages that take it up.
fn follow_up(corpus: &Corpus, commitment: Commitment<'_>, width: usize) -> Vec<LinkedLines> {
    let none = Highlighter::default();
    let Commitment { passage: id, verdict } = commitment;
    let label = format!("{} {}", verdict.mark(), verdict.label());
    let hang = if width < NARROW { 2 } else { 18 };
    let mut blocks = Vec::new();
    let headline = &corpus.passage(id).headline;
    let headline = if width < NARROW {
        blocks.push((document::flow(&label, width, TextStyle::Label, &none), None));
        document::hang(&" ".repeat(hang), headline, width, TextStyle::Headline, &none)
    } else {
        document::field(&label, hang, headline, width, TextStyle::Headline)
    };
    blocks.push((headline, Some(LinkTarget::Passage(id))));
    if let Verdict::Read(follow_up) = verdict {
        blocks.push((document::hang(&" ".repeat(hang), &follow_up.why, width, TextStyle::Editorial, &none), None));
        for (by, note) in &follow_up.taken_up {
            let passage = corpus.passage(*by);
            let year = corpus.report(passage.report).covers;
            let lead = if width < NARROW { format!("  {year}  ") } else { format!("{year:>16}  ") };
            let words = if note.is_empty() { &passage.headline } else { note };
            blocks.push((document::hang(&lead, words, width, TextStyle::Name, &none), Some(LinkTarget::Passage(*by))));
        }
    }
    blocks
}
