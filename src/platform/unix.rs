//! Linux and other Unix systems.

mod signals;

pub use signals::{BROKEN, GONE, Signals, end_at_once, end_by, stop, wait_for_foreground};

use std::fs::{File, OpenOptions};
use std::io;
use std::os::fd::AsFd;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{SigSet, SigmaskHow};
use rustix::event::PollFlags;
#[cfg(not(target_os = "macos"))]
use rustix::event::{PollFd, Timespec, poll};
use rustix::fs::{FlockOperation, OFlags, flock};
use rustix::stdio::{stdin, stdout};
use rustix::termios::{
    Action, OptionalActions, QueueSelector, Termios, tcflow, tcflush, tcgetattr, tcgetwinsize, tcsetattr, ttyname,
};

use crate::platform::WaitResult;

/// Whether a process can be stopped and continued by its shell.
pub const CAN_SUSPEND: bool = true;

/// Opens a regular file for reading, without blocking. Returns its length in bytes, too.
///
/// # Errors
/// If the file cannot be opened or is not a regular file.
pub fn open_regular(path: &Path) -> io::Result<(File, u64)> {
    let flags = (OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC).bits();
    let file = OpenOptions::new().read(true).custom_flags(flags.cast_signed()).open(path)?;
    let about = file.metadata()?;
    if about.is_file() {
        Ok((file, about.len()))
    } else {
        let what = if about.is_dir() { "is a directory" } else { "is not a regular file" };
        Err(io::Error::other(what))
    }
}

/// Creates a directory for the user alone, with its parents.
///
/// # Errors
/// If the directory cannot be created.
pub fn make_private_dir(dir: &Path) -> io::Result<()> {
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(dir)
}

/// Returns the inode number of a file.
pub(super) fn file_number(about: &std::fs::Metadata) -> u64 {
    about.ino()
}

/// Returns when anything about a file was changed last: nobody can set that.
pub(super) fn status_changed(about: &std::fs::Metadata) -> Option<std::time::SystemTime> {
    let seconds = Duration::from_secs(u64::try_from(about.ctime()).ok()?);
    let nanoseconds = Duration::from_nanos(u64::try_from(about.ctime_nsec()).ok()?);
    std::time::UNIX_EPOCH.checked_add(seconds + nanoseconds)
}

/// Reads some bytes of a file at a position.
pub(super) fn read_some_at(file: &File, bytes: &mut [u8], position: u64) -> io::Result<usize> {
    use std::os::unix::fs::FileExt;
    file.read_at(bytes, position)
}

/// Syncs a directory to disk, so that a file that was put there survives a power cut.
pub(super) fn sync_dir(dir: &Path) {
    // Not every file system supports this; the contents of the files are synced in any case.
    File::open(dir).and_then(|dir| dir.sync_all()).ok();
}

