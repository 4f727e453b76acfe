//! The views as rows, for commands and export files.

use serde_json::{Value, json};

use crate::analysis::agreements::{self, Layer};
use crate::analysis::commitments::{OUR_READING, Verdict, no_record, rows};
use crate::analysis::compare::{Compare, Row};
use crate::analysis::grid::Sort;
use crate::analysis::grid_view::GridView;
use crate::analysis::who::{Part, Ranking};
use crate::analysis::{FacetValue, PassageSource};
use crate::corpus::filter::Filter;
use crate::corpus::{Corpus, Details, EntityId, PassageId};
use crate::export::records::{Format, Records};

fn ids(corpus: &Corpus, passages: &[PassageId]) -> Vec<String> {
    passages.iter().map(|&p| corpus.passage(p).id.to_string()).collect()
}

/// Returns what a row or a column stands for, spelled as in exports and filters. Totals are "all"; regions go by name.
fn key(corpus: &Corpus, key: &FacetValue) -> String {
    match key {
        FacetValue::All => "all".to_owned(),
        FacetValue::Entity(id) => corpus.entity(*id).id.to_string(),
        FacetValue::Priority(n) => n.to_string(),
        FacetValue::Year(year) => year.to_string(),
        FacetValue::Kind(kind) => kind.word().to_owned(),
        FacetValue::Place(place) => place.to_string(),
        FacetValue::Region(name, _) => format!("{}{name}", crate::corpus::annotations::ALL_OF),
    }
}

fn source_ids(corpus: &Corpus, source: &PassageSource) -> Vec<String> {
    ids(corpus, &source.passages(corpus))
}

/// Returns a grid with its rows and columns, and with the passages behind each cell if the format is JSON.
#[must_use]
pub fn grid(corpus: &Corpus, shown: GridView, base: &Filter, sort: Option<&Sort>, format: Format) -> Records {
    let mut grid = shown.grid(corpus, base);
    sort.into_iter().for_each(|s| grid.sort(s));
    let mut columns = vec![grid.rows_are.replace("entity", "body")];
    columns.extend(grid.columns.iter().map(|c| c.id.clone()));
    let mut records = Records { what: shown.view_word(), columns, notes: grid.legend.clone(), ..Records::default() };
    records.title =
        if base.is_empty() { grid.title.clone() } else { format!("{}, under {}", grid.title, base.describe(corpus)) };
    let of_agreements = shown == GridView::Agreements(Layer::Agreements) && format.is_json();
    for (r, row) in grid.rows.iter().enumerate() {
        let (mut cells, mut spoken) = (vec![row.id.clone()], vec![row.id.clone()]);
        let mut values = Vec::new();
        for (c, column) in grid.columns.iter().enumerate() {
            let Some(cell) = grid.cell(r, c) else { continue };
            cells.push(cell.mark.clone());
            spoken.push(if cell.said.is_empty() { cell.mark.clone() } else { cell.said.clone() });
            if !format.is_json() {
                continue;
            }
            let mut value = json!({
                "column": column.id,
                "key": key(corpus, &column.key),
                "count": cell.count,
                "passages": ids(corpus, &grid.passages(corpus, r, c)),
            });
            if !cell.said.is_empty() {
                value["says"] = Value::from(cell.mark.as_str());
                value["words"] = Value::from(cell.said.as_str());
                if let (true, FacetValue::Entity(a), FacetValue::Entity(b)) = (of_agreements, &row.key, &column.key) {
                    value["agreement"] = agreement(corpus, *a, *b);
                }
            }
            values.push(value);
        }
        records.rows.push(cells);
        records.spoken.push(spoken);
        records.values.push(json!({ "id": row.id, "key": key(corpus, &row.key), "name": row.name, "cells": values }));
    }
    records
}

/// Joins the strings of a JSON array with commas.
fn list(values: &Value) -> String {
    values.as_array().into_iter().flatten().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
}

