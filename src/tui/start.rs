//! Where the explorer starts: at what the command line asks for, or where the user left off.

use std::path::PathBuf;
use std::sync::Arc;

use crate::analysis::order::ListOrder;
use crate::corpus::filter::{Facet, Filter, FilterMode};
use crate::corpus::{Corpus, PassageId};
use crate::draft::review::Review;
use crate::search::Target;
use crate::storage::session::Session;
use crate::tui::layout::Pane;
use crate::tui::message::{Effect, Question};
use crate::tui::model::{Model, Screen};
use crate::tui::screens::browse::{Browse, Tab};
use crate::tui::screens::reader::Reader;
use crate::tui::screens::review::ReviewScreen;

/// What the first screen shows.
#[derive(Debug, Clone, Default)]
pub struct Start {
    /// The filter.
    pub filter: Filter,
    /// The query; empty if there is none.
    pub query: String,
    /// The order of the list.
    pub order: ListOrder,
    /// The passage at which to open its report.
    pub reading: Option<PassageId>,
    /// The draft to review.
    pub review: Option<OpenedReview>,
}

/// A draft that was read, to be reviewed.
#[derive(Debug, Clone)]
pub struct OpenedReview {
    /// The draft.
    pub review: Box<Review>,
    /// The directory of its dataset.
    pub dir: PathBuf,
    /// The report file and `readings.json` as they were read.
    pub read: [String; 2],
    /// Where the history of its changes is kept, if it is.
    pub history: Option<PathBuf>,
    /// How many changes of earlier sessions can be undone.
    pub undoable: usize,
}

impl Model {
    /// Shows what is asked for. Returns the search to run, if any.
    pub fn start(&mut self, corpus: &Corpus, start: &Start) -> Option<Effect> {
        let size = self.size;
        if let Screen::Browse(browse) = self.screen_mut() {
            browse.filter = start.filter.clone();
            browse.order = start.order;
            browse.refresh(corpus, size);
            if !start.filter.is_empty() {
                browse.focus_on(corpus, Pane::List, size);
            }
        }
        let effect = self.search_for(corpus, &start.query, &start.filter);
        if let Screen::Browse(browse) = self.screen_mut() {
            browse.order = start.order;
        }
        if let Some(id) = start.reading {
            self.open(Screen::Reader(Box::new(Reader::at_passage(corpus, id, Arc::default(), size))));
        }
        if let Some(opened) = &start.review {
            if opened.undoable > 0 && self.status.is_none() {
                let changes = crate::text::count(opened.undoable, "change");
                self.status = Some(format!("{changes} of earlier sessions can be undone, from the last one on."));
            }
            let screen = ReviewScreen::new(opened.clone(), size);
            self.open(Screen::Review(Box::new(screen)));
        }
        effect
    }

    /// Opens a search for a query within a filter. Returns the search to run, if the query has words.
    pub(crate) fn search_for(&mut self, corpus: &Corpus, query: &str, filter: &Filter) -> Option<Effect> {
        if query.trim().is_empty() {
            return None;
        }
        self.asked += 1;
        let mut browse = Browse::searching();
        browse.filter = filter.clone();
        if let Some(search) = &mut browse.search {
            search.input.replace(query);
            search.pending = Some(self.asked);
        }
        browse.refresh(corpus, self.size);
        self.open(Screen::Browse(Box::new(browse)));
        Some(Effect::Ask(self.asked, Question::Search(query.to_owned())))
    }

    /// Restores a session, except what the data no longer has. Returns the search to run, if any.
    pub fn restore(&mut self, corpus: &Corpus, session: &Session) -> Option<Effect> {
        let size = self.size;
        self.history.clone_from(&session.history);
        let mut filter = Filter::default();
        for (facet, value) in &session.filter {
            if let Some(facet) = Facet::ALL.into_iter().find(|f| f.word() == facet) {
                filter.add_value(corpus, facet, value, FilterMode::Include).ok();
            }
        }
        let passage = corpus.find_passage(&session.passage);
        if let Screen::Browse(browse) = self.screen_mut() {
            browse.filter = filter;
            browse.start_at(corpus.find_entity(&session.entity).map_or(0, |e| e.index() + 1));
            // Older versions wrote names with a capital.
            browse.tab =
                Tab::ALL.into_iter().find(|t| t.word().eq_ignore_ascii_case(&session.tab)).unwrap_or(browse.tab);
            browse.refresh(corpus, size);
            let row = browse.derived.rows.iter().position(|h| Some(h.target) == passage.map(Target::Passage));
            browse.list.selected = row.unwrap_or(0);
            let focus = Pane::ALL.into_iter().find(|p| p.word() == session.pane).unwrap_or(Pane::Entities);
            browse.focus_on(corpus, focus, size);
        }
        let effect = self.search_for(corpus, &session.query, &Filter::default());
        // What is pressed next is a key, not the end of an old query.
        if let Screen::Browse(browse) = self.screen_mut()
            && let Some(search) = &mut browse.search
        {
            search.typing = false;
        }
        if let Some(id) = corpus.find_passage(&session.reading) {
            self.open(Screen::Reader(Box::new(Reader::at_passage(corpus, id, Arc::default(), size))));
        }
        effect
    }

    /// Returns the session to restore on the next run.
    #[must_use]
    pub fn session(&self, corpus: &Corpus) -> Session {
        let mut session = Session { history: self.history.clone(), ..Session::default() };
        for (depth, screen) in self.screens.iter().enumerate() {
            match screen {
                Screen::Browse(browse) => {
                    if let Some(search) = &browse.search {
                        search.input.text().clone_into(&mut session.query);
                        session.reading.clear();
                    } else if depth == 0 {
                        root(corpus, browse, &mut session);
                    }
                }
                Screen::Reader(reader) => {
                    session.reading =
                        reader.passage(corpus).map_or_else(String::new, |id| corpus.passage(id).id.to_string());
                }
                _ => {}
            }
        }
        session
    }
}

fn root(corpus: &Corpus, browse: &Browse, session: &mut Session) {
    for facet in Facet::ALL {
        let values = browse.filter.to_args(corpus, facet);
        session.filter.extend(values.into_iter().map(|v| (facet.word().to_owned(), v)));
    }
    session.entity = browse.entity().map_or_else(String::new, |e| corpus.entity(e).id.to_string());
    browse.focus.word().clone_into(&mut session.pane);
    browse.tab.word().clone_into(&mut session.tab);
    if let Some(Target::Passage(id)) = browse.selected() {
        session.passage = corpus.passage(id).id.to_string();
    }
}
