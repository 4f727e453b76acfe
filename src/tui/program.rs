//! The interpreter: what every event means and how every effect is carried out, whatever is outside: a terminal and
//! threads, or a test.

use std::collections::VecDeque;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use ratatui::layout::Size;

use crate::corpus::Corpus;
use crate::dataset;
use crate::error::Result;
use crate::storage::disk::{NewFile, Reply, Request};
use crate::storage::marks::{self, Change, Mark};
use crate::storage::session::Session;
use crate::tui::app::StartOptions;
use crate::tui::command::Command;
use crate::tui::event::{Event, KeyCode, KeyPress, Modifiers};
use crate::tui::keymap::{Context, Key};
use crate::tui::message::{Effect, Message, Question, Replacement};
use crate::tui::model::{Model, Screen};
use crate::tui::screens::report;
use crate::tui::screens::welcome::Welcome;
use crate::tui::update::update;
use crate::tui::worker::SMALL;

/// How long typed-ahead keys wait for an answer before Escape discards them instead of queueing up behind them.
const HELD_MAX: Duration = Duration::from_millis(400);

/// The status message while the digest is computed.
const DIGESTING: &str = "Computing the digest of the data for the citation ...";

/// What is outside the program. No method waits for a result: what takes a while is answered later, through
/// [`Program::answer`], [`Program::digest`], [`Program::kept`] and [`Program::opened`].
pub trait Outside {
    /// Asks a question under a number. Of several questions, only the latest is certain to be answered.
    fn ask(&mut self, number: u64, question: Question);
    /// Sends a request to the disk thread.
    fn keep(&mut self, request: Request);
    /// Asks for the digest of the data, which goes to [`Program::digest`].
    fn digest(&mut self, corpus: &Arc<Corpus>);
    /// Puts a text on the terminal's clipboard.
    fn copy(&mut self, text: &str);
    /// Hands a link to the browser.
    fn open(&mut self, url: &str);
    /// Clears the terminal, so that the next frame draws all of it.
    ///
    /// # Errors
    /// Returns an error if the terminal is gone.
    fn redraw(&mut self);
    /// Stops the process until it is continued. Returns the size of the terminal at that point.
    ///
    /// # Errors
    /// Returns an error if the terminal is gone.
    fn suspend(&mut self) -> Result<Size>;
}

/// The program: its state and what is outside it.
pub struct Program<O> {
    /// The corpus.
    pub corpus: Arc<Corpus>,
    /// The state.
    pub model: Model,
    /// What is outside.
    pub outside: O,
    /// The number of the latest question, if it is not answered yet.
    pub asked: Option<u64>,
    /// Events typed ahead of an answer that they depend on, and since when.
    held: VecDeque<Event>,
    held_since: Option<Held>,
    /// Changes of the marks that are not on disk yet.
    unkept: VecDeque<Change>,
    /// Above this many passages, the digest is computed in the background.
    pub digest_at_once: usize,
    /// Whether the digest of the data is being computed.
    digesting: bool,
    /// Whether the terminal has sent an event, such as a key.
    touched: bool,
    /// What the command line asks to show.
    start: StartOptions,
}

/// Since when events are held; `None` if that counts as too long.
#[derive(Debug, Clone, Copy)]
struct Held(Option<Instant>);

impl Held {
    fn now() -> Self {
        Self(Some(Instant::now()))
    }

    fn is_long(self) -> bool {
        self.0.is_none_or(|since| since.elapsed() > HELD_MAX)
    }
}

/// What earlier runs saved.
#[derive(Debug, Default)]
pub struct Kept {
    /// The marks.
    pub marks: Vec<Mark>,
    /// The session.
    pub session: Option<Box<Session>>,
    /// A status message.
    pub notice: Option<String>,
}

impl<O: Outside> Program<O> {
    /// Starts the program. Shows what the command line asks for, or else restores the last session.
    ///
    /// # Errors
    /// Returns an error if the command line asks for something that is not in this corpus.
    pub fn start(
        corpus: Arc<Corpus>,
        model: Model,
        outside: O,
        start: StartOptions,
        kept: Option<Kept>,
    ) -> Result<Self> {
        let mut program = Self {
            corpus,
            model,
            outside,
            asked: None,
            held: VecDeque::new(),
            held_since: None,
            unkept: VecDeque::new(),
            digest_at_once: SMALL,
            digesting: false,
            touched: false,
            start,
        };
        if program.start != StartOptions::default() {
            let start = program.start.start(&program.corpus)?;
            let effect = program.model.start(&program.corpus, &start);
            program.perform(effect)?;
        }
        if program.model.status.is_none() {
            program.model.status = notice(&program.corpus.notices);
        }
        if let Some(kept) = kept {
            program.restore(kept)?;
        }
        Ok(program)
    }

