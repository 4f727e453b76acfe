//! Drawing the model. Nothing here changes it.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Widget;

use crate::corpus::Corpus;
use crate::tui::layout::{Breakpoint, MIN_SIZE, breakpoint};
use crate::tui::model::{Model, Screen};
use crate::tui::screens::{browse, grid, help, marks, menu, reader, report};
use crate::tui::theme::Theme;

/// Draws the frame that is shown while the corpus is loading.
pub fn loading(frame: &mut Frame<'_>) {
    let area = frame.area();
    let lines = ["ICAT Explorer", "", "Reading and checking the data files ...", "", "q quits"];
    for (words, y) in lines.into_iter().zip(area.y..area.bottom()) {
        Line::from(words).render(Rect { y, height: 1, ..area }, frame.buffer_mut());
    }
}

/// Draws the model.
pub fn draw(model: &Model, corpus: &Corpus, theme: Theme, frame: &mut Frame<'_>) {
    let area = frame.area();
    if breakpoint(model.size) == Breakpoint::TooSmall || area.as_size() != model.size {
        let words =
            format!("{}x{} is too small; {}x{} at least", area.width, area.height, MIN_SIZE.width, MIN_SIZE.height);
        Line::from(words).render(Rect { height: area.height.min(1), ..area }, frame.buffer_mut());
        return;
    }
    if model.blank {
        return;
    }
    let cursor = match model.screen() {
        Screen::Browse(browse) => browse::draw::draw(model, browse, corpus, theme, frame.buffer_mut()),
        Screen::Reader(reader) => reader::draw::draw(model, reader, corpus, theme, frame.buffer_mut()),
        Screen::Marks(marks_screen) => marks::draw::draw(model, marks_screen, corpus, theme, frame.buffer_mut()),
        Screen::Grid(grid) => {
            grid::draw::draw(model, grid, corpus, theme, frame.buffer_mut());
            None
        }
        Screen::Report(view) => report::draw::view(model, view, corpus, theme, frame.buffer_mut()),
        Screen::Detail(detail) => {
            marks::draw::detail(model, detail, corpus, theme, frame.buffer_mut());
            None
        }
        Screen::Help(context, scroll) => {
            let is_enabled = |command| model.is_enabled_below(corpus, command);
            help::draw(&model.keys, *context, *scroll, &is_enabled, theme, area, frame.buffer_mut());
            None
        }
    };
    if let Some(menu) = &model.menu {
        menu::draw::draw(menu, model.size, theme, frame.buffer_mut());
        return;
    }
    if let Some(Position { x, y }) = cursor {
        frame.set_cursor_position(Position { x: x.min(area.right().saturating_sub(1)), y });
    }
}
