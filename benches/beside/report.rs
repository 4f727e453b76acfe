//! The tables: what was measured in Markdown, with the ratios to the newest fzf.

use crate::measure::{Figures, Moves};
use crate::peer::{Kind, Peer};
use crate::run::Memory;

/// A row: its name, and in every cell one number or several.
#[derive(Debug, Clone)]
struct Row {
    name: String,
    cells: Vec<Vec<f64>>,
}

/// The value below which so many hundredths lie; the nearest that was measured.
pub fn share(of: &[f64], hundredths: usize) -> f64 {
    let mut all = of.to_vec();
    all.sort_by(f64::total_cmp);
    let at = (all.len() * hundredths).div_ceil(100).max(1) - 1;
    all.get(at).copied().unwrap_or(f64::NAN)
}

pub fn median(of: &[f64]) -> f64 {
    share(of, 50)
}

fn both(of: &[f64]) -> Vec<f64> {
    vec![share(of, 50), share(of, 99)]
}

#[allow(clippy::cast_precision_loss)]
fn mean(of: &[f64]) -> f64 {
    if of.is_empty() { f64::NAN } else { of.iter().sum::<f64>() / of.len() as f64 }
}

/// The median of a memory at a moment.
pub fn memory(of: &[Memory], part: impl Fn(&Memory) -> f64) -> f64 {
    median(&of.iter().map(part).collect::<Vec<_>>())
}

fn number(n: f64) -> String {
    match n {
        n if n.is_nan() => "-".to_owned(),
        n if n.is_infinite() => "longer".to_owned(),
        n if n >= 100.0 => format!("{n:.0}"),
        n if n >= 1.0 || n == 0.0 => format!("{n:.1}"),
        n => format!("{n:.2}"),
    }
}

fn line(name: &str, cells: &[Vec<f64>], write: impl Fn(f64) -> String) -> String {
    let cell = |c: &Vec<f64>| {
        let parts: Vec<String> = c.iter().map(|&n| write(n)).collect();
        if parts.iter().all(|p| p == "-") { "-".to_owned() } else { parts.join(" / ") }
    };
    let cells: Vec<String> = cells.iter().map(cell).collect();
    format!("| {name} | {} |", cells.join(" | "))
}

/// Prints a table and below it the ratios of some of its rows to others, which are given by name.
fn table(head: &[&str], rows: &[Row], ratios: &[(String, String)]) {
    println!("\n| | {} |\n|---{}|", head.join(" | "), "|---".repeat(head.len()));
    rows.iter().for_each(|r| println!("{}", line(&r.name, &r.cells, number)));
    let row = |name: &str| rows.iter().find(|r| r.name == name);
    for (upper, lower) in ratios {
        let (Some(a), Some(b)) = (row(upper), row(lower)) else { continue };
        let by_cell = a.cells.iter().zip(&b.cells);
        let cells: Vec<Vec<f64>> = by_cell
            .map(|(a, b)| a.iter().zip(b).map(|(a, b)| if *b > 0.0 { a / b } else { f64::NAN }).collect())
            .collect();
        let ratio = |n: f64| match n {
            n if !n.is_finite() => "-".to_owned(),
            n if n < 0.1 => format!("{n:.3}"),
            n => format!("{n:.2}"),
        };
        println!("{}", line(&format!("**{upper} to {lower}**"), &cells, ratio));
    }
}

/// The ratios of all explorers to the first of a kind of peer, the rows called with these endings.
fn ratios(peers: &[Peer], ending: &str, kind: Kind) -> Vec<(String, String)> {
    let Some(to) = peers.iter().find(|p| p.kind == kind) else { return Vec::new() };
    let own = peers.iter().filter(|p| p.kind == Kind::Explorer);
    own.map(|p| (format!("{}{ending}", p.name), to.name.clone())).collect()
}

fn start_row(peer: &Peer, f: &Figures) -> Row {
    let resident = |n: usize| vec![memory(&f.memory[n], |m| m.resident)];
    Row {
        name: peer.name.clone(),
        cells: vec![
            vec![median(&f.first)],
            vec![median(&f.ready)],
            vec![median(&f.asked)],
            resident(0),
            resident(1),
            resident(2),
            resident(3),
            vec![memory(&f.memory[3], |m| m.own)],
            vec![median(&f.peak)],
            vec![median(&f.wake_ups)],
            vec![median(&f.process)],
        ],
    }
}

fn key_row(name: String, f: Option<&Figures>, moves: &Moves) -> Row {
    let letters = |of: fn(&Figures) -> &[f64]| f.map(of).unwrap_or_default();
    Row {
        name,
        cells: vec![
            both(letters(|f| &f.letters)),
            both(letters(|f| &f.answers)),
            both(&moves.plain),
            both(&moves.arrows),
            both(&moves.arrows_whole),
            both(&moves.pages),
            vec![mean(letters(|f| &f.letter_bytes))],
            vec![mean(&moves.arrow_bytes)],
            vec![mean(&moves.page_bytes)],
        ],
    }
}

/// Prints all that was measured at a size.
pub fn print(peers: &[Peer], figures: &[Figures], queries: usize) {
    let shown = || peers.iter().zip(figures);
    let after = format!("after {queries} queries");
    let head = [
        "first frame",
        "all there",
        "first answer",
        "MB at the first frame",
        "MB, all there",
        "MB after a query",
        &format!("MB {after}"),
        &format!("PSS {after}"),
        "MB, peak",
        "wake-ups in a second",
        "search as a process",
    ];
    let rows: Vec<Row> = shown().map(|(p, f)| start_row(p, f)).collect();
    table(&head, &rows, &ratios(peers, "", Kind::Filter));
    let head = [
        "letter, first byte",
        "letter, answer",
        "plain key",
        "arrow",
        "arrow, last byte",
        "page key",
        "bytes for a letter",
        "an arrow",
        "a page",
    ];
    let mut rows = Vec::new();
    for (peer, f) in shown() {
        match peer.kind {
            Kind::Explorer => {
                rows.push(key_row(peer.name.clone(), Some(f), &f.list));
                rows.push(key_row(format!("{}, reader", peer.name), None, &f.reader));
            }
            Kind::Filter => rows.push(key_row(peer.name.clone(), Some(f), &f.list)),
            Kind::Pager => rows.push(key_row(peer.name.clone(), None, &f.reader)),
        }
    }
    let all = [ratios(peers, "", Kind::Filter), ratios(peers, ", reader", Kind::Pager)].concat();
    table(&head, &rows, &all);
    for (peer, f) in shown().filter(|(_, f)| f.untold > 0) {
        println!(
            "\n{}: {} letters are not among the answers, for the screen does not change with them.",
            peer.name, f.untold
        );
    }
}

/// Prints how long screens take to settle on a slow line.
pub fn print_slow(peers: &[Peer], figures: &[Figures]) {
    let known = peers.iter().zip(figures).filter(|(_, f)| f.slow.is_some());
    let rows: Vec<Row> =
        known.map(|(p, f)| Row { name: p.name.clone(), cells: vec![vec![f.slow.unwrap_or(f64::NAN)]] }).collect();
    table(&["seconds to settle at 960 bytes a second"], &rows, &ratios(peers, "", Kind::Pager));
}
