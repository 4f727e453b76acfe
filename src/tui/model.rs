//! The state of the program: a stack of screens, of which the topmost is shown. Going back takes one off.

use std::sync::{Arc, OnceLock};

use ratatui::layout::Size;

use crate::corpus::{Corpus, PassageId};
use crate::dataset;
use crate::document::sheet::LinkTarget;
use crate::export::cite::Source;
use crate::search::Target;
use crate::storage::marks::Mark;
use crate::tui::keymap::{Context, Keymap};
use crate::tui::screens::browse::Browse;
use crate::tui::screens::detail::DetailScreen;
use crate::tui::screens::grid::GridScreen;
use crate::tui::screens::marks::MarksScreen;
use crate::tui::screens::menu::{ClipboardItem, Menu};
use crate::tui::screens::reader::Reader;
use crate::tui::screens::report::{self, ReportScreen};
use crate::tui::widgets::input::{Input, Killed};

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
    /// The marked passages.
    Marks(Box<MarksScreen>),
    /// A page of its own.
    Detail(Box<DetailScreen>),
    /// A view of the whole as a grid.
    Grid(Box<GridScreen>),
    /// A view of the whole as a sheet.
    Report(Box<ReportScreen>),
    /// The keys, for a context; how far it is scrolled.
    Help(Context, usize),
}

/// What was shown before the size of the terminal changed.
#[derive(Debug, Clone)]
struct Steady {
    size: Size,
    screen: Screen,
    menu: Option<Menu>,
}

/// All that the program remembers while it runs.
#[derive(Debug, Clone)]
pub struct Model {
    /// Size of the terminal.
    pub size: Size,
    /// The screens, the one shown last. Never empty: the first is the root.
    pub(crate) screens: Vec<Screen>,
    /// Screens that were gone back from.
    ahead: Vec<Screen>,
    /// Whether the screen that is shown was below another, or ahead, and may have been laid out for another size.
    turned: bool,
    /// The menu over which the help was opened.
    menu_below: Option<Menu>,
    /// The screen and the menu as they were before the size of the terminal changed, until something else changes them.
    steady: Option<Box<Steady>>,
    /// A word to the user, until the next key.
    pub status: Option<String>,
    /// The number under which the last search was asked.
    pub asked: u64,
    /// What was searched for, the latest last, each once.
    pub history: Vec<String>,
    /// The keys in force.
    pub keys: Arc<Keymap>,
    /// The words that were erased last in a prompt.
    pub killed: Killed,
    /// The marked passages, in order.
    pub marks: Vec<Mark>,
    /// Marks that were taken away in the tray, with their places, the latest last.
    pub unmarked: Vec<(usize, Mark)>,
    /// The menu over the screen.
    pub menu: Option<Menu>,
    /// Whether the screen is blank.
    pub blank: bool,
    /// What was copied last.
    pub copied: Option<ClipboardItem>,
    /// The directory of own data, as typed.
    pub data: Option<String>,
    /// The day that citations give; today where it is not set.
    pub today: Option<time::Date>,
    /// The digest of the dataset, once it is needed. That of large data takes seconds: [`crate::tui::program`] asks for it
    /// before anything needs it.
    pub digest: OnceLock<String>,
}

impl Model {
    /// The program as it starts: everything, nothing filtered.
    #[must_use]
    pub fn new(corpus: &Corpus, size: Size) -> Self {
        let mut browse = Browse::default();
        browse.refresh(corpus, size);
        Self {
            size,
            screens: vec![Screen::Browse(Box::new(browse))],
            ahead: Vec::new(),
            turned: false,
            menu_below: None,
            steady: None,
            status: None,
            asked: 0,
            history: Vec::new(),
            keys: Arc::default(),
            killed: Killed::default(),
            marks: Vec::new(),
            unmarked: Vec::new(),
            menu: None,
            blank: false,
            copied: None,
            data: None,
            today: None,
            digest: OnceLock::new(),
        }
    }

    /// What citations have in common.
    #[must_use]
    pub fn source(&self, corpus: &Corpus) -> Source {
        let digest = self.digest.get_or_init(|| dataset::digest(corpus).unwrap_or_default()).clone();
        Source { digest, accessed: self.accessed() }
    }

    /// The day that citations give.
    #[must_use]
    pub fn accessed(&self) -> time::Date {
        let today = || crate::export::cite::today().unwrap_or_else(|_| crate::export::cite::local_day());
        self.today.unwrap_or_else(today)
    }

