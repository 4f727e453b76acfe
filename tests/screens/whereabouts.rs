//! Where one is, what the filter is, and the way on and back: what the screen says, and that it is so.

use icat_explorer::corpus::filter::Facet;
use icat_explorer::tui::model::Screen;

use crate::support::{Explorer, corpus};

#[test]
fn enter_in_the_outline_goes_to_the_section_under_its_cursor() {
    for (width, height) in [(40, 12), (80, 24), (120, 36)] {
        for steps in [1, 3, 6] {
            let mut explorer = Explorer::new(width, height);
            explorer.press(": text:2019 Down Enter t").press(&"j ".repeat(steps));
            let Screen::Reader(reader) = explorer.model.screen() else { panic!("a report") };
            let chosen = reader.cursor.selected;
            assert_eq!(chosen, steps, "{}", explorer.frame());
            // The number beside the title is that of the cursor.
            explorer.see(&format!(" {}/{} ", steps + 1, reader.sections().len()));
            let title = corpus().section(reader.sections()[chosen]).title.to_string();
            explorer.press("Enter");
            let Screen::Reader(reader) = explorer.model.screen() else { panic!("the report") };
            let here = corpus().item_of(explorer.model.passage(corpus()).unwrap_or_else(|| panic!("{title}")));
            let section = corpus().section(reader.sections()[chosen]);
            assert!(reader.at == section.item as usize || here > section.item as usize, "{title}");
            assert_eq!(reader.cursor.selected, chosen, "{title}: {}", explorer.frame());
        }
    }
}

#[test]
fn the_body_under_the_cursor_filters_without_a_tick_until_space_keeps_it() {
    let mut explorer = Explorer::new(80, 24);
    explorer.press("j j").see("›  CBSS");
    explorer.see("CBSS: ");
    explorer.see(" 3/34 ");
    explorer.press("Space").see("›✓ CBSS");
    explorer.press("j").see(" 1 ✓ ");
    explorer.see("✓ CBSS");
    explorer.press("Space").see(" 2 ✓ ");
    explorer.see("CBSS or COE: ");
}

#[test]
fn the_header_names_the_tab_and_cuts_the_filter_never_the_number() {
    let mut explorer = Explorer::new(80, 24);
    explorer.see("Everything: 78 of 1,118 passages in Mandate");
    explorer.press("]").see("passages in Activities");
    let mut narrow = Explorer::new(40, 12);
    narrow.see("78 of 1,118 in Mandate");
    narrow.press("]").see(" in Activities");
    explorer.press("[ j j Space j Space j Space j Space 2 j Space j Space 3 Space j Space");
    let (listed, header) = (explorer.browse().derived.rows.len(), explorer.frame());
    let header = header.lines().next().unwrap().trim_end();
    assert!(listed > 0 && header.ends_with(&format!(": {listed} in Activities")) && header.contains('…'), "{header}");
}

#[test]
fn q_closes_one_screen_and_what_was_found_stays() {
    let mut explorer = Explorer::new(80, 24);
    explorer.press("/ text:barnahus Enter q").see("/ barnahus");
    explorer.press("q").see("Everything: ");
    assert_eq!(explorer.left, None);
    explorer.press("q");
    assert_eq!(explorer.left, Some(0));
}

#[test]
fn escape_on_the_first_screen_tells_how_to_clear_a_filter() {
    let mut explorer = Explorer::new(80, 24);
    explorer.press("Esc").see("This is the first screen; q quits.");
    explorer.press("2 Space 1 Esc").see("X clears the filters, u undoes the last one");
    explorer.press("X Esc").see("This is the first screen; q quits.");
}

