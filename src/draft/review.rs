//! A drafted report under review: its passages one after another beside their source, and what a maintainer does with
//! them. Every change can be undone; nothing here touches a file.

mod fields;

use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use crate::corpus::{Corpus, HEADLINE_MAX, Kind, PassageId};
use crate::draft::blocks::{Spelling, between};
use crate::draft::doubts;
use crate::draft::drafting::{UNWRITTEN, headline};
use crate::draft::extract;
use crate::draft::propose::{Vocabulary, publication, years};
use crate::draft::readings_file::{ReadingsFile, TAKEN_UP};
use crate::draft::report_file::{Claim, Passage, ReportFile, Section};
use crate::draft::source::{Source, WordKind, words};
use crate::text::fold_plain;

/// How many words in a row say where a passage begins in its source.
const TELLING: usize = 4;
/// How many words a headline has that counts as a copy of the text.
const COPY_MIN: usize = 5;
/// How many changes can be undone.
const UNDO_MAX: usize = 500;

/// A field of a passage that is typed in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Our headline.
    Headline,
    /// The report's words.
    Text,
    /// The kind.
    Kind,
    /// The bodies.
    Bodies,
    /// The places.
    Places,
    /// The years.
    Years,
    /// The priorities.
    Priorities,
    /// The topics of a passage without claims.
    Topics,
    /// The work that it describes.
    Work,
    /// Of a publication: its title.
    Title,
    /// Of a publication: the year in which it came out.
    Published,
    /// Our note.
    Editorial,
}

impl Field {
    /// Returns the name of the field, as the line says it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Text => "text",
            Self::Kind => "kind",
            Self::Bodies => "bodies",
            Self::Places => "places",
            Self::Years => "years",
            Self::Priorities => "priorities",
            Self::Topics => "topics",
            Self::Work => "work",
            Self::Title => "title",
            Self::Published => "published",
            Self::Editorial => "note",
        }
    }

    /// Returns whether several values can be typed, with commas between them.
    #[must_use]
    pub fn is_list(self) -> bool {
        matches!(self, Self::Bodies | Self::Places | Self::Years | Self::Priorities | Self::Topics)
    }

    /// Returns the values that can be typed.
    #[must_use]
    pub fn values(self, corpus: &Corpus) -> Vec<String> {
        match self {
            Self::Kind => Kind::ALL.iter().map(|kind| kind.word().to_owned()).collect(),
            Self::Bodies => corpus.entities.iter().map(|entity| entity.id.to_string()).collect(),
            Self::Places => corpus.places.iter().map(|place| place.name.to_string()).collect(),
            Self::Priorities => corpus.priorities.iter().map(|priority| priority.number.to_string()).collect(),
            Self::Topics => corpus.topics.iter().map(|topic| topic.id.to_string()).collect(),
            Self::Work => corpus.works.iter().map(|work| work.id.to_string()).collect(),
            Self::Headline | Self::Text | Self::Years | Self::Title | Self::Published | Self::Editorial => Vec::new(),
        }
    }
}

/// Where a passage stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct PassagePath {
    sections: Vec<usize>,
    passage: usize,
}

/// The source of a report, in lines.
#[derive(Debug, Clone, Default)]
pub struct ReviewSource {
    /// The name of its file.
    pub name: String,
    /// Its lines.
    pub lines: Vec<String>,
    words: Vec<(String, u32)>,
}

impl ReviewSource {
    /// Reads a source.
    #[must_use]
    pub fn new(name: String, text: &str) -> Self {
        let source = match extract::reading_order(text) {
            Some((ordered, numbers)) => Source::read(&ordered).with_lines(&numbers),
            None => Source::read(text),
        };
        let words = source.words.iter().filter(|word| word.kind == WordKind::Text);
        let words = words.map(|word| (source.spell(word.key).to_owned(), word.line)).collect();
        let lines = text.split('\n').map(|line| line.replace(['\u{c}', '\r'], "").replace('\t', "    ")).collect();
        Self { name, lines, words }
    }

