//! The views as commands: coverage, gaps, membership, agreements, commitments, compare, who.

use std::num::NonZeroUsize;
use std::sync::Arc;

use clap::{Args, Subcommand, ValueEnum};

use crate::analysis::agreements::Layer;
use crate::analysis::commitments::{CommitmentFilter, status_named};
use crate::analysis::coverage::By;
use crate::analysis::gaps::GAPS;
use crate::analysis::grid_view::GridView;
use crate::analysis::{FacetValue, compare, who};
use crate::cli::print_style::PrintStyle;
use crate::cli::{ForPeople, OutputArgs, Page, print_view};
use crate::corpus::filter::Filter;
use crate::corpus::{Corpus, EntityId, ReportId};
use crate::document;
use crate::error::{Error, Result};
use crate::export::ViewDocument;
use crate::export::records::Records;
use crate::export::rows;
use crate::flags::Filters;
use crate::gate;
use crate::search::query::QUERY_MAX;

/// The commands that print views.
#[derive(Debug, Subcommand)]
pub enum View {
    /// Print how many passages there are of each body, priority, year, kind and place
    Coverage(Box<Coverage>),
    /// Print where nothing is on record, or one body alone: regions and places by priority, topic or year
    Gaps(Box<Gaps>),
    /// Print which body was what in ICAT in which year
    Membership(Membership),
    /// Print who has an agreement with whom, or who sits in initiatives together
    Agreements(Agreements),
    /// Print what ICAT said that it would do, and what became of it
    Commitments(Commitments),
    /// Print two or three bodies side by side
    Compare(CompareBodies),
    /// Print whom to call for a need, with the evidence
    Who(Who),
}

/// Prints a view. The exit code is 0 if there is anything in it.
pub fn run(view: &View, corpus: Corpus, print_style: PrintStyle) -> Result<u8> {
    match view {
        View::Coverage(command) => coverage(command, &corpus, print_style),
        View::Gaps(command) => gaps(command, &corpus, print_style),
        View::Membership(command) => membership(command, &corpus, print_style),
        View::Agreements(command) => agreements(command, &corpus, print_style),
        View::Commitments(command) => commitments(command, &corpus, print_style),
        View::Compare(command) => compare_bodies(command, &corpus, print_style),
        View::Who(command) => who(command, corpus, print_style),
    }
}

