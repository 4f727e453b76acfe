//! Find in the reader: every match is visited, is on the screen, and is distinguished from the others.

use std::collections::HashSet;

use crate::small::Small;
use crate::support::{Explorer, corpus};
use icat_explorer::corpus::{Item, Report};
use icat_explorer::document;
use icat_explorer::tui::layout::{self, Breakpoint};
use icat_explorer::tui::model::Screen;
use icat_explorer::tui::screens::reader::{Match, Reader};
use ratatui::buffer::Cell;
use ratatui::layout::Size;
use ratatui::style::{Color, Modifier};

/// How the current match is drawn, and how the other matches are.
const CURRENT: Modifier = Modifier::REVERSED.union(Modifier::BOLD).union(Modifier::UNDERLINED);
const MATCH: Modifier = Modifier::BOLD.union(Modifier::UNDERLINED);

fn reader(explorer: &Explorer) -> &Reader {
    let Screen::Reader(reader) = explorer.model.screen() else { panic!("the reader is open") };
    reader
}

fn current(explorer: &Explorer) -> Match {
    reader(explorer).current().unwrap().clone()
}

/// Opens a report at its first passage.
fn open(report: &Report, width: u16, height: u16) -> Explorer {
    let first = report.items.iter().find_map(|i| if let Item::Passage(id) = i { Some(*id) } else { None });
    at(&corpus().passage(first.unwrap()).id, width, height)
}

/// Opens the report of a passage at that passage.
fn at(id: &str, width: u16, height: u16) -> Explorer {
    let mut explorer = Explorer::new(width, height);
    let reading = corpus().find_passage(id);
    assert!(reading.is_some(), "{id} is a passage");
    let start = icat_explorer::tui::start::Start { reading, ..Default::default() };
    explorer.model.start(corpus(), &start);
    explorer
}

/// Returns the letters of the report's text whose cells satisfy `is`, from top to bottom, without spaces.
fn drawn(explorer: &mut Explorer, is: impl Fn(&Cell) -> bool) -> String {
    let area = reader(explorer).areas.text;
    let buffer = explorer.buffer();
    let cells = area.positions().map(|at| &buffer[at]);
    cells.filter(|cell| is(cell)).map(Cell::symbol).collect::<String>().replace(' ', "").to_lowercase()
}

/// Returns the text that is marked as the current match.
fn marked(explorer: &mut Explorer) -> String {
    drawn(explorer, |cell| cell.modifier.contains(CURRENT))
}

#[test]
fn every_match_in_every_report_is_gone_to_once_and_is_on_the_screen_and_marked() {
    for report in &corpus().reports {
        let mut explorer = open(report, 44, 12);
        explorer.press("/ text:trafficking Enter");
        let all = reader(&explorer).matches().to_vec();
        assert!(all.len() > 5, "{} tells of it", report.id);
        let mut visited = HashSet::new();
        for n in 1..=all.len() {
            let here = current(&explorer);
            assert_eq!(marked(&mut explorer), "trafficking", "{}, {n}: {here:?}", report.id);
            explorer.see(&format!("{n}/{}", all.len()));
            assert!(visited.insert((here.item, here.part, here.at.start)), "{}: {here:?} twice", report.id);
            explorer.press("n");
        }
        assert_eq!(visited.len(), all.len());
        explorer.see(&format!("1/{}", all.len()));
        assert_eq!(current(&explorer), all[0], "after the last comes the first");
        explorer.press("N");
        assert_eq!(Some(&current(&explorer)), all.last(), "before the first comes the last");
        assert_eq!(marked(&mut explorer), "trafficking");
        for found in all.iter().rev().take(150) {
            assert_eq!(current(&explorer), *found);
            assert_eq!(marked(&mut explorer), "trafficking", "{}, backwards: {found:?}", report.id);
            explorer.press("N");
        }
        explorer.press("g / C-u text:trafficking");
        assert_eq!(current(&explorer), all[0]);
        explorer.press("Down");
        assert_eq!(current(&explorer), all[1], "in the prompt as without");
        explorer.press("Up Up");
        assert_eq!(Some(&current(&explorer)), all.last(), "around the ends there too");
        explorer.press("Down");
        assert_eq!(current(&explorer), all[0]);
    }
}

#[test]
fn the_match_that_one_is_at_has_lines_around_it_where_there_is_room() {
    for (width, height) in [(40, 12), (44, 12), (80, 24), (120, 36), (200, 60), (31, 9), (300, 10)] {
        let mut explorer = at("map21-mandate-sr-tip", width, height);
        explorer.press("/ text:trafficking Enter");
        let last = reader(&explorer).matches().len() - 1;
        for n in 0..12 {
            let area = reader(&explorer).areas.text;
            let buffer = explorer.buffer();
            let rows: Vec<u16> =
                area.positions().filter(|&at| buffer[at].modifier.contains(CURRENT)).map(|at| at.y).collect();
            let (first, end) = (rows[0] - area.y, area.bottom() - 1 - rows[rows.len() - 1]);
            let room = 2.min((area.height - 1) / 2);
            let at = reader(&explorer).count().unwrap().0;
            let is_at_an_end = at < 3 || at + 3 > last;
            assert!(
                is_at_an_end || (first >= room && end >= room),
                "{width}x{height}, {n}: {first} above, {end} below"
            );
            explorer.press("n");
        }
    }
}

