//! From a query to a ranked answer: every clause has to hold; what matches better and nearer comes first.

use std::collections::HashSet;
use std::sync::Arc;

use super::body::{Body, field};
use super::label::Labels;
use super::query::{Clause, How, Matcher, Query, Term};
use super::stem::stem;
use super::token;
use super::{Answer, Hit, Target, Why};
use crate::corpus::facets::Set;
use crate::corpus::{Corpus, Kind, PassageId};

/// Words that stand nearly everywhere; they never keep a passage out.
const COMMON: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "by", "did", "do", "does", "for", "from", "has", "have", "how", "in",
    "into", "is", "it", "its", "of", "on", "or", "s", "that", "the", "their", "they", "this", "to", "was", "were",
    "what", "when", "where", "which", "who", "with",
];
/// How many of the best are looked at closely.
const CLOSE_LOOK: usize = 64;

/// What one clause met in one passage.
#[derive(Debug, Clone, Copy, Default)]
struct Met {
    score: f32,
    fields: u8,
    near: bool,
}

/// All passages at once: what the clauses so far have met in each.
struct Board {
    total: Vec<f32>,
    fields: Vec<u8>,
    near: Vec<bool>,
    alive: Set,
}

/// How many parts of a query are tried without where nothing is found.
const RELAX_MAX: usize = 6;

