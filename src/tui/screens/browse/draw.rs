//! The browse screen: header, panes, tabs, list and reading pane.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::corpus::Corpus;
use crate::search::complete::Completion;
use crate::search::{Answer, Hit, Target};
use crate::text;
use crate::tui::command::Command;
use crate::tui::keymap::{Context, Keymap};
use crate::tui::layout::{Pane, inner};
use crate::tui::model::Model;
use crate::tui::screens::browse::{Browse, Tab};
use crate::tui::screens::browse::{header, list, panes};
use crate::tui::screens::report;
use crate::tui::theme::Theme;
use crate::tui::widgets::{footer, lines, prompt};

/// Draws the browse screen. Returns the position of the cursor while a prompt has the keys.
pub fn draw(model: &Model, browse: &Browse, corpus: &Corpus, theme: Theme, buf: &mut Buffer) -> Option<Position> {
    let areas = browse.derived.areas;
    let cursor = match &browse.search {
        Some(search) => prompt::search(search, browse.derived.rows.len(), theme, areas.header, buf),
        None => {
            header::draw(model, browse, corpus, theme, areas.header, buf);
            None
        }
    };
    for pane in Pane::FACETS {
        panes::draw(pane, browse, corpus, theme, buf);
    }
    match &browse.search {
        Some(_) => found(browse, corpus, theme, areas.tabs, buf),
        None => match &browse.within {
            Some(within) => {
                source(browse, &within.label(corpus, &browse.effective()), theme, areas.tabs, buf);
            }
            None => tabs(model, browse, theme, areas.tabs, buf),
        },
    }
    list::draw(model, browse, corpus, theme, buf);
    reading(browse, corpus, theme, buf);
    footer::draw(model, corpus, theme, areas.footer, buf);
    cursor
}

/// Draws the tabs with their counts, in full if they fit. Otherwise they have short names, then no counts, and where even
/// these have no room, the visible one is shown alone.
fn tabs(model: &Model, browse: &Browse, theme: Theme, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let spans = fitting_tabs(browse, area, &model.keys, theme).into_iter().flat_map(|(_, spans)| spans);
    lines::draw(&Line::from(spans.collect::<Vec<_>>()), area, buf);
}

/// Returns the tab at a place.
pub(crate) fn tab_at(browse: &Browse, at: Position) -> Option<Tab> {
    let area = browse.derived.areas.tabs;
    if !area.contains(at) || browse.search.is_some() || browse.within.is_some() {
        return None;
    }
    let mut left = usize::from(at.x - area.x);
    fitting_tabs(browse, area, &Keymap::default(), Theme::default()).into_iter().find_map(|(tab, spans)| {
        let width = spans.iter().map(Span::width).sum();
        let is_here = left < width;
        left = left.saturating_sub(width);
        is_here.then_some(tab)
    })
}

/// A tab, and the spans that show it: a click on them goes there.
type TabSpans = (Tab, Vec<Span<'static>>);

/// Returns the tabs in as many letters as fit.
fn fitting_tabs(browse: &Browse, area: Rect, keys: &Keymap, theme: Theme) -> Vec<TabSpans> {
    let shown = browse.derived.tab.unwrap_or(browse.tab);
    let fits = |tabs: &Vec<TabSpans>| {
        tabs.iter().flat_map(|tab| &tab.1).map(Span::width).sum::<usize>() <= usize::from(area.width)
    };
    let looks = [
        TabLook { between: Between::Dots, is_short: false, has_counts: true },
        TabLook { between: Between::Spaces, is_short: false, has_counts: true },
        TabLook { between: Between::Spaces, is_short: true, has_counts: true },
        TabLook { between: Between::Spaces, is_short: true, has_counts: false },
        TabLook { between: Between::Space, is_short: true, has_counts: false },
    ];
    // Where the tabs fit beside some but not beside others, they would come and go.
    let all = looks.into_iter().filter(|look| look.has_counts || area.width >= ALL_TABS_MIN_WIDTH);
    let mut all = all.map(|look| tab_spans(browse, shown, look, theme));
    all.find(fits).unwrap_or_else(|| one_tab(browse, shown, keys, theme))
}

/// Returns the visible tab between the keys that lead to others, and its place among them.
fn one_tab(browse: &Browse, shown: Tab, keys: &Keymap, theme: Theme) -> Vec<TabSpans> {
    let key = |command: Command| {
        let binding = keys.rows(Context::List).find(|binding| binding.command == command);
        let name = binding.and_then(|binding| binding.keys.first()).map(|key| key.name()).unwrap_or_default();
        Span::styled(format!(" {name} "), theme.key())
    };
    let at = Tab::ALL.iter().position(|tab| *tab == shown).unwrap_or(0);
    let count = browse.derived.tabs.get(at).copied().unwrap_or(0);
    let count = match shown {
        Tab::Profile => String::new(),
        Tab::Publications if browse.derived.counts_works => format!(" {}", text::count(count, "work")),
        _ => format!(" {}", text::count(count, "passage")),
    };
    let place = format!(" {} of {}", at + 1, Tab::ALL.len());
    vec![
        (browse.tab_after(-1), vec![key(Command::PreviousTab)]),
        (shown, vec![Span::styled(shown.name(), theme.tab()), Span::raw(count)]),
        (browse.tab_after(1), vec![key(Command::NextTab), Span::styled(place, theme.quiet())]),
    ]
}

/// The columns that all tabs have room in, whichever is visible.
const ALL_TABS_MIN_WIDTH: u16 = 48;

/// What stands between tabs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Between {
    Dots,
    Spaces,
    Space,
}