#[test]
fn three_frames_of_a_find_in_a_long_passage_differ_in_the_marked_place() {
    for (width, height) in [(44, 12), (40, 12), (80, 24), (120, 36)] {
        for (colour, ascii) in [(true, false), (false, false), (false, true), (true, true)] {
            let mut explorer = at("map21-mandate-sr-tip", width, height);
            (explorer.theme.colour, explorer.theme.ascii) = (colour, ascii);
            explorer.press("/ text:trafficking Enter");
            let mut places = HashSet::new();
            for _ in 0..3 {
                assert_eq!(marked(&mut explorer), "trafficking");
                let buffer = explorer.buffer();
                let area = reader(&explorer).areas.text;
                let marked: Vec<(u16, u16, String)> = area
                    .positions()
                    .filter(|&at| buffer[at].modifier.contains(CURRENT))
                    .map(|at| (at.x, at.y, buffer[at].symbol().to_owned()))
                    .collect();
                let text: Vec<&str> = area.positions().map(|at| buffer[at].symbol()).collect();
                assert!(places.insert((marked, text.concat())), "at {width}x{height}");
                assert!(colour || buffer.content().iter().all(|c| c.fg == Color::Reset && c.bg == Color::Reset));
                explorer.press("n");
            }
        }
    }
}

#[test]
fn the_count_is_of_what_is_lit() {
    let report = corpus().reports.iter().max_by_key(|r| r.items.len()).unwrap();
    for typed in [
        "the",
        "n",
        "nn",
        "in_persons",
        "trafficking_in",
        "_of_",
        "’s",
        "'s",
        "(unodc),_memorandum_of_understanding:_",
        "-",
        "e_",
    ] {
        let mut explorer = open(report, 80, 40);
        explorer.press(&format!("/ text:{typed}"));
        let all = reader(&explorer).matches().to_vec();
        assert!(!all.is_empty(), "{typed}: {}", all.len());
        explorer.press("Enter");
        // Screen by screen: exactly the letters of the visible matches are highlighted.
        let wanted: String = typed.replace('_', "").replace('’', "'");
        let mut seen = HashSet::new();
        for _ in 0..8 {
            let highlighted =
                drawn(&mut explorer, |c| c.modifier.contains(MATCH)).replace('’', "'").replace(['–', '—'], "-");
            let first = current(&explorer);
            assert_eq!(marked(&mut explorer).replace('’', "'").replace(['–', '—'], "-"), wanted);
            assert!(highlighted.contains(&wanted), "{typed}: {highlighted} at {first:?}");
            assert_eq!(highlighted.replace(&wanted, ""), "", "{typed}: half a match is lit at {first:?}");
            assert!(seen.insert(format!("{first:?}")) || seen.len() == all.len());
            explorer.press("n");
        }
    }
}

/// Returns the text of each match of what is typed, in reading order.
fn found(typed: &str) -> Vec<&'static str> {
    let mut small = Small::at("two-folded", 80, 24);
    small.press("/").press(&format!("text:{typed}"));
    let reader = small.reader();
    let items = &crate::small::corpus().report(reader.report).items;
    let letters = |m: &Match| {
        let part = document::parts(crate::small::corpus(), items[m.item]).remove(m.part - 1);
        let at = m.at.clone();
        part.text.get(at).unwrap().to_owned().leak() as &str
    };
    reader.matches().iter().map(letters).collect()
}

#[test]
fn letters_are_found_whatever_their_case_and_marks() {
    assert_eq!(found("strasse"), ["Straße", "STRASSE", "strasse"]);
    assert_eq!(found("Straße"), ["Straße", "STRASSE", "strasse"]);
    assert_eq!(found("zoe"), ["Zoë", "Zoe", "ZOÉ"]);
    assert_eq!(found("zoe's"), ["Zoë’s", "Zoe's"]);
    assert_eq!(found("zoë’s"), ["Zoë’s", "Zoe's"]);
    assert_eq!(found("naive"), ["naïve", "nai\u{308}ve"]);
    assert_eq!(found("find"), ["ﬁnd", "find"]);
    assert_eq!(found("äpfel"), ["Äpfel"]);
    assert!(found("xylophone").is_empty() && found("").is_empty() && found("_").is_empty());
}

