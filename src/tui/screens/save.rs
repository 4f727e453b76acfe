//! The prompt for the file that an export goes to: what is written, how much, under which title, and where. Nothing is written
//! over.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use ratatui::text::{Line, Span};

use crate::export::Export;
use crate::export::title::{TITLE_MAX, own_title};
use crate::search::complete::Completion;
use crate::text;
use crate::tui::command::Command;
use crate::tui::layout;
use crate::tui::message::Message;
use crate::tui::screens::browse::search::turned;
use crate::tui::theme::Theme;
use crate::tui::widgets::completing::Completing;
use crate::tui::widgets::edit::edit;
use crate::tui::widgets::input::Input;
use crate::tui::widgets::list_state::Direction;
use crate::tui::widgets::{lines, prompt};

/// The prompt for a file.
#[derive(Debug, Clone)]
pub struct SavePrompt {
    /// What is written, in words.
    pub what: String,
    /// What is written.
    pub export: Box<Export>,
    /// The path.
    pub input: Input,
    /// The user's own title; `None` where the file has no title.
    pub title: Option<Input>,
    /// The line that is being typed in.
    pub field: SaveField,
    /// The completion at the cursor.
    pub completing: Completing,
}

/// A line of the prompt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaveField {
    /// The title.
    Title,
    /// The path.
    Path,
}

/// What the prompt wants done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SaveOutcome {
    /// Nothing: it stays.
    Stay,
    /// Close it; nothing is written.
    Close,
    /// Close it and write.
    Write,
    /// Say what is wrong with what was typed.
    Refuse(String),
    /// List what begins as the path does.
    List(String),
}

impl SavePrompt {
    /// Creates the prompt, with a name for the file in the current directory.
    #[must_use]
    pub fn new(what: String, export: Box<Export>) -> Self {
        let mut input = Input::default();
        input.replace(&format!("{}.{}", export.stem(), export.ending()));
        let title = export.has_title().then(Input::default);
        Self { what, export, input, title, field: SaveField::Path, completing: Completing::default() }
    }

    /// Returns the export with the path and the title that were typed.
    #[must_use]
    pub fn addressed(self) -> Box<Export> {
        let path = self.input.text().trim().to_owned();
        let export = Export { path: (!path.is_empty()).then_some(path), ..*self.export };
        Box::new(match &self.title {
            Some(title) => export.titled(title.text()),
            None => export,
        })
    }

    /// Returns the line that is being typed in.
    #[must_use]
    pub fn line(&self) -> &Input {
        self.title.as_ref().filter(|_| self.field == SaveField::Title).unwrap_or(&self.input)
    }

    /// Returns the path that is proposed for the title as it is typed.
    fn proposed(&self) -> String {
        let title = self.title.as_ref().and_then(|title| own_title(title.text()));
        format!("{}.{}", self.export.stem_titled(title.as_deref()), self.export.ending())
    }

    /// Edits the title. The path follows it, unless another was typed.
    fn edit_title(&mut self, input: &Message) -> bool {
        let is_proposed = self.input.text() == self.proposed();
        let is_edited = self.title.as_mut().is_some_and(|title| edit(title, input));
        if is_edited && is_proposed {
            let path = self.proposed();
            self.input.replace(&path);
        }
        is_edited
    }

    /// Handles input.
    pub(crate) fn handle(&mut self, input: &Message) -> SaveOutcome {
        let is_edited = match self.field {
            SaveField::Title => self.edit_title(input),
            SaveField::Path => edit(&mut self.input, input),
        };
        if is_edited {
            self.completing = Completing::default();
            return SaveOutcome::Stay;
        }
        match input.command() {
            Some(Command::Up) if self.title.is_some() => {
                self.field = SaveField::Title;
                SaveOutcome::Stay
            }
            Some(Command::Down) => {
                self.field = SaveField::Path;
                SaveOutcome::Stay
            }
            Some(Command::NextPane | Command::PreviousPane) if self.field == SaveField::Title => {
                self.field = SaveField::Path;
                SaveOutcome::Stay
            }
            Some(Command::Back) => SaveOutcome::Close,
            Some(Command::Open) => match self.title.as_ref().map(|title| title.text().trim().chars().count()) {
                Some(count) if count > TITLE_MAX => SaveOutcome::Refuse(format!(
                    "The title has {count} characters; {TITLE_MAX} at most. Up goes to it."
                )),
                _ => SaveOutcome::Write,
            },
            Some(command) => match turned(command) {
                Some(direction) if self.completing.turn(&mut self.input, direction) => SaveOutcome::Stay,
                Some(_) => SaveOutcome::List(self.input.before().to_owned()),
                None => SaveOutcome::Stay,
            },
            None => SaveOutcome::Stay,
        }
    }

