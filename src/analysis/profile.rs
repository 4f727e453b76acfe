//! The profile of a body, in numbers and passages.

use std::ops::Range;

use crate::analysis::{FacetCount, PassageSource, Quotation, membership, together};
use crate::corpus::filter::{Facet, Filter};
use crate::corpus::strings::Str;
use crate::corpus::{Corpus, EntityId, Kind, PassageId, Role};

/// The maximum number of partners and of places in a profile.
const MOST: usize = 8;
/// The number of passages that it lists.
const LISTED: usize = 5;

/// The profile of a body.
#[derive(Debug, Clone)]
pub struct Profile {
    /// The body.
    pub entity: EntityId,
    /// Each of its roles, with the years in which it had it.
    pub roles: Vec<(Role, Vec<u16>)>,
    /// When it was first listed, and its former names, as sentences.
    pub history: Vec<String>,
    /// One sentence of its mandate.
    pub mandate: Option<Quotation>,
    /// All its passages.
    pub all: PassageSource,
    /// Its passages by kind. Kinds without passages are left out.
    pub kinds: Vec<FacetCount<Kind>>,
    /// Its activities by priority.
    pub priorities: Vec<FacetCount<u8>>,
    /// Its activities by year.
    pub years: Vec<FacetCount<u16>>,
    /// The bodies with which it shares the most passages, most first.
    pub partners: Vec<FacetCount<EntityId>>,
    /// The places that its passages name most often, most first.
    pub places: Vec<FacetCount<Str>>,
    /// Some of its publications, the latest report first.
    pub publications: Vec<PassageId>,
    /// Its latest activities and partnerships.
    pub latest: Vec<PassageId>,
}

/// Builds the profile of a body.
#[must_use]
pub fn profile(corpus: &Corpus, entity: EntityId) -> Profile {
    let own = Filter { entities: only(entity), ..Filter::default() };
    let of_kind = |kind: Kind| {
        let mut filter = own.clone();
        filter.kinds.include.insert(kind);
        filter
    };
    let active = of_kind(Kind::Activity);
    let kinds = Kind::ALL.iter().map(|&kind| FacetCount::filtered(corpus, kind, of_kind(kind)));
    let priorities = corpus.priorities.iter().map(|p| {
        let mut filter = active.clone();
        filter.priorities.include.insert(p.number);
        FacetCount::filtered(corpus, p.number, filter)
    });
    let years = corpus.postings.years.keys().map(|&year| {
        let mut filter = active.clone();
        filter.years.include.insert(year);
        FacetCount::filtered(corpus, year, filter)
    });
    Profile {
        entity,
        roles: roles(corpus, entity),
        history: membership::joined(corpus, entity),
        mandate: mandate(corpus, entity),
        all: PassageSource::Filter(Box::new(own.clone())),
        kinds: kinds.filter(|k| k.count > 0).collect(),
        priorities: priorities.collect(),
        years: years.filter(|y| y.count > 0).collect(),
        partners: partners(corpus, entity),
        places: places(corpus, &own),
        publications: first(corpus, &of_kind(Kind::Publication)),
        latest: latest(corpus, &own),
    }
}

fn only(entity: EntityId) -> crate::corpus::filter::Choice<EntityId> {
    let mut choice = crate::corpus::filter::Choice::default();
    choice.include.insert(entity);
    choice
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

/// Returns the most informative sentence of a body's mandate: the first that mentions trafficking, in the latest
/// report. Prefers passages in which it is the first body. If no sentence mentions trafficking, returns the first
/// sentence.
#[must_use]
pub fn mandate(corpus: &Corpus, entity: EntityId) -> Option<Quotation> {
    let mut set = corpus.postings.entities[entity.index()].clone();
    set.intersect_with(&corpus.postings.kinds[Kind::Mandate as usize]);
    let ids = corpus.latest_first(&set);
    let own = |id: &&PassageId| corpus.passage(**id).entities.first() == Some(&entity);
    let speaks = |id: PassageId| {
        let text = corpus.passage(id).text;
        let found = sentences(&text).into_iter().find(|s| text.get(s.clone()).is_some_and(|s| s.contains("traffick")));
        found.map(|range| Quotation { passage: id, range })
    };
    let on_trafficking = ids.iter().filter(own).chain(&ids).find_map(|&id| speaks(id));
    on_trafficking.or_else(|| {
        let passage = *ids.iter().find(own).or(ids.first())?;
        let range = sentences(&corpus.passage(passage).text).into_iter().next()?;
        Some(Quotation { passage, range })
    })
}

/// Splits a text into sentences. A sentence ends at a full stop followed by a capital, but not at an abbreviation.
#[must_use]
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices(". ") {
        let word = text.get(from..at).and_then(|s| s.rsplit(' ').next()).unwrap_or("");
        let short = word.chars().count() < 3 || word.contains('.');
        let capital = text.get(at + 2..).and_then(|rest| rest.chars().next()).is_some_and(char::is_uppercase);
        if capital && !short {
            out.push(from..at + 1);
            from = at + 2;
        }
    }
    if from < text.len() {
        out.push(from..text.len());
    }
    out
}

/// Returns the bodies with which a body shares the most passages, most first.
#[must_use]
pub fn partners(corpus: &Corpus, entity: EntityId) -> Vec<FacetCount<EntityId>> {
    let mut rows: Vec<FacetCount<EntityId>> = corpus
        .bodies()
        .filter(|&other| other != entity)
        .map(|other| FacetCount::in_set(corpus, other, &together(corpus, entity, other)))
        .filter(|row| row.count > 0)
        .collect();
    rows.sort_by_key(|r| (std::cmp::Reverse(r.count), r.value));
    rows.truncate(MOST);
    rows
}

fn places(corpus: &Corpus, own: &Filter) -> Vec<FacetCount<Str>> {
    let tally = own.tally(corpus, Facet::Place, None);
    let mut rows: Vec<FacetCount<Str>> = corpus
        .postings
        .places
        .keys()
        .map(|&place| {
            let mut filter = own.clone();
            filter.places.include.insert(place);
            let count = tally.of_place(corpus, place);
            FacetCount { value: place, count, passages: PassageSource::Filter(Box::new(filter)) }
        })
        .filter(|row| row.count > 0)
        .collect();
    rows.sort_by_key(|r| (std::cmp::Reverse(r.count), r.value));
    rows.truncate(MOST);
    rows
}

fn first(corpus: &Corpus, filter: &Filter) -> Vec<PassageId> {
    let mut ids = corpus.latest_first(&filter.set(corpus, None));
    ids.truncate(LISTED);
    ids
}

/// Returns the latest of what a body did: by the last year mentioned, then by report, latest first, then in reading
/// order.
fn latest(corpus: &Corpus, own: &Filter) -> Vec<PassageId> {
    let mut filter = own.clone();
    filter.kinds.include.extend([Kind::Activity, Kind::Partnership]);
    let mut ids = corpus.latest_first(&filter.set(corpus, None));
    ids.sort_by_key(|&id| std::cmp::Reverse((corpus.years_of(id).iter().max().copied(), corpus.passage(id).report)));
    ids.truncate(LISTED);
    ids
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn a_sentence_ends_before_a_capital_and_not_at_an_abbreviation() {
        let text = "The U.N. Office acts. It has (No. 29) and Res. 55/25 of 2000. End";
        let parts: Vec<&str> = sentences(text).into_iter().map(|r| &text[r]).collect();
        assert_eq!(parts, ["The U.N. Office acts.", "It has (No. 29) and Res. 55/25 of 2000.", "End"]);
    }
}
