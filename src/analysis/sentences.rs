//! Sentences of a text.

use std::ops::Range;

/// Words that end with a full stop within a sentence.
const SHORT: [&str; 8] = ["incl", "approx", "esp", "Nos", "nos", "vol", "Res", "Art"];

/// Splits a text into sentences. A sentence ends at a full stop followed by a capital, but not at an abbreviation.
#[must_use]
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices(". ") {
        let word = text.get(from..at).and_then(|s| s.rsplit(' ').next()).unwrap_or("");
        let bare = word.trim_start_matches(['(', '[', '“']);
        let short = bare.chars().count() < 3 || bare.contains('.') || SHORT.contains(&bare);
        let capital = text.get(at + 2..).and_then(|rest| rest.chars().next()).is_some_and(char::is_uppercase);
        if capital && !short {
            out.push(from..at + 1);
            from = at + 2;
        }
    }
    if from < text.len() {
        out.push(from..text.len());
    }
    out
}

/// Returns the sentences that a range of a text lies in, from the beginning of the first to the end of the last. `None` if it
/// lies in none.
#[must_use]
pub fn around(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let all = sentences(text);
    let mut touched = all.iter().filter(|at| at.start < range.end && range.start < at.end);
    let first = touched.next()?;
    Some(first.start..touched.next_back().unwrap_or(first).end)
}

/// Returns what of each sentence lies in a range of the text.
pub fn within<'s>(sentences: &'s [Range<usize>], range: &'s Range<usize>) -> impl Iterator<Item = Range<usize>> + 's {
    let parts = sentences.iter().map(|sentence| sentence.start.max(range.start)..sentence.end.min(range.end));
    parts.filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn a_sentence_ends_before_a_capital_and_not_at_an_abbreviation() {
        let text = "It acts with partners (incl. Ghana). And so on.";
        assert_eq!(sentences(text).len(), 2);
        let text = "The U.N. Office acts. It has (No. 29) and Res. 55/25 of 2000. End";
        let parts: Vec<&str> = sentences(text).into_iter().map(|r| &text[r]).collect();
        assert_eq!(parts, ["The U.N. Office acts.", "It has (No. 29) and Res. 55/25 of 2000.", "End"]);
    }
}
