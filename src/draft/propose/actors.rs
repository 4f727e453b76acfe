//! Whom a sentence credits: the bodies that are its subject, or that act beside it.

use std::ops::Range;

use crate::corpus::names::Naming;
use crate::corpus::{EntityId, Kind};
use crate::draft::propose::{Context, MONTHS, Vocabulary, sentences};
use crate::draft::source::words;

/// Whom a sentence credits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Actors {
    /// The bodies.
    pub(super) bodies: Vec<EntityId>,
    /// Known partners that act beside them.
    pub(super) partners: Vec<String>,
    /// The bodies beside whom somebody acts whom the words do not name.
    beside: Vec<EntityId>,
    /// Whether the words themselves say who acts, be it a body that the data does not have.
    is_said: bool,
    /// Whether it is sure who acts: the words say it, or go on with whom the sentence before named.
    pub(super) is_sure: bool,
}

/// What may stand between a body and the next one that acts with it.
const BESIDE: [&str; 22] = [
    "with",
    "jointly",
    "together",
    "and",
    "cooperation",
    "partnership",
    "collaboration",
    "coordination",
    "close",
    "joint",
    "the",
    "in",
    "as",
    "well",
    "along",
    "alongside",
    "support",
    "of",
    "its",
    "partner",
    "led",
    "co",
];
/// What makes of the bodies after it those who act, wherever in a sentence.
const JOINING: [&str; 43] = [
    "works with",
    "work with",
    "worked with",
    "cooperates with",
    "cooperated with",
    "collaborates with",
    "collaborated with",
    "partnered with",
    "teamed up with",
    "joined forces with",
    "in cooperation with",
    "in partnership with",
    "in collaboration with",
    "in coordination with",
    "together with",
    "jointly with",
    "in close cooperation with",
    "in close collaboration with",
    "in close coordination with",
    "jointly organized with",
    "co-organized with",
    "co-organised with",
    "co-hosted with",
    "along with",
    "alongside",
    "organized by",
    "organised by",
    "led by",
    "hosted by",
    "developed by",
    "launched by",
    "published by",
    "issued by",
    "produced by",
    "supported by",
    "co-led by",
    "with the help of",
    "with help from",
    "with support from",
    "with the support of",
    "under the lead of",
    "under the leadership of",
    " by ",
];
/// What stands before "by" where those after it act.
const PASSIVE: [&str; 13] = [
    "ed", " run", " led", " held", " made", " written", " given", " up", " drawn", " taught", " built", " out", " set",
];
/// How many words may stand between such a verb and "by": "prepared for it by".
const PASSIVE_APART: usize = 3;
/// What follows the name of a body that does something: what it did, and words of doing that are no names of things.
const DOING: [&str; 40] = [
    "has",
    "have",
    "had",
    "will",
    "continues",
    "continued",
    "provides",
    "runs",
    "leads",
    "trains",
    "helps",
    "publishes",
    "organizes",
    "organises",
    "advises",
    "assists",
    "promotes",
    "maintains",
    "develops",
    "implements",
    "conducts",
    "hosts",
    "convenes",
    "coordinates",
    "collects",
    "teaches",
    "brings",
    "holds",
    "began",
    "held",
    "led",
    "ran",
    "gave",
    "wrote",
    "built",
    "put",
    "set",
    "sent",
    "took",
    "drew",
];
/// What stands before the bodies that are the subject of a sentence.
const OPENERS: [&str; 34] = [
    "with",
    "following",
    "building",
    "by",
    "within",
    "together",
    "after",
    "while",
    "given",
    "to",
    "despite",
    "based",
    "using",
    "drawing",
    "the",
    "in",
    "meanwhile",
    "furthermore",
    "moreover",
    "additionally",
    "similarly",
    "also",
    "finally",
    "through",
    "during",
    "for",
    "as",
    "under",
    "on",
    "at",
    "since",
    "throughout",
    "both",
    "for example",
];
/// What stands before a body that others charge with something.
const CHARGING: [&str; 6] = ["mandated ", "entrusted ", "tasked ", "requested ", "charged ", "designated "];
/// Words of sentences that tell who joins or chairs the group: whom they name is credited.
const MEMBERSHIP: [&str; 12] = [
    "as co-chair",
    "as the co-chair",
    "co-chairpersonship",
    "chairpersonship of",
    "joined icat",
    "joined the group",
    "entered icat",
    "newest member",
    "as members",
    "its membership with",
    "outgoing co-chair",
    "outgoing icat co-chair",
];
/// How far from the beginning of a sentence a body is named at most that acts although it is no subject, in bytes.
const SUBJECT_MAX: usize = 60;
/// How many words say when something was done, before who did it, without a comma.
const TIME_MAX: usize = 8;
/// How far from the beginning of a sentence the owner of an initiative may be named, in bytes.
const OWNER_MAX: usize = 60;
/// Names of the group, and of what it works through.
const OF_GROUP: [&str; 11] = [
    "ICAT",
    "the Group",
    "The Group",
    "Principals",
    "Working Group",
    "the secretariat",
    "The secretariat",
    "member entities",
    "every member",
    "member organizations",
    "the Secretariat",
];
/// Words by which the group speaks of itself, or a text goes on with whom it spoke of.
const SAME: [&str; 10] = ["it", "they", "we", "this", "these", "the", "its", "their", "our", "such"];

