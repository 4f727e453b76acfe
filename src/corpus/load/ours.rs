//! Checks what is ours beside the reports: the glossary, the regions of places, the readings.

use super::check::Checker;
use super::{File, Files, parse, rules, schema};
use crate::corpus::raw::{GlossaryFile, PlacesFile, ReadingsFile};
use crate::corpus::readings::{Count, Counted, FormerName, How, Promise, Readings, Region};
use crate::corpus::words::Words;
use crate::corpus::{PassageId, Term};
use crate::error::Problem;

/// The terms of the glossary in alphabetical order.
pub(super) fn glossary(files: &Files, checker: &mut Checker) -> Vec<Term> {
    let Some(file) = &files.glossary else { return Vec::new() };
    let Some(rows) = parse::<GlossaryFile>(file, &mut checker.problems) else { return Vec::new() };
    schema(rows.schema, file, &mut checker.problems);
    let whole = checker.problems.is_empty();
    let mut terms: Vec<Term> = Vec::new();
    for row in rows.terms {
        let mut wrong = |field: &str, message: String| {
            checker.problems.push(Problem {
                file: file.name.clone(),
                line: file.line_of(Some(&row.term), field),
                id: row.term.to_string(),
                field: field.to_owned(),
                message,
            });
        };
        rules::plain(&row.term, |m| wrong("term", m));
        if row.expansion.is_empty() && row.meaning.is_empty() {
            wrong("expansion", "is missing, and there is no meaning either".to_owned());
        }
        for (field, text) in [("expansion", &row.expansion), ("meaning", &row.meaning)] {
            if !text.is_empty() {
                rules::plain(text, |m| wrong(field, m));
            }
        }
        let defined_in: Option<PassageId> = row.defined_in.as_ref().and_then(|id| {
            let found = checker.passage_ids.get(id).copied();
            if found.is_none() && whole {
                wrong("defined_in", format!("\"{id}\" is no passage"));
            }
            found
        });
        terms.push(Term { term: row.term, expansion: row.expansion, meaning: row.meaning, defined_in });
    }
    terms.sort_by_cached_key(|t| crate::text::fold_plain(&t.term));
    terms
}

/// The regions, and what was read out of the reports.
pub(super) fn readings(files: &Files, checker: &mut Checker) -> Readings {
    let mut readings = Readings::default();
    if let Some(file) = &files.places
        && let Some(rows) = parse::<PlacesFile>(file, &mut checker.problems)
    {
        schema(rows.schema, file, &mut checker.problems);
        readings.regions = regions(file, rows, checker);
    }
    if let Some(file) = &files.readings
        && let Some(rows) = parse::<ReadingsFile>(file, &mut checker.problems)
    {
        schema(rows.schema, file, &mut checker.problems);
        let whole = checker.problems.is_empty();
        if whole {
            read(file, rows, checker, &mut readings);
        }
    }
    readings
}

fn wrong(checker: &mut Checker, file: &File, id: &str, field: &str, message: String) {
    let line = file.line_of(Some(id), field);
    let (file, id, field) = (file.name.clone(), id.to_owned(), field.to_owned());
    checker.problems.push(Problem { file, line, id, field, message });
}

fn regions(file: &File, rows: PlacesFile, checker: &mut Checker) -> Vec<Region> {
    let mut filed: std::collections::BTreeSet<Words> = std::collections::BTreeSet::new();
    for row in &rows.regions {
        rules::plain(&row.name, |m| wrong(checker, file, &row.name, "name", m));
        for place in &row.places {
            rules::plain(place, |m| wrong(checker, file, &row.name, "places", m));
            if !filed.insert(*place) {
                wrong(
                    checker,
                    file,
                    &row.name,
                    "places",
                    format!("\"{place}\" stands in two regions, or twice in one"),
                );
            }
        }
    }
    rows.regions.into_iter().map(|r| Region { name: r.name, places: r.places }).collect()
}

/// The passage with an id, or a problem.
fn passage(checker: &mut Checker, file: &File, row: &str, field: &str, id: &Words) -> Option<PassageId> {
    let found = checker.passage_ids.get(id).copied();
    if found.is_none() {
        wrong(checker, file, row, field, format!("\"{id}\" is no passage"));
    }
    found
}

fn read(file: &File, rows: ReadingsFile, checker: &mut Checker, readings: &mut Readings) {
    for row in rows.promises {
        let id = row.commitment.to_string();
        rules::plain(&row.why, |m| wrong(checker, file, &id, "why", m));
        let how = How::from_word(&row.how);
        if how.is_none() {
            wrong(checker, file, &id, "how", format!("\"{}\" is none of done, partly, no record", row.how));
        }
        if (how == Some(How::NoRecord)) != row.taken_up.is_empty() {
            let message = "\"no record\" goes with no passage that takes it up, and the others with one or more";
            wrong(checker, file, &id, "how", message.to_owned());
        }
        let commitment = passage(checker, file, &id, "commitment", &row.commitment);
        if commitment.is_some_and(|c| readings.promises.iter().any(|p| p.commitment == c)) {
            wrong(checker, file, &id, "commitment", "is read twice".to_owned());
        }
        let mut taken_up = Vec::new();
        for link in &row.taken_up {
            if !link.note.is_empty() {
                rules::plain(&link.note, |m| wrong(checker, file, &id, "note", m));
            }
            let Some(by) = passage(checker, file, &id, "in", &link.passage) else { continue };
            if commitment.is_some_and(|c| checker.passages[c.index()].report >= checker.passages[by.index()].report) {
                let message = format!("\"{}\" stands in no later report than the commitment", link.passage);
                wrong(checker, file, &id, "in", message);
            }
            taken_up.push((by, link.note));
        }
        if let (Some(commitment), Some(how)) = (commitment, how) {
            readings.promises.push(Promise { commitment, how, why: row.why, taken_up });
        }
    }
    readings.promises.sort_by_key(|p| p.commitment);
    for row in rows.counts {
        let id = row.passage.to_string();
        let counts = Counted::from_word(&row.counts);
        if counts.is_none() {
            let message = format!("\"{}\" is none of members, partners, members and partners", row.counts);
            wrong(checker, file, &id, "counts", message);
        }
        if let (Some(counts), Some(passage)) = (counts, passage(checker, file, &id, "passage", &row.passage)) {
            readings.counts.push(Count { passage, year: row.year, counts, printed: row.printed, note: row.note });
        }
    }
    for row in rows.former_names {
        rules::plain(&row.name, |m| wrong(checker, file, &row.name, "name", m));
        let passages: Vec<PassageId> =
            row.passages.iter().filter_map(|p| passage(checker, file, &row.name, "passages", p)).collect();
        match checker.entity_ids.get(&row.entity).copied() {
            Some(entity) => readings.former_names.push(FormerName { entity, name: row.name, passages }),
            None => wrong(checker, file, &row.name, "entity", format!("\"{}\" is no entity", row.entity)),
        }
    }
}
