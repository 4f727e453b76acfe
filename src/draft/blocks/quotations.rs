//! Quotations that are set apart, who says them, and who signs.

use crate::draft::blocks::shape::ends_sentence;
use crate::draft::blocks::titles::{is_capitals, is_chapter};
use crate::draft::blocks::{Block, BlockKind};
use crate::draft::source::words;

/// What people are who sign or speak.
const OFFICES: [&str; 34] = [
    "treasurer",
    "prosecutor",
    "judge",
    "teacher",
    "nurse",
    "inspector",
    "caseworker",
    "worker",
    "volunteer",
    "spokesperson",
    "analyst",
    "consultant",
    "director",
    "chief",
    "head",
    "executive",
    "secretary",
    "secretary-general",
    "coordinator",
    "ambassador",
    "representative",
    "rapporteur",
    "minister",
    "president",
    "chair",
    "co-chair",
    "adviser",
    "advisor",
    "officer",
    "leader",
    "commissioner",
    "manager",
    "author",
    "survivor",
];

/// The longest line that says what somebody is below the name, in words.
const OFFICE_MAX: usize = 20;
/// The longest line that names who says a quotation, without a dash, in words.
const SPEAKER_MAX: usize = 14;

/// Puts together who signs, and finds quotations with who says them. `is_name` says that words are the name of a body.
pub(super) fn speakers(blocks: &mut Vec<Block>, is_name: &dyn Fn(&str) -> bool) {
    quotations(blocks);
    signatures(blocks, is_name);
}

/// Returns whether a short text names who signs or speaks.
pub(in crate::draft) fn names_office(text: &str) -> bool {
    let words = words(text);
    words.len() <= 40 && words.iter().any(|(_, word)| OFFICES.contains(&word.as_str()))
}

/// Returns whether a text may be the name of a person.
fn is_person(text: &str) -> bool {
    let count = text.split(' ').count();
    (2..=6).contains(&count)
        && text.split(' ').all(|word| {
            word.starts_with(char::is_uppercase) || matches!(word, "de" | "van" | "von" | "al" | "bin" | "da" | "der")
        })
        && !text.contains(|c: char| c.is_ascii_digit() || matches!(c, ':' | '?' | '(' | '&' | '/'))
        && !is_capitals(text)
}

/// Returns whether a text is the name and office of a person, put together.
pub(in crate::draft) fn is_signature(text: &str) -> bool {
    let name: Vec<&str> = text.split(' ').take(2).collect();
    let is_sentence = text.ends_with('.') || words(text).len() > 40;
    names_office(text) && is_person(&name.join(" ")) && words(text).len() > 4 && !is_sentence
}

/// Puts a name and the office below it together. The names of bodies in a list are neither.
fn signatures(blocks: &mut Vec<Block>, is_name: &dyn Fn(&str) -> bool) {
    let mut at = 0;
    while at + 1 < blocks.len() {
        let (name, office) = (&blocks[at], &blocks[at + 1]);
        let is_pair = name.kind == BlockKind::Paragraph
            && office.kind == BlockKind::Paragraph
            && is_person(&name.text)
            && names_office(&office.text)
            && !is_name(&name.text)
            && words(&office.text).len() <= 24
            && !ends_sentence(&office.text);
        if is_pair {
            let mut office = blocks.remove(at + 1);
            // The office may go over more lines.
            while let Some(more) = blocks.get(at + 1).filter(|more| {
                more.kind == BlockKind::Paragraph
                    && !more.is_after_gap
                    && !is_chapter(&more.text)
                    && words(&more.text).len() <= 14
                    && !ends_sentence(&more.text)
            }) {
                let more = more.clone();
                office.take_in(more, " ");
                blocks.remove(at + 1);
            }
            if let Some(name) = blocks.get_mut(at) {
                name.take_in(office, " ");
            }
        }
        at += 1;
    }
}

/// Returns whether a line with a dash names who says the quotation above it: "— A. B., adviser".
pub(super) fn names_speaker(above: &str, line: &str) -> bool {
    above.starts_with(['“', '"', '«', '„', '‘'])
        && above.trim_end_matches(['.', ' ']).ends_with(['”', '"', '»', '’'])
        && line.starts_with(['—', '–', '―', '-'])
        && words(line).len() <= 45
}

