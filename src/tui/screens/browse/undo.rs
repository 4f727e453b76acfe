//! Changes of what is chosen, which can be undone and redone: the filter, and the body under the cursor.

use ratatui::layout::Size;

use crate::corpus::Corpus;
use crate::corpus::filter::Filter;
use crate::tui::screens::browse::Browse;
use crate::tui::widgets::list_state::ListCursor;

/// Maximum number of changes that can be undone.
const UNDO_MAX: usize = 100;

/// What is chosen: the values of the filter, and the row of the Entities pane, whose body filters too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chosen {
    filter: Filter,
    entity: usize,
}

impl Browse {
    fn chosen(&self) -> Chosen {
        Chosen { filter: self.filter.clone(), entity: self.cursors[0].selected }
    }

    /// Changes the filter in a way that can be undone.
    pub fn change(&mut self, corpus: &Corpus, size: Size, change: impl FnOnce(&mut Filter)) {
        self.settle_entity();
        let before = self.chosen();
        change(&mut self.filter);
        if self.filter != before.filter {
            self.push(before);
            self.filtered(corpus, size);
        }
    }

    /// Clears values of the filter and, if `entity`, leaves the body under the cursor; one undo brings both back.
    pub(super) fn clear(&mut self, corpus: &Corpus, size: Size, change: impl FnOnce(&mut Filter), entity: bool) {
        self.settle_entity();
        let before = self.chosen();
        change(&mut self.filter);
        if entity {
            self.cursors[0].selected = 0;
            self.settled = 0;
        }
        if self.chosen() != before {
            self.push(before);
            self.filtered(corpus, size);
        }
    }

    /// Lets undo come back to the body that the cursor left, now that something is done with the one under it.
    pub(super) fn settle_entity(&mut self) {
        let entity = std::mem::replace(&mut self.settled, self.cursors[0].selected);
        if entity != self.settled {
            self.push(Chosen { filter: self.filter.clone(), entity });
        }
    }

    /// Puts the cursor of the Entities pane on a row, as where the screen starts.
    pub(crate) fn start_at(&mut self, row: usize) {
        self.cursors[0].selected = row;
        self.settled = row;
    }

    fn push(&mut self, before: Chosen) {
        self.past.push(before);
        if self.past.len() > UNDO_MAX {
            self.past.remove(0);
        }
        self.future.clear();
    }

    fn filtered(&mut self, corpus: &Corpus, size: Size) {
        self.list = ListCursor::default();
        self.scroll = 0;
        self.refresh(corpus, size);
    }

    /// Shows what was chosen before, or again. Returns what is chosen now.
    fn swap(&mut self, corpus: &Corpus, chosen: Chosen, size: Size) -> Chosen {
        let now = self.chosen();
        self.filter = chosen.filter;
        self.cursors[0].selected = chosen.entity;
        self.settled = chosen.entity;
        self.filtered(corpus, size);
        now
    }

    /// Undoes the last change. Returns whether there was one.
    pub fn undo(&mut self, corpus: &Corpus, size: Size) -> bool {
        self.settle_entity();
        let Some(before) = self.past.pop() else { return false };
        let now = self.swap(corpus, before, size);
        self.future.push(now);
        true
    }

    /// Returns whether a change can be undone.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty() || self.settled != self.cursors[0].selected
    }

    /// Returns whether an undone change can be redone.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Redoes the change that was last undone. Returns whether there was one.
    pub fn redo(&mut self, corpus: &Corpus, size: Size) -> bool {
        let Some(after) = self.future.pop() else { return false };
        let now = self.swap(corpus, after, size);
        self.past.push(now);
        true
    }
}
