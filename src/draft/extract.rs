//! The text of a report as it is copied or converted, in lines: without the marks of a markup language, with columns
//! one after the other, and without running heads, page numbers and lists of contents.

mod columns;
mod contents;
mod furniture;
mod markup;
mod pieces;
mod tables;

use std::collections::{HashMap, HashSet};

use crate::draft::extract::columns::RawLine;
pub(super) use crate::draft::extract::contents::ContentsEntry;
use crate::draft::extract::markup::Markup;
pub(super) use crate::draft::extract::markup::{plain_digit, superscript};
pub(super) use crate::draft::extract::pieces::is_notes_title;

/// A link that the source gives, by the words that it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SourceLink {
    /// The words of the link.
    pub(super) label: String,
    /// Where it leads.
    pub(super) url: String,
}

/// A line of the source, cleaned.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// Its words, without spaces around them. Marks of footnotes are superscript digits.
    pub(super) text: String,
    /// How many spaces stand before them.
    pub(super) indent: usize,
    /// The page, from 1, if the source has page breaks.
    pub(super) page: Option<u16>,
    /// The number of the line in the source, from 1.
    pub(super) number: u32,
    /// Whether an empty line, or what was taken out, stands before it.
    pub(super) is_after_gap: bool,
    /// Whether it is the first of a page or a column.
    pub(super) is_first: bool,
    /// Whether it stands below columns, across the page.
    pub(super) is_below_columns: bool,
    /// The level of a heading that markup says.
    pub(super) heading: Option<u8>,
    /// Whether it is part of a table of Markdown or HTML.
    pub(super) cells: Option<Vec<String>>,
    /// The links on it.
    pub(super) links: Vec<SourceLink>,
}

/// A source in lines.
#[derive(Debug, Default)]
pub(super) struct Extracted {
    /// The lines that have words, in reading order.
    pub(super) lines: Vec<Line>,
    /// What was taken out: its line, and its words.
    pub(super) furniture: Vec<(u32, String)>,
    /// Whether lines keep how far in they stand.
    pub(super) has_indents: bool,
    /// The headings that the list of contents names.
    pub(super) contents: Vec<ContentsEntry>,
    /// Whether paragraphs go over several lines; else each line is one.
    pub(super) is_wrapped: bool,
    /// The usual length of a full line.
    pub(super) width: usize,
    /// The length of most lines, where a conversion put lines together that a hyphen parted, so that some are much longer.
    pub(super) narrow: Option<usize>,
    /// Whether empty lines stand between most of the lines.
    pub(super) has_gaps: bool,
}

/// Stands for a soft hyphen, which is only of use at the end of a line.
pub(super) const TORN_HYPHEN: char = '\u{ad}';

/// The length of a full line in a narrow column at the least, how many such lines there are, and how much of that length they
/// fill.
const NARROW_MIN: usize = 24;
const NARROW_LINES: usize = 20;
const NARROW_SPREAD: (usize, usize) = (8, 10);
/// A line is long when it surely holds a paragraph.
const LONG: usize = 180;

/// Takes a source text apart.
pub(super) fn extract(source: &str) -> Extracted {
    let clean = markup::links_on_lines(&plain_characters(source));
    let mut raw: Vec<Vec<RawLine>> = Vec::new();
    let mut number = 0;
    let clean = page_breaks(clean);
    let has_pages = clean.contains('\u{c}');
    for (n, page) in clean.split('\u{c}').enumerate() {
        let mut lines = Vec::new();
        // A page break stands at the beginning of a line.
        for (m, line) in page.split('\n').enumerate() {
            number += u32::from(m > 0 || n == 0);
            let torn = u32::try_from(line.matches(markup::TORN).count()).unwrap_or_default();
            lines.push(RawLine::new(number, line));
            number += torn;
        }
        raw.push(lines);
    }
    let long = length_of(&raw, |length| length > LONG);
    let is_wrapped = long * 8 < length_of(&raw, |_| true) && raw.iter().any(|page| follow_each_other(page));
    let mut markup = Markup::default();
    let mut pages: Vec<Vec<Line>> = Vec::new();
    for (n, page) in raw.into_iter().enumerate() {
        let page = if is_wrapped { columns::in_order(page) } else { page };
        let read = |raw: RawLine| {
            let mut line = markup.line(&raw.text);
            line.number = raw.number;
            line.is_first = raw.is_first;
            line.is_below_columns = raw.is_below_columns;
            line.cells = raw.cells.or(line.cells);
            line.page = has_pages.then(|| u16::try_from(n + 1).unwrap_or(u16::MAX));
            line
        };
        let mut page: Vec<Line> = page.into_iter().map(read).collect();
        if is_wrapped {
            pieces::join(&mut page);
        }
        pages.push(page);
    }
    let mut extracted = Extracted { is_wrapped, ..Extracted::default() };
    let mut times: HashMap<String, usize> = HashMap::new();
    pages.iter().flatten().for_each(|line| *times.entry(line.text.clone()).or_default() += 1);
    let times = |text: &str| times.get(text).copied().unwrap_or_default();
    for page in &mut pages {
        let entries = contents::take_out(page, &mut extracted.furniture, &times);
        extracted.contents.extend(entries);
    }
    extracted.furniture.extend(furniture::take_out(&mut pages, &extracted.contents));
    extracted.furniture.sort_by_key(|(line, _)| *line);
    // What stands above a button that was taken out, and what stands below it, belong together.
    let is_button = |taken: &&(u32, String)| furniture::is_button(&taken.1);
    let buttons: HashSet<u32> = extracted.furniture.iter().filter(is_button).map(|(line, _)| *line).collect();
    let mut gap = true;
    for page in pages {
        let mut is_first = true;
        for mut line in page {
            if line.text.is_empty() && line.cells.is_none() {
                gap |= !buttons.contains(&line.number);
                continue;
            }
            line.is_after_gap = std::mem::take(&mut gap);
            line.is_first |= std::mem::take(&mut is_first);
            extracted.lines.push(line);
        }
        gap = false;
    }
    let gaps = extracted.lines.iter().filter(|line| line.is_after_gap).count();
    extracted.has_gaps = gaps * 10 > extracted.lines.len() * 6;
    let mut lengths: Vec<usize> = extracted.lines.iter().map(|line| line.text.chars().count()).collect();
    lengths.sort_unstable();
    extracted.width = lengths.get(lengths.len() * 9 / 10).copied().unwrap_or_default();
    extracted.has_indents = extracted.lines.iter().filter(|line| line.indent > 0).count() * 20 > extracted.lines.len();
    let torn = extracted.lines.iter().filter(|line| line.text.ends_with('-')).count();
    if is_wrapped && torn * 100 < extracted.lines.len() {
        extracted.narrow = most_common(&lengths).filter(|narrow| narrow * 3 < extracted.width * 2);
    }
    extracted
}

