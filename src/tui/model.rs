//! The state of the program: a stack of screens. The topmost is shown; going back pops it.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use ratatui::layout::Size;

use crate::corpus::filter::Facet;
use crate::corpus::subject::Subject;
use crate::corpus::{Corpus, PassageId};
use crate::dataset;
use crate::document::linked::LinkTarget;
use crate::export::cite::CitationSource;
use crate::search::Target;
use crate::storage::marks::Mark;
use crate::tui::keymap::{Context, Keymap};
use crate::tui::outcome::Shared;
use crate::tui::screens::browse::Browse;
use crate::tui::screens::detail::DetailScreen;
use crate::tui::screens::grid::GridScreen;
use crate::tui::screens::help::HelpScreen;
use crate::tui::screens::marks::MarksScreen;
use crate::tui::screens::menu::{ClipboardItem, Menu};
use crate::tui::screens::palette::Palette;
use crate::tui::screens::reader::Reader;
use crate::tui::screens::report::{self, ReportScreen};
use crate::tui::screens::review::ReviewScreen;
use crate::tui::screens::save::SavePrompt;
use crate::tui::screens::welcome::Welcome;
use crate::tui::widgets::input::{Input, Killed};

/// Maximum number of screens on the stack. Beyond that, the oldest after the root is dropped.
const DEPTH_MAX: usize = 200;

/// Maximum number of queries in the history.
const HISTORY_MAX: usize = 200;

/// A screen.
#[derive(Debug, Clone)]
pub enum Screen {
    /// Panes, list and reading pane.
    Browse(Box<Browse>),
    /// A whole report.
    Reader(Box<Reader>),
    /// The marked passages.
    Marks(Box<MarksScreen>),
    /// A single page, such as where a passage comes from.
    Detail(Box<DetailScreen>),
    /// A view of the whole data as a grid.
    Grid(Box<GridScreen>),
    /// A view of the whole data as a document.
    Report(Box<ReportScreen>),
    /// The review of a draft.
    Review(Box<ReviewScreen>),
    /// The keys of a context, and how to search.
    Help(Box<HelpScreen>),
}

/// What was shown before the terminal was resized.
#[derive(Debug, Clone)]
struct Steady {
    size: Size,
    screen: Screen,
    below: Option<Screen>,
    menu: Option<Menu>,
}

/// The state of the program while it runs.
#[derive(Debug, Clone)]
pub struct Model {
    /// The size of the terminal.
    pub size: Size,
    /// The stack of screens; the last one is shown. Never empty: the first is the root.
    pub(crate) screens: Vec<Screen>,
    /// The screens that were gone back from, for going forward.
    forward_stack: Vec<Screen>,
    /// Whether going back or forward led to the current screen, which may have been laid out for another size.
    needs_layout: bool,
    /// The menu that was open when the help was opened.
    menu_below: Option<Menu>,
    /// The screen and the menu as they were before the terminal was resized, until something else changes them.
    before_resize: Option<Box<Steady>>,
    /// The status message, shown until the next key.
    pub status: Option<String>,
    /// The number of the latest question, a search or a ranking.
    pub asked: u64,
    /// The search history without duplicates, the latest last.
    pub history: Vec<String>,
    /// The active keymap.
    pub keys: Arc<Keymap>,
    /// The words that were erased last in a prompt.
    pub killed: Killed,
    /// The marked passages, in order.
    pub marks: Vec<Mark>,
    /// The marks that were removed, with their positions, the latest last. Undo on the marks screen puts them back.
    pub removed_marks: Vec<(usize, Mark)>,
    /// The open menu, drawn over the screen.
    pub menu: Option<Menu>,
    /// The open palette, drawn over the screen.
    pub palette: Option<Palette>,
    /// The prompt for a file, drawn over the screen.
    pub save: Option<SavePrompt>,
    /// The prompt of a file that is being written.
    pub saving: Option<SavePrompt>,
    /// Whether the newcomer is welcomed.
    pub welcome: Welcome,
    /// Whether the screen is blank.
    pub blank: bool,
    /// What was copied last.
    pub copied: Option<ClipboardItem>,
    /// The directory of the user's own data, as typed.
    pub data: Option<String>,
    /// The date of access in citations; today if it is not set.
    pub today: Option<time::Date>,
    /// The digest of the dataset, once it is needed. For large data it takes seconds to compute:
    /// [`crate::tui::program`] asks for it before anything needs it.
    pub digest: OnceLock<String>,
}

