//! Listens to the terminal and to signals, each in a thread that sleeps until there is something.

use std::sync::mpsc::Sender;
use std::thread;

use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, MouseEvent, MouseEventKind};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::stdio::stdin;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use termina::Parser;
use termina::event::Modifiers;

use super::Message;
use crate::error::Result;

/// Bytes that are read at once.
const CHUNK: usize = 16 * 1024;
const ESCAPE: u8 = 0x1b;
/// How long the rest of an escape sequence is waited for, which a slow line may have torn.
const SPLIT: Timespec = Timespec { tv_sec: 0, tv_nsec: 25_000_000 };

/// Takes over the signals. To be called before the terminal is taken, so that none can end the process without giving it back.
pub fn signals() -> Result<Signals> {
    Ok(Signals::new([SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH])?)
}

/// Starts listening.
pub fn listen(mut signals: Signals, sender: &Sender<Message>) -> Result<()> {
    let to_loop = sender.clone();
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            if to_loop.send(Message::Signal(signal)).is_err() {
                return;
            }
        }
    })?;
    let to_loop = sender.clone();
    thread::Builder::new().name("input".to_owned()).spawn(move || {
        let _failed = Failing(to_loop.clone());
        read(&to_loop);
    })?;
    Ok(())
}

/// Tells the loop where its thread panics.
pub struct Failing(pub Sender<Message>);

impl Drop for Failing {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.send(Message::Failed("a helper thread")).ok();
        }
    }
}

/// Passes on what is typed until the terminal is gone.
///
/// Crossterm's own reader is not used: it loops for ever on a terminal that has hung up, and leaves bytes unread
/// until the next key where more than it reads at once has come.
fn read(to_loop: &Sender<Message>) {
    let stdin = stdin();
    let mut parser = Parser::default();
    let mut bytes = vec![0; CHUNK];
    loop {
        let mut fds = [PollFd::new(&stdin, PollFlags::IN)];
        match poll(&mut fds, None) {
            Ok(_) => {}
            Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => continue,
            Err(_) => break,
        }
        if fds[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            break;
        }
        let read = match rustix::io::read(stdin, &mut bytes) {
            Ok(0) => break,
            Ok(n) => bytes.get(..n).unwrap_or_default(),
            Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => continue,
            Err(_) => break,
        };
        let more = read.contains(&ESCAPE) && poll(&mut [PollFd::new(&stdin, PollFlags::IN)], Some(&SPLIT)) == Ok(1);
        parser.parse(read, more);
        while let Some(event) = parser.pop() {
            for event in translate(event) {
                if to_loop.send(Message::Event(event)).is_err() {
                    return;
                }
            }
        }
    }
    to_loop.send(Message::Hangup).ok();
}

/// What is typed, in the words of crossterm. No Alt chord means anything here, so it is Escape and a key typed fast.
fn translate(event: termina::Event) -> Vec<Event> {
    match event {
        termina::Event::Paste(text) => vec![Event::Paste(text)],
        termina::Event::Mouse(mouse) => match mouse.kind {
            termina::event::MouseEventKind::ScrollDown => vec![wheel(MouseEventKind::ScrollDown)],
            termina::event::MouseEventKind::ScrollUp => vec![wheel(MouseEventKind::ScrollUp)],
            _ => Vec::new(),
        },
        termina::Event::Key(key) if key.kind != termina::event::KeyEventKind::Release => {
            let Some(code) = key_code(key.code) else { return Vec::new() };
            let mut modifiers = KeyModifiers::NONE;
            modifiers.set(KeyModifiers::SHIFT, key.modifiers.contains(Modifiers::SHIFT));
            modifiers.set(KeyModifiers::CONTROL, key.modifiers.contains(Modifiers::CONTROL));
            let event = Event::Key(KeyEvent::new(code, modifiers));
            if key.modifiers.contains(Modifiers::ALT) {
                vec![Event::Key(KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE)), event]
            } else {
                vec![event]
            }
        }
        _ => Vec::new(),
    }
}

fn wheel(kind: MouseEventKind) -> Event {
    Event::Mouse(MouseEvent { kind, column: 0, row: 0, modifiers: KeyModifiers::NONE })
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
mod tests {
    use super::*;

    fn typed(bytes: &[u8]) -> Vec<Event> {
        let mut parser = Parser::default();
        parser.parse(bytes, false);
        let mut events = Vec::new();
        while let Some(event) = parser.pop() {
            events.extend(translate(event));
        }
        events
    }

    fn key(code: KeyCode) -> Event {
        Event::Key(KeyEvent::new(code, KeyModifiers::NONE))
    }

    #[test]
    fn keys_are_told_apart() {
        assert_eq!(typed(b"j\x1b[A\x1bOB"), [key(KeyCode::Char('j')), key(KeyCode::Up), key(KeyCode::Down)]);
        assert_eq!(typed(b"\x1b"), [key(KeyCode::Esc)]);
        assert_eq!(typed(b"\x1bj"), [key(KeyCode::Esc), key(KeyCode::Char('j'))]);
        assert_eq!(typed("é".as_bytes()), [key(KeyCode::Char('é'))]);
        assert_eq!(typed(b"\x7f\r\t"), [key(KeyCode::Backspace), key(KeyCode::Enter), key(KeyCode::Tab)]);
        assert_eq!(typed(b"\x03"), [Event::Key(KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL))]);
        assert_eq!(typed(b"\x1b[200~a\nb\x1b[201~"), [Event::Paste("a\nb".to_owned())]);
    }
}
