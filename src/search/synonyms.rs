//! Synonyms: groups of words that stand for the same thing. The inverted index holds a term for each group, under which the
//! passages stand that print any of its words; this index leads from what is typed to these terms.

use std::collections::BTreeMap;

use crate::corpus::sorted_lines::SortedLines;
use crate::corpus::vocabulary::SynonymGroup;
use crate::search::stemmer::stem;
use crate::search::tokenizer;
use crate::text::bare_word;

/// The maximum number of words of an expression.
pub(crate) const EXPRESSION_WORDS: usize = 8;
/// The beginning of the term of a group. No word of a text begins so.
pub(crate) const GROUP_MARK: char = '\u{1}';
/// Returns the term of a group, given by its index.
pub(crate) fn group_term(group: usize) -> String {
    format!("{GROUP_MARK}{group}")
}

/// Returns the key of an expression: the stems of its words.
pub(crate) fn expression_key<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    words
        .into_iter()
        .map(|word| bare_word(word).map_or_else(|| stem(word), str::to_owned))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Leads from expressions to groups.
#[derive(Debug, Clone)]
pub struct SynonymIndex(pub SortedLines);

impl SynonymIndex {
    /// Builds the index of some groups.
    #[must_use]
    pub fn new(groups: &[SynonymGroup]) -> Self {
        let mut keys: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (n, group) in groups.iter().enumerate() {
            for expression in group.words.iter().chain(group.names.values().flatten()) {
                let words = tokenizer::parts(expression);
                let of = keys.entry(expression_key(words.iter().map(String::as_str))).or_default();
                if of.last() != Some(&n.to_string()) {
                    of.push(n.to_string());
                }
            }
        }
        keys.remove("");
        Self(SortedLines::new(&keys.into_iter().map(|(key, of)| (key, of.join(" "))).collect()))
    }

    /// Returns the groups of an expression, given by its folded words.
    pub fn find<'w>(&self, words: impl IntoIterator<Item = &'w str>) -> Vec<usize> {
        let groups = self.0.get(&expression_key(words)).unwrap_or("");
        groups.split(' ').filter_map(|group| group.parse().ok()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::strings::Str;

    #[test]
    fn forms_of_an_expression_in_any_language_lead_to_its_group() {
        let of = |words: &[&'static str]| words.iter().map(|w| Str::from(*w)).collect::<Vec<_>>();
        let group = |words: &[&'static str], names: &[(&'static str, &'static str)]| SynonymGroup {
            words: of(words),
            wide: true,
            narrower: Vec::new(),
            names: names.iter().map(|(language, name)| (Str::from(*language), of(&[name]))).collect(),
        };
        let groups = [
            group(&["shelter", "safe house"], &[("fr", "refuge"), ("ru", "приют для жертв")]),
            group(&["safe house"], &[("ar", "مأوى"), ("zh", "庇护所")]),
        ];
        let index = SynonymIndex::new(&groups);
        let find = |words: &str| index.find(tokenizer::parts(words).iter().map(String::as_str));
        assert_eq!(find("safe houses"), [0, 1]);
        assert_eq!((find("Shelters"), find("refuges"), find("приюты для жертв")), (vec![0], vec![0], vec![0]));
        assert_eq!((find("المأوى"), find("庇护所"), find("safe")), (vec![1], vec![1], vec![]));
    }
}
