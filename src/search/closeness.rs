//! How much of a query stands close together in a text: words that are spread over a long paragraph say less than the same
//! words in a sentence.

use std::collections::HashMap;

use crate::corpus::Corpus;
use crate::search::query::Clause;
use crate::search::stemmer::{Beginning, beginnings, stem};
use crate::search::tokenizer;

/// The number of words within which words are close to each other: a long sentence.
const WINDOW: usize = 26;
/// The maximum number of words that are looked for: as many as a mask has bits.
const PARTS_MAX: usize = 64;

/// An expression that stands for words of the query: its stems after the first, and the words, one bit each.
struct Pattern {
    rest: Vec<String>,
    mask: u64,
}

/// What is looked for: the words of a query and their synonyms, with the weights of the words.
pub(crate) struct Wanted {
    /// The patterns, by the stem of their first word.
    heads: HashMap<String, Vec<Pattern>>,
    weights: Vec<f32>,
}

impl Wanted {
    /// Collects what is looked for: the words of all clauses, each with the weight of its clause, that are not `left_out`.
    pub(crate) fn new(corpus: &Corpus, clauses: &[(&Clause, f32)], left_out: impl Fn(&str) -> bool) -> Self {
        let mut wanted = Self { heads: HashMap::new(), weights: Vec::new() };
        for (clause, weight) in clauses.iter().filter(|(clause, _)| clause.is_of_words() && !clause.is_name()) {
            let [term] = clause.any.as_slice() else { continue };
            let words: Vec<&String> = term.words.iter().filter(|word| !left_out(word)).collect();
            if words.is_empty() || words.len() < term.words.len() || wanted.weights.len() + words.len() > PARTS_MAX {
                continue;
            }
            let mut all = 0;
            #[allow(clippy::cast_precision_loss)]
            let share = weight / words.len() as f32;
            for word in words {
                let mask = 1 << wanted.weights.len();
                wanted.weights.push(share);
                wanted.heads.entry(stem(word)).or_default().push(Pattern { rest: Vec::new(), mask });
                all |= mask;
            }
            let groups = clause.synonyms.iter().filter_map(|&group| corpus.synonyms.get(group));
            for expression in groups.flat_map(|group| group.words.iter().chain(&group.narrower)) {
                let mut stems = tokenizer::parts(expression).into_iter().map(|word| stem(&word));
                if let Some(head) = stems.next() {
                    wanted.heads.entry(head).or_default().push(Pattern { rest: stems.collect(), mask: all });
                }
            }
        }
        wanted
    }

    /// Returns how the words begin that are looked for.
    pub(crate) fn beginnings(&self) -> impl Iterator<Item = Beginning> + '_ {
        let rest = self.heads.values().flatten().flat_map(|pattern| &pattern.rest);
        self.heads.keys().chain(rest).flat_map(|stem| beginnings(stem))
    }

    /// Returns whether nothing is looked for.
    pub(crate) fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// Returns where a text, given as stems, has what is looked for.
    fn found(&self, stems: &[String]) -> Vec<(usize, u64)> {
        let mut found = Vec::new();
        for (at, word) in stems.iter().enumerate() {
            let Some(patterns) = self.heads.get(word) else { continue };
            let is_met = |pattern: &&Pattern| stems.get(at + 1..).is_some_and(|rest| rest.starts_with(&pattern.rest));
            let mask = patterns.iter().filter(is_met).fold(0, |mask, pattern| mask | pattern.mask);
            if mask != 0 {
                found.push((at, mask));
            }
        }
        found
    }

    /// Returns the words that a text, given as stems, has anywhere.
    pub(crate) fn anywhere(&self, stems: &[String]) -> u64 {
        self.found(stems).into_iter().fold(0, |mask, (_, other)| mask | other)
    }

    /// Returns the share of the weight of what is looked for that stands in any of the labels or close together in a text,
    /// both given as stems.
    pub(crate) fn close(&self, labels: u64, text: &[String]) -> f32 {
        let found = self.found(text);
        let windows = (0..found.len()).map(|from| {
            let near = found.iter().skip(from).take_while(|(at, _)| at - found[from].0 < WINDOW);
            self.share(near.fold(labels, |mask, (_, other)| mask | other))
        });
        windows.fold(self.share(labels), f32::max)
    }

    /// Returns the share of the weight of some words.
    pub(crate) fn share(&self, mask: u64) -> f32 {
        let of_mask = self.weights.iter().enumerate().filter(|(n, _)| mask >> n & 1 == 1).map(|(_, weight)| weight);
        of_mask.sum::<f32>() / self.weights.iter().sum::<f32>().max(f32::MIN_POSITIVE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_a_sentence_are_closer_than_words_in_a_paragraph() {
        let mask = |n: usize| Pattern { rest: Vec::new(), mask: 1 << n };
        let heads = [("polic".to_owned(), vec![mask(0)]), ("train".to_owned(), vec![mask(1)])];
        let wanted = Wanted { heads: heads.into_iter().collect(), weights: vec![1.0, 3.0] };
        let text = |between: usize| {
            let fill = std::iter::repeat_n("x".to_owned(), between);
            ["polic".to_owned()].into_iter().chain(fill).chain(["train".to_owned()]).collect::<Vec<_>>()
        };
        assert!((wanted.close(0, &text(3)) - 1.0).abs() < 1e-6 && (wanted.close(0, &text(90)) - 0.75).abs() < 1e-6);
        let label = wanted.anywhere(&["polic".to_owned()]);
        assert!((wanted.close(label, &text(90)) - 1.0).abs() < 1e-6 && (wanted.share(label) - 0.25).abs() < 1e-6);
    }
}
