//! "Who should I call?": ranks bodies for a need in words, by their mandate, what they have done lately, and where.

mod evidence;
mod need;

use std::sync::Arc;

use self::evidence::evidence;
pub use self::need::NeedPart;
use self::need::{PartResult, found, parts};
use crate::corpus::postings::PassageSet;
use crate::corpus::{Corpus, EntityId, Kind, PassageId};
use crate::search::Index;
use crate::search::highlight::Highlighter;
use crate::text;

/// The bonus for a body whose name contains part of the need.
const NAMED: f64 = 1.5;
/// The factor for a passage that uses other words than those typed.
const OTHERWISE: f64 = 0.25;
/// The kinds of passages that count as evidence of a body's work.
const EVIDENCE: [Kind; 7] = [
    Kind::Mandate,
    Kind::Activity,
    Kind::Partnership,
    Kind::Agreement,
    Kind::Initiative,
    Kind::Publication,
    Kind::Commitment,
];

/// What speaks for a body with regard to one part of the need.
#[derive(Debug, Clone)]
pub struct Reason {
    /// The index of the part.
    pub part: usize,
    /// A description, such as "in its mandate; 3 activities, the latest of 2022".
    pub words: String,
    /// The passages, highest weight first.
    pub passages: Vec<PassageId>,
}

/// A body to call.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The body.
    pub entity: EntityId,
    /// How much speaks for it. Comparable only within one ranking.
    pub score: f64,
    /// One reason for each part of the need that it meets.
    pub reasons: Vec<Reason>,
    /// The passages that meet more than one part. Those that meet the most parts come first, then by weight.
    pub joint: Vec<PassageId>,
    /// The passage that speaks for it most, and the sentence in it, word for word.
    pub evidence: Option<(PassageId, String)>,
}

/// The bodies to call, best first.
#[derive(Debug, Clone, Default)]
pub struct Ranking {
    /// The need as typed.
    pub need: String,
    /// The parts of the need.
    pub parts: Vec<NeedPart>,
    /// The bodies.
    pub bodies: Vec<Candidate>,
    /// The highlighters of the parts.
    pub matchers: Vec<Arc<Highlighter>>,
}

impl Ranking {
    /// Returns a highlighter for all parts of the need.
    #[must_use]
    pub fn highlighted(&self) -> Highlighter {
        Highlighter::merged(self.matchers.iter().map(|m| &**m))
    }
}

/// Ranks the bodies for a need. Commas, semicolons and "and" separate its parts; places are parts of their own.
#[must_use]
pub fn rank(index: &Index, need: &str) -> Ranking {
    let corpus = index.corpus();
    let mut wanted = PassageSet::none(corpus.passages.len());
    corpus.bodies().for_each(|e| wanted.union_with(&corpus.postings.entities[e.index()]));
    wanted.intersect_with(&corpus.postings.of_kinds(corpus, &EVIDENCE));
    let found: Vec<PartResult> = parts(index, need).into_iter().flat_map(|part| found(index, &part, &wanted)).collect();
    let mut bodies: Vec<Candidate> = corpus.bodies().filter_map(|entity| candidate(corpus, entity, &found)).collect();
    bodies.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entity.cmp(&b.entity)));
    Ranking {
        need: need.trim().to_owned(),
        matchers: found.iter().map(|f| Arc::clone(&f.highlighter)).collect(),
        parts: found.into_iter().map(|f| f.part).collect(),
        bodies,
    }
}

/// Returns how much a passage speaks for a body. Mandates count most; of what was done, more recent passages count
/// more.
fn weight(corpus: &Corpus, id: PassageId, entity: EntityId, latest: u16) -> f64 {
    let passage = corpus.passage(id);
    let kind = match passage.kind {
        Kind::Mandate => 3.0,
        Kind::Activity => 1.0,
        Kind::Partnership | Kind::Initiative => 0.8,
        Kind::Agreement | Kind::Commitment => 0.5,
        _ => 0.4,
    };
    let year = corpus.years_of(id).iter().max().copied().unwrap_or(latest);
    let age = f64::from(latest.saturating_sub(year.min(latest)));
    let recent = if passage.kind == Kind::Mandate { 1.0 } else { 1.0 / (1.0 + age / 3.0) };
    let first = if passage.entities.first() == Some(&entity) { 1.0 } else { 0.7 };
    kind * recent * first
}

