//! A document on the screen. The cursor steps from link to link, and scrolls if the next one is far away.

use crate::document::linked::{Document, DocumentLink};
use crate::tui::widgets::list_state::{Direction, Step};

/// The number of lines to keep visible above and below a line that is gone to.
const AROUND: usize = 2;

/// A document, the link under the cursor, and the scroll position.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocumentView {
    /// The document.
    pub document: Document,
    /// The index of the link under the cursor.
    pub cursor: usize,
    /// The index of the first visible line.
    pub scroll: usize,
    /// The number of rows that were visible when the document was last laid out or moved.
    pub rows: usize,
}

impl DocumentView {
    /// Returns the link under the cursor if it is visible.
    #[must_use]
    pub fn link(&self) -> Option<&DocumentLink> {
        self.under().filter(|link| self.shows(link, self.rows))
    }

    /// Returns the link under the cursor, whether it is visible or not.
    #[must_use]
    pub fn under(&self) -> Option<&DocumentLink> {
        self.document.links.get(self.cursor)
    }

    /// Scrolls the link under the cursor into view, unless it is there.
    pub fn reveal(&mut self) {
        if self.under().is_some_and(|link| !self.shows(link, self.rows)) {
            self.show(self.rows);
        }
    }

    /// Moves the cursor from the top to the first link of a kind, if one is visible.
    pub fn go_to_first(&mut self, is_wanted: impl Fn(&DocumentLink) -> bool) {
        let shown = |link: &DocumentLink| self.shows(link, self.rows) && is_wanted(link);
        if let Some(first) = self.document.links.iter().position(shown).filter(|_| self.cursor == 0) {
            self.cursor = first;
        }
    }

    /// Scrolls a line into view, with some lines around it, and moves the cursor to the nearest link there.
    pub fn go_to_line(&mut self, line: usize) {
        let rows = self.rows.max(1);
        let around = AROUND.min(rows.saturating_sub(1) / 2);
        if line < self.scroll + around || line + around >= self.scroll + rows {
            self.scroll = line.saturating_sub(rows / 3).min(self.last(rows));
        }
        let shown = (0..self.document.links.len()).filter(|&n| self.shows(&self.document.links[n], rows));
        let nearest = shown.min_by_key(|&n| self.document.links[n].lines.start.abs_diff(line));
        self.cursor = nearest.unwrap_or(self.cursor);
    }

    /// Shows another document in this one's place, at the same cursor and scroll position as far as it has them.
    pub fn replace(&mut self, document: Document, rows: usize) {
        self.document = document;
        self.cursor = self.cursor.min(self.document.links.len().saturating_sub(1));
        self.scroll = self.scroll.min(self.last(rows));
        self.rows = rows;
        if self.cursor > 0 {
            self.show(rows);
        }
    }

    fn last(&self, rows: usize) -> usize {
        self.document.lines.len().saturating_sub(rows.max(1))
    }

    /// Scrolls just enough to make the link under the cursor visible.
    fn show(&mut self, rows: usize) {
        if let Some(lines) = self.under().map(|s| s.lines.clone()) {
            if lines.end > self.scroll + rows {
                self.scroll = lines.end.saturating_sub(rows).min(lines.start);
            }
            self.scroll = self.scroll.min(lines.start).min(self.last(rows));
        }
    }

    /// Returns whether a link starts on a visible line.
    fn shows(&self, link: &DocumentLink, rows: usize) -> bool {
        (self.scroll..self.scroll + rows.max(1)).contains(&link.lines.start)
    }

    /// Moves the cursor to the first visible link in a direction, unless it is on a visible one already.
    fn settle(&mut self, rows: usize, direction: Direction) {
        if self.under().is_some_and(|s| self.shows(s, rows)) {
            return;
        }
        let mut seen =
            (0..self.document.links.len()).filter(|&n| self.document.links.get(n).is_some_and(|s| self.shows(s, rows)));
        let next = match direction {
            Direction::Forward => seen.next(),
            Direction::Backward => seen.next_back(),
        };
        self.cursor = next.unwrap_or(self.cursor);
    }

    /// Moves the cursor to the link at a place: so many rows below the first visible line, and at this column. Returns whether
    /// it was there already; `None` if there is no link.
    pub fn click(&mut self, row: usize, column: usize) -> Option<bool> {
        let line = self.scroll + row;
        let is_there = |link: &&DocumentLink| link.lines.contains(&line);
        let here: Vec<usize> =
            self.document.links.iter().enumerate().filter(|(_, l)| is_there(l)).map(|(n, _)| n).collect();
        let exact = here.iter().find(|&&n| self.document.links[n].columns.contains(&column));
        let to = *exact.or(here.first())?;
        Some(std::mem::replace(&mut self.cursor, to) == to)
    }

