//! The grid: heads, shaded cells, and the cell under the cursor in words.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::analysis::FacetValue;
use crate::analysis::grid::{GridCell, Sort};
use crate::analysis::grid_view::GridView;
use crate::corpus::Corpus;
use crate::text;
use crate::tui::command::Command;
use crate::tui::keymap::{Context, Keymap};
use crate::tui::model::Model;
use crate::tui::screens::grid::{GridScreen, number};
use crate::tui::theme::Theme;
use crate::tui::widgets::{footer, lines};

/// Draws the grid screen.
pub fn draw(model: &Model, screen: &GridScreen, corpus: &Corpus, theme: Theme, buf: &mut Buffer) {
    let areas = screen.areas;
    let filter =
        if screen.base.is_empty() { String::new() } else { format!("  under {}", screen.base.describe(corpus)) };
    let words = format!("ICAT Explorer  {}{filter}", screen.shown.view());
    let words = text::truncate(&words, usize::from(areas.header.width)).into_owned();
    Line::styled(words, theme.strong()).render(areas.header, buf);
    if !matches!(screen.shown, GridView::Coverage(_)) {
        lines::unapplied_filter(model.unapplied_filter(corpus), areas.header, theme, buf);
    }
    let words = tabs(screen, &model.keys, theme).into_iter().map(|tab| Span::styled(tab.words, tab.style));
    Line::from(words.collect::<Vec<_>>()).render(areas.tabs, buf);
    let place =
        |at: usize, shown: usize, len: usize| if shown < len { format!("{}/{len}", at + 1) } else { String::new() };
    let down = place(screen.row.selected, screen.visible(), screen.grid.rows.len());
    // Columns are counted as their heads are: without that of the totals.
    let totals = usize::from(screen.grid.columns.first().is_some_and(|column| column.key == FacetValue::All));
    let columns = screen.grid.columns.len() - totals;
    let fitting = screen.fit.shown.saturating_sub(totals);
    let across = match screen.column.selected.checked_sub(totals) {
        Some(at) => place(at, fitting, columns),
        // In the column of totals, how many of the others there is room for.
        None if fitting < columns => format!("1\u{2013}{fitting} of {columns}"),
        None => String::new(),
    };
    let right = [("row ", down), ("column ", across)].into_iter().filter(|p| !p.1.is_empty());
    let wide = areas.body.width >= 60;
    let right = right.map(|(label, place)| format!("{}{place}", if wide { label } else { "" }));
    let right = right.collect::<Vec<_>>().join(", ");
    let title = Line::from(format!(" {} ", screen.grid.title));
    let inner = lines::frame(areas.body, title, (!right.is_empty()).then_some(right), true, theme, buf);
    heads(screen, theme, Rect { height: 1.min(inner.height), ..inner }, buf);
    let below = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
    for (row, y) in (screen.row.offset..screen.grid.rows.len()).zip(below.y..below.bottom()) {
        line(screen, row, theme, Rect { y, height: 1, ..below }, buf);
    }
    words_of(screen, corpus, theme, areas.words, buf);
    footer::draw(model, corpus, theme, areas.footer, buf);
}

/// A word in the line of tabs, and the grid that a click on it shows.
struct Tab {
    words: String,
    shown: Option<GridView>,
    style: Style,
}

