//! Strings of the data. They live as long as the program, so they borrow from the file's text and are not copied.
//!
//! Packed, they are ranges of a [`PackedText`] that stands beside: reading the packed data does not touch the texts of passages that
//! nobody looks at, and does not check again that all is UTF-8.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fmt;
use std::ops::Deref;
use std::sync::{Mutex, PoisonError};

use postcard::de_flavors::Flavor;
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::corpus::list;
use crate::corpus::stored::StoredBytes;

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

/// The text that packed strings are ranges of. The texts of passages stand apart from names, ids and headlines, which are read
/// at the start.
#[derive(Debug, Clone, Copy)]
pub struct PackedText {
    /// The strings, one after the other.
    pub strings: &'static str,
    /// The texts of passages.
    pub passages: &'static PassageTexts,
}

impl Default for PackedText {
    fn default() -> Self {
        Self { strings: "", passages: &NONE }
    }
}

/// The texts of no passages.
static NONE: PassageTexts = PassageTexts::Memory("");

/// The texts of passages, one after the other.
#[derive(Debug)]
pub enum PassageTexts {
    /// In memory.
    Memory(&'static str),
    /// In a file. What was read is kept, as others may look at it for as long as the program runs.
    File {
        /// The texts.
        stored: Box<dyn StoredBytes>,
        /// What was read, by where it begins and how long it is.
        read: Mutex<HashMap<(u32, u32), &'static str>>,
    },
}

impl PassageTexts {
    /// Returns a text. Of a range that is none of a text, returns an empty one.
    fn get(&'static self, offset: u32, len: u32) -> &'static str {
        let range = offset as usize..(offset as usize).saturating_add(len as usize);
        match self {
            Self::Memory(all) => all.get(range).unwrap_or_default(),
            Self::File { stored, read } => {
                let mut read = read.lock().unwrap_or_else(PoisonError::into_inner);
                read.entry((offset, len))
                    .or_insert_with(|| String::from_utf8(stored.read(range)).map_or("", |text| text.leak()))
            }
        }
    }
}

/// A part of the text while it is being written: each string once.
#[derive(Debug, Default)]
struct PackedPart {
    text: String,
    offsets: HashMap<&'static str, u32>,
}

impl PackedPart {
    /// Returns where a string begins, and adds it if it is new. `None` if there is no room for it.
    fn add(&mut self, words: &'static str) -> Option<u32> {
        if let Some(&offset) = self.offsets.get(words) {
            return Some(offset);
        }
        let offset = u32::try_from(self.text.len()).ok()?;
        self.text.push_str(words);
        self.offsets.insert(words, offset);
        Some(offset)
    }
}

/// The text while it is being written.
#[derive(Debug, Default)]
struct TextWriter {
    strings: PackedPart,
    /// How long the texts of passages are so far. They are written by whoever has them: to collect them here would need
    /// the memory of all of them once more.
    passages: usize,
}

impl TextWriter {
    /// Returns where the text of a passage begins.
    fn passage(&mut self, words: &'static str) -> Option<u32> {
        let offset = u32::try_from(self.passages).ok();
        self.passages += words.len();
        offset
    }
}

/// Packs a string as its range of a part of the text.
fn serialize_range<S: Serializer>(
    words: &'static str,
    add: fn(&mut TextWriter, &'static str) -> Option<u32>,
    to: S,
) -> Result<S::Ok, S::Error> {
    let custom = <S::Error as serde::ser::Error>::custom::<&str>;
    let offset = WRITTEN.with_borrow_mut(|text| text.as_mut().map(|text| add(text, words)));
    let offset = offset.ok_or_else(|| custom("strings are packed with their text"))?;
    let too_long = || custom("there is more text than a pack can hold");
    let offset = offset.ok_or_else(too_long)?;
    let len = u32::try_from(words.len()).map_err(|_| too_long())?;
    (offset, len).serialize(to)
}

thread_local! {
    /// The text of the data that is being read. Serde passes nothing along.
    static READ: Cell<PackedText> = const { Cell::new(PackedText { strings: "", passages: &NONE }) };
    /// The text of the data that is being packed.
    static WRITTEN: RefCell<Option<TextWriter>> = const { RefCell::new(None) };
}

/// Packs a value. Returns with it the text that its strings are ranges of. Texts of passages are ranges of all of them, one
/// after the other, in the order in which they are packed.
///
/// # Errors
/// Returns an error if the value cannot be packed.
pub fn pack<T: Serialize>(value: &T) -> Result<(Vec<u8>, String), postcard::Error> {
    WRITTEN.set(Some(TextWriter::default()));
    let bytes = list::apart(|| postcard::to_allocvec(value));
    let text = WRITTEN.take().unwrap_or_default();
    Ok((bytes?, text.strings.text))
}

/// Reads a packed value whose strings are ranges of a text.
///
/// # Errors
/// Returns an error if the bytes are none of a value of this type, or the text is not theirs.
pub fn unpack<T: Deserialize<'static>>(bytes: &'static [u8], text: PackedText) -> Result<T, postcard::Error> {
    let before = READ.replace(text);
    let value = list::apart(|| postcard::from_bytes(bytes));
    READ.set(before);
    value
}

/// Reads a packed value whose strings are ranges of a text, and gives the bytes back, but for parts that are unpacked later.
///
/// # Errors
/// Returns an error if the bytes are none of a value of this type, or the text is not theirs.
pub fn unpack_owned<T: Deserialize<'static>>(bytes: Vec<u8>, text: PackedText) -> Result<T, postcard::Error> {
    let before = READ.replace(text);
    let mut from = postcard::Deserializer::from_flavor(OwnedBytes(bytes.into_iter()));
    let value = list::apart(|| T::deserialize(&mut from));
    READ.set(before);
    value
}

/// Bytes that are given back when they are read.
struct OwnedBytes(std::vec::IntoIter<u8>);

impl Flavor<'static> for OwnedBytes {
    type Remainder = ();
    type Source = ();

