//! What the table of agreements says of two bodies, and whether both say it. Derived, never typed.

use super::facets::Set;
use super::{Corpus, Details, EntityId, Passage, PassageId};

/// What the row of another body says of an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Back {
    /// It names it too.
    Said,
    /// It names it with a star alone, which stands in the row of a body that did not answer the survey.
    Starred,
    /// It does not name it.
    Unsaid,
}

/// What the rows of the bodies that an agreement names say of the body in whose row it stands.
#[must_use]
pub fn said_back(corpus: &Corpus, agreement: &Passage) -> Vec<(EntityId, Back)> {
    let Details::Agreement { with, .. } = &agreement.details else { return Vec::new() };
    let Some(&own) = agreement.entities.first() else { return Vec::new() };
    let is_starred = |id: PassageId| matches!(corpus.passage(id).details, Details::Agreement { starred: true, .. });
    let back = |other: EntityId| match entries(corpus, other, own).map(is_starred).min() {
        Some(false) => Back::Said,
        Some(true) => Back::Starred,
        None => Back::Unsaid,
    };
    with.iter().map(|&other| (other, back(other))).collect()
}

/// The entries of a body's own row that name another, in either column, in reading order.
pub fn entries(corpus: &Corpus, body: EntityId, other: EntityId) -> impl Iterator<Item = PassageId> + '_ {
    let kind = &corpus.postings.kinds[super::Kind::Agreement as usize];
    let own = corpus.postings.entities.get(body.index()).into_iter().flat_map(Set::iter);
    own.filter(move |&id| {
        let passage = corpus.passage(id);
        kind.contains(id)
            && passage.entities.first() == Some(&body)
            && matches!(&passage.details, Details::Agreement { with, .. } if with.contains(&other))
    })
}

/// Whether the row of one body names another, in either column.
#[must_use]
pub fn says(corpus: &Corpus, body: EntityId, other: EntityId) -> bool {
    entries(corpus, body, other).next().is_some()
}
