//! "Who should I call?": bodies ranked by what they are mandated to do, have done lately, and where, for a need in words.

use std::sync::Arc;

use super::profile::sentences;
use crate::corpus::facets::Set;
use crate::corpus::{Corpus, EntityId, Kind, PassageId};
use crate::search::query::Matcher;
use crate::search::{Answer, Index, Target, Why};
use crate::text;

/// What it adds to the score of a body that its name holds a part of the need.
const NAMED: f64 = 1.5;
/// Letters by which a form of a word may be longer.
const ENDING: usize = 3;
/// A word of fewer characters tells nothing.
const LEAST: usize = 3;
/// What tells of a body's work.
const EVIDENCE: [Kind; 7] = [
    Kind::Mandate,
    Kind::Activity,
    Kind::Partnership,
    Kind::Agreement,
    Kind::Initiative,
    Kind::Publication,
    Kind::Commitment,
];

/// A part of the need: a topic or a place.
#[derive(Debug, Clone)]
pub struct Part {
    /// As typed.
    pub words: String,
    /// Whether it names a place or a region.
    pub place: bool,
    /// What was looked for where the words stand nowhere as typed: words that are spelt nearly so; else empty.
    pub instead: String,
    /// How many passages on the work of any body meet it.
    pub found: usize,
}

impl Part {
    /// What it is called beside what was found.
    #[must_use]
    pub fn label(&self) -> String {
        if self.instead.is_empty() { self.words.clone() } else { format!("{} as {}", self.words, self.instead) }
    }

    /// Whether a word of it stands in a name, by its form or one that is a few letters longer.
    fn is_in(&self, name: &str) -> bool {
        let words = |text: &str| {
            let folded = text::fold_plain(text);
            folded.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>()
        };
        let names = words(name);
        let wanted = if self.instead.is_empty() { &self.words } else { &self.instead };
        words(wanted)
            .iter()
            .filter(|w| w.chars().count() > LEAST)
            .any(|word| names.iter().any(|n| n.starts_with(word.as_str()) && n.len() - word.len() <= ENDING))
    }
}

/// What speaks for a body with regard to one part of the need.
#[derive(Debug, Clone)]
pub struct Reason {
    /// The part, by its place.
    pub part: usize,
    /// In words, such as "mandated; 3 activities, the latest of 2022".
    pub words: String,
    /// The passages, the weightiest first.
    pub passages: Vec<PassageId>,
}

/// A body to call.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The body.
    pub entity: EntityId,
    /// How much speaks for it; comparable within one ranking only.
    pub score: f64,
    /// A reason for each part of the need that it meets.
    pub reasons: Vec<Reason>,
    /// Passages that meet more than one part at once, the weightiest first.
    pub joint: Vec<PassageId>,
    /// The passage that speaks for it most, and the sentence in it, in the report's words.
    pub evidence: Option<(PassageId, String)>,
}

/// Who to call, best first.
#[derive(Debug, Clone, Default)]
pub struct Ranking {
    /// The need as typed.
    pub need: String,
    /// Its parts.
    pub parts: Vec<Part>,
    /// The bodies.
    pub bodies: Vec<Candidate>,
    /// Tells which letters to light.
    pub matchers: Vec<Arc<Matcher>>,
}

impl Ranking {
    /// Tells which letters any part of the need lights.
    #[must_use]
    pub fn lit(&self) -> Matcher {
        Matcher::merged(self.matchers.iter().map(|m| &**m))
    }
}

/// What the parts of a need were found to be.
struct Found {
    part: Part,
    set: Set,
    /// Passages in which the words stand together as typed.
    phrase: Set,
    matcher: Arc<Matcher>,
}

/// Ranks the bodies for a need: parts are parted by commas, semicolons or "and".
#[must_use]
pub fn rank(index: &Index, need: &str) -> Ranking {
    let corpus = index.corpus();
    let group = corpus.find_entity("ICAT");
    let mut wanted = Set::none(corpus.passages.len());
    for (n, own) in (0u16..).zip(&corpus.postings.entities) {
        if Some(EntityId(n)) != group {
            wanted.add(own);
        }
    }
    wanted.keep(&corpus.postings.of_kinds(corpus, &EVIDENCE));
    let found: Vec<Found> = parts(index, need).into_iter().flat_map(|part| found(index, &part, &wanted)).collect();
    let all = (0u16..).map(EntityId).take(corpus.entities.len()).filter(|&e| Some(e) != group);
    let mut bodies: Vec<Candidate> = all.filter_map(|entity| candidate(corpus, entity, &found)).collect();
    bodies.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entity.cmp(&b.entity)));
    Ranking {
        need: need.trim().to_owned(),
        matchers: found.iter().map(|f| Arc::clone(&f.matcher)).collect(),
        parts: found.into_iter().map(|f| f.part).collect(),
        bodies,
    }
}

