//! Which lines go on with the line above them.

use crate::draft::blocks::markers::begins_list;
use crate::draft::blocks::shape::{ends_openly, ends_sentence, is_credit, is_numbered_caption, is_strong_heading};
use crate::draft::blocks::titles::is_capitals;
use crate::draft::blocks::{Block, BlockKind};
use crate::draft::extract::{Extracted, Line};
use crate::draft::propose::lists_languages;
use crate::draft::source::{is_superscript, words};

/// How many lines around a line say how long a full one is.
const AROUND: usize = 14;

/// Returns whether a line goes on with the line above it, by their form.
pub(super) fn follows(
    lines: &[Line],
    n: usize,
    above: &Line,
    line: &Line,
    last: &Block,
    source: &Extracted,
    is_known_heading: &dyn Fn(&str) -> bool,
) -> bool {
    if line.heading.is_some()
        || matches!(last.kind, BlockKind::Heading(crate::draft::blocks::HeadingForm::Level(_)) | BlockKind::Row(_))
    {
        return false;
    }
    let (a, b) = (above.text.as_str(), line.text.as_str());
    if let Some(joins) = rest_of_list_or_address(line, a, b, last) {
        return joins;
    }
    let begins_low = b.starts_with(char::is_lowercase);
    let is_torn_word = a.ends_with('-') && begins_low || a.ends_with('\u{ad}');
    if !source.is_wrapped {
        let is_low = begins_low && !matches!(last.kind, BlockKind::Item(_));
        // Short lines right below each other, where paragraphs are parted by empty lines.
        let is_short = |text: &str| words(text).len() <= 8 && !ends_sentence(text.trim_end_matches(':'));
        let is_title = source.has_gaps
            && last.kind == BlockKind::Paragraph
            && is_short(a)
            && is_short(b)
            && !a.contains('@')
            && !b.contains('@');
        return !line.is_after_gap && (!ends_sentence(a) && is_low || is_title && is_capitals(a) == is_capitals(b));
    }
    // Who says a quotation stands with it, further in than the text around it.
    if a.starts_with(['—', '–']) && line.indent.abs_diff(above.indent) >= 2 && !begins_low {
        return false;
    }
    if line.is_after_gap || line.is_first || above.page != line.page {
        return is_torn_word && last.is_prose() && !line.is_first && above.page == line.page;
    }
    if b.contains('@') && !b.contains(' ') || b.starts_with("www.") {
        return false;
    }
    if is_strong_heading(b) && !begins_low && (ends_sentence(a) || is_credit(&last.text)) {
        return false;
    }
    if last.lines.0 == above.number && is_strong_heading(&last.text) && !ends_openly(a) {
        // A heading may go over two lines; the second is short.
        let is_rest = words(b).len() <= 4
            && !ends_sentence(b)
            && !begins_low
            && last.kind == BlockKind::Paragraph
            && !is_known_heading(b);
        return is_rest && lines.get(n + 1).is_none_or(|next| !next.text.starts_with(char::is_lowercase))
            || begins_low && a.ends_with('-');
    }
    // "Dear colleagues,"
    if a.starts_with("Dear ") && a.ends_with([',', ':']) && words(a).len() <= 8 {
        return false;
    }
    if is_torn_word || (b.starts_with('(') && !ends_sentence(a)) {
        return true;
    }
    // A line that leads in to the list below it, after the end of a sentence.
    let next_is_item = lines.get(n + 1).is_some_and(|next| begins_list(&next.text));
    if b.ends_with(':') && next_is_item && b.starts_with(char::is_uppercase) && ends_sentence(a) && last.is_prose() {
        return false;
    }
    if is_capitals(a) != is_capitals(b) && (is_capitals(a) || (is_capitals(b) && words(b).len() > 1)) {
        return false;
    }
    let is_heading = matches!(last.kind, BlockKind::Heading(_));
    if is_known_heading(b) && !begins_low {
        return false;
    }
    let width = width_around(lines, n, source);
    let first_word = b.split(' ').next().map_or(0, |word| word.chars().count());
    let length = a.chars().count();
    let is_short = (length + 1 + first_word) * 100 < width * 90;
    if let Some(joins) = rest_of_caption(above, b, last, is_short) {
        return joins;
    }
    if last.kind == BlockKind::Paragraph && is_broken_after_mark(lines, n, a, b, width) {
        return true;
    }
    let may_end = (ends_sentence(a) || ends_with_year(a)) && !begins_low;
    let is_deliberate = (length + 1 + first_word) * 100 < width * if may_end { 93 } else { 72 };
    // Each paragraph of a list of deeds begins with the body that did it.
    let names = |text: &str| {
        let first: Vec<&str> = text.split(' ').take(3).collect();
        (1..=first.len()).any(|n| is_known_heading(&first[..n].join(" ")))
    };
    let is_full = last.lines.0 != above.number;
    if ends_sentence(a) && last.kind == BlockKind::Paragraph && names(b) && (is_full || names(&last.text)) {
        return false;
    }
    let is_next_entry = (ends_with_year(a) || !a.ends_with([',', '|', '/']) && lists_languages(&last.text))
        && b.starts_with(char::is_uppercase);
    if is_entry(&last.text) && is_entry(b) || is_named(a) && is_named(b) || is_next_entry {
        return false;
    }
    if is_heading {
        return !is_deliberate && length * 100 > width * 60 || begins_low;
    }
    if is_deliberate {
        return begins_low && !ends_sentence(a) || ends_openly(a);
    }
    !(is_credit(a) && ends_sentence(a))
}

