//! What is read on the browse screen: the reading pane, and the page that stands in place of the list.

use crate::analysis::PassageSource;
use crate::corpus::Corpus;
use crate::corpus::filter::Facet;
use crate::corpus::subject::Subject;
use crate::document::linked::{Document, LinkTarget};
use crate::document::{self, StyledLine, TextStyle};
use crate::search::Target;
use crate::search::highlight::Highlighter;
use crate::text;
use crate::tui::layout::{self, Pane};
use crate::tui::screens::browse::Browse;

impl Browse {
    fn measure(&self) -> usize {
        usize::from(layout::inner(self.derived.areas.reading).width.saturating_sub(2).min(layout::TEXT_WIDTH))
    }

    /// Builds the lines of the reading pane.
    pub(super) fn reading(&self, corpus: &Corpus) -> Vec<StyledLine> {
        let width = self.measure();
        if width < 8 || self.is_page() {
            return Vec::new();
        }
        let highlighted = self.highlighter();
        match self.selected() {
            Some(Target::Passage(id)) => document::preview(corpus, id, width, &highlighted),
            Some(Target::Subject(Subject::Work(id))) => document::work::work(corpus, id, width, &highlighted).lines,
            Some(Target::Subject(subject)) => document::profile::profile(corpus, subject, width).lines,
            Some(Target::Report(id)) => document::overview::report(corpus, id, width),
            Some(Target::Term(n)) => document::overview::term(corpus, n, width),
            Some(Target::Section(id)) => document::overview::section(corpus, id, width, &highlighted),
            None => Vec::new(),
        }
    }

    /// Returns the filters that do not count on the page, which is about all that the reports say of a body, and what is
    /// found with them; an empty page if there are none.
    fn left_out(&self, corpus: &Corpus, width: usize) -> Document {
        let filter = self.effective();
        let subject = self.profiled(corpus);
        let facet = match subject {
            Some(Subject::Body(_)) => Some(Facet::Entity),
            Some(Subject::Topic(_)) => Some(Facet::Topic),
            Some(Subject::Place(_)) => Some(Facet::Place),
            _ => None,
        };
        let own = subject.and_then(|subject| subject.filter(corpus)).unwrap_or_default();
        // What makes the subject is counted.
        let is_own = |facet: &Facet| filter.only(*facet) == own;
        let rest = facet.filter(is_own).map_or_else(|| filter.clone(), |facet| filter.without(facet));
        let mut page = Document::default();
        if rest.is_empty() {
            return page;
        }
        let words = format!("This page counts everything; the filter {} does not apply here.", rest.describe(corpus));
        page.put(document::flow(&words, width, TextStyle::Editorial, &Highlighter::default()));
        let found = text::count(self.derived.total, "passage");
        let words = filter.describe(corpus);
        let lines = document::flow(&format!("{words}: {found}"), width, TextStyle::Body, &Highlighter::default());
        page.lead(lines, LinkTarget::Passages(words, PassageSource::Filter(Box::new(filter))));
        page.blank();
        page
    }

    /// Rebuilds the page that replaces the list, and keeps its cursor.
    pub(super) fn lay_out_page(&mut self, corpus: &Corpus) {
        let width = self.measure();
        if width < 8 || !self.is_page() {
            return;
        }
        let mut page = self.left_out(corpus, width);
        page.append(match self.profiled(corpus) {
            Some(subject) => document::profile::profile(corpus, subject, width),
            None => document::overview::about(corpus, width),
        });
        self.page.replace(page, self.derived.areas.rows(Pane::Reading));
    }
}
