//! `completions`, `man` and `schema`: what shells, manuals and programs need to know of the commands.

use std::io::{Write, stdout};
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, CommandFactory, ValueEnum};
use clap_complete::Shell as Known;
use clap_complete_nushell::Nushell;

use super::Cli;
use crate::corpus::{Corpus, Kind};
use crate::dataset;
use crate::error::{Error, Result};
use crate::selection::PROGRAM;

/// The shells for which completions are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    /// Bash
    Bash,
    /// Zsh
    Zsh,
    /// Fish
    Fish,
    /// `PowerShell`
    #[value(name = "powershell")]
    Pwsh,
    /// Nushell
    Nushell,
}

/// For which shell.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub shell: Shell,
}

/// Which manual page.
#[derive(Debug, Args)]
pub struct Man {
    /// A command, for its own page; without, the page of the program
    pub command: Option<String>,
    /// Write all pages to this directory instead
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    pub dir: Option<PathBuf>,
}

/// What of the JSON that is printed is described.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Described {
    /// What `export --format json` prints
    #[default]
    Export,
    /// A passage: a line of `export --format jsonl`, and what `show --format json` prints
    Passage,
    /// What `search --format json` prints
    Hits,
    /// What `list` and the views print with `--format json`
    View,
}

/// What to describe.
#[derive(Debug, Args)]
pub struct Schema {
    /// What of the JSON that is printed is described
    #[arg(value_enum, default_value_t)]
    pub what: Described,
}

/// The definitions of all that is printed as JSON.
const DEFINITIONS: &str = include_str!("schema.json");

/// Prints the completions of a shell.
pub fn completions(command: &Completions) -> Result<u8> {
    // Bash takes a blank for the end of a value.
    let fits = |value: &str| command.shell != Shell::Bash || !value.contains(' ');
    let mut cli = with_values(Cli::command(), &dataset::embedded()?, fits);
    let mut out = Vec::new();
    match command.shell {
        Shell::Nushell => clap_complete::generate(Nushell, &mut cli, PROGRAM, &mut out),
        Shell::Bash => clap_complete::generate(Known::Bash, &mut cli, PROGRAM, &mut out),
        Shell::Zsh => clap_complete::generate(Known::Zsh, &mut cli, PROGRAM, &mut out),
        Shell::Fish => clap_complete::generate(Known::Fish, &mut cli, PROGRAM, &mut out),
        Shell::Pwsh => clap_complete::generate(Known::PowerShell, &mut cli, PROGRAM, &mut out),
    }
    stdout().write_all(&out)?;
    Ok(0)
}

/// The command with what can be typed for its arguments, so that a shell completes it: the ids of bodies, kinds, reports.
fn with_values(command: clap::Command, corpus: &Corpus, fits: impl Fn(&str) -> bool) -> clap::Command {
    // The values live as long as the program, which ends once it has printed them.
    let kept = |of: &mut dyn Iterator<Item = String>| {
        of.filter(|s| fits(s)).map(|s| &*s.leak()).collect::<Vec<&'static str>>()
    };
    let bodies = kept(&mut corpus.entities.iter().map(|e| e.id.to_string()));
    let reports = kept(&mut corpus.reports.iter().map(|r| r.id.to_string()));
    let places = kept(&mut corpus.postings.places.keys().map(ToString::to_string));
    let kinds = kept(&mut Kind::ALL.iter().map(|k| k.word().to_owned()));
    let years = kept(&mut corpus.postings.years.keys().map(u16::to_string));
    let priorities = kept(&mut corpus.priorities.iter().map(|p| p.number.to_string()));
    let commands = kept(&mut command.get_subcommands().map(|c| c.get_name().to_owned()));
    let complete = |arg: clap::Arg| {
        let values = match arg.get_id().as_str() {
            "entity" | "bodies" => &bodies,
            "report" => &reports,
            "place" => &places,
            "kind" => &kinds,
            "year" => &years,
            "priority" => &priorities,
            "command" => &commands,
            _ => return arg,
        };
        arg.value_parser(PossibleValuesParser::new(values.clone())).hide_possible_values(true)
    };
    command.mut_args(complete).mut_subcommands(|command| command.mut_args(complete))
}

/// Prints a manual page, or writes all of them to a directory.
pub fn man(command: &Man) -> Result<u8> {
    let mut cli = Cli::command();
    cli.build();
    if let Some(dir) = &command.dir {
        let told = |e: std::io::Error| Error::run(format!("--dir: {}: {e}", dir.display()));
        std::fs::create_dir_all(dir).map_err(told)?;
        clap_mangen::generate_to(Cli::command(), dir).map_err(told)?;
        return Ok(0);
    }
    let page = match &command.command {
        None => cli,
        Some(name) => {
            let known: Vec<String> = cli.get_subcommands().map(|c| c.get_name().to_owned()).collect();
            cli.find_subcommand(name)
                .cloned()
                .ok_or_else(|| Error::run(format!("\"{name}\" is no command; there are {}", known.join(", "))))?
        }
    };
    let mut out = Vec::new();
    clap_mangen::Man::new(page).render(&mut out)?;
    stdout().write_all(&out)?;
    Ok(0)
}

/// Prints a JSON Schema.
pub fn schema(command: &Schema) -> Result<u8> {
    let mut schema: serde_json::Value = serde_json::from_str(DEFINITIONS).map_err(Error::json)?;
    let name = match command.what {
        Described::Export => "export",
        Described::Passage => "passage",
        Described::Hits => "hits",
        Described::View => "view",
    };
    schema["$ref"] = format!("#/$defs/{name}").into();
    let mut out = stdout().lock();
    serde_json::to_writer_pretty(&mut out, &schema).map_err(Error::json)?;
    writeln!(out)?;
    Ok(0)
}
