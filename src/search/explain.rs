//! Explains the scores of hits: what each clause adds, and the factors by which the sum is multiplied.

use crate::search::highlight::Highlighter;
use crate::search::query::Query;
use crate::search::scorer::Scorer;
use crate::search::{Answer, Hit, Index, Target, relax};

/// How the score of a hit comes about: the sum of its clauses, times each factor.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The words of each clause that adds to the score, and what it adds: rare words more than frequent ones, words
    /// that are often in a short passage more than those that are once in a long one.
    pub clauses: Vec<(String, f32)>,
    /// The factor of what the passage is: activities and mandates count more than rows and captions.
    pub kind: f32,
    /// The share of the weight of the query that the passage matches, and 1 if it matches all.
    pub covered: f32,
    /// The factor of where the words stand: how close together, or in a name alone; of whether a named body acts in the passage;
    /// and of how much of the same body and the same work stands above.
    pub position: f32,
}

impl Explanation {
    /// Returns the explanation as a formula: `(women 1.20 + Nepal 3.41) × kind 1.10 × covered 0.80² × position 1.60`.
    /// Factors of 1 are left out.
    #[must_use]
    pub fn formula(&self) -> String {
        let clauses: Vec<String> = self.clauses.iter().map(|(words, score)| format!("{words} {score:.2}")).collect();
        let mut formula = if clauses.len() == 1 { clauses.concat() } else { format!("({})", clauses.join(" + ")) };
        let factors = [("kind", self.kind, ""), ("covered", self.covered, "\u{b2}"), ("position", self.position, "")];
        for (name, factor, power) in factors {
            if (factor - 1.0).abs() >= 0.005 {
                formula = format!("{formula} \u{d7} {name} {factor:.2}{power}");
            }
        }
        formula
    }
}

/// Explains the hits of an answer, in their order. `None` for what is listed since the query names it, and for hits of a
/// query without words. Searches anew, clause by clause: for people who want to know, not for every search.
#[must_use]
pub fn explain(index: &Index, answer: &Answer) -> Vec<Option<Explanation>> {
    let corpus = index.corpus();
    let query: Query = index.query(&answer.typed);
    let candidates = query.filter.set(corpus, None);
    let names = relax::names_in(&index.labels, &query.wanted());
    let clauses: Vec<(String, Scorer<'_>)> = relax::scored_clauses(&query)
        .into_iter()
        .filter(|(_, clause)| !clause.not)
        .map(|(_, clause)| {
            let mut scorer = Scorer::new(corpus, &index.inverted, names.clone(), candidates.clone());
            scorer.score_clause(1, clause, &mut Highlighter::default(), &mut Vec::new());
            (relax::words_of(clause).join(" "), scorer)
        })
        .collect();
    let all: f32 = clauses.iter().map(|(_, scorer)| scorer.weight()).sum();
    let of_hit = |hit: &Hit| {
        let Target::Passage(id) = hit.target else { return None };
        let matched = || clauses.iter().filter_map(|(words, scorer)| Some((words, scorer, scorer.score_of(id)?)));
        let sum: f32 = matched().map(|(_, _, score)| score).sum();
        let weight: f32 = clauses.iter().map(|(_, scorer)| scorer.covered(id)).sum();
        let covered = if hit.missing == 0 || all <= 0.0 { 1.0 } else { weight / all };
        let kind = index.inverted.boost(id);
        let before = sum * kind * covered * covered;
        (before > 0.0).then(|| Explanation {
            clauses: matched().map(|(words, _, score)| (words.clone(), score)).collect(),
            kind,
            covered,
            position: hit.score / before,
        })
    };
    answer.hits.iter().map(of_hit).collect()
}
