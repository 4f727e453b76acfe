//! Changes of the filter, which can be undone and redone.

use ratatui::layout::Size;

use crate::corpus::Corpus;
use crate::corpus::filter::Filter;
use crate::tui::screens::browse::Browse;
use crate::tui::widgets::list_state::ListCursor;

/// Maximum number of changes to the filter that can be undone.
const UNDO_MAX: usize = 100;

impl Browse {
    /// Changes the filter in a way that can be undone.
    pub fn change(&mut self, corpus: &Corpus, size: Size, change: impl FnOnce(&mut Filter)) {
        let before = self.filter.clone();
        change(&mut self.filter);
        if self.filter != before {
            self.past.push(before);
            if self.past.len() > UNDO_MAX {
                self.past.remove(0);
            }
            self.future.clear();
            self.filtered(corpus, size);
        }
    }

    fn filtered(&mut self, corpus: &Corpus, size: Size) {
        self.list = ListCursor::default();
        self.scroll = 0;
        self.refresh(corpus, size);
    }

    /// Undoes the last change to the filter. Returns whether there was one.
    pub fn undo(&mut self, corpus: &Corpus, size: Size) -> bool {
        let Some(before) = self.past.pop() else { return false };
        self.future.push(std::mem::replace(&mut self.filter, before));
        self.filtered(corpus, size);
        true
    }

    /// Returns whether a change of the filter can be undone.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Returns whether an undone change can be redone.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Redoes the change that was last undone. Returns whether there was one.
    pub fn redo(&mut self, corpus: &Corpus, size: Size) -> bool {
        let Some(after) = self.future.pop() else { return false };
        self.past.push(std::mem::replace(&mut self.filter, after));
        self.filtered(corpus, size);
        true
    }
}
