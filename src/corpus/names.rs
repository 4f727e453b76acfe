//! Finds the bodies that a text names, by id, name and alias. Derived, never typed into the data.

use std::ops::Range;

use super::{Corpus, EntityId, Passage};
use crate::text::{self, Folded};

/// Shorter names, such as `ILO` or `CoE`, are matched letter by letter; longer ones whatever their case.
const ACRONYM_MAX: usize = 12;

/// A body that a text names, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naming {
    /// The body.
    pub entity: EntityId,
    /// Bytes of the text.
    pub at: Range<usize>,
}

/// All names of all bodies, ready to be looked for, longest first so that a part never wins over the whole.
#[derive(Debug, Clone)]
pub struct Names {
    rows: Vec<(String, bool, EntityId)>,
}

impl Names {
    /// Collects the names of a corpus.
    #[must_use]
    pub fn new(corpus: &Corpus) -> Self {
        let mut rows = Vec::new();
        for (number, entity) in (0u16..).zip(&corpus.entities) {
            let names = [&entity.id, &entity.name].into_iter().chain(&entity.aliases);
            for name in names {
                let exact =
                    name.chars().count() <= ACRONYM_MAX && name.chars().filter(|c| c.is_uppercase()).count() > 1;
                rows.push((if exact { name.to_string() } else { text::fold_plain(name) }, exact, EntityId(number)));
            }
        }
        rows.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        rows.dedup();
        Self { rows }
    }

    /// Where a text names which body, in the order of the text, without overlap.
    #[must_use]
    pub fn find(&self, words: &str) -> Vec<Naming> {
        let folded: Folded = text::fold(words);
        let mut found: Vec<Naming> = Vec::new();
        for (name, exact, entity) in &self.rows {
            let ranges: Vec<Range<usize>> = if *exact {
                words.match_indices(name.as_str()).map(|(at, hit)| at..at + hit.len()).collect()
            } else {
                folded.text.match_indices(name.as_str()).map(|(at, hit)| folded.original(at..at + hit.len())).collect()
            };
            for at in ranges {
                let overlaps = found.iter().any(|n| n.at.start < at.end && at.start < n.at.end);
                if !overlaps && is_word(words, &at) {
                    found.push(Naming { entity: *entity, at });
                }
            }
        }
        found.sort_by_key(|n| n.at.start);
        found
    }

    /// The bodies that a passage names without their acting in it, in the order in which it names them.
    #[must_use]
    pub fn mentions(&self, passage: &Passage) -> Vec<EntityId> {
        let mut mentions = Vec::new();
        for naming in self.find(&passage.text) {
            if !passage.entities.contains(&naming.entity) && !mentions.contains(&naming.entity) {
                mentions.push(naming.entity);
            }
        }
        mentions
    }
}

/// Whether a range stands free of letters and digits on both sides.
fn is_word(words: &str, at: &Range<usize>) -> bool {
    let before = words.get(..at.start).and_then(|w| w.chars().next_back());
    let after = words.get(at.end..).and_then(|w| w.chars().next());
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}
