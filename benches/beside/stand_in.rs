//! A stand-in with known delays, sizes and memory, by which the figures are checked: whether each is what it says.

use std::fs::File;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};

use crate::data::Data;
use crate::measure::{Effort, Figures, TYPED};
use crate::peer::{Kind, Peer};
use crate::report::{median, memory};
use crate::run::Told;

const FLAG: &str = "--stand-in";
const PAGER: &str = "--pager";

/// When the stand-in does what, in milliseconds after its start or after a key.
const FIRST: u64 = 40;
const READY: u64 = 100;
const ECHO: u64 = 5;
const HALF: u64 = 20;
const ANSWER: u64 = 40;
const PLAIN: u64 = 7;
const ARROW: u64 = 10;
const PAGE: u64 = 15;
const PROCESS: u64 = 25;
const WAKE_UP: u64 = 50;
/// How many bytes it sends for a letter in each of three frames, an arrow, a page, and a line of a text.
const FRAME: usize = 150;
const ARROW_BYTES: usize = 100;
const PAGE_BYTES: usize = 200;
const LINE_BYTES: usize = 192;
/// What it takes, in MB, when all is there, for the first query, for every clearing of the prompt, and for a moment.
const ALL: usize = 10;
const QUERY: usize = 20;
const CLEAR: usize = 1;
const MOMENT: usize = 50;
/// The clearing with which it takes that for a moment.
const SEVENTH: usize = 7;

/// Plays the stand-in where the arguments ask for it.
pub fn play(arguments: &[String]) -> Option<Told<()>> {
    let (flag, rest) = arguments.split_first()?;
    let words: Vec<&str> = rest.iter().map(String::as_str).collect();
    (flag == FLAG).then(|| {
        let played = match words.as_slice() {
            ["--filter", query] => filter(query),
            [PAGER, ..] => Player::new(true).and_then(Player::play),
            _ => Player::new(false).and_then(Player::play),
        };
        played.map_err(|e| e.to_string())
    })
}

fn wait(since: Instant, milliseconds: u64) {
    std::thread::sleep(Duration::from_millis(milliseconds).saturating_sub(since.elapsed()));
}

fn filter(query: &str) -> std::io::Result<()> {
    let begin = Instant::now();
    let text = std::io::read_to_string(std::io::stdin())?;
    let found: String = text.split_inclusive('\n').filter(|l| l.contains(query)).collect();
    wait(begin, PROCESS);
    std::io::stdout().write_all(found.as_bytes())
}

/// Some output made so long with bytes that show nothing.
fn padded(text: &str, bytes: usize) -> Vec<u8> {
    let mut all = text.as_bytes().to_vec();
    all.resize(all.len().max(bytes), 0);
    all
}

struct Player {
    terminal: File,
    pager: bool,
    lines: Vec<String>,
    typed: String,
    listed: usize,
    clearings: usize,
    place: i32,
    taken: Vec<Vec<u8>>,
}

impl Player {
    fn new(pager: bool) -> std::io::Result<Self> {
        let terminal = File::options().read(true).write(true).open("/dev/tty")?;
        let mut modes = tcgetattr(&terminal)?;
        modes.make_raw();
        tcsetattr(&terminal, OptionalActions::Now, &modes)?;
        std::thread::spawn(|| {
            loop {
                std::thread::sleep(Duration::from_millis(WAKE_UP));
            }
        });
        let (lines, typed, taken) = (Vec::new(), String::new(), Vec::new());
        Ok(Self { terminal, pager, lines, typed, listed: 0, clearings: 0, place: 0, taken })
    }

    fn take(&mut self, megabytes: usize) {
        self.taken.push(vec![1; megabytes << 20]);
    }

    fn write(&mut self, text: &str, bytes: usize) -> std::io::Result<()> {
        self.terminal.write_all(&padded(text, bytes))
    }

    fn play(mut self) -> std::io::Result<()> {
        let begin = Instant::now();
        wait(begin, FIRST);
        self.write("\x1b[2J\x1b[36;1H>\x1b[35;1H  0/0", 0)?;
        if !self.pager {
            self.lines = std::io::read_to_string(std::io::stdin())?.lines().map(str::to_owned).collect();
            wait(begin, READY - 30);
            self.take(ALL);
            self.recount();
            wait(begin, READY);
            self.count("")?;
        }
        let mut keys = [0; 64];
        loop {
            let read = self.terminal.read(&mut keys)?;
            let at = Instant::now();
            match keys.get(..read).unwrap_or_default() {
                [] => return Ok(()),
                b"\x15" => self.clear()?,
                b"j" | b"k" if self.pager => self.go(at, PLAIN, LINE_BYTES, 1)?,
                b"\x0b" | b"\n" => self.go(at, PLAIN, ARROW_BYTES, 1)?,
                b"\x1b[A" | b"\x1b[B" if self.pager => self.go(at, ARROW, LINE_BYTES, 1)?,
                b"\x1b[A" | b"\x1b[B" => self.go(at, ARROW, ARROW_BYTES, 1)?,
                b"\x1b[5~" | b"\x1b[6~" => self.go(at, PAGE, PAGE_BYTES, 10)?,
                // What was pressed while it was busy comes at once.
                many if self.pager => (0..many.len() / 3).try_for_each(|_| self.go(at, ARROW, LINE_BYTES, 1))?,
                letters => self.letters(at, &String::from_utf8_lossy(letters))?,
            }
        }
    }

