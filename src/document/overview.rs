//! The overview of the dataset, and the previews of a report, a section and a term.

use crate::analysis::{FacetCount, PassageSource};
use crate::corpus::filter::Filter;
use crate::corpus::{Corpus, Item, Kind, ReportId, SectionId};
use crate::document::linked::{Document, LinkTarget, piece};
use crate::document::{self, StyledLine, TextStyle};
use crate::search::highlight::Highlighter;
use crate::text;

/// Returns the overview of the dataset.
#[must_use]
pub fn about(corpus: &Corpus, width: usize) -> Document {
    let none = Highlighter::default();
    let mut document = Document::default();
    document.put(document::flow("What is in here", width, TextStyle::Heading(0), &none));
    let intro = format!(
        "ICAT is the UN's Inter-Agency Coordination Group against Trafficking in Persons: UN bodies and other organizations \
         that work against human trafficking. Here is every passage of {} of the group, word for word, with the bodies that act \
         in it, the years, the priorities and the places. Headlines, tags and notes marked \"editor\" are ours. This program is \
         unofficial; where it matters, read the publication.",
        text::count(corpus.reports.len(), "publication")
    );
    document.put(document::flow(&intro, width, TextStyle::Ours, &none));
    document.blank();
    document.put(document::flow(&document::limits(corpus, width), width, TextStyle::Editorial, &none));
    document.blank();
    for (n, report) in (0u16..).zip(&corpus.reports) {
        let words = format!(
            "{} (covers {}, published {}): {}",
            report.title,
            report.covers,
            report.published,
            text::count(report.passages.len(), "passage")
        );
        let mut filter = Filter::default();
        filter.reports.include.insert(ReportId(n));
        let target = LinkTarget::Passages(report.title.to_string(), PassageSource::Filter(Box::new(filter)));
        document.lead(document::hang("\u{2022} ", &words, width, TextStyle::Label, &none), target);
        document.put(document::hang("  ", &report.terms, width, TextStyle::Label, &none));
    }
    document.heading("Passages by kind");
    let rows = Kind::ALL.iter().map(|&kind| {
        let mut filter = Filter::default();
        filter.kinds.include.insert(kind);
        FacetCount::filtered(corpus, kind.label().to_owned(), filter)
    });
    document.chart(rows.filter(|r| r.count > 0).collect(), width, str::to_owned);
    document.blank();
    document.row(vec![
        (piece("v", TextStyle::Name), None),
        (piece(" opens the views: who covers what, agreements, commitments, terms and more.", TextStyle::Label), None),
    ]);
    document
}

/// Returns the terms of the glossary in alphabetical order, each with what it stands for or means.
#[must_use]
pub fn terms(corpus: &Corpus, width: usize) -> Document {
    let none = Highlighter::default();
    let mut document = Document::default();
    let intro =
        format!("{} and short forms of the reports. Meanings are ours.", text::count(corpus.glossary.len(), "term"));
    document.put(document::flow(&intro, width, TextStyle::Label, &none));
    document.blank();
    let mut all: Vec<usize> = (0..corpus.glossary.len()).collect();
    all.sort_by_cached_key(|&n| text::fold_plain(&corpus.glossary[n].term));
    for n in all {
        let term = &corpus.glossary[n];
        let words = if term.expansion.is_empty() { &term.meaning } else { &term.expansion };
        let style = if term.expansion.is_empty() { TextStyle::Ours } else { TextStyle::Body };
        let lines = if text::width(&term.term) < TERM {
            document::field(&term.term, TERM, words, width, style)
        } else {
            let mut lines = document::flow(&term.term, width, TextStyle::Field, &none);
            lines.extend(document::hang(&" ".repeat(TERM), words, width, style, &none));
            lines
        };
        document.lead(lines, LinkTarget::Term(n));
    }
    document
}

/// The columns of a term before what it stands for.
const TERM: usize = 16;

/// Lays out a term of the glossary: what it stands for and means, and the passage that defines it.
#[must_use]
pub fn term(corpus: &Corpus, n: usize, width: usize) -> Vec<StyledLine> {
    let Some(term) = corpus.glossary.get(n) else { return Vec::new() };
    let none = Highlighter::default();
    let mut lines = document::flow(&term.term, width, TextStyle::Heading(0), &none);
    lines.extend(document::field("stands for", document::tags::TAG_LABEL, &term.expansion, width, TextStyle::Body));
    lines.extend(document::field("means", document::tags::TAG_LABEL, &term.meaning, width, TextStyle::Ours));
    lines.extend(document::flow("Meanings are ours, not the reports'.", width, TextStyle::Label, &none));
    let named = corpus.passages_naming(n).len();
    lines.push(StyledLine::empty());
    lines.extend(document::flow(
        &format!("{} in these reports.", text::count(named, "passage")),
        width,
        TextStyle::Label,
        &none,
    ));
    if let Some(id) = term.defined_in {
        lines.push(StyledLine::empty());
        lines.push(StyledLine::of("Where the reports describe it", TextStyle::Heading(2)));
        lines.extend(document::passage(corpus, id, width, &none));
    }
    lines
}

/// Lays out a report: what it covers, and its sections.
#[must_use]
pub fn report(corpus: &Corpus, id: ReportId, width: usize) -> Vec<StyledLine> {
    let report = corpus.report(id);
    let none = Highlighter::default();
    let mut lines = document::flow(&report.title, width, TextStyle::Heading(0), &none);
    let passages = text::count(corpus.report(id).passages.len(), "passage");
    let words = format!("covers {}, published {}: {passages}", report.covers, report.published);
    lines.extend(document::flow(&words, width, TextStyle::Label, &none));
    lines.push(StyledLine::empty());
    for section in corpus.sections.iter().filter(|section| section.report == id && section.depth <= 1) {
        let lead = if section.depth == 0 { "" } else { "  " };
        lines.extend(document::hang(lead, &section.title, width, TextStyle::Body, &none));
    }
    lines
}

/// Lays out a section: its heading, its report, and the first items in it.
#[must_use]
pub fn section(corpus: &Corpus, id: SectionId, width: usize, highlighted: &Highlighter) -> Vec<StyledLine> {
    let section = corpus.section(id);
    let report = corpus.report(section.report);
    let mut lines = document::flow(&section.title, width, TextStyle::Heading(0), highlighted);
    lines.extend(document::flow(&report.title, width, TextStyle::Label, highlighted));
    lines.push(StyledLine::empty());
    let from = section.item as usize + 1;
    for item in report.items.iter().skip(from).take(6) {
        match item {
            Item::Passage(_) => lines.extend(document::item(corpus, *item, width, highlighted)),
            Item::Heading(below) if corpus.section(*below).depth > section.depth => {
                lines.extend(document::hang(
                    "\u{203a} ",
                    &corpus.section(*below).title,
                    width,
                    TextStyle::Heading(2),
                    highlighted,
                ));
            }
            Item::Heading(_) => break,
        }
    }
    lines
}