impl Model {
    /// Creates the initial state: everything, nothing filtered.
    #[must_use]
    pub fn new(corpus: &Corpus, size: Size) -> Self {
        let mut browse = Browse::default();
        browse.refresh(corpus, size);
        Self {
            size,
            screens: vec![Screen::Browse(Box::new(browse))],
            forward_stack: Vec::new(),
            needs_layout: false,
            menu_below: None,
            before_resize: None,
            status: None,
            asked: 0,
            history: Vec::new(),
            keys: Arc::default(),
            killed: Killed::default(),
            marks: Vec::new(),
            removed_marks: Vec::new(),
            menu: None,
            palette: None,
            save: None,
            saving: None,
            welcome: Welcome::No,
            blank: false,
            copied: None,
            data: None,
            today: None,
            digest: OnceLock::new(),
        }
    }

    /// Returns what all citations have in common.
    #[must_use]
    pub fn source(&self, corpus: &Corpus) -> CitationSource {
        let digest = self.digest.get_or_init(|| dataset::digest(corpus).unwrap_or_default()).clone();
        CitationSource { digest, accessed: self.accessed() }
    }

    /// Returns the date of access in citations.
    #[must_use]
    pub fn accessed(&self) -> time::Date {
        let today = || crate::export::cite::today().unwrap_or_else(|_| crate::export::cite::local_day());
        self.today.unwrap_or_else(today)
    }

    /// Returns the passage that keys such as `m` and `y` act on: that under the cursor, however much of the screen is in view.
    #[must_use]
    pub fn passage(&self, corpus: &Corpus) -> Option<PassageId> {
        match self.screen() {
            Screen::Browse(browse) => match browse.selected() {
                _ if browse.is_page() => match browse.page.under().map(|s| &s.target) {
                    Some(LinkTarget::Passage(id)) => Some(*id),
                    _ => None,
                },
                Some(Target::Passage(id)) => Some(id),
                Some(Target::Subject(Subject::Work(id))) => corpus.passage_of_work(id),
                _ => None,
            },
            Screen::Reader(reader) => reader.passage(corpus),
            Screen::Marks(marks_screen) => marks_screen.passage(corpus, &self.marks),
            Screen::Detail(detail) => detail.passage(corpus),
            Screen::Report(view) => match view.page.under().map(|s| &s.target) {
                Some(LinkTarget::Passage(id)) => Some(*id),
                _ => None,
            },
            Screen::Grid(_) | Screen::Review(_) | Screen::Help(..) => None,
        }
    }

    /// Returns whether nothing lies over the first screen, and no pane of it covers the others.
    #[must_use]
    pub fn is_outermost(&self) -> bool {
        let covers = |browse: &Browse| browse.is_narrow(self.size) && (browse.zoom || !browse.focus.is_facet());
        self.at_root() && !matches!(self.screen(), Screen::Browse(browse) if covers(browse))
    }

    /// Returns whether a passage is marked.
    #[must_use]
    pub fn is_marked(&self, id: &str) -> bool {
        self.marks.iter().any(|m| m.id == id)
    }

    /// Adds a query to the history.
    pub fn remember(&mut self, query: &str) {
        let query = query.trim();
        if !query.is_empty() {
            self.history.retain(|q| q != query);
            self.history.push(query.to_owned());
            let more = self.history.len().saturating_sub(HISTORY_MAX);
            self.history.drain(..more);
        }
    }

    /// Puts the history of earlier runs before that of this run.
    pub fn recall(&mut self, earlier: Vec<String>) {
        let since = std::mem::replace(&mut self.history, earlier);
        since.iter().for_each(|query| self.remember(query));
    }

