//! Documents: scrollable lines with links in them. The cursor steps from link to link, and scrolls if the next one is
//! far away.

use std::ops::Range;

use crate::analysis::{Counted, PassageSource};
use crate::corpus::{Corpus, EntityId, PassageId};
use crate::document::{self, StyledLine, StyledSpan, TextStyle};
use crate::search::highlight::Highlighter;
use crate::text;
use crate::tui::widgets::list_state::Step;

/// Width of the longest bar of a chart, in columns.
const BAR: usize = 24;

/// The target of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// A passage in its report.
    Passage(PassageId),
    /// The profile of a body.
    Body(EntityId),
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

/// A scrollable page of styled lines with links.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// The lines.
    pub lines: Vec<StyledLine>,
    /// The links, top to bottom, and left to right within a line.
    pub links: Vec<DocumentLink>,
    /// The index of the link under the cursor.
    pub cursor: usize,
    /// The index of the first visible line.
    pub scroll: usize,
    /// The number of rows that were visible when the document was last laid out or moved.
    pub rows: usize,
}

/// Lines, and their link target, if any.
pub(crate) type Block = (Vec<StyledLine>, Option<LinkTarget>);

impl Document {
    /// Returns the link under the cursor if it is visible.
    #[must_use]
    pub fn link(&self) -> Option<&DocumentLink> {
        self.under().filter(|link| self.shows(link, self.rows))
    }

    pub(crate) fn under(&self) -> Option<&DocumentLink> {
        self.links.get(self.cursor)
    }

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

