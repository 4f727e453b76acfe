//! Marked passages with notes, in the user's order, kept in one file that is always replaced atomically.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::platform;
use crate::storage::{SCHEMA, SIZE_MAX, Trouble};

/// A marked passage.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The id of the passage; the current data may not have it.
    pub id: String,
    /// The user's note; empty if there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Fields that another version of the program, or another program, keeps with it.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

impl Mark {
    /// Creates a mark without a note.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), ..Self::default() }
    }

    /// Returns its id and its note.
    #[must_use]
    pub fn parts(&self) -> (&str, &str) {
        (&self.id, &self.note)
    }
}

/// The contents of the file.
#[derive(Debug, Default, Serialize, Deserialize)]
struct MarksFile {
    schema: u32,
    marks: Vec<Mark>,
    /// Fields that another version keeps in the file.
    #[serde(flatten)]
    rest: Map<String, Value>,
}

/// A change to the marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Adds a mark after all others.
    Add(String),
    /// Adds marks after all others, in this order. Those that are there already stay where they are.
    AddAll(Vec<String>),
    /// Removes a mark.
    Remove(String),
    /// Removes marks.
    RemoveAll(Vec<String>),
    /// Restores a mark to its former index.
    Restore(usize, Mark),
    /// Sets the note of a mark.
    Note(String, String),
    /// Moves a mark down by a number of places; up if negative.
    Move(String, isize),
}

/// Applies a change. A mark that another run has removed in the meantime stays removed.
pub fn change(marks: &mut Vec<Mark>, change: &Change) {
    let place = |marks: &[Mark], id: &str| marks.iter().position(|m| m.id == *id);
    match change {
        Change::Add(id) => {
            if place(marks, id).is_none() {
                marks.push(Mark::new(id));
            }
        }
        Change::AddAll(ids) => {
            for id in ids {
                if place(marks, id).is_none() {
                    marks.push(Mark::new(id));
                }
            }
        }
        Change::RemoveAll(ids) => marks.retain(|m| !ids.contains(&m.id)),
        Change::Remove(id) => marks.retain(|m| m.id != *id),
        Change::Restore(at, mark) => {
            if place(marks, &mark.id).is_none() {
                marks.insert((*at).min(marks.len()), mark.clone());
            }
        }
        Change::Note(id, note) => {
            if let Some(at) = place(marks, id) {
                marks[at].note.clone_from(note);
            }
        }
        Change::Move(id, by) => {
            if let Some(at) = place(marks, id) {
                let mark = marks.remove(at);
                marks.insert(at.saturating_add_signed(*by).min(marks.len()), mark);
            }
        }
    }
}

/// How often to retry if another run changes the marks at the same time.
const TRIES: usize = 8;

/// Serializes the file, pretty-printed if that is small enough. Returns `None` if it would be too large to be read
/// again.
fn written(file: &MarksFile) -> Option<Vec<u8>> {
    let fits = |bytes: &Vec<u8>| bytes.len() as u64 <= SIZE_MAX;
    let pretty = serde_json::to_vec_pretty(file).ok().filter(fits);
    pretty.or_else(|| serde_json::to_vec(file).ok().filter(fits))
}

fn other_schema(path: &Path, schema: u32) -> String {
    format!("{} is of schema {schema}, which this version does not read", path.display())
}

/// Why changes are not written yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unwritten {
    /// Another run holds the lock; describes which one.
    Held(String),
    /// Writing failed; the reason, as a sentence.
    Failed(String),
}

/// The marks and the file that keeps them.
#[derive(Debug, Default)]
pub struct Marks {
    /// The marks, in order.
    pub marks: Vec<Mark>,
    /// The file; `None` if the marks last only as long as this run.
    path: Option<PathBuf>,
    /// The other fields of the file.
    rest: Map<String, Value>,
    /// Why the marks last only as long as this run although they should be saved.
    pub trouble: Option<String>,
}

impl Marks {
    /// Reads the marks. Returns a status message if something is wrong. A damaged file is set aside, never overwritten.
    #[must_use]
    pub fn open(path: Option<PathBuf>) -> (Self, Option<String>) {
        let mut marks = Self { path, ..Self::default() };
        let notice = marks.read();
        (marks, notice)
    }

