//! The terminal: entered once, restored on every way out.

use std::io::{BufWriter, Stdout, Write, stdout};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::cursor::Show;
use ratatui::crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use ratatui::crossterm::execute;
use ratatui::crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use ratatui::layout::{Position, Rect, Size};
use ratatui::{Frame, Terminal};
use termina::escape::osc::{Osc, Selection};

use crate::error::{Error, Result};

/// Bytes of a frame that are gathered before they are written: a whole frame goes out at once.
const FRAME: usize = 64 * 1024;

/// The terminal while the explorer has it.
pub struct Tui {
    terminal: Terminal<CrosstermBackend<BufWriter<Stdout>>>,
    mouse: bool,
}

impl Tui {
    /// Takes the terminal: raw mode, alternate screen, bracketed paste, and the mouse where it is wanted.
    pub fn enter(mouse: bool) -> Result<Self> {
        restore_on_panic();
        let backend = CrosstermBackend::new(BufWriter::with_capacity(FRAME, stdout()));
        take(mouse)?;
        let terminal = Terminal::new(backend).map_err(|e| {
            give_back().ok();
            Error::run(format!("the terminal does not answer: {e}"))
        })?;
        Ok(Self { terminal, mouse })
    }

    /// Columns and rows of the terminal.
    pub fn size(&self) -> Result<Size> {
        Ok(self.terminal.size()?)
    }

    /// Draws a frame.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame<'_>)) -> Result<()> {
        self.terminal.draw(render)?;
        Ok(())
    }

    /// Clears the screen, so that the next frame draws all of it. (`Terminal::clear` would ask for the cursor's place.)
    pub fn clear(&mut self) -> Result<()> {
        self.terminal.resize(Rect::from((Position::ORIGIN, self.size()?)))?;
        Ok(())
    }

    /// Gives the terminal a text for its clipboard (OSC 52). Within tmux also in the wrapping that tmux passes on, for it
    /// takes the plain one only where `set-clipboard` is on.
    pub fn copy(&mut self, text: &str) -> Result<()> {
        let plain = Osc::SetSelection(Selection::CLIPBOARD, text).to_string();
        let out = self.terminal.backend_mut();
        out.write_all(plain.as_bytes())?;
        if std::env::var_os("TMUX").is_some_and(|v| !v.is_empty()) {
            write!(out, "\x1bPtmux;{}\x1b\\", plain.replace('\x1b', "\x1b\x1b"))?;
        }
        Write::flush(out)?;
        Ok(())
    }

    /// Gives the terminal back.
    pub fn leave(&mut self) -> Result<()> {
        self.terminal.backend_mut().flush()?;
        give_back()
    }

    /// Gives the terminal back, stops the process, and takes the terminal again when it goes on.
    pub fn suspend(&mut self) -> Result<()> {
        give_back()?;
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        self.resume()
    }

    /// Takes the terminal again after the process was stopped, whatever was done to it meanwhile.
    pub fn resume(&mut self) -> Result<()> {
        disable_raw_mode()?;
        take(self.mouse)?;
        self.clear()
    }
}

impl Drop for Tui {
    fn drop(&mut self) {
        give_back().ok();
    }
}

fn take(mouse: bool) -> Result<()> {
    TAKEN.store(true, Ordering::Relaxed);
    enable_raw_mode()?;
    execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
    if mouse {
        execute!(stdout(), EnableMouseCapture)?;
        MOUSE.store(true, Ordering::Relaxed);
    }
    Ok(())
}

/// Whether the terminal is taken: it is given back once, for a second time would undo what was written since.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Whether the mouse is captured, and has to be let go.
static MOUSE: AtomicBool = AtomicBool::new(false);

fn give_back() -> Result<()> {
    if !TAKEN.swap(false, Ordering::Relaxed) {
        return Ok(());
    }
    if MOUSE.swap(false, Ordering::Relaxed) {
        execute!(stdout(), DisableMouseCapture)?;
    }
    let written = execute!(stdout(), DisableBracketedPaste, LeaveAlternateScreen, Show);
    disable_raw_mode()?;
    written?;
    stdout().flush()?;
    Ok(())
}

/// A panic prints its message on the restored terminal.
fn restore_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            give_back().ok();
            before(panic);
        }));
    });
}
