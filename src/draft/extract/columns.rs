//! Puts the columns of a page that was converted with its layout one after the other, and reads tables row by row.

use std::collections::HashMap;
use std::ops::Range;

use crate::draft::extract::tables::{cards, table};

/// How many lines have to have words on both sides of a gutter.
const LINES_MIN: usize = 3;
/// The width from which on a page can have two columns, and a column a table, in characters.
const WIDTH_MIN: usize = 60;
const COLUMN_WIDTH_MIN: usize = 34;
/// How many of a hundred lines of running text begin in lower case, at the least.
const LOW_MIN: usize = 30;
/// How long the longest line of running text is at the least, in characters.
const FULL_MIN: usize = 18;
/// How many of a hundred lines of running text may have a gap within.
const GAPPED_MAX: usize = 20;
/// How long the lines of lists and entries are that stand side by side and are no cells, in characters.
const LONG_MIN: usize = 36;
/// How many spaces are a gap that no justified text has.
const GAP: &str = "   ";
/// How many of a hundred paragraphs begin beside another one where they are the cells of a table.
const BESIDE_MIN: usize = 60;
/// How many lines a box has at the least of which few stand beside other text.
const BOX_MIN: usize = 4;
/// How many lines on each side tell how wide a box is.
const BOX_LINES: usize = 6;
/// How many rows below its caption tell a table.
const TABLE_ROWS: usize = 4;
/// How many lines a column has at the least beside which another one may be longer.
const COLUMN_LINES: usize = 12;
/// How many empty lines part what stands side by side from what follows it.
const PARTING: usize = 2;
/// How much of the width of a column, in hundredths, a line and the next word have to fill where its sentence is open.
const OPEN_MIN: usize = 88;
/// What a sentence or a point of a list ends with.
const ENDS: [char; 5] = ['.', ':', ';', '?', '!'];
/// How deep columns may lie within columns.
const DEPTH_MAX: usize = 3;

/// A line before its markup is read.
#[derive(Debug, Clone)]
pub(super) struct RawLine {
    /// Its number in the source.
    pub(super) number: u32,
    /// Its characters, with the spaces before them.
    pub(super) text: String,
    /// Whether a column begins with it.
    pub(super) is_first: bool,
    /// Whether it stands below columns, across the page.
    pub(super) is_below_columns: bool,
    /// The cells, if it is a row of a table.
    pub(super) cells: Option<Vec<String>>,
}

impl RawLine {
    pub(super) fn new(number: u32, text: &str) -> Self {
        Self { number, text: text.to_owned(), is_first: false, is_below_columns: false, cells: None }
    }
}

/// How a line stands to a gutter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Empty,
    Left,
    Right,
    Both,
    Across,
}

/// Returns the lines of a page in reading order. Where they stand in two columns of running text, the left one comes
/// first.
pub(super) fn in_order(mut page: Vec<RawLine>) -> Vec<RawLine> {
    for line in &mut page {
        without_inner_gaps(&mut line.text);
    }
    // A running head or foot stands apart from the columns, whatever number it has on the other side.
    let is_empty = |line: Option<&RawLine>| line.is_none_or(|line| line.text.trim().is_empty());
    let filled = |page: &[RawLine]| -> Vec<usize> { (0..page.len()).filter(|&n| !is_empty(page.get(n))).collect() };
    let edges = filled(&page);
    let head = match edges[..] {
        [first, second, _, ..] if second - first > PARTING => first + 1,
        _ => 0,
    };
    let foot = match edges[..] {
        [.., before, last] if last - before > PARTING && last >= head && edges.len() > 2 => last,
        _ => page.len(),
    };
    let below = page.split_off(foot);
    let body = page.split_off(head);
    [page, arranged(body, 0), below].concat()
}

