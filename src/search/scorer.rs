//! Scores passages clause by clause, all passages at once.

use crate::corpus::postings::PassageSet;
use crate::corpus::{Corpus, PassageId};
use crate::search::SearchOptions;
use crate::search::highlight::Highlighter;
use crate::search::inverted_index::{Fields, InvertedIndex, TermExpansion};
use crate::search::query::{Clause, MatchMode, QueryTerm};
use crate::search::relax::why;
use crate::search::stemmer::stem;
use crate::search::synonyms::synonyms;
use crate::search::{Hit, Target, tokenizer};

/// The weight of a synonym.
const SYNONYM_WEIGHT: f32 = 0.25;

/// BM25's k1, at its usual value: how quickly repetitions of a term stop adding to the score.
const K1: f32 = 1.2;
/// BM25's b: how much long passages are dampened. Lower than the usual 0.75, because passages are short and of similar
/// length.
const B: f32 = 0.35;
/// `1 - B`, written out: the difference is not the same number in `f32`.
const ONE_LESS_B: f32 = 0.65;
/// Subtracted from the inverse document frequency, so that a term that is everywhere scores little.
const IDF_FLOOR: f32 = 0.8;

/// The score of one passage.
#[derive(Debug, Clone, Copy)]
struct DocScore {
    score: f32,
    fields: Fields,
    near: bool,
}

const NO_SCORE: DocScore = DocScore { score: 0.0, fields: Fields::empty(), near: false };

/// The scores of all passages. Reused as a buffer, so that memory is allocated only once per search.
struct Scores {
    docs: Vec<DocScore>,
    matched: PassageSet,
}

impl Scores {
    fn new(len: usize) -> Self {
        Self { docs: vec![NO_SCORE; len], matched: PassageSet::none(len) }
    }

    fn clear(&mut self) {
        for id in self.matched.iter() {
            self.docs[id.index()] = NO_SCORE;
        }
        self.matched.clear();
    }

    /// Keeps the higher of the old and the new score.
    fn keep_max(&mut self, id: PassageId, score: f32, fields: Fields, near: bool) {
        let doc = &mut self.docs[id.index()];
        doc.near = if doc.score == 0.0 { near } else { doc.near && near };
        doc.fields |= fields;
        doc.score = doc.score.max(score);
        self.matched.insert(id);
    }

    /// Keeps the passages that `other` has too, and adds up their scores.
    fn intersect(&mut self, other: &Self) {
        for id in self.matched.iter() {
            let (doc, more) = (&mut self.docs[id.index()], &other.docs[id.index()]);
            if other.matched.contains(id) {
                doc.score += more.score;
                doc.fields &= more.fields;
                doc.near |= more.near;
            } else {
                *doc = NO_SCORE;
            }
        }
        self.matched.intersect_with(&other.matched);
    }
}

/// The scores of all passages for the clauses so far.
pub(crate) struct Scorer<'a> {
    corpus: &'a Corpus,
    index: &'a InvertedIndex,
    options: SearchOptions,
    candidates: PassageSet,
    /// Whether a clause has been scored yet.
    started: bool,
    total: Scores,
    clause: Scores,
    term: Scores,
    word: Scores,
}

impl<'a> Scorer<'a> {
    pub(crate) fn new(
        corpus: &'a Corpus,
        index: &'a InvertedIndex,
        candidates: PassageSet,
        options: SearchOptions,
    ) -> Self {
        let len = corpus.passages.len();
        let scores = || Scores::new(len);
        Self {
            corpus,
            index,
            options,
            candidates,
            started: false,
            total: scores(),
            clause: scores(),
            term: scores(),
            word: scores(),
        }
    }

    /// Returns the passages in `among` that match a clause.
    pub(crate) fn matching(
        corpus: &'a Corpus,
        index: &'a InvertedIndex,
        among: &PassageSet,
        clause: &Clause,
    ) -> PassageSet {
        let mut scorer = Self::new(corpus, index, among.clone(), SearchOptions::ALL);
        scorer.score_clause(clause, &mut Highlighter::default(), &mut Vec::new());
        scorer.candidates
    }

    pub(crate) fn candidates(&self) -> &PassageSet {
        &self.candidates
    }

    pub(crate) fn into_candidates(self) -> PassageSet {
        self.candidates
    }

    pub(crate) fn hit(&self, id: PassageId) -> Hit {
        let doc = self.total.docs[id.index()];
        let fields = if self.started { doc.fields } else { Fields::all() };
        Hit { target: Target::Passage(id), score: doc.score * self.index.boost(id), why: why(fields, doc.near) }
    }

    /// Keeps the candidates that match a clause, or that do not match it if it is negated, and adds their scores.
    pub(crate) fn score_clause(&mut self, clause: &Clause, highlighter: &mut Highlighter, unmatched: &mut Vec<String>) {
        self.clause.clear();
        for term in &clause.any {
            self.score_term(term, if clause.not { None } else { Some(&mut *highlighter) });
            if self.term.matched.is_empty() && !clause.not {
                unmatched.extend(term.words.iter().cloned());
            }
            for id in self.term.matched.iter() {
                let doc = self.term.docs[id.index()];
                self.clause.keep_max(id, doc.score, doc.fields, doc.near);
            }
        }
        if clause.not {
            self.candidates.difference_with(&self.clause.matched);
            return;
        }
        self.candidates.intersect_with(&self.clause.matched);
        if self.started {
            self.total.intersect(&self.clause);
        } else {
            std::mem::swap(&mut self.total, &mut self.clause);
            self.started = true;
        }
    }

