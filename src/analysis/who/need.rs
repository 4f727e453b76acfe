//! Splits a need into parts and finds the passages that meet each of them.

use std::sync::Arc;

use crate::analysis::profile::sentences;
use crate::corpus::postings::PassageSet;
use crate::corpus::strings::Str;
use crate::corpus::{Corpus, Term};
use crate::search::highlight::Highlighter;
use crate::search::{Answer, Index, MatchReason, SearchOptions, Target};
use crate::text;

/// The maximum number of letters by which a form of a word may be longer.
const ENDING: usize = 3;
/// The minimum number of characters of a meaningful word.
const LEAST: usize = 3;

/// A part of the need: a topic or a place.
#[derive(Debug, Clone)]
pub struct NeedPart {
    /// The words as typed.
    pub words: String,
    /// Whether it names a place or a region.
    pub place: bool,
    /// Whether it names a region, which stands for all its places.
    pub region: bool,
    /// The near spellings that were searched for instead, if no passage has the words as typed. Empty otherwise.
    pub instead: String,
    /// Synonyms, acronyms and expansions by which passages were found too.
    pub others: Vec<String>,
    /// The number of passages about the work of any body that meet it.
    pub found: usize,
}

impl NeedPart {
    /// Returns the label: the words as typed, and what was searched for instead, if anything.
    #[must_use]
    pub fn label(&self) -> String {
        if self.instead.is_empty() { self.words.clone() } else { format!("{} as {}", self.words, self.instead) }
    }

    /// Describes how the part was understood: what it is, and what else was searched for, in addition or instead.
    #[must_use]
    pub fn understood(&self) -> String {
        let kind = match (self.place, self.region) {
            (_, true) => "region, with its places",
            (true, _) => "place",
            _ => "topic",
        };
        if !self.instead.is_empty() {
            return format!("{kind}, which stands nowhere as typed; looked for as {}", self.instead);
        }
        if self.others.is_empty() {
            kind.to_owned()
        } else {
            format!("{kind}, or said with {}", self.others.join(", "))
        }
    }

    /// Returns whether a name contains a word of this part, or a form of it that is a few letters longer.
    pub(crate) fn is_in(&self, name: &str) -> bool {
        let words = |text: &str| {
            let folded = text::fold_plain(text);
            folded.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>()
        };
        let names = words(name);
        let wanted = if self.instead.is_empty() { &self.words } else { &self.instead };
        words(wanted)
            .iter()
            .filter(|w| w.chars().count() > LEAST)
            .any(|word| names.iter().any(|n| n.starts_with(word.as_str()) && n.len() - word.len() <= ENDING))
    }
}

/// What was found for a part of a need.
pub(crate) struct PartResult {
    pub(crate) part: NeedPart,
    pub(crate) set: PassageSet,
    /// The passages that use the words as typed, not synonyms.
    pub(crate) own: PassageSet,
    /// The passages that have the words together, as typed.
    pub(crate) phrase: PassageSet,
    /// The highlighter of the whole part.
    pub(crate) highlighter: Arc<Highlighter>,
    /// A highlighter for each of its words, if there are several.
    words: Vec<Arc<Highlighter>>,
}

impl PartResult {
    /// Rates how much of the part a sentence contains: 2 for all its words, 1 for some, 0 for none.
    pub(crate) fn stands_in(&self, sentence: &str) -> usize {
        if self.highlighter.ranges(sentence).is_empty() {
            return 0;
        }
        1 + usize::from(self.words.iter().all(|m| m.is_empty() || !m.ranges(sentence).is_empty()))
    }

    /// Removes passages that match only by synonyms and in which no single sentence has all words.
    fn leave_out_apart(&mut self, corpus: &Corpus) {
        let mut gone = PassageSet::none(corpus.passages.len());
        for id in self.set.iter().filter(|&id| !self.words.is_empty() && !self.own.contains(id)) {
            let text = corpus.passage(id).text.as_str();
            if !sentences(text).into_iter().any(|at| text.get(at).is_some_and(|s| self.stands_in(s) == 2)) {
                gone.insert(id);
            }
        }
        self.set.difference_with(&gone);
    }
}

/// Splits a need into its parts: at commas, semicolons and "and", and with places as parts of their own. The name of a
/// place may itself contain an "and".
pub(crate) fn parts(index: &Index, need: &str) -> Vec<String> {
    let corpus = index.corpus();
    let mut parts: Vec<String> = Vec::new();
    for clause in need.split([',', ';', '\n']) {
        let (rest, places) = without_places(corpus, clause);
        let topics = rest.split(|word| *word == "and").map(|words| words.join(" "));
        parts.extend(topics.chain(places).filter(|p| !p.is_empty()));
    }
    let mut once: Vec<String> = Vec::new();
    for part in parts {
        if !once.iter().any(|p| text::fold_plain(p) == text::fold_plain(&part)) {
            once.push(part);
        }
    }
    once
}

