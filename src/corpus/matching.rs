//! How a filter decides, claim by claim: a passage matches if one of its claims satisfies body, place and year together.
//!
//! A place or a year alone asks the passage, which names more than its claims state. Exclusion drops claims: a passage
//! stays while another of its claims matches. A passage without claims of its own is one claim, so that its tags decide;
//! that is done for all of them at once, with the postings. Only passages with claims are looked at one by one.

use std::collections::BTreeMap;

use crate::corpus::claims::Statement;
use crate::corpus::filter::{Choice, Facet, Filter};
use crate::corpus::postings::PassageSet;
use crate::corpus::strings::Str;
use crate::corpus::vocabulary::TopicId;
use crate::corpus::{Corpus, EntityId, PassageId};

impl Facet {
    /// Returns whether claims have values of the facet, so that one claim has to satisfy it together with the others.
    #[must_use]
    pub fn is_of_claims(self) -> bool {
        matches!(self, Self::Entity | Self::Year | Self::Stated | Self::Place | Self::Topic | Self::Partner)
    }
}

impl<T: Ord> Choice<T> {
    /// Returns whether any of the values is included, or none has to be.
    pub(crate) fn includes(&self, values: &[T]) -> bool {
        self.include.is_empty() || values.iter().any(|value| self.include.contains(value))
    }

    /// Returns whether any of the values is excluded.
    pub(crate) fn excludes(&self, values: &[T]) -> bool {
        values.iter().any(|value| self.exclude.contains(value))
    }
}

impl Filter {
    /// Returns the passages that match.
    ///
    /// Ignores the facet `except`, if given. This is for counting the values of that facet itself.
    #[must_use]
    pub fn set(&self, corpus: &Corpus, except: Option<Facet>) -> PassageSet {
        if let Some(facet) = except {
            return self.without(facet).set(corpus, None);
        }
        let mut set = PassageSet::all(corpus.passages.len());
        Facet::ALL.into_iter().for_each(|facet| self.narrow(corpus, facet, &mut set));
        if !self.asks_of_claims() {
            return set;
        }
        set.difference_with(&corpus.postings.claimed);
        self.candidates(corpus).iter().filter(|&id| self.has_claim(corpus, id)).for_each(|id| set.insert(id));
        set
    }

    /// Returns the passages with claims that satisfy the facets of passages; their claims have yet to be looked at. A passage
    /// has all bodies that its claims have, so that those without a body that is wanted are left out before.
    #[must_use]
    pub(crate) fn candidates(&self, corpus: &Corpus) -> PassageSet {
        let mut set = corpus.postings.claimed.clone();
        let of_passages = Facet::ALL.into_iter().filter(|facet| !facet.is_of_claims());
        of_passages.for_each(|facet| self.narrow(corpus, facet, &mut set));
        let of = |body: &EntityId| corpus.postings.entities.get(body.index());
        self.entities.narrow_to_included(&mut set, corpus.passages.len(), of);
        set
    }

    /// Returns whether the filter asks for what only claims have: bodies, topics, partners.
    fn asks_claim(&self) -> bool {
        !self.entities.is_empty() || !self.topics.is_empty() || !self.partners.is_empty()
    }

    /// Returns whether the filter asks for anything that claims decide.
    fn asks_of_claims(&self) -> bool {
        self.asks_claim() || self.asks_year() || !self.places.is_empty()
    }

    /// Returns whether the filter asks for years.
    fn asks_year(&self) -> bool {
        !self.years.is_empty() || !self.stated.is_empty()
    }

    /// Returns the facet that asks the passage, if the filter asks for places alone, or for years alone.
    #[must_use]
    pub(crate) fn alone(&self) -> Option<Facet> {
        match (!self.asks_claim(), !self.asks_year(), self.places.is_empty()) {
            (true, false, true) => Some(Facet::Year),
            (true, true, false) => Some(Facet::Place),
            _ => None,
        }
    }

    /// Returns whether a passage has a claim that satisfies the facets of claims. The other facets are not looked at.
    #[must_use]
    pub(crate) fn has_claim(&self, corpus: &Corpus, id: PassageId) -> bool {
        let mut statements = corpus.statements(id);
        match self.alone() {
            Some(Facet::Place) => {
                self.places.includes(&corpus.passage(id).places)
                    && statements.any(|statement| !self.places.excludes(statement.places))
            }
            Some(Facet::Year) => {
                self.years.includes(&corpus.filter_years(id).collect::<Vec<_>>())
                    && self.stated.includes(corpus.passage(id).stated_years())
                    && statements.any(|s| !self.years.excludes(s.years) && !self.stated.excludes(s.stated))
            }
            _ => statements.any(|statement| self.is_satisfied_by(&statement)),
        }
    }

    /// Returns whether a claim satisfies all facets of claims.
    #[must_use]
    pub fn is_satisfied_by(&self, statement: &Statement<'_>) -> bool {
        self.entities.includes(statement.entities)
            && self.years.includes(statement.years)
            && self.stated.includes(statement.stated)
            && self.places.includes(statement.places)
            && self.topics.includes(statement.topics)
            && self.includes_partner(statement)
            && !self.entities.excludes(statement.entities)
            && !self.years.excludes(statement.years)
            && !self.stated.excludes(statement.stated)
            && !self.places.excludes(statement.places)
            && !self.topics.excludes(statement.topics)
            && !statement.partners.iter().any(|partner| self.partners.exclude.contains(&partner.known))
    }

    fn includes_partner(&self, statement: &Statement<'_>) -> bool {
        let wanted = &self.partners.include;
        wanted.is_empty() || statement.partners.iter().any(|partner| wanted.contains(&partner.known))
    }

