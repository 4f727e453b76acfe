//! How commands print for people: with or without colour, and in a form that suits screen readers.

use std::io::IsTerminal;

use anstyle::{AnsiColor, Style};
use clap::ValueEnum;

use crate::document::{StyledLine, TextStyle};
use crate::export::columns;
use crate::platform;
use crate::tui::app::is_dumb;

/// When colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal that is not `dumb`, unless `NO_COLOR` or `CLICOLOR=0` is set; always where `CLICOLOR_FORCE` is
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl ColorChoice {
    /// Returns whether to use colours on standard output.
    #[must_use]
    pub fn is_on(self) -> bool {
        let set = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty());
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto if set("NO_COLOR").is_some() => false,
            Self::Auto if set("CLICOLOR_FORCE").is_some_and(|v| v != "0") => true,
            Self::Auto if is_dumb() => false,
            Self::Auto => set("CLICOLOR").is_none_or(|v| v != "0") && std::io::stdout().is_terminal(),
        }
    }
}

/// The style of text printed for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PrintStyle {
    /// Whether to use colours.
    pub colour: bool,
    /// Whether to print one statement per line, without bars, columns and wrapping.
    pub plain: bool,
    /// Whether to start CSV with a byte order mark.
    pub bom: bool,
}

/// Maximum width in columns of what is printed for people. A narrower terminal gets less.
const COLUMNS: usize = 78;
/// Minimum width in columns for a side-by-side layout. Below it, the parts are printed one after the other.
const COLUMNS_LEAST: usize = 40;
/// Width at which nothing is wrapped.
const UNWRAPPED: usize = 1 << 20;

impl PrintStyle {
    /// Returns the width of the terminal that text is printed on, or `None` if it goes elsewhere or is read aloud.
    #[must_use]
    pub fn width(self) -> Option<usize> {
        if self.plain || !std::io::stdout().is_terminal() {
            return None;
        }
        Some(usize::from(platform::screen_size().0))
    }

    /// Returns the width to wrap prose to.
    #[must_use]
    pub fn columns(self) -> usize {
        match self.width() {
            _ if self.plain => UNWRAPPED,
            Some(width) if width < COLUMNS_LEAST => UNWRAPPED,
            Some(width) => width.min(COLUMNS),
            None => COLUMNS,
        }
    }

    /// Returns whether to print as statements what otherwise stands side by side: because it is read aloud, or because
    /// the terminal is too narrow.
    fn says(self) -> bool {
        self.columns() == UNWRAPPED
    }

    /// Breaks the lines of a text so that none is wider than the terminal.
    #[must_use]
    pub fn fit(self, text: &str) -> String {
        self.width().map_or_else(|| text.to_owned(), |width| columns::fit(text, width))
    }

    /// Starts CSV, with a byte order mark if one is wanted.
    ///
    /// # Errors
    /// Returns an error if the byte order mark cannot be written.
    pub fn begin_csv(self, out: &mut impl std::io::Write) -> std::io::Result<()> {
        if self.bom { out.write_all("\u{feff}".as_bytes()) } else { Ok(()) }
    }

    /// Formats the lines of a page for printing.
    #[must_use]
    pub fn page(self, lines: &[StyledLine]) -> String {
        let lines = lines.iter().map(|line| if self.says() { spoken(line) } else { self.line(line) });
        lines.chain([String::new()]).collect::<Vec<_>>().join("\n")
    }

    /// Formats a text with some byte ranges highlighted.
    #[must_use]
    pub fn highlighted(self, text: &str, ranges: &[std::ops::Range<usize>]) -> String {
        let mut out = String::new();
        let mut at = 0;
        for range in ranges.iter().filter(|_| self.colour) {
            out.push_str(text.get(at..range.start).unwrap_or(""));
            out.push_str(&styled(text.get(range.clone()).unwrap_or(""), highlighted()));
            at = range.end;
        }
        out.push_str(text.get(at..).unwrap_or(""));
        out
    }

    /// Formats a text to stand out.
    #[must_use]
    pub fn strong(self, text: &str) -> String {
        if self.colour { styled(text, Style::new().bold()) } else { text.to_owned() }
    }

    fn line(self, line: &StyledLine) -> String {
        if !self.colour {
            return line.plain().trim_end().to_owned();
        }
        line.pieces
            .iter()
            .map(|piece| {
                if piece.is_highlighted() {
                    styled(&piece.text, highlighted())
                } else {
                    styled(&piece.text, style(piece.role))
                }
            })
            .collect::<String>()
            .trim_end()
            .to_owned()
    }
}

fn styled(text: &str, style: Style) -> String {
    if text.trim().is_empty() || style == Style::new() { text.to_owned() } else { format!("{style}{text}{style:#}") }
}

fn highlighted() -> Style {
    AnsiColor::Yellow.on_default().bold().underline()
}

fn style(role: TextStyle) -> Style {
    match role {
        TextStyle::Body => Style::new(),
        TextStyle::Heading(0) => Style::new().bold().underline(),
        TextStyle::Heading(_) => Style::new().bold(),
        TextStyle::Headline => AnsiColor::Green.on_default().bold(),
        TextStyle::Ours => AnsiColor::Green.on_default(),
        TextStyle::Editorial => AnsiColor::Magenta.on_default().italic(),
        TextStyle::Label | TextStyle::Field => Style::new().dimmed(),
        TextStyle::Name | TextStyle::Chosen => AnsiColor::Cyan.on_default(),
        TextStyle::Bar => AnsiColor::Blue.on_default(),
    }
}

/// Returns a line as it is read aloud: with a colon after a label, and without bars and the spaces that align columns.
fn spoken(line: &StyledLine) -> String {
    let mut words = String::new();
    for piece in line.pieces.iter().filter(|p| p.role != TextStyle::Bar) {
        let label = piece.text.trim();
        if piece.role == TextStyle::Field && !label.is_empty() {
            words.push_str(label);
            words.push_str(": ");
        } else {
            words.push_str(&piece.text);
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
