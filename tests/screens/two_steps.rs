//! What takes two steps: undo and redo, back and forward, questions asked earlier, and sessions from the last run.

use crate::small::{Small, corpus, entity, ids, index, passage};
use icat_explorer::corpus::Item;
use icat_explorer::corpus::filter::{Facet, Filter, FilterMode};
use icat_explorer::storage::marks::{Mark, Marks};
use icat_explorer::storage::session::Session;
use icat_explorer::text;
use icat_explorer::tui::keymap::Context;
use icat_explorer::tui::layout::Pane;
use icat_explorer::tui::model::Screen;
use icat_explorer::tui::screens::browse::Browse;
use icat_explorer::tui::widgets::list_state::Step;
use ratatui::layout::Size;

fn browse(small: &Small) -> &Browse {
    let Screen::Browse(browse) = small.model.screen() else { panic!("a list is shown:\n{}", small.frame()) };
    browse
}

#[test]
fn what_was_taken_back_cannot_be_made_again_after_something_new() {
    let mut small = Small::new(120, 36);
    small.press("2 Space j Space").see("2019 or 2021: ");
    small.press("u").see("2021: ");
    small.press("U").see("2019 or 2021: ");
    small.press("u u").see("Everything: ");
    small.press("3 Space").see("priority 1: ");
    small.press("U");
    small.see("There is nothing to redo.");
    small.see("ICAT Explorer  priority 1: ");
    small.press("u").see("Everything: ");
    small.press("U").see("ICAT Explorer  priority 1: ");
}

#[test]
fn undo_brings_back_the_body_under_the_cursor() {
    let mut small = Small::new(120, 36);
    let header = |small: &Small| small.frame().lines().next().unwrap_or_default().to_owned();
    small.press("j j").see("LYNX (");
    let body = header(&small);
    small.press("2 j Space");
    let both = header(&small);
    assert!(both.contains("LYNX") && both.contains("20") && both != body, "{both}");
    small.press("X").see("Everything: ");
    small.press("u");
    assert_eq!(header(&small), both, "the body and the year come back together");
    small.press("u");
    assert_eq!(header(&small), body);
    small.press("u").see("Everything: ");
    small.press("u").see("There is nothing to undo.");
    small.press("U");
    assert_eq!(header(&small), body);
    small.press("U");
    assert_eq!(header(&small), both);
    small.press("U").see("Everything: ");
    // To clear a pane and to act in the list are steps, too.
    small.press("1 g j j x").see("Everything: ");
    small.press("u");
    assert_eq!(header(&small), body);
    small.press("l");
    small.press("u").see("Everything: ");
}

#[test]
fn there_is_no_way_ahead_after_something_new_was_opened() {
    let mut small = Small::new(120, 36);
    small.press("/ text:lanterns Enter");
    let first = small.frame();
    small.press("H L");
    assert_eq!(small.frame(), first);
    small.press("H v m H L");
    assert!(matches!(small.model.screen(), Screen::Grid(_)), "the way ahead leads to what was opened last");
    small.press("L");
    small.see("There is nothing to go forward to.");
    small.press("H ' L");
    assert!(matches!(small.model.screen(), Screen::Marks(_)));
    small.see("There is nothing to go forward to.");
}

#[test]
fn an_answer_to_an_older_question_never_shows() {
    let mut small = Small::new(120, 36);
    small.slow = true;
    small.press("/ text:lamps");
    let lamps = small.asked();
    small.press("C-u text:quagga");
    let quagga = small.asked();
    small.answer_to(lamps);
    assert!(small.listed().is_empty(), "{:?}", small.listed());
    assert!(browse(&small).search.as_ref().unwrap().pending.is_some());
    small.answer_to(quagga);
    assert_eq!(small.listed(), ["one-tie-a", "one-tie-b", "one-tie-c"]);
    small.answer_to(lamps);
    assert_eq!(small.listed(), ["one-tie-a", "one-tie-b", "one-tie-c"], "however late it comes");
    small.press("C-u");
    small.answer_to(quagga);
    assert!(small.listed().is_empty(), "nothing is asked for any more");
}

#[test]
fn enter_that_came_before_the_answer_opens_the_answer_and_no_older_one() {
    let mut small = Small::new(120, 36);
    small.slow = true;
    small.press("/ text:lamps");
    let lamps = small.asked();
    small.press("C-u text:quagga Enter");
    let quagga = small.asked();
    small.answer_to(lamps);
    assert!(matches!(small.model.screen(), Screen::Browse(_)));
    small.answer_to(quagga);
    assert_eq!(small.reader().passage(corpus()), Some(passage("one-tie-a")));
}

