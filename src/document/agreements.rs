//! Agreements, body by body: with whom, in which form, and in whose row of the table.

use crate::analysis::PassageSource;
use crate::analysis::agreements::{claim, row_words, source};
use crate::corpus::subject::Subject;
use crate::corpus::{Corpus, EntityId};
use crate::document::linked::{Document, LinkTarget};
use crate::document::{self, StyledLine, TextStyle};
use crate::search::highlight::Highlighter;
use crate::text;

/// Returns the page of agreements: of each body that is in the table, those with partners first.
#[must_use]
pub fn agreements(corpus: &Corpus, width: usize) -> Document {
    let none = Highlighter::default();
    let mut document = Document::default();
    document.put(document::flow("Agreements", width, TextStyle::Heading(0), &none));
    let words = format!(
        "From the table in {}, of memoranda and other formal frameworks between members; not all need be about trafficking. \
         A row is what that body answered to a survey, unless it is said that it did not answer. Where the table does not name a \
         member beside a body, there may still be an agreement. Agreements with others, such as States and firms, are not in it.",
        source(corpus)
    );
    document.put(document::flow(&words, width, TextStyle::Editorial, &none));
    let mut bodies: Vec<EntityId> = (0u16..).map(EntityId).take(corpus.entities.len()).collect();
    bodies.sort_by_key(|&body| corpus.agreements().partners(body).is_empty());
    for body in bodies {
        of_body(&mut document, corpus, body, width);
    }
    document
}

/// Appends the partners of a body, if it has any or there is something to be said of its row.
fn of_body(document: &mut Document, corpus: &Corpus, body: EntityId, width: usize) {
    let none = Highlighter::default();
    let partners = corpus.agreements().partners(body);
    let remark = row_words(corpus, body);
    if partners.is_empty() && remark.is_none() {
        return;
    }
    let entity = corpus.entity(body);
    document.blank();
    let name = format!("{}  {}", entity.id, text::count(partners.len(), "partner"));
    document.lead(vec![StyledLine::of(name, TextStyle::Heading(2))], LinkTarget::Profile(Subject::Body(body)));
    for other in partners {
        let id = corpus.entity(other).id;
        let words = format!("{id}: {}", claim(corpus, body, other));
        let lines = document::hang("\u{2022} ", &words, width, TextStyle::Body, &none);
        let entries = PassageSource::Passages(corpus.agreements().of_pair(body, other));
        document.lead(lines, LinkTarget::Passages(format!("Agreements of {} and {id}", entity.id), entries));
    }
    if let Some(remark) = remark {
        document.put(document::hang("  ", &remark, width, TextStyle::Editorial, &none));
    }
}
