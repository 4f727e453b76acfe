//! The text of a report as it came out of its PDF or page: its words in order, apart from what is no part of the text.
//!
//! Links are read by their label; where they lead and the tags of a markup language are not read. Page numbers, running
//! heads, the marks of footnotes and printed addresses are words of their own kind: they may stand between two words of
//! a sentence.

mod mask;

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use mask::mask;

use crate::search::ENGLISH;
use crate::search::stop_words::is_stop_word;

/// What a word of the source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordKind {
    /// A word of the text.
    Text,
    /// Part of a running head or a page number.
    Furniture,
    /// The mark of a footnote, printed as a superscript.
    Mark,
    /// Part of an address. A report may print it for its readers, or it may only be where a link leads.
    Address,
}

/// A word of the source.
#[derive(Debug, Clone, Copy)]
pub struct SourceWord {
    /// The number of the word; equal words have equal numbers.
    pub key: u32,
    /// What it is.
    pub kind: WordKind,
    /// The line it stands on, from 1.
    pub line: u32,
    /// Whether the line breaks within the word, which goes on as the next.
    pub is_broken: bool,
}

/// The words of a source text, numbered.
#[derive(Debug, Default)]
pub struct Source {
    /// The words in the order of the text.
    pub words: Vec<SourceWord>,
    numbers: HashMap<String, u32>,
    spelled: Vec<String>,
}

/// How many letters the parts of a torn word have at the least.
const TORN_MIN: usize = 3;
/// The longest running head, in words.
const HEAD_WORDS_MAX: usize = 12;
/// How often a line has to recur to be a running head.
const HEAD_TIMES: usize = 3;

impl Source {
    /// Reads a source text.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let masked = mask(text);
        let mut source = Self::default();
        let lines: Vec<&str> = masked.text.split('\n').collect();
        let heads = running_heads(&lines);
        let mut at = 0;
        for (n, line) in lines.iter().enumerate() {
            let is_furniture = is_page_number(line) || heads.contains(&n);
            let words = words(line);
            let last = words.len().saturating_sub(1);
            let next: Vec<String> = words.iter().map(|w| w.1.clone()).collect();
            for (m, (range, word)) in words.into_iter().enumerate() {
                let is_mark = m == 0 && is_list_mark(line, &range);
                let kind = match () {
                    () if is_mark => WordKind::Furniture,
                    () if is_furniture => WordKind::Furniture,
                    () if holds(&masked.marks, at + range.start) => WordKind::Mark,
                    () if holds(&masked.addresses, at + range.start) => WordKind::Address,
                    () => WordKind::Text,
                };
                let rest = line.get(range.end..).unwrap_or_default().trim_end();
                let is_hyphened = || {
                    let below = lines.get(n + 1).map(|line| self::words(line)).unwrap_or_default();
                    below.first().is_some_and(|tail| is_torn_apart(&word, &tail.1))
                };
                let is_broken = m == last
                    && (matches!(rest, "-" | "\u{ad}" | "\u{2010}") || rest == " -" && is_hyphened())
                    || next
                        .get(m + 1)
                        .is_some_and(|tail| is_torn(&word, tail) && matches!(rest_to(line, &range), " " | " - "));
                let key = source.number(word);
                source.words.push(SourceWord { key, kind, line: u32::try_from(n + 1).unwrap_or(u32::MAX), is_broken });
            }
            at += line.len() + 1;
        }
        source
    }

    /// Returns the source with the lines of its words numbered as those that it was put together from.
    pub(super) fn with_lines(mut self, numbers: &[u32]) -> Self {
        for word in &mut self.words {
            let at = usize::try_from(word.line).unwrap_or_default().saturating_sub(1);
            word.line = numbers.get(at).copied().unwrap_or(word.line);
        }
        self
    }

    /// Returns the number of a word, and makes one for a word that is new.
    fn number(&mut self, word: String) -> u32 {
        if let Some(&number) = self.numbers.get(&word) {
            return number;
        }
        let number = u32::try_from(self.spelled.len()).unwrap_or(u32::MAX);
        self.spelled.push(word.clone());
        self.numbers.insert(word, number);
        number
    }

    /// Returns the number of a word, if the source has it.
    #[must_use]
    pub fn find(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).copied()
    }

    /// Returns a word by its number.
    #[must_use]
    pub fn spell(&self, key: u32) -> &str {
        self.spelled.get(key as usize).map_or("", String::as_str)
    }
}

