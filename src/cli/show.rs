//! `show`: prints one passage, report, profile or term in full.

use std::io::Write;

use clap::Args;
use serde::Serialize;

use crate::cli::export::{accessed, title};
use crate::cli::out;
use crate::cli::print_style::PrintStyle;
use crate::cli::{OutputArgs, Page, print, print_view};
use crate::command_line;
use crate::corpus::filter::Filter;
use crate::corpus::strings::Str;
use crate::corpus::subject::Subject;
use crate::corpus::vocabulary::WorldPlace;
use crate::corpus::{Corpus, PassageId, ReportId};
use crate::dataset;
use crate::document;
use crate::error::{Error, Result};
use crate::export::cite::CitationSource;
use crate::export::json::PassageOut;
use crate::export::records::{PrintFormat, Records, Tabular};
use crate::export::selection::{SearchRemarks, Selection};
use crate::export::table::TableCell;
use crate::export::{self, ExportContext, Group, rows};
use crate::gate;
use crate::search::Answer;
use crate::search::highlight::Highlighter;
use crate::text;

/// What to show.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The id of a passage or a report, or the name of a body, a place, a topic, a work, a partner or a term; "place:" and
    /// the like before it say which
    pub what: String,
    /// How it is printed.
    #[command(flatten)]
    pub output: OutputArgs,
    /// The same as --format json
    #[arg(long, hide = true, conflicts_with = "format")]
    pub json: bool,
}

/// Prints a passage with its place and tags, a whole report, a term, or the profile of a body, a place, a topic, a work or a
/// partner. `data` is the directory
/// of the user's own data, as typed.
pub fn show(command: &ShowArgs, corpus: &Corpus, data: Option<&str>, print_style: PrintStyle) -> Result<u8> {
    let mut output = command.output.clone();
    if command.json {
        output.format = PrintFormat::Json;
    }
    let format = output.format;
    if let Some(id) = corpus.find_passage(&command.what) {
        return passage(corpus, id, data, &output, print_style);
    }
    let subjects = corpus.subjects(&command.what);
    if let Some(subject @ Subject::Body(_)) = subjects.first() {
        return profile(corpus, *subject, &output, print_style);
    }
    if let Some((id, _)) = (0u16..).zip(&corpus.reports).find(|(_, r)| r.id == *command.what) {
        return whole(corpus, ReportId(id), data, &output, print_style);
    }
    if let Some((first, others)) = subjects.split_first() {
        for other in others {
            let (noun, show) = (other.noun(), shown(&other.typed(corpus)));
            gate::say(format_args!("\"{}\" is also a {noun}: `{show}`", command.what));
        }
        return profile(corpus, *first, &output, print_style);
    }
    let wanted = text::fold_plain(command.what.strip_prefix("term:").unwrap_or(&command.what));
    if let Some(n) = corpus.glossary.iter().position(|t| text::fold_plain(&t.term) == wanted) {
        return print(&term(corpus, n), format, print_style, true);
    }
    if let Some(place) = corpus.places_called(&command.what).first().and_then(|name| corpus.world_place(name)) {
        return Err(Error::NothingFound(unnamed(corpus, place)));
    }
    if let Some(topic) = corpus.find_topic(&command.what) {
        return profile(corpus, Subject::Topic(topic), &output, print_style);
    }
    let message = format!(
        "\"{}\" is no passage, body, report, place, topic, work, partner or term; `search` and `list` name them{}",
        command.what,
        corpus.did_you_mean(&command.what)
    );
    Err(Error::NothingFound(message))
}

/// Says that no passage names a place, and which of the regions that it lies in passages name.
fn unnamed(corpus: &Corpus, place: &WorldPlace) -> String {
    let regions = place.within.iter().filter_map(|&n| corpus.places.get(usize::from(n)));
    let near: Vec<String> = regions
        .filter(|region| !corpus.gazetteer().tags(&region.name).is_empty())
        .map(|region| format!("`{}`", shown(&region.name)))
        .collect();
    let near = if near.is_empty() { String::new() } else { format!("; see {}", near.join(", ")) };
    format!("no passage in these reports names {}; that is not the same as no activity{near}", place.name)
}

/// Returns the command that shows something.
fn shown(name: &str) -> String {
    command_line::command(&["show".to_owned(), name.to_owned()])
}

/// Prints the profile of a subject.
fn profile(corpus: &Corpus, subject: Subject, output: &OutputArgs, print_style: PrintStyle) -> Result<u8> {
    let page = |width| document::profile::profile(corpus, subject, width);
    print_view(corpus, rows::profile(corpus, subject), (&page as Page<'_>).into(), output, print_style, true)
}

fn passage(
    corpus: &Corpus,
    id: PassageId,
    data: Option<&str>,
    output: &OutputArgs,
    print_style: PrintStyle,
) -> Result<u8> {
    let format = output.format;
    out::allow(format)?;
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
        _ => {
            let selection = Selection { picked: Some(vec![(id, String::new())]), ..Selection::default() };
            write_selection(corpus, (&[id], &selection), None, data, output, print_style, &mut out)?;
        }
    }
    out.flush()?;
    Ok(0)
}

/// Writes passages, and the selection that chose them, the way `export` does.
pub(super) fn write_selection(
    corpus: &Corpus,
    (passages, selection): (&[PassageId], &Selection),
    answer: Option<&Answer>,
    data: Option<&str>,
    output: &OutputArgs,
    print_style: PrintStyle,
    out: &mut impl Write,
) -> Result<()> {
    let format = output.format;
    if format == PrintFormat::Csv {
        print_style.begin_csv(out)?;
    }
    let title = title(output.title.as_deref(), format)?;
    let source = CitationSource { digest: dataset::digest(corpus)?, accessed: accessed(output.accessed.as_deref())? };
    let (format, title) = (export::Format::of_printed(format), title.as_deref());
    let context = ExportContext {
        selection,
        remarks: &SearchRemarks::of(answer),
        source: &source,
        format,
        group: Group::Body,
        title,
        data,
    };
    export::write(corpus, passages, &context, out)
}

/// Prints a whole report in reading order.
fn whole(
    corpus: &Corpus,
    id: ReportId,
    data: Option<&str>,
    output: &OutputArgs,
    print_style: PrintStyle,
) -> Result<u8> {
    let format = output.format;
    let row = corpus.report(id);
    out::allow(format)?;
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
        let passages = selection.passages(corpus, None);
        write_selection(corpus, (&passages, &selection), None, data, output, print_style, &mut out)?;
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
        let [term, stands_for, means, _, told_of_in] = self.words().map(TableCell::from);
        Some(vec![term, stands_for, means, TableCell::count(self.passages), told_of_in])
    }
}

/// Returns a term of the glossary as records.
fn term(corpus: &Corpus, n: usize) -> Records {
    let term = &corpus.glossary[n];
    let row = GlossaryRow {
        term: term.term,
        stands_for: term.expansion,
        means: term.meaning,
        passages: corpus.passages_naming(n).len(),
        told_of_in: term.defined_in.map_or_else(String::new, |id| corpus.passage(id).id.to_string()),
    };
    let mut records = Records::new("term", term.term.as_str(), &GlossaryRow::COLUMNS);
    let fields = GlossaryRow::COLUMNS.into_iter().zip(row.words()).filter(|(_, words)| !words.is_empty());
    records.text = Some(fields.fold(String::new(), |text, (name, words)| text + name + ": " + &words + "\n"));
    records.extend([row]);
    records
}
