//! Key handling on a grid.

use ratatui::layout::Size;

use crate::analysis::FacetValue;
use crate::corpus::Corpus;
use crate::document::linked::LinkTarget;
use crate::tui::command::Command;
use crate::tui::message::Effect;
use crate::tui::model::{Model, Screen};
use crate::tui::open::follow;
use crate::tui::update::step;

/// Handles a command on a grid.
pub(crate) fn handle(model: &mut Model, corpus: &Corpus, command: Command, size: Size) -> Option<Effect> {
    let Screen::Grid(grid) = model.screen_mut() else { return None };
    match command {
        Command::Back => {
            model.back();
        }
        Command::Search => return crate::tui::screens::browse::search::open(model, corpus, size),
        Command::NextTab => grid.turn(corpus, 1, size),
        Command::PreviousTab => grid.turn(corpus, -1, size),
        Command::Left => grid.sideways(-1),
        Command::Right => grid.sideways(1),
        Command::SortRows => grid.sort(corpus, true, size),
        Command::SortColumns => grid.sort(corpus, false, size),
        Command::Open => {
            let (row, column) = grid.heads().map(|(r, c)| (r.key.clone(), c.key.clone()))?;
            let at = (grid.row.selected, grid.column.selected);
            let source = grid.shown.opened(corpus, &grid.grid, &grid.base, at);
            let names: Vec<String> =
                [&row, &column].into_iter().filter(|k| **k != FacetValue::All).map(|k| k.describe(corpus)).collect();
            let words = format!(
                "{}: {}",
                grid.shown.view(),
                if names.is_empty() { "all".to_owned() } else { names.join(" and ") }
            );
            if source.count(corpus) == 0 {
                model.status = Some(grid.shown.nothing().to_owned());
            } else {
                follow(model, corpus, LinkTarget::Passages(words, source));
            }
        }
        command => {
            if let Some(step) = step(command) {
                grid.step(step);
            }
        }
    }
    None
}
