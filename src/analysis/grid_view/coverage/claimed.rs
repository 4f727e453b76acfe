//! The passages with claims in the cells of a coverage grid: they are in a cell if one of their claims satisfies its row
//! and its column together.

use crate::analysis::FacetValue;
use crate::analysis::grid::Header;
use crate::corpus::claims::Statement;
use crate::corpus::filter::{Choice, Facet, Filter};
use crate::corpus::{Corpus, Passage, PassageId};

/// Returns the passages with claims of each cell, in row-major order.
pub(super) fn cells(
    corpus: &Corpus,
    base: &Filter,
    (down, across): (Facet, Facet),
    rows: &[Header],
    columns: &[Header],
) -> Vec<Vec<PassageId>> {
    let mut cells: Vec<Vec<PassageId>> = vec![Vec::new(); rows.len() * columns.len()];
    let rest = base.without(down).without(across);
    let candidates = rest.candidates(corpus);
    if candidates.is_empty() {
        return cells;
    }
    // Whether a cell asks for a place or a year alone depends on which of its two heads stand for all values.
    let asks_passage = |row: &Header, column: &Header| column.key.narrow(&row.key.narrow(base)).alone().is_some();
    let alone: Vec<bool> =
        rows.iter().flat_map(|row| columns.iter().map(move |column| asks_passage(row, column))).collect();
    for id in candidates.iter() {
        let passage = corpus.passage(id);
        for statement in corpus.statements(id).filter(|statement| rest.is_satisfied_by(statement)) {
            let holds = |facet: Facet, heads: &[Header]| -> Vec<usize> {
                let held = |head: &Header| holds(&head.key, base, facet, passage, &statement);
                heads.iter().enumerate().filter(|(_, head)| held(head)).map(|(n, _)| n).collect()
            };
            let in_columns = holds(across, columns);
            for row in holds(down, rows) {
                for at in in_columns.iter().map(|column| row * columns.len() + column) {
                    if !alone[at] && cells[at].last() != Some(&id) {
                        cells[at].push(id);
                    }
                }
            }
        }
    }
    for at in (0..cells.len()).filter(|&at| alone[at]) {
        let filter = columns[at % columns.len()].key.narrow(&rows[at / columns.len()].key.narrow(base));
        let set = filter.set(corpus, None);
        cells[at] = candidates.iter().filter(|&id| set.contains(id)).collect();
    }
    cells
}

/// Returns whether a claim satisfies a head: has its value, or what the filter wants where the head stands for all, and
/// nothing that the filter excludes.
fn holds(key: &FacetValue, base: &Filter, facet: Facet, passage: &Passage, statement: &Statement<'_>) -> bool {
    fn choice<T: Ord>(choice: &Choice<T>, values: &[T]) -> bool {
        choice.includes(values) && !choice.excludes(values)
    }
    match key {
        FacetValue::All => match facet {
            Facet::Entity => choice(&base.entities, statement.entities),
            Facet::Year => choice(&base.years, statement.years),
            Facet::Stated => choice(&base.stated, statement.stated),
            Facet::Place => choice(&base.places, statement.places),
            Facet::Topic => choice(&base.topics, statement.topics),
            Facet::Partner | Facet::Language => true,
            Facet::Priority => choice(&base.priorities, &passage.priorities),
            Facet::Kind => choice(&base.kinds, &[passage.kind]),
            Facet::Report => choice(&base.reports, &[passage.report]),
        },
        FacetValue::Entity(id) => statement.entities.contains(id) && !base.entities.excludes(statement.entities),
        FacetValue::Year(year) => statement.years.contains(year) && !base.years.excludes(statement.years),
        FacetValue::Place(place) => statement.places.contains(place) && !base.places.excludes(statement.places),
        FacetValue::Topic(topic) => statement.topics.contains(topic) && !base.topics.excludes(statement.topics),
        FacetValue::Region(_, places) => {
            statement.places.iter().any(|place| places.contains(place)) && !base.places.excludes(statement.places)
        }
        FacetValue::Priority(n) => passage.priorities.contains(n) && !base.priorities.excludes(&passage.priorities),
        FacetValue::Kind(kind) => passage.kind == *kind,
        FacetValue::Report(id) => passage.report == *id,
    }
}
