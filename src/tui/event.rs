//! What a terminal tells: keys, pasted text, the wheel, a new size. No other crate's types are in it, so that keys have one
//! vocabulary from the reader of bytes to the table of keys.

use bitflags::bitflags;
use ratatui::layout::Size;

/// One thing that a terminal tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A key was pressed.
    Key(KeyPress),
    /// A text was pasted.
    Paste(String),
    /// The wheel was turned.
    Scroll(Wheel),
    /// The terminal has another size.
    Resize(Size),
}

impl Event {
    /// The key, if it is one.
    #[must_use]
    pub fn key(&self) -> Option<KeyPress> {
        match self {
            Self::Key(key) => Some(*key),
            _ => None,
        }
    }
}

/// Which way a wheel was turned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wheel {
    /// Towards the beginning.
    Up,
    /// Towards the end.
    Down,
}

/// A key with the modifiers that were held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyPress {
    /// The key.
    pub code: KeyCode,
    /// The modifiers.
    pub modifiers: Modifiers,
}

impl KeyPress {
    /// A key with modifiers.
    #[must_use]
    pub const fn new(code: KeyCode, modifiers: Modifiers) -> Self {
        Self { code, modifiers }
    }
}

/// A key without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum KeyCode {
    /// A character, as it is typed: `J` is Shift and `j`.
    Char(char),
    /// A function key, from 1.
    F(u8),
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Insert,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
}

bitflags! {
    /// The modifiers that terminals tell apart.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub struct Modifiers: u8 {
        /// Shift.
        const SHIFT = 1;
        /// Control.
        const CONTROL = 2;
        /// Alt, or Meta.
        const ALT = 4;
    }
}

impl Modifiers {
    /// No modifier.
    pub const NONE: Self = Self::empty();
}