/// Returns whether the first word of a line is the sign of an item: the hollow bullet of office programs, "a)".
fn is_list_mark(line: &str, word: &std::ops::Range<usize>) -> bool {
    let (before, own) = (line.get(..word.start).unwrap_or_default(), line.get(word.clone()).unwrap_or_default());
    let after = line.get(word.end..).unwrap_or_default();
    let is_hollow = own == "o" && after.starts_with(' ') && before.trim().is_empty();
    let is_letter = own.len() == 1 && own.starts_with(|c: char| c.is_ascii_lowercase()) && after.starts_with(") ");
    is_hollow || (is_letter && before.trim().is_empty())
}

/// Returns what stands between a word and the next one.
fn rest_to<'l>(line: &'l str, word: &std::ops::Range<usize>) -> &'l str {
    let rest = line.get(word.end..).unwrap_or_default();
    rest.get(..rest.find(char::is_alphanumeric).unwrap_or(rest.len())).unwrap_or_default()
}

/// Returns whether two folded words are the parts of one that a conversion tore: "princi" and "pals".
pub(super) fn is_torn(head: &str, tail: &str) -> bool {
    let is_plain = |word: &str| word.len() >= TORN_MIN && word.chars().all(char::is_alphabetic);
    is_plain(head)
        && is_plain(tail)
        && !is_word(head)
        && (head.len() > TORN_MIN + 1 || !is_word(tail))
        && ENGLISH.has(&format!("{head}{tail}"))
}

/// Returns whether two folded words are the parts of one that a hyphen sets apart: "pub" and "lic".
pub(super) fn is_torn_apart(head: &str, tail: &str) -> bool {
    !(is_word(head) && is_word(tail)) && ENGLISH.has(&format!("{head}{tail}"))
}

fn is_word(word: &str) -> bool {
    ENGLISH.has(word) || is_stop_word(word)
}

/// Returns whether one of the ranges, which are in order, contains a position.
fn holds(ranges: &[std::ops::Range<usize>], at: usize) -> bool {
    ranges.get(ranges.partition_point(|range| range.end <= at)).is_some_and(|range| range.contains(&at))
}

/// Returns the words of a text: runs of letters and digits, compared without regard to case and to how they are
/// encoded. Superscript digits are marks of footnotes, and not read. An email address is not taken apart at its sign.
pub(super) fn words(text: &str) -> Vec<(std::ops::Range<usize>, String)> {
    let mut words: Vec<(std::ops::Range<usize>, String)> = Vec::new();
    let mut is_open = false;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if is_superscript(c) || !(c.is_alphanumeric() || (is_open && (is_accent(c) || c == '@'))) {
            is_open = is_open && c == '\u{ad}';
            continue;
        }
        let folded = std::iter::once(c).nfkc().flat_map(char::to_lowercase);
        match words.last_mut() {
            Some((range, word)) if is_open => {
                word.extend(folded);
                range.end = end;
            }
            _ => words.push((at..end, folded.collect())),
        }
        is_open = true;
    }
    for (_, word) in &mut words {
        if !word.is_ascii() {
            *word = word.nfkc().collect();
        }
    }
    words
}

