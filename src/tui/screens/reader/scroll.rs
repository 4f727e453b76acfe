//! Scrolling in the reader, line by line, without ever laying out the whole report.

use crate::corpus::{Corpus, Item};
use crate::tui::layout;
use crate::tui::screens::reader::{LinePosition, Reader};
use crate::tui::widgets::list_state::Step;

/// Number of lines to leave above a passage that is jumped to.
const ABOVE: usize = 3;

impl Reader {
    /// Returns the place a number of lines further up.
    pub(crate) fn above(&self, corpus: &Corpus, from: LinePosition, lines: usize) -> LinePosition {
        let LinePosition { mut item, mut line } = from;
        let mut left = lines;
        while left > line {
            left -= line;
            if item == 0 {
                return LinePosition::default();
            }
            item -= 1;
            line = self.lines(corpus, item).len();
        }
        line -= left;
        LinePosition { item, line }
    }

    /// Returns the place a number of lines further down, at most the start of the last screenful.
    fn below(&self, corpus: &Corpus, from: LinePosition, lines: usize) -> LinePosition {
        let (mut item, mut line) = (from.item, from.line + lines);
        let items = corpus.report(self.report).items.len();
        while item < items {
            let len = self.lines(corpus, item).len();
            if line < len {
                break;
            }
            line -= len;
            item += 1;
        }
        LinePosition { item, line }.min(self.last_top(corpus))
    }

    /// Returns the start of the last screenful.
    pub(crate) fn last_top(&self, corpus: &Corpus) -> LinePosition {
        let end = LinePosition { item: corpus.report(self.report).items.len(), line: 0 };
        self.above(corpus, end, self.height())
    }

    /// Jumps to an item and shows it near the top.
    pub fn go_to(&mut self, corpus: &Corpus, item: usize) {
        self.set_current(corpus, item);
        self.top = self.near_top(corpus, item).min(self.last_top(corpus));
        self.follow(corpus);
        self.settle(corpus);
    }

    /// Returns where the screen has to start to show an item near its top.
    pub(crate) fn near_top(&self, corpus: &Corpus, item: usize) -> LinePosition {
        let above = if self.height() > 12 { ABOVE } else { 0 };
        let line = usize::from(matches!(corpus.report(self.report).items.get(item), Some(Item::Heading(_))));
        self.above(corpus, LinePosition { item, line }, above)
    }

    /// Scrolls.
    pub fn scroll(&mut self, corpus: &Corpus, step: Step) {
        let page = self.height();
        let by = |n: isize, lines: usize| {
            let lines = n.unsigned_abs() * lines;
            if n < 0 { self.above(corpus, self.top, lines) } else { self.below(corpus, self.top, lines) }
        };
        self.top = match step {
            Step::Rows(n) => by(n, 1),
            Step::Half(n) => by(n, (page / 2).max(1)),
            Step::Page(n) => by(n, page.saturating_sub(2).max(1)),
            Step::Top => LinePosition::default(),
            Step::Bottom => self.last_top(corpus),
        };
        self.keep_place(corpus, step);
    }

    /// Updates the current item after scrolling. Keeps it while it is visible, else takes the first visible passage. A
    /// jump to the top or the bottom takes the first or the last visible one.
    fn keep_place(&mut self, corpus: &Corpus, step: Step) {
        let lines = self.visible_lines(corpus);
        let items = &corpus.report(self.report).items;
        let seen = |n: usize| lines.iter().any(|(i, line)| *i == n && !line.pieces.is_empty());
        let mut shown: Vec<usize> = lines
            .iter()
            .map(|(i, _)| *i)
            .filter(|&i| matches!(items.get(i), Some(Item::Passage(_))) && seen(i))
            .collect();
        shown.dedup();
        let place = match step {
            Step::Bottom => shown.last(),
            Step::Top => shown.first(),
            _ if shown.contains(&self.at) => None,
            _ => shown.iter().find(|&&i| i > self.top.item || self.top.line == 0).or(shown.first()),
        };
        if let Some(&item) = place {
            self.set_current(corpus, item);
        }
        self.follow(corpus);
        self.settle(corpus);
    }

    /// Updates what depends on the position. The outline's cursor follows the text, unless the outline has the keys.
    pub(crate) fn follow(&mut self, corpus: &Corpus) {
        if !self.entered {
            self.cursor.selected = self.section(corpus);
        }
        let rows = usize::from(layout::inner(self.areas.outline).height);
        self.cursor.settle(self.sections.len(), rows);
    }
}
