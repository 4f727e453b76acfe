//! What speaks for one body: its score, its reasons, and the quotations to show.

use std::collections::{BTreeMap, BTreeSet};

use super::evidence::{Credit, Quote, UNKNOWN_SHARE};
use super::{Candidate, Evidence, NeedPart, Reason};
use crate::analysis::opening::opening;
use crate::analysis::{ENUMERATION, once};
use crate::corpus::{Corpus, EntityId, Kind, PassageId};
use crate::text;

/// What a body has to meet to be listed: this share of what a clause says, or a part of it that says this much.
const LISTED_SHARE: f64 = 0.4;
const LISTED_WEIGHT: f64 = 3.5;
/// The number of parts of a clause beyond which one of them alone says too little.
const LISTED_BESIDE: usize = 2;
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
/// The number of quotations that are shown for a body.
const QUOTED: usize = 2;

/// A statement: its passage, and its index there.
pub(super) type StatementId = (PassageId, usize);

/// Returns how much a statement speaks for a body. Mandates count most; of what was done, more recent statements count
/// more, reckoned from the latest year that a report covers; enumerations count least.
pub(super) fn value(corpus: &Corpus, latest: u16, credit: &Credit) -> f64 {
    let kind = match corpus.passage(credit.passage).kind {
        Kind::Mandate => 3.0,
        Kind::Activity => 1.2,
        Kind::Partnership => 1.0,
        Kind::Initiative => 0.8,
        _ => 0.6,
    };
    let years = corpus.statements(credit.passage).nth(credit.statement).map_or(&[][..], |said| said.years);
    let age = f64::from(latest.saturating_sub(years.iter().max().copied().unwrap_or(latest).min(latest)));
    let recent = if corpus.passage(credit.passage).kind == Kind::Mandate { 1.0 } else { 1.0 / (1.0 + age / 4.0) };
    let shared = match credit.bodies.len() {
        0 | 1 => 1.0,
        2..=ENUMERATION => SHARED,
        _ => ENUMERATED,
    };
    let otherwise = if credit.instead.is_empty() { 1.0 } else { OTHERWISE };
    kind * recent * shared * otherwise * if credit.is_near { 1.0 } else { APART }
}

/// A statement that credits a body, with what it says of the need.
struct Ordered<'h> {
    /// How much it says of the whole need.
    says: f64,
    /// How much it speaks for the body.
    value: f64,
    statement: StatementId,
    /// The parts that it meets, each with its credit.
    of: &'h [(usize, &'h Credit)],
}

