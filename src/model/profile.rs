//! Pages that are made from data: a body at a glance, the dataset at a glance, a section with what it holds.

use super::page::{self, Line, Piece, Role};
use crate::corpus::{Corpus, Entity, EntityId, Item, Kind, SectionId};
use crate::search::query::Matcher;
use crate::text;

/// Columns of the longest bar.
const BAR: usize = 24;

/// The profile of a body; without one, what the dataset holds.
#[must_use]
pub fn page(corpus: &Corpus, entity: Option<EntityId>, width: usize) -> Vec<Line> {
    entity.map_or_else(|| about(corpus, width), |id| body(corpus, id, width))
}

fn body(corpus: &Corpus, id: EntityId, width: usize) -> Vec<Line> {
    let entity = corpus.entity(id);
    let none = Matcher::default();
    let mut lines = page::flow(&entity.name, width, Role::Heading(0), &none);
    let mut known = vec![entity.id];
    known.extend(entity.aliases.iter().copied());
    lines.extend(page::hang("known as   ", &known.join(", "), width, Role::Name, &none));
    if let Some(parent) = entity.parent {
        lines.extend(page::hang("part of    ", &corpus.entity(parent).id, width, Role::Name, &none));
    }
    if let Some(url) = &entity.url {
        lines.extend(page::hang("home page  ", url, width, Role::Label, &none));
    }
    lines.extend(roles(entity, width));
    if let Some(note) = &entity.editorial {
        lines.extend(page::hang("editor: ", note, width, Role::Editorial, &none));
    }
    let set = &corpus.postings.entities[id.index()];
    lines.push(Line::empty());
    lines.push(Line::of(format!("{} in these reports", text::count(set.count(), "passage")), Role::Heading(2)));
    lines.extend(kinds_chart(corpus, Some(id), width));
    lines.push(Line::empty());
    lines.push(Line::of("By priority", Role::Heading(2)));
    let rows = corpus
        .priorities
        .iter()
        .zip(&corpus.postings.priorities)
        .map(|(p, s)| (format!("{} {}", p.number, p.title), s.count_common(set)));
    lines.extend(chart(rows.collect(), width));
    lines.push(Line::empty());
    lines.push(Line::of("Mandate", Role::Heading(2)));
    let mandates: Vec<_> = set.iter().filter(|&p| corpus.passage(p).kind == Kind::Mandate).collect();
    if mandates.is_empty() {
        let words = format!("The reports hold no text on the mandate of {}.", entity.id);
        lines.extend(page::flow(&words, width, Role::Editorial, &none));
    }
    for id in mandates.into_iter().take(1) {
        lines.extend(page::flow(&corpus.passage(id).text, width, Role::Words, &none));
        lines.extend(page::flow(&page::place(corpus, corpus.passage(id)), width, Role::Label, &none));
    }
    lines
}

fn roles(entity: &Entity, width: usize) -> Vec<Line> {
    let mut by_role: Vec<(&'static str, Vec<u16>)> = Vec::new();
    for &(year, role) in &entity.roles {
        match by_role.iter_mut().find(|(label, _)| *label == role.label()) {
            Some((_, years)) => years.push(year),
            None => by_role.push((role.label(), vec![year])),
        }
    }
    let words: Vec<String> = by_role.iter().map(|(label, years)| format!("{label} {}", list_years(years))).collect();
    if words.is_empty() {
        return Vec::new();
    }
    page::hang(
        "in ICAT    ",
        &format!("{} (as the reports list it)", words.join("; ")),
        width,
        Role::Label,
        &Matcher::default(),
    )
}

fn list_years(years: &[u16]) -> String {
    let mut years = years.to_vec();
    years.sort_unstable();
    years.iter().map(u16::to_string).collect::<Vec<_>>().join(", ")
}

fn kinds_chart(corpus: &Corpus, entity: Option<EntityId>, width: usize) -> Vec<Line> {
    let rows = Kind::ALL.iter().map(|&kind| {
        let set = &corpus.postings.kinds[kind as usize];
        let n = entity.map_or_else(|| set.count(), |e| set.count_common(&corpus.postings.entities[e.index()]));
        (kind.label().to_owned(), n)
    });
    chart(rows.filter(|(_, n)| *n > 0).collect(), width)
}

/// Bars with labels and numbers.
fn chart(rows: Vec<(String, usize)>, width: usize) -> Vec<Line> {
    let most = rows.iter().map(|r| r.1).max().unwrap_or(0).max(1);
    let label = rows.iter().map(|r| text::width(&r.0)).max().unwrap_or(0).min(width.saturating_sub(14));
    let room = width.saturating_sub(label + 8).min(BAR);
    let line = |(name, n): (String, usize)| {
        let name = text::truncate(&name, label).into_owned();
        let pad = " ".repeat(label - text::width(&name) + 1);
        let bar = "\u{2501}".repeat((n * room).div_ceil(most));
        let piece = |text: String, role: Role| Piece { text, role, lit: false };
        Line {
            pieces: vec![
                piece(format!("{name}{pad}"), Role::Label),
                piece(format!("{:>5} ", text::grouped(n)), Role::Words),
                piece(bar, Role::Bar),
            ],
            before: 0,
        }
    };
    rows.into_iter().map(line).collect()
}

fn about(corpus: &Corpus, width: usize) -> Vec<Line> {
    let none = Matcher::default();
    let mut lines = page::flow("What is in here", width, Role::Heading(0), &none);
    let intro = "Every passage of five publications of the UN's Inter-Agency Coordination Group against Trafficking in Persons (ICAT), word for \
                 word, with the bodies that act in it, the years, the priorities and the places. Headlines, tags and notes marked \
                 \"editor\" are ours. This program is unofficial; where it matters, read the publication.";
    lines.extend(page::flow(intro, width, Role::Ours, &none));
    lines.push(Line::empty());
    for (report, set) in corpus.reports.iter().zip(&corpus.postings.reports) {
        let words = format!(
            "{} (covers {}, published {}): {}",
            report.title,
            report.covers,
            report.published,
            text::count(set.count(), "passage")
        );
        lines.extend(page::hang("\u{2022} ", &words, width, Role::Label, &none));
        lines.extend(page::hang("  ", &report.terms, width, Role::Label, &none));
    }
    lines.push(Line::empty());
    lines.push(Line::of("By kind", Role::Heading(2)));
    lines.extend(kinds_chart(corpus, None, width));
    lines
}

/// A section: its heading, where it stands, and how it begins.
#[must_use]
pub fn section(corpus: &Corpus, id: SectionId, width: usize, lit: &Matcher) -> Vec<Line> {
    let section = corpus.section(id);
    let report = corpus.report(section.report);
    let mut lines = page::flow(&section.title, width, Role::Heading(0), lit);
    lines.extend(page::flow(&report.title, width, Role::Label, lit));
    lines.push(Line::empty());
    let from = section.item as usize + 1;
    for item in report.items.iter().skip(from).take(6) {
        match item {
            Item::Passage(_) => lines.extend(page::item(corpus, *item, width, lit)),
            Item::Heading(below) if corpus.section(*below).depth > section.depth => {
                lines.extend(page::hang("\u{203a} ", &corpus.section(*below).title, width, Role::Heading(2), lit));
            }
            Item::Heading(_) => break,
        }
    }
    lines
}
