//! Commands as they are typed into a shell: the same words for sh, bash, zsh and fish.

use std::fmt::Write;

use crate::text;

/// The name of the program, as typed.
pub const PROGRAM: &str = "icat-explorer";

/// A flag with its value. One that begins with a hyphen would be taken for a flag of its own, and so is joined to its flag.
#[must_use]
pub fn flag(name: &str, value: &str) -> Vec<String> {
    if value.starts_with('-') { vec![format!("--{name}={value}")] } else { vec![format!("--{name}"), value.to_owned()] }
}

/// Words that are no flags, however they begin.
#[must_use]
pub fn operands(words: Vec<String>) -> Vec<String> {
    let begins = words.iter().any(|w| w.starts_with('-')).then(|| "--".to_owned());
    begins.into_iter().chain(words).collect()
}

/// A command as it is typed into a shell.
#[must_use]
pub fn command(words: &[String]) -> String {
    words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" ")
}

/// A word as a shell takes it for itself.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=,%+@".contains(c);
    // zsh takes `=ls` for the path of ls, and fish of old `%1` for a job.
    if !word.is_empty() && word.chars().all(plain) && !word.starts_with(['=', '%']) {
        return word.to_owned();
    }
    // What `$(...)` gives loses the line breaks at its end.
    if word.chars().any(text::is_harmful) && !word.ends_with('\n') {
        return printed(word);
    }
    // Fish reads backslashes within single quotes, the others do not: they stand outside.
    let mut out = String::new();
    for part in word.split_inclusive(['\'', '\\']) {
        let bare = part.trim_end_matches(['\'', '\\']);
        if !bare.is_empty() {
            let _ = write!(out, "'{bare}'");
        }
        if let Some(last) = part.chars().next_back().filter(|_| bare.len() < part.len()) {
            out.extend(['\\', last]);
        }
    }
    if out.is_empty() { "''".to_owned() } else { out }
}

/// A word with characters that neither a line nor a terminal can hold, which the shell makes of their numbers.
fn printed(word: &str) -> String {
    let mut format = String::new();
    for (at, c) in word.char_indices() {
        let shown = c.is_alphanumeric() || " _./:=,+@".contains(c) || (c == '-' && at > 0);
        if shown && !text::is_harmful(c) {
            format.push(c);
            continue;
        }
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            let _ = write!(format, "\\{byte:03o}");
        }
    }
    format!("\"$(printf '{format}')\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_typed_as_a_shell_takes_it() {
        for (word, typed) in [
            ("search", "search"),
            ("2020..2022", "2020..2022"),
            ("", "''"),
            ("it's \"so\"", r#"'it'\''s "so"'"#),
            (r"a\b\", r"'a'\\'b'\\"),
            ("=ls", "'=ls'"),
            ("~", "'~'"),
            ("a\nb'", r#""$(printf 'a\012b\047')""#),
        ] {
            assert_eq!(command(&[word.to_owned()]), typed);
        }
    }

    #[test]
    fn values_and_words_that_look_like_flags_are_none() {
        assert_eq!(flag("query", "-x"), ["--query=-x"]);
        assert_eq!(flag("query", "x"), ["--query", "x"]);
        assert_eq!(operands(vec!["-x".to_owned()]), ["--", "-x"]);
        assert_eq!(operands(vec!["x".to_owned()]), ["x"]);
    }
}
