//! What the beginning of a line says: a bullet, a number, the mark of a footnote.

use crate::draft::blocks::titles::is_chapter;
use crate::draft::blocks::{BlockKind, HeadingForm};
use crate::draft::extract::Line;
use crate::draft::source::{is_superscript, words};

/// The signs that begin the items of a list.
const BULLETS: &str = "•▪■●○◦‣➢➤►▶✓✔✗§·◆◇□–—*+-→»❖";

/// The lists that are open: the sign and the indent of each level.
#[derive(Debug, Default)]
pub(super) struct Markers {
    levels: Vec<(String, usize)>,
    /// The last number of a numbered list.
    number: Option<u32>,
    /// The numbers of headings that may be followed by the next: of each series, the last.
    headings: Vec<u32>,
}

impl Markers {
    /// Returns what a line begins, and its words without the mark. `None` if it may go on with what stands above.
    pub(super) fn read(&mut self, line: &Line, next: Option<&Line>, is_wrapped: bool) -> Option<(BlockKind, String)> {
        let text = line.text.as_str();
        if line.heading.is_some() {
            self.levels.clear();
            return Some((BlockKind::Heading(HeadingForm::Level(line.heading?)), text.to_owned()));
        }
        if let Some((sign, rest)) = bullet(text) {
            if rest.is_empty() {
                return None;
            }
            return Some((BlockKind::Item(self.level(sign, line.indent)), rest.to_owned()));
        }
        let marks: String = text.chars().take_while(|c| is_superscript(*c)).collect();
        if !marks.is_empty() {
            let rest = text.get(marks.len()..).unwrap_or_default().trim().to_owned();
            return (!rest.is_empty()).then_some((BlockKind::Note(marks), rest));
        }
        if let Some((parts, rest)) = numbered_heading(text)
            && (line.is_after_gap || line.is_first || parts > 1 || is_chapter(rest))
            && is_heading_like(rest)
            && (parts > 1
                || next.is_none_or(|next| numbered_heading(&next.text).is_none_or(|(parts, _)| parts > 1))
                    && (self.number.is_none() || self.goes_on(text, next)))
        {
            self.levels.clear();
            self.number = None;
            if let Some(number) = heading_number(text).filter(|_| parts == 1) {
                self.headings.retain(|last| *last + 1 != number && *last != number);
                self.headings.push(number);
            }
            return Some((BlockKind::Heading(HeadingForm::Numbered(parts)), text.to_owned()));
        }
        if let Some((number, rest)) = numbered(text) {
            let goes_on = self.number.is_some_and(|last| number == last + 1);
            if (number == 1 || goes_on) && !rest.is_empty() {
                self.number = Some(number);
                return Some((BlockKind::Item(self.level("1", line.indent)), rest.to_owned()));
            }
        }
        if line.is_after_gap && !is_wrapped {
            self.levels.clear();
        }
        None
    }

    /// Returns whether a numbered line that stands alone begins a series of headings or goes on with one.
    fn goes_on(&self, text: &str, next: Option<&Line>) -> bool {
        let number = heading_number(text);
        let is_alone = next.is_some_and(|next| next.is_after_gap);
        is_alone && number.is_some_and(|number| number == 1 || self.headings.contains(&(number - 1)))
    }

    /// Returns how deep an item lies, by its sign and its indent.
    fn level(&mut self, sign: &str, indent: usize) -> usize {
        if let Some(at) = self.levels.iter().position(|(known, depth)| known == sign && indent.abs_diff(*depth) < 2) {
            self.levels.truncate(at + 1);
            return at;
        }
        // The same sign less far in, or another: it closes what lies deeper.
        while self.levels.last().is_some_and(|(known, depth)| indent < *depth || (known == sign && indent == *depth)) {
            self.levels.pop();
        }
        self.levels.push((sign.to_owned(), indent));
        (self.levels.len() - 1).min(3)
    }
}

/// Returns the bullet at the beginning of a text, and what follows it.
pub(super) fn bullet(text: &str) -> Option<(&str, &str)> {
    let c = text.chars().next()?;
    let rest = text.get(c.len_utf8()..)?;
    if c == 'o' {
        // The hollow bullet of office programs.
        let rest = rest.strip_prefix(' ')?.trim_start();
        return rest.starts_with(char::is_alphabetic).then_some(("o", rest));
    }
    BULLETS.contains(c).then_some(())?;
    let is_tight = matches!(c, '-' | '–' | '—' | '*' | '+' | '§' | '·' | '»');
    (!is_tight || rest.starts_with(' ')).then(|| (text.get(..c.len_utf8()).unwrap_or_default(), rest.trim_start()))
}

/// Returns the number of an item: "1.", "(1)", "1)", "(a)", "a)".
fn numbered(text: &str) -> Option<(u32, &str)> {
    let (head, rest) = text.split_once(' ')?;
    let bare = head.trim_start_matches('(');
    let inside = bare.strip_suffix(')').or_else(|| bare.strip_suffix('.').filter(|_| head == bare))?;
    let number = match inside.parse::<u32>() {
        Ok(number) => (inside.len() <= 2).then_some(number)?,
        Err(_) => {
            let mut letters = inside.chars();
            let letter = letters.next().filter(char::is_ascii_lowercase)?;
            (letters.next().is_none() && head.ends_with(')')).then_some(())?;
            u32::from(letter) - u32::from('a') + 1
        }
    };
    Some((number, rest.trim_start()))
}

/// Returns how many parts the number of a heading has ("2.1" has two), and its words.
pub(super) fn numbered_heading(text: &str) -> Option<(u8, &str)> {
    let (head, rest) = text.split_once(' ')?;
    let bare = head.strip_suffix('.').unwrap_or(head);
    let parts: Vec<&str> = bare.split('.').collect();
    let is_number = |part: &&str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let is_marked = head.ends_with('.') || parts.len() > 1;
    (is_marked && parts.iter().all(is_number)).then_some(())?;
    Some((u8::try_from(parts.len()).ok()?, rest.trim_start()))
}

/// Returns the number before a heading: 2 for "2. Title".
pub(in crate::draft) fn heading_number(text: &str) -> Option<u32> {
    text.split(['.', ' ']).next()?.parse().ok()
}

/// Returns whether words may be a heading.
fn is_heading_like(text: &str) -> bool {
    let count = words(text).len();
    (1..=16).contains(&count) && !text.ends_with(['.', ';', ',']) && text.starts_with(|c: char| !c.is_lowercase())
}