/// A lock that other runs of the program respect; released on drop.
#[derive(Debug)]
pub struct Lock(#[allow(dead_code)] File);

/// Takes a lock if it is free, without waiting. Returns `None` if another process holds it.
///
/// # Errors
/// If no lock can be made here, for example in a read-only directory or on a file system without locks.
pub fn try_lock(path: &Path) -> io::Result<Option<Lock>> {
    let flags = (OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::NOFOLLOW | OFlags::CLOEXEC).bits();
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false).mode(0o600).custom_flags(flags.cast_signed());
    let file = options.open(path)?;
    match flock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(Some(Lock(file))),
        Err(rustix::io::Errno::WOULDBLOCK) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Describes who holds a lock, such as "process 4711 (icat-explorer)"; `None` if the system does not say.
#[must_use]
pub fn lock_holder(path: &Path) -> Option<String> {
    let inode = std::fs::metadata(path).ok()?.ino();
    let locks = std::fs::read_to_string("/proc/locks").ok()?;
    let held =
        |line: &&str| line.split_whitespace().nth(5).and_then(|id| id.rsplit(':').next()) == Some(&inode.to_string());
    let pid = locks.lines().find(held)?.split_whitespace().nth(4)?.parse::<u32>().ok()?;
    let name = std::fs::read_to_string(format!("/proc/{pid}/comm")).unwrap_or_default();
    Some(match name.trim() {
        "" => format!("process {pid}"),
        name => format!("process {pid} ({name})"),
    })
}

/// Returns the user's directories for configuration, data and state, according to the XDG specification.
#[must_use]
pub fn user_dirs() -> Option<[PathBuf; 4]> {
    use etcetera::BaseStrategy;
    let base = etcetera::base_strategy::Xdg::new().ok()?;
    let state = base.state_dir().unwrap_or_else(|| base.data_dir());
    Some([base.config_dir(), base.data_dir(), state, base.cache_dir()])
}

/// Opens a link in the user's browser, and waits up to `patience` to see whether that fails.
///
/// # Errors
/// If there seems to be no browser, or none accepted the link; the reason, in words.
pub fn open_in_browser(url: &str, patience: Duration) -> Result<(), &'static str> {
    let seen = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    if cfg!(not(target_os = "macos")) && !["BROWSER", "DISPLAY", "WAYLAND_DISPLAY"].into_iter().any(seen) {
        return Err("There is no browser here");
    }
    // A child inherits the blocked signals; a browser should receive them.
    let blocked = signals::blocked();
    let end = Instant::now() + patience;
    for mut command in open::commands(url) {
        use std::process::Stdio;
        // In a process group of its own, it cannot take keys from the terminal.
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
        blocked.thread_unblock().ok();
        let child = command.spawn();
        blocked.thread_block().ok();
        let Ok(mut child) = child else { continue };
        loop {
            match child.try_wait() {
                Ok(Some(status)) if status.success() => return Ok(()),
                Ok(Some(_)) | Err(_) => break,
                Ok(None) if Instant::now() >= end => return Ok(()),
                Ok(None) => thread::sleep(Duration::from_millis(10)),
            }
        }
    }
    Err("No browser took the link")
}

/// Waits for input on standard input, for at most `patience` or without a limit.
#[must_use]
pub fn wait_for_input(patience: Option<Duration>) -> WaitResult {
    let end = patience.map(|p| Instant::now() + p);
    loop {
        match wait(&stdin(), PollFlags::IN, end.map(|e| e.saturating_duration_since(Instant::now()))) {
            Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {}
            Err(_) => return WaitResult::Gone,
            Ok(result) => return result,
        }
    }
}

/// Waits until a terminal can be read from or written to, for at most `patience` or without a limit.
#[cfg(not(target_os = "macos"))]
fn wait(fd: &impl AsFd, wanted: PollFlags, patience: Option<Duration>) -> rustix::io::Result<WaitResult> {
    let mut fds = [PollFd::new(fd, wanted)];
    let left = patience.map(timespec);
    Ok(match poll(&mut fds, left.as_ref())? {
        0 => WaitResult::Nothing,
        _ if fds[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) => WaitResult::Gone,
        _ => WaitResult::Ready,
    })
}

/// Waits until a terminal can be read from or written to. Its `poll` does not know `/dev/tty`, its `select` does; a terminal
/// that is gone can be read from, and has nothing.
#[cfg(target_os = "macos")]
fn wait(fd: &impl AsFd, wanted: PollFlags, patience: Option<Duration>) -> rustix::io::Result<WaitResult> {
    use nix::sys::select::{FdSet, select};
    use nix::sys::time::TimeVal;

    let mut set = FdSet::new();
    set.insert(fd.as_fd());
    let (reading, writing) = if wanted == PollFlags::IN { (Some(&mut set), None) } else { (None, Some(&mut set)) };
    let mut left =
        patience.map(|p| TimeVal::new(p.as_secs().try_into().unwrap_or(i64::MAX), p.subsec_micros().cast_signed()));
    let ready = select(None, reading, writing, None, left.as_mut());
    let ready = ready.map_err(|error| rustix::io::Errno::from_raw_os_error(error as i32))?;
    Ok(if ready == 0 { WaitResult::Nothing } else { WaitResult::Ready })
}

/// Reads the available bytes from standard input; `None` if it has ended.
pub fn read_input(bytes: &mut [u8]) -> Option<usize> {
    loop {
        match rustix::io::read(stdin(), &mut *bytes) {
            Ok(0) => return None,
            Ok(n) => return Some(n),
            Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {}
            Err(_) => return None,
        }
    }
}

