//! The ids and headlines of drafted passages.

use crate::corpus::{Corpus, HEADLINE_MAX};
use crate::draft::drafting::UNWRITTEN;
use crate::draft::source::words;
use crate::text::fold_plain;

/// Returns the beginning of the ids of a report's passages: "ar22" for "2022-annual-report".
pub(super) fn prefix(corpus: &Corpus, id: &str) -> String {
    let parts: Vec<&str> = id.split('-').collect();
    let year = parts.iter().find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit()));
    let names: Vec<&&str> =
        parts.iter().filter(|part| !part.is_empty() && !part.bytes().all(|b| b.is_ascii_digit())).collect();
    let letters: String = match names.as_slice() {
        [] => "r".to_owned(),
        [one] => one.chars().take(2).collect(),
        more => more.iter().filter_map(|part| part.chars().next()).collect(),
    };
    let short = year.and_then(|year| year.get(2..)).unwrap_or_default();
    let mut prefix = format!("{letters}{short}");
    let is_taken = |prefix: &str| {
        let start = format!("{prefix}-");
        corpus.passages.iter().any(|p| p.id.starts_with(&start) && corpus.report(p.report).id != id)
    };
    while is_taken(&prefix) {
        prefix.push('x');
    }
    prefix
}

/// Returns words as part of an id.
pub(super) fn slug(text: &str, most: usize) -> String {
    let mut slug = String::new();
    for (_, word) in words(text) {
        let word: String = fold_plain(&word).chars().filter(char::is_ascii_alphanumeric).collect();
        if word.is_empty() || matches!(word.as_str(), "the" | "of" | "and" | "a" | "an" | "in" | "to" | "for" | "on") {
            continue;
        }
        if slug.len() + word.len() + 1 > most {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word);
    }
    slug
}

/// Returns a headline that is to be written: marked as such, with the first words of the text.
pub(in crate::draft) fn headline(text: &str, tail: &str) -> String {
    let room = HEADLINE_MAX - UNWRITTEN.len() - 2 - tail.chars().count();
    let mut first = String::new();
    for word in text.split(' ') {
        if first.chars().count() + word.chars().count() + 1 > room {
            break;
        }
        if !first.is_empty() {
            first.push(' ');
        }
        first.push_str(word);
    }
    format!("{UNWRITTEN}: {}{tail}", first.trim_end_matches(['.', ',', ';', ':', ' ']))
}
