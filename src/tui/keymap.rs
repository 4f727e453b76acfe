//! The one table of keys: context, key, action, and what to call it. Feeds input, footer and help alike.

mod claims;
mod context;
mod key;
mod settings;
mod spelling;

use std::borrow::Cow;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::tui::action::Action;
use context::{BROWSE, MOVE, PAGES, PASSAGE, PROMPTS, READING, SEARCH, UNTYPED};

pub use context::{ALL, Context};
pub use key::Key;
pub use settings::{Fault, Setting};

use Context::{
    Compare, Facets, Find, Grid, Help, List, Marks, Menu, Need, Note, Outline, Page, Prompt, Reader, Reading, Report,
};

/// One row of the table.
#[derive(Debug, Clone)]
pub struct Binding {
    /// Where it holds.
    pub contexts: Cow<'static, [Context]>,
    /// The keys, the one to show first.
    pub keys: Cow<'static, [Key]>,
    /// The name of the action, as the source has it.
    action_name: &'static str,
    /// What they mean.
    pub action: Action,
    /// What the help says of it.
    pub help: &'static str,
    /// What the footer says of it; empty where it is not shown there.
    pub hint: &'static str,
}

const fn c(c: char) -> Key {
    Key(KeyCode::Char(c), KeyModifiers::NONE)
}

const fn ctrl(c: char) -> Key {
    Key(KeyCode::Char(c), KeyModifiers::CONTROL)
}

const fn alt(c: char) -> Key {
    Key(KeyCode::Char(c), ALT)
}

const fn k(code: KeyCode) -> Key {
    Key(code, KeyModifiers::NONE)
}

const fn with(code: KeyCode, modifiers: KeyModifiers) -> Key {
    Key(code, modifiers)
}

const ALT: KeyModifiers = KeyModifiers::ALT;
const CONTROL: KeyModifiers = KeyModifiers::CONTROL;

macro_rules! table {
    ($($contexts:expr, [$($key:expr),+], $action:expr, $hint:literal, $help:literal;)+) => {
        /// The table, in the order in which help lists it and the footer takes from it.
        pub const BINDINGS: &[Binding] =
            &[$(Binding {
                contexts: Cow::Borrowed($contexts),
                keys: Cow::Borrowed(&[$($key),+]),
                action_name: stringify!($action),
                action: $action,
                help: $help,
                hint: $hint,
            }),+];
    };
}

