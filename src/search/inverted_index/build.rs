//! Builds the inverted index. Reads each text only once.

use std::collections::HashMap;

use crate::corpus::strings::Str;
use crate::corpus::{Corpus, Kind, Passage, SectionId};
use crate::search::interner::Interner;
use crate::search::inverted_index::{InvertedIndex, Posting, field, printed};
use crate::search::stemmer::stem;
use crate::search::table::number;
use crate::search::tokenizer;

/// The estimated number of distinct words per passage.
const WORDS_IN_A_PASSAGE: usize = 64;

/// Numbers of words in the builder's vocabulary.
type Numbers = Vec<u32>;

pub(crate) struct Builder<'a> {
    corpus: &'a Corpus,
    vocabulary: Interner,
    stem_words: Interner,
    /// The stem of each word, by word number.
    stems: Numbers,
    /// Pairs of a word and a posting, in passage order.
    rows: Vec<(u32, Posting)>,
    /// The weight and fields of each word in the current passage, by word number.
    weights: Vec<(f32, u8)>,
    /// The words of the current passage.
    touched: Numbers,
    buffer: String,
    /// Acronyms and expansions: the stems to match, and the words to add for them.
    glossary: Vec<(Numbers, Numbers)>,
    /// The rows of `glossary` by their first stem.
    heads: HashMap<u32, Vec<usize>>,
    /// The words that entities, sections and parents contribute to their passages, tokenized only once.
    entities: Vec<[Numbers; 3]>,
    sections: HashMap<u32, Numbers>,
    parents: HashMap<u32, [Numbers; 2]>,
}

