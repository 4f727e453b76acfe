//! Which commands would do something right now. The footer, the help and the router ask.

use crate::corpus::Corpus;
use crate::document::linked::LinkTarget;
use crate::platform;
use crate::tui::command::Command;
use crate::tui::layout::Pane;
use crate::tui::model::{Model, Screen};
use crate::tui::outcome::{NOTHING_TO_OPEN, Shared};
use crate::tui::screens::browse::Browse;
use crate::tui::screens::detail::DetailKind;
use crate::tui::screens::report::{ReportKind, ReportScreen};

/// The reason where a command needs a passage.
const NO_PASSAGE: &str = "There is no passage under the cursor.";
/// The reason where the system has no shell that continues a program.
pub(crate) const NO_SUSPENDING: &str = "This system does not suspend programs.";

impl Model {
    /// Returns whether a command would do something right now.
    #[must_use]
    pub fn is_enabled(&self, corpus: &Corpus, command: Command) -> bool {
        self.why_disabled(corpus, command).is_none()
    }

    /// Returns whether a command would do something on the screen below the help.
    #[must_use]
    pub fn is_enabled_below(&self, corpus: &Corpus, command: Command) -> bool {
        let Some(below) = self.below() else { return true };
        let is_root = self.screens.len() == 2;
        disabled(below, &Shared { is_root, ..self.shared(corpus) }, command).is_none()
    }

    /// Returns why a command would do nothing right now, in words for the user; `None` if it would do something.
    #[must_use]
    pub fn why_disabled(&self, corpus: &Corpus, command: Command) -> Option<&'static str> {
        if let (Some(save), Command::Up) = (self.save_prompt(), command) {
            return save.title.is_none().then_some("This file has no title.");
        }
        if self.menu.is_some() || self.palette.is_some() || self.save_prompt().is_some() {
            None
        } else {
            disabled(self.screen(), &self.shared(corpus), command)
        }
    }
}

