//! The rows of a grid, each with its cells and, in JSON, the passages behind each cell.

use serde::Serialize;

use crate::analysis::agreements::Layer;
use crate::analysis::grid::{Grid, Sort};
use crate::analysis::grid_view::GridView;
use crate::analysis::grid_view::agreements::LEGEND;
use crate::analysis::grid_view::membership::LETTERS;
use crate::analysis::{FacetValue, membership as members};
use crate::corpus::Corpus;
use crate::corpus::filter::Filter;
use crate::corpus::strings::Str;
use crate::export::records::{PrintFormat, Records, Tabular};
use crate::export::rows::agreements::Agreement;
use crate::export::rows::ids;
use crate::export::table::TableCell;

/// A row of a grid.
#[derive(Debug, Serialize)]
struct GridRow {
    id: String,
    key: String,
    name: String,
    cells: Vec<CellOut>,
    /// Whether a table has the name beside the id.
    #[serde(skip)]
    is_named: bool,
}

/// A cell of a grid.
#[derive(Debug, Serialize)]
struct CellOut {
    column: String,
    key: String,
    count: usize,
    /// Left out where they would be of no use.
    passages: Vec<Str>,
    #[serde(flatten)]
    statement: Option<GridStatement>,
    /// What a table shows.
    #[serde(skip)]
    mark: String,
}

/// What a cell says that is not a number.
#[derive(Debug, Serialize)]
struct GridStatement {
    says: String,
    words: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    agreement: Option<Agreement>,
}

impl Tabular for GridRow {
    fn cells(&self) -> Option<Vec<TableCell>> {
        let cell = |cell: &CellOut| TableCell {
            spoken: cell.statement.as_ref().map(|statement| statement.words.clone()),
            ..if cell.mark == cell.count.to_string() { TableCell::count(cell.count) } else { cell.mark.as_str().into() }
        };
        let head = std::iter::once(self.id.as_str()).chain(self.is_named.then_some(self.name.as_str()));
        Some(head.map(TableCell::from).chain(self.cells.iter().map(cell)).collect())
    }
}

/// Returns a grid with its rows and columns, and, but for text and CSV, with the passages behind each cell.
#[must_use]
pub fn grid(corpus: &Corpus, shown: GridView, base: &Filter, sort: Option<&Sort>, format: PrintFormat) -> Records {
    let mut grid = shown.grid(corpus, base);
    sort.into_iter().for_each(|s| grid.sort(s));
    of_grid(corpus, &grid, shown, base, format)
}

/// Returns who was what in ICAT in which year, with a note for each year. A file has the bodies alone, with
/// their names: how many the lists name is said in the notes.
#[must_use]
pub fn membership(corpus: &Corpus, format: PrintFormat) -> Records {
    let base = Filter::default();
    let grid = GridView::Membership.grid(corpus, &base);
    let mut records = of_grid(corpus, &grid, GridView::Membership, &base, format);
    // Its roles are words, which a screen alone shortens.
    for note in &mut records.notes {
        if let Some(rest) = note.strip_prefix(LETTERS) {
            *note = if format == PrintFormat::Text { rest.to_owned() } else { String::new() };
        }
    }
    records.notes.retain(|note| !note.is_empty());
    for column in &grid.columns {
        if let FacetValue::Year(year) = column.key {
            records.notes.push(members::words(corpus, &FacetValue::All, year).join(" "));
        }
    }
    records
}

fn of_grid(corpus: &Corpus, grid: &Grid, shown: GridView, base: &Filter, format: PrintFormat) -> Records {
    // A file for spreadsheets has no legend: its cells say in words what a screen shortens to a mark.
    let is_in_words = layer_of(shown).is_some() && is_sheet(format);
    // It is sorted and added up: a row of sums is none of its bodies.
    let is_named = shown == GridView::Membership && format != PrintFormat::Text;
    let title =
        if base.is_empty() { grid.title.clone() } else { format!("{}, under {}", grid.title, base.describe(corpus)) };
    let mut records = Records::new(shown.view_word(), title, &[grid.rows_are]);
    records.columns.extend(is_named.then(|| "name".to_owned()));
    records.columns.extend(grid.columns.iter().map(|c| c.id.clone()));
    records.notes.clone_from(&grid.legend);
    if is_in_words {
        records.notes.retain(|note| note != LEGEND);
    }
    let layer = layer_of(shown);
    // A document and a workbook name the reports that the passages are from.
    let names_passages = !matches!(format, PrintFormat::Text | PrintFormat::Csv);
    let cell = |r: usize, c: usize| {
        let (row, column, cell) = (grid.rows.get(r)?, grid.columns.get(c)?, grid.cell(r, c)?);
        let says = || GridStatement {
            says: cell.mark.clone(),
            words: cell.spoken.clone(),
            agreement: layer.and_then(|layer| agreement(corpus, layer, &row.key, &column.key)),
        };
        Some(CellOut {
            column: column.id.clone(),
            key: column.key.word(corpus),
            count: cell.count,
            passages: if names_passages { ids(corpus, &grid.passages(corpus, r, c)) } else { Vec::new() },
            statement: (!cell.spoken.is_empty()).then(says),
            mark: if is_in_words && !cell.spoken.is_empty() { cell.spoken.clone() } else { cell.mark.clone() },
        })
    };
    let rows = grid.rows.iter().enumerate().filter(|(_, row)| !(is_named && row.key == FacetValue::All));
    records.extend(rows.map(|(r, row)| GridRow {
        id: row.id.clone(),
        key: row.key.word(corpus),
        name: row.name.clone(),
        cells: (0..grid.columns.len()).filter_map(|c| cell(r, c)).collect(),
        is_named,
    }));
    records
}

/// Returns whether a format is a table for spreadsheets.
fn is_sheet(format: PrintFormat) -> bool {
    matches!(format, PrintFormat::Csv | PrintFormat::Xlsx)
}

/// Returns what a grid shows of pairs of bodies, if it does.
fn layer_of(shown: GridView) -> Option<Layer> {
    match shown {
        GridView::Agreements(layer) => Some(layer),
        _ => None,
    }
}

/// Returns the agreement of the bodies of a row and a column, if the grid shows agreements.
fn agreement(corpus: &Corpus, layer: Layer, row: &FacetValue, column: &FacetValue) -> Option<Agreement> {
    match (layer, row, column) {
        (Layer::Agreements, FacetValue::Entity(a), FacetValue::Entity(b)) => Some(Agreement::new(corpus, *a, *b)),
        _ => None,
    }
}
