//! Snapshots of what every command prints, in every format, on a small corpus of our own; of the names in the
//! configuration; and of the schema.
//!
//! `INSTA_UPDATE=always cargo test --test program snapshots` updates them.

use std::fmt::Write as _;
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
        .envs(["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "HOME"].map(|name| (name, home.path())))
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

/// Compares digests of what every command prints on the built-in data.
#[test]
fn every_command_prints_what_it_printed_on_the_built_in_data() {
    use sha2::{Digest, Sha256};
    let commands: &[&[&str]] = &[
        &["list", "entities"],
        &["list", "years"],
        &["list", "priorities"],
        &["list", "kinds"],
        &["list", "reports"],
        &["list", "places"],
        &["list", "regions"],
        &["list", "terms"],
        &["show", "UNODC"],
        &["show", "ICAT"],
        &["show", "IOM"],
        &["show", "ar21-p3-cbss-barnahus"],
        &["search", "barnahus"],
        &["search", "children border"],
        &["search", "trafficking in persons for organ removal"],
        &["search", "iom ukraine 2022"],
        &["search", "nothing zzzz"],
        &["coverage"],
        &["coverage", "--by", "place-entity"],
        &["coverage", "--by", "kind-entity"],
        &["membership"],
        &["agreements"],
        &["agreements", "UNODC"],
        &["agreements", "IOM", "UNODC"],
        &["agreements", "--initiatives"],
        &["agreements", "--initiatives", "IOM"],
        &["commitments"],
        &["compare", "IOM", "ILO", "UNICEF"],
        &["who", "children, border"],
        &["who", "refugees, asylum"],
        &["who", "Nigeria, organ"],
    ];
    let mut lines = String::new();
    let mut put = |arguments: &[&str]| {
        let digest = Sha256::digest(printed(arguments));
        let _ = writeln!(lines, "{:016x} {}", u64::from_be_bytes(digest[..8].try_into().unwrap()), arguments.join(" "));
    };
    for command in commands {
        for format in ["text", "json", "jsonl", "csv", "md"] {
            put(&[command, &["--format", format][..]].concat());
        }
        put(&[command, &["--plain"][..]].concat());
        put(&[command, &["--color", "always"][..]].concat());
    }
    for format in ["json", "jsonl", "csv", "md"] {
        put(&["export", "--format", format]);
        put(&["export", "--format", format, "--entity", "IOM", "--year", "2022"]);
    }
    for style in ["text", "markdown", "bibtex", "ris", "csl-json"] {
        put(&["cite", "ar21-p3-cbss-barnahus", "--style", style]);
    }
    for command in [
        "search",
        "list",
        "show",
        "export",
        "cite",
        "coverage",
        "membership",
        "agreements",
        "commitments",
        "compare",
        "who",
        "marks",
        "data",
        "config",
        "schema",
        "man",
        "completions",
    ] {
        put(&[command, "--help"]);
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish", "nushell"] {
        put(&["completions", shell]);
    }
    put(&["man"]);
    put(&["data", "info"]);
    assert_snapshot!("recorded", lines);
}
