//! Who to call: one row per body.

use serde::Serialize;

use crate::analysis::who::{Candidate, NeedPart, Ranking};
use crate::corpus::Corpus;
use crate::corpus::strings::Str;
use crate::export::records::{Records, Tabular};
use crate::export::rows::ids;
use crate::export::table::TableCell;

/// A body to call.
#[derive(Debug, Serialize)]
struct CandidateRow {
    rank: usize,
    id: Str,
    name: Str,
    reasons: Vec<ReasonOut>,
    together: Vec<Str>,
    evidence: Evidence,
}

/// What speaks for a body with regard to one part of the need.
#[derive(Debug, Serialize)]
struct ReasonOut {
    part: String,
    words: String,
    passages: Vec<Str>,
}

/// The sentence that speaks for a body most. Both are empty if there is none.
#[derive(Debug, Serialize)]
struct Evidence {
    passage: String,
    text: String,
}

impl Tabular for CandidateRow {
    fn cells(&self) -> Option<Vec<TableCell>> {
        let reasons: Vec<String> = self.reasons.iter().map(|r| format!("{}: {}", r.part, r.words)).collect();
        Some(vec![
            self.rank.to_string().into(),
            self.id.as_str().into(),
            self.name.as_str().into(),
            reasons.join("; ").into(),
            self.evidence.text.as_str().into(),
            self.evidence.passage.as_str().into(),
        ])
    }
}

/// Returns who to call: one row per body.
#[must_use]
pub fn who(corpus: &Corpus, ranking: &Ranking) -> Records {
    let columns = ["rank", "body", "name", "reasons", "evidence", "passage"];
    let mut records = Records::new("who", format!("Who should I call? {}", ranking.need), &columns);
    records.notes =
        vec!["Ranked by what the reports tell of each body; a body that is not named may still do it.".to_owned()];
    let part = |n: usize| ranking.parts.get(n).map_or_else(String::new, NeedPart::label);
    let row = |(n, body): (usize, &Candidate)| CandidateRow {
        rank: n + 1,
        id: corpus.entity(body.entity).id,
        name: corpus.entity(body.entity).name,
        reasons: body
            .reasons
            .iter()
            .map(|r| ReasonOut { part: part(r.part), words: r.words.clone(), passages: ids(corpus, &r.passages) })
            .collect(),
        together: ids(corpus, &body.joint),
        evidence: body.evidence.as_ref().map_or_else(
            || Evidence { passage: String::new(), text: String::new() },
            |(id, text)| Evidence { passage: corpus.passage(*id).id.to_string(), text: text.clone() },
        ),
    };
    records.extend(ranking.bodies.iter().enumerate().map(row));
    records
}