    /// Takes in the paths that begin as what was typed, and completes it with the first. Returns whether there is one.
    pub(crate) fn listed(&mut self, typed: &str, paths: Vec<String>) -> bool {
        if self.input.before() != typed || paths.is_empty() {
            return false;
        }
        let labels = paths.clone();
        self.completing.restart(Some(Completion { typed: typed.len(), values: paths, labels }));
        self.completing.turn(&mut self.input, Direction::Forward);
        if self.completing.is_done() {
            // A directory goes on with what is in it.
            let path = self.input.text().trim_end().to_owned();
            self.input.replace(&path);
            self.completing = Completing::default();
        }
        true
    }
}

/// The width below which the prompt is narrow.
const NARROW: usize = 56;

/// Draws the prompt over the screen. Returns the position of its cursor.
pub fn draw(save: &SavePrompt, size: Size, theme: Theme, buf: &mut Buffer) -> Position {
    let width = usize::from(layout::menu(size, 1).width).saturating_sub(4);
    let wrapped = text::wrap(&save.what, width);
    let titled = usize::from(save.title.is_some());
    let area = layout::menu(size, wrapped.len() + 4 + titled);
    lines::popup(area, theme, buf);
    let title = Line::from(format!(" Export as {} ", save.export.label()));
    let inside = lines::frame(area, title, Some("Esc cancels".to_owned()), true, theme, buf);
    let what = wrapped.iter().map(|range| Line::raw(format!(" {}", save.what.get(range.clone()).unwrap_or_default())));
    lines::page(what.collect::<Vec<_>>().into_iter(), inside, buf);
    let below = inside.y + u16::try_from(wrapped.len()).unwrap_or(1) + 1;
    let row = |y: u16| Rect { y: y.min(inside.bottom().saturating_sub(1)), height: 1, ..inside };
    let (title_label, to_label) =
        if width < NARROW { (" title ", " to    ") } else { (" title (optional) ", " to               ") };
    let mut cursor = None;
    if let Some(title) = &save.title {
        let at = prompt::line(title_label, title, "", theme, row(below), buf);
        cursor = (save.field == SaveField::Title).then_some(at);
    }
    let below = below + u16::try_from(titled).unwrap_or(0);
    let label = if titled == 1 { to_label } else { " to " };
    let at = prompt::line(label, &save.input, "", theme, row(below), buf);
    let hints: &[(&str, &str)] = match (width < NARROW, save.field, titled) {
        (true, SaveField::Title, _) => &[("Enter", "writes;"), ("Down", "path")],
        (true, _, 1) => &[("Enter", "writes;"), ("Tab", "fills;"), ("Up", "title")],
        (true, ..) => &[("Enter", "writes;"), ("Tab", "completes")],
        (_, SaveField::Title, _) => {
            &[("Enter", "writes the file;"), ("Down", "goes to the path; nothing is overwritten")]
        }
        (_, _, 1) => &[("Enter", "writes;"), ("Tab", "completes the path;"), ("Up", "goes to the title")],
        _ => &[("Enter", "writes the file;"), ("Tab", "completes the path; nothing is overwritten")],
    };
    let hints = hints
        .iter()
        .flat_map(|(key, words)| [Span::styled(format!(" {key}"), theme.key()), Span::raw(format!(" {words}"))]);
    let line = Line::from(hints.collect::<Vec<_>>());
    let foot = Rect { y: line_below(below, inside), height: u16::from(below + 1 < inside.bottom()), ..inside };
    lines::page(std::iter::once(line), foot, buf);
    cursor.unwrap_or(at)
}

fn line_below(y: u16, inside: Rect) -> u16 {
    (y + 1).min(inside.bottom().saturating_sub(1))
}
