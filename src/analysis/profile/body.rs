//! What a profile of a body has that others do not: its roles, its mandate, and the bodies beside it.

use crate::analysis::sentences::{sentences, within};
use crate::analysis::{ENUMERATION, FacetCount, PassageSource, Quotation, membership};
use crate::corpus::postings::PassageSet;
use crate::corpus::{Corpus, EntityId, Kind, PassageId, Role};

/// The kinds of passages in which a statement on several bodies says that they act together.
const JOINT: [Kind; 4] = [Kind::Activity, Kind::Partnership, Kind::Initiative, Kind::Publication];

/// Facts about a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyFacts {
    /// Each of its roles, with the years in which it had it.
    pub roles: Vec<(Role, Vec<u16>)>,
    /// When it was first listed, and its former names, as sentences.
    pub history: Vec<String>,
}

impl BodyFacts {
    pub(super) fn of(corpus: &Corpus, body: EntityId) -> Self {
        Self { roles: roles(corpus, body), history: membership::joined(corpus, body) }
    }
}

fn roles(corpus: &Corpus, entity: EntityId) -> Vec<(Role, Vec<u16>)> {
    let mut by_role: Vec<(Role, Vec<u16>)> = Vec::new();
    for &(year, role) in &corpus.entity(entity).roles {
        match by_role.iter_mut().find(|r| r.0 == role) {
            Some((_, years)) => years.push(year),
            None => by_role.push((role, vec![year])),
        }
    }
    by_role.sort_unstable();
    by_role.iter_mut().for_each(|r| r.1.sort_unstable());
    by_role
}

/// Returns the words that say what a body is charged with: those that were read as such or, where nobody has read them,
/// the first sentence of its mandate that speaks of trafficking, or its first sentence at all.
#[must_use]
pub fn mandate(corpus: &Corpus, entity: EntityId) -> Vec<Quotation> {
    let read = corpus.annotations.mandates.iter().filter(|mandate| mandate.entity == entity);
    let read: Vec<Quotation> = read
        .map(|mandate| Quotation {
            passage: mandate.passage,
            range: mandate.quote.start as usize..mandate.quote.end as usize,
        })
        .collect();
    if read.is_empty() { first_sentence(corpus, entity).into_iter().collect() } else { read }
}

fn first_sentence(corpus: &Corpus, entity: EntityId) -> Option<Quotation> {
    let mut set = corpus.postings.entities[entity.index()].clone();
    set.intersect_with(&corpus.postings.kinds[Kind::Mandate as usize]);
    let ids = corpus.latest_first(&set);
    let credited = |id: PassageId| {
        let text = corpus.passage(id).text;
        let parts = corpus
            .statements(id)
            .filter(|said| said.entities.contains(&entity))
            .flat_map(move |said| within(&sentences(&text), &said.range(&text)).collect::<Vec<_>>());
        parts.map(move |range| Quotation { passage: id, range })
    };
    let speaks = |quotation: &Quotation| quotation.text(corpus).contains("traffick");
    let own = |id: &&PassageId| corpus.passage(**id).entities.first() == Some(&entity);
    let ordered: Vec<PassageId> = ids.iter().filter(own).chain(&ids).copied().collect();
    let all = || ordered.iter().flat_map(|&id| credited(id));
    all().find(speaks).or_else(|| all().next())
}

/// Returns the bodies that statements credit together with a body, most passages first. Enumerations make nobody a
/// partner, and neither do lists of members.
#[must_use]
pub fn partners(corpus: &Corpus, entity: EntityId) -> Vec<FacetCount<EntityId>> {
    let mut own = corpus.postings.entities[entity.index()].clone();
    own.intersect_with(&corpus.postings.of_kinds(corpus, &JOINT));
    let mut sets: Vec<PassageSet> = vec![PassageSet::none(corpus.passages.len()); corpus.entities.len()];
    for id in own.iter() {
        let together = corpus.statements(id).filter(|said| said.entities.contains(&entity));
        for said in together.filter(|said| said.entities.len() <= ENUMERATION) {
            said.entities.iter().for_each(|other| sets[other.index()].insert(id));
        }
    }
    let others = corpus.bodies().filter(|&other| other != entity);
    let mut rows: Vec<_> =
        others.map(|other| FacetCount::in_set(corpus, other, &sets[other.index()])).filter(|r| r.count > 0).collect();
    rows.sort_by_key(|r| (std::cmp::Reverse(r.count), r.value));
    rows
}

/// Returns the bodies with which a body has agreements, in its row or in theirs, by the number of entries.
pub(super) fn agreements(corpus: &Corpus, entity: EntityId) -> Vec<FacetCount<EntityId>> {
    let table = corpus.agreements();
    let row = |other: EntityId| {
        let entries = table.of_pair(entity, other);
        FacetCount { value: other, count: entries.len(), passages: PassageSource::Passages(entries) }
    };
    let mut rows: Vec<_> = table.partners(entity).into_iter().map(row).filter(|row| row.count > 0).collect();
    rows.sort_by_key(|r| (std::cmp::Reverse(r.count), r.value));
    rows
}
