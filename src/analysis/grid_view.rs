//! A common interface to all views that are grids: their tabs, their cells, and the commands that print them.

pub mod agreements;
pub mod coverage;
pub mod membership;

use crate::analysis::grid::Grid;
use crate::analysis::{FacetValue, NO_RECORD, PassageSource};
use crate::corpus::Corpus;
use crate::corpus::filter::Filter;
use crate::text;
use agreements::Layer;
use coverage::By;

/// What a grid shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GridView {
    /// Passages by two facets.
    Coverage(By),
    /// Bodies by year.
    Membership,
    /// Bodies by bodies.
    Agreements(Layer),
}

/// The names of a grid, and what holds for it.
struct About {
    /// The name of the view that it is part of.
    view: &'static str,
    /// The name of the command that prints it.
    word: &'static str,
    /// The label of the tab.
    label: &'static str,
    /// The message for opening an empty cell.
    nothing: &'static str,
    /// Whether it counts passages under a filter, and its command can narrow and sort it.
    is_filtered: bool,
}

impl GridView {
    /// Returns the grids that there are beside this one, it among them: of coverage, those with the same rows.
    #[must_use]
    pub fn tabs(self) -> Vec<Self> {
        match self {
            Self::Coverage(by) => by.with_these_rows().into_iter().map(Self::Coverage).collect(),
            Self::Membership => vec![self],
            Self::Agreements(_) => Layer::ALL.into_iter().map(Self::Agreements).collect(),
        }
    }

    /// Returns the grids with other rows, this one among them.
    #[must_use]
    pub fn by_rows(self) -> Vec<Self> {
        match self {
            Self::Coverage(by) => by.with_other_rows().into_iter().map(Self::Coverage).collect(),
            _ => vec![self],
        }
    }

    /// Returns the names of the grid, and what holds for it.
    fn about(self) -> About {
        let about = |view, word, label, nothing| About { view, word, label, nothing, is_filtered: false };
        match self {
            Self::Coverage(by) => About {
                is_filtered: true,
                ..about(
                    "Coverage",
                    "coverage",
                    by.label(),
                    "No record in these reports; that is not the same as no activity.",
                )
            },
            Self::Membership => {
                about("Membership", "membership", "Membership", "Not listed that year; there is nothing to open.")
            }
            Self::Agreements(layer) => {
                let nothing = match layer {
                    Layer::Agreements => "No record in these reports; that is not the same as no agreement.",
                    Layer::Initiatives => "No record in these reports; that is not the same as nothing in common.",
                };
                about("Agreements", "agreements", layer.label(), nothing)
            }
        }
    }

    /// Returns the label of the tab.
    #[must_use]
    pub fn label(self) -> &'static str {
        self.about().label
    }

    /// Returns the name of the view that it is part of.
    #[must_use]
    pub fn view(self) -> &'static str {
        self.about().view
    }

    /// Returns the name of the command that prints it.
    #[must_use]
    pub fn view_word(self) -> &'static str {
        self.about().word
    }

    /// Returns the message for opening an empty cell.
    #[must_use]
    pub fn nothing(self) -> &'static str {
        self.about().nothing
    }

    /// Returns whether it counts passages under a filter, and its command can narrow and sort it.
    #[must_use]
    pub fn is_filtered(self) -> bool {
        self.about().is_filtered
    }

    /// Returns the arguments of the command that prints it.
    #[must_use]
    pub fn arguments(self) -> Vec<String> {
        let more: &[&str] = match self {
            Self::Coverage(by) => &["--by", by.word()],
            Self::Agreements(Layer::Initiatives) => &["--initiatives"],
            Self::Membership | Self::Agreements(Layer::Agreements) => &[],
        };
        std::iter::once(&self.view_word()).chain(more).map(|&word| word.to_owned()).collect()
    }

    /// Builds the grid.
    #[must_use]
    pub fn grid(self, corpus: &Corpus, base: &Filter) -> Grid {
        match self {
            Self::Coverage(by) => coverage::grid(corpus, by, base),
            Self::Membership => membership::grid(corpus),
            Self::Agreements(layer) => agreements::grid(corpus, layer),
        }
    }

    /// Returns the passages that a cell opens, as a filter if one describes them.
    #[must_use]
    pub fn opened(self, corpus: &Corpus, grid: &Grid, base: &Filter, (row, column): (usize, usize)) -> PassageSource {
        match (self, grid.rows.get(row).map(|h| &h.key), grid.columns.get(column).map(|h| &h.key)) {
            (Self::Coverage(_), Some(row), Some(column)) => {
                PassageSource::Filter(Box::new(column.narrow(&row.narrow(base))))
            }
            (Self::Membership, Some(row), Some(FacetValue::Year(year))) => membership::source(corpus, row, *year),
            _ => PassageSource::Passages(grid.passages(corpus, row, column)),
        }
    }

    /// Describes the cell at a row and a column.
    #[must_use]
    pub fn describe(
        self,
        corpus: &Corpus,
        base: &Filter,
        count: usize,
        row: &FacetValue,
        column: &FacetValue,
    ) -> Vec<String> {
        match (self, row, column) {
            (Self::Membership, _, FacetValue::Year(year)) => membership::words(corpus, row, *year),
            (Self::Agreements(layer), FacetValue::Entity(row), _) => agreements::words(corpus, layer, *row, column),
            _ => {
                let names: Vec<String> =
                    [row, column].into_iter().filter(|k| **k != FacetValue::All).map(|k| k.describe(corpus)).collect();
                let names = if names.is_empty() { "all".to_owned() } else { names.join(" and ") };
                let count = if count == 0 { NO_RECORD.to_owned() } else { text::count(count, "passage") };
                let under = if base.is_empty() { String::new() } else { format!(" (under {})", base.describe(corpus)) };
                vec![format!("{names}: {count}{under}")]
            }
        }
    }
}
