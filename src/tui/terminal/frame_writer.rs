//! Turns a frame into the fewest bytes that make the terminal show it.
//!
//! A line that is scrolled over a slow connection should cost little more than its text: what has only moved is moved by the
//! terminal, gaps that are shorter than a cursor movement are written again, and nothing is sent where nothing has changed.

use std::borrow::Cow;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect, Size};

use crate::gate;
use crate::text;
use crate::tui::terminal::pen::{Pen, PenChanges};
use crate::tui::terminal::scroll::{self, ChangedRow, Scroll, is_empty, row, same};

/// Makes the cursor visible.
pub(super) const SHOW_CURSOR: &str = "\x1b[?25h";
const HIDE_CURSOR: &str = "\x1b[?25l";
/// Makes the terminal show a frame at once when it is complete. Terminals that do not know this ignore it.
const BEGIN_UPDATE: &str = "\x1b[?2026h";
const END_UPDATE: &str = "\x1b[?2026l";
/// The fewest bytes of a frame that is worth holding back until it is complete.
const LARGE: usize = 1024;

/// What the terminal shows, and the next frame.
pub(super) struct FrameWriter {
    shown: Buffer,
    next: Buffer,
    /// Where the visible cursor is; `None` if it is hidden, and `None` within if that is not known.
    cursor: Option<Option<Position>>,
    /// Whether what the terminal shows is unknown.
    forgotten: bool,
    ascii: bool,
    pens: PenChanges,
}

impl FrameWriter {
    /// Creates a writer for a terminal of which nothing is known. Frames are written in ASCII if `ascii` is set.
    pub(super) fn new(ascii: bool) -> Self {
        Self {
            shown: Buffer::default(),
            next: Buffer::default(),
            cursor: None,
            forgotten: true,
            ascii,
            pens: PenChanges::default(),
        }
    }

    /// Forgets what the terminal shows, so that the next frame draws all of it.
    pub(super) fn forget(&mut self) {
        self.forgotten = true;
    }

    /// Returns the bytes of a frame of a size: `render` fills a blank buffer and returns where the cursor is, `None` to hide
    /// it. Empty if the terminal shows that frame already.
    pub(super) fn draw(&mut self, size: Size, render: impl FnOnce(&mut Buffer) -> Option<Position>) -> String {
        let area = Rect::from((Position::ORIGIN, size));
        self.next.resize(area);
        self.next.reset();
        let cursor = render(&mut self.next);
        let mut out = Output::new(std::mem::take(&mut self.pens));
        let is_new = self.forgotten || self.shown.area != area;
        if is_new {
            self.shown.resize(area);
            self.shown.reset();
            out.bytes.push_str("\x1b[m\x1b[2J");
            self.cursor = None;
            self.forgotten = false;
        }
        // What is on the screen has been passed, up to where a row changes.
        let changed = scroll::changed(&self.shown, &self.next, 0..usize::from(area.height));
        changed.iter().for_each(|row| pass(scroll::row_mut(&mut self.next, row.y), self.ascii));
        let mut changed: Vec<ChangedRow> =
            changed.into_iter().filter_map(|row| scroll::changed_from(&self.shown, &self.next, row)).collect();
        if !is_new && let Some(scroll) = Scroll::between(&self.shown, &self.next, &changed) {
            out.scroll(scroll);
            scroll.apply(&mut self.shown);
            // Only among these has anything moved.
            let touched = changed[0].y..changed[changed.len() - 1].y + 1;
            changed = scroll::changed(&self.shown, &self.next, touched);
        }
        for ChangedRow { y, x } in changed {
            out.row(row(&self.shown, y), row(&self.next, y), x, y);
        }
        out.style(Pen::default());
        self.place_cursor(cursor, &mut out);
        std::mem::swap(&mut self.shown, &mut self.next);
        let Output { bytes, pens, .. } = out;
        self.pens = pens;
        if bytes.len() < LARGE { bytes } else { format!("{BEGIN_UPDATE}{bytes}{END_UPDATE}") }
    }

    fn place_cursor(&mut self, wanted: Option<Position>, out: &mut Output) {
        match (self.cursor, wanted) {
            (Some(None), None) => {}
            (_, None) => out.bytes.push_str(HIDE_CURSOR),
            (Some(Some(at)), Some(to)) if at == to && out.bytes.is_empty() => {}
            (before, Some(to)) => {
                out.go_to(usize::from(to.x), usize::from(to.y));
                if !matches!(before, Some(Some(_))) {
                    out.bytes.push_str(SHOW_CURSOR);
                }
            }
        }
        self.cursor = Some(wanted);
    }
}