/// Returns why a command would do nothing on a screen, as [`Model::why_disabled`] does.
fn disabled(screen: &Screen, shared: &Shared<'_>, command: Command) -> Option<&'static str> {
    if command == Command::Suspend && !platform::CAN_SUSPEND {
        return Some(NO_SUSPENDING);
    }
    match screen {
        Screen::Browse(browse) => on_browse(browse, shared, command),
        Screen::Reader(reader) => match command {
            Command::NextMatch | Command::PreviousMatch if !reader.is_highlighted() && reader.find.is_none() => {
                Some("No search yet; / finds in this report.")
            }
            Command::Open if !reader.is_typing() && !reader.entered && !reader.has_name() => {
                Some("Press Tab to choose a name or a term first.")
            }
            _ => None,
        },
        Screen::Marks(screen) => match command {
            Command::ShowMarks => Some("These are the marks."),
            Command::Open
            | Command::Annotate
            | Command::Mark
            | Command::MoveDown
            | Command::MoveUp
            | Command::Copy
            | Command::Provenance
            | Command::Link
            | Command::Export
                if shared.marks.is_empty() =>
            {
                Some("Nothing is marked yet.")
            }
            Command::Undo if screen.note.is_none() && shared.removed_marks.is_empty() => {
                Some("There is no mark to restore.")
            }
            _ => None,
        },
        Screen::Detail(detail) => match (command, &detail.kind) {
            (Command::Provenance, _) => Some("This is it."),
            (Command::Open, DetailKind::Legend(_)) => Some(NOTHING_TO_OPEN),
            (Command::Open, DetailKind::Term(_)) if detail.named.is_empty() => Some("No passage has this term."),
            (Command::Mark | Command::Copy | Command::Link, _) if detail.passage(shared.corpus).is_none() => {
                Some(NO_PASSAGE)
            }
            _ => None,
        },
        Screen::Grid(grid) => match command {
            Command::NextTab | Command::PreviousTab if grid.shown.tabs().len() < 2 => {
                Some(if grid.shown.by_rows().len() < 2 {
                    "This view has no other tab."
                } else {
                    "These rows have no other columns; r shows other rows."
                })
            }
            Command::NextRows | Command::PreviousRows if grid.shown.by_rows().len() < 2 => {
                Some("This view has no other rows.")
            }
            _ => None,
        },
        Screen::Report(view) => on_report(view, command),
        Screen::Review(screen) => match command {
            _ if screen.prompt.is_some() => None,
            Command::Undo if !screen.review.can_undo().0 => Some("There is nothing to undo."),
            Command::Redo if !screen.review.can_undo().1 => Some("There is nothing to redo."),
            _ => None,
        },
        Screen::Help(..) => None,
    }
}

fn on_browse(browse: &Browse, shared: &Shared<'_>, command: Command) -> Option<&'static str> {
    let is_typing = browse.search.as_ref().is_some_and(|search| search.typing);
    match command {
        Command::Open if is_typing && browse.has_no_hits() => {
            Some("Nothing is found: change the words, or Esc goes back.")
        }
        _ if is_typing => None,
        Command::Toggle | Command::Exclude if browse.is_implied(shared.corpus) => {
            Some("It is selected with the region that it lies in: deselect that one first.")
        }
        Command::Find if !browse.is_page() => Some("f finds on a profile or a view; / searches everything."),
        Command::Open if browse.focus == Pane::Reading && browse.is_page() && browse.page.link().is_none() => {
            Some(NOTHING_TO_OPEN)
        }
        Command::Undo if !browse.can_undo() => Some("There is nothing to undo."),
        Command::Redo if !browse.can_redo() => Some("There is nothing to redo."),
        Command::ClearAll if browse.filter.is_empty() && browse.entity().is_none() => Some("No filter is set."),
        Command::ClearPane if browse.is_pane_clear() => Some("Nothing is selected in this pane."),
        Command::NextTab | Command::PreviousTab if browse.search.is_some() => Some("Search results have no tabs."),
        Command::NextTab | Command::PreviousTab if browse.within.is_some() => Some("This list has no tabs."),
        Command::Mark | Command::Copy | Command::Provenance | Command::Link | Command::SortRows
            if browse.focus.is_facet() && browse.is_narrow(shared.size) =>
        {
            Some("Go to the list first: 0.")
        }
        Command::Back if shared.is_root && browse.is_at_start() && browse.filter.is_empty() => {
            Some("This is the first screen; q quits.")
        }
        Command::Back if shared.is_root && browse.is_at_start() => {
            Some("This is the first screen: X clears the filters, u undoes the last one, q quits.")
        }
        // Beside a list without rows, and on a page where no passage is under the cursor, there is nothing to mark.
        Command::Mark | Command::Provenance | Command::Link
            if browse.is_page()
                && !matches!(browse.page.under().map(|link| &link.target), Some(LinkTarget::Passage(_))) =>
        {
            Some(NO_PASSAGE)
        }
        Command::Mark | Command::Copy | Command::Provenance | Command::Link
            if !browse.is_page() && browse.focus != Pane::List && browse.derived.rows.is_empty() =>
        {
            Some(NO_PASSAGE)
        }
        Command::Open
        | Command::Mark
        | Command::Copy
        | Command::Provenance
        | Command::Export
        | Command::SortRows
        | Command::SelectRows
        | Command::Toggle
            if browse.focus == Pane::List && browse.derived.rows.is_empty() && browse.search.is_none() =>
        {
            Some("The list is empty: u undoes the last change, X clears all filters.")
        }
        _ => None,
    }
}

fn on_report(view: &ReportScreen, command: Command) -> Option<&'static str> {
    let link = view.page.link().map(|link| &link.target);
    match command {
        _ if view.need().is_some_and(|need| need.typing) => match command {
            Command::Open if view.need().is_some_and(|need| need.ranking.is_none()) => {
                Some("Type what you need first.")
            }
            _ => None,
        },
        _ if view.is_finding() => None,
        Command::NextMatch | Command::PreviousMatch if view.find.is_none() => {
            Some("Nothing is searched for yet; f finds words on this page.")
        }
        Command::Mark | Command::Provenance | Command::Link
            if !matches!(view.page.under().map(|link| &link.target), Some(LinkTarget::Passage(_))) =>
        {
            Some(NO_PASSAGE)
        }
        Command::NextRows | Command::PreviousRows if !matches!(view.kind, ReportKind::Commitments(_)) => {
            Some("Only commitments are shown report by report.")
        }
        Command::NextTab | Command::PreviousTab
            if matches!(
                view.kind,
                ReportKind::Gaps(_)
                    | ReportKind::Agreements
                    | ReportKind::Who(_)
                    | ReportKind::Terms
                    | ReportKind::About
                    | ReportKind::Profile(_)
            ) =>
        {
            Some("This view has no tabs.")
        }
        Command::Open if link.is_none() => Some(NOTHING_TO_OPEN),
        Command::Export if matches!(view.kind, ReportKind::Terms) => {
            Some("The command `list terms` prints this list as a table.")
        }
        Command::Export if matches!(view.kind, ReportKind::About) => {
            Some("The command `list reports` prints the reports as a table.")
        }
        _ => None,
    }
}
