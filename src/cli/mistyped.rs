//! Parsing of the command line. Anything that is not a command opens the explorer with a query, so a mistyped command
//! would be searched for. This module tells a mistyped command from a word that somebody wants to find.

use std::cell::OnceCell;
use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::sync::Arc;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory, Parser, Subcommand};

use crate::cli::Cli;
use crate::cli::shell::line::{self, ShellLine};
use crate::cli::shell::values;
use crate::command_line::{self, PROGRAM};
use crate::dataset;
use crate::search::Index;
use crate::text;

/// The index of the data in use, built when it is first needed.
type Reports = OnceCell<Option<Index>>;

/// Arguments that do not lead to a command.
#[derive(Debug)]
pub enum Unparsed {
    /// Help or the version was requested.
    Help(clap::Error),
    /// The definition of the commands rejects the arguments.
    Refused(clap::Error),
    /// The first word looks like a mistyped command. Holds the question which command was meant.
    Question(String),
}

/// Parses the arguments, the first of which is the name of the program.
///
/// # Errors
/// Returns an error if the arguments are neither a command nor a query.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Cli, Unparsed> {
    let arguments = joined(arguments.into_iter().collect());
    let words: Vec<String> = arguments.iter().skip(1).map(|w| w.to_string_lossy().into_owned()).collect();
    match Cli::try_parse_from(&arguments) {
        Ok(cli) if cli.command.is_some() || cli.query.is_empty() => Ok(cli),
        Ok(cli) => {
            question(&words, false, &OnceCell::new()).map_or(Ok(cli), |asked_back| Err(Unparsed::Question(asked_back)))
        }
        Err(error) if !error.use_stderr() => Err(Unparsed::Help(error)),
        Err(error) => {
            let unknown = error.kind() == ErrorKind::UnknownArgument;
            let asked_back = unknown.then(|| question(&words, true, &OnceCell::new())).flatten();
            Err(asked_back.map_or_else(|| Unparsed::Refused(with_search(error, &words)), Unparsed::Question))
        }
    }
}

/// Joins a flag and its value with `=` if the value is also the name of a command. In `--data data` the value names a
/// directory, but clap would start a command with it.
fn joined(arguments: Vec<OsString>) -> Vec<OsString> {
    let is_command = |word: &OsString| word.to_str().is_some_and(super::CliCommand::has_subcommand);
    let is_flag = |word: &OsString| word.to_str().is_some_and(|w| w.starts_with("--"));
    // Hardly ever so: the definition of all flags is not built for nothing.
    if !arguments.windows(2).any(|pair| matches!(pair, [flag, value] if is_flag(flag) && is_command(value))) {
        return arguments;
    }
    let root = Cli::command();
    let takes_value = |word: &str| {
        let flag = word.strip_prefix("--").and_then(|name| root.get_arguments().find(|a| a.get_long() == Some(name)));
        flag.is_some_and(|a| a.get_action().takes_values())
    };
    let mut out = Vec::with_capacity(arguments.len());
    let mut rest = arguments.into_iter();
    out.extend(rest.next());
    while let Some(word) = rest.next() {
        if word == "--" || is_command(&word) {
            out.push(word);
            out.extend(rest);
            break;
        }
        if !word.to_str().is_some_and(takes_value) {
            out.push(word);
            continue;
        }
        match rest.next() {
            Some(value) if is_command(&value) => {
                out.push([&word, OsStr::new("="), &value].into_iter().collect());
            }
            value => {
                out.push(word);
                out.extend(value);
            }
        }
    }
    out
}

