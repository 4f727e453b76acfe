//! Drawing the model. Nothing here changes it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Widget;

use crate::corpus::Corpus;
use crate::text;
use crate::tui::layout::{Breakpoint, MIN_SIZE, breakpoint};
use crate::tui::model::{Model, Screen};
use crate::tui::screens::detail::DetailScreen;
use crate::tui::screens::welcome::Welcome;
use crate::tui::screens::{browse, grid, help, marks, menu, palette, reader, report, review, save, welcome};
use crate::tui::theme::Theme;
use crate::tui::widgets::footer;

/// Draws the frame that is shown while the corpus is loading.
pub fn loading(buffer: &mut Buffer) -> Option<Position> {
    let area = buffer.area;
    let lines = ["ICAT Explorer", "", "Reading and checking the data files ...", "", "q quits"];
    for (words, y) in lines.into_iter().zip(area.y..area.bottom()) {
        Line::from(words).render(Rect { y, height: 1, ..area }, buffer);
    }
    None
}

/// Draws the model. Returns the position of the cursor while a prompt has the keys.
pub fn draw(model: &Model, corpus: &Corpus, theme: Theme, buffer: &mut Buffer) -> Option<Position> {
    let area = buffer.area;
    if breakpoint(model.size) == Breakpoint::TooSmall || area.as_size() != model.size {
        let words =
            format!("{}x{} is too small; {}x{} at least", area.width, area.height, MIN_SIZE.width, MIN_SIZE.height);
        let wrapped = text::wrap(&words, usize::from(area.width).max(1));
        for (range, y) in wrapped.into_iter().zip(area.y..area.bottom()) {
            let line = words.get(range).unwrap_or_default();
            Line::from(line).render(Rect { y, height: 1, ..area }, buffer);
        }
        return None;
    }
    if model.blank {
        return None;
    }
    if let (Screen::Detail(_), Some(below)) = (model.screen(), model.below())
        && DetailScreen::is_popup(model.size)
    {
        draw_screen(model, below, corpus, theme, buffer);
    }
    let cursor = draw_screen(model, model.screen(), corpus, theme, buffer);
    if model.welcome == Welcome::Shown {
        welcome::draw(corpus, &model.keys, model.size, theme, buffer);
        return None;
    }
    if let Some(palette) = &model.palette {
        let areas = model.browsed().map(|browse| browse.derived.areas);
        let over = palette::draw::area(palette, model.size, areas.as_ref());
        let at = palette::draw::draw(palette, corpus, over, theme, buffer);
        footer::status_over(model, theme, buffer);
        return Some(at);
    }
    if let Some(save) = model.save_prompt() {
        let at = save::draw(save, model.size, theme, buffer);
        return Some(at);
    }
    if let Some(menu) = &model.menu {
        menu::draw::draw(menu, model.size, theme, buffer);
        footer::status_over(model, theme, buffer);
        return None;
    }
    cursor.map(|Position { x, y }| Position { x: x.min(area.right().saturating_sub(1)), y })
}

/// Draws a screen. Returns the position of the cursor while a prompt has the keys.
fn draw_screen(model: &Model, screen: &Screen, corpus: &Corpus, theme: Theme, buffer: &mut Buffer) -> Option<Position> {
    match screen {
        Screen::Browse(browse) => browse::draw::draw(model, browse, corpus, theme, buffer),
        Screen::Reader(reader) => reader::draw::draw(model, reader, corpus, theme, buffer),
        Screen::Marks(marks_screen) => marks::draw::draw(model, marks_screen, corpus, theme, buffer),
        Screen::Grid(grid) => {
            grid::draw::draw(model, grid, corpus, theme, buffer);
            None
        }
        Screen::Report(view) => report::draw::view(model, view, corpus, theme, buffer),
        Screen::Review(screen) => review::draw::draw(model, screen, corpus, theme, buffer),
        Screen::Detail(detail) => {
            marks::draw::detail(model, detail, corpus, theme, buffer);
            None
        }
        Screen::Help(help) => {
            let is_enabled = |command| model.is_enabled_below(corpus, command);
            help::draw(help, &is_enabled, theme, buffer.area, buffer)
        }
    }
}