/// Makes every cell of a row harmless, and of the same width as before. The cells that a wide character covers become empty, and
/// spaces on which no style can be seen become blank.
fn pass(row: &mut [Cell], ascii: bool) {
    let mut covered = 0;
    for cell in row {
        if covered > 0 {
            covered -= 1;
            cell.set_symbol("");
            continue;
        }
        let symbol = cell.symbol();
        // Most cells have a letter, which is harmless and as wide as the cell.
        if symbol.len() == 1 && symbol.as_bytes()[0].is_ascii_graphic() {
            continue;
        }
        if symbol.is_empty() {
            cell.set_symbol(" ");
            continue;
        }
        if symbol == " " {
            let pen = Pen::of(cell);
            if pen != Pen::default() && pen.leaves_spaces_blank() {
                cell.reset();
            }
            continue;
        }
        // Frames and bars are as wide as a cell, too.
        if !ascii && matches!(symbol.as_bytes(), [0xe2, 0x94..=0x96, _]) {
            continue;
        }
        covered = if symbol.len() == 1 { 0 } else { text::width(symbol).saturating_sub(1) };
        if let Cow::Owned(symbol) = gate::symbol(symbol, ascii) {
            cell.set_symbol(&symbol);
        }
    }
}

/// The bytes of a frame, and the state of the terminal after them.
struct Output {
    bytes: String,
    /// The column and row of the terminal's cursor, if they are certain.
    at: Option<(usize, usize)>,
    pen: Pen,
    pens: PenChanges,
}

impl Output {
    fn new(pens: PenChanges) -> Self {
        Self { bytes: String::with_capacity(LARGE), at: None, pen: Pen::default(), pens }
    }

    fn scroll(&mut self, Scroll { top, bottom, by }: Scroll) {
        // By line feeds at the end and reverse line feeds at the beginning, which every terminal knows.
        let (row, step) = if by > 0 { (bottom, "\n") } else { (top + 1, "\x1bM") };
        self.sequence(&[top + 1, bottom], 'r');
        self.sequence(&[row], 'H');
        (0..by.unsigned_abs()).for_each(|_| self.bytes.push_str(step));
        self.bytes.push_str("\x1b[r");
    }

    /// Draws a row that has changed from a column on.
    fn row(&mut self, shown: &[Cell], next: &[Cell], mut x: usize, y: usize) {
        let blank_from = next.iter().rposition(|cell| !is_empty(cell)).map_or(0, |last| last + 1);
        // A wide character is drawn from its first cell.
        while x > 0 && next.get(x).is_some_and(|cell| cell.symbol().is_empty()) {
            x -= 1;
        }
        while x < blank_from {
            let wide = 1 + next.iter().skip(x + 1).take_while(|cell| cell.symbol().is_empty()).count();
            if !same(shown.get(x..x + wide).unwrap_or_default(), next.get(x..x + wide).unwrap_or_default()) {
                self.move_to(x, y, next);
                self.cell(&next[x], wide, next.len());
            }
            x += wide;
        }
        let Some(rest) = shown.get(blank_from..).filter(|rest| !rest.iter().all(is_empty)) else {
            return;
        };
        self.move_to(blank_from, y, next);
        self.style_of(&Cell::EMPTY);
        // What is erased is not written over, so the cursor stays.
        if rest.len() > "\x1b[K".len() {
            self.bytes.push_str("\x1b[K");
        } else {
            rest.iter().for_each(|_| self.bytes.push(' '));
            self.at = None;
        }
    }

    fn cell(&mut self, cell: &Cell, wide: usize, width: usize) {
        self.style_of(cell);
        self.symbol(cell);
        // How far a terminal moves after an accent or a wide character is not certain, nor what it does at the margin.
        let is_certain = wide == 1 && cell.symbol().chars().nth(1).is_none();
        self.at = self.at.map(|(x, y)| (x + 1, y)).filter(|&(x, _)| is_certain && x < width);
    }

    /// Writes what a cell shows: most often a letter, which is not worth a call to copy it.
    fn symbol(&mut self, cell: &Cell) {
        match cell.symbol().as_bytes() {
            &[letter] => self.bytes.push(char::from(letter)),
            _ => self.bytes.push_str(cell.symbol()),
        }
    }

    /// Makes the terminal write as a cell wants it. A blank is as blank in bold.
    fn style_of(&mut self, cell: &Cell) {
        if !is_empty(cell) || !self.pen.leaves_spaces_blank() {
            self.style(Pen::of(cell));
        }
    }

    fn style(&mut self, pen: Pen) {
        if pen != self.pen {
            self.bytes.push_str(self.pens.between(self.pen, pen));
            self.pen = pen;
        }
    }

