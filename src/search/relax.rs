//! Turns a query into a ranked answer. What matches all clauses comes first, better and closer matches before others;
//! where that is little, what matches a part of them follows.

use std::collections::HashSet;
use std::sync::Arc;

use crate::corpus::postings::PassageSet;
use crate::corpus::subject::Subject;
use crate::corpus::{Corpus, PassageId};
use crate::search::highlight::Highlighter;
use crate::search::inverted_index::{Fields, InvertedIndex};
use crate::search::labels::Labels;
use crate::search::query::{Clause, MatchMode, Query, QueryTerm};
use crate::search::rerank::{self, Weighed};
use crate::search::scorer::Scorer;
use crate::search::stemmer::stem;
use crate::search::stop_words::{asked, is_stop_word};
use crate::search::{Answer, Hit, MatchReason, Target};
use crate::text;

/// The number of passages that match the whole query beyond which none is listed that matches a part of it.
const ENOUGH: usize = 10;
/// The maximum number of passages that match a part of a query.
const PART_MAX: usize = 20;
/// The maximum number of clauses to try dropping, one at a time, if nothing is found.
const RELAX_MAX: usize = 6;

/// Answers a query: the passages that match all of it and, if they are few, those that match much of it. If there is no
/// hit, reports which parts of the query prevent one.
#[must_use]
pub fn search(corpus: &Corpus, index: &InvertedIndex, labels: &Labels, query: &Query) -> Answer {
    let mut answer = matches(corpus, index, labels, query, true);
    if answer.hits.is_empty() && query.clauses.len() + query.filter.facets().count() > 1 {
        let count = |query: &Query| matches(corpus, index, labels, query, false).passages.count();
        for facet in query.filter.facets() {
            let found = count(&Query { filter: query.filter.without(facet), ..query.clone() });
            let words = query.filter.describe_facet(corpus, facet).unwrap_or_default();
            answer.relaxations.push((format!("{} {words}", facet.word()), found));
        }
        for at in 0..query.clauses.len().min(RELAX_MAX) {
            let mut fewer = query.clone();
            let gone = fewer.clauses.remove(at);
            let found = if fewer.is_empty() { 0 } else { count(&fewer) };
            answer.relaxations.push((format!("\"{}\"", words_of(&gone).join(" | ")), found));
        }
        answer.relaxations.retain(|w| w.1 > 0);
        answer.relaxations.sort_by_key(|w| std::cmp::Reverse(w.1));
    }
    if !answer.hits.is_empty() {
        answer.notes.extend(acronyms_met_by_beginnings(index, query));
    }
    answer
}

/// Says which acronyms no passage has, so that words are found that begin so: SOM in "some".
fn acronyms_met_by_beginnings(index: &InvertedIndex, query: &Query) -> Vec<String> {
    let is_acronym = |word: &&str| word.len() > 1 && word.chars().all(char::is_uppercase);
    let is_looked_for = |word: &str| {
        let words = |term: &QueryTerm| term.mode == MatchMode::Near && term.words == [word];
        let mut clauses = query.clauses.iter().filter(|clause| !clause.not && !clause.is_name());
        clauses.any(|clause| clause.any.len() == 1 && clause.synonyms.is_empty() && clause.any.iter().all(words))
    };
    let missing = query.typed.split_whitespace().filter(is_acronym).filter(|acronym| {
        let word = text::fold_plain(acronym);
        is_looked_for(&word) && index.lookup(&word).is_none() && !index.prefix(&word).is_empty()
    });
    missing.map(|acronym| format!("no passage has \"{acronym}\"; these have words that begin so")).collect()
}

