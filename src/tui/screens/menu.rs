//! A menu: a few rows, each chosen by its letter or with the cursor, with a preview of what it would do.

pub mod draw;
pub(crate) mod handle;

use ratatui::layout::{Rect, Size};

use crate::text;
use crate::tui::export::{ExportScope, FileKind};
use crate::tui::layout;
use crate::tui::open::ViewKind;
use crate::tui::widgets::list_state::ListCursor;

/// The number of lines for the preview.
const PREVIEW: usize = 8;
/// The columns before a label.
const LEAD: usize = 5;

/// The effect of choosing a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MenuAction {
    /// Copies a text.
    Copy(ClipboardItem),
    /// Writes a text to a file.
    Write(ClipboardItem),
    /// Asks for the file to export to.
    Export(FileKind, ExportScope),
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

impl MenuRow {
    /// Moves the cursor down, as in lists. No row has it as its letter.
    pub const DOWN: char = 'j';
    /// Moves the cursor up.
    pub const UP: char = 'k';
}

/// An open menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Menu {
    /// The title.
    pub title: String,
    /// The rows.
    pub rows: Vec<MenuRow>,
    /// The number of rows at the top that choose what the rows below act on.
    pub choices: usize,
    /// Which of these is chosen.
    pub chosen: usize,
    /// The cursor.
    pub cursor: ListCursor,
}

impl Menu {
    /// Creates a menu with the cursor on its first row.
    #[must_use]
    pub fn new(title: impl Into<String>, rows: Vec<MenuRow>) -> Self {
        Self::with_choices(title, rows, 0, 0)
    }

    /// Creates a menu whose first rows choose what the others act on, with the cursor on the first of those.
    #[must_use]
    pub fn with_choices(title: impl Into<String>, rows: Vec<MenuRow>, choices: usize, chosen: usize) -> Self {
        let cursor = ListCursor { selected: choices, ..ListCursor::default() };
        Self { title: title.into(), rows, choices, chosen, cursor }
    }

    /// Returns the area of the menu on a screen, with its border.
    #[must_use]
    pub fn area(&self, size: Size) -> Rect {
        let area = layout::menu(size, self.rows.len() + PREVIEW + 1);
        if self.has_notes(area) { layout::menu(size, self.rows.len()) } else { area }
    }

    /// Returns whether each row has room beside its label for what it does.
    #[must_use]
    pub fn has_notes(&self, area: Rect) -> bool {
        let room = usize::from(layout::inner(area).width);
        let fits = |row: &MenuRow| {
            matches!(row.action, MenuAction::View(_)) && self.labels() + text::width(&row.preview) + LEAD + 2 <= room
        };
        !self.rows.is_empty() && self.rows.iter().all(fits)
    }

    /// Returns the width of the longest label.
    #[must_use]
    pub fn labels(&self) -> usize {
        self.rows.iter().map(|row| text::width(&row.label)).max().unwrap_or(0)
    }

    /// Returns the first row that is shown in an area.
    #[must_use]
    pub fn first(&self, area: Rect) -> usize {
        (self.cursor.selected + 1).saturating_sub(usize::from(layout::inner(area).height))
    }

    /// Returns the number of lines between the choices at the top and the rows below them: one, if there is room.
    #[must_use]
    pub fn gap(&self, area: Rect) -> usize {
        usize::from(self.choices > 0 && usize::from(layout::inner(area).height) > self.rows.len() + 2)
    }

    /// Returns the row at a line inside an area.
    #[must_use]
    pub fn row_at(&self, area: Rect, line: usize) -> Option<usize> {
        let row = match self.gap(area) {
            0 => line + self.first(area),
            gap if line >= self.choices + gap => line - gap,
            _ if line < self.choices => line,
            _ => return None,
        };
        (row < self.rows.len()).then_some(row)
    }

    /// Returns the row under the cursor.
    #[must_use]
    pub fn row(&self) -> Option<&MenuRow> {
        self.rows.get(self.cursor.selected)
    }
}