    /// Returns the lines in which a text stands, from 1, looking from a word on, and the word after it.
    fn find(&self, text: &str, from: usize) -> Option<(Range<u32>, usize)> {
        let wanted: Vec<String> = words(text).into_iter().map(|w| w.1).collect();
        let head = wanted.get(..TELLING.min(wanted.len())).filter(|head| !head.is_empty())?;
        let begins = |at: usize| {
            let own = self.words.get(at..at + head.len());
            own.is_some_and(|own| own.iter().zip(head).all(|(word, wanted)| word.0 == *wanted))
        };
        let after = (from..self.words.len()).find(|&at| begins(at));
        let at = after.or_else(|| (0..from.min(self.words.len())).find(|&at| begins(at)))?;
        // Hyphens at line ends make a word two: the end is looked for by the last word.
        let last = wanted.last()?;
        let reach = at + wanted.len() + wanted.len() / 4 + 2;
        let around = (at + wanted.len().saturating_sub(3)..reach.min(self.words.len())).rev();
        let end = around.into_iter().find(|&n| self.words[n].0 == *last).unwrap_or(at + wanted.len() - 1);
        let end = end.min(self.words.len() - 1);
        Some((self.words[at].1..self.words[end].1 + 1, end + 1))
    }
}

/// A report under review.
#[derive(Debug, Clone)]
pub struct Review {
    /// The id of the report.
    pub id: String,
    /// Its file.
    pub path: PathBuf,
    /// The report as it is now.
    report: Arc<ReportFile>,
    /// What became of commitments, as it was read and as it is now.
    readings_read: Arc<ReadingsFile>,
    readings: Arc<ReadingsFile>,
    paths: Vec<PassagePath>,
    source: Option<Arc<ReviewSource>>,
    /// The lines of the source in which each passage stands.
    places: Vec<Option<Range<u32>>>,
    undo: Vec<Step>,
    redo: Vec<Step>,
}

