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
        let line = self.text().get(self.first_at_least(key)..)?.lines().next()?;
        line.split_once('\t').filter(|(found, _)| *found == key).map(|(_, value)| value)
    }

    /// Returns the keys that begin so, in their order, each with its value.
    pub fn beginning<'a>(&'a self, start: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let lines = self.text().get(self.first_at_least(start)..).unwrap_or("").lines();
        lines.filter_map(|line| line.split_once('\t')).take_while(move |(key, _)| key.starts_with(start))
    }

    /// Returns where the first line begins whose key is not before this one.
    fn first_at_least(&self, key: &str) -> usize {
        let text = self.text();
        let bytes = text.as_bytes();
        let (mut from, mut to) = (0, bytes.len());
        while from < to {
            let middle = usize::midpoint(from, to);
            let (before, after) = bytes.split_at(middle);
            let start = before.iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1);
            let end = after.iter().position(|&b| b == b'\n').map_or(bytes.len(), |at| middle + at);
            let found = text.get(start..end).and_then(|line| line.split_once('\t')).map_or("", |(found, _)| found);
            if found < key { from = end + 1 } else { to = start }
        }
        from
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
        let begun = |start| table.beginning(start).map(|(key, _)| key).collect::<Vec<_>>();
        assert_eq!((begun("b"), begun("中"), begun("c")), (vec!["b", "ban"], vec!["中国", "中国人"], vec![]));
        assert_eq!(begun("").len(), words.len());
    }
}
