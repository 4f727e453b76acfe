//! A small corpus of our own. Tests of the machinery use it, so that they do not depend on what the reports say.
#![allow(dead_code, clippy::unwrap_used, missing_docs)]

use std::sync::{Arc, OnceLock};

use icat_explorer::corpus::load::{DataFile, Files, load};
use icat_explorer::corpus::{Corpus, EntityId, PassageId};
use icat_explorer::search::{Index, Target};
use icat_explorer::storage::disk::Reply;
use icat_explorer::storage::session::Session;
use icat_explorer::tui::model::Screen;
use icat_explorer::tui::screens::reader::Reader;

use crate::support::Explorer;

/// Returns the files of the corpus.
pub fn files() -> Files {
    let mut files = Files::default();
    for (path, text) in [
        ("entities.json", include_str!("data/entities.json")),
        ("priorities.json", include_str!("data/priorities.json")),
        ("glossary.json", include_str!("data/glossary.json")),
        ("places.json", include_str!("data/places.json")),
        ("reports/2019-first.json", include_str!("data/reports/2019-first.json")),
        ("reports/2021-second.json", include_str!("data/reports/2021-second.json")),
    ] {
        files.put(path, DataFile::new(path.to_owned(), text));
    }
    files.sort();
    files
}

pub fn index() -> &'static Arc<Index> {
    static INDEX: OnceLock<Arc<Index>> = OnceLock::new();
    INDEX.get_or_init(|| match load(&files()) {
        Ok(corpus) => Arc::new(Index::new(Arc::new(corpus))),
        Err(error) => panic!("{error}"),
    })
}

pub fn corpus() -> &'static Corpus {
    index().corpus()
}

pub fn passage(id: &str) -> PassageId {
    corpus().find_passage(id).unwrap_or_else(|| panic!("{id} is no passage"))
}

pub fn entity(id: &str) -> EntityId {
    corpus().find_entity(id).unwrap_or_else(|| panic!("{id} is no body"))
}

/// Returns the ids of passages as text.
pub fn ids(of: impl IntoIterator<Item = PassageId>) -> Vec<&'static str> {
    of.into_iter().map(|id| corpus().passage(id).id.as_str()).collect()
}

/// The explorer on the small corpus.
pub struct Small(Explorer);

impl std::ops::Deref for Small {
    type Target = Explorer;

    fn deref(&self) -> &Explorer {
        &self.0
    }
}

impl std::ops::DerefMut for Small {
    fn deref_mut(&mut self) -> &mut Explorer {
        &mut self.0
    }
}

impl Small {
    pub fn new(width: u16, height: u16) -> Self {
        Self(Explorer::with(index(), width, height))
    }

    /// Starts in a report, at the passage with this id.
    pub fn at(id: &str, width: u16, height: u16) -> Self {
        let mut small = Self::new(width, height);
        let start = icat_explorer::tui::start::Start { reading: Some(passage(id)), ..Default::default() };
        small.model.start(corpus(), &start);
        small
    }

    /// Starts a run that restores a session.
    pub fn after(session: Session, width: u16, height: u16) -> Self {
        let mut small = Self::new(width, height);
        let opened = Reply::Opened { marks: Vec::new(), notice: None, session: Some(Box::new(session)) };
        small.kept(opened).unwrap();
        small.answer();
        small
    }

    /// Returns the number of the latest question that waits for an answer.
    pub fn asked(&self) -> u64 {
        self.outside.questions.back().unwrap().0
    }

    /// Answers one of the waiting questions.
    pub fn answer_to(&mut self, number: u64) {
        let question = self.outside.questions.iter().find(|asked| asked.0 == number).unwrap().1.clone();
        self.program.answer(number, question.answer(index(), number)).unwrap();
    }

    pub fn reader(&self) -> &Reader {
        let Screen::Reader(reader) = self.model.screen() else { panic!("the reader is open:\n{}", self.frame()) };
        reader
    }

    /// Returns the ids of the passages in the list, in order.
    pub fn listed(&self) -> Vec<&'static str> {
        let Screen::Browse(browse) = self.model.screen() else { panic!("a list is shown:\n{}", self.frame()) };
        let rows = browse.derived.rows.iter();
        ids(rows.filter_map(|hit| if let Target::Passage(id) = hit.target { Some(id) } else { None }))
    }
}
