//! What is on record about agreements: of one body, of a pair, and initiatives.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::analysis::agreements::{self, SharedInitiative};
use crate::corpus::agreements::is_unanswered;
use crate::corpus::filter::Filter;
use crate::corpus::strings::Str;
use crate::corpus::{Corpus, Details, EntityId};
use crate::export::records::{Records, Tabular};
use crate::export::rows::{body_ids, ids};
use crate::export::table::{TableCell, join};

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

/// An entry of the table that joins two bodies: what the row of the first says of the second.
#[derive(Debug)]
struct Edge {
    body: Str,
    with: Str,
    form: &'static str,
    is_answered: bool,
    entry: Str,
}

impl Edge {
    /// Returns the entries between two bodies, those in the row of the first before those in the row of the second.
    fn between(corpus: &Corpus, a: EntityId, b: EntityId) -> Vec<Self> {
        let entries = corpus.agreements().of_pair(a, b);
        let of_row = |(body, with): (EntityId, EntityId)| {
            let entries = entries.iter().filter(move |&&id| corpus.passage(id).entities.first() == Some(&body));
            entries.filter_map(move |&id| {
                let Details::Agreement { form, .. } = &corpus.passage(id).details else { return None };
                Some(Self {
                    body: corpus.entity(body).id,
                    with: corpus.entity(with).id,
                    form: form.label(),
                    is_answered: !is_unanswered(corpus, body, id),
                    entry: corpus.passage(id).id,
                })
            })
        };
        [(a, b), (b, a)].into_iter().flat_map(of_row).collect()
    }

    /// Returns its cells: whose row, with whom, form, whether the body of the row answered, passage.
    fn cells(&self) -> impl Iterator<Item = TableCell> + use<> {
        let answered = if self.is_answered { "yes" } else { "no" };
        [self.body.as_str(), &self.with, self.form, answered, &self.entry].map(TableCell::from).into_iter()
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
    #[serde(skip)]
    edges: Vec<Edge>,
}

impl Tabular for AgreementRow {
    fn cells(&self) -> Option<Vec<TableCell>> {
        self.rows().into_iter().next()
    }

