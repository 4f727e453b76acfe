//! What fuzzing does with bytes, shared by the bounded runs of `cargo test`, long runs, and the targets of cargo-fuzz.
#![allow(dead_code, missing_docs, clippy::unwrap_used)]

use std::sync::{Arc, LazyLock, OnceLock};

use icat_explorer::corpus::Corpus;
use icat_explorer::corpus::load::{self, DataFile, Files};
use icat_explorer::dataset;
use icat_explorer::error::Result;
use icat_explorer::search::Index;
use icat_explorer::storage::disk::{Reply, Request};
use icat_explorer::storage::marks::Marks;
use icat_explorer::tui::app::StartOptions;
use icat_explorer::tui::event::{Event, KeyCode, KeyPress, Modifiers};
use icat_explorer::tui::keymap::BINDINGS;
use icat_explorer::tui::layout::{self, Breakpoint, Pane};
use icat_explorer::tui::message::Message;
use icat_explorer::tui::message::Question;
use icat_explorer::tui::model::{Model, Screen};
use icat_explorer::tui::program::{Outside, Program};
use icat_explorer::tui::render;
use icat_explorer::tui::screens::report::ReportScreen;
use icat_explorer::tui::theme::Theme;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;

/// Returns the index of the embedded corpus.
pub fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| Index::new(Arc::new(dataset::embedded().unwrap())))
}

/// A random number generator that can be reproduced from its seed (splitmix64).
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(n.max(1)).unwrap()).unwrap()
    }

    pub fn bytes(&mut self, n: usize) -> Vec<u8> {
        (0..n).map(|_| self.next().to_le_bytes()[3]).collect()
    }
}

/// What is outside the program during fuzzing.
struct Desk {
    marks: Marks,
    /// Questions that are not answered yet.
    questions: Vec<(u64, Question)>,
    replies: Vec<Reply>,
    size: Size,
}

impl Outside for Desk {
    fn ask(&mut self, number: u64, question: Question) {
        self.questions.push((number, question));
    }

    fn digest(&mut self, _corpus: &Arc<Corpus>) {}

    fn keep(&mut self, request: Request) {
        if let Request::Mark(change) = request {
            let notice = self.marks.apply(&[change], true).unwrap();
            self.replies.push(Reply::Marks { marks: self.marks.marks.clone(), changes: 1, notice });
        }
    }

    fn copy(&mut self, _text: &str) {}

    fn open(&mut self, _url: &str) {}

    fn redraw(&mut self) {}

    fn suspend(&mut self) -> Result<Size> {
        Ok(self.size)
    }
}

/// The explorer, driven by bytes.
pub struct Driver {
    program: Program<Desk>,
    terminal: Terminal<TestBackend>,
    theme: Theme,
    /// All bound keys, without duplicates.
    keys: Vec<KeyPress>,
}

const LETTERS: &[char] = &[
    'a', 'e', 'i', 't', 'n', 'o', 'r', 's', 'u', ' ', ' ', ',', '"', '\'', '^', '!', '|', ':', '2', '0', 'é', 'ß',
    '中', '\u{301}', '\u{200d}', '\u{202e}',
];
const PASTES: &[&str] = &[
    "entity:iom year:2022",
    "child victims, border, Moldova",
    "\"national referral",
    "a | b !c 'd ^e",
    "\u{1b}[31m\n\t\0",
    "ｆｕｌｌ",
    "priority:9 kind:x place:",
    "1997..2025",
];

impl Driver {
    pub fn new() -> Self {
        let size = Size { width: 80, height: 24 };
        let mut keys: Vec<KeyPress> = Vec::new();
        for key in BINDINGS.iter().flat_map(|b| b.keys.iter()) {
            let event = KeyPress::new(key.0, key.1);
            if !keys.contains(&event) {
                keys.push(event);
            }
        }
        let desk = Desk { marks: Marks::default(), questions: Vec::new(), replies: Vec::new(), size };
        let corpus = Arc::clone(index().corpus());
        let model = Model::new(&corpus, size);
        let program = Program::start(corpus, model, desk, StartOptions::default(), None).unwrap();
        let terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
        Self { program, terminal, theme: Theme::default(), keys }
    }