/// Answers a query, with those passages too that match a part of it if `with_part`.
fn matches(corpus: &Corpus, index: &InvertedIndex, labels: &Labels, query: &Query, with_part: bool) -> Answer {
    let mut highlighter = Highlighter::default();
    let mut unmatched = Vec::new();
    let mut wanted = query.wanted();
    wanted.sort_unstable();
    // In the order of their words, so that the result does not depend on the order of typing.
    let mut clauses = scored_clauses(query);
    let names = clauses.iter().map(|(_, clause)| words_of(clause).join(" ")).collect();
    clauses.sort_by_key(|(_, clause)| words_of(clause));
    let mut scorer = Scorer::new(corpus, index, names_in(labels, &wanted), query.filter.set(corpus, None));
    for (n, clause) in &clauses {
        scorer.score_clause(bit_of(*n), clause, &mut highlighter, &mut unmatched);
    }
    expand(corpus, labels, &wanted, &mut highlighter);
    let mut hits = if query.is_empty() { Vec::new() } else { scorer.full() };
    sort_hits(&mut hits);
    let weighed = weighed(query, &clauses, &scorer);
    rerank::rerank(corpus, labels, &weighed, &wanted, &mut hits);
    let full = hits.len();
    if is_plain(query) && !wanted.is_empty() && query.filter.is_empty() {
        label(labels, &wanted, &mut hits);
        named(corpus, &query.typed, &mut hits);
    }
    if with_part && full < ENOUGH && clauses.iter().all(|(_, clause)| clause.is_of_words()) {
        let mut part = scorer.part(ENOUGH - full, PART_MAX);
        rerank::rerank(corpus, labels, &weighed, &wanted, &mut part);
        hits.extend(part);
    }
    let suggestions = unmatched
        .iter()
        .flat_map(|w: &String| {
            let near = index.fuzzy(w).into_iter().map(|v| index.word(v.word).to_owned());
            near.filter(|other| other != w).take(3).collect::<Vec<_>>()
        })
        .collect();
    let mut passages = PassageSet::none(corpus.passages.len());
    for hit in &hits {
        if let Target::Passage(id) = hit.target {
            passages.insert(id);
        }
    }
    Answer {
        typed: query.typed.clone(),
        direct: None,
        hits,
        passages,
        highlighter: Arc::new(highlighter),
        problems: query.problems.clone(),
        notes: query.notes.clone(),
        clauses: names,
        relaxations: Vec::new(),
        suggestions,
    }
}

/// Returns the clauses that are scored, each with its place among them: words that say nothing count only where there are
/// no others.
pub(crate) fn scored_clauses(query: &Query) -> Vec<(usize, &Clause)> {
    let only_stop_words = query.wanted().iter().all(|w| is_stop_word(w));
    let says_nothing = |t: &QueryTerm| t.mode == MatchMode::Near && t.words.iter().all(|w| is_stop_word(w));
    let is_scored = |clause: &Clause| clause.not || only_stop_words || !clause.any.iter().all(says_nothing);
    query.clauses.iter().filter(|c| is_scored(c)).enumerate().collect()
}

/// Returns those of the words that name bodies.
pub(crate) fn names_in(labels: &Labels, wanted: &[&str]) -> Vec<String> {
    let (_, topic) = labels.named(wanted);
    wanted.iter().filter(|word| !topic.contains(word)).map(|word| (*word).to_owned()).collect()
}

/// Returns the clauses that are looked for, each with its weight, and what is asked for.
fn weighed<'q>(query: &Query, clauses: &[(usize, &'q Clause)], scorer: &Scorer<'_>) -> Weighed<'q> {
    let wanted = clauses.iter().filter(|(_, clause)| !clause.not);
    let clauses = wanted.map(|(n, clause)| (*clause, scorer.weight_of(bit_of(*n)))).collect();
    Weighed { clauses, asked: asked(&query.typed) }
}

/// Returns the bit of a clause, given by its place among them.
fn bit_of(clause: usize) -> u32 {
    u32::try_from(clause).ok().and_then(|n| 1u32.checked_shl(n)).unwrap_or(0)
}

/// Returns the words of a clause: the key by which clauses are sorted, so that the result does not depend on the order
/// of typing.
pub(crate) fn words_of(clause: &Clause) -> Vec<String> {
    clause.any.iter().flat_map(|t| t.words.iter().cloned()).collect()
}

