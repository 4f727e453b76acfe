//! User flows through the explorer, key by key, on the real reports.

use std::collections::BTreeSet;

use crate::support::{Explorer, corpus, index};
use icat_explorer::corpus::Kind;
use icat_explorer::corpus::filter::Facet;
use icat_explorer::tui::event::{KeyCode, KeyPress, Modifiers};
use icat_explorer::tui::layout::Pane;
use icat_explorer::tui::message::{Effect, Message, Question};
use icat_explorer::tui::model::{Model, Screen};
use icat_explorer::tui::screens::browse::Tab;
use icat_explorer::tui::update::update;
use ratatui::layout::Size;

fn on_unodc(width: u16, height: u16) -> Explorer {
    let mut explorer = Explorer::new(width, height);
    while !explorer.frame().contains("›  UNODC") {
        explorer.press("j");
    }
    explorer
}

#[test]
fn from_a_body_a_year_and_a_priority_to_the_words_and_back() {
    for (width, height) in [(80, 24), (120, 36), (200, 60)] {
        let mut explorer = on_unodc(width, height);
        explorer.see("UNODC");
        explorer.see("Mandate");
        explorer.press("0 G");
        explorer.see("UNODC guards the trafficking");
        explorer.press("2 g");
        while !explorer.frame().contains("›  2022") {
            explorer.press("j");
        }
        explorer.press("Space 3 g j j j Space");
        explorer.see("2022, priority 4: ");
        explorer.see("Police of eleven European");
        explorer.press("0");
        while explorer.selected() != "ar22-p4-unodc-evidence-workshop" {
            let before = explorer.selected();
            explorer.press("j");
            assert_ne!(explorer.selected(), before, "the workshop is not in the list");
        }
        let before = explorer.frame();
        explorer.press("Enter");
        explorer.see("Police Cooperation Convention");
        assert_eq!(explorer.selected(), "ar22-p4-unodc-evidence-workshop");
        explorer.press("Esc");
        assert_eq!(explorer.frame(), before, "Esc comes back to exactly where one was");
        explorer.press("/ text:barnahus Enter");
        assert_eq!(explorer.selected(), "ar21-p3-cbss-barnahus");
        explorer.see("promoted the Barnahus model");
        explorer.press("q");
        explorer.see("/ barnahus");
        explorer.press("q");
        assert_eq!(explorer.frame(), before, "q closes one screen after the other");
        explorer.press("q");
        assert_eq!(explorer.left, Some(0));
    }
}

#[test]
fn counts_follow_the_filters_of_the_other_panes() {
    let mut explorer = Explorer::new(120, 40);
    let all = entity_counts(&explorer);
    explorer.press("3 j j j Space");
    let accountability = entity_counts(&explorer);
    assert!(accountability.iter().zip(&all).all(|(a, b)| a <= b) && accountability[0] < all[0]);
    let Screen::Browse(browse) = explorer.model.screen() else { panic!("browsing") };
    let priorities = browse.derived.priorities.clone();
    explorer.press("j Space");
    let Screen::Browse(browse) = explorer.model.screen() else { panic!("browsing") };
    assert_eq!(browse.derived.priorities, priorities, "a pane's own values do not change its counts");
    // Publications are listed by work; all else by passage.
    let publications =
        browse.filter.set(corpus(), None).count_common(&corpus().postings.kinds[Kind::Publication as usize]);
    let tabs = Tab::ALL.into_iter().zip(browse.derived.tabs).filter(|(tab, _)| *tab != Tab::Publications);
    let listed: usize = tabs.map(|(_, count)| count).sum();
    assert_eq!(listed + publications, browse.derived.total, "every passage is under one tab");
    explorer.see("priority 4 or priority 5: ");
}

fn entity_counts(explorer: &Explorer) -> Vec<usize> {
    let Screen::Browse(browse) = explorer.model.screen() else { panic!("browsing") };
    browse.derived.entities.clone()
}

#[test]
fn values_are_excluded_cleared_and_taken_back() {
    let mut explorer = Explorer::new(120, 40);
    let start = explorer.frame();
    explorer.press("3 -");
    explorer.see("not priority 1: ");
    explorer.press("Space");
    explorer.see("ICAT Explorer  priority 1: ");
    explorer.press("2 Space");
    explorer.press("x");
    explorer.see("ICAT Explorer  priority 1: ");
    explorer.press("X");
    explorer.see("Everything: ");
    explorer.press("u u u u u u");
    explorer.see("There is nothing to undo.");
    explorer.press("1");
    assert_eq!(explorer.frame(), start, "everything taken back");
    explorer.press("U");
    explorer.see("not priority 1: ");
}

