//! Tables and lines fitted to a width. A word that fits on a line is never broken, and nothing is left out.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::export::records::Records;
use crate::export::table::{TableCell, TextTable};
use crate::text;

/// Number of spaces between two columns.
const GAP: usize = 2;

/// Formats records for people, with their title and notes; see [`body`].
#[must_use]
pub fn table(records: &Records, width: Option<usize>) -> String {
    let fitted = |words: &str| width.map_or_else(|| words.to_owned(), |width| fit(words, width)) + "\n";
    let mut out = fitted(&records.title) + "\n" + &body(&records.table(), width) + "\n";
    records.notes.iter().for_each(|note| out.push_str(&fitted(note)));
    out
}

/// Formats a table in columns: the first is left-aligned, the others, with numbers and marks, are right-aligned.
///
/// A table wider than `width` is split into blocks of columns, each with the row headings. If few columns fit beside
/// the row headings, every cell becomes a statement instead. Without a width, the table is as wide as it needs to be.
#[must_use]
pub fn body(table: &TextTable, width: Option<usize>) -> String {
    let (columns, rows) = (&table.columns, &table.rows);
    let whole = usize::MAX;
    let Some(blocks) = blocks(&widths(columns, rows), width.unwrap_or(whole)) else {
        return table.statements().map(|statement| fit(&statement, width.unwrap_or(whole)) + "\n").collect();
    };
    if let [block] = blocks.as_slice() {
        return lines(columns, rows, block);
    }
    let parts = blocks
        .iter()
        .map(|block| fit(&named(columns, block), width.unwrap_or(whole)) + "\n" + &lines(columns, rows, block));
    parts.collect::<Vec<_>>().join("\n")
}

/// Formats rows as a list: the leading cells in aligned columns, and the rest beside them on as many lines as it takes.
/// If the leading cells take more than two fifths of the width, the rest goes below them.
#[must_use]
pub fn list(rows: &[(Vec<String>, String)], width: usize) -> String {
    let cells = |row: &(Vec<String>, String)| row.0.iter().map(|cell| cell.as_str().into()).collect();
    let begins: Vec<Vec<TableCell>> = rows.iter().skip(1).map(cells).collect();
    let first = rows.first().map(|row| row.0.as_slice()).unwrap_or_default();
    let set = lines(first, &begins, &(1..first.len()));
    let wide = set.lines().map(text::width).max().unwrap_or(0);
    if wide > width * 2 / 5 {
        let below = |(begins, rest): &(Vec<String>, String)| {
            let rest = if rest.is_empty() { String::new() } else { fit(&format!("    {rest}"), width) + "\n" };
            fit(&begins.join("  "), width) + "\n" + &rest
        };
        return rows.iter().map(below).collect();
    }
    let beside = |(begins, (_, rest)): (&str, &(Vec<String>, String))| {
        let pad = " ".repeat(wide - text::width(begins) + GAP);
        fit_line(format!("{begins}{pad}{rest}").trim_end(), width, Some(wide + GAP)) + "\n"
    };
    set.lines().zip(rows).map(beside).collect()
}

/// Returns the width of each column.
fn widths(columns: &[String], rows: &[Vec<TableCell>]) -> Vec<usize> {
    let cells = |n: usize| rows.iter().filter_map(move |row| row.get(n)).map(|cell| text::width(&cell.text));
    let widest = |(n, head): (usize, &String)| cells(n).chain([text::width(head)]).max().unwrap_or(0);
    columns.iter().enumerate().map(widest).collect()
}

/// Splits the columns after the row headings into blocks that fit side by side. Returns `None` if the cells are better
/// written as statements.
fn blocks(widths: &[usize], width: usize) -> Option<Vec<Range<usize>>> {
    let (&heads, _) = widths.split_first()?;
    let room = width.checked_sub(heads)?;
    let mut blocks: Vec<Range<usize>> = Vec::new();
    let mut used = 0;
    for (n, column) in widths.iter().enumerate().skip(1) {
        let wide = column + GAP;
        if wide > room {
            return None;
        }
        match blocks.last_mut().filter(|_| used + wide <= room) {
            Some(block) => {
                block.end = n + 1;
                used += wide;
            }
            None => {
                blocks.push(n..n + 1);
                used = wide;
            }
        }
    }
    if blocks.is_empty() {
        blocks.push(1..1);
    }
    let few = blocks.len() > 2 && widths.len() < 4 * blocks.len();
    (!few).then_some(blocks)
}