/// Returns the line of tabs: what the rows can be, and what the columns can be beside these rows. Where there is no room,
/// those that are shown, each with its place among the others.
fn tabs(screen: &GridScreen, keys: &Keymap, theme: Theme) -> Vec<Tab> {
    let plain = |words: String| Tab { words, shown: None, style: theme.dim() };
    let dot = || format!(" {} ", theme.symbols().dot);
    let choice = |all: Vec<GridView>, name: &dyn Fn(GridView) -> String| -> Vec<Tab> {
        let mut tabs = Vec::new();
        for (n, &tab) in all.iter().enumerate() {
            if n > 0 {
                tabs.push(plain(dot()));
            }
            let style = if name(tab) == name(screen.shown) { theme.tab() } else { Style::new() };
            tabs.push(Tab { words: name(tab), shown: Some(tab), style });
        }
        tabs
    };
    let (rows, columns) = (screen.shown.by_rows(), screen.shown.tabs());
    let mut all = vec![plain(" ".to_owned())];
    if rows.len() > 1 {
        all.extend(choice(rows.clone(), &|tab| sides(tab).0));
        all.push(Tab { words: "  by  ".to_owned(), shown: None, style: theme.quiet() });
        all.extend(choice(columns.clone(), &|tab| sides(tab).1));
    } else {
        all.extend(choice(columns.clone(), &|tab| tab.label().to_owned()));
    }
    if all.iter().map(|tab| text::width(&tab.words)).sum::<usize>() <= usize::from(screen.areas.tabs.width) {
        return all;
    }
    let place = |all: &[GridView]| {
        let at = all.iter().position(|tab| *tab == screen.shown).unwrap_or(0) + 1;
        Tab { words: format!(" {at}/{}", all.len()), shown: None, style: theme.quiet() }
    };
    let here = |words: String| Tab { words, shown: None, style: theme.tab() };
    if rows.len() > 1 {
        let (down, across) = sides(screen.shown);
        let by = Tab { words: " by ".to_owned(), shown: None, style: theme.quiet() };
        let key = |command: Command| {
            let binding = keys.rows(Context::Grid).find(|binding| binding.command == command);
            let name = binding.and_then(|binding| Some(binding.keys.first()?.name()));
            Tab { words: name.map_or_else(String::new, |name| format!("{name} ")), shown: None, style: theme.key() }
        };
        let (rows_key, columns_key) = (key(Command::NextRows), key(Command::NextTab));
        vec![plain(" ".to_owned()), rows_key, here(down), place(&rows), by, columns_key, here(across), place(&columns)]
    } else {
        vec![plain(" ".to_owned()), here(screen.shown.label().to_owned()), place(&columns)]
    }
}

/// Returns what the rows and the columns of a grid of coverage are.
fn sides(tab: GridView) -> (String, String) {
    match tab {
        GridView::Coverage(by) => (by.sides().0.to_owned(), by.sides().1.to_owned()),
        _ => (tab.label().to_owned(), String::new()),
    }
}

/// Returns the grid that a click at a place in the line of tabs shows.
pub(crate) fn tab_at(screen: &GridScreen, at: Position) -> Option<GridView> {
    let area = screen.areas.tabs;
    let mut left = usize::from(at.x.checked_sub(area.x).filter(|_| area.contains(at))?);
    tabs(screen, &Keymap::default(), Theme::default()).into_iter().find_map(|tab| {
        let width = text::width(&tab.words);
        let is_here = left < width;
        left = left.saturating_sub(width);
        is_here.then_some(tab.shown)
    })?
}

/// Draws the column heads. The one at the cursor stands out, and so does the one that rows are sorted by.
fn heads(screen: &GridScreen, theme: Theme, area: Rect, buf: &mut Buffer) {
    let fit = &screen.fit;
    let mut spans = vec![Span::raw(" ".repeat(fit.row_head))];
    for column in shown_columns(screen) {
        let head = fit.heads.get(column).map_or("", String::as_str);
        let sorted = matches!((&screen.sort, screen.grid.columns.get(column)),
            (Some(Sort::Rows(key)), Some(head)) if head.key == *key);
        let wide = fit.cells.get(column).copied().unwrap_or(1);
        // If there is no room for both, show only the mark, so that two heads do not run together.
        let name = match (sorted, text::width(head) + 1 < wide) {
            (false, _) => head.to_owned(),
            (true, true) => format!("{head}{}", theme.symbols().down),
            (true, false) => theme.symbols().down.to_owned(),
        };
        let room = wide - usize::from(column > 0 && wide > 3);
        let name: String = if text::width(&name) <= room { name } else { name.chars().take(room).collect() };
        // Heads end where the numbers end, before the shade.
        let shade = " ".repeat(usize::from(screen.is_shaded()).min(wide.saturating_sub(text::width(&name))));
        let gap = " ".repeat(wide.saturating_sub(text::width(&name) + shade.len()));
        let style = if column == screen.column.selected { theme.tab() } else { theme.strong() };
        spans.push(Span::raw(gap));
        spans.push(Span::styled(name, style));
        spans.push(Span::raw(shade));
    }
    Line::from(spans).render(area, buf);
}

