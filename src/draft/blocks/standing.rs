//! Which lines of a wrapped text stand alone as a heading does: they follow the end of a sentence or a gap, end no
//! sentence, and leave room that the next line could have filled.

use crate::draft::blocks::markers::{bullet, numbered_heading};
use crate::draft::blocks::shape::{ends_openly, ends_sentence};
use crate::draft::blocks::titles::{is_capitals, is_title_case, labelled};
use crate::draft::extract::{Extracted, Line};
use crate::draft::source::{is_superscript, words};

/// The longest heading over several lines, in words.
const WORDS_MAX: usize = 22;
/// How many lines a heading has at the most.
const LINES_MAX: usize = 3;
/// How much of a full line's length, in hundredths, a line and the next word may fill where it was broken on purpose.
const ROOM: usize = 85;
/// How many lines of running text around a line tell how long a full one is.
const AROUND: usize = 24;

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

/// Says of each line of a source how it stands.
pub(super) fn standing(source: &Extracted, lines: &[Line]) -> Vec<Standing> {
    let mut found = vec![Standing::Running; lines.len()];
    if !source.is_wrapped {
        return found;
    }
    let mut at = 0;
    while at < lines.len() {
        let is_free = at == 0 || is_apart(lines, at) || found[at - 1] != Standing::Running || {
            let above = &lines[at - 1];
            ends_sentence(&above.text) && !above.text.ends_with([':', ';']) || above.cells.is_some()
        };
        let length = if is_free { heading_length(lines, at) } else { 0 };
        for n in 0..length {
            found[at + n] = if n == 0 { Standing::First } else { Standing::Rest };
        }
        at += length.max(1);
    }
    found
}

/// Returns whether a line stands apart from the one above it.
fn is_apart(lines: &[Line], at: usize) -> bool {
    let Some(above) = at.checked_sub(1).and_then(|n| lines.get(n)) else { return true };
    lines[at].is_after_gap || lines[at].is_first || lines[at].page != above.page
}

/// Returns how many lines the heading has that begins with a line; 0 if none does.
fn heading_length(lines: &[Line], at: usize) -> usize {
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
        let goes_on = next.text.starts_with(char::is_lowercase) || ends_openly(&line.text);
        if !goes_on && (ends_here || has_room(lines, last, next)) {
            let is_over = length > 1 || !is_first_of_two(lines, at);
            if is_over {
                return if count <= WORDS_MAX { length } else { 0 };
            }
        }
        if ends_here || !may_be_of_heading(next) {
            return 0;
        }
        // Running text goes on to the end of a sentence; a heading does not reach one.
        count += words(&next.text).len();
    }
    0
}

/// Returns whether a line and the one below it, which stand apart from all others, are one heading in two lines: most of
/// the longer words of both have capitals.
fn is_first_of_two(lines: &[Line], at: usize) -> bool {
    let Some(next) = lines.get(at + 1) else { return false };
    let is_whole = is_apart(lines, at) && !is_apart(lines, at + 1) && (at + 2 >= lines.len() || is_apart(lines, at + 2));
    let (a, b) = (&lines[at].text, &next.text);
    is_whole
        && may_be_of_heading(next)
        && is_capitals(a) == is_capitals(b)
        && (is_title_case(&format!("{a} {b}")) || is_capitals(a))
        && words(a).len() >= 3
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
        && (!text.contains(". ") || numbered_heading(text).is_some() || labelled(text).is_some_and(|rest| !rest.contains(". ")))
}

/// Returns whether the first word of the next line would have had room on a line.
fn has_room(lines: &[Line], at: usize, next: &Line) -> bool {
    let around = lines.get(at.saturating_sub(AROUND)..(at + AROUND).min(lines.len())).unwrap_or_default();
    let page = lines[at].page;
    let mut lengths: Vec<usize> =
        around.iter().filter(|line| line.page == page).map(|line| line.text.chars().count()).collect();
    lengths.sort_unstable();
    let full = lengths.get(lengths.len() * 8 / 10).copied().unwrap_or_default();
    let first = next.text.split(' ').next().map_or(0, |word| word.chars().count());
    let room = if labelled(&lines[at].text).is_some() { 100 } else { ROOM };
    (lines[at].text.chars().count() + 1 + first) * 100 < full * room
}
