//! Lists: their order, the groups that it makes, and what is exported of them.

use crate::support::{Explorer, corpus};
use icat_explorer::analysis::order::ListOrder;
use icat_explorer::corpus::subject::Subject;
use icat_explorer::search::Target;
use icat_explorer::tui::screens::browse::Tab;
use icat_explorer::tui::screens::menu::MenuAction;

/// Returns the ids of the passages and works of the list, in its order.
fn listed(explorer: &Explorer) -> Vec<String> {
    let id = |target: Target| match target {
        Target::Passage(id) => corpus().passage(id).id.to_string(),
        Target::Subject(Subject::Work(id)) => corpus().work(id).id.to_string(),
        other => panic!("{other:?} in a list"),
    };
    explorer.browse().derived.rows.iter().map(|hit| id(hit.target)).collect()
}

/// Returns the first column of the table that was written last.
fn written(explorer: &Explorer) -> Vec<String> {
    let (_, table) = explorer.outside.written.last().expect("a table");
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    rows.records().map(|row| row.unwrap()[0].to_owned()).collect()
}

/// Returns the command of the menu of exports.
fn told_command(explorer: &Explorer) -> String {
    let menu = explorer.model.menu.as_ref().expect("the menu");
    let row = menu.rows.iter().find(|row| matches!(row.action, MenuAction::Export(..))).expect("a format");
    row.preview.lines().last().unwrap_or_default().to_owned()
}

#[test]
fn an_export_has_the_order_of_the_list_and_its_command_asks_for_it() {
    for (tab, flag) in [("0 ]", None), ("0 ]*2", Some("kind")), ("0 ]*3", None), ("0 ]*4", Some("kind"))] {
        let mut explorer = Explorer::new(120, 36);
        explorer.press(tab);
        let mut orders = vec![flag, Some("year"), Some("body"), Some("report")];
        if flag.is_none() && !explorer.browse().lists_works() {
            orders.push(Some("kind"));
        }
        for (n, order) in orders.iter().enumerate() {
            explorer.press(if n == 0 { "0" } else { "s" });
            let shown = listed(&explorer);
            explorer.press("e");
            let command = told_command(&explorer);
            match order {
                Some(order) => assert!(command.contains(&format!(" --sort {order}")), "{tab}: {command}"),
                None => assert!(!command.contains("--sort"), "{tab}: {command}"),
            }
            explorer.press("c Enter");
            assert_eq!(written(&explorer), shown, "{tab} by {order:?}");
        }
        // After the last comes the usual order again.
        explorer.press("s");
        assert_eq!(explorer.browse().order, ListOrder::Usual, "{tab}");
    }
    // Hits, and what is selected among them.
    let mut explorer = Explorer::new(120, 36);
    explorer.press("/ text:police Esc s");
    let shown: Vec<String> = explorer
        .browse()
        .derived
        .rows
        .iter()
        .filter_map(|hit| match hit.target {
            Target::Passage(id) => Some(corpus().passage(id).id.to_string()),
            _ => None,
        })
        .collect();
    explorer.press("e");
    assert!(told_command(&explorer).contains("--query police --sort year"), "{}", told_command(&explorer));
    explorer.press("c Enter");
    assert_eq!(written(&explorer), shown);
}

#[test]
fn the_command_of_a_view_opens_it_in_the_same_order() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("f text:iom Enter s s y v");
    let command = explorer.outside.copied.last().unwrap();
    assert!(command.ends_with("--entity IOM --sort body"), "{command}");
}

#[test]
fn years_of_plans_come_last() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("0 s");
    let latest = corpus().reports.iter().map(|report| report.published).max().unwrap();
    let years: Vec<u16> = explorer
        .browse()
        .derived
        .rows
        .iter()
        .map(|hit| match hit.target {
            Target::Passage(id) => {
                let years = corpus().years_of(id);
                years.iter().copied().filter(|year| *year <= latest).max().unwrap_or(years[0])
            }
            _ => 0,
        })
        .collect();
    let (past, plans): (Vec<u16>, Vec<u16>) = years.iter().partition(|year| **year <= latest);
    assert!(!plans.is_empty() && past.is_sorted_by(|a, b| a >= b), "{years:?}");
    assert!(years.ends_with(&plans), "{years:?}");
    explorer.press("g").see(" 2022 ");
}

