//! Words of the data. They live as long as the program, so what a file says is pointed to, not copied.

use std::fmt;
use std::ops::Deref;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};

/// A string of the data: a part of the file it stands in, or kept for good where the file escapes it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Words(&'static str);

impl PartialEq<str> for Words {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Words {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl Deref for Words {
    type Target = str;

    fn deref(&self) -> &str {
        self.0
    }
}

impl AsRef<str> for Words {
    fn as_ref(&self) -> &str {
        self.0
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0, f)
    }
}

impl From<String> for Words {
    fn from(words: String) -> Self {
        Self(words.leak())
    }
}

impl From<&'static str> for Words {
    fn from(words: &'static str) -> Self {
        Self(words)
    }
}

impl std::borrow::Borrow<str> for Words {
    fn borrow(&self) -> &str {
        self.0
    }
}

struct Reading;

impl Visitor<'static> for Reading {
    type Value = Words;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E: Error>(self, words: &'static str) -> Result<Words, E> {
        Ok(words.into())
    }

    fn visit_str<E: Error>(self, words: &str) -> Result<Words, E> {
        Ok(words.to_owned().into())
    }
}

impl Deserialize<'static> for Words {
    fn deserialize<D: Deserializer<'static>>(row: D) -> Result<Self, D::Error> {
        row.deserialize_str(Reading)
    }
}

impl Serialize for Words {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self)
    }
}
