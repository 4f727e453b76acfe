//! What fits at the cursor: a single function from the words before it to candidates.

use std::path::Path;

use clap::{Arg, Command, ValueHint};

use crate::cli::shell::line::{ShellLine, read};
use crate::cli::shell::values::{self, ShellValue};
use crate::corpus::Corpus;
use crate::corpus::filter::Facet;
use crate::search::complete::complete;
use crate::text;

/// The kind of the candidates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CandidateKind {
    /// Whole words, followed by a space.
    #[default]
    Words,
    /// Beginnings of words, not followed by a space.
    Beginnings,
    /// No candidates: the shell completes directories itself, which it does best.
    Directories,
    /// No candidates: the shell completes files itself.
    Files,
}

/// The completions that fit at the cursor.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Candidates {
    /// The kind of the candidates.
    pub kind: CandidateKind,
    /// The part of the same word before the candidates, such as `--year=`.
    pub prefix: String,
    /// The candidates, in display order.
    pub values: Vec<ShellValue>,
}

/// Finds what fits in place of `word`, which follows `before`, the words after the name of the program. `root` must be
/// built. `load` returns the data of a directory, or the built-in data, if it can be read at once.
pub fn candidates(
    root: &Command,
    before: &[String],
    word: &str,
    load: &dyn Fn(Option<&Path>) -> Option<Corpus>,
) -> Candidates {
    let line = read(root, before);
    let find = CandidateFinder { root, line: &line, load };
    if let Some(flag) = line.open {
        return find.values(flag, word, "");
    }
    if !line.escaped && word.starts_with('-') {
        let Some((name, value)) = word.split_once('=') else {
            return Candidates { values: fitting(find.flags(), word), ..Candidates::default() };
        };
        let flag = line.find_flag(name).filter(|flag| flag.get_action().takes_values());
        return flag.map(|flag| find.values(flag, value, &format!("{name}="))).unwrap_or_default();
    }
    let mut found = line.positional().map(|arg| find.values(arg, word, "")).unwrap_or_default();
    if line.takes_command() {
        let commands = fitting(values::commands(line.command), word);
        found.values = commands.into_iter().chain(found.values).collect();
    }
    if found.values.is_empty() && found.kind == CandidateKind::Words && word.is_empty() && !line.escaped {
        found.values = find.flags();
    }
    found
}

struct CandidateFinder<'a> {
    root: &'a Command,
    line: &'a ShellLine<'a>,
    load: &'a dyn Fn(Option<&Path>) -> Option<Corpus>,
}

impl CandidateFinder<'_> {
    /// Returns the flags that may still be given.
    fn flags(&self) -> Vec<ShellValue> {
        let flags = self.line.command.get_arguments().filter(|arg| self.line.takes(arg));
        let name = |flag: &Arg| Some(format!("--{}", flag.get_long()?));
        let description = |flag: &Arg| flag.get_help().map(ToString::to_string).unwrap_or_default();
        flags.filter_map(|flag| Some(ShellValue::new(name(flag)?, description(flag)))).collect()
    }

    /// Returns the values of an argument that start with `word`, without those already given.
    fn values(&self, arg: &Arg, word: &str, prefix: &str) -> Candidates {
        let prefix = prefix.to_owned();
        if arg.get_value_hint() == ValueHint::DirPath {
            return Candidates { kind: CandidateKind::Directories, prefix, values: Vec::new() };
        }
        if matches!(arg.get_value_hint(), ValueHint::FilePath | ValueHint::AnyPath) {
            return Candidates { kind: CandidateKind::Files, prefix, values: Vec::new() };
        }
        let id = arg.get_id().as_str();
        if id == "note" {
            let named = self.line.given("id").map(|id| ShellValue::new(format!("{id}="), "")).collect();
            return Candidates { kind: CandidateKind::Beginnings, prefix, values: fitting(named, word) };
        }
        let mut values = match id {
            "command" => values::commands(self.root),
            "query" | "words" => return Candidates { prefix, values: self.filters(word), ..Candidates::default() },
            _ => values::defined(arg),
        };
        let given: Vec<String> = self.line.given(id).map(text::fold_plain).collect();
        let (more, word) = kept(id, word);
        if values::is_of_data(arg) {
            let corpus = self.corpus();
            values = corpus.map(|c| values::of_data(arg, self.line, &c, !word.is_empty())).unwrap_or_default();
        }
        values.retain(|v| !given.contains(&text::fold_plain(&format!("{more}{}", v.value))));
        let mut values = fitting(values, word);
        values.iter_mut().for_each(|v| v.value.insert_str(0, more));
        Candidates { prefix, values, ..Candidates::default() }
    }

    /// Returns the filters that complete a word of a query, such as `entity:un`.
    fn filters(&self, word: &str) -> Vec<ShellValue> {
        let Some((typed, _)) = word.split_once(':') else { return Vec::new() };
        let Some(corpus) = self.corpus() else { return Vec::new() };
        let Some(found) = complete(&corpus, word) else { return Vec::new() };
        let begins = |value: &String| {
            let bare = value.trim_start_matches('"');
            let wanted = word.get(word.len() - found.typed..).unwrap_or_default().trim_start_matches('"');
            text::fold_plain(bare).starts_with(&text::fold_plain(wanted))
        };
        let stem = word.get(..word.len() - found.typed).unwrap_or(typed);
        let rows = found.values.iter().zip(&found.labels).filter(|(value, _)| begins(value));
        rows.map(|(value, label)| ShellValue::new(format!("{stem}{value}"), label.as_str())).collect()
    }

    fn corpus(&self) -> Option<Corpus> {
        let dir = self.line.given("data").last().map(Path::new);
        (self.load)(dir)
    }
}

