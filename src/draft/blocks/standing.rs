//! Which lines of a wrapped text stand alone as a heading does: they follow the end of a sentence or a gap, end no
//! sentence, and leave room that the next line could have filled.

use std::collections::{HashMap, HashSet};

use crate::draft::blocks::following::{is_named, lengths_of, lines_beside};
use crate::draft::blocks::markers::{bullet, numbered_heading};
use crate::draft::blocks::shape::{ends_openly, ends_sentence};
use crate::draft::blocks::titles::{is_capitals, is_chapter, is_title_case, labelled};
use crate::draft::extract::{Extracted, Line};
use crate::draft::source::{is_superscript, words};
use crate::text::fold_plain;

/// The longest heading over several lines, in words.
const WORDS_MAX: usize = 22;
/// How many lines a heading has at the most.
const LINES_MAX: usize = 4;
/// How much of a full line's length, in hundredths, a line and the next word may fill where it was broken on purpose.
const ROOM: usize = 85;
/// How many lines of running text around a line tell how long a full one is.
const AROUND: usize = 24;

/// How many words below a line are the end of its sentence rather than a text of their own.
const TAIL_MAX: usize = 3;
/// How many lines on each side tell how wide a narrow column is.
const NEAR: usize = 4;
/// How many characters the first line of a heading in two lines has at the least.
const FIRST_MIN: usize = 26;

/// The words in capitals with which no heading begins.
const JOINING: [&str; 10] = ["AND", "OR", "OF", "IN", "FOR", "TO", "WITH", "ON", "FROM", "BY"];

/// How a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// As part of running text, or as something else that has its own form.
    Running,
    /// It begins a heading, or is one.
    First,
    /// It goes on with the heading that the line above begins.
    Rest,
}

/// Says of each line of a source how it stands. `is_known` says that words are a heading of an earlier report, or the name
/// of a body.
pub(super) fn standing(source: &Extracted, lines: &[Line], is_known: &dyn Fn(&str) -> bool) -> Vec<Standing> {
    let mut found = vec![Standing::Running; lines.len()];
    if !source.is_wrapped {
        return found;
    }
    let mut times: HashMap<&str, usize> = HashMap::new();
    lines.iter().for_each(|line| *times.entry(line.text.as_str()).or_default() += 1);
    // The headings that each entry of a compendium has, and names, are whole.
    let is_whole = |text: &str| is_known(text) || times.get(text).is_some_and(|times| *times > 1);
    let listed: HashSet<String> = source.contents.iter().map(|entry| bare_letters(&entry.title)).collect();
    let mut below_listed = 0;
    let mut at = 0;
    while at < lines.len() {
        let is_free = at == 0 || is_apart(lines, at) || found[at - 1] != Standing::Running || {
            let above = &lines[at - 1];
            ends_sentence(&above.text) && !above.text.ends_with([':', ';'])
                || above.cells.is_some()
                || above.text.contains("://") && !above.text.contains(' ')
        };
        // Right below a heading that the list of contents names stands its text.
        let is_body = at == below_listed && !is_apart(lines, at);
        let is_free = is_free && !is_body;
        let length = match listed_length(lines, at, &listed, is_free) {
            0 if is_free => heading_length(lines, at, source.narrow, &is_whole),
            listed => {
                below_listed = at + listed;
                listed
            }
        };
        for n in 0..length {
            found[at + n] = if n == 0 { Standing::First } else { Standing::Rest };
        }
        at += length.max(1);
    }
    found
}

