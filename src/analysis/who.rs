//! "Who should I call?": ranks bodies for a need in words, by the statements that credit them with it.
//!
//! A need is taken apart into places, bodies and phrases (`need`). Evidence is a statement that credits the very body
//! and has the very words, a form of them, or what is known to stand for them (`evidence`). Nothing else makes a body
//! a candidate: no beginning of a word, no near spelling, no word in the name of another body.

mod evidence;
mod need;
mod pattern;
mod stop_words;

use std::collections::{BTreeMap, BTreeSet};

use self::evidence::{Hit, Quote, Support, in_row, supports};
use self::need::{Clause, Meaning, Unit, clauses};
use crate::corpus::vocabulary::TopicId;
use crate::corpus::{Corpus, EntityId, Kind, PassageId};
use crate::search::highlight::Highlighter;
use crate::search::{Index, Target};
use crate::text;

/// What a body has to meet to be listed: this share of what a clause says, or a part of it that says this much.
const LISTED_SHARE: f64 = 0.4;
const LISTED_WEIGHT: f64 = 3.5;
/// The number of parts of a clause beyond which one of them alone says too little.
const LISTED_BESIDE: usize = 2;
/// The number of bodies beyond which a statement is an enumeration.
const ENUMERATION: usize = 3;
/// The factor of an enumeration: beside a statement on the whole need, and as one of several.
const ENUMERATED_WHOLE: f64 = 0.8;
const ENUMERATED: f64 = 0.25;
/// The factor of a statement of a few bodies.
const SHARED: f64 = 0.8;
/// The factor of a statement that uses other words than those typed: beside one on the whole need, and as one of several.
const OTHERWISE_WHOLE: f64 = 0.9;
const OTHERWISE: f64 = 0.6;
/// The factor of a statement that has the words far apart, or is about a place in the region.
const APART: f64 = 0.5;
/// What counts: one statement that meets the whole need, several that do, and how many and how recent they are.
const JOINT_WEIGHT: f64 = 10.0;
const COVERAGE_WEIGHT: f64 = 5.0;
const NUMBER_WEIGHT: f64 = 1.5;
/// The number of quotations that are shown for a body, and of passages that are near a need that nothing supports.
const QUOTED: usize = 2;
const NEAR: usize = 3;

/// What a part of a need was understood to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    /// Words to be found in what the reports say.
    Words,
    /// A place.
    Place,
    /// A region, which stands for all that lies in it.
    Region,
    /// A body.
    Body,
}

/// A part of the need, and how it was understood.
#[derive(Debug, Clone)]
pub struct NeedPart {
    /// The words, as typed, that are looked for.
    pub words: String,
    /// What they are.
    pub kind: PartKind,
    /// The topic that has these words as its name, or by which they are recognized.
    pub topic: Option<TopicId>,
    /// What stands for them in some of the statements: synonyms, acronyms, expansions.
    pub others: Vec<String>,
    /// Words of the part that no statement has together with the others.
    pub left_out: Vec<String>,
    /// Words of the reports that are spelled like those that no passage has.
    pub spelled_like: Vec<String>,
    /// The number of passages with a statement that meets it and credits somebody.
    pub found: usize,
    /// The clause that it is part of.
    clause: usize,
    /// How much it says.
    weight: f64,
}

impl NeedPart {
    /// Describes how the part was understood: what it is, and what else was looked for.
    #[must_use]
    pub fn understood(&self, corpus: &Corpus) -> String {
        let mut words = match self.kind {
            PartKind::Words => "words".to_owned(),
            PartKind::Place => "place".to_owned(),
            PartKind::Region => "region, with all that lies in it".to_owned(),
            PartKind::Body => "body".to_owned(),
        };
        if let Some(topic) = self.topic {
            words = format!("words; see also the topic {}", corpus.topic(topic).id);
        }
        if !self.others.is_empty() {
            words = format!("{words}, or \u{201c}{}\u{201d}", self.others.join("\u{201d}, \u{201c}"));
        }
        if !self.left_out.is_empty() {
            words = format!("{words}; without \u{201c}{}\u{201d}", self.left_out.join("\u{201d}, \u{201c}"));
        }
        if !self.spelled_like.is_empty() {
            words = format!("{words}; the reports have {}", self.spelled_like.join(", "));
        }
        words
    }
}

/// A quotation that speaks for a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The passage.
    pub passage: PassageId,
    /// The words, as the report prints them.
    pub words: String,
    /// Its date: the years that the statement states, or the one that its report covers.
    pub when: String,
    /// The indices of the parts of the need that it meets.
    pub parts: Vec<usize>,
}