/// The files as they were, and where a change was made.
#[derive(Debug, Clone)]
struct Step {
    report: Arc<ReportFile>,
    readings: Arc<ReadingsFile>,
    at: usize,
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
        let report: ReportFile = serde_json::from_str(json).map_err(|error| error.to_string())?;
        let readings = if readings.is_empty() { Ok(ReadingsFile::empty()) } else { serde_json::from_str(readings) };
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
            undo: Vec::new(),
            redo: Vec::new(),
        };
        review.index();
        Ok(review)
    }

    /// Returns the file as it is now.
    #[must_use]
    pub fn json(&self) -> String {
        self.report.to_json().unwrap_or_default()
    }

    /// Returns what became of commitments, as the file is now.
    #[must_use]
    pub fn readings_json(&self) -> String {
        self.readings.to_json().unwrap_or_default()
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

    /// Says that a passage takes a commitment up: done or partly, and why.
    ///
    /// # Errors
    /// If there is no such commitment, or something is missing.
    pub fn take_up(&mut self, corpus: &Corpus, n: usize, commitment: &str, how: &str, why: &str) -> Result<(), String> {
        let passage = self.passage(n).ok_or("There is no passage here.")?.id.clone();
        let known = corpus.find_passage(commitment).map(|id| corpus.passage(id).id.to_string());
        let commitment = known.ok_or_else(|| format!("\"{commitment}\" is no passage; Tab completes."))?;
        if !TAKEN_UP.contains(&how) {
            return Err(format!("\"{how}\" is neither done nor partly."));
        }
        if why.trim().is_empty() {
            return Err("Say in a sentence why that is so.".to_owned());
        }
        self.keep(n);
        Arc::make_mut(&mut self.readings).take_up(&commitment, &passage, how, why.trim());
        Ok(())
    }

    /// Keeps what is now, before a change.
    fn keep(&mut self, at: usize) {
        self.undo.push(Step { report: Arc::clone(&self.report), readings: Arc::clone(&self.readings), at });
        if self.undo.len() > UNDO_MAX {
            self.undo.remove(0);
        }
        self.redo.clear();
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

    /// Joins a passage with the next one.
    ///
    /// # Errors
    /// If none follows in its section.
    pub fn join(&mut self, n: usize) -> Result<(), String> {
        let (Some(first), Some(second)) = (self.passage(n).cloned(), self.passage(n + 1).cloned()) else {
            return Err("No passage follows.".to_owned());
        };
        if self.paths[n].sections != self.paths[n + 1].sections {
            return Err("The next passage stands in another section.".to_owned());
        }
        let is_apart =
            |passage: &Passage| matches!(passage.style.as_deref(), Some("footnote" | "caption" | "quote" | "row"));
        if is_apart(&first) != is_apart(&second) {
            return Err("The next one is a footnote, a caption, a quotation or a row, or this one is.".to_owned());
        }
        let mut bodies = self.bodies(n);
        self.bodies(n + 1).into_iter().for_each(|body| push(&mut bodies, body));
        let mut joined = first.clone();
        let space = between(&mut joined.text, &second.text, &Spelling::default());
        joined.text.push_str(space);
        joined.text.push_str(&second.text);
        joined.claims.extend(second.claims.clone());
        let text = joined.text.clone();
        joined.claims.retain(|claim| text.matches(&claim.quote).count() == 1);
        let is_credited = union(&joined.claims, |claim| &claim.entities).len() == bodies.len();
        if joined.claims.is_empty() || !is_credited {
            joined.claims.clear();
            joined.entities = Some(bodies);
        } else {
            joined.entities = None;
        }
        joined.places = merged(first.places.as_ref(), second.places.as_ref());
        joined.years = merged(first.years.as_ref(), second.years.as_ref());
        joined.priorities = merged(first.priorities.as_ref(), second.priorities.as_ref());
        second.topics.into_iter().for_each(|topic| push(&mut joined.topics, topic));
        joined.links.extend(second.links);
        if first.draft.is_some() || second.draft.is_some() {
            let doubts = first.draft.into_iter().chain(second.draft).flatten();
            joined.draft = Some(doubts.collect());
        }
        let (kept, gone) = (joined.id.clone(), second.id);
        self.change(n, move |section, at| {
            section.passages.remove(at + 1);
            if let Some(place) = section.passages.get_mut(at) {
                *place = joined;
            }
        });
        self.adopt(&gone, Some(&kept));
        Ok(())
    }

    /// Splits a passage into what stands before and after a position in its text, in bytes.
    ///
    /// # Errors
    /// If there are no words on one side.
    pub fn split(&mut self, corpus: &Corpus, n: usize, at: usize) -> Result<(), String> {
        let passage = self.passage(n).cloned().ok_or("There is no passage here.")?;
        let head = passage.text.get(..at).unwrap_or_default().trim().to_owned();
        let tail = passage.text.get(at..).unwrap_or_default().trim().to_owned();
        if head.is_empty() || tail.is_empty() {
            return Err("Put the cursor between the two parts.".to_owned());
        }
        let beside = (
            passage.text.get(..at).and_then(|t| t.chars().next_back()),
            passage.text.get(at..).and_then(|t| t.chars().next()),
        );
        if matches!(beside, (Some(one), Some(two)) if one.is_alphanumeric() && two.is_alphanumeric()) {
            return Err("Put the cursor between two words.".to_owned());
        }
        let bodies = self.bodies(n);
        let vocabulary = Vocabulary::of(corpus);
        let is_publication = passage.title.is_some();
        let part = |text: String| {
            let mut part = passage.clone();
            part.claims.iter_mut().for_each(|claim| cut_quote(claim, &passage.text, at, &text));
            part.claims.retain(|claim| text.matches(&claim.quote).count() == 1);
            part.topics = if part.claims.is_empty() { vocabulary.topics(&text) } else { Vec::new() };
            if is_publication {
                let found = publication(&text, &|words| corpus.find_entity(words).is_some());
                (part.title, part.published) = (Some(found.title), Some(found.published));
                (part.languages, part.upcoming) = (Some(found.languages), Some(found.upcoming));
                (part.series, part.work) = (found.series, None);
            }
            // A link stays with the words that it stands on.
            part.links.retain(|link| {
                let label: String = link.label.chars().take(24).collect();
                text.contains(&label) || !passage.text.contains(&label)
            });
            part.entities = if part.claims.is_empty() { Some(bodies.clone()) } else { None };
            part.years = Some(years(&text)).filter(|years| !years.is_empty());
            part.places = Some(vocabulary.places(&text)).filter(|places| !places.is_empty());
            part.draft = Some(passage.draft.clone().unwrap_or_default());
            part.text = text;
            part
        };
        let first = part(head);
        let mut second = part(tail);
        let taken: HashSet<String> = (0..self.len()).filter_map(|n| self.passage(n)).map(|p| p.id.clone()).collect();
        let mut number = 2;
        while taken.contains(&format!("{}-{number}", passage.id)) {
            number += 1;
        }
        second.id = format!("{}-{number}", passage.id);
        second.headline = headline(&second.text, &format!(" ({number})"));
        self.change(n, move |section, at| {
            section.passages.insert(at + 1, second);
            if let Some(place) = section.passages.get_mut(at) {
                *place = first;
            }
        });
        Ok(())
    }

    /// Removes a passage, such as a running head. What had it as its parent has none.
    ///
    /// # Errors
    /// If it is the last one.
    pub fn remove(&mut self, n: usize) -> Result<(), String> {
        if self.len() < 2 {
            return Err("A report has a passage.".to_owned());
        }
        let id = self.passage(n).ok_or("There is no passage here.")?.id.clone();
        self.change(n, |section, at| {
            section.passages.remove(at);
        });
        self.adopt(&id, None);
        Ok(())
    }

    /// Undoes the last change. Returns the passage that it was made at.
    pub fn undo(&mut self, at: usize) -> Option<usize> {
        let before = self.undo.pop()?;
        let place = before.at;
        let after = self.put(before, at);
        self.redo.push(after);
        Some(place)
    }

    /// Makes the change again that was undone last. Returns where it is.
    pub fn redo(&mut self, at: usize) -> Option<usize> {
        let after = self.redo.pop()?;
        let place = after.at;
        let before = self.put(after, at);
        self.undo.push(before);
        Some(place)
    }

    /// Puts the files of a step in place of those of now, which are returned.
    fn put(&mut self, step: Step, at: usize) -> Step {
        let report = std::mem::replace(&mut self.report, step.report);
        let readings = std::mem::replace(&mut self.readings, step.readings);
        self.index();
        Step { report, readings, at }
    }

    /// Returns whether there is a change to undo, or one to make again.
    #[must_use]
    pub fn can_undo(&self) -> (bool, bool) {
        (!self.undo.is_empty(), !self.redo.is_empty())
    }

    /// Changes the section of a passage, and keeps what was before.
    fn change(&mut self, n: usize, change: impl FnOnce(&mut Section, usize)) {
        let Some(path) = self.paths.get(n).cloned() else { return };
        self.keep(n);
        let report = Arc::make_mut(&mut self.report);
        let Some((first, rest)) = path.sections.split_first() else { return };
        let section = rest.iter().fold(report.sections.get_mut(*first), |section, &n| section?.sections.get_mut(n));
        if let Some(section) = section {
            change(section, path.passage);
        }
        drop_empty(&mut report.sections);
        self.index();
    }

    /// Gives the passages whose parent is gone another one, or none.
    fn adopt(&mut self, gone: &str, parent: Option<&String>) {
        fn walk(sections: &mut [Section], gone: &str, parent: Option<&String>) {
            for section in sections {
                for passage in section.passages.iter_mut().filter(|p| p.parent.as_deref() == Some(gone)) {
                    passage.parent = parent.filter(|id| **id != passage.id).cloned();
                }
                walk(&mut section.sections, gone, parent);
            }
        }
        walk(&mut Arc::make_mut(&mut self.report).sections, gone, parent);
        let is_named = self.readings.promises.iter().any(|p| p.taken_up.iter().any(|taken| taken.passage == gone));
        if let (true, Some(parent)) = (is_named, parent) {
            let readings = Arc::make_mut(&mut self.readings);
            let taken = readings.promises.iter_mut().flat_map(|promise| &mut promise.taken_up);
            taken.filter(|taken| taken.passage == gone).for_each(|taken| taken.passage.clone_from(parent));
        }
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

/// Cuts the quote of a claim that spans the position at which its text is split to what a part has of it.
fn cut_quote(claim: &mut Claim, whole: &str, at: usize, part: &str) {
    let Some(from) = whole.find(&claim.quote) else { return };
    let cut = at.saturating_sub(from);
    if part.contains(&claim.quote) || cut == 0 || cut >= claim.quote.len() {
        return;
    }
    let (head, tail) = claim.quote.split_at_checked(cut).unwrap_or_default();
    let own = if whole.starts_with(part) { head } else { tail };
    let own = own.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':')).to_owned();
    if !own.is_empty() {
        claim.quote = own;
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

fn merged<T: Clone + PartialEq>(one: Option<&Vec<T>>, two: Option<&Vec<T>>) -> Option<Vec<T>> {
    let mut all = Vec::new();
    one.into_iter().chain(two).flatten().cloned().for_each(|item| push(&mut all, item));
    (!all.is_empty()).then_some(all)
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
        let Ok(report) = serde_json::from_str::<ReportFile>(json) else { continue };
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