/// Returns whom the words of a sentence credit.
pub(super) fn actors(vocabulary: &Vocabulary<'_>, sentence: &str) -> Actors {
    let named = vocabulary.bodies(sentence);
    let (mut acting, mut beside) = subject(sentence, &named);
    let mut add = |body: EntityId| {
        if !acting.contains(&body) {
            acting.push(body);
        }
    };
    // Who acts beside it, further on.
    let lower = sentence.to_lowercase();
    let mut partners: Vec<(String, Range<usize>)> = Vec::new();
    let known = vocabulary.partners(sentence);
    if lower.len() == sentence.len() {
        for joining in JOINING {
            for (at, _) in lower.match_indices(joining) {
                let before = lower.get(..at).unwrap_or_default();
                if joining == " by " && !ends_passively(before) {
                    continue;
                }
                let mut end = at + joining.len();
                for naming in named.iter().skip_while(|naming| naming.at.start < at + joining.len()) {
                    let between = sentence.get(end..naming.at.start).unwrap_or_default();
                    if !joins(between) && !goes_on(between) {
                        break;
                    }
                    add(naming.what);
                    end = naming.at.end;
                }
                let reach =
                    sentence.get(at..).and_then(|rest| rest.find(['.', ';'])).map_or(sentence.len(), |n| at + n);
                for (name, range) in
                    known.iter().filter(|(_, range)| range.start > at && range.start < reach.min(at + 160))
                {
                    if named.iter().all(|n| n.at.end <= range.start || range.end <= n.at.start) {
                        partners.push((name.clone(), range.clone()));
                    }
                }
            }
        }
    }
    // Whom brackets name: "several organizations (A, B and C) reported".
    for list in bracketed(sentence, &named) {
        list.into_iter().for_each(|body| {
            if !acting.contains(&body) {
                acting.push(body);
            }
        });
    }
    // Whom others charge with something, and who joins or chairs the group.
    for naming in &named {
        let before = lower.get(..naming.at.start).unwrap_or_default();
        let before = before.strip_suffix("the ").unwrap_or(before);
        if CHARGING.iter().any(|verb| before.ends_with(verb)) && !acting.contains(&naming.what) {
            acting.push(naming.what);
        }
    }
    // Who is named right before a word for what it did: "for which UNU ran a course".
    for naming in &named {
        let does = sentence.get(naming.at.end..).is_some_and(does_something);
        if does && !acting.contains(&naming.what) {
            acting.push(naming.what);
        }
    }
    if tells_membership(sentence) {
        for naming in &named {
            if !acting.contains(&naming.what) {
                acting.push(naming.what);
            }
        }
    }
    if !acting.is_empty() {
        let more: Vec<EntityId> =
            std::mem::take(&mut beside).into_iter().filter(|body| !acting.contains(body)).collect();
        acting.extend(more);
    }
    let is_new = acting.is_empty() && vocabulary.begins_with_new_body(sentence);
    // "FAST, the initiative of UNU, showed": an initiative that nobody knows, and whose it is.
    if let Some(owner) = named.first().filter(|n| is_new && n.at.start < OWNER_MAX)
        && sentence.get(..owner.at.start).is_some_and(|before| before.contains(',') && before.contains(" of "))
    {
        acting.push(owner.what);
    }
    // "The database of UNU passed", "In Lodestar, which UNU led": the first that the opening of the sentence names.
    if let Some(first) = named.first().filter(|n| acting.is_empty() && !is_new && n.at.start < SUBJECT_MAX)
        && !sentence.get(..first.at.start).is_some_and(|before| before.ends_with("to ") || before.ends_with("to the "))
        && !is_within_opening(sentence.get(..first.at.start).unwrap_or_default())
    {
        acting.push(first.what);
    }
    let is_said = !acting.is_empty() || is_new;
    let mut named_partners: Vec<String> = Vec::new();
    for (name, _) in partners {
        if !named_partners.contains(&name) {
            named_partners.push(name);
        }
    }
    Actors { bodies: acting, partners: named_partners, beside, is_said, is_sure: is_said }
}

