//! Scrolling in the reader, line by line, without ever laying out the whole report.

use crate::corpus::{Corpus, Item};
use crate::tui::layout;
use crate::tui::screens::reader::Reader;
use crate::tui::widgets::list_state::Step;

/// Number of lines to leave above a passage that is jumped to.
const ABOVE: usize = 3;

impl Reader {
    /// Returns the place a number of lines further up.
    pub(crate) fn above(&self, corpus: &Corpus, from: (usize, usize), lines: usize) -> (usize, usize) {
        let (mut item, mut line) = from;
        let mut left = lines;
        while left > line {
            left -= line;
            if item == 0 {
                return (0, 0);
            }
            item -= 1;
            line = self.lines(corpus, item).len();
        }
        line -= left;
        (item, line)
    }

    /// Returns the place a number of lines further down, at most the start of the last screenful.
    fn below(&self, corpus: &Corpus, from: (usize, usize), lines: usize) -> (usize, usize) {
        let (mut item, mut line) = (from.0, from.1 + lines);
        let items = corpus.report(self.report).items.len();
        while item < items {
            let len = self.lines(corpus, item).len();
            if line < len {
                break;
            }
            line -= len;
            item += 1;
        }
        (item, line).min(self.last_top(corpus))
    }

    /// Returns the start of the last screenful.
    pub(crate) fn last_top(&self, corpus: &Corpus) -> (usize, usize) {
        self.above(corpus, (corpus.report(self.report).items.len(), 0), self.height())
    }

    /// Jumps to an item and shows it near the top.
    pub fn go_to(&mut self, corpus: &Corpus, item: usize) {
        self.at = item;
        self.top = self.near_top(corpus, item).min(self.last_top(corpus));
        self.follow(corpus);
        self.settle(corpus);
    }

    /// Returns where the screen has to start to show an item near its top.
    pub(crate) fn near_top(&self, corpus: &Corpus, item: usize) -> (usize, usize) {
        let above = if self.height() > 12 { ABOVE } else { 0 };
        let start = usize::from(matches!(corpus.report(self.report).items.get(item), Some(Item::Heading(_))));
        self.above(corpus, (item, start), above)
    }

    /// Scrolls.
    pub fn scroll(&mut self, corpus: &Corpus, step: Step) {
        let page = self.height();
        let signed = |n: isize, by: usize| (n < 0, n.unsigned_abs() * by);
        let (up, lines) = match step {
            Step::Rows(n) => signed(n, 1),
            Step::Half(n) => signed(n, (page / 2).max(1)),
            Step::Page(n) => signed(n, page.saturating_sub(2).max(1)),
            Step::Top => (true, 0),
            Step::Bottom => (false, 0),
        };
        self.top = match step {
            Step::Top => (0, 0),
            Step::Bottom => self.last_top(corpus),
            _ if up => self.above(corpus, self.top, lines),
            _ => self.below(corpus, self.top, lines),
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
            _ => shown.iter().find(|&&i| i > self.top.0 || self.top.1 == 0).or(shown.first()),
        };
        if let Some(&item) = place {
            self.at = item;
        }
        self.follow(corpus);
        self.settle(corpus);
    }

    /// Updates what depends on the position. The outline's cursor follows the text, unless the outline has the keys.
    pub(crate) fn follow(&mut self, corpus: &Corpus) {
        self.find_names(corpus);
        if !self.entered {
            self.cursor.selected = self.section(corpus);
        }
        let rows = usize::from(layout::inner(self.areas.outline).height);
        self.cursor.settle(self.sections.len(), rows);
    }
}
