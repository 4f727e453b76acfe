//! Lists that have lost their bullets: lines and paragraphs that a lead-in introduces.

use crate::draft::blocks::shape::ends_sentence;
use crate::draft::blocks::{Block, BlockKind};
use crate::draft::extract::Line;
use crate::draft::propose::ends_with_languages;
use crate::draft::source::words;

/// How many lines below a lead-in the first item ends at the latest.
const ITEM_LINES: usize = 8;
/// How many words an item has at the most that a lead-in announces.
const ITEM_WORDS: usize = 60;
/// How much further in an item stands than its lead-in, in spaces.
const INDENT: usize = 2;

/// Returns whether a text ends as an item does after which another one comes.
pub(super) fn goes_on(text: &str) -> bool {
    text.ends_with(';') || ["; and", "; or", ", and", ", or"].iter().any(|end| text.ends_with(end))
}

/// Returns whether a line begins an item of a list without bullets: it stands below a lead-in, or below an item that
/// says by its end that another one comes.
pub(super) fn begins_item(lines: &[Line], n: usize, blocks: &[Block], width: usize) -> bool {
    let (Some(line), Some(above)) = (lines.get(n), n.checked_sub(1).and_then(|n| lines.get(n))) else { return false };
    let (a, b) = (above.text.as_str(), line.text.as_str());
    let begins_high = b.starts_with(|c: char| c.is_uppercase());
    let first = b.split(' ').next().map_or(0, |word| word.chars().count());
    let has_room = (a.chars().count() + 1 + first) * 100 < width * 85;
    let is_further_in = line.indent >= above.indent + INDENT && line.indent < above.indent + 30;
    if a.ends_with(':') && ends_with_languages(&format!("A title. {b}")) {
        return false;
    }
    if a.ends_with(':') {
        // The lines below tell: an item ends with a sign, and the next begins anew.
        let below = lines.get(n..(n + ITEM_LINES).min(lines.len())).unwrap_or_default();
        let item = below.windows(2).find(|pair| goes_on(&pair[0].text) || pair[0].text.ends_with(','));
        let is_list = item.is_some_and(|pair| {
            let begins = pair[1].text.starts_with(char::is_uppercase);
            goes_on(&pair[0].text)
                && begins == begins_high
                && (begins || has_room || is_short(&pair[0], &pair[1], width))
                || !begins && !begins_high && has_room && is_short(&pair[0], &pair[1], width)
        });
        return is_list || is_further_in && begins_high || has_room && begins_high;
    }
    let Some((last, before)) = blocks.split_last() else { return false };
    let is_in_list = last.text.len() >= a.len()
        && matches!(last.kind, BlockKind::Paragraph | BlockKind::Item(_))
        && before.last().is_some_and(|block| {
            block.is_prose() && (block.text.ends_with(':') || goes_on(&block.text) || block.text.ends_with(','))
        });
    // A line of the item that stands further out than what it goes on with, after the end of a sentence.
    is_in_list
        && (goes_on(a) && begins_high
            || !begins_high && (goes_on(a) || a.ends_with(',')) && is_short(above, line, width)
            || begins_high && ends_sentence(a) && has_room)
}

/// Returns whether a line leaves room for the first word of the next.
fn is_short(line: &Line, next: &Line, width: usize) -> bool {
    let first = next.text.split(' ').next().map_or(0, |word| word.chars().count());
    (line.text.chars().count() + 1 + first) * 100 < width * 85
}

/// Makes items of the paragraphs that a lead-in introduces, where a list has lost its bullets.
pub(super) fn lists(blocks: &mut [Block]) {
    let mut at = 0;
    while at < blocks.len() {
        let lead = &blocks[at];
        at += 1;
        if !lead.is_prose() || !lead.text.ends_with(':') {
            continue;
        }
        let depth = match lead.kind {
            BlockKind::Item(depth) => depth + 1,
            _ => 0,
        };
        list(blocks, at - 1, depth);
    }
}

/// Makes items of the paragraphs below a lead-in. Those that lead in to a list of their own have it below them. Returns
/// where the list ends.
fn list(blocks: &mut [Block], lead: usize, depth: usize) -> usize {
    let announced = announced(&blocks[lead].text);
    let (indent, mut at, mut count) = (blocks[lead].indent, lead + 1, 0);
    let says_so = ["following", "these "].iter().any(|word| blocks[lead].text.contains(word));
    let begins_high = blocks.get(at).is_some_and(|next| next.text.starts_with(char::is_uppercase));
    let mut is_open = false;
    while let Some(next) = blocks.get(at).filter(|next| next.kind == BlockKind::Paragraph && !next.stands_alone) {
        let text = next.text.as_str();
        let is_like = text.starts_with(char::is_uppercase) == begins_high;
        let is_further_in = next.indent >= indent + INDENT && next.page == blocks[lead].page;
        let goes_on = goes_on(text) || text.ends_with(',') && words(text).len() <= ITEM_WORDS;
        let is_announced = announced.is_some_and(|most| count < most) && !text.ends_with(':');
        // "Held two courses:" below "did the following:" leads in to a list within the list.
        let leads_in = says_so && text.ends_with(':');
        let is_item = goes_on || is_open || is_further_in || is_announced || leads_in;
        if !is_item || !is_like || words(text).len() > ITEM_WORDS {
            break;
        }
        is_open = goes_on;
        let has_list = text.ends_with(':');
        blocks[at].kind = BlockKind::Item(depth);
        count += 1;
        if has_list {
            let mut end = list(blocks, at, depth + 1);
            while let Some(within) = blocks.get_mut(end)
                && let BlockKind::Item(own) = within.kind
            {
                within.kind = BlockKind::Item(depth + 1 + own);
                end += 1;
            }
            // A list within that ends with a sign after which more comes leaves this one open.
            is_open = end > at + 1 && crate::draft::blocks::lists::goes_on(&blocks[end - 1].text);
            let same = blocks.get(end).is_some_and(|block| block.indent == blocks[at].indent && block.indent > indent);
            is_open |= same;
            at = end;
        } else {
            at += 1;
        }
    }
    at
}

/// Returns how many points a lead-in announces: "carried out two courses:".
fn announced(lead: &str) -> Option<usize> {
    const NUMBERS: [&str; 9] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let words = words(lead);
    let tail = words.iter().rev().take(8).map(|w| w.1.as_str());
    let head = words.iter().take(3).map(|w| w.1.as_str());
    tail.chain(head).find_map(|word| NUMBERS.iter().position(|number| *number == word)).map(|n| n + 2)
}
