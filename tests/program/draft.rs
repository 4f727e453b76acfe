//! `data draft` and `data review` as commands: what comes out, what is written, and what is refused.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const TEXT: &str = "FOREWORD\n\nThe Group met four times in 2031 and heard from those who had been trafficked.\n\n\
    UNODC trained forty prosecutors in Ghana.\n";

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_icat-explorer"))
        .args(arguments)
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A directory with the built-in data and the text of a report.
struct Desk {
    dir: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("2031-annual-report.txt"), TEXT).unwrap();
        let desk = Self { dir };
        assert!(run(&["data", "eject", desk.data()]).status.success());
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn data(&self) -> &str {
        Box::leak(self.path("mydata").display().to_string().into_boxed_str())
    }

    fn text(&self) -> &str {
        Box::leak(self.path("2031-annual-report.txt").display().to_string().into_boxed_str())
    }

    fn draft(&self) -> Output {
        run(&["data", "draft", self.text(), "--id", "2031-annual-report", "--into", self.data()])
    }
}

#[test]
fn a_draft_is_added_to_the_data_and_holds_against_its_source() {
    let desk = Desk::new();
    let output = desk.draft();
    assert!(output.status.success(), "{}", said(&output));
    let words = printed(&output);
    assert!(words.starts_with("2 passages drafted"), "{words}");
    assert!(words.contains("it is taken to cover 2031"), "{words}");
    let output = run(&["data", "check", desk.data(), "--source", desk.text()]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(printed(&output).contains("no difference"), "{}", printed(&output));
    assert!(said(&output).contains("this and 1 more passage are drafts that nobody has accepted"), "{}", said(&output));
    assert_eq!(run(&["data", "check", desk.data(), "--strict"]).status.code(), Some(3));
    let again = desk.draft();
    assert_eq!(again.status.code(), Some(2));
    assert!(said(&again).contains("is there already"), "{}", said(&again));
    let found = run(&["--data", desk.data(), "search", "prosecutors", "--report", "2031-annual-report"]);
    assert!(printed(&found).contains("ar31-unodc-trained"), "{}{}", printed(&found), said(&found));
}

#[test]
fn a_draft_is_printed_where_no_directory_is_named_and_read_from_standard_input() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_icat-explorer"))
        .args(["data", "draft", "-", "--id", "2031-annual-report"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(TEXT.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["sections"][0]["title"], "Foreword");
    assert_eq!(json["covers"], 2031);
    assert!(said(&output).contains("2 passages drafted"));
}

#[test]
fn what_cannot_be_drafted_is_told_with_what_to_do() {
    let desk = Desk::new();
    let pdf = desk.path("report.pdf");
    std::fs::write(&pdf, "%PDF-1.7\nnothing").unwrap();
    std::fs::write(desk.path("empty.txt"), "\n\n").unwrap();
    std::fs::write(desk.path("latin.txt"), b"Caf\xe9\n").unwrap();
    let name = |name: &str| desk.path(name).display().to_string();
    for (source, id, expected) in [
        (name("missing.txt"), "2031-report", "missing.txt"),
        (name("empty.txt"), "2031-report", "holds no text that makes a passage"),
        (name("latin.txt"), "2031-report", "line 1 is not UTF-8"),
        (desk.text().to_owned(), "2031 Report", "small letters, digits and hyphens"),
    ] {
        let output = run(&["data", "draft", &source, "--id", id]);
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        assert!(said(&output).contains(expected), "{}", said(&output));
    }
    // Without pdftotext, a PDF cannot be read; the way to do without it is named.
    let output = Command::new(env!("CARGO_BIN_EXE_icat-explorer"))
        .args(["data", "draft", pdf.to_str().unwrap(), "--id", "2031-report"])
        .env("PATH", desk.dir.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("pdftotext is not installed; install poppler"), "{}", said(&output));
}

#[test]
fn a_review_says_which_draft_it_needs() {
    let desk = Desk::new();
    let none = run(&["data", "review", desk.data()]);
    assert!(said(&none).contains("no report has passages that are still drafts"), "{}", said(&none));
    assert!(said(&run(&["data", "review"])).contains("name the directory of your data"));
    desk.draft();
    let wrong = run(&["data", "review", desk.data(), "--report", "1999"]);
    assert!(said(&wrong).contains("there is no such report; there are"), "{}", said(&wrong));
    let missing = run(&["data", "review", desk.data(), "--source", "nowhere.txt"]);
    assert!(said(&missing).contains("nowhere.txt"), "{}", said(&missing));
    let text = std::fs::read_to_string(Path::new(desk.data()).join("reports/2031-annual-report.json")).unwrap();
    let other = text.replace("ar31-", "ar32-").replace("2031", "2032");
    std::fs::write(Path::new(desk.data()).join("reports/2032-annual-report.json"), other).unwrap();
    let both = run(&["data", "review", desk.data()]);
    assert!(
        said(&both).contains("name one of 2031-annual-report (2 left), 2032-annual-report (2 left)"),
        "{}",
        said(&both)
    );
}

/// A report whose list of members has a body that the data does not have.
const WITH_A_NEW_MEMBER: &str = "FOREWORD\n\nThe Group met four times in 2031 and heard from those who had been trafficked.\n\n\
    WBU trained forty keepers of hives in Ghana.\n\nMEMBERS\n\nInternational Labour Organization (ILO)\nWorld Beekeepers Union (WBU)\n";

#[test]
fn a_new_member_is_added_to_the_data_and_credited() {
    let desk = Desk::new();
    std::fs::write(desk.text(), WITH_A_NEW_MEMBER).unwrap();
    let entities = desk.path("mydata").join("entities.json");
    let before = std::fs::read_to_string(&entities).unwrap();
    // Without a directory nothing is written, and the entry is told.
    let output = run(&["data", "draft", desk.text(), "--id", "2031-annual-report"]);
    assert!(said(&output).contains("To be added to entities.json"), "{}", said(&output));
    let output = desk.draft();
    assert!(output.status.success(), "{}", said(&output));
    let entry = r#"{"id": "WBU", "name": "World Beekeepers Union", "roles": [{"year": 2031, "role": "member"}]}"#;
    assert!(printed(&output).contains(&format!("Added to entities.json\n  {entry}")), "{}", printed(&output));
    assert!(printed(&output).contains("Bodies that entities.json does not have\n  World Beekeepers Union (WBU)"));
    let after = std::fs::read_to_string(&entities).unwrap();
    assert!(after.contains(entry));
    assert_eq!(after.replace(&format!(",\n    {entry}"), ""), before, "nothing else of it is touched");
    let found = run(&["--data", desk.data(), "search", "hives", "--entity", "WBU"]);
    assert!(printed(&found).contains("keepers of hives"), "{}{}", printed(&found), said(&found));
    let output = run(&["data", "check", desk.data(), "--source", desk.text()]);
    assert!(output.status.success(), "{}", said(&output));
}

#[test]
fn the_table_of_one_report_is_written_and_read_back() {
    let desk = Desk::new();
    assert!(desk.draft().status.success());
    let one = ["--report", "2031-annual-report"];
    let output = run(&[&["data", "table", desk.data(), "--export", "-"], &one[..]].concat());
    let table = printed(&output);
    assert_eq!(table.lines().count(), 3, "{table}");
    assert!(table.lines().skip(1).all(|line| line.starts_with("\"2031-annual-report\"")), "{table}");
    let file = desk.path("tags.csv").display().to_string();
    std::fs::write(&file, table.replace("\"Ghana\"", "\"Togo\"")).unwrap();
    let wrong = run(&["data", "table", desk.data(), "--import", &file, "--report", "2022-annual-report"]);
    assert!(said(&wrong).contains("is no passage"), "{}", said(&wrong));
    let output = run(&[&["data", "table", desk.data(), "--import", &file], &one[..]].concat());
    assert!(printed(&output).contains("1 passage changed"), "{}{}", printed(&output), said(&output));
    let unknown = run(&["data", "table", desk.data(), "--export", "-", "--report", "2032-annual-report"]);
    assert!(said(&unknown).contains("there is no such report; there are 2018-overview"), "{}", said(&unknown));
}