fn names(corpus: &Corpus, of: impl IntoIterator<Item = EntityId>) -> Vec<String> {
    of.into_iter().map(|e| corpus.entity(e).id.to_string()).collect()
}

/// Returns what the table of agreements says about a pair, as JSON: the forms in the row of each body, whose row states
/// the agreement, and in whose row it is starred.
fn agreement(corpus: &Corpus, a: EntityId, b: EntityId) -> Value {
    let table = corpus.agreements();
    let pairs = [(a, b), (b, a)];
    let of = |holds: &dyn Fn(EntityId, EntityId) -> bool| {
        names(corpus, pairs.iter().filter(|(x, y)| holds(*x, *y)).map(|p| p.0))
    };
    let forms = pairs.iter().filter(|(x, y)| table.names(*x, *y)).map(|&(x, y)| {
        let forms: Vec<&str> = table.forms(corpus, x, y).into_iter().map(|f| f.0.word()).collect();
        (corpus.entity(x).id.to_string(), Value::from(forms))
    });
    json!({
        "forms": forms.collect::<serde_json::Map<_, _>>(),
        "said_by": of(&|x, y| table.forms(corpus, x, y).iter().any(|f| !f.1)),
        "starred_in": of(&|x, y| table.forms(corpus, x, y).iter().any(|f| f.1)),
    })
}

/// Returns what is on record about a body's agreements: one row per partner, with who says so.
#[must_use]
pub fn partners(corpus: &Corpus, body: EntityId) -> Records {
    let table = corpus.agreements();
    let name = corpus.entity(body).id;
    let mut records = Records {
        what: "agreements",
        title: format!("Agreements of {name}"),
        columns: ["partner", "said by", "entries", "what"].map(str::to_owned).to_vec(),
        notes: vec![format!(
            "From the table in {}. A partner that is not named here has no record of an agreement, which is not to say \
                 that there is none.",
            agreements::source(corpus)
        )],
        ..Records::default()
    };
    for other in table.partners(body) {
        let partner = corpus.entity(other).id;
        let entries = ids(corpus, &table.of_pair(body, other));
        let claim = agreements::claim(corpus, body, other);
        let mut value = agreement(corpus, body, other);
        let by = list(&value["said_by"]);
        for (key, of) in [
            ("partner", Value::from(partner.as_str())),
            ("name", Value::from(corpus.entity(other).name.as_str())),
            ("words", Value::from(agreements::said(corpus, body, other))),
            ("passages", Value::from(entries.clone())),
        ] {
            value[key] = of;
        }
        records.values.push(value);
        records.rows.push(vec![partner.to_string(), by, entries.join(" "), format!("{claim}.")]);
    }
    records.text = Some(
        std::iter::once(format!("{}\n\n", records.title))
            .chain(records.rows.iter().map(|r| format!("{}: {} [{}]\n", r[0], r[3], r[2].replace(' ', ", "))))
            .chain(records.notes.iter().map(|n| format!("\n{n}\n")))
            .collect(),
    );
    records
}

/// Returns what is on record between two bodies: agreements, common partners, the shortest path from one to the other,
/// and shared initiatives.
#[must_use]
pub fn pair(corpus: &Corpus, a: EntityId, b: EntityId) -> Records {
    let table = corpus.agreements();
    let words = agreements::pair_words(corpus, a, b);
    let passages = ids(corpus, &table.of_pair(a, b));
    let (common, path) = (names(corpus, table.common(a, b)), names(corpus, table.path(a, b)));
    let shared = ids(corpus, &agreements::initiatives(corpus, &[a, b]).iter().collect::<Vec<_>>());
    let bodies = names(corpus, [a, b]);
    let columns = ["bodies", "on record", "common partners", "shortest way", "initiatives", "entries"];
    Records {
        what: "agreements",
        title: format!("Agreements of {}", bodies.join(" and ")),
        columns: columns.map(str::to_owned).to_vec(),
        rows: vec![vec![
            bodies.join(", "),
            words.first().cloned().unwrap_or_default(),
            common.join(", "),
            path.join(" - "),
            shared.join(" "),
            passages.join(" "),
        ]],
        values: vec![json!({
            "bodies": bodies,
            "agreement": agreement(corpus, a, b),
            "words": words,
            "common": common,
            "path": path,
            "initiatives": shared,
            "passages": passages,
        })],
        notes: vec![format!("From the table in {}.", agreements::source(corpus))],
        text: Some(words.join("\n") + "\n"),
        ..Records::default()
    }
}

