//! Builds the inverted index. Reads each text only once.

use std::collections::HashMap;

use crate::corpus::names::has_word;
use crate::corpus::strings::Str;
use crate::corpus::{Corpus, Kind, Passage, PassageId, SectionId};
use crate::search::interner::Interner;
use crate::search::inverted_index::{BOOST_STEPS, Fields, InvertedIndex, NORM_STEPS, Posting, printed};
use crate::search::stemmer::stem;
use crate::search::synonyms::group_term;
use crate::search::table::number;
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

/// Numbers of words in the builder's vocabulary.
type Numbers = Vec<u32>;

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

pub(crate) struct IndexBuilder<'a> {
    corpus: &'a Corpus,
    vocabulary: Interner,
    stem_words: Interner,
    /// The stem of each word, by word number.
    stems: Numbers,
    /// Pairs of a word and a posting, in passage order.
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

    /// Indexes a passage and returns the number of words in its text and headline.
    pub(crate) fn passage(&mut self, number: u32, passage: &Passage) -> usize {
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
        let length = |l: usize| (l as f32 / average * NORM_STEPS).min(255.0) as u8;
        let passages: Vec<[u8; 2]> =
            lengths.iter().zip(&self.corpus.passages).map(|(&l, p)| [length(l), boost(p)]).collect();
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
