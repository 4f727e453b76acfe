//! Who to call: one row per body.

use serde::Serialize;

use crate::analysis::knowledge;
use crate::analysis::opening::opened;
use crate::analysis::who::{Candidate, Evidence, Ranking};
use crate::corpus::Corpus;
use crate::corpus::strings::Str;
use crate::document;
use crate::export::records::{Records, Tabular};
use crate::export::rows::ids;
use crate::export::table::TableCell;

/// A body to call, or the group as such, which has no rank.
#[derive(Debug, Serialize)]
struct CandidateRow {
    rank: Option<usize>,
    id: Str,
    name: Str,
    url: Option<Str>,
    reasons: Vec<ReasonOut>,
    together: Vec<Str>,
    evidence: EvidenceOut,
    more: Vec<EvidenceOut>,
}

/// What speaks for a body with regard to one part of the need.
#[derive(Debug, Serialize)]
struct ReasonOut {
    part: String,
    words: String,
    passages: Vec<Str>,
    evidence: EvidenceOut,
}

/// Words that speak for a body. All are empty if there are none.
#[derive(Debug, Default, Serialize)]
struct EvidenceOut {
    passage: String,
    /// What the sentence of the text opens with, where the text begins within it.
    opening: String,
    text: String,
    when: String,
    places: Vec<Str>,
    parts: Vec<String>,
}

impl EvidenceOut {
    fn new(corpus: &Corpus, ranking: &Ranking, evidence: &Evidence) -> Self {
        let parts = evidence.parts.iter().filter_map(|&n| ranking.parts.get(n)).map(|part| part.words.clone());
        Self {
            passage: corpus.passage(evidence.passage).id.to_string(),
            opening: evidence.opening.clone(),
            text: evidence.words.clone(),
            when: evidence.when.clone(),
            places: evidence.places.clone(),
            parts: parts.collect(),
        }
    }
}

impl Tabular for CandidateRow {
    fn cells(&self) -> Option<Vec<TableCell>> {
        let reasons: Vec<String> = self.reasons.iter().map(|r| format!("{}: {}", r.part, r.words)).collect();
        Some(vec![
            self.rank.map_or_else(TableCell::default, TableCell::count),
            self.id.as_str().into(),
            self.name.as_str().into(),
            reasons.join("; ").into(),
            opened(&self.evidence.opening, &self.evidence.text).as_str().into(),
            self.evidence.passage.as_str().into(),
            self.evidence.when.as_str().into(),
            self.url.map_or_else(String::new, |url| url.to_string()).into(),
        ])
    }
}

/// Returns who to call: one row per body, and the group as such last.
#[must_use]
pub fn who(corpus: &Corpus, ranking: &Ranking) -> Records {
    let columns = ["rank", "body", "name", "reasons", "evidence", "passage", "date", "home page"];
    let mut records = Records::new("who", format!("Who should I call? {}", ranking.need), &columns);
    let answer = ranking.answer.iter().map(|answer| answer.words.clone());
    records.notes = answer.chain(document::who::not_listed(corpus, ranking)).collect();
    records.notes.extend([
        "Ranked by the statements that credit each body; a body that is not named may still do it.".to_owned(),
        knowledge::limits_on_paper(corpus),
    ]);
    let row = |rank: Option<usize>, body: &Candidate| {
        let mut evidence = body.evidence.iter().map(|evidence| EvidenceOut::new(corpus, ranking, evidence));
        let reasons = body.reasons.iter().map(|reason| ReasonOut {
            part: ranking.parts.get(reason.part).map_or_else(String::new, |part| part.words.clone()),
            words: reason.words.clone(),
            passages: ids(corpus, &reason.passages),
            evidence: EvidenceOut::new(corpus, ranking, &reason.evidence),
        });
        CandidateRow {
            rank,
            id: corpus.entity(body.entity).id,
            name: corpus.entity(body.entity).name,
            url: corpus.entity(body.entity).url,
            reasons: reasons.collect(),
            together: ids(corpus, &body.joint),
            evidence: evidence.next().unwrap_or_default(),
            more: evidence.collect(),
        }
    };
    records.extend(ranking.bodies.iter().enumerate().map(|(n, body)| row(Some(n + 1), body)));
    records.extend(ranking.group.iter().map(|group| row(None, group)));
    records
}
