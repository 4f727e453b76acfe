//! The input line of a prompt: text and a cursor that moves by graphemes and words.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::search::query::QUERY_MAX;
use crate::search::typed;

/// The typed text and the cursor, which is always between two graphemes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    text: String,
    cursor: usize,
    /// Whether all of it is selected, so that what is typed takes its place.
    selected: bool,
}

/// A stretch of the line, from the cursor to where a key leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch {
    /// The character before the cursor.
    Left,
    /// The character at the cursor.
    Right,
    /// The letters and digits before the cursor, with any other characters after them.
    WordLeft,
    /// The letters and digits at the cursor, with any other characters before them.
    WordRight,
    /// The text before the cursor, back to a space.
    ToBlank,
    /// Everything before the cursor.
    Start,
    /// Everything from the cursor on.
    End,
}

impl Stretch {
    /// Returns whether the stretch lies before the cursor.
    #[must_use]
    pub fn is_before(self) -> bool {
        !matches!(self, Self::Right | Self::WordRight | Self::End)
    }
}

/// Returns whether a grapheme is part of a word, including any combining marks.
fn is_word(grapheme: &str) -> bool {
    grapheme.chars().any(char::is_alphanumeric)
}

/// Returns whether a grapheme is blank. A space with a combining mark is not, because the mark is visible.
fn is_blank(grapheme: &str) -> bool {
    grapheme.chars().all(char::is_whitespace)
}

/// Returns the length in bytes of a gap, whose graphemes are `passed_over`, and of the word that follows it.
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
    /// Creates a line that holds an existing text, however long it is.
    #[must_use]
    pub fn holding(text: &str) -> Self {
        let text: String = typed::shown(text, 0).collect();
        Self { cursor: text.len(), text, selected: false }
    }

    /// Selects all of the text: what is typed next takes its place, any other key keeps it.
    pub fn select(&mut self) {
        self.selected = !self.text.is_empty();
        self.cursor = self.text.len();
    }

    /// Returns whether all of the text is selected.
    #[must_use]
    pub fn is_selected(&self) -> bool {
        self.selected
    }

    /// Returns the typed text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the text before the cursor.
    #[must_use]
    pub fn before(&self) -> &str {
        self.text.get(..self.cursor).unwrap_or("")
    }

    fn after(&self) -> &str {
        self.text.get(self.cursor..).unwrap_or("")
    }

    /// Returns the part of a text that can be inserted at the cursor, and whether that is all of it.
    fn fitting(&self, text: &str) -> (String, bool) {
        if self.selected {
            return Self::default().fitting(text);
        }
        let room = QUERY_MAX.saturating_sub(self.text.chars().count());
        let marks = typed::marks(self.before().chars().rev()) + typed::marks(self.after().chars());
        let mut shown = typed::shown(text, marks);
        (shown.by_ref().take(room).collect(), shown.next().is_none())
    }

    /// Returns whether all of a text can be inserted at the cursor.
    #[must_use]
    pub fn has_room_for(&self, text: &str) -> bool {
        self.fitting(text).1
    }

    /// Inserts a text at the cursor, as one line and without invisible characters. Drops whatever is too long.
    pub fn insert(&mut self, text: &str) {
        if std::mem::take(&mut self.selected) {
            *self = Self::default();
        }
        let (typed, _) = self.fitting(text);
        self.text.insert_str(self.cursor, &typed);
        self.cursor += typed.len();
        self.settle();
    }

    /// Replaces the typed text.
    pub fn replace(&mut self, text: &str) {
        *self = Self::holding(text);
    }

    /// Replaces a number of bytes before the cursor with another text. Changes nothing if they do not start at a
    /// character boundary, or if there is no room for the text.
    pub fn complete(&mut self, bytes: usize, text: &str) {
        let from = self.cursor.saturating_sub(bytes);
        let mut completed = Self { selected: false, ..self.clone() };
        if self.text.is_char_boundary(from) {
            completed.cut(from..self.cursor);
            if completed.has_room_for(text) {
                completed.insert(text);
                *self = completed;
            }
        }
    }

    /// Returns the byte range of a stretch.
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

    /// Returns the text of a stretch.
    #[must_use]
    pub fn words(&self, stretch: Stretch) -> &str {
        self.text.get(self.reach(stretch)).unwrap_or("")
    }

    /// Erases a stretch.
    pub fn erase(&mut self, stretch: Stretch) {
        if std::mem::take(&mut self.selected) {
            *self = Self::default();
            return;
        }
        self.cut(self.reach(stretch));
    }

    fn cut(&mut self, range: Range<usize>) {
        self.cursor = range.start;
        self.text.replace_range(range, "");
        self.settle();
    }

    /// Moves the cursor to the other end of a stretch.
    pub fn go(&mut self, stretch: Stretch) {
        self.selected = false;
        let range = self.reach(stretch);
        self.cursor = if stretch.is_before() { range.start } else { range.end };
    }

    /// Swaps the characters before and at the cursor and moves past them. At the end, swaps the last two.
    pub fn transpose(&mut self) {
        self.selected = false;
        let before = if self.after().is_empty() { self.reach(Stretch::Left).start } else { self.cursor };
        let (Some(head), Some(tail)) = (self.text.get(..before), self.text.get(before..)) else { return };
        let (Some(one), Some(other)) = (head.graphemes(true).next_back(), tail.graphemes(true).next()) else { return };
        let swapped = format!("{other}{one}");
        let range = before - one.len()..before + other.len();
        self.cursor = range.end;
        self.text.replace_range(range, &swapped);
        self.settle();
    }

    /// Moves the cursor to the end of the grapheme that it is in: typing or erasing may have joined two graphemes.
    fn settle(&mut self) {
        let ends = self.text.grapheme_indices(true).map(|(at, g)| at + g.len());
        self.cursor = std::iter::once(0).chain(ends).find(|&end| end >= self.cursor).unwrap_or(self.text.len());
    }
}

/// The words that were erased last and can be yanked back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Killed {
    words: String,
    /// Whether nothing was done since, so that what is erased next is joined to them.
    open: bool,
}

impl Killed {
    /// Returns the words.
    #[must_use]
    pub fn words(&self) -> &str {
        &self.words
    }

    /// Adds erased words. What several keys erase in a row is kept together.
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

    /// Ends a row of erasing: what is erased next is kept by itself.
    pub fn close(&mut self) {
        self.open = false;
    }
}

#[cfg(test)]
mod tests;
