//! `--sort`: what is printed has the order that the explorer shows, and the command that the explorer tells prints that.

use std::process::Command;

use crate::support::Explorer;

fn run(arguments: &[&str]) -> (String, String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_icat-explorer"))
        .args(arguments)
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr), output.status.code())
}

/// Returns the first column of a table.
fn ids(table: &str) -> Vec<String> {
    csv::Reader::from_reader(table.as_bytes()).records().map(|row| row.unwrap()[0].to_owned()).collect()
}

#[test]
fn the_command_that_an_export_tells_prints_the_same_in_the_same_order() {
    for keys in [
        "f text:iom Enter ] s",
        "f text:iom Enter ] ]",
        "f text:iom Enter ] ] s s",
        "f text:iom Enter ] ] ] s s",
        "/ text:barnahus Esc s s s",
    ] {
        let mut explorer = Explorer::new(120, 36);
        explorer.press(keys);
        explorer.press("e");
        let menu = explorer.model.menu.as_ref().unwrap();
        let row = menu.rows.iter().find(|row| row.label == "Table (CSV)").unwrap();
        let command = row.preview.lines().last().unwrap().to_owned();
        explorer.press("c Enter");
        let (_, table) = explorer.outside.written.last().unwrap();
        let words: Vec<&str> = command.split(' ').skip(1).collect();
        assert!(words.contains(&"--sort"), "{command}");
        let (printed, error, code) = run(&words);
        assert_eq!(code, Some(0), "{command}: {error}");
        assert_eq!(ids(&printed), ids(table), "{keys}: {command}");
    }
}

#[test]
fn an_order_is_asked_for_only_where_there_is_something_to_sort() {
    for arguments in [
        &["export", "--sort", "year", "--id", "ar22-unu-mission"][..],
        &["export", "--sort", "year", "--shape", "membership", "--format", "csv"],
        &["list", "places", "--sort", "body"],
        &["export", "--sort", "size"],
    ] {
        let (_, error, code) = run(arguments);
        assert_eq!(code, Some(2), "{arguments:?}: {error}");
        assert!(error.contains("--sort"), "{arguments:?}: {error}");
    }
    // A brief says in which order it is, and the command that makes it again asks for that.
    let (brief, ..) =
        run(&["export", "--format", "md", "--entity", "UNU", "--sort", "year", "--accessed", "2026-01-01"]);
    assert!(brief.contains("UNU, sorted by year"), "{brief}");
    assert!(brief.contains("--entity UNU --sort year"), "{brief}");
}
