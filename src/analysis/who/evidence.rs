//! Finds the statements that speak for bodies with regard to a part of a need.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use crate::analysis::sentences::{sentences, within};
use crate::analysis::who::need::{self, LEAST_WEIGHT, Meaning, Unit};
use crate::analysis::who::pattern::{Occurrence, ReadText, Slot, closest};
use crate::analysis::who::{Substitute, stop_words};
use crate::corpus::postings::PassageSet;
use crate::corpus::strings::Str;
use crate::corpus::{Corpus, Details, EntityId, Kind, PassageId};
use crate::search::Index;
use crate::search::stemmer::singular;
use crate::search::tokenizer;

/// The number of other words that may stand among the words of a phrase: where they are close together, and at most.
const NEAR: u32 = 4;
const FAR: u32 = 9;
/// The same in a statement that meets another part of the need as well: "training on ... for police and judges, in Tashkent".
const APART: u32 = 20;
/// The number of bytes that a statement has beside the name of a body if it says something of the body.
const NAME_ROOM: usize = 80;
/// The number of bodies below which those are found too that are credited with fewer words.
pub(crate) const FEW: usize = 3;
/// The number of bodies below which those are found too that are credited with one rare word.
const FEW_ALONE: usize = 2;
/// The weight of a word that is so rare that it stands for others: one that about one passage in 150 has.
const RARE: f64 = 5.0;
/// The share of several words that one of them has to say if others are credited with all.
const MOST: f64 = 0.65;
/// How much of what no passage has of a need has to be met by what some passages have.
pub(super) const UNKNOWN_SHARE: f64 = 0.8;
/// The number of choices of words that are tried.
const SUBSETS_MAX: usize = 20;
/// The weight that words have to have to stand for a phrase of which no passage has another word.
const TELLING: f64 = 3.5;

/// The verbs in the title of the Protocol: who keeps it or works by it does not punish for that.
const PURPOSES: &str = "Prevent, Suppress and Punish";

/// The kinds of passages that say what somebody does. Captions, rows of members and of agreements do not, and neither do
/// recommendations to others, announcements and what somebody is quoted with.
const SPEAKING: [Kind; 7] = [
    Kind::Mandate,
    Kind::Activity,
    Kind::Partnership,
    Kind::Initiative,
    Kind::Publication,
    Kind::Narrative,
    Kind::Note,
];

/// A statement that speaks for bodies.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Credit {
    /// The passage.
    pub(crate) passage: PassageId,
    /// The index of the statement in it.
    pub(crate) statement: usize,
    /// The bodies that it credits.
    pub(crate) bodies: Vec<EntityId>,
    /// The words to quote: a sentence, or what of it is part of the statement.
    pub(crate) quote: Quote,
    /// The words that were met, folded.
    pub(crate) met: Vec<String>,
    /// What stands in place of the words as typed.
    pub(crate) instead: BTreeSet<Substitute>,
    /// Whether the words stand close together; of a region, whether it is named itself.
    pub(crate) is_near: bool,
    /// The number of other words among them.
    pub(crate) others: u32,
    /// How much it speaks for the bodies; see [`crate::analysis::who`].
    pub(crate) value: f64,
}

impl Credit {
    /// Creates the credit of a statement as a whole, in which no word has to be met.
    fn of((passage, statement): (PassageId, usize), bodies: Vec<EntityId>, quote: Range<usize>) -> Self {
        Self {
            passage,
            statement,
            bodies,
            quote: Quote::Text(quote),
            met: Vec::new(),
            instead: BTreeSet::new(),
            is_near: true,
            others: 0,
            value: 0.0,
        }
    }
}

/// Words that a report prints: in the text of a passage, or beside it, as titles and names are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Quote {
    /// A byte range of the text.
    Text(Range<usize>),
    /// A title or a name.
    Beside(String),
}

/// What was found for a part of a need.
#[derive(Debug, Clone, Default)]
pub(crate) struct Support {
    /// The words of the part that were met. Empty if none were.
    pub(crate) words: String,
    /// How much these words say.
    pub(crate) weight: f64,
    /// How much each of them says.
    pub(crate) terms: Vec<(String, f64)>,
    /// Words of it that were left out, since no statement has them with the others.
    pub(crate) left_out: Vec<String>,
    /// The statements.
    pub(crate) credits: Vec<Credit>,
    /// Statements that have its words further apart. They count where they meet another clause of the need, too.
    pub(crate) apart: Vec<Credit>,
}

