//! The frames and outputs in the guide are what the program draws and prints.
//!
//! `UPDATE_DOCS=1 cargo test --test program guide -- --test-threads=1` updates them.

use std::fmt::Write;

use crate::support::Explorer;

/// Runs the commands listed in the guide. Returns each command line followed by its output.
fn transcript(guide: &str) -> String {
    let (before, _) = guide.split_once("<!-- commands -->").unwrap();
    let listed = before.rsplit("\n\n").find(|block| block.starts_with("    $ ")).unwrap();
    let mut out = String::new();
    for line in listed.lines() {
        let typed = line.trim_start().trim_start_matches("$ ");
        let command = typed.replacen("icat-explorer", env!("CARGO_BIN_EXE_icat-explorer"), 1);
        let output = std::process::Command::new("sh").args(["-c", &command]).output().unwrap();
        writeln!(out, "$ {typed}\n{}", String::from_utf8(output.stdout).unwrap()).unwrap();
    }
    out
}

/// Returns the guide with the current output of its commands.
fn with_outputs(guide: &str) -> String {
    let fresh = transcript(guide);
    assert!(fresh.contains("DPO Department of Peace Operations") && fresh.contains("by way of entries"), "{fresh}");
    let (before, rest) = guide.split_once("<!-- commands -->\n```text\n").unwrap();
    let (_, after) = rest.split_once("```\n").unwrap();
    format!("{before}<!-- commands -->\n```text\n{fresh}```\n{after}")
}

/// Returns the guide with the frames that the program draws now.
fn with_frames(guide: &str) -> String {
    let mut fresh = String::new();
    let mut rest = guide;
    let mut frames = 0;
    while let Some(at) = rest.find("<!-- frame ") {
        let (before, from) = rest.split_at(at);
        let (head, from) = from.split_once(" -->\n```text\n").unwrap();
        let (_, after) = from.split_once("```\n").unwrap();
        let (size, keys) = head.trim_start_matches("<!-- frame ").split_once(": ").unwrap();
        let (width, height) = size.split_once('x').unwrap();
        let mut explorer = Explorer::new(width.parse().unwrap(), height.parse().unwrap());
        explorer.press(keys);
        let frame = explorer.frame();
        write!(fresh, "{before}{head} -->\n```text\n{frame}\n```\n").unwrap();
        rest = after;
        frames += 1;
    }
    fresh.push_str(rest);
    assert!(frames >= 3, "the guide shows {frames} frames");
    fresh
}

#[test]
fn the_guide_shows_what_the_program_draws_and_prints() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/GUIDE.md");
    let guide = std::fs::read_to_string(path).unwrap();
    let fresh = with_frames(&with_outputs(&guide));
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, &fresh).unwrap();
    } else {
        let stale = guide.lines().zip(fresh.lines()).find(|(old, new)| old != new);
        assert!(
            fresh == guide,
            "the guide is stale; UPDATE_DOCS=1 cargo test --test program guide mends it: {stale:?}"
        );
    }
}
