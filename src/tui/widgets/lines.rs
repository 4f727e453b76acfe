//! Pages of lines, and the pieces that lines are drawn from.

use std::sync::LazyLock;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Margin, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::symbols::border;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use crate::document;
use crate::tui::theme::Theme;

/// Draws a frame with a title on the left and a label on the right. Where there is no room for both, what the title has in
/// brackets goes, and then the label. Returns the area inside.
pub fn frame(
    area: Rect,
    title: Line<'_>,
    right: Option<String>,
    focused: bool,
    theme: Theme,
    buf: &mut Buffer,
) -> Rect {
    let room = usize::from(area.width).saturating_sub(4);
    let wanted = right.as_ref().map_or(0, |right| crate::text::width(right) + 2);
    let columns = |title: &Line<'_>| title.iter().map(|span| crate::text::width(&span.content)).sum::<usize>();
    let bare = || title.to_string().split_once(" (").map(|(bare, _)| Line::from(format!("{bare} ")));
    let title = if columns(&title) + wanted > room { bare().unwrap_or(title) } else { title };
    let title = if columns(&title) > room + 2 {
        Line::from(format!("{} ", crate::text::truncate(title.to_string().trim_end(), room + 1)))
    } else {
        title
    };
    let title_width = columns(&title);
    border(area, &theme.border(focused), theme.frame(focused), buf);
    let edge = Rect { x: area.x + 1, width: area.width.saturating_sub(2), height: area.height.min(1), ..area };
    let drawn = u16::try_from(title_width).unwrap_or(u16::MAX).min(edge.width);
    draw(&title.style(theme.title(focused)), Rect { width: drawn, ..edge }, buf);
    if let Some(right) = right.filter(|_| title_width + wanted <= room) {
        let width = u16::try_from(wanted).unwrap_or(u16::MAX).min(edge.width);
        let x = edge.right() - width;
        draw(&Line::styled(format!(" {right} "), theme.quiet()), Rect { x, width, ..edge }, buf);
    }
    area.inner(Margin::new(1, 1))
}

/// Draws the edges of an area. A block's widget does so, too, but styles all that is within as well: of the seven frames of a
/// screen that is most of what drawing them takes.
fn border(area: Rect, symbols: &border::Set<'_>, style: Style, buf: &mut Buffer) {
    let last = usize::from(area.intersection(buf.area).height).saturating_sub(1);
    let cell = |symbol: &str| {
        let mut cell = Cell::EMPTY;
        cell.set_symbol(symbol);
        cell
    };
    let edges = |symbols: [&str; 3]| symbols.map(cell);
    let top = edges([symbols.top_left, symbols.horizontal_top, symbols.top_right]);
    let middle = edges([symbols.vertical_left, " ", symbols.vertical_right]);
    let bottom = edges([symbols.bottom_left, symbols.horizontal_bottom, symbols.bottom_right]);
    for (n, row) in rows(area, buf).enumerate() {
        let [left, between @ .., right] = row else { return };
        let [first, across, end] = match n {
            0 => &top,
            n if n == last => &bottom,
            _ => &middle,
        };
        copy_symbol(first, left).set_style(style);
        copy_symbol(end, right).set_style(style);
        if n == 0 || n == last {
            for cell in between {
                copy_symbol(across, cell).set_style(style);
            }
        }
    }
}

/// Returns the cells of each row of an area, as far as it is on the screen.
fn rows(area: Rect, buf: &mut Buffer) -> impl Iterator<Item = &mut [Cell]> {
    let area = area.intersection(buf.area);
    let width = usize::from(buf.area.width).max(1);
    let from = usize::from(area.x.saturating_sub(buf.area.x));
    let rows = buf.content.chunks_mut(width).skip(usize::from(area.y.saturating_sub(buf.area.y)));
    rows.take(usize::from(area.height)).filter_map(move |row| row.get_mut(from..from + usize::from(area.width)))
}

/// Says in the lower edge of a frame what the numbers in it count.
pub fn counted(what: &str, area: Rect, theme: Theme, buf: &mut Buffer) {
    let words = Line::styled(format!(" {what} "), theme.quiet());
    let width = u16::try_from(words.width()).unwrap_or(0);
    let x = area.right().saturating_sub(width + 1);
    draw(&words, Rect { x, y: area.bottom().saturating_sub(1), width, height: 1 }.intersection(area), buf);
}

/// Says at the right of a line which filter does not apply to what is shown, where the line has room for it.
pub fn unapplied_filter(filter: Option<String>, line: Rect, theme: Theme, buf: &mut Buffer) {
    let Some(filter) = filter else { return };
    for words in [format!("not filtered by {filter}"), "not filtered".to_owned()] {
        let width = u16::try_from(crate::text::width(&words)).unwrap_or(u16::MAX);
        let Some(x) = line.right().checked_sub(width.saturating_add(1)) else { continue };
        let place = Rect { x, width, height: 1, ..line };
        let is_blank = |x: u16| buf.cell((x, line.y)).is_some_and(|cell| cell.symbol() == " ");
        if (place.x.saturating_sub(2)..place.right()).all(is_blank) {
            return draw(&Line::styled(words, theme.quiet()), place, buf);
        }
    }
}

