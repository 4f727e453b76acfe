//! Scores passages clause by clause, all passages at once.

use crate::corpus::postings::PassageSet;
use crate::corpus::{Corpus, PassageId};
use crate::search::highlight::Highlighter;
use crate::search::inverted_index::{Fields, InvertedIndex, TermExpansion};
use crate::search::query::{Clause, MatchMode, QueryTerm};
use crate::search::relax::{sort_hits, why};
use crate::search::stemmer::stem;
use crate::search::stop_words::{is_of_questions, is_stop_word};
use crate::search::synonyms::group_term;
use crate::search::{ENGLISH, Hit, MatchReason, Target, tokenizer};

/// The weight of a synonym, and that of one whose words as typed no passage has.
const SYNONYM_WEIGHT: f32 = 0.6;
const SYNONYM_ALONE: f32 = 0.85;
/// How much more a concept of the field says than another word that is as rare.
const CONCEPT_WEIGHT: f32 = 1.4;
/// The number of passages that is added to those that match a clause, so that a word that happens to stand in one does not say
/// everything.
const SMOOTHING: f32 = 4.0;
/// The weight of a tag, as if the passage had the word so often, and that of a place in a region that is named.
const TAG_WEIGHT: f32 = 1.2;
const INSIDE_WEIGHT: f32 = 0.7;
/// The least weight of a clause that names a place or a body, and what it counts for: names are given up last.
const NAME_LEAST: f32 = 3.0;
const NAME_WEIGHT: f32 = 1.5;

/// The factor of a word that only happens to be one of the reports.
const BY_CHANCE: f32 = 0.25;

/// BM25's k1, at its usual value: how quickly repetitions of a term stop adding to the score.
const K1: f32 = 1.2;
/// BM25's b: how much long passages are dampened. Much lower than the usual 0.75: of a long passage it counts how close together
/// it has the words; see [`crate::search::closeness`].
const B: f32 = 0.15;
/// `1 - B`, written out: the difference is not the same number in `f32`.
const ONE_LESS_B: f32 = 0.85;
/// Subtracted from the inverse document frequency, so that a term that is everywhere scores little.
const IDF_FLOOR: f32 = 0.8;

/// The share of a query's weight that a passage has to match to be listed; the share of the best one's where none matches so
/// much; and the share that is enough where few passages match more.
const PART_LEAST: f32 = 0.4;
const PART_OF_BEST: f32 = 0.7;
const PART_TO_FILL: f32 = 0.2;

/// The number of passages that match an expression below which its words count by themselves too, and what they then count
/// for.
const SPLIT_MOST: usize = 10;
const SPLIT_WEIGHT: f32 = 0.5;
/// What words count for that stand only in the passage that a list item belongs to, or in the name of a body that acts: who
/// looks for children does not look for all that the Children's Fund does.
const APART_WEIGHT: f32 = 0.3;
const APART: Fields = Fields::LEAD_IN.union(Fields::NAME);

/// The score of one passage.
#[derive(Debug, Clone, Copy)]
struct DocScore {
    score: f32,
    fields: Fields,
    near: bool,
}

/// The room for what a query as a whole names, beside the passages that it finds.
const NAMED_MAX: usize = 8;
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

/// The weights of the forms of a word in all passages. Reused as a buffer.
struct FormWeights {
    docs: Vec<(f32, Fields)>,
    matched: PassageSet,
}

impl FormWeights {
    fn new(len: usize) -> Self {
        Self { docs: vec![(0.0, Fields::empty()); len], matched: PassageSet::none(len) }
    }