/// What speaks for a body with regard to one part of the need.
#[derive(Debug, Clone)]
pub struct Reason {
    /// The index of the part.
    pub part: usize,
    /// A description, such as "in its mandate; 3 activities, the latest of 2022".
    pub words: String,
    /// The passages, highest weight first.
    pub passages: Vec<PassageId>,
    /// The quotation that speaks for it most.
    pub evidence: Evidence,
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
    /// The passages of which one statement meets more than one part. Those that meet most come first.
    pub joint: Vec<PassageId>,
    /// The quotations that speak for it most.
    pub evidence: Vec<Evidence>,
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
    /// What speaks for the group as such, which is no body to be ranked.
    pub group: Option<Candidate>,
    /// If nobody is credited: passages that have words of the need.
    pub near: Vec<PassageId>,
    /// Highlights the words that were met.
    pub highlighter: Highlighter,
}

/// Ranks the bodies for a need. Commas and semicolons separate its clauses; places and bodies are parts of their own.
#[must_use]
pub fn rank(index: &Index, need: &str) -> Ranking {
    let corpus = index.corpus();
    let found: Vec<(usize, Unit, Support)> = clauses(index, need)
        .into_iter()
        .enumerate()
        .flat_map(|(n, clause)| resolved(index, clause).into_iter().map(move |(unit, support)| (n, unit, support)))
        .collect();
    let mut found = closest(found);
    for hit in found.iter_mut().flat_map(|(_, _, support)| &mut support.hits) {
        hit.value = value(corpus, hit);
    }
    let parts: Vec<NeedPart> = found.iter().map(|(n, unit, support)| part(index, *n, unit, support)).collect();
    let hits: Vec<&[Hit]> = found.iter().map(|(_, _, support)| support.hits.as_slice()).collect();
    // Where nobody meets much of a clause, those are listed who meet any telling part of it.
    let listed = |strict: bool| -> Vec<Candidate> {
        corpus.bodies().filter_map(|entity| candidate(corpus, entity, &parts, &hits, strict)).collect()
    };
    let mut bodies = listed(true);
    let strict = !bodies.is_empty();
    if !strict {
        bodies = listed(false);
    }
    bodies.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entity.cmp(&b.entity)));
    let group = corpus.group().and_then(|group| candidate(corpus, group, &parts, &hits, strict));
    let near = if bodies.is_empty() { near(index, need) } else { Vec::new() };
    let met = hits.iter().flat_map(|hits| hits.iter()).flat_map(|hit| hit.met.iter().cloned());
    let highlighter = Highlighter { words: met.collect(), ..Highlighter::default() };
    Ranking { need: need.trim().to_owned(), parts, bodies, group, near, highlighter }
}

/// Drops the statements that have words far apart, where others have them close together, unless they also meet another
/// clause.
fn closest(mut found: Vec<(usize, Unit, Support)>) -> Vec<(usize, Unit, Support)> {
    let mut clauses_of: BTreeMap<StatementId, BTreeSet<usize>> = BTreeMap::new();
    for (clause, _, support) in &found {
        for hit in &support.hits {
            clauses_of.entry((hit.passage, hit.statement)).or_default().insert(*clause);
        }
    }
    for (clause, unit, support) in &mut found {
        if matches!(unit.meaning, Meaning::Words(_)) && support.hits.iter().any(|hit| hit.is_near) {
            let is_met = |hit: &Hit| {
                let clauses = clauses_of.get(&(hit.passage, hit.statement));
                clauses.is_some_and(|clauses| clauses.iter().any(|other| other != clause))
            };
            support.hits.retain(|hit| hit.is_near || is_met(hit));
        }
    }
    found
}

/// Looks for a clause as it was typed, and, if no statement has it so, for its parts.
fn resolved(index: &Index, clause: Clause) -> Vec<(Unit, Support)> {
    if clause.parts.is_empty() {
        let found = supports(index, &clause.whole);
        return found.into_iter().map(|support| (clause.whole.clone(), support)).collect();
    }
    let hits = in_row(index, &clause.whole);
    if hits.is_empty() {
        return clause.parts.into_iter().flat_map(|part| resolved(index, part)).collect();
    }
    let words = clause.whole.words.clone();
    let weight = clause.whole.weight(index.corpus());
    vec![(clause.whole, Support { words, left_out: Vec::new(), weight, hits })]
}

