//! "Who should I call?": ranks bodies for a need in words, by the statements that credit them with it.
//!
//! A need is taken apart into places, bodies and phrases (`need`). Evidence is a statement that credits the very body
//! and has the very words, a form of them, or what is known to stand for them (`evidence`). Nothing else makes a body
//! a candidate: no beginning of a word, no near spelling, no word in the name of another body.

mod candidate;
mod evidence;
mod listing;
mod need;
mod pattern;
mod stop_words;

use std::collections::{BTreeMap, BTreeSet};

use self::candidate::{StatementId, candidate, value};
use self::evidence::{Credit, Support, agreements, in_row, is_unknown, speaking, supports, terms, unknown_weight};
use self::listing::Listing;
use self::need::{Meaning, NeedClause, Unit, Wide, place_as_words, place_by_name};
use self::pattern::Slot;
use crate::analysis::{answers, opening};
use crate::corpus::postings::PassageSet;
use crate::corpus::strings::Str;
use crate::corpus::vocabulary::TopicId;
use crate::corpus::{Corpus, EntityId, Kind, PassageId};
use crate::search::highlight::Highlighter;
use crate::search::tokenizer;
use crate::search::{DirectAnswer, Index, Target};
use crate::text;

/// The number of bodies from which on other words of a concept are not looked for.
const MANY: usize = 5;
/// The number of passages that are shown near a need that nothing supports.
const NEAR: usize = 3;
/// The number of passages beyond which other words of a concept are too common to stand for words that no report has.
const WIDE_MAX: usize = 12;

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
    pub others: Vec<Substitute>,
    /// Words of the part that no statement has together with the others.
    pub left_out: Vec<String>,
    /// Words of the part that are not looked for, since all reports are about them.
    pub everywhere: Vec<String>,
    /// Words of the part that are not looked for, since they say little alone.
    pub slight: Vec<String>,
    /// Words of the reports that are spelled like those that no passage has.
    pub spelled_like: Vec<String>,
    /// The number of passages with a statement that meets it and credits somebody.
    pub found: usize,
    /// Whether it is what is to be done or known, and not where, or for whom, where the need says more than that.
    pub is_subject: bool,
    /// Whether it is where something is to be done, and the need says more than that.
    pub is_where: bool,
    /// The clause that it is part of.
    clause: usize,
    /// The segment between commas that the clause stands in.
    segment: usize,
    /// How much it says.
    weight: f64,
    /// How much those words say that were left out.
    left_out_weight: f64,
    /// How much each of its words says.
    terms: Vec<(String, f64)>,
}

impl NeedPart {
    /// Returns whether it is a place, or a region with all that lies in it.
    #[must_use]
    pub fn is_place(&self) -> bool {
        matches!(self.kind, PartKind::Place | PartKind::Region)
    }

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
            let others = self.others.iter().map(Substitute::quoted).collect::<Vec<_>>().join(", ");
            words = format!("{words}, or {others}");
        }
        if !self.left_out.is_empty() {
            words = format!("{words}; without \u{201c}{}\u{201d}", self.left_out.join("\u{201d}, \u{201c}"));
        }
        if !self.everywhere.is_empty() {
            let said = self.everywhere.join("\u{201d}, \u{201c}");
            words = format!("{words}; without \u{201c}{said}\u{201d}, which all reports are about");
        }
        if !self.slight.is_empty() {
            let said = self.slight.join("\u{201d}, \u{201c}");
            let says = if self.slight.len() == 1 { "says" } else { "say" };
            words = format!("{words}; without \u{201c}{said}\u{201d}, which {says} little alone");
        }
        if !self.spelled_like.is_empty() {
            words = format!("{words}; the reports have {}", self.spelled_like.join(", "));
        }
        words
    }
}

/// What a statement has in place of words of a need.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Substitute {
    /// What it has.
    pub words: String,
    /// The words that it stands for, where these are not the whole of the part: the others are in the statement as they are.
    pub stands_for: Option<String>,
}

