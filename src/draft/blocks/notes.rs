//! Footnotes: their marks in the text, as superscripts or as digits that a conversion glued to a word.

use crate::draft::blocks::Block;
use crate::draft::extract::{Line, is_notes_title, plain_digit, superscript};
use crate::draft::source::{is_superscript, words};

/// How many words a footnote has at least that begins with a plain digit.
const NOTE_MIN: usize = 2;

/// The last number that is looked for in square brackets.
const BRACKETED_MAX: u32 = 99;

/// How many lines above a footnote its mark may stand.
const ABOVE_MAX: usize = 160;

/// How many lines below a footnote its mark may stand.
const BELOW_MAX: usize = 60;

/// Finds footnotes that begin with a plain digit, and the digits in the text that refer to them, and makes superscripts
/// of both. What stands on the lines of `chapters` is no footnote.
pub(super) fn as_superscripts(lines: &mut [Line], chapters: &[u32]) {
    bracketed(lines);
    let mut expected = 1;
    for at in 0..lines.len() {
        if chapters.contains(&lines[at].number) && lines[at].text.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let own: String = lines[at].text.chars().take_while(|c| is_superscript(*c)).filter_map(plain_digit).collect();
        let (digits, rest) = match note_begin(&lines[at].text) {
            Some(begun) => begun,
            None if !own.is_empty() => (own.clone(), String::new()),
            None => continue,
        };
        let Ok(number) = digits.parse::<u32>() else { continue };
        if number != expected && number != 1 && own.is_empty() {
            continue;
        }
        let mark = superscript(&digits);
        let is_dotted = lines[at].text.get(digits.len()..).is_some_and(|rest| rest.starts_with(['.', ')']));
        let is_endnote = is_endnote(lines, at);
        let refers_to = |number: u32| {
            let (digits, mark) = (number.to_string(), superscript(&number.to_string()));
            let above = lines[at.saturating_sub(ABOVE_MAX)..at].iter().filter(|line| line.page == lines[at].page);
            above.into_iter().any(|line| glued(&line.text, &digits).is_some() || has_mark(&line.text, &mark))
        };
        // The notes of a page are a list, too, but the text above them refers to two of them.
        let are_notes = || refers_to(number) && (refers_to(number + 1) || number > 1 && refers_to(number - 1));
        if own.is_empty() && is_dotted && !is_endnote && is_list(lines, at, number) && !are_notes() {
            continue;
        }
        let from = if is_endnote { 0 } else { at.saturating_sub(ABOVE_MAX) };
        let above = &lines[from..at];
        let marked = above.iter().rposition(|line| has_mark(&line.text, &mark));
        let glued_at = above.iter().rposition(|line| glued(&line.text, &digits).is_some());
        let is_marked = marked.is_some_and(|n| !lines[from + n].text.starts_with(&mark));
        match (is_marked, glued_at) {
            (true, _) => {}
            (false, Some(n)) => set_mark(&mut lines[from + n].text, &digits),
            (false, None) => {
                // Where columns are mixed, the mark may come after its footnote.
                let below =
                    lines.iter().skip(at + 1).take(BELOW_MAX).position(|line| glued(&line.text, &digits).is_some());
                let Some(n) = below.filter(|_| own.is_empty() && !is_dotted) else { continue };
                set_mark(&mut lines[at + 1 + n].text, &digits);
            }
        }
        if own.is_empty() {
            lines[at].text = format!("{mark} {rest}");
        }
        expected = number + 1;
    }
}

/// Makes superscripts of marks in square brackets, "[1]", where a line begins with the same.
fn bracketed(lines: &mut [Line]) {
    for number in 1..=BRACKETED_MAX {
        let mark = format!("[{number}]");
        if !lines.iter().any(|line| line.text.starts_with(&format!("{mark} "))) {
            continue;
        }
        let sign = superscript(&number.to_string());
        for line in lines.iter_mut().filter(|line| line.text.contains(&mark)) {
            line.text = line.text.replace(&mark, &sign);
        }
    }
}

