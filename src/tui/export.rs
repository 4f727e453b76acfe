//! Export of what is shown to a file, and the command that shows it again.

pub(crate) mod menu;
pub mod scope;

use crate::analysis::agreements::Layer;
use crate::analysis::compare::compare;
use crate::analysis::gaps::GAPS;
use crate::analysis::grid::Sort;
use crate::analysis::grid_view::GridView;
use crate::command_line::{self, PROGRAM};
use crate::corpus::filter::{Choice, Filter};
use crate::corpus::subject::Subject;
use crate::corpus::works::WorkId;
use crate::corpus::{Corpus, PassageId};
use crate::document::{self, UNBROKEN};
use crate::export::cite::{CitationStyle, Cited};
use crate::export::records::{self, Records};
use crate::export::rows::{self, Shape};
use crate::export::selection::{SearchRemarks, Selection};
use crate::export::title::slug;
use crate::export::{self, Exported, ExportedView, Format, ViewDocument};
use crate::search::{Answer, Hit, Target};
use crate::tui::model::{Model, Screen};
use crate::tui::screens::browse::Browse;
use crate::tui::screens::report::ReportKind;
pub use scope::ExportScope;
use scope::{marked, scoped};

/// What kind of file an export is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// The passages or the view, in a format.
    Of(Format),
    /// A table of another shape than the passages or the view, in a format.
    Shaped(Shape, Format),
    /// Who does what where, as CSV with a row of HXL tags.
    Tagged,
    /// References, one after another.
    References(CitationStyle),
}

impl FileKind {
    /// Returns the shape of the rows, if they are of another one than the passages or the view.
    fn shape(self) -> Option<Shape> {
        match self {
            Self::Shaped(shape, _) => Some(shape),
            Self::Tagged => Some(Shape::WhoWhatWhere),
            Self::Of(_) | Self::References(_) => None,
        }
    }

    /// Returns the format that the file is in; that of references is their style's.
    fn format(self) -> Format {
        match self {
            Self::Of(format) | Self::Shaped(_, format) => format,
            Self::Tagged => Format::Csv,
            Self::References(_) => Format::Json,
        }
    }
}

/// Returns what is shown as a selection.
fn shown(model: &Model, corpus: &Corpus) -> Selection {
    match model.screen() {
        Screen::Marks(_) => marked(model, corpus),
        Screen::Reader(_) => {
            let picked = model.passage(corpus).into_iter().map(|id| (id, String::new())).collect();
            Selection { picked: Some(picked), ..Selection::default() }
        }
        Screen::Browse(browse) => {
            let mut filter = browse.effective();
            let query = browse.search.as_ref().map_or_else(String::new, |s| s.input.text().trim().to_owned());
            if let Some(within) = &browse.within {
                let passage = |h: &Hit| match h.target {
                    Target::Passage(id) => Some((id, String::new())),
                    _ => None,
                };
                let picked = within.picked.is_some().then(|| browse.derived.rows.iter().filter_map(passage).collect());
                return Selection { query, filter, picked, order: browse.list_order(), limit: None };
            }
            let mut picked = None;
            if browse.search.is_none() {
                let tab = browse.derived.tab.unwrap_or(browse.tab).kinds();
                let wanted = std::mem::take(&mut filter.kinds.include);
                let all =
                    Filter { kinds: Choice { include: wanted.clone(), ..filter.kinds.clone() }, ..filter.clone() };
                filter.kinds.include = tab.into_iter().filter(|k| wanted.is_empty() || wanted.contains(k)).collect();
                // A filter without kinds would match every kind.
                picked = filter.kinds.include.is_empty().then(Vec::new);
                if picked.is_none() && all.set(corpus, None).count() == filter.set(corpus, None).count() {
                    // Where the tab has all that the filter leaves, it narrows nothing.
                    filter = all;
                }
            }
            Selection { query, filter, picked, order: browse.list_order(), limit: None }
        }
        _ => Selection::default(),
    }
}

