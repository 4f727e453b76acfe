//! The help: the keys of the context it was opened from, grouped by what one wants to do, and how to search, with examples
//! that run. It has a search of its own.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use crate::text;
use crate::tui::command::{Command, CommandGroup};
use crate::tui::keymap::{ALL, Context, Keymap};
use crate::tui::layout;
use crate::tui::message::Message;
use crate::tui::theme::Theme;
use crate::tui::update::step;
use crate::tui::widgets::edit::edit;
use crate::tui::widgets::input::Input;
use crate::tui::widgets::list_state::ListCursor;
use crate::tui::widgets::{lines, prompt};

/// How to search: what is typed, and what it finds. Each example runs with Enter.
const EXAMPLES: [(&str, &str); 11] = [
    ("child victims moldova", "passages with all the words, in any order and form; then those with most of them"),
    ("\"referral mechanism\"", "these words, next to each other"),
    ("'training", "this very word, in no other form"),
    ("^traffick", "words that begin so"),
    ("survivors !unodc", "the first word without the second"),
    ("barnahus | shelter", "one word or the other"),
    (
        "entity:iom year:2021..2022",
        "filters: entity, year, stated, priority, kind, report, place, topic, partner, language",
    ),
    ("place:africa kind:activity", "a region means all that lies in it; !place:africa leaves it out"),
    ("topic:training partner:europol", "Tab completes the names of filters and their values"),
    ("language:french", "works that are available in a language"),
    ("who chaired icat in 2019", "questions that the data answers"),
];

/// What the signs of panes and lists mean, in the order of [`signs`].
const SIGNS: [&str; 10] = [
    "selected: a value of the filter, or a row",
    "in the filter together with the region that it lies in",
    "excluded",
    "marked",
    "a result with some of the words only",
    "no year is stated; its report is on 2022",
    "as many passages state the year; the others counted are in the report on it",
    "the first of the bodies, and how many more there are; of years, too",
    "the priorities that the report files it under",
    "no passage",
];

/// Returns the signs of panes and lists.
fn signs(theme: Theme) -> [&'static str; SIGNS.len()] {
    let marks = theme.symbols();
    let [wanted, implied, excluded] = [marks.wanted, marks.implied, marks.excluded];
    [wanted, implied, excluded, marks.marked, marks.part, "rep. 2022", "105 stated", "IOM+2", "P2,4", "-"]
}

/// What the help says where no row has the words.
const NOTHING_FOUND: &str =
    "No key does this here. The palette (:) also finds views, bodies, places, topics and terms.";

