//! What is measured: starts, a session of queries and keys, processes, and a slow line.

use std::time::Duration;

use crate::data::Data;
use crate::once;
use crate::peer::{Kind, Peer};
use crate::run::{Key, Memory, Pressed, Run, Told};

/// What is searched for; the prompt is emptied in between.
pub const TYPED: &[&str] = &[
    "ukraine",
    "barnahus",
    "organ removal",
    "recruitment",
    "technology",
    "national referral mechanism",
    "724 arrests",
    "child marriage",
    "forced labour",
    "data",
];

/// What is searched for as a process.
const SOUGHT: &str = "organ removal";
/// How long nothing is done before and while wake-ups are counted.
const IDLE: Duration = Duration::from_secs(1);

/// How much is done.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    pub starts: usize,
    pub sessions: usize,
    pub processes: usize,
    /// How many of the queries are typed.
    pub queries: usize,
    /// How many of them letter by letter, each when the one before is answered; the others are typed at a stroke.
    pub lettered: usize,
    /// How long anything is waited for.
    pub limit: Duration,
    /// How long the slow line is watched after the last key.
    pub slow: Duration,
}

/// Keys that move, in a list or in a text.
#[derive(Debug, Default)]
pub struct Moves {
    pub plain: Vec<f64>,
    pub arrows: Vec<f64>,
    /// An arrow until the last byte that it leads to.
    pub arrows_whole: Vec<f64>,
    pub pages: Vec<f64>,
    pub arrow_bytes: Vec<f64>,
    pub page_bytes: Vec<f64>,
}

/// All that is known of a program at a size. Times are in milliseconds, memory in MB.
#[derive(Debug, Default)]
pub struct Figures {
    pub first: Vec<f64>,
    pub ready: Vec<f64>,
    /// From the start to the answer to a letter that is typed as soon as all is there.
    pub asked: Vec<f64>,
    /// At the first frame, when all is there, after a query, after all queries.
    pub memory: [Vec<Memory>; 4],
    pub peak: Vec<f64>,
    pub wake_ups: Vec<f64>,
    pub letters: Vec<f64>,
    pub answers: Vec<f64>,
    pub letter_bytes: Vec<f64>,
    /// Letters whose answer the screen does not tell from the one before.
    pub untold: usize,
    pub list: Moves,
    pub reader: Moves,
    pub process: Vec<f64>,
    /// Seconds from the last key to the last byte on the slow line.
    pub slow: Option<f64>,
    /// What went wrong; then it is not measured any more.
    pub failed: bool,
}

impl Figures {
    /// Takes in what a measurement gives; where it fails, says so and that the rest is left out.
    pub fn note<T>(&mut self, peer: &Peer, data: &Data, told: Told<T>) -> Option<T> {
        told.map_err(|why| {
            self.failed = true;
            eprintln!("{} at {} times the data: {why}; what is missing is left out", peer.name, data.times);
        })
        .ok()
    }
}

pub fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// From the start to the first frame and until all is there.
pub fn start(peer: &Peer, data: &Data, effort: Effort, figures: &mut Figures) -> Told<Run> {
    let mut run = Run::start(&peer.interactive(data))?;
    let first = run.until("the first frame", effort.limit, |s| !s.is_blank())?;
    figures.memory[0].push(run.memory());
    let ready = if peer.is_ready(&run.screen, data) {
        first
    } else {
        run.until("all of the passages", effort.limit, |s| peer.is_ready(s, data))?
    };
    figures.memory[1].push(run.memory());
    figures.first.push(milliseconds(first - run.started));
    figures.ready.push(milliseconds(ready - run.started));
    Ok(run)
}

