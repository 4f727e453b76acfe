//! The inverted index: every word of every passage, with what it weighs there and in which of its fields it stands.

use std::collections::HashMap;
use std::ops::Range;

use super::stem::stem;
use super::token;
use crate::corpus::{Corpus, Details, Passage, PassageId};
use crate::text;

/// In which field of a passage a word stands; several may be set.
pub mod field {
    /// The report's words.
    pub const TEXT: u8 = 1;
    /// Our headline, or a title or name that is printed.
    pub const HEADLINE: u8 = 2;
    /// The headings above it, the lead-in that it hangs under, its report, its kind, its years.
    pub const CONTEXT: u8 = 4;
    /// The acronym or id of a body that acts in it.
    pub const ENTITY: u8 = 8;
    /// A place.
    pub const PLACE: u8 = 16;
    /// By way of the glossary: the expansion of an acronym in it, or the acronym of an expansion.
    pub const GLOSSARY: u8 = 32;
}

/// A passage in which a word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    /// The passage.
    pub passage: u32,
    /// What the word weighs there, in eighths.
    pub weight: u16,
    /// The fields in which it stands.
    pub fields: u8,
}

/// The vocabulary and its postings.
#[derive(Debug, Default)]
pub struct Body {
    words: Vec<String>,
    postings: Vec<Vec<Posting>>,
    stems: HashMap<String, Vec<u32>>,
    by_length: Vec<Vec<u32>>,
    /// Weight of each passage's length against the average, for dampening long ones.
    pub damping: Vec<f32>,
}

/// A word of the vocabulary that stands for a typed one, and how well.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Variant {
    /// Its number in the vocabulary.
    pub word: u32,
    /// 1 for the word itself, less for what is farther away.
    pub worth: f32,
    /// Whether it is only a near spelling.
    pub near: bool,
}

struct Builder<'a> {
    numbers: HashMap<String, u32>,
    words: Vec<String>,
    postings: Vec<Vec<Posting>>,
    glossary: Vec<(Vec<String>, Vec<String>)>,
    heads: HashMap<String, Vec<usize>>,
    corpus: &'a Corpus,
}

impl Body {
    /// Indexes the passages of a corpus.
    #[must_use]
    pub fn new(corpus: &Corpus) -> Self {
        let mut builder = Builder::new(corpus);
        let mut lengths = Vec::with_capacity(corpus.passages.len());
        for (number, passage) in (0u32..).zip(&corpus.passages) {
            lengths.push(builder.passage(number, passage));
        }
        builder.finish(&lengths)
    }

    /// A word of the vocabulary.
    #[must_use]
    pub fn word(&self, number: u32) -> &str {
        self.words.get(number as usize).map_or("", String::as_str)
    }

    /// Where a word of the vocabulary stands.
    #[must_use]
    pub fn postings(&self, number: u32) -> &[Posting] {
        self.postings.get(number as usize).map_or(&[], Vec::as_slice)
    }

    /// The number of a folded word, where the reports have it.
    #[must_use]
    pub fn exact(&self, word: &str) -> Option<u32> {
        self.words.binary_search_by(|w| w.as_str().cmp(word)).ok().and_then(|n| u32::try_from(n).ok())
    }

    /// The words that begin so, as a range of numbers.
    #[must_use]
    pub fn beginning(&self, prefix: &str) -> Range<u32> {
        let from = self.words.partition_point(|w| w.as_str() < prefix);
        let count = self.words.iter().skip(from).take_while(|w| w.starts_with(prefix)).count();
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        number(from)..number(from + count)
    }

