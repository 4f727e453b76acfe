//! Tables that a conversion wrote with a cell on each line: short texts that stand apart, which are alike again after as
//! many of them as the table has columns.

use crate::draft::blocks::shape::{ends_sentence, is_strong_heading};
use crate::draft::blocks::titles::is_capitals;
use crate::draft::blocks::{Block, BlockKind};
use crate::draft::source::words;

/// The longest cell, in words.
const CELL_MAX: usize = 16;
/// The longest cell of the head of a table, in words.
const HEAD_MAX: usize = 4;
/// How many columns a table has, and how many rows with its head.
const COLUMNS: std::ops::RangeInclusive<usize> = 2..=6;
const ROWS_MIN: usize = 3;
/// How much of what distinguishes the cells may remain within the columns.
const ALIKE: f64 = 0.5;

/// Makes rows of the cells of tables. `is_name` says that words are the name of a body.
pub(super) fn rows(blocks: &mut Vec<Block>, is_name: &dyn Fn(&str) -> bool) {
    let mut at = 0;
    while at < blocks.len() {
        let run = blocks[at..].iter().enumerate().take_while(|(n, block)| may_be_cell(block, *n == 0)).count();
        // What leads in to a table may have the form of a cell itself.
        let found = (0..run.min(3)).filter_map(|skip| {
            columns(&blocks[at + skip..at + run], is_name).map(|(ratio, count)| (ratio, at + skip, count))
        });
        let Some((_, from, count)) = found.min_by(|a, b| a.0.total_cmp(&b.0)) else {
            at += run.max(1);
            continue;
        };
        let cells: Vec<Block> = blocks.drain(from..at + run).collect();
        let made: Vec<Block> = cells.chunks(count).map(row).collect();
        let end = from + made.len();
        blocks.splice(from..from, made);
        at = end;
    }
}

/// Returns whether a block may be a cell: it is short, stands apart and ends no sentence.
fn may_be_cell(block: &Block, is_first: bool) -> bool {
    block.kind == BlockKind::Paragraph
        && (is_first || block.is_after_gap)
        && words(&block.text).len() <= CELL_MAX
        && !ends_sentence(&block.text)
        && !is_strong_heading(&block.text)
}

/// Returns how many columns a run of cells has, and how much of what distinguishes the cells remains within them.
fn columns(cells: &[Block], is_name: &dyn Fn(&str) -> bool) -> Option<(f64, usize)> {
    let features: Vec<[f64; 4]> = cells.iter().map(|cell| features(&cell.text, is_name)).collect();
    let divides = |count: &usize| cells.len().is_multiple_of(*count) && cells.len() / count >= ROWS_MIN;
    let is_head = |count: usize| {
        cells[..count].iter().all(|cell| {
            words(&cell.text).len() <= HEAD_MAX && !cell.text.starts_with(|c: char| c.is_ascii_digit() && count < 3)
        })
    };
    // The head is not like the cells below it.
    let ratio = |count: usize| {
        let body = features.get(count..).unwrap_or_default();
        let total = spread(&body.iter().collect::<Vec<_>>());
        let within: f64 = (0..count).map(|n| spread(&body.iter().skip(n).step_by(count).collect::<Vec<_>>())).sum();
        if total > 0.0 { within / total } else { 1.0 }
    };
    let best = COLUMNS.filter(divides).map(|count| (ratio(count), count)).min_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 < ALIKE && is_head(best.1)).then_some(best)
}

/// Returns what can be measured of a cell: how long it is, whether it is a number, a name, an acronym.
fn features(text: &str, is_name: &dyn Fn(&str) -> bool) -> [f64; 4] {
    let count = u32::try_from(words(text).len()).unwrap_or(u32::MAX);
    let flag = |is: bool| f64::from(u8::from(is));
    [
        f64::from(count).ln_1p(),
        flag(text.starts_with(|c: char| c.is_ascii_digit())) * 2.0,
        flag(is_name(text)),
        flag(is_capitals(text)),
    ]
}

/// Returns the sum of the squares of how far values lie from their mean.
fn spread(values: &[&[f64; 4]]) -> f64 {
    let count = f64::from(u32::try_from(values.len()).unwrap_or(1).max(1));
    (0..4)
        .map(|n| {
            let mean = values.iter().map(|value| value[n]).sum::<f64>() / count;
            values.iter().map(|value| (value[n] - mean).powi(2)).sum::<f64>()
        })
        .sum()
}

/// Makes a row of its cells.
fn row(cells: &[Block]) -> Block {
    let mut row = cells[0].clone();
    row.kind = BlockKind::Row(cells.iter().map(|cell| cell.text.clone()).collect());
    row.text.clear();
    row.is_after_gap = true;
    for cell in &cells[1..] {
        row.links.extend(cell.links.iter().cloned());
        row.lines.1 = cell.lines.1;
    }
    row.doubts.push("a row put together from lines".to_owned());
    row
}
