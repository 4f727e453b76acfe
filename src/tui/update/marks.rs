//! What actions do in the tray of marked passages, and on a page of its own.

use std::sync::Arc;

use ratatui::layout::Size;

use crate::corpus::Corpus;
use crate::storage::marks::Change;
use crate::tui::action::{Action, Effect};
use crate::tui::model::{Model, Screen};
use crate::tui::screens::detail::DetailScreen;
use crate::tui::screens::reader::Reader;
use crate::tui::update::prompt::edit;
use crate::tui::update::step;
use crate::tui::widgets::input::Input;

/// An action in the tray.
pub(crate) fn tray(model: &mut Model, corpus: &Corpus, action: &Action, size: Size) -> Option<Effect> {
    let marks = model.marks.clone();
    let Screen::Marks(tray) = model.screen_mut() else { return None };
    let at = tray.mark(&marks).map(|m| m.id.clone());
    if let Some(note) = &mut tray.note {
        match action {
            Action::Open => {
                let words = note.text().trim().to_owned();
                tray.note = None;
                return at.map(|id| Effect::Mark(Change::Note(id, words)));
            }
            Action::Back => tray.note = None,
            action => {
                edit(note, action);
            }
        }
        return None;
    }
    match action {
        Action::Back => {
            model.back();
        }
        Action::Search => return crate::tui::update::prompt::open(model, corpus, size),
        Action::Mark => {
            // Only a mark whose passage the data does not have comes here; all others are taken before.
            return at.map(|id| Effect::Mark(Change::Remove(id)));
        }
        Action::Annotate => {
            if let Some(mark) = tray.mark(&marks) {
                tray.note = Some(Input::holding(&mark.note));
            }
        }
        Action::MoveDown | Action::MoveUp => {
            let by = if matches!(action, Action::MoveDown) { 1 } else { -1 };
            let len = marks.len();
            let visible = tray.visible();
            tray.list.step(crate::tui::widgets::list_state::Step::Rows(by), len, visible);
            return at.map(|id| Effect::Mark(Change::Move(id, by)));
        }
        Action::Undo => match model.unmarked.pop() {
            Some((place, mark)) => return Some(Effect::Mark(Change::Restore(place, mark))),
            None => model.status = Some("There is no mark to put back.".to_owned()),
        },
        Action::Open => match tray.passage(corpus, &marks) {
            Some(id) => model.open(Screen::Reader(Box::new(Reader::at_passage(corpus, id, Arc::default(), size)))),
            None => model.status = Some("There is nothing to open here.".to_owned()),
        },
        action => {
            if let Some(step) = step(action) {
                let visible = tray.visible();
                tray.list.step(step, marks.len(), visible);
                tray.lay_out(corpus, &marks, size);
            }
        }
    }
    None
}

/// An action on a page of its own.
pub(crate) fn paper(model: &mut Model, corpus: &Corpus, action: &Action, size: Size) -> Option<Effect> {
    let Screen::Detail(paper) = model.screen_mut() else { return None };
    match action {
        Action::Back => {
            model.back();
        }
        Action::Search => return crate::tui::update::prompt::open(model, corpus, size),
        Action::Open => {
            if let Some(id) = paper.passage(corpus) {
                model.open(Screen::Reader(Box::new(Reader::at_passage(corpus, id, Arc::default(), size))));
            }
        }
        action => {
            if let Some(step) = step(action) {
                let rows = DetailScreen::visible(size);
                let last = paper.lines.len().saturating_sub(rows.max(1));
                paper.scroll = step.from(paper.scroll, last + 1, rows);
            }
        }
    }
    None
}
