//! Events that come before there is anything to show, and the wait for the corpus while a loading frame is shown.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use crate::corpus::Corpus;
use crate::error::Result;
use crate::platform::Signal;
use crate::storage::disk::Reply;
use crate::tui::app::{AppEvent, End, GONE};
use crate::tui::command::Command;
use crate::tui::keymap::{Context, Keymap};
use crate::tui::program::Kept;
use crate::tui::render;
use crate::tui::terminal::Tui;
use crate::tui::update::INTERRUPTED;

/// Events that come before there is anything to show. They are kept and processed later, in order.
#[derive(Default)]
pub(crate) struct Early {
    pub(crate) corpus: Option<Result<Arc<Corpus>>>,
    pub(crate) kept: Option<Kept>,
    pub(crate) messages: VecDeque<AppEvent>,
}

impl Early {
    pub(crate) fn take(&mut self, message: AppEvent) {
        match message {
            AppEvent::Loaded(corpus) => self.corpus = Some((*corpus).map(Arc::new)),
            AppEvent::Kept(Reply::Opened { marks, notice, session }) => {
                self.kept = Some(Kept { marks, session, notice });
            }
            message => self.messages.push_back(message),
        }
    }

    /// Takes in events until `there` holds, or until `patience` is over.
    pub(crate) fn wait(&mut self, receiver: &Receiver<AppEvent>, patience: Duration, there: impl Fn(&Self) -> bool) {
        let end = Instant::now() + patience;
        while !there(self) {
            match receiver.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(message) => self.take(message),
                Err(_) => return,
            }
        }
    }
}

/// Waits for the corpus while a loading frame is shown. Keeps what is typed meanwhile; the user can leave or suspend.
pub(crate) fn load(
    tui: &mut Tui,
    early: &mut Early,
    keys: &Keymap,
    receiver: &Receiver<AppEvent>,
) -> Result<Arc<Corpus>, Result<End>> {
    loop {
        if let Some(corpus) = early.corpus.take() {
            return corpus.map_err(Err);
        }
        let drawn = match receiver.recv() {
            Ok(AppEvent::Signal(Signal::Resized) | AppEvent::Free) if !tui.is_busy() => {
                tui.draw(render::loading);
                Ok(())
            }
            Ok(AppEvent::Signal(Signal::Resized) | AppEvent::Free) => Ok(()),
            Ok(AppEvent::Signal(Signal::Interrupt)) => return Err(Ok(End::Code(INTERRUPTED))),
            Ok(AppEvent::Signal(Signal::Suspend)) => tui.suspend().map(|()| tui.draw(render::loading)),
            Ok(AppEvent::Signal(Signal::Continued)) => tui.resume().map(|()| tui.draw(render::loading)),
            Ok(AppEvent::Signal(Signal::End(signal))) => return Err(Ok(End::Signal(signal))),
            // The help context has the keys that make sense before anything is shown.
            Ok(AppEvent::Event(event)) => {
                match event.key().and_then(|k| keys.message(Context::Help, &k)).and_then(|m| m.command()) {
                    Some(Command::Interrupt) => return Err(Ok(End::Code(INTERRUPTED))),
                    // Only as the first key: later it may be part of typed text.
                    Some(Command::Close) if early.messages.is_empty() => return Err(Ok(End::Code(0))),
                    Some(Command::Suspend) => tui.suspend().map(|()| tui.draw(render::loading)),
                    _ => {
                        early.messages.push_back(AppEvent::Event(event));
                        Ok(())
                    }
                }
            }
            Ok(AppEvent::Hangup) | Err(_) => return Err(Ok(GONE)),
            Ok(message) => {
                early.take(message);
                Ok(())
            }
        };
        drawn.map_err(Err)?;
    }
}
