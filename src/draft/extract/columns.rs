//! Puts the columns of a page that was converted with its layout one after the other, and reads tables row by row.

use std::ops::Range;

/// How many lines have to have words on both sides of a gutter.
const LINES_MIN: usize = 3;
/// The width from which on a page can have two columns, in characters.
const WIDTH_MIN: usize = 60;
/// How many of a hundred lines of running text begin in lower case, at the least.
const LOW_MIN: usize = 30;
/// How many lines each column of running text has at the least.
const COLUMN_MIN: usize = 5;

/// A line before its markup is read.
#[derive(Debug, Clone)]
pub(super) struct RawLine {
    /// Its number in the source.
    pub(super) number: u32,
    /// Its characters, with the spaces before them.
    pub(super) text: String,
    /// Whether a column begins with it.
    pub(super) is_first: bool,
    /// The cells, if it is a row of a table.
    pub(super) cells: Option<Vec<String>>,
}

impl RawLine {
    pub(super) fn new(number: u32, text: &str) -> Self {
        Self { number, text: text.to_owned(), is_first: false, cells: None }
    }
}

/// How a line stands to a gutter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Empty,
    Left,
    Right,
    Both,
    Across,
}

/// Returns the lines of a page in reading order. Where they stand in two columns of running text, the left one comes
/// first.
pub(super) fn in_order(page: Vec<RawLine>) -> Vec<RawLine> {
    let grid: Vec<Vec<char>> = page.iter().map(|line| line.text.trim_end().chars().collect()).collect();
    let width = grid.iter().map(Vec::len).max().unwrap_or_default();
    if width < WIDTH_MIN {
        return page;
    }
    let candidates = width / 4..width * 3 / 4;
    let best = candidates
        .map(|x| (bands(&grid, x), x))
        .max_by_key(|(bands, _)| bands.iter().map(ExactSizeIterator::len).sum::<usize>());
    let Some((bands, x)) = best.filter(|(bands, _)| !bands.is_empty()) else { return page };
    let mut out = Vec::new();
    let mut at = 0;
    for band in bands {
        out.extend(page.get(at..band.start).unwrap_or_default().iter().cloned());
        at = band.end;
        let rows = &grid[band.clone()];
        let lines = &page[band];
        if is_running_text(rows, x) {
            for is_left in [true, false] {
                let part = |(line, row): (&RawLine, &Vec<char>)| {
                    let cut = cut(row, x);
                    let text: String = if is_left { row[..cut].iter().collect() } else { row[cut..].iter().collect() };
                    RawLine::new(line.number, text.trim_end())
                };
                let mut column: Vec<RawLine> = lines.iter().zip(rows).map(part).collect();
                if let Some(first) = column.iter_mut().find(|line| !line.text.trim().is_empty()) {
                    first.is_first = true;
                }
                out.extend(column);
            }
        } else {
            out.extend(table(lines, rows, x));
        }
    }
    out.extend(page.get(at..).unwrap_or_default().iter().cloned());
    out
}

/// Returns the column at which a line is cut: the middle of the gap around `x`, or where its words begin or end.
fn cut(row: &[char], x: usize) -> usize {
    x.min(row.len())
}

fn side(row: &[char], x: usize) -> Side {
    let is_blank = |at: usize| row.get(at).is_none_or(|c| *c == ' ');
    let Some(first) = row.iter().position(|c| *c != ' ') else { return Side::Empty };
    if row.len() <= x {
        return Side::Left;
    }
    if first >= x {
        return Side::Right;
    }
    let is_gap = x >= 1 && is_blank(x) && is_blank(x - 1);
    if is_gap { Side::Both } else { Side::Across }
}

/// Returns the runs of lines that a gutter at `x` parts.
fn bands(grid: &[Vec<char>], x: usize) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start: Option<usize> = None;
    let mut both = 0;
    let mut last = 0;
    for n in 0..=grid.len() {
        let side = grid.get(n).map_or(Side::Across, |row| side(row, x));
        match side {
            Side::Across => {
                if let Some(from) = start.take()
                    && both >= LINES_MIN
                {
                    found.push(from..last + 1);
                }
                both = 0;
            }
            Side::Empty => {}
            Side::Left | Side::Right | Side::Both => {
                start.get_or_insert(n);
                last = n;
                both += usize::from(side == Side::Both);
            }
        }
    }
    found
}

/// Returns whether lines on both sides of a gutter go on with each other, as those of running text do.
fn is_running_text(rows: &[Vec<char>], x: usize) -> bool {
    let of = |part: &dyn Fn(&Vec<char>) -> String| {
        let lines: Vec<String> = rows.iter().map(part).filter(|line| !line.is_empty()).collect();
        let low = lines.iter().filter(|line| line.starts_with(char::is_lowercase)).count();
        let most = lines.iter().map(|line| line.chars().count()).max().unwrap_or_default();
        lines.len() >= COLUMN_MIN && low * 100 >= lines.len() * LOW_MIN && most >= 20
    };
    let trimmed = |part: &[char]| part.iter().collect::<String>().trim().to_owned();
    of(&|row| trimmed(&row[..cut(row, x)])) && of(&|row| trimmed(&row[cut(row, x)..]))
}

/// Reads a table: its columns stand where no line has words, its rows are parted by empty lines.
fn table(lines: &[RawLine], rows: &[Vec<char>], x: usize) -> Vec<RawLine> {
    // What stands apart above and below is no part of it.
    let is_empty = |n: usize| rows[n].iter().all(|c| *c == ' ');
    let both: Vec<usize> = (0..rows.len()).filter(|&n| side(&rows[n], x) == Side::Both).collect();
    let (Some(&first), Some(&last)) = (both.first(), both.last()) else { return lines.to_vec() };
    let from = (0..first).rev().take_while(|&n| !is_empty(n)).last().unwrap_or(first);
    let to = (last..rows.len()).take_while(|&n| !is_empty(n)).last().unwrap_or(last) + 1;
    let (above, below) = (lines[..from].to_vec(), lines[to..].to_vec());
    [above, cells(&lines[from..to], &rows[from..to]), below].concat()
}

/// Reads the rows of a table.
fn cells(lines: &[RawLine], rows: &[Vec<char>]) -> Vec<RawLine> {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let filled: Vec<&Vec<char>> = rows.iter().filter(|row| row.iter().any(|c| *c != ' ')).collect();
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
    if columns.len() < 2 {
        return lines.to_vec();
    }
    let mut out: Vec<RawLine> = Vec::new();
    let mut is_open = false;
    let gaps = rows.iter().filter(|row| row.iter().all(|c| *c == ' ')).count();
    let is_gapped = gaps * 4 > filled.len();
    for (line, row) in lines.iter().zip(rows) {
        if row.iter().all(|c| *c == ' ') {
            is_open = false;
            continue;
        }
        let cells: Vec<String> = columns
            .iter()
            .map(|column| {
                let part = row.get(column.start.min(row.len())..column.end.min(row.len())).unwrap_or_default();
                part.iter().collect::<String>().trim().to_owned()
            })
            .collect();
        let goes_on = is_open && (is_gapped || cells.first().is_some_and(String::is_empty));
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
