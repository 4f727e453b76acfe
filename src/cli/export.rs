//! `export`: prints a selection of passages, or the whole dataset, in a format.

use std::io::Write;
use std::num::NonZeroUsize;
use std::sync::Arc;

use clap::Args;

use crate::analysis::order::ListOrder;
use crate::cli::print_style::PrintStyle;
use crate::cli::search::understood;
use crate::cli::{ForPeople, OutputArgs, out, print_view};
use crate::corpus::{Corpus, PassageId};
use crate::dataset;
use crate::error::{Error, Result};
use crate::export::cite::{self, CitationSource};
use crate::export::records::PrintFormat;
use crate::export::rows::{self, Shape};
use crate::export::selection::{SearchRemarks, Selection};
use crate::export::title::{TITLE_MAX, own_title};
use crate::export::{self, ExportContext, Format, Group};
use crate::flags::Filters;
use crate::search::typed;

/// What to export.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// Format of the output
    #[arg(long, value_enum, default_value_t = Format::Json)]
    pub format: Format,
    /// What a row is
    #[arg(long, value_enum, default_value_t)]
    pub shape: Shape,
    /// Put the tags of the Humanitarian Exchange Language below the head of a 3W table
    #[arg(long)]
    pub hxl: bool,
    /// Only what a search finds, best first
    #[arg(long, value_name = "QUERY", default_value = "")]
    pub query: String,
    /// What narrows the passages.
    #[command(flatten)]
    pub filters: Filters,
    /// Only these passages, in this order
    #[arg(long, value_name = "ID")]
    pub id: Vec<String>,
    /// The order of the passages or works, as the explorer sorts its list; without, a search has the best first, and all else the latest report
    #[arg(long, value_enum, value_name = "BY")]
    pub sort: Option<ListOrder>,
    /// A note of yours to a passage that is named with --id, for a brief
    #[arg(long, value_name = "ID=TEXT")]
    pub note: Vec<String>,
    /// By what a brief groups its passages
    #[arg(long, value_enum, default_value_t = Group::Body)]
    pub group: Group,
    /// The day that citations give for the day of access; today where it is not given
    #[arg(long, value_name = "DAY")]
    pub accessed: Option<String>,
    /// A title of your own, for a document or a workbook
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// At most so many passages
    #[arg(long, value_name = "N")]
    pub limit: Option<NonZeroUsize>,
}

/// Prints the selection. The exit code is 0 if it has any passages, otherwise 1.
pub fn run(export: &ExportArgs, corpus: Corpus, data: Option<&str>, print_style: PrintStyle) -> Result<u8> {
    let selection = Selection {
        query: typed::shown(&export.query, 0).collect(),
        filter: export.filters.filter(&corpus)?,
        picked: Some(picked(export, &corpus)?).filter(|p| !p.is_empty()),
        order: export.sort.unwrap_or_default(),
        limit: export.limit.map(NonZeroUsize::get),
    };
    if export.sort.is_some() && selection.picked.is_some() {
        return Err(Error::run("--id has an order of its own, so that --sort has nothing to sort"));
    }
    let accessed = accessed(export.accessed.as_deref())?;
    let corpus = Arc::new(corpus);
    let answer = (!selection.query.is_empty()).then(|| super::index(Arc::clone(&corpus)).search(&selection.query));
    answer.iter().try_for_each(understood)?;
    let passages = selection.passages(&corpus, answer.as_ref());
    if export.shape != Shape::Passages || export.hxl {
        return table(export, &corpus, &passages, &selection, print_style);
    }
    out::allow(export.format.printed())?;
    let source = CitationSource { digest: dataset::digest(&corpus)?, accessed };
    let title = title(export.title.as_deref(), export.format.printed())?;
    let context = ExportContext {
        selection: &selection,
        remarks: &SearchRemarks::of(answer.as_ref()),
        source: &source,
        format: export.format,
        group: export.group,
        title: title.as_deref(),
        data,
    };
    let mut out = out::of(export.format.printed(), print_style);
    if export.format == Format::Csv {
        print_style.begin_csv(&mut out)?;
    }
    export::write(&corpus, &passages, &context, &mut out)?;
    out.flush()?;
    Error::unless_found(!passages.is_empty()).map_err(|e| e.saying("no passage is left; what was written has none"))
}