/// Returns the bodies that are the subject of a sentence, with those that are joined to it, and those beside whom it says
/// that somebody acts.
fn subject(sentence: &str, named: &[Naming<EntityId>]) -> (Vec<EntityId>, Vec<EntityId>) {
    const WITH: [&str; 6] =
        ["With ", "With the ", "Together with ", "Together with the ", "Jointly with ", "Jointly with the "];
    let (mut acting, mut beside): (Vec<EntityId>, Vec<EntityId>) = (Vec::new(), Vec::new());
    let mut end = None;
    for naming in named {
        let between = sentence.get(end.unwrap_or(0)..naming.at.start).unwrap_or_default();
        let is_joined = if end.is_none() { opens(between) } else { joins(between) };
        if !is_joined && end.is_none() && is_within_opening(between) {
            // "In cooperation with A, B trained": who acts comes after the comma. "With A, B trained": A acts beside it.
            let is_closed = sentence.get(naming.at.end..).is_some_and(|rest| rest.starts_with(','));
            beside.extend((WITH.contains(&between) && is_closed).then_some(naming.what));
            continue;
        }
        if !is_joined {
            break;
        }
        if !acting.contains(&naming.what) {
            acting.push(naming.what);
        }
        end = Some(naming.at.end);
    }
    (acting, beside)
}

/// Returns whether what stands before "by" says that something was done: "prepared for it".
fn ends_passively(before: &str) -> bool {
    let words: Vec<&str> = before.split(' ').rev().take(PASSIVE_APART + 1).collect();
    let is_verb = |word: &&str| word.len() > 3 && word.ends_with("ed");
    PASSIVE.iter().any(|end| before.ends_with(end))
        || words.iter().take_while(|word| !word.contains([',', ';', '.'])).any(is_verb)
}

/// Returns whether what stands behind the name of a body says that it does or did something.
fn does_something(behind: &str) -> bool {
    let rest = behind.trim_start();
    // An acronym in brackets belongs to the name.
    let rest = match rest.strip_prefix('(').and_then(|inside| inside.split_once(')')) {
        Some((_, after)) => after.trim_start(),
        None => rest,
    };
    let mut words = rest.split(' ').map(|word| word.trim_end_matches([',', '.', ';']));
    let mut next = words.next().unwrap_or_default();
    if matches!(next, "also" | "jointly" | "further" | "successfully" | "then" | "itself") {
        next = words.next().unwrap_or_default();
    }
    let is_past = next.len() > 4 && next.ends_with("ed") && next.chars().all(char::is_lowercase);
    let is_used_as_name = matches!(words.next(), Some("by"));
    DOING.contains(&next) || is_past && !is_used_as_name
}

