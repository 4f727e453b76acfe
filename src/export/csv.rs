//! Passages as a CSV table (RFC 4180) that is safe to open in a spreadsheet.

use std::io::Write;

use serde::Serialize;

use crate::analysis::knowledge;
use crate::corpus::strings::Str;
use crate::corpus::symbols::document_symbols;
use crate::corpus::{Corpus, Details, EntityId, PassageId, Report};
use crate::error::{Error, Result};
use crate::export::ExportContext;
use crate::export::brief;
use crate::export::cite::{self, CitationSource, CitationStyle};
use crate::export::provenance::Provenance;
use crate::export::records::{Records, Tabular};
use crate::export::table::{TableCell, join};

const COLUMNS: [&str; 31] = [
    "id",
    "report",
    "title",
    "published",
    "section",
    "kind",
    "style",
    "headline",
    "text",
    "entities",
    "mentions",
    "priorities",
    "years",
    "places",
    "links",
    "editorial",
    "citation",
    "reported",
    "topics",
    "partners",
    "work",
    "page",
    "symbols",
    "publication",
    "issued",
    "languages",
    "series",
    "speaker",
    "party",
    "with",
    "form",
];

/// Writes the table with its header.
pub(crate) fn write(
    corpus: &Corpus,
    passages: &[PassageId],
    source: &CitationSource,
    out: &mut impl Write,
) -> Result<()> {
    let mut table = writer(out);
    table.write_record(COLUMNS).map_err(csv_error)?;
    for &id in passages {
        table.write_record(cells(corpus, id, source).iter().map(|c| safe(c))).map_err(csv_error)?;
    }
    table.flush()?;
    Ok(())
}

/// A passage as a row.
#[derive(Debug, Serialize)]
struct PassageRow([String; COLUMNS.len()]);

impl Tabular for PassageRow {
    fn cells(&self) -> Option<Vec<TableCell>> {
        Some(self.0.iter().map(|cell| cell.as_str().into()).collect())
    }
}

/// Returns the same table as records, with what readers have to know.
pub(crate) fn records(corpus: &Corpus, passages: &[PassageId], context: &ExportContext<'_>) -> Records {
    let mut records = Records::new("passages", context.selection.describe(corpus), &COLUMNS);
    records.notes = vec!["The text is the reports', word for word; headlines and tags are ours.".to_owned()];
    let command = brief::command(corpus, context);
    records.provenance = Some(Provenance::new(corpus, command, context.source.digest.clone()));
    let of_report = |report: &Report| {
        let used = passages.iter().any(|&id| corpus.report(corpus.passage(id).report).id == report.id);
        used.then(|| format!("{} ({}): {}", report.title, report.published, report.terms))
    };
    records.notes.extend(corpus.reports.iter().filter_map(of_report));
    records.notes.push(knowledge::limits(corpus));
    records.notes.push(format!("Dataset sha256:{}", context.source.digest));
    records.extend(passages.iter().map(|&id| PassageRow(cells(corpus, id, context.source))));
    records
}

/// Returns the cells of a passage.
fn cells(corpus: &Corpus, id: PassageId, source: &CitationSource) -> [String; COLUMNS.len()] {
    let passage = corpus.passage(id);
    let report = corpus.report(passage.report);
    let ids = |of: &[EntityId]| join(of.iter().map(|&e| corpus.entity(e).id));
    let [publication, issued, languages, series, speaker, party, with, form] = details(&passage.details, ids);
    let mut partners: Vec<Str> = Vec::new();
    for statement in corpus.statements(id) {
        for partner in statement.partners {
            if !partners.contains(&partner.known) {
                partners.push(partner.known);
            }
        }
    }
    [
        passage.id.to_string(),
        report.id.to_string(),
        report.title.to_string(),
        report.published.to_string(),
        corpus.section_path(passage.section).join(" > "),
        passage.kind.word().to_owned(),
        passage.style.word().to_owned(),
        passage.headline.to_string(),
        passage.text.to_string(),
        ids(&passage.entities),
        ids(&corpus.names().mentions(passage)),
        join(&passage.priorities),
        join(&passage.years),
        join(&passage.places),
        join(passage.links.iter().map(|link| link.url)),
        passage.editorial.as_deref().unwrap_or("").to_owned(),
        cite::cite(corpus, source, &[id], CitationStyle::Text).trim_end().to_owned(),
        report.covers.to_string(),
        join(passage.topics.iter().map(|&topic| corpus.topic(topic).id)),
        join(partners),
        passage.work.map_or_else(String::new, |work| corpus.work(work).id.to_string()),
        passage.page.map_or_else(String::new, |page| page.to_string()),
        join(document_symbols(&passage.text)),
        publication,
        issued,
        languages,
        series,
        speaker,
        party,
        with,
        form,
    ]
}

/// Returns what passages of some kinds have: title, year, languages and series of a publication; who is quoted; the row of an
/// agreement, with whom it is and its form.
fn details(details: &Details, ids: impl Fn(&[EntityId]) -> String) -> [String; 8] {
    let mut cells: [String; 8] = Default::default();
    match details {
        Details::Publication { title, published, languages, series, .. } => {
            let year = published.map_or_else(String::new, |year| year.to_string());
            cells[..4].clone_from_slice(&[title.to_string(), year, join(languages), series.to_string()]);
        }
        Details::Quote { speaker } => cells[4] = speaker.to_string(),
        Details::Agreement { party, with, form, .. } => {
            cells[5..].clone_from_slice(&[party.to_string(), ids(with), form.word().to_owned()]);
        }
        Details::Initiative { .. } | Details::None => {}
    }
    cells
}

/// Creates an RFC 4180 writer that quotes every cell.
///
/// Without quotes, a spreadsheet that splits at `;` or at spaces would make several cells of one, and might read what
/// follows the first as a formula.
pub(crate) fn writer<W: Write>(out: W) -> csv::Writer<W> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).quote_style(csv::QuoteStyle::Always).from_writer(out)
}

/// Puts an apostrophe before a cell that a spreadsheet would read as a formula; the apostrophe marks it as text.
///
/// Looks past leading whitespace and quotation marks, since some spreadsheets do so too.
pub(crate) fn safe(cell: &str) -> String {
    let begins = cell.trim_start_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'');
    let formula = begins.starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']);
    if formula || cell.starts_with(['\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

pub(crate) fn csv_error(error: csv::Error) -> Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        other => Error::run(format!("the table cannot be written: {other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn no_cell_is_a_formula() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", " =1", "\"=1", "'=1", "\u{a0}\n =1", "\u{ff1d}1"] {
            assert_eq!(safe(cell), format!("'{cell}"));
        }
        for cell in ["1-1", "a;=1", "\"so\"", ""] {
            assert_eq!(safe(cell), cell);
        }
    }
}
