//! The one thread that touches the disk while the explorer runs, so that no disk, lock or network home ever keeps a key
//! waiting.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::platform;
use crate::storage::marks::{Change, Mark, Marks, Unwritten};
use crate::storage::session::{self, Session};

/// How long another run is waited for that holds the marks. After that they are written without a lock.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often a lock is tried meanwhile.
const RETRY: Duration = Duration::from_millis(20);
/// The same where one leaves.
const LAST_PATIENCE: Duration = Duration::from_millis(250);
/// How long a lock is tried before anything is said: others hold it for the moment of a change.
const MOMENT: Duration = Duration::from_millis(400);

/// Makes what is to stand in a file, or says why it cannot: a large export takes seconds.
pub type Content = Box<dyn FnOnce() -> Result<String, String> + Send>;

/// What the explorer wants of the disk.
pub enum Request {
    /// Change the marks.
    Mark(Change),
    /// Write a new file: its name without the ending, the ending, and what makes what is in it.
    Write(String, &'static str, Content),
    /// Write what is still to be written, and where one was.
    Finish(Option<Box<Session>>),
}

/// What the disk has said.
#[derive(Debug)]
pub enum Reply {
    /// What was kept of earlier runs.
    Opened {
        /// The marks.
        marks: Vec<Mark>,
        /// A word to the user.
        told: Option<String>,
        /// Where one was.
        session: Option<Box<Session>>,
    },
    /// The marks with so many of the changes that were asked for.
    Marks {
        /// The marks, with what other runs have changed.
        marks: Vec<Mark>,
        /// How many changes, in the order in which they were asked for, are in them now.
        changes: usize,
        /// A word to the user.
        told: Option<String>,
    },
    /// A word to the user.
    Told(String),
    /// Everything is written, but for what is told here.
    Finished(Vec<String>),
}

/// The hand by which the loop asks.
#[derive(Debug)]
pub struct Keeper {
    requests: Sender<Request>,
}

impl Keeper {
    /// Starts the thread, which first reads what is kept.
    ///
    /// # Errors
    /// Where the thread cannot be started.
    pub fn start(
        marks: Option<PathBuf>,
        session: Option<PathBuf>,
        tell: impl Fn(Reply) + Send + 'static,
    ) -> std::io::Result<Self> {
        let (requests, asked) = channel();
        let swept: Vec<PathBuf> = marks.iter().chain(&session).cloned().collect();
        let work = move || {
            let (kept, told) = Marks::open(marks);
            let last = session.as_deref().and_then(session::read).map(Box::new);
            tell(Reply::Opened { marks: kept.marks.clone(), told, session: last });
            swept.iter().filter_map(|path| path.parent()).for_each(platform::sweep);
            Disk {
                marks: kept,
                session,
                waiting: Vec::new(),
                since: None,
                said: false,
                failed: None,
                changed: false,
                lost: Vec::new(),
                tell,
            }
            .run(&asked);
        };
        thread::Builder::new().name("disk".to_owned()).spawn(work)?;
        Ok(Self { requests })
    }

