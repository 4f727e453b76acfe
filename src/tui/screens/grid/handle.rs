//! Key handling on a grid.

use crate::analysis::FacetValue;
use crate::document::linked::LinkTarget;
use crate::tui::command::Command;
use crate::tui::outcome::{ScreenOutcome, Shared};
use crate::tui::screens::grid::GridScreen;
use crate::tui::update::step;

/// Handles a command on a grid.
pub(crate) fn handle(grid: &mut GridScreen, shared: &Shared<'_>, command: Command) -> ScreenOutcome {
    let Shared { corpus, size, .. } = *shared;
    match command {
        Command::Back => return ScreenOutcome::Back,
        Command::Search => return ScreenOutcome::OpenSearch,
        Command::NextTab => grid.turn(corpus, 1, size),
        Command::PreviousTab => grid.turn(corpus, -1, size),
        Command::NextRows => grid.turn_rows(corpus, 1, size),
        Command::PreviousRows => grid.turn_rows(corpus, -1, size),
        Command::Left => grid.sideways(-1),
        Command::Right => grid.sideways(1),
        Command::SortRows => grid.sort_rows(corpus, size),
        Command::SortColumns => grid.sort_columns(corpus, size),
        Command::Open => return open(grid, shared),
        command => {
            if let Some(step) = step(command) {
                grid.step(step);
            }
        }
    }
    ScreenOutcome::Handled
}

/// Opens the passages behind the cell under the cursor.
fn open(grid: &GridScreen, shared: &Shared<'_>) -> ScreenOutcome {
    let corpus = shared.corpus;
    let Some((row, column)) = grid.heads() else { return ScreenOutcome::Handled };
    let at = (grid.row.selected, grid.column.selected);
    let source = grid.shown.opened(corpus, &grid.grid, &grid.base, at);
    if source.count(corpus) == 0 {
        return ScreenOutcome::notice(grid.shown.nothing());
    }
    let keys = [&row.key, &column.key].into_iter().filter(|key| **key != FacetValue::All);
    let names: Vec<String> = keys.map(|key| key.describe(corpus)).collect();
    let names = if names.is_empty() { "all".to_owned() } else { names.join(" and ") };
    ScreenOutcome::Follow(LinkTarget::Passages(format!("{}: {names}", grid.shown.view()), source))
}
