//! Who to call for a need: bodies, reasons in words, and quoted evidence.

use crate::analysis::PassageSource;
use crate::analysis::who::{NeedPart, Ranking};
use crate::corpus::Corpus;
use crate::document::linked::{Document, LinkTarget};
use crate::document::{self, TextStyle};
use crate::search::highlight::Highlighter;
use crate::text;

/// Returns the page of a ranking.
#[must_use]
pub fn who(corpus: &Corpus, ranking: &Ranking, width: usize) -> Document {
    let none = Highlighter::default();
    let mut document = Document::default();
    for part in &ranking.parts {
        let words = format!("{} ({}): {}", part.words, part.understood(), text::count(part.found, "passage"));
        document.put(document::hang("\u{2022} ", &words, width, TextStyle::Label, &none));
    }
    if ranking.bodies.is_empty() {
        document.blank();
        let words = "No body is on record for this in these reports, which is not to say that none does it. Fewer or other \
                     words may help.";
        document.put(document::flow(words, width, TextStyle::Editorial, &none));
        return document;
    }
    for (n, body) in ranking.bodies.iter().enumerate() {
        let entity = corpus.entity(body.entity);
        document.blank();
        let title = format!("{} {}", entity.id, entity.name);
        document.lead(
            document::hang(&format!("{:>2}. ", n + 1), &title, width, TextStyle::Name, &none),
            LinkTarget::Body(body.entity),
        );
        for reason in &body.reasons {
            let part = ranking.parts.get(reason.part).map_or_else(String::new, NeedPart::label);
            let lines = document::hang("    ", &format!("{part}: {}", reason.words), width, TextStyle::Body, &none);
            let target = LinkTarget::Passages(
                format!("{}, {part}", entity.id),
                PassageSource::Passages(reason.passages.clone()),
            );
            document.lead(lines, target);
        }
        if !body.joint.is_empty() {
            let words = format!("{} meeting more than one of these at once", text::count(body.joint.len(), "passage"));
            let target = LinkTarget::Passages(
                format!("{}, {}", entity.id, ranking.need),
                PassageSource::Passages(body.joint.clone()),
            );
            document.lead(document::hang("    ", &words, width, TextStyle::Body, &none), target);
        }
        if let Some((id, sentence)) = &body.evidence {
            let highlighted = ranking.highlighted();
            let mut lines =
                document::hang("    \u{201c}", &format!("{sentence}\u{201d}"), width, TextStyle::Body, &highlighted);
            let passage = corpus.passage(*id);
            let from = format!("{}, {}", corpus.report(passage.report).title, passage.id);
            lines.extend(document::hang("    \u{2014} ", &from, width, TextStyle::Label, &none));
            document.lead(lines, LinkTarget::Passage(*id));
        }
    }
    document.blank();
    let words =
        "Counted are passages on what bodies are mandated to do, do and publish, without those of the group as such.";
    document.put(document::flow(words, width, TextStyle::Label, &none));
    document
}
