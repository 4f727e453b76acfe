//! Passages and headings as lines of a page: what is written, in which role, and what of it is lit.

pub mod commitments;
pub mod compare;
pub mod parts;
pub mod profile;
pub mod sheet;
pub mod tags;
pub mod who;

use std::borrow::Cow;
use std::ops::Range;

pub use parts::{Part, parts};
pub use tags::{short_years, spans, tags};

use crate::corpus::names::{Follow, Naming};
use crate::corpus::{Corpus, Item, Kind, Passage, PassageId, Style};
use crate::search::highlight::Highlighter;
use crate::text;

/// What a piece of a page is, so that the theme can set it apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextStyle {
    /// The report's words.
    Words,
    /// A heading of the report; its depth.
    Heading(u16),
    /// Words of ours: headlines.
    Ours,
    /// A note of ours on the source.
    Editorial,
    /// Labels, provenance, tags.
    Label,
    /// A body's name or another thing that can be followed.
    Name,
    /// The name that would be followed.
    Chosen,
    /// Bars of charts.
    Bar,
}

/// How a piece of a page is lit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Highlight {
    /// Not at all.
    #[default]
    Off,
    /// As a match of what was searched for.
    Match,
    /// As the match that one is at.
    Current,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StyledSpan {
    /// The characters.
    pub text: String,
    /// What it is.
    pub role: TextStyle,
    /// Whether it matches what was searched for.
    pub highlight: Highlight,
}

impl StyledSpan {
    /// A piece that is not lit.
    #[must_use]
    pub fn new(text: impl Into<String>, role: TextStyle) -> Self {
        Self { text: text.into(), role, highlight: Highlight::Off }
    }

    /// Whether it matches what was searched for.
    #[must_use]
    pub fn is_highlighted(&self) -> bool {
        self.highlight != Highlight::Off
    }
}

/// A point in an item of a report, the same at every width: one of its parts, from 1, and a byte of its text. Blank lines
/// before and after the parts have points of their own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// The number of the part.
    pub part: usize,
    /// The byte of its text.
    pub byte: usize,
}

impl Point {
    /// After everything.
    const END: Self = Self { part: usize::MAX, byte: usize::MAX };
}

/// A line of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StyledLine {
    /// Its pieces, left to right.
    pub pieces: Vec<StyledSpan>,
    /// Where in the item it begins.
    pub point: Point,
}

impl StyledLine {
    /// A line of one piece.
    #[must_use]
    pub fn of(text: impl Into<String>, role: TextStyle) -> Self {
        Self { pieces: vec![StyledSpan::new(text, role)], ..Self::default() }
    }

    /// An empty line.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// The blank line after an item.
    fn after() -> Self {
        Self { pieces: Vec::new(), point: Point::END }
    }

    /// The line as plain text.
    #[must_use]
    pub fn plain(&self) -> String {
        self.pieces.iter().map(|p| p.text.as_str()).collect()
    }

    /// Whether the match that one is at stands in it, or a part of that match.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.pieces.iter().any(|p| p.highlight == Highlight::Current)
    }
}

/// What is set apart in the words of an item.
#[derive(Debug, Clone)]
pub struct Highlights<'a> {
    /// What is lit.
    pub highlighted: &'a Highlighter,
    /// The match that one is at: the number of its part, and its bytes.
    pub current: Option<(usize, Range<usize>)>,
    /// Names in the words that can be followed.
    pub names: &'a [Naming<Follow>],
    /// The number of the name that would be followed.
    pub chosen: Option<usize>,
}

impl<'a> Highlights<'a> {
    /// Matches alone.
    #[must_use]
    pub fn of(highlighted: &'a Highlighter) -> Self {
        Self { highlighted, current: None, names: &[], chosen: None }
    }
}

