//! Search over everything: bodies, passages and sections in one ranked list.
//!
//! Bodies of text are met through an inverted index ([`inverted_index`]), short labels fuzzily ([`labels`]). What is typed is
//! read by [`query`]. A search never fails: what cannot be understood is said in [`Answer::problems`].

pub mod complete;
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

use crate::corpus::postings::Set;
use crate::corpus::{Corpus, EntityId, PassageId, SectionId};
use inverted_index::Body;
use labels::Labels;
use query::{Matcher, Query};

/// The inverted index of the built-in data, as [`Body::to_bytes`] writes it.
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
pub enum Why {
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

impl Why {
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
    pub why: Why,
}

/// What a search found.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The query as typed.
    pub typed: String,
    /// Best first.
    pub hits: Vec<Hit>,
    /// The passages among the hits.
    pub passages: Set,
    /// Tells which letters of a text to light.
    pub matcher: Arc<Matcher>,
    /// What of the query was not understood, in sentences for a person.
    pub problems: Vec<String>,
    /// Words of the query that no hit has together with the others; empty where the hits have all words.
    pub dropped: Vec<String>,
    /// Where nothing was found: what could be left out of the query, and how many passages there were then.
    pub without: Vec<(String, usize)>,
    /// Words of the reports that are near to words which nothing matches.
    pub nearest: Vec<String>,
}

impl Answer {
    /// Where no passage has all words: a sentence that says which words are left out.
    #[must_use]
    pub fn all_but(&self) -> Option<String> {
        let left_out: Vec<String> = self.dropped.iter().map(|w| format!("\"{w}\"")).collect();
        (!left_out.is_empty())
            .then(|| format!("no passage has all words; these have all but {}", left_out.join(" and ")))
    }
}

/// The fields in which a passage says something itself.
const SAID: u8 = inverted_index::field::TEXT
    | inverted_index::field::HEADLINE
    | inverted_index::field::CONTEXT
    | inverted_index::field::PLACE;

/// Everything that searching needs, built once from a corpus.
#[derive(Debug)]
pub struct Index {
    corpus: Arc<Corpus>,
    body: Body,
    labels: Labels,
}

impl Index {
    /// The index of a corpus: built in where the corpus is, else made now.
    #[must_use]
    pub fn new(corpus: Arc<Corpus>) -> Self {
        let built_in = if corpus.built_in { Body::from_bytes(BUILT_IN) } else { None };
        let body = built_in.unwrap_or_else(|| Body::new(&corpus));
        let labels = Labels::new(&corpus);
        Self { corpus, body, labels }
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
        let has = |word: &str| self.body.exact(word).is_some();
        let bare = ["s", "es", "d", "ed", "ing"].iter().filter_map(|end| word.strip_suffix(end));
        let begins = word.chars().count() > 4 && !self.body.beginning(&word).is_empty();
        begins || has(&word) || bare.into_iter().any(|bare| has(bare) || has(&format!("{bare}e")))
    }

    /// Searches for what was typed.
    #[must_use]
    pub fn search(&self, typed: &str) -> Answer {
        let query = Query::parse(typed, &self.corpus);
        relax::answer(&self.corpus, &self.body, &self.labels, &query)
    }

    /// The passages that say themselves what was typed: not by the name of a body that acts in them, nor by an acronym that
    /// stands for it, and by other words for the same thing only where these are wanted.
    #[must_use]
    pub fn said(&self, typed: &str, others: bool) -> Answer {
        let query = Query::parse(typed, &self.corpus);
        relax::strictly(&self.corpus, &self.body, &self.labels, &query, relax::Reach { fields: SAID, others })
    }

    /// The other words for the same thing that the passages have.
    #[must_use]
    pub fn others(&self, word: &str) -> Vec<&'static str> {
        synonyms::kin(word).filter(|other| self.body.forms(other).next().is_some()).collect()
    }
}
