//! The words that a sentence opens with, for a quotation that begins within it: without them "the elaboration of laws" looks
//! like a deed of its own.

use std::ops::Range;

use crate::analysis::sentences;
use crate::corpus::claims::Statement;
use crate::corpus::{Corpus, EntityId, Kind, PassageId};

/// The number of bytes of an opening that are kept before an item of an enumeration. Of a longer one the lead-in is kept.
const WHOLE: usize = 160;
/// The number of bytes that a lead-in has at least.
const LEAD_IN: usize = 30;

/// What stands before a quotation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opening {
    /// The words, as the report prints them. They end with an ellipsis where others stand between them and the quotation.
    pub words: String,
    /// The bodies that statements in these words credit.
    pub bodies: Vec<EntityId>,
}

/// Returns what the sentence of a quotation opens with. An item of a list that is no sentence of its own is opened by the
/// list's lead-in. Empty for a quotation that begins a sentence, and for the name of something in a statement of others.
#[must_use]
pub fn opening(corpus: &Corpus, passage: PassageId, range: &Range<usize>) -> Opening {
    let text = corpus.passage(passage).text.as_str();
    let mut opening = Opening::default();
    if is_within_other(corpus, passage, range) {
        return opening;
    }
    let start = sentences::around(text, range).map_or(range.start, |sentence| sentence.start);
    if start == 0
        && let Some((parent, lead_in)) = lead_in(corpus, passage)
    {
        opening.add(corpus, parent, lead_in, "");
    }
    if start < range.start {
        let (end, ellipsis) = match enumeration(corpus, passage, start..range.start) {
            Some(first) => (first, "\u{2026}"),
            None => (range.start, ""),
        };
        opening.add(corpus, passage, start..end, ellipsis);
    }
    opening
}

/// Returns words after what opens them, if anything does.
#[must_use]
pub fn opened(opening: &str, words: &str) -> String {
    if opening.is_empty() { words.to_owned() } else { format!("{opening} {words}") }
}

impl Opening {
    /// Appends words of a passage, and the bodies that are credited in them.
    fn add(&mut self, corpus: &Corpus, passage: PassageId, range: Range<usize>, ellipsis: &str) {
        let words = corpus.passage(passage).text.get(range.clone()).unwrap_or_default().trim();
        self.words = opened(&self.words, words);
        if !ellipsis.is_empty() {
            self.words = opened(&self.words, ellipsis);
        }
        for body in credited(corpus, passage, &range) {
            if !self.bodies.contains(&body) {
                self.bodies.push(body);
            }
        }
    }
}

/// Returns the bodies that statements credit whose words begin in a stretch of a passage.
fn credited(corpus: &Corpus, passage: PassageId, range: &Range<usize>) -> impl Iterator<Item = EntityId> {
    let text = corpus.passage(passage).text.as_str();
    let begun = corpus.statements(passage).filter(|statement| range.contains(&statement.range(text).start));
    begun.flat_map(|statement| statement.entities.to_vec())
}

/// Returns whether a quotation is part of a statement that credits none of those whom its own statement credits.
fn is_within_other(corpus: &Corpus, passage: PassageId, range: &Range<usize>) -> bool {
    let text = corpus.passage(passage).text.as_str();
    let holds = |statement: &Statement<'_>| {
        let words = statement.range(text);
        words.start <= range.start && range.end <= words.end
    };
    let around: Vec<Statement<'_>> = corpus.statements(passage).filter(holds).collect();
    let Some(own) = around.iter().min_by_key(|statement| statement.range(text).len()) else { return false };
    !own.entities.is_empty()
        && around.iter().any(|other| own.entities.iter().all(|body| !other.entities.contains(body)))
}

/// Returns where the first item of an enumeration begins, before a quotation that is a later one: what stands before it leads
/// to each of them. `None` where the words are few enough to be kept, or are no enumeration.
fn enumeration(corpus: &Corpus, passage: PassageId, before: Range<usize>) -> Option<usize> {
    let text = corpus.passage(passage).text.as_str();
    let items = corpus.statements(passage).map(|statement| statement.range(text).start);
    let items: Vec<usize> = items.filter(|at| before.contains(at)).collect();
    let first = items.iter().copied().min().filter(|first| *first >= before.start + LEAD_IN);
    first.filter(|_| items.len() > 1 && before.len() > WHOLE)
}

/// Returns the lead-in of an item of a list that is no sentence of its own: the list, and the last sentence of its lead-in. A
/// title needs none.
fn lead_in(corpus: &Corpus, passage: PassageId) -> Option<(PassageId, Range<usize>)> {
    let item = corpus.passage(passage);
    let is_sentence = !item.text.starts_with(char::is_lowercase) && item.text.trim_end().ends_with(['.', '!', '?']);
    let is_apart = is_sentence || matches!(item.kind, Kind::Note | Kind::Publication);
    let parent = item.parent.filter(|_| !is_apart)?;
    let words = corpus.passage(parent).text.trim_end();
    let last = sentences::sentences(words).pop()?;
    words.ends_with(':').then_some((parent, last))
}