    /// Appends lines that are one link as a whole.
    pub(crate) fn lead(&mut self, lines: Vec<StyledLine>, target: LinkTarget) {
        let from = self.lines.len();
        let width = lines.iter().map(|l| text::width(&l.plain())).max().unwrap_or(0);
        self.lines.extend(lines);
        self.links.push(DocumentLink { lines: from..self.lines.len(), columns: 0..width, target });
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
    pub(crate) fn chart(&mut self, rows: Vec<Counted<String>>, width: usize, what: impl Fn(&str) -> String) {
        let most = rows.iter().map(|r| r.count).max().unwrap_or(0).max(1);
        let label = rows.iter().map(|r| text::width(&r.value)).max().unwrap_or(0).min(width.saturating_sub(14));
        let room = width.saturating_sub(label + 8).min(BAR);
        for Counted { value: name, count: n, passages } in rows {
            let shown = text::truncate(&name, label).into_owned();
            let pad = " ".repeat(label - text::width(&shown) + 1);
            let bar = "\u{2501}".repeat((n * room).div_ceil(most));
            let number = if n == 0 { "-".to_owned() } else { text::grouped(n) };
            let target = (n > 0).then(|| LinkTarget::Passages(what(&name), passages));
            self.row(vec![
                (
                    piece(format!("{shown}{pad}{number:>5}"), if n == 0 { TextStyle::Label } else { TextStyle::Words }),
                    target,
                ),
                (piece(format!(" {bar}"), TextStyle::Bar), None),
            ]);
        }
    }

    /// Appends blocks of lines in columns side by side, each `width` wide. Each block has its own link target, if any.
    pub(crate) fn beside(&mut self, columns: Vec<Vec<Block>>, width: usize) {
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
                out.pieces.push(piece(" ".repeat(pad), TextStyle::Words));
            }
            self.lines.push(out);
        }
    }

    /// Appends a passage as a link: its headline and its years.
    pub(crate) fn passage(&mut self, corpus: &Corpus, id: PassageId, lead: &str, width: usize) {
        let passage = corpus.passage(id);
        let when = document::short_years(&passage.years);
        let words =
            if when.is_empty() { passage.headline.to_string() } else { format!("{} ({when})", passage.headline) };
        self.lead(
            document::hang(lead, &words, width, TextStyle::Ours, &Highlighter::default()),
            LinkTarget::Passage(id),
        );
    }

    /// Takes over the cursor and the scroll position of the document that was shown here before.
    pub fn keep(&mut self, before: &Self, rows: usize) {
        self.cursor = before.cursor.min(self.links.len().saturating_sub(1));
        self.scroll = before.scroll.min(self.last(rows));
        self.rows = rows;
        if self.cursor > 0 {
            self.show(rows);
        }
    }

    pub(crate) fn last(&self, rows: usize) -> usize {
        self.lines.len().saturating_sub(rows.max(1))
    }

    /// Scrolls just enough to make the link under the cursor visible.
    pub(crate) fn show(&mut self, rows: usize) {
        if let Some(lines) = self.under().map(|s| s.lines.clone()) {
            if lines.end > self.scroll + rows {
                self.scroll = lines.end.saturating_sub(rows).min(lines.start);
            }
            self.scroll = self.scroll.min(lines.start).min(self.last(rows));
        }
    }

    /// Returns whether a link starts on a visible line.
    pub(crate) fn shows(&self, link: &DocumentLink, rows: usize) -> bool {
        (self.scroll..self.scroll + rows.max(1)).contains(&link.lines.start)
    }

    /// Moves the cursor to a visible link, the last one if `from_below`, unless it is on one already.
    pub(crate) fn settle(&mut self, rows: usize, from_below: bool) {
        if self.under().is_some_and(|s| self.shows(s, rows)) {
            return;
        }
        let mut seen = (0..self.links.len()).filter(|&n| self.links.get(n).is_some_and(|s| self.shows(s, rows)));
        if let Some(n) = if from_below { seen.next_back() } else { seen.next() } {
            self.cursor = n;
        }
    }

    /// Moves the cursor or scrolls; `rows` is the number of visible rows.
    pub fn step(&mut self, step: Step, rows: usize) {
        let last = self.last(rows);
        self.rows = rows;
        match step {
            Step::Rows(by) => {
                for _ in 0..by.unsigned_abs() {
                    self.one(by > 0, rows);
                }
            }
            Step::Top => (self.scroll, self.cursor) = (0, 0),
            Step::Bottom => (self.scroll, self.cursor) = (last, self.links.len().saturating_sub(1)),
            Step::Half(_) | Step::Page(_) => {
                let down = matches!(step, Step::Half(1..) | Step::Page(1..));
                self.scroll = step.from(self.scroll, last + 1, rows);
                self.settle(rows, !down);
            }
        }
    }

    pub(crate) fn one(&mut self, down: bool, rows: usize) {
        let here = self.under().map(|s| (s.lines.start, s.columns.start));
        // Find the next line with links, and on it the link nearest to the current column.
        let column = here.map_or(0, |h| h.1);
        let shown = self.under().is_none_or(|s| self.shows(s, rows));
        let next = here.filter(|_| shown).and_then(|(line, _)| {
            let beyond = |n: &usize| {
                let at = self.links[*n].lines.start;
                if down { at > line } else { at < line }
            };
            let line_of = |n: &usize| self.links[*n].lines.start;
            let all = (0..self.links.len()).filter(beyond);
            let line =
                if down { all.clone().map(|n| line_of(&n)).min()? } else { all.clone().map(|n| line_of(&n)).max()? };
            all.filter(|n| line_of(n) == line).min_by_key(|&n| self.links[n].columns.start.abs_diff(column))
        });
        let near = next.filter(|&n| {
            let at = self.links[n].lines.start;
            at + 1 >= self.scroll && at <= self.scroll + rows
        });
        if let Some(n) = near {
            self.cursor = n;
            self.show(rows);
            return;
        }
        self.scroll = if down { (self.scroll + 1).min(self.last(rows)) } else { self.scroll.saturating_sub(1) };
        self.settle(rows, !down);
    }

    /// Moves the cursor to the neighbouring link on the same line. Returns whether there is one.
    pub fn sideways(&mut self, right: bool) -> bool {
        let Some(line) = self.under().map(|s| s.lines.start) else { return false };
        let to = if right { self.cursor.checked_add(1) } else { self.cursor.checked_sub(1) };
        let to = to.filter(|&n| self.links.get(n).is_some_and(|s| s.lines.start == line));
        to.is_some_and(|n| {
            self.cursor = n;
            true
        })
    }
}

pub(crate) fn piece(text: impl Into<String>, role: TextStyle) -> StyledSpan {
    StyledSpan::new(text, role)
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(crate) fn document() -> Document {
        let mut document = Document::default();
        for n in 0..40 {
            if n % 10 == 5 {
                document.lead(vec![StyledLine::of(format!("{n}"), TextStyle::Words)], LinkTarget::Body(EntityId(n)));
            } else {
                document.put(vec![StyledLine::of(format!("{n}"), TextStyle::Words)]);
            }
        }
        document
    }

    #[test]
    pub(crate) fn the_cursor_steps_to_spots_and_scrolls_to_those_far_away() {
        let mut document = document();
        let mut seen = Vec::new();
        for _ in 0..60 {
            seen.extend(document.scroll..document.scroll + 8);
            document.step(Step::Rows(1), 8);
            if let Some(link) = document.link() {
                assert!((document.scroll..document.scroll + 8).contains(&link.lines.start));
            }
        }
        assert_eq!((document.cursor, document.scroll), (3, 32));
        assert!((0..40).all(|line| seen.contains(&line)), "every line can be read");
        document.step(Step::Top, 8);
        assert_eq!((document.cursor, document.scroll), (0, 0));
        document.step(Step::Page(1), 8);
        assert_eq!(document.scroll, 7);
    }
}