impl Substitute {
    fn quoted(&self) -> String {
        match &self.stands_for {
            Some(typed) => format!("\u{201c}{}\u{201d} for \u{201c}{typed}\u{201d}", self.words),
            None => format!("\u{201c}{}\u{201d}", self.words),
        }
    }
}

/// A quotation that speaks for a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The passage.
    pub passage: PassageId,
    /// The words, as the report prints them.
    pub words: String,
    /// What the sentence opens with that the words are part of; see [`crate::analysis::opening`].
    pub opening: String,
    /// Its date: the years that the statement states, or the one that its report covers.
    pub when: String,
    /// The places that the statement names.
    pub places: Vec<Str>,
    /// The indices of the parts of the need that it meets.
    pub parts: Vec<usize>,
}

impl Evidence {
    /// Returns the words after what their sentence opens with.
    #[must_use]
    pub fn opened(&self) -> String {
        opening::opened(&self.opening, &self.words)
    }
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
    /// How much of the need it is credited with, from 0 to 1.
    pub(crate) met: f64,
    /// Its place among the bodies that the statement credits which says most.
    pub(crate) place_in_best: usize,
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
    /// Words of the need that stand in none of its parts, since all reports are about them.
    pub everywhere: Vec<String>,
    /// The bodies.
    pub bodies: Vec<Candidate>,
    /// How many of them meet most of what any of them meets. The others come after them.
    pub whole: usize,
    /// The bodies that have to do with the place alone, or with the people alone, where others do what is asked for.
    pub unlisted: Vec<EntityId>,
    /// The bodies that do what is asked for, but of which nothing is on record in the place, where others have both.
    pub elsewhere: Vec<EntityId>,
    /// The bodies that meet little of the need, where others meet most of it.
    pub partial: Vec<EntityId>,
    /// What speaks for the group as such, which is no body to be ranked.
    pub group: Option<Candidate>,
    /// The answer, if the need is a question that the data answers.
    pub answer: Option<DirectAnswer>,
    /// If nobody is credited: passages that have words of the need.
    pub near: Vec<PassageId>,
    /// Highlights the words that were met.
    pub highlighter: Highlighter,
}

