//! The menu of an export: what is taken, as what, and the command that prints the same.

use crate::command_line;
use crate::corpus::Corpus;
use crate::export::Format;
use crate::export::cite::CitationStyle;
use crate::export::records::{PrintFormat, Records};
use crate::export::rows::Shape;
use crate::text;
use crate::tui::export::scope::{self, ExportScope, scoped};
use crate::tui::export::{FileKind, export_of, exported, listed_works, matrix_shape, printing_words, view_records};
use crate::tui::model::{Model, Screen};
use crate::tui::screens::menu::{Menu, MenuAction, MenuRow};
use crate::tui::screens::save::SavePrompt;

/// What passages can be written as besides the formats: the letter, the label, and the kind of file.
const OTHER_FILES: [(char, &str, FileKind); 5] = [
    ('w', "who does what where (XLSX)", FileKind::Shaped(Shape::WhoWhatWhere, Format::Xlsx)),
    ('g', "who does what where, with HXL tags (CSV)", FileKind::Tagged),
    ('r', "references in RIS", FileKind::References(CitationStyle::Ris)),
    ('b', "references in BibTeX", FileKind::References(CitationStyle::Bibtex)),
    ('z', "references in CSL-JSON", FileKind::References(CitationStyle::CslJson)),
];

/// What is said where a table of who does what where would be empty.
const NO_DEED: &str = "None of these passages tells who did what; choose others, such as those of the tab Activities.";

/// What a list can be written as besides its entries.
const AS_MATRIX: [(char, &str, FileKind); 2] = [
    ('r', "a matrix of the bodies (XLSX)", FileKind::Of(Format::Xlsx)),
    ('v', "a matrix of the bodies (CSV)", FileKind::Of(Format::Csv)),
];

