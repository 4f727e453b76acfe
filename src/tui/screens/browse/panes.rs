//! The panes of values, with counts and bars.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::analysis::FacetValue;
use crate::corpus::Corpus;
use crate::corpus::filter::Facet;
use crate::corpus::vocabulary::TopicId;
use crate::text;
use crate::tui::layout::Pane;
use crate::tui::screens::browse::YearCount;
use crate::tui::screens::browse::fold::is_named;
use crate::tui::screens::browse::{Browse, facet_number};
use crate::tui::theme::Theme;
use crate::tui::widgets::lines;

/// The width of a pane from which on it has full names, and that of the ids before them.
const NAMES_MIN_WIDTH: u16 = 70;
const ID_WIDTH: usize = 13;

/// A value of a pane.
struct PaneValue<'v> {
    name: Cow<'v, str>,
    count: usize,
    wanted: bool,
    /// Whether it is included with a region that it lies in.
    implied: bool,
    excluded: bool,
}

/// Draws one pane of values.
pub fn draw(pane: Pane, browse: &Browse, corpus: &Corpus, theme: Theme, buf: &mut Buffer) {
    let area = browse.derived.areas.pane(pane);
    if area.is_empty() {
        return;
    }
    if browse.derived.areas.is_folded(pane) {
        return folded(pane, browse, corpus, theme, buf);
    }
    let values = values(pane, browse, corpus, area.width >= NAMES_MIN_WIDTH, theme);
    let focused = browse.focus == pane && browse.search.as_ref().is_none_or(|s| !s.typing);
    let number = facet_number(pane) + 1;
    let cursor = browse.cursors[facet_number(pane)];
    let wanted = match pane {
        // A region is one value, however many places lie in it.
        Pane::Places => {
            browse.filter.to_args(corpus, Facet::Place).iter().filter(|value| !value.starts_with('!')).count()
        }
        _ => values.iter().filter(|v| v.wanted).count(),
    };
    let title = format!(" {number} {} ", pane.title());
    let room = usize::from(area.width).saturating_sub(text::width(&title) + 6);
    let excluded = values.iter().filter(|value| value.excluded).count();
    let right = match wanted {
        0 if excluded > 0 => format!("{excluded} {}", theme.symbols().excluded),
        _ if wanted > 0 && excluded > 0 => {
            format!("{wanted} {}  {excluded} {}", theme.symbols().wanted, theme.symbols().excluded)
        }
        0 => position(cursor.selected, values.len(), area, pane),
        some => {
            let words = format!("{some} selected");
            if text::width(&words) <= room { words } else { format!("{some} {}", theme.symbols().wanted) }
        }
    };
    let inner = lines::frame(area, Line::from(title), Some(right), focused, theme, buf);
    // A tab shows a part of them; the title says how many.
    let has_tabs = browse.search.is_none() && browse.within.is_none();
    lines::counted(if has_tabs { "passages, all tabs" } else { "passages" }, area, theme, buf);
    let columns = PaneColumns::new(&values, pane, usize::from(inner.width));
    let shown = values.iter().enumerate().skip(cursor.offset).take(usize::from(inner.height));
    let names: Vec<&str> = shown.clone().map(|(_, value)| value.name.as_ref()).collect();
    let names = text::truncate_names(&names, columns.name);
    for (((n, value), name), y) in shown.zip(names).zip(inner.y..) {
        let row = Rect { y, height: 1, ..inner };
        let here = n == cursor.selected;
        lines::spans(&columns.spans(value, name, here, pane == Pane::Entities && n == 0, theme), row, buf);
        if here && (focused || pane == Pane::Entities) {
            lines::select(row, focused, theme, buf);
        }
    }
}

