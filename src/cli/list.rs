//! `list` and `show`: what values there are, and one passage or body in full.

use std::io::{Write, stdout};

use clap::{Args, ValueEnum};

use crate::corpus::export::PassageOut;
use crate::corpus::{Corpus, Kind};
use crate::error::{Error, Result};
use crate::model::page;
use crate::model::sheet;
use crate::search::query::Matcher;

/// Columns of what is printed for people.
const COLUMNS: usize = 78;

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
    /// The terms of the glossary
    Terms,
}

/// What to list.
#[derive(Debug, Args)]
pub struct List {
    /// Of what the values are listed
    #[arg(value_enum)]
    pub what: What,
}

/// What to show.
#[derive(Debug, Args)]
pub struct Show {
    /// The id of a passage, or a body by id, name or alias
    pub what: String,
    /// Print a passage as the published JSON has it
    #[arg(long)]
    pub json: bool,
}

/// Prints the values of a facet, a line each: as typed, how many passages it has, and what it is called.
pub fn list(command: &List, corpus: &Corpus) -> Result<u8> {
    let p = &corpus.postings;
    let rows: Vec<[String; 3]> = match command.what {
        What::Entities => corpus
            .entities
            .iter()
            .zip(&p.entities)
            .map(|(e, set)| [e.id.to_string(), set.count().to_string(), e.name.to_string()])
            .collect(),
        What::Years => p.years.iter().map(|(y, set)| [y.to_string(), set.count().to_string(), String::new()]).collect(),
        What::Priorities => corpus
            .priorities
            .iter()
            .zip(&p.priorities)
            .map(|(n, set)| [n.number.to_string(), set.count().to_string(), n.title.to_string()])
            .collect(),
        What::Kinds => Kind::ALL
            .iter()
            .map(|&k| [k.word().to_owned(), p.kinds[k as usize].count().to_string(), String::new()])
            .collect(),
        What::Reports => corpus
            .reports
            .iter()
            .zip(&p.reports)
            .map(|(r, set)| [r.id.to_string(), set.count().to_string(), r.title.to_string()])
            .collect(),
        What::Places => {
            p.places.iter().map(|(w, set)| [w.to_string(), set.count().to_string(), String::new()]).collect()
        }
        What::Terms => corpus
            .glossary
            .iter()
            .map(|t| [t.term.to_string(), t.expansion.to_string(), t.meaning.to_string()])
            .collect(),
    };
    let mut out = stdout().lock();
    for row in rows {
        writeln!(out, "{}", row.join("\t").trim_end())?;
    }
    Ok(0)
}

/// Prints a passage with its place and tags, or the profile of a body.
pub fn show(command: &Show, corpus: &Corpus) -> Result<u8> {
    let mut out = stdout().lock();
    let lines = if let Some(id) = corpus.find_passage(&command.what) {
        if command.json {
            let row = PassageOut::new(corpus, corpus.names(), id);
            serde_json::to_writer_pretty(&mut out, &row).map_err(Error::json)?;
            writeln!(out)?;
            return Ok(0);
        }
        page::passage(corpus, id, COLUMNS, &Matcher::default())
    } else if let Some(entity) = corpus.find_entity(&command.what) {
        sheet::profile(corpus, entity, COLUMNS).lines
    } else {
        let message =
            format!("\"{}\" is neither a passage nor a body; `search` and `list entities` name them", command.what);
        return Err(Error::NotFound(message));
    };
    for line in lines {
        writeln!(out, "{}", line.plain().trim_end())?;
    }
    Ok(0)
}
