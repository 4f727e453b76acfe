//! The commands that a user can give, and the keys that they are bound to.
//!
//! Each command has a name, by which the configuration binds it to other keys.

use std::borrow::Cow;

use crate::tui::event::{KeyCode, Modifiers};
use crate::tui::keymap::context::{ALL, BROWSE, MOVE, PAGES, PASSAGE, PROMPTS, READING, SEARCH, UNTYPED};
use crate::tui::keymap::{Binding, Context, Key};

use Context::{
    Compare, Facets, Field, Find, Grid, Help, HelpFind, List, Marks, Menu, Need, Note, Outline, Page, Palette, Prompt,
    Reader, Reading, Report, Review, Save,
};

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

/// What the commands of a group are for, in the order of the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CommandGroup {
    /// Find.
    Find,
    /// Filter.
    Filter,
    /// Go somewhere.
    Go,
    /// Take something away: copy, mark, export.
    Keep,
    /// Move the cursor.
    Move,
    /// Edit what is typed.
    Edit,
    /// Review a draft.
    Review,
    /// The program itself.
    Program,
}

impl CommandGroup {
    /// Returns the heading in the help.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Find => "Find",
            Self::Filter => "Filter",
            Self::Go => "Open and go",
            Self::Keep => "Mark, copy, export",
            Self::Move => "Move",
            Self::Edit => "Edit the line",
            Self::Review => "Review the passage",
            Self::Program => "The program",
        }
    }
}

impl Command {
    /// Returns what the command is for.
    #[must_use]
    pub fn group(self) -> CommandGroup {
        match self {
            _ if self.is_edit() => CommandGroup::Edit,
            Self::Search | Self::Palette | Self::FilterPane | Self::NextMatch | Self::PreviousMatch | Self::Recall => {
                CommandGroup::Find
            }
            Self::Toggle
            | Self::Exclude
            | Self::ClearPane
            | Self::ClearAll
            | Self::Undo
            | Self::Redo
            | Self::SortRows
            | Self::SortColumns => CommandGroup::Filter,
            Self::SelectRows
            | Self::Mark
            | Self::Annotate
            | Self::MoveDown
            | Self::MoveUp
            | Self::Copy
            | Self::WriteCopy
            | Self::Export
            | Self::Link
            | Self::Provenance => CommandGroup::Keep,
            Self::Up
            | Self::Down
            | Self::Top
            | Self::Bottom
            | Self::HalfUp
            | Self::HalfDown
            | Self::PageUp
            | Self::PageDown => CommandGroup::Move,
            Self::JoinPassages
            | Self::SplitPassage
            | Self::RemovePassage
            | Self::SetHeadline
            | Self::SetText
            | Self::SetKind
            | Self::SetBodies
            | Self::SetPlaces
            | Self::SetYears
            | Self::SetPriorities
            | Self::SetTopics
            | Self::SetWork
            | Self::TakeUp
            | Self::NextClaim
            | Self::AddClaim
            | Self::SetPartners
            | Self::SetLinks
            | Self::SetHeading
            | Self::SetTitle
            | Self::SetPublished => CommandGroup::Review,
            Self::Close | Self::Interrupt | Self::Suspend | Self::Redraw | Self::Help | Self::Blank => {
                CommandGroup::Program
            }
            _ => CommandGroup::Go,
        }
    }