/// Returns whether a line goes on with a caption, `None` where there is none. `is_short` says that the line above could have
/// taken in its first word.
fn rest_of_caption(above: &Line, b: &str, last: &Block, is_short: bool) -> Option<bool> {
    let a = above.text.as_str();
    let begins_low = b.starts_with(char::is_lowercase);
    let is_open = is_credit(&last.text) && !ends_sentence(a) && !a.contains('©') && last.lines.0 == above.number;
    if is_open && is_credit(b) && !is_numbered_caption(b) {
        return Some(true);
    }
    // "clinic, April 2031. Photo: UNIS" ends the caption that the lines above begin.
    let begins_caption = is_credit(b) && (!begins_low || ends_sentence(a)) || is_numbered_caption(b);
    let parts =
        begins_caption || b.starts_with('“') && ends_sentence(a) || is_credit(&last.text) && !begins_low && is_short;
    parts.then_some(false)
}

/// Returns whether a line goes on with the one above it where that ends with an address or leads in to languages, `None`
/// where it does neither.
fn rest_of_list_or_address(line: &Line, a: &str, b: &str, last: &Block) -> Option<bool> {
    let in_address = a.rsplit(' ').next().is_some_and(|word| {
        word.starts_with("(http") && !word.contains(')')
            || (word.starts_with("http") && word.ends_with(['-', '/', '_', '=', '&']))
    });
    let first = b.split(' ').next().unwrap_or_default().trim_end_matches(['.', ',']);
    let is_word = first.starts_with(char::is_uppercase) && first.chars().all(char::is_alphabetic);
    if in_address && !line.is_after_gap && !b.starts_with("http") && !is_word {
        return Some(true);
    }
    // "Languages:", "English, French, Tok": the rest of the list.
    let is_end_of_list = words(b).len() <= 2 && b.ends_with('.') && lists_languages(&last.text);
    if !line.is_after_gap && (a.ends_with("anguages:") || is_end_of_list) {
        return Some(true);
    }
    let ends_in_address = a.rsplit(' ').next().is_some_and(|word| word.starts_with("http") && word.contains("://"));
    if is_address_line(a) || is_address_line(b) || ends_in_address && !b.starts_with(char::is_lowercase) {
        return Some(false);
    }
    None
}

/// Returns whether a conversion ended a line after the mark of a footnote, where the next one has room in full.
fn is_broken_after_mark(lines: &[Line], n: usize, above: &str, line: &str, width: usize) -> bool {
    above.ends_with(is_superscript)
        && ends_sentence(above)
        && above.chars().count() + 1 + line.chars().count() <= width
        && !ends_sentence(line)
        && lines.get(n + 1).is_some_and(|next| !next.is_after_gap)
}

/// Returns whether a text is an entry that begins with an acronym: "UNESCO – United Nations Educational, Scientific and
/// Cultural Organization".
fn is_entry(text: &str) -> bool {
    text.split_once(' ').is_some_and(|(first, rest)| {
        rest.starts_with(['–', '—']) && first.chars().filter(|c| c.is_uppercase()).count() > 1
    })
}

