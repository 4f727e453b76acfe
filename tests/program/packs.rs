//! Packs of own data: what `data pack` writes, what is kept without being asked for, and what is refused.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, SystemTime};

/// A directory of own data, and a home of its own.
struct Own {
    dir: tempfile::TempDir,
}

impl Own {
    /// A copy of the small corpus of the tests.
    fn small() -> Self {
        let own = Self { dir: tempfile::tempdir().unwrap() };
        let small = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/small/data"));
        for (from, to) in [(small.to_owned(), own.data()), (small.join("reports"), own.data().join("reports"))] {
            fs::create_dir(&to).unwrap();
            for entry in fs::read_dir(from).unwrap().flatten().filter(|entry| entry.path().is_file()) {
                fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
            }
        }
        own
    }

    /// What is built in.
    fn ejected() -> Self {
        let own = Self { dir: tempfile::tempdir().unwrap() };
        let output = own.run(&["data", "eject", own.data().to_str().unwrap()]);
        assert!(output.status.success(), "{}", said(&output));
        own
    }

    fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    fn file(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_icat-explorer"));
        for (name, dir) in [("XDG_CACHE_HOME", "cache"), ("XDG_CONFIG_HOME", "config"), ("XDG_DATA_HOME", "home")] {
            command.env(name, self.file(dir));
        }
        command.args(arguments).output().unwrap()
    }

    /// Runs a command on the data directory.
    fn on_data(&self, arguments: &[&str]) -> Output {
        self.run(&[&["--data", self.data().to_str().unwrap()], arguments].concat())
    }

    /// Returns the packs that are kept.
    fn kept(&self) -> Vec<PathBuf> {
        let listing = fs::read_dir(self.file("cache/icat-explorer/packs")).into_iter().flatten().flatten();
        listing.map(|entry| entry.path()).collect()
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn packed(own: &Own, name: &str) -> PathBuf {
    let pack = own.file(name);
    let output = own.run(&["data", "pack", own.data().to_str().unwrap(), pack.to_str().unwrap()]);
    assert!(output.status.success(), "{}", said(&output));
    pack
}

fn edit(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(path).unwrap();
    change(&mut bytes);
    fs::write(path, bytes).unwrap();
}

/// Asserts that some commands print from a pack what they print from the directory.
fn assert_alike(own: &Own, commands: &[&[&str]]) {
    let pack = packed(own, "own.pack");
    for command in commands {
        let of = |path: &Path| own.run(&[&["--no-state", "--data", path.to_str().unwrap()], *command].concat());
        let (directory, pack) = (of(&own.data()), of(&pack));
        assert_eq!(said(&pack), said(&directory), "{command:?}");
        assert!(pack.stdout == directory.stdout && pack.status == directory.status, "{command:?}");
    }
    assert!(own.kept().is_empty(), "--no-state keeps nothing");
}

#[test]
fn a_pack_prints_what_its_directory_prints() {
    assert_alike(&Own::ejected(), &[&["export"], &["search", "--explain", "victimes", "safe", "house", "niger"]]);
    let own = Own::small();
    fs::write(own.data().join("note.txt"), "").unwrap();
    let commands: [&[&str]; 7] = [
        &["search", "--format", "json", "towr"],
        &["who", "trafficking"],
        &["show", "owl"],
        &["coverage", "--format", "csv"],
        &["list", "places"],
        &["cite", "owl-2019-lamps"],
        &["data", "info"],
    ];
    assert_alike(&own, &commands);
    let (data, pack) = (own.data(), own.file("own.pack"));
    let again = own.run(&["data", "pack", data.to_str().unwrap(), pack.to_str().unwrap()]);
    assert!(again.status.code() == Some(2) && said(&again).contains("own.pack: is there already"), "{}", said(&again));
}

#[test]
fn what_is_no_pack_of_this_program_is_refused_with_a_sentence() {
    let own = Own::small();
    let whole = packed(&own, "whole.pack");
    let refused = |change: &dyn Fn(&mut Vec<u8>)| {
        let pack = own.file("changed.pack");
        fs::copy(&whole, &pack).unwrap();
        edit(&pack, change);
        let output = own.run(&["--data", pack.to_str().unwrap(), "search", "tower"]);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(3), 0), "{}", said(&output));
        said(&output)
    };
    let middle = fs::read(&whole).unwrap().len() / 2;
    // Texts come first, and are read when they are printed.
    let text = fs::read(&whole).unwrap().windows(5).position(|words| words == b"tower").unwrap();
    assert!(refused(&|bytes| bytes[text] = b'T').contains("changed.pack: cannot be read any more (it is damaged)"));
    assert!(refused(&|bytes| bytes[middle] ^= 1).contains("changed.pack: is damaged; make it again"));
    for cut in [middle, 60, 80] {
        assert!(refused(&|bytes| bytes.truncate(cut)).contains("is damaged"), "{cut}");
    }
    assert!(refused(&|bytes| bytes.push(0)).contains("is damaged"));
    let version = "ICAT Explorer pack ".len();
    assert!(refused(&|bytes| bytes[version] = b'9').contains("was packed by version 9.2.0 of this program"));
    let build = version + "0.2.0 ".len();
    assert!(refused(&|bytes| bytes[build] = b'x').contains("was packed by another build of this program"));
    assert!(refused(&|bytes| *bytes = b"{}".to_vec()).contains("is neither a directory of data files nor a pack"));
    assert!(refused(&Vec::clear).contains("is neither a directory"));
    // What works on the files says that they are missing.
    let check = own.run(&["data", "check", whole.to_str().unwrap()]);
    assert!(check.status.code() == Some(3) && said(&check).contains("is a file"), "{}", said(&check));
}

