//! What differs between two datasets: passages, their tags and their claims, one by one.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::corpus::Corpus;
use crate::error::{Error, Result};
use crate::export::json::PassageOut;
use crate::export::records::{Records, Tabular};
use crate::export::table::TableCell;

/// What happened to something between two datasets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Difference {
    Added,
    Removed,
    Changed,
}

impl Difference {
    fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }
}

/// A difference: of a whole passage, of a field, of a value in a list, or of a claim.
#[derive(Debug, Serialize)]
struct DiffRow {
    passage: String,
    /// The field; `passage` if the passage itself was added or removed.
    field: String,
    change: Difference,
    before: String,
    after: String,
}

impl Tabular for DiffRow {
    fn cells(&self) -> Option<Vec<TableCell>> {
        let Self { passage, field, change, before, after } = self;
        let cells = [passage.as_str(), field, change.word(), before, after];
        Some(cells.map(TableCell::from).to_vec())
    }
}

/// Returns what differs in the passages of two datasets: those of the first that changed or went, in its order, and then
/// those that the second adds.
///
/// # Errors
/// If a passage cannot be serialized, which does not happen with a valid corpus.
pub fn diff(before: &Corpus, after: &Corpus) -> Result<Records> {
    let columns = ["passage", "field", "change", "before", "after"];
    let mut records = Records::new("diff", "What differs", &columns);
    let (old, new) = (fields(before)?, fields(after)?);
    let mut rows = Vec::new();
    for passage in &before.passages {
        let id = passage.id.to_string();
        match (old.get(&id), new.get(&id)) {
            (Some(old), Some(new)) => changed(&id, old, new, &mut rows),
            (Some(old), None) => rows.push(whole(id, Difference::Removed, old)),
            _ => {}
        }
    }
    for passage in &after.passages {
        let id = passage.id.to_string();
        if let (None, Some(new)) = (old.get(&id), new.get(&id)) {
            rows.push(whole(id, Difference::Added, new));
        }
    }
    records.text = Some(rows.iter().map(line).collect());
    records.extend(rows);
    Ok(records)
}

/// Formats a difference as a line.
fn line(row: &DiffRow) -> String {
    let DiffRow { passage, field, change, before, after } = row;
    match (change, field.as_str()) {
        (Difference::Added, "passage") => format!("{passage}: added: {after}\n"),
        (Difference::Removed, "passage") => format!("{passage}: removed: {before}\n"),
        (Difference::Added, _) => format!("{passage}: {field}: + {after}\n"),
        (Difference::Removed, _) => format!("{passage}: {field}: - {before}\n"),
        (Difference::Changed, _) => format!("{passage}: {field}: {before} -> {after}\n"),
    }
}

fn whole(passage: String, change: Difference, fields: &Map<String, Value>) -> DiffRow {
    let headline = fields.get("headline").map(words).unwrap_or_default();
    let (before, after) =
        if change == Difference::Added { (String::new(), headline) } else { (headline, String::new()) };
    DiffRow { passage, field: "passage".to_owned(), change, before, after }
}

/// Returns the fields of all passages, by id, as they are exported. What the program derives is left out.
fn fields(corpus: &Corpus) -> Result<BTreeMap<String, Map<String, Value>>> {
    let mut all = BTreeMap::new();
    for id in corpus.passage_numbers() {
        let value = serde_json::to_value(PassageOut::new(corpus, corpus.names(), id)).map_err(Error::json)?;
        if let Value::Object(mut fields) = value {
            for derived in ["id", "mentions", "reported"] {
                fields.remove(derived);
            }
            all.insert(corpus.passage(id).id.to_string(), fields);
        }
    }
    Ok(all)
}

fn changed(id: &str, before: &Map<String, Value>, after: &Map<String, Value>, rows: &mut Vec<DiffRow>) {
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort_unstable();
    names.dedup();
    for field in names {
        let (old, new) = (before.get(field).unwrap_or(&Value::Null), after.get(field).unwrap_or(&Value::Null));
        let row =
            |change, before, after| DiffRow { passage: id.to_owned(), field: field.clone(), change, before, after };
        match (old, new) {
            (old, new) if old == new => {}
            // The headings of a section are one path.
            (Value::Array(old), Value::Array(new)) if field != "section" => {
                let gone = old.iter().filter(|value| !new.contains(value)).map(words);
                rows.extend(gone.map(|gone| row(Difference::Removed, gone, String::new())));
                let come = new.iter().filter(|value| !old.contains(value)).map(words);
                rows.extend(come.map(|come| row(Difference::Added, String::new(), come)));
                let same = |value: &&Value| old.contains(value) && new.contains(value);
                if !old.iter().filter(same).eq(new.iter().filter(same)) {
                    rows.push(row(
                        Difference::Changed,
                        words(&Value::from(old.clone())),
                        words(&Value::from(new.clone())),
                    ));
                }
            }
            (old, new) => rows.push(row(Difference::Changed, words(old), words(new))),
        }
    }
}

/// Formats a value for people: a claim as its words and what they state.
fn words(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(all) if all.is_empty() => "nothing".to_owned(),
        Value::Array(all) => all.iter().map(words).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => match (fields.get("quote"), fields.get("name")) {
            (Some(quote), _) => {
                let tags =
                    ["entities", "places", "years", "topics", "partners"].iter().filter_map(|tag| fields.get(*tag));
                let tags = tags.filter(|value| value.as_array().is_some_and(|all| !all.is_empty())).map(words);
                let tags = tags.collect::<Vec<_>>().join("; ");
                let tags = if tags.is_empty() { "nobody" } else { &tags };
                format!("\u{201c}{}\u{201d} ({tags})", words(quote))
            }
            (None, Some(partner)) if fields.get("donor") == Some(&Value::Bool(true)) => {
                format!("{}, a donor", words(partner))
            }
            (None, Some(partner)) => words(partner),
            (None, None) => fields.values().map(words).collect::<Vec<_>>().join(", "),
        },
        value => value.to_string(),
    }
}
