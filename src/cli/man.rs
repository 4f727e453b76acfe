//! `man`: the manual pages, generated from the definition of the commands and from what only a manual says.

mod roff;

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, Args, Command, CommandFactory, ValueHint};

use crate::cli::{Cli, out};
use crate::command_line::PROGRAM;
use crate::error::{Error, Result};
use crate::export::cite;
use roff::ManPage;

/// Which manual page.
#[derive(Debug, Args)]
pub struct Man {
    /// A command, for its own page; without, the page of the program
    pub command: Option<String>,
    /// Write all pages to this directory instead; no file that is there already is touched
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "command")]
    pub dir: Option<PathBuf>,
}

/// The exit codes and their meanings.
const EXIT_STATUS: &[(&str, &str)] = &[
    ("0", "What was asked for is found, or done."),
    ("1", "Nothing is found."),
    ("2", "The command was used wrongly, or could not be carried out."),
    ("3", "The data is not valid."),
    ("130", "The explorer was interrupted with `Ctrl-C`."),
];

/// The environment variables that the program reads.
const ENVIRONMENT: &[(&str, &str)] = &[
    ("`NO_COLOR`", "Where it is set and not empty, no colours are used, unless `--color always` asks for them."),
    ("`CLICOLOR_FORCE`", "Where it is set and not `0`, colours are used though standard output is no terminal."),
    ("`CLICOLOR`", "Where it is `0`, no colours are used."),
    ("`XDG_CONFIG_HOME`", "The directory of the configuration; `~/.config` where it is not set."),
    ("`XDG_DATA_HOME`", "The directory of the marks; `~/.local/share` where it is not set."),
    ("`XDG_STATE_HOME`", "The directory of the session; `~/.local/state` where it is not set."),
    ("`LINES`, `COLUMNS`", "The size that is taken for that of a terminal which does not tell its own."),
    (
        "`LC_ALL`, `LC_CTYPE`, `LANG`",
        "The first that is set says whether the terminal shows UTF-8; where not, ASCII alone is drawn, as with `--ascii`.",
    ),
    ("`TERM`", "Where it is `dumb`, no colours are used, and the explorer does not open."),
    (
        "`SOURCE_DATE_EPOCH`",
        "Seconds since 1970: the day of access that citations give, and the date of these pages, in place of today's.",
    ),
];

/// The files that the program reads and writes.
const FILES: &[(&str, &str)] = &[
    (
        "_$XDG_CONFIG_HOME/icat-explorer/config.toml_",
        "Keys, colours and switches. `icat-explorer config default` prints one to start from, `config check` says what is wrong in it.",
    ),
    ("_$XDG_DATA_HOME/icat-explorer/marks.json_", "The marked passages with their notes."),
    ("_$XDG_STATE_HOME/icat-explorer/session.json_", "Where one was, unless `--no-state` is given."),
    (
        "_$XDG_STATE_HOME/icat-explorer/reviews/_",
        "The changes of each review of a draft, so that a later one can undo them, unless `--no-state` is given.",
    ),
    (
        "_$XDG_CACHE_HOME/icat-explorer/packs/_",
        "Packs of own data, read in its place until a file of it changes. They can be deleted.",
    ),
];

/// Example commands, and what each one does.
const EXAMPLES: &[(&str, &str)] = &[
    ("icat-explorer", "Open the explorer."),
    ("icat-explorer child labour --year 2021..2022", "Open it with the hits of a query, narrowed to two years."),
    ("icat-explorer -- show me", "Search for words of which the first is the name of a command."),
    ("icat-explorer search shelters --place Africa", "Print what is said of them in a region."),
    ("icat-explorer who child victims, border, Moldova", "Print whom to call."),
    ("icat-explorer agreements ITU \"World Bank\"", "Print what is between two bodies."),
    ("icat-explorer export --entity IOM --format csv", "Print all that one body acts in, as a table."),
    ("icat-explorer data eject mydata && icat-explorer --data mydata", "Write the data out, and open one's own."),
];

