//! The built binary in a real pseudo-terminal: it starts, and restores the terminal on every way out.

use std::os::unix::process::ExitStatusExt;
use std::process::{Command as Plain, Stdio};
use std::time::{Duration, Instant};

use crate::pty::{BIN, PATIENCE, Session, assert_restored, home, pty_side, told};
use pty_process::Size;
use pty_process::blocking::open;
use rustix::process::{Pid, Signal, WaitOptions, waitpid};
use rustix::termios::tcgetattr;

#[test]
fn quitting_and_interrupting_restore_the_terminal() {
    for (keys, code) in [(&b"q"[..], 0), (b"\x03", 130), (b"/abc\x03", 130)] {
        let mut session = Session::start(&[]);
        session.expect("Entities");
        session.send(keys);
        let (status, seen) = session.ended();
        assert_eq!(status.code(), Some(code));
        assert_restored(&seen);
    }
}

#[test]
fn signals_restore_the_terminal_and_end_the_process_as_signals_do() {
    for signal in [Signal::TERM, Signal::HUP] {
        let mut session = Session::start(&[]);
        session.expect("Entities");
        session.signal(signal);
        let (status, seen) = session.ended();
        assert_eq!(status.signal(), Some(signal.as_raw()));
        assert_restored(&seen);
    }
}

#[test]
fn suspending_gives_the_terminal_back_and_resuming_draws_again() {
    let mut session = Session::start(&[]);
    session.expect("Entities");
    session.send(b"\x1a");
    let (_, status) = waitpid(Some(session.pid()), WaitOptions::UNTRACED).unwrap().unwrap();
    assert!(status.stopped());
    while let Ok(more) = session.output.recv_timeout(Duration::from_millis(100)) {
        session.seen.extend(more);
    }
    assert_restored(&String::from_utf8_lossy(&session.seen));
    assert_eq!(told(&tcgetattr(&session.side).unwrap()), session.settings);
    session.signal(Signal::CONT);
    session.expect("Entities");
    session.send(b"q");
    let (status, seen) = session.ended();
    assert_eq!(status.code(), Some(0));
    assert_restored(&seen);
}

#[test]
fn resizing_redraws_and_a_flood_of_keys_is_taken_in() {
    let mut session = Session::start(&[]);
    session.expect("Entities");
    session.pty.resize(Size::new(10, 20)).unwrap();
    session.expect("small;");
    session.pty.resize(Size::new(40, 130)).unwrap();
    session.expect("Priorities");
    let mut keys = b"jk".repeat(2000);
    keys.push(b'q');
    session.send(&keys);
    let (status, seen) = session.ended();
    assert_eq!(status.code(), Some(0));
    assert_restored(&seen);
}

#[test]
fn a_large_paste_into_the_prompt_is_taken_in_and_does_no_harm() {
    let mut session = Session::start(&[]);
    session.expect("Entities");
    session.send(b"/");
    session.expect("everything");
    session.send(b"\x1b[200~");
    session.send("ab\x1b[31m c\n".repeat(5000).as_bytes());
    session.send(b"\x1b[201~");
    session.expect("Only the first");
    session.send(b"\x03");
    let (status, seen) = session.ended();
    assert_eq!(status.code(), Some(130));
    assert_restored(&seen);
}

#[test]
fn without_a_terminal_it_says_so_and_does_not_draw() {
    for (stdin, stdout) in [(true, false), (false, true), (false, false)] {
        let (pty, _pts) = open().unwrap();
        let side = || Stdio::from(pty_side(&pty));
        let child = Plain::new(BIN)
            .stdin(if stdin { side() } else { Stdio::null() })
            .stdout(if stdout { side() } else { Stdio::piped() })
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(output.stdout.is_empty());
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("is no terminal") && said.lines().count() == 1, "{said}");
    }
}

#[test]
fn wrong_arguments_and_broken_data_are_told_before_anything_is_drawn() {
    let output = Plain::new(BIN).arg("--no-such-flag").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("--no-such-flag"));
    let output = Plain::new(BIN).args(["--data", "no/such/dir", "export"]).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("no/such/dir") && output.stdout.is_empty(), "{said}");
}

