//! Tables of small numbers as little-endian bytes, with the same layout in memory and in the built-in data.

use std::borrow::Cow;
use std::io::{self, Write};
use std::ops::Range;

/// Converts a count to the four-byte number that tables store.
///
/// # Panics
///
/// Panics if the count does not fit. No machine that loads the index could hold so many words or letters, and
/// continuing with a wrong number would return matches that do not exist.
#[must_use]
pub fn number(count: usize) -> u32 {
    u32::try_from(count).expect("an index has fewer than 2^32 letters and postings")
}

/// Rows of `N` bytes each, either built in or created at run time.
#[derive(Debug, Clone)]
pub struct ByteTable<const N: usize>(Cow<'static, [[u8; N]]>);

impl<const N: usize> Default for ByteTable<N> {
    fn default() -> Self {
        Self(Cow::Borrowed(&[]))
    }
}

impl<const N: usize> From<Vec<[u8; N]>> for ByteTable<N> {
    fn from(rows: Vec<[u8; N]>) -> Self {
        Self(Cow::Owned(rows))
    }
}

impl<const N: usize> ByteTable<N> {
    /// Returns the number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether the table has no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns all rows.
    #[must_use]
    pub fn rows(&self) -> &[[u8; N]] {
        &self.0
    }

    /// Returns the rows in a range, or none if it is out of bounds.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> &[[u8; N]] {
        self.0.get(range).unwrap_or(&[])
    }

    /// Reads a table from the front of bytes written by [`ByteTable::write`]. Returns `None` if they are cut short.
    pub fn read(bytes: &mut &'static [u8]) -> Option<Self> {
        let (len, rest) = bytes.split_first_chunk::<4>()?;
        let len = usize::try_from(u32::from_le_bytes(*len)).ok()?.checked_mul(N)?;
        let (rows, rest) = rest.split_at_checked(len)?;
        *bytes = rest;
        Some(Self(Cow::Borrowed(rows.as_chunks::<N>().0)))
    }

    /// Writes the table.
    ///
    /// # Errors
    /// If `out` cannot be written to.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        out.write_all(&number(self.len()).to_le_bytes())?;
        out.write_all(self.0.as_flattened())
    }
}

impl ByteTable<4> {
    /// Returns the number in a row, or 0 if there is no such row.
    #[must_use]
    pub fn number(&self, row: usize) -> u32 {
        self.0.get(row).map_or(0, |&bytes| u32::from_le_bytes(bytes))
    }

    /// Returns the range that starts where the previous row ends and stops at the number in this row.
    #[must_use]
    pub fn span(&self, row: u32) -> Range<usize> {
        let at = row as usize;
        let from = at.checked_sub(1).map_or(0, |before| self.number(before));
        from as usize..self.number(at) as usize
    }
}

impl FromIterator<u32> for ByteTable<4> {
    fn from_iter<I: IntoIterator<Item = u32>>(numbers: I) -> Self {
        Self(numbers.into_iter().map(u32::to_le_bytes).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let numbers: ByteTable<4> = [3, 70_000, 70_001].into_iter().collect();
        let rows = ByteTable::from(vec![[1u8, 2, 3, 4, 5], [6, 7, 8, 9, 10]]);
        let mut bytes = Vec::new();
        numbers.write(&mut bytes).expect("written");
        rows.write(&mut bytes).expect("written");
        let mut left: &'static [u8] = bytes.leak();
        let numbers = ByteTable::<4>::read(&mut left).expect("numbers");
        let rows = ByteTable::<5>::read(&mut left).expect("rows");
        assert_eq!((numbers.span(0), numbers.span(1), numbers.span(2)), (0..3, 3..70_000, 70_000..70_001));
        assert_eq!((rows.rows(), left.len()), (&[[1, 2, 3, 4, 5], [6, 7, 8, 9, 10]][..], 0));
        assert!(ByteTable::<4>::read(&mut &[9, 0, 0, 0, 1][..]).is_none(), "bytes that are cut short");
    }
}
