//! A drafted report under review: its passages one after another beside their source, and what a maintainer does with
//! them. Every change can be undone; nothing here touches a file.

mod claims;
mod field;
mod fields;
mod history;
mod parts;
mod source;

use std::collections::HashMap;
use std::fmt::Write;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use crate::corpus::{Corpus, HEADLINE_MAX, PassageId};
use crate::draft::doubts;
use crate::draft::drafting::UNWRITTEN;
use crate::draft::readings_file::{HOW, NO_RECORD, WrittenReadings};
use crate::draft::report_file::{Claim, Passage, Section, WrittenReport};
pub use crate::draft::review::field::Field;
pub use crate::draft::review::history::SavedHistory;
use crate::draft::review::history::{History, WrittenFiles};
pub use crate::draft::review::source::ReviewSource;
use crate::draft::source::words;
use crate::text::fold_plain;

/// How many words a headline has that counts as a copy of the text.
const COPY_MIN: usize = 5;

/// Where a passage stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct PassagePath {
    sections: Vec<usize>,
    passage: usize,
}

/// A report under review.
#[derive(Debug, Clone)]
pub struct Review {
    /// The id of the report.
    pub id: String,
    /// Its file.
    pub path: PathBuf,
    /// The report as it is now.
    report: Arc<WrittenReport>,
    /// What became of commitments, as it was read and as it is now.
    readings_read: Arc<WrittenReadings>,
    readings: Arc<WrittenReadings>,
    paths: Vec<PassagePath>,
    source: Option<Arc<ReviewSource>>,
    /// The lines of the source in which each passage stands.
    places: Vec<Option<Range<u32>>>,
    /// The report and the readings as they are written.
    files: WrittenFiles,
    history: History,
}

impl Review {
    /// Begins to review a report file.
    ///
    /// # Errors
    /// If the file is no report file.
    pub fn new(
        id: String,
        path: PathBuf,
        json: &str,
        readings: &str,
        source: Option<ReviewSource>,
    ) -> Result<Self, String> {
        let report: WrittenReport = serde_json::from_str(json).map_err(|error| error.to_string())?;
        let readings = if readings.is_empty() { Ok(WrittenReadings::empty()) } else { serde_json::from_str(readings) };
        let readings = readings.map_err(|error| format!("readings.json: {error}"))?;
        let readings = Arc::new(readings);
        let mut review = Self {
            id,
            path,
            report: Arc::new(report),
            readings_read: Arc::clone(&readings),
            readings,
            paths: Vec::new(),
            source: source.map(Arc::new),
            places: Vec::new(),
            files: WrittenFiles::default(),
            history: History::default(),
        };
        review.files = review.written();
        review.index();
        Ok(review)
    }

    /// Takes up the history of earlier sessions. Returns how many of their changes can be undone: none if the files are no
    /// longer those that it ends with.
    pub fn resume(&mut self, saved: SavedHistory) -> usize {
        self.history = saved.of(&self.files).unwrap_or_default();
        self.history.len().0
    }

    /// Returns the history, to be kept for a later session.
    #[must_use]
    pub fn history(&self) -> SavedHistory {
        SavedHistory::new(&self.history, &self.files)
    }

    /// Writes both files.
    fn written(&self) -> WrittenFiles {
        [self.report.to_json(), self.readings.to_json()].map(Result::unwrap_or_default)
    }

    /// Returns the file as it is now.
    #[must_use]
    pub fn json(&self) -> &str {
        &self.files[0]
    }

    /// Returns what became of commitments, as the file is now.
    #[must_use]
    pub fn readings_json(&self) -> &str {
        &self.files[1]
    }

    /// Returns whether what became of commitments is another than what was read.
    #[must_use]
    pub fn has_new_readings(&self) -> bool {
        self.readings != self.readings_read
    }