    /// Asks for something; the reply comes when it is done.
    pub fn ask(&self, request: Request) {
        self.requests.send(request).ok();
    }
}

struct Disk<F> {
    marks: Marks,
    session: Option<PathBuf>,
    /// Changes that are not written yet.
    waiting: Vec<Change>,
    /// Since when a lock is waited for.
    since: Option<Instant>,
    /// Whether it is said that it is waited for.
    said: bool,
    /// Why the changes could not be written when that was last tried.
    failed: Option<String>,
    /// Whether the marks were changed in this run.
    changed: bool,
    /// What was asked for and is not on the disk.
    lost: Vec<String>,
    tell: F,
}

impl<F: Fn(Reply)> Disk<F> {
    fn run(&mut self, asked: &Receiver<Request>) {
        loop {
            let request = match self.since {
                None => asked.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(_) => asked.recv_timeout(RETRY),
            };
            match request {
                Ok(Request::Mark(change)) => {
                    self.waiting.push(change);
                    if self.since.is_none() {
                        self.write_marks(false);
                    }
                }
                Ok(Request::Write(stem, ending, content)) => {
                    let written = content().and_then(|text| crate::storage::write_new(&stem, ending, text.as_bytes()));
                    (self.tell)(Reply::Told(match written {
                        Ok(path) => format!("Written to {}", path.display()),
                        Err(error) => {
                            self.lost.push(error.clone());
                            format!("It cannot be written: {error}")
                        }
                    }));
                }
                Ok(Request::Finish(session)) => {
                    let end = Instant::now() + LAST_PATIENCE;
                    while !self.write_marks(false) && Instant::now() < end {
                        thread::sleep(RETRY);
                    }
                    self.write_marks(true);
                    if let Some(why) = self.failed.take().filter(|_| !self.waiting.is_empty()) {
                        let marks = crate::text::count(self.waiting.len(), "change");
                        self.lost.push(format!("{marks} of the marks could not be written: {why}"));
                    }
                    if let Some(trouble) = self.marks.trouble.as_ref().filter(|_| self.changed) {
                        self.lost.push(format!("the marks of this run are not kept: {trouble}"));
                    }
                    if let (Some(path), Some(session)) = (&self.session, session) {
                        session::write(path, &session);
                    }
                    (self.tell)(Reply::Finished(std::mem::take(&mut self.lost)));
                    return;
                }
                Err(RecvTimeoutError::Timeout) => {
                    self.write_marks(self.since.is_some_and(|s| s.elapsed() > PATIENCE));
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Writes the changes that wait, where nobody else holds the marks or where one insists; tells whether none waits.
    fn write_marks(&mut self, insist: bool) -> bool {
        if self.waiting.is_empty() {
            return true;
        }
        match self.marks.apply(&self.waiting, insist) {
            Ok(told) => {
                let changes = std::mem::take(&mut self.waiting).len();
                self.changed = true;
                (self.since, self.said, self.failed) = (None, false, None);
                (self.tell)(Reply::Marks { marks: self.marks.marks.clone(), changes, told });
                true
            }
            Err(Unwritten::Failed(why)) => {
                // Tried again with the next change, and when one leaves.
                self.since = None;
                if self.failed.as_ref() != Some(&why) {
                    (self.tell)(Reply::Told(format!("The marks cannot be written ({why}); that is tried again.")));
                }
                self.failed = Some(why);
                false
            }
            Err(Unwritten::Held(who)) => {
                let since = *self.since.get_or_insert_with(Instant::now);
                if !self.said && since.elapsed() >= MOMENT {
                    self.said = true;
                    let words = format!("The marks are held by {who}; yours is kept, and written in a moment.");
                    (self.tell)(Reply::Told(words));
                }
                false
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(marks: &[Mark]) -> Vec<&str> {
        marks.iter().map(|m| m.id.as_str()).collect()
    }

    #[test]
    fn a_mark_is_kept_although_another_run_holds_the_lock() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("marks.json");
        let lock = crate::storage::try_lock(&path).expect("a lock").expect("it is free");
        let (sender, replies) = channel();
        let keeper = Keeper::start(Some(path.clone()), None, move |r| drop(sender.send(r))).expect("a thread");
        assert!(matches!(replies.recv(), Ok(Reply::Opened { told: None, .. })));
        keeper.ask(Request::Mark(Change::Add("a".into())));
        keeper.ask(Request::Mark(Change::Add("b".into())));
        let Ok(Reply::Told(words)) = replies.recv() else { panic!("it is said who holds the marks") };
        assert!(words.contains("held by"), "{words}");
        assert!(cfg!(not(target_os = "linux")) || words.contains(&std::process::id().to_string()), "{words}");
        assert!(!path.exists(), "nothing is written while another run holds the marks");
        drop(lock);
        let Ok(Reply::Marks { marks, changes: 2, told: None }) = replies.recv() else { panic!("both are written") };
        assert_eq!(ids(&marks), ["a", "b"]);
        let _lock = crate::storage::try_lock(&path).expect("a lock").expect("it is free");
        keeper.ask(Request::Mark(Change::Remove("a".into())));
        keeper.ask(Request::Finish(None));
        while !matches!(replies.recv(), Ok(Reply::Finished(_))) {}
        assert_eq!(ids(&Marks::open(Some(path)).0.marks), ["b"], "one leaves: it is written without the lock");
    }
}
