//! Parses what was typed into words, phrases, operators and filters.

use crate::corpus::filter::{Facet, Filter, FilterMode};
use crate::corpus::strings::Str;
use crate::corpus::{Corpus, EntityId};
use crate::search::tokenizer;
use crate::search::typed;
use crate::text;

/// The maximum number of characters read. Anything longer is not a real query; the rest is ignored.
pub const QUERY_MAX: usize = 400;
/// The maximum number of words searched for.
pub const WORDS_MAX: usize = 24;

/// How a word has to match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MatchMode {
    /// As a word, a form of it, a prefix, or a near spelling.
    Near,
    /// Exactly, as a whole word: `'word`.
    Exact,
    /// As a word or a form of it: part of a name.
    Form,
    /// As words or forms of them, one after another: a name of several words.
    FormPhrase,
    /// At the beginning of a headline, a name or a title: `^word`.
    Begin,
    /// As these words in this order: `"some words"`.
    Phrase,
}

/// A single search term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryTerm {
    /// The folded words. There is only one, except for a phrase or a word with punctuation inside.
    pub words: Vec<String>,
    /// How the words have to match.
    pub mode: MatchMode,
    /// The words as typed.
    pub typed: String,
    /// Whether the words stand for a misspelled one.
    pub is_corrected: bool,
}

/// A set of alternatives. One of them has to match, or none if the clause is negated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// The alternatives.
    pub any: Vec<QueryTerm>,
    /// Whether the clause is negated: no alternative may match.
    pub not: bool,
    /// The places that the words name. Passages on what lies in them match too.
    pub places: Vec<Str>,
    /// The names in English of the places that the words name in another language. Passages that print them match as if they
    /// were typed.
    pub in_english: Vec<QueryTerm>,
    /// The bodies that the words name in another language. Their passages match too.
    pub bodies: Vec<EntityId>,
    /// The groups of synonyms that the words are of. Passages that print any of these match too.
    pub synonyms: Vec<usize>,
    /// The groups of synonyms of each word of an expression by itself. What has them matches in part.
    pub of_words: Vec<Vec<usize>>,
    /// Whether the words are those of another language.
    pub is_foreign: bool,
    /// Whether the words count little: those of a query in another language that only happen to be words of the reports, and
    /// those that questions are made of.
    pub is_by_chance: bool,
}

impl Clause {
    /// Creates a clause of alternatives.
    #[must_use]
    pub fn of(any: Vec<QueryTerm>, not: bool) -> Self {
        Self {
            any,
            not,
            places: Vec::new(),
            in_english: Vec::new(),
            bodies: Vec::new(),
            synonyms: Vec::new(),
            of_words: Vec::new(),
            is_foreign: false,
            is_by_chance: false,
        }
    }

    /// Returns whether it asks for words that may be left out: it has no operator.
    #[must_use]
    pub fn is_of_words(&self) -> bool {
        !self.not
            && self
                .any
                .iter()
                .all(|term| matches!(term.mode, MatchMode::Near | MatchMode::Form | MatchMode::FormPhrase))
    }

    /// Returns whether it names a place or a body.
    #[must_use]
    pub fn is_name(&self) -> bool {
        !self.places.is_empty() || !self.bodies.is_empty()
    }
}

/// A parsed query.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// The query as typed.
    pub typed: String,
    /// The clauses, all of which have to hold.
    pub clauses: Vec<Clause>,
    /// The filters in the query.
    pub filter: Filter,
    /// Messages to the user about parts that were not understood.
    pub problems: Vec<String>,
    /// What the user has to know about the filters.
    pub notes: Vec<String>,
}

