//! The list: passages, or the hits of a search, in rows of one or two lines.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::analysis::order::ListOrder;
use crate::corpus::filter::Filter;
use crate::corpus::postings::PassageSet;
use crate::corpus::subject::Subject;
use crate::corpus::works::WorkId;
use crate::corpus::{Corpus, EntityId, PassageId};
use crate::document;
use crate::search::highlight::Highlighter;
use crate::search::{Hit, Target};
use crate::text;
use crate::tui::layout::Pane;
use crate::tui::model::Model;
use crate::tui::screens::browse::rows::COLUMNS_MIN_WIDTH;
use crate::tui::screens::browse::{Browse, Tab};
use crate::tui::theme::Theme;
use crate::tui::widgets::lines;

/// The content of a row: what it is about, of what kind, who, when, and under which priority.
#[derive(Default)]
struct RowContent {
    words: String,
    kind: &'static str,
    who: String,
    when: String,
    priority: String,
    /// What is said only where there are columns, in that of the priority.
    aside: String,
}

impl RowContent {
    /// Returns the marks of a row that are no wider than `room`, the fullest first; the fewest where even these are. Who and
    /// when come before all else.
    fn marks_within(&self, theme: Theme, room: usize) -> String {
        let words =
            |parts: &[&str]| parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let fits = |marks: &String| text::width(marks) <= room;
        let all = words(&[&self.who, &self.when, &self.priority]);
        let with_kind = match (self.kind.is_empty(), all.is_empty()) {
            (true, _) => all.clone(),
            (false, true) => self.kind.to_owned(),
            (false, false) => format!("{} {} {all}", self.kind, theme.symbols().dot),
        };
        Some(with_kind)
            .filter(fits)
            .or_else(|| Some(all).filter(fits))
            .or_else(|| Some(words(&[&self.who, &self.when])).filter(fits))
            .unwrap_or_else(|| self.who.clone())
    }

    /// Returns the marks in columns, which are the same in every row.
    fn columns(&self, widths: [usize; 4]) -> String {
        let column = |text: &str, width: usize| {
            let text = text::truncate(text, width).into_owned();
            format!("{text}{}", " ".repeat(width - text::width(&text)))
        };
        let cells = self.cells().into_iter().zip(widths).filter(|(_, width)| *width > 0);
        cells.map(|(cell, width)| column(cell, width)).collect::<Vec<_>>().join("  ")
    }

    /// Returns what stands in the columns.
    fn cells(&self) -> [&str; 4] {
        let last = if self.priority.is_empty() { &self.aside } else { &self.priority };
        [self.kind, &self.who, &self.when, last]
    }
}

/// The most that a column takes.
const COLUMN_MAX: usize = 16;
/// How many rows are looked at for the widths of the columns.
const COLUMN_ROWS: usize = 500;
/// The columns that a headline has before others are shown beside it.
const HEADLINE_MIN: usize = 56;
/// The columns that may be left blank where a title is broken over two lines.
const WRAPPED: usize = 12;
/// The part of a line that marks take from a headline which has no room beside them.
const MARKS_SHARE: usize = 3;

