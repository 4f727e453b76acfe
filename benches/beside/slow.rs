//! A slow line: the terminal is read no faster than bytes come over one.

use std::time::{Duration, Instant};

use crate::data::Data;
use crate::measure::{Effort, Figures, to_list, to_reader};
use crate::peer::{Kind, Peer};
use crate::run::{Key, Run, Told};

/// Bytes in a second, keys, and the time between two of them on the slow line.
const RATE: f64 = 960.0;
const KEYS: u32 = 40;
const PAUSE: Duration = Duration::from_millis(75);
/// After so long without a byte on the slow line the screen has settled.
const QUIET: Duration = Duration::from_millis(1500);

/// The text, and on it so many lines further down as fast as the program goes; then the same on a slow line: how long after the
/// last key its screen settles.
pub fn measure(peer: &Peer, data: &Data, effort: Effort, figures: &mut Figures) -> Told<()> {
    let (mut fast, mut slow) = (at_text(peer, data, effort)?, at_text(peer, data, effort)?);
    for _ in 0..KEYS {
        fast.press_moving(fast.sequence(Key::Down))?;
    }
    let begin = Instant::now();
    let (mut sent, mut free, mut heard) = (0, begin, begin);
    let last = PAUSE * (KEYS - 1);
    while Instant::now() < begin + last + effort.slow {
        let now = Instant::now();
        let due = begin + PAUSE * sent;
        if sent < KEYS && now >= due {
            slow.send(slow.sequence(Key::Down))?;
            sent += 1;
        } else if now < free {
            // The line is busy with what was read.
            let next = if sent < KEYS { free.min(due) } else { free };
            std::thread::sleep(next.saturating_duration_since(now));
        } else {
            let next = if sent < KEYS { due } else { now + QUIET };
            match slow.take(next, 48)? {
                #[allow(clippy::cast_precision_loss)]
                Some((when, bytes)) => {
                    free = when.max(free) + Duration::from_secs_f64(bytes as f64 / RATE);
                    heard = free;
                }
                None if sent == KEYS => {
                    if slow.screen.text() != fast.screen.text() {
                        return Err("on the slow line it ends with another screen than on a fast one".to_owned());
                    }
                    figures.slow = Some(heard.saturating_duration_since(begin + last).as_secs_f64());
                    return Ok(());
                }
                None => {}
            }
        }
    }
    figures.slow = Some(f64::INFINITY);
    Ok(())
}

/// The program with a text on its screen that can be moved through.
fn at_text(peer: &Peer, data: &Data, effort: Effort) -> Told<Run> {
    let mut run = Run::start(&peer.interactive(data))?;
    run.until("all of the passages", effort.limit, |s| peer.is_ready(s, data))?;
    run.settle(effort.limit)?;
    if peer.kind == Kind::Explorer {
        to_list(&mut run, peer, effort)?;
        to_reader(&mut run, effort)?;
        // As in less, nothing stands beside the text.
        run.send(b"z")?;
        run.settle(effort.limit)?;
    }
    Ok(run)
}