    /// Reads the marks without touching the file, whatever is wrong with it.
    ///
    /// # Errors
    /// If there are marks that cannot be read; the reason, in words.
    pub fn look(path: &Path) -> Result<Vec<Mark>, String> {
        match crate::storage::read::<MarksFile>(path) {
            Ok(None) => Ok(Vec::new()),
            Ok(Some(file)) if file.schema == SCHEMA => Ok(file.marks),
            Ok(Some(file)) => Err(other_schema(path, file.schema)),
            Err(Trouble::Later(schema)) => Err(other_schema(path, schema)),
            Err(Trouble::Unreadable(why) | Trouble::Damaged(why)) => Err(format!("the marks cannot be read: {why}")),
        }
    }

    /// Applies changes to what other runs have written in the meantime, and writes the result. Returns a status
    /// message, if there is one.
    ///
    /// If no lock can be made, the marks are written all the same: the file is replaced atomically.
    ///
    /// # Errors
    /// If another run holds the lock and `insist` is not set, or if writing fails. Nothing is changed then, and the
    /// call can be repeated.
    pub fn apply(&mut self, changes: &[Change], insist: bool) -> Result<Option<String>, Unwritten> {
        let Some(path) = self.path.clone() else {
            changes.iter().for_each(|change| self::change(&mut self.marks, change));
            return Ok(None);
        };
        let _lock = match crate::storage::try_lock(&path) {
            Ok(Some(lock)) => Some(lock),
            Ok(None) if !insist => {
                let who = platform::lock_holder(&crate::storage::lock_file(&path));
                return Err(Unwritten::Held(who.unwrap_or_else(|| "another program".to_owned())));
            }
            Ok(None) | Err(_) => None,
        };
        // Another run may write without the lock at the same time. If it does, its marks are read again.
        for _ in 0..TRIES {
            let stamp = platform::stamp(&path);
            let notice = self.read();
            let mut marks = self.marks.clone();
            changes.iter().for_each(|change| self::change(&mut marks, change));
            if self.path.is_none() {
                self.marks = marks;
                return Ok(notice);
            }
            let file = MarksFile { schema: SCHEMA, marks, rest: self.rest.clone() };
            let failed = |why: String| Unwritten::Failed(format!("{}: {why}", path.display()));
            let bytes = written(&file).ok_or_else(|| failed("would be too large to be read again".to_owned()))?;
            let unchanged = || platform::stamp(&path) == stamp;
            if platform::replace_file_if(&path, &bytes, unchanged).map_err(|e| failed(e.to_string()))? {
                self.marks = file.marks;
                return Ok(notice);
            }
        }
        Err(Unwritten::Held("another run that writes over and over".to_owned()))
    }

