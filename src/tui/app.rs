//! The application loop: draw, wait for an event, process everything that is pending, draw again. Idle costs nothing.
//!
//! The loop waits only for events. Anything that can take a while runs on its own thread: reading keys, writing to the
//! terminal, the disk, searching, signals, the browser.

use std::collections::VecDeque;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::tui::event::{Event, KeyCode, KeyPress, Modifiers};

use crate::analysis::order::ListOrder;
use crate::corpus::Corpus;
use crate::dataset;
use crate::draft::review::{Review, ReviewSource};
use crate::error::{Error, Result};
use crate::flags::Filters;
use crate::gate;
use crate::platform::{self, Signal};
use crate::storage::disk::{Keeper, Reply, Request};
use crate::storage::{AppDirs, history};
use crate::tui::command::Command;
use crate::tui::early::{Early, load};
use crate::tui::input;
use crate::tui::keymap::Keymap;
use crate::tui::message::Message;
use crate::tui::model::Model;
use crate::tui::outside::Real;
use crate::tui::program::Program;
use crate::tui::render;
use crate::tui::screens::welcome::Welcome;
use crate::tui::start::{OpenedReview, Start};
use crate::tui::terminal::{self, Tui};
use crate::tui::theme::Theme;

/// How long a frame waits for the answer to a search, so that the hits show together with the keystroke.
const ANSWER_WAIT: Duration = Duration::from_millis(15);

/// How long one turn of the loop processes pending events before it draws.
const TURN_MAX: Duration = Duration::from_millis(100);

/// How long the first frame waits for the corpus. After that, a frame is drawn that says that it is loading.
const LOAD_WAIT: Duration = Duration::from_millis(8);

/// How long the first frame waits for the saved marks and session. If they come later, they are shown later.
const KEPT_WAIT: Duration = Duration::from_millis(20);

/// How long a hurried exit (Ctrl-C, a signal, a lost terminal) waits for the disk.
const DISK_WAIT: Duration = Duration::from_millis(500);

/// How long a normal exit waits for the disk.
const DISK_WAIT_AT_EASE: Duration = Duration::from_secs(5);

/// Exit code if something that was to be saved is not on the disk.
const NOT_KEPT: u8 = 2;

/// An event that the loop waits for.
#[derive(Debug)]
pub(crate) enum AppEvent {
    /// A terminal event.
    Event(Event),
    /// A signal.
    Signal(Signal),
    /// The terminal is gone.
    Hangup,
    /// Everything that was drawn has been written to the terminal.
    Free,
    /// The answer to a question: its number, and the message for the model.
    Answer(u64, Box<Message>),
    /// The corpus, or why it cannot be loaded.
    Loaded(Box<Result<Corpus>>),
    /// The digest of the data.
    Digest(String),
    /// A reply from the disk thread.
    Kept(Reply),
    /// A link was handed to the browser, or why that failed.
    Opened(String, Result<(), &'static str>),
}

/// How the loop ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// With an exit code.
    Code(u8),
    /// By a signal, which ends the process once the terminal is restored.
    Signal(i32),
}

/// How the explorer ends if the terminal is gone: silently, as SIGHUP ends a process.
pub(crate) const GONE: End = End::Signal(platform::GONE);

/// Where the corpus comes from.
#[derive(Debug)]
pub enum DataSource {
    /// The built-in data.
    BuiltIn,
    /// A directory of data files, or a pack of one, read on a separate thread. If that takes long, a frame says so.
    Own(PathBuf),
}

/// The options of the explorer: how it looks and behaves, what it shows first, and what it saves.
#[derive(Debug)]
pub struct AppOptions {
    /// The theme.
    pub theme: Theme,
    /// The keymap.
    pub keys: Keymap,
    /// Whether to capture the mouse.
    pub mouse: bool,
    /// The directory of the user's own data, as typed.
    pub data: Option<String>,
    /// What the command line asks to show; resolved once the corpus is loaded.
    pub start: StartOptions,
    /// Where marks and session are stored.
    pub places: AppDirs,
    /// Whether the session is neither restored nor saved.
    pub no_state: bool,
    /// A status message to show at the start.
    pub notice: Option<String>,
}