/// Saves the session of a run as it is written to the file, and starts the next run from it.
fn next_run(before: &Small) -> Small {
    let session = before.model.session(corpus());
    let written = serde_json::to_string(&session).unwrap();
    let session: Session = serde_json::from_str(&written).unwrap();
    let Size { width, height } = before.model.size;
    let after = Small::after(session.clone(), width, height);
    assert_eq!(after.model.session(corpus()), session, "what was restored is left as it was found");
    after
}

#[test]
fn the_next_run_begins_where_this_one_ended() {
    for (width, height) in [(120, 36), (80, 24), (44, 12)] {
        for walk in [
            "j",
            "j j -",
            "j Space j Space j -",
            "2 j Space 3 -",
            "3 j - j - 2 -",
            "4 Space 1 j",
            "4 - j j -",
            "j ] 0 j",
            "0 ] ] j",
            "0 j j j l",
            "j 0 ] j j",
            "3",
            "[",
        ] {
            let mut before = Small::new(width, height);
            before.press(walk);
            let after = next_run(&before);
            let of = |small: &Small| {
                let b = browse(small);
                (b.filter.clone(), b.focus, b.entity(), b.derived.tab, b.selected())
            };
            assert_eq!(of(&after), of(&before), "{walk} at {width}x{height}");
            assert_eq!(after.listed(), before.listed(), "{walk} at {width}x{height}");
            let words = |small: &Small| small.frame().lines().next().map(str::to_owned);
            assert_eq!(words(&after), words(&before), "{walk} at {width}x{height}");
        }
    }
}

#[test]
fn a_session_holds_every_facet_wanted_and_excluded() {
    let typed: &[(Facet, &[&str])] = &[
        (Facet::Entity, &["LYNX", "OWL", "!HARE"]),
        (Facet::Year, &["2019", "2021", "!2018"]),
        (Facet::Priority, &["1", "2", "!3"]),
        (Facet::Kind, &["activity", "!quote"]),
        (Facet::Report, &["2021-second", "!2019-first"]),
        (Facet::Place, &["Nordmark", "Côte d’Or", "!Suderland"]),
    ];
    for &(facet, values) in typed {
        let mut filter = Filter::default();
        values.iter().for_each(|v| drop(filter.add_value(corpus(), facet, v, FilterMode::Include).unwrap()));
        let mut before = Small::new(120, 36);
        let start = icat_explorer::tui::start::Start { filter: filter.clone(), ..Default::default() };
        before.model.start(corpus(), &start);
        let after = next_run(&before);
        assert_eq!(browse(&after).filter, filter, "{facet:?}");
        assert!(!filter.is_empty());
    }
}

#[test]
fn the_next_run_searches_and_reads_what_this_one_did_and_remembers_what_was_asked() {
    let mut before = Small::new(120, 36);
    before.press("j j 0 j / text:lanterns Esc Esc / text:o’brien Esc Esc / text:quagga Down Enter J");
    let after = next_run(&before);
    assert_eq!(after.model.history, ["lanterns", "quagga"], "what found nothing is not remembered");
    assert_eq!(after.reader().passage(corpus()), Some(passage("one-tie-c")));
    let mut after = after;
    after.press("Esc");
    after.see("/ quagga");
    assert_eq!(after.listed(), ["one-tie-a", "one-tie-b", "one-tie-c"]);
    after.press("Esc Esc");
    assert_eq!(browse(&after).entity(), Some(entity("LYNX")));
    let mut above = Small::at("two-shared-mandate", 120, 36);
    above.press("Tab Enter / text:quagga");
    let session = above.model.session(corpus());
    assert_eq!((session.query.as_str(), session.reading.as_str()), ("quagga", ""), "the search is above the report");
    before.press("Esc");
    assert_eq!(before.model.session(corpus()).reading, "", "what was closed is not opened again");
    before.press("Esc Esc");
    assert_eq!(before.model.session(corpus()).query, "");
}

#[test]
fn what_the_data_no_longer_has_is_left_out_of_a_session() {
    let session = Session {
        filter: vec![
            ("entity".to_owned(), "GONE".to_owned()),
            ("gone".to_owned(), "1".to_owned()),
            ("year".to_owned(), "2019".to_owned()),
        ],
        entity: "GONE".to_owned(),
        tab: "Gone".to_owned(),
        passage: "gone".to_owned(),
        reading: "gone".to_owned(),
        pane: "gone".to_owned(),
        ..Session::default()
    };
    let mut small = Small::new(120, 36);
    small.model.restore(corpus(), &session);
    small.see("2019: ");
    assert_eq!((browse(&small).focus, browse(&small).entity()), (Pane::Entities, None));
}

