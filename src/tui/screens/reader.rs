//! The reader: a whole report, opened at a passage, with an outline and find.
//!
//! Only what is visible is ever set: the place is an item of the report and a line of that item.

pub mod draw;
mod find;
mod follow;
pub(crate) mod handle;
mod scroll;

use std::sync::Arc;

use ratatui::layout::Size;

use crate::corpus::names::{Follow, Naming};
use crate::corpus::{Corpus, Item, PassageId, ReportId, SectionId};
use crate::document::{self, Highlights, Point, StyledLine};
use crate::search::highlight::Highlighter;
use crate::tui::keymap::Context;
use crate::tui::layout::{self, ReaderAreas};
use crate::tui::widgets::list_state::ListState;

use find::ReportHighlights;
pub use find::{Find, Match};

/// What is shown of a report, at whatever width.
#[derive(Debug, Clone, Copy)]
struct ReportScreen {
    /// The item that one is at.
    at: usize,
    /// The item and the point in it at which the screen begins.
    top: (usize, Point),
}

/// The state of the reader.
#[derive(Debug, Clone)]
pub struct Reader {
    /// The report.
    pub report: ReportId,
    /// The item that one is at: a passage, or a heading gone to.
    pub at: usize,
    /// The first visible item, and its first visible line.
    top: (usize, usize),
    /// Where the screen began when one last moved, which a change of the layout does not change.
    anchor: (usize, Point),
    /// Whether the outline is shown where there is room.
    pub outline: bool,
    /// Whether keys go to the outline.
    pub entered: bool,
    /// The cursor of the outline.
    pub cursor: ListState,
    /// What is looked for.
    pub find: Option<Find>,
    /// What is lit: what was searched for, or is looked for.
    highlighted: ReportHighlights,
    /// Where everything stands.
    pub areas: ReaderAreas,
    /// The names and terms that can be followed, found once for the item that is told before them.
    names: (usize, Vec<Naming<Follow>>),
    /// Which of the names and terms of the passage one is at would be followed: the item, and its number there.
    name: Option<(usize, usize)>,
    sections: Vec<SectionId>,
}

