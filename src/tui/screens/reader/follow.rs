//! Names of bodies and terms in the passage one is at, that can be followed.

use crate::corpus::names::{self, Follow, Naming};
use crate::corpus::{Corpus, Item};
use crate::tui::screens::reader::Reader;

impl Reader {
    pub(crate) fn name_here(&self) -> Option<usize> {
        self.name.filter(|n| n.0 == self.at).map(|n| n.1)
    }

    /// Whether a name or term is chosen to be followed.
    #[must_use]
    pub fn has_name(&self) -> bool {
        self.name_here().is_some()
    }

    /// The names and terms of the passage one is at.
    pub(crate) fn names(&self) -> &[Naming<Follow>] {
        if self.names.0 == self.at { &self.names.1 } else { &[] }
    }

    /// Finds the names and terms of the passage one is at, where one has come to another.
    pub(crate) fn find_names(&mut self, corpus: &Corpus) {
        if self.names.0 != self.at {
            let found = match corpus.report(self.report).items.get(self.at) {
                Some(Item::Passage(id)) => names::followed(corpus, &corpus.passage(*id).text),
                _ => Vec::new(),
            };
            self.names = (self.at, found);
        }
    }

    /// What the chosen name leads to.
    #[must_use]
    pub fn chosen(&self) -> Option<Follow> {
        self.names().get(self.name_here()?).map(|n| n.what)
    }

    /// Chooses the next name or term of the passage, or the one before, around the ends; tells whether there is one.
    pub fn step_name(&mut self, forward: bool) -> bool {
        let len = self.names().len();
        if len == 0 {
            return false;
        }
        let next = match (self.name_here(), forward) {
            (None, true) => 0,
            (None, false) => len - 1,
            (Some(n), true) => (n + 1) % len,
            (Some(n), false) => (n + len - 1) % len,
        };
        self.name = Some((self.at, next));
        true
    }
}
