//! The only thread that touches the disk while the explorer runs, so that no slow disk, lock or network home ever
//! delays a key.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::draft::review::SavedHistory;
use crate::platform;
use crate::storage::history;
use crate::storage::marks::{Change, Mark, Marks, Unwritten};
use crate::storage::session::{self, Session};

/// How long to wait for another run that holds the marks. After that, they are written without the lock.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often to retry the lock meanwhile.
const RETRY: Duration = Duration::from_millis(20);
/// How long to wait for the lock when the user quits.
const LAST_PATIENCE: Duration = Duration::from_millis(250);
/// How long to retry the lock before telling the user: other runs normally hold it only for the moment of a change.
const MOMENT: Duration = Duration::from_millis(400);

/// Produces the content of a file, or an error message. It runs on the disk thread, because a large export takes
/// seconds.
pub type Content = Box<dyn FnOnce() -> Result<Vec<u8>, String> + Send>;

/// A new file that is to be written.
pub struct NewFile {
    /// Its path without the extension, as typed. It may be a directory.
    pub stem: String,
    /// Its usual name, which it gets in a directory.
    pub usual: String,
    /// The extension.
    pub ending: &'static str,
    /// What it is to hold.
    pub content: Content,
}

/// A request to the disk thread.
pub enum Request {
    /// Change the marks.
    Mark(Change),
    /// Write a new file.
    Write(NewFile),
    /// Replace a file, if it still holds what was read or what this run has written to it.
    Replace {
        /// The file.
        path: PathBuf,
        /// What it held when it was read.
        read: Vec<u8>,
        /// What it is to hold.
        content: Content,
    },
    /// Keep the history of a review in a file.
    KeepHistory(PathBuf, Box<SavedHistory>),
    /// List the paths that begin as this one does.
    List(String),
    /// Write all pending changes and the session, if any, and end the thread.
    Finish(Option<Box<Session>>),
}

/// A reply from the disk thread.
#[derive(Debug)]
pub enum Reply {
    /// What was kept from earlier runs.
    Opened {
        /// The marks.
        marks: Vec<Mark>,
        /// A status message, if any.
        notice: Option<String>,
        /// The saved session.
        session: Option<Box<Session>>,
    },
    /// The marks after some of the requested changes.
    Marks {
        /// The marks, including changes made by other runs.
        marks: Vec<Mark>,
        /// How many of the pending changes, in the order requested, are now included.
        changes: usize,
        /// A status message, if any.
        notice: Option<String>,
    },
    /// The paths that begin as what was typed.
    Listed(String, Vec<String>),
    /// A status message.
    Status(String),
    /// Where a new file was written, or why it was not.
    Saved(Result<PathBuf, String>),
    /// Everything is written, except for what these messages say.
    Finished(Vec<String>),
}

/// The handle through which the event loop sends requests to the disk thread.
#[derive(Debug)]
pub struct Keeper {
    requests: Sender<Request>,
}

impl Keeper {
    /// Starts the thread, which first reads the marks and the session.
    ///
    /// # Errors
    /// If the thread cannot be started.
    pub fn start(
        marks: Option<PathBuf>,
        session: Option<PathBuf>,
        tell: impl Fn(Reply) + Send + 'static,
    ) -> std::io::Result<Self> {
        let (requests, asked) = channel();
        let swept: Vec<PathBuf> = marks.iter().chain(&session).cloned().collect();
        let work = move || {
            let (kept, notice) = Marks::open(marks);
            let last = session.as_deref().and_then(session::read).map(Box::new);
            tell(Reply::Opened { marks: kept.marks.clone(), notice, session: last });
            swept.iter().filter_map(|path| path.parent()).for_each(platform::sweep);
            Disk {
                marks: kept,
                session,
                waiting: Vec::new(),
                since: None,
                is_reported: false,
                failed: None,
                changed: false,
                lost: Vec::new(),
                replaced: HashMap::new(),
                tell,
            }
            .run(&asked);
        };
        thread::Builder::new().name("disk".to_owned()).spawn(work)?;
        Ok(Self { requests })
    }

    /// Sends a request; the reply comes when it is done.
    pub fn ask(&self, request: Request) {
        self.requests.send(request).ok();
    }
}

