//! What is on record about agreements: of one body, of a pair, and initiatives.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::analysis::agreements::{self, SharedInitiative};
use crate::corpus::strings::Str;
use crate::corpus::{Corpus, EntityId};
use crate::export::records::{Records, Tabular};
use crate::export::rows::{body_ids, ids};
use crate::export::table::TableCell;

/// What the table of agreements says about a pair.
#[derive(Debug, Serialize)]
pub(crate) struct Agreement {
    /// The forms in the row of each body.
    forms: BTreeMap<Str, Vec<&'static str>>,
    /// The bodies whose row states the agreement.
    said_by: Vec<Str>,
    /// The bodies in whose row it is, though they did not answer the survey.
    starred_in: Vec<Str>,
}

impl Agreement {
    /// Reads the table.
    pub fn new(corpus: &Corpus, a: EntityId, b: EntityId) -> Self {
        let table = corpus.agreements();
        let mut agreement = Self { forms: BTreeMap::new(), said_by: Vec::new(), starred_in: Vec::new() };
        for (of, other) in [(a, b), (b, a)] {
            let id = corpus.entity(of).id;
            let forms = table.forms(corpus, of, other);
            if forms.iter().any(|form| !form.1) {
                agreement.said_by.push(id);
            }
            if forms.iter().any(|form| form.1) {
                agreement.starred_in.push(id);
            }
            if table.names(of, other) {
                agreement.forms.insert(id, forms.into_iter().map(|form| form.0.word()).collect());
            }
        }
        agreement
    }
}

/// An agreement of one body with another.
#[derive(Debug, Serialize)]
struct AgreementRow {
    partner: Str,
    name: Str,
    #[serde(flatten)]
    agreement: Agreement,
    words: String,
    passages: Vec<Str>,
    /// What is on record, without the names of the pair.
    #[serde(skip)]
    claim: String,
}

impl Tabular for AgreementRow {
    fn cells(&self) -> Option<Vec<TableCell>> {
        let (by, entries) = (self.agreement.said_by.join(", "), self.passages.join(" "));
        Some(vec![self.partner.as_str().into(), by.into(), entries.into(), format!("{}.", self.claim).into()])
    }
}

/// Returns what is on record about a body's agreements: one row per partner, with who says so.
#[must_use]
pub fn partners(corpus: &Corpus, body: EntityId) -> Records {
    let table = corpus.agreements();
    let title = format!("Agreements of {}", corpus.entity(body).id);
    let mut records = Records::new("agreements", title, &["partner", "said by", "entries", "what"]);
    records.notes = vec![format!(
        "From the table in {}. A partner that is not named here has no record of an agreement, which is not to say that \
         there is none.",
        agreements::source(corpus)
    )];
    records.notes.extend(agreements::row_words(corpus, body));
    let row = |other: EntityId| AgreementRow {
        partner: corpus.entity(other).id,
        name: corpus.entity(other).name,
        agreement: Agreement::new(corpus, body, other),
        words: agreements::sentence(corpus, body, other),
        passages: ids(corpus, &table.of_pair(body, other)),
        claim: agreements::claim(corpus, body, other),
    };
    let rows: Vec<AgreementRow> = table.partners(body).into_iter().map(row).collect();
    let line = |row: &AgreementRow| format!("{}: {}. [{}]\n", row.partner, row.claim, row.passages.join(", "));
    let notes = records.notes.iter().map(|note| format!("\n{note}\n"));
    let title = format!("{}\n\n", records.title);
    records.text = Some(std::iter::once(title).chain(rows.iter().map(line)).chain(notes).collect());
    records.extend(rows);
    records
}

/// What is on record between two bodies.
#[derive(Debug, Serialize)]
struct PairRow {
    bodies: Vec<Str>,
    agreement: Agreement,
    words: Vec<String>,
    common: Vec<Str>,
    path: Vec<Str>,
    initiatives: Vec<Str>,
    passages: Vec<Str>,
}

impl Tabular for PairRow {
    fn cells(&self) -> Option<Vec<TableCell>> {
        Some(vec![
            self.bodies.join(", ").into(),
            self.words.first().cloned().unwrap_or_default().into(),
            self.common.join(", ").into(),
            self.path.join(" - ").into(),
            self.initiatives.join("; ").into(),
            self.passages.join(" ").into(),
        ])
    }
}

/// Returns what is on record between two bodies: agreements, common partners, the shortest path from one to the other,
/// and shared initiatives.
#[must_use]
pub fn pair(corpus: &Corpus, a: EntityId, b: EntityId) -> Records {
    let table = corpus.agreements();
    let row = PairRow {
        bodies: body_ids(corpus, [a, b]),
        agreement: Agreement::new(corpus, a, b),
        words: agreements::pair_words(corpus, a, b),
        common: body_ids(corpus, table.common(a, b)),
        path: body_ids(corpus, table.path(a, b)),
        initiatives: agreements::initiatives(corpus, &[a, b]).into_iter().map(|initiative| initiative.name).collect(),
        passages: ids(corpus, &table.of_pair(a, b)),
    };
    let columns = ["bodies", "on record", "common partners", "shortest way", "initiatives", "entries"];
    let mut records = Records::new("agreements", format!("Agreements of {}", row.bodies.join(" and ")), &columns);
    records.notes = vec![format!("From the table in {}.", agreements::source(corpus))];
    records.text = Some(row.words.join("\n") + "\n");
    records.extend([row]);
    records
}

/// An initiative in which bodies act together.
#[derive(Debug, Serialize)]
struct SharedInitiativeRow {
    initiative: Str,
    scope: Str,
    bodies: Vec<Str>,
    passages: Vec<Str>,
}

impl Tabular for SharedInitiativeRow {
    fn cells(&self) -> Option<Vec<TableCell>> {
        let (bodies, passages) = (self.bodies.join(", "), self.passages.join(" "));
        Some(vec![self.initiative.as_str().into(), self.scope.as_str().into(), bodies.into(), passages.into()])
    }
}

/// Returns the initiatives in which all of the bodies take part, with all who do; the passages tell of the part of these.
#[must_use]
pub fn initiatives(corpus: &Corpus, bodies: &[EntityId]) -> Records {
    let title = format!("Initiatives of {}", body_ids(corpus, bodies.iter().copied()).join(" and "));
    let mut records = Records::new("agreements", title, &["initiative", "scope", "bodies", "passages"]);
    records.notes = vec![crate::analysis::NOT_NO_ACTIVITY.to_owned()];
    let row = |shared: &SharedInitiative| {
        let all: Vec<EntityId> = shared.participants.keys().copied().collect();
        let of = if bodies.is_empty() { &all } else { bodies };
        let (passages, bodies) = (ids(corpus, &shared.passages(of)), body_ids(corpus, all.iter().copied()));
        SharedInitiativeRow { initiative: shared.name, scope: shared.scope, bodies, passages }
    };
    let rows: Vec<SharedInitiativeRow> = agreements::initiatives(corpus, bodies).iter().map(row).collect();
    let line = |row: &SharedInitiativeRow| {
        let scope = if row.scope.is_empty() { String::new() } else { format!(" ({})", row.scope) };
        format!("{}{scope}: {} [{}]\n", row.initiative, row.bodies.join(", "), row.passages.join(", "))
    };
    let text = rows.iter().map(line).collect::<String>();
    let text = if text.is_empty() { "No record in these reports.\n" } else { &text };
    records.text = Some(format!("{}\n\n{text}", records.title));
    records.extend(rows);
    records
}