    fn read(&mut self) -> Option<String> {
        let path = self.path.clone()?;
        let trouble = match crate::storage::read::<MarksFile>(&path) {
            Ok(None) => return None,
            Ok(Some(file)) if file.schema == SCHEMA => {
                (self.marks, self.rest) = (file.marks, file.rest);
                return None;
            }
            Ok(Some(file)) => other_schema(&path, file.schema),
            Err(Trouble::Later(schema)) => other_schema(&path, schema),
            Err(Trouble::Unreadable(why)) => format!("The marks cannot be read ({why})"),
            Err(Trouble::Damaged(why)) => match crate::storage::set_aside(&path) {
                Ok(aside) => return Some(format!("{why}; the damaged file is now {}.", aside.display())),
                Err(error) => format!("{why}; it cannot be set aside ({error}), and is left as it is"),
            },
        };
        self.path = None;
        self.trouble = Some(trouble.clone());
        Some(format!("{trouble}; marks hold until you leave."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dir(name: &str) -> PathBuf {
        let dir = std::env::temp_dir().join(format!("icat-explorer-marks-{}-{name}", std::process::id()));
        std::fs::remove_dir_all(&dir).ok();
        dir
    }

    fn ids(marks: &Marks) -> Vec<&str> {
        marks.marks.iter().map(|m| m.id.as_str()).collect()
    }

    #[test]
    fn looking_reads_the_marks_or_says_why_not_and_touches_nothing() {
        let dir = dir("look");
        let path = dir.join("marks.json");
        assert_eq!(Marks::look(&path), Ok(Vec::new()), "there are none yet");
        let (mut marks, _) = Marks::open(Some(path.clone()));
        assert_eq!(marks.apply(&[Change::Add("a".into()), Change::Add("b".into())], false), Ok(None));
        let seen: Vec<String> = Marks::look(&path).expect("they are read").into_iter().map(|m| m.id).collect();
        assert_eq!(seen, ["a", "b"]);
        for (text, why) in [
            ("{\"schema\": 0, \"marks\": []}", "schema 0"),
            ("{\"schema\": 99, \"marks\": []}", "schema 99"),
            ("no JSON", "the marks cannot be read: "),
        ] {
            std::fs::write(&path, text).expect("written");
            let error = Marks::look(&path).expect_err(text);
            assert!(error.contains(why), "{error}");
            assert_eq!(std::fs::read_to_string(&path).expect("it is still there"), text);
        }
        std::fs::remove_dir_all(&dir).expect("removed");
    }

    #[test]
    fn two_runs_at_once_lose_nothing_of_each_other() {
        let dir = dir("two");
        let path = dir.join("marks.json");
        let (mut one, none) = Marks::open(Some(path.clone()));
        assert_eq!(none, None);
        let (mut two, _) = Marks::open(Some(path.clone()));
        assert_eq!(one.apply(&[Change::Add("a".into())], false), Ok(None));
        assert_eq!(two.apply(&[Change::Add("b".into())], false), Ok(None));
        one.apply(&[Change::Note("b".into(), "why".into())], false).expect("free");
        two.apply(&[Change::Move("b".into(), -1)], false).expect("free");
        let (three, _) = Marks::open(Some(path.clone()));
        assert_eq!((ids(&three), three.marks[0].note.as_str()), (vec!["b", "a"], "why"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&path).expect("written").permissions().mode() & 0o777, 0o600);
        }
        std::fs::remove_dir_all(&dir).ok();
    }

    #[cfg(unix)]
    #[test]
    fn a_link_still_leads_to_the_marks_after_a_change() {
        let dir = tempfile::tempdir().expect("a directory");
        let (home, cloud) = (dir.path().join("home"), dir.path().join("cloud"));
        std::fs::create_dir_all(&home).and_then(|()| std::fs::create_dir_all(&cloud)).expect("directories");
        let link = home.join("marks.json");
        for target in ["../cloud/marks.json", "chain"] {
            if target == "chain" {
                std::fs::remove_file(&link).expect("the link");
                std::os::unix::fs::symlink(cloud.join("marks.json"), home.join("chain")).expect("a link");
            }
            std::os::unix::fs::symlink(target, &link).expect("a link that leads to nothing yet, or to a link");
            let (mut marks, notice) = Marks::open(Some(link.clone()));
            assert_eq!(notice, None);
            assert_eq!(marks.apply(&[Change::Add(target.into())], false), Ok(None));
            assert!(link.symlink_metadata().expect("there").is_symlink(), "the link is kept");
            let (kept, _) = Marks::open(Some(cloud.join("marks.json")));
            assert!(ids(&kept).contains(&target), "what it leads to is changed");
        }
        std::fs::write(cloud.join("marks.json"), "{").expect("damaged");
        let (_, notice) = Marks::open(Some(link.clone()));
        assert!(notice.expect("told").contains("marks.damaged") && cloud.join("marks.damaged").exists());
        assert!(link.symlink_metadata().is_ok(), "the link is not what is set aside");
        let left: Vec<_> = std::fs::read_dir(&cloud).expect("listed").flatten().map(|e| e.file_name()).collect();
        assert!(left.iter().all(|n| !n.to_string_lossy().starts_with('.')), "nothing half-written is left: {left:?}");
    }

    #[test]
    fn whoever_reads_the_file_while_it_is_changed_reads_a_whole_one() {
        use std::io::Read;
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("marks.json");
        let (mut marks, _) = Marks::open(Some(path.clone()));
        marks.apply(&[Change::Add("a".into())], false).expect("free");
        let whole = std::fs::read_to_string(&path).expect("there");
        let mut reader = std::fs::File::open(&path).expect("there");
        marks.apply(&[Change::Remove("a".into()), Change::Add("b".into())], false).expect("free");
        let mut read = String::new();
        reader.read_to_string(&mut read).expect("read");
        assert_eq!(read, whole, "the old file is as it was for whoever has it open");
        assert_eq!(ids(&Marks::open(Some(path)).0), ["b"]);
    }

    #[test]
    fn what_other_versions_keep_in_the_file_survives_a_change() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("marks.json");
        let text = r#"{"schema":1,"folders":["a"],"marks":[{"id":"x","colour":"red","note":"n"},{"id":"y"}]}"#;
        std::fs::write(&path, format!("\u{feff}{text}")).expect("written with a byte order mark");
        let (mut marks, notice) = Marks::open(Some(path.clone()));
        assert_eq!(notice, None);
        marks.apply(&[Change::Add("z".into()), Change::Move("x".into(), 1)], false).expect("free");
        let kept: Value = serde_json::from_slice(&std::fs::read(&path).expect("there")).expect("JSON");
        assert_eq!((kept["folders"][0].as_str(), kept["marks"][1]["colour"].as_str()), (Some("a"), Some("red")));
        assert_eq!((kept["marks"][0]["id"].as_str(), kept["marks"][2]["id"].as_str()), (Some("y"), Some("z")));
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_of_ours_is_told_and_left_alone() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("marks.json");
        let open = |what: &str| {
            let (mut marks, notice) = Marks::open(Some(path.clone()));
            assert!(notice.as_deref().is_some_and(|t| t.contains(what)), "{notice:?}");
            assert_eq!(marks.apply(&[Change::Add("a".into())], false), Ok(None));
            assert_eq!(ids(&marks), ["a"], "it holds until one leaves");
        };
        std::fs::create_dir(&path).expect("a directory in its place");
        open("is a directory");
        std::fs::remove_dir(&path).expect("taken away");
        std::process::Command::new("mkfifo").arg(&path).status().expect("a named pipe");
        open("is not a regular file");
        std::fs::remove_file(&path).expect("taken away");
        let large = std::fs::File::create(&path).and_then(|f| f.set_len(1 << 30));
        large.expect("a file of a gigabyte, of which nothing takes room");
        open("is larger than 16 MB");
        assert_eq!(std::fs::metadata(&path).expect("there").len(), 1 << 30, "it is left as it is");
    }

    #[cfg(unix)]
    #[test]
    fn marks_are_kept_where_there_can_be_no_lock() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("marks.json");
        std::os::unix::fs::symlink("/dev/null", dir.path().join("marks.lock")).expect("a link that is not followed");
        let (mut marks, _) = Marks::open(Some(path.clone()));
        assert_eq!(marks.apply(&[Change::Add("a".into())], false), Ok(None));
        assert_eq!(ids(&Marks::open(Some(path)).0), ["a"]);
    }

