//! Joining, splitting and removing passages: what goes with which part.

use std::collections::HashSet;
use std::sync::Arc;

use crate::corpus::Corpus;
use crate::draft::blocks::{Spelling, between};
use crate::draft::drafting::headline;
use crate::draft::propose::{Vocabulary, publication, years};
use crate::draft::report_file::{Claim, Passage, Section};
use crate::draft::review::{Review, push, union};

impl Review {
    /// Joins a passage with the next one.
    ///
    /// # Errors
    /// If none follows in its section.
    pub fn join(&mut self, n: usize) -> Result<(), String> {
        let (Some(first), Some(second)) = (self.passage(n).cloned(), self.passage(n + 1).cloned()) else {
            return Err("No passage follows.".to_owned());
        };
        if self.paths[n].sections != self.paths[n + 1].sections {
            return Err("The next passage stands in another section.".to_owned());
        }
        let is_apart =
            |passage: &Passage| matches!(passage.style.as_deref(), Some("footnote" | "caption" | "quote" | "row"));
        if is_apart(&first) != is_apart(&second) {
            return Err("The next one is a footnote, a caption, a quotation or a row, or this one is.".to_owned());
        }
        let mut bodies = self.bodies(n);
        self.bodies(n + 1).into_iter().for_each(|body| push(&mut bodies, body));
        let mut joined = first.clone();
        let space = between(&mut joined.text, &second.text, &Spelling::default());
        joined.text.push_str(space);
        joined.text.push_str(&second.text);
        joined.claims.extend(second.claims.clone());
        let text = joined.text.clone();
        joined.claims.retain(|claim| text.matches(&claim.quote).count() == 1);
        let is_credited = union(&joined.claims, |claim| &claim.entities).len() == bodies.len();
        if joined.claims.is_empty() || !is_credited {
            joined.claims.clear();
            joined.entities = Some(bodies);
        } else {
            joined.entities = None;
        }
        joined.places = merged(first.places.as_ref(), second.places.as_ref());
        joined.years = merged(first.years.as_ref(), second.years.as_ref());
        joined.priorities = merged(first.priorities.as_ref(), second.priorities.as_ref());
        second.topics.into_iter().for_each(|topic| push(&mut joined.topics, topic));
        joined.links.extend(second.links);
        if first.draft.is_some() || second.draft.is_some() {
            let doubts = first.draft.into_iter().chain(second.draft).flatten();
            joined.draft = Some(doubts.collect());
        }
        let (kept, gone) = (joined.id.clone(), second.id);
        let join = move |section: &mut Section, at: usize| {
            section.passages.remove(at + 1);
            if let Some(place) = section.passages.get_mut(at) {
                *place = joined;
            }
        };
        self.change_with(n, join, |review| review.adopt(&gone, Some(&kept)));
        Ok(())
    }