/// Closes the gaps within a line that part no columns: after the sign of an item, which is set right before its words, and
/// after the dots that lead to a page.
fn without_inner_gaps(text: &mut String) {
    let dots = text.trim_end_matches(|c: char| c.is_ascii_digit());
    if dots.len() < text.len() && dots.trim_end().ends_with("....") && dots.ends_with(' ') {
        let number = text.get(dots.len()..).unwrap_or_default().to_owned();
        *text = format!("{} {number}", dots.trim_end());
        return;
    }
    let mut chars: Vec<char> = text.chars().collect();
    for at in 0..chars.len() {
        let is_sign = "•▪■●○◦‣➢➤►▶✓◆◇□→❖·–".contains(chars[at]);
        let is_apart = at == 0 || at == 1 && chars[0] == ' ' || at > 1 && chars[at - 1] == ' ' && chars[at - 2] == ' ';
        let gap = chars[at + 1..].iter().take_while(|c| **c == ' ').count();
        if is_sign && is_apart && gap > 1 && at + gap + 1 < chars.len() {
            chars.swap(at, at + gap - 1);
        }
    }
    *text = chars.into_iter().collect();
}

/// Returns lines in reading order: what stands beside the gutter that parts the most of them, then in the same way what
/// stands above and below, and within each column.
fn arranged(mut page: Vec<RawLine>, depth: usize) -> Vec<RawLine> {
    let grid: Vec<Vec<char>> = page.iter().map(|line| line.text.trim_end().chars().collect()).collect();
    let width = grid.iter().map(Vec::len).max().unwrap_or_default();
    if width < if depth == 0 { WIDTH_MIN } else { COLUMN_WIDTH_MIN } || depth > DEPTH_MAX {
        return page;
    }
    let candidates = (width / 8..width * 9 / 10).flat_map(|x| bands(&grid, x).into_iter().map(move |band| (x, band)));
    let best = candidates.max_by_key(|(x, band)| parted(&grid[band.clone()], *x));
    let Some((x, mut band)) = best else { return page };
    band.end = band.start + sidebar_end(&grid[band.clone()], x);
    let below = page.split_off(band.end);
    let lines = page.split_off(band.start);
    let rows = &grid[band];
    let mut out = arranged(page, depth);
    let is_text = is_running_text(rows, x);
    if is_text {
        let parts = [true, false].map(|is_left| parts(rows, x, is_left));
        let is_loose = is_loose(&parts[0], &parts[1]) || is_loose(&parts[1], &parts[0]);
        for (own, beside) in [(0, 1), (1, 0)] {
            let mut column = arranged(column(&lines, &parts[own], &parts[beside], is_loose), depth + 1);
            if let Some(first) = first_filled(&mut column) {
                first.is_first = true;
            }
            out.extend(column);
        }
    } else {
        out.extend(cards(&lines, rows).unwrap_or_else(|| table(&lines, rows, x)));
    }
    let mut below = arranged(below, depth);
    if is_text && let Some(first) = first_filled(&mut below) {
        (first.is_first, first.is_below_columns) = (true, true);
    }
    out.extend(below);
    out
}

/// Returns how many lines of a run stand beside a sidebar: what comes below it on the left, after an empty line, is read
/// after it. A column of running text is no sidebar.
fn sidebar_end(rows: &[Vec<char>], x: usize) -> usize {
    let has_right = |n: usize| matches!(side(&rows[n], x), Side::Both | Side::Right);
    let Some(last) = (0..rows.len()).rev().find(|&n| has_right(n)) else { return rows.len() };
    let right: Vec<String> = parts(rows, x, false).iter().map(|text| text.trim().to_owned()).collect();
    let gap = (last + 1..rows.len()).find(|&n| rows[n].iter().all(|c| *c == ' '));
    gap.filter(|_| !is_prose(&right)).unwrap_or(rows.len())
}

/// Returns the first of some lines that has words.
fn first_filled(lines: &mut [RawLine]) -> Option<&mut RawLine> {
    lines.iter_mut().find(|line| !line.text.trim().is_empty())
}

/// Returns what stands on one side of a gutter.
fn parts(rows: &[Vec<char>], x: usize, is_left: bool) -> Vec<String> {
    let part = |row: &Vec<char>| -> String {
        let cut = x.min(row.len());
        if is_left { row[..cut].iter().collect() } else { row[cut..].iter().collect() }
    };
    rows.iter().map(|row| part(row).trim_end().to_owned()).collect()
}

/// Returns whether an empty line of a column stands beside a filled one of the other column, and between two filled ones.
fn is_gap_beside(own: &[String], beside: &[String], n: usize) -> bool {
    let is_filled = |n: Option<usize>| n.and_then(|n| own.get(n)).is_some_and(|text| !text.is_empty());
    own[n].is_empty() && !beside[n].trim().is_empty() && is_filled(n.checked_sub(1)) && is_filled(Some(n + 1))
}