/// A row of the help.
#[derive(Debug, Clone, PartialEq, Eq)]
enum HelpRow {
    /// A heading.
    Heading(&'static str),
    /// A command with its keys and what it does.
    Key(Command, String, &'static str),
    /// A sign of panes and lists, by its place among [`SIGNS`].
    Sign(usize),
    /// A query, and what it finds.
    Example(&'static str, &'static str),
    /// Keys of other contexts, and what they do there: found by the search, and not listed without it.
    Elsewhere(String, String),
}

impl HelpRow {
    /// Returns what stands left and right; `None` for a heading.
    fn words(&self, theme: Theme) -> Option<(&str, &str)> {
        match self {
            Self::Heading(_) => None,
            Self::Sign(n) => Some((signs(theme).get(*n)?, SIGNS.get(*n)?)),
            Self::Key(_, keys, words) => Some((keys, words)),
            Self::Example(query, words) => Some((query, words)),
            Self::Elsewhere(keys, words) => Some((keys, words)),
        }
    }
}

/// What Enter does with a row of the help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum HelpOutcome {
    /// The help stays.
    Stay,
    /// Close it.
    Close,
    /// Close it and give a command.
    Command(Command),
    /// Close it and search.
    Search(&'static str),
}

/// The state of the help.
#[derive(Debug, Clone)]
pub struct HelpScreen {
    /// The context whose keys are listed.
    pub context: Context,
    /// What rows have to contain.
    pub input: Input,
    /// Whether the prompt has the keys.
    pub typing: bool,
    rows: Vec<HelpRow>,
    /// The indices of the rows that are shown.
    shown: Vec<usize>,
    /// The cursor, in the rows that are shown.
    cursor: ListCursor,
}

/// Returns the keys that have a meaning in other contexts than this one, each with the first such context.
fn elsewhere(keymap: &Keymap, context: Context) -> Vec<HelpRow> {
    let here: Vec<&str> = keymap.rows(context).map(|binding| binding.help).collect();
    let mut seen: Vec<&str> = Vec::new();
    let mut rows = Vec::new();
    for other in ALL.iter().copied().filter(|other| *other != context) {
        for binding in keymap.rows(other) {
            if here.contains(&binding.help) || seen.contains(&binding.help) || step(binding.command).is_some() {
                continue;
            }
            seen.push(binding.help);
            let keys = binding.keys.iter().map(|key| key.name()).collect::<Vec<_>>().join(" ");
            rows.push(HelpRow::Elsewhere(keys, format!("{}: {}", other.words(), binding.help)));
        }
    }
    rows
}

impl HelpScreen {
    /// Creates the help of a context.
    #[must_use]
    pub fn new(keymap: &Keymap, context: Context) -> Self {
        let mut bindings: Vec<_> = keymap.rows(context).collect();
        bindings.sort_by_key(|binding| binding.command.group_in(context));
        let mut rows = Vec::new();
        let mut group: Option<CommandGroup> = None;
        for binding in bindings {
            let of = binding.command.group_in(context);
            if group.replace(of) != Some(of) {
                rows.push(HelpRow::Heading(of.title()));
            }
            let keys = binding.keys.iter().map(|key| key.name()).collect::<Vec<_>>().join(" ");
            rows.push(HelpRow::Key(binding.command, keys, binding.help));
        }
        if matches!(context, Context::Facets | Context::List | Context::Reading) {
            rows.push(HelpRow::Heading("Signs in panes and lists"));
            rows.extend((0..SIGNS.len()).map(HelpRow::Sign));
        }
        rows.push(HelpRow::Heading("How to search (Enter runs the example)"));
        rows.extend(EXAMPLES.iter().map(|(query, words)| HelpRow::Example(query, words)));
        rows.push(HelpRow::Heading("Elsewhere"));
        rows.extend(elsewhere(keymap, context));
        let mut help = Self {
            context,
            input: Input::default(),
            typing: false,
            rows,
            shown: Vec::new(),
            cursor: ListCursor::default(),
        };
        help.find();
        help
    }

    /// Shows the rows that contain all words typed, with the headings above them.
    fn find(&mut self) {
        let typed = text::fold_plain(self.input.text());
        let has = |row: &HelpRow| {
            let is_listed = !typed.trim().is_empty() || !matches!(row, HelpRow::Elsewhere(..));
            is_listed
                && row.words(Theme::default()).is_some_and(|(left, right)| {
                    let row = text::fold_plain(&format!("{left} {right}"));
                    typed.split_whitespace().all(|word| row.contains(word))
                })
        };
        let mut shown = Vec::new();
        let mut heading = None;
        for (at, row) in self.rows.iter().enumerate() {
            if matches!(row, HelpRow::Heading(_)) {
                heading = Some(at);
            } else if has(row) {
                shown.extend(heading.take());
                shown.push(at);
            }
        }
        self.shown = shown;
        self.cursor = ListCursor::default();
        self.skip_heading(true);
    }

    /// Moves the cursor off a heading.
    fn skip_heading(&mut self, down: bool) {
        let is_heading =
            |at: usize| self.shown.get(at).is_some_and(|&row| matches!(self.rows[row], HelpRow::Heading(_)));
        if is_heading(self.cursor.selected) {
            let at = self.cursor.selected;
            self.cursor.selected = if down || at == 0 { at + 1 } else { at - 1 };
        }
    }

    fn selected(&self) -> Option<&HelpRow> {
        self.shown.get(self.cursor.selected).map(|&row| &self.rows[row])
    }

    /// Handles input on the help.
    pub(crate) fn handle(&mut self, size: Size, input: &Message) -> HelpOutcome {
        if self.typing {
            if edit(&mut self.input, input) {
                self.find();
                return HelpOutcome::Stay;
            }
            match input.command() {
                Some(Command::Back) if self.input.text().is_empty() => self.typing = false,
                Some(Command::Back) => {
                    self.typing = false;
                    self.input = Input::default();
                    self.find();
                }
                Some(Command::Open) => self.typing = false,
                Some(command) => self.step(command, size),
                None => {}
            }
            return HelpOutcome::Stay;
        }
        match input.command() {
            Some(Command::Back | Command::Close | Command::Help) => return HelpOutcome::Close,
            Some(Command::Search) => {
                self.typing = true;
                self.input.select();
            }
            Some(Command::Open) => match self.selected() {
                Some(HelpRow::Key(command, ..)) => return HelpOutcome::Command(*command),
                Some(HelpRow::Example(query, _)) => return HelpOutcome::Search(query),
                _ => {}
            },
            Some(command) => self.step(command, size),
            None => {}
        }
        HelpOutcome::Stay
    }

    fn step(&mut self, command: Command, size: Size) {
        let Some(step) = step(command) else { return };
        let before = self.cursor.selected;
        let area = self.list(Rect::new(0, 0, size.width, size.height));
        let visible = usize::from(area.height);
        self.cursor.step(step, self.shown.len(), visible);
        self.skip_heading(self.cursor.selected >= before);
        self.cursor.settle(self.shown.len(), visible);
        if self.cursor.selected == 1 {
            self.cursor.offset = 0;
        }
        // Rows that wrap are taller than one line.
        while self.cursor.offset < self.cursor.selected && self.height_to_cursor(area.width) > visible {
            self.cursor.offset += 1;
        }
    }

    /// Returns the number of lines from the first row in view to the one under the cursor.
    fn height_to_cursor(&self, width: u16) -> usize {
        let height = |at| self.lines(at, usize::from(width), Theme::default()).len();
        (self.cursor.offset..=self.cursor.selected).map(height).sum()
    }

    /// Moves the cursor to the row at a place. Returns whether it was there already; `None` if there is no row.
    pub fn click(&mut self, size: Size, at: Position) -> Option<bool> {
        let list = self.list(Rect { x: 0, y: 0, width: size.width, height: size.height });
        let mut below = layout::row_at(list, at)?;
        for row in self.cursor.offset..self.shown.len() {
            let height = self.lines(row, usize::from(list.width), Theme::default()).len();
            if below < height {
                self.rows[self.shown[row]].words(Theme::default())?;
                self.typing = false;
                return Some(std::mem::replace(&mut self.cursor.selected, row) == row);
            }
            below -= height;
        }
        None
    }

    /// Returns whether the prompt is shown.
    fn has_prompt(&self) -> bool {
        self.typing || !self.input.text().is_empty()
    }

    /// Returns the area of the rows.
    fn list(&self, area: Rect) -> Rect {
        let inside = layout::inner(area);
        let prompt = u16::from(self.has_prompt()).min(inside.height);
        Rect { y: inside.y + prompt, height: inside.height - prompt, ..inside }
    }

    /// Returns the lines of a row that is shown.
    fn lines(&self, at: usize, width: usize, theme: Theme) -> Vec<Line<'static>> {
        let Some(&row) = self.shown.get(at) else { return Vec::new() };
        let row = &self.rows[row];
        let Some((left, words)) = row.words(theme) else {
            let HelpRow::Heading(title) = row else { return Vec::new() };
            return vec![Line::styled(format!(" {title}"), theme.strong().add_modifier(Modifier::UNDERLINED))];
        };
        let is_example = matches!(row, HelpRow::Example(..));
        let kind = std::mem::discriminant(row);
        let widths = self.rows.iter().filter(|row| std::mem::discriminant(*row) == kind);
        let widest = widths.filter_map(|row| row.words(theme)).map(|(left, _)| text::width(left)).max().unwrap_or(0);
        let column = widest.min(if is_example { width / 2 } else { width / 3 });
        let is_narrow = text::width(left) > column;
        let lead = if at == self.cursor.selected { theme.symbols().cursor } else { " " };
        let key = [Span::raw(lead), Span::raw("  "), Span::styled(left.to_owned(), theme.key())];
        let mut lines: Vec<Line<'static>> = Vec::new();
        if is_narrow {
            lines.push(Line::from(key.to_vec()));
        }
        for (n, range) in text::wrap(words, width.saturating_sub(column + 6).max(1)).into_iter().enumerate() {
            let mut spans = if n == 0 && !is_narrow {
                let pad = " ".repeat(column - text::width(left));
                key.iter().cloned().chain([Span::raw(pad)]).collect()
            } else {
                vec![Span::raw(" ".repeat(column + 3))]
            };
            spans.push(Span::raw(format!("  {}", words.get(range).unwrap_or_default())));
            lines.push(Line::from(spans));
        }
        lines
    }
}

/// Draws the help. Commands that would do nothing right now are dim. Returns the position of the cursor while its prompt has
/// the keys.
pub fn draw(
    help: &HelpScreen,
    is_enabled: &dyn Fn(Command) -> bool,
    theme: Theme,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let hint = if help.typing { "Esc clears" } else { "/ searches, Esc closes" };
    let title = Line::from(format!(" Help: keys {} ", help.context.words()));
    let inside = lines::frame(area, title, Some(hint.to_owned()), true, theme, buf);
    let mut cursor = None;
    if help.has_prompt() {
        let found = help.shown.iter().filter(|&&row| help.rows[row].words(theme).is_some()).count();
        let line = Rect { height: 1.min(inside.height), ..inside };
        let at = prompt::line("/ ", &help.input, &text::count(found, "row"), theme, line, buf);
        cursor = help.typing.then_some(at);
    }
    let list = help.list(area);
    let mut heights = (0..help.shown.len()).map(|at| help.lines(at, usize::from(list.width), theme).len());
    let has_room = heights.try_fold(usize::from(list.height), usize::checked_sub).is_some();
    if !has_room {
        lines::counted(&format!("{}/{}", help.cursor.selected + 1, help.shown.len()), area, theme, buf);
    }
    if help.shown.is_empty() {
        let rows = text::wrap(NOTHING_FOUND, usize::from(list.width).saturating_sub(3)).into_iter();
        let rows = rows.map(|range| format!("  {}", NOTHING_FOUND.get(range).unwrap_or_default()));
        lines::page(rows.map(|row| Line::styled(row, theme.quiet())), list, buf);
    }
    let mut y = list.y;
    for at in help.cursor.offset..help.shown.len() {
        let lines = help.lines(at, usize::from(list.width), theme);
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(list.bottom().saturating_sub(y));
        let place = Rect { y, height, ..list };
        lines::page(lines.into_iter(), place, buf);
        if let HelpRow::Key(command, ..) = &help.rows[help.shown[at]]
            && !is_enabled(*command)
        {
            buf.set_style(place, theme.quiet());
        }
        if at == help.cursor.selected {
            lines::select(place, true, theme, buf);
        }
        y += height;
        if y >= list.bottom() {
            break;
        }
    }
    cursor
}

#[cfg(test)]
mod tests {
    use super::*;

