//! The built binary in a real pseudo-terminal: it comes up, and gives the terminal back on every way out.
#![allow(missing_docs, clippy::unwrap_used)]
#![cfg(unix)]

use std::io::{Read, Write};
use std::os::fd::AsFd;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command as Plain, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use pty_process::Size;
use pty_process::blocking::{Command, Pty, open};
use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};
use rustix::termios::{LocalModes, OutputModes, tcgetattr};

const BIN: &str = env!("CARGO_BIN_EXE_icat-explorer");
const PATIENCE: Duration = Duration::from_secs(20);

/// The program in a terminal of its own, and all that it has written.
struct Session {
    pty: Pty,
    child: Child,
    output: Receiver<Vec<u8>>,
    seen: Vec<u8>,
    /// What of it was waited for.
    at: usize,
    modes: (LocalModes, OutputModes),
    side: std::os::fd::OwnedFd,
}

impl Session {
    fn start(arguments: &[&str]) -> Self {
        let (pty, pts) = open().unwrap();
        pty.resize(Size::new(24, 80)).unwrap();
        let side = pty_side(&pty);
        let before = tcgetattr(&side).unwrap();
        let child =
            Command::new(BIN).args(arguments).env("TERM", "xterm-256color").env_remove("NO_COLOR").spawn(pts).unwrap();
        let mut reader = std::fs::File::from(pty.as_fd().try_clone_to_owned().unwrap());
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut chunk = [0; 8192];
            while let Ok(n) = reader.read(&mut chunk) {
                if n == 0 || sender.send(chunk[..n].to_vec()).is_err() {
                    return;
                }
            }
        });
        let modes = (before.local_modes, before.output_modes);
        Self { pty, child, output, seen: Vec::new(), at: 0, modes, side }
    }

    fn send(&mut self, keys: &[u8]) {
        self.pty.write_all(keys).unwrap();
    }

    /// Waits until the output holds some words after those that were waited for before.
    fn expect(&mut self, words: &str) {
        let end = Instant::now() + PATIENCE;
        let find = |seen: &[u8]| seen.windows(words.len()).position(|w| w == words.as_bytes());
        loop {
            if let Some(found) = find(&self.seen[self.at..]) {
                self.at += found + words.len();
                return;
            }
            match self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(more) => self.seen.extend(more),
                Err(error) => {
                    panic!("{words} did not come ({error}): {}", String::from_utf8_lossy(&self.seen[self.at..]))
                }
            }
        }
    }

    fn ended(mut self) -> (ExitStatus, String) {
        let end = Instant::now() + PATIENCE;
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            match self.output.recv_timeout(Duration::from_millis(20)) {
                Ok(more) => self.seen.extend(more),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
            }
            assert!(Instant::now() < end, "it did not end");
        };
        while let Ok(more) = self.output.recv_timeout(Duration::from_millis(100)) {
            self.seen.extend(more);
        }
        let after = tcgetattr(&self.side).unwrap();
        assert_eq!((after.local_modes, after.output_modes), self.modes, "the modes of the terminal are as they were");
        let seen = String::from_utf8_lossy(&self.seen).into_owned();
        (status, seen)
    }

    fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    fn pid(&self) -> Pid {
        Pid::from_child(&self.child)
    }
}

fn pty_side(pty: &Pty) -> std::os::fd::OwnedFd {
    let name = rustix::pty::ptsname(pty.as_fd(), Vec::new()).unwrap();
    rustix::fs::open(&name, rustix::fs::OFlags::RDWR | rustix::fs::OFlags::NOCTTY, rustix::fs::Mode::empty()).unwrap()
}

/// The last of each switch that was written is the one that restores.
fn assert_restored(seen: &str) {
    for (on, off) in [("\x1b[?1049h", "\x1b[?1049l"), ("\x1b[?2004h", "\x1b[?2004l"), ("\x1b[?25l", "\x1b[?25h")] {
        assert!(seen.rfind(off) > seen.rfind(on), "{on:?} is not undone in {seen:?}");
    }
}

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
fn a_terminal_that_goes_away_ends_the_process() {
    let (mut pty, pts) = open().unwrap();
    pty.resize(Size::new(24, 80)).unwrap();
    let mut child = Command::new(BIN).env("TERM", "xterm-256color").spawn(pts).unwrap();
    let mut seen = Vec::new();
    while !String::from_utf8_lossy(&seen).contains("quit") {
        let mut chunk = [0; 8192];
        let n = pty.read(&mut chunk).unwrap();
        seen.extend_from_slice(&chunk[..n]);
    }
    drop(pty);
    let end = Instant::now() + PATIENCE;
    while child.try_wait().unwrap().is_none() {
        assert!(Instant::now() < end, "it goes on without a terminal");
        std::thread::yield_now();
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
    let now = tcgetattr(&session.side).unwrap();
    assert_eq!((now.local_modes, now.output_modes), session.modes);
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
    session.expect("search everything");
    session.send(b"\x1b[200~");
    session.send("ab\x1b[31m c\n".repeat(5000).as_bytes());
    session.send(b"\x1b[201~");
    session.expect("only the first");
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
    assert_eq!(json["schema"], 1);
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
