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

/// Finds names in a text. Longer names win, so that a part never wins over the whole.
#[derive(Debug, Clone)]
pub struct NameFinder<T> {
    /// A name, whether it is matched exactly, and what it stands for; the longest first.
    rows: Vec<(String, bool, T)>,
    /// The rows by how their names begin, sorted.
    by_beginning: Vec<(Beginning, u32)>,
}

/// The first bytes of a name, and whether it is matched exactly.
type Beginning = (bool, [u8; 2]);

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
        let mut by_beginning: Vec<(Beginning, u32)> =
            rows.iter().zip(0u32..).map(|((name, exact, _), row)| ((*exact, beginning(name)), row)).collect();
        by_beginning.sort_unstable();
        Self { rows, by_beginning }
    }

    /// Returns the names in a text, in text order and without overlaps.
    #[must_use]
    pub fn find(&self, words: &str) -> Vec<Naming<T>> {
        let folded: Folded = text::fold(words);
        let mut candidates: Vec<(u32, Range<usize>)> = Vec::new();
        self.begun(words, true, |row, at| candidates.push((row, at)));
        self.begun(&folded.text, false, |row, at| candidates.push((row, folded.original(at))));
        candidates.sort_by_key(|(row, at)| (*row, at.start));
        let mut found: Vec<Naming<T>> = Vec::new();
        for (row, at) in candidates {
            let overlaps = found.iter().any(|n| n.at.start < at.end && at.start < n.at.end);
            if let Some((_, _, what)) = self.rows.get(row as usize).filter(|_| !overlaps && is_word(words, &at)) {
                found.push(Naming { what: *what, at });
            }
        }
        found.sort_by_key(|n| n.at.start);
        found
    }

    /// Calls `visit` with each row whose name stands in a text from the beginning of a word, and where.
    fn begun(&self, words: &str, exact: bool, mut visit: impl FnMut(u32, Range<usize>)) {
        let mut is_within = false;
        for (at, letter) in words.char_indices() {
            let begins = !std::mem::replace(&mut is_within, letter.is_alphanumeric());
            let Some(rest) = words.get(at..).filter(|_| begins) else { continue };
            // A name of one byte begins as no longer one does.
            let of_one_byte = rest.get(..1).filter(|_| rest.len() > 1).map(beginning);
            for wanted in std::iter::once(beginning(rest)).chain(of_one_byte) {
                let from = self.by_beginning.partition_point(|(begins, _)| *begins < (exact, wanted));
                let rows = self.by_beginning.get(from..).unwrap_or_default().iter();
                for (_, row) in rows.take_while(|(begins, _)| *begins == (exact, wanted)) {
                    let name = self.rows.get(*row as usize).map_or("", |(name, ..)| name);
                    if rest.starts_with(name) {
                        visit(*row, at..at + name.len());
                    }
                }
            }
        }
    }
}

/// Returns the first two bytes of a name; of one byte, a zero after it.
fn beginning(name: &str) -> [u8; 2] {
    match name.as_bytes() {
        [first, second, ..] => [*first, *second],
        [only] => [*only, 0],
        [] => [0, 0],
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NAMES: [&str; 9] = ["UN", "UN Women", "ILO", "a", "é", "Côte d'Ivoire", "côte", "ivoire (south)", "ivoire"];

    /// Finds names as one would by hand: the longest first, each wherever it stands as a word.
    fn plainly(words: &str) -> Vec<(usize, Range<usize>)> {
        let folded = text::fold(words);
        let mut names: Vec<(usize, &str)> = NAMES.into_iter().enumerate().collect();
        names.sort_by_key(|(_, name)| std::cmp::Reverse(text::fold_plain(name).len()));
        let mut found: Vec<(usize, Range<usize>)> = Vec::new();
        for (n, name) in names {
            let exact = name.chars().filter(|c| c.is_uppercase()).count() > 1 && name.len() <= ACRONYM_MAX;
            let (wanted, within) =
                if exact { (name.to_owned(), words) } else { (text::fold_plain(name), folded.text.as_str()) };
            for at in (0..within.len()).filter(|at| within.get(*at..).is_some_and(|w| w.starts_with(&wanted))) {
                let at = at..at + wanted.len();
                let at = if exact { at } else { folded.original(at) };
                if is_word(words, &at) && found.iter().all(|(_, f)| f.end <= at.start || at.end <= f.start) {
                    found.push((n, at));
                }
            }
        }
        found.sort_by_key(|(_, at)| at.start);
        found
    }

    proptest! {
        #[test]
        fn names_are_found_as_by_hand(
            words in r"((UN|un|Women|women|ILO|ilo|a|é|É|Côte d'Ivoire|cote|COTE|ivoire|\(south\)|x| |,|-){0,3} ?){0,8}",
        ) {
            let finder = NameFinder::of(NAMES.into_iter().zip(0usize..));
            let found: Vec<(usize, Range<usize>)> = finder.find(&words).into_iter().map(|n| (n.what, n.at)).collect();
            prop_assert_eq!(found, plainly(&words), "{}", words);
        }
    }
}
