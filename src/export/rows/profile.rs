//! Profiles: what is on record about a body, a place, a topic or a partner, one row per number or list.

use serde::Serialize;

use crate::analysis::profile::{self, Profile, ProfileEntry};
use crate::analysis::{FacetCount, knowledge};
use crate::corpus::strings::Str;
use crate::corpus::subject::Subject;
use crate::corpus::{Corpus, PassageId};
use crate::export::json::RoleOut;
use crate::export::records::{Records, Tabular};
use crate::export::rows::{self, ids, source_ids};
use crate::export::table::TableCell;

/// A row of a profile.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum ProfileRow {
    /// The subject; of a body, with its roles and the words of its mandate.
    Subject {
        what: &'static str,
        id: Str,
        name: Str,
        #[serde(skip_serializing_if = "Option::is_none")]
        roles: Option<Vec<RoleOut>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        history: Option<Vec<String>>,
        mandate: Option<MandateOut>,
        mandates: Vec<MandateOut>,
    },
    /// A number, with its passages.
    Count { what: &'static str, of: String, count: usize, passages: Vec<Str> },
    /// What is not on record, and how old the newest report is.
    Words { what: &'static str, words: String },
}

/// What is counted of years and priorities, which are numbers.
const NUMBERED: [&str; 4] = ["activities of priority", "activities of year", STATED, REPORTED];
/// What is counted of the deeds of a year that the words state, and of one that the report covers.
const STATED: &str = "done, as stated";
const REPORTED: &str = "done, as reported";

/// The words of a mandate.
#[derive(Debug, Clone, Serialize)]
struct MandateOut {
    passage: Str,
    sentence: String,
}

impl Tabular for ProfileRow {
    fn cells(&self) -> Option<Vec<TableCell>> {
        match self {
            Self::Subject { mandate, .. } => mandate.as_ref().map(|mandate| {
                vec!["mandate".into(), mandate.sentence.as_str().into(), mandate.passage.as_str().into()]
            }),
            Self::Count { what, of, count, .. } => {
                let number = of.parse::<u16>().ok().filter(|_| NUMBERED.contains(what));
                let of = number.map_or_else(|| of.as_str().into(), TableCell::number);
                Some(vec![(*what).into(), of, TableCell::count(*count)])
            }
            Self::Words { what, words } => Some(vec![(*what).into(), words.as_str().into(), "".into()]),
        }
    }
}

/// Returns the profile of a subject; of a work, what is known of it.
#[must_use]
pub fn profile(corpus: &Corpus, subject: Subject) -> Records {
    let p = match (subject, profile::profile(corpus, subject)) {
        (_, Some(p)) => p,
        (Subject::Work(work), None) => return rows::work(corpus, work),
        (_, None) => return Records::new("profile", String::new(), &[]),
    };
    let (id, name) = (subject.name(corpus), subject.title(corpus));
    let title = if id == *name { name.to_string() } else { format!("{name} ({id})") };
    let mut records = Records::new("profile", title, &["what", "of", "passages"]);
    let mandates = p.charged.iter().map(|mandate| MandateOut {
        passage: corpus.passage(mandate.passage).id,
        sentence: mandate.text(corpus).to_owned(),
    });
    let mandates: Vec<MandateOut> = mandates.collect();
    let entity = if let Subject::Body(id) = subject { Some(corpus.entity(id)) } else { None };
    let roles = entity.map(|e| e.roles.iter().map(|&(year, role)| RoleOut { year, role: role.word() }).collect());
    let history = p.body.as_ref().map(|facts| facts.history.clone());
    let (what, mandate) = (subject.noun(), mandates.first().cloned());
    records.extend([ProfileRow::Subject { what, id, name, roles, history, mandate, mandates }]);
    records.extend(numbers(corpus, &p));
    records.extend(lists(corpus, &p));
    let missing = p.missing.iter().map(|words| ProfileRow::Words { what: "not on record", words: words.clone() });
    records.extend(missing);
    records.extend([ProfileRow::Words { what: "knowledge", words: knowledge::limits_on_paper(corpus) }]);
    records
}

/// Returns a row for each number of a profile.
fn numbers(corpus: &Corpus, p: &Profile) -> Vec<ProfileRow> {
    fn counted<'a, T: 'a>(
        corpus: &'a Corpus,
        what: &'static str,
        rows: &'a [FacetCount<T>],
        name: impl Fn(&T) -> String + 'a,
    ) -> impl Iterator<Item = ProfileRow> + 'a {
        rows.iter().map(move |row| ProfileRow::Count {
            what,
            of: name(&row.value),
            count: row.count,
            passages: source_ids(corpus, &row.passages),
        })
    }
    let body = |&id: &crate::corpus::EntityId| corpus.entity(id).id.to_string();
    let all = counted(corpus, "kind", &p.kinds, |kind| kind.word().to_owned())
        .chain(counted(corpus, "body", &p.bodies, body))
        .chain(counted(corpus, "activities of priority", &p.priorities, u8::to_string))
        .chain(counted(corpus, "activities of year", &p.years, u16::to_string))
        .chain(counted(corpus, "agreement with", &p.agreements, body))
        .chain(counted(corpus, "with", &p.joint, body))
        .chain(counted(corpus, "partner", &p.partners, ToString::to_string))
        .chain(counted(corpus, "place", &p.places, ToString::to_string))
        .chain(counted(corpus, "topic", &p.topics, |&topic| corpus.topic(topic).id.to_string()));
    all.collect()
}

/// Returns a row for each list of a profile.
fn lists(corpus: &Corpus, p: &Profile) -> Vec<ProfileRow> {
    let row = |what: &'static str, of: String, passages: &[PassageId]| ProfileRow::Count {
        what,
        of,
        count: passages.len(),
        passages: ids(corpus, passages),
    };
    let of = |entries: &[ProfileEntry]| entries.iter().map(|entry| entry.passage).collect::<Vec<_>>();
    let mut rows = Vec::new();
    for (what, entries) in
        [("mandate", &p.mandated), ("recommendations", &p.recommendations), ("commitments", &p.commitments)]
    {
        if !entries.is_empty() {
            rows.push(row(what, String::new(), &of(entries)));
        }
    }
    for group in &p.done {
        let what = if group.is_stated { STATED } else { REPORTED };
        rows.push(row(what, group.year.to_string(), &of(&group.entries)));
    }
    for initiative in &p.initiatives {
        rows.push(row("initiative", initiative.name.to_string(), &p.told_of(initiative)));
    }
    for &work in &p.works {
        let work = corpus.work(work);
        rows.push(row("work", work.id.to_string(), &work.passages));
    }
    rows
}
