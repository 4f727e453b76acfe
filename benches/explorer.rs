//! How long it takes to load, to index, to search and to draw. Run with `cargo bench`.
//!
//! `search_among` shows how a query grows with the data: the reports 1, 10 and 100 times over.
#![allow(missing_docs, clippy::unwrap_used)]

mod support;

use std::hint::black_box;
use std::sync::Arc;

use divan::Bencher;
use icat_explorer::action::Action;
use icat_explorer::corpus::load;
use icat_explorer::dataset;
use icat_explorer::model::Model;
use icat_explorer::search::Index;
use icat_explorer::theme::Theme;
use icat_explorer::ui;
use icat_explorer::update::update;
use icat_explorer::views::who::rank;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;
use support::repeated;

fn main() {
    divan::main();
}

#[divan::bench]
fn load_embedded() {
    black_box(dataset::embedded().unwrap());
}

#[divan::bench]
fn index(bencher: Bencher<'_, '_>) {
    let corpus = Arc::new(dataset::embedded().unwrap());
    bencher.bench(|| Index::new(Arc::clone(&corpus)));
}

#[divan::bench(args = ["iom recruitment", "t", "referal mecanism", "victims of trafficking in persons", "national referral mechanism"])]
fn search(bencher: Bencher<'_, '_>, query: &str) {
    let index = Index::new(Arc::new(dataset::embedded().unwrap()));
    bencher.bench(|| index.search(query));
}

/// What is typed into `search_among`, one after the other: as people type, letter by letter and whole.
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

#[divan::bench(args = TYPED, consts = [1, 10, 100], sample_count = 20)]
fn search_among<const TIMES: usize>(bencher: Bencher<'_, '_>, query: &str) {
    let index = Index::new(Arc::new(load::load(&repeated(TIMES)).unwrap()));
    bencher.bench(|| index.search(query));
}

#[divan::bench]
fn frame(bencher: Bencher<'_, '_>) {
    let corpus = dataset::embedded().unwrap();
    let model = Model::new(&corpus, Size { width: 120, height: 36 });
    let mut terminal = Terminal::new(TestBackend::new(120, 36)).unwrap();
    bencher.bench_local(move || {
        terminal.draw(|frame| ui::view(&model, &corpus, Theme::default(), frame)).unwrap();
    });
}

/// The views by the letters of their menu, with what turns to a tab of them.
const VIEWS: &[&str] = &["c", "c]]]]", "m", "a", "a]", "p", "b", "k", "l"];

#[divan::bench(args = VIEWS, consts = [1, 100], sample_count = 20)]
fn view_opened_and_drawn<const TIMES: usize>(bencher: Bencher<'_, '_>, keys: &str) {
    let corpus = load::load(&repeated(TIMES)).unwrap();
    let size = Size { width: 120, height: 36 };
    let mut terminal = Terminal::new(TestBackend::new(120, 36)).unwrap();
    let base = Model::new(&corpus, size);
    bencher.with_inputs(|| base.clone()).bench_local_values(move |mut model| {
        update(&mut model, &corpus, Action::Views);
        for key in keys.chars() {
            let action = if key == ']' { Action::NextTab } else { Action::Type(key) };
            update(&mut model, &corpus, action);
        }
        terminal.draw(|frame| ui::view(&model, &corpus, Theme::default(), frame)).unwrap();
        model
    });
}

#[divan::bench(args = ["child victims, border, Moldova", "refugees", "survivors council"], consts = [1, 100], sample_count = 20)]
fn whom_to_call<const TIMES: usize>(bencher: Bencher<'_, '_>, need: &str) {
    let index = Index::new(Arc::new(load::load(&repeated(TIMES)).unwrap()));
    bencher.bench(|| rank(&index, need));
}