/// Returns whether a query consists of plain words, none of them negated or with alternatives.
fn is_plain(query: &Query) -> bool {
    query.clauses.iter().all(|c: &Clause| !c.not && c.any.len() == 1)
}

/// Adds the bodies and sections that the words name to the hits.
fn label(labels: &Labels, wanted: &[&str], hits: &mut Vec<Hit>) {
    let top = hits.first().map_or(0.0, |h| h.score);
    let mut named = labels.entities(wanted);
    named.retain(|h| h.why != MatchReason::Near || hits.is_empty());
    for hit in &mut named {
        hit.score = match hit.why {
            MatchReason::Name => top + hit.score,
            _ => top * 0.4 + hit.score / 100.0,
        };
    }
    let mut headed = labels.sections(wanted);
    for hit in &mut headed {
        hit.score *= top * 0.1;
    }
    named.extend(headed);
    if !named.is_empty() {
        hits.extend(named);
        hits.sort_by(|a, b| b.score.total_cmp(&a.score));
    }
}

/// Adds what a query as a whole names. A body comes first; places, topics, works, partners, reports and terms of the glossary
/// right after the best hit: who types their name looks for passages first.
fn named(corpus: &Corpus, typed: &str, hits: &mut Vec<Hit>) {
    let subjects = corpus.subjects(typed);
    let top = hits.first().map_or(1.0, |hit| hit.score);
    let hit = |target| Hit { target, score: top, why: MatchReason::Name, missing: 0 };
    // A body comes first, and needs no page of the glossary beside its profile.
    let body = subjects.iter().find(|subject| matches!(subject, Subject::Body(_))).map(|body| Target::Subject(*body));
    let is_body = body.is_some();
    if let Some(body) = body.filter(|body| hits.first().is_none_or(|first| first.target != *body)) {
        hits.retain(|hit| hit.target != body);
        hits.insert(0, hit(body));
    }
    let is_new = |subject: &Subject| hits.iter().all(|hit| hit.target != Target::Subject(*subject));
    let terms = if is_body { Vec::new() } else { corpus.terms_called(typed) };
    let doors = subjects.into_iter().filter(is_new).map(Target::Subject);
    let doors = doors.chain(corpus.reports_called(typed).into_iter().map(Target::Report));
    let doors: Vec<Target> = doors.chain(terms.into_iter().map(Target::Term)).collect();
    let at = hits.len().min(1);
    hits.splice(at..at, doors.into_iter().map(hit));
}

/// Sorts hits best first. Equal scores stay in reading order.
pub(crate) fn sort_hits(hits: &mut [Hit]) {
    // One number is compared faster than two.
    hits.sort_unstable_by_key(|hit| {
        let place = match hit.target {
            Target::Passage(PassageId(n)) => n,
            _ => 0,
        };
        u64::from(!hit.score.max(0.0).to_bits()) << 32 | u64::from(place)
    });
}

/// Highlights acronyms if their expansion was typed, and expansions if their acronym was.
fn expand(corpus: &Corpus, labels: &Labels, wanted: &[&str], highlighter: &mut Highlighter) {
    let typed: HashSet<String> = wanted.iter().map(|w| stem(w)).collect();
    for (short, long) in labels.expansions(corpus) {
        if short.iter().all(|w| wanted.contains(&w.as_str())) {
            highlighter.stems.extend(long.iter().filter(|w| w.0.len() > 3).map(|w| w.1.clone()));
        } else if long.len() > 1 && long.iter().all(|w| typed.contains(&w.1) || is_stop_word(&w.0)) {
            highlighter.words.extend(short.iter().cloned());
        }
    }
}

pub(crate) fn why(fields: Fields, near: bool) -> MatchReason {
    match fields {
        _ if near => MatchReason::Near,
        f if f.contains(Fields::HEADLINE) => MatchReason::Headline,
        f if f.contains(Fields::TEXT) => MatchReason::Words,
        f if f.contains(Fields::EXPANSION) => MatchReason::Synonym,
        _ => MatchReason::Form,
    }
}
