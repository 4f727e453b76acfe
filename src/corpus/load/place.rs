//! Locations in a data file: the path to a value from the top, and the line numbers of many paths in one pass.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::corpus::load::DataFile;

/// One step of a path, from a value to one inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PathStep {
    /// To the value of a key.
    Key(&'static str),
    /// To an item of a list.
    Item(usize),
}

/// The path from the top of a file to an object.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Trail<'a> {
    /// The top-level object.
    Top,
    /// An item of a list: the object that has the list, the list's key, and the index.
    Below(&'a Self, &'static str, usize),
}

impl Trail<'_> {
    fn steps(&self, steps: &mut Vec<PathStep>) {
        if let Self::Below(above, key, item) = self {
            above.steps(steps);
            steps.extend([PathStep::Key(key), PathStep::Item(*item)]);
        }
    }
}

/// An object in a file, with the id that identifies it to users.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'f, 'a> {
    pub(crate) file: &'f DataFile,
    pub(crate) id: &'a str,
    pub(crate) trail: Trail<'a>,
}

impl<'f> Place<'f, '_> {
    /// Returns the top-level object of a file.
    pub(crate) fn top(file: &'f DataFile) -> Self {
        Self { file, id: "", trail: Trail::Top }
    }

    /// Returns an object in a list of this one.
    pub(crate) fn below<'b>(&'b self, key: &'static str, item: usize, id: &'b str) -> Place<'f, 'b> {
        Place { file: self.file, id, trail: Trail::Below(&self.trail, key, item) }
    }

    /// Returns the path from the top of the file to something in this object.
    pub(crate) fn steps(&self, at: FieldLocation) -> Vec<PathStep> {
        let mut steps = Vec::new();
        self.trail.steps(&mut steps);
        steps.push(PathStep::Key(at.field));
        steps.extend(at.item.map(PathStep::Item));
        steps.extend(at.key.map(PathStep::Key));
        steps
    }
}

/// A location within an object: a field, optionally an item of it, optionally a key of that item.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FieldLocation {
    pub(crate) field: &'static str,
    item: Option<usize>,
    key: Option<&'static str>,
}

impl From<&'static str> for FieldLocation {
    fn from(field: &'static str) -> Self {
        Self { field, item: None, key: None }
    }
}

impl From<(&'static str, usize)> for FieldLocation {
    fn from((field, item): (&'static str, usize)) -> Self {
        Self { field, item: Some(item), key: None }
    }
}

impl From<(&'static str, usize, &'static str)> for FieldLocation {
    fn from((field, item, key): (&'static str, usize, &'static str)) -> Self {
        Self { field, item: Some(item), key: Some(key) }
    }
}

/// Returns the line number of each path, from 1. If a field is missing, the line is that of the object that lacks it.
///
/// The JSON parser itself walks the file, once for all paths.
pub(crate) fn lines(text: &str, ways: &[&[PathStep]]) -> Vec<usize> {
    let mut found = vec![0; ways.len()];
    let wanted = (0..ways.len()).collect();
    Walk { text, ways, found: &mut found }.value(text.trim_ascii_start(), 0, wanted);
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|&way| found[way]);
    let (mut line, mut from) = (1, 0);
    for way in order {
        let to = found[way];
        line += text.get(from..to).unwrap_or_default().matches('\n').count();
        (from, found[way]) = (to, line);
    }
    found
}

struct Walk<'a> {
    text: &'a str,
    ways: &'a [&'a [PathStep]],
    /// For each path, the byte offset of the last value that was reached on it.
    found: &'a mut [usize],
}

impl<'a> Walk<'a> {
    /// Follows the `wanted` paths through a value that is `depth` steps from the top.
    fn value(&mut self, value: &'a str, depth: usize, mut wanted: Vec<usize>) {
        // `value` is a slice of `text`, so the difference of their addresses is its byte offset.
        let at = value.as_ptr().addr() - self.text.as_ptr().addr();
        wanted.iter().for_each(|&way| self.found[way] = at);
        wanted.retain(|&way| self.ways[way].len() > depth);
        if !wanted.is_empty() {
            let within = ContentVisitor { walk: self, depth, wanted };
            // If the value cannot be parsed, the paths end at the last value that was reached.
            let _ = serde_json::Deserializer::from_str(value).deserialize_any(within);
        }
    }
}

/// A visitor of the contents of a value. It follows the `wanted` paths and skips everything else.
struct ContentVisitor<'w, 'a> {
    walk: &'w mut Walk<'a>,
    depth: usize,
    wanted: Vec<usize>,
}

impl ContentVisitor<'_, '_> {
    /// Removes and returns the wanted paths whose next step is `step`.
    fn by(&mut self, step: PathStep) -> Vec<usize> {
        let (ways, depth) = (self.walk.ways, self.depth);
        self.wanted.extract_if(.., |&mut way| ways[way].get(depth) == Some(&step)).collect()
    }
}

impl<'a> Visitor<'a> for ContentVisitor<'_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or a list")
    }

    fn visit_map<A: MapAccess<'a>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Cow<'_, str>>()? {
            let (ways, depth) = (self.walk.ways, self.depth);
            let step = self.wanted.iter().find_map(|&way| {
                ways[way].get(depth).copied().filter(|step| matches!(step, PathStep::Key(wanted) if *wanted == key))
            });
            match step {
                Some(step) => {
                    let value = map.next_value::<&RawValue>()?.get();
                    let wanted = self.by(step);
                    self.walk.value(value, depth + 1, wanted);
                }
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'a>>(mut self, mut list: A) -> Result<(), A::Error> {
        for item in 0.. {
            let wanted = self.by(PathStep::Item(item));
            if wanted.is_empty() {
                if self.wanted.is_empty() || list.next_element::<IgnoredAny>()?.is_none() {
                    break;
                }
            } else if let Some(value) = list.next_element::<&RawValue>()? {
                self.walk.value(value.get(), self.depth + 1, wanted);
            } else {
                break;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::PathStep::{self, Item, Key};
    use super::lines;

    #[test]
    fn lines_come_from_the_parser_and_not_from_what_a_text_says() {
        let text = r#"
            {
              "note": "\"list\": [{\"id\": \"b\"",
              "list": [
                {"id": "list", "text": "\"years\": [1]"},
                {
                  "id": "b",
                  "y\u0065ars":
                    [1,
                     2]
                }
              ]
            }"#;
        let ways: &[(&[PathStep], usize)] = &[
            (&[Key("list"), Item(1), Key("years"), Item(1)], 10),
            (&[Key("list"), Item(1), Key("years")], 9),
            (&[Key("list"), Item(1), Key("years"), Item(7)], 9),
            (&[Key("list"), Item(1), Key("missing")], 6),
            (&[Key("list"), Item(0), Key("text")], 5),
            (&[Key("list"), Item(9), Key("id")], 4),
            (&[Key("missing")], 2),
        ];
        let found = lines(text, &ways.iter().map(|w| w.0).collect::<Vec<_>>());
        assert_eq!(found, ways.iter().map(|w| w.1).collect::<Vec<_>>());
        assert_eq!(lines("{ not JSON", &[&[Key("list")]]), [1]);
    }
}
