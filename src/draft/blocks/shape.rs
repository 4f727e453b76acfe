//! What the form of a text says: a heading, a caption, a quotation, the end of a sentence.

use std::collections::{HashMap, HashSet};

use crate::draft::blocks::following::is_named;
use crate::draft::blocks::quotations::is_signature;
use crate::draft::blocks::standing::bare_letters;
use crate::draft::blocks::titles::{
    is_capitals, is_chapter, is_title_case, labelled, lists_members, lists_publications,
};
use crate::draft::blocks::{Block, BlockKind, HeadingForm, markers};
use crate::draft::extract::ContentsEntry;
use crate::draft::propose::ends_with_languages;
use crate::draft::source::words;

/// The longest heading, in words.
const HEADING_MAX: usize = 20;
/// The longest heading that is not set in capitals, in words.
const PLAIN_MAX: usize = 14;
/// How many words a line in small letters has that is a sentence.
const SENTENCE_MIN: usize = 11;
/// How many words a paragraph has from which on a short line above it may be its heading.
const BODY_MIN: usize = 14;
/// How many words a sentence has from which on a line that stands alone above it may be its heading.
const SHORT_BODY_MIN: usize = 6;
/// How many words what leads in to a list has at least below a heading.
const LEAD_IN_MIN: usize = 3;
/// The fewest words of a list item that the text after it sets apart from a heading.
const POINT_MIN: usize = 8;
/// The longest heading that each entry of a compendium has, in words.
const RECURRING_MAX: usize = 6;
/// Words that no sentence ends with.
const OPEN_ENDS: [&str; 34] = [
    "a",
    "an",
    "and",
    "as",
    "at",
    "by",
    "for",
    "from",
    "in",
    "into",
    "its",
    "of",
    "on",
    "or",
    "that",
    "the",
    "their",
    "to",
    "were",
    "which",
    "with",
    "was",
    "is",
    "are",
    "be",
    "been",
    "has",
    "have",
    "through",
    "including",
    "between",
    "this",
    "under",
    "against",
];

/// Returns whether a text ends where a sentence may end.
pub(super) fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(|c: char| {
        matches!(c, ')' | '”' | '"' | '’' | '\'' | '»' | ']') || crate::draft::source::is_superscript(c)
    });
    bare.ends_with(['.', '!', '?', ':', ';', '…']) || text.ends_with(['”', '"']) && bare.ends_with(',')
}

/// Returns whether a text ends with a word or a sign after which more has to follow.
pub(super) fn ends_openly(text: &str) -> bool {
    if text.ends_with("; and") || text.ends_with("; or") || text.ends_with(", and") && text.len() < 60 {
        return false;
    }
    let last = text.rsplit(' ').next().unwrap_or_default();
    // "Where the gaps are"
    let asks =
        ["Where ", "Who ", "What ", "How ", "Why ", "Which ", "WHERE ", "WHO ", "WHAT ", "HOW ", "WHY ", "WHICH "];
    if matches!(last, "is" | "are" | "was" | "were" | "IS" | "ARE") && asks.iter().any(|word| text.starts_with(word)) {
        return false;
    }
    text.ends_with([',', '–', '(', '/', '-'])
        || OPEN_ENDS.contains(&last)
        || last.len() < 5 && OPEN_ENDS.contains(&last.to_lowercase().as_str())
}

