//! What a report says of itself: its cover, its title, its years.

use crate::draft::blocks::{Block, BlockKind, HeadingForm, is_capitals, is_chapter};
use crate::draft::outline::KnownHeadings;
use crate::draft::source::words;

/// How many words a paragraph has that is no longer part of a cover.
const BODY_MIN: usize = 22;

/// Turns the headings of a cover, before the first that has a text below it, into paragraphs.
pub(super) fn open_cover(blocks: &mut [Block], known: &KnownHeadings) {
    let is_body = |block: &Block| {
        matches!(block.kind, BlockKind::Paragraph) && words(&block.text).len() >= BODY_MIN
            || block.is_heading() && (known.has(&block.text) || is_chapter(&block.text))
    };
    let Some(body) = blocks.iter().position(is_body) else { return };
    let mut first = body;
    while !blocks[body].is_heading() && first > 0 && blocks[first - 1].is_heading() && body - first < 2 {
        first -= 1;
    }
    // Markup says that a heading is one, below the first.
    let is_marked = |block: &Block| matches!(block.kind, BlockKind::Heading(HeadingForm::Level(level)) if level > 1);
    for block in blocks.iter_mut().take(first).filter(|block| block.is_heading() && !is_marked(block)) {
        block.kind = BlockKind::Paragraph;
    }
}

/// Returns the title of a report, from its cover or from its id.
pub(super) fn title_of(blocks: &[Block], id: &str) -> String {
    let cover = blocks.iter().take(8).filter(|block| !block.text.is_empty());
    let found = cover.map(|block| &block.text).find(|text| {
        let lower = text.to_lowercase();
        (lower.contains("report") || lower.contains("overview") || lower.contains("review")) && words(text).len() <= 14
    });
    match found {
        Some(title) if is_capitals(title) => {
            title.split(' ').map(crate::text::capitalized).collect::<Vec<_>>().join(" ")
        }
        Some(title) => title.clone(),
        None => id.split('-').map(crate::text::capitalized).collect::<Vec<_>>().join(" "),
    }
}

/// Returns the year in which a report came out, as its imprint says it, or the year after the one that it covers.
pub(super) fn published(source: &str, covers: u16) -> u16 {
    let imprint = source.lines().find(|line| line.contains("© United Nations") || line.contains("(c) United Nations"));
    imprint.and_then(year_of).unwrap_or(covers + 1)
}

fn year_of(text: &str) -> Option<u16> {
    words(text)
        .iter()
        .find_map(|(_, word)| word.parse().ok().filter(|year| word.len() == 4 && (1990..=2100).contains(year)))
}

/// Returns the year that a report covers, as its id says it, or its first words.
#[must_use]
pub fn covers(id: &str, source: &str) -> u16 {
    let first = || source.get(..2000.min(source.len())).unwrap_or(source);
    year_of(id).or_else(|| year_of(first())).unwrap_or(2000)
}