struct Disk<F> {
    marks: Marks,
    session: Option<PathBuf>,
    /// Changes that are not written yet.
    waiting: Vec<Change>,
    /// When the thread started to wait for the lock, if it is waiting.
    since: Option<Instant>,
    /// Whether the user was told about the wait.
    is_reported: bool,
    /// Why the last attempt to write the changes failed.
    failed: Option<String>,
    /// Whether the marks were changed in this run.
    changed: bool,
    /// Messages about requests that did not reach the disk.
    lost: Vec<String>,
    /// The files that this run has replaced, and what it wrote last.
    replaced: HashMap<PathBuf, Vec<u8>>,
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
                Ok(Request::Write(NewFile { stem, usual, ending, content })) => {
                    let written = content().and_then(|bytes| crate::storage::write_new(&stem, &usual, ending, &bytes));
                    self.lost.extend(written.as_ref().err().cloned());
                    (self.tell)(Reply::Saved(written));
                }
                Ok(Request::Replace { path, read, content }) => self.replace(path, &read, content),
                Ok(Request::KeepHistory(path, history)) => history::write(&path, &history),
                Ok(Request::List(typed)) => {
                    let paths = crate::storage::paths(&typed);
                    (self.tell)(Reply::Listed(typed, paths));
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

    /// Replaces a file. Says only what went wrong: what is written at every step needs no word.
    fn replace(&mut self, path: PathBuf, read: &[u8], content: Content) {
        let known = self.replaced.get(&path).map_or(read, Vec::as_slice);
        let written = content().and_then(|bytes| {
            let holds = || std::fs::read(&path).is_ok_and(|now| now == known);
            let permissions = std::fs::metadata(&path).map(|about| about.permissions());
            let is_written = platform::replace_file_if(&path, &bytes, holds).map_err(|error| error.to_string())?;
            permissions.and_then(|permissions| std::fs::set_permissions(&path, permissions)).ok();
            if is_written { Ok(bytes) } else { Err("the file was changed by somebody else meanwhile".to_owned()) }
        });
        match written {
            Ok(bytes) => {
                self.lost.retain(|lost| !lost.starts_with(&path.display().to_string()));
                self.replaced.insert(path, bytes);
            }
            Err(error) => {
                let lost = format!("{}: {error}", path.display());
                (self.tell)(Reply::Status(format!("Not written: {lost}")));
                self.lost.push(lost);
            }
        }
    }

    /// Writes the pending changes if no other run holds the marks, or regardless of the lock if `insist` is set.
    /// Returns whether nothing is pending any more.
    fn write_marks(&mut self, insist: bool) -> bool {
        if self.waiting.is_empty() {
            return true;
        }
        match self.marks.apply(&self.waiting, insist) {
            Ok(notice) => {
                let changes = std::mem::take(&mut self.waiting).len();
                self.changed = true;
                (self.since, self.is_reported, self.failed) = (None, false, None);
                (self.tell)(Reply::Marks { marks: self.marks.marks.clone(), changes, notice });
                true
            }
            Err(Unwritten::Failed(why)) => {
                // Retried with the next change, and when the user quits.
                self.since = None;
                if self.failed.as_ref() != Some(&why) {
                    (self.tell)(Reply::Status(format!("The marks cannot be written ({why}); that is tried again.")));
                }
                self.failed = Some(why);
                false
            }
            Err(Unwritten::Held(who)) => {
                let since = *self.since.get_or_insert_with(Instant::now);
                if !self.is_reported && since.elapsed() >= MOMENT {
                    self.is_reported = true;
                    let words = format!("The marks are held by {who}; yours is kept, and written in a moment.");
                    (self.tell)(Reply::Status(words));
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

    /// Starts the thread for the marks in a file; without a session.
    fn started(marks: &std::path::Path) -> (Keeper, Receiver<Reply>) {
        let (sender, replies) = channel();
        let tell = move |reply| drop(sender.send(reply));
        (Keeper::start(Some(marks.to_owned()), None, tell).expect("a thread"), replies)
    }

    #[test]
    fn a_mark_is_kept_although_another_run_holds_the_lock() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("marks.json");
        let lock = crate::storage::try_lock(&path).expect("a lock").expect("it is free");
        let (keeper, replies) = started(&path);
        assert!(matches!(replies.recv(), Ok(Reply::Opened { notice: None, .. })));
        keeper.ask(Request::Mark(Change::Add("a".into())));
        keeper.ask(Request::Mark(Change::Add("b".into())));
        let Ok(Reply::Status(words)) = replies.recv() else { panic!("it is said who holds the marks") };
        assert!(words.contains("held by"), "{words}");
        assert!(cfg!(not(target_os = "linux")) || words.contains(&std::process::id().to_string()), "{words}");
        assert!(!path.exists(), "nothing is written while another run holds the marks");
        drop(lock);
        let Ok(Reply::Marks { marks, changes: 2, notice: None }) = replies.recv() else { panic!("both are written") };
        assert_eq!(ids(&marks), ["a", "b"]);
        let _lock = crate::storage::try_lock(&path).expect("a lock").expect("it is free");
        keeper.ask(Request::Mark(Change::Remove("a".into())));
        keeper.ask(Request::Finish(None));
        while !matches!(replies.recv(), Ok(Reply::Finished(_))) {}
        assert_eq!(ids(&Marks::open(Some(path)).0.marks), ["b"], "one leaves: it is written without the lock");
    }

    #[test]
    fn what_does_not_reach_the_disk_is_told_again_when_one_leaves() {
        let dir = tempfile::tempdir().expect("a directory");
        std::fs::write(dir.path().join("gone"), "a file where the directory is to be").expect("written");
        let path = dir.path().join("gone").join("marks.json");
        let (keeper, replies) = started(&path);
        assert!(matches!(replies.recv(), Ok(Reply::Opened { notice: Some(_), .. })));
        let failing: Content = Box::new(|| Err("the export failed".to_owned()));
        let [stem, usual] = ["a", "b"].map(str::to_owned);
        keeper.ask(Request::Write(NewFile { stem, usual, ending: "md", content: failing }));
        let Ok(Reply::Saved(Err(words))) = replies.recv() else { panic!("it is said at once") };
        assert_eq!(words, "the export failed");
        for (n, id) in ["a", "b"].into_iter().enumerate() {
            keeper.ask(Request::Mark(Change::Add(id.into())));
            let Ok(Reply::Marks { marks, changes: 1, .. }) = replies.recv() else { panic!("marks hold in this run") };
            assert_eq!(marks.len(), n + 1);
        }
        keeper.ask(Request::Finish(None));
        let Ok(Reply::Finished(lost)) = replies.recv() else { panic!("the thread ends") };
        assert_eq!(lost.len(), 2, "{lost:?}");
        assert_eq!(lost[0], "the export failed");
        assert!(lost[1].starts_with("the marks of this run are not kept: "), "{lost:?}");
    }

    #[test]
    fn a_lock_that_is_held_for_long_is_passed_over() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("marks.json");
        let _lock = crate::storage::try_lock(&path).expect("a lock").expect("it is free");
        let (keeper, replies) = started(&path);
        assert!(matches!(replies.recv(), Ok(Reply::Opened { .. })));
        let began = Instant::now();
        keeper.ask(Request::Mark(Change::Add("a".into())));
        let Ok(Reply::Status(_)) = replies.recv() else { panic!("it is said who holds the marks") };
        assert!(began.elapsed() >= MOMENT, "not before a moment has passed");
        let Ok(Reply::Marks { marks, changes: 1, .. }) = replies.recv() else { panic!("it is written in the end") };
        assert!(began.elapsed() >= PATIENCE, "not before patience is at its end");
        assert_eq!(ids(&marks), ["a"]);
    }

    #[test]
    fn one_who_leaves_waits_for_the_lock_a_little_and_then_writes() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("marks.json");
        let lock = crate::storage::try_lock(&path).expect("a lock").expect("it is free");
        let (keeper, replies) = started(&path);
        let began = Instant::now();
        keeper.ask(Request::Mark(Change::Add("a".into())));
        keeper.ask(Request::Finish(None));
        let lost = loop {
            if let Ok(Reply::Finished(lost)) = replies.recv() {
                break lost;
            }
        };
        let waited = began.elapsed();
        assert!(waited >= LAST_PATIENCE && waited < LAST_PATIENCE + PATIENCE, "{waited:?}");
        assert!(lost.is_empty(), "{lost:?}");
        assert_eq!(ids(&Marks::open(Some(path.clone())).0.marks), ["a"]);
        drop(lock);
        let (keeper, replies) = started(&path);
        let began = Instant::now();
        keeper.ask(Request::Mark(Change::Add("b".into())));
        keeper.ask(Request::Finish(None));
        while !matches!(replies.recv(), Ok(Reply::Finished(_))) {}
        assert!(began.elapsed() < LAST_PATIENCE, "nobody holds the lock, so nobody waits");
    }

    #[test]
    fn a_change_that_cannot_be_written_is_told_at_once_and_when_one_leaves() {
        let dir = tempfile::tempdir().expect("a directory");
        let (keeper, replies) = started(&dir.path().join("marks.json"));
        assert!(matches!(replies.recv(), Ok(Reply::Opened { notice: None, .. })));
        keeper.ask(Request::Mark(Change::Add("a".into())));
        assert!(matches!(replies.recv(), Ok(Reply::Marks { changes: 1, .. })));
        let too_long = "x".repeat(usize::try_from(crate::storage::SIZE_MAX).expect("it fits"));
        keeper.ask(Request::Mark(Change::Note("a".into(), too_long)));
        let Ok(Reply::Status(words)) = replies.recv() else { panic!("it is said at once") };
        assert!(words.starts_with("The marks cannot be written ("), "{words}");
        keeper.ask(Request::Finish(None));
        let Ok(Reply::Finished(lost)) = replies.recv() else { panic!("it is said once, and again at the end") };
        assert_eq!(lost.len(), 1, "{lost:?}");
        assert!(lost[0].starts_with("1 change of the marks could not be written: "), "{lost:?}");
    }
}
