//! What the words of a heading say: a chapter, a list of members or of publications, capitals.

use crate::draft::source::words;

/// Returns whether a text is set in capitals.
pub(in crate::draft) fn is_capitals(text: &str) -> bool {
    let upper = text.chars().filter(|c| c.is_uppercase()).count();
    let lower = text.chars().filter(|c| c.is_lowercase()).count();
    upper >= 3 && upper >= lower * 6
}

/// Returns whether a heading stands over the list of members or partners.
pub(in crate::draft) fn lists_members(title: &str) -> bool {
    let lower = title.to_lowercase();
    let bare = lower.strip_suffix(" of icat").or_else(|| lower.strip_prefix("icat ")).unwrap_or(&lower);
    let bare = bare.strip_prefix("our ").or_else(|| bare.strip_prefix("the ")).unwrap_or(bare);
    let of_some = ["members that ", "members who ", "members of the ", "members taking part", "who belongs to icat"];
    if of_some.iter().any(|begin| bare.starts_with(begin)) && words(title).len() <= 10 {
        return true;
    }
    [
        "members",
        "partners",
        "members and partners",
        "membership",
        "member entities",
        "partner entities",
        "list of members",
        "list of partners",
    ]
    .contains(&bare)
}

/// Returns whether a heading stands over a list of publications.
pub(in crate::draft) fn lists_publications(title: &str) -> bool {
    let lower = title.to_lowercase();
    let has =
        ["publications", "key sources", "key resources", "repository", "further reading", "read more", "learn more"];
    words(title).len() <= 8 && has.iter().any(|word| lower.contains(word))
        || words(title).len() <= 14 && lower.starts_with("publications ")
}

/// Returns whether a heading is that of a chapter, such as any report has.
pub(in crate::draft) fn is_chapter(title: &str) -> bool {
    let title = crate::draft::outline::unnumbered(title);
    let lower = title.to_lowercase();
    let begins = [
        "section one",
        "section two",
        "section three",
        "section four",
        "section five",
        "section six",
        "chapter ",
        "part one",
        "part two",
        "part three",
        "foreword",
        "preface",
        "introduction",
        "message from",
        "a message from",
        "key messages",
        "key findings",
        "executive summary",
        "in focus",
        "in the spotlight",
        "spotlight",
        "the year in review",
        "a year in review",
        "year in review",
        "the year ahead",
        "looking ahead",
        "the way forward",
        "way forward",
        "highlights from",
        "key publications",
        "publications and resources",
        "who we are",
        "who are we",
        "annex",
        "conclusion",
        "executive summary",
        "acknowledgements",
        "acronyms",
        "abbreviations",
        "about icat",
        "about us",
        "contact",
        "glossary",
        "next steps",
        "priorities",
        "icat priorities",
        "what comes next",
        "what happens next",
        "what should change",
        "our advice",
        "who works with us",
        "read more",
        "members that took part",
        "members of the",
        "recommendations to",
    ];
    let within = ["year in review", "at a glance", "in retrospect", "snapshot"];
    let is_year = lower.starts_with("a year ") || lower.starts_with("the year ") || lower.starts_with("our year");
    words(title).len() <= 12
        && (is_year
            || matches!(lower.as_str(), "notes" | "footnotes" | "endnotes")
            || begins.iter().any(|word| lower.starts_with(word))
            || within.iter().any(|word| lower.contains(word)))
}

/// Returns whether a chapter has sections of its own, as a rule.
pub(in crate::draft) fn has_sections(title: &str) -> bool {
    let lower = title.to_lowercase();
    let words = [
        "year",
        "retrospect",
        "snapshot",
        "glance",
        "highlights",
        "publications",
        "who we are",
        "who are we",
        "annex",
        "spotlight",
        "priorities",
        "section",
    ];
    !lower.contains("year ahead") && words.iter().any(|word| lower.contains(word))
}

/// Returns whether most longer words of a text are capitalised.
pub(super) fn is_title_case(text: &str) -> bool {
    let long: Vec<&str> = text.split(' ').filter(|word| word.chars().count() > 3).collect();
    let capital = long.iter().filter(|word| word.trim_start_matches('(').starts_with(char::is_uppercase)).count();
    long.len() > 2 && capital * 10 >= long.len() * 6
}

/// Returns a heading in capitals as a sentence is written. Names keep their letters: `keeps` returns how a word is
/// printed elsewhere.
pub(in crate::draft) fn sentence_case(text: &str, keeps: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_first = true;
    for word in text.split(' ') {
        if !out.is_empty() {
            out.push(' ');
        }
        let core = word.trim_matches(|c: char| !c.is_alphanumeric());
        let kept = keeps(core);
        match kept {
            Some(kept) => out.push_str(&word.replacen(core, &kept, 1)),
            // The Roman number of a chapter.
            None if out.is_empty() && word.ends_with('.') && core.bytes().all(|b| b"IVX".contains(&b)) => {
                out.push_str(word);
            }
            None if is_first => {
                let lower = word.to_lowercase();
                let at = lower.find(char::is_alphabetic).unwrap_or_default();
                let (head, tail) = lower.split_at(at);
                out.push_str(head);
                let mut letters = tail.chars();
                out.extend(letters.next().into_iter().flat_map(char::to_uppercase));
                out.push_str(letters.as_str());
            }
            None => out.push_str(&word.to_lowercase()),
        }
        is_first = word.ends_with(['.', '?', '!']) || (is_first && core.is_empty());
    }
    out
}

/// Returns the words of a heading that a label opens: "Box 1. What was asked", "Case study: A ship".
pub(in crate::draft) fn labelled(text: &str) -> Option<&str> {
    const LABELS: [&str; 7] = ["box", "textbox", "infobox", "case study", "case", "panel", "spotlight"];
    const WITH_COLON: [&str; 13] = [
        "promising practice",
        "good practice",
        "best practice",
        "practice",
        "challenge",
        "example",
        "country example",
        "lesson",
        "lesson learned",
        "story",
        "in focus",
        "focus",
        "did you know",
    ];
    let lower = text.to_ascii_lowercase();
    let with_colon = WITH_COLON.iter().find_map(|label| {
        let rest = text.get(label.len()..).filter(|_| lower.starts_with(label))?;
        let words = rest.strip_prefix(':')?.trim_start();
        words.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()).then_some(words)
    });
    if with_colon.is_some() {
        return with_colon;
    }
    LABELS.iter().find_map(|label| {
        let rest = text.get(label.len()..).filter(|_| lower.starts_with(label))?;
        if let Some(words) = rest.strip_prefix(':').map(str::trim_start) {
            return words.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()).then_some(words);
        }
        let rest = rest.strip_prefix(' ')?;
        let number = rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
        let digits = rest.get(..rest.len() - number.len())?;
        let is_number = (1..=2).contains(&digits.len())
            && (digits.bytes().all(|b| b.is_ascii_digit())
                || digits.len() == 1 && digits.chars().all(char::is_uppercase));
        let words = number.trim_start_matches(['.', ':', '–', '—', '-', ' ']);
        (is_number && words.len() < number.len() && words.starts_with(char::is_uppercase)).then_some(words)
    })
}
