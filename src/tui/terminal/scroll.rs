//! Finding out that a part of the screen has only moved, so that the terminal can be told to move it.

use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};

/// Rows of the screen that move up or down together; the rows that are left behind become blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scroll {
    /// The first row of the region.
    pub(super) top: usize,
    /// The row after its last one.
    pub(super) bottom: usize,
    /// How far: up if positive, down if negative.
    pub(super) by: isize,
}

/// The fewest cells that have to be saved: fewer are sent as quickly as the sequences that set the region.
const WORTH: isize = 24;
/// The fewest rows that have to be found again.
const ROWS_MIN: usize = 3;

impl Scroll {
    /// Returns the scroll after which the fewest cells of `next` are left to draw, of which these rows have changed; `None` if
    /// none saves enough.
    ///
    /// Takes some 100 000 comparisons of cells at most on a screen of 120 by 36, and almost none where few rows have changed.
    pub(super) fn between(shown: &Buffer, next: &Buffer, changed: &[ChangedRow]) -> Option<Self> {
        let (first, last) = (changed.first()?.y, changed.last()?.y);
        if changed.len() < ROWS_MIN {
            return None;
        }
        // What is left of all changes is the same in many rows: where they differ, they do so beyond it.
        let left = changed.iter().map(|row| row.x).min()?;
        let is_same = |a: &[Cell], b: &[Cell]| {
            let ((before_a, a), (before_b, b)) = (a.split_at(left), b.split_at(left));
            same(a, b) && same(before_a, before_b)
        };
        let found_again = |by: isize| {
            let again = |&&ChangedRow { y, .. }: &&ChangedRow| {
                let from = y.checked_add_signed(by).filter(|from| (first..=last).contains(from));
                from.is_some_and(|from| is_same(row(next, y), row(shown, from)) && !is_blank(row(next, y)))
            };
            changed.iter().filter(again).count()
        };
        let furthest = isize::try_from(last - first).ok()?;
        let distances = (-furthest..=furthest).filter(|&by| by != 0);
        let by = distances.max_by_key(|&by| (found_again(by), -by.abs())).filter(|&by| found_again(by) >= ROWS_MIN)?;
        let (scroll, saved) = Self::saving(shown, next, first..last + 1, by)?;
        (saved >= WORTH).then_some(scroll)
    }

    /// Returns the region that is best moved by a distance, and how many cells that saves.
    fn saving(shown: &Buffer, next: &Buffer, changed: Range<usize>, by: isize) -> Option<(Self, isize)> {
        let (begin, end, saved) = best_run(changed.clone(), |y| {
            let from = y.checked_add_signed(by).filter(|from| changed.contains(from));
            from.map(|from| cost(row(shown, y), row(next, y)) - cost(row(shown, from), row(next, y)))
        })?;
        let (top, bottom) =
            if by > 0 { (begin, end.checked_add_signed(by)?) } else { (begin.checked_add_signed(by)?, end) };
        // The rows that become blank may have been right as they were.
        let blank = if by > 0 { end..bottom } else { top..begin };
        let damage: isize = blank.map(|y| cost_of_blank(row(next, y)) - cost(row(shown, y), row(next, y))).sum();
        Some((Self { top, bottom, by }, saved - damage))
    }

    /// Does to a buffer what the terminal does to the screen.
    pub(super) fn apply(self, shown: &mut Buffer) {
        let width = usize::from(shown.area.width);
        let Some(rows) = shown.content.get_mut(self.top * width..self.bottom * width) else { return };
        let moved = self.by.unsigned_abs() * width;
        let blank = if self.by > 0 {
            rows.rotate_left(moved);
            let at = rows.len() - moved;
            rows.get_mut(at..)
        } else {
            rows.rotate_right(moved);
            rows.get_mut(..moved)
        };
        blank.into_iter().flatten().for_each(Cell::reset);
    }
}

/// Returns the run with the greatest sum, as its begin, its end and the sum. A value that is `None` ends a run.
fn best_run(range: Range<usize>, value: impl Fn(usize) -> Option<isize>) -> Option<(usize, usize, isize)> {
    let mut best = None;
    let (mut begin, mut sum) = (range.start, 0);
    for at in range {
        match value(at) {
            Some(more) if sum + more > 0 => sum += more,
            _ => {
                (begin, sum) = (at + 1, 0);
                continue;
            }
        }
        if best.is_none_or(|(_, _, most)| sum > most) {
            best = Some((begin, at + 1, sum));
        }
    }
    best
}

/// A row that has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ChangedRow {
    /// The row.
    pub(super) y: usize,
    /// The first column that has changed.
    pub(super) x: usize,
}

/// Returns which of these rows have changed.
pub(super) fn changed(shown: &Buffer, next: &Buffer, rows: Range<usize>) -> Vec<ChangedRow> {
    rows.filter_map(|y| changed_from(shown, next, ChangedRow { y, x: 0 })).collect()
}

/// Returns where a row has changed at a column or after it, if it has.
pub(super) fn changed_from(shown: &Buffer, next: &Buffer, ChangedRow { y, x }: ChangedRow) -> Option<ChangedRow> {
    let mut cells = row(shown, y).iter().zip(row(next, y)).enumerate().skip(x);
    cells.find(|(_, (a, b))| !looks_like(a, b)).map(|(x, _)| ChangedRow { y, x })
}

/// Returns the cells of a row.
pub(super) fn row(buffer: &Buffer, y: usize) -> &[Cell] {
    let width = usize::from(buffer.area.width);
    buffer.content.get(y * width..(y + 1) * width).unwrap_or_default()
}

/// Returns the cells of a row, to be changed.
pub(super) fn row_mut(buffer: &mut Buffer, y: usize) -> &mut [Cell] {
    let width = usize::from(buffer.area.width);
    buffer.content.get_mut(y * width..(y + 1) * width).unwrap_or_default()
}

/// Returns whether cells look the same, one for one.
pub(super) fn same(a: &[Cell], b: &[Cell]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| looks_like(a, b))
}

/// Returns whether two cells look the same. Every frame asks this of every cell, so it is not called but part of the loops:
/// what cells have beside their looks is not compared, and most symbols are one byte.
#[allow(clippy::inline_always)]
#[inline(always)]
pub(super) fn looks_like(a: &Cell, b: &Cell) -> bool {
    let symbols = match (a.symbol().as_bytes(), b.symbol().as_bytes()) {
        ([a], [b]) => a == b,
        (a, b) => a == b,
    };
    symbols && a.fg == b.fg && a.bg == b.bg && a.modifier == b.modifier
}

/// Returns whether nothing is to be seen of a cell.
#[inline]
pub(super) fn is_empty(cell: &Cell) -> bool {
    looks_like(cell, &Cell::EMPTY)
}

fn is_blank(row: &[Cell]) -> bool {
    row.iter().all(is_empty)
}

/// Returns how many cells have to be drawn to turn one row into another.
fn cost(from: &[Cell], to: &[Cell]) -> isize {
    from.iter().zip(to).filter(|(a, b)| !looks_like(a, b)).count().cast_signed()
}

fn cost_of_blank(to: &[Cell]) -> isize {
    to.iter().filter(|cell| !is_empty(cell)).count().cast_signed()
}
