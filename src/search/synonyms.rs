//! Synonyms of the field, so that a search for one word finds passages that use another.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::search::stemmer::stem;

/// The groups of synonyms, one per row. Words that the field distinguishes (victim and survivor, trafficking and
/// smuggling, migrant and refugee) are never in the same row.
const SYNONYMS: &[&[&str]] = &[
    &["agreement", "memorandum", "mou"],
    &["aid", "assistance", "help", "support"],
    &["ban", "prohibition"],
    &["border", "frontier"],
    &["brochure", "leaflet"],
    &["business", "company", "corporate", "enterprise", "firm"],
    &["charge", "task"],
    &["child", "boy", "girl", "kid", "minor"],
    &["combat", "counter", "fight"],
    &["compensation", "redress", "remedy", "reparation", "restitution"],
    &["convict", "sentence"],
    &["course", "seminar", "training", "workshop"],
    &["crisis", "disaster", "emergency"],
    &["detect", "discover", "identify"],
    &["donor", "grant"],
    &["farm", "agriculture", "growing"],
    &["fund", "finance", "money"],
    &["guide", "guideline", "handbook", "manual", "toolkit"],
    &["healthcare", "health", "medical"],
    &["internet", "online", "cyber", "digital"],
    &["job", "employment", "work"],
    &["judge", "court", "judiciary", "magistrate"],
    &["verdict", "ruling"],
    &["kidney", "organ"],
    &["labour", "labor"],
    &["law", "act", "legislation"],
    &["programme", "project"],
    &["prompt", "early", "quick"],
    &["school", "education"],
    &["staff", "personnel"],
    &["state", "country", "government"],
    &["research", "study"],
    &["tech", "technology"],
    &["war", "conflict"],
    &["wife", "bride", "marriage"],
    &["woman", "women", "female"],
];

/// The rows by the stems of their words, each word with its stem.
static BY_STEM: LazyLock<HashMap<String, Vec<(&str, String)>>> = LazyLock::new(|| {
    let with_stem = |word: &&'static str| (*word, stem(word));
    let rows = SYNONYMS.iter().map(|row| row.iter().map(with_stem).collect::<Vec<_>>());
    rows.flat_map(|row| row.clone().into_iter().map(move |(_, stem)| (stem, row.clone()))).collect()
});

/// Returns the synonyms of a word.
pub fn synonyms(typed: &str) -> impl Iterator<Item = &'static str> {
    let wanted = stem(typed);
    let row = BY_STEM.get(&wanted).map_or(&[][..], Vec::as_slice);
    row.iter().filter(move |(_, stem)| *stem != wanted).map(|(word, _)| *word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_of_one_row_only_and_its_forms_lead_to_the_row() {
        let mut stems: Vec<String> = SYNONYMS.iter().flat_map(|r| r.iter()).map(|w| stem(w)).collect();
        let all = stems.len();
        stems.sort();
        stems.dedup();
        assert_eq!(stems.len(), all, "a word stands in two rows");
        assert!(synonyms("companies").any(|w| w == "firm"));
        assert!(synonyms("firm").any(|w| w == "company"));
        assert_eq!(synonyms("victim").count(), 0);
    }
}