    /// Counts, for each value of a facet, the passages that match the filter with only this value of the facet
    /// included. If `found` is given, only these passages are counted.
    #[must_use]
    pub fn tally(&self, corpus: &Corpus, facet: Facet, found: Option<&PassageSet>) -> Tally {
        let rest = self.without(facet);
        let mut set = rest.set(corpus, None);
        found.into_iter().for_each(|found| set.intersect_with(found));
        let mut tally = Tally { facet, total: set.count(), ..Tally::default() };
        // Where nothing else is asked of a claim, a passage counts for all that any of its claims has: for its tags.
        if facet.is_of_claims() && rest.asks_of_claims() {
            let asks_passage = match facet {
                Facet::Year | Facet::Stated => !rest.asks_claim() && rest.places.is_empty(),
                _ => !rest.asks_claim() && rest.places.is_empty() && rest.alone().is_none(),
            };
            let mut claimed = rest.candidates(corpus);
            found.into_iter().for_each(|found| claimed.intersect_with(found));
            set.difference_with(&corpus.postings.claimed);
            for id in claimed.iter() {
                tally.add(corpus, id, &rest, asks_passage);
            }
        }
        tally.set = set;
        tally
    }
}

/// The number of passages of each value of a facet.
#[derive(Debug, Clone)]
pub struct Tally {
    facet: Facet,
    /// The number of passages that match, whatever their value.
    pub total: usize,
    /// The passages whose postings are counted.
    set: PassageSet,
    /// The passages with claims, counted one by one.
    entities: BTreeMap<EntityId, usize>,
    years: BTreeMap<u16, usize>,
    places: BTreeMap<Str, usize>,
    topics: BTreeMap<TopicId, usize>,
    /// Regions, each with all that lies in it.
    regions: BTreeMap<Str, usize>,
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            facet: Facet::Entity,
            total: 0,
            set: PassageSet::default(),
            entities: BTreeMap::new(),
            years: BTreeMap::new(),
            places: BTreeMap::new(),
            topics: BTreeMap::new(),
            regions: BTreeMap::new(),
        }
    }
}

impl Tally {
    /// Adds a passage with claims.
    fn add(&mut self, corpus: &Corpus, id: PassageId, rest: &Filter, asks_passage: bool) {
        fn count<T: Ord + Copy>(counts: &mut BTreeMap<T, usize>, mut values: Vec<T>) {
            values.sort_unstable();
            values.dedup();
            values.into_iter().for_each(|value| *counts.entry(value).or_default() += 1);
        }
        let statements = || corpus.statements(id).filter(|statement| rest.is_satisfied_by(statement));
        match self.facet {
            Facet::Entity => count(&mut self.entities, statements().flat_map(|s| s.entities.to_vec()).collect()),
            Facet::Year | Facet::Stated if asks_passage => {
                let years = match self.facet {
                    _ if !rest.has_claim(corpus, id) => Vec::new(),
                    Facet::Year => corpus.filter_years(id).collect(),
                    _ => corpus.passage(id).stated_years().to_vec(),
                };
                count(&mut self.years, years);
            }
            Facet::Year => count(&mut self.years, statements().flat_map(|s| s.years.to_vec()).collect()),
            Facet::Stated => count(&mut self.years, statements().flat_map(|s| s.stated.to_vec()).collect()),
            Facet::Place => {
                let places: Vec<Str> = if asks_passage {
                    corpus.passage(id).places.to_vec()
                } else {
                    statements().flat_map(|s| s.places.to_vec()).collect()
                };
                let above = |place: &Str| corpus.gazetteer().above(place).to_vec();
                count(&mut self.regions, places.iter().flat_map(above).collect());
                count(&mut self.places, places);
            }
            Facet::Topic => count(&mut self.topics, statements().flat_map(|s| s.topics.to_vec()).collect()),
            _ => {}
        }
    }

    /// Returns the count of a body.
    #[must_use]
    pub fn of_entity(&self, corpus: &Corpus, entity: EntityId) -> usize {
        corpus.postings.entities[entity.index()].count_common(&self.set) + of(&self.entities, &entity)
    }

    /// Returns the count of a year; of a stated one, if the tally is of those.
    #[must_use]
    pub fn of_year(&self, corpus: &Corpus, year: u16) -> usize {
        let postings = &corpus.postings;
        let members = if self.facet == Facet::Stated { &postings.stated } else { &postings.years }.get(&year);
        members.map_or(0, |members| members.count_common(&self.set)) + of(&self.years, &year)
    }

    /// Returns the count of a region with all that lies in it, given by its name and its places.
    #[must_use]
    pub fn of_region(&self, corpus: &Corpus, region: Str, places: &[Str]) -> usize {
        corpus.postings.of_places(corpus, places).count_common(&self.set) + of(&self.regions, &region)
    }

    /// Returns the count of a place that is no region.
    #[must_use]
    pub fn of_place(&self, corpus: &Corpus, place: Str) -> usize {
        let members = corpus.postings.places.get(&place);
        members.map_or(0, |members| members.count_common(&self.set)) + of(&self.places, &place)
    }

    /// Returns the count of a topic.
    #[must_use]
    pub fn of_topic(&self, corpus: &Corpus, topic: TopicId) -> usize {
        corpus.postings.topics[usize::from(topic.0)].count_common(&self.set) + of(&self.topics, &topic)
    }

    /// Returns the count of a set of passages, such as those of a priority.
    #[must_use]
    pub fn of_set(&self, members: &PassageSet) -> usize {
        members.count_common(&self.set)
    }
}

fn of<T: Ord>(counts: &BTreeMap<T, usize>, value: &T) -> usize {
    counts.get(value).copied().unwrap_or(0)
}
