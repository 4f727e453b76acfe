//! Who to call for a need: bodies, reasons in words, and quoted evidence.

use crate::analysis::PassageSource;
use crate::analysis::who::{Candidate, Evidence, NeedPart, PartKind, Ranking};
use crate::corpus::subject::Subject;
use crate::corpus::{Corpus, EntityId};
use crate::document::linked::{Document, LinkTarget};
use crate::document::{self, TextStyle};
use crate::search::highlight::Highlighter;
use crate::text;

/// What is counted, in words.
const COUNTED: &str = "These numbers count passages in which a statement credits the body and has these words, without \
                       commitments and recommendations. A body that is not named may still do it.";

/// The number of passages that are shown below an answer.
const ANSWER_PASSAGES: usize = 3;

/// Returns the page of a ranking.
#[must_use]
pub fn who(corpus: &Corpus, ranking: &Ranking, width: usize) -> Document {
    let none = Highlighter::default();
    let mut document = Document::default();
    if let Some(answer) = &ranking.answer {
        document.put(document::flow(&answer.words, width, TextStyle::Name, &none));
        answer.passages.iter().take(ANSWER_PASSAGES).for_each(|&id| document.passage(corpus, id, "\u{2022} ", width));
        document.blank();
    }
    for part in &ranking.parts {
        let found = match (part.found, part.kind) {
            (0, PartKind::Place | PartKind::Region) => {
                "no record in these reports that credits a body there".to_owned()
            }
            (0, _) if part.words.contains(' ') => "no statement that credits a body has them together".to_owned(),
            (0, _) => "no statement that credits a body has this word".to_owned(),
            (found, _) => text::count(found, "passage"),
        };
        let words = format!("{} ({}): {found}", part.words, part.understood(corpus));
        document.put(document::hang("\u{2022} ", &words, width, TextStyle::Label, &none));
    }
    if !ranking.everywhere.is_empty() && !ranking.parts.is_empty() {
        let words = format!(
            "Not looked for, since all reports are about it: \u{201c}{}\u{201d}.",
            ranking.everywhere.join("\u{201d}, \u{201c}")
        );
        document.put(document::flow(&words, width, TextStyle::Editorial, &none));
    }
    if ranking.parts.is_empty() {
        let words = "There is no word in this that says what is needed. Name a topic, a place, a programme or a body.";
        document.put(document::flow(words, width, TextStyle::Editorial, &none));
    }
    if !ranking.bodies.is_empty() {
        for words in apart(ranking) {
            document.put(document::flow(&words, width, TextStyle::Editorial, &none));
        }
    }
    for (n, body) in ranking.bodies.iter().enumerate() {
        if n > 0 && n == ranking.whole {
            document.blank();
            document.heading("Credited with only part of it");
        }
        let entity = corpus.entity(body.entity);
        candidate(&mut document, corpus, ranking, body, (&format!("{:>2}. ", n + 1), &entity.name), width);
    }
    if ranking.bodies.is_empty() && !ranking.parts.is_empty() {
        nobody(&mut document, corpus, ranking, width);
    }
    if let Some(group) = &ranking.group {
        candidate(&mut document, corpus, ranking, group, ("    ", "as a group"), width);
    }
    if !ranking.bodies.is_empty() {
        unlisted(&mut document, corpus, ranking, width);
    }
    document.blank();
    let limits = document::limits(corpus, width);
    document.put(document::flow(&format!("{COUNTED} {limits}"), width, TextStyle::Label, &none));
    document
}

/// Says which parts of a need have no record, and that nothing is said of several of them together.
fn apart(ranking: &Ranking) -> Vec<String> {
    let quoted = |found: bool| {
        let parts = ranking.parts.iter().filter(|part| (part.found > 0) == found);
        parts.map(|part| format!("\u{201c}{}\u{201d}", part.words)).collect::<Vec<_>>()
    };
    let (found, missing) = (quoted(true), quoted(false));
    let mut words = Vec::new();
    if !missing.is_empty() {
        let (missing, found) = (missing.join(" or "), found.join(" or "));
        words.push(format!("No statement that credits a body has {missing}. What follows is about {found} alone."));
    }
    if found.len() > 1 && ranking.bodies.iter().all(|body| body.joint.is_empty()) {
        words.push("No statement credits a body with more than one of these together.".to_owned());
    }
    words
}

/// Returns the words of those parts of a need that have a record and are so, as a list.
fn parts_that(ranking: &Ranking, are: impl Fn(&NeedPart) -> bool) -> String {
    quoted(ranking.parts.iter().filter(|part| part.found > 0 && are(part)))
}

/// Returns the words of parts as a list.
fn quoted<'a>(parts: impl Iterator<Item = &'a NeedPart>) -> String {
    parts.map(|part| format!("\u{201c}{}\u{201d}", part.words)).collect::<Vec<_>>().join(" or ")
}

/// Says which bodies are not listed, and why: each reason is a sentence.
#[must_use]
pub fn not_listed(corpus: &Corpus, ranking: &Ranking) -> Vec<String> {
    let reasons = [elsewhere(corpus, ranking), partial(corpus, ranking), beside(corpus, ranking)];
    reasons.into_iter().flatten().collect()
}

