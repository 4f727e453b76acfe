//! Understands a need: bodies and places by name, fixed expressions, and the phrases between the words that say nothing.

use std::collections::BTreeSet;

use crate::analysis::who::pattern::{Alternative, Slot, WordTest, is_acronym};
use crate::analysis::who::stop_words;
use crate::corpus::postings::PassageSet;
use crate::corpus::strings::Str;
use crate::corpus::vocabulary::PlaceKind;
use crate::corpus::{Corpus, EntityId};
use crate::search::Index;
use crate::search::expressions::{Expression, ExpressionGroup, stems};
use crate::search::rewrite::is_word;
use crate::search::stemmer;
use crate::search::tokenizer::{self, Token};
use crate::text;

/// The maximum number of words of a name or of a fixed expression.
const NAME_WORDS: usize = 12;
/// The least number of words of a name that has words which say nothing, as "Before You Go" does, and the most passages that
/// print such a name.
const PRINTED_NAME_WORDS: usize = 3;
const PRINTED_NAME_MAX: usize = 12;
/// Words that stand between others in a name, often without a capital.
const CONNECTING: [&str; 20] = [
    "a", "against", "an", "and", "as", "at", "between", "by", "for", "from", "in", "into", "of", "on", "or", "the",
    "through", "to", "under", "with",
];
/// The weight of a body that is named, and the least weight of a place.
const NAMED: f64 = 3.0;
/// The least weight of a word that is no word of the whole field.
pub(crate) const LEAST_WEIGHT: f64 = 0.5;

/// A part of a need, as it was understood.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    /// The words as typed.
    pub(crate) words: String,
    /// What they are.
    pub(crate) meaning: Meaning,
}

/// What the words of a part of a need are.
#[derive(Debug, Clone)]
pub(crate) enum Meaning {
    /// Words to be found in what the reports say.
    Words(Vec<Slot>),
    /// A place, or a region with all that lies in it. The list is empty if no passage names it.
    Place(Vec<Str>, bool),
    /// A body.
    Body(EntityId),
}

/// The parts of a need: each is looked for as it was typed, and in smaller parts where that finds nothing.
#[derive(Debug, Clone)]
pub(crate) struct NeedClause {
    /// The whole.
    pub(crate) whole: Unit,
    /// Its parts, if it has several.
    pub(crate) parts: Vec<Self>,
    /// The number of the segment between commas that it stands in.
    pub(crate) segment: usize,
}

impl NeedClause {
    /// Creates a clause of the first segment.
    pub(crate) fn new(whole: Unit, parts: Vec<Self>) -> Self {
        Self { whole, parts, segment: 0 }
    }

    /// Returns whether it is a name, or has a word that not every report is about.
    fn narrows(&self) -> bool {
        match &self.whole.meaning {
            Meaning::Words(slots) => slots.iter().any(Slot::is_required),
            Meaning::Place(..) | Meaning::Body(_) => true,
        }
    }
}

/// A word of the need.
struct NeedWord<'a> {
    /// The clause that it stands in.
    clause: &'a str,
    /// As typed.
    typed: &'a str,
    token: Token,
}

/// Returns a place as words: what its people and things are called in English, and not its name, which may only say where
/// somebody is from. `None` of regions, and of what no passage names.
pub(crate) fn place_as_words(index: &Index, unit: &Unit) -> Option<Unit> {
    as_words(index, unit, &|corpus, tag| corpus.people_of(tag).iter().map(Str::to_string).collect())
}

/// Returns a place as words: its own names. `None` of regions, and of what no passage names.
pub(crate) fn place_by_name(index: &Index, unit: &Unit) -> Option<Unit> {
    as_words(index, unit, &|corpus, tag| corpus.names_of_place(tag).map(str::to_owned).collect())
}

