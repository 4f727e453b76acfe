//! The explorer beside fzf, skim and less on the same passages, in pseudo-terminals, in turns within one run.
//!
//! `cargo bench --bench beside` prints the table of the README; a program that is not installed is left out. Times are
//! milliseconds from the outside, memory is the resident set in MB, wake-ups are counted over an idle second.
#![allow(missing_docs, clippy::unwrap_used)]

mod support;

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use icat_explorer::dataset;
use pty_process::Size;
use pty_process::blocking::{Command, Pty, open};

const BIN: &str = env!("CARGO_BIN_EXE_icat-explorer");
/// After so long without output a frame is taken to be whole.
const QUIET: Duration = Duration::from_millis(60);
/// What is typed, letter by letter; the prompt is emptied in between.
const TYPED: &[&str] = &[
    "recruitment",
    "organ removal",
    "barnahus",
    "ukraine",
    "national referral mechanism",
    "724 arrests",
    "technology",
];

/// A program, how it is started, and how it tells that it is ready.
struct Peer {
    name: &'static str,
    command: Vec<String>,
    first: String,
    ready: String,
    /// What opens the prompt; none where there is no search while typing.
    prompt: Option<&'static str>,
}

struct Running {
    pty: Pty,
    child: Child,
    output: Receiver<(Instant, Vec<u8>)>,
    seen: Vec<u8>,
    started: Instant,
    last: Instant,
}

