//! A small corpus of our own: what the machinery does is told by it, whatever the reports say.
#![allow(dead_code, clippy::unwrap_used, missing_docs)]

use std::sync::{Arc, OnceLock};

use icat_explorer::action::Action;
use icat_explorer::app::program::{Program, Question};
use icat_explorer::corpus::load::{File, Files, load};
use icat_explorer::corpus::{Corpus, EntityId, PassageId};
use icat_explorer::model::Screen;
use icat_explorer::model::reader::Reader;
use icat_explorer::search::{Index, Target};
use icat_explorer::store::keeper::Reply;
use icat_explorer::store::session::Session;
use icat_explorer::theme::Theme;
use icat_explorer::ui;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Size;

use crate::support::{Desk, Explorer};

/// The files of the corpus.
pub fn files() -> Files {
    let mut files = Files::default();
    for (path, text) in [
        ("entities.json", include_str!("entities.json")),
        ("priorities.json", include_str!("priorities.json")),
        ("glossary.json", include_str!("glossary.json")),
        ("places.json", include_str!("places.json")),
        ("reports/2019-first.json", include_str!("reports/2019-first.json")),
        ("reports/2021-second.json", include_str!("reports/2021-second.json")),
    ] {
        files.put(path, File::new(path.to_owned(), text));
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

/// The ids of passages.
pub fn ids(of: impl IntoIterator<Item = PassageId>) -> Vec<&'static str> {
    of.into_iter().map(|id| corpus().passage(id).id.as_str()).collect()
}

/// The explorer on the small corpus, in which answers come when they are told to.
pub struct Small {
    explorer: Explorer,
    pub theme: Theme,
    /// Whether searches are answered at once.
    pub prompt: bool,
    /// What was asked for while searches were not answered at once.
    pub asked: Vec<(u64, Question)>,
}

impl std::ops::Deref for Small {
    type Target = Program<Desk>;

    fn deref(&self) -> &Program<Desk> {
        &self.explorer
    }
}

impl std::ops::DerefMut for Small {
    fn deref_mut(&mut self) -> &mut Program<Desk> {
        &mut self.explorer
    }
}

impl Small {
    pub fn new(width: u16, height: u16) -> Self {
        let explorer = Explorer::with(index(), width, height);
        Self { explorer, theme: Theme::default(), prompt: true, asked: Vec::new() }
    }

    /// At a passage in its report.
    pub fn at(id: &str, width: u16, height: u16) -> Self {
        let mut small = Self::new(width, height);
        let start = icat_explorer::model::start::Start { reading: Some(passage(id)), ..Default::default() };
        small.model.start(corpus(), &start);
        small
    }

    /// Where a run begins that was left so.
    pub fn after(session: Session, width: u16, height: u16) -> Self {
        let mut small = Self::new(width, height);
        let opened = Reply::Opened { marks: Vec::new(), told: None, session: Some(Box::new(session)) };
        small.kept(opened).unwrap();
        small.explorer.answer();
        small
    }

    /// Presses keys, named as in the help and parted by blanks; `text:...` types letters, `_` for a blank.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        self.explorer.slow = !self.prompt;
        self.explorer.press(keys);
        let asked: Vec<_> = self.explorer.outside.questions.drain(..).collect();
        self.asked.extend(asked);
        self
    }

    /// Answers a question that was asked.
    pub fn answer(&mut self, number: u64) {
        let question = self.asked.iter().find(|a| a.0 == number).unwrap().1.clone();
        self.explorer.program.answer(number, question.answer(index(), number)).unwrap();
    }

    pub fn resize(&mut self, width: u16, height: u16) {
        self.explorer.act(Action::Resize(Size { width, height }));
    }

    pub fn buffer(&self) -> Buffer {
        let Size { width, height } = self.model.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| ui::view(&self.model, corpus(), self.theme, frame)).unwrap();
        terminal.backend().buffer().clone()
    }

    /// The screen as text, blanks at the end of lines cut.
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

    pub fn reader(&self) -> &Reader {
        let Screen::Reader(reader) = self.model.screen() else { panic!("the reader is open:\n{}", self.frame()) };
        reader
    }

    /// The passages of the list, in order.
    pub fn listed(&self) -> Vec<&'static str> {
        let Screen::Browse(browse) = self.model.screen() else { panic!("a list is shown:\n{}", self.frame()) };
        let rows = browse.derived.rows.iter();
        ids(rows.filter_map(|hit| if let Target::Passage(id) = hit.target { Some(id) } else { None }))
    }
}
