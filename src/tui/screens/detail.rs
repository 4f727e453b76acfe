//! A page of its own: where a passage comes from, what a term means, or a legend.

use ratatui::layout::{Rect, Size};

use std::collections::BTreeSet;

use crate::analysis::PassageSource;
use crate::corpus::filter::{Facet, Filter};
use crate::corpus::strings::Str;
use crate::corpus::{Corpus, Item, PassageId};
use crate::document::linked::LinkTarget;
use crate::document::{self, StyledLine, TextStyle};
use crate::export::cite::{self, CitationSource, CitationStyle};
use crate::search::MatchReason;
use crate::search::highlight::Highlighter;
use crate::tui::command::Command;
use crate::tui::layout::{self, Breakpoint};
use crate::tui::outcome::{ScreenOutcome, Shared};
use crate::tui::update::step;

/// The subject of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DetailKind {
    /// Where a passage comes from, why it matches a filter or is among the hits, and what citations have in common.
    Provenance(PassageId, Box<Filter>, Option<(String, MatchReason)>, CitationSource),
    /// What a term means, by its index in the glossary.
    Term(usize),
    /// The legend of a view, one paragraph each.
    Legend(Vec<String>),
}

/// The state of a page.
#[derive(Debug, Clone)]
pub struct DetailScreen {
    /// The subject.
    pub kind: DetailKind,
    /// The passages that name the term, if it is one.
    pub named: Vec<PassageId>,
    /// The scroll offset, in lines.
    pub scroll: usize,
    /// The lines of the page.
    pub lines: Vec<StyledLine>,
}

impl DetailScreen {
    /// Creates a page, scrolled to the top.
    #[must_use]
    pub fn new(corpus: &Corpus, kind: DetailKind, size: Size) -> Self {
        let named = if let DetailKind::Term(n) = kind { corpus.passages_naming(n) } else { Vec::new() };
        let mut detail = Self { kind, named, scroll: 0, lines: Vec::new() };
        detail.lay_out(corpus, size);
        detail
    }

    /// Returns the title in the frame.
    #[must_use]
    pub fn title(&self) -> &'static str {
        match self.kind {
            DetailKind::Provenance(..) => " Where this comes from ",
            DetailKind::Term(_) => " Term ",
            DetailKind::Legend(_) => " What the symbols mean ",
        }
    }

    /// Returns the passage that the page is about, or that defines the term.
    #[must_use]
    pub fn passage(&self, corpus: &Corpus) -> Option<PassageId> {
        match self.kind {
            DetailKind::Provenance(id, ..) => Some(id),
            DetailKind::Term(n) => corpus.glossary.get(n)?.defined_in,
            DetailKind::Legend(_) => None,
        }
    }

    /// Returns whether the page lies over the screen from which it was opened: wherever there is room for both.
    #[must_use]
    pub fn is_popup(size: Size) -> bool {
        layout::breakpoint(size) != Breakpoint::Narrow
    }

    /// Returns the area of the page, with its border.
    #[must_use]
    pub fn area(&self, size: Size) -> Rect {
        if Self::is_popup(size) { layout::menu(size, self.lines.len()) } else { layout::page(size).body }
    }

    /// Returns the number of visible rows.
    #[must_use]
    pub fn visible(&self, size: Size) -> usize {
        usize::from(layout::inner(self.area(size)).height)
    }

    /// Rebuilds the lines of the page.
    pub fn lay_out(&mut self, corpus: &Corpus, size: Size) {
        // The height depends on the lines, the width does not.
        let width = usize::from(layout::inner(self.area(size)).width.saturating_sub(2).min(layout::TEXT_WIDTH));
        self.lines = match &self.kind {
            _ if width < 8 => Vec::new(),
            DetailKind::Provenance(id, filter, hit, source) => {
                provenance(corpus, source, *id, filter, hit.as_ref(), width)
            }
            DetailKind::Term(n) => document::overview::term(corpus, *n, width),
            DetailKind::Legend(lines) => lines
                .iter()
                .flat_map(|l| {
                    let mut lines = document::flow(l, width, TextStyle::Body, &Highlighter::default());
                    lines.push(StyledLine::empty());
                    lines
                })
                .collect(),
        };
        self.scroll = self.scroll.min(self.lines.len().saturating_sub(self.visible(size).max(1)));
    }
}