    /// Moves the cursor or scrolls; `rows` is the number of visible rows.
    pub fn step(&mut self, step: Step, rows: usize) {
        let last = self.last(rows);
        self.rows = rows;
        match step {
            Step::Rows(by) => {
                let direction = if by > 0 { Direction::Forward } else { Direction::Backward };
                for _ in 0..by.unsigned_abs() {
                    self.step_link(direction, rows);
                }
            }
            Step::Top => (self.scroll, self.cursor) = (0, 0),
            Step::Bottom => (self.scroll, self.cursor) = (last, self.document.links.len().saturating_sub(1)),
            Step::Half(_) | Step::Page(_) => {
                let down = matches!(step, Step::Half(1..) | Step::Page(1..));
                self.scroll = step.from(self.scroll, last + 1, rows);
                self.settle(rows, if down { Direction::Forward } else { Direction::Backward });
            }
        }
    }

    /// Moves the cursor to the nearest link on the next line with links. If that is far away, scrolls by a line.
    fn step_link(&mut self, direction: Direction, rows: usize) {
        let down = direction == Direction::Forward;
        let here = self.under().map(|s| (s.lines.start, s.columns.start));
        // Find the next line with links, and on it the link nearest to the current column.
        let column = here.map_or(0, |h| h.1);
        let shown = self.under().is_none_or(|s| self.shows(s, rows));
        let next = here.filter(|_| shown).and_then(|(line, _)| {
            let beyond = |n: &usize| {
                let at = self.document.links[*n].lines.start;
                if down { at > line } else { at < line }
            };
            let line_of = |n: &usize| self.document.links[*n].lines.start;
            let all = (0..self.document.links.len()).filter(beyond);
            let line =
                if down { all.clone().map(|n| line_of(&n)).min()? } else { all.clone().map(|n| line_of(&n)).max()? };
            all.filter(|n| line_of(n) == line).min_by_key(|&n| self.document.links[n].columns.start.abs_diff(column))
        });
        let near = next.filter(|&n| {
            let at = self.document.links[n].lines.start;
            at + 1 >= self.scroll && at <= self.scroll + rows
        });
        if let Some(n) = near {
            self.cursor = n;
            self.show(rows);
            return;
        }
        self.scroll = if down { (self.scroll + 1).min(self.last(rows)) } else { self.scroll.saturating_sub(1) };
        self.settle(rows, direction);
    }

    /// Moves the cursor to the neighbouring link on the same line. Returns whether there is one.
    pub fn step_sideways(&mut self, direction: Direction) -> bool {
        let Some(line) = self.under().map(|s| s.lines.start) else { return false };
        let to = match direction {
            Direction::Forward => self.cursor.checked_add(1),
            Direction::Backward => self.cursor.checked_sub(1),
        };
        let to = to.filter(|&n| self.document.links.get(n).is_some_and(|s| s.lines.start == line));
        to.is_some_and(|n| {
            self.cursor = n;
            true
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::EntityId;
    use crate::corpus::subject::Subject;
    use crate::document::linked::LinkTarget;
    use crate::document::{StyledLine, TextStyle};

    fn document() -> Document {
        let mut document = Document::default();
        for n in 0..40 {
            if n % 10 == 5 {
                document.lead(
                    vec![StyledLine::of(format!("{n}"), TextStyle::Body)],
                    LinkTarget::Profile(Subject::Body(EntityId(n))),
                );
            } else {
                document.put(vec![StyledLine::of(format!("{n}"), TextStyle::Body)]);
            }
        }
        document
    }

    #[test]
    fn the_cursor_steps_to_links_and_scrolls_to_those_far_away() {
        let mut view = DocumentView { document: document(), ..DocumentView::default() };
        let mut seen = Vec::new();
        for _ in 0..60 {
            seen.extend(view.scroll..view.scroll + 8);
            view.step(Step::Rows(1), 8);
            if let Some(link) = view.link() {
                assert!((view.scroll..view.scroll + 8).contains(&link.lines.start));
            }
        }
        assert_eq!((view.cursor, view.scroll), (3, 32));
        assert!((0..40).all(|line| seen.contains(&line)), "every line can be read");
        view.step(Step::Top, 8);
        assert_eq!((view.cursor, view.scroll), (0, 0));
        view.step(Step::Page(1), 8);
        assert_eq!(view.scroll, 7);
    }
}
