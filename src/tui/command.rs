//! The commands that a user can give.
//!
//! Each command has a name, by which the configuration binds it to other keys.

mod group;

pub use group::CommandGroup;

/// Declares the commands, each with its name.
macro_rules! commands {
    ($($(#[$doc:meta])* $variant:ident = $name:literal;)+) => {
        /// A command: what a key can be bound to.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Command { $($(#[$doc])* $variant,)+ }

        impl Command {
            /// All commands.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Returns the name used in the configuration, such as `next-tab`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }
    };
}

commands! {
    /// Close what is open; at the root, quit.
    Close = "close";
    /// Go one step back; never quits.
    Back = "back";
    /// Go forward again after going back.
    Forward = "forward";
    /// Quit at once, as Ctrl-C does.
    Interrupt = "interrupt";
    /// Suspend: give the terminal back to the shell until resumed.
    Suspend = "suspend";
    /// Redraw the whole screen.
    Redraw = "redraw";
    /// Show or hide the help.
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
    /// Go to the previous pane.
    PreviousPane = "previous-pane";
    /// Go to the pane on the left.
    Left = "left";
    /// Go to the pane on the right.
    Right = "right";
    /// Move up one row or line.
    Up = "up";
    /// Move down one row or line.
    Down = "down";
    /// Move to the first row or line.
    Top = "top";
    /// Move to the last row or line.
    Bottom = "bottom";
    /// Move up half a page.
    HalfUp = "half-up";
    /// Move down half a page.
    HalfDown = "half-down";
    /// Move up a page.
    PageUp = "page-up";
    /// Move down a page.
    PageDown = "page-down";
    /// Go to the next tab; in the reader, to the next section.
    NextTab = "next-tab";
    /// Go to the previous tab; in the reader, to the previous section.
    PreviousTab = "previous-tab";
    /// Show the grid with the next kind of rows.
    NextRows = "next-rows";
    /// Show the grid with the previous kind of rows.
    PreviousRows = "previous-rows";
    /// Open what is under the cursor.
    Open = "open";
    /// Toggle whether the filter includes the value under the cursor.
    Toggle = "toggle";
    /// Toggle whether the filter excludes the value under the cursor.
    Exclude = "exclude";
    /// Clear the values of this pane.
    ClearPane = "clear-pane";
    /// Clear all values.
    ClearAll = "clear-all";
    /// Undo the last change of the filter.
    Undo = "undo";
    /// Redo the change that was undone last.
    Redo = "redo";
    /// Open the prompt: search everything, or find in the reader.
    Search = "search";
    /// Go to the next match.
    NextMatch = "next-match";
    /// Go to the previous match.
    PreviousMatch = "previous-match";
    /// Show, enter or leave the outline.
    Outline = "outline";
    /// Toggle whether the pane takes the whole screen.
    Zoom = "zoom";
    /// Start selecting rows of the list, or end it.
    SelectRows = "select-rows";
    /// Mark the passage, or remove its mark.
    Mark = "mark";
    /// Show the screen of marked passages.
    ShowMarks = "tray";
    /// Write a note on a mark.
    Annotate = "annotate";
    /// Move a mark down; in the reader, go to the next passage.
    MoveDown = "move-down";
    /// Move a mark up; in the reader, go to the previous passage.
    MoveUp = "move-up";
    /// Open the menu of what can be copied.
    Copy = "copy";
    /// Write the text copied last to a file.
    WriteCopy = "write-copy";
    /// Open the menu of formats for exporting what is shown.
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
    /// Erase the word before the cursor, back to whitespace.
    EraseWord = "erase-word";
    /// Erase the letters and digits before the cursor, and any punctuation after them.
    EraseShortWord = "erase-short-word";
    /// Erase the letters and digits at the cursor, and any punctuation before them.
    EraseNextWord = "erase-next-word";
    /// Erase everything before the cursor.
    EraseAll = "erase-all";
    /// Erase everything from the cursor to the end.
    EraseToEnd = "erase-to-end";
    /// Insert the words that were erased last.
    Yank = "yank";
    /// Swap the character before the cursor with the one at the cursor.
    Transpose = "transpose";
    /// Move the cursor of the prompt one character to the left.
    CursorLeft = "cursor-left";
    /// Move the cursor of the prompt one character to the right.
    CursorRight = "cursor-right";
    /// Move the cursor of the prompt to the beginning of the word.
    CursorWordLeft = "cursor-word-left";
    /// Move the cursor of the prompt to the end of the word.
    CursorWordRight = "cursor-word-right";
    /// Move the cursor of the prompt to its beginning.
    CursorHome = "cursor-home";
    /// Move the cursor of the prompt to its end.
    CursorEnd = "cursor-end";
    /// Recall the previous query that contains what is typed.
    Recall = "recall";
    /// Open the menu of views.
    Views = "views";
    /// Toggle sorting the rows by the column under the cursor.
    SortRows = "sort-rows";
    /// Toggle sorting the columns by the row under the cursor.
    SortColumns = "sort-columns";
    /// Go to the Places pane.
    Places = "places";
    /// Go to the Topics pane.
    Topics = "topics";
    /// Go to the Languages pane.
    Languages = "languages";
    /// Open the palette: go to or do anything.
    Palette = "palette";
    /// Find words on the page.
    Find = "find";
    /// Narrow the pane to the values that have the letters typed.
    FilterPane = "filter-pane";
    /// Join the passage with the next one.
    JoinPassages = "join-passages";
    /// Split the passage in two.
    SplitPassage = "split-passage";
    /// Remove the passage from the report.
    RemovePassage = "remove-passage";
    /// Write the headline of the passage.
    SetHeadline = "set-headline";
    /// Change the text of the passage.
    SetText = "set-text";
    /// Change the kind of the passage.
    SetKind = "set-kind";
    /// Change the bodies of the passage.
    SetBodies = "set-bodies";
    /// Change the places of the passage.
    SetPlaces = "set-places";
    /// Change the years of the passage.
    SetYears = "set-years";
    /// Change the priorities of the passage.
    SetPriorities = "set-priorities";
    /// Change the topics of the passage.
    SetTopics = "set-topics";
    /// Change the work that the passage describes.
    SetWork = "set-work";
    /// Say that the passage takes up a commitment of an earlier report.
    TakeUp = "take-up";
    /// Go to the next claim of the passage, so that the keys of fields hold for it.
    NextClaim = "next-claim";
    /// Add a claim to the passage.
    AddClaim = "add-claim";
    /// Change who acts beside the bodies of a claim.
    SetPartners = "set-partners";
    /// Change the links of the passage.
    SetLinks = "set-links";
    /// Change the heading of the section.
    SetHeading = "set-heading";
    /// Change the title of a publication.
    SetTitle = "set-title";
    /// Change the year in which a publication came out.
    SetPublished = "set-published";
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
