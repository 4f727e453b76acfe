//! Selects the sentence that is shown for a body.

use crate::analysis::profile::sentences;
use crate::analysis::who::Reason;
use crate::analysis::who::need::PartResult;
use crate::corpus::{Corpus, EntityId, Passage, PassageId};

/// The number of passages per part, highest weight first, among which the evidence is chosen.
const AMONG: usize = 8;
/// The value of a sentence that certainly speaks of a body.
const SPEAKS: usize = 3;

/// Returns the sentence that speaks for a body most, word for word.
///
/// Prefers a sentence that contains what is looked for, and that names the body or is from a passage in which it acts
/// alone. Of several such sentences, takes the one that contains the most. Looks at the passages with the highest
/// weight first, and stops as soon as no sentence can be better.
pub(crate) fn evidence(
    corpus: &Corpus,
    entity: EntityId,
    joint: &[PassageId],
    reasons: &[Reason],
    found: &[PartResult],
) -> Option<(PassageId, String)> {
    let of_reasons = reasons.iter().flat_map(|r| r.passages.iter().take(AMONG));
    let mut best: Option<((usize, usize, usize), PassageId, &str)> = None;
    for &id in joint.iter().take(AMONG).chain(of_reasons) {
        let passage = corpus.passage(id);
        let all = 2 * found.iter().filter(|f| f.set.contains(id)).count();
        for at in sentences(&passage.text) {
            let Some(sentence) = passage.text.as_str().get(at) else { continue };
            let met = found.iter().filter(|f| f.set.contains(id)).map(|f| f.stands_in(sentence)).sum();
            let speaks = speaks(corpus, passage, sentence, entity);
            let worth = (usize::from(met > 0) * speaks, met, speaks);
            if best.as_ref().is_none_or(|b| worth > b.0) {
                best = Some((worth, id, sentence));
            }
            if worth == (SPEAKS, all, SPEAKS) {
                return Some((id, sentence.to_owned()));
            }
        }
    }
    best.map(|(_, id, sentence)| (id, sentence.to_owned()))
}

/// Rates how clearly a sentence speaks of a body, up to [`SPEAKS`] if it names the body or is from a passage in which
/// the body acts alone.
fn speaks(corpus: &Corpus, passage: &Passage, sentence: &str, entity: EntityId) -> usize {
    if passage.entities.len() == 1 || corpus.names().named_in(entity, sentence) {
        SPEAKS
    } else {
        1 + usize::from(passage.entities.first() == Some(&entity))
    }
}
