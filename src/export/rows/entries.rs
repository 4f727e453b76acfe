//! The entries of the tables of agreements and of members: one row each.

use serde::Serialize;

use crate::corpus::filter::Filter;
use crate::corpus::strings::Str;
use crate::corpus::{Corpus, Details, Entity, EntityId, PassageId, Role};
use crate::export::cite;
use crate::export::records::{Records, Tabular};
use crate::export::rows::body_ids;
use crate::export::table::{TableCell, join};

/// An entry of the table of agreements.
#[derive(Debug, Serialize)]
struct EntryRow {
    /// The ids of the bodies in whose row it stands.
    body: Vec<Str>,
    /// The row as it is printed.
    row: String,
    with: Vec<Str>,
    printed: String,
    form: &'static str,
    row_did_not_answer: bool,
    passage: Str,
    report: Str,
    section: String,
    link: String,
}

impl Tabular for EntryRow {
    fn cells(&self) -> Option<Vec<TableCell>> {
        let answered = if self.row_did_not_answer { "no" } else { "yes" };
        let cells = [
            join(&self.body),
            self.row.clone(),
            join(&self.with),
            self.printed.clone(),
            self.form.to_owned(),
            answered.to_owned(),
            self.passage.to_string(),
            self.report.to_string(),
            self.section.clone(),
            self.link.clone(),
        ];
        Some(cells.into_iter().map(TableCell::from).collect())
    }
}

/// Returns the entries of the tables of agreements that are among passages: in whose row each stands, with whom, of which form.
#[must_use]
pub fn agreement_entries(corpus: &Corpus, passages: &[PassageId]) -> Records {
    let columns = [
        "in the row of",
        "row as printed",
        "with",
        "printed",
        "form",
        "the row's body answered",
        "passage",
        "report",
        "section",
        "link",
    ];
    let mut records = Records::new("agreements", "Entries of the table of agreements", &columns);
    records.notes = vec![
        "An entry is what the row of one body says. That both rows say so is two entries; an agreement need not be about \
         trafficking."
            .to_owned(),
        "the row's body answered: no where the report marks the entry with an asterisk, since the body of the row did not \
         answer the survey; the entry is what other bodies said of it."
            .to_owned(),
    ];
    let entry = |id: PassageId| {
        let passage = corpus.passage(id);
        let Details::Agreement { party, with, form, starred, .. } = &passage.details else { return None };
        Some(EntryRow {
            body: body_ids(corpus, passage.entities.iter().copied()),
            row: party.to_string(),
            with: body_ids(corpus, with.iter().copied()),
            printed: passage.text.to_string(),
            form: form.label(),
            row_did_not_answer: *starred,
            passage: passage.id,
            report: corpus.report(passage.report).id,
            section: cite::section(corpus, id),
            link: cite::link(corpus, passage.report).to_owned(),
        })
    };
    records.extend(passages.iter().copied().filter_map(entry));
    records
}

/// What a body was in the group in a year.
#[derive(Debug, Serialize)]
struct RoleRow {
    body: Str,
    name: Str,
    year: u16,
    role: &'static str,
}

impl Tabular for RoleRow {
    fn cells(&self) -> Option<Vec<TableCell>> {
        let cells = [self.body.to_string(), self.name.to_string(), self.year.to_string(), self.role.to_owned()];
        Some(cells.into_iter().map(TableCell::from).collect())
    }
}

/// Returns what each body was in the group, year by year, as the reports list it; of a filter, its bodies and years.
#[must_use]
pub fn roles(corpus: &Corpus, filter: &Filter) -> Records {
    let mut records = Records::new("membership", "Roles in ICAT by year", &["body", "name", "year", "role"]);
    records.notes = vec![
        "As the reports list it. A year without a row of a body is one in which no report here lists it.".to_owned(),
    ];
    let row = |entity: &Entity, (year, role): (u16, Role)| RoleRow {
        body: entity.id,
        name: entity.name,
        year,
        role: role.label(),
    };
    let (bodies, years) = (&filter.entities, &filter.years);
    let is_body = |id: &EntityId| bodies.include.is_empty() || bodies.include.contains(id);
    let is_year = |year: u16| years.include.is_empty() || years.include.contains(&year);
    let all = (0..).map(EntityId).zip(&corpus.entities);
    let wanted = all.filter(|(id, _)| is_body(id) && !bodies.exclude.contains(id)).map(|(_, entity)| entity);
    let rows = wanted.flat_map(|entity| entity.roles.iter().map(move |&role| row(entity, role)));
    records.extend(rows.filter(|row| is_year(row.year) && !years.exclude.contains(&row.year)));
    records
}
