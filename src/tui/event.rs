//! Terminal events: keys, pasted text, the mouse, a new size. They use no terminal crate's types, so that keys
//! have one vocabulary from the byte reader to the keymap.

use bitflags::bitflags;
use ratatui::layout::{Position, Size};

/// A terminal event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A key was pressed.
    Key(KeyPress),
    /// Text was pasted.
    Paste(String),
    /// The mouse wheel was turned, with the pointer at a place on the screen.
    Scroll(Wheel, Position),
    /// The left button of the mouse was pressed at a place on the screen.
    Click(Position),
    /// The terminal was resized.
    Resize(Size),
}

impl Event {
    /// Returns the key, if the event is one.
    #[must_use]
    pub fn key(&self) -> Option<KeyPress> {
        match self {
            Self::Key(key) => Some(*key),
            _ => None,
        }
    }
}

/// The direction in which the mouse wheel was turned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wheel {
    /// Towards the beginning.
    Up,
    /// Towards the end.
    Down,
}

/// A key press with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyPress {
    /// The key.
    pub code: KeyCode,
    /// The modifiers.
    pub modifiers: Modifiers,
}

impl KeyPress {
    /// Creates a key press.
    #[must_use]
    pub const fn new(code: KeyCode, modifiers: Modifiers) -> Self {
        Self { code, modifiers }
    }
}

/// A key without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum KeyCode {
    /// A character as typed: Shift and `j` give `J`.
    Char(char),
    /// A function key, counted from 1.
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
    /// The modifiers that terminals report.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub struct Modifiers: u8 {
        /// Shift.
        const SHIFT = 1;
        /// Control.
        const CONTROL = 2;
        /// Alt or Meta.
        const ALT = 4;
    }
}

impl Modifiers {
    /// No modifier.
    pub const NONE: Self = Self::empty();
}
