//! Rewrites a query: words in a row that name a place or a body, or that have synonyms, become one clause.

use crate::corpus::gazetteer::NamedPlaces;
use crate::corpus::strings::Str;
use crate::corpus::{Corpus, EntityId};
use crate::search::inverted_index::InvertedIndex;
use crate::search::query::{Clause, MatchMode, Query, QueryTerm};
use crate::search::stop_words::{is_of_questions, is_stop_word};
use crate::search::synonyms::{EXPRESSION_WORDS, SynonymIndex, expression_key};
use crate::search::{ENGLISH, tokenizer};
use crate::text;
use strsim::osa_distance;

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
        let given: Vec<Clause> = query.clauses.iter().flat_map(|clause| self.segmented(clause)).collect();
        let mut notes = query.notes.clone();
        let (clauses, told) = self.grouped(&given);
        // A word that is left as it was may be misspelled; read rightly, it may be part of a name.
        let mut read: Vec<Clause> = Vec::new();
        for clause in &given {
            match single(clause).filter(|_| clauses.contains(clause)).and_then(|term| self.read_as(term)) {
                Some(terms) => {
                    let words = terms.iter().map(|term| term.typed.as_str()).collect::<Vec<_>>().join(" ");
                    notes.push(format!("\"{}\" is read as \"{words}\"", text_of(clause)));
                    read.extend(terms.into_iter().map(|term| Clause::of(vec![term], false)));
                }
                None => read.push(clause.clone()),
            }
        }
        let (mut clauses, told) = if read == given { (clauses, told) } else { self.grouped(&read) };
        notes.extend(told);
        let is_foreign = clauses.iter().any(|clause| clause.is_foreign);
        self.finish(&mut clauses);
        let says_little = |term: &QueryTerm| term.words.iter().all(|word| is_of_questions(word) || is_stop_word(word));
        let tells =
            |clause: &Clause| !clause.synonyms.is_empty() || single(clause).is_none_or(|term| !says_little(term));
        let asks = clauses.iter().any(tells);
        for clause in &mut clauses {
            let is_plain = clause.synonyms.is_empty() && !clause.is_name() && clause.is_of_words();
            let little = || clause.any.iter().all(says_little);
            clause.is_by_chance = is_plain && (is_foreign || asks && little());
        }
        Query { clauses, notes, ..query }
    }

    /// Takes the words that stand beside others and are printed as they are as whole words: "men" begins "mental", but does not
    /// mean it.
    fn finish(&self, clauses: &mut [Clause]) {
        if clauses.len() < 2 {
            return;
        }
        for term in clauses.iter_mut().flat_map(|clause| &mut clause.any) {
            let is_whole = |word: &String| {
                !is_stop_word(word) && ENGLISH.has(word) && self.index.terms_like(word).next().is_some()
            };
            if term.mode == MatchMode::Near && term.words.iter().all(is_whole) {
                term.mode = MatchMode::Form;
            }
        }
    }

    /// Returns what stands for a word that is neither of the language nor the beginning of a word of the reports: the word
    /// that is spelled like it but for a letter, the two words that were typed without a blank, or else the nearest word.
    fn read_as(&self, term: &QueryTerm) -> Option<Vec<QueryTerm>> {
        let [typed] = term.words.as_slice() else { return None };
        if is_stop_word(typed)
            || ENGLISH.has(typed)
            || self.index.lookup(typed).is_some()
            || !self.index.prefix(typed).is_empty()
        {
            return None;
        }
        let read = |word: &str, is_corrected| QueryTerm {
            words: vec![word.to_owned()],
            mode: MatchMode::Near,
            typed: word.to_owned(),
            is_corrected,
        };
        let nearest = self.index.spellings(typed).map(|word| self.index.word(word)).find(|word| !is_stop_word(word));
        let by_a_letter = nearest.filter(|word| osa_distance(typed, word) == 1);
        if let Some(word) = by_a_letter {
            return Some(vec![read(word, true)]);
        }
        if let Some(parts) = self.parted(typed) {
            return Some(parts.iter().map(|part| read(part, false)).collect());
        }
        // A form that is in no word list stays what it is.
        let is_form = self.index.terms_like(typed).next().is_some();
        nearest.filter(|_| !is_form).map(|word| vec![read(word, true)])
    }

    /// Returns the two words that were typed without the blank between: those of which the rarer one is the most frequent.
    fn parted(&self, typed: &str) -> Option<[String; 2]> {
        let parts = typed.char_indices().filter_map(|(at, _)| {
            let (first, second) = typed.split_at_checked(at).filter(|(a, b)| a.len().min(b.len()) >= PART_MIN)?;
            let found = |word| Some(self.index.doc_freq(self.index.lookup(word)?));
            Some((found(first)?.min(found(second)?), [first.to_owned(), second.to_owned()]))
        });
        parts.max_by_key(|(found, _)| *found).map(|(_, parts)| parts)
    }

    /// Puts clauses together that name something in a row or have synonyms, and returns what has to be said of them.
    fn grouped(&self, given: &[Clause]) -> (Vec<Clause>, Vec<String>) {
        let mut notes = Vec::new();
        let mut clauses: Vec<Clause> = Vec::new();
        let mut at = 0;
        while let Some(rest) = given.get(at..).filter(|rest| !rest.is_empty()) {
            let words = rest.iter().take(NAME_WORDS).take_while(|clause| single(clause).is_some()).count();
            let found = (1..=words).rev().find_map(|n| Some((n, self.merged(rest.get(..n)?)?)));
            let (n, (clause, note)) = found.unwrap_or_else(|| (1, (rest[0].clone(), None)));
            notes.extend(note);
            clauses.push(clause);
            at += n;
        }
        (clauses, notes)
    }

    /// Returns the clause of words in a row, if together they name something or have synonyms; and, if they name a place that
    /// no passage names, says so.
    fn merged(&self, row: &[Clause]) -> Option<(Clause, Option<String>)> {
        let terms: Vec<&QueryTerm> = row.iter().filter_map(single).collect();
        let words: Vec<String> = terms.iter().flat_map(|term| &term.words).cloned().collect();
        let typed = terms.iter().map(|term| term.typed.as_str()).collect::<Vec<_>>().join(" ");
        if words.iter().all(|word| is_stop_word(word)) && !text::is_in_capitals(&typed) {
            return None;
        }
        let are_printed = |words: &[String]| words.iter().all(|word| self.index.lookup(word).is_some());
        let is_printed = are_printed(&words);
        let is_short_enough = row.len() <= EXPRESSION_WORDS;
        let synonyms = if is_short_enough { self.synonyms.find(words.iter().map(String::as_str)) } else { Vec::new() };
        // A name does not end in a small word.
        if row.len() > 1 && synonyms.is_empty() && words.last().is_some_and(|word| is_stop_word(word)) {
            return None;
        }
        let mut clause = Clause::of(Vec::new(), false);
        let is_short = typed.is_ascii() && typed.len() < NAME_MIN && !text::is_in_capitals(&typed);
        let mut unnamed = None;
        if !is_short {
            let named = self.corpus.named_places(&typed);
            let named =
                named.filter(|named| !named.is_code() && !is_word(self.corpus, named, &typed)).unwrap_or_default();
            unnamed = Some(named.clone()).filter(|named| named.tags.is_empty() && !named.names.is_empty());
            clause.places = named.names;
            if !is_printed {
                clause.bodies = self.corpus.body_called(&typed).into_iter().collect();
                clause.in_english = self.in_english(&clause.places, &clause.bodies);
            }
        }
        if !synonyms.is_empty() {
            clause.synonyms = synonyms;
            clause.is_foreign = !clause.synonyms.is_empty()
                && !words.iter().all(|word| ENGLISH.has(word))
                && !self.is_english(&words, &clause.synonyms);
            if clause.is_foreign {
                let groups = clause.synonyms.iter().filter_map(|&group| self.corpus.synonyms.get(group));
                // The first form of a concept is its name.
                let forms = groups.filter_map(|group| group.words.first()).map(Str::as_str);
                clause.in_english.extend(self.printed_terms(forms));
            }
        }
        if !clause.is_name() && clause.synonyms.is_empty() {
            return Some((self.joined(&terms, &words, &typed)?, None));
        }
        // "procès" is French for a trial, and what one has typed of "process".
        let is_begun = || words.len() == 1 && words.iter().all(|word| !self.index.prefix(word).is_empty());
        let mode = if clause.is_name() || !(is_printed || is_begun()) { MatchMode::Form } else { MatchMode::Near };
        // The small words of a name or an expression need not be met.
        let mut telling: Vec<String> = words.iter().filter(|word| !is_stop_word(word)).cloned().collect();
        if telling.is_empty() {
            telling = words;
        }
        // The words of a place that is no tag may still be printed.
        let note = unnamed.filter(|_| !are_printed(&telling)).and_then(|named| named.note(self.corpus, &typed));
        let is_corrected = terms.iter().any(|term| term.is_corrected);
        // "Middle East and North Africa" has the words of East Africa, and is another place.
        let is_whole = telling.len() > 1 && telling.len() == row.len() && !clause.places.is_empty();
        let mode = if is_whole { MatchMode::FormPhrase } else { mode };
        if telling.len() > 1 {
            clause.of_words = telling.iter().map(|word| self.synonyms.find([word.as_str()])).collect();
        }
        clause.any = vec![QueryTerm { words: telling, mode, typed, is_corrected }];
        Some((clause, note))
    }

    /// Returns the names of places and bodies in English, as terms.
    fn in_english(&self, places: &[Str], bodies: &[EntityId]) -> Vec<QueryTerm> {
        let places = places.iter().flat_map(|place| self.corpus.names_of_place(place));
        let places = places.filter(|name| name.len() >= NAME_MIN);
        let bodies = bodies.iter().map(|body| self.corpus.entity(*body));
        let bodies = bodies.flat_map(|body| [body.id.as_str(), body.name.as_str()]);
        self.printed_terms(places.chain(bodies))
    }

    /// Returns those of some names and expressions whose words the reports print, as terms.
    fn printed_terms<'n>(&self, names: impl Iterator<Item = &'n str>) -> Vec<QueryTerm> {
        let term = |name: &str| {
            let words: Vec<String> = tokenizer::parts(name).into_iter().filter(|word| !is_stop_word(word)).collect();
            let mode = if words.len() > 1 { MatchMode::FormPhrase } else { MatchMode::Form };
            QueryTerm { words, mode, typed: name.to_string(), is_corrected: false }
        };
        let are_printed = |term: &QueryTerm| {
            !term.words.is_empty() && term.words.iter().all(|word| self.index.lookup(word).is_some())
        };
        names.map(term).filter(are_printed).collect()
    }

    /// Returns whether words are of a group of synonyms in English.
    fn is_english(&self, words: &[String], groups: &[usize]) -> bool {
        let wanted = expression_key(words.iter().map(String::as_str));
        let has = |of: &Str| expression_key(tokenizer::parts(of).iter().map(String::as_str)) == wanted;
        groups.iter().filter_map(|&group| self.corpus.synonyms.get(group)).any(|group| group.words.iter().any(has))
    }

    /// Returns the clause of words that the reports print as one. `None` if they do not.
    fn joined(&self, terms: &[&QueryTerm], words: &[String], typed: &str) -> Option<Clause> {
        if terms.len() < 2 || words.len() > JOINED_WORDS {
            return None;
        }
        let joined = words.concat();
        let are_printed = words.iter().all(|word| self.index.lookup(word).is_some());
        self.index.lookup(&joined).filter(|_| joined.len() >= JOINED_MIN && !are_printed)?;
        let is_corrected = terms.iter().any(|term| term.is_corrected);
        let term = QueryTerm { words: vec![joined], mode: MatchMode::Near, typed: typed.to_owned(), is_corrected };
        Some(Clause::of(vec![term], false))
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
                is_known.then_some((n, QueryTerm { words, mode: MatchMode::Near, typed: part, is_corrected: false }))
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

/// Returns whether what names a place is rather meant as a word of English: what its people are called in another language
/// (fines, the Finns of Spanish), or an acronym in small letters (commit, a process of the Mekong's States).
pub(crate) fn is_word(corpus: &Corpus, named: &NamedPlaces, typed: &str) -> bool {
    let folded = text::fold_plain(typed.trim());
    if named.is_acronym() && !text::is_in_capitals(typed) && ENGLISH.has(&folded) {
        return true;
    }
    let is_english_name = |name: &Str| corpus.people_of(name).iter().any(|people| text::fold_plain(people) == folded);
    named.is_people() && typed.is_ascii() && ENGLISH.has(&folded) && !named.names.iter().any(is_english_name)
}

/// Returns a clause as typed.
fn text_of(clause: &Clause) -> &str {
    single(clause).map_or("", |term| term.typed.as_str())
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}
