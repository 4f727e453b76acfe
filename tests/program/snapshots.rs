//! Snapshots of what every command prints, in every format, on a small corpus of our own; of the names in the
//! configuration; and of the schema.
//!
//! `INSTA_UPDATE=always cargo test --test program snapshots` updates them.

use std::process::Command;

use insta::assert_snapshot;

/// The commands that print records, which are run in every format.
const RECORDS: &[&[&str]] = &[
    &["list", "entities"],
    &["list", "years"],
    &["list", "priorities"],
    &["list", "kinds"],
    &["list", "reports"],
    &["list", "places"],
    &["list", "regions"],
    &["list", "terms"],
    &["show", "LYNX"],
    &["show", "two-mou-lynx"],
    &["show", "2021-second"],
    &["search", "lamps"],
    &["search", "quagga ward"],
    &["search", "schol"],
    &["search", "zzzz"],
    &["coverage"],
    &["coverage", "--by", "place-entity"],
    &["coverage", "--by", "year-entity", "--sort", "LYNX"],
    &["membership"],
    &["agreements"],
    &["agreements", "LYNX"],
    &["agreements", "LYNX", "OWL"],
    &["agreements", "--initiatives"],
    &["agreements", "--initiatives", "LYNX"],
    &["commitments"],
    &["compare", "LYNX", "OWL"],
    &["who", "lamps, Nordmark"],
    &["marks"],
];

/// The commands whose output is in a format of its own.
const PLAIN: &[&[&str]] = &[
    &["data", "info"],
    &["data", "check"],
    &["cite", "one-lynx-lamps"],
    &["cite", "one-lynx-lamps", "--style", "markdown"],
    &["cite", "one-lynx-lamps", "--style", "bibtex"],
    &["cite", "one-lynx-lamps", "--style", "ris"],
    &["cite", "one-lynx-lamps", "--style", "csl-json"],
    &["export", "--format", "json"],
    &["export", "--format", "jsonl", "--entity", "LYNX"],
    &["export", "--format", "csv"],
    &["export", "--format", "md"],
    &["export", "--format", "md", "--group", "priority", "--year", "2021"],
    &["list", "entities", "--plain"],
    &["coverage", "--plain"],
    &["membership", "--plain"],
    &["agreements", "--plain"],
    &["show", "LYNX", "--plain"],
    &["search", "lamps", "--plain"],
    &["search", "lamps", "--color", "always"],
    &["show", "LYNX", "--color", "always"],
    &["show", "nobody"],
    &["agreements", "OTTER"],
    &["export", "--year", "1950"],
    &["coverage", "--year", "1950"],
    &["cite", "nothing"],
];

/// Returns what a command prints on both streams, and its exit code.
fn printed(arguments: &[&str]) -> String {
    let home = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_icat-explorer"))
        .args(arguments)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/small"))
        .env("SOURCE_DATE_EPOCH", "1700000000")
        .envs(
            ["XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "HOME"]
                .map(|name| (name, home.path())),
        )
        .env_remove("NO_COLOR")
        .env_remove("LC_ALL")
        .env("LANG", "C.UTF-8")
        .output()
        .unwrap();
    let (out, told) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    format!("$ {}\n{out}{told}= {}\n", arguments.join(" "), output.status.code().unwrap_or(-1))
}

/// Returns the same for a command on the small corpus.
fn on_small(arguments: &[&str]) -> String {
    printed(&[&["--data", "data"], arguments].concat())
}

/// Returns the name of a snapshot.
fn name(arguments: &[&str]) -> String {
    arguments.join("_").replace(['-', ' ', ','], "")
}

#[test]
fn every_command_prints_what_it_printed() {
    for command in RECORDS {
        let all: String = ["text", "json", "jsonl", "csv", "md"]
            .iter()
            .map(|format| on_small(&[command, &["--format", format][..]].concat()))
            .collect();
        assert_snapshot!(name(command), all);
    }
    for command in PLAIN {
        assert_snapshot!(name(command), on_small(command));
    }
}

#[test]
fn what_users_write_down_keeps_its_names() {
    assert_snapshot!("configuration", printed(&["config", "default"]));
    assert_snapshot!("schema", printed(&["schema"]));
    assert_snapshot!("help", printed(&["--help"]));
}
