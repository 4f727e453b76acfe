//! The terminal: entered once, drawn to without blocking, and restored on every way out.

mod frame_writer;
mod pen;
mod scroll;
mod writer;

use std::fmt::Write as _;
use std::sync::Once;
use std::sync::mpsc::Sender;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Size};
use termina::escape::csi::{Csi, DecPrivateMode, DecPrivateModeCode, Mode};

use crate::error::{Error, Result};
use crate::platform;
use crate::tui::app::AppEvent;
use crate::tui::input;

use frame_writer::FrameWriter;
use writer::TerminalWriter;

/// Reports of buttons and the wheel, in decimal. Not of every movement, which a slow line would have to carry.
const MOUSE: [DecPrivateModeCode; 2] = [DecPrivateModeCode::MouseTracking, DecPrivateModeCode::SGRMouse];

/// Ends what a frame that was cut off may have left on: a scroll region, and a frame that is held back. Setting the region
/// moves the cursor; where there is no alternate screen to leave, it belongs on the last line.
const END_FRAME: &str = "\x1b[r\x1b[?2026l\x1b[999H";

/// How long to wait for the last bytes to be written when the terminal is restored. After that, they are dropped.
const LAST_BYTES: Duration = Duration::from_millis(250);

/// The terminal while the explorer has it.
pub struct Tui {
    frames: FrameWriter,
    line: TerminalWriter,
    mouse: bool,
}

impl Tui {
    /// Takes the terminal: raw mode, alternate screen, bracketed paste, and the mouse if `mouse` is set. Draws in ASCII
    /// if `ascii` is set. Notifies the loop when a busy line is free again, and when the terminal is gone.
    pub fn enter(mouse: bool, ascii: bool, to_loop: Sender<AppEvent>) -> Result<Self> {
        restore_on_panic();
        let line = TerminalWriter::start(to_loop, platform::write_at_once, platform::write_output)?;
        let mut tui = Self { frames: FrameWriter::new(ascii), line, mouse };
        tui.take()?;
        Ok(tui)
    }

    /// Returns whether earlier output is still being written. Another frame would only queue up behind it: instead, the
    /// loop is notified when the line is free, and draws the newest state.
    pub fn is_busy(&self) -> bool {
        self.line.is_busy()
    }

    /// Draws a frame: `render` fills a blank buffer and returns where the cursor is, `None` to hide it. A separate thread
    /// writes what has changed, so that a stuck line blocks nothing else.
    pub fn draw(&mut self, render: impl FnOnce(&mut Buffer) -> Option<Position>) {
        self.line.send(self.frames.draw(size(), render).into_bytes());
    }

    /// Forgets what the terminal shows, so that the next frame draws all of it.
    pub fn clear(&mut self) {
        self.frames.forget();
    }

    /// Puts a text on the terminal's clipboard (OSC 52).
    ///
    /// Inside tmux, sends the sequence both plain and in tmux's passthrough wrapping, because tmux accepts the plain
    /// one only if `set-clipboard` is on. Inside screen, sends it in screen's passthrough wrapping, in pieces no longer
    /// than screen accepts.
    pub fn copy(&mut self, text: &str) {
        let plain = input::clipboard(text);
        let inside = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
        self.line.send(wrapped(&plain, inside("TMUX"), inside("STY")));
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
        self.clear();
        Ok(())
    }

    fn take(&mut self) -> Result<()> {
        let mouse = if self.mouse { &MOUSE[..] } else { &[] };
        let screen = [DecPrivateModeCode::ClearAndEnableAlternateScreen, DecPrivateModeCode::BracketedPaste];
        let (mut take, mut undo) = (String::new(), END_FRAME.to_owned());
        for &code in screen.iter().chain(mouse) {
            write!(take, "{}", Csi::Mode(Mode::SetDecPrivateMode(DecPrivateMode::Code(code)))).ok();
        }
        for &code in mouse.iter().chain(screen.iter().rev()) {
            write!(undo, "{}", Csi::Mode(Mode::ResetDecPrivateMode(DecPrivateMode::Code(code)))).ok();
        }
        undo.push_str(frame_writer::SHOW_CURSOR);
        platform::take_terminal(undo.into_bytes())?;
        self.line.send(take.into_bytes());
        Ok(())
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
