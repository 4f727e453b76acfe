//! Input: a thread that sleeps until the terminal has something, and turns the bytes into events.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, Instant};

use ratatui::layout::Position;
use termina::Parser;
use termina::event::{Modifiers as Held, MouseButton, MouseEventKind};

use crate::error::Result;
use crate::platform::{self, WaitResult};
use crate::tui::app::AppEvent;
use crate::tui::event::{Event, KeyCode, KeyPress, Modifiers, Wheel};

/// Most bytes read at once.
const CHUNK: usize = 16 * 1024;
const ESCAPE: u8 = 0x1b;
/// What Ctrl-C sends.
const INTERRUPT: u8 = 0x03;
/// How long to wait after Escape for the rest of a sequence. If nothing comes, it was the Escape key.
const AFTER_ESCAPE: Duration = Duration::from_millis(40);
/// How long to wait for the rest of a sequence that has certainly begun; a slow line may have split it.
const WITHIN_SEQUENCE: Duration = Duration::from_millis(500);
/// How long to wait for the rest of a paste.
const WITHIN_PASTE: Duration = Duration::from_millis(400);
/// How long the rest of a paste that was given up may still come. After that, the paste is over for good.
const LATE_PASTE: Duration = Duration::from_secs(10);
/// If more bytes than this come at once, they were not typed by hand.
const BY_HAND: usize = 16;
/// Maximum length of a sequence in bytes; anything longer is not a sequence.
const SEQUENCE_MAX: usize = 4096;
const PASTE_BEGINS: &[u8] = b"\x1b[200~";
const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// Returns whether an event is Ctrl-C.
pub fn is_interrupt(event: &Event) -> bool {
    event.key().is_some_and(|k| k.code == KeyCode::Char('c') && k.modifiers == Modifiers::CONTROL)
}

/// Starts the input thread. It counts each Ctrl-C that it sends to the loop.
pub fn listen(to_loop: Sender<AppEvent>, interrupts: Arc<AtomicUsize>) -> Result<()> {
    thread::Builder::new().name("input".to_owned()).spawn(move || read(&to_loop, &interrupts))?;
    Ok(())
}