/// Describes what speaks for a body with regard to the parts of a need, each with its credits; `unknown` is how much
/// those words of each clause say that no report has. `None` if that is too little, also beside what no report has. With
/// `strict`, one part of several alone is too little.
pub(super) fn candidate(
    corpus: &Corpus,
    entity: EntityId,
    parts: &[NeedPart],
    unknown: &[f64],
    credits: &[&[Credit]],
    strict: bool,
) -> Option<Candidate> {
    // For each part, the statements that credit the body with it, the weightiest first, and of one work only one.
    let own: Vec<Vec<&Credit>> = credits
        .iter()
        .map(|credits| {
            let mut own: Vec<&Credit> = credits.iter().filter(|credit| credit.bodies.contains(&entity)).collect();
            own.sort_by(|a, b| b.value.total_cmp(&a.value).then(a.passage.cmp(&b.passage)));
            let mut works = BTreeSet::new();
            own.retain(|credit| {
                let passage = corpus.passage(credit.passage);
                passage.kind != Kind::Publication || passage.work.is_none_or(|work| works.insert(work))
            });
            own
        })
        .collect();
    let met = |n: usize| !own[n].is_empty();
    // How much some of the parts say together: a word that stands in several counts once.
    let weight = |of: &dyn Fn(usize) -> bool| -> f64 {
        let parts = parts.iter().enumerate().filter(|(n, part)| part.found > 0 && of(*n));
        let terms = parts.flat_map(|(_, part)| part.terms.iter().map(move |(word, says)| ((part.clause, word), *says)));
        terms.collect::<BTreeMap<_, f64>>().into_values().sum()
    };
    let clauses: BTreeSet<usize> = parts.iter().map(|part| part.clause).collect();
    let is_listed = clauses.iter().any(|&clause| {
        let of_clause = |n: usize| parts[n].clause == clause;
        let here = weight(&|n| of_clause(n) && met(n));
        let beside = (0..parts.len()).filter(|n| of_clause(*n)).count();
        let tells = |n: usize| of_clause(n) && met(n) && parts[n].weight >= LISTED_WEIGHT;
        let tells = (beside <= LISTED_BESIDE || !strict) && (0..parts.len()).any(tells);
        // What no report has of the words beside counts as well.
        let segment = parts.iter().find(|part| part.clause == clause).map(|part| part.segment);
        let beside = |n: usize| Some(parts[n].segment) == segment;
        let here_too = weight(&|n| beside(n) && met(n));
        let clauses_beside: BTreeSet<usize> =
            (0..parts.len()).filter(|n| beside(*n)).map(|n| parts[n].clause).collect();
        let unknown: f64 = clauses_beside.iter().map(|&clause| unknown[clause]).sum();
        here > 0.0 && here_too >= UNKNOWN_SHARE * unknown && (here >= LISTED_SHARE * weight(&of_clause) || tells)
    });
    // The lesser part of some words is not what was asked for.
    if !is_listed || !(0..parts.len()).any(|n| met(n) && parts[n].is_told()) {
        return None;
    }
    let all = weight(&|_| true);
    // For each statement, the parts that it meets.
    let mut statements: BTreeMap<StatementId, Vec<(usize, &Credit)>> = BTreeMap::new();
    for (n, credits) in own.iter().enumerate() {
        credits
            .iter()
            .for_each(|credit| statements.entry((credit.passage, credit.statement)).or_default().push((n, credit)));
    }
    let meets = |of: &[(usize, &Credit)], n: usize| of.iter().any(|(part, _)| *part == n);
    // How much a statement says of the whole need. Enumerations come after what a body says alone.
    let says = |of: &[(usize, &Credit)]| {
        let enumerates = of.iter().any(|(_, credit)| credit.bodies.len() > ENUMERATION);
        let otherwise = of.iter().any(|(_, credit)| !credit.instead.is_empty());
        let share = weight(&|n| meets(of, n)) / all;
        share * if enumerates { ENUMERATED_WHOLE } else { 1.0 } * if otherwise { OTHERWISE_WHOLE } else { 1.0 }
    };
    let mut ordered: Vec<Ordered<'_>> = statements
        .iter()
        .map(|(id, of)| {
            let value = of.iter().map(|(_, credit)| credit.value).fold(0.0, f64::max);
            Ordered { says: says(of), value, statement: *id, of }
        })
        .collect();
    ordered.sort_by(|a, b| {
        b.says.total_cmp(&a.says).then(b.value.total_cmp(&a.value)).then(a.statement.cmp(&b.statement))
    });
    let number: f64 = own
        .iter()
        .enumerate()
        .map(|(n, credits)| credits.iter().map(|credit| credit.value).sum::<f64>() * parts[n].weight / all)
        .sum();
    // Within a clause, only what one statement says together counts as met.
    let best_of_clause = |clause: usize| {
        let of_clause = |of: &[(usize, &Credit)]| weight(&|n| parts[n].clause == clause && meets(of, n));
        statements.values().map(|of| of_clause(of)).fold(0.0, f64::max)
    };
    let covered = clauses.iter().map(|&clause| best_of_clause(clause)).sum::<f64>() / all;
    let score = JOINT_WEIGHT * ordered.first().map_or(0.0, |best| best.says)
        + COVERAGE_WEIGHT * covered
        + NUMBER_WEIGHT * number.ln_1p();
    // Parts of which one has the words of the other are met by the same words.
    let is_joint = |of: &[(usize, &Credit)]| {
        let words = |n: usize| parts[n].words.split(' ').collect::<BTreeSet<_>>();
        of.iter().any(|(a, _)| of.iter().any(|(b, _)| words(*a).is_disjoint(&words(*b))))
    };
    let joint = once(ordered.iter().filter(|o| is_joint(o.of)).map(|o| o.statement.0));
    let reasons = own.iter().enumerate().filter_map(|(n, credits)| {
        let first = credits.first()?;
        let evidence = evidence_of(corpus, first, vec![n]);
        Some(Reason { part: n, words: described(corpus, entity, credits), passages: passages(credits), evidence })
    });
    let reasons = reasons.collect();
    let does = (0..parts.len()).any(|n| met(n) && parts[n].is_subject);
    let evidence = quoted(corpus, ordered.iter().map(|o| o.of), parts, does);
    let best = ordered.first().and_then(|best| best.of.first());
    let place_in_best = best.and_then(|(_, credit)| credit.bodies.iter().position(|body| *body == entity));
    Some(Candidate {
        entity,
        score,
        met: weight(&met) / all,
        place_in_best: place_in_best.unwrap_or(usize::MAX),
        reasons,
        joint,
        evidence,
    })
}

