//! The screen of a view that is a page of text: commitments, a comparison, or who to call.

pub mod draw;
pub(crate) mod handle;

use std::sync::Arc;

use ratatui::layout::Size;

use crate::analysis::commitments::{self, CommitmentFilter};
use crate::analysis::compare::{self, compare};
use crate::analysis::gaps::GAPS;
use crate::analysis::who::Ranking;
use crate::command_line::operands;
use crate::corpus::filter::Filter;
use crate::corpus::subject::Subject;
use crate::corpus::{Corpus, EntityId, ReportId};
use crate::document;
use crate::document::linked::{Document, LinkTarget};
use crate::export::selection::Selection;
use crate::tui::keymap::Context;
use crate::tui::layout;
use crate::tui::widgets::completing::Completing;
use crate::tui::widgets::document_view::DocumentView;
use crate::tui::widgets::input::Input;
use crate::tui::widgets::page_find::PageFind;

/// A need that is typed, and the ranking of who to call for it.
#[derive(Debug, Clone)]
pub struct Need {
    /// The prompt.
    pub input: Input,
    /// Whether the prompt has the keys.
    pub typing: bool,
    /// The ranking, once it has arrived.
    pub ranking: Option<Arc<Ranking>>,
    /// The number of the request that is not yet answered.
    pub pending: Option<u64>,
    /// The completion at the cursor.
    pub completing: Completing,
}

/// The content of a view.
#[derive(Debug, Clone)]
pub enum ReportKind {
    /// Where nothing is on record under a filter: regions by priority, topic and year.
    Gaps(Box<Filter>),
    /// Commitments and what became of them: all, or those that a filter wants.
    Commitments(CommitmentFilter),
    /// Agreements, body by body.
    Agreements,
    /// Bodies side by side.
    Compare(Vec<EntityId>),
    /// Who to call.
    Who(Need),
    /// The terms of the glossary.
    Terms,
    /// What is in the reports, and how old it is.
    About,
    /// The profile of a place, a topic, a work or a partner.
    Profile(Subject),
}

/// The state of the screen.
#[derive(Debug, Clone)]
pub struct ReportScreen {
    /// The content.
    pub kind: ReportKind,
    /// The page on the screen.
    pub page: DocumentView,
    /// Find on the page, if it was opened.
    pub find: Option<PageFind>,
}

impl ReportScreen {
    /// Creates a view, scrolled to the top.
    #[must_use]
    pub fn new(corpus: &Corpus, kind: ReportKind, size: Size) -> Self {
        let mut view = Self { kind, page: DocumentView::default(), find: None };
        view.lay_out(corpus, size);
        view
    }

    /// Creates the view of agreements, with the cursor on a body; on the first, if this one has none.
    #[must_use]
    pub fn agreements(corpus: &Corpus, body: Option<EntityId>, size: Size) -> Self {
        let mut view = Self::new(corpus, ReportKind::Agreements, size);
        let has_some = |body: &EntityId| !corpus.agreements().of_body(*body).is_empty();
        let target = body.filter(has_some).map(|body| LinkTarget::Profile(Subject::Body(body)));
        if let Some(at) = view.page.document.links.iter().position(|link| Some(&link.target) == target.as_ref()) {
            view.page.cursor = at;
            view.page.scroll = view.page.document.links[at].lines.start.saturating_sub(1);
        }
        view
    }

    /// Creates the view of who to call, with the prompt open.
    #[must_use]
    pub fn who(corpus: &Corpus, size: Size) -> Self {
        let need = Need {
            input: Input::default(),
            typing: true,
            ranking: None,
            pending: None,
            completing: Completing::default(),
        };
        Self::new(corpus, ReportKind::Who(need), size)
    }

    /// Returns the need, if this is the view of who to call.
    #[must_use]
    pub fn need(&self) -> Option<&Need> {
        match &self.kind {
            ReportKind::Who(need) => Some(need),
            _ => None,
        }
    }

    pub(crate) fn need_mut(&mut self) -> Option<&mut Need> {
        match &mut self.kind {
            ReportKind::Who(need) => Some(need),
            _ => None,
        }
    }

