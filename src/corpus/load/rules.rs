//! Rules for every string, URL and year of the data.

use std::fmt::{self, Arguments};
use std::ops::RangeInclusive;

use crate::corpus::load::limits;
use crate::text;

/// Years that count as plausible.
pub(super) const YEARS: RangeInclusive<u16> = 1900..=2100;

/// Maximum number of characters of a string of the data that a message quotes.
const QUOTED: usize = 48;

/// Quotes a string of the data for a message: made harmless, and truncated if it is long.
pub(super) fn quoted(word: &str) -> String {
    let cut: String = word.chars().take(QUOTED).collect();
    format!("\"{}{}\"", text::harmless(&cut), if cut.len() < word.len() { "…" } else { "" })
}

/// A part of a message that is built only if the message is formatted.
pub(super) struct Later<F>(pub(super) F);

impl<F: Fn() -> String> fmt::Display for Later<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0())
    }
}

/// Returns the known word that a mistyped one stands for: the first that differs only in case and punctuation.
pub(super) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let key = |w: &str| w.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect::<String>();
    let wanted = key(word);
    known.into_iter().find(|k| key(k) == wanted)
}

/// Reports what is wrong with a string that must not be empty, must be harmless, and may have at most `most`
/// characters.
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

/// Reports the first character of a string that is not allowed, if there is one.
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

/// Reports what is wrong with a URL.
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
