//! Which commands would do something right now, for the footer.

use crate::document::linked::LinkTarget;
use crate::tui::command::Command;
use crate::tui::model::{Model, Screen};
use crate::tui::screens::detail::DetailKind;
use crate::tui::screens::report::{ReportKind, ReportScreen};

impl Model {
    /// Returns whether a command would do something right now.
    #[must_use]
    pub fn is_enabled(&self, command: Command) -> bool {
        match (command, self.screen()) {
            _ if self.menu.is_some() => true,
            (Command::Back, Screen::Browse(browse)) => !self.at_root() || browse.zoom,
            (Command::NextMatch, Screen::Reader(reader)) => reader.is_highlighted(),
            (Command::Undo | Command::ClearAll | Command::ClearPane, Screen::Browse(browse)) => {
                !browse.filter.is_empty()
            }
            (Command::NextTab, Screen::Browse(browse)) => browse.search.is_none(),
            (Command::Tray, Screen::Marks(_)) | (Command::Provenance, Screen::Detail(_)) => false,
            (Command::NextTab, Screen::Grid(grid)) => grid.shown.tabs().len() > 1,
            (Command::Mark | Command::Copy | Command::Provenance | Command::Link, Screen::Report(view)) => {
                matches!(view.page.link().map(|s| &s.target), Some(LinkTarget::Passage(_)))
            }
            (Command::Open, Screen::Report(view)) => need_is_typed(view) || view.page.link().is_some(),
            (Command::Mark | Command::Copy | Command::Open, Screen::Detail(detail)) => {
                !matches!(detail.kind, DetailKind::Legend(_))
            }
            (Command::Open, Screen::Reader(reader)) => reader.entered || reader.has_name(),
            _ => true,
        }
    }
}

/// Returns whether Enter leads from the prompt of a need to its answer.
fn need_is_typed(view: &ReportScreen) -> bool {
    matches!(&view.kind, ReportKind::Who(need) if need.typing && need.ranking.is_some())
}