/// The parts of a need: what commas, semicolons and "and" part; where nothing does, places are parts of their own.
fn parts(index: &Index, need: &str) -> Vec<String> {
    let corpus = index.corpus();
    let clauses = need.split([',', ';', '\n']).flat_map(|p| p.split(" and "));
    let mut parts: Vec<String> = clauses.map(|p| p.trim().to_owned()).filter(|p| !p.is_empty()).collect();
    if let [only] = parts.as_slice()
        && corpus.gazetteer().named(only).is_empty()
    {
        let (rest, places) = without_places(corpus, only);
        parts = std::iter::once(rest).chain(places).filter(|p| !p.is_empty()).collect();
    }
    let mut once: Vec<String> = Vec::new();
    for part in parts {
        if !once.iter().any(|p| text::fold_plain(p) == text::fold_plain(&part)) {
            once.push(part);
        }
    }
    once
}

/// Words without the places among them, and these: the longest names first.
fn without_places(corpus: &Corpus, words: &str) -> (String, Vec<String>) {
    let words: Vec<&str> = words.split_whitespace().collect();
    let (mut rest, mut places) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(&word) = words.get(at) {
        let named = (1..=4).rev().filter_map(|n| words.get(at..at + n)).find(|name| {
            name.iter().any(|w| w.chars().count() >= LEAST) && !corpus.gazetteer().named(&name.join(" ")).is_empty()
        });
        match named {
            Some(name) => {
                places.push(name.join(" "));
                at += name.len();
            }
            None => {
                rest.push(word);
                at += 1;
            }
        }
    }
    // A word that only led to the place goes with it.
    while rest.last().is_some_and(|w| w.chars().count() < LEAST || *w == "from") && !places.is_empty() {
        rest.pop();
    }
    (rest.join(" "), places)
}

/// What a part is found to be; words that tell nothing together are parts of their own.
fn found(index: &Index, words: &str, wanted: &Set) -> Vec<Found> {
    let whole = find(index, words.to_owned(), wanted);
    if !whole.set.is_empty() || !words.contains(' ') {
        return vec![whole];
    }
    let alone = words.split_whitespace().filter(|w| w.chars().count() >= LEAST);
    let apart: Vec<Found> = alone.map(|w| find(index, w.to_owned(), wanted)).collect();
    if apart.iter().all(|f| f.set.is_empty()) { vec![whole] } else { apart }
}

fn find(index: &Index, words: String, wanted: &Set) -> Found {
    let corpus = index.corpus();
    let places = corpus.gazetteer().named(&words);
    let answer = index.search(&words);
    let mut part = Part { place: !places.is_empty(), instead: String::new(), found: 0, words };
    let (mut set, mut phrase) = (Set::none(corpus.passages.len()), Set::none(corpus.passages.len()));
    if part.place {
        for place in places {
            corpus.postings.places.get(place).into_iter().for_each(|members| set.add(members));
        }
    } else {
        set = met(&answer, corpus, |why| why != Why::Near);
        if set.is_empty() && answer.dropped.is_empty() && !answer.hits.is_empty() {
            set = met(&answer, corpus, |_| true);
            let mut near: Vec<String> = answer.matcher.words.iter().cloned().collect();
            near.sort_unstable();
            part.instead = near.join(" or ");
        }
        if part.words.contains(' ') {
            phrase = met(&index.search(&format!("\"{}\"", part.words.replace('"', " "))), corpus, |_| true);
        }
    }
    set.keep(wanted);
    part.found = set.count();
    Found { part, phrase, set, matcher: Arc::clone(&answer.matcher) }
}

