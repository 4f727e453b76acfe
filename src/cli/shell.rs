//! `completions`: what shells need for completion with Tab. The scripts ask the program itself, through a hidden
//! command, what fits at the cursor. So they know every command and flag as it is defined, and every value that is in
//! the data.

mod bash;
mod candidates;
pub(super) mod line;
pub(super) mod values;

use std::ffi::OsString;
use std::io::{Write, stdout};
use std::path::Path;

use clap::builder::PossibleValuesParser;
use clap::{Args, CommandFactory, ValueEnum};
use clap_complete_nushell::Nushell;

use crate::cli::{Cli, out};
use crate::command_line::PROGRAM;
use crate::corpus::Corpus;
use crate::dataset;
use crate::error::Result;
use candidates::{CandidateKind, Candidates, candidates};

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

/// What stands before the cursor.
#[derive(Debug, Args)]
pub struct Complete {
    /// The shell that asks
    #[arg(value_enum)]
    pub shell: Shell,
    /// Bash: the line up to the cursor, and what of its last word is to be replaced; others: the words, the last of which
    /// is completed
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    pub words: Vec<OsString>,
}

/// Maximum bytes of the user's own data to read while somebody waits for Tab.
const READ_AT_ONCE: u64 = 8 << 20;

/// Prints the completion script of a shell.
pub fn completions(command: &Completions) -> Result<u8> {
    let script = match command.shell {
        Shell::Bash => include_str!("shell/scripts/icat-explorer.bash"),
        Shell::Zsh => include_str!("shell/scripts/icat-explorer.zsh"),
        Shell::Fish => include_str!("shell/scripts/icat-explorer.fish"),
        Shell::Pwsh => include_str!("shell/scripts/icat-explorer.ps1"),
        Shell::Nushell => &nushell()?,
    };
    let mut out = out::plain();
    out.write_all(script.as_bytes())?;
    out.flush()?;
    Ok(0)
}

/// Prints what fits at the cursor. Prints nothing, not even an error message, if that cannot be determined.
pub fn complete(command: &Complete) -> Result<u8> {
    let words: Vec<String> = command.words.iter().map(|w| w.to_string_lossy().into_owned()).collect();
    let mut root = Cli::command();
    root.build();
    stdout().write_all(answer(&root, command.shell, &words).unwrap_or_default().as_bytes())?;
    Ok(0)
}

/// Returns the answer to a shell: the kind of the candidates, then one candidate per line. Bash gets words as they are
/// typed. The other shells quote words themselves, so they also get the part of the word that precedes the candidates,
/// and a description of each candidate.
fn answer(root: &clap::Command, shell: Shell, words: &[String]) -> Option<String> {
    if shell == Shell::Bash {
        let typed = bash::read(words.first()?, words.get(1)?);
        let found = candidates(root, typed.before.get(1..)?, &typed.word, &load);
        let whole = found.values.iter().map(|v| format!("{}{}", found.prefix, v.value));
        return Some(lines([found.kind.word().to_owned()].into_iter().chain(whole.filter_map(|w| typed.answer(&w)))));
    }
    let (word, before) = words.get(1..)?.split_last()?;
    let word = if shell == Shell::Pwsh { word.strip_prefix('.').unwrap_or(word) } else { word };
    let found = candidates(root, before, word, &load);
    let head = [found.kind.word().to_owned(), found.prefix.clone()];
    let rows = found.values.iter().map(|value| row(shell, &found, value));
    Some(lines(head.into_iter().chain(rows)))
}

/// Formats a candidate for a shell other than bash. It includes the prefix, except for zsh, which adds the prefix
/// itself.
fn row(shell: Shell, found: &Candidates, value: &values::ShellValue) -> String {
    let prefix = if shell == Shell::Zsh { "" } else { &found.prefix };
    format!("{prefix}{}\t{}", value.value, value.help)
}

fn lines(rows: impl Iterator<Item = String>) -> String {
    rows.map(|row| row.replace('\n', " ") + "\n").collect()
}

impl CandidateKind {
    /// Returns the word by which the scripts know the kind.
    fn word(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Beginnings => "beginnings",
            Self::Directories => "directories",
            Self::Files => "files",
        }
    }
}

/// Loads the data of a directory if it is small enough to be read in a moment, or the built-in data without a
/// directory.
fn load(dir: Option<&Path>) -> Option<Corpus> {
    let Some(dir) = dir else { return dataset::embedded().ok() };
    let home = || Some(Path::new(&std::env::var_os("HOME")?).join(dir.strip_prefix("~").ok()?));
    let dir = home().unwrap_or_else(|| dir.to_owned());
    if dir.is_file() {
        return (std::fs::metadata(&dir).ok()?.len() <= READ_AT_ONCE).then(|| dataset::from(Some(&dir)).ok())?;
    }
    let entries =
        [dir.clone(), dir.join("reports")].into_iter().map(std::fs::read_dir).collect::<std::io::Result<Vec<_>>>();
    let mut bytes = 0;
    for entry in entries.ok()?.into_iter().flatten() {
        let about = std::fs::metadata(entry.ok()?.path()).ok()?;
        (about.is_file() || about.is_dir()).then_some(())?;
        bytes += about.len();
    }
    (bytes <= READ_AT_ONCE).then(|| dataset::from(Some(&dir)).ok())?
}

/// Returns the completions of Nushell. It works better with values that are written out than with answers from the
/// program.
fn nushell() -> Result<String> {
    let corpus = dataset::embedded()?;
    let mut root = Cli::command();
    root.build();
    // The command that answers the other shells is of no use in Nushell, nor to people.
    let defined = Cli::command();
    let shown = defined.get_subcommands().filter(|c| !c.is_hide_set()).cloned();
    let mut cli = clap::Command::new(PROGRAM)
        .version(env!("CARGO_PKG_VERSION"))
        .about(defined.get_about().cloned().unwrap_or_default())
        .propagate_version(true)
        .args(defined.get_arguments().filter(|arg| !arg.is_hide_set()))
        .subcommands(shown);
    cli = with_values(cli, &root, &corpus);
    let mut out = Vec::new();
    clap_complete::generate(Nushell, &mut cli, PROGRAM, &mut out);
    Ok(String::from_utf8_lossy(&out).into_owned())
}

/// Adds to a command the values that can be typed for its arguments.
fn with_values(command: clap::Command, root: &clap::Command, corpus: &Corpus) -> clap::Command {
    let line = line::read(root, &[]);
    let complete = |arg: clap::Arg| {
        let values = match arg.get_id().as_str() {
            "command" => values::commands(root),
            "id" | "at" => return arg,
            _ if values::is_of_data(&arg) => values::of_data(&arg, &line, corpus, false),
            _ => return arg,
        };
        // The values are leaked, but the program ends once it has printed them.
        let values = values.into_iter().map(|v| &*v.value.leak());
        arg.value_parser(PossibleValuesParser::new(values)).hide_possible_values(true)
    };
    command.mut_args(complete).mut_subcommands(|command| command.mut_args(complete))
}
