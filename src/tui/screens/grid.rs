//! The grid screen: a cursor on a cell, which is described in words and leads to its passages.

pub mod draw;
pub(crate) mod handle;

use ratatui::layout::{Position, Rect, Size};

use crate::analysis::FacetValue;
use crate::analysis::grid::{Grid, Header, Sort};
use crate::analysis::grid_view::GridView;
use crate::corpus::Corpus;
use crate::corpus::filter::Filter;
use crate::text;
use crate::tui::layout::{self, GridAreas};
use crate::tui::widgets::list_state::{ListCursor, Step};

/// The widths of the columns of a grid, and the text of their heads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fit {
    /// Width of the head of a row, in terminal columns.
    pub row_head: usize,
    /// Width of the full name next to the short one in the head of a row; 0 if it is not shown.
    pub names: usize,
    /// Width of the cells of each grid column, including the gap before them.
    pub cells: Vec<usize>,
    /// Whether cells show their long text.
    pub long: bool,
    /// Text of the column heads.
    pub heads: Vec<String>,
    /// Whether rows and columns are numbered.
    pub numbered: bool,
    /// Number of grid columns visible at once.
    pub shown: usize,
}

/// The state of the screen.
#[derive(Debug, Clone)]
pub struct GridScreen {
    /// The view.
    pub shown: GridView,
    /// The filter of the panes.
    pub base: Filter,
    /// The sort order.
    pub sort: Option<Sort>,
    /// The grid.
    pub grid: Grid,
    /// The row cursor.
    pub row: ListCursor,
    /// The column cursor.
    pub column: ListCursor,
    /// The layout.
    pub areas: GridAreas,
    /// The widths of the columns.
    pub fit: Fit,
}

impl GridScreen {
    /// Creates a grid with the cursor on its first cell.
    #[must_use]
    pub fn new(corpus: &Corpus, shown: GridView, base: Filter, size: Size) -> Self {
        let grid = shown.grid(corpus, &base);
        let mut screen = Self {
            shown,
            base,
            sort: None,
            grid,
            row: ListCursor::default(),
            column: ListCursor::default(),
            areas: GridAreas::default(),
            fit: Fit::default(),
        };
        screen.lay_out(size);
        screen
    }

    /// Shows the grid `by` places further on among the tabs, which have the same rows, wrapping around.
    pub fn turn(&mut self, corpus: &Corpus, by: isize, size: Size) {
        self.turn_among(&self.shown.tabs(), corpus, by, size);
    }

    /// Shows the grid with the rows `by` places further on, wrapping around.
    pub fn turn_rows(&mut self, corpus: &Corpus, by: isize, size: Size) {
        self.turn_among(&self.shown.by_rows(), corpus, by, size);
    }

    fn turn_among(&mut self, tabs: &[GridView], corpus: &Corpus, by: isize, size: Size) {
        let at = tabs.iter().position(|&t| t == self.shown).unwrap_or(0);
        let to = (isize::try_from(at).unwrap_or(0) + by).rem_euclid(isize::try_from(tabs.len()).unwrap_or(1));
        if let Some(&shown) = usize::try_from(to).ok().and_then(|n| tabs.get(n)) {
            self.show(corpus, shown, size);
        }
    }

    /// Shows another grid, with the cursor on the row that it was on, if the other has it.
    fn show(&mut self, corpus: &Corpus, shown: GridView, size: Size) {
        let row = self.heads().map(|(row, _)| row.key.clone());
        *self = Self::new(corpus, shown, self.base.clone(), size);
        self.row.selected = self.grid.rows.iter().position(|head| Some(&head.key) == row.as_ref()).unwrap_or(0);
        self.lay_out(size);
    }

    /// Returns the heads of the cell under the cursor: its row's and its column's.
    #[must_use]
    pub fn heads(&self) -> Option<(&Header, &Header)> {
        Some((self.grid.rows.get(self.row.selected)?, self.grid.columns.get(self.column.selected)?))
    }

    /// Returns the meaning of the cell under the cursor, in words.
    #[must_use]
    pub fn description(&self, corpus: &Corpus) -> Vec<String> {
        let Some((row, column)) = self.heads() else { return Vec::new() };
        let count = self.grid.cell(self.row.selected, self.column.selected).map_or(0, |c| c.count);
        self.shown.describe(corpus, &self.base, count, &row.key, &column.key)
    }