/// Returns whether the last block is the last item of a list: it ends with a full stop, the one before it does not.
pub(super) fn ends_list(blocks: &[Block]) -> bool {
    let Some((last, before)) = blocks.split_last() else { return false };
    let BlockKind::Item(depth) = last.kind else { return false };
    let goes_on = |text: &str| [";", ",", "; and", "; or", ", and", ", or"].iter().any(|end| text.ends_with(end));
    last.text.ends_with('.')
        && before
            .iter()
            .rev()
            .take_while(|block| block.is_prose())
            .find(|block| block.kind == BlockKind::Item(depth))
            .is_some_and(|above| goes_on(&above.text))
}

/// Returns the lines around a line in its column, so many on each side at the most.
pub(super) fn lines_beside(lines: &[Line], n: usize, most: usize) -> &[Line] {
    let is_beside = |at: usize| lines[at].page == lines[n].page;
    let from = (n.saturating_sub(most)..=n).rev().take_while(|&at| is_beside(at));
    let mut first = n;
    for at in from {
        first = at;
        if lines[at].is_first {
            break;
        }
    }
    let last = (n + 1..(n + most).min(lines.len())).take_while(|&at| is_beside(at) && !lines[at].is_first).last();
    &lines[first..=last.unwrap_or(n)]
}

/// Returns the lengths of lines, in order. Where most of them are those of a narrow column, lines that a conversion put
/// together do not count.
pub(super) fn lengths_of(lines: &[Line], narrow: Option<usize>) -> Vec<usize> {
    let mut lengths: Vec<usize> = lines.iter().map(|line| line.text.chars().count()).collect();
    lengths.sort_unstable();
    if let Some(narrow) = narrow {
        let is_put_together = |length: &usize| length * 3 > narrow * 4;
        let wide = lengths.iter().filter(|length| is_put_together(length)).count();
        let own = lengths.iter().filter(|length| **length * 10 > narrow * 7).count() - wide;
        if own >= wide {
            lengths.truncate(lengths.len() - wide);
        }
    }
    lengths
}

/// Returns the length of the full lines around a line.
pub(super) fn width_around(lines: &[Line], n: usize, source: &Extracted) -> usize {
    let usual = source.width;
    let mut lengths = lengths_of(lines_beside(lines, n, AROUND), source.narrow);
    // Nor does a line tell that was put together of two, where most of the source are of one length.
    let is_whole = |length: &usize| *length * 2 <= usual * 3;
    if lengths.iter().filter(|length| is_whole(length)).count() * 2 > lengths.len() {
        lengths.retain(is_whole);
    }
    let most = lengths.last().copied().unwrap_or_default();
    // Half of the lines are about full; a conversion that undoes hyphens makes some of them longer.
    let full: Vec<usize> = lengths.into_iter().filter(|length| length * 10 > most * 5).collect();
    let part = |tenths: usize| full.get(full.len() * tenths / 10).copied().unwrap_or(most);
    // The lines of running text are about as long as each other, those of a list are not.
    let is_even = part(7) * 100 < part(4) * 118;
    if is_even { part(6) } else { part(6).max(most.min(usual * 95 / 100)) }
}

/// Returns whether a line is a name with its acronym: "International Labour Organization (ILO)".
pub(super) fn is_named(text: &str) -> bool {
    let acronym = text.strip_suffix(')').and_then(|text| text.rsplit_once('(')).map(|(_, acronym)| acronym);
    text.starts_with(char::is_uppercase)
        && acronym.is_some_and(|acronym| {
            acronym.len() <= 14 && acronym.chars().filter(|c| c.is_uppercase()).count() > 1 && !acronym.contains(' ')
        })
}

/// Returns whether a text ends with a year after a comma, as an entry of a list of publications does.
fn ends_with_year(text: &str) -> bool {
    let is_year = |year: &str| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
    let inside = text.strip_suffix(')').and_then(|text| text.rsplit_once('(')).map(|(_, inside)| inside);
    text.rsplit_once(", ").is_some_and(|(_, year)| is_year(year))
        || inside.is_some_and(|inside| is_year(inside) || inside == "forthcoming")
}

pub(super) fn is_address_line(text: &str) -> bool {
    let mut words = text.split(' ').peekable();
    words.peek().is_some() && words.all(|word| word.starts_with("http://") || word.starts_with("https://"))
}