/// Prints a manual page, or writes all of them to a directory.
pub fn man(command: &Man) -> Result<u8> {
    let mut root = Cli::command().disable_help_subcommand(true);
    root.build();
    if let Some(dir) = &command.dir {
        let mut pages = Vec::new();
        all_pages(&root, &root, &mut pages);
        write_new(dir, &pages)?;
        return Ok(0);
    }
    let of = match &command.command {
        None => &root,
        Some(name) => root.find_subcommand(name).filter(|c| !c.is_hide_set()).ok_or_else(|| {
            let known: Vec<&str> = visible(&root).map(Command::get_name).collect();
            Error::run(format!("\"{name}\" is no command; there are {}", known.join(", ")))
        })?,
    };
    let mut out = out::plain();
    out.write_all(page(&root, of).as_bytes())?;
    out.flush()?;
    Ok(0)
}

/// Returns the subcommands that the help of a command lists.
fn visible(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|c| !c.is_hide_set())
}

/// Returns the name of a command's page.
fn name(command: &Command) -> &str {
    command.get_display_name().unwrap_or(PROGRAM)
}

/// Collects the pages of a command and of all commands below it, each as file name and text.
fn all_pages(root: &Command, command: &Command, pages: &mut Vec<(String, String)>) {
    pages.push((format!("{}.1", name(command)), page(root, command)));
    visible(command).for_each(|below| all_pages(root, below, pages));
}

/// Writes files to a directory, all or none. Never touches anything that exists, not even a dangling symlink.
fn write_new(dir: &Path, files: &[(String, String)]) -> Result<()> {
    let failure = |path: &Path, e: &std::io::Error| match e.kind() {
        std::io::ErrorKind::AlreadyExists => {
            Error::run(format!("--dir: {} is there already; name a directory without manual pages", path.display()))
        }
        _ => Error::run(format!("--dir: {}: {e}", path.display())),
    };
    fs::create_dir_all(dir).map_err(|e| Error::run(format!("--dir: {}: {e}", dir.display())))?;
    let mut written = Vec::new();
    for (name, text) in files {
        let path = dir.join(name);
        let file = OpenOptions::new().write(true).create_new(true).open(&path);
        let done = file.and_then(|mut file| {
            written.push(path.clone());
            file.write_all(text.as_bytes())
        });
        if let Err(error) = done {
            // What cannot be removed stays; the first error is the one to report.
            written.iter().for_each(|path| drop(fs::remove_file(path)));
            return Err(failure(&path, &error));
        }
    }
    Ok(())
}

/// Renders the manual page of a command.
fn page(root: &Command, command: &Command) -> String {
    let is_root = command.get_name() == root.get_name();
    let version = root.get_version().unwrap_or_default();
    let mut page = ManPage::new(name(command), &day(), &format!("{PROGRAM} {version}"));
    page.section("NAME");
    page.name(name(command), &about(command));
    page.section("SYNOPSIS");
    synopsis(&mut page, command);
    page.section("DESCRIPTION");
    let description = command.get_long_about().or_else(|| command.get_about());
    page.paragraphs(&description.map(ToString::to_string).unwrap_or_default());
    if visible(command).next().is_some() {
        page.section("COMMANDS");
        visible(command).for_each(|c| page.tagged(&format!("`{}`", c.get_name()), &about(c)));
    }
    if command.get_positionals().any(|arg| !arg.is_hide_set()) {
        page.section("ARGUMENTS");
        command.get_positionals().filter(|arg| !arg.is_hide_set()).for_each(|arg| argument(&mut page, arg));
    }
    page.section("OPTIONS");
    command.get_opts().filter(|arg| !arg.is_hide_set()).for_each(|arg| argument(&mut page, arg));
    let switches = command.get_arguments().filter(|arg| !arg.is_hide_set() && !arg.get_action().takes_values());
    switches.for_each(|arg| argument(&mut page, arg));
    if is_root {
        of_program(&mut page);
    }
    page.section("SEE ALSO");
    let parent = if is_root { None } else { Some(root) };
    let others = visible(command).chain(parent).map(|c| format!("`{}`(1)", name(c))).collect::<Vec<_>>();
    page.paragraphs(&others.join(", "));
    page.into_text()
}

