//! Find in the reader: the prompt, and the highlighted matches, which can be stepped through.

use std::ops::Range;
use std::sync::Arc;

use crate::corpus::{Corpus, ReportId};
use crate::document::{self, Point, StyledLine};
use crate::search::highlight::Highlighter;
use crate::tui::screens::reader::{LinePosition, Reader, ReaderView, TextPosition};
use crate::tui::widgets::input::Input;
use crate::tui::widgets::list_state::Direction;

/// Number of lines to keep visible above and below the current match, if there is room.
const CONTEXT: usize = 3;

/// A match in a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The index of the item.
    pub item: usize,
    /// The part of the item, counted from 1: a heading, a name, the text, a speaker.
    pub part: usize,
    /// The byte range in the text of that part.
    pub at: Range<usize>,
}

impl Match {
    fn position(&self) -> TextPosition {
        TextPosition { item: self.item, point: Point { part: self.part, byte: self.at.start } }
    }
}

/// The highlights in a report.
#[derive(Debug, Clone, Default)]
pub(crate) struct ReportHighlights {
    /// The highlighter that finds the matches.
    pub highlighter: Arc<Highlighter>,
    /// All matches in the report, in reading order, once they are needed.
    matches: Option<Arc<[Match]>>,
    /// The index of the current match.
    current: Option<usize>,
    /// Whether the current match is visible, and should stay visible when the layout changes.
    pub in_sight: bool,
}

impl ReportHighlights {
    pub fn of(highlighter: Arc<Highlighter>) -> Self {
        Self { highlighter, ..Self::default() }
    }

    fn all(&self) -> &[Match] {
        self.matches.as_deref().unwrap_or(&[])
    }

    pub fn current(&self) -> Option<&Match> {
        self.all().get(self.current?)
    }

    /// Finds all matches, unless that is already done.
    fn seek(&mut self, corpus: &Corpus, report: ReportId) {
        if self.matches.is_some() {
            return;
        }
        let mut all = Vec::new();
        for (item, &what) in corpus.report(report).items.iter().enumerate() {
            for (n, part) in document::parts(corpus, what).iter().enumerate().filter(|(_, part)| part.is_report()) {
                all.extend(self.highlighter.matches(&part.text).into_iter().map(|at| Match { item, part: n + 1, at }));
            }
        }
        self.matches = Some(all.into());
    }
}

/// The state of find.
#[derive(Debug, Clone)]
pub struct Find {
    /// The prompt.
    pub input: Input,
    /// Whether the prompt has the keys.
    pub typing: bool,
    /// The view when the prompt was opened, to return to.
    view: ReaderView,
    /// The position in the text when the prompt was opened.
    from: TextPosition,
    /// The highlights from before find.
    before: ReportHighlights,
}

impl Find {
    /// Returns whether there is nothing to find yet.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.input.text().trim().is_empty()
    }
}

impl Reader {
    /// Returns the matches of the highlights, in reading order; none before they are needed.
    #[must_use]
    pub fn matches(&self) -> &[Match] {
        self.highlighted.all()
    }

    /// Returns the current match.
    #[must_use]
    pub fn current(&self) -> Option<&Match> {
        self.highlighted.current()
    }

    /// Returns the number of the current match, from 1, and the number of matches.
    #[must_use]
    pub fn count(&self) -> Option<(usize, usize)> {
        Some((self.highlighted.current? + 1, self.highlighted.all().len()))
    }

    /// Returns whether a search or find is highlighted.
    #[must_use]
    pub fn is_highlighted(&self) -> bool {
        !self.highlighted.highlighter.is_empty()
    }

    /// Opens the find prompt.
    pub fn open_find(&mut self, corpus: &Corpus) {
        let (view, from) = (self.view(corpus), self.here(corpus));
        match &mut self.find {
            Some(find) => {
                (find.typing, find.view, find.from) = (true, view, from);
                find.input.select();
                find.before.in_sight = false;
            }
            None => {
                let before = self.highlighted.clone();
                self.find = Some(Find { input: Input::default(), typing: true, view, from, before });
            }
        }
    }