/// Returns whether a text says whose picture it stands below.
pub(super) fn is_credit(text: &str) -> bool {
    let count = words(text).len();
    let lower = text.to_lowercase();
    let begins =
        ["photo", "© ", "©", "figure ", "map ", "chart ", "image:", "credit:", "from left", "from right", "picture:"];
    let is_begun = begins.iter().any(|word| lower.starts_with(word));
    let is_numbered = ["figure ", "chart ", "map "].iter().any(|word| lower.starts_with(word));
    let is_numbered =
        !is_numbered || lower.split(' ').nth(1).is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let is_imprint = lower.contains("all rights reserved") || lower.starts_with("© united nations");
    let ends = text.trim_end_matches('.').rsplit_once('(').and_then(|(_, rest)| rest.strip_suffix(')'));
    // "(UNODC/Claudio Formisano)", "(Photo: IOM)"
    // "Vienna, September 2019 (UN Women)"
    let is_dated = ends.is_some() && words(text).len() <= 45 && {
        let before = text.rsplit_once('(').map_or("", |(before, _)| before).trim_end().trim_end_matches('.');
        let year = before.rsplit([' ', ',']).next().unwrap_or_default();
        year.len() == 4
            && year.bytes().all(|b| b.is_ascii_digit())
            && ends.is_some_and(|credit| {
                credit.starts_with(char::is_uppercase) && words(credit).len() <= 4 && !credit.contains(char::is_numeric)
            })
    };
    let is_signed = is_dated && !ends_with_languages(text)
        || ends.is_some_and(|credit| {
            credit.to_lowercase().starts_with("photo")
                || credit.contains('©')
                || (credit.contains('/')
                    && credit.starts_with(char::is_uppercase)
                    && !credit.contains(char::is_numeric)
                    && words(credit).len() <= 5)
        });
    let is_copyright = text
        .find(" © ")
        .or_else(|| text.find(" Photo: "))
        .is_some_and(|at| words(text.get(at..).unwrap_or_default()).len() <= 8);
    count <= 60 && !is_imprint && (is_copyright || (is_begun && is_numbered) || is_signed)
}

/// Returns whether a text is what stands above or below a table or a figure: "Table 2. Members in 2031".
pub(super) fn is_numbered_caption(text: &str) -> bool {
    let lower = text.to_lowercase();
    let rest = ["table ", "figure ", "chart ", "map "].iter().find_map(|word| lower.strip_prefix(word));
    let (number, words_after) = rest.and_then(|rest| rest.split_once(' ')).unwrap_or_default();
    let bare = number.trim_end_matches(['.', ':', ')']);
    (1..=3).contains(&bare.len())
        && bare.starts_with(|c: char| c.is_ascii_digit())
        && bare.chars().all(|c| c.is_ascii_alphanumeric() || c == '.')
        && (bare.len() < number.len() || words_after.starts_with(['–', '—', '-', ':', '|']))
        && words(text).len() <= 40
}

/// Says of each text that stands alone whether it is a heading, a caption or a quotation.
pub(super) fn classify(blocks: &mut [Block], contents: &[ContentsEntry], is_known_heading: &dyn Fn(&str) -> bool) {
    let listed: HashSet<String> = contents.iter().map(|entry| bare_letters(&entry.title)).collect();
    let mut is_in_list = false;
    let mut is_in_publications = false;
    let recurring = recurring(blocks);
    for at in 0..blocks.len() {
        if blocks[at].kind == BlockKind::Paragraph {
            let text = blocks[at].text.clone();
            if !listed.is_empty() && listed.contains(&bare_letters(&text)) {
                let form = if is_capitals(&text) { HeadingForm::Capitals } else { HeadingForm::Plain };
                blocks[at].kind = BlockKind::Heading(form);
            } else if is_credit(&text) || is_numbered_caption(&text) {
                blocks[at].kind = BlockKind::Caption;
            } else if recurring.contains(&text) && stands_above_text(blocks, at) {
                blocks[at].kind = BlockKind::Heading(HeadingForm::Plain);
            } else if let Some(form) = heading(blocks, at, &text, (is_in_list, is_in_publications), is_known_heading) {
                blocks[at].kind = BlockKind::Heading(form);
            }
        }
        if blocks[at].is_heading() {
            let title = crate::draft::outline::unnumbered(&blocks[at].text);
            is_in_list = lists_members(title);
            let is_numbered = title.len() < blocks[at].text.len();
            is_in_publications = lists_publications(title)
                || is_in_publications
                    && !is_numbered
                    && !is_chapter(title)
                    && !lists_members(title)
                    && !recurring.contains(title)
                    && (blocks[at].kind != BlockKind::Heading(HeadingForm::Capitals)
                        || is_known_heading(title)
                        || words(title).len() < 3);
        }
    }
}