#[test]
fn a_session_names_where_one_was_in_words_that_stay() {
    let mut small = Small::new(120, 36);
    small.press("Tab*6 ]");
    let (pane, tab) = (browse(&small).focus, browse(&small).tab);
    let session = small.model.session(corpus());
    assert_eq!((session.pane.as_str(), session.tab.as_str()), ("list", "activities"));
    for tab_written in [session.tab.clone(), "Activities".to_owned()] {
        let mut again = Small::new(120, 36);
        again.model.restore(corpus(), &Session { tab: tab_written, ..session.clone() });
        assert_eq!((browse(&again).focus, browse(&again).tab), (pane, tab));
    }
    for pane in Pane::ALL {
        assert_eq!(Pane::ALL.into_iter().filter(|p| p.word() == pane.word()).count(), 1);
    }
}

#[test]
fn lists_end_at_their_ends_and_names_go_around_them() {
    let mut small = Small::at("two-shared-mandate", 80, 24);
    let chosen = |small: &Small| {
        let buffer = small.buffer();
        let block = ratatui::style::Modifier::REVERSED;
        buffer
            .content()
            .iter()
            .filter(|c| c.modifier.contains(block))
            .map(ratatui::buffer::Cell::symbol)
            .collect::<String>()
    };
    small.press("Tab");
    assert_eq!(chosen(&small), "Owl’s Council");
    small.press("Tab");
    assert_ne!(chosen(&small), "Owl’s Council");
    let last = chosen(&small);
    small.press("Tab");
    assert_eq!(chosen(&small), "Owl’s Council", "after the last comes the first");
    small.press("S-Tab");
    assert_eq!(chosen(&small), last, "before the first comes the last");
    for (step, at, to) in [(Step::Rows(-1), 0, 0), (Step::Rows(1), 4, 4), (Step::Page(1), 3, 4), (Step::Half(-1), 1, 0)]
    {
        assert_eq!(step.from(at, 5, 3), to, "{step:?} from {at}");
    }
}

#[test]
fn sections_and_passages_of_the_reader_end_at_their_ends_too() {
    let mut small = Small::at("two-folded", 80, 24);
    let at = |small: &Small| ids(small.reader().passage(corpus()))[0];
    small.press("K");
    assert_eq!(at(&small), "two-folded");
    small.press("J J");
    assert_eq!(at(&small), "two-quote");
    small.press("G J");
    assert_eq!(at(&small), "two-mou-hare-lynx");
    small.press("[");
    assert_eq!(at(&small), "two-mou-lynx");
    small.press("[");
    assert_eq!(at(&small), "two-paper-new");
    small.press("]");
    assert_eq!(at(&small), "two-mou-lynx");
    small.press("] ]");
    assert_eq!(at(&small), "two-mou-lynx");
}

#[test]
fn a_resize_and_an_answer_in_between_lose_nothing() {
    let mut small = Small::new(120, 36);
    small.slow = true;
    small.press("/ text:quagga");
    let number = small.asked();
    small.resize(44, 12);
    small.answer_to(number);
    small.resize(120, 36);
    assert_eq!(small.listed(), ["one-tie-a", "one-tie-b", "one-tie-c"], "the answer is not undone by the size");
    small.see("one-tie-a");
}

#[test]
fn words_are_wrapped_at_blanks_and_none_is_lost_or_too_wide() {
    let words = "Straße, STRASSE and strasse; naïve and nai\u{308}ve; 日本語の文 (A/RES/61/180) well-known-to-all Donaudampfschifffahrt.";
    for columns in 1..60 {
        let lines = text::wrap(words, columns);
        let shown: Vec<&str> = lines.iter().map(|r| words.get(r.clone()).unwrap()).collect();
        assert_eq!(shown.concat().replace(' ', ""), words.replace(' ', ""), "at {columns}");
        assert!(lines.windows(2).all(|w| w[0].end <= w[1].start), "at {columns}");
        assert!(shown.iter().all(|l| text::width(l) <= columns.max(2)), "at {columns}: {shown:?}");
        assert!(shown.iter().all(|l| l.trim_matches(' ') == *l), "at {columns}: {shown:?}");
        if columns >= 23 {
            let whole: Vec<&str> = shown.iter().flat_map(|l| l.split(' ')).collect();
            let parts: Vec<&str> = words.split(' ').collect();
            assert_eq!(whole.concat(), parts.concat());
            assert!(shown.iter().all(|l| !l.ends_with('-')), "a word is broken at its hyphen: {shown:?}");
            assert!(whole.contains(&"Donaudampfschifffahrt."), "a word that fits is not broken: {shown:?}");
            for pair in shown.windows(2) {
                let next = pair[1].split(' ').next().unwrap();
                assert!(text::width(pair[0]) + 1 + text::width(next) > columns, "{pair:?} at {columns}");
            }
        }
    }
    assert_eq!(text::wrap("", 10), vec![0..0]);
    assert_eq!(text::wrap("   ", 10).len(), 1);
}

