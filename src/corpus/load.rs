//! Loads data files into a checked [`Corpus`]. This is the trust boundary: every problem is reported with file, line,
//! id and field.

mod annotations;
mod bodies;
mod check;
pub(crate) mod claims;
pub(crate) mod found;
mod limits;
mod mandates;
mod named;
mod order;
mod passage;
pub(crate) mod place;
mod refused;
mod rules;
mod vocabulary;
mod works;

use std::collections::{BTreeMap, HashSet};
use std::sync::mpsc::sync_channel;
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::corpus::raw::{PlacesFile, ReportFile};
use crate::corpus::works::WorkId;
use crate::corpus::{Corpus, Dataset, SCHEMA};
use crate::error::{Error, Result};
use check::Checker;
use found::FoundProblems;
use place::Place;

/// The data files other than the reports. The first [`NEEDED`] are required.
pub const NAMES: [&str; 10] = [
    "entities.json",
    "priorities.json",
    "glossary.json",
    "places.json",
    "readings.json",
    "topics.json",
    "works.json",
    "partners.json",
    "initiatives.json",
    "synonyms.json",
];

/// How many of [`NAMES`] are required.
pub const NEEDED: usize = 2;

/// A data file: its name as shown to users, and its text, which is kept as long as the program runs.
#[derive(Debug, Clone)]
pub struct DataFile {
    /// The name as shown in messages.
    pub name: String,
    /// The text, without the byte order mark that some editors add.
    pub text: &'static str,
}

impl DataFile {
    /// Creates a file from its name and text, and strips a byte order mark.
    #[must_use]
    pub fn new(name: String, text: &'static str) -> Self {
        Self { name, text: text.strip_prefix('\u{feff}').unwrap_or(text) }
    }

    /// Creates a file from its name and a text that was read. The text is kept for as long as the program runs, once:
    /// a file that is read again and again, and holds the same, takes no more memory.
    #[must_use]
    pub fn kept(name: String, text: String) -> Self {
        static KEPT: Mutex<BTreeMap<String, &'static str>> = Mutex::new(BTreeMap::new());
        let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
        let text = match kept.get(&name) {
            Some(known) if **known == text => *known,
            _ => {
                let text: &'static str = text.leak();
                kept.insert(name.clone(), text);
                text
            }
        };
        Self::new(name, text)
    }
}

/// The files of a dataset.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// `entities.json`.
    pub entities: Option<DataFile>,
    /// `priorities.json`.
    pub priorities: Option<DataFile>,
    /// `glossary.json`, which is optional.
    pub glossary: Option<DataFile>,
    /// `places.json`, which is optional.
    pub places: Option<DataFile>,
    /// `readings.json`, which is optional.
    pub annotations: Option<DataFile>,
    /// `topics.json`, which is optional.
    pub topics: Option<DataFile>,
    /// `works.json`, which is optional.
    pub works: Option<DataFile>,
    /// `partners.json`, which is optional.
    pub partners: Option<DataFile>,
    /// `initiatives.json`, which is optional.
    pub initiatives: Option<DataFile>,
    /// `synonyms.json`, which is optional.
    pub synonyms: Option<DataFile>,
    /// The id and the file of each report, in order of publication once [`Files::sort`] has run.
    pub reports: Vec<(String, DataFile)>,
    /// Notices about entries of the data directory that were not read, one sentence each.
    pub notices: Vec<String>,
}

impl Files {
    /// Sorts the reports by year of publication, then by id.
    pub fn sort(&mut self) {
        self.reports.sort_by_cached_key(|(id, file)| (order::published(file.text), id.clone()));
    }

    /// Stores a file according to its path under `assets/`. Ignores a path that is not a data file's.
    pub fn put(&mut self, path: &str, file: DataFile) {
        match path {
            "entities.json" => self.entities = Some(file),
            "priorities.json" => self.priorities = Some(file),
            "glossary.json" => self.glossary = Some(file),
            "places.json" => self.places = Some(file),
            "readings.json" => self.annotations = Some(file),
            "topics.json" => self.topics = Some(file),
            "works.json" => self.works = Some(file),
            "partners.json" => self.partners = Some(file),
            "initiatives.json" => self.initiatives = Some(file),
            "synonyms.json" => self.synonyms = Some(file),
            _ => {
                if let Some(id) = path.strip_prefix("reports/").and_then(|p| p.strip_suffix(".json")) {
                    self.reports.push((id.to_owned(), file));
                }
            }
        }
    }
}

