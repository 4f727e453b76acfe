//! Our readings of the reports: regions of places, commitments and what became of them, printed membership counts, former
//! names. They come from `places.json` and `readings.json` and are ours, not the reports'.

use std::ops::Range;

use serde::{Deserialize, Serialize};

pub use crate::corpus::kinds::{Counted, Outcome};
use crate::corpus::strings::Str;
use crate::corpus::{EntityId, PassageId};

/// A part of the world and the places in it that the data names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Region {
    /// Its name.
    pub name: Str,
    /// Its places in alphabetical order, preceded by the region itself if the data names it.
    pub places: Vec<Str>,
}

/// What became of a commitment, as we read it in later reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct FollowUp {
    /// The passage that makes the commitment: a commitment, or a passage of another kind that announces something.
    pub commitment: PassageId,
    /// The outcome.
    pub how: Outcome,
    /// The reason for this reading, in a sentence.
    pub why: Str,
    /// The passages of later reports that take it up, each with a note on how.
    pub taken_up: Vec<(PassageId, Str)>,
}

/// A number of members or partners that a report prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Count {
    /// The passage that prints it.
    pub passage: PassageId,
    /// The year that it is for.
    pub year: u16,
    /// Which of members and partners it counts.
    pub counts: Counted,
    /// The number as printed.
    pub printed: u16,
    /// A remark on the number; empty if there is none.
    pub note: Str,
}

/// A former name of a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct FormerName {
    /// The body.
    pub entity: EntityId,
    /// The name.
    pub name: Str,
    /// The passages that use the name.
    pub passages: Vec<PassageId>,
}

/// Words that say what a body is charged with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MandateQuote {
    /// The body.
    pub entity: EntityId,
    /// The passage.
    pub passage: PassageId,
    /// The words, as a byte range of its text.
    pub quote: Range<u32>,
}

/// All annotations of a dataset.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Annotations {
    /// The regions, in display order.
    pub regions: Vec<Region>,
    /// What became of commitments and announcements, in reading order.
    pub follow_ups: Vec<FollowUp>,
    /// Printed counts.
    pub counts: Vec<Count>,
    /// Former names.
    pub former_names: Vec<FormerName>,
    /// What bodies are charged with, in the order in which it is to be read.
    pub mandates: Vec<MandateQuote>,
}
