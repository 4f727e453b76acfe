//! Keys with their modifiers: how people write them, how a terminal sends them, and which ones no terminal sends.

use unicode_normalization::UnicodeNormalization;

use crate::text;
use crate::tui::event::{KeyCode, KeyPress, Modifiers};
use crate::tui::keymap::spelling;

/// A key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key(pub KeyCode, pub Modifiers);

/// The keys that have a name, each with that name.
pub(crate) const NAMED: [(&str, KeyCode); 28] = [
    ("Space", KeyCode::Char(' ')),
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("Bksp", KeyCode::Backspace),
    ("Del", KeyCode::Delete),
    ("Ins", KeyCode::Insert),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PgUp", KeyCode::PageUp),
    ("PgDn", KeyCode::PageDown),
    ("S-Tab", KeyCode::BackTab),
    ("F1", KeyCode::F(1)),
    ("F2", KeyCode::F(2)),
    ("F3", KeyCode::F(3)),
    ("F4", KeyCode::F(4)),
    ("F5", KeyCode::F(5)),
    ("F6", KeyCode::F(6)),
    ("F7", KeyCode::F(7)),
    ("F8", KeyCode::F(8)),
    ("F9", KeyCode::F(9)),
    ("F10", KeyCode::F(10)),
    ("F11", KeyCode::F(11)),
    ("F12", KeyCode::F(12)),
];

/// The prefixes for modifiers. The first spelling of each modifier is the one that is written.
const PREFIXES: [(&str, Modifiers); 5] = [
    ("C-", Modifiers::CONTROL),
    ("M-", Modifiers::ALT),
    ("S-", Modifiers::SHIFT),
    ("A-", Modifiers::ALT),
    ("Alt-", Modifiers::ALT),
];

