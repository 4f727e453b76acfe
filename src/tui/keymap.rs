//! The keymap: one table of contexts, keys, commands and their descriptions. Input, footer and help all use it.

mod claims;
mod context;
mod key;
mod settings;
mod spelling;

use std::borrow::Cow;

use crate::tui::event::{KeyCode, KeyPress, Modifiers};

use crate::tui::command::Command;
use crate::tui::message::Message;
use context::{BROWSE, MOVE, PAGES, PASSAGE, PROMPTS, READING, SEARCH, UNTYPED};

pub use context::{ALL, Context};
pub use key::Key;
pub use settings::{Fault, Setting};

use Context::{
    Compare, Facets, Find, Grid, Help, List, Marks, Menu, Need, Note, Outline, Page, Prompt, Reader, Reading, Report,
};

/// A row of the table.
#[derive(Debug, Clone)]
pub struct Binding {
    /// The contexts in which it applies.
    pub contexts: Cow<'static, [Context]>,
    /// The keys; the first is the one to show.
    pub keys: Cow<'static, [Key]>,
    /// The command that they are bound to.
    pub command: Command,
    /// The description in the help.
    pub help: &'static str,
    /// The label in the footer; empty if it is not shown there.
    pub hint: &'static str,
}

const fn c(c: char) -> Key {
    Key(KeyCode::Char(c), Modifiers::NONE)
}

const fn ctrl(c: char) -> Key {
    Key(KeyCode::Char(c), Modifiers::CONTROL)
}

const fn alt(c: char) -> Key {
    Key(KeyCode::Char(c), ALT)
}

const fn k(code: KeyCode) -> Key {
    Key(code, Modifiers::NONE)
}

const fn with(code: KeyCode, modifiers: Modifiers) -> Key {
    Key(code, modifiers)
}

const ALT: Modifiers = Modifiers::ALT;
const CONTROL: Modifiers = Modifiers::CONTROL;

macro_rules! table {
    ($($contexts:expr, [$($key:expr),+], $command:expr, $hint:literal, $help:literal;)+) => {
        /// The table, in the order in which the help lists it and the footer picks from it.
        pub const BINDINGS: &[Binding] =
            &[$(Binding {
                contexts: Cow::Borrowed($contexts),
                keys: Cow::Borrowed(&[$($key),+]),
                command: $command,
                help: $help,
                hint: $hint,
            }),+];
    };
}