/// Ranks the bodies for a need. Commas and semicolons separate its clauses; places and bodies are parts of their own.
#[must_use]
pub fn rank(index: &Index, need: &str) -> Ranking {
    let corpus = index.corpus();
    let (speaking, agreements) = (speaking(corpus), agreements(corpus));
    let clauses = need::clauses(index, need, Wide::No);
    let unknown: Vec<f64> = clauses.iter().map(|clause| unknown(index, &clause.whole)).collect();
    let segments: Vec<usize> = clauses.iter().map(|clause| clause.segment).collect();
    let found: Vec<(usize, Unit, Support)> = clauses
        .into_iter()
        .enumerate()
        .flat_map(|(n, clause)| {
            let found = supported(index, &speaking, &agreements, clause);
            found.into_iter().map(move |(unit, support)| (n, unit, support))
        })
        .collect();
    let mut found = closest(found);
    let latest = corpus.reports.iter().map(|r| r.covers).max().unwrap_or(0);
    for credit in found.iter_mut().flat_map(|(_, _, support)| &mut support.credits) {
        credit.value = value(corpus, latest, credit);
    }
    let mut parts: Vec<NeedPart> =
        found.iter().map(|(n, unit, support)| part(index, (*n, segments[*n]), unit, support)).collect();
    let credits: Vec<&[Credit]> = found.iter().map(|(_, _, support)| support.credits.as_slice()).collect();
    listing::mark_subjects(corpus, &mut parts, &credits);
    // Where nobody meets much of a clause, those are listed who meet any telling part of it.
    let listed = |strict: bool| -> Vec<Candidate> {
        corpus.bodies().filter_map(|entity| candidate(corpus, entity, &parts, &unknown, &credits, strict)).collect()
    };
    let mut bodies = listed(true);
    let strict = !bodies.is_empty();
    if !strict {
        bodies = listed(false);
    }
    // Of those that one statement credits alike, the one comes first that it names first.
    bodies.sort_by(|a, b| {
        b.score.total_cmp(&a.score).then(a.place_in_best.cmp(&b.place_in_best)).then(a.entity.cmp(&b.entity))
    });
    let mut group = corpus.group().and_then(|group| candidate(corpus, group, &parts, &unknown, &credits, strict));
    // Between commas, each says something by itself, but in a question.
    let is_one = need::asks(need) || segments.iter().all(|segment| Some(segment) == segments.first());
    let Listing { bodies, whole, unlisted, elsewhere, partial } = listing::listing(corpus, bodies, &parts, is_one);
    // The group does not stand where a body would not.
    if bodies.iter().any(|body| listing::does(body, &parts)) || !elsewhere.is_empty() {
        group = group.filter(|group| listing::does(group, &parts));
    }
    if bodies.is_empty() && !elsewhere.is_empty() {
        group = group.filter(|group| listing::is_there(group, &parts));
    }
    let near = if bodies.is_empty() { near(index, need) } else { Vec::new() };
    let met = credits.iter().flat_map(|credits| credits.iter()).flat_map(|credit| credit.met.iter().cloned());
    let highlighter = Highlighter { words: met.collect(), ..Highlighter::default() };
    // The command has the first word of the question: who chaired ...
    let question = if need::asks(need) { need.to_owned() } else { format!("who {need}") };
    let answer = answers::fact(corpus, &question);
    Ranking {
        need: need.trim().to_owned(),
        everywhere: everywhere(need, &parts),
        parts,
        bodies,
        whole,
        unlisted,
        elsewhere,
        partial,
        group,
        answer,
        near,
        highlighter,
    }
}

/// Returns the words of a need, each once, that all reports are about and that stand in none of its parts.
fn everywhere(need: &str, parts: &[NeedPart]) -> Vec<String> {
    let told: BTreeSet<String> = parts
        .iter()
        .flat_map(|part| [&part.words].into_iter().chain(&part.everywhere).chain(&part.left_out))
        .flat_map(|words| tokenizer::parts(words))
        .collect();
    let mut words = tokenizer::parts(need);
    let mut seen = BTreeSet::new();
    words.retain(|word| stop_words::is_of_the_field(word) && !told.contains(word) && seen.insert(word.clone()));
    words
}

/// Returns how much those words of a clause say that no passage has, nor anything that may stand for them.
fn unknown(index: &Index, whole: &Unit) -> f64 {
    if unknown_weight(index, whole) == 0.0 {
        return 0.0;
    }
    let widely = need::clauses(index, &whole.words, Wide::All);
    widely.iter().map(|clause| unknown_weight(index, &clause.whole)).sum()
}

/// Drops the statements that have words far apart, where others have them close together, unless they also meet another
/// clause; of those, some that have them further apart are added.
fn closest(mut found: Vec<(usize, Unit, Support)>) -> Vec<(usize, Unit, Support)> {
    let mut clauses_of: BTreeMap<StatementId, BTreeSet<usize>> = BTreeMap::new();
    for (clause, _, support) in &found {
        for credit in &support.credits {
            clauses_of.entry((credit.passage, credit.statement)).or_default().insert(*clause);
        }
    }
    for (clause, unit, support) in &mut found {
        let is_met = |credit: &Credit| {
            let clauses = clauses_of.get(&(credit.passage, credit.statement));
            clauses.is_some_and(|clauses| clauses.iter().any(|other| other != clause))
        };
        if matches!(unit.meaning, Meaning::Words(_)) && support.credits.iter().any(|credit| credit.is_near) {
            support.credits.retain(|credit| credit.is_near || is_met(credit));
        }
        let apart = std::mem::take(&mut support.apart);
        support.credits.extend(apart.into_iter().filter(is_met));
    }
    found
}

