//! Passages and headings as lines of a page: what is written, in which role, and what of it is lit.

use std::borrow::Cow;

use crate::corpus::agreements;
use crate::corpus::names::{Follow, Naming};
use crate::corpus::{Corpus, Details, Item, Kind, Passage, PassageId, SectionId, Style};
use crate::search::query::Matcher;
use crate::text;

/// What a piece of a page is, so that the theme can set it apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
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

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The characters.
    pub text: String,
    /// What it is.
    pub role: Role,
    /// Whether it matches what was searched for.
    pub lit: bool,
}

/// A line of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// Its pieces, left to right.
    pub pieces: Vec<Piece>,
    /// How many bytes of the item's text stand before it, by which a place is kept when the width changes.
    pub before: usize,
}

impl Line {
    /// A line of one piece.
    #[must_use]
    pub fn of(text: impl Into<String>, role: Role) -> Self {
        Self { pieces: vec![Piece { text: text.into(), role, lit: false }], before: 0 }
    }

    /// An empty line.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// The line as plain text.
    #[must_use]
    pub fn plain(&self) -> String {
        self.pieces.iter().map(|p| p.text.as_str()).collect()
    }

    fn at(mut self, before: usize) -> Self {
        self.before = before;
        self
    }
}

/// How a text is set.
#[derive(Clone)]
struct Setting<'a> {
    width: usize,
    first: Cow<'a, str>,
    rest: usize,
    role: Role,
    lit: &'a Matcher,
    /// Names in the text, and the number of the chosen one.
    names: &'a [Naming<Follow>],
    chosen: Option<usize>,
}

/// Wraps a text into lines with a hanging indent.
fn set(words: &str, setting: &Setting<'_>, out: &mut Vec<Line>) {
    let words = text::harmless(words);
    let lit = setting.lit.ranges(&words);
    let first = text::width(&setting.first);
    let columns = setting.width.saturating_sub(first.max(setting.rest)).max(8);
    for (n, range) in text::wrap(&words, columns).into_iter().enumerate() {
        let lead = if n == 0 { setting.first.to_string() } else { " ".repeat(setting.rest) };
        let mut pieces = Vec::new();
        if !lead.is_empty() {
            pieces.push(Piece { text: lead, role: Role::Label, lit: false });
        }
        let within = |at: usize| lit.iter().any(|h| h.contains(&at));
        let name = |at: usize| setting.names.iter().position(|n| n.at.contains(&at));
        let ends =
            lit.iter().flat_map(|h| [h.start, h.end]).chain(setting.names.iter().flat_map(|n| [n.at.start, n.at.end]));
        let mut cuts: Vec<usize> = ends.filter(|c| range.contains(c)).chain([range.start, range.end]).collect();
        cuts.sort_unstable();
        cuts.dedup();
        for (&from, &to) in cuts.iter().zip(cuts.iter().skip(1)) {
            let role = match name(from) {
                Some(n) if setting.chosen == Some(n) => Role::Chosen,
                Some(_) => Role::Name,
                None => setting.role,
            };
            if let Some(part) = words.get(from..to).filter(|p| !p.is_empty()) {
                pieces.push(Piece { text: part.to_owned(), role, lit: within(from) });
            }
        }
        out.push(Line { pieces, before: range.start });
    }
}

/// Wraps a text of one role, without an indent.
#[must_use]
pub fn flow(words: &str, width: usize, role: Role, lit: &Matcher) -> Vec<Line> {
    let mut out = Vec::new();
    set(words, &Setting { width, first: Cow::Borrowed(""), rest: 0, role, lit, names: &[], chosen: None }, &mut out);
    out
}

/// Wraps a text behind a label, hanging.
#[must_use]
pub fn hang(label: &str, words: &str, width: usize, role: Role, lit: &Matcher) -> Vec<Line> {
    let mut out = Vec::new();
    set(
        words,
        &Setting { width, first: Cow::Borrowed(label), rest: text::width(label), role, lit, names: &[], chosen: None },
        &mut out,
    );
    out
}

/// The lines of one item of a report as the reader sets it, with the blank line after it.
#[must_use]
pub fn item(corpus: &Corpus, item: Item, width: usize, lit: &Matcher) -> Vec<Line> {
    match item {
        Item::Heading(section) => heading(corpus, section, width, lit),
        Item::Passage(id) => {
            let mut lines = words(corpus, id, width, lit, &[], None);
            lines.push(Line::empty().at(usize::MAX));
            lines
        }
    }
}

/// The lines of a passage as the reader sets it where one is at it, with the names in it that can be followed.
#[must_use]
pub fn item_with_names(
    corpus: &Corpus,
    id: PassageId,
    width: usize,
    lit: &Matcher,
    names: &[Naming<Follow>],
    chosen: Option<usize>,
) -> Vec<Line> {
    let mut lines = words(corpus, id, width, lit, names, chosen);
    lines.push(Line::empty().at(usize::MAX));
    lines
}