    /// Takes in what earlier runs saved. Restores the session only if the command line asks for nothing and no event
    /// has come yet; otherwise only its search history.
    fn restore(&mut self, kept: Kept) -> Result<Option<u8>> {
        self.show_marks(kept.marks);
        let is_plain_start = self.start == StartOptions::default() && !self.touched;
        if self.model.welcome == Welcome::OnFirstRun {
            let is_first = kept.session.is_none() && is_plain_start;
            self.model.welcome = if is_first { Welcome::Shown } else { Welcome::No };
        }
        if let Some(session) = kept.session {
            if is_plain_start {
                let effect = self.model.restore(&self.corpus, &session);
                self.perform(effect)?;
            } else {
                self.model.recall(session.history);
            }
        }
        if kept.notice.is_some() {
            self.model.status = kept.notice;
        }
        Ok(None)
    }

    /// Handles a terminal event. Returns the exit code if the program is left.
    ///
    /// # Errors
    /// Returns an error if the terminal is gone.
    pub fn event(&mut self, event: Event) -> Result<Option<u8>> {
        #[cfg(not(test))]
        panic_on_demand(&event);
        self.touched = true;
        if let Some((escape, key)) = unbound_alt(&event, &self.model) {
            if let Some(code) = self.event(escape)? {
                return Ok(Some(code));
            }
            return self.event(key);
        }
        if self.waits_its_turn(&event) {
            self.held_since.get_or_insert_with(Held::now);
            self.held.push_back(event);
            return Ok(None);
        }
        match translate(&event, &self.model) {
            Some(message) => self.act(message),
            None => Ok(None),
        }
    }

    /// Returns whether an event has to wait because its effect depends on an answer that has not come yet.
    fn waits_its_turn(&mut self, event: &Event) -> bool {
        let message = translate(event, &self.model);
        let command = message.as_ref().and_then(Message::command);
        let is_resize = matches!(message, Some(Message::Resize(_)));
        if is_resize || matches!(command, Some(Command::Interrupt | Command::Suspend)) {
            return false;
        }
        if !self.held.is_empty() {
            let tired = self.held_since.is_some_and(Held::is_long);
            if tired && command == Some(Command::Back) {
                self.held.clear();
                self.held_since = None;
                return false;
            }
            return true;
        }
        if matches!(command, Some(Command::Copy | Command::Provenance)) && self.lacks_digest() {
            if !std::mem::replace(&mut self.digesting, true) {
                self.model.status = Some(DIGESTING.to_owned());
                self.outside.digest(&self.corpus);
            }
            return true;
        }
        let edits = message.as_ref().is_none_or(Message::is_edit);
        is_waiting(&self.model) && !edits && !matches!(command, Some(Command::Back | Command::Help | Command::Redraw))
    }

    /// Handles the held events, up to the first that waits for another answer.
    fn play(&mut self) -> Result<Option<u8>> {
        while !(is_waiting(&self.model) || self.digesting && self.lacks_digest()) {
            let Some(event) = self.held.pop_front() else { break };
            let rest = std::mem::take(&mut self.held);
            let code = self.event(event)?;
            let again = std::mem::replace(&mut self.held, rest);
            again.into_iter().rev().for_each(|e| self.held.push_front(e));
            if code.is_some() {
                return Ok(code);
            }
        }
        if self.held.is_empty() {
            self.held_since = None;
        }
        Ok(None)
    }

    /// Returns whether the digest is not known and takes too long to compute while handling a key.
    fn lacks_digest(&self) -> bool {
        let at_once = self.corpus.built_in || self.corpus.passages.len() <= self.digest_at_once;
        !at_once && self.model.digest.get().is_none()
    }

    /// Takes in the digest of the data and handles the events that waited for it.
    ///
    /// # Errors
    /// Returns an error if the terminal is gone.
    pub fn digest(&mut self, digest: String) -> Result<Option<u8>> {
        self.digesting = false;
        self.model.digest.set(digest).ok();
        self.model.status.take_if(|status| status == DIGESTING);
        self.play()
    }

    /// Makes held events count as having waited too long, so that tests need not wait.
    pub fn tire(&mut self) {
        self.held_since = self.held_since.map(|_| Held(None));
    }

