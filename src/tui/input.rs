//! Listens to the terminal in a thread that sleeps until there is something, and makes keys of the bytes that come.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, Instant};

use crate::tui::event::{Event, KeyCode, KeyPress, Modifiers, Wheel};
use termina::Parser;
use termina::event::Modifiers as Held;

use crate::error::Result;
use crate::platform::{self, Input};
use crate::tui::app::AppEvent;

/// Bytes that are read at once.
const CHUNK: usize = 16 * 1024;
const ESCAPE: u8 = 0x1b;
/// What Ctrl-C sends.
const INTERRUPT: u8 = 0x03;
/// How long after Escape the rest of a sequence is waited for; if none comes, it was the key.
const AFTER_ESCAPE: Duration = Duration::from_millis(40);
/// How long the rest of a sequence is waited for that has surely begun; a slow line may have torn it.
const WITHIN_SEQUENCE: Duration = Duration::from_millis(500);
/// How long the rest of a pasted text is waited for.
const WITHIN_PASTE: Duration = Duration::from_millis(400);
/// After so long a paste whose end did not come is over for good.
const LATE_PASTE: Duration = Duration::from_secs(10);
/// More bytes than this at once are not typed by hand.
const BY_HAND: usize = 16;
/// Most bytes of a sequence; what is longer is none.
const SEQUENCE_MAX: usize = 4096;
const PASTE_BEGINS: &[u8] = b"\x1b[200~";
const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// Whether an event is Ctrl-C.
pub fn is_interrupt(event: &Event) -> bool {
    event.key().is_some_and(|k| k.code == KeyCode::Char('c') && k.modifiers == Modifiers::CONTROL)
}

/// Starts listening. Counts each Ctrl-C that is on its way to the loop.
pub fn listen(to_loop: Sender<AppEvent>, interrupts: Arc<AtomicUsize>) -> Result<()> {
    thread::Builder::new().name("input".to_owned()).spawn(move || read(&to_loop, &interrupts))?;
    Ok(())
}

/// Passes on what is typed until the terminal is gone.
///
/// Crossterm's own reader is not used: it loops for ever on a terminal that has hung up, and leaves bytes unread
/// until the next key where more than it reads at once has come.
fn read(to_loop: &Sender<AppEvent>, interrupts: &AtomicUsize) {
    let mut typed = Typed::default();
    let mut bytes = vec![0; CHUNK];
    loop {
        let events = match platform::wait_for_input(typed.patience()) {
            Input::Ready => match platform::read_input(&mut bytes) {
                Some(n) => typed.take(bytes.get(..n).unwrap_or_default()),
                None => break,
            },
            Input::Nothing => typed.give_up(),
            Input::Gone => break,
        };
        for event in events {
            if is_interrupt(&event) {
                interrupts.fetch_add(1, Ordering::Relaxed);
            }
            if to_loop.send(AppEvent::Event(event)).is_err() {
                return;
            }
        }
    }
    to_loop.send(AppEvent::Hangup).ok();
}

/// What has come of a key, a sequence or a paste.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// All of it: so many bytes.
    Whole(usize),
    /// Only its beginning.
    Part,
    /// Something else came in between after so many bytes, which are worth nothing.
    Broken(usize),
}

/// Bytes on their way to become events. Whatever is whole is an event at once; only what is not is waited for.
#[derive(Debug, Default)]
pub struct Typed {
    /// What has begun and is not whole.
    rest: Vec<u8>,
    /// How much of it was looked through for the end of a paste.
    looked: usize,
    /// When a paste was given up of which the rest may still come.
    late_paste: Option<Instant>,
    /// When a lone Escape was taken for the key, so that what comes at once after it may be the rest of a sequence.
    escaped: Option<Instant>,
}

impl Typed {
    /// Takes in what has come; gives the events that are whole now.
    pub fn take(&mut self, bytes: &[u8]) -> Vec<Event> {
        // A paste whose end never comes must not keep what is meant to end the program.
        if self.rest.starts_with(PASTE_BEGINS) && bytes.len() <= BY_HAND && bytes.contains(&INTERRUPT) {
            self.rest.clear();
            self.looked = 0;
        }
        if let Some(rest) = self.rest_of_paste(bytes) {
            return rest;
        }
        if self.escaped.take().is_some_and(|at| at.elapsed() < WITHIN_SEQUENCE) && is_rest_of_sequence(bytes) {
            self.rest.push(ESCAPE);
        }
        self.rest.extend_from_slice(bytes);
        let mut rest = std::mem::take(&mut self.rest);
        let mut events = Vec::new();
        let mut at = 0;
        while let Some(left) = rest.get(at..).filter(|l| !l.is_empty()) {
            match self.piece(left) {
                Piece::Part => break,
                Piece::Broken(n) => at += n,
                Piece::Whole(n) => {
                    events.extend(left.get(..n).map(event).unwrap_or_default());
                    at += n;
                }
            }
            self.looked = 0;
        }
        rest.drain(..at);
        self.rest = rest;
        events
    }

