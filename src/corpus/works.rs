//! What the reports describe more than once: published works, partners, initiatives.

use serde::{Deserialize, Serialize};

use crate::corpus::filter::{Facet, Filter};
use crate::corpus::kinds::PartnerKind;
use crate::corpus::lookup::{has_key, plain_key};
use crate::corpus::postings::PassageSet;
use crate::corpus::strings::Str;
use crate::corpus::{Corpus, EntityId, Kind, Link, PassageId};

/// The index of a work in [`crate::corpus::Dataset::works`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct WorkId(pub u32);

/// A published work, with the passages that are it or describe it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Work {
    /// Its id, such as `global-report-2020`.
    pub id: Str,
    /// Its title; in square brackets if no passage prints one and the words are ours.
    pub title: Str,
    /// The bodies that published it.
    pub entities: Vec<EntityId>,
    /// The year of issue, where anything says it.
    pub published: Option<u16>,
    /// The years in which it was issued: one if the reports agree, several if they do not, none if nothing says it.
    pub issued: Vec<u16>,
    /// The languages in which it is available.
    pub languages: Vec<Str>,
    /// Links, from whichever report has them.
    pub links: Vec<Link>,
    /// The series that it belongs to; empty if none is printed.
    pub series: Str,
    /// Whether it is announced only, wherever it is described.
    pub upcoming: bool,
    /// The passages that are it or describe it, in reading order.
    pub passages: Vec<PassageId>,
}

impl Work {
    /// Returns the title as it is shown, without the brackets of a title that is ours.
    #[must_use]
    pub fn shown_title(&self) -> &str {
        let title = self.title.as_str();
        title.strip_prefix('[').and_then(|title| title.strip_suffix(']')).unwrap_or(title)
    }
}

impl Corpus {
    /// Returns a published work.
    #[must_use]
    pub fn work(&self, id: WorkId) -> &Work {
        &self.works[id.0 as usize]
    }

    /// Finds the work with an id or a title. Case, diacritics and punctuation are ignored.
    #[must_use]
    pub fn find_work(&self, name: &str) -> Option<WorkId> {
        let wanted = plain_key(name);
        (!wanted.is_empty()).then_some(())?;
        let of = |work: &Work| has_key(&work.id, &wanted) || has_key(&work.title, &wanted);
        (0u32..).map(WorkId).zip(&self.works).find(|(_, work)| of(work)).map(|(id, _)| id)
    }

    /// Returns the passage that stands for a work: the first one that is a publication, or else the first that describes
    /// it. `None` for a work of which no passage tells.
    #[must_use]
    pub fn passage_of_work(&self, id: WorkId) -> Option<PassageId> {
        let passages = &self.work(id).passages;
        let is_publication = |id: &&PassageId| self.passage(**id).kind == Kind::Publication;
        passages.iter().find(is_publication).or(passages.first()).copied()
    }

    /// Returns the links of a passage; of a publication, also those that other reports give to the same work.
    #[must_use]
    pub fn links_of(&self, id: PassageId) -> Vec<&Link> {
        let passage = self.passage(id);
        let work = passage.work.filter(|_| passage.kind == Kind::Publication);
        let more = work.into_iter().flat_map(|work| &self.work(work).links);
        let is_new = |link: &&Link| passage.links.iter().all(|own| own.url != link.url);
        passage.links.iter().chain(more.filter(is_new)).collect()
    }

    /// Returns the works that a filter leaves, in the order of the file: those of its bodies and years, of which a
    /// passage tells that satisfies the rest. A work without a year is of the years by which its passages are found.
    #[must_use]
    pub fn works_of(&self, filter: &Filter, found: Option<&PassageSet>) -> Vec<WorkId> {
        let of_passages = filter.without(Facet::Entity);
        let undated = of_passages.set(self, None);
        let of_any_year = of_passages.without(Facet::Year).without(Facet::Stated);
        let dated = if of_any_year == of_passages { None } else { Some(of_any_year.set(self, None)) };
        let choose = |id: &WorkId| {
            let work = self.work(*id);
            let issued = &work.issued;
            let is_body = filter.entities.includes(&work.entities) && !filter.entities.excludes(&work.entities);
            let is_year = issued.is_empty()
                || [&filter.years, &filter.stated]
                    .iter()
                    .all(|years| years.includes(issued) && !years.excludes(issued));
            let set = dated.as_ref().filter(|_| !issued.is_empty()).unwrap_or(&undated);
            let tells = |id: &PassageId| set.contains(*id) && found.is_none_or(|found| found.contains(*id));
            is_body
                && is_year
                && (work.passages.iter().any(tells) || (work.passages.is_empty() && of_passages.is_empty()))
        };
        (0u32..).map(WorkId).take(self.works.len()).filter(choose).collect()
    }
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