    /// Leaves the prompt and keeps the matches. If the prompt is blank, closes find instead.
    pub fn keep_find(&mut self, corpus: &Corpus) {
        if self.find.as_ref().is_some_and(Find::is_blank) {
            self.close_find(corpus);
        } else if let Some(find) = &mut self.find {
            find.typing = false;
        }
    }

    /// Closes find, and restores the view and the highlights from before.
    pub fn close_find(&mut self, corpus: &Corpus) {
        if let Some(find) = self.find.take() {
            self.highlighted = find.before;
            self.show(corpus, find.view);
        }
    }

    /// Finds what is typed, and jumps to the first match at or after the position where the prompt was opened, wrapping
    /// around.
    pub fn refind(&mut self, corpus: &Corpus) {
        let Some(find) = &self.find else { return };
        let (view, from) = (find.view, find.from);
        if find.is_blank() {
            self.highlighted = find.before.clone();
            self.show(corpus, view);
            return;
        }
        self.highlighted = ReportHighlights::of(Arc::new(Highlighter::literal(find.input.text())));
        self.highlighted.seek(corpus, self.report);
        self.show(corpus, view);
        let first = self.matches().partition_point(|m| m.position() < from);
        self.go_to_match(corpus, if first < self.matches().len() { first } else { 0 });
    }

    /// Jumps to the next or previous match, wrapping around. Returns whether there is one.
    pub fn step_match(&mut self, corpus: &Corpus, direction: Direction) -> bool {
        self.highlighted.seek(corpus, self.report);
        let len = self.matches().len();
        if len == 0 {
            return false;
        }
        let (next, before) = match self.highlighted.current.filter(|_| self.highlighted.in_sight) {
            Some(n) => (n + 1, n + len - 1),
            None => {
                let here = self.here(corpus);
                let n = self.matches().partition_point(|m| m.position() < here);
                (n, n + len - 1)
            }
        };
        self.go_to_match(
            corpus,
            match direction {
                Direction::Forward => next,
                Direction::Backward => before,
            } % len,
        );
        true
    }

    /// Returns the position in the text: that of the current match while it is visible, else the start of the current
    /// item or of the screen, whichever is further down.
    fn here(&self, corpus: &Corpus) -> TextPosition {
        match self.current().filter(|_| self.highlighted.in_sight) {
            Some(current) => current.position(),
            None => TextPosition::of_item(self.at).max(self.point_of(corpus, self.top)),
        }
    }

    fn go_to_match(&mut self, corpus: &Corpus, n: usize) {
        let Some(item) = self.matches().get(n).map(|m| m.item) else { return };
        self.set_current(corpus, item);
        self.highlighted.current = Some(n);
        self.follow(corpus);
        self.reveal(corpus);
        self.settle(corpus);
    }

    /// Scrolls just enough to show the current match, with some lines around it.
    pub(crate) fn reveal(&mut self, corpus: &Corpus) {
        let Some(item) = self.current().map(|m| m.item) else { return };
        let lines = self.lines(corpus, item);
        let Some(first) = lines.iter().position(StyledLine::is_current) else { return };
        let last = lines.iter().rposition(StyledLine::is_current).unwrap_or(first);
        let (height, tall) = (self.height(), last - first + 1);
        let context = CONTEXT.min(height.saturating_sub(tall) / 2);
        let highest = self.above(corpus, LinePosition { item, line: first }, context);
        let lowest =
            self.above(corpus, LinePosition { item, line: last }, height.saturating_sub(1 + context)).min(highest);
        if self.top >= lowest && self.top <= highest {
            return;
        }
        let start = self.near_top(corpus, item);
        let third = self.above(corpus, LinePosition { item, line: first }, height / 3);
        let top = if start >= lowest { start.min(highest) } else { third.clamp(lowest, highest) };
        self.top = top.min(self.last_top(corpus));
    }

    /// Returns whether the current match is visible.
    pub(crate) fn shows_current(&self, corpus: &Corpus) -> bool {
        self.highlighted.current.is_some() && self.visible_lines(corpus).iter().any(|(_, line)| line.is_current())
    }
}
