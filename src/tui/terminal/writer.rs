//! The thread that writes to the terminal, so that a stuck line blocks nothing else.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

use crate::tui::app::AppEvent;

/// The line to the terminal: a thread that writes one piece after another.
pub(super) struct TerminalWriter {
    pieces: Sender<Vec<u8>>,
    state: Arc<State>,
    /// Writes as much as the line takes at once, and returns how much that is.
    write_at_once: fn(&[u8]) -> usize,
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
    /// Starts the thread.
    pub(super) fn start(
        to_loop: Sender<AppEvent>,
        write_at_once: fn(&[u8]) -> usize,
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
        Ok(Self { pieces, state, write_at_once })
    }

    /// Writes a piece after those before it: at once, as far as a free line takes it, and the rest by the thread.
    pub(super) fn send(&self, mut piece: Vec<u8>) {
        if self.state.under_way.load(Ordering::SeqCst) == 0 {
            let written = (self.write_at_once)(&piece);
            piece.drain(..written.min(piece.len()));
        }
        if !piece.is_empty() {
            self.state.under_way.fetch_add(1, Ordering::SeqCst);
            if self.pieces.send(piece).is_err() {
                self.state.under_way.fetch_sub(1, Ordering::SeqCst);
            }
        }
    }

    /// Returns whether anything is still to be written. If so, the loop is notified once nothing is.
    pub(super) fn is_busy(&self) -> bool {
        if self.state.under_way.load(Ordering::SeqCst) == 0 {
            return false;
        }
        self.state.awaited.store(true, Ordering::SeqCst);
        self.state.under_way.load(Ordering::SeqCst) > 0
    }

    /// Waits until everything is written, for at most `patience`. Returns whether it is.
    pub(super) fn drained(&self, patience: Duration) -> bool {
        let Ok(guard) = self.state.free.0.lock() else { return false };
        let busy = |(): &mut ()| self.state.under_way.load(Ordering::SeqCst) > 0;
        self.state.free.1.wait_timeout_while(guard, patience, busy).is_ok_and(|(_, waited)| !waited.timed_out())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_finds_the_line_busy_is_told_when_it_is_free() {
        let (to_loop, notice) = channel();
        let line = TerminalWriter::start(to_loop, |_| 0, |_| Ok(())).expect("a thread");
        for n in 0..100_000 {
            line.send(vec![b'x']);
            (0..n % 64).for_each(|_| std::hint::spin_loop());
            while line.is_busy() {
                let free = notice.recv_timeout(Duration::from_secs(10));
                assert!(matches!(free, Ok(AppEvent::Free)), "what waits for the line waits for ever, after {n}");
            }
        }
    }
}