/// Returns the initiatives in which all of the bodies act.
#[must_use]
pub fn initiatives(corpus: &Corpus, bodies: &[EntityId]) -> Records {
    let bodies_named = names(corpus, bodies.iter().copied());
    let mut records = Records {
        what: "agreements",
        title: format!("Initiatives of {}", bodies_named.join(" and ")),
        columns: ["initiative", "scope", "bodies", "passage"].map(str::to_owned).to_vec(),
        notes: vec![crate::analysis::NOT_NO_ACTIVITY.to_owned()],
        ..Records::default()
    };
    for id in agreements::initiatives(corpus, bodies).iter() {
        let passage = corpus.passage(id);
        let Details::Initiative { name, scope, .. } = &passage.details else { continue };
        let acting = names(corpus, passage.entities.iter().copied());
        let cells = [name.to_string(), scope.to_string(), acting.join(", "), passage.id.to_string()];
        records.values.push(json!({
            "initiative": name.as_str(), "scope": scope.as_str(), "bodies": acting, "passages": [passage.id.as_str()],
        }));
        records.rows.push(cells.to_vec());
    }
    let lines = records.rows.iter().map(|r| format!("{} ({}): {} [{}]\n", r[0], r[1], r[2], r[3]));
    let text = lines.collect::<String>();
    let text = if text.is_empty() { "No record in these reports.\n" } else { &text };
    records.text = Some(format!("{}\n\n{text}", records.title));
    records
}

/// Returns the commitments and what became of them.
#[must_use]
pub fn commitments(corpus: &Corpus) -> Records {
    let columns = ["commitment", "report", "kind", "headline", "what became of it", "why", "taken up in", "text"];
    let mut records = Records {
        what: "commitments",
        title: "Commitments, and what became of them".to_owned(),
        columns: columns.map(str::to_owned).to_vec(),
        notes: vec![OUR_READING.to_owned(), no_record(corpus)],
        ..Records::default()
    };
    for (id, verdict) in rows(corpus) {
        let passage = corpus.passage(id);
        let (why, taken_up) = match verdict {
            Verdict::Read(follow_up) => (follow_up.why.to_string(), follow_up.taken_up.as_slice()),
            _ => (String::new(), [].as_slice()),
        };
        let report = corpus.report(passage.report).id;
        let by: Vec<PassageId> = taken_up.iter().map(|t| t.0).collect();
        records.rows.push(vec![
            passage.id.to_string(),
            report.to_string(),
            passage.kind.word().to_owned(),
            passage.headline.to_string(),
            verdict.label().to_owned(),
            why.clone(),
            ids(corpus, &by).join(" "),
            passage.text.to_string(),
        ]);
        let links =
            taken_up.iter().map(|(by, note)| json!({ "in": corpus.passage(*by).id.as_str(), "note": note.as_str() }));
        records.values.push(json!({
            "commitment": passage.id.as_str(),
            "report": report.as_str(),
            "kind": passage.kind.word(),
            "headline": passage.headline.as_str(),
            "text": passage.text.as_str(),
            "how": verdict.label(),
            "why": why,
            "taken_up": links.collect::<Vec<_>>(),
        }));
    }
    records
}

