//! Words of a command line, parsed against the definition of the commands as far as possible: which command they lead
//! to, and what may follow.

use clap::{Arg, ArgAction, Command};

/// The parsed words before the cursor.
#[derive(Debug)]
pub struct ShellLine<'a> {
    /// The command that the words lead to: the program itself, or one of its commands.
    pub command: &'a Command,
    /// The number of words that lead there.
    pub from: usize,
    /// The arguments given, including flags, each with its value if it has one.
    pub given: Vec<(&'a Arg, String)>,
    /// The flag that is waiting for its value.
    pub open: Option<&'a Arg>,
    /// Whether `--` was typed, after which nothing is a flag or a command.
    pub escaped: bool,
    /// The positions of the words that are neither a command, nor a flag, nor its value.
    pub bare: Vec<usize>,
}

/// Parses the words that follow the name of the program. `root` must be built.
pub fn read<'a>(root: &'a Command, words: &[String]) -> ShellLine<'a> {
    let mut line =
        ShellLine { command: root, from: 0, given: Vec::new(), open: None, escaped: false, bare: Vec::new() };
    for (at, word) in words.iter().enumerate() {
        if let Some(flag) = line.open.take() {
            line.given.push((flag, word.clone()));
        } else if line.escaped || !word.starts_with('-') || word == "-" {
            line.bare_word(at, word);
        } else if word == "--" {
            line.escaped = true;
        } else {
            line.flag(word);
        }
    }
    line
}

impl<'a> ShellLine<'a> {
    fn bare_word(&mut self, at: usize, word: &str) {
        let command = if self.takes_command() { self.command.find_subcommand(word) } else { None };
        if let Some(command) = command {
            self.given.retain(|(arg, _)| arg.is_global_set());
            (self.command, self.from) = (command, at + 1);
            self.bare.clear();
        } else {
            if let Some(arg) = self.positional() {
                self.given.push((arg, word.to_owned()));
            }
            self.bare.push(at);
        }
    }

    fn flag(&mut self, word: &str) {
        let (name, value) = word.split_once('=').map_or((word, None), |(name, value)| (name, Some(value)));
        let Some(flag) = self.find_flag(name) else { return };
        match value {
            None if flag.get_action().takes_values() => self.open = Some(flag),
            value => self.given.push((flag, value.unwrap_or_default().to_owned())),
        }
    }

    /// Finds a flag by name, such as `--year`.
    pub fn find_flag(&self, name: &str) -> Option<&'a Arg> {
        let long = name.strip_prefix("--")?;
        self.command.get_arguments().find(|arg| arg.get_long() == Some(long))
    }

    /// Returns whether a command may follow: there is one to choose, and nothing was typed that only the explorer
    /// takes.
    pub fn takes_command(&self) -> bool {
        !self.escaped && self.command.has_subcommands() && self.given.iter().all(|(arg, _)| arg.is_global_set())
    }

    /// Returns the argument that the next bare word is for.
    pub fn positional(&self) -> Option<&'a Arg> {
        let taken = |arg: &Arg| self.given.iter().filter(|(other, _)| other.get_id() == arg.get_id()).count();
        let most = |arg: &Arg| match arg.get_action() {
            ArgAction::Append => arg.get_num_args().map_or(1, |range| range.max_values()),
            _ => 1,
        };
        let mut all = self.command.get_positionals();
        let next = |arg: &&Arg| if arg.is_last_set() { self.escaped } else { taken(arg) < most(arg) };
        all.find(next).filter(|arg| self.goes_with(arg))
    }

    /// Returns whether a flag may still be given: the help lists it, it is repeatable or was not given before, and it
    /// does not conflict with what was.
    pub fn takes(&self, flag: &Arg) -> bool {
        let again = matches!(flag.get_action(), ArgAction::Append);
        let given = |(arg, _): &(&Arg, String)| arg.get_id() == flag.get_id();
        let known = !flag.is_hide_set() && flag.get_long().is_some();
        known && (again || !self.given.iter().any(given)) && self.goes_with(flag)
    }

    /// Returns whether an argument conflicts with nothing that was given.
    fn goes_with(&self, arg: &Arg) -> bool {
        let excludes =
            |a: &Arg, b: &Arg| self.command.get_arg_conflicts_with(a).iter().any(|other| other.get_id() == b.get_id());
        let of_command = self.given.iter().filter(|(other, _)| !other.is_global_set());
        of_command.map(|(other, _)| other).all(|other| !excludes(arg, other) && !excludes(other, arg))
    }

    /// Returns what was given for an argument, by its id.
    pub fn given(&self, id: &str) -> impl Iterator<Item = &str> {
        self.given.iter().filter(move |(arg, _)| arg.get_id() == id).map(|(_, value)| value.as_str())
    }
}
