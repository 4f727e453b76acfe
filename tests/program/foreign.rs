//! Foreign text in marks, arguments, the configuration and the environment. None of it controls the terminal, none
//! passes for a message of ours, and none is lost.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::{Command, Output};

const HOSTILE: &[&str] = &[
    "\u{1b}[8mhidden",
    "\u{1b}[31mred\u{1b}]0;title\u{7}",
    "\u{9b}2J\u{202e}x\u{200b}",
    "one\ntwo: forged\r\nthree\ttab",
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "=HYPERLINK(\"x\")",
    "<script>*a*|`b`",
];

fn run_in(home: &Path, arguments: &[&OsStr], more: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_icat-explorer"));
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    for name in ["XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"] {
        command.env(name, home);
    }
    command.args(arguments).envs(more.iter().copied()).output().unwrap()
}

fn words<'a>(arguments: &[&'a str]) -> Vec<&'a OsStr> {
    arguments.iter().map(|&a| OsStr::new(a)).collect()
}

/// Asserts that there are no control characters except line ends and tabs, and no invisible characters.
fn assert_harmless(bytes: &[u8], what: &str) {
    let text = std::str::from_utf8(bytes).unwrap_or_else(|e| panic!("{what}: {e}"));
    let odd = text.chars().find(|&c| !matches!(c, '\n' | '\t' | '\r') && icat_explorer::text::is_harmful(c));
    assert_eq!(odd, None, "{what}: {text:?}");
}

fn marked(home: &Path) {
    let marks: Vec<serde_json::Value> =
        HOSTILE.iter().map(|words| serde_json::json!({ "id": format!("x{words}"), "note": words })).collect();
    std::fs::create_dir_all(home.join("icat-explorer")).unwrap();
    let file = serde_json::json!({ "schema": 1, "marks": marks });
    std::fs::write(home.join("icat-explorer/marks.json"), file.to_string()).unwrap();
}

#[test]
fn marks_of_anybody_are_a_line_each_and_speak_to_no_terminal() {
    let home = tempfile::tempdir().unwrap();
    marked(home.path());
    for format in ["text", "json", "jsonl", "csv", "md"] {
        for more in [&[][..], &[("CLICOLOR_FORCE", "1")][..]] {
            let output = run_in(home.path(), &words(&["marks", "--format", format]), more);
            assert_eq!(output.status.code(), Some(0));
            assert_harmless(&output.stdout, format);
            let text = String::from_utf8(output.stdout).unwrap();
            match format {
                "text" => {
                    // Wrapped or not, no line looks like the start of another mark.
                    assert!(!text.lines().any(|l| l.starts_with("two: forged")), "{text}");
                    assert!(!text.contains(&"\u{301}".repeat(8)), "{text}");
                }
                "json" => {
                    let all: serde_json::Value = serde_json::from_str(&text).unwrap();
                    let notes: Vec<&str> =
                        all["rows"].as_array().unwrap().iter().map(|r| r["note"].as_str().unwrap()).collect();
                    assert_eq!(notes, HOSTILE, "JSON keeps what it escapes");
                }
                _ => {}
            }
        }
    }
}

#[test]
fn marks_that_cannot_be_read_are_no_lack_of_marks_and_are_left_as_they_are() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("icat-explorer/marks.json");
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    assert_eq!(run_in(home.path(), &words(&["marks"]), &[]).status.code(), Some(1), "there are none");
    for (content, told) in [("{", "EOF"), ("{\"schema\":9,\"marks\":[]}", "schema 9"), ("[]", "invalid")] {
        std::fs::write(&file, content).unwrap();
        let output = run_in(home.path(), &words(&["marks"]), &[]);
        assert_eq!(output.status.code(), Some(2), "{content}");
        assert!(String::from_utf8_lossy(&output.stderr).contains(told), "{output:?}");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), content, "looking changes nothing");
    }
    std::fs::remove_file(&file).unwrap();
    std::fs::create_dir(&file).unwrap();
    assert_eq!(run_in(home.path(), &words(&["marks"]), &[]).status.code(), Some(2));
}

#[test]
fn arguments_of_anybody_pass_for_no_message_and_speak_to_no_terminal() {
    let home = tempfile::tempdir().unwrap();
    let invalid = OsStr::from_bytes(b"x\xffy\x1b[2J");
    let commands: &[&[&str]] = &[
        &["list"],
        &["show"],
        &["cite"],
        &["search", "x", "--year"],
        &["export", "--kind"],
        &["export", "--accessed"],
        &["coverage", "--sort"],
        &["compare", "IOM"],
        &["who"],
        &["man"],
        &["--data"],
        &["--color"],
        &["data", "check"],
        &["search"],
    ];
    for command in commands {
        for hostile in HOSTILE.iter().map(OsStr::new).chain([invalid]) {
            let mut arguments = words(command);
            arguments.push(hostile);
            if command == &["--data"] {
                arguments.extend(words(&["list", "reports"]));
            }
            let output = run_in(home.path(), &arguments, &[]);
            assert_harmless(&output.stdout, &format!("{arguments:?}"));
            assert_harmless(&output.stderr, &format!("{arguments:?}"));
            let told = String::from_utf8(output.stderr).unwrap();
            assert!(!told.lines().any(|l| l.starts_with("two: forged")), "{arguments:?}: {told}");
        }
    }
    let long = "x".repeat(100_000);
    let output = run_in(home.path(), &words(&["list", &long]), &[]);
    assert!(output.stderr.len() < 10_000, "{} bytes are said of a long argument", output.stderr.len());
}

#[test]
fn what_is_wrong_in_a_configuration_is_told_a_hundred_times_and_counted() {
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(home.path().join("icat-explorer")).unwrap();
    let file = home.path().join("icat-explorer/config.toml");
    let lines: Vec<String> = (0..500).map(|n| format!("\"wrong\\u001b[2J{n}\" = 1")).collect();
    std::fs::write(&file, lines.join("\n")).unwrap();
    let output = run_in(home.path(), &words(&["config", "check"]), &[]);
    assert_eq!(output.status.code(), Some(2));
    assert_harmless(&output.stderr, "config check");
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(told.lines().count(), 101);
    assert!(told.trim_end().ends_with("and 400 more problems"), "{told}");
}

#[test]
fn exit_codes_hold_whatever_can_be_written() {
    let home = tempfile::tempdir().unwrap();
    let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let bin = || Command::new(env!("CARGO_BIN_EXE_icat-explorer"));
    for (arguments, code) in [
        (&["show", "zzz"][..], 1),
        (&["search", "zzzzqqq"][..], 1),
        (&["search", "barnahaus", "--limit", "1"][..], 0),
        (&["--data", "/nope", "list", "reports"][..], 3),
        (&["list", "nothing"][..], 2),
        (&["data", "chek"][..], 2),
        (&["agreements", "UNU"][..], 1),
        (&["who", "zzzzqqq"][..], 1),
        (&["comparee", "IOM", "ILO"][..], 2),
    ] {
        let output = bin().args(arguments).env("XDG_DATA_HOME", home.path()).stderr(full()).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?} where nothing can be said");
        assert!(code != 0 || !output.stdout.is_empty(), "{arguments:?}: what is found is printed all the same");
    }
    for arguments in [&["list", "kinds"][..], &["export"], &["search", "barnahus"], &["--help"], &["schema"], &["man"]]
    {
        let output = bin().args(arguments).stdout(full()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?} where nothing can be printed");
        assert!(String::from_utf8_lossy(&output.stderr).contains("standard output cannot be written"), "{output:?}");
    }
}