/// Finds quotations that stand alone, with who says them below.
fn quotations(blocks: &mut Vec<Block>) {
    // A sign that stands alone belongs to what follows.
    let mut at = 0;
    while at + 1 < blocks.len() {
        if matches!(blocks[at].text.trim(), "“" | "\"" | "„" | "«") && blocks[at + 1].kind == BlockKind::Paragraph
        {
            blocks.remove(at);
            let next = &mut blocks[at];
            if !next.text.starts_with(['“', '"']) {
                next.text.insert(0, '“');
            }
            if !next.text.ends_with(['”', '"']) {
                next.text.push('”');
            }
        } else if matches!(blocks[at].text.trim(), "”" | "»") {
            blocks.remove(at);
        }
        at += 1;
    }
    close_quotations(blocks);
    let mut at = 0;
    while at < blocks.len() {
        if let Some((words_said, speaker_within)) = quoted(&blocks[at]) {
            let mut speaker = speaker_within;
            while let Some(next) = blocks
                .get(at + 1)
                .filter(|next| next.kind == BlockKind::Paragraph && is_speaker(&next.text, speaker.is_empty()))
            {
                let words = next.text.trim_start_matches(['—', '–', '-', ' ']).to_owned();
                if !speaker.is_empty() {
                    speaker.push_str(", ");
                }
                speaker.push_str(&words);
                let lines = next.lines.1;
                blocks.remove(at + 1);
                blocks[at].lines.1 = lines;
            }
            if !speaker.is_empty() {
                blocks[at].text = words_said;
                blocks[at].kind = BlockKind::Quote(speaker);
            }
        }
        at += 1;
    }
}

/// Puts together the parts of a quotation that a layout sets apart.
fn close_quotations(blocks: &mut Vec<Block>) {
    for at in 0..blocks.len() {
        let Some(open) = blocks
            .get(at)
            .filter(|b| b.kind == BlockKind::Paragraph && b.text.starts_with('“') && !b.text.contains('”'))
        else {
            continue;
        };
        let mut count = words(&open.text).len();
        let mut rest = blocks.iter().skip(at + 1).take(5).take_while(|block| {
            count += words(&block.text).len();
            block.kind == BlockKind::Paragraph && count < 120 && !block.text.starts_with('“')
        });
        let Some(last) = rest.position(|block| block.text.ends_with('”')) else { continue };
        for _ in 0..=last {
            let part = blocks.remove(at + 1);
            blocks[at].take_in(part, " ");
        }
    }
}

/// Returns what stands between the quotation marks of a text that is a quotation, and who is named after them.
fn quoted(block: &Block) -> Option<(String, String)> {
    (block.kind == BlockKind::Paragraph).then_some(())?;
    let text = block.text.trim();
    let open = text.chars().next().filter(|c| matches!(c, '“' | '"' | '«' | '„'))?;
    let inside = text.get(open.len_utf8()..)?;
    let close = inside.rfind(['”', '"', '»'])?;
    let said = inside.get(..close)?;
    let mark = inside.get(close..).and_then(|rest| rest.chars().next())?;
    let after = inside.get(close + mark.len_utf8()..)?.trim();
    let after = after.trim_start_matches(['—', '–', '-', ' ']);
    let is_whole = !said.contains(['“', '”']) && words(said).len() >= 6;
    (is_whole && (after.is_empty() || is_speaker(after, true))).then(|| (said.trim().to_owned(), after.to_owned()))
}

/// Returns whether a text is one name and, after a comma, who bears it: "Amina, 26, who was freed in August".
fn is_name_and_more(text: &str) -> bool {
    let Some((name, more)) = text.split_once(", ") else { return false };
    !name.contains(' ')
        && name.starts_with(char::is_uppercase)
        && name.chars().skip(1).all(char::is_lowercase)
        && more.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
}

/// Returns whether words name a speaker. What follows a name has to be an office.
fn is_speaker(text: &str, is_first: bool) -> bool {
    let count = words(text).len();
    let is_dashed = text.starts_with(['—', '–']);
    let name = text.split(',').next().unwrap_or_default().trim_start_matches(['—', '–', '-', ' ']);
    let bare = name
        .trim_start_matches("Ms. ")
        .trim_start_matches("Mr. ")
        .trim_start_matches("Dr. ")
        .trim_start_matches("H.E. ");
    let is_named = is_person(bare) || is_dashed;
    count <= 45
        && !text.ends_with(':')
        && if is_first {
            is_named
                || text.contains(',') && names_office(text)
                || count <= SPEAKER_MAX && !ends_sentence(text) && (names_office(text) || is_name_and_more(text))
        } else {
            names_office(text) && count <= OFFICE_MAX && !ends_sentence(text) && !is_capitals(text)
        }
}
