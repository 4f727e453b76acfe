//! How long it takes to load, to index, to search and to draw. Run with `cargo bench --bench explorer`.
//!
//! `search_among` shows how a query grows with the data: the reports 1, 10 and 100 times over.
#![allow(missing_docs, clippy::unwrap_used)]

mod support;

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use icat_explorer::analysis::who::rank;
use icat_explorer::corpus::{Corpus, Item, load};
use icat_explorer::dataset;
use icat_explorer::search::Index;
use icat_explorer::tui::command::Command;
use icat_explorer::tui::message::Message;
use icat_explorer::tui::model::Model;
use icat_explorer::tui::render;
use icat_explorer::tui::start::Start;
use icat_explorer::tui::theme::Theme;
use icat_explorer::tui::update::update;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;
use support::repeated;

/// How often something is timed at least, and for how long at most where it takes long.
const ROUNDS: usize = 20;
const LONGEST: Duration = Duration::from_secs(5);

/// Times something over and over and prints the fastest, the median and the slowest run, in milliseconds.
fn time<T>(name: &str, mut run: impl FnMut() -> T) {
    let begin = Instant::now();
    let mut times = Vec::new();
    while times.len() < ROUNDS && (times.len() < 3 || begin.elapsed() < LONGEST) {
        let start = Instant::now();
        black_box(run());
        times.push(start.elapsed());
    }
    times.sort();
    let ms = |d: Duration| d.as_secs_f64() * 1000.0;
    let (least, most) = (times.first().copied().unwrap_or_default(), times.last().copied().unwrap_or_default());
    println!("{name:<64} {:>9.3} {:>9.3} {:>9.3}", ms(least), ms(times[times.len() / 2]), ms(most));
}

/// What is typed, one after the other: as people type, letter by letter and whole.
const TYPED: &[&str] = &[
    "iom recruitment",
    "t",
    "tr",
    "trafficking",
    "referal mecanism",
    "victims of trafficking in persons",
    "national referral mechanism",
    "unodc organ removal",
    "barnhaus",
    "ukraine",
    "724 arrests",
];

/// The views by the letters of their menu, with what turns to a tab of them.
const VIEWS: &[&str] = &["c", "c]]]]", "m", "a", "a]", "p", "b", "k", "l"];

const NEEDS: &[&str] = &["child victims, border, Moldova", "refugees", "survivors council"];

fn main() {
    if std::env::args().any(|a| a == "--test" || a == "--list") {
        return;
    }
    println!("{:<64} {:>9} {:>9} {:>9}", "milliseconds", "fastest", "median", "slowest");
    time("load the built-in data", || dataset::embedded().unwrap());
    let corpus = Arc::new(dataset::embedded().unwrap());
    time("index it", || Index::new(Arc::clone(&corpus)));
    let size = Size { width: 120, height: 36 };
    let mut terminal = Terminal::new(TestBackend::new(120, 36)).unwrap();
    let model = Model::new(&corpus, size);
    time("draw a frame", || {
        terminal.draw(|frame| _ = render::draw(&model, &corpus, Theme::default(), frame.buffer_mut())).unwrap();
    });
    find(&model, &corpus, &mut terminal);
    for times in [1, 10, 100] {
        let corpus = Arc::new(load::load(&repeated(times)).unwrap());
        let index = Index::new(Arc::clone(&corpus));
        for query in TYPED {
            time(&format!("search among {times} times: {query}"), || index.search(query));
        }
        for need in NEEDS.iter().filter(|_| times != 10) {
            time(&format!("whom to call among {times} times: {need}"), || rank(&index, need));
        }
        let base = Model::new(&corpus, size);
        for keys in VIEWS.iter().filter(|_| times != 10) {
            time(&format!("open and draw a view of {times} times: v {keys}"), || {
                let mut model = base.clone();
                update(&mut model, &corpus, Message::Command(Command::Views));
                for key in keys.chars() {
                    let action = if key == ']' { Message::Command(Command::NextTab) } else { Message::Char(key) };
                    update(&mut model, &corpus, action);
                }
                terminal.draw(|frame| _ = render::draw(&model, &corpus, Theme::default(), frame.buffer_mut())).unwrap();
                model
            });
        }
    }
}

/// Times the letters of find in the longest report, and the steps from match to match.
fn find(base: &Model, corpus: &Corpus, terminal: &mut Terminal<TestBackend>) {
    let longest = corpus.reports.iter().max_by_key(|r| r.items.len()).unwrap();
    let reading = longest.items.iter().find_map(|i| if let Item::Passage(id) = i { Some(*id) } else { None });
    let mut model = base.clone();
    model.start(corpus, &Start { reading, ..Start::default() });
    update(&mut model, corpus, Message::Command(Command::Search));
    let mut press = |name: &str, message: Message| {
        let (before, mut after) = (model.clone(), model.clone());
        time(name, || {
            after = before.clone();
            update(&mut after, corpus, message.clone());
            terminal.draw(|frame| _ = render::draw(&after, corpus, Theme::default(), frame.buffer_mut())).unwrap();
        });
        model = after;
    };
    for letter in "trafficking in".chars() {
        press(&format!("find in {}: {letter}", longest.id), Message::Char(letter));
    }
    press("go to the next match", Message::Command(Command::Down));
    press("go to the match before", Message::Command(Command::Up));
}
