//! What was typed, understood: words, phrases, operators and filters.

use std::collections::HashSet;
use std::ops::Range;

use crate::corpus::Corpus;
use crate::corpus::filter::{Facet, Filter};
use crate::search::stemmer::stem;
use crate::search::tokenizer::{self, Token};
use crate::search::typed;
use crate::text;

/// Most characters of a query that are read; what is longer is no query.
pub const QUERY_MAX: usize = 400;
/// Most words of a query that are searched for.
pub const WORDS_MAX: usize = 24;

/// How a word has to match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// As a word, a form of it, its beginning, or a near spelling.
    Near,
    /// Letter by letter, as a whole word: `'word`.
    Exact,
    /// At the beginning of a headline, a name or a title: `^word`.
    Begin,
    /// As these words in this order: `"some words"`.
    Phrase,
}

/// One thing that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Folded words; one, but for a phrase or a word with punctuation inside.
    pub words: Vec<String>,
    /// How it has to match.
    pub how: How,
}

/// Alternatives, of which one has to match, or none where it is negated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// The alternatives.
    pub any: Vec<Term>,
    /// Whether no alternative may match.
    pub not: bool,
}

/// A query, understood.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// What was typed.
    pub typed: String,
    /// All of these have to hold.
    pub clauses: Vec<Clause>,
    /// The filters that were typed.
    pub filter: Filter,
    /// What was not understood, in sentences for a person.
    pub problems: Vec<String>,
}

impl Query {
    /// Reads what was typed. Never fails; what is not understood is told and left out.
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
                for one in value.split('|').filter(|v| !v.trim().is_empty()) {
                    if let Err(problem) = query.filter.take(corpus, facet, one, not) {
                        query.problems.push(problem);
                    }
                }
                or = false;
                continue;
            }
            let any: Vec<Term> = bare.split('|').filter_map(term).collect();
            words += any.iter().map(|t| t.words.len()).sum::<usize>();
            if any.is_empty() || words > WORDS_MAX {
                continue;
            }
            match query.clauses.last_mut().filter(|last| or && !last.not && !not) {
                Some(last) => last.any.extend(any),
                None => query.clauses.push(Clause { any, not }),
            }
            or = false;
        }
        if words > WORDS_MAX {
            query.problems.push(format!("only the first {WORDS_MAX} words are searched for"));
        }
        query
    }

    /// Whether nothing is asked for, neither words nor filters.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty() && self.filter.is_open()
    }

    /// The folded words that are wanted, in the order typed.
    #[must_use]
    pub fn wanted(&self) -> Vec<&str> {
        self.clauses.iter().filter(|c| !c.not).flat_map(|c| &c.any).flat_map(|t| &t.words).map(String::as_str).collect()
    }
}

/// A typed filter such as `year:2022`, split at its colon.
fn filter_of(piece: &str) -> Option<(Facet, String)> {
    let (name, value) = piece.split_once(':')?;
    Some((facet_of(name)?, value.replace('"', "")))
}

/// The facet that a typed name stands for, singular or plural.
#[must_use]
pub fn facet_of(name: &str) -> Option<Facet> {
    let name = text::fold_plain(name);
    Facet::ALL.into_iter().find(|f| f.word() == name || plural(f.word()) == name)
}

fn plural(word: &str) -> String {
    word.strip_suffix('y').map_or_else(|| format!("{word}s"), |w| format!("{w}ies"))
}

fn term(typed: &str) -> Option<Term> {
    let (how, rest) = match typed.chars().next()? {
        '\'' => (How::Exact, typed.trim_start_matches('\'')),
        '^' => (How::Begin, typed.trim_start_matches('^')),
        '"' => (How::Phrase, typed.trim_matches('"')),
        _ => (How::Near, typed),
    };
    let tokens = tokenizer::tokens(rest);
    let whole = tokens.iter().enumerate().filter(|(n, t)| !tokens.iter().take(*n).any(|o| o.position == t.position));
    let words: Vec<String> = whole.map(|(_, t)| t.word.clone()).collect();
    (!words.is_empty()).then_some(Term { words, how })
}

/// Joins the groups of a number that was typed with blanks, such as `108 000`; the number may still be meant as two.
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

/// Splits at blanks, but not within double quotes; an unbalanced quote ends at the end.
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

/// Tells which letters of a text a query has met.
#[derive(Debug, Clone, Default)]
pub struct Matcher {
    /// Words that are lit wherever they stand.
    pub words: HashSet<String>,
    /// Stems that are lit.
    pub stems: HashSet<String>,
    /// Beginnings that are lit.
    pub prefixes: Vec<String>,
    /// Folded texts that are lit letter by letter, within words too.
    pub texts: Vec<String>,
}