impl<'a> Builder<'a> {
    pub(crate) fn new(corpus: &'a Corpus) -> Self {
        let mut builder = Self {
            corpus,
            vocabulary: Interner::default(),
            stem_words: Interner::default(),
            stems: Vec::new(),
            rows: Vec::with_capacity(corpus.passages.len() * WORDS_IN_A_PASSAGE),
            weights: Vec::new(),
            touched: Vec::new(),
            buffer: String::new(),
            glossary: Vec::new(),
            heads: HashMap::new(),
            entities: Vec::new(),
            sections: HashMap::new(),
            parents: corpus.passages.iter().filter_map(|p| p.parent).map(|p| (p.0, [Vec::new(), Vec::new()])).collect(),
        };
        let terms = corpus.glossary.iter().map(|t| (t.term.as_str(), t.expansion.as_str()));
        let bodies = corpus.entities.iter().map(|e| (e.id.as_str(), e.name.as_str()));
        let aliases = corpus.entities.iter().flat_map(|e| e.aliases.iter().map(|a| (a.as_str(), e.id.as_str())));
        for (term, expansion) in terms.chain(bodies).chain(aliases).filter(|(_, e)| !e.is_empty()) {
            let (term, expansion) = (builder.read(term), builder.read(expansion));
            for (from, to) in [(&term, &expansion), (&expansion, &term)] {
                let from: Numbers = from.iter().map(|&w| builder.stems[w as usize]).collect();
                let Some(&head) = from.first() else { continue };
                builder.heads.entry(head).or_default().push(builder.glossary.len());
                builder.glossary.push((from, to.clone()));
            }
        }
        for entity in &corpus.entities {
            let short: Vec<&str> = entity.aliases.iter().map(Str::as_str).filter(|a| a.len() <= 12).collect();
            let row = [builder.read(&entity.id), builder.read(&entity.name), builder.read(&short.join(" "))];
            builder.entities.push(row);
        }
        builder
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
            self.weights.push((0.0, 0));
        }
        number
    }

    /// Adds to the weight of words in the current passage.
    fn put(&mut self, words: &[u32], weight: f32, field: u8) {
        for &word in words {
            let entry = &mut self.weights[word as usize];
            if entry.1 == 0 {
                self.touched.push(word);
            }
            entry.0 += weight;
            entry.1 |= field;
        }
    }

    fn put_text(&mut self, text: &str, weight: f32, field: u8) {
        let words = self.read(text);
        self.put(&words, weight, field);
    }

    /// Indexes a passage and returns the number of words in its text and headline.
    pub(crate) fn passage(&mut self, number: u32, passage: &Passage) -> usize {
        let text = self.read(&passage.text);
        let headline = self.read(&passage.headline);
        self.put(&text, 1.0, field::TEXT);
        self.put(&headline, 2.5, field::HEADLINE);
        for title in printed(passage) {
            self.put_text(title, 1.5, field::HEADLINE);
        }
        for entity in &passage.entities {
            let [id, name, short] = std::mem::take(&mut self.entities[entity.index()]);
            self.put(&id, 3.0, field::ENTITY);
            self.put(&name, 0.4, field::ENTITY);
            self.put(&short, 2.0, field::ENTITY);
            self.entities[entity.index()] = [id, name, short];
        }
        for place in &passage.places {
            self.put_text(place, 1.5, field::PLACE);
        }
        let section = self.section(passage.section);
        self.put(&section, 0.5, field::CONTEXT);
        if let Some(parent) = passage.parent {
            let [above, below] = self.parents.remove(&parent.0).unwrap_or_default();
            self.put(&above, 0.4, field::CONTEXT);
            self.put(&below, 0.2, field::CONTEXT);
            self.parents.insert(parent.0, [above, below]);
        }
        self.put_text(passage.kind.word(), 0.8, field::CONTEXT);
        for year in &passage.years {
            self.put_text(&year.to_string(), 0.5, field::CONTEXT);
        }
        if let Some(note) = &passage.editorial {
            self.put_text(note, 0.1, field::CONTEXT);
        }
        self.expansions(&text, &headline);
        for &word in &self.touched {
            let (weight, fields) = std::mem::take(&mut self.weights[word as usize]);
            self.rows.push((word, Posting::new(number, weight, fields)));
        }
        self.touched.clear();
        let length = text.len() + headline.len();
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

    /// Indexes a passage under the acronyms of the expansions in it, and under the expansions of its acronyms.
    fn expansions(&mut self, text: &[u32], headline: &[u32]) {
        let stems: Numbers = text.iter().chain(headline).map(|&w| self.stems[w as usize]).collect();
        let mut met: Vec<usize> = Vec::new();
        for (at, first) in stems.iter().enumerate() {
            for &row in self.heads.get(first).map_or(&[][..], Vec::as_slice) {
                let from = &self.glossary[row].0;
                if stems.get(at..at + from.len()) == Some(from.as_slice()) && !met.contains(&row) {
                    met.push(row);
                }
            }
        }
        for row in met {
            let to = std::mem::take(&mut self.glossary[row].1);
            self.put(&to, 0.5, field::GLOSSARY);
            self.glossary[row].1 = to;
        }
    }

    /// Sorts the words alphabetically and the postings by word, and returns the finished index.
    pub(crate) fn finish(self, lengths: &[usize]) -> InvertedIndex {
        let vocabulary = &self.vocabulary;
        let mut order: Numbers = (0u32..).take(vocabulary.len()).collect();
        order.sort_unstable_by(|&a, &b| vocabulary.word(a).cmp(vocabulary.word(b)));
        let mut counts = vec![0usize; order.len()];
        self.rows.iter().for_each(|(word, _)| counts[*word as usize] += 1);
        let mut letters: Vec<[u8; 1]> = Vec::new();
        let (mut ends, mut posting_ends) = (Vec::new(), Vec::new());
        let mut next = vec![0usize; order.len()];
        let mut total = 0;
        for &old in &order {
            letters.extend(vocabulary.word(old).bytes().map(|b| [b]));
            ends.push(number(letters.len()));
            next[old as usize] = total;
            total += counts[old as usize];
            posting_ends.push(number(total));
        }
        let mut postings = vec![[0; 5]; self.rows.len()];
        for (word, posting) in self.rows {
            let slot = &mut next[word as usize];
            postings[*slot] = posting.0;
            *slot += 1;
        }
        let mut by_stem: Numbers = (0u32..).take(order.len()).collect();
        let stem_of = |n: u32| self.stem_words.word(self.stems[order[n as usize] as usize]);
        by_stem.sort_unstable_by(|&a, &b| (stem_of(a), a).cmp(&(stem_of(b), b)));
        #[allow(clippy::cast_precision_loss)]
        let average = (lengths.iter().sum::<usize>() as f32 / lengths.len().max(1) as f32).max(1.0);
        #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let length = |l: usize| (l as f32 / average * 50.0).min(255.0) as u8;
        let passages: Vec<[u8; 2]> =
            lengths.iter().zip(&self.corpus.passages).map(|(&l, p)| [length(l), worth(p.kind)]).collect();
        InvertedIndex {
            letters: letters.into(),
            ends: ends.into_iter().collect(),
            postings: postings.into(),
            posting_ends: posting_ends.into_iter().collect(),
            by_stem: by_stem.into_iter().collect(),
            passages: passages.into(),
        }
    }
}

/// Returns the boost of a kind in hundredths, which decides when all else is equal: activities and mandates rank before
/// notes and captions.
fn worth(kind: Kind) -> u8 {
    match kind {
        Kind::Caption | Kind::Note => 70,
        Kind::Narrative | Kind::Membership => 93,
        Kind::Publication => 95,
        _ => 100,
    }
}