/// Clears an area for a popup, and dims the screen around it.
pub fn popup(area: Rect, theme: Theme, buf: &mut Buffer) {
    // The footer tells the keys of the popup.
    let screen = Rect { height: buf.area.height.saturating_sub(1), ..buf.area };
    buf.set_style(screen, theme.behind());
    // A wide character that the edge would cut leaves nothing of itself.
    for y in area.y..area.bottom() {
        if let Some(x) = area.x.checked_sub(1)
            && let Some(cell) = buf.cell_mut((x, y)).filter(|cell| crate::text::width(cell.symbol()) > 1)
        {
            cell.set_symbol(" ");
        }
    }
    Clear.render(area, buf);
}

/// Shows a row as the one under the cursor: uniform, whatever it is made of.
pub fn select(row: Rect, focused: bool, theme: Theme, buf: &mut Buffer) {
    if focused {
        for cell in rows(row, buf).flatten() {
            let kept = cell.modifier & (Modifier::UNDERLINED | Modifier::BOLD);
            cell.set_style(Style::reset().add_modifier(kept));
        }
    }
    buf.set_style(row, theme.selected(focused));
}

/// Returns how far something is scrolled: "Top", "End", or how much of it is above the last visible line, in percent. `None`
/// if all lines are visible.
#[must_use]
pub fn place(scroll: usize, rows: usize, all: usize) -> Option<String> {
    (all > rows).then(|| match scroll + rows {
        _ if scroll == 0 => "Top".to_owned(),
        seen if seen >= all => "End".to_owned(),
        seen => format!("{}%", seen * 100 / all),
    })
}

/// Converts a line of a page, styled by the roles of its pieces.
#[must_use]
pub fn styled(line: &document::StyledLine, theme: Theme) -> Line<'static> {
    let marks = theme.symbols();
    let span = |piece: &document::StyledSpan| {
        let style = theme.piece(piece.role, piece.highlight);
        let text = if theme.ascii { plain(&piece.text, marks.bar) } else { piece.text.clone() };
        Span::styled(text, style)
    };
    line.pieces.iter().map(span).collect()
}

/// Replaces the marks that we draw ourselves with plain ASCII.
fn plain(text: &str, bar: &str) -> String {
    text.replace('━', bar)
        .replace('•', "*")
        .replace('›', ">")
        .replace('…', "...")
        .replace(['“', '”'], "\"")
        .replace('—', "-")
}

/// Draws lines from the top of an area.
pub fn page(lines: impl Iterator<Item = Line<'static>>, area: Rect, buf: &mut Buffer) {
    for (line, y) in lines.zip(area.y..area.bottom()) {
        draw(&line, Rect { y, height: 1, ..area }, buf);
    }
}

/// Returns so many blanks; a line of a terminal needs no more than there are.
#[must_use]
pub fn blank(columns: usize) -> &'static str {
    const BLANKS: &str = match std::str::from_utf8(&[b' '; 512]) {
        Ok(blanks) => blanks,
        Err(_) => "",
    };
    BLANKS.get(..columns).unwrap_or(BLANKS)
}

/// Draws a line from the left of an area, as its widget does, but faster: most characters that are drawn take a cell each.
pub fn draw(line: &Line<'_>, area: Rect, buf: &mut Buffer) {
    if line.style != Style::default() && line.width() > 0 {
        buf.set_style(Rect { height: 1, ..area }.intersection(buf.area), line.style);
    }
    styled_spans(&line.spans, line.style, area, buf);
}

/// Draws the pieces of a line as [`draw`] does. They need not be in memory of their own.
pub fn spans(spans: &[Span<'_>], area: Rect, buf: &mut Buffer) {
    styled_spans(spans, Style::default(), area, buf);
}

fn styled_spans(spans: &[Span<'_>], style: Style, area: Rect, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    let start = buf.index_of(area.x, area.y);
    let mut x = area.x;
    for span in spans {
        let style = style.patch(span.style);
        let text = span.content.as_ref();
        let room = usize::from(area.right() - x);
        if room == 0 {
            break;
        }
        let simple = text.get(..simple_until(text)).unwrap_or_default();
        let from = start + usize::from(x - area.x);
        let cells = buf.content.get_mut(from..from + room).unwrap_or_default();
        let drawn = one_a_cell(simple, style, cells);
        x += u16::try_from(drawn).unwrap_or(u16::MAX);
        let rest = text.get(simple.len()..).filter(|rest| !rest.is_empty()).unwrap_or_default();
        if !rest.is_empty() && drawn < room {
            let room = room - drawn;
            (x, _) = buf.set_stringn(x, area.y, rest, room, style);
            // A wide character that has no room ends the line.
            if crate::text::width(rest) > room {
                break;
            }
        }
    }
}

/// Writes characters that take a cell each, as far as there is room, and returns how many were written.
fn one_a_cell(text: &str, style: Style, cells: &mut [Cell]) -> usize {
    let ascii = &*ASCII;
    let mut rest = text.chars();
    let mut drawn = 0;
    for cell in cells {
        let symbol = rest.as_str();
        let Some(c) = rest.next() else { break };
        match u32::from(c).checked_sub(u32::from(' ')).and_then(|n| ascii.get(n as usize)) {
            Some(ready) => copy_symbol(ready, cell),
            None => cell.set_symbol(symbol.get(..c.len_utf8()).unwrap_or_default()),
        }
        .set_style(style);
        drawn += 1;
    }
    drawn
}

/// Cells with the letters that are drawn most, from the space to the tilde.
static ASCII: LazyLock<[Cell; 95]> = LazyLock::new(|| {
    let mut letters = ' '..='~';
    std::array::from_fn(|_| {
        let mut cell = Cell::EMPTY;
        cell.set_char(letters.next().unwrap_or(' '));
        cell
    })
});

/// Copies the symbol of a cell, which is faster than making it anew from a text. Every letter on the screen is drawn by it.
#[allow(clippy::inline_always)]
#[inline(always)]
fn copy_symbol<'a>(from: &Cell, to: &'a mut Cell) -> &'a mut Cell {
    let Cell { fg, bg, modifier, .. } = *to;
    to.clone_from(from);
    (to.fg, to.bg, to.modifier) = (fg, bg, modifier);
    to
}

