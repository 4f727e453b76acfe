//! Words and graphemes in several scripts, yanking, and the end of the line.

use super::*;
use crate::text::MARKS_MAX;

fn at_end(text: &str) -> Input {
    let mut input = Input::default();
    input.insert(text);
    input
}

/// Returns the text with bars where the cursor stops on its way across the line.
fn stops(text: &str, stretch: Stretch) -> String {
    let mut input = at_end(text);
    if !stretch.is_before() {
        input.go(Stretch::Start);
    }
    let mut stops = std::collections::BTreeSet::new();
    loop {
        let before = input.cursor;
        input.go(stretch);
        if input.cursor == before {
            break;
        }
        stops.insert(input.cursor);
    }
    let mut marked = text.to_owned();
    stops.into_iter().rev().for_each(|at| marked.insert(at, '|'));
    marked
}

#[test]
fn an_accent_is_never_parted_from_its_letter() {
    let mut input = at_end("nia\u{301}");
    input.erase(Stretch::Left);
    assert_eq!(input.text(), "ni");
    input.go(Stretch::Left);
    input.insert("x");
    assert_eq!((input.text(), input.before()), ("nxi", "nx"));
    input.erase(Stretch::Right);
    assert_eq!(input.text(), "nx");
}

#[test]
fn words_end_where_those_of_readline_do() {
    assert_eq!(stops("aux entity:sr-tip, 2022  ", Stretch::WordLeft), "|aux |entity:|sr-|tip, |2022  ");
    assert_eq!(stops("aux entity:sr-tip, 2022  ", Stretch::WordRight), "aux| entity|:sr|-tip|, 2022|  |");
    assert_eq!(stops("aux entity:sr-tip, 2022  ", Stretch::ToBlank), "|aux |entity:sr-tip, |2022  ");
    assert_eq!(stops("", Stretch::WordLeft), "");
}

#[test]
fn words_are_those_of_their_script_with_their_marks() {
    for text in [
        "Siobha\u{301}n Ni\u{303}o",
        "торговля людьми",
        "الاتجار بالأشخاص",
        "בַּיִת לָבָן",
        "मानव तस्करी",
        "ការ ជួញដូរ",
        "人口 贩运",
        "인신 매매",
    ] {
        let (one, other) = text.split_once(' ').expect("two words");
        assert_eq!(stops(text, Stretch::WordLeft), format!("|{one} |{other}"));
        assert_eq!(stops(text, Stretch::WordRight), format!("{one}| {other}|"));
        let mut input = at_end(text);
        input.erase(Stretch::WordLeft);
        assert_eq!(input.text(), format!("{one} "));
        input.go(Stretch::Start);
        input.erase(Stretch::WordRight);
        assert_eq!((input.text(), input.before()), (" ", ""));
    }
}

#[test]
fn a_blank_with_a_mark_is_no_blank() {
    let mut input = at_end("a \u{301}b");
    input.erase(Stretch::ToBlank);
    assert_eq!(input.text(), "");
    let mut input = at_end("organ\u{a0}removal \u{2003}");
    input.erase(Stretch::ToBlank);
    assert_eq!(input.text(), "organ\u{a0}");
}

#[test]
fn the_line_is_erased_on_either_side_of_the_cursor() {
    let mut input = at_end("child labour");
    input.go(Stretch::WordLeft);
    assert_eq!((input.words(Stretch::Start), input.words(Stretch::End)), ("child ", "labour"));
    let mut ahead = input.clone();
    ahead.erase(Stretch::End);
    assert_eq!((ahead.text(), ahead.before()), ("child ", "child "));
    input.erase(Stretch::Start);
    assert_eq!((input.text(), input.before()), ("labour", ""));
    input.erase(Stretch::Left);
    input.go(Stretch::Left);
    assert_eq!(input.text(), "labour");
}

#[test]
fn characters_change_places_with_their_marks() {
    let mut input = at_end("nia\u{301}");
    input.transpose();
    assert_eq!((input.text(), input.before()), ("na\u{301}i", "na\u{301}i"));
    input.go(Stretch::Start);
    input.transpose();
    assert_eq!(input.text(), "na\u{301}i");
    input.go(Stretch::Right);
    input.transpose();
    assert_eq!((input.text(), input.before()), ("a\u{301}ni", "a\u{301}n"));
    let mut one = at_end("a");
    one.transpose();
    assert_eq!(one.text(), "a");
}

