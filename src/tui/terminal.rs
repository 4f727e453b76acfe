//! The terminal: entered once, drawn to without blocking, and restored on every way out.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Condvar, Mutex, Once};
use std::thread;
use std::time::Duration;

use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::queue;
use crossterm::style::Print;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen};
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Rect, Size};
use ratatui::{Frame, Terminal};

use crate::error::{Error, Result};
use crate::gate;
use crate::platform;
use crate::tui::app::AppEvent;
use crate::tui::input;

/// Reports of buttons and the wheel, in decimal, on and off. Not of every movement, which a slow line would have to carry.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1000l";

/// How long to wait for the last bytes to be written when the terminal is restored. After that, they are dropped.
const LAST_BYTES: Duration = Duration::from_millis(250);

/// The terminal while the explorer has it.
pub struct Tui {
    terminal: Terminal<GatedBackend>,
    bytes: Bytes,
    line: TerminalWriter,
    mouse: bool,
}

impl Tui {
    /// Takes the terminal: raw mode, alternate screen, bracketed paste, and the mouse if `mouse` is set. Draws in ASCII
    /// if `ascii` is set. Notifies the loop when a busy line is free again, and when the terminal is gone.
    pub fn enter(mouse: bool, ascii: bool, to_loop: Sender<AppEvent>) -> Result<Self> {
        restore_on_panic();
        let bytes = Bytes::default();
        let line = TerminalWriter::start(to_loop, platform::write_output)?;
        let screen = GatedBackend { out: CrosstermBackend::new(bytes.clone()), ascii };
        let mut tui = Self { terminal: Terminal::new(screen)?, bytes, line, mouse };
        tui.take()?;
        Ok(tui)
    }

    /// Returns whether earlier output is still being written. Another frame would only queue up behind it: instead, the
    /// loop is notified when the line is free, and draws the newest state.
    pub fn is_busy(&self) -> bool {
        self.line.is_busy()
    }

    /// Draws a frame. A separate thread writes it, so that a stuck line blocks nothing else.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame<'_>)) -> Result<()> {
        self.terminal.draw(render)?;
        self.send();
        Ok(())
    }

    /// Clears the screen, so that the next frame draws all of it. (`Terminal::clear` would query the cursor position.)
    pub fn clear(&mut self) -> Result<()> {
        self.terminal.resize(Rect::from((Position::ORIGIN, size())))?;
        Ok(())
    }

    /// Puts a text on the terminal's clipboard (OSC 52).
    ///
    /// Inside tmux, sends the sequence both plain and in tmux's passthrough wrapping, because tmux accepts the plain
    /// one only if `set-clipboard` is on. Inside screen, sends it in screen's passthrough wrapping, in pieces no longer
    /// than screen accepts.
    pub fn copy(&mut self, text: &str) {
        let plain = input::clipboard(text);
        let inside = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
        self.bytes.put(&wrapped(&plain, inside("TMUX"), inside("STY")));
        self.send();
    }

    /// Restores the terminal. If the line is stuck, drops what is not written after a moment.
    pub fn leave(&mut self) {
        if let Some(undo) = platform::undo() {
            let mut undo = undo;
            if !self.line.drained(LAST_BYTES) {
                platform::abandon_output(true);
                self.line.drained(LAST_BYTES);
                platform::abandon_output(false);
                // Ends an escape sequence or a style that was cut off in the middle.
                undo.splice(0..0, *b"\x18\x1b[0m");
            }
            self.line.send(undo);
            self.line.drained(LAST_BYTES);
            platform::give_back_settings();
        }
    }

    /// Restores the terminal, stops the process, and takes the terminal again when the process continues.
    pub fn suspend(&mut self) -> Result<()> {
        self.leave();
        if !platform::stop() {
            return Err(Error::run("the process does not let itself be stopped"));
        }
        self.resume()
    }

    /// Takes the terminal again after the process was stopped, whatever state it is in by now. In the background, waits
    /// until the process is in the foreground.
    pub fn resume(&mut self) -> Result<()> {
        if !platform::wait_for_foreground() {
            return Ok(());
        }
        self.take()?;
        self.clear()
    }

    fn take(&mut self) -> Result<()> {
        let mut undo = Vec::new();
        if self.mouse {
            queue!(undo, Print(MOUSE_OFF))?;
        }
        queue!(undo, DisableBracketedPaste, LeaveAlternateScreen, Show)?;
        platform::take_terminal(undo)?;
        queue!(self.bytes, EnterAlternateScreen, EnableBracketedPaste)?;
        if self.mouse {
            queue!(self.bytes, Print(MOUSE_ON))?;
        }
        Ok(())
    }

    fn send(&mut self) {
        self.line.send(self.bytes.take());
    }
}