/// Returns how much of a text consists of characters that take a cell each, whatever follows.
fn simple_until(text: &str) -> usize {
    let is_simple = |c: char| {
        matches!(c, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{24f}' | '\u{2010}'..='\u{2027}'
            | '\u{2030}'..='\u{205e}' | '\u{2190}'..='\u{21ff}' | '\u{2500}'..='\u{25cf}')
    };
    match text.char_indices().find(|&(_, c)| !is_simple(c)) {
        None => text.len(),
        // An accent belongs to the letter before it.
        Some((other, _)) => text.get(..other).and_then(|t| t.char_indices().next_back()).map_or(0, |(last, _)| last),
    }
}

/// Styles a text with the matched byte ranges highlighted, truncated to a width.
#[must_use]
pub fn highlighted(
    text: &str,
    ranges: &[std::ops::Range<usize>],
    style: Style,
    theme: Theme,
    columns: usize,
) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    highlight(text, ranges, style, theme, columns, &mut spans);
    spans
}

/// Appends to `spans` what [`highlighted`] returns, and returns its width. Rows that share a list of spans spare a place in
/// memory each, which costs more than drawing them where memory is given back at once.
pub fn highlight(
    text: &str,
    ranges: &[std::ops::Range<usize>],
    style: Style,
    theme: Theme,
    columns: usize,
    spans: &mut Vec<Span<'static>>,
) -> usize {
    let shown = crate::text::truncate(text, columns);
    let cut =
        shown.strip_suffix('…').filter(|_| shown.len() != text.len() || *shown != *text).map_or(shown.len(), str::len);
    let mut at = 0;
    let mut push = |part: Option<&str>, style: Style| {
        if let Some(part) = part.filter(|p| !p.is_empty()) {
            spans.push(Span::styled(part.to_owned(), style));
        }
    };
    for range in ranges.iter().filter(|r| r.start < cut) {
        let end = range.end.min(cut);
        push(shown.get(at..range.start), style);
        push(shown.get(range.start..end), style.patch(theme.highlighted()));
        at = end;
    }
    push(shown.get(at..), style);
    crate::text::width(&shown)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::style::Color;

    use super::*;

    fn spans() -> impl Strategy<Value = Vec<Span<'static>>> {
        let style = prop_oneof![
            Just(Style::default()),
            Just(Style::default().fg(Color::Cyan).add_modifier(Modifier::BOLD)),
            Just(Style::default().bg(Color::Blue)),
        ];
        let letters = "[ -~]{0,9}(e\u{301}|\u{30b3}|\u{2502}|[\u{a0}-\u{ac}\u{ae}-\u{24f}]{1,3}|[\u{2010}-\u{2027}\u{202f}-\u{205f}]{1,3}|([\u{2190}-\u{2205}][\u{301}\u{fe0f}]){1,3}\
                       |[\u{2500}-\u{25d0}]{1,3}\u{200d}?)?[a-c ]{0,9}";
        let span = (letters, style);
        prop::collection::vec(span.prop_map(|(text, style)| Span::styled(text, style)), 0..5)
    }

    proptest! {
        #[test]
        fn a_line_is_drawn_as_its_widget_draws_it(
            spans in spans(),
            underlined: bool,
            x in 0_u16..12,
            width in 0_u16..40,
        ) {
            let style = if underlined { Style::default().add_modifier(Modifier::UNDERLINED) } else { Style::default() };
            let line = Line::from(spans).style(style);
            let screen = Rect::new(0, 0, 30, 2);
            let area = Rect { x, y: 1, width, height: 1 };
            let [mut drawn, mut wanted] = [0, 1].map(|_| Buffer::filled(screen, Cell::new(".")));
            draw(&line, area, &mut drawn);
            line.render(area, &mut wanted);
            prop_assert_eq!(drawn, wanted);
        }
    }
}
