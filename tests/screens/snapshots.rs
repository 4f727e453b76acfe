//! Snapshots of the frames of every screen, at four sizes, on a small corpus of our own.
//!
//! `INSTA_UPDATE=always cargo test --test screens snapshots` updates them.

use std::fmt::Write as _;

use insta::assert_snapshot;
use ratatui::style::{Color, Modifier, Style};

use crate::small::Small;

/// The name of each screen, and the keys that lead to it.
pub const SCREENS: &[(&str, &str)] = &[
    ("browse", ""),
    ("browse_a_body", "j j"),
    ("browse_filtered", "2 Space 3 Space -"),
    ("browse_places", "4 Space"),
    ("browse_mandate", "j 0 [ [ ["),
    ("browse_reading", "0 l G"),
    ("browse_zoomed", "0 z"),
    ("profile", "j j 0 ] ] ] ] ]"),
    ("search_empty", "/"),
    ("search_typed", "/ text:lamps"),
    ("search_nothing", "/ text:zzzz"),
    ("search_near", "/ text:schol Enter"),
    ("search_list", "/ text:quagga Tab j"),
    ("reader", "0 Enter"),
    ("reader_outline", "0 Enter t"),
    ("reader_find", "0 Enter / text:the Enter n"),
    ("reader_follow", "0 Enter Tab Tab"),
    ("marks_empty", "'"),
    ("marks", "0 m j m '"),
    ("marks_note", "0 m ' a text:see_this"),
    ("source", "0 i"),
    ("copy_menu", "0 y"),
    ("export_menu", "0 e"),
    ("link_menu", "0 G o"),
    ("views_menu", "v"),
    ("coverage", "v c"),
    ("coverage_places", "v c r r l j"),
    ("coverage_sorted", "v c l l s"),
    ("coverage_legend", "v c i"),
    ("coverage_cell", "v c l j Enter"),
    ("membership", "v m l j"),
    ("agreements", "v x l j"),
    ("agreements_by_body", "v a j"),
    ("initiatives", "v x ]"),
    ("commitments", "v p j"),
    ("who_empty", "v w"),
    ("who", "v w text:lamps Enter"),
    ("compare", "v b j"),
    ("views_o", "v o"),
    ("help_browse", "?"),
    ("help_reader", "0 Enter ? G"),
];

fn colour(colour: Color) -> String {
    if colour == Color::Reset { "-".to_owned() } else { colour.to_string().to_lowercase() }
}

/// Returns the styles of a frame: for each row, where a style begins and what it is.
fn styles(small: &Small) -> String {
    let buffer = small.buffer();
    let width = usize::from(buffer.area.width).max(1);
    let mut out = String::new();
    for (y, row) in buffer.content().chunks(width).enumerate() {
        let mut last = Style::reset();
        for (x, cell) in row.iter().enumerate() {
            let style = cell.style();
            if style != last {
                let plain = style.add_modifier == Modifier::empty();
                let how = if plain { String::new() } else { format!(" {:?}", style.add_modifier) };
                let (fg, bg) = (style.fg.unwrap_or_default(), style.bg.unwrap_or_default());
                let _ = writeln!(out, "{y}:{x} {} {}{how}", colour(fg), colour(bg));
                last = style;
            }
        }
    }
    out
}

#[test]
fn every_screen_is_drawn_as_it_was() {
    for (name, keys) in SCREENS {
        let mut frames = String::new();
        for (width, height) in [(40, 12), (80, 24), (120, 36), (200, 60)] {
            let mut small = Small::new(width, height);
            small.model.today = time::Date::from_calendar_date(2023, time::Month::November, 14).ok();
            small.press(keys);
            let _ = write!(frames, "{width}x{height} {keys}\n{}\n", small.frame());
            if (width, height) == (80, 24) {
                frames += &styles(&small);
            }
        }
        assert_snapshot!(*name, frames);
    }
}