/// Returns the letters and digits of a text.
pub(in crate::draft) fn bare_letters(text: &str) -> String {
    fold_plain(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Returns how many lines the heading has that begins with a line and that the list of contents names; 0 if none does. What
/// has one word stands free.
fn listed_length(lines: &[Line], at: usize, listed: &HashSet<String>, is_free: bool) -> usize {
    let mut text = String::new();
    for (n, line) in lines.iter().skip(at).take(LINES_MAX).enumerate() {
        let is_apart = n > 0 && is_apart(lines, at + n);
        if listed.is_empty() || line.cells.is_some() || is_apart {
            return 0;
        }
        text.push_str(&bare_letters(&line.text));
        if listed.contains(&text) {
            return if is_free || n > 0 || line.text.contains(' ') { n + 1 } else { 0 };
        }
    }
    0
}

/// Returns whether a line stands apart from the one above it.
fn is_apart(lines: &[Line], at: usize) -> bool {
    let Some(above) = at.checked_sub(1).and_then(|n| lines.get(n)) else { return true };
    lines[at].is_after_gap || lines[at].is_first || lines[at].page != above.page
}

/// Returns how many lines the heading has that begins with a line; 0 if none does.
fn heading_length(lines: &[Line], at: usize, narrow: Option<usize>, is_whole: &dyn Fn(&str) -> bool) -> usize {
    let begins = |text: &str| text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    if !begins(&lines[at].text) || !may_be_of_heading(&lines[at]) {
        return 0;
    }
    let mut count = words(&lines[at].text).len();
    for length in 1..=LINES_MAX {
        let last = at + length - 1;
        let line = &lines[last];
        let Some(next) = lines.get(last + 1) else { return 0 };
        let ends_here = is_apart(lines, last + 1);
        // The short end of a sentence is no text of a section.
        if !ends_here && words(&next.text).len() <= TAIL_MAX && ends_sentence(&next.text) {
            return 0;
        }
        let goes_on = next.text.starts_with(char::is_lowercase) || is_broken(&line.text);
        // A name is whole, and so is the one below it.
        let is_name = length == 1 && is_whole(&line.text) && (is_whole(&next.text) || is_named(&next.text));
        let may_end = !goes_on && (ends_here || is_name || has_room(lines, last, next, narrow));
        if may_end && (length == LINES_MAX || !goes_on_below(lines, last, narrow, is_whole)) {
            return if count <= WORDS_MAX { length } else { 0 };
        }
        if ends_here || !may_be_of_heading(next) {
            return 0;
        }
        // Running text goes on to the end of a sentence; a heading does not reach one.
        count += words(&next.text).len();
    }
    0
}

/// Returns whether a line of a heading ends where more has to follow. A heading in small letters may end with a
/// preposition: "What they asked for".
fn is_broken(text: &str) -> bool {
    const STRANDED: [&str; 12] =
        ["for", "to", "in", "on", "from", "with", "by", "at", "through", "under", "against", "of"];
    let last = text.rsplit(' ').next().unwrap_or_default();
    ends_openly(text)
        && (is_title_case(text)
            || has_capitals(text) && text.contains(' ')
            || !STRANDED.contains(&last) && labelled(text).is_none())
}

/// Returns whether a line of a heading goes on with the line below: most of the longer words of both lines have
/// capitals, and the line is long enough to be full in the letters of a heading.
fn goes_on_below(lines: &[Line], at: usize, narrow: Option<usize>, is_whole: &dyn Fn(&str) -> bool) -> bool {
    let Some(next) = lines.get(at + 1).filter(|_| !is_apart(lines, at + 1)) else { return false };
    let (a, b) = (&lines[at].text, &next.text);
    let ends = lines.get(at + 2).is_none_or(|third| {
        is_apart(lines, at + 2)
            || third.text.starts_with(|c: char| !c.is_lowercase())
                && (has_room(lines, at + 1, third, narrow) || has_capitals(&third.text) && may_be_of_heading(third))
    });
    // "IN FOCUS: FISHING CREWS", "AND CARGO SHIPS"
    let joins = is_capitals(a) && JOINING.contains(&b.split(' ').next().unwrap_or_default()) && words(a).len() > 1;
    ends && (joins || a.chars().count() >= FIRST_MIN)
        && (joins || words(a).len() >= 3)
        && b.chars().count() <= a.chars().count() + FIRST_MIN / 2
        && !is_chapter(b)
        && may_be_of_heading(next)
        && is_capitals(a) == is_capitals(b)
        && (is_capitals(a) || is_title_case(&format!("{a} {b}")) && has_capitals(a) && has_capitals(b))
        && !is_whole(a)
        && !is_whole(b)
}

/// Returns whether all longer words of a text have capitals, but for one in four.
fn has_capitals(text: &str) -> bool {
    let long: Vec<&str> = text.split(' ').filter(|word| word.chars().count() > 4).collect();
    let capital = long.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    capital * 4 >= long.len() * 3
}

/// Returns whether a line has nothing that no heading has.
fn may_be_of_heading(line: &Line) -> bool {
    let text = line.text.as_str();
    let is_marked = bullet(text).is_some()
        || text.starts_with(is_superscript)
        // What begins with a bare number is a footnote or a row.
        || numbered_heading(text).is_none() && text.starts_with(|c: char| c.is_ascii_digit());
    line.cells.is_none()
        && line.heading.is_none()
        && !is_marked
        && !text.contains("://")
        && !text.contains('@')
        && !text.starts_with(['“', '"', '©', '('])
        && (!ends_sentence(text) || text.ends_with('?'))
        && (!text.contains(". ")
            || numbered_heading(text).is_some()
            || labelled(text).is_some_and(|rest| !rest.contains(". ")))
}

/// Returns whether the first word of the next line would have had room on a line.
fn has_room(lines: &[Line], at: usize, next: &Line, narrow: Option<usize>) -> bool {
    let mut lengths = lengths_of(lines_beside(lines, at, AROUND), narrow);
    // The cells of a table and the lines of lists do not tell.
    let most = lengths.last().copied().unwrap_or_default();
    lengths.retain(|length| length * 2 > most);
    let usual = lengths.get(lengths.len() * 7 / 10).copied().unwrap_or_default();
    // A narrow column may stand amid wider ones.
    // A box stands further in than the text around it.
    let near: Vec<Line> = {
        let all = lines_beside(lines, at, NEAR);
        let within: Vec<Line> =
            all.iter().filter(|line| line.indent.abs_diff(lines[at].indent) <= 1).cloned().collect();
        if within.len() > 2 { within } else { all.to_vec() }
    };
    let near = lengths_of(&near, narrow).last().copied().unwrap_or_default();
    let full = usual.min(near);
    let first = next.text.split(' ').next().map_or(0, |word| word.chars().count());
    // A title is no sentence, so that less room tells it.
    let is_title = labelled(&lines[at].text).is_some() || is_title_case(&lines[at].text) && !is_title_case(&next.text);
    let room = if is_title { 100 } else { ROOM };
    (lines[at].text.chars().count() + 1 + first) * 100 < full * room
}
