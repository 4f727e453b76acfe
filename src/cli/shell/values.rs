//! The values that an argument can take, as far as they are known: from its definition, from the commands, or from the
//! data.

use clap::{Arg, Command, ValueEnum};

use crate::analysis::coverage::By;
use crate::analysis::grid_view::GridView;
use crate::cli::shell::line::ShellLine;
use crate::corpus::Corpus;
use crate::corpus::facet_values::offered;
use crate::corpus::filter::{Facet, Filter};
use crate::corpus::gazetteer::ALL_OF;

/// A value and its description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShellValue {
    /// The value as it is typed, without quotes.
    pub value: String,
    /// The description, for shells that show it; empty if the value needs none.
    pub help: String,
}

impl ShellValue {
    /// Creates a value with its description.
    pub fn new(value: impl Into<String>, help: impl Into<String>) -> Self {
        Self { value: value.into(), help: help.into() }
    }
}

/// Returns the values listed in the definition of an argument.
pub fn defined(arg: &Arg) -> Vec<ShellValue> {
    let values = arg.get_possible_values();
    let shown = values.iter().filter(|v| !v.is_hide_set());
    shown.map(|v| ShellValue::new(v.get_name(), v.get_help().map(ToString::to_string).unwrap_or_default())).collect()
}

/// Returns the commands that can be named.
pub fn commands(of: &Command) -> Vec<ShellValue> {
    let shown = of.get_subcommands().filter(|c| !c.is_hide_set());
    shown.map(|c| ShellValue::new(c.get_name(), c.get_about().map(ToString::to_string).unwrap_or_default())).collect()
}

/// Returns whether the values of an argument come from the data.
pub fn is_of_data(arg: &Arg) -> bool {
    let id = arg.get_id().as_str();
    let is_known = facet(id).is_some() || ["bodies", "what", "id", "at", "sort"].contains(&id);
    is_known && arg.get_possible_values().is_empty()
}

/// Returns the values that the data has for an argument. There are many passages, so next to other kinds of values they
/// are included only if `passages` is set.
pub fn of_data(arg: &Arg, line: &ShellLine<'_>, corpus: &Corpus, passages: bool) -> Vec<ShellValue> {
    let id = arg.get_id().as_str();
    if let Some(facet) = facet(id) {
        let mut values: Vec<ShellValue> = of_facet(corpus, facet).collect();
        if facet == Facet::Place {
            let more: Vec<ShellValue> =
                regions(corpus).into_iter().filter(|r| values.iter().all(|v| v.value != r.value)).collect();
            values.extend(more);
        }
        return values;
    }
    match id {
        "bodies" => of_facet(corpus, Facet::Entity).collect(),
        "id" if arg.is_positional() => ids(corpus).into_iter().chain(works(corpus)).collect(),
        "id" | "at" => ids(corpus),
        "what" => {
            let mut all: Vec<ShellValue> = of_facet(corpus, Facet::Entity).collect();
            all.extend(of_facet(corpus, Facet::Report));
            for facet in [Facet::Place, Facet::Topic, Facet::Partner] {
                let known = |value: &ShellValue| all.iter().any(|other| other.value == value.value);
                let more: Vec<ShellValue> = of_facet(corpus, facet).filter(|value| !known(value)).collect();
                all.extend(more);
            }
            all.extend(works(corpus));
            all.extend(corpus.glossary.iter().map(|t| ShellValue::new(t.term.as_str(), t.expansion.as_str())));
            if passages {
                all.extend(ids(corpus));
            }
            all
        }
        "sort" => heads(line, corpus),
        _ => Vec::new(),
    }
}

/// Returns the facet of a flag that filters.
pub fn facet(id: &str) -> Option<Facet> {
    Facet::ALL.into_iter().find(|facet| facet.word() == id)
}

fn of_facet(corpus: &Corpus, facet: Facet) -> impl Iterator<Item = ShellValue> {
    offered(corpus, facet).into_iter().map(|listed| ShellValue::new(listed.value, listed.description))
}

fn ids(corpus: &Corpus) -> Vec<ShellValue> {
    corpus.passages.iter().map(|p| ShellValue::new(p.id.as_str(), p.headline.as_str())).collect()
}

fn works(corpus: &Corpus) -> impl Iterator<Item = ShellValue> {
    corpus.works.iter().map(|work| ShellValue::new(work.id.as_str(), work.shown_title()))
}

fn regions(corpus: &Corpus) -> Vec<ShellValue> {
    let gazetteer = corpus.gazetteer();
    let regions = gazetteer.regions.iter().map(|r| ShellValue::new(r.name.as_str(), "a region, and what lies in it"));
    let groups = gazetteer.groups().map(|group| ShellValue::new(format!("{ALL_OF}{group}"), "its members"));
    regions.chain(groups).collect()
}

/// Returns the rows and columns of the grid that the line asks for.
fn heads(line: &ShellLine<'_>, corpus: &Corpus) -> Vec<ShellValue> {
    let by = line.given("by").last().and_then(|word| By::from_str(word, true).ok()).unwrap_or_default();
    let grid = GridView::Coverage(by).grid(corpus, &Filter::default());
    grid.columns.iter().chain(&grid.rows).map(|h| ShellValue::new(h.id.as_str(), h.name.as_str())).collect()
}