/// Returns whether a column has empty lines amid its sentences, because the lines of the other one stand less far apart.
fn is_loose(own: &[String], beside: &[String]) -> bool {
    (1..own.len()).any(|n| {
        is_gap_beside(own, beside, n)
            && !own[n - 1].ends_with(ENDS)
            && own[n + 1].trim_start().starts_with(char::is_lowercase)
    })
}

/// Returns the lines of a column, without the empty ones that only the lines on the other side make.
fn column(lines: &[RawLine], own: &[String], beside: &[String], is_loose: bool) -> Vec<RawLine> {
    let indent = |text: &str| text.chars().take_while(|c| *c == ' ').count();
    // A box within the column is narrower than the others.
    let width_around = |n: usize| {
        let around = own.iter().take(n + BOX_LINES).skip(n.saturating_sub(BOX_LINES));
        let alike = around.filter(|text| indent(text).abs_diff(indent(&own[n])) <= 1 && !text.is_empty());
        alike.map(|text| text.chars().count()).max().unwrap_or_default()
    };
    let is_made = |n: usize| {
        let (above, below) = (&own[n - 1], own[n + 1].trim_start());
        let width = width_around(n - 1);
        let first = below.split(' ').next().map_or(0, |word| word.chars().count());
        let length = above.chars().count() + 1 + first;
        // No paragraph ends with a comma, and none without a full stop but a heading, which is short.
        let is_row = above.trim_start().contains(GAP) || indent(above) * 4 > width;
        // Whose picture it is ends what stands below one, and who speaks a quotation.
        let is_signed = above.contains('©') || above.trim_start().starts_with(['—', '–']);
        let is_open = above.ends_with(',') || !above.ends_with(ENDS) && !is_signed && length * 100 > width * OPEN_MIN;
        below.starts_with(char::is_lowercase) || is_loose && !is_row && (length > width || is_open)
    };
    let kept = (0..own.len()).filter(|&n| !(is_gap_beside(own, beside, n) && is_made(n)));
    kept.map(|n| RawLine::new(lines[n].number, &own[n])).collect()
}