/// Draws the list.
pub fn draw(model: &Model, browse: &Browse, corpus: &Corpus, theme: Theme, buf: &mut Buffer) {
    let area = browse.derived.areas.list;
    if area.is_empty() {
        return;
    }
    let focused = browse.focus == Pane::List;
    let rows = &browse.derived.rows;
    let name = if browse.search.is_some() { "Results" } else { "0 List" };
    let title = browse.order.word().map_or_else(|| format!(" {name} "), |by| format!(" {name} by {by} "));
    let place = match browse.selected_rows().len() {
        _ if rows.is_empty() => String::new(),
        0 => format!("{}/{}", text::grouped(browse.list.selected + 1), text::grouped(rows.len())),
        selected => format!("{} of {} selected", text::grouped(selected), text::grouped(rows.len())),
    };
    let inner = lines::frame(area, Line::from(title), (!place.is_empty()).then_some(place), focused, theme, buf);
    if rows.is_empty() {
        empty(browse, corpus, theme, inner, buf);
        return;
    }
    let height = browse.row_height();
    let filter = browse.effective();
    let highlighted = browse.highlighter();
    let mut context = RowContext {
        model,
        corpus,
        filter: &filter,
        highlighted: &highlighted,
        theme,
        tab: browse.derived.tab.unwrap_or(browse.tab),
        searching: browse.search.is_some() || browse.within.is_some(),
        heading: browse.is_grouped().then(|| browse.list_order()),
        has_columns: height - usize::from(browse.extracts()) == 1 && inner.width >= COLUMNS_MIN_WIDTH,
        widths: [0; 4],
    };
    if context.has_columns {
        context.widths = context.column_widths(rows);
        // A headline comes before what is said beside it: priority, kind and year go first.
        for column in [3, 0, 2] {
            let beside: usize = context.widths.iter().filter(|width| **width > 0).map(|width| width + 2).sum();
            if usize::from(inner.width) < HEADLINE_MIN + beside {
                context.widths[column] = 0;
            }
        }
    }
    let tall = u16::try_from(height).unwrap_or(1);
    let extract = u16::from(browse.extracts());
    let mut spans = Vec::new();
    for (n, line) in browse.visible_rows(corpus) {
        let Some(hit) = rows.get(n) else { break };
        let mut y = inner.y + u16::try_from(line).unwrap_or(u16::MAX);
        if let Some(words) = browse.heading(corpus, n, browse.list.offset) {
            group_heading(&words, theme, Rect { y, height: 1, ..inner }, buf);
            y += 1;
        }
        let tall = tall.min(inner.bottom().saturating_sub(y));
        let here = n == browse.list.selected;
        let heading = Rect { y, height: tall.saturating_sub(extract), ..inner };
        context.row(*hit, here, browse.selected_rows().contains(&n), heading, &mut spans, buf);
        if extract > 0 {
            context.extract(*hit, Rect { y: heading.bottom(), height: 1, ..inner }, &mut spans, buf);
        }
        if here || browse.selected_rows().contains(&n) {
            lines::select(Rect { y, height: tall, ..inner }, focused && here, theme, buf);
        }
    }
}

/// Draws the heading above a group of rows.
fn group_heading(words: &str, theme: Theme, area: Rect, buf: &mut Buffer) {
    let words = text::truncate(words, usize::from(area.width).saturating_sub(2)).into_owned();
    lines::draw(&Line::from(vec![Span::raw(" "), Span::styled(words, theme.strong())]), area, buf);
}

struct RowContext<'a> {
    model: &'a Model,
    corpus: &'a Corpus,
    filter: &'a Filter,
    highlighted: &'a Highlighter,
    theme: Theme,
    tab: Tab,
    searching: bool,
    /// What the headings above the rows say, if there are any.
    heading: Option<ListOrder>,
    /// Whether rows are lines with columns.
    has_columns: bool,
    /// The widths of the columns; all 0 where there are none.
    widths: [usize; 4],
}