    /// Scores the passages that have any of the forms of a word, which may be that of a misspelled one. Returns the inverse document frequency of the word; that of
    /// the rarest word if there are no forms.
    fn score(&mut self, index: &InvertedIndex, forms: &[TermExpansion], near: bool, scores: &mut Scores) -> f32 {
        for form in forms {
            for posting in index.postings(form.word) {
                let (id, doc) = (posting.passage(), &mut self.docs[posting.passage().index()]);
                doc.0 += form.boost * posting.weight();
                doc.1 |= posting.fields();
                self.matched.insert(id);
            }
        }
        let idf = idf(self.matched.count(), self.docs.len());
        for id in self.matched.iter() {
            let (weight, fields) = std::mem::take(&mut self.docs[id.index()]);
            scores.keep_max(id, idf * saturated(weight, index.norm(id)), fields, near);
        }
        self.matched.clear();
        idf
    }
}

/// What all clauses together make of a passage.
#[derive(Debug, Clone, Copy)]
struct DocTotal {
    score: f32,
    /// The clauses that it matches, one bit each.
    matched: u32,
    /// The weight of the clauses that it matches, in whole or in part.
    covered: f32,
    fields: Fields,
    near: bool,
}

const NO_TOTAL: DocTotal = DocTotal { score: 0.0, matched: 0, covered: 0.0, fields: Fields::all(), near: false };

/// The scores of all passages for the clauses so far.
pub(crate) struct Scorer<'a> {
    corpus: &'a Corpus,
    index: &'a InvertedIndex,
    /// The words of the query that name bodies.
    names: Vec<String>,
    /// The passages that the filter and the negated clauses leave.
    candidates: PassageSet,
    /// The passages that match any clause.
    touched: PassageSet,
    totals: Vec<DocTotal>,
    /// The weight of each clause, by its bit: how rare it is. One that no passage matches has none.
    weights: Vec<(u32, f32)>,
    clause: Scores,
    term: Scores,
    word: Scores,
    forms: FormWeights,
}

impl<'a> Scorer<'a> {
    pub(crate) fn new(
        corpus: &'a Corpus,
        index: &'a InvertedIndex,
        names: Vec<String>,
        candidates: PassageSet,
    ) -> Self {
        let len = corpus.passages.len();
        let scores = || Scores::new(len);
        Self {
            corpus,
            index,
            names,
            candidates,
            touched: PassageSet::none(len),
            totals: vec![NO_TOTAL; len],
            weights: Vec::new(),
            clause: scores(),
            term: scores(),
            word: scores(),
            forms: FormWeights::new(len),
        }
    }

    /// Scores a clause of a query and adds the scores up under a bit. Of a negated clause, drops the passages that match.
    pub(crate) fn score_clause(
        &mut self,
        bit: u32,
        clause: &Clause,
        highlighter: &mut Highlighter,
        unmatched: &mut Vec<String>,
    ) {
        self.clause.clear();
        for (n, term) in clause.any.iter().chain(&clause.in_english).enumerate() {
            self.score_term(term, if clause.not { None } else { Some(&mut *highlighter) });
            // What was not typed is no misspelling.
            if self.term.matched.is_empty() && !clause.not && n < clause.any.len() {
                unmatched.extend(term.words.iter().cloned());
            }
            for id in self.term.matched.iter() {
                let doc = self.term.docs[id.index()];
                self.clause.keep_max(id, doc.score, doc.fields, doc.near);
            }
        }
        self.score_names(clause, highlighter);
        self.score_synonyms(clause, highlighter);
        if clause.not {
            self.candidates.difference_with(&self.clause.matched);
            return;
        }
        let factor = if clause.is_by_chance { BY_CHANCE } else { 1.0 };
        let matched = self.clause.matched.count();
        let weight = if matched == 0 { 0.0 } else { rarity(matched, self.corpus.passages.len()) };
        let weight = match clause {
            _ if clause.is_name() => weight.max(NAME_LEAST) * NAME_WEIGHT,
            _ if !clause.synonyms.is_empty() => weight * CONCEPT_WEIGHT,
            _ => weight * factor,
        };
        // A passage needs not have the words that say little.
        let says_little = |word: &String| is_of_questions(word) || is_stop_word(word);
        let says_little = clause.any.iter().flat_map(|term| &term.words).all(says_little);
        let bit = if clause.is_by_chance && says_little { 0 } else { bit };
        let is_name = clause.any.iter().flat_map(|term| &term.words).all(|word| self.names.contains(word));
        for id in self.clause.matched.iter() {
            let (total, doc) = (&mut self.totals[id.index()], &self.clause.docs[id.index()]);
            if !is_name && APART.contains(doc.fields) {
                total.score += doc.score * factor * APART_WEIGHT;
                total.covered += weight * APART_WEIGHT;
            } else {
                total.score += doc.score * factor;
                total.covered += weight;
                total.matched |= bit;
                total.fields &= doc.fields;
                total.near |= doc.near;
            }
        }
        self.touched.union_with(&self.clause.matched);
        self.weights.push((bit, weight));
        if matched < SPLIT_MOST && clause.is_of_words() && !clause.is_name() {
            self.score_split(clause, weight);
        }
    }

