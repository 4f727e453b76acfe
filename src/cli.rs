//! The command line: a single definition, from which the help is generated, and the commands that print.

mod cite;
mod config;
mod data;
mod export;
mod list;
mod man;
mod marks;
mod mistyped;
mod out;
pub mod print_style;
mod schema;
mod search;
mod shell;
mod show;
mod views;

pub use mistyped::{Unparsed, parse};
pub use out::write;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, Parser, Subcommand, ValueHint};

use crate::analysis::order::ListOrder;
use crate::command_line::{self, PROGRAM};
use crate::config::Config;
use crate::corpus::Corpus;
use crate::dataset;
use crate::document;
use crate::document::linked::Document;
use crate::error::{Error, Result};
use crate::export::records::{self, PrintFormat, Records};
use crate::export::{ExportedView, ViewDocument, columns};
use crate::flags::Filters;
use crate::gate;
use crate::search::Index;
use crate::storage::AppDirs;
use crate::tui::app::{self, AppOptions, DataSource, ReviewStart, StartOptions};
use crate::tui::theme::{ColourScheme, Theme};
use print_style::{ColorChoice, PrintStyle};

/// Explore what the members of ICAT, the UN's Inter-Agency Coordination Group against Trafficking in Persons, are
/// mandated to do, what they did, and with whom, in the words of its five reports (2018 to 2022).
///
/// Without a command, the explorer opens in the terminal. Unofficial; no network is used.
#[derive(Debug, Parser)]
#[command(name = "icat-explorer", version, propagate_version = true, subcommand_precedence_over_arg = true, after_help = EXIT_CODES)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own on the command line")]
pub struct Cli {
    /// Load a directory of data files, or a pack of one, in place of the built-in data
    #[arg(long, value_name = "PATH", value_hint = ValueHint::AnyPath, global = true)]
    pub data: Option<PathBuf>,

    /// When colours are used
    #[arg(long, value_enum, value_name = "WHEN", global = true, default_value_t)]
    pub color: ColorChoice,

    /// Print a statement a line, without bars, columns and wrapping, as a screen reader reads it well
    #[arg(long, global = true)]
    pub plain: bool,

    /// Begin CSV with a byte order mark, so that spreadsheets read it as UTF-8
    #[arg(long, global = true)]
    pub bom: bool,

    /// Draw borders and bars with plain ASCII
    #[arg(long)]
    pub ascii: bool,

    /// Keep nothing of where you were, and do not come back to it, nor a pack of own data (marks are kept)
    #[arg(long, global = true)]
    pub no_state: bool,

    /// Open the report at this passage
    #[arg(long, value_name = "ID")]
    pub at: Option<String>,

    /// What the explorer is narrowed to when it opens.
    #[command(flatten)]
    pub filters: Filters,

    /// The order of the list when the explorer opens
    #[arg(long, value_enum, value_name = "BY")]
    pub sort: Option<ListOrder>,

    /// What the explorer searches for when it opens
    pub query: Vec<String>,

    /// The same, after `--`: no word of it is taken for a command or a flag.
    #[arg(last = true, hide = true)]
    pub words: Vec<String>,

    /// What to print; without, the explorer opens
    #[command(subcommand)]
    pub command: Option<CliCommand>,
}

const EXIT_CODES: &str = "Exit codes: 0 found, 1 nothing found, 2 wrong use or failure, 3 data not valid, 130 interrupted.\n\
NO_COLOR and CLICOLOR=0 switch colours off, CLICOLOR_FORCE=1 switches them on.";

