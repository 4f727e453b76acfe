//! What the reports tell of more than once: published works, partners, initiatives.

use serde::{Deserialize, Serialize};

use crate::corpus::kinds::PartnerKind;
use crate::corpus::strings::Str;
use crate::corpus::{EntityId, Link, PassageId};

/// The index of a work in [`crate::corpus::Dataset::works`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct WorkId(pub u32);

/// A published work. Passages that are it or tell of it name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Work {
    /// Its id, such as `global-report-2020`.
    pub id: Str,
    /// Its title.
    pub title: Str,
    /// The bodies that published it.
    pub entities: Vec<EntityId>,
    /// The year of issue, where anything says it.
    pub published: Option<u16>,
    /// The languages in which it is available.
    pub languages: Vec<Str>,
    /// Links, from whichever report has them.
    pub links: Vec<Link>,
    /// The series that it belongs to; empty if none is printed.
    pub series: Str,
}

/// Somebody outside ICAT who acts with its bodies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct KnownPartner {
    /// The name.
    pub name: Str,
    /// What it is.
    pub kind: PartnerKind,
    /// Other names that the reports print.
    pub aliases: Vec<Str>,
}

/// An initiative in which bodies take part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct JointInitiative {
    /// Its id, such as `alliance-8-7`.
    pub id: Str,
    /// Its name.
    pub name: Str,
    /// Other names that the reports print.
    pub aliases: Vec<Str>,
    /// The bodies that take part, each with the passage that says so.
    pub participants: Vec<(EntityId, PassageId)>,
}
