//! The one table of keys: context, key, action, and what to call it. Feeds input, footer and help alike.

use std::borrow::Cow;

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
    /// In the prompt of the search.
    Prompt,
    /// In the find prompt of the reader.
    Find,
    /// In the prompt of a note.
    Note,
    /// In the tray of marked passages.
    Tray,
    /// On a page, such as where a passage comes from.
    Page,
    /// In a menu.
    Menu,
    /// On the grid of a view.
    Grid,
    /// On the sheet of a view.
    Sheet,
    /// On the sheet that compares bodies.
    Compare,
    /// In the prompt of a need.
    Need,
    /// In the help.
    Help,
}

use Context::{
    Compare, Facets, Find, Grid, Help, List, Menu, Need, Note, Outline, Page, Prompt, Reader, Reading, Sheet, Tray,
};

impl Context {
    /// Whether characters are typed here: into a prompt, or to take a row of a menu by its letter.
    #[must_use]
    pub fn is_typed(self) -> bool {
        matches!(self, Prompt | Find | Note | Need | Menu)
    }
}

const BROWSE: &[Context] = &[Facets, List, Reading];
const PAGES: &[Context] = &[Facets, List, Reading, Reader, Outline];
const PASSAGE: &[Context] = &[List, Reading, Reader, Tray, Page, Sheet, Compare];
const READING: &[Context] = &[Facets, List, Reading, Reader, Outline, Tray, Page];
const SEARCH: &[Context] = &[Facets, List, Reading, Reader, Outline, Tray, Page, Grid, Sheet, Compare];
const MOVE: &[Context] = &[Facets, List, Reading, Reader, Outline, Tray, Page, Grid, Sheet, Compare, Help];
const PROMPTS: &[Context] = &[Prompt, Find, Note, Need];
const UNTYPED: &[Context] = &[Facets, List, Reading, Reader, Outline, Tray, Page, Grid, Sheet, Compare, Menu, Help];
const ALL: &[Context] =
    &[Facets, List, Reading, Reader, Outline, Tray, Page, Grid, Sheet, Compare, Menu, Help, Prompt, Find, Note, Need];

