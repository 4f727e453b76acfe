//! The only way out of the program: makes foreign text, and text that the terminal cannot show, harmless.
//!
//! The screen passes through [`symbol`] cell by cell, the output of commands through [`Gate`], and messages through
//! [`say`].

use std::borrow::Cow;
use std::fmt::{Display, Write as _};
use std::io::{self, IsTerminal, Write};

use unicode_normalization::UnicodeNormalization;

use crate::text;

/// Maximum length of a line on standard error, in characters: it may repeat an argument, which can have any length.
const LINE_MAX: usize = 2000;
/// Maximum number of characters sent for one cell: a letter and its accents.
const CELL_MAX: usize = 1 + text::MARKS_MAX;

/// Returns whether the locale allows the terminal to show more than ASCII. If no locale is set, it does.
#[must_use]
pub fn speaks_utf8() -> bool {
    let set = |name: &str| std::env::var(name).ok().filter(|v| !v.is_empty());
    set("LC_ALL").or_else(|| set("LC_CTYPE")).or_else(|| set("LANG")).is_none_or(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

/// Returns what to send for a screen cell: without harmful characters, with only a few accents, and, if `ascii` is set,
/// as ASCII of the same width.
#[must_use]
pub fn symbol(symbol: &str, ascii: bool) -> Cow<'_, str> {
    if symbol.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return Cow::Borrowed(symbol);
    }
    if ascii {
        return Cow::Owned(plain(symbol));
    }
    if symbol.chars().count() <= CELL_MAX && !symbol.chars().any(text::is_harmful) {
        return Cow::Borrowed(symbol);
    }
    let kept: String = symbol.chars().filter(|&c| !text::is_harmful(c)).take(CELL_MAX).collect();
    Cow::Owned(if text::width(&kept) == text::width(symbol) { kept } else { " ".repeat(text::width(symbol)) })
}

/// Converts a text to ASCII of the same width.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut accents = text.chars().peekable();
    while let Some(c) = accents.next() {
        let mut whole = c.to_string();
        while let Some(next) = accents.next_if(|&n| text::width(n.encode_utf8(&mut [0; 4])) == 0) {
            whole.push(next);
        }
        match text::width(&whole) {
            0 => {}
            1 => out.push(plain_letter(c)),
            wide => (0..wide).for_each(|_| out.push('?')),
        }
    }
    out
}

/// Returns the nearest ASCII character; `?` if there is none.
fn plain_letter(c: char) -> char {
    match c {
        ' '..='~' => c,
        '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{b4}' => '\'',
        '\u{201c}'..='\u{201f}' | '\u{2033}' | '«' | '»' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '─' | '━' | '╌' | '╸' | '╴' => '-',
        '│' | '┃' | '▎' | '▏' | '▌' => '|',
        '\u{2500}'..='\u{257f}' => '+',
        '░' => '.',
        '▒' => ':',
        '▓' => '+',
        '\u{2580}'..='\u{259f}' => '#',
        '…' | '·' => '.',
        '•' | '●' | '★' => '*',
        '›' | '→' | '▸' => '>',
        '‹' | '←' => '<',
        '↑' => '^',
        '↓' => 'v',
        '✓' | '×' => 'x',
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => ' ',
        'ß' => 's',
        'æ' => 'a',
        'Æ' => 'A',
        'ø' => 'o',
        'Ø' => 'O',
        'œ' => 'o',
        'Œ' => 'O',
        'ł' => 'l',
        'Ł' => 'L',
        'đ' | 'ð' => 'd',
        'Đ' => 'D',
        'ı' => 'i',
        '©' => 'c',
        '®' => 'R',
        '€' => 'E',
        '£' => 'L',
        _ => std::iter::once(c).nfkd().find(char::is_ascii_graphic).unwrap_or('?'),
    }
}

/// The kind of output that passes through a [`Gate`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passes {
    /// Text and tables; harmful characters are replaced.
    Text,
    /// Text with our own colours; all other escape sequences are replaced.
    Coloured,
    /// JSON; harmful characters are written as escapes, so that values stay the same.
    Json,
    /// Files that are no text, as they are. Never to be written to a terminal.
    Bytes,
}

