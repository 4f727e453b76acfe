//! A grid: rows and columns of values, and a cell for each pair.

use crate::analysis::FacetValue;
use crate::corpus::postings::PassageSet;
use crate::corpus::{Corpus, PassageId};

/// The header of a row or a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The value that it stands for.
    pub key: FacetValue,
    /// The short name that is displayed.
    pub id: String,
    /// An even shorter name for tight space. Empty if the beginning of the short name will do.
    pub short: String,
    /// The full name. Empty if the short name says it all.
    pub name: String,
    /// Whether it belongs to the group that an earlier header names.
    pub within: bool,
}

impl Header {
    /// Creates a header.
    #[must_use]
    pub fn new(key: FacetValue, id: impl Into<String>, name: impl Into<String>) -> Self {
        let id = id.into();
        let short =
            id.rsplit_once('-').filter(|(_, last)| last.len() >= 3).map_or_else(String::new, |s| s.1.to_owned());
        Self { key, short, id, name: name.into(), within: false }
    }
}

/// What a row and a column have in common.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GridCell {
    /// The displayed text. Empty if there is no record.
    pub mark: String,
    /// The same in as few characters as possible.
    pub short: String,
    /// The same in words, without symbols to be learned. Empty if the cell is a plain number.
    pub spoken: String,
    /// The number of passages behind the cell.
    pub count: usize,
    /// The intensity of the shading, from 0 (none) to 4.
    pub shade: u8,
}

impl GridCell {
    /// Creates a cell that displays the number of passages behind it.
    #[must_use]
    pub fn number(count: usize) -> Self {
        let mark = if count == 0 { String::new() } else { count.to_string() };
        Self { short: mark.clone(), mark, count, ..Self::default() }
    }

    /// Creates a cell that displays a mark: in full, shortened for tight space, and in words.
    #[must_use]
    pub fn mark(mark: impl Into<String>, short: impl Into<String>, spoken: impl Into<String>, count: usize) -> Self {
        Self { mark: mark.into(), short: short.into(), spoken: spoken.into(), count, shade: 0 }
    }
}

/// The passages of the cells of a grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Passages {
    /// Each cell has the passages that its row and its column have in common. Stores a set per row and per column, and
    /// per cell only the passages with claims, of which one claim has to satisfy both.
    Crossed {
        /// The sets of the rows.
        rows: Vec<PassageSet>,
        /// The sets of the columns.
        columns: Vec<PassageSet>,
        /// The passages with claims of each cell, in row-major order. They are in no set.
        claimed: Vec<Vec<PassageId>>,
    },
    /// Each cell has its own passages, in row-major order.
    Own(Vec<Vec<PassageId>>),
}

impl Default for Passages {
    fn default() -> Self {
        Self::Own(Vec::new())
    }
}

impl Passages {
    /// Returns the number of passages of each cell, in row-major order.
    #[must_use]
    pub fn counts(&self) -> Vec<usize> {
        match self {
            Self::Crossed { rows, columns, claimed } => {
                let crossed = rows.iter().flat_map(|row| columns.iter().map(move |column| row.count_common(column)));
                crossed.zip(claimed).map(|(count, claimed)| count + claimed.len()).collect()
            }
            Self::Own(cells) => cells.iter().map(Vec::len).collect(),
        }
    }
}

/// Reorders the rows of a row-major list with the given number of columns.
fn with_rows_in<T: Clone>(order: &[usize], columns: usize, cells: &[T]) -> Vec<T> {
    order.iter().flat_map(|&r| cells.get(r * columns..(r + 1) * columns).unwrap_or_default().to_vec()).collect()
}

/// Reorders the columns of a row-major list.
fn with_columns_in<T: Clone>(order: &[usize], cells: &[T]) -> Vec<T> {
    cells.chunks(order.len().max(1)).flat_map(|row| in_order(order, row)).collect()
}

/// Reorders a list.
fn in_order<T: Clone>(order: &[usize], list: &[T]) -> Vec<T> {
    order.iter().filter_map(|&at| list.get(at).cloned()).collect()
}