/// What the command line asks to show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StartOptions {
    /// The search query.
    pub query: String,
    /// The filters.
    pub filters: Filters,
    /// The order of the list.
    pub order: ListOrder,
    /// The id of a passage at which to open its report.
    pub at: Option<String>,
    /// A draft to review.
    pub review: Option<ReviewStart>,
}

/// A draft to review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewStart {
    /// The directory of the dataset.
    pub dir: PathBuf,
    /// The id of the report.
    pub id: String,
    /// The name and the text of its source.
    pub source: Option<(String, String)>,
    /// The directory of the histories of reviews; `None` if none is kept.
    pub reviews: Option<PathBuf>,
}

impl ReviewStart {
    /// Reads the draft.
    fn open(&self) -> Result<OpenedReview> {
        let path = self.dir.join("reports").join(format!("{}.json", self.id));
        let wrong = |what: String| Error::run(format!("{}: {what}", path.display()));
        let json = std::fs::read_to_string(&path).map_err(|error| wrong(error.to_string()))?;
        let readings = match std::fs::read_to_string(self.dir.join("readings.json")) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            read => read.map_err(|error| Error::run(format!("readings.json: {error}")))?,
        };
        let source = self.source.as_ref().map(|(name, text)| ReviewSource::new(name.clone(), text));
        let review = Review::new(self.id.clone(), path.clone(), &json, &readings, source).map_err(wrong)?;
        let mut review = Box::new(review);
        let history = self.reviews.as_ref().and_then(|reviews| history::path(reviews, &self.dir, &self.id));
        let undoable = history.as_deref().and_then(history::read).map_or(0, |saved| review.resume(saved));
        Ok(OpenedReview { review, dir: self.dir.clone(), read: [json, readings], history, undoable })
    }
}

impl StartOptions {
    /// Resolves the request against a corpus.
    ///
    /// # Errors
    /// Returns an error if a filter value or the id is unknown.
    pub fn start(&self, corpus: &Corpus) -> Result<Start> {
        let reading = match &self.at {
            Some(id) => {
                let found = corpus.find_passage(id);
                Some(found.ok_or_else(|| Error::run(format!("--at: \"{id}\" is no passage; `search` prints ids")))?)
            }
            None => None,
        };
        let review = self.review.as_ref().map(ReviewStart::open).transpose()?;
        let filter = self.filters.filter(corpus)?;
        Ok(Start { filter, query: self.query.clone(), order: self.order, reading, review })
    }
}

/// Returns whether the terminal says that it cannot be drawn on (`TERM=dumb`).
#[must_use]
pub fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|t| t == "dumb")
}

