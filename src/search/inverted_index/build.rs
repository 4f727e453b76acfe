//! Builds the inverted index. Reads each text only once. Large data is indexed in parts, on all cores: what a part needs while it is
//! built is given back before the next.

use std::collections::HashMap;
use std::ops::Range;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::corpus::names::has_word;
use crate::corpus::strings::Str;
use crate::corpus::{Corpus, Kind, Passage, PassageId, SectionId};
use crate::search::interner::Interner;
use crate::search::inverted_index::{BOOST_STEPS, Fields, InvertedIndex, NORM_STEPS, Posting, PostingTable, printed};
use crate::search::stemmer::stem;
use crate::search::synonyms::group_term;
use crate::search::table;
use crate::search::tokenizer;

/// The weights of a word by where it stands. They are added up where it stands in several places.
mod weight {
    pub(super) const TEXT: f32 = 1.0;
    pub(super) const HEADLINE: f32 = 2.5;
    /// In a title or name that the report prints.
    pub(super) const TITLE: f32 = 1.5;
    pub(super) const BODY_ID: f32 = 3.0;
    pub(super) const BODY_NAME: f32 = 0.4;
    /// In a short alias.
    pub(super) const BODY_ALIAS: f32 = 2.0;
    pub(super) const PLACE: f32 = 1.5;
    /// In the headings above the passage.
    pub(super) const HEADINGS: f32 = 0.5;
    pub(super) const PARENT_HEADLINE: f32 = 0.4;
    pub(super) const PARENT_TEXT: f32 = 0.2;
    pub(super) const KIND: f32 = 0.8;
    pub(super) const YEAR: f32 = 0.5;
    pub(super) const EDITORIAL: f32 = 0.1;
    pub(super) const GLOSSARY: f32 = 0.5;
    /// Of the term of a group of synonyms, for each of its words and for each kind of it.
    pub(super) const SYNONYM: f32 = 1.0;
    pub(super) const NARROWER: f32 = 0.5;
}

/// The maximum length, in bytes, of an alias that counts as an acronym.
const SHORT_ALIAS_MAX: usize = 12;

/// The estimated number of distinct words per passage.
const WORDS_IN_A_PASSAGE: usize = 64;

/// How many passages a part has at least, if there are so many. A part ends where a report does: what a passage takes from its
/// lead-in is in the same part.
pub(super) const PART: u32 = 4096;
/// The most threads that build. Each keeps the rows of a part.
const THREADS_MAX: usize = 8;

/// Numbers of words in the builder's vocabulary.
type Numbers = Vec<u32>;

/// The postings of some passages that follow one another.
struct Part {
    /// The words, each with how many postings it has.
    words: Vec<(u32, u32)>,
    /// The postings, in the order of the words and of the passages.
    postings: Vec<[u8; 5]>,
    /// The number of words in the text and the headline of each passage.
    lengths: Vec<u32>,
}

/// An expression for which others stand.
struct GlossaryExpansion {
    /// The stems of its words.
    stems: Numbers,
    /// An acronym as it is printed.
    exact: Option<String>,
    /// The words that stand for it.
    to: Numbers,
    weight: f32,
}

struct IndexBuilder<'a> {
    corpus: &'a Corpus,
    vocabulary: Interner,
    stem_words: Interner,
    /// The stem of each word, by word number.
    stems: Numbers,
    /// Pairs of a word and a posting of the current part, in passage order.
    rows: Vec<(u32, Posting)>,
    /// The weight and fields of each word in the current passage, by word number.
    weights: Vec<(f32, Fields)>,
    /// The words of the current passage.
    touched: Numbers,
    buffer: String,
    /// What stands for something else: acronyms, expansions, synonyms.
    expansions: Vec<GlossaryExpansion>,
    /// The indices of `expansions` by their first stem.
    heads: HashMap<u32, Vec<usize>>,
    /// The words that entities, sections and parents contribute to their passages, tokenized only once.
    entities: Vec<[Numbers; 3]>,
    sections: HashMap<u32, Numbers>,
    parents: HashMap<u32, [Numbers; 2]>,
}

