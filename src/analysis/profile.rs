//! Profiles: what the reports say of a body, a place, a topic or a partner, gathered from the statements about it.

mod body;
mod missing;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

pub use body::{BodyFacts, mandate, partners};

use crate::analysis::agreements::{self, SharedInitiative};
use crate::analysis::opening::opening;
use crate::analysis::{FacetCount, FacetValue, PassageSource, Quotation, sentences};
use crate::corpus::claims::Statement;
use crate::corpus::filter::{Facet, Filter};
use crate::corpus::postings::PassageSet;
use crate::corpus::strings::Str;
use crate::corpus::subject::Subject;
use crate::corpus::vocabulary::TopicId;
use crate::corpus::works::WorkId;
use crate::corpus::{Corpus, EntityId, Kind, PassageId};

/// The kinds of passages that tell what was done.
const DONE: [Kind; 2] = [Kind::Activity, Kind::Partnership];

/// The kinds of passages that the lists of a profile have.
const IN_PASSING: [Kind; 5] =
    [Kind::Mandate, Kind::Activity, Kind::Partnership, Kind::Recommendation, Kind::Commitment];
/// How many words a statement has at least that is quoted, if there is a longer one.
const QUOTED_WORDS: usize = 7;
/// The number of bytes of a quotation, with what opens it, in which a list has room for it.
const QUOTED_BYTES: usize = 480;
/// The number of bytes of a sentence that is quoted to its end.
const SENTENCE: usize = 360;

/// Words that say that something is yet to be done. A statement without them is quoted before one with them.
const PLANS: [&str; 10] = [
    " will ",
    " would ",
    "planning to ",
    "plans to ",
    "planned to ",
    "seeks to ",
    "aims to ",
    "intends to ",
    "expected to ",
    "critical for ",
];

/// Words that point to the sentence before.
const POINTING: [&str; 8] = ["It", "This", "These", "They", "Such", "Similar", "We", "Both"];

/// A passage of a profile, with the bodies that its statements about the subject credit, and their years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileEntry {
    /// The passage.
    pub passage: PassageId,
    /// The bodies that each of them credits.
    pub bodies: Vec<EntityId>,
    /// The bodies that some of them credit.
    pub in_part: Vec<EntityId>,
    /// The years that the statements state; empty if they state none.
    pub stated: Vec<u16>,
    /// One of these statements, where the passage makes others too or they are of several years, so that its headline says
    /// more than each of them. The bodies and the years are those of this statement.
    pub quote: Option<Quotation>,
}

/// What was done in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoneIn {
    /// The year.
    pub year: u16,
    /// Whether the words state the year. Otherwise it is the one that the report covers.
    pub is_stated: bool,
    /// The passages.
    pub entries: Vec<ProfileEntry>,
}

/// The profile of a subject. Its lists hold what the statements about the subject say.
#[derive(Debug, Clone)]
pub struct Profile {
    /// The subject.
    pub subject: Subject,
    /// The filter that leaves what is on record about it.
    pub filter: Filter,
    /// Facts about a body.
    pub body: Option<BodyFacts>,
    /// All its passages.
    pub all: PassageSource,
    /// Its passages by kind. Kinds without passages are left out.
    pub kinds: Vec<FacetCount<Kind>>,
    /// Its passages by body, most first. Empty for a body.
    pub bodies: Vec<FacetCount<EntityId>>,
    /// Its activities by priority.
    pub priorities: Vec<FacetCount<u8>>,
    /// Its activities by year, whether stated or reported.
    pub years: Vec<FacetCount<u16>>,
    /// The places that its statements are about, most first. Empty for a place.
    pub places: Vec<FacetCount<Str>>,
    /// The topics that its statements are about, most first. Empty for a topic.
    pub topics: Vec<FacetCount<TopicId>>,
    /// The words of a body's mandate. Empty for others.
    pub charged: Vec<Quotation>,
    /// The passages on mandates that name the subject. Empty for a body.
    pub mandated: Vec<ProfileEntry>,
    /// What was done, the latest year first, stated years before reported ones.
    pub done: Vec<DoneIn>,
    /// The bodies with which a body has agreements, by the number of their entries.
    pub agreements: Vec<FacetCount<EntityId>>,
    /// The bodies that a statement credits together with a body, most first.
    pub joint: Vec<FacetCount<EntityId>>,
    /// Who is named beside it, outside ICAT, most first. Empty for a partner.
    pub partners: Vec<FacetCount<Str>>,
    /// The initiatives of a body, or those of which the passages of the subject tell, with the bodies of which they tell.
    pub initiatives: Vec<SharedInitiative>,
    /// Its published works, the latest first.
    pub works: Vec<WorkId>,
    /// Recommendations.
    pub recommendations: Vec<ProfileEntry>,
    /// Commitments.
    pub commitments: Vec<ProfileEntry>,
    /// Footnotes with statements about it.
    pub notes: Vec<ProfileEntry>,
    /// Passages of these lists that name the place although none of their statements is about it. Empty for others.
    pub passing: Vec<ProfileEntry>,
    /// What is not on record, in sentences.
    pub missing: Vec<String>,
}