/// Runs the explorer until the user leaves. Returns the exit code.
///
/// # Errors
/// Returns an error if standard input or output is not a terminal, if the terminal cannot be drawn on, or if the corpus
/// cannot be loaded.
pub fn run(source: DataSource, setting: AppOptions) -> Result<u8> {
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
    let signals = platform::Signals::take_over()?;
    let (sender, receiver) = channel();
    let to_loop = sender.clone();
    signals.listen(move |signal| to_loop.send(AppEvent::Signal(signal)).is_ok())?;
    let to_loop = sender.clone();
    let keeper = Keeper::start(
        setting.places.marks.clone(),
        setting.places.session.clone().filter(|_| !setting.no_state),
        move |reply| drop(to_loop.send(AppEvent::Kept(reply))),
    )?;
    let mut early = Early::default();
    let mut corpus = match source {
        // The disk thread reads marks and session in the meantime.
        DataSource::BuiltIn => Some(Arc::new(dataset::embedded()?)),
        DataSource::Own(path) => {
            let (to_loop, packs) = (sender.clone(), setting.places.packs.clone());
            let load =
                move || drop(to_loop.send(AppEvent::Loaded(Box::new(dataset::kept(Some(&path), packs.as_deref())))));
            thread::Builder::new().name("load".to_owned()).spawn(load)?;
            early.wait(&receiver, LOAD_WAIT, |e| e.corpus.is_some());
            early.corpus.take().transpose()?
        }
    };
    if let Some(corpus) = &corpus {
        setting.start.start(corpus)?;
    }
    let interrupts = Arc::<AtomicUsize>::default();
    let mut tui = Tui::enter(setting.mouse, setting.theme.ascii, sender.clone())?;
    if corpus.is_none() {
        tui.draw(render::loading);
        input::listen(sender.clone(), Arc::clone(&interrupts))?;
        match load(&mut tui, &mut early, &setting.keys, &receiver) {
            Ok(loaded) => corpus = Some(loaded),
            Err(end) => {
                tui.leave();
                return end.and_then(leave);
            }
        }
    } else {
        input::listen(sender.clone(), Arc::clone(&interrupts))?;
    }
    let Some(corpus) = corpus else { return leave(GONE) };
    early.wait(&receiver, KEPT_WAIT, |e| e.kept.is_some());
    let outside = Real { tui, corpus: Arc::clone(&corpus), worker: None, keeper, sender };
    let end = explore(corpus, outside, setting, early, &receiver, &interrupts);
    end.and_then(leave)
}

/// Returns the exit code, or ends the process by the signal.
fn leave(end: End) -> Result<u8> {
    match end {
        End::Code(code) => Ok(code),
        End::Signal(signal) => platform::end_by(signal),
    }
}

/// Runs the explorer from its first frame to its end, and gives the terminal back.
fn explore(
    corpus: Arc<Corpus>,
    outside: Real,
    setting: AppOptions,
    early: Early,
    receiver: &Receiver<AppEvent>,
    interrupts: &AtomicUsize,
) -> Result<End> {
    let mut model = Model::new(&corpus, terminal::size());
    model.keys = Arc::new(setting.keys);
    model.data = setting.data;
    model.status = setting.notice;
    if !setting.no_state {
        model.welcome = Welcome::OnFirstRun;
    }
    let program = Program::start(corpus, model, outside, setting.start, early.kept)?;
    let mut app = App { program, receiver, interrupts, theme: setting.theme, early: early.messages, stale: false };
    let end = app.run();
    let App { program, .. } = app;
    let Program { model, corpus, outside, .. } = program;
    let Real { mut tui, keeper, .. } = outside;
    let session = Some(Box::new(model.session(&corpus))).filter(|_| !setting.no_state);
    keeper.ask(Request::Finish(session));
    tui.leave();
    // If the terminal can no longer be written to, it is gone.
    let end = end.unwrap_or(GONE);
    let lost = finished(receiver, if end == End::Code(0) { DISK_WAIT_AT_EASE } else { DISK_WAIT });
    lost.iter().for_each(gate::say);
    Ok(match end {
        End::Code(0) if !lost.is_empty() => End::Code(NOT_KEPT),
        end => end,
    })
}

/// Waits for the disk thread to finish. Returns messages about what is not written.
fn finished(receiver: &Receiver<AppEvent>, patience: Duration) -> Vec<String> {
    let end = Instant::now() + patience;
    loop {
        match receiver.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Ok(AppEvent::Kept(Reply::Finished(lost))) => return lost,
            // A second request to end means that the user does not want to wait.
            Ok(AppEvent::Signal(Signal::Interrupt | Signal::End(_))) | Err(_) => {
                return vec![
                    "the disk does not answer; the marks and files of the last moment may not be written".to_owned(),
                ];
            }
            Ok(_) => {}
        }
    }
}