fn shown_columns(screen: &GridScreen) -> std::ops::Range<usize> {
    let from = screen.column.offset;
    from..(from + screen.fit.shown).min(screen.grid.columns.len())
}

fn line(screen: &GridScreen, row: usize, theme: Theme, area: Rect, buf: &mut Buffer) {
    let (fit, Some(head)) = (&screen.fit, screen.grid.rows.get(row)) else { return };
    let here = row == screen.row.selected;
    let sorted = matches!(&screen.sort, Some(Sort::Columns(key)) if head.key == *key);
    let number = number(head).filter(|_| fit.numbered).map_or_else(String::new, |n| format!("{n:>2} "));
    let indent = if head.within { " " } else { "" };
    let mark = if sorted { theme.symbols().step } else { "" };
    let room = fit.row_head.saturating_sub(fit.names + usize::from(fit.names > 0) + 2);
    let id = text::truncate(&format!("{number}{indent}{}{mark}", head.id), room).into_owned();
    let pad = " ".repeat(room.saturating_sub(text::width(&id)) + 1);
    let style = match (&head.key, here) {
        (_, true) => theme.tab(),
        (FacetValue::All | FacetValue::Region(..), _) => theme.strong(),
        _ => Style::new(),
    };
    let mut spans =
        vec![Span::raw(if here { theme.symbols().cursor } else { " " }), Span::styled(id, style), Span::raw(pad)];
    if fit.names > 0 {
        let name = text::truncate(&head.name, fit.names).into_owned();
        let pad = " ".repeat(fit.names - text::width(&name) + 1);
        spans.push(Span::styled(name, theme.quiet()));
        spans.push(Span::raw(pad));
    }
    for column in shown_columns(screen) {
        let Some(cell) = screen.grid.cell(row, column) else { continue };
        let at = here && column == screen.column.selected;
        let crossed = here || column == screen.column.selected;
        let wide = fit.cells.get(column).copied().unwrap_or(1);
        spans.extend(cell_spans(cell, screen, wide, at, crossed, theme));
    }
    Line::from(spans).render(area, buf);
}

/// Returns the spans of a cell: a gap, and its text on its shade; a dot if there is no record.
fn cell_spans(
    cell: &GridCell,
    screen: &GridScreen,
    wide: usize,
    at: bool,
    crossed: bool,
    theme: Theme,
) -> Vec<Span<'static>> {
    let fit = &screen.fit;
    let words = if fit.long { &cell.mark } else { &cell.short };
    let none = cell.count == 0 && words.is_empty();
    let words =
        if none { theme.symbols().dot.to_owned() } else { text::truncate(words, wide.saturating_sub(1)).into_owned() };
    let style = match (at, none, crossed) {
        (true, _, _) => theme.selected(true),
        (_, true, _) => theme.dim(),
        (_, _, true) => theme.strong(),
        _ => Style::new(),
    };
    if !screen.is_shaded() {
        let gap = wide.saturating_sub(text::width(&words));
        return vec![Span::raw(" ".repeat(gap)), Span::styled(words, style)];
    }
    // A column apart from the cell before, and one behind the number.
    let room = wide.saturating_sub(text::width(&words) + 2);
    let mut spans = vec![Span::raw(" ")];
    spans.extend(shaded(&words, room, cell.shade, style, at, theme));
    spans
}

/// Returns a text on a shade, with so many columns before it and one behind it: a colour, or, where there is none, symbols.
fn shaded(words: &str, room: usize, shade: u8, style: Style, at: bool, theme: Theme) -> Vec<Span<'static>> {
    if let Some(style) = if at { Some(style) } else { theme.heat(shade).map(|heat| heat.patch(style)) } {
        return vec![Span::styled(format!("{}{words} ", " ".repeat(room)), style)];
    }
    let symbol = theme.symbols().shades[usize::from(shade.min(4))];
    vec![Span::raw(" ".repeat(room)), Span::styled(words.to_owned(), style), Span::styled(symbol, theme.bar())]
}

