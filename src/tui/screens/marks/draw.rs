//! The tray of marked passages, and pages of their own.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::corpus::Corpus;
use crate::document;
use crate::text;
use crate::tui::layout;
use crate::tui::model::Model;
use crate::tui::screens::detail::DetailScreen;
use crate::tui::screens::marks::MarksScreen;
use crate::tui::theme::Theme;
use crate::tui::widgets::{footer, lines, prompt};

/// Draws the tray. Returns the position of the cursor while a note is being written.
pub fn draw(
    model: &Model,
    marks_screen: &MarksScreen,
    corpus: &Corpus,
    theme: Theme,
    buf: &mut Buffer,
) -> Option<Position> {
    let areas = marks_screen.areas;
    let cursor = match &marks_screen.note {
        Some(note) => Some(prompt::line("note: ", note, "Enter saves it", theme, areas.header, buf)),
        None => {
            let words = format!("Marks  {}, saved between runs", text::count(model.marks.len(), "passage"));
            Line::styled(words, theme.strong()).render(areas.header, buf);
            None
        }
    };
    let place = (!model.marks.is_empty()).then(|| format!("{}/{}", marks_screen.list.selected + 1, model.marks.len()));
    let inner = lines::frame(areas.list, Line::from(" Marks "), place, true, theme, buf);
    if model.marks.is_empty() {
        let words = ["Nothing is marked yet.", "", "Press m on a passage to mark it, in any list or report."];
        let wrapped = words.into_iter().flat_map(|w| {
            let lines: Vec<Line<'static>> = text::wrap(w, usize::from(inner.width.saturating_sub(2)))
                .into_iter()
                .map(|r| Line::from(format!(" {}", w.get(r).unwrap_or(""))))
                .collect();
            lines
        });
        lines::page(wrapped, inner, buf);
    }
    let mut y = inner.y;
    let tall = u16::try_from(marks_screen.row_height()).unwrap_or(2);
    for (n, mark) in model.marks.iter().enumerate().skip(marks_screen.list.offset) {
        if y + tall > inner.bottom() {
            break;
        }
        let here = n == marks_screen.list.selected;
        let room = usize::from(inner.width).saturating_sub(6);
        let (headline, from) = match corpus.find_passage(&mark.id) {
            Some(id) => {
                let passage = corpus.passage(id);
                let who = passage.entities.first().map_or("", |&e| corpus.entity(e).id.as_str());
                let from = format!("{who} {} {}", document::when(corpus, passage), theme.symbols().dot);
                (passage.headline.to_string(), format!("{from} {}", corpus.report(passage.report).title))
            }
            None => (mark.id.clone(), "not in this data".to_owned()),
        };
        let second = if mark.note.is_empty() { from } else { format!("note: {}", mark.note) };
        let lead = if here { theme.symbols().cursor } else { " " };
        let number = format!("{:>3} ", n + 1);
        let lines = usize::from(tall) - 1;
        for (at, range) in text::wrap(&headline, room).into_iter().take(lines).enumerate() {
            // What the last line has no room for is cut there.
            let range = if at + 1 == lines { range.start..headline.len() } else { range };
            let words = text::truncate(headline.get(range).unwrap_or_default(), room).into_owned();
            let [lead, number] = if at == 0 { [lead, number.as_str()] } else { [" ", "    "] };
            let row =
                [Span::styled(lead, theme.strong()), Span::styled(number.to_owned(), theme.quiet()), Span::raw(words)];
            let y = y + u16::try_from(at).unwrap_or(0);
            Line::from(row.to_vec()).render(Rect { y, height: 1, ..inner }, buf);
        }
        let style = if mark.note.is_empty() { theme.quiet() } else { theme.role(document::TextStyle::Headline) };
        let second = text::truncate(&text::harmless(&second), room).into_owned();
        Line::from(vec![Span::raw("     "), Span::styled(second, style)])
            .render(Rect { y: y + tall - 1, height: 1, ..inner }, buf);
        if here {
            buf.set_style(Rect { y, height: tall, ..inner }, theme.selected(true));
        }
        y += tall;
    }
    if !areas.reading.is_empty() {
        let within = lines::frame(areas.reading, Line::from(" Reading "), None, false, theme, buf);
        let within = Rect { x: within.x + 1, width: within.width.saturating_sub(2), ..within };
        lines::page(marks_screen.lines.iter().map(|l| lines::styled(l, theme)), within, buf);
    }
    footer::draw(model, corpus, theme, areas.footer, buf);
    cursor
}

/// Draws a page of its own.
pub fn detail(model: &Model, detail: &DetailScreen, corpus: &Corpus, theme: Theme, buf: &mut Buffer) {
    let areas = layout::page(model.size);
    let area = detail.area(model.size);
    let is_popup = DetailScreen::is_popup(model.size);
    if is_popup {
        lines::popup(area, theme, buf);
    } else {
        Line::styled(format!("ICAT {}{}", theme.symbols().step, detail.title().trim_end()), theme.strong())
            .render(areas.header, buf);
    }
    let place = lines::place(detail.scroll, detail.visible(model.size), detail.lines.len());
    let place = place.or_else(|| is_popup.then(|| "Esc closes".to_owned()));
    let right = place.map(|place| if is_popup && place == "Top" { "Top, Esc closes".to_owned() } else { place });
    let within = lines::frame(area, Line::from(detail.title()), right, true, theme, buf);
    let width = within.width.saturating_sub(2).min(layout::TEXT_WIDTH);
    let within = Rect { x: within.x + 1 + (within.width.saturating_sub(2) - width) / 2, width, ..within };
    lines::page(detail.lines.iter().skip(detail.scroll).map(|l| lines::styled(l, theme)), within, buf);
    footer::draw(model, corpus, theme, areas.footer, buf);
}
