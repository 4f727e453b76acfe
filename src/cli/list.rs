//! `list`: prints the values that a filter can have.

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::analysis::order::ListOrder;
use crate::cli::print_style::PrintStyle;
use crate::cli::{ForPeople, OutputArgs, print_view};
use crate::corpus::Corpus;
use crate::corpus::facet_values::{ListedValue, values};
use crate::corpus::filter::Facet;
use crate::corpus::strings::Str;
use crate::error::{Error, Result};
use crate::export::columns;
use crate::export::records::{Records, Tabular};
use crate::export::table::TableCell;
use crate::flags::Filters;

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
    /// The topics: forms of exploitation, people concerned, interventions
    Topics,
    /// Those outside ICAT who act beside the bodies
    Partners,
    /// The languages of published works
    Languages,
    /// The published works; the filters narrow them
    Works,
    /// The terms of the glossary
    Terms,
}

/// What to list.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// Of what the values are listed
    #[arg(value_enum)]
    pub what: What,
    /// The order of works; without, by year of issue
    #[arg(long, value_enum, value_name = "BY")]
    pub sort: Option<ListOrder>,
    /// How it is printed.
    #[command(flatten)]
    pub output: OutputArgs,
    /// The filters, which are for works
    #[command(flatten)]
    pub filters: Filters,
}

/// A value of a facet, or a term of the glossary.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum ListRow {
    /// A value as it is typed, the number of its passages, and its name.
    Value {
        value: String,
        count: usize,
        name: String,
        /// The value as a number, if it is one.
        #[serde(skip)]
        number: Option<u16>,
    },
    /// A term, what it stands for, and what it means.
    Term {
        #[serde(rename = "value")]
        term: Str,
        #[serde(rename = "name")]
        expansion: Str,
        means: Str,
    },
}

impl ListRow {
    /// Returns the cells as text.
    fn words(&self) -> [String; 3] {
        match self {
            Self::Value { value, count, name, .. } => [value.clone(), count.to_string(), name.clone()],
            Self::Term { term, expansion, means } => [term, expansion, means].map(ToString::to_string),
        }
    }

    /// Returns the cells that are set in columns, and what stands beside them.
    fn beside(&self) -> (Vec<String>, String) {
        match self {
            Self::Value { value, count, name, .. } => (vec![value.clone(), count.to_string()], name.clone()),
            Self::Term { term, expansion, means } => {
                let parts = [expansion.as_str(), means.as_str()].into_iter().filter(|part| !part.is_empty());
                (vec![term.to_string()], parts.collect::<Vec<_>>().join(": "))
            }
        }
    }
}

impl Tabular for ListRow {
    fn cells(&self) -> Option<Vec<TableCell>> {
        Some(match self {
            Self::Value { value, count, name, number } => {
                let value = number.map_or_else(|| value.as_str().into(), TableCell::number);
                vec![value, TableCell::count(*count), name.as_str().into()]
            }
            Self::Term { .. } => self.words().map(TableCell::from).to_vec(),
        })
    }
}

fn rows(corpus: &Corpus, what: What) -> Vec<ListRow> {
    let of_facet = |facet: Facet| {
        let all = values(corpus, facet).into_iter();
        let is_number = matches!(facet, Facet::Year | Facet::Priority);
        all.map(|ListedValue { value, count, name, .. }| {
            let number = value.parse().ok().filter(|_| is_number);
            ListRow::Value { value, count, name, number }
        })
        .collect()
    };
    match what {
        What::Entities => of_facet(Facet::Entity),
        What::Years => of_facet(Facet::Year),
        What::Priorities => of_facet(Facet::Priority),
        What::Kinds => of_facet(Facet::Kind),
        What::Reports => of_facet(Facet::Report),
        What::Places => of_facet(Facet::Place),
        What::Topics => of_facet(Facet::Topic),
        What::Partners => of_facet(Facet::Partner),
        What::Languages => of_facet(Facet::Language),
        What::Regions => corpus
            .gazetteer()
            .regions
            .iter()
            .map(|region| {
                let count = corpus.postings.of_places(corpus, &region.places).count();
                let name = region.places.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                ListRow::Value { value: region.name.to_string(), count, name, number: None }
            })
            .collect(),
        // Works have rows of their own.
        What::Works => Vec::new(),
        What::Terms => {
            let all = corpus.glossary.iter();
            all.map(|t| ListRow::Term { term: t.term, expansion: t.expansion, means: t.meaning }).collect()
        }
    }
}

/// Prints the values of a facet, one per line: the value as it is typed, its passage count, and its name.
pub fn list(command: &ListArgs, corpus: &Corpus, print_style: PrintStyle) -> Result<u8> {
    if command.what == What::Works {
        let order = command.sort.unwrap_or_default();
        let records = crate::export::rows::works(corpus, &command.filters.filter(corpus)?, order);
        let found = !records.rows.is_empty();
        return print_view(corpus, records, ForPeople::default(), &command.output, print_style, found)
            .map_err(|e| e.saying("no work is left by these filters"));
    }
    if let Some(flag) = command.filters.first() {
        return Err(Error::run(format!("--{flag}: narrows works alone; `export` and `search` narrow passages")));
    }
    if command.sort.is_some() {
        return Err(Error::run("--sort: sorts works alone"));
    }
    let rows = rows(corpus, command.what);
    let heads = match command.what {
        What::Terms => ["term", "stands for", "means"],
        _ => ["value", "passages", "name"],
    };
    let title = command.what.to_possible_value().map_or_else(String::new, |v| v.get_name().to_owned());
    let mut records = Records::new("list", title, &heads);
    let gap = if print_style.plain { ", " } else { "\t" };
    let line = |row: &ListRow| row.words().join(gap).trim_end_matches(['\t', ',', ' ']).to_owned() + "\n";
    // Tabs are for programs; on a terminal they align columns only by chance.
    records.text = Some(match print_style.width() {
        Some(width) => columns::list(&rows.iter().map(ListRow::beside).collect::<Vec<_>>(), width),
        None => rows.iter().map(line).collect(),
    });
    let found = !rows.is_empty();
    records.extend(rows);
    print_view(corpus, records, ForPeople::default(), &command.output, print_style, found)
}