table! {
    READING, [c('/')], Command::Search, "search", "search everything; in the reader, find in the report";
    &[Facets], [c(' ')], Command::Toggle, "toggle", "want the value, or no longer; several are joined by or";
    &[List, Reading, Marks], [k(KeyCode::Enter)], Command::Open, "read", "open the report at this passage";
    &[Reader], [k(KeyCode::Enter)], Command::Open, "follow", "follow the name or term that Tab has chosen";
    &[Outline], [k(KeyCode::Enter)], Command::Open, "go there", "go to this section";
    &[Page], [k(KeyCode::Enter)], Command::Open, "read", "open the report at the passage that this page is about";
    &[Grid], [k(KeyCode::Enter)], Command::Open, "open", "the passages behind this cell";
    &[Grid], [c(']')], Command::NextTab, "tab", "next tab";
    &[Grid], [c('[')], Command::PreviousTab, "", "tab before";
    &[Grid], [c('s')], Command::SortRows, "sort", "sort the rows by this column, or no longer";
    &[Grid], [c('S')], Command::SortColumns, "", "sort the columns by this row, or no longer";
    &[Report, Compare], [k(KeyCode::Enter)], Command::Open, "open", "what is under the cursor: a passage in its report, a body, or the passages behind a number";
    &[Grid, Compare], [c('/')], Command::Search, "search", "search everything";
    &[Report], [c('/')], Command::Search, "search", "search everything; where a need was typed, type another";
    &[Compare], [c(']')], Command::NextTab, "next body", "the next body in the place of the one under the cursor, or else of the last";
    &[Compare], [c('[')], Command::PreviousTab, "", "the body before in its place";
    &[Compare], [c(' ')], Command::Toggle, "third body", "take in a third body, or leave it out; Space in Entities chooses whom to compare";
    &[Need], [k(KeyCode::Enter)], Command::Open, "answer", "leave the prompt and go to the answer";
    &[Need], [k(KeyCode::Tab)], Command::NextPane, "", "leave the prompt and go to the answer";
    &[Facets], [k(KeyCode::Enter)], Command::Open, "list", "go to the list of what is left; in Places, want the place first where none is wanted";
    &[Prompt], [k(KeyCode::Enter)], Command::Open, "go there", "go to the hit under the cursor";
    &[Find], [k(KeyCode::Enter)], Command::Open, "keep", "leave the prompt and keep what is found; n and N step";
    &[Note], [k(KeyCode::Enter)], Command::Open, "keep", "keep the note";
    &[Menu], [k(KeyCode::Enter)], Command::Open, "choose", "take what is under the cursor; its letter does the same";
    &[Need], [k(KeyCode::Down), ctrl('n')], Command::Down, "", "down in the answer";
    &[Need], [k(KeyCode::Up), ctrl('p')], Command::Up, "", "up in the answer";
    &[Prompt, Find], [k(KeyCode::Down), ctrl('n')], Command::Down, "next", "next hit";
    &[Prompt, Find], [k(KeyCode::Up), ctrl('p')], Command::Up, "previous", "hit before; in the search, from the first one, the query of before";
    &[Prompt], [k(KeyCode::Tab)], Command::NextPane, "panes", "complete the filter at the cursor; else to the results and panes (/ comes back to the prompt)";
    &[Prompt], [ctrl('r')], Command::Recall, "recall", "recall the query of before that holds what is typed";
    &[Reader], [c('n')], Command::NextMatch, "next match", "next match";
    &[Reader], [c('N')], Command::PreviousMatch, "", "match before";
    &[Facets], [c('-')], Command::Exclude, "exclude", "exclude the value, or no longer";
    &[Facets], [c('x')], Command::ClearPane, "clear", "clear this pane";
    &[List, Reading], [c('x')], Command::ClearPane, "", "clear the filter of the pane last used";
    BROWSE, [c('X')], Command::ClearAll, "clear all", "clear all panes";
    BROWSE, [c('u')], Command::Undo, "undo", "take back the last change of the filter";
    BROWSE, [c('U')], Command::Redo, "", "make it again";
    &[Marks], [c('a')], Command::Annotate, "note", "write a note to this mark";
    &[Marks], [c('J')], Command::MoveDown, "move", "move this mark down";
    &[Marks], [c('K')], Command::MoveUp, "", "move this mark up";
    &[Marks], [c('u')], Command::Undo, "", "put the mark back that was last taken away";
    PASSAGE, [c('m')], Command::Mark, "mark", "mark the passage, or no longer";
    &[Grid], [c('i')], Command::Provenance, "legend", "what the marks mean";
    &[Grid], [c('y')], Command::Copy, "copy", "copy the command that prints this view";
    PASSAGE, [c('y')], Command::Copy, "copy", "copy: citation, text, quotation, link, or the command for this view";
    PASSAGE, [c('i')], Command::Provenance, "source", "where this comes from";
    &[List, Reading, Facets, Marks, Grid, Report, Compare], [c('e')], Command::Export, "export", "write what is shown to a file";
    PASSAGE, [c('o')], Command::Link, "", "show the links of this passage, and open one after a yes";
    SEARCH, [c('v')], Command::Views, "views", "the whole at a glance: coverage, membership, agreements, promises, whom to call, ...";
    &[Grid, Report, Compare], [c('h'), k(KeyCode::Left)], Command::Left, "", "left";
    &[Grid, Report, Compare], [c('l'), k(KeyCode::Right)], Command::Right, "", "right";
    SEARCH, [c('\'')], Command::Tray, "marks", "the marked passages";
    SEARCH, [c('w')], Command::WriteCopy, "", "write what was copied last to a file";
    &[Reader], [k(KeyCode::Tab)], Command::NextPane, "names", "next name or term that can be followed";
    &[Reader], [k(KeyCode::BackTab)], Command::PreviousPane, "", "name or term before";
    &[Reader], [c('J')], Command::MoveDown, "next passage", "next passage of the report";
    &[Reader], [c('K')], Command::MoveUp, "", "passage before";
    &[List, Reading], [c(']')], Command::NextTab, "tab", "next tab";
    &[List, Reading], [c('[')], Command::PreviousTab, "", "tab before";
    &[Facets], [c(']')], Command::NextTab, "", "next tab";
    &[Facets], [c('[')], Command::PreviousTab, "", "tab before";
    &[Reader, Outline], [c(']')], Command::NextTab, "section", "next section";
    &[Reader, Outline], [c('[')], Command::PreviousTab, "", "section before";
    &[Reader, Outline], [c('t')], Command::Outline, "outline", "into the outline and out of it";
    BROWSE, [c('1')], Command::Entities, "", "Entities";
    BROWSE, [c('2')], Command::Years, "", "Years";
    BROWSE, [c('3')], Command::Priorities, "", "Priorities";
    BROWSE, [c('4')], Command::Places, "", "Places: countries and regions";
    BROWSE, [c('0')], Command::Detail, "", "the list";
    BROWSE, [k(KeyCode::Tab)], Command::NextPane, "pane", "next pane";
    BROWSE, [k(KeyCode::BackTab)], Command::PreviousPane, "", "pane before";
    PAGES, [c('h'), k(KeyCode::Left)], Command::Left, "", "pane on the left";
    PAGES, [c('l'), k(KeyCode::Right)], Command::Right, "", "pane on the right";
    &[Menu], [k(KeyCode::Down)], Command::Down, "next", "next row";
    &[Menu], [k(KeyCode::Up)], Command::Up, "", "row before";
    MOVE, [c('j'), k(KeyCode::Down)], Command::Down, "", "down";
    MOVE, [c('k'), k(KeyCode::Up)], Command::Up, "", "up";
    MOVE, [c('g'), k(KeyCode::Home)], Command::Top, "", "to the top";
    MOVE, [c('G'), k(KeyCode::End)], Command::Bottom, "", "to the bottom";
    MOVE, [ctrl('d')], Command::HalfDown, "", "half a page down";
    MOVE, [ctrl('u')], Command::HalfUp, "", "half a page up";
    MOVE, [k(KeyCode::PageDown)], Command::PageDown, "", "a page down";
    MOVE, [k(KeyCode::PageUp)], Command::PageUp, "", "a page up";
    &[Reader, Reading, Page, Report, Help], [c(' ')], Command::PageDown, "", "a page down";
    &[Prompt, Need], [k(KeyCode::PageDown)], Command::PageDown, "", "a page of hits down";
    &[Prompt, Need], [k(KeyCode::PageUp)], Command::PageUp, "", "a page of hits up";
    PROMPTS, [k(KeyCode::Left), ctrl('b')], Command::CursorLeft, "", "cursor left";
    PROMPTS, [k(KeyCode::Right), ctrl('f')], Command::CursorRight, "", "cursor right";
    PROMPTS, [with(KeyCode::Left, CONTROL), with(KeyCode::Left, ALT), alt('b')], Command::CursorWordLeft, "", "cursor to the beginning of the word";
    PROMPTS, [with(KeyCode::Right, CONTROL), with(KeyCode::Right, ALT), alt('f')], Command::CursorWordRight, "", "cursor to the end of the word";
    PROMPTS, [k(KeyCode::Home), ctrl('a')], Command::CursorHome, "", "cursor to the beginning";
    PROMPTS, [k(KeyCode::End), ctrl('e')], Command::CursorEnd, "", "cursor to the end";
    PROMPTS, [k(KeyCode::Backspace), ctrl('h')], Command::Erase, "", "erase the character before";
    PROMPTS, [k(KeyCode::Delete), ctrl('d')], Command::EraseNext, "", "erase the character at the cursor";
    PROMPTS, [ctrl('w')], Command::EraseWord, "", "erase the word before, back to a blank";
    PROMPTS, [ctrl('x'), with(KeyCode::Backspace, ALT)], Command::EraseShortWord, "", "erase the letters and digits before, back to any sign";
    PROMPTS, [with(KeyCode::Delete, CONTROL), alt('d')], Command::EraseNextWord, "", "erase the word at the cursor";
    PROMPTS, [ctrl('u')], Command::EraseAll, "", "erase all before";
    PROMPTS, [ctrl('k')], Command::EraseToEnd, "", "erase all from the cursor on";
    PROMPTS, [ctrl('y')], Command::Yank, "", "put back the words that were erased last";
    PROMPTS, [ctrl('t')], Command::Transpose, "", "swap the characters before and at the cursor";
    PAGES, [c('z')], Command::Zoom, "zoom", "give the pane the whole screen, or take it back";
    SEARCH, [c('H')], Command::Back, "", "back";
    SEARCH, [c('L')], Command::Forward, "", "forward again";
    ALL, [k(KeyCode::Esc)], Command::Back, "back", "one step back; never quits";
    MOVE, [c('?')], Command::Help, "help", "the keys";
    PROMPTS, [k(KeyCode::F(1))], Command::Help, "help", "the keys";
    UNTYPED, [k(KeyCode::F(1))], Command::Help, "", "the keys";
    SEARCH, [c('!')], Command::Blank, "", "blank the screen at once; any key brings it back";
    ALL, [ctrl('l')], Command::Redraw, "", "draw the screen anew";
    ALL, [ctrl('z')], Command::Suspend, "", "suspend";
    ALL, [ctrl('c')], Command::Interrupt, "", "leave at once (exit code 130)";
    MOVE, [c('q')], Command::Close, "quit", "close what is open; at the root, quit";
}