impl Key {
    /// Parses the name of a key, as [`Key::name`] writes it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::read(name).ok()
    }

    /// Parses the name of a key.
    ///
    /// # Errors
    /// Returns an error if the name stands for no key, or for one that no terminal sends as such. The message says why,
    /// and what to write instead.
    pub fn read(name: &str) -> Result<Self, String> {
        let name: String = name.nfc().collect();
        let key = Self::parse(&name).ok_or_else(|| spelling::hint(&name))?;
        match key.never_sent() {
            Some(why) => Err(format!("{name:?} {why}")),
            None => Ok(key),
        }
    }

    /// Parses the name of a key, whether or not a terminal sends that key.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        let mut modifiers = Modifiers::NONE;
        let mut base = name;
        while let Some((rest, more)) = PREFIXES.iter().find_map(|p| Some((base.strip_prefix(p.0)?, p.1))) {
            if rest.is_empty() || modifiers.contains(more) {
                return None;
            }
            modifiers |= more;
            base = rest;
        }
        if (base, modifiers.contains(Modifiers::SHIFT)) == ("Tab", true) {
            return Some(Self(KeyCode::BackTab, modifiers - Modifiers::SHIFT));
        }
        let mut letters = base.chars();
        let code = match (letters.next(), letters.next()) {
            (Some(c), None) => KeyCode::Char(c),
            _ => NAMED.iter().find(|n| n.0 == base).map(|n| n.1)?,
        };
        Some(Self(code, modifiers))
    }

    /// Returns the key as people write it: `j`, `C-d`, `M-f`, `Space`, `PgDn`.
    #[must_use]
    pub fn name(self) -> String {
        let base = match (self.0, NAMED.iter().find(|n| n.1 == self.0)) {
            (_, Some((name, _))) => (*name).to_owned(),
            (KeyCode::Char(c), None) => c.to_string(),
            _ => "?".to_owned(),
        };
        let has = |m: &&(&str, Modifiers)| self.1.contains(m.1);
        PREFIXES.iter().take(3).filter(has).map(|p| p.0).chain([base.as_str()]).collect()
    }

    /// Returns whether a key is a plain letter, digit, sign or space, and so is typed where text is typed.
    #[must_use]
    pub fn is_letter(self) -> bool {
        matches!(self.0, KeyCode::Char(_)) && self.1.is_empty()
    }

    /// Returns why no terminal sends this key as such, and what to write instead.
    fn never_sent(self) -> Option<String> {
        let has = |modifier| self.1.contains(modifier);
        let (control, alt, shift) = (has(Modifiers::CONTROL), has(Modifiers::ALT), has(Modifiers::SHIFT));
        let write = |key: &str| if alt { format!("M-{key}") } else { key.to_owned() };
        let bare = Self(self.0, self.1 - Modifiers::SHIFT - Modifiers::CONTROL).name();
        match self.0 {
            KeyCode::Char(c) if c.is_control() => {
                let key = match c {
                    '\t' => "Tab",
                    '\r' | '\n' => "Enter",
                    '\u{8}' | '\u{7f}' => "Bksp",
                    '\u{1b}' => "Esc",
                    _ => return Some("is a control character; write the key by its name, such as \"C-d\"".to_owned()),
                };
                Some(format!("is a control character; write {key:?}"))
            }
            KeyCode::Char(c)
                if c != ' ' && (c.is_whitespace() || text::is_harmful(c) || text::width(&c.to_string()) == 0) =>
            {
                Some("cannot be seen; name a key that can".to_owned())
            }
            KeyCode::Char(c) if shift => {
                let unshifted = Self(self.0, self.1 - Modifiers::SHIFT).name();
                Some(match c {
                    ' ' => format!("is sent as {unshifted}; write {unshifted:?}"),
                    _ if control => {
                        let small = Self(KeyCode::Char(c.to_ascii_lowercase()), self.1 - Modifiers::SHIFT).name();
                        format!("is sent as {small}; write {small:?}")
                    }
                    c if c.is_alphabetic() => {
                        format!("is sent as the capital; write {:?}", write(&c.to_uppercase().to_string()))
                    }
                    _ => "is sent as the sign that it types; write that sign".to_owned(),
                })
            }
            KeyCode::Char(c) if control => control_sent(c, &write),
            KeyCode::Char('[' | ']' | 'O' | 'P') if alt => {
                Some("is how the codes of other keys begin; take another letter".to_owned())
            }
            KeyCode::Esc if alt => Some("is sent as Esc twice; write \"Esc\"".to_owned()),
            KeyCode::Tab | KeyCode::BackTab if alt => {
                Some("never comes: desktops keep it to change windows".to_owned())
            }
            KeyCode::BackTab if control => Some("is sent as S-Tab by most terminals; write \"S-Tab\"".to_owned()),
            KeyCode::Enter | KeyCode::Esc | KeyCode::Tab | KeyCode::Backspace if control || shift => {
                Some(format!("is sent as {bare}; write {bare:?}"))
            }
            KeyCode::F(_) | KeyCode::Delete if control && alt => {
                Some("never comes: the system keeps it for itself; take another key".to_owned())
            }
            KeyCode::Up | KeyCode::Down | KeyCode::Left | KeyCode::Right => None,
            _ if shift => {
                Some(format!("never comes from many terminals, which keep it for themselves; write {bare:?}"))
            }
            _ => None,
        }
    }

    /// Returns why a key may not arrive, although most terminals send it. Such a key must never be the only way to
    /// anything.
    #[must_use]
    pub(crate) fn weakness(self) -> Option<&'static str> {
        if self.1.contains(Modifiers::ALT) {
            return Some("not every terminal sends Alt");
        }
        if !self.1.contains(Modifiers::CONTROL) {
            return None;
        }
        Some(match self.0 {
            KeyCode::Char('a') => "GNU screen keeps C-a for itself",
            KeyCode::Char('b') => "tmux keeps C-b for itself",
            KeyCode::Char('s' | 'q') => "many terminals stop and start their output with it",
            KeyCode::Char('h') => "many terminals send it for Bksp",
            KeyCode::Char('j') => "some terminals send it for Enter",
            KeyCode::Char(' ') => "some systems keep it for their input methods",
            KeyCode::PageUp | KeyCode::PageDown => "many terminals keep it for their tabs",
            _ => return None,
        })
    }

    /// Returns whether an event is a press of this key.
    #[must_use]
    pub fn is(self, event: &KeyPress) -> bool {
        let mut modifiers = event.modifiers;
        if matches!(event.code, KeyCode::Char(_) | KeyCode::BackTab) {
            modifiers.remove(Modifiers::SHIFT);
        }
        // Four codes have a second name with a digit, and that is what the terminal reader reports.
        let code = match event.code {
            KeyCode::Char(c @ '4'..='7') if modifiers.contains(Modifiers::CONTROL) => {
                KeyCode::Char(['\\', ']', '^', '_'][usize::from(c as u8 - b'4')])
            }
            code => code,
        };
        self.0 == code && self.1 == modifiers
    }
}

/// Returns why no terminal sends Ctrl with this character, and what to write instead.
fn control_sent(c: char, write: &impl Fn(&str) -> String) -> Option<String> {
    let alias = |key: &str| Some(format!("is what terminals send for {key}; write {:?}", write(key)));
    match c {
        'i' => alias("Tab"),
        'm' => alias("Enter"),
        '[' | '3' => alias("Esc"),
        '?' | '8' => alias("Bksp"),
        '@' | '2' | '`' => alias("C-Space"),
        '/' | '-' | '7' => alias("C-_"),
        '4' | '|' => alias("C-\\"),
        '5' => alias("C-]"),
        '6' | '~' => alias("C-^"),
        'a'..='z' | ' ' | '\\' | ']' | '^' | '_' => None,
        'A'..='Z' => {
            let lower = write(&format!("C-{}", c.to_ascii_lowercase()));
            Some(format!("is the same to a terminal as the small letter; write {lower:?}"))
        }
        '0'..='9' => {
            Some(format!("has no code: a terminal sends a plain {c}; take a letter with Ctrl, or a key such as F5"))
        }
        _ => Some(
            "has no code, so no terminal sends it; take a letter from a to z with Ctrl, or a key such as F5".to_owned(),
        ),
    }
}