pub(super) fn side(row: &[char], x: usize) -> Side {
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

/// Returns how often words stand on both sides of a gutter: on one line, or on lines right below each other.
fn parted(rows: &[Vec<char>], x: usize) -> usize {
    let sides: Vec<Side> = rows.iter().map(|row| side(row, x)).collect();
    let changes = |pair: &&[Side]| matches!(pair, [Side::Left, Side::Right] | [Side::Right, Side::Left]);
    sides.iter().filter(|side| **side == Side::Both).count() + sides.windows(2).filter(changes).count()
}

/// Returns whether a box stands on the right of lines, of which few are beside it: its own lines all begin where it does.
fn has_box(rows: &[Vec<char>], x: usize) -> bool {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let begin = |row: &Vec<char>| row.iter().skip(x).position(|c| *c != ' ');
    let right: Vec<usize> = rows.iter().filter(|row| side(row, x) == Side::Right).filter_map(begin).collect();
    let beside: Vec<&Vec<char>> = rows.iter().filter(|row| side(row, x) == Side::Both).collect();
    let usual = right.iter().copied().min().unwrap_or_default();
    let is_full = |row: &&Vec<char>| row[..x].iter().filter(|c| **c != ' ').count() >= FULL_MIN;
    x * 4 >= width
        && right.len() >= BOX_MIN
        && right.iter().filter(|begin| begin.abs_diff(usual) <= 4).count() * 10 >= right.len() * 8
        && !beside.is_empty()
        && beside.iter().all(|row| begin(row).is_some_and(|begin| begin.abs_diff(usual) <= 4))
        && beside.iter().any(is_full)
}

/// Returns the runs of lines that a gutter at `x` parts, without what stands above and below them at another place.
fn bands(grid: &[Vec<char>], x: usize) -> Vec<Range<usize>> {
    let mut sides: Vec<Side> = grid.iter().map(|row| side(row, x)).collect();
    // A table that begins below a sidebar is no part of what stands beside it.
    (0..grid.len()).filter(|&n| names_table(grid, n)).for_each(|n| sides[n] = Side::Across);
    let ends_both = |n: usize| [true, false].iter().all(|&is_left| ends_above(grid, x, n, is_left));
    let is_left_on = |from: usize, n: usize| goes_on_left(grid, &sides, x, from..n);
    let trimmed = runs(&sides, &ends_both, &is_left_on).into_iter().map(|band| trimmed(grid, &sides, x, band));
    let is_parted = |rows: &[Vec<char>]| parted(rows, x) >= LINES_MIN || has_box(rows, x);
    trimmed.filter(|band| is_parted(&grid[band.clone()])).collect()
}

/// Returns whether a line that stands alone is the caption of a table whose first rows have gaps between their cells.
fn names_table(grid: &[Vec<char>], n: usize) -> bool {
    let text = |row: &[char]| row.iter().collect::<String>().trim().to_owned();
    let own = text(&grid[n]);
    let is_alone = n.checked_sub(1).is_none_or(|above| text(&grid[above]).is_empty());
    let rows = || grid.iter().skip(n + 1).map(|row| text(row)).filter(|row| !row.is_empty()).take(TABLE_ROWS);
    is_alone
        && own.starts_with("Table ")
        && own.chars().nth("Table ".len()).is_some_and(char::is_numeric)
        && !own.contains(GAP)
        && rows().filter(|row| row.contains(GAP)).count() * 2 >= TABLE_ROWS
}

/// Returns a run of lines without the groups at its ends, which empty lines part from the others, none of whose lines
/// begins on the right where most do.
fn trimmed(grid: &[Vec<char>], sides: &[Side], x: usize, band: Range<usize>) -> Range<usize> {
    let begin = |n: usize| {
        let is_right = matches!(sides[n], Side::Both | Side::Right);
        is_right.then(|| grid[n].iter().skip(x).position(|c| *c != ' '))?
    };
    let mut times: HashMap<usize, usize> = HashMap::new();
    band.clone().filter_map(begin).for_each(|at| *times.entry(at).or_default() += 1);
    let Some(usual) = times.into_iter().max_by_key(|(at, times)| (*times, usize::MAX - at)).map(|(at, _)| at) else {
        return band;
    };
    let is_usual = |n: usize| begin(n).is_some_and(|at| at.abs_diff(usual) <= 2);
    let is_empty = |n: usize| sides[n] == Side::Empty;
    let mut band = band;
    loop {
        let (first, last) = (band.start, band.end);
        // What stands on the left alone goes with what stands beyond it.
        let is_other = |mut group: Range<usize>| group.clone().any(|n| begin(n).is_some()) && !group.any(is_usual);
        if let Some(end) = band.clone().filter(|&n| is_empty(n)).find(|&end| is_other(first..end)) {
            band.start = (end..last).find(|&n| !is_empty(n)).unwrap_or(last);
            continue;
        }
        if let Some(start) = band.clone().rev().filter(|&n| is_empty(n)).find(|&start| is_other(start..last)) {
            band.end = (first..start).rev().find(|&n| !is_empty(n)).map_or(first, |n| n + 1);
            continue;
        }
        return band;
    }
}

/// Returns whether the last words above a line on one side of a gutter end a sentence.
fn ends_above(grid: &[Vec<char>], x: usize, n: usize, is_left: bool) -> bool {
    let part = |row: &Vec<char>| -> String {
        let cut = x.min(row.len());
        if is_left { row[..cut].iter().collect() } else { row[cut..].iter().collect() }
    };
    let last = grid[..n].iter().rev().map(|row| part(row).trim().to_owned()).find(|text| !text.is_empty());
    last.is_some_and(|text| {
        text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '”' | ')')).ends_with(ENDS)
    })
}

/// Returns whether what stands on the left of a gutter, below a wide gap, goes on with the left one of two columns of running
/// text, of which the right one is shorter: nothing stands beside it any more.
fn goes_on_left(grid: &[Vec<char>], sides: &[Side], x: usize, above: Range<usize>) -> bool {
    let below = sides[above.end..].iter().take_while(|side| **side != Side::Across);
    let count = below.clone().filter(|side| **side == Side::Left).count();
    let right: Vec<String> = parts(&grid[above.clone()], x, false).iter().map(|text| text.trim().to_owned()).collect();
    let left: Vec<String> = parts(&grid[above.start..above.end + count], x, true);
    count >= LINES_MIN
        && !below.clone().any(|side| matches!(side, Side::Right | Side::Both))
        && right.iter().filter(|text| !text.is_empty()).count() >= COLUMN_LINES
        && is_prose(&right)
        && is_prose(&left)
}