/// The passages of an answer that have all its words, for a reason that counts.
fn met(answer: &Answer, corpus: &Corpus, counts: impl Fn(Why) -> bool) -> Set {
    let mut set = Set::none(corpus.passages.len());
    for hit in answer.hits.iter().filter(|h| answer.dropped.is_empty() && counts(h.why)) {
        if let Target::Passage(id) = hit.target {
            set.insert(id);
        }
    }
    set
}

/// How much a passage speaks for a body: a mandate most, then what was done, the later the more.
fn weight(corpus: &Corpus, id: PassageId, entity: EntityId, latest: u16) -> f64 {
    let passage = corpus.passage(id);
    let kind = match passage.kind {
        Kind::Mandate => 3.0,
        Kind::Activity => 1.0,
        Kind::Partnership | Kind::Initiative => 0.8,
        Kind::Agreement | Kind::Commitment => 0.5,
        _ => 0.4,
    };
    let year = passage.years.iter().max().copied().unwrap_or(latest);
    let age = f64::from(latest.saturating_sub(year.min(latest)));
    let recent = if passage.kind == Kind::Mandate { 1.0 } else { 1.0 / (1.0 + age / 3.0) };
    let first = if passage.entities.first() == Some(&entity) { 1.0 } else { 0.7 };
    kind * recent * first
}

fn candidate(corpus: &Corpus, entity: EntityId, found: &[Found]) -> Option<Candidate> {
    let own = &corpus.postings.entities[entity.index()];
    let latest = corpus.reports.iter().map(|r| r.covers).max().unwrap_or(0);
    let mut reasons = Vec::new();
    let mut score = 0.0;
    let mut of_parts: Vec<Set> = Vec::new();
    for (part, found) in found.iter().enumerate() {
        let mut set = own.clone();
        set.keep(&found.set);
        if set.is_empty() {
            continue;
        }
        let named = !found.part.place && found.part.is_in(&corpus.entity(entity).name);
        let value =
            |id: PassageId| weight(corpus, id, entity, latest) * if found.phrase.contains(id) { 1.5 } else { 1.0 };
        let mut passages: Vec<PassageId> = set.iter().collect();
        passages.sort_by(|&a, &b| value(b).total_cmp(&value(a)).then(a.cmp(&b)));
        // What has been said once weighs more than its repetition.
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
    let first = joint.first().or_else(|| reasons.iter().find_map(|r| r.passages.first())).copied();
    let evidence = first.map(|id| (id, extract(corpus, id, found)));
    Some(Candidate { entity, score, reasons, joint, evidence })
}

/// The passages that meet more than one part, those that meet most parts first, then by weight.
fn joint(corpus: &Corpus, parts: &[Set], weight: impl Fn(PassageId) -> f64) -> Vec<PassageId> {
    let mut any = Set::none(corpus.passages.len());
    parts.iter().for_each(|p| any.add(p));
    let met = |id: PassageId| parts.iter().filter(|p| p.contains(id)).count();
    let mut ids: Vec<PassageId> = any.iter().filter(|&id| met(id) > 1).collect();
    ids.sort_by(|&a, &b| met(b).cmp(&met(a)).then(weight(b).total_cmp(&weight(a))).then(a.cmp(&b)));
    ids
}

/// What some passages are, in words: "mandated; 3 activities, 1 publication, the latest of 2022".
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
    let done: Vec<u16> = passages
        .iter()
        .filter(|&&id| corpus.passage(id).kind != Kind::Mandate)
        .flat_map(|&id| corpus.passage(id).years.iter().copied())
        .collect();
    let mut words = parts.join(", ");
    if let Some(year) = done.iter().max() {
        words = format!("{words}, the latest of {year}");
    }
    match (count(Kind::Mandate) > 0, words.is_empty()) {
        (true, true) => "in its mandate".to_owned(),
        (true, false) => format!("in its mandate; {words}"),
        (false, _) => words,
    }
}

/// The sentence of a passage in which most of what is looked for stands, in the report's words.
fn extract(corpus: &Corpus, id: PassageId, found: &[Found]) -> String {
    let text = corpus.passage(id).text;
    let hits = |sentence: &str| found.iter().filter(|f| !f.matcher.ranges(sentence).is_empty()).count();
    let best =
        sentences(&text).into_iter().max_by_key(|s| (text.get(s.clone()).map_or(0, hits), std::cmp::Reverse(s.start)));
    best.and_then(|s| text.get(s)).unwrap_or("").to_owned()
}
