//! From data files to a checked [`Corpus`]: the trust boundary. Whatever is wrong is named with file, line, id and field.

mod check;
mod ours;
mod places;
mod rules;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::raw::{EntitiesFile, PrioritiesFile, ReportFile};
use super::words::Words;
use super::{Corpus, Entity, EntityId, Parts, Priority, Role, SCHEMA};
use crate::error::{Error, Problem, Result};
use check::Checker;
use places::Places;

/// Most passages that a search can tell apart.
const PASSAGES_MAX: usize = 1 << 24;

/// Files that a dataset may do without.
const OPTIONAL: &[&str] = &["glossary.json", "places.json", "readings.json"];

/// One data file: its name as shown to people, and its text, which is kept as long as the program runs.
#[derive(Debug, Clone)]
pub struct File {
    /// The name as shown in messages.
    pub name: String,
    /// The text.
    pub text: &'static str,
    /// Where in it things stand, once something is wrong.
    places: OnceLock<Places>,
}

impl File {
    /// A file of that name and text.
    #[must_use]
    pub fn new(name: String, text: &'static str) -> Self {
        Self { name, text, places: OnceLock::new() }
    }

    /// The line of a field of the object that goes by a name, from 1; 0 where it cannot be found.
    fn line_of(&self, name: Option<&str>, field: &str) -> usize {
        self.places.get_or_init(|| Places::of(self.text)).line_of(self.text, name, field)
    }
}

/// The files of a dataset.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// `entities.json`.
    pub entities: Option<File>,
    /// `priorities.json`.
    pub priorities: Option<File>,
    /// `glossary.json`, which may be missing.
    pub glossary: Option<File>,
    /// `places.json`, which may be missing.
    pub places: Option<File>,
    /// `readings.json`, which may be missing.
    pub readings: Option<File>,
    /// The reports in the order in which they were published: id and file.
    pub reports: Vec<(String, File)>,
}

impl Files {
    /// The files of a directory that is laid out like `assets/`.
    ///
    /// # Errors
    /// Where the directory or a file cannot be read, or a file is not UTF-8.
    pub fn from_dir(dir: &Path) -> Result<Self> {
        let mut files = Self::default();
        let mut problems = Vec::new();
        let mut paths =
            ["entities.json", "priorities.json"].iter().chain(OPTIONAL).map(|&p| p.to_owned()).collect::<Vec<_>>();
        match std::fs::read_dir(dir.join("reports")) {
            Ok(listing) => {
                let mut names: Vec<PathBuf> = listing.flatten().map(|entry| entry.path()).collect();
                names.retain(|path| path.extension().is_some_and(|e| e == "json"));
                names.sort();
                paths.extend(names.iter().filter_map(|p| Some(format!("reports/{}", p.file_name()?.to_str()?))));
            }
            Err(error) => problems.push(Problem {
                file: dir.join("reports").display().to_string(),
                message: format!("cannot be read ({error}); `data eject DIR` writes a directory to start from"),
                ..Problem::default()
            }),
        }
        for path in paths {
            let full = dir.join(&path);
            let name = full.display().to_string();
            match std::fs::read(&full) {
                Ok(bytes) => match String::from_utf8(bytes) {
                    Ok(text) => files.put(&path, File::new(name, text.leak())),
                    Err(error) => problems.push(not_utf8(name, &error)),
                },
                Err(error) if error.kind() == std::io::ErrorKind::NotFound && OPTIONAL.contains(&path.as_str()) => {}
                Err(error) => {
                    problems.push(Problem {
                        file: name,
                        message: format!("cannot be read ({error})"),
                        ..Problem::default()
                    });
                }
            }
        }
        files.sort();
        if problems.is_empty() { Ok(files) } else { Err(Error::Data(problems)) }
    }

    /// Puts the reports into the order in which they were published.
    pub fn sort(&mut self) {
        self.reports.sort_by_cached_key(|(id, file)| (published(file.text), id.clone()));
    }

    /// Puts a file in its place by its path under `assets/`; one that is no data file is left out.
    pub fn put(&mut self, path: &str, file: File) {
        match path {
            "entities.json" => self.entities = Some(file),
            "priorities.json" => self.priorities = Some(file),
            "glossary.json" => self.glossary = Some(file),
            "places.json" => self.places = Some(file),
            "readings.json" => self.readings = Some(file),
            _ => {
                if let Some(id) = path.strip_prefix("reports/").and_then(|p| p.strip_suffix(".json")) {
                    self.reports.push((id.to_owned(), file));
                }
            }
        }
    }
}

fn not_utf8(file: String, error: &std::string::FromUtf8Error) -> Problem {
    let valid = error.utf8_error().valid_up_to();
    let line = 1 + error.as_bytes().iter().take(valid).filter(|&&b| b == b'\n').count();
    Problem { file, line, message: "is not UTF-8 from here on; save it as UTF-8".to_owned(), ..Problem::default() }
}