/// A writer that neutralizes everything harmful.
pub struct Gate<W: Write> {
    out: W,
    passes: Passes,
    ascii: bool,
    /// The start of a character, a colour sequence or a line ending that is not complete yet.
    begun: Vec<u8>,
    /// Whether anything has been written.
    started: bool,
}

impl<W: Write> Gate<W> {
    /// Creates a gate in front of a writer; if `ascii` is set, the output is ASCII only.
    pub fn new(out: W, passes: Passes, ascii: bool) -> Self {
        Self { out, passes, ascii, begun: Vec::new(), started: false }
    }

    fn pass(&mut self, text: &str) -> io::Result<()> {
        let ascii = self.ascii;
        let safe = |c: char| c == '\n' || !text::is_harmful(c) && (c.is_ascii() || !ascii);
        let mut rest = text;
        while let Some(at) = rest.find(|c| !safe(c)) {
            let (before, from) = rest.split_at(at);
            self.started |= !before.is_empty();
            self.out.write_all(before.as_bytes())?;
            let length = self.odd(from)?;
            self.started = true;
            rest = from.get(length..).unwrap_or_default();
        }
        self.started |= !rest.is_empty();
        self.out.write_all(rest.as_bytes())
    }

    /// Writes the character at the start of `from`, which needs special treatment: as it is, escaped or replaced.
    /// Returns the number of bytes consumed.
    fn odd(&mut self, from: &str) -> io::Result<usize> {
        let c = from.chars().next().unwrap_or_default();
        match (self.passes, c) {
            (Passes::Json, _) => {
                let mut units = [0; 2];
                c.encode_utf16(&mut units).iter().try_for_each(|unit| write!(self.out, "\\u{unit:04x}"))?;
            }
            (_, '\t') => self.out.write_all(b"\t")?,
            // A byte order mark at the very start, as some spreadsheets want.
            (Passes::Text, '\u{feff}') if !self.started => self.out.write_all("\u{feff}".as_bytes())?,
            // A line ending in CSV and in RIS.
            (_, '\r') if from.starts_with("\r\n") => self.out.write_all(b"\r")?,
            (Passes::Coloured, '\u{1b}') if colour(from).is_some() => {
                let length = colour(from).unwrap_or(1);
                self.out.write_all(from.get(..length).unwrap_or_default().as_bytes())?;
                return Ok(length);
            }
            _ if self.ascii => self.out.write_all(plain(c.encode_utf8(&mut [0; 4])).as_bytes())?,
            _ => self.out.write_all("\u{fffd}".as_bytes())?,
        }
        Ok(c.len_utf8())
    }
}

/// Returns the length in bytes of the colour sequence at the start of a text. Only the codes that we use count, so that
/// nothing can be hidden or made to blink.
fn colour(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("\u{1b}[")?;
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != ';')?;
    let ours = |code: &str| {
        code.is_empty() || code.parse::<u8>().is_ok_and(|c| matches!(c, 0..=4 | 7 | 30..=37 | 39 | 90..=97))
    };
    let (codes, after) = rest.split_at_checked(end)?;
    (after.starts_with('m') && codes.split(';').all(ours)).then_some(end + 3)
}

/// Returns how many of the bytes are complete, if more may follow: up to an unfinished character, colour sequence or
/// line ending.
fn whole(bytes: &[u8]) -> usize {
    let tail = bytes.len().saturating_sub(16);
    let escape = bytes.iter().skip(tail).rposition(|&b| b == 0x1b).map(|at| at + tail);
    match escape {
        Some(at) if bytes.iter().skip(at + 1).all(|b| matches!(b, b'[' | b'0'..=b'9' | b';')) => at,
        _ if bytes.ends_with(b"\r") => bytes.len() - 1,
        _ => match std::str::from_utf8(bytes) {
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            _ => bytes.len(),
        },
    }
}

impl<W: Write> Write for Gate<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.passes == Passes::Bytes {
            return self.out.write(bytes);
        }
        let mut all = std::mem::take(&mut self.begun);
        all.extend_from_slice(bytes);
        let at = whole(&all);
        self.begun = all.split_off(at);
        self.pass(&String::from_utf8_lossy(&all))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if !self.begun.is_empty() {
            let begun = std::mem::take(&mut self.begun);
            self.pass(&String::from_utf8_lossy(&begun))?;
        }
        self.out.flush()
    }
}