    /// Returns whether the command edits typed text or moves the cursor in it, and so depends on no answer.
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

const fn c(c: char) -> Key {
    Key(KeyCode::Char(c), Modifiers::NONE)
}

pub(crate) const fn ctrl(c: char) -> Key {
    Key(KeyCode::Char(c), Modifiers::CONTROL)
}

const fn alt(c: char) -> Key {
    Key(KeyCode::Char(c), ALT)
}

const fn k(code: KeyCode) -> Key {
    Key(code, Modifiers::NONE)
}

const fn with(code: KeyCode, modifiers: Modifiers) -> Key {
    Key(code, modifiers)
}

const ALT: Modifiers = Modifiers::ALT;
const CONTROL: Modifiers = Modifiers::CONTROL;

macro_rules! table {
    ($($contexts:expr, [$($key:expr),+], $command:expr, $hint:literal, $help:literal;)+) => {
        /// The table, in the order in which the help lists it and the footer picks from it.
        pub const BINDINGS: &[Binding] =
            &[$(Binding {
                contexts: Cow::Borrowed($contexts),
                keys: Cow::Borrowed(&[$($key),+]),
                command: $command,
                help: $help,
                hint: $hint,
            }),+];
    };
}

table! {
    READING, [c('/')], Command::Search, "search", "search everything; in the reader, find in this report";
    SEARCH, [c(':')], Command::Palette, "go to", "go to anything, or do anything: commands, views, bodies, places, topics, reports, terms";
    &[Facets], [c('f')], Command::FilterPane, "find", "narrow this pane by a few letters";
    &[Palette], [k(KeyCode::Enter)], Command::Open, "choose", "go there, or do it; in a pane, filter by the value";
    &[Palette], [k(KeyCode::Down), ctrl('n')], Command::Down, "", "next entry";
    &[Palette], [k(KeyCode::Up), ctrl('p')], Command::Up, "", "previous entry";
    &[Palette], [k(KeyCode::Tab)], Command::NextPane, "next", "next entry; in a pane, toggle the value";
    &[Palette], [k(KeyCode::BackTab)], Command::PreviousPane, "", "previous entry";
    &[Palette], [k(KeyCode::PageDown)], Command::PageDown, "", "a page down";
    &[Palette], [k(KeyCode::PageUp)], Command::PageUp, "", "a page up";
    &[Help], [c('/')], Command::Search, "search", "search the help";
    &[Help], [k(KeyCode::Enter)], Command::Open, "do it", "do it, or run the example";
    &[HelpFind], [k(KeyCode::Enter)], Command::Open, "keep", "go to the rows";
    &[HelpFind], [k(KeyCode::Down), ctrl('n')], Command::Down, "", "next row";
    &[HelpFind], [k(KeyCode::Up), ctrl('p')], Command::Up, "", "previous row";
    &[Save], [k(KeyCode::Enter)], Command::Open, "save", "write the file; a name that is taken gets a number";
    &[Save], [k(KeyCode::Tab)], Command::NextPane, "complete", "complete the path; again for the next";
    &[Save], [k(KeyCode::BackTab)], Command::PreviousPane, "", "previous path";
    &[Save], [k(KeyCode::Up), ctrl('p')], Command::Up, "title", "to the title of the document or the workbook, for one of your own";
    &[Save], [k(KeyCode::Down), ctrl('n')], Command::Down, "", "to the path";
    &[Facets], [c(' ')], Command::Toggle, "toggle", "select the value, or deselect it; passages need any one of those selected";
    &[List, Reading, Marks], [k(KeyCode::Enter)], Command::Open, "read", "read the passage in its report";
    &[Review], [k(KeyCode::Enter)], Command::Open, "accept", "accept the passage, and go to the next one that is left; if its headline is to be written, write it first";
    &[Review], [c('t')], Command::SetHeadline, "headline", "write the headline";
    &[Review], [c('J')], Command::JoinPassages, "join", "join the passage with the next one";
    &[Review], [c('S')], Command::SplitPassage, "split", "split the passage in two at the cursor of the line";
    &[Review], [c('x')], Command::RemovePassage, "remove", "remove the passage, such as a running head";
    &[Review], [c('u')], Command::Undo, "undo", "undo the last change";
    &[Review], [c('U')], Command::Redo, "", "make it again";
    &[Review], [c('n')], Command::NextMatch, "next left", "next passage that is left";
    &[Review], [c('N')], Command::PreviousMatch, "", "previous passage that is left";
    &[Review], [c('b')], Command::SetBodies, "bodies", "change the bodies";
    &[Review], [c('p')], Command::SetPlaces, "places", "change the places";
    &[Review], [c('c')], Command::SetKind, "kind", "change the kind";
    &[Review], [c('y')], Command::SetYears, "years", "change the years";
    &[Review], [c('r')], Command::SetPriorities, "priorities", "change the priorities";
    &[Review], [c('o')], Command::SetTopics, "topics", "change the topics, of a passage without claims or of a claim";
    &[Review], [c('w')], Command::SetWork, "work", "change the work that it describes";
    &[Review], [c('m')], Command::TakeUp, "takes up", "say which commitment of an earlier report the passage takes up, how far and why; or that none does";
    &[Review], [c('C')], Command::NextClaim, "claims", "next claim of the passage: then e, b, p, y, o, B and x hold for it";
    &[Review], [c('A')], Command::AddClaim, "", "add a claim: its words, or its first words, ..., and its last";
    &[Review], [c('B')], Command::SetPartners, "", "change the partners of a claim; (donor) after the name of one that pays";
    &[Review], [c('K')], Command::SetLinks, "", "change the links: words, and the address in <angle brackets>";
    &[Review], [c('i')], Command::SetHeading, "", "change the heading of the section";
    &[Review], [c('T')], Command::SetTitle, "", "change the title of a publication";
    &[Review], [c('P')], Command::SetPublished, "", "change the year in which a publication came out";
    &[Review], [c('/')], Command::Search, "find", "find a passage by its words";
    &[Review], [c('e')], Command::SetText, "text", "change the text: only where the source was read wrongly";
    &[Review], [c('a')], Command::Annotate, "note", "write our note on the source";
    &[Field], [k(KeyCode::Enter)], Command::Open, "keep", "keep what is typed";
    &[Field], [k(KeyCode::Tab)], Command::NextPane, "complete", "complete what is typed; again for the next";
    &[Field], [k(KeyCode::BackTab)], Command::PreviousPane, "", "previous candidate";
    &[Reader], [k(KeyCode::Enter)], Command::Open, "follow", "follow the name or term that Tab chose";
    &[Outline], [k(KeyCode::Enter)], Command::Open, "go", "go to this section";
    &[Page], [k(KeyCode::Enter)], Command::Open, "read", "read the passage in its report";
    &[Grid], [k(KeyCode::Enter)], Command::Open, "open", "list the passages behind this cell";
    &[Grid], [c('r')], Command::NextRows, "rows", "coverage: other rows (bodies, priorities, places, topics, regions)";
    &[Grid], [c('R')], Command::PreviousRows, "", "the rows before these";
    &[Grid], [c('c'), c(']')], Command::NextTab, "columns", "coverage: other columns; elsewhere the next tab";
    &[Grid], [c('C'), c('[')], Command::PreviousTab, "", "the columns before these; the previous tab";
    &[Grid], [c('i')], Command::Provenance, "legend", "what the symbols mean, and the cell in words";
    &[List], [c('s')], Command::SortRows, "sort", "sort the list: by year, body, report, kind, or as usual";
    &[List], [c('V')], Command::SelectRows, "", "select several rows, from here to where the cursor goes; m, y and e then act on all of them";
    &[Grid], [c('s')], Command::SortRows, "sort", "sort the rows by this column; again for the usual order";
    &[Grid], [c('S')], Command::SortColumns, "", "sort the columns by this row; again for the usual order";
    &[Report, Compare], [k(KeyCode::Enter)], Command::Open, "open", "open what is under the cursor: a passage, a profile, the passages behind a number";
    &[Grid, Compare], [c('/')], Command::Search, "search", "search everything";
    &[Report], [c('/')], Command::Search, "search", "search everything; or type another need";
    &[Report], [c(']')], Command::NextTab, "status", "commitments: the next status alone";
    &[Report], [c('[')], Command::PreviousTab, "", "commitments: the previous status alone";
    &[Compare], [c(']')], Command::NextTab, "next body", "next body, in place of the one under the cursor or the last";
    &[Compare], [c('[')], Command::PreviousTab, "", "previous body";
    &[Compare], [c(' ')], Command::Toggle, "third body", "add a third body, or remove it";
    &[Need], [k(KeyCode::Enter)], Command::Open, "answer", "go to the answer";
    &[Prompt, Need], [k(KeyCode::Tab)], Command::NextPane, "complete", "complete what is typed; again for the next candidate";
    &[Prompt, Need], [k(KeyCode::BackTab)], Command::PreviousPane, "", "previous candidate";
    &[Facets], [k(KeyCode::Enter)], Command::Open, "filter", "filter by this value and go to the list";
    &[Prompt], [k(KeyCode::Enter)], Command::Open, "open", "open the result under the cursor";
    &[Find], [k(KeyCode::Enter)], Command::Open, "keep", "keep the matches; n and N step through them";
    &[Note], [k(KeyCode::Enter)], Command::Open, "save", "save the note";
    &[Menu], [k(KeyCode::Enter)], Command::Open, "choose", "choose this row; its letter does the same";
    &[Need], [k(KeyCode::Down), ctrl('n')], Command::Down, "", "down in the answer";
    &[Need], [k(KeyCode::Up), ctrl('p')], Command::Up, "", "up in the answer";
    &[Prompt, Find], [k(KeyCode::Down), ctrl('n')], Command::Down, "next", "next result";
    &[Prompt, Find], [k(KeyCode::Up), ctrl('p')], Command::Up, "previous", "previous result; from the first one, the previous query";
    &[Prompt], [ctrl('r')], Command::Recall, "history", "previous query that contains what is typed";
    &[Reader], [c('n')], Command::NextMatch, "next match", "next match";
    &[Reader], [c('N')], Command::PreviousMatch, "", "previous match";
    &[Facets], [c('-')], Command::Exclude, "exclude", "exclude the value; again to stop";
    &[Facets], [c('x')], Command::ClearPane, "clear", "clear the filter of this pane";
    &[List, Reading], [c('x')], Command::ClearPane, "", "clear the filter of the pane last used";
    BROWSE, [c('X')], Command::ClearAll, "clear all", "clear all filters";
    BROWSE, [c('u')], Command::Undo, "undo", "undo the last change of the filter";
    BROWSE, [c('U')], Command::Redo, "", "redo it";
    &[Marks], [c('a')], Command::Annotate, "note", "write a note on this mark";
    &[Marks], [c('J')], Command::MoveDown, "move", "move this mark down";
    &[Marks], [c('K')], Command::MoveUp, "", "move this mark up";
    &[Marks], [c('u')], Command::Undo, "", "restore the mark removed last";
    PASSAGE, [c('m')], Command::Mark, "mark", "mark the passage, or remove its mark";
    &[Grid], [c('y')], Command::Copy, "copy", "copy the command that prints this view";
    PASSAGE, [c('y')], Command::Copy, "copy", "copy a citation, the text, a quotation, the link, or the command for this view";
    PASSAGE, [c('i')], Command::Provenance, "source", "where this comes from, and why it is listed";
    &[List, Reading, Facets, Marks, Grid, Report, Compare], [c('e')], Command::Export, "export", "export what is shown to a file";
    PASSAGE, [c('o')], Command::Link, "", "show the links of this passage, and open one";
    SEARCH, [c('v')], Command::Views, "views", "views: coverage, gaps, membership, agreements, commitments, who to call";
    &[Grid, Report, Compare], [c('h'), k(KeyCode::Left)], Command::Left, "", "left";
    &[Grid, Report, Compare], [c('l'), k(KeyCode::Right)], Command::Right, "", "right";
    SEARCH, [c('\'')], Command::ShowMarks, "marks", "show the marked passages";
    SEARCH, [c('w')], Command::WriteCopy, "", "save what was copied last to a file";
    &[Reader], [k(KeyCode::Tab)], Command::NextPane, "names", "next name or term to follow";
    &[Reader], [k(KeyCode::BackTab)], Command::PreviousPane, "", "previous name or term";
    &[Reader], [c('J')], Command::MoveDown, "next passage", "next passage";
    &[Reader], [c('K')], Command::MoveUp, "", "previous passage";
    &[List, Reading], [c(']')], Command::NextTab, "tab", "next tab";
    &[List, Reading], [c('[')], Command::PreviousTab, "", "previous tab";
    &[Facets], [c(']')], Command::NextTab, "", "next tab";
    &[Facets], [c('[')], Command::PreviousTab, "", "previous tab";
    &[Reader, Outline], [c(']')], Command::NextTab, "section", "next section";
    &[Reader, Outline], [c('[')], Command::PreviousTab, "", "previous section";
    &[Reader, Outline], [c('t')], Command::Outline, "outline", "show the outline, go there, and back";
    BROWSE, [c('1')], Command::Entities, "", "go to Entities";
    BROWSE, [c('2')], Command::Years, "", "go to Years";
    BROWSE, [c('3')], Command::Priorities, "", "go to Priorities";
    BROWSE, [c('4')], Command::Places, "", "go to Places: countries and regions";
    BROWSE, [c('5')], Command::Topics, "", "go to Topics: forms of exploitation, people, interventions";
    BROWSE, [c('6')], Command::Languages, "", "go to Languages: those in which works are available";
    BROWSE, [c('0')], Command::Detail, "", "go to the list";
    BROWSE, [k(KeyCode::Tab)], Command::NextPane, "pane", "next pane";
    BROWSE, [k(KeyCode::BackTab)], Command::PreviousPane, "", "previous pane";
    PAGES, [c('h'), k(KeyCode::Left)], Command::Left, "", "go to the pane on the left; in Places, fold the region";
    PAGES, [c('l'), k(KeyCode::Right)], Command::Right, "", "go to the pane on the right; in Places, unfold the region";
    &[Menu], [k(KeyCode::Down)], Command::Down, "next", "next row";
    &[Menu], [k(KeyCode::Up)], Command::Up, "", "previous row";
    MOVE, [c('j'), k(KeyCode::Down)], Command::Down, "", "down";
    MOVE, [c('k'), k(KeyCode::Up)], Command::Up, "", "up";
    MOVE, [c('g'), k(KeyCode::Home)], Command::Top, "", "to the top";
    MOVE, [c('G'), k(KeyCode::End)], Command::Bottom, "", "to the bottom";
    MOVE, [ctrl('d')], Command::HalfDown, "", "half a page down";
    MOVE, [ctrl('u')], Command::HalfUp, "", "half a page up";
    MOVE, [k(KeyCode::PageDown)], Command::PageDown, "", "a page down";
    MOVE, [k(KeyCode::PageUp)], Command::PageUp, "", "a page up";
    &[Reader, Reading, Page, Report, Help], [c(' ')], Command::PageDown, "", "a page down";
    &[Prompt, Need], [k(KeyCode::PageDown)], Command::PageDown, "", "a page down";
    &[Prompt, Need], [k(KeyCode::PageUp)], Command::PageUp, "", "a page up";
    PROMPTS, [k(KeyCode::Left), ctrl('b')], Command::CursorLeft, "", "cursor left";
    PROMPTS, [k(KeyCode::Right), ctrl('f')], Command::CursorRight, "", "cursor right";
    PROMPTS, [with(KeyCode::Left, CONTROL), with(KeyCode::Left, ALT), alt('b')], Command::CursorWordLeft, "", "cursor to the beginning of the word";
    PROMPTS, [with(KeyCode::Right, CONTROL), with(KeyCode::Right, ALT), alt('f')], Command::CursorWordRight, "", "cursor to the end of the word";
    PROMPTS, [k(KeyCode::Home), ctrl('a')], Command::CursorHome, "", "cursor to the beginning";
    PROMPTS, [k(KeyCode::End), ctrl('e')], Command::CursorEnd, "", "cursor to the end";
    PROMPTS, [k(KeyCode::Backspace), ctrl('h')], Command::Erase, "", "erase the character before";
    PROMPTS, [k(KeyCode::Delete), ctrl('d')], Command::EraseNext, "", "erase the character at the cursor";
    PROMPTS, [ctrl('w')], Command::EraseWord, "", "erase the word before, back to a space";
    PROMPTS, [ctrl('x'), with(KeyCode::Backspace, ALT)], Command::EraseShortWord, "", "erase the word before, back to punctuation";
    PROMPTS, [with(KeyCode::Delete, CONTROL), alt('d')], Command::EraseNextWord, "", "erase the word at the cursor";
    PROMPTS, [ctrl('u')], Command::EraseAll, "", "erase everything before";
    PROMPTS, [ctrl('k')], Command::EraseToEnd, "", "erase everything after";
    PROMPTS, [ctrl('y')], Command::Yank, "", "insert what was erased last";
    PROMPTS, [ctrl('t')], Command::Transpose, "", "swap the characters before and at the cursor";
    PAGES, [c('z')], Command::Zoom, "zoom", "give the pane the whole screen, or shrink it again";
    SEARCH, [c('H')], Command::Back, "", "go back";
    SEARCH, [c('L')], Command::Forward, "", "go forward again";
    ALL, [k(KeyCode::Esc)], Command::Back, "back", "one step back; never quits";
    MOVE, [c('?')], Command::Help, "help", "help: all keys, and how to search";
    PROMPTS, [k(KeyCode::F(1))], Command::Help, "help", "help: all keys, and how to search";
    UNTYPED, [k(KeyCode::F(1))], Command::Help, "", "help: all keys, and how to search";
    SEARCH, [c('!')], Command::Blank, "", "blank the screen at once; any key brings it back";
    ALL, [ctrl('l')], Command::Redraw, "", "redraw the screen";
    ALL, [ctrl('z')], Command::Suspend, "", "suspend the program";
    ALL, [ctrl('c')], Command::Interrupt, "", "quit at once (exit code 130)";
    MOVE, [c('q')], Command::Close, "quit", "close everything that is open; on the first screen, quit";
}
