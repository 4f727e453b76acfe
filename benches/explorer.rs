//! How long it takes to load, to index, to search and to draw. Run with `cargo bench`.
//!
//! `search_among` shows how a query grows with the data: the reports 1, 10 and 100 times over.
#![allow(missing_docs, clippy::unwrap_used)]

use std::hint::black_box;
use std::sync::Arc;

use divan::Bencher;
use icat_explorer::corpus::load::{self, File, Files};
use icat_explorer::model::Model;
use icat_explorer::search::Index;
use icat_explorer::theme::Theme;
use icat_explorer::ui;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;

fn main() {
    divan::main();
}

#[divan::bench]
fn load_embedded() {
    black_box(load::embedded().unwrap());
}

#[divan::bench]
fn index(bencher: Bencher<'_, '_>) {
    let corpus = Arc::new(load::embedded().unwrap());
    bencher.bench(|| Index::new(Arc::clone(&corpus)));
}

#[divan::bench(args = ["iom recruitment", "t", "referal mecanism", "victims of trafficking in persons", "national referral mechanism"])]
fn search(bencher: Bencher<'_, '_>, query: &str) {
    let index = Index::new(Arc::new(load::embedded().unwrap()));
    bencher.bench(|| index.search(query));
}

#[divan::bench(args = [1, 10, 100], sample_count = 20)]
fn search_among(bencher: Bencher<'_, '_>, times: usize) {
    let index = Index::new(Arc::new(load::load(&repeated(times)).unwrap()));
    bencher.bench(|| index.search("iom recruitment"));
}

#[divan::bench]
fn frame(bencher: Bencher<'_, '_>) {
    let corpus = load::embedded().unwrap();
    let model = Model::new(&corpus, Size { width: 120, height: 36 });
    let mut terminal = Terminal::new(TestBackend::new(120, 36)).unwrap();
    bencher.bench_local(move || {
        terminal.draw(|frame| ui::view(&model, &corpus, Theme::default(), frame)).unwrap();
    });
}

/// The reports so many times over, each copy with ids of its own.
fn repeated(times: usize) -> Files {
    let mut files = Files::embedded();
    let reports = std::mem::take(&mut files.reports);
    files.glossary = None;
    for copy in 0..times {
        for (id, file) in &reports {
            let text = file
                .text
                .replace("\"id\": \"", &format!("\"id\": \"c{copy}-"))
                .replace("\"parent\": \"", &format!("\"parent\": \"c{copy}-"));
            files
                .reports
                .push((format!("{id}-{copy}"), File { name: file.name.clone(), text: text.leak(), packed: &[] }));
        }
    }
    files
}
