//! `completions`: what shells need so that Tab completes. The scripts ask the program itself, by a hidden command, what fits
//! at the cursor; so they know every command and flag as they are defined, and every value as the data has it.

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
use candidates::{Candidates, Kind, candidates};

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

/// Most bytes of own data that are read while somebody waits for Tab.
const READ_AT_ONCE: u64 = 8 << 20;

/// Prints the completions of a shell.
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

/// Prints what fits at the cursor; nothing, and no word of why, where nothing can be told.
pub fn complete(command: &Complete) -> Result<u8> {
    let words: Vec<String> = command.words.iter().map(|w| w.to_string_lossy().into_owned()).collect();
    let mut root = Cli::command();
    root.build();
    stdout().write_all(answer(&root, command.shell, &words).unwrap_or_default().as_bytes())?;
    Ok(0)
}

/// What a shell is answered: the kind of the candidates, and each on a line of its own. Bash takes words as they are typed;
/// the others, which quote themselves, are told what stands before the candidates in the same word, and what each is.
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

/// A candidate as a shell other than bash is told it. Zsh alone sets the prefix aside by itself.
fn row(shell: Shell, found: &Candidates, value: &values::Value) -> String {
    let prefix = if shell == Shell::Zsh { "" } else { &found.prefix };
    format!("{prefix}{}\t{}", value.value, value.help)
}

fn lines(rows: impl Iterator<Item = String>) -> String {
    rows.map(|row| row.replace('\n', " ") + "\n").collect()
}

impl Kind {
    /// The word that the scripts know it by.
    fn word(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Beginnings => "beginnings",
            Self::Directories => "directories",
        }
    }
}

/// The data of a directory where it is read in a moment, or what is built in.
fn load(dir: Option<&Path>) -> Option<Corpus> {
    let Some(dir) = dir else { return dataset::embedded().ok() };
    let home = || Some(Path::new(&std::env::var_os("HOME")?).join(dir.strip_prefix("~").ok()?));
    let dir = home().unwrap_or_else(|| dir.to_owned());
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

/// The completions of Nushell, which takes values that are written out better than it takes answers.
fn nushell() -> Result<String> {
    let corpus = dataset::embedded()?;
    let mut root = Cli::command();
    root.build();
    // The command that answers the other shells is of no use there, and of none to people.
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

/// The command with what can be typed for its arguments.
fn with_values(command: clap::Command, root: &clap::Command, corpus: &Corpus) -> clap::Command {
    let line = line::read(root, &[]);
    let complete = |arg: clap::Arg| {
        let values = match arg.get_id().as_str() {
            "command" => values::commands(root),
            "id" | "at" => return arg,
            _ if values::is_of_data(&arg) => values::of_data(&arg, &line, corpus, false),
            _ => return arg,
        };
        // The values live as long as the program, which ends once it has printed them.
        let values = values.into_iter().map(|v| &*v.value.leak());
        arg.value_parser(PossibleValuesParser::new(values)).hide_possible_values(true)
    };
    command.mut_args(complete).mut_subcommands(|command| command.mut_args(complete))
}