/// Returns the question whether a command was meant, if the first word is a slip away from one. `refused` means that
/// the words cannot be parsed as a query anyway.
///
/// A word counts as a slip if letters are swapped, dropped, doubled or, in longer commands, mistyped. The command must
/// accept what follows, or nothing may follow. Unless `refused`, the words must also not be those of the reports, and
/// the first must not be an English form of the command's name.
fn question(words: &[String], refused: bool, reports: &Reports) -> Option<String> {
    let mut root = Cli::command();
    root.build();
    let read = line::read(&root, words);
    let first = *read.bare.first().filter(|_| read.from == 0)?;
    let typed = words.get(first)?;
    if words.iter().take(first).any(|w| w == "--") || !typed.chars().all(|c| c.is_ascii_lowercase()) {
        return None;
    }
    let names = root.get_subcommands().filter(|c| !c.is_hide_set()).map(Command::get_name);
    let mut near: Vec<(usize, &str)> = names.filter_map(|name| Some((slips(typed, name)?, name))).collect();
    near.sort_by_key(|n| n.0);
    let reports = || {
        let dir = read.given("data").last().map(Path::new);
        let load = || dataset::from(dir).or_else(|_| dataset::embedded()).ok();
        reports.get_or_init(|| load().map(|corpus| Index::new(Arc::new(corpus)))).as_ref()
    };
    let meant = near.into_iter().find(|&(slips, name)| {
        let meant: Vec<String> =
            words.iter().enumerate().map(|(at, w)| if at == first { name.to_owned() } else { w.clone() }).collect();
        let alone = read.bare.len() == 1 && words.len() == first + 1;
        let program = PROGRAM.to_owned();
        if !alone && Cli::try_parse_from(std::iter::once(&program).chain(&meant)).is_err() {
            return false;
        }
        let known = !alone && takes_all(&root, &meant, first + 1, &reports);
        is_close(typed, name, slips, known) && (refused || !is_query(&read, words, (typed, name), known, &reports))
    });
    let meant = meant?.1;
    let command = |first_word: &[&str]| {
        let all = [PROGRAM].iter().chain(first_word).map(|w| (*w).to_owned());
        let all: Vec<String> = all.chain(words.iter().skip(first + 1).cloned()).collect();
        command_line::command(&all)
    };
    let (meant, searched) = (command(&[meant]), command(&["--", typed]));
    Some(format!(
        "there is no command \"{typed}\"; did you mean `{meant}`?\nTo search for the words all the same: {searched}"
    ))
}

/// Returns the number of typing slips between a word and the name of a command, or `None` if there are more than two.
fn slips(typed: &str, name: &str) -> Option<usize> {
    Some(strsim::osa_distance(typed, name)).filter(|&slips| slips <= 2)
}

/// Returns whether a number of slips is small for a name. Short words are close to many others. In these, a letter may
/// be swapped, dropped or doubled, but not mistyped, unless what follows is `known` as something the command takes.
fn is_close(typed: &str, name: &str, slips: usize, known: bool) -> bool {
    let same_letters = {
        let sorted = |w: &str| {
            let mut letters: Vec<char> = w.chars().collect();
            letters.sort_unstable();
            letters
        };
        sorted(typed) == sorted(name)
    };
    let begins = typed.chars().next() == name.chars().next() || same_letters;
    let single = |w: &str| {
        let mut letters: Vec<char> = w.chars().collect();
        letters.dedup();
        letters
    };
    let slip = same_letters || typed.len() < name.len() || single(typed) == single(name);
    let few = match name.len() {
        0..=3 => slips == 1 && typed.len() >= name.len() && (slip || known),
        4..=5 => slips == 1 && (slip || known),
        6..=9 => slips <= 1 + usize::from(known),
        _ => slips <= 2,
    };
    begins && few
}

/// Returns whether a word is an English form of the name of a command, such as "compared" for `compare`, or "mark" for
/// `marks`.
fn is_form(typed: &str, name: &str) -> bool {
    let stem = name.strip_suffix('e').unwrap_or(name);
    let ends = ["s", "es", "d", "ed", "ing", "er", "ers"];
    name.strip_suffix('s') == Some(typed)
        || ends.iter().any(|end| [name, stem].iter().any(|w| typed.strip_suffix(end) == Some(w)))
}

/// Returns whether the words are more likely a query: the first word occurs in the reports or is a form of the
/// command's name. If what follows is `known` as something the command takes, all other words have to occur in the
/// reports, too.
fn is_query<'a>(
    read: &ShellLine<'_>,
    words: &[String],
    (typed, name): (&str, &str),
    known: bool,
    reports: &dyn Fn() -> Option<&'a Index>,
) -> bool {
    let Some(index) = reports() else { return false };
    let first = is_form(typed, name) || index.has(typed) && !name.starts_with(typed);
    let rest = || read.bare.iter().skip(1).filter_map(|&at| words.get(at));
    first && (!known || rest().flat_map(|w| w.split_whitespace()).all(|w| index.has(w)))
}

