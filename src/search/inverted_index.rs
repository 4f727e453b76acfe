//! The inverted index: every word of every passage, with its weight there and the fields in which it occurs.

mod build;

use std::borrow::Cow;
use std::io::{self, Write};
use std::ops::Range;

use bitflags::bitflags;
use strsim::osa_distance;

use crate::corpus::prepared::PreparedPostings;
use crate::corpus::{Corpus, Details, Passage, PassageId};
use crate::search::stemmer::stem;
use crate::search::synonyms::GROUP_MARK;
use crate::search::table::{ByteTable, number};
use crate::text;

/// The postings of all words, in the order of the words.
#[derive(Debug)]
enum PostingTable {
    /// As they were built.
    Built(Vec<[u8; 5]>),
    /// As they were written.
    Prepared(PreparedPostings),
}

impl Default for PostingTable {
    fn default() -> Self {
        Self::Built(Vec::new())
    }
}

impl PostingTable {
    /// Returns the postings in a range, or none if it is out of bounds.
    fn rows(&self, range: Range<usize>) -> Cow<'_, [[u8; 5]]> {
        let bytes = range.start * 5..range.end * 5;
        match self {
            Self::Built(rows) => rows.get(range).unwrap_or_default().into(),
            Self::Prepared(PreparedPostings::Memory(all)) => all.get(bytes).unwrap_or_default().as_chunks().0.into(),
            Self::Prepared(PreparedPostings::Stored(stored)) => stored.read(bytes).as_chunks().0.to_vec().into(),
        }
    }
}

bitflags! {
    /// The fields of a passage in which a word can occur.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub struct Fields: u8 {
        /// The text of the report.
        const TEXT = 1;
        /// Our headline, or a title or name that the report prints.
        const HEADLINE = 2;
        /// The headings above the passage, its report, its kind, its years.
        const CONTEXT = 4;
        /// The acronym or id of a body that acts in the passage.
        const ENTITY = 8;
        /// A place.
        const PLACE = 16;
        /// Added for what the passage prints: the expansion of an acronym, the acronym of an expansion, the term of
        /// synonyms.
        const EXPANSION = 32;
        /// The passage that a list item belongs to.
        const LEAD_IN = 64;
        /// The full name of a body that acts in the passage.
        const NAME = 128;
    }
}

/// The steps in which the weight of a word, the norm and the boost of a passage are stored in a byte: so many to one.
const WEIGHT_STEPS: f32 = 8.0;
const NORM_STEPS: f32 = 50.0;
const BOOST_STEPS: f32 = 100.0;

/// The boosts of the words that stand for a typed one: the word itself, its other forms, words that a prefix of two
/// letters begins, and words that a longer prefix begins, which count less for each letter that is missing.
const WORD_BOOST: f32 = 1.0;
const FORM_BOOST: f32 = 0.85;
const SHORT_PREFIX_BOOST: f32 = 0.3;
const PREFIX_BOOST: f32 = 0.75;
const MISSING_LETTER_COST: f32 = 0.05;
const MISSING_LETTERS_MAX: u8 = 9;
/// The minimum length, in letters, of a prefix.
const PREFIX_MIN: usize = 2;
/// The boosts of the nearest spellings, and of those almost as near.
const NEAREST_BOOST: f32 = 0.6;
const NEAR_BOOST: f32 = 0.4;
/// The maximum number of near spellings.
const NEAR_MAX: usize = 8;

/// A passage that contains a word, packed into five bytes: passage, weight, fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Posting([u8; 5]);

impl Posting {
    /// Packs a posting. The passage has to be below 2^24; the data cannot have more passages.
    fn new(passage: u32, weight: f32, fields: Fields) -> Self {
        let [a, b, c, _] = passage.to_le_bytes();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let steps = (weight * WEIGHT_STEPS).clamp(1.0, 255.0) as u8;
        Self([a, b, c, steps, fields.bits()])
    }

