//! `completions`, `man` and `schema`: what shells, manuals and programs need to know of the commands.

use std::io::{Write, stdout};
use std::path::PathBuf;

use clap::{Args, CommandFactory, ValueEnum};
use clap_complete::Shell as Known;
use clap_complete_nushell::Nushell;

use super::Cli;
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
    let mut cli = Cli::command();
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

/// Prints a manual page, or writes all of them to a directory.
pub fn man(command: &Man) -> Result<u8> {
    let mut cli = Cli::command();
    cli.build();
    if let Some(dir) = &command.dir {
        std::fs::create_dir_all(dir)?;
        clap_mangen::generate_to(Cli::command(), dir)?;
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
