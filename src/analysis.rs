//! Overviews: who covers what, who is in the group, who has an agreement with whom, what became of commitments, who to call.
//! Every number is a count of passages, which [`PassageSource`] returns.

pub mod answers;
pub mod commitments;
pub mod compare;
pub mod gaps;
pub mod grid;
pub mod grid_view;
pub mod knowledge;
pub mod opening;
pub mod order;
pub mod profile;
pub mod sentences;
pub mod who;

pub use grid_view::{agreements, coverage, membership};

use std::collections::BTreeSet;
use std::ops::Range;

use crate::corpus::filter::Filter;
use crate::corpus::postings::PassageSet;
use crate::corpus::strings::Str;
use crate::corpus::vocabulary::TopicId;
use crate::corpus::{Corpus, EntityId, Kind, PassageId, ReportId};

/// The number of bodies beyond which a statement enumerates them. An enumeration makes nobody a partner of another, and
/// says little of each.
pub(crate) const ENUMERATION: usize = 3;
/// The text for an empty cell.
pub const NO_RECORD: &str = "no record in these reports";
/// Says what a lack of records does not mean.
pub const NOT_NOTHING: &str = "No record here does not mean that nothing was done.";
/// The explanation of an empty cell in the legend.
pub const NOT_NO_ACTIVITY: &str = "Empty means no record in these reports; it does not mean no activity.";

/// Returns the titles of the reports that contain the passages, in order of publication.
#[must_use]
pub fn sources(corpus: &Corpus, passages: impl IntoIterator<Item = PassageId>) -> String {
    let reports: BTreeSet<ReportId> = passages.into_iter().map(|id| corpus.passage(id).report).collect();
    reports.iter().map(|&r| corpus.report(r).title.as_str()).collect::<Vec<_>>().join(", ")
}

/// Returns passages in their order, each once.
pub(crate) fn once(passages: impl Iterator<Item = PassageId>) -> Vec<PassageId> {
    let mut seen = BTreeSet::new();
    passages.filter(|id| seen.insert(*id)).collect()
}

/// The passages behind a number or a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PassageSource {
    /// The passages that match a filter.
    Filter(Box<Filter>),
    /// These passages, in this order.
    Passages(Vec<PassageId>),
}

impl PassageSource {
    /// Returns the passages. Those of a filter are ordered by report, latest first.
    #[must_use]
    pub fn passages(&self, corpus: &Corpus) -> Vec<PassageId> {
        match self {
            Self::Filter(filter) => corpus.latest_first(&filter.set(corpus, None)),
            Self::Passages(ids) => ids.clone(),
        }
    }

    /// Returns the number of passages.
    #[must_use]
    pub fn count(&self, corpus: &Corpus) -> usize {
        match self {
            Self::Filter(filter) => filter.set(corpus, None).count(),
            Self::Passages(ids) => ids.len(),
        }
    }

    /// Creates a source from a set, the latest report first.
    #[must_use]
    pub fn of(corpus: &Corpus, set: &PassageSet) -> Self {
        Self::Passages(corpus.latest_first(set))
    }
}

/// A value with the passages that stand behind it and their number.
#[derive(Debug, Clone)]
pub struct FacetCount<T> {
    /// What is counted.
    pub value: T,
    /// The number of passages.
    pub count: usize,
    /// The passages.
    pub passages: PassageSource,
}

impl<T> FacetCount<T> {
    /// Counts the passages that match a filter.
    #[must_use]
    pub fn filtered(corpus: &Corpus, value: T, filter: Filter) -> Self {
        let passages = PassageSource::Filter(Box::new(filter));
        Self { value, count: passages.count(corpus), passages }
    }

    /// Takes a count of passages that a filter is known to leave.
    #[must_use]
    pub fn known(value: T, count: usize, filter: Filter) -> Self {
        Self { value, count, passages: PassageSource::Filter(Box::new(filter)) }
    }

    /// Counts the passages of a set.
    #[must_use]
    pub fn in_set(corpus: &Corpus, value: T, set: &PassageSet) -> Self {
        Self { value, count: set.count(), passages: PassageSource::of(corpus, set) }
    }

    /// Returns the same count for what `name` makes of the value.
    #[must_use]
    pub fn map<U>(&self, name: impl FnOnce(&T) -> U) -> FacetCount<U> {
        FacetCount { value: name(&self.value), count: self.count, passages: self.passages.clone() }
    }
}

/// A stretch of a passage's text, to be quoted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// The passage.
    pub passage: PassageId,
    /// The byte range in its text.
    pub range: Range<usize>,
}

impl Quotation {
    /// Returns the quoted text.
    #[must_use]
    pub fn text<'a>(&self, corpus: &'a Corpus) -> &'a str {
        corpus.passage(self.passage).text.get(self.range.clone()).unwrap_or("")
    }
}

/// The value that a row or a column of a view stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FacetValue {
    /// All values together.
    All,
    /// A body.
    Entity(EntityId),
    /// A year.
    Year(u16),
    /// A priority, 1 to 6.
    Priority(u8),
    /// A kind of passage.
    Kind(Kind),
    /// A report.
    Report(ReportId),
    /// A region: its name and its places.
    Region(Str, Vec<Str>),
    /// A place.
    Place(Str),
    /// A topic.
    Topic(TopicId),
}

impl FacetValue {
    /// Returns a filter whose facet includes only this value. Exclusions are kept.
    #[must_use]
    pub fn narrow(&self, base: &Filter) -> Filter {
        let mut filter = base.clone();
        match self {
            Self::All => {}
            Self::Entity(e) => filter.entities.include = [*e].into(),
            Self::Year(y) => filter.years.include = [*y].into(),
            Self::Priority(n) => filter.priorities.include = [*n].into(),
            Self::Kind(k) => filter.kinds.include = [*k].into(),
            Self::Report(r) => filter.reports.include = [*r].into(),
            Self::Region(_, places) => filter.places.include = places.iter().copied().collect(),
            Self::Place(p) => filter.places.include = [*p].into(),
            Self::Topic(topic) => filter.topics.include = [*topic].into(),
        }
        filter
    }

    /// Returns the value as it is typed in filters and written in exports. The total is "all".
    #[must_use]
    pub fn word(&self, corpus: &Corpus) -> String {
        match self {
            Self::All => "all".to_owned(),
            Self::Entity(id) => corpus.entity(*id).id.to_string(),
            Self::Priority(n) => n.to_string(),
            Self::Year(year) => year.to_string(),
            Self::Kind(kind) => kind.word().to_owned(),
            Self::Report(id) => corpus.report(*id).id.to_string(),
            Self::Place(place) => place.to_string(),
            Self::Topic(topic) => corpus.topic(*topic).id.to_string(),
            Self::Region(name, _) => name.to_string(),
        }
    }

    /// Returns a description of the value.
    #[must_use]
    pub fn describe(&self, corpus: &Corpus) -> String {
        match self {
            Self::All => "all".to_owned(),
            Self::Entity(e) => corpus.entity(*e).id.to_string(),
            Self::Year(y) => y.to_string(),
            Self::Priority(n) => {
                format!("priority {n} ({})", corpus.priority(*n).map_or("", |p| p.title.as_str()))
            }
            Self::Kind(k) => k.label().to_owned(),
            Self::Report(r) => corpus.report(*r).title.to_string(),
            Self::Region(name, _) => format!("{name} with its countries"),
            Self::Place(p) => p.to_string(),
            Self::Topic(topic) => corpus.topic(*topic).name.to_string(),
        }
    }
}