/// Returns the passages that may say what somebody does.
pub(crate) fn speaking(corpus: &Corpus) -> PassageSet {
    corpus.postings.of_kinds(corpus, &SPEAKING)
}

/// Returns the rows of agreements, which speak where nothing else does.
pub(crate) fn agreements(corpus: &Corpus) -> PassageSet {
    corpus.postings.of_kinds(corpus, &[Kind::Agreement])
}

/// Finds the statements for words in a row, exactly as they were typed, forms and synonyms included. If there are any,
/// those that have the words close together count too.
pub(crate) fn in_row(index: &Index, among: &PassageSet, unit: &Unit) -> Vec<Credit> {
    let Meaning::Words(slots) = &unit.meaning else { return Vec::new() };
    let all: Vec<&Slot> = slots.iter().collect();
    if statements(index, among, &all, 0, true).is_empty() {
        Vec::new()
    } else {
        statements(index, among, &all, NEAR, false)
    }
}

/// Finds the statements for a part of a need. Where no statement has all its words, or where few bodies are credited with
/// them, those that have fewer of them are found too, each choice of words as a part of its own.
pub(crate) fn supports(index: &Index, among: &PassageSet, unit: &Unit) -> Vec<Support> {
    let corpus = index.corpus();
    let named = |credits| {
        let (words, weight) = (unit.words.clone(), unit.weight(corpus));
        let terms = vec![(words.clone(), weight)];
        vec![Support { words, left_out: Vec::new(), weight, terms, credits, apart: Vec::new() }]
    };
    let slots = match &unit.meaning {
        Meaning::Place(places, _) => return named(of_places(corpus, among, places)),
        Meaning::Body(body) => return named(of_body(corpus, among, *body)),
        Meaning::Words(slots) => slots,
    };
    let mut required: Vec<&Slot> = slots.iter().filter(|slot| slot.is_required()).collect();
    if required.is_empty() {
        required = slots.iter().collect();
    }
    let (mut wanted, mut unknown): (Vec<&Slot>, Vec<&Slot>) =
        required.into_iter().partition(|slot| is_known(index, slot));
    let mut found = vec![of_words(index, among, &wanted, &unknown)];
    // What is as broad as the field is the first to go.
    if found[0].credits.is_empty() && !wanted.iter().all(|slot| slot.is_broad()) {
        let broad: Vec<&Slot>;
        (broad, wanted) = wanted.into_iter().partition(|slot| slot.is_broad());
        if !broad.is_empty() {
            unknown.extend(broad);
            found = vec![of_words(index, among, &wanted, &unknown)];
        }
    }
    // Fewer and fewer words, as long as few bodies are credited; one word alone has to be rare to stand for all.
    for left in (1..wanted.len()).rev() {
        let bodies =
            |support: &Support| support.credits.iter().flat_map(|credit| credit.bodies.clone()).collect::<Vec<_>>();
        let credited: BTreeSet<EntityId> = found.iter().flat_map(bodies).collect();
        // One word for several says less than they do; it is asked where there is nobody else to call.
        if credited.len() >= if left == 1 { FEW_ALONE } else { FEW } {
            break;
        }
        let all: f64 = wanted.iter().map(|slot| slot.weight).sum();
        let stands_for_all = |weight: f64| weight >= RARE && (credited.is_empty() || weight >= MOST * all);
        let says_enough =
            |support: &Support| !support.credits.is_empty() && (left > 1 || stands_for_all(support.weight));
        let fewer = chosen(&wanted, left).into_iter().filter(|kept| !kept.iter().all(|slot| slot.is_broad()));
        let fewer = fewer.take(SUBSETS_MAX).map(|kept| {
            let without = wanted.iter().filter(|slot| !kept.iter().any(|kept| kept.typed == slot.typed));
            let support = of_words(index, among, &kept, &unknown);
            let left_out = without.map(|slot| slot.typed.clone()).chain(support.left_out.iter().cloned()).collect();
            Support { left_out, ..support }
        });
        let mut fewer: Vec<Support> = fewer.filter(says_enough).collect();
        fewer.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        fewer.truncate(if left == 1 { 1 } else { usize::MAX });
        // Only what credits others is worth a part of its own.
        let mut known = credited;
        for support in fewer {
            let added = bodies(&support);
            if added.iter().any(|body| !known.contains(body)) {
                known.extend(added);
                found.push(support);
            }
        }
    }
    if found.len() > 1 && found[0].credits.is_empty() {
        found.remove(0);
    }
    found
}

