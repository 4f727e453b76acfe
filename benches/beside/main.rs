//! The explorer beside fzf, skim and less on the same passages, in pseudo-terminals of 120x36, in turns within one run.
//!
//! ```text
//! cargo bench --bench beside                    # 1, 100 and 1000 times the data
//! cargo bench --bench beside -- 1 100           # these sizes
//! cargo bench --bench beside -- --quick         # once the data, few rounds, the slow line for some seconds
//! cargo bench --bench beside -- --check         # whether the figures are what they say
//! EXPLORER=old:static cargo bench --bench beside   # other builds as more rows
//! ```
//!
//! Peers are what `PATH` has of `fzf`, `sk` and `less`, the fzf that `FZF` names, and the newer one that the package `iterfzf`
//! of `PyPI` carries, in the environment that is active or in `target/fzf`
//! (`python3 -m venv target/fzf && target/fzf/bin/pip install iterfzf`). Of several fzf the newest and the oldest are measured.
//! What is not there or fails is left out, and standard error says so. The machine should do nothing else meanwhile.
//!
//! Times are milliseconds as seen from the outside: the median, or the median and the 99th hundredth (with few samples, the
//! slowest). A screen is followed as a terminal would draw it.
//! An explorer that can be given a pack of the data has a row for it, except at the size that is built in.
//!
//! - *first frame*: from the start of the process until the screen is not blank any more.
//! - *all there*: from the start until the screen tells the number of all passages.
//! - *first answer*: from the start to the answer to a letter that is pressed as soon as all is there; an index that is built by
//!   then is in it.
//! - *MB*: what is resident (RSS), as soon as that frame is seen: the first one, the one that has all, the answer to the first
//!   letter, the empty prompt after ten queries; *PSS* counts shared pages in parts; the *peak* is that of the kernel (`VmHWM`),
//!   before a text is read.
//! - *wake-ups*: how often the threads of the process went to sleep in a second in which nothing was done, a second after the
//!   first query.
//! - *search as a process*: `search "organ removal"` or `--filter "organ removal"` from its start to its end, the output read.
//! - *letter, first byte*: from a letter of a query to the first byte that follows.
//! - *letter, answer*: to the frame that holds the answer to what is typed now and is not changed any more. For the explorer it is
//!   one that has the query in its prompt and a number of hits beside it, not "..."; for fzf and skim one that has the query in its
//!   prompt and the number that the same program lists for it as a process; where that is the number of the query before as well,
//!   the list has to change too. Spaces are typed and not timed. Each letter is pressed when the last one is answered.
//! - *plain key*, *arrow*, *page key*: from j or k (C-k or C-j in fzf and skim), an arrow, or `PgDn` and `PgUp` to the first byte;
//!   for an arrow also to the *last byte* before 30 ms of quiet. The explorer has a row for the list and one for the reader; less
//!   is the peer of the reader.
//! - *bytes*: all that is sent for such a key, the mean. An arrow in the reader is a line scrolled.
//! - *seconds to settle*: the terminal is read with 960 bytes a second while 40 times Down is pressed within 3 seconds; from the
//!   last key to the last byte. The explorer's reader is zoomed, as less has nothing beside its text. The screen has to be the one that a fast line leads to.
//!
//! `--check` measures a stand-in whose delays, bytes, memory and wake-ups are known and fails where a figure is not what it says.
#![allow(missing_docs, clippy::unwrap_used)]

mod data;
mod measure;
mod once;
mod peer;
mod report;
mod run;
mod screen;
mod slow;
mod stand_in;
mod style;
#[path = "../support/mod.rs"]
mod support;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use data::Data;
use measure::{Effort, Figures};
use peer::{Kind, Peer};
use run::Told;

/// What the command line asks for.
struct Asked {
    sizes: Vec<usize>,
    quick: bool,
}

fn asked(arguments: &[String]) -> Result<Asked, String> {
    let mut asked = Asked { sizes: Vec::new(), quick: false };
    for argument in arguments {
        match (argument.as_str(), argument.parse()) {
            ("--bench", _) => {}
            ("--quick", _) => asked.quick = true,
            (_, Ok(times)) if (1..=10_000).contains(&times) => asked.sizes.push(times),
            _ => {
                return Err(format!(
                    "{argument} is neither how many times the data (1 to 10000) nor --quick or --check"
                ));
            }
        }
    }
    if asked.sizes.is_empty() {
        asked.sizes = if asked.quick { vec![1] } else { vec![1, 100, 1000] };
    }
    Ok(asked)
}

