//! From a query to a ranked answer: every clause has to hold; what matches better and nearer comes first.

use std::collections::HashSet;
use std::sync::Arc;

use crate::corpus::postings::Set;
use crate::corpus::{Corpus, PassageId};
use crate::search::inverted_index::{Body, field};
use crate::search::labels::Labels;
use crate::search::query::{Clause, How, Matcher, Query, Term};
use crate::search::rerank;
use crate::search::scorer::Board;
use crate::search::stemmer::stem;
use crate::search::{Answer, Hit, Target, Why};

/// Words that stand nearly everywhere; they never keep a passage out.
const COMMON: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "by", "did", "do", "does", "for", "from", "has", "have", "how", "in",
    "into", "is", "it", "its", "of", "on", "or", "s", "that", "the", "their", "they", "this", "to", "was", "were",
    "what", "when", "where", "which", "who", "with",
];
/// How many parts of a query are tried without where nothing is found.
const RELAX_MAX: usize = 6;

/// Among how many words the odd ones are looked for.
const ODD_AMONG_MAX: usize = 8;

/// Whether a folded word stands nearly everywhere.
pub(crate) fn is_common(word: &str) -> bool {
    COMMON.contains(&word)
}

/// Answers a query; where nothing is found, says what of it keeps the answer away.
#[must_use]
pub fn answer(corpus: &Corpus, body: &Body, labels: &Labels, query: &Query) -> Answer {
    let reach = Reach::default();
    let mut answer = strictly(corpus, body, labels, query, reach);
    if answer.hits.is_empty()
        && let Some(fewer) = without_the_odd_words(corpus, body, query)
    {
        let kept = |c: &Clause| fewer.clauses.contains(c);
        let dropped = query.clauses.iter().filter(|c| !kept(c)).flat_map(|c| &c.any).map(|t| t.words.join(" "));
        let dropped: Vec<String> = dropped.collect();
        let nearest = std::mem::take(&mut answer.nearest);
        answer = Answer { dropped, nearest, typed: answer.typed, ..strictly(corpus, body, labels, &fewer, reach) };
    }
    if answer.hits.is_empty() && query.clauses.len() + query.filter.facets().count() > 1 {
        let count = |query: &Query| strictly(corpus, body, labels, query, reach).passages.count();
        for facet in query.filter.facets() {
            let found = count(&Query { filter: query.filter.without(facet), ..query.clone() });
            let words = query.filter.facet_words(corpus, facet).unwrap_or_default();
            answer.without.push((format!("{} {words}", facet.word()), found));
        }
        for at in 0..query.clauses.len().min(RELAX_MAX) {
            let mut fewer = query.clone();
            let gone = fewer.clauses.remove(at);
            let words: Vec<String> = gone.any.iter().map(|t| t.words.join(" ")).collect();
            let found = if fewer.is_empty() { 0 } else { count(&fewer) };
            answer.without.push((format!("\"{}\"", words.join(" | ")), found));
        }
        answer.without.retain(|w| w.1 > 0);
        answer.without.sort_by_key(|w| std::cmp::Reverse(w.1));
    }
    answer
}

/// Where no passage has all words, the query without as few words as there have to be, and of several such the one that
/// fewest passages match. None where operators are used, or no word would be left.
fn without_the_odd_words(corpus: &Corpus, body: &Body, query: &Query) -> Option<Query> {
    let near = |c: &Clause| !c.not && c.any.iter().all(|t| t.how == How::Near);
    let mut telling: Vec<&Clause> =
        query.clauses.iter().filter(|c| c.any.iter().any(|t| t.words.iter().any(|w| !is_common(w)))).collect();
    if !query.clauses.iter().all(near) || !(2..=ODD_AMONG_MAX).contains(&telling.len()) {
        return None;
    }
    telling.sort_by_key(|c| words_of(c));
    let filter = query.filter.set(corpus, None);
    let met: Vec<Set> = telling.iter().map(|clause| Board::alone(corpus, body, &filter, clause)).collect();
    let best = (1..(1u32 << telling.len()))
        .filter_map(|kept| {
            let mut both = filter.clone();
            (0..telling.len()).filter(|n| kept >> n & 1 == 1).for_each(|n| both.keep(&met[n]));
            let found = both.count();
            (found > 0).then_some((std::cmp::Reverse(kept.count_ones()), found, kept))
        })
        .min()?;
    let clauses = (0..telling.len()).filter(|n| best.2 >> n & 1 == 1).map(|n| telling[n].clone()).collect();
    Some(Query { clauses, ..query.clone() })
}