    /// The words that stand for a typed one: itself, its forms, what begins so, and where there is none, near spellings.
    #[must_use]
    pub fn variants(&self, typed: &str) -> Vec<Variant> {
        let mut found: Vec<Variant> = Vec::new();
        let mut put = |word: u32, worth: f32, near: bool| match found.iter_mut().find(|v| v.word == word) {
            Some(v) => v.worth = v.worth.max(worth),
            None => found.push(Variant { word, worth, near }),
        };
        if let Some(word) = self.exact(typed) {
            put(word, 1.0, false);
        }
        for &word in self.stems.get(&stem(typed)).map_or(&[][..], Vec::as_slice) {
            put(word, 0.85, false);
        }
        let letters = typed.chars().count();
        if letters >= 2 {
            for word in self.beginning(typed) {
                let more = self.word(word).len().saturating_sub(typed.len());
                let worth =
                    if letters == 2 { 0.3 } else { 0.75 - 0.05 * f32::from(u8::try_from(more.min(9)).unwrap_or(9)) };
                put(word, worth, false);
            }
        }
        if found.is_empty() {
            found = self.near(typed);
        }
        found
    }

    /// The words of the vocabulary that are spelled nearest to a typed one, best first.
    #[must_use]
    pub fn near(&self, typed: &str) -> Vec<Variant> {
        let letters: Vec<char> = typed.chars().collect();
        let allowed = match letters.len() {
            0..=3 => return Vec::new(),
            4..=5 => 1,
            6..=8 => 2,
            _ => 3,
        };
        if typed.chars().any(|c| c.is_ascii_digit()) {
            return Vec::new();
        }
        let mut best: Vec<(usize, u32)> = Vec::new();
        let lengths = letters.len().saturating_sub(allowed)..=letters.len() + allowed;
        for &word in lengths.filter_map(|l| self.by_length.get(l)).flatten() {
            let other: Vec<char> = self.word(word).chars().collect();
            if let Some(distance) = edit_distance(&letters, &other, allowed) {
                let first = usize::from(letters.first() != other.first());
                best.push((distance * 2 + first, word));
            }
        }
        best.sort_by_key(|&(distance, word)| (distance, std::cmp::Reverse(self.postings(word).len())));
        let nearest = best.first().map_or(0, |b| b.0);
        best.into_iter()
            .filter(|b| b.0 <= nearest + 1)
            .take(8)
            .map(|(distance, word)| Variant { word, worth: if distance == nearest { 0.6 } else { 0.4 }, near: true })
            .collect()
    }
}

