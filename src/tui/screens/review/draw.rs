//! Draws the review.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::corpus::Corpus;
use crate::document::TextStyle;
use crate::text;
use crate::tui::model::Model;
use crate::tui::screens::review::{ReviewPrompt, ReviewScreen};
use crate::tui::theme::Theme;
use crate::tui::widgets::{footer, lines, prompt};

/// Draws the review. Returns the position of the cursor while a line is typed.
pub fn draw(model: &Model, screen: &ReviewScreen, corpus: &Corpus, theme: Theme, buf: &mut Buffer) -> Option<Position> {
    let areas = screen.areas(model.size);
    let review = &screen.review;
    let cursor = match &screen.prompt {
        Some((prompt, input)) => {
            Some(prompt::line(&prompt.label(), input, &prompt.hint(input.text()), theme, areas.header, buf))
        }
        None => {
            let words = format!("Review  {}: {}", review.title(), review.progress());
            Line::styled(text::truncate(&words, usize::from(areas.header.width)).into_owned(), theme.strong())
                .render(areas.header, buf);
            None
        }
    };
    if !areas.list.is_empty() {
        list(screen, areas.list, theme, buf);
    }
    if let Some(source) = review.source().filter(|_| !areas.source.is_empty()) {
        let place = review.place(screen.selected).map(|lines| match lines.end - lines.start {
            1 => format!("line {}", lines.start),
            _ => format!("lines {} to {}", lines.start, lines.end - 1),
        });
        let place = place.unwrap_or_else(|| "not found".to_owned());
        let title = Line::from(format!(" {} ", text::harmless(&source.name)));
        let inner = lines::frame(areas.source, title, Some(place), false, theme, buf);
        let (width, height) = (usize::from(inner.width), usize::from(inner.height));
        let styled = screen.source_lines(width.saturating_sub(2), height).into_iter().map(|(line, is_own)| {
            let (sign, style) = if is_own { (theme.symbols().cursor, theme.strong()) } else { (" ", theme.quiet()) };
            Line::from(vec![Span::styled(format!("{sign} "), theme.key()), Span::styled(line, style)])
        });
        lines::page(styled, inner, buf);
    }
    let place = format!("{}/{}", (screen.selected + 1).min(review.len()), review.len());
    let count = review.passage(screen.selected).map_or(0, |passage| passage.claims.len());
    let title = Line::from(match screen.claim {
        Some(claim) => format!(" Claim {} of {count} ", claim + 1),
        None if review.is_open(screen.selected) => " Draft ".to_owned(),
        None => " Accepted ".to_owned(),
    });
    let inner = lines::frame(areas.draft, title, Some(place), true, theme, buf);
    let within = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    match &screen.prompt {
        Some((ReviewPrompt::Commitment, input)) => commitments(screen, corpus, input.text(), within, theme, buf),
        Some((ReviewPrompt::Split, input)) => split(input.before(), input.text(), within, theme, buf),
        _ => lines::page(screen.lines.iter().skip(screen.scroll).map(|l| lines::styled(l, theme)), within, buf),
    }
    footer::draw(model, corpus, theme, areas.footer, buf);
    cursor
}

/// Draws the commitment that is typed, or the open ones that the passage may answer.
fn commitments(screen: &ReviewScreen, corpus: &Corpus, typed: &str, area: Rect, theme: Theme, buf: &mut Buffer) {
    let width = usize::from(area.width).max(1);
    let wrapped = |words: &str, style| -> Vec<Line<'static>> {
        let lines = text::wrap(words, width).into_iter();
        lines.map(|range| Line::styled(words.get(range).unwrap_or_default().to_owned(), style)).collect()
    };
    let mut rows: Vec<Line<'static>> = Vec::new();
    if let Some(id) = corpus.find_passage(typed.trim()) {
        let passage = corpus.passage(id);
        rows.extend(wrapped(&passage.headline, theme.role(TextStyle::Headline)));
        rows.extend(wrapped(&corpus.report(passage.report).title, theme.quiet()));
        rows.push(Line::default());
        rows.extend(wrapped(&passage.text, theme.role(TextStyle::Body)));
    } else {
        for id in &screen.commitments {
            let passage = corpus.passage(*id);
            let line = format!("{}  {}", passage.id, passage.headline);
            rows.push(Line::styled(text::truncate(&line, width).into_owned(), theme.role(TextStyle::Body)));
        }
    }
    lines::page(rows.into_iter(), area, buf);
}

/// Draws the two parts of a text that is about to be split.
fn split(before: &str, whole: &str, area: Rect, theme: Theme, buf: &mut Buffer) {
    let after = whole.get(before.len()..).unwrap_or_default();
    let width = usize::from(area.width).max(1);
    let part = |label: &'static str, words: &str| {
        let words = words.trim().to_owned();
        let rows: Vec<Line<'static>> = text::wrap(&words, width)
            .into_iter()
            .map(|range| Line::from(words.get(range).unwrap_or_default().to_owned()))
            .collect();
        std::iter::once(Line::styled(label, theme.quiet())).chain(rows).chain([Line::default()])
    };
    lines::page(part("The first passage", before).chain(part("The second passage", after)), area, buf);
}

/// Draws the list of passages.
fn list(screen: &ReviewScreen, area: Rect, theme: Theme, buf: &mut Buffer) {
    let left = format!("{} left", screen.review.left());
    let inner = lines::frame(area, Line::from(" Passages "), Some(left), false, theme, buf);
    for ((n, is_open, has_doubts, headline), y) in
        screen.rows(usize::from(inner.height)).into_iter().zip(inner.y..inner.bottom())
    {
        let row = Rect { y, height: 1, ..inner };
        let sign = match (is_open, has_doubts) {
            (true, true) => "? ",
            (true, false) => ". ",
            (false, _) => "  ",
        };
        let room = usize::from(inner.width).saturating_sub(3);
        let words = text::truncate(&text::harmless(&headline), room).into_owned();
        let style = if is_open { theme.quiet() } else { theme.role(TextStyle::Headline) };
        Line::from(vec![Span::styled(sign, theme.key()), Span::styled(words, style)]).render(row, buf);
        if n == screen.selected {
            lines::select(row, true, theme, buf);
        }
    }
}