/// Returns whether the words of a text say that a body did something, or that something was done by one.
pub(in crate::draft) fn tells_deed(vocabulary: &Vocabulary<'_>, text: &str) -> bool {
    sentences(text).into_iter().filter_map(|at| text.get(at)).any(|sentence| {
        vocabulary.bodies(sentence).iter().any(|naming| {
            let behind = sentence.get(naming.at.end..).unwrap_or_default();
            let before = sentence.get(..naming.at.start).unwrap_or_default();
            let before = before.strip_suffix("the ").unwrap_or(before);
            let is_by = before.strip_suffix(" by ").is_some_and(ends_passively);
            is_by || does_something(behind) && !behind.trim_start().starts_with("will ")
        })
    })
}

/// Returns whether a text tells who joins or chairs the group.
pub(in crate::draft) fn tells_membership(text: &str) -> bool {
    let lower = text.to_lowercase();
    MEMBERSHIP.iter().any(|words| lower.contains(words))
}

/// Says whom the sentences credit that name nobody: whom the one before named, if they go on with it; whom the lead-in
/// or the heading names; the group, where it speaks of itself.
pub(super) fn fill_in(read: &mut [(Range<usize>, Actors)], text: &str, kind: Kind, context: &Context) {
    let is_any_said = read.iter().any(|(_, actors)| actors.is_said);
    let mut last: Option<Vec<EntityId>> = None;
    for (at, actors) in read.iter_mut() {
        if actors.is_said {
            last = Some(actors.bodies.clone());
            continue;
        }
        let sentence = text.get(at.clone()).unwrap_or_default();
        let own: Vec<String> = words(sentence).into_iter().map(|w| w.1).collect();
        let first = own.first().cloned().unwrap_or_default();
        let tells_of_itself = OF_GROUP.iter().any(|word| sentence.contains(word))
            || own.iter().any(|word| matches!(word.as_str(), "we" | "our"));
        let in_first_person = own.iter().any(|word| matches!(word.as_str(), "i" | "we" | "our" | "my" | "us"))
            && !sentence.contains("US ");
        let of_speakers =
            !context.speakers.is_empty() && (in_first_person || sentence.to_lowercase().contains("by the co-chairs"));
        actors.is_sure = last.is_some() && SAME.contains(&first.as_str());
        actors.bodies = if context.is_of_new_body {
            Vec::new()
        } else if of_speakers {
            context.speakers.clone()
        } else if context.is_of_body && last.is_none() {
            context.bodies.clone()
        } else if let Some(last) = last.as_ref().filter(|_| SAME.contains(&first.as_str()) || !tells_of_itself) {
            last.clone()
        } else if !context.before.is_empty() {
            context.before.clone()
        } else if tells_of_itself || (!is_any_said && kind != Kind::Narrative) {
            context.bodies.clone()
        } else {
            Vec::new()
        };
        if !actors.bodies.is_empty() {
            let more: Vec<EntityId> =
                actors.beside.iter().copied().filter(|body| !actors.bodies.contains(body)).collect();
            actors.bodies.extend(more);
        }
    }
}

/// Returns whether a name stands within the phrase that opens a sentence, before its comma.
fn is_within_opening(before: &str) -> bool {
    let words: Vec<String> = words(before).into_iter().map(|w| w.1).collect();
    words.first().is_some_and(|first| OPENERS.contains(&first.as_str()) && !matches!(first.as_str(), "the" | "both"))
        && words.len() <= 20
        && !before.contains([',', ';', ':'])
}