/// Looks for a clause in what bodies say they do. Where that credits few, it looks for other words of its concepts, too;
/// where it credits nobody, for all of them, and before that in the rows of agreements.
fn supported(
    index: &Index,
    speaking: &PassageSet,
    agreements: &PassageSet,
    clause: NeedClause,
) -> Vec<(Unit, Support)> {
    let found = resolved(index, speaking, clause.clone());
    let mut found = found.into_iter().flat_map(|part| met_otherwise(index, speaking, part)).collect::<Vec<_>>();
    let bodies = credited(&found).len();
    // Where nobody is credited in a place, words about its people may still credit somebody.
    if bodies == 0
        && let Some(words) = place_as_words(index, &clause.whole)
    {
        let named = resolved(index, speaking, NeedClause::new(words, Vec::new()));
        if !credited(&named).is_empty() {
            return named;
        }
    }
    // Its name counts where the statement meets something else that is asked for: the place is a party to it.
    if bodies == 0
        && let Some(words) = place_by_name(index, &clause.whole)
        && let [(_, support)] = found.as_mut_slice()
    {
        let named = resolved(index, speaking, NeedClause::new(words, Vec::new()));
        support.apart.extend(named.into_iter().flat_map(|(_, named)| named.credits));
        return found;
    }
    if bodies >= MANY || !matches!(clause.whole.meaning, Meaning::Words(_)) {
        return found;
    }
    let words = clause.whole.words.clone();
    if bodies == 0 {
        let in_agreements = resolved(index, agreements, clause);
        if !credited(&in_agreements).is_empty() {
            return in_agreements;
        }
    }
    let wide = if bodies == 0 { Wide::All } else { Wide::SharedWord };
    let widely = resolved_widely(index, speaking, &words, wide);
    if credited(&widely).len() > bodies { widely } else { found }
}

/// Looks for words in other words of their concepts, too, as far as `wide` says.
fn resolved_widely(index: &Index, among: &PassageSet, words: &str, wide: Wide) -> Vec<(Unit, Support)> {
    need::clauses(index, words, wide).into_iter().flat_map(|clause| resolved(index, among, clause)).collect()
}

/// Looks for a part that credits nobody in other words of its concepts: in those that share a word with it, or in all, if they
/// are rare, where no report has its words or where it is one expression as a whole.
fn met_otherwise(index: &Index, among: &PassageSet, (unit, support): (Unit, Support)) -> Vec<(Unit, Support)> {
    if support.credits.is_empty() && matches!(unit.meaning, Meaning::Words(_)) {
        let widely = resolved_widely(index, among, &unit.words, Wide::SharedWord);
        if !credited(&widely).is_empty() {
            return widely;
        }
        if is_unknown(index, &unit) || is_one_expression(index, &unit) {
            let widely = resolved_widely(index, among, &unit.words, Wide::All);
            if !credited(&widely).is_empty() && found_in(&widely) <= WIDE_MAX {
                return widely;
            }
        }
    }
    vec![(unit, support)]
}

/// Returns whether the words of a part are together a form of a concept, such as "bank accounts".
fn is_one_expression(index: &Index, unit: &Unit) -> bool {
    let required = |unit: &Unit| match &unit.meaning {
        Meaning::Words(slots) => slots.iter().filter(|slot| slot.is_required()).count(),
        _ => 0,
    };
    match need::clauses(index, &unit.words, Wide::All).as_slice() {
        [widely] => required(&widely.whole) == 1 && required(unit) > 1,
        _ => false,
    }
}

/// Returns the number of passages that parts are found in.
fn found_in(found: &[(Unit, Support)]) -> usize {
    let credits = found.iter().flat_map(|(_, support)| &support.credits);
    credits.map(|credit| credit.passage).collect::<BTreeSet<_>>().len()
}