fn effort(times: usize, quick: bool) -> Effort {
    let queries = measure::TYPED.len();
    let seconds = Duration::from_secs;
    let (starts, sessions, processes, queries, lettered, limit, slow) = match (times, quick) {
        (_, true) => (4, 1, 3, 2, 2, 10, 4),
        (..10, _) => (19, 2, 15, queries, queries, 20, 45),
        (..500, _) => (4, 1, 5, queries, 5, 60, 45),
        _ => (0, 1, 1, queries, 2, 120, 45),
    };
    Effort { starts, sessions, processes, queries, lettered, limit: seconds(limit), slow: seconds(slow) }
}

/// What the machine is, without its name.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let kernel = std::fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let kernel = kernel.split('-').next().unwrap_or_default().trim().to_owned();
    let load = load.split_whitespace().next().unwrap_or("?").to_owned();
    format!("{cores} cores, Linux {kernel}, {}; load {load} at the beginning", std::env::consts::ARCH)
}

/// All that is measured of some programs at a size.
fn measure(peers: &mut [Peer], data: &Data, effort: Effort, slow: bool) -> Vec<Figures> {
    let mut figures: Vec<Figures> = peers.iter().map(|_| Figures::default()).collect();
    let small = Data::write(1);
    for (peer, figures) in peers.iter_mut().zip(&mut figures) {
        figures.note(peer, data, peer.prepare(data));
        if peer.expected.is_empty() {
            let expected = small.as_ref().map_err(Clone::clone);
            let told = expected.and_then(|d| peer.expect(d, &measure::TYPED[..effort.queries]));
            figures.note(peer, data, told);
        }
    }
    let mut turns = |what: &str, rounds: usize, turn: fn(&Peer, &Data, Effort, &mut Figures) -> Told<()>| {
        let begin = Instant::now();
        for _ in 0..rounds {
            for (peer, figures) in peers.iter().zip(&mut figures).filter(|(_, f)| !f.failed) {
                let told = turn(peer, data, effort, figures);
                figures.note(peer, data, told);
            }
        }
        eprintln!("{} times the data: {rounds} turns of {what} in {:.0} s", data.times, begin.elapsed().as_secs_f64());
    };
    turns("starts", effort.starts, |p, d, e, f| measure::start(p, d, e, f).map(drop));
    turns("sessions", effort.sessions, measure::session);
    turns("processes", effort.processes, measure::process);
    if slow {
        slow_lines(peers, data, effort, &mut figures);
    }
    figures
}

/// The slow lines, all at once, for there the programs and this one wait nearly all of the time.
fn slow_lines(peers: &[Peer], data: &Data, effort: Effort, figures: &mut [Figures]) {
    std::thread::scope(|scope| {
        for (peer, figures) in peers.iter().zip(figures).filter(|(p, f)| p.kind != Kind::Filter && !f.failed) {
            scope.spawn(move || {
                let told = slow::measure(peer, data, effort, figures);
                figures.note(peer, data, told);
            });
        }
    });
}

fn run(asked: &Asked) -> Told<()> {
    let mut peers = peer::all();
    let names: Vec<&str> = peers.iter().map(|p| p.name.as_str()).collect();
    println!("{}.\n{}.", machine(), names.join(", "));
    println!("Milliseconds (median, or median / 99th hundredth); memory in MB.");
    for (n, &times) in asked.sizes.iter().enumerate() {
        let effort = effort(times, asked.quick);
        let data = Data::write(times)?;
        // The built-in data is a pack.
        let packed = if data.own.is_some() { 0 } else { peers.iter().filter(|peer| peer.packed).count() };
        let count = peers.len() - packed;
        let peers = peers.get_mut(..count).unwrap_or_default();
        let figures = measure(peers, &data, effort, n == 0);
        println!("\n## {} passages ({times} times the data)", data.passages);
        report::print(peers, &figures, effort.queries);
        if n == 0 {
            report::print_slow(peers, &figures);
        }
    }
    Ok(())
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |name: &str| arguments.iter().any(|a| a == name);
    let done = if has("--test") || has("--list") {
        Ok(())
    } else if let Some(told) = stand_in::play(&arguments) {
        told
    } else if has("--check") {
        stand_in::check()
    } else {
        asked(&arguments).and_then(|a| run(&a))
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
