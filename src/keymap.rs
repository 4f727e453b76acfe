//! The one table of keys: context, key, action, and what to call it. Feeds input, footer and help alike.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::action::Action;

/// Where a key is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Context {
    /// In the panes Entities, Years and Priorities.
    Facets,
    /// In the list of passages.
    List,
    /// In the reading pane, or on a page such as the profile.
    Reading,
    /// In the reader.
    Reader,
    /// In the reader's outline.
    Outline,
    /// In a prompt.
    Prompt,
    /// In the help.
    Help,
}

use Context::{Facets, Help, List, Outline, Prompt, Reader, Reading};

const BROWSE: &[Context] = &[Facets, List, Reading];
const PAGES: &[Context] = &[Facets, List, Reading, Reader, Outline];
const MOVE: &[Context] = &[Facets, List, Reading, Reader, Outline, Help];
const ALL: &[Context] = &[Facets, List, Reading, Reader, Outline, Help, Prompt];

/// One row of the table.
#[derive(Debug, Clone)]
pub struct Binding {
    /// Where it holds.
    pub contexts: &'static [Context],
    /// The keys, the one to show first.
    pub keys: &'static [Key],
    /// What they mean.
    pub action: Action,
    /// What the help says of it.
    pub help: &'static str,
    /// What the footer says of it; empty where it is not shown there.
    pub hint: &'static str,
}

/// A key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key(pub KeyCode, pub KeyModifiers);

const fn c(c: char) -> Key {
    Key(KeyCode::Char(c), KeyModifiers::NONE)
}

const fn ctrl(c: char) -> Key {
    Key(KeyCode::Char(c), KeyModifiers::CONTROL)
}

const fn k(code: KeyCode) -> Key {
    Key(code, KeyModifiers::NONE)
}

impl Key {
    /// The key as people write it: `j`, `C-d`, `Space`, `PgDn`.
    #[must_use]
    pub fn name(self) -> String {
        let base = match self.0 {
            KeyCode::Char(' ') => "Space".to_owned(),
            KeyCode::Char(c) => c.to_string(),
            KeyCode::Enter => "Enter".to_owned(),
            KeyCode::Esc => "Esc".to_owned(),
            KeyCode::Tab => "Tab".to_owned(),
            KeyCode::BackTab => "S-Tab".to_owned(),
            KeyCode::Backspace => "Bksp".to_owned(),
            KeyCode::Delete => "Del".to_owned(),
            KeyCode::Up => "Up".to_owned(),
            KeyCode::Down => "Down".to_owned(),
            KeyCode::Left => "Left".to_owned(),
            KeyCode::Right => "Right".to_owned(),
            KeyCode::Home => "Home".to_owned(),
            KeyCode::End => "End".to_owned(),
            KeyCode::PageUp => "PgUp".to_owned(),
            KeyCode::PageDown => "PgDn".to_owned(),
            KeyCode::F(n) => format!("F{n}"),
            _ => "?".to_owned(),
        };
        if self.1.contains(KeyModifiers::CONTROL) { format!("C-{base}") } else { base }
    }

    fn is(self, event: &KeyEvent) -> bool {
        let mut modifiers = event.modifiers;
        if matches!(event.code, KeyCode::Char(_) | KeyCode::BackTab) {
            modifiers.remove(KeyModifiers::SHIFT);
        }
        self.0 == event.code && self.1 == modifiers
    }
}

macro_rules! table {
    ($($contexts:expr, [$($key:expr),+], $action:expr, $hint:literal, $help:literal;)+) => {
        /// The table, in the order in which help lists it and the footer takes from it.
        pub const BINDINGS: &[Binding] =
            &[$(Binding { contexts: $contexts, keys: &[$($key),+], action: $action, help: $help, hint: $hint }),+];
    };
}