    /// Finds the passages that match a term: all its words, and for a phrase in this order.
    fn score_term(&mut self, term: &QueryTerm, mut highlighter: Option<&mut Highlighter>) {
        self.term.clear();
        for (n, word) in term.words.iter().enumerate() {
            let first = n == 0;
            if !first {
                self.word.clear();
            }
            for expansion in expand_term(self.index, word, &term.mode, self.options.synonyms) {
                let idf = idf(self.index.doc_freq(expansion.word), self.corpus.passages.len());
                let scores = if first { &mut self.term } else { &mut self.word };
                for posting in self.index.postings(expansion.word) {
                    if !posting.fields().intersects(self.options.fields) {
                        continue;
                    }
                    let (id, tf) = (posting.passage(), posting.weight());
                    let saturated = tf * (K1 + 1.0) / (tf + K1 * (ONE_LESS_B + B * self.index.norm(id)));
                    scores.keep_max(id, expansion.boost * idf * saturated, posting.fields(), expansion.near);
                }
                if let Some(highlighter) = &mut highlighter {
                    highlight(highlighter, self.index, word, expansion.word, &term.mode);
                }
            }
            if !first {
                self.term.intersect(&self.word);
            }
        }
        match term.mode {
            MatchMode::Phrase => self.retain(|words| is_phrase(words, &term.words)),
            MatchMode::Begin => self.retain(|words| begins(words, &term.words)),
            _ => {}
        }
    }

    /// Keeps the matches of the current term in which `holds` is true for the words of some text: the passage itself,
    /// its headline, what else is printed of it, or the name or id of one of its bodies.
    fn retain(&mut self, holds: impl Fn(&[String]) -> bool) {
        let mut gone = PassageSet::none(self.corpus.passages.len());
        for id in self.term.matched.iter() {
            let passage = self.corpus.passage(id);
            let names = passage.entities.iter().map(|&e| self.corpus.entity(e)).flat_map(|e| [e.id, e.name]);
            let mut texts = vec![passage.text.as_str(), passage.headline.as_str()];
            texts.extend(crate::search::inverted_index::printed(passage));
            let held = texts.into_iter().any(|t| holds(&tokenizer::parts(t)))
                || names.into_iter().any(|n| holds(&tokenizer::parts(&n)));
            if !held {
                gone.insert(id);
            }
        }
        for id in gone.iter() {
            self.term.docs[id.index()] = NO_SCORE;
        }
        self.term.matched.difference_with(&gone);
    }
}

/// Returns whether the wanted words follow one another exactly.
fn is_phrase(words: &[String], wanted: &[String]) -> bool {
    !wanted.is_empty() && words.windows(wanted.len()).any(|w| w == wanted)
}

/// Returns whether a text begins with the wanted words. The last one may be a prefix.
fn begins(words: &[String], wanted: &[String]) -> bool {
    let Some((last, before)) = wanted.split_last() else { return false };
    words.starts_with(before) && words.get(before.len()).is_some_and(|w| w.starts_with(last.as_str()))
}

/// Returns the inverse document frequency: high for a rare term, near 0 for one that is everywhere. Uses a fourth root
/// instead of BM25's logarithm; both find the golden queries equally well.
fn idf(postings: usize, passages: usize) -> f32 {
    #[allow(clippy::cast_precision_loss)]
    let share = passages.max(1) as f32 / postings.max(1) as f32;
    share.sqrt().sqrt() - IDF_FLOOR
}

/// Returns the words of the reports that stand for a typed one.
fn expand_term(index: &InvertedIndex, word: &str, mode: &MatchMode, with_synonyms: bool) -> Vec<TermExpansion> {
    let whole = |word: u32| TermExpansion { word, boost: 1.0, near: false };
    match mode {
        MatchMode::Near => {
            let mut found = index.expand_term(word);
            for other in synonyms(word).filter(|_| with_synonyms).flat_map(|k| index.terms_like(k)) {
                if found.iter().all(|v| v.word != other) {
                    found.push(TermExpansion { word: other, boost: SYNONYM_WEIGHT, near: false });
                }
            }
            found
        }
        MatchMode::Begin => index.prefix(word).map(whole).collect(),
        MatchMode::Exact | MatchMode::Phrase => index.lookup(word).map(whole).into_iter().collect(),
    }
}

fn highlight(highlighter: &mut Highlighter, index: &InvertedIndex, typed: &str, matched: u32, mode: &MatchMode) {
    let word = index.word(matched);
    if *mode == MatchMode::Near && stem(word) == stem(typed) {
        highlighter.stems.insert(stem(word));
    } else if matches!(mode, MatchMode::Near | MatchMode::Begin) && word.starts_with(typed) && word != typed {
        if !highlighter.prefixes.iter().any(|p| p == typed) {
            highlighter.prefixes.push(typed.to_owned());
        }
    } else {
        highlighter.words.insert(word.to_owned());
    }
}
