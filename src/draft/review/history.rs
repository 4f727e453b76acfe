//! The changes of a review, each of which can be undone and made again: now, and in a later session.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::text;

/// How many changes can be undone.
const UNDO_MAX: usize = 500;
/// The shape of a history file.
const SCHEMA: u32 = 1;

/// The report file and `readings.json`.
pub(super) type WrittenFiles = [String; 2];

/// The changes that were made, the last one last, and those that were undone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct History {
    made: Vec<Step>,
    undone: Vec<Step>,
}

/// One change: the passage that it was made at, and what it did to each file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    at: usize,
    files: [Edit; 2],
}

/// The lines of a file that a change replaced, from a line on, and those that stand there since.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    line: usize,
    before: Vec<String>,
    after: Vec<String>,
}

impl Edit {
    /// Returns what makes one text of another.
    fn between(before: &str, after: &str) -> Self {
        let (old, new): (Vec<&str>, Vec<&str>) = (before.split('\n').collect(), after.split('\n').collect());
        let line = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
        let same = old[line..].iter().rev().zip(new[line..].iter().rev()).take_while(|(a, b)| a == b).count();
        let part = |lines: &[&str]| lines[line..lines.len() - same].iter().map(|&l| l.to_owned()).collect();
        Self { line, before: part(&old), after: part(&new) }
    }

    /// Puts other lines in place of some, which have to stand there.
    fn put(text: &str, line: usize, there: &[String], other: &[String]) -> Option<String> {
        let lines: Vec<&str> = text.split('\n').collect();
        let end = line.checked_add(there.len())?;
        let is_there = lines.get(line..end)?.iter().zip(there).all(|(a, b)| a == b);
        let other = other.iter().map(String::as_str);
        is_there.then(|| {
            lines[..line]
                .iter()
                .copied()
                .chain(other)
                .chain(lines[end..].iter().copied())
                .collect::<Vec<_>>()
                .join("\n")
        })
    }

    fn undone(&self, text: &str) -> Option<String> {
        Self::put(text, self.line, &self.after, &self.before)
    }

    fn made(&self, text: &str) -> Option<String> {
        Self::put(text, self.line, &self.before, &self.after)
    }
}

impl History {
    /// Keeps a change at a passage. What was undone before cannot be made again.
    pub(super) fn keep(&mut self, at: usize, before: &WrittenFiles, after: &WrittenFiles) {
        let [report, readings] = [0, 1].map(|n| Edit::between(&before[n], &after[n]));
        self.made.push(Step { at, files: [report, readings] });
        if self.made.len() > UNDO_MAX {
            self.made.remove(0);
        }
        self.undone.clear();
    }

    /// Undoes the last change: where it was made, and the files as they were before it.
    pub(super) fn undo(&mut self, files: &WrittenFiles) -> Option<(usize, WrittenFiles)> {
        turn(&mut self.made, &mut self.undone, files, Edit::undone)
    }

    /// Makes the change again that was undone last: where, and the files as they are after it.
    pub(super) fn redo(&mut self, files: &WrittenFiles) -> Option<(usize, WrittenFiles)> {
        turn(&mut self.undone, &mut self.made, files, Edit::made)
    }

    /// Returns how many changes can be undone, and how many made again.
    pub(super) fn len(&self) -> (usize, usize) {
        (self.made.len(), self.undone.len())
    }
}

/// Moves the last change of one list to another: where it was made, and what an edit makes of the files.
fn turn(
    from: &mut Vec<Step>,
    to: &mut Vec<Step>,
    [report, readings]: &WrittenFiles,
    edited: impl Fn(&Edit, &str) -> Option<String>,
) -> Option<(usize, WrittenFiles)> {
    let step = from.pop()?;
    let files = [edited(&step.files[0], report)?, edited(&step.files[1], readings)?];
    let at = step.at;
    to.push(step);
    Some((at, files))
}

fn digest(text: &str) -> String {
    text::hex(&Sha256::digest(text))
}

/// The history of a review as it is kept between sessions, with the files that it ends with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedHistory {
    schema: u32,
    files: [String; 2],
    history: History,
}

impl SavedHistory {
    pub(super) fn new(history: &History, files: &WrittenFiles) -> Self {
        Self { schema: SCHEMA, files: files.each_ref().map(|file| digest(file)), history: history.clone() }
    }

    /// Returns the history, if the files are still those that it ends with.
    pub(super) fn of(self, files: &WrittenFiles) -> Option<History> {
        (self.schema == SCHEMA && self.files == files.each_ref().map(|file| digest(file))).then_some(self.history)
    }
}
