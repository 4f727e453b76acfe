//! Lists whose entries begin further out than they go on, as lists of publications are set.

use crate::draft::blocks::markers::bullet;
use crate::draft::extract::Line;

/// How many entries of a column go over more than one line at the least.
const ENTRIES_MIN: usize = 3;
/// How much further in an entry goes on at the most, in spaces.
const INDENT_MAX: usize = 8;

/// Says of each line of a source whether it begins an entry of such a list (`true`) or goes on with one (`false`).
pub(super) fn hanging(lines: &[Line]) -> Vec<Option<bool>> {
    let mut found = vec![None; lines.len()];
    let mut from = 0;
    while from < lines.len() {
        let is_same = |n: &usize| !lines[*n].is_first && lines[*n].page == lines[from].page;
        let end = (from + 1..lines.len()).take_while(is_same).last().unwrap_or(from) + 1;
        column(&lines[from..end], &mut found[from..end]);
        from = end;
    }
    found
}

/// Reads the lines of a column.
fn column(lines: &[Line], found: &mut [Option<bool>]) {
    let is_text = |line: &Line| line.cells.is_none() && line.heading.is_none();
    let Some(base) = lines.iter().filter(|line| is_text(line)).map(|line| line.indent).min() else { return };
    let begins = |line: &Line| is_text(line) && line.indent == base;
    let goes_on = |line: &Line| {
        is_text(line)
            && line.indent > base
            && line.indent <= base + INDENT_MAX
            && !line.is_after_gap
            && bullet(&line.text).is_none()
    };
    let pairs = || lines.windows(2).filter(|pair| begins(&pair[0]) && bullet(&pair[0].text).is_none());
    let entries = pairs().filter(|pair| goes_on(&pair[1])).count();
    let others = pairs().filter(|pair| begins(&pair[1]) && !pair[1].is_after_gap).count();
    let is_torn = lines.iter().any(|line| begins(line) && line.text.starts_with(char::is_lowercase) && !line.is_first);
    if entries < ENTRIES_MIN || entries <= others || is_torn {
        return;
    }
    for (n, line) in lines.iter().enumerate() {
        let above = n.checked_sub(1).map(|n| &lines[n]);
        found[n] = match above {
            Some(above) if goes_on(line) && (begins(above) || goes_on(above)) => Some(false),
            Some(above) if begins(line) && goes_on(above) => Some(true),
            _ => None,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::hanging;
    use crate::draft::extract::extract;

    #[test]
    fn entries_begin_further_out_than_they_go_on() {
        let list = "Boats and Ports of Call. ILO, 2031. English\n  and French.\nNets. A guide for all who mend\n   \
                    them. IOM, 2030.\nRopes and knots of the northern\n   seas. ILO, 2029.\n";
        let source = extract(list);
        let found = hanging(&source.lines);
        assert_eq!(found, [None, Some(false), Some(true), Some(false), Some(true), Some(false)]);
        let text = "A paragraph that goes on for a line\nor two and has its lines where it\n   begins, but for one.\n";
        assert!(hanging(&extract(text).lines).iter().all(Option::is_none));
    }
}
