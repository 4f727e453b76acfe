//! The order of lists, and the groups that it makes.

use clap::ValueEnum;

use crate::analysis::profile;
use crate::command_line::flag;
use crate::corpus::works::{Work, WorkId};
use crate::corpus::{Corpus, EntityId, PassageId};
use crate::text;

/// The order of passages or works in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ListOrder {
    /// Passages by report, the latest first, in reading order; those of a search the best first. Works by year of issue.
    #[default]
    #[value(skip)]
    Usual,
    /// By year, the latest first; years of plans come last
    Year,
    /// By body; what names none comes last
    Body,
    /// By report, the first first
    Report,
    /// By kind of passage
    Kind,
}

/// A group of rows that stand together: a value of what the list is ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListGroup(u32);

/// The group of what has no value, which comes last.
const NONE: ListGroup = ListGroup(u32::MAX);

impl ListOrder {
    /// Returns the order that follows. Works have no kind, and where kinds are the usual order, they come but once.
    #[must_use]
    pub fn next(self, has_kinds: bool) -> Self {
        match self {
            Self::Usual => Self::Year,
            Self::Year => Self::Body,
            Self::Body => Self::Report,
            Self::Report if has_kinds => Self::Kind,
            Self::Report | Self::Kind => Self::Usual,
        }
    }

    /// Returns what a list is ordered by; `None` for the usual order.
    #[must_use]
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Usual => None,
            Self::Year => Some("year"),
            Self::Body => Some("body"),
            Self::Report => Some("report"),
            Self::Kind => Some("kind"),
        }
    }

    /// Returns the arguments that ask for this order on the command line.
    #[must_use]
    pub fn arguments(self) -> Vec<String> {
        self.word().map_or_else(Vec::new, |word| flag("sort", word))
    }

    /// Sorts passages that are in their usual order.
    pub fn sort_passages(self, corpus: &Corpus, passages: &mut [PassageId]) {
        if self != Self::Usual {
            let latest = latest(corpus);
            passages.sort_by_cached_key(|&id| (self.group(corpus, latest, id), self.tie(id)));
        }
    }

    /// Sorts works, from any order.
    pub fn sort_works(self, corpus: &Corpus, works: &mut [WorkId]) {
        profile::sort_works(corpus, works);
        works.sort_by_cached_key(|&id| self.work_group(corpus, id));
    }

    /// Returns the key by which a passage is sorted.
    #[must_use]
    pub fn passage_key(self, corpus: &Corpus, id: PassageId) -> (ListGroup, usize) {
        (self.group(corpus, latest(corpus), id), self.tie(id))
    }

    /// Returns the group of a passage.
    #[must_use]
    pub fn passage_group(self, corpus: &Corpus, id: PassageId) -> ListGroup {
        self.group(corpus, latest(corpus), id)
    }

    /// Within a report, passages are in reading order, whatever order they were found in.
    fn tie(self, id: PassageId) -> usize {
        if self == Self::Report { id.index() } else { 0 }
    }

    fn group(self, corpus: &Corpus, latest: u16, id: PassageId) -> ListGroup {
        let passage = corpus.passage(id);
        match self {
            Self::Usual => ListGroup(u32::MAX - number(passage.report.index())),
            Self::Report => ListGroup(number(passage.report.index())),
            Self::Kind => ListGroup(passage.kind as u32),
            Self::Body => body_group(&passage.entities),
            Self::Year => {
                let years = corpus.years_of(id);
                let past = years.iter().copied().filter(|year| *year <= latest).max();
                past.or_else(|| years.iter().copied().min()).map_or(NONE, |year| year_group(year, latest))
            }
        }
    }

    /// Returns the group of a work.
    #[must_use]
    pub fn work_group(self, corpus: &Corpus, id: WorkId) -> ListGroup {
        let work = corpus.work(id);
        match self {
            Self::Usual | Self::Year => issued_group(work),
            Self::Body => body_group(&work.entities),
            Self::Report => {
                let first = work.passages.iter().map(|&id| corpus.passage(id).report.index()).min();
                first.map_or(NONE, |report| ListGroup(number(report)))
            }
            Self::Kind => NONE,
        }
    }

    /// Returns the heading of the group of a passage.
    #[must_use]
    pub fn passage_heading(self, corpus: &Corpus, id: PassageId) -> String {
        let passage = corpus.passage(id);
        match self {
            Self::Usual | Self::Report => corpus.report(passage.report).title.to_string(),
            Self::Kind => text::capitalized(passage.kind.label()),
            Self::Body => body_heading(corpus, &passage.entities),
            Self::Year => {
                let latest = latest(corpus);
                year_of(self.group(corpus, latest, id)).to_string()
            }
        }
    }

    /// Returns the heading of the group of a work. By year there is none: few works share one, and each row says its own.
    #[must_use]
    pub fn work_heading(self, corpus: &Corpus, id: WorkId) -> Option<String> {
        let work = corpus.work(id);
        match self {
            Self::Usual | Self::Year | Self::Kind => None,
            Self::Body => Some(body_heading(corpus, &work.entities)),
            Self::Report => {
                let first = work.passages.iter().map(|&id| corpus.passage(id).report).min();
                Some(format!("Described in {}", corpus.report(first?).title))
            }
        }
    }
}

/// Returns the year in which the newest report came out: later ones are those of plans.
fn latest(corpus: &Corpus) -> u16 {
    corpus.reports.iter().map(|report| report.published).max().unwrap_or(0)
}

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// Returns the group of a year: the latest first, and those of plans after all others.
fn year_group(year: u16, latest: u16) -> ListGroup {
    let plans = if year > latest { 1 << 16 } else { 0 };
    ListGroup(plans + u32::from(u16::MAX - year))
}

/// Returns the year of a group.
fn year_of(ListGroup(group): ListGroup) -> u16 {
    u16::MAX - u16::try_from(group & 0xffff).unwrap_or(0)
}

fn issued_group(work: &Work) -> ListGroup {
    match work.issued.last() {
        _ if work.upcoming => ListGroup(0),
        Some(year) => ListGroup(u32::from(u16::MAX - *year)),
        None => NONE,
    }
}

/// Returns the group of what the first of the bodies acts in: bodies have the order of the Entities pane.
fn body_group(entities: &[EntityId]) -> ListGroup {
    entities.first().map_or(NONE, |body| ListGroup(number(body.index())))
}

fn body_heading(corpus: &Corpus, entities: &[EntityId]) -> String {
    entities.first().map_or_else(
        || "No body named".to_owned(),
        |&body| {
            let entity = corpus.entity(body);
            format!("{}  {}", entity.id, entity.name)
        },
    )
}