#[test]
fn what_yields_nothing_is_dimmed_and_an_empty_list_says_what_to_do() {
    let mut explorer = on_unodc(120, 40);
    explorer.press("2 f text:2030 Enter");
    explorer.press("1 g j j");
    explorer.see("No record in these reports.");
    explorer.see("That is not the same as no activity.");
    explorer.press("X");
    explorer.see_not("No record in these reports.");
}

#[test]
fn tabs_step_over_what_is_empty_and_profile_tells_of_a_body() {
    let mut explorer = on_unodc(120, 40);
    explorer.press("0 ]");
    explorer.see(" Activities ");
    explorer.press("[ [");
    explorer.see("United Nations Office on Drugs and Crime");
    explorer.see("coordinator 2018, 2019, 2021,");
    explorer.see("What it is mandated to do");
    explorer.press("l j*14");
    explorer.see("Activities and partnerships");
    explorer.press("1");
    explorer.press("g");
    explorer.see("What is in here");
}

#[test]
fn the_reader_steps_by_section_finds_and_keeps_its_place() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("/ text:barnahus Enter ]");
    explorer.see("Priority #4");
    explorer.press("[ [");
    explorer.press("/ text:nairobi Enter");
    explorer.see("1/");
    let first = explorer.selected();
    explorer.press("n n N");
    explorer.see("2/");
    explorer.press("N");
    assert_eq!(explorer.selected(), first);
    let place = explorer.selected();
    explorer.resize(60, 20);
    explorer.resize(200, 50);
    explorer.resize(120, 36);
    assert_eq!(explorer.selected(), place, "a resize keeps the place");
    explorer.press("t G Enter");
    explorer.see("[Back cover]");
    explorer.press("g");
    explorer.see("[Cover]");
    explorer.press("G");
    explorer.see("100%");
}

#[test]
fn back_and_forward_go_like_a_browser() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("/ text:recruitment Enter");
    let reader = explorer.frame();
    explorer.press("H");
    explorer.see("/ recruitment");
    explorer.press("L");
    assert_eq!(explorer.frame(), reader);
    explorer.press("Esc Esc");
    explorer.see("Everything: ");
}

#[test]
fn the_search_prompt_edits_and_its_hits_are_previewed() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("/");
    explorer.see("Type a body, a country, a topic");
    explorer.press("text:organs_removalx Bksp");
    explorer.see("/ organs removal");
    explorer.see("hits");
    let first = explorer.selected();
    explorer.press("Down");
    assert_ne!(explorer.selected(), first);
    explorer.press("C-w C-w text:zzzzqqq");
    explorer.see("Nothing matches \"zzzzqqq\"");
    explorer.press("C-u text:unu Enter");
    explorer.see("United Nations University");
    explorer.press("Esc");
    explorer.see("/ unu");
}

#[test]
fn facets_follow_the_search_and_narrow_it() {
    let mut explorer = Explorer::new(120, 40);
    explorer.press("/ text:technology Esc 2");
    let Screen::Browse(browse) = explorer.model.screen() else { panic!("browsing") };
    let found = browse.derived.total;
    assert!(found > 5 && browse.derived.years.iter().any(|row| row.year == 2019 && row.count > 0));
    while !explorer.frame().contains("›  2019") {
        explorer.press("j");
    }
    explorer.press("Space");
    let Screen::Browse(browse) = explorer.model.screen() else { panic!("browsing") };
    assert!(browse.derived.total < found && browse.derived.rows.len() == browse.derived.total);
    explorer.see("in 2019");
}

#[test]
fn help_comes_from_the_live_table_and_closes() {
    for key in ["?", "F1"] {
        let mut explorer = Explorer::new(120, 90);
        let before = explorer.frame();
        explorer.press(key);
        explorer.see("Help: keys in the panes of values");
        for binding in
            icat_explorer::tui::keymap::Keymap::default().rows(icat_explorer::tui::keymap::Context::Facets).take(30)
        {
            explorer.see(binding.help);
        }
        explorer.press("q");
        assert_eq!(explorer.frame(), before);
        assert_eq!(explorer.left, None);
    }
}

#[test]
fn escape_never_quits_and_interrupt_always_does() {
    let mut explorer = Explorer::new(80, 24);
    explorer.press("0 l Esc Esc Esc Esc");
    explorer.see("This is the first screen; q quits.");
    assert_eq!(explorer.left, None);
    explorer.press("/ text:a C-c");
    assert_eq!(explorer.left, Some(130));
}

#[test]
fn everything_is_reachable_with_arrows_tab_enter_and_escape() {
    let mut explorer = Explorer::new(80, 24);
    explorer.press("Down Down Tab Tab Tab Tab Tab Tab Down Enter");
    assert!(matches!(explorer.model.screen(), Screen::Reader(_)));
    explorer.press("Esc");
    let Screen::Browse(browse) = explorer.model.screen() else { panic!("browsing") };
    assert_eq!(browse.focus, Pane::List);
}