fn row(label: &str, words: &str, width: usize, role: TextStyle) -> Vec<StyledLine> {
    document::field(label, document::tags::TAG_LABEL, words, width, role)
}

fn provenance(
    corpus: &Corpus,
    source: &CitationSource,
    id: PassageId,
    filter: &Filter,
    hit: Option<&(String, MatchReason)>,
    width: usize,
) -> Vec<StyledLine> {
    let passage = corpus.passage(id);
    let report = corpus.report(passage.report);
    let none = Highlighter::default();
    let mut lines = document::flow(&passage.headline, width, TextStyle::Headline, &none);
    lines.extend(document::flow(
        "This headline and the tags below are ours; the passage is the report's.",
        width,
        TextStyle::Label,
        &none,
    ));
    lines.push(StyledLine::empty());
    lines.extend(row("report", &format!("{}, published {}", report.title, report.published), width, TextStyle::Body));
    for (depth, title) in corpus.section_path(passage.section).into_iter().enumerate() {
        let label = if depth == 0 { "section" } else { "" };
        lines.extend(row(label, &format!("{}{title}", "  ".repeat(depth)), width, TextStyle::Body));
    }
    let sections = report.items.iter().filter(|i| matches!(i, Item::Heading(_))).count();
    let here = corpus.item_of(id);
    let section = report.items.iter().take(here + 1).filter(|i| matches!(i, Item::Heading(_))).count();
    let before = report.items.iter().take(here + 1).filter(|i| matches!(i, Item::Passage(_))).count();
    let all = report.passages.len();
    lines.extend(row(
        "position",
        &format!("section {section} of {sections} of the outline, passage {before} of {all}"),
        width,
        TextStyle::Body,
    ));
    lines.extend(row("layout", passage.style.label(), width, TextStyle::Body));
    lines.extend(row("terms", &report.terms, width, TextStyle::Body));
    lines.push(StyledLine::empty());
    lines.extend(document::tags(corpus, passage, width));
    if let Some(note) = &passage.editorial {
        lines.extend(row("editor", note, width, TextStyle::Editorial));
    }
    lines.push(StyledLine::empty());
    lines.push(StyledLine::of("Why it is listed", TextStyle::Heading(2)));
    lines.extend(reasons(corpus, id, filter, hit, width));
    lines.push(StyledLine::empty());
    lines.push(StyledLine::of("How to cite it", TextStyle::Heading(2)));
    lines.extend(document::flow(
        cite::cite(corpus, source, &[id], CitationStyle::Text).trim_end(),
        width,
        TextStyle::Body,
        &none,
    ));
    lines
}