table! {
    READING, [c('/')], Action::Search, "search", "search everything; in the reader, find in the report";
    &[Facets], [c(' ')], Action::Toggle, "toggle", "want the value, or no longer; several are joined by or";
    &[List, Reading, Marks], [k(KeyCode::Enter)], Action::Open, "read", "open the report at this passage";
    &[Reader], [k(KeyCode::Enter)], Action::Open, "follow", "follow the name or term that Tab has chosen";
    &[Outline], [k(KeyCode::Enter)], Action::Open, "go there", "go to this section";
    &[Page], [k(KeyCode::Enter)], Action::Open, "read", "open the report at the passage that this page is about";
    &[Grid], [k(KeyCode::Enter)], Action::Open, "open", "the passages behind this cell";
    &[Grid], [c(']')], Action::NextTab, "tab", "next tab";
    &[Grid], [c('[')], Action::PreviousTab, "", "tab before";
    &[Grid], [c('s')], Action::SortRows, "sort", "sort the rows by this column, or no longer";
    &[Grid], [c('S')], Action::SortColumns, "", "sort the columns by this row, or no longer";
    &[Report, Compare], [k(KeyCode::Enter)], Action::Open, "open", "what is under the cursor: a passage in its report, a body, or the passages behind a number";
    &[Grid, Compare], [c('/')], Action::Search, "search", "search everything";
    &[Report], [c('/')], Action::Search, "search", "search everything; where a need was typed, type another";
    &[Compare], [c(']')], Action::NextTab, "next body", "the next body in the place of the one under the cursor, or else of the last";
    &[Compare], [c('[')], Action::PreviousTab, "", "the body before in its place";
    &[Compare], [c(' ')], Action::Toggle, "third body", "take in a third body, or leave it out; Space in Entities chooses whom to compare";
    &[Need], [k(KeyCode::Enter)], Action::Open, "answer", "leave the prompt and go to the answer";
    &[Need], [k(KeyCode::Tab)], Action::NextPane, "", "leave the prompt and go to the answer";
    &[Facets], [k(KeyCode::Enter)], Action::Open, "list", "go to the list of what is left; in Places, want the place first where none is wanted";
    &[Prompt], [k(KeyCode::Enter)], Action::Open, "go there", "go to the hit under the cursor";
    &[Find], [k(KeyCode::Enter)], Action::Open, "keep", "leave the prompt and keep what is found; n and N step";
    &[Note], [k(KeyCode::Enter)], Action::Open, "keep", "keep the note";
    &[Menu], [k(KeyCode::Enter)], Action::Open, "choose", "take what is under the cursor; its letter does the same";
    &[Need], [k(KeyCode::Down), ctrl('n')], Action::Down, "", "down in the answer";
    &[Need], [k(KeyCode::Up), ctrl('p')], Action::Up, "", "up in the answer";
    &[Prompt, Find], [k(KeyCode::Down), ctrl('n')], Action::Down, "next", "next hit";
    &[Prompt, Find], [k(KeyCode::Up), ctrl('p')], Action::Up, "previous", "hit before; in the search, from the first one, the query of before";
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
    &[Marks], [c('a')], Action::Annotate, "note", "write a note to this mark";
    &[Marks], [c('J')], Action::MoveDown, "move", "move this mark down";
    &[Marks], [c('K')], Action::MoveUp, "", "move this mark up";
    &[Marks], [c('u')], Action::Undo, "", "put the mark back that was last taken away";
    PASSAGE, [c('m')], Action::Mark, "mark", "mark the passage, or no longer";
    &[Grid], [c('i')], Action::Provenance, "legend", "what the marks mean";
    &[Grid], [c('y')], Action::Copy, "copy", "copy the command that prints this view";
    PASSAGE, [c('y')], Action::Copy, "copy", "copy: citation, text, quotation, link, or the command for this view";
    PASSAGE, [c('i')], Action::Provenance, "source", "where this comes from";
    &[List, Reading, Facets, Marks, Grid, Report, Compare], [c('e')], Action::Export, "export", "write what is shown to a file";
    PASSAGE, [c('o')], Action::Link, "", "show the links of this passage, and open one after a yes";
    SEARCH, [c('v')], Action::Views, "views", "the whole at a glance: coverage, membership, agreements, promises, whom to call, ...";
    &[Grid, Report, Compare], [c('h'), k(KeyCode::Left)], Action::Left, "", "left";
    &[Grid, Report, Compare], [c('l'), k(KeyCode::Right)], Action::Right, "", "right";
    SEARCH, [c('\'')], Action::Tray, "marks", "the marked passages";
    SEARCH, [c('w')], Action::WriteCopy, "", "write what was copied last to a file";
    &[Reader], [k(KeyCode::Tab)], Action::NextPane, "names", "next name or term that can be followed";
    &[Reader], [k(KeyCode::BackTab)], Action::PreviousPane, "", "name or term before";
    &[Reader], [c('J')], Action::MoveDown, "next passage", "next passage of the report";
    &[Reader], [c('K')], Action::MoveUp, "", "passage before";
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
    BROWSE, [c('4')], Action::Places, "", "Places: countries and regions";
    BROWSE, [c('0')], Action::Detail, "", "the list";
    BROWSE, [k(KeyCode::Tab)], Action::NextPane, "pane", "next pane";
    BROWSE, [k(KeyCode::BackTab)], Action::PreviousPane, "", "pane before";
    PAGES, [c('h'), k(KeyCode::Left)], Action::Left, "", "pane on the left";
    PAGES, [c('l'), k(KeyCode::Right)], Action::Right, "", "pane on the right";
    &[Menu], [k(KeyCode::Down)], Action::Down, "next", "next row";
    &[Menu], [k(KeyCode::Up)], Action::Up, "", "row before";
    MOVE, [c('j'), k(KeyCode::Down)], Action::Down, "", "down";
    MOVE, [c('k'), k(KeyCode::Up)], Action::Up, "", "up";
    MOVE, [c('g'), k(KeyCode::Home)], Action::Top, "", "to the top";
    MOVE, [c('G'), k(KeyCode::End)], Action::Bottom, "", "to the bottom";
    MOVE, [ctrl('d')], Action::HalfDown, "", "half a page down";
    MOVE, [ctrl('u')], Action::HalfUp, "", "half a page up";
    MOVE, [k(KeyCode::PageDown)], Action::PageDown, "", "a page down";
    MOVE, [k(KeyCode::PageUp)], Action::PageUp, "", "a page up";
    &[Reader, Reading, Page, Report, Help], [c(' ')], Action::PageDown, "", "a page down";
    &[Prompt, Need], [k(KeyCode::PageDown)], Action::PageDown, "", "a page of hits down";
    &[Prompt, Need], [k(KeyCode::PageUp)], Action::PageUp, "", "a page of hits up";
    PROMPTS, [k(KeyCode::Left), ctrl('b')], Action::CursorLeft, "", "cursor left";
    PROMPTS, [k(KeyCode::Right), ctrl('f')], Action::CursorRight, "", "cursor right";
    PROMPTS, [with(KeyCode::Left, CONTROL), with(KeyCode::Left, ALT), alt('b')], Action::CursorWordLeft, "", "cursor to the beginning of the word";
    PROMPTS, [with(KeyCode::Right, CONTROL), with(KeyCode::Right, ALT), alt('f')], Action::CursorWordRight, "", "cursor to the end of the word";
    PROMPTS, [k(KeyCode::Home), ctrl('a')], Action::CursorHome, "", "cursor to the beginning";
    PROMPTS, [k(KeyCode::End), ctrl('e')], Action::CursorEnd, "", "cursor to the end";
    PROMPTS, [k(KeyCode::Backspace), ctrl('h')], Action::Erase, "", "erase the character before";
    PROMPTS, [k(KeyCode::Delete), ctrl('d')], Action::EraseNext, "", "erase the character at the cursor";
    PROMPTS, [ctrl('w')], Action::EraseWord, "", "erase the word before, back to a blank";
    PROMPTS, [ctrl('x'), with(KeyCode::Backspace, ALT)], Action::EraseShortWord, "", "erase the letters and digits before, back to any sign";
    PROMPTS, [with(KeyCode::Delete, CONTROL), alt('d')], Action::EraseNextWord, "", "erase the word at the cursor";
    PROMPTS, [ctrl('u')], Action::EraseAll, "", "erase all before";
    PROMPTS, [ctrl('k')], Action::EraseToEnd, "", "erase all from the cursor on";
    PROMPTS, [ctrl('y')], Action::Yank, "", "put back the words that were erased last";
    PROMPTS, [ctrl('t')], Action::Transpose, "", "swap the characters before and at the cursor";
    PAGES, [c('z')], Action::Zoom, "zoom", "give the pane the whole screen, or take it back";
    SEARCH, [c('H')], Action::Back, "", "back";
    SEARCH, [c('L')], Action::Forward, "", "forward again";
    ALL, [k(KeyCode::Esc)], Action::Back, "back", "one step back; never quits";
    MOVE, [c('?')], Action::Help, "help", "the keys";
    PROMPTS, [k(KeyCode::F(1))], Action::Help, "help", "the keys";
    UNTYPED, [k(KeyCode::F(1))], Action::Help, "", "the keys";
    SEARCH, [c('!')], Action::Blank, "", "blank the screen at once; any key brings it back";
    ALL, [ctrl('l')], Action::Redraw, "", "draw the screen anew";
    ALL, [ctrl('z')], Action::Suspend, "", "suspend";
    ALL, [ctrl('c')], Action::Interrupt, "", "leave at once (exit code 130)";
    MOVE, [c('q')], Action::Close, "quit", "close what is open; at the root, quit";
}