/// Describes which columns a block holds.
fn named(columns: &[String], block: &Range<usize>) -> String {
    let all = columns.len() - 1;
    let (first, last) = (columns.get(block.start), columns.get(block.end - 1));
    let (first, last) = (first.map_or("", String::as_str), last.map_or("", String::as_str));
    if block.len() == 1 {
        return format!("Column {} of {all}, {first}:", block.start);
    }
    format!("Columns {} to {} of {all}, {first} to {last}:", block.start, block.end - 1)
}

/// Formats the lines of one block.
fn lines(columns: &[String], rows: &[Vec<TableCell>], block: &Range<usize>) -> String {
    let mut out = String::new();
    let widths = widths(columns, rows);
    let heads: Vec<&str> = columns.iter().map(String::as_str).collect();
    let cells = rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect());
    for row in std::iter::once(heads).chain(cells) {
        let pad =
            |n: usize, cell: &str| " ".repeat(widths.get(n).copied().unwrap_or(0).saturating_sub(text::width(cell)));
        let head = row.first().copied().unwrap_or("");
        let mut line = format!("{head}{}", pad(0, head));
        for n in block.clone() {
            let cell = row.get(n).copied().unwrap_or("");
            line.extend([&" ".repeat(GAP), &pad(n, cell), cell]);
        }
        out.extend([line.trim_end(), "\n"]);
    }
    out
}

/// Breaks the lines of a text that are wider than `width` at spaces.
///
/// Continuation lines are indented a little more than the line itself, or aligned with the text that follows a label
/// and a gap.
#[must_use]
pub fn fit(text: &str, width: usize) -> String {
    text.split('\n').map(|line| fit_line(line, width, None)).collect::<Vec<_>>().join("\n")
}

/// Like [`fit`], for one line. `indent` overrides the indent of continuation lines.
fn fit_line(line: &str, width: usize, indent: Option<usize>) -> String {
    let width = width.max(1);
    if shown(line) <= width {
        return line.to_owned();
    }
    let indent = indent.unwrap_or_else(|| hanging(line, width)).min(width / 2);
    let mut out = String::new();
    let mut used = 0;
    let mut broken = false;
    for word in line.split_inclusive(' ') {
        let bare = word.trim_end_matches(' ');
        let wide = shown(bare);
        let fresh = if broken { indent } else { 0 };
        if used + wide > width && used > fresh {
            begin(&mut out, indent);
            (used, broken) = (indent, true);
        }
        for (n, piece) in pieces(bare, width - indent).into_iter().enumerate() {
            let wide = shown(piece);
            if n > 0 && used + wide > width {
                begin(&mut out, indent);
                (used, broken) = (indent, true);
            }
            out.push_str(piece);
            used += wide;
        }
        let blanks = word.len() - bare.len();
        out.push_str(&" ".repeat(blanks));
        used += blanks;
    }
    out.truncate(out.trim_end_matches(' ').len());
    out
}

/// Ends a line and starts the next.
fn begin(out: &mut String, indent: usize) {
    out.truncate(out.trim_end_matches(' ').len());
    out.push('\n');
    out.push_str(&" ".repeat(indent));
}

/// Returns the indent of continuation lines: aligned with the text after a label and a gap, else a little more than the
/// line's own.
fn hanging(line: &str, width: usize) -> usize {
    let start = line.len() - line.trim_start_matches(' ').len();
    let apart = line.get(start..).and_then(|rest| rest.find("  ")).map(|at| {
        let after = line.get(start + at..).unwrap_or("");
        shown(line.get(..start + at).unwrap_or("")) + after.len() - after.trim_start_matches(' ').len()
    });
    apart.filter(|&at| at <= width / 3).unwrap_or(start.min(width / 3) + 2)
}

/// Splits a word that is wider than `room` into pieces that fit: after hyphens, slashes and the like, else anywhere.
fn pieces(word: &str, room: usize) -> Vec<&str> {
    if shown(word) <= room || word.contains('\u{1b}') {
        return vec![word];
    }
    let mut out = Vec::new();
    for part in word.split_inclusive(['-', '/', ',', ';', '\u{2013}', '\u{2014}']) {
        let (mut from, mut used) = (0, 0);
        for (at, grapheme) in part.grapheme_indices(true) {
            let wide = text::width(grapheme);
            if used + wide > room && used > 0 {
                out.extend(part.get(from..at));
                (from, used) = (at, 0);
            }
            used += wide;
        }
        out.extend(part.get(from..));
    }
    out
}

/// Returns the columns that a text takes in a terminal; colour sequences take none.
fn shown(text: &str) -> usize {
    let mut parts = text.split("\u{1b}[");
    let first = text::width(parts.next().unwrap_or(""));
    first + parts.map(|part| text::width(part.split_once('m').map_or(part, |p| p.1))).sum::<usize>()
}

#[cfg(test)]
mod tests;
