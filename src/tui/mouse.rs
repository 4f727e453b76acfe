//! The mouse, where the configuration turns it on: a click goes to what is under it, a click on what has the cursor opens
//! it, and the wheel moves what it is over.

use ratatui::layout::{Position, Rect};

use crate::corpus::Corpus;
use crate::tui::command::Command;
use crate::tui::event::Wheel;
use crate::tui::layout::{self, Pane};
use crate::tui::message::{Effect, Message};
use crate::tui::model::{Model, Screen};
use crate::tui::screens::browse::{self, Browse};
use crate::tui::screens::{palette, report};
use crate::tui::update::take_input;
use crate::tui::widgets::document_view::DocumentView;
use crate::tui::widgets::list_state::{Step, step_to};

/// The number of columns at the left of a value that toggle it.
const TICK: u16 = 3;
/// The number of rows that a turn of the wheel moves.
const WHEEL_ROWS: isize = 3;

/// What a click was on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ClickTarget {
    /// Nothing, or something that the click has dealt with.
    Nothing,
    /// What had the cursor already, and is to be opened now.
    Chosen,
    /// A value's tick.
    Tick,
    /// Something outside what is open, which is to be closed now.
    Outside,
}

impl ClickTarget {
    fn row(was_chosen: bool) -> Self {
        if was_chosen { Self::Chosen } else { Self::Nothing }
    }
}

/// Handles a click at a place on the screen.
pub(crate) fn click(model: &mut Model, corpus: &Corpus, at: Position) -> Option<Effect> {
    let command = match on_popup(model, at).unwrap_or_else(|| on_screen(model, corpus, at)) {
        ClickTarget::Nothing => return None,
        ClickTarget::Chosen => Command::Open,
        ClickTarget::Tick => Command::Toggle,
        ClickTarget::Outside => Command::Back,
    };
    take_input(model, corpus, &Message::Command(command))
}

/// Handles a turn of the wheel at a place on the screen: it moves the pane under it, or else what has the keys.
pub(crate) fn wheel(model: &mut Model, corpus: &Corpus, wheel: Wheel, at: Position) -> Option<Effect> {
    let size = model.size;
    let is_covered = model.palette.is_some() || model.save_prompt().is_some() || model.menu.is_some();
    if let Screen::Browse(browse) = model.screen_mut()
        && !is_covered
        && let Some(pane) = pane_at(browse, at)
    {
        let rows = if pane == Pane::List { 1 } else { WHEEL_ROWS };
        let focus = std::mem::replace(&mut browse.focus, pane);
        browse.step(corpus, Step::Rows(if wheel == Wheel::Down { rows } else { -rows }), size);
        browse.focus = focus;
        return None;
    }
    // Up in a prompt would recall an earlier query.
    let is_prompt = model.context().is_typed() && model.menu.is_none();
    let command = match (wheel, is_prompt) {
        (Wheel::Down, true) => Command::HalfDown,
        (Wheel::Up, true) => Command::HalfUp,
        (Wheel::Down, false) => Command::Down,
        (Wheel::Up, false) => Command::Up,
    };
    take_input(model, corpus, &Message::Command(command))
}

/// Returns what a click hits of what lies over the screen. `None` if nothing does.
fn on_popup(model: &mut Model, at: Position) -> Option<ClickTarget> {
    let size = model.size;
    let areas = model.browsed().map(|browse| browse.derived.areas);
    if let Some(palette) = &mut model.palette {
        let area = palette::draw::area(palette, size, areas.as_ref());
        if !area.contains(at) {
            return Some(ClickTarget::Outside);
        }
        let row = layout::row_at(layout::inner(area), at)?.checked_sub(1).map(|row| row + palette.cursor.offset);
        let row = row.filter(|row| *row < palette.count());
        let chosen = row.map(|row| std::mem::replace(&mut palette.cursor.selected, row) == row);
        return Some(chosen.map_or(ClickTarget::Nothing, ClickTarget::row));
    }
    if model.save_prompt().is_some() {
        return Some(ClickTarget::Nothing);
    }
    let menu = model.menu.as_mut()?;
    let area = menu.area(size);
    if !area.contains(at) {
        return Some(ClickTarget::Outside);
    }
    let row = layout::row_at(layout::inner(area), at).and_then(|line| menu.row_at(area, line));
    Some(
        row.map_or(ClickTarget::Nothing, |row| {
            ClickTarget::row(std::mem::replace(&mut menu.cursor.selected, row) == row)
        }),
    )
}