/// Returns the bodies that brackets hold which hold nothing else, but for the acronym of the name before.
fn bracketed(sentence: &str, named: &[Naming<EntityId>]) -> Vec<Vec<EntityId>> {
    let mut found = Vec::new();
    for (open, _) in sentence.match_indices('(') {
        let Some(close) = sentence.get(open..).and_then(|rest| rest.find(')')).map(|n| open + n) else { continue };
        let within: Vec<_> = named.iter().filter(|n| n.at.start > open && n.at.end <= close).collect();
        let mut rest = sentence.get(open..close).unwrap_or_default().to_owned();
        for naming in within.iter().rev() {
            rest.replace_range(naming.at.start - open..naming.at.end - open, " ");
        }
        let is_bare = words(&rest).iter().all(|(_, word)| matches!(word.as_str(), "and" | "the"));
        let is_acronym =
            named.iter().any(|n| n.at.end < open && sentence.get(n.at.end..open).is_some_and(|s| s.trim().is_empty()));
        if is_bare && !within.is_empty() && !is_acronym {
            found.push(within.iter().map(|n| n.what).collect());
        }
    }
    found
}

/// Returns whether what stands before a name leaves it the subject of its sentence.
fn opens(before: &str) -> bool {
    let before = before.trim_start_matches(['“', '"', '(', ' ']);
    if before.trim().is_empty() {
        return true;
    }
    let words: Vec<String> = words(before).into_iter().map(|w| w.1).collect();
    let first = words.first().map_or("", String::as_str);
    if !OPENERS.contains(&first) {
        return false;
    }
    if words.len() == 1 {
        return matches!(
            first,
            "the"
                | "both"
                | "also"
                | "meanwhile"
                | "furthermore"
                | "moreover"
                | "similarly"
                | "additionally"
                | "finally"
        );
    }
    // "In March 2024", "Between January and May 2031"
    if words.len() <= TIME_MAX && words.iter().skip(1).all(|word| is_of_time(word)) {
        return true;
    }
    // A phrase that a comma closes: "In 2022, the", "During the conference in Vienna,".
    let rest = before.trim_end();
    let bare = rest.strip_suffix("the").or_else(|| rest.strip_suffix("both")).unwrap_or(rest).trim_end();
    bare.ends_with(',') && words.len() <= 30
}

/// Returns whether a word is one of those that say when: a month, a number, "early", "and", "the".
fn is_of_time(word: &str) -> bool {
    const WORDS: [&str; 18] = [
        "and",
        "to",
        "the",
        "of",
        "early",
        "late",
        "mid",
        "end",
        "beginning",
        "spring",
        "summer",
        "autumn",
        "winter",
        "first",
        "second",
        "half",
        "quarter",
        "same",
    ];
    word.bytes().all(|b| b.is_ascii_digit())
        || WORDS.contains(&word)
        || MONTHS.iter().any(|month| month.to_lowercase() == word)
}

/// Returns whether what stands between a partner and the next name goes on with a list of partners: "the Office for
/// Rights of the Republic of Croatia and the".
fn goes_on(between: &str) -> bool {
    let bare = between.trim_end();
    let bare = bare.strip_suffix(" the").unwrap_or(bare).trim_end();
    let is_open = [" to ", " which", " that ", " who", " where", " on ", " for the ", " has ", " will ", "ed "]
        .iter()
        .any(|word| between.contains(word));
    (bare.ends_with(" and") || bare.ends_with(','))
        && !is_open
        && !between.contains(['.', ';', ':'])
        && words(between).len() <= 24
}

/// Returns whether what stands between two names joins them: signs, "and", "in cooperation with", an acronym in brackets.
fn joins(between: &str) -> bool {
    let mut rest = between.to_owned();
    // What stands in brackets explains the name before.
    while let (Some(open), Some(close)) = (rest.find('('), rest.find(')')) {
        if open >= close {
            break;
        }
        rest.replace_range(open..=close, " ");
    }
    let words = words(&rest);
    words.len() <= 8 && !rest.contains(['.', ';', ':']) && words.iter().all(|(_, word)| BESIDE.contains(&word.as_str()))
}