    /// Returns the full names of the row and column under the cursor, or an empty string if their heads need none.
    #[must_use]
    pub fn names(&self) -> String {
        let named = self.heads().into_iter().flat_map(|(row, column)| [row, column]).filter(|h| !h.name.is_empty());
        named.map(|h| format!("{} = {}", h.id, h.name)).collect::<Vec<_>>().join("; ")
    }

    /// Returns what the marks mean, one paragraph each, starting with an empty cell.
    #[must_use]
    pub fn legend(&self) -> Vec<&str> {
        let shade = self.is_shaded().then_some(
            "The more passages, the stronger the shade of the cell, or the higher the bar behind its number.",
        );
        let lines = &self.grid.legend;
        lines.last().into_iter().chain(lines.iter().rev().skip(1).rev()).map(String::as_str).chain(shade).collect()
    }

    /// Returns whether cells are shaded by their numbers.
    #[must_use]
    pub fn is_shaded(&self) -> bool {
        self.grid.cells.iter().any(|c| c.shade > 0 && c.mark.chars().all(|d| d.is_ascii_digit()))
    }

    /// Sorts the rows by the column under the cursor. A second time, removes the sorting.
    pub fn sort_rows(&mut self, corpus: &Corpus, size: Size) {
        self.toggle_sort(corpus, size, |_, column| Sort::Rows(column));
    }

    /// Sorts the columns by the row under the cursor. A second time, removes the sorting.
    pub fn sort_columns(&mut self, corpus: &Corpus, size: Size) {
        self.toggle_sort(corpus, size, |row, _| Sort::Columns(row));
    }

    fn toggle_sort(&mut self, corpus: &Corpus, size: Size, sort: fn(FacetValue, FacetValue) -> Sort) {
        let Some((row, column)) = self.heads().map(|(r, c)| (r.key.clone(), c.key.clone())) else { return };
        let wanted = sort(row.clone(), column.clone());
        self.sort = if self.sort.as_ref() == Some(&wanted) { None } else { Some(wanted) };
        self.grid = self.shown.grid(corpus, &self.base);
        self.sort.iter().for_each(|sort| self.grid.sort(sort));
        self.row.selected = self.grid.rows.iter().position(|r| r.key == row).unwrap_or(0);
        self.column.selected = self.grid.columns.iter().position(|c| c.key == column).unwrap_or(0);
        self.lay_out(size);
    }

    /// Returns the number of visible rows below the column heads.
    #[must_use]
    pub fn visible(&self) -> usize {
        usize::from(self.area().height).saturating_sub(1)
    }

    /// Returns the area inside the frame.
    #[must_use]
    pub fn area(&self) -> Rect {
        layout::inner(self.areas.body)
    }

    /// Recomputes the layout and keeps the cursor visible.
    pub fn lay_out(&mut self, size: Size) {
        self.areas = layout::grid(size, self.shown.tabs().len() > 1 || self.shown.by_rows().len() > 1);
        self.fit = fit(&self.grid, usize::from(self.area().width));
        self.row.settle(self.grid.rows.len(), self.visible());
        self.column.settle(self.grid.columns.len(), self.fit.shown);
    }

    /// Goes to the cell or the tab at a place. Returns whether the cursor was on the cell already; `None` if there is none.
    pub fn click(&mut self, corpus: &Corpus, at: Position, size: Size) -> Option<bool> {
        if let Some(tab) = draw::tab_at(self, at) {
            self.show(corpus, tab, size);
            return Some(false);
        }
        let area = self.area();
        let row = layout::row_at(area, at)?.checked_sub(1)? + self.row.offset;
        let mut left = usize::from(at.x - area.x).checked_sub(self.fit.row_head)?;
        let mut column = self.column.offset;
        while left >= *self.fit.cells.get(column)? {
            left -= self.fit.cells[column];
            column += 1;
        }
        (row < self.grid.rows.len() && column < self.column.offset + self.fit.shown).then_some(())?;
        let before = (self.row.selected, self.column.selected);
        (self.row.selected, self.column.selected) = (row, column);
        Some(before == (row, column))
    }