/// Wraps a part into lines with a hanging indent; `number` is its number in the item.
fn set(part: &Part<'_>, number: usize, width: usize, highlights: &Highlights<'_>, out: &mut Vec<StyledLine>) {
    let words = &*part.text;
    let highlighted = if part.is_report() { highlights.highlighted.ranges(words) } else { Vec::new() };
    let current = highlights.current.as_ref().filter(|c| c.0 == number).map_or(0..0, |c| c.1.clone());
    let names = if part.is_followed { highlights.names } else { &[] };
    let first = format!("{}{}", " ".repeat(part.indent.min(width / 3)), part.lead);
    let rest = part.indent + text::width(&part.lead);
    let highlight = |at: usize| match highlighted.get(highlighted.partition_point(|h| h.end <= at)) {
        _ if current.contains(&at) => Highlight::Current,
        Some(hit) if hit.contains(&at) => Highlight::Match,
        _ => Highlight::Off,
    };
    // Where matches are underlined, nothing else is.
    let plain = if part.role == TextStyle::Heading(0) && !highlights.highlighted.is_empty() {
        TextStyle::Heading(1)
    } else {
        part.role
    };
    let role = |at: usize| match names.iter().position(|n| n.at.contains(&at)) {
        Some(n) if highlights.chosen == Some(n) => TextStyle::Chosen,
        Some(_) => TextStyle::Name,
        None => plain,
    };
    let apart = highlighted.iter().chain(names.iter().map(|n| &n.at)).chain([&current]);
    let mut cuts: Vec<usize> = apart.flat_map(|r| [r.start, r.end]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let columns = width.saturating_sub(text::width(&first).max(rest)).max(8);
    for (n, range) in text::wrap(words, columns).into_iter().enumerate() {
        let lead = if n == 0 { first.clone() } else { " ".repeat(rest) };
        let mut pieces = Vec::new();
        if !lead.is_empty() {
            pieces.push(StyledSpan::new(lead, TextStyle::Label));
        }
        let inner = cuts.iter().skip(cuts.partition_point(|&c| c <= range.start)).take_while(|&&c| c < range.end);
        let mut from = range.start;
        for &to in inner.chain([&range.end]) {
            if let Some(text) = words.get(from..to).filter(|p| !p.is_empty()) {
                pieces.push(StyledSpan { text: text.to_owned(), role: role(from), highlight: highlight(from) });
            }
            from = to;
        }
        out.push(StyledLine { pieces, point: Point { part: number, byte: range.start } });
    }
}

/// Wraps a text of one role, without an indent.
#[must_use]
pub fn flow(words: &str, width: usize, role: TextStyle, highlighted: &Highlighter) -> Vec<StyledLine> {
    hang("", words, width, role, highlighted)
}

/// Wraps a text behind a label, hanging.
#[must_use]
pub fn hang(label: &str, words: &str, width: usize, role: TextStyle, highlighted: &Highlighter) -> Vec<StyledLine> {
    let mut out = Vec::new();
    set(&Part::new(words, role).after(label), 1, width, &Highlights::of(highlighted), &mut out);
    out
}

/// The lines of one item of a report as the reader sets it, with the blank line after it.
#[must_use]
pub fn item(corpus: &Corpus, item: Item, width: usize, highlighted: &Highlighter) -> Vec<StyledLine> {
    item_with(corpus, item, width, &Highlights::of(highlighted))
}

/// As [`item`], with the match and the names set apart that one is at.
#[must_use]
pub fn item_with(corpus: &Corpus, item: Item, width: usize, highlights: &Highlights<'_>) -> Vec<StyledLine> {
    let mut lines = Vec::new();
    if matches!(item, Item::Heading(_)) {
        lines.push(StyledLine::empty());
    }
    set_all(corpus, item, width, highlights, &mut lines);
    lines.push(StyledLine::after());
    lines
}

fn set_all(corpus: &Corpus, item: Item, width: usize, highlights: &Highlights<'_>, out: &mut Vec<StyledLine>) {
    for (n, part) in parts(corpus, item).iter().enumerate() {
        set(part, n + 1, width, highlights, out);
    }
}

/// A passage on its own: our headline, where it stands, its words, its tags.
#[must_use]
pub fn passage(corpus: &Corpus, id: PassageId, width: usize, highlighted: &Highlighter) -> Vec<StyledLine> {
    let passage = corpus.passage(id);
    let mut lines = flow(&passage.headline, width, TextStyle::Ours, highlighted);
    lines.extend(flow(&place(corpus, passage), width, TextStyle::Label, highlighted));
    lines.push(StyledLine::empty());
    if let Some(parent) = passage.parent.filter(|_| passage.style == Style::Item) {
        let context = &corpus.passage(parent).text;
        lines.extend(flow(&tail(context, 3 * width), width, TextStyle::Label, highlighted));
    }
    set_all(corpus, Item::Passage(id), width, &Highlights::of(highlighted), &mut lines);
    lines.push(StyledLine::empty());
    lines.extend(tags(corpus, passage, width));
    lines
}

/// The report and the headings above a passage.
#[must_use]
pub fn place(corpus: &Corpus, passage: &Passage) -> String {
    let report = corpus.report(passage.report);
    let mut parts = vec![report.title.as_str()];
    parts.extend(corpus.section_path(passage.section));
    text::harmless(&parts.join(" \u{203a} ")).into_owned()
}

/// The end of a lead-in that is too long to be repeated whole.
fn tail(words: &str, columns: usize) -> Cow<'_, str> {
    if text::width(words) <= columns {
        return Cow::Borrowed(words);
    }
    let sentences: Vec<usize> = words.match_indices(". ").map(|(at, _)| at + 2).collect();
    let cut = sentences.into_iter().find(|&at| words.len() - at <= columns).and_then(|at| words.get(at..));
    Cow::Owned(cut.map_or_else(|| text::truncate(words, columns).into_owned(), |rest| format!("\u{2026} {rest}")))
}

/// Whether a kind stands among the rest that the reports say, not under a tab of its own.
#[must_use]
pub fn is_context(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Recommendation
            | Kind::Commitment
            | Kind::Membership
            | Kind::Quote
            | Kind::Narrative
            | Kind::Caption
            | Kind::Note
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lit_words_stay_lit_where_a_line_breaks() {
        let highlighted =
            Highlighter { words: ["cooperation".to_owned(), "judicial".to_owned()].into(), ..Highlighter::default() };
        let lines = hang("• ", "fostering judicial cooperation among States", 22, TextStyle::Words, &highlighted);
        let text: Vec<String> = lines.iter().map(StyledLine::plain).collect();
        assert_eq!(text, ["• fostering judicial", "  cooperation among", "  States"]);
        let highlighted: Vec<&str> =
            lines.iter().flat_map(|l| &l.pieces).filter(|p| p.is_highlighted()).map(|p| p.text.as_str()).collect();
        assert_eq!(highlighted, ["judicial", "cooperation"]);
    }
}