/// Returns the short texts that stand alone more than once, above a text each time, as the headings do that each entry of
/// a compendium has.
fn recurring(blocks: &[Block]) -> HashSet<String> {
    let mut times: HashMap<&str, usize> = HashMap::new();
    for (at, block) in blocks.iter().enumerate().filter(|(_, block)| words(&block.text).len() <= RECURRING_MAX) {
        let is_heading_like = !ends_sentence(&block.text)
            && block.text.starts_with(char::is_uppercase)
            && (block.is_heading() || stands_above_text(blocks, at));
        if is_heading_like {
            *times.entry(block.text.as_str()).or_default() += 1;
        }
    }
    times.into_iter().filter(|(_, times)| *times > 1).map(|(text, _)| text.to_owned()).collect()
}

/// Returns whether a paragraph stands apart above a text, as a heading does.
fn stands_above_text(blocks: &[Block], at: usize) -> bool {
    let is_apart = blocks[at].is_after_gap || blocks[at].stands_alone;
    blocks[at].kind == BlockKind::Paragraph
        && is_apart
        && blocks.get(at + 1).is_some_and(|next| {
            next.is_prose() && ends_sentence(&next.text) && words(&next.text).len() >= SHORT_BODY_MIN
        })
}

/// Returns whether a line is a heading, whatever stands around it: one with a number, of a priority or of a chapter.
pub(super) fn is_strong_heading(text: &str) -> bool {
    let is_short = (2..=HEADING_MAX).contains(&words(text).len()) && !text.ends_with(['.', ';', ',']);
    let lower = text.to_lowercase();
    let is_priority = lower.strip_prefix("priority ").is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_digit())
            && rest.get(1..).is_some_and(|rest| rest.starts_with([':', '.', ' ']) && rest.contains(['–', ':', '-']))
    });
    let is_numbered =
        markers::numbered_heading(text).is_some_and(|(parts, rest)| parts > 1 && rest.starts_with(char::is_uppercase));
    is_short
        && (is_priority
            || is_numbered
            || labelled(text).is_some()
            || (is_chapter(text) && words(text).len() <= 7 && words(text).len() > 1))
}

/// Takes the numbers that stand before the points of a list, "01", "02", for its bullets.
pub(super) fn numbers(blocks: &mut Vec<Block>) {
    let is_number = |text: &str| {
        text.len() == 2 && text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit()) && text != "00"
    };
    letters(blocks);
    let mut at = 0;
    while at < blocks.len() {
        let text = blocks[at].text.clone();
        let (head, rest) = text.split_once(' ').unwrap_or((&text, ""));
        if !matches!(blocks[at].kind, BlockKind::Paragraph) || !is_number(head) {
            at += 1;
            continue;
        }
        if rest.is_empty() {
            if blocks.get(at + 1).is_some_and(|next| next.kind == BlockKind::Paragraph) {
                blocks.remove(at);
                blocks[at].kind = BlockKind::Item(0);
            }
        } else {
            rest.clone_into(&mut blocks[at].text);
            blocks[at].kind = BlockKind::Item(0);
        }
        at += 1;
    }
}

/// Takes letters that stand alone before the points of a list, "A", "B", for its bullets.
fn letters(blocks: &mut Vec<Block>) {
    let mut next = 'A';
    let mut at = 0;
    while at + 1 < blocks.len() {
        let is_next = blocks[at].text.chars().eq([next]) && blocks[at].kind == BlockKind::Paragraph;
        let has_next = |wanted: char| blocks.iter().skip(at + 1).take(8).any(|block| block.text.chars().eq([wanted]));
        let following = char::from_u32(u32::from(next) + 1).unwrap_or('A');
        if is_next && blocks[at + 1].kind == BlockKind::Paragraph && (next > 'A' || has_next(following)) {
            blocks.remove(at);
            blocks[at].kind = BlockKind::Item(0);
            next = following;
        }
        at += 1;
    }
}

