//! Every terminal size: nothing panics, and the selection is visible.

use crate::support::Explorer;
use icat_explorer::tui::layout::{self, Breakpoint};
use icat_explorer::tui::model::Screen;
use ratatui::layout::Size;

const WALKS: &[&str] = &[
    "",
    "j j Enter",
    "2 Space 3 Space 0 G",
    "] ] ] ]",
    "[",
    "/",
    "/ text:trafficking Down",
    "/ text:unodc Enter",
    "0 Enter",
    "0 Enter t",
    "0 Enter / text:the",
    "?",
    "z",
    "0 z",
    "0 l z",
    "4 G",
    "v",
    "v c G l*40",
    "v c r r j*9 s",
    "v m G l*9",
    "v x l*9 j*9",
    "v x ]",
    "v p G",
    "v w",
    "v w text:refugees,_asylum Enter G",
    "v b G",
    "v o Space G",
    "v c j l Enter",
];

#[test]
fn no_screen_panics_at_any_size_and_the_cursor_is_visible() {
    let sizes = [1u16, 2, 3, 7, 8, 9, 12, 17, 18, 24, 29, 30, 31, 40, 79, 80, 81, 100, 119, 120, 121, 200, 300];
    for walk in WALKS {
        let mut explorer = Explorer::new(80, 24);
        explorer.press(walk);
        for width in sizes {
            for height in sizes.into_iter().filter(|&h| h <= 100) {
                explorer.resize(width, height);
                let frame = explorer.frame();
                if layout::breakpoint(Size { width, height }) == Breakpoint::TooSmall {
                    continue;
                }
                assert!(!frame.trim().is_empty(), "{walk} at {width}x{height} is blank");
                match explorer.model.screen() {
                    Screen::Grid(grid) => {
                        let (row, column) = (grid.row, grid.column);
                        let down = row.offset..row.offset + grid.visible().max(1);
                        let across = column.offset..column.offset + grid.fit.shown.max(1);
                        assert!(down.contains(&row.selected), "{walk} at {width}x{height}: {row:?}");
                        assert!(across.contains(&column.selected), "{walk} at {width}x{height}: {column:?}");
                    }
                    Screen::Report(view) => {
                        let rows =
                            icat_explorer::tui::screens::report::ReportScreen::visible(Size { width, height }).max(1);
                        let last = view.page.document.lines.len().saturating_sub(rows);
                        assert!(view.page.scroll <= last, "{walk} at {width}x{height}");
                    }
                    _ => {}
                }
                if let Screen::Browse(browse) = explorer.model.screen() {
                    let shown = browse.derived.areas.rows(layout::Pane::List) / browse.row_height();
                    let inside = browse.list.selected >= browse.list.offset
                        && browse.list.selected < browse.list.offset + shown.max(1);
                    assert!(inside, "{walk} at {width}x{height}: row {} of {:?}", browse.list.selected, browse.list);
                }
            }
        }
    }
}

#[test]
fn a_terminal_too_small_says_so() {
    let mut explorer = Explorer::new(29, 8);
    explorer.see("29x8 is too small");
    explorer.resize(1, 1);
    assert_eq!(explorer.frame(), "1");
    explorer.resize(40, 12);
    explorer.see("Entities");
}

#[test]
fn without_colour_no_cell_has_one_and_the_focus_is_still_told() {
    use ratatui::style::{Color, Modifier};
    let mut explorer = Explorer::new(120, 36);
    explorer.theme.colour = false;
    explorer.press("/ text:barnahus");
    for walk in
        ["", "Enter", "Esc Tab 2 Space", "Esc v c s", "v m", "v x", "v p", "v b", "v o", "v w text:border Enter"]
    {
        explorer.press(walk);
        let buffer = explorer.buffer();
        assert!(buffer.content().iter().all(|c| c.fg == Color::Reset && c.bg == Color::Reset));
        assert!(buffer.content().iter().any(|c| c.modifier.intersects(Modifier::REVERSED | Modifier::BOLD)));
    }
}

#[test]
fn ascii_draws_nothing_else_of_its_own() {
    let mut explorer = Explorer::new(120, 36);
    explorer.theme.ascii = true;
    for walk in
        ["", "2 Space 3 -", "X 1 j j [", "?", "Esc v c s S", "v m", "v x", "v o", "v w", "text:border", "Esc v b"]
    {
        explorer.press(walk);
        let frame = explorer.frame();
        let odd: String =
            frame.chars().filter(|c| !c.is_ascii() && !c.is_alphanumeric() && !"’‘“”–—…".contains(*c)).collect();
        assert!(odd.is_empty(), "{odd} in\n{frame}");
    }
}

#[test]
fn small_screens_cut_no_word_without_a_sign() {
    for keys in [
        "",
        "0",
        "0 ]*3",
        "0 ]*4",
        "/ text:slavery",
        "/ text:labour_recruitment",
        "0 e c",
        "v c",
        "v x",
        "v m",
        "?",
        "0 m '",
    ] {
        let mut explorer = Explorer::new(40, 12);
        explorer.press(keys);
        let frame = explorer.frame();
        let wide = {
            let mut explorer = Explorer::new(240, 60);
            explorer.press(keys);
            explorer.frame()
        };
        // Lines that say something of ours: the header, the tabs or results, and the footer.
        let lines: Vec<&str> = frame.lines().collect();
        for line in [lines[0], lines[1], lines[11]].into_iter().filter(|line| line.chars().count() >= 40) {
            let end = line.trim_end_matches([' ', '╮', '─', '│']);
            let last = end.rsplit([' ', '─']).next().unwrap_or_default();
            let is_whole = last.is_empty()
                || last.ends_with(['…', '╮', '╯'])
                || last.chars().all(|c| c.is_ascii_digit() || c == '/')
                || wide.split(|c: char| c.is_whitespace() || c == '─').any(|word| word == last);
            assert!(is_whole, "{keys}: \"{last}\" is cut:\n{frame}");
        }
    }
    // A number is whole or not there.
    let mut explorer = Explorer::new(40, 12);
    explorer.press("0 ]*3").see_not("1,1…");
}