/// Prints a table of another shape than passages.
fn table(
    export: &ExportArgs,
    corpus: &Corpus,
    passages: &[PassageId],
    selection: &Selection,
    print_style: PrintStyle,
) -> Result<u8> {
    let format = export.format.printed();
    let (filter, shape) = (&selection.filter, export.shape);
    let is_chosen = !selection.query.is_empty() || selection.picked.is_some() || selection.limit.is_some();
    if matches!(shape, Shape::Membership | Shape::Initiatives) && export.sort.is_some() {
        return Err(Error::run(format!("--sort is for passages and works; --shape {} has neither", shape.word())));
    }
    if let Some(facets) = shape.facets() {
        if is_chosen {
            return Err(Error::run(format!("--shape {} takes filters, but no query, ids or limit", shape.word())));
        }
        if filter.facets().any(|facet| !facets.contains(&facet)) {
            let flags: Vec<String> = facets.iter().map(|facet| format!("--{}", facet.word())).collect();
            return Err(Error::run(format!("--shape {} is narrowed by {} alone", shape.word(), flags.join(" and "))));
        }
    }
    if export.hxl && export.shape != Shape::WhoWhatWhere {
        return Err(Error::run("--hxl goes with --shape 3w"));
    }
    let records = shape.records(corpus, passages, selection);
    let records = if export.hxl { rows::with_hxl_tags(records) } else { records };
    let found = !records.rows.is_empty();
    let output = OutputArgs { format, accessed: export.accessed.clone(), title: export.title.clone() };
    print_view(corpus, records, ForPeople::default(), &output, print_style, found)
        .map_err(|e| e.saying(format!("--shape {}: no row is left; what was written has none", shape.word())))
}

/// Returns the day given by `--accessed`, or today.
pub fn accessed(typed: Option<&str>) -> Result<time::Date> {
    match typed {
        Some(day) => cite::read_day(day).map_err(|e| Error::run(format!("--accessed: {e}"))),
        None => cite::today().map_err(Error::run),
    }
}

/// Returns the title given by `--title`, for a format that has one.
pub fn title(typed: Option<&str>, format: PrintFormat) -> Result<Option<String>> {
    let Some(typed) = typed else { return Ok(None) };
    if !format.has_title() {
        return Err(Error::run("--title goes with --format md, html, docx and xlsx"));
    }
    if typed.chars().count() > TITLE_MAX {
        return Err(Error::run(format!("--title has more than {TITLE_MAX} characters; a title is a line")));
    }
    Ok(own_title(typed))
}

/// Looks up passages by their ids.
pub fn passages(corpus: &Corpus, ids: &[String]) -> Result<Vec<PassageId>> {
    ids.iter().map(|id| passage(corpus, id)).collect()
}

fn passage(corpus: &Corpus, id: &str) -> Result<PassageId> {
    corpus.find_passage(id.trim()).ok_or_else(|| {
        if id.split(',').all(|part| corpus.find_passage(part.trim()).is_some()) {
            return Error::run(format!("\"{id}\" is several passages; name each on its own"));
        }
        let near = corpus.passages.iter().find(|p| p.id.contains(id.trim()) && !id.trim().is_empty());
        let hint = near.map_or_else(|| "`search` prints ids".to_owned(), |p| format!("did you mean {}?", p.id));
        Error::NothingFound(format!("\"{id}\" is no passage; {hint}"))
    })
}

fn picked(export: &ExportArgs, corpus: &Corpus) -> Result<Vec<(PassageId, String)>> {
    let mut picked: Vec<(PassageId, String)> =
        passages(corpus, &export.id)?.into_iter().map(|id| (id, String::new())).collect();
    for note in &export.note {
        let (id, words) =
            note.split_once('=').ok_or_else(|| Error::run(format!("--note: \"{note}\" is not of the form ID=TEXT")))?;
        let id = passage(corpus, id)?;
        let row = picked.iter_mut().find(|p| p.0 == id);
        let row = row.ok_or_else(|| {
            Error::run(format!("--note: {} is not among those named with --id", corpus.passage(id).id))
        })?;
        words.clone_into(&mut row.1);
    }
    Ok(picked)
}