impl Profile {
    /// Returns the passages that tell of an initiative of the profile: of a body, those that tell of its own part.
    #[must_use]
    pub fn told_of(&self, initiative: &SharedInitiative) -> Vec<PassageId> {
        match self.subject {
            Subject::Body(body) => initiative.passages(&[body]),
            _ => initiative.passages(&initiative.participants.keys().copied().collect::<Vec<_>>()),
        }
    }
}

/// Builds the profile of a subject. `None` for a work, which has a page of its own.
#[must_use]
pub fn profile(corpus: &Corpus, subject: Subject) -> Option<Profile> {
    let filter = subject.filter(corpus)?;
    let set = filter.set(corpus, None);
    // A kind and a priority are of the whole passage, so that sets count them.
    let kinds = Kind::ALL.iter().map(|&kind| {
        let count = set.count_common(&corpus.postings.kinds[kind as usize]);
        FacetCount::known(kind, count, FacetValue::Kind(kind).narrow(&filter))
    });
    let active = FacetValue::Kind(Kind::Activity).narrow(&filter);
    let mut activities = set.clone();
    activities.intersect_with(&corpus.postings.kinds[Kind::Activity as usize]);
    let priorities = corpus.priorities.iter().zip(&corpus.postings.priorities).map(|(p, passages)| {
        let count = activities.count_common(passages);
        FacetCount::known(p.number, count, FacetValue::Priority(p.number).narrow(&active))
    });
    let tally = active.tally(corpus, Facet::Year, None);
    let years = corpus
        .postings
        .years
        .keys()
        .map(|&year| FacetCount::known(year, tally.of_year(corpus, year), FacetValue::Year(year).narrow(&active)));
    // A passage may name a place that none of its statements is about: where a speaker is from.
    let mut passing = PassageSet::none(corpus.passages.len());
    if matches!(subject, Subject::Place(_)) {
        set.iter().filter(|&id| !tells_of(corpus, &filter, id)).for_each(|id| passing.insert(id));
    }
    let mut about = set.clone();
    about.difference_with(&passing);
    let of_kinds = |kinds: &[Kind]| entries(corpus, &filter, &about, kinds);
    let body = if let Subject::Body(id) = subject { Some(id) } else { None };
    let mut profile = Profile {
        subject,
        body: body.map(|id| BodyFacts::of(corpus, id)),
        all: PassageSource::Filter(Box::new(filter.clone())),
        kinds: kinds.filter(|k| k.count > 0).collect(),
        bodies: if body.is_some() { Vec::new() } else { bodies(corpus, &filter) },
        priorities: priorities.collect(),
        years: years.filter(|y| y.count > 0).collect(),
        places: if matches!(subject, Subject::Place(_)) { Vec::new() } else { places(corpus, &filter) },
        topics: if matches!(subject, Subject::Topic(_)) { Vec::new() } else { topics(corpus, &filter) },
        charged: body.map(|id| mandate(corpus, id)).unwrap_or_default(),
        mandated: if body.is_some() { Vec::new() } else { of_kinds(&[Kind::Mandate]) },
        done: done(corpus, of_kinds(&DONE)),
        agreements: body.map(|id| body::agreements(corpus, id)).unwrap_or_default(),
        joint: body.map(|id| partners(corpus, id)).unwrap_or_default(),
        partners: if matches!(subject, Subject::Partner(_)) { Vec::new() } else { outside(corpus, &filter, &set) },
        initiatives: initiatives(corpus, body, &filter, &set),
        works: latest_works(corpus, &filter),
        recommendations: of_kinds(&[Kind::Recommendation]),
        commitments: of_kinds(&[Kind::Commitment]),
        notes: entries(corpus, &filter, &claimed_notes(corpus, &about), &[Kind::Note]),
        passing: entries(corpus, &filter, &passing, &IN_PASSING),
        missing: Vec::new(),
        filter,
    };
    profile.missing = missing::missing(corpus, &profile, &set);
    Some(profile)
}