struct App<'a> {
    program: Program<Real>,
    receiver: &'a Receiver<AppEvent>,
    /// The number of Ctrl-C presses on their way to the loop.
    interrupts: &'a AtomicUsize,
    theme: Theme,
    early: VecDeque<AppEvent>,
    /// Whether the screen is out of date.
    stale: bool,
}

impl App<'_> {
    fn run(&mut self) -> Result<End> {
        self.draw();
        self.program.outside.worker();
        loop {
            if let Some(end) = self.turn()? {
                return Ok(end);
            }
            if self.stale {
                self.draw();
            }
        }
    }

    /// Draws a frame. If the previous one is still being written, does nothing; the loop draws once it is out.
    fn draw(&mut self) {
        let Program { model, corpus, outside, .. } = &mut self.program;
        if !outside.tui.is_busy() {
            self.stale = false;
            outside.tui.draw(|buffer| render::draw(model, corpus, self.theme, buffer));
        }
    }

    /// Waits for an event, processes all that are pending, and gives a search a moment to be answered.
    fn turn(&mut self) -> Result<Option<End>> {
        let first = match self.early.pop_front() {
            Some(message) => message,
            None => match self.receiver.recv() {
                Ok(message) => message,
                Err(_) => return Ok(Some(GONE)),
            },
        };
        let mut next = Some(first);
        let mut deadline: Option<Instant> = None;
        let begin = Instant::now();
        while let Some(message) = next.take() {
            if let Some(end) = self.take(message)? {
                return Ok(Some(end));
            }
            // More has come than can be processed between two frames: draw what there is; the rest follows.
            if begin.elapsed() > TURN_MAX {
                return self.overtaken();
            }
            let left = match self.program.asked {
                Some(_) => deadline
                    .get_or_insert_with(|| Instant::now() + ANSWER_WAIT)
                    .saturating_duration_since(Instant::now()),
                None => Duration::ZERO,
            };
            next = match self.early.pop_front() {
                Some(message) => Some(message),
                None => match self.receiver.recv_timeout(left) {
                    Ok(message) => Some(message),
                    Err(RecvTimeoutError::Timeout) => None,
                    Err(RecvTimeoutError::Disconnected) => return Ok(Some(GONE)),
                },
            };
        }
        Ok(None)
    }

    /// Handles a Ctrl-C that is queued behind other pending events: it overtakes them, as it does in a shell.
    fn overtaken(&mut self) -> Result<Option<End>> {
        if self.interrupts.swap(0, Ordering::Relaxed) == 0 {
            return Ok(None);
        }
        let key = KeyPress::new(KeyCode::Char('c'), Modifiers::CONTROL);
        Ok(self.program.event(Event::Key(key))?.map(End::Code))
    }

    fn take(&mut self, message: AppEvent) -> Result<Option<End>> {
        let program = &mut self.program;
        self.stale = true;
        let code = match message {
            AppEvent::Event(event) => {
                if input::is_interrupt(&event) {
                    self.interrupts.store(0, Ordering::Relaxed);
                }
                program.event(event)?
            }
            AppEvent::Answer(number, answer) => program.answer(number, *answer)?,
            AppEvent::Digest(digest) => program.digest(digest)?,
            AppEvent::Kept(reply) => program.kept(reply)?,
            AppEvent::Opened(url, outcome) => program.opened(&url, outcome)?,
            AppEvent::Free | AppEvent::Loaded(_) => None,
            AppEvent::Hangup => return Ok(Some(GONE)),
            AppEvent::Signal(signal) => match signal {
                Signal::Resized => program.act(Message::Resize(terminal::size()))?,
                Signal::Suspend => program.act(Message::Command(Command::Suspend))?,
                Signal::Continued => {
                    program.outside.tui.resume()?;
                    program.act(Message::Resize(terminal::size()))?
                }
                Signal::Interrupt => program.act(Message::Command(Command::Interrupt))?,
                Signal::End(signal) => return Ok(Some(End::Signal(signal))),
            },
        };
        Ok(code.map(End::Code))
    }
}
