//! Fuzzy matching of short strings: names and acronyms of bodies, titles of sections.

use std::collections::HashMap;
use std::sync::OnceLock;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use crate::corpus::subject::Subject;
use crate::corpus::{Corpus, EntityId, SectionId};
use crate::search::stemmer::stem;
use crate::search::tokenizer::Parts;
use crate::search::{Hit, MatchReason, Target, tokenizer};
use crate::text;

/// The words of an acronym, and the words of its expansion with their stems.
pub type Expansion = (Vec<String>, Vec<(String, String)>);

/// One of the names of a body.
struct Name {
    folded: String,
    squeezed: String,
    words: Vec<String>,
}

impl Name {
    fn new(name: &str) -> Self {
        let folded = text::fold_plain(name);
        let squeezed = folded.chars().filter(|c| c.is_alphanumeric()).collect();
        Self { squeezed, words: tokenizer::parts(name), folded }
    }

    /// Returns whether `words` contains all words of the name, in any order, or the whole name written as one word.
    fn is_among(&self, words: &[&str]) -> bool {
        words.contains(&self.squeezed.as_str()) || self.words.iter().all(|n| words.contains(&n.as_str()))
    }
}

/// The folded labels of bodies and sections.
pub struct Labels {
    entities: Vec<(EntityId, Vec<Name>)>,
    sections: Vec<(String, Vec<SectionId>)>,
    /// The words of the acronyms in the glossary, and those of their expansions with their stems. Computed on first
    /// use.
    expansions: OnceLock<Vec<Expansion>>,
    /// The names of bodies and partners that have two words and more: their words and the stems of these. Computed on
    /// first use.
    long_names: OnceLock<Vec<(Parts, Parts)>>,
    highlighter: SkimMatcherV2,
}

impl std::fmt::Debug for Labels {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Labels")
            .field("entities", &self.entities.len())
            .field("sections", &self.sections.len())
            .finish_non_exhaustive()
    }
}

/// The scores of labels, above which hits of the best label come first: a name typed whole, the beginning of an acronym,
/// all words of a name, and a name spelled nearly so.
const WHOLE_NAME: f32 = 100.0;
const BEGINNING_OF_NAME: f32 = 60.0;
const WORDS_OF_NAME: f32 = 30.0;
const NEAR_NAME: f32 = 12.0;
/// How many bytes of a name cost a point, so that the shortest name with the words comes first.
const NAME_LENGTH_STEP: f32 = 20.0;
/// The scores of headings: typed whole, and with all words.
const WHOLE_HEADING: f32 = 9.0;
const IN_HEADING: f32 = 4.0;
/// The maximum length, in bytes, of a label that is matched by its beginning or by letters in order.
const SHORT_MAX: usize = 12;
/// What the fuzzy matcher scores for each letter at most.
const LETTER_SCORE: i64 = 16;

impl Labels {
    /// Collects the labels of a corpus.
    #[must_use]
    pub fn new(corpus: &Corpus) -> Self {
        let entities = (0u16..)
            .zip(&corpus.entities)
            .map(|(n, e)| {
                let names = e.all_names().map(|s| Name::new(s)).collect();
                (EntityId(n), names)
            })
            .collect();
        let mut titles: HashMap<String, Vec<SectionId>> = HashMap::new();
        for (n, section) in (0u32..).zip(&corpus.sections) {
            titles.entry(text::fold_plain(&section.title)).or_default().push(SectionId(n));
        }
        let mut sections: Vec<_> = titles.into_iter().collect();
        sections.sort();
        let highlighter = SkimMatcherV2::default().ignore_case();
        Self { entities, sections, expansions: OnceLock::new(), long_names: OnceLock::new(), highlighter }
    }

    /// Returns the bodies that a query names: exactly, by a prefix, by all its words, or fuzzily.
    #[must_use]
    pub fn entities(&self, wanted: &[&str]) -> Vec<Hit> {
        let mut hits = Vec::new();
        for (id, names) in &self.entities {
            if let Some((score, why)) =
                names.iter().filter_map(|n| self.name(n, wanted)).max_by(|a, b| a.0.total_cmp(&b.0))
            {
                hits.push(Hit { target: Target::Subject(Subject::Body(*id)), score, why, missing: 0 });
            }
        }
        hits
    }