    /// Moves the cursor to a cell of a row, the shortest way: by writing the cells in between again, or by a sequence.
    fn move_to(&mut self, x: usize, y: usize, row: &[Cell]) {
        let Some((from, _)) = self.at.filter(|&(from, row)| row == y && from < x) else { return self.go_to(x, y) };
        let between = row.get(from..x).unwrap_or_default();
        let written = |cell: &Cell| {
            let styled = Pen::of(cell) == self.pen || (is_empty(cell) && self.pen.leaves_spaces_blank());
            styled && cell.symbol().chars().count() == 1
        };
        let bytes: usize = between.iter().map(|cell| cell.symbol().len()).sum();
        let by = x - from;
        let forward = "\x1b[C".len() + if by == 1 { 0 } else { 1 + by.ilog10() as usize };
        if bytes <= forward && between.iter().all(written) {
            between.iter().for_each(|cell| self.symbol(cell));
        } else if by == 1 {
            self.sequence(&[], 'C');
        } else {
            self.sequence(&[by], 'C');
        }
        self.at = Some((x, y));
    }

    /// Moves the cursor by its place on the screen.
    fn go_to(&mut self, x: usize, y: usize) {
        match self.at {
            Some(at) if at == (x, y) => {}
            Some((_, row)) if x == 0 && row == y => self.bytes.push('\r'),
            Some((_, row)) if x == 0 && row + 1 == y => self.bytes.push_str("\r\n"),
            _ if x == 0 => self.sequence(&[y + 1], 'H'),
            _ => self.sequence(&[y + 1, x + 1], 'H'),
        }
        self.at = Some((x, y));
    }

    /// Writes an escape sequence with numbers, of which a frame has many.
    fn sequence(&mut self, numbers: &[usize], last: char) {
        self.bytes.push_str("\x1b[");
        for (n, number) in numbers.iter().enumerate() {
            if n > 0 {
                self.bytes.push(';');
            }
            self.number(*number);
        }
        self.bytes.push(last);
    }