    fn rows(&self) -> Vec<Vec<TableCell>> {
        let row = |edge: &Edge| {
            let begin = [self.partner.as_str().into(), self.name.as_str().into()];
            begin.into_iter().chain(edge.cells()).chain([format!("{}.", self.claim).into()]).collect()
        };
        self.edges.iter().map(row).collect()
    }
}

/// Returns what is on record about a body's agreements: one record per partner, with who says so, and a row for each entry.
#[must_use]
pub fn partners(corpus: &Corpus, body: EntityId) -> Records {
    let table = corpus.agreements();
    let title = format!("Agreements of {}", corpus.entity(body).id);
    let mut records = Records::new("agreements", title, &PARTNERS);
    records.notes = vec![format!(
        "From the table in {}, of memoranda and other formal frameworks between members; not all need be about trafficking. It \
         has no entry with members that are not named here; there may still be agreements. Agreements with \
         others, such as States and firms, are not in it.",
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
        edges: Edge::between(corpus, body, other),
    };
    let rows: Vec<AgreementRow> = table.partners(body).into_iter().map(row).collect();
    let line = |row: &AgreementRow| format!("{}: {}. [{}]\n", row.partner, row.claim, row.passages.join(", "));
    let notes = records.notes.iter().map(|note| format!("\n{note}\n"));
    let title = format!("{}\n\n", records.title);
    records.text = Some(std::iter::once(title).chain(rows.iter().map(line)).chain(notes).collect());
    let words = "A row here is an entry of that table, in which each body has its own row; where both name each other, there are two.";
    records.notes.push(words.to_owned());
    records.extend(rows);
    records
}

/// The columns of the agreements of a body.
const PARTNERS: [&str; 8] =
    ["partner", "name", "in the row of", "with", "form", "the row's body answered", "entry", "together"];
/// The columns of what is on record between two bodies.
const PAIR: [&str; 7] = ["what", "body", "with", "form", "the body answered", "passage", "initiative"];

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
    /// The entries that join two bodies: the pair, each of them and a common partner, those along the shortest way.
    #[serde(skip)]
    edges: Vec<(&'static str, Vec<Edge>)>,
    /// The passages that tell of the part of each body in the initiatives that they share: initiative, body, passage.
    #[serde(skip)]
    parts: Vec<[Str; 3]>,
}

impl Tabular for PairRow {
    fn cells(&self) -> Option<Vec<TableCell>> {
        self.rows().into_iter().next()
    }

    fn rows(&self) -> Vec<Vec<TableCell>> {
        let joined = self.edges.iter().flat_map(|(what, edges)| {
            edges.iter().map(|edge| std::iter::once((*what).into()).chain(edge.cells()).collect())
        });
        let part = |[name, body, passage]: &[Str; 3]| {
            ["initiative", body.as_str(), "", "", "", passage.as_str(), name.as_str()].map(TableCell::from).to_vec()
        };
        let rows: Vec<Vec<TableCell>> = joined.chain(self.parts.iter().map(part)).collect();
        if !rows.is_empty() {
            return rows;
        }
        let bodies = self.bodies.iter().map(Str::as_str);
        vec![std::iter::once("no record").chain(bodies).map(TableCell::from).collect()]
    }
}

/// Returns what is on record between two bodies: agreements, common partners, the shortest path from one to the other,
/// and shared initiatives.
#[must_use]
pub fn pair(corpus: &Corpus, a: EntityId, b: EntityId) -> Records {
    let table = corpus.agreements();
    let (common, path) = (table.common(a, b), table.path(a, b));
    let shared = agreements::initiatives(corpus, &[a, b]);
    let mut edges = vec![("agreement", Edge::between(corpus, a, b))];
    edges.extend(common.iter().flat_map(|&c| [a, b].map(|of| ("common partner", Edge::between(corpus, of, c)))));
    // Two bodies next to each other are their own shortest way.
    let steps = path.windows(2).filter(|_| path.len() > 2);
    edges.extend(steps.map(|step| ("shortest way", Edge::between(corpus, step[0], step[1]))));
    let part = |initiative: &SharedInitiative, body: EntityId| {
        let (name, id) = (initiative.name, corpus.entity(body).id);
        ids(corpus, &initiative.passages(&[body])).into_iter().map(move |passage| [name, id, passage])
    };
    let parts = shared.iter().flat_map(|initiative| [a, b].into_iter().flat_map(move |body| part(initiative, body)));
    let row = PairRow {
        edges,
        parts: parts.collect(),
        bodies: body_ids(corpus, [a, b]),
        agreement: Agreement::new(corpus, a, b),
        words: agreements::pair_words(corpus, a, b),
        common: body_ids(corpus, common),
        path: body_ids(corpus, path),
        initiatives: shared.iter().map(|initiative| initiative.name).collect(),
        passages: ids(corpus, &table.of_pair(a, b)),
    };
    let mut records = Records::new("agreements", format!("Agreements of {}", row.bodies.join(" and ")), &PAIR);
    records.notes.clone_from(&row.words);
    records.notes.push(format!(
        "A row is an entry of the table of agreements in {}, where body is the one whose row of that table has it, or a \
         passage that names the body's part in the initiative.",
        agreements::source(corpus)
    ));
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
    /// The passages that tell of the part of each body.
    #[serde(skip)]
    parts: Vec<(Str, Vec<Str>)>,
}

impl SharedInitiativeRow {
    /// Creates the row of an initiative, with the parts of these bodies.
    fn new(corpus: &Corpus, shared: &SharedInitiative, of: &[EntityId]) -> Self {
        let part = |body: &EntityId| Some((corpus.entity(*body).id, ids(corpus, shared.participants.get(body)?)));
        Self {
            initiative: shared.name,
            scope: shared.scope,
            bodies: body_ids(corpus, shared.participants.keys().copied()),
            passages: ids(corpus, &shared.passages(of)),
            parts: of.iter().filter_map(part).collect(),
        }
    }
}

impl Tabular for SharedInitiativeRow {
    fn cells(&self) -> Option<Vec<TableCell>> {
        self.rows().into_iter().next()
    }

    fn rows(&self) -> Vec<Vec<TableCell>> {
        let row = |(body, passages): &(Str, Vec<Str>)| {
            let begin = [self.initiative, self.scope, *body].map(|words| words.as_str().into());
            begin.into_iter().chain([TableCell::count(self.bodies.len()), join(passages).into()]).collect()
        };
        self.parts.iter().map(row).collect()
    }
}

/// Returns the part of each body in each initiative; of a filter, of its bodies.
#[must_use]
pub fn parts(corpus: &Corpus, filter: &Filter) -> Records {
    let mut records = initiatives(corpus, &[]);
    let is_meant = |id: &EntityId| {
        let bodies = &filter.entities;
        (bodies.include.is_empty() || bodies.include.contains(id)) && !bodies.exclude.contains(id)
    };
    let rows = agreements::initiatives(corpus, &[]).into_iter().filter_map(|shared| {
        let meant: Vec<EntityId> = shared.participants.keys().copied().filter(is_meant).collect();
        (!meant.is_empty()).then(|| SharedInitiativeRow::new(corpus, &shared, &meant))
    });
    (records.view, records.text) = ("initiatives", None);
    records.rows.clear();
    records.extend(rows);
    records
}

/// Returns the initiatives in which all of the bodies take part, with all who do, a row for each body; without bodies, all
/// initiatives. The passages of a record tell of the part of these bodies, those of a row of the part of its own.
#[must_use]
pub fn initiatives(corpus: &Corpus, bodies: &[EntityId]) -> Records {
    let title = match bodies {
        [] => "Initiatives, and who takes part in them".to_owned(),
        bodies => format!("Initiatives of {}", body_ids(corpus, bodies.iter().copied()).join(" and ")),
    };
    let columns = ["initiative", "scope", "body", "bodies in all", "passages"];
    let mut records = Records::new("agreements", title, &columns);
    records.notes = vec![
        "A row is one body's part in an initiative; bodies in all: how many bodies are named as taking part in it."
            .to_owned(),
        crate::analysis::NOT_NO_ACTIVITY.to_owned(),
    ];
    let row = |shared: &SharedInitiative| {
        let all: Vec<EntityId> = shared.participants.keys().copied().collect();
        let told = if bodies.is_empty() { &all } else { bodies };
        let passages = ids(corpus, &shared.passages(told));
        SharedInitiativeRow { passages, ..SharedInitiativeRow::new(corpus, shared, &all) }
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
