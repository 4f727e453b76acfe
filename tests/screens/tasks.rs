//! What people come for, in how many keys. Each goal is a limit that no change may go beyond.

use crate::support::Explorer;
use icat_explorer::tui::model::Screen;

/// Presses keys in an explorer of its own, and holds their number against the goal.
fn task(goal: usize, keys: &str) -> Explorer {
    let mut explorer = Explorer::new(120, 36);
    let count: usize = keys
        .split_whitespace()
        .map(|key| match (key.strip_prefix("text:"), key.rsplit_once('*')) {
            (Some(text), _) => text.chars().count(),
            (None, Some((_, times))) => times.parse().unwrap_or(1),
            _ => 1,
        })
        .sum();
    assert!(count <= goal, "{keys}: {count} keys, and {goal} are the goal");
    explorer.press(keys);
    explorer
}

#[test]
fn who_works_on_labour_recruitment_in_west_africa() {
    let need = "labour_recruitment_in_west_africa";
    let explorer = task(need.len() + 3, &format!("v w text:{need} Enter"));
    explorer.see("west africa (region, with all that lies in it)");
    let Screen::Report(view) = explorer.model.screen() else { panic!("an answer") };
    let page: Vec<String> = view.page.document.lines.iter().map(icat_explorer::document::StyledLine::plain).collect();
    assert!(page.iter().any(|line| line.contains("IOM International")), "{page:?}");
}

#[test]
fn the_partners_of_a_body_with_form_and_who_says_so() {
    let explorer = task(5, ": text:iom Enter");
    explorer.see("International Organization for Migration");
    let Screen::Browse(browse) = explorer.model.screen() else { panic!("a profile") };
    let lines: Vec<String> =
        browse.page.document.lines.iter().map(icat_explorer::document::StyledLine::plain).collect();
    let partners = lines.iter().position(|line| line.contains("Agreements")).expect("agreements");
    assert!(
        lines[partners..].iter().any(|line| line.contains("UNODC: memorandum of understanding, in the rows of both")),
        "{lines:?}"
    );
}

#[test]
fn what_was_promised_and_what_became_of_it() {
    let explorer = task(4, "v p");
    explorer.see("35 commitments: 6 done, 14 partly, 2 no record, 13 no later report");
    task(4, "v p ]").see("Commitments: done");
}

#[test]
fn to_cite_the_mandate_of_unicef_in_bibtex() {
    let explorer = task(12, ": text:unicef Enter y b");
    assert!(explorer.outside.copied.last().unwrap().contains("map21-mandate-unicef"), "{:?}", explorer.outside.copied);
    assert!(explorer.outside.copied.last().unwrap().starts_with('@'));
}

#[test]
fn publications_on_non_punishment_to_csv() {
    let explorer = task(18, "/ text:non-pu_ki Tab text:pu Tab Esc e c Enter");
    let (name, table) = explorer.outside.written.last().unwrap();
    assert_eq!(name, "icat-passages-non-pu-kind-publication.csv");
    assert!(table.to_lowercase().contains("non-punishment"), "{table}");
}

#[test]
fn two_bodies_are_compared_from_anywhere() {
    let explorer = task(12, "v o text:iom Enter text:ilo Enter");
    explorer.see("IOM and ILO compared");
}

#[test]
fn unhcr_in_europe_in_2021() {
    let explorer = task(15, "f text:unh Enter 2 f text:21 Enter 4 f text:eu Enter");
    explorer.see("UNHCR (United Nations High Commissioner for Refugees), 2021, Europe: ");
}

#[test]
fn what_istac_is() {
    task(8, ": text:istac Enter").see("International Survivors of Trafficking Advisory Council");
}

#[test]
fn a_report_is_read_from_its_start() {
    let explorer = task(5, ": text:22 Enter");
    let Screen::Reader(_) = explorer.model.screen() else { panic!("a report:\n{}", explorer.frame()) };
    explorer.see("Annual Report 2022");
}

#[test]
fn all_of_a_body_in_a_year_to_csv() {
    let explorer = task(12, "f text:io Enter 2 j j Enter e a c Enter");
    explorer.see(", 2021: 1 of 36 passages");
    let Screen::Browse(browse) = explorer.model.screen() else { panic!("browsing") };
    let total = browse.derived.total;
    let (_, table) = explorer.outside.written.last().unwrap();
    assert_eq!(csv::Reader::from_reader(table.as_bytes()).records().count(), total, "all of them, not the tab alone");
}

#[test]
fn more_tasks() {
    task(10, ": text:moldova Enter").see("Moldova");
    task(3, "v g").see("Gaps");
    task(9, ": text:barnah Enter").see("Barnahus");
    task(5, "5 f text:org").see("Organ removal");
    task(9, ": text:cover Enter").see("Coverage");
    task(2, "v m").see("Membership");
    task(8, "? / text:export").see("export what is shown to a file");
    task(7, "4 f text:niger").see("Nigeria");
    task(3, "0 m '").see("Marks  1 passage");
    assert_eq!(task(5, "0 e c Enter").outside.written.len(), 1);
}
