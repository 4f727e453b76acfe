//! The test harness: presses keys as a user does, and returns frames as a terminal shows them.
#![allow(dead_code, clippy::unwrap_used, missing_docs)]

use std::collections::VecDeque;
use std::sync::{Arc, OnceLock};

use icat_explorer::corpus::Corpus;
use icat_explorer::dataset;
use icat_explorer::error::Result;
use icat_explorer::search::Index;
use icat_explorer::storage::disk::{NewFile, Reply, Request};
use icat_explorer::storage::history;
use icat_explorer::storage::marks::Marks;
use icat_explorer::tui::app::StartOptions;
use icat_explorer::tui::event::{Event, KeyCode, KeyPress, Modifiers};
use icat_explorer::tui::keymap::Key;
use icat_explorer::tui::message::Message;
use icat_explorer::tui::message::Question;
use icat_explorer::tui::model::{Model, Screen};
use icat_explorer::tui::program::{Kept, Outside, Program};
use icat_explorer::tui::render;
use icat_explorer::tui::screens::browse::Browse;
use icat_explorer::tui::theme::Theme;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Size;

/// Returns the index of the embedded corpus, built once per test binary.
pub fn index() -> &'static Arc<Index> {
    static INDEX: OnceLock<Arc<Index>> = OnceLock::new();
    INDEX.get_or_init(|| Arc::new(Index::new(Arc::new(dataset::embedded().expect("the embedded data is valid")))))
}

pub fn corpus() -> &'static Arc<Corpus> {
    index().corpus()
}

/// What is outside the program in a test: records everything, and answers at once unless the test holds answers back.
pub struct Desk {
    index: Arc<Index>,
    /// Questions that are not answered yet.
    pub questions: VecDeque<(u64, Question)>,
    replies: VecDeque<Reply>,
    links: VecDeque<String>,
    size: Size,
    /// What was sent to the clipboard, to new files, and to the browser.
    pub copied: Vec<String>,
    pub written: Vec<(String, String)>,
    /// Why no new file can be written.
    pub unwritable: Option<String>,
    pub opened: Vec<String>,
    pub marks: Marks,
    /// How many times the digest was asked for.
    pub digests: usize,
    /// Whether the disk does not reply.
    pub hold: bool,
}

impl Outside for Desk {
    fn ask(&mut self, number: u64, question: Question) {
        self.questions.push_back((number, question));
    }

    fn digest(&mut self, _corpus: &Arc<Corpus>) {
        self.digests += 1;
    }

    fn keep(&mut self, request: Request) {
        match request {
            Request::Mark(_) if self.hold => {}
            Request::Mark(change) => {
                let notice = self.marks.apply(&[change], true).unwrap();
                self.replies.push_back(Reply::Marks { marks: self.marks.marks.clone(), changes: 1, notice });
            }
            Request::Write(NewFile { stem, ending, content, .. }) => match &self.unwritable {
                Some(why) => self.replies.push_back(Reply::Saved(Err(why.clone()))),
                None => {
                    let text = String::from_utf8_lossy(&content().unwrap()).into_owned();
                    self.written.push((format!("{stem}.{ending}"), text));
                }
            },
            Request::Replace { path, content, .. } => match content() {
                Ok(bytes) => std::fs::write(path, bytes).unwrap(),
                Err(why) => self.replies.push_back(Reply::Status(format!("Not written: {why}"))),
            },
            Request::KeepHistory(path, saved) => history::write(&path, &saved),
            Request::List(typed) => {
                let paths = icat_explorer::storage::paths(&typed);
                self.replies.push_back(Reply::Listed(typed, paths));
            }
            Request::Finish(_) => {}
        }
    }

    fn copy(&mut self, text: &str) {
        self.copied.push(text.to_owned());
    }

    fn open(&mut self, url: &str) {
        self.opened.push(url.to_owned());
        self.links.push_back(url.to_owned());
    }

    fn redraw(&mut self) {}

    fn suspend(&mut self) -> Result<Size> {
        Ok(self.size)
    }
}

