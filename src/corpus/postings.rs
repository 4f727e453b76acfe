//! Postings by entity, year, priority, kind and place, and the set operations that filters are built from.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::corpus::strings::Str;
use crate::corpus::{Corpus, Dataset, Details, Kind, PassageId};

/// A set of passages, as a bit set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PassageSet {
    blocks: Vec<u64>,
    len: usize,
}

impl PassageSet {
    /// Returns the empty set out of `len` passages.
    #[must_use]
    pub fn none(len: usize) -> Self {
        Self { blocks: vec![0; len.div_ceil(64)], len }
    }

    /// Returns the set of all `len` passages.
    #[must_use]
    pub fn all(len: usize) -> Self {
        let mut set = Self { blocks: vec![u64::MAX; len.div_ceil(64)], len };
        if let Some(last) = set.blocks.last_mut()
            && !len.is_multiple_of(64)
        {
            *last = (1 << (len % 64)) - 1;
        }
        set
    }

    /// Returns the set of a range of ids out of `len` passages.
    #[must_use]
    pub fn of_range(len: usize, range: Range<u32>) -> Self {
        let mut set = Self::none(len);
        range.for_each(|id| set.insert(PassageId(id)));
        set
    }

    /// Inserts a passage. Does nothing if its id is not less than `len`.
    pub fn insert(&mut self, id: PassageId) {
        if id.index() < self.len {
            self.blocks[id.index() / 64] |= 1 << (id.index() % 64);
        }
    }

    /// Returns `true` if the set contains a passage.
    #[must_use]
    pub fn contains(&self, id: PassageId) -> bool {
        id.index() < self.len && self.blocks[id.index() / 64] & (1 << (id.index() % 64)) != 0
    }

    /// Keeps only the passages that are also in `other`.
    pub fn intersect_with(&mut self, other: &Self) {
        for (block, o) in self.blocks.iter_mut().zip(&other.blocks) {
            *block &= o;
        }
    }

    /// Adds the passages of `other`.
    pub fn union_with(&mut self, other: &Self) {
        for (block, o) in self.blocks.iter_mut().zip(&other.blocks) {
            *block |= o;
        }
    }

    /// Removes the passages of `other`.
    pub fn difference_with(&mut self, other: &Self) {
        for (block, o) in self.blocks.iter_mut().zip(&other.blocks) {
            *block &= !o;
        }
    }

    /// Removes all passages.
    pub fn clear(&mut self) {
        self.blocks.fill(0);
    }

    /// Returns the number of passages in the set.
    #[must_use]
    pub fn count(&self) -> usize {
        self.blocks.iter().map(|w| w.count_ones() as usize).sum()
    }

    /// Returns the size of the intersection with `other`, without building it.
    #[must_use]
    pub fn count_common(&self, other: &Self) -> usize {
        self.blocks.iter().zip(&other.blocks).map(|(a, b)| (a & b).count_ones() as usize).sum()
    }

    /// Returns how many passages of a range of ids are in the set.
    #[must_use]
    pub fn count_in(&self, range: Range<u32>) -> usize {
        range.filter(|&id| self.contains(PassageId(id))).count()
    }

    /// Returns `true` if the set is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.blocks.iter().all(|&w| w == 0)
    }

    /// Iterates over the passages in the set, in reading order.
    pub fn iter(&self) -> impl Iterator<Item = PassageId> + '_ {
        self.blocks.iter().enumerate().flat_map(|(at, &block)| {
            let mut left = block;
            std::iter::from_fn(move || {
                if left == 0 {
                    return None;
                }
                let bit = left.trailing_zeros();
                left &= left - 1;
                u32::try_from(at * 64).ok().map(|base| PassageId(base + bit))
            })
        })
    }
}

/// The passages that have each value of each facet.
#[derive(Debug, Clone, Default)]
pub struct Postings {
    /// By entity, in the order of [`crate::corpus::Dataset::entities`].
    pub entities: Vec<PassageSet>,
    /// By the year by which a passage is found: a stated one (of a publication, that of its issue), or else the reported
    /// one.
    pub years: BTreeMap<u16, PassageSet>,
    /// By stated year.
    pub stated: BTreeMap<u16, PassageSet>,
    /// The passages with claims of their own.
    pub claimed: PassageSet,
    /// By priority; priorities 1 to 6 are at indices 0 to 5.
    pub priorities: Vec<PassageSet>,
    /// By kind, in the order of [`Kind::ALL`].
    pub kinds: Vec<PassageSet>,
    /// By place.
    pub places: BTreeMap<Str, PassageSet>,
    /// By topic, in the order of [`crate::corpus::Dataset::topics`].
    pub topics: Vec<PassageSet>,
    /// By partner.
    pub partners: BTreeMap<Str, PassageSet>,
    /// By the languages of the works that the passage is, or mentions.
    pub languages: BTreeMap<Str, PassageSet>,
}