/// Where and by what words a passage may be met.
#[derive(Debug, Clone, Copy)]
pub struct Reach {
    /// The fields that count.
    pub fields: u8,
    /// Whether other words for the same thing count.
    pub others: bool,
}

impl Default for Reach {
    /// Anywhere, by any word.
    fn default() -> Self {
        Self { fields: u8::MAX, others: true }
    }
}

/// Answers a query by what meets all of it.
pub fn strictly(corpus: &Corpus, body: &Body, labels: &Labels, query: &Query, reach: Reach) -> Answer {
    let mut matcher = Matcher::default();
    let mut unmatched = Vec::new();
    let mut wanted = query.wanted();
    wanted.sort_unstable();
    let mut clauses: Vec<&Clause> = query.clauses.iter().collect();
    clauses.sort_by_key(|c| words_of(c));
    let only_common = wanted.iter().all(|w| is_common(w));
    let common = |t: &Term| t.how == How::Near && t.words.iter().all(|w| is_common(w));
    let mut board = Board::new(corpus, body, query.filter.set(corpus, None), reach);
    for clause in clauses {
        if clause.not || only_common || !clause.any.iter().all(common) {
            board.meet(clause, &mut matcher, &mut unmatched);
        }
    }
    expand(corpus, labels, &wanted, &mut matcher);
    let alive = board.alive();
    let mut hits: Vec<Hit> = Vec::with_capacity(alive.count());
    if !query.is_empty() {
        hits.extend(alive.iter().map(|id| board.hit(id)));
    }
    put_in_order(&mut hits);
    rerank::look(corpus, labels, &wanted, &mut hits);
    if plain(query) && !wanted.is_empty() && query.filter.is_open() {
        label(labels, &wanted, &mut hits);
    }
    let nearest = unmatched
        .iter()
        .flat_map(|w: &String| {
            let near = body.near(w).into_iter().map(|v| body.word(v.word).to_owned());
            near.filter(|other| other != w).take(3).collect::<Vec<_>>()
        })
        .collect();
    Answer {
        typed: query.typed.clone(),
        hits,
        passages: board.into_alive(),
        matcher: Arc::new(matcher),
        problems: query.problems.clone(),
        dropped: Vec::new(),
        without: Vec::new(),
        nearest,
    }
}

/// The words of a clause, by which clauses are put into an order that does not depend on how they were typed.
fn words_of(clause: &Clause) -> Vec<String> {
    clause.any.iter().flat_map(|t| t.words.iter().cloned()).collect()
}

/// Whether a query is of words alone, all wanted.
fn plain(query: &Query) -> bool {
    query.clauses.iter().all(|c: &Clause| !c.not && c.any.len() == 1)
}

/// Puts the bodies and sections that the words name among the passages.
fn label(labels: &Labels, wanted: &[&str], hits: &mut Vec<Hit>) {
    let top = hits.first().map_or(0.0, |h| h.score);
    let mut named = labels.entities(wanted);
    named.retain(|h| h.why != Why::Near || hits.is_empty());
    for hit in &mut named {
        hit.score = match hit.why {
            Why::Name => top + hit.score,
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

/// Best first; what is equally good in reading order.
pub(crate) fn put_in_order(hits: &mut [Hit]) {
    hits.sort_unstable_by_key(|hit| {
        let place = match hit.target {
            Target::Passage(PassageId(n)) => n,
            _ => 0,
        };
        (std::cmp::Reverse(hit.score.max(0.0).to_bits()), place)
    });
}

/// Lights acronyms where their expansion was typed, and expansions where the acronym was.
fn expand(corpus: &Corpus, labels: &Labels, wanted: &[&str], matcher: &mut Matcher) {
    let typed: HashSet<String> = wanted.iter().map(|w| stem(w)).collect();
    for (short, long) in labels.expansions(corpus) {
        if short.iter().all(|w| wanted.contains(&w.as_str())) {
            matcher.stems.extend(long.iter().filter(|w| w.0.len() > 3).map(|w| w.1.clone()));
        } else if long.len() > 1 && long.iter().all(|w| typed.contains(&w.1) || is_common(&w.0)) {
            matcher.words.extend(short.iter().cloned());
        }
    }
}

pub(crate) fn why(fields: u8, near: bool) -> Why {
    match fields {
        _ if near => Why::Near,
        f if f & field::HEADLINE != 0 => Why::Headline,
        f if f & field::TEXT != 0 => Why::Words,
        _ => Why::Form,
    }
}
