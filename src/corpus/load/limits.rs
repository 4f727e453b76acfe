//! How much the data may hold. All is many times what the five reports need, and little enough that nothing gets slow or
//! overflows: lengths are in characters, the others are how many there may be.

/// Most passages that a search can tell apart.
pub(super) const PASSAGES: usize = 1 << 24;
/// Most sections of all reports.
pub(super) const SECTIONS: usize = 1 << 24;
/// Most reports.
pub(super) const REPORTS: usize = 1 << 15;
/// Most bodies.
pub(super) const ENTITIES: usize = 1 << 12;
/// Most places that the passages name.
pub(super) const PLACES: usize = 1 << 12;
/// Most priorities.
pub(super) const PRIORITIES: usize = 99;
/// How deep sections may stand within each other.
pub(super) const DEPTH: usize = 16;

/// Ids of passages and reports.
pub(super) const ID: usize = 80;
/// Ids of bodies.
pub(super) const ENTITY_ID: usize = 40;
/// Titles of reports, priorities and sections.
pub(super) const TITLE: usize = 400;
/// On what terms a report may be reproduced.
pub(super) const TERMS: usize = 1_000;
/// Bytes of one text: thirty times the longest paragraph that a report has ever had.
pub(super) const TEXT_BYTES: usize = 64 * 1024;
/// Names of bodies, parties and initiatives.
pub(super) const NAME: usize = 400;
/// Short titles, for a row.
pub(super) const SHORT: usize = 40;
/// Names of places and regions.
pub(super) const PLACE: usize = 80;
/// What tables, notes, speakers and labels of links say.
pub(super) const WORDS: usize = 2_000;
/// Titles of publications.
pub(super) const PUBLICATION: usize = 1_000;
/// Names of languages and series.
pub(super) const SERIES: usize = 200;
/// Marks of footnotes.
pub(super) const MARK: usize = 16;
/// Terms of the glossary.
pub(super) const TERM: usize = 100;
/// Addresses.
pub(super) const URL: usize = 2_000;

/// Aliases of a body, roles, links, languages, years and the like of a passage.
pub(super) const FEW: usize = 128;
/// Bodies of a passage, places of a region, passages that take a promise up.
pub(super) const SOME: usize = 1_000;
/// Terms, regions, readings.
pub(super) const MANY: usize = 10_000;