    /// Scores the passages that have some of the words of an expression that few passages have.
    fn score_split(&mut self, clause: &Clause, weight: f32) {
        let [term] = clause.any.as_slice() else { return };
        if term.words.len() < 2 {
            return;
        }
        let all = self.corpus.passages.len();
        let forms: Vec<Vec<TermExpansion>> = term.words.iter().map(|word| self.index.forms(word)).collect();
        let found = |forms: &Vec<TermExpansion>| forms.iter().map(|form| self.index.doc_freq(form.word)).sum::<usize>();
        let rarities: Vec<f32> = forms.iter().map(|forms| rarity(found(forms).min(all), all)).collect();
        let sum: f32 = rarities.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        for (n, (forms, rare)) in forms.iter().zip(&rarities).enumerate() {
            self.word.clear();
            self.forms.score(self.index, forms, term.is_corrected, &mut self.word);
            for &group in clause.of_words.get(n).into_iter().flatten() {
                score_group(self.index, group, SYNONYM_WEIGHT, all, &mut self.word);
            }
            for id in self.word.matched.iter().filter(|id| !self.clause.matched.contains(*id)) {
                let (total, doc) = (&mut self.totals[id.index()], &self.word.docs[id.index()]);
                if APART.contains(doc.fields) {
                    continue;
                }
                total.score += doc.score * SPLIT_WEIGHT;
                total.covered += weight * SPLIT_WEIGHT * rare / sum;
            }
            self.touched.union_with(&self.word.matched);
        }
    }

    /// Scores the passages that are tagged with a place or a body that a clause names.
    fn score_names(&mut self, clause: &Clause, highlighter: &mut Highlighter) {
        let all = self.corpus.passages.len();
        let postings = &self.corpus.postings;
        for place in &clause.places {
            let tags = self.corpus.gazetteer().tags(place);
            let inside = postings.of_places(self.corpus, tags);
            let idf = idf(inside.count(), all);
            let own = postings.places.get(place);
            for id in inside.iter() {
                let is_own = own.is_some_and(|own| own.contains(id));
                let factor = if is_own { TAG_WEIGHT } else { TAG_WEIGHT * INSIDE_WEIGHT };
                self.clause.keep_max(id, factor * idf, Fields::PLACE, false);
            }
            let words = tags.iter().flat_map(|tag| tokenizer::parts(tag));
            highlighter.words.extend(words.filter(|word| !is_stop_word(word)));
        }
        for body in &clause.bodies {
            let own = &postings.entities[body.index()];
            let idf = idf(own.count(), all);
            own.iter().for_each(|id| self.clause.keep_max(id, TAG_WEIGHT * idf, Fields::ENTITY, false));
            highlighter.words.extend(tokenizer::parts(&self.corpus.entity(*body).id));
        }
    }

