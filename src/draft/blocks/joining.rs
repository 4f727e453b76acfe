//! What belongs together: the lines of a paragraph, the parts of a word, and paragraphs that a page, a column, a
//! picture or a footnote tears.

use std::collections::HashMap;

use crate::draft::blocks::markers::begins_list;
use crate::draft::blocks::shape::{ends_openly, ends_sentence, is_credit, is_strong_heading};
use crate::draft::blocks::titles::is_capitals;
use crate::draft::blocks::{Block, BlockKind};
use crate::draft::extract::{Extracted, Line};
use crate::draft::propose::lists_languages;
use crate::draft::source::{is_superscript, is_torn, is_torn_apart, words};
use crate::search::ENGLISH;
use crate::text::fold_plain;

/// How many lines around a line say how long a full one is.
const AROUND: usize = 14;
/// How many words a paragraph has to have to be torn where it has no end.
const TORN_MIN: usize = 8;
/// How many blocks may stand between the two parts of a torn paragraph.
const APART_MAX: usize = 5;

/// How the words of a source are spelled, to tell a hyphen of a word from that of a line's end.
#[derive(Debug, Default)]
pub(in crate::draft) struct Spelling {
    words: HashMap<String, u32>,
}

impl Spelling {
    /// Reads the words that stand within the lines of a source. What stands at an end of a line may be torn.
    pub(super) fn of(source: &Extracted) -> Self {
        let mut words: HashMap<String, u32> = HashMap::new();
        for line in &source.lines {
            let count = line.text.split(' ').count();
            let within = line.text.split(' ').enumerate().filter(|(n, _)| n + 1 < count && *n > 0);
            for (_, word) in within {
                *words.entry(fold_plain(word.trim_matches(|c: char| !c.is_alphanumeric()))).or_default() += 1;
            }
        }
        Self { words }
    }

    fn has(&self, word: &str) -> bool {
        self.words.contains_key(word)
    }

    /// Joins the parts of words that a conversion tore within a line, such as "Princi pals". Returns whether there were any.
    pub(super) fn mend(&self, text: &mut String) -> bool {
        let parts: Vec<&str> = text.split(' ').collect();
        let mut out: Vec<String> = Vec::with_capacity(parts.len());
        let mut is_mended = false;
        for part in parts {
            // "Princi - pals"
            let hyphen = (out.last().is_some_and(|last| last == "-") && out.len() > 1).then(|| out.pop()).flatten();
            let is_one = out.last().is_some_and(|head| {
                let tail = part.trim_end_matches(|c: char| !c.is_alphanumeric());
                let is_plain = tail.chars().all(char::is_lowercase) && head.chars().skip(1).all(char::is_lowercase);
                let lower = fold_plain(head);
                is_plain && self.words.get(&lower).is_none_or(|times| *times < 2) && is_torn(&lower, &fold_plain(tail))
            });
            match out.last_mut().filter(|_| is_one) {
                Some(head) => {
                    head.push_str(part);
                    is_mended = true;
                }
                None => {
                    out.extend(hyphen);
                    out.push(part.to_owned());
                }
            }
        }
        if is_mended {
            *text = out.join(" ");
        }
        is_mended
    }
}