/// How many passages there are of each pair of values.
#[derive(Debug, Args)]
pub struct Coverage {
    /// What crosses what
    #[arg(long, value_enum, default_value_t)]
    pub by: By,
    /// Sort the rows by the column of this name, or the columns by the row, most first: IOM, P4, 2022, activity, All
    #[arg(long, value_name = "NAME")]
    pub sort: Option<String>,
    /// What narrows the passages that are counted.
    #[command(flatten)]
    pub filters: Filters,
    /// How it is printed.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// Where nothing is on record.
#[derive(Debug, Args)]
pub struct Gaps {
    /// What crosses what
    #[arg(long, value_enum, help = "What crosses what; regions by priority, topic and year where it is not given")]
    pub by: Vec<By>,
    /// What narrows the passages that are looked at.
    #[command(flatten)]
    pub filters: Filters,
    /// How it is printed.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// Who was what in ICAT in which year.
#[derive(Debug, Args)]
pub struct Membership {
    /// How it is printed.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// Who has an agreement with whom.
#[derive(Debug, Args)]
pub struct Agreements {
    /// Of one body: its partners; of two: what is between them, common partners, the shortest way
    #[arg(num_args = 0..=2, value_name = "BODY")]
    pub bodies: Vec<String>,
    /// Who sits in initiatives together, in place of agreements; of one body or two: in which they sit
    #[arg(long)]
    pub initiatives: bool,
    /// How it is printed.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// What became of a commitment.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum CommitmentStatus {
    /// A later report tells that it was done
    Done,
    /// A later report tells of a part of it
    Partly,
    /// No later report here speaks of it
    NoRecord,
    /// Nobody has read it against the later reports
    NotReadYet,
    /// It stands in the newest report
    NoLaterReport,
}

impl CommitmentStatus {
    /// Returns its label.
    fn label(self) -> Option<&'static str> {
        status_named(self.to_possible_value()?.get_name())
    }
}

/// What ICAT said that it would do, and what became of it.
#[derive(Debug, Args)]
pub struct Commitments {
    /// Only those with this status
    #[arg(long, value_name = "STATUS")]
    pub status: Option<CommitmentStatus>,
    /// Only those of this report, by its id
    #[arg(long, value_name = "REPORT")]
    pub report: Option<String>,
    /// How it is printed.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// Bodies side by side.
#[derive(Debug, Args)]
pub struct CompareBodies {
    /// Two or three bodies, by id, name or alias
    #[arg(required = true, num_args = 2..=3, value_name = "BODY")]
    pub bodies: Vec<String>,
    /// How it is printed.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// Whom to call.
#[derive(Debug, Args)]
pub struct Who {
    /// What is needed, its parts with commas between, such as: child victims, border, Moldova
    #[arg(required = true, value_name = "NEED")]
    pub need: Vec<String>,
    /// At most so many bodies
    #[arg(long, value_name = "N", default_value = "12")]
    pub limit: NonZeroUsize,
    /// How it is printed.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// Finds the body that a name stands for.
pub fn body(corpus: &Corpus, name: &str) -> Result<EntityId> {
    let found = corpus.find_entity_meant(name);
    found.ok_or_else(|| Error::run(format!("no body is called \"{name}\"; `list entities` names them")))
}

/// Prints the coverage.
fn coverage(command: &Coverage, corpus: &Corpus, print_style: PrintStyle) -> Result<u8> {
    let base = command.filters.filter(corpus)?;
    let found = !base.set(corpus, None).is_empty();
    if !found {
        return Err(Error::NothingFound(format!(
            "there is no record in these reports under {}",
            base.describe(corpus)
        )));
    }
    let shown = GridView::Coverage(command.by);
    let sort = match &command.sort {
        Some(name) => {
            let found = shown.grid(corpus, &base).order_by(name);
            let unknown = || {
                let grid = shown.grid(corpus, &base);
                let heads = grid.columns.iter().chain(&grid.rows).filter(|h| h.key != FacetValue::All);
                let names: Vec<&str> = heads.map(|h| h.id.as_str()).take(40).collect();
                let by = command.by.word();
                let there = names.join(", ");
                Error::run(format!("--sort: \"{name}\" is neither a column nor a row of {by}; there are {there}"))
            };
            Some(found.ok_or_else(unknown)?)
        }
        None => None,
    };
    let records = rows::grid(corpus, shown, &base, sort.as_ref(), command.output.format);
    print_view(corpus, records, ForPeople::default(), &command.output, print_style, found)
}

/// Prints the gaps. There is something to be printed if there is a gap.
fn gaps(command: &Gaps, corpus: &Corpus, print_style: PrintStyle) -> Result<u8> {
    let base = command.filters.filter(corpus)?;
    let by: &[By] = if command.by.is_empty() { &GAPS } else { &command.by };
    let records = rows::gaps(corpus, by, &base);
    let found = !records.rows.is_empty();
    let page = |width| document::gaps::gaps(corpus, by, &base, width);
    let document = Some(ViewDocument::Gaps(by.to_vec(), Box::new(base.clone())));
    print_view(corpus, records, ForPeople { page: Some(&page), document }, &command.output, print_style, found)
}

/// Prints the membership.
fn membership(command: &Membership, corpus: &Corpus, print_style: PrintStyle) -> Result<u8> {
    let records = rows::membership(corpus, command.output.format);
    let found = !records.rows.is_empty();
    print_view(corpus, records, ForPeople::default(), &command.output, print_style, found)
}

/// Prints agreements: the matrix, the partners of one body, or those of a pair.
fn agreements(command: &Agreements, corpus: &Corpus, print_style: PrintStyle) -> Result<u8> {
    let bodies = command.bodies.iter().map(|b| body(corpus, b)).collect::<Result<Vec<_>>>()?;
    match bodies.as_slice() {
        [a, b] if a == b => Err(Error::run("name two different bodies, or one alone for all its partners")),
        some if command.initiatives && !some.is_empty() => {
            let records = rows::initiatives(corpus, some);
            let found = !records.rows.is_empty();
            print_view(corpus, records, ForPeople::default(), &command.output, print_style, found)
        }
        [one] => {
            let records = rows::partners(corpus, *one);
            let found = !records.rows.is_empty();
            if !found {
                gate::say(format_args!(
                    "the table of agreements in these reports has no entry of {}",
                    corpus.entity(*one).id
                ));
            }
            print_view(corpus, records, ForPeople::default(), &command.output, print_style, found)
        }
        [a, b] => {
            let found = !corpus.agreements().of_pair(*a, *b).is_empty();
            print_view(corpus, rows::pair(corpus, *a, *b), ForPeople::default(), &command.output, print_style, found)
        }
        _ => {
            let layer = if command.initiatives { Layer::Initiatives } else { Layer::Agreements };
            let records =
                rows::grid(corpus, GridView::Agreements(layer), &Filter::default(), None, command.output.format);
            // A matrix of all bodies has no room on a page.
            let page = |width| document::agreements::agreements(corpus, width);
            let is_page = command.output.format.is_document() && layer == Layer::Agreements;
            let page = Some(&page as Page<'_>).filter(|_| is_page);
            print_view(corpus, records, ForPeople { page, document: None }, &command.output, print_style, true)
        }
    }
}

/// Prints the commitments and what became of them.
fn commitments(command: &Commitments, corpus: &Corpus, print_style: PrintStyle) -> Result<u8> {
    let status = command.status.and_then(CommitmentStatus::label);
    let report = command.report.as_deref().map(|typed| {
        let ids = |of: &[ReportId]| of.iter().map(|&id| corpus.report(id).id.as_str()).collect::<Vec<_>>().join(", ");
        match corpus.reports_by_id(typed).as_slice() {
            [report] => Ok(*report),
            [] => {
                let all: Vec<ReportId> = corpus.report_numbers().collect();
                Err(Error::run(format!("no report is called {typed:?}; there are {}", ids(&all))))
            }
            several => Err(Error::run(format!("{typed:?} may be {}; give one of them", ids(several)))),
        }
    });
    let filter = CommitmentFilter { status, report: report.transpose()? };
    let page = document::commitments::commitments(corpus, filter, print_style.columns());
    let records = Records { text: Some(print_style.page(&page.lines)), ..rows::commitments(corpus, filter) };
    let found = !records.rows.is_empty();
    let document = Some(ViewDocument::Commitments(filter));
    print_view(corpus, records, ForPeople { page: None, document }, &command.output, print_style, found)
        .map_err(|e| e.saying("no commitment has this status in this report"))
}

/// Prints bodies side by side.
fn compare_bodies(command: &CompareBodies, corpus: &Corpus, print_style: PrintStyle) -> Result<u8> {
    let mut bodies = Vec::new();
    for name in &command.bodies {
        let body = body(corpus, name)?;
        if bodies.contains(&body) {
            return Err(Error::run(format!("{} is named twice; name different bodies", corpus.entity(body).id)));
        }
        bodies.push(body);
    }
    let comparison = compare::compare(corpus, &bodies);
    let text = Some(print_style.page(&document::compare::compare(corpus, &comparison, print_style.columns()).lines));
    let records = Records { text, ..rows::compare(corpus, &comparison) };
    let document = Some(ViewDocument::Compare(Box::new(comparison)));
    print_view(corpus, records, ForPeople { page: None, document }, &command.output, print_style, true)
}

/// Prints whom to call.
fn who(command: &Who, corpus: Corpus, print_style: PrintStyle) -> Result<u8> {
    let need = command.need.join(" ");
    if need.chars().count() > QUERY_MAX {
        return Err(Error::run(format!("NEED has more than {QUERY_MAX} characters; name what is needed in fewer")));
    }
    let index = super::index(Arc::new(corpus));
    let mut ranking = who::rank(&index, &need);
    let all = ranking.bodies.len();
    ranking.bodies.truncate(command.limit.get());
    if all > command.limit.get() {
        gate::say(format_args!("{} of {all} bodies; --limit shows more", command.limit));
    }
    let found = !ranking.bodies.is_empty();
    if !found {
        gate::say(format_args!("no body is on record for \"{}\" in these reports", ranking.need));
    }
    let corpus = index.corpus();
    let mut records = rows::who(corpus, &ranking);
    if all > ranking.bodies.len() {
        records.title = format!("{} ({} of {all} bodies)", records.title, ranking.bodies.len());
    }
    let page = |width| document::who::who(corpus, &ranking, width);
    print_view(corpus, records, (&page as Page<'_>).into(), &command.output, print_style, found)
}