#[test]
fn matches_that_touch_are_several_and_a_letter_is_in_one_only() {
    assert_eq!(found("aa"), ["aa", "aa"]);
    assert_eq!(found("aaa"), ["aaa"]);
    // Two typed letters match a single printed one, and half of it matches all of it.
    assert_eq!(found("ss"), ["ß", "SS", "ss"]);
    assert_eq!(found("s,_str"), ["s, STR"][..0]);
    assert_eq!(found("ße,_s"), ["ße, S"]);
    assert!(found("s").windows(2).all(|w| w != ["ß", "ß"]), "an ß is one match");
}

#[test]
fn blanks_at_the_ends_of_what_is_typed_count() {
    assert_eq!(found("apple_").len(), 6, "{:?}", found("apple_"));
    assert_eq!(found("_apple_").len(), 4, "{:?}", found("_apple_"));
    assert!(found("apple__").is_empty());
}

#[test]
fn headings_names_speakers_scopes_and_rows_are_gone_to_as_words_are() {
    for (width, height) in [(80, 24), (40, 12)] {
        let mut small = Small::at("two-folded", width, height);
        small.press("/ text:apple Enter");
        let all = small.reader().matches().len();
        let mut places = Vec::new();
        for n in 1..=all {
            let buffer = small.buffer();
            let marked: String =
                buffer.content().iter().filter(|c| c.modifier.contains(CURRENT)).map(Cell::symbol).collect();
            assert_eq!(marked.to_lowercase(), "apple", "{n} at {width}x{height}");
            let reader = small.reader();
            let current = reader.current().unwrap();
            let item = crate::small::corpus().report(reader.report).items[current.item];
            places.push(match item {
                Item::Heading(_) => "heading".to_owned(),
                Item::Passage(id) => format!("{} {}", crate::small::corpus().passage(id).id, current.part),
            });
            small.press("n");
        }
        places.dedup();
        let expected = ["two-note 1", "two-quote 1", "two-quote 2", "two-initiative 1", "two-initiative 2"];
        assert_eq!(places[..5], expected);
        assert_eq!(places[5..], ["two-initiative 3", "two-initiative 4", "heading"]);
        small.press("/ C-u text:memorandum_of_understanding:");
        assert_eq!(small.reader().count(), Some((1, 4)), "the label of a row");
        small.press("C-u text:editor");
        small.see("no match");
        small.press("C-u text:lost;");
        small.see("no match");
    }
}

#[test]
fn the_find_begins_where_one_is_and_comes_back() {
    let mut explorer = at("map21-mandate-sr-tip", 44, 12);
    let start = explorer.buffer();
    let from = corpus().item_of(corpus().find_passage("map21-mandate-sr-tip").unwrap());
    explorer.press("/");
    for words in ["trafficking_i", "smuggling_of", "kidn", "the_gene"] {
        let mut frames = Vec::new();
        for typed in words.chars() {
            explorer.press(&format!("text:{typed}"));
            let all = reader(&explorer).matches();
            let first = all.iter().find(|m| m.item >= from).or(all.first());
            assert_eq!(reader(&explorer).current(), first, "{words} up to {typed}");
            frames.push(explorer.frame());
        }
        frames.pop();
        while let Some(frame) = frames.pop() {
            explorer.press("Bksp");
            assert_eq!(explorer.frame(), frame, "{words}");
        }
        explorer.press("text:xylophone");
        explorer.see("no match");
        let text = drawn(&mut explorer, |_| true);
        explorer.press("C-u");
        assert_eq!(drawn(&mut explorer, |_| true), text, "nothing found, nothing moved");
    }
    explorer.see("find in this report");
    assert_eq!(drawn(&mut explorer, |c| c.modifier.contains(MATCH)), "");
    explorer.press("text:xylophone");
    explorer.see("no match");
    explorer.press("Esc");
    assert!(explorer.buffer() == start, "one is where one was");
    explorer.press("/ text:trafficking Down Down Esc");
    assert!(explorer.buffer() == start, "one is where one was");
    explorer.press("/ Enter n");
    explorer.see("No search yet");
}

#[test]
fn the_find_is_opened_again_where_one_is() {
    let mut explorer = at("map21-mandate-sr-tip", 80, 24);
    explorer.press("/ text:trafficking Enter n n n n n");
    let here = current(&explorer);
    explorer.press("/ C-u text:traff");
    assert_eq!(current(&explorer).at.start, here.at.start, "at the match that one was at");
    assert_eq!(current(&explorer).item, here.item);
    explorer.press("Enter PgDn PgDn PgDn /");
    let first = reader(&explorer).visible_lines(corpus())[0].0;
    explorer.press("text:ick");
    assert!(current(&explorer).item >= first, "not before the screen that one was at");
    explorer.press("Enter g");
    explorer.press("n");
    assert_eq!(reader(&explorer).count().unwrap().0, 1, "from where one has gone, not from the match left behind");
    explorer.press("G N");
    let (n, of) = reader(&explorer).count().unwrap();
    assert!(n + 20 > of, "{n} of {of}");
}