    /// Splits a passage into what stands before and after a position in its text, in bytes.
    ///
    /// # Errors
    /// If there are no words on one side.
    pub fn split(&mut self, corpus: &Corpus, n: usize, at: usize) -> Result<(), String> {
        let passage = self.passage(n).cloned().ok_or("There is no passage here.")?;
        let head = passage.text.get(..at).unwrap_or_default().trim().to_owned();
        let tail = passage.text.get(at..).unwrap_or_default().trim().to_owned();
        if head.is_empty() || tail.is_empty() {
            return Err("Put the cursor between the two parts.".to_owned());
        }
        let beside = (
            passage.text.get(..at).and_then(|t| t.chars().next_back()),
            passage.text.get(at..).and_then(|t| t.chars().next()),
        );
        if matches!(beside, (Some(one), Some(two)) if one.is_alphanumeric() && two.is_alphanumeric()) {
            return Err("Put the cursor between two words.".to_owned());
        }
        let bodies = self.bodies(n);
        let vocabulary = Vocabulary::of(corpus);
        let is_publication = passage.title.is_some();
        let part = |text: String| {
            let mut part = passage.clone();
            part.claims.iter_mut().for_each(|claim| cut_quote(claim, &passage.text, at, &text));
            part.claims.retain(|claim| text.matches(&claim.quote).count() == 1);
            part.topics = if part.claims.is_empty() { vocabulary.topics(&text) } else { Vec::new() };
            if is_publication {
                let found = publication(&text, &|words| corpus.find_entity(words).is_some());
                (part.title, part.published) = (Some(found.title), Some(found.published));
                (part.languages, part.upcoming) = (Some(found.languages), Some(found.upcoming));
                (part.series, part.work) = (found.series, None);
            }
            // A link stays with the words that it stands on.
            part.links.retain(|link| {
                let label: String = link.label.chars().take(24).collect();
                text.contains(&label) || !passage.text.contains(&label)
            });
            part.entities = if part.claims.is_empty() { Some(bodies.clone()) } else { None };
            part.years = Some(years(&text)).filter(|years| !years.is_empty());
            part.places = Some(vocabulary.places(&text)).filter(|places| !places.is_empty());
            part.draft = Some(passage.draft.clone().unwrap_or_default());
            part.text = text;
            part
        };
        let first = part(head);
        let mut second = part(tail);
        let taken: HashSet<String> = (0..self.len()).filter_map(|n| self.passage(n)).map(|p| p.id.clone()).collect();
        let mut number = 2;
        while taken.contains(&format!("{}-{number}", passage.id)) {
            number += 1;
        }
        second.id = format!("{}-{number}", passage.id);
        second.headline = headline(&second.text, &format!(" ({number})"));
        self.change(n, move |section, at| {
            section.passages.insert(at + 1, second);
            if let Some(place) = section.passages.get_mut(at) {
                *place = first;
            }
        });
        Ok(())
    }

    /// Removes a passage, such as a running head. What had it as its parent has none.
    ///
    /// # Errors
    /// If it is the last one.
    pub fn remove(&mut self, n: usize) -> Result<(), String> {
        if self.len() < 2 {
            return Err("A report has a passage.".to_owned());
        }
        let id = self.passage(n).ok_or("There is no passage here.")?.id.clone();
        let remove = |section: &mut Section, at: usize| drop(section.passages.remove(at));
        self.change_with(n, remove, |review| review.adopt(&id, None));
        Ok(())
    }

    /// Gives the passages whose parent is gone another one, or none.
    fn adopt(&mut self, gone: &str, parent: Option<&String>) {
        fn walk(sections: &mut [Section], gone: &str, parent: Option<&String>) {
            for section in sections {
                for passage in section.passages.iter_mut().filter(|p| p.parent.as_deref() == Some(gone)) {
                    passage.parent = parent.filter(|id| **id != passage.id).cloned();
                }
                walk(&mut section.sections, gone, parent);
            }
        }
        walk(&mut Arc::make_mut(&mut self.report).sections, gone, parent);
        let is_named = self.readings.promises.iter().any(|p| p.taken_up.iter().any(|taken| taken.passage == gone));
        if let (true, Some(parent)) = (is_named, parent) {
            let readings = Arc::make_mut(&mut self.readings);
            let taken = readings.promises.iter_mut().flat_map(|promise| &mut promise.taken_up);
            taken.filter(|taken| taken.passage == gone).for_each(|taken| taken.passage.clone_from(parent));
        }
    }
}

/// Cuts the quote of a claim that spans the position at which its text is split to what a part has of it.
fn cut_quote(claim: &mut Claim, whole: &str, at: usize, part: &str) {
    let Some(from) = whole.find(&claim.quote) else { return };
    let cut = at.saturating_sub(from);
    if part.contains(&claim.quote) || cut == 0 || cut >= claim.quote.len() {
        return;
    }
    let (head, tail) = claim.quote.split_at_checked(cut).unwrap_or_default();
    let own = if whole.starts_with(part) { head } else { tail };
    let own = own.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':')).to_owned();
    if !own.is_empty() {
        claim.quote = own;
    }
}

fn merged<T: Clone + PartialEq>(one: Option<&Vec<T>>, two: Option<&Vec<T>>) -> Option<Vec<T>> {
    let mut all = Vec::new();
    one.into_iter().chain(two).flatten().cloned().for_each(|item| push(&mut all, item));
    (!all.is_empty()).then_some(all)
}
