//! What a row of an export is, besides a passage.

use clap::ValueEnum;

use crate::corpus::filter::Facet;
use crate::corpus::{Corpus, PassageId};
use crate::export::records::Records;
use crate::export::rows::{agreement_entries, claims, parts, roles, who_what_where, works};
use crate::export::selection::Selection;
use crate::search::query::Query;

/// What is said of the rows of a search.
const OF_WORDS: &str = "The words of the search choose passages: the other claims of these are here, too.";

/// What a row of an export is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Shape {
    /// A passage
    #[default]
    Passages,
    /// A claim: one statement of a passage
    Claims,
    /// Who does what where: a body, a place and a year of one claim
    #[value(name = "3w")]
    WhoWhatWhere,
    /// A published work
    Works,
    /// A body that the row of another names in the tables of agreements
    Agreements,
    /// What a body was in the group in a year
    Membership,
    /// A body's part in an initiative
    Initiatives,
}

impl Shape {
    /// Returns it as it is typed.
    #[must_use]
    pub fn word(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }

    /// Returns the facets that narrow it; `None` if its rows are those of passages, which everything narrows.
    #[must_use]
    pub fn facets(self) -> Option<&'static [Facet]> {
        match self {
            Self::Passages | Self::Claims | Self::WhoWhatWhere | Self::Agreements => None,
            Self::Works => Some(&Facet::ALL),
            Self::Membership => Some(&[Facet::Entity, Facet::Year]),
            Self::Initiatives => Some(&[Facet::Entity]),
        }
    }

    /// Returns the rows of the passages of a selection, or those that its filter leaves where they are not of passages.
    /// Passages themselves are no rows; of these it returns the claims.
    #[must_use]
    pub fn records(self, corpus: &Corpus, passages: &[PassageId], selection: &Selection) -> Records {
        let filter = &selection.filter;
        // The filters in a query narrow the rows, too.
        let of_query = Query::parse(&selection.query, corpus);
        let has_words = !of_query.clauses.is_empty();
        let filters = [filter.clone(), of_query.filter];
        let titled = |mut records: Records| {
            records.title = format!("{}: {}", records.title, selection.describe(corpus));
            if has_words {
                records.notes.push(OF_WORDS.to_owned());
            }
            records
        };
        match self {
            Self::Passages | Self::Claims => titled(claims(corpus, passages, &filters)),
            Self::WhoWhatWhere => {
                let any = selection.passages_of_any_year(corpus);
                titled(who_what_where(corpus, any.as_deref().unwrap_or(passages), &filters))
            }
            Self::Works => works(corpus, filter, selection.order),
            Self::Agreements => agreement_entries(corpus, passages),
            Self::Membership => roles(corpus, filter),
            Self::Initiatives => parts(corpus, filter),
        }
    }
}
