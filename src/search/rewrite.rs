//! Rewrites a query: words in a row that name a place or a body, or that have synonyms, become one clause.

use crate::corpus::Corpus;
use crate::search::inverted_index::InvertedIndex;
use crate::search::query::{Clause, MatchMode, Query, QueryTerm};
use crate::search::stop_words::is_stop_word;
use crate::search::synonyms::{EXPRESSION_WORDS, SynonymIndex};
use crate::search::{ENGLISH, tokenizer};

/// The maximum number of words of a name.
const NAME_WORDS: usize = 12;
/// The minimum length, in letters, of the parts of a word that is typed without the blank between.
const PART_MIN: usize = 3;
/// The maximum number of words that are printed as one, and the minimum length of that, in letters.
const JOINED_WORDS: usize = 3;
const JOINED_MIN: usize = 6;
/// The minimum length, in letters, of a name in small letters.
const NAME_MIN: usize = 4;

/// What is looked up when a query is rewritten.
pub(crate) struct Rewriter<'a> {
    pub(crate) corpus: &'a Corpus,
    pub(crate) index: &'a InvertedIndex,
    pub(crate) synonyms: &'a SynonymIndex,
}

impl Rewriter<'_> {
    /// Rewrites a query.
    pub(crate) fn rewrite(&self, query: Query) -> Query {
        let mut notes = query.notes.clone();
        let mut clauses: Vec<Clause> = Vec::new();
        let given: Vec<Clause> = query.clauses.iter().flat_map(|clause| self.segmented(clause)).collect();
        let mut at = 0;
        while let Some(rest) = given.get(at..).filter(|rest| !rest.is_empty()) {
            let words = rest.iter().take(NAME_WORDS).take_while(|clause| single(clause).is_some()).count();
            let found = (1..=words).rev().find_map(|n| Some((n, self.merged(rest.get(..n)?)?)));
            let (n, (clause, note)) = found.unwrap_or_else(|| (1, (rest[0].clone(), None)));
            notes.extend(note);
            clauses.push(clause);
            at += n;
        }
        Query { clauses, notes, ..query }
    }

    /// Returns the clause of words in a row, if together they name something or have synonyms; and, if they name a place that
    /// no passage names, says so.
    fn merged(&self, row: &[Clause]) -> Option<(Clause, Option<String>)> {
        let terms: Vec<&QueryTerm> = row.iter().filter_map(single).collect();
        let words: Vec<String> = terms.iter().flat_map(|term| &term.words).cloned().collect();
        let typed = terms.iter().map(|term| term.typed.as_str()).collect::<Vec<_>>().join(" ");
        if words.iter().all(|word| is_stop_word(word)) && !is_capital(&typed) {
            return None;
        }
        let are_printed = |words: &[String]| words.iter().all(|word| self.index.lookup(word).is_some());
        let is_printed = are_printed(&words);
        // A name does not end in a small word.
        if row.len() > 1 && words.last().is_some_and(|word| is_stop_word(word)) {
            return None;
        }
        let mut clause = Clause::of(Vec::new(), false);
        let is_short = typed.is_ascii() && typed.len() < NAME_MIN && !is_capital(&typed);
        let mut unnamed = None;
        if !is_short {
            let named = self.corpus.named_places(&typed).filter(|named| !named.is_code).unwrap_or_default();
            unnamed = Some(named.clone()).filter(|named| named.tags.is_empty() && !named.names.is_empty());
            clause.places = named.names;
            if !is_printed {
                clause.bodies = self.corpus.body_called(&typed).into_iter().collect();
            }
        }
        if row.len() <= EXPRESSION_WORDS {
            clause.synonyms = self.synonyms.find(words.iter().map(String::as_str));
        }
        if !clause.is_name() && clause.synonyms.is_empty() {
            return Some((self.respaced(&terms, &words, &typed)?, None));
        }
        let mode = if clause.is_name() || !is_printed { MatchMode::Form } else { MatchMode::Near };
        // The small words of a name or an expression need not be met.
        let mut telling: Vec<String> = words.iter().filter(|word| !is_stop_word(word)).cloned().collect();
        if telling.is_empty() {
            telling = words;
        }
        // The words of a place that is no tag may still be printed.
        let note = unnamed.filter(|_| !are_printed(&telling)).and_then(|named| named.note(self.corpus, &typed));
        clause.any = vec![QueryTerm { words: telling, mode, typed }];
        Some((clause, note))
    }

    /// Returns the clause of words that the reports print together, or of a word that they print as two. `None` if they do
    /// neither.
    fn respaced(&self, terms: &[&QueryTerm], words: &[String], typed: &str) -> Option<Clause> {
        let term = |words: Vec<String>| QueryTerm { words, mode: MatchMode::Near, typed: typed.to_owned() };
        match words {
            [one] => {
                let is_known =
                    self.index.lookup(one).is_some() || !self.index.prefix(one).is_empty() || ENGLISH.has(one);
                let cuts = one.char_indices().map(|(at, _)| at).filter(|_| !is_known);
                let parts = cuts.filter_map(|at| {
                    let (first, second) = one.split_at_checked(at).filter(|(a, b)| a.len().min(b.len()) >= PART_MIN)?;
                    let found = |word| Some(self.index.doc_freq(self.index.lookup(word)?));
                    Some((found(first)?.min(found(second)?), [first.to_owned(), second.to_owned()]))
                });
                let (_, parts) = parts.max_by_key(|(found, _)| *found)?;
                Some(Clause::of(vec![term(parts.to_vec())], false))
            }
            _ if terms.len() > 1 && words.len() <= JOINED_WORDS => {
                let joined = words.concat();
                let are_printed = words.iter().all(|word| self.index.lookup(word).is_some());
                self.index.lookup(&joined).filter(|_| joined.len() >= JOINED_MIN && !are_printed)?;
                Some(Clause::of(vec![term(vec![joined])], false))
            }
            _ => None,
        }
    }

    /// Splits a clause in a script without blanks into the longest names and expressions in it.
    fn segmented(&self, clause: &Clause) -> Vec<Clause> {
        let Some(term) = single(clause).filter(|term| term.typed.chars().any(is_han)) else {
            return vec![clause.clone()];
        };
        let letters: Vec<char> = term.typed.chars().filter(|c| c.is_alphanumeric()).collect();
        let mut parts = Vec::new();
        let mut at = 0;
        while at < letters.len() {
            let most = (letters.len() - at).min(NAME_WORDS);
            let known = (2..=most).rev().find_map(|n| {
                let part: String = letters.get(at..at + n)?.iter().collect();
                let words = tokenizer::parts(&part);
                let is_known = !self.synonyms.find(words.iter().map(String::as_str)).is_empty()
                    || self.corpus.named_places(&part).is_some()
                    || self.corpus.body_called(&part).is_some();
                is_known.then_some((n, QueryTerm { words, mode: MatchMode::Near, typed: part }))
            });
            match known {
                Some((n, term)) => {
                    parts.push(Clause::of(vec![term], false));
                    at += n;
                }
                None => at += 1,
            }
        }
        if parts.is_empty() { vec![clause.clone()] } else { parts }
    }
}

/// Returns the only term of a clause of plain words.
fn single(clause: &Clause) -> Option<&QueryTerm> {
    match clause.any.as_slice() {
        [term] if !clause.not && term.mode == MatchMode::Near => Some(term),
        _ => None,
    }
}

/// Returns whether a word is written in capitals.
fn is_capital(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).count() > 1 && !word.chars().any(char::is_lowercase)
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}