/// Returns the passages of some kinds, the latest report first, with what their statements about the subject say.
fn entries(corpus: &Corpus, filter: &Filter, set: &PassageSet, kinds: &[Kind]) -> Vec<ProfileEntry> {
    let mut wanted = corpus.postings.of_kinds(corpus, kinds);
    wanted.intersect_with(set);
    corpus.latest_first(&wanted).into_iter().map(|id| entry(corpus, filter, id)).collect()
}

/// Returns those of some passages that are footnotes with statements of their own: the others give sources alone.
fn claimed_notes(corpus: &Corpus, about: &PassageSet) -> PassageSet {
    let mut notes = corpus.postings.claimed.clone();
    notes.intersect_with(about);
    notes
}

/// Returns whether a statement of a passage is about the subject of a profile.
fn tells_of(corpus: &Corpus, filter: &Filter, passage: PassageId) -> bool {
    corpus.statements(passage).any(|statement| filter.is_satisfied_by(&statement))
}

/// Returns a passage of the profile of a subject, with what its statements about it say.
#[must_use]
pub fn entry_of(corpus: &Corpus, subject: Subject, passage: PassageId) -> ProfileEntry {
    entry(corpus, &subject.filter(corpus).unwrap_or_default(), passage)
}

fn entry(corpus: &Corpus, filter: &Filter, passage: PassageId) -> ProfileEntry {
    let about: Vec<_> = corpus.statements(passage).filter(|statement| filter.is_satisfied_by(statement)).collect();
    let years = |statement: &Statement<'_>| corpus.deed_years(passage, statement).collect::<BTreeSet<u16>>();
    // The headline stands for the whole passage: where it makes other statements, too, or where they are of other years, the
    // one is quoted that states the latest year, and what is said beside it is of that one alone.
    let is_shared = about.iter().all(|statement| statement.entities.is_empty())
        || about.first().is_some_and(|first| {
            first.entities.iter().any(|body| about.iter().all(|statement| statement.entities.contains(body)))
        });
    let is_one = is_shared
        && about.len() == corpus.statements(passage).count()
        && about.windows(2).all(|pair| years(&pair[0]) == years(&pair[1]));
    let text = corpus.passage(passage).text.as_str();
    let words = |statement: &Statement<'_>| text.get(statement.range(text)).unwrap_or_default().trim_end();
    let says = |statement: &Statement<'_>| {
        words(statement).split(' ').count() >= QUOTED_WORDS && !words(statement).ends_with(':')
    };
    let is_deed = |statement: &Statement<'_>| !PLANS.iter().any(|plan| words(statement).contains(plan));
    // "It allowed ..." says nothing without the sentence before.
    let stands_alone =
        |statement: &Statement<'_>| !POINTING.contains(&words(statement).split(' ').next().unwrap_or_default());
    let rank = |of: &&Statement<'_>| (says(of), is_deed(of), stands_alone(of), years(of).last().copied());
    let best = about.iter().rev().filter(|_| !is_one).max_by_key(rank);
    let quoted = best.map(|statement| {
        let range = quotable(corpus, passage, statement);
        (statement, opening(corpus, passage, &range), range)
    });
    // The headline stands for what is too long to be quoted.
    let quoted = quoted.filter(|(_, opening, range)| opening.words.len() + range.len() <= QUOTED_BYTES);
    let shown: Vec<&Statement<'_>> = quoted.as_ref().map_or_else(|| about.iter().collect(), |(one, ..)| vec![*one]);
    // A headline may cover several deeds: bodies that are credited with only some of them are kept apart.
    let of_each = |body: &EntityId| shown.iter().all(|statement| statement.entities.contains(body));
    let mut credited: Vec<EntityId> = Vec::new();
    for body in shown.iter().flat_map(|statement| statement.entities) {
        if !credited.contains(body) {
            credited.push(*body);
        }
    }
    let (bodies, mut in_part): (Vec<EntityId>, Vec<EntityId>) = credited.into_iter().partition(of_each);
    // What opens a quotation may credit others.
    let opens = quoted.iter().flat_map(|(_, opening, _)| &opening.bodies).copied();
    in_part.extend(opens.filter(|body| !bodies.contains(body)));
    let stated: BTreeSet<u16> = shown.iter().flat_map(|statement| years(statement)).collect();
    let quote = quoted.map(|(_, _, range)| Quotation { passage, range });
    ProfileEntry { passage, bodies, in_part, stated: stated.into_iter().collect(), quote }
}