/// Returns whether everything that follows a command is known as something it takes: a body, a shell, a subcommand.
fn takes_all<'a>(root: &Command, words: &[String], from: usize, reports: &dyn Fn() -> Option<&'a Index>) -> bool {
    let read = line::read(root, words);
    let positional = read.given.iter().filter(|(arg, _)| arg.is_positional());
    let knows = |(arg, value): &(&clap::Arg, String)| {
        let names = |v: &values::ShellValue| text::fold_plain(&v.value) == text::fold_plain(value);
        if values::defined(arg).iter().any(names)
            || arg.get_id() == "command" && values::commands(root).iter().any(names)
        {
            return true;
        }
        let in_data = |index: &Index| {
            let corpus = index.corpus();
            corpus.find_entity(value).is_some() || values::of_data(arg, &read, corpus, true).iter().any(names)
        };
        values::is_of_data(arg) && reports().is_some_and(in_data)
    };
    let all: Vec<bool> = positional.map(knows).collect();
    let deeper = read.from > from;
    all.iter().all(|&known| known) && (deeper || !all.is_empty())
}

/// Adds to a parse error how to search for the words, if all of them occur in the reports and clap has nothing similar
/// to suggest.
fn with_search(mut error: clap::Error, words: &[String]) -> clap::Error {
    let kinds = [ErrorKind::UnknownArgument, ErrorKind::InvalidSubcommand, ErrorKind::InvalidValue];
    let near = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    if !kinds.contains(&error.kind()) || near.iter().any(|&kind| error.get(kind).is_some()) || words.len() < 2 {
        return error;
    }
    let Ok(corpus) = dataset::embedded() else { return error };
    let index = Index::new(Arc::new(corpus));
    if words.iter().all(|word| index.has(word)) {
        let all: Vec<String> = [PROGRAM, "--"].iter().map(|&w| w.to_owned()).chain(words.iter().cloned()).collect();
        let tip = format!("to search for these words: {}", command_line::command(&all));
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
    }
    error
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::search::tokenizer;

    fn asked(line: &str) -> Option<String> {
        thread_local!(static REPORTS: Reports = const { OnceCell::new() });
        let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        let refused = Cli::try_parse_from([PROGRAM].into_iter().chain(line.split(' '))).is_err();
        REPORTS.with(|reports| question(&words, refused, reports))
    }

    #[test]
    fn a_value_that_is_called_like_a_command_is_a_value() {
        let read = |line: &str| parse([PROGRAM].into_iter().chain(line.split(' ')).map(OsString::from));
        for (line, data) in [
            ("--data data list entities", "data"),
            ("--data marks search data", "marks"),
            ("--data=who data check", "who"),
            ("--data", ""),
        ] {
            match read(line) {
                Ok(cli) => assert_eq!(cli.data.as_deref(), Some(Path::new(data)), "{line}"),
                Err(error) => assert!(data.is_empty(), "{line}: {error:?}"),
            }
        }
        let Ok(cli) = read("--entity data -- data") else { panic!("a query after a hyphen pair") };
        assert_eq!((cli.words, cli.command.is_none()), (vec!["data".to_owned()], true));
        let Ok(cli) = read("export --query data") else { panic!("a command") };
        assert!(matches!(cli.command, Some(crate::cli::CliCommand::Export(e)) if e.query == "data"));
    }

    #[test]
    fn a_slip_away_from_a_command_is_a_question() {
        for (line, meant) in [
            ("comparee IOM ILO", "compare IOM ILO"),
            ("comparee", "compare"),
            ("comapre IOM ILO", "compare IOM ILO"),
            ("compar IOM ILO", "compare IOM ILO"),
            ("searc ukraine", "search ukraine"),
            ("compair IOM ILO", "compare IOM ILO"),
            ("serach ukraine", "search ukraine"),
            ("serach ukraine --limit 3", "search ukraine --limit 3"),
            ("lits entities", "list entities"),
            ("lisr entities", "list entities"),
            ("shwo UNODC", "show UNODC"),
            ("shiw UNODC", "show UNODC"),
            ("shwo", "show"),
            ("whoo border", "who border"),
            ("agrements", "agreements"),
            ("comitments", "commitments"),
            ("membershp --format json", "membership --format json"),
            ("coverge --year 2022", "coverage --year 2022"),
            ("exprot --format csv", "export --format csv"),
            ("dtaa check", "data check"),
            ("confg path", "config path"),
            ("completion bash", "completions bash"),
            ("mna coverage", "man coverage"),
            ("hlep", "help"),
            ("--color never comparee IOM ILO", "compare IOM ILO"),
        ] {
            let told = asked(line).unwrap_or_else(|| panic!("{line} is not asked about"));
            assert!(told.contains(&format!("`icat-explorer {meant}`")), "{line}: {told}");
            let typed = line.trim_start_matches("--color never ");
            assert!(told.ends_with(&format!("icat-explorer -- {typed}")), "{line}: {told}");
        }
    }

    #[test]
    fn what_people_search_for_is_no_question() {
        for line in [
            "lists",
            "members",
            "market",
            "mark",
            "marked",
            "sites",
            "cited",
            "compared",
            "comparing",
            "exploitation",
            "shown",
            "snow",
            "memberships",
            "coverages",
            "exports",
            "expert",
            "schemes",
            "completion",
            "agreement",
            "agreement IOM ILO",
            "city",
            "date",
            "last years",
            "many victims",
            "men",
            "map",
            "wto",
            "oman",
            "Comparee",
            "maras",
            "whom to call",
            "research",
            "market access",
            "search_party",
            "completing",
            "-- comparee IOM ILO",
            "--entity IOM comparee-like words",
            "comparee is no word of these",
            "shown to work",
            "d\u{e1}ta protection",
            "child labour",
            "",
        ] {
            assert_eq!(asked(line), None, "{line}");
        }
    }

    #[test]
    fn no_word_of_the_reports_is_a_question() {
        let corpus = dataset::embedded().expect("the built-in data is sound");
        let texts = corpus.passages.iter().flat_map(|p| [p.text.as_str(), p.headline.as_str()]);
        let mut words: BTreeSet<String> = texts.flat_map(tokenizer::words).collect();
        words.extend(corpus.glossary.iter().flat_map(|t| tokenizer::words(&t.term)));
        words.extend(corpus.postings.places.keys().flat_map(|p| tokenizer::words(p)));
        assert!(words.len() > 4000, "{}", words.len());
        let near = |word: &&String| word.len() < 14 && word.chars().all(|c| c.is_ascii_lowercase());
        for word in words.iter().filter(near) {
            let root = [
                "show", "list", "export", "compare", "marks", "data", "man", "who", "cite", "search", "schema",
                "config",
            ];
            let long = ["coverage", "membership", "agreements", "commitments", "completions", "help"];
            let near = root.iter().chain(&long).filter_map(|name| slips(word, name)).min();
            if near.is_some_and(|slips| slips > 0) {
                assert_eq!(asked(word), None, "{word}");
            }
            if near == Some(1) {
                assert_eq!(asked(&format!("{word} of shelters")), None, "{word} of shelters");
            }
        }
    }

    #[test]
    fn words_that_are_no_arguments_of_a_command_can_be_searched_for() {
        let told = |line: &str| {
            let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
            let error = Cli::try_parse_from([PROGRAM].into_iter().chain(line.split(' '))).expect_err(line);
            with_search(error, &words).to_string()
        };
        assert!(told("coverage of shelters").contains("icat-explorer -- coverage of shelters"));
        assert!(told("data protection").contains("icat-explorer -- data protection"));
        assert!(told("data chek").contains("'check'") && !told("data chek").contains(" -- "));
        assert!(told("list entites").contains("'entities'"));
        assert!(!told("completions nonsense").contains(" -- "));
    }
}
