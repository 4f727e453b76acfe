//! The reader: a whole report, opened at a passage, with an outline and find.
//!
//! Only what is visible is ever set: the place is an item of the report and a line of that item.

use std::sync::Arc;

use ratatui::layout::Size;

use super::input::Input;
use super::list::{ListState, Step};
use super::page::{self, Line};
use crate::corpus::names::{self, Follow, Naming};
use crate::corpus::{Corpus, Item, PassageId, ReportId, SectionId};
use crate::keymap::Context;
use crate::layout::{self, ReaderAreas};
use crate::search::query::Matcher;
use crate::text;

/// Lines that are left above a passage that is gone to.
const ABOVE: usize = 3;

/// What is looked for in the report.
#[derive(Debug, Clone, Default)]
pub struct Find {
    /// The prompt.
    pub input: Input,
    /// Whether keys go to the prompt.
    pub typing: bool,
    /// The items in which it stands, once for each time.
    pub matches: Vec<usize>,
    /// Which of them one is at.
    pub current: usize,
    from: usize,
    /// Where one was, and what was lit there, to come back to.
    top: (usize, usize),
    before: Arc<Matcher>,
}

/// The state of the reader.
#[derive(Debug, Clone)]
pub struct Reader {
    /// The report.
    pub report: ReportId,
    /// The item that one is at: a passage, or a heading gone to.
    pub at: usize,
    /// The first visible item, and its first visible line.
    top: (usize, usize),
    /// Whether the outline is shown where there is room.
    pub outline: bool,
    /// Whether keys go to the outline.
    pub entered: bool,
    /// The cursor of the outline.
    pub cursor: ListState,
    /// What is looked for.
    pub find: Option<Find>,
    /// What is lit: what was searched for, or is looked for.
    pub lit: Arc<Matcher>,
    /// Where everything stands.
    pub areas: ReaderAreas,
    /// The names and terms that can be followed, found once for the item that is told before them.
    names: (usize, Vec<Naming<Follow>>),
    /// Which of the names and terms of the passage one is at would be followed: the item, and its number there.
    name: Option<(usize, usize)>,
    sections: Vec<SectionId>,
}

impl Reader {
    /// Opens the report of a passage at that passage.
    #[must_use]
    pub fn at_passage(corpus: &Corpus, id: PassageId, lit: Arc<Matcher>, size: Size) -> Self {
        Self::open(corpus, corpus.passage(id).report, corpus.item_of(id), lit, size)
    }

    /// Opens the report of a section at its heading.
    #[must_use]
    pub fn at_section(corpus: &Corpus, id: SectionId, lit: Arc<Matcher>, size: Size) -> Self {
        let section = corpus.section(id);
        Self::open(corpus, section.report, section.item as usize, lit, size)
    }

