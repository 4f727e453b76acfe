//! What commands are for, as the help groups them.

use crate::tui::command::Command;
use crate::tui::keymap::Context;

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
    /// Returns what the command is for in a context: in the review, what changes the draft belongs together, and among marks,
    /// what restores one.
    #[must_use]
    pub fn group_in(self, context: Context) -> CommandGroup {
        match (context, self) {
            (Context::Review, Self::Open | Self::Undo | Self::Redo | Self::Annotate) => CommandGroup::Review,
            (Context::Marks, Self::Undo) => CommandGroup::Keep,
            _ => self.group(),
        }
    }

    /// Returns what the command is for.
    #[must_use]
    pub fn group(self) -> CommandGroup {
        match self {
            _ if self.is_edit() => CommandGroup::Edit,
            Self::Search
            | Self::Find
            | Self::Palette
            | Self::FilterPane
            | Self::NextMatch
            | Self::PreviousMatch
            | Self::Recall => CommandGroup::Find,
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
