//! Strings of the data. They live as long as the program, so they borrow from the file's text and are not copied.

use std::fmt;
use std::ops::Deref;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};

/// A string of the data: a slice of the file's text, or a leaked copy if the file contains it with escapes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Str(&'static str);

impl PartialEq<str> for Str {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Str {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl Deref for Str {
    type Target = str;

    fn deref(&self) -> &str {
        self.0
    }
}

impl AsRef<str> for Str {
    fn as_ref(&self) -> &str {
        self.0
    }
}

impl fmt::Display for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Debug for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0, f)
    }
}

impl From<String> for Str {
    fn from(words: String) -> Self {
        Self(words.leak())
    }
}

impl From<&'static str> for Str {
    fn from(words: &'static str) -> Self {
        Self(words)
    }
}

impl std::borrow::Borrow<str> for Str {
    fn borrow(&self) -> &str {
        self.0
    }
}

struct Reading;

impl Visitor<'static> for Reading {
    type Value = Str;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E: Error>(self, words: &'static str) -> Result<Str, E> {
        Ok(words.into())
    }

    fn visit_str<E: Error>(self, words: &str) -> Result<Str, E> {
        Ok(words.to_owned().into())
    }
}

impl Deserialize<'static> for Str {
    fn deserialize<D: Deserializer<'static>>(row: D) -> Result<Self, D::Error> {
        row.deserialize_str(Reading)
    }
}

impl Serialize for Str {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self)
    }
}
