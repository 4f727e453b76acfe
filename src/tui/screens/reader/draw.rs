//! The reader: the report's text at a readable width, with the outline at the side.

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::corpus::{Corpus, Item, Section};
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

/// Returns the titles of sections, cut to fit. Titles with the same room are cut so that they still differ.
fn titles(sections: &[&Section], room_of: impl Fn(&Section) -> usize) -> Vec<String> {
    let mut titles = vec![String::new(); sections.len()];
    let rooms: BTreeSet<usize> = sections.iter().map(|section| room_of(section)).collect();
    for room in rooms {
        let at: Vec<usize> = (0..sections.len()).filter(|&n| room_of(sections[n]) == room).collect();
        let names: Vec<&str> = at.iter().map(|&n| sections[n].title.as_str()).collect();
        for (n, title) in at.into_iter().zip(text::truncate_names(&names, room)) {
            titles[n] = title.into_owned();
        }
    }
    titles
}

fn outline(reader: &Reader, corpus: &Corpus, theme: Theme, buf: &mut Buffer) {
    let area = reader.areas.outline;
    let here = reader.section(corpus);
    let at = if reader.entered { reader.cursor.selected } else { here };
    let right = format!("{}/{}", at + 1, reader.sections().len());
    let inner = lines::frame(area, Line::from(" Outline "), Some(right), reader.entered, theme, buf);
    let shown = reader.sections().iter().skip(reader.cursor.offset).take(usize::from(inner.height));
    let shown: Vec<&Section> = shown.map(|&id| corpus.section(id)).collect();
    let indent_of = |section: &Section| usize::from(section.depth.min(4)) * 2;
    let titles = titles(&shown, |section| usize::from(inner.width).saturating_sub(indent_of(section) + 1));
    for (((n, section), title), y) in (reader.cursor.offset..).zip(shown).zip(titles).zip(inner.y..) {
        let indent = " ".repeat(indent_of(section));
        let mark = if n == here { theme.symbols().here } else { " " };
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
