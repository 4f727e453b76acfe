//! Fixed expressions for which others stand: terms of the glossary, synonyms, and the names of initiatives and partners that
//! have several.

use std::collections::HashMap;

use crate::corpus::Corpus;
use crate::corpus::strings::Str;
use crate::search::stemmer::stem;
use crate::search::tokenizer;

/// An expression, with the stems of its words.
#[derive(Debug)]
pub(crate) struct Expression {
    /// The words, as the data prints them.
    pub(crate) words: String,
    /// The stems of the words.
    pub(crate) stems: Vec<String>,
}

/// Expressions that stand for one another.
#[derive(Debug)]
pub(crate) struct ExpressionGroup {
    /// The expressions.
    pub(crate) expressions: Vec<Expression>,
    /// Whether they stand for a concept rather than for each other to the word.
    pub(crate) wide: bool,
}

/// All groups, and for the stems of an expression the groups that have it.
#[derive(Debug)]
pub(crate) struct Expressions {
    groups: Vec<ExpressionGroup>,
    of_stems: HashMap<String, Vec<usize>>,
}

impl Expressions {
    /// Collects the expressions of a corpus. Takes some milliseconds.
    pub(crate) fn new(corpus: &Corpus) -> Self {
        let words = |words: &[Str]| words.iter().map(ToString::to_string).collect::<Vec<_>>();
        let all_of = |name: &Str, aliases: &[Str]| [words(&[*name]), words(aliases)].concat();
        let terms = corpus.glossary.iter().map(|term| vec![bare(&term.term).to_owned(), term.expansion.to_string()]);
        let initiatives = corpus.initiatives.iter().map(|one| all_of(&one.name, &one.aliases));
        let partners = corpus.partners.iter().map(|one| all_of(&one.name, &one.aliases));
        let named = terms.chain(initiatives).chain(partners).map(|words| (words, false));
        let synonyms = corpus.synonyms.iter().map(|group| (words(&group.words), group.wide));
        let (mut groups, mut of_stems) = (Vec::new(), HashMap::<String, Vec<usize>>::new());
        for (mut words, wide) in named.chain(synonyms) {
            words.retain(|words| !words.trim().is_empty());
            let expressions: Vec<Expression> =
                words.into_iter().map(|words| Expression { stems: stems(&words), words }).collect();
            for expression in &expressions {
                if !expression.stems.is_empty() && (expressions.len() > 1 || expression.stems.len() > 1) {
                    let of = of_stems.entry(expression.stems.join(" ")).or_default();
                    if of.last() != Some(&groups.len()) {
                        of.push(groups.len());
                    }
                }
            }
            groups.push(ExpressionGroup { expressions, wide });
        }
        Self { groups, of_stems }
    }

    /// Returns the groups that have an expression with these stems.
    pub(crate) fn with_stems(&self, stems: &[String]) -> impl Iterator<Item = &ExpressionGroup> {
        let found = self.of_stems.get(&stems.join(" ")).map_or(&[][..], Vec::as_slice);
        found.iter().filter_map(|&group| self.groups.get(group))
    }
}

/// Returns a term without what tells it from another of the same letters, as in "COP (ITU)".
fn bare(term: &str) -> &str {
    term.split_once(" (").map_or(term, |(bare, _)| bare)
}

/// Returns the stems of the words of a text.
pub(crate) fn stems(words: &str) -> Vec<String> {
    tokenizer::parts(words).iter().map(|word| stem(word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_stands_for_its_expansion_and_a_form_of_a_word_finds_its_group() {
        let corpus = crate::dataset::embedded().expect("the embedded data is valid");
        let expressions = Expressions::new(&corpus);
        let words = |typed: &str| -> Vec<String> {
            let stems = stems(typed);
            let groups = expressions.with_stems(&stems);
            groups.flat_map(|group| group.expressions.iter().map(|one| one.words.clone())).collect()
        };
        assert!(words("NRM").contains(&"national referral mechanism".to_owned()), "{:?}", words("NRM"));
        assert!(words("nurse").contains(&"doctors".to_owned()));
        assert_eq!(words("no such words"), Vec::<String>::new());
    }
}
