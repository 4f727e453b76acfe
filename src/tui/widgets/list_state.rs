//! A list of rows, one of which is selected and some of which are visible.

/// The selected row, and the first row on the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ListCursor {
    /// The selected row.
    pub selected: usize,
    /// The first visible row.
    pub offset: usize,
}

/// Which way to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Towards the end.
    Forward,
    /// Towards the beginning.
    Backward,
}

/// A movement in a list or a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A number of rows, up if negative.
    Rows(isize),
    /// A number of half pages, up if negative.
    Half(isize),
    /// A number of pages, up if negative.
    Page(isize),
    /// To the first row.
    Top,
    /// To the last row.
    Bottom,
}

impl Step {
    /// Returns the row that a step from `at` leads to, in `len` rows of which `visible` are shown at a time.
    #[must_use]
    pub fn from(self, at: usize, len: usize, visible: usize) -> usize {
        let last = len.saturating_sub(1);
        let page = isize::try_from(visible.max(1)).unwrap_or(isize::MAX);
        let by = match self {
            Self::Rows(n) => n,
            Self::Half(n) => n * (page / 2).max(1),
            Self::Page(n) => n * (page - 1).max(1),
            Self::Top => return 0,
            Self::Bottom => return last,
        };
        at.saturating_add_signed(by).min(last)
    }
}

/// Returns the step that leads from one row to another.
#[must_use]
pub fn step_to(from: usize, to: usize) -> Step {
    let rows = |n: usize| isize::try_from(n).unwrap_or(isize::MAX);
    Step::Rows(rows(to) - rows(from))
}

impl ListCursor {
    /// Moves the selection.
    pub fn step(&mut self, step: Step, len: usize, visible: usize) {
        self.selected = step.from(self.selected, len, visible);
        self.settle(len, visible);
    }

    /// Moves the selection into the list, makes it visible, and leaves no empty rows while there are more to show.
    pub fn settle(&mut self, len: usize, visible: usize) {
        self.settle_by(len, |_| visible);
    }

    /// Does the same where rows differ in height: `visible` says how many are shown from a row on.
    pub fn settle_by(&mut self, len: usize, visible: impl Fn(usize) -> usize) {
        // The first row from which on `at` is still visible.
        let first_before = |at: usize| {
            let mut first = at;
            while first > 0 && first - 1 + visible(first - 1).max(1) > at {
                first -= 1;
            }
            first
        };
        let last = len.saturating_sub(1);
        self.selected = self.selected.min(last);
        if self.offset + visible(self.offset) > last {
            self.offset = self.offset.min(first_before(last));
        }
        self.offset = self.offset.min(self.selected);
        if self.selected >= self.offset + visible(self.offset).max(1) {
            self.offset = first_before(self.selected);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selection_is_always_visible() {
        let mut list = ListCursor::default();
        for (step, len, visible, selected, offset) in [
            (Step::Bottom, 100, 10, 99, 90),
            (Step::Rows(-1), 100, 10, 98, 90),
            (Step::Page(-1), 100, 10, 89, 89),
            (Step::Half(1), 100, 10, 94, 89),
            (Step::Rows(500), 100, 10, 99, 90),
            (Step::Top, 100, 0, 0, 0),
        ] {
            list.step(step, len, visible);
            assert_eq!((list.selected, list.offset), (selected, offset), "{step:?}");
        }
        list.step(Step::Bottom, 100, 10);
        list.settle(3, 10);
        assert_eq!((list.selected, list.offset), (2, 0));
        list.settle(0, 0);
        assert_eq!((list.selected, list.offset), (0, 0));
    }
}
