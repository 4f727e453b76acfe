//! What an export takes: the open tab, all that the filter leaves, what is selected, what is marked.

use crate::corpus::filter::Filter;
use crate::corpus::{Corpus, ReportId};
use crate::export::selection::Selection;
use crate::storage::marks::Mark;
use crate::text;
use crate::tui::export::{filtered, profiled, shown};
use crate::tui::model::{Model, Screen};
use crate::tui::screens::browse::Browse;
use crate::tui::screens::reader::Reader;

/// What is exported from a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportScope {
    /// What is shown: the open tab, the list, the view; in the reader, the passage under the cursor.
    Shown,
    /// All passages of the filter; in the reader, of the report.
    All,
    /// The marked ones.
    Marked,
    /// The selected ones.
    Selected,
}

impl ExportScope {
    /// Returns the letter that chooses it.
    pub(super) fn letter(self) -> char {
        match self {
            Self::Shown => 't',
            Self::All => 'a',
            // As the key of the marks.
            Self::Marked => '\'',
            Self::Selected => 's',
        }
    }
}

/// A scope that a screen has, and what it takes, in words that begin with how much that is.
pub(super) struct ScopeChoice {
    pub(super) scope: ExportScope,
    pub(super) words: String,
}

/// Returns the scopes of the browse screen and of the reader that have something in them, the usual one first; none on other
/// screens, where there is no choice.
pub(super) fn choices(model: &Model, corpus: &Corpus) -> Vec<ScopeChoice> {
    let mut all = match model.screen() {
        Screen::Browse(browse) => of_browse(model, browse, corpus),
        Screen::Reader(reader) => of_reader(model, reader, corpus),
        _ => return Vec::new(),
    };
    all.extend(of_passages(
        ExportScope::Marked,
        marked(model, corpus).picked.map_or(0, |picked| picked.len()),
        "marked",
    ));
    all
}

/// Returns the choice of some passages, if there are any.
fn of_passages(scope: ExportScope, count: usize, what: &str) -> Option<ScopeChoice> {
    (count > 0).then(|| ScopeChoice { scope, words: format!("{}: {what}", text::count(count, "passage")) })
}

fn of_browse(model: &Model, browse: &Browse, corpus: &Corpus) -> Vec<ScopeChoice> {
    let mut all = Vec::new();
    if browse.anchor.is_some() {
        all.extend(of_passages(ExportScope::Selected, browse.selected_passages(corpus).len(), "selected"));
    }
    let (count, words) = in_view(model, browse, corpus);
    all.extend((count > 0).then_some(ScopeChoice { scope: ExportScope::Shown, words }));
    let total = browse.derived.total;
    // Where the list has all of them, there is nothing to choose.
    let lists_all = count == total && !browse.lists_works() && profiled(model, corpus).is_none();
    if has_tabs(browse) && !lists_all {
        let filter = browse.effective();
        let of =
            if filter.is_empty() { "everything".to_owned() } else { format!("all of {}", filter.describe(corpus)) };
        all.extend(of_passages(ExportScope::All, total, &of));
    }
    all
}

fn of_reader(model: &Model, reader: &Reader, corpus: &Corpus) -> Vec<ScopeChoice> {
    let passage = model.passage(corpus).map(|id| format!("this one, {}", corpus.passage(id).id));
    let passage = passage.and_then(|words| of_passages(ExportScope::Shown, 1, &words));
    let count = of_report(reader.report).set(corpus, None).count();
    let report = of_passages(ExportScope::All, count, &corpus.report(reader.report).title);
    passage.into_iter().chain(report).collect()
}

/// Returns the filter that leaves a report.
fn of_report(report: ReportId) -> Filter {
    let mut filter = Filter::default();
    filter.reports.include.insert(report);
    filter
}

/// Returns whether the detail view of the screen has tabs.
fn has_tabs(browse: &Browse) -> bool {
    browse.search.is_none() && browse.within.is_none()
}

/// Returns how much is shown, and what.
fn in_view(model: &Model, browse: &Browse, corpus: &Corpus) -> (usize, String) {
    let tab = browse.derived.tab.unwrap_or(browse.tab).name();
    if let Some(subject) = profiled(model, corpus) {
        return (1, format!("profile of {}", subject.title(corpus)));
    }
    if browse.lists_works() {
        let count = browse.derived.rows.len();
        return (count, format!("{}: tab {tab}", text::count(count, "work")));
    }
    let answer = browse.search.as_ref().and_then(|search| search.answer.as_deref());
    let count = shown(model, corpus).passages(corpus, answer).len();
    let what = if has_tabs(browse) { format!("tab {tab}") } else { "what is listed".to_owned() };
    (count, format!("{}: {what}", text::count(count, "passage")))
}

/// Returns what a scope chooses, as a selection.
pub(super) fn scoped(model: &Model, corpus: &Corpus, scope: ExportScope) -> Selection {
    match (scope, model.screen()) {
        (ExportScope::Marked, _) => marked(model, corpus),
        (ExportScope::Selected, Screen::Browse(browse)) => {
            let picked = browse.selected_passages(corpus).into_iter().map(|id| (id, String::new()));
            Selection { picked: Some(picked.collect()), ..Selection::default() }
        }
        (ExportScope::All, Screen::Browse(browse)) if has_tabs(browse) => filtered(browse),
        (ExportScope::All, Screen::Reader(reader)) => {
            Selection { filter: of_report(reader.report), ..Selection::default() }
        }
        _ => shown(model, corpus),
    }
}

/// Returns the marked passages that the data has, with their notes.
pub(super) fn marked(model: &Model, corpus: &Corpus) -> Selection {
    Selection::of_marks(corpus, model.marks.iter().map(Mark::parts))
}