fn heading(corpus: &Corpus, id: SectionId, width: usize, lit: &Matcher) -> Vec<Line> {
    let section = corpus.section(id);
    let mut lines = vec![Line::empty()];
    set(
        &section.title,
        &Setting {
            width,
            first: Cow::Borrowed(""),
            rest: 0,
            role: Role::Heading(section.depth),
            lit,
            names: &[],
            chosen: None,
        },
        &mut lines,
    );
    lines.push(Line::empty().at(usize::MAX));
    lines
}

/// How deep a passage hangs under others.
fn depth(corpus: &Corpus, passage: &Passage) -> usize {
    let mut depth = 0;
    let mut at = passage.parent;
    while let Some(id) = at.filter(|_| depth < 4) {
        depth += 1;
        at = corpus.passage(id).parent;
    }
    depth
}

/// The report's words of a passage, set by its style, with what is printed beside them and our note after them.
fn words<'a>(
    corpus: &Corpus,
    id: PassageId,
    width: usize,
    lit: &'a Matcher,
    names: &'a [Naming<Follow>],
    chosen: Option<usize>,
) -> Vec<Line> {
    let passage = corpus.passage(id);
    let indent = 2 * depth(corpus, passage).saturating_sub(usize::from(passage.style != Style::Item));
    let pad = " ".repeat(indent.min(width / 3));
    let mut lines = Vec::new();
    let plain = |first: String, rest: usize, role: Role| Setting {
        width,
        first: Cow::Owned(first),
        rest,
        role,
        lit,
        names: &[],
        chosen: None,
    };
    let with_names = |setting: Setting<'a>| Setting { names, chosen, ..setting };
    match (&passage.details, passage.style) {
        (Details::Agreement { party, form, .. }, _) => {
            let label = format!("{pad}{}, {}: ", text::harmless(party), form.label());
            set(&label, &plain(String::new(), indent, Role::Label), &mut lines);
            set(&passage.text, &with_names(plain(format!("{pad}  "), indent + 2, Role::Words)), &mut lines);
        }
        (Details::Initiative { name, scope, composition }, _) => {
            set(name, &plain(pad.clone(), indent, Role::Heading(9)), &mut lines);
            set(&passage.text, &with_names(plain(format!("{pad}  "), indent + 2, Role::Words)), &mut lines);
            for (label, value) in [("scope: ", scope), ("composition: ", composition)] {
                set(value, &plain(format!("{pad}  {label}"), indent + 2 + label.len(), Role::Words), &mut lines);
            }
        }
        (Details::Quote { speaker }, _) => {
            set(&passage.text, &with_names(plain(format!("{pad}  \u{201c} "), indent + 4, Role::Words)), &mut lines);
            set(speaker, &plain(format!("{pad}    \u{2014} "), indent + 6, Role::Words), &mut lines);
        }
        (_, Style::Item) => {
            set(&passage.text, &with_names(plain(format!("{pad}\u{2022} "), indent + 2, Role::Words)), &mut lines);
        }
        (_, Style::Footnote) => {
            let mark = passage.mark.as_deref().map_or_else(|| "note ".to_owned(), |m| format!("note {m} "));
            let rest = indent + mark.len();
            set(&passage.text, &with_names(plain(format!("{pad}{mark}"), rest, Role::Words)), &mut lines);
        }
        (_, Style::Caption) => {
            set(&passage.text, &with_names(plain(format!("{pad}caption "), indent + 8, Role::Words)), &mut lines);
        }
        (_, Style::Quote) => {
            set(&passage.text, &with_names(plain(format!("{pad}    "), indent + 4, Role::Words)), &mut lines);
        }
        _ => set(&passage.text, &with_names(plain(pad, indent, Role::Words)), &mut lines),
    }
    if let Some(note) = &passage.editorial {
        let start = lines.len();
        set(
            note,
            &Setting {
                width,
                first: Cow::Borrowed("  editor: "),
                rest: 10,
                role: Role::Editorial,
                lit: &Matcher::default(),
                names: &[],
                chosen: None,
            },
            &mut lines,
        );
        for line in lines.iter_mut().skip(start) {
            line.before = passage.text.len();
        }
    }
    lines
}

