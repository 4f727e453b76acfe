//! What is shown whole, however little room there is.

use crate::support::Explorer;
use icat_explorer::tui::command::Command;
use icat_explorer::tui::screens::browse::Tab;

#[test]
fn the_names_of_tabs_are_words_at_any_width() {
    let words: Vec<&str> = Tab::ALL.iter().flat_map(|tab| [tab.name(), tab.short_name()]).collect();
    for width in (53..=200).step_by(3) {
        let mut explorer = Explorer::new(width, 30);
        explorer.press("0 ]");
        let y = usize::from(explorer.browse().derived.areas.tabs.y);
        let left = usize::from(explorer.browse().derived.areas.tabs.x);
        let line: String = explorer.frame().lines().nth(y).unwrap().chars().skip(left).collect();
        let names = line.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        for name in names.filter(|name| !["of", "works", "passages"].contains(name)) {
            assert!(words.contains(&name), "{width}: {name} in {line}");
        }
        assert!(line.contains("Activities"), "{width}: {line}");
    }
}

#[test]
fn an_answer_is_read_whole() {
    for (width, height) in [(40, 12), (80, 24), (120, 36)] {
        let mut explorer = Explorer::new(width, height);
        explorer.press("/ text:who_chaired_in_2022");
        let search = explorer.browse().search.as_ref().unwrap();
        let answer = search.direct_answer().expect("an answer").to_owned();
        let frame = explorer.frame();
        for word in answer.split_whitespace() {
            assert!(frame.contains(word), "{width}x{height}: {word} of {answer}:\n{frame}");
        }
    }
}

#[test]
fn a_filter_without_a_value_is_no_query_yet() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("/ text:ki Tab");
    explorer.see("/ kind:");
    explorer.see("Tab mandate");
    explorer.see("Type a body, a country");
    explorer.see_not("Nothing matches");
    explorer.see(" 1,118");
    // What has no room is left out with a sign.
    assert!(explorer.frame().lines().nth(1).unwrap().trim_end().ends_with('\u{2026}'), "{}", explorer.frame());
    explorer.press("Tab").see("kind:mandate");
    explorer.see(" hits");
    // What is not found says what to try.
    explorer.press("C-u text:xqzwv").see("Nothing matches \"xqzwv\".");
    explorer.see("Try another word");
}

#[test]
fn the_menu_of_views_says_what_each_is_where_it_has_room() {
    let mut explorer = Explorer::new(80, 24);
    explorer.press("v");
    explorer.see("Who to call");
    explorer.see("Bodies for a need that you type, with evidence");
    explorer.see("Countries and regions, as a pane");
    let mut explorer = Explorer::new(40, 12);
    explorer.press("v").see("c  Coverage");
    explorer.see_not("Passages by body");
}

#[test]
fn the_help_tells_of_the_place_it_was_opened_from_and_what_to_do_where_nothing_is_found() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("0 ] Enter ?").see("find in this report");
    explorer.see_not("Places");
    explorer.see_not("search everything");
    explorer.press("Esc Esc ?").see("search everything");
    explorer.see_not("find in this report");
    // Its search finds what other places have, too, and says where.
    explorer.press("/ text:note_on_this").see("among the marks: write a note on this mark");
    explorer.press("Esc").see_not("among the marks");
    explorer.press("/ text:xqz").see("The palette (:) also finds views");
}

#[test]
fn marks_that_are_not_there_offer_nothing() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("'").see("Nothing is marked yet.");
    for words in ["Enter read", "a note", "J move", "e export"] {
        explorer.see_not(words);
    }
    assert!(!explorer.model.is_enabled(crate::support::corpus(), Command::Annotate));
    explorer.press("a").see("Nothing is marked yet.");
    // Headlines of marks are whole, on two lines where one has no room.
    let mut explorer = Explorer::new(120, 36);
    explorer.press("0 m '").see("problems");
    explorer.see_not("\u{2026}");
}

#[test]
fn an_outline_has_the_columns_that_its_titles_need() {
    let mut explorer = Explorer::new(200, 60);
    explorer.press("0 ] Enter");
    explorer.see("Priority 1: Building the evidence base: ");
    explorer.see_not("\u{2026}");
    // And no more of them than that.
    let mut explorer = Explorer::new(300, 60);
    explorer.press("0 ] Enter");
    let icat_explorer::tui::model::Screen::Reader(reader) = explorer.model.screen() else { panic!("a report") };
    assert!(reader.areas.outline.width < 120, "{:?}", reader.areas.outline);
}
