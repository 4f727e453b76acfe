//! Passages as a table: RFC 4180, and safe to open in a spreadsheet.

use std::io::Write;

use crate::cite::{self, Source, Style};
use crate::corpus::{Corpus, EntityId, PassageId};
use crate::error::{Error, Result};

const COLUMNS: [&str; 17] = [
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
];

/// Writes the table with its head.
pub(super) fn write(corpus: &Corpus, passages: &[PassageId], source: &Source, out: &mut impl Write) -> Result<()> {
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    table.write_record(COLUMNS).map_err(told)?;
    for &id in passages {
        let passage = corpus.passage(id);
        let report = corpus.report(passage.report);
        let ids = |of: &[EntityId]| join(of.iter().map(|&e| corpus.entity(e).id.to_string()));
        let cells = [
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
            join(passage.priorities.iter().map(u8::to_string)),
            join(passage.years.iter().map(u16::to_string)),
            join(passage.places.iter().map(ToString::to_string)),
            join(passage.links.iter().map(|l| l.url.to_string())),
            passage.editorial.as_deref().unwrap_or("").to_owned(),
            cite::cite(corpus, source, &[id], Style::Text).trim_end().to_owned(),
        ];
        table.write_record(cells.iter().map(|c| safe(c))).map_err(told)?;
    }
    table.flush()?;
    Ok(())
}

fn join(values: impl Iterator<Item = String>) -> String {
    values.collect::<Vec<_>>().join("; ")
}

/// A cell that a spreadsheet would take for a formula begins with an apostrophe, which it takes for "text".
pub(super) fn safe(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

pub(super) fn told(error: csv::Error) -> Error {
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
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"] {
            assert_eq!(safe(cell), format!("'{cell}"));
        }
        assert_eq!(safe("1-1"), "1-1");
    }
}
