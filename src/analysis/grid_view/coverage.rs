//! Coverage: the number of passages for each pair of values of two facets, under the filter of the panes.

mod claimed;

use clap::ValueEnum;

use crate::analysis::grid::{Grid, GridCell, Header, Passages};
use crate::analysis::{FacetValue, NOT_NO_ACTIVITY};
use crate::corpus::filter::{Choice, Facet, Filter};
use crate::corpus::postings::PassageSet;
use crate::corpus::vocabulary::TopicId;
use crate::corpus::{Corpus, EntityId, Kind, ReportId};

/// Which two facets cross.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum By {
    /// Bodies by priority
    #[default]
    EntityPriority,
    /// Bodies by year
    EntityYear,
    /// Priorities by year
    PriorityYear,
    /// Bodies by kind of passage
    EntityKind,
    /// Places by body
    PlaceEntity,
    /// Topics by body
    TopicEntity,
    /// Topics by priority
    TopicPriority,
    /// Topics by year
    TopicYear,
    /// Regions by body
    RegionEntity,
    /// Regions by priority
    RegionPriority,
    /// Regions by topic
    RegionTopic,
    /// Regions by year
    RegionYear,
    /// Places by priority
    PlacePriority,
    /// Places by topic
    PlaceTopic,
    /// Places by year
    PlaceYear,
}

impl By {
    /// All of them, in the order of the tabs.
    pub const ALL: [Self; 15] = [
        Self::EntityPriority,
        Self::EntityYear,
        Self::PriorityYear,
        Self::EntityKind,
        Self::PlaceEntity,
        Self::TopicEntity,
        Self::TopicPriority,
        Self::TopicYear,
        Self::RegionEntity,
        Self::RegionPriority,
        Self::RegionTopic,
        Self::RegionYear,
        Self::PlacePriority,
        Self::PlaceTopic,
        Self::PlaceYear,
    ];

    /// Returns the value of the command line option.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::EntityPriority => "entity-priority",
            Self::EntityYear => "entity-year",
            Self::PriorityYear => "priority-year",
            Self::EntityKind => "entity-kind",
            Self::PlaceEntity => "place-entity",
            Self::TopicEntity => "topic-entity",
            Self::TopicPriority => "topic-priority",
            Self::TopicYear => "topic-year",
            Self::RegionEntity => "region-entity",
            Self::RegionPriority => "region-priority",
            Self::RegionTopic => "region-topic",
            Self::RegionYear => "region-year",
            Self::PlacePriority => "place-priority",
            Self::PlaceTopic => "place-topic",
            Self::PlaceYear => "place-year",
        }
    }

    /// Returns the label on the screen.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::EntityPriority => "Body \u{d7} priority",
            Self::EntityYear => "Body \u{d7} year",
            Self::PriorityYear => "Priority \u{d7} year",
            Self::EntityKind => "Body \u{d7} kind",
            Self::PlaceEntity => "Place \u{d7} body",
            Self::TopicEntity => "Topic \u{d7} body",
            Self::TopicPriority => "Topic \u{d7} priority",
            Self::TopicYear => "Topic \u{d7} year",
            Self::RegionEntity => "Region \u{d7} body",
            Self::RegionPriority => "Region \u{d7} priority",
            Self::RegionTopic => "Region \u{d7} topic",
            Self::RegionYear => "Region \u{d7} year",
            Self::PlacePriority => "Place \u{d7} priority",
            Self::PlaceTopic => "Place \u{d7} topic",
            Self::PlaceYear => "Place \u{d7} year",
        }
    }

    /// Returns what the rows are and what the columns are, in a word each.
    #[must_use]
    pub fn sides(self) -> (&'static str, &'static str) {
        self.label().split_once(" \u{d7} ").unwrap_or((self.label(), ""))
    }

    /// Returns the grids with these rows, one for each kind of columns.
    #[must_use]
    pub fn with_these_rows(self) -> Vec<Self> {
        Self::ALL.into_iter().filter(|by| by.sides().0 == self.sides().0).collect()
    }

    /// Returns a grid for each kind of rows: with these columns, or with the first that such rows have.
    #[must_use]
    pub fn with_other_rows(self) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for by in Self::ALL {
            match all.iter_mut().find(|other| other.sides().0 == by.sides().0) {
                Some(other) if by.sides().1 == self.sides().1 => *other = by,
                Some(_) => {}
                None => all.push(by),
            }
        }
        all
    }

    /// Returns the facets of the rows and the columns.
    #[must_use]
    pub fn facets(self) -> (Facet, Facet) {
        match self {
            Self::EntityPriority => (Facet::Entity, Facet::Priority),
            Self::EntityYear => (Facet::Entity, Facet::Year),
            Self::PriorityYear => (Facet::Priority, Facet::Year),
            Self::EntityKind => (Facet::Entity, Facet::Kind),
            Self::PlaceEntity | Self::RegionEntity => (Facet::Place, Facet::Entity),
            Self::PlacePriority | Self::RegionPriority => (Facet::Place, Facet::Priority),
            Self::PlaceTopic | Self::RegionTopic => (Facet::Place, Facet::Topic),
            Self::PlaceYear | Self::RegionYear => (Facet::Place, Facet::Year),
            Self::TopicEntity => (Facet::Topic, Facet::Entity),
            Self::TopicPriority => (Facet::Topic, Facet::Priority),
            Self::TopicYear => (Facet::Topic, Facet::Year),
        }
    }
}

