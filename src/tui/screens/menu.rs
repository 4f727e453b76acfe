//! A menu: a few rows, each taken by its letter or under the cursor, with a look at what it would do.

pub mod draw;
pub(crate) mod handle;

use crate::export::Format;
use crate::tui::screens::report::ViewKind;
use crate::tui::widgets::list_state::ListState;

/// What taking a row does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MenuAction {
    /// Copies a text.
    Copy(ClipboardItem),
    /// Exports what is shown in a format.
    Export(Format),
    /// Opens a view of the whole.
    View(ViewKind),
    /// Opens a link in the browser.
    Open(String),
    /// Nothing but closing the menu.
    Nothing,
}

/// A text that is copied: what it is, and under what name it can be written to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClipboardItem {
    /// What it is, such as "citation".
    pub what: String,
    /// The name of a file for it, without the ending.
    pub stem: String,
    /// The ending.
    pub ending: &'static str,
    /// The text.
    pub text: String,
}

/// A row of a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The letter that takes it.
    pub letter: char,
    /// What it is called.
    pub label: String,
    /// A look at what it would do, in lines.
    pub look: String,
    /// What it does.
    pub taken: MenuAction,
}

/// An open menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Menu {
    /// What it is for.
    pub title: String,
    /// Its rows.
    pub rows: Vec<Row>,
    /// The cursor.
    pub cursor: ListState,
}

impl Menu {
    /// A menu with the cursor on its first row.
    #[must_use]
    pub fn new(title: impl Into<String>, rows: Vec<Row>) -> Self {
        Self { title: title.into(), rows, cursor: ListState::default() }
    }

    /// The row under the cursor.
    #[must_use]
    pub fn row(&self) -> Option<&Row> {
        self.rows.get(self.cursor.selected)
    }
}