#[test]
fn what_is_equally_good_is_in_reading_order() {
    let answer = index().search("quagga ward");
    let found = answer.hits.iter().filter_map(|h| match h.target {
        icat_explorer::search::Target::Passage(id) => Some(id),
        _ => None,
    });
    assert_eq!(ids(found).get(..3), Some(["one-tie-a", "one-tie-b", "one-tie-c"].as_slice()));
    let scores: Vec<f32> = answer.hits.iter().take(3).map(|h| h.score).collect();
    assert!(scores.windows(2).all(|w| w[0].to_bits() == w[1].to_bits()), "they are equally good: {scores:?}");
}

#[test]
fn a_mark_whose_passage_is_gone_can_be_taken_away() {
    let mut small = Small::new(120, 36);
    let mut marks = Marks::default();
    marks.marks = vec![Mark::new("gone-for-good"), Mark::new("one-tie-a")];
    small.keep(marks);
    small.press("' m");
    assert_eq!(small.model.marks.iter().map(|m| m.id.as_str()).collect::<Vec<_>>(), ["one-tie-a"]);
}

/// Returns the browse screen.
fn browsed(small: &Small) -> &Browse {
    let Screen::Browse(browse) = small.model.screen() else { panic!("panes and a list are shown:\n{}", small.frame()) };
    browse
}

#[test]
fn keys_go_from_the_panes_to_the_list_to_the_words_and_back() {
    let mut small = Small::new(120, 36);
    let focus = |small: &Small| browsed(small).focus;
    assert_eq!(focus(&small), Pane::Entities);
    small.press("l");
    assert_eq!((focus(&small), browsed(&small).context()), (Pane::List, Context::List));
    small.press("l");
    assert_eq!((focus(&small), browsed(&small).context()), (Pane::Reading, Context::Reading));
    small.press("h");
    assert_eq!(focus(&small), Pane::List, "from the words to the list they are of");
    small.press("h");
    assert_eq!((focus(&small), browsed(&small).context()), (Pane::Entities, Context::Facets));
    // Enter filters by the row and goes to the list, in every pane; a second one takes nothing away.
    for pane in ["1 j", "2 j", "3 j", "4 j"] {
        let before = browsed(&small).filter.clone();
        small.press(pane).press("Enter");
        let chosen = browsed(&small).filter.clone();
        assert_eq!(focus(&small), Pane::List, "{pane}");
        assert_ne!(chosen, before, "{pane}");
        small.press(&pane[..1]).press("Enter");
        assert_eq!((focus(&small), &browsed(&small).filter), (Pane::List, &chosen), "{pane}");
    }
    small.press("u u u u u u u u u u");
    assert!(browsed(&small).effective().is_empty(), "undo goes the same way back");
}

#[test]
fn moving_in_a_pane_leaves_the_row_of_the_list_unless_another_body_is_looked_at() {
    let mut small = Small::new(120, 36);
    small.press("0 j j");
    let row = |small: &Small| browsed(small).list.selected;
    assert_eq!(row(&small), 2);
    small.press("2 j j");
    assert_eq!(row(&small), 2, "a year is not wanted by looking at it");
    small.press("1 j");
    assert_eq!(row(&small), 0, "another body has another list");
}

#[test]
fn what_a_number_opens_is_a_list_that_has_the_keys() {
    let mut small = Small::new(120, 36);
    small.press("v c Enter");
    assert_eq!(browsed(&small).focus, Pane::List);
    small.press("j");
    assert_eq!(browsed(&small).list.selected, 1);
}

#[test]
fn where_a_passage_comes_from_is_counted_in_its_report() {
    let id = passage("two-lynx-gate");
    let report = corpus().report(corpus().passage(id).report);
    let at = corpus().item_of(id);
    let headings = |upto: usize| report.items.iter().take(upto).filter(|i| matches!(i, Item::Heading(_))).count();
    let (section, sections) = (headings(at), headings(report.items.len()));
    let (before, all) = (at - section + 1, report.passages.len());
    let mut small = Small::at("two-lynx-gate", 120, 36);
    small.press("i");
    small.see(&format!("section {section} of {sections} of the outline, passage {before} of {all}"));
}
