//! What the table of agreements says of two bodies, and whether both say it. Derived, never typed.

use super::{Corpus, Details, EntityId, Passage};

/// Which of the bodies that an agreement names say so too in a row of their own, and which do not.
#[must_use]
pub fn said_back(corpus: &Corpus, agreement: &Passage) -> Vec<(EntityId, bool)> {
    let Details::Agreement { with, .. } = &agreement.details else { return Vec::new() };
    let Some(&own) = agreement.entities.first() else { return Vec::new() };
    with.iter().map(|&other| (other, says(corpus, other, own))).collect()
}

/// Whether the row of one body names another, in either column.
#[must_use]
pub fn says(corpus: &Corpus, body: EntityId, other: EntityId) -> bool {
    let kind = &corpus.postings.kinds[super::Kind::Agreement as usize];
    corpus.postings.entities.get(body.index()).is_some_and(|rows| {
        rows.iter().filter(|&id| kind.contains(id)).map(|id| corpus.passage(id)).any(|passage| {
            passage.entities.first() == Some(&body)
                && matches!(&passage.details, Details::Agreement { with, .. } if with.contains(&other))
        })
    })
}