    /// Applies a message to the model and carries out its effects. Returns the exit code if the program is left.
    ///
    /// # Errors
    /// Returns an error if the terminal is gone.
    pub fn act(&mut self, message: Message) -> Result<Option<u8>> {
        let effects = update(&mut self.model, &self.corpus, message);
        if let Some(code) = self.perform(effects)? {
            return Ok(Some(code));
        }
        if self.held.is_empty() { Ok(None) } else { self.play() }
    }

    /// Carries out effects. Returns the exit code if one of them quits.
    fn perform(&mut self, effects: impl IntoIterator<Item = Effect>) -> Result<Option<u8>> {
        for effect in effects {
            if let Some(code) = self.carry_out(effect)? {
                return Ok(Some(code));
            }
        }
        Ok(None)
    }

    fn carry_out(&mut self, effect: Effect) -> Result<Option<u8>> {
        match effect {
            Effect::Quit(code) => return Ok(Some(code)),
            Effect::Suspend => {
                let size = self.outside.suspend()?;
                return self.act(Message::Resize(size));
            }
            Effect::Redraw => self.outside.redraw(),
            Effect::Ask(number, question) => self.ask(number, question),
            Effect::Mark(change) => {
                let mut changed = self.model.marks.clone();
                marks::change(&mut changed, &change);
                self.unkept.push_back(change.clone());
                self.outside.keep(Request::Mark(change));
                return self.act(Message::Marked(changed));
            }
            Effect::Copy(text) => self.outside.copy(&text),
            Effect::Write(stem, ending, text) => {
                let (usual, content) = (stem.clone(), Box::new(|| Ok(text.into_bytes())));
                self.outside.keep(Request::Write(NewFile { stem, usual, ending, content }));
            }
            Effect::Export(export) => {
                let (stem, usual, ending) = (export.stem(), export.usual_stem(), export.ending());
                let corpus = Arc::clone(&self.corpus);
                let content = Box::new(move || export.bytes(&corpus).map_err(|error| error.to_string()));
                self.outside.keep(Request::Write(NewFile { stem, usual, ending, content }));
            }
            Effect::Replace(dir, files, history) => {
                let all: Arc<[Replacement]> = files.clone().into();
                // The files of a step are checked together, once.
                let checked = Arc::<OnceLock<std::result::Result<(), String>>>::default();
                for Replacement { path, read, text } in files {
                    let (dir, all, checked) = (dir.clone(), Arc::clone(&all), Arc::clone(&checked));
                    let content = Box::new(move || {
                        let check = || {
                            let changed = all.iter().map(|file| (file.path.as_path(), file.text.as_str()));
                            dataset::check_with(&dir, changed).map_err(|error| error.to_string())
                        };
                        checked.get_or_init(check).clone()?;
                        Ok(text.into_bytes())
                    });
                    self.outside.keep(Request::Replace { path, read: read.as_bytes().to_vec(), content });
                }
                if let Some((path, history)) = history {
                    self.outside.keep(Request::KeepHistory(path, history));
                }
            }
            Effect::ListPaths(typed) => self.outside.keep(Request::List(typed)),
            Effect::Open(url) => self.outside.open(&url),
        }
        Ok(None)
    }

    fn ask(&mut self, number: u64, question: Question) {
        self.asked = Some(number);
        self.outside.ask(number, question);
    }

    /// Takes in the answer to a question.
    ///
    /// # Errors
    /// Returns an error if the terminal is gone.
    pub fn answer(&mut self, number: u64, answer: Message) -> Result<Option<u8>> {
        if self.asked == Some(number) {
            self.asked = None;
        }
        self.act(answer)
    }

    /// Takes in a reply from the disk thread.
    ///
    /// # Errors
    /// Returns an error if the terminal is gone.
    pub fn kept(&mut self, reply: Reply) -> Result<Option<u8>> {
        let notice = match reply {
            Reply::Listed(typed, paths) => return self.act(Message::Listed(typed, paths)),
            Reply::Opened { marks, notice, session } => return self.restore(Kept { marks, session, notice }),
            Reply::Marks { marks, changes, notice } => {
                self.unkept.drain(..changes.min(self.unkept.len()));
                self.show_marks(marks);
                notice
            }
            Reply::Status(words) => Some(words),
            Reply::Saved(written) => Some(self.model.saved(written)),
            Reply::Finished(_) => None,
        };
        notice.map_or(Ok(None), |words| self.act(Message::Notice(words)))
    }

    /// Shows the marks as they are on disk, with the changes that are not written yet.
    fn show_marks(&mut self, mut marks: Vec<Mark>) {
        self.unkept.iter().for_each(|change| marks::change(&mut marks, change));
        if marks != self.model.marks {
            update(&mut self.model, &self.corpus, Message::Marked(marks));
        }
    }

