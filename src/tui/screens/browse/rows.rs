//! The rows of the list: how high they are, which of them are visible, and the headings of groups among them.

use std::ops::{ControlFlow, Range};

use crate::analysis::order::{ListGroup, ListOrder};
use crate::corpus::Corpus;
use crate::corpus::subject::Subject;
use crate::search::Target;
use crate::tui::layout::{self, Pane};
use crate::tui::screens::browse::{Browse, Tab};

/// The least width at which a row is a line with columns.
pub(super) const COLUMNS_MIN_WIDTH: u16 = 76;
/// The least height of a list that has room for headings.
const HEADINGS_MIN_HEIGHT: u16 = 5;

impl Browse {
    /// Returns whether each row of the list has an extract: a line of the report's text around the match.
    #[must_use]
    pub fn extracts(&self) -> bool {
        self.search.is_some() && layout::inner(self.derived.areas.list).height >= 12
    }

    /// Returns the height of a row of the list in lines: one if headlines fit, else two, and one more for an extract.
    #[must_use]
    pub fn row_height(&self) -> usize {
        let area = layout::inner(self.derived.areas.list);
        let heading = match (area.width, area.height) {
            (width, _) if self.extracts() => usize::from(width < COLUMNS_MIN_WIDTH) + 1,
            (..48, 6..) | (..COLUMNS_MIN_WIDTH, 14..) => 2,
            (..92, height) if self.derived.rows.len() * 2 <= usize::from(height) => 2,
            _ => 1,
        };
        heading + usize::from(self.extracts())
    }

    /// Returns the order of the list. Tabs that have passages of several kinds have them by kind, unless another order is
    /// chosen.
    #[must_use]
    pub fn list_order(&self) -> ListOrder {
        if self.mixes_kinds() && self.order == ListOrder::Usual { ListOrder::Kind } else { self.order }
    }

    /// Returns whether the visible tab has passages of several kinds.
    fn mixes_kinds(&self) -> bool {
        self.search.is_none()
            && self.within.is_none()
            && matches!(self.derived.tab.unwrap_or(self.tab), Tab::Partnerships | Tab::Context)
    }

    /// Returns the order that follows the present one.
    #[must_use]
    pub(super) fn next_order(&self) -> ListOrder {
        self.order.next(!self.lists_works() && !self.mixes_kinds())
    }

    /// Returns whether the list is in groups, with a heading above each: those of its order. What a search finds is ordered
    /// by how well it matches, and what is behind a number may have an order of its own.
    #[must_use]
    pub fn is_grouped(&self) -> bool {
        let is_picked = self.within.as_ref().is_some_and(|within| within.picked.is_some());
        layout::inner(self.derived.areas.list).height >= HEADINGS_MIN_HEIGHT
            && (self.order != ListOrder::Usual || self.search.is_none() && !is_picked)
    }

    /// Returns the heading above a row, if it has one: where a group begins, and at the top.
    #[must_use]
    pub fn heading(&self, corpus: &Corpus, at: usize, first: usize) -> Option<String> {
        if !self.has_heading(corpus, at, first) {
            return None;
        }
        match self.derived.rows.get(at)?.target {
            Target::Passage(id) => Some(self.list_order().passage_heading(corpus, id)),
            Target::Subject(Subject::Work(id)) => self.list_order().work_heading(corpus, id),
            _ => None,
        }
    }

    fn has_heading(&self, corpus: &Corpus, at: usize, first: usize) -> bool {
        let order = self.grouped_by();
        let group = self.group(corpus, order, at);
        group.is_some() && (at == first || self.group(corpus, order, at - 1) != group)
    }

    /// Returns the order whose groups the list is in.
    fn grouped_by(&self) -> Option<ListOrder> {
        self.is_grouped().then(|| self.list_order())
    }

    fn group(&self, corpus: &Corpus, grouped_by: Option<ListOrder>, at: usize) -> Option<ListGroup> {
        let order = grouped_by?;
        match self.derived.rows.get(at)?.target {
            Target::Passage(id) => Some(order.passage_group(corpus, id)),
            Target::Subject(Subject::Work(id)) => order.work_heading(corpus, id).map(|_| order.work_group(corpus, id)),
            _ => None,
        }
    }

    /// Calls `visit` with each visible row and its lines, that of its heading included, if `first` is the first one. A row
    /// that has no room is not visible, except for the first.
    fn visit_rows<T>(
        &self,
        corpus: &Corpus,
        first: usize,
        mut visit: impl FnMut(usize, Range<usize>) -> ControlFlow<T>,
    ) -> Option<T> {
        let (height, lines) = (self.row_height(), self.derived.areas.rows(Pane::List));
        let order = self.grouped_by();
        let (mut y, mut above) = (0, None);
        for at in first..self.derived.rows.len() {
            let group = self.group(corpus, order, at);
            let below = y + usize::from(group.is_some() && group != above) + height;
            if below > lines && at > first {
                break;
            }
            if let ControlFlow::Break(found) = visit(at, y..below) {
                return Some(found);
            }
            (y, above) = (below, group);
        }
        None
    }

    /// Returns how many rows are visible from a row on.
    #[must_use]
    pub fn list_visible(&self, corpus: &Corpus, first: usize) -> usize {
        let mut visible = 0;
        self.visit_rows(corpus, first, |_, _| {
            visible += 1;
            ControlFlow::<()>::Continue(())
        });
        visible.max(1)
    }

    /// Returns the visible rows, each with its first line: that of its heading, if it has one.
    #[must_use]
    pub fn visible_rows(&self, corpus: &Corpus) -> Vec<(usize, usize)> {
        let mut rows = Vec::new();
        self.visit_rows(corpus, self.list.offset, |at, lines| {
            rows.push((at, lines.start));
            ControlFlow::<()>::Continue(())
        });
        rows
    }

    /// Returns the row that a line of the list shows; a heading belongs to the row below it.
    #[must_use]
    pub fn row_under(&self, corpus: &Corpus, line: usize) -> Option<usize> {
        self.visit_rows(corpus, self.list.offset, |at, lines| {
            if line < lines.end { ControlFlow::Break(at) } else { ControlFlow::Continue(()) }
        })
    }

    /// Moves the cursor into the list, and makes it visible.
    pub(super) fn settle_list(&mut self, corpus: &Corpus) {
        let mut list = self.list;
        list.settle_by(self.derived.rows.len(), |first| self.list_visible(corpus, first));
        self.list = list;
    }
}
