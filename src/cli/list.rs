//! `list`: prints the values that a filter can have.

use clap::{Args, ValueEnum};
use serde_json::json;

use crate::cli::print;
use crate::cli::print_style::PrintStyle;
use crate::corpus::{Corpus, Kind, annotations};
use crate::error::Result;
use crate::export::columns;
use crate::export::records::{Format, Records};

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

/// A value, its passage count (none for terms), its name, and its meaning (terms only).
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
        What::Regions => corpus
            .gazetteer()
            .regions
            .iter()
            .map(|region| {
                let set = p.of_places(corpus, &region.places);
                let places = region.places.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                row(format!("{}{}", annotations::ALL_OF, region.name), set.count(), &places)
            })
            .collect(),
        What::Terms => {
            let all = corpus.glossary.iter();
            all.map(|t| (t.term.to_string(), None, t.expansion.to_string(), t.meaning.to_string())).collect()
        }
    }
}

/// Prints the values of a facet, one per line: the value as it is typed, its passage count, and its name.
pub fn list(command: &List, corpus: &Corpus, print_style: PrintStyle) -> Result<u8> {
    let rows = rows(corpus, command.what);
    let mut records = Records { what: "list", ..Records::default() };
    let heads: &[&str] = match command.what {
        What::Terms => &["term", "stands for", "means"],
        _ => &["value", "passages", "name"],
    };
    records.title = command.what.to_possible_value().map_or_else(String::new, |v| v.get_name().to_owned());
    records.columns = heads.iter().map(|&h| h.to_owned()).collect();
    let mut text = String::new();
    let mut listed = Vec::new();
    for (value, count, name, meaning) in rows {
        let cells = match count {
            Some(n) => vec![value.clone(), n.to_string(), name.clone()],
            None => vec![value.clone(), name.clone(), meaning.clone()],
        };
        text.push_str(cells.join(if print_style.plain { ", " } else { "\t" }).trim_end_matches(['\t', ',', ' ']));
        text.push('\n');
        listed.push(match count {
            Some(n) => (vec![value.clone(), n.to_string()], name.clone()),
            None => {
                let parts = [name.as_str(), meaning.as_str()].into_iter().filter(|part| !part.is_empty());
                (vec![value.clone()], parts.collect::<Vec<_>>().join(": "))
            }
        });
        records.rows.push(cells);
        records.values.push(match count {
            Some(n) => json!({ "value": value, "count": n, "name": name }),
            None => json!({ "value": value, "name": name, "means": meaning }),
        });
    }
    // Tabs are for programs; on a terminal they align columns only by chance.
    records.text = Some(print_style.width().map_or(text, |width| columns::list(&listed, width)));
    let found = !records.rows.is_empty();
    print(&records, command.format, print_style, found)
}