/// Returns the records of the view that is exported, which also name the file; `None` if passages are exported.
fn view_records(model: &Model, corpus: &Corpus, scope: ExportScope, format: records::PrintFormat) -> Option<Records> {
    match model.screen() {
        Screen::Browse(_) if scope != ExportScope::Shown => None,
        Screen::Grid(grid) if grid.shown == GridView::Membership => Some(rows::membership(corpus, format)),
        Screen::Grid(grid) => Some(rows::grid(corpus, grid.shown, &grid.base, grid.sort.as_ref(), format)),
        Screen::Report(view) => match &view.kind {
            ReportKind::Gaps(base) => Some(rows::gaps(corpus, &GAPS, base)),
            ReportKind::Agreements => {
                let shown = GridView::Agreements(Layer::Agreements);
                Some(rows::grid(corpus, shown, &Filter::default(), None, format))
            }
            ReportKind::Commitments(filter) => Some(rows::commitments(corpus, *filter)),
            ReportKind::Compare(bodies) => Some(rows::compare(corpus, &compare(corpus, bodies))),
            ReportKind::Who(need) => need.ranking.as_ref().map(|r| rows::who(corpus, r)),
            ReportKind::Profile(subject) => Some(rows::profile(corpus, *subject)),
            ReportKind::Terms | ReportKind::About => None,
        },
        Screen::Browse(browse) if browse.lists_works() => Some(rows::works(corpus, &browse.effective(), browse.order)),
        Screen::Browse(_) => profiled(model, corpus).map(|subject| rows::profile(corpus, subject)),
        _ => None,
    }
}

/// Returns whether a view is exported rather than passages.
fn is_view(model: &Model, corpus: &Corpus, scope: ExportScope) -> bool {
    match model.screen() {
        Screen::Browse(browse) => {
            scope == ExportScope::Shown && (browse.lists_works() || profiled(model, corpus).is_some())
        }
        Screen::Grid(_) | Screen::Report(_) => true,
        _ => false,
    }
}

/// Returns the subject whose profile is shown.
fn profiled(model: &Model, corpus: &Corpus) -> Option<Subject> {
    match model.screen() {
        Screen::Browse(browse) if browse.is_page() => browse.profiled(corpus),
        Screen::Report(view) => match view.kind {
            ReportKind::Profile(subject) => Some(subject),
            _ => None,
        },
        _ => None,
    }
}

/// Returns what a document has of the view that is shown; `None` where it has the rows.
fn view_document(model: &Model, corpus: &Corpus) -> Option<ViewDocument> {
    if let Some(subject) = profiled(model, corpus) {
        return Some(ViewDocument::Page(document::profile::profile(corpus, subject, UNBROKEN)));
    }
    let Screen::Report(view) = model.screen() else { return None };
    let page = match &view.kind {
        ReportKind::Gaps(base) => return Some(ViewDocument::Gaps(GAPS.to_vec(), base.clone())),
        ReportKind::Compare(bodies) => return Some(ViewDocument::Compare(Box::new(compare(corpus, bodies)))),
        ReportKind::Agreements => document::agreements::agreements(corpus, UNBROKEN),
        ReportKind::Commitments(filter) => return Some(ViewDocument::Commitments(*filter)),
        ReportKind::Who(need) => document::who::who(corpus, need.ranking.as_deref()?, UNBROKEN),
        ReportKind::Profile(subject) => document::profile::profile(corpus, *subject, UNBROKEN),
        ReportKind::Terms | ReportKind::About => return None,
    };
    Some(ViewDocument::Page(page))
}

/// Returns the shape of the rows that a matrix is made of, if one is shown.
fn matrix_shape(model: &Model) -> Option<Shape> {
    match model.screen() {
        Screen::Grid(grid) => match grid.shown {
            GridView::Membership => Some(Shape::Membership),
            GridView::Agreements(Layer::Agreements) => Some(Shape::Agreements),
            GridView::Agreements(Layer::Initiatives) => Some(Shape::Initiatives),
            GridView::Coverage(_) => None,
        },
        Screen::Report(view) if matches!(view.kind, ReportKind::Agreements) => Some(Shape::Agreements),
        _ => None,
    }
}

/// Returns the passages to export: exactly those shown, in the order shown.
fn exported(model: &Model, corpus: &Corpus, selection: &Selection) -> Vec<PassageId> {
    selection.passages(corpus, answer_of(model))
}

/// Returns the answer to the search whose results are shown.
fn answer_of(model: &Model) -> Option<&Answer> {
    match model.screen() {
        Screen::Browse(browse) => browse.search.as_ref().and_then(|s| s.answer.as_deref()),
        _ => None,
    }
}