fn as_words(index: &Index, unit: &Unit, names: &dyn Fn(&Corpus, &str) -> Vec<String>) -> Option<Unit> {
    let Meaning::Place(tags, false) = &unit.meaning else { return None };
    if tags.is_empty() {
        return None;
    }
    let corpus: &Corpus = index.corpus();
    let reader = NeedReader { index, corpus, wide: Wide::No, asks: false };
    let names = tags.iter().flat_map(|tag| names(corpus, tag.as_str()));
    let alternatives: Vec<Alternative> =
        names.map(|name| Alternative { tests: reader.printed(&name), instead: None }).collect();
    let slot = Slot { typed: unit.words.clone(), alternatives, weight: unit.weight(corpus), gap: 0 };
    Some(Unit { words: unit.words.clone(), meaning: Meaning::Words(vec![slot]) })
}

/// Splits a need: at commas, semicolons and line breaks, at the words that part phrases, and around names.
///
/// The words of a wide concept stand for one another as far as `wide` says.
pub(crate) fn clauses(index: &Index, need: &str, wide: Wide) -> Vec<NeedClause> {
    let corpus: &Corpus = index.corpus();
    let reader = NeedReader { index, corpus, wide, asks: asks(need) };
    let stated = stop_words::without_introduction(need);
    let mut read: Vec<NeedClause> = Vec::new();
    for (segment, words) in stated.split([',', ';', '\n']).enumerate() {
        read.extend(reader.clause(words).into_iter().map(|clause| NeedClause { segment, ..clause }));
    }
    // What every report is about narrows nothing beside what some are about.
    if read.iter().any(NeedClause::narrows) {
        read.retain(NeedClause::narrows);
    }
    let mut once: Vec<NeedClause> = Vec::new();
    for clause in read {
        let key = |clause: &NeedClause| text::fold_plain(&clause.whole.words);
        if !once.iter().any(|other| key(other) == key(&clause)) {
            once.push(clause);
        }
    }
    once
}

/// Returns whether a need is a question for whom to ask.
pub(crate) fn asks(need: &str) -> bool {
    let first = tokenizer::parts(need).into_iter().next().unwrap_or_default();
    need.trim_end().ends_with('?') || ["who", "which", "what", "whom"].contains(&first.as_str())
}

/// How far the words of a wide concept stand for one another. They are near enough for a search, but who does the one does
/// not always do the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wide {
    /// Not at all.
    No,
    /// Those that share a word with the one that is typed: fishing boats and fishing vessels.
    SharedWord,
    /// All.
    All,
}

struct NeedReader<'a> {
    index: &'a Index,
    corpus: &'a Corpus,
    wide: Wide,
    asks: bool,
}

/// What stands at a word of a clause.
enum Found {
    /// A name, as a unit of its own.
    Named(Unit),
    /// A word or a fixed expression of a phrase.
    Slot(Slot),
    /// A word that parts phrases.
    Parting,
    /// A word that says nothing.
    Skipped,
}

