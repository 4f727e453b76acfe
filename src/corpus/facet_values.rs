//! The values that each facet has in the data, for lists and for completion.

use crate::corpus::filter::Facet;
use crate::corpus::postings::PassageSet;
use crate::corpus::strings::Str;
use crate::corpus::vocabulary::Topic;
use crate::corpus::{Corpus, Kind, Report, languages};

/// A value of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedValue {
    /// The value as it is typed.
    pub value: String,
    /// The number of passages that have it.
    pub count: usize,
    /// Its name or title; empty if the value says it all.
    pub name: String,
    /// Its description for shells.
    pub description: String,
    /// Other names by which it is found, with spaces between.
    pub aliases: String,
}

impl ListedValue {
    fn new(value: impl Into<String>, members: &PassageSet, name: &str) -> Self {
        let name = name.to_owned();
        Self { value: value.into(), count: members.count(), description: name.clone(), name, aliases: String::new() }
    }
}

/// Returns the values of a facet: bodies, priorities, kinds and reports in the order of the data, years and places in
/// ascending order.
#[must_use]
pub fn values(corpus: &Corpus, facet: Facet) -> Vec<ListedValue> {
    let p = &corpus.postings;
    match facet {
        Facet::Entity => {
            let value = |(entity, members): (&crate::corpus::Entity, _)| ListedValue {
                aliases: entity.aliases.iter().map(Str::as_str).collect::<Vec<_>>().join(" "),
                ..ListedValue::new(entity.id.as_str(), members, &entity.name)
            };
            corpus.entities.iter().zip(&p.entities).map(value).collect()
        }
        Facet::Year => p.years.iter().map(|(year, members)| ListedValue::new(year.to_string(), members, "")).collect(),
        Facet::Stated => {
            p.stated.iter().map(|(year, members)| ListedValue::new(year.to_string(), members, "")).collect()
        }
        Facet::Priority => {
            let all = corpus.priorities.iter().zip(&p.priorities);
            all.map(|(priority, members)| ListedValue::new(priority.number.to_string(), members, &priority.title))
                .collect()
        }
        Facet::Kind => {
            let value = |&kind: &Kind| ListedValue {
                description: kind.label().to_owned(),
                ..ListedValue::new(kind.word(), &p.kinds[kind as usize], "")
            };
            Kind::ALL.iter().map(value).collect()
        }
        Facet::Report => {
            let value = |report: &Report| ListedValue {
                count: report.passages.len(),
                ..ListedValue::new(report.id.as_str(), &PassageSet::default(), &report.title)
            };
            corpus.reports.iter().map(value).collect()
        }
        Facet::Place => {
            let value = |(place, members): (&Str, &PassageSet)| match corpus.gazetteer().inside(place) {
                Some(places) => ListedValue::new(place.as_str(), &p.of_places(corpus, places), ""),
                None => ListedValue::new(place.as_str(), members, ""),
            };
            p.places.iter().map(value).collect()
        }
        Facet::Topic => {
            let value = |(topic, members): (&Topic, _)| ListedValue {
                description: topic.dimension.label().to_owned(),
                aliases: topic.words.iter().map(Str::as_str).collect::<Vec<_>>().join(" "),
                ..ListedValue::new(topic.id.as_str(), members, &topic.name)
            };
            corpus.topics.iter().zip(&p.topics).map(value).collect()
        }
        Facet::Partner => {
            let value = |(partner, members): (&Str, _)| {
                let aliases = corpus.partners.iter().find(|known| known.name == *partner).map(|known| &known.aliases);
                let aliases = aliases.into_iter().flatten().map(Str::as_str).collect::<Vec<_>>().join(" ");
                ListedValue { aliases, ..ListedValue::new(partner.as_str(), members, "") }
            };
            p.partners.iter().map(value).collect()
        }
        Facet::Language => {
            let value = |(language, members): (&Str, _)| ListedValue {
                aliases: languages::names(language).join(" "),
                ..ListedValue::new(language.as_str(), members, "")
            };
            p.languages.iter().map(value).collect()
        }
    }
}

/// Returns the values of a facet in the order in which they are offered for completion: the latest year and the latest
/// report first.
#[must_use]
pub fn offered(corpus: &Corpus, facet: Facet) -> Vec<ListedValue> {
    let mut values = values(corpus, facet);
    if matches!(facet, Facet::Year | Facet::Stated | Facet::Report) {
        values.reverse();
    }
    values
}