/// Returns what is to be written.
fn export_of(model: &Model, corpus: &Corpus, kind: FileKind, scope: ExportScope) -> export::Export {
    let (accessed, digest) = (model.accessed(), model.digest.get().cloned());
    let format = kind.format();
    let selected = || {
        let selection = scoped(model, corpus, scope);
        let passages = exported(model, corpus, &selection);
        (passages, selection)
    };
    let view = |records, document| {
        let command = command_line::command(&printing_words(model, corpus, kind, scope));
        let digest = digest.clone();
        Exported::View(Box::new(ExportedView {
            records,
            document,
            command,
            is_dated: false,
            title: None,
            accessed,
            digest,
            about: about(model, corpus, kind, scope),
        }))
    };
    let of = match (kind, view_records(model, corpus, scope, format.printed())) {
        (FileKind::Of(_), Some(records)) => {
            view(records, view_document(model, corpus).filter(|_| format.is_document()))
        }
        (FileKind::Of(_), None) => {
            let (passages, selection) = selected();
            let (data, about) = (model.data.clone(), about(model, corpus, kind, scope));
            let remarks = if selection.picked.is_some() { None } else { answer_of(model) };
            let (remarks, selection) = (SearchRemarks::of(remarks), Box::new(selection));
            Exported::Passages { passages, selection, remarks, data, accessed, digest, title: None, about }
        }
        (FileKind::Shaped(shape, _), _) => {
            let (passages, selection) = selected();
            view(shape.records(corpus, &passages, &selection), None)
        }
        (FileKind::Tagged, _) => {
            let (passages, selection) = selected();
            view(rows::with_hxl_tags(Shape::WhoWhatWhere.records(corpus, &passages, &selection)), None)
        }
        (FileKind::References(style), _) => {
            let cited = match listed_works(model, scope) {
                Some(works) => Cited { works, ..Cited::default() },
                None => Cited { passages: selected().0, ..Cited::default() },
            };
            let about = about(model, corpus, kind, scope);
            Exported::References { cited, style, accessed, digest, about }
        }
    };
    export::Export { format, of, path: None }
}

/// Returns what is exported, as a part of a file name; empty if that is everything.
fn about(model: &Model, corpus: &Corpus, kind: FileKind, scope: ExportScope) -> String {
    let of_filter = |filter: &Filter| Selection { filter: filter.clone(), ..Selection::default() }.slug(corpus);
    if scope == ExportScope::Marked || matches!(model.screen(), Screen::Marks(_)) {
        return "marks".to_owned();
    }
    if let (ExportScope::Shown, Screen::Reader(_), Some(id)) = (scope, model.screen(), model.passage(corpus)) {
        return slug(&corpus.passage(id).id, "passage");
    }
    if matches!(kind, FileKind::Of(_)) && is_view(model, corpus, scope) {
        match profiled(model, corpus) {
            Some(Subject::Body(body)) => return slug(&corpus.entity(body).id, "profile"),
            Some(subject) => return slug(&subject.title(corpus), "profile"),
            None => {}
        }
        match model.screen() {
            // Its rows are a list of another file.
            Screen::Grid(grid) if matches!(grid.shown, GridView::Agreements(_)) => return "matrix".to_owned(),
            Screen::Grid(grid) => return of_filter(&grid.base),
            Screen::Report(view) => match &view.kind {
                ReportKind::Agreements if !kind.format().is_document() => return "matrix".to_owned(),
                ReportKind::Gaps(base) => return of_filter(base),
                ReportKind::Compare(bodies) => {
                    let ids: Vec<&str> = bodies.iter().map(|&body| corpus.entity(body).id.as_str()).collect();
                    return slug(&ids.join(" "), "bodies");
                }
                ReportKind::Commitments(filter) => return slug(&filter.described(corpus), ""),
                ReportKind::Who(need) => {
                    return slug(need.ranking.as_ref().map_or("", |ranking| ranking.need.as_str()), "need");
                }
                _ => {}
            },
            _ => {}
        }
    }
    scoped(model, corpus, scope).slug(corpus)
}

/// Returns the works that are listed, if these are exported.
fn listed_works(model: &Model, scope: ExportScope) -> Option<Vec<WorkId>> {
    let Screen::Browse(browse) = model.screen() else { return None };
    (scope == ExportScope::Shown && browse.lists_works()).then(|| browse.works_in(0..browse.derived.rows.len()))
}

