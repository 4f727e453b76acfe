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
        table.write_record(cells(corpus, id, source).iter().map(|cell| safe(&cell.text))).map_err(csv_error)?;
    }
    table.flush()?;
    Ok(())
}

/// A passage as a row of a table. In JSON it is not a row.
#[derive(Debug, Serialize)]
struct PassageRow {
    #[serde(skip)]
    cells: Vec<TableCell>,
}

impl Tabular for PassageRow {
    fn cells(&self) -> Option<Vec<TableCell>> {
        Some(self.cells.clone())
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
        used.then(|| cite::terms(report))
    };
    records.notes.extend(corpus.reports.iter().filter_map(of_report));
    records.notes.push(knowledge::limits_on_paper(corpus));
    records.notes.push(format!("Dataset sha256:{}", context.source.digest));
    context.title.into_iter().for_each(|title| records.retitle(title));
    records.extend(passages.iter().map(|&id| PassageRow { cells: cells(corpus, id, context.source).to_vec() }));
    records
}

/// Returns the cells of a passage.
fn cells(corpus: &Corpus, id: PassageId, source: &CitationSource) -> [TableCell; COLUMNS.len()] {
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
        passage.id.as_str().into(),
        report.id.as_str().into(),
        report.title.as_str().into(),
        TableCell::number(report.published),
        corpus.section_path(passage.section).join(" > ").into(),
        passage.kind.word().into(),
        passage.style.word().into(),
        passage.headline.as_str().into(),
        passage.text.to_string().into(),
        ids(&passage.entities).into(),
        ids(&corpus.names().mentions(passage)).into(),
        TableCell::list(&passage.priorities),
        TableCell::list(&passage.years),
        join(&passage.places).into(),
        join(passage.links.iter().map(|link| link.url)).into(),
        passage.editorial.as_deref().unwrap_or("").into(),
        cite::cite(corpus, source, &[id], CitationStyle::Text).trim_end().into(),
        TableCell::number(report.covers),
        join(passage.topics.iter().map(|&topic| corpus.topic(topic).id)).into(),
        join(partners).into(),
        passage.work.map_or_else(String::new, |work| corpus.work(work).id.to_string()).into(),
        TableCell::number_or_empty(passage.page),
        join(document_symbols(&passage.text)).into(),
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
fn details(details: &Details, ids: impl Fn(&[EntityId]) -> String) -> [TableCell; 8] {
    let mut cells: [TableCell; 8] = Default::default();
    match details {
        Details::Publication { title, published, languages, series, .. } => {
            let year = TableCell::number_or_empty(*published);
            cells[..4].clone_from_slice(&[title.as_str().into(), year, join(languages).into(), series.as_str().into()]);
        }
        Details::Quote { speaker } => cells[4] = speaker.as_str().into(),
        Details::Agreement { party, with, form, .. } => {
            cells[5..].clone_from_slice(&[party.as_str().into(), ids(with).into(), form.word().into()]);
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
