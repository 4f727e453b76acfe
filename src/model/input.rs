//! The line of a prompt: text and cursor, moved by graphemes.

use unicode_segmentation::UnicodeSegmentation;

use crate::search::query::QUERY_MAX;
use crate::text;

/// What is typed, and where the cursor stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    text: String,
    cursor: usize,
}

impl Input {
    /// What is typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What stands before the cursor.
    #[must_use]
    pub fn before(&self) -> &str {
        self.text.get(..self.cursor).unwrap_or("")
    }

    fn after(&self) -> &str {
        self.text.get(self.cursor..).unwrap_or("")
    }

    /// Types a text at the cursor. What would harm the terminal becomes a blank; what is too long is left out.
    pub fn insert(&mut self, typed: &str) {
        let room = QUERY_MAX.saturating_sub(self.text.chars().count());
        let typed: String = typed.chars().map(|c| if text::is_harmful(c) { ' ' } else { c }).take(room).collect();
        self.text.insert_str(self.cursor, &typed);
        self.cursor += typed.len();
    }

    /// Puts another text in place of what is typed.
    pub fn replace(&mut self, text: &str) {
        *self = Self::default();
        self.insert(text);
    }

    /// Puts another text in place of so many bytes before the cursor, which must end at a character.
    pub fn complete(&mut self, bytes: usize, text: &str) {
        let from = self.cursor.saturating_sub(bytes);
        if self.text.is_char_boundary(from) {
            self.text.replace_range(from..self.cursor, "");
            self.cursor = from;
            self.insert(text);
        }
    }

    /// Erases the grapheme before the cursor.
    pub fn erase(&mut self) {
        if let Some(last) = self.before().graphemes(true).next_back() {
            let from = self.cursor - last.len();
            self.text.replace_range(from..self.cursor, "");
            self.cursor = from;
        }
    }

    /// Erases the grapheme at the cursor.
    pub fn erase_next(&mut self) {
        if let Some(next) = self.after().graphemes(true).next() {
            self.text.replace_range(self.cursor..self.cursor + next.len(), "");
        }
    }

    /// Erases the word before the cursor, with the blanks after it.
    pub fn erase_word(&mut self) {
        let kept = self.before().trim_end().rfind(' ').map_or(0, |at| at + 1);
        self.text.replace_range(kept..self.cursor, "");
        self.cursor = kept;
    }

    /// Erases everything before the cursor.
    pub fn erase_all(&mut self) {
        self.text.replace_range(..self.cursor, "");
        self.cursor = 0;
    }

    /// Moves the cursor one grapheme to the left.
    pub fn left(&mut self) {
        self.cursor -= self.before().graphemes(true).next_back().map_or(0, str::len);
    }

    /// Moves the cursor one grapheme to the right.
    pub fn right(&mut self) {
        self.cursor += self.after().graphemes(true).next().map_or(0, str::len);
    }

    /// Moves the cursor to the beginning.
    pub fn home(&mut self) {
        self.cursor = 0;
    }

    /// Moves the cursor to the end.
    pub fn end(&mut self) {
        self.cursor = self.text.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_accent_is_never_parted_from_its_letter() {
        let mut input = Input::default();
        input.insert("nia\u{301}");
        input.erase();
        assert_eq!(input.text(), "ni");
        input.left();
        input.insert("x");
        assert_eq!((input.text(), input.before()), ("nxi", "nx"));
        input.erase_next();
        assert_eq!(input.text(), "nx");
    }

    #[test]
    fn words_are_erased_whole_and_control_characters_never_enter() {
        let mut input = Input::default();
        input.insert("organ removal \u{1b}[31m");
        assert_eq!(input.text(), "organ removal  [31m");
        input.erase_word();
        input.erase_word();
        assert_eq!(input.text(), "organ ");
        input.erase_all();
        assert_eq!(input.text(), "");
        input.erase();
        input.left();
        input.right();
        assert_eq!(input.before(), "");
    }

    #[test]
    fn a_long_paste_is_cut() {
        let mut input = Input::default();
        input.insert(&"é".repeat(10_000));
        assert_eq!(input.text().chars().count(), QUERY_MAX);
    }
}