impl RowContext<'_> {
    /// Draws the extract: a line of the report's text around the match.
    fn extract(&self, hit: Hit, area: Rect, spans: &mut Vec<Span<'static>>, buf: &mut Buffer) {
        let room = usize::from(area.width).saturating_sub(4);
        let words = match hit.target {
            Target::Passage(id) => self.highlighted.snippet(&self.corpus.passage(id).text, room),
            Target::Subject(Subject::Body(id)) => {
                text::count(self.corpus.postings.entities[id.index()].count(), "passage") + " in these reports"
            }
            Target::Report(id) => format!("published in {}", self.corpus.report(id).published),
            Target::Term(n) => self.corpus.glossary.get(n).map(|term| term.expansion.to_string()).unwrap_or_default(),
            Target::Section(id) => {
                let section = self.corpus.section(id);
                format!("in {}", self.corpus.report(section.report).title)
            }
            Target::Subject(Subject::Work(id)) => {
                format!("described in {}", text::count(self.corpus.work(id).passages.len(), "passage"))
            }
            Target::Subject(subject) => {
                let found = subject.filter(self.corpus).map_or(0, |filter| filter.set(self.corpus, None).count());
                text::count(found, "passage") + " in these reports"
            }
        };
        let words = text::harmless(&words);
        spans.clear();
        spans.push(Span::raw("    "));
        lines::highlight(&words, &self.highlighted.ranges(&words), self.theme.quiet(), self.theme, room, spans);
        lines::spans(spans, area, buf);
    }

    /// Draws the row of a hit in one line or two. `spans` is room for its pieces.
    fn row(&self, hit: Hit, here: bool, selected: bool, area: Rect, spans: &mut Vec<Span<'static>>, buf: &mut Buffer) {
        let mut row = self.content(hit.target);
        let width = usize::from(area.width);
        if matches!(hit.target, Target::Subject(Subject::Work(_))) {
            // Titles of a series differ at their end: by country, by year.
            let room = width.saturating_sub(4) * usize::from(area.height.max(1));
            let marks = if self.has_columns { row.columns(self.widths) } else { row.marks_within(self.theme, room) };
            let wrapping = usize::from(area.height > 1) * WRAPPED;
            row.words = text::without_middle(&row.words, room.saturating_sub(text::width(&marks) + wrapping));
        }
        let cursor = if here { self.theme.symbols().cursor } else { " " };
        let lead = |text: &'static str| Span::styled(text, self.theme.strong());
        let marked = match hit.target {
            _ if selected => self.theme.symbols().wanted,
            Target::Passage(id) if self.model.is_marked(&self.corpus.passage(id).id) => self.theme.symbols().marked,
            _ if hit.missing != 0 => self.theme.symbols().part,
            _ => " ",
        };
        // What has only some of the words stands back behind what has all.
        let style = if hit.missing == 0 { Style::new() } else { self.theme.quiet() };
        if area.height < 2 {
            let room = width.saturating_sub(4);
            let marks = if self.has_columns {
                row.columns(self.widths)
            } else {
                row.marks_within(self.theme, room.saturating_sub(text::width(&row.words)).max(room / MARKS_SHARE))
            };
            let room = room.saturating_sub(text::width(&marks));
            spans.clear();
            spans.extend([lead(cursor), lead(marked)]);
            let ranges = self.highlighted.ranges(&row.words);
            let used = lines::highlight(&row.words, &ranges, style, self.theme, room, spans);
            spans.push(Span::raw(lines::blank(room.saturating_sub(used) + 1)));
            spans.push(Span::styled(marks, self.theme.quiet()));
            lines::spans(spans, area, buf);
            return;
        }
        let room = width.saturating_sub(3);
        let wrapped = text::wrap(&row.words, room);
        let ranges = self.highlighted.ranges(&row.words);
        let part = |range: &std::ops::Range<usize>, columns: usize, spans: &mut Vec<Span<'static>>| {
            let shown = row.words.get(range.clone()).unwrap_or("");
            let local: Vec<_> = ranges
                .iter()
                .filter(|r| r.end > range.start && r.start < range.end)
                .map(|r| r.start.max(range.start) - range.start..r.end.min(range.end) - range.start)
                .collect();
            lines::highlight(shown, &local, style, self.theme, columns, spans)
        };
        spans.clear();
        spans.extend([lead(cursor), lead(marked)]);
        let used = wrapped.first().map_or(0, |r| part(r, room, spans));
        let first = Rect { height: 1, ..area };
        let whole = row.marks_within(self.theme, room);
        if wrapped.len() < 2 && used + text::width(&whole) < room {
            // What fits on one line stays on it.
            spans.push(Span::raw(lines::blank(room - used - text::width(&whole))));
            spans.push(Span::styled(whole, self.theme.quiet()));
            return lines::spans(spans, first, buf);
        }
        lines::spans(spans, first, buf);
        spans.clear();
        spans.push(Span::raw("  "));
        let tail = wrapped.get(1).map(|r| r.start..row.words.len());
        let rest = tail.as_ref().and_then(|tail| row.words.get(tail.clone())).map_or(0, text::width);
        let marks = row.marks_within(self.theme, room.saturating_sub(rest + 1).max(room / MARKS_SHARE));
        let second_room = room.saturating_sub(text::width(&marks) + 1);
        let used = tail.map_or(0, |r| part(&r, second_room, spans));
        spans.push(Span::raw(lines::blank(second_room.saturating_sub(used) + 1)));
        spans.push(Span::styled(marks, self.theme.quiet()));
        lines::spans(spans, Rect { y: area.y + 1, height: 1, ..area }, buf);
    }

    /// Returns the widths of the columns: of the widest cell of each.
    fn column_widths(&self, rows: &[Hit]) -> [usize; 4] {
        let mut widths = [0; 4];
        for hit in rows.iter().take(COLUMN_ROWS) {
            let row = self.content(hit.target);
            for (width, cell) in widths.iter_mut().zip(row.cells()) {
                *width = text::width(cell).min(COLUMN_MAX).max(*width);
            }
        }
        widths
    }

    /// Returns whether the list has passages of several kinds.
    fn mixes_kinds(&self) -> bool {
        self.searching || matches!(self.tab, Tab::Partnerships | Tab::Context)
    }

    fn content(&self, target: Target) -> RowContent {
        match target {
            Target::Subject(Subject::Body(id)) => {
                let entity = self.corpus.entity(id);
                RowContent { words: format!("{} {}", entity.id, entity.name), kind: "body", ..RowContent::default() }
            }
            Target::Report(id) => {
                let report = self.corpus.report(id);
                let (words, when) = (report.title.to_string(), report.covers.to_string());
                RowContent { words, when, kind: "report", ..RowContent::default() }
            }
            Target::Term(n) => {
                let words = self.corpus.glossary.get(n).map(|term| term.term.to_string()).unwrap_or_default();
                RowContent { words, kind: "term", ..RowContent::default() }
            }
            Target::Section(id) => {
                let section = self.corpus.section(id);
                RowContent {
                    words: section.title.to_string(),
                    when: self.corpus.report(section.report).covers.to_string(),
                    kind: "section",
                    ..RowContent::default()
                }
            }
            Target::Passage(id) => self.passage(id),
            Target::Subject(Subject::Work(id)) => self.work(id),
            Target::Subject(subject) => {
                let words = subject.title(self.corpus).to_string();
                RowContent { words, kind: subject.noun(), ..RowContent::default() }
            }
        }
    }

    /// Returns the bodies in short: the first, and how many more. The only one that is wanted goes without saying, and so does
    /// the one in the heading.
    fn who(&self, entities: &[EntityId]) -> String {
        let wanted = &self.filter.entities.include;
        let only = match self.heading {
            Some(ListOrder::Body) => entities.first(),
            _ => wanted.first().filter(|_| wanted.len() == 1),
        };
        let others: Vec<EntityId> = entities.iter().copied().filter(|e| Some(e) != only).collect();
        others.first().map_or_else(String::new, |first| {
            let joint = if only.is_some() { "+" } else { "" };
            let more = if others.len() > 1 { format!("+{}", others.len() - 1) } else { String::new() };
            format!("{joint}{}{more}", self.corpus.entity(*first).id)
        })
    }

    fn work(&self, id: WorkId) -> RowContent {
        let work = self.corpus.work(id);
        let who = self.who(&work.entities);
        let told = if work.passages.len() > 1 { format!("in {} passages", work.passages.len()) } else { String::new() };
        let words = work.shown_title().to_owned();
        RowContent { words, who, when: document::work::issued(work), aside: told, ..RowContent::default() }
    }

    fn passage(&self, id: PassageId) -> RowContent {
        let passage = self.corpus.passage(id);
        let who = self.who(&passage.entities);
        let when = match self.heading {
            _ if self.filter.years.include.len() == 1 => String::new(),
            // The heading says for which year the report is.
            Some(ListOrder::Usual | ListOrder::Report) => document::short_years(passage.stated_years()),
            Some(ListOrder::Year) => match passage.stated_years() {
                [] | [_] => String::new(),
                years => document::short_years(years),
            },
            _ => document::when(self.corpus, passage),
        };
        let priority = match &*passage.priorities {
            [] => String::new(),
            _ if self.filter.priorities.include.len() == 1 => String::new(),
            [one] => format!("P{one}"),
            [one, other] => format!("P{one},{other}"),
            [one, more @ ..] => format!("P{one}+{}", more.len()),
        };
        let mixes_kinds = self.mixes_kinds() && self.heading != Some(ListOrder::Kind);
        let kind = if mixes_kinds { passage.kind.label() } else { "" };
        let words = passage.headline.to_string();
        RowContent { words, kind, who, when, priority, ..RowContent::default() }
    }
}

