//! Lists that many passages share, such as the bodies that act in them. Each is in memory once, and packed once.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::hash::Hash;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::{Mutex, PoisonError};
use std::thread::LocalKey;

use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeTuple, Serializer};

use crate::corpus::EntityId;
use crate::corpus::strings::Str;
use crate::corpus::vocabulary::TopicId;

/// A short list of values. It lives as long as the program.
pub struct List<T: 'static>(&'static [T]);

impl<T> Clone for List<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for List<T> {}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(&[])
    }
}

impl<T> Deref for List<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.0
    }
}

impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T: PartialEq> PartialEq for List<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T: Eq> Eq for List<T> {}

impl<T: fmt::Debug> fmt::Debug for List<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Values of which lists are kept.
pub trait Listed: Hash + Eq + 'static {
    /// The lists of all data.
    fn kept() -> &'static Mutex<HashSet<&'static [Self]>>
    where
        Self: Sized;

    /// The lists of the data that is being packed or unpacked.
    fn packed() -> &'static LocalKey<RefCell<PackedLists<Self>>>
    where
        Self: Sized;
}

/// The lists of packed data in the order in which they come first.
#[derive(Debug)]
pub struct PackedLists<T: 'static> {
    /// The number of each list that is written, by where it is in memory.
    written: HashMap<(usize, usize), u32>,
    /// The lists that are read.
    read: Vec<&'static [T]>,
}

impl<T> Default for PackedLists<T> {
    fn default() -> Self {
        Self { written: HashMap::new(), read: Vec::new() }
    }
}

macro_rules! listed {
    ($($name:ident: $value:ty),+) => {
        $(impl Listed for $value {
            fn kept() -> &'static Mutex<HashSet<&'static [Self]>> {
                static KEPT: std::sync::LazyLock<Mutex<HashSet<&'static [$value]>>> = std::sync::LazyLock::new(Mutex::default);
                &KEPT
            }

            fn packed() -> &'static LocalKey<RefCell<PackedLists<Self>>> {
                thread_local! {
                    static PACKED: RefCell<PackedLists<$value>> = RefCell::default();
                }
                &PACKED
            }
        })+

        /// Packs or unpacks data by itself: no list of it is one of the data around it.
        pub(crate) fn apart<R>(work: impl FnOnce() -> R) -> R {
            $(let $name = <$value>::packed().take();)+
            let done = work();
            $(<$value>::packed().set($name);)+
            done
        }
    };
}

listed!(bodies: EntityId, names: Str, topics: TopicId, priorities: u8, years: u16);

impl<T: Listed> From<Vec<T>> for List<T> {
    fn from(values: Vec<T>) -> Self {
        if values.is_empty() {
            return Self::default();
        }
        let mut kept = T::kept().lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(list) = kept.get(values.as_slice()) {
            return Self(list);
        }
        let list: &'static [T] = values.leak();
        kept.insert(list);
        Self(list)
    }
}

impl<T: Listed> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        values.into_iter().collect::<Vec<_>>().into()
    }
}

/// A list is packed as its number, and with its values where it comes first.
impl<T: Listed + Serialize> Serialize for List<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        // Where an empty list is says nothing.
        let place = if self.0.is_empty() { (0, 0) } else { (self.0.as_ptr() as usize, self.0.len()) };
        let (number, is_new) = T::packed().with_borrow_mut(|lists| {
            let next = u32::try_from(lists.written.len()).unwrap_or(u32::MAX);
            let number = *lists.written.entry(place).or_insert(next);
            (number, number == next)
        });
        let mut tuple = to.serialize_tuple(2)?;
        tuple.serialize_element(&number)?;
        if is_new {
            tuple.serialize_element(self.0)?;
        }
        tuple.end()
    }
}

impl<'de: 'static, T: Listed + Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(row: D) -> Result<Self, D::Error> {
        struct ListVisitor<T>(PhantomData<T>);

        impl<T: Listed + Deserialize<'static>> Visitor<'static> for ListVisitor<T> {
            type Value = List<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'static>>(self, mut row: A) -> Result<List<T>, A::Error> {
                let missing = || A::Error::custom("a list is missing");
                let number = row.next_element::<u32>()?.ok_or_else(missing)? as usize;
                if let Some(list) = T::packed().with_borrow(|lists| lists.read.get(number).copied()) {
                    return Ok(List(list));
                }
                let list: &'static [T] = row.next_element::<Vec<T>>()?.ok_or_else(missing)?.leak();
                T::packed().with_borrow_mut(|lists| {
                    lists.read.push(list);
                    if lists.read.len() == number + 1 { Ok(List(list)) } else { Err(missing()) }
                })
            }
        }

        row.deserialize_tuple(2, ListVisitor(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::strings;

    #[test]
    fn a_list_is_kept_and_packed_once() {
        let lists: Vec<List<u16>> =
            [vec![2019, 2020], vec![], vec![2021], vec![2019, 2020], vec![]].map(List::from).to_vec();
        assert_eq!(lists[0].as_ptr(), lists[3].as_ptr());
        assert_ne!(lists[0].as_ptr(), lists[2].as_ptr());
        let (bytes, _) = strings::pack(&lists).expect("packed data");
        let (once, _) = strings::pack(&lists[..3].to_vec()).expect("packed data");
        assert_eq!(bytes.len(), once.len() + 2, "a number for each list that came before");
        // Another piece of data in between has lists of its own.
        let other: Vec<List<u16>> = vec![vec![7].into(), vec![2021].into()];
        let (other_bytes, _) = strings::pack(&other).expect("packed data");
        let text = strings::PackedText::default();
        let read: Vec<List<u16>> = strings::unpack(other_bytes.leak(), text).expect("packed data");
        assert_eq!(read, other);
        let read: Vec<List<u16>> = strings::unpack(bytes.leak(), text).expect("packed data");
        assert_eq!(read, lists);
    }

    #[test]
    fn a_number_without_its_list_is_an_error() {
        for bytes in [&[1, 5, 1, 7][..], &[2, 0, 1, 7, 2, 0], &[1, 0], &[1]] {
            assert!(strings::unpack::<Vec<List<u8>>>(bytes, strings::PackedText::default()).is_err(), "{bytes:?}");
        }
    }
}
