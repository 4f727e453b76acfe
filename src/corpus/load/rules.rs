//! What holds of every word, address and year of the data.

use std::fmt::{self, Arguments};
use std::ops::RangeInclusive;

use crate::corpus::load::limits;
use crate::text;

/// Years that a report may tell of.
pub(super) const YEARS: RangeInclusive<u16> = 1900..=2100;

/// Most characters of a word of the data that a message repeats.
const QUOTED: usize = 48;

/// A word of the data as a message repeats it: harmless, and not too long.
pub(super) fn quoted(word: &str) -> String {
    let cut: String = word.chars().take(QUOTED).collect();
    format!("\"{}{}\"", text::harmless(&cut), if cut.len() < word.len() { "…" } else { "" })
}

/// Words of a message that are put together only where it is told.
pub(super) struct Later<F>(pub(super) F);

impl<F: Fn() -> String> fmt::Display for Later<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0())
    }
}

/// The word of a list that is nearest to a mistyped one, where one is near.
pub(super) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let key = |w: &str| w.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect::<String>();
    let wanted = key(word);
    known.into_iter().find(|k| key(k) == wanted)
}

/// Says what is wrong with words that have to be there, be harmless, and have at most so many characters.
pub(super) fn plain(words: &str, most: usize, mut wrong: impl FnMut(Arguments<'_>)) {
    if words.trim().is_empty() {
        wrong(format_args!("is empty"));
    }
    if words.len() > most {
        let length = words.chars().count();
        if length > most {
            wrong(format_args!("has {length} characters; at most {most} are taken"));
        }
    }
    harmless(words, wrong);
}

/// Says which character of some words may not be in them.
pub(super) fn harmless(words: &str, mut wrong: impl FnMut(Arguments<'_>)) {
    if let Some(c) = text::first_harmful(words) {
        let code = u32::from(c);
        if c.is_control() {
            wrong(format_args!("holds the control character U+{code:04X}; remove it"));
        } else if text::is_harmful(c) {
            wrong(format_args!("holds U+{code:04X}, which is not seen or reorders what is; remove it"));
        } else {
            let most = text::MARKS_MAX;
            wrong(format_args!(
                "holds more than {most} marks on one letter, the last of them U+{code:04X}; remove them"
            ));
        }
    }
}

/// Says what is wrong with an address.
pub(super) fn url(value: &str, mut wrong: impl FnMut(Arguments<'_>)) {
    let well_formed = value.split_once("://").is_some_and(|(scheme, rest)| {
        matches!(scheme, "http" | "https") && rest.split('/').next().is_some_and(|host| host.contains('.'))
    }) || value.strip_prefix("mailto:").is_some_and(|address| address.contains('@'));
    if !well_formed || value.chars().any(char::is_whitespace) || text::first_harmful(value).is_some() {
        wrong(format_args!("{} is no address of a page", quoted(value)));
    } else if value.len() > limits::URL {
        wrong(format_args!("has {} bytes; at most {} are taken", value.len(), limits::URL));
    }
}