#[test]
fn help_version_and_export_print() {
    for (argument, words) in [("--help", "Usage:"), ("--version", env!("CARGO_PKG_VERSION"))] {
        let output = Plain::new(BIN).arg(argument).output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        assert!(String::from_utf8_lossy(&output.stdout).contains(words));
    }
    let output = Plain::new(BIN).args(["export", "--format", "json"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["schema"], 2);
}

#[test]
fn a_closed_pipe_ends_without_a_word() {
    let mut child = Plain::new(BIN).arg("export").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn large_data_is_read_behind_a_frame_and_broken_data_gives_the_terminal_back() {
    let dir = std::env::temp_dir().join(format!("icat-explorer-large-{}", std::process::id()));
    std::fs::remove_dir_all(&dir).ok();
    let name = dir.to_str().unwrap().to_owned();
    assert!(Plain::new(BIN).args(["data", "eject", &name]).output().unwrap().status.success());
    std::fs::remove_file(dir.join("glossary.json")).unwrap();
    let report = std::fs::read_to_string(dir.join("reports/2021-mapping-resource.json")).unwrap();
    for n in 0..40 {
        let copy = report.replace("\"id\": \"", &format!("\"id\": \"c{n}-"));
        let copy = copy.replace("\"parent\": \"", &format!("\"parent\": \"c{n}-"));
        std::fs::write(dir.join(format!("reports/copy-{n}.json")), copy).unwrap();
    }
    let mut session = Session::start(&["--data", &name]);
    session.expect("checking");
    session.expect("Priorities");
    session.send(b"q");
    let (status, seen) = session.ended();
    assert_eq!(status.code(), Some(0));
    assert_restored(&seen);
    std::fs::write(dir.join("reports/copy-39.json"), "{").unwrap();
    let (status, seen) = Session::start(&["--data", &name]).ended();
    assert_eq!(status.code(), Some(3));
    assert_restored(&seen);
    let last = seen.rsplit("\x1b[?1049l").next().unwrap();
    assert!(last.contains("copy-39.json:1"), "{last:?}");
    std::fs::remove_dir_all(&dir).ok();
}

#[test]
fn an_idle_program_uses_no_time() {
    let mut session = Session::start(&[]);
    session.expect("Entities");
    session.send(b"j");
    session.expect("ICAT");
    let ticks = |pid: Pid| {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())).unwrap();
        let after = stat.rsplit(')').next().unwrap().to_owned();
        after.split_whitespace().skip(11).take(2).map(|t| t.parse::<u64>().unwrap()).sum::<u64>()
    };
    while session.output.recv_timeout(Duration::from_millis(300)).is_ok() {}
    let before = ticks(session.pid());
    assert!(session.output.recv_timeout(Duration::from_millis(700)).is_err(), "it draws while idle");
    assert_eq!(ticks(session.pid()), before, "it runs while idle");
    session.send(b"q");
    session.ended();
}

/// Decodes the base64 of a clipboard escape.
fn decoded(base64: &str) -> String {
    let value = |c: u8| "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".find(char::from(c));
    let bits: Vec<u8> = base64.bytes().filter_map(value).map(|v| u8::try_from(v).unwrap()).collect();
    let mut bytes = Vec::new();
    for four in bits.chunks(4) {
        let whole = four.iter().enumerate().fold(0u32, |sum, (n, &b)| sum | u32::from(b) << (18 - 6 * n));
        bytes.extend(whole.to_be_bytes().into_iter().skip(1).take(four.len() - 1));
    }
    String::from_utf8(bytes).unwrap()
}

fn cited(id: &str) -> String {
    let output = Plain::new(BIN).args(["cite", id]).output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}

#[test]
fn what_is_copied_is_exactly_the_citation_shown_also_wrapped_for_tmux() {
    for (more, lead) in [(&[][..], "\x1b]52;c;"), (&[("TMUX", "/tmp/x,1,0")][..], "\x1bPtmux;\x1b\x1b]52;c;")] {
        let mut session =
            Session::start_in(&home().join("copy"), &["--no-state", "--at", "ar21-p3-cbss-barnahus"], more);
        session.expect("Barnahus");
        session.send(b"y");
        session.expect("BibTeX");
        session.send(b"c");
        session.expect("Copied:");
        session.send(b"\x03");
        let (_, seen) = session.ended();
        let (_, after) = seen.split_once(lead).unwrap_or_else(|| panic!("no clipboard escape in {seen:?}"));
        let base64: String = after.chars().take_while(|c| c.is_ascii_alphanumeric() || "+/=".contains(*c)).collect();
        assert_eq!(decoded(&base64), cited("ar21-p3-cbss-barnahus"));
    }
}