    fn corpus() -> &'static Corpus {
        index().corpus()
    }

    /// Makes one event of two bytes and handles it. Then draws and checks everything.
    pub fn event(&mut self, a: u8, b: u8) {
        let n = usize::from(b);
        match a % 64 {
            0 => {
                let size = Size { width: 1 + u16::from(b) % 210, height: 1 + (u16::from(a) * 31 + u16::from(b)) % 64 };
                self.terminal.backend_mut().resize(size.width, size.height);
                self.act(Message::Resize(size));
            }
            1 => {
                let (width, height) = [(40, 12), (80, 24), (120, 36), (200, 60)][n % 4];
                self.terminal.backend_mut().resize(width, height);
                self.act(Message::Resize(Size { width, height }));
            }
            2 => {
                if self.program.model.context().is_typed() {
                    self.happens(Event::Paste(PASTES[n % PASTES.len()].to_owned()));
                }
            }
            3 => self.answer(true),
            4..12 => self.press(KeyPress::new(KeyCode::Char(LETTERS[n % LETTERS.len()]), Modifiers::NONE)),
            12..22 => {
                let steps = [KeyCode::Down, KeyCode::Up, KeyCode::Right, KeyCode::Left, KeyCode::Enter, KeyCode::Enter];
                self.press(KeyPress::new(steps[n % steps.len()], Modifiers::NONE));
            }
            _ => self.press(self.keys[(usize::from(a) * 256 + n) % self.keys.len()]),
        }
        self.check();
    }

    fn press(&mut self, event: KeyPress) {
        self.happens(Event::Key(event));
    }

    fn happens(&mut self, event: Event) {
        self.program.event(event).unwrap();
        self.answer(false);
    }

    fn act(&mut self, message: Message) {
        self.program.act(message).unwrap();
        self.answer(false);
    }

    /// Answers the waiting questions; leaves some of them waiting unless `all` is set.
    fn answer(&mut self, all: bool) {
        loop {
            let outside = &mut self.program.outside;
            if let Some(reply) = outside.replies.pop() {
                self.program.kept(reply).unwrap();
            } else if let Some(at) = outside.questions.iter().position(|q| all || q.0 % 3 != 0) {
                let (number, question) = outside.questions.remove(at);
                self.program.answer(number, question.answer(index(), number)).unwrap();
            } else {
                return;
            }
        }
    }

    /// Draws, which panics if anything is drawn outside the area, and asserts that the selection is visible.
    fn check(&mut self) {
        let (model, theme) = (&self.program.model, self.theme);
        self.terminal.draw(|frame| _ = render::draw(model, Self::corpus(), theme, frame.buffer_mut())).unwrap();
        let size = self.program.model.size;
        if layout::breakpoint(size) == Breakpoint::TooSmall {
            return;
        }
        let shows = |selected: usize, offset: usize, rows: usize| (offset..offset + rows.max(1)).contains(&selected);
        match self.program.model.screen() {
            Screen::Browse(browse) => {
                let rows = browse.derived.areas.rows(Pane::List) / browse.row_height();
                assert!(shows(browse.list.selected, browse.list.offset, rows), "{size:?} list {:?}", browse.list);
                assert!(browse.list.selected < browse.derived.rows.len().max(1));
                for pane in Pane::FACETS {
                    let cursor = browse.cursors[icat_explorer::tui::screens::browse::facet_number(pane)];
                    let rows = browse.derived.areas.rows(pane);
                    assert!(rows == 0 || shows(cursor.selected, cursor.offset, rows), "{size:?} {pane:?} {cursor:?}");
                }
            }
            Screen::Grid(grid) => {
                assert!(shows(grid.row.selected, grid.row.offset, grid.visible()), "{size:?} {:?}", grid.row);
                assert!(shows(grid.column.selected, grid.column.offset, grid.fit.shown), "{size:?} {:?}", grid.column);
            }
            Screen::Report(view) => {
                let rows = ReportScreen::visible(size).max(1);
                assert!(view.page.scroll <= view.page.document.lines.len().saturating_sub(rows), "{size:?}");
                assert!(view.page.cursor < view.page.document.links.len().max(1), "{size:?}");
            }
            Screen::Marks(tray) => {
                assert!(shows(tray.list.selected, tray.list.offset, tray.visible()), "{size:?} {:?}", tray.list);
            }
            Screen::Reader(_) | Screen::Detail(_) | Screen::Review(_) | Screen::Help(..) => {}
        }
    }
}

/// Drives the explorer with bytes, two per event.
pub fn drive(bytes: &[u8]) {
    let mut driver = Driver::new();
    bytes.chunks_exact(2).for_each(|pair| driver.event(pair[0], pair[1]));
}

/// Searches for a text, and highlights and cuts a snippet by it.
pub fn query(typed: &str) {
    let answer = index().search(typed);
    let corpus = index().corpus();
    assert!(answer.hits.len() <= corpus.passages.len() + corpus.sections.len() + corpus.entities.len());
    if let Some(passage) = corpus.passages.first() {
        for range in answer.highlighter.ranges(&passage.text) {
            assert!(passage.text.get(range).is_some());
        }
        let _ = answer.highlighter.snippet(&passage.text, 40);
    }
}