fn part(index: &Index, clause: usize, unit: &Unit, support: &Support) -> NeedPart {
    let corpus = index.corpus();
    let kind = match &unit.meaning {
        Meaning::Words(_) => PartKind::Words,
        Meaning::Place(_, true) => PartKind::Region,
        Meaning::Place(..) => PartKind::Place,
        Meaning::Body(_) => PartKind::Body,
    };
    let words = if support.words.is_empty() { unit.words.clone() } else { support.words.clone() };
    let left_out = if support.words.is_empty() { Vec::new() } else { support.left_out.clone() };
    let unknown = support.left_out.iter().filter(|_| support.hits.is_empty());
    let spelled_like = unknown.flat_map(|word| {
        let folded = text::fold_plain(word);
        index.spelled_like(&folded).filter(|near| *near != folded).take(2).map(str::to_owned).collect::<Vec<_>>()
    });
    NeedPart {
        topic: (kind == PartKind::Words).then(|| corpus.find_topic(&words)).flatten(),
        spelled_like: spelled_like.collect(),
        others: support
            .hits
            .iter()
            .flat_map(|hit| hit.instead.iter().cloned())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect(),
        found: support.hits.iter().map(|hit| hit.passage).collect::<BTreeSet<_>>().len(),
        weight: support.weight,
        kind,
        words,
        left_out,
        clause,
    }
}

/// Returns the passages that have words of a need that nothing supports.
fn near(index: &Index, need: &str) -> Vec<PassageId> {
    let passages = index.search(need).hits.into_iter().filter_map(|hit| match hit.target {
        Target::Passage(id) => Some(id),
        _ => None,
    });
    passages.take(NEAR).collect()
}

/// Returns how much a statement speaks for a body. Mandates count most; of what was done, more recent statements count
/// more; enumerations count least.
fn value(corpus: &Corpus, hit: &Hit) -> f64 {
    let kind = match corpus.passage(hit.passage).kind {
        Kind::Mandate => 3.0,
        Kind::Activity => 1.2,
        Kind::Partnership => 1.0,
        Kind::Initiative => 0.8,
        _ => 0.6,
    };
    let latest = corpus.reports.iter().map(|r| r.covers).max().unwrap_or(0);
    let years = corpus.statements(hit.passage).nth(hit.statement).map_or(&[][..], |said| said.years);
    let age = f64::from(latest.saturating_sub(years.iter().max().copied().unwrap_or(latest).min(latest)));
    let recent = if corpus.passage(hit.passage).kind == Kind::Mandate { 1.0 } else { 1.0 / (1.0 + age / 4.0) };
    let shared = match hit.bodies.len() {
        0 | 1 => 1.0,
        2..=ENUMERATION => SHARED,
        _ => ENUMERATED,
    };
    let otherwise = if hit.instead.is_empty() { 1.0 } else { OTHERWISE };
    kind * recent * shared * otherwise * if hit.is_near { 1.0 } else { APART }
}

/// A statement: its passage, and its index there.
type StatementId = (PassageId, usize);

/// A statement that credits a body, with what it says of the need.
struct Ordered<'h> {
    /// How much it says of the whole need.
    says: f64,
    /// How much it speaks for the body.
    value: f64,
    statement: StatementId,
    /// The parts that it meets, each with its hit.
    of: &'h [(usize, &'h Hit)],
}