#[cfg(not(target_os = "macos"))]
fn timespec(d: Duration) -> Timespec {
    Timespec { tv_sec: d.as_secs().try_into().unwrap_or(i64::MAX), tv_nsec: d.subsec_nanos().into() }
}

/// Returns the columns and rows that the terminal on standard output reports; `None` if it reports none.
#[must_use]
pub fn terminal_size() -> Option<(u16, u16)> {
    let size = tcgetwinsize(stdout()).ok()?;
    Some((size.ws_col, size.ws_row))
}

/// The terminal settings from before it was taken over, and the bytes that undo what was switched on since.
struct Before {
    settings: Termios,
    undo: Vec<u8>,
}

/// How long a write that is under way is waited for before the terminal is given back.
const WRITE_ENDS_WITHIN_MS: u32 = 20;
/// Maximum number of bytes per write.
const PIECE: usize = 2048;
/// Whether pending output is abandoned.
static ABANDONED: AtomicBool = AtomicBool::new(false);
/// Whether the process is ending right now, so that nothing more is drawn.
static ENDED: AtomicBool = AtomicBool::new(false);

/// How many threads are writing to the terminal.
static WRITING: AtomicUsize = AtomicUsize::new(0);

/// A write to the terminal that is under way. Who gives the terminal back waits for it: what it switches on would otherwise
/// be switched on for good.
struct Writing;

impl Writing {
    /// Begins to write. `None` if the output is abandoned or the process is ending.
    fn begin() -> Option<Self> {
        WRITING.fetch_add(1, Ordering::SeqCst);
        let writing = Self;
        (!ENDED.load(Ordering::SeqCst) && !ABANDONED.load(Ordering::Acquire)).then_some(writing)
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        WRITING.fetch_sub(1, Ordering::SeqCst);
    }
}

/// `Some` while the terminal is taken over.
static BEFORE: Mutex<Option<Before>> = Mutex::new(None);

/// Takes over the terminal: it is put into raw mode, so that every key arrives at once and unchanged. `undo` holds the
/// bytes that switch off what the caller is about to switch on; they are written wherever the program ends.
///
/// # Errors
/// If the terminal settings cannot be changed.
pub fn take_terminal(undo: Vec<u8>) -> io::Result<()> {
    let settings = tcgetattr(stdin())?;
    let mut raw = settings.clone();
    raw.make_raw();
    // The lock is held until the settings are changed: whoever ends the process then restores them after that.
    with_before(|before| {
        if ENDED.load(Ordering::Acquire) {
            return Ok(());
        }
        // If the terminal was never given back, as after a stop that cannot be caught, keep the original settings.
        let settings = before.take().map_or(settings, |b| b.settings);
        *before = Some(Before { settings, undo });
        tcsetattr(stdin(), OptionalActions::Now, &raw)?;
        Ok(())
    })
}

/// Does something with the lock held. No signal interrupts this thread meanwhile: one that waits in a handler with the lock
/// would keep it from who gives the terminal back.
fn with_before<T>(act: impl FnOnce(&mut Option<Before>) -> T) -> T {
    let mask = SigSet::all().thread_swap_mask(SigmaskHow::SIG_BLOCK);
    let done = act(&mut BEFORE.lock().unwrap_or_else(PoisonError::into_inner));
    mask.and_then(|mask| mask.thread_set_mask()).ok();
    done
}

/// Returns the bytes that undo what was switched on; `None` if the terminal is not taken over.
#[must_use]
pub fn undo() -> Option<Vec<u8>> {
    with_before(|before| before.as_ref().map(|before| before.undo.clone()))
}

/// Restores the terminal settings from before it was taken over.
pub fn give_back_settings() {
    with_before(|before| {
        if let Some(before) = before.take() {
            tcsetattr(stdin(), OptionalActions::Now, &before.settings).ok();
        }
    });
}

