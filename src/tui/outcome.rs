//! What a screen wants done after it has handled input. The router ([`crate::tui::update`]) owns the model and does it.

use ratatui::layout::Size;

use crate::corpus::{Corpus, EntityId};
use crate::document::linked::LinkTarget;
use crate::storage::marks::Mark;
use crate::tui::message::{Effect, Question};
use crate::tui::model::Screen;

/// The notice where there is nothing to open.
pub(crate) const NOTHING_TO_OPEN: &str = "There is nothing to open here.";

/// What all screens share and may read.
#[derive(Debug, Clone, Copy)]
pub struct Shared<'a> {
    /// The data.
    pub corpus: &'a Corpus,
    /// The size of the terminal.
    pub size: Size,
    /// Whether the screen is the root.
    pub is_root: bool,
    /// The marked passages, in order.
    pub marks: &'a [Mark],
    /// The marks that were removed, with their positions, the latest last.
    pub removed_marks: &'a [(usize, Mark)],
    /// The search history, the latest last.
    pub history: &'a [String],
}

/// What a screen wants done.
#[derive(Debug)]
pub enum ScreenOutcome {
    /// Nothing else: the screen has done it all.
    Handled,
    /// Tell the user something.
    Notice(String),
    /// Go back to the screen below.
    Back,
    /// Show another screen above this one.
    Open(Screen),
    /// Open what a link leads to.
    Follow(LinkTarget),
    /// Choose a body to compare with these.
    ChooseBody(Vec<EntityId>),
    /// Search everything.
    OpenSearch,
    /// Ask a question, whose answer this screen waits for.
    Ask(Question),
    /// Add a query to the history, and then do something else.
    Remember(String, Box<Self>),
    /// Tell the user something, and then do something else.
    Tell(String, Box<Self>),
    /// Put the mark back that was removed last.
    RestoreMark,
    /// Carry out an effect.
    Effect(Effect),
}

impl ScreenOutcome {
    /// Tells the user something.
    pub fn notice(words: impl Into<String>) -> Self {
        Self::Notice(words.into())
    }
}
