//! A lookup table of the names of bodies. A name may stand for only one body; otherwise one body would get the mentions
//! of another.

use std::collections::HashMap;
use std::fmt;

use crate::corpus::lookup::plain_key;
use crate::corpus::strings::Str;
use crate::corpus::{Entity, EntityId};

/// Which of a body's names a [`BodyName`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameKind {
    Id,
    Name,
    Alias,
}

/// A name of a body.
#[derive(Debug, Clone, Copy)]
pub(super) struct BodyName {
    pub(super) body: EntityId,
    pub(super) kind: NameKind,
    id: Str,
    written: Str,
}

impl fmt::Display for BodyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            NameKind::Id => write!(f, "the id of {}", self.id),
            NameKind::Name => write!(f, "the name of {}, \"{}\"", self.id, self.written),
            NameKind::Alias => write!(f, "an alias of {}, \"{}\"", self.id, self.written),
        }
    }
}

/// The names of all bodies read so far, by their [`plain_key`]: without case, accents and punctuation.
#[derive(Default)]
pub(super) struct NameTable(HashMap<String, BodyName>);

impl NameTable {
    /// Collects the names of bodies.
    pub(super) fn of(entities: &[Entity]) -> Self {
        let mut named = Self::default();
        for (number, entity) in (0u16..).zip(entities) {
            let first = [(NameKind::Id, entity.id), (NameKind::Name, entity.name)].into_iter();
            for (kind, name) in first.chain(entity.aliases.iter().map(|&alias| (NameKind::Alias, alias))) {
                named.take(EntityId(number), entity.id, kind, name);
            }
        }
        named
    }

    /// Registers a name for a body. If the name already belongs to another body, leaves it there and returns it.
    pub(super) fn take(&mut self, body: EntityId, id: Str, kind: NameKind, name: Str) -> Option<BodyName> {
        let key = plain_key(&name);
        // A name without letters and digits is never looked up.
        (!key.is_empty()).then_some(())?;
        let known = *self.0.entry(key).or_insert(BodyName { body, kind, id, written: name });
        (known.body != body).then_some(known)
    }

    /// Finds the name that equals some words, ignoring case, accents and punctuation.
    pub(super) fn find(&self, words: &str) -> Option<BodyName> {
        self.0.get(&plain_key(words)).copied()
    }

    /// Finds the name that equals the id of a passage or a report. Such an id is already folded except for its hyphens,
    /// so full folding is skipped: there are many ids.
    pub(super) fn find_id(&self, id: &str) -> Option<BodyName> {
        if id.contains('-') { self.0.get(&id.replace('-', "")) } else { self.0.get(id) }.copied()
    }
}
