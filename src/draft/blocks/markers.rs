//! What the beginning of a line says: a bullet, a number, the mark of a footnote.

use std::collections::HashSet;

use crate::draft::blocks::standing::bare_letters;
use crate::draft::blocks::titles::is_chapter;
use crate::draft::blocks::{BlockKind, HeadingForm};
use crate::draft::extract::{Extracted, Line};
use crate::draft::source::{is_superscript, words};

/// The signs that begin the items of a list.
const BULLETS: &str = "•▪■●○◦‣➢➤►▶✓✔✗§·◆◇□–—*+-→»❖";

/// How many lines below a heading the first of its sections begins at the latest.
const SECTION_WITHIN: usize = 30;

/// The Roman numbers of items.
const ROMAN: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];

/// The lists that are open: the sign and the indent of each level.
#[derive(Debug, Default)]
pub(super) struct Markers {
    levels: Vec<(String, usize)>,
    /// The numbered lists that are open, from the outermost: how each is counted, and its last number.
    numbers: Vec<(Style, u32)>,
    /// The numbers of headings that may be followed by the next: of each series, the last.
    headings: Vec<u32>,
    /// The lines of the source that are headings with a number and no full stop: "2 Title" above "2.1 Title".
    chapters: Vec<u32>,
}

/// Returns the lines that are headings with a number and no full stop, by their numbers in the source. Each has sections
/// that count on, "2.1" below "2", or is named by the list of contents.
pub(super) fn chapters(source: &Extracted) -> Vec<u32> {
    let lines = &source.lines;
    let own = |text: &str| {
        let (head, rest) = text.split_once(' ')?;
        let number: u32 = head.parse().ok().filter(|_| head.len() <= 2)?;
        (is_heading_like(rest) && rest.starts_with(char::is_uppercase)).then_some(number)
    };
    let begins_section =
        |text: &str, number: u32| text.strip_prefix(&format!("{number}.1 ")).is_some_and(is_heading_like);
    let is_listed = |text: &str| {
        source
            .furniture
            .iter()
            .any(|(_, left)| left.strip_prefix(text).is_some_and(|rest| rest.trim_start().starts_with(['.', '…'])))
    };
    // Where a chapter has its number with a full stop, the number without one is that of a footnote.
    let is_dotted = |number: u32| {
        let begins = format!("{number}. ");
        lines.iter().any(|line| line.text.strip_prefix(&begins).is_some_and(is_heading_like))
    };
    let mut found = Vec::new();
    let mut last = 0;
    for (n, line) in lines.iter().enumerate() {
        let Some(number) = own(&line.text).filter(|number| *number > last && *number <= last + 2) else { continue };
        let until = lines.iter().skip(n + 1).take_while(|line| own(&line.text) != Some(number));
        let has_sections = until.take(SECTION_WITHIN).any(|line| begins_section(&line.text, number));
        if (has_sections && !is_dotted(number) && (last > 0 || number == 1)) || is_listed(&line.text) {
            found.push(line.number);
            last = number;
        }
    }
    found
}

/// Returns the lines with a number that the list of contents names, or right below which their first section begins, by
/// their numbers in the source: "2. Title" above "2.1 Title".
pub(super) fn listed_or_parted(source: &Extracted) -> Vec<u32> {
    let listed: HashSet<String> = source.contents.iter().map(|entry| bare_letters(&entry.title)).collect();
    let is_heading = |n: usize, line: &Line| {
        let Some(number) = heading_number(&line.text) else { return false };
        let next = source.lines.get(n + 1).is_some_and(|next| next.text.starts_with(&format!("{number}.1 ")));
        next || listed.contains(&bare_letters(&line.text))
    };
    let lines = source.lines.iter().enumerate();
    lines.filter(|(n, line)| is_heading(*n, line)).map(|(_, line)| line.number).collect()
}

impl Markers {
    /// Returns markers for a source that has these chapters.
    pub(super) fn with(chapters: Vec<u32>) -> Self {
        Self { chapters, ..Self::default() }
    }

    /// Returns what a line begins, and its words without the mark. `None` if it may go on with what stands above.
    /// `stands_alone` says that a line has the form of a heading.
    pub(super) fn read(
        &mut self,
        line: &Line,
        next: Option<&Line>,
        is_wrapped: bool,
        stands_alone: bool,
    ) -> Option<(BlockKind, String)> {
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
        // Two columns may have lines of one number.
        if self.chapters.contains(&line.number) && text.starts_with(|c: char| c.is_ascii_digit()) {
            self.levels.clear();
            self.numbers.clear();
            return Some((BlockKind::Heading(HeadingForm::Numbered(1)), text.to_owned()));
        }
        if let Some((parts, rest)) = numbered_heading(text)
            && (!is_wrapped && (line.is_after_gap || line.is_first) || stands_alone || parts > 1 || is_chapter(rest))
            && is_heading_like(rest)
            && (parts > 1
                || next.is_none_or(|next| numbered_heading(&next.text).is_none_or(|(parts, _)| parts > 1))
                    && (self.numbers.is_empty() || self.goes_on(text, next, stands_alone)))
        {
            self.levels.clear();
            self.numbers.clear();
            if let Some(number) = heading_number(text).filter(|_| parts == 1) {
                self.headings.retain(|last| *last + 1 != number && *last != number);
                self.headings.push(number);
            }
            return Some((BlockKind::Heading(HeadingForm::Numbered(parts)), text.to_owned()));
        }
        if let Some((counts, rest)) = numbered(text).filter(|(_, rest)| !rest.is_empty())
            && let Some(style) = self.counted(&counts)
        {
            return Some((BlockKind::Item(self.level(style.sign(), line.indent)), rest.to_owned()));
        }
        if line.is_after_gap && !is_wrapped {
            self.levels.clear();
        }
        None
    }

