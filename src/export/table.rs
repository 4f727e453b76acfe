//! Cells in rows and columns: what commands print, and what files for spreadsheets and documents hold.

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TableCell {
    /// What is printed.
    pub text: String,
    /// The same in words, to be read aloud, if the cell is a mark or an abbreviation.
    pub spoken: Option<String>,
    /// The same as a number, if it is one: a count, a year, a page. A code is none, whatever its digits.
    pub number: Option<f64>,
}

impl TableCell {
    /// Creates a cell with a number.
    #[must_use]
    pub fn number(number: impl Into<f64>) -> Self {
        let number = number.into();
        Self { text: number.to_string(), spoken: None, number: Some(number) }
    }

    /// Creates a cell with a number, or an empty one.
    #[must_use]
    pub fn number_or_empty(number: Option<impl Into<f64>>) -> Self {
        number.map_or_else(Self::default, Self::number)
    }

    /// Creates a cell with how many there are of something.
    #[must_use]
    pub fn count(count: usize) -> Self {
        u32::try_from(count).map_or_else(|_| count.to_string().into(), Self::number)
    }

    /// Creates a cell with several codes or years, as text whether there is one or there are several: a column has one type.
    #[must_use]
    pub fn list<T: ToString + Copy>(values: &[T]) -> Self {
        join(values.iter().copied()).into()
    }

    /// Returns what is read aloud.
    fn spoken(&self) -> &str {
        self.spoken.as_ref().unwrap_or(&self.text)
    }
}

impl<T: Into<String>> From<T> for TableCell {
    fn from(text: T) -> Self {
        Self { text: text.into(), spoken: None, number: None }
    }
}

/// Returns several values as the text of one cell.
pub(crate) fn join<T: ToString>(values: impl IntoIterator<Item = T>) -> String {
    values.into_iter().map(|value| value.to_string()).collect::<Vec<_>>().join("; ")
}

/// A table with a heading for each column. The first cell of a row names it.
#[derive(Debug, Clone, Default)]
pub struct TextTable {
    /// The headings.
    pub columns: Vec<String>,
    /// The rows, each with a cell for every column.
    pub rows: Vec<Vec<TableCell>>,
}

impl TextTable {
    /// Yields a statement for each cell that is not empty: its row, its column and its content. Names the rows and
    /// columns without any such cell at the end.
    pub fn statements(&self) -> impl Iterator<Item = String> {
        let cells = self.rows.iter().filter_map(|row| row.split_first()).flat_map(|(name, cells)| {
            let filled = self.columns.iter().skip(1).zip(cells).filter(|(_, cell)| !cell.text.is_empty());
            filled.map(move |(column, cell)| format!("{}, {column}: {}.", name.spoken(), cell.spoken()))
        });
        let names = self.without_entry();
        let without = (!names.is_empty()).then(|| format!("Without an entry: {}.", names.join(", ")));
        cells.chain(without)
    }

    /// Returns the names of the rows and columns without any content, without duplicates.
    fn without_entry(&self) -> Vec<&str> {
        let blank = |cell: Option<&TableCell>| cell.is_none_or(|cell| cell.text.is_empty());
        let rows = self.rows.iter().filter(|row| row.iter().skip(1).all(|cell| blank(Some(cell))));
        let rows = rows.filter_map(|row| row.first()).map(|cell| cell.text.as_str());
        let columns = self.columns.iter().enumerate().skip(1);
        let columns = columns.filter(|(n, _)| self.rows.iter().all(|row| blank(row.get(*n)))).map(|c| c.1.as_str());
        let mut names: Vec<&str> = Vec::new();
        for name in rows.chain(columns).filter(|name| !name.is_empty()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}
