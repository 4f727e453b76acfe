//! The reader: a whole report, opened at a passage, with an outline and find.
//!
//! Only the visible part is ever laid out: the position is an item of the report and a line of that item.

pub mod draw;
mod find;
mod follow;
pub(crate) mod handle;
mod scroll;

use std::sync::Arc;

use ratatui::layout::{Position, Size};

use crate::corpus::names::{Follow, Naming};
use crate::corpus::{Corpus, Item, PassageId, ReportId, SectionId};
use crate::document::{self, Highlights, Point, StyledLine};
use crate::search::highlight::Highlighter;
use crate::text;
use crate::tui::keymap::Context;
use crate::tui::layout::{self, ReaderAreas};
use crate::tui::widgets::list_state::{Direction, ListCursor};

use find::ReportHighlights;
pub use find::{Find, Match};

/// A view of a report that does not depend on the width.
#[derive(Debug, Clone, Copy)]
struct ReaderView {
    /// The current item.
    at: usize,
    /// The point in the text at which the screen starts.
    top: TextPosition,
}

/// A line of the report as it is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct LinePosition {
    /// The index of the item.
    item: usize,
    /// The index of the line in the item.
    line: usize,
}

/// A point in the text of the report, whatever the width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct TextPosition {
    /// The index of the item.
    item: usize,
    /// The point in the item.
    point: Point,
}

impl TextPosition {
    /// Returns the start of an item.
    fn of_item(item: usize) -> Self {
        Self { item, point: Point::default() }
    }
}

/// The names in an item that can be followed.
#[derive(Debug, Clone, Default)]
struct ItemNames {
    /// The names, in the order of the text.
    names: Vec<Naming<Follow>>,
    /// The index of the selected name.
    selected: Option<usize>,
}

/// The state of the reader.
#[derive(Debug, Clone)]
pub struct Reader {
    /// The report.
    pub report: ReportId,
    /// The current item: a passage, or a heading that was jumped to.
    pub at: usize,
    /// The first visible line.
    top: LinePosition,
    /// Where the screen started after the last move. A change of the layout leaves it alone.
    anchor: TextPosition,
    /// Whether to show the outline if there is room.
    pub outline: bool,
    /// Whether the outline has the keys.
    pub entered: bool,
    /// The cursor of the outline.
    pub cursor: ListCursor,
    /// The find prompt and its state, if there is one.
    pub find: Option<Find>,
    /// The highlights: the matches of the search, or of find.
    highlighted: ReportHighlights,
    /// The layout.
    pub areas: ReaderAreas,
    /// The names and terms of the current item, found once when it becomes the current one.
    names: ItemNames,
    sections: Vec<SectionId>,
}

impl Reader {
    /// Opens the report of a passage at that passage.
    #[must_use]
    pub fn at_passage(corpus: &Corpus, id: PassageId, highlighted: Arc<Highlighter>, size: Size) -> Self {
        Self::open(corpus, corpus.passage(id).report, corpus.item_of(id), highlighted, size)
    }

    /// Opens a report at its beginning.
    #[must_use]
    pub fn at_start(corpus: &Corpus, report: ReportId, size: Size) -> Self {
        Self::open(corpus, report, 0, Arc::default(), size)
    }

    /// Opens the report of a section at its heading.
    #[must_use]
    pub fn at_section(corpus: &Corpus, id: SectionId, highlighted: Arc<Highlighter>, size: Size) -> Self {
        let section = corpus.section(id);
        Self::open(corpus, section.report, section.item as usize, highlighted, size)
    }

