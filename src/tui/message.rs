//! What happens to the model, and what is to be done about it outside.

use ratatui::layout::Size;

use crate::analysis::who::Ranking;
use crate::export::Export;
use crate::search::Answer;
use crate::storage::marks::{Change, Mark};
use crate::tui::command::Command;

/// One thing that happens to the model. [`crate::tui::update::update`] is the only place where it takes effect.
#[derive(Debug, Clone)]
pub enum Message {
    /// Somebody asks for something.
    Command(Command),
    /// A character is typed.
    Char(char),
    /// A text is pasted.
    Paste(String),
    /// The terminal has another size.
    Resize(Size),
    /// A search is answered: the number of the question, and the answer.
    Answered(u64, Box<Answer>),
    /// It is known who to call: the number of the question, and the ranking.
    Ranked(u64, Box<Ranking>),
    /// The marks are these now.
    Marked(Vec<Mark>),
    /// A status message about something that was done outside.
    Notice(String),
}

impl Message {
    /// The command, if it is one.
    #[must_use]
    pub fn command(&self) -> Option<Command> {
        match self {
            Self::Command(command) => Some(*command),
            _ => None,
        }
    }

    /// Whether it comes of a key or the mouse.
    #[must_use]
    pub fn is_input(&self) -> bool {
        matches!(self, Self::Command(_) | Self::Char(_) | Self::Paste(_))
    }

    /// Whether it changes what is typed, or moves the cursor in it, and so depends on no answer.
    #[must_use]
    pub fn is_edit(&self) -> bool {
        match self {
            Self::Command(command) => command.is_edit(),
            Self::Char(_) | Self::Paste(_) => true,
            _ => false,
        }
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
