//! Words of a text as search sees them: folded, without apostrophes, hyphenated words whole and in parts.

use std::ops::Range;

use crate::text::{self, Folded};

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The folded word.
    pub word: String,
    /// Its number in the text; the whole of a hyphenated word has the number of its first part.
    pub position: u32,
    /// Its bytes in the original text.
    pub at: Range<usize>,
}

/// The words of a text, in order.
#[must_use]
pub fn tokens(original: &str) -> Vec<Token> {
    let folded = text::fold(original);
    let mut out = Vec::with_capacity(original.len() / 6);
    let mut position = 0;
    each_word(&folded.text, |run| {
        position = push_run(&folded, &run, position, &mut out);
    });
    out
}

/// The folded words of a text without their places.
#[must_use]
pub fn words(original: &str) -> Vec<String> {
    tokens(original).into_iter().map(|t| t.word).collect()
}

/// Calls with each run of letters, digits, hyphens, apostrophes and digit separators.
fn each_word(folded: &str, mut each: impl FnMut(Range<usize>)) {
    let mut start = None;
    for (at, c) in folded.char_indices() {
        let inside = c.is_alphanumeric() || (start.is_some() && matches!(c, '-' | '\'' | ','));
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                each(from..at);
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        each(from..folded.len());
    }
}

fn push_run(folded: &Folded, run: &Range<usize>, mut position: u32, out: &mut Vec<Token>) -> u32 {
    let Some(word) = folded.text.get(run.clone()) else { return position };
    let first = out.len();
    let mut hyphens = 0;
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    let bytes = word.as_bytes();
    for (at, c) in word.char_indices().chain(std::iter::once((word.len(), '-'))) {
        let digits = c == ','
            && at > 0
            && bytes.get(at - 1).is_some_and(u8::is_ascii_digit)
            && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        if matches!(c, '-' | '\'' | ',') && !digits {
            if at > from {
                parts.push(from..at);
                hyphens += usize::from(c == '-' && at < word.len());
            }
            from = at + 1;
        }
    }
    for (n, part) in parts.iter().enumerate() {
        let Some(text) = word.get(part.clone()) else { continue };
        if n > 0 && text == "s" {
            continue;
        }
        let at = folded.original(run.start + part.start..run.start + part.end);
        let plain: String = text.chars().filter(|&c| c != ',').collect();
        out.push(Token { word: plain.clone(), position, at: at.clone() });
        let stem = plain.trim_end_matches(|c: char| c.is_ascii_digit());
        if stem.len() > 3
            && stem.len() < plain.len()
            && plain.len() - stem.len() <= 2
            && stem.chars().all(char::is_alphabetic)
        {
            out.push(Token { word: stem.to_owned(), position, at });
        }
        position += 1;
    }
    if hyphens > 0 && parts.len() > 1 {
        let whole: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
        let at = folded.original(run.clone());
        let position = out.get(first).map_or(position, |t| t.position);
        out.push(Token { word: whole, position, at });
    }
    position
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
