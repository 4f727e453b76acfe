//! Short strings, met fuzzily: names and acronyms of bodies, titles of sections.

use std::collections::HashMap;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::{Hit, Target, Why};
use crate::corpus::{Corpus, EntityId, SectionId};
use crate::text;

/// Labels of bodies and sections, folded.
pub struct Labels {
    entities: Vec<(EntityId, Vec<String>)>,
    sections: Vec<(String, Vec<SectionId>)>,
    matcher: SkimMatcherV2,
}

impl std::fmt::Debug for Labels {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Labels")
            .field("entities", &self.entities.len())
            .field("sections", &self.sections.len())
            .finish_non_exhaustive()
    }
}

impl Labels {
    /// Collects the labels of a corpus.
    #[must_use]
    pub fn new(corpus: &Corpus) -> Self {
        let entities = (0u16..)
            .zip(&corpus.entities)
            .map(|(n, e)| {
                let names = [&e.id, &e.name].into_iter().chain(&e.aliases).map(|s| text::fold_plain(s)).collect();
                (EntityId(n), names)
            })
            .collect();
        let mut titles: HashMap<String, Vec<SectionId>> = HashMap::new();
        for (n, section) in (0u32..).zip(&corpus.sections) {
            titles.entry(text::fold_plain(&section.title)).or_default().push(SectionId(n));
        }
        let mut sections: Vec<_> = titles.into_iter().collect();
        sections.sort();
        Self { entities, sections, matcher: SkimMatcherV2::default().ignore_case() }
    }

    /// The bodies that a query names: exactly, by a beginning, by all its words, or fuzzily.
    #[must_use]
    pub fn entities(&self, wanted: &[&str]) -> Vec<Hit> {
        let mut hits = Vec::new();
        for (id, names) in &self.entities {
            if let Some((score, why)) =
                names.iter().filter_map(|n| self.name(n, wanted)).max_by(|a, b| a.0.total_cmp(&b.0))
            {
                hits.push(Hit { target: Target::Entity(*id), score, why });
            }
        }
        hits
    }

    /// The sections whose heading holds all the words.
    #[must_use]
    pub fn sections(&self, wanted: &[&str]) -> Vec<Hit> {
        let mut hits = Vec::new();
        for (title, ids) in &self.sections {
            if wanted.iter().all(|w| has_word(title, w)) {
                let score = if title.as_str() == wanted.join(" ") { 9.0 } else { 4.0 };
                hits.extend(ids.iter().map(|&id| Hit { target: Target::Section(id), score, why: Why::Headline }));
            }
        }
        hits
    }

    fn name(&self, name: &str, wanted: &[&str]) -> Option<(f32, Why)> {
        let typed = wanted.join(" ");
        let plain: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
        let squeezed: String = wanted.concat();
        if plain == squeezed {
            return Some((100.0, Why::Name));
        }
        if typed.len() >= 2 && (name.starts_with(&typed) || plain.starts_with(&squeezed)) && plain.len() <= 12 {
            return Some((60.0, Why::Name));
        }
        if typed.len() >= 3 && wanted.iter().all(|w| has_word(name, w)) {
            return Some((30.0 - f32::from(u8::try_from(name.len().min(200)).unwrap_or(200)) / 20.0, Why::Headline));
        }
        let letters = squeezed.chars().count();
        if letters >= 4 && wanted.len() == 1 && plain.len() <= 12 {
            let best = i64::try_from(letters).unwrap_or(i64::MAX) * 16;
            let score = self.matcher.fuzzy_match(&plain, &squeezed)?;
            return (score * 10 >= best * 8).then_some((12.0, Why::Near));
        }
        None
    }
}

/// Whether a folded label holds a word that begins so.
fn has_word(label: &str, word: &str) -> bool {
    label
        .match_indices(word)
        .any(|(at, _)| !label.get(..at).and_then(|b| b.chars().next_back()).is_some_and(char::is_alphanumeric))
}
