//! Documents: lines with links in them.

use std::ops::Range;

use crate::analysis::{FacetCount, PassageSource};
use crate::corpus::subject::Subject;
use crate::corpus::{Corpus, PassageId};
use crate::document::{self, StyledLine, StyledSpan, TextStyle};
use crate::search::highlight::Highlighter;
use crate::text;

/// Width of the longest bar of a chart, in columns.
const BAR: usize = 24;

/// The target of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// A passage in its report.
    Passage(PassageId),
    /// The profile of a body, a place, a topic, a work or a partner.
    Profile(Subject),
    /// A term of the glossary, by its index.
    Term(usize),
    /// The passages behind a number, and a description of them.
    Passages(String, PassageSource),
}

/// A link in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentLink {
    /// The lines that it spans.
    pub lines: Range<usize>,
    /// The columns that it spans in each of these lines.
    pub columns: Range<usize>,
    /// The target.
    pub target: LinkTarget,
}

/// A page of styled lines with links.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// The lines.
    pub lines: Vec<StyledLine>,
    /// The links, top to bottom, and left to right within a line.
    pub links: Vec<DocumentLink>,
}

/// Lines, and their link target, if any.
pub(crate) type LinkedLines = (Vec<StyledLine>, Option<LinkTarget>);

/// The number of passages that a list shows before a line leads to all of them.
const LISTED: usize = 5;

/// Returns how many of so many passages a list shows. A line for one more would take the place of that one.
pub(crate) fn listed(all: usize) -> usize {
    if all == LISTED + 1 { all } else { all.min(LISTED) }
}

impl Document {
    pub(crate) fn put(&mut self, lines: Vec<StyledLine>) {
        self.lines.extend(lines);
    }

    pub(crate) fn blank(&mut self) {
        self.lines.push(StyledLine::empty());
    }

    pub(crate) fn heading(&mut self, words: &str) {
        self.blank();
        self.lines.push(StyledLine::of(words, TextStyle::Heading(2)));
    }

    /// Appends another page.
    pub(crate) fn append(&mut self, page: Self) {
        let from = self.lines.len();
        self.lines.extend(page.lines);
        let moved = page.links.into_iter().map(|link| {
            let lines = link.lines.start + from..link.lines.end + from;
            DocumentLink { lines, ..link }
        });
        self.links.extend(moved);
    }

    /// Appends lines that are one link as a whole.
    pub(crate) fn lead(&mut self, lines: Vec<StyledLine>, target: LinkTarget) {
        let from = self.lines.len();
        let width = lines.iter().map(|l| text::width(&l.plain())).max().unwrap_or(0);
        self.lines.extend(lines);
        self.links.push(DocumentLink { lines: from..self.lines.len(), columns: 0..width, target });
    }

    /// Appends the line that leads from the first few of a list, of which [`listed`] says how many there are, to all of them.
    pub(crate) fn all_of(&mut self, count: &str, target: LinkTarget) {
        self.lead(vec![StyledLine::of(format!("\u{203a} all {count}"), TextStyle::Name)], target);
    }

    /// Appends a line of spans, some of which are links.
    pub(crate) fn row(&mut self, pieces: Vec<(StyledSpan, Option<LinkTarget>)>) {
        let line = self.lines.len();
        let mut column = 0;
        let mut out = StyledLine::default();
        for (piece, target) in pieces {
            let width = text::width(&piece.text);
            if let Some(target) = target {
                self.links.push(DocumentLink { lines: line..line + 1, columns: column..column + width, target });
            }
            column += width;
            out.pieces.push(piece);
        }
        self.lines.push(out);
    }

    /// Appends a chart: labels, numbers that link to their passages, and bars. `what` turns a label into a description
    /// of the passages.
    pub(crate) fn chart(&mut self, rows: Vec<FacetCount<String>>, width: usize, what: impl Fn(&str) -> String) {
        let most = rows.iter().map(|r| r.count).max().unwrap_or(0).max(1);
        let label = rows.iter().map(|r| text::width(&r.value)).max().unwrap_or(0).min(width.saturating_sub(14));
        let room = width.saturating_sub(label + 8).min(BAR);
        for FacetCount { value: name, count: n, passages } in rows {
            // A name that is too long for its column stands above its number, whole.
            let shown = if text::width(&name) > label {
                self.put(document::flow(&name, width, TextStyle::Body, &Highlighter::default()));
                String::new()
            } else {
                name.clone()
            };
            let pad = " ".repeat(label - text::width(&shown) + 1);
            let bar = "\u{2501}".repeat((n * room).div_ceil(most));
            let number = if n == 0 { "-".to_owned() } else { text::grouped(n) };
            let target = (n > 0).then(|| LinkTarget::Passages(what(&name), passages));
            self.row(vec![
                (
                    piece(format!("{shown}{pad}{number:>5}"), if n == 0 { TextStyle::Label } else { TextStyle::Body }),
                    target,
                ),
                (piece(format!(" {bar}"), TextStyle::Bar), None),
            ]);
        }
    }

    /// Appends blocks of lines in columns side by side, each `width` wide. Each block has its own link target, if any.
    pub(crate) fn beside(&mut self, columns: Vec<Vec<LinkedLines>>, width: usize) {
        let from = self.lines.len();
        let mut added = Vec::new();
        let mut set: Vec<Vec<StyledLine>> = Vec::new();
        for (n, blocks) in columns.into_iter().enumerate() {
            let mut lines = Vec::new();
            for (block, target) in blocks {
                let start = from + lines.len();
                let wide = block.iter().map(|l| text::width(&l.plain())).max().unwrap_or(0);
                let columns = n * width..n * width + wide;
                added.extend(target.map(|target| DocumentLink { lines: start..start + block.len(), columns, target }));
                lines.extend(block);
            }
            set.push(lines);
        }
        added.sort_by_key(|link: &DocumentLink| (link.lines.start, link.columns.start));
        self.links.extend(added);
        for row in 0..set.iter().map(Vec::len).max().unwrap_or(0) {
            let mut out = StyledLine::default();
            for (n, lines) in set.iter().enumerate() {
                let line = lines.get(row).cloned().unwrap_or_default();
                // Nothing is to the right of the last column, so it is not padded, however wide it is.
                let pad = if n + 1 < set.len() { width.saturating_sub(text::width(&line.plain())) } else { 0 };
                out.pieces.extend(line.pieces);
                out.pieces.push(piece(" ".repeat(pad), TextStyle::Body));
            }
            self.lines.push(out);
        }
    }

    /// Appends a passage as a link: its headline and its years.
    pub(crate) fn passage(&mut self, corpus: &Corpus, id: PassageId, lead: &str, width: usize) {
        let passage = corpus.passage(id);
        let when = document::when(corpus, passage);
        let words =
            if when.is_empty() { passage.headline.to_string() } else { format!("{} ({when})", passage.headline) };
        self.lead(
            document::hang(lead, &words, width, TextStyle::Ours, &Highlighter::default()),
            LinkTarget::Passage(id),
        );
    }
}

pub(crate) fn piece(text: impl Into<String>, role: TextStyle) -> StyledSpan {
    StyledSpan::new(text, role)
}
