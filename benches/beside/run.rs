//! A program in a terminal of its own: what is pressed, when something comes, how much it is, and what it leaves on the screen.

use std::fs::File;
use std::io::Write;
use std::os::fd::AsFd;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use pty_process::Size;
use pty_process::blocking::{Command, Pty, open};
use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::peer::Start;
use crate::screen::{HEIGHT, Screen, WIDTH};

/// After so long without output the screen is taken to be whole.
pub const QUIET: Duration = Duration::from_millis(30);

/// Why something could not be measured, in words.
pub type Told<T> = Result<T, String>;

/// What follows a key.
#[derive(Debug, Clone, Copy)]
pub struct Pressed {
    /// From the key to the first byte; none where nothing came.
    pub first: Option<Duration>,
    /// From the key to the last byte before all was quiet.
    pub last: Option<Duration>,
    /// From the key to the frame from which on the screen is what it stays, where that frame holds the answer.
    pub answer: Option<Duration>,
    /// Bytes that came.
    pub bytes: usize,
}

/// Memory in MB: what is resident, and of that what is the program's own part.
#[derive(Debug, Clone, Copy, Default)]
pub struct Memory {
    pub resident: f64,
    pub own: f64,
}

pub struct Run {
    pty: Pty,
    child: Child,
    pub screen: Screen,
    pub started: Instant,
}

impl Run {
    pub fn start(start: &Start) -> Told<Self> {
        let failed = |e: String| format!("it cannot be started: {e}");
        let (pty, pts) = open().map_err(|e| failed(e.to_string()))?;
        #[allow(clippy::cast_possible_truncation)]
        pty.resize(Size::new(HEIGHT as u16, WIDTH as u16)).map_err(|e| failed(e.to_string()))?;
        let mut command = Command::new(&start.program).args(&start.arguments).envs(start.environment());
        for name in Start::REMOVED {
            command = command.env_remove(name);
        }
        if let Some(path) = &start.input {
            command = command.stdin(Stdio::from(File::open(path).map_err(|e| failed(e.to_string()))?));
        }
        let started = Instant::now();
        let child = command.spawn(pts).map_err(|e| failed(e.to_string()))?;
        Ok(Self { pty, child, screen: Screen::new(), started })
    }

    /// Takes in what comes until a time, so many bytes at most: when they came, and how many they are. None where nothing comes.
    pub fn take(&mut self, until: Instant, most: usize) -> Told<Option<(Instant, usize)>> {
        let left = until.saturating_duration_since(Instant::now());
        let limit =
            Timespec { tv_sec: i64::try_from(left.as_secs()).unwrap_or(0), tv_nsec: left.subsec_nanos().into() };
        let ready = poll(&mut [PollFd::new(&self.pty, PollFlags::IN)], Some(&limit)).unwrap_or(0);
        if ready == 0 {
            return Ok(None);
        }
        let when = Instant::now();
        let mut chunk = [0; 1 << 14];
        let room = most.min(chunk.len());
        let read = rustix::io::read(self.pty.as_fd(), &mut chunk[..room]).unwrap_or(0);
        if read == 0 {
            return Err("it has ended".to_owned());
        }
        self.screen.feed(&chunk[..read]);
        if !self.screen.answers.is_empty() {
            let answers = std::mem::take(&mut self.screen.answers);
            self.send(&answers)?;
        }
        Ok(Some((when, read)))
    }

    /// When the screen shows something.
    pub fn until(&mut self, what: &str, limit: Duration, seen: impl Fn(&Screen) -> bool) -> Told<Instant> {
        let end = Instant::now() + limit;
        while let Some((when, _)) = self.take(end, usize::MAX)? {
            if !self.screen.held && seen(&self.screen) {
                return Ok(when);
            }
        }
        Err(format!("{what} did not come within {} s", limit.as_secs()))
    }