#[test]
fn an_empty_list_says_what_each_part_of_the_filter_costs_and_offers_no_more() {
    let mut explorer = Explorer::new(200, 60);
    explorer.press("j j Space 4 j Space 0").see("No record in these reports.");
    let filter = explorer.browse().effective();
    let said = [Facet::Entity, Facet::Place].map(|facet| {
        let count = filter.without(facet).set(corpus(), None).count();
        (filter.describe_facet(corpus(), facet).unwrap(), count)
    });
    let [(body, without_body), (place, without_place)] = said;
    explorer.see(&format!("Without the filter {body}: {without_body} passages; without {place}: {without_place}."));
    explorer.see_not("Enter read");
    explorer.see_not("e export");
    explorer.see("X clear all");
    explorer.press("Enter").see("The list is empty: u undoes the last change");
}

#[test]
fn a_term_leads_to_the_passages_that_it_counts() {
    let mut explorer = Explorer::new(80, 24);
    explorer.press(": text:forced_labour Enter").see("Esc closes");
    explorer.see("Enter passages");
    // There is no passage to mark.
    explorer.see_not("m mark");
    let term = corpus().glossary.iter().position(|term| term.term.as_str() == "Forced labour").unwrap();
    let named = corpus().passages_naming(term).len();
    explorer.see(&format!("{named} passages in these reports."));
    explorer.press("Enter");
    assert_eq!(explorer.browse().derived.rows.len(), named);
}

#[test]
fn the_profile_tab_is_of_the_only_topic_or_place_as_well() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("5 j j Space ] ] ] ] ]").see(" Profile ");
    explorer.see("form of exploitation");
    explorer.see_not("This page counts everything");
    explorer.press("X 4 Space ] ] ] ] ]").see("with");
    explorer.see("region");
    explorer.press("X").see(" About these reports ");
    explorer.see("What is in here");
    // Of two, there is no one page.
    explorer.press("5 j j Space j Space ]").see_not("form of exploitation");
}

#[test]
fn places_of_a_selected_region_are_not_shown_as_selected_one_by_one() {
    let mut explorer = Explorer::new(80, 24);
    explorer.press("4 Right Space").see("✓ ▾ Africa");
    let rows: Vec<String> = explorer.frame().lines().map(str::to_owned).collect();
    let at = rows.iter().position(|row| row.contains("▾ Africa")).unwrap();
    assert!(rows[at + 1].contains(" · ") && !rows[at + 1].contains('✓'), "{}", rows[at + 1]);
    explorer.see("1 selected");
}

#[test]
fn the_answer_to_a_need_begins_at_words_that_can_be_cited() {
    let mut explorer = Explorer::new(80, 24);
    explorer.press("v w text:baltic Enter y c");
    assert!(explorer.outside.copied[0].contains("CBSS") || explorer.outside.copied[0].contains("Baltic"));
}

#[test]
fn an_export_from_the_panes_takes_the_filter_and_from_the_list_its_tab() {
    let mut explorer = Explorer::new(80, 24);
    explorer.press("j j Space");
    let total = explorer.browse().derived.total;
    let written = |explorer: &Explorer| explorer.outside.written[0].1.lines().count();
    explorer.press("e l Enter");
    assert_eq!(written(&explorer), total);
    let mut explorer = Explorer::new(80, 24);
    explorer.press("j j Space 0 ]");
    let listed = explorer.browse().derived.rows.len();
    explorer.press("e l Enter");
    assert!(listed < total && written(&explorer) == listed);
}

#[test]
fn selected_rows_have_the_keys_that_act_on_them() {
    let mut explorer = Explorer::new(80, 24);
    explorer.press("0 V j j").see("3 of 78 selected");
    explorer.see("m mark  e export  y copy  Esc deselect");
    explorer.see_not("Enter read");
    explorer.press("Esc").see("Enter read");
}

#[test]
fn a_list_to_choose_from_says_which_of_how_many_is_chosen() {
    let mut explorer = Explorer::new(80, 24);
    explorer.press(":").see("1 of ");
    explorer.press("Down Down").see("3 of ");
    explorer.press("text:zzzzq").see(" 1 entry ");
}