    fn type_in(help: &mut HelpScreen, text: &str) {
        let size = Size { width: 80, height: 24 };
        help.handle(size, &Message::Command(Command::Search));
        for c in text.chars() {
            help.handle(size, &Message::Char(c));
        }
    }

    #[test]
    fn the_search_of_the_help_finds_keys_and_examples_under_their_headings() {
        let mut help = HelpScreen::new(&Keymap::default(), Context::List);
        let all = help.shown.len();
        type_in(&mut help, "export");
        assert!(help.shown.len() < all && help.shown.len() >= 2);
        assert!(matches!(help.rows[help.shown[0]], HelpRow::Heading("Mark, copy, export")));
        assert!(matches!(help.selected(), Some(HelpRow::Key(Command::Export, ..))), "{:?}", help.selected());
        let size = Size { width: 80, height: 24 };
        help.handle(size, &Message::Command(Command::Open));
        assert_eq!(help.handle(size, &Message::Command(Command::Open)), HelpOutcome::Command(Command::Export));
    }

    #[test]
    fn the_cursor_is_always_on_a_row_and_in_view_however_narrow_it_is() {
        for (width, height) in [(40, 12), (60, 15), (80, 24), (200, 60)] {
            let size = Size { width, height };
            let mut help = HelpScreen::new(&Keymap::default(), Context::Facets);
            for _ in 0..help.shown.len() + 3 {
                assert!(help.selected().is_some_and(|row| row.words(Theme::default()).is_some()));
                let area = help.list(Rect::new(0, 0, width, height));
                assert!(
                    help.height_to_cursor(area.width) <= usize::from(area.height),
                    "{width}x{height}: {:?}",
                    help.selected()
                );
                help.handle(size, &Message::Command(Command::Down));
            }
            help.handle(size, &Message::Command(Command::Top));
            assert_eq!((help.cursor.selected, help.cursor.offset), (1, 0));
        }
    }
}
