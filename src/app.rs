//! The application: draw, wait for an event, take in everything that is pending, draw again. Idle costs nothing.

mod browser;
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
use crate::flags::Filters;
use crate::keymap::{Context, Keymap};
use crate::model::Model;
use crate::model::start::Start;
use crate::store::marks::Marks;
use crate::store::{self, Places, session};
use crate::theme::Theme;
use crate::ui;
use crate::update::{INTERRUPTED, update};
use input::Failing;
use terminal::Tui;
use worker::{Question, Worker};

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
    Answer(u64, Box<Action>),
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

/// How the explorer is to look and behave, what it shows first, and what it keeps.
#[derive(Debug)]
pub struct Setting {
    /// The looks.
    pub theme: Theme,
    /// The keys.
    pub keys: Keymap,
    /// Whether the mouse is captured.
    pub mouse: bool,
    /// The directory of own data, as typed.
    pub data: Option<String>,
    /// What the command line asks to be shown, which is read once the corpus is there.
    pub asked: Asked,
    /// Where marks and session are kept.
    pub places: Places,
    /// Whether nothing is kept of where one was.
    pub no_state: bool,
    /// A word to the user at the start.
    pub told: Option<String>,
}

/// What the command line asks to be shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// What to search for.
    pub query: String,
    /// What narrows.
    pub filters: Filters,
    /// The id of the passage at which its report is opened.
    pub at: Option<String>,
}

impl Asked {
    /// What it means in a corpus.
    ///
    /// # Errors
    /// Where a filter or the id means nothing.
    pub fn start(&self, corpus: &Corpus) -> Result<Start> {
        let reading = match &self.at {
            Some(id) => {
                let found = corpus.find_passage(id);
                Some(found.ok_or_else(|| Error::run(format!("--at: \"{id}\" is no passage; `search` prints ids")))?)
            }
            None => None,
        };
        Ok(Start { filter: self.filters.filter(corpus)?, query: self.query.clone(), reading })
    }
}

/// Whether the terminal says that it cannot be drawn on.
#[must_use]
pub fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|t| t == "dumb")
}

