//! The prompt for the file that an export goes to: what is written, how much, and where. Nothing is written over.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use ratatui::text::{Line, Span};

use crate::export::Export;
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
    /// The completion at the cursor.
    pub completing: Completing,
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
    /// List what begins as the path does.
    List(String),
}

impl SavePrompt {
    /// Creates the prompt, with a name for the file in the current directory.
    #[must_use]
    pub fn new(what: String, export: Box<Export>) -> Self {
        let mut input = Input::default();
        input.replace(&format!("{}.{}", export.stem(), export.ending()));
        Self { what, export, input, completing: Completing::default() }
    }

    /// Returns the export with the path that was typed.
    #[must_use]
    pub fn addressed(self) -> Box<Export> {
        let path = self.input.text().trim().to_owned();
        Box::new(Export { path: (!path.is_empty()).then_some(path), ..*self.export })
    }

    /// Handles input.
    pub(crate) fn handle(&mut self, input: &Message) -> SaveOutcome {
        if edit(&mut self.input, input) {
            self.completing = Completing::default();
            return SaveOutcome::Stay;
        }
        match input.command() {
            Some(Command::Back) => SaveOutcome::Close,
            Some(Command::Open) => SaveOutcome::Write,
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

/// Draws the prompt over the screen. Returns the position of its cursor.
pub fn draw(save: &SavePrompt, size: Size, theme: Theme, buf: &mut Buffer) -> Position {
    let width = usize::from(layout::menu(size, 1).width).saturating_sub(4);
    let wrapped = text::wrap(&save.what, width);
    let area = layout::menu(size, wrapped.len() + 4);
    lines::popup(area, theme, buf);
    let title = Line::from(format!(" Export as {} ", save.export.format.label()));
    let inside = lines::frame(area, title, Some("Esc cancels".to_owned()), true, theme, buf);
    let what = wrapped.iter().map(|range| Line::raw(format!(" {}", save.what.get(range.clone()).unwrap_or_default())));
    lines::page(what.collect::<Vec<_>>().into_iter(), inside, buf);
    let below = inside.y + u16::try_from(wrapped.len()).unwrap_or(1) + 1;
    let line = Rect { y: below.min(inside.bottom().saturating_sub(1)), height: 1, ..inside };
    let at = prompt::line(" to ", &save.input, "", theme, line, buf);
    let hints = if width < 56 {
        [("Enter", "writes;"), ("Tab", "completes")]
    } else {
        [("Enter", "writes the file;"), ("Tab", "completes the path; nothing is overwritten")]
    };
    let hints = hints
        .iter()
        .flat_map(|(key, words)| [Span::styled(format!(" {key}"), theme.key()), Span::raw(format!(" {words}"))]);
    let line = Line::from(hints.collect::<Vec<_>>());
    let foot = Rect { y: line_below(below, inside), height: u16::from(below + 1 < inside.bottom()), ..inside };
    lines::page(std::iter::once(line), foot, buf);
    at
}

fn line_below(y: u16, inside: Rect) -> u16 {
    (y + 1).min(inside.bottom().saturating_sub(1))
}