/// How a view is printed.
#[derive(Debug, Args, Clone, Default)]
pub struct OutputArgs {
    /// Format of the output
    #[arg(long, value_enum, default_value_t)]
    pub format: PrintFormat,
    /// The day that the references of a document give for the day of access; today where it is not given
    #[arg(long, value_name = "DAY")]
    pub accessed: Option<String>,
    /// A title of your own, for a document or a workbook
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum CliCommand {
    /// Print the whole dataset, or a selection of it
    Export(export::ExportArgs),
    /// Print one passage, the profile of a body, a whole report, or a term
    Show(show::ShowArgs),
    /// Print the values that a filter can have, with how many passages each has
    List(list::ListArgs),
    /// Print the marked passages with their notes
    Marks(marks::MarksArgs),
    /// Print citations of passages
    Cite(cite::CiteArgs),
    /// Search everything and print the hits, best first (exit code 1 where there is none)
    Search(search::SearchArgs),
    /// The views.
    #[command(flatten)]
    View(views::View),
    /// Say where the configuration is, check it, or print one to start from
    #[command(subcommand)]
    Config(config::ConfigCommand),
    /// Print the completions of a shell
    Completions(shell::Completions),
    /// Print the manual page, or that of a command
    Man(man::Man),
    /// Print the JSON Schema of what is printed as JSON
    Schema(schema::SchemaArgs),
    /// Check, write out or describe the data
    #[command(subcommand)]
    Data(data::Data),
    /// Print what fits at the cursor of a shell, as the scripts that `completions` prints ask
    #[command(name = "__complete", hide = true)]
    Complete(shell::Complete),
}

/// Runs what the command line asks for and returns the exit code.
///
/// # Errors
/// Returns an error if the data is invalid, the explorer has no usable terminal, or the output cannot be written.
pub fn run(cli: &Cli) -> Result<u8> {
    crate::export::cite::read_zone();
    let dir = cli.data.as_deref();
    let data = dir.map(|dir| dir.to_str().ok_or(dir)).transpose().map_err(|dir| {
        let dir = dir.display();
        Error::run(format!("--data: {dir}: this path is not UTF-8, so that no command could name it; rename it"))
    })?;
    let view = !cli.query.is_empty() || !cli.words.is_empty() || cli.at.is_some() || cli.filters != Filters::default();
    if cli.command.is_some() && view {
        return Err(Error::run(
            "flags that narrow a command stand after it, such as `icat-explorer search ukraine --year 2022`",
        ));
    }
    let load = |path| load(path, cli.no_state);
    let print_style = PrintStyle { colour: cli.color.is_on() && !cli.plain, plain: cli.plain, bom: cli.bom };
    match &cli.command {
        Some(CliCommand::Completions(command)) => shell::completions(command),
        Some(CliCommand::Man(command)) => man::man(command),
        Some(CliCommand::Schema(command)) => schema::schema(command),
        Some(CliCommand::Complete(command)) => shell::complete(command),
        Some(CliCommand::Data(data::Data::Review { dir: given, report, source })) => {
            let start = data::review::start(given.as_deref().or(dir), report.as_deref(), source.as_deref())?;
            explore(cli, Some(&start))
        }
        Some(CliCommand::Data(command)) => data::run(command, dir, print_style),
        Some(CliCommand::Search(command)) => search::run(command, Arc::new(load(dir)?), data, print_style),
        Some(CliCommand::Export(command)) => export::run(command, load(dir)?, data, print_style),
        Some(CliCommand::Show(command)) => show::show(command, &load(dir)?, data, print_style),
        Some(CliCommand::List(command)) => list::list(command, &load(dir)?, print_style),
        Some(CliCommand::Marks(command)) => marks::run(command, &load(dir)?, data, print_style),
        Some(CliCommand::Cite(command)) => cite::run(command, load(dir)?, print_style),
        Some(CliCommand::View(view)) => views::run(view, load(dir)?, print_style),
        Some(CliCommand::Config(command)) => config::run(command),
        None => explore(cli, None),
    }
}

/// Loads the data in use, from the pack that is kept of it if there is one, and reports any files next to it that are not read.
fn load(path: Option<&Path>, no_state: bool) -> Result<Corpus> {
    let packs = path.filter(|_| !no_state).and_then(|_| {
        let places = AppDirs::of_user();
        let config = places.config.as_deref().map(Config::load).unwrap_or_default().0;
        places.packs.filter(|_| !config.no_state)
    });
    let corpus = dataset::kept(path, packs.as_deref())?;
    corpus.notices.iter().for_each(gate::say);
    Ok(corpus)
}

/// Indexes the data. If it was read from files, a pack of it is kept for the next time.
fn index(corpus: Arc<Corpus>) -> Index {
    let index = Index::new(corpus);
    dataset::cache::keep(&index);
    index
}

/// Prints records. The exit code is 0 if `found`, otherwise 1.
fn print(records: &Records, format: PrintFormat, print_style: PrintStyle, found: bool) -> Result<u8> {
    out::allow(format)?;
    let mut out = out::of(format, print_style);
    match (format, &records.text) {
        (PrintFormat::Text, Some(text)) => write!(out, "{}", print_style.fit(text))?,
        (PrintFormat::Text, None) if print_style.plain => records::statements(records, &mut out)?,
        (PrintFormat::Text, None) => write!(out, "{}", columns::table(records, print_style.width()))?,
        (PrintFormat::Csv, _) => {
            print_style.begin_csv(&mut out)?;
            records::write(records, format, &mut out)?;
        }
        _ => records::write(records, format, &mut out)?,
    }
    out.flush()?;
    Error::unless_found(found)
}

/// A page as it is laid out at a width, in columns.
type Page<'a> = &'a dyn Fn(usize) -> Document;

/// What people get of a view, if not its rows.
#[derive(Default)]
struct ForPeople<'a> {
    /// The page, which a terminal shows.
    page: Option<Page<'a>>,
    /// What a document has, if not the page.
    document: Option<ViewDocument>,
}

