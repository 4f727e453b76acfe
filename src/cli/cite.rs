//! `cite`: citations of passages, and references of published works.

use std::io::Write;
use std::num::NonZeroUsize;
use std::sync::Arc;

use clap::Args;

use crate::analysis::order::ListOrder;
use crate::cli::export::{accessed, passages};
use crate::cli::out;
use crate::cli::print_style::PrintStyle;
use crate::cli::search::understood;
use crate::corpus::Corpus;
use crate::dataset;
use crate::error::{Error, Result};
use crate::export::cite::{CitationSource, CitationStyle, Cited, references};
use crate::export::selection::Selection;
use crate::flags::Filters;
use crate::search::typed;

/// What to cite, and how.
#[derive(Debug, Args)]
pub struct CiteArgs {
    /// Ids of passages, as `search` prints them, or of works, as `list works` does
    pub id: Vec<String>,
    /// In place of ids, all that a search finds
    #[arg(long, value_name = "QUERY", default_value = "")]
    pub query: String,
    /// In place of ids, all that filters leave.
    #[command(flatten)]
    pub filters: Filters,
    /// The published works that they leave, not the passages
    #[arg(long)]
    pub works: bool,
    /// The order of what the filters leave
    #[arg(long, value_enum, value_name = "BY")]
    pub sort: Option<ListOrder>,
    /// At most so many of what the filters or a search leave
    #[arg(long, value_name = "N")]
    pub limit: Option<NonZeroUsize>,
    /// How the citation is written
    #[arg(long, value_enum, default_value_t = CitationStyle::Text)]
    pub style: CitationStyle,
    /// The day of access; today where it is not given
    #[arg(long, value_name = "DAY")]
    pub accessed: Option<String>,
}

/// Prints the citations.
pub fn run(command: &CiteArgs, corpus: Corpus, print_style: PrintStyle) -> Result<u8> {
    let corpus = Arc::new(corpus);
    let wanted = wanted(command, &corpus)?;
    if wanted == Cited::default() {
        return Err(Error::NothingFound("nothing is left to cite".to_owned()));
    }
    let source = CitationSource { digest: dataset::digest(&corpus)?, accessed: accessed(command.accessed.as_deref())? };
    let cited = references(&corpus, &source, &wanted, command.style);
    let cited = if command.style == CitationStyle::Text { print_style.fit(&cited) } else { cited };
    let mut out = if command.style == CitationStyle::CslJson { out::json() } else { out::plain() };
    out.write_all(cited.as_bytes())?;
    out.flush()?;
    Ok(0)
}

/// Returns what is to be cited.
fn wanted(command: &CiteArgs, corpus: &Arc<Corpus>) -> Result<Cited> {
    let selects = !command.query.is_empty() || command.filters.first().is_some() || command.works;
    if !command.id.is_empty() {
        if selects || command.sort.is_some() || command.limit.is_some() {
            return Err(Error::run("name ids, or narrow by flags, but not both"));
        }
        return named(command, corpus);
    }
    if !selects {
        return Err(Error::run(
            "say what to cite: ids of passages or works, or flags such as --entity, --query or --works",
        ));
    }
    let selection = Selection {
        query: typed::shown(&command.query, 0).collect(),
        filter: command.filters.filter(corpus)?,
        order: command.sort.unwrap_or_default(),
        limit: command.limit.map(NonZeroUsize::get),
        ..Selection::default()
    };
    if command.works {
        if !selection.query.is_empty() {
            return Err(Error::run("--works takes filters, but no query"));
        }
        let mut works = corpus.works_of(&selection.filter, None);
        selection.order.sort_works(corpus, &mut works);
        works.truncate(selection.limit.unwrap_or(usize::MAX));
        return Ok(Cited { works, ..Cited::default() });
    }
    let answer = (!selection.query.is_empty()).then(|| crate::cli::index(Arc::clone(corpus)).search(&selection.query));
    answer.iter().try_for_each(understood)?;
    Ok(Cited { passages: selection.passages(corpus, answer.as_ref()), ..Cited::default() })
}

/// Looks up what is named by ids.
fn named(command: &CiteArgs, corpus: &Corpus) -> Result<Cited> {
    let mut cited = Cited::default();
    for id in &command.id {
        match corpus.find_work(id).filter(|_| corpus.find_passage(id.trim()).is_none()) {
            Some(work) => cited.works.push(work),
            None => cited.passages.extend(passages(corpus, std::slice::from_ref(id))?),
        }
    }
    Ok(cited)
}