    /// Returns the acronyms of the glossary with their expansions.
    pub fn expansions(&self, corpus: &Corpus) -> &[Expansion] {
        self.expansions.get_or_init(|| {
            let rows = corpus.glossary.iter().filter(|t| !t.expansion.is_empty());
            let stems = |w: String| {
                let stem = stem(&w);
                (w, stem)
            };
            rows.map(|t| (tokenizer::words(&t.term), tokenizer::words(&t.expansion).into_iter().map(stems).collect()))
                .collect()
        })
    }

    /// Returns the words of the names of bodies and partners that have a word of this stem among others.
    pub(crate) fn long_names_with<'a>(
        &'a self,
        corpus: &Corpus,
        stem_of_word: &'a str,
    ) -> impl Iterator<Item = &'a Parts> {
        let names = self.long_names.get_or_init(|| {
            let partners = corpus.partners.iter().flat_map(|one| std::iter::once(&one.name).chain(&one.aliases));
            let bodies = corpus.entities.iter().flat_map(|one| std::iter::once(&one.name).chain(&one.aliases));
            let names = bodies.chain(partners).map(|name| Parts::of(name)).filter(|name| name.iter().nth(1).is_some());
            names.map(|name| (name.clone(), Parts::of(&name.iter().map(stem).collect::<Vec<_>>().join(" ")))).collect()
        });
        names.iter().filter(move |(_, stems)| stems.iter().any(|one| one == stem_of_word)).map(|(words, _)| words)
    }

    /// Returns the bodies whose names are among the words, in any order, and the remaining words.
    #[must_use]
    pub fn named<'a>(&self, wanted: &[&'a str]) -> (Vec<EntityId>, Vec<&'a str>) {
        let mut found: Vec<(usize, EntityId, &Name)> = Vec::new();
        for (id, names) in &self.entities {
            let whole = names.iter().filter(|n| n.is_among(wanted)).max_by_key(|n| n.words.len());
            found.extend(whole.map(|n| (n.words.len(), *id, n)));
        }
        found.sort_by_key(|&(words, id, _)| (std::cmp::Reverse(words), id));
        let (mut named, mut left) = (Vec::new(), wanted.to_vec());
        for (_, id, name) in found {
            if name.is_among(&left) {
                left.retain(|w| !name.words.iter().any(|n| n == w) && name.squeezed != *w);
                named.push(id);
            }
        }
        (named, left)
    }

    /// Returns the sections whose heading contains all words.
    #[must_use]
    pub fn sections(&self, wanted: &[&str]) -> Vec<Hit> {
        let mut hits = Vec::new();
        for (title, ids) in &self.sections {
            if wanted.iter().all(|w| has_word(title, w)) {
                let score = if tokenizer::parts(title).len() == wanted.len() { WHOLE_HEADING } else { IN_HEADING };
                hits.extend(ids.iter().map(|&id| Hit {
                    target: Target::Section(id),
                    score,
                    why: MatchReason::Headline,
                    missing: 0,
                }));
            }
        }
        hits
    }

    fn name(&self, name: &Name, wanted: &[&str]) -> Option<(f32, MatchReason)> {
        let alone = match wanted {
            [one] => Some(*one),
            _ => None,
        };
        if alone == Some(&name.squeezed) || wanted.len() == name.words.len() && name.is_among(wanted) {
            return Some((WHOLE_NAME, MatchReason::Name));
        }
        let short = name.squeezed.len() <= SHORT_MAX;
        if let Some(word) = alone.filter(|w| short && w.len() >= 2)
            && name.squeezed.starts_with(word)
        {
            return Some((BEGINNING_OF_NAME, MatchReason::Name));
        }
        if wanted.iter().map(|w| w.len()).sum::<usize>() >= 3 && wanted.iter().all(|w| has_word(&name.folded, w)) {
            let length = u8::try_from(name.folded.len()).unwrap_or(200).min(200);
            return Some((WORDS_OF_NAME - f32::from(length) / NAME_LENGTH_STEP, MatchReason::Headline));
        }
        let word = alone.filter(|w| short && w.chars().count() >= 4)?;
        let best = i64::try_from(word.chars().count()).unwrap_or(i64::MAX) * LETTER_SCORE;
        let score = self.highlighter.fuzzy_match(&name.squeezed, word)?;
        (score * 10 >= best * 8).then_some((NEAR_NAME, MatchReason::Near))
    }
}

/// Returns whether a folded label contains a word that starts with `word`.
fn has_word(label: &str, word: &str) -> bool {
    label
        .match_indices(word)
        .any(|(at, _)| !label.get(..at).and_then(|b| b.chars().next_back()).is_some_and(char::is_alphanumeric))
}
