//! Turns a query into a ranked answer. Every clause has to hold; better and closer matches rank first.

use std::collections::HashSet;
use std::sync::Arc;

use crate::corpus::postings::PassageSet;
use crate::corpus::subject::Subject;
use crate::corpus::{Corpus, PassageId};
use crate::search::highlight::Highlighter;
use crate::search::inverted_index::{Fields, InvertedIndex};
use crate::search::labels::Labels;
use crate::search::query::{Clause, MatchMode, Query, QueryTerm};
use crate::search::rerank;
use crate::search::scorer::Scorer;
use crate::search::stemmer::stem;
use crate::search::{Answer, Hit, MatchReason, SearchOptions, Target};

/// Stop words: words so common that they never exclude a passage.
const COMMON: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "by", "did", "do", "does", "for", "from", "has", "have", "how", "in",
    "into", "is", "it", "its", "of", "on", "or", "s", "that", "the", "their", "they", "this", "to", "was", "were",
    "what", "when", "where", "which", "who", "with",
];
/// The maximum number of clauses to try dropping, one at a time, if nothing is found.
const RELAX_MAX: usize = 6;

/// The maximum number of significant words in a query that is relaxed. Every subset of them is tried.
const RELAX_TERMS_MAX: usize = 8;

/// Returns whether a folded word is a stop word.
pub(crate) fn is_common(word: &str) -> bool {
    COMMON.contains(&word)
}

/// Answers a query. If no passage has all words, searches with fewer. If there is still no hit, reports which parts of
/// the query prevent one.
#[must_use]
pub fn search(corpus: &Corpus, index: &InvertedIndex, labels: &Labels, query: &Query) -> Answer {
    let options = SearchOptions::ALL;
    let mut answer = search_all_terms(corpus, index, labels, query, options);
    if answer.hits.is_empty()
        && let Some(fewer) = relax_query(corpus, index, query)
    {
        let kept = |c: &Clause| fewer.clauses.contains(c);
        let relaxed_terms = query.clauses.iter().filter(|c| !kept(c)).flat_map(|c| &c.any).map(|t| t.words.join(" "));
        let relaxed_terms: Vec<String> = relaxed_terms.collect();
        answer = Answer { relaxed_terms, ..search_all_terms(corpus, index, labels, &fewer, options) };
    }
    if answer.hits.is_empty() && query.clauses.len() + query.filter.facets().count() > 1 {
        let count = |query: &Query| search_all_terms(corpus, index, labels, query, options).passages.count();
        for facet in query.filter.facets() {
            let found = count(&Query { filter: query.filter.without(facet), ..query.clone() });
            let words = query.filter.describe_facet(corpus, facet).unwrap_or_default();
            answer.relaxations.push((format!("{} {words}", facet.word()), found));
        }
        for at in 0..query.clauses.len().min(RELAX_MAX) {
            let mut fewer = query.clone();
            let gone = fewer.clauses.remove(at);
            let words: Vec<String> = gone.any.iter().map(|t| t.words.join(" ")).collect();
            let found = if fewer.is_empty() { 0 } else { count(&fewer) };
            answer.relaxations.push((format!("\"{}\"", words.join(" | ")), found));
        }
        answer.relaxations.retain(|w| w.1 > 0);
        answer.relaxations.sort_by_key(|w| std::cmp::Reverse(w.1));
    }
    answer
}

/// Relaxes a query for which no passage has all words. Drops as few words as possible; of several such choices, takes
/// the one that matches the fewest passages. Returns `None` if the query uses operators or if no word would be left.
fn relax_query(corpus: &Corpus, index: &InvertedIndex, query: &Query) -> Option<Query> {
    let near = |c: &Clause| !c.not && c.any.iter().all(|t| t.mode == MatchMode::Near);
    let mut significant: Vec<&Clause> =
        query.clauses.iter().filter(|c| c.any.iter().any(|t| t.words.iter().any(|w| !is_common(w)))).collect();
    if !query.clauses.iter().all(near) || !(2..=RELAX_TERMS_MAX).contains(&significant.len()) {
        return None;
    }
    significant.sort_by_key(|c| words_of(c));
    let filter = query.filter.set(corpus, None);
    let matched: Vec<PassageSet> =
        significant.iter().map(|clause| Scorer::matching(corpus, index, &filter, clause)).collect();
    let best = (1..(1u32 << significant.len()))
        .filter_map(|kept| {
            let mut both = filter.clone();
            (0..significant.len()).filter(|n| kept >> n & 1 == 1).for_each(|n| both.intersect_with(&matched[n]));
            let found = both.count();
            (found > 0).then_some((std::cmp::Reverse(kept.count_ones()), found, kept))
        })
        .min()?;
    let clauses = (0..significant.len()).filter(|n| best.2 >> n & 1 == 1).map(|n| significant[n].clone()).collect();
    Some(Query { clauses, ..query.clone() })
}