/// A passage on its own: our headline, where it stands, its words, its tags.
#[must_use]
pub fn passage(corpus: &Corpus, id: PassageId, width: usize, lit: &Matcher) -> Vec<Line> {
    let passage = corpus.passage(id);
    let mut lines = flow(&passage.headline, width, Role::Ours, lit);
    lines.extend(flow(&place(corpus, passage), width, Role::Label, lit));
    lines.push(Line::empty());
    if let Some(parent) = passage.parent.filter(|_| passage.style == Style::Item) {
        let context = &corpus.passage(parent).text;
        lines.extend(flow(&tail(context, 3 * width), width, Role::Label, lit));
    }
    lines.extend(words(corpus, id, width, lit, &[], None));
    lines.push(Line::empty());
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

/// The tags of a passage, a line each, those that have none left out.
#[must_use]
pub fn tags(corpus: &Corpus, passage: &Passage, width: usize) -> Vec<Line> {
    let none = Matcher::default();
    let mut lines = Vec::new();
    let mut tag = |label: &str, words: String, role: Role| {
        if !words.is_empty() {
            lines.extend(hang(&format!("{label:<12}"), &words, width, role, &none));
        }
    };
    let ids = |entities: &[crate::corpus::EntityId]| {
        entities.iter().map(|&e| corpus.entity(e).id.to_string()).collect::<Vec<_>>().join(", ")
    };
    tag("what", passage.kind.label().to_owned(), Role::Label);
    tag("who", ids(&passage.entities), Role::Name);
    if let Details::Agreement { with, starred, .. } = &passage.details {
        tag("with", ids(with), Role::Name);
        let back = agreements::said_back(corpus, passage);
        let side = |so: bool| back.iter().filter(|b| b.1 == so).map(|b| b.0).collect::<Vec<_>>();
        tag("said too by", ids(&side(true)), Role::Name);
        tag("not said by", ids(&side(false)), Role::Name);
        tag(
            "starred",
            if *starred { "yes: see the footnote of the table".to_owned() } else { String::new() },
            Role::Label,
        );
    }
    if let Details::Publication { published, languages, upcoming, series, .. } = &passage.details {
        tag("published", published.map_or_else(|| "no year printed".to_owned(), |y| y.to_string()), Role::Label);
        tag("languages", languages.join(", "), Role::Label);
        tag("series", series.to_string(), Role::Label);
        tag(
            "upcoming",
            if *upcoming { "not yet out when the report was".to_owned() } else { String::new() },
            Role::Label,
        );
    }
    tag("when", spans(&passage.years), Role::Label);
    tag("where", passage.places.join(", "), Role::Label);
    let priorities: Vec<String> = passage
        .priorities
        .iter()
        .map(|&n| format!("{n} {}", corpus.priority(n).map_or("", |p| p.title.as_str())))
        .collect();
    tag("priority", priorities.join("; "), Role::Label);
    for link in &passage.links {
        tag("link", format!("{}: {}", link.label, link.url), Role::Label);
    }
    tag("id", passage.id.to_string(), Role::Label);
    lines
}

/// Years in the shortest honest form: "2018, 2020-2022".
#[must_use]
pub fn spans(years: &[u16]) -> String {
    let mut sorted = years.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let mut parts: Vec<(u16, u16)> = Vec::new();
    for year in sorted {
        match parts.last_mut() {
            Some(last) if last.1 + 1 == year => last.1 = year,
            _ => parts.push((year, year)),
        }
    }
    let words = parts.iter().map(|&(from, to)| match to - from {
        0 => from.to_string(),
        1 => format!("{from}, {to}"),
        _ => format!("{from}\u{2013}{to}"),
    });
    words.collect::<Vec<_>>().join(", ")
}

/// Years as the mark of a row: "2022", or "2018-22" for more than one.
#[must_use]
pub fn short_years(years: &[u16]) -> String {
    match (years.iter().min(), years.iter().max()) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) if from / 100 == to / 100 => format!("{from}-{:02}", to % 100),
        (Some(from), Some(to)) => format!("{from}-{to}"),
        _ => String::new(),
    }
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
    fn years_are_told_in_spans() {
        assert_eq!(spans(&[2022, 2018, 2020, 2021]), "2018, 2020–2022");
        assert_eq!(spans(&[2021, 2022]), "2021, 2022");
        assert_eq!(spans(&[]), "");
    }

    #[test]
    fn lit_words_stay_lit_where_a_line_breaks() {
        let lit = Matcher { words: ["cooperation".to_owned(), "judicial".to_owned()].into(), ..Matcher::default() };
        let lines = hang("• ", "fostering judicial cooperation among States", 22, Role::Words, &lit);
        let text: Vec<String> = lines.iter().map(Line::plain).collect();
        assert_eq!(text, ["• fostering judicial", "  cooperation among", "  States"]);
        let lit: Vec<&str> = lines.iter().flat_map(|l| &l.pieces).filter(|p| p.lit).map(|p| p.text.as_str()).collect();
        assert_eq!(lit, ["judicial", "cooperation"]);
    }
}