    /// Returns whether the find prompt has the keys.
    #[must_use]
    pub fn is_finding(&self) -> bool {
        self.find.as_ref().is_some_and(|find| find.typing)
    }

    /// Returns the context in which keys are pressed.
    #[must_use]
    pub fn context(&self) -> Context {
        match &self.kind {
            ReportKind::Who(need) if need.typing => Context::Need,
            _ if self.is_finding() => Context::Find,
            ReportKind::Compare(_) => Context::Compare,
            _ => Context::Report,
        }
    }

    /// Returns the title in the frame: the name of the view, and what of it is shown.
    #[must_use]
    pub fn frame_title(&self, corpus: &Corpus) -> String {
        match &self.kind {
            ReportKind::Commitments(filter) if *filter != CommitmentFilter::default() => {
                format!("{}: {}", self.title(), filter.described(corpus))
            }
            _ => self.title().to_owned(),
        }
    }

    /// Returns the name of the view.
    #[must_use]
    pub fn title(&self) -> &'static str {
        match self.kind {
            ReportKind::Gaps(_) => "Gaps",
            ReportKind::Agreements => "Agreements",
            ReportKind::Commitments(_) => "Commitments",
            ReportKind::Compare(_) => "Compare",
            ReportKind::Who(_) => "Who to call",
            ReportKind::Terms => "Terms",
            ReportKind::About => "About these reports",
            ReportKind::Profile(Subject::Body(_)) => "Body",
            ReportKind::Profile(Subject::Place(_)) => "Place",
            ReportKind::Profile(Subject::Topic(_)) => "Topic",
            ReportKind::Profile(Subject::Work(_)) => "Work",
            ReportKind::Profile(Subject::Partner(_)) => "Partner",
        }
    }

    /// Returns whether it counts all passages, whatever the panes are filtered by.
    #[must_use]
    pub fn counts_everything(&self) -> bool {
        !matches!(self.kind, ReportKind::Gaps(_) | ReportKind::Terms)
    }

    /// Returns the arguments of the command that prints the view.
    #[must_use]
    pub fn arguments(&self, corpus: &Corpus) -> Vec<String> {
        match &self.kind {
            ReportKind::Gaps(base) => {
                let filter = Selection { filter: (**base).clone(), ..Selection::default() };
                std::iter::once("gaps".to_owned()).chain(filter.arguments(corpus)).collect()
            }
            ReportKind::Agreements => vec!["agreements".to_owned()],
            ReportKind::Terms => vec!["list".to_owned(), "terms".to_owned()],
            ReportKind::About => vec!["list".to_owned(), "reports".to_owned()],
            ReportKind::Commitments(filter) => {
                std::iter::once("commitments".to_owned()).chain(filter.arguments(corpus)).collect()
            }
            ReportKind::Compare(bodies) => {
                let ids = bodies.iter().map(|&b| corpus.entity(b).id.to_string()).collect();
                std::iter::once("compare".to_owned()).chain(operands(ids)).collect()
            }
            ReportKind::Who(need) => {
                let need = vec![need.input.text().trim().to_owned()];
                std::iter::once("who".to_owned()).chain(operands(need)).collect()
            }
            ReportKind::Profile(subject) => {
                std::iter::once("show".to_owned()).chain(operands(vec![subject.typed(corpus)])).collect()
            }
        }
    }

    /// Returns the number of visible rows.
    #[must_use]
    pub fn visible(size: Size) -> usize {
        usize::from(layout::inner(layout::page(size).body).height)
    }

    /// Returns the width of the page, in columns.
    #[must_use]
    pub fn measure(&self, size: Size) -> usize {
        let room = layout::inner(layout::page(size).body).width.saturating_sub(2);
        let most = match &self.kind {
            ReportKind::Compare(bodies) => layout::TEXT_WIDTH.max(50 * u16::try_from(bodies.len()).unwrap_or(1)),
            ReportKind::Commitments(_) => 2 * layout::TEXT_WIDTH,
            _ => layout::TEXT_WIDTH,
        };
        usize::from(if room < 110 { room.min(layout::TEXT_WIDTH) } else { room.min(most) })
    }

    /// Replaces the body under the cursor, or else the last one, with the next or previous body.
    pub fn turn(&mut self, corpus: &Corpus, by: isize, size: Size) {
        let chosen = match self.page.link().map(|s| &s.target) {
            Some(LinkTarget::Profile(Subject::Body(body))) => Some(*body),
            _ => None,
        };
        if let ReportKind::Commitments(filter) = &mut self.kind {
            filter.status = turned(&commitments::statuses(corpus), filter.status, by);
            self.page = DocumentView::default();
            self.lay_out(corpus, size);
            return;
        }
        let ReportKind::Compare(bodies) = &mut self.kind else { return };
        let place = bodies.iter().position(|&b| Some(b) == chosen).or_else(|| bodies.len().checked_sub(1));
        let all: Vec<EntityId> = corpus.bodies().collect();
        let (Some(place), Ok(len)) = (place, isize::try_from(all.len())) else { return };
        let mut at = all.iter().position(|&b| b == bodies[place]).and_then(|n| isize::try_from(n).ok()).unwrap_or(0);
        for _ in 0..len {
            at = (at + by).rem_euclid(len);
            let body = usize::try_from(at).ok().and_then(|at| all.get(at));
            if let Some(&body) = body.filter(|b| !bodies.contains(b)) {
                bodies[place] = body;
                break;
            }
        }
        self.lay_out(corpus, size);
    }

    /// Shows the commitments of the next or previous report alone, or of all, where the page has commitments.
    pub fn turn_report(&mut self, corpus: &Corpus, by: isize, size: Size) {
        let ReportKind::Commitments(filter) = &mut self.kind else { return };
        // The latest report first, which is the one that is asked for most.
        let newest_first: Vec<ReportId> = commitments::reports(corpus).into_iter().rev().collect();
        filter.report = turned(&newest_first, filter.report, by);
        self.page = DocumentView::default();
        self.lay_out(corpus, size);
    }

    /// Compares other bodies.
    pub fn compare(&mut self, corpus: &Corpus, bodies: Vec<EntityId>, size: Size) {
        self.kind = ReportKind::Compare(bodies);
        self.lay_out(corpus, size);
    }

    /// Removes the third body that is compared. Returns the others where there is none, to choose one.
    pub fn without_third(&mut self, corpus: &Corpus, size: Size) -> Option<Vec<EntityId>> {
        let ReportKind::Compare(bodies) = &mut self.kind else { return None };
        if bodies.len() < compare::MOST {
            return Some(bodies.clone());
        }
        bodies.pop();
        self.lay_out(corpus, size);
        None
    }

    /// Rebuilds the page and keeps its cursor.
    pub fn lay_out(&mut self, corpus: &Corpus, size: Size) {
        let width = self.measure(size);
        if width < 8 {
            return;
        }
        let document = match &self.kind {
            ReportKind::Gaps(base) => document::gaps::gaps(corpus, &GAPS, base, width),
            ReportKind::Agreements => document::agreements::agreements(corpus, width),
            ReportKind::Commitments(filter) => document::commitments::commitments(corpus, *filter, width),
            ReportKind::Compare(bodies) => document::compare::compare(corpus, &compare(corpus, bodies), width),
            ReportKind::Who(need) => {
                need.ranking.as_ref().map_or_else(Document::default, |r| document::who::who(corpus, r, width))
            }
            ReportKind::Terms => document::overview::terms(corpus, width),
            ReportKind::About => document::overview::about(corpus, width),
            ReportKind::Profile(subject) => document::profile::profile(corpus, *subject, width),
        };
        self.page.replace(document, Self::visible(size));
        if let Some(find) = &mut self.find {
            find.seek(&self.page);
        }
    }
}

/// Returns the choice that stands next to another in a row that begins with no choice, and goes round.
fn turned<T: Copy + PartialEq>(all: &[T], chosen: Option<T>, by: isize) -> Option<T> {
    let row: Vec<Option<T>> = std::iter::once(None).chain(all.iter().copied().map(Some)).collect();
    let at = row.iter().position(|other| *other == chosen).unwrap_or(0);
    let len = isize::try_from(row.len()).unwrap_or(1);
    let next = (isize::try_from(at).unwrap_or(0) + by).rem_euclid(len);
    usize::try_from(next).ok().and_then(|n| row.get(n).copied()).flatten()
}
