//! `show`: prints one passage, body, report or term in full.

use std::io::Write;

use clap::Args;
use serde::Serialize;

use crate::analysis::{FacetCount, profile};
use crate::cli::export::accessed;
use crate::cli::out;
use crate::cli::print;
use crate::cli::print_style::PrintStyle;
use crate::corpus::filter::Filter;
use crate::corpus::strings::Str;
use crate::corpus::{Corpus, EntityId, PassageId, ReportId};
use crate::dataset;
use crate::document;
use crate::error::{Error, Result};
use crate::export::cite::CitationSource;
use crate::export::json::{PassageOut, RoleOut};
use crate::export::records::{PrintFormat, Records, Tabular};
use crate::export::selection::Selection;
use crate::export::table::TableCell;
use crate::export::{self, ExportContext, Group, rows};
use crate::search::highlight::Highlighter;
use crate::text;

/// What to show.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The id of a passage, a body by id, name or alias, the id of a report, a term of the glossary, or a work by id or
    /// title
    pub what: String,
    /// Format of the output
    #[arg(long, value_enum, default_value_t)]
    pub format: PrintFormat,
    /// The same as --format json
    #[arg(long, hide = true, conflicts_with = "format")]
    pub json: bool,
}

/// Prints a passage with its place and tags, the profile of a body, a whole report, a term, or a work. `data` is the directory
/// of the user's own data, as typed.
pub fn show(command: &ShowArgs, corpus: &Corpus, data: Option<&str>, print_style: PrintStyle) -> Result<u8> {
    let format = if command.json { PrintFormat::Json } else { command.format };
    if let Some(id) = corpus.find_passage(&command.what) {
        return passage(corpus, id, data, format, print_style);
    }
    if let Some(id) = corpus.find_entity(&command.what) {
        return print(&body(corpus, id, print_style), format, print_style, true);
    }
    if let Some((id, _)) = (0u16..).zip(&corpus.reports).find(|(_, r)| r.id == *command.what) {
        return whole(corpus, ReportId(id), data, format, print_style);
    }
    let wanted = text::fold_plain(&command.what);
    if let Some(n) = corpus.glossary.iter().position(|t| text::fold_plain(&t.term) == wanted) {
        return print(&term(corpus, n), format, print_style, true);
    }
    if let Some(id) = corpus.find_work(&command.what) {
        let mut records = rows::work(corpus, id);
        let page = document::work::work(corpus, id, print_style.columns(), &Highlighter::default());
        records.text = Some(print_style.fit(&print_style.page(&page.lines)));
        return print(&records, format, print_style, true);
    }
    let message =
        format!("\"{}\" is no passage, body, report, term or work; `search` and `list` name them", command.what);
    Err(Error::NothingFound(message))
}

fn passage(
    corpus: &Corpus,
    id: PassageId,
    data: Option<&str>,
    format: PrintFormat,
    print_style: PrintStyle,
) -> Result<u8> {
    let mut out = out::of(format, print_style);
    match format {
        PrintFormat::Text => {
            let lines = document::passage(corpus, id, print_style.columns(), &Highlighter::default());
            write!(out, "{}", print_style.fit(&print_style.page(&lines)))?;
        }
        PrintFormat::Json => {
            let row = PassageOut::new(corpus, corpus.names(), id);
            serde_json::to_writer_pretty(&mut out, &row).map_err(Error::json)?;
            writeln!(out)?;
        }
        format => {
            let selection = Selection { picked: Some(vec![(id, String::new())]), ..Selection::default() };
            write_selection(corpus, &selection, data, (format, print_style), &mut out)?;
        }
    }
    out.flush()?;
    Ok(0)
}

/// Writes a selection the way `export` does.
fn write_selection(
    corpus: &Corpus,
    selection: &Selection,
    data: Option<&str>,
    (format, print_style): (PrintFormat, PrintStyle),
    out: &mut impl Write,
) -> Result<()> {
    if format == PrintFormat::Csv {
        print_style.begin_csv(out)?;
    }
    let format = match format {
        PrintFormat::Json => export::Format::Json,
        PrintFormat::Jsonl => export::Format::Jsonl,
        PrintFormat::Csv => export::Format::Csv,
        PrintFormat::Md | PrintFormat::Text => export::Format::Md,
    };
    let source = CitationSource { digest: dataset::digest(corpus)?, accessed: accessed(None)? };
    let context = ExportContext { selection, source: &source, group: Group::Body, data };
    export::write(corpus, &selection.passages(corpus, None), format, &context, out)
}

/// A row of a profile.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum ProfileRow {
    /// The body, with a sentence of its mandate.
    Body {
        what: &'static str,
        id: Str,
        name: Str,
        roles: Vec<RoleOut>,
        history: Vec<String>,
        mandate: Option<MandateOut>,
    },
    /// A number.
    Count { what: &'static str, of: String, count: usize, passages: Vec<Str> },
}

