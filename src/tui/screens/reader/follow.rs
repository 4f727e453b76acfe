//! Names of bodies and terms in the current passage, which can be followed.

use crate::corpus::names::{self, Follow, Naming};
use crate::corpus::{Corpus, Item};
use crate::tui::screens::reader::Reader;
use crate::tui::widgets::list_state::Direction;

impl Reader {
    pub(crate) fn name_here(&self) -> Option<usize> {
        self.name.filter(|n| n.0 == self.at).map(|n| n.1)
    }

    /// Returns whether a name or term is selected to be followed.
    #[must_use]
    pub fn has_name(&self) -> bool {
        self.name_here().is_some()
    }

    /// Returns the names and terms of the current passage.
    pub(crate) fn names(&self) -> &[Naming<Follow>] {
        if self.names.0 == self.at { &self.names.1 } else { &[] }
    }

    /// Finds the names and terms of the current passage, if the passage has changed.
    pub(crate) fn find_names(&mut self, corpus: &Corpus) {
        if self.names.0 != self.at {
            let found = match corpus.report(self.report).items.get(self.at) {
                Some(Item::Passage(id)) => names::followed(corpus, &corpus.passage(*id).text),
                _ => Vec::new(),
            };
            self.names = (self.at, found);
        }
    }

    /// Returns what the selected name leads to.
    #[must_use]
    pub fn chosen(&self) -> Option<Follow> {
        self.names().get(self.name_here()?).map(|n| n.what)
    }

    /// Selects the next or previous name or term of the passage, wrapping around. Returns whether there is one.
    pub fn step_name(&mut self, direction: Direction) -> bool {
        let len = self.names().len();
        if len == 0 {
            return false;
        }
        let next = match (self.name_here(), direction) {
            (None, Direction::Forward) => 0,
            (None, Direction::Backward) => len - 1,
            (Some(n), Direction::Forward) => (n + 1) % len,
            (Some(n), Direction::Backward) => (n + len - 1) % len,
        };
        self.name = Some((self.at, next));
        true
    }
}
