//! The screen of a terminal, as far as the programs that are timed make use of one: what a person would see of their output.

use unicode_width::UnicodeWidthChar as _;

use crate::style::Style;

/// Columns and rows.
pub const WIDTH: usize = 120;
pub const HEIGHT: usize = 36;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cell {
    char: char,
    style: Style,
}

const EMPTY: Cell = Cell { char: ' ', style: Style { flags: 0, front: 0, back: 0 } };
/// What stands in the second column of a wide character.
const REST: char = '\0';

/// Where in an escape sequence the output is.
#[derive(Debug)]
enum Within {
    Text,
    Escape,
    /// A character set is named: one more byte.
    Set,
    /// Its bytes so far.
    Control(Vec<u8>),
    /// A string for the terminal, and whether an escape was seen that may end it.
    String(bool),
}

/// What is on the screen.
#[derive(Debug)]
pub struct Screen {
    rows: Vec<Vec<Cell>>,
    x: usize,
    y: usize,
    saved: (usize, usize),
    /// The next character begins a new line.
    full: bool,
    style: Style,
    /// The rows that scroll, the second one excluded.
    region: (usize, usize),
    within: Within,
    /// A character whose bytes are not all there.
    part: Vec<u8>,
    last: char,
    /// Whether arrows are to be sent as applications ask for them.
    pub application: bool,
    /// Whether the program draws a frame that it does not want to be seen before it is whole.
    pub held: bool,
    /// What a terminal answers to questions.
    pub answers: Vec<u8>,
}

impl Screen {
    pub fn new() -> Self {
        Self {
            rows: vec![vec![EMPTY; WIDTH]; HEIGHT],
            x: 0,
            y: 0,
            saved: (0, 0),
            full: false,
            style: Style::default(),
            region: (0, HEIGHT),
            within: Within::Text,
            part: Vec::new(),
            last: ' ',
            application: false,
            held: false,
            answers: Vec::new(),
        }
    }

    /// The words of a row, without what is blank at its end.
    pub fn row(&self, y: usize) -> String {
        let cells = self.rows.get(y).map(Vec::as_slice).unwrap_or_default();
        let text: String = cells.iter().map(|c| c.char).filter(|&c| c != REST).collect();
        text.trim_end().to_owned()
    }

    pub fn text(&self) -> Vec<String> {
        (0..HEIGHT).map(|y| self.row(y)).collect()
    }

    pub fn is_blank(&self) -> bool {
        self.rows.iter().flatten().all(|c| c.char == ' ' || c.char == REST)
    }

    /// A number that some rows have in common with themselves alone: characters and looks.
    pub fn digest(&self, rows: std::ops::Range<usize>) -> u64 {
        let mut sum = 0xcbf2_9ce4_8422_2325_u64;
        let mut add = |n: u32| sum = (sum ^ u64::from(n)).wrapping_mul(0x0100_0000_01b3);
        for cell in self.rows.iter().take(rows.end).skip(rows.start).flatten() {
            add(u32::from(cell.char));
            add(u32::from(cell.style.flags));
            add(cell.style.front);
            add(cell.style.back);
        }
        sum
    }