#[test]
fn narrow_screens_show_one_pane_with_a_trail() {
    let mut explorer = Explorer::new(40, 12);
    explorer.see("ICAT › Entities");
    explorer.press("j Enter");
    explorer.see("ICAT › List");
    explorer.press("l");
    explorer.see("ICAT › List › Reading");
    explorer.press("Esc Esc");
    explorer.see("ICAT › Entities");
}

#[test]
fn zoom_gives_a_pane_the_screen_and_takes_it_back() {
    let mut explorer = Explorer::new(120, 36);
    let before = explorer.frame();
    explorer.press("z");
    explorer.see_not("Priorities");
    explorer.press("Esc");
    assert_eq!(explorer.frame(), before);
}

#[test]
fn matched_letters_are_lit() {
    use ratatui::style::Modifier;
    let mut explorer = Explorer::new(120, 36);
    explorer.press("/ text:barnahus");
    let buffer = explorer.buffer();
    let highlighted: String = buffer
        .content()
        .iter()
        .filter(|c| c.modifier.contains(Modifier::UNDERLINED | Modifier::BOLD))
        .map(ratatui::buffer::Cell::symbol)
        .collect();
    assert!(highlighted.to_lowercase().contains("barnahus"), "lit: {highlighted}");
    assert!(highlighted.to_lowercase().replace("barnahus", "").trim().is_empty(), "lit besides: {highlighted}");
}

#[test]
fn filters_are_completed_as_their_value_is_typed() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("/ text:recruitment_entity:io");
    explorer.see("Tab IOM International Organization for Migration");
    explorer.press("Tab");
    explorer.see("/ recruitment entity:IOM ");
    explorer.see("in all reports");
    explorer.press("text:place:bosn Tab");
    explorer.see("place:\"Bosnia and Herzegovina\" ");
    explorer.press("C-u text:kind:pub Tab text:year:202");
    explorer.see("Tab 2025 · 2024");
    explorer.press("Bksp*8 text:priority:demand");
    explorer.see("Tab 5 ");
    explorer.press("Tab");
    explorer.see("kind:publication priority:5 ");
    explorer.press("C-u text:migration Tab");
    explorer.see("Tab completes filters");
    explorer.press("text:s");
    explorer.see("/ migrations ");
    explorer.press("C-u text:pri Tab text:5_place:mo Tab");
    explorer.see("/ priority:5 place:Moldova");
    explorer.press("Tab");
    explorer.see("/ priority:5 place:Montenegro");
    explorer.press("S-Tab");
    explorer.see("/ priority:5 place:Moldova");
    let mut explorer = Explorer::new(120, 36);
    explorer.press("/ text:entity:nobody");
    explorer.see("No body is called \"nobody\"");
}

#[test]
fn the_prompt_remembers_what_was_searched_for() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("/ text:barnahus Enter Esc Esc Esc / text:organ_removal Enter q q");
    explorer.press("/ Up");
    explorer.see("/ organ removal");
    explorer.press("Up");
    explorer.see("/ barnahus");
    explorer.press("Up");
    explorer.see("/ barnahus");
    explorer.press("Down");
    explorer.see("/ organ removal");
    explorer.press("Down Esc Esc / text:barn C-r");
    explorer.see("/ barnahus");
    explorer.press("C-r");
    explorer.see("No earlier query contains this.");
    explorer.press("Enter Esc");
    explorer.see("/ barnahus");
}

#[test]
fn hits_show_the_words_around_what_matches() {
    for (width, height) in [(120, 36), (200, 60)] {
        let mut explorer = Explorer::new(width, height);
        explorer.press("/ text:menthor");
        let Screen::Browse(browse) = explorer.model.screen() else { panic!("browsing") };
        let list = browse.derived.areas.list;
        let frame = explorer.frame();
        let rows: Vec<String> =
            frame.lines().map(|l| l.chars().skip(list.x.into()).take(list.width.into()).collect::<String>()).collect();
        assert!(rows.iter().any(|r| r.contains("MENTHOR")), "{}", rows.join("\n"));
    }
    let mut explorer = Explorer::new(80, 24);
    explorer.press("/ text:venezuelan_migrants");
    explorer.see("Venezuelan");
}

#[test]
fn where_no_passage_has_all_words_the_nearest_are_shown_and_it_is_said() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("/ text:barnahus_helicopter");
    explorer.see("No passage has all words; the first has all but \"helicopter\"");
    assert_eq!(explorer.selected(), "ar21-p3-cbss-barnahus");
    explorer.press("C-u text:'barnahus_'helicopter");
    explorer.see("Nothing matches");
}

