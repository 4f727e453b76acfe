//! A grid: rows and columns of values, and what each pair of them has.

use crate::analysis::FacetValue;
use crate::corpus::postings::PassageSet;
use crate::corpus::{Corpus, PassageId};

/// The head of a row or a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// What it stands for.
    pub key: FacetValue,
    /// Its short name, as a head shows it.
    pub id: String,
    /// A shorter one, where that has to be cut; empty where the beginning of the short name will do.
    pub short: String,
    /// Its name in full; empty where the short one says all.
    pub name: String,
    /// Whether it stands within the group that a head before it names.
    pub within: bool,
}

impl Header {
    /// A head.
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
pub struct Cell {
    /// What the cell says; empty where there is no record.
    pub mark: String,
    /// The same in as few characters as can be.
    pub short: String,
    /// The same in words, without signs that have to be learnt; empty where it is a plain number.
    pub said: String,
    /// How many passages are behind it.
    pub count: usize,
    /// How strongly it is shaded: 0 not at all, to 4.
    pub shade: u8,
}

impl Cell {
    /// A cell that says how many passages are behind it.
    #[must_use]
    pub fn number(count: usize) -> Self {
        let mark = if count == 0 { String::new() } else { count.to_string() };
        Self { short: mark.clone(), mark, count, ..Self::default() }
    }

    /// A cell that says something by a mark, by a shorter one where there is little room, and in words.
    #[must_use]
    pub fn mark(mark: impl Into<String>, short: impl Into<String>, said: impl Into<String>, count: usize) -> Self {
        Self { mark: mark.into(), short: short.into(), said: said.into(), count, shade: 0 }
    }
}

/// The passages of the cells of a grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Passages {
    /// Those that a row and a column have in common: a set for each row and each column, and none for each cell.
    Crossed {
        /// Of the rows.
        rows: Vec<PassageSet>,
        /// Of the columns.
        columns: Vec<PassageSet>,
    },
    /// Of each cell its own, row after row.
    Own(Vec<Vec<PassageId>>),
}

impl Default for Passages {
    fn default() -> Self {
        Self::Own(Vec::new())
    }
}

impl Passages {
    /// How many passages each cell has, row after row.
    #[must_use]
    pub fn counts(&self) -> Vec<usize> {
        match self {
            Self::Crossed { rows, columns } => {
                rows.iter().flat_map(|row| columns.iter().map(move |column| row.count_common(column))).collect()
            }
            Self::Own(cells) => cells.iter().map(Vec::len).collect(),
        }
    }
}

/// The elements of a list, row after row of so many columns, in another order of rows.
fn with_rows_in<T: Clone>(order: &[usize], columns: usize, cells: &[T]) -> Vec<T> {
    order.iter().flat_map(|&r| cells.get(r * columns..(r + 1) * columns).unwrap_or_default().to_vec()).collect()
}

/// The same in another order of columns.
fn with_columns_in<T: Clone>(order: &[usize], cells: &[T]) -> Vec<T> {
    cells.chunks(order.len().max(1)).flat_map(|row| in_order(order, row)).collect()
}

/// The elements of a list in another order.
fn in_order<T: Clone>(order: &[usize], list: &[T]) -> Vec<T> {
    order.iter().filter_map(|&at| list.get(at).cloned()).collect()
}

/// In which order rows and columns stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sort {
    /// Rows by what they have in a column.
    Rows(FacetValue),
    /// Columns by what a row has in them.
    Columns(FacetValue),
}

/// The grid.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grid {
    /// What it shows.
    pub title: String,
    /// What the rows are.
    pub rows_are: &'static str,
    /// What the columns are.
    pub columns_are: &'static str,
    /// The rows, from the top.
    pub rows: Vec<Header>,
    /// The columns, from the left.
    pub columns: Vec<Header>,
    /// The cells, row after row.
    pub cells: Vec<Cell>,
    /// The passages of the cells, of which each counts its own.
    pub passages: Passages,
    /// What the marks mean, a line each.
    pub legend: Vec<String>,
}

