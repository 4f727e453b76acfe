//! The inverted index: every word of every passage, with what it weighs there and in which of its fields it stands.

use std::collections::HashMap;
use std::ops::Range;

use super::intern::{Intern, span};
use super::stem::stem;
use super::token;
use crate::corpus::words::Words;
use crate::corpus::{Corpus, Details, Passage, PassageId, SectionId};
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

/// A passage in which a word stands, in five bytes: passage, weight, fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Posting([u8; 5]);

impl Posting {
    /// Most passages that can be told apart.
    pub const PASSAGES_MAX: usize = 1 << 24;

    fn new(passage: u32, weight: f32, fields: u8) -> Self {
        let [a, b, c, _] = passage.to_le_bytes();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let eighths = (weight * 8.0).clamp(1.0, 255.0) as u8;
        Self([a, b, c, eighths, fields])
    }

    /// The passage.
    #[must_use]
    pub fn passage(self) -> PassageId {
        let [a, b, c, _, _] = self.0;
        PassageId(u32::from_le_bytes([a, b, c, 0]))
    }

    /// What the word weighs there.
    #[must_use]
    pub fn weight(self) -> f32 {
        f32::from(self.0[3]) / 8.0
    }

    /// The fields in which it stands.
    #[must_use]
    pub fn fields(self) -> u8 {
        self.0[4]
    }
}