/// Returns the runs of lines that no line crosses. `ends_both` says that what stands on both sides above a line has come
/// to its end, `is_left_on` that what stands below some lines goes on with what stands on the left of them.
fn runs(
    sides: &[Side],
    ends_both: &dyn Fn(usize) -> bool,
    is_left_on: &dyn Fn(usize, usize) -> bool,
) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start: Option<usize> = None;
    let mut last = 0;
    let mut end = |start: &mut Option<usize>, last: usize| {
        if let Some(from) = start.take() {
            found.push(from..last + 1);
        }
    };
    for n in 0..=sides.len() {
        match sides.get(n).copied().unwrap_or(Side::Across) {
            Side::Across => end(&mut start, last),
            Side::Empty => {}
            side => {
                // What stands below a wide gap on the left alone, or on both sides after the ends of sentences, begins
                // something else.
                let is_new = side == Side::Left || side == Side::Both && ends_both(n);
                if let Some(from) = start
                    && n - last > PARTING
                    && is_new
                    && !(side == Side::Left && is_left_on(from, n))
                {
                    end(&mut start, last);
                }
                start.get_or_insert(n);
                last = n;
            }
        }
    }
    found
}

/// Returns whether what stands on both sides of a gutter is running text, and not the cells of a table.
fn is_running_text(rows: &[Vec<char>], x: usize) -> bool {
    let part = |range: &dyn Fn(&Vec<char>) -> String| rows.iter().map(range).collect::<Vec<_>>();
    let left = part(&|row| row[..x.min(row.len())].iter().collect::<String>().trim().to_owned());
    let right = part(&|row| row[x.min(row.len())..].iter().collect::<String>().trim().to_owned());
    let starts = |side: &[String]| -> Vec<usize> {
        let begins = |n: usize| !side[n].is_empty() && (n == 0 || side[n - 1].is_empty());
        (0..side.len()).filter(|&n| begins(n)).collect()
    };
    let (from, to) = (starts(&left), starts(&right));
    let beside = from.iter().filter(|n| to.contains(n)).count();
    let fewer = from.len().min(to.len());
    let are_beside = fewer > 1 && beside * 100 >= fewer * BESIDE_MIN;
    // What stands above and below one of them alone does not tell.
    let has_right = |n: &usize| !right[*n].is_empty();
    let first = (0..rows.len()).find(has_right).unwrap_or_default();
    let last = (0..rows.len()).rev().find(has_right).map_or(rows.len(), |n| n + 1);
    match (is_prose(&left) || is_prose(&left[first..last]), is_prose(&right)) {
        (true, true) => fewer <= 2 || !are_beside,
        (true, false) | (false, true) => !are_beside && (from.len() > 1 || to.len() > 1),
        // Neither has the form of running text, but their lines are long and none begins beside another as cells do.
        (false, false) => {
            let is_long =
                |side: &[String]| side.iter().filter(|text| text.chars().count() >= LONG_MIN).count() >= BOX_MIN;
            fewer > 1 && !are_beside && is_long(&left) && is_long(&right)
        }
    }
}

/// Returns whether the lines of a column go on with each other, as those of running text do.
fn is_prose(column: &[String]) -> bool {
    let lines: Vec<&String> = column.iter().filter(|line| !line.is_empty()).collect();
    let count = |is: &dyn Fn(&str) -> bool| lines.iter().filter(|line| is(line)).count();
    let low = count(&|line| line.starts_with(char::is_lowercase));
    let gapped = count(&|line| line.contains(GAP));
    let most = lines.iter().map(|line| line.chars().count()).max().unwrap_or_default();
    lines.len() >= LINES_MIN
        && low * 100 >= lines.len() * LOW_MIN
        && gapped * 100 <= lines.len() * GAPPED_MAX
        && most >= FULL_MIN
        && count(&|line| line.ends_with(['.', ';', ':', '?', '”']) || line.contains(". ")) > 0
}
