//! The rows and cells of a table that was converted with its layout.

use std::ops::Range;

use crate::draft::extract::columns::{RawLine, Side, side};

/// How many lines a table has so that its head may stand across its columns.
const LINES_MIN: usize = 4;

/// Reads a table: its columns stand where hardly a line has words, its rows are parted by empty lines.
pub(super) fn table(lines: &[RawLine], rows: &[Vec<char>], x: usize) -> Vec<RawLine> {
    // What stands apart above and below is no part of it.
    let is_empty = |n: usize| rows[n].iter().all(|c| *c == ' ');
    let both: Vec<usize> = (0..rows.len()).filter(|&n| side(&rows[n], x) == Side::Both).collect();
    let (Some(&first), Some(&last)) = (both.first(), both.last()) else { return lines.to_vec() };
    let ends = |n: usize| rows[n].iter().rfind(|c| **c != ' ').is_some_and(|c| matches!(c, '.' | ':'));
    let from = (0..first).rev().take_while(|&n| !is_empty(n) && !ends(n)).last().unwrap_or(first);
    let to = (last..rows.len()).take_while(|&n| !is_empty(n)).last().unwrap_or(last) + 1;
    let (above, below) = (lines[..from].to_vec(), lines[to..].to_vec());
    [above, cells(&lines[from..to], &rows[from..to]), below].concat()
}

/// Returns where the columns of a table stand. The words of its head may stand across what parts the columns below.
fn columns(rows: &[Vec<char>]) -> Vec<Range<usize>> {
    let filled: Vec<&Vec<char>> = rows.iter().filter(|row| row.iter().any(|c| *c != ' ')).collect();
    let whole = columns_of(&filled);
    let below = if filled.len() >= LINES_MIN { columns_of(&filled[1..]) } else { Vec::new() };
    if below.len() > whole.len() { below } else { whole }
}

/// Returns where lines have words: the columns that at least two spaces part on all of them.
fn columns_of(filled: &[&Vec<char>]) -> Vec<Range<usize>> {
    let width = filled.iter().map(|row| row.len()).max().unwrap_or_default();
    let is_free = |x: usize| filled.iter().all(|row| row.get(x).is_none_or(|c| *c == ' '));
    let mut columns: Vec<Range<usize>> = Vec::new();
    let mut from = None;
    let mut free = 0;
    for x in 0..=width {
        if x == width || is_free(x) {
            free += 1;
            if (free >= 2 || x == width)
                && let Some(start) = from.take()
            {
                columns.push(start..x);
            }
        } else {
            if from.is_none() {
                from = Some(x);
            }
            free = 0;
        }
    }
    columns
}

/// Returns the words of a line by the columns in which they begin.
fn by_column(row: &[char], columns: &[Range<usize>]) -> Vec<String> {
    let mut cells = vec![String::new(); columns.len()];
    let mut at = 0;
    while at < row.len() {
        if row[at] == ' ' {
            at += 1;
            continue;
        }
        let end = (at..row.len()).find(|&n| row[n] == ' ').unwrap_or(row.len());
        // A word between two columns belongs to the later one: no line has words there but the one that stands across.
        let own = columns.iter().position(|column| at < column.end).unwrap_or(columns.len() - 1);
        let cell = &mut cells[own];
        if !cell.is_empty() {
            cell.push(' ');
        }
        cell.extend(&row[at..end]);
        at = end;
    }
    cells
}

/// Reads the rows of a table.
fn cells(lines: &[RawLine], rows: &[Vec<char>]) -> Vec<RawLine> {
    let columns = columns(rows);
    if columns.len() < 2 {
        return lines.to_vec();
    }
    let mut out: Vec<RawLine> = Vec::new();
    let mut is_open = false;
    let gaps = rows.iter().filter(|row| row.iter().all(|c| *c == ' ')).count();
    let is_gapped = gaps * 4 > rows.len() - gaps;
    for (line, row) in lines.iter().zip(rows) {
        if row.iter().all(|c| *c == ' ') {
            is_open = false;
            continue;
        }
        let cells = by_column(row, &columns);
        let is_whole = cells.iter().all(|cell| !cell.is_empty() && !cell.starts_with(char::is_lowercase));
        // A cell that begins in lower case goes on with the one above it.
        let is_low = cells.iter().any(|cell| cell.starts_with(char::is_lowercase));
        // Nor does a row have a name alone, right below a whole one.
        let is_rest = cells.iter().skip(1).all(String::is_empty)
            && out
                .last()
                .and_then(|last| last.cells.as_ref())
                .is_some_and(|above| above.iter().all(|cell| !cell.is_empty()));
        let goes_on =
            is_open && (is_low || is_rest || is_gapped && !is_whole || cells.first().is_some_and(String::is_empty));
        match out.last_mut().and_then(|last| last.cells.as_mut()).filter(|_| goes_on) {
            Some(above) => {
                for (cell, more) in above.iter_mut().zip(cells).filter(|(_, more)| !more.is_empty()) {
                    if !cell.is_empty() {
                        cell.push(' ');
                    }
                    cell.push_str(&more);
                }
            }
            None => {
                let mut raw = RawLine::new(line.number, "");
                raw.cells = Some(cells);
                out.push(raw);
            }
        }
        is_open = true;
    }
    out
}