/// Returns what the rows of a matrix can be written as: a letter and the kind of file for each.
fn of_matrix(shape: Shape) -> [(char, &'static str, FileKind); 2] {
    let [workbook, table] = match shape {
        Shape::Membership => ["a row for each role and year (XLSX)", "a row for each role and year (CSV)"],
        Shape::Initiatives => {
            ["a row for each body in an initiative (XLSX)", "a row for each body in an initiative (CSV)"]
        }
        _ => ["a row for each body named (XLSX)", "a row for each body named (CSV)"],
    };
    [('r', workbook, FileKind::Shaped(shape, Format::Xlsx)), ('v', table, FileKind::Shaped(shape, Format::Csv))]
}

fn letter(format: Format) -> char {
    match format {
        Format::Md => 'm',
        Format::Csv => 'c',
        Format::Json => 'n',
        Format::Jsonl => 'l',
        Format::Html => 'h',
        Format::Docx => 'd',
        Format::Xlsx => 'x',
    }
}

/// Opens the menu of an export of what is shown, or of what was chosen instead. Where there is a choice, it comes first,
/// and the formats below are of what is chosen.
pub(crate) fn open(model: &mut Model, corpus: &Corpus, chosen: Option<ExportScope>) {
    let choices = scope::choices(model, corpus);
    // With a filter, all that it leaves is offered first; once a tab was chosen, what that lists.
    let is_filtering = matches!(model.screen(), Screen::Browse(browse)
        if (browse.focus.is_facet() || browse.is_at_first_tab()) && !browse.effective().is_empty());
    let of_filter = choices.iter().find(|choice| is_filtering && choice.scope == ExportScope::All);
    let usual = match (of_filter.or(choices.first()), model.screen()) {
        (Some(usual), _) => usual.scope,
        (None, Screen::Browse(_) | Screen::Reader(_)) => return nothing(model),
        (None, _) => ExportScope::Shown,
    };
    let scope = chosen.unwrap_or(usual);
    let records = view_records(model, corpus, scope, PrintFormat::Md);
    let (how_many, what) = match &records {
        Some(records) => (records.rows.len(), of_rows(records)),
        None => of_passages(model, corpus, scope),
    };
    if how_many == 0 && (records.is_none() || matches!(model.screen(), Screen::Browse(_))) {
        return nothing(model);
    }
    let row = |(letter, label, kind): (char, &str, FileKind)| {
        let command = command_line::command(&printing_words(model, corpus, kind, scope));
        let command = format!("The same from the command line:\n{command}");
        let what = match (kind.shape(), &records) {
            (Some(shape), Some(_)) => of_rows(&of_shape(model, corpus, shape, scope)),
            _ => what.clone(),
        };
        let preview: Vec<String> = vec![what, command];
        MenuRow {
            letter,
            label: text::capitalized(label),
            preview: preview.join("\n"),
            action: MenuAction::Export(kind, scope),
        }
    };
    let label = |format: Format| match format {
        // A brief has quotations with citations; a view has not.
        Format::Md if records.is_some() => "Markdown",
        _ => format.label(),
    };
    // A list of agreements is a table of its entries; its matrix can be had, too.
    let is_list = matches!(model.screen(), Screen::Report(_)) && matrix_shape(model).is_some();
    let kind = |format: Format| match (format, matrix_shape(model)) {
        (Format::Csv | Format::Xlsx, Some(shape)) if is_list => FileKind::Shaped(shape, format),
        _ => FileKind::Of(format),
    };
    let files = Format::ALL.into_iter().map(|format| (letter(format), label(format), kind(format)));
    let is_works = listed_works(model, scope).is_some();
    let is_offered = |kind: FileKind| records.is_none() || is_works && matches!(kind, FileKind::References(_));
    let others = OTHER_FILES.into_iter().filter(|(_, _, kind)| is_offered(*kind));
    let beside = matrix_shape(model).map(|shape| if is_list { AS_MATRIX } else { of_matrix(shape) });
    let others = others.chain(beside.into_iter().flatten());
    let first = choices.iter().map(|choice| MenuRow {
        letter: choice.scope.letter(),
        label: choice.words.clone(),
        preview: String::new(),
        action: MenuAction::Scope(choice.scope),
    });
    let rows = first.chain(files.chain(others).map(row)).collect();
    let title = if choices.is_empty() { "Export this view as".to_owned() } else { "Export".to_owned() };
    let title = match model.screen() {
        Screen::Marks(_) => format!("Export {} as", text::count(how_many, "passage")),
        _ => title,
    };
    let at = choices.iter().position(|choice| choice.scope == scope);
    model.menu = Some(Menu::with_choices(title, rows, choices.len(), at.unwrap_or(0)));
}

fn nothing(model: &mut Model) {
    model.status = Some("There is nothing to export here.".to_owned());
}

/// Says what passages are exported, and how many.
fn of_passages(model: &Model, corpus: &Corpus, scope: ExportScope) -> (usize, String) {
    let selection = scoped(model, corpus, scope);
    let count = exported(model, corpus, &selection).len();
    (count, format!("{}: {}", selection.describe(corpus), text::count(count, "passage")))
}

/// Returns the rows of a shape.
fn of_shape(model: &Model, corpus: &Corpus, shape: Shape, scope: ExportScope) -> Records {
    let selection = scoped(model, corpus, scope);
    shape.records(corpus, &exported(model, corpus, &selection), &selection)
}

/// Says what view is exported, and how many rows it has.
fn of_rows(records: &Records) -> String {
    // A profile is a page, whatever its table has.
    if records.view == "profile" {
        return format!("Profile: {}", records.title);
    }
    format!("{}: {}", records.title, text::count(records.table().rows.len(), "row"))
}

/// Opens the prompt for the file to export to.
pub(crate) fn ask_path(model: &mut Model, corpus: &Corpus, kind: FileKind, scope: ExportScope) {
    let what = match (kind.shape(), view_records(model, corpus, scope, PrintFormat::Md)) {
        (Some(shape), _) => {
            let records = of_shape(model, corpus, shape, scope);
            if records.rows.is_empty() {
                model.status = Some(NO_DEED.to_owned());
                return;
            }
            of_rows(&records)
        }
        (None, Some(records)) if matches!(kind, FileKind::Of(_)) => of_rows(&records),
        _ => match listed_works(model, scope) {
            Some(works) => {
                format!("{}: {}", scoped(model, corpus, scope).describe(corpus), text::count(works.len(), "work"))
            }
            None => of_passages(model, corpus, scope).1,
        },
    };
    let export = Box::new(export_of(model, corpus, kind, scope));
    model.save = Some(SavePrompt::new(what, export));
}