/// What is said of passages that satisfy each part of a filter.
const APART: &str = "each of these, but in separate statements: who acts in one, and what another is about.";

/// What can be searched for, and what each finds.
const EXAMPLES: [(&str, &str); 6] = [
    ("iom recruitment", "all words, in any order"),
    ("\"referral mechanism\"", "side by side"),
    ("survivors !unodc", "without a word"),
    ("ukraine year:2022", "of a year"),
    ("entity:cbss barnahus", "of one body"),
    ("who chaired in 2022", "a question"),
];
/// The columns beside an example that a note on it needs.
const NOTE_WIDTH: usize = 29;

/// Says in a sentence how many passages there are without each part of the filter, of those that are found.
fn without_each(browse: &Browse, corpus: &Corpus, found: Option<&PassageSet>) -> Option<String> {
    let filter = browse.effective();
    let mut without = filter.facets().filter_map(|facet| {
        let mut set = filter.without(facet).set(corpus, None);
        found.into_iter().for_each(|found| set.intersect_with(found));
        let what = filter.describe_facet(corpus, facet)?;
        (set.count() > 0).then_some((what, set.count()))
    });
    let (what, number) = without.next()?;
    let first = format!("Without the filter {what}: {}", text::count(number, "passage"));
    let others = without.map(|(what, number)| format!("without {what}: {number}"));
    Some(format!("{}.", std::iter::once(first).chain(others).collect::<Vec<_>>().join("; ")))
}