    fn go(&mut self, at: Instant, after: u64, bytes: usize, by: i32) -> std::io::Result<()> {
        self.place += by;
        wait(at, after);
        self.write(&format!("\x1b[1;1Hat {}", self.place), bytes)
    }

    fn recount(&mut self) {
        self.listed = self.lines.iter().filter(|l| l.contains(self.typed.trim_end())).count();
    }

    fn count(&mut self, shown: &str) -> std::io::Result<()> {
        let words = format!("\x1b[2;1H{shown}\x1b[K\x1b[35;1H  {}/{}\x1b[K", self.listed, self.lines.len());
        self.write(&words, if shown.is_empty() { 0 } else { FRAME })
    }

    /// The prompt at once; then a list beside the number of before; then the answer.
    fn letters(&mut self, at: Instant, letters: &str) -> std::io::Result<()> {
        self.typed.push_str(letters);
        if self.taken.len() == 1 {
            self.take(QUERY);
        }
        wait(at, ECHO);
        self.write(&format!("\x1b[36;1H> {}\x1b[K", self.typed), FRAME)?;
        if letters.trim().is_empty() {
            return Ok(());
        }
        wait(at, HALF);
        self.write(&format!("\x1b[2;1Hnot yet {}\x1b[K", self.typed), FRAME)?;
        self.recount();
        wait(at, ANSWER);
        self.count(&format!("found {}", self.typed.clone()))
    }

    fn clear(&mut self) -> std::io::Result<()> {
        self.typed.clear();
        self.clearings += 1;
        self.take(CLEAR);
        if self.clearings == SEVENTH {
            std::hint::black_box(vec![1_u8; MOMENT << 20]);
        }
        self.write("\x1b[36;1H>\x1b[K", 0)?;
        self.recount();
        self.count("")
    }
}

/// A figure, and what it has to be: no less, and no more than a busy machine adds.
type Held = (&'static str, f64, f64, f64);

#[allow(clippy::cast_precision_loss)]
fn held(list: &Figures, pager: &Figures) -> Vec<Held> {
    let after = |name, of: f64, known: u64| (name, of, known as f64, known as f64 * 1.25 + 12.0);
    let size = |name, of: f64, known: usize| (name, of, known as f64, known as f64);
    let grown = |name, of: f64, known: usize| (name, of, known as f64 - 0.5, known as f64 + 4.0);
    let resident = |n: usize| memory(&list.memory[n], |m| m.resident);
    let clearings = CLEAR * (TYPED.len() + 1);
    let moment = MOMENT + CLEAR * SEVENTH - clearings;
    vec![
        after("first frame", median(&list.first), FIRST),
        after("all there", median(&list.ready), READY),
        after("first answer", median(&list.asked), READY + ANSWER),
        after("letter, first byte", median(&list.letters), ECHO),
        after("letter, answer", median(&list.answers), ANSWER),
        after("plain key", median(&list.list.plain), PLAIN),
        after("arrow", median(&list.list.arrows), ARROW),
        after("page key", median(&list.list.pages), PAGE),
        after("search as a process", median(&list.process), PROCESS),
        size("bytes for a letter", median(&list.letter_bytes), 3 * FRAME),
        size("bytes for an arrow", median(&list.list.arrow_bytes), ARROW_BYTES),
        size("bytes for a page", median(&list.list.page_bytes), PAGE_BYTES),
        size("bytes for a line of a text", median(&pager.reader.arrow_bytes), LINE_BYTES),
        size("letters not told apart", list.untold as f64, 0),
        grown("MB grown when all is there", resident(1) - resident(0), ALL),
        grown("MB grown with a query", resident(2) - resident(1), QUERY),
        grown("MB grown with all queries", resident(3) - resident(2), clearings),
        grown("MB of the peak above that", median(&list.peak) - resident(3), moment),
        ("wake-ups", median(&list.wake_ups), 1000.0 / WAKE_UP as f64 - 2.0, 1000.0 / WAKE_UP as f64 + 2.0),
        // 40 lines fill the line without a gap from the first key on; the last key comes after 39 pauses of 75 ms.
        ("seconds to settle", pager.slow.unwrap_or(f64::NAN), 40.0 * LINE_BYTES as f64 / 960.0 - 2.925, 5.4),
    ]
}

/// Measures the stand-in as the programs are measured, and says which figures come out.
pub fn check() -> Told<()> {
    let program: PathBuf = std::env::current_exe().map_err(|e| e.to_string())?;
    let mut peers =
        [Peer::new("stand-in", Kind::Filter, &program), Peer::new("stand-in, pager", Kind::Pager, &program)];
    peers[0].before = vec![FLAG.to_owned()];
    peers[1].before = vec![FLAG.to_owned(), PAGER.to_owned()];
    let data = Data::write(3)?;
    let (limit, slow) = (Duration::from_secs(10), Duration::from_secs(20));
    let effort =
        Effort { starts: 3, sessions: 1, processes: 3, queries: TYPED.len(), lettered: TYPED.len(), limit, slow };
    let figures = crate::measure(&mut peers, &data, effort, true);
    let mut wrong = 0;
    for (name, of, least, most) in held(&figures[0], &figures[1]) {
        let is_right = (least..=most).contains(&of);
        wrong += usize::from(!is_right);
        println!("{} {name}: {of:.1}, known {least:.1} to {most:.1}", if is_right { "right" } else { "WRONG" });
    }
    if wrong > 0 { Err(format!("{wrong} figures are not what they say")) } else { Ok(()) }
}