    /// Returns the passage.
    #[must_use]
    pub fn passage(self) -> PassageId {
        let [a, b, c, _, _] = self.0;
        PassageId(u32::from_le_bytes([a, b, c, 0]))
    }

    /// Returns the weight of the word in the passage.
    #[must_use]
    pub fn weight(self) -> f32 {
        f32::from(self.0[3]) / WEIGHT_STEPS
    }

    /// Returns the fields in which the word occurs.
    #[must_use]
    pub fn fields(self) -> Fields {
        Fields::from_bits_retain(self.0[4])
    }
}

/// The vocabulary and its postings, each in one contiguous table.
#[derive(Debug, Default)]
pub struct InvertedIndex {
    letters: ByteTable<1>,
    /// Where each word ends in `letters`. The words are in alphabetical order.
    ends: ByteTable<4>,
    postings: PostingTable,
    /// Where the postings of each word end.
    posting_ends: ByteTable<4>,
    /// The words ordered by stem, for finding all forms of a word.
    by_stem: ByteTable<4>,
    /// For each passage, its length relative to the average in fiftieths, which dampens long passages, and the boost of
    /// its kind in hundredths.
    passages: ByteTable<2>,
}

/// A word of the vocabulary that stands for a typed one, and how well it does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TermExpansion {
    /// The number of the word in the vocabulary.
    pub word: u32,
    /// 1 for the word itself, less for more distant words.
    pub boost: f32,
    /// Whether it is only a near spelling.
    pub near: bool,
}

impl InvertedIndex {
    /// Builds the index of the passages of a corpus.
    #[must_use]
    pub fn new(corpus: &Corpus) -> Self {
        build::build(corpus, build::PART)
    }