/// Returns what stands between two parts of a text, after taking the hyphen of a torn word off the first.
pub(in crate::draft) fn between(first: &mut String, second: &str, spelling: &Spelling) -> &'static str {
    if first.ends_with('\u{ad}') {
        first.pop();
        return "";
    }
    let is_address = first.rsplit(' ').next().is_some_and(|word| {
        word.trim_start_matches('(').starts_with("http")
            && (word.starts_with('(') && !word.ends_with(')')
                || word.ends_with(['-', '/', '_', '.', '=', '&', '?', '%']))
    });
    if is_address && !second.starts_with("http") {
        return "";
    }
    // "pub -" and "lic", as a layout sets a torn word.
    if let Some(head) = first.strip_suffix(" -") {
        let (head, tail) = (last_word(head), first_word(second));
        if is_torn_apart(&fold_plain(head), &fold_plain(tail)) {
            first.truncate(first.len() - 2);
            return "";
        }
    }
    let before = first.strip_suffix('-').and_then(|rest| rest.chars().next_back());
    if !before.is_some_and(char::is_alphanumeric) {
        return if first.ends_with('/') && !first.ends_with(" /") { "" } else { " " };
    }
    if !second.starts_with(char::is_lowercase) {
        let head = first.trim_end_matches('-').rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let tail: String = second.chars().take_while(|c| c.is_alphanumeric()).collect();
        let (whole, apart) = (fold_plain(&format!("{head}{tail}")), fold_plain(&format!("{head}-{tail}")));
        if spelling.has(&whole) && !spelling.has(&apart) {
            first.pop();
        }
        // "Anti-" and "Trafficking" keep the hyphen; "pre-" and "and post-" are two words.
        return "";
    }
    let head =
        first.trim_end_matches('-').rsplit(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or_default();
    let tail: String = second.chars().take_while(|c| c.is_alphanumeric() || *c == '-').collect();
    if matches!(tail.as_str(), "and" | "or" | "to") {
        return " ";
    }
    let (head, tail) = (fold_plain(head), fold_plain(&tail));
    let whole = format!("{head}{tail}");
    let hyphened = format!("{head}-{tail}");
    let is_spelled = |word: &str| spelling.has(word);
    let is_word = |word: &str| word.split('-').all(|part| ENGLISH.has(part) || is_spelled(part));
    let is_one = match (is_spelled(&whole), is_spelled(&hyphened)) {
        (true, false) => true,
        (false, true) => false,
        _ => is_word(&whole) || !(is_word(&head) && is_word(&tail)),
    };
    if is_one {
        first.pop();
    }
    ""
}