fn candidate(
    corpus: &Corpus,
    entity: EntityId,
    parts: &[NeedPart],
    hits: &[&[Hit]],
    strict: bool,
) -> Option<Candidate> {
    // For each part, the statements that credit the body with it, the weightiest first, and of one work only one.
    let own: Vec<Vec<&Hit>> = hits
        .iter()
        .map(|hits| {
            let mut own: Vec<&Hit> = hits.iter().filter(|hit| hit.bodies.contains(&entity)).collect();
            own.sort_by(|a, b| b.value.total_cmp(&a.value).then(a.passage.cmp(&b.passage)));
            let mut works = BTreeSet::new();
            own.retain(|hit| {
                let passage = corpus.passage(hit.passage);
                passage.kind != Kind::Publication || passage.work.is_none_or(|work| works.insert(work))
            });
            own
        })
        .collect();
    let met = |n: usize| !own[n].is_empty();
    let weight = |of: &dyn Fn(usize) -> bool| -> f64 {
        parts.iter().enumerate().filter(|(n, part)| part.found > 0 && of(*n)).map(|(_, part)| part.weight).sum()
    };
    let clauses: BTreeSet<usize> = parts.iter().map(|part| part.clause).collect();
    let is_listed = clauses.iter().any(|&clause| {
        let here = weight(&|n| parts[n].clause == clause && met(n));
        here > 0.0 && here >= LISTED_SHARE * weight(&|n| parts[n].clause == clause)
    }) || (0..parts.len()).any(|n| {
        let beside = parts.iter().filter(|part| part.clause == parts[n].clause).count();
        met(n) && (beside <= LISTED_BESIDE || !strict) && parts[n].weight >= LISTED_WEIGHT
    });
    if !is_listed {
        return None;
    }
    let all = weight(&|_| true);
    // For each statement, the parts that it meets.
    let mut statements: BTreeMap<StatementId, Vec<(usize, &Hit)>> = BTreeMap::new();
    for (n, hits) in own.iter().enumerate() {
        hits.iter().for_each(|hit| statements.entry((hit.passage, hit.statement)).or_default().push((n, hit)));
    }
    let meets = |of: &[(usize, &Hit)], n: usize| of.iter().any(|(part, _)| *part == n);
    // How much a statement says of the whole need. Enumerations come after what a body says alone.
    let says = |of: &[(usize, &Hit)]| {
        let enumerates = of.iter().any(|(_, hit)| hit.bodies.len() > ENUMERATION);
        let otherwise = of.iter().any(|(_, hit)| !hit.instead.is_empty());
        let share = weight(&|n| meets(of, n)) / all;
        share * if enumerates { ENUMERATED_WHOLE } else { 1.0 } * if otherwise { OTHERWISE_WHOLE } else { 1.0 }
    };
    let mut ordered: Vec<Ordered<'_>> = statements
        .iter()
        .map(|(id, of)| {
            let value = of.iter().map(|(_, hit)| hit.value).fold(0.0, f64::max);
            Ordered { says: says(of), value, statement: *id, of }
        })
        .collect();
    ordered.sort_by(|a, b| {
        b.says.total_cmp(&a.says).then(b.value.total_cmp(&a.value)).then(a.statement.cmp(&b.statement))
    });
    let number: f64 = own
        .iter()
        .enumerate()
        .map(|(n, hits)| hits.iter().map(|hit| hit.value).sum::<f64>() * parts[n].weight / all)
        .sum();
    // Within a clause, only what one statement says together counts as met.
    let best_of_clause = |clause: usize| {
        let of_clause = |of: &[(usize, &Hit)]| weight(&|n| parts[n].clause == clause && meets(of, n));
        statements.values().map(|of| of_clause(of)).fold(0.0, f64::max)
    };
    let covered = clauses.iter().map(|&clause| best_of_clause(clause)).sum::<f64>() / all;
    let score = JOINT_WEIGHT * ordered.first().map_or(0.0, |best| best.says)
        + COVERAGE_WEIGHT * covered
        + NUMBER_WEIGHT * number.ln_1p();
    // Parts of which one has the words of the other are met by the same words.
    let is_joint = |of: &[(usize, &Hit)]| {
        let words = |n: usize| parts[n].words.split(' ').collect::<BTreeSet<_>>();
        of.iter().any(|(a, _)| of.iter().any(|(b, _)| words(*a).is_disjoint(&words(*b))))
    };
    let joint = once(ordered.iter().filter(|o| is_joint(o.of)).map(|o| o.statement.0));
    let reasons = own.iter().enumerate().filter_map(|(n, hits)| {
        let first = hits.first()?;
        let evidence = evidence_of(corpus, first, vec![n]);
        Some(Reason { part: n, words: described(corpus, hits), passages: passages(hits), evidence })
    });
    let reasons = reasons.collect();
    let evidence = quoted(corpus, ordered.iter().map(|o| o.of), parts);
    Some(Candidate { entity, score, reasons, joint, evidence })
}

