//! Export of what is shown to a file, and the command that shows it again.

use crate::analysis::agreements::Layer;
use crate::analysis::compare::compare;
use crate::analysis::gaps::GAPS;
use crate::analysis::grid::Sort;
use crate::analysis::grid_view::GridView;
use crate::command_line::{self, PROGRAM};
use crate::corpus::filter::Filter;
use crate::corpus::subject::Subject;
use crate::corpus::{Corpus, PassageId};
use crate::document::linked::Document;
use crate::document::{self, UNBROKEN};
use crate::export::cite::CitationStyle;
use crate::export::records::{self, Records};
use crate::export::selection::Selection;
use crate::export::{self, Exported, ExportedView, Format};
use crate::search::{Hit, Target};
use crate::storage::marks::Mark;
use crate::tui::model::{Model, Screen};
use crate::tui::screens::menu::{Menu, MenuAction, MenuRow};
use crate::tui::screens::report::ReportKind;
use crate::tui::screens::save::SavePrompt;

/// What is exported from a screen with passages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportScope {
    /// All passages of the filter.
    All,
    /// Those of the open tab.
    Tab,
    /// The marked ones.
    Marked,
    /// The selected ones.
    Selected,
}

/// What kind of file an export is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// The passages or the view, in a format.
    Of(Format),
    /// A workbook of who does what where: a row for each body, place and year of a claim.
    WhoWhatWhere,
    /// References, one after another.
    References(CitationStyle),
}

/// Returns what a scope chooses, as a selection.
fn scoped(model: &Model, corpus: &Corpus, scope: ExportScope) -> Selection {
    match (scope, model.screen()) {
        (ExportScope::Marked, _) => marked(model, corpus),
        (ExportScope::Selected, Screen::Browse(browse)) => {
            let picked = browse.selected_passages(corpus).into_iter().map(|id| (id, String::new()));
            Selection { picked: Some(picked.collect()), ..Selection::default() }
        }
        (ExportScope::All, Screen::Browse(browse)) if browse.search.is_none() && browse.within.is_none() => {
            Selection { filter: browse.effective(), ..Selection::default() }
        }
        _ => shown(model, corpus),
    }
}

/// Returns the marked passages that the data has, with their notes.
fn marked(model: &Model, corpus: &Corpus) -> Selection {
    let known = |mark: &Mark| Some((corpus.find_passage(&mark.id)?, mark.note.clone()));
    Selection { picked: Some(model.marks.iter().filter_map(known).collect()), ..Selection::default() }
}

/// Returns the scopes that a screen has, with what each chooses in words, and how many passages these are.
fn scopes(model: &Model, corpus: &Corpus) -> Vec<(ExportScope, String, usize)> {
    let count = |scope| exported(model, corpus, &scoped(model, corpus, scope)).len();
    let mut all = Vec::new();
    if let Screen::Browse(browse) = model.screen() {
        let tab = browse.derived.tab.unwrap_or(browse.tab);
        if browse.anchor.is_some() {
            all.push((ExportScope::Selected, "the selected ones".to_owned(), count(ExportScope::Selected)));
        }
        if browse.search.is_none() && browse.within.is_none() {
            let words = format!("all of \u{201c}{}\u{201d}", browse.effective().describe(corpus));
            all.push((ExportScope::All, words, count(ExportScope::All)));
            all.push((ExportScope::Tab, format!("only the tab {}", tab.name()), count(ExportScope::Tab)));
        } else {
            all.push((ExportScope::Tab, "what is listed".to_owned(), count(ExportScope::Tab)));
        }
        if !model.marks.is_empty() {
            all.push((ExportScope::Marked, "the marked ones".to_owned(), count(ExportScope::Marked)));
        }
    }
    all.retain(|(_, _, passages)| *passages > 0);
    all
}

