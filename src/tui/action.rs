//! Everything that can happen: what a key means, what the terminal tells, what a search found.

use ratatui::layout::Size;

use crate::analysis::who::Ranking;
use crate::export::Export;
use crate::search::Answer;
use crate::storage::marks::{Change, Mark};

/// One thing that happens to the model. [`crate::tui::update::update`] is the only place where it takes effect.
#[derive(Debug, Clone)]
pub enum Action {
    /// Close what is open; at the root, leave the program.
    Close,
    /// One step back; never leaves the program.
    Back,
    /// Go forward again after going back.
    Forward,
    /// Leave at once, as on Ctrl-C.
    Interrupt,
    /// Give the terminal back to the shell until resumed.
    Suspend,
    /// Draw the whole screen anew.
    Redraw,
    /// The terminal has another size.
    Resize(Size),
    /// Show or hide the keys.
    Help,
    /// Go to the Entities pane.
    Entities,
    /// Go to the Years pane.
    Years,
    /// Go to the Priorities pane.
    Priorities,
    /// Go to the list.
    Detail,
    /// Go to the next pane.
    NextPane,
    /// Go to the pane before.
    PreviousPane,
    /// Go to the pane on the left.
    Left,
    /// Go to the pane on the right.
    Right,
    /// One row or line up.
    Up,
    /// One row or line down.
    Down,
    /// To the first row or line.
    Top,
    /// To the last row or line.
    Bottom,
    /// Half a page up.
    HalfUp,
    /// Half a page down.
    HalfDown,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// The next tab; in the reader, the next section.
    NextTab,
    /// The tab before; in the reader, the section before.
    PreviousTab,
    /// Open what is under the cursor.
    Open,
    /// Want the value under the cursor, or no longer want it.
    Toggle,
    /// Exclude the value under the cursor, or no longer exclude it.
    Exclude,
    /// Clear the values of this pane.
    ClearPane,
    /// Clear all values.
    ClearAll,
    /// Take back the last change of the filter.
    Undo,
    /// Make the change again that was taken back.
    Redo,
    /// Open the prompt: search everything, or find in the reader.
    Search,
    /// The next match.
    NextMatch,
    /// The match before.
    PreviousMatch,
    /// Show, enter or leave the outline.
    Outline,
    /// Give the pane the whole screen, or take it back.
    Zoom,
    /// Mark the passage, or no longer.
    Mark,
    /// Show the marked passages.
    Tray,
    /// Write a note to a mark.
    Annotate,
    /// Move a mark down; in the reader, go to the next passage.
    MoveDown,
    /// Move a mark up; in the reader, go to the passage before.
    MoveUp,
    /// Open the menu of what can be copied.
    Copy,
    /// Write what was copied last to a file.
    WriteCopy,
    /// Open the menu of formats in which what is shown can be exported.
    Export,
    /// Show the links of the passage.
    Link,
    /// Show where the passage comes from.
    Provenance,
    /// Blank the screen, or show it again.
    Blank,
    /// A character is typed.
    Type(char),
    /// A text is pasted.
    Paste(String),
    /// Erase the character before the cursor.
    Erase,
    /// Erase the character at the cursor.
    EraseNext,
    /// Erase the word before the cursor, back to a blank.
    EraseWord,
    /// Erase the letters and digits before the cursor, with the signs after them.
    EraseShortWord,
    /// Erase the letters and digits at the cursor, with the signs before them.
    EraseNextWord,
    /// Erase everything before the cursor.
    EraseAll,
    /// Erase everything from the cursor on.
    EraseToEnd,
    /// Put back the words that were erased last.
    Yank,
    /// Swap the characters before and at the cursor.
    Transpose,
    /// The cursor of the prompt one character to the left.
    CursorLeft,
    /// The cursor of the prompt one character to the right.
    CursorRight,
    /// The cursor of the prompt to the beginning of the word.
    CursorWordLeft,
    /// The cursor of the prompt to the end of the word.
    CursorWordRight,
    /// The cursor of the prompt to its beginning.
    CursorHome,
    /// The cursor of the prompt to its end.
    CursorEnd,
    /// Recall the query of before that holds what is typed.
    Recall,
    /// Open the menu of the views.
    Views,
    /// Sort the rows by the column under the cursor, or no longer.
    SortRows,
    /// Sort the columns by the row under the cursor, or no longer.
    SortColumns,
    /// Go to the Places pane.
    Places,
    /// Whom to call is known: the number it was asked under, and the ranking.
    Ranked(u64, Box<Ranking>),
    /// A search is answered: the number it was asked under, and what it found.
    Answered(u64, Box<Answer>),
    /// The marks are these now.
    Marked(Vec<Mark>),
    /// A word to the user about something that was done outside.
    Tell(String),
}

impl Action {
    /// Whether it changes what is typed, or moves within it, and so depends on no answer.
    #[must_use]
    pub fn is_edit(&self) -> bool {
        matches!(
            self,
            Self::Type(_)
                | Self::Paste(_)
                | Self::Erase
                | Self::EraseNext
                | Self::EraseWord
                | Self::EraseShortWord
                | Self::EraseNextWord
                | Self::EraseAll
                | Self::EraseToEnd
                | Self::Yank
                | Self::Transpose
                | Self::CursorLeft
                | Self::CursorRight
                | Self::CursorWordLeft
                | Self::CursorWordRight
                | Self::CursorHome
                | Self::CursorEnd
        )
    }
}

/// What the application has to do after an update, besides drawing.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Leave with this exit code.
    Quit(u8),
    /// Suspend the process.
    Suspend,
    /// Clear the terminal before drawing.
    Redraw,
    /// Search for what is typed, under this number.
    Search(u64, String),
    /// Rank the bodies to call for a need, under this number.
    Rank(u64, String),
    /// Change the marks.
    Mark(Change),
    /// Give the terminal a text for its clipboard.
    Copy(String),
    /// Write a new file: its name without the ending, the ending, and what is in it.
    Write(String, &'static str, String),
    /// Write what is shown to a new file.
    Export(Box<Export>),
    /// Open a link in the browser.
    Open(String),
}
