//! Windows 10 and later, whose console takes the escape sequences of other terminals.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::windows::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use termina::{PlatformTerminal, Terminal};

use crate::platform::{Signal, WaitResult};

/// Whether a process can be stopped and continued by its shell.
pub const CAN_SUSPEND: bool = false;

/// Opens a regular file for reading. Returns its length in bytes, too.
///
/// # Errors
/// If the file cannot be opened or is not a regular file.
pub fn open_regular(path: &Path) -> io::Result<(File, u64)> {
    let about = std::fs::metadata(path)?;
    if about.is_file() {
        Ok((File::open(path)?, about.len()))
    } else {
        let what = if about.is_dir() { "is a directory" } else { "is not a regular file" };
        Err(io::Error::other(what))
    }
}

/// Creates a directory with its parents. Those in the user's profile are readable by the user alone.
///
/// # Errors
/// If the directory cannot be created.
pub fn make_private_dir(dir: &Path) -> io::Result<()> {
    std::fs::create_dir_all(dir)
}

/// Returns the number of a file; 0, as the standard library does not tell it here.
pub(super) fn file_number(_: &std::fs::Metadata) -> u64 {
    0
}

/// Returns when a file was made, which changes when another takes its place.
pub(super) fn status_changed(about: &std::fs::Metadata) -> Option<std::time::SystemTime> {
    about.created().ok()
}

/// Reads some bytes of a file at a position.
pub(super) fn read_some_at(file: &File, bytes: &mut [u8], position: u64) -> io::Result<usize> {
    use std::os::windows::fs::FileExt;
    file.seek_read(bytes, position)
}

/// Syncs a directory to disk; nothing to do here.
pub(super) fn sync_dir(_: &Path) {}