/// Draws a pane that is folded to a line: its key, its name, and what is selected in it.
fn folded(pane: Pane, browse: &Browse, corpus: &Corpus, theme: Theme, buf: &mut Buffer) {
    let area = browse.derived.areas.pane(pane);
    let filter = if pane == Pane::Entities { browse.effective() } else { browse.filter.clone() };
    let chosen = filter.describe_facet(corpus, pane.facet()).unwrap_or_else(|| "all".to_owned());
    // The name of the pane stands before it.
    let chosen = chosen.replace("priority ", "");
    let label = format!("{} {}", facet_number(pane) + 1, pane.title());
    let room = usize::from(area.width).saturating_sub(text::width(&label) + 5);
    let spans = [Span::raw(format!("  {label}  ")), Span::styled(text::truncate(&chosen, room), theme.quiet())];
    lines::spans(&spans, area, buf);
}

/// The widths of names, bars and counts in a pane, and the count that gets the longest bar.
struct PaneColumns {
    name: usize,
    bar: usize,
    count: usize,
    most: usize,
}

impl PaneColumns {
    fn new(values: &[PaneValue<'_>], pane: Pane, width: usize) -> Self {
        let counted = values.iter().skip(usize::from(pane == Pane::Entities));
        let most = counted.map(|v| v.count).max().unwrap_or(0).max(1);
        let widest = values.iter().map(|v| v.count).max().unwrap_or(0);
        let count = text::grouped(widest).len() + 1;
        let room = width.saturating_sub(3 + count);
        let longest = values.iter().map(|v| text::width(&v.name)).max().unwrap_or(0);
        let name = longest.min(room);
        let bar = room.saturating_sub(name + 1).min(10);
        Self { name: room.saturating_sub(bar + usize::from(bar > 0)), bar, count, most }
    }

    fn spans<'v>(
        &self,
        value: &PaneValue<'_>,
        name: Cow<'v, str>,
        here: bool,
        whole: bool,
        theme: Theme,
    ) -> [Span<'v>; 8] {
        let marks = theme.symbols();
        let mark = match value {
            PaneValue { implied: true, .. } => marks.implied,
            PaneValue { wanted: true, .. } => marks.wanted,
            PaneValue { excluded: true, .. } => marks.excluded,
            _ => " ",
        };
        let dead = value.count == 0 && !value.wanted;
        let name_style = match () {
            () if value.wanted => theme.strong(),
            () if dead || value.excluded => theme.quiet(),
            () => Style::new(),
        };
        let pad = lines::blank(self.name - text::width(&name).min(self.name) + usize::from(self.bar > 0));
        let halves = if whole { 0 } else { (value.count * self.bar * 2).div_ceil(self.most).min(self.bar * 2) };
        // Every frame has some thirty rows: what needs no memory of its own takes none.
        let mut bars = String::with_capacity(marks.bar.len() * halves.div_ceil(2));
        (0..halves / 2).for_each(|_| bars.push_str(marks.bar));
        (0..halves % 2).for_each(|_| bars.push_str(marks.half));
        let count = if value.count == 0 { Cow::Borrowed("-") } else { Cow::Owned(text::grouped(value.count)) };
        let blank = lines::blank(self.bar - halves.div_ceil(2) + self.count.saturating_sub(count.len()));
        [
            Span::styled(if here { marks.cursor } else { " " }, theme.strong()),
            Span::styled(mark, theme.strong()),
            Span::raw(" "),
            Span::styled(name, name_style),
            Span::raw(pad),
            Span::styled(bars, theme.bar()),
            Span::raw(blank),
            Span::styled(count, if dead { theme.quiet() } else { Style::new() }),
        ]
    }
}

fn position(selected: usize, len: usize, area: Rect, pane: Pane) -> String {
    if len + 2 > usize::from(area.height) {
        format!("{}/{len}", selected + 1)
    } else {
        (len - usize::from(pane == Pane::Entities)).to_string()
    }
}

