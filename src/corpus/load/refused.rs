//! Reports parser errors like all other problems: with line, id and field, and in plain language.
//!
//! This runs only for a file that the parser rejected, so it can afford to parse the file again.

mod message;

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use serde_path_to_error::Segment;

use crate::corpus::load::DataFile;
use crate::error::Problem;
use message::{LineHint, ParserMessage};

/// Describes what is wrong with a file that cannot be deserialized into rows.
pub(super) fn refused<T: Deserialize<'static>>(file: &DataFile, error: &serde_json::Error) -> Problem {
    let way = way::<T>(file.text);
    let mut seen = Seen::default();
    // The walk ends at what cannot be parsed. What was seen before that is still valid.
    let _ = PathVisitor { way: &way, names: "", depth: 0, seen: &mut seen }
        .deserialize(&mut serde_json::Deserializer::from_str(file.text));
    // If an id is duplicated, the first one counts.
    let (depth, id) = seen.ids.into_iter().rev().max_by_key(|(depth, _)| *depth).unwrap_or_default();
    let message = error.to_string();
    let parsed = ParserMessage::of(message.strip_suffix(&place(error)).unwrap_or(&message));
    let keys = way.iter().skip(depth).filter_map(|step| match step {
        Segment::Map { key } => Some(key.as_str()),
        _ => None,
    });
    let field = keys.chain(parsed.field).collect::<Vec<_>>().join(".");
    let line = match (parsed.at, seen.end) {
        // `object` is a slice of the file's text, so the difference of their addresses is its byte offset.
        (LineHint::Object, Some(object)) => line(file.text, object.as_ptr().addr() - file.text.as_ptr().addr()),
        (LineHint::Before, _) => line(file.text, word_end(file.text, error)),
        _ => error.line(),
    };
    Problem { file: file.name.clone(), line, id, field, message: parsed.message }
}

/// Returns the suffix that the parser appends to its messages.
fn place(error: &serde_json::Error) -> String {
    format!(" at line {} column {}", error.line(), error.column())
}

/// Returns the path to the rejected value; empty if that is not part of the rows, such as trailing characters.
fn way<T: Deserialize<'static>>(text: &'static str) -> Vec<Segment> {
    let refused = serde_path_to_error::deserialize::<_, T>(&mut serde_json::Deserializer::from_str(text)).err();
    refused.map(|error| error.path().iter().cloned().collect()).unwrap_or_default()
}

/// Returns the line number of a byte offset, from 1.
fn line(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|&b| b == b'\n').count() + 1
}

/// Returns the byte offset of the end of the last word before the point where the parser stopped. After a key the
/// parser looks ahead to the colon, which may be on a later line.
fn word_end(text: &str, error: &serde_json::Error) -> usize {
    let before = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let read = text.get(..before + error.column().saturating_sub(1)).unwrap_or(text);
    read.trim_end_matches(|c: char| c.is_ascii_whitespace() || c == ':').len()
}

/// Returns the field that identifies the objects of a list to users.
fn naming(list: &str) -> &'static str {
    match list {
        "sections" | "priorities" => "title",
        "passages" | "entities" => "id",
        "terms" => "term",
        "regions" | "former_names" => "name",
        "promises" => "commitment",
        "counts" => "passage",
        _ => "",
    }
}

/// What was seen on the path to a value.
#[derive(Default)]
struct Seen<'t> {
    /// The ids of the objects on the path, each with the depth of its object.
    ids: Vec<(usize, String)>,
    /// The value at the end of the path.
    end: Option<&'t str>,
}

/// Follows the rest of a path through a value that is `depth` steps from the top.
struct PathVisitor<'w, 's, 't> {
    way: &'w [Segment],
    /// The field that identifies this value if it is an object.
    names: &'static str,
    depth: usize,
    seen: &'s mut Seen<'t>,
}

impl<'t> DeserializeSeed<'t> for PathVisitor<'_, '_, 't> {
    type Value = ();

    fn deserialize<D: Deserializer<'t>>(self, value: D) -> Result<(), D::Error> {
        if !self.way.is_empty() {
            return value.deserialize_any(self);
        }
        let value = <&RawValue>::deserialize(value)?.get();
        self.seen.end = Some(value);
        // If the value is not an object, this fails and there is no id.
        let _ = serde_json::Deserializer::from_str(value).deserialize_map(self);
        Ok(())
    }
}

impl<'t> Visitor<'t> for PathVisitor<'_, '_, 't> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or a list")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<(), A::Error> {
        let mut step = self.way.split_first();
        while let Some(key) = map.next_key::<Cow<'_, str>>()? {
            match step {
                Some((Segment::Map { key: next }, way)) if *next == key => {
                    step = None;
                    let (names, depth) = (naming(&key), self.depth + 1);
                    map.next_value_seed(PathVisitor { way, names, depth, seen: &mut *self.seen })?;
                }
                _ if key == self.names => {
                    let id = serde_json::from_str::<String>(map.next_value::<&RawValue>()?.get());
                    self.seen.ids.extend(id.map(|id| (self.depth, id)));
                }
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut list: A) -> Result<(), A::Error> {
        for item in 0.. {
            let next = match self.way.split_first() {
                Some((Segment::Seq { index }, way)) if *index == item => {
                    let depth = self.depth + 1;
                    list.next_element_seed(PathVisitor { way, names: self.names, depth, seen: &mut *self.seen })?
                }
                _ => list.next_element::<IgnoredAny>()?.map(drop),
            };
            if next.is_none() {
                break;
            }
        }
        Ok(())
    }
}