/// How tabs are shown. Names are words, however little room there is.
#[derive(Clone, Copy)]
struct TabLook {
    between: Between,
    /// Whether names are short.
    is_short: bool,
    /// Whether their numbers are shown. Where they are not, the list has that of the visible one.
    has_counts: bool,
}

/// Returns each tab, with what stands before it. Numbers count passages; where they count
/// works, the tab says so, or is called so.
fn tab_spans(browse: &Browse, shown: Tab, look: TabLook, theme: Theme) -> Vec<TabSpans> {
    let TabLook { between, is_short, has_counts } = look;
    let tab = |(n, tab): (usize, Tab)| {
        let mut spans = Vec::new();
        if n == 0 {
            spans.push(Span::raw(" "));
        } else {
            let between = match between {
                Between::Dots => format!(" {} ", theme.symbols().dot),
                Between::Spaces => "  ".to_owned(),
                Between::Space => " ".to_owned(),
            };
            spans.push(Span::styled(between, theme.dim()));
        }
        let count = browse.derived.tabs[n];
        let here = tab == shown;
        let counts_works = tab == Tab::Publications && browse.derived.counts_works;
        let name = if is_short { tab.short_name() } else { tab.name() };
        let unit = match count {
            1 if counts_works && !is_short => " work",
            2.. if counts_works && !is_short => " works",
            _ => "",
        };
        let style = match (here, count) {
            (true, _) => theme.tab(),
            (false, 0) if tab != Tab::Profile => theme.quiet(),
            _ => Style::new(),
        };
        spans.push(Span::styled(name, style));
        if tab != Tab::Profile && has_counts {
            let number = if count == 0 { "-".to_owned() } else { text::grouped(count) };
            spans.push(Span::styled(format!(" {number}{unit}"), if here { Style::new() } else { theme.quiet() }));
        }
        (tab, spans)
    };
    Tab::ALL.into_iter().enumerate().map(tab).collect()
}

/// Returns the columns that an answer has in an area.
pub(super) fn answer_width(area: Rect) -> usize {
    usize::from(area.width).saturating_sub(2)
}

/// Draws the result of the search in words, in place of the tabs.
fn found(browse: &Browse, corpus: &Corpus, theme: Theme, area: Rect, buf: &mut Buffer) {
    let Some(search) = &browse.search else { return };
    if let Some(candidates) = search.completing.candidates.as_ref().filter(|_| search.typing) {
        completions(candidates, search.completing.chosen, theme, area, buf);
        return;
    }
    let filter = browse.effective();
    let mut spans = vec![Span::raw(" ")];
    if let Some(words) = search.direct_answer() {
        let rows = text::wrap(words, answer_width(area));
        let shown = usize::from(area.height);
        let more = |n: usize| if n + 1 == shown && rows.len() > shown { " \u{2026}" } else { "" };
        let row = |(n, range): (usize, &Range<usize>)| {
            format!(" {}{}", words.get(range.clone()).unwrap_or_default(), more(n))
        };
        let rows = rows.iter().enumerate().map(row).collect::<Vec<_>>().into_iter();
        return lines::page(rows.map(|row| Line::styled(row, theme.strong())), area, buf);
    }
    if let Some(answer) = &search.answer {
        let room = usize::from(area.width).saturating_sub(2);
        // Where nothing is found, the list says it in full.
        if let Some(problem) = notice(answer).filter(|_| !browse.derived.rows.is_empty()) {
            spans.push(Span::styled(text::truncate(&problem, room).into_owned(), theme.status()));
        } else {
            let scope =
                if filter.is_empty() { "in all reports".to_owned() } else { format!("in {}", filter.describe(corpus)) };
            let part = browse.derived.rows.iter().filter(|hit| hit.missing != 0).count();
            let part = if part == 0 {
                String::new()
            } else {
                format!(", {} {part} with some of the words", theme.symbols().part)
            };
            let passages = text::count(browse.derived.total, "passage");
            let is_other = |hit: &&Hit| !matches!(hit.target, Target::Passage(_));
            // Bodies, terms, headings and works are found, too.
            let count = match browse.derived.rows.iter().filter(is_other).count() {
                0 => passages,
                1 => format!("{passages}, 1 other result"),
                others => format!("{passages}, {others} other results"),
            };
            // What a filter alone leaves is found by no word.
            let selected = browse.derived.rows.get(browse.list.selected).filter(|_| !answer.highlighter.is_empty());
            let why = selected.map(|hit| {
                let without = answer.without(hit).map(|words| format!(", {words}")).unwrap_or_default();
                format!("  {} this one found by {}{without}", theme.symbols().dot, hit.why.words())
            });
            // What has no room is left out as a whole, the reason first.
            let full = format!("{count} {scope}{part}");
            let found = if text::width(&full) <= room { full } else { format!("{count}{part}") };
            let why = why.filter(|why| text::width(&found) + text::width(why) <= room);
            spans.push(Span::raw(text::truncate(&found, room).into_owned()));
            spans.extend(why.map(|why| Span::styled(why, theme.quiet())));
        }
    }
    lines::draw(&Line::from(spans), area, buf);
}