/// Explains, for each facet that filters, what about the passage matches it, and how a search found the passage.
fn reasons(
    corpus: &Corpus,
    id: PassageId,
    filter: &Filter,
    hit: Option<&(String, MatchReason)>,
    width: usize,
) -> Vec<StyledLine> {
    let mut lines = Vec::new();
    if let Some((query, why)) = hit {
        lines.extend(row(
            "search",
            &format!("\u{201c}{query}\u{201d} finds it by {}", why.words()),
            width,
            TextStyle::Body,
        ));
    }
    let passage = corpus.passage(id);
    for facet in filter.facets() {
        let met: Vec<String> = match facet {
            Facet::Entity => {
                let of = passage.entities.iter().filter(|e| filter.entities.include.contains(e));
                of.map(|&e| format!("{} acts in it or owns it", corpus.entity(e).id)).collect()
            }
            Facet::Year => {
                let of = passage.stated_years().iter().filter(|y| filter.years.include.contains(y));
                let stated: Vec<String> = of.map(|y| format!("it is about {y}")).collect();
                let reported = corpus.reported(id);
                if stated.is_empty() && filter.years.include.contains(&reported) {
                    vec![format!("its report covers {reported}, and no year is stated")]
                } else {
                    stated
                }
            }
            Facet::Stated => {
                let of = passage.stated_years().iter().filter(|y| filter.stated.include.contains(y));
                of.map(|y| format!("it states {y}")).collect()
            }
            Facet::Priority => {
                let of = passage.priorities.iter().filter(|n| filter.priorities.include.contains(n));
                of.map(|n| format!("the report files it under priority {n}")).collect()
            }
            Facet::Kind => {
                let of = filter.kinds.include.get(&passage.kind);
                of.map(|kind| format!("it is a {}", kind.label())).into_iter().collect()
            }
            Facet::Report => {
                let of = filter.reports.include.get(&passage.report);
                of.map(|&report| format!("it stands in {}", corpus.report(report).id)).into_iter().collect()
            }
            Facet::Place => {
                let of = passage.places.iter().filter(|p| filter.places.include.contains(*p));
                of.map(|p| format!("it names {p}")).collect()
            }
            Facet::Topic => {
                let of = passage.topics.iter().filter(|topic| filter.topics.include.contains(*topic));
                of.map(|&topic| format!("it is about {}", corpus.topic(topic).name.to_lowercase())).collect()
            }
            Facet::Partner => {
                let all = passage.claims.iter().flat_map(|claim| &claim.partners);
                let of: BTreeSet<_> =
                    all.filter(|p| filter.partners.include.contains(&p.known)).map(|p| p.name).collect();
                of.into_iter().map(|name| format!("it names {name} beside the bodies")).collect()
            }
            Facet::Language => {
                let holds = |name: &&Str| corpus.postings.languages.get(*name).is_some_and(|set| set.contains(id));
                let of = filter.languages.include.iter().filter(holds);
                of.map(|language| format!("the work is available in {language}")).collect()
            }
        };
        let asked = filter.describe_facet(corpus, facet).unwrap_or_default();
        let words = if !filter.only(facet).set(corpus, None).contains(id) {
            format!("it is not among what is listed: {asked}")
        } else if met.is_empty() {
            format!("it is none of those left out: {asked}")
        } else {
            met.join("; ")
        };
        lines.extend(row(facet.word(), &words, width, TextStyle::Body));
    }
    if lines.is_empty() {
        lines.extend(document::flow("No filter is set.", width, TextStyle::Label, &Highlighter::default()));
    }
    lines
}

/// Handles a command on a page of its own.
pub(crate) fn handle(detail: &mut DetailScreen, shared: &Shared<'_>, command: Command) -> ScreenOutcome {
    match command {
        Command::Back => return ScreenOutcome::Back,
        Command::Search => return ScreenOutcome::OpenSearch,
        Command::Open if let DetailKind::Term(n) = detail.kind => {
            let corpus = shared.corpus;
            let term = corpus.glossary.get(n).map(|term| term.term.to_string()).unwrap_or_default();
            let named = PassageSource::Passages(detail.named.clone());
            return ScreenOutcome::Follow(LinkTarget::Passages(format!("Term: {term}"), named));
        }
        Command::Open => {
            if let Some(id) = detail.passage(shared.corpus) {
                return ScreenOutcome::Follow(LinkTarget::Passage(id));
            }
        }
        command => {
            if let Some(step) = step(command) {
                let rows = detail.visible(shared.size);
                let last = detail.lines.len().saturating_sub(rows.max(1));
                detail.scroll = step.from(detail.scroll, last + 1, rows);
            }
        }
    }
    ScreenOutcome::Handled
}