#[test]
fn a_comparison_leads_to_all_that_it_counts() {
    let mut explorer = Explorer::new(120, 90);
    explorer.press("v o text:iom Enter text:unodc Enter").see("› all ");
}

#[test]
fn a_section_of_a_report_is_one_of_the_places_to_go_to() {
    let mut explorer = Explorer::new(80, 24);
    explorer.press(": text:message_osce").see("section of 2019");
    explorer.press("Enter");
    let Screen::Reader(reader) = explorer.model.screen() else { panic!("the report") };
    let title = corpus().section(reader.sections()[reader.cursor.selected]).title;
    assert!(title.starts_with("A message from the co-chairs, the OSCE"), "{title}");
    // What is called as a body is the body.
    let mut explorer = Explorer::new(80, 24);
    explorer.press(": text:unicef").see("│› UNICEF  United Nations Children's Fund");
}

#[test]
fn terms_are_listed_from_a_to_z_and_each_is_explained() {
    let mut explorer = Explorer::new(80, 24);
    explorer.press("v t").see(&format!("{} terms and short forms", corpus().glossary.len()));
    explorer.press("f text:SENP Enter").see("SENP");
    let rows: Vec<String> = explorer.frame().lines().filter(|row| row.starts_with("│ S")).map(str::to_owned).collect();
    assert!(rows.len() > 3 && rows.is_sorted_by_key(|row| row.to_lowercase()), "{rows:?}");
    explorer.press("Enter").see(" Term ");
    explorer.press("Esc e").see("list terms");
}

#[test]
fn what_this_is_and_how_old_it_is_can_be_read_again() {
    let mut explorer = Explorer::new(80, 24);
    explorer.press("v i").see("Inter-Agency Coordination Group against Trafficking in");
    explorer.see("The newest report here is");
}

#[test]
fn the_help_explains_the_signs_of_panes_and_lists() {
    let mut explorer = Explorer::new(80, 24);
    explorer.press("? / text:rep.").see("no year is stated");
    explorer.press("Esc / C-u text:stated_year").see("105 stated");
}

#[test]
fn the_pane_shows_what_the_filter_names_and_comes_back_where_it_was_left() {
    // A part of the region that is named has a sign of its own, however deep.
    let mut explorer = Explorer::new(120, 36);
    explorer.press("4 l j j Space");
    let ticks = explorer.frame().lines().filter(|line| line.contains('✓')).count();
    assert_eq!(ticks, 1, "{}", explorer.frame());
    for (width, height) in [(40, 12), (80, 24), (120, 36)] {
        let mut explorer = Explorer::new(width, height);
        explorer.press("4 f text:thai Enter 4").see("›✓");
        let row = explorer.frame().lines().find(|line| line.contains("›✓")).unwrap().to_owned();
        assert!(row.contains("Thailand"), "{row}");
    }
}

#[test]
fn q_leaves_a_pane_that_covers_the_others_before_it_quits() {
    let mut explorer = Explorer::new(40, 12);
    explorer.press("0 q");
    assert_eq!(explorer.left, None);
    explorer.press("q");
    assert_eq!(explorer.left, Some(0));
    let mut explorer = Explorer::new(80, 24);
    explorer.press("0 z q").see("1 Entities");
    assert_eq!(explorer.left, None);
}

#[test]
fn what_has_no_room_in_a_prompt_or_a_frame_is_seen_to_be_cut() {
    let mut explorer = Explorer::new(40, 12);
    explorer.press("v w text:survivors,_legal_aid").see("I need: survivors, legal aid");
    explorer.press("text:_and_shelters,_Moldova").see("I need: …");
    let mut explorer = Explorer::new(40, 12);
    explorer.press("v p ] ] r").see("…");
    explorer.see_not("20╮");
}

#[test]
fn a_message_lies_over_the_menu_that_it_is_about() {
    let mut explorer = Explorer::new(40, 12);
    explorer.press("v Tab");
    let status = explorer.model.status.clone().expect("a key without a meaning says so");
    assert!(status.len() > 40, "{status}");
    let words: Vec<&str> = status.split_whitespace().take(3).collect();
    explorer.see(&words.join(" "));
}

