//! The tabs of the detail view.

use crate::corpus::Kind;
use crate::document;

/// A tab of the detail view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tab {
    /// What bodies are charged with.
    Mandate,
    /// What they do and did.
    Activities,
    /// With whom: partnerships, agreements, initiatives.
    Partnerships,
    /// What they published.
    Publications,
    /// What else the reports say: calls, commitments, members, quotations, narrative, captions, notes.
    Context,
    /// The profile of a body.
    Profile,
}

impl Tab {
    /// All tabs, left to right.
    pub const ALL: [Self; 6] =
        [Self::Mandate, Self::Activities, Self::Partnerships, Self::Publications, Self::Context, Self::Profile];

    /// Returns the name of the tab in session files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Mandate => "mandate",
            Self::Activities => "activities",
            Self::Partnerships => "partnerships",
            Self::Publications => "publications",
            Self::Context => "context",
            Self::Profile => "profile",
        }
    }

    /// Returns the display name of the tab.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Mandate => "Mandate",
            Self::Activities => "Activities",
            Self::Partnerships => "Partnerships",
            Self::Publications => "Publications",
            Self::Context => "Context",
            Self::Profile => "Profile",
        }
    }

    /// Returns the name where there is little room.
    #[must_use]
    pub fn short_name(self) -> &'static str {
        match self {
            Self::Partnerships => "Partners",
            Self::Publications => "Works",
            _ => self.name(),
        }
    }

    /// Returns the kinds of passage that the tab lists.
    #[must_use]
    pub fn kinds(self) -> Vec<Kind> {
        match self {
            Self::Mandate => vec![Kind::Mandate],
            Self::Activities => vec![Kind::Activity],
            Self::Partnerships => vec![Kind::Partnership, Kind::Agreement, Kind::Initiative],
            Self::Publications => vec![Kind::Publication],
            Self::Context => Kind::ALL.iter().copied().filter(|&k| document::is_context(k)).collect(),
            Self::Profile => Vec::new(),
        }
    }
}