    pub fn feed(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&b| self.byte(b));
    }

    fn byte(&mut self, byte: u8) {
        match std::mem::replace(&mut self.within, Within::Text) {
            Within::Text => self.text_byte(byte),
            Within::Escape => self.escape(byte),
            Within::Set => {}
            Within::Control(mut bytes) => match byte {
                0x40..=0x7e => self.control(&bytes, byte),
                _ => {
                    bytes.push(byte);
                    self.within = Within::Control(bytes);
                }
            },
            Within::String(escaped) => {
                if byte != 7 && !(escaped && byte == b'\\') {
                    self.within = Within::String(byte == 0x1b);
                }
            }
        }
    }

    fn text_byte(&mut self, byte: u8) {
        match byte {
            0x1b => self.within = Within::Escape,
            b'\r' => (self.x, self.full) = (0, false),
            b'\n' | 0x0b | 0x0c => self.line_down(),
            8 => (self.x, self.full) = (self.x.saturating_sub(1), false),
            b'\t' => self.x = (self.x / 8 * 8 + 8).min(WIDTH - 1),
            0..0x20 | 0x7f => {}
            _ => {
                self.part.push(byte);
                let known = std::str::from_utf8(&self.part).map(|s| s.chars().next());
                match known {
                    Ok(Some(char)) => {
                        self.part.clear();
                        self.put(char);
                    }
                    Err(error) if error.error_len().is_none() => {}
                    _ => self.part.clear(),
                }
            }
        }
    }

    fn put(&mut self, char: char) {
        let width = char.width().unwrap_or(0);
        if width == 0 {
            return;
        }
        if self.full || self.x + width > WIDTH {
            self.x = 0;
            self.line_down();
        }
        self.rows[self.y][self.x] = Cell { char, style: self.style };
        if width == 2 {
            self.rows[self.y][self.x + 1] = Cell { char: REST, style: self.style };
        }
        self.last = char;
        self.full = self.x + width >= WIDTH;
        self.x = (self.x + width).min(WIDTH - 1);
    }

    fn line_down(&mut self) {
        self.full = false;
        if self.y + 1 == self.region.1 {
            self.scroll_up(self.region.0, 1);
        } else {
            self.y = (self.y + 1).min(HEIGHT - 1);
        }
    }

    fn line_up(&mut self) {
        self.full = false;
        if self.y == self.region.0 {
            self.scroll_down(self.y, 1);
        } else {
            self.y = self.y.saturating_sub(1);
        }
    }

    fn blank(&self) -> Cell {
        Cell { char: ' ', style: Style { back: self.style.back, ..Style::default() } }
    }

    fn scroll_up(&mut self, from: usize, by: usize) {
        let blank = vec![self.blank(); WIDTH];
        let Some(rows) = self.rows.get_mut(from..self.region.1) else { return };
        let by = by.min(rows.len());
        rows.rotate_left(by);
        rows.iter_mut().rev().take(by).for_each(|r| r.clone_from(&blank));
    }

    fn scroll_down(&mut self, from: usize, by: usize) {
        let blank = vec![self.blank(); WIDTH];
        let Some(rows) = self.rows.get_mut(from..self.region.1) else { return };
        let by = by.min(rows.len());
        rows.rotate_right(by);
        rows.iter_mut().take(by).for_each(|r| r.clone_from(&blank));
    }

    fn escape(&mut self, byte: u8) {
        match byte {
            b'[' => self.within = Within::Control(Vec::new()),
            b']' | b'P' | b'_' | b'^' | b'X' => self.within = Within::String(false),
            b'(' | b')' | b'*' | b'+' | b'#' | b' ' | b'%' => self.within = Within::Set,
            b'7' => self.saved = (self.x, self.y),
            b'8' => (self.x, self.y, self.full) = (self.saved.0, self.saved.1, false),
            b'D' => self.line_down(),
            b'E' => {
                self.x = 0;
                self.line_down();
            }
            b'M' => self.line_up(),
            b'c' => *self = Self { answers: std::mem::take(&mut self.answers), ..Self::new() },
            _ => {}
        }
    }

    fn control(&mut self, bytes: &[u8], last: u8) {
        let mark = bytes.first().copied().filter(|b| (b'<'..=b'?').contains(b));
        let middle = bytes.last().copied().filter(|b| (0x20..0x30).contains(b));
        let words = String::from_utf8_lossy(bytes);
        let numbers: Vec<usize> = words
            .trim_matches(|c: char| !c.is_ascii_digit() && c != ';' && c != ':')
            .split([';', ':'])
            .map(|n| n.parse().unwrap_or(0))
            .collect();
        match (mark, middle, last) {
            (Some(b'?'), None, b'h' | b'l') => numbers.iter().for_each(|&n| self.mode(n, last == b'h')),
            (Some(b'?'), Some(b'$'), b'p') => {
                let known = if numbers == [2026] { 2 } else { 0 };
                self.answers.extend(format!("\x1b[?{};{known}$y", numbers[0]).into_bytes());
            }
            (None, None, _) => self.plain(&numbers, last),
            _ => {}
        }
    }

    fn mode(&mut self, number: usize, on: bool) {
        match number {
            1 => self.application = on,
            2026 => self.held = on,
            47 | 1047 | 1049 => self.erase_rows(0..HEIGHT),
            _ => {}
        }
    }

    fn plain(&mut self, numbers: &[usize], last: u8) {
        let number = |n: usize| numbers.get(n).copied().unwrap_or(0);
        let one = number(0).max(1);
        self.full = self.full && matches!(last, b'm' | b'n' | b'c' | b'h' | b'l');
        match last {
            b'A' => self.y = self.y.saturating_sub(one),
            b'B' | b'e' => self.y = (self.y + one).min(HEIGHT - 1),
            b'C' | b'a' => self.x = (self.x + one).min(WIDTH - 1),
            b'D' => self.x = self.x.saturating_sub(one),
            b'E' => (self.x, self.y) = (0, (self.y + one).min(HEIGHT - 1)),
            b'F' => (self.x, self.y) = (0, self.y.saturating_sub(one)),
            b'G' | b'`' => self.x = (one - 1).min(WIDTH - 1),
            b'd' => self.y = (one - 1).min(HEIGHT - 1),
            b'H' | b'f' => {
                (self.y, self.x) = ((one - 1).min(HEIGHT - 1), (number(1).max(1) - 1).min(WIDTH - 1));
            }
            b'J' => self.erase_screen(number(0)),
            b'K' => self.erase_line(number(0)),
            b'L' if self.y >= self.region.0 => self.scroll_down(self.y, one),
            b'M' if self.y >= self.region.0 => self.scroll_up(self.y, one),
            b'S' => self.scroll_up(self.region.0, one),
            b'T' => self.scroll_down(self.region.0, one),
            b'P' | b'@' | b'X' => self.shift(last, one),
            b'b' => (0..one.min(WIDTH)).for_each(|_| self.put(self.last)),
            b'r' => {
                let bottom = if number(1) == 0 { HEIGHT } else { number(1).min(HEIGHT) };
                self.region = if one - 1 < bottom { (one - 1, bottom) } else { (0, HEIGHT) };
                (self.x, self.y) = (0, 0);
            }
            b's' => self.saved = (self.x, self.y),
            b'u' => (self.x, self.y) = self.saved,
            b'm' => self.style.change(numbers),
            b'n' if number(0) == 6 => {
                self.answers.extend(format!("\x1b[{};{}R", self.y + 1, self.x + 1).into_bytes());
            }
            b'c' => self.answers.extend(b"\x1b[?62;22c"),
            _ => {}
        }
    }

    fn shift(&mut self, how: u8, by: usize) {
        let blank = self.blank();
        let cells = &mut self.rows[self.y][self.x..];
        let by = by.min(cells.len());
        match how {
            b'P' => {
                cells.rotate_left(by);
                cells.iter_mut().rev().take(by).for_each(|c| *c = blank);
            }
            b'@' => {
                cells.rotate_right(by);
                cells.iter_mut().take(by).for_each(|c| *c = blank);
            }
            _ => cells.iter_mut().take(by).for_each(|c| *c = blank),
        }
    }

    fn erase_rows(&mut self, rows: std::ops::Range<usize>) {
        let blank = self.blank();
        self.rows.iter_mut().take(rows.end).skip(rows.start).flatten().for_each(|c| *c = blank);
    }

    fn erase_screen(&mut self, how: usize) {
        match how {
            0 => {
                self.erase_line(0);
                self.erase_rows(self.y + 1..HEIGHT);
            }
            1 => {
                self.erase_line(1);
                self.erase_rows(0..self.y);
            }
            _ => self.erase_rows(0..HEIGHT),
        }
    }

    fn erase_line(&mut self, how: usize) {
        let blank = self.blank();
        let cells = &mut self.rows[self.y];
        let cells = match how {
            0 => &mut cells[self.x..],
            1 => &mut cells[..=self.x],
            _ => &mut cells[..],
        };
        cells.fill(blank);
    }
}
