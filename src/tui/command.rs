//! What a person can ask for. Each command has a name, by which the configuration binds it to other keys.

/// Declares the commands, each with its name.
macro_rules! commands {
    ($($(#[$doc:meta])* $variant:ident = $name:literal;)+) => {
        /// A command: what a key can be bound to.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Command { $($(#[$doc])* $variant,)+ }

        impl Command {
            /// All commands.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name by which the configuration speaks of it, such as `next-tab`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }
    };
}

commands! {
    /// Close what is open; at the root, leave the program.
    Close = "close";
    /// One step back; never leaves the program.
    Back = "back";
    /// Go forward again after going back.
    Forward = "forward";
    /// Leave at once, as on Ctrl-C.
    Interrupt = "interrupt";
    /// Give the terminal back to the shell until resumed.
    Suspend = "suspend";
    /// Draw the whole screen anew.
    Redraw = "redraw";
    /// Show or hide the keys.
    Help = "help";
    /// Go to the Entities pane.
    Entities = "entities";
    /// Go to the Years pane.
    Years = "years";
    /// Go to the Priorities pane.
    Priorities = "priorities";
    /// Go to the list.
    Detail = "detail";
    /// Go to the next pane.
    NextPane = "next-pane";
    /// Go to the pane before.
    PreviousPane = "previous-pane";
    /// Go to the pane on the left.
    Left = "left";
    /// Go to the pane on the right.
    Right = "right";
    /// One row or line up.
    Up = "up";
    /// One row or line down.
    Down = "down";
    /// To the first row or line.
    Top = "top";
    /// To the last row or line.
    Bottom = "bottom";
    /// Half a page up.
    HalfUp = "half-up";
    /// Half a page down.
    HalfDown = "half-down";
    /// A page up.
    PageUp = "page-up";
    /// A page down.
    PageDown = "page-down";
    /// The next tab; in the reader, the next section.
    NextTab = "next-tab";
    /// The tab before; in the reader, the section before.
    PreviousTab = "previous-tab";
    /// Open what is under the cursor.
    Open = "open";
    /// Want the value under the cursor, or no longer want it.
    Toggle = "toggle";
    /// Exclude the value under the cursor, or no longer exclude it.
    Exclude = "exclude";
    /// Clear the values of this pane.
    ClearPane = "clear-pane";
    /// Clear all values.
    ClearAll = "clear-all";
    /// Take back the last change of the filter.
    Undo = "undo";
    /// Make the change again that was taken back.
    Redo = "redo";
    /// Open the prompt: search everything, or find in the reader.
    Search = "search";
    /// The next match.
    NextMatch = "next-match";
    /// The match before.
    PreviousMatch = "previous-match";
    /// Show, enter or leave the outline.
    Outline = "outline";
    /// Give the pane the whole screen, or take it back.
    Zoom = "zoom";
    /// Mark the passage, or no longer.
    Mark = "mark";
    /// Show the marked passages.
    Tray = "tray";
    /// Write a note to a mark.
    Annotate = "annotate";
    /// Move a mark down; in the reader, go to the next passage.
    MoveDown = "move-down";
    /// Move a mark up; in the reader, go to the passage before.
    MoveUp = "move-up";
    /// Open the menu of what can be copied.
    Copy = "copy";
    /// Write what was copied last to a file.
    WriteCopy = "write-copy";
    /// Open the menu of formats in which what is shown can be exported.
    Export = "export";
    /// Show the links of the passage.
    Link = "link";
    /// Show where the passage comes from.
    Provenance = "provenance";
    /// Blank the screen, or show it again.
    Blank = "blank";
    /// Erase the character before the cursor.
    Erase = "erase";
    /// Erase the character at the cursor.
    EraseNext = "erase-next";
    /// Erase the word before the cursor, back to a blank.
    EraseWord = "erase-word";
    /// Erase the letters and digits before the cursor, with the signs after them.
    EraseShortWord = "erase-short-word";
    /// Erase the letters and digits at the cursor, with the signs before them.
    EraseNextWord = "erase-next-word";
    /// Erase everything before the cursor.
    EraseAll = "erase-all";
    /// Erase everything from the cursor on.
    EraseToEnd = "erase-to-end";
    /// Put back the words that were erased last.
    Yank = "yank";
    /// Swap the characters before and at the cursor.
    Transpose = "transpose";
    /// The cursor of the prompt one character to the left.
    CursorLeft = "cursor-left";
    /// The cursor of the prompt one character to the right.
    CursorRight = "cursor-right";
    /// The cursor of the prompt to the beginning of the word.
    CursorWordLeft = "cursor-word-left";
    /// The cursor of the prompt to the end of the word.
    CursorWordRight = "cursor-word-right";
    /// The cursor of the prompt to its beginning.
    CursorHome = "cursor-home";
    /// The cursor of the prompt to its end.
    CursorEnd = "cursor-end";
    /// Recall the query of before that holds what is typed.
    Recall = "recall";
    /// Open the menu of the views.
    Views = "views";
    /// Sort the rows by the column under the cursor, or no longer.
    SortRows = "sort-rows";
    /// Sort the columns by the row under the cursor, or no longer.
    SortColumns = "sort-columns";
    /// Go to the Places pane.
    Places = "places";
}

impl Command {
    /// Whether it changes what is typed, or moves the cursor in it, and so depends on no answer.
    #[must_use]
    pub fn is_edit(self) -> bool {
        matches!(
            self,
            Self::Erase
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_name_of_its_own() {
        let mut names: Vec<&str> = Command::ALL.iter().map(|c| c.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Command::ALL.len());
        assert!(names.iter().all(|n| n.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
    }
}