/// Returns the quotations that speak for a body most: that of the statement that says most, and another for parts of the
/// need that it does not meet, or in place of an enumeration.
fn quoted<'h>(
    corpus: &Corpus,
    ordered: impl Iterator<Item = &'h [(usize, &'h Hit)]>,
    parts: &[NeedPart],
) -> Vec<Evidence> {
    let mut chosen: Vec<Evidence> = Vec::new();
    let mut met: BTreeSet<usize> = BTreeSet::new();
    let mut only_lists = true;
    for of in ordered {
        // The words of the rarest part are quoted; others may stand in another sentence of the statement.
        let heaviest = of.iter().max_by(|a, b| parts[a.0].weight.total_cmp(&parts[b.0].weight));
        let Some((_, hit)) = heaviest else { continue };
        let more = of.iter().any(|(n, _)| !met.contains(n));
        let is_list = hit.bodies.len() > ENUMERATION;
        if !more && (!only_lists || is_list) {
            continue;
        }
        let of_quote: Vec<usize> = of.iter().filter(|(_, other)| other.quote == hit.quote).map(|(n, _)| *n).collect();
        met.extend(of_quote.iter().copied());
        only_lists &= is_list;
        chosen.push(evidence_of(corpus, hit, of_quote));
        if chosen.len() == QUOTED {
            break;
        }
    }
    chosen
}

fn evidence_of(corpus: &Corpus, hit: &Hit, parts: Vec<usize>) -> Evidence {
    let words = match &hit.quote {
        Quote::Text(range) => corpus.passage(hit.passage).text.get(range.clone()).unwrap_or("").trim().to_owned(),
        Quote::Beside(words) => words.clone(),
    };
    Evidence { passage: hit.passage, words, when: when(corpus, (hit.passage, hit.statement)), parts }
}

/// Returns the years of a deed that a statement states. A mandate is no deed, and a year after the report is a goal.
fn deed_years(corpus: &Corpus, (passage, statement): StatementId) -> Vec<u16> {
    if corpus.passage(passage).kind == Kind::Mandate {
        return Vec::new();
    }
    let published = corpus.report(corpus.passage(passage).report).published;
    let stated = corpus.statements(passage).nth(statement).map_or(&[][..], |said| said.stated);
    stated.iter().copied().filter(|&year| year <= published).collect()
}

/// Returns the date of a statement: the years that it states, or the one that its report covers.
fn when(corpus: &Corpus, statement: StatementId) -> String {
    match deed_years(corpus, statement).as_slice() {
        [] => format!("reported for {}", corpus.reported(statement.0)),
        years => years.iter().map(u16::to_string).collect::<Vec<_>>().join(", "),
    }
}

/// Returns the passages of statements, each once.
fn passages(hits: &[&Hit]) -> Vec<PassageId> {
    once(hits.iter().map(|hit| hit.passage))
}

/// Returns passages in their order, each once.
fn once(passages: impl Iterator<Item = PassageId>) -> Vec<PassageId> {
    let mut seen = BTreeSet::new();
    passages.filter(|id| seen.insert(*id)).collect()
}

/// Describes what statements are in: "in its mandate; 3 activities, 1 publication, the latest of 2022".
fn described(corpus: &Corpus, hits: &[&Hit]) -> String {
    let passages = passages(hits);
    let count = |is: &dyn Fn(Kind) -> bool| passages.iter().filter(|&&id| is(corpus.passage(id).kind)).count();
    let named = [Kind::Mandate, Kind::Activity, Kind::Partnership, Kind::Initiative, Kind::Publication];
    let counts = [
        (count(&|kind| kind == Kind::Activity), "activity"),
        (count(&|kind| kind == Kind::Partnership), "partnership"),
        (count(&|kind| kind == Kind::Initiative), "initiative"),
        (count(&|kind| kind == Kind::Publication), "publication"),
        (count(&|kind| !named.contains(&kind)), "other passage"),
    ];
    let counts: Vec<String> = counts.into_iter().filter(|c| c.0 > 0).map(|(n, noun)| text::count(n, noun)).collect();
    let said = || {
        let deeds = hits.iter().filter(|hit| corpus.passage(hit.passage).kind != Kind::Mandate);
        deeds.map(|hit| (deed_years(corpus, (hit.passage, hit.statement)), hit.passage))
    };
    let stated = said().flat_map(|(stated, _)| stated).max();
    let reported = said().filter(|(stated, _)| stated.is_empty()).map(|(_, id)| corpus.reported(id)).max();
    let mut words = counts.join(", ");
    match (stated, reported) {
        (Some(stated), reported) if reported.is_none_or(|reported| reported <= stated) => {
            words = format!("{words}, the latest of {stated}");
        }
        (_, Some(reported)) => words = format!("{words}, the latest reported for {reported}"),
        _ => {}
    }
    match (count(&|kind| kind == Kind::Mandate) > 0, words.is_empty()) {
        (true, true) => "in its mandate".to_owned(),
        (true, false) => format!("in its mandate; {words}"),
        (false, _) => words,
    }
}