impl Drop for Tui {
    fn drop(&mut self) {
        self.leave();
    }
}

/// Wraps a clipboard escape so that tmux or screen passes it on to the terminal.
fn wrapped(plain: &str, tmux: bool, screen: bool) -> Vec<u8> {
    /// Most bytes that screen accepts in one piece.
    const PIECE: usize = 700;
    if tmux {
        format!("{plain}\x1bPtmux;{}\x1b\\", plain.replace('\x1b', "\x1b\x1b")).into_bytes()
    } else if screen {
        // The terminator of the escape would also end screen's wrapping, so its other form, BEL, is sent.
        let ended = plain.strip_suffix("\x1b\\").map_or_else(|| plain.to_owned(), |p| format!("{p}\x07"));
        ended.as_bytes().chunks(PIECE).flat_map(|piece| [b"\x1bP", piece, b"\x1b\\"].concat()).collect()
    } else {
        plain.as_bytes().to_vec()
    }
}

/// Returns the columns and rows of the terminal.
pub fn size() -> Size {
    let (width, height) = platform::screen_size();
    Size { width, height }
}

/// A buffer for the bytes of a frame until it is complete.
#[derive(Debug, Clone, Default)]
struct Bytes(Rc<RefCell<Vec<u8>>>);

impl Bytes {
    fn put(&self, bytes: &[u8]) {
        self.0.borrow_mut().extend_from_slice(bytes);
    }

    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.borrow_mut())
    }
}