/// One row of the table.
#[derive(Debug, Clone)]
pub struct Binding {
    /// Where it holds.
    pub contexts: &'static [Context],
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
    /// The key that a name stands for, as [`Key::name`] writes it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let (base, modifiers) = match name.strip_prefix("C-") {
            Some(base) => (base, KeyModifiers::CONTROL),
            None => (name, KeyModifiers::NONE),
        };
        let code = match base {
            "Space" => KeyCode::Char(' '),
            "Enter" => KeyCode::Enter,
            "Esc" => KeyCode::Esc,
            "Tab" => KeyCode::Tab,
            "S-Tab" => KeyCode::BackTab,
            "Bksp" => KeyCode::Backspace,
            "Del" => KeyCode::Delete,
            "Up" => KeyCode::Up,
            "Down" => KeyCode::Down,
            "Left" => KeyCode::Left,
            "Right" => KeyCode::Right,
            "Home" => KeyCode::Home,
            "End" => KeyCode::End,
            "PgUp" => KeyCode::PageUp,
            "PgDn" => KeyCode::PageDown,
            _ => match (base.strip_prefix('F').and_then(|n| n.parse::<u8>().ok()), base.chars().count()) {
                (Some(n @ 1..=12), _) => KeyCode::F(n),
                (_, 1) => KeyCode::Char(base.chars().next()?),
                _ => return None,
            },
        };
        Some(Self(code, modifiers))
    }

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
            &[$(Binding {
                contexts: $contexts,
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
    &[List, Reading, Tray], [k(KeyCode::Enter)], Action::Open, "read", "open the report at this passage";
    &[Reader], [k(KeyCode::Enter)], Action::Open, "follow", "follow the name or term that Tab has chosen";
    &[Outline], [k(KeyCode::Enter)], Action::Open, "go there", "go to this section";
    &[Page], [k(KeyCode::Enter)], Action::Open, "read", "open the report at the passage that this page is about";
    &[Grid], [k(KeyCode::Enter)], Action::Open, "open", "the passages behind this cell";
    &[Grid], [c(']')], Action::NextTab, "tab", "next tab";
    &[Grid], [c('[')], Action::PreviousTab, "", "tab before";
    &[Grid], [c('s')], Action::SortRows, "sort", "sort the rows by this column, or no longer";
    &[Grid], [c('S')], Action::SortColumns, "", "sort the columns by this row, or no longer";
    &[Sheet, Compare], [k(KeyCode::Enter)], Action::Open, "open", "what is under the cursor: a passage in its report, a body, or the passages behind a number";
    &[Grid, Compare], [c('/')], Action::Search, "search", "search everything";
    &[Sheet], [c('/')], Action::Search, "search", "search everything; where a need was typed, type another";
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
    &[Tray], [c('a')], Action::Annotate, "note", "write a note to this mark";
    &[Tray], [c('J')], Action::MoveDown, "move", "move this mark down";
    &[Tray], [c('K')], Action::MoveUp, "", "move this mark up";
    &[Tray], [c('u')], Action::Undo, "", "put the mark back that was last taken away";
    PASSAGE, [c('m')], Action::Mark, "mark", "mark the passage, or no longer";
    &[Grid], [c('i')], Action::Provenance, "legend", "what the marks mean";
    &[Grid], [c('y')], Action::Copy, "copy", "copy the command that prints this view";
    PASSAGE, [c('y')], Action::Copy, "copy", "copy: citation, text, quotation, link, or the command for this view";
    PASSAGE, [c('i')], Action::Provenance, "source", "where this comes from";
    &[List, Reading, Facets, Tray, Grid, Sheet, Compare], [c('e')], Action::Export, "export", "write what is shown to a file";
    PASSAGE, [c('o')], Action::Link, "", "show the links of this passage, and open one after a yes";
    SEARCH, [c('v')], Action::Views, "views", "the whole at a glance: coverage, membership, agreements, promises, whom to call, ...";
    &[Grid, Sheet, Compare], [c('h'), k(KeyCode::Left)], Action::Left, "", "left";
    &[Grid, Sheet, Compare], [c('l'), k(KeyCode::Right)], Action::Right, "", "right";
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
    &[Reader, Reading, Page, Sheet, Help], [c(' ')], Action::PageDown, "", "a page down";
    &[Prompt, Need], [k(KeyCode::PageDown)], Action::PageDown, "", "a page of hits down";
    &[Prompt, Need], [k(KeyCode::PageUp)], Action::PageUp, "", "a page of hits up";
    PROMPTS, [k(KeyCode::Left)], Action::CursorLeft, "", "cursor left";
    PROMPTS, [k(KeyCode::Right)], Action::CursorRight, "", "cursor right";
    PROMPTS, [k(KeyCode::Home)], Action::CursorHome, "", "cursor to the beginning";
    PROMPTS, [k(KeyCode::End), ctrl('e')], Action::CursorEnd, "", "cursor to the end";
    PROMPTS, [k(KeyCode::Backspace), ctrl('h')], Action::Erase, "", "erase the character before";
    PROMPTS, [k(KeyCode::Delete)], Action::EraseNext, "", "erase the character at the cursor";
    PROMPTS, [ctrl('w')], Action::EraseWord, "", "erase the word before";
    PROMPTS, [ctrl('u')], Action::EraseAll, "", "erase all before";
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

/// Whether a key is a plain letter.
fn is_letter(key: &Key) -> bool {
    matches!(key.0, KeyCode::Char(_)) && key.1.is_empty()
}

impl Binding {
    /// Whether a key is a plain letter and all places where this holds are ones where letters are typed.
    fn is_typed_over(&self, key: Key) -> bool {
        is_letter(&key) && self.contexts.iter().all(|c| c.is_typed())
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
    /// Gives an action other keys, wherever the table has it.
    ///
    /// # Errors
    /// Where there is no such action, or a key means something else in the same place: a sentence that says so.
    pub fn rebind(&mut self, name: &str, keys: &[Key]) -> Result<(), String> {
        if !self.bindings.iter().any(|b| b.name() == name) {
            let mut known: Vec<String> = self.bindings.iter().map(Binding::name).collect();
            known.sort();
            known.dedup();
            return Err(format!("\"{name}\" is no action; there are {}", known.join(", ")));
        }
        let own: Vec<Key> = BINDINGS.iter().filter(|b| b.name() == name).flat_map(|b| b.keys.iter().copied()).collect();
        let mut changed: Vec<(usize, Vec<Key>)> = Vec::new();
        for (n, binding) in self.bindings.iter().enumerate().filter(|(_, b)| b.name() == name) {
            let shares = |b: &&Binding| b.contexts.iter().any(|c| binding.contexts.contains(c)) && b.name() != name;
            let mut kept = Vec::new();
            for key in keys.iter().filter(|k| !binding.is_typed_over(**k)) {
                match self.bindings.iter().filter(shares).find(|other| other.keys.contains(key)) {
                    None => kept.push(*key),
                    // A key that the table gives to this action elsewhere means something else here, and may.
                    Some(_) if own.contains(key) => {}
                    Some(other) => {
                        let message =
                            format!("{} means {} already; give that other keys first", key.name(), other.name());
                        return Err(message);
                    }
                }
            }
            // A letter is typed where letters are typed; there the key of the table still has to lead out.
            if binding.contexts.iter().any(|c| c.is_typed()) && kept.iter().all(is_letter) {
                let keep = binding.keys.iter().filter(|k| !is_letter(k) && !kept.contains(k));
                kept = kept.iter().chain(keep).copied().collect();
            }
            if !kept.is_empty() {
                changed.push((n, kept));
            }
        }
        for (n, kept) in changed {
            self.bindings[n].keys = Cow::Owned(kept);
        }
        Ok(())
    }

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
mod tests {
    use super::*;

    #[test]
    fn each_action_given_all_its_keys_anew_means_what_it_meant_before() {
        let before = Keymap::default();
        let mut after = Keymap::default();
        for (name, keys, _) in before.listed() {
            let keys: Vec<Key> = keys.split(' ').filter_map(Key::from_name).collect();
            assert_eq!(after.rebind(&name, &keys), Ok(()), "{name}");
        }
        let keys: Vec<Key> = BINDINGS.iter().flat_map(|b| b.keys.iter().copied()).collect();
        for &context in ALL {
            for key in &keys {
                let event = KeyEvent::new(key.0, key.1);
                if let Some(meant) = before.action(context, &event) {
                    let means = after.action(context, &event);
                    assert_eq!(format!("{:?}", Some(meant)), format!("{means:?}"), "{context:?} {}", key.name());
                }
            }
        }
    }

    #[test]
    fn no_letter_is_bound_where_letters_are_typed() {
        let mut keys = Keymap::default();
        assert!(keys.rebind("back", &[c('b')]).is_ok());
        let event = KeyEvent::new(KeyCode::Char('b'), KeyModifiers::NONE);
        assert!(matches!(keys.action(Prompt, &event), Some(Action::Type('b'))));
        assert!(matches!(keys.action(List, &event), Some(Action::Back)));
        let escape = KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE);
        for &context in ALL.iter().filter(|c| !matches!(c, Facets)) {
            assert!(matches!(keys.action(context, &escape), Some(Action::Back)), "{context:?}");
        }
    }
}
