//! The views as commands: coverage, membership, agreements, commitments, compare, who.

use std::io::{BufWriter, Write, stdout};
use std::sync::Arc;

use clap::Args;

use crate::corpus::filter::Filter;
use crate::corpus::{Corpus, EntityId};
use crate::error::{Error, Result};
use crate::flags::Filters;
use crate::model::sheet::{self, Sheet};
use crate::output::records::{self, Format, Records};
use crate::output::views;
use crate::search::Index;
use crate::views::agreements::Layer;
use crate::views::coverage::By;
use crate::views::shown::Shown;
use crate::views::{compare, who};

/// Columns of what is printed for people.
const COLUMNS: usize = 78;

/// How many passages there are of each pair of values.
#[derive(Debug, Args)]
pub struct Coverage {
    /// What crosses what
    #[arg(long, value_enum, default_value_t)]
    pub by: By,
    /// What narrows the passages that are counted.
    #[command(flatten)]
    pub filters: Filters,
    /// Format of the output
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Who was what in ICAT in which year.
#[derive(Debug, Args)]
pub struct Membership {
    /// Format of the output
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Who has signed with whom.
#[derive(Debug, Args)]
pub struct Agreements {
    /// Of one body: its partners; of two: what is between them, common partners, the shortest way
    #[arg(num_args = 0..=2, value_name = "BODY")]
    pub bodies: Vec<String>,
    /// Who sits in initiatives together, in place of agreements
    #[arg(long, conflicts_with = "bodies")]
    pub initiatives: bool,
    /// Format of the output
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// What ICAT said that it would do, and what became of it.
#[derive(Debug, Args)]
pub struct Commitments {
    /// Format of the output
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Bodies side by side.
#[derive(Debug, Args)]
pub struct CompareBodies {
    /// Two or three bodies, by id, name or alias
    #[arg(required = true, num_args = 2..=3, value_name = "BODY")]
    pub bodies: Vec<String>,
    /// Format of the output
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Whom to call.
#[derive(Debug, Args)]
pub struct Who {
    /// What is needed, its parts with commas between, such as: child victims, border, Moldova
    #[arg(required = true, value_name = "NEED")]
    pub need: Vec<String>,
    /// At most so many bodies
    #[arg(long, value_name = "N", default_value_t = 12)]
    pub limit: usize,
    /// Format of the output
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// The lines of a sheet, for people.
fn told(sheet: &Sheet) -> String {
    let lines = sheet.lines.iter().map(|l| l.plain().trim_end().to_owned());
    lines.chain([String::new()]).collect::<Vec<_>>().join("\n")
}

/// Prints records; 0 where there is something, 1 where there is nothing.
fn print(records: &Records, format: Format, found: bool) -> Result<u8> {
    let mut out = BufWriter::new(stdout().lock());
    records::write(records, format, &mut out)?;
    out.flush()?;
    Ok(u8::from(!found))
}

/// The body that a name stands for.
pub fn body(corpus: &Corpus, name: &str) -> Result<EntityId> {
    let found = corpus.find_entity(name);
    found.ok_or_else(|| Error::run(format!("no body is called \"{name}\"; `list entities` names them")))
}

/// Prints the coverage.
pub fn coverage(command: &Coverage, corpus: &Corpus) -> Result<u8> {
    let base = command.filters.filter(corpus)?;
    let found = !base.set(corpus, None).is_empty();
    print(&views::grid(corpus, Shown::Coverage(command.by), &base), command.format, found)
}

/// Prints the membership.
pub fn membership(command: &Membership, corpus: &Corpus) -> Result<u8> {
    let mut records = views::grid(corpus, Shown::Membership, &Filter::default());
    for column in records.columns.iter().skip(1).filter_map(|c| c.parse().ok()) {
        let words = crate::views::membership::words(corpus, &crate::views::Key::All, column);
        records.notes.push(words.join(" "));
    }
    let found = !records.rows.is_empty();
    print(&records, command.format, found)
}

/// Prints agreements: the matrix, the partners of one body, or a pair.
pub fn agreements(command: &Agreements, corpus: &Corpus) -> Result<u8> {
    let bodies = command.bodies.iter().map(|b| body(corpus, b)).collect::<Result<Vec<_>>>()?;
    match bodies.as_slice() {
        [one] => {
            let records = views::partners(corpus, *one);
            let found = !records.rows.is_empty();
            print(&records, command.format, found)
        }
        [a, b] if a == b => Err(Error::run("name two different bodies, or one alone for all its partners")),
        [a, b] => {
            let found = !crate::views::agreements::between(corpus, *a, *b).is_empty();
            print(&views::pair(corpus, *a, *b), command.format, found)
        }
        _ => {
            let layer = if command.initiatives { Layer::Initiatives } else { Layer::Agreements };
            let records = views::grid(corpus, Shown::Agreements(layer), &Filter::default());
            print(&records, command.format, true)
        }
    }
}

/// Prints the commitments and what became of them.
pub fn commitments(command: &Commitments, corpus: &Corpus) -> Result<u8> {
    let text = Some(told(&sheet::promises(corpus, COLUMNS)));
    let records = Records { text, ..views::promises(corpus) };
    let found = !records.rows.is_empty();
    print(&records, command.format, found)
}

/// Prints bodies side by side.
pub fn compare_bodies(command: &CompareBodies, corpus: &Corpus) -> Result<u8> {
    let mut bodies = Vec::new();
    for name in &command.bodies {
        let body = body(corpus, name)?;
        if bodies.contains(&body) {
            return Err(Error::run(format!("{} is named twice; name different bodies", corpus.entity(body).id)));
        }
        bodies.push(body);
    }
    let comparison = compare::compare(corpus, &bodies);
    let text = Some(told(&sheet::compare(corpus, &comparison, COLUMNS)));
    print(&Records { text, ..views::compare(corpus, &comparison) }, command.format, true)
}

/// Prints whom to call.
pub fn who(command: &Who, corpus: Corpus) -> Result<u8> {
    let index = Index::new(Arc::new(corpus));
    let mut ranking = who::rank(&index, &command.need.join(" "));
    ranking.bodies.truncate(command.limit);
    let found = !ranking.bodies.is_empty();
    let corpus = index.corpus();
    let text = Some(told(&sheet::who(corpus, &ranking, COLUMNS)));
    print(&Records { text, ..views::who(corpus, &ranking) }, command.format, found)
}