table! {
    PAGES, [c('/')], Action::Search, "search", "search everything; in the reader, find in the report";
    &[Facets], [c(' ')], Action::Toggle, "toggle", "want the value, or no longer; several are joined by or";
    &[List, Reading, Outline], [k(KeyCode::Enter)], Action::Open, "read", "open the report at this passage";
    &[Facets], [k(KeyCode::Enter)], Action::Open, "list", "go to the list of what is left";
    &[Prompt], [k(KeyCode::Enter)], Action::Open, "go there", "go to the hit under the cursor";
    &[Prompt], [k(KeyCode::Down), ctrl('n')], Action::Down, "next", "next hit";
    &[Prompt], [k(KeyCode::Up), ctrl('p')], Action::Up, "previous", "hit before; from the first one, the query of before";
    &[Prompt], [k(KeyCode::Tab)], Action::NextPane, "panes", "complete the filter at the cursor; else to the results and panes (/ comes back to the prompt)";
    &[Prompt], [ctrl('r')], Action::Recall, "recall", "recall the query of before that holds what is typed";
    &[Reader], [c('n')], Action::NextMatch, "next match", "next match";
    &[Reader], [c('N')], Action::PreviousMatch, "", "match before";
    &[Facets], [c('-')], Action::Exclude, "exclude", "exclude the value, or no longer";
    &[Facets], [c('x')], Action::ClearPane, "clear", "clear this pane";
    &[List, Reading], [c('x')], Action::ClearPane, "", "clear the filter of the pane last used";
    BROWSE, [c('X')], Action::ClearAll, "clear all", "clear all panes";
    BROWSE, [c('u')], Action::Undo, "undo", "take back the last change of the filter";
    BROWSE, [c('U')], Action::Redo, "", "make it again";
    &[List, Reading], [c(']')], Action::NextTab, "tab", "next tab";
    &[List, Reading], [c('[')], Action::PreviousTab, "", "tab before";
    &[Facets], [c(']')], Action::NextTab, "", "next tab";
    &[Facets], [c('[')], Action::PreviousTab, "", "tab before";
    &[Reader, Outline], [c(']')], Action::NextTab, "section", "next section";
    &[Reader, Outline], [c('[')], Action::PreviousTab, "", "section before";
    &[Reader, Outline], [c('t')], Action::Outline, "outline", "into the outline and out of it";
    BROWSE, [c('1')], Action::Entities, "", "Entities";
    BROWSE, [c('2')], Action::Years, "", "Years";
    BROWSE, [c('3')], Action::Priorities, "", "Priorities";
    BROWSE, [c('0')], Action::Detail, "", "the list";
    BROWSE, [k(KeyCode::Tab)], Action::NextPane, "pane", "next pane";
    BROWSE, [k(KeyCode::BackTab)], Action::PreviousPane, "", "pane before";
    PAGES, [c('h'), k(KeyCode::Left)], Action::Left, "", "pane on the left";
    PAGES, [c('l'), k(KeyCode::Right)], Action::Right, "", "pane on the right";
    MOVE, [c('j'), k(KeyCode::Down)], Action::Down, "", "down";
    MOVE, [c('k'), k(KeyCode::Up)], Action::Up, "", "up";
    MOVE, [c('g'), k(KeyCode::Home)], Action::Top, "", "to the top";
    MOVE, [c('G'), k(KeyCode::End)], Action::Bottom, "", "to the bottom";
    MOVE, [ctrl('d')], Action::HalfDown, "", "half a page down";
    MOVE, [ctrl('u')], Action::HalfUp, "", "half a page up";
    MOVE, [k(KeyCode::PageDown)], Action::PageDown, "", "a page down";
    MOVE, [k(KeyCode::PageUp)], Action::PageUp, "", "a page up";
    &[Reader, Reading, Help], [c(' ')], Action::PageDown, "", "a page down";
    &[Prompt], [k(KeyCode::PageDown)], Action::PageDown, "", "a page of hits down";
    &[Prompt], [k(KeyCode::PageUp)], Action::PageUp, "", "a page of hits up";
    &[Prompt], [k(KeyCode::Left)], Action::CursorLeft, "", "cursor left";
    &[Prompt], [k(KeyCode::Right)], Action::CursorRight, "", "cursor right";
    &[Prompt], [k(KeyCode::Home)], Action::CursorHome, "", "cursor to the beginning";
    &[Prompt], [k(KeyCode::End), ctrl('e')], Action::CursorEnd, "", "cursor to the end";
    &[Prompt], [k(KeyCode::Backspace), ctrl('h')], Action::Erase, "", "erase the character before";
    &[Prompt], [k(KeyCode::Delete)], Action::EraseNext, "", "erase the character at the cursor";
    &[Prompt], [ctrl('w')], Action::EraseWord, "", "erase the word before";
    &[Prompt], [ctrl('u')], Action::EraseAll, "", "erase all before";
    PAGES, [c('z')], Action::Zoom, "zoom", "give the pane the whole screen, or take it back";
    PAGES, [c('H')], Action::Back, "", "back";
    PAGES, [c('L')], Action::Forward, "", "forward again";
    ALL, [k(KeyCode::Esc)], Action::Back, "back", "one step back; never quits";
    MOVE, [c('?')], Action::Help, "help", "the keys";
    ALL, [k(KeyCode::F(1))], Action::Help, "", "the keys";
    ALL, [ctrl('l')], Action::Redraw, "", "draw the screen anew";
    ALL, [ctrl('z')], Action::Suspend, "", "suspend";
    ALL, [ctrl('c')], Action::Interrupt, "", "leave at once (exit code 130)";
    MOVE, [c('q')], Action::Close, "quit", "close what is open; at the root, quit";
}

/// What a key means in a context; in a prompt, every other character is typed.
#[must_use]
pub fn action(context: Context, event: &KeyEvent) -> Option<Action> {
    let bound = BINDINGS.iter().find(|b| b.contexts.contains(&context) && b.keys.iter().any(|key| key.is(event)));
    if let Some(binding) = bound {
        return Some(binding.action.clone());
    }
    let typed = !event.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SUPER);
    match event.code {
        KeyCode::Char(c) if context == Prompt && typed => Some(Action::Type(c)),
        _ => None,
    }
}

/// The rows that hold in a context, in the order of the table.
pub fn rows(context: Context) -> impl Iterator<Item = &'static Binding> {
    BINDINGS.iter().filter(move |b| b.contexts.contains(&context))
}