#[test]
fn a_search_that_another_question_overtook_is_asked_again_when_it_is_shown() {
    let mut model = Model::new(corpus(), Size { width: 120, height: 36 });
    let mut asked = Vec::new();
    let mut press = |model: &mut Model, keys: &str| {
        for key in keys.chars() {
            let key = match key {
                '<' => KeyPress::new(KeyCode::Esc, Modifiers::NONE),
                c => KeyPress::new(KeyCode::Char(c), Modifiers::NONE),
            };
            let action = model.keys.message(model.context(), &key).unwrap();
            for effect in update(model, corpus(), action) {
                if let Effect::Ask(number, Question::Search(typed) | Question::Who(typed)) = effect {
                    asked.push((number, typed));
                }
            }
        }
        asked.last().cloned().unwrap()
    };
    press(&mut model, "/ukrain");
    let number = model.asked;
    update(&mut model, corpus(), Message::Answered(number, Box::new(index().search("ukrain"))));
    press(&mut model, "e<");
    let (_, need) = press(&mut model, "vwbaltic");
    assert_eq!(need, "baltic");
    let (number, again) = press(&mut model, "<");
    assert_eq!(again, "ukraine", "the search waits for no answer that never comes");
    update(&mut model, corpus(), Message::Answered(number, Box::new(index().search("ukraine"))));
    let Screen::Browse(browse) = model.screen() else { panic!("the search is shown") };
    assert!(browse.search.as_ref().unwrap().pending.is_none() && browse.derived.total > 0);
}

#[test]
fn the_help_loses_neither_the_way_ahead_nor_a_menu() {
    let mut explorer = Explorer::new(80, 24);
    explorer.press("j*3 0 j Enter");
    assert!(matches!(explorer.model.screen(), Screen::Reader(_)));
    let reader = explorer.frame();
    explorer.press("H ? Esc L");
    assert_eq!(explorer.frame(), reader);
    explorer.press("y");
    let menu = explorer.frame();
    explorer.press("F1");
    assert_ne!(explorer.frame(), menu);
    explorer.press("Esc");
    assert_eq!(explorer.frame(), menu);
}

#[test]
fn every_row_of_a_menu_comes_into_view_on_the_smallest_screen() {
    let mut explorer = Explorer::new(40, 12);
    explorer.press("j*3 Enter y");
    let rows: Vec<String> = explorer.model.menu.as_ref().unwrap().rows.iter().map(|r| r.label.clone()).collect();
    assert!(rows.len() > 8);
    for row in &rows {
        explorer.see(row);
        explorer.press("Down");
    }
    explorer.see(&format!("{0}/{0}", rows.len()));
}

#[test]
fn j_and_k_move_in_every_menu_as_they_do_in_lists() {
    let mut explorer = Explorer::new(120, 36);
    for (keys, back) in [("v", ""), ("e", ""), ("j*3 m e", ""), ("Enter y", "Esc"), ("0 Enter o", "Esc")] {
        explorer.press(keys);
        let Some(menu) = &explorer.model.menu else { continue };
        assert!(menu.rows.iter().all(|row| !['j', 'k'].contains(&row.letter)), "{keys}");
        let first = menu.cursor.selected;
        let at = |explorer: &Explorer| explorer.model.menu.as_ref().unwrap().cursor.selected;
        explorer.press("j");
        assert_eq!(at(&explorer), first + 1, "{keys}");
        explorer.press("k");
        assert_eq!(at(&explorer), first, "{keys}");
        explorer.press("Esc").press(back);
    }
}

#[test]
fn the_body_at_a_glance_is_the_one_under_the_cursor_whatever_is_wanted() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("j*3 Space j*3 v b");
    let Screen::Browse(browse) = explorer.model.screen() else { panic!("a profile") };
    let shown = browse.entity().unwrap();
    explorer.press("Esc");
    let Screen::Browse(browse) = explorer.model.screen() else { panic!("the panes") };
    assert_eq!(browse.entity(), Some(shown));
    assert!(!browse.filter.entities.include.contains(&shown));
}

#[test]
fn finding_nothing_is_said_and_what_was_lit_before_is_lit_again() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("/ text:recruitment Enter");
    let highlighted = explorer.buffer();
    explorer.press("/ text:xylophone Esc");
    assert!(highlighted.content() == explorer.buffer().content(), "the words that led here are lit as before");
    explorer.press("/ text:xylophone Enter n");
    explorer.see("\u{201c}xylophone\u{201d} is not in this report.");
}

/// Returns the text in the active prompt, with a bar for the cursor.
fn typed(explorer: &Explorer) -> String {
    let input = explorer.model.input().expect("a prompt");
    format!("{}|{}", input.before(), input.text().strip_prefix(input.before()).unwrap())
}