impl Binding {
    /// The name by which the configuration speaks of it, such as `next-tab`.
    #[must_use]
    pub fn name(&self) -> String {
        let variant = self.action_name.rsplit("::").next().unwrap_or(self.action_name);
        let variant = variant.split('(').next().unwrap_or(variant).trim();
        let mut name = String::new();
        for (n, c) in variant.chars().enumerate() {
            if c.is_ascii_uppercase() && n > 0 {
                name.push('-');
            }
            name.push(c.to_ascii_lowercase());
        }
        name
    }
}

/// The keys in force: the table, with what the configuration changes of it.
#[derive(Debug, Clone)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

impl Default for Keymap {
    fn default() -> Self {
        Self { bindings: BINDINGS.to_vec() }
    }
}

impl Keymap {
    /// What a key means in a context; in a prompt, every other character is typed.
    #[must_use]
    pub fn action(&self, context: Context, event: &KeyEvent) -> Option<Action> {
        let plain = !event.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SUPER);
        if let KeyCode::Char(c) = event.code
            && context.is_typed()
            && plain
        {
            return Some(Action::Type(c));
        }
        let bound = self.rows(context).find(|b| b.keys.iter().any(|key| key.is(event)));
        bound.map(|binding| binding.action.clone())
    }

    /// The rows that hold in a context, in the order of the table.
    pub fn rows(&self, context: Context) -> impl Iterator<Item = &Binding> {
        self.bindings.iter().filter(move |b| b.contexts.contains(&context))
    }

    /// The name of each action once, with all its keys and what it does where it holds most widely, in the order of the
    /// table.
    #[must_use]
    pub fn listed(&self) -> Vec<(String, String, &'static str)> {
        let mut rows: Vec<(String, Vec<String>, &'static str, usize)> = Vec::new();
        for binding in &self.bindings {
            let name = binding.name();
            let at = rows.iter().position(|r| r.0 == name).unwrap_or_else(|| {
                rows.push((name, Vec::new(), "", 0));
                rows.len() - 1
            });
            let row = &mut rows[at];
            for key in binding.keys.iter().map(|k| k.name()) {
                if !row.1.contains(&key) {
                    row.1.push(key);
                }
            }
            if binding.contexts.len() > row.3 {
                (row.2, row.3) = (binding.help, binding.contexts.len());
            }
        }
        rows.into_iter().map(|(name, keys, help, _)| (name, keys.join(" "), help)).collect()
    }
}

#[cfg(test)]
mod tests;
