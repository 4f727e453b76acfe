//! A researcher's afternoon: search, read, follow links, go back, mark, note, copy, quit, restart, export, regenerate.

use std::process::Command;

use crate::support::{Explorer, corpus};
use icat_explorer::command_line::command;
use icat_explorer::export::cite::read_day;
use icat_explorer::export::markdown::escape;
use icat_explorer::storage::marks::Marks;
use icat_explorer::tui::model::Screen;
use proptest::prelude::*;

fn at_a_desk(marks: Marks) -> Explorer {
    let mut explorer = Explorer::new(120, 36);
    explorer.model.today = Some(read_day("2026-11-25").unwrap());
    explorer.keep(marks);
    explorer
}

#[test]
fn a_whole_afternoon_ends_in_a_brief_that_can_be_checked() {
    let dir = std::env::temp_dir().join(format!("icat-explorer-afternoon-{}", std::process::id()));
    std::fs::remove_dir_all(&dir).ok();
    let file = dir.join("marks.json");
    let mut explorer = at_a_desk(Marks::open(Some(file.clone())).0);
    explorer.press("/ text:barnahus Enter");
    explorer.see("promoted the Barnahus model");
    explorer.press("Tab");
    let reading = explorer.frame();
    explorer.press("Enter");
    explorer.see("Council of the Baltic Sea States");
    explorer.press("H");
    explorer.see("promoted the Barnahus model");
    explorer.press("L");
    explorer.see("Council of the Baltic Sea States");
    explorer.press("H");
    assert_eq!(explorer.frame(), reading);
    explorer.press("Tab S-Tab m");
    explorer.see("1 in all");
    explorer.see("marked · activity");
    for _ in 0..4 {
        explorer.press("J m");
    }
    explorer.see("5 in all");
    explorer.press("' j a text:for_the_minister Enter j a text:ask_CBSS Enter");
    explorer.see("note: for the minister");
    explorer.see("note: ask CBSS");
    explorer.press("g J");
    explorer.see("note: for the minister");
    assert_eq!(explorer.model.marks[1].id, "ar21-p3-cbss-barnahus");
    explorer.press("m");
    explorer.see("u restores it");
    assert_eq!(explorer.model.marks.len(), 4);
    explorer.press("u");
    assert_eq!(explorer.model.marks[1].id, "ar21-p3-cbss-barnahus");
    explorer.press("y q");
    let quotation = explorer.outside.copied.last().unwrap().clone();
    let words = corpus().passage(corpus().find_passage("ar21-p3-cbss-barnahus").unwrap()).text;
    assert!(quotation.contains(words.as_str()) && quotation.contains("accessed 2026-11-25"), "{quotation}");
    explorer.see("Copied: quotation with citation");
    explorer.press("w");
    assert_eq!(explorer.outside.written.last().unwrap().1.trim_end(), quotation);
    // The marks, the reader and the search close one after the other.
    while explorer.left.is_none() && !explorer.model.at_root() {
        explorer.press("q");
    }
    explorer.press("q");
    assert_eq!(explorer.left, Some(0));

    let (marks, told) = Marks::open(Some(file));
    assert_eq!((marks.marks.len(), told), (5, None));
    let mut explorer = at_a_desk(marks);
    explorer.press("' e m Enter");
    let (name, brief) = explorer.outside.written.last().unwrap().clone();
    assert_eq!(name, "icat-brief-marks.md");
    for mark in &explorer.model.marks {
        let text = corpus().passage(corpus().find_passage(&mark.id).unwrap()).text;
        assert!(brief.contains(&format!("> {} [^", escape(&text))), "{} is not quoted to the word", mark.id);
        assert!(
            brief.contains(&format!("passage {}, <https://icat.un.org/publications>. Accessed 2026-11-25.", mark.id))
        );
        assert!(mark.note.is_empty() || brief.contains(&format!("Note: {}", mark.note)));
    }
    let command = brief.lines().find_map(|l| l.strip_prefix("    icat-explorer ")).unwrap();
    let again = Command::new("sh")
        .arg("-c")
        .arg(format!("{} {command}", env!("CARGO_BIN_EXE_icat-explorer")))
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(again.stdout).unwrap(), brief, "the command makes the same bytes");
    std::fs::remove_dir_all(&dir).ok();
}