impl Grid {
    /// The cell of a row and a column.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        (column < self.columns.len()).then(|| self.cells.get(row * self.columns.len() + column)).flatten()
    }

    /// The passages of a cell, which it counts and opens: the latest report first where it crosses sets, else in their own order.
    #[must_use]
    pub fn passages(&self, corpus: &Corpus, row: usize, column: usize) -> Vec<PassageId> {
        match &self.passages {
            Passages::Crossed { rows, columns } => match (rows.get(row), columns.get(column)) {
                (Some(row), Some(column)) => {
                    let mut set = row.clone();
                    set.intersect_with(column);
                    corpus.latest_first(&set)
                }
                _ => Vec::new(),
            },
            Passages::Own(cells) => cells.get(row * self.columns.len() + column).cloned().unwrap_or_default(),
        }
    }

    /// Shades cells by how many passages are behind them, as parts of the most that a cell of single values has.
    pub fn shade(&mut self) {
        let columns = self.columns.len().max(1);
        let single = |n: usize| {
            self.rows[n / columns].key != FacetValue::All && self.columns[n % columns].key != FacetValue::All
        };
        let counts = self.cells.iter().enumerate().filter(|(n, _)| single(*n));
        let most = counts.map(|(_, c)| c.count).max().unwrap_or(0).max(1);
        let shades: Vec<u8> = (0..self.cells.len())
            .map(|n| {
                let parts = if single(n) { (self.cells[n].count * 4).div_ceil(most) } else { 0 };
                u8::try_from(parts.min(4)).unwrap_or(4)
            })
            .collect();
        self.cells.iter_mut().zip(shades).for_each(|(cell, shade)| cell.shade = shade);
    }

    /// Puts rows or columns in another order; a key that the grid does not have changes nothing.
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

    /// The order that a name asks for: rows by the column of that name, or else columns by the row.
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
        // A part of a name is enough where only one has it.
        let has = |head: &&Header| [&head.id, &head.name].iter().any(|n| crate::text::fold_plain(n).contains(&wanted));
        let alone = || self.columns.iter().chain(&self.rows).filter(has).count() == 1;
        by(&is).or_else(|| by(&has).filter(|_| !wanted.trim().is_empty() && alone()))
    }

    /// The rows in the order of what they have in a column, most first; those of "all" stay at the top.
    pub fn sort_rows(&mut self, column: usize) {
        let columns = self.columns.len();
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_by_key(|&r| {
            let count = self.cell(r, column).map_or(0, |c| c.count);
            (self.rows[r].key != FacetValue::All, std::cmp::Reverse(count))
        });
        self.cells = with_rows_in(&order, columns, &self.cells);
        match &mut self.passages {
            Passages::Crossed { rows, .. } => *rows = in_order(&order, rows),
            Passages::Own(cells) => *cells = with_rows_in(&order, columns, cells),
        }
        self.rows = order.into_iter().map(|r| Header { within: false, ..self.rows[r].clone() }).collect();
    }

    /// The columns in the order of what a row has in them, most first; that of "all" stays on the left.
    pub fn sort_columns(&mut self, row: usize) {
        let columns = self.columns.len();
        let mut order: Vec<usize> = (0..columns).collect();
        order.sort_by_key(|&c| {
            let count = self.cell(row, c).map_or(0, |cell| cell.count);
            (self.columns[c].key != FacetValue::All, std::cmp::Reverse(count))
        });
        self.cells = with_columns_in(&order, &self.cells);
        match &mut self.passages {
            Passages::Crossed { columns, .. } => *columns = in_order(&order, columns),
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
        let cells = [9, 3, 6, 4, 3, 1, 5, 0, 5].map(Cell::number).to_vec();
        Grid { rows, columns, cells, ..Grid::default() }
    }

    #[test]
    fn sorting_moves_whole_rows_and_columns() {
        let mut sorted = grid();
        sorted.sort_rows(2);
        assert_eq!(sorted.rows.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(), ["All", "b", "a"]);
        assert_eq!(sorted.cells.iter().map(|c| c.count).collect::<Vec<_>>(), [9, 3, 6, 5, 0, 5, 4, 3, 1]);
        sorted.sort_columns(1);
        assert_eq!(sorted.columns.iter().map(|c| c.id.as_str()).collect::<Vec<_>>(), ["All", "y", "x"]);
        assert_eq!(sorted.cells.iter().map(|c| c.count).collect::<Vec<_>>(), [9, 6, 3, 5, 5, 0, 4, 1, 3]);
    }

    #[test]
    fn shades_are_parts_of_the_most_and_never_of_sums() {
        let mut shaded = grid();
        shaded.shade();
        assert_eq!(shaded.cells.iter().map(|c| c.shade).collect::<Vec<_>>(), [0, 0, 0, 0, 3, 1, 0, 0, 4]);
    }
}