impl Postings {
    /// Builds the postings of all passages.
    #[must_use]
    pub fn new(dataset: &Dataset) -> Self {
        let passages = &dataset.passages;
        let none = || PassageSet::none(passages.len());
        let mut postings = Self {
            entities: vec![none(); dataset.entities.len()],
            years: BTreeMap::new(),
            stated: BTreeMap::new(),
            claimed: none(),
            priorities: vec![none(); dataset.priorities.len()],
            kinds: vec![none(); Kind::ALL.len()],
            places: BTreeMap::new(),
            topics: vec![none(); dataset.topics.len()],
            partners: BTreeMap::new(),
            languages: BTreeMap::new(),
        };
        for (number, passage) in (0u32..).zip(passages) {
            let id = PassageId(number);
            for entity in &passage.entities {
                postings.entities[entity.index()].insert(id);
            }
            if !passage.claims.is_empty() {
                postings.claimed.insert(id);
            }
            let reported = dataset.reports[passage.report.index()].covers;
            for year in passage.filter_years(reported) {
                postings.years.entry(year).or_insert_with(none).insert(id);
            }
            for &year in passage.stated_years() {
                postings.stated.entry(year).or_insert_with(none).insert(id);
            }
            for &priority in &passage.priorities {
                if let Some(set) = postings.priorities.get_mut(usize::from(priority).wrapping_sub(1)) {
                    set.insert(id);
                }
            }
            for place in &passage.places {
                if let Some(set) = postings.places.get_mut(place) {
                    set.insert(id);
                } else {
                    let mut set = none();
                    set.insert(id);
                    postings.places.insert(*place, set);
                }
            }
            for topic in &passage.topics {
                postings.topics[usize::from(topic.0)].insert(id);
            }
            for partner in passage.claims.iter().flat_map(|claim| &claim.partners) {
                postings.partners.entry(partner.known).or_insert_with(none).insert(id);
            }
            if let Details::Publication { languages, .. } = &passage.details {
                for &language in languages {
                    postings.languages.entry(language).or_insert_with(none).insert(id);
                }
            }
            postings.kinds[passage.kind as usize].insert(id);
        }
        for work in &dataset.works {
            for &language in &work.languages {
                let set = postings.languages.entry(language).or_insert_with(none);
                work.passages.iter().for_each(|&id| set.insert(id));
            }
        }
        postings
    }

    /// Returns the passages of any of the given kinds.
    #[must_use]
    pub fn of_kinds(&self, corpus: &Corpus, kinds: &[Kind]) -> PassageSet {
        let mut set = PassageSet::none(corpus.passages.len());
        for &kind in kinds {
            set.union_with(&self.kinds[kind as usize]);
        }
        set
    }

    /// Returns the passages that name any of the given places.
    #[must_use]
    pub fn of_places(&self, corpus: &Corpus, places: &[Str]) -> PassageSet {
        let mut set = PassageSet::none(corpus.passages.len());
        places.iter().filter_map(|place| self.places.get(place)).for_each(|of| set.union_with(of));
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(len: usize, members: &[u32]) -> PassageSet {
        let mut set = PassageSet::none(len);
        for &m in members {
            set.insert(PassageId(m));
        }
        set
    }

    #[test]
    fn sets_answer_as_sets_do() {
        let a = set(130, &[0, 63, 64, 129]);
        let mut b = set(130, &[63, 64, 100]);
        assert_eq!(a.count(), 4);
        assert_eq!(a.count_common(&b), 2);
        b.intersect_with(&a);
        assert_eq!(b, set(130, &[63, 64]));
        b.union_with(&set(130, &[5]));
        b.difference_with(&set(130, &[64]));
        assert_eq!(b.iter().map(|p| p.0).collect::<Vec<_>>(), [5, 63]);
        assert_eq!(PassageSet::all(130).count(), 130);
        assert_eq!(PassageSet::all(128).count(), 128);
        assert!(PassageSet::none(0).is_empty() && PassageSet::all(0).is_empty());
    }

    #[test]
    fn what_lies_outside_is_never_in() {
        let mut a = PassageSet::none(3);
        a.insert(PassageId(3));
        assert!(a.is_empty() && !a.contains(PassageId(3)));
    }
}