/// A session: a query as soon as can be, an idle second, queries letter by letter, keys in the list and in the reader.
pub fn session(peer: &Peer, data: &Data, effort: Effort, figures: &mut Figures) -> Told<()> {
    let mut run = start(peer, data, effort, figures)?;
    if peer.kind == Kind::Pager {
        run.settle(effort.limit)?;
        idle(&mut run, figures)?;
        return moves(&mut run, peer, effort, &mut figures.reader);
    }
    open_prompt(&mut run, peer, effort)?;
    let begin = TYPED[0].get(..1).unwrap_or_default();
    let before = (peer.listed(&run.screen), "");
    run.send(begin.as_bytes())?;
    let asked =
        run.until("the answer to a first letter", effort.limit, |s| peer.is_answered(s, begin, before, data.times))?;
    figures.asked.push(milliseconds(asked - run.started));
    figures.memory[2].push(run.memory());
    clear_prompt(&mut run, peer, data, effort)?;
    idle(&mut run, figures)?;
    for (n, query) in TYPED.iter().take(effort.queries).enumerate() {
        if n < effort.lettered {
            type_letters(&mut run, peer, data, effort, query, figures)?;
        } else {
            type_whole(&mut run, peer, data, effort, query)?;
        }
        clear_prompt(&mut run, peer, data, effort)?;
    }
    figures.memory[3].push(run.memory());
    figures.peak.push(run.peak());
    if peer.kind == Kind::Explorer {
        to_list(&mut run, peer, effort)?;
        moves(&mut run, peer, effort, &mut figures.list)?;
        to_reader(&mut run, effort)?;
        moves(&mut run, peer, effort, &mut figures.reader)
    } else {
        moves(&mut run, peer, effort, &mut figures.list)
    }
}

fn idle(run: &mut Run, figures: &mut Figures) -> Told<()> {
    run.idle(IDLE)?;
    let before = run.sleeps();
    run.idle(IDLE)?;
    #[allow(clippy::cast_precision_loss)]
    figures.wake_ups.push(run.sleeps().saturating_sub(before) as f64);
    Ok(())
}

fn open_prompt(run: &mut Run, peer: &Peer, effort: Effort) -> Told<()> {
    if let Some(key) = peer.prompt() {
        run.send(key)?;
        run.until("the prompt", effort.limit, |s| peer.typed(s).is_some_and(|t| t.is_empty()))?;
    }
    Ok(())
}

fn clear_prompt(run: &mut Run, peer: &Peer, data: &Data, effort: Effort) -> Told<()> {
    let cleared = run.press(b"\x15", effort.limit, |s| peer.is_cleared(s, data))?;
    cleared.answer.map(|_| ()).ok_or_else(|| "the prompt was not emptied".to_owned())
}

/// Types a query at a stroke and waits for its answer.
fn type_whole(run: &mut Run, peer: &Peer, data: &Data, effort: Effort, query: &str) -> Told<()> {
    let before = (peer.listed(&run.screen), "");
    let pressed = run.press(query.as_bytes(), effort.limit, |s| peer.is_answered(s, query, before, data.times))?;
    pressed.answer.map(|_| ()).ok_or_else(|| unanswered(run, peer, effort.limit, query))
}

fn unanswered(run: &Run, peer: &Peer, limit: Duration, typed: &str) -> String {
    let shown = peer.status(&run.screen);
    format!("no answer to \"{typed}\" within {} s; it shows {shown}", limit.as_secs())
}

/// Types a query letter by letter, each as soon as the one before is answered.
fn type_letters(
    run: &mut Run,
    peer: &Peer,
    data: &Data,
    effort: Effort,
    query: &str,
    figures: &mut Figures,
) -> Told<()> {
    for (at, letter) in query.char_indices() {
        let typed = query.get(..at + letter.len_utf8()).unwrap_or(query);
        let before = (peer.listed(&run.screen), query.get(..at).unwrap_or_default());
        let answered = |s: &_| peer.is_answered(s, typed, before, data.times);
        if letter == ' ' {
            // A space asks nothing new, so that no answer can be told.
            run.send(b" ")?;
            run.settle(effort.limit)?;
            continue;
        }
        let alike = peer.kind == Kind::Filter && peer.expected.get(typed) == peer.expected.get(before.1.trim_end());
        let limit = if alike { patience(figures) } else { effort.limit };
        let pressed = run.press(letter.to_string().as_bytes(), limit, answered)?;
        match pressed.answer {
            Some(answer) => {
                figures.answers.push(milliseconds(answer));
                figures.letters.extend(pressed.first.map(milliseconds));
                figures.letter_bytes.push(count(&pressed));
            }
            None if alike => figures.untold += 1,
            None => return Err(unanswered(run, peer, limit, typed)),
        }
    }
    Ok(())
}