/// Draws why the list is empty, and what to do.
fn empty(browse: &Browse, corpus: &Corpus, theme: Theme, area: Rect, buf: &mut Buffer) {
    let mut words: Vec<(String, Style)> = Vec::new();
    match &browse.search {
        Some(search) if search.is_blank(corpus) => {
            words.push(("Type a body, a country, a topic, a word, a question.".to_owned(), Style::new()));
            words.push((String::new(), Style::new()));
            let column = EXAMPLES.iter().map(|(query, _)| text::width(query)).max().unwrap_or(0);
            let has_room = usize::from(area.width) >= column + NOTE_WIDTH;
            for (query, finds) in EXAMPLES {
                let pad = " ".repeat(column - text::width(query) + 2);
                let words_and_note = format!("  {query}{pad}{finds}");
                words.push((if has_room { words_and_note } else { format!("  {query}") }, theme.quiet()));
            }
        }
        Some(search) if search.answer.is_none() => words.push(("Searching ...".to_owned(), theme.quiet())),
        Some(search) => {
            words.push((format!("Nothing matches \"{}\".", search.input.text().trim()), theme.strong()));
            if let Some(answer) = &search.answer {
                words.extend(answer.problems.iter().map(|p| (super::draw::in_prompt(p), theme.status())));
                // What is known of the words, such as that no passage names this country, has room here.
                words.extend(answer.notes.iter().map(|n| (format!("{}.", text::capitalized(n)), Style::new())));
                let without: Vec<String> =
                    answer.relaxations.iter().take(4).map(|(what, n)| format!("{n} without {what}")).collect();
                if !without.is_empty() {
                    words.push((format!("There are {}.", without.join(", ")), Style::new()));
                }
                if !answer.suggestions.is_empty() {
                    words.push((format!("Similar words: {}", answer.suggestions.join(", ")), Style::new()));
                }
            }
            let filter = browse.effective();
            let found = search.answer.as_ref().map(|answer| &answer.passages);
            words.extend(without_each(browse, corpus, found).map(|words| (words, Style::new())));
            if !filter.is_empty() {
                words.push((format!("The filter is {}; X clears it.", filter.describe(corpus)), Style::new()));
            }
            if words.len() == 1 {
                words.push((String::new(), Style::new()));
                words.push(("Try another word, or only its beginning. F1 has the grammar.".to_owned(), theme.quiet()));
            }
        }
        None => {
            words.push(("No record in these reports.".to_owned(), theme.strong()));
            words.push(("That is not the same as no activity.".to_owned(), Style::new()));
            match browse.derived.apart {
                0 => {}
                1 => words.push((format!("1 passage has {APART}"), Style::new())),
                some => words.push((format!("{some} passages have {APART}"), Style::new())),
            }
            words.extend(without_each(browse, corpus, None).map(|words| (words, Style::new())));
            words.push(("u undoes the last change, X clears all filters.".to_owned(), theme.quiet()));
        }
    }
    let width = usize::from(area.width.saturating_sub(2));
    let inside = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let wrapped = words.into_iter().flat_map(|(line, style)| {
        let lines: Vec<Line<'static>> = text::wrap(&line, width)
            .into_iter()
            .map(|r| Line::styled(line.get(r).unwrap_or("").to_owned(), style))
            .collect();
        lines
    });
    lines::page(wrapped, inside, buf);
}