/// Returns a comparison: one row per number, one column per body.
#[must_use]
pub fn compare(corpus: &Corpus, c: &Compare) -> Records {
    let bodies = names(corpus, c.bodies.iter().copied());
    let mut columns = vec!["what".to_owned()];
    columns.extend(bodies.iter().cloned());
    let mut records = Records {
        what: "compare",
        title: bodies.join(" beside "),
        columns,
        notes: vec![crate::analysis::NOT_NO_ACTIVITY.to_owned()],
        ..Records::default()
    };
    let mandates: Vec<String> = c
        .mandates
        .iter()
        .map(|m| {
            let sentence = m.as_ref().and_then(|(id, at)| corpus.passage(*id).text.get(at.clone()));
            sentence.unwrap_or("").to_owned()
        })
        .collect();
    records.rows.push(std::iter::once("mandate".to_owned()).chain(mandates.iter().cloned()).collect());
    let of: Vec<Option<String>> =
        c.mandates.iter().map(|m| m.as_ref().map(|m| corpus.passage(m.0).id.to_string())).collect();
    records.values.push(json!({ "what": "mandate", "sentences": mandates, "passages": of }));
    let mut numbers = |group: &str, rows: &[Row]| {
        for row in rows {
            let counts = row.cells.iter().map(|c| c.0.to_string());
            records.rows.push(std::iter::once(format!("{group} {}", row.label)).chain(counts).collect());
            let cells: Vec<Value> = bodies
                .iter()
                .zip(&row.cells)
                .map(|(body, (n, source))| json!({ "body": body, "count": n, "passages": source_ids(corpus, source) }))
                .collect();
            records.values.push(json!({ "what": group, "of": row.label, "cells": cells }));
        }
    };
    numbers("priority", &c.priorities);
    numbers("kind", &c.kinds);
    for (words, source) in &c.agreements {
        let blank = bodies.iter().skip(1).map(|_| String::new());
        records.rows.push(["agreements".to_owned(), words.join(" ")].into_iter().chain(blank).collect());
        records.values.push(json!({ "what": "agreements", "words": words, "passages": source_ids(corpus, source) }));
    }
    for (what, source) in [("initiatives", &c.initiatives), ("joint", &c.joint)] {
        let blank = bodies.iter().skip(1).map(|_| String::new());
        records.rows.push([what.to_owned(), source_ids(corpus, source).join(" ")].into_iter().chain(blank).collect());
        records.values.push(json!({ "what": what, "passages": source_ids(corpus, source) }));
    }
    records
}

/// Returns who to call: one row per body.
#[must_use]
pub fn who(corpus: &Corpus, ranking: &Ranking) -> Records {
    let mut records = Records {
        what: "who",
        title: format!("Who should I call? {}", ranking.need),
        columns: ["rank", "body", "name", "reasons", "evidence", "passage"].map(str::to_owned).to_vec(),
        notes: vec![
            "Ranked by what the reports tell of each body; a body that is not named may still do it.".to_owned(),
        ],
        ..Records::default()
    };
    for (n, body) in ranking.bodies.iter().enumerate() {
        let entity = corpus.entity(body.entity);
        let part = |n: usize| ranking.parts.get(n).map_or_else(String::new, Part::label);
        let reasons: Vec<String> = body.reasons.iter().map(|r| format!("{}: {}", part(r.part), r.words)).collect();
        let (passage, sentence) = body
            .evidence
            .as_ref()
            .map_or((String::new(), ""), |(id, s)| (corpus.passage(*id).id.to_string(), s.as_str()));
        records.rows.push(vec![
            (n + 1).to_string(),
            entity.id.to_string(),
            entity.name.to_string(),
            reasons.join("; "),
            sentence.to_owned(),
            passage.clone(),
        ]);
        let told: Vec<Value> = body
            .reasons
            .iter()
            .map(|r| json!({ "part": part(r.part), "words": r.words, "passages": ids(corpus, &r.passages) }))
            .collect();
        records.values.push(json!({
            "rank": n + 1,
            "id": entity.id.as_str(),
            "name": entity.name.as_str(),
            "reasons": told,
            "together": ids(corpus, &body.joint),
            "evidence": { "passage": passage, "text": sentence },
        }));
    }
    records
}