/// Writes to the terminal, however long that takes. Returns early if the output is abandoned or the process is ending.
///
/// # Errors
/// If the terminal is gone.
pub fn write_output(bytes: &[u8]) -> io::Result<()> {
    let mut rest = bytes;
    while !rest.is_empty() {
        let Some(writing) = Writing::begin() else { break };
        // Written in pieces, so that output abandoned while the line is stuck is not sent once it moves again.
        let written = rustix::io::write(stdout(), rest.get(..PIECE).unwrap_or(rest));
        drop(writing);
        match written {
            Ok(n) => rest = rest.get(n..).unwrap_or_default(),
            Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {
                // Some other process has made the line non-blocking.
                wait(&stdout(), PollFlags::OUT, None).ok();
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Writes to the terminal what it takes without waiting, and returns how many bytes that is.
#[must_use]
pub fn write_at_once(bytes: &[u8]) -> usize {
    /// The terminal, opened anew: only so can it be written to without waiting while others that have it open still wait.
    static LINE: OnceLock<Option<File>> = OnceLock::new();
    let open = || {
        let path = ttyname(stdout(), Vec::new()).ok()?;
        let flags = (OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC).bits().cast_signed();
        let path = Path::new(std::ffi::OsStr::from_bytes(path.as_bytes()));
        OpenOptions::new().write(true).custom_flags(flags).open(path).ok()
    };
    let Some(_writing) = Writing::begin().filter(|_| !bytes.is_empty()) else { return 0 };
    let line = LINE.get_or_init(open).as_ref();
    line.and_then(|line| rustix::io::write(line, bytes).ok()).unwrap_or(0)
}

/// Restores the terminal from any thread, whatever else is stuck. Takes a moment at most, and does not block on a lock.
pub fn restore_terminal() {
    ENDED.store(true, Ordering::SeqCst);
    // A thread that waits in the handler of a signal never ends its write, and one on a line that is stuck not soon.
    for _ in 0..WRITE_ENDS_WITHIN_MS {
        if WRITING.load(Ordering::SeqCst) == 0 {
            break;
        }
        thread::sleep(Duration::from_millis(1));
    }
    for _ in 0..50 {
        match BEFORE.try_lock() {
            Ok(mut before) => {
                if let Some(before) = before.take() {
                    write_in_time(&before.undo, Duration::from_millis(200));
                    tcsetattr(stdin(), OptionalActions::Now, &before.settings).ok();
                    // Frees nothing: the allocator may be locked by a thread that will never go on.
                    std::mem::forget(before);
                }
                return;
            }
            Err(_) => thread::sleep(Duration::from_millis(1)),
        }
    }
}

/// Writes to the terminal while it accepts output. Whatever it has not accepted in time is dropped.
fn write_in_time(bytes: &[u8], patience: Duration) {
    let end = Instant::now() + patience;
    let mut rest = bytes;
    let mut discarded = false;
    while !rest.is_empty() {
        let left = end.saturating_duration_since(Instant::now()) / if discarded { 1 } else { 2 };
        match wait(&stdout(), PollFlags::OUT, Some(left)) {
            Ok(WaitResult::Nothing) if discarded => return,
            // The line is stuck: discard what is queued, to make room for these few bytes.
            Ok(WaitResult::Nothing) => {
                discard_output();
                discarded = true;
            }
            Ok(_) => match rustix::io::write(stdout(), rest) {
                Ok(n) => rest = rest.get(n..).unwrap_or_default(),
                Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {}
                Err(_) => return,
            },
            Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {}
            Err(_) => return,
        }
    }
}

/// Discards output that is queued for a terminal that does not read it.
fn discard_output() {
    tcflush(stdout(), QueueSelector::OFlush).ok();
    // Flushing does not wake a thread that waits for room in the queue; resuming the line does. This also resumes a
    // line that was stopped by hand: whoever ends the program wants the terminal back.
    tcflow(stdout(), Action::OOff).ok();
    tcflow(stdout(), Action::OOn).ok();
}

/// Abandons pending output, so that a thread that is stuck in a write can continue; `false` allows writing again.
pub fn abandon_output(abandon: bool) {
    ABANDONED.store(abandon, Ordering::Release);
    if abandon {
        discard_output();
    }
}