impl Reader {
    /// Opens the report of a passage at that passage.
    #[must_use]
    pub fn at_passage(corpus: &Corpus, id: PassageId, highlighted: Arc<Highlighter>, size: Size) -> Self {
        Self::open(corpus, corpus.passage(id).report, corpus.item_of(id), highlighted, size)
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
            top: (item, 0),
            anchor: (item, Point::default()),
            outline: true,
            entered: false,
            cursor: ListState::default(),
            find: None,
            highlighted: ReportHighlights::of(highlighted),
            areas: ReaderAreas::default(),
            names: (usize::MAX, Vec::new()),
            name: None,
            sections,
        };
        reader.lay_out(corpus, size);
        reader.go_to(corpus, item);
        reader
    }

    /// Where keys are pressed now.
    #[must_use]
    pub fn context(&self) -> Context {
        match &self.find {
            Some(find) if find.typing => Context::Find,
            _ if self.entered => Context::Outline,
            _ => Context::Reader,
        }
    }

    /// The sections of the report, in reading order.
    #[must_use]
    pub fn sections(&self) -> &[SectionId] {
        &self.sections
    }

    /// The passage that one is at; none at a heading with no passage after it.
    #[must_use]
    pub fn passage(&self, corpus: &Corpus) -> Option<PassageId> {
        corpus.report(self.report).items.iter().skip(self.at).find_map(|item| match item {
            Item::Passage(id) => Some(*id),
            Item::Heading(_) => None,
        })
    }

    /// The number of the section that one is in, among [`Reader::sections`].
    #[must_use]
    pub fn section(&self, corpus: &Corpus) -> usize {
        self.sections.partition_point(|&s| corpus.section(s).item as usize <= self.at).saturating_sub(1)
    }

    /// How far one has come, in hundredths of the report.
    #[must_use]
    pub fn progress(&self, corpus: &Corpus) -> u64 {
        let weight = &corpus.report(self.report).weight;
        let (last, _) = self.visible_lines(corpus).last().map_or(self.top, |(item, _)| (*item + 1, 0));
        let at = if self.top == (0, 0) { 0 } else { last };
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
            (highlights.names, highlights.chosen) = (self.names(), self.name_here());
        }
        document::item_with(corpus, what, self.width(), &highlights)
    }

    /// Goes to the next passage of the report, or to the one before.
    pub fn step_passage(&mut self, corpus: &Corpus, forward: bool) {
        let items = &corpus.report(self.report).items;
        let is_passage = |n: &usize| matches!(items.get(*n), Some(Item::Passage(_)));
        let to =
            if forward { (self.at + 1..items.len()).find(is_passage) } else { (0..self.at).rev().find(is_passage) };
        if let Some(item) = to {
            self.go_to(corpus, item);
        }
    }

    /// The lines on the screen, each with its item.
    #[must_use]
    pub fn visible_lines(&self, corpus: &Corpus) -> Vec<(usize, StyledLine)> {
        let mut out = Vec::new();
        let (mut item, mut skip) = self.top;
        let items = corpus.report(self.report).items.len();
        while out.len() < self.height() && item < items {
            out.extend(self.lines(corpus, item).into_iter().skip(skip).map(|line| (item, line)));
            (item, skip) = (item + 1, 0);
        }
        out.truncate(self.height());
        out
    }

    /// Goes to the next section, or to the one before.
    pub fn step_section(&mut self, corpus: &Corpus, forward: bool) {
        let here = self.section(corpus);
        let start = self.sections.get(here).map_or(0, |&s| corpus.section(s).item as usize);
        let to = match forward {
            true => here + 1,
            false if self.at > start + 1 => here,
            false => here.saturating_sub(1),
        };
        if let Some(&section) = self.sections.get(to) {
            self.go_to(corpus, corpus.section(section).item as usize);
        }
    }

    /// Goes to the section under the outline's cursor and leaves the outline.
    pub fn open_section(&mut self, corpus: &Corpus, size: Size) {
        self.entered = false;
        self.lay_out(corpus, size);
        if let Some(&section) = self.sections.get(self.cursor.selected) {
            self.go_to(corpus, corpus.section(section).item as usize);
        }
    }

    /// Enters the outline, or leaves it.
    pub fn toggle_outline(&mut self, corpus: &Corpus, size: Size) {
        self.entered = !self.entered;
        if self.entered {
            self.outline = true;
        }
        self.lay_out(corpus, size);
    }

    /// Lays everything out anew and keeps the place in the text, whatever the width, and the match one is at in sight.
    pub fn lay_out(&mut self, corpus: &Corpus, size: Size) {
        self.areas = layout::reader(size, self.outline, self.entered);
        self.top = self.line_of(corpus, self.anchor);
        if self.highlighted.in_sight && !self.shows_current(corpus) {
            self.reveal(corpus);
        }
        self.follow(corpus);
    }

    /// What is shown now.
    fn view(&self, corpus: &Corpus) -> ReportScreen {
        ReportScreen { at: self.at, top: self.point_of(corpus, self.top) }
    }

    /// Shows again what was shown before.
    fn show(&mut self, corpus: &Corpus, view: ReportScreen) {
        self.at = view.at;
        self.follow(corpus);
        self.top = self.line_of(corpus, view.top);
        if self.highlighted.in_sight && !self.shows_current(corpus) {
            self.reveal(corpus);
        }
        self.settle(corpus);
    }

    /// One has moved: this is the place to be kept from now on.
    fn settle(&mut self, corpus: &Corpus) {
        self.anchor = self.point_of(corpus, self.top);
        self.highlighted.in_sight = self.shows_current(corpus);
    }

    /// The point in the text at which a line begins.
    fn point_of(&self, corpus: &Corpus, (item, line): (usize, usize)) -> (usize, Point) {
        (item, self.lines(corpus, item).get(line).map_or_else(Point::default, |l| l.point))
    }

    /// The line in which a point of the text stands, or the first of the last screenful where that is further up.
    fn line_of(&self, corpus: &Corpus, (item, point): (usize, Point)) -> (usize, usize) {
        let line = self.lines(corpus, item).iter().rposition(|l| l.point <= point).unwrap_or(0);
        (item, line).min(self.last_top(corpus))
    }
}