#[test]
fn a_filter_and_a_search_are_exported_as_they_are_shown() {
    let mut explorer = at_a_desk(Marks::default());
    explorer.press("3 j j j Space 0 e t m Enter");
    let brief = explorer.outside.written.last().unwrap().1.clone();
    let Screen::Browse(browse) = explorer.model.screen() else { panic!("browsing") };
    assert_eq!(brief.matches("\n> ").count(), browse.derived.rows.len());
    explorer.press("/ text:it's_trafficking Esc e m Enter");
    let searched = explorer.outside.written.last().unwrap().1.clone();
    for brief in [brief, searched] {
        let command = brief.lines().find_map(|l| l.strip_prefix("    icat-explorer ")).unwrap();
        let line = format!("{} {command}", env!("CARGO_BIN_EXE_icat-explorer"));
        let again = Command::new("sh").arg("-c").arg(line).output().unwrap();
        assert_eq!(String::from_utf8(again.stdout).unwrap(), brief);
    }
}

#[test]
fn where_a_passage_comes_from_says_why_it_is_shown() {
    let mut explorer = at_a_desk(Marks::default());
    explorer.press("/ text:recruitment_entity:iom Enter i");
    explorer.see("Where this comes from");
    explorer.see("Why it is listed");
    explorer.see("finds it by");
    explorer.see("of the outline, passage");
    explorer.press("End");
    explorer.see("accessed");
    explorer.see("2026-11-25");
    explorer.press("Enter");
    assert!(matches!(explorer.model.screen(), Screen::Reader(_)));
    explorer.press("Esc Esc Esc Esc Esc X 2 j Space 0 i");
    explorer.see("its report covers 2022, and no year is stated");
    explorer.press("Esc 3 j j j Space 0 Enter g");
    let Screen::Reader(reader) = explorer.model.screen() else { panic!("a report is open") };
    let first = reader.passage(corpus()).unwrap();
    assert!(!corpus().passage(first).priorities.contains(&4));
    explorer.press("i");
    explorer.see("it is not among what is listed: priority 4");
    explorer.press("Esc m ' i");
    explorer.see("No filter is set");
}

#[test]
fn terms_of_the_glossary_lead_to_their_definition() {
    let mut explorer = at_a_desk(Marks::default());
    explorer.press("/ text:barnahus Enter Tab Tab Enter");
    explorer.see(" Term ");
    explorer.see("Meanings are ours");
    explorer.press("H");
    assert!(matches!(explorer.model.screen(), Screen::Reader(_)));
}

#[test]
fn a_link_is_shown_whole_and_opened_only_after_a_yes() {
    let mut explorer = at_a_desk(Marks::default());
    explorer.press("/ text:iris_recruitment Esc o");
    explorer.see("https://iris.iom.int/");
    explorer.press("n");
    assert!(explorer.outside.opened.is_empty());
    explorer.press("o y");
    assert_eq!(explorer.outside.opened, ["https://iris.iom.int/"]);
    explorer.press("o c");
    assert_eq!(explorer.outside.copied, ["https://iris.iom.int/"]);
}

#[test]
fn the_command_of_a_view_is_copied_and_the_screen_blanks_at_once() {
    let mut explorer = at_a_desk(Marks::default());
    explorer.press("2 j Space 3 j j j Space 0 y v");
    assert_eq!(explorer.outside.copied.last().unwrap(), "icat-explorer --year 2022 --priority 4");
    explorer.press("X 4 Space 0 y v");
    assert_eq!(explorer.outside.copied.last().unwrap(), "icat-explorer --place Africa");
    let before = explorer.press("k").frame();
    explorer.press("!");
    assert_eq!(explorer.frame().trim(), "");
    explorer.press("j");
    assert_eq!(explorer.frame(), before);
}

#[test]
fn the_row_under_the_cursor_of_the_copy_menu_is_written_to_a_file() {
    let mut explorer = Explorer::new(80, 24);
    explorer.press("/ text:barnahus Esc y Down w");
    let (name, text) = &explorer.outside.written[0];
    assert_eq!(name, "ar21-p3-cbss-barnahus.txt");
    assert!(text.starts_with("The CBSS promoted the Barnahus model"), "{text}");
    assert!(explorer.outside.copied.is_empty());
}

#[test]
fn a_long_word_to_the_user_is_shown_whole() {
    for (width, height) in [(40, 12), (80, 24)] {
        let mut explorer = Explorer::new(width, height);
        explorer.press("/ text:barnahus Esc y c");
        let frame = explorer.frame();
        let words = frame.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains("takes no copies: w saves it to a file."), "{frame}");
    }
}