impl<'a> IndexBuilder<'a> {
    fn new(corpus: &'a Corpus) -> Self {
        let mut builder = Self {
            corpus,
            vocabulary: Interner::default(),
            stem_words: Interner::default(),
            stems: Vec::new(),
            rows: Vec::new(),
            weights: Vec::new(),
            touched: Vec::new(),
            buffer: String::new(),
            expansions: Vec::new(),
            heads: HashMap::new(),
            entities: Vec::new(),
            sections: HashMap::new(),
            parents: corpus.passages.iter().filter_map(|p| p.parent).map(|p| (p.0, [Vec::new(), Vec::new()])).collect(),
        };
        let terms = corpus.glossary.iter().map(|t| (t.term.as_str(), t.expansion.as_str()));
        let bodies = corpus.entities.iter().map(|e| (e.id.as_str(), e.name.as_str()));
        let aliases = corpus.entities.iter().flat_map(|e| e.aliases.iter().map(|a| (a.as_str(), e.id.as_str())));
        for (term, expansion) in terms.chain(bodies).chain(aliases).filter(|(_, e)| !e.is_empty()) {
            builder.expand(term, expansion, weight::GLOSSARY);
            builder.expand(expansion, term, weight::GLOSSARY);
        }
        for (n, group) in corpus.synonyms.iter().enumerate() {
            let term = group_term(n);
            group.words.iter().for_each(|words| builder.expand_to(words, &term, weight::SYNONYM));
            group.narrower.iter().for_each(|words| builder.expand_to(words, &term, weight::NARROWER));
        }
        for entity in &corpus.entities {
            let short: Vec<&str> =
                entity.aliases.iter().map(Str::as_str).filter(|a| a.len() <= SHORT_ALIAS_MAX).collect();
            let row = [builder.read(&entity.id), builder.read(&entity.name), builder.read(&short.join(" "))];
            builder.entities.push(row);
        }
        builder
    }

    /// Indexes passages that have an expression under the words of another.
    fn expand(&mut self, from: &str, to: &str, weight: f32) {
        let to = self.read(to);
        self.add_expansion(from, to, weight);
    }

    /// Indexes passages that have an expression under a term.
    fn expand_to(&mut self, from: &str, term: &str, weight: f32) {
        let term = self.number(term);
        self.add_expansion(from, vec![term], weight);
    }

    fn add_expansion(&mut self, from: &str, to: Numbers, weight: f32) {
        let words = self.read(from);
        let stems: Numbers = words.iter().map(|&w| self.stems[w as usize]).collect();
        let Some(&head) = stems.first() else { return };
        self.heads.entry(head).or_default().push(self.expansions.len());
        let exact = is_acronym(from).then(|| from.to_owned());
        self.expansions.push(GlossaryExpansion { stems, exact, to, weight });
    }

    /// Returns the word numbers of a text.
    fn read(&mut self, text: &str) -> Numbers {
        let mut buffer = std::mem::take(&mut self.buffer);
        let mut out = Vec::with_capacity(text.len() / 6);
        tokenizer::each(text, &mut buffer, &mut |word| out.push(self.number(word)));
        self.buffer = buffer;
        out
    }

    fn number(&mut self, word: &str) -> u32 {
        let number = self.vocabulary.number(word);
        if self.stems.len() < self.vocabulary.len() {
            self.stems.push(self.stem_words.number(&stem(word)));
            self.weights.push((0.0, Fields::empty()));
        }
        number
    }

    /// Adds to the weight of words in the current passage.
    fn put(&mut self, words: &[u32], weight: f32, fields: Fields) {
        for &word in words {
            let entry = &mut self.weights[word as usize];
            if entry.1.is_empty() {
                self.touched.push(word);
            }
            entry.0 += weight;
            entry.1 |= fields;
        }
    }