    fn pop(&mut self) -> Result<u8, postcard::Error> {
        self.0.next().ok_or(postcard::Error::DeserializeUnexpectedEnd)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }

    /// Only what is unpacked later asks for bytes to keep.
    fn try_take_n(&mut self, len: usize) -> Result<&'static [u8], postcard::Error> {
        let taken: &'static [u8] = self.0.by_ref().take(len).collect::<Vec<u8>>().leak();
        if taken.len() == len { Ok(taken) } else { Err(postcard::Error::DeserializeUnexpectedEnd) }
    }

    fn finalize(self) -> Result<(), postcard::Error> {
        Ok(())
    }
}

/// Returns the text of the data that is being read.
pub(crate) fn text_being_read() -> PackedText {
    READ.get()
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
        if row.is_human_readable() {
            return row.deserialize_str(Reading);
        }
        let (offset, len) = <(u32, u32)>::deserialize(row)?;
        let words = READ.get().strings.get(offset as usize..(offset as usize).saturating_add(len as usize));
        words.map(Self).ok_or_else(|| D::Error::custom("a string lies outside of the text"))
    }
}

impl Serialize for Str {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() {
            return to.serialize_str(self);
        }
        serialize_range(self.0, |text, words| text.strings.add(words), to)
    }
}

/// The text of a passage. Packed, it is cut out of the texts of all passages when it is looked at: to do so while the data is
/// read would touch the text of every passage.
#[derive(Clone, Copy)]
pub struct PassageText(TextPlace);

/// Where a text is.
#[derive(Clone, Copy)]
enum TextPlace {
    Here(&'static str),
    Packed { texts: &'static PassageTexts, offset: u32, len: u32 },
}

impl PassageText {
    /// Returns the text.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self.0 {
            TextPlace::Here(text) => text,
            TextPlace::Packed { texts, offset, len } => texts.get(offset, len),
        }
    }

    /// Returns how long the text is in bytes, without looking at it.
    #[must_use]
    #[allow(clippy::len_without_is_empty, reason = "no passage is empty")]
    pub fn len(&self) -> usize {
        match self.0 {
            TextPlace::Here(text) => text.len(),
            TextPlace::Packed { len, .. } => len as usize,
        }
    }
}

impl Default for PassageText {
    fn default() -> Self {
        Self(TextPlace::Here(""))
    }
}

impl From<Str> for PassageText {
    fn from(words: Str) -> Self {
        Self(TextPlace::Here(words.0))
    }
}

impl Deref for PassageText {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for PassageText {
    fn as_ref(&self) -> &str {
        self
    }
}

impl PartialEq for PassageText {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for PassageText {}

impl fmt::Display for PassageText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl fmt::Debug for PassageText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl Deserialize<'static> for PassageText {
    fn deserialize<D: Deserializer<'static>>(row: D) -> Result<Self, D::Error> {
        if row.is_human_readable() {
            return Str::deserialize(row).map(Self::from);
        }
        let (offset, len) = <(u32, u32)>::deserialize(row)?;
        Ok(Self(TextPlace::Packed { texts: READ.get().passages, offset, len }))
    }
}

impl Serialize for PassageText {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() {
            return to.serialize_str(self);
        }
        serialize_range(self.as_str(), TextWriter::passage, to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static TEXTS: PassageTexts = PassageTexts::Memory("shortäußerst lang");

    #[test]
    fn the_text_of_a_passage_is_cut_out_when_it_is_looked_at() {
        let texts = vec![PassageText::from(Str::from("short")), PassageText::from(Str::from("äußerst lang"))];
        let (bytes, strings) = pack(&texts).expect("packed data");
        assert_eq!(strings, "");
        let text = PackedText { strings: "", passages: &TEXTS };
        let read: Vec<PassageText> = unpack(bytes.leak(), text).expect("packed data");
        assert_eq!(read, texts);
        assert_eq!(read[1].as_str(), "äußerst lang");
        for (offset, len) in [(3, 99), (6, 2), (u32::MAX, u32::MAX)] {
            let none = PassageText(TextPlace::Packed { texts: &TEXTS, offset, len });
            assert_eq!(none.as_str(), "", "{offset}, {len}");
        }
    }

    #[test]
    fn packed_strings_are_ranges_of_their_text_and_stand_in_it_once() {
        let words: Vec<Str> = ["one", "", "zwölf", "one"].map(Str::from).to_vec();
        let (bytes, strings) = pack(&words).expect("packed data");
        assert_eq!(strings, "onezwölf");
        let text = PackedText { strings: strings.leak(), ..PackedText::default() };
        assert_eq!(unpack_owned::<Vec<Str>>(bytes.clone(), text).expect("packed data"), words);
        assert!(unpack_owned::<Vec<Str>>(bytes[..bytes.len() - 1].to_vec(), text).is_err());
        assert_eq!(unpack::<Vec<Str>>(bytes.leak(), text).expect("packed data"), words);
    }

    #[test]
    fn a_range_that_is_not_of_the_text_is_an_error() {
        let (bytes, _) = pack(&vec![Str::from("zwölf")]).expect("packed data");
        let bytes: &'static [u8] = bytes.leak();
        let text = PackedText::default();
        assert!(unpack::<Vec<Str>>(bytes, PackedText { strings: "zw", ..text }).is_err());
        assert!(unpack::<Vec<Str>>(bytes, PackedText { strings: "zwölö", ..text }).is_err(), "within a letter");
        assert!(postcard::to_allocvec(&Str::from("alone")).is_err());
    }
}
