//! The filter flags, the same for all commands and for the explorer.

use clap::Args;

use crate::corpus::Corpus;
use crate::corpus::filter::{Facet, Filter, FilterMode};
use crate::error::{Error, Result};
use crate::gate;

/// One flag for each facet; each may be given more than once, and a value with `!` before it is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct Filters {
    /// Only what these bodies act in (`!unodc`: not these)
    #[arg(long, value_name = "ID")]
    pub entity: Vec<String>,
    /// Only what states these years, or is reported for them where it states none: 2022 or 2020..2022
    #[arg(long, value_name = "YEAR|A..B")]
    pub year: Vec<String>,
    /// Only what states these years
    #[arg(long, value_name = "YEAR|A..B")]
    pub stated: Vec<String>,
    /// Only what is filed under these priorities, 1 to 6
    #[arg(long, value_name = "N")]
    pub priority: Vec<String>,
    /// Only these kinds of passage
    #[arg(long, value_name = "KIND")]
    pub kind: Vec<String>,
    /// Only these reports
    #[arg(long, value_name = "REPORT")]
    pub report: Vec<String>,
    /// Only what names these countries or regions
    #[arg(long, value_name = "PLACE")]
    pub place: Vec<String>,
    /// Only what is about these topics
    #[arg(long, value_name = "TOPIC")]
    pub topic: Vec<String>,
    /// Only what was done with these partners
    #[arg(long, value_name = "NAME")]
    pub partner: Vec<String>,
    /// Only works that are available in these languages
    #[arg(long, value_name = "LANGUAGE")]
    pub language: Vec<String>,
}

impl Filters {
    fn flags(&self) -> [(Facet, &Vec<String>); 10] {
        [
            (Facet::Entity, &self.entity),
            (Facet::Year, &self.year),
            (Facet::Stated, &self.stated),
            (Facet::Priority, &self.priority),
            (Facet::Kind, &self.kind),
            (Facet::Report, &self.report),
            (Facet::Place, &self.place),
            (Facet::Topic, &self.topic),
            (Facet::Partner, &self.partner),
            (Facet::Language, &self.language),
        ]
    }

    /// Returns the first flag that is given.
    #[must_use]
    pub fn first(&self) -> Option<&'static str> {
        self.flags().into_iter().find(|(_, values)| !values.is_empty()).map(|(facet, _)| facet.word())
    }

    /// Returns the filter that the flags ask for. Says what has to be known about the values.
    ///
    /// # Errors
    /// Returns an error if a value is unknown. The message names the flag and the values there are.
    pub fn filter(&self, corpus: &Corpus) -> Result<Filter> {
        let mut filter = Filter::default();
        for (facet, values) in self.flags() {
            for value in values {
                let note = filter
                    .add_value(corpus, facet, value, FilterMode::Include)
                    .map_err(|e| Error::run(format!("--{}: {e}", facet.word())))?;
                note.iter().for_each(gate::say);
            }
        }
        Ok(filter)
    }
}