    fn put_text(&mut self, text: &str, weight: f32, fields: Fields) {
        let words = self.read(text);
        self.put(&words, weight, fields);
    }

    /// Indexes the passages of a part.
    fn part(&mut self, passages: Range<u32>) -> Part {
        let corpus = self.corpus;
        self.rows = Vec::with_capacity(passages.len() * WORDS_IN_A_PASSAGE);
        let lengths = passages.map(|number| self.passage(number, &corpus.passages[number as usize])).collect();
        let rows = std::mem::take(&mut self.rows);
        let mut counts = vec![0u32; self.vocabulary.len()];
        rows.iter().for_each(|(word, _)| counts[*word as usize] += 1);
        let words: Vec<(u32, u32)> = (0u32..).zip(counts.iter().copied()).filter(|(_, count)| *count > 0).collect();
        let mut next = counts;
        next.iter_mut().fold(0, |before, count| before + std::mem::replace(count, before));
        let mut postings = vec![[0; 5]; rows.len()];
        for (word, posting) in rows {
            let slot = &mut next[word as usize];
            postings[*slot as usize] = posting.0;
            *slot += 1;
        }
        Part { words, postings, lengths }
    }

    /// Indexes a passage and returns the number of words in its text and headline.
    fn passage(&mut self, number: u32, passage: &Passage) -> u32 {
        let text = self.read(&passage.text);
        let headline = self.read(&passage.headline);
        self.put(&text, weight::TEXT, Fields::TEXT);
        self.put(&headline, weight::HEADLINE, Fields::HEADLINE);
        for title in printed(passage) {
            self.put_text(title, weight::TITLE, Fields::HEADLINE);
        }
        for entity in &passage.entities {
            let [id, name, short] = std::mem::take(&mut self.entities[entity.index()]);
            self.put(&id, weight::BODY_ID, Fields::ENTITY);
            self.put(&name, weight::BODY_NAME, Fields::NAME);
            self.put(&short, weight::BODY_ALIAS, Fields::ENTITY);
            self.entities[entity.index()] = [id, name, short];
        }
        for place in &passage.places {
            self.put_text(place, weight::PLACE, Fields::PLACE);
        }
        let section = self.section(passage.section);
        self.put(&section, weight::HEADINGS, Fields::CONTEXT);
        if let Some(parent) = passage.parent {
            let [headline, text] = self.parents.remove(&parent.0).unwrap_or_default();
            self.put(&headline, weight::PARENT_HEADLINE, Fields::LEAD_IN);
            self.put(&text, weight::PARENT_TEXT, Fields::LEAD_IN);
            self.parents.insert(parent.0, [headline, text]);
        }
        self.put_text(passage.kind.word(), weight::KIND, Fields::CONTEXT);
        for year in self.corpus.years_of(PassageId(number)) {
            self.put_text(&year.to_string(), weight::YEAR, Fields::CONTEXT);
        }
        if let Some(note) = &passage.editorial {
            self.put_text(note, weight::EDITORIAL, Fields::CONTEXT);
        }
        self.expansions(passage, &text, &headline);
        for &word in &self.touched {
            let (weight, fields) = std::mem::take(&mut self.weights[word as usize]);
            self.rows.push((word, Posting::new(number, weight, fields)));
        }
        self.touched.clear();
        let length = table::number(text.len() + headline.len());
        if let Some(row) = self.parents.get_mut(&number) {
            *row = [headline, text];
        }
        length
    }

    fn section(&mut self, id: SectionId) -> Numbers {
        if let Some(words) = self.sections.get(&id.0) {
            return words.clone();
        }
        let path = self.corpus.section_path(id).join(" ");
        let words = self.read(&path);
        self.sections.insert(id.0, words.clone());
        words
    }