#[test]
fn within_tmux_the_citation_arrives_in_its_buffer() {
    if Plain::new("tmux").arg("-V").output().is_err() {
        eprintln!("tmux is not installed; .ci/run installs it");
        return;
    }
    let home = home().join("tmux");
    std::fs::create_dir_all(&home).unwrap();
    let socket = home.join("socket");
    let tmux = |arguments: &[&str]| {
        let output =
            Plain::new("tmux").arg("-S").arg(&socket).args(["-f", "/dev/null"]).args(arguments).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let until = |holds: &dyn Fn() -> bool| {
        let end = Instant::now() + PATIENCE;
        while !holds() {
            assert!(Instant::now() < end, "it did not come in tmux: {}", tmux(&["capture-pane", "-p"]));
            std::thread::yield_now();
        }
    };
    let program =
        format!("XDG_DATA_HOME={0} XDG_CONFIG_HOME={0} {BIN} --no-state --at ar21-p3-cbss-barnahus", home.display());
    tmux(&["new-session", "-d", "-x", "100", "-y", "30", ";", "set", "-s", "set-clipboard", "on"]);
    tmux(&["respawn-pane", "-k", &program]);
    until(&|| tmux(&["capture-pane", "-p"]).contains("Barnahus"));
    tmux(&["send-keys", "y"]);
    until(&|| tmux(&["capture-pane", "-p"]).contains("BibTeX"));
    tmux(&["send-keys", "c"]);
    until(&|| !tmux(&["list-buffers"]).trim().is_empty());
    let arrived = tmux(&["show-buffer"]);
    tmux(&["kill-server"]);
    assert_eq!(arrived.trim_end(), cited("ar21-p3-cbss-barnahus"));
}

#[test]
fn killed_in_the_midst_of_changes_the_marks_are_whole_and_at_most_the_last_is_missing() {
    let home = home().join("killed");
    std::fs::remove_dir_all(&home).ok();
    let file = home.join("icat-explorer/marks.json");
    let kept = || {
        let marks: serde_json::Value =
            serde_json::from_slice(&std::fs::read(&file).unwrap()).expect("the file is whole");
        marks["marks"].as_array().unwrap().len()
    };
    let mut session = Session::start_in(&home, &["--no-state", "--kind", "activity"], &[]);
    session.expect("Activities");
    for _ in 0..137 {
        for key in [b"m", b"j"] {
            session.send(key);
            let drawn = session.output.recv_timeout(PATIENCE).unwrap();
            session.seen.extend(drawn);
        }
    }
    // The disk may be slower than the screen, but nothing is lost on the way.
    let end = Instant::now() + PATIENCE;
    while !file.exists() || kept() < 137 {
        assert!(Instant::now() < end, "{} kept of 137 that were told of", kept());
        session.output.recv_timeout(Duration::from_millis(50)).ok();
    }
    session.send(b"m");
    session.signal(Signal::KILL);
    session.child.wait().unwrap();
    assert!((137..=138).contains(&kept()), "{} kept of 137 that were told of", kept());
    for flood in 1..6 {
        let mut session = Session::start_in(&home, &["--no-state", "--kind", "publication"], &[]);
        session.expect("255 works");
        session.send(&b"mj".repeat(200));
        session.output.recv_timeout(Duration::from_millis(flood * 7)).ok();
        session.signal(Signal::KILL);
        session.child.wait().unwrap();
        assert!(kept() > 0);
    }
}

#[test]
fn two_runs_that_mark_at_once_lose_nothing_of_each_other() {
    let home = home().join("both");
    std::fs::remove_dir_all(&home).ok();
    let start = |kind: &str, tab: &str| {
        let mut session = Session::start_in(&home, &["--no-state", "--kind", kind], &[]);
        session.expect(tab);
        session
    };
    let mut both = [start("activity", "Activities"), start("mandate", "Mandate")];
    for _ in 0..20 {
        both.iter_mut().for_each(|session| session.send(b"mj"));
    }
    both.iter_mut().for_each(|session| session.send(b"q"));
    for session in both {
        assert_eq!(session.ended().0.code(), Some(0));
    }
    let marks = std::fs::read(home.join("icat-explorer/marks.json")).unwrap();
    let marks: serde_json::Value = serde_json::from_slice(&marks).unwrap();
    assert_eq!(marks["marks"].as_array().unwrap().len(), 40);
}

#[test]
fn one_comes_back_to_where_one_was_unless_nothing_is_to_be_kept() {
    let home = home().join("state");
    std::fs::remove_dir_all(&home).ok();
    let mut session = Session::start_in(&home, &[], &[]);
    session.expect("Entities");
    session.send(b"/barnahus\r");
    session.expect("Reimagine");
    session.send(b"\x03");
    session.ended();
    let mut session = Session::start_in(&home, &[], &[]);
    session.expect("Reimagine");
    session.send(b"\x03");
    session.ended();
    let mut session = Session::start_in(&home, &["--no-state"], &[]);
    session.expect("passages");
    session.send(b"q");
    let (_, seen) = session.ended();
    assert!(!seen.contains("Reimagine"));
    let damaged = home.join("icat-explorer/session.json");
    std::fs::write(&damaged, "{").unwrap();
    let mut session = Session::start_in(&home, &[], &[]);
    session.expect("passages");
    session.send(b"q");
    assert_eq!(session.ended().0.code(), Some(0));
}
