//! What holds of every word, address and year of the data, and where in a file a field stands.

use std::ops::RangeInclusive;

use crate::text;

/// Years that a report may tell of.
pub(super) const YEARS: RangeInclusive<u16> = 1900..=2100;

/// The word of a list that is nearest to a mistyped one, where one is near.
pub(super) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let key = |w: &str| w.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect::<String>();
    let wanted = key(word);
    known.into_iter().find(|k| key(k) == wanted)
}

/// Says what is wrong with a text that has to be there and be harmless.
pub(super) fn plain(value: &str, mut wrong: impl FnMut(String)) {
    if value.trim().is_empty() {
        wrong("is empty".to_owned());
    }
    if value.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return;
    }
    if let Some(c) = value.chars().find(|&c| text::is_harmful(c)) {
        wrong(format!("holds the control character U+{:04X}; remove it", u32::from(c)));
    }
}

/// Says what is wrong with an address.
pub(super) fn url(value: &str, mut wrong: impl FnMut(String)) {
    let well_formed = value.split_once("://").is_some_and(|(scheme, rest)| {
        matches!(scheme, "http" | "https") && rest.split('/').next().is_some_and(|host| host.contains('.'))
    }) || value.strip_prefix("mailto:").is_some_and(|address| address.contains('@'));
    if !well_formed || value.chars().any(|c| c.is_whitespace() || text::is_harmful(c)) {
        wrong(format!("\"{}\" is no address of a page", text::harmless(value)));
    }
}