    /// Indexes a passage under what stands for its words: acronyms for their expansions, expansions for their acronyms, the
    /// terms of synonyms.
    fn expansions(&mut self, passage: &Passage, text: &[u32], headline: &[u32]) {
        let stems: Numbers = text.iter().chain(headline).map(|&w| self.stems[w as usize]).collect();
        let mut matched: Vec<usize> = Vec::new();
        for (at, first) in stems.iter().enumerate() {
            for &row in self.heads.get(first).map_or(&[][..], Vec::as_slice) {
                let GlossaryExpansion { stems: wanted, exact, .. } = &self.expansions[row];
                // An acronym is met as it is printed: "help" is not HELP.
                let is_printed = |exact: &String| has_word(&passage.text, exact) || has_word(&passage.headline, exact);
                if stems.get(at..at + wanted.len()) == Some(wanted.as_slice())
                    && !matched.contains(&row)
                    && exact.as_ref().is_none_or(is_printed)
                {
                    matched.push(row);
                }
            }
        }
        for row in matched {
            let to = std::mem::take(&mut self.expansions[row].to);
            self.put(&to, self.expansions[row].weight, Fields::EXPANSION);
            self.expansions[row].to = to;
        }
    }
}

/// Returns the passages of each part of at least so many.
fn parts(corpus: &Corpus, least: u32) -> Vec<Range<u32>> {
    let mut parts = Vec::new();
    let mut first = 0;
    for report in &corpus.reports {
        if report.passages.end - first >= least {
            parts.push(first..report.passages.end);
            first = report.passages.end;
        }
    }
    parts.extend(Some(first..table::number(corpus.passages.len())).filter(|rest| !rest.is_empty()));
    parts
}

/// Builds the index of a corpus, in parts of at least so many passages.
pub(super) fn build(corpus: &Corpus, least: u32) -> InvertedIndex {
    let parts = parts(corpus, least);
    let next = AtomicUsize::new(0);
    // A thread keeps its vocabulary from part to part.
    let work = || {
        let mut builder = IndexBuilder::new(corpus);
        let mut built = Vec::new();
        while let Some((n, part)) = Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|n| Some((n, parts.get(n)?))) {
            built.push((n, builder.part(part.clone())));
        }
        (builder, built)
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let threads = cores.min(parts.len()).min(THREADS_MAX);
    let built = thread::scope(|scope| {
        let spawn = |_| thread::Builder::new().name("index".to_owned()).spawn_scoped(scope, work).ok();
        let others: Vec<_> = (1..threads).filter_map(spawn).collect();
        let mut built = vec![work()];
        built.extend(others.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic))));
        built
    });
    join(corpus, built)
}