/// The explorer without a terminal: the program itself, with a [`Desk`] outside it.
pub struct Explorer {
    pub program: Program<Desk>,
    pub theme: Theme,
    /// The exit code, once the explorer has been left.
    pub left: Option<u8>,
    /// Whether questions wait until [`Explorer::answer`].
    pub slow: bool,
}

impl std::ops::Deref for Explorer {
    type Target = Program<Desk>;

    fn deref(&self) -> &Program<Desk> {
        &self.program
    }
}

impl std::ops::DerefMut for Explorer {
    fn deref_mut(&mut self) -> &mut Program<Desk> {
        &mut self.program
    }
}

impl Explorer {
    pub fn new(width: u16, height: u16) -> Self {
        Self::with(index(), width, height)
    }

    /// Starts on data other than the built-in.
    pub fn with(index: &Arc<Index>, width: u16, height: u16) -> Self {
        Self::started(index, StartOptions::default(), width, height)
    }

    /// Starts with what the command line asks for.
    pub fn started(index: &Arc<Index>, start: StartOptions, width: u16, height: u16) -> Self {
        let size = Size { width, height };
        let desk = Desk {
            index: Arc::clone(index),
            questions: VecDeque::new(),
            replies: VecDeque::new(),
            links: VecDeque::new(),
            size,
            copied: Vec::new(),
            written: Vec::new(),
            unwritable: None,
            opened: Vec::new(),
            marks: Marks::default(),
            digests: 0,
            hold: false,
        };
        let corpus = Arc::clone(index.corpus());
        let model = Model::new(&corpus, size);
        let program = Program::start(corpus, model, desk, start, None).unwrap();
        Self { program, theme: Theme::default(), left: None, slow: false }
    }

    /// Takes in what earlier runs left.
    pub fn kept_from_before(&mut self, kept: Kept) {
        let Kept { marks, session, notice } = kept;
        self.program.kept(Reply::Opened { marks, notice, session }).unwrap();
    }

    /// Puts marks from an earlier run in place.
    pub fn keep(&mut self, marks: Marks) {
        self.model.marks.clone_from(&marks.marks);
        self.outside.marks = marks;
    }

    /// Returns the screen with panes and list, which has to be the current one.
    pub fn browse(&self) -> &Browse {
        let Screen::Browse(browse) = self.model.screen() else { panic!("no lists:\n{}", self.frame()) };
        browse
    }

    /// Presses keys, named as in the help and separated by spaces. `text:...` types letters, with `_` for a space;
    /// `j*3` presses `j` three times.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            let (key, times) = match key.rsplit_once('*') {
                Some((key, times)) if !key.is_empty() => (key, times.parse().unwrap()),
                _ => (key, 1),
            };
            for _ in 0..times {
                match key.strip_prefix("text:") {
                    Some(text) => text.chars().for_each(|c| self.event(code(if c == '_' { ' ' } else { c }))),
                    None => self.event(named(key)),
                }
            }
        }
        self
    }

    pub fn event(&mut self, event: KeyPress) {
        self.happens(Event::Key(event));
    }

    /// Handles a terminal event.
    pub fn happens(&mut self, event: Event) {
        let code = self.program.event(event).unwrap();
        self.settle(code);
    }

    pub fn act(&mut self, message: Message) {
        let code = self.program.act(message).unwrap();
        self.settle(code);
    }

    /// Answers everything that is waiting, the oldest first.
    pub fn answer(&mut self) -> &mut Self {
        let slow = std::mem::take(&mut self.slow);
        self.settle(None);
        self.slow = slow;
        self
    }

    /// Makes typed-ahead keys count as having waited too long.
    pub fn tire(&mut self) {
        self.program.tire();
    }

    fn settle(&mut self, code: Option<u8>) {
        self.left = code.or(self.left);
        loop {
            let code = if let Some(reply) = self.program.outside.replies.pop_front() {
                self.program.kept(reply).unwrap()
            } else if let Some(url) = self.program.outside.links.pop_front() {
                self.program.opened(&url, Ok(())).unwrap()
            } else if let Some((number, question)) = self.question() {
                let answer = question.answer(&self.program.outside.index, number);
                self.program.answer(number, answer).unwrap()
            } else {
                return;
            };
            self.left = code.or(self.left);
        }
    }

    fn question(&mut self) -> Option<(u64, Question)> {
        if self.slow { None } else { self.program.outside.questions.pop_front() }
    }

    pub fn resize(&mut self, width: u16, height: u16) {
        self.act(Message::Resize(Size { width, height }));
        self.buffer();
    }

    /// Returns what a terminal of the model's size shows.
    pub fn buffer(&self) -> Buffer {
        let Size { width, height } = self.model.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| _ = render::draw(&self.model, &self.corpus, self.theme, frame.buffer_mut())).unwrap();
        terminal.backend().buffer().clone()
    }

    /// Returns the screen as text, without trailing spaces.
    pub fn frame(&self) -> String {
        let buffer = self.buffer();
        let rows = buffer.content().chunks(usize::from(buffer.area.width).max(1));
        let lines: Vec<String> = rows
            .map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>().trim_end().to_owned())
            .collect();
        lines.join("\n")
    }

    pub fn see(&self, words: &str) {
        let frame = self.frame();
        assert!(frame.contains(words), "\"{words}\" is not on the screen:\n{frame}");
    }

    pub fn see_not(&self, words: &str) {
        let frame = self.frame();
        assert!(!frame.contains(words), "\"{words}\" is on the screen:\n{frame}");
    }

    /// Returns the id of the selected passage, or what is selected instead.
    pub fn selected(&self) -> String {
        let id = |id| self.corpus.passage(id).id.to_string();
        match self.model.screen() {
            Screen::Browse(browse) => match browse.selected() {
                Some(icat_explorer::search::Target::Passage(passage)) => id(passage),
                other => format!("{other:?}"),
            },
            _ => self.model.passage(&self.corpus).map(id).unwrap_or_default(),
        }
    }
}

