//! Blanks out what is no part of a text: the targets of links, and the tags of a markup language.

use std::ops::Range;

/// A text with the same length and lines as the original, in which everything that is not read is blank.
#[derive(Default)]
pub(super) struct Masked {
    pub(super) text: String,
    /// What stands between the tags of a superscript, in order.
    pub(super) marks: Vec<Range<usize>>,
    /// The addresses, in order. They are not blank: a report may print them for its readers.
    pub(super) addresses: Vec<Range<usize>>,
}

/// The longest tag or target of a link, in bytes.
const LONGEST: usize = 2_000;
/// The shortest rest of an address that is taken for one, in bytes.
const TAIL_MIN: usize = 15;

/// Blanks out what is no part of a text, and finds the marks of footnotes and the addresses.
pub(super) fn mask(text: &str) -> Masked {
    let mut blanks: Vec<Range<usize>> = Vec::new();
    let mut masked = Masked::default();
    let mut at = 0;
    let mut before = ' ';
    while let Some(rest) = text.get(at..)
        && let Some(c) = rest.chars().next()
    {
        let is_start = !before.is_alphanumeric();
        let length = if let Some(tail) = rest.strip_prefix("](") {
            target(tail).map(|end| blank_out(&mut blanks, at, end + 2))
        } else if is_start && (rest.starts_with("http://") || rest.starts_with("https://")) {
            let end = address(rest, matches!(before, '(' | '['));
            masked.addresses.push(at..at + end);
            Some(end)
        } else if is_start && !before.is_ascii_punctuation() && is_tail(token(rest)) {
            let end = address(rest, true);
            masked.addresses.push(at..at + end);
            Some(end)
        } else if c == '<' {
            tag(rest).map(|end| {
                if rest.get(..end) == Some("<sup>")
                    && let Some(closing) = rest.find("</sup>").filter(|&closing| closing < LONGEST)
                {
                    masked.marks.push(at + end..at + closing);
                }
                blank_out(&mut blanks, at, end)
            })
        } else {
            None
        };
        at += length.unwrap_or(c.len_utf8());
        before = text.get(..at).and_then(|read| read.chars().next_back()).unwrap_or(' ');
    }
    masked.text = blank(text, &blanks);
    masked
}

fn blank_out(blanks: &mut Vec<Range<usize>>, at: usize, length: usize) -> usize {
    blanks.push(at..at + length);
    length
}

/// Returns the beginning of a text up to the first space.
fn token(text: &str) -> &str {
    text.split(char::is_whitespace).next().unwrap_or_default()
}

/// Returns whether a token is the rest of an address that began on another page, and not a symbol like A/HRC/26/37.
fn is_tail(token: &str) -> bool {
    let is_path = token.matches('/').count() >= 2 || token.matches('_').count() >= 2;
    let is_low = token.starts_with(|c: char| c.is_ascii_lowercase());
    let has_signs = token.contains(['.', '_', '-']);
    let is_slug = token.matches('-').count() >= 4;
    token.len() >= TAIL_MIN && (token.contains("%20") || (is_low && (is_slug || (is_path && has_signs))))
}

/// Replaces ranges with as many spaces. Line breaks stay.
fn blank(text: &str, ranges: &[Range<usize>]) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut from = 0;
    for range in ranges {
        masked.push_str(text.get(from..range.start).unwrap_or_default());
        let gone = text.get(range.clone()).unwrap_or_default();
        masked.extend(gone.bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }));
        from = range.end;
    }
    masked.push_str(text.get(from..).unwrap_or_default());
    masked
}

/// Returns the end of a link's target, past its closing bracket.
fn target(text: &str) -> Option<usize> {
    let mut depth = 1;
    let mut is_escaped = false;
    for (at, c) in text.char_indices().take_while(|&(at, _)| at < LONGEST) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '(' => depth += 1,
            ')' if depth == 1 => return Some(at + 1),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Returns the end of a tag.
fn tag(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('<').filter(|inside| !inside.starts_with("http"))?;
    let first = inside.strip_prefix('/').unwrap_or(inside).chars().next()?;
    let end = inside.find(['>', '<', '\n']).filter(|&end| end < LONGEST)?;
    (first.is_ascii_alphabetic() && inside.get(end..)?.starts_with('>')).then_some(end + 2)
}

/// Returns the end of an address, without a closing bracket. At the end of a line, an address in brackets goes on in the
/// next, and so does one that ends with a hyphen, a slash or the like, if what follows looks like more of it.
fn address(text: &str, in_brackets: bool) -> usize {
    let end_of = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        let closes = |c: char| in_brackets && matches!(c, ')' | ']');
        from + rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '<') || closes(c)).unwrap_or(rest.len())
    };
    let mut end = end_of(0);
    loop {
        let read = text.get(..end).unwrap_or_default();
        let rest = text.get(end..).unwrap_or_default();
        let Some(next) = rest.trim_start_matches([' ', '\r']).strip_prefix('\n') else { return end };
        let follows = !next.is_empty() && !next.starts_with("http") && !next.starts_with(char::is_whitespace);
        let is_open =
            read.ends_with(['-', '/', '_', '=', '&', '?', '.']) && token(next).contains(['/', '-', '_', '.', '=']);
        if !follows || !(in_brackets || is_open) || end > LONGEST {
            return end;
        }
        end = end_of(text.len() - next.len());
    }
}
