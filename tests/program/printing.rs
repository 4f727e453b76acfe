//! What commands print: the same formats everywhere, JSON that matches its schema, colours only where they are wanted,
//! text that reads well aloud, completions and manual pages from the same definition.

use std::process::{Command, Output};

use serde_json::Value;

/// Returns the headline of a passage of the built-in data.
fn headline(id: &str) -> &'static str {
    let corpus = crate::support::corpus();
    &corpus.passage(corpus.find_passage(id).unwrap()).headline
}

fn run_with(arguments: &[&str], more: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_icat-explorer"));
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command.args(arguments).envs(more.iter().copied()).output().unwrap()
}

fn run(arguments: &[&str]) -> Output {
    run_with(arguments, &[])
}

fn printed(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The commands that print records, each with something to find.
const RECORDS: &[&[&str]] = &[
    &["search", "recruitment"],
    &["list", "entities"],
    &["list", "regions"],
    &["list", "terms"],
    &["list", "topics"],
    &["list", "partners"],
    &["list", "works", "--entity", "icat", "--topic", "children"],
    &["show", "UNODC"],
    &["show", "ar21-p3-cbss-barnahus"],
    &["show", "2018-overview"],
    &["show", "NRM"],
    &["show", "icat-brief-9-forced-labour"],
    &["coverage", "--year", "2022"],
    &["coverage", "--by", "place-entity", "--sort", "ICAT"],
    &["coverage", "--by", "topic-year", "--year", "2021..2022"],
    &["membership"],
    &["agreements"],
    &["agreements", "--initiatives"],
    &["agreements", "UNHCR"],
    &["agreements", "itu", "world bank"],
    &["commitments"],
    &["compare", "iom", "ilo", "unicef"],
    &["who", "child victims, border, Moldova"],
];

#[test]
fn every_command_that_prints_records_prints_them_in_every_format() {
    for command in RECORDS {
        for format in ["text", "json", "jsonl", "csv", "md"] {
            let output = run(&[command, &["--format", format][..]].concat());
            let text = String::from_utf8(output.stdout).unwrap();
            // A pair without an agreement is reported as such, and counts as nothing found.
            let nothing = command.first() == Some(&"agreements") && command.contains(&"itu");
            assert_eq!(output.status.code(), Some(i32::from(nothing)), "{command:?} {format}");
            assert!(text.lines().count() >= 1 && text.ends_with('\n'), "{command:?} {format}: {text}");
            match format {
                "json" => drop(serde_json::from_str::<Value>(&text).unwrap()),
                "jsonl" => text.lines().for_each(|l| drop(serde_json::from_str::<Value>(l).unwrap())),
                "csv" => {
                    let quoted = text.lines().all(|l| l.starts_with('"') || !text.contains(&format!("\r\n{l}")));
                    assert!(quoted && text.ends_with("\"\r\n"), "{command:?}: {text}");
                    let mut table = csv::Reader::from_reader(text.as_bytes());
                    let columns = table.headers().unwrap().len();
                    let rows: Vec<_> = table.records().map(|r| r.unwrap()).collect();
                    assert!(columns > 1 && !rows.is_empty(), "{command:?}");
                }
                "md" => assert!(text.starts_with("# "), "{command:?}: {text}"),
                _ => assert!(!text.contains('\u{1b}'), "{command:?}"),
            }
        }
    }
}

#[test]
fn colours_are_there_where_they_are_wanted() {
    let coloured = |arguments: &[&str], more: &[(&str, &str)]| run_with(arguments, more).stdout.contains(&0x1b);
    let search = ["search", "barnahus"];
    assert!(!coloured(&search, &[]), "a pipe is no terminal");
    assert!(coloured(&search, &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&search, &[("CLICOLOR_FORCE", "0")]));
    assert!(!coloured(&search, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(coloured(&["search", "barnahus", "--color", "always"], &[("NO_COLOR", "1")]));
    assert!(!coloured(&["search", "barnahus", "--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    for command in RECORDS
        .iter()
        .filter(|c| !matches!(c[0], "list" | "coverage" | "membership" | "agreements") && c.get(1) != Some(&"NRM"))
    {
        assert!(coloured(&[command, &["--color", "always"][..]].concat(), &[]), "{command:?}");
        assert!(!coloured(&[command, &["--color", "always", "--plain"][..]].concat(), &[]), "{command:?}");
        assert!(!coloured(&[command, &["--color", "always", "--format", "json"][..]].concat(), &[]), "{command:?}");
    }
}

#[test]
fn plain_text_is_a_statement_a_line_without_bars_and_columns() {
    for command in RECORDS {
        let output = run(&[command, &["--plain"][..]].concat());
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(!text.contains(['\u{2501}', '\u{2502}', '\t']), "{command:?}: {text}");
        for line in text.lines() {
            assert!(!line.contains("  ") && !line.starts_with(' '), "{command:?}: {line}");
        }
    }
    let text = printed(&["coverage", "--plain"]);
    let count = text.lines().find_map(|line| line.strip_prefix("UNODC, 4 Accountable: ")?.strip_suffix('.'));
    assert!(count.and_then(|n| n.parse::<usize>().ok()).is_some_and(|n| n > 0), "{text}");
    assert!(!text.contains("UNU, 1 Evidence"), "an empty cell is not read out");
    assert!(printed(&["membership", "--plain"]).contains("\nCOE, 2019: partner.\n"));
    for view in ["membership", "agreements"] {
        let text = printed(&[view, "--plain"]);
        let mut cells = text.lines().filter_map(|l| l.strip_suffix('.')?.split_once(": ")).map(|l| l.1);
        assert!(cells.all(|c| c.parse::<usize>().is_ok() || c.contains(' ') || c.chars().count() > 2), "{text}");
        assert!(!text.contains("!.") && !text.contains(": <"), "{text}");
    }
    let agreements: Value = serde_json::from_str(&printed(&["agreements", "ICAO", "--format", "json"])).unwrap();
    assert_eq!(agreements["rows"][0]["said_by"], serde_json::json!(["OHCHR"]));
    assert_eq!(agreements["rows"][0]["starred_in"], serde_json::json!(["ICAO"]));
    assert!(printed(&["show", "cted", "--plain"]).contains("\nin ICAT: member 2018, 2019, 2021, 2022"));
}

#[test]
fn completions_are_made_for_every_shell() {
    for (shell, words) in [
        ("bash", "-F _icat_explorer icat-explorer"),
        ("zsh", "#compdef icat-explorer"),
        ("fish", "complete -c icat-explorer"),
        ("powershell", "Register-ArgumentCompleter"),
        ("nushell", "export extern icat-explorer "),
    ] {
        let script = printed(&["completions", shell]);
        assert!(script.contains(words), "{shell}");
        if shell == "nushell" {
            for word in ["\"icat-explorer commitments\"", "--entity", "\"OSCE-ODIHR\"", "2018-overview", "publication"]
            {
                assert!(script.contains(word), "{shell} does not know {word}");
            }
            assert!(!script.contains("__complete"));
        } else {
            assert!(script.contains(&format!("__complete {shell}")), "{shell} does not ask the program");
        }
    }
    if let Ok(mut bash) = Command::new("bash").arg("-n").stdin(std::process::Stdio::piped()).spawn() {
        std::io::Write::write_all(&mut bash.stdin.take().unwrap(), printed(&["completions", "bash"]).as_bytes())
            .unwrap();
        assert!(bash.wait().unwrap().success());
    }
}

#[test]
fn a_shell_is_answered_as_it_takes_answers() {
    let answers = |arguments: &[&str]| {
        let output = run(&[&["__complete"], arguments].concat());
        assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0), "{arguments:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let ivory = "C\u{f4}te d'Ivoire";
    assert_eq!(answers(&["bash", "--", "x --place cot", "cot"]), "words\nC\u{f4}te\\ d\\'Ivoire\n");
    assert_eq!(answers(&["bash", "--", "x --place=Bos", "Bos"]), "words\nBosnia\\ and\\ Herzegovina\n");
    assert_eq!(answers(&["bash", "--", "x --place 'Bos", "Bos"]), "words\nBosnia and Herzegovina\n");
    assert_eq!(answers(&["bash", "--", "x data check ", ""]), "directories\n");
    assert_eq!(answers(&["zsh", "--", "x", "--place", "cot"]), format!("words\n\n{ivory}\t\n"));
    assert_eq!(answers(&["zsh", "--", "x", "--place=cot"]), format!("words\n--place=\n{ivory}\t\n"));
    assert_eq!(answers(&["fish", "--", "x", "--place=cot"]), format!("words\n--place=\n--place={ivory}\t\n"));
    assert_eq!(answers(&["powershell", "--", "x", "compare", ".OSRSG-C"]).lines().count(), 3);
    assert!(answers(&["powershell", "--", "x", "compare", "."]).lines().count() > 30);
    for broken in
        [&["bash"][..], &["bash", "--", ""], &["bash", "--", "x", "y"], &["zsh"], &["zsh", "--", "x"], &["fish", "--"]]
    {
        answers(broken);
    }
}

#[test]
fn values_of_own_data_complete_where_it_stands_on_the_line() {
    let dir = std::env::temp_dir().join(format!("icat-explorer-complete-{}", std::process::id()));
    let name = dir.to_str().unwrap();
    printed(&["data", "eject", name]);
    std::fs::rename(dir.join("reports/2018-overview.json"), dir.join("reports/first-look.json")).unwrap();
    let line = ["__complete", "fish", "--", "x", "--data", name, "export", "--report", "first"];
    let found = printed(&line);
    let made = Command::new("mkfifo").arg(dir.join("reports/pipe.json")).status().is_ok_and(|s| s.success());
    let waited = printed(&line);
    std::fs::remove_dir_all(&dir).unwrap();
    assert!(found.contains("first-look\t"), "{found}");
    assert!(!made || waited == "words\n\n", "what would have to be waited for is not read: {waited}");
    assert_eq!(printed(&line), "words\n\n", "nothing is known of data that is not there");
}

#[test]
fn a_mistyped_command_is_asked_about_and_not_searched_for() {
    let output = run(&["comparee", "IOM", "ILO"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    for words in ["no command \"comparee\"", "`icat-explorer compare IOM ILO`?", "icat-explorer -- comparee IOM ILO\n"]
    {
        assert!(said.contains(words), "{said}");
    }
    // Without a terminal the explorer says so, which shows that it would have opened.
    for arguments in [&["--", "comparee", "IOM", "ILO"][..], &["--", "list"], &["compared"], &["members"]] {
        let said = String::from_utf8(run(arguments).stderr).unwrap();
        assert!(said.contains("no terminal") && !said.contains("command \""), "{arguments:?}: {said}");
    }
}

/// Returns the manual pages: file name and text.
fn pages() -> Vec<(String, String)> {
    let dir = std::env::temp_dir().join(format!(
        "icat-explorer-man-{}-{:?}",
        std::process::id(),
        std::thread::current().id()
    ));
    printed(&["man", "--dir", dir.to_str().unwrap()]);
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.unwrap().path();
        (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read_to_string(&path).unwrap())
    };
    let pages = std::fs::read_dir(&dir).unwrap().map(read).collect();
    std::fs::remove_dir_all(&dir).unwrap();
    pages
}

#[test]
fn manual_pages_are_made_of_the_same_definition() {
    let pages = pages();
    assert!(pages.len() > 20, "{}", pages.len());
    for (file, page) in &pages {
        for section in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "\"SEE ALSO\""] {
            assert_eq!(page.matches(&format!("\n.SH {section}\n")).count(), 1, "{file}: {section}");
        }
        assert!(page.starts_with(".TH ICAT\\-EXPLORER") && page.contains("\n.YS\n"), "{file}");
        assert!(page.lines().skip(1).all(|l| l.len() <= 80 && l.trim_end() == l && !l.is_empty()), "{file}");
        assert!(page.is_ascii() && !page.contains("__complete"), "{file}");
    }
    assert!(printed(&["man", "agreements"]).contains("initiatives"));
    assert!(printed(&["man", "search"]).contains("[\\%\\fB\\-\\-year\\fR\\ \\%\\fIYEAR|A..B\\fR]..."));
    assert_eq!(run(&["man", "nonsense"]).status.code(), Some(2));
    assert_eq!(run(&["man", "__complete"]).status.code(), Some(2));
}

#[test]
fn the_manual_page_of_the_program_says_what_holds_for_all_commands() {
    let page = String::from_utf8(run_with(&["man"], &[("SOURCE_DATE_EPOCH", "86400")]).stdout).unwrap();
    assert!(page.starts_with(".TH ICAT\\-EXPLORER 1 1970-01-02 "), "{page}");
    for (section, words) in [
        ("COMMANDS", &["coverage", "data"][..]),
        ("\"EXIT STATUS\"", &["130"]),
        (
            "ENVIRONMENT",
            &[
                "NO_COLOR",
                "CLICOLOR",
                "CLICOLOR_FORCE",
                "XDG_DATA_HOME",
                "LINES",
                "COLUMNS",
                "SOURCE_DATE_EPOCH",
                "LANG",
            ],
        ),
        ("FILES", &["config.toml", "marks.json", "session.json"]),
        ("EXAMPLES", &["search shelters \\-\\-place Africa"]),
    ] {
        let (_, from) = page.split_once(&format!("\n.SH {section}\n")).unwrap();
        let text = from.split("\n.SH ").next().unwrap();
        assert!(words.iter().all(|w| text.contains(w)), "{section}: {text}");
        assert!(!from.contains(&format!("\n.SH {section}\n")), "{section} is there twice");
    }
}

#[test]
fn manual_pages_are_written_all_or_none_and_over_nothing() {
    let dir = std::env::temp_dir().join(format!("icat-explorer-man-over-{}", std::process::id()));
    let (pages, victim) = (dir.join("pages"), dir.join("victim"));
    std::fs::create_dir_all(&pages).unwrap();
    std::fs::write(&victim, "mine").unwrap();
    let write = || run(&["man", "--dir", pages.to_str().unwrap()]);
    let page = pages.join("icat-explorer-show.1");
    let mut told = Vec::new();
    for target in [Some(victim.clone()), Some(dir.join("nothing")), None] {
        match target {
            #[cfg(unix)]
            Some(target) => std::os::unix::fs::symlink(target, &page).unwrap(),
            _ => std::fs::write(&page, "mine").unwrap(),
        }
        let output = write();
        let there = std::fs::read_dir(&pages).unwrap().count();
        told.push((output.status.code(), String::from_utf8(output.stderr).unwrap(), there));
        std::fs::remove_file(&page).unwrap();
    }
    let first = write().status.code();
    let again = write();
    let kept = std::fs::read_to_string(&victim).unwrap();
    let made = dir.join("nothing").exists();
    std::fs::remove_dir_all(&dir).unwrap();
    for (code, said, there) in told {
        assert_eq!((code, there), (Some(2), 1), "{said}");
        assert!(said.contains("icat-explorer-show.1 is there already"), "{said}");
    }
    assert_eq!((kept.as_str(), made), ("mine", false), "nothing is written through a link");
    assert_eq!((first, again.status.code()), (Some(0), Some(2)));
}

#[test]
fn initiatives_of_bodies_are_those_in_which_all_act() {
    let rows = |arguments: &[&str]| {
        let value: Value = serde_json::from_str(&printed(&[arguments, &["--format", "json"]].concat())).unwrap();
        value["rows"].as_array().unwrap().clone()
    };
    let both = rows(&["agreements", "--initiatives", "IOM", "ILO"]);
    assert!(!both.is_empty() && both.len() < rows(&["agreements", "--initiatives", "IOM"]).len());
    for row in &both {
        let bodies = row["bodies"].as_array().unwrap();
        assert!(["IOM", "ILO"].iter().all(|b| bodies.contains(&Value::from(*b))), "{row}");
    }
}

#[test]
fn a_part_of_a_name_sorts_where_only_one_has_it() {
    assert_eq!(printed(&["coverage", "--sort", "demand"]), printed(&["coverage", "--sort", "P5"]));
    assert_ne!(printed(&["coverage", "--sort", "demand"]), printed(&["coverage"]));
}

#[test]
fn tables_have_what_the_text_has() {
    let table = |arguments: &[&str]| printed(&[arguments, &["--format", "csv"]].concat());
    let compare = table(&["compare", "IOM", "ILO"]);
    assert!(
        compare.contains("\n\"agreements\",") && compare.contains("\n\"initiatives\",\"\",\"\",\"\",\"ov18-ungift"),
        "{compare}"
    );
    assert!(table(&["show", "IOM"]).contains("\n\"mandate\","));
    let text = corpus_text("ar19-ahead-beijing");
    assert!(table(&["commitments"]).contains(&text));
}

fn corpus_text(id: &str) -> String {
    let value: Value = serde_json::from_str(&printed(&["show", id, "--format", "json"])).unwrap();
    value["text"].as_str().unwrap().to_owned()
}

#[test]
fn wrong_use_of_the_views_is_told_with_what_there_is() {
    let long = "border, ".repeat(60);
    let long = long.as_str();
    for (arguments, code, words) in [
        (&["who", long][..], 2, "NEED has more than 400 characters"),
        (&["who", "border", "--limit", "0"], 2, "--limit"),
        (&["man", "--dir", "/dev/null/x"], 2, "/dev/null/x"),
        (&["compare", "iom"][..], 2, "2"),
        (&["compare", "iom", "iom"], 2, "IOM is named twice"),
        (&["compare", "iom", "nobody"], 2, "no body is called \"nobody\""),
        (&["agreements", "iom", "iom"], 2, "two different bodies"),
        (&["agreements", "cbss"], 1, "the table of agreements in these reports has no entry of CBSS"),
        (&["coverage", "--year", "1950"], 1, "no record in these reports under 1950"),
        (&["coverage", "--sort", "nonsense"], 2, "neither a column nor a row"),
        (&["coverage", "--sort", "u"], 2, "neither a column nor a row"),
        (&["coverage", "--by", "nonsense"], 2, "entity-priority"),
        (&["who", "xylophone"], 1, ""),
        (&["--plain"], 2, "--plain is for the commands"),
        (&["completions", "nonsense"], 2, "nushell"),
    ] {
        let output = run(arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
        assert!(said.contains(words), "{arguments:?}: {said}");
    }
}

#[test]
fn marks_are_printed_in_their_order_with_their_notes() {
    let home = std::env::temp_dir().join(format!("icat-explorer-printed-marks-{}", std::process::id()));
    std::fs::create_dir_all(home.join("icat-explorer")).unwrap();
    let home_name = home.to_str().unwrap();
    assert_eq!(run_with(&["marks"], &[("XDG_DATA_HOME", home_name)]).status.code(), Some(1));
    let kept = r#"{"schema":1,"marks":[{"id":"ar21-p3-cbss-barnahus","note":"first"},{"id":"gone-one","note":""}]}"#;
    std::fs::write(home.join("icat-explorer/marks.json"), kept).unwrap();
    let output = run_with(&["marks"], &[("XDG_DATA_HOME", home_name)]);
    let text = String::from_utf8(output.stdout).unwrap();
    std::fs::remove_dir_all(&home).unwrap();
    assert_eq!(
        text,
        format!(
            "ar21-p3-cbss-barnahus: {} (note: first)\ngone-one: (not in this data)\n",
            headline("ar21-p3-cbss-barnahus")
        ),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn a_whole_report_is_printed_in_reading_order() {
    let text = printed(&["show", "2018-overview"]);
    let passages = printed(&["export", "--format", "jsonl", "--report", "2018-overview"]);
    assert!(passages.lines().count() > 50);
    let bare = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown = bare(&text);
    for line in passages.lines() {
        let value: Value = serde_json::from_str(line).unwrap();
        assert!(shown.contains(&bare(value["text"].as_str().unwrap())), "{}", value["id"]);
    }
}

#[test]
fn near_spellings_are_told_as_such() {
    for (arguments, near) in
        [(["search", "trafiking"], true), (["search", "barnhaus"], true), (["search", "barnahus"], false)]
    {
        let output = run(&arguments);
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(String::from_utf8_lossy(&output.stderr).contains("is read as"), near, "{arguments:?}");
    }
    // A near spelling never credits a body; it is told.
    let output = run(&["who", "barnhaus"]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1));
    assert!(text.starts_with("• barnhaus (words; the reports have barnahus"), "{text}");
    assert!(
        text.contains("No statement in these reports credits a body with this") && !text.contains(" 1. "),
        "{text}"
    );
    let found = printed(&["who", "organ removal"]);
    assert!(found.starts_with("• organ removal (words; see also the topic organ-removal, or "), "{found}");
}

#[test]
fn a_work_is_shown_with_what_the_reports_differ_in_and_with_all_that_tell_of_it() {
    let shown = printed(&["show", "Trafficking in persons for the purpose of forced labour"]);
    assert!(shown.contains("2019 or 2020; the reports differ") && shown.contains("Described in 4 passages"), "{shown}");
    let row: Value =
        serde_json::from_str(&printed(&["show", "icat-brief-9-forced-labour", "--format", "jsonl"])).unwrap();
    assert_eq!((&row["published"], &row["issued"]), (&Value::Null, &serde_json::json!([2019, 2020])));
    assert_eq!(row["passages"].as_array().unwrap().len(), 4);
    let listed = printed(&["list", "works", "--entity", "cbss", "--format", "jsonl"]);
    let works: Vec<Value> = listed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(works.len() > 10 && works.iter().all(|w| w["entities"].as_array().unwrap().contains(&"CBSS".into())));
    let wrong = run(&["list", "entities", "--year", "2022"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("--year: narrows works alone"));
}

#[test]
fn a_brief_says_where_no_body_is_named() {
    let of = |group: &str| printed(&["export", "--format", "md", "--id", "map21-initiative-fatf", "--group", group]);
    assert!(of("body").contains("\n## No body is named\n"));
    assert!(of("priority").contains("\n## Without a priority\n"));
}

#[test]
fn a_region_is_asked_for_by_name() {
    let count = |place: &str| printed(&["export", "--format", "jsonl", "--place", place]).lines().count();
    let africa = count("Africa");
    assert!(africa > count("Western Africa") && count("Western Africa") > count("Nigeria") && count("Nigeria") > 0);
    assert_eq!(count("all of Africa"), africa);
    assert!(count("only Africa") > 0 && count("only Africa") < count("Western Africa"));
    assert_eq!(count("West Africa"), count("Western Africa"));
    assert!(printed(&["list", "regions"]).starts_with(&format!("Africa\t{africa}\t")));
}

#[test]
fn csv_begins_with_a_byte_order_mark_where_one_is_wanted() {
    let bytes = |arguments: &[&str]| run(&[arguments, &["--format", "csv"]].concat()).stdout;
    for command in RECORDS.iter().chain([&&["export", "--limit", "3"][..]]) {
        let marked = bytes(&[command, &["--bom"][..]].concat());
        assert_eq!(marked, [b"\xef\xbb\xbf", bytes(command).as_slice()].concat(), "{command:?}");
    }
    assert_eq!(run(&["--bom", "list", "kinds"]).stdout, run(&["list", "kinds"]).stdout, "text has none");
    let output = run(&["--bom"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("--bom is for the commands"));
}

#[test]
fn what_a_report_numbers_is_no_list_in_markdown() {
    let brief = printed(&["export", "--format", "md"]);
    for line in brief.lines().filter_map(|l| l.strip_prefix("> ")) {
        let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
        assert!(
            digits.len() == line.len() || !digits.starts_with([')', '.']) || !digits[1..].starts_with(' '),
            "{line}"
        );
        assert!(!line.starts_with(['-', '+', '#', '>', '*', '=', '<']), "{line}");
    }
    assert!(brief.lines().any(|l| l.starts_with("> 1\\. ")), "a quotation begins with a number");
}

#[test]
fn a_citation_in_bibtex_says_in_its_note_what_plain_styles_drop() {
    let entry = printed(&["cite", "ar21-p3-cbss-barnahus", "--style", "bibtex", "--accessed", "2026-11-25"]);
    let field = |name: &str| {
        let line = entry.lines().find_map(|l| l.trim_start().strip_prefix(name)?.strip_prefix(" = {"));
        line.unwrap_or_else(|| panic!("{name}: {entry}")).trim_end_matches("},").to_owned()
    };
    let note = field("note");
    for part in ["Priority \\#3", "passage ar21-p3-cbss-barnahus", "accessed 2026-11-25"] {
        assert!(note.contains(part), "{note}");
    }
    let digest = field("dataset");
    assert!(digest.len() == "sha256:".len() + 64, "{digest}");
    assert!(
        note.split([' ', ';']).all(|word| word.len() < 30 || word.starts_with("https:"))
            && note.contains(&digest[..23]),
        "{note}"
    );
    assert!(field("chapter").contains("\\textgreater{}"), "{entry}");
}

/// Returns the access date in a citation, given some environment variables.
fn accessed(more: &[(&str, &str)]) -> String {
    let output = run_with(&["cite", "ar21-p3-cbss-barnahus"], more);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.trim_end().trim_end_matches('.').rsplit_once("accessed ").unwrap().1.to_owned()
}

#[test]
fn the_day_of_access_is_the_users_own() {
    let day = |offset: i64| {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
        let moment = time::OffsetDateTime::from_unix_timestamp(i64::try_from(now).unwrap() + offset * 3600).unwrap();
        icat_explorer::export::cite::day(moment.date())
    };
    for (zone, offset) in [("XXX-14", 14), ("XXX11", -11), ("UTC0", 0)] {
        // Midnight may pass between the two readings of the clock.
        let before = day(offset);
        let told = accessed(&[("TZ", zone), ("SOURCE_DATE_EPOCH", "")]);
        assert!(told == before || told == day(offset), "{zone}: {told}, not {before}");
    }
    assert_ne!(accessed(&[("TZ", "XXX-14")]), accessed(&[("TZ", "XXX11")]), "they are 25 hours apart");
}

#[test]
fn the_day_of_access_is_that_of_source_date_epoch_where_it_is_set() {
    for zone in ["XXX-14", "XXX11"] {
        assert_eq!(accessed(&[("TZ", zone), ("SOURCE_DATE_EPOCH", "1732579199")]), "2024-11-25");
    }
    for command in [
        &["cite", "ar21-p3-cbss-barnahus"][..],
        &["export", "--format", "md"],
        &["show", "2018-overview", "--format", "md"],
    ] {
        let output = run_with(command, &[("SOURCE_DATE_EPOCH", "soon")]);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{command:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("SOURCE_DATE_EPOCH: \"soon\" is no number"));
        let given = [command, &["--accessed", "2026-11-25"]].concat();
        let given = if command[0] == "show" { vec!["show", "2018-overview"] } else { given };
        assert!(run_with(&given, &[("SOURCE_DATE_EPOCH", "soon")]).status.success(), "{given:?}");
    }
}

/// Returns what a command prints on a terminal with this many columns.
fn on_terminal(columns: u16, arguments: &[&str], more: &[(&str, &str)]) -> String {
    use std::io::Read;
    let (mut terminal, pts) = pty_process::blocking::open().unwrap();
    terminal.resize(pty_process::Size::new(24, columns)).unwrap();
    let command = pty_process::blocking::Command::new(env!("CARGO_BIN_EXE_icat-explorer"))
        .args(arguments)
        .env("NO_COLOR", "1")
        .env_remove("COLUMNS")
        .stderr(std::process::Stdio::null())
        .envs(more.iter().copied());
    let mut child = command.spawn(pts).unwrap();
    let mut out = Vec::new();
    // The end of a terminal is a read error that can overtake the last output. Reading again returns that output.
    terminal.read_to_end(&mut out).ok();
    assert!(child.wait().unwrap().success(), "{arguments:?}");
    terminal.read_to_end(&mut out).ok();
    String::from_utf8(out).unwrap().replace("\r\n", "\n")
}

#[test]
fn text_is_never_wider_than_the_terminal() {
    let widest = |text: &str| text.lines().map(icat_explorer::text::width).max().unwrap_or(0);
    for command in RECORDS.iter().chain([&&["data", "info"][..], &&["cite", "ar21-p3-cbss-barnahus"][..]]) {
        if command.contains(&"itu") {
            continue;
        }
        for columns in [30, 40, 80] {
            let text = on_terminal(columns, command, &[]);
            assert!(!text.is_empty() && widest(&text) <= columns.into(), "{command:?} at {columns}: {text}");
        }
    }
    let whole = printed(&["membership"]);
    assert!(widest(&whole) > 200, "a pipe gets whole lines");
    assert_eq!(on_terminal(400, &["membership"], &[]), whole);
    assert_eq!(on_terminal(0, &["membership"], &[]), on_terminal(80, &["membership"], &[]));
    assert_eq!(on_terminal(0, &["membership"], &[("COLUMNS", "50")]), on_terminal(50, &["membership"], &[]));
    assert_eq!(on_terminal(60, &["membership"], &[("COLUMNS", "50")]), on_terminal(60, &["membership"], &[]));
    let csv = ["list", "entities", "--format", "csv"];
    assert_eq!(on_terminal(40, &csv, &[]), printed(&csv), "only text is fitted");
}

#[test]
fn works_are_cited_as_works_and_beside_passages() {
    let items: Value = serde_json::from_str(&printed(&[
        "cite",
        "icmpd-return-counsellors",
        "ar21-p3-cbss-barnahus",
        "--style",
        "csl-json",
    ]))
    .unwrap();
    let titles: Vec<&str> = items.as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap()).collect();
    assert_eq!(titles.len(), 2);
    assert!(
        titles[0].starts_with("Chairs' Annual Report") && titles[1].starts_with("A Blueprint for Return Counsellors")
    );
    assert_eq!(items[1]["author"][0]["literal"], "International Centre for Migration Policy Development (ICMPD)");
    assert!(items[1]["note"].as_str().unwrap().contains("passage ar22-pub-icmpd-return-counsellors"));
    // Flags in place of ids: as many references as the list has works, each with what BibTeX cannot do without.
    let works = printed(&["list", "works", "--entity", "icmpd"]).lines().count();
    let entries = printed(&["cite", "--works", "--entity", "icmpd", "--style", "bibtex"]);
    assert_eq!(entries.matches("@misc{").count(), works);
    assert_eq!(entries.matches("  title = {{").count(), works);
    for (arguments, said) in [
        (&["cite"][..], "say what to cite"),
        (&["cite", "ar21-p3-cbss-barnahus", "--works"], "but not both"),
        (&["cite", "--works", "--query", "forced"], "--works takes filters, but no query"),
        (&["cite", "--works", "--entity", "icmpd", "--year", "2031"], "nothing is left to cite"),
    ] {
        let output = run(arguments);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && told.contains(said), "{arguments:?}: {told}");
    }
}

#[test]
fn what_has_nothing_says_so_and_a_document_of_no_marks_is_not_written() {
    for arguments in [
        &["export", "--format", "docx", "--entity", "unicri", "--place", "nigeria"][..],
        &["export", "--shape", "agreements", "--format", "csv", "--entity", "icat"],
        &["commitments", "--report", "2022-annual-report", "--status", "done", "--format", "md"],
        &["list", "works", "--entity", "icao", "--place", "nigeria"],
    ] {
        let output = run(arguments);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(1) && !told.trim().is_empty(), "{arguments:?}: {told}");
    }
    let empty = tempfile::tempdir().unwrap();
    let home = empty.path().to_string_lossy().into_owned();
    let homes = [("HOME", home.as_str()), ("XDG_STATE_HOME", home.as_str()), ("XDG_DATA_HOME", home.as_str())];
    let output = run_with(&["marks", "--format", "docx"], &homes);
    assert!(output.stdout.is_empty() && output.status.code() == Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("nothing is marked"));
}

#[test]
fn commitments_as_a_document_quote_what_was_promised_with_its_source() {
    let page = printed(&["commitments", "--report", "2019-annual-report", "--status", "done", "--format", "md"]);
    let corpus = crate::support::corpus();
    let text = &corpus.passage(corpus.find_passage("ar19-ahead-mid-term-strategy").unwrap()).text;
    let words: Vec<&str> = text.split_whitespace().take(6).collect();
    assert!(page.contains(&format!("> {}", words.join(" "))), "{page}");
    assert!(page.contains("passage ar19-ahead-mid-term-strategy, "), "{page}");
    assert!(page.starts_with("# Commitments, and what became of them: done, Chairs' Annual Report 2019"), "{page}");
}

#[test]
fn a_place_that_no_passage_names_has_no_cell_that_is_not_empty() {
    for format in ["text", "md"] {
        let page = printed_anyway(&["gaps", "--place", "Mongolia", "--format", format]);
        assert!(page.contains("Nothing at all is on record under Mongolia: every cell is empty."), "{page}");
        assert!(!page.contains("There is no gap"), "{page}");
    }
    assert!(printed(&["gaps", "--place", "Africa"]).contains("none"));
}

/// Returns what a command prints, whatever it ends with.
fn printed_anyway(arguments: &[&str]) -> String {
    String::from_utf8(run(arguments).stdout).unwrap()
}

#[test]
fn a_passage_says_in_which_more_languages_its_work_is_and_what_became_of_its_promise() {
    let text = printed(&["show", "ar19-brief-sdgs"]);
    assert!(text.contains("languages   English; the work also in French, Spanish\n"), "{text}");
    let text = printed(&["show", "map21-pub-unodc-investigation-spanish"]);
    assert!(text.contains("languages   Spanish\n"), "{text}");
    let text = printed(&["show", "ar21-p3-non-punishment-note-sources"]);
    assert!(text.contains("(of the work; not said"), "{text}");
    let text = printed(&["show", "ar19-ahead-mid-term-strategy"]);
    assert!(text.contains("since then  done, as we read map21-action-plan-endorsed"), "{text}");
    let text = printed(&["show", "ar19-ahead-beijing"]);
    assert!(text.contains("since then  no record\n"), "{text}");
    assert!(!printed(&["show", "ar21-p3-cbss-barnahus"]).contains("since then"), "only promises have that");
}
