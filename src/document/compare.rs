//! Two or three bodies side by side.

use crate::analysis::FacetCount;
use crate::analysis::compare::{self, Compare, ComparedRow};
use crate::corpus::subject::Subject;
use crate::corpus::{Corpus, Kind};
use crate::document::linked::{Document, LinkTarget, listed, piece};
use crate::document::{self, StyledLine, TextStyle};
use crate::search::highlight::Highlighter;
use crate::text;

/// The columns of the id of a body before its name.
const NAME: usize = 12;

/// Column widths at which the words of the bodies are laid out side by side. Beyond them, nothing is set in columns.
const COLUMN: std::ops::Range<usize> = 34..500;

/// Returns the page of a comparison: what the bodies share, how their numbers differ, and what each is charged with.
#[must_use]
pub fn compare(corpus: &Corpus, c: &Compare, width: usize) -> Document {
    let none = Highlighter::default();
    let mut document = Document::default();
    let names: Vec<String> = c.bodies.iter().map(|&b| corpus.entity(b).id.to_string()).collect();
    document.put(document::flow(&compare::title(&names), width, TextStyle::Heading(0), &none));
    for &body in &c.bodies {
        let entity = corpus.entity(body);
        let lines = document::field(&entity.id, NAME, &entity.name, width, TextStyle::Name);
        document.lead(lines, LinkTarget::Profile(Subject::Body(body)));
    }
    shared(&mut document, corpus, c, &names, width);
    // The numbers of both tables stand below one another.
    let labels = c.priorities.iter().chain(&c.kinds).map(|row| text::width(&row.label)).max().unwrap_or(0);
    document.heading("Passages by priority");
    numbers(&mut document, &names, &c.priorities, labels, width);
    document.heading("Passages by kind");
    numbers(&mut document, &names, &c.kinds, labels, width);
    document.heading("What they are mandated to do");
    mandates(&mut document, corpus, c, width);
    document
}

/// Appends what the bodies have in common: agreements, initiatives, and statements that credit all of them.
fn shared(document: &mut Document, corpus: &Corpus, c: &Compare, names: &[String], width: usize) {
    let none = Highlighter::default();
    document.heading("Agreements between them");
    for (words, source) in &c.agreements {
        let n = source.count(corpus);
        let lines: Vec<StyledLine> =
            words.iter().flat_map(|w| document::flow(w, width, TextStyle::Body, &none)).collect();
        if n == 0 {
            document.put(lines);
        } else {
            document
                .lead(lines, LinkTarget::Passages(format!("Agreements of {}", names.join(" and ")), source.clone()));
        }
    }
    let all = if names.len() > 2 { "all of them" } else { "both" };
    let shared = [
        (format!("Initiatives of {all}"), &c.initiatives, "passage"),
        (format!("Passages with a statement that credits {all}"), &c.joint, "passage"),
    ];
    for (title, source, noun) in shared {
        document.heading(&title);
        let mut ids = source.passages(corpus);
        // What they did comes before lists of members, pictures and notes that name both.
        let is_aside = |kind| matches!(kind, Kind::Membership | Kind::Caption | Kind::Note | Kind::Narrative);
        ids.sort_by_key(|&id| is_aside(corpus.passage(id).kind));
        if ids.is_empty() {
            document.put(document::flow("No record in these reports.", width, TextStyle::Label, &none));
            continue;
        }
        let target = LinkTarget::Passages(format!("{title}: {}", names.join(", ")), source.clone());
        document.lead(vec![StyledLine::of(text::count(ids.len(), noun), TextStyle::Body)], target.clone());
        let listed = listed(ids.len());
        ids.iter().take(listed).for_each(|&id| document.passage(corpus, id, "\u{2022} ", width));
        if ids.len() > listed {
            document.all_of(&text::count(ids.len(), noun), target);
        }
    }
}

/// Appends the mandate sentences of the bodies, side by side if there is room.
fn mandates(document: &mut Document, corpus: &Corpus, c: &Compare, width: usize) {
    let none = Highlighter::default();
    let column = width / c.bodies.len().max(1);
    let quoted = |n: usize, room: usize| {
        let mandate = &c.mandates[n];
        let name = corpus.entity(c.bodies[n]).id;
        let mut lines = vec![StyledLine::of(name.as_str(), TextStyle::Heading(2))];
        match mandate {
            Some(mandate) => {
                let sentence = format!("{}\u{201d}", mandate.text(corpus));
                lines.extend(document::hang("\u{201c}", &sentence, room, TextStyle::Body, &none));
            }
            None => {
                lines.extend(document::flow(
                    "No text on its mandate in these reports.",
                    room,
                    TextStyle::Editorial,
                    &none,
                ));
            }
        }
        (lines, mandate.as_ref().map(|m| LinkTarget::Passage(m.passage)))
    };
    if !COLUMN.contains(&column) {
        for n in 0..c.bodies.len() {
            match quoted(n, width) {
                (lines, Some(target)) => document.lead(lines, target),
                (lines, None) => document.put(lines),
            }
        }
        return;
    }
    document.beside((0..c.bodies.len()).map(|n| vec![quoted(n, column - 2)]).collect(), column);
}

/// Appends a table of numbers, one column per body, beside labels of so many columns.
fn numbers(document: &mut Document, names: &[String], rows: &[ComparedRow], label: usize, width: usize) {
    let wide = names.iter().map(|n| text::width(n)).max().unwrap_or(0).clamp(6, 12) + 2;
    let label = label.min(width.saturating_sub(wide * names.len())).max(8);
    let mut head = vec![(piece(" ".repeat(label), TextStyle::Label), None)];
    for name in names {
        let name = text::truncate(name, wide - 1).into_owned();
        head.push((piece(format!("{name:>wide$}"), TextStyle::Heading(2)), None));
    }
    document.row(head);
    for row in rows {
        let name = text::truncate(&row.label, label).into_owned();
        let pad = " ".repeat(label - text::width(&name));
        let mut pieces = vec![(piece(format!("{name}{pad}"), TextStyle::Field), None)];
        for (who, FacetCount { count, passages, .. }) in names.iter().zip(&row.cells) {
            let number = if *count == 0 { "-".to_owned() } else { text::grouped(*count) };
            let gap = wide.saturating_sub(text::width(&number));
            pieces.push((piece(" ".repeat(gap), TextStyle::Body), None));
            let target = (*count > 0).then(|| LinkTarget::Passages(format!("{who}, {}", row.label), passages.clone()));
            pieces.push((piece(number, if *count == 0 { TextStyle::Label } else { TextStyle::Body }), target));
        }
        document.row(pieces);
    }
}