/// Splits a word into the part that stays and the part to complete. A filter may start with `!` to exclude a value, and
/// years may be a range.
fn kept<'a>(id: &str, word: &'a str) -> (&'a str, &'a str) {
    let facet = values::facet(id);
    let bare = if facet.is_some() { word.strip_prefix('!').unwrap_or(word) } else { word };
    let value = if matches!(facet, Some(Facet::Year | Facet::Stated)) {
        bare.rsplit("..").next().unwrap_or(bare)
    } else {
        bare
    };
    word.split_at_checked(word.len() - value.len()).unwrap_or(("", word))
}

/// Returns the values that start with what was typed: exactly, else case-insensitively, else also without regard to
/// accents. A shell replaces what was typed with the common prefix of all candidates, which must not remove letters.
fn fitting(values: Vec<ShellValue>, word: &str) -> Vec<ShellValue> {
    let (low, folded) = (word.to_lowercase(), text::fold_plain(word));
    let how = |value: &str| match value {
        value if value.starts_with(word) => Some(0),
        value if value.to_lowercase().starts_with(&low) => Some(1),
        value if text::fold_plain(value).starts_with(&folded) => Some(2),
        _ => None,
    };
    let found: Vec<(u8, ShellValue)> = values.into_iter().filter_map(|v| Some((how(&v.value)?, v))).collect();
    let best = found.iter().map(|f| f.0).min();
    found.into_iter().filter(|f| Some(f.0) == best).map(|f| f.1).collect()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;
    use crate::dataset;

    fn root() -> Command {
        let mut root = Cli::command();
        root.build();
        root
    }

    /// Returns what fits at the end of a line. The words are separated by spaces, and `_` stands for a space within a
    /// word.
    fn at(root: &Command, line: &str) -> Candidates {
        let mut words: Vec<String> = line.split(' ').map(|w| w.replace('_', " ")).collect();
        let word = words.pop().unwrap_or_default();
        candidates(root, &words, &word, &|dir| if dir.is_none() { dataset::embedded().ok() } else { None })
    }

    fn fit(line: &str) -> Vec<String> {
        at(&root(), line).values.into_iter().map(|v| v.value).collect()
    }

    /// Collects all commands that the help lists, each with the words that lead to it.
    fn all<'a>(command: &'a Command, path: &str, out: &mut Vec<(String, &'a Command)>) {
        out.push((path.to_owned(), command));
        for below in command.get_subcommands().filter(|c| !c.is_hide_set() && c.get_name() != "help") {
            all(below, &format!("{path}{} ", below.get_name()), out);
        }
    }

    #[test]
    fn every_command_and_every_flag_of_it_completes_after_what_it_takes_too() {
        let root = root();
        let mut commands = Vec::new();
        all(&root, "", &mut commands);
        assert!(commands.len() > 20, "{}", commands.len());
        let has = |line: &str, wanted: &str| {
            let found = at(&root, line);
            assert!(found.values.iter().any(|v| v.value == wanted), "{line:?} has no {wanted}: {:?}", found.values);
        };
        for (path, command) in &commands {
            if let Some(own) = path.strip_suffix(' ') {
                has(own, command.get_name());
            }
            for flag in command.get_arguments().filter(|arg| !arg.is_hide_set()).filter_map(Arg::get_long) {
                let flag = format!("--{flag}");
                has(&format!("{path}--"), &flag);
                has(&format!("{path}{}", &flag[..3]), &flag);
                if command.get_positionals().next().is_some() && (command.get_name(), flag.as_str()) != ("man", "--dir")
                {
                    has(&format!("{path}UNODC {}", &flag[..3]), &flag);
                }
            }
        }
    }

    #[test]
    fn every_argument_whose_values_are_known_completes() {
        // Free text, which users make up.
        let free = ["query", "words", "need", "limit", "accessed", "note", "title"];
        let root = root();
        let mut commands = Vec::new();
        all(&root, "", &mut commands);
        for (path, command) in &commands {
            for arg in command.get_arguments().filter(|arg| arg.get_action().takes_values()) {
                if arg.is_hide_set() || free.contains(&arg.get_id().as_str()) {
                    continue;
                }
                let name = arg.get_long().map(|name| format!("--{name} ")).unwrap_or_default();
                let found = at(&root, &format!("{path}{name}"));
                assert!(
                    matches!(found.kind, CandidateKind::Directories | CandidateKind::Files)
                        || found.values.iter().any(|v| !v.value.starts_with("--")),
                    "{path}{name}<Tab> gives nothing for {}",
                    arg.get_id()
                );
                if let Some(name) = arg.get_long() {
                    let joined = at(&root, &format!("{path}--{name}="));
                    assert_eq!((joined.values, joined.kind), (found.values, found.kind), "{path}--{name}=");
                    assert_eq!(joined.prefix, format!("--{name}="));
                }
            }
        }
    }

    #[test]
    fn values_are_whole_and_as_they_are_typed() {
        for (line, wanted) in [
            ("search --place Bos", &["Bosnia and Herzegovina"][..]),
            ("search --place bosnia_A", &["Bosnia and Herzegovina"]),
            ("search --place cote", &["C\u{f4}te d'Ivoire"]),
            ("--place European_U", &["European Union"]),
            ("export --entity osc", &["OSCE", "OSCE-ODIHR"]),
            ("export --entity !osc", &["!OSCE", "!OSCE-ODIHR"]),
            ("export --entity OSCE --entity osc", &["OSCE-ODIHR"]),
            (
                "export --year 2019..202",
                &["2019..2025", "2019..2024", "2019..2023", "2019..2022", "2019..2021", "2019..2020"],
            ),
            ("compare OSCE os", &["OSCE-ODIHR", "OSRSG-CAAC", "OSRSG-SVC", "OSRSG-VAC", "OSAPG"]),
            ("compare OSCE IOM ILO OS", &[]),
            ("show 2018", &["2018-overview"]),
            ("show Barn", &["Barnahus"]),
            ("show Nigeria", &["Nigeria", "Nigeria Immigration Services"]),
            ("show forced-l", &["forced-labour"]),
            ("show ar21-p3-cbss-b", &["ar21-p3-cbss-barnahus"]),
            ("cite ar21-p3-cbss-b", &["ar21-p3-cbss-barnahus"]),
            ("export --id a --id b --note ", &["a=", "b="]),
            ("coverage --sort P", &[]),
            ("coverage --by entity-year --sort 202", &["2025", "2024", "2023", "2022", "2021", "2020"]),
            ("man compl", &["completions"]),
            ("help compl", &["completions"]),
            ("completions f", &["fish"]),
            ("data e", &["eject"]),
            ("list t", &["terms", "topics"]),
            ("search entity:wor", &["entity:WORLD-BANK"]),
            ("who entity:wor", &[]),
            ("__comp", &[]),
            ("help __comp", &[]),
            ("-- comp", &[]),
            ("--entity IOM comp", &[]),
            ("ukraine comp", &[]),
            ("--color never compa", &["compare"]),
            ("--nonsense --entity UNOD", &["UNODC"]),
            ("export --formt ", &[]),
            ("export --json=", &[]),
            ("search \u{e4}\u{301}", &[]),
        ] {
            let mut found = fit(line);
            let mut wanted: Vec<String> = wanted.iter().map(|&w| w.to_owned()).collect();
            if line == "export --formt " {
                found.retain(|f| !f.starts_with("--"));
            }
            found.sort();
            wanted.sort();
            assert_eq!(found, wanted, "{line}");
        }
    }

    #[test]
    fn a_flag_is_offered_once_and_not_beside_what_it_excludes() {
        let has = |line: &str, flag: &str| fit(line).iter().any(|f| f == flag);
        assert!(has("show UNODC --", "--format") && !has("show UNODC --format csv --", "--format"));
        assert!(has("search x --year 2022 --", "--year"), "a filter may be given again");
        assert!(has("man --", "--dir") && !has("man coverage --", "--dir") && !has("man --dir x ", "coverage"));
        assert!(!has("show UNODC --", "--json"), "what the help does not tell is not offered");
        assert!(has("membership ", "--format"), "flags follow where nothing else can");
        assert_eq!(at(&root(), "data check ").kind, CandidateKind::Directories);
        assert_eq!(at(&root(), "data check --source ").kind, CandidateKind::Files);
        assert_eq!(at(&root(), "data table --import=").kind, CandidateKind::Files);
        assert_eq!(at(&root(), "--data x show U").values, [], "values of data that cannot be read are not guessed");
        assert_eq!(at(&root(), "export --id x --note ").kind, CandidateKind::Beginnings);
    }
}
