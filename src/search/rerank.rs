//! Reranks the best hits by how close together the words are, and by whether a named body acts in the passage.

use std::cell::OnceCell;

use crate::corpus::{Corpus, EntityId, Kind, PassageStyle};
use crate::search::closeness::Wanted;
use crate::search::inverted_index::printed;
use crate::search::labels::Labels;
use crate::search::query::Clause;
use crate::search::stemmer::{Beginnings, beginnings, stem};
use crate::search::stop_words::{Asked, is_stop_word};
use crate::search::tokenizer::Parts;
use crate::search::{Hit, Target};

/// The number of top hits to rerank.
const RERANK_TOP: usize = 32;

/// How much of the score depends on how much of the query stands close together, and what is added for what of it the headline
/// or the title says.
const CLOSE: f32 = 0.6;
const IN_LABELS: f32 = 0.3;

/// The factor of a passage that has nothing of a query but the body that it names.
const NAME_ALONE: f32 = 0.5;
/// What is added for a passage that has a number where one is asked for, or a date.
const ANSWERED: f32 = 0.25;

/// The clauses of a query with their weights, and what it asks for.
pub(crate) struct Weighed<'q> {
    pub(crate) clauses: Vec<(&'q Clause, f32)>,
    pub(crate) asked: Option<Asked>,
}

/// Returns whether a text, given as words, has what is asked for.
fn is_answered(asked: Asked, words: &Parts) -> bool {
    let is_year = |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    let is_number = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    words.iter().filter(|word| is_number(word)).any(|word| match asked {
        Asked::Date => is_year(word),
        Asked::Figure => word.len() > 1 && !is_year(word),
    })
}

/// A text prepared for comparison: its words and their stems.
struct PreparedText<'b> {
    words: Parts,
    stems: OnceCell<Vec<String>>,
    begin: &'b Beginnings,
}

impl<'b> PreparedText<'b> {
    /// Prepares a text for comparison with words that `begin` so.
    fn new(text: &str, begin: &'b Beginnings) -> Self {
        Self { words: Parts::of(text), stems: OnceCell::new(), begin }
    }

    /// Returns the stems of the words, computed on first use. That of a word that begins as none that is looked for is left
    /// empty: most words do, and their stems would take most of the time.
    fn stems(&self) -> &[String] {
        let stem = |w: &str| if self.begin.may_have(w) { stem(w) } else { String::new() };
        self.stems.get_or_init(|| self.words.iter().map(stem).collect())
    }

    /// Returns whether a word stands outside of some names, by its stem. `None` if it does not stand there at all.
    fn tells(&self, stem: &str, names: &[Vec<&str>]) -> Option<bool> {
        if names.is_empty() {
            return self.stems().iter().any(|word| word == stem).then_some(true);
        }
        let words: Vec<&str> = self.words.iter().collect();
        let mut in_name = vec![false; words.len()];
        for name in names {
            for at in 0..words.len().saturating_sub(name.len() - 1) {
                if words.get(at..at + name.len()) == Some(name.as_slice()) {
                    in_name.get_mut(at..at + name.len()).into_iter().for_each(|words| words.fill(true));
                }
            }
        }
        let found = self.stems().iter().zip(in_name).filter(|(word, _)| *word == stem);
        found.map(|(_, is_named)| !is_named).reduce(|a, b| a || b)
    }

    /// Returns whether all words, by stem or as prefixes, are within a window not much longer than the words
    /// themselves.
    fn is_within_window(&self, words: &[&str], stems: &[String]) -> bool {
        let span = words.len() * 3 + 2;
        let places = |(word, stem): (&&str, &String)| -> Vec<usize> {
            let meets = |(_, (w, s)): &(usize, (&str, &String))| *s == stem || w.starts_with(word);
            self.words.iter().zip(self.stems()).enumerate().filter(meets).map(|(at, _)| at).collect()
        };
        let all: Vec<Vec<usize>> = words.iter().zip(stems).map(places).collect();
        let Some(first) = all.first() else { return false };
        first.iter().any(|&at| all.iter().all(|p| p.iter().any(|&o| o.abs_diff(at) <= span)))
    }
}

