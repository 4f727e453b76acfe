//! Patterns: the words that are looked for, with all that stands for each, and where they match in a text.

use std::ops::Range;

use crate::analysis::who::stop_words;
use crate::corpus::EntityId;
use crate::search::stemmer::singular;
use crate::search::tokenizer::{self, Token};

/// Returns whether a word is written as acronyms are: with two capitals, and hardly a small letter.
pub(super) fn is_acronym(word: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let small = word.chars().filter(|c| c.is_lowercase()).count();
    capitals > 1 && small * 2 <= capitals
}

/// A test of one word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum WordTest {
    /// The word is one of these, folded and sorted: the forms of a word.
    Forms {
        /// The forms.
        any: Vec<String>,
        /// The word itself, which alone may be printed in capitals: a map is no MAP Foundation.
        word: String,
    },
    /// The word is printed exactly so, as acronyms are.
    Exact(String),
}

impl WordTest {
    /// Returns the test for any of the forms of a word.
    pub(crate) fn forms(word: String, mut any: Vec<String>) -> Self {
        any.sort_unstable();
        Self::Forms { any, word }
    }

    /// Returns whether a word of a text passes.
    fn holds(&self, token: &Token, text: &str) -> bool {
        match self {
            Self::Forms { any, word } => {
                let is_same = || singular(&token.word) == singular(word);
                let is_acronym = || text.get(token.at.clone()).is_some_and(is_acronym);
                any.binary_search_by(|form| form.as_str().cmp(&token.word)).is_ok() && (is_same() || !is_acronym())
            }
            Self::Exact(word) => text.get(token.at.clone()) == Some(word),
        }
    }
}

/// Words in a row that stand for what is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Alternative {
    /// The tests of the words, in order.
    pub(crate) tests: Vec<WordTest>,
    /// The words, where they are not those that were typed: a synonym, an acronym, an expansion.
    pub(crate) instead: Option<String>,
}

/// A word or a fixed expression of the need, with all that stands for it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Slot {
    /// The words as typed.
    pub(crate) typed: String,
    /// What stands for them, the words themselves first.
    pub(crate) alternatives: Vec<Alternative>,
    /// How rare it is; 0 for a word that every report is about.
    pub(crate) weight: f64,
    /// The number of words without meaning that were typed before it, after the slot before.
    pub(crate) gap: u32,
}

impl Slot {
    /// Returns whether it has to be met: every word but those that all reports are about.
    pub(crate) fn is_required(&self) -> bool {
        self.weight > 0.0
    }

    /// Returns whether it is as broad as the field.
    pub(crate) fn is_broad(&self) -> bool {
        stop_words::is_broad(&self.typed.to_lowercase())
    }
}

/// Where a slot matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Occurrence {
    /// The positions of its words, as [`Token::position`] counts.
    pub(crate) positions: Range<u32>,
    /// The byte range in the text.
    pub(crate) at: Range<usize>,
    /// The body in whose name it stands, if it stands in one.
    pub(crate) name: Option<EntityId>,
    /// The index of the alternative.
    pub(crate) alternative: usize,
}

/// A text with its words, the names of bodies in it, and its sentences.
#[derive(Debug)]
pub(crate) struct ReadText<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: Vec<Token>,
    pub(crate) names: Vec<(EntityId, Range<usize>)>,
    pub(crate) sentences: Vec<Range<usize>>,
    /// Where verbs of the title of a treaty stand.
    pub(crate) purposes: Vec<Range<usize>>,
}

impl ReadText<'_> {
    /// Returns where a slot matches, in the order of the text.
    pub(crate) fn occurrences(&self, slot: &Slot) -> Vec<Occurrence> {
        let mut found = Vec::new();
        for (n, first) in self.tokens.iter().enumerate() {
            for (alternative, Alternative { tests, instead }) in slot.alternatives.iter().enumerate() {
                if let Some(last) = self.row(tests, n) {
                    // The European Union is none of the "unions" that stand for trade unions, nor an Attorney General's
                    // office a lawyer; but a Procurement Network has to do with public procurement.
                    let is_typed = || tokenizer::parts(&slot.typed).contains(&first.word);
                    if instead.is_some() && tests.len() == 1 && !is_typed() && self.is_in_longer_name(n) {
                        continue;
                    }
                    let at = first.at.start..last.at.end;
                    if self.purposes.iter().any(|title| title.start <= at.start && at.end <= title.end) {
                        continue;
                    }
                    let within = |name: &&(EntityId, Range<usize>)| name.1.start < at.end && at.start < name.1.end;
                    let name = self.names.iter().find(within).map(|name| name.0);
                    found.push(Occurrence { positions: first.position..last.position + 1, at, name, alternative });
                    break;
                }
            }
        }
        found
    }

    /// Returns whether a word is part of a name of several words: it is printed with a capital, and so is one beside it.
    fn is_in_longer_name(&self, n: usize) -> bool {
        let begins = |token: &Token| self.text.get(token.at.clone()).is_some_and(|w| w.starts_with(char::is_uppercase));
        let Some(token) = self.tokens.get(n).filter(|token| begins(token) && !self.is_acronym(token)) else {
            return false;
        };
        let is_beside = |other: &&Token| {
            let gap = other.at.end.min(token.at.end)..other.at.start.max(token.at.start);
            begins(other) && self.text.get(gap) == Some(" ")
        };
        let before = self.tokens.get(..n).unwrap_or_default().iter().rev().take(2);
        let after = self.tokens.get(n + 1..).unwrap_or_default().iter().take(2);
        before.chain(after).any(|other| is_beside(&other))
    }

    fn is_acronym(&self, token: &Token) -> bool {
        self.text.get(token.at.clone()).is_some_and(is_acronym)
    }

    /// Returns the last of the words in a row, from a token on, that pass the tests one after the other.
    fn row(&self, tests: &[WordTest], from: usize) -> Option<&Token> {
        let mut last = self.tokens.get(from)?;
        let mut tests = tests.iter();
        if !tests.next()?.holds(last, self.text) {
            return None;
        }
        for test in tests {
            // A hyphenated word stands among its parts, so the next word may be a few tokens on.
            let next = |token: &&Token| token.position == last.position + 1 && test.holds(token, self.text);
            last = self.tokens.iter().skip(from).take_while(|t| t.position <= last.position + 1).find(next)?;
        }
        Some(last)
    }
}

