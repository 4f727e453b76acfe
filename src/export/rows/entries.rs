//! The entries of the tables of agreements and of members: one row each.

use serde::Serialize;

use crate::corpus::agreements::is_unanswered;
use crate::corpus::filter::Filter;
use crate::corpus::strings::Str;
use crate::corpus::{Corpus, Details, Entity, EntityId, PassageId, Role};
use crate::export::cite;
use crate::export::records::{Records, Tabular};
use crate::export::rows::body_ids;
use crate::export::table::TableCell;

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
        self.rows().into_iter().next()
    }

    /// One row an edge: a body in whose row the entry stands, and one that it names. An entry that names no body is a row too.
    fn rows(&self) -> Vec<Vec<TableCell>> {
        let answered = if self.row_did_not_answer { "no" } else { "yes" };
        let named: Vec<&str> =
            if self.with.is_empty() { vec![""] } else { self.with.iter().map(Str::as_str).collect() };
        let edges = self.body.iter().flat_map(|body| named.iter().map(move |with| (body, *with)));
        let all = self.body.len() * named.len();
        let row = |(body, with): (&Str, &str)| {
            vec![
                body.as_str().into(),
                self.row.as_str().into(),
                with.into(),
                self.printed.as_str().into(),
                self.form.into(),
                answered.into(),
                self.passage.as_str().into(),
                TableCell::count(all),
                self.report.as_str().into(),
                self.section.as_str().into(),
                self.link.as_str().into(),
            ]
        };
        edges.map(row).collect()
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
        "rows of entry",
        "report",
        "section",
        "link",
    ];
    let mut records = Records::new("agreements", "Entries of the table of agreements", &columns);
    records.notes = vec![
        "A row is one body that the row of another names. That both rows say so is two rows; an agreement need not be about \
         trafficking."
            .to_owned(),
        "rows of entry: how many rows of this table the entry makes, one for each body that it names. To count entries, count \
         the distinct values of passage, or sum 1 / rows of entry over all rows."
            .to_owned(),
        "the row's body answered: no where the body of the row did not answer the survey, or the report marks the entry with \
         an asterisk; the entry is what other bodies said of it."
            .to_owned(),
    ];
    let entry = |id: PassageId| {
        let passage = corpus.passage(id);
        let Details::Agreement { party, with, form, .. } = &passage.details else { return None };
        let own = passage.entities.first().copied();
        Some(EntryRow {
            body: body_ids(corpus, passage.entities.iter().copied()),
            row: party.to_string(),
            with: body_ids(corpus, with.iter().copied()),
            printed: passage.text.to_string(),
            form: form.label(),
            row_did_not_answer: own.is_some_and(|body| is_unanswered(corpus, body, id)),
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
        Some(vec![self.body.as_str().into(), self.name.as_str().into(), TableCell::number(self.year), self.role.into()])
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