/// Returns what is shown as a selection.
fn shown(model: &Model, corpus: &Corpus) -> Selection {
    match model.screen() {
        Screen::Marks(_) => marked(model, corpus),
        Screen::Browse(browse) => {
            let mut filter = browse.effective();
            let query = browse.search.as_ref().map_or_else(String::new, |s| s.input.text().trim().to_owned());
            if let Some(within) = &browse.within {
                let passage = |h: &Hit| match h.target {
                    Target::Passage(id) => Some((id, String::new())),
                    _ => None,
                };
                let picked = within.picked.is_some().then(|| browse.derived.rows.iter().filter_map(passage).collect());
                return Selection { query, filter, picked, limit: None };
            }
            let mut picked = None;
            if browse.search.is_none() {
                let tab = browse.derived.tab.unwrap_or(browse.tab).kinds();
                let wanted = std::mem::take(&mut filter.kinds.include);
                filter.kinds.include = tab.into_iter().filter(|k| wanted.is_empty() || wanted.contains(k)).collect();
                // A filter without kinds would match every kind.
                picked = filter.kinds.include.is_empty().then(Vec::new);
            }
            Selection { query, filter, picked, limit: None }
        }
        _ => Selection::default(),
    }
}

/// Returns the records of the view that is shown, which also name the exported file; `None` if no view is shown.
fn view_records(model: &Model, corpus: &Corpus, format: records::PrintFormat) -> Option<Records> {
    match model.screen() {
        Screen::Grid(grid) if grid.shown == GridView::Membership => Some(export::rows::membership(corpus, format)),
        Screen::Grid(grid) => Some(export::rows::grid(corpus, grid.shown, &grid.base, grid.sort.as_ref(), format)),
        Screen::Report(view) => match &view.kind {
            ReportKind::Gaps => Some(export::rows::gaps(corpus, &GAPS, &Filter::default())),
            ReportKind::Agreements => {
                let shown = GridView::Agreements(Layer::Agreements);
                Some(export::rows::grid(corpus, shown, &Filter::default(), None, format))
            }
            ReportKind::Commitments(_) => Some(export::rows::commitments(corpus)),
            ReportKind::Compare(bodies) => Some(export::rows::compare(corpus, &compare(corpus, bodies))),
            ReportKind::Who(need) => need.ranking.as_ref().map(|r| export::rows::who(corpus, r)),
            ReportKind::Profile(subject) => Some(export::rows::profile(corpus, *subject)),
        },
        Screen::Browse(browse) if browse.lists_works() && browse.anchor.is_none() => {
            Some(export::rows::works(corpus, &browse.effective()))
        }
        Screen::Browse(_) => profiled(model).map(|subject| export::rows::profile(corpus, subject)),
        _ => None,
    }
}

/// Returns the subject whose profile is shown.
fn profiled(model: &Model) -> Option<Subject> {
    match model.screen() {
        Screen::Browse(browse) if browse.is_page() => browse.profiled().map(Subject::Body),
        Screen::Report(view) => match view.kind {
            ReportKind::Profile(subject) => Some(subject),
            _ => None,
        },
        _ => None,
    }
}

/// Returns the page of the view that is shown, for a document; `None` where the rows make a better one.
fn view_page(model: &Model, corpus: &Corpus) -> Option<Document> {
    if let Some(subject) = profiled(model) {
        return Some(document::profile::profile(corpus, subject, UNBROKEN));
    }
    let Screen::Report(view) = model.screen() else { return None };
    match &view.kind {
        ReportKind::Gaps => Some(document::gaps::gaps(corpus, &GAPS, &Filter::default(), UNBROKEN)),
        ReportKind::Agreements => Some(document::agreements::agreements(corpus, UNBROKEN)),
        ReportKind::Who(need) => need.ranking.as_ref().map(|ranking| document::who::who(corpus, ranking, UNBROKEN)),
        ReportKind::Commitments(_) | ReportKind::Compare(_) | ReportKind::Profile(_) => None,
    }
}