/// Prints a message to standard error, each line prefixed with the program's name. Errors are ignored: what the user
/// asked for is on standard output.
pub fn say(words: impl Display) {
    let mut lines = String::new();
    for line in words.to_string().lines() {
        let _ = writeln!(lines, "icat-explorer: {line}");
    }
    tell(&lines);
}

/// Prints lines to standard error as they are, except that harmful characters are replaced.
pub fn tell(lines: &str) {
    let mut out = String::new();
    for line in lines.lines() {
        let line: String = line.chars().take(LINE_MAX).collect();
        let _ = writeln!(out, "{}", text::harmless(&line));
    }
    if io::stderr().is_terminal() && !speaks_utf8() {
        out = out.lines().map(|l| plain(l) + "\n").collect();
    }
    io::stderr().write_all(out.as_bytes()).ok();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn through(passes: Passes, ascii: bool, text: &str) -> String {
        let mut by_byte = Vec::new();
        let mut gate = Gate::new(&mut by_byte, passes, ascii);
        text.as_bytes().iter().for_each(|b| gate.write_all(&[*b]).expect("written"));
        gate.flush().expect("flushed");
        let mut at_once = Vec::new();
        let mut gate = Gate::new(&mut at_once, passes, ascii);
        gate.write_all(text.as_bytes()).and_then(|()| gate.flush()).expect("written");
        assert_eq!(by_byte, at_once, "{text:?} comes out the same however it is cut");
        String::from_utf8(at_once).expect("UTF-8")
    }

    #[test]
    fn no_escape_of_others_leaves_the_program() {
        let hostile = "a\u{1b}[31mred\u{1b}]0;title\u{7}\u{9b}2J\u{202e}x\r\u{7f}\u{1b}";
        let out = through(Passes::Text, false, hostile);
        assert_eq!(out, "a\u{fffd}[31mred\u{fffd}]0;title\u{fffd}\u{fffd}2J\u{fffd}x\u{fffd}\u{fffd}\u{fffd}");
        let hidden = "\u{1b}[8mhidden\u{1b}[5;31mblinking\u{1b}[38;5;0mblack";
        assert!(!through(Passes::Coloured, false, hidden).contains('\u{1b}'), "what hides is no colour of ours");
        assert_eq!(through(Passes::Json, true, "\"–\""), "\"\\u2013\"");
        let out = through(Passes::Coloured, false, hostile);
        assert_eq!(out.matches('\u{1b}').count(), 1, "a colour alone passes: {out:?}");
        assert!(out.starts_with("a\u{1b}[31mred\u{fffd}]0;"));
        let out = through(Passes::Json, false, "\"\u{9b}2J \u{7f} \u{e0001} é\"\n");
        assert_eq!(out, "\"\\u009b2J \\u007f \\udb40\\udc01 é\"\n");
        let value: String = serde_json::from_str(&out).expect("JSON");
        assert_eq!(value, "\u{9b}2J \u{7f} \u{e0001} é", "what is escaped keeps its value");
    }

    #[test]
    fn lines_tabs_and_the_ends_of_table_rows_pass() {
        assert_eq!(through(Passes::Text, false, "a\tb\r\nc\rd\n"), "a\tb\r\nc\u{fffd}d\n");
        assert_eq!(through(Passes::Text, false, "\u{feff}a\u{feff}"), "\u{feff}a\u{fffd}");
        assert_eq!(through(Passes::Text, true, "“Côte d’Ivoire” – 中 …\n"), "\"Cote d'Ivoire\" - ?? .\n");
    }

    #[test]
    fn a_cell_keeps_its_width_and_has_a_few_accents_at_most() {
        assert_eq!(symbol("e\u{301}", false), "e\u{301}");
        let zalgo = format!("a{}", "\u{301}".repeat(30_000));
        assert!(symbol(&zalgo, false).len() < 20);
        assert_eq!(symbol(&zalgo, true), "a");
        for (wide, narrow) in [("中", "??"), ("é", "e"), ("É", "E"), ("…", "."), ("╭", "+"), ("█", "#"), ("ﬁ", "f")]
        {
            assert_eq!(symbol(wide, true), narrow);
            assert_eq!(text::width(wide), text::width(narrow));
        }
        assert_eq!(symbol("a\u{202e}", false), "a");
    }
}
