//! Finds what to highlight in a text: the words of a query, their forms and prefixes, or a literal string.

use std::collections::HashSet;
use std::ops::Range;

use crate::search::stemmer::{Beginnings, beginning, beginnings, stem};
use crate::search::tokenizer;
use crate::text;

/// A matcher for the parts of a text that match a query.
#[derive(Debug, Clone, Default)]
pub struct Highlighter {
    /// Whole words.
    pub words: HashSet<String>,
    /// Stems of words.
    pub stems: HashSet<String>,
    /// Prefixes of words.
    pub prefixes: Vec<String>,
    /// Folded strings, matched literally, also within words.
    pub texts: Vec<String>,
}

impl Highlighter {
    /// Creates a highlighter for a literal string, ignoring case and diacritics.
    #[must_use]
    pub fn literal(wanted: &str) -> Self {
        let folded = text::fold_plain(wanted);
        Self { texts: if folded.trim().is_empty() { Vec::new() } else { vec![folded] }, ..Self::default() }
    }

    /// Combines several highlighters into one that highlights what any of them does.
    #[must_use]
    pub fn merged<'a>(of: impl Iterator<Item = &'a Self>) -> Self {
        let mut all = Self::default();
        for highlighter in of {
            all.words.extend(highlighter.words.iter().cloned());
            all.stems.extend(highlighter.stems.iter().cloned());
            all.prefixes.extend(highlighter.prefixes.iter().cloned());
            all.texts.extend(highlighter.texts.iter().cloned());
        }
        all
    }

    /// Returns whether it highlights nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.stems.is_empty() && self.prefixes.is_empty() && self.texts.is_empty()
    }

    /// Returns the byte ranges of a text to highlight: in order, not overlapping, on character boundaries.
    #[must_use]
    pub fn ranges(&self, original: &str) -> Vec<Range<usize>> {
        let touch = |last: &Range<usize>, next: &Range<usize>| next.start <= last.end;
        merged(self.found(original), touch)
    }

    /// Returns the individual matches in a text. Like [`Highlighter::ranges`], but matches that only touch are kept
    /// apart.
    #[must_use]
    pub fn matches(&self, original: &str) -> Vec<Range<usize>> {
        let overlap = |last: &Range<usize>, next: &Range<usize>| next.start < last.end;
        merged(self.found(original), overlap)
    }

    fn found(&self, original: &str) -> Vec<Range<usize>> {
        if self.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<Range<usize>> = Vec::new();
        let folded = text::fold(original);
        for wanted in &self.texts {
            let hits = folded.text.match_indices(wanted.as_str());
            found.extend(hits.map(|(at, hit)| folded.original(at..at + hit.len())));
        }
        if !self.words.is_empty() || !self.stems.is_empty() || !self.prefixes.is_empty() {
            let begin = self.beginnings();
            tokenizer::each_of(&folded, &mut |word, at| {
                if begin.may_have(word) {
                    found.extend(self.highlight(word, at, original));
                }
            });
        }
        found
    }

    /// Returns how the words begin that are highlighted.
    fn beginnings(&self) -> Beginnings {
        // Of a prefix of a single letter, the next may be any.
        let prefixes = self.prefixes.iter().flat_map(|prefix| {
            let [first, second] = beginning(prefix);
            let seconds = if second == 0 { 0..=u8::MAX } else { second..=second };
            seconds.map(move |next| [first, next])
        });
        let stems = self.stems.iter().flat_map(|stem| beginnings(stem));
        self.words.iter().map(|word| beginning(word)).chain(stems).chain(prefixes).collect()
    }

    /// Returns the part of a text around its densest matches: about `room` bytes at most, cut between words.
    #[must_use]
    pub fn snippet(&self, original: &str, room: usize) -> String {
        if original.len() <= room {
            return original.to_owned();
        }
        let ranges = self.ranges(original);
        let within = |from: usize| ranges.iter().filter(|r| r.start >= from && r.end <= from + room * 3 / 4).count();
        let best = ranges.iter().map(|r| r.start).max_by_key(|&s| (within(s), std::cmp::Reverse(s))).unwrap_or(0);
        let boundary = |at: usize| {
            let at = (0..=at).rev().find(|&at| original.is_char_boundary(at)).unwrap_or(0);
            original.get(..at).and_then(|b| b.rfind(' ')).map_or(0, |b| b + 1)
        };
        let from = boundary(best.saturating_sub(room / 6));
        let to = if from + room >= original.len() { original.len() } else { boundary(from + room) };
        let shown = original.get(from..to).unwrap_or(original).trim();
        let (before, after) = (if from > 0 { "… " } else { "" }, if to < original.len() { " …" } else { "" });
        format!("{before}{shown}{after}")
    }

    /// Returns what to highlight of a folded word that stands at a byte range of a text.
    fn highlight(&self, word: &str, at: Range<usize>, original: &str) -> Option<Range<usize>> {
        if self.words.contains(word) || self.stems.contains(&stem(word)) {
            return Some(at);
        }
        let prefix = self.prefixes.iter().filter(|p| word.starts_with(p.as_str())).map(String::len).max()?;
        let folded = text::fold(original.get(at.clone())?);
        let end = folded.original(0..prefix.min(folded.text.len())).end;
        Some(at.start..at.start + end)
    }
}

/// Sorts ranges and merges neighbours for which `are_one` holds.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn found(ranges: Vec<Range<usize>>, text: &str) -> Vec<&str> {
        ranges.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn matches_that_touch_are_one_range_and_two_matches() {
        let highlighter = Highlighter::literal("na");
        let text = "banana and Nána";
        assert_eq!(found(highlighter.ranges(text), text), ["nana", "Nána"]);
        assert_eq!(found(highlighter.matches(text), text), ["na", "na", "Ná", "na"]);
    }

    #[test]
    fn matches_that_overlap_are_one() {
        let both = [Highlighter::literal("aba"), Highlighter::literal("ab c")];
        let highlighter = Highlighter::merged(both.iter());
        let text = "x aba ab c aba";
        assert_eq!(found(highlighter.matches(text), text), ["aba", "ab c", "aba"]);
        let overlapping = Highlighter { texts: vec!["aba".into(), "bab".into()], ..Highlighter::default() };
        assert_eq!(found(overlapping.matches("xabab"), "xabab"), ["abab"]);
    }

    #[test]
    fn words_stems_and_prefixes_are_highlighted_and_nothing_by_default() {
        let highlighter = Highlighter {
            words: ["nrm".to_owned()].into(),
            stems: [stem("victims")].into(),
            prefixes: vec!["traff".to_owned()],
            ..Highlighter::default()
        };
        let text = "The NRM helps a victim of Trafficking.";
        assert_eq!(found(highlighter.ranges(text), text), ["NRM", "victim", "Traff"]);
        assert!(!highlighter.is_empty());
        assert!(Highlighter::default().is_empty() && Highlighter::literal("  ").is_empty());
        assert_eq!(Highlighter::default().ranges(text), []);
    }

    #[test]
    fn a_snippet_is_cut_at_words_around_the_match() {
        let text = format!("{} needle {}", "before ".repeat(30), "after ".repeat(30));
        let snippet = Highlighter::literal("needle").snippet(&text, 60);
        assert!(
            snippet.starts_with("… before") && snippet.ends_with("after …") && snippet.contains("needle"),
            "{snippet}"
        );
        assert!(snippet.len() <= 60 + 8, "{}", snippet.len());
        assert_eq!(Highlighter::literal("needle").snippet("a needle", 60), "a needle");
    }
}
