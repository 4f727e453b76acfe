//! Finds the words of a passage in the source: as few runs as possible, each of words that follow one another there.

use std::collections::HashMap;

use crate::draft::source::{Source, SourceWord, WordKind, is_short_number, words};

/// A word of a passage.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// The number that the word has in the source, if it stands there at all.
    pub(super) key: Option<u32>,
    pub(super) text: String,
}

/// Words of a passage that stand one after another in the source.
#[derive(Debug, Clone)]
pub(super) struct Run {
    /// The first of them, as its number in the passage.
    pub(super) from: usize,
    /// The places in the source of all words read, in order. A word that a line breaks has two.
    pub(super) places: Vec<usize>,
    /// How many words of the passage it holds.
    pub(super) len: usize,
}

impl Run {
    pub(super) fn start(&self) -> usize {
        self.places.first().copied().unwrap_or_default()
    }

    pub(super) fn end(&self) -> usize {
        self.places.last().map_or(0, |last| last + 1)
    }
}

/// The source, indexed by its words.
pub(super) struct Aligner<'s> {
    pub(super) source: &'s Source,
    /// The places of each word.
    places: Vec<Vec<usize>>,
    /// The places of each three words of one kind that follow one another.
    threes: HashMap<[u32; 3], Vec<usize>>,
    /// For each place, the next that is of the text.
    next: Vec<usize>,
}

impl<'s> Aligner<'s> {
    pub(super) fn new(source: &'s Source) -> Self {
        let words = &source.words;
        let mut places: Vec<Vec<usize>> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let key = word.key as usize;
            if places.len() <= key {
                places.resize(key + 1, Vec::new());
            }
            places[key].push(at);
        }
        let mut next = vec![words.len(); words.len()];
        for at in (1..words.len()).rev() {
            next[at - 1] = if words[at].kind == WordKind::Text { at } else { next[at] };
        }
        let mut threes: HashMap<[u32; 3], Vec<usize>> = HashMap::new();
        for (at, one) in words.iter().enumerate() {
            let following = |at: usize| if one.kind == WordKind::Text { next.get(at).copied() } else { Some(at + 1) };
            let two = following(at).filter(|&at| words.get(at).is_some_and(|two| two.kind == one.kind));
            let three = two.and_then(following).filter(|&at| words.get(at).is_some_and(|three| three.kind == one.kind));
            if let (Some(two), Some(three)) = (two, three) {
                threes.entry([one.key, words[two].key, words[three].key]).or_default().push(at);
            }
        }
        Self { source, places, threes, next }
    }

    /// Returns the words of a passage.
    pub(super) fn words(&self, text: &str) -> Vec<Word> {
        let all = words(text).into_iter();
        all.map(|(_, text)| Word { key: self.source.find(&text), text }).collect()
    }

    /// Finds words in the source. Where they stand there more than once, those places come first that nothing else was
    /// found at, as `is_free` says, and among them the nearest to `expected`.
    pub(super) fn align(&self, wanted: &[Word], expected: usize, is_free: impl Fn(usize) -> bool) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let mut from = 0;
        while from < wanted.len() {
            let expected = runs.last().map_or(expected, Run::end);
            let best = self.starts(&wanted[from..]).map(|start| {
                let run = self.run(wanted, from, start);
                let free = run.places.iter().filter(|&&place| is_free(place)).count();
                (run.len, free, usize::MAX - start.abs_diff(expected), run)
            });
            match best.max_by_key(|&(len, free, near, _)| (len, free, near)) {
                Some((len, .., run)) if len > 0 => {
                    from += len;
                    runs.push(run);
                }
                _ => from += 1,
            }
        }
        runs
    }

    /// Returns the places at which the first of the words may stand.
    fn starts(&self, wanted: &[Word]) -> impl Iterator<Item = usize> {
        let keys = |n: usize| wanted.get(n).and_then(|word| word.key);
        let three = match (keys(0), keys(1), keys(2)) {
            (Some(one), Some(two), Some(three)) => self.threes.get(&[one, two, three]),
            _ => None,
        };
        let one = keys(0).and_then(|key| self.places.get(key as usize)).filter(|_| three.is_none());
        let is_read = |&&at: &&usize| self.word(at).is_some_and(|word| word.kind != WordKind::Address);
        let only_addresses = one.is_some_and(|places| !places.iter().any(|at| is_read(&at)));
        let one = one.into_iter().flatten().filter(move |at| only_addresses || is_read(at));
        let broken = if keys(0).is_none() { self.broken(wanted.first()) } else { None };
        three.into_iter().flatten().chain(one).copied().chain(broken)
    }

    /// Returns the place of a word that a line of the source breaks.
    fn broken(&self, word: Option<&Word>) -> Option<usize> {
        let text = &word?.text;
        (0..self.source.words.len()).find(|&at| self.is_whole(at, text))
    }

    /// Returns whether a line breaks a word at a place, and the word is this one.
    fn is_whole(&self, at: usize, text: &str) -> bool {
        let words = &self.source.words;
        let tail = || self.next.get(at).and_then(|&next| words.get(next));
        words.get(at).is_some_and(|word| word.is_broken)
            && text
                .strip_prefix(self.spell(at))
                .is_some_and(|rest| tail().is_some_and(|t| self.source.spell(t.key) == rest))
    }

    fn spell(&self, at: usize) -> &str {
        self.source.words.get(at).map_or("", |word| self.source.spell(word.key))
    }

    fn word(&self, at: usize) -> Option<SourceWord> {
        self.source.words.get(at).copied()
    }

    /// Reads words from a place in the source for as long as they are the same there. Steps over page numbers, running
    /// heads and marks of footnotes.
    fn run(&self, wanted: &[Word], from: usize, start: usize) -> Run {
        let mut run = Run { from, places: Vec::new(), len: 0 };
        let mut at = start;
        while let (Some(word), Some(here)) = (wanted.get(from + run.len), self.word(at)) {
            if word.key == Some(here.key) {
                run.places.push(at);
                at += 1;
            } else if self.is_whole(at, &word.text) {
                run.places.extend([at, self.next[at]]);
                at = self.next[at] + 1;
            } else if is_marked(self.source.spell(here.key), &word.text) {
                run.places.push(at);
                at += 1;
            } else if run.len > 0 && self.is_stepped_over(at, word) {
                at = self.next[at];
                continue;
            } else {
                break;
            }
            run.len += 1;
        }
        run
    }

    /// Returns whether what stands at a place may stand within a sentence, and the sentence goes on behind it.
    fn is_stepped_over(&self, at: usize, wanted: &Word) -> bool {
        let skips = match self.word(at) {
            Some(word) if word.kind == WordKind::Text => is_short_number(self.source.spell(word.key)),
            word => word.is_some(),
        };
        let next = self.next.get(at).copied().unwrap_or(usize::MAX);
        skips && self.word(next).is_some_and(|word| wanted.key == Some(word.key) || self.is_whole(next, &wanted.text))
    }
}

/// Returns whether a word of the source is a word with the mark of a footnote glued to it.
pub(super) fn is_marked(marked: &str, word: &str) -> bool {
    let ends_in_letter = word.chars().next_back().is_some_and(char::is_alphabetic);
    ends_in_letter && marked.strip_prefix(word).is_some_and(|rest| !rest.is_empty() && is_short_number(rest))
}