impl Write for Bytes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.put(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The line to the terminal: a thread that writes one piece after another.
struct TerminalWriter {
    pieces: Sender<Vec<u8>>,
    state: Arc<State>,
}

/// State shared by the loop and the writing thread. Each side first stores its own value and then loads the other's,
/// which is correct only if all threads see the same order (`SeqCst`).
#[derive(Default)]
struct State {
    /// The number of pieces that are not written yet.
    under_way: AtomicUsize,
    /// Whether to notify the loop when the line is free.
    awaited: AtomicBool,
    free: (Mutex<()>, Condvar),
}

impl TerminalWriter {
    fn start(
        to_loop: Sender<AppEvent>,
        write_out: impl Fn(&[u8]) -> io::Result<()> + Send + 'static,
    ) -> io::Result<Self> {
        let (pieces, to_write) = channel::<Vec<u8>>();
        let state = Arc::<State>::default();
        let mine = Arc::clone(&state);
        let write = move || {
            for piece in to_write {
                let written = write_out(&piece);
                let left = mine.under_way.fetch_sub(1, Ordering::SeqCst) - 1;
                if left == 0 {
                    drop(mine.free.0.lock());
                    mine.free.1.notify_all();
                }
                let message = match written {
                    Err(_) => AppEvent::Hangup,
                    Ok(()) if left == 0 && mine.awaited.swap(false, Ordering::SeqCst) => AppEvent::Free,
                    Ok(()) => continue,
                };
                if to_loop.send(message).is_err() {
                    return;
                }
            }
        };
        thread::Builder::new().name("output".to_owned()).spawn(write)?;
        Ok(Self { pieces, state })
    }

    fn send(&self, piece: Vec<u8>) {
        if !piece.is_empty() {
            self.state.under_way.fetch_add(1, Ordering::SeqCst);
            if self.pieces.send(piece).is_err() {
                self.state.under_way.fetch_sub(1, Ordering::SeqCst);
            }
        }
    }

    /// Returns whether anything is still to be written. If so, the loop is notified once nothing is.
    fn is_busy(&self) -> bool {
        if self.state.under_way.load(Ordering::SeqCst) == 0 {
            return false;
        }
        self.state.awaited.store(true, Ordering::SeqCst);
        self.state.under_way.load(Ordering::SeqCst) > 0
    }

    /// Waits until everything is written, for at most `patience`. Returns whether it is.
    fn drained(&self, patience: Duration) -> bool {
        let Ok(guard) = self.state.free.0.lock() else { return false };
        let busy = |(): &mut ()| self.state.under_way.load(Ordering::SeqCst) > 0;
        self.state.free.1.wait_timeout_while(guard, patience, busy).is_ok_and(|(_, waited)| !waited.timed_out())
    }
}

/// The backend that ratatui draws to. Every cell passes the gate, and the size comes from [`size`].
struct GatedBackend {
    out: CrosstermBackend<Bytes>,
    ascii: bool,
}

impl Backend for GatedBackend {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let cells: Vec<(u16, u16, &Cell)> = content.collect();
        let passed: Vec<Option<Cell>> = cells.iter().map(|(_, _, cell)| passed(cell, self.ascii)).collect();
        self.out.draw(cells.iter().zip(&passed).map(|(&(x, y, cell), passed)| (x, y, passed.as_ref().unwrap_or(cell))))
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.out.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.out.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        // Does not query the terminal: that would mean waiting for an answer.
        Ok(Position::ORIGIN)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.out.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.out.clear()
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.out.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        Ok(size())
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: size(), pixels: Size::default() })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Returns the cell to send in place of `cell`, or `None` if it can be sent as it is.
fn passed(cell: &Cell, ascii: bool) -> Option<Cell> {
    match gate::symbol(cell.symbol(), ascii) {
        std::borrow::Cow::Borrowed(_) => None,
        std::borrow::Cow::Owned(symbol) => {
            let mut cell = cell.clone();
            cell.set_symbol(&symbol);
            Some(cell)
        }
    }
}

/// Installs a panic hook that prints the message on the restored terminal and ends the process, whatever thread
/// panics and however the program was built.
fn restore_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            platform::restore_terminal();
            before(panic);
            platform::end_by(platform::BROKEN);
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_finds_the_line_busy_is_told_when_it_is_free() {
        let (to_loop, notice) = channel();
        let line = TerminalWriter::start(to_loop, |_| Ok(())).expect("a thread");
        for n in 0..100_000 {
            line.send(vec![b'x']);
            (0..n % 64).for_each(|_| std::hint::spin_loop());
            while line.is_busy() {
                let free = notice.recv_timeout(Duration::from_secs(10));
                assert!(matches!(free, Ok(AppEvent::Free)), "what waits for the line waits for ever, after {n}");
            }
        }
    }

    #[test]
    fn a_copy_passes_through_tmux_and_screen() {
        let plain = "\x1b]52;c;aGVsbG8=\x1b\\";
        assert_eq!(wrapped(plain, false, false), plain.as_bytes());
        let tmux = String::from_utf8(wrapped(plain, true, false)).expect("UTF-8");
        assert!(
            tmux.starts_with(plain) && tmux.ends_with("\x1bPtmux;\x1b\x1b]52;c;aGVsbG8=\x1b\x1b\\\x1b\\"),
            "{tmux:?}"
        );
        let long = format!("\x1b]52;c;{}\x1b\\", "A".repeat(3000));
        let screen = String::from_utf8(wrapped(&long, false, true)).expect("UTF-8");
        let pieces: Vec<&str> = screen.split("\x1b\\").filter(|p| !p.is_empty()).collect();
        assert!(pieces.len() > 3 && pieces.iter().all(|p| p.starts_with("\x1bP") && p.len() < 768), "{pieces:?}");
        let passed: String = pieces.iter().filter_map(|p| p.strip_prefix("\x1bP")).collect();
        assert_eq!(passed, format!("\x1b]52;c;{}\x07", "A".repeat(3000)));
    }
}