#[test]
fn own_data_is_packed_by_itself_and_again_when_a_file_changes() {
    let own = Own::small();
    let search = |words: &str| own.on_data(&["search", words, "--format", "jsonl"]);
    // What was changed a moment ago may change again within the same tick of the clock.
    let first = search("quokkas");
    assert_eq!(first.status.code(), Some(1));
    let end = SystemTime::now() + Duration::from_secs(60);
    while own.kept().is_empty() {
        assert!(SystemTime::now() < end, "no pack is kept of data that does not change");
        search("tower");
    }
    let [pack] = &own.kept()[..] else { panic!("one pack is kept: {:?}", own.kept()) };
    let before = fs::metadata(pack).unwrap().modified().unwrap();
    // It is used: a pack that is not what the files say would be believed ...
    assert_eq!(search("tower").stdout, own.on_data(&["--no-state", "search", "tower", "--format", "jsonl"]).stdout);
    assert_eq!(fs::metadata(pack).unwrap().modified().unwrap(), before, "the pack is not written again");
    // ... and one that is damaged is not.
    edit(pack, |bytes| {
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
    });
    assert_eq!(search("tower").status.code(), Some(0));
    // A change is seen, even one that keeps the length and the time.
    let report = own.data().join("reports/2019-first.json");
    let time = fs::metadata(&report).unwrap().modified().unwrap();
    let text = fs::read_to_string(&report).unwrap();
    assert!(text.contains("council"));
    fs::write(&report, text.replacen("council", "quokkas", 1)).unwrap();
    fs::File::options().append(true).open(&report).unwrap().set_modified(time).unwrap();
    assert_eq!(search("quokkas").status.code(), Some(0));
    // A file more is seen as well: its notice is printed.
    fs::write(own.data().join("note.txt"), "").unwrap();
    assert!(said(&search("tower")).contains("note.txt"));
}

#[test]
fn a_pack_that_cannot_be_kept_is_not_missed() {
    let own = Own::small();
    fs::write(own.file("cache"), "a file where a directory belongs").unwrap();
    let output = own.on_data(&["search", "tower"]);
    assert!(output.status.success() && said(&output).is_empty(), "{}", said(&output));
    fs::create_dir_all(own.file("config/icat-explorer")).unwrap();
    fs::write(own.file("config/icat-explorer/config.toml"), "no_state = true\n").unwrap();
    fs::remove_file(own.file("cache")).unwrap();
    assert!(own.on_data(&["search", "tower"]).status.success());
    assert!(own.kept().is_empty(), "the configuration forbids it");
}
