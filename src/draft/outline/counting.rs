//! What the numbers and the markup of headings say of how deep they lie.

use crate::draft::blocks::{Block, BlockKind, HeadingForm, heading_number};

/// The numbers of headings, "1.", "2.", by how deep they lie: a series may stand within a part of another one.
#[derive(Default)]
pub(super) struct Series {
    open: Vec<(usize, u32)>,
}

impl Series {
    /// Returns how deep a numbered heading lies. The first of all series lies at `outermost`.
    pub(super) fn depth(&mut self, heading: &str, outermost: usize) -> usize {
        let number = heading_number(heading).unwrap_or_default();
        if let Some(at) = self.open.iter().rposition(|(_, last)| last + 1 == number) {
            self.open.truncate(at + 1);
            self.open[at].1 = number;
            return self.open[at].0;
        }
        let depth = match self.open.last() {
            Some((depth, last)) if number == 1 && *last > 0 => depth + 1,
            _ => {
                self.open.clear();
                outermost
            }
        };
        self.open.push((depth, number));
        depth
    }

    /// Ends the series that a heading without a number closes.
    pub(super) fn close(&mut self, depth: usize) {
        self.open.retain(|(own, _)| *own < depth);
    }
}

/// Returns the levels of markup that the headings have, from the outermost. One that stands once, at the very
/// beginning, is the title of the report.
pub(super) fn levels(blocks: &[Block]) -> Vec<u8> {
    let all: Vec<u8> = blocks
        .iter()
        .filter_map(|b| match b.kind {
            BlockKind::Heading(HeadingForm::Level(level)) => Some(level),
            _ => None,
        })
        .collect();
    let mut levels = all.clone();
    levels.sort_unstable();
    levels.dedup();
    // A single outermost heading with a text of its own stands beside the next ones, not above them.
    let outer = blocks
        .iter()
        .position(|b| levels.first().is_some_and(|l| b.kind == BlockKind::Heading(HeadingForm::Level(*l))));
    let is_single = levels.first().is_some_and(|first| {
        all.iter().position(|level| level == first) == all.iter().rposition(|level| level == first)
    });
    if is_single && levels.len() > 1 && outer.and_then(|at| blocks.get(at + 1)).is_some_and(Block::is_prose) {
        levels.remove(0);
    }
    levels
}

/// Returns whether headings begin to count from 1 more than once, so that they lie below others.
pub(super) fn numbers_restart(blocks: &[Block]) -> bool {
    let is_first = |block: &&Block| {
        matches!(block.kind, BlockKind::Heading(HeadingForm::Numbered(1))) && block.text.starts_with("1.")
    };
    blocks.iter().filter(is_first).count() > 1
}

/// The longest Roman number of a heading.
const ROMAN_MAX: usize = 5;

/// Returns a heading without the Roman number or the letter that counts it: "II. What was done", "B. At sea".
pub(super) fn without_sign(title: &str) -> Option<&str> {
    let (sign, rest) = title.split_once(". ")?;
    let is_roman = sign.len() <= ROMAN_MAX && sign.bytes().all(|b| b"IVX".contains(&b));
    let is_letter = sign.len() == 1 && sign.bytes().all(|b| b.is_ascii_uppercase());
    (!sign.is_empty() && (is_roman || is_letter) && rest.starts_with(char::is_alphabetic)).then_some(rest)
}

/// Returns whether a heading is counted by a Roman number of more than one sign, so that others may be.
pub(super) fn is_roman(title: &str) -> bool {
    without_sign(title).is_some() && title.find('.').is_some_and(|at| at > 1)
}

/// Returns the form of a heading that a Roman number or a letter counts. `has_roman` says that others have Roman numbers,
/// so that "I." is one.
pub(super) fn sign(title: &str, has_roman: bool) -> Option<HeadingForm> {
    without_sign(title)?;
    let is_of_roman = title.split('.').next().is_some_and(|sign| sign.bytes().all(|b| b"IVX".contains(&b)));
    Some(if has_roman && is_of_roman { HeadingForm::Roman } else { HeadingForm::Letter })
}

#[cfg(test)]
mod tests {
    use super::{is_roman, sign, without_sign};
    use crate::draft::blocks::HeadingForm;

    #[test]
    fn headings_are_counted_by_roman_numbers_and_letters() {
        assert_eq!(without_sign("IV. The year ahead"), Some("The year ahead"));
        assert_eq!(without_sign("B. At sea"), Some("At sea"));
        assert_eq!(without_sign("U.S. law"), None);
        assert!(is_roman("II. Work") && !is_roman("I. Work"));
        assert_eq!(sign("I. Work", true), Some(HeadingForm::Roman));
        assert_eq!(sign("I. Work", false), Some(HeadingForm::Letter));
    }
}
