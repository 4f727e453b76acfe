//! What each clause meets in each passage: scores over all passages at once.

use crate::corpus::postings::Set;
use crate::corpus::{Corpus, PassageId};
use crate::search::inverted_index::{Body, Variant};
use crate::search::query::{Clause, How, Matcher, Term};
use crate::search::relax::{Reach, why};
use crate::search::stemmer::stem;
use crate::search::synonyms::kin;
use crate::search::{Hit, Target, tokenizer};

/// What a word that only means the same is worth.
const KIN: f32 = 0.25;

/// What was met in one passage.
#[derive(Debug, Clone, Copy)]
struct Met {
    score: f32,
    fields: u8,
    near: bool,
}

const NOTHING: Met = Met { score: 0.0, fields: 0, near: false };

/// What was met in all passages. It is used over and over, so that a search over many passages asks for memory once.
struct Sheet {
    rows: Vec<Met>,
    met: Set,
}

impl Sheet {
    fn new(len: usize) -> Self {
        Self { rows: vec![NOTHING; len], met: Set::none(len) }
    }

    fn clear(&mut self) {
        for id in self.met.iter() {
            self.rows[id.index()] = NOTHING;
        }
        self.met.clear();
    }

    /// Takes what is better.
    fn raise(&mut self, id: PassageId, score: f32, fields: u8, near: bool) {
        let row = &mut self.rows[id.index()];
        row.near = if row.score == 0.0 { near } else { row.near && near };
        row.fields |= fields;
        row.score = row.score.max(score);
        self.met.insert(id);
    }

    /// Keeps what another sheet has too, and adds up.
    fn join(&mut self, other: &Self) {
        for id in self.met.iter() {
            let (row, more) = (&mut self.rows[id.index()], &other.rows[id.index()]);
            if other.met.contains(id) {
                row.score += more.score;
                row.fields &= more.fields;
                row.near |= more.near;
            } else {
                *row = NOTHING;
            }
        }
        self.met.keep(&other.met);
    }
}

/// All passages at once: what the clauses so far have met in each.
pub(crate) struct Board<'a> {
    corpus: &'a Corpus,
    body: &'a Body,
    reach: Reach,
    alive: Set,
    /// Whether a clause was met yet.
    begun: bool,
    total: Sheet,
    clause: Sheet,
    term: Sheet,
    word: Sheet,
}

impl<'a> Board<'a> {
    pub(crate) fn new(corpus: &'a Corpus, body: &'a Body, alive: Set, reach: Reach) -> Self {
        let len = corpus.passages.len();
        let sheet = || Sheet::new(len);
        Self { corpus, body, reach, alive, begun: false, total: sheet(), clause: sheet(), term: sheet(), word: sheet() }
    }

    /// The passages among some that one clause meets.
    pub(crate) fn alone(corpus: &'a Corpus, body: &'a Body, among: &Set, clause: &Clause) -> Set {
        let mut board = Self::new(corpus, body, among.clone(), Reach::default());
        board.meet(clause, &mut Matcher::default(), &mut Vec::new());
        board.alive
    }

    pub(crate) fn alive(&self) -> &Set {
        &self.alive
    }

    pub(crate) fn into_alive(self) -> Set {
        self.alive
    }

    pub(crate) fn hit(&self, id: PassageId) -> Hit {
        let row = self.total.rows[id.index()];
        let fields = if self.begun { row.fields } else { u8::MAX };
        Hit { target: Target::Passage(id), score: row.score * self.body.worth(id), why: why(fields, row.near) }
    }

    /// Keeps alive what a clause meets (or, negated, does not meet), and adds what it scores there.
    pub(crate) fn meet(&mut self, clause: &Clause, matcher: &mut Matcher, unmatched: &mut Vec<String>) {
        self.clause.clear();
        for term in &clause.any {
            self.meet_term(term, if clause.not { None } else { Some(&mut *matcher) });
            if self.term.met.is_empty() && !clause.not {
                unmatched.extend(term.words.iter().cloned());
            }
            for id in self.term.met.iter() {
                let row = self.term.rows[id.index()];
                self.clause.raise(id, row.score, row.fields, row.near);
            }
        }
        if clause.not {
            self.alive.remove(&self.clause.met);
            return;
        }
        self.alive.keep(&self.clause.met);
        if self.begun {
            self.total.join(&self.clause);
        } else {
            std::mem::swap(&mut self.total, &mut self.clause);
            self.begun = true;
        }
    }

    /// The passages in which a term is met: all its words, and for a phrase in this order.
    fn meet_term(&mut self, term: &Term, mut matcher: Option<&mut Matcher>) {
        self.term.clear();
        for (n, word) in term.words.iter().enumerate() {
            let first = n == 0;
            if !first {
                self.word.clear();
            }
            for variant in variants(self.body, word, &term.how, self.reach.others) {
                let rarity = rarity(self.body.spread(variant.word), self.corpus.passages.len());
                let sheet = if first { &mut self.term } else { &mut self.word };
                for posting in self.body.postings(variant.word) {
                    if posting.fields() & self.reach.fields == 0 {
                        continue;
                    }
                    let (id, weight) = (posting.passage(), posting.weight());
                    let damped = weight * 2.2 / (weight + 1.2 * (0.65 + 0.35 * self.body.length(id)));
                    sheet.raise(id, variant.worth * rarity * damped, posting.fields(), variant.near);
                }
                if let Some(matcher) = &mut matcher {
                    light(matcher, self.body, word, variant.word, &term.how);
                }
            }
            if !first {
                self.term.join(&self.word);
            }
        }
        match term.how {
            How::Phrase => self.retain(|words| in_order(words, &term.words)),
            How::Begin => self.retain(|words| begins(words, &term.words)),
            _ => {}
        }
    }

    /// Keeps of what the term has met that of which a text holds what has to hold.
    fn retain(&mut self, holds: impl Fn(&[String]) -> bool) {
        let mut gone = Set::none(self.corpus.passages.len());
        for id in self.term.met.iter() {
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
            self.term.rows[id.index()] = NOTHING;
        }
        self.term.met.remove(&gone);
    }
}

/// Whether words stand one after the other, letter by letter.
fn in_order(words: &[String], wanted: &[String]) -> bool {
    !wanted.is_empty() && words.windows(wanted.len()).any(|w| w == wanted)
}

/// Whether a text begins so.
fn begins(words: &[String], wanted: &[String]) -> bool {
    let Some((last, before)) = wanted.split_last() else { return false };
    words.starts_with(before) && words.get(before.len()).is_some_and(|w| w.starts_with(last.as_str()))
}

/// How much a word tells that stands in so many of all passages: near 0 for one that stands everywhere. A fourth root
/// runs like the logarithm of BM25 here, and needs no mathematics library.
fn rarity(postings: usize, passages: usize) -> f32 {
    #[allow(clippy::cast_precision_loss)]
    let share = passages.max(1) as f32 / postings.max(1) as f32;
    share.sqrt().sqrt() - 0.8
}

/// The words of the reports that stand for a typed one.
fn variants(body: &Body, word: &str, how: &How, others: bool) -> Vec<Variant> {
    let whole = |word: u32| Variant { word, worth: 1.0, near: false };
    match how {
        How::Near => {
            let mut found = body.variants(word);
            for other in kin(word).filter(|_| others).flat_map(|k| body.forms(k)) {
                if found.iter().all(|v| v.word != other) {
                    found.push(Variant { word: other, worth: KIN, near: false });
                }
            }
            found
        }
        How::Begin => body.beginning(word).map(whole).collect(),
        How::Exact | How::Phrase => body.exact(word).map(whole).into_iter().collect(),
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
