//! The three panes of values, with counts and bars.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::lines;
use crate::corpus::Corpus;
use crate::layout::Pane;
use crate::model::browse::{Browse, facet_number};
use crate::text;
use crate::theme::Theme;

/// A value of a pane.
struct Value {
    name: String,
    count: usize,
    wanted: bool,
    excluded: bool,
}

/// Draws one pane of values.
pub fn draw(pane: Pane, browse: &Browse, corpus: &Corpus, theme: Theme, buf: &mut Buffer) {
    let area = browse.derived.areas.pane(pane);
    if area.is_empty() {
        return;
    }
    let values = values(pane, browse, corpus);
    let focused = browse.focus == pane && browse.search.as_ref().is_none_or(|s| !s.typing);
    let (number, name) = match pane {
        Pane::Years => (2, "Years"),
        Pane::Priorities => (3, "Priorities"),
        _ => (1, "Entities"),
    };
    let cursor = browse.cursors[facet_number(pane)];
    let wanted = values.iter().filter(|v| v.wanted).count();
    let right =
        if wanted > 0 { format!("{wanted} wanted") } else { position(cursor.selected, values.len(), area, pane) };
    let inner = lines::frame(area, Line::from(format!(" {number} {name} ")), Some(right), focused, theme, buf);
    let most = values.iter().skip(usize::from(pane == Pane::Entities)).map(|v| v.count).max().unwrap_or(0).max(1);
    for ((n, value), y) in values.iter().enumerate().skip(cursor.offset).zip(inner.y..inner.bottom()) {
        let row = Rect { y, height: 1, ..inner };
        let here = n == cursor.selected;
        let whole = pane == Pane::Entities && n == 0;
        let bar = if whole { 0 } else { value.count };
        let line = line(value, here, bar, most, usize::from(inner.width), theme);
        let selected = here && (focused || pane == Pane::Entities);
        let style = if selected { theme.selected(focused) } else { Style::new() };
        line.style(style).render(row, buf);
        if here && focused {
            buf.set_style(row, theme.selected(true));
        }
    }
}

fn position(selected: usize, len: usize, area: Rect, pane: Pane) -> String {
    if len + 2 > usize::from(area.height) {
        format!("{}/{len}", selected + 1)
    } else {
        (len - usize::from(pane == Pane::Entities)).to_string()
    }
}

fn values(pane: Pane, browse: &Browse, corpus: &Corpus) -> Vec<Value> {
    let d = &browse.derived;
    let count = |n: usize| d.entities.get(n).copied().unwrap_or(0);
    match pane {
        Pane::Years => d
            .years
            .iter()
            .map(|&(year, count)| Value {
                name: year.to_string(),
                count,
                wanted: browse.filter.years.include.contains(&year),
                excluded: browse.filter.years.exclude.contains(&year),
            })
            .collect(),
        Pane::Priorities => corpus
            .priorities
            .iter()
            .zip(&d.priorities)
            .map(|(p, &count)| Value {
                name: format!("{} {}", p.number, p.short),
                count,
                wanted: browse.filter.priorities.include.contains(&p.number),
                excluded: browse.filter.priorities.exclude.contains(&p.number),
            })
            .collect(),
        _ => {
            let all = Value { name: "All".to_owned(), count: count(0), wanted: false, excluded: false };
            let entities = (0u16..).zip(&corpus.entities).map(|(n, e)| {
                let id = crate::corpus::EntityId(n);
                let indent = if e.parent.is_some() { " " } else { "" };
                Value {
                    name: format!("{indent}{}", e.id),
                    count: count(usize::from(n) + 1),
                    wanted: browse.filter.entities.include.contains(&id),
                    excluded: browse.filter.entities.exclude.contains(&id),
                }
            });
            std::iter::once(all).chain(entities).collect()
        }
    }
}

fn line(value: &Value, here: bool, bar: usize, most: usize, width: usize, theme: Theme) -> Line<'static> {
    let marks = theme.marks();
    let mark = match (value.wanted, value.excluded) {
        (true, _) => marks.wanted,
        (_, true) => marks.excluded,
        _ => " ",
    };
    let cursor = if here { marks.cursor } else { " " };
    let dead = value.count == 0 && !value.wanted;
    let name_style = match () {
        () if value.wanted => theme.strong(),
        () if dead || value.excluded => theme.dim(),
        () => Style::new(),
    };
    let count = if value.count == 0 { "-".to_owned() } else { text::grouped(value.count) };
    let room = width.saturating_sub(3 + 6);
    let bars = match room {
        0..=15 => 0,
        16..=19 => 4,
        20..=26 => 6,
        _ => 8,
    };
    let name_room = room.saturating_sub(bars + 1);
    let name = text::truncate(&value.name, name_room).into_owned();
    let pad = " ".repeat(name_room.saturating_sub(text::width(&name)) + 1);
    let halves = (bar * bars * 2).div_ceil(most).min(bars * 2);
    let bar = format!(
        "{}{}{}",
        marks.bar.repeat(halves / 2),
        marks.half.repeat(halves % 2),
        " ".repeat(bars - halves.div_ceil(2))
    );
    Line::from(vec![
        Span::styled(cursor, theme.strong()),
        Span::styled(mark, theme.strong()),
        Span::raw(" "),
        Span::styled(name, name_style),
        Span::raw(pad),
        Span::styled(bar, theme.bar()),
        Span::styled(format!("{count:>6}"), if dead { theme.dim() } else { Style::new() }),
    ])
}