/// Runs the explorer until it is left; gives the exit code.
///
/// # Errors
/// Where standard input or output is no terminal, the terminal cannot be drawn to, or the corpus cannot be loaded.
pub fn run(source: Source, setting: Setting) -> Result<u8> {
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        let which = if std::io::stdin().is_terminal() { "output" } else { "input" };
        return Err(Error::run(format!(
            "standard {which} is no terminal, and the explorer needs one on both sides; \
             for pipes and files there is `icat-explorer export --format json` (see --help)"
        )));
    }
    if is_dumb() {
        return Err(Error::run(
            "this terminal says that it cannot be drawn on (TERM=dumb); the commands print everything (see --help)",
        ));
    }
    let signals = input::signals()?;
    let (sender, receiver) = channel();
    let early = match source {
        Source::Loaded(corpus) => Some(Arc::from(corpus)),
        Source::Directory(dir) => load(dir, &sender, &receiver)?,
    };
    if let Some(corpus) = &early {
        setting.asked.start(corpus)?;
    }
    let mut tui = Tui::enter(setting.mouse)?;
    let end = explore(&mut tui, early, setting, signals, sender, receiver);
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
    setting: Setting,
    signals: Signals,
    sender: Sender<Message>,
    receiver: Receiver<Message>,
) -> Result<End> {
    if let Some(corpus) = early {
        let (mut model, marks, effect) = begin(&corpus, &setting, tui.size()?)?;
        tui.draw(|frame| ui::view(&model, &corpus, setting.theme, frame))?;
        input::listen(signals, &sender)?;
        return App::new(corpus, setting, marks, sender, receiver).run(tui, &mut model, effect);
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
                match event.as_key_press_event().and_then(|k| Keymap::default().action(Context::Help, &k)) {
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
    let (mut model, marks, effect) = begin(&corpus, &setting, tui.size()?)?;
    tui.draw(|frame| ui::view(&model, &corpus, setting.theme, frame))?;
    App::new(corpus, setting, marks, sender, receiver).run(tui, &mut model, effect)
}

/// The model as it starts, the marks, and what has to be searched for.
fn begin(corpus: &Corpus, setting: &Setting, size: Size) -> Result<(Model, Marks, Option<Effect>)> {
    let mut model = Model::new(corpus, size);
    model.keys = Arc::new(setting.keys.clone());
    model.data.clone_from(&setting.data);
    let (marks, told) = Marks::open(setting.places.marks.clone());
    model.marks.clone_from(&marks.marks);
    let session = setting.places.session.as_deref().filter(|_| !setting.no_state).and_then(session::read);
    let effect = if setting.asked == Asked::default() {
        session.and_then(|s| model.restore(corpus, &s))
    } else {
        session.iter().for_each(|s| model.history.clone_from(&s.history));
        model.start(corpus, &setting.asked.start(corpus)?)
    };
    model.status = told.or_else(|| setting.told.clone());
    Ok((model, marks, effect))
}

fn failed(what: &str) -> Error {
    Error::run(format!("{what} has failed; please report it"))
}

struct App {
    corpus: Arc<Corpus>,
    setting: Setting,
    marks: Marks,
    receiver: Receiver<Message>,
    worker: Worker,
    _sender: Sender<Message>,
}

impl App {
    fn new(
        corpus: Arc<Corpus>,
        setting: Setting,
        marks: Marks,
        sender: Sender<Message>,
        receiver: Receiver<Message>,
    ) -> Self {
        let worker = Worker::start(Arc::clone(&corpus), sender.clone());
        Self { worker, corpus, setting, marks, receiver, _sender: sender }
    }

    fn run(&mut self, tui: &mut Tui, model: &mut Model, effect: Option<Effect>) -> Result<End> {
        if let Some(effect) = effect {
            self.perform(tui, model, effect)?;
        }
        let end = loop {
            match self.turn(tui, model) {
                Ok(None) => {}
                Ok(Some(end)) => break Ok(end),
                Err(error) => break Err(error),
            }
            if let Err(error) = tui.draw(|frame| ui::view(model, &self.corpus, self.setting.theme, frame)) {
                break Err(error);
            }
        };
        if let Some(path) = self.setting.places.session.as_deref().filter(|_| !self.setting.no_state) {
            session::write(path, &model.session(&self.corpus));
        }
        end
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
                    update(model, &self.corpus, *answer);
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
            Some(effect) => self.perform(tui, model, effect),
            None => Ok(None),
        }
    }

    /// Does what an update asks for.
    fn perform(&mut self, tui: &mut Tui, model: &mut Model, effect: Effect) -> Result<Option<Turn>> {
        match effect {
            Effect::Quit(code) => return Ok(Some(Turn::End(End::Code(code)))),
            Effect::Suspend => {
                tui.suspend()?;
                update(model, &self.corpus, Action::Resize(tui.size()?));
            }
            Effect::Redraw => tui.clear()?,
            Effect::Search(number, typed) => {
                self.worker.ask(number, Question::Search(typed));
                return Ok(Some(Turn::Asked(number)));
            }
            Effect::Rank(number, need) => {
                self.worker.ask(number, Question::Who(need));
                return Ok(Some(Turn::Asked(number)));
            }
            Effect::Mark(change) => {
                let told = self.marks.apply(&change);
                update(model, &self.corpus, Action::Marked(self.marks.marks.clone()));
                told.into_iter().for_each(|t| model.status = Some(t));
            }
            Effect::Copy(text) => tui.copy(&text)?,
            Effect::Write(stem, ending, text) => {
                let words = match store::write_new(&stem, ending, text.as_bytes()) {
                    Ok(path) => format!("Written to {}", path.display()),
                    Err(error) => format!("It cannot be written: {error}"),
                };
                update(model, &self.corpus, Action::Tell(words));
            }
            Effect::Open(url) => {
                let words = if browser::open(&url) {
                    format!("Handed to the browser: {url}")
                } else {
                    tui.copy(&url)?;
                    format!("There is no browser here; the link is sent to the terminal's clipboard: {url}")
                };
                update(model, &self.corpus, Action::Tell(words));
            }
        }
        Ok(None)
    }
}

/// What taking in a message led to.
enum Turn {
    End(End),
    Asked(u64),
}

/// A panic on demand: only in builds that tests use, to hold what the terminal is like after one.
#[cfg(debug_assertions)]
fn panic_on_demand(event: &Event) {
    use ratatui::crossterm::event::KeyCode;
    let wanted = event.as_key_press_event().is_some_and(|k| k.code == KeyCode::F(12));
    assert!(!wanted || std::env::var_os("ICAT_EXPLORER_PANIC").is_none(), "a panic on demand");
}

/// What an event of the terminal means where one is.
fn translate(event: &Event, model: &Model) -> Option<Action> {
    #[cfg(debug_assertions)]
    panic_on_demand(event);
    match event {
        Event::Resize(width, height) => Some(Action::Resize(Size { width: *width, height: *height })),
        Event::Paste(text) => Some(Action::Paste(text.clone())),
        Event::Mouse(mouse) => match mouse.kind {
            // Up in a prompt would bring back what was typed before.
            MouseEventKind::ScrollDown if model.context().is_typed() => Some(Action::HalfDown),
            MouseEventKind::ScrollUp if model.context().is_typed() => Some(Action::HalfUp),
            MouseEventKind::ScrollDown => Some(Action::Down),
            MouseEventKind::ScrollUp => Some(Action::Up),
            _ => None,
        },
        event => model.keys.action(model.context(), &event.as_key_press_event()?),
    }
}