/// Returns the closest occurrences, one of each slot, that are all outside the names of bodies or all within the same
/// one; and the number of words from the first to the last. With `in_row`, they have to stand in the order of the slots,
/// with as many words between as were typed.
pub(crate) fn closest<'o>(
    slots: &[&Slot],
    occurrences: &'o [Vec<Occurrence>],
    in_row: bool,
) -> Option<(u32, Vec<&'o Occurrence>)> {
    let mut best: Option<(u32, Vec<&Occurrence>)> = None;
    for first in if in_row { occurrences.iter().take(1) } else { occurrences.iter().take(usize::MAX) }.flatten() {
        let mut chosen: Vec<&Occurrence> = Vec::new();
        for (n, of_slot) in occurrences.iter().enumerate() {
            let is_next = |o: &&Occurrence| {
                let gap = slots.get(n).map_or(0, |slot| slot.gap);
                chosen.last().is_none_or(|last| o.positions.start == last.positions.end + gap)
            };
            let fits = |o: &&Occurrence| {
                o.name == first.name && o.positions.start >= first.positions.start && (!in_row || is_next(o))
            };
            // Two slots never share a word.
            let is_free = |o: &&Occurrence| {
                chosen.iter().all(|c| o.positions.end <= c.positions.start || c.positions.end <= o.positions.start)
            };
            match of_slot.iter().filter(fits).find(is_free) {
                Some(found) => chosen.push(found),
                None => break,
            }
        }
        if chosen.len() < occurrences.len() {
            continue;
        }
        let end = chosen.iter().map(|o| o.positions.end).max().unwrap_or(0);
        let span = end - first.positions.start.min(end);
        if best.as_ref().is_none_or(|b| span < b.0) {
            best = Some((span, chosen));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::tokenizer;

    fn read(text: &str) -> ReadText<'_> {
        ReadText {
            text,
            tokens: tokenizer::tokens(text),
            names: Vec::new(),
            sentences: Vec::new(),
            purposes: Vec::new(),
        }
    }

    fn slot(words: &[&str]) -> Slot {
        let tests = words.iter().map(|w| WordTest::forms((*w).to_owned(), vec![(*w).to_owned()])).collect();
        let alternatives = vec![Alternative { tests, instead: None }];
        Slot { typed: words.join(" "), alternatives, weight: 1.0, gap: 0 }
    }

    fn span(text: &str, slots: &[Slot], in_row: bool) -> Option<u32> {
        let text = read(text);
        let found: Vec<Vec<Occurrence>> = slots.iter().map(|slot| text.occurrences(slot)).collect();
        closest(&slots.iter().collect::<Vec<_>>(), &found, in_row).map(|(span, _)| span)
    }

    #[test]
    fn words_in_a_row_are_found_also_in_hyphenated_words() {
        let text = read("Post-operational support, and operational post support");
        assert_eq!(text.occurrences(&slot(&["post", "operational"])).len(), 1);
        assert_eq!(text.occurrences(&slot(&["operational", "support"])).len(), 1);
        assert_eq!(text.occurrences(&slot(&["post", "support"])).len(), 1);
    }

    #[test]
    fn the_closest_occurrences_count_and_no_word_counts_twice() {
        let slots = [slot(&["labour"]), slot(&["inspectors"])];
        assert_eq!(span("labour, far away from it; inspectors of labour", &slots, false), Some(3));
        assert_eq!(span("labour alone", &slots, false), None);
        assert_eq!(span("inspectors of labour", &slots, true), None);
        assert_eq!(span("one word alone", &[slot(&["word"]), slot(&["word"])], false), None);
        let mut apart = slots;
        apart[1].gap = 1;
        assert_eq!(span("labour and inspectors", &apart, true), Some(3));
        assert_eq!(span("labour inspectors", &apart, true), None);
    }

    #[test]
    fn a_word_of_a_name_goes_with_words_of_that_name_alone() {
        let slots = [slot(&["survivor"]), slot(&["council"])];
        let mut text = read("a survivor of the Council of Europe");
        text.names.push((EntityId(3), 18..35));
        let found: Vec<Vec<Occurrence>> = slots.iter().map(|slot| text.occurrences(slot)).collect();
        assert_eq!(found[1][0].name, Some(EntityId(3)));
        assert!(closest(&slots.iter().collect::<Vec<_>>(), &found, false).is_none());
    }

    #[test]
    fn an_acronym_is_met_as_it_is_printed() {
        let exact = Alternative { tests: vec![WordTest::Exact("AIDS".to_owned())], instead: None };
        let slot = Slot { alternatives: vec![exact], ..slot(&["aids"]) };
        assert_eq!(read("It aids those with HIV/AIDS.").occurrences(&slot).len(), 1);
    }
}
