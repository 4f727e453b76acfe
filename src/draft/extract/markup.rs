//! Takes the marks of Markdown and HTML off a line, and keeps what they say.

use crate::draft::extract::{Line, SourceLink};

/// What the lines before say of the next.
#[derive(Debug, Default)]
pub(super) struct Markup {
    /// Whether a fence of code or front matter is open.
    is_fenced: bool,
}

/// Stands for the end of a line within a link, so that lines are still counted.
pub(super) const TORN: char = '\u{1}';
/// The longest link over several lines, in bytes.
const LINK_MAX: usize = 600;

/// Returns a text in which each link of Markdown stands on one line.
pub(super) fn links_on_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        let (before, link) = rest.split_at(at);
        out.push_str(before);
        let end = link.find("](").and_then(|close| Some(close + link.get(close..)?.find(')')? + 1));
        let whole = end.filter(|end| *end < LINK_MAX).and_then(|end| link.get(..end));
        match whole.filter(|whole| whole.contains('\n') && !whole.contains("\n\n") && whole.matches('[').count() == 1) {
            Some(whole) => {
                let (label, target) = whole.split_once("](").unwrap_or((whole, ""));
                let lines = whole.matches('\n').count();
                let label: Vec<&str> = label.split('\n').map(str::trim).collect();
                let target: String = target.split('\n').map(str::trim).collect();
                out.push_str(&label.join(" "));
                out.push_str("](");
                out.push_str(&target);
                out.extend(std::iter::repeat_n(TORN, lines));
                rest = link.get(whole.len()..).unwrap_or_default();
            }
            None => {
                out.push('[');
                rest = link.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

const SUPERSCRIPTS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// Returns a number as superscript digits.
pub(in crate::draft) fn superscript(digits: &str) -> String {
    let digit = |c: char| c.to_digit(10).and_then(|d| SUPERSCRIPTS.get(d as usize).copied());
    digits.chars().map(|c| digit(c).unwrap_or(c)).collect()
}

/// Returns the digit that a superscript one stands for.
pub(in crate::draft) fn plain_digit(c: char) -> Option<char> {
    SUPERSCRIPTS.iter().position(|&s| s == c).and_then(|n| char::from_digit(u32::try_from(n).ok()?, 10))
}

impl Markup {
    /// Reads a line.
    pub(super) fn line(&mut self, raw: &str) -> Line {
        let mut line = Line::default();
        let raw = raw.replace(TORN, "");
        let raw = raw.as_str();
        let trimmed = raw.trim();
        line.indent = raw.chars().take_while(|c| *c == ' ').count();
        if trimmed.starts_with("```") {
            self.is_fenced = !self.is_fenced;
            return line;
        }
        // Rules, and the line under the head of a table.
        if trimmed.len() >= 3 && trimmed.chars().all(|c| matches!(c, '-' | '_' | '*' | '=' | '|' | ':' | ' ' | '+')) {
            return line;
        }
        if trimmed.contains('\t') {
            let cells: Vec<&str> = trimmed.split('\t').map(str::trim).collect();
            let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
            if filled > 1 && cells.first().is_some_and(|first| first.chars().count() > 2) {
                line.cells = Some(cells.into_iter().map(|cell| inline(cell, &mut line.links)).collect());
                return line;
            }
        }
        let spaced = trimmed.replace('\t', " ");
        // Quotations of Markdown.
        let mut rest = spaced.trim_start_matches(['>', ' ']);
        let hashes = rest.chars().take_while(|c| *c == '#').count();
        if (1..=6).contains(&hashes) && rest.get(hashes..).is_some_and(|after| after.starts_with(' ')) {
            line.heading = u8::try_from(hashes).ok();
            rest = without_attributes(rest.get(hashes..).unwrap_or_default().trim().trim_end_matches('#').trim_end());
        }
        if rest.starts_with('|') && rest.matches('|').count() > 1 {
            let cells = rest.trim_matches('|').split('|').map(|cell| inline(cell, &mut line.links)).collect();
            line.cells = Some(cells);
            return line;
        }
        line.text = inline(rest, &mut line.links);
        line
    }
}

/// Returns the words of a piece of markup, and keeps its links.
fn inline(text: &str, links: &mut Vec<SourceLink>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let taken = footnote_mark(rest, &mut out)
            .or_else(|| link(rest, &mut out, links))
            .or_else(|| tag(rest, &mut out, links))
            .or_else(|| escape(rest, &mut out))
            .or_else(|| emphasis(rest, &out))
            .unwrap_or_else(|| {
                out.push(c);
                c.len_utf8()
            });
        rest = rest.get(taken..).unwrap_or_default();
    }
    let mut words = String::with_capacity(out.len());
    for word in out.split(' ').filter(|word| !word.is_empty()) {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

/// Returns a heading without the attributes that converters write behind it: `{#mandate .unnumbered}`.
fn without_attributes(heading: &str) -> &str {
    let head = heading.strip_suffix('}').and_then(|rest| rest.rsplit_once('{'));
    match head {
        Some((head, inside)) if inside.starts_with(['#', '.', '-']) => head.trim_end(),
        _ => heading,
    }
}

/// Takes `[^3]` for a mark.
fn footnote_mark(rest: &str, out: &mut String) -> Option<usize> {
    let inside = rest.strip_prefix("[^")?;
    let end = inside.find(']').filter(|&end| end > 0 && end <= 4)?;
    let digits = inside.get(..end)?;
    digits.bytes().all(|b| b.is_ascii_digit()).then_some(())?;
    out.push_str(&superscript(digits));
    let colon = usize::from(inside.get(end + 1..).is_some_and(|after| after.starts_with(':')));
    if colon == 1 {
        out.push(' ');
    }
    Some(end + 3 + colon)
}

/// Takes `[words](address)` and `![words](address)`.
fn link(rest: &str, out: &mut String, links: &mut Vec<SourceLink>) -> Option<usize> {
    let picture = usize::from(rest.starts_with("!["));
    let inside = rest.get(picture..)?.strip_prefix('[')?;
    let (mut depth, mut close) = (1, None);
    let mut is_escaped = false;
    for (at, c) in inside.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '[' => depth += 1,
            ']' if depth == 1 => {
                close = Some(at);
                break;
            }
            ']' => depth -= 1,
            _ => {}
        }
    }
    let close = close?;
    let target = inside.get(close + 1..)?.strip_prefix('(')?;
    let (mut depth, mut end) = (1, None);
    for (at, c) in target.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 1 => {
                end = Some(at);
                break;
            }
            ')' => depth -= 1,
            _ => {}
        }
    }
    let end = end?;
    let address = target.get(..end)?.split(' ').next().unwrap_or_default().trim_matches(['<', '>']);
    if picture == 0 {
        let label = inline(inside.get(..close)?, links);
        out.push_str(&label);
        if address.starts_with("http") || address.starts_with("mailto:") {
            links.push(SourceLink { label, url: address.to_owned() });
        }
    }
    Some(picture + 1 + close + 2 + end + 1)
}

