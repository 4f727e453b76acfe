//! What is outside the program, for real: the terminal and the threads.

use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use ratatui::layout::Size;

use crate::corpus::Corpus;
use crate::dataset;
use crate::error::Result;
use crate::platform;
use crate::storage::disk::{Keeper, Request};
use crate::tui::app::AppEvent;
use crate::tui::message::Question;
use crate::tui::program::Outside;
use crate::tui::terminal::{self, Tui};
use crate::tui::worker::Worker;

/// How long to watch whether a browser fails at once.
const BROWSER_WAIT: Duration = Duration::from_millis(400);

/// The terminal and the threads.
pub(crate) struct Real {
    pub(crate) tui: Tui,
    pub(crate) corpus: Arc<Corpus>,
    /// The worker, once the first frame is drawn or a question is asked.
    pub(crate) worker: Option<Worker>,
    pub(crate) keeper: Keeper,
    pub(crate) sender: Sender<AppEvent>,
}

impl Real {
    pub(crate) fn worker(&mut self) -> &Worker {
        self.worker.get_or_insert_with(|| Worker::start(Arc::clone(&self.corpus), self.sender.clone()))
    }
}

impl Outside for Real {
    fn ask(&mut self, number: u64, question: Question) {
        self.worker().ask(number, question);
    }

    fn digest(&mut self, corpus: &Arc<Corpus>) {
        let (corpus, to_loop) = (Arc::clone(corpus), self.sender.clone());
        let work = move || drop(to_loop.send(AppEvent::Digest(dataset::digest(&corpus).unwrap_or_default())));
        thread::Builder::new().name("digest".to_owned()).spawn(work).ok();
    }

    fn keep(&mut self, request: Request) {
        self.keeper.ask(request);
    }

    fn copy(&mut self, text: &str) {
        self.tui.copy(text);
    }

    fn open(&mut self, url: &str) {
        let (url, to_loop) = (url.to_owned(), self.sender.clone());
        let open = move || {
            let outcome = platform::open_in_browser(&url, BROWSER_WAIT);
            to_loop.send(AppEvent::Opened(url, outcome)).ok();
        };
        thread::Builder::new().name("browser".to_owned()).spawn(open).ok();
    }

    fn redraw(&mut self) {
        self.tui.clear();
    }

    fn suspend(&mut self) -> Result<Size> {
        self.tui.suspend()?;
        Ok(terminal::size())
    }
}
