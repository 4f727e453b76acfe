//! What the words of a passage or the nearest heading say outright of its kind, before it is likened to other passages.

use crate::corpus::Kind;
use crate::draft::propose::acts::{Act, act, begins_with_past, verb};
use crate::draft::propose::sentences::sentences;

/// Headings, in lower case, by the kind of what stands right below them. A heading is meant by these words or begins with
/// them.
const HEADINGS: [(Kind, &[&str]); 5] = [
    (
        Kind::Activity,
        &[
            "activities",
            "key activities",
            "main activities",
            "selected activities",
            "achievements",
            "results",
            "what was done",
        ],
    ),
    (Kind::Mandate, &["mandate", "mandates"]),
    (
        Kind::Recommendation,
        &[
            "recommendations",
            "key recommendations",
            "call to action",
            "calls to action",
            "what we ask",
            "advice to states",
            "policy recommendations",
        ],
    ),
    (
        Kind::Commitment,
        &[
            "commitments",
            "next steps",
            "plans",
            "looking ahead",
            "the year ahead",
            "outlook",
            "what comes next",
            "the way forward",
            "way forward",
        ],
    ),
    (Kind::Partnership, &["partnerships", "cooperation with", "working with partners"]),
];
/// What a body or the group does when it recommends.
const ADVISING: [&str; 9] =
    ["recommends", "recommend", "urges", "urge", "calls", "call", "encourages", "invites", "advises"];
/// What it does when it promises.
const PROMISING: [&str; 9] =
    ["will", "shall", "intends", "intend", "plans", "pledges", "undertakes", "promises", "commits"];
/// What it does when it works with others.
const JOINING: [&str; 9] = [
    "cooperated",
    "cooperates",
    "cooperate",
    "partnered",
    "partners",
    "collaborated",
    "collaborates",
    "teamed",
    "liaised",
];
/// Words about whom it signs or keeps an agreement with.
const AGREEMENTS: [&str; 4] =
    ["agreement with", "memorandum of understanding with", "memorandum with", "partnership with"];
/// What it does with an agreement.
const SIGNING: [&str; 4] = ["signed", "renewed", "concluded", "entered"];
/// What it does together with others, by the verb and the words that follow it.
const CLOSE: [(&str, &str); 3] =
    [("works", "works closely with"), ("work", "work closely with"), ("joined", "joined forces with")];
/// Those whom recommendations are made to.
const ADVISED: [&str; 8] = [
    "states should",
    "states must",
    "governments should",
    "governments must",
    "member states should",
    "countries should",
    "states parties should",
    "parties should",
];
/// What says of a body what it is there for.
const CHARGING: [&str; 12] = [
    "is mandated",
    "are mandated",
    "was mandated",
    "is charged with",
    "is entrusted",
    "is tasked",
    "is responsible for",
    "is the guardian of",
    "the mandate of",
    "its mandate",
    "has the mandate",
    "has a mandate",
];

/// Returns the kind that the words of a passage say.
pub(super) fn said(text: &str, is_item: bool) -> Option<Kind> {
    let first = sentences(text).into_iter().next().and_then(|at| text.get(at)).unwrap_or(text);
    let lower = first.to_lowercase();
    if ADVISED.iter().any(|words| lower.starts_with(words)) {
        return Some(Kind::Recommendation);
    }
    let verb = verb(first)?;
    if ADVISING.contains(&verb)
        && !(verb.starts_with("call")
            && !lower.contains(" on ")
            && !lower.contains(" upon ")
            && !lower.contains(" for "))
    {
        return Some(Kind::Recommendation);
    }
    if PROMISING.contains(&verb) {
        return Some(Kind::Commitment);
    }
    if CHARGING.iter().any(|words| lower.contains(words)) && !is_item {
        return Some(Kind::Mandate);
    }
    let is_agreed = SIGNING.contains(&verb) && AGREEMENTS.iter().any(|words| lower.contains(words))
        || CLOSE.iter().any(|(own, words)| *own == verb && lower.contains(words));
    if JOINING.contains(&verb) || is_agreed {
        return Some(Kind::Partnership);
    }
    None
}

/// Returns the kind that the nearest heading says.
pub(super) fn of_heading(heading: &str, text: &str) -> Option<Kind> {
    let lower = crate::draft::outline::unnumbered(heading).to_lowercase();
    let is_meant = |words: &&&str| {
        lower.strip_prefix(**words).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ':', ',']))
    };
    let kind = HEADINGS.iter().find(|(_, headings)| headings.iter().find(is_meant).is_some()).map(|(kind, _)| *kind)?;
    // Below a heading for what is to come, what was done is not that.
    let is_done = act(text) == Act::Done || begins_with_past(text);
    (!(is_done && kind == Kind::Commitment)).then_some(kind)
}

#[cfg(test)]
mod tests {
    use super::{of_heading, said};
    use crate::corpus::Kind;

    #[test]
    fn the_verb_after_the_subject_says_the_kind() {
        for (text, kind) in [
            ("ICAT urges States to count their cases.", Some(Kind::Recommendation)),
            ("States should count their cases.", Some(Kind::Recommendation)),
            ("In 2032 UNODC will train forty judges.", Some(Kind::Commitment)),
            ("UNU is mandated to teach.", Some(Kind::Mandate)),
            ("ILO signed an agreement with two unions.", Some(Kind::Partnership)),
            ("ILO trained forty judges.", None),
        ] {
            assert_eq!(said(text, false), kind, "{text}");
        }
    }

    #[test]
    fn the_nearest_heading_says_the_kind() {
        assert_eq!(of_heading("2.3 Recommendations to States", "Count the cases"), Some(Kind::Recommendation));
        assert_eq!(of_heading("Next steps", "UNU trained forty judges."), None);
        assert_eq!(of_heading("Plansheets", "Count the cases"), None);
    }
}