/// The order of rows or columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sort {
    /// Rows by their count in a column.
    Rows(FacetValue),
    /// Columns by their count in a row.
    Columns(FacetValue),
}

/// The grid itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grid {
    /// The title.
    pub title: String,
    /// What the rows are.
    pub rows_are: &'static str,
    /// The row headers, from top to bottom.
    pub rows: Vec<Header>,
    /// The column headers, from left to right.
    pub columns: Vec<Header>,
    /// The cells, in row-major order.
    pub cells: Vec<GridCell>,
    /// The passages of the cells. Each cell counts its own.
    pub passages: Passages,
    /// The explanation of the marks, one line each.
    pub legend: Vec<String>,
    /// What the marks mean in a few words each, for where the legend has no room.
    pub key: &'static [&'static str],
}

impl Grid {
    /// Returns the cell at a row and a column.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> Option<&GridCell> {
        (column < self.columns.len()).then(|| self.cells.get(row * self.columns.len() + column)).flatten()
    }

    /// Returns the passages that a cell counts and opens. Where the grid crosses sets, the latest report comes first;
    /// otherwise the cell's own order is kept.
    #[must_use]
    pub fn passages(&self, corpus: &Corpus, row: usize, column: usize) -> Vec<PassageId> {
        match &self.passages {
            Passages::Crossed { rows, columns, claimed } => match (rows.get(row), columns.get(column)) {
                (Some(in_row), Some(in_column)) => {
                    let mut set = in_row.clone();
                    set.intersect_with(in_column);
                    let claimed = claimed.get(row * columns.len() + column);
                    claimed.into_iter().flatten().for_each(|&id| set.insert(id));
                    corpus.latest_first(&set)
                }
                _ => Vec::new(),
            },
            Passages::Own(cells) => cells.get(row * self.columns.len() + column).cloned().unwrap_or_default(),
        }
    }

    /// Shades cells that are not totals by the square root of their number of passages, relative to the largest, so that one
    /// body with many passages does not leave all others pale.
    pub fn shade(&mut self) {
        let columns = self.columns.len().max(1);
        let single = |n: usize| {
            self.rows[n / columns].key != FacetValue::All && self.columns[n % columns].key != FacetValue::All
        };
        let counts = self.cells.iter().enumerate().filter(|(n, _)| single(*n));
        let most = counts.map(|(_, c)| c.count).max().unwrap_or(0).max(1);
        // The smallest shade whose square is not below sixteen times the part of the most.
        let shade = |count: usize| (0u8..4).find(|shade| usize::from(shade * shade) * most >= 16 * count).unwrap_or(4);
        let shades: Vec<u8> =
            (0..self.cells.len()).map(|n| if single(n) { shade(self.cells[n].count) } else { 0 }).collect();
        self.cells.iter_mut().zip(shades).for_each(|(cell, shade)| cell.shade = shade);
    }

    /// Sorts the rows or columns. Does nothing if the grid does not have the key.
    pub fn sort(&mut self, sort: &Sort) {
        match sort {
            Sort::Rows(key) => {
                if let Some(at) = self.columns.iter().position(|c| c.key == *key) {
                    self.sort_rows(at);
                }
            }
            Sort::Columns(key) => {
                if let Some(at) = self.rows.iter().position(|r| r.key == *key) {
                    self.sort_columns(at);
                }
            }
        }
    }

    /// Returns the order that a name asks for: rows by the column of that name, or else columns by the row of that
    /// name.
    #[must_use]
    pub fn order_by(&self, name: &str) -> Option<Sort> {
        let wanted = crate::text::fold_plain(name);
        let is = |head: &&Header| {
            let names = [&head.id, &head.short, &head.name];
            let bare = head.id.split_once(' ').map_or("", |h| h.0);
            names.into_iter().any(|n| crate::text::fold_plain(n) == wanted) || !wanted.is_empty() && bare == wanted
        };
        let by = |meets: &dyn Fn(&&Header) -> bool| {
            let column = self.columns.iter().find(meets).map(|c| Sort::Rows(c.key.clone()));
            column.or_else(|| self.rows.iter().find(meets).map(|r| Sort::Columns(r.key.clone())))
        };
        // Part of a name is enough if only one name contains it.
        let has = |head: &&Header| [&head.id, &head.name].iter().any(|n| crate::text::fold_plain(n).contains(&wanted));
        let alone = || self.columns.iter().chain(&self.rows).filter(has).count() == 1;
        by(&is).or_else(|| by(&has).filter(|_| !wanted.trim().is_empty() && alone()))
    }

    /// Sorts the rows by their count in a column, highest first. The "all" row stays at the top.
    pub fn sort_rows(&mut self, column: usize) {
        let columns = self.columns.len();
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_by_key(|&r| {
            let count = self.cell(r, column).map_or(0, |c| c.count);
            (self.rows[r].key != FacetValue::All, std::cmp::Reverse(count))
        });
        self.cells = with_rows_in(&order, columns, &self.cells);
        match &mut self.passages {
            Passages::Crossed { rows, claimed, .. } => {
                *rows = in_order(&order, rows);
                *claimed = with_rows_in(&order, columns, claimed);
            }
            Passages::Own(cells) => *cells = with_rows_in(&order, columns, cells),
        }
        self.rows = order.into_iter().map(|r| Header { within: false, ..self.rows[r].clone() }).collect();
    }

    /// Sorts the columns by their count in a row, highest first. The "all" column stays on the left.
    pub fn sort_columns(&mut self, row: usize) {
        let columns = self.columns.len();
        let mut order: Vec<usize> = (0..columns).collect();
        order.sort_by_key(|&c| {
            let count = self.cell(row, c).map_or(0, |cell| cell.count);
            (self.columns[c].key != FacetValue::All, std::cmp::Reverse(count))
        });
        self.cells = with_columns_in(&order, &self.cells);
        match &mut self.passages {
            Passages::Crossed { columns, claimed, .. } => {
                *columns = in_order(&order, columns);
                *claimed = with_columns_in(&order, claimed);
            }
            Passages::Own(cells) => *cells = with_columns_in(&order, cells),
        }
        self.columns = order.into_iter().map(|c| self.columns[c].clone()).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid() -> Grid {
        let rows = vec![
            Header::new(FacetValue::All, "All", ""),
            Header::new(FacetValue::Year(1), "a", ""),
            Header::new(FacetValue::Year(2), "b", ""),
        ];
        let columns = vec![
            Header::new(FacetValue::All, "All", ""),
            Header::new(FacetValue::Priority(1), "x", ""),
            Header::new(FacetValue::Priority(2), "y", ""),
        ];
        let cells = [9, 3, 6, 4, 3, 1, 5, 0, 5].map(GridCell::number).to_vec();
        Grid { rows, columns, cells, ..Grid::default() }
    }

    #[test]
    fn sorting_moves_whole_rows_and_columns() {
        let mut sorted = grid();
        sorted.rows[1].within = true;
        sorted.sort_rows(2);
        assert!(sorted.rows.iter().all(|row| !row.within), "a sorted row stands below no region");
        assert_eq!(sorted.rows.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(), ["All", "b", "a"]);
        assert_eq!(sorted.cells.iter().map(|c| c.count).collect::<Vec<_>>(), [9, 3, 6, 5, 0, 5, 4, 3, 1]);
        sorted.sort_columns(1);
        assert_eq!(sorted.columns.iter().map(|c| c.id.as_str()).collect::<Vec<_>>(), ["All", "y", "x"]);
        assert_eq!(sorted.cells.iter().map(|c| c.count).collect::<Vec<_>>(), [9, 6, 3, 5, 5, 0, 4, 1, 3]);
    }

    #[test]
    fn shades_grow_with_the_number_and_are_never_of_sums() {
        let mut shaded = grid();
        shaded.shade();
        assert_eq!(shaded.cells.iter().map(|c| c.shade).collect::<Vec<_>>(), [0, 0, 0, 0, 4, 2, 0, 0, 4]);
    }
}
