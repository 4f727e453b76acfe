//! A small corpus of our own: what the machinery does is told by it, whatever the reports say.
#![allow(dead_code, clippy::unwrap_used, missing_docs)]

use std::sync::{Arc, OnceLock};

use icat_explorer::action::{Action, Effect};
use icat_explorer::corpus::load::{File, Files, load};
use icat_explorer::corpus::{Corpus, EntityId, PassageId};
use icat_explorer::keymap::Key;
use icat_explorer::model::reader::Reader;
use icat_explorer::model::{Model, Screen};
use icat_explorer::search::{Index, Target};
use icat_explorer::theme::Theme;
use icat_explorer::ui;
use icat_explorer::update::update;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Size;

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

pub fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| match load(&files()) {
        Ok(corpus) => Index::new(Arc::new(corpus)),
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
    pub model: Model,
    pub theme: Theme,
    /// Whether searches are answered at once.
    pub prompt: bool,
    /// What was asked for and not answered yet.
    pub asked: Vec<(u64, String)>,
}

impl Small {
    pub fn new(width: u16, height: u16) -> Self {
        let model = Model::new(corpus(), Size { width, height });
        Self { model, theme: Theme::default(), prompt: true, asked: Vec::new() }
    }

    /// At a passage in its report.
    pub fn at(id: &str, width: u16, height: u16) -> Self {
        let mut small = Self::new(width, height);
        let start = icat_explorer::model::start::Start { reading: Some(passage(id)), ..Default::default() };
        small.model.start(corpus(), &start);
        small
    }

    /// Presses keys, named as in the help and parted by blanks; `text:...` types letters, `_` for a blank.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            let (key, times) = match key.rsplit_once('*') {
                Some((key, times)) if !key.is_empty() => (key, times.parse().unwrap()),
                _ => (key, 1),
            };
            for _ in 0..times {
                match key.strip_prefix("text:") {
                    Some(text) => text.chars().for_each(|c| {
                        self.key(KeyCode::Char(if c == '_' { ' ' } else { c }), KeyModifiers::NONE);
                    }),
                    None => {
                        let Key(code, modifiers) = Key::from_name(key).unwrap_or_else(|| panic!("{key} is no key"));
                        self.key(code, modifiers);
                    }
                }
            }
        }
        self
    }

    fn key(&mut self, code: KeyCode, modifiers: KeyModifiers) {
        if let Some(action) = self.model.keys.action(self.model.context(), &KeyEvent::new(code, modifiers)) {
            self.act(action);
        }
    }

    pub fn act(&mut self, action: Action) {
        let effect = update(&mut self.model, corpus(), action);
        self.take(effect);
    }

    pub fn take(&mut self, effect: Option<Effect>) {
        if let Some(Effect::Search(number, typed)) = effect {
            self.asked.push((number, typed));
            if self.prompt {
                self.answer(number);
            }
        }
    }

    /// Answers a question that was asked.
    pub fn answer(&mut self, number: u64) {
        let typed = self.asked.iter().find(|a| a.0 == number).unwrap().1.clone();
        self.act(Action::Answered(number, Box::new(index().search(&typed))));
    }

    pub fn resize(&mut self, width: u16, height: u16) {
        self.act(Action::Resize(Size { width, height }));
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
