//! The state of the program: a stack of screens, of which the topmost is shown. Going back takes one off.

pub mod browse;
pub mod input;
pub mod list;
pub mod page;
pub mod profile;
pub mod reader;

use ratatui::layout::Size;

use crate::corpus::Corpus;
use crate::keymap::Context;
use browse::Browse;
use reader::Reader;

/// Screens that are kept for going back; the oldest but the root are forgotten beyond.
const DEPTH_MAX: usize = 200;

/// Queries that are remembered.
const HISTORY_MAX: usize = 200;

/// One screen.
#[derive(Debug, Clone)]
pub enum Screen {
    /// Panes, list and reading side.
    Browse(Box<Browse>),
    /// A whole report.
    Reader(Box<Reader>),
    /// The keys, for a context; how far it is scrolled.
    Help(Context, usize),
}

/// All that the program remembers while it runs.
#[derive(Debug, Clone)]
pub struct Model {
    /// Size of the terminal.
    pub size: Size,
    /// The screens, the one shown last. Never empty: the first is the root.
    screens: Vec<Screen>,
    /// Screens that were gone back from.
    ahead: Vec<Screen>,
    /// A word to the user, until the next key.
    pub status: Option<String>,
    /// The number under which the last search was asked.
    pub asked: u64,
    /// What was searched for, the latest last, each once.
    pub history: Vec<String>,
}

impl Model {
    /// The program as it starts: everything, nothing filtered.
    #[must_use]
    pub fn new(corpus: &Corpus, size: Size) -> Self {
        let mut browse = Browse::new(corpus);
        browse.refresh(corpus, size);
        Self {
            size,
            screens: vec![Screen::Browse(Box::new(browse))],
            ahead: Vec::new(),
            status: None,
            asked: 0,
            history: Vec::new(),
        }
    }

    /// Remembers what was searched for.
    pub fn remember(&mut self, query: &str) {
        let query = query.trim();
        if !query.is_empty() {
            self.history.retain(|q| q != query);
            self.history.push(query.to_owned());
            let more = self.history.len().saturating_sub(HISTORY_MAX);
            self.history.drain(..more);
        }
    }

    /// The screen that is shown.
    #[must_use]
    pub fn screen(&self) -> &Screen {
        self.screens.last().unwrap_or_else(|| unreachable!("the root is never taken away"))
    }

    /// The screen that is shown, to be changed.
    pub fn screen_mut(&mut self) -> &mut Screen {
        self.screens.last_mut().unwrap_or_else(|| unreachable!("the root is never taken away"))
    }

    /// The screen below the one that is shown.
    #[must_use]
    pub fn below(&self) -> Option<&Screen> {
        self.screens.len().checked_sub(2).and_then(|at| self.screens.get(at))
    }

    /// All screens, to be changed, as after a resize.
    pub fn screens_mut(&mut self) -> impl Iterator<Item = &mut Screen> {
        self.screens.iter_mut().chain(self.ahead.iter_mut())
    }

    /// Whether the root is shown.
    #[must_use]
    pub fn at_root(&self) -> bool {
        self.screens.len() == 1
    }

    /// Shows another screen on top.
    pub fn open(&mut self, screen: Screen) {
        self.ahead.clear();
        self.screens.push(screen);
        if self.screens.len() > DEPTH_MAX {
            self.screens.remove(1);
        }
    }

    /// Takes the topmost screen off and keeps it for going forward; tells whether there was one.
    pub fn back(&mut self) -> bool {
        if self.at_root() {
            return false;
        }
        if let Some(screen) = self.screens.pop()
            && !matches!(screen, Screen::Help(..))
        {
            self.ahead.push(screen);
        }
        true
    }

    /// Shows the screen again that was last gone back from; tells whether there was one.
    pub fn forward(&mut self) -> bool {
        match self.ahead.pop() {
            Some(screen) => {
                self.screens.push(screen);
                true
            }
            None => false,
        }
    }

    /// Goes back to the root.
    pub fn close(&mut self) {
        while self.back() {}
        self.ahead.clear();
    }

    /// Where keys are pressed now.
    #[must_use]
    pub fn context(&self) -> Context {
        match self.screen() {
            Screen::Browse(browse) => browse.context(),
            Screen::Reader(reader) => reader.context(),
            Screen::Help(..) => Context::Help,
        }
    }
}