    #[test]
    fn a_damaged_file_is_set_aside_and_never_written_over() {
        let dir = dir("damaged");
        let path = dir.join("marks.json");
        std::fs::create_dir_all(&dir).expect("a directory");
        for name in ["marks.damaged", "marks.damaged-2"] {
            std::fs::write(&path, "{ \"schema\": 1, \"marks\": [{").expect("written");
            let (mut marks, notice) = Marks::open(Some(path.clone()));
            assert!(notice.expect("told").contains(name));
            assert_eq!(marks.apply(&[Change::Add("a".into())], false), Ok(None));
            assert!(std::fs::read_to_string(dir.join(name)).expect("kept").ends_with("[{"));
        }
        std::fs::write(&path, "{ \"schema\": 9, \"marks\": [] }").expect("written");
        let (mut marks, notice) = Marks::open(Some(path.clone()));
        assert!(notice.expect("told").contains("schema 9"));
        marks.apply(&[Change::Add("a".into())], false).expect("free");
        assert!(std::fs::read_to_string(&path).expect("kept").contains('9'), "a later version's file is left alone");
        std::fs::remove_dir_all(&dir).ok();
    }

    #[test]
    fn where_nothing_can_be_written_marks_hold_until_the_end() {
        let dir = dir("blocked");
        std::fs::write(&dir, "a file where a directory has to be").expect("written");
        let (mut marks, _) = Marks::open(Some(dir.join("marks.json")));
        let notice = marks.apply(&[Change::Add("a".into())], false).expect("no lock");
        assert!(notice.is_none_or(|t| t.contains("until you leave")));
        assert!(ids(&marks).contains(&"a"));
        std::fs::remove_file(&dir).ok();
    }

    #[test]
    fn marks_move_within_their_bounds_and_come_back_to_their_place() {
        let mut marks: Vec<Mark> = ["a", "b", "c"].map(Mark::new).into();
        change(&mut marks, &Change::Move("a".into(), 9));
        change(&mut marks, &Change::Move("b".into(), -9));
        assert_eq!(marks.iter().map(|m| m.id.as_str()).collect::<Vec<_>>(), ["b", "c", "a"]);
        let taken = marks[1].clone();
        change(&mut marks, &Change::Remove("c".into()));
        change(&mut marks, &Change::Restore(1, taken));
        assert_eq!(marks.iter().map(|m| m.id.as_str()).collect::<Vec<_>>(), ["b", "c", "a"]);
    }
}
