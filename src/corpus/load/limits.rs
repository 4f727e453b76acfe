//! Limits on the size of the data. Each is many times what the five reports need, but low enough that nothing becomes
//! slow or overflows. Lengths are in characters unless stated otherwise; the others are counts.

/// Maximum number of passages that the search index can tell apart.
pub(super) const PASSAGES: usize = 1 << 24;
/// Maximum number of sections of all reports together.
pub(super) const SECTIONS: usize = 1 << 24;
/// Maximum number of reports.
pub(super) const REPORTS: usize = 1 << 15;
/// Maximum number of bodies.
pub(super) const ENTITIES: usize = 1 << 12;
/// Maximum number of places that the passages name.
pub(super) const PLACES: usize = 1 << 12;
/// Maximum number of published works.
pub(super) const WORKS: usize = 1 << 20;
/// Maximum number of priorities.
pub(super) const PRIORITIES: usize = 99;
/// Maximum nesting depth of sections.
pub(super) const DEPTH: usize = 16;

/// Ids of passages and reports.
pub(super) const ID: usize = 80;
/// Ids of bodies.
pub(super) const ENTITY_ID: usize = 40;
/// Titles of reports, priorities and sections.
pub(super) const TITLE: usize = 400;
/// Terms under which a report may be reproduced.
pub(super) const TERMS: usize = 1_000;
/// The text of a passage, in bytes: thirty times the longest paragraph that a report has ever had.
pub(super) const TEXT_BYTES: usize = 64 * 1024;
/// Names of bodies, parties and initiatives.
pub(super) const NAME: usize = 400;
/// Short titles for table rows.
pub(super) const SHORT: usize = 40;
/// Names of places and regions.
pub(super) const PLACE: usize = 80;
/// Table cells, notes, speakers and labels of links.
pub(super) const WORDS: usize = 2_000;
/// Titles of publications.
pub(super) const PUBLICATION: usize = 1_000;
/// Names of languages and series.
pub(super) const SERIES: usize = 200;
/// Marks of footnotes.
pub(super) const MARK: usize = 16;
/// Terms of the glossary.
pub(super) const TERM: usize = 100;
/// URLs, in bytes.
pub(super) const URL: usize = 2_000;

/// Aliases and roles of a body; links, languages, years and the like of a passage.
pub(super) const FEW: usize = 128;
/// Bodies of a passage, places of a region, passages that take up a commitment.
pub(super) const SOME: usize = 1_000;
/// Terms, regions, readings.
pub(super) const MANY: usize = 10_000;
