//! Search over everything: bodies, passages and sections in one ranked list.
//!
//! Bodies of text are met through an inverted index ([`inverted_index`]), short labels fuzzily ([`labels`]). What is typed is
//! read by [`query`]. A search never fails: what cannot be understood is said in [`Answer::problems`].

pub mod complete;
pub mod highlight;
mod interner;
pub mod inverted_index;
pub mod labels;
pub mod query;
pub mod relax;
mod rerank;
mod scorer;
pub mod stemmer;
mod synonyms;
pub mod table;
pub mod tokenizer;
pub mod typed;

use std::sync::Arc;

use crate::corpus::postings::PassageSet;
use crate::corpus::{Corpus, EntityId, PassageId, SectionId};
use highlight::Highlighter;
use inverted_index::{InvertedIndex, field};
use labels::Labels;
use query::Query;

/// The inverted index of the built-in data, as [`InvertedIndex::to_bytes`] writes it.
const BUILT_IN: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/index"));

/// What a hit leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// A body: its profile.
    Entity(EntityId),
    /// A passage: its place in the report.
    Passage(PassageId),
    /// A section: its heading in the report.
    Section(SectionId),
}

/// Why a hit was found, by its strongest reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchReason {
    /// The query is the acronym, the name or the id.
    Name,
    /// All words stand in the headline or the title.
    Headline,
    /// All words stand in the report's words.
    Words,
    /// The words stand in text and labels together, by a word form, a beginning or an expansion.
    Form,
    /// A word was not found as typed, and a near one was.
    Near,
}

impl MatchReason {
    /// The reason in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Name => "the name itself",
            Self::Headline => "all words in the headline",
            Self::Words => "all words in the text",
            Self::Form => "words, word forms and labels together",
            Self::Near => "a near spelling",
        }
    }
}

/// One result.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// What it leads to.
    pub target: Target,
    /// How well it fits; larger is better; comparable within one answer only.
    pub score: f32,
    /// Why it was found.
    pub why: MatchReason,
}

/// What a search found.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The query as typed.
    pub typed: String,
    /// Best first.
    pub hits: Vec<Hit>,
    /// The passages among the hits.
    pub passages: PassageSet,
    /// Tells which letters of a text to light.
    pub highlighter: Arc<Highlighter>,
    /// What of the query was not understood, in sentences for a person.
    pub problems: Vec<String>,
    /// Words of the query that no hit has together with the others; empty where the hits have all words.
    pub relaxed_terms: Vec<String>,
    /// Where nothing was found: what could be left out of the query, and how many passages there were then.
    pub relaxations: Vec<(String, usize)>,
    /// Words of the reports that are near to words which nothing matches.
    pub suggestions: Vec<String>,
}

impl Answer {
    /// Where no passage has all words: a sentence that says which words are left out.
    #[must_use]
    pub fn relaxation_notice(&self) -> Option<String> {
        let left_out: Vec<String> = self.relaxed_terms.iter().map(|w| format!("\"{w}\"")).collect();
        (!left_out.is_empty())
            .then(|| format!("no passage has all words; these have all but {}", left_out.join(" and ")))
    }
}

/// In which fields terms are looked for, and by which words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SearchOptions {
    /// The fields: bits of [`inverted_index::field`].
    pub fields: u8,
    /// Whether synonyms count.
    pub synonyms: bool,
}

impl SearchOptions {
    /// All fields, with synonyms.
    pub const ALL: Self = Self { fields: u8::MAX, synonyms: true };
    /// What a passage says itself, with synonyms: not who acts in it, nor what the glossary adds.
    pub const CONTENT: Self = Self { fields: CONTENT_FIELDS, synonyms: true };

    /// The same without synonyms.
    #[must_use]
    pub const fn without_synonyms(self) -> Self {
        Self { synonyms: false, ..self }
    }
}

/// The fields in which a passage says something itself.
const CONTENT_FIELDS: u8 = field::TEXT | field::HEADLINE | field::CONTEXT | field::PLACE;

/// Everything that searching needs, built once from a corpus.
#[derive(Debug)]
pub struct Index {
    corpus: Arc<Corpus>,
    inverted: InvertedIndex,
    labels: Labels,
}

impl Index {
    /// The index of a corpus: built in where the corpus is, else made now.
    #[must_use]
    pub fn new(corpus: Arc<Corpus>) -> Self {
        let built_in = if corpus.built_in { InvertedIndex::from_bytes(BUILT_IN) } else { None };
        let inverted = built_in.unwrap_or_else(|| InvertedIndex::new(&corpus));
        let labels = Labels::new(&corpus);
        Self { corpus, inverted, labels }
    }

    /// The corpus that it was built from.
    #[must_use]
    pub fn corpus(&self) -> &Arc<Corpus> {
        &self.corpus
    }

    /// Whether the reports have a word as it is typed, or without its ending, or, where it is long enough to tell, one that
    /// begins so. It is meant for words that may be slips, which have the stem of another word too easily.
    #[must_use]
    pub fn has(&self, word: &str) -> bool {
        let word = crate::text::fold_plain(word);
        let has = |word: &str| self.inverted.lookup(word).is_some();
        let bare = ["s", "es", "d", "ed", "ing"].iter().filter_map(|end| word.strip_suffix(end));
        let begins = word.chars().count() > 4 && !self.inverted.prefix(&word).is_empty();
        begins || has(&word) || bare.into_iter().any(|bare| has(bare) || has(&format!("{bare}e")))
    }

    /// Searches for what was typed.
    #[must_use]
    pub fn search(&self, typed: &str) -> Answer {
        let query = Query::parse(typed, &self.corpus);
        relax::search(&self.corpus, &self.inverted, &self.labels, &query)
    }

    /// Searches in some fields, with or without synonyms; nothing is relaxed.
    #[must_use]
    pub fn search_with(&self, typed: &str, options: SearchOptions) -> Answer {
        let query = Query::parse(typed, &self.corpus);
        relax::search_all_terms(&self.corpus, &self.inverted, &self.labels, &query, options)
    }

    /// The other words for the same thing that the passages have.
    #[must_use]
    pub fn synonyms(&self, word: &str) -> Vec<&'static str> {
        synonyms::synonyms(word).filter(|other| self.inverted.terms_like(other).next().is_some()).collect()
    }
}