    fn open(corpus: &Corpus, report: ReportId, item: usize, lit: Arc<Matcher>, size: Size) -> Self {
        let sections = corpus
            .report(report)
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Heading(id) => Some(*id),
                Item::Passage(_) => None,
            })
            .collect();
        let mut reader = Self {
            report,
            at: item,
            top: (item, 0),
            outline: true,
            entered: false,
            cursor: ListState::default(),
            find: None,
            lit,
            areas: ReaderAreas::default(),
            names: (usize::MAX, Vec::new()),
            name: None,
            sections,
        };
        reader.lay_out(corpus, size);
        reader.go_to(corpus, item);
        reader
    }

    /// Where keys are pressed now.
    #[must_use]
    pub fn context(&self) -> Context {
        match &self.find {
            Some(find) if find.typing => Context::Find,
            _ if self.entered => Context::Outline,
            _ => Context::Reader,
        }
    }

    /// The sections of the report, in reading order.
    #[must_use]
    pub fn sections(&self) -> &[SectionId] {
        &self.sections
    }

    /// The passage that one is at; none at a heading with no passage after it.
    #[must_use]
    pub fn passage(&self, corpus: &Corpus) -> Option<PassageId> {
        corpus.report(self.report).items.iter().skip(self.at).find_map(|item| match item {
            Item::Passage(id) => Some(*id),
            Item::Heading(_) => None,
        })
    }

    /// The number of the section that one is in, among [`Reader::sections`].
    #[must_use]
    pub fn section(&self, corpus: &Corpus) -> usize {
        self.sections.partition_point(|&s| corpus.section(s).item as usize <= self.at).saturating_sub(1)
    }

    /// How far one has come, in hundredths of the report.
    #[must_use]
    pub fn progress(&self, corpus: &Corpus) -> u64 {
        let weight = &corpus.report(self.report).weight;
        let (last, _) = self.visible_lines(corpus).last().map_or(self.top, |(item, _)| (*item + 1, 0));
        let at = if self.top == (0, 0) { 0 } else { last };
        let whole = weight.last().copied().unwrap_or(0).max(1);
        weight.get(at).copied().unwrap_or(whole) * 100 / whole
    }

    fn width(&self) -> usize {
        usize::from(self.areas.text.width.max(8))
    }

    fn height(&self) -> usize {
        usize::from(self.areas.text.height.max(1))
    }

    fn lines(&self, corpus: &Corpus, item: usize) -> Vec<Line> {
        corpus.report(self.report).items.get(item).map_or_else(Vec::new, |&i| match i {
            Item::Passage(id) if item == self.at => {
                page::item_with_names(corpus, id, self.width(), &self.lit, self.names(), self.name_here())
            }
            _ => page::item(corpus, i, self.width(), &self.lit),
        })
    }

    fn name_here(&self) -> Option<usize> {
        self.name.filter(|n| n.0 == self.at).map(|n| n.1)
    }

    /// Whether a name or term is chosen to be followed.
    #[must_use]
    pub fn has_name(&self) -> bool {
        self.name_here().is_some()
    }

    /// The names and terms of the passage one is at.
    fn names(&self) -> &[Naming<Follow>] {
        if self.names.0 == self.at { &self.names.1 } else { &[] }
    }

    /// Finds the names and terms of the passage one is at, where one has come to another.
    fn find_names(&mut self, corpus: &Corpus) {
        if self.names.0 != self.at {
            let found = match corpus.report(self.report).items.get(self.at) {
                Some(Item::Passage(id)) => names::followed(corpus, &corpus.passage(*id).text),
                _ => Vec::new(),
            };
            self.names = (self.at, found);
        }
    }

    /// What the chosen name leads to.
    #[must_use]
    pub fn chosen(&self) -> Option<Follow> {
        self.names().get(self.name_here()?).map(|n| n.what)
    }

    /// Chooses the next name or term of the passage, or the one before, around the ends; tells whether there is one.
    pub fn step_name(&mut self, forward: bool) -> bool {
        let len = self.names().len();
        if len == 0 {
            return false;
        }
        let next = match (self.name_here(), forward) {
            (None, true) => 0,
            (None, false) => len - 1,
            (Some(n), true) => (n + 1) % len,
            (Some(n), false) => (n + len - 1) % len,
        };
        self.name = Some((self.at, next));
        true
    }

    /// Goes to the next passage of the report, or to the one before.
    pub fn step_passage(&mut self, corpus: &Corpus, forward: bool) {
        let items = &corpus.report(self.report).items;
        let is_passage = |n: &usize| matches!(items.get(*n), Some(Item::Passage(_)));
        let to =
            if forward { (self.at + 1..items.len()).find(is_passage) } else { (0..self.at).rev().find(is_passage) };
        if let Some(item) = to {
            self.go_to(corpus, item);
        }
    }

    /// The lines on the screen, each with its item.
    #[must_use]
    pub fn visible_lines(&self, corpus: &Corpus) -> Vec<(usize, Line)> {
        let mut out = Vec::new();
        let (mut item, mut skip) = self.top;
        let items = corpus.report(self.report).items.len();
        while out.len() < self.height() && item < items {
            out.extend(self.lines(corpus, item).into_iter().skip(skip).map(|line| (item, line)));
            (item, skip) = (item + 1, 0);
        }
        out.truncate(self.height());
        out
    }

    /// Goes so many lines up from a place.
    fn above(&self, corpus: &Corpus, from: (usize, usize), lines: usize) -> (usize, usize) {
        let (mut item, mut line) = from;
        let mut left = lines;
        while left > line {
            left -= line;
            if item == 0 {
                return (0, 0);
            }
            item -= 1;
            line = self.lines(corpus, item).len();
        }
        line -= left;
        (item, line)
    }

    /// Goes so many lines down from a place, at most to the last screenful.
    fn below(&self, corpus: &Corpus, from: (usize, usize), lines: usize) -> (usize, usize) {
        let (mut item, mut line) = (from.0, from.1 + lines);
        let items = corpus.report(self.report).items.len();
        while item < items {
            let len = self.lines(corpus, item).len();
            if line < len {
                break;
            }
            line -= len;
            item += 1;
        }
        (item, line).min(self.last_top(corpus))
    }

    /// The top of the last screenful.
    fn last_top(&self, corpus: &Corpus) -> (usize, usize) {
        self.above(corpus, (corpus.report(self.report).items.len(), 0), self.height())
    }

    /// Goes to an item and shows it near the top.
    pub fn go_to(&mut self, corpus: &Corpus, item: usize) {
        self.at = item;
        let above = if self.height() > 12 { ABOVE } else { 0 };
        let start = usize::from(matches!(corpus.report(self.report).items.get(item), Some(Item::Heading(_))));
        self.top = self.above(corpus, (item, start), above).min(self.last_top(corpus));
        self.follow(corpus);
    }

    /// Scrolls.
    pub fn scroll(&mut self, corpus: &Corpus, step: Step) {
        let page = self.height();
        let signed = |n: isize, by: usize| (n < 0, n.unsigned_abs() * by);
        let (up, lines) = match step {
            Step::Rows(n) => signed(n, 1),
            Step::Half(n) => signed(n, (page / 2).max(1)),
            Step::Page(n) => signed(n, page.saturating_sub(2).max(1)),
            Step::Top => (true, 0),
            Step::Bottom => (false, 0),
        };
        self.top = match step {
            Step::Top => (0, 0),
            Step::Bottom => self.last_top(corpus),
            _ if up => self.above(corpus, self.top, lines),
            _ => self.below(corpus, self.top, lines),
        };
        self.keep_place(corpus, step);
    }

    /// After scrolling, one is at the first passage that is still on the screen.
    fn keep_place(&mut self, corpus: &Corpus, step: Step) {
        let lines = self.visible_lines(corpus);
        let items = &corpus.report(self.report).items;
        let seen = |n: usize| lines.iter().any(|(i, line)| *i == n && !line.pieces.is_empty());
        let mut shown: Vec<usize> = lines
            .iter()
            .map(|(i, _)| *i)
            .filter(|&i| matches!(items.get(i), Some(Item::Passage(_))) && seen(i))
            .collect();
        shown.dedup();
        let place = match step {
            Step::Bottom => shown.last(),
            Step::Top => shown.first(),
            _ if shown.contains(&self.at) => None,
            _ => shown.iter().find(|&&i| i > self.top.0 || self.top.1 == 0).or(shown.first()),
        };
        if let Some(&item) = place {
            self.at = item;
        }
        self.follow(corpus);
    }

    /// The outline's cursor follows the text, unless one is in the outline.
    fn follow(&mut self, corpus: &Corpus) {
        self.find_names(corpus);
        if !self.entered {
            self.cursor.selected = self.section(corpus);
        }
        let rows = usize::from(layout::inner(self.areas.outline).height);
        self.cursor.settle(self.sections.len(), rows);
    }

    /// Goes to the next section, or to the one before.
    pub fn step_section(&mut self, corpus: &Corpus, forward: bool) {
        let here = self.section(corpus);
        let start = self.sections.get(here).map_or(0, |&s| corpus.section(s).item as usize);
        let to = match forward {
            true => here + 1,
            false if self.at > start + 1 => here,
            false => here.saturating_sub(1),
        };
        if let Some(&section) = self.sections.get(to) {
            self.go_to(corpus, corpus.section(section).item as usize);
        }
    }

    /// Goes to the section under the outline's cursor and leaves the outline.
    pub fn open_section(&mut self, corpus: &Corpus, size: Size) {
        self.entered = false;
        self.lay_out(corpus, size);
        if let Some(&section) = self.sections.get(self.cursor.selected) {
            self.go_to(corpus, corpus.section(section).item as usize);
        }
    }

    /// Enters the outline, or leaves it.
    pub fn toggle_outline(&mut self, corpus: &Corpus, size: Size) {
        self.entered = !self.entered;
        if self.entered {
            self.outline = true;
        }
        self.lay_out(corpus, size);
    }

    /// Lays everything out anew and keeps the place in the text, whatever the width.
    pub fn lay_out(&mut self, corpus: &Corpus, size: Size) {
        let before = self.lines(corpus, self.top.0).get(self.top.1).map_or(0, |l| l.before);
        self.areas = layout::reader(size, self.outline, self.entered);
        let lines = self.lines(corpus, self.top.0);
        let line = if self.top.1 == 0 { 0 } else { lines.iter().rposition(|l| l.before <= before).unwrap_or(0) };
        self.top = (self.top.0, line).min(self.last_top(corpus));
        self.follow(corpus);
    }

    /// Opens the prompt of find.
    pub fn open_find(&mut self) {
        let (from, top) = (self.at, self.top);
        match &mut self.find {
            Some(find) => (find.typing, find.from, find.top) = (true, from, top),
            None => {
                let before = Arc::clone(&self.lit);
                self.find = Some(Find { typing: true, from, top, before, ..Find::default() });
            }
        }
    }

    /// Looks for nothing any more: one is again where one was, and what was lit there is lit.
    pub fn close_find(&mut self, corpus: &Corpus) {
        if let Some(find) = self.find.take() {
            (self.at, self.lit) = (find.from, find.before);
            let lines = self.lines(corpus, find.top.0).len();
            self.top = (find.top.0, find.top.1.min(lines.saturating_sub(1))).min(self.last_top(corpus));
            self.follow(corpus);
        }
    }

    /// Looks for what is typed, and goes to the first match from where one was.
    pub fn refind(&mut self, corpus: &Corpus) {
        let Some(mut find) = self.find.take() else { return };
        let wanted = text::fold_plain(find.input.text());
        self.lit = Arc::new(Matcher::literal(find.input.text()));
        find.matches.clear();
        if !wanted.trim().is_empty() {
            for (n, item) in corpus.report(self.report).items.iter().enumerate() {
                let words = match item {
                    Item::Heading(id) => &corpus.section(*id).title,
                    Item::Passage(id) => &corpus.passage(*id).text,
                };
                let times = text::fold_plain(words).matches(&wanted).count();
                find.matches.extend(std::iter::repeat_n(n, times));
            }
        }
        find.current = find.matches.iter().position(|&i| i >= find.from).unwrap_or(0);
        let to = find.matches.get(find.current).copied();
        self.find = Some(find);
        if let Some(item) = to {
            self.go_to(corpus, item);
        }
    }

    /// Goes to the next match, or to the one before, around the ends.
    pub fn step_match(&mut self, corpus: &Corpus, forward: bool) -> bool {
        let Some(find) = self.find.as_mut().filter(|f| !f.matches.is_empty()) else { return false };
        let len = find.matches.len();
        find.current = if forward { (find.current + 1) % len } else { (find.current + len - 1) % len };
        if let Some(&item) = find.matches.get(find.current) {
            self.go_to(corpus, item);
        }
        true
    }
}