/// Returns the values of a pane, those of bodies and priorities with their full names if there is room.
fn values<'v>(pane: Pane, browse: &'v Browse, corpus: &'v Corpus, has_room: bool, theme: Theme) -> Vec<PaneValue<'v>> {
    let d = &browse.derived;
    let count = |n: usize| d.entities.get(n).copied().unwrap_or(0);
    match pane {
        Pane::Years => d
            .years
            .iter()
            .map(|&YearCount { year, count, stated }| PaneValue {
                name: if stated > 0 { format!("{year}, {stated} stated") } else { year.to_string() }.into(),
                count,
                wanted: browse.filter.years.include.contains(&year),
                implied: false,
                excluded: browse.filter.years.exclude.contains(&year),
            })
            .collect(),
        Pane::Priorities => corpus
            .priorities
            .iter()
            .zip(&d.priorities)
            .map(|(p, &count)| PaneValue {
                name: format!("{} {}", p.number, if has_room { &p.title } else { &p.short }).into(),
                count,
                wanted: browse.filter.priorities.include.contains(&p.number),
                implied: false,
                excluded: browse.filter.priorities.exclude.contains(&p.number),
            })
            .collect(),
        Pane::Topics => (0u16..)
            .map(TopicId)
            .zip(&corpus.topics)
            .zip(&d.topics)
            .map(|((id, topic), &count)| PaneValue {
                name: topic.name.as_str().into(),
                count,
                wanted: browse.filter.topics.include.contains(&id),
                implied: false,
                excluded: browse.filter.topics.exclude.contains(&id),
            })
            .collect(),
        Pane::Languages => d
            .languages
            .iter()
            .map(|(language, count)| PaneValue {
                name: language.as_str().into(),
                count: *count,
                wanted: browse.filter.languages.include.contains(language),
                implied: false,
                excluded: browse.filter.languages.exclude.contains(language),
            })
            .collect(),
        Pane::Places => places(browse, corpus, theme),
        _ => {
            let all = PaneValue { name: "All".into(), count: count(0), wanted: false, implied: false, excluded: false };
            let entities = (0u16..).zip(&corpus.entities).map(|(n, e)| {
                let id = crate::corpus::EntityId(n);
                let acronym: Cow<'_, str> =
                    if e.parent.is_some() { format!(" {}", e.id).into() } else { e.id.as_str().into() };
                PaneValue {
                    name: if has_room { format!("{acronym:<ID_WIDTH$}{}", e.name).into() } else { acronym },
                    count: count(usize::from(n) + 1),
                    // The body under the cursor filters without a tick: it goes with the cursor.
                    wanted: browse.filter.entities.include.contains(&id),
                    implied: false,
                    excluded: browse.filter.entities.exclude.contains(&id),
                }
            });
            std::iter::once(all).chain(entities).collect()
        }
    }
}

/// Returns the regions, and below those that are unfolded the places in them.
fn places<'v>(browse: &'v Browse, corpus: &'v Corpus, theme: Theme) -> Vec<PaneValue<'v>> {
    let tops = &corpus.gazetteer().regions;
    let marks = theme.symbols();
    let filter = &browse.filter.places;
    // What the filter names is ticked; what lies in a region that it names has another sign.
    let named = browse.filter.to_args(corpus, Facet::Place);
    let row = |(key, count): &'v (FacetValue, usize)| {
        let (place, mark, places) = match key {
            FacetValue::Region(name, places) => {
                let top = tops.iter().find(|top| top.name == *name);
                let mark =
                    top.map(|top| if browse.is_region_folded(tops, top) { marks.folded } else { marks.unfolded });
                (name.as_str(), mark.map_or_else(|| " ".repeat(4), |mark| format!("{mark} ")), places.as_slice())
            }
            FacetValue::Place(place) => (place.as_str(), " ".repeat(4), std::slice::from_ref(place)),
            _ => ("", String::new(), &[][..]),
        };
        let all = |of: &std::collections::BTreeSet<_>| places.iter().all(|place| of.contains(place));
        let (wanted, excluded) = (all(&filter.include), all(&filter.exclude));
        let implied = wanted && !is_named(&named, place);
        PaneValue { name: format!("{mark}{place}").into(), count: *count, wanted, implied, excluded }
    };
    browse.derived.places.iter().map(row).collect()
}
