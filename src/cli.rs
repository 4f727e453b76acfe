//! The command line: one definition, from which help is made, and the commands that print.

mod data;
mod export;
mod search;

use std::path::PathBuf;
use std::sync::Arc;

use clap::{Parser, Subcommand, ValueEnum};

use crate::app::{self, Source};
use crate::dataset;
use crate::error::Result;
use crate::theme::Theme;

/// Explore what the members of ICAT, the UN's Inter-Agency Coordination Group against Trafficking in Persons, are
/// mandated to do, what they did, and with whom, in the words of its five reports (2018 to 2022).
///
/// Without a command, the explorer opens in the terminal. Unofficial; no network is used.
#[derive(Debug, Parser)]
#[command(name = "icat-explorer", version, propagate_version = true, after_help = EXIT_CODES)]
pub struct Cli {
    /// Load a directory of data files in place of the built-in ones
    #[arg(long, value_name = "DIR", global = true)]
    pub data: Option<PathBuf>,

    /// Draw borders and bars with plain ASCII
    #[arg(long)]
    pub ascii: bool,

    /// What to print; without, the explorer opens
    #[command(subcommand)]
    pub command: Option<Command>,
}

const EXIT_CODES: &str = "Exit codes: 0 found, 1 nothing found, 2 wrong use or failure, 3 data not valid, 130 interrupted.\n\
NO_COLOR switches colours off.";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print the whole dataset
    Export {
        /// Format of the output
        #[arg(long, value_enum, default_value_t = Format::Json)]
        format: Format,
    },
    /// Search everything and print the hits, best first (exit code 1 where there is none)
    Search(search::Search),
    /// Check, write out or describe the data
    #[command(subcommand)]
    Data(data::Data),
}

/// Formats of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One JSON document, schema 1
    Json,
}

/// Does what the command line asks for; gives the exit code.
///
/// # Errors
/// Where the data is not valid, the terminal is none, or the output cannot be written.
pub fn run(cli: &Cli) -> Result<u8> {
    let dir = cli.data.as_deref();
    match &cli.command {
        Some(Command::Data(command)) => data::run(command, dir),
        Some(Command::Search(command)) => search::run(command, Arc::new(dataset::from(dir)?)),
        Some(Command::Export { format: Format::Json }) => export::json(&dataset::from(dir)?),
        None => {
            let source = match &cli.data {
                Some(dir) => Source::Directory(dir.clone()),
                None => Source::Loaded(Box::new(dataset::embedded()?)),
            };
            let colour = std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
            app::run(source, Theme { colour, ascii: cli.ascii })
        }
    }
}