    /// Returns whether a numbered line that stands alone begins a series of headings or goes on with one.
    fn goes_on(&self, text: &str, next: Option<&Line>, stands_alone: bool) -> bool {
        let number = heading_number(text);
        let is_alone = stands_alone || next.is_some_and(|next| next.is_after_gap);
        is_alone && number.is_some_and(|number| number == 1 || self.headings.contains(&(number - 1)))
    }

    /// Counts an item on in the innermost list that goes on with it, or begins a list. Returns how the list is counted.
    fn counted(&mut self, counts: &[(Style, u32)]) -> Option<Style> {
        let open = self.numbers.iter().rposition(|(style, last)| counts.contains(&(*style, last + 1)));
        if let Some(at) = open {
            self.numbers.truncate(at + 1);
            self.numbers[at].1 += 1;
            return Some(self.numbers[at].0);
        }
        let (style, _) = *counts.iter().find(|(_, number)| *number == 1)?;
        self.numbers.retain(|(open, _)| *open != style);
        self.numbers.push((style, 1));
        Some(style)
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

/// How the items of a list are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// "1.", "1)", "(1)"
    Digits,
    /// "a)", "(a)"
    Letters,
    /// "i.", "i)", "(i)"
    Roman,
}

impl Style {
    fn sign(self) -> &'static str {
        match self {
            Self::Digits => "1",
            Self::Letters => "a",
            Self::Roman => "i",
        }
    }
}

/// Returns the number of an item, "1.", "(1)", "1)", "(a)", "a)", "i.", "(i)", in each of the ways in which it may be
/// counted, and its words.
fn numbered(text: &str) -> Option<(Vec<(Style, u32)>, &str)> {
    let (head, rest) = text.split_once(' ')?;
    let bare = head.trim_start_matches('(');
    let inside = bare.strip_suffix(')').or_else(|| bare.strip_suffix('.').filter(|_| head == bare))?;
    let mut counts = Vec::new();
    if let Ok(number) = inside.parse::<u32>() {
        counts.extend((inside.len() <= 2).then_some((Style::Digits, number)));
    } else {
        let mut letters = inside.chars();
        if let (Some(letter @ 'a'..='z'), None, true) = (letters.next(), letters.next(), head.ends_with([')', '.'])) {
            counts.push((Style::Letters, u32::from(letter) - u32::from('a') + 1));
        }
        counts.extend((1..).zip(ROMAN).find(|(_, roman)| *roman == inside).map(|(number, _)| (Style::Roman, number)));
    }
    (!counts.is_empty()).then(|| (counts, rest.trim_start()))
}

/// Returns whether a line begins the first item of a list.
pub(super) fn begins_list(text: &str) -> bool {
    bullet(text).is_some() || numbered(text).is_some_and(|(counts, _)| counts.iter().any(|(_, number)| *number == 1))
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

#[cfg(test)]
mod tests {
    use super::{Markers, chapters};
    use crate::draft::blocks::{BlockKind, HeadingForm};
    use crate::draft::extract::extract;

    #[test]
    fn lists_are_counted_in_digits_letters_and_roman_numbers() {
        let source = extract("(a) one thing;\n(b) another, and so:\n(i) here;\n(ii) there;\n(c) a third.");
        let mut markers = Markers::default();
        let kinds: Vec<_> =
            source.lines.iter().map(|line| markers.read(line, None, true, false).map(|(kind, _)| kind)).collect();
        let item = |depth| Some(BlockKind::Item(depth));
        assert_eq!(kinds, [item(0), item(0), item(1), item(1), item(0)]);
        let source = extract("i. one\nii. two\niii. three");
        let mut markers = Markers::default();
        assert!(source.lines.iter().all(|line| markers.read(line, None, true, false).is_some()));
    }

    #[test]
    fn a_chapter_needs_no_full_stop_after_its_number() {
        let text = "1 First things\n1.1 A beginning\nThis is said at the beginning of all of it.\n\n\
                    2 Second things\n2.1 Another beginning\n2 Boats left the port in May.\n";
        let source = extract(text);
        let found = chapters(&source);
        assert_eq!(found, [1, 5]);
        let mut markers = Markers::with(found);
        let first = markers.read(&source.lines[0], source.lines.get(1), true, false).map(|(kind, _)| kind);
        assert_eq!(first, Some(BlockKind::Heading(HeadingForm::Numbered(1))));
    }
}