/// Sends input to the loop until the terminal is gone.
///
/// Does not use crossterm's reader: that loops forever on a terminal that has hung up, and if more bytes come than it
/// reads at once, it leaves the rest unread until the next key.
fn read(to_loop: &Sender<AppEvent>, interrupts: &AtomicUsize) {
    let mut typed = EventParser::default();
    let mut bytes = vec![0; CHUNK];
    loop {
        let events = match platform::wait_for_input(typed.patience()) {
            WaitResult::Ready => match platform::read_input(&mut bytes) {
                Some(n) => typed.take(bytes.get(..n).unwrap_or_default()),
                None => break,
            },
            WaitResult::Nothing => typed.give_up(),
            WaitResult::Gone => break,
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

/// How much of a key, a sequence or a paste has arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// All of it, with its length in bytes.
    Whole(usize),
    /// Only its beginning.
    Part,
    /// Something else interrupted it after this many bytes, which are discarded.
    Broken(usize),
}

/// A parser from bytes to events. Complete input becomes an event at once; only incomplete input waits for the rest.
#[derive(Debug, Default)]
pub struct EventParser {
    /// Incomplete input.
    rest: Vec<u8>,
    /// How many bytes of it have been searched for the end of a paste.
    looked: usize,
    /// When a paste was given up whose rest may still come.
    late_paste: Option<Instant>,
    /// When a lone Escape was taken for the key. What follows shortly after may be the rest of a sequence.
    escaped: Option<Instant>,
}

impl EventParser {
    /// Takes in bytes. Returns the events that are now complete.
    pub fn take(&mut self, bytes: &[u8]) -> Vec<Event> {
        // A paste whose end never comes must not swallow the Ctrl-C that is meant to end the program.
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

    /// Returns how long to wait for the rest of incomplete input; `None`, which is forever, if there is none.
    #[must_use]
    pub fn patience(&self) -> Option<Duration> {
        match self.rest.as_slice() {
            [] => None,
            [ESCAPE] | [ESCAPE, b']' | b'P'] => Some(AFTER_ESCAPE),
            paste if paste.starts_with(PASTE_BEGINS) => Some(WITHIN_PASTE),
            _ => Some(WITHIN_SEQUENCE),
        }
    }

    /// Stops waiting for the rest. Returns the events to make of what has arrived.
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
            // The beginning of a paste, split before it can be recognized as one.
            begin if begin.len() > 3 && PASTE_BEGINS.starts_with(begin) => {
                self.late_paste = Some(Instant::now());
                Vec::new()
            }
            // Keys typed in quick succession.
            [ESCAPE, b']' | b'P', ..] | [ESCAPE, _] if rest.len() <= BY_HAND => {
                rest.iter().flat_map(|key| event(std::slice::from_ref(key))).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Returns the events to make of bytes that are the rest of a paste that was given up, or `None` if they are not.
    /// They are if there are more than are typed by hand, or if they contain the end of the paste.
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

    /// Returns what `bytes` begins with. There must be at least one byte.
    fn piece(&mut self, bytes: &[u8]) -> Piece {
        match bytes {
            [ESCAPE] => Piece::Part,
            // The Escape key, then another sequence or key.
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
            // Replies of the terminal to the queries of another program.
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

/// Returns whether `bytes` is exactly what follows Escape in one sequence.
fn is_rest_of_sequence(bytes: &[u8]) -> bool {
    let whole = [&[ESCAPE], bytes].concat();
    match bytes {
        [b'[', _, ..] => control_sequence(&whole) == Piece::Whole(whole.len()),
        [b'O', b'A'..=b'Z'] => true,
        _ => false,
    }
}

/// Measures a control sequence: parameters, then one final byte.
fn control_sequence(bytes: &[u8]) -> Piece {
    // Function keys of the Linux console and mouse reports of old terminals have a fixed length.
    let length = match bytes.get(2) {
        Some(b'[') => Some(4),
        Some(b'M') => Some(6),
        _ => None,
    };
    if let Some(length) = length {
        // A control character is a key of its own, even in the middle of a sequence.
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

/// Measures a string that a terminal sends (OSC or DCS), up to its terminator.
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

/// Measures a UTF-8 character.
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

/// Returns the event of a pasted text. Invalid UTF-8 is replaced.
fn pasted(bytes: &[u8]) -> Event {
    Event::Paste(String::from_utf8_lossy(bytes).into_owned())
}

/// Returns the events that one complete piece of input means.
fn event(bytes: &[u8]) -> Vec<Event> {
    if let Some(text) = bytes.strip_prefix(PASTE_BEGINS).and_then(|b| b.strip_suffix(PASTE_ENDS)) {
        return vec![pasted(text)];
    }
    // After some of these, the parser would wait for the rest of a string.
    let (bytes, alt) = match bytes {
        [ESCAPE, key] => (std::slice::from_ref(key), Modifiers::ALT),
        bytes => (bytes, Modifiers::NONE),
    };
    let mut parser = Parser::default();
    parser.parse(bytes, false);
    let events = std::iter::from_fn(|| parser.pop()).filter_map(|event| translate(&event));
    events.map(|event| with(event, alt)).collect()
}

/// Adds modifiers to those of an event, if it is a key.
fn with(event: Event, modifiers: Modifiers) -> Event {
    match event {
        Event::Key(key) => Event::Key(KeyPress { modifiers: key.modifiers | modifiers, ..key }),
        event => event,
    }
}

/// Converts an event of termina to ours; `None` if we do not use it.
fn translate(event: &termina::Event) -> Option<Event> {
    match event {
        termina::Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::ScrollDown => Some(Event::Scroll(Wheel::Down, pointer(*mouse))),
            MouseEventKind::ScrollUp => Some(Event::Scroll(Wheel::Up, pointer(*mouse))),
            MouseEventKind::Down(MouseButton::Left) => Some(Event::Click(pointer(*mouse))),
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

/// Returns where the pointer is.
fn pointer(mouse: termina::event::MouseEvent) -> Position {
    Position { x: mouse.column, y: mouse.row }
}

/// Returns the escape sequence that puts a text on the terminal's clipboard (OSC 52).
pub(crate) fn clipboard(text: &str) -> String {
    termina::escape::osc::Osc::SetSelection(termina::escape::osc::Selection::CLIPBOARD, text).to_string()
}

fn key_code(code: termina::event::KeyCode) -> Option<KeyCode> {
    use termina::event::KeyCode as EventParser;
    Some(match code {
        EventParser::Char(c) => KeyCode::Char(c),
        EventParser::Enter => KeyCode::Enter,
        EventParser::Backspace => KeyCode::Backspace,
        EventParser::Tab => KeyCode::Tab,
        EventParser::BackTab => KeyCode::BackTab,
        EventParser::Escape => KeyCode::Esc,
        EventParser::Left => KeyCode::Left,
        EventParser::Right => KeyCode::Right,
        EventParser::Up => KeyCode::Up,
        EventParser::Down => KeyCode::Down,
        EventParser::Home => KeyCode::Home,
        EventParser::End => KeyCode::End,
        EventParser::PageUp => KeyCode::PageUp,
        EventParser::PageDown => KeyCode::PageDown,
        EventParser::Insert => KeyCode::Insert,
        EventParser::Delete => KeyCode::Delete,
        EventParser::Function(n) => KeyCode::F(n),
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