impl Query {
    /// Parses a query. Never fails: parts that are not understood are reported in `problems` and left out.
    #[must_use]
    pub fn parse(typed: &str, corpus: &Corpus) -> Self {
        let mut query = Self { typed: typed.to_owned(), ..Self::default() };
        let mut shown = typed::shown(typed, 0);
        let read: String = shown.by_ref().take(QUERY_MAX).collect();
        if shown.next().is_some() {
            query.problems.push(format!("only the first {QUERY_MAX} characters are searched for"));
        }
        let mut or = false;
        let mut words = 0;
        for piece in join_digits(pieces(&read)) {
            if piece == "|" {
                or = !query.clauses.is_empty();
                continue;
            }
            let (not, bare) = match piece.strip_prefix('!') {
                Some(rest) => (true, rest),
                None => (false, piece.as_str()),
            };
            if let Some((facet, value)) = filter_of(bare) {
                let mode = if not { FilterMode::Exclude } else { FilterMode::Include };
                for one in value.split('|').filter(|v| !v.trim().is_empty()) {
                    match query.filter.add_value(corpus, facet, one, mode) {
                        Ok(note) => query.notes.extend(note),
                        Err(problem) => query.problems.push(problem),
                    }
                }
                or = false;
                continue;
            }
            let any: Vec<QueryTerm> = bare.split('|').filter_map(term).collect();
            words += any.iter().map(|t| t.words.len()).sum::<usize>();
            if any.is_empty() || words > WORDS_MAX {
                continue;
            }
            match query.clauses.last_mut().filter(|last| or && !last.not && !not) {
                Some(last) => last.any.extend(any),
                None => query.clauses.push(Clause::of(any, not)),
            }
            or = false;
        }
        if words > WORDS_MAX {
            query.problems.push(format!("only the first {WORDS_MAX} words are searched for"));
        }
        query
    }

    /// Returns whether the query has neither words nor filters.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty() && self.filter.is_empty()
    }

    /// Returns the folded words to look for, in the order typed.
    #[must_use]
    pub fn wanted(&self) -> Vec<&str> {
        self.clauses.iter().filter(|c| !c.not).flat_map(|c| &c.any).flat_map(|t| &t.words).map(String::as_str).collect()
    }
}

/// Splits a typed filter such as `year:2022` at its colon.
fn filter_of(piece: &str) -> Option<(Facet, String)> {
    let (name, value) = piece.split_once(':')?;
    Some((facet_of(name)?, value.replace('"', "")))
}

/// Returns the facet with the given name, singular or plural.
#[must_use]
pub fn facet_of(name: &str) -> Option<Facet> {
    let name = text::fold_plain(name);
    Facet::ALL.into_iter().find(|f| f.word() == name || plural(f.word()) == name)
}

fn plural(word: &str) -> String {
    word.strip_suffix('y').map_or_else(|| format!("{word}s"), |w| format!("{w}ies"))
}

fn term(typed: &str) -> Option<QueryTerm> {
    let (mode, rest) = match typed.chars().next()? {
        '\'' => (MatchMode::Exact, typed.trim_start_matches('\'')),
        '^' => (MatchMode::Begin, typed.trim_start_matches('^')),
        '"' => (MatchMode::Phrase, typed.trim_matches('"')),
        _ => (MatchMode::Near, typed),
    };
    let tokens = tokenizer::tokens(rest);
    let whole = tokens.iter().enumerate().filter(|(n, t)| !tokens.iter().take(*n).any(|o| o.position == t.position));
    let words: Vec<String> = whole.map(|(_, t)| t.word.clone()).collect();
    (!words.is_empty()).then(|| QueryTerm { words, mode, typed: rest.to_owned(), is_corrected: false })
}

/// Joins the digit groups of a number typed with blanks, such as `108 000`. Two separate numbers may be meant, so the
/// groups are kept as an alternative.
fn join_digits(pieces: Vec<String>) -> Vec<String> {
    let is_group =
        |p: &str, len: std::ops::RangeInclusive<usize>| len.contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit());
    let mut out: Vec<String> = Vec::new();
    for piece in pieces {
        match out.last_mut() {
            Some(last) if is_group(&piece, 3..=3) && is_group(last, 1..=3) => {
                *last = format!("{last}{piece}|\"{last} {piece}\"");
            }
            _ => out.push(piece),
        }
    }
    out
}

/// Splits the input at whitespace outside double quotes. An unbalanced quote extends to the end.
fn pieces(typed: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut piece = String::new();
    let mut quoted = false;
    for c in typed.chars() {
        if c == '"' || c == '\u{201c}' || c == '\u{201d}' {
            quoted = !quoted;
            piece.push('"');
            if !quoted && piece.starts_with('"') {
                out.push(std::mem::take(&mut piece));
            }
        } else if c.is_whitespace() && !quoted {
            if !piece.is_empty() {
                out.push(std::mem::take(&mut piece));
            }
        } else {
            piece.push(c);
        }
    }
    if !piece.is_empty() {
        out.push(piece);
    }
    out
}
