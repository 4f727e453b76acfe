//! Cleans up text that is typed, pasted or given on the command line, so that it fits on one line and is all visible.

use crate::text::{self, MARKS_MAX};

/// Returns the characters of a text that may appear on a line. Control characters and line breaks become blanks.
/// Invisible characters are dropped, so that they do not split a word, and so are marks beyond [`MARKS_MAX`] on one
/// letter. `marks` is the number of marks that are already at that place.
pub fn shown(typed: &str, marks: usize) -> impl Iterator<Item = char> {
    let mut run = marks;
    typed.chars().filter_map(move |c| {
        run = if text::joins(c) && !text::is_harmful(c) { run + 1 } else { 0 };
        match c {
            _ if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => Some(' '),
            _ if text::is_harmful(c) || run > MARKS_MAX => None,
            _ => Some(c),
        }
    })
}

/// Counts the marks at the start of `chars`. Reverse the characters of a text to count those at its end.
pub fn marks(chars: impl Iterator<Item = char>) -> usize {
    chars.take_while(|&c| text::joins(c)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_parts_no_word_and_what_breaks_a_line_does() {
        let read = |typed: &str| shown(typed, 0).collect::<String>();
        assert_eq!(read("bar\u{200b}na\u{2060}hus\u{feff}\u{202e}"), "barnahus");
        assert_eq!(read("child\r\nvictims\taid\u{2028}\u{85}now\u{1b}[31m"), "child  victims aid  now [31m");
    }

    #[test]
    fn a_letter_carries_no_more_marks_than_any_script_needs() {
        let tower = format!("a{}b\u{301}", "\u{301}".repeat(30_000));
        assert_eq!(shown(&tower, 0).filter(|&c| c == '\u{301}').count(), MARKS_MAX + 1);
        assert_eq!(shown("\u{301}\u{301}x", MARKS_MAX - 1).collect::<String>(), "\u{301}x");
        let hebrew = "\u{5d1}\u{5bc}\u{5b0}\u{591}";
        assert_eq!(shown(hebrew, 0).collect::<String>(), hebrew);
    }
}
