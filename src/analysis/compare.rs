//! Comparison of two or three bodies side by side.

use crate::analysis::{FacetCount, PassageSource, Quotation, agreements, profile};
use crate::corpus::filter::Filter;
use crate::corpus::postings::PassageSet;
use crate::corpus::{Corpus, EntityId, Kind, PassageId};
use crate::text;

/// The maximum number of bodies to compare.
pub const MOST: usize = 3;

/// A row of numbers, one per body.
#[derive(Debug, Clone)]
pub struct ComparedRow {
    /// The name of what is counted.
    pub label: String,
    /// The passages of each body.
    pub cells: Vec<FacetCount<EntityId>>,
}

/// A comparison of bodies.
#[derive(Debug, Clone)]
pub struct Compare {
    /// The bodies.
    pub bodies: Vec<EntityId>,
    /// The words of each body's mandate that its profile has first.
    pub mandates: Vec<Option<Quotation>>,
    /// Their passages by kind.
    pub kinds: Vec<ComparedRow>,
    /// Their passages by priority.
    pub priorities: Vec<ComparedRow>,
    /// What is on record about agreements between them, pair by pair: a description and the passages.
    pub agreements: Vec<(Vec<String>, PassageSource)>,
    /// The initiatives in which all of them act.
    pub initiatives: PassageSource,
    /// The passages with a statement that credits all of them.
    pub joint: PassageSource,
}

/// Compares bodies.
#[must_use]
pub fn compare(corpus: &Corpus, bodies: &[EntityId]) -> Compare {
    let row = |label: String, narrow: &dyn Fn(&mut Filter)| ComparedRow {
        label,
        cells: bodies
            .iter()
            .map(|&body| {
                let mut filter = Filter::default();
                filter.entities.include.insert(body);
                narrow(&mut filter);
                FacetCount::filtered(corpus, body, filter)
            })
            .collect(),
    };
    let kinds = Kind::ALL.iter().map(|&kind| {
        row(kind.label().to_owned(), &|f: &mut Filter| {
            f.kinds.include.insert(kind);
        })
    });
    let priorities = corpus.priorities.iter().map(|p| {
        row(format!("{} {}", p.number, p.short), &|f: &mut Filter| {
            f.priorities.include.insert(p.number);
        })
    });
    let table = corpus.agreements();
    let mut pairs = Vec::new();
    for (n, &a) in bodies.iter().enumerate() {
        for &b in bodies.iter().skip(n + 1) {
            let ids = table.of_pair(a, b);
            pairs.push((agreements::pair_words(corpus, a, b), PassageSource::Passages(ids)));
        }
    }
    let mut joint = PassageSet::all(corpus.passages.len());
    bodies.iter().for_each(|body| joint.intersect_with(&corpus.postings.entities[body.index()]));
    let credits_all =
        |id: &PassageId| corpus.statements(*id).any(|said| bodies.iter().all(|body| said.entities.contains(body)));
    let joint: Vec<PassageId> = corpus.latest_first(&joint).into_iter().filter(credits_all).collect();
    Compare {
        bodies: bodies.to_vec(),
        kinds: kinds.filter(|r| r.cells.iter().any(|c| c.count > 0)).collect(),
        priorities: priorities.collect(),
        agreements: pairs,
        initiatives: PassageSource::Passages(agreements::told_of_initiatives(corpus, bodies)),
        joint: PassageSource::Passages(joint),
        mandates: bodies.iter().map(|&b| profile::mandate(corpus, b).into_iter().next()).collect(),
    }
}

/// Returns the title of a comparison, such as "IOM and ILO compared".
#[must_use]
pub fn title(bodies: &[impl AsRef<str>]) -> String {
    let names = text::listed(bodies);
    if bodies.len() > 1 { format!("{names} compared") } else { names }
}

/// Returns the bodies to compare: those named, at most [`MOST`]. If only one is named, adds the one that works most
/// closely with it. If none is named, starts with the one that has the most passages.
#[must_use]
pub fn filled(corpus: &Corpus, named: &[EntityId]) -> Vec<EntityId> {
    let mut bodies: Vec<EntityId> = Vec::new();
    for &body in named {
        if !bodies.contains(&body) && bodies.len() < MOST {
            bodies.push(body);
        }
    }
    let mut all = corpus.bodies();
    if bodies.is_empty() {
        bodies.extend(all.clone().max_by_key(|e| (corpus.postings.entities[e.index()].count(), std::cmp::Reverse(*e))));
    }
    if let (1, Some(&first)) = (bodies.len(), bodies.first()) {
        let closest = profile::partners(corpus, first).first().map(|p| p.value);
        bodies.extend(closest.or_else(|| all.find(|&e| e != first)));
    }
    bodies
}
