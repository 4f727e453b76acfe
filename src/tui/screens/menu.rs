//! A menu: a few rows, each chosen by its letter or with the cursor, with a preview of what it would do.

pub mod draw;
pub(crate) mod handle;

use crate::export::Format;
use crate::tui::export::ExportScope;
use crate::tui::open::ViewKind;
use crate::tui::widgets::list_state::ListCursor;

/// The effect of choosing a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MenuAction {
    /// Copies a text.
    Copy(ClipboardItem),
    /// Writes a text to a file.
    Write(ClipboardItem),
    /// Asks for the file to export to, in a format.
    Export(Format, ExportScope),
    /// Exports this instead.
    Scope(ExportScope),
    /// Opens a view.
    View(ViewKind),
    /// Opens a link in the browser.
    Open(String),
    /// Only closes the menu.
    Nothing,
}

/// A text to copy, with a description and a name under which it can be written to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClipboardItem {
    /// What it is, such as "citation".
    pub what: String,
    /// The file name, without the extension.
    pub stem: String,
    /// The file extension.
    pub ending: &'static str,
    /// The text.
    pub text: String,
}

/// A row of a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuRow {
    /// The letter that chooses the row.
    pub letter: char,
    /// The label.
    pub label: String,
    /// A preview of what the row would do, as lines of text.
    pub preview: String,
    /// The effect.
    pub action: MenuAction,
}

/// An open menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Menu {
    /// The title.
    pub title: String,
    /// The rows.
    pub rows: Vec<MenuRow>,
    /// The cursor.
    pub cursor: ListCursor,
}

impl Menu {
    /// Creates a menu with the cursor on its first row.
    #[must_use]
    pub fn new(title: impl Into<String>, rows: Vec<MenuRow>) -> Self {
        Self { title: title.into(), rows, cursor: ListCursor::default() }
    }

    /// Returns the row under the cursor.
    #[must_use]
    pub fn row(&self) -> Option<&MenuRow> {
        self.rows.get(self.cursor.selected)
    }
}