/// How long a list that may stay as it is is watched: longer than any answer has taken.
fn patience(figures: &Figures) -> Duration {
    let longest = figures.answers.iter().copied().fold(0.0, f64::max);
    Duration::from_secs_f64((longest * 3.0 / 1000.0).clamp(0.3, 5.0))
}

#[allow(clippy::cast_precision_loss)]
fn count(pressed: &Pressed) -> f64 {
    pressed.bytes as f64
}

/// Out of the prompt and to the list.
pub fn to_list(run: &mut Run, peer: &Peer, effort: Effort) -> Told<()> {
    for _ in 0..3 {
        if peer.typed(&run.screen).is_none() {
            break;
        }
        run.press(b"\x1b", Duration::from_millis(500), |s| peer.typed(s).is_none())?;
    }
    run.press(b"0", Duration::from_millis(500), |_| true)?;
    run.settle(effort.limit)?;
    if run.screen.text().iter().any(|r| r.contains(" List ")) {
        Ok(())
    } else {
        Err("the list did not come".to_owned())
    }
}

/// From the list to the text at the passage under the cursor.
pub fn to_reader(run: &mut Run, effort: Effort) -> Told<()> {
    run.send(b"\r")?;
    run.until("the reader", effort.limit, |s| s.text().iter().all(|r| !r.contains(" List ")))?;
    run.settle(effort.limit)
}

/// Moves away from where the cursor is and back again: by plain keys, by arrows, by pages.
fn moves(run: &mut Run, peer: &Peer, effort: Effort, moves: &mut Moves) -> Told<()> {
    let (plain, away, page_away): ([&[u8]; 2], _, _) = match peer.kind {
        // Their lists begin at the bottom.
        Kind::Filter => ([b"\x0b", b"\n"], Key::Up, Key::PageUp),
        _ => ([b"j", b"k"], Key::Down, Key::PageDown),
    };
    let back = if away == Key::Up { Key::Down } else { Key::Up };
    let page_back = if page_away == Key::PageUp { Key::PageDown } else { Key::PageUp };
    let lines = effort.queries * 4;
    let mut silent = 0;
    for key in plain {
        for _ in 0..lines / 2 {
            let pressed = run.press_moving(key)?;
            moves.plain.extend(pressed.first.map(milliseconds));
        }
    }
    for key in [away, back] {
        for _ in 0..lines {
            let pressed = run.press_moving(run.sequence(key))?;
            moves.arrows.extend(pressed.first.map(milliseconds));
            moves.arrows_whole.extend(pressed.last.map(milliseconds));
            moves.arrow_bytes.extend(pressed.first.map(|_| count(&pressed)));
            silent += usize::from(pressed.first.is_none());
        }
    }
    for key in (0..lines / 2).map(|n| if n / 4 % 2 == 0 { page_away } else { page_back }) {
        let pressed = run.press_moving(run.sequence(key))?;
        moves.pages.extend(pressed.first.map(milliseconds));
        moves.page_bytes.extend(pressed.first.map(|_| count(&pressed)));
    }
    if silent * 10 > lines { Err(format!("{silent} of {} arrows led to nothing", lines * 2)) } else { Ok(()) }
}

/// A search as a process, from its start to its end.
pub fn process(peer: &Peer, data: &Data, effort: Effort, figures: &mut Figures) -> Told<()> {
    if let Some(start) = peer.once(data, SOUGHT) {
        let (time, lines) = once::time(&start, effort.limit)?;
        if lines == 0 {
            return Err(format!("a search for \"{SOUGHT}\" prints nothing"));
        }
        figures.process.push(milliseconds(time));
    }
    Ok(())
}
