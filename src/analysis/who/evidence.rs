//! The sentence that is shown for a body.

use crate::analysis::profile::sentences;
use crate::analysis::who::Reason;
use crate::analysis::who::need::Found;
use crate::corpus::{Corpus, EntityId, Passage, PassageId};

/// Among how many of the weightiest passages of a part the evidence is chosen.
const AMONG: usize = 8;
/// What a sentence is worth that speaks of a body for certain.
const SPEAKS: usize = 3;

/// The sentence that speaks for a body most, in the report's words: one that has what is looked for, and that names the body
/// or is of a passage in which it acts alone; of several such the one that has most of it. The weightiest passages are
/// looked at first, and none once nothing can be better.
pub(crate) fn evidence(
    corpus: &Corpus,
    entity: EntityId,
    joint: &[PassageId],
    reasons: &[Reason],
    found: &[Found],
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

/// How plainly a sentence speaks of a body, to [`SPEAKS`]: it names it, or is of a passage in which it acts alone.
fn speaks(corpus: &Corpus, passage: &Passage, sentence: &str, entity: EntityId) -> usize {
    if passage.entities.len() == 1 || corpus.names().named_in(entity, sentence) {
        SPEAKS
    } else {
        1 + usize::from(passage.entities.first() == Some(&entity))
    }
}