/// Returns the words of the command that prints references.
fn citing_words(model: &Model, corpus: &Corpus, style: CitationStyle, scope: ExportScope) -> Vec<String> {
    let mut words = program(model);
    words.push("cite".to_owned());
    words.extend(command_line::flag("style", style.word()));
    match model.screen() {
        Screen::Browse(browse) if listed_works(model, scope).is_some() => {
            words.push("--works".to_owned());
            words.extend(filtered(browse).arguments(corpus));
        }
        _ => {
            let selection = scoped(model, corpus, scope);
            match &selection.picked {
                Some(picked) => words.extend(picked.iter().map(|(id, _)| corpus.passage(*id).id.to_string())),
                None => words.extend(selection.arguments(corpus)),
            }
        }
    }
    words
}

/// Returns the words of the command that prints what a file has.
fn printing_words(model: &Model, corpus: &Corpus, kind: FileKind, scope: ExportScope) -> Vec<String> {
    let format = kind.format();
    let mut words = match kind {
        FileKind::References(style) => return citing_words(model, corpus, style, scope),
        FileKind::Of(_) if is_view(model, corpus, scope) => words(model, corpus),
        _ => {
            let mut words = program(model);
            words.push("export".to_owned());
            words.extend(kind.shape().into_iter().flat_map(|shape| ["--shape".to_owned(), shape.word()]));
            words.extend((kind == FileKind::Tagged).then(|| "--hxl".to_owned()));
            words.extend(scoped(model, corpus, scope).arguments(corpus));
            words
        }
    };
    words.extend(command_line::flag("format", format.ending()));
    words
}

/// Returns the beginning of a command: the program, and the user's data if it shows them.
fn program(model: &Model) -> Vec<String> {
    let mut words = vec![PROGRAM.to_owned()];
    if let Some(data) = &model.data {
        words.extend(command_line::flag("data", data));
    }
    words
}

/// Returns the shell command that shows the same view.
pub(crate) fn command(model: &Model, corpus: &Corpus) -> String {
    command_line::command(&words(model, corpus))
}

/// Returns all that the filter of a screen leaves, in the order of its list.
fn filtered(browse: &Browse) -> Selection {
    Selection { filter: browse.effective(), order: browse.order, ..Selection::default() }
}

/// Returns the words of that command.
fn words(model: &Model, corpus: &Corpus) -> Vec<String> {
    let mut words = program(model);
    match model.screen() {
        Screen::Grid(grid) => {
            words.extend(grid.shown.arguments());
            let head = match &grid.sort {
                Some(Sort::Rows(key)) => grid.grid.columns.iter().find(|c| c.key == *key),
                Some(Sort::Columns(key)) => grid.grid.rows.iter().find(|r| r.key == *key),
                None => None,
            };
            if let Some(head) = head.filter(|_| grid.shown.is_filtered()) {
                words.extend(command_line::flag("sort", &head.id));
            }
            if grid.shown.is_filtered() {
                words.extend(Selection { filter: grid.base.clone(), ..Selection::default() }.arguments(corpus));
            }
        }
        Screen::Report(view) => words.extend(view.arguments(corpus)),
        Screen::Browse(_) if profiled(model, corpus).is_some() => {
            words.push("show".to_owned());
            words.extend(command_line::operands(
                profiled(model, corpus).iter().map(|subject| subject.typed(corpus)).collect(),
            ));
        }
        Screen::Browse(browse) if browse.lists_works() => {
            words.extend(["list".to_owned(), "works".to_owned()]);
            words.extend(filtered(browse).arguments(corpus));
        }
        Screen::Browse(browse) if browse.within.as_ref().is_some_and(|w| w.picked.is_some()) => {
            words.push("export".to_owned());
            words.extend(shown(model, corpus).arguments(corpus));
        }
        Screen::Browse(browse) => {
            let query = browse.search.as_ref().map_or_else(String::new, |s| s.input.text().trim().to_owned());
            // Without kinds, the first tab that has passages opens.
            let selection = if browse.search.is_some() || browse.within.is_some() || browse.is_at_first_tab() {
                filtered(browse)
            } else {
                shown(model, corpus)
            };
            words.extend(selection.arguments(corpus));
            if !query.is_empty() {
                words.extend(["--".to_owned(), query]);
            }
        }
        _ => {
            if let Some(id) = model.passage(corpus) {
                words.extend(command_line::flag("at", &corpus.passage(id).id));
            }
        }
    }
    words
}
