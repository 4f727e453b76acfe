//! What a heading says of what stands below it.

use crate::corpus::Kind;
use crate::draft::blocks::{lists_members, lists_publications};
use crate::draft::outline::unnumbered;
use crate::draft::propose::sentences;
use crate::draft::source::words;

/// How many words what leads in to a list has at the most, so that its last clause is what the list is.
const LEAD_IN_MAX: usize = 40;

/// What is said of a chapter by its heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chapter {
    Publications,
    Members,
    Ahead,
    OfMembers,
    Mandates,
    Other,
}

pub(super) fn chapter(path: &[String]) -> Chapter {
    // A list of publications may be parted by who published them: "Members and partners".
    if path.iter().any(|title| lists_publications(unnumbered(title))) {
        return Chapter::Publications;
    }
    for title in path.iter().rev() {
        let title = unnumbered(title);
        let lower = title.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
        if lists_members(title) {
            return Chapter::Members;
        }
        if has(&[
            "year ahead",
            "looking ahead",
            "looking to ",
            "what comes next",
            "what is next",
            "will do next",
            "way forward",
            "next steps",
            "road ahead",
            "outlook",
            "priorities for 20",
        ]) {
            return Chapter::Ahead;
        }
        if has(&["highlights", "from the membership", "from members", "members in action"]) {
            return Chapter::OfMembers;
        }
        if has(&["mandates", "who we are", "who are we"]) && !has(&["expertise"]) {
            return Chapter::Mandates;
        }
    }
    Chapter::Other
}

/// Returns whether a paragraph amid a list goes on with what its items say, so that the list goes on after it.
pub(super) fn goes_on_with_list(text: &str) -> bool {
    const OPENERS: [&str; 12] = [
        "in addition",
        "other ",
        "furthermore",
        "moreover",
        "additionally",
        "also",
        "these ",
        "this ",
        "it ",
        "they ",
        "such ",
        "further",
    ];
    let lower = text.to_lowercase();
    OPENERS.iter().any(|words| lower.starts_with(words))
}

/// Returns the kind of what a text leads in to, where it says so: recommendations, or what will be done.
pub(super) fn leads_in(text: &str) -> Option<Kind> {
    const ADVISING: [&str; 16] = [
        "following conclusions",
        "conclusions for",
        "recommend",
        "called on",
        "called upon",
        "calls on",
        "calls upon",
        "call on",
        "call upon",
        "urge",
        "encourages",
        "invites",
        "should",
        "asked for",
        "asks",
        "advises",
    ];
    const PROMISING: [&str; 10] = [
        "commitment",
        "promise",
        " will",
        "pledge",
        "plans to",
        "intends to",
        "undertakes to",
        "commits to",
        "next year",
        "agreed to",
    ];
    const CHARGING: [&str; 8] = [
        "its tasks are",
        "tasks are",
        "functions are",
        "mandate is to",
        "mandated to",
        "tasked with",
        "charged with",
        "responsible for",
    ];
    // What a reader should keep in mind is no advice to States.
    const MINDED: [&str; 4] = ["kept in mind", "borne in mind", "be noted", "be read"];
    let last = sentences(text).pop().and_then(|at| text.get(at)).unwrap_or(text);
    let lower = last.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    match text.ends_with(':') && words(last).len() <= LEAD_IN_MAX {
        true if has(&CHARGING) => Some(Kind::Mandate),
        true if has(&MINDED) => None,
        true if has(&ADVISING) => Some(Kind::Recommendation),
        true if has(&PROMISING) => Some(Kind::Commitment),
        _ => None,
    }
}

/// Returns whether a heading is a sort of documents, such as "Policy briefs", so that each item below it is one.
pub(super) fn names_documents(title: &str) -> bool {
    const SORTS: [&str; 18] = [
        "briefs",
        "papers",
        "toolkits",
        "tools",
        "reviews",
        "reports",
        "documents",
        "guides",
        "guidelines",
        "handbooks",
        "manuals",
        "statements",
        "studies",
        "brochures",
        "factsheets",
        "briefings",
        "releases",
        "resources",
    ];
    let words = words(title);
    words.len() <= 3 && words.last().is_some_and(|(_, word)| SORTS.contains(&word.as_str()))
}

/// Returns whether the nearest heading says that activities are listed.
pub(super) fn names_activities(headings: &[&str]) -> bool {
    headings.last().is_some_and(|title| {
        let lower = unnumbered(title).to_lowercase();
        ["key activities", "main activities", "selected activities"].iter().any(|words| lower.starts_with(words))
    })
}

/// Returns whether the nearest heading says that figures of the year stand below it.
pub(super) fn lists_figures(headings: &[&str]) -> bool {
    headings.last().is_some_and(|title| {
        let lower = unnumbered(title).to_lowercase();
        ["at a glance", "in numbers", "in figures", "key figures", "highlights"]
            .iter()
            .any(|words| lower.contains(words))
    })
}

/// Returns whether a chapter opens the report, and so tells of the year rather than of single deeds.
pub(super) fn opens_report(headings: &[&str]) -> bool {
    let words = ["foreword", "preface", "message", "word from", "introduction", "executive summary", "about this"];
    headings.first().is_some_and(|title| {
        let lower = unnumbered(title).to_lowercase();
        words.iter().any(|word| lower.contains(word))
    })
}

/// Returns whether a text tells since when a body belongs to the group, or who speaks for it: "Member since 2018".
pub(super) fn is_detail_of_member(text: &str) -> bool {
    let lower = text.to_lowercase();
    let begins =
        ["member since ", "partner since ", "observer since ", "focal point: ", "focal points: ", "co-chair in "];
    words(text).len() <= 24 && begins.iter().any(|begin| lower.starts_with(begin))
}