#[test]
fn a_resize_keeps_the_match_on_the_screen_and_back_and_forward_do() {
    let mut explorer = at("map21-mandate-sr-tip", 44, 12);
    explorer.press("/ text:trafficking Enter n n n");
    for _ in 0..12 {
        explorer.press("n");
        let (here, before) = (current(&explorer), explorer.buffer());
        for (width, height) in [(40, 12), (200, 60), (31, 9), (120, 36), (80, 9), (44, 40)] {
            explorer.resize(width, height);
            assert_eq!(current(&explorer), here);
            assert_eq!(marked(&mut explorer), "trafficking", "at {width}x{height}");
        }
        explorer.resize(3, 2);
        explorer.frame();
        explorer.resize(44, 12);
        assert!(explorer.buffer() == before, "the same screen again");
        explorer.press("H");
        explorer.resize(120, 36);
        explorer.press("L");
        assert_eq!(marked(&mut explorer), "trafficking", "forward again, at another size");
        explorer.press("H");
        explorer.resize(44, 12);
        explorer.press("L");
        assert_eq!(current(&explorer), here);
        assert!(explorer.buffer() == before, "forward to the same screen");
    }
}

#[test]
fn what_was_searched_for_is_stepped_through_in_the_report() {
    let mut explorer = Explorer::new(80, 24);
    explorer.press("/ text:child_recruitment Enter");
    explorer.see("n next match");
    let opened = explorer.selected();
    assert!(drawn(&mut explorer, |c| c.modifier.contains(MATCH)).contains("recruitment"));
    assert_eq!(marked(&mut explorer), "");
    explorer.press("n");
    let all = reader(&explorer).matches().to_vec();
    let item = corpus().item_of(corpus().find_passage(&opened).unwrap());
    assert_eq!(current(&explorer), *all.iter().find(|m| m.item >= item).unwrap(), "from the passage one is at");
    let n = reader(&explorer).count().unwrap().0;
    explorer.see(&format!("match {n}/{}", all.len()));
    for n in 0..12 {
        let highlighted = marked(&mut explorer);
        let is_match = ["child", "girl", "recruit"].iter().any(|word| highlighted.starts_with(word));
        assert!(is_match, "{n}: {highlighted}");
        explorer.press("n");
    }
    explorer.press("N*12");
    assert_eq!(reader(&explorer).count().unwrap().0, n);
    let frame = explorer.buffer();
    explorer.press("/ text:the Down Esc");
    assert!(explorer.buffer() == frame, "the search is lit again, and the match that one was at");
    let mut explorer = Explorer::new(80, 24);
    explorer.press("j*3 Enter Enter n");
    explorer.see("No search yet");
}

#[test]
fn a_chosen_name_is_no_match_that_one_is_at() {
    let mut small = Small::at("two-shared-mandate", 80, 24);
    small.theme.colour = false;
    small.press("/ text:council Enter Tab");
    let buffer = small.buffer();
    let of = |is: &dyn Fn(Modifier) -> bool| {
        buffer.content().iter().filter(|c| is(c.modifier)).map(Cell::symbol).collect::<String>()
    };
    assert_eq!(of(&|m| m.contains(CURRENT)), "Council");
    assert_eq!(of(&|m| m.contains(Modifier::REVERSED)), "Owl’s Council");
    let mut small = Small::at("two-shared-mandate", 80, 24);
    small.theme.colour = false;
    small.press("/ text:the Enter Tab / C-u text:c Down Down Down");
    let buffer = small.buffer();
    let current = buffer.content().iter().filter(|c| c.modifier.contains(CURRENT)).count();
    assert_eq!(current, 1, "of the letters in the chosen name, one at most is the match one is at");
}

#[test]
fn no_size_is_too_small_to_step() {
    let mut explorer = at("map21-mandate-sr-tip", 80, 24);
    explorer.press("/ text:trafficking_in_persons Enter");
    for width in [1, 30, 41, 300] {
        for height in [1, 7, 8, 9, 100] {
            explorer.resize(width, height);
            for keys in ["n", "N", "n n", "/ Down Up Enter", "t n t", "/ End Bksp Enter"] {
                explorer.press(keys);
                explorer.frame();
            }
            if layout::breakpoint(Size { width, height }) != Breakpoint::TooSmall && height > 7 {
                let letters = marked(&mut explorer);
                assert!(
                    "traffickinginpersons".starts_with(&letters) && letters.len() > 3,
                    "{width}x{height}: {letters}"
                );
            }
            explorer.press("/ C-u text:trafficking_in_persons Enter");
        }
    }
}