#[test]
fn the_cursor_stands_between_graphemes_whatever_is_joined() {
    let on_boundary = |input: &Input| {
        let starts = input.text.grapheme_indices(true).map(|(at, _)| at);
        assert!(starts.chain([input.text.len()]).any(|at| at == input.cursor), "{input:?}");
    };
    // A combining mark at the start joins the letter before it.
    let mut input = at_end("\u{301}b");
    input.go(Stretch::Start);
    input.insert("a");
    on_boundary(&input);
    input.insert("c");
    assert_eq!(input.text(), "a\u{301}cb");
    // Two halves of a syllable join when what separates them is erased.
    let mut input = at_end("\u{1100}x\u{1161}");
    input.go(Stretch::Left);
    input.erase(Stretch::Left);
    on_boundary(&input);
    assert_eq!(input.before(), "\u{1100}\u{1161}");
    // Flags are pairs, counted from the left.
    let mut input = at_end("\u{1f1eb}\u{1f1f7}\u{1f1e9}\u{1f1ea}");
    input.go(Stretch::Start);
    input.insert("\u{1f1e6}");
    on_boundary(&input);
}

#[test]
fn control_characters_become_blanks_and_what_cannot_be_seen_is_dropped() {
    assert_eq!(at_end("organ removal\r\n\u{1b}[31m").text(), "organ removal   [31m");
    assert_eq!(at_end("bar\u{200b}na\u{feff}hus\u{202e}").text(), "barnahus");
}

#[test]
fn no_tower_of_marks_is_built_however_it_is_typed() {
    let marks = |input: &Input| input.text().chars().filter(|&c| c == '\u{301}').count();
    let mut pasted = at_end(&format!("a{}", "\u{301}".repeat(300)));
    assert_eq!(marks(&pasted), MARKS_MAX);
    for _ in 0..40 {
        pasted.insert("\u{301}");
        pasted.go(Stretch::Start);
        pasted.insert("\u{301}");
        pasted.go(Stretch::End);
    }
    assert!(marks(&pasted) <= 2 * MARKS_MAX, "{}", marks(&pasted));
}

#[test]
fn nothing_that_was_typed_is_lost_where_the_line_is_full() {
    let mut input = at_end(&"é".repeat(10_000));
    assert_eq!(input.text().chars().count(), QUERY_MAX);
    assert!(!input.has_room_for("x") && input.has_room_for("\u{200b}"));
    let full = input.clone();
    input.go(Stretch::Start);
    input.insert("before");
    assert_eq!(input.text(), full.text());
    input.erase(Stretch::Right);
    input.insert("xyz");
    assert_eq!(input.text(), full.text().replacen('é', "x", 1));
    let mut nearly = at_end(&format!("{} mol", "a".repeat(QUERY_MAX - 6)));
    let before = nearly.clone();
    nearly.complete(3, "Moldova ");
    assert_eq!(nearly, before);
    nearly.complete(3, "Mali ");
    assert!(nearly.text().ends_with(" Mali "));
}

#[test]
fn what_was_written_before_is_held_whole() {
    let note = "word ".repeat(QUERY_MAX);
    let mut input = Input::holding(&note);
    assert_eq!(input.text(), note);
    input.insert("more");
    assert_eq!(input.text(), note);
    input.erase(Stretch::ToBlank);
    assert_eq!(input.text().len(), note.len() - 5);
}

#[test]
fn what_is_erased_at_one_go_is_kept_together_in_its_order() {
    let mut killed = Killed::default();
    killed.take("b ", true);
    killed.take("", true);
    killed.take("a ", true);
    killed.take("c", false);
    assert_eq!(killed.words(), "a b c");
    killed.close();
    killed.take("", false);
    assert_eq!(killed.words(), "a b c");
    killed.take("d", false);
    assert_eq!(killed.words(), "d");
}

#[test]
fn what_is_selected_gives_way_to_what_is_typed_and_stays_where_the_cursor_moves() {
    let mut line = Input::holding("shelter");
    line.select();
    assert!(line.is_selected());
    line.insert("c");
    assert_eq!((line.text(), line.is_selected()), ("c", false));
    line.select();
    line.go(Stretch::End);
    line.insert("hild");
    assert_eq!(line.text(), "child");
    line.select();
    line.erase(Stretch::Left);
    assert_eq!(line.text(), "");
    line.select();
    assert!(!line.is_selected(), "there is nothing to select");
}