/// Returns whether the words are adjacent in a text, in any order. `wanted` has to be sorted.
fn is_adjacent<'t>(text: impl Iterator<Item = &'t str>, wanted: &[String]) -> bool {
    let text: Vec<&str> = text.collect();
    let is_wanted = |word: &&str| wanted.iter().any(|wanted| wanted == word);
    !wanted.is_empty()
        && text.windows(wanted.len()).filter(|window| window.iter().all(is_wanted)).any(|window| {
            let mut there: Vec<&str> = window.to_vec();
            there.sort_unstable();
            there.into_iter().eq(wanted)
        })
}

/// The factor of a mandate under the name of its body.
const OWN_MANDATE: f32 = 1.6;
/// The factor of a passage that a body acts in under the name of the body, and of one that is its own before others'.
const OWN: f32 = 1.35;
const OWN_FIRST: f32 = 1.1;

/// Reranks the hits of a query that names bodies and nothing else: what a body is charged with and what it did comes before
/// where it is named.
fn of_bodies(corpus: &Corpus, named: &[EntityId], hits: &mut [Hit]) {
    for hit in hits.iter_mut() {
        let Target::Passage(id) = hit.target else { continue };
        let passage = corpus.passage(id);
        if named.iter().all(|body| passage.entities.contains(body)) {
            hit.score *= OWN;
            if passage.entities.first().is_some_and(|first| named.contains(first)) {
                hit.score *= OWN_FIRST * if passage.kind == Kind::Mandate { OWN_MANDATE } else { 1.0 };
            }
        }
    }
    crate::search::relax::sort_hits(hits);
}

/// The factor of a passage that has a word in names of bodies and partners alone, and of one whose headline has it so.
const IN_NAMES: f32 = 0.55;
const HEADLINE_IN_NAMES: f32 = 0.93;
/// The factor of a sentence that only introduces a list, and of a row of a few words.
const INTRODUCES: f32 = 0.85;
const SHORT_ROW: f32 = 0.85;
const SHORT: usize = 8;
/// The factor of a passage about a work that stands above already, and the one for each passage of a body above, of which a few
/// are as good as others.
const SAME_WORK: f32 = 0.8;
const SAME_BODY: f32 = 0.98;
const OF_A_BODY: usize = 4;

/// Reranks the best hits of one word: what has it only in a name is about something else, what only introduces or lists comes
/// after what tells, and no body has all the first places.
fn of_one_word(corpus: &Corpus, labels: &Labels, word: &str, hits: &mut [Hit]) {
    let stem_of_word = stem(word);
    let begin: Beginnings = beginnings(&stem_of_word).collect();
    let names: Vec<Vec<&str>> =
        labels.long_names_with(corpus, &stem_of_word).map(|name| name.iter().collect()).collect();
    let near = RERANK_TOP.min(hits.len());
    let Some(best) = hits.get_mut(..near) else { return };
    for hit in best.iter_mut() {
        let Target::Passage(id) = hit.target else { continue };
        let passage = corpus.passage(id);
        let [text, headline] = [&*passage.text, &*passage.headline].map(|words| PreparedText::new(words, &begin));
        let told = [&text, &headline].map(|words| words.tells(&stem_of_word, &names));
        hit.score *= match told {
            [Some(false), Some(false) | None] | [None, Some(false)] => IN_NAMES,
            [_, Some(false)] => HEADLINE_IN_NAMES,
            _ => 1.0,
        };
        if passage.text.trim_end().ends_with(':') {
            hit.score *= INTRODUCES;
        }
        if passage.style == PassageStyle::Row && text.words.iter().count() < SHORT {
            hit.score *= SHORT_ROW;
        }
    }
    crate::search::relax::sort_hits(best);
    let (mut works, mut bodies) = (Vec::new(), Vec::new());
    for hit in best.iter_mut() {
        let Target::Passage(id) = hit.target else { continue };
        let passage = corpus.passage(id);
        if let Some(work) = passage.work {
            if works.contains(&work) {
                hit.score *= SAME_WORK;
            }
            works.push(work);
        }
        if let Some(&body) = passage.entities.first() {
            let above = bodies.iter().filter(|other| **other == body).count();
            (OF_A_BODY..=above).for_each(|_| hit.score *= SAME_BODY);
            bodies.push(body);
        }
    }
    crate::search::relax::sort_hits(best);
}