#[test]
fn each_group_has_a_heading_and_so_has_the_top() {
    for (width, height) in [(40, 12), (80, 24), (120, 36), (200, 60)] {
        let mut explorer = Explorer::new(width, height);
        explorer.press("0 ]");
        explorer.see("Annual Report 2022");
        for keys in ["PgDn", "j*30", "G", "PgUp", "k*7", "g"] {
            explorer.press(keys);
            let browse = explorer.browse();
            let rows = browse.visible_rows(corpus());
            let at = browse.list.selected;
            assert!(rows.iter().any(|row| row.0 == at), "{width}x{height} {keys}: {at} of {rows:?}");
            let (first, line) = rows[0];
            assert_eq!((first, line), (browse.list.offset, 0));
            let heading = browse.heading(corpus(), first, first).expect("a heading at the top");
            explorer.see(heading.get(..30).unwrap_or(&heading));
            // What a line shows is what a click on it chooses.
            for (row, line) in rows {
                assert_eq!(browse.row_under(corpus(), line), Some(row));
            }
        }
    }
}

#[test]
fn a_list_that_mixes_kinds_is_grouped_by_them() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("f text:iom Enter ] ]");
    assert_eq!(explorer.browse().derived.tab, Some(Tab::Partnerships));
    for kind in [" Partnership ", " Agreement ", " Initiative "] {
        explorer.see(kind);
    }
    explorer.press("s").see("2022");
    explorer.see_not(" Agreement ");
}

#[test]
fn a_headline_comes_before_its_marks() {
    // At 120 columns, a list of a tab has room for nearly all headlines.
    let mut explorer = Explorer::new(120, 36);
    explorer.press("0");
    let cut = explorer.frame().lines().filter(|line| line.contains('\u{2026}')).count();
    assert!(cut <= 4, "{cut} headlines are cut:\n{}", explorer.frame());
    // At 200, it has columns, and they have who, when and which priority.
    let mut explorer = Explorer::new(200, 60);
    explorer.press("0 ]");
    let frame = explorer.frame();
    assert!(frame.lines().any(|line| line.contains(" P5 ")), "{frame}");
    let cut = frame.lines().filter(|line| line.contains('\u{2026}')).count();
    assert!(cut <= 12, "{cut} lines are cut:\n{frame}");
}

#[test]
fn space_selects_one_row_after_another() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("0 Space").see("1 of 78 selected");
    explorer.press("Space Space").see("3 of 78 selected");
    explorer.press("k").see("2 of 78 selected");
    explorer.press("m").see("Marked 2 passages");
    explorer.press("Esc").see("2/78");
}

#[test]
fn what_a_heading_says_no_row_repeats() {
    let mut explorer = Explorer::new(200, 60);
    explorer.press("0 s s").see(" UNODC  United Nations Office on Drugs and Crime");
    let names: Vec<String> = corpus().entities.iter().map(|entity| format!("  {}  ", entity.id)).collect();
    let list = explorer.browse().derived.areas.list;
    for line in explorer.frame().lines().skip(3) {
        let row: String = line.chars().skip(usize::from(list.x) + 80).take(30).collect();
        assert!(!names.iter().any(|name| row.contains(name)), "{line}");
    }
    // By year, a row says what the heading does not: that no year is stated, or others, too.
    explorer.press("s*4").see(" List by year");
    explorer.see(" 2022");
    explorer.see_not("rep. ");
}

#[test]
fn titles_that_differ_at_their_end_are_told_apart() {
    for (width, height) in [(80, 24), (120, 36), (200, 60)] {
        let mut explorer = Explorer::new(width, height);
        explorer.press("5 f text:forced_lab Enter ] ] ] 0");
        let rows: Vec<usize> = (0..explorer.browse().derived.rows.len()).collect();
        let mut seen = std::collections::HashSet::new();
        for _ in rows {
            // Country after country, each is there to be read where its row is.
            for country in ["Bulgaria", "Denmark", "Georgia", "Malta", "Montenegro", "Romania", "Kingdom"] {
                if explorer.frame().lines().any(|line| line.contains(country) && line.contains("COE")) {
                    seen.insert(country);
                }
            }
            explorer.press("j");
        }
        assert!(seen.len() > 5, "{width}: {seen:?}");
    }
}
