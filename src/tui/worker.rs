//! The one worker: builds the index off the path to the first frame, then answers the latest question.

use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use crate::corpus::Corpus;
use crate::search::Index;
use crate::tui::app::AppEvent;
use crate::tui::program::Question;

/// Passages that are indexed in some milliseconds.
const SMALL: usize = 3000;

/// The hand by which the loop asks.
pub struct Worker {
    questions: Sender<(u64, Question)>,
}

impl Worker {
    /// Starts the worker. Where it cannot be started, searches are never answered.
    ///
    /// A small corpus is indexed here and now, sooner than a key can follow the first frame: in a thread of its own the
    /// allocator would keep as much again for it.
    pub fn start(corpus: Arc<Corpus>, to_loop: Sender<AppEvent>) -> Self {
        let (questions, asked) = channel::<(u64, Question)>();
        let built = (corpus.passages.len() <= SMALL).then(|| Index::new(Arc::clone(&corpus)));
        let work = move || {
            let index = built.unwrap_or_else(|| Index::new(corpus));
            while let Ok(mut question) = asked.recv() {
                while let Ok(later) = asked.try_recv() {
                    question = later;
                }
                let (number, question) = question;
                let answer = question.answer(&index, number);
                if to_loop.send(AppEvent::Answer(number, Box::new(answer))).is_err() {
                    return;
                }
            }
        };
        thread::Builder::new().name("search".to_owned()).spawn(work).ok();
        Self { questions }
    }

    /// Asks; whatever was asked before and is not yet answered may stay without an answer.
    pub fn ask(&self, number: u64, question: Question) {
        self.questions.send((number, question)).ok();
    }
}