impl Running {
    fn start(command: &[String]) -> Self {
        let (pty, pts) = open().unwrap();
        pty.resize(Size::new(36, 120)).unwrap();
        let started = Instant::now();
        let child = Command::new(&command[0]).args(&command[1..]).env("TERM", "xterm-256color").spawn(pts).unwrap();
        let mut reader = std::fs::File::from(pty.as_fd().try_clone_to_owned().unwrap());
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut chunk = vec![0; 1 << 16];
            while let Ok(n) = reader.read(&mut chunk) {
                if n == 0 || sender.send((Instant::now(), chunk[..n].to_vec())).is_err() {
                    return;
                }
            }
        });
        Self { pty, child, output, seen: Vec::new(), started, last: started }
    }

    /// The time at which some words came.
    fn until(&mut self, words: &str) -> Instant {
        let mut at = self.last;
        while !String::from_utf8_lossy(&self.seen).contains(words) {
            let (when, more) =
                self.output.recv_timeout(Duration::from_secs(60)).unwrap_or_else(|_| panic!("{words} did not come"));
            self.seen.extend(more);
            self.last = when;
            at = when;
        }
        at
    }

    /// From a key to the last output that follows it.
    fn key(&mut self, key: &str) -> Option<Duration> {
        while self.output.try_recv().is_ok() {}
        let sent = Instant::now();
        self.pty.write_all(key.as_bytes()).unwrap();
        let mut last = None;
        let mut patience = Duration::from_millis(500);
        while let Ok((when, _)) = self.output.recv_timeout(patience) {
            last = Some(when);
            patience = QUIET;
        }
        last.map(|l| l - sent)
    }

    fn memory(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find(|l| l.starts_with("VmRSS")).unwrap_or("");
        line.split_whitespace().nth(1).and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
    }

    fn wake_ups(&self) -> u64 {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.child.id())).unwrap();
        let count = |path: PathBuf| {
            let status = std::fs::read_to_string(path.join("status")).unwrap_or_default();
            let line = status.lines().find(|l| l.starts_with("voluntary"))?.to_owned();
            line.split_whitespace().nth(1)?.parse::<u64>().ok()
        };
        tasks.flatten().filter_map(|t| count(t.path())).sum()
    }

    fn end(mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn median(mut of: Vec<f64>) -> f64 {
    of.sort_by(f64::total_cmp);
    of.get(of.len() / 2).copied().unwrap_or(f64::NAN)
}

fn share(mut of: Vec<f64>, hundredths: usize) -> f64 {
    of.sort_by(f64::total_cmp);
    of.get((of.len() * hundredths / 100).min(of.len().saturating_sub(1))).copied().unwrap_or(f64::NAN)
}

fn milliseconds(d: Duration) -> f64 {
    d.as_secs_f64() * 1000.0
}

/// First frame, ready, memory, median key, key at the 99th hundredth, wake-ups.
fn measure(peers: &[Peer], turns: usize, rounds: usize) -> Vec<[f64; 6]> {
    let mut starts: Vec<[Vec<f64>; 3]> = peers.iter().map(|_| Default::default()).collect();
    for _ in 0..turns {
        for (peer, rows) in peers.iter().zip(&mut starts) {
            let mut run = Running::start(&peer.command);
            let first = run.until(&peer.first) - run.started;
            let ready = run.until(&peer.ready) - run.started;
            run.key("\u{c}");
            rows[0].push(milliseconds(first));
            rows[1].push(milliseconds(ready));
            rows[2].push(run.memory());
            run.end();
        }
    }
    let row = |(peer, [first, ready, memory]): (&Peer, [Vec<f64>; 3])| {
        let mut run = Running::start(&peer.command);
        run.until(&peer.ready);
        std::thread::sleep(Duration::from_millis(1500));
        let before = run.wake_ups();
        std::thread::sleep(Duration::from_secs(1));
        let wake_ups = run.wake_ups() - before;
        let mut keys = Vec::new();
        if let Some(prompt) = peer.prompt {
            if !prompt.is_empty() {
                run.key(prompt);
            }
            for typed in TYPED.iter().cycle().take(if rounds > 1 { TYPED.len() * rounds } else { 2 }) {
                for letter in typed.chars() {
                    keys.extend(run.key(&letter.to_string()).map(milliseconds));
                }
                run.key("\u{15}");
            }
        }
        run.end();
        #[allow(clippy::cast_precision_loss)]
        let wake_ups = wake_ups as f64;
        [median(first), median(ready), median(memory), share(keys.clone(), 50), share(keys, 99), wake_ups]
    };
    peers.iter().zip(starts).map(row).collect()
}

fn installed(program: &str) -> bool {
    std::process::Command::new(program).arg("--version").output().is_ok_and(|o| o.status.success())
}

fn peers(times: usize, dir: &Path) -> Vec<Peer> {
    let corpus = dataset::embedded().unwrap();
    let mut lines = String::new();
    for passage in (0..times).flat_map(|_| &corpus.passages) {
        writeln!(lines, "{}", passage.text.replace('\n', " ")).unwrap();
    }
    let file = dir.join(format!("passages-{times}.txt"));
    std::fs::write(&file, &lines).unwrap();
    let count = corpus.passages.len() * times;
    let file = file.display();
    let shell = |line: String| vec!["/bin/sh".to_owned(), "-c".to_owned(), format!("exec {line}")];
    let mut own = vec![BIN.to_owned(), "--no-state".to_owned()];
    if times > 1 {
        let data = dir.join(format!("data-{times}"));
        support::write_repeated(times, &data);
        own.extend(["--data".to_owned(), data.display().to_string()]);
    }
    let first = if times > 1 { "Reading" } else { "Priorities" };
    let begin: String = lines.chars().take(12).collect();
    let all = vec![
        Peer {
            name: "icat-explorer",
            command: own,
            first: first.into(),
            ready: "Priorities".into(),
            prompt: Some("/"),
        },
        Peer {
            name: "fzf",
            command: shell(format!("fzf < {file}")),
            first: "/".into(),
            ready: format!("{count}/{count}"),
            prompt: Some(""),
        },
        Peer {
            name: "sk",
            command: shell(format!("sk < {file}")),
            first: "/".into(),
            // It draws its count piece by piece, so that only the first passage tells that it is there.
            ready: begin.clone(),
            prompt: Some(""),
        },
        Peer { name: "less", command: shell(format!("less {file}")), first: begin.clone(), ready: begin, prompt: None },
    ];
    all.into_iter().filter(|p| p.name == "icat-explorer" || installed(p.name)).collect()
}

fn main() {
    if std::env::args().any(|a| a == "--test" || a == "--list") {
        return;
    }
    let dir = std::env::temp_dir().join(format!("icat-explorer-beside-{}", std::process::id()));
    std::fs::create_dir_all(&dir).unwrap();
    println!("| passages | program | first frame | all there | memory | key, median | key, 99th | wake-ups |");
    println!("|---|---|---|---|---|---|---|---|");
    for (times, turns) in [(1, 21), (100, 5), (1000, 1)] {
        let peers = peers(times, &dir);
        let rows = measure(&peers, turns, if times < 1000 { 2 } else { 1 });
        let count = dataset::embedded().unwrap().passages.len() * times;
        for (peer, row) in peers.iter().zip(&rows) {
            let cell = |v: &f64| if v.is_nan() { "-".to_owned() } else { format!("{v:.1}") };
            let cells: Vec<String> = row.iter().map(cell).collect();
            println!("| {count} | {} | {} |", peer.name, cells.join(" | "));
        }
        if let Some(fzf) = peers.iter().position(|p| p.name == "fzf") {
            let ratios: Vec<String> = rows[0].iter().zip(&rows[fzf]).map(|(a, b)| format!("{:.2}", a / b)).collect();
            println!("| {count} | explorer to fzf | {} |", ratios.join(" | "));
        }
    }
    std::fs::remove_dir_all(&dir).ok();
}
