//! The reader: the report's text at a readable width, with the outline at the side.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::corpus::{Corpus, Item};
use crate::document;
use crate::text;
use crate::tui::model::Model;
use crate::tui::screens::reader::Reader;
use crate::tui::theme::Theme;
use crate::tui::widgets::{footer, lines, prompt};

/// Draws the reader. Returns the position of the cursor while the find prompt has the keys.
pub fn draw(model: &Model, reader: &Reader, corpus: &Corpus, theme: Theme, buf: &mut Buffer) -> Option<Position> {
    let areas = reader.areas;
    let report = corpus.report(reader.report);
    let section = reader.sections().get(reader.section(corpus));
    let trail =
        section.map_or_else(String::new, |&s| corpus.section_path(s).join(&format!(" {} ", theme.symbols().step)));
    let percent = format!("{}%", reader.progress(corpus));
    let right = match (reader.section(corpus) + 1, reader.sections().len()) {
        (at, all) if areas.header.width >= 100 => format!("section {at} of {all}, {percent}"),
        _ => percent,
    };
    let room = usize::from(areas.header.width).saturating_sub(text::width(&report.title) + text::width(&right) + 5);
    let trail = text::truncate(&trail, room).into_owned();
    let pad = " ".repeat(room.saturating_sub(text::width(&trail)) + 1);
    Line::from(vec![
        Span::styled(report.title.to_string(), theme.strong()),
        Span::styled(format!(" {} ", theme.symbols().dot), theme.dim()),
        Span::styled(trail, theme.quiet()),
        Span::raw(pad),
        Span::styled(right, theme.quiet()),
    ])
    .render(areas.header, buf);
    if !areas.outline.is_empty() {
        outline(reader, corpus, theme, buf);
    }
    text(reader, corpus, theme, buf);
    let cursor = about(model, reader, corpus, theme, areas.about, buf);
    footer::draw(model, corpus, theme, areas.footer, buf);
    cursor
}

fn text(reader: &Reader, corpus: &Corpus, theme: Theme, buf: &mut Buffer) {
    let area = reader.areas.text;
    if area.is_empty() {
        return;
    }
    for ((item, line), y) in reader.visible_lines(corpus).into_iter().zip(area.y..area.bottom()) {
        lines::draw(&lines::styled(&line, theme), Rect { y, height: 1, ..area }, buf);
        if item == reader.at && !line.pieces.is_empty() && area.x >= 2 {
            let mark = Rect { x: area.x - 2, y, width: 1, height: 1 };
            lines::draw(&Line::styled(theme.symbols().here, theme.key()), mark, buf);
        }
    }
}

fn outline(reader: &Reader, corpus: &Corpus, theme: Theme, buf: &mut Buffer) {
    let area = reader.areas.outline;
    let here = reader.section(corpus);
    let right = format!("{}/{}", here + 1, reader.sections().len());
    let inner = lines::frame(area, Line::from(" Outline "), Some(right), reader.entered, theme, buf);
    let shown = reader.sections().iter().enumerate().skip(reader.cursor.offset).zip(inner.y..inner.bottom());
    let indent_of = |id| usize::from(corpus.section(id).depth.min(4)) * 2;
    let room_of = |id| usize::from(inner.width).saturating_sub(indent_of(id) + 1);
    for ((n, &id), y) in shown.clone() {
        let section = corpus.section(id);
        let indent = " ".repeat(indent_of(id));
        let mark = if n == here { theme.symbols().here } else { " " };
        let alike = shown.clone().map(|((_, &other), _)| other).filter(|&other| room_of(other) == room_of(id));
        let (ids, titles): (Vec<_>, Vec<_>) = alike.map(|other| (other, corpus.section(other).title.as_str())).unzip();
        let at = ids.iter().position(|&other| other == id).unwrap_or(0);
        let title = text::truncate_names(&titles, room_of(id)).swap_remove(at).into_owned();
        let style = if n == here {
            theme.strong()
        } else if section.depth == 0 {
            Style::new()
        } else {
            theme.quiet()
        };
        let row = Rect { y, height: 1, ..inner };
        Line::from(vec![Span::styled(mark, theme.key()), Span::raw(indent), Span::styled(title, style)])
            .render(row, buf);
        if reader.entered && n == reader.cursor.selected {
            buf.set_style(row, theme.selected(true));
        }
    }
}

/// Draws the line about the current passage, or the find prompt.
fn about(
    model: &Model,
    reader: &Reader,
    corpus: &Corpus,
    theme: Theme,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    if let Some(find) = &reader.find {
        let place = match reader.count() {
            _ if find.is_blank() => "find in this report".to_owned(),
            Some((n, of)) => format!("{n}/{of}"),
            None => "no match".to_owned(),
        };
        let cursor = prompt::line("find: ", &find.input, &place, theme, area, buf);
        return find.typing.then_some(cursor);
    }
    let Some(Item::Passage(id)) = corpus.report(reader.report).items.get(reader.at) else { return None };
    let passage = corpus.passage(*id);
    let who: Vec<&str> = passage.entities.iter().take(4).map(|&e| corpus.entity(e).id.as_str()).collect();
    let more = if passage.entities.len() > 4 { format!(" +{}", passage.entities.len() - 4) } else { String::new() };
    let dot = format!(" {} ", theme.symbols().dot);
    let place = reader.count().map_or_else(String::new, |(n, of)| format!("match {n}/{of}"));
    let marked = if model.is_marked(&passage.id) { "marked" } else { "" };
    let (who, when) = (format!("{}{more}", who.join(" ")), document::when(corpus, passage));
    let parts = [&place, marked, passage.kind.label(), &who, &when];
    // Where there is little room, a headline is worth more than what kind of passage it is on, and when.
    let tags = |parts: &[&str]| parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(&dot);
    let tags = match usize::from(area.width) {
        ..60 => tags(&[&place, marked, &who]),
        _ => tags(&parts),
    };
    let room = usize::from(area.width).saturating_sub(text::width(&tags) + 4);
    let headline = text::truncate(&passage.headline, room).into_owned();
    let pad = " ".repeat(room.saturating_sub(text::width(&headline)) + 1);
    Line::from(vec![
        Span::raw(" "),
        Span::styled(headline, theme.role(document::TextStyle::Headline)),
        Span::raw(pad),
        Span::styled(tags, theme.quiet()),
    ])
    .render(area, buf);
    None
}
