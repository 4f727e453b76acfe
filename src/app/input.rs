//! Listens to the terminal and to signals, each in a thread that sleeps until there is something.

use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use ratatui::crossterm::event;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::stdio::stdin;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use super::Message;
use crate::error::Result;

/// How long to wait where the terminal has bytes that make no event yet, such as half an escape sequence.
const PARTIAL: Duration = Duration::from_millis(10);

/// Starts listening.
pub fn listen(sender: &Sender<Message>) -> Result<()> {
    let mut signals = Signals::new([SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH])?;
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

/// Passes on what is typed. A hang-up is looked for before each read: crossterm reads a terminal that is gone for ever.
fn read(to_loop: &Sender<Message>) {
    loop {
        let stdin = stdin();
        let mut fds = [PollFd::new(&stdin, PollFlags::IN)];
        match poll(&mut fds, None) {
            Ok(_) => {}
            Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => continue,
            Err(_) => break,
        }
        if fds[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            break;
        }
        let mut any = false;
        while let Ok(true) = event::poll(Duration::ZERO) {
            let Ok(event) = event::read() else { break };
            any = true;
            if to_loop.send(Message::Event(event)).is_err() {
                return;
            }
        }
        if !any {
            thread::sleep(PARTIAL);
        }
    }
    to_loop.send(Message::Hangup).ok();
}