/// Returns whether any passage has a word, or what stands for it.
fn is_known(index: &Index, slot: &Slot) -> bool {
    slot.alternatives.iter().any(|a| !need::candidates(index, &a.tests).is_empty())
}

/// Returns whether no passage has any of the words that a part of a need has to have.
pub(crate) fn is_unknown(index: &Index, unit: &Unit) -> bool {
    let Meaning::Words(slots) = &unit.meaning else { return false };
    let mut required = slots.iter().filter(|slot| slot.is_required()).peekable();
    required.peek().is_some() && required.all(|slot| !is_known(index, slot))
}

/// Returns how much those words of a part of a need say that no passage has.
pub(crate) fn unknown_weight(index: &Index, unit: &Unit) -> f64 {
    let Meaning::Words(slots) = &unit.meaning else { return 0.0 };
    slots.iter().filter(|slot| slot.is_required() && !is_known(index, slot)).map(|slot| slot.weight).sum()
}

/// Returns all choices of so many words, in their order.
fn chosen<'s>(words: &[&'s Slot], many: usize) -> Vec<Vec<&'s Slot>> {
    match words.split_first() {
        _ if many == 0 => vec![Vec::new()],
        None => Vec::new(),
        Some((first, rest)) => {
            let with = chosen(rest, many - 1).into_iter().map(|others| [vec![*first], others].concat());
            with.chain(chosen(rest, many)).collect()
        }
    }
}

/// Returns the words of slots, and how much each says.
pub(crate) fn terms<'s>(slots: impl IntoIterator<Item = &'s &'s Slot>) -> Vec<(String, f64)> {
    slots.into_iter().map(|slot| (slot.typed.clone(), slot.weight.max(LEAST_WEIGHT))).collect()
}

/// Finds the statements that have all of some words. Words that no passage has are left out.
fn of_words(index: &Index, among: &PassageSet, wanted: &[&Slot], unknown: &[&Slot]) -> Support {
    let left_out: Vec<String> = unknown.iter().map(|slot| slot.typed.clone()).collect();
    let weight = wanted.iter().map(|slot| slot.weight).sum::<f64>().max(LEAST_WEIGHT);
    // What is left of a phrase has to say something, also beside what no passage has.
    let unknown: f64 = unknown.iter().map(|slot| slot.weight).sum();
    if wanted.is_empty() || (!left_out.is_empty() && weight < TELLING.max(UNKNOWN_SHARE * unknown)) {
        return Support { left_out, ..Support::default() };
    }
    let words = wanted.iter().map(|slot| slot.typed.as_str()).collect::<Vec<_>>().join(" ");
    let terms = terms(wanted);
    let mut all = statements(index, among, wanted, APART, false);
    // Beside a word that no report has, only the very words say something.
    if !left_out.is_empty() {
        all.retain(|credit| credit.instead.is_empty());
    }
    let (credits, apart) = all.into_iter().partition(|credit| credit.others <= FAR);
    Support { words, weight, terms, left_out, credits, apart }
}

