//! What is exported by keys: the rows of a matrix, titles of one's own, and files that are those of the command they name.

use std::process::Command;

use crate::support::Explorer;

/// Runs a command as the program writes it, without its name, and returns what it prints.
fn printed(command: &str) -> String {
    let command = command.trim().replacen("icat-explorer", env!("CARGO_BIN_EXE_icat-explorer"), 1);
    let output = Command::new("sh").args(["-c", &command]).output().unwrap();
    assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Returns the command that a document of Markdown says makes it again.
fn command_of(document: &str) -> &str {
    document.lines().rfind(|line| line.starts_with("    icat-explorer ")).unwrap_or_else(|| panic!("{document}"))
}

#[test]
fn the_rows_of_a_matrix_are_exported_by_keys_as_by_the_command() {
    for (keys, shape, said) in [
        ("v m", "membership", "Roles in ICAT by year"),
        ("v x", "agreements", "Entries of the table of agreements"),
        ("v x ]", "initiatives", "Initiatives, and who takes part in them"),
    ] {
        let mut explorer = Explorer::new(120, 36);
        explorer.press(&format!("{keys} e"));
        explorer.see("A row for each");
        // The cursor is on the row whose command is shown.
        explorer.press("Down Down Down Down Down Down Down");
        explorer.see(said);
        explorer.see(&format!("icat-explorer export --shape {shape} --format xlsx"));
        explorer.press("v Enter");
        let (name, table) = explorer.outside.written.last().unwrap();
        assert_eq!(*name, format!("icat-{shape}.csv"));
        assert_eq!(*table, printed(&format!("icat-explorer export --shape {shape} --format csv")));
        explorer.press("e r Enter");
        let (name, workbook) = explorer.outside.written.last().unwrap();
        assert_eq!(*name, format!("icat-{shape}.xlsx"));
        assert!(workbook.starts_with("PK"), "{shape}");
    }
    // A list of agreements is a table of its entries, and its matrix is the other way to write it.
    let mut explorer = Explorer::new(120, 36);
    explorer.press("v a e c Enter");
    let (name, entries) = explorer.outside.written.last().unwrap().clone();
    assert_eq!(entries, printed("icat-explorer export --shape agreements --format csv"));
    explorer.press("e v Enter");
    let (beside, matrix) = explorer.outside.written.last().unwrap().clone();
    assert_eq!(matrix, printed("icat-explorer agreements --format csv"));
    // Two files with one name would be one file.
    assert_eq!([name.as_str(), beside.as_str()], ["icat-agreements.csv", "icat-agreements-matrix.csv"]);
    // There is no legend in it: its cells are words.
    assert!(matrix.contains("\"memorandum of understanding, in the rows of both\""), "{matrix}");
    assert!(!matrix.contains("\"M\""), "{matrix}");
    // Numbers of passages have no such rows.
    let mut explorer = Explorer::new(120, 36);
    explorer.press("v c e");
    assert!(!explorer.frame().contains("A row for each"), "{}", explorer.frame());
}

#[test]
fn the_reader_exports_the_passage_under_the_cursor_or_the_report() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("/ text:barnahus Enter Enter");
    let corpus = icat_explorer::dataset::embedded().unwrap();
    let passage = explorer.model.passage(&corpus).map(|id| corpus.passage(id)).unwrap();
    explorer.press("e");
    explorer.see(&format!("1 passage: this one, {}", passage.id));
    explorer.press("m Enter");
    let (name, brief) = explorer.outside.written.last().unwrap().clone();
    assert_eq!(name, format!("icat-brief-{}.md", passage.id));
    assert!(brief.starts_with(&format!("# {}\n", passage.headline)) && brief.matches("\n> ").count() == 1, "{brief}");
    assert_eq!(brief, printed(command_of(&brief)));
    explorer.press("e a c Enter");
    let (name, table) = explorer.outside.written.last().unwrap().clone();
    let report = corpus.report(passage.report).id;
    assert_eq!(name, format!("icat-passages-{report}.csv"));
    assert_eq!(table, printed(&format!("icat-explorer export --report {report} --format csv")));
}

#[test]
fn who_does_what_where_has_its_tags_by_key_as_by_the_command() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("f text:icmpd Enter e a g Enter");
    let (name, table) = explorer.outside.written.last().unwrap();
    assert_eq!(name, "icat-3w-icmpd.csv");
    assert!(table.lines().nth(1).is_some_and(|tags| tags.starts_with("\"#org+code\"")), "{table}");
    assert_eq!(*table, printed("icat-explorer export --shape 3w --hxl --entity ICMPD --format csv"));
}

#[test]
fn references_of_works_are_of_the_works_and_not_of_the_reports_that_name_them() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("1 f text:icmpd Enter 0 ] ] ] e");
    explorer.see("References in RIS");
    explorer.press("r Enter");
    let (_, references) = explorer.outside.written.last().unwrap();
    assert_eq!(strip_day(references), strip_day(&printed("icat-explorer cite --works --entity ICMPD --style ris")));
    assert!(references.contains("AU  - International Centre for Migration Policy Development (ICMPD)"));
    assert!(!references.contains("TI  - Annual Report 2022"), "{references}");
    // A copy of a work cites it, too.
    explorer.press("Esc y");
    explorer.see("Copy the work icmpd-");
    explorer.press("c");
    let copied = explorer.outside.copied.last().unwrap();
    assert!(copied.starts_with("International Centre for Migration Policy Development (ICMPD), "), "{copied}");
}

