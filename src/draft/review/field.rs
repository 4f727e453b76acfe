//! The fields of a passage that are typed in a line.

use crate::corpus::{Corpus, Kind};

/// A field of a passage that is typed in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Our headline.
    Headline,
    /// The report's words.
    Text,
    /// The kind.
    Kind,
    /// The bodies.
    Bodies,
    /// The places.
    Places,
    /// The years.
    Years,
    /// The priorities.
    Priorities,
    /// The topics of a passage without claims.
    Topics,
    /// The work that it describes.
    Work,
    /// Of a publication: its title.
    Title,
    /// Of a publication: the year in which it came out.
    Published,
    /// Our note.
    Editorial,
    /// The links, each with the words that it stands on.
    Links,
    /// The heading of the section.
    Heading,
    /// Of a claim: who acts beside the bodies.
    Partners,
}

impl Field {
    /// Returns the name of the field, as the line says it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Text => "text",
            Self::Kind => "kind",
            Self::Bodies => "bodies",
            Self::Places => "places",
            Self::Years => "years",
            Self::Priorities => "priorities",
            Self::Topics => "topics",
            Self::Work => "work",
            Self::Title => "title",
            Self::Published => "published",
            Self::Editorial => "note",
            Self::Links => "links",
            Self::Heading => "heading",
            Self::Partners => "partners",
        }
    }

    /// Returns whether several values can be typed, with commas between them.
    #[must_use]
    pub fn is_list(self) -> bool {
        matches!(self, Self::Bodies | Self::Places | Self::Years | Self::Priorities | Self::Topics | Self::Partners)
    }

    /// Returns the values that can be typed.
    #[must_use]
    pub fn values(self, corpus: &Corpus) -> Vec<String> {
        match self {
            Self::Kind => Kind::ALL.iter().map(|kind| kind.word().to_owned()).collect(),
            Self::Bodies => corpus.entities.iter().map(|entity| entity.id.to_string()).collect(),
            Self::Places => corpus.places.iter().map(|place| place.name.to_string()).collect(),
            Self::Priorities => corpus.priorities.iter().map(|priority| priority.number.to_string()).collect(),
            Self::Topics => corpus.topics.iter().map(|topic| topic.id.to_string()).collect(),
            Self::Work => corpus.works.iter().map(|work| work.id.to_string()).collect(),
            Self::Partners => corpus.partners.iter().map(|partner| partner.name.to_string()).collect(),
            Self::Headline
            | Self::Text
            | Self::Years
            | Self::Title
            | Self::Published
            | Self::Editorial
            | Self::Links
            | Self::Heading => Vec::new(),
        }
    }
}