/// Returns whether a numbered line stands in a list of notes at the end of a text.
fn is_endnote(lines: &[Line], at: usize) -> bool {
    let Some(title) = lines[..at].iter().rposition(|line| is_notes_title(&line.text)) else { return false };
    // Those above it are counted from one on; what begins otherwise goes on with them.
    let numbers = lines[title + 1..=at].iter().filter_map(|line| {
        let mark: String = line.text.chars().take_while(|c| is_superscript(*c)).filter_map(plain_digit).collect();
        mark.parse().ok().or_else(|| note_begin(&line.text)?.0.parse::<usize>().ok())
    });
    numbers.zip(1..).all(|(number, wanted)| number == wanted)
}

/// Returns whether a numbered line is one of a list.
fn is_list(lines: &[Line], at: usize, number: u32) -> bool {
    let is_next =
        |line: &Line, wanted: u32| line.page == lines[at].page && line.text.starts_with(&format!("{wanted}. "));
    let after = lines.iter().skip(at + 1).take(8).any(|line| is_next(line, number + 1));
    let before = number > 1 && lines[at.saturating_sub(8)..at].iter().any(|line| is_next(line, number - 1));
    after || before
}

/// Returns whether a text has a mark, and not one of more digits.
fn has_mark(text: &str, mark: &str) -> bool {
    text.match_indices(mark).any(|(at, _)| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let after = text.get(at + mark.len()..).and_then(|t| t.chars().next());
        !before.is_some_and(is_superscript) && !after.is_some_and(is_superscript)
    })
}

/// Returns the digits with which a footnote begins, and its words.
fn note_begin(text: &str) -> Option<(String, String)> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    (1..=2).contains(&digits.len()).then_some(())?;
    let rest = text.get(digits.len()..)?;
    let bare = rest.trim_start_matches(['.', ')', ']']).trim_start();
    let is_parted = rest.starts_with([' ', '.', ')', ']']) || rest.starts_with(char::is_uppercase);
    let begins =
        bare.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"' | '(')) || bare.starts_with("http");
    (is_parted && begins && words(bare).len() >= NOTE_MIN).then(|| (digits, bare.to_owned()))
}

/// Returns where digits are glued to a word or to the sign after it.
fn glued(text: &str, digits: &str) -> Option<usize> {
    text.match_indices(digits).map(|(at, _)| at).find(|&at| {
        let before = text.get(..at).unwrap_or_default();
        let mut back = before.chars().rev();
        let (last, second) = (back.next(), back.next());
        let after = text.get(at + digits.len()..).and_then(|rest| rest.chars().next());
        let on_word = last.is_some_and(char::is_lowercase)
            || last.is_some_and(|c| matches!(c, '.' | ',' | ';' | ':' | ')' | '”' | '"' | '’'))
                && (second.is_some_and(|c| c.is_alphabetic() || matches!(c, ')' | '”' | '.'))
                    || is_long_number(before) && after.is_none())
            || last.is_some_and(char::is_uppercase) && second.is_some_and(char::is_uppercase);
        // "200,000. 1" at the end, "Assembly, 3 and" within.
        let is_apart = last == Some(' ')
            && second.is_some_and(|c| matches!(c, '.' | ',' | ';' | ')' | '”'))
            && (second != Some(',') || after == Some(' '))
            && !before.ends_with("No. ");
        (on_word || is_apart)
            && after.is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | ')' | '”'))
    })
}

/// Returns whether a text ends with a number of three digits and more, and the full stop of its sentence.
fn is_long_number(text: &str) -> bool {
    let number = text.trim_end_matches(['.', ',']);
    number.chars().rev().take_while(char::is_ascii_digit).count() >= 3
}

fn set_mark(text: &mut String, digits: &str) {
    if let Some(at) = glued(text, digits) {
        text.replace_range(at..at + digits.len(), &superscript(digits));
    }
}

/// Takes the superscripts out of the texts, and keeps them as marks.
pub(super) fn take_marks(blocks: &mut [Block]) {
    for block in blocks.iter_mut().filter(|block| block.text.contains(is_superscript)) {
        let mut text = String::with_capacity(block.text.len());
        let mut mark = String::new();
        for c in block.text.chars() {
            if is_superscript(c) {
                mark.push(c);
                continue;
            }
            if !mark.is_empty() {
                block.marks.push(std::mem::take(&mut mark));
            }
            // "Commission ³." has a space before the mark that goes with it.
            if matches!(c, '.' | ',' | ';' | ' ') && text.ends_with(' ') {
                text.pop();
            }
            text.push(c);
        }
        if !mark.is_empty() {
            block.marks.push(mark);
        }
        text.trim().clone_into(&mut block.text);
    }
}