/// Returns the statements in which slots match in one sentence, with at most so many other words among them.
fn statements(index: &Index, among: &PassageSet, slots: &[&Slot], room: u32, in_row: bool) -> Vec<Credit> {
    let corpus = index.corpus();
    let mut candidates = among.clone();
    for slot in slots {
        let mut any = PassageSet::none(corpus.passages.len());
        slot.alternatives.iter().for_each(|a| any.union_with(&need::candidates(index, &a.tests)));
        candidates.intersect_with(&any);
    }
    let mut credits = Vec::new();
    for id in candidates.iter() {
        let passage = corpus.passage(id);
        let text = read(corpus, &passage.text);
        let found: Vec<Vec<Occurrence>> = slots.iter().map(|slot| text.occurrences(slot)).collect();
        for (statement, said) in corpus.statements(id).enumerate() {
            let mut best: Option<(u32, Credit)> = None;
            // An agreement is one of both sides.
            let sides = match &passage.details {
                Details::Agreement { with, .. } => Cow::Owned([said.entities, with].concat()),
                _ => Cow::Borrowed(said.entities),
            };
            for part in within(&text.sentences, &said.range(&passage.text)) {
                let Some((span, chosen, credited)) = matched(slots, &found, &part, &sides, in_row) else {
                    continue;
                };
                let others = others(span, &chosen);
                if (in_row || others <= room) && best.as_ref().is_none_or(|b| others < b.0) {
                    let credit = credit((id, statement), credited, Quote::Text(part), &text, slots, &chosen);
                    best = Some((others, Credit { is_near: others <= NEAR, others, ..credit }));
                }
            }
            credits.extend(best.map(|best| best.1));
        }
        credits.extend(beside(corpus, id, slots, room, in_row));
    }
    credits
}

/// Returns the closest matches in a part of a text, and the bodies that they credit. Words in the name of a body credit
/// that body alone.
fn matched<'o>(
    slots: &[&Slot],
    found: &'o [Vec<Occurrence>],
    part: &Range<usize>,
    credited: &[EntityId],
    in_row: bool,
) -> Option<(u32, Vec<Occurrence>, Vec<EntityId>)> {
    let is_own = |name: Option<EntityId>| name.is_none_or(|name| credited.contains(&name));
    let inside = |o: &&'o Occurrence| o.at.start >= part.start && o.at.end <= part.end && is_own(o.name);
    let here: Vec<Vec<Occurrence>> =
        found.iter().map(|of_slot| of_slot.iter().filter(inside).cloned().collect()).collect();
    let (span, chosen) = closest(slots, &here, in_row)?;
    let chosen: Vec<Occurrence> = chosen.into_iter().cloned().collect();
    // A bank is no World Bank: what calls a body what it is says nothing of what it does.
    let is_of_names =
        |slot: &&Slot| tokenizer::parts(&slot.typed).iter().all(|word| stop_words::is_of_names(&singular(word)));
    // And a line that has the name alone, as lists of acronyms do, says nothing either.
    let says_more = part.len() > chosen.iter().map(|o| o.at.len()).sum::<usize>() + NAME_ROOM;
    if chosen.iter().any(|o| o.name.is_some()) && (slots.iter().all(is_of_names) || !says_more) {
        return None;
    }
    let bodies = match chosen.first()?.name {
        Some(name) => vec![name],
        None => credited.to_vec(),
    };
    (!bodies.is_empty()).then_some((span, chosen, bodies))
}

/// Returns the credit in the title of a work or the name of an initiative that is printed beside the text.
fn beside(corpus: &Corpus, id: PassageId, slots: &[&Slot], room: u32, in_row: bool) -> Option<Credit> {
    let passage = corpus.passage(id);
    let (printed, bodies) = match &passage.details {
        Details::Publication { title, .. } => (*title, passage.entities.to_vec()),
        Details::Initiative { name, .. } => {
            let in_it = corpus.initiatives.iter().flat_map(|one| &one.participants);
            let in_it = in_it.filter(|(_, told)| *told == id).map(|(body, _)| *body);
            let bodies: BTreeSet<EntityId> = passage.entities.iter().copied().chain(in_it).collect();
            (*name, bodies.into_iter().collect())
        }
        _ => return None,
    };
    let text = read(corpus, printed.as_str());
    let found: Vec<Vec<Occurrence>> = slots.iter().map(|slot| text.occurrences(slot)).collect();
    let (span, chosen, credited) = matched(slots, &found, &(0..printed.len()), &bodies, in_row)?;
    let is_met = in_row || others(span, &chosen) <= room;
    is_met.then(|| credit((id, 0), credited, Quote::Beside(printed.to_string()), &text, slots, &chosen))
}