fn last_word(text: &str) -> &str {
    text.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

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
    let in_address = a.rsplit(' ').next().is_some_and(|word| {
        word.starts_with("(http") && !word.contains(')')
            || (word.starts_with("http") && word.ends_with(['-', '/', '_', '=', '&']))
    });
    if in_address && !line.is_after_gap && !b.starts_with("http") {
        return true;
    }
    if is_address_line(a) || is_address_line(b) {
        return false;
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
    let width = width_around(lines, n, source.width);
    let first_word = b.split(' ').next().map_or(0, |word| word.chars().count());
    let length = a.chars().count();
    if is_credit(b) || (b.starts_with('“') && ends_sentence(a)) {
        return false;
    }
    if is_credit(&last.text) && !begins_low && (length + 1 + first_word) * 100 < width * 90 {
        return false;
    }
    // A conversion may end the line after the mark of a footnote, where the next one would have had room in full.
    let is_broken_after_mark = a.ends_with(is_superscript)
        && ends_sentence(a)
        && length + 1 + b.chars().count() <= width
        && !ends_sentence(b)
        && lines.get(n + 1).is_some_and(|next| !next.is_after_gap);
    if is_broken_after_mark && last.kind == BlockKind::Paragraph {
        return true;
    }
    let may_end = (ends_sentence(a) || ends_with_year(a)) && !begins_low;
    let is_deliberate = (length + 1 + first_word) * 100 < width * if may_end { 93 } else { 72 };
    // Each paragraph of a list of deeds begins with the body that did it.
    let names = |text: &str| {
        let first: Vec<&str> = text.split(' ').take(3).collect();
        (1..=first.len()).any(|n| is_known_heading(&first[..n].join(" ")))
    };
    if ends_sentence(a) && last.kind == BlockKind::Paragraph && names(b) && names(&last.text) {
        return false;
    }
    // "UNESCO – United Nations Educational, Scientific and Cultural Organization"
    let is_entry = |text: &str| {
        text.split_once(' ').is_some_and(|(first, rest)| {
            rest.starts_with(['–', '—']) && first.chars().filter(|c| c.is_uppercase()).count() > 1
        })
    };
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

/// Returns the length of the full lines around a line.
pub(super) fn width_around(lines: &[Line], n: usize, usual: usize) -> usize {
    let around = lines_beside(lines, n, AROUND);
    let mut lengths: Vec<usize> = around.iter().map(|line| line.text.chars().count()).collect();
    lengths.sort_unstable();
    let most = lengths.last().copied().unwrap_or_default();
    // Half of the lines are about full; a conversion that undoes hyphens makes some of them longer.
    let full: Vec<usize> = lengths.into_iter().filter(|length| length * 10 > most * 5).collect();
    let part = |tenths: usize| full.get(full.len() * tenths / 10).copied().unwrap_or(most);
    // The lines of running text are about as long as each other, those of a list are not.
    let is_even = part(7) * 100 < part(4) * 118;
    if is_even { part(6) } else { part(6).max(most.min(usual * 95 / 100)) }
}

/// Returns whether a line is a name with its acronym: "International Labour Organization (ILO)".
fn is_named(text: &str) -> bool {
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

fn is_address_line(text: &str) -> bool {
    let mut words = text.split(' ').peekable();
    words.peek().is_some() && words.all(|word| word.starts_with("http://") || word.starts_with("https://"))
}

/// Joins paragraphs that were torn apart.
pub(super) fn torn(
    blocks: Vec<Block>,
    is_wrapped: bool,
    spelling: &Spelling,
    is_known_heading: &dyn Fn(&str) -> bool,
) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    for block in blocks {
        match open_above(&out, &block, is_wrapped, is_known_heading) {
            Some(at) => {
                let is_over = at + 1 < out.len() || out.get(at).is_some_and(|open| open.page != block.page);
                let lines = (out.get(at).map_or(0, |open| open.lines.1), block.lines.0);
                if let Some(open) = out.get_mut(at) {
                    let is_word = open.text.ends_with('-');
                    let between = between(&mut open.text, &block.text, spelling);
                    let is_sure = block.text.starts_with(char::is_lowercase) && !is_over;
                    if !is_sure || is_word {
                        open.doubts.push(format!("joined from lines {} and {}", lines.0, lines.1));
                    }
                    open.take_in(block, between);
                }
            }
            None => out.push(block),
        }
    }
    out
}

/// Returns the paragraph above that a block goes on with, if it does.
fn open_above(
    blocks: &[Block],
    block: &Block,
    is_wrapped: bool,
    is_known_heading: &dyn Fn(&str) -> bool,
) -> Option<usize> {
    if block.kind != BlockKind::Paragraph || is_address_line(&block.text) || is_credit(&block.text) {
        return None;
    }
    let begins_low = block.text.starts_with(char::is_lowercase);
    let long = words(&block.text).len();
    for at in (0..blocks.len()).rev().take(APART_MAX) {
        let open = &blocks[at];
        let passes = matches!(open.kind, BlockKind::Note(_) | BlockKind::Caption | BlockKind::Quote(_))
            || is_address_line(&open.text)
            || is_credit(&open.text);
        if passes {
            continue;
        }
        if open.is_heading() && begins_low && long <= 8 && at + 1 == blocks.len() && !ends_sentence(&block.text) {
            return Some(at);
        }
        if !open.is_prose() || ends_sentence(&open.text) || is_capitals(&open.text) || is_known_heading(&open.text) {
            return None;
        }
        if block.text.starts_with('(') && at + 1 == blocks.len() {
            return Some(at);
        }
        let count = words(&open.text).len();
        let is_item = matches!(open.kind, BlockKind::Item(_));
        let is_weak = ends_openly(&open.text);
        let is_torn = if begins_low {
            count >= 4 || is_weak
        } else if is_weak {
            !open.stands_alone && !is_known_heading(&block.text)
        } else {
            // A name that was torn: "the Vienna", "Migration Conference, in October".
            let capital = |word: Option<&str>| word.is_some_and(|word| word.starts_with(char::is_uppercase));
            let mut next = block.text.split(' ');
            !is_item
                && !open.stands_alone
                && count >= TORN_MIN
                && long >= 4
                && ends_sentence(&block.text)
                && !is_known_heading(&block.text)
                && capital(open.text.rsplit(' ').next())
                && capital(next.next())
                && (capital(next.next()) || (is_wrapped && open.page != block.page))
        };
        // A list of items without ends is no torn text.
        let is_list = is_item && begins_low && !is_weak && open.text.ends_with([';', ',']);
        return (is_torn && !is_list).then_some(at);
    }
    None
}
