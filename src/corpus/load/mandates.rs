//! Checks the words that say what each body is charged with, as we read them.

use crate::corpus::annotations::MandateQuote;
use crate::corpus::load::check::Checker;
use crate::corpus::load::place::Place;
use crate::corpus::load::rules::quoted;
use crate::corpus::raw::MandateRow;
use crate::corpus::{EntityId, Kind, Passage};

impl<'f> Checker<'f> {
    /// Checks the words of a mandate: they stand once in a passage on mandates, in a statement that credits the body.
    pub(super) fn mandate(&mut self, place: &Place<'f, '_>, row: &MandateRow) -> Option<MandateQuote> {
        let entity = self.entity_ids.get(&row.entity).copied();
        if entity.is_none() {
            self.found.tell(place, "entity", format_args!("{} is no entity", quoted(&row.entity)));
        }
        let passage = self.passage_of(place, "passage", &row.passage);
        self.of_kind(place, "passage", passage, &[Kind::Mandate]);
        let (entity, id) = (entity?, passage?);
        let text = self.passages[id.index()].text;
        let quote = self.quote(place, &text, &row.quote)?;
        if !credits(&self.passages[id.index()], entity, &quote) {
            let message = format!("stand in no statement that credits {}", quoted(&row.entity));
            self.found.tell(place, "quote", message);
        }
        Some(MandateQuote { entity, passage: id, quote })
    }
}

/// Returns whether words of a passage stand in a statement that credits a body.
fn credits(passage: &Passage, entity: EntityId, quote: &std::ops::Range<u32>) -> bool {
    if passage.claims.is_empty() {
        return passage.entities.contains(&entity);
    }
    let mut claims = passage.claims.iter();
    claims.any(|claim| {
        let overlaps = claim.quote.start < quote.end && quote.start < claim.quote.end;
        overlaps && claim.entities.contains(&entity)
    })
}