    /// Scores the passages that print a synonym of a clause.
    fn score_synonyms(&mut self, clause: &Clause, highlighter: &mut Highlighter) {
        let weight = if self.clause.matched.is_empty() { SYNONYM_ALONE } else { SYNONYM_WEIGHT };
        for &group in &clause.synonyms {
            score_group(self.index, group, weight, self.corpus.passages.len(), &mut self.clause);
            let Some(group) = self.corpus.synonyms.get(group) else { continue };
            for words in group.words.iter().chain(&group.narrower) {
                match tokenizer::parts(words).as_slice() {
                    [word] => drop(highlighter.stems.insert(stem(word))),
                    _ => highlighter.texts.push(crate::text::fold_plain(words)),
                }
            }
        }
    }

    /// Returns the score of a passage for the clauses so far, before any factor. `None` if it matches none, or is left out.
    pub(crate) fn score_of(&self, id: PassageId) -> Option<f32> {
        (self.touched.contains(id) && self.candidates.contains(id)).then(|| self.totals[id.index()].score)
    }

    /// Returns how much the clauses so far say.
    pub(crate) fn weight(&self) -> f32 {
        self.weights.iter().map(|(_, weight)| weight).sum()
    }

    /// Returns how much a clause says, given by its bit.
    pub(crate) fn weight_of(&self, bit: u32) -> f32 {
        self.weights.iter().find(|(of, _)| *of == bit).map_or(0.0, |(_, weight)| *weight)
    }

    /// Returns the bits of all clauses.
    fn all_bits(&self) -> u32 {
        self.weights.iter().fold(0, |all, (bit, _)| all | bit)
    }

    /// Returns the passages that match all clauses, in reading order. A query without clauses is matched by all that its
    /// filter leaves.
    pub(crate) fn full(&self) -> Vec<Hit> {
        let all = self.all_bits();
        let hit = |id: PassageId| {
            let total = self.totals[id.index()];
            let score = total.score * self.index.boost(id);
            Hit { target: Target::Passage(id), score, why: why(total.fields, total.near), missing: 0 }
        };
        let mut candidates = self.candidates.clone();
        if all != 0 {
            candidates.intersect_with(&self.touched);
        }
        let full = || candidates.iter().filter(|id| self.totals[id.index()].matched == all);
        // Counting them is quicker than a list that grows. What is named comes in, too.
        let mut hits = Vec::with_capacity(full().count() + NAMED_MAX);
        hits.extend(full().map(hit));
        hits
    }

    /// Returns the share of the weight of the query that a passage matches.
    fn share(&self, id: PassageId) -> f32 {
        self.covered(id) / self.weight().max(f32::MIN_POSITIVE)
    }

    /// Returns the weight of the clauses that a passage matches, in whole or in part.
    pub(crate) fn covered(&self, id: PassageId) -> f32 {
        self.totals[id.index()].covered
    }

    /// Returns the passages that match much of the query, but not all of it, those that match most of its weight first: at
    /// most `most`. Where they are fewer than `few`, those follow that match less.
    pub(crate) fn part(&self, few: usize, most: usize) -> Vec<Hit> {
        let all = self.all_bits();
        let mut candidates = self.candidates.clone();
        candidates.intersect_with(&self.touched);
        let mut shares: Vec<(PassageId, f32)> = Vec::with_capacity(candidates.count());
        let part = candidates.iter().filter(|id| self.totals[id.index()].matched != all);
        shares.extend(part.map(|id| (id, self.share(id))));
        let best = shares.iter().map(|(_, share)| *share).fold(0.0, f32::max);
        let least = PART_LEAST.min(best * PART_OF_BEST);
        let enough = shares.iter().filter(|(_, share)| *share >= least).count();
        let (least, most) = if enough < few { (PART_TO_FILL.min(least), few) } else { (least, most) };
        let hit = |(id, share): (PassageId, f32)| {
            let total = self.totals[id.index()];
            let score = total.score * self.index.boost(id) * share * share;
            Hit { target: Target::Passage(id), score, why: MatchReason::Part, missing: all & !total.matched }
        };
        let mut hits: Vec<Hit> = shares.into_iter().filter(|(_, share)| *share >= least).map(hit).collect();
        sort_hits(&mut hits);
        hits.truncate(most);
        hits
    }

