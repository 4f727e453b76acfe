//! Signals: taking them over, reporting them, and passing them on to end the process.

use std::io;
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{SigSet, SigmaskHow, Signal as Blockable, raise};
use rustix::stdio::stdin;
use signal_hook::consts::{SIGABRT, SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGTTIN, SIGTTOU, SIGWINCH};
use signal_hook::iterator::Signals as Caught;
use signal_hook::low_level::emulate_default_handler;

use crate::platform::Signal;
use crate::platform::unix::restore_terminal;

/// How long the program has to end by itself after a signal, before the process is ended.
const ENDS_WITHIN: Duration = Duration::from_millis(700);
/// Time within which a second signal ends the process at once.
const AGAIN_WITHIN: Duration = Duration::from_secs(1);
/// Signals that the kernel sends for a fault. Nothing in the program can be trusted after one.
const FAULTS: [Blockable; 6] = [
    Blockable::SIGSEGV,
    Blockable::SIGILL,
    Blockable::SIGFPE,
    Blockable::SIGBUS,
    Blockable::SIGTRAP,
    Blockable::SIGSYS,
];
/// Other signals that end a process by default.
const ENDINGS: &[Blockable] = &[
    Blockable::SIGQUIT,
    Blockable::SIGUSR1,
    Blockable::SIGUSR2,
    Blockable::SIGALRM,
    Blockable::SIGVTALRM,
    Blockable::SIGPROF,
    Blockable::SIGXCPU,
    Blockable::SIGXFSZ,
    Blockable::SIGIO,
    #[cfg(target_os = "linux")]
    Blockable::SIGPWR,
    #[cfg(target_os = "linux")]
    Blockable::SIGSTKFLT,
];
/// The real-time signals, numbered as by `kill -l`. The C library reserves the first ones for itself.
const REAL_TIME: std::ops::RangeInclusive<i32> = 34..=64;

/// Returns the signals that stay blocked until a thread waits for them. They keep their default action, which ends the
/// process.
pub(super) fn blocked() -> SigSet {
    FAULTS.iter().chain(ENDINGS).copied().collect()
}

/// Whether a signal has asked the process to end.
static ENDING: AtomicBool = AtomicBool::new(false);

/// The signals that this process has taken over.
pub struct Signals {
    caught: Caught,
    blocked: SigSet,
}

impl Signals {
    /// Takes over the signals. Must be called before the terminal is taken over and before any thread is started, so
    /// that no signal can end the process without giving the terminal back.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn take_over() -> io::Result<Self> {
        // A signal that arrives while its handler is put in place would find a handler that does nothing yet, and be lost.
        let mut mask = SigSet::all().thread_swap_mask(SigmaskHow::SIG_BLOCK)?;
        let caught = Caught::new([SIGWINCH, SIGCONT, SIGTSTP, SIGTTIN, SIGTTOU, SIGINT, SIGTERM, SIGHUP, SIGABRT])?;
        for signal in REAL_TIME.filter(|_| cfg!(target_os = "linux")) {
            caught.handle().add_signal(signal).ok();
        }
        let blocked = blocked();
        blocked.iter().for_each(|signal| mask.add(signal));
        // Until there is a thread that gives the terminal back: see `listen`.
        mask.add(Blockable::SIGABRT);
        mask.thread_set_mask()?;
        Ok(Self { caught, blocked })
    }

    /// Reports signals from dedicated threads, until `tell` returns false. A signal that asks the process to end does
    /// so within a fixed time, whatever the rest of the program is doing; a second one ends it at once.
    ///
    /// # Errors
    /// If a thread cannot be started.
    pub fn listen(self, tell: impl Fn(Signal) -> bool + Clone + Send + 'static) -> io::Result<()> {
        let Self { mut caught, blocked } = self;
        let also = tell.clone();
        let (started, is_running) = sync_channel(0);
        thread::Builder::new().name("signals".to_owned()).spawn(move || {
            started.send(()).ok();
            let mut asked: Option<Instant> = None;
            for signal in caught.forever() {
                let is_handed_over = match signal {
                    SIGABRT => end_at_once(signal),
                    SIGWINCH => tell(Signal::Resized),
                    SIGCONT => tell(Signal::Continued),
                    SIGTSTP => tell(Signal::Suspend),
                    SIGTTIN | SIGTTOU if !in_foreground() => ENDING.load(Ordering::Acquire) || stop(),
                    SIGTTIN | SIGTTOU => tell(Signal::Suspend),
                    _ if asked.is_some_and(|at| at.elapsed() < AGAIN_WITHIN) => end_at_once(signal),
                    _ => {
                        asked = Some(Instant::now());
                        ENDING.store(true, Ordering::Release);
                        end_soon(signal);
                        tell(if signal == SIGINT { Signal::Interrupt } else { Signal::End(signal) })
                    }
                };
                if !is_handed_over {
                    return;
                }
            }
        })?;
        // A thread that is starting allocates. In a C library whose allocator has one lock, it would wait for ever for a
        // thread that the handler holds in the midst of an allocation.
        is_running.recv().ok();
        // That thread has inherited the block, and keeps it: the handler must never make it wait, since it has to give the
        // terminal back. Every other thread waits in the handler from now on.
        hold(SIGABRT)?;
        SigSet::from(Blockable::SIGABRT).thread_unblock()?;
        thread::Builder::new().name("endings".to_owned()).spawn(move || {
            while let Ok(signal) = blocked.wait() {
                let number = signal as i32;
                if FAULTS.contains(&signal) {
                    end_at_once(number);
                }
                ENDING.store(true, Ordering::Release);
                end_soon(number);
                if !also(Signal::End(number)) {
                    return;
                }
            }
        })?;
        Ok(())
    }
}