/// Builds a corpus from its files and checks every invariant of the schema.
///
/// # Errors
/// Where the data is not valid: all problems that were found, each with its place.
pub fn load(files: &Files) -> Result<Corpus> {
    let mut problems = Vec::new();
    let entities = entities(files, &mut problems);
    let priorities = priorities(files, &mut problems);
    if !problems.is_empty() {
        return Err(Error::Data(problems));
    }
    let mut checker = Checker::new(entities, priorities, problems);
    if files.reports.is_empty() {
        checker.problems.push(Problem {
            file: "reports".to_owned(),
            message: "has no report; at least one .json file is needed".to_owned(),
            ..Problem::default()
        });
    }
    for (id, file) in &files.reports {
        if let Some(report) = parse::<ReportFile>(file, &mut checker.problems) {
            schema(report.schema, file, &mut checker.problems);
            checker.report(id, file, report);
        }
        if checker.passages.len() > PASSAGES_MAX {
            let message =
                format!("brings the passages to more than {PASSAGES_MAX}, which is all that can be told apart");
            checker.problems.push(Problem { file: file.name.clone(), message, ..Problem::default() });
            break;
        }
    }
    let glossary = ours::glossary(files, &mut checker);
    let readings = ours::readings(files, &mut checker);
    if !checker.problems.is_empty() {
        return Err(Error::Data(checker.problems));
    }
    let Checker { entities, priorities, reports, sections, passages, .. } = checker;
    Ok(Corpus::new(Parts { reports, sections, entities, priorities, glossary, passages, readings }, false))
}

/// A look ahead at the year in which a report was published, so that only one report at a time is read into rows.
fn published(json: &str) -> Option<u16> {
    let (_, after) = json.split_once("\"published\"")?;
    let digits: String = after.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// Reads one file as JSON; what is wrong goes to the problems.
fn parse<T: serde::Deserialize<'static>>(file: &File, problems: &mut Vec<Problem>) -> Option<T> {
    match serde_json::from_str(file.text) {
        Ok(value) => Some(value),
        Err(error) => {
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
            problems.push(Problem { file: file.name.clone(), line: error.line(), message, ..Problem::default() });
            None
        }
    }
}

fn schema(found: u32, file: &File, problems: &mut Vec<Problem>) {
    if found != SCHEMA {
        problems.push(Problem {
            file: file.name.clone(),
            line: file.line_of(None, "schema"),
            field: "schema".to_owned(),
            message: format!("is {found}; this program reads schema {SCHEMA}"),
            ..Problem::default()
        });
    }
}

fn missing(name: &str, problems: &mut Vec<Problem>) {
    problems.push(Problem { file: name.to_owned(), message: "is missing".to_owned(), ..Problem::default() });
}

fn entities(files: &Files, problems: &mut Vec<Problem>) -> Vec<Entity> {
    let Some(file) = &files.entities else {
        missing("entities.json", problems);
        return Vec::new();
    };
    let Some(rows) = parse::<EntitiesFile>(file, problems) else { return Vec::new() };
    schema(rows.schema, file, problems);
    let mut numbers: HashMap<Words, EntityId> = HashMap::new();
    let mut entities = Vec::new();
    for row in &rows.entities {
        let mut wrong = |field: &str, message: String| {
            problems.push(Problem {
                file: file.name.clone(),
                line: file.line_of(Some(&row.id), field),
                id: row.id.to_string(),
                field: field.to_owned(),
                message,
            });
        };
        rules::plain(&row.id, |m| wrong("id", m));
        rules::plain(&row.name, |m| wrong("name", m));
        row.aliases.iter().for_each(|alias| rules::plain(alias, |m| wrong("aliases", m)));
        row.editorial.iter().for_each(|text| rules::plain(text, |m| wrong("editorial", m)));
        if let Some(url) = &row.url {
            rules::url(url, |m| wrong("url", m));
        }
        let parent = row.parent.as_ref().and_then(|parent| {
            let found = numbers.get(parent).copied();
            if found.is_none() {
                wrong("parent", format!("\"{parent}\" is no entity that stands before this one"));
            }
            found
        });
        let mut roles = Vec::new();
        for role in &row.roles {
            match Role::from_word(&role.role) {
                Some(known) => roles.push((role.year, known)),
                None => wrong(
                    "roles",
                    format!("\"{}\" is no role; there are member, partner, coordinator, co-chair", role.role),
                ),
            }
            if !rules::YEARS.contains(&role.year) {
                wrong("roles", format!("{} is no plausible year", role.year));
            }
        }
        let number = EntityId(u16::try_from(entities.len()).unwrap_or(u16::MAX));
        if numbers.insert(row.id, number).is_some() {
            wrong("id", "stands twice; an id names one entity".to_owned());
        }
        entities.push(Entity {
            id: row.id,
            name: row.name,
            aliases: row.aliases.clone(),
            parent,
            url: row.url,
            roles,
            editorial: row.editorial,
        });
    }
    entities
}

fn priorities(files: &Files, problems: &mut Vec<Problem>) -> Vec<Priority> {
    let Some(file) = &files.priorities else {
        missing("priorities.json", problems);
        return Vec::new();
    };
    let Some(rows) = parse::<PrioritiesFile>(file, problems) else { return Vec::new() };
    schema(rows.schema, file, problems);
    for (expected, row) in (1u8..).zip(&rows.priorities) {
        let mut wrong = |field: &str, message: String| {
            problems.push(Problem {
                file: file.name.clone(),
                line: file.line_of(Some(&row.title), field),
                field: field.to_owned(),
                message,
                ..Problem::default()
            });
        };
        if row.number != expected {
            wrong("number", format!("is {}; priorities are numbered from 1 without a gap", row.number));
        }
        rules::plain(&row.title, |m| wrong("title", m));
        rules::plain(&row.short, |m| wrong("short", m));
        if !row.subtitle.is_empty() {
            rules::plain(&row.subtitle, |m| wrong("subtitle", m));
        }
    }
    rows.priorities
        .into_iter()
        .map(|p| Priority { number: p.number, title: p.title, subtitle: p.subtitle, short: p.short })
        .collect()
}