/// The number of letters to insert, delete, replace or swap, where it is at most `allowed`.
fn edit_distance(a: &[char], b: &[char], allowed: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > allowed {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &y) in b.iter().enumerate() {
            let mut best = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && x == b[j - 1] && a[i - 1] == y {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        if row.iter().all(|&d| d > allowed) {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|&d| d <= allowed)
}

impl<'a> Builder<'a> {
    fn new(corpus: &'a Corpus) -> Self {
        let stems = |phrase: &str| token::words(phrase).iter().map(|w| stem(w)).collect::<Vec<_>>();
        let mut glossary = Vec::new();
        let mut heads: HashMap<String, Vec<usize>> = HashMap::new();
        let terms = corpus.glossary.iter().map(|t| (t.term.as_str(), t.expansion.as_str()));
        let bodies = corpus.entities.iter().map(|e| (e.id.as_str(), e.name.as_str()));
        let aliases = corpus.entities.iter().flat_map(|e| e.aliases.iter().map(|a| (a.as_str(), e.id.as_str())));
        for (term, expansion) in terms.chain(bodies).chain(aliases).filter(|(_, e)| !e.is_empty()) {
            for (from, to) in [(term, expansion), (expansion, term)] {
                let from = stems(from);
                let Some(head) = from.first().cloned() else { continue };
                heads.entry(head).or_default().push(glossary.len());
                glossary.push((from, token::words(to)));
            }
        }
        Self { numbers: HashMap::new(), words: Vec::new(), postings: Vec::new(), glossary, heads, corpus }
    }

    /// Indexes one passage; tells how many words its text and headline have.
    fn passage(&mut self, number: u32, passage: &Passage) -> usize {
        let mut weights: HashMap<String, (f32, u8)> = HashMap::new();
        let mut put = |words: &[String], weight: f32, field: u8| {
            for word in words {
                let entry = weights.entry(word.clone()).or_default();
                entry.0 += weight;
                entry.1 |= field;
            }
        };
        let text = token::words(&passage.text);
        let headline = token::words(&passage.headline);
        put(&text, 1.0, field::TEXT);
        put(&headline, 2.5, field::HEADLINE);
        for title in printed(passage) {
            put(&token::words(title), 1.5, field::HEADLINE);
        }
        for &entity in &passage.entities {
            let entity = self.corpus.entity(entity);
            put(&token::words(&entity.id), 3.0, field::ENTITY);
            put(&token::words(&entity.name), 0.4, field::ENTITY);
            for alias in entity.aliases.iter().filter(|a| a.len() <= 12) {
                put(&token::words(alias), 2.0, field::ENTITY);
            }
        }
        for place in &passage.places {
            put(&token::words(place), 1.5, field::PLACE);
        }
        for title in self.corpus.section_path(passage.section) {
            put(&token::words(title), 0.5, field::CONTEXT);
        }
        if let Some(parent) = passage.parent {
            let parent = self.corpus.passage(parent);
            put(&token::words(&parent.headline), 0.4, field::CONTEXT);
            put(&token::words(&parent.text), 0.2, field::CONTEXT);
        }
        put(&[passage.kind.word().to_owned()], 0.8, field::CONTEXT);
        put(&passage.years.iter().map(u16::to_string).collect::<Vec<_>>(), 0.5, field::CONTEXT);
        if let Some(note) = &passage.editorial {
            put(&token::words(note), 0.1, field::CONTEXT);
        }
        let stems: Vec<String> = text.iter().chain(&headline).map(|w| stem(w)).collect();
        for at in 0..stems.len() {
            for &row in self.heads.get(&stems[at]).map_or(&[][..], Vec::as_slice) {
                let (from, to) = &self.glossary[row];
                if stems.get(at..at + from.len()) == Some(from.as_slice()) {
                    put(to, 0.5, field::GLOSSARY);
                }
            }
        }
        for (word, (weight, fields)) in weights {
            let next = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
            let at = *self.numbers.entry(word).or_insert_with_key(|word| {
                self.words.push(word.clone());
                self.postings.push(Vec::new());
                next
            });
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let weight = (weight * 8.0).clamp(1.0, 60_000.0) as u16;
            self.postings[at as usize].push(Posting { passage: number, weight, fields });
        }
        text.len() + headline.len()
    }

    fn finish(self, lengths: &[usize]) -> Body {
        let mut rows: Vec<(String, Vec<Posting>)> = self.words.into_iter().zip(self.postings).collect();
        rows.sort_by(|a, b| a.0.cmp(&b.0));
        let mut body = Body::default();
        for (number, (word, mut postings)) in (0u32..).zip(rows) {
            postings.shrink_to_fit();
            body.stems.entry(stem(&word)).or_default().push(number);
            let length = word.chars().count();
            if body.by_length.len() <= length {
                body.by_length.resize(length + 1, Vec::new());
            }
            body.by_length[length].push(number);
            body.words.push(word);
            body.postings.push(postings);
        }
        #[allow(clippy::cast_precision_loss)]
        let average = lengths.iter().sum::<usize>() as f32 / lengths.len().max(1) as f32;
        #[allow(clippy::cast_precision_loss)]
        let damping = lengths.iter().map(|&l| 0.65 + 0.35 * l as f32 / average.max(1.0)).collect();
        body.damping = damping;
        body
    }
}

/// What is printed of a passage besides its text: title, name, speaker, row.
#[must_use]
pub fn printed(passage: &Passage) -> Vec<&str> {
    match &passage.details {
        Details::None => Vec::new(),
        Details::Agreement { party, detail, .. } => vec![party, detail],
        Details::Initiative { name, scope, composition } => vec![name, scope, composition],
        Details::Publication { title, series, .. }
            if text::fold_plain(&passage.text).contains(&text::fold_plain(title)) =>
        {
            vec![series]
        }
        Details::Publication { title, series, .. } => vec![title, series],
        Details::Quote { speaker } => vec![speaker],
    }
}

/// A passage number as an id.
#[must_use]
pub fn passage_id(posting: &Posting) -> PassageId {
    PassageId(posting.passage)
}