    /// Writes the index without its postings, so that it can be built into the program, or packed.
    ///
    /// # Errors
    /// If `out` cannot be written to.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        self.letters.write(out)?;
        self.ends.write(out)?;
        self.posting_ends.write(out)?;
        self.by_stem.write(out)?;
        self.passages.write(out)
    }

    /// Writes the postings, which stand apart.
    ///
    /// # Errors
    /// If `out` cannot be written to.
    pub fn write_postings(&self, out: &mut impl Write) -> io::Result<()> {
        let words = 0..self.len();
        words.into_iter().try_for_each(|word| {
            let rows = self.postings.rows(self.posting_ends.span(word));
            out.write_all(rows.as_flattened())
        })
    }

    /// Reads an index written by [`InvertedIndex::write`] and [`InvertedIndex::write_postings`], without copying. Returns `None`
    /// if the bytes are cut short.
    #[must_use]
    pub fn from_bytes(mut bytes: &'static [u8], postings: PreparedPostings) -> Option<Self> {
        Some(Self {
            letters: ByteTable::read(&mut bytes)?,
            ends: ByteTable::read(&mut bytes)?,
            postings: PostingTable::Prepared(postings),
            posting_ends: ByteTable::read(&mut bytes)?,
            by_stem: ByteTable::read(&mut bytes)?,
            passages: ByteTable::read(&mut bytes)?,
        })
    }

    /// Returns a word of the vocabulary.
    #[must_use]
    pub fn word(&self, number: u32) -> &str {
        let letters = self.letters.part(self.ends.span(number)).as_flattened();
        std::str::from_utf8(letters).unwrap_or("")
    }

    /// Returns the number of words.
    #[must_use]
    pub fn len(&self) -> u32 {
        number(self.ends.len())
    }

    /// Returns whether there are no words.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the postings of a word.
    #[must_use]
    pub fn postings(&self, number: u32) -> impl ExactSizeIterator<Item = Posting> + '_ {
        let rows = self.postings.rows(self.posting_ends.span(number));
        (0..rows.len()).map(move |n| Posting(rows[n]))
    }

    /// Returns the number of passages that contain a word.
    #[must_use]
    pub fn doc_freq(&self, number: u32) -> usize {
        self.posting_ends.span(number).len()
    }

    /// Returns the length of a passage relative to the average.
    #[must_use]
    pub fn norm(&self, passage: PassageId) -> f32 {
        self.passages.rows().get(passage.index()).map_or(1.0, |row| f32::from(row[0]) / NORM_STEPS)
    }

    /// Returns the boost of a passage for its kind, which decides when all else is equal.
    #[must_use]
    pub fn boost(&self, passage: PassageId) -> f32 {
        self.passages.rows().get(passage.index()).map_or(1.0, |row| f32::from(row[1]) / BOOST_STEPS)
    }

    /// Returns the partition point: the number of the first word for which `holds` is false. The words have to be
    /// partitioned, those for which it is true first.
    fn partition_point(&self, holds: impl Fn(&str) -> bool) -> u32 {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if holds(self.word(middle)) { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// Returns the number of a folded word, or `None` if the reports do not contain it.
    #[must_use]
    pub fn lookup(&self, word: &str) -> Option<u32> {
        let at = self.partition_point(|w| w < word);
        (at < self.len() && self.word(at) == word).then_some(at)
    }

    /// Returns the words with a prefix, as a range of numbers.
    #[must_use]
    pub fn prefix(&self, prefix: &str) -> Range<u32> {
        self.partition_point(|w| w < prefix)..self.partition_point(|w| w < prefix || w.starts_with(prefix))
    }

    /// Returns the words with the given stem.
    fn terms_with_stem(&self, wanted: String) -> impl Iterator<Item = u32> + '_ {
        let (mut low, mut high) = (0, self.by_stem.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let before = stem(self.word(self.by_stem.number(middle))).as_str() < wanted.as_str();
            if before { low = middle + 1 } else { high = middle }
        }
        (low..self.by_stem.len()).map(|at| self.by_stem.number(at)).take_while(move |&n| stem(self.word(n)) == wanted)
    }

    /// Returns the forms of a word that occur in the reports.
    pub fn terms_like(&self, word: &str) -> impl Iterator<Item = u32> + '_ {
        self.terms_with_stem(stem(word))
    }

    /// Returns a word and its forms.
    #[must_use]
    pub fn forms(&self, typed: &str) -> Vec<TermExpansion> {
        let itself = self.lookup(typed);
        let other = self.terms_with_stem(stem(typed)).filter(|word| Some(*word) != itself);
        let other = other.map(|word| TermExpansion { word, boost: FORM_BOOST, near: false });
        itself.map(|word| TermExpansion { word, boost: WORD_BOOST, near: false }).into_iter().chain(other).collect()
    }

    /// Returns the words that stand for a typed one: the word itself, its forms, and words it is a prefix of.
    #[must_use]
    pub fn expand_term(&self, typed: &str) -> Vec<TermExpansion> {
        let mut found: Vec<TermExpansion> = Vec::new();
        let mut put = |word: u32, boost: f32, near: bool| match found.iter_mut().find(|v| v.word == word) {
            Some(v) => v.boost = v.boost.max(boost),
            None => found.push(TermExpansion { word, boost, near }),
        };
        if let Some(word) = self.lookup(typed) {
            put(word, WORD_BOOST, false);
        }
        for word in self.terms_with_stem(stem(typed)) {
            put(word, FORM_BOOST, false);
        }
        let letters = typed.chars().count();
        if letters >= PREFIX_MIN {
            for word in self.prefix(typed) {
                let more = self.word(word).len().saturating_sub(typed.len());
                let missing = u8::try_from(more).unwrap_or(u8::MAX).min(MISSING_LETTERS_MAX);
                let boost = if letters == PREFIX_MIN {
                    SHORT_PREFIX_BOOST
                } else {
                    PREFIX_BOOST - MISSING_LETTER_COST * f32::from(missing)
                };
                put(word, boost, false);
            }
        }
        found
    }

    /// Returns the words spelled most like a typed one, best first. If the typed word is long enough to tell, words
    /// whose beginning is spelled like it match too. Among spellings that are almost equally near, prefers the word
    /// that occurs in more passages.
    #[must_use]
    pub fn fuzzy(&self, typed: &str) -> Vec<TermExpansion> {
        let best = self.near_spellings(typed);
        let nearest = best.first().map_or(0, |b| b.0);
        best.into_iter()
            .filter(|b| b.0 <= nearest + 1)
            .take(NEAR_MAX)
            .map(|(distance, word)| TermExpansion {
                word,
                boost: if distance == nearest { NEAREST_BOOST } else { NEAR_BOOST },
                near: true,
            })
            .collect()
    }

    /// Returns the words that are spelled like a typed one, best first.
    pub fn spellings(&self, typed: &str) -> impl Iterator<Item = u32> + use<> {
        self.near_spellings(typed).into_iter().map(|(_, word)| word)
    }

    /// Returns the words that are spelled like a typed one, each with how far it is from it, best first.
    fn near_spellings(&self, typed: &str) -> Vec<(usize, u32)> {
        let letters = typed.chars().count();
        let allowed = match letters {
            0..=3 => return Vec::new(),
            4..=5 => 1,
            6..=8 => 2,
            _ => 3,
        };
        if typed.chars().any(|c| c.is_ascii_digit()) {
            return Vec::new();
        }
        let mut best: Vec<(usize, u32)> = Vec::new();
        let wanted = letter_bag(typed);
        for word in 0..self.len() {
            let spelled = self.word(word);
            if spelled.starts_with(GROUP_MARK) {
                continue;
            }
            let bag = letter_bag(spelled);
            let whole = spelled.len().abs_diff(typed.len()) <= allowed * 4
                && (bag ^ wanted).count_ones() as usize <= allowed * 2;
            let prefix = letters >= BEGINNING_MIN
                && spelled.len() > typed.len()
                && (wanted & !bag).count_ones() <= 1
                && spelled.as_bytes().first() == typed.as_bytes().first();
            if !whole && !prefix {
                continue;
            }
            let first = usize::from(typed.chars().next() != spelled.chars().next());
            let near = |distance: &usize| *distance <= allowed;
            // Letters that have changed places are the surest sign of a slip.
            let swapped = |d| usize::from(d == 1 && spelled.len() == typed.len() && bag == wanted);
            let spelling = whole.then(|| osa_distance(typed, spelled)).filter(near).map(|d| d * 3 + first - swapped(d));
            let beginnings = (letters - 1..=letters + 1).filter(|_| prefix).filter_map(|n| beginning(spelled, n));
            let begun = beginnings.map(|part| osa_distance(typed, part)).min().filter(|&d| d <= 1).map(|d| d * 3 + 2);
            let doc_freq = self.doc_freq(word);
            let rare = 2 - usize::from(doc_freq >= 10) - usize::from(doc_freq >= 100);
            best.extend(spelling.into_iter().chain(begun).min().map(|distance| (distance + rare, word)));
        }
        best.sort_by_key(|&(distance, word)| (distance, std::cmp::Reverse(self.doc_freq(word))));
        best
    }
}

/// The minimum length, in letters, of a typed word that may match the beginning of a word spelled differently.
const BEGINNING_MIN: usize = 6;

/// Returns which letters occur in a word, as a bit mask. One edit changes at most two bits.
fn letter_bag(word: &str) -> u32 {
    word.bytes().fold(0, |bag, b| bag | 1 << (b % 32))
}

/// Returns the first so many characters of a word, if it has as many.
fn beginning(word: &str, characters: usize) -> Option<&str> {
    let mut ends = word.char_indices().map(|(at, _)| at).chain([word.len()]);
    word.get(..ends.nth(characters)?)
}

/// Returns what the report prints of a passage besides its text: title, name, speaker, table row.
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
