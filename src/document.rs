//! Passages and headings laid out as styled lines: their text, the role of each span, and the highlights.

pub mod agreements;
pub mod commitments;
pub mod compare;
pub mod gaps;
pub mod linked;
pub mod overview;
pub mod parts;
pub mod profile;
pub mod tags;
pub mod who;
pub mod work;

use std::borrow::Cow;
use std::ops::Range;

pub use parts::{TextPart, parts};
pub use tags::{short_years, spans, tags, when};

use crate::analysis::knowledge;
use crate::corpus::names::{Follow, Naming};
use crate::corpus::{Corpus, Item, Kind, Passage, PassageId, PassageStyle};
use crate::search::highlight::Highlighter;
use crate::text;

/// The width at which a page is laid out for a document: no line of it breaks, and none of its lists is cut short.
pub const UNBROKEN: usize = 100_000;

/// Says what the explorer cannot know, as a page at a width says it.
fn limits(corpus: &Corpus, width: usize) -> String {
    if width == UNBROKEN { knowledge::limits_on_paper(corpus) } else { knowledge::limits(corpus) }
}

/// The role of a span, which the theme maps to a style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextStyle {
    /// The text of the report.
    Body,
    /// A heading of the report, with its depth.
    Heading(u16),
    /// Our own words above a text: headlines.
    Headline,
    /// Our own words within a page: rows of its lists, what its fields say.
    Ours,
    /// Our notes on the source.
    Editorial,
    /// Labels, provenance, tags.
    Label,
    /// The label of a field or a row, which is read aloud with a colon after it.
    Field,
    /// The name of a body, or something else that can be followed.
    Name,
    /// The selected name, which would be followed.
    Chosen,
    /// Bars of charts.
    Bar,
}

/// How a span is highlighted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Highlight {
    /// Not highlighted.
    #[default]
    Off,
    /// A search match.
    Match,
    /// The current search match.
    Current,
}

/// A span of text with one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StyledSpan {
    /// The text.
    pub text: String,
    /// The role.
    pub role: TextStyle,
    /// The highlight.
    pub highlight: Highlight,
}

impl StyledSpan {
    /// Creates a span without a highlight.
    #[must_use]
    pub fn new(text: impl Into<String>, role: TextStyle) -> Self {
        Self { text: text.into(), role, highlight: Highlight::Off }
    }

    /// Returns whether the span is part of a search match.
    #[must_use]
    pub fn is_highlighted(&self) -> bool {
        self.highlight != Highlight::Off
    }
}

/// A position in an item of a report that is the same at every width: the number of a part, from 1, and a byte offset
/// in its text. The blank lines before and after the parts have positions of their own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// The number of the part.
    pub part: usize,
    /// The byte offset in the text of the part.
    pub byte: usize,
}

/// A line of styled spans.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StyledLine {
    /// The spans, left to right.
    pub pieces: Vec<StyledSpan>,
    /// The position in the item where the line starts.
    pub point: Point,
}

impl StyledLine {
    /// Creates a line with one span.
    #[must_use]
    pub fn of(text: impl Into<String>, role: TextStyle) -> Self {
        Self { pieces: vec![StyledSpan::new(text, role)], ..Self::default() }
    }

    /// Creates an empty line.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// Creates the blank line after an item with so many parts.
    fn after(parts: usize) -> Self {
        Self { pieces: Vec::new(), point: Point { part: parts + 1, byte: 0 } }
    }

    /// Returns the plain text of the line.
    #[must_use]
    pub fn plain(&self) -> String {
        self.pieces.iter().map(|p| p.text.as_str()).collect()
    }

    /// Returns whether the line contains the current match or a part of it.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.pieces.iter().any(|p| p.highlight == Highlight::Current)
    }
}

/// What to set off in the words of an item.
#[derive(Debug, Clone)]
pub struct Highlights<'a> {
    /// The highlighter of search matches.
    pub highlighted: &'a Highlighter,
    /// The current match: the number of its part and its byte range.
    pub current: Option<(usize, Range<usize>)>,
    /// Names in the words that can be followed.
    pub names: &'a [Naming<Follow>],
    /// The index in `names` of the selected name.
    pub chosen: Option<usize>,
}

impl<'a> Highlights<'a> {
    /// Highlights search matches alone.
    #[must_use]
    pub fn of(highlighted: &'a Highlighter) -> Self {
        Self { highlighted, current: None, names: &[], chosen: None }
    }
}