/// Returns the number of other words among matches that span so many.
fn others(span: u32, chosen: &[Occurrence]) -> u32 {
    let own: u32 = chosen.iter().map(|o| o.positions.end - o.positions.start).sum();
    span.saturating_sub(own)
}

fn credit(
    (passage, statement): (PassageId, usize),
    bodies: Vec<EntityId>,
    quote: Quote,
    text: &ReadText<'_>,
    slots: &[&Slot],
    chosen: &[Occurrence],
) -> Credit {
    let instead = slots.iter().zip(chosen).filter_map(|(slot, o)| {
        let words = slot.alternatives.get(o.alternative)?.instead.clone()?;
        Some(Substitute { words, stands_for: (slots.len() > 1).then(|| slot.typed.clone()) })
    });
    let inside = |at: &Range<usize>| chosen.iter().any(|o| o.at.start <= at.start && at.end <= o.at.end);
    // The small words of a name are met, but show nothing.
    let says = |word: &str| !stop_words::is_skipped(word) && !stop_words::parts(word, false, false);
    let met = text.tokens.iter().filter(|token| inside(&token.at) && says(&token.word));
    let met = met.map(|token| token.word.clone()).collect();
    Credit { passage, statement, bodies, quote, met, instead: instead.collect(), is_near: true, others: 0, value: 0.0 }
}

/// Takes a text apart.
fn read<'a>(corpus: &Corpus, text: &'a str) -> ReadText<'a> {
    ReadText {
        text,
        tokens: tokenizer::tokens(text),
        names: corpus.names().find(text).into_iter().map(|naming| (naming.what, naming.at)).collect(),
        sentences: sentences(text),
        purposes: text.match_indices(PURPOSES).map(|(at, words)| at..at + words.len()).collect(),
    }
}

/// Returns the statements about places.
fn of_places(corpus: &Corpus, among: &PassageSet, places: &[Str]) -> Vec<Credit> {
    let mut candidates = corpus.postings.of_places(corpus, places);
    candidates.intersect_with(among);
    let mut credits = Vec::new();
    for id in candidates.iter() {
        let passage = corpus.passage(id);
        for (statement, said) in corpus.statements(id).enumerate() {
            let here: Vec<&str> = said.places.iter().filter(|p| places.contains(p)).map(Str::as_str).collect();
            if here.is_empty() || said.entities.is_empty() {
                continue;
            }
            let quote = naming(corpus, &passage.text, &said.range(&passage.text), &here);
            let met = here.iter().flat_map(|place| tokenizer::words(place)).collect();
            let is_near = places.first().is_some_and(|region| said.places.contains(region));
            credits.push(Credit { met, is_near, ..Credit::of((id, statement), said.entities.to_vec(), quote) });
        }
    }
    credits
}

/// Returns the sentence of a statement that names one of the places, or its first one.
fn naming(corpus: &Corpus, text: &str, range: &Range<usize>, places: &[&str]) -> Range<usize> {
    let names: Vec<Vec<String>> =
        places.iter().flat_map(|place| corpus.names_of_place(place)).map(tokenizer::parts).collect();
    let parts: Vec<Range<usize>> = within(&sentences(text), range).collect();
    let names_one = |part: &&Range<usize>| {
        let words = text.get((*part).clone()).map(tokenizer::parts).unwrap_or_default();
        names.iter().any(|name| !name.is_empty() && words.windows(name.len()).any(|row| row == name.as_slice()))
    };
    parts.iter().find(names_one).or(parts.first()).cloned().unwrap_or_else(|| range.clone())
}

/// Returns the statements that credit a body.
fn of_body(corpus: &Corpus, among: &PassageSet, body: EntityId) -> Vec<Credit> {
    let mut candidates = corpus.postings.entities[body.index()].clone();
    candidates.intersect_with(among);
    let mut credits = Vec::new();
    for id in candidates.iter() {
        let text = corpus.passage(id).text.as_str();
        for (statement, said) in corpus.statements(id).enumerate().filter(|(_, said)| said.entities.contains(&body)) {
            let range = said.range(text);
            let quote = within(&sentences(text), &range).next().unwrap_or_else(|| range.clone());
            credits.push(Credit::of((id, statement), vec![body], quote));
        }
    }
    credits
}
