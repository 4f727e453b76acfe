//! What the table of agreements says of two bodies, and whether both say it. Derived, never typed.

use super::facets::Set;
use super::{Corpus, Details, EntityId, Passage, PassageId};

/// Which of the bodies that an agreement names say so too in a row of their own, and which do not.
#[must_use]
pub fn said_back(corpus: &Corpus, agreement: &Passage) -> Vec<(EntityId, bool)> {
    let Details::Agreement { with, .. } = &agreement.details else { return Vec::new() };
    let Some(&own) = agreement.entities.first() else { return Vec::new() };
    with.iter().map(|&other| (other, says(corpus, other, own))).collect()
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
