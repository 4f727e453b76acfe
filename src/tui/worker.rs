//! The search worker: builds the index without delaying the first frame, then answers the latest question.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use crate::corpus::Corpus;
use crate::dataset::cache;
use crate::search::Index;
use crate::tui::app::AppEvent;
use crate::tui::message::Question;

/// Up to this many passages, indexing and the digest take a few milliseconds.
pub(crate) const SMALL: usize = 3000;

/// Answers questions, the latest first, until nobody asks or listens any more.
fn answer(index: &Index, asked: &Receiver<(u64, Question)>, to_loop: &Sender<AppEvent>) {
    while let Ok(mut question) = asked.recv() {
        while let Ok(later) = asked.try_recv() {
            question = later;
        }
        let (number, question) = question;
        let answer = question.answer(index, number);
        if to_loop.send(AppEvent::Answer(number, Box::new(answer))).is_err() {
            return;
        }
    }
}

/// A handle to the worker, for the loop.
pub struct Worker {
    questions: Sender<(u64, Question)>,
}

impl Worker {
    /// Starts the worker. If the thread cannot be started, searches are never answered.
    ///
    /// Indexes a small corpus right here, in less time than a key needs to follow the first frame: on a separate
    /// thread, the allocator would hold as much memory again for it.
    pub fn start(corpus: Arc<Corpus>, to_loop: Sender<AppEvent>) -> Self {
        let (questions, asked) = channel::<(u64, Question)>();
        let built = (corpus.passages.len() <= SMALL).then(|| Index::new(Arc::clone(&corpus)));
        let work = move || {
            let index = &built.unwrap_or_else(|| Index::new(corpus));
            thread::scope(|scope| {
                // Without that thread there is no pack the next time.
                if index.corpus().read_from.is_some() {
                    thread::Builder::new().name("pack".to_owned()).spawn_scoped(scope, || cache::keep(index)).ok();
                }
                answer(index, &asked, &to_loop);
            });
        };
        thread::Builder::new().name("search".to_owned()).spawn(work).ok();
        Self { questions }
    }

    /// Asks a question. Earlier questions that are not answered yet may never be.
    pub fn ask(&self, number: u64, question: Question) {
        self.questions.send((number, question)).ok();
    }
}