impl Matcher {
    /// Lights a text letter by letter, whatever its case and diacritics.
    #[must_use]
    pub fn literal(wanted: &str) -> Self {
        let folded = text::fold_plain(wanted);
        Self { texts: if folded.trim().is_empty() { Vec::new() } else { vec![folded] }, ..Self::default() }
    }

    /// Lights what any of some matchers does.
    #[must_use]
    pub fn merged<'a>(of: impl Iterator<Item = &'a Self>) -> Self {
        let mut all = Self::default();
        for matcher in of {
            all.words.extend(matcher.words.iter().cloned());
            all.stems.extend(matcher.stems.iter().cloned());
            all.prefixes.extend(matcher.prefixes.iter().cloned());
            all.texts.extend(matcher.texts.iter().cloned());
        }
        all
    }

    /// Whether it lights nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.stems.is_empty() && self.prefixes.is_empty() && self.texts.is_empty()
    }

    /// The bytes of a text that are to be lit, in order, without overlap, on character boundaries.
    #[must_use]
    pub fn ranges(&self, original: &str) -> Vec<Range<usize>> {
        let touch = |last: &Range<usize>, next: &Range<usize>| next.start <= last.end;
        merged(self.met(original), touch)
    }

    /// The matches in a text, one by one: as [`Matcher::ranges`], but matches that only touch stay apart.
    #[must_use]
    pub fn matches(&self, original: &str) -> Vec<Range<usize>> {
        let overlap = |last: &Range<usize>, next: &Range<usize>| next.start < last.end;
        merged(self.met(original), overlap)
    }

    fn met(&self, original: &str) -> Vec<Range<usize>> {
        if self.is_empty() {
            return Vec::new();
        }
        let mut lit: Vec<Range<usize>> = Vec::new();
        if !self.texts.is_empty() {
            let folded = text::fold(original);
            for wanted in &self.texts {
                let hits = folded.text.match_indices(wanted.as_str());
                lit.extend(hits.map(|(at, hit)| folded.original(at..at + hit.len())));
            }
        }
        if self.texts.is_empty() || !self.words.is_empty() || !self.stems.is_empty() || !self.prefixes.is_empty() {
            lit.extend(tokenizer::tokens(original).into_iter().filter_map(|t| self.light(&t, original)));
        }
        lit
    }

    /// The part of a text around its densest matches, at most about so many bytes, cut at words.
    #[must_use]
    pub fn snippet(&self, original: &str, room: usize) -> String {
        if original.len() <= room {
            return original.to_owned();
        }
        let lit = self.ranges(original);
        let within = |from: usize| lit.iter().filter(|r| r.start >= from && r.end <= from + room * 3 / 4).count();
        let best = lit.iter().map(|r| r.start).max_by_key(|&s| (within(s), std::cmp::Reverse(s))).unwrap_or(0);
        let boundary = |at: usize| {
            let at = original.char_indices().map(|(i, _)| i).take_while(|&i| i <= at).last().unwrap_or(0);
            original.get(..at).and_then(|b| b.rfind(' ')).map_or(0, |b| b + 1)
        };
        let from = boundary(best.saturating_sub(room / 6));
        let to = if from + room >= original.len() { original.len() } else { boundary(from + room) };
        let shown = original.get(from..to).unwrap_or(original).trim();
        let (before, after) = (if from > 0 { "… " } else { "" }, if to < original.len() { " …" } else { "" });
        format!("{before}{shown}{after}")
    }

    fn light(&self, token: &Token, original: &str) -> Option<Range<usize>> {
        if self.words.contains(&token.word) || self.stems.contains(&stem(&token.word)) {
            return Some(token.at.clone());
        }
        let prefix = self.prefixes.iter().filter(|p| token.word.starts_with(p.as_str())).map(String::len).max()?;
        let shown = original.get(token.at.clone())?;
        let folded = text::fold(shown);
        let end = folded.original(0..prefix.min(folded.text.len())).end;
        Some(token.at.start..token.at.start + end)
    }
}

/// Ranges in order, those united that are to be.
fn merged(mut ranges: Vec<Range<usize>>, are_one: impl Fn(&Range<usize>, &Range<usize>) -> bool) -> Vec<Range<usize>> {
    ranges.sort_by_key(|r| (r.start, r.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if are_one(last, &range) => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}