fn is_accent(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

pub(super) fn is_superscript(c: char) -> bool {
    matches!(c, '\u{b2}' | '\u{b3}' | '\u{b9}' | '\u{2070}'..='\u{2079}')
}

/// Returns whether a line holds nothing but the number of a page.
fn is_page_number(line: &str) -> bool {
    let line = line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '|'));
    let digits = line.strip_prefix("Page ").or_else(|| line.strip_prefix("page ")).unwrap_or(line);
    let digits = digits.split_once(" of ").map_or(digits, |(page, _)| page);
    (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Returns the numbers of the lines that are running heads or logos: short lines that stand alone and recur, whatever
/// page number they hold.
fn running_heads(lines: &[&str]) -> Vec<usize> {
    let is_free = |n: Option<usize>| {
        n.and_then(|n| lines.get(n)).is_none_or(|line| line.trim().is_empty() || is_page_number(line))
    };
    // The foot of a page is free below, whatever the next page begins with.
    let is_foot = |n: usize| lines.get(n + 1).is_some_and(|line| line.starts_with('\u{c}'));
    let mut heads: HashMap<String, Vec<usize>> = HashMap::new();
    for (n, line) in lines.iter().enumerate() {
        let words = words(line);
        let letters: Vec<&str> = words.iter().map(|w| w.1.as_str()).filter(|w| !is_short_number(w)).collect();
        let is_new_page = line.starts_with('\u{c}');
        let is_free_for =
            |lines: usize| (1..=lines).all(|by| is_free(n.checked_sub(by)) && (is_free(Some(n + by)) || is_foot(n)));
        let is_head = match letters.len() {
            // A logo.
            1 => is_free_for(1) && line.trim().chars().all(char::is_uppercase),
            2..=HEAD_WORDS_MAX => is_new_page || is_free_for(1),
            _ => false,
        };
        if is_head {
            heads.entry(letters.join(" ")).or_default().push(n);
        }
    }
    let recurs = |head: &str, times: usize| times >= if head.contains(' ') { HEAD_TIMES } else { 2 };
    heads.into_iter().filter(|(head, lines)| recurs(head, lines.len())).flat_map(|(_, lines)| lines).collect()
}

/// Returns whether a word is a number of one or two digits, which may be the mark of a footnote.
pub(super) fn is_short_number(word: &str) -> bool {
    word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{Source, WordKind};

    fn read(text: &str, kind: WordKind) -> String {
        let source = Source::read(text);
        let words = source.words.iter().filter(|w| w.kind == kind).map(|w| source.spell(w.key));
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn addresses_tags_and_targets_are_no_words() {
        for (text, words) in [
            ("See the [Plan of Action](https://x.org/plan-(a).pdf) and [more](#).", "see the plan of action and more"),
            ("At https://x.org/a-\nlong/tail.pdf the end", "at the end"),
            ("At https://x.org/whole.pdf\nnext line", "at next line"),
            ("At https://x.org/\n Next line", "at next line"),
            ("(https://x.org/Fi\nght%20it.pdf this is under revision)", "this is under revision"),
            ("a tail/of/an/address_0.pdf) alone", "a alone"),
            ("(<http://icat.network>) <ul style=\"a b\"> one </ul> 3 < 4 > 2", "one 3 4 2"),
            ("**Bold** and \\_under\\_ caf\u{e9} cafe\u{301} \u{fb01}t", "bold and under caf\u{e9} caf\u{e9} fit"),
            ("traf\u{ad}ficking", "trafficking"),
        ] {
            assert_eq!(read(text, WordKind::Text), words, "{text}");
        }
    }

    #[test]
    fn marks_page_numbers_and_running_heads_are_told_from_the_text() {
        let page = |(n, word): (u8, &str)| format!("{word}<sup>{n}</sup> of it.\n\nICAT - A REPORT {n}\n\n{n}\n\u{c}");
        let text = [(1, "Some"), (2, "More"), (3, "All")].map(page).concat();
        assert_eq!(read(&text, WordKind::Text), "some of it more of it all of it");
        assert_eq!(read(&text, WordKind::Mark), "1 2 3");
        assert_eq!(read(&text, WordKind::Furniture), "icat a report 1 1 icat a report 2 2 icat a report 3 3");
        assert_eq!(read("A head\n\nA head\n\nPage 3 of 12\n- 4 -\n2021\n", WordKind::Furniture), "page 3 of 12 4");
    }
}
