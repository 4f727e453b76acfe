//! What is not on record about a subject, in sentences.

use crate::analysis::profile::{DONE, Profile};
use crate::corpus::postings::PassageSet;
use crate::corpus::subject::Subject;
use crate::corpus::{Corpus, Kind};

/// Returns what is not on record: mandates, deeds by priority and by report, works. Never says that nothing was done.
pub(super) fn missing(corpus: &Corpus, profile: &Profile, set: &PassageSet) -> Vec<String> {
    let mut sentences = Vec::new();
    let has = |kind: Kind| profile.kinds.iter().any(|row| row.value == kind);
    let is_body = matches!(profile.subject, Subject::Body(_));
    if is_body && profile.charged.is_empty() {
        sentences.push("The reports hold no text on its mandate.".to_owned());
    }
    if !is_body && profile.mandated.is_empty() {
        let is_about = matches!(profile.subject, Subject::Topic(_) | Subject::Place(_));
        let verb = if is_about { "is about" } else { "names" };
        sentences.push(format!("No statement of a mandate {verb} it."));
    }
    if profile.done.is_empty() {
        let named = profile.passing.iter().any(|entry| DONE.contains(&corpus.passage(entry.passage).kind));
        let words = if named {
            "No statement of an activity or a partnership is about it."
        } else {
            "No passage is marked as an activity or a partnership."
        };
        sentences.push(words.to_owned());
    } else {
        let none = profile.priorities.iter().filter(|row| row.count == 0).map(|row| row.value.to_string());
        let none: Vec<String> = none.collect();
        if !has(Kind::Activity) {
            sentences.push("No passage is marked as an activity.".to_owned());
        } else if !none.is_empty() {
            sentences.push(format!("No activity is filed under priority {}.", listed(&none)));
        }
    }
    let silent = corpus.reports.iter().filter(|report| set.count_in(report.passages.clone()) == 0);
    let silent: Vec<&str> = silent.map(|report| report.title.as_str()).collect();
    if !silent.is_empty() && silent.len() < corpus.reports.len() {
        sentences.push(format!("Nothing is on record in {}.", silent.join("; ")));
    }
    if profile.works.is_empty() {
        sentences.push("No work is on record.".to_owned());
    }
    if is_body && profile.agreements.is_empty() {
        sentences.push("The table of agreements has no entry of it.".to_owned());
    }
    sentences
}

/// Joins words as a sentence does: "1, 2 or 3".
fn listed(words: &[String]) -> String {
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}
