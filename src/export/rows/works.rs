//! The published works that a filter leaves.

use serde::Serialize;

use crate::analysis::order::ListOrder;
use crate::corpus::filter::Filter;
use crate::corpus::strings::Str;
use crate::corpus::works::{Work, WorkId};
use crate::corpus::{Corpus, Link};
use crate::document::work::{issued, publishers};
use crate::export::records::{Records, Tabular};
use crate::export::rows::{body_ids, ids};
use crate::export::table::TableCell;
use crate::text;

/// A published work.
#[derive(Debug, Serialize)]
struct WorkRecord {
    work: Str,
    title: Str,
    entities: Vec<Str>,
    /// The year of issue, if the reports agree on it.
    published: Option<u16>,
    /// All years of issue that are printed.
    issued: Vec<u16>,
    languages: Vec<Str>,
    series: Str,
    upcoming: bool,
    links: Vec<Link>,
    passages: Vec<Str>,
    #[serde(skip)]
    words: [String; 3],
}

impl WorkRecord {
    fn new(corpus: &Corpus, work: &Work) -> Self {
        Self {
            work: work.id,
            title: work.title,
            entities: body_ids(corpus, work.entities.iter().copied()),
            published: work.published,
            issued: work.issued.clone(),
            languages: work.languages.clone(),
            series: work.series,
            upcoming: work.upcoming,
            links: work.links.clone(),
            passages: ids(corpus, &work.passages),
            words: [work.shown_title().to_owned(), publishers(corpus, work), issued(work)],
        }
    }
}

impl Tabular for WorkRecord {
    fn cells(&self) -> Option<Vec<TableCell>> {
        let [title, by, issued] = &self.words;
        let links = self.links.iter().map(|link| link.url.as_str()).collect::<Vec<_>>().join(" ");
        Some(vec![
            self.work.as_str().into(),
            title.as_str().into(),
            by.as_str().into(),
            match self.issued.as_slice() {
                [year] => TableCell::number(*year),
                _ => issued.as_str().into(),
            },
            self.languages.join(", ").into(),
            TableCell::count(self.passages.len()),
            links.into(),
        ])
    }
}

/// Returns the works that a filter leaves, in an order: one row per work, with the number of passages that tell of it.
#[must_use]
pub fn works(corpus: &Corpus, filter: &Filter, order: ListOrder) -> Records {
    let title = if filter.is_empty() {
        "Published works".to_owned()
    } else {
        format!("Published works: {}", filter.describe(corpus))
    };
    let columns = ["work", "title", "by", "issued", "languages", "passages", "links"];
    let mut records = Records::new("works", title, &columns);
    let mut works = corpus.works_of(filter, None);
    order.sort_works(corpus, &mut works);
    let rows: Vec<WorkRecord> = works.into_iter().map(|id| WorkRecord::new(corpus, corpus.work(id))).collect();
    let line = |row: &WorkRecord| {
        let [title, by, issued] = &row.words;
        let by = if by.is_empty() { String::new() } else { format!("{by}, ") };
        let passages = text::count(row.passages.len(), "passage");
        format!("{title} ({by}{issued}; described in {passages}) [{}]\n", row.work)
    };
    records.text = Some(rows.iter().map(line).collect());
    records.extend(rows);
    records
}

/// Returns one work.
#[must_use]
pub fn work(corpus: &Corpus, id: WorkId) -> Records {
    let mut records = works(corpus, &Filter::default(), ListOrder::Usual);
    let work = corpus.work(id);
    (records.title, records.text) = (work.shown_title().to_owned(), None);
    records.rows.clear();
    records.extend([WorkRecord::new(corpus, work)]);
    records
}