    /// Finds the passages that match a term: all its words, and for a phrase in this order.
    fn score_term(&mut self, term: &QueryTerm, mut highlighter: Option<&mut Highlighter>) {
        self.term.clear();
        for (n, word) in term.words.iter().enumerate() {
            let first = n == 0;
            if !first {
                self.word.clear();
            }
            let expansions = expand_term(self.index, word, &term.mode);
            let scores = if first { &mut self.term } else { &mut self.word };
            // The forms of a word weigh together: what is rare is the word, not one of its forms.
            let wanted = stem(word);
            let (forms, others): (Vec<_>, Vec<_>) =
                expansions.into_iter().partition(|e| !e.near && stem(self.index.word(e.word)) == wanted);
            let of_forms = self.forms.score(self.index, &forms, term.is_corrected, scores);
            for expansion in &others {
                let idf = idf(self.index.doc_freq(expansion.word), self.corpus.passages.len()).min(of_forms);
                for posting in self.index.postings(expansion.word) {
                    let (id, tf) = (posting.passage(), posting.weight());
                    let score = expansion.boost * idf * saturated(tf, self.index.norm(id));
                    scores.keep_max(id, score, posting.fields(), expansion.near || term.is_corrected);
                }
            }
            if let Some(highlighter) = &mut highlighter {
                for expansion in forms.iter().chain(&others) {
                    highlight(highlighter, self.index, word, expansion.word, &term.mode);
                }
            }
            if !first {
                self.term.intersect(&self.word);
            }
        }
        match term.mode {
            MatchMode::Phrase => self.retain(|words| is_phrase(words, &term.words)),
            MatchMode::FormPhrase => {
                let wanted: Vec<String> = term.words.iter().map(|word| stem(word)).collect();
                self.retain(|words| is_phrase(&words.iter().map(|word| stem(word)).collect::<Vec<_>>(), &wanted));
            }
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

/// Scores the passages that print any of the words of a group of synonyms.
fn score_group(index: &InvertedIndex, group: usize, weight: f32, passages: usize, scores: &mut Scores) {
    let Some(term) = index.lookup(&group_term(group)) else { return };
    let idf = idf(index.doc_freq(term), passages);
    for posting in index.postings(term) {
        let (id, tf) = (posting.passage(), posting.weight());
        let score = weight * idf * saturated(tf, index.norm(id));
        scores.keep_max(id, score, posting.fields(), false);
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

/// Returns the weight of a word in a passage, of which repetitions and length add and take ever less.
fn saturated(weight: f32, norm: f32) -> f32 {
    weight * (K1 + 1.0) / (weight + K1 * (ONE_LESS_B + B * norm))
}

/// Returns how much a clause says that so many passages match.
fn rarity(matched: usize, passages: usize) -> f32 {
    #[allow(clippy::cast_precision_loss)]
    let share = (passages as f32 + 1.0) / (matched as f32 + SMOOTHING);
    share.ln().max(0.0)
}

/// Returns the words of the reports that stand for a typed one.
fn expand_term(index: &InvertedIndex, word: &str, mode: &MatchMode) -> Vec<TermExpansion> {
    let whole = |word: u32| TermExpansion { word, boost: 1.0, near: false };
    match mode {
        MatchMode::Near => {
            let found = index.expand_term(word);
            // A word of the language is no misspelling of another.
            if found.is_empty() && !ENGLISH.has(word) { index.fuzzy(word) } else { found }
        }
        MatchMode::Form | MatchMode::FormPhrase => index.forms(word),
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