impl<'a> From<Page<'a>> for ForPeople<'a> {
    fn from(page: Page<'a>) -> Self {
        Self { page: Some(page), document: None }
    }
}

/// Prints a view. For people it is a page, where there is one, else the rows; a document of it, and a workbook, say where they
/// come from.
fn print_view(
    corpus: &Corpus,
    mut records: Records,
    ForPeople { page, document }: ForPeople<'_>,
    output: &OutputArgs,
    print_style: PrintStyle,
    found: bool,
) -> Result<u8> {
    let format = output.format;
    let title = export::title(output.title.as_deref(), format)?;
    if !(format.is_document() || format.is_binary()) {
        if format == PrintFormat::Text && page.is_some() {
            records.text = page.map(|page| print_style.page(&page(print_style.columns()).lines));
        }
        return print(&records, format, print_style, found);
    }
    out::allow(format)?;
    let page = || page.filter(|_| format.is_document()).map(|page| ViewDocument::Page(page(document::UNBROKEN)));
    let document = document.or_else(page);
    let (command, accessed) = (typed_command(), export::accessed(output.accessed.as_deref())?);
    let mut out = out::of(format, print_style);
    let is_dated = output.accessed.is_some();
    ExportedView { records, document, command, is_dated, title, accessed, digest: None, about: String::new() }
        .write(corpus, format, &mut out)?;
    out.flush()?;
    Error::unless_found(found)
}

/// Returns the command that is running, as it can be typed again.
fn typed_command() -> String {
    let typed = std::env::args().skip(1);
    command_line::command(&std::iter::once(PROGRAM.to_owned()).chain(typed).collect::<Vec<_>>())
}

/// Opens the explorer, or the review of a draft in it.
fn explore(cli: &Cli, review: Option<&ReviewStart>) -> Result<u8> {
    let mut places = AppDirs::of_user();
    let (config, problems) = places.config.as_deref().map(Config::load).unwrap_or_default();
    let notice = problems.first().map(|p| format!("{p} (`config check` tells all)"));
    let notice = notice.or_else(|| crate::export::cite::today().err());
    let source = match review.map(|review| &review.dir).or(cli.data.as_ref()) {
        Some(path) => DataSource::Own(path.clone()),
        None => DataSource::BuiltIn,
    };
    if cli.plain {
        return Err(Error::run(
            "--plain is for the commands, such as `icat-explorer search --plain ukraine` (see --help)",
        ));
    }
    if cli.bom {
        return Err(Error::run(
            "--bom is for the commands that print CSV, such as `icat-explorer export --format csv --bom`",
        ));
    }
    let no_state = cli.no_state || config.no_state;
    // A review changes the files with every step.
    places.packs = places.packs.filter(|_| !no_state && review.is_none());
    let reviews = places.reviews.take().filter(|_| !no_state);
    let setting = AppOptions {
        theme: Theme {
            palette: match config.palette {
                palette if palette == ColourScheme::default() => {
                    ColourScheme::of_background(std::env::var("COLORFGBG").ok().as_deref())
                }
                palette => palette,
            },
            colour: cli.color.is_on(),
            ascii: cli.ascii || config.ascii || !gate::speaks_utf8(),
        },
        keys: config.keys,
        mouse: config.mouse,
        data: cli.data.as_ref().map(|d| d.display().to_string()),
        start: StartOptions {
            query: [&cli.query[..], &cli.words].concat().join(" "),
            filters: cli.filters.clone(),
            order: cli.sort.unwrap_or_default(),
            at: cli.at.clone(),
            review: review.map(|review| ReviewStart { reviews, ..review.clone() }),
        },
        no_state,
        places,
        notice,
    };
    app::run(source, setting)
}