/// Answers a query; where nothing is found, says what of it keeps the answer away.
#[must_use]
pub fn answer(corpus: &Corpus, body: &Body, labels: &Labels, query: &Query) -> Answer {
    let mut answer = strictly(corpus, body, labels, query);
    if answer.hits.is_empty() && query.clauses.len() + query.filter.facets().count() > 1 {
        let count = |query: &Query| strictly(corpus, body, labels, query).passages.count();
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

fn strictly(corpus: &Corpus, body: &Body, labels: &Labels, query: &Query) -> Answer {
    let len = corpus.passages.len();
    let mut matcher = Matcher::default();
    let mut board = Board {
        total: vec![0.0; len],
        fields: vec![u8::MAX; len],
        near: vec![false; len],
        alive: query.filter.set(corpus, None),
    };
    let mut unmatched = Vec::new();
    let wanted = query.wanted();
    let only_common = wanted.iter().all(|w| COMMON.contains(w));
    for clause in &query.clauses {
        let common = |t: &Term| t.how == How::Near && t.words.iter().all(|w| COMMON.contains(&w.as_str()));
        if !clause.not && !only_common && clause.any.iter().all(common) {
            continue;
        }
        meet(corpus, body, clause, &mut board, &mut matcher, &mut unmatched);
    }
    expand(corpus, &wanted, &mut matcher);
    let mut hits: Vec<Hit> = Vec::new();
    if !query.is_empty() {
        hits.extend(board.alive.iter().map(|id| Hit {
            target: Target::Passage(id),
            score: board.total[id.index()] * kind_worth(corpus.passage(id).kind),
            why: why(board.fields[id.index()], board.near[id.index()]),
        }));
    }
    let order = |a: &Hit, b: &Hit| b.score.total_cmp(&a.score);
    hits.sort_by(order);
    look_closely(corpus, query, &wanted, &mut hits);
    let plain = query.clauses.iter().all(|c| !c.not && c.any.len() == 1);
    if plain && !wanted.is_empty() && query.filter.is_open() {
        let top = hits.first().map_or(0.0, |h| h.score);
        let mut named = labels.entities(&wanted);
        named.retain(|h| h.why != Why::Near || hits.is_empty());
        for hit in &mut named {
            hit.score = match hit.why {
                Why::Name => top + hit.score,
                _ => top * 0.4 + hit.score / 100.0,
            };
        }
        hits.extend(named);
        let mut headed = labels.sections(&wanted);
        for hit in &mut headed {
            hit.score *= top * 0.1;
        }
        hits.extend(headed);
    }
    hits.sort_by(order);
    let nearest = unmatched
        .iter()
        .flat_map(|w: &String| body.near(w).into_iter().map(|v| body.word(v.word).to_owned()).take(3))
        .collect();
    Answer {
        typed: query.typed.clone(),
        hits,
        passages: board.alive,
        matcher: Arc::new(matcher),
        problems: query.problems.clone(),
        without: Vec::new(),
        nearest,
    }
}

/// Keeps alive what a clause meets (or, negated, does not meet), and adds what it scores there.
fn meet(
    corpus: &Corpus,
    body: &Body,
    clause: &Clause,
    board: &mut Board,
    matcher: &mut Matcher,
    unmatched: &mut Vec<String>,
) {
    let len = corpus.passages.len();
    let mut met: Vec<Met> = vec![Met::default(); len];
    let mut any = Set::none(len);
    for term in &clause.any {
        let found = meet_term(corpus, body, term, &mut met, matcher, clause.not);
        if found.is_empty() && !clause.not {
            unmatched.extend(term.words.iter().cloned());
        }
        any.add(&found);
    }
    if clause.not {
        board.alive.remove(&any);
        return;
    }
    board.alive.keep(&any);
    for id in board.alive.iter() {
        let at = id.index();
        board.total[at] += met[at].score;
        board.fields[at] &= met[at].fields;
        board.near[at] |= met[at].near;
    }
}

/// The passages in which a term is met: all its words, and for a phrase in this order.
fn meet_term(corpus: &Corpus, body: &Body, term: &Term, met: &mut [Met], matcher: &mut Matcher, not: bool) -> Set {
    let len = corpus.passages.len();
    let mut all = Set::all(len);
    let mut sum: Vec<Met> = vec![Met { score: 0.0, fields: u8::MAX, near: false }; len];
    for word in &term.words {
        let mut best: Vec<Met> = vec![Met::default(); len];
        let mut here = Set::none(len);
        for variant in variants(body, word, &term.how) {
            let postings = body.postings(variant.word);
            let rarity = rarity(postings.len(), len);
            for posting in postings {
                let at = posting.passage().index();
                let weight = posting.weight();
                let damped = weight * 2.2 / (weight + 1.2 * body.damping[at]);
                let score = variant.worth * rarity * damped;
                let row = &mut best[at];
                row.fields |= posting.fields();
                row.near = if row.score == 0.0 { variant.near } else { row.near && variant.near };
                row.score = row.score.max(score);
                here.insert(posting.passage());
            }
            if !not {
                light(matcher, body, word, variant.word, &term.how);
            }
        }
        all.keep(&here);
        for id in all.iter() {
            let at = id.index();
            sum[at].score += best[at].score;
            sum[at].fields &= best[at].fields;
            sum[at].near |= best[at].near;
        }
    }
    match term.how {
        How::Phrase => retain(corpus, &mut all, |words| in_order(words, &term.words, false)),
        How::Begin => retain_begin(corpus, &mut all, &term.words),
        _ => {}
    }
    for id in all.iter() {
        let at = id.index();
        if sum[at].score > met[at].score {
            met[at] = sum[at];
        }
    }
    all
}

/// How much a word tells that stands in so many of all passages: near 0 for one that stands everywhere. A fourth root
/// runs like the logarithm of BM25 here, and needs no mathematics library.
fn rarity(postings: usize, passages: usize) -> f32 {
    #[allow(clippy::cast_precision_loss)]
    let share = passages.max(1) as f32 / postings.max(1) as f32;
    share.sqrt().sqrt() - 0.8
}

fn variants(body: &Body, word: &str, how: &How) -> Vec<super::body::Variant> {
    match how {
        How::Near => body.variants(word),
        How::Begin => body.beginning(word).map(|word| super::body::Variant { word, worth: 1.0, near: false }).collect(),
        How::Exact | How::Phrase => {
            body.exact(word).map(|word| super::body::Variant { word, worth: 1.0, near: false }).into_iter().collect()
        }
    }
}

fn light(matcher: &mut Matcher, body: &Body, typed: &str, met: u32, how: &How) {
    let word = body.word(met);
    if *how == How::Near && stem(word) == stem(typed) {
        matcher.stems.insert(stem(word));
    } else if matches!(how, How::Near | How::Begin) && word.starts_with(typed) && word != typed {
        if !matcher.prefixes.iter().any(|p| p == typed) {
            matcher.prefixes.push(typed.to_owned());
        }
    } else {
        matcher.words.insert(word.to_owned());
    }
}

fn retain(corpus: &Corpus, set: &mut Set, holds: impl Fn(&[String]) -> bool) {
    let out: Vec<PassageId> = set
        .iter()
        .filter(|&id| {
            let passage = corpus.passage(id);
            !holds(&parts(&passage.text))
                && !holds(&parts(&passage.headline))
                && !super::body::printed(passage).iter().any(|p| holds(&parts(p)))
        })
        .collect();
    let mut gone = Set::none(corpus.passages.len());
    out.into_iter().for_each(|id| gone.insert(id));
    set.remove(&gone);
}

fn retain_begin(corpus: &Corpus, set: &mut Set, words: &[String]) {
    let Some(first) = words.first() else { return };
    let begins = |label: &str| parts(label).first().is_some_and(|w| w.starts_with(first.as_str()));
    let out: Vec<PassageId> = set
        .iter()
        .filter(|&id| {
            let passage = corpus.passage(id);
            !begins(&passage.headline)
                && !begins(&passage.text)
                && !super::body::printed(passage).iter().any(|p| begins(p))
                && !passage.entities.iter().any(|&e| begins(&corpus.entity(e).name) || begins(&corpus.entity(e).id))
        })
        .collect();
    let mut gone = Set::none(corpus.passages.len());
    out.into_iter().for_each(|id| gone.insert(id));
    set.remove(&gone);
}

/// The words of a text, hyphenated ones in parts only.
fn parts(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last = None;
    for token in token::tokens(text) {
        if last.is_none_or(|l| token.position > l) {
            last = Some(token.position);
            words.push(token.word);
        }
    }
    words
}

/// Whether words stand one after the other, letter by letter or by their stems.
fn in_order(words: &[String], wanted: &[String], by_stem: bool) -> bool {
    let same = |a: &String, b: &String| a == b || by_stem && stem(a) == stem(b);
    !wanted.is_empty() && words.windows(wanted.len()).any(|w| w.iter().zip(wanted).all(|(a, b)| same(a, b)))
}

/// Lights acronyms where their expansion was typed, and expansions where the acronym was.
fn expand(corpus: &Corpus, wanted: &[&str], matcher: &mut Matcher) {
    let typed: HashSet<String> = wanted.iter().map(|w| stem(w)).collect();
    for term in corpus.glossary.iter().filter(|t| !t.expansion.is_empty()) {
        let short = token::words(&term.term);
        let long: Vec<String> = token::words(&term.expansion);
        if short.iter().all(|w| wanted.contains(&w.as_str())) {
            matcher.stems.extend(long.iter().filter(|w| w.len() > 3).map(|w| stem(w)));
        } else if long.len() > 1 && long.iter().all(|w| typed.contains(&stem(w)) || COMMON.contains(&w.as_str())) {
            matcher.words.extend(short);
        }
    }
}

/// What a kind is worth where all else is equal: what was done and charged comes before notes and captions.
fn kind_worth(kind: Kind) -> f32 {
    match kind {
        Kind::Caption | Kind::Note => 0.7,
        Kind::Narrative | Kind::Membership => 0.93,
        Kind::Publication => 0.95,
        _ => 1.0,
    }
}

fn why(fields: u8, near: bool) -> Why {
    match fields {
        _ if near => Why::Near,
        f if f & field::HEADLINE != 0 => Why::Headline,
        f if f & field::TEXT != 0 => Why::Words,
        _ => Why::Form,
    }
}

/// Raises, among the best, those in which the words stand close together and in order, and which a named body acts in.
fn look_closely(corpus: &Corpus, query: &Query, wanted: &[&str], hits: &mut [Hit]) {
    let words: Vec<String> = wanted.iter().filter(|w| !COMMON.contains(w)).map(|w| (*w).to_owned()).collect();
    if words.is_empty() {
        return;
    }
    let named: Vec<_> = words.iter().filter_map(|w| corpus.find_entity(w)).collect();
    let topic: Vec<String> = words.iter().filter(|w| corpus.find_entity(w).is_none()).cloned().collect();
    let whole: Vec<String> = query.wanted().iter().map(|w| (*w).to_owned()).collect();
    for hit in hits.iter_mut().take(CLOSE_LOOK) {
        let Target::Passage(id) = hit.target else { continue };
        let passage = corpus.passage(id);
        let text = parts(&passage.text);
        let headline = parts(&passage.headline);
        let mut factor = 1.0;
        if !named.is_empty() {
            if named.iter().all(|e| passage.entities.contains(e)) {
                factor += 0.35;
                if passage.entities.first().is_some_and(|e| named.contains(e)) {
                    factor += 0.1;
                }
            }
            if !topic.is_empty() && near_by(&text, &topic) {
                factor += 0.1;
            }
        }
        if words.len() > 1 {
            if in_order(&text, &whole, true) || in_order(&headline, &whole, true) {
                factor += 0.4;
            } else if near_by(&text, &words) || near_by(&headline, &words) {
                factor += 0.2;
            }
        }
        hit.score *= factor;
    }
}

/// Whether all words (by their stems or beginnings) stand within a span little longer than themselves.
fn near_by(text: &[String], wanted: &[String]) -> bool {
    let span = wanted.len() * 3 + 2;
    let meets = |w: &String, q: &String| w == q || w.starts_with(q.as_str()) || stem(w) == stem(q);
    let places: Vec<Vec<usize>> = wanted
        .iter()
        .map(|q| text.iter().enumerate().filter(|(_, w)| meets(w, q)).map(|(at, _)| at).collect())
        .collect();
    let Some(first) = places.first() else { return false };
    first.iter().any(|&at| places.iter().all(|p| p.iter().any(|&o| o.abs_diff(at) <= span)))
}