/// Returns the words of a statement, up to the end of its sentence where that is short and credits nobody else.
fn quotable(corpus: &Corpus, passage: PassageId, statement: &Statement<'_>) -> Range<usize> {
    let text = corpus.passage(passage).text.as_str();
    let range = statement.range(text);
    let sentence = sentences::around(text, &range).filter(|sentence| sentence.len() <= SENTENCE);
    let Some(sentence) = sentence else { return range };
    let mut others = corpus.statements(passage).filter(|other| sentence.contains(&other.range(text).start));
    let is_own = others.all(|other| other.entities == statement.entities);
    if is_own { range.start..sentence.end } else { range }
}

/// Groups what was done by year: each passage under the latest year that its statements state, or under the one that its
/// report covers.
fn done(corpus: &Corpus, entries: Vec<ProfileEntry>) -> Vec<DoneIn> {
    let mut groups: Vec<DoneIn> = Vec::new();
    for entry in entries {
        let (year, is_stated) = match entry.stated.last() {
            Some(&year) => (year, true),
            None => (corpus.reported(entry.passage), false),
        };
        match groups.iter_mut().find(|group| group.year == year && group.is_stated == is_stated) {
            Some(group) => group.entries.push(entry),
            None => groups.push(DoneIn { year, is_stated, entries: vec![entry] }),
        }
    }
    groups.sort_by_key(|group| (std::cmp::Reverse(group.year), !group.is_stated));
    groups
}

/// Counts the passages of each body of the group.
fn bodies(corpus: &Corpus, filter: &Filter) -> Vec<FacetCount<EntityId>> {
    let tally = filter.tally(corpus, Facet::Entity, None);
    let row = |body| FacetCount::known(body, tally.of_entity(corpus, body), FacetValue::Entity(body).narrow(filter));
    let mut rows: Vec<_> = corpus.bodies().map(row).filter(|row| row.count > 0).collect();
    rows.sort_by_key(|row| (std::cmp::Reverse(row.count), row.value));
    rows
}

fn places(corpus: &Corpus, filter: &Filter) -> Vec<FacetCount<Str>> {
    let tally = filter.tally(corpus, Facet::Place, None);
    let row =
        |&place: &Str| FacetCount::known(place, tally.of_place(corpus, place), FacetValue::Place(place).narrow(filter));
    most(corpus.postings.places.keys().map(row).collect())
}

fn topics(corpus: &Corpus, filter: &Filter) -> Vec<FacetCount<TopicId>> {
    let tally = filter.tally(corpus, Facet::Topic, None);
    let row = |topic| FacetCount::known(topic, tally.of_topic(corpus, topic), FacetValue::Topic(topic).narrow(filter));
    most((0u16..).map(TopicId).take(corpus.topics.len()).map(row).collect())
}

