//! The harness: press keys as a user does, and take frames as a terminal shows them.
#![allow(dead_code, clippy::unwrap_used, missing_docs)]

use std::sync::{Arc, OnceLock};

use icat_explorer::action::{Action, Effect};
use icat_explorer::corpus::Corpus;
use icat_explorer::dataset;
use icat_explorer::keymap::Key;
use icat_explorer::model::{Model, Screen};
use icat_explorer::search::Index;
use icat_explorer::store::marks::Marks;
use icat_explorer::theme::Theme;
use icat_explorer::ui;
use icat_explorer::update::update;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Size;

/// The embedded corpus and its index, made once for all tests of a file.
pub fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| Index::new(Arc::new(dataset::embedded().expect("the embedded data is valid"))))
}

pub fn corpus() -> &'static Arc<Corpus> {
    index().corpus()
}

/// The explorer without a terminal.
pub struct Explorer {
    pub model: Model,
    pub theme: Theme,
    /// The exit code, once the explorer was left.
    pub left: Option<u8>,
    /// What was handed to the clipboard, to new files, and to the browser.
    pub copied: Vec<String>,
    pub written: Vec<(String, String)>,
    pub opened: Vec<String>,
    pub marks: Marks,
    terminal: Terminal<TestBackend>,
}

impl Explorer {
    pub fn new(width: u16, height: u16) -> Self {
        let size = Size { width, height };
        Self {
            model: Model::new(corpus(), size),
            theme: Theme::default(),
            left: None,
            copied: Vec::new(),
            written: Vec::new(),
            opened: Vec::new(),
            marks: Marks::default(),
            terminal: Terminal::new(TestBackend::new(width, height)).unwrap(),
        }
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
                    Some(text) => text.chars().for_each(|c| self.event(code(if c == '_' { ' ' } else { c }))),
                    None => self.event(named(key)),
                }
            }
        }
        self
    }

    pub fn event(&mut self, event: KeyEvent) {
        if let Some(action) = self.model.keys.action(self.model.context(), &event) {
            self.act(action);
        }
    }

    pub fn act(&mut self, action: Action) {
        match update(&mut self.model, corpus(), action) {
            Some(Effect::Quit(code)) => self.left = Some(code),
            Some(Effect::Search(number, typed)) => {
                let answer = index().search(&typed);
                update(&mut self.model, corpus(), Action::Answered(number, Box::new(answer)));
            }
            Some(Effect::Rank(number, need)) => {
                let ranking = icat_explorer::views::who::rank(index(), &need);
                update(&mut self.model, corpus(), Action::Ranked(number, Box::new(ranking)));
            }
            Some(Effect::Mark(change)) => {
                self.marks.apply(&change);
                update(&mut self.model, corpus(), Action::Marked(self.marks.marks.clone()));
            }
            Some(Effect::Copy(text)) => self.copied.push(text),
            Some(Effect::Write(stem, ending, text)) => self.written.push((format!("{stem}.{ending}"), text)),
            Some(Effect::Open(url)) => self.opened.push(url),
            _ => {}
        }
    }

    pub fn resize(&mut self, width: u16, height: u16) {
        self.terminal.backend_mut().resize(width, height);
        self.act(Action::Resize(Size { width, height }));
        self.buffer();
    }

    pub fn buffer(&mut self) -> Buffer {
        let (model, theme) = (&self.model, self.theme);
        self.terminal.draw(|frame| ui::view(model, corpus(), theme, frame)).unwrap();
        self.terminal.backend().buffer().clone()
    }

    /// The screen as text, blanks at the end of lines cut.
    pub fn frame(&mut self) -> String {
        let buffer = self.buffer();
        let rows = buffer.content().chunks(usize::from(buffer.area.width).max(1));
        let lines: Vec<String> = rows
            .map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>().trim_end().to_owned())
            .collect();
        lines.join("\n")
    }

    pub fn see(&mut self, words: &str) {
        let frame = self.frame();
        assert!(frame.contains(words), "\"{words}\" is not on the screen:\n{frame}");
    }

    pub fn see_not(&mut self, words: &str) {
        let frame = self.frame();
        assert!(!frame.contains(words), "\"{words}\" is on the screen:\n{frame}");
    }

    /// The headline of the selected row.
    pub fn selected(&self) -> String {
        match self.model.screen() {
            Screen::Browse(browse) => match browse.selected() {
                Some(icat_explorer::search::Target::Passage(id)) => corpus().passage(id).id.to_string(),
                other => format!("{other:?}"),
            },
            Screen::Reader(reader) => {
                reader.passage(corpus()).map(|id| corpus().passage(id).id.to_string()).unwrap_or_default()
            }
            _ => self.model.passage(corpus()).map(|id| corpus().passage(id).id.to_string()).unwrap_or_default(),
        }
    }
}

fn code(c: char) -> KeyEvent {
    KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)
}

fn named(key: &str) -> KeyEvent {
    let Key(code, modifiers) = Key::from_name(key).unwrap_or_else(|| panic!("{key} is no key"));
    KeyEvent::new(code, modifiers)
}

/// The table of the mapping resource, Section Three part 1, written out by hand from the report: row, column, bodies, star.
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