#[test]
fn every_prompt_is_edited_by_words_and_what_is_erased_is_put_back_in_any_of_them() {
    let prompts = ["/", "j*3 0 Enter /", "j*3 0 m ' a", "v w"];
    for open in prompts {
        let mut explorer = Explorer::new(80, 24);
        explorer.press(open).press("text:sr-tip_organ_removal");
        for (keys, line) in [
            ("M-b", "sr-tip organ |removal"),
            ("C-Left M-Left", "sr-|tip organ removal"),
            ("C-a M-f", "sr|-tip organ removal"),
            ("C-f C-f C-b", "sr-|tip organ removal"),
            ("M-d", "sr-| organ removal"),
            ("C-y", "sr-tip| organ removal"),
            ("C-Right C-w", "sr-tip | removal"),
            ("C-b C-f C-k C-y", "sr-tip  removal|"),
            ("M-Bksp M-Bksp", "sr-|"),
            ("C-y", "sr-tip  removal|"),
            ("C-d C-u C-y C-y", "sr-tip  removalsr-tip  removal|"),
            ("C-u Del C-d C-d", "|"),
            ("text:ab C-t", "ba|"),
        ] {
            explorer.press(keys);
            assert_eq!(typed(&explorer), line, "{open}: {keys}");
        }
        assert_eq!(explorer.left, None);
    }
    let mut explorer = Explorer::new(80, 24);
    explorer.press("/ text:barnahus C-w Esc j*3 0 Enter / C-y");
    assert_eq!(typed(&explorer), "barnahus|");
}

#[test]
fn a_search_follows_every_change_of_the_line() {
    let mut explorer = Explorer::new(80, 24);
    explorer.press("/ text:barnahus");
    let found = explorer.frame();
    for keys in ["C-w C-y", "C-a C-k C-y", "C-t C-t C-w C-y C-u text:barnahus"] {
        explorer.press(keys);
        assert_eq!(explorer.frame(), found, "{keys}");
    }
    explorer.press("C-w");
    assert_ne!(explorer.frame(), found);
}

#[test]
fn what_cannot_be_seen_hides_no_word() {
    let mut explorer = Explorer::new(80, 24);
    explorer.press("/ text:barnahus");
    let found = explorer.frame();
    explorer.press("C-u");
    explorer.act(Message::Paste("bar\u{200b}na\u{202e}hus".to_owned()));
    assert_eq!(explorer.frame(), found);
}

#[test]
fn a_full_prompt_says_so_and_a_long_note_is_kept_whole() {
    let mut explorer = Explorer::new(80, 24);
    explorer.press("/");
    explorer.act(Message::Paste("barnahus ".repeat(50)));
    explorer.see("A prompt holds 400 characters; what comes after them is left out.");
    explorer.press("Left");
    explorer.see_not("A prompt holds");
    explorer.press("C-a text:x");
    explorer.see("A prompt holds 400 characters");

    let note = "as agreed ".repeat(60);
    let mut explorer = Explorer::new(80, 24);
    explorer.press("j*3 0 m");
    let mut marks = std::mem::take(&mut explorer.outside.marks);
    note.trim().clone_into(&mut marks.marks[0].note);
    explorer.keep(marks);
    explorer.press("' a Left Enter");
    assert_eq!(explorer.outside.marks.marks[0].note, note.trim());
}

#[test]
fn a_long_line_shows_where_the_cursor_is_and_parts_no_letter_from_its_mark() {
    let mut explorer = Explorer::new(40, 12);
    explorer.press("/");
    for n in 0..30 {
        explorer.act(Message::Paste("a\u{301}".to_owned()));
        let frame = explorer.frame();
        let line = frame.lines().find(|l| l.starts_with("/ ")).unwrap();
        assert!(!line.contains(" \u{301}"), "{n}: {line}");
    }
}

#[test]
fn the_help_of_a_prompt_names_the_keys_that_edit_it() {
    let mut explorer = Explorer::new(100, 60);
    explorer.press("/ F1");
    for words in ["C-Left M-Left M-b", "C-k", "erase everything after", "insert what was erased last"] {
        explorer.see(words);
    }
}

#[test]
fn a_newcomer_is_welcomed_once_and_the_first_key_does_what_it_always_does() {
    use icat_explorer::tui::program::Kept;
    use icat_explorer::tui::screens::welcome::Welcome;
    for (width, height) in [(40, 12), (80, 24), (200, 60)] {
        let mut explorer = Explorer::new(width, height);
        explorer.model.welcome = Welcome::OnFirstRun;
        explorer.kept_from_before(Kept::default());
        explorer.see("Welcome to ICAT Explorer");
        explorer.see("all keys");
        explorer.press("?");
        explorer.see("Help: keys");
        explorer.press("Esc");
        explorer.see_not("Welcome");
    }
    let mut explorer = Explorer::new(80, 24);
    explorer.model.welcome = Welcome::OnFirstRun;
    explorer.kept_from_before(Kept { session: Some(Box::default()), ..Kept::default() });
    explorer.see_not("Welcome");
}