/// Wraps a part into lines with a hanging indent; `number` is the number of the part in the item.
fn set(part: &TextPart<'_>, number: usize, width: usize, highlights: &Highlights<'_>, out: &mut Vec<StyledLine>) {
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
    // Matches are underlined; nothing else may be while there are any.
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
            let style = if n == 0 && part.is_field { TextStyle::Field } else { TextStyle::Label };
            pieces.push(StyledSpan::new(lead, style));
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

/// Wraps text with a single role, without an indent.
#[must_use]
pub fn flow(words: &str, width: usize, role: TextStyle, highlighted: &Highlighter) -> Vec<StyledLine> {
    hang("", words, width, role, highlighted)
}

/// Wraps text after a label, with a hanging indent.
#[must_use]
pub fn hang(label: &str, words: &str, width: usize, role: TextStyle, highlighted: &Highlighter) -> Vec<StyledLine> {
    let mut out = Vec::new();
    set(&TextPart::new(words, role).after(label), 1, width, &Highlights::of(highlighted), &mut out);
    out
}

/// Wraps the value of a field after its label, which takes so many columns; nothing if there is no value.
#[must_use]
pub fn field(label: &str, columns: usize, value: &str, width: usize, style: TextStyle) -> Vec<StyledLine> {
    let mut out = Vec::new();
    if !value.is_empty() {
        let part = TextPart::new(value, style).of_field(label, columns);
        set(&part, 1, width, &Highlights::of(&Highlighter::default()), &mut out);
    }
    out
}

/// Lays out an item of a report as the reader shows it, with the blank line after it.
#[must_use]
pub fn item(corpus: &Corpus, item: Item, width: usize, highlighted: &Highlighter) -> Vec<StyledLine> {
    item_with(corpus, item, width, &Highlights::of(highlighted))
}

/// Like [`item`], and also sets off the current match and the names that can be followed.
#[must_use]
pub fn item_with(corpus: &Corpus, item: Item, width: usize, highlights: &Highlights<'_>) -> Vec<StyledLine> {
    let mut lines = Vec::new();
    if matches!(item, Item::Heading(_)) {
        lines.push(StyledLine::empty());
    }
    let parts = set_all(corpus, item, width, highlights, &mut lines);
    lines.push(StyledLine::after(parts));
    lines
}

/// Wraps all parts of an item. Returns their number.
fn set_all(corpus: &Corpus, item: Item, width: usize, highlights: &Highlights<'_>, out: &mut Vec<StyledLine>) -> usize {
    let parts = parts(corpus, item);
    for (n, part) in parts.iter().enumerate() {
        set(part, n + 1, width, highlights, out);
    }
    parts.len()
}

/// Lays out a passage on its own: our headline, its place in the report, its words and its tags.
#[must_use]
pub fn passage(corpus: &Corpus, id: PassageId, width: usize, highlighted: &Highlighter) -> Vec<StyledLine> {
    passage_below(corpus, id, &place(corpus, corpus.passage(id)), width, highlighted)
}

/// Lays out a passage where lines are few: as [`passage`] does, with its place in one line.
#[must_use]
pub fn preview(corpus: &Corpus, id: PassageId, width: usize, highlighted: &Highlighter) -> Vec<StyledLine> {
    passage_below(corpus, id, &place_in_line(corpus, corpus.passage(id), width), width, highlighted)
}

/// Lays out a passage below its headline and its place.
fn passage_below(
    corpus: &Corpus,
    id: PassageId,
    place: &str,
    width: usize,
    highlighted: &Highlighter,
) -> Vec<StyledLine> {
    let passage = corpus.passage(id);
    let mut lines = flow(&passage.headline, width, TextStyle::Headline, highlighted);
    lines.extend(flow(place, width, TextStyle::Label, highlighted));
    lines.push(StyledLine::empty());
    if let Some(parent) = passage.parent.filter(|_| passage.style == PassageStyle::Item) {
        let context = &corpus.passage(parent).text;
        lines.extend(flow(&tail(context, 3 * width), width, TextStyle::Label, highlighted));
    }
    set_all(corpus, Item::Passage(id), width, &Highlights::of(highlighted), &mut lines);
    lines.push(StyledLine::empty());
    lines.extend(tags(corpus, passage, width));
    lines
}

/// Returns the place of a passage: its report and the headings above it.
#[must_use]
pub fn place(corpus: &Corpus, passage: &Passage) -> String {
    let report = corpus.report(passage.report);
    let mut parts = vec![report.title.as_str()];
    parts.extend(corpus.section_path(passage.section));
    text::harmless(&parts.join(" \u{203a} ")).into_owned()
}

/// Returns the place of a passage in so many columns: whole, or its report and the last heading above it.
fn place_in_line(corpus: &Corpus, passage: &Passage, columns: usize) -> String {
    let whole = place(corpus, passage);
    let path = corpus.section_path(passage.section);
    let Some(last) = path.last().filter(|_| text::width(&whole) > columns) else { return whole };
    let between = if path.len() > 1 { " \u{203a} \u{2026} \u{203a} " } else { " \u{203a} " };
    let short = format!("{}{between}{last}", corpus.report(passage.report).title);
    text::truncate(&text::harmless(&short), columns).into_owned()
}

/// Returns the end of a lead-in that is too long to be repeated whole.
fn tail(words: &str, columns: usize) -> Cow<'_, str> {
    if text::width(words) <= columns {
        return Cow::Borrowed(words);
    }
    let sentences: Vec<usize> = words.match_indices(". ").map(|(at, _)| at + 2).collect();
    let cut = sentences.into_iter().find(|&at| words.len() - at <= columns).and_then(|at| words.get(at..));
    Cow::Owned(cut.map_or_else(|| text::truncate(words, columns).into_owned(), |rest| format!("\u{2026} {rest}")))
}

/// Returns whether passages of a kind belong under the tab for context, with all that has no tab of its own.
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
        let lines = hang("• ", "fostering judicial cooperation among States", 22, TextStyle::Body, &highlighted);
        let text: Vec<String> = lines.iter().map(StyledLine::plain).collect();
        assert_eq!(text, ["• fostering judicial", "  cooperation among", "  States"]);
        let highlighted: Vec<&str> =
            lines.iter().flat_map(|l| &l.pieces).filter(|p| p.is_highlighted()).map(|p| p.text.as_str()).collect();
        assert_eq!(highlighted, ["judicial", "cooperation"]);
    }
}
