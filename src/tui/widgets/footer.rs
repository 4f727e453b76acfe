//! The footer: a status message, or what the keys do here, from the live key table.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use crate::corpus::Corpus;
use crate::text;
use crate::tui::command::Command;
use crate::tui::keymap::{Binding, Context};
use crate::tui::layout::Pane;
use crate::tui::model::{Model, Screen};
use crate::tui::screens::browse::{Browse, facet_number};
use crate::tui::screens::detail::DetailKind;
use crate::tui::screens::palette::PaletteScope;
use crate::tui::screens::report::ReportKind;
use crate::tui::theme::Theme;
use crate::tui::widgets::lines;

/// The width below which a footer is narrow.
const NARROW: u16 = 60;

/// Draws the footer.
pub fn draw(model: &Model, corpus: &Corpus, theme: Theme, area: Rect, buf: &mut Buffer) {
    if let Some(status) = &model.status {
        draw_status(status, theme, area, buf);
        return;
    }
    let mut hints: Vec<Hint> = model
        .keys
        .rows(model.context())
        .filter(|b| !b.hint.is_empty() && model.is_enabled(corpus, b.command))
        .filter_map(|b| Some(Hint { command: b.command, key: key(b, model)?, words: words(b, model, corpus) }))
        .collect();
    // The first screen has the keys with which everything else is found.
    if model.context() == Context::Facets {
        hints.sort_by_key(|hint| match hint.command {
            Command::Search | Command::Palette | Command::Views => 0,
            Command::Toggle | Command::Open | Command::NextTab => 1,
            Command::SortRows => 3,
            _ if hint.is_pinned() => 4,
            _ => 2,
        });
    }
    // In a list, what is done with its rows comes before how they are sorted.
    if model.context() == Context::List {
        hints.sort_by_key(|hint| match hint.command {
            Command::Search | Command::Palette | Command::Open => 0,
            Command::Mark | Command::Export => 1,
            Command::NextTab | Command::Copy => 2,
            _ if hint.is_pinned() => 4,
            _ => 3,
        });
    }
    // What commitments are shown is chosen before words are looked for in them.
    if matches!(model.screen(), Screen::Report(view) if matches!(view.kind, ReportKind::Commitments(_))) {
        hints.sort_by_key(|hint| match hint.command {
            Command::Open => 0,
            Command::NextTab | Command::NextRows => 1,
            _ if hint.is_pinned() => 3,
            _ => 2,
        });
    }
    if selects_rows(model) {
        hints.retain(|hint| {
            matches!(hint.command, Command::Mark | Command::Copy | Command::Export | Command::Back | Command::Help)
        });
    }
    if area.width < NARROW {
        // What is under the cursor comes first.
        hints.sort_by_key(|hint| hint.command != Command::Open);
    }
    let width = |hint: &Hint| text::width(&hint.key) + text::width(hint.words) + 3;
    // Where Esc goes back, a narrow footer has no room for the other way out.
    let goes_back = hints.iter().any(|hint| hint.command == Command::Back);
    let is_pinned =
        |hint: &Hint| hint.is_pinned() && (area.width >= NARROW || !goes_back || hint.command != Command::Close);
    let last: usize = hints.iter().filter(|hint| is_pinned(hint)).map(width).sum();
    let mut room = usize::from(area.width).saturating_sub(last + 1);
    let mut spans = vec![Span::raw(" ")];
    for hint in &hints {
        if !is_pinned(hint) {
            match room.checked_sub(width(hint)) {
                Some(left) => room = left,
                None => continue,
            }
        }
        spans.push(Span::styled(hint.key.clone(), theme.key()));
        spans.push(Span::styled(format!(" {}  ", hint.words), theme.quiet()));
    }
    lines::draw(&Line::from(spans), area, buf);
}