/// Returns whether a short text tells a detail of what stands above it: "Focal point: Legal Section", "Member since 2018".
fn is_detail(text: &str) -> bool {
    const LABELS: [&str; 19] = [
        "focal point",
        "focal points",
        "contact",
        "contact person",
        "website",
        "web",
        "e-mail",
        "email",
        "telephone",
        "location",
        "locations",
        "duration",
        "donor",
        "donors",
        "funding",
        "budget",
        "status",
        "period",
        "headquarters",
    ];
    let label = text.split_once(": ").map(|(label, _)| label.to_lowercase());
    let lower = text.to_lowercase();
    label.is_some_and(|label| LABELS.contains(&label.as_str()))
        || ["member since ", "partner since ", "observer since ", "co-chair in ", "chair in "]
            .iter()
            .any(|begin| lower.starts_with(begin))
}

/// Returns whether a text is the name of a body in a list of them: below the heading of one, or beside other names.
fn is_entry_of_names(
    blocks: &[Block],
    at: usize,
    bare: &str,
    is_in_list: bool,
    is_known: &dyn Fn(&str) -> bool,
) -> bool {
    let is_name = |text: &str| is_known(text) || is_named(text);
    let (before, next) = (at.checked_sub(1).and_then(|n| blocks.get(n)), blocks.get(at + 1));
    let is_below = before.is_some_and(|b| !blocks[at].is_after_gap && !b.is_heading() && is_name(&b.text));
    let is_above = next.is_some_and(|next| !next.is_after_gap && is_name(&next.text));
    let leads = next.is_some_and(|next| {
        is_known(&next.text) && !is_chapter(&next.text) && !next.is_heading() && words(&next.text).len() < 8
    });
    (is_below || is_above) && is_name(bare) || is_known(bare) && (is_in_list || leads)
}

