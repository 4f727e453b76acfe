//! Where the sentences of a text begin and end.

use std::ops::Range;

/// Words that end with a full stop within a sentence.
const SHORT: [&str; 22] = [
    "ms", "mr", "mrs", "dr", "prof", "st", "no", "nos", "vs", "art", "para", "op", "cit", "ed", "eds", "e.g", "i.e",
    "etc", "u.s", "u.n", "h.e", "al",
];

/// Returns the ranges of the sentences of a text.
pub(in crate::draft) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    for (at, sign) in text.match_indices(['.', '!', '?']) {
        let end = at + sign.len();
        let rest = text.get(end..).unwrap_or_default();
        let closing = rest.len() - rest.trim_start_matches(['”', '"', '’', ')']).len();
        let after = rest.get(closing..).unwrap_or_default();
        let begins = after.strip_prefix(' ').is_some_and(|next| {
            next.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '“' | '"' | '('))
        });
        let word = text.get(from..at).unwrap_or_default().rsplit([' ', '(']).next().unwrap_or_default().to_lowercase();
        let is_short = sign == "." && (SHORT.contains(&word.as_str()) || word.chars().count() == 1);
        if begins && !is_short {
            found.push(from..end + closing);
            from = end + closing + 1;
        }
    }
    if from < text.len() {
        found.push(from..text.len());
    }
    found
}

/// What only joins a sentence to the one before.
const CONNECTIVES: [&str; 16] = [
    "In this regard",
    "In particular",
    "As such",
    "Furthermore",
    "Moreover",
    "In addition",
    "Additionally",
    "To this end",
    "Similarly",
    "Finally",
    "Ultimately",
    "For example",
    "For instance",
    "However",
    "In this context",
    "As a result",
];

/// Returns a sentence without what only joins it to the one before: "In this regard, UNU" begins with "UNU".
pub(in crate::draft) fn without_connective(sentence: &str) -> &str {
    let rest = CONNECTIVES.iter().find_map(|words| sentence.strip_prefix(words)?.strip_prefix(", "));
    rest.unwrap_or(sentence)
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn a_full_stop_within_a_sentence_ends_none() {
        let text = "Ms. A. Smith of the U.S. spoke (see No. 5). “It was good.” The 2.5 million, e.g. Those, stay";
        let found: Vec<&str> = sentences(text).into_iter().filter_map(|at| text.get(at)).collect();
        assert_eq!(
            found,
            ["Ms. A. Smith of the U.S. spoke (see No. 5).", "“It was good.”", "The 2.5 million, e.g. Those, stay"]
        );
    }
}