/// Counts the passages of each partner outside ICAT.
fn outside(corpus: &Corpus, filter: &Filter, set: &PassageSet) -> Vec<FacetCount<Str>> {
    let mut counts: BTreeMap<Str, usize> = BTreeMap::new();
    let mut claimed = corpus.postings.claimed.clone();
    claimed.intersect_with(set);
    for id in claimed.iter() {
        let satisfied = corpus.statements(id).filter(|statement| filter.is_satisfied_by(statement));
        let partners = satisfied.flat_map(|said| said.partners).map(|partner| partner.known);
        // A place is not beside itself.
        let partners: BTreeSet<Str> = partners.filter(|name| !filter.places.include.contains(name)).collect();
        partners.into_iter().for_each(|partner| *counts.entry(partner).or_default() += 1);
    }
    let row = |(partner, count): (Str, usize)| {
        let mut with = filter.clone();
        with.partners.include.insert(partner);
        FacetCount::known(partner, count, with)
    };
    most(counts.into_iter().map(row).collect())
}

/// Returns the rows with a count, highest first.
fn most<T: Ord>(mut rows: Vec<FacetCount<T>>) -> Vec<FacetCount<T>> {
    rows.retain(|row| row.count > 0);
    rows.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    rows
}

/// Returns the initiatives in which a body takes part, or, for other subjects, those that a statement about them names, with
/// the bodies whose part in them its passage tells of.
fn initiatives(corpus: &Corpus, body: Option<EntityId>, filter: &Filter, set: &PassageSet) -> Vec<SharedInitiative> {
    let of_body: Vec<EntityId> = body.into_iter().collect();
    let mut all = agreements::initiatives(corpus, &of_body);
    if of_body.is_empty() {
        for initiative in &mut all {
            let names = names_of(corpus, initiative);
            let is_told = |id: PassageId| set.contains(id) && names_any(corpus, filter, id, &names);
            initiative.participants.values_mut().for_each(|told| told.retain(|&id| is_told(id)));
            initiative.participants.retain(|_, told| !told.is_empty());
        }
        all.retain(|initiative| !initiative.participants.is_empty());
    }
    all
}

/// Returns the names of an initiative.
fn names_of(corpus: &Corpus, initiative: &SharedInitiative) -> Vec<Str> {
    let known = corpus.initiatives.iter().find(|known| known.name == initiative.name);
    std::iter::once(initiative.name).chain(known.into_iter().flat_map(|known| known.aliases.clone())).collect()
}

/// Returns whether the sentences of a statement that satisfies a filter have one of the names. A row of the table of
/// initiatives is about the one that it names.
fn names_any(corpus: &Corpus, filter: &Filter, id: PassageId, names: &[Str]) -> bool {
    let passage = corpus.passage(id);
    if passage.kind == Kind::Initiative {
        return true;
    }
    let text = passage.text.as_str();
    let satisfied = corpus.statements(id).filter(|statement| filter.is_satisfied_by(statement));
    let mut sentences = satisfied.filter_map(|statement| sentences::around(text, &statement.range(text)));
    sentences.any(|at| text.get(at).is_some_and(|words| names.iter().any(|name| words.contains(name.as_str()))))
}

/// Returns the works of a filter, the latest first: those announced, then by year of issue, then those without a year.
#[must_use]
pub fn latest_works(corpus: &Corpus, filter: &Filter) -> Vec<WorkId> {
    let mut works = corpus.works_of(filter, None);
    sort_works(corpus, &mut works);
    works
}

/// Sorts works, the latest first: those announced, then by year of issue, then those without a year.
pub fn sort_works(corpus: &Corpus, works: &mut [WorkId]) {
    works.sort_by_key(|&id| {
        let work = corpus.work(id);
        let year = if work.upcoming { u16::MAX } else { work.issued.last().copied().unwrap_or(0) };
        std::cmp::Reverse(year)
    });
}