/// Draws the cell under the cursor in words, and the legend below it: the whole of it if there is room, else in short.
fn words_of(screen: &GridScreen, corpus: &Corpus, theme: Theme, area: Rect, buf: &mut Buffer) {
    let (description, names) = (screen.description(corpus), screen.names());
    let inside = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let (width, height) = (usize::from(inside.width), usize::from(inside.height));
    let wrapped = |words: &str, style: Style| {
        let lines = text::wrap(words, width).into_iter();
        lines.map(|r| Line::styled(words.get(r).unwrap_or("").to_owned(), style)).collect::<Vec<_>>()
    };
    let mut shown: Vec<Line<'static>> = wrapped(&text::capitalized(&description.join(" ")), theme.strong());
    let legend: Vec<Line<'static>> = screen.legend().iter().flat_map(|words| wrapped(words, theme.quiet())).collect();
    let names = if names.is_empty() { Vec::new() } else { wrapped(&names, Style::new()) };
    let scale = scale(screen, theme);
    if shown.len() + names.len() + legend.len() + usize::from(scale.is_some()) <= height {
        shown.extend(names);
        shown.extend(legend);
        shown.extend(scale);
        let priorities = wrapped(&priorities(screen, corpus), theme.quiet());
        if shown.len() + priorities.len() <= height {
            shown.extend(priorities);
        }
        return lines::page(shown.into_iter(), inside, buf);
    }
    let short = short_legend(screen, width, height.saturating_sub(shown.len().min(2)), theme);
    // What is cut of the words on a cell, the page of the legend has.
    let most = height - short.len().min(height);
    if shown.len() > most {
        shown.truncate(most);
        if let Some(line) = shown.last_mut() {
            let words = line.to_string();
            let words = text::truncate(&format!("{words} \u{2026}"), width).into_owned();
            *line = Line::styled(words, theme.strong());
        }
    }
    // What an empty cell means, and the names, each if it has room as a whole.
    let empty = wrapped(screen.legend().first().unwrap_or(&""), theme.quiet());
    let priorities = wrapped(&priorities(screen, corpus), theme.quiet());
    for more in [empty, names, priorities] {
        if shown.len() + more.len() + short.len() <= height {
            shown.extend(more);
        }
    }
    shown.extend(short);
    lines::page(shown.into_iter(), inside, buf);
}

/// Returns what the priorities are called that the columns are headed with by their numbers; empty for other columns.
fn priorities(screen: &GridScreen, corpus: &Corpus) -> String {
    let named = screen.grid.columns.iter().filter_map(|column| match column.key {
        FacetValue::Priority(number) => Some(format!("P{number} {}", corpus.priority(number)?.short)),
        _ => None,
    });
    named.collect::<Vec<_>>().join(", ")
}

/// Returns the line that shows the shades; `None` where cells have none.
fn scale(screen: &GridScreen, theme: Theme) -> Option<Line<'static>> {
    let mut spans = vec![Span::styled("fewer ", theme.quiet())];
    for shade in 1..=4 {
        match theme.heat(shade) {
            Some(heat) => spans.push(Span::styled("   ", heat)),
            None => spans.push(Span::styled(theme.symbols().shades[usize::from(shade)], theme.bar())),
        }
    }
    spans.push(Span::styled(" more passages", theme.quiet()));
    screen.is_shaded().then(|| Line::from(spans))
}

/// Returns the legend in short, in a number of lines: what fits of it.
fn short_legend(screen: &GridScreen, width: usize, height: usize, theme: Theme) -> Vec<Line<'static>> {
    if height == 0 {
        return Vec::new();
    }
    if let Some(mut line) = scale(screen, theme) {
        let none = format!("  {} no record", theme.symbols().dot);
        if line.width() + text::width(&none) <= width {
            line.spans.push(Span::styled(none, theme.quiet()));
        }
        return vec![line];
    }
    let mut lines = vec![String::new()];
    for part in screen.grid.key {
        let line = lines.last().map_or(0, |line| text::width(line));
        if line > 0 && line + text::width(part) + 2 > width {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            *line = if line.is_empty() { (*part).to_owned() } else { format!("{line}, {part}") };
        }
    }
    lines.truncate(height);
    lines.into_iter().map(|line| Line::styled(line, theme.quiet())).collect()
}
