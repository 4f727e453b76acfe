//! A program that is run as a process, from its start to its end.

use std::fs::File;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::peer::Start;
use crate::run::Told;

/// How long it takes, and how many lines it prints.
pub fn time(start: &Start, limit: Duration) -> Told<(Duration, usize)> {
    let input = match &start.input {
        Some(path) => Stdio::from(File::open(path).map_err(|e| e.to_string())?),
        None => Stdio::null(),
    };
    let mut command = Command::new(&start.program);
    command.args(&start.arguments).envs(start.environment());
    Start::REMOVED.iter().for_each(|n| {
        command.env_remove(n);
    });
    let begin = Instant::now();
    let mut child = command
        .stdin(input)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| format!("it cannot be started: {e}"))?;
    let mut lines = 0;
    let mut chunk = vec![0; 1 << 16];
    let read = child.stdout.take().map_or(Ok(()), |pipe| {
        loop {
            let left = limit.saturating_sub(begin.elapsed());
            let limit =
                Timespec { tv_sec: i64::try_from(left.as_secs()).unwrap_or(0), tv_nsec: left.subsec_nanos().into() };
            if poll(&mut [PollFd::new(&pipe, PollFlags::IN)], Some(&limit)).unwrap_or(0) == 0 {
                return Err(format!("it did not end within {} s", begin.elapsed().as_secs()));
            }
            match rustix::io::read(&pipe, &mut chunk[..]).unwrap_or(0) {
                0 => return Ok(()),
                n => lines += chunk.iter().take(n).filter(|&&b| b == b'\n').count(),
            }
        }
    });
    if read.is_err() {
        child.kill().ok();
    }
    child.wait().map_err(|e| e.to_string())?;
    read.map(|()| (begin.elapsed(), lines))
}