impl NeedReader<'_> {
    /// Reads a clause: names as parts of their own, and the phrases between them.
    fn clause(&self, clause: &str) -> Vec<NeedClause> {
        let words: Vec<NeedWord<'_>> = once_each(tokenizer::tokens(clause))
            .into_iter()
            .map(|token| NeedWord { clause, typed: clause.get(token.at.clone()).unwrap_or(""), token })
            .collect();
        let mut parts: Vec<NeedClause> = Vec::new();
        // The phrases since the last name, each a list of slots.
        let mut phrases: Vec<Vec<Slot>> = vec![Vec::new()];
        let mut gap = 0;
        let mut at = 0;
        while at < words.len() {
            let opens = phrases.last().is_none_or(Vec::is_empty);
            let (count, found) = self.found(&words[at..], opens);
            match found {
                Found::Named(unit) => {
                    parts.extend(phrase_clause(std::mem::replace(&mut phrases, vec![Vec::new()])));
                    gap = 0;
                    parts.push(NeedClause::new(unit, Vec::new()));
                }
                Found::Slot(mut slot) => {
                    if phrases.iter().any(|phrase| !phrase.is_empty()) {
                        slot.gap = gap;
                    }
                    gap = 0;
                    // A name narrows nothing: who does something with it has to be asked as well as who is in it.
                    let is_name = self.is_initiative(&slot.typed);
                    if is_name {
                        phrases.push(Vec::new());
                    }
                    if let Some(phrase) = phrases.last_mut() {
                        phrase.push(slot);
                    }
                    if is_name {
                        phrases.push(Vec::new());
                    }
                }
                Found::Skipped => gap += 1,
                Found::Parting => {
                    gap += 1;
                    if phrases.last().is_some_and(|phrase| !phrase.is_empty()) {
                        phrases.push(Vec::new());
                    }
                }
            }
            at += count;
        }
        parts.extend(phrase_clause(phrases));
        parts
    }

    /// Returns what the first of some words begin, and how many of them it takes.
    fn found(&self, words: &[NeedWord<'_>], opens: bool) -> (usize, Found) {
        let [first, ..] = words else { return (1, Found::Skipped) };
        let folded = first.token.word.as_str();
        if let (true, Some(next)) = (["my", "our"].contains(&folded), words.get(1))
            && stop_words::is_kin(&next.token.word)
        {
            return (2, Found::Parting);
        }
        let most = words.len().min(NAME_WORDS);
        let body = (1..=most).rev().find_map(|n| self.body(&words[..n]).map(|unit| (n, unit)));
        let place = (1..=most).rev().find_map(|n| self.place(&words[..n]).map(|unit| (n, unit)));
        let expression = (1..=most).rev().find_map(|n| self.expression(&words[..n]).map(|slot| (n, slot)));
        let in_print =
            (PRINTED_NAME_WORDS..=most).rev().find_map(|n| self.name_in_print(&words[..n]).map(|slot| (n, slot)));
        let expression = [expression, in_print].into_iter().flatten().max_by_key(|(count, _)| *count);
        let named = [body, place].into_iter().flatten().max_by_key(|named| named.0);
        let longer = expression.as_ref().is_some_and(|e| named.as_ref().is_none_or(|n| e.0 > n.0));
        if let Some((count, unit)) = named.filter(|_| !longer) {
            return (count, Found::Named(unit));
        }
        match expression {
            // A word that says nothing may still begin a fixed expression.
            Some((count, slot)) if count > 1 || !self.says_nothing(folded, opens) => (count, Found::Slot(slot)),
            _ if stop_words::is_skipped(folded) && !is_acronym(first.typed) => (1, Found::Skipped),
            _ if stop_words::parts(folded, opens, self.asks) && !is_acronym(first.typed) => (1, Found::Parting),
            _ => (1, Found::Slot(self.slot(first))),
        }
    }

    fn says_nothing(&self, folded: &str, opens: bool) -> bool {
        stop_words::is_skipped(folded) || stop_words::parts(folded, opens, self.asks)
    }

    /// Returns the body that words name. A short lower-case word is no acronym.
    fn body(&self, words: &[NeedWord<'_>]) -> Option<Unit> {
        let name = joined(words);
        if words.len() == 1 && (name.chars().count() < 3 || self.says_nothing(&words[0].token.word, false)) {
            return None;
        }
        let body = self.corpus.find_entity(&name)?;
        Some(Unit { words: name, meaning: Meaning::Body(body) })
    }

    /// Returns the place that words name.
    fn place(&self, words: &[NeedWord<'_>]) -> Option<Unit> {
        let name = joined(words);
        // A short word is no acronym if the reports print it in small letters: "car" is not the Central African Republic.
        let is_short = name.is_ascii() && name.len() < 4 && !is_acronym(&name);
        if is_short && (name.len() < 3 || self.is_printed(&name))
            || self.says_nothing(&words[0].token.word, false) && !is_acronym(words[0].typed)
        {
            return None;
        }
        let named = self.corpus.named_places(&name).filter(|named| !named.is_code() || is_acronym(&name))?;
        if is_word(self.corpus, &named, &name) {
            return None;
        }
        // The letters of a country that no passage names may be an acronym that passages print, AI, or one of the field, MP.
        let is_of_field = || self.index.expressions().with_stems(&stems(&name)).next().is_some();
        let is_acronym = named.is_code() && named.tags.is_empty() && (self.is_printed(&name) || is_of_field());
        if is_acronym || self.is_initiative(&name) {
            return None;
        }
        // Of a region that no passage names and in which none lies, the words may still say something: "baltic".
        let is_country = |name: &Str| self.corpus.world_place(name).is_some_and(|p| p.kind == PlaceKind::Country);
        if named.tags.is_empty() && !named.names.iter().any(is_country) {
            return None;
        }
        Some(Unit { words: name, meaning: Meaning::Place(named.tags, named.is_region) })
    }

    /// Returns whether words are the name of an initiative, as that of a process of States is: it is looked for by its
    /// name, and not in all States that take part.
    fn is_initiative(&self, name: &str) -> bool {
        let name = text::fold_plain(name);
        let names = self.corpus.initiatives.iter().flat_map(|one| std::iter::once(&one.name).chain(&one.aliases));
        names.into_iter().any(|other| text::fold_plain(other) == name)
    }

    /// Returns the slot of a fixed expression, with all that stands for it.
    fn expression(&self, words: &[NeedWord<'_>]) -> Option<Slot> {
        let typed = joined(words);
        let wanted = stems(&typed);
        let mut groups: Vec<&ExpressionGroup> = self.index.expressions().with_stems(&wanted).collect();
        groups.retain(|group| !group.wide || self.wide != Wide::No);
        // An acronym is no form of a word: AIDS is not aid.
        if !groups.is_empty() && words.len() == 1 && is_acronym(&typed) && self.is_printed(&typed) {
            let is_same = |one: &Expression| text::fold_plain(&one.words) == text::fold_plain(&typed);
            groups.retain(|group| group.expressions.iter().any(is_same));
        }
        let is_shared = |word: &String| wanted.contains(word) && !stop_words::is_optional(word);
        let (mut own, mut others) = (BTreeSet::new(), BTreeSet::new());
        for group in &groups {
            for one in &group.expressions {
                if one.stems == wanted {
                    own.insert(one.words.as_str());
                } else if !group.wide || self.wide == Wide::All || one.stems.iter().any(is_shared) {
                    others.insert(one.words.as_str());
                }
            }
        }
        // A single word for which no other stands is no expression.
        if groups.is_empty() || own.len() + others.len() == 1 && wanted.len() == 1 {
            return None;
        }
        let alternative = |tests, instead| Alternative { tests, instead };
        let mut alternatives = vec![alternative(self.tests(words), None)];
        // An acronym that is typed in small letters is still met as it is printed.
        let acronyms = own.into_iter().filter(|words| is_acronym(words));
        alternatives.extend(acronyms.map(|words| alternative(self.printed(words), None)));
        alternatives.extend(others.into_iter().map(|words| alternative(self.printed(words), Some(words.to_owned()))));
        let weight = self.weight(words, &alternatives);
        Some(Slot { typed, alternatives, weight, gap: 0 })
    }

    /// Returns the slot of words that passages print as a name, with capitals, of which some say nothing in a need: "Before You
    /// Go".
    fn name_in_print(&self, words: &[NeedWord<'_>]) -> Option<Slot> {
        // "Violence against Children" is no more than its words.
        let says_nothing = |word: &NeedWord<'_>| {
            self.says_nothing(&word.token.word, true) && !CONNECTING.contains(&word.token.word.as_str())
        };
        let is_long =
            words.len() > PRINTED_NAME_WORDS && words.iter().any(|word| CONNECTING.contains(&word.token.word.as_str()));
        if !(is_long || words.iter().any(says_nothing))
            || words.iter().any(|word| tokenizer::parts(word.typed).len() != 1)
        {
            return None;
        }
        let tests: Vec<WordTest> =
            words.iter().map(|word| WordTest::forms(word.token.word.clone(), vec![word.token.word.clone()])).collect();
        let found = candidates(self.index, &tests);
        let wanted: Vec<&str> = words.iter().map(|word| word.token.word.as_str()).collect();
        if found.count() > PRINTED_NAME_MAX
            || !found.iter().any(|id| prints_name(&self.corpus.passage(id).text, &wanted))
        {
            return None;
        }
        let alternatives = vec![Alternative { tests, instead: None }];
        let weight = rarity(self.corpus, found.count());
        Some(Slot { typed: joined(words), alternatives, weight, gap: 0 })
    }

    /// Returns the slot of a single word.
    fn slot(&self, word: &NeedWord<'_>) -> Slot {
        let mut alternatives = vec![Alternative { tests: self.tests(std::slice::from_ref(word)), instead: None }];
        if tokenizer::parts(word.typed).len() > 1 {
            // What is typed with a hyphen may be printed in one word.
            alternatives.push(Alternative { tests: vec![self.forms(&word.token.word)], instead: None });
        }
        let weight = self.weight(std::slice::from_ref(word), &alternatives);
        Slot { typed: word.typed.to_owned(), alternatives, weight, gap: 0 }
    }

    /// Returns the tests of words as typed. A word in capitals is an acronym if the reports print it so.
    fn tests(&self, words: &[NeedWord<'_>]) -> Vec<WordTest> {
        let tests = |word: &NeedWord<'_>| {
            if is_acronym(word.typed) && self.is_printed(word.typed) {
                return vec![WordTest::Exact(word.typed.to_owned())];
            }
            match tokenizer::parts(word.typed).as_slice() {
                [] | [_] => vec![self.forms(&word.token.word)],
                parts => parts.iter().map(|part| self.forms(part)).collect(),
            }
        };
        words.iter().flat_map(tests).collect()
    }

    /// Returns whether any passage prints a word exactly so.
    fn is_printed(&self, word: &str) -> bool {
        let folded = text::fold_plain(word);
        self.index.with_any([folded.as_str()]).iter().any(|id| {
            let words = self.corpus.passage(id).text.as_str();
            tokenizer::tokens(words).iter().any(|token| words.get(token.at.clone()) == Some(word))
        })
    }

    /// Returns the tests of words as the data prints them.
    fn printed(&self, words: &str) -> Vec<WordTest> {
        let tokens = once_each(tokenizer::tokens(words)).into_iter();
        tokens
            .map(|token| match words.get(token.at.clone()) {
                Some(word) if is_acronym(word) => WordTest::Exact(word.to_owned()),
                _ => self.plural(&token.word),
            })
            .collect()
    }

    /// Returns the test of a word that was not typed: the word itself and its plural, but no other form.
    fn plural(&self, word: &str) -> WordTest {
        let one = |word: &str| match word {
            "children" => "child".to_owned(),
            "women" => "woman".to_owned(),
            "men" => "man".to_owned(),
            word => stemmer::singular(word),
        };
        let same = |form: &&str| one(form) == one(word);
        WordTest::forms(word.to_owned(), self.index.forms(word).filter(same).map(str::to_owned).collect())
    }

    fn forms(&self, word: &str) -> WordTest {
        WordTest::forms(word.to_owned(), self.index.forms(word).map(str::to_owned).collect())
    }

    /// Returns how rare words are, with all that stands for them. Words that go with a phrase only have no weight.
    fn weight(&self, words: &[NeedWord<'_>], alternatives: &[Alternative]) -> f64 {
        if words.iter().all(|word| stop_words::is_optional(&word.token.word)) {
            return 0.0;
        }
        let mut any = PassageSet::none(self.corpus.passages.len());
        alternatives.iter().for_each(|alternative| any.union_with(&candidates(self.index, &alternative.tests)));
        rarity(self.corpus, any.count()).max(LEAST_WEIGHT)
    }
}

/// Returns the passages that have all words of a row, wherever they stand.
pub(crate) fn candidates(index: &Index, tests: &[WordTest]) -> PassageSet {
    let mut set = PassageSet::all(index.corpus().passages.len());
    for test in tests {
        let with = match test {
            WordTest::Forms { any, .. } => index.with_any(any.iter().map(String::as_str)),
            WordTest::Exact(word) => index.with_any(tokenizer::words(word).iter().map(String::as_str)),
        };
        set.intersect_with(&with);
    }
    set
}

/// Returns how rare something is that so many passages have.
fn rarity(corpus: &Corpus, passages: usize) -> f64 {
    #[allow(clippy::cast_precision_loss)]
    let (all, with) = (corpus.passages.len() as f64, passages as f64);
    ((all + 1.0) / (with + 1.0)).ln()
}

impl Unit {
    /// Returns how much the part says: the sum of its rare words.
    pub(crate) fn weight(&self, corpus: &Corpus) -> f64 {
        match &self.meaning {
            Meaning::Words(slots) => slots.iter().map(|slot| slot.weight).sum::<f64>().max(LEAST_WEIGHT),
            Meaning::Place(places, _) => rarity(corpus, corpus.postings.of_places(corpus, places).count()).max(NAMED),
            Meaning::Body(_) => NAMED,
        }
    }
}

/// Returns whether a text has some words in a row, each with a capital but the small ones within.
fn prints_name(text: &str, wanted: &[&str]) -> bool {
    let tokens = tokenizer::tokens(text);
    let is_capital =
        |token: &Token| text.get(token.at.clone()).is_some_and(|word| word.starts_with(char::is_uppercase));
    tokens.windows(wanted.len()).any(|row| {
        let same = row.iter().zip(wanted).all(|(token, wanted)| token.word == *wanted);
        let ends = [row.first(), row.last()].into_iter().flatten().all(is_capital);
        let small = |token: &Token| CONNECTING.contains(&token.word.as_str());
        same && ends && row.iter().all(|token| is_capital(token) || small(token))
    })
}

/// Drops the parts of hyphenated words, which stand beside the whole.
fn once_each(mut tokens: Vec<Token>) -> Vec<Token> {
    tokens.sort_by_key(|token| (token.at.start, std::cmp::Reverse(token.at.end)));
    let mut once: Vec<Token> = Vec::new();
    let mut end = 0;
    for token in tokens {
        if token.at.start >= end || once.is_empty() {
            end = token.at.end;
            once.push(token);
        }
    }
    once
}

/// Returns words as typed, with what stands between them: the point of a number, and one blank.
fn joined(words: &[NeedWord<'_>]) -> String {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return String::new() };
    let typed = first.clause.get(first.token.at.start..last.token.at.end).unwrap_or(first.typed);
    typed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Drops words that stand for a word before them: nurses and doctors are both health workers.
fn without_repeated_concepts(mut phrases: Vec<Vec<Slot>>) -> Vec<Vec<Slot>> {
    let mut known: BTreeSet<Vec<String>> = BTreeSet::new();
    for phrase in &mut phrases {
        phrase.retain(|slot| {
            let is_repeated = known.contains(&stems(&slot.typed));
            known.extend(slot.alternatives.iter().filter_map(|one| one.instead.as_deref()).map(stems));
            !is_repeated
        });
    }
    phrases.retain(|phrase| !phrase.is_empty());
    phrases
}

/// Makes a clause of phrases: the whole in a row, and each phrase.
fn phrase_clause(phrases: Vec<Vec<Slot>>) -> Option<NeedClause> {
    let mut phrases: Vec<Vec<Slot>> = phrases.into_iter().filter(|phrase| !phrase.is_empty()).collect();
    if phrases.iter().flatten().any(Slot::is_required) {
        // Phrases of words that every report is about narrow nothing.
        phrases.retain(|phrase| phrase.iter().any(Slot::is_required));
    }
    let is_broad = |phrase: &Vec<Slot>| phrase.iter().all(|slot| !slot.is_required() || slot.is_broad());
    if !phrases.iter().all(is_broad) {
        phrases.retain(|phrase| !is_broad(phrase));
    }
    let phrases = without_repeated_concepts(phrases);
    let unit = |slots: Vec<Slot>| Unit {
        words: slots.iter().map(|slot| slot.typed.as_str()).collect::<Vec<_>>().join(" "),
        meaning: Meaning::Words(slots),
    };
    let whole: Vec<Slot> = phrases.iter().flatten().cloned().collect();
    let parts: Vec<NeedClause> = match phrases.len() {
        0 => return None,
        1 => Vec::new(),
        _ => phrases.into_iter().map(|slots| NeedClause::new(unit(slots), Vec::new())).collect(),
    };
    Some(NeedClause::new(unit(whole), parts))
}