/// The vocabulary and its postings, each in one run of memory.
#[derive(Debug, Default)]
pub struct Body {
    letters: String,
    /// Where each word ends in `letters`; the words are in alphabetical order.
    ends: Vec<u32>,
    postings: Vec<Posting>,
    /// Where the postings of each word end.
    posting_ends: Vec<u32>,
    /// The words in the order of their stems, for finding all forms of one.
    by_stem: Vec<u32>,
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

/// About how many different words a passage is filed under.
const WORDS_IN_A_PASSAGE: usize = 64;

/// Words of the builder's vocabulary, by number.
type Numbers = Vec<u32>;

struct Builder<'a> {
    corpus: &'a Corpus,
    vocabulary: Intern,
    stem_words: Intern,
    /// The stem of each word, by number.
    stems: Numbers,
    /// Word and posting, in the order of the passages.
    rows: Vec<(u32, Posting)>,
    /// What the words weigh in the passage at hand, by word.
    weights: Vec<(f32, u8)>,
    /// The words of the passage at hand.
    touched: Numbers,
    buffer: String,
    /// Acronyms and expansions: the stems to be met, and the words that they stand for.
    glossary: Vec<(Numbers, Numbers)>,
    /// The rows of the glossary that begin with a stem.
    heads: HashMap<u32, Vec<usize>>,
    /// What of each entity, section and parent is put to a passage, read once.
    entities: Vec<[Numbers; 3]>,
    sections: HashMap<u32, Numbers>,
    parents: HashMap<u32, [Numbers; 2]>,
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
        self.letters.get(span(&self.ends, number)).unwrap_or("")
    }

    /// How many words there are.
    #[must_use]
    pub fn len(&self) -> u32 {
        u32::try_from(self.ends.len()).unwrap_or(u32::MAX)
    }

    /// Whether there is no word.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Where a word of the vocabulary stands.
    #[must_use]
    pub fn postings(&self, number: u32) -> &[Posting] {
        self.postings.get(span(&self.posting_ends, number)).unwrap_or(&[])
    }

    /// The first word of which something does not hold that holds of all before it.
    fn first_not(&self, holds: impl Fn(&str) -> bool) -> u32 {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if holds(self.word(middle)) { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// The number of a folded word, where the reports have it.
    #[must_use]
    pub fn exact(&self, word: &str) -> Option<u32> {
        let at = self.first_not(|w| w < word);
        (at < self.len() && self.word(at) == word).then_some(at)
    }

    /// The words that begin so, as a range of numbers.
    #[must_use]
    pub fn beginning(&self, prefix: &str) -> Range<u32> {
        self.first_not(|w| w < prefix)..self.first_not(|w| w < prefix || w.starts_with(prefix))
    }

    /// The words of one stem.
    fn of_stem(&self, wanted: &str) -> impl Iterator<Item = u32> + '_ {
        let from = self.by_stem.partition_point(|&n| stem(self.word(n)).as_str() < wanted);
        let wanted = wanted.to_owned();
        self.by_stem.iter().skip(from).copied().take_while(move |&n| stem(self.word(n)) == wanted)
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
        for word in self.of_stem(&stem(typed)) {
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
        let mut other: Vec<char> = Vec::new();
        for word in 0..self.len() {
            if self.word(word).len().abs_diff(typed.len()) > allowed * 4 {
                continue;
            }
            other.clear();
            other.extend(self.word(word).chars());
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
        let mut builder = Self {
            corpus,
            vocabulary: Intern::default(),
            stem_words: Intern::default(),
            stems: Vec::new(),
            rows: Vec::with_capacity(corpus.passages.len() * WORDS_IN_A_PASSAGE),
            weights: Vec::new(),
            touched: Vec::new(),
            buffer: String::new(),
            glossary: Vec::new(),
            heads: HashMap::new(),
            entities: Vec::new(),
            sections: HashMap::new(),
            parents: corpus.passages.iter().filter_map(|p| p.parent).map(|p| (p.0, [Vec::new(), Vec::new()])).collect(),
        };
        let terms = corpus.glossary.iter().map(|t| (t.term.as_str(), t.expansion.as_str()));
        let bodies = corpus.entities.iter().map(|e| (e.id.as_str(), e.name.as_str()));
        let aliases = corpus.entities.iter().flat_map(|e| e.aliases.iter().map(|a| (a.as_str(), e.id.as_str())));
        for (term, expansion) in terms.chain(bodies).chain(aliases).filter(|(_, e)| !e.is_empty()) {
            let (term, expansion) = (builder.read(term), builder.read(expansion));
            for (from, to) in [(&term, &expansion), (&expansion, &term)] {
                let from: Numbers = from.iter().map(|&w| builder.stems[w as usize]).collect();
                let Some(&head) = from.first() else { continue };
                builder.heads.entry(head).or_default().push(builder.glossary.len());
                builder.glossary.push((from, to.clone()));
            }
        }
        for entity in &corpus.entities {
            let short: Vec<&str> = entity.aliases.iter().map(Words::as_str).filter(|a| a.len() <= 12).collect();
            let row = [builder.read(&entity.id), builder.read(&entity.name), builder.read(&short.join(" "))];
            builder.entities.push(row);
        }
        builder
    }

    /// The words of a text, by number.
    fn read(&mut self, text: &str) -> Numbers {
        let mut buffer = std::mem::take(&mut self.buffer);
        let mut out = Vec::with_capacity(text.len() / 6);
        token::each(text, &mut buffer, &mut |word| out.push(self.number(word)));
        self.buffer = buffer;
        out
    }

    fn number(&mut self, word: &str) -> u32 {
        let number = self.vocabulary.number(word);
        if self.stems.len() < self.vocabulary.len() {
            self.stems.push(self.stem_words.number(&stem(word)));
            self.weights.push((0.0, 0));
        }
        number
    }

    /// Adds to the weight of words in the passage at hand.
    fn put(&mut self, words: &[u32], weight: f32, field: u8) {
        for &word in words {
            let entry = &mut self.weights[word as usize];
            if entry.1 == 0 {
                self.touched.push(word);
            }
            entry.0 += weight;
            entry.1 |= field;
        }
    }

    fn put_text(&mut self, text: &str, weight: f32, field: u8) {
        let words = self.read(text);
        self.put(&words, weight, field);
    }

    /// Indexes one passage; tells how many words its text and headline have.
    fn passage(&mut self, number: u32, passage: &Passage) -> usize {
        let text = self.read(&passage.text);
        let headline = self.read(&passage.headline);
        self.put(&text, 1.0, field::TEXT);
        self.put(&headline, 2.5, field::HEADLINE);
        for title in printed(passage) {
            self.put_text(title, 1.5, field::HEADLINE);
        }
        for entity in &passage.entities {
            let [id, name, short] = std::mem::take(&mut self.entities[entity.index()]);
            self.put(&id, 3.0, field::ENTITY);
            self.put(&name, 0.4, field::ENTITY);
            self.put(&short, 2.0, field::ENTITY);
            self.entities[entity.index()] = [id, name, short];
        }
        for place in &passage.places {
            self.put_text(place, 1.5, field::PLACE);
        }
        let section = self.section(passage.section);
        self.put(&section, 0.5, field::CONTEXT);
        if let Some(parent) = passage.parent {
            let [above, below] = self.parents.remove(&parent.0).unwrap_or_default();
            self.put(&above, 0.4, field::CONTEXT);
            self.put(&below, 0.2, field::CONTEXT);
            self.parents.insert(parent.0, [above, below]);
        }
        self.put_text(passage.kind.word(), 0.8, field::CONTEXT);
        for year in &passage.years {
            self.put_text(&year.to_string(), 0.5, field::CONTEXT);
        }
        if let Some(note) = &passage.editorial {
            self.put_text(note, 0.1, field::CONTEXT);
        }
        self.expansions(&text, &headline);
        for &word in &self.touched {
            let (weight, fields) = std::mem::take(&mut self.weights[word as usize]);
            self.rows.push((word, Posting::new(number, weight, fields)));
        }
        self.touched.clear();
        let length = text.len() + headline.len();
        if let Some(row) = self.parents.get_mut(&number) {
            *row = [headline, text];
        }
        length
    }

    fn section(&mut self, id: SectionId) -> Numbers {
        if let Some(words) = self.sections.get(&id.0) {
            return words.clone();
        }
        let path = self.corpus.section_path(id).join(" ");
        let words = self.read(&path);
        self.sections.insert(id.0, words.clone());
        words
    }

    /// Files a passage under the acronyms of the expansions in it, and under the expansions of its acronyms.
    fn expansions(&mut self, text: &[u32], headline: &[u32]) {
        let stems: Numbers = text.iter().chain(headline).map(|&w| self.stems[w as usize]).collect();
        let mut met: Vec<usize> = Vec::new();
        for (at, first) in stems.iter().enumerate() {
            for &row in self.heads.get(first).map_or(&[][..], Vec::as_slice) {
                let from = &self.glossary[row].0;
                if stems.get(at..at + from.len()) == Some(from.as_slice()) && !met.contains(&row) {
                    met.push(row);
                }
            }
        }
        for row in met {
            let to = std::mem::take(&mut self.glossary[row].1);
            self.put(&to, 0.5, field::GLOSSARY);
            self.glossary[row].1 = to;
        }
    }

    /// Puts words into alphabetical order, and postings into the order of the words.
    fn finish(self, lengths: &[usize]) -> Body {
        let vocabulary = &self.vocabulary;
        let mut order: Numbers = (0u32..).take(vocabulary.len()).collect();
        order.sort_unstable_by(|&a, &b| vocabulary.word(a).cmp(vocabulary.word(b)));
        let mut counts = vec![0u32; order.len()];
        self.rows.iter().for_each(|(word, _)| counts[*word as usize] += 1);
        let mut body = Body { postings: Vec::with_capacity(self.rows.len()), ..Body::default() };
        let mut next = vec![0u32; order.len()];
        let mut total = 0;
        for &old in &order {
            body.letters.push_str(vocabulary.word(old));
            body.ends.push(u32::try_from(body.letters.len()).unwrap_or(u32::MAX));
            next[old as usize] = total;
            total += counts[old as usize];
            body.posting_ends.push(total);
        }
        body.postings.resize(self.rows.len(), Posting::default());
        for (word, posting) in self.rows {
            let slot = &mut next[word as usize];
            body.postings[*slot as usize] = posting;
            *slot += 1;
        }
        let mut by_stem: Numbers = (0u32..).take(order.len()).collect();
        let stem_of = |n: u32| self.stem_words.word(self.stems[order[n as usize] as usize]);
        by_stem.sort_unstable_by(|&a, &b| (stem_of(a), a).cmp(&(stem_of(b), b)));
        body.by_stem = by_stem;
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
