//! Messages, which change the model, and effects, which are carried out outside it.

use std::path::PathBuf;
use std::sync::Arc;

use ratatui::layout::{Position, Size};

use crate::analysis::answers;
use crate::analysis::who::{Ranking, rank};
use crate::draft::review::SavedHistory;
use crate::export::Export;
use crate::search::{Answer, Index};
use crate::storage::marks::{Change, Mark};
use crate::tui::command::Command;
use crate::tui::event::Wheel;

/// Something that happens to the model. Only [`crate::tui::update::update`] applies it.
#[derive(Debug, Clone)]
pub enum Message {
    /// A command is given.
    Command(Command),
    /// A character is typed.
    Char(char),
    /// Text is pasted.
    Paste(String),
    /// A key is pressed that does nothing here; what to tell the user.
    Unbound(String),
    /// The mouse wheel is turned at a place on the screen.
    Scroll(Wheel, Position),
    /// A place on the screen is clicked.
    Click(Position),
    /// The terminal is resized.
    Resize(Size),
    /// A search is answered: the number of the question, and the answer.
    Answered(u64, Box<Answer>),
    /// The bodies to call are ranked: the number of the question, and the ranking.
    Ranked(u64, Box<Ranking>),
    /// The marks have changed to these.
    Marked(Vec<Mark>),
    /// The paths that begin as what was typed.
    Listed(String, Vec<String>),
    /// A status message about something done outside.
    Notice(String),
}

impl Message {
    /// Returns the command, if the message is one.
    #[must_use]
    pub fn command(&self) -> Option<Command> {
        match self {
            Self::Command(command) => Some(*command),
            _ => None,
        }
    }

    /// Returns whether the message comes from a key or the mouse.
    #[must_use]
    pub fn is_input(&self) -> bool {
        matches!(
            self,
            Self::Command(_) | Self::Char(_) | Self::Paste(_) | Self::Unbound(_) | Self::Scroll(..) | Self::Click(_)
        )
    }

    /// Returns whether the message edits typed text or moves the cursor in it, and so depends on no answer.
    #[must_use]
    pub fn is_edit(&self) -> bool {
        match self {
            Self::Command(command) => command.is_edit(),
            Self::Char(_) | Self::Paste(_) => true,
            _ => false,
        }
    }
}

/// A question that takes a while to answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// What a query finds.
    Search(String),
    /// Who to call for a need.
    Who(String),
}

impl Question {
    /// Computes the answer, as a message to the model.
    #[must_use]
    pub fn answer(&self, index: &Index, number: u64) -> Message {
        match self {
            Self::Search(typed) => Message::Answered(number, Box::new(answers::search(index, typed))),
            Self::Who(need) => Message::Ranked(number, Box::new(rank(index, need))),
        }
    }
}

/// A data file that is to hold something else.
#[derive(Debug, Clone)]
pub struct Replacement {
    /// The file.
    pub path: PathBuf,
    /// What it held when it was read.
    pub read: Arc<str>,
    /// What it is to hold.
    pub text: String,
}

/// Something that the application has to do after an update, besides drawing.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Quit with this exit code.
    Quit(u8),
    /// Suspend the process.
    Suspend,
    /// Clear the terminal before drawing.
    Redraw,
    /// Ask a question, under this number.
    Ask(u64, Question),
    /// Change the marks.
    Mark(Change),
    /// Put a text on the terminal's clipboard.
    Copy(String),
    /// Write a new file: its name without the extension, the extension, and its content.
    Write(String, &'static str, String),
    /// Write what is shown to a new file.
    Export(Box<Export>),
    /// Write changed data files in place of those that were read, if the dataset in the directory can be loaded with
    /// them; and keep the history of their changes in a file, if there is a place for it.
    Replace(PathBuf, Vec<Replacement>, Option<(PathBuf, Box<SavedHistory>)>),
    /// List the paths that begin so.
    ListPaths(String),
    /// Open a link in the browser.
    Open(String),
}