#[test]
fn other_words_for_a_command_find_it() {
    for (typed, found) in
        [("marks", "Show the marked passages"), ("excel", "Export"), ("bookmarks", "marked"), ("exit", "Close")]
    {
        let mut explorer = Explorer::new(80, 24);
        explorer.press(&format!(": text:{typed}"));
        explorer.see(found);
    }
}

#[test]
fn the_panes_of_a_search_count_what_it_finds_with_its_filters() {
    // ICMPD: some of its statements state another year, others are reported for 2022.
    for (body, row) in [("icmpd", "ICMPD"), ("icat", "ICAT"), ("iom", "IOM")] {
        let mut explorer = Explorer::new(120, 50);
        explorer.press(&format!("/ text:year:2022_entity:{body}")).answer();
        let found = explorer.browse().derived.total;
        assert!(found > 3);
        let count = |explorer: &Explorer| {
            let years = &explorer.browse().derived.years;
            let at = corpus().entities.iter().position(|entity| entity.id.as_str() == row).unwrap();
            (years.iter().find(|year| year.year == 2022).unwrap().count, explorer.browse().derived.entities[at + 1])
        };
        assert_eq!(count(&explorer), (found, found), "{body}");
        // The same by ticks.
        let mut ticked = Explorer::new(120, 50);
        ticked.press(&format!("f text:{body} Enter 2 f text:2022 Enter"));
        assert_eq!((ticked.browse().derived.total, count(&ticked)), (found, (found, found)), "{body}");
    }
}

#[test]
fn a_place_that_is_selected_with_its_region_is_not_taken_out_of_it() {
    let mut explorer = Explorer::new(80, 24);
    explorer.press("4 l Space j Space").see("It is selected with the region that it lies in");
    explorer.press("-").see("deselect that one first");
    explorer.see("Africa: ");
    explorer.see("1 selected");
}

#[test]
fn the_passages_of_a_report_are_called_by_its_title() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("v i Enter").see("Key Activities and Achievements of ICAT");
    explorer.see_not("2018-overview: ");
    let mut explorer = Explorer::new(80, 24);
    explorer.press("0 ] ] ] ] ] f").see("find: ");
}

/// Returns the last line of the screen.
fn footer(explorer: &Explorer) -> String {
    explorer.frame().lines().last().unwrap_or_default().to_owned()
}

#[test]
fn what_cannot_be_done_to_a_row_is_not_offered_and_an_exclusion_is_seen_in_the_title() {
    let mut explorer = Explorer::new(80, 24);
    explorer.press("4 Space Right Down");
    let keys = footer(&explorer);
    assert!(!keys.contains("Space") && !keys.contains("exclude"), "{keys}");
    explorer.press("Space").see("deselect that one first");
    let mut explorer = Explorer::new(80, 24);
    explorer.press("1 Down Down -").see("1 −");
    assert!(footer(&explorer).contains("Space select"), "{}", footer(&explorer));
    let mut explorer = Explorer::new(80, 24);
    explorer.press("/ text:zzzqzz");
    assert!(!footer(&explorer).contains("Enter"), "{}", footer(&explorer));
    explorer.press("Enter").see("Nothing is found");
}

#[test]
fn a_small_screen_shows_what_an_empty_list_costs_and_the_command_of_an_export() {
    let mut explorer = Explorer::new(40, 12);
    explorer.press("1 Down Down Space 2 Down Space 3 Down Space 0");
    explorer.see("without 2021");
    explorer.see("X clears");
    let mut explorer = Explorer::new(80, 24);
    explorer.press("] ] ] ] 0 e").see("icat-explorer export --kind recommendation");
    let mut explorer = Explorer::new(40, 12);
    explorer.press("v p ] ] r").see("There is no commitment in this data");
}
