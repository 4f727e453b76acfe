//! Commands quoted for a shell: so that sh, bash, zsh and fish read the same words, or PowerShell and cmd on Windows.

use std::fmt::Write;

use crate::text;

/// The name of the program, as typed.
pub const PROGRAM: &str = "icat-explorer";

/// Returns a flag with its value. A value that starts with a hyphen would be read as a flag, so it is joined to its
/// flag with `=`.
#[must_use]
pub fn flag(name: &str, value: &str) -> Vec<String> {
    if value.starts_with('-') { vec![format!("--{name}={value}")] } else { vec![format!("--{name}"), value.to_owned()] }
}

/// Marks words as operands with `--` if any of them starts with a hyphen.
#[must_use]
pub fn operands(words: Vec<String>) -> Vec<String> {
    let begins = words.iter().any(|w| w.starts_with('-')).then(|| "--".to_owned());
    begins.into_iter().chain(words).collect()
}

/// Joins words into a command line for a shell.
#[must_use]
pub fn command(words: &[String]) -> String {
    let quoted = if cfg!(windows) { quoted_for_windows } else { quoted };
    words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" ")
}

/// Quotes a word for PowerShell and cmd if necessary. Where they differ, for PowerShell.
fn quoted_for_windows(word: &str) -> String {
    // PowerShell splits at commas, and reads `@` and `%` at the beginning.
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=+\\".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    let mut out = String::from("\"");
    for c in word.chars() {
        match c {
            // Programs read two as one within quotes, and so does PowerShell, which takes curly ones for straight ones.
            '"' | '\u{201c}'..='\u{201e}' => out.extend([c, c]),
            '$' | '`' => out.extend(['`', c]),
            c if text::is_harmful(c) => drop(write!(out, "$([char]0x{:x})", u32::from(c))),
            c => out.push(c),
        }
    }
    // A backslash before the closing quote would make it a part of the word.
    let at_end = out.chars().rev().take_while(|&c| c == '\\').count();
    out.push_str(&"\\".repeat(at_end));
    out.push('"');
    out
}

/// Quotes a word for a shell if necessary.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=,%+@".contains(c);
    // zsh expands `=ls` to the path of ls, and old versions of fish read `%1` as a job.
    if !word.is_empty() && word.chars().all(plain) && !word.starts_with(['=', '%']) {
        return word.to_owned();
    }
    // `$(...)` drops the line breaks at the end of its output.
    if word.chars().any(text::is_harmful) && !word.ends_with('\n') {
        return printed(word);
    }
    // Fish interprets backslashes within single quotes, the other shells do not, so they go outside the quotes.
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

/// Writes a word with characters that neither a line nor a terminal can hold as a `printf` call with octal escapes.
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
    fn a_command_is_typed_as_powershell_and_cmd_take_it() {
        for (word, typed) in [
            ("search", "search"),
            ("2020..2022", "2020..2022"),
            ("", "\"\""),
            ("West Africa", "\"West Africa\""),
            ("\"organ removal\"", "\"\"\"organ removal\"\"\""),
            ("it's", "\"it's\""),
            ("a,b", "\"a,b\""),
            ("C:\\my data\\", "\"C:\\my data\\\\\""),
            ("$HOME `x`", "\"`$HOME ``x``\""),
            ("100%", "\"100%\""),
            ("a\nb", "\"a$([char]0xa)b\""),
        ] {
            assert_eq!(quoted_for_windows(word), typed);
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
