//! Search over bodies, passages and sections, in one ranked list.
//!
//! Passages are searched through an inverted index ([`inverted_index`]), short labels by fuzzy matching ([`labels`]).
//! [`query`] parses the input. A search never fails: whatever could not be understood is reported in
//! [`Answer::problems`].

mod closeness;
pub mod complete;
pub mod dictionary;
pub mod explain;
pub(crate) mod expressions;
pub mod highlight;
mod interner;
pub mod inverted_index;
pub mod labels;
pub mod query;
pub mod relax;
mod rerank;
pub(crate) mod rewrite;
mod scorer;
pub mod stemmer;
pub(crate) mod stop_words;
pub mod synonyms;
pub mod table;
pub mod tokenizer;
pub mod typed;

use std::sync::{Arc, OnceLock};

use crate::corpus::postings::PassageSet;
use crate::corpus::sorted_lines::SortedLines;
use crate::corpus::subject::Subject;
use crate::corpus::{Corpus, PassageId, ReportId, SectionId};
use dictionary::Dictionary;
use expressions::Expressions;
use highlight::Highlighter;
use inverted_index::{Fields, InvertedIndex};
use labels::Labels;
use query::Query;
use rewrite::Rewriter;
use synonyms::SynonymIndex;

/// The words of English.
pub(crate) const ENGLISH: Dictionary<'_> = Dictionary::new(include_bytes!(concat!(env!("OUT_DIR"), "/dictionary")));

/// The item that a hit leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// A passage, which opens at its place in the report.
    Passage(PassageId),
    /// A section, which opens at its heading in the report.
    Section(SectionId),
    /// A body, a place, a topic, a work or a partner, which opens its profile.
    Subject(Subject),
    /// A report, which opens at its beginning.
    Report(ReportId),
    /// A term of the glossary, by its index, which opens its page.
    Term(usize),
}

/// The strongest reason why a hit was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchReason {
    /// It answers the question.
    Answer,
    /// The query is an acronym, a name or an id.
    Name,
    /// All words are in the headline or the title.
    Headline,
    /// All words are in the text of the report.
    Words,
    /// All words match by a synonym, or as an acronym and what it stands for.
    Synonym,
    /// The words are spread over text and labels, or match by a word form or a prefix.
    Form,
    /// A word was not found as typed, but a near spelling was.
    Near,
    /// Some of the words are in it, and others are not.
    Part,
}

impl MatchReason {
    /// Returns a description of the reason.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Answer => "the answer to the question",
            Self::Name => "the name itself",
            Self::Headline => "all words in the headline",
            Self::Words => "all words in the text",
            Self::Synonym => "a synonym, or an acronym and what it stands for",
            Self::Form => "words, word forms, synonyms and labels together",
            Self::Near => "a near spelling",
            Self::Part => "some of the words",
        }
    }
}

/// A search result.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// The item that the hit leads to.
    pub target: Target,
    /// The relevance score. Larger is better. Comparable only within one answer.
    pub score: f32,
    /// The reason why it was found.
    pub why: MatchReason,
    /// The clauses of the query that it does not match, one bit each; see [`Answer::missing`].
    pub missing: u32,
}

/// An answer to a question that the data answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectAnswer {
    /// The answer, in a sentence or two.
    pub words: String,
    /// The passages that it rests on, the latest report first.
    pub passages: Vec<PassageId>,
}

/// The result of a search.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The query as typed.
    pub typed: String,
    /// The answer, if it is a question that the data answers; see [`crate::analysis::answers`].
    pub direct: Option<DirectAnswer>,
    /// The hits, best first.
    pub hits: Vec<Hit>,
    /// The passages among the hits.
    pub passages: PassageSet,
    /// The highlighter that finds the matching parts of a text.
    pub highlighter: Arc<Highlighter>,
    /// Messages to the user about parts of the query that were not understood.
    pub problems: Vec<String>,
    /// What the user has to know about the filters in the query.
    pub notes: Vec<String>,
    /// The words of each clause of the query, in the order of the bits of [`Hit::missing`].
    pub clauses: Vec<String>,
    /// If nothing was found: what could be dropped from the query, and how many passages that would find.
    pub relaxations: Vec<(String, usize)>,
    /// Words of the reports that are spelled like query words without a match.
    pub suggestions: Vec<String>,
}

impl Answer {
    /// Returns what the user has to know first: what was not understood, what a filter means, which words were left out.
    #[must_use]
    pub fn notice(&self) -> Option<String> {
        self.problems.first().or(self.notes.first()).cloned().or_else(|| self.relaxation_notice())
    }

    /// Returns the number of hits that match the whole query. They come before those that match a part of it.
    #[must_use]
    pub fn full(&self) -> usize {
        self.hits.iter().take_while(|hit| hit.missing == 0).count()
    }

    /// Returns the words of the query that a hit does not have.
    #[must_use]
    pub fn missing(&self, hit: &Hit) -> Vec<&str> {
        let clauses = self.clauses.iter().enumerate();
        clauses.filter(|(n, _)| hit.missing >> n & 1 == 1).map(|(_, words)| words.as_str()).collect()
    }