/// Joins the parts of all builders, each given with its place among them: numbers the words alphabetically, and orders the
/// postings by word.
fn join(corpus: &Corpus, built: Vec<(IndexBuilder<'_>, Vec<(usize, Part)>)>) -> InvertedIndex {
    let mut vocabulary = Interner::default();
    let mut stems: Vec<String> = Vec::new();
    let mut parts: Vec<(usize, Part)> = Vec::new();
    for (builder, built) in built {
        let mut numbers = Numbers::new();
        for word in 0..table::number(builder.vocabulary.len()) {
            numbers.push(vocabulary.number(builder.vocabulary.word(word)));
            if stems.len() < vocabulary.len() {
                stems.push(builder.stem_words.word(builder.stems[word as usize]).to_owned());
            }
        }
        let global = |(n, mut part): (usize, Part)| {
            part.words.iter_mut().for_each(|(word, _)| *word = numbers[*word as usize]);
            (n, part)
        };
        parts.extend(built.into_iter().map(global));
    }
    parts.sort_unstable_by_key(|(n, _)| *n);
    let mut order: Numbers = (0u32..).take(vocabulary.len()).collect();
    order.sort_unstable_by(|&a, &b| vocabulary.word(a).cmp(vocabulary.word(b)));
    let mut counts = vec![0usize; order.len()];
    let words = parts.iter().flat_map(|(_, part)| &part.words);
    words.for_each(|&(word, count)| counts[word as usize] += count as usize);
    let mut letters: Vec<[u8; 1]> = Vec::new();
    let (mut ends, mut posting_ends) = (Vec::new(), Vec::new());
    let mut next = vec![0usize; order.len()];
    let mut total = 0;
    for &old in &order {
        letters.extend(vocabulary.word(old).bytes().map(|b| [b]));
        ends.push(table::number(letters.len()));
        next[old as usize] = total;
        total += counts[old as usize];
        posting_ends.push(table::number(total));
    }
    let mut postings = vec![[0; 5]; total];
    let mut lengths = Vec::with_capacity(corpus.passages.len());
    for (_, part) in parts {
        let mut rest = part.postings.as_slice();
        for (word, count) in part.words {
            let (of_word, others) = rest.split_at(count as usize);
            let from = next[word as usize];
            postings[from..from + of_word.len()].copy_from_slice(of_word);
            next[word as usize] += of_word.len();
            rest = others;
        }
        lengths.extend(part.lengths);
    }
    let mut by_stem: Numbers = (0u32..).take(order.len()).collect();
    let stem_of = |n: u32| stems[order[n as usize] as usize].as_str();
    by_stem.sort_unstable_by(|&a, &b| (stem_of(a), a).cmp(&(stem_of(b), b)));
    #[allow(clippy::cast_precision_loss)]
    let average = (lengths.iter().map(|&l| l as usize).sum::<usize>() as f32 / lengths.len().max(1) as f32).max(1.0);
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let length = |l: u32| (l as f32 / average * NORM_STEPS).min(255.0) as u8;
    let passages: Vec<[u8; 2]> = lengths.iter().zip(&corpus.passages).map(|(&l, p)| [length(l), boost(p)]).collect();
    InvertedIndex {
        letters: letters.into(),
        ends: ends.into_iter().collect(),
        postings: PostingTable::Built(postings),
        posting_ends: posting_ends.into_iter().collect(),
        by_stem: by_stem.into_iter().collect(),
        passages: passages.into(),
    }
}

/// Returns whether an expression is a word in capitals.
fn is_acronym(words: &str) -> bool {
    let capitals = words.chars().filter(|c| c.is_uppercase()).count();
    capitals > 1 && words.chars().all(|c| c.is_uppercase() || c.is_numeric())
}

/// The number of words below which a passage is a fragment, such as a line of a list of acronyms, and hardly a sentence.
const FRAGMENT: usize = 8;
const SHORT: usize = 16;

/// Returns the boost of a passage in [`BOOST_STEPS`], which decides when all else is equal: activities and mandates rank
/// before notes and captions, and sentences before fragments. The text of a publication or an initiative is often its title
/// alone, and no worse for that.
fn boost(passage: &Passage) -> u8 {
    let is_title = matches!(passage.kind, Kind::Publication | Kind::Initiative);
    let of_length = match passage.text.split_whitespace().take(SHORT).count() {
        _ if is_title => 1.0,
        0..FRAGMENT => 0.75,
        FRAGMENT..SHORT => 0.9,
        _ => 1.0,
    };
    let boost = of_length
        * match passage.kind {
            Kind::Caption => 0.60,
            Kind::Note => 0.70,
            Kind::Agreement | Kind::Membership => 0.75,
            Kind::Narrative => 0.93,
            Kind::Publication => 0.95,
            _ => 1.0,
        };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let steps = (boost * BOOST_STEPS).round() as u8;
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_that_is_built_in_parts_is_the_same() {
        let corpus = crate::dataset::embedded().expect("the embedded data is valid");
        assert_eq!((parts(&corpus, PART).len(), parts(&corpus, 1).len()), (1, corpus.reports.len()));
        let bytes = |least: u32| {
            let mut bytes = Vec::new();
            let index = build(&corpus, least);
            index.write(&mut bytes).and_then(|()| index.write_postings(&mut bytes)).expect("written");
            bytes
        };
        let whole = bytes(PART);
        assert!([1, 300].into_iter().all(|least| bytes(least) == whole));
    }
}
