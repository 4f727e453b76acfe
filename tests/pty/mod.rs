//! The built binary in a real pseudo-terminal.
#![allow(dead_code, missing_docs, clippy::unwrap_used, clippy::string_slice)]

use std::io::{Read, Write};
use std::os::fd::AsFd;
use std::process::{Child, ExitStatus};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use pty_process::Size;
use pty_process::blocking::{Command, Pty, open};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{Termios, tcgetattr};

pub const BIN: &str = env!("CARGO_BIN_EXE_icat-explorer");
pub const PATIENCE: Duration = Duration::from_secs(60);

/// The program in a terminal of its own, and everything that it has written.
pub struct Session {
    pub pty: Pty,
    pub child: Child,
    pub output: Receiver<Vec<u8>>,
    pub seen: Vec<u8>,
    /// How much of it has been matched by [`Session::expect`].
    pub at: usize,
    /// All settings of the terminal before the program started.
    pub settings: String,
    pub side: std::os::fd::OwnedFd,
}

/// Returns a directory for what a run saves, private to this test process.
pub fn home() -> std::path::PathBuf {
    std::env::temp_dir().join(format!("icat-explorer-home-{}", std::process::id()))
}

impl Session {
    pub fn start(arguments: &[&str]) -> Self {
        Self::start_in(&home().join("shared"), &[&["--no-state"], arguments].concat(), &[])
    }

    pub fn start_in(home: &std::path::Path, arguments: &[&str], more: &[(&str, &str)]) -> Self {
        Self::run(home, BIN, arguments, more)
    }

    /// Starts another program, in which the explorer runs.
    pub fn within(program: &str, arguments: &[&str], more: &[(&str, &str)]) -> Self {
        Self::run(&home().join("shared"), program, arguments, more)
    }

    fn run(home: &std::path::Path, program: &str, arguments: &[&str], more: &[(&str, &str)]) -> Self {
        let (pty, pts) = open().unwrap();
        pty.resize(Size::new(24, 80)).unwrap();
        let side = pty_side(&pty);
        let settings = told(&tcgetattr(&side).unwrap());
        let child = Command::new(program)
            .args(arguments)
            .env("TERM", "xterm-256color")
            .env_remove("NO_COLOR")
            .env_remove("TMUX")
            .env("XDG_CACHE_HOME", home)
            .env("XDG_CONFIG_HOME", home)
            .env("XDG_DATA_HOME", home)
            .env("XDG_STATE_HOME", home)
            .envs(more.iter().copied())
            .spawn(pts)
            .unwrap();
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
        Self { pty, child, output, seen: Vec::new(), at: 0, settings, side }
    }

    pub fn send(&mut self, keys: &[u8]) {
        self.pty.write_all(keys).unwrap();
    }

    /// Waits until the output contains `words`, after those that were expected before.
    pub fn expect(&mut self, words: &str) {
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

    pub fn ended(mut self) -> (ExitStatus, String) {
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
        assert_eq!(
            told(&tcgetattr(&self.side).unwrap()),
            self.settings,
            "the settings of the terminal are as they were"
        );
        let seen = String::from_utf8_lossy(&self.seen).into_owned();
        (status, seen)
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    pub fn pid(&self) -> Pid {
        Pid::from_child(&self.child)
    }
}

pub fn pty_side(pty: &Pty) -> std::os::fd::OwnedFd {
    let name = rustix::pty::ptsname(pty.as_fd(), Vec::new()).unwrap();
    rustix::fs::open(&name, rustix::fs::OFlags::RDWR | rustix::fs::OFlags::NOCTTY, rustix::fs::Mode::empty()).unwrap()
}

/// Asserts that, for each mode, the last switch written is the one that restores it.
pub fn assert_restored(seen: &str) {
    for (on, off) in [("\x1b[?1049h", "\x1b[?1049l"), ("\x1b[?2004h", "\x1b[?2004l"), ("\x1b[?25l", "\x1b[?25h")] {
        assert!(seen.rfind(off) > seen.rfind(on), "{on:?} is not undone in {seen:?}");
    }
}

/// Waits for a process to end. Returns its status, or kills it if it does not end in time.
pub fn end_of(child: &mut Child) -> Option<ExitStatus> {
    let end = Instant::now() + PATIENCE;
    while Instant::now() < end {
        if let Some(status) = child.try_wait().unwrap() {
            return Some(status);
        }
        std::thread::yield_now();
    }
    child.kill().ok();
    None
}

/// Returns all settings of a terminal as text, for comparison.
pub fn told(settings: &Termios) -> String {
    format!("{settings:?}")
}

/// Returns what a program has changed in the terminal and not restored: private modes, colours, character sets.
pub fn left_over(seen: &str) -> Vec<String> {
    let mut modes: std::collections::BTreeMap<String, bool> = std::collections::BTreeMap::new();
    let mut styled = String::new();
    for piece in seen.split('\u{1b}').skip(1) {
        if let Some(rest) = piece.strip_prefix("[?") {
            let end = rest.find(|c: char| !c.is_ascii_digit() && c != ';').unwrap_or(rest.len());
            for number in rest[..end].split(';') {
                match rest[end..].chars().next() {
                    Some('h') => modes.insert(number.to_owned(), true),
                    Some('l') => modes.insert(number.to_owned(), false),
                    _ => None,
                };
            }
        } else if let Some(rest) = piece.strip_prefix('[') {
            let end = rest.find(|c: char| !c.is_ascii_digit() && !";:".contains(c)).unwrap_or(rest.len());
            if rest[end..].starts_with('m') {
                let codes: Vec<&str> = rest[..end].split(';').collect();
                match codes.as_slice() {
                    ["" | "0"] => styled.clear(),
                    _ => rest[..end].clone_into(&mut styled),
                }
            }
        }
    }
    let on = |(mode, on): (String, bool)| match (mode.as_str(), on) {
        ("25" | "7", false) => Some(format!("mode {mode} is off")),
        ("25" | "7", true) | (_, false) => None,
        _ => Some(format!("mode {mode} is on")),
    };
    let mut left: Vec<String> = modes.into_iter().filter_map(on).collect();
    if !styled.is_empty() {
        left.push(format!("the style {styled} is on"));
    }
    left
}