/// A sentence of a mandate.
#[derive(Debug, Serialize)]
struct MandateOut {
    passage: Str,
    sentence: String,
}

impl Tabular for ProfileRow {
    fn cells(&self) -> Option<Vec<TableCell>> {
        match self {
            Self::Body { mandate, .. } => mandate.as_ref().map(|mandate| {
                vec!["mandate".into(), mandate.sentence.as_str().into(), mandate.passage.as_str().into()]
            }),
            Self::Count { what, of, count, .. } => {
                Some(vec![(*what).into(), of.as_str().into(), count.to_string().into()])
            }
        }
    }
}

/// Returns a row of a profile.
fn count<T>(corpus: &Corpus, what: &'static str, row: &FacetCount<T>, name: impl Fn(&T) -> String) -> ProfileRow {
    let passages = row.passages.passages(corpus).into_iter().map(|id| corpus.passage(id).id).collect();
    ProfileRow::Count { what, of: name(&row.value), count: row.count, passages }
}

/// Returns the profile of a body as records, with a row for each number.
fn body(corpus: &Corpus, id: EntityId, print_style: PrintStyle) -> Records {
    let entity = corpus.entity(id);
    let p = profile::profile(corpus, id);
    let mut records = Records::new("profile", format!("{} ({})", entity.name, entity.id), &["what", "of", "passages"]);
    records.text = Some(print_style.page(&document::profile::profile(corpus, id, print_style.columns()).lines));
    records.extend([ProfileRow::Body {
        what: "body",
        id: entity.id,
        name: entity.name,
        roles: entity.roles.iter().map(|&(year, role)| RoleOut { year, role: role.word() }).collect(),
        history: p.history,
        mandate: p.mandate.map(|mandate| MandateOut {
            passage: corpus.passage(mandate.passage).id,
            sentence: mandate.text(corpus).to_owned(),
        }),
    }]);
    records.extend(p.kinds.iter().map(|row| count(corpus, "kind", row, |kind| kind.word().to_owned())));
    records.extend(p.priorities.iter().map(|row| count(corpus, "activities of priority", row, u8::to_string)));
    records.extend(p.years.iter().map(|row| count(corpus, "activities of year", row, u16::to_string)));
    records.extend(p.partners.iter().map(|row| count(corpus, "with", row, |&e| corpus.entity(e).id.to_string())));
    records.extend(p.places.iter().map(|row| count(corpus, "place", row, ToString::to_string)));
    records
}

/// Prints a whole report in reading order.
fn whole(
    corpus: &Corpus,
    id: ReportId,
    data: Option<&str>,
    format: PrintFormat,
    print_style: PrintStyle,
) -> Result<u8> {
    let row = corpus.report(id);
    let mut out = out::of(format, print_style);
    let none = Highlighter::default();
    if format == PrintFormat::Text {
        for &item in &row.items {
            write!(
                out,
                "{}",
                print_style.fit(&print_style.page(&document::item(corpus, item, print_style.columns(), &none)))
            )?;
        }
    } else {
        let mut filter = Filter::default();
        filter.reports.include.insert(id);
        let selection = Selection { filter, ..Selection::default() };
        write_selection(corpus, &selection, data, (format, print_style), &mut out)?;
    }
    out.flush()?;
    Ok(0)
}

/// A term of the glossary.
#[derive(Debug, Serialize)]
struct GlossaryRow {
    term: Str,
    stands_for: Str,
    means: Str,
    passages: usize,
    /// The id of the passage that defines it; empty if none does.
    told_of_in: String,
}

impl GlossaryRow {
    const COLUMNS: [&str; 5] = ["term", "stands for", "means", "passages", "told of in"];

    fn words(&self) -> [String; 5] {
        let Self { term, stands_for, means, passages, told_of_in } = self;
        [term.to_string(), stands_for.to_string(), means.to_string(), passages.to_string(), told_of_in.clone()]
    }
}

impl Tabular for GlossaryRow {
    fn cells(&self) -> Option<Vec<TableCell>> {
        Some(self.words().map(TableCell::from).to_vec())
    }
}

/// Returns a term of the glossary as records.
fn term(corpus: &Corpus, n: usize) -> Records {
    let term = &corpus.glossary[n];
    let row = GlossaryRow {
        term: term.term,
        stands_for: term.expansion,
        means: term.meaning,
        passages: corpus.passages_naming(n),
        told_of_in: term.defined_in.map_or_else(String::new, |id| corpus.passage(id).id.to_string()),
    };
    let mut records = Records::new("term", term.term.as_str(), &GlossaryRow::COLUMNS);
    let fields = GlossaryRow::COLUMNS.into_iter().zip(row.words()).filter(|(_, words)| !words.is_empty());
    records.text = Some(fields.fold(String::new(), |text, (name, words)| text + name + ": " + &words + "\n"));
    records.extend([row]);
    records
}
