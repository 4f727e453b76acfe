//! Tells which passages stand in another order than in the source.
//!
//! Footnotes stand with what they explain, and items with the passage they belong to, wherever the report prints them.
//! Their order is that among themselves. Cells of tables are printed in any order, and so are captions.

use std::collections::BTreeMap;

use super::Check;
use crate::corpus::Kind;
use crate::corpus::strings::Str;
use crate::draft::align::Run;
use crate::draft::passages::WrittenPassage;

/// How many words a passage has to have for its place to be sure.
const SURE: usize = 8;

/// Passages whose order is the source's, among themselves.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Sequence {
    Body,
    Notes,
    ItemsOf(Str),
}

impl Check<'_, '_> {
    pub(super) fn order(&mut self) {
        let written = self.written;
        let mut sequences: BTreeMap<Sequence, Vec<(usize, &WrittenPassage)>> = BTreeMap::new();
        for (passage, aligned) in written.passages.iter().zip(&self.aligned) {
            let start = aligned.anchor().map(Run::start).filter(|_| aligned.words.len() >= SURE);
            if let (Some(start), Some(sequence)) = (start, sequence(passage)) {
                sequences.entry(sequence).or_default().push((start, passage));
            }
        }
        for rows in sequences.values() {
            let starts: Vec<usize> = rows.iter().map(|row| row.0).collect();
            let kept = longest_rising(&starts);
            for (n, &(start, passage)) in rows.iter().enumerate().filter(|(n, _)| !kept.contains(n)) {
                let differs = |row: &&(usize, &WrittenPassage)| !is_box(rows, passage, row.1);
                let before = rows.iter().take(n).filter(|row| row.0 > start).find(differs);
                let after = rows.iter().skip(n + 1).filter(|row| row.0 < start).find(differs);
                let place = self.place(start);
                let message = match (before, after) {
                    (Some((_, other)), _) => {
                        format!("stands after {} here and before it in the source; {place}", other.row.id)
                    }
                    (None, Some((_, other))) => {
                        format!("stands before {} here and after it in the source; {place}", other.row.id)
                    }
                    _ => continue,
                };
                self.tell(passage, "text", message);
            }
        }
    }
}

fn sequence(passage: &WrittenPassage) -> Option<Sequence> {
    match (passage.kind, passage.row.parent) {
        (Kind::Agreement | Kind::Membership | Kind::Caption, _) => None,
        (Kind::Note, _) => Some(Sequence::Notes),
        (_, Some(parent)) => Some(Sequence::ItemsOf(parent)),
        _ if passage.row.mark.is_some() => Some(Sequence::Notes),
        _ => Some(Sequence::Body),
    }
}

/// Returns whether one of the sections of two passages is a box: the report prints all of it amid the other section, and
/// the file after it or before it.
fn is_box(rows: &[(usize, &WrittenPassage)], one: &WrittenPassage, two: &WrittenPassage) -> bool {
    let starts = |of: &WrittenPassage| -> Vec<usize> {
        rows.iter().filter(|row| row.1.headings == of.headings).map(|row| row.0).collect()
    };
    let (ones, twos) = (starts(one), starts(two));
    let is_amid = |inner: &[usize], outer: &[usize]| {
        let (first, last) = (inner.iter().min(), inner.iter().max());
        !outer.iter().any(|start| first < Some(start) && Some(start) < last)
    };
    one.headings != two.headings && (is_amid(&ones, &twos) || is_amid(&twos, &ones))
}

/// Returns the positions of a longest rising sequence of numbers.
fn longest_rising(numbers: &[usize]) -> Vec<usize> {
    // For each length, the position of the lowest number that such a sequence may end with.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::new();
    for (n, &number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|&end| numbers[end] < number);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() {
            ends.push(n);
        } else {
            ends[length] = n;
        }
    }
    let mut kept = Vec::new();
    let mut at = ends.last().copied();
    while let Some(n) = at {
        kept.push(n);
        at = before[n];
    }
    kept.reverse();
    kept
}

#[cfg(test)]
mod tests {
    use super::longest_rising;

    #[test]
    fn what_is_left_when_the_fewest_are_taken_out_rises() {
        assert_eq!(longest_rising(&[]), Vec::<usize>::new());
        assert_eq!(longest_rising(&[1, 2, 9, 3, 4]), [0, 1, 3, 4]);
        assert_eq!(longest_rising(&[5, 1, 2, 3]), [1, 2, 3]);
        assert_eq!(longest_rising(&[1, 3, 2, 4]), [0, 2, 3]);
    }
}
