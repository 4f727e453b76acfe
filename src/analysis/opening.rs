//! The words that a sentence opens with, for a quotation that begins within it: without them "the elaboration of laws" looks
//! like a deed of its own.

use std::ops::Range;

use crate::analysis::sentences;
use crate::corpus::{Corpus, Kind, PassageId};
use crate::text;

/// The number of bytes of an opening that is kept whole, and the columns that are kept of a longer one.
const WHOLE: usize = 110;
const CUT: usize = 80;
/// The number of bytes that a beginning has at least that is cut at a comma.
const LEAST: usize = 45;
/// The number of bytes that are kept of its end, where the quotation follows at once.
const END: usize = 50;

/// Returns the words that the sentence of a quotation opens with, with an ellipsis where words are left out before the
/// quotation. What is no sentence of its own in a list is opened by its lead-in. Empty for a quotation that begins a sentence.
#[must_use]
pub fn opening(corpus: &Corpus, passage: PassageId, range: &Range<usize>) -> String {
    let text = corpus.passage(passage).text.as_str();
    let start = sentences::around(text, range).map_or(range.start, |sentence| sentence.start);
    let lead_in = if start == 0 { lead_in(corpus, passage) } else { String::new() };
    if start >= range.start {
        return lead_in;
    }
    let words = before(corpus, passage, start, range.start);
    opened(&lead_in, &words)
}

/// Returns words after what opens them, if anything does.
#[must_use]
pub fn opened(opening: &str, words: &str) -> String {
    if opening.is_empty() { words.to_owned() } else { format!("{opening} {words}") }
}

/// Returns what of a sentence stands before a quotation in it.
fn before(corpus: &Corpus, passage: PassageId, start: usize, quotation: usize) -> String {
    let text = corpus.passage(passage).text.as_str();
    let words = text.get(start..quotation).unwrap_or_default().trim_end();
    if words.len() <= WHOLE {
        return words.to_owned();
    }
    // Between the opening and one of several statements stand others; before one alone stands what leads to it.
    let others = corpus.statements(passage).map(|statement| statement.range(text).start);
    if others.into_iter().any(|at| (start..quotation).contains(&at)) {
        return to_a_comma(words);
    }
    with_end(words)
}

/// Returns the lead-in of an item of a list that is no sentence of its own: the last sentence of it.
fn lead_in(corpus: &Corpus, passage: PassageId) -> String {
    let item = corpus.passage(passage);
    let is_sentence = !item.text.starts_with(char::is_lowercase) && item.text.trim_end().ends_with(['.', '!', '?']);
    let parent = item.parent.filter(|_| item.kind != Kind::Note && !is_sentence);
    let Some(parent) = parent.map(|parent| corpus.passage(parent).text.trim_end()) else { return String::new() };
    if !parent.ends_with(':') {
        return String::new();
    }
    let last = sentences::sentences(parent).pop().and_then(|at| parent.get(at)).unwrap_or_default();
    if last.len() <= WHOLE { last.to_owned() } else { with_end(last) }
}

/// Returns the beginning of an opening and its end, in whole words, with an ellipsis between.
fn with_end(words: &str) -> String {
    let end = words.char_indices().map(|(at, _)| at).find(|at| at + END >= words.len()).unwrap_or(0);
    let end = words.get(end..).and_then(|end| end.split_once(' ')).map_or("", |(_, end)| end);
    format!("{} {end}", beginning(words))
}

/// Returns the beginning of an opening up to a comma, so that it runs into nothing else, and an ellipsis.
fn to_a_comma(words: &str) -> String {
    let begins = text::beginning(words, CUT);
    match begins.rfind(", ").filter(|at| *at >= LEAST) {
        Some(at) => format!("{} \u{2026}", begins.get(..=at).unwrap_or_default()),
        None => beginning(words),
    }
}

/// Returns the beginning of an opening, in whole words, and an ellipsis.
fn beginning(words: &str) -> String {
    format!("{} \u{2026}", text::beginning(words, CUT).trim_end_matches([' ', '\u{2026}']))
}
