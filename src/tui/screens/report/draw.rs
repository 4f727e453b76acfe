//! Draws documents, and the views that are documents.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use crate::analysis::commitments::{self, CommitmentFilter};
use crate::corpus::Corpus;
use crate::corpus::subject::Subject;
use crate::text;
use crate::tui::layout;
use crate::tui::model::Model;
use crate::tui::screens::report::{ReportKind, ReportScreen};
use crate::tui::theme::Theme;
use crate::tui::widgets::document_view::DocumentView;
use crate::tui::widgets::{footer, lines, prompt};

/// Draws the visible part of a document, and highlights the link under the cursor.
pub fn draw(page: &DocumentView, focused: bool, theme: Theme, area: Rect, buf: &mut Buffer) {
    lines::page(page.document.lines.iter().skip(page.scroll).map(|l| lines::styled(l, theme)), area, buf);
    let Some(link) = page.link().filter(|_| focused) else { return };
    for line in link.lines.clone().filter(|&l| l >= page.scroll) {
        let Ok(y) = u16::try_from(line - page.scroll) else { return };
        let (Ok(from), Ok(to)) = (u16::try_from(link.columns.start), u16::try_from(link.columns.end)) else { return };
        let row = Rect { x: area.x + from, y: area.y + y, width: to.saturating_sub(from), height: 1 };
        // What is to be read is not set in a block: its beginning is, and the rest has a mark in the margin.
        if line > link.lines.start {
            let margin = Position { x: row.x.saturating_sub(1), y: row.y };
            let cell = buf.cell_mut(margin).filter(|_| row.y < area.bottom());
            cell.into_iter().for_each(|cell| {
                cell.set_symbol(theme.symbols().here);
            });
            continue;
        }
        buf.set_style(row.intersection(area), theme.link());
    }
}

/// Draws a view that is a document. Returns the position of the cursor while a need is typed.
pub fn view(model: &Model, view: &ReportScreen, corpus: &Corpus, theme: Theme, buf: &mut Buffer) -> Option<Position> {
    let areas = layout::page(model.size);
    let mut cursor = None;
    match &view.kind {
        ReportKind::Who(need) => {
            let right = match (&need.ranking, need.pending) {
                (_, Some(_)) => "...".to_owned(),
                (Some(ranking), None) => text::count(ranking.bodies.len(), "body"),
                (None, None) => String::new(),
            };
            let at = prompt::line("I need: ", &need.input, &right, theme, areas.header, buf);
            cursor = need.typing.then_some(at);
        }
        ReportKind::Commitments(filter) => {
            commitments(*filter, corpus, usize::from(areas.header.width), theme).render(areas.header, buf);
        }
        // The name of what a profile is of stays in view while it scrolls.
        ReportKind::Profile(subject) => {
            let name = if matches!(subject, Subject::Body(_)) { subject.name(corpus) } else { subject.title(corpus) };
            let words = format!("{}: {name}", view.title());
            let words = text::truncate(&words, usize::from(areas.header.width));
            Line::styled(words, theme.strong()).render(areas.header, buf);
        }
        _ => Line::styled(format!("ICAT Explorer  {}", view.title()), theme.strong()).render(areas.header, buf),
    }
    if view.counts_everything() {
        lines::unapplied_filter(model.unapplied_filter(corpus), areas.header, theme, buf);
    }
    let rows = usize::from(layout::inner(areas.body).height);
    let title = Line::from(format!(" {} ", view.frame_title(corpus)));
    let within = lines::frame(
        areas.body,
        title,
        lines::place(view.page.scroll, rows, view.page.document.lines.len()),
        true,
        theme,
        buf,
    );
    let within = measured(view, within, model.size);
    if let ReportKind::Who(need) = &view.kind
        && need.ranking.is_none()
    {
        invite(theme, within, buf);
    } else {
        draw(&view.page, cursor.is_none(), theme, within, buf);
    }
    if let Some(find) = &view.find {
        find.draw(&view.page, theme, within, buf);
        let right = match find.count() {
            _ if find.is_blank() => "find on this page".to_owned(),
            Some((n, all)) => format!("{n} of {all}"),
            None => "not on this page".to_owned(),
        };
        Clear.render(areas.header, buf);
        let at = prompt::line("find: ", &find.input, &right, theme, areas.header, buf);
        cursor = if find.typing { Some(at) } else { cursor };
    }
    footer::draw(model, corpus, theme, areas.footer, buf);
    cursor
}

/// Returns the header of the commitments: the statuses, with the one that is shown, and the report; where there is no room
/// for all, what is shown.
fn commitments(filter: CommitmentFilter, corpus: &Corpus, width: usize, theme: Theme) -> Line<'static> {
    let status = filter.status;
    let all: Vec<Option<&str>> =
        std::iter::once(None).chain(commitments::statuses(corpus).into_iter().map(Some)).collect();
    let mut spans = vec![Span::styled("ICAT Explorer  Commitments  ", theme.strong())];
    for (n, other) in all.iter().enumerate() {
        let between = if n == 0 { " ".to_owned() } else { format!(" {} ", theme.symbols().dot) };
        spans.push(Span::styled(between, theme.dim()));
        let style = if *other == status { theme.tab() } else { Style::new() };
        spans.push(Span::styled(other.unwrap_or("all").to_owned(), style));
    }
    if let Some(report) = filter.report {
        spans.push(Span::raw("   "));
        spans.push(Span::styled(corpus.report(report).title.to_string(), theme.tab()));
    }
    if spans.iter().map(Span::width).sum::<usize>() > width {
        let at = all.iter().position(|other| *other == status).unwrap_or(0);
        let report = filter.report.map(|id| format!(", {}", corpus.report(id).title)).unwrap_or_default();
        let status = status.unwrap_or("all statuses");
        let words = format!("Commitments  {status} ({} of {}){report}", at + 1, all.len());
        return Line::styled(text::truncate(&words, width).into_owned(), theme.strong());
    }
    Line::from(spans)
}

/// Returns the area of the text.
#[must_use]
pub fn text_area(view: &ReportScreen, size: Size) -> Rect {
    measured(view, layout::inner(layout::page(size).body), size)
}

/// Returns the part of a page that its text takes: its measure, in the middle.
fn measured(view: &ReportScreen, page: Rect, size: Size) -> Rect {
    let room = page.width.saturating_sub(2);
    let width = u16::try_from(view.measure(size)).unwrap_or(room).min(room);
    Rect { x: page.x + 1 + (room - width) / 2, width, ..page }
}

/// Draws what can be typed, before anything is.
fn invite(theme: Theme, area: Rect, buf: &mut Buffer) {
    let mut shown = Vec::new();
    let words = "Type what you need, its parts with commas between: a topic, a task, a country. The bodies come ranked by what \
                 they are mandated to do, have done lately, and where, each with its evidence in the reports' words.";
    for range in text::wrap(words, usize::from(area.width)) {
        shown.push(Line::from(words.get(range).unwrap_or("").to_owned()));
    }
    shown.push(Line::default());
    shown.push(Line::styled("For example:", theme.quiet()));
    for example in [
        "child victims, border, Moldova",
        "recruitment fees, Asia",
        "survivors, legal aid",
        "training judges, Western Africa",
    ] {
        shown.push(Line::styled(format!("  {example}"), theme.quiet()));
    }
    lines::page(shown.into_iter(), area, buf);
}