/// Parses a query without searching.
pub fn parse(typed: &str) {
    let query = icat_explorer::search::query::Query::parse(typed, index().corpus());
    let _ = query.wanted();
    let wanted = icat_explorer::search::highlight::Highlighter::literal(typed);
    for range in wanted.ranges(typed) {
        assert!(typed.get(range).is_some());
    }
}

/// Loads a dataset in which one file consists of these bytes.
pub fn loaded(which: usize, bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut files: Files = small();
    let file = |name: &str| DataFile::new(name.to_owned(), text.to_owned().leak());
    match which % 11 {
        0 => files.entities = Some(file("entities.json")),
        1 => files.priorities = Some(file("priorities.json")),
        2 => files.glossary = Some(file("glossary.json")),
        3 => files.places = Some(file("places.json")),
        4 => files.annotations = Some(file("readings.json")),
        5 => files.topics = Some(file("topics.json")),
        6 => files.works = Some(file("works.json")),
        7 => files.partners = Some(file("partners.json")),
        8 => files.initiatives = Some(file("initiatives.json")),
        9 => files.synonyms = Some(file("synonyms.json")),
        _ => files.reports = vec![("2030-test".to_owned(), file("reports/2030-test.json"))],
    }
    match load::load(&files) {
        Ok(corpus) => assert!(corpus.passages.len() <= text.len()),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// The bodies without their names in other languages, which are many and are nothing to a report.
static BODIES: LazyLock<String> = LazyLock::new(|| {
    let text = dataset::EMBEDDED.iter().find(|f| f.0 == "entities.json").unwrap().1;
    text.lines().filter(|line| !line.trim_start().starts_with("\"names\":")).collect::<Vec<_>>().join("\n")
});

/// Returns a dataset with one short report.
pub fn small() -> Files {
    let mut files = dataset::files();
    files.entities = Some(DataFile::new("entities.json".to_owned(), &BODIES));
    files.synonyms = None;
    files.reports = vec![("2030-test".to_owned(), DataFile::new("reports/2030-test.json".to_owned(), SMALL))];
    (files.glossary, files.annotations, files.places, files.initiatives) = (None, None, None, None);
    files
}

/// A short report in which everything occurs.
pub const SMALL: &str = r#"{"schema": 1, "title": "A report", "covers": 2030, "published": 2031, "terms": "None.", "sections": [
  {"title": "One", "kind": "activity", "entities": ["IOM"], "years": [2030], "priorities": [1], "places": ["Kenya"], "passages": [
    {"id": "t-a", "headline": "A", "text": "It did."},
    {"id": "t-b", "headline": "B", "text": "They signed.", "kind": "agreement", "party": "IOM", "with": ["ILO"], "form": "mou", "starred": true, "detail": ""},
    {"id": "t-c", "headline": "C", "text": "It says.", "kind": "quote", "style": "quote", "speaker": "Somebody", "editorial": "ours",
     "links": [{"label": "here", "url": "https://example.org/"}]}],
   "sections": [{"title": "Two", "kind": "publication", "entities": ["ICAT"], "passages": [
    {"id": "t-d", "headline": "D", "text": "A book.", "title": "A book", "published": null, "languages": ["English"], "upcoming": false, "parent": "t-a"}]}]}]}"#;

/// Bytes that mean something in JSON, and some that do not belong in it.
const ODD: &[u8] = b"{}[]\",:0-e\ntf\x7f\x00";

/// Mutates a text in a few places: replaces, removes or inserts bytes, copies a piece elsewhere, or cuts off the end.
pub fn mutated(text: &str, random: &mut Random) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=random.below(4) {
        if bytes.is_empty() {
            break;
        }
        let at = random.below(bytes.len());
        match random.below(6) {
            0 => bytes[at] = ODD[random.below(ODD.len())],
            1 => {
                bytes.remove(at);
            }
            2 => {
                let to = (at + random.below(40)).min(bytes.len());
                let piece = bytes[at..to].to_vec();
                let into = random.below(bytes.len());
                bytes.splice(into..into, piece);
            }
            3 => bytes.truncate(at),
            4 => {
                let word =
                    ["null", "true", "-1", "1e999", "\"\"", "[]", "{}", "\"\\u001b[2J\"", "99999"][random.below(9)];
                bytes.splice(at..at, word.bytes());
            }
            _ => {
                let to = (at + random.below(12)).min(bytes.len());
                bytes.drain(at..to);
            }
        }
    }
    bytes
}