#[test]
fn a_key_that_does_nothing_says_so_and_names_the_help() {
    let mut explorer = Explorer::new(80, 24);
    explorer.press("Q").see("Q does nothing here; ? lists the keys.");
    explorer.press("F5").see("F5 does nothing here");
    explorer.press("u").see("There is nothing to undo.");
    explorer.press("/ text:x F5").see("F1 lists the keys");
}

#[test]
fn an_example_of_the_help_runs_and_a_key_of_it_is_pressed() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("? G Enter");
    explorer.see("/ who chaired icat in 2019");
    let mut explorer = Explorer::new(120, 36);
    explorer.press("? / text:export Enter Enter");
    explorer.see("78 passages: tab Mandate");
    explorer.see("1,118 passages: everything");
}

#[test]
fn the_palette_opens_what_is_chosen_and_never_ends() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press(": text:moldova Enter");
    explorer.see("Moldova");
    explorer.see("In these reports");
    explorer.press(": text:zzzz");
    explorer.see("Search for \"zzzz\"");
    explorer.press("Enter");
    explorer.see("/ zzzz");
    explorer.press("Esc q q : text:undo");
    explorer.see("(There is nothing to undo)");
    explorer.press("Enter");
    explorer.see("There is nothing to undo.");
    assert!(explorer.model.palette.is_some(), "what does nothing now leaves the palette open");
    explorer.press("Esc");
    assert!(explorer.model.palette.is_none());
}

#[test]
fn f_selects_several_values_of_a_pane_and_shows_which() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("f text:ilo Tab");
    explorer.see("›✓ILO");
    explorer.press("C-u text:iom Tab Esc");
    explorer.see("ILO or IOM: ");
    explorer.press("f text:ilo Tab Esc");
    explorer.see("IOM (");
}

#[test]
fn an_export_says_what_it_writes_and_its_path_is_edited_and_completed() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("briefs");
    std::fs::create_dir(&path).unwrap();
    let mut explorer = Explorer::new(120, 36);
    explorer.press("f text:iom Enter e");
    // Who filters wants what the filter leaves.
    explorer.see("a ✓ 59 passages: all of IOM");
    explorer.press("t").see("t ✓ 1 passage: tab Mandate");
    explorer.see("a   59 passages: all of IOM");
    explorer.see("icat-explorer export --entity IOM --kind mandate --format md");
    explorer.press("a");
    explorer.see("a ✓ 59 passages: all of IOM");
    explorer.see("icat-explorer export --entity IOM --format md");
    explorer.press("t c");
    explorer.see("IOM, mandate: 1 passage");
    let typed = dir.path().join("bri").display().to_string();
    explorer.press(&format!("C-u text:{typed} Tab text:own.csv Enter"));
    let (name, table) = explorer.outside.written.last().unwrap();
    assert_eq!(*name, path.join("own.csv").display().to_string());
    assert_eq!(csv::Reader::from_reader(table.as_bytes()).records().count(), 1);
    explorer.press("e c Esc");
    assert_eq!(explorer.outside.written.len(), 1, "Esc writes nothing");
}

#[test]
fn every_tab_exports_what_it_shows_and_its_command_prints_the_same() {
    for (turns, kind) in [(1, "--kind activity"), (2, "--kind partnership --kind agreement --kind initiative")] {
        let mut explorer = Explorer::new(200, 40);
        explorer.press(&format!("f text:ilo Enter ]*{turns}"));
        let rows = explorer.browse().derived.rows.len();
        assert!(rows < explorer.browse().derived.total);
        explorer.press("y v");
        let copied = explorer.outside.copied.last().unwrap().clone();
        assert!(copied.contains(kind), "{copied}");
        explorer.press("e n Enter");
        let (_, text) = explorer.outside.written.last().unwrap();
        let value: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(value["passages"].as_array().unwrap().len(), rows);
    }
    // The tab of publications lists works, and all tabs have passages.
    let mut explorer = Explorer::new(120, 36);
    explorer.press("f text:ilo Enter ]*3 e");
    let works = explorer.browse().derived.rows.len();
    explorer.see(&format!("t ✓ {works} works: tab Publications"));
    explorer.see("icat-explorer list works");
    explorer.press("a c Enter");
    assert_eq!(explorer.outside.written.last().unwrap().0, "icat-passages-ilo.csv");
}

#[test]
fn the_list_is_sorted_and_the_cursor_stays_on_its_passage() {
    let mut explorer = Explorer::new(160, 40);
    explorer.press("0 ] j j j");
    let selected = explorer.selected();
    for by in ["by year", "by body", "by report", "by kind"] {
        explorer.press("s").see(&format!("0 List {by}"));
        assert_eq!(explorer.selected(), selected, "{by}");
    }
    explorer.press("s").see("in the default order");
}