fn candidate(corpus: &Corpus, entity: EntityId, found: &[PartResult]) -> Option<Candidate> {
    let own = &corpus.postings.entities[entity.index()];
    let latest = corpus.reports.iter().map(|r| r.covers).max().unwrap_or(0);
    let mut reasons = Vec::new();
    let mut score = 0.0;
    let mut of_parts: Vec<PassageSet> = Vec::new();
    for (part, found) in found.iter().enumerate() {
        let mut set = own.clone();
        set.intersect_with(&found.set);
        if set.is_empty() {
            continue;
        }
        let named = !found.part.place && found.part.is_in(&corpus.entity(entity).name);
        let value = |id: PassageId| {
            let phrase = if found.phrase.contains(id) { 1.5 } else { 1.0 };
            let own = if found.own.contains(id) { 1.0 } else { OTHERWISE };
            weight(corpus, id, entity, latest) * phrase * own
        };
        let mut passages: Vec<PassageId> = set.iter().collect();
        passages.sort_by(|&a, &b| value(b).total_cmp(&value(a)).then(a.cmp(&b)));
        // The square root makes the first passage count more than repetitions.
        score += passages.iter().map(|&id| value(id)).sum::<f64>().sqrt() * 1.5;
        let mut words = reason(corpus, &passages);
        if named {
            score += NAMED;
            words = format!("in its name; {words}");
        }
        reasons.push(Reason { part, words, passages });
        of_parts.push(set);
    }
    if reasons.is_empty() {
        return None;
    }
    let joint = joint(corpus, &of_parts, |id| weight(corpus, id, entity, latest));
    #[allow(clippy::cast_precision_loss)]
    {
        let covered = reasons.len() as f64 / found.len() as f64;
        score = (score + (joint.len() as f64).sqrt()) * covered;
    }
    let evidence = evidence(corpus, entity, &joint, &reasons, found);
    Some(Candidate { entity, score, reasons, joint, evidence })
}

/// Returns the passages that meet more than one part: those that meet the most parts first, then by weight.
fn joint(corpus: &Corpus, parts: &[PassageSet], weight: impl Fn(PassageId) -> f64) -> Vec<PassageId> {
    let mut any = PassageSet::none(corpus.passages.len());
    parts.iter().for_each(|p| any.union_with(p));
    let met = |id: PassageId| parts.iter().filter(|p| p.contains(id)).count();
    let mut ids: Vec<PassageId> = any.iter().filter(|&id| met(id) > 1).collect();
    ids.sort_by(|&a, &b| met(b).cmp(&met(a)).then(weight(b).total_cmp(&weight(a))).then(a.cmp(&b)));
    ids
}

/// Describes what the passages are: "in its mandate; 3 activities, 1 publication, the latest of 2022".
fn reason(corpus: &Corpus, passages: &[PassageId]) -> String {
    let count = |kind: Kind| passages.iter().filter(|&&id| corpus.passage(id).kind == kind).count();
    let mut parts = Vec::new();
    for (kind, one, more) in [
        (Kind::Activity, "activity", "activities"),
        (Kind::Partnership, "partnership", "partnerships"),
        (Kind::Initiative, "initiative", "initiatives"),
        (Kind::Agreement, "agreement", "agreements"),
        (Kind::Publication, "publication", "publications"),
        (Kind::Commitment, "commitment", "commitments"),
    ] {
        match count(kind) {
            0 => {}
            1 => parts.push(format!("1 {one}")),
            n => parts.push(format!("{} {more}", text::grouped(n))),
        }
    }
    let done = || passages.iter().copied().filter(|&id| corpus.passage(id).kind != Kind::Mandate);
    let stated = done().flat_map(|id| corpus.passage(id).stated_years()).max();
    let reported =
        done().filter(|&id| corpus.passage(id).stated_years().is_empty()).map(|id| corpus.reported(id)).max();
    let mut words = parts.join(", ");
    match (stated, reported) {
        (Some(stated), reported) if reported.is_none_or(|reported| reported <= *stated) => {
            words = format!("{words}, the latest of {stated}");
        }
        (_, Some(reported)) => words = format!("{words}, the latest reported for {reported}"),
        _ => {}
    }
    match (count(Kind::Mandate) > 0, words.is_empty()) {
        (true, true) => "in its mandate".to_owned(),
        (true, false) => format!("in its mandate; {words}"),
        (false, _) => words,
    }
}