    /// How long to wait for the rest of what has begun; for as long as it takes where nothing has.
    #[must_use]
    pub fn patience(&self) -> Option<Duration> {
        match self.rest.as_slice() {
            [] => None,
            [ESCAPE] | [ESCAPE, b']' | b'P'] => Some(AFTER_ESCAPE),
            paste if paste.starts_with(PASTE_BEGINS) => Some(WITHIN_PASTE),
            _ => Some(WITHIN_SEQUENCE),
        }
    }

    /// Waits for the rest no longer; gives what is to be made of its beginning.
    pub fn give_up(&mut self) -> Vec<Event> {
        let Self { rest, .. } = std::mem::take(self);
        match rest.as_slice() {
            [ESCAPE] => {
                self.escaped = Some(Instant::now());
                event(&[ESCAPE])
            }
            paste if paste.starts_with(PASTE_BEGINS) => {
                self.late_paste = Some(Instant::now());
                vec![pasted(paste.get(PASTE_BEGINS.len()..).unwrap_or_default())]
            }
            // The beginning of a paste, torn before it is known for one.
            begin if begin.len() > 3 && PASTE_BEGINS.starts_with(begin) => {
                self.late_paste = Some(Instant::now());
                Vec::new()
            }
            // Keys that were typed fast.
            [ESCAPE, b']' | b'P', ..] | [ESCAPE, _] if rest.len() <= BY_HAND => {
                rest.iter().flat_map(|key| event(std::slice::from_ref(key))).collect()
            }
            _ => Vec::new(),
        }
    }

    /// What is to be made of bytes after a paste was given up, where they are its rest: more than is typed by hand, or what
    /// has its end.
    fn rest_of_paste(&mut self, bytes: &[u8]) -> Option<Vec<Event>> {
        self.late_paste = self.late_paste.filter(|at| at.elapsed() < LATE_PASTE);
        self.late_paste?;
        let end = find(bytes, PASTE_ENDS);
        if end.is_none() && bytes.len() <= BY_HAND {
            return None;
        }
        let (text, after) = match end {
            Some(at) => (bytes.get(..at).unwrap_or_default(), bytes.get(at + PASTE_ENDS.len()..).unwrap_or_default()),
            None => (bytes, &[][..]),
        };
        self.late_paste = if end.is_some() { None } else { Some(Instant::now()) };
        let text = text.strip_prefix(b"~").unwrap_or(text);
        let mut events: Vec<Event> = Some(pasted(text)).filter(|_| !text.is_empty()).into_iter().collect();
        events.extend(self.take(after));
        Some(events)
    }

    /// What stands at the beginning of some bytes, of which there is at least one.
    fn piece(&mut self, bytes: &[u8]) -> Piece {
        match bytes {
            [ESCAPE] => Piece::Part,
            // Escape, and another sequence or key.
            [ESCAPE, ESCAPE, ..] => Piece::Whole(1),
            paste if paste.starts_with(PASTE_BEGINS) => {
                let from = self.looked.max(PASTE_BEGINS.len());
                match find(paste.get(from..).unwrap_or_default(), PASTE_ENDS) {
                    Some(end) => Piece::Whole(from + end + PASTE_ENDS.len()),
                    None => {
                        self.looked = paste.len().saturating_sub(PASTE_ENDS.len());
                        Piece::Part
                    }
                }
            }
            [ESCAPE, b'[', ..] => control_sequence(bytes),
            [ESCAPE, b'O' | b']' | b'P'] => Piece::Part,
            [ESCAPE, b'O', 0x20..0x7f, ..] => Piece::Whole(3),
            [ESCAPE, b'O', ..] => Piece::Whole(2),
            // Answers of the terminal to what another program has asked it.
            [ESCAPE, b']', b'0'..=b'9', ..] | [ESCAPE, b'P', b'0'..=b'9' | b'+' | b'$' | b'>' | b'!', ..] => {
                string(bytes)
            }
            [ESCAPE, ..] => match character(bytes.get(1..).unwrap_or_default()) {
                Piece::Whole(n) => Piece::Whole(n + 1),
                other => other,
            },
            _ => character(bytes),
        }
    }
}

/// Whether bytes are all that follows Escape in a sequence, and nothing else.
fn is_rest_of_sequence(bytes: &[u8]) -> bool {
    let whole = [&[ESCAPE], bytes].concat();
    match bytes {
        [b'[', _, ..] => control_sequence(&whole) == Piece::Whole(whole.len()),
        [b'O', b'A'..=b'Z'] => true,
        _ => false,
    }
}

/// A control sequence: parameters, then one final byte.
fn control_sequence(bytes: &[u8]) -> Piece {
    // The function keys of the Linux console, and the mouse of old terminals, are of a fixed length.
    let length = match bytes.get(2) {
        Some(b'[') => Some(4),
        Some(b'M') => Some(6),
        _ => None,
    };
    if let Some(length) = length {
        // A control character is a key of its own, whatever was begun before it.
        return match bytes.iter().take(length).skip(2).position(|b| *b < 0x20) {
            Some(n) => Piece::Broken(n + 2),
            None if bytes.len() < length => Piece::Part,
            None => Piece::Whole(length),
        };
    }
    match bytes.iter().skip(2).position(|b| !(0x20..0x40).contains(b)) {
        Some(n) if bytes.get(n + 2).is_some_and(|b| (0x40..0x7f).contains(b)) => Piece::Whole(n + 3),
        Some(n) => Piece::Broken(n + 2),
        None if bytes.len() > SEQUENCE_MAX => Piece::Broken(bytes.len()),
        None => Piece::Part,
    }
}

