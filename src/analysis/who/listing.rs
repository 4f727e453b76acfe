//! Which of the bodies that are credited with something of a need are listed, and for what reason others are named only.

use std::collections::BTreeSet;

use super::evidence::Credit;
use super::{Candidate, NeedPart, PartKind};
use crate::corpus::vocabulary::Dimension;
use crate::corpus::{Corpus, EntityId};

/// The number of bodies that do what is asked for in a place from which on those that do it elsewhere are not listed, where
/// the need names the place by itself, after a comma. Otherwise one is enough.
const THERE: usize = 3;
/// The share of what any body meets of a need below which another meets it in part alone.
const PARTIAL: f64 = 0.6;
/// The number of bodies that meet most of a need from which on those that meet a part of it are named, not listed.
const ENOUGH: usize = 2;
/// If at most this many passages name a place, its name alone is enough to say whom to call.
const RARE_PLACE: usize = 3;

/// How much words that no statement has with the others of a part may say, to what these say, for the part to be the deed: of
/// words of which the lesser part was met, nobody knows whether they are what is asked for.
const LEFT_OUT_MAX: f64 = 1.5;

/// The bodies of a ranking.
pub(super) struct Listing {
    /// Those that are listed, best first.
    pub(super) bodies: Vec<Candidate>,
    /// How many of them meet most of what any of them meets.
    pub(super) whole: usize,
    /// Those that have to do with the place alone, or with the people alone.
    pub(super) unlisted: Vec<EntityId>,
    /// Those that do what is asked for, but not on record in the place.
    pub(super) elsewhere: Vec<EntityId>,
    /// Those that meet little of the need.
    pub(super) partial: Vec<EntityId>,
}

/// Sorts out who is listed. `is_one` says that the need is one thing, and no list of things.
pub(super) fn listing(corpus: &Corpus, mut bodies: Vec<Candidate>, parts: &[NeedPart], is_one: bool) -> Listing {
    // Who has to do with the place alone, or with the people alone, does not do what is asked for.
    let mut unlisted = Vec::new();
    if bodies.iter().any(|body| does(body, parts)) {
        unlisted = ids(bodies.extract_if(.., |body| !does(body, parts)));
    }
    // Who has to do with the place does nothing of what no report has.
    if says_where_alone(parts) {
        unlisted.extend(ids(bodies.drain(..)));
    }
    // Who does it elsewhere is of less help, where somebody does it there.
    let number_there = bodies.iter().filter(|body| does(body, parts) && is_there(body, parts)).count();
    let mut elsewhere = Vec::new();
    let is_asked_for = is_one && parts.iter().any(|part| part.is_place_asked_for(corpus));
    if is_asked_for || bodies.iter().any(|body| does_there(body, parts)) || number_there >= THERE {
        elsewhere = ids(bodies.extract_if(.., |body| !is_there(body, parts)));
    }
    // Who meets little of what the first meets is named after them; where only one meets much, as a candidate.
    let best = bodies.iter().map(|body| body.met).fold(0.0, f64::max);
    let is_partial = |body: &Candidate| body.met < PARTIAL * best;
    bodies.sort_by_key(is_partial);
    let whole = bodies.iter().filter(|body| !is_partial(body)).count();
    let partial = if is_one && whole >= ENOUGH { ids(bodies.split_off(whole).into_iter()) } else { Vec::new() };
    Listing { bodies, whole, unlisted, elsewhere, partial }
}

/// Returns whether all that is met of a need is one place where something is to be done, and what is to be done is not.
fn says_where_alone(parts: &[NeedPart]) -> bool {
    let met: Vec<&NeedPart> = parts.iter().filter(|part| part.found > 0).collect();
    matches!(met.as_slice(), [place] if place.is_place())
        && parts.iter().any(|part| part.found == 0 && part.kind == PartKind::Words)
}

fn ids(bodies: impl Iterator<Item = Candidate>) -> Vec<EntityId> {
    bodies.map(|body| body.entity).collect()
}

/// Returns whether a body does what is asked for, wherever that is.
pub(super) fn does(body: &Candidate, parts: &[NeedPart]) -> bool {
    body.reasons.iter().any(|reason| parts[reason.part].is_subject)
}

/// Returns whether a body is credited with the place that is named.
pub(super) fn is_there(body: &Candidate, parts: &[NeedPart]) -> bool {
    body.reasons.iter().any(|reason| parts[reason.part].is_where)
}

/// Returns whether a body is credited with what is asked for, and with the place that is named with it.
fn does_there(body: &Candidate, parts: &[NeedPart]) -> bool {
    let met = |is: fn(&NeedPart) -> bool| {
        body.reasons.iter().map(|reason| &parts[reason.part]).filter(move |part| is(part)).map(|part| part.segment)
    };
    met(|part| part.is_where).any(|place| met(|part| part.is_subject).any(|deed| deed == place))
}

impl NeedPart {
    /// Returns whether what is looked for of it says about as much as what was left out.
    pub(super) fn is_told(&self) -> bool {
        self.left_out_weight <= LEFT_OUT_MAX * self.weight
    }

    /// Returns whether it is a place, with or without a record, where something is to be done.
    fn is_place_asked_for(&self, corpus: &Corpus) -> bool {
        let is_people = corpus.named_places(&self.words).is_some_and(|named| named.is_people());
        self.is_place() && !self.is_subject && !is_people && (self.is_where || self.found == 0)
    }
}

/// Marks the parts that say what is to be done or known. A need that says for whom alone is about these people, and one that
/// says where alone about the place.
pub(super) fn mark_subjects(corpus: &Corpus, parts: &mut [NeedPart], credits: &[&[Credit]]) {
    // Whether somebody is credited with a place and with what is no place.
    let is_met_beside = |place: usize| {
        let others = (0..parts.len()).filter(|n| !parts[*n].is_place() && parts[*n].is_told());
        let doing: BTreeSet<EntityId> =
            others.flat_map(|n| credits[n]).flat_map(|credit| credit.bodies.iter().copied()).collect();
        credits[place].iter().flat_map(|there| &there.bodies).any(|body| doing.contains(body))
    };
    // "Venezuelan" is a place as well; and a place that few passages name says as much as a deed, where nobody does it there.
    let is_where: Vec<bool> = (0..parts.len())
        .map(|n| {
            if parts[n].is_place() {
                parts[n].found > RARE_PLACE || is_met_beside(n)
            } else {
                corpus.named_places(&parts[n].words).is_some()
            }
        })
        .collect();
    let is_whom = |part: &NeedPart| part.topic.is_some_and(|topic| corpus.topic(topic).dimension == Dimension::People);
    let is_what: Vec<bool> = (0..parts.len())
        .map(|n| parts[n].found > 0 && parts[n].is_told() && !is_where[n] && !is_whom(&parts[n]))
        .collect();
    let where_alone = says_where_alone(parts);
    let has_what = is_what.contains(&true);
    let has_whom = parts.iter().any(|part| part.found > 0 && is_whom(part));
    for (n, part) in parts.iter_mut().enumerate() {
        if where_alone && part.is_place() {
            (part.is_subject, part.is_where) = (false, part.found > 0);
            continue;
        }
        part.is_subject = if has_what { is_what[n] } else { !has_whom || is_whom(part) };
        // Somebody's origin is not where something is done.
        let is_people = corpus.named_places(&part.words).is_some_and(|named| named.is_people());
        part.is_where = !part.is_subject && part.found > 0 && is_where[n] && !is_people;
    }
}