impl By {
    /// Returns whether the rows are regions alone, without the countries in them.
    #[must_use]
    pub fn is_of_regions(self) -> bool {
        matches!(self, Self::RegionEntity | Self::RegionPriority | Self::RegionTopic | Self::RegionYear)
    }
}

/// Returns the grid of two facets under a filter. If the filter includes values of one of the two, only these are
/// shown.
#[must_use]
pub fn grid(corpus: &Corpus, by: By, base: &Filter) -> Grid {
    let (down, across) = by.facets();
    let (mut rows, columns) = (heads(corpus, down, base), heads(corpus, across, base));
    if by.is_of_regions() {
        rows.retain(|head| matches!(head.key, FacetValue::All | FacetValue::Region(..)));
    }
    let rest = base.without(down).without(across).set(corpus, None);
    // Passages without claims are crossed all at once, by their tags.
    let tagged = |head: &Header, facet: Facet, among: &PassageSet| {
        let mut set = among.clone();
        head.key.narrow(base).narrow(corpus, facet, &mut set);
        set.difference_with(&corpus.postings.claimed);
        set
    };
    let all = PassageSet::all(corpus.passages.len());
    let passages = Passages::Crossed {
        rows: rows.iter().map(|head| tagged(head, down, &all)).collect(),
        columns: columns.iter().map(|head| tagged(head, across, &rest)).collect(),
        claimed: claimed::cells(corpus, base, (down, across), &rows, &columns),
    };
    let plural = if by.is_of_regions() { "Regions" } else { down.plural() };
    let title = format!("{plural} by {}", across.noun());
    let legend = vec![
        "A number counts passages; a passage of two bodies or years counts in both, and once under All.".to_owned(),
        NOT_NO_ACTIVITY.to_owned(),
    ];
    let cells = passages.counts().into_iter().map(GridCell::number).collect();
    let mut grid = Grid {
        title,
        rows_are: if by.is_of_regions() { "region" } else { down.noun() },
        rows,
        columns,
        cells,
        passages,
        legend,
        key: &["numbers are passages"],
    };
    grid.shade();
    grid
}

fn is_shown<T: Ord>(choice: &Choice<T>, value: &T) -> bool {
    !choice.exclude.contains(value) && (choice.include.is_empty() || choice.include.contains(value))
}

fn heads(corpus: &Corpus, facet: Facet, base: &Filter) -> Vec<Header> {
    let mut heads = vec![Header::new(FacetValue::All, "All", "")];
    match facet {
        Facet::Entity => {
            let all = (0u16..).map(EntityId).zip(&corpus.entities).filter(|(id, _)| is_shown(&base.entities, id));
            heads.extend(all.map(|(id, e)| Header::new(FacetValue::Entity(id), e.id.as_str(), e.name.as_str())));
        }
        Facet::Year | Facet::Stated => {
            // Years of plans, which no report covers, come last.
            let latest = corpus.reports.iter().map(|report| report.covers).max().unwrap_or_default();
            let (past, ahead): (Vec<&u16>, Vec<&u16>) =
                corpus.postings.years.keys().rev().partition(|year| **year <= latest);
            let all = past.into_iter().chain(ahead).filter(|y| is_shown(&base.years, y));
            heads.extend(all.map(|&y| Header::new(FacetValue::Year(y), y.to_string(), "")));
        }
        Facet::Priority => {
            let all = corpus.priorities.iter().filter(|p| is_shown(&base.priorities, &p.number));
            heads.extend(all.map(|p| {
                let head =
                    Header::new(FacetValue::Priority(p.number), format!("{} {}", p.number, p.short), p.title.as_str());
                Header { short: format!("P{}", p.number), ..head }
            }));
        }
        Facet::Kind => {
            let all = Kind::ALL.iter().filter(|k| is_shown(&base.kinds, k));
            heads.extend(
                all.map(|&k| Header { short: k.short().to_owned(), ..Header::new(FacetValue::Kind(k), k.label(), "") }),
            );
        }
        Facet::Report => {
            let all = (0u16..).map(ReportId).zip(&corpus.reports).filter(|(id, _)| is_shown(&base.reports, id));
            heads.extend(all.map(|(id, r)| Header::new(FacetValue::Report(id), r.id.as_str(), r.title.as_str())));
        }
        Facet::Topic => {
            let all = (0u16..).map(TopicId).zip(&corpus.topics).filter(|(id, _)| is_shown(&base.topics, id));
            heads.extend(
                all.map(|(id, topic)| Header::new(FacetValue::Topic(id), topic.name.as_str(), topic.dimension.label())),
            );
        }
        // No grid crosses partners or languages.
        Facet::Partner | Facet::Language => {}
        Facet::Place => {
            for region in &corpus.gazetteer().regions {
                let name = region.name;
                let shown: Vec<_> = region.places.iter().copied().filter(|p| is_shown(&base.places, p)).collect();
                if shown.is_empty() {
                    continue;
                }
                heads.push(Header::new(
                    FacetValue::Region(name, shown.clone()),
                    format!("{name}, all"),
                    "the region and its countries",
                ));
                heads.extend(shown.into_iter().filter(|place| *place != name).map(|place| {
                    let inside = corpus.gazetteer().inside(&place).map(|all| {
                        let shown = all.iter().copied().filter(|p| is_shown(&base.places, p)).collect();
                        FacetValue::Region(place, shown)
                    });
                    let value = inside.unwrap_or(FacetValue::Place(place));
                    Header { within: true, ..Header::new(value, place.as_str(), "") }
                }));
            }
        }
    }
    heads
}
