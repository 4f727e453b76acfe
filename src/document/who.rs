//! Whom to call for a need: bodies, reasons in words, and quoted evidence.

use crate::analysis::PassageSource;
use crate::analysis::who::{Part, Ranking};
use crate::corpus::Corpus;
use crate::document::sheet::{Document, LinkTarget};
use crate::document::{self, TextStyle};
use crate::search::highlight::Highlighter;
use crate::text;

/// Returns the page of a ranking.
#[must_use]
pub fn who(corpus: &Corpus, ranking: &Ranking, width: usize) -> Document {
    let none = Highlighter::default();
    let mut sheet = Document::default();
    for part in &ranking.parts {
        let words = format!("{} ({}): {}", part.words, part.understood(), text::count(part.found, "passage"));
        sheet.put(document::hang("\u{2022} ", &words, width, TextStyle::Label, &none));
    }
    if ranking.bodies.is_empty() {
        sheet.blank();
        let words = "No body is on record for this in these reports, which is not to say that none does it. Fewer or other \
                     words may help.";
        sheet.put(document::flow(words, width, TextStyle::Editorial, &none));
        return sheet;
    }
    for (n, body) in ranking.bodies.iter().enumerate() {
        let entity = corpus.entity(body.entity);
        sheet.blank();
        let title = format!("{} {}", entity.id, entity.name);
        sheet.lead(
            document::hang(&format!("{:>2}. ", n + 1), &title, width, TextStyle::Name, &none),
            LinkTarget::Body(body.entity),
        );
        for reason in &body.reasons {
            let part = ranking.parts.get(reason.part).map_or_else(String::new, Part::label);
            let lines = document::hang("    ", &format!("{part}: {}", reason.words), width, TextStyle::Words, &none);
            let opens = LinkTarget::Passages(
                format!("{}, {part}", entity.id),
                PassageSource::Passages(reason.passages.clone()),
            );
            sheet.lead(lines, opens);
        }
        if !body.joint.is_empty() {
            let words = format!("{} meeting more than one of these at once", text::count(body.joint.len(), "passage"));
            let opens = LinkTarget::Passages(
                format!("{}, {}", entity.id, ranking.need),
                PassageSource::Passages(body.joint.clone()),
            );
            sheet.lead(document::hang("    ", &words, width, TextStyle::Words, &none), opens);
        }
        if let Some((id, sentence)) = &body.evidence {
            let highlighted = ranking.highlighted();
            let mut lines =
                document::hang("    \u{201c}", &format!("{sentence}\u{201d}"), width, TextStyle::Words, &highlighted);
            let passage = corpus.passage(*id);
            let from = format!("{}, {}", corpus.report(passage.report).title, passage.id);
            lines.extend(document::hang("    \u{2014} ", &from, width, TextStyle::Label, &none));
            sheet.lead(lines, LinkTarget::Passage(*id));
        }
    }
    sheet.blank();
    let words =
        "Counted are passages on what bodies are mandated to do, do and publish, without those of the group as such.";
    sheet.put(document::flow(words, width, TextStyle::Label, &none));
    sheet
}
