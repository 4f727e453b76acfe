//! Claims: the statements of a passage, each with the bodies that it credits and the places, years and partners that it
//! states for their deed.
//!
//! A passage without claims of its own is one claim, with the passage's tags. The tags of a passage with claims are
//! wider than any one of them: its bodies are the union of those of its claims, and its places and years are all that
//! its words name.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::corpus::list::List;
use crate::corpus::strings::Str;
use crate::corpus::vocabulary::TopicId;
use crate::corpus::{Corpus, Details, EntityId, Kind, Passage, PassageId};

/// A statement of a passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Claim {
    /// The words, as a byte range of the passage's text.
    pub quote: Range<u32>,
    /// The bodies that the words credit.
    pub entities: List<EntityId>,
    /// The places stated for the deed.
    pub places: List<Str>,
    /// The years stated for the deed.
    pub years: List<u16>,
    /// The topics.
    pub topics: List<TopicId>,
    /// Those outside ICAT who act beside the bodies, or pay for it.
    pub partners: Box<[Partner]>,
}

/// Somebody outside ICAT who has a part in a deed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Partner {
    /// The name, as the words print it.
    pub name: Str,
    /// The name under which it is known, whatever the words print; see [`crate::corpus::works::KnownPartner`].
    pub known: Str,
    /// Whether the part is to pay for it.
    pub donor: bool,
}

/// What a claim states, whether it is written out or is a whole passage.
#[derive(Debug, Clone, Copy)]
pub struct Statement<'a> {
    /// The words, as a byte range of the passage's text; `None` if they are the whole passage.
    pub quote: Option<&'a Range<u32>>,
    /// The bodies that are credited.
    pub entities: &'a [EntityId],
    /// The places.
    pub places: &'a [Str],
    /// The years that count: those stated (for a published work, the year of issue), or else the reported one.
    pub years: &'a [u16],
    /// The years that are stated (for a published work, the year of issue).
    pub stated: &'a [u16],
    /// The topics.
    pub topics: &'a [TopicId],
    /// Partners and donors.
    pub partners: &'a [Partner],
}

impl Statement<'_> {
    /// Returns the byte range of its words in the text of its passage.
    #[must_use]
    pub fn range(&self, text: &str) -> Range<usize> {
        self.quote.map_or(0..text.len(), |quote| quote.start as usize..quote.end as usize)
    }
}

impl Passage {
    /// Returns the words of one of the claims.
    #[must_use]
    pub fn words_of(&self, claim: &Claim) -> &str {
        self.text.get(claim.quote.start as usize..claim.quote.end as usize).unwrap_or("")
    }

    /// Returns the years that are stated; for a publication whose year of issue is known, that year.
    #[must_use]
    pub fn stated_years(&self) -> &[u16] {
        match &self.details {
            Details::Publication { published: Some(year), .. } => std::slice::from_ref(year),
            _ => &self.years,
        }
    }

    /// Returns the years under which it stands in a filter of years: those stated, and the one that is `reported` if nothing is
    /// stated, or if one of its claims states none. So what a body and a year leave is part of what the year leaves.
    pub(crate) fn filter_years(&self, reported: u16) -> impl Iterator<Item = u16> {
        let stated = self.stated_years();
        let is_reported = stated.is_empty() || self.claims.iter().any(|claim| claim.years.is_empty());
        stated.iter().copied().chain(Some(reported).filter(|year| is_reported && !stated.contains(year)))
    }
}

impl Corpus {
    /// Returns the year that the report of a passage covers.
    #[must_use]
    pub fn reported(&self, id: PassageId) -> u16 {
        self.report(self.passage(id).report).covers
    }

    /// Returns the years by which a passage is found: those stated, or else the reported one.
    #[must_use]
    pub fn years_of(&self, id: PassageId) -> &[u16] {
        let passage = self.passage(id);
        let stated = passage.stated_years();
        if stated.is_empty() { std::slice::from_ref(&self.report(passage.report).covers) } else { stated }
    }

    /// Returns the years under which a passage stands in a filter of years: those stated, and the reported one if nothing is stated,
    /// or if one of its claims states no year.
    pub fn filter_years(&self, id: PassageId) -> impl Iterator<Item = u16> {
        let passage = self.passage(id);
        passage.filter_years(self.report(passage.report).covers)
    }

    /// Returns the years of deeds that a statement of a passage states. A mandate is no deed, and a year after the one that
    /// the report covers is that of a plan; what was published may be as late as the report.
    pub fn deed_years(&self, id: PassageId, statement: &Statement<'_>) -> impl Iterator<Item = u16> {
        let latest = match self.passage(id).kind {
            Kind::Mandate => 0,
            Kind::Publication => self.report(self.passage(id).report).published,
            _ => self.reported(id),
        };
        statement.stated.iter().copied().filter(move |&year| year <= latest)
    }

    /// Returns what a passage states, claim by claim.
    pub fn statements(&self, id: PassageId) -> impl Iterator<Item = Statement<'_>> {
        let passage = self.passage(id);
        let reported = std::slice::from_ref(&self.report(passage.report).covers);
        let whole = passage.claims.is_empty().then(|| Statement {
            quote: None,
            entities: &passage.entities,
            places: &passage.places,
            years: self.years_of(id),
            stated: passage.stated_years(),
            topics: &passage.topics,
            partners: &[],
        });
        let claims = passage.claims.iter().map(move |claim| Statement {
            quote: Some(&claim.quote),
            entities: &claim.entities,
            places: &claim.places,
            years: if claim.years.is_empty() { reported } else { &claim.years },
            stated: &claim.years,
            topics: &claim.topics,
            partners: &claim.partners,
        });
        whole.into_iter().chain(claims)
    }
}
