//! Finds the names in a text: bodies by id, name and alias, and terms of the glossary. The results are derived and are
//! not part of the data files.

use std::ops::Range;

use crate::corpus::{Corpus, Entity, EntityId, Passage};
use crate::text::{self, Folded};

/// Maximum length, in characters, of a name with several capitals, such as `ILO` or `CoE`, that is matched exactly. All
/// other names are matched case-insensitively.
const ACRONYM_MAX: usize = 12;

/// An occurrence of a name in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naming<T> {
    /// What is named.
    pub what: T,
    /// The byte range in the text.
    pub at: Range<usize>,
}

/// Finds names in a text. Longer names are tried first, so that a part never wins over the whole.
#[derive(Debug, Clone)]
pub struct NameFinder<T> {
    rows: Vec<(String, bool, T)>,
}

/// A finder for the names of all bodies.
pub type Names = NameFinder<EntityId>;

impl<T: Copy + Ord> NameFinder<T> {
    /// Creates a finder from pairs of a name and what it stands for.
    pub fn of<'a>(names: impl Iterator<Item = (&'a str, T)>) -> Self {
        let mut rows: Vec<(String, bool, T)> = names
            .map(|(name, what)| {
                let capitals = name.chars().filter(|c| c.is_uppercase()).count();
                let exact = name.chars().count() <= ACRONYM_MAX && capitals > 1;
                (if exact { name.to_owned() } else { text::fold_plain(name) }, exact, what)
            })
            .collect();
        rows.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        rows.dedup();
        Self { rows }
    }

    /// Returns the names in a text, in text order and without overlaps.
    #[must_use]
    pub fn find(&self, words: &str) -> Vec<Naming<T>> {
        let folded: Folded = text::fold(words);
        let mut found: Vec<Naming<T>> = Vec::new();
        for (name, exact, what) in &self.rows {
            let ranges: Vec<Range<usize>> = if *exact {
                words.match_indices(name.as_str()).map(|(at, hit)| at..at + hit.len()).collect()
            } else {
                folded.text.match_indices(name.as_str()).map(|(at, hit)| folded.original(at..at + hit.len())).collect()
            };
            for at in ranges {
                let overlaps = found.iter().any(|n| n.at.start < at.end && at.start < n.at.end);
                if !overlaps && is_word(words, &at) {
                    found.push(Naming { what: *what, at });
                }
            }
        }
        found.sort_by_key(|n| n.at.start);
        found
    }
}

impl Names {
    /// Creates a finder for the ids, names and aliases of bodies.
    #[must_use]
    pub fn new(entities: &[Entity]) -> Self {
        let rows = (0u16..).zip(entities).flat_map(|(number, entity)| {
            let names = [&entity.id, &entity.name].into_iter().chain(&entity.aliases);
            names.map(move |name| (name.as_str(), EntityId(number)))
        });
        Self::of(rows)
    }

    /// Returns `true` if a text names a body.
    #[must_use]
    pub fn named_in(&self, body: EntityId, words: &str) -> bool {
        let own: Vec<&(String, bool, EntityId)> = self.rows.iter().filter(|r| r.2 == body).collect();
        let (exact, other): (Vec<_>, Vec<_>) = own.into_iter().partition(|r| r.1);
        exact.iter().any(|r| has_word(words, &r.0)) || {
            let folded = text::fold_plain(words);
            other.iter().any(|r| has_word(&folded, &r.0))
        }
    }

    /// Returns the bodies that a passage names but that do not act in it, in order of first mention.
    #[must_use]
    pub fn mentions(&self, passage: &Passage) -> Vec<EntityId> {
        let mut mentions = Vec::new();
        for naming in self.find(&passage.text) {
            if !passage.entities.contains(&naming.what) && !mentions.contains(&naming.what) {
                mentions.push(naming.what);
            }
        }
        mentions
    }
}

/// The target of a link in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Follow {
    /// The profile of a body.
    Entity(EntityId),
    /// The definition of a term, by its index in the glossary.
    Term(u32),
}

/// Returns the names and terms in a text that can be followed as links, in text order and without overlaps. A body's
/// name wins over a term.
#[must_use]
pub fn followed(corpus: &Corpus, words: &str) -> Vec<Naming<Follow>> {
    let names = corpus.names().find(words).into_iter().map(|n| Naming { what: Follow::Entity(n.what), at: n.at });
    let mut found: Vec<Naming<Follow>> = names.collect();
    for term in corpus.terms().find(words) {
        if found.iter().all(|n| n.at.end <= term.at.start || term.at.end <= n.at.start) {
            found.push(Naming { what: Follow::Term(term.what), at: term.at });
        }
    }
    found.sort_by_key(|n| n.at.start);
    found
}

/// Returns `true` if a text has a word or a name, printed exactly so.
pub(crate) fn has_word(words: &str, wanted: &str) -> bool {
    words.match_indices(wanted).any(|(at, hit)| is_word(words, &(at..at + hit.len())))
}

/// Returns `true` if no letter or digit is next to a byte range on either side.
fn is_word(words: &str, at: &Range<usize>) -> bool {
    let before = words.get(..at.start).and_then(|w| w.chars().next_back());
    let after = words.get(at.end..).and_then(|w| w.chars().next());
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}
