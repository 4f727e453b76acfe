//! Parts of the dataset that few runs need: kept as bytes, and unpacked when they are first asked for.

use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::corpus::list;
use crate::corpus::strings::{self, PackedText};

/// A value that is unpacked when it is first used.
#[derive(Clone, Default)]
pub struct Packed<T> {
    bytes: &'static [u8],
    text: PackedText,
    value: OnceLock<T>,
}

impl<T> From<T> for Packed<T> {
    fn from(value: T) -> Self {
        Self { bytes: &[], text: PackedText::default(), value: OnceLock::from(value) }
    }
}

impl<T: Deserialize<'static> + Default> Deref for Packed<T> {
    type Target = T;

    /// Returns the value. The bytes come from the build script, which packed a value of this type; bytes that are none
    /// make an empty value.
    fn deref(&self) -> &T {
        self.value.get_or_init(|| strings::unpack(self.bytes, self.text).unwrap_or_default())
    }
}

impl<T: Deserialize<'static> + Default + fmt::Debug> fmt::Debug for Packed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl<T: Serialize + Deserialize<'static> + Default> Serialize for Packed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bytes = list::apart(|| postcard::to_allocvec(&**self)).map_err(serde::ser::Error::custom)?;
        serializer.serialize_bytes(&bytes)
    }
}

impl<'de: 'static, T> Deserialize<'de> for Packed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct BytesVisitor;

        impl Visitor<'static> for BytesVisitor {
            type Value = &'static [u8];

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("packed bytes")
            }

            fn visit_borrowed_bytes<E: Error>(self, bytes: &'static [u8]) -> Result<Self::Value, E> {
                Ok(bytes)
            }
        }

        let bytes = deserializer.deserialize_bytes(BytesVisitor)?;
        Ok(Self { bytes, text: strings::text_being_read(), value: OnceLock::new() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::strings::Str;

    #[test]
    fn what_was_packed_is_unpacked_and_bytes_of_something_else_are_an_empty_value() {
        let words: Packed<Vec<Str>> = vec![Str::from("one"), Str::from("two")].into();
        let (bytes, words) = strings::pack(&words).expect("words are packed");
        let text = PackedText { strings: words.leak(), ..PackedText::default() };
        let read: Packed<Vec<Str>> = strings::unpack(bytes.leak(), text).expect("packed words are read");
        assert_eq!(*read, ["one", "two"]);
        assert_eq!(format!("{read:?}"), "[\"one\", \"two\"]");
        let damaged: Packed<Vec<Str>> = Packed { bytes: &[7, 255], text, value: OnceLock::new() };
        assert!(damaged.is_empty());
    }
}