/// Opens the menu of formats for exporting all that the filter leaves, as the header counts it, or what was chosen instead.
pub(crate) fn menu(model: &mut Model, corpus: &Corpus, chosen: Option<ExportScope>) {
    let lists_works =
        matches!(model.screen(), Screen::Browse(browse) if browse.lists_works() && browse.anchor.is_none());
    let is_view =
        lists_works || profiled(model).is_some() || matches!(model.screen(), Screen::Grid(_) | Screen::Report(_));
    if is_view && chosen.is_none() {
        return view_menu(model, corpus);
    }
    let scopes = scopes(model, corpus);
    let usual = if matches!(model.screen(), Screen::Browse(_)) {
        scopes.first().map(|(scope, ..)| *scope)
    } else {
        Some(ExportScope::Tab)
    };
    let Some(scope) = chosen.or(usual) else { return nothing(model) };
    let passages = exported(model, corpus, &scoped(model, corpus, scope)).len();
    let words = what(model, corpus, scope);
    if passages == 0 {
        return nothing(model);
    }
    let format = |format: Format| MenuRow {
        letter: letter(format),
        label: format.label().to_owned(),
        preview: words.clone(),
        action: MenuAction::Export(FileKind::Of(format), scope),
    };
    let mut rows: Vec<MenuRow> = Format::ALL.into_iter().map(format).collect();
    let other = |(letter, label, kind): (char, &str, FileKind)| MenuRow {
        letter,
        label: label.to_owned(),
        preview: words.clone(),
        action: MenuAction::Export(kind, scope),
    };
    rows.extend(OTHER_FILES.map(other));
    // Where there is a choice, the other scopes follow the formats of this one.
    rows.extend(scopes.iter().filter(|(other, ..)| *other != scope).map(|(other, words, count)| MenuRow {
        letter: match other {
            ExportScope::All => 'a',
            ExportScope::Tab => 't',
            ExportScope::Marked => 'k',
            ExportScope::Selected => 's',
        },
        label: format!("{words} instead ({})", crate::text::count(*count, "passage")),
        preview: what(model, corpus, *other),
        action: MenuAction::Scope(*other),
    }));
    model.menu = Some(Menu::new(format!("Export {}", crate::text::count(passages, "passage")), rows));
}

fn nothing(model: &mut Model) {
    model.status = Some("There is nothing to export here.".to_owned());
}

/// Says what is exported: the selection, and how many passages it has; of a view, its title and rows.
fn what(model: &Model, corpus: &Corpus, scope: ExportScope) -> String {
    match view_records(model, corpus, records::PrintFormat::Md) {
        Some(records) => of_rows(&records),
        None => {
            let selection = scoped(model, corpus, scope);
            let count = exported(model, corpus, &selection).len();
            format!("{}: {}", selection.describe(corpus), crate::text::count(count, "passage"))
        }
    }
}

/// Says what view is exported, and how many rows it has.
fn of_rows(records: &Records) -> String {
    format!("{}: {}", records.title, crate::text::count(records.rows.len(), "row"))
}

/// Opens the prompt for the file to export to.
pub(crate) fn ask_path(model: &mut Model, corpus: &Corpus, kind: FileKind, scope: ExportScope) {
    let what = what(model, corpus, scope);
    let export = Box::new(export_of(model, corpus, kind, scope));
    model.save = Some(SavePrompt::new(what, export));
}

/// Opens the menu of formats for exporting a view.
fn view_menu(model: &mut Model, corpus: &Corpus) {
    let Some(records) = view_records(model, corpus, records::PrintFormat::Md) else { return nothing(model) };
    let row = |format: Format| MenuRow {
        letter: letter(format),
        label: match format {
            Format::Md => "Markdown".to_owned(),
            _ => format.label().to_owned(),
        },
        preview: of_rows(&records),
        action: MenuAction::Export(FileKind::Of(format), ExportScope::Tab),
    };
    model.menu = Some(Menu::new("Export this view to a file", Format::ALL.into_iter().map(row).collect()));
}