/// A string that a terminal sends, until its end.
fn string(bytes: &[u8]) -> Piece {
    match bytes.iter().skip(2).position(|b| *b < 0x20) {
        Some(n) => match bytes.get(n + 2..) {
            Some([0x07, ..]) => Piece::Broken(n + 3),
            Some([ESCAPE, b'\\', ..]) => Piece::Broken(n + 4),
            Some([ESCAPE]) => Piece::Part,
            _ => Piece::Broken(n + 2),
        },
        None if bytes.len() > SEQUENCE_MAX => Piece::Broken(bytes.len()),
        None => Piece::Part,
    }
}

/// A character in UTF-8.
fn character(bytes: &[u8]) -> Piece {
    let length = match bytes.first() {
        Some(0xc2..=0xdf) => 2,
        Some(0xe0..=0xef) => 3,
        Some(0xf0..=0xf4) => 4,
        Some(0x80..=0xff) => return Piece::Broken(1),
        _ => 1,
    };
    match bytes.iter().take(length).skip(1).position(|b| !(0x80..0xc0).contains(b)) {
        Some(n) => Piece::Broken(n + 1),
        None if bytes.len() < length => Piece::Part,
        None => Piece::Whole(length),
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|w| w == wanted)
}

/// What a pasted text is.
fn pasted(bytes: &[u8]) -> Event {
    Event::Paste(String::from_utf8_lossy(bytes).into_owned())
}

/// What one whole piece means.
fn event(bytes: &[u8]) -> Vec<Event> {
    if let Some(text) = bytes.strip_prefix(PASTE_BEGINS).and_then(|b| b.strip_suffix(PASTE_ENDS)) {
        return vec![pasted(text)];
    }
    // The parser would wait for the rest of a string after some of these.
    let (bytes, alt) = match bytes {
        [ESCAPE, key] => (std::slice::from_ref(key), Modifiers::ALT),
        bytes => (bytes, Modifiers::NONE),
    };
    let mut parser = Parser::default();
    parser.parse(bytes, false);
    let events = std::iter::from_fn(|| parser.pop()).filter_map(|event| translate(&event));
    events.map(|event| with(event, alt)).collect()
}

/// An event with modifiers besides its own.
fn with(event: Event, modifiers: Modifiers) -> Event {
    match event {
        Event::Key(key) => Event::Key(KeyPress { modifiers: key.modifiers | modifiers, ..key }),
        event => event,
    }
}

/// What is typed, in our own words.
fn translate(event: &termina::Event) -> Option<Event> {
    match event {
        termina::Event::Mouse(mouse) => match mouse.kind {
            termina::event::MouseEventKind::ScrollDown => Some(Event::Scroll(Wheel::Down)),
            termina::event::MouseEventKind::ScrollUp => Some(Event::Scroll(Wheel::Up)),
            _ => None,
        },
        termina::Event::Key(key) if key.kind != termina::event::KeyEventKind::Release => {
            let mut modifiers = Modifiers::NONE;
            modifiers.set(Modifiers::SHIFT, key.modifiers.contains(Held::SHIFT));
            modifiers.set(Modifiers::CONTROL, key.modifiers.contains(Held::CONTROL));
            modifiers.set(Modifiers::ALT, key.modifiers.contains(Held::ALT));
            Some(Event::Key(KeyPress::new(key_code(key.code)?, modifiers)))
        }
        _ => None,
    }
}

/// The sequence that gives a terminal a text for its clipboard (OSC 52).
pub(crate) fn clipboard(text: &str) -> String {
    termina::escape::osc::Osc::SetSelection(termina::escape::osc::Selection::CLIPBOARD, text).to_string()
}

fn key_code(code: termina::event::KeyCode) -> Option<KeyCode> {
    use termina::event::KeyCode as Typed;
    Some(match code {
        Typed::Char(c) => KeyCode::Char(c),
        Typed::Enter => KeyCode::Enter,
        Typed::Backspace => KeyCode::Backspace,
        Typed::Tab => KeyCode::Tab,
        Typed::BackTab => KeyCode::BackTab,
        Typed::Escape => KeyCode::Esc,
        Typed::Left => KeyCode::Left,
        Typed::Right => KeyCode::Right,
        Typed::Up => KeyCode::Up,
        Typed::Down => KeyCode::Down,
        Typed::Home => KeyCode::Home,
        Typed::End => KeyCode::End,
        Typed::PageUp => KeyCode::PageUp,
        Typed::PageDown => KeyCode::PageDown,
        Typed::Insert => KeyCode::Insert,
        Typed::Delete => KeyCode::Delete,
        Typed::Function(n) => KeyCode::F(n),
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