/// A lock that other runs of the program respect; released on drop.
#[derive(Debug)]
pub struct Lock(#[allow(dead_code)] File);

/// The error of a file that somebody else has opened without sharing it.
const SHARING_VIOLATION: i32 = 32;

/// Takes a lock if it is free, without waiting. Returns `None` if another process holds it.
///
/// # Errors
/// If no lock can be made here, for example in a read-only directory.
pub fn try_lock(path: &Path) -> io::Result<Option<Lock>> {
    let file = OpenOptions::new().write(true).create(true).truncate(false).share_mode(0).open(path);
    match file {
        Ok(file) => Ok(Some(Lock(file))),
        Err(error) if error.raw_os_error() == Some(SHARING_VIOLATION) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Describes who holds a lock; `None`, as the system does not say.
#[must_use]
pub fn lock_holder(_: &Path) -> Option<String> {
    None
}

/// Returns the user's directories for configuration, data and state: the first two move with the user, the last does not.
#[must_use]
pub fn user_dirs() -> Option<[PathBuf; 4]> {
    use etcetera::BaseStrategy;
    let base = etcetera::base_strategy::Windows::new().ok()?;
    Some([base.config_dir(), base.data_dir(), base.cache_dir(), base.cache_dir()])
}

/// Opens a link in the user's browser.
///
/// # Errors
/// If no browser accepted the link; the reason, in words.
pub fn open_in_browser(url: &str, _patience: Duration) -> Result<(), &'static str> {
    open::that_detached(url).map_err(|_| "No browser took the link")
}

/// What has been typed, read by a thread of its own, as a console cannot be waited for with a limit.
struct Input {
    chunks: Receiver<Vec<u8>>,
    /// What is not asked for yet.
    left: Vec<u8>,
}

static INPUT: LazyLock<Mutex<Input>> = LazyLock::new(|| {
    let (sender, chunks) = sync_channel::<Vec<u8>>(4);
    let read = move || {
        let mut bytes = [0; 4096];
        // Ctrl-Z reads as an end, which a console does not have.
        while let Ok(n) = io::stdin().read(&mut bytes) {
            let chunk = if n == 0 { vec![0x1a] } else { bytes.get(..n).unwrap_or_default().to_vec() };
            if sender.send(chunk).is_err() {
                return;
            }
        }
    };
    thread::Builder::new().name("console".to_owned()).spawn(read).ok();
    Mutex::new(Input { chunks, left: Vec::new() })
});

/// Waits for input on standard input, for at most `patience` or without a limit.
#[must_use]
pub fn wait_for_input(patience: Option<Duration>) -> WaitResult {
    let mut input = INPUT.lock().unwrap_or_else(PoisonError::into_inner);
    if !input.left.is_empty() {
        return WaitResult::Ready;
    }
    let chunk = match patience {
        Some(patience) => input.chunks.recv_timeout(patience),
        None => input.chunks.recv().map_err(|_| RecvTimeoutError::Disconnected),
    };
    match chunk {
        Ok(chunk) => {
            input.left = chunk;
            WaitResult::Ready
        }
        Err(RecvTimeoutError::Timeout) => WaitResult::Nothing,
        Err(RecvTimeoutError::Disconnected) => WaitResult::Gone,
    }
}

/// Reads the available bytes from standard input; `None` if it has ended.
pub fn read_input(bytes: &mut [u8]) -> Option<usize> {
    if wait_for_input(None) == WaitResult::Gone {
        return None;
    }
    let mut input = INPUT.lock().unwrap_or_else(PoisonError::into_inner);
    let n = input.left.len().min(bytes.len());
    bytes.iter_mut().zip(input.left.drain(..n)).for_each(|(to, from)| *to = from);
    Some(n)
}

/// Returns the columns and rows that the terminal on standard output reports; `None` if it reports none.
#[must_use]
pub fn terminal_size() -> Option<(u16, u16)> {
    let (width, height) = terminal_size::terminal_size()?;
    Some((width.0, height.0))
}

/// The console in raw mode, which gives its modes back when it is dropped, and the bytes that undo what was switched on.
struct Before {
    console: PlatformTerminal,
    undo: Vec<u8>,
}

/// Whether pending output is abandoned.
static ABANDONED: AtomicBool = AtomicBool::new(false);
/// Whether the process is ending right now, so that nothing more is drawn.
static ENDED: AtomicBool = AtomicBool::new(false);

/// `Some` while the terminal is taken over.
static BEFORE: Mutex<Option<Before>> = Mutex::new(None);

/// Takes over the terminal: it is put into raw mode, so that every key arrives at once and unchanged. `undo` holds the
/// bytes that switch off what the caller is about to switch on; they are written wherever the program ends.
///
/// # Errors
/// If the console does not know escape sequences, as before Windows 10, or if its modes cannot be changed.
pub fn take_terminal(undo: Vec<u8>) -> io::Result<()> {
    let mut before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
    let mut console = PlatformTerminal::new()?;
    console.enter_raw_mode()?;
    *before = Some(Before { console, undo });
    Ok(())
}

/// Returns the bytes that undo what was switched on; `None` if the terminal is not taken over.
pub fn undo() -> Option<Vec<u8>> {
    BEFORE.lock().ok()?.as_ref().map(|before| before.undo.clone())
}

/// Restores the modes of the console from before it was taken over.
pub fn give_back_settings() {
    BEFORE.lock().ok().and_then(|mut before| before.take());
}

/// Writes to the terminal, however long that takes. Returns early if the output is abandoned or the process is ending.
///
/// # Errors
/// If the terminal is gone.
pub fn write_output(bytes: &[u8]) -> io::Result<()> {
    if ENDED.load(Ordering::Acquire) || ABANDONED.load(Ordering::Acquire) {
        return Ok(());
    }
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes)?;
    stdout.flush()
}

/// Writes to the terminal what it takes without waiting, and returns how many bytes that is: none, for a console may always
/// have to be waited for.
#[must_use]
pub const fn write_at_once(_: &[u8]) -> usize {
    0
}

/// Restores the terminal from any thread. Takes a moment at most, and does not block on a lock.
pub fn restore_terminal() {
    ENDED.store(true, Ordering::Release);
    for _ in 0..50 {
        if let Ok(mut before) = BEFORE.try_lock() {
            if let Some(Before { mut console, undo }) = before.take() {
                console.write_all(&undo).and_then(|()| console.flush()).ok();
            }
            return;
        }
        thread::sleep(Duration::from_millis(1));
    }
}

/// Abandons pending output; `false` allows writing again.
pub fn abandon_output(abandon: bool) {
    ABANDONED.store(abandon, Ordering::Release);
}

/// How often to look whether the window has another size: the console does not report it among the keys.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// The requests of the system that this process has taken over.
pub struct Signals(Receiver<()>);

impl Signals {
    /// Takes over what ends the process from the outside: Ctrl-Break, a console that is closed, the end of the session.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn take_over() -> io::Result<Self> {
        let (sender, receiver) = sync_channel(1);
        ctrlc::set_handler(move || _ = sender.try_send(())).map_err(io::Error::other)?;
        Ok(Self(receiver))
    }

    /// Reports requests from dedicated threads, until `tell` returns false.
    ///
    /// # Errors
    /// If a thread cannot be started.
    pub fn listen(self, tell: impl Fn(Signal) -> bool + Clone + Send + 'static) -> io::Result<()> {
        let also = tell.clone();
        thread::Builder::new()
            .name("endings".to_owned())
            .spawn(move || while self.0.recv().is_ok() && also(Signal::End(GONE)) {})?;
        thread::Builder::new().name("size".to_owned()).spawn(move || {
            let mut size = terminal_size();
            loop {
                thread::sleep(LOOK_EVERY);
                let now = terminal_size();
                if now != size && !tell(Signal::Resized) {
                    return;
                }
                size = now;
            }
        })?;
        Ok(())
    }
}

/// Waits until this process is in the foreground of its terminal, which it always is.
#[must_use]
pub fn wait_for_foreground() -> bool {
    true
}

/// Stops this process until it is continued. Returns whether it was stopped, which it cannot be.
#[must_use]
pub fn stop() -> bool {
    false
}

/// The exit code for a terminal that has gone away.
pub const GONE: i32 = 1;
/// The exit code for a program that is broken.
pub const BROKEN: i32 = 101;

/// Ends the process with an exit code.
pub fn end_by(code: i32) -> ! {
    std::process::exit(code)
}
