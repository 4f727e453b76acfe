//! What a heading says of what stands below it.

use crate::draft::blocks::{lists_members, lists_publications};
use crate::draft::outline::unnumbered;
use crate::draft::source::words;

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
    for title in path.iter().rev() {
        let title = unnumbered(title);
        let lower = title.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
        if lists_publications(title) {
            return Chapter::Publications;
        }
        if lists_members(title) {
            return Chapter::Members;
        }
        if has(&[
            "year ahead",
            "looking ahead",
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

/// Returns whether a text leads in to recommendations.
pub(super) fn leads_in_recommendations(text: &str) -> bool {
    let lower = text.to_lowercase();
    text.ends_with(':') && lower.contains("recommend")
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