    fn number(&mut self, number: usize) {
        if number >= 10 {
            self.number(number / 10);
        }
        self.bytes.extend(u32::try_from(number % 10).ok().and_then(|digit| char::from_digit(digit, 10)));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::style::{Color, Modifier, Style};

    use super::*;

    const SIZE: Size = Size { width: 40, height: 12 };

    /// A terminal that somebody else wrote, and the writer in front of it.
    struct Shown {
        writer: FrameWriter,
        terminal: vt100::Parser,
    }

    impl Shown {
        fn new() -> Self {
            let [rows, columns] = [SIZE.height, SIZE.width].map(|side| side.try_into().expect("not 0"));
            Self { writer: FrameWriter::new(false), terminal: vt100::Parser::new(rows, columns, 0) }
        }

        /// Draws lines, and asserts that the terminal shows each cell of them. Returns the bytes that it took.
        fn draw(&mut self, lines: &[(String, Style)], cursor: Option<Position>) -> String {
            let mut drawn = Buffer::default();
            let bytes = self.writer.draw(SIZE, |buffer| {
                for ((line, style), y) in lines.iter().zip(0..SIZE.height) {
                    buffer.set_stringn(0, y, line, usize::from(SIZE.width), *style);
                }
                drawn = buffer.clone();
                cursor
            });
            self.terminal.process(bytes.as_bytes());
            let screen = self.terminal.screen();
            for y in 0..SIZE.height {
                for x in 0..SIZE.width {
                    let (wanted, is) = (&drawn[(x, y)], screen.cell(y, x).expect("within"));
                    if is.is_wide_continuation() {
                        continue;
                    }
                    let symbol = if is.has_contents() { is.contents() } else { " " };
                    assert_eq!(symbol, wanted.symbol(), "at {x},{y} after {bytes:?}:\n{}", screen.contents());
                    let is_blank = symbol == " ";
                    let modifiers = [
                        (Modifier::BOLD, is.bold()),
                        (Modifier::DIM, is.dim()),
                        (Modifier::UNDERLINED, is.underline()),
                        (Modifier::REVERSED, is.inverse()),
                    ];
                    for (modifier, on) in modifiers {
                        let is_seen = !is_blank || matches!(modifier, Modifier::UNDERLINED | Modifier::REVERSED);
                        let wanted = wanted.modifier.contains(modifier);
                        assert!(on == wanted || !is_seen, "{modifier:?} at {x},{y} after {bytes:?}");
                    }
                    let fg = if wanted.fg == Color::Cyan { vt100::Color::Idx(6) } else { vt100::Color::Default };
                    assert!(is.fgcolor() == fg || is_blank, "at {x},{y} after {bytes:?}");
                }
            }
            assert_eq!(screen.hide_cursor(), cursor.is_none(), "after {bytes:?}");
            if let Some(Position { x, y }) = cursor {
                assert_eq!(screen.cursor_position(), (y, x), "after {bytes:?}");
            }
            bytes
        }
    }

    fn plain(lines: impl IntoIterator<Item = String>) -> Vec<(String, Style)> {
        lines.into_iter().map(|line| (line, Style::default())).collect()
    }

    /// Returns a page of a text whose lines differ.
    fn page(from: usize, rows: usize) -> Vec<(String, Style)> {
        const WORDS: [&str; 7] = ["agreed", "bodies", "children", "data", "evidence", "funds", "groups"];
        let word = |n: usize| WORDS[n % WORDS.len()];
        plain((from..from + rows).map(|n| format!("{} {} {} {n}", word(n * n), word(n / 2), word(n + 3))))
    }

    #[test]
    fn a_line_that_is_scrolled_costs_little_more_than_its_text() {
        let mut shown = Shown::new();
        shown.draw(&page(100, 12), None);
        for from in [101, 102, 101, 100, 104] {
            let bytes = shown.draw(&page(from, 12), None);
            assert!(bytes.len() < 220 && bytes.contains("\x1b[1;12r"), "{} bytes: {bytes:?}", bytes.len());
        }
        let bytes = shown.draw(&page(105, 12), None);
        assert!(bytes.len() < 70, "{} bytes: {bytes:?}", bytes.len());
    }

    #[test]
    fn what_stays_around_a_part_that_moves_is_not_drawn_again() {
        let around = |from: usize| {
            let lines = [plain(["The title stays".to_owned()]), page(from, 8), plain(["The footer stays".to_owned()])];
            lines.concat()
        };
        let mut shown = Shown::new();
        shown.draw(&around(100), None);
        let bytes = shown.draw(&around(101), None);
        assert!(bytes.contains("\x1b[2;9r") && !bytes.contains("stays") && bytes.len() < 75, "{bytes:?}");
    }

    #[test]
    fn nothing_is_sent_where_nothing_has_changed() {
        let mut shown = Shown::new();
        shown.draw(&page(0, 12), None);
        assert_eq!(shown.draw(&page(0, 12), None), "");
        let at = Some(Position { x: 3, y: 2 });
        assert_eq!(shown.draw(&page(0, 12), at), "\x1b[3;4H\x1b[?25h");
        assert_eq!(shown.draw(&page(0, 12), at), "");
        assert_eq!(shown.draw(&page(0, 12), None), "\x1b[?25l");
    }

    #[test]
    fn a_short_gap_is_written_again_and_the_end_of_a_line_is_erased() {
        let mut shown = Shown::new();
        shown.draw(&plain(["one two three four five".to_owned()]), None);
        assert_eq!(shown.draw(&plain(["One Two three four five".to_owned()]), None), "\x1b[1HOne T");
        assert_eq!(shown.draw(&plain(["One Two Three four Five".to_owned()]), None), "\x1b[1;9HT\x1b[10CF");
        assert_eq!(shown.draw(&plain(["One".to_owned()]), None), "\x1b[1;4H\x1b[K");
    }

    #[test]
    fn everything_is_drawn_again_after_it_was_forgotten() {
        let mut shown = Shown::new();
        shown.draw(&page(0, 12), None);
        shown.terminal.process(b"\x1b[3;3Hnot ours\x1b[1m");
        shown.writer.forget();
        let bytes = shown.draw(&page(0, 12), None);
        assert!(bytes.contains("\x1b[m\x1b[2J"), "{bytes:?}");
    }

    /// A line of a text with wide characters and accents, in one of a few styles.
    fn line() -> impl Strategy<Value = (String, Style)> {
        let style = prop_oneof![
            Just(Style::default()),
            Just(Style::default().bold()),
            Just(Style::default().dim()),
            Just(Style::default().fg(Color::Cyan)),
            Just(Style::default().reversed()),
            Just(Style::default().bold().underlined()),
        ];
        (r"[a-c ]{0,8}(e\u{301}|コ|│|é)?[a-c ]{0,30}(コ)?[a-c]{0,8}", style)
    }

    proptest! {
        #[test]
        fn the_terminal_shows_each_frame_whatever_it_showed_before(
            first in prop::collection::vec(line(), 12),
            steps in prop::collection::vec((-11_isize..12, prop::collection::vec((0_usize..12, line()), 0..4)), 1..8),
        ) {
            let mut shown = Shown::new();
            let mut lines = first;
            shown.draw(&lines, None);
            for (by, changes) in steps {
                if by > 0 { lines.rotate_left(by.unsigned_abs()) } else { lines.rotate_right(by.unsigned_abs()) }
                for (at, line) in changes {
                    lines[at] = line;
                }
                shown.draw(&lines, Some(Position { x: 1, y: 1 }));
            }
        }
    }
}