    /// Reports that a link was handed to the browser. If that failed, copies the link to the clipboard and says why.
    ///
    /// # Errors
    /// Returns an error if the terminal is gone.
    pub fn opened(&mut self, url: &str, outcome: Result<(), &'static str>) -> Result<Option<u8>> {
        let words = match outcome {
            Ok(()) => format!("Opened in the browser: {url}"),
            Err(why) => {
                self.outside.copy(url);
                format!("{why}; the link is sent to the terminal's clipboard: {url}")
            }
        };
        self.act(Message::Notice(words))
    }
}

/// Summarizes in one line the files beside the data that are not read. Shows the one most likely to be a mistake.
fn notice(notices: &[String]) -> Option<String> {
    let first = notices.iter().find(|n| n.contains("did you mean")).or_else(|| notices.first())?;
    Some(match notices.len() - 1 {
        0 => first.clone(),
        more => format!("{first} ({more} more: see `data check`)"),
    })
}

/// Returns whether the current screen waits for the answer to what was typed.
fn is_waiting(model: &Model) -> bool {
    match model.screen() {
        Screen::Browse(browse) => browse.search.as_ref().is_some_and(|s| s.pending.is_some()),
        Screen::Report(view) => {
            matches!(&view.kind, report::ReportKind::Who(need) if need.typing && need.pending.is_some())
        }
        _ => false,
    }
}

/// Splits an unbound Alt chord into Escape and the plain key, because a terminal sends the same bytes for the two keys
/// typed in quick succession.
fn unbound_alt(event: &Event, model: &Model) -> Option<(Event, Event)> {
    let key = event.key().filter(|k| k.modifiers.contains(Modifiers::ALT))?;
    if model.keys.message(model.context(), &key).is_some() {
        return None;
    }
    let plain = KeyPress { modifiers: key.modifiers - Modifiers::ALT, ..key };
    Some((Event::Key(KeyPress::new(KeyCode::Esc, Modifiers::NONE)), Event::Key(plain)))
}

/// Panics on F12 if `ICAT_EXPLORER_PANIC` is set, so that the state of the terminal after a panic can be tested with
/// the released program.
#[cfg(not(test))]
fn panic_on_demand(event: &Event) {
    let wanted = event.key().is_some_and(|k| k.code == KeyCode::F(12));
    assert!(!wanted || std::env::var_os("ICAT_EXPLORER_PANIC").is_none(), "a panic on demand");
}

/// Returns what a terminal event means in the current context.
#[must_use]
pub fn translate(event: &Event, model: &Model) -> Option<Message> {
    match event {
        Event::Resize(size) => Some(Message::Resize(*size)),
        Event::Paste(text) => Some(Message::Paste(text.clone())),
        Event::Scroll(wheel, at) => Some(Message::Scroll(*wheel, *at)),
        Event::Click(at) => Some(Message::Click(*at)),
        Event::Key(key) => {
            let meant = |key: &KeyPress| model.keys.message(model.context(), key);
            meant(key).or_else(|| meant(&as_enter(key)?)).or_else(|| Some(Message::Unbound(unbound(key, model))))
        }
    }
}

/// Says that a key does nothing, what it does in a list, and what lists the keys.
fn unbound(key: &KeyPress, model: &Model) -> String {
    let help = model.keys.rows(model.context()).find(|binding| binding.command == Command::Help);
    let help = help.and_then(|binding| binding.keys.first()).map(|key| format!("; {} lists the keys", key.name()));
    let in_list = model.keys.message(Context::List, key).and_then(|message| message.command());
    let in_list = in_list.and_then(|command| model.keys.rows(Context::List).find(|row| row.command == command));
    let key = match key.code {
        KeyCode::Char(c) if key.modifiers == Modifiers::SHIFT => c.to_string(),
        // Its name says already that Shift is held.
        KeyCode::BackTab => Key(key.code, key.modifiers.difference(Modifiers::SHIFT)).name(),
        code => Key(code, key.modifiers).name(),
    };
    let elsewhere = in_list.map_or_else(String::new, |binding| format!(", but in a list: {}", binding.help));
    format!("{key} does nothing here{elsewhere}{}.", help.unwrap_or_default())
}

/// Returns Enter for C-j, which is what the terminal makes of an Enter typed before the program has taken it. Applies
/// only if C-j is not bound.
fn as_enter(key: &KeyPress) -> Option<KeyPress> {
    let is_newline = key.code == KeyCode::Char('j') && key.modifiers == Modifiers::CONTROL;
    is_newline.then(|| KeyPress::new(KeyCode::Enter, Modifiers::NONE))
}
