//! A selection of passages, so that what is shown can be exported, described in words, and reproduced by a command.

use std::collections::BTreeMap;

use crate::analysis::order::ListOrder;
use crate::command_line::flag;
use crate::corpus::filter::{Facet, Filter};
use crate::corpus::{Corpus, PassageId};
use crate::export::markdown::one_line;
use crate::export::title::slug;
use crate::search::{Answer, Target};

/// A choice of passages: by a query, by a filter, by both, or picked one by one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// The search query; empty if there is none.
    pub query: String,
    /// The filter.
    pub filter: Filter,
    /// Passages that were picked one by one, in order, each with a note that may be empty. If this is set, the query
    /// and the filter are ignored, even if no passage is left.
    pub picked: Option<Vec<(PassageId, String)>>,
    /// The order of the passages, if they are not picked one by one.
    pub order: ListOrder,
    /// Maximum number of passages.
    pub limit: Option<usize>,
}

/// What has to be said of passages that a search found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchRemarks {
    /// How the query was understood, such as which word was read as another.
    pub notes: Vec<String>,
    /// The passages that have some of the words alone, each with those that it lacks.
    pub partial: BTreeMap<PassageId, String>,
}

impl SearchRemarks {
    /// Gathers them from the answer of the search, if there was one.
    #[must_use]
    pub fn of(answer: Option<&Answer>) -> Self {
        let Some(answer) = answer else { return Self::default() };
        let lacking = answer.hits.iter().filter(|hit| hit.missing != 0).filter_map(|hit| match hit.target {
            Target::Passage(id) => {
                let words = answer.missing(hit).into_iter().map(|words| format!("\u{201c}{words}\u{201d}"));
                Some((id, words.collect::<Vec<_>>().join(", ")))
            }
            _ => None,
        });
        Self { notes: answer.notes.clone(), partial: lacking.collect() }
    }

    /// Returns the words that a passage lacks, if it lacks any.
    #[must_use]
    pub fn lacking(&self, id: PassageId) -> Option<&str> {
        self.partial.get(&id).map(String::as_str)
    }
}

impl Selection {
    /// Returns whether nothing is selected, which means everything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Creates a selection of marks, each the id of a passage and a note: of those that the data has, in their order.
    pub fn of_marks<'m>(corpus: &Corpus, marks: impl IntoIterator<Item = (&'m str, &'m str)>) -> Self {
        let known = |(id, note): (&str, &str)| Some((corpus.find_passage(id)?, note.to_owned()));
        Self { picked: Some(marks.into_iter().filter_map(known).collect()), ..Self::default() }
    }

    /// Returns the passages: picked ones in their order, hits with the best first, filtered ones with the latest report
    /// first, or both as the order wants. An empty selection yields all passages in reading order. `answer` is the answer
    /// to the query, if there is one.
    #[must_use]
    pub fn passages(&self, corpus: &Corpus, answer: Option<&Answer>) -> Vec<PassageId> {
        let mut passages = self.all(corpus, answer);
        passages.truncate(self.limit.unwrap_or(usize::MAX));
        passages
    }

    /// Returns the passages of the selection, whatever their years, if it is a filter that asks for years: a passage that
    /// states years may have a claim that states none, of which the year of the report holds.
    #[must_use]
    pub fn passages_of_any_year(&self, corpus: &Corpus) -> Option<Vec<PassageId>> {
        let any = self.filter.without(Facet::Year).without(Facet::Stated);
        let is_filter = self.query.is_empty() && self.picked.is_none() && self.limit.is_none();
        (is_filter && any != self.filter).then(|| {
            let mut passages = corpus.latest_first(&any.set(corpus, None));
            self.order.sort_passages(corpus, &mut passages);
            passages
        })
    }

    fn all(&self, corpus: &Corpus, answer: Option<&Answer>) -> Vec<PassageId> {
        if let Some(picked) = &self.picked {
            return picked.iter().map(|p| p.0).collect();
        }
        let set = self.filter.set(corpus, None);
        let mut passages: Vec<PassageId> = match answer.filter(|_| !self.query.is_empty()) {
            Some(answer) => {
                let passage = |target: Target| match target {
                    Target::Passage(id) if set.contains(id) => Some(id),
                    _ => None,
                };
                answer.hits.iter().filter_map(|h| passage(h.target)).collect()
            }
            None if *self == Self { limit: self.limit, ..Self::default() } => corpus.passage_numbers().collect(),
            None => corpus.latest_first(&set),
        };
        self.order.sort_passages(corpus, &mut passages);
        passages
    }

    /// Returns the note of a picked passage; empty if there is none.
    #[must_use]
    pub fn note(&self, id: PassageId) -> &str {
        self.picked.iter().flatten().find(|p| p.0 == id).map_or("", |p| p.1.as_str())
    }

    /// Describes the selection in words, such as "\"recruitment\" in IOM, 2022".
    #[must_use]
    pub fn describe(&self, corpus: &Corpus) -> String {
        let query = one_line(&self.query);
        let first = self.limit.map_or_else(String::new, |limit| format!(", the first {limit}"));
        let by = self.order.word().filter(|_| self.picked.is_none());
        let sorted = by.map_or_else(String::new, |by| format!(", sorted by {by}"));
        let of = match (self.picked.as_deref(), self.query.is_empty(), self.filter.is_empty()) {
            (Some([(only, _)]), _, _) => corpus.passage(*only).headline.to_string(),
            (Some(_), _, _) => "Selected passages".to_owned(),
            (_, true, _) => self.filter.describe(corpus),
            (_, false, true) => format!("\u{201c}{query}\u{201d}"),
            (_, false, false) => format!("\u{201c}{query}\u{201d} in {}", self.filter.describe(corpus)),
        };
        of + &sorted + &first
    }

    /// Describes the selection as a part of a file name; empty if it is everything, or was picked one by one.
    #[must_use]
    pub fn slug(&self, corpus: &Corpus) -> String {
        let filter = if self.filter.is_empty() { String::new() } else { self.filter.describe(corpus) };
        if self.picked.is_some() { String::new() } else { slug(&format!("{} {filter}", self.query), "") }
    }

    /// Returns the command-line arguments that reproduce the selection. No argument contains a line break.
    #[must_use]
    pub fn arguments(&self, corpus: &Corpus) -> Vec<String> {
        let mut out = Vec::new();
        let mut put = |name: &str, value: &str| out.extend(flag(name, &one_line(value)));
        if let Some(limit) = self.limit {
            put("limit", &limit.to_string());
        }
        if let Some(picked) = &self.picked {
            for (id, note) in picked {
                let id = corpus.passage(*id).id;
                put("id", &id);
                if !note.is_empty() {
                    put("note", &format!("{id}={note}"));
                }
            }
            return out;
        }
        if !self.query.is_empty() {
            put("query", &self.query);
        }
        for facet in Facet::ALL {
            for value in self.filter.to_args(corpus, facet) {
                put(facet.word(), &value);
            }
        }
        out.extend(self.order.arguments());
        out
    }
}
