//! Gaps: the cells of a coverage grid in which nothing is on record, nobody is credited, or one body stands alone.

use std::collections::BTreeSet;

use crate::analysis::coverage::{self, By};
use crate::analysis::{FacetValue, NO_RECORD, knowledge};
use crate::corpus::filter::{Facet, Filter};
use crate::corpus::gazetteer::ELSEWHERE;
use crate::corpus::{Corpus, EntityId, PassageId};
use crate::text;

/// Says that nothing at all is on record under a filter, if none of these grids has a row of it: a place that no passage names
/// has the largest gap of all, and not none.
#[must_use]
pub fn unnamed(corpus: &Corpus, of: &[By], base: &Filter) -> Option<String> {
    let is_empty = !base.is_empty() && base.set(corpus, None).count() == 0;
    let has_rows = || of.iter().any(|&by| !gaps(corpus, by, base).is_empty());
    (is_empty && !has_rows())
        .then(|| format!("Nothing at all is on record under {}: every cell is empty.", base.describe(corpus)))
}

/// The grids whose gaps the view shows: regions by priority, topic and year.
pub const GAPS: [By; 3] = [By::RegionPriority, By::RegionTopic, By::RegionYear];

/// What is missing in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// No passage is on record.
    Empty,
    /// Passages are on record, but they credit no body of the group.
    Nobody,
    /// All passages that credit a body credit this one.
    Single(EntityId),
}

impl Gap {
    /// Returns it in a word, as exports have it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Nobody => "nobody",
            Self::Single(_) => "single body",
        }
    }
}

/// A cell with a gap.
#[derive(Debug, Clone)]
pub struct GapCell {
    /// The value of its column.
    pub column: FacetValue,
    /// The short name of its column.
    pub column_name: String,
    /// What is missing.
    pub gap: Gap,
    /// The passages of the cell, the latest report first; of a single body, those that credit it.
    pub passages: Vec<PassageId>,
}

/// A row with its gaps.
#[derive(Debug, Clone)]
pub struct GapRow {
    /// The value of the row.
    pub row: FacetValue,
    /// The name of the row.
    pub name: String,
    /// The cells with a gap, in the order of the columns.
    pub cells: Vec<GapCell>,
}

/// Returns the rows of a coverage grid that have gaps. Places that lie in no region are no region. Of years, only those that a report covers are columns: that nothing
/// is on record for others says nothing.
#[must_use]
pub fn gaps(corpus: &Corpus, by: By, base: &Filter) -> Vec<GapRow> {
    let grid = coverage::grid(corpus, by, base);
    let mut rows = Vec::new();
    for (r, row) in grid.rows.iter().enumerate().filter(|(_, row)| is_asked(corpus, &row.key)) {
        let mut cells = Vec::new();
        for (c, column) in grid.columns.iter().enumerate().filter(|(_, column)| is_asked(corpus, &column.key)) {
            let mut passages = grid.passages(corpus, r, c);
            let filter = column.key.narrow(&row.key.narrow(base));
            if let Some(gap) = gap(corpus, &filter, &passages) {
                if let Gap::Single(body) = gap {
                    passages.retain(|&id| corpus.passage(id).entities.contains(&body));
                }
                cells.push(GapCell { column: column.key.clone(), column_name: column.id.clone(), gap, passages });
            }
        }
        // A region that lies in several is a row in each.
        if !cells.is_empty() && !rows.iter().any(|known: &GapRow| known.row.word(corpus) == row.key.word(corpus)) {
            rows.push(GapRow { row: row.key.clone(), name: row.key.describe(corpus), cells });
        }
    }
    within_filter(corpus, base, rows)
}

/// Keeps the rows that lie in the places of a filter: of a wider region, the filter leaves but a part. Of a filter by
/// countries no region is left, and what is on record about them is one row.
fn within_filter(corpus: &Corpus, base: &Filter, mut rows: Vec<GapRow>) -> Vec<GapRow> {
    let wanted = &base.places.include;
    if wanted.is_empty() {
        return rows;
    }
    let is_of_region = |row: &GapRow| matches!(row.row, FacetValue::Region(..));
    let is_within = |row: &GapRow| match &row.row {
        FacetValue::Region(name, _) => wanted.contains(name),
        _ => true,
    };
    if rows.iter().any(is_within) || !rows.iter().any(is_of_region) {
        rows.retain(is_within);
    } else {
        rows.truncate(1);
        let places = base.only(Facet::Place).describe(corpus);
        for row in &mut rows {
            if let [place] = wanted.iter().collect::<Vec<_>>()[..] {
                row.row = FacetValue::Place(*place);
            }
            row.name.clone_from(&places);
        }
    }
    rows
}

/// Returns whether a row or a column is looked at.
fn is_asked(corpus: &Corpus, key: &FacetValue) -> bool {
    match key {
        FacetValue::All => false,
        FacetValue::Year(year) => corpus.reports.iter().any(|report| report.covers == *year),
        FacetValue::Region(name, _) => *name != *ELSEWHERE,
        _ => true,
    }
}