#[test]
fn several_rows_are_selected_and_marked_copied_and_exported_together() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("0 j V j j");
    explorer.see("3 of ");
    explorer.press("m");
    assert_eq!(explorer.model.marks.len(), 3);
    let first = explorer.model.marks[0].id.clone();
    explorer.press("y");
    explorer.see("Copy 3 passages");
    explorer.press("c");
    let copied = explorer.outside.copied.last().unwrap();
    assert_eq!(copied.matches("ICAT").count() / 3, copied.matches(&first).count(), "{copied}");
    assert!(explorer.model.marks.iter().all(|mark| copied.contains(&mark.id)), "{copied}");
    explorer.press("e");
    explorer.see("s ✓ 3 passages: selected");
    explorer.see("'   3 passages: marked");
    // A second time, the marks go; undo on their screen brings them back in their order.
    let before = explorer.model.marks.clone();
    explorer.press("Esc m");
    assert!(explorer.model.marks.is_empty());
    explorer.press("' u u u");
    assert_eq!(explorer.model.marks, before);
    explorer.press("Esc Esc");
    explorer.see_not("selected");
    // Another filter ends the selection: its rows are others.
    explorer.press("V j");
    explorer.see("2 of ");
    explorer.press("]");
    explorer.see_not(" selected");
}

#[test]
fn where_a_passage_comes_from_lies_over_what_it_was_asked_for_on() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("0 j i");
    explorer.see("Where this comes from");
    explorer.see("1 Entities");
    // It follows the window, and what lies behind it does, too.
    explorer.resize(100, 30);
    explorer.see("Where this comes from");
    explorer.resize(60, 20);
    explorer.see("Where this comes from");
    explorer.see_not("1 Entities");
    explorer.resize(120, 36);
    explorer.press("Esc");
    explorer.see_not("Where this comes from");
}

#[test]
fn regions_fold_like_a_tree_and_what_is_folded_is_still_found() {
    let mut explorer = Explorer::new(120, 60);
    explorer.press("4");
    let rows = |explorer: &Explorer| explorer.browse().derived.places.len();
    let folded = rows(&explorer);
    explorer.see("▸ Africa");
    explorer.see_not("Benin");
    explorer.press("l");
    let all = rows(&explorer);
    assert!(folded < all && explorer.browse().focus == Pane::Places);
    explorer.see_not("▸ Africa");
    // Its parts come before its countries.
    let corpus = icat_explorer::dataset::embedded().unwrap();
    let names: Vec<String> = explorer.browse().derived.places.iter().map(|(key, _)| key.word(&corpus)).collect();
    let at = |name: &str| names.iter().position(|known| known == name).unwrap();
    assert!(at("Western Africa") < at("Benin"), "{names:?}");
    explorer.press("j j h");
    assert_eq!((rows(&explorer), explorer.browse().cursors[3].selected), (folded, 0), "the cursor is on the region");
    explorer.press("l l");
    assert_eq!(explorer.browse().focus, Pane::List);
    explorer.press("h h");
    assert_eq!(rows(&explorer), folded);
    explorer.press("f text:niger Enter");
    assert!(explorer.browse().filter.places.include.iter().any(|place| place.contains("Niger")));
    // What is chosen stays in view, wherever one folds.
    explorer.press("4 h h");
    let is_listed = explorer.browse().derived.places.iter().any(|(key, _)| key.word(&corpus) == "Niger");
    assert!(is_listed && rows(&explorer) == all, "{} of {all}", rows(&explorer));
}

#[test]
fn what_closes_the_outline_leaves_the_report_open() {
    let mut explorer = Explorer::new(80, 24);
    explorer.press("/ text:border Enter Enter t");
    assert!(matches!(explorer.model.screen(), Screen::Reader(reader) if reader.entered));
    explorer.press("q");
    assert!(matches!(explorer.model.screen(), Screen::Reader(reader) if !reader.entered));
}

#[test]
fn a_place_chosen_as_a_part_of_a_region_does_not_unfold_another() {
    let mut explorer = Explorer::new(120, 60);
    explorer.press("4");
    let folded = explorer.browse().derived.places.len();
    // Countries of North Africa are also of the Middle East and North Africa.
    explorer.press("Space");
    explorer.see("Africa: ");
    assert_eq!(explorer.browse().derived.places.len(), folded);
}

#[test]
fn what_satisfies_a_filter_by_separate_statements_alone_is_told() {
    let corpus = icat_explorer::dataset::embedded().unwrap();
    let mut explorer = Explorer::new(120, 36);
    explorer.press("4 f text:india Enter 1 j");
    let filter = explorer.browse().effective();
    let apart = filter.apart(&corpus);
    // The passages that each part leaves, together, are those of one statement and those of several.
    let of = |facet: Facet| filter.without(facet).set(&corpus, None).iter().collect::<BTreeSet<_>>();
    let both = of(Facet::Entity).intersection(&of(Facet::Place)).count();
    let together = filter.set(&corpus, None).count();
    assert!(apart > 0 && together + apart == both, "{together} and {apart} of {both}");
    explorer.see("separate statements: who acts in one,");
    // One part alone has nothing apart.
    assert_eq!(filter.without(Facet::Place).apart(&corpus), 0);
}