/// Makes a thread that receives the signal wait in its handler until the process ends. Otherwise `abort` would end the
/// process before another thread has given the terminal back. The handler writes to a full pipe, since little else is
/// allowed in a handler.
fn hold(signal: i32) -> io::Result<()> {
    let (reading, writing) = io::pipe()?;
    // A small pipe is full sooner.
    #[cfg(target_os = "linux")]
    rustix::pipe::fcntl_setpipe_size(&writing, 4096).ok();
    rustix::io::ioctl_fionbio(&writing, true)?;
    while rustix::io::write(&writing, &[0; 4096]).is_ok() {}
    while rustix::io::write(&writing, &[0]).is_ok() {}
    let kept = writing.try_clone()?;
    signal_hook::low_level::pipe::register(signal, std::os::fd::OwnedFd::from(writing))?;
    rustix::io::ioctl_fionbio(&kept, false)?;
    // Keep both ends open for the lifetime of the process.
    std::mem::forget((reading, kept));
    Ok(())
}

/// Returns whether this process is in the foreground of its terminal.
fn in_foreground() -> bool {
    rustix::termios::tcgetpgrp(stdin()).is_ok_and(|group| group == rustix::process::getpgrp())
}

/// Waits, stopped, until this process is in the foreground of its terminal. Returns whether it is; it is not if a
/// signal asks the process to end first.
#[must_use]
pub fn wait_for_foreground() -> bool {
    loop {
        for _ in 0..10 {
            if ENDING.load(Ordering::Acquire) {
                return false;
            }
            // If the terminal does not say, there is nothing to wait for.
            if in_foreground() || rustix::termios::tcgetpgrp(stdin()).is_err() {
                return true;
            }
            // A signal that ends the process may be on its way together with the one that continued it.
            thread::sleep(Duration::from_millis(5));
        }
        if !stop() {
            return true;
        }
    }
}

/// Stops this process until it is continued. Returns whether it was stopped.
#[must_use]
pub fn stop() -> bool {
    emulate_default_handler(SIGTSTP).is_ok()
}

/// Ends the process after a while, unless it has ended by then.
fn end_soon(signal: i32) {
    let end = move || {
        thread::sleep(ENDS_WITHIN);
        end_at_once(signal);
    };
    if thread::Builder::new().name("end".to_owned()).spawn(end).is_err() {
        end_at_once(signal);
    }
}

/// Gives the terminal back and ends the process immediately. An interrupt has its documented exit code.
pub fn end_at_once(signal: i32) -> ! {
    restore_terminal();
    if signal == SIGINT { std::process::exit(128 + SIGINT) } else { end_by(signal) }
}

/// The signal for a terminal that has gone away.
pub const GONE: i32 = SIGHUP;
/// The signal for a program that is broken.
pub const BROKEN: i32 = SIGABRT;

/// Ends the process with the default action of a signal, so that its parent learns which signal it was.
pub fn end_by(signal: i32) -> ! {
    if let Some(blocked) = FAULTS.iter().chain(ENDINGS).find(|&&s| s as i32 == signal) {
        SigSet::from(*blocked).thread_unblock().ok();
        raise(*blocked).ok();
    }
    emulate_default_handler(signal).ok();
    // A real-time signal is caught in this process; in another program it has its default action again.
    let _ = Command::new("/bin/sh").args(["-c", &format!("kill -{signal} $$")]).exec();
    std::process::exit(128 + signal)
}