/// Returns how a paragraph is a heading, if it is.
fn heading(
    blocks: &[Block],
    at: usize,
    text: &str,
    (is_in_list, is_in_publications): (bool, bool),
    is_known: &dyn Fn(&str) -> bool,
) -> Option<HeadingForm> {
    let count = words(text).len();
    let next = blocks.get(at + 1)?;
    let numbered = text
        .to_lowercase()
        .strip_prefix("priority ")
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if numbered && count <= HEADING_MAX + 6 {
        return Some(if is_capitals(text) { HeadingForm::Capitals } else { HeadingForm::Plain });
    }
    if !text.contains(char::is_alphabetic) {
        return None;
    }
    if count == 0 || count > HEADING_MAX + 2 || text.ends_with(['.', ';', ',']) || text.starts_with(char::is_lowercase)
    {
        return None;
    }
    let is_of_list = text.starts_with(['–', '—']) || text.ends_with("; and") || text.ends_with("; or");
    if is_detail(text) || is_of_list {
        return None;
    }
    let is_signed = is_signature(text) && !is_known(text);
    if text.contains('@') || text.contains("://") || text.starts_with(['“', '"', '©']) || is_signed {
        return None;
    }
    if labelled(text).is_some_and(|rest| !rest.contains(". ")) {
        return Some(HeadingForm::Plain);
    }
    let bare = text.trim_end_matches(':');
    let lower = bare.to_lowercase();
    let is_list =
        lists_publications(bare) && count <= PLAIN_MAX && (blocks[at].stands_alone || blocks[at].is_after_gap);
    if (is_chapter(bare) || lists_members(bare) || is_list && !ends_openly(text) && !is_in_publications)
        && (!text.ends_with(':') || count <= 2)
    {
        return Some(if is_capitals(text) { HeadingForm::Capitals } else { HeadingForm::Plain });
    }
    if ends_openly(text) || text.starts_with("Source") || text.starts_with("Note:") {
        return None;
    }
    // An entry of a list of members, whatever is said of it: "UNODC (chair)".
    let is_short_entry = |text: &str| words(text).len() <= PLAIN_MAX && !ends_sentence(text);
    if is_in_list && !lists_members(bare) && is_short_entry(text) && !next.is_heading() && is_short_entry(&next.text) {
        return None;
    }
    // Points of a list that have lost their signs.
    let is_point = |text: &str| words(text).len() >= POINT_MIN && !ends_sentence(text) && !is_title_case(text);
    if !blocks[at].stands_alone && next.kind == BlockKind::Paragraph && is_point(text) && is_point(&next.text) {
        return None;
    }
    if !lists_members(bare) && is_entry_of_names(blocks, at, bare, is_in_list, is_known) {
        return None;
    }
    let before = at.checked_sub(1).and_then(|n| blocks.get(n));
    // Who signs a message stands below its heading.
    let is_of_message =
        |title: &str| ["message", "foreword", "preface"].iter().any(|word| title.to_lowercase().contains(word));
    if is_known(bare) && before.is_some_and(|before| before.is_heading() && is_of_message(&before.text)) {
        return None;
    }
    if is_known(bare) && !text.ends_with(':') {
        return Some(if is_capitals(text) { HeadingForm::Capitals } else { HeadingForm::Plain });
    }
    if is_in_publications
        && !(is_capitals(text) || next.kind == BlockKind::Paragraph && words(&next.text).len() >= BODY_MIN * 2)
    {
        return None;
    }
    if text.len() > 5
        && text.rsplit_once(", ").is_some_and(|(_, year)| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()))
    {
        return None;
    }
    if text.ends_with(':') {
        // "Key sources:" is a heading, "Selected recommendations to States:" leads in.
        return (lower.starts_with("key ") && count <= 4).then_some(HeadingForm::Plain);
    }
    if is_capitals(text) && text.chars().any(char::is_alphabetic) {
        return Some(HeadingForm::Capitals);
    }
    // A long line in small letters is a sentence that has lost its end, and one that begins with two acronyms and ends
    // with a year a row.
    let is_long = count > SENTENCE_MIN && !text.ends_with('?') && !is_title_case(text);
    let is_acronym = |word: &str| word.len() > 1 && is_capitals(word);
    let begins_with_two = text.split(' ').take(2).filter(|word| is_acronym(word.trim_end_matches(','))).count() == 2;
    let last = text.rsplit(' ').next().unwrap_or_default();
    let last_is_year = last.len() == 4 && last.bytes().all(|b| b.is_ascii_digit());
    if is_long || begins_with_two && last_is_year {
        return None;
    }
    let stands_alone = blocks[at].stands_alone || blocks[at].is_after_gap && next.is_after_gap;
    let is_body = is_known(&next.text)
        || is_chapter(&next.text)
        || next.is_prose() && words(&next.text).len() >= BODY_MIN
        || blocks[at].stands_alone
            && next.stands_alone
            && next.kind == BlockKind::Paragraph
            && stands_above_text(blocks, at + 1)
        || next.is_prose() && stands_alone && ends_sentence(&next.text) && words(&next.text).len() >= SHORT_BODY_MIN
        || next.is_prose() && stands_alone && next.text.ends_with(':') && words(&next.text).len() >= LEAD_IN_MIN
        || matches!(next.kind, BlockKind::Heading(_) | BlockKind::Item(_) | BlockKind::Row(_) | BlockKind::Quote(_));
    let is_free = blocks[at].is_after_gap
        || blocks[at].stands_alone
        || before.is_none_or(|b| ends_sentence(&b.text) || b.is_heading());
    let most = if is_title_case(text) { HEADING_MAX + 2 } else { PLAIN_MAX };
    (is_free && is_body && count <= most && !text.contains(". ")).then_some(HeadingForm::Plain)
}

/// Gives texts that stand between two paragraphs their last form: a heading that nothing follows is none.
pub(super) fn apart(blocks: &mut [Block]) {
    for at in 0..blocks.len() {
        if !blocks[at].is_heading() {
            continue;
        }
        if let BlockKind::Heading(HeadingForm::Plain) = blocks[at].kind
            && blocks.get(at + 1).is_none()
        {
            blocks[at].kind = BlockKind::Paragraph;
        }
        let text = blocks[at].text.trim_end_matches(':').trim().to_owned();
        blocks[at].text = text;
    }
}
