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
            "what we recommend",
            "key recommendations",
            "call to action",
            "calls to action",
            "what we ask",
            "what the group asks",
            "what icat asks",
            "what should change",
            "what should be done",
            "what must change",
            "what states should do",
            "our advice",
            "advice to",
            "policy recommendations",
        ],
    ),
    (
        Kind::Commitment,
        &[
            "commitments",
            "promises",
            "pledges",
            "what we will do",
            "next steps",
            "plans",
            "looking ahead",
            "the year ahead",
            "looking to",
            "outlook",
            "what comes next",
            "the way forward",
            "way forward",
            "what happens next",
            "what is next",
            "next",
            "workplan",
            "work plan",
        ],
    ),
    (
        Kind::Partnership,
        &["partnerships", "partners", "our partners", "cooperation with", "working with", "who works with us"],
    ),
];
/// What a body or the group does when it recommends.
const ADVISING: [&str; 9] =
    ["recommends", "recommend", "urges", "urge", "calls", "call", "encourages", "invites", "advises"];
/// What it does when it promises.
const PROMISING: [&str; 13] = [
    "will",
    "shall",
    "intends",
    "intend",
    "plans",
    "plan",
    "pledges",
    "undertakes",
    "promises",
    "commits",
    "hopes",
    "hope",
    "aims",
];
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
const AGREEMENTS: [&str; 5] =
    ["agreement with", "memorandum of understanding with", "memorandum with", "partnership with", "their partnership"];
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
const CHARGING: [&str; 14] = [
    "the task of ",
    "whose mandate",
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

/// What says that somebody came to the group.
const JOINED: [&str; 15] = [
    "became a member of the group",
    "became a member in ",
    "became a member on ",
    "became its newest",
    "was admitted as ",
    "were admitted as ",
    "admitted as a ",
    "joined icat",
    "joined the group",
    "admitted to icat",
    "admitted to the group",
    "became a member of icat",
    "became members of icat",
    "newest member",
    "new members of icat",
];
/// What says of others that they are partners.
const PARTNERS: [&str; 6] =
    ["oldest partner", "our partner ", "joined hands with", "joined forces with", "teamed up with", "is a partner of"];
/// How a report begins to tell of itself.
const OF_ITSELF: [&str; 16] = [
    "this report",
    "this annual report",
    "this publication",
    "this chapter",
    "this section",
    "this document",
    "this compendium",
    "this resource",
    "this review",
    "the present report",
    "the designations employed",
    "the table ",
    "the tables ",
    "the following table",
    "the views expressed",
    "the opinions expressed",
];

/// Returns whether a text has words without which it is of no such kind: advice, or a promise.
pub(super) fn may_be(kind: Kind, text: &str) -> bool {
    const ADVICE: [&str; 16] = [
        "should",
        "must",
        "recommend",
        "urge",
        "call on",
        "calls on",
        "called on",
        "call upon",
        "calls upon",
        "called upon",
        "encourage",
        "need to",
        "needs to",
        "invite",
        "essential",
        "advise",
    ];
    const PROMISE: [&str; 17] = [
        "will ",
        "shall",
        "plan",
        "intend",
        "commit",
        "aims to",
        "is to ",
        "are to ",
        "forthcoming",
        "upcoming",
        "next year",
        "hope",
        "continue",
        "pledge",
        "in the coming",
        "to come",
        "ahead",
    ];
    let lower = text.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    match kind {
        // An item of a list of advice begins with what is to be done: "Count the cases".
        Kind::Recommendation => has(&ADVICE) || begins_with_verb(text),
        Kind::Commitment => has(&PROMISE),
        _ => true,
    }
}

/// Returns whether a text may begin with a verb that asks for something: no name, no word of the past, no article.
fn begins_with_verb(text: &str) -> bool {
    let first: String = text.chars().take_while(|c| c.is_alphabetic()).collect();
    let lower = first.to_lowercase();
    let is_name = first.chars().filter(|c| c.is_uppercase()).count() > 1;
    let no_verb =
        ["the", "a", "an", "in", "on", "at", "by", "for", "with", "this", "these", "since", "as", "to", "its"];
    !is_name && lower.len() > 2 && !no_verb.contains(&lower.as_str()) && !begins_with_past(text) && verb(text).is_none()
}

/// Returns the kind that a label at the beginning of a passage says: "Mandate. The Council is charged with ...".
fn of_label(text: &str) -> Option<Kind> {
    let (label, rest) = text.split_once(['.', ':'])?;
    let lower = label.to_lowercase();
    let kind = HEADINGS.iter().find(|(_, headings)| headings.contains(&lower.as_str()))?.0;
    rest.starts_with(' ').then_some(kind)
}

/// Returns the kind that the words of a passage say.
pub(super) fn said(text: &str, is_item: bool) -> Option<Kind> {
    if let Some(kind) = of_label(text) {
        return Some(kind);
    }
    let first = sentences(text).into_iter().next().and_then(|at| text.get(at)).unwrap_or(text);
    let lower = first.to_lowercase();
    if OF_ITSELF.iter().any(|words| lower.starts_with(words)) {
        return Some(Kind::Narrative);
    }
    if ADVISED.iter().any(|words| lower.starts_with(words)) {
        return Some(Kind::Recommendation);
    }
    if CHARGING.iter().any(|words| lower.contains(words)) && !is_item {
        return Some(Kind::Mandate);
    }
    if JOINED.iter().any(|words| lower.contains(words)) {
        return Some(Kind::Membership);
    }
    if PARTNERS.iter().any(|words| lower.contains(words)) {
        return Some(Kind::Partnership);
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
    let is_agreed = SIGNING.contains(&verb) && AGREEMENTS.iter().any(|words| lower.contains(words))
        || CLOSE.iter().any(|(own, words)| *own == verb && lower.contains(words));
    if JOINING.contains(&verb) || is_agreed {
        return Some(Kind::Partnership);
    }
    None
}

/// Returns whether a heading is that of a priority by its number, or of activities.
pub(super) fn is_of_deeds(heading: &str) -> bool {
    let lower = crate::draft::outline::unnumbered(heading).to_lowercase();
    let is_counted = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    let tells = [
        "year in review",
        "work of the year",
        "what we achieved",
        "achieved together",
        "results of the year",
        "results by ",
        "members did",
        "member did",
        "have done",
        "have responded",
        "in action",
        "was done",
        "were done",
    ];
    lower.strip_prefix("priority ").or_else(|| lower.strip_prefix("priorities ")).is_some_and(is_counted)
        || [
            "activities",
            "key activities",
            "case study",
            "promising practice",
            "good practice",
            "what it did",
            "what we did",
        ]
        .iter()
        .any(|begin| lower.starts_with(begin))
        || tells.iter().any(|words| lower.contains(words))
}

/// Returns whether the first sentence of a text promises something.
pub(in crate::draft) fn promises(text: &str) -> bool {
    verb(text).is_some_and(|verb| PROMISING.contains(&verb))
}

/// Returns whether the first sentence of a text is about what is to come, whoever does it: "A dialogue will be held in May".
pub(in crate::draft) fn looks_ahead(text: &str) -> bool {
    let first = sentences(text).into_iter().next().and_then(|at| text.get(at)).unwrap_or(text).to_lowercase();
    [
        " will ",
        " going to ",
        " plan to ",
        " plans to ",
        " aim to ",
        " aims to ",
        " intend to ",
        " intends to ",
        " is to ",
        " are to ",
    ]
    .iter()
    .any(|words| first.contains(words))
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