/// Answers a query with the passages that match all of it.
pub fn search_all_terms(
    corpus: &Corpus,
    index: &InvertedIndex,
    labels: &Labels,
    query: &Query,
    options: SearchOptions,
) -> Answer {
    let mut highlighter = Highlighter::default();
    let mut unmatched = Vec::new();
    let mut wanted = query.wanted();
    wanted.sort_unstable();
    let mut clauses: Vec<&Clause> = query.clauses.iter().collect();
    clauses.sort_by_key(|c| words_of(c));
    let only_common = wanted.iter().all(|w| is_common(w));
    let common = |t: &QueryTerm| t.mode == MatchMode::Near && t.words.iter().all(|w| is_common(w));
    let mut scorer = Scorer::new(corpus, index, query.filter.set(corpus, None), options);
    for clause in clauses {
        if clause.not || only_common || !clause.any.iter().all(common) {
            scorer.score_clause(clause, &mut highlighter, &mut unmatched);
        }
    }
    expand(corpus, labels, &wanted, &mut highlighter);
    let candidates = scorer.candidates();
    let mut hits: Vec<Hit> = Vec::with_capacity(candidates.count());
    if !query.is_empty() {
        hits.extend(candidates.iter().map(|id| scorer.hit(id)));
    }
    sort_hits(&mut hits);
    rerank::rerank(corpus, labels, &wanted, &mut hits);
    if plain(query) && !wanted.is_empty() && query.filter.is_empty() {
        label(labels, &wanted, &mut hits);
        named(corpus, &query.typed, &mut hits);
    }
    let suggestions = unmatched
        .iter()
        .flat_map(|w: &String| {
            let near = index.fuzzy(w).into_iter().map(|v| index.word(v.word).to_owned());
            near.filter(|other| other != w).take(3).collect::<Vec<_>>()
        })
        .collect();
    Answer {
        typed: query.typed.clone(),
        hits,
        passages: scorer.into_candidates(),
        highlighter: Arc::new(highlighter),
        problems: query.problems.clone(),
        notes: query.notes.clone(),
        relaxed_terms: Vec::new(),
        relaxations: Vec::new(),
        suggestions,
    }
}

/// Returns the words of a clause: the key by which clauses are sorted, so that the result does not depend on the order
/// of typing.
fn words_of(clause: &Clause) -> Vec<String> {
    clause.any.iter().flat_map(|t| t.words.iter().cloned()).collect()
}

/// Returns whether a query consists of plain words, none of them negated or with alternatives.
fn plain(query: &Query) -> bool {
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

/// Adds the places, topics, works and partners that a query as a whole names, right after the best hit: who types a name
/// looks for passages first.
fn named(corpus: &Corpus, typed: &str, hits: &mut Vec<Hit>) {
    let subjects = corpus.subjects(typed).into_iter().filter(|subject| !matches!(subject, Subject::Body(_)));
    let top = hits.first().map_or(1.0, |hit| hit.score);
    let hit = |subject| Hit { target: Target::Subject(subject), score: top, why: MatchReason::Name };
    let at = hits.len().min(1);
    hits.splice(at..at, subjects.map(hit));
}

/// Sorts hits best first. Equal scores stay in reading order.
pub(crate) fn sort_hits(hits: &mut [Hit]) {
    hits.sort_unstable_by_key(|hit| {
        let place = match hit.target {
            Target::Passage(PassageId(n)) => n,
            _ => 0,
        };
        (std::cmp::Reverse(hit.score.max(0.0).to_bits()), place)
    });
}

/// Highlights acronyms if their expansion was typed, and expansions if their acronym was.
fn expand(corpus: &Corpus, labels: &Labels, wanted: &[&str], highlighter: &mut Highlighter) {
    let typed: HashSet<String> = wanted.iter().map(|w| stem(w)).collect();
    for (short, long) in labels.expansions(corpus) {
        if short.iter().all(|w| wanted.contains(&w.as_str())) {
            highlighter.stems.extend(long.iter().filter(|w| w.0.len() > 3).map(|w| w.1.clone()));
        } else if long.len() > 1 && long.iter().all(|w| typed.contains(&w.1) || is_common(&w.0)) {
            highlighter.words.extend(short.iter().cloned());
        }
    }
}

pub(crate) fn why(fields: Fields, near: bool) -> MatchReason {
    match fields {
        _ if near => MatchReason::Near,
        f if f.contains(Fields::HEADLINE) => MatchReason::Headline,
        f if f.contains(Fields::TEXT) => MatchReason::Words,
        _ => MatchReason::Form,
    }
}
