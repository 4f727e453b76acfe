//! `show`: prints one passage, body, report or term in full.

use std::io::Write;

use clap::Args;
use serde_json::json;

use crate::analysis::{PassageSource, profile};
use crate::cli::export::accessed;
use crate::cli::out;
use crate::cli::print;
use crate::cli::print_style::PrintStyle;
use crate::corpus::filter::Filter;
use crate::corpus::{Corpus, EntityId, PassageId, ReportId};
use crate::dataset;
use crate::document;
use crate::error::{Error, Result};
use crate::export::cite::Source;
use crate::export::json::PassageOut;
use crate::export::records::{Format, Records};
use crate::export::selection::Selection;
use crate::export::{self, Context, Group};
use crate::search::highlight::Highlighter;
use crate::text;

/// What to show.
#[derive(Debug, Args)]
pub struct Show {
    /// The id of a passage, a body by id, name or alias, the id of a report, or a term of the glossary
    pub what: String,
    /// Format of the output
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// The same as --format json
    #[arg(long, hide = true, conflicts_with = "format")]
    pub json: bool,
}

/// Prints a passage with its place and tags, the profile of a body, a whole report, or a term. `data` is the directory
/// of the user's own data, as typed.
pub fn show(command: &Show, corpus: &Corpus, data: Option<&str>, print_style: PrintStyle) -> Result<u8> {
    let format = if command.json { Format::Json } else { command.format };
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
    let message = format!("\"{}\" is no passage, body, report or term; `search` and `list` name them", command.what);
    Err(Error::NothingFound(message))
}

fn passage(corpus: &Corpus, id: PassageId, data: Option<&str>, format: Format, print_style: PrintStyle) -> Result<u8> {
    let mut out = out::of(format, print_style);
    match format {
        Format::Text => {
            let lines = document::passage(corpus, id, print_style.columns(), &Highlighter::default());
            write!(out, "{}", print_style.fit(&print_style.page(&lines)))?;
        }
        Format::Json => {
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
    (format, print_style): (Format, PrintStyle),
    out: &mut impl Write,
) -> Result<()> {
    if format == Format::Csv {
        print_style.begin_csv(out)?;
    }
    let format = match format {
        Format::Json => export::Format::Json,
        Format::Jsonl => export::Format::Jsonl,
        Format::Csv => export::Format::Csv,
        Format::Md | Format::Text => export::Format::Md,
    };
    let source = Source { digest: dataset::digest(corpus)?, accessed: accessed(None)? };
    let context = Context { selection, source: &source, group: Group::Body, data };
    export::write(corpus, &selection.passages(corpus, None), format, &context, out)
}

/// Returns the profile of a body as records, with a row for each number.
fn body(corpus: &Corpus, id: EntityId, print_style: PrintStyle) -> Records {
    let entity = corpus.entity(id);
    let p = profile::profile(corpus, id);
    let mut records = Records {
        what: "profile",
        title: format!("{} ({})", entity.name, entity.id),
        columns: ["what", "of", "passages"].map(str::to_owned).to_vec(),
        text: Some(print_style.page(&document::profile::profile(corpus, id, print_style.columns()).lines)),
        ..Records::default()
    };
    let roles = entity.roles.iter().map(|&(year, role)| json!({ "year": year, "role": role.word() }));
    let mandate = p.mandate.as_ref().map(|(at, range)| {
        let passage = corpus.passage(*at);
        json!({ "passage": passage.id.as_str(), "sentence": passage.text.get(range.clone()) })
    });
    records.values.push(json!({
        "what": "body", "id": entity.id.as_str(), "name": entity.name.as_str(),
        "roles": roles.collect::<Vec<_>>(), "history": p.history, "mandate": mandate,
    }));
    if let Some((at, range)) = &p.mandate {
        let passage = corpus.passage(*at);
        let sentence = passage.text.get(range.clone()).unwrap_or("").to_owned();
        records.rows.push(vec!["mandate".to_owned(), sentence, passage.id.to_string()]);
    }
    let mut put = |what: &str, of: String, n: usize, source: &PassageSource| {
        let ids: Vec<&str> = source.passages(corpus).iter().map(|&id| corpus.passage(id).id.as_str()).collect();
        records.values.push(json!({ "what": what, "of": of, "count": n, "passages": ids }));
        records.rows.push(vec![what.to_owned(), of, n.to_string()]);
    };
    p.kinds.iter().for_each(|k| put("kind", k.0.word().to_owned(), k.1, &k.2));
    p.priorities.iter().for_each(|n| put("activities of priority", n.0.to_string(), n.1, &n.2));
    p.years.iter().for_each(|y| put("activities of year", y.0.to_string(), y.1, &y.2));
    p.partners.iter().for_each(|e| put("with", corpus.entity(e.0).id.to_string(), e.1, &e.2));
    p.places.iter().for_each(|w| put("place", w.0.to_string(), w.1, &w.2));
    records
}

/// Prints a whole report in reading order.
fn whole(corpus: &Corpus, id: ReportId, data: Option<&str>, format: Format, print_style: PrintStyle) -> Result<u8> {
    let row = corpus.report(id);
    let mut out = out::of(format, print_style);
    let none = Highlighter::default();
    if format == Format::Text {
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

/// Returns a term of the glossary as records.
fn term(corpus: &Corpus, n: usize) -> Records {
    let term = &corpus.glossary[n];
    let defined = term.defined_in.map_or_else(String::new, |id| corpus.passage(id).id.to_string());
    let cells = [
        ("term", term.term.to_string()),
        ("stands for", term.expansion.to_string()),
        ("means", term.meaning.to_string()),
        ("passages", corpus.passages_naming(n).to_string()),
        ("told of in", defined),
    ];
    let shown = cells.iter().filter(|c| !c.1.is_empty());
    Records {
        what: "term",
        title: term.term.to_string(),
        columns: cells.iter().map(|c| c.0.to_owned()).collect(),
        values: vec![json!({
            "term": cells[0].1, "stands_for": cells[1].1, "means": cells[2].1, "passages": corpus.passages_naming(n),
            "told_of_in": cells[4].1,
        })],
        text: Some(shown.map(|c| format!("{}: {}", c.0, c.1)).chain([String::new()]).collect::<Vec<_>>().join("\n")),
        rows: vec![cells.into_iter().map(|c| c.1).collect()],
        ..Records::default()
    }
}