/// Boosts those of the top hits in which the words are close together or a named body acts.
pub(crate) fn rerank(corpus: &Corpus, labels: &Labels, query: &Weighed<'_>, wanted: &[&str], hits: &mut [Hit]) {
    let words: Vec<&str> = wanted.iter().copied().filter(|w| !is_stop_word(w)).collect();
    if words.is_empty() {
        return;
    }
    let (mut named, mut topic) = labels.named(wanted);
    // Names in other languages.
    for (clause, _) in query.clauses.iter().filter(|(clause, _)| !clause.bodies.is_empty()) {
        named.extend(clause.bodies.iter().filter(|body| !named.contains(body)).collect::<Vec<_>>());
        topic.retain(|word| !clause.any.iter().flat_map(|term| &term.words).any(|of_name| of_name == word));
    }
    if let ([word], []) = (words.as_slice(), named.as_slice()) {
        of_one_word(corpus, labels, word, hits);
        return;
    }
    let topic: Vec<&str> = topic.into_iter().filter(|w| !is_stop_word(w)).collect();
    if !named.is_empty() && topic.is_empty() {
        of_bodies(corpus, &named, hits);
        return;
    }
    let stems_of = |words: &[&str]| words.iter().map(|w| stem(w)).collect::<Vec<String>>();
    let (mut whole, stems, topic_stems) = (stems_of(wanted), stems_of(&words), stems_of(&topic));
    whole.sort();
    let mut sorted: Vec<String> = wanted.iter().map(|w| (*w).to_owned()).collect();
    sorted.sort();
    let name_words: Vec<&str> = wanted.iter().copied().filter(|w| !topic.contains(w)).collect();
    let close = Wanted::new(corpus, &query.clauses, |word| name_words.contains(&word));
    let of_words = stems.iter().chain(&topic_stems).chain(&whole).flat_map(|stem| beginnings(stem));
    let begin: Beginnings = close.beginnings().chain(of_words).collect();
    let near = RERANK_TOP.min(hits.len());
    let Some(best) = hits.get_mut(..near) else { return };
    for hit in best.iter_mut() {
        let Target::Passage(id) = hit.target else { continue };
        let passage = corpus.passage(id);
        let text = PreparedText::new(&passage.text, &begin);
        let mut labels = vec![PreparedText::new(&passage.headline, &begin)];
        labels.extend(printed(passage).into_iter().map(|text| PreparedText::new(text, &begin)));
        let mut factor = 1.0;
        if !close.is_empty() {
            let in_labels = labels.iter().fold(0, |mask, label| mask | close.anywhere(label.stems()));
            let in_text = close.close(in_labels, text.stems());
            factor += CLOSE * (in_text - 1.0) + IN_LABELS * close.share(in_labels);
            if !named.is_empty() && in_text == 0.0 {
                factor *= NAME_ALONE;
            }
        }
        if query.asked.is_some_and(|asked| is_answered(asked, &text.words)) {
            factor += ANSWERED;
        }
        if !named.is_empty() {
            if named.iter().all(|e| passage.entities.contains(e)) {
                factor += 0.35;
                if passage.entities.first().is_some_and(|e| named.contains(e)) {
                    factor += 0.1;
                }
            }
            if !topic.is_empty() && text.is_within_window(&topic, &topic_stems) {
                factor += 0.1;
            }
        }
        if words.len() > 1 {
            let all = || std::iter::once(&text).chain(&labels);
            if all().any(|t| is_adjacent(t.words.iter(), &sorted)) {
                factor += 0.6;
            } else if all().any(|t| is_adjacent(t.stems().iter().map(String::as_str), &whole)) {
                factor += 0.4;
            } else if all().any(|t| t.is_within_window(&words, &stems)) {
                factor += 0.2;
            }
            let is_title = matches!(passage.kind, Kind::Initiative | Kind::Publication);
            if is_title && labels.iter().skip(1).any(|l| stems.iter().all(|s| l.stems().contains(s))) {
                factor += 0.2;
            }
        }
        hit.score *= factor;
    }
    crate::search::relax::sort_hits(best);
}
