//! The source of a report beside its passages: in which lines each of them stands.

use std::ops::Range;

use crate::draft::extract;
use crate::draft::source::{Source, WordKind, words};

/// How many words in a row say where a passage begins in its source.
const TELLING: usize = 4;

/// The source of a report, in lines.
#[derive(Debug, Clone, Default)]
pub struct ReviewSource {
    /// The name of its file.
    pub name: String,
    /// Its lines.
    pub lines: Vec<String>,
    words: Vec<(String, u32)>,
}

impl ReviewSource {
    /// Reads a source.
    #[must_use]
    pub fn new(name: String, text: &str) -> Self {
        let source = match extract::reading_order(text) {
            Some((ordered, numbers)) => Source::read(&ordered).with_lines(&numbers),
            None => Source::read(text),
        };
        let words = source.words.iter().filter(|word| word.kind == WordKind::Text);
        let words = words.map(|word| (source.spell(word.key).to_owned(), word.line)).collect();
        let lines = text.split('\n').map(|line| line.replace(['\u{c}', '\r'], "").replace('\t', "    ")).collect();
        Self { name, lines, words }
    }

    /// Returns the lines in which a text stands, from 1, looking from a word on, and the word after it.
    pub(super) fn find(&self, text: &str, from: usize) -> Option<(Range<u32>, usize)> {
        let wanted: Vec<String> = words(text).into_iter().map(|w| w.1).collect();
        let head = wanted.get(..TELLING.min(wanted.len())).filter(|head| !head.is_empty())?;
        let begins = |at: usize| {
            let own = self.words.get(at..at + head.len());
            own.is_some_and(|own| own.iter().zip(head).all(|(word, wanted)| word.0 == *wanted))
        };
        let after = (from..self.words.len()).find(|&at| begins(at));
        let at = after.or_else(|| (0..from.min(self.words.len())).find(|&at| begins(at)))?;
        // Hyphens at line ends make a word two: the end is looked for by the last word.
        let last = wanted.last()?;
        let reach = at + wanted.len() + wanted.len() / 4 + 2;
        let around = (at + wanted.len().saturating_sub(3)..reach.min(self.words.len())).rev();
        let end = around.into_iter().find(|&n| self.words[n].0 == *last).unwrap_or(at + wanted.len() - 1);
        let end = end.min(self.words.len() - 1);
        Some((self.words[at].1..self.words[end].1 + 1, end + 1))
    }
}
