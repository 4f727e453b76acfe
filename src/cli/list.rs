//! `list` and `show`: what values there are, and one passage or body in full.

use std::io::{BufWriter, Write, stdout};

use clap::{Args, ValueEnum};
use serde_json::json;

use super::look::Look;
use super::print;
use crate::cite::{self, Source};
use crate::corpus::export::PassageOut;
use crate::corpus::facets::Set;
use crate::corpus::{Corpus, EntityId, Kind, PassageId, readings};
use crate::dataset;
use crate::error::{Error, Result};
use crate::model::{page, sheet};
use crate::output::records::{Format, Records};
use crate::output::{self, Context, Group};
use crate::search::query::Matcher;
use crate::selection::Selection;
use crate::views::profile;

/// Of what the values are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// The bodies of ICAT
    Entities,
    /// The years told of
    Years,
    /// The priorities of the Plan of Action
    Priorities,
    /// The kinds of passage
    Kinds,
    /// The reports
    Reports,
    /// The countries and regions named
    Places,
    /// The regions in which the places lie
    Regions,
    /// The terms of the glossary
    Terms,
}

/// What to list.
#[derive(Debug, Args)]
pub struct List {
    /// Of what the values are listed
    #[arg(value_enum)]
    pub what: What,
    /// Format of the output
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// What to show.
#[derive(Debug, Args)]
pub struct Show {
    /// The id of a passage, or a body by id, name or alias
    pub what: String,
    /// Format of the output
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// The same as --format json
    #[arg(long, hide = true, conflicts_with = "format")]
    pub json: bool,
}

/// A value, how many passages it has, and what it is called.
type Row = (String, Option<usize>, String, String);

fn rows(corpus: &Corpus, what: What) -> Vec<Row> {
    let p = &corpus.postings;
    let row = |value: String, n: usize, name: &str| (value, Some(n), name.to_owned(), String::new());
    match what {
        What::Entities => {
            let all = corpus.entities.iter().zip(&p.entities);
            all.map(|(e, set)| row(e.id.to_string(), set.count(), &e.name)).collect()
        }
        What::Years => p.years.iter().map(|(y, set)| row(y.to_string(), set.count(), "")).collect(),
        What::Priorities => {
            let all = corpus.priorities.iter().zip(&p.priorities);
            all.map(|(n, set)| row(n.number.to_string(), set.count(), &n.title)).collect()
        }
        What::Kinds => Kind::ALL.iter().map(|&k| row(k.word().to_owned(), p.kinds[k as usize].count(), "")).collect(),
        What::Reports => {
            let all = corpus.reports.iter().zip(&p.reports);
            all.map(|(r, set)| row(r.id.to_string(), set.count(), &r.title)).collect()
        }
        What::Places => p.places.iter().map(|(w, set)| row(w.to_string(), set.count(), "")).collect(),
        What::Regions => readings::regions(corpus)
            .into_iter()
            .map(|(name, places)| {
                let mut set = Set::none(corpus.passages.len());
                places.iter().filter_map(|place| p.places.get(place)).for_each(|of| set.add(of));
                let places = places.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                row(format!("{}{name}", readings::ALL_OF), set.count(), &places)
            })
            .collect(),
        What::Terms => {
            let all = corpus.glossary.iter();
            all.map(|t| (t.term.to_string(), None, t.expansion.to_string(), t.meaning.to_string())).collect()
        }
    }
}

/// Prints the values of a facet, a line each: as typed, how many passages it has, and what it is called.
pub fn list(command: &List, corpus: &Corpus, look: Look) -> Result<u8> {
    let rows = rows(corpus, command.what);
    let mut records = Records { what: "list", ..Records::default() };
    let heads: &[&str] = match command.what {
        What::Terms => &["term", "stands for", "means"],
        _ => &["value", "passages", "name"],
    };
    records.title = command.what.to_possible_value().map_or_else(String::new, |v| v.get_name().to_owned());
    records.columns = heads.iter().map(|&h| h.to_owned()).collect();
    let mut text = String::new();
    for (value, count, name, meaning) in rows {
        let cells = match count {
            Some(n) => vec![value.clone(), n.to_string(), name.clone()],
            None => vec![value.clone(), name.clone(), meaning.clone()],
        };
        text.push_str(cells.join(if look.plain { ", " } else { "\t" }).trim_end_matches(['\t', ',', ' ']));
        text.push('\n');
        records.rows.push(cells);
        records.values.push(match count {
            Some(n) => json!({ "value": value, "passages": n, "name": name }),
            None => json!({ "value": value, "name": name, "means": meaning }),
        });
    }
    records.text = Some(text);
    let found = !records.rows.is_empty();
    print(&records, command.format, look, found)
}

/// Prints a passage with its place and tags, or the profile of a body.
pub fn show(command: &Show, corpus: &Corpus, look: Look) -> Result<u8> {
    let format = if command.json { Format::Json } else { command.format };
    if let Some(id) = corpus.find_passage(&command.what) {
        return passage(corpus, id, format, look);
    }
    if let Some(id) = corpus.find_entity(&command.what) {
        return print(&body(corpus, id, look), format, look, true);
    }
    let message =
        format!("\"{}\" is neither a passage nor a body; `search` and `list entities` name them", command.what);
    Err(Error::NotFound(message))
}

fn passage(corpus: &Corpus, id: PassageId, format: Format, look: Look) -> Result<u8> {
    let mut out = BufWriter::new(stdout().lock());
    let as_selection = match format {
        Format::Text => {
            let lines = page::passage(corpus, id, look.columns(), &Matcher::default());
            write!(out, "{}", look.page(&lines))?;
            None
        }
        Format::Json => {
            let row = PassageOut::new(corpus, corpus.names(), id);
            serde_json::to_writer_pretty(&mut out, &row).map_err(Error::json)?;
            writeln!(out)?;
            None
        }
        Format::Jsonl => Some(output::Format::Jsonl),
        Format::Csv => Some(output::Format::Csv),
        Format::Md => Some(output::Format::Md),
    };
    if let Some(format) = as_selection {
        let selection = Selection { picked: vec![(id, String::new())], ..Selection::default() };
        let source = Source { digest: dataset::digest(corpus)?, accessed: cite::today() };
        let context = Context { selection: &selection, source: &source, group: Group::Body, data: None };
        output::write(corpus, &[id], format, &context, &mut out)?;
    }
    out.flush()?;
    Ok(0)
}

/// The profile of a body as records: a row for each number.
fn body(corpus: &Corpus, id: EntityId, look: Look) -> Records {
    let entity = corpus.entity(id);
    let p = profile::profile(corpus, id);
    let mut records = Records {
        what: "profile",
        title: format!("{} ({})", entity.name, entity.id),
        columns: ["what", "of", "passages"].map(str::to_owned).to_vec(),
        text: Some(look.page(&sheet::profile(corpus, id, look.columns()).lines)),
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
    let mut put = |what: &str, of: String, n: usize| {
        records.values.push(json!({ "what": what, "of": of, "passages": n }));
        records.rows.push(vec![what.to_owned(), of, n.to_string()]);
    };
    p.kinds.iter().for_each(|k| put("kind", k.0.word().to_owned(), k.1));
    p.priorities.iter().for_each(|n| put("activities of priority", n.0.to_string(), n.1));
    p.years.iter().for_each(|y| put("activities of year", y.0.to_string(), y.1));
    p.partners.iter().for_each(|e| put("with", corpus.entity(e.0).id.to_string(), e.1));
    p.places.iter().for_each(|w| put("place", w.0.to_string(), w.1));
    records
}