/// What passages can be written as besides the formats: the letter, the label, and the kind of file.
const OTHER_FILES: [(char, &str, FileKind); 4] = [
    ('w', "workbook, who does what where", FileKind::WhoWhatWhere),
    ('r', "references in RIS", FileKind::References(CitationStyle::Ris)),
    ('b', "references in BibTeX", FileKind::References(CitationStyle::Bibtex)),
    ('z', "references in CSL-JSON", FileKind::References(CitationStyle::CslJson)),
];

fn letter(format: Format) -> char {
    match format {
        Format::Md => 'm',
        Format::Csv => 'c',
        Format::Json => 'j',
        Format::Jsonl => 'l',
        Format::Html => 'h',
        Format::Docx => 'd',
        Format::Xlsx => 'x',
    }
}

/// Returns the passages to export: exactly those shown, in the order shown.
fn exported(model: &Model, corpus: &Corpus, selection: &Selection) -> Vec<PassageId> {
    let answer = match model.screen() {
        Screen::Browse(browse) => browse.search.as_ref().and_then(|s| s.answer.as_deref()),
        _ => None,
    };
    selection.passages(corpus, answer)
}

/// Returns what is to be written.
fn export_of(model: &Model, corpus: &Corpus, kind: FileKind, scope: ExportScope) -> export::Export {
    let (accessed, digest) = (model.accessed(), model.digest.get().cloned());
    let format = match kind {
        FileKind::Of(format) => format,
        FileKind::WhoWhatWhere => Format::Xlsx,
        FileKind::References(_) => Format::Json,
    };
    let selected = || {
        let selection = scoped(model, corpus, scope);
        let passages = exported(model, corpus, &selection);
        (passages, selection)
    };
    let view = |records, page, mut words: Vec<String>| {
        words.extend(command_line::flag("format", format.ending()));
        let (command, digest) = (command_line::command(&words), digest.clone());
        Exported::View(Box::new(ExportedView { records, page, command, accessed, digest }))
    };
    let of = match (kind, view_records(model, corpus, format.printed())) {
        (FileKind::Of(_), Some(records)) => {
            view(records, view_page(model, corpus).filter(|_| format.is_document()), words(model, corpus))
        }
        (FileKind::Of(_), None) => {
            let (passages, selection) = selected();
            let data = model.data.clone();
            Exported::Passages { passages, selection: Box::new(selection), data, accessed, digest }
        }
        (FileKind::WhoWhatWhere, _) => {
            let (passages, selection) = selected();
            let mut words = program(model);
            words.extend(["export", "--shape", "3w"].map(str::to_owned));
            words.extend(selection.arguments(corpus));
            view(export::rows::who_what_where(corpus, &passages, &selection.filter), None, words)
        }
        (FileKind::References(style), _) => Exported::References { passages: selected().0, style, accessed, digest },
    };
    export::Export { format, of, path: None }
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
        Screen::Browse(_) if profiled(model).is_some() => {
            words.push("show".to_owned());
            words.extend(command_line::operands(profiled(model).iter().map(|subject| subject.typed(corpus)).collect()));
        }
        Screen::Browse(browse) if browse.lists_works() => {
            words.extend(["list".to_owned(), "works".to_owned()]);
            words.extend(Selection { filter: browse.effective(), ..Selection::default() }.arguments(corpus));
        }
        Screen::Browse(browse) if browse.within.as_ref().is_some_and(|w| w.picked.is_some()) => {
            words.push("export".to_owned());
            words.extend(shown(model, corpus).arguments(corpus));
        }
        Screen::Browse(browse) => {
            let query = browse.search.as_ref().map_or_else(String::new, |s| s.input.text().trim().to_owned());
            let selection = Selection { filter: browse.effective(), ..Selection::default() };
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
