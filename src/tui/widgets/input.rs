//! The line of a prompt: text and cursor, moved by graphemes and by words.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::search::query::QUERY_MAX;
use crate::search::typed;

/// What is typed, and where the cursor stands: always between two graphemes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    text: String,
    cursor: usize,
}

/// A stretch of the line, from the cursor to where a key leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch {
    /// The character before the cursor.
    Left,
    /// The character at the cursor.
    Right,
    /// The letters and digits before the cursor, with the signs after them.
    WordLeft,
    /// The letters and digits at the cursor, with the signs before them.
    WordRight,
    /// What stands before the cursor, back to a blank.
    ToBlank,
    /// Everything before the cursor.
    Start,
    /// Everything from the cursor on.
    End,
}

impl Stretch {
    /// Whether it lies before the cursor.
    #[must_use]
    pub fn is_before(self) -> bool {
        !matches!(self, Self::Right | Self::WordRight | Self::End)
    }
}

/// Whether a grapheme is part of a word, with all marks that it carries.
fn is_word(grapheme: &str) -> bool {
    grapheme.chars().any(char::is_alphanumeric)
}

/// Whether a grapheme is blank. A blank that carries a mark is not: the mark is seen.
fn is_blank(grapheme: &str) -> bool {
    grapheme.chars().all(char::is_whitespace)
}

/// The bytes of the graphemes that are passed over and of those after them that are not: of the gap and the word.
fn span<'a>(graphemes: impl Iterator<Item = &'a str>, passed_over: fn(&str) -> bool) -> usize {
    let mut inside = false;
    graphemes
        .take_while(|g| {
            let gap = passed_over(g);
            inside |= !gap;
            !(inside && gap)
        })
        .map(str::len)
        .sum()
}

impl Input {
    /// A line that holds a text that was written before, all of it.
    #[must_use]
    pub fn holding(text: &str) -> Self {
        let text: String = typed::shown(text, 0).collect();
        Self { cursor: text.len(), text }
    }

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

    /// What would be typed of a text at the cursor, and whether it all fits.
    fn fitting(&self, text: &str) -> (String, bool) {
        let room = QUERY_MAX.saturating_sub(self.text.chars().count());
        let marks = typed::marks(self.before().chars().rev()) + typed::marks(self.after().chars());
        let mut shown = typed::shown(text, marks);
        (shown.by_ref().take(room).collect(), shown.next().is_none())
    }

    /// Whether a text can be typed whole at the cursor.
    #[must_use]
    pub fn has_room_for(&self, text: &str) -> bool {
        self.fitting(text).1
    }

    /// Types a text at the cursor, on one line and without what cannot be seen; what is too long is left out.
    pub fn insert(&mut self, text: &str) {
        let (typed, _) = self.fitting(text);
        self.text.insert_str(self.cursor, &typed);
        self.cursor += typed.len();
        self.settle();
    }

    /// Puts another text in place of what is typed.
    pub fn replace(&mut self, text: &str) {
        *self = Self::holding(text);
    }

    /// Puts another text in place of so many bytes before the cursor, which must end at a character; changes nothing
    /// where there is no room for it.
    pub fn complete(&mut self, bytes: usize, text: &str) {
        let from = self.cursor.saturating_sub(bytes);
        let mut completed = self.clone();
        if self.text.is_char_boundary(from) {
            completed.cut(from..self.cursor);
            if completed.has_room_for(text) {
                completed.insert(text);
                *self = completed;
            }
        }
    }

    /// The bytes of a stretch.
    #[must_use]
    pub fn reach(&self, stretch: Stretch) -> Range<usize> {
        let (before, after) = (self.before().graphemes(true).rev(), self.after().graphemes(true));
        let len = match stretch {
            Stretch::Left => before.take(1).map(str::len).sum(),
            Stretch::Right => after.take(1).map(str::len).sum(),
            Stretch::WordLeft => span(before, |g| !is_word(g)),
            Stretch::WordRight => span(after, |g| !is_word(g)),
            Stretch::ToBlank => span(before, is_blank),
            Stretch::Start => self.cursor,
            Stretch::End => self.text.len() - self.cursor,
        };
        if stretch.is_before() { self.cursor - len..self.cursor } else { self.cursor..self.cursor + len }
    }

    /// The words of a stretch.
    #[must_use]
    pub fn words(&self, stretch: Stretch) -> &str {
        self.text.get(self.reach(stretch)).unwrap_or("")
    }

    /// Erases a stretch.
    pub fn erase(&mut self, stretch: Stretch) {
        self.cut(self.reach(stretch));
    }

    fn cut(&mut self, range: Range<usize>) {
        self.cursor = range.start;
        self.text.replace_range(range, "");
        self.settle();
    }

    /// Moves the cursor to the other end of a stretch.
    pub fn go(&mut self, stretch: Stretch) {
        let range = self.reach(stretch);
        self.cursor = if stretch.is_before() { range.start } else { range.end };
    }

    /// Swaps the characters before and at the cursor, and steps over them; at the end, the last two.
    pub fn transpose(&mut self) {
        let before = if self.after().is_empty() { self.reach(Stretch::Left).start } else { self.cursor };
        let (Some(head), Some(tail)) = (self.text.get(..before), self.text.get(before..)) else { return };
        let (Some(one), Some(other)) = (head.graphemes(true).next_back(), tail.graphemes(true).next()) else { return };
        let swapped = format!("{other}{one}");
        let range = before - one.len()..before + other.len();
        self.cursor = range.end;
        self.text.replace_range(range, &swapped);
        self.settle();
    }

    /// Moves the cursor to the end of the grapheme in which it stands: what was typed or erased may have joined two.
    fn settle(&mut self) {
        let ends = self.text.grapheme_indices(true).map(|(at, g)| at + g.len());
        self.cursor = std::iter::once(0).chain(ends).find(|&end| end >= self.cursor).unwrap_or(self.text.len());
    }
}

/// The words that were erased last, which can be put back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Killed {
    words: String,
    /// Whether nothing was done since, so that what is erased next is joined to it.
    open: bool,
}

impl Killed {
    /// The words.
    #[must_use]
    pub fn words(&self) -> &str {
        &self.words
    }

    /// Takes in what is erased; what is erased at one go, by several keys, is kept together.
    pub fn take(&mut self, words: &str, is_before: bool) {
        if words.is_empty() {
            return;
        }
        if !self.open {
            self.words.clear();
        }
        if is_before {
            self.words.insert_str(0, words);
        } else {
            self.words.push_str(words);
        }
        self.open = true;
    }

    /// Something else was done: what is erased next is kept by itself.
    pub fn close(&mut self) {
        self.open = false;
    }
}

#[cfg(test)]
mod tests;
