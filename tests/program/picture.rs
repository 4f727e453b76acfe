//! The pictures in the README are frames that the program draws, dark and light.
//!
//! `UPDATE_DOCS=1 cargo test --test program guide -- --test-threads=1` writes them anew.

use std::fmt::Write;

use icat_explorer::tui::theme::{ColourScheme, Theme};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use crate::support::Explorer;

/// The size of a cell, in pixels.
const CELL: (f64, f64) = (8.4, 18.0);
/// The room around the frame, in pixels.
const MARGIN: f64 = 14.0;

/// How a picture looks where the program leaves it to the terminal.
struct Ground {
    name: &'static str,
    palette: ColourScheme,
    back: &'static str,
    text: &'static str,
    /// Text that is dim.
    dim: &'static str,
}

const GROUNDS: [Ground; 2] = [
    Ground { name: "dark", palette: ColourScheme::dark(), back: "#16181d", text: "#d7dae0", dim: "#8b909a" },
    Ground { name: "light", palette: ColourScheme::light(), back: "#ffffff", text: "#1f2328", dim: "#656d76" },
];

/// Returns one of the 256 colours as its red, green and blue.
fn indexed(index: u8) -> String {
    let level = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
    match index {
        16..=231 => {
            let n = index - 16;
            format!("#{:02x}{:02x}{:02x}", level(n / 36), level(n / 6 % 6), level(n % 6))
        }
        232.. => {
            let grey = 8 + 10 * (index - 232);
            format!("#{grey:02x}{grey:02x}{grey:02x}")
        }
        _ => panic!("the palettes have no colour {index}"),
    }
}

fn color(cell: &Cell, ground: &Ground) -> String {
    match cell.fg {
        Color::Indexed(index) => indexed(index),
        _ if cell.modifier.contains(Modifier::DIM) => ground.dim.to_owned(),
        _ => ground.text.to_owned(),
    }
}

/// Returns a frame as a picture: a text for each run of cells that look alike.
fn picture(buffer: &Buffer, ground: &Ground, title: &str) -> String {
    let (columns, rows) = (f64::from(buffer.area.width), f64::from(buffer.area.height));
    let (width, height) = (columns * CELL.0 + 2.0 * MARGIN, rows * CELL.1 + 2.0 * MARGIN);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.1} {height:.1}\" role=\"img\" aria-label=\"{title}\" \
         font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{}\"/>\n",
        ground.back
    );
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let first = &buffer[(x, y)];
            let alike = |cell: &Cell| cell.fg == first.fg && cell.modifier == first.modifier;
            let mut end = x;
            let mut words = String::new();
            while end < buffer.area.width && alike(&buffer[(end, y)]) {
                words.push_str(buffer[(end, y)].symbol());
                end += 1;
            }
            run(&mut out, (x, end, y), &words, first, ground);
            x = end;
        }
    }
    out.push_str("</svg>\n");
    out
}

fn run(out: &mut String, (x, end, y): (u16, u16, u16), words: &str, cell: &Cell, ground: &Ground) {
    let is_reversed = cell.modifier.contains(Modifier::REVERSED);
    if words.trim().is_empty() && !is_reversed {
        return;
    }
    let left = MARGIN + f64::from(x) * CELL.0;
    let top = MARGIN + f64::from(y) * CELL.1;
    let width = f64::from(end - x) * CELL.0;
    let (ink, back) = (color(cell, ground), ground.back.to_owned());
    let (ink, back) = if is_reversed { (back, ink) } else { (ink, back) };
    if is_reversed {
        writeln!(
            out,
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{}\" fill=\"{back}\"/>",
            CELL.1
        )
        .unwrap();
    }
    let bold = if cell.modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
    let line = if cell.modifier.contains(Modifier::UNDERLINED) { " text-decoration=\"underline\"" } else { "" };
    let words = words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    writeln!(
        out,
        "<text x=\"{left:.1}\" y=\"{:.1}\" textLength=\"{width:.1}\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\" fill=\"{ink}\"{bold}{line}>{words}</text>",
        top + 13.5
    )
    .unwrap();
}

#[test]
fn the_pictures_of_the_guide_are_frames_that_the_program_draws() {
    for ground in &GROUNDS {
        let mut explorer = Explorer::new(110, 30);
        explorer.theme = Theme { palette: ground.palette, ..Theme::default() };
        explorer.press("f text:iom Enter ]");
        explorer.see("IOM (International Organization for Migration)");
        let title = "The explorer: panes of bodies, years and priorities, a list of passages, and the text of one";
        let fresh = picture(&explorer.buffer(), ground, title);
        let path = format!("{}/docs/images/explorer-{}.svg", env!("CARGO_MANIFEST_DIR"), ground.name);
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::create_dir_all(std::path::Path::new(&path).parent().unwrap()).unwrap();
            std::fs::write(&path, &fresh).unwrap();
        } else {
            let shown = std::fs::read_to_string(&path).unwrap();
            assert!(shown == fresh, "{path} is stale; UPDATE_DOCS=1 cargo test --test program guide writes it anew");
        }
    }
}