    fn open(corpus: &Corpus, report: ReportId, item: usize, highlighted: Arc<Highlighter>, size: Size) -> Self {
        let sections = corpus
            .report(report)
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Heading(id) => Some(*id),
                Item::Passage(_) => None,
            })
            .collect();
        let mut reader = Self {
            report,
            at: item,
            top: LinePosition { item, line: 0 },
            anchor: TextPosition::of_item(item),
            outline: true,
            entered: false,
            cursor: ListCursor::default(),
            find: None,
            highlighted: ReportHighlights::of(highlighted),
            areas: ReaderAreas::default(),
            names: ItemNames::default(),
            sections,
        };
        reader.find_names(corpus);
        reader.lay_out(corpus, size);
        reader.go_to(corpus, item);
        reader
    }

    /// Returns whether the find prompt has the keys.
    #[must_use]
    pub fn is_typing(&self) -> bool {
        self.find.as_ref().is_some_and(|find| find.typing)
    }

    /// Returns the context in which keys are pressed.
    #[must_use]
    pub fn context(&self) -> Context {
        if self.is_typing() {
            Context::Find
        } else if self.entered {
            Context::Outline
        } else {
            Context::Reader
        }
    }

    /// Returns the sections of the report, in reading order.
    #[must_use]
    pub fn sections(&self) -> &[SectionId] {
        &self.sections
    }

    /// Returns the current passage, or `None` at a heading with no passage after it.
    #[must_use]
    pub fn passage(&self, corpus: &Corpus) -> Option<PassageId> {
        corpus.report(self.report).items.iter().skip(self.at).find_map(|item| match item {
            Item::Passage(id) => Some(*id),
            Item::Heading(_) => None,
        })
    }

    /// Returns the index of the current section in [`Reader::sections`].
    #[must_use]
    pub fn section(&self, corpus: &Corpus) -> usize {
        self.sections.partition_point(|&s| corpus.section(s).item as usize <= self.at).saturating_sub(1)
    }

    /// Returns how much of the report has been read, in percent.
    #[must_use]
    pub fn progress(&self, corpus: &Corpus) -> u64 {
        let weight = &corpus.report(self.report).weight;
        let last = self.visible_lines(corpus).last().map_or(self.top.item, |(item, _)| *item + 1);
        let at = if self.top == LinePosition::default() { 0 } else { last };
        let whole = weight.last().copied().unwrap_or(0).max(1);
        weight.get(at).copied().unwrap_or(whole) * 100 / whole
    }

    fn width(&self) -> usize {
        usize::from(self.areas.text.width.max(8))
    }

    fn height(&self) -> usize {
        usize::from(self.areas.text.height.max(1))
    }

    fn lines(&self, corpus: &Corpus, item: usize) -> Vec<StyledLine> {
        let Some(&what) = corpus.report(self.report).items.get(item) else { return Vec::new() };
        let current = self.current().filter(|m| m.item == item).map(|m| (m.part, m.at.clone()));
        let mut highlights = Highlights { current, ..Highlights::of(&self.highlighted.highlighter) };
        if item == self.at {
            (highlights.names, highlights.chosen) = (&self.names.names, self.names.selected);
        }
        document::item_with(corpus, what, self.width(), &highlights)
    }

    /// Jumps to the next or previous passage of the report.
    pub fn step_passage(&mut self, corpus: &Corpus, direction: Direction) {
        let items = &corpus.report(self.report).items;
        let is_passage = |n: &usize| matches!(items.get(*n), Some(Item::Passage(_)));
        let to = match direction {
            Direction::Forward => (self.at + 1..items.len()).find(is_passage),
            Direction::Backward => (0..self.at).rev().find(is_passage),
        };
        if let Some(item) = to {
            self.go_to(corpus, item);
        }
    }

    /// Returns the visible lines, each with its item.
    #[must_use]
    pub fn visible_lines(&self, corpus: &Corpus) -> Vec<(usize, StyledLine)> {
        let mut out = Vec::new();
        let LinePosition { mut item, line: mut skip } = self.top;
        let items = corpus.report(self.report).items.len();
        while out.len() < self.height() && item < items {
            out.extend(self.lines(corpus, item).into_iter().skip(skip).map(|line| (item, line)));
            (item, skip) = (item + 1, 0);
        }
        out.truncate(self.height());
        out
    }

    /// Goes to what is at a place: a section in the outline, a passage or a heading in the text. Returns whether it was the
    /// current one already; `None` if there is nothing.
    pub fn click(&mut self, corpus: &Corpus, at: Position, size: Size) -> Option<bool> {
        if let Some(row) = layout::row_at(layout::inner(self.areas.outline), at) {
            let row = row + self.cursor.offset;
            (row < self.sections().len()).then_some(())?;
            self.cursor.selected = row;
            self.open_section(corpus, size);
            return Some(false);
        }
        let row = layout::row_at(self.areas.text, at)?;
        let item = self.visible_lines(corpus).get(row).map(|(item, _)| *item)?;
        self.set_current(corpus, item);
        Some(false)
    }

    /// Jumps to the next or previous section.
    pub fn step_section(&mut self, corpus: &Corpus, direction: Direction) {
        let here = self.section(corpus);
        let start = self.sections.get(here).map_or(0, |&s| corpus.section(s).item as usize);
        let to = match direction {
            Direction::Forward => here + 1,
            Direction::Backward if self.at > start + 1 => here,
            Direction::Backward => here.saturating_sub(1),
        };
        if let Some(&section) = self.sections.get(to) {
            self.go_to(corpus, corpus.section(section).item as usize);
        }
    }

    /// Jumps to the section under the outline's cursor and leaves the outline.
    pub fn open_section(&mut self, corpus: &Corpus, size: Size) {
        // Out of the outline, its cursor follows the text.
        let chosen = self.sections.get(self.cursor.selected).copied();
        self.entered = false;
        self.lay_out(corpus, size);
        if let Some(section) = chosen {
            self.go_to(corpus, corpus.section(section).item as usize);
        }
    }

    /// Enters or leaves the outline.
    pub fn toggle_outline(&mut self, corpus: &Corpus, size: Size) {
        self.entered = !self.entered;
        if self.entered {
            self.outline = true;
        }
        self.lay_out(corpus, size);
    }

    /// Returns the columns that the outline needs for its titles, with its border.
    fn outline_width(&self, corpus: &Corpus) -> u16 {
        let title = |&id: &SectionId| {
            let section = corpus.section(id);
            text::width(&section.title) + usize::from(section.depth.min(4)) * 2
        };
        let widest = self.sections().iter().map(title).max().unwrap_or(0);
        u16::try_from(widest + 3).unwrap_or(u16::MAX)
    }

    /// Recomputes the layout. Keeps the position in the text, whatever the width, and keeps the current match visible
    /// if it was.
    pub fn lay_out(&mut self, corpus: &Corpus, size: Size) {
        self.areas = layout::reader(size, self.outline.then(|| self.outline_width(corpus)), self.entered);
        self.top = self.line_of(corpus, self.anchor);
        if self.highlighted.in_sight && !self.shows_current(corpus) {
            self.reveal(corpus);
        }
        self.follow(corpus);
    }

    /// Returns the current view.
    fn view(&self, corpus: &Corpus) -> ReaderView {
        ReaderView { at: self.at, top: self.point_of(corpus, self.top) }
    }

    /// Restores an earlier view.
    fn show(&mut self, corpus: &Corpus, view: ReaderView) {
        self.set_current(corpus, view.at);
        self.follow(corpus);
        self.top = self.line_of(corpus, view.top);
        if self.highlighted.in_sight && !self.shows_current(corpus) {
            self.reveal(corpus);
        }
        self.settle(corpus);
    }

    /// Records the position after a move, as the one to keep from now on.
    fn settle(&mut self, corpus: &Corpus) {
        self.anchor = self.point_of(corpus, self.top);
        self.highlighted.in_sight = self.shows_current(corpus);
    }

    /// Returns the point in the text at which a line starts.
    fn point_of(&self, corpus: &Corpus, LinePosition { item, line }: LinePosition) -> TextPosition {
        let point = self.lines(corpus, item).get(line).map_or_else(Point::default, |l| l.point);
        TextPosition { item, point }
    }

    /// Returns the line that contains a point of the text, or the first line of the last screenful if that is further
    /// up.
    fn line_of(&self, corpus: &Corpus, TextPosition { item, point }: TextPosition) -> LinePosition {
        let line = self.lines(corpus, item).iter().rposition(|l| l.point <= point).unwrap_or(0);
        LinePosition { item, line }.min(self.last_top(corpus))
    }
}
