//! The mouse: a click goes to what is under it, another opens it, and the wheel moves what it is over.

use crate::support::{Explorer, corpus};
use icat_explorer::tui::event::{Event, Wheel};
use icat_explorer::tui::layout::Pane;
use icat_explorer::tui::model::Screen;
use icat_explorer::tui::screens::browse::Tab;
use ratatui::layout::Position;

/// Returns where words first stand on the screen, below a row.
fn place_below(explorer: &Explorer, words: &str, top: u16) -> Position {
    let frame = explorer.frame();
    let rows = frame.lines().zip(0u16..).skip(usize::from(top));
    let (line, y) =
        rows.into_iter().find(|(line, _)| line.contains(words)).unwrap_or_else(|| panic!("{words}:\n{frame}"));
    let before = line.split_once(words).map_or(0, |(before, _)| before.chars().count());
    Position { x: u16::try_from(before).unwrap(), y }
}

fn place(explorer: &Explorer, words: &str) -> Position {
    place_below(explorer, words, 0)
}

fn click(explorer: &mut Explorer, words: &str) {
    let at = place(explorer, words);
    explorer.happens(Event::Click(at));
}

#[test]
fn a_click_on_a_value_goes_to_it_another_filters_by_it_and_one_on_its_tick_toggles_it() {
    let mut explorer = Explorer::new(120, 36);
    click(&mut explorer, "INTERPOL");
    assert_eq!(explorer.browse().focus, Pane::Entities);
    explorer.see("INTERPOL (International Criminal Police Organization): ");
    assert!(explorer.browse().filter.is_empty());
    let (pane, cursor) = (explorer.browse().derived.areas.facets[0], explorer.browse().cursors[0]);
    let line = u16::try_from(cursor.selected - cursor.offset).unwrap();
    let row = Position { x: pane.x + 5, y: pane.y + 1 + line };
    explorer.happens(Event::Click(row));
    assert_eq!(explorer.browse().focus, Pane::List);
    assert_eq!(explorer.browse().effective().entities.include.len(), 1);

    let mut explorer = Explorer::new(120, 36);
    let year = place(&explorer, "2023, 10 stated");
    explorer.happens(Event::Click(Position { x: year.x - 2, ..year }));
    assert_eq!(explorer.browse().focus, Pane::Years);
    assert!(explorer.browse().filter.years.include.contains(&2023));
    explorer.happens(Event::Click(Position { x: year.x - 2, ..year }));
    assert!(explorer.browse().filter.is_empty());
}

#[test]
fn a_click_chooses_a_tab_and_a_row_and_another_opens_the_row() {
    let mut explorer = Explorer::new(120, 36);
    click(&mut explorer, "Publications");
    assert_eq!(explorer.browse().derived.tab, Some(Tab::Publications));
    click(&mut explorer, "Activities");
    let list = explorer.browse().derived.areas.list;
    let line = explorer.browse().visible_rows(corpus())[2].1;
    let third = Position { x: list.x + 5, y: list.y + 1 + u16::try_from(line).unwrap() };
    explorer.happens(Event::Click(third));
    assert_eq!((explorer.browse().focus, explorer.browse().list.selected), (Pane::List, 2));
    explorer.happens(Event::Click(third));
    assert!(matches!(explorer.model.screen(), Screen::Reader(_)));
    // In the outline, a click goes to a section at once.
    let before = explorer.frame();
    let outline = place(&explorer, "Outline");
    explorer.happens(Event::Click(Position { x: outline.x, y: outline.y + 2 }));
    assert_ne!(explorer.frame(), before);
}

#[test]
fn the_wheel_moves_the_pane_that_it_is_over_and_leaves_the_focus() {
    let mut explorer = Explorer::new(120, 36);
    let areas = explorer.browse().derived.areas;
    let over = |pane: Pane| Position { x: areas.pane(pane).x + 3, y: areas.pane(pane).y + 2 };
    explorer.happens(Event::Scroll(Wheel::Down, over(Pane::List)));
    assert_eq!((explorer.browse().focus, explorer.browse().list.selected), (Pane::Entities, 1));
    explorer.happens(Event::Scroll(Wheel::Down, over(Pane::Years)));
    assert_eq!((explorer.browse().focus, explorer.browse().cursors[1].selected), (Pane::Entities, 3));
    explorer.happens(Event::Scroll(Wheel::Up, over(Pane::List)));
    assert_eq!(explorer.browse().list.selected, 0);
    // Over a menu, the wheel moves the menu and nothing below it.
    explorer.press("v");
    explorer.happens(Event::Scroll(Wheel::Down, over(Pane::List)));
    assert_eq!(explorer.model.menu.as_ref().map(|menu| menu.cursor.selected), Some(1));
    assert_eq!(explorer.browse().list.selected, 0);
}

#[test]
fn menus_and_the_palette_are_clicked_and_closed_beside() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("v");
    explorer.happens(Event::Click(Position { x: 0, y: 0 }));
    assert!(explorer.model.menu.is_none());
    explorer.press("v");
    click(&mut explorer, "Commitments");
    click(&mut explorer, "Commitments");
    assert!(explorer.model.menu.is_none());
    explorer.see("35 commitments");

    let mut explorer = Explorer::new(120, 36);
    explorer.press(": text:barnahus");
    let row = place_below(&explorer, "Barnahus", 1);
    explorer.happens(Event::Click(row));
    explorer.happens(Event::Click(row));
    assert!(explorer.model.palette.is_none());
    explorer.see("Barnahus");
    explorer.press(":");
    explorer.happens(Event::Click(Position { x: 1, y: 34 }));
    assert!(explorer.model.palette.is_none());
}

#[test]
fn cells_links_and_rows_of_other_screens_are_clicked() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("v c");
    let body = place_below(&explorer, "COE", 3);
    let Screen::Grid(grid) = explorer.model.screen() else { panic!("a grid") };
    let first_cell = grid.area().x + u16::try_from(grid.fit.row_head + grid.fit.cells[0]).unwrap() - 1;
    let cell = Position { x: first_cell, ..body };
    explorer.happens(Event::Click(cell));
    let Screen::Grid(grid) = explorer.model.screen() else { panic!("a grid") };
    assert_eq!(grid.grid.rows[grid.row.selected].id, "COE");
    assert_eq!(grid.column.selected, 0);
    explorer.happens(Event::Click(cell));
    assert!(explorer.browse().within.is_some());

    let mut explorer = Explorer::new(120, 36);
    explorer.press("v p");
    let Screen::Report(view) = explorer.model.screen() else { panic!("commitments") };
    let links = view.page.document.links.iter().map(|link| link.lines.start);
    let second = links.clone().find(|line| *line != view.page.document.links[0].lines.start).unwrap();
    let y = u16::try_from(second - view.page.scroll).unwrap() + 2;
    explorer.happens(Event::Click(Position { x: 40, y }));
    let Screen::Report(view) = explorer.model.screen() else { panic!("commitments") };
    assert_eq!(view.page.link().map(|link| link.lines.start), Some(second));
    explorer.happens(Event::Click(Position { x: 40, y }));
    let still = matches!(explorer.model.screen(), Screen::Report(_)) && explorer.model.menu.is_none();
    assert!(!still, "{}", explorer.frame());

    let mut explorer = Explorer::new(120, 36);
    explorer.press("?");
    explorer.press("j");
    click(&mut explorer, "search everything");
    assert!(matches!(explorer.model.screen(), Screen::Help(_)));
    click(&mut explorer, "search everything");
    assert!(explorer.browse().search.as_ref().is_some_and(|search| search.typing));
}
