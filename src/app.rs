//! The application: draw, wait for an event, take in everything that is pending, draw again. Idle costs nothing.

mod input;
mod terminal;
mod worker;

use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use ratatui::crossterm::event::{Event, MouseEventKind};
use ratatui::layout::Size;
use signal_hook::consts::{SIGCONT, SIGINT, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use crate::action::{Action, Effect};
use crate::corpus::Corpus;
use crate::dataset;
use crate::error::{Error, Result};
use crate::keymap::{self, Context};
use crate::model::Model;
use crate::search::Answer;
use crate::theme::Theme;
use crate::ui;
use crate::update::{INTERRUPTED, update};
use input::Failing;
use terminal::Tui;
use worker::Worker;

/// How long a frame waits for the answer to a search, so that it shows with the keystroke that asked.
const ANSWER_WAIT: Duration = Duration::from_millis(15);

/// How long the first frame waits for the corpus; after that one comes that says what is going on.
const LOAD_WAIT: Duration = Duration::from_millis(8);

/// What the loop waits for.
#[derive(Debug)]
enum Message {
    /// The terminal tells something.
    Event(Event),
    /// A signal.
    Signal(i32),
    /// The terminal has gone away.
    Hangup,
    /// A search is answered.
    Answer(u64, Box<Answer>),
    /// The corpus is loaded, or cannot be.
    Loaded(Box<Result<Corpus>>),
    /// A helper thread has failed.
    Failed(&'static str),
}

/// How the loop ended.
enum End {
    /// With an exit code.
    Code(u8),
    /// By a signal, which is to end the process after the terminal is restored.
    Signal(i32),
    /// Because the terminal has gone away.
    Hangup,
}

/// Where the corpus comes from.
#[derive(Debug)]
pub enum Source {
    /// It is here.
    Loaded(Box<Corpus>),
    /// A directory of data files, read and checked beside the terminal; where that takes long, a frame says so.
    Directory(PathBuf),
}

/// Runs the explorer until it is left; gives the exit code.
///
/// # Errors
/// Where standard input or output is no terminal, the terminal cannot be drawn to, or the corpus cannot be loaded.
pub fn run(source: Source, theme: Theme) -> Result<u8> {
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        let which = if std::io::stdin().is_terminal() { "output" } else { "input" };
        return Err(Error::run(format!(
            "standard {which} is no terminal, and the explorer needs one on both sides; \
             for pipes and files there is `icat-explorer export --format json` (see --help)"
        )));
    }
    let signals = input::signals()?;
    let (sender, receiver) = channel();
    let early = match source {
        Source::Loaded(corpus) => Some(Arc::from(corpus)),
        Source::Directory(dir) => load(dir, &sender, &receiver)?,
    };
    let mut tui = Tui::enter()?;
    let end = explore(&mut tui, early, theme, signals, sender, receiver);
    let left = tui.leave();
    match end? {
        End::Code(code) => {
            left?;
            Ok(code)
        }
        End::Signal(signal) => {
            signal_hook::low_level::emulate_default_handler(signal)?;
            Ok(128u8.saturating_add(u8::try_from(signal).unwrap_or(0)))
        }
        End::Hangup => Err(Error::run("the terminal has gone away")),
    }
}

/// Starts loading a directory; gives the corpus where it is there in a moment.
fn load(dir: PathBuf, sender: &Sender<Message>, receiver: &Receiver<Message>) -> Result<Option<Arc<Corpus>>> {
    let loader = sender.clone();
    let load = move || {
        let _failed = Failing(loader.clone());
        loader.send(Message::Loaded(Box::new(dataset::from(Some(&dir))))).ok();
    };
    thread::Builder::new().name("load".to_owned()).spawn(load)?;
    match receiver.recv_timeout(LOAD_WAIT) {
        Ok(Message::Loaded(corpus)) => Ok(Some(Arc::new((*corpus)?))),
        Ok(Message::Failed(what)) => Err(failed(what)),
        _ => Ok(None),
    }
}

fn explore(
    tui: &mut Tui,
    early: Option<Arc<Corpus>>,
    theme: Theme,
    signals: Signals,
    sender: Sender<Message>,
    receiver: Receiver<Message>,
) -> Result<End> {
    if let Some(corpus) = early {
        let mut model = Model::new(&corpus, tui.size()?);
        tui.draw(|frame| ui::view(&model, &corpus, theme, frame))?;
        input::listen(signals, &sender)?;
        return App::new(corpus, sender, receiver).run(tui, &mut model, theme);
    }
    tui.draw(ui::loading)?;
    input::listen(signals, &sender)?;
    let corpus = loop {
        match receiver.recv() {
            Ok(Message::Loaded(corpus)) => break Arc::new((*corpus)?),
            Ok(Message::Signal(SIGWINCH)) => tui.draw(ui::loading)?,
            Ok(Message::Signal(SIGINT)) => return Ok(End::Code(INTERRUPTED)),
            Ok(Message::Signal(SIGTSTP)) => tui.suspend()?,
            Ok(Message::Signal(SIGCONT)) => tui.resume()?,
            Ok(Message::Signal(signal)) => return Ok(End::Signal(signal)),
            Ok(Message::Event(event)) => {
                match event.as_key_press_event().and_then(|k| keymap::action(Context::Help, &k)) {
                    Some(Action::Interrupt) => return Ok(End::Code(INTERRUPTED)),
                    Some(Action::Close) => return Ok(End::Code(0)),
                    _ => {}
                }
            }
            Ok(Message::Failed(what)) => return Err(failed(what)),
            Ok(Message::Answer(..)) => {}
            Ok(Message::Hangup) | Err(_) => return Ok(End::Hangup),
        }
    };
    let mut model = Model::new(&corpus, tui.size()?);
    tui.draw(|frame| ui::view(&model, &corpus, theme, frame))?;
    App::new(corpus, sender, receiver).run(tui, &mut model, theme)
}

fn failed(what: &str) -> Error {
    Error::run(format!("{what} has failed; please report it"))
}

struct App {
    corpus: Arc<Corpus>,
    receiver: Receiver<Message>,
    worker: Worker,
    _sender: Sender<Message>,
}

impl App {
    fn new(corpus: Arc<Corpus>, sender: Sender<Message>, receiver: Receiver<Message>) -> Self {
        Self { worker: Worker::start(Arc::clone(&corpus), sender.clone()), corpus, receiver, _sender: sender }
    }

    fn run(&mut self, tui: &mut Tui, model: &mut Model, theme: Theme) -> Result<End> {
        loop {
            if let Some(end) = self.turn(tui, model)? {
                return Ok(end);
            }
            tui.draw(|frame| ui::view(model, &self.corpus, theme, frame))?;
        }
    }

    /// Waits for a message, takes in all that are pending, and gives a search a moment to be answered.
    fn turn(&mut self, tui: &mut Tui, model: &mut Model) -> Result<Option<End>> {
        let Ok(first) = self.receiver.recv() else { return Ok(Some(End::Hangup)) };
        let mut next = Some(first);
        let mut deadline: Option<Instant> = None;
        let mut waiting = None;
        loop {
            match next.take() {
                Some(Message::Answer(number, answer)) => {
                    if waiting == Some(number) {
                        waiting = None;
                    }
                    update(model, &self.corpus, Action::Answered(number, answer));
                }
                Some(message) => match self.take(tui, model, message)? {
                    Some(Turn::End(end)) => return Ok(Some(end)),
                    Some(Turn::Asked(number)) => {
                        waiting = Some(number);
                        deadline.get_or_insert_with(|| Instant::now() + ANSWER_WAIT);
                    }
                    None => {}
                },
                None => return Ok(None),
            }
            let left = deadline
                .filter(|_| waiting.is_some())
                .map_or(Duration::ZERO, |d| d.saturating_duration_since(Instant::now()));
            next = match self.receiver.recv_timeout(left) {
                Ok(message) => Some(message),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return Ok(Some(End::Hangup)),
            };
        }
    }

    fn take(&mut self, tui: &mut Tui, model: &mut Model, message: Message) -> Result<Option<Turn>> {
        let action = match message {
            Message::Event(event) => translate(&event, model),
            Message::Hangup => return Ok(Some(Turn::End(End::Hangup))),
            Message::Failed(what) => return Err(failed(what)),
            Message::Signal(signal) => match signal {
                SIGWINCH => Some(Action::Resize(tui.size()?)),
                SIGTSTP => Some(Action::Suspend),
                SIGCONT => {
                    tui.resume()?;
                    Some(Action::Resize(tui.size()?))
                }
                SIGINT => Some(Action::Interrupt),
                signal => return Ok(Some(Turn::End(End::Signal(signal)))),
            },
            Message::Answer(..) | Message::Loaded(_) => None,
        };
        let Some(action) = action else { return Ok(None) };
        match update(model, &self.corpus, action) {
            Some(Effect::Quit(code)) => return Ok(Some(Turn::End(End::Code(code)))),
            Some(Effect::Suspend) => {
                tui.suspend()?;
                update(model, &self.corpus, Action::Resize(tui.size()?));
            }
            Some(Effect::Redraw) => tui.clear()?,
            Some(Effect::Search(number, typed)) => {
                self.worker.ask(number, typed);
                return Ok(Some(Turn::Asked(number)));
            }
            None => {}
        }
        Ok(None)
    }
}

/// What taking in a message led to.
enum Turn {
    End(End),
    Asked(u64),
}

/// What an event of the terminal means where one is.
fn translate(event: &Event, model: &Model) -> Option<Action> {
    match event {
        Event::Resize(width, height) => Some(Action::Resize(Size { width: *width, height: *height })),
        Event::Paste(text) => Some(Action::Paste(text.clone())),
        Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::ScrollDown => Some(Action::Down),
            MouseEventKind::ScrollUp => Some(Action::Up),
            _ => None,
        },
        event => keymap::action(model.context(), &event.as_key_press_event()?),
    }
}