    /// Returns the current screen.
    #[must_use]
    pub fn screen(&self) -> &Screen {
        self.screens.last().unwrap_or_else(|| unreachable!("the root is never taken away"))
    }

    /// Returns the current screen, mutably.
    pub fn screen_mut(&mut self) -> &mut Screen {
        self.screens.last_mut().unwrap_or_else(|| unreachable!("the root is never taken away"))
    }

    /// Returns the current screen, mutably, and what it shares with the others.
    pub(crate) fn split<'a>(&'a mut self, corpus: &'a Corpus) -> (&'a mut Screen, Shared<'a>) {
        let is_root = self.at_root();
        let Self { screens, size, marks, removed_marks, history, .. } = self;
        let screen = screens.last_mut().unwrap_or_else(|| unreachable!("the root is never taken away"));
        (screen, Shared { corpus, size: *size, is_root, marks, removed_marks, history })
    }

    /// Returns what the current screen shares with the others.
    #[must_use]
    pub fn shared<'a>(&'a self, corpus: &'a Corpus) -> Shared<'a> {
        let Self { size, marks, removed_marks, history, .. } = self;
        Shared { corpus, size: *size, is_root: self.at_root(), marks, removed_marks, history }
    }

    /// Returns the screen below the current one.
    #[must_use]
    pub fn below(&self) -> Option<&Screen> {
        self.screens.len().checked_sub(2).and_then(|at| self.screens.get(at))
    }

    /// Returns all screens, mutably, also those ahead; for example to lay them out after a resize.
    pub fn screens_mut(&mut self) -> impl Iterator<Item = &mut Screen> {
        self.screens.iter_mut().chain(self.forward_stack.iter_mut())
    }

    /// Describes what the panes are filtered by beside bodies, which views that count everything do not apply; bodies say where
    /// such a view begins.
    #[must_use]
    pub fn unapplied_filter(&self, corpus: &Corpus) -> Option<String> {
        let rest = self.browsed().map(|browse| browse.filter.without(Facet::Entity)).unwrap_or_default();
        (!rest.is_empty()).then(|| rest.describe(corpus))
    }

    /// Returns the topmost browse screen: the current screen, or the list that it was opened from.
    #[must_use]
    pub fn browsed(&self) -> Option<&Browse> {
        self.screens.iter().rev().find_map(|screen| match screen {
            Screen::Browse(browse) => Some(&**browse),
            _ => None,
        })
    }

    /// Returns the browse screen that lists the current passage: the current screen, or the one from which its report
    /// was opened. Returns `None` if the marks screen or a view led to the passage, whatever list is below them.
    #[must_use]
    pub fn listing(&self) -> Option<&Browse> {
        let above = self.screens.iter().rev().find(|s| !matches!(s, Screen::Reader(_) | Screen::Detail(_)));
        match above {
            Some(Screen::Browse(browse)) => Some(browse),
            _ => None,
        }
    }

    /// Sets the size. Returns whether the screen has to be laid out for it.
    ///
    /// Every resize starts from what the user's own actions last showed, whatever sizes came in between. So a terminal
    /// that is back at its former size shows what it showed before.
    pub fn resize(&mut self, size: Size) -> bool {
        let before_resize = self.before_resize.get_or_insert_with(|| {
            let screen = self.screens.last().unwrap_or_else(|| unreachable!("the root is never taken away"));
            let below = self.screens.len().checked_sub(2).and_then(|at| self.screens.get(at)).cloned();
            Box::new(Steady { size: self.size, screen: screen.clone(), below, menu: self.menu.clone() })
        });
        let is_back = before_resize.size == size;
        let Steady { screen, below, menu, .. } = (**before_resize).clone();
        (*self.screen_mut(), self.menu, self.size) = (screen, menu, size);
        let at = self.screens.len().checked_sub(2);
        if let (Some(place), Some(below)) = (at.and_then(|at| self.screens.get_mut(at)), below) {
            *place = below;
        }
        !is_back
    }

    /// Returns the prompt for a file while it has the keys: the help may stand over it.
    #[must_use]
    pub fn save_prompt(&self) -> Option<&SavePrompt> {
        self.save.as_ref().filter(|_| !matches!(self.screen(), Screen::Help(_)))
    }

    /// Takes in where a file was written, or why it was not: then the prompt comes back with what was typed. Returns what to
    /// say.
    pub fn saved(&mut self, written: Result<PathBuf, String>) -> String {
        let typed = self.saving.take();
        match written {
            Ok(path) => format!("Saved to {}", path.display()),
            Err(why) => {
                if self.save.is_none() {
                    self.save = typed;
                }
                format!("Not saved: {why}")
            }
        }
    }

    /// Notes that something other than a resize changes what is shown.
    pub fn unsettle(&mut self) {
        self.before_resize = None;
    }

    /// Returns whether the current screen is the root.
    #[must_use]
    pub fn at_root(&self) -> bool {
        self.screens.len() == 1
    }

    /// Pushes a screen.
    pub fn open(&mut self, screen: Screen) {
        // Opening the help keeps the screens ahead, and the menu.
        if matches!(screen, Screen::Help(..)) {
            self.menu_below = self.menu.take();
        } else {
            self.forward_stack.clear();
        }
        self.screens.push(screen);
        if self.screens.len() > DEPTH_MAX {
            self.screens.remove(1);
        }
    }

    /// Pops the current screen and, unless it is the help, keeps it for going forward. Returns `false` at the root.
    pub fn back(&mut self) -> bool {
        if self.at_root() {
            return false;
        }
        if let Some(screen) = self.screens.pop() {
            if matches!(screen, Screen::Help(..)) {
                self.menu = self.menu_below.take();
            } else {
                self.forward_stack.push(screen);
            }
        }
        self.needs_layout = true;
        true
    }

    /// Returns whether going back or forward has changed the current screen since the last call.
    pub fn take_needs_layout(&mut self) -> bool {
        std::mem::take(&mut self.needs_layout)
    }

    /// Shows again the screen that was last gone back from. Returns whether there was one.
    pub fn forward(&mut self) -> bool {
        match self.forward_stack.pop() {
            Some(screen) => {
                self.screens.push(screen);
                self.needs_layout = true;
                true
            }
            None => false,
        }
    }

    /// Returns the input line that receives the keys, if one does.
    #[must_use]
    pub fn input(&self) -> Option<&Input> {
        if let Some(palette) = &self.palette {
            return Some(&palette.input);
        }
        if let Some(save) = &self.save {
            return Some(save.line());
        }
        match (self.context(), self.screen()) {
            (Context::Prompt, Screen::Browse(browse)) => browse.search.as_ref().map(|s| &s.input),
            (Context::Find, Screen::Reader(reader)) => reader.find.as_ref().map(|f| &f.input),
            (Context::Find, Screen::Report(view)) => view.find.as_ref().map(|find| &find.input),
            (Context::HelpFind, Screen::Help(help)) => Some(&help.input),
            (Context::Note, Screen::Marks(marks_screen)) => marks_screen.note.as_ref(),
            (Context::Field, Screen::Review(screen)) => screen.prompt.as_ref().map(|(_, input)| input),
            (Context::Need, Screen::Report(view)) => match &view.kind {
                report::ReportKind::Who(need) => Some(&need.input),
                _ => None,
            },
            _ => None,
        }
    }

    /// Returns the context in which keys are pressed now.
    #[must_use]
    pub fn context(&self) -> Context {
        if self.palette.is_some() {
            return Context::Palette;
        }
        if self.save_prompt().is_some() {
            return Context::Save;
        }
        if self.menu.is_some() {
            return Context::Menu;
        }
        match self.screen() {
            Screen::Browse(browse) => browse.context(),
            Screen::Reader(reader) => reader.context(),
            Screen::Marks(marks_screen) => marks_screen.context(),
            Screen::Detail(_) => Context::Page,
            Screen::Grid(_) => Context::Grid,
            Screen::Report(view) => view.context(),
            Screen::Review(screen) => screen.context(),
            Screen::Help(help) if help.typing => Context::HelpFind,
            Screen::Help(_) => Context::Help,
        }
    }
}