    /// Says which words of the query a hit does not have. `None` if it has all.
    #[must_use]
    pub fn without(&self, hit: &Hit) -> Option<String> {
        let missing: Vec<String> = self.missing(hit).iter().map(|w| format!("\"{w}\"")).collect();
        (!missing.is_empty()).then(|| format!("without {}", missing.join(", ")))
    }

    /// Returns a sentence that says which words the best hit does not have, if no hit has all of them.
    #[must_use]
    pub fn relaxation_notice(&self) -> Option<String> {
        let best = self.hits.first().filter(|hit| hit.missing != 0)?;
        let left_out: Vec<String> = self.missing(best).iter().map(|w| format!("\"{w}\"")).collect();
        Some(format!("no passage has all words; the first has all but {}", left_out.join(" and ")))
    }
}

/// Everything needed for searching, built once from a corpus.
#[derive(Debug)]
pub struct Index {
    corpus: Arc<Corpus>,
    inverted: InvertedIndex,
    labels: Labels,
    synonyms: SynonymIndex,
    /// Computed on first use.
    expressions: OnceLock<Expressions>,
}

impl Index {
    /// Creates the index of a corpus: from what was prepared, if anything was.
    #[must_use]
    pub fn new(corpus: Arc<Corpus>) -> Self {
        let inverted =
            corpus.prepared.and_then(|prepared| InvertedIndex::from_bytes(prepared.index, prepared.postings));
        let inverted = inverted.unwrap_or_else(|| InvertedIndex::new(&corpus));
        let labels = Labels::new(&corpus);
        let synonyms = match corpus.prepared {
            Some(prepared) => SynonymIndex(SortedLines::built_in(prepared.synonyms)),
            None => SynonymIndex::new(&corpus.synonyms),
        };
        Self { corpus, inverted, labels, synonyms, expressions: OnceLock::new() }
    }

    /// Returns the postings of the passages.
    pub(crate) fn inverted(&self) -> &InvertedIndex {
        &self.inverted
    }

    /// Returns the fixed expressions for which others stand.
    pub(crate) fn expressions(&self) -> &Expressions {
        self.expressions.get_or_init(|| Expressions::new(&self.corpus))
    }

    /// Returns the index of the synonyms.
    pub(crate) fn synonyms(&self) -> &SynonymIndex {
        &self.synonyms
    }

    /// Returns the corpus that the index was built from.
    #[must_use]
    pub fn corpus(&self) -> &Arc<Corpus> {
        &self.corpus
    }

    /// Returns whether the reports contain a word as typed, without its ending, or, if it has more than four letters,
    /// as a prefix of another word.
    ///
    /// Meant for words that may be typos. Stems are not compared, because a typo too easily has the stem of some other
    /// word.
    #[must_use]
    pub fn has(&self, word: &str) -> bool {
        let word = crate::text::fold_plain(word);
        let has = |word: &str| self.inverted.lookup(word).is_some();
        let bare = ["s", "es", "d", "ed", "ing"].iter().filter_map(|end| word.strip_suffix(end));
        let begins = word.chars().count() > 4 && !self.inverted.prefix(&word).is_empty();
        begins || has(&word) || bare.into_iter().any(|bare| has(bare) || has(&format!("{bare}e")))
    }

    /// Searches for a query as typed.
    #[must_use]
    pub fn search(&self, typed: &str) -> Answer {
        relax::search(&self.corpus, &self.inverted, &self.labels, &self.query(typed))
    }

    /// Parses a query as typed, and adds what stands for its words.
    fn query(&self, typed: &str) -> Query {
        let (corpus, index) = (&*self.corpus, &self.inverted);
        let query = Query::parse(typed, corpus);
        Rewriter { corpus, index, synonyms: &self.synonyms }.rewrite(query)
    }

    /// Returns the forms of a folded word that passages have: those with the same stem.
    pub(crate) fn forms(&self, word: &str) -> impl Iterator<Item = &str> {
        self.inverted.terms_like(word).map(|term| self.inverted.word(term))
    }

    /// Returns the words of the reports that are spelled most like a folded word, best first.
    pub(crate) fn spelled_like(&self, word: &str) -> impl Iterator<Item = &str> {
        self.inverted.fuzzy(word).into_iter().map(|near| self.inverted.word(near.word))
    }

    /// Returns the passages that have any of the folded words in their text, in what is printed beside it, or in their
    /// headline.
    pub(crate) fn with_any<'w>(&self, words: impl IntoIterator<Item = &'w str>) -> PassageSet {
        let mut set = PassageSet::none(self.corpus.passages.len());
        for term in words.into_iter().filter_map(|word| self.inverted.lookup(word)) {
            let printed = |fields: Fields| fields.intersects(Fields::TEXT.union(Fields::HEADLINE));
            let postings = self.inverted.postings(term).filter(|posting| printed(posting.fields()));
            postings.for_each(|posting| set.insert(posting.passage()));
        }
        set
    }
}
