//! A table of text as one text: sorted lines, each a key, a tab and a value. It is looked up where it stands, so that the
//! tables that the build script makes cost nothing at the start.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Sorted lines of keys and values.
#[derive(Debug, Clone)]
pub struct SortedLines(Cow<'static, str>);

impl SortedLines {
    /// Writes a table. Keys and values have to be without tabs and line breaks.
    #[must_use]
    pub fn new(rows: &BTreeMap<String, String>) -> Self {
        let mut text = String::new();
        for (key, value) in rows {
            let _ = writeln!(text, "{key}\t{value}");
        }
        Self(Cow::Owned(text))
    }

    /// Takes the text of a table that [`Self::text`] returned.
    #[must_use]
    pub const fn built_in(text: &'static str) -> Self {
        Self(Cow::Borrowed(text))
    }

    /// Returns the table as text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Returns the value of a key, by binary search.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        let text = self.text();
        let bytes = text.as_bytes();
        let (mut from, mut to) = (0, bytes.len());
        while from < to {
            let middle = usize::midpoint(from, to);
            let start = bytes.get(..middle)?.iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1);
            let end = middle + bytes.get(middle..)?.iter().position(|&b| b == b'\n')?;
            let (found, value) = text.get(start..end)?.split_once('\t')?;
            match found.cmp(key) {
                std::cmp::Ordering::Less => from = end + 1,
                std::cmp::Ordering::Greater => to = start,
                std::cmp::Ordering::Equal => return Some(value),
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_its_value_and_no_other_key_has_one() {
        let words = ["a", "ab", "b", "ban", "zoo", "é", "中国", "中国人"];
        let rows: BTreeMap<String, String> = words.iter().map(|w| ((*w).to_owned(), format!("of {w}"))).collect();
        let table = SortedLines::new(&rows);
        for word in words {
            assert_eq!(table.get(word), Some(format!("of {word}").as_str()));
            for other in [format!("{word}x"), format!("0{word}"), String::new()] {
                assert_eq!(table.get(&other), None, "{other}");
            }
        }
        assert_eq!(SortedLines::new(&BTreeMap::new()).get("a"), None);
    }
}