    /// Returns the commitments that a passage takes up, each with how far.
    #[must_use]
    pub fn taken_up(&self, n: usize) -> Vec<(&str, &str)> {
        let Some(passage) = self.passage(n) else { return Vec::new() };
        let of = self
            .readings
            .promises
            .iter()
            .filter(|promise| promise.taken_up.iter().any(|taken| taken.passage == passage.id));
        of.map(|promise| (promise.commitment.as_str(), promise.how.as_str())).collect()
    }

    /// Returns the open commitments of earlier reports, those first that a passage may answer.
    #[must_use]
    pub fn commitments(&self, corpus: &Corpus, n: usize) -> Vec<PassageId> {
        self.passage(n).map(|passage| doubts::answered(corpus, &passage.text, &self.id)).unwrap_or_default()
    }

    /// Says that a passage takes a commitment up, done or partly, and why; or that no passage does.
    ///
    /// # Errors
    /// If there is no such commitment, or something is missing.
    pub fn take_up(&mut self, corpus: &Corpus, n: usize, commitment: &str, how: &str, why: &str) -> Result<(), String> {
        let passage = self.passage(n).ok_or("There is no passage here.")?.id.clone();
        let known = corpus.find_passage(commitment).map(|id| corpus.passage(id).id.to_string());
        let commitment = known.ok_or_else(|| format!("\"{commitment}\" is no passage; Tab completes."))?;
        if !HOW.contains(&how) {
            return Err(format!("\"{how}\" is none of {}.", HOW.join(", ")));
        }
        if why.trim().is_empty() {
            return Err("Say in a sentence why that is so.".to_owned());
        }
        let readings = Arc::make_mut(&mut self.readings);
        match how {
            NO_RECORD => readings.not_on_record(&commitment, why.trim()),
            how => readings.take_up(&commitment, &passage, how, why.trim()),
        }
        self.keep(n);
        Ok(())
    }

    /// Writes the files after a change, and keeps what it changed.
    fn keep(&mut self, at: usize) {
        let after = self.written();
        let before = std::mem::replace(&mut self.files, after);
        self.history.keep(at, &before, &self.files);
    }

