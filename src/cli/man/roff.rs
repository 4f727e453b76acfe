//! Manual pages in roff, limited to the requests that man, mandoc and groff agree on.
//!
//! Input is plain text with `` `bold` `` and `_italic_` words; everything else in it is literal.

use std::fmt::Write;

/// Maximum number of characters in a source line.
const COLUMNS: usize = 76;

/// A page under construction.
#[derive(Debug)]
pub struct ManPage {
    out: String,
}

impl ManPage {
    /// Starts a page with its name, its date, and what it belongs to.
    pub fn new(name: &str, day: &str, of: &str) -> Self {
        let title = plain(&name.to_uppercase());
        // No justification: commands must be copyable exactly as they are printed.
        Self { out: format!(".TH {title} 1 {day} \"{}\" \"User Commands\"\n.ad l\n", plain(of)) }
    }

    /// Starts a section.
    pub fn section(&mut self, title: &str) {
        self.request(&format!(".SH {}", if title.contains(' ') { format!("\"{title}\"") } else { title.to_owned() }));
    }

    /// Adds the line from which `whatis` and `apropos` index the page.
    pub fn name(&mut self, name: &str, about: &str) {
        self.request(&format!("{} \\-", plain(name)));
        self.fill(about);
    }

    /// Adds how a command is typed. Words are not broken at their spaces, and all lines but the first are indented.
    pub fn synopsis(&mut self, command: &str, words: &[String]) {
        self.request(&format!(".SY {}", plain(command).replace(' ', "\\ ")));
        for word in words.iter().skip(1) {
            self.request(&set(word).replace(' ', "\\ "));
        }
        self.request(".YS");
    }

    /// Adds paragraphs, which are separated by a blank line.
    pub fn paragraphs(&mut self, text: &str) {
        for (n, paragraph) in text.split("\n\n").enumerate() {
            if n > 0 {
                self.request(".PP");
            }
            self.fill(paragraph);
        }
    }

    /// Adds a word or a flag, and what it means.
    pub fn tagged(&mut self, tag: &str, text: &str) {
        self.request(".TP");
        self.request(&set(tag));
        self.fill(text);
    }

    /// Adds words and what they mean, nested in the previous tagged entry.
    pub fn within(&mut self, rows: impl Iterator<Item = (String, String)>) {
        let mut rows = rows.peekable();
        if rows.peek().is_none() {
            return;
        }
        self.request(".RS");
        rows.for_each(|(tag, text)| self.tagged(&tag, &text));
        self.request(".RE");
    }

    /// Returns the page as roff.
    pub fn into_text(self) -> String {
        self.out
    }

    fn request(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    /// Adds a text. Each sentence starts a line of source, and long ones take several.
    fn fill(&mut self, text: &str) {
        let text = set(&text.split_whitespace().collect::<Vec<_>>().join(" "));
        let mut words = text.split(' ').peekable();
        let mut line = String::new();
        while let Some(word) = words.next() {
            if !line.is_empty() && line.len() + word.len() >= COLUMNS {
                self.line(&std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
            let ends = word.trim_end_matches("\\fR").trim_end_matches(')').ends_with(['.', ':', '?']);
            let begins = |next: &&str| next.trim_start_matches("\\%\\fB").starts_with(char::is_uppercase);
            if words.peek().is_none_or(|next| ends && begins(next)) {
                self.line(&std::mem::take(&mut line));
            }
        }
    }

    /// Adds a line of text, guarded so that its first character is not taken for a request.
    fn line(&mut self, line: &str) {
        let guard = if line.starts_with(['.', '\'']) { "\\&" } else { "" };
        self.request(&format!("{guard}{line}"));
    }
}

/// Formats the bold and italic words of a text, which are not hyphenated at the end of a line. An unclosed marker is
/// literal.
fn set(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['`', '_']) {
        let (before, from) = rest.split_at(at);
        let (mark, inner) = from.split_at(1);
        let opens = before.chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '_');
        let closes = |(end, _): &(usize, &str)| {
            let next = inner.get(end + 1..).and_then(|after| after.chars().next());
            *end > 0 && next.is_none_or(|c| !c.is_alphanumeric() && c != '_')
        };
        let end = inner.match_indices(mark).find(closes).filter(|_| opens);
        match end.and_then(|(end, _)| Some((inner.get(..end)?, inner.get(end + 1..)?))) {
            Some((within, after)) => {
                let font = if mark == "`" { 'B' } else { 'I' };
                let _ = write!(out, "{}\\%\\f{font}{}\\fR", plain(before), plain(within));
                rest = after;
            }
            None => {
                let _ = write!(out, "{}{}", plain(before), plain(mark));
                rest = inner;
            }
        }
    }
    out.push_str(&plain(rest));
    out
}

/// Escapes a text so that every character is literal, in whatever encoding the page is displayed.
fn plain(text: &str) -> String {
    let put = |c: char| match c {
        '\\' => "\\e".to_owned(),
        '-' => "\\-".to_owned(),
        '\'' => "\\(aq".to_owned(),
        '"' => "\\(dq".to_owned(),
        '`' => "\\(ga".to_owned(),
        '^' => "\\(ha".to_owned(),
        '~' => "\\(ti".to_owned(),
        '\n' => " ".to_owned(),
        c if c.is_ascii() => c.to_string(),
        c => format!("\\[u{:04X}]", u32::from(c)),
    };
    text.chars().map(put).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_roff_takes_for_its_own_stands_for_itself() {
        assert_eq!(set("it's `--a` or _B_ \\n"), "it\\(aqs \\%\\fB\\-\\-a\\fR or \\%\\fIB\\fR \\en");
        assert_eq!(set("_$A_B/c.d_, __x"), "\\%\\fI$A_B/c.d\\fR, __x");
        assert_eq!(set("NO_COLOR, `alone"), "NO_COLOR, \\(gaalone");
        assert_eq!(set("caf\u{e9} ^~"), "caf\\[u00E9] \\(ha\\(ti");
        let mut page = ManPage::new("x-y", "2022-01-02", "x 1");
        page.paragraphs(".TH is no request. 'Nor this.\n\nIt goes on.");
        assert_eq!(
            page.into_text(),
            ".TH X\\-Y 1 2022-01-02 \"x 1\" \"User Commands\"\n.ad l\n\\&.TH is no request. \\(aqNor this.\n.PP\nIt goes on.\n"
        );
    }

    #[test]
    fn a_sentence_begins_a_line_and_no_line_is_long() {
        let mut page = ManPage::new("x", "2022-01-02", "x 1");
        page.paragraphs(&format!("One. Two, e.g. three. {}", "word ".repeat(40)));
        let text = page.into_text();
        assert!(text.contains("\nOne.\nTwo, e.g. three. word"), "{text}");
        assert!(text.lines().all(|line| line.len() <= COLUMNS && !line.ends_with(' ')), "{text}");
    }
}
