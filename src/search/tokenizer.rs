//! Splits a text into words for search: folded, without apostrophes, hyphenated words both whole and in parts.

use std::ops::Range;

use crate::text::{self, Folded};

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The folded word.
    pub word: String,
    /// The position of the word in the text, counted in words. A hyphenated word as a whole has the position of its
    /// first part.
    pub position: u32,
    /// The byte range in the original text.
    pub at: Range<usize>,
}

/// Returns the words of a text, in order.
#[must_use]
pub fn tokens(original: &str) -> Vec<Token> {
    let folded = text::fold(original);
    let mut out = Vec::with_capacity(original.len() / 6);
    scan(&folded.text, &mut |word, position, at| {
        out.push(Token { word: word.to_owned(), position, at: folded.original(at) });
    });
    out
}

/// Calls `call` with each word of a folded text, in order, and its byte range in the original.
pub(crate) fn each_of(folded: &Folded, call: &mut impl FnMut(&str, Range<usize>)) {
    scan(&folded.text, &mut |word, _, at| call(word, folded.original(at)));
}

/// Returns the folded words of a text, without positions.
#[must_use]
pub fn words(original: &str) -> Vec<String> {
    let mut out = Vec::new();
    each(original, &mut String::new(), &mut |word| out.push(word.to_owned()));
    out
}

/// Returns the folded words of a text in order, hyphenated words in parts only.
#[must_use]
pub fn parts(original: &str) -> Vec<String> {
    Parts::of(original).iter().map(str::to_owned).collect()
}

/// The folded words of a text in order, hyphenated words in parts only, in one piece of memory.
#[derive(Debug, Clone)]
pub(crate) struct Parts {
    words: String,
    /// Where each word ends.
    ends: Vec<usize>,
}

impl Parts {
    /// Returns the words of a text.
    pub(crate) fn of(original: &str) -> Self {
        let mut words = String::with_capacity(original.len());
        let mut ends = Vec::with_capacity(original.len() / 6);
        let mut last = None;
        scan(&text::fold_plain(original), &mut |word, position, _| {
            if last.is_none_or(|l| position > l) {
                last = Some(position);
                words.push_str(word);
                ends.push(words.len());
            }
        });
        Self { words, ends }
    }

    /// Returns the words, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        let begins = std::iter::once(0).chain(self.ends.iter().copied());
        begins.zip(&self.ends).map(|(from, &to)| self.words.get(from..to).unwrap_or_default())
    }
}

/// Calls `call` with each folded word of a text. `buffer` is overwritten; pass the same one for many texts to save
/// allocations.
pub fn each(original: &str, buffer: &mut String, call: &mut impl FnMut(&str)) {
    buffer.clear();
    if original.is_ascii() {
        buffer.push_str(original);
        buffer.make_ascii_lowercase();
    } else {
        text::fold_into(original, buffer);
    }
    scan(buffer, &mut |word, _, _| call(word));
}

/// Finds the words of a folded text, with their positions and byte ranges.
fn scan(folded: &str, call: &mut impl FnMut(&str, u32, Range<usize>)) {
    let mut position = 0;
    let mut start = None;
    for (at, c) in folded.char_indices() {
        let inside = c.is_alphanumeric() || (start.is_some() && matches!(c, '-' | '\'' | ','));
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                position = run(folded, from..at, position, call);
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        run(folded, from..folded.len(), position, call);
    }
}

/// Calls `call` with the words in a run of letters, digits, hyphens, apostrophes and commas. Returns the next position.
fn run(folded: &str, run: Range<usize>, mut position: u32, call: &mut impl FnMut(&str, u32, Range<usize>)) -> u32 {
    let Some(word) = folded.get(run.clone()) else { return position };
    let bytes = word.as_bytes();
    let first = position;
    let mut from = 0;
    let mut hyphens = 0;
    for at in 0..=bytes.len() {
        let mark = bytes.get(at).copied().unwrap_or(b'-');
        let within = mark == b','
            && at.checked_sub(1).and_then(|b| bytes.get(b)).is_some_and(u8::is_ascii_digit)
            && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        if !matches!(mark, b'-' | b'\'' | b',') || within {
            continue;
        }
        if at > from {
            position = part(word, from..at, run.start, position, call);
            hyphens += usize::from(mark == b'-' && at < bytes.len());
        }
        from = at + 1;
    }
    if hyphens > 0 && position > first + 1 {
        let whole: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
        call(&whole, first, run);
    }
    position
}

/// Calls `call` with one part of a run and returns the next position. Removes the commas of a number. A word with a
/// footnote's digit attached is passed again without it.
fn part(
    word: &str,
    part: Range<usize>,
    offset: usize,
    position: u32,
    call: &mut impl FnMut(&str, u32, Range<usize>),
) -> u32 {
    let at = offset + part.start..offset + part.end;
    let Some(text) = word.get(part.clone()) else { return position };
    if part.start > 0 && text == "s" {
        return position;
    }
    if text.contains(',') {
        call(&text.replace(',', ""), position, at);
        return position + 1;
    }
    call(text, position, at.clone());
    let letters = text.trim_end_matches(|c: char| c.is_ascii_digit());
    if letters.len() > 3 && (1..=2).contains(&(text.len() - letters.len())) && letters.chars().all(char::is_alphabetic)
    {
        call(letters, position, at);
    }
    position + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<String> {
        words(text)
    }

    #[test]
    fn hyphens_apostrophes_and_digit_groups_never_matter() {
        assert_eq!(seen("Non-punishment"), ["non", "punishment", "nonpunishment"]);
        assert_eq!(seen("women’s rights"), ["women", "rights"]);
        assert_eq!(seen("1,061 victims, 724 arrests"), ["1061", "victims", "724", "arrests"]);
        assert_eq!(seen("(A/76/263)"), ["a", "76", "263"]);
        assert_eq!(seen("Action Plan3 was"), ["action", "plan3", "plan", "was"]);
    }

    #[test]
    fn places_lead_back_to_the_original() {
        let sample = "Siobhán’s «École»";
        for token in tokens(sample) {
            let original = sample.get(token.at.clone()).expect("on a boundary");
            assert!(text::fold_plain(original).starts_with(&token.word), "{original} {token:?}");
        }
    }
}
