//! The words that a sentence opens with, for a quotation that begins within it: without them "the elaboration of laws" looks
//! like a deed of its own.

use std::ops::Range;

use crate::analysis::sentences;
use crate::corpus::{Corpus, Kind, PassageId};
use crate::text;

/// The number of bytes of an opening that is kept whole, and the columns that are kept of a longer one.
const WHOLE: usize = 110;
const CUT: usize = 70;
/// The number of bytes up to which words only link a sentence to the one before, as "In addition," does.
const LINK: usize = 25;

/// Returns the words that the sentence of a quotation opens with, with an ellipsis where words are left out before the
/// quotation. The first item of a list is opened by its lead-in. Empty for a quotation that begins a sentence of its own.
#[must_use]
pub fn opening(corpus: &Corpus, passage: PassageId, range: &Range<usize>) -> String {
    let text = corpus.passage(passage).text.as_str();
    let start = sentences::around(text, range).map_or(range.start, |sentence| sentence.start);
    if start >= range.start {
        return if start == 0 { lead_in(corpus, passage) } else { String::new() };
    }
    // Where a sentence opens for several statements, its opening ends where the first of them begins.
    let statements = corpus.statements(passage).map(|statement| statement.range(text).start);
    let first = statements.filter(|at| (start + LINK..range.start).contains(at)).min().unwrap_or(range.start);
    let words = text.get(start..first).unwrap_or_default().trim_end();
    if first < range.start { cut(words) } else { shortened(words) }
}

/// Returns the lead-in of a passage that does not begin as a sentence does: the last sentence of it.
fn lead_in(corpus: &Corpus, passage: PassageId) -> String {
    let item = corpus.passage(passage);
    let parent = item.parent.filter(|_| item.kind != Kind::Note && item.text.starts_with(char::is_lowercase));
    let Some(parent) = parent.map(|parent| corpus.passage(parent).text.as_str()) else { return String::new() };
    let last = sentences::sentences(parent).pop().and_then(|at| parent.get(at)).unwrap_or_default();
    cut(last.trim_end())
}

/// Returns words that others follow, which are left out.
fn cut(words: &str) -> String {
    format!("{} \u{2026}", shortened(words).trim_end_matches([' ', '\u{2026}']))
}

/// Returns words whole, or their beginning and an ellipsis.
fn shortened(words: &str) -> String {
    if words.len() <= WHOLE { words.to_owned() } else { text::beginning(words, CUT) }
}