fn on_screen(model: &mut Model, corpus: &Corpus, at: Position) -> ClickTarget {
    let (screen, shared) = model.split(corpus);
    let (size, marks) = (shared.size, shared.marks);
    match screen {
        Screen::Browse(browse) => on_browse(browse, corpus, at, size),
        Screen::Reader(reader) => reader.click(corpus, at, size).map_or(ClickTarget::Nothing, ClickTarget::row),
        Screen::Help(help) => help.click(size, at).map_or(ClickTarget::Nothing, ClickTarget::row),
        Screen::Grid(grid) => grid.click(corpus, at, size).map_or(ClickTarget::Nothing, ClickTarget::row),
        Screen::Marks(screen) => {
            let row = layout::row_at(layout::inner(screen.areas.list), at)
                .map(|y| y / screen.row_height() + screen.list.offset);
            let Some(row) = row.filter(|row| *row < marks.len() && screen.note.is_none()) else {
                return ClickTarget::Nothing;
            };
            let was = std::mem::replace(&mut screen.list.selected, row) == row;
            screen.lay_out(corpus, marks, size);
            ClickTarget::row(was)
        }
        Screen::Report(view) => {
            let area = report::draw::text_area(view, size);
            match view.need_mut().filter(|need| need.typing) {
                Some(_) => ClickTarget::Nothing,
                None => on_page(&mut view.page, area, at),
            }
        }
        Screen::Review(screen) => {
            let inner = layout::inner(screen.areas(size).list);
            let rows = screen.rows(usize::from(inner.height));
            let row = layout::row_at(inner, at).and_then(|row| rows.get(row)).map(|row| row.0);
            if let Some(row) = row.filter(|_| screen.prompt.is_none()) {
                screen.select(row, size);
            }
            ClickTarget::Nothing
        }
        Screen::Detail(_) => ClickTarget::Nothing,
    }
}

/// Returns what a click hits of a document in an area.
fn on_page(page: &mut DocumentView, area: Rect, at: Position) -> ClickTarget {
    let column = usize::from(at.x.saturating_sub(area.x));
    let link = layout::row_at(area, at).and_then(|row| page.click(row, column));
    link.map_or(ClickTarget::Nothing, ClickTarget::row)
}

fn on_browse(browse: &mut Browse, corpus: &Corpus, at: Position, size: ratatui::layout::Size) -> ClickTarget {
    if let Some(tab) = browse::draw::tab_at(browse, at) {
        browse.show_tab(corpus, tab, size);
        return ClickTarget::Nothing;
    }
    let Some(pane) = pane_at(browse, at) else { return ClickTarget::Nothing };
    if let Some(search) = &mut browse.search {
        search.typing = false;
    }
    let had_focus = browse.focus == pane;
    let area = layout::inner(browse.derived.areas.pane(pane));
    if !had_focus {
        browse.focus_on(corpus, pane, size);
    }
    let Some(y) = layout::row_at(area, at) else { return ClickTarget::Nothing };
    match pane {
        Pane::Reading if browse.is_page() => {
            let inside = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
            on_page(&mut browse.page, inside, at)
        }
        Pane::Reading => ClickTarget::Nothing,
        Pane::List => {
            let Some(row) = browse.row_under(corpus, y) else { return ClickTarget::Nothing };
            let before = browse.list.selected;
            browse.step(corpus, step_to(before, row), size);
            ClickTarget::row(had_focus && before == row)
        }
        pane => {
            let cursor = browse.cursors[browse::facet_number(pane)];
            let row = y + cursor.offset;
            if row >= browse.facet_len(corpus, pane) {
                return ClickTarget::Nothing;
            }
            browse.step(corpus, step_to(cursor.selected, row), size);
            if at.x < area.x + TICK { ClickTarget::Tick } else { ClickTarget::row(had_focus && cursor.selected == row) }
        }
    }
}

/// Returns the pane of the browse screen at a place.
fn pane_at(browse: &Browse, at: Position) -> Option<Pane> {
    Pane::ALL.into_iter().find(|pane| browse.derived.areas.pane(*pane).contains(at))
}