fn code(c: char) -> KeyPress {
    KeyPress::new(KeyCode::Char(c), Modifiers::NONE)
}

fn named(key: &str) -> KeyPress {
    let Key(code, modifiers) = Key::from_name(key).unwrap_or_else(|| panic!("{key} is no key"));
    KeyPress::new(code, modifiers)
}

/// The table of the mapping resource, Section Three part 1, transcribed by hand from the report: row, column, bodies,
/// star.
pub const TABLE: &[&str] = &[
    "COE mou OSCE",
    "ICMPD mou UNDP UNHCR",
    "ICAO mou OHCHR UNODC*",
    "INTERPOL mou UNODC IOM OSCE",
    "ILO mou UNODC IOM UNHCR",
    "IOM mou INTERPOL ILO UNHCR UNODC",
    "ITU mou UNODC",
    "OHCHR mou OSCE-ODIHR ICAO",
    "OHCHR framework UNHCR",
    "OSCE mou UNHCR UN-WOMEN UNICRI OHCHR INTERPOL",
    "OSCE framework UNODC",
    "OSCE framework COE",
    "OAS mou UNODC",
    "OAS framework UNHCR",
    "UNICEF mou UNHCR UNODC",
    "UNDP mou ICMPD UNODC",
    "UNDP framework UNHCR",
    "UNESCO mou UNHCR*",
    "UNHCR mou UNODC IOM ICMPD OSCE UNICEF UNFPA ILO UNESCO",
    "UNHCR framework OHCHR",
    "UNHCR framework UN-WOMEN",
    "UNHCR framework UNDP",
    "UNHCR framework WORLD-BANK",
    "UNHCR framework OAS",
    "UNHCR framework UNAIDS",
    "UNICRI mou UNODC OSCE",
    "UNAIDS mou UNODC*",
    "UNAIDS framework UNHCR",
    "UNODC mou DPO ICAO INTERPOL ILO IOM ITU OSCE OAS UNICEF UNDP UNHCR UNICRI UNAIDS UN-WOMEN",
    "UNODC framework OSRSG-SVC",
    "UNODC framework WORLD-BANK",
    "UNFPA mou UNHCR*",
    "UN-WOMEN mou OSCE UNODC",
    "UN-WOMEN framework UNHCR",
    "WORLD-BANK mou ",
    "WORLD-BANK framework UNHCR*",
    "WORLD-BANK framework UNODC*",
];
