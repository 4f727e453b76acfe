//! The commands of the built binary, on the built-in data and on data broken in every way.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

use icat_explorer::dataset;
use icat_explorer::search::{Index, Target};
use icat_explorer::text::is_harmful;
use sha2::{Digest, Sha256};

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

/// A temporary directory, removed at the end.
struct Dir(PathBuf);

impl Dir {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("icat-explorer-test-{}-{name}", std::process::id()));
        std::fs::remove_dir_all(&path).ok();
        Self(path)
    }

    fn ejected(name: &str) -> Self {
        let dir = Self::new(name);
        let output = run(&["data", "eject", dir.name()]);
        assert!(output.status.success(), "{}", said(&output));
        dir
    }

    fn name(&self) -> &str {
        self.0.to_str().unwrap()
    }

    fn file(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }
}

impl Drop for Dir {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

fn change(path: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{from} is not in {}", path.display());
    std::fs::write(path, text.replacen(from, to, 1)).unwrap();
}

const REPORT: &str = "reports/2022-annual-report.json";

#[test]
fn a_report_is_added_by_adding_a_file() {
    let dir = Dir::ejected("add");
    let report = r#"{
      "schema": 1, "title": "Annual Report 2023", "covers": 2023, "published": 2024, "terms": "As before.",
      "sections": [{ "title": "Highlights", "kind": "activity", "priorities": [4], "passages": [
        { "id": "ar23-iom-zanzibar-workshop", "headline": "A workshop on Zanzibar", "text": "IOM held a workshop about quokkas.", "entities": ["IOM"] }
      ] }]
    }"#;
    std::fs::write(dir.file("reports/2023-annual-report.json"), report).unwrap();
    let output = run(&["data", "check", dir.name()]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(String::from_utf8_lossy(&output.stdout).contains("of 6 reports"));
    let output = run(&["--data", dir.name(), "search", "quokkas", "--format", "jsonl"]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("ar23-iom-zanzibar-workshop"));
    let index = Index::new(Arc::new(dataset::from(Some(&dir.0)).unwrap()));
    for query in ["quokka", "iom zanzibar year:2023", "workshop priority:4 report:2023"] {
        let answer = index.search(query);
        let Some(Target::Passage(id)) = answer.hits.first().map(|h| h.target) else {
            panic!("{query}: {:?}", answer.problems)
        };
        assert_eq!(index.corpus().passage(id).id, "ar23-iom-zanzibar-workshop", "{query}");
    }
    assert_eq!(
        index.corpus().reports.last().unwrap().id,
        "2023-annual-report",
        "reports stand in the order of publication"
    );
}

#[test]
fn what_is_ejected_is_what_is_built_in() {
    let dir = Dir::ejected("same");
    let own = run(&["--data", dir.name(), "export"]);
    assert_eq!(own.stdout, run(&["export"]).stdout);
    let again = run(&["data", "eject", dir.name()]);
    assert_eq!(again.status.code(), Some(2));
    assert!(said(&again).contains("is there already"), "{}", said(&again));
}

#[test]
fn the_digest_is_that_of_the_export() {
    let info = String::from_utf8(run(&["data", "info"]).stdout).unwrap();
    let digest: String =
        Sha256::digest(run(&["export"]).stdout).iter().map(|b| format!("{b:02x}")).collect::<Vec<_>>().concat();
    assert!(info.contains(&digest), "{digest} is not in\n{info}");
    assert!(info.contains("schema   2") && info.contains("2021-mapping-resource"));
}

fn pipe(path: &Path) {
    std::fs::remove_file(path).ok();
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

fn link(to: &str, path: &Path) {
    std::os::unix::fs::symlink(to, path).unwrap();
}

/// A function that breaks a dataset.
type Break = fn(&Dir);

/// The ways to break data: a name, what is done to it, and the message that is then expected.
const BROKEN: &[(&str, Break, &str)] = &[
    ("missing file", |d| std::fs::remove_file(d.file("entities.json")).unwrap(), "entities.json: cannot be read"),
    ("missing directory", |d| std::fs::remove_dir_all(d.file("reports")).unwrap(), "reports: cannot be read"),
    ("bad JSON", |d| change(&d.file(REPORT), "\"sections\": [", "\"sections\": {"), "2022-annual-report.json:7"),
    ("unknown id", |d| change(&d.file(REPORT), "[\"UNU\"]", "[\"UNX\"]"), "entities: \"UNX\" is no entity"),
    (
        "id that stands twice",
        |d| change(&d.file(REPORT), "\"ar22-p4-oas-menthor-honduras\"", "\"ar22-p4-unodc-evidence-workshop\""),
        "ar22-p4-unodc-evidence-workshop: id: stands twice",
    ),
    (
        "escape",
        |d| change(&d.file(REPORT), "\"text\": \"", "\"text\": \"\\u001b[2J"),
        "text: holds the control character U+001B",
    ),
    ("raw escape", |d| change(&d.file(REPORT), "\"text\": \"", "\"text\": \"\u{1b}[2J"), "control character"),
    (
        "10 MB line",
        |d| change(&d.file(REPORT), "\"text\": \"", &format!("\"text\": \"{}", "long ".repeat(2_000_000))),
        "a passage is one paragraph",
    ),
    (
        "wrong schema",
        |d| change(&d.file("entities.json"), "\"schema\": 2", "\"schema\": 3"),
        "entities.json:2: schema: is 3; this program reads schema 1 to 2",
    ),
    (
        "not UTF-8",
        |d| {
            let mut bytes = std::fs::read(d.file(REPORT)).unwrap();
            let at = bytes.iter().position(|&b| b == b'\n').unwrap() + 5;
            bytes[at] = 0xff;
            std::fs::write(d.file(REPORT), bytes).unwrap();
        },
        "2022-annual-report.json:2: is not UTF-8",
    ),
    (
        "empty file",
        |d| std::fs::write(d.file(REPORT), "").unwrap(),
        "2022-annual-report.json:1: is no valid JSON: the file ends where a value is wanted",
    ),
    (
        "no report",
        |d| {
            std::fs::remove_dir_all(d.file("reports")).unwrap();
            std::fs::create_dir(d.file("reports")).unwrap();
        },
        "has no report",
    ),
    (
        "glossary that leads nowhere",
        |d| change(&d.file("glossary.json"), "\"defined_in\": \"", "\"defined_in\": \"x-"),
        "defined_in: \"x-",
    ),
    (
        "place named twice",
        |d| change(&d.file("places.json"), "\"name\": \"Tuvalu\"", "\"name\": \"Brazil\""),
        "Brazil: name: stands twice; a name is of one place",
    ),
    (
        "promise kept in no way",
        |d| change(&d.file("readings.json"), "\"how\": \"partly\"", "\"how\": \"mostly\""),
        "ar19-foreword-commitment: how: \"mostly\" is none of done, partly, no record",
    ),
    (
        "promise kept before it was made",
        |d| change(&d.file("readings.json"), "\"ar21-appraisal-joint-submission\"", "\"ov18-world-day\""),
        "\"ov18-world-day\" stands in no later report",
    ),
    (
        "promise read twice",
        |d| {
            change(
                &d.file("readings.json"),
                "\"commitment\": \"ar19-ahead-beijing\"",
                "\"commitment\": \"ar19-ahead-2020\"",
            );
        },
        "ar19-ahead-2020: commitment: is read twice",
    ),
    (
        "printed number nowhere",
        |d| change(&d.file("readings.json"), "\"passage\": \"ov18-members", "\"passage\": \"x-members"),
        "passage: \"x-members-april-2018\" is no passage",
    ),
    (
        "former name of nobody",
        |d| change(&d.file("readings.json"), "\"entity\": \"DPO\"", "\"entity\": \"DPX\""),
        "entity: \"DPX\" is no entity",
    ),
    ("named pipe", |d| pipe(&d.file("glossary.json")), "glossary.json: cannot be read (is not a regular file)"),
    ("named pipe for a report", |d| pipe(&d.file("reports/x.json")), "x.json: cannot be read (is not a regular file)"),
    (
        "named pipe for the reports",
        |d| {
            std::fs::remove_dir_all(d.file("reports")).unwrap();
            pipe(&d.file("reports"));
        },
        "reports: cannot be read",
    ),
    (
        "device without end",
        |d| link("/dev/zero", &d.file("reports/zero.json")),
        "zero.json: cannot be read (is not a regular file)",
    ),
    (
        "link that leads nowhere",
        |d| {
            std::fs::remove_file(d.file("places.json")).unwrap();
            link("nowhere", &d.file("places.json"));
        },
        "places.json: cannot be read",
    ),
    (
        "directory for a file",
        |d| std::fs::create_dir(d.file("reports/x.json")).unwrap(),
        "x.json: cannot be read (is a directory)",
    ),
    (
        "file that is too large",
        |d| std::fs::File::create(d.file("reports/x.json")).unwrap().set_len(1 << 40).unwrap(),
        "x.json: cannot be read (is larger than 64 MB)",
    ),
    (
        "ending in capitals",
        |d| std::fs::rename(d.file(REPORT), d.file("reports/2022-annual-report.JSON")).unwrap(),
        "2022-annual-report.JSON: is not read, for its name is a little off; call it 2022-annual-report.json",
    ),
    (
        "doubled ending",
        |d| std::fs::rename(d.file("glossary.json"), d.file("glossary.json.txt")).unwrap(),
        "glossary.json.txt: is not read, for its name is a little off; call it glossary.json",
    ),
    (
        "file name that speaks to the terminal",
        |d| {
            std::fs::rename(d.file("reports/2018-overview.json"), d.file("reports/2018 \u{1b}]0;x\u{7}\u{202e}.json"))
                .unwrap();
        },
        "]0;x\u{fffd}\u{fffd}.json: the name of the file is the report's id, and \"2018 \u{fffd}]0;x",
    ),
    (
        "key that speaks to the terminal",
        |d| change(&d.file(REPORT), "\"covers\"", "\"\\u001b]52;c;x\\u0007\\u009b31m\\u202e\\n\""),
        ": \u{fffd}]52;c;x\u{fffd}\u{fffd}31m\u{fffd} : is no field; there are schema, title",
    ),
    (
        "id that speaks to the terminal",
        |d| change(&d.file("entities.json"), "\"id\": \"CBSS\"", "\"id\": \"CB\\u001b[2J\\u009bSS\""),
        "CB\u{fffd}[2J\u{fffd}SS: id: \"CB\u{fffd}[2J",
    ),
    (
        "parent that speaks to the terminal",
        |d| change(&d.file("entities.json"), "\"parent\": \"OSCE\"", "\"parent\": \"\\u001b[2J\\u202e\""),
        "parent: \"\u{fffd}[2J\u{fffd}\" is no entity",
    ),
    (
        "role that speaks to the terminal",
        |d| change(&d.file("entities.json"), "\"role\": \"member\"", "\"role\": \"\\u001b[2J\""),
        "roles: \"\u{fffd}[2J\" is no role",
    ),
    (
        "section that speaks to the terminal",
        |d| change(&d.file(REPORT), "\"title\": \"[Cover]\"", "\"title\": \"\\u001b]0;x\\u0007\\n\\u202e\""),
        ":9: \u{fffd}]0;x\u{fffd} \u{fffd}: title: holds the control character U+001B",
    ),
];

#[test]
fn broken_data_of_every_sort_is_told_in_a_line_with_its_place() {
    for (name, break_it, told) in BROKEN {
        let dir = Dir::ejected(&name.replace(' ', "-"));
        break_it(&dir);
        let mut commands = vec![vec!["data", "check", dir.name()], vec!["--data", dir.name(), "export"]];
        if name.contains("terminal") {
            commands.extend(
                [["list", "reports"], ["data", "info"], ["search", "iom"]]
                    .map(|command| [["--data", dir.name()], command].concat()),
            );
        }
        for arguments in commands {
            let output = run(&arguments);
            assert_eq!(output.status.code(), Some(3), "{name}: {}", said(&output));
            assert!(output.stdout.is_empty(), "{name}");
            let message = said(&output);
            assert!(message.contains(told), "{name}: {message}");
            assert_eq!(message.lines().count(), 1, "{name}: {message}");
            assert!(
                message.chars().count() < 450 && !message.trim_end_matches('\n').chars().any(is_harmful),
                "{name}: {message}"
            );
        }
    }
}

#[test]
fn the_agreements_are_those_of_the_printed_table() {
    let corpus = crate::support::corpus();
    let mut rows: Vec<String> = Vec::new();
    for passage in &corpus.passages {
        if let icat_explorer::corpus::Details::Agreement { with, form, starred, .. } = &passage.details {
            let with: Vec<&str> = with.iter().map(|&e| corpus.entity(e).id.as_str()).collect();
            let star = if *starred { "*" } else { "" };
            rows.push(format!("{} {} {}{star}", corpus.entity(passage.entities[0]).id, form.word(), with.join(" ")));
        }
    }
    assert_eq!(rows, crate::support::TABLE);
}

#[test]
fn whether_the_other_side_says_so_is_derived() {
    let corpus = crate::support::corpus();
    let id = |name: &str| corpus.find_entity(name).unwrap();
    let says = |a: &str, b: &str| corpus.agreements().names(id(a), id(b));
    for (a, b, there, back) in [
        ("UNHCR", "IOM", true, true),
        ("UNODC", "DPO", true, false),
        ("ICAO", "OHCHR", true, true),
        ("COE", "OSCE", true, true),
        ("UNU", "IOM", false, false),
    ] {
        assert_eq!((says(a, b), says(b, a)), (there, back), "{a} and {b}");
    }
}

#[test]
fn the_structured_kinds_are_as_many_as_the_reports_print() {
    use icat_explorer::corpus::Kind;
    let corpus = crate::support::corpus();
    let count = |report: &str, kind: Kind, section: &str| {
        let of = corpus.passages.iter().filter(|p| corpus.report(p.report).id == report && p.kind == kind);
        of.filter(|p| corpus.section_path(p.section).iter().any(|s| s.contains(section))).count()
    };
    assert_eq!(count("2021-mapping-resource", Kind::Publication, "Repository of key publications"), 171);
    assert_eq!(count("2022-annual-report", Kind::Publication, "Key Publications"), 38);
    assert_eq!(count("2021-mapping-resource", Kind::Initiative, ""), 22);
    assert_eq!(count("2019-annual-report", Kind::Membership, "Members"), 23);
    assert_eq!(count("2021-annual-report", Kind::Membership, "Members"), 27);
    assert_eq!(count("2022-annual-report", Kind::Membership, "Members"), 28);
    assert_eq!(count("2021-annual-report", Kind::Membership, "Partners"), 3);
    assert_eq!(count("2022-annual-report", Kind::Membership, "Partners"), 3);
    assert_eq!(count("2022-annual-report", Kind::Commitment, "The year ahead"), 8);
}

#[test]
fn every_body_of_the_mapping_resource_has_its_mandate_and_the_others_say_why_not() {
    use icat_explorer::corpus::Kind;
    let corpus = crate::support::corpus();
    let mandates = &corpus.postings.kinds[Kind::Mandate as usize];
    let without: Vec<&str> = corpus
        .entities
        .iter()
        .zip(&corpus.postings.entities)
        .filter(|(_, set)| set.count_common(mandates) == 0)
        .map(|(e, _)| e.id.as_str())
        .collect();
    assert_eq!(without, ["OSRSG-CAAC"]);
    for id in ["OSRSG-CAAC", "UNU"] {
        assert!(corpus.entity(corpus.find_entity(id).unwrap()).editorial.is_some(), "{id} says why");
    }
}

#[test]
fn search_prints_hits_for_people_and_for_programs() {
    let text = String::from_utf8(run(&["search", "iom", "recruitment", "--limit", "2"]).stdout).unwrap();
    assert!(text.contains("  1. ") && text.contains("  2. ") && !text.contains("  3. "), "{text}");
    let output = run(&["search", "barnhaus", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    let hits: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let first = &hits[0];
    assert_eq!(
        (first["rank"].as_u64(), first["type"].as_str(), first["id"].as_str()),
        (Some(1), Some("passage"), Some("ar21-p3-cbss-barnahus"))
    );
    let text = first["text"].as_str().unwrap();
    let range = &first["matches"]["text"][0];
    let at = |n: usize| usize::try_from(range[n].as_u64().unwrap()).unwrap();
    assert_eq!(text.get(at(0)..at(1)), Some("Barnahus"));
    let output = run(&["search", "cted", "--format", "jsonl", "--limit", "1"]);
    let hit: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((hit["type"].as_str(), hit["id"].as_str()), (Some("entity"), Some("CTED")));
}

#[test]
fn search_narrows_by_flags_and_tells_what_it_does_not_understand() {
    let ids = |arguments: &[&str]| -> Vec<serde_json::Value> {
        let output = run(arguments);
        serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap().as_array().unwrap().clone()
    };
    let all = ids(&["search", "technology", "--format", "json", "--limit", "500"]);
    let narrowed =
        ids(&["search", "technology", "--format", "json", "--limit", "500", "--year", "2019", "--entity", "icat"]);
    assert!(!narrowed.is_empty() && narrowed.len() < all.len());
    let has = |list: &serde_json::Value, value: &serde_json::Value| list.as_array().unwrap().contains(value);
    let in_2019 = |years: &serde_json::Value, hit: &serde_json::Value| match years.as_array().unwrap().len() {
        0 => hit["published"].as_u64().or(hit["reported"].as_u64()) == Some(2019),
        _ => hit["published"] == 2019 || has(years, &2019.into()),
    };
    for hit in &narrowed {
        let claims = hit["claims"].as_array().unwrap();
        let is_claimed = claims.iter().any(|c| has(&c["entities"], &"ICAT".into()) && in_2019(&c["years"], hit));
        let is_tagged = claims.is_empty() && has(&hit["entities"], &"ICAT".into()) && in_2019(&hit["years"], hit);
        assert!(is_claimed || is_tagged, "{hit}");
    }
    assert_eq!(run(&["search", "zzzzqqq"]).status.code(), Some(1));
    let wrong = run(&["search", "technology", "--year", "soon"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(said(&wrong).contains("--year: \"soon\" is no year"), "{}", said(&wrong));
    let unclear = run(&["search", "technology", "entity:nobody"]);
    assert!(said(&unclear).contains("no body is called \"nobody\""), "{}", said(&unclear));
}

#[test]
fn citations_say_where_the_words_stand() {
    let cite = |style: &str, ids: &[&str]| {
        let mut arguments = vec!["cite", "--style", style, "--accessed", "2026-11-25"];
        arguments.extend(ids);
        String::from_utf8(run(&arguments).stdout).unwrap()
    };
    let ris = cite("ris", &["ar21-p3-cbss-barnahus"]);
    assert!(ris.starts_with("TY  - RPRT\r\n") && ris.ends_with("ER  - \r\n"), "{ris}");
    for style in ["text", "markdown"] {
        let words = cite(style, &["ar21-p3-cbss-barnahus"]);
        for part in
            ["Chairs' Annual Report 2021", "(2022)", "Priority #3", "ar21-p3-cbss-barnahus", "sha256:", "2026-11-25"]
        {
            assert!(words.contains(part), "{part} is not in {words}");
        }
    }
    let unknown = run(&["cite", "ar21-p3-cbss-barn"]);
    assert_eq!(unknown.status.code(), Some(1));
    assert!(said(&unknown).contains("did you mean ar21-p3-cbss-barnahus?"), "{}", said(&unknown));
}

#[test]
fn exports_are_narrowed_by_every_flag_and_read_back() {
    let flags = ["--entity", "iom", "--year", "2021..2022", "--kind", "activity"];
    let export = |format: &str| run(&[&["export", "--format", format], &flags[..]].concat()).stdout;
    let json: serde_json::Value = serde_json::from_slice(&export("json")).unwrap();
    let passages = json["passages"].as_array().unwrap();
    assert!(passages.len() > 5 && passages.len() < 100);
    assert!(
        passages
            .iter()
            .all(|p| p["entities"].as_array().unwrap().iter().any(|e| e == "IOM") && p["kind"] == "activity")
    );
    let lines = String::from_utf8(export("jsonl")).unwrap();
    assert_eq!(
        lines.lines().map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()).collect::<Vec<_>>(),
        *passages
    );
    let table = export("csv");
    let mut rows = csv::Reader::from_reader(table.as_slice());
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), passages.len());
    assert!(
        rows.iter()
            .zip(passages)
            .all(|(row, p)| row[0] == *p["id"].as_str().unwrap() && row[8] == *p["text"].as_str().unwrap())
    );
    assert!(String::from_utf8(table).unwrap().lines().next().unwrap().contains("\"citation\",\"reported\",\"topics\""));
    let without = run(&["export", "--format", "jsonl", "--entity", "iom", "--entity", "!icmpd"]).stdout;
    let without: Vec<serde_json::Value> =
        String::from_utf8(without).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    // What is left out are claims: a passage stays where another claim credits IOM without ICMPD.
    let credits = |of: &serde_json::Value, id: &str| of["entities"].as_array().unwrap().iter().any(|e| e == id);
    let is_right = |of: &serde_json::Value| credits(of, "IOM") && !credits(of, "ICMPD");
    let has_one = |of: &serde_json::Value| of["claims"].as_array().unwrap().iter().any(is_right);
    assert!(without.len() > 10 && without.iter().all(|passage| is_right(passage) || has_one(passage)));
    let unclear = run(&["export", "--query", "year:abc ukraine", "--format", "csv"]);
    assert_eq!((unclear.status.code(), unclear.stdout.len()), (Some(2), 0));
    assert_eq!(run(&["export", "--format", "csv", "--entity", "unu", "--year", "1999"]).status.code(), Some(1));
}

#[test]
fn a_configuration_is_found_checked_and_written_out() {
    let dir = Dir::new("config");
    let config = |arguments: &[&str]| {
        let command = &[&["config"], arguments].concat();
        Command::new(env!("CARGO_BIN_EXE_icat-explorer")).args(command).env("XDG_CONFIG_HOME", &dir.0).output().unwrap()
    };
    let path = String::from_utf8(config(&["path"]).stdout).unwrap();
    assert_eq!(path.trim(), dir.file("icat-explorer/config.toml").to_str().unwrap());
    assert_eq!(config(&["check"]).status.code(), Some(0));
    std::fs::create_dir_all(dir.file("icat-explorer")).unwrap();
    std::fs::write(path.trim(), config(&["default"]).stdout).unwrap();
    assert_eq!(config(&["check"]).status.code(), Some(0));
    // A configuration written by an earlier version names the same settings, and is still valid.
    let earlier = include_str!("../golden/config-0.1.0.toml");
    std::fs::write(path.trim(), earlier).unwrap();
    assert_eq!(config(&["check"]).status.code(), Some(0), "{}", said(&config(&["check"])));
    let written = String::from_utf8(config(&["default"]).stdout).unwrap();
    let named =
        |text: &str| -> Vec<String> { text.lines().filter_map(|l| Some(l.split_once(" = [")?.0.to_owned())).collect() };
    assert!(named(earlier).len() == 61 && named(earlier).iter().all(|name| named(&written).contains(name)));
    std::fs::write(path.trim(), "ascii = true\n[keys]\nfly = [\"f\"]\n").unwrap();
    let wrong = config(&["check"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(said(&wrong).contains("config.toml:3: fly: \"fly\" is no action"), "{}", said(&wrong));
}

#[test]
fn values_are_listed_and_passages_and_bodies_shown() {
    let text = |arguments: &[&str]| String::from_utf8(run(arguments).stdout).unwrap();
    let corpus = crate::support::corpus();
    let cbss = corpus.postings.entities[usize::from(corpus.find_entity("CBSS").unwrap().0)].count();
    let line = format!("CBSS\t{cbss}\tCouncil of the Baltic Sea States");
    assert!(text(&["list", "entities"]).lines().any(|l| l.starts_with(&line)));
    assert_eq!(text(&["list", "kinds"]).lines().count(), 13);
    assert!(text(&["list", "places"]).contains("Moldova\t7"));
    let passage = text(&["show", "ar21-p3-cbss-barnahus"]);
    assert!(
        passage.contains("The CBSS promoted the Barnahus model")
            && passage.contains("id          ar21-p3-cbss-barnahus")
    );
    let of_coe = corpus.postings.entities[usize::from(corpus.find_entity("COE").unwrap().0)].count();
    assert!(text(&["show", "council of europe"]).contains(&format!("\nIn these reports\n{of_coe} passages\n")));
    let nothing = run(&["show", "nothing-of-the-kind"]);
    assert_eq!((nothing.status.code(), nothing.stdout.is_empty()), (Some(1), true));
}

#[test]
fn what_lies_beside_the_data_is_told_and_stops_nothing() {
    let dir = Dir::ejected("beside");
    std::fs::write(dir.file("notes.txt"), "mine").unwrap();
    std::fs::write(dir.file("glossry.json"), "{}").unwrap();
    std::fs::write(dir.file(".hidden"), "").unwrap();
    std::fs::write(dir.file("reports/no\u{1b}[2J\n.md"), "").unwrap();
    std::fs::create_dir(dir.file("older")).unwrap();
    let check = run(&["data", "check", dir.name()]);
    assert_eq!(check.status.code(), Some(0), "{}", said(&check));
    let told = said(&check);
    assert_eq!(told.lines().count(), 4, "{told}");
    for part in [
        "glossry.json: is not read; did you mean glossary.json?",
        "notes.txt: is not read: it is none of entities.json, ",
        "older: is not read",
        "reports/no\u{fffd}[2J .md: is not read: the name of a report ends in .json",
    ] {
        assert!(told.contains(part), "{part} is not told by {told}");
    }
    let corpus = dataset::from(Some(&dir.0)).unwrap();
    let notices: Vec<String> = corpus.notices.iter().map(|n| format!("icat-explorer: {n}")).collect();
    assert_eq!(notices, told.lines().collect::<Vec<_>>());
    let other = run(&["--data", dir.name(), "search", "barnahus"]);
    assert!(said(&other).contains("older: is not read") && other.status.success(), "every command tells it");
    assert!(run(&["data", "check", Dir::ejected("alone").name()]).stderr.is_empty());
}

#[test]
fn a_byte_order_mark_is_taken_as_not_there_in_every_file() {
    let dir = Dir::ejected("mark");
    for (path, _) in dataset::EMBEDDED.iter().filter(|e| e.0 != "NOTICE.md") {
        let text = std::fs::read_to_string(dir.file(path)).unwrap();
        std::fs::write(dir.file(path), format!("\u{feff}{text}")).unwrap();
    }
    let check = run(&["data", "check", dir.name()]);
    assert_eq!(check.status.code(), Some(0), "{}", said(&check));
    std::fs::create_dir_all(dir.file("icat-explorer")).unwrap();
    std::fs::write(dir.file("icat-explorer/config.toml"), "\u{feff}ascii = true\n").unwrap();
    let config = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_icat-explorer"));
        command.args(["config", "check"]).env("XDG_CONFIG_HOME", &dir.0).output().unwrap()
    };
    assert_eq!(config().status.code(), Some(0), "{}", said(&config()));
    pipe(&dir.file("icat-explorer/config.toml"));
    assert!(said(&config()).contains("config.toml: cannot be read (is not a regular file)"), "{}", said(&config()));
}

#[test]
fn where_a_report_says_when_it_was_published_changes_nothing() {
    let dir = Dir::ejected("order");
    for (path, _) in dataset::EMBEDDED.iter().filter(|e| e.0.starts_with("reports/")) {
        let text = std::fs::read_to_string(dir.file(path)).unwrap();
        let row = text.lines().find(|line| line.trim_start().starts_with("\"published\"")).unwrap();
        let moved = text.replacen(&format!("{row}\n"), "", 1);
        let moved = moved.trim_end().strip_suffix('}').unwrap().trim_end();
        std::fs::write(dir.file(path), format!("{moved},\n{}\n}}\n", row.trim_end_matches(','))).unwrap();
    }
    let check = run(&["data", "check", dir.name()]);
    assert_eq!(check.status.code(), Some(0), "{}", said(&check));
    assert_eq!(run(&["--data", dir.name(), "export"]).stdout, run(&["export"]).stdout);
}

#[test]
fn ejecting_writes_through_no_link_and_over_no_file() {
    let (dir, victim) = (Dir::new("links"), Dir::new("victim"));
    let refused = |told: &str| {
        let output = run(&["data", "eject", dir.name()]);
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        assert!(said(&output).contains(told), "{told} is not told by {}", said(&output));
    };
    std::fs::create_dir(&dir.0).unwrap();
    link(victim.name(), &dir.file("readings.json"));
    refused("readings.json: is there already");
    assert!(!victim.0.exists(), "written through a link that leads nowhere");
    std::fs::remove_file(dir.file("readings.json")).unwrap();
    std::fs::create_dir(&victim.0).unwrap();
    link(victim.name(), &dir.file("reports"));
    refused("reports: is a link; nothing is written through it");
    assert_eq!(std::fs::read_dir(&victim.0).unwrap().count(), 0);
    assert_eq!(std::fs::read_dir(&dir.0).unwrap().count(), 1, "what was written before stays");
    std::fs::remove_file(dir.file("reports")).unwrap();
    std::fs::write(dir.file("reports"), "mine").unwrap();
    refused("is no directory");
    assert_eq!(std::fs::read_to_string(dir.file("reports")).unwrap(), "mine");
    std::fs::remove_dir_all(&dir.0).unwrap();
    link("nowhere", &dir.0);
    refused("is a link that leads nowhere");
    std::fs::remove_file(&dir.0).unwrap();
}

#[test]
fn ejecting_leaves_nothing_half_written() {
    let dir = Dir::new("half");
    let script = r#"trap '' XFSZ; ulimit -f 900; exec "$0" data eject "$1""#;
    let output = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_icat-explorer"), dir.file("deep/down").to_str().unwrap()])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("places.json: "), "{}", said(&output));
    assert!(!dir.0.exists(), "what this run made is still there");
}

#[test]
fn ejected_files_have_the_mode_that_the_user_asks_for() {
    use std::os::unix::fs::PermissionsExt;
    let dir = Dir::new("mode");
    let script = r#"umask 027; exec "$0" data eject "$1""#;
    Command::new("sh").args(["-c", script, env!("CARGO_BIN_EXE_icat-explorer"), dir.name()]).output().unwrap();
    let mode = |path: &str| std::fs::metadata(dir.file(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!([mode("reports"), mode(REPORT), mode("entities.json")], [0o750, 0o640, 0o640]);
}

#[test]
fn a_name_with_a_slip_is_asked_back() {
    for (arguments, meant) in [
        (&["show", "Nigera"][..], "; did you mean Niger or Nigeria?"),
        (&["export", "--entity", "UNDOC"], "; did you mean UNODC?"),
        (&["export", "--place", "Ukrane"], "; did you mean Ukraine?"),
        (&["export", "--topic", "trainin"], "; did you mean training?"),
    ] {
        let output = run(arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.trim_end().ends_with(meant), "{said}");
    }
    // What is near nothing is not guessed at.
    let output = run(&["export", "--place", "Xyzzy"]);
    assert!(!String::from_utf8_lossy(&output.stderr).contains("did you mean"));
}

#[test]
fn commitments_are_printed_by_status_and_report() {
    let table = |arguments: &[&str]| {
        let output = run(&[&["commitments", "--format", "csv"], arguments].concat());
        let rows: Vec<csv::StringRecord> =
            csv::Reader::from_reader(output.stdout.as_slice()).records().map(|row| row.unwrap()).collect();
        (rows, output.status.code())
    };
    let (all, _) = table(&[]);
    let (some, code) = table(&["--status", "no-record", "--report", "2021-annual-report"]);
    let is_wanted = |r: &csv::StringRecord| &r[1] == "Chairs' Annual Report 2021" && &r[9] == "no record";
    let wanted: Vec<_> = all.into_iter().filter(is_wanted).collect();
    assert!(wanted.len() > 3, "{wanted:?}");
    assert_eq!((some, code), (wanted, Some(0)));
    assert_eq!(table(&["--status", "done", "--report", "2022-annual-report"]).1, Some(1), "nothing is found");
    for wrong in [["--report", "1999"], ["--status", "undone"]] {
        assert_eq!(run(&[&["commitments"], &wrong[..]].concat()).status.code(), Some(2), "{wrong:?}");
    }
    // "2021" stands in the ids of two reports.
    let output = run(&["commitments", "--report", "2021"]);
    assert!(
        String::from_utf8_lossy(&output.stderr)
            .contains("\"2021\" may be 2021-mapping-resource, 2021-annual-report; give one of them"),
        "{output:?}"
    );
}