    /// Moves the row cursor.
    pub fn step(&mut self, step: Step) {
        let visible = self.visible();
        self.row.step(step, self.grid.rows.len(), visible);
    }

    /// Moves the column cursor.
    pub fn sideways(&mut self, by: isize) {
        self.column.step(Step::Rows(by), self.grid.columns.len(), self.fit.shown);
    }
}

/// Returns a name that distinguishes a head in a few columns.
fn short(head: &Header, room: usize) -> String {
    let name = if text::width(&head.id) <= room || head.short.is_empty() { &head.id } else { &head.short };
    name.chars().take(room).collect()
}

/// Returns the number of a body, for grids in which rows and columns are numbered.
#[must_use]
pub fn number(head: &Header) -> Option<u16> {
    match head.key {
        FacetValue::Entity(id) => Some(id.0),
        _ => None,
    }
}

/// Fits a grid into a width: with the longest heads and marks that fit, else shorter ones, else numbers, else as many
/// columns as are visible at once.
fn fit(grid: &Grid, width: usize) -> Fit {
    let columns = grid.columns.len().max(1);
    let longest = |of: &mut dyn Iterator<Item = usize>| of.max().unwrap_or(0);
    let ids = longest(&mut grid.rows.iter().map(|h| text::width(&h.id) + usize::from(h.within))) + 3;
    let ids = ids.min((width / 3).max(13));
    let room = width.saturating_sub(ids);
    let shaded = usize::from(grid.cells.iter().any(|c| c.shade > 0));
    let marks = |column: usize, long: bool| {
        let of = (0..grid.rows.len()).filter_map(|row| grid.cell(row, column));
        longest(&mut of.map(|c| text::width(if long { &c.mark } else { &c.short }))) + shaded
    };
    let full = |c: usize| grid.columns.get(c).map_or(0, |h| text::width(&h.id));
    let brief = |c: usize| grid.columns.get(c).map_or(0, |h| text::width(&short(h, 6)));
    let mut fit = Fit { row_head: ids, ..Fit::default() };
    let heads_full = || grid.columns.iter().map(|c| c.id.clone()).collect::<Vec<_>>();
    let numbered = grid.columns.iter().filter(|c| number(c).is_some()).count() > 20
        && grid.rows.iter().filter(|r| number(r).is_some()).count() > 20;
    for (long, named) in [(true, true), (false, true), (false, false)] {
        let head = |c: usize| if named { full(c) } else { brief(c) };
        let cells: Vec<usize> = (0..columns).map(|c| marks(c, long).max(head(c) + shaded) + 1).collect();
        if cells.iter().sum::<usize>() <= room {
            fit.heads = if named { heads_full() } else { grid.columns.iter().map(|c| short(c, 6)).collect() };
            (fit.long, fit.cells) = (long, cells);
            break;
        }
    }
    if fit.cells.is_empty() {
        let least = longest(&mut (0..columns).map(|c| marks(c, false))) + 1;
        let least = least.max(if numbered { 3 } else { 6 + shaded });
        if numbered {
            fit.numbered = true;
            fit.row_head += 3;
        }
        let cell = (width.saturating_sub(fit.row_head) / columns).clamp(least, least + 6);
        fit.cells = vec![cell; columns];
        let head = |c: &Header| match number(c).filter(|_| numbered) {
            Some(n) => n.to_string(),
            None => short(c, cell - usize::from(!numbered)),
        };
        fit.heads = grid.columns.iter().map(head).collect();
    }
    let room = width.saturating_sub(fit.row_head);
    let widest = longest(&mut fit.cells.iter().copied()).max(1);
    let action: usize = fit.cells.iter().sum();
    fit.shown = if action <= room { columns } else { (room / widest).clamp(1, columns) };
    let names = longest(&mut grid.rows.iter().map(|r| text::width(&r.name)));
    let spare = room.saturating_sub(action);
    if names > 0 && spare >= 24 {
        fit.names = names.min(spare - 2);
        fit.row_head += fit.names + 1;
    }
    if fit.shown == columns {
        let more = width.saturating_sub(fit.row_head + action) / columns;
        fit.cells.iter_mut().for_each(|cell| *cell += more.min(6));
    }
    fit
}