    /// Returns the title of the report.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.report.title
    }

    /// Returns the source.
    #[must_use]
    pub fn source(&self) -> Option<&ReviewSource> {
        self.source.as_deref()
    }

    /// Returns the number of passages.
    #[must_use]
    pub fn len(&self) -> usize {
        self.paths.len()
    }

    /// Returns whether there is no passage.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    /// Returns how many passages nobody has accepted yet.
    #[must_use]
    pub fn left(&self) -> usize {
        (0..self.len()).filter(|&n| self.is_open(n)).count()
    }

    /// Returns whether nobody has accepted a passage yet.
    #[must_use]
    pub fn is_open(&self, n: usize) -> bool {
        self.passage(n).is_some_and(|passage| passage.draft.is_some())
    }

    /// Returns whether the headline of a passage is still to be written.
    #[must_use]
    pub fn is_unwritten(&self, n: usize) -> bool {
        self.passage(n).is_some_and(|passage| passage.headline.starts_with(UNWRITTEN))
    }

    /// Returns the next passage that nobody has accepted, after one, or before it; around the end.
    #[must_use]
    pub fn next_open(&self, from: usize, is_forward: bool) -> Option<usize> {
        let len = self.len();
        let step = |by: usize| if is_forward { (from + by) % len } else { (from + len - by % len) % len };
        (len > 0).then(|| (1..=len).map(step).find(|&n| self.is_open(n)))?
    }

    /// Returns a passage.
    #[must_use]
    pub fn passage(&self, n: usize) -> Option<&Passage> {
        let path = self.paths.get(n)?;
        self.section(&path.sections)?.passages.get(path.passage)
    }

    /// Returns the headings above a passage.
    #[must_use]
    pub fn headings(&self, n: usize) -> Vec<&str> {
        let Some(path) = self.paths.get(n) else { return Vec::new() };
        self.above(path).into_iter().filter_map(|section| section.title.as_deref()).collect()
    }

    /// Returns the lines of the source in which a passage stands, from 1.
    #[must_use]
    pub fn place(&self, n: usize) -> Option<Range<u32>> {
        self.places.get(n).cloned().flatten()
    }

    fn section(&self, path: &[usize]) -> Option<&Section> {
        let (first, rest) = path.split_first()?;
        rest.iter().try_fold(self.report.sections.get(*first)?, |section, &n| section.sections.get(n))
    }

    fn above(&self, path: &PassagePath) -> Vec<&Section> {
        (1..=path.sections.len()).filter_map(|depth| self.section(&path.sections[..depth])).collect()
    }

    /// Returns the value of a field as it is typed: its own, or what the passage inherits.
    #[must_use]
    pub fn value(&self, n: usize, field: Field) -> String {
        let (Some(passage), Some(path)) = (self.passage(n), self.paths.get(n)) else { return String::new() };
        let above = self.above(path);
        let numbers = |list: &[u16]| list.iter().map(u16::to_string).collect::<Vec<_>>().join(", ");
        match field {
            Field::Headline => passage.headline.clone(),
            Field::Text => passage.text.clone(),
            Field::Kind => {
                let inherited = above.iter().rev().find_map(|section| section.kind.clone());
                passage.kind.clone().or(inherited).unwrap_or_default()
            }
            Field::Bodies => self.bodies(n).join(", "),
            Field::Places => {
                let claimed = || union(&passage.claims, |claim| &claim.places);
                let inherited = above.iter().rev().find_map(|section| section.places.clone());
                passage
                    .places
                    .clone()
                    .or_else(|| (!passage.claims.is_empty()).then(claimed))
                    .or(inherited)
                    .unwrap_or_default()
                    .join(", ")
            }
            Field::Years => {
                let claimed = || union(&passage.claims, |claim| &claim.years);
                numbers(&passage.years.clone().unwrap_or_else(claimed))
            }
            Field::Priorities => {
                let inherited = above.iter().rev().find_map(|section| section.priorities.clone());
                let list = passage.priorities.clone().or(inherited).unwrap_or_default();
                list.iter().map(u8::to_string).collect::<Vec<_>>().join(", ")
            }
            Field::Topics => passage.topics.join(", "),
            Field::Work => passage.work.clone().unwrap_or_default(),
            Field::Title => passage.title.clone().unwrap_or_default(),
            Field::Published => passage.published.flatten().map_or_else(String::new, |year| year.to_string()),
            Field::Editorial => passage.editorial.clone().unwrap_or_default(),
            Field::Links => fields::links_as_typed(&passage.links),
            Field::Heading => above.last().and_then(|section| section.title.clone()).unwrap_or_default(),
            Field::Partners => String::new(),
        }
    }

    fn bodies(&self, n: usize) -> Vec<String> {
        let (Some(passage), Some(path)) = (self.passage(n), self.paths.get(n)) else { return Vec::new() };
        if !passage.claims.is_empty() {
            return union(&passage.claims, |claim| &claim.entities);
        }
        let inherited = || self.above(path).iter().rev().find_map(|section| section.entities.clone());
        passage.entities.clone().or_else(inherited).unwrap_or_default()
    }

    /// Changes a field of a passage to what was typed.
    ///
    /// # Errors
    /// If a value is none of those that there are: what is wrong, in words.
    pub fn set(&mut self, corpus: &Corpus, n: usize, field: Field, typed: &str) -> Result<(), String> {
        let typed = typed.trim();
        if self.value(n, field) == typed {
            return Ok(());
        }
        let mut passage = self.passage(n).cloned().ok_or("There is no passage here.")?;
        match field {
            Field::Heading => return self.set_heading(n, typed),
            Field::Headline => {
                self.check_headline(n, &passage.text, typed)?;
                typed.clone_into(&mut passage.headline);
            }
            _ => fields::set(corpus, &mut passage, field, typed)?,
        }
        self.change(n, |section, at| {
            if let Some(place) = section.passages.get_mut(at) {
                *place = passage;
            }
        });
        Ok(())
    }

    /// Changes the heading of the section in which a passage stands.
    fn set_heading(&mut self, n: usize, typed: &str) -> Result<(), String> {
        if typed.is_empty() {
            return Err("A section has a heading; one in brackets is ours, not the report's.".to_owned());
        }
        self.change(n, |section, _| section.title = Some(typed.to_owned()));
        Ok(())
    }

    /// Checks a headline by the rules of `data check`.
    fn check_headline(&self, n: usize, text: &str, typed: &str) -> Result<(), String> {
        let length = typed.chars().count();
        if typed.is_empty() || length > HEADLINE_MAX {
            return Err(format!("A headline has 1 to {HEADLINE_MAX} characters; this has {length}."));
        }
        let folded = |text: &str| words(text).into_iter().map(|w| w.1).collect::<Vec<_>>().join(" ");
        let headline = folded(typed);
        let others = (0..self.len()).filter(|other| *other != n).filter_map(|other| self.passage(other));
        if let Some(other) = others.into_iter().find(|other| folded(&other.headline) == headline) {
            return Err(format!("That is the headline of {}, too; say what tells them apart.", other.id));
        }
        let is_copy = words(typed).len() >= COPY_MIN && folded(text).starts_with(&headline);
        if is_copy || folded(text) == headline {
            return Err("That copies how the text begins; say what it says.".to_owned());
        }
        Ok(())
    }

    /// Accepts a passage: somebody has read it.
    ///
    /// # Errors
    /// If its headline is still to be written.
    pub fn accept(&mut self, n: usize) -> Result<(), String> {
        let passage = self.passage(n).ok_or("There is no passage here.")?;
        if passage.headline.starts_with(UNWRITTEN) {
            return Err("Write its headline first.".to_owned());
        }
        if passage.draft.is_some() {
            self.change(n, |section, at| {
                if let Some(passage) = section.passages.get_mut(at) {
                    passage.draft = None;
                }
            });
        }
        Ok(())
    }

    /// Undoes the last change. Returns the passage that it was made at.
    pub fn undo(&mut self) -> Option<usize> {
        let (at, files) = self.history.undo(&self.files)?;
        self.put(files).map(|()| at)
    }

    /// Makes the change again that was undone last. Returns where it is.
    pub fn redo(&mut self) -> Option<usize> {
        let (at, files) = self.history.redo(&self.files)?;
        self.put(files).map(|()| at)
    }

    /// Puts other files in place of those of now. `None` if they cannot be read, which only a history that somebody else has
    /// changed can do.
    fn put(&mut self, files: WrittenFiles) -> Option<()> {
        self.report = Arc::new(serde_json::from_str(&files[0]).ok()?);
        self.readings = Arc::new(serde_json::from_str(&files[1]).ok()?);
        self.files = files;
        self.index();
        Some(())
    }

    /// Returns whether there is a change to undo, or one to make again.
    #[must_use]
    pub fn can_undo(&self) -> (bool, bool) {
        let (made, undone) = self.history.len();
        (made > 0, undone > 0)
    }

    /// Changes the section of a passage.
    fn change(&mut self, n: usize, change: impl FnOnce(&mut Section, usize)) {
        self.change_with(n, change, |_| {});
    }

    /// Changes the section of a passage, and then what follows from that elsewhere.
    fn change_with(&mut self, n: usize, change: impl FnOnce(&mut Section, usize), then: impl FnOnce(&mut Self)) {
        let Some(path) = self.paths.get(n).cloned() else { return };
        let report = Arc::make_mut(&mut self.report);
        let Some((first, rest)) = path.sections.split_first() else { return };
        let section = rest.iter().fold(report.sections.get_mut(*first), |section, &n| section?.sections.get_mut(n));
        if let Some(section) = section {
            change(section, path.passage);
        }
        drop_empty(&mut report.sections);
        then(self);
        self.keep(n);
        self.index();
    }

    /// Numbers the passages, and finds them in the source.
    fn index(&mut self) {
        fn walk(sections: &[Section], above: &mut Vec<usize>, paths: &mut Vec<PassagePath>) {
            for (n, section) in sections.iter().enumerate() {
                above.push(n);
                paths.extend(
                    (0..section.passages.len()).map(|passage| PassagePath { sections: above.clone(), passage }),
                );
                walk(&section.sections, above, paths);
                above.pop();
            }
        }
        self.paths.clear();
        let mut paths = Vec::new();
        walk(&self.report.sections, &mut Vec::new(), &mut paths);
        self.paths = paths;
        let Some(source) = self.source.clone() else { return };
        let mut from = 0;
        let texts: Vec<String> = (0..self.len()).filter_map(|n| self.passage(n)).map(|p| p.text.clone()).collect();
        self.places = texts
            .iter()
            .map(|text| {
                let (lines, end) = source.find(text, from)?;
                from = end;
                Some(lines)
            })
            .collect();
    }

    /// Returns how many claims the passages have.
    #[must_use]
    pub fn claims(&self) -> usize {
        (0..self.len()).filter_map(|n| self.passage(n)).map(|passage| passage.claims.len()).sum()
    }

    /// Returns the next passage, after one and around the end, that has words in its headline, its text or its id.
    #[must_use]
    pub fn find(&self, from: usize, wanted: &str) -> Option<usize> {
        let (len, wanted) = (self.len(), fold_plain(wanted.trim()));
        let has = |n: &usize| {
            self.passage(*n).is_some_and(|passage| {
                [&passage.headline, &passage.text, &passage.id].iter().any(|text| fold_plain(text).contains(&wanted))
            })
        };
        (len > 0 && !wanted.is_empty()).then(|| (1..=len).map(|by| (from + by) % len).find(has))?
    }

    /// Returns how much is done, for the line at the top.
    #[must_use]
    pub fn progress(&self) -> String {
        let (all, left) = (self.len(), self.left());
        let mut words = format!("{} of {all} accepted", all - left);
        let doubts =
            (0..all).filter(|&n| self.passage(n).is_some_and(|p| p.draft.as_ref().is_some_and(|d| !d.is_empty())));
        let doubts = doubts.count();
        if doubts > 0 {
            let _ = write!(words, ", {doubts} with doubts");
        }
        words
    }
}

fn push<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

fn union<T: Clone + PartialEq>(claims: &[Claim], of: impl Fn(&Claim) -> &Vec<T>) -> Vec<T> {
    let mut all = Vec::new();
    claims.iter().flat_map(|claim| of(claim).clone()).for_each(|item| push(&mut all, item));
    all
}

/// Takes out the sections that have nothing left.
fn drop_empty(sections: &mut Vec<Section>) {
    sections.iter_mut().for_each(|section| drop_empty(&mut section.sections));
    sections.retain(|section| !section.passages.is_empty() || !section.sections.is_empty());
}

/// Returns the reports of a dataset that have passages that nobody has accepted, and how many: by id.
#[must_use]
pub fn drafts(reports: &[(String, &str)]) -> Vec<(String, usize)> {
    let mut found: HashMap<&String, usize> = HashMap::new();
    for (id, json) in reports {
        let Ok(report) = serde_json::from_str::<WrittenReport>(json) else { continue };
        report.each_passage(&mut |_, passage| {
            if passage.draft.is_some() {
                *found.entry(id).or_default() += 1;
            }
        });
    }
    let mut found: Vec<(String, usize)> = found.into_iter().map(|(id, n)| (id.clone(), n)).collect();
    found.sort();
    found
}
