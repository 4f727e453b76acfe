//! The rows and cells of a table that was converted with its layout.

use std::ops::Range;

use crate::draft::blocks::names_office;
use crate::draft::extract::columns::{RawLine, Side, side};

/// How many lines a table has so that its head may stand across its columns.
const LINES_MIN: usize = 4;
/// How many lines there are at the most of what is set side by side and is no table.
const CARD_LINES: usize = 6;

/// Reads a table: its columns stand where hardly a line has words, its rows are parted by empty lines.
pub(super) fn table(lines: &[RawLine], rows: &[Vec<char>], x: usize) -> Vec<RawLine> {
    // What stands apart above and below is no part of it.
    let is_empty = |n: usize| rows[n].iter().all(|c| *c == ' ');
    let both: Vec<usize> = (0..rows.len()).filter(|&n| side(&rows[n], x) == Side::Both).collect();
    let (Some(&first), Some(&last)) = (both.first(), both.last()) else { return lines.to_vec() };
    let ends = |n: usize| rows[n].iter().rfind(|c| **c != ' ').is_some_and(|c| matches!(c, '.' | ':'));
    let from = (0..first).rev().take_while(|&n| !is_empty(n) && !ends(n)).last().unwrap_or(first);
    // Nor is its title, which stands at its left edge above the first row that has more cells.
    let edge = rows[first].iter().position(|c| *c != ' ');
    let is_title = |n: usize| side(&rows[n], x) == Side::Left && rows[n].iter().position(|c| *c != ' ') <= edge;
    let from = (from..first).find(|&n| !is_title(n)).unwrap_or(first);
    // A note right below the last row stands across its columns.
    let count = columns(&rows[from..=last]).len();
    let is_of_table = |n: &usize| !is_empty(*n) && columns(&rows[from..=*n]).len() >= count;
    let to = (last + 1..rows.len()).take_while(is_of_table).last().unwrap_or(last) + 1;
    let (above, below) = (lines[..from].to_vec(), lines[to..].to_vec());
    [above, cells(&lines[from..to], &rows[from..to]), below].concat()
}

/// Reads what is set side by side and is no table: figures with what they count, or people who sign. Each becomes a line of
/// its own. `None` if it is something else.
pub(super) fn cards(lines: &[RawLine], rows: &[Vec<char>]) -> Option<Vec<RawLine>> {
    let filled: Vec<usize> = (0..rows.len()).filter(|&n| rows[n].iter().any(|c| *c != ' ')).collect();
    let (&first, &last) = (filled.first()?, filled.last()?);
    if filled.len() < 2 || filled.len() > CARD_LINES || last - first + 1 > filled.len() + 1 {
        return None;
    }
    let only: Vec<&Vec<char>> = filled.iter().map(|&n| &rows[n]).collect();
    let columns = columns_of(&only);
    let texts: Vec<Vec<String>> = only.iter().map(|row| by_column(row, &columns)).collect();
    let is_figure = |text: &str| {
        let bare = text.trim_end_matches(['+', '%', ' ']);
        !bare.is_empty() && bare.len() <= 9 && bare.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | ' '))
    };
    let is_person = |n: usize| {
        let name = &texts[0][n];
        let count = name.split(' ').count();
        (2..=5).contains(&count)
            && name.split(' ').all(|word| word.starts_with(char::is_uppercase) || word.len() <= 3)
            && !name.contains(|c: char| c.is_ascii_digit() || matches!(c, '(' | '/' | ':'))
            && texts[1..].iter().any(|row| names_office(&row[n]))
    };
    let are_figures = texts[0].iter().all(|text| is_figure(text));
    if columns.len() < 2 || !(are_figures || (0..columns.len()).all(is_person)) {
        return None;
    }
    let card = |n: usize| {
        let words: Vec<&str> = texts.iter().map(|row| row[n].as_str()).filter(|text| !text.is_empty()).collect();
        let mut line = RawLine::new(lines[first].number, &words.join(" "));
        line.is_first = true;
        line
    };
    let gap = || RawLine::new(lines[last].number, "");
    Some(
        [
            lines[..first].to_vec(),
            (0..columns.len()).flat_map(|n| [card(n), gap()]).collect(),
            lines[last + 1..].to_vec(),
        ]
        .concat(),
    )
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
                    // "2022–" and "2025" are one span.
                    let is_span = cell.ends_with('–') && more.starts_with(|c: char| c.is_ascii_digit());
                    if !cell.is_empty() && !is_span {
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