/// Draws the status message, if there is one, over what lies over the footer.
pub fn status_over(model: &Model, theme: Theme, buf: &mut Buffer) {
    if let Some(status) = &model.status {
        let line = Rect { y: buf.area.bottom().saturating_sub(1), height: buf.area.height.min(1), ..buf.area };
        draw_status(status, theme, line, buf);
    }
}

/// Draws a status message, on as many lines above the footer as it needs.
fn draw_status(status: &str, theme: Theme, area: Rect, buf: &mut Buffer) {
    let lines = text::wrap(status, usize::from(area.width.saturating_sub(2)).max(1));
    let tall = u16::try_from(lines.len()).unwrap_or(1).min(area.y.saturating_sub(1)).max(1);
    let over = Rect { y: (area.y + 1).saturating_sub(tall), height: tall, ..area };
    Clear.render(over, buf);
    for (range, y) in lines.into_iter().zip(over.y..over.bottom()) {
        let words = format!(" {}", status.get(range).unwrap_or(""));
        lines::draw(&Line::styled(words, theme.status()), Rect { y, height: 1, ..over }, buf);
    }
}

/// A key, and in a word or two what it does here.
struct Hint {
    command: Command,
    key: String,
    words: &'static str,
}

impl Hint {
    /// Returns whether there is always room for the hint: there is for the ways out and the help.
    fn is_pinned(&self) -> bool {
        matches!(self.command, Command::Back | Command::Help | Command::Close)
    }
}

/// Returns the key that stands for a binding. On a grid that has tabs and no choice of columns, that of tabs.
fn key(binding: &Binding, model: &Model) -> Option<String> {
    let key = match (binding.command, model.screen()) {
        (Command::NextTab, Screen::Grid(grid)) if grid.shown.by_rows().len() < 2 => binding.keys.last(),
        _ => binding.keys.first(),
    };
    Some(key?.name())
}

fn words(binding: &Binding, model: &Model, corpus: &Corpus) -> &'static str {
    match (binding.command, model.screen()) {
        (Command::Close, _) if !model.is_outermost() => "close",
        (Command::Back, _) if selects_rows(model) => "deselect",
        // The results are below the prompt.
        (Command::Back, Screen::Browse(browse)) if has_results(browse) => "list",
        (Command::Toggle, Screen::Browse(browse)) if browse.focus == Pane::Entities && is_excluded(browse) => "select",
        (Command::Toggle, Screen::Browse(browse)) if browse.focus.is_facet() && includes_here(browse, corpus) => {
            "deselect"
        }
        (Command::Search, Screen::Reader(_)) => "find",
        (Command::Open, Screen::Detail(page)) if matches!(page.kind, DetailKind::Term(_)) => "passages",
        (Command::Search, Screen::Report(view)) if view.need().is_some() => "change need",
        (Command::NextPane, _) if matches!(&model.palette, Some(p) if matches!(p.scope, PaletteScope::Pane(_))) => {
            "select"
        }
        (Command::NextPane, _) if model.palette.is_some() => "next",
        (Command::NextTab, Screen::Grid(grid)) if grid.shown.by_rows().len() < 2 => "tab",
        _ => binding.hint,
    }
}

/// Returns whether a query is being typed that has found something.
fn has_results(browse: &Browse) -> bool {
    browse.search.as_ref().is_some_and(|search| search.typing) && !browse.derived.rows.is_empty()
}

/// Returns whether the value under the cursor of a pane is included.
fn includes_here(browse: &Browse, corpus: &Corpus) -> bool {
    browse.includes_row_of(corpus, browse.focus, browse.cursors[facet_number(browse.focus)].selected)
}

/// Returns whether several rows of a list are selected.
fn selects_rows(model: &Model) -> bool {
    model.context() == Context::List && matches!(model.screen(), Screen::Browse(browse) if browse.anchor.is_some())
}

/// Returns whether the body under the cursor is excluded.
fn is_excluded(browse: &Browse) -> bool {
    browse.entity().is_some_and(|body| browse.filter.entities.exclude.contains(&body))
}