#[test]
fn documents_and_workbooks_are_written_from_the_menu_and_say_what_they_hold() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("4 f text:nigeria Enter e a h Enter");
    let (name, page) = explorer.outside.written.last().unwrap().clone();
    assert_eq!(name, "icat-brief-nigeria.html");
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("<h1>Nigeria</h1>") && page.contains("--format html"));
    for (key, ending) in [("d", "docx"), ("x", "xlsx")] {
        explorer.press(&format!("e a {key} Enter"));
        let (name, file) = explorer.outside.written.last().unwrap();
        assert!(name.ends_with(ending) && file.starts_with("PK"), "{name}");
    }
    explorer.press(": text:nigeria Enter e h Enter");
    let (name, page) = explorer.outside.written.last().unwrap();
    assert_eq!(name, "icat-nigeria.html");
    assert!(page.contains("Activities and partnerships") && page.contains("<table>"), "{page}");
}

#[test]
fn the_profile_of_a_body_the_table_of_who_does_what_where_and_references_are_exported_by_keys() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("f text:unodc Enter ] ] ] ] ]");
    explorer.see("What it is mandated to do");
    explorer.press("e m Enter");
    let (name, document) = explorer.outside.written.last().unwrap();
    assert_eq!(name, "icat-unodc.md");
    assert!(document.starts_with("# United Nations Office on Drugs and Crime\n"), "{document}");
    assert!(document.contains("\n    icat-explorer show UNODC --format md --accessed 20"));
    explorer.press("[ e a b Enter");
    let (name, references) = explorer.outside.written.last().unwrap();
    assert_eq!(name, "icat-references-unodc.bib");
    assert!(references.matches("\n@").count() > 100, "{}", references.matches("\n@").count());
    explorer.press("e a w Enter");
    let (name, workbook) = explorer.outside.written.last().unwrap();
    assert_eq!(name, "icat-3w-unodc.xlsx");
    assert!(workbook.starts_with("PK"), "a workbook is an archive");
}

#[test]
fn a_letter_of_the_export_menu_does_the_same_with_marks_and_without() {
    for (keys, marks) in [("0 e b Enter", ""), ("0 m e b Enter", "1 passage: marked")] {
        let mut explorer = Explorer::new(120, 40);
        explorer.press(keys.strip_suffix(" b Enter").unwrap());
        explorer.see(marks);
        explorer.press("b Enter");
        assert_eq!(explorer.outside.written.last().unwrap().0, "icat-references-mandate.bib", "{keys}");
    }
    let mut explorer = Explorer::new(120, 40);
    explorer.press("0 m e ' b Enter");
    let (_, references) = explorer.outside.written.last().unwrap();
    assert_eq!(references.matches("\n@").count() + usize::from(references.starts_with('@')), 1, "{references}");
}

#[test]
fn what_a_key_did_out_of_sight_is_told() {
    let mut explorer = Explorer::new(120, 40);
    explorer.press("j Space");
    explorer.see("ICAT stays in the filter when the cursor moves on.");
    explorer.press("j Space j");
    assert_eq!(explorer.browse().filter.entities.include.len(), 2);
    // The list is beside the pane that has the cursor.
    explorer.press("m");
    let marked = explorer.model.marks.first().unwrap().id.clone();
    let corpus = icat_explorer::dataset::embedded().unwrap();
    let headline = corpus.passage(corpus.find_passage(&marked).unwrap()).headline.chars().take(20).collect::<String>();
    explorer.see(&format!("Marked \u{201c}{headline}"));
    explorer.press("m");
    explorer.see(&format!("Mark removed from \u{201c}{headline}"));
    explorer.press("v a r");
    explorer.see("Only commitments are shown report by report.");
    explorer.press("Esc");
    explorer.see_not("r report");
}

#[test]
fn what_is_copied_depends_on_the_cursor_and_not_on_what_is_in_view() {
    for keys in [": text:unicef Enter y b", "0 j y t", "v p y c", "v w text:border Enter y v"] {
        let copied: Vec<String> = [(40, 12), (80, 24), (120, 36), (200, 60)]
            .into_iter()
            .map(|(width, height)| {
                let mut explorer = Explorer::new(width, height);
                explorer.press(keys);
                explorer.outside.copied.last().cloned().unwrap_or_else(|| explorer.frame())
            })
            .collect();
        assert!(copied.windows(2).all(|pair| pair[0] == pair[1]), "{keys}: {copied:#?}");
    }
    // What is copied is scrolled into view, and named.
    let mut explorer = Explorer::new(40, 12);
    explorer.press(": text:unicef Enter y").see("Copy map21-mandate-unicef");
    explorer.press("Esc").see("“The mandate of the United Nations");
}
