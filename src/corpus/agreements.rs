//! The table of agreements: which body's row names which. It is derived from the passages, once, and
//! is not part of the data files.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{AgreementForm, Corpus, Details, EntityId, Kind, Passage, PassageId, Survey};

/// What the row of the other body says about an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Back {
    /// It names the body, too, in the same form.
    Said,
    /// It names the body in another form.
    OtherForm,
    /// It names the agreement, but the body did not answer the survey: others filled the row.
    Unanswered,
    /// It does not name the body.
    Unsaid,
    /// The body has no row.
    NoRow,
}

/// Returns, for each body that an agreement names, what its own row says about the body whose row has the agreement.
#[must_use]
pub fn said_back(corpus: &Corpus, agreement: &Passage) -> Vec<(EntityId, Back)> {
    let Details::Agreement { with, form, .. } = &agreement.details else { return Vec::new() };
    let Some(&own) = agreement.entities.first() else { return Vec::new() };
    let table = corpus.agreements();
    let back = |other: EntityId| match table.forms(corpus, other, own).as_slice() {
        [] if table.row(other).is_empty() => Back::NoRow,
        [] => Back::Unsaid,
        forms if forms.contains(&(*form, false)) => Back::Said,
        forms if forms.iter().all(|(_, unanswered)| *unanswered) => Back::Unanswered,
        _ => Back::OtherForm,
    };
    with.iter().map(|&other| (other, back(other))).collect()
}

/// Returns whether a body has not said what an entry in its row says: an asterisk marks it, or the body did not answer the
/// survey.
#[must_use]
pub fn is_unanswered(corpus: &Corpus, body: EntityId, entry: PassageId) -> bool {
    let is_starred = matches!(corpus.passage(entry).details, Details::Agreement { starred: true, .. });
    is_starred || corpus.entity(body).survey == Some(Survey::NotAnswered)
}

/// The entries of the table by pair of bodies and by row.
#[derive(Debug, Clone, Default)]
pub struct AgreementTable {
    /// The entries in the first body's row that name the second.
    entries: BTreeMap<(EntityId, EntityId), Vec<PassageId>>,
    /// The entries of each body's own row, including those that name no body.
    own: BTreeMap<EntityId, Vec<PassageId>>,
}

impl AgreementTable {
    /// Builds the table from the agreements of the corpus.
    #[must_use]
    pub fn new(corpus: &Corpus) -> Self {
        let mut table = Self::default();
        for id in corpus.postings.kinds[Kind::Agreement as usize].iter() {
            let passage = corpus.passage(id);
            if let (Some(&own), Details::Agreement { with, .. }) = (passage.entities.first(), &passage.details) {
                table.own.entry(own).or_default().push(id);
                for &other in with {
                    table.entries.entry((own, other)).or_default().push(id);
                }
            }
        }
        table
    }

    /// Iterates over all entries: body by body, in reading order within each row.
    pub fn entries(&self) -> impl Iterator<Item = PassageId> + '_ {
        self.own.values().flatten().copied()
    }

    /// Returns `true` if the row of `body` names `other`.
    #[must_use]
    pub fn names(&self, body: EntityId, other: EntityId) -> bool {
        self.entries.contains_key(&(body, other))
    }

    /// Returns the bodies that the row of a body names, and those whose rows name it.
    #[must_use]
    pub fn partners(&self, body: EntityId) -> BTreeSet<EntityId> {
        let of = |&(a, b): &(EntityId, EntityId)| match () {
            () if a == body => Some(b),
            () if b == body => Some(a),
            () => None,
        };
        self.entries.keys().filter_map(of).filter(|&other| other != body).collect()
    }

    /// Returns the bodies that are on record with both `a` and `b`.
    #[must_use]
    pub fn common(&self, a: EntityId, b: EntityId) -> Vec<EntityId> {
        self.partners(a).intersection(&self.partners(b)).copied().filter(|&e| e != a && e != b).collect()
    }

    /// Returns the shortest path from one body to another along agreements, both ends included; empty if there is none.
    #[must_use]
    pub fn path(&self, from: EntityId, to: EntityId) -> Vec<EntityId> {
        let mut came: BTreeMap<EntityId, EntityId> = BTreeMap::from([(from, from)]);
        let mut next = VecDeque::from([from]);
        while let Some(at) = next.pop_front() {
            if at == to {
                let mut path = vec![at];
                let mut back = at;
                while let Some(&before) = came.get(&back).filter(|&&b| b != back) {
                    path.push(before);
                    back = before;
                }
                path.reverse();
                return path;
            }
            for other in self.partners(at) {
                came.entry(other).or_insert_with(|| {
                    next.push_back(other);
                    at
                });
            }
        }
        Vec::new()
    }

    /// Returns what the row of `body` says about `other`: the form of each entry, and whether it is not the body's own
    /// word. An asterisk says so, or that the body did not answer the survey. Sorted and without duplicates.
    #[must_use]
    pub fn forms(&self, corpus: &Corpus, body: EntityId, other: EntityId) -> Vec<(AgreementForm, bool)> {
        let entry = |&id: &PassageId| match &corpus.passage(id).details {
            Details::Agreement { form, .. } => Some((*form, is_unanswered(corpus, body, id))),
            _ => None,
        };
        let mut forms: Vec<(AgreementForm, bool)> = self.of(body, other).iter().filter_map(entry).collect();
        forms.sort_unstable();
        forms.dedup();
        forms
    }

    /// Returns the entries of a body's own row, in reading order; none if it has no row.
    #[must_use]
    pub fn row(&self, body: EntityId) -> &[PassageId] {
        self.own.get(&body).map_or(&[], Vec::as_slice)
    }

    /// Returns the entries in the row of `body` that name `other`, in reading order.
    #[must_use]
    pub fn of(&self, body: EntityId, other: EntityId) -> &[PassageId] {
        self.entries.get(&(body, other)).map_or(&[], Vec::as_slice)
    }

    /// Returns the entries about a pair of bodies from both rows, in reading order.
    #[must_use]
    pub fn of_pair(&self, a: EntityId, b: EntityId) -> Vec<PassageId> {
        let mut ids: Vec<PassageId> = self.of(a, b).iter().chain(self.of(b, a)).copied().collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// Returns the entries of a body's own row that name others, and those in other rows that name it, in reading order.
    #[must_use]
    pub fn of_body(&self, body: EntityId) -> Vec<PassageId> {
        let named = self.entries.iter().filter(|((a, b), _)| *a == body || *b == body).flat_map(|(_, ids)| ids);
        let mut ids: Vec<PassageId> = named.copied().collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}