impl Binding {
    /// Returns the name used in the configuration, such as `next-tab`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.command.name()
    }
}

/// The active keymap: the table with the changes that the configuration makes.
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
    /// Returns what a key means in a context. In a prompt or a menu, a character without Ctrl or Alt is typed.
    #[must_use]
    pub fn message(&self, context: Context, event: &KeyPress) -> Option<Message> {
        let plain = !event.modifiers.intersects(Modifiers::CONTROL | Modifiers::ALT);
        if let KeyCode::Char(c) = event.code
            && context.is_typed()
            && plain
        {
            return Some(Message::Char(c));
        }
        let bound = self.rows(context).find(|b| b.keys.iter().any(|key| key.is(event)));
        bound.map(|binding| Message::Command(binding.command))
    }

    /// Returns the rows that apply in a context, in table order.
    pub fn rows(&self, context: Context) -> impl Iterator<Item = &Binding> {
        self.bindings.iter().filter(move |b| b.contexts.contains(&context))
    }

    /// Lists each command once, in table order: its name, all its keys, and its description in the row that applies in
    /// the most contexts.
    #[must_use]
    pub fn listed(&self) -> Vec<(&'static str, String, &'static str)> {
        let mut rows: Vec<(&'static str, Vec<String>, &'static str, usize)> = Vec::new();
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