/// Returns references without the day of access.
fn strip_day(references: &str) -> String {
    references.lines().filter(|line| !line.starts_with("Y2")).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_table_without_rows_is_not_written() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("f text:unodc Enter e t w");
    explorer.see("None of these passages tells who did what");
    explorer.press("Esc e a w Enter");
    assert_eq!(explorer.outside.written.len(), 1, "{:?}", explorer.outside.written.last().map(|file| &file.0));
}

#[test]
fn a_view_exported_by_keys_is_what_its_command_prints() {
    for keys in [
        "v g",
        "v p",
        "v b text:unodc Enter",
        "v p ] ] r r",
        "1 f text:iom Enter v o text:ilo Enter",
        "v m",
        "v c",
        "v w text:border Enter",
        ": text:nigeria Enter",
    ] {
        let mut explorer = Explorer::new(120, 36);
        explorer.press(&format!("{keys} e m Enter"));
        let (_, document) = explorer.outside.written.last().unwrap_or_else(|| panic!("{keys}"));
        assert_eq!(printed(command_of(document)), *document, "{keys}");
        explorer.press("e c Enter");
        let (_, table) = explorer.outside.written.last().unwrap();
        assert!(table.lines().count() > 2, "{keys}");
    }
}

#[test]
fn a_title_of_ones_own_is_asked_for_and_names_the_file() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("f text:iom Enter e t m");
    explorer.see("title (optional)");
    explorer.press("Up");
    for word in ["IOM:", "what", "it", "is", "for"] {
        explorer.press(&format!("text:{word} Space"));
    }
    explorer.see("to               icat-iom-what-it-is-for.md");
    explorer.press("Enter");
    let (name, document) = explorer.outside.written.last().unwrap();
    assert_eq!(name, "icat-iom-what-it-is-for.md");
    // The usual title still says what was chosen.
    assert!(document.starts_with("# IOM: what it is for\n\n**IOM, mandate**\n"), "{document}");
    assert!(command_of(document).contains("--title 'IOM: what it is for'"), "{document}");
    assert_eq!(printed(command_of(document)), *document);
    // A view, with a path of one's own, which the title leaves alone.
    explorer.press("v g e m C-u text:own.md Up text:Holes Enter");
    let (name, document) = explorer.outside.written.last().unwrap();
    assert!(name == "own.md" && document.starts_with("# Holes\n\n**Gaps: IOM**\n"), "{name}: {document}");
    assert_eq!(printed(command_of(document)), *document);
    // Tables of text have none.
    explorer.press("e c");
    assert!(!explorer.frame().contains("title"), "{}", explorer.frame());
    explorer.press("Up text:x Enter");
    assert!(explorer.outside.written.last().unwrap().0.starts_with("icat-gaps-iom.csvx"), "what is typed is the path");
}

#[test]
fn what_cannot_be_written_asks_again_with_what_was_typed() {
    let mut explorer = Explorer::new(100, 30);
    explorer.outside.unwritable = Some("nowhere/iom.md: there is no folder nowhere".to_owned());
    explorer.press("f text:iom Enter e m Up text:Mine Down C-u text:nowhere/iom.md Enter");
    explorer.see("Not saved: nowhere/iom.md: there is no folder nowhere");
    explorer.see("Mine");
    explorer.see("nowhere/iom.md");
    explorer.outside.unwritable = None;
    explorer.press("C-u text:iom.md Enter");
    let (name, document) = explorer.outside.written.last().unwrap();
    assert!(name == "iom.md" && document.starts_with("# Mine\n"), "{name}: {document}");
    assert!(!explorer.frame().contains("Mine"), "{}", explorer.frame());
}

#[test]
fn the_help_stands_over_the_prompt_and_gives_it_back() {
    let mut explorer = Explorer::new(100, 30);
    explorer.press("f text:iom Enter e m C-u text:kept.md F1");
    explorer.see("Help");
    assert!(!explorer.frame().contains("kept.md"), "{}", explorer.frame());
    explorer.press("Esc");
    explorer.see("kept.md");
    explorer.press("Enter");
    assert_eq!(explorer.outside.written.last().unwrap().0, "kept.md");
}

#[test]
fn a_title_that_is_too_long_is_refused_and_kept() {
    let mut explorer = Explorer::new(100, 30);
    explorer.press("f text:iom Enter e m Up");
    explorer.press(&format!("text:{} Enter", "x".repeat(230)));
    explorer.see("The title has 230 characters; 200 at most");
    assert!(explorer.outside.written.is_empty());
    explorer.press("C-u text:Short Enter");
    assert!(explorer.outside.written.last().unwrap().1.starts_with("# Short\n"));
}

#[test]
fn gaps_are_those_of_the_filter_as_by_the_command() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("4 f text:niger Enter v g");
    explorer.press("e m Enter");
    let (_, document) = explorer.outside.written.last().unwrap();
    assert!(command_of(document).contains("--place"), "{document}");
    assert_eq!(printed(command_of(document)), *document);
}