/// Separates the places among some words from the rest. Tries the longest names first.
fn without_places<'a>(corpus: &Corpus, words: &'a str) -> (Vec<&'a str>, Vec<String>) {
    let words: Vec<&str> = words.split_whitespace().collect();
    let (mut rest, mut places) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(&word) = words.get(at) {
        let named = (1..=4).rev().filter_map(|n| words.get(at..at + n)).find(|name| {
            name.iter().any(|w| w.chars().count() >= LEAST) && !corpus.gazetteer().named(&name.join(" ")).is_empty()
        });
        match named {
            Some(name) => {
                places.push(name.join(" "));
                at += name.len();
            }
            None => {
                rest.push(word);
                at += 1;
            }
        }
    }
    // A word that only leads to the place, such as "from", is dropped too.
    while rest.last().is_some_and(|w| w.chars().count() < LEAST || ["and", "from"].contains(w)) && !places.is_empty() {
        rest.pop();
    }
    (rest, places)
}

/// Finds the passages for a part. If its words match nothing together, each becomes a part of its own.
pub(crate) fn found(index: &Index, words: &str, wanted: &PassageSet) -> Vec<PartResult> {
    let whole = find(index, words.to_owned(), wanted);
    if !whole.set.is_empty() || !words.contains(' ') {
        return vec![whole];
    }
    let alone = words.split_whitespace().filter(|w| w.chars().count() >= LEAST);
    let apart: Vec<PartResult> = alone.map(|w| find(index, w.to_owned(), wanted)).collect();
    if apart.iter().all(|f| f.set.is_empty()) { vec![whole] } else { apart }
}

fn find(index: &Index, words: String, wanted: &PassageSet) -> PartResult {
    let corpus = index.corpus();
    let gazetteer = corpus.gazetteer();
    let places = gazetteer.named(&words);
    let region = gazetteer.region(&words).is_some();
    let mut part =
        NeedPart { place: !places.is_empty(), region, instead: String::new(), others: Vec::new(), found: 0, words };
    let none = || PassageSet::none(corpus.passages.len());
    if part.place {
        let mut set = corpus.postings.of_places(corpus, places);
        set.intersect_with(wanted);
        part.found = set.count();
        // A one-word name is highlighted as a whole word, so that Niger is not highlighted in Nigeria.
        let one_word = |p: &String| p.chars().all(char::is_alphanumeric);
        let (words, texts): (Vec<_>, _) = places.iter().map(|p| text::fold_plain(p)).partition(one_word);
        let highlighter = Arc::new(Highlighter { words: words.into_iter().collect(), texts, ..Highlighter::default() });
        return PartResult { part, own: set.clone(), phrase: none(), set, highlighter, words: Vec::new() };
    }
    let answer = index.search_with(&part.words, SearchOptions::CONTENT.without_synonyms());
    let mut own = met(&answer, corpus, |why| why != MatchReason::Near);
    let wide = index.search_with(&part.words, SearchOptions::CONTENT);
    let mut set = met(&wide, corpus, |why| why != MatchReason::Near);
    let mut highlighter = wide.highlighter;
    if set.is_empty() && !answer.hits.is_empty() {
        set = met(&answer, corpus, |_| true);
        let mut near: Vec<String> = answer.highlighter.words.iter().cloned().collect();
        near.sort_unstable();
        part.instead = near.join(" or ");
        own = set.clone();
        highlighter = answer.highlighter;
    }
    let mut phrase = none();
    if part.words.contains(' ') {
        phrase = met(&index.search(&format!("\"{}\"", part.words.replace('"', " "))), corpus, |_| true);
    }
    own.intersect_with(wanted);
    set.intersect_with(wanted);
    let words: Vec<Arc<Highlighter>> = match part.words.split_whitespace().collect::<Vec<_>>().as_slice() {
        [_] => Vec::new(),
        several => several.iter().map(|w| index.search_with(w, SearchOptions::CONTENT).highlighter).collect(),
    };
    let mut found = PartResult { part, set, own, phrase, highlighter, words };
    found.leave_out_apart(corpus);
    let PartResult { part, own, set, highlighter, .. } = &mut found;
    if own.count() < set.count() {
        let others = part.words.split_whitespace().flat_map(|w| index.synonyms(&text::fold_plain(w)));
        part.others = others.map(str::to_owned).collect();
    }
    for name in spelled(corpus, &part.words) {
        let answer = index.search_with(&name, SearchOptions::CONTENT.without_synonyms());
        let mut more = met(&answer, corpus, |why| why != MatchReason::Near);
        more.intersect_with(wanted);
        if !more.is_empty() {
            set.union_with(&more);
            own.union_with(&more);
            *highlighter = Arc::new(Highlighter::merged([&**highlighter, &*answer.highlighter].into_iter()));
            part.others.push(name.to_string());
        }
    }
    part.found = set.count();
    found
}

/// Returns the expansion of a glossary term, or the acronyms of an expansion.
fn spelled(corpus: &Corpus, words: &str) -> Vec<Str> {
    let wanted = text::fold_plain(words);
    let is = |name: &Str| text::fold_plain(name) == wanted;
    let other = |term: &Term| match () {
        () if is(&term.term) => Some(term.expansion),
        () if is(&term.expansion) => Some(term.term),
        () => None,
    };
    corpus.glossary.iter().filter_map(other).filter(|name| !name.is_empty()).collect()
}

/// Returns the passages of an answer that have all its words and were found for a reason that `counts` accepts.
fn met(answer: &Answer, corpus: &Corpus, counts: impl Fn(MatchReason) -> bool) -> PassageSet {
    let mut set = PassageSet::none(corpus.passages.len());
    for hit in answer.hits.iter().filter(|h| answer.relaxed_terms.is_empty() && counts(h.why)) {
        if let Target::Passage(id) = hit.target {
            set.insert(id);
        }
    }
    set
}