    /// The passage that keys such as `m` and `y` speak of.
    #[must_use]
    pub fn passage(&self, corpus: &Corpus) -> Option<PassageId> {
        match self.screen() {
            Screen::Browse(browse) => match browse.selected() {
                _ if browse.is_page() => match browse.page.spot().map(|s| &s.opens) {
                    Some(LinkTarget::Passage(id)) => Some(*id),
                    _ => None,
                },
                Some(Target::Passage(id)) => Some(id),
                _ => None,
            },
            Screen::Reader(reader) => reader.passage(corpus),
            Screen::Marks(tray) => tray.passage(corpus, &self.marks),
            Screen::Detail(paper) => paper.passage(corpus),
            Screen::Report(view) => match view.sheet.spot().map(|s| &s.opens) {
                Some(LinkTarget::Passage(id)) => Some(*id),
                _ => None,
            },
            Screen::Grid(_) | Screen::Help(..) => None,
        }
    }

    /// Whether a passage is marked.
    #[must_use]
    pub fn is_marked(&self, id: &str) -> bool {
        self.marks.iter().any(|m| m.id == id)
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

    /// Remembers what was searched for in earlier runs, before what was in this one.
    pub fn recall(&mut self, earlier: Vec<String>) {
        let since = std::mem::replace(&mut self.history, earlier);
        since.iter().for_each(|query| self.remember(query));
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

    /// The list that the screen was opened from, or is.
    #[must_use]
    pub fn browsed(&self) -> Option<&Browse> {
        self.screens.iter().rev().find_map(|screen| match screen {
            Screen::Browse(browse) => Some(&**browse),
            _ => None,
        })
    }

    /// The list that shows the passage one is at: the screen itself, or that from which a report was opened. None where
    /// the tray or a view leads to the passage, whatever list is below them.
    #[must_use]
    pub fn listing(&self) -> Option<&Browse> {
        let above = self.screens.iter().rev().find(|s| !matches!(s, Screen::Reader(_) | Screen::Detail(_)));
        match above {
            Some(Screen::Browse(browse)) => Some(browse),
            _ => None,
        }
    }

    /// Takes another size for the one there was; tells whether the screen has to be laid out for it. Whatever sizes come in
    /// between, each starts from what was last shown by the user's own doing, so that a terminal that is as large as before
    /// shows what it showed before.
    pub fn resize(&mut self, size: Size) -> bool {
        let steady = self.steady.get_or_insert_with(|| {
            let screen = self.screens.last().unwrap_or_else(|| unreachable!("the root is never taken away"));
            Box::new(Steady { size: self.size, screen: screen.clone(), menu: self.menu.clone() })
        });
        let is_back = steady.size == size;
        let (screen, menu) = (steady.screen.clone(), steady.menu.clone());
        (*self.screen_mut(), self.menu, self.size) = (screen, menu, size);
        !is_back
    }

    /// What is shown has changed otherwise than by its size.
    pub fn unsettle(&mut self) {
        self.steady = None;
    }

    /// Whether the root is shown.
    #[must_use]
    pub fn at_root(&self) -> bool {
        self.screens.len() == 1
    }

    /// Shows another screen on top.
    pub fn open(&mut self, screen: Screen) {
        // Looking up a key loses no way ahead, and no menu.
        if matches!(screen, Screen::Help(..)) {
            self.menu_below = self.menu.take();
        } else {
            self.ahead.clear();
        }
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
        if let Some(screen) = self.screens.pop() {
            if matches!(screen, Screen::Help(..)) {
                self.menu = self.menu_below.take();
            } else {
                self.ahead.push(screen);
            }
        }
        self.turned = true;
        true
    }

    /// Whether another screen is shown than before by going back or forward, since this was last asked.
    pub fn take_turned(&mut self) -> bool {
        std::mem::take(&mut self.turned)
    }

    /// Shows the screen again that was last gone back from; tells whether there was one.
    pub fn forward(&mut self) -> bool {
        match self.ahead.pop() {
            Some(screen) => {
                self.screens.push(screen);
                self.turned = true;
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

    /// The line that has the keys, where one has them.
    #[must_use]
    pub fn input(&self) -> Option<&Input> {
        match (self.context(), self.screen()) {
            (Context::Prompt, Screen::Browse(browse)) => browse.search.as_ref().map(|s| &s.input),
            (Context::Find, Screen::Reader(reader)) => reader.find.as_ref().map(|f| &f.input),
            (Context::Note, Screen::Marks(tray)) => tray.note.as_ref(),
            (Context::Need, Screen::Report(view)) => match &view.subject {
                report::ReportKind::Who(need) => Some(&need.input),
                _ => None,
            },
            _ => None,
        }
    }

    /// Where keys are pressed now.
    #[must_use]
    pub fn context(&self) -> Context {
        if self.menu.is_some() {
            return Context::Menu;
        }
        match self.screen() {
            Screen::Browse(browse) => browse.context(),
            Screen::Reader(reader) => reader.context(),
            Screen::Marks(tray) => tray.context(),
            Screen::Detail(_) => Context::Page,
            Screen::Grid(_) => Context::Grid,
            Screen::Report(view) => view.context(),
            Screen::Help(..) => Context::Help,
        }
    }
}