/// Returns the length that most lines reach and hardly any line is a little longer than, of lengths in order.
fn most_common(lengths: &[usize]) -> Option<usize> {
    let lines: Vec<usize> = lengths.iter().copied().filter(|&length| length >= NARROW_MIN).collect();
    let among = |most: usize| {
        lines.iter().filter(|&&length| length <= most && length * NARROW_SPREAD.1 >= most * NARROW_SPREAD.0).count()
    };
    let best = lines.iter().copied().max_by_key(|&most| among(most))?;
    (among(best) * 3 >= lines.len() && among(best) >= NARROW_LINES).then_some(best)
}

/// Returns the lines of a source in reading order, with their numbers, if it has columns or tables that are set side by
/// side. `None` if its lines stand in order as they are.
pub(super) fn reading_order(source: &str) -> Option<(String, Vec<u32>)> {
    let mut number = 0;
    let mut ordered = String::with_capacity(source.len());
    let mut numbers = Vec::new();
    let mut is_moved = false;
    for (n, page) in source.split('\u{c}').enumerate() {
        let mut lines = Vec::new();
        for (m, line) in page.split('\n').enumerate() {
            number += u32::from(m > 0 || n == 0);
            lines.push(RawLine::new(number, line));
        }
        let count = lines.len();
        let lines = columns::in_order(lines);
        is_moved |= lines.len() != count || lines.iter().any(|line| line.cells.is_some());
        for (m, line) in lines.into_iter().enumerate() {
            if !numbers.is_empty() {
                ordered.push('\n');
            }
            if n > 0 && m == 0 {
                ordered.push('\u{c}');
            }
            ordered.push_str(&line.cells.map_or(line.text, |cells| cells.join(" ")));
            numbers.push(line.number);
        }
    }
    is_moved.then_some((ordered, numbers))
}

/// How often a page has to begin so that such beginnings count as page breaks.
const BREAKS_MIN: usize = 5;

/// Puts page breaks back that a conversion made single spaces at the beginnings of lines.
fn page_breaks(text: String) -> String {
    let is_break = |line: &str| line.starts_with(' ') && !line.starts_with("  ") && line.len() > 2;
    let count = text.lines().filter(|line| is_break(line)).count();
    if text.contains('\u{c}') || count < BREAKS_MIN || count * 12 > text.lines().count() {
        return text;
    }
    let mut out = String::with_capacity(text.len() + count);
    for line in text.split_inclusive('\n') {
        if is_break(line) && !out.is_empty() {
            out.push('\u{c}');
        }
        out.push_str(line);
    }
    out
}

fn length_of(pages: &[Vec<RawLine>], is_counted: impl Fn(usize) -> bool) -> usize {
    pages.iter().flatten().map(|line| line.text.trim().len()).filter(|&length| is_counted(length)).sum()
}

/// Returns whether lines with a full sentence's length stand right below each other.
fn follow_each_other(page: &[RawLine]) -> bool {
    page.windows(2).any(|pair| matches!(pair, [a, b] if a.text.len() > 30 && b.text.len() > 20))
}

/// Replaces what converters put for letters, and what cannot be seen.
fn plain_characters(source: &str) -> String {
    let mut clean = String::with_capacity(source.len());
    for c in source.chars() {
        match c {
            '\u{fb00}' => clean.push_str("ff"),
            '\u{fb01}' => clean.push_str("fi"),
            '\u{fb02}' => clean.push_str("fl"),
            '\u{fb03}' => clean.push_str("ffi"),
            '\u{fb04}' => clean.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => clean.push_str("st"),
            '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => clean.push(' '),
            '\u{2010}' | '\u{2011}' => clean.push('-'),
            '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{b}' => clean.push('\n'),
            '\u{21a9}' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\r' => {}
            '\n' | '\u{c}' | '\t' => clean.push(c),
            '\u{e000}'..='\u{f8ff}' => clean.push('•'),
            '\u{ad}' => clean.push(TORN_HYPHEN),
            c if c.is_control() => {}
            c => clean.push(c),
        }
    }
    clean
}