/// Returns the quotations that speak for a body most: that of the statement that says most, and another for parts of the
/// need that it does not meet, or in place of an enumeration. `does` says that it does what is asked for.
fn quoted<'h>(
    corpus: &Corpus,
    ordered: impl Iterator<Item = &'h [(usize, &'h Credit)]>,
    parts: &[NeedPart],
    does: bool,
) -> Vec<Evidence> {
    let mut chosen: Vec<Evidence> = Vec::new();
    let mut met: BTreeSet<usize> = BTreeSet::new();
    let mut only_lists = true;
    for of in ordered {
        // The words of the rarest part are quoted; others may stand in another sentence of the statement.
        let heaviest = of.iter().max_by(|a, b| parts[a.0].weight.total_cmp(&parts[b.0].weight));
        let Some((_, credit)) = heaviest else { continue };
        // What only names the place or the people shows nothing of what is asked for.
        if does && !of.iter().any(|(n, _)| parts[*n].is_subject) {
            continue;
        }
        let more = of.iter().any(|(n, _)| parts[*n].is_subject && !met.contains(n));
        let is_list = credit.bodies.len() > ENUMERATION;
        if !more && (!only_lists || is_list) {
            continue;
        }
        let of_quote: Vec<usize> =
            of.iter().filter(|(_, other)| other.quote == credit.quote).map(|(n, _)| *n).collect();
        met.extend(of_quote.iter().copied());
        only_lists &= is_list;
        chosen.push(evidence_of(corpus, credit, of_quote));
        if chosen.len() == QUOTED {
            break;
        }
    }
    chosen
}

fn evidence_of(corpus: &Corpus, credit: &Credit, parts: Vec<usize>) -> Evidence {
    let (opening, words) = match &credit.quote {
        Quote::Text(range) => {
            let words = corpus.passage(credit.passage).text.get(range.clone()).unwrap_or("").trim();
            (opening(corpus, credit.passage, range).words, words.to_owned())
        }
        Quote::Beside(words) => (String::new(), words.clone()),
    };
    let places =
        corpus.statements(credit.passage).nth(credit.statement).map_or_else(Vec::new, |said| said.places.to_vec());
    let when = when(corpus, (credit.passage, credit.statement));
    Evidence { passage: credit.passage, words, opening, when, places, parts }
}

/// Returns the years of a deed that a statement states.
fn deed_years(corpus: &Corpus, (passage, statement): StatementId) -> Vec<u16> {
    let statement = corpus.statements(passage).nth(statement);
    statement.into_iter().flat_map(|statement| corpus.deed_years(passage, &statement).collect::<Vec<_>>()).collect()
}

/// Returns the date of a statement: the years that it states, or the one that its report covers.
fn when(corpus: &Corpus, statement: StatementId) -> String {
    match deed_years(corpus, statement).as_slice() {
        [] => format!("reported for {}", corpus.reported(statement.0)),
        years => years.iter().map(u16::to_string).collect::<Vec<_>>().join(", "),
    }
}

/// Returns the passages of statements, each once.
fn passages(credits: &[&Credit]) -> Vec<PassageId> {
    once(credits.iter().map(|credit| credit.passage))
}

/// Describes what statements are in: "in its mandate; 3 activities, 1 publication, the latest of 2022".
fn described(corpus: &Corpus, entity: EntityId, credits: &[&Credit]) -> String {
    let passages = passages(credits);
    let count = |is: &dyn Fn(Kind) -> bool| passages.iter().filter(|&&id| is(corpus.passage(id).kind)).count();
    let named =
        [Kind::Mandate, Kind::Activity, Kind::Partnership, Kind::Initiative, Kind::Publication, Kind::Agreement];
    let counts = [
        (count(&|kind| kind == Kind::Activity), "activity"),
        (count(&|kind| kind == Kind::Partnership), "partnership"),
        (count(&|kind| kind == Kind::Initiative), "initiative"),
        (count(&|kind| kind == Kind::Publication), "publication"),
        (count(&|kind| kind == Kind::Agreement), "agreement"),
        (count(&|kind| !named.contains(&kind)), "other passage"),
    ];
    let counts: Vec<String> = counts.into_iter().filter(|c| c.0 > 0).map(|(n, noun)| text::count(n, noun)).collect();
    let said = || {
        let deeds = credits.iter().filter(|credit| corpus.passage(credit.passage).kind != Kind::Mandate);
        deeds.map(|credit| (deed_years(corpus, (credit.passage, credit.statement)), credit.passage))
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
    // The mandate of one body may tell of others.
    let mandates = passages.iter().map(|&id| corpus.passage(id)).filter(|passage| passage.kind == Kind::Mandate);
    let owners: Vec<EntityId> = mandates.filter_map(|passage| passage.entities.first().copied()).collect();
    let mandate = match owners.first() {
        Some(_) if owners.contains(&entity) => "in its mandate".to_owned(),
        Some(&owner) => format!("in the mandate of {}", corpus.entity(owner).id),
        None => String::new(),
    };
    [mandate, words].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}
