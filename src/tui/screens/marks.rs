//! The tray: marked passages in the user's order, each with its note, beside the words of the one under the cursor.

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
use crate::tui::widgets::list_state::ListState;

/// Lines that a row takes: the headline, and the note or where it is from.
pub const ROW: usize = 2;

/// The state of the tray.
#[derive(Debug, Clone, Default)]
pub struct MarksScreen {
    /// The cursor.
    pub list: ListState,
    /// The note that is being written.
    pub note: Option<Input>,
    /// Where everything stands.
    pub areas: MarksAreas,
    /// The lines of the reading side.
    pub lines: Vec<StyledLine>,
}

impl MarksScreen {
    /// Where keys are pressed now.
    #[must_use]
    pub fn context(&self) -> Context {
        if self.note.is_some() { Context::Note } else { Context::Marks }
    }

    /// The mark under the cursor.
    #[must_use]
    pub fn mark<'a>(&self, marks: &'a [Mark]) -> Option<&'a Mark> {
        marks.get(self.list.selected)
    }

    /// The passage under the cursor, where the data in use has it.
    #[must_use]
    pub fn passage(&self, corpus: &Corpus, marks: &[Mark]) -> Option<PassageId> {
        corpus.find_passage(&self.mark(marks)?.id)
    }

    /// Rows that are visible at once.
    #[must_use]
    pub fn visible(&self) -> usize {
        usize::from(layout::inner(self.areas.list).height) / ROW
    }

    /// Lays everything out anew and keeps the cursor visible.
    pub fn lay_out(&mut self, corpus: &Corpus, marks: &[Mark], size: Size) {
        self.areas = layout::tray(size);
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
                        TextStyle::Ours,
                        &Highlighter::default(),
                    ));
                    lines.push(StyledLine::empty());
                }
                lines.extend(document::passage(corpus, id, width, &Highlighter::default()));
                lines
            }
            (Some(mark), None) if width >= 8 => {
                let words = format!("{} is not in the data in use; its mark is kept.", mark.id);
                document::flow(&words, width, TextStyle::Editorial, &Highlighter::default())
            }
            _ => Vec::new(),
        };
    }
}
