//! The one gate on the way out: what is not ours, or what the terminal cannot show, leaves the program harmless.
//!
//! The screen passes through [`symbol`], cell by cell; what commands print passes through [`Gate`]; messages pass through
//! [`say`].

use std::borrow::Cow;
use std::fmt::{Display, Write as _};
use std::io::{self, IsTerminal, Write};

use unicode_normalization::UnicodeNormalization;

use crate::text;

/// Most characters of a line on standard error: an argument that is repeated there may be as long as one likes.
const LINE_MAX: usize = 2000;
/// Most characters that are sent for one cell: a letter and its accents.
const CELL_MAX: usize = 1 + text::MARKS_MAX;

/// Whether the locale lets the terminal show more than ASCII. One that is not set at all says nothing against it.
#[must_use]
pub fn speaks_utf8() -> bool {
    let set = |name: &str| std::env::var(name).ok().filter(|v| !v.is_empty());
    set("LC_ALL").or_else(|| set("LC_CTYPE")).or_else(|| set("LANG")).is_none_or(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

/// What a cell of the screen is sent as: without what would harm, with a few accents at most, and in ASCII, of the same
/// width, where `ascii`.
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

/// A text in ASCII that is as wide.
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

/// The ASCII character that is nearest to one.
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

/// What passes through a [`Gate`], by what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passes {
    /// Text and tables; what would harm is replaced by a sign.
    Text,
    /// Text with colours of ours; every other escape is replaced.
    Coloured,
    /// JSON, in which what would harm is written as an escape and so keeps its value.
    Json,
}

/// A writer that lets nothing harmful through.
pub struct Gate<W: Write> {
    out: W,
    passes: Passes,
    ascii: bool,
    /// The beginning of a character, or of a colour, of which the rest is still to come.
    begun: Vec<u8>,
    /// Whether anything has passed.
    started: bool,
}

impl<W: Write> Gate<W> {
    /// A gate before a writer; what passes is in ASCII where `ascii`.
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

    /// Writes the character at the start of a text that is not to pass as it is; tells how many bytes are done with.
    fn odd(&mut self, from: &str) -> io::Result<usize> {
        let c = from.chars().next().unwrap_or_default();
        match (self.passes, c) {
            (Passes::Json, _) => {
                let mut units = [0; 2];
                c.encode_utf16(&mut units).iter().try_for_each(|unit| write!(self.out, "\\u{unit:04x}"))?;
            }
            (_, '\t') => self.out.write_all(b"\t")?,
            // The byte order mark that a spreadsheet may be given.
            (Passes::Text, '\u{feff}') if !self.started => self.out.write_all("\u{feff}".as_bytes())?,
            // The end of a line in tables and in RIS.
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

/// How long the colour is that stands at the start of a text, in bytes: one of those that we use, so that nothing can be
/// hidden or made to blink.
fn colour(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("\u{1b}[")?;
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != ';')?;
    let ours = |code: &str| {
        code.is_empty() || code.parse::<u8>().is_ok_and(|c| matches!(c, 0..=4 | 7 | 30..=37 | 39 | 90..=97))
    };
    let (codes, after) = rest.split_at_checked(end)?;
    (after.starts_with('m') && codes.split(';').all(ours)).then_some(end + 3)
}

/// Where a text ends that may go on in what is written next: before half a character or half a colour.
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

/// Says something to the user on standard error, each line with the name of the program before it. Whether it can be
/// written changes nothing: what is looked for is on standard output.
pub fn say(words: impl Display) {
    let mut lines = String::new();
    for line in words.to_string().lines() {
        let _ = writeln!(lines, "icat-explorer: {line}");
    }
    tell(&lines);
}

/// Writes lines to standard error as they are, but for what would harm.
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
