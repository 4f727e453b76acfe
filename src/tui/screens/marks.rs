//! The tray: marked passages in the user's order, each with its note, next to the text of the one under the cursor.

pub mod draw;
pub(crate) mod handle;

use ratatui::layout::Size;

use crate::corpus::{Corpus, PassageId};
use crate::document::{self, StyledLine, TextStyle};
use crate::search::highlight::Highlighter;
use crate::storage::marks::Mark;
use crate::tui::keymap::Context;
use crate::tui::layout::{self, MarksAreas};
use crate::tui::widgets::input::Input;
use crate::tui::widgets::list_state::ListCursor;

/// The width from which on a headline fits on a line.
const HEADLINE_WIDTH: u16 = 78;

/// The state of the tray.
#[derive(Debug, Clone, Default)]
pub struct MarksScreen {
    /// The cursor.
    pub list: ListCursor,
    /// The note being written, if any.
    pub note: Option<Input>,
    /// The layout.
    pub areas: MarksAreas,
    /// The lines of the reading pane.
    pub lines: Vec<StyledLine>,
}

impl MarksScreen {
    /// Returns the context in which keys are pressed.
    #[must_use]
    pub fn context(&self) -> Context {
        if self.note.is_some() { Context::Note } else { Context::Marks }
    }

    /// Returns the mark under the cursor.
    #[must_use]
    pub fn mark<'a>(&self, marks: &'a [Mark]) -> Option<&'a Mark> {
        marks.get(self.list.selected)
    }

    /// Returns the passage under the cursor, if it is in the data in use.
    #[must_use]
    pub fn passage(&self, corpus: &Corpus, marks: &[Mark]) -> Option<PassageId> {
        corpus.find_passage(&self.mark(marks)?.id)
    }

    /// Returns the height of a row in lines: the headline, on one or two, then the note or the origin.
    #[must_use]
    pub fn row_height(&self) -> usize {
        if layout::inner(self.areas.list).width >= HEADLINE_WIDTH { 2 } else { 3 }
    }

    /// Returns the number of visible rows.
    #[must_use]
    pub fn visible(&self) -> usize {
        usize::from(layout::inner(self.areas.list).height) / self.row_height()
    }

    /// Recomputes the layout and keeps the cursor visible.
    pub fn lay_out(&mut self, corpus: &Corpus, marks: &[Mark], size: Size) {
        self.areas = layout::marks(size);
        self.list.settle(marks.len(), self.visible());
        let width = usize::from(layout::inner(self.areas.reading).width.saturating_sub(2).min(layout::TEXT_WIDTH));
        self.lines = match (self.mark(marks), self.passage(corpus, marks)) {
            (Some(mark), Some(id)) if width >= 8 => {
                let mut lines = Vec::new();
                if !mark.note.is_empty() {
                    lines.extend(document::hang(
                        "your note  ",
                        &mark.note,
                        width,
                        TextStyle::Headline,
                        &Highlighter::default(),
                    ));
                    lines.push(StyledLine::empty());
                }
                lines.extend(document::passage(corpus, id, width, &Highlighter::default()));
                lines
            }
            (Some(mark), None) if width >= 8 => {
                let words = format!("{} is not in this data; its mark is kept.", mark.id);
                document::flow(&words, width, TextStyle::Editorial, &Highlighter::default())
            }
            _ => Vec::new(),
        };
    }
}