/// Returns the columns that are looked at, each with its short name, whether they have gaps or not.
#[must_use]
pub fn columns(corpus: &Corpus, by: By, base: &Filter) -> Vec<(FacetValue, String)> {
    let columns = coverage::grid(corpus, by, base).columns.into_iter();
    columns.filter(|column| is_asked(corpus, &column.key)).map(|column| (column.key, column.id)).collect()
}

fn gap(corpus: &Corpus, filter: &Filter, passages: &[PassageId]) -> Option<Gap> {
    if passages.is_empty() {
        return Some(Gap::Empty);
    }
    let group = corpus.group();
    // A place or a year alone asks the passage, of which any statement may tell.
    let asks_claim = filter.alone().is_none();
    let mut bodies: BTreeSet<EntityId> = BTreeSet::new();
    for &id in passages {
        let statements = corpus.statements(id).filter(|said| !asks_claim || filter.is_satisfied_by(said));
        bodies.extend(statements.flat_map(|said| said.entities.iter().copied()).filter(|body| Some(*body) != group));
    }
    let mut bodies = bodies.into_iter();
    match (bodies.next(), bodies.next()) {
        (None, _) => Some(Gap::Nobody),
        (Some(body), None) => Some(Gap::Single(body)),
        _ => None,
    }
}

/// Says what is missing in the cells of a row, one sentence for each kind of gap.
#[must_use]
pub fn words(corpus: &Corpus, row: &GapRow) -> Vec<String> {
    let of = |is: &dyn Fn(Gap) -> bool| row.cells.iter().filter(|cell| is(cell.gap)).collect::<Vec<_>>();
    let names = |cells: &[&GapCell]| cells.iter().map(|cell| cell.column_name.clone()).collect::<Vec<_>>().join("; ");
    let mut sentences = Vec::new();
    let empty = of(&|gap| gap == Gap::Empty);
    if !empty.is_empty() {
        // A passage that is filed under no priority may well tell of the place.
        let all = |is: fn(&FacetValue) -> bool| empty.iter().all(|cell| is(&cell.column));
        // Nor is what one passage says of a place and another statement of it of a topic a statement on both.
        let missing = if all(|column| matches!(column, FacetValue::Priority(_))) {
            "no passage filed under"
        } else if all(|column| matches!(column, FacetValue::Topic(_))) {
            "no statement filed under"
        } else {
            NO_RECORD
        };
        sentences.push(format!("{missing}: {}", names(&empty)));
    }
    let nobody = of(&|gap| gap == Gap::Nobody);
    if !nobody.is_empty() {
        sentences.push(format!("passages that credit no body: {}", names(&nobody)));
    }
    let single = of(&|gap| matches!(gap, Gap::Single(_)));
    if !single.is_empty() {
        let one = |cell: &&GapCell| {
            let Gap::Single(body) = cell.gap else { return String::new() };
            let passages = text::count(cell.passages.len(), "passage");
            format!("{} ({}, {passages})", cell.column_name, corpus.entity(body).id)
        };
        sentences.push(format!("one body alone: {}", single.iter().map(one).collect::<Vec<_>>().join("; ")));
    }
    sentences
}

/// Says what readers have to know of the gaps of a grid: which year is not looked at, and how much has no priority.
#[must_use]
pub fn remarks(corpus: &Corpus, by: By, base: &Filter) -> Vec<String> {
    let years = knowledge::years_without_report(corpus);
    let years = (by.facets().1 == Facet::Year && !years.is_empty()).then(|| {
        let years = years.iter().map(u16::to_string).collect::<Vec<_>>().join(" and ");
        format!("No report here covers {years}, so that year is not looked at.")
    });
    years.into_iter().chain(filed(corpus, by, base)).collect()
}

/// Says how many passages are filed under a priority at all, if that is what a grid asks. The others are in none of its cells.
#[must_use]
pub fn filed(corpus: &Corpus, by: By, base: &Filter) -> Option<String> {
    if by.facets().1 != Facet::Priority {
        return None;
    }
    let set = base.set(corpus, None);
    let is_filed = |id: &PassageId| !corpus.passage(*id).priorities.is_empty();
    let filed = set.iter().filter(is_filed).count();
    let all = text::count(set.count(), "passage");
    let are = if filed == 1 { "is" } else { "are" };
    Some(format!(
        "{} of {all} {are} filed under a priority; the others count in none of these cells.",
        text::grouped(filed)
    ))
}

/// Returns the grids whose gaps can be asked for: regions and places by what can be missing there.
#[must_use]
pub fn asked() -> Vec<By> {
    let across = |by: &By| matches!(by.facets(), (Facet::Place, Facet::Priority | Facet::Topic | Facet::Year));
    By::ALL.into_iter().filter(across).collect()
}