#[test]
fn kinds_that_are_wanted_and_the_tab_narrow_an_export_together() {
    let mut explorer = at_a_desk(Marks::default());
    let mut filter = icat_explorer::corpus::filter::Filter::default();
    filter
        .add_value(
            corpus(),
            icat_explorer::corpus::filter::Facet::Kind,
            "agreement",
            icat_explorer::corpus::filter::FilterMode::Include,
        )
        .unwrap();
    let mut browse = icat_explorer::tui::screens::browse::Browse::default();
    browse.filter = filter;
    browse.refresh(corpus(), explorer.model.size);
    explorer.model.open(Screen::Browse(Box::new(browse)));
    let Screen::Browse(browse) = explorer.model.screen() else { panic!("browsing") };
    let shown = browse.derived.rows.len();
    explorer.press("e c Enter");
    let (_, table) = explorer.outside.written.last().unwrap();
    assert!(shown > 0);
    assert_eq!(csv::Reader::from_reader(table.as_bytes()).records().count(), shown);
}

#[test]
fn a_brief_of_at_most_so_many_passages_comes_again() {
    let line = |arguments: &str| {
        let line = format!("{} {arguments}", env!("CARGO_BIN_EXE_icat-explorer"));
        let output = Command::new("sh").arg("-c").arg(line).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    for asked in [
        "export --year 2022 --limit 2 --format md",
        "show 2018-overview --format md",
        "show ar19-ahead-2020 --format md",
    ] {
        let brief = line(asked);
        let command = brief.lines().find_map(|l| l.strip_prefix("    icat-explorer ")).unwrap();
        assert!(brief.matches("\n> ").count() >= 1, "{asked}");
        assert_eq!(line(command), brief, "{asked}");
    }
}

/// Returns the words into which a shell splits a line.
fn words_of(shell: &str, line: &str) -> Vec<String> {
    let output = Command::new(shell).args(["-c", &format!("printf '%s\\0' {line}")]).output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    printed.split_terminator('\0').map(str::to_owned).collect()
}

/// Generates words of characters that mean something to a shell, to flag parsing or to a terminal.
fn any_words() -> impl Strategy<Value = Vec<String>> {
    const SIGNS: &str = "ab  '\"\\\\=~!$`*?[]{}()<>|&;#%^,:@+-_/.\t\n\r\u{1b}\u{7f}\u{85}\u{202e}\u{e9}\u{65e5}";
    let sign = proptest::sample::select(SIGNS.chars().collect::<Vec<_>>());
    let word = proptest::collection::vec(sign, 0..12).prop_map(|signs| signs.into_iter().collect());
    proptest::collection::vec(word, 1..20)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_command_is_the_same_words_for_the_shell(words in any_words()) {
        prop_assert_eq!(words_of("sh", &command(&words)), words);
    }
}

#[test]
fn a_command_holds_nothing_that_a_terminal_or_a_line_would_take_for_its_own() {
    let words = ["a\nb", "\u{1b}]0;x\u{7}", "c\u{85}\u{202e}"].map(str::to_owned);
    let line = command(&words);
    assert!(line.chars().all(|c| c.is_ascii() && !c.is_control()), "{line}");
    assert_eq!(words_of("sh", &line), words);
}

#[test]
fn a_brief_of_any_words_comes_again_and_its_command_stays_on_a_line() {
    let dir = std::env::temp_dir().join(format!("icat-explorer-it's \\ a\n`dir`-{}", std::process::id()));
    std::fs::remove_dir_all(&dir).ok();
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_icat-explorer"))
            .args(arguments)
            .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    run(&["data", "eject", dir.to_str().unwrap()]);
    let data = dir.to_str().unwrap();
    let id = "ar21-p3-cbss-barnahus";
    let note = format!("{id}=1. it's \\ a *note*\n# of <b>two</b> lines\u{1b}[31m");
    for asked in [
        &["export", "--format", "md", "--id", id, "--note", &note][..],
        &["export", "--format", "md", "--query=-\"in\n particular\" children`", "--place", "Moldova"],
    ] {
        let brief = run(&[&["--data", data], asked].concat());
        let indented: Vec<&str> = brief.lines().filter_map(|l| l.strip_prefix("    ")).collect();
        let [line] = indented.as_slice() else { panic!("{indented:?}") };
        let words = words_of("sh", line);
        assert_eq!(words[0], "icat-explorer");
        assert_eq!(words[2], data);
        let again: Vec<&str> = words[1..].iter().map(String::as_str).collect();
        assert_eq!(run(&again), brief);
    }
    let brief = run(&["--data", data, "export", "--format", "md", "--id", id, "--note", &note]);
    assert!(brief.contains("\nNote: 1. it's \\\\ a \\*note\\* # of \\<b>two\\</b> lines \\[31m\n"), "{brief}");
    std::fs::remove_dir_all(&dir).ok();
}

#[test]
fn what_looks_like_a_flag_is_asked_for_again_as_what_it_is() {
    let mut explorer = at_a_desk(Marks::default());
    explorer.press("v w text:-border Enter y v");
    assert_eq!(explorer.outside.copied.last().unwrap(), "icat-explorer who -- -border");
}
