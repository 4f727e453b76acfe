//! Names of bodies and terms in the current passage, which can be followed.

use crate::corpus::names::{self, Follow};
use crate::corpus::{Corpus, Item};
use crate::tui::screens::reader::{ItemNames, Reader};
use crate::tui::widgets::list_state::Direction;

impl Reader {
    /// Returns whether a name or term is selected to be followed.
    #[must_use]
    pub fn has_name(&self) -> bool {
        self.names.selected.is_some()
    }

    /// Makes an item the current one, and finds its names and terms if it is another than before.
    pub(crate) fn set_current(&mut self, corpus: &Corpus, item: usize) {
        if self.at != item {
            self.at = item;
            self.find_names(corpus);
        }
    }

    /// Finds the names and terms of the current item.
    pub(crate) fn find_names(&mut self, corpus: &Corpus) {
        let names = match corpus.report(self.report).items.get(self.at) {
            Some(Item::Passage(id)) => names::followed(corpus, &corpus.passage(*id).text),
            _ => Vec::new(),
        };
        self.names = ItemNames { names, selected: None };
    }

    /// Returns what the selected name leads to.
    #[must_use]
    pub fn chosen(&self) -> Option<Follow> {
        self.names.names.get(self.names.selected?).map(|n| n.what)
    }

    /// Selects the next or previous name or term in the text that is in view, beginning with the current passage, and makes
    /// its passage the current one. Wraps around. Returns whether there is one.
    pub fn step_name(&mut self, corpus: &Corpus, direction: Direction) -> bool {
        let len = self.names.names.len();
        let next = match (self.names.selected, direction) {
            (None, Direction::Forward) => Some(0),
            (None, Direction::Backward) => len.checked_sub(1),
            (Some(n), Direction::Forward) => Some(n + 1),
            (Some(n), Direction::Backward) => n.checked_sub(1),
        };
        if let Some(next) = next.filter(|next| *next < len) {
            self.names.selected = Some(next);
            return true;
        }
        let mut items: Vec<usize> = self.visible_lines(corpus).into_iter().map(|(item, _)| item).collect();
        items.dedup();
        if direction == Direction::Backward {
            items.reverse();
        }
        // From the current passage on, and around to it again.
        let here = items.iter().position(|item| *item == self.at).map_or(0, |at| at + 1);
        let from = here.min(items.len());
        items.rotate_left(from);
        for item in items {
            self.set_current(corpus, item);
            let len = self.names.names.len();
            if len > 0 {
                self.names.selected = Some(if direction == Direction::Forward { 0 } else { len - 1 });
                return true;
            }
        }
        false
    }
}