/// Takes a tag of HTML. An address in angle brackets stays as it is.
fn tag(rest: &str, out: &mut String, links: &mut Vec<SourceLink>) -> Option<usize> {
    if let Some(inside) = rest.strip_prefix("<sup>")
        && let Some(end) = inside.find("</sup>").filter(|&end| end <= 4)
    {
        out.push_str(&superscript(inside.get(..end)?));
        return Some("<sup></sup>".len() + end);
    }
    let inside = rest.strip_prefix('<')?;
    let end = inside.find(['>', '<']).filter(|&end| inside.as_bytes().get(end) == Some(&b'>'))?;
    let word = inside.get(..end)?;
    if word.starts_with("http") || word.starts_with("mailto:") {
        out.push_str(word);
        links.extend(std::iter::empty());
        return Some(end + 2);
    }
    let name = word.strip_prefix('/').unwrap_or(word);
    name.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(())?;
    if matches!(name.get(..2), Some("br" | "li" | "td" | "th" | "p")) {
        out.push(' ');
    }
    Some(end + 2)
}

/// Takes a backslash before a sign, and the entities that converters leave.
fn escape(rest: &str, out: &mut String) -> Option<usize> {
    for (entity, sign) in
        [("&amp;", '&'), ("&nbsp;", ' '), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&#39;", '\'')]
    {
        if rest.starts_with(entity) {
            out.push(sign);
            return Some(entity.len());
        }
    }
    let sign = rest.strip_prefix('\\')?.chars().next().filter(char::is_ascii_punctuation)?;
    out.push(sign);
    Some(2)
}

/// Leaves out the marks of bold and italic type.
fn emphasis(rest: &str, out: &str) -> Option<usize> {
    for mark in ["***", "**", "__"] {
        if rest.starts_with(mark) {
            return Some(mark.len());
        }
    }
    let mark = rest.chars().next().filter(|c| matches!(c, '*' | '_'))?;
    if mark == '_' && out.rsplit(' ').next().is_some_and(|word| word.contains('/')) {
        return None;
    }
    let (before, after) = (out.chars().next_back(), rest.chars().nth(1));
    let opens = before.is_none_or(|c| !c.is_alphanumeric()) && after.is_some_and(|c| c.is_alphanumeric() || c == '“');
    let closes = before.is_some_and(|c| !c.is_whitespace()) && after.is_none_or(|c| !c.is_alphanumeric());
    // A star with a space after it is a bullet or the mark of a note.
    let is_bullet = after == Some(' ') && before.is_none_or(char::is_whitespace);
    let is_note = mark == '*' && before.is_some_and(char::is_uppercase);
    ((opens || closes) && !is_bullet && !is_note && !(mark == '_' && opens && closes)).then_some(1)
}
