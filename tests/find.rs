//! Find in the reader: every match is gone to, is on the screen, and is told from the others.
#![allow(missing_docs, clippy::unwrap_used)]

mod support;

use std::collections::HashSet;

use icat_explorer::corpus::{Item, Report};
use icat_explorer::model::Screen;
use icat_explorer::model::reader::{Match, Reader};
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use support::{Explorer, corpus};

/// How the match is drawn that one is at, and how matches are.
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
    let start = icat_explorer::model::start::Start { reading, ..Default::default() };
    explorer.model.start(corpus(), &start);
    explorer
}

/// The letters of the text of the report that are drawn in some way, from top to bottom, without blanks.
fn drawn(explorer: &mut Explorer, is: impl Fn(&Cell) -> bool) -> String {
    let area = reader(explorer).areas.text;
    let buffer = explorer.buffer();
    let cells = area.positions().map(|at| &buffer[at]);
    cells.filter(|cell| is(cell)).map(Cell::symbol).collect::<String>().replace(' ', "").to_lowercase()
}

/// What is marked as the match that one is at.
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
        for found in all.iter().rev() {
            assert_eq!(current(&explorer), *found);
            assert_eq!(marked(&mut explorer), "trafficking", "{}, backwards: {found:?}", report.id);
            explorer.press("N");
        }
        explorer.press("n / Down");
        assert_eq!(current(&explorer), all[1], "in the prompt as without");
        explorer.press("Up Up");
        assert_eq!(Some(&current(&explorer)), all.last());
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
        // Screen by screen: as many letters are lit as the matches have that are shown.
        let wanted: String = typed.replace('_', "").replace('’', "'");
        let mut seen = HashSet::new();
        for _ in 0..20 {
            let lit = drawn(&mut explorer, |c| c.modifier.contains(MATCH)).replace('’', "'").replace(['–', '—'], "-");
            let first = current(&explorer);
            assert_eq!(marked(&mut explorer).replace('’', "'").replace(['–', '—'], "-"), wanted);
            assert!(lit.contains(&wanted), "{typed}: {lit} at {first:?}");
            assert_eq!(lit.replace(&wanted, ""), "", "{typed}: half a match is lit at {first:?}");
            assert!(seen.insert(format!("{first:?}")) || seen.len() == all.len());
            explorer.press("n");
        }
    }
}