/// Builds a corpus from its files and checks every invariant of the schema.
///
/// # Errors
/// Returns an error if the data is not valid: the problems found, each with its location.
pub fn load(files: &Files) -> Result<Corpus> {
    let mut found = FoundProblems::default();
    let (entities, entity_names) = bodies::entities(files, &mut found);
    let priorities = bodies::priorities(files, &mut found);
    let topics = vocabulary::topics(files, &mut found);
    if !found.is_empty() {
        return Err(Error::Data(found.into_problems()));
    }
    let mut checker = Checker::new(entities, priorities, &topics, found);
    // Problems in the file are reported when its places are checked, after the reports that name them.
    let places_file = files.places.as_ref().map(read_json::<PlacesFile>);
    let rows = places_file.as_ref().and_then(|read| read.as_ref().ok());
    checker.world_names = vocabulary::WorldNames::of(rows.map_or(&[], |rows| &rows.places));
    let partners = checker.known_partners(files);
    let (mut works, told) = checker.works(files);
    checker.work_ids = (0u32..).zip(&works).map(|(n, work)| (work.id, WorkId(n))).collect();
    if files.reports.is_empty() {
        checker.found.in_file("reports", "has no report; at least one .json file is needed");
    }
    let mut ids = HashSet::new();
    let mut gone = Vec::new();
    for ((id, file), read) in files.reports.iter().zip(ahead(&files.reports)) {
        if !checker.found.room(&file.name, checker.reports.len(), limits::REPORTS, "reports") {
            break;
        }
        let Some(report) = parsed(read, file, &mut checker.found) else { continue };
        schema(report.schema, file, &mut checker.found);
        checker.found.id(id, |found, wrong| {
            found.in_file(&file.name, format_args!("the name of the file is the report's id, and {wrong}"));
        });
        if let Some(body) = checker.named.find_id(id) {
            let message = format!("the name of the file is the report's id, and \"{id}\" is also {body}");
            checker.found.in_file(&file.name, message);
        }
        if !ids.insert(id) {
            checker.found.in_file(&file.name, "stands twice; a file is one report");
        }
        gone.push((file, report.replaced_by.iter().map(|(old, new)| (*old, *new)).collect::<Vec<_>>()));
        checker.report(id, file, report);
    }
    let replaced = gone.iter().flat_map(|(file, rows)| checker.replaced(file, rows)).collect();
    for (id, file) in &files.reports {
        if checker.passage_ids.contains_key(id.as_str()) {
            let message = format!("the name of the file is the report's id, and \"{id}\" is also that of a passage");
            checker.found.in_file(&file.name, message);
        }
    }
    checker.told_works(files, &mut works, &told);
    let glossary = annotations::glossary(files, &mut checker);
    let (annotations, places, place_names) = annotations::annotations(files, places_file, &mut checker);
    let initiatives = checker.initiatives(files);
    let synonyms = checker.synonyms(files);
    let Checker { entities, priorities, reports, sections, passages, found, .. } = checker;
    if !found.is_empty() {
        return Err(Error::Data(found.into_problems()));
    }
    Ok(Corpus::new(Dataset {
        reports,
        sections,
        entities,
        priorities,
        glossary,
        topics,
        places,
        entity_names: entity_names.into(),
        place_names: place_names.into(),
        works,
        partners,
        initiatives: initiatives.into(),
        synonyms: synonyms.into(),
        replaced,
        passages,
        annotations,
    }))
}

/// A file deserialized from JSON, or why it cannot be.
type ReadJson<T> = std::result::Result<T, serde_json::Error>;

/// How many bytes of reports are read on a thread of their own. A thread takes longer to start than fewer take to read.
const READ_AHEAD: usize = 4 << 20;
/// How many reports are read ahead of the one that is checked.
const AHEAD: usize = 2;

/// Deserializes reports, in their order: much data on a thread of its own, while what it has read is checked.
fn ahead(reports: &[(String, DataFile)]) -> Box<dyn Iterator<Item = ReadJson<ReportFile>> + '_> {
    let here = || reports.iter().map(|(_, file)| read_json(file));
    if reports.iter().map(|(_, file)| file.text.len()).sum::<usize>() < READ_AHEAD {
        return Box::new(here());
    }
    let texts: Vec<&'static str> = reports.iter().map(|(_, file)| file.text).collect();
    let (sender, receiver) = sync_channel(AHEAD);
    let read = move || {
        for text in texts {
            // Nobody takes what follows a report that is one too many.
            if sender.send(serde_json::from_str(text)).is_err() {
                return;
            }
        }
    };
    match thread::Builder::new().name("read".to_owned()).spawn(read) {
        Ok(_) => Box::new(receiver.into_iter()),
        Err(_) => Box::new(here()),
    }
}

/// Deserializes a file from JSON.
fn read_json<T: serde::Deserialize<'static>>(file: &DataFile) -> ReadJson<T> {
    serde_json::from_str(file.text)
}

/// Returns what was deserialized. If that failed, reports the problem and returns `None`.
fn parsed<T: serde::Deserialize<'static>>(
    read: ReadJson<T>,
    file: &DataFile,
    found: &mut FoundProblems<'_>,
) -> Option<T> {
    read.map_err(|error| found.add(|| refused::refused::<T>(file, &error))).ok()
}

/// Deserializes a file from JSON. If that fails, reports the problem and returns `None`.
fn parse<T: serde::Deserialize<'static>>(file: &DataFile, found: &mut FoundProblems<'_>) -> Option<T> {
    parsed(read_json(file), file, found)
}

fn schema<'f>(version: u32, file: &'f DataFile, found: &mut FoundProblems<'f>) {
    if !(1..=SCHEMA).contains(&version) {
        let place = Place::top(file);
        found.tell(&place, "schema", format_args!("is {version}; this program reads schema 1 to {SCHEMA}"));
    }
}
