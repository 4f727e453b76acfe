//! Escapes foreign text for Markdown, so that it is shown word for word and never read as markup.

use std::borrow::Cow;
use std::fmt::Write;

use crate::text;

/// Puts a text on one line: characters that would break the line or change a terminal become spaces.
#[must_use]
pub fn one_line(text: &str) -> Cow<'_, str> {
    if text.chars().any(text::is_harmful) {
        Cow::Owned(text.chars().map(|c| if text::is_harmful(c) { ' ' } else { c }).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Escapes a text for use within a line or at its start, so that `CommonMark` and GFM render exactly its characters.
///
/// Characters that have no meaning where they are stay as they are, so that prose remains readable in the source.
#[must_use]
pub fn escape(text: &str) -> String {
    let chars: Vec<char> = one_line(text).chars().collect();
    let mut out = String::with_capacity(text.len() + 8);
    for (at, &c) in chars.iter().enumerate() {
        let edge = at == 0 || at + 1 == chars.len();
        if edge && c.is_whitespace() {
            // Whitespace at the edges of a line, a heading or a cell is stripped; a numeric character reference is not.
            let _ = write!(out, "&#{};", u32::from(c));
            continue;
        }
        if means_something(&chars, at) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Like [`escape`], for a table cell.
#[must_use]
pub fn cell(text: &str) -> String {
    escape(text).replace('|', "\\|")
}

/// Returns whether Markdown would interpret the character at an index.
fn means_something(chars: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|n| chars.get(n)).copied();
    let after = chars.get(at + 1).copied();
    let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    match chars.get(at).copied().unwrap_or_default() {
        '\\' | '`' | '*' | '[' | '~' => true,
        '_' => !(word(before) && word(after)),
        '<' => after.is_none_or(|c| c.is_ascii_alphabetic() || "/!?".contains(c)),
        '&' => is_entity(chars.get(at + 1..).unwrap_or_default()),
        '>' | '+' | '-' | '=' => at == 0,
        '#' => at == 0 || closes_heading(chars, at),
        '.' | ')' if numbers_a_list(chars, at) => true,
        '.' => begins_address(chars, at),
        ':' => word(before) && chars.get(at + 1..at + 3) == Some(&['/', '/']),
        '@' => before.is_some_and(|c| c.is_ascii_alphanumeric() || ".-_+".contains(c)) && word(after),
        _ => false,
    }
}

/// Returns whether the text after an ampersand completes a character reference, such as `amp;` or `#60;`.
fn is_entity(after: &[char]) -> bool {
    let name = after.iter().take_while(|&&c| c.is_ascii_alphanumeric() || c == '#').count();
    name > 0 && after.get(name) == Some(&';')
}

/// Returns whether the `#` at an index is the last of those that end a line, which a heading would drop.
fn closes_heading(chars: &[char], at: usize) -> bool {
    let before = chars.iter().take(at).rposition(|&c| c != '#');
    at + 1 == chars.len() && before.is_none_or(|n| chars.get(n).is_some_and(|c| c.is_whitespace()))
}

/// Returns whether the full stop or bracket at an index follows a number at the start, as in an ordered list.
fn numbers_a_list(chars: &[char], at: usize) -> bool {
    let digits = chars.iter().take_while(|c| c.is_ascii_digit()).count();
    (1..=9).contains(&at) && digits == at && chars.get(at + 1).is_none_or(|c| c.is_whitespace())
}

/// Returns whether the full stop at an index is that of `www.`, which GFM turns into a link.
fn begins_address(chars: &[char], at: usize) -> bool {
    let www = at.checked_sub(3).and_then(|from| chars.get(from..at));
    let follows = chars.get(at + 1).is_some_and(|c| !c.is_whitespace());
    let inside = at.checked_sub(4).and_then(|n| chars.get(n)).is_some_and(|c| c.is_alphanumeric());
    follows && !inside && www.is_some_and(|w| w.iter().all(|c| c.eq_ignore_ascii_case(&'w')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_prose_is_left_alone() {
        for prose in [
            "Chairs' Annual Report 2021 (a well-known one), at 9.30: R&D, a < b > c, 5 + 3 = 8 - 1!",
            "snake_case and C# stay; Priority #3 too; 1,204 at 10 a.m.; wwwhat. a|b; 3.14",
            "Côte d’Ivoire – “so”; AT&T ; a && b; nobody@ home; @all; \u{65e5}\u{672c}",
        ] {
            assert_eq!(escape(prose), prose);
        }
    }

    #[test]
    fn what_markdown_would_take_for_its_own_is_escaped() {
        for (text, escaped) in [
            ("# a", r"\# a"),
            ("a #", r"a \#"),
            ("a ##", r"a #\#"),
            ("> a", r"\> a"),
            ("- a", r"\- a"),
            ("+ a", r"\+ a"),
            ("===", r"\==="),
            ("---", r"\---"),
            ("1. a", r"1\. a"),
            ("2022) a", r"2022\) a"),
            ("12.", r"12\."),
            ("*a* _b_ a__b", r"\*a\* \_b\_ a\_\_b"),
            ("`a` ~~b~~", r"\`a\` \~\~b\~\~"),
            ("[a](b) ![](c) [^1]", r"\[a](b) !\[](c) \[^1]"),
            ("<script>a</script><!-- -->", r"\<script>a\</script>\<!-- -->"),
            ("&amp; &#60; &x", r"\&amp; \&#60; &x"),
            ("a\\", r"a\\"),
            ("https://a.b/c_d", r"https\://a.b/c_d"),
            ("www.a.b me@a.b", r"www\.a.b me\@a.b"),
            (" a ", "&#32;a&#32;"),
            ("a\n\tb\u{1b}c", "a  b c"),
        ] {
            assert_eq!(escape(text), escaped, "{text}");
        }
        assert_eq!(cell(r"a|b \|"), r"a\|b \\\|");
    }
}