/// Adds the sections that apply to all commands to the page of the program.
fn of_program(page: &mut ManPage) {
    for (title, rows) in [("EXIT STATUS", EXIT_STATUS), ("ENVIRONMENT", ENVIRONMENT), ("FILES", FILES)] {
        page.section(title);
        rows.iter().for_each(|(what, says)| page.tagged(what, says));
    }
    page.section("EXAMPLES");
    EXAMPLES.iter().for_each(|(command, does)| page.tagged(&format!("`{command}`"), does));
}

fn about(command: &Command) -> String {
    command.get_about().map(ToString::to_string).unwrap_or_default()
}

/// Returns the date to print on a page: that of `SOURCE_DATE_EPOCH`, so that builds are reproducible, or today's.
fn day() -> String {
    cite::day(cite::today().unwrap_or_else(|_| cite::local_day()))
}

/// Adds how the command is typed.
fn synopsis(page: &mut ManPage, command: &Command) {
    let bin = command.get_bin_name().unwrap_or(PROGRAM);
    let mut words = vec![format!("`{bin}`")];
    let shown = || command.get_arguments().filter(|arg| !arg.is_hide_set());
    let is_help = |arg: &Arg| matches!(arg.get_id().as_str(), "help" | "version");
    for arg in shown().filter(|arg| !arg.is_positional() && !is_help(arg)) {
        let again = if matches!(arg.get_action(), ArgAction::Append) { "..." } else { "" };
        words.push(format!("[{}]{again}", typed(arg)));
    }
    for arg in shown().filter(|arg| arg.is_positional()) {
        words.extend(positional(arg));
    }
    if command.is_subcommand_required_set() {
        words.push("_COMMAND_".to_owned());
    } else if command.has_subcommands() {
        words.push("[_COMMAND_]".to_owned());
    }
    page.synopsis(bin, &words);
}

/// Returns a positional argument for the synopsis, as many times as it may be given.
fn positional(arg: &Arg) -> Vec<String> {
    let value = format!("_{}_", value_name(arg));
    let range = if matches!(arg.get_action(), ArgAction::Append) { arg.get_num_args() } else { None };
    let (least, most) = range.map_or((1, 1), |r| (r.min_values(), r.max_values()));
    let least = if arg.is_required_set() { least } else { 0 };
    if most == usize::MAX {
        let all = if least == 0 { format!("[{value}]") } else { value };
        return vec![format!("{all}...")];
    }
    (0..most).map(|n| if n < least { value.clone() } else { format!("[{value}]") }).collect()
}

/// Returns the name of what an argument takes: its value name, or else its id in upper case.
fn value_name(arg: &Arg) -> String {
    let named = arg.get_value_names().unwrap_or_default();
    named.first().map_or_else(|| arg.get_id().as_str().to_uppercase(), ToString::to_string)
}

/// Returns a flag with its value, as it is typed.
fn typed(arg: &Arg) -> String {
    let short = arg.get_short().map(|c| format!("`-{c}`"));
    let long = arg.get_long().map(|name| format!("`--{name}`"));
    let names = short.into_iter().chain(long).collect::<Vec<_>>().join(", ");
    if arg.get_action().takes_values() { format!("{names} _{}_", value_name(arg)) } else { names }
}

/// Adds an argument and what it does.
fn argument(page: &mut ManPage, arg: &Arg) {
    let tag = if arg.is_positional() { format!("_{}_", value_name(arg)) } else { typed(arg) };
    let mut says = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let default = arg.get_default_values().iter().map(|v| v.to_string_lossy()).collect::<Vec<_>>().join(", ");
    if arg.get_action().takes_values() && !default.is_empty() {
        says = format!("{says}; `{default}` where it is not given");
    }
    page.tagged(&tag, &says);
    let values = arg.get_possible_values();
    let values = values.iter().filter(|v| !v.is_hide_set() && arg.get_action().takes_values());
    let rows = values.map(|v| (v.get_name(), v.get_help().map(ToString::to_string).unwrap_or_default()));
    page.within(rows.map(|(name, help)| (format!("`{name}`"), help)));
}