/// Returns what is to be known of a query, in the words of a prompt: there, Tab names what a command lists.
fn notice(answer: &Answer) -> Option<String> {
    let words = answer.notice()?;
    Some(in_prompt(&words))
}

/// Returns a problem of a query in the words of a prompt.
pub(super) fn in_prompt(problem: &str) -> String {
    let words = problem
        .split_once("; `list")
        .map_or_else(|| problem.to_owned(), |(words, _)| format!("{words}: left out (Tab lists)"));
    text::capitalized(&words)
}

/// Draws what the listed passages are, in place of the tabs.
fn source(browse: &Browse, label: &str, theme: Theme, area: Rect, buf: &mut Buffer) {
    let (listed, total) = (browse.derived.rows.len(), browse.derived.total);
    let of = match browse.search {
        None if !browse.is_page() && listed != total => format!("{} of ", text::grouped(listed)),
        _ => String::new(),
    };
    let count = format!("{of}{}", text::count(total, "passage"));
    let words = format!(" {label}  {} {count}", theme.symbols().dot);
    let room = usize::from(area.width);
    let spans = if text::width(&words) <= room {
        vec![Span::styled(format!(" {label}"), theme.tab()), Span::raw(format!("  {} {count}", theme.symbols().dot))]
    } else {
        vec![Span::styled(text::truncate(&words, room).into_owned(), theme.strong())]
    };
    lines::draw(&Line::from(spans), area, buf);
}

/// Draws the candidates at the cursor, with the one that stands in the prompt or that Tab would put there marked.
fn completions(completion: &Completion, chosen: Option<usize>, theme: Theme, area: Rect, buf: &mut Buffer) {
    let marked = chosen.unwrap_or(0);
    // The marked one is always in view.
    let first = marked.saturating_sub(3);
    let mut spans = vec![Span::styled(" Tab", theme.key()), Span::raw(" ")];
    let width = |spans: &[Span<'_>]| spans.iter().map(Span::width).sum::<usize>();
    for (n, (value, label)) in completion.values.iter().zip(&completion.labels).enumerate().skip(first) {
        let needed = width(&spans) + text::width(value) + if n + 1 < completion.values.len() { 5 } else { 3 };
        if n > marked && needed > usize::from(area.width) {
            spans.push(Span::raw(" \u{2026}"));
            break;
        }
        if n > first {
            spans.push(Span::styled(format!(" {} ", theme.symbols().dot), theme.dim()));
        }
        spans.push(Span::styled(value.clone(), if n == marked { theme.tab() } else { Style::new() }));
        if let Some(more) = label.strip_prefix(value.as_str()).filter(|m| n == marked && !m.is_empty()) {
            let room = usize::from(area.width).saturating_sub(width(&spans)).min(44);
            spans.push(Span::styled(text::truncate(more, room).into_owned(), theme.quiet()));
        }
    }
    lines::draw(&Line::from(spans), area, buf);
}

/// Draws the reading pane, or the page in its place.
fn reading(browse: &Browse, corpus: &Corpus, theme: Theme, buf: &mut Buffer) {
    let area = browse.derived.areas.reading;
    if area.is_empty() {
        return;
    }
    let focused = browse.focus == Pane::Reading;
    if browse.is_page() {
        let right = lines::place(browse.page.scroll, usize::from(inner(area).height), browse.page.document.lines.len());
        let title = if browse.profiled(corpus).is_some() { " Profile " } else { " About these reports " };
        let within = lines::frame(area, Line::from(title), right, focused, theme, buf);
        let within = Rect { x: within.x + 1, width: within.width.saturating_sub(2), ..within };
        report::draw::draw(&browse.page, focused, theme, within, buf);
        return;
    }
    let all = &browse.lines;
    let rows = usize::from(inner(area).height);
    let right = lines::place(browse.scroll, rows, all.len());
    let within = lines::frame(area, Line::from(" Reading "), right, focused, theme, buf);
    let within = Rect { x: within.x + 1, width: within.width.saturating_sub(2), ..within };
    lines::page(all.iter().skip(browse.scroll).map(|l| lines::styled(l, theme)), within, buf);
}
