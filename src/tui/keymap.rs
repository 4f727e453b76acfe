//! The keymap: the table of [`BINDINGS`] with the changes that the configuration makes. Input,
//! footer and help all use it.

mod claims;
pub(crate) mod context;
mod key;
mod settings;
mod spelling;
mod table;

use std::borrow::Cow;

use crate::tui::command::Command;
use crate::tui::event::{KeyCode, KeyPress, Modifiers};
use crate::tui::message::Message;

pub use context::{ALL, Context};
pub use key::Key;
pub use settings::{Fault, Setting};
pub use table::BINDINGS;

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