/// Returns the bodies that are credited.
fn credited(found: &[(Unit, Support)]) -> BTreeSet<EntityId> {
    let credits = found.iter().flat_map(|(_, support)| &support.credits);
    credits.flat_map(|credit| credit.bodies.iter().copied()).collect()
}

/// Looks for a clause as it was typed, and, if no statement has it so, for its parts.
fn resolved(index: &Index, among: &PassageSet, clause: NeedClause) -> Vec<(Unit, Support)> {
    if clause.parts.is_empty() {
        let found = supports(index, among, &clause.whole);
        return found.into_iter().map(|support| (clause.whole.clone(), support)).collect();
    }
    let credits = in_row(index, among, &clause.whole);
    if credits.is_empty() {
        return clause.parts.into_iter().flat_map(|part| resolved(index, among, part)).collect();
    }
    let words = clause.whole.words.clone();
    let weight = clause.whole.weight(index.corpus());
    let Meaning::Words(slots) = &clause.whole.meaning else { return Vec::new() };
    let terms = terms(&slots.iter().collect::<Vec<_>>());
    vec![(clause.whole, Support { words, left_out: Vec::new(), weight, terms, credits, apart: Vec::new() })]
}

fn part(index: &Index, (clause, segment): (usize, usize), unit: &Unit, support: &Support) -> NeedPart {
    let corpus = index.corpus();
    let kind = match &unit.meaning {
        Meaning::Words(_) => PartKind::Words,
        Meaning::Place(_, true) => PartKind::Region,
        Meaning::Place(..) => PartKind::Place,
        Meaning::Body(_) => PartKind::Body,
    };
    let words = if support.words.is_empty() { unit.words.clone() } else { support.words.clone() };
    let left_out = if support.words.is_empty() { Vec::new() } else { support.left_out.clone() };
    let unknown = support.left_out.iter().filter(|_| support.credits.is_empty());
    let spelled_like = unknown.flat_map(|word| {
        let folded = text::fold_plain(word);
        index.spelled_like(&folded).filter(|near| *near != folded).take(2).map(str::to_owned).collect::<Vec<_>>()
    });
    // What every report is about narrows nothing beside a word that some have.
    let optional = match &unit.meaning {
        Meaning::Words(slots) if slots.iter().any(Slot::is_required) => {
            slots.iter().filter(|slot| !slot.is_required()).map(|slot| slot.typed.clone()).collect()
        }
        _ => Vec::new(),
    };
    let left_out_weight = match &unit.meaning {
        Meaning::Words(slots) => {
            slots.iter().filter(|slot| left_out.contains(&slot.typed)).map(|slot| slot.weight).sum()
        }
        _ => 0.0,
    };
    let is_everywhere = |word: &String| stop_words::is_of_the_field(&text::fold_plain(word));
    let (everywhere, slight) = optional.into_iter().partition(is_everywhere);
    NeedPart {
        everywhere,
        slight,
        topic: (kind == PartKind::Words).then(|| corpus.find_topic(&words)).flatten(),
        spelled_like: spelled_like.collect(),
        others: support
            .credits
            .iter()
            .flat_map(|credit| credit.instead.iter().cloned())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect(),
        found: support.credits.iter().map(|credit| credit.passage).collect::<BTreeSet<_>>().len(),
        is_subject: true,
        is_where: false,
        weight: support.weight,
        left_out_weight,
        terms: support.terms.clone(),
        kind,
        words,
        left_out,
        clause,
        segment,
    }
}

/// Returns the passages that have words of a need that nothing supports.
fn near(index: &Index, need: &str) -> Vec<PassageId> {
    let passages = index.search(need).hits.into_iter().filter_map(|hit| match hit.target {
        // A list of members has words of their names.
        Target::Passage(id) if index.corpus().passage(id).kind != Kind::Membership => Some(id),
        _ => None,
    });
    passages.take(NEAR).collect()
}
