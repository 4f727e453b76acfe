//! Find on a page: the prompt, and the matches, which can be stepped through.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::document::StyledLine;
use crate::search::highlight::Highlighter;
use crate::text;
use crate::tui::theme::Theme;
use crate::tui::widgets::document_view::DocumentView;
use crate::tui::widgets::input::Input;
use crate::tui::widgets::list_state::Direction;

/// What of a match stands on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    /// The index of the line.
    line: usize,
    /// The columns.
    columns: Range<usize>,
}

/// The state of find on a page.
#[derive(Debug, Clone, Default)]
pub struct PageFind {
    /// The prompt.
    pub input: Input,
    /// Whether the prompt has the keys.
    pub typing: bool,
    /// The scroll position and the cursor when the prompt was opened, to return to.
    from: (usize, usize),
    /// The matches in the order of the page. One that a line break cuts has several parts.
    matches: Vec<Vec<Part>>,
    /// The index of the current match.
    current: usize,
}

impl PageFind {
    /// Opens the prompt on a page. What was found before is there to be changed.
    pub fn open(find: &mut Option<Self>, page: &DocumentView) {
        let from = (page.scroll, page.cursor);
        match find {
            Some(find) => {
                (find.typing, find.from) = (true, from);
                find.input.select();
            }
            None => *find = Some(Self { typing: true, from, ..Self::default() }),
        }
    }

    /// Returns whether there is nothing to find yet.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.input.text().trim().is_empty()
    }

    /// Returns the number of the current match, from 1, and the number of matches.
    #[must_use]
    pub fn count(&self) -> Option<(usize, usize)> {
        (!self.matches.is_empty()).then_some((self.current + 1, self.matches.len()))
    }

    /// Finds the matches on a page that was laid out anew, and keeps the current one as far as there is one.
    pub fn seek(&mut self, page: &DocumentView) {
        self.matches = if self.is_blank() { Vec::new() } else { matches(&page.document.lines, self.input.text()) };
        self.current = self.current.min(self.matches.len().saturating_sub(1));
    }

    /// Finds what is typed, and goes to the first match from where the prompt was opened on, or else to the first at all.
    pub fn type_on(&mut self, page: &mut DocumentView) {
        (page.scroll, page.cursor) = self.from;
        self.current = 0;
        self.seek(page);
        let from = page.scroll;
        let after = self.matches.iter().position(|parts| parts.first().is_some_and(|part| part.line >= from));
        self.current = after.unwrap_or(0);
        self.reveal(page);
    }

    /// Returns to where the prompt was opened.
    pub fn restore(&self, page: &mut DocumentView) {
        (page.scroll, page.cursor) = self.from;
    }

    /// Goes to the next or previous match, and round. Returns whether there is one.
    pub fn step(&mut self, page: &mut DocumentView, direction: Direction) -> bool {
        let len = self.matches.len();
        if len == 0 {
            return false;
        }
        self.current = match direction {
            Direction::Forward => self.current + 1,
            Direction::Backward => self.current + len - 1,
        } % len;
        self.reveal(page);
        true
    }

    /// Scrolls the current match into view, with some lines around it, and moves the cursor to the link there.
    fn reveal(&self, page: &mut DocumentView) {
        let line = self.matches.get(self.current).and_then(|parts| parts.first()).map(|part| part.line);
        if let Some(line) = line {
            page.go_to_line(line);
        }
    }

    /// Highlights the visible matches on a page that is drawn in an area.
    pub fn draw(&self, page: &DocumentView, theme: Theme, area: Rect, buf: &mut Buffer) {
        for (n, parts) in self.matches.iter().enumerate() {
            let style = if n == self.current { theme.current() } else { theme.highlighted() };
            for part in parts {
                let Some(row) = part.line.checked_sub(page.scroll).and_then(|row| u16::try_from(row).ok()) else {
                    continue;
                };
                let (Ok(from), Ok(to)) = (u16::try_from(part.columns.start), u16::try_from(part.columns.end)) else {
                    continue;
                };
                let at = Rect { x: area.x + from, y: area.y.saturating_add(row), width: to - from, height: 1 };
                buf.set_style(at.intersection(area), style);
            }
        }
    }
}

/// Returns where words stand in lines, also where a line breaks within them.
fn matches(lines: &[StyledLine], words: &str) -> Vec<Vec<Part>> {
    let plain: Vec<String> = lines.iter().map(StyledLine::plain).collect();
    // All lines in one, each without its indent and with a blank after it.
    let (mut text, mut starts) = (String::new(), Vec::new());
    for line in &plain {
        let words = line.trim();
        starts.push((text.len(), line.len() - line.trim_start().len(), words.len()));
        text.push_str(words);
        text.push(' ');
    }
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let found = Highlighter::literal(&words).matches(&text);
    let parts = |at: Range<usize>| -> Vec<Part> {
        let first = starts.partition_point(|(start, ..)| *start <= at.start).saturating_sub(1);
        let touched = starts.iter().enumerate().skip(first).take_while(|(_, (start, ..))| *start < at.end);
        touched
            .filter_map(|(line, &(start, indent, len))| {
                let from = at.start.saturating_sub(start).min(len) + indent;
                let to = at.end.saturating_sub(start).min(len) + indent;
                let columns = |to: usize| plain.get(line)?.get(..to).map(text::width);
                let columns = columns(from)?..columns(to)?;
                (!columns.is_empty()).then_some(Part { line, columns })
            })
            .collect()
    };
    found.into_iter().map(parts).filter(|parts| !parts.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::TextStyle;

    fn lines(of: &[&str]) -> Vec<StyledLine> {
        of.iter().map(|line| StyledLine::of(*line, TextStyle::Body)).collect()
    }

    #[test]
    fn words_are_found_over_the_end_of_a_line_and_whatever_its_indent() {
        let page = lines(&["  \u{2022} The Côte d\u{2019}Or has", "    seven lamps.", "", "Seven  lamps"]);
        let at = |words: &str| -> Vec<Vec<(usize, Range<usize>)>> {
            let found = matches(&page, words);
            found.into_iter().map(|m| m.into_iter().map(|part| (part.line, part.columns)).collect()).collect()
        };
        assert_eq!(at("HAS SEVEN"), [vec![(0, 18..21), (1, 4..9)]]);
        assert_eq!(at("cote"), [vec![(0, 8..12)]]);
        assert_eq!(at("lamps"), [vec![(1, 10..15)], vec![(3, 7..12)]]);
        assert!(at("has lamps").is_empty());
    }
}