/// Appends which bodies are not listed.
fn unlisted(document: &mut Document, corpus: &Corpus, ranking: &Ranking, width: usize) {
    for words in not_listed(corpus, ranking) {
        document.blank();
        document.put(document::flow(&words, width, TextStyle::Editorial, &Highlighter::default()));
    }
}

/// Says which bodies have to do with the place or the people of a need alone.
fn beside(corpus: &Corpus, ranking: &Ranking) -> Option<String> {
    let here = parts_that(ranking, |part| !part.is_subject);
    let mut not = parts_that(ranking, |part| part.is_subject);
    if not.is_empty() {
        not = quoted(ranking.parts.iter().filter(|part| part.found == 0));
    }
    let names = names(corpus, &ranking.unlisted)?;
    Some(format!("Not listed, since they are credited with {here} and not with {not} in so many words: {names}."))
}

/// Says of which bodies nothing is on record in the place of a need.
fn elsewhere(corpus: &Corpus, ranking: &Ranking) -> Option<String> {
    let is_where = |part: &&NeedPart| part.is_where || part.found == 0 && part.is_place();
    let place = quoted(ranking.parts.iter().filter(is_where));
    let does = parts_that(ranking, |part| part.is_subject);
    let names = names(corpus, &ranking.elsewhere)?;
    Some(format!("Credited with {does}, but with nothing in {place}: {names}."))
}

/// Says which bodies meet a smaller part of a need than others.
fn partial(corpus: &Corpus, ranking: &Ranking) -> Option<String> {
    let names = names(corpus, &ranking.partial)?;
    Some(format!("Not listed, since they are credited with less of it: {names}."))
}

/// Returns the ids of bodies as a list. `None` if there are none.
fn names(corpus: &Corpus, bodies: &[EntityId]) -> Option<String> {
    let names: Vec<&str> = bodies.iter().map(|&body| corpus.entity(body).id.as_str()).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// Says where a quotation is about that a need does not ask for: who asks for a place takes what is quoted to be there.
fn elsewhere_in(ranking: &Ranking, evidence: &Evidence) -> String {
    let is_asked = ranking.parts.iter().any(|part| part.is_where);
    let is_there = evidence.parts.iter().any(|&part| ranking.parts.get(part).is_some_and(|part| part.is_where));
    match evidence.places.as_slice() {
        _ if !is_asked || is_there => String::new(),
        [] => "; names no place".to_owned(),
        places if places.len() <= PLACES_MAX => format!("; about {}", places.join(", ")),
        places => format!("; about {} places", places.len()),
    }
}

/// The number of places up to which they are named beside a quotation.
const PLACES_MAX: usize = 4;

/// Says that nobody is credited, and what is near.
fn nobody(document: &mut Document, corpus: &Corpus, ranking: &Ranking, width: usize) {
    let none = Highlighter::default();
    document.blank();
    let words = "No statement in these reports credits a body with this in so many words, which is not to say that none does it.";
    document.put(document::flow(words, width, TextStyle::Editorial, &none));
    unlisted(document, corpus, ranking, width);
    if !ranking.near.is_empty() {
        document.heading("Closest passages; none credits a body with all of it");
        ranking.near.iter().for_each(|&id| document.passage(corpus, id, "\u{2022} ", width));
    }
}

/// Appends a body: its name, its home page, why it is named, and in which words.
fn candidate(
    document: &mut Document,
    corpus: &Corpus,
    ranking: &Ranking,
    body: &Candidate,
    (lead, name): (&str, &str),
    width: usize,
) {
    let none = Highlighter::default();
    let entity = corpus.entity(body.entity);
    document.blank();
    let title = format!("{} {name}", entity.id);
    document.lead(
        document::hang(lead, &title, width, TextStyle::Name, &none),
        LinkTarget::Profile(Subject::Body(body.entity)),
    );
    if let Some(url) = &entity.url {
        document.put(document::hang("    ", url, width, TextStyle::Label, &none));
    }
    for reason in &body.reasons {
        let part = ranking.parts.get(reason.part).map_or("", |part| part.words.as_str());
        let count = text::count(reason.passages.len(), "passage");
        let words = format!("{part}: {count} ({})", reason.words);
        let lines = document::hang("    ", &words, width, TextStyle::Body, &none);
        let passages = PassageSource::Passages(reason.passages.clone());
        document.lead(lines, LinkTarget::Passages(format!("{}, {part}", entity.id), passages));
    }
    if !body.joint.is_empty() {
        let words = format!("{} with more than one of these in a statement", text::count(body.joint.len(), "passage"));
        let passages = PassageSource::Passages(body.joint.clone());
        let target = LinkTarget::Passages(format!("{}, {}", entity.id, ranking.need), passages);
        document.lead(document::hang("    ", &words, width, TextStyle::Body, &none), target);
    }
    for evidence in &body.evidence {
        let quote = format!("{}\u{201d}", evidence.opened());
        let mut lines = document::hang("    \u{201c}", &quote, width, TextStyle::Body, &ranking.highlighter);
        let passage = corpus.passage(evidence.passage);
        let place = elsewhere_in(ranking, evidence);
        let from = format!("{}, {}; {}{place}", corpus.report(passage.report).title, passage.id, evidence.when);
        lines.extend(document::hang("    \u{2014} ", &from, width, TextStyle::Label, &none));
        document.lead(lines, LinkTarget::Passage(evidence.passage));
    }
}