    /// Takes in what comes for a while.
    pub fn idle(&mut self, time: Duration) -> Told<()> {
        let end = Instant::now() + time;
        while self.take(end, usize::MAX)?.is_some() {}
        Ok(())
    }

    /// Takes in what comes until nothing does.
    pub fn settle(&mut self, limit: Duration) -> Told<()> {
        let end = Instant::now() + limit;
        while Instant::now() < end && self.take(Instant::now() + QUIET, usize::MAX)?.is_some() {}
        Ok(())
    }

    pub fn send(&mut self, bytes: &[u8]) -> Told<()> {
        self.pty.write_all(bytes).map_err(|e| format!("it takes no key: {e}"))
    }

    /// Presses a key and follows what comes of it until it is answered and all is quiet, for so long at most.
    pub fn press(&mut self, key: &[u8], limit: Duration, answered: impl Fn(&Screen) -> bool) -> Told<Pressed> {
        let sent = Instant::now();
        self.send(key)?;
        let mut pressed = Pressed { first: None, last: None, answer: None, bytes: 0 };
        let mut answer: Option<(Instant, u64)> = None;
        loop {
            let until = if answer.is_some() { Instant::now() + QUIET } else { sent + limit };
            let Some((when, bytes)) = self.take(until.min(sent + limit + QUIET), usize::MAX)? else { break };
            pressed.first.get_or_insert(when - sent);
            pressed.last = Some(when - sent);
            pressed.bytes += bytes;
            // The answer is there from the frame on that is not changed any more.
            let shown = (!self.screen.held && answered(&self.screen)).then(|| self.screen.digest(0..HEIGHT));
            answer = match (shown, answer) {
                (Some(shown), Some((since, before))) if shown == before => Some((since, before)),
                (Some(shown), _) => Some((when, shown)),
                (None, _) => None,
            };
        }
        pressed.answer = answer.map(|(when, _)| when - sent);
        Ok(pressed)
    }

    /// Presses a key that moves, whose every output is an answer.
    pub fn press_moving(&mut self, key: &[u8]) -> Told<Pressed> {
        self.press(key, Duration::from_millis(500), |_| true)
    }

    /// An arrow or another key that is a sequence, as the terminal sends it in its mode.
    pub fn sequence(&self, key: Key) -> &'static [u8] {
        match (key, self.screen.application) {
            (Key::Up, false) => b"\x1b[A",
            (Key::Up, true) => b"\x1bOA",
            (Key::Down, false) => b"\x1b[B",
            (Key::Down, true) => b"\x1bOB",
            (Key::PageUp, _) => b"\x1b[5~",
            (Key::PageDown, _) => b"\x1b[6~",
        }
    }

    /// What the process has in memory now.
    pub fn memory(&self) -> Memory {
        let text = std::fs::read_to_string(format!("/proc/{}/smaps_rollup", self.child.id())).unwrap_or_default();
        Memory { resident: megabytes(&text, "Rss:"), own: megabytes(&text, "Pss:") }
    }

    /// What it had in memory at most.
    pub fn peak(&self) -> f64 {
        megabytes(&std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default(), "VmHWM:")
    }

    /// How often its threads went to sleep, and so were woken.
    pub fn sleeps(&self) -> u64 {
        let Ok(tasks) = std::fs::read_dir(format!("/proc/{}/task", self.child.id())) else { return 0 };
        let count = |text: String| {
            let line = text.lines().find(|l| l.starts_with("voluntary"))?.to_owned();
            line.split_whitespace().nth(1)?.parse::<u64>().ok()
        };
        tasks.flatten().filter_map(|t| std::fs::read_to_string(t.path().join("status")).ok().and_then(count)).sum()
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Up,
    Down,
    PageUp,
    PageDown,
}

fn megabytes(text: &str, name: &str) -> f64 {
    let line = text.lines().find_map(|l| l.strip_prefix(name)).unwrap_or("");
    line.split_whitespace().next().and_then(|n| n.parse::<f64>().ok()).map_or(f64::NAN, |kb| kb / 1024.0)
}
