//! The review of a drafted report: a passage beside the lines of its source, and what a maintainer does with it.

pub mod draw;
pub(crate) mod handle;

use std::path::PathBuf;

use ratatui::layout::{Constraint, Layout, Rect, Size};

use crate::corpus::{Corpus, HEADLINE_MAX, PassageId};
use crate::document::{self, StyledLine, TextStyle};
use crate::draft::readings_file::HOW;
use crate::draft::review::{Field, Review};
use crate::search::highlight::Highlighter;
use crate::tui::keymap::Context;
use crate::tui::layout;
use crate::tui::start::OpenedReview;
use crate::tui::widgets::input::Input;

/// The width from which on source and draft stand side by side, in columns.
const SIDE_BY_SIDE: u16 = 96;
/// The width from which on the list of passages stands beside them, in columns.
const WITH_LIST: u16 = 150;
/// The width of that list, in columns.
const LIST_WIDTH: u16 = 44;
/// How many lines of the source stand above those of the passage, as a part of the lines that are seen.
const ABOVE: usize = 6;
/// The height from which on the source stands above the draft, in rows.
const STACKED_MIN: u16 = 18;

/// What is typed in the line at the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewPrompt {
    /// A field.
    Field(Field),
    /// The headline, with which the passage is accepted.
    Accept,
    /// The text, which is split at the cursor.
    Split,
    /// The words of a new claim.
    NewClaim,
    /// Words to find.
    Find,
    /// The commitment that the passage takes up.
    Commitment,
    /// How far it does.
    How,
    /// Why that is so.
    Why,
}

impl ReviewPrompt {
    /// Returns the label of the line.
    #[must_use]
    pub fn label(self) -> String {
        match self {
            Self::Field(field) => format!("{}: ", field.label()),
            Self::Accept => "headline: ".to_owned(),
            Self::Split => "split: ".to_owned(),
            Self::NewClaim => "new claim: ".to_owned(),
            Self::Find => "find: ".to_owned(),
            Self::Commitment => "takes up: ".to_owned(),
            Self::How => "done, partly or no record: ".to_owned(),
            Self::Why => "why: ".to_owned(),
        }
    }

    /// Returns what Enter does, and how long a headline has become.
    #[must_use]
    pub fn hint(self, typed: &str) -> String {
        let length = || format!("{}/{HEADLINE_MAX}", typed.chars().count());
        match self {
            Self::Field(Field::Headline) => format!("{}, Enter keeps", length()),
            Self::Field(field) if field.is_list() => "with commas; Tab completes, C-u clears".to_owned(),
            Self::Field(Field::Kind | Field::Work) => "Tab completes, C-u clears".to_owned(),
            Self::Field(Field::Links) => "words <address>; more <address>".to_owned(),
            Self::Field(_) => "Enter keeps".to_owned(),
            Self::Accept => format!("{}, Enter accepts", length()),
            Self::Split => "Enter splits at the cursor".to_owned(),
            Self::NewClaim => "first words ... last".to_owned(),
            Self::Find => "Enter goes to the next one".to_owned(),
            Self::Commitment => "Tab goes through the open ones".to_owned(),
            Self::How => "Tab completes".to_owned(),
            Self::Why => "Enter keeps".to_owned(),
        }
    }
}

/// A completion that Tab goes through: what was typed, and how many candidates were passed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tabbed {
    typed: Option<String>,
    passed: usize,
}

/// The state of the screen.
#[derive(Debug, Clone)]
pub struct ReviewScreen {
    /// The report.
    pub review: Review,
    /// The directory of its dataset.
    pub dir: PathBuf,
    /// The report file and `readings.json` as they were read.
    pub read: [std::sync::Arc<str>; 2],
    /// Where the history of the changes is kept, if it is.
    pub history: Option<PathBuf>,
    /// Whether `readings.json` was changed.
    pub has_readings: bool,
    /// The open commitments, those first that the passage may answer, while one is chosen.
    pub commitments: Vec<PassageId>,
    /// The commitment that was chosen, and how far the passage takes it up.
    pub chosen: (String, String),
    /// The passage under the cursor.
    pub selected: usize,
    /// The claim of the passage that the keys of fields hold for, if any.
    pub claim: Option<usize>,
    /// The line that is typed, if any.
    pub prompt: Option<(ReviewPrompt, Input)>,
    /// The completion in that line.
    pub tabbed: Tabbed,
    /// How far the draft is scrolled.
    pub scroll: usize,
    /// The lines of the draft.
    pub lines: Vec<StyledLine>,
    /// Which of them are those of the chosen claim: the first and the last.
    pub claim_lines: Option<(usize, usize)>,
}

/// Returns whether claims have a field.
pub(crate) fn is_of_claim(field: Field) -> bool {
    use Field::{Bodies, Partners, Places, Text, Topics, Years};
    matches!(field, Text | Bodies | Places | Years | Topics | Partners)
}

/// The areas of the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReviewAreas {
    /// The line at the top.
    pub header: Rect,
    /// The list of passages; empty where there is no room.
    pub list: Rect,
    /// The source.
    pub source: Rect,
    /// The draft.
    pub draft: Rect,
    /// The line at the bottom.
    pub footer: Rect,
}

/// Returns a line of a layout with its wide gaps made narrow.
fn narrow(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut spaces = 0;
    for c in line.trim_end().chars() {
        spaces = if c == ' ' { spaces + 1 } else { 0 };
        if spaces <= 2 {
            out.push(c);
        }
    }
    out
}

/// Returns the areas of the screen.
#[must_use]
pub fn areas(size: Size, has_source: bool) -> ReviewAreas {
    let page = layout::page(size);
    let mut areas = ReviewAreas { header: page.header, footer: page.footer, ..ReviewAreas::default() };
    let mut body = page.body;
    if size.width >= WITH_LIST {
        [areas.list, body] = body.layout(&Layout::horizontal([Constraint::Length(LIST_WIDTH), Constraint::Min(0)]));
    }
    let has_room = size.width >= SIDE_BY_SIDE || size.height >= STACKED_MIN;
    if !has_source || !has_room {
        areas.draft = body;
    } else if size.width >= SIDE_BY_SIDE {
        [areas.source, areas.draft] =
            body.layout(&Layout::horizontal([Constraint::Percentage(48), Constraint::Percentage(52)]));
    } else {
        [areas.source, areas.draft] =
            body.layout(&Layout::vertical([Constraint::Percentage(36), Constraint::Percentage(64)]));
    }
    areas
}

impl ReviewScreen {
    /// Opens a review at the first passage that nobody has accepted.
    #[must_use]
    pub fn new(opened: OpenedReview, size: Size) -> Self {
        let OpenedReview { review, dir, read, history, .. } = opened;
        let selected = if review.is_open(0) { 0 } else { review.next_open(0, true).unwrap_or(0) };
        let mut screen = Self {
            review: *review,
            dir,
            read: read.map(Into::into),
            history,
            has_readings: false,
            commitments: Vec::new(),
            chosen: Default::default(),
            selected,
            claim: None,
            prompt: None,
            tabbed: Tabbed::default(),
            scroll: 0,
            lines: Vec::new(),
            claim_lines: None,
        };
        screen.lay_out(size);
        screen
    }

    /// Returns the context in which keys are pressed.
    #[must_use]
    pub fn context(&self) -> Context {
        if self.prompt.is_some() { Context::Field } else { Context::Review }
    }

    /// Returns the areas of the screen.
    #[must_use]
    pub fn areas(&self, size: Size) -> ReviewAreas {
        areas(size, self.review.source().is_some())
    }

    /// Goes to a passage.
    pub fn select(&mut self, n: usize, size: Size) {
        self.selected = n.min(self.review.len().saturating_sub(1));
        self.scroll = 0;
        self.claim = None;
        self.lay_out(size);
    }

    /// Chooses a claim of the passage, or none, and shows it.
    pub fn choose_claim(&mut self, claim: Option<usize>, size: Size) {
        self.claim = claim.filter(|claim| self.review.claim(self.selected, *claim).is_some());
        self.lay_out(size);
        let height = usize::from(layout::inner(self.areas(size).draft).height);
        if let Some((from, to)) = self.claim_lines.filter(|_| self.claim.is_some()) {
            let last = self.lines.len().saturating_sub(height);
            self.scroll = self.scroll.min(from).max((to + 1).saturating_sub(height)).min(last);
        }
    }

    /// Opens a line to type in.
    pub fn ask(&mut self, prompt: ReviewPrompt) {
        let n = self.selected;
        let text = match prompt {
            ReviewPrompt::NewClaim => self.review.unclaimed(n),
            ReviewPrompt::Field(field) if self.claim.is_some() && is_of_claim(field) => {
                self.review.claim_value(n, self.claim.unwrap_or_default(), field)
            }
            ReviewPrompt::Field(Field::Headline) if self.review.is_unwritten(n) => String::new(),
            ReviewPrompt::Field(field) => self.review.value(n, field),
            ReviewPrompt::Split => self.review.value(n, Field::Text),
            _ => String::new(),
        };
        self.prompt = Some((prompt, Input::holding(&text)));
        self.tabbed = Tabbed::default();
    }

    /// Completes what is typed, or goes to the next or previous candidate.
    pub fn complete(&mut self, corpus: &Corpus, is_forward: bool) {
        let Some((prompt, input)) = &mut self.prompt else { return };
        let before = input.before().to_owned();
        let values = match prompt {
            ReviewPrompt::Field(field) => field.values(corpus),
            ReviewPrompt::Commitment => self.commitments.iter().map(|id| corpus.passage(*id).id.to_string()).collect(),
            ReviewPrompt::How => HOW.map(str::to_owned).to_vec(),
            _ => return,
        };
        let is_list = matches!(prompt, ReviewPrompt::Field(field) if field.is_list());
        let part = if is_list { before.rsplit(',').next().unwrap_or_default().trim_start() } else { &before };
        let typed = self.tabbed.typed.clone().unwrap_or_else(|| part.to_owned());
        let key = crate::text::fold_plain(&typed);
        let is_begun = |value: &&String| crate::text::fold_plain(value).starts_with(&key);
        let holds = |value: &&String| crate::text::fold_plain(value).contains(&key);
        let mut found: Vec<&String> = values.iter().filter(is_begun).collect();
        found.extend(values.iter().filter(|value| holds(value) && !is_begun(value)));
        if found.is_empty() {
            return;
        }
        let passed = match (&self.tabbed.typed, is_forward) {
            (None, true) => 0,
            (None, false) => found.len() - 1,
            (Some(_), true) => (self.tabbed.passed + 1) % found.len(),
            (Some(_), false) => (self.tabbed.passed + found.len() - 1) % found.len(),
        };
        input.complete(part.len(), found[passed]);
        self.tabbed = Tabbed { typed: Some(typed), passed };
    }

    /// Lays out the draft of the passage under the cursor.
    pub fn lay_out(&mut self, size: Size) {
        let inner = layout::inner(self.areas(size).draft);
        let width = usize::from(inner.width.saturating_sub(2).min(layout::TEXT_WIDTH));
        if width < 8 {
            return;
        }
        (self.lines, self.claim_lines) = self.draft_lines(width);
        self.scroll = self.scroll.min(self.lines.len().saturating_sub(usize::from(inner.height)));
    }

    /// Returns the lines of the draft, and which of them are those of the chosen claim.
    fn draft_lines(&self, width: usize) -> (Vec<StyledLine>, Option<(usize, usize)>) {
        let (review, n) = (&self.review, self.selected);
        let Some(passage) = review.passage(n) else { return (Vec::new(), None) };
        let plain = Highlighter::default();
        let mut lines = document::flow(&review.headings(n).join(" › "), width, TextStyle::Label, &plain);
        lines.extend(document::flow(&passage.headline, width, TextStyle::Headline, &plain));
        for doubt in passage.draft.iter().flatten() {
            lines.extend(document::hang("?  ", doubt, width, TextStyle::Editorial, &plain));
        }
        lines.push(StyledLine::empty());
        lines.extend(document::flow(&passage.text, width, TextStyle::Body, &plain));
        lines.push(StyledLine::empty());
        let mut row = |label: &str, value: &str| {
            lines.extend(document::hang(&format!("{label:<11}"), value, width, TextStyle::Body, &plain));
        };
        // What is empty is told on one line, so that a small screen has room for what is not.
        let mut empty: Vec<&str> = Vec::new();
        for field in [Field::Kind, Field::Bodies, Field::Places, Field::Years, Field::Priorities, Field::Topics] {
            if field != Field::Topics || passage.claims.is_empty() {
                match review.value(n, field) {
                    value if value.is_empty() => empty.push(field.label()),
                    value => row(field.label(), &value),
                }
            }
        }
        if !empty.is_empty() {
            row("without", &empty.join(", "));
        }
        if let Some(title) = &passage.title {
            row("title", title);
            row(
                "published",
                &passage.published.flatten().map_or_else(|| "not said".to_owned(), |year| year.to_string()),
            );
            if let Some(work) = &passage.work {
                row("work", work);
            }
        }
        if let Some(speaker) = &passage.speaker {
            row("speaker", speaker);
        }
        if let Some(parent) = &passage.parent {
            row("under", parent);
        }
        for (commitment, how) in review.taken_up(n) {
            row("takes up", &format!("{commitment} ({how})"));
        }
        for link in &passage.links {
            row("link", &link.url);
        }
        if let Some(note) = &passage.editorial {
            row("note", note);
        }
        row("id", &passage.id);
        let mut chosen = None;
        for (number, claim) in passage.claims.iter().enumerate() {
            let is_chosen = self.claim == Some(number);
            let mut tags =
                vec![if claim.entities.is_empty() { "nobody".to_owned() } else { claim.entities.join(", ") }];
            tags.extend(
                claim
                    .partners
                    .iter()
                    .map(|partner| format!("{} {}", if partner.donor { "paid by" } else { "with" }, partner.name)),
            );
            tags.extend(claim.places.iter().cloned());
            tags.extend(claim.years.iter().map(u16::to_string));
            tags.extend(claim.topics.iter().cloned());
            lines.push(StyledLine::empty());
            let from = lines.len();
            let (label, style) =
                if is_chosen { ("> claim    ", TextStyle::Headline) } else { ("claim      ", TextStyle::Body) };
            lines.extend(document::hang(label, &claim.quote, width, style, &plain));
            lines.extend(document::hang("           ", &tags.join(" · "), width, TextStyle::Label, &plain));
            if is_chosen {
                chosen = Some((from, lines.len() - 1));
            }
        }
        (lines, chosen)
    }

    /// Returns the lines of the source around the passage, for a width and a height: each with its number, wrapped, and
    /// whether the passage stands in it.
    #[must_use]
    pub fn source_lines(&self, width: usize, height: usize) -> Vec<(String, bool)> {
        let Some(source) = self.review.source() else { return Vec::new() };
        let place = self.review.place(self.selected);
        let known = || (0..self.selected).rev().find_map(|n| self.review.place(n));
        let first = place.clone().or_else(known).map_or(1, |lines| lines.start);
        let from = usize::try_from(first).unwrap_or(1).saturating_sub(1 + height / ABOVE);
        let digits = source.lines.len().to_string().len();
        let mut out = Vec::new();
        let is_blank = |n: usize| source.lines.get(n).is_none_or(|line| line.trim().is_empty());
        // Of several empty lines one is enough.
        let lines =
            source.lines.iter().enumerate().skip(from).filter(|(n, _)| *n == 0 || !is_blank(*n) || !is_blank(n - 1));
        for (n, line) in lines {
            if out.len() >= height {
                break;
            }
            let number = u32::try_from(n + 1).unwrap_or(u32::MAX);
            let is_own = place.as_ref().is_some_and(|lines| lines.contains(&number)) && !line.trim().is_empty();
            let room = width.saturating_sub(digits + 1).max(8);
            let shown = crate::text::harmless(&narrow(line)).into_owned();
            let wrapped = crate::text::wrap(&shown, room);
            if wrapped.is_empty() {
                out.push((format!("{number:>digits$} "), false));
            }
            for (part, range) in wrapped.into_iter().enumerate() {
                let lead = if part == 0 { format!("{number:>digits$} ") } else { " ".repeat(digits + 1) };
                out.push((format!("{lead}{}", shown.get(range).unwrap_or_default()), is_own));
            }
        }
        out.truncate(height);
        out
    }

    /// Returns the rows of the list around the passage under the cursor: its number, whether it is open, whether it has
    /// doubts, and its headline.
    #[must_use]
    pub fn rows(&self, height: usize) -> Vec<(usize, bool, bool, String)> {
        let len = self.review.len();
        let from = self.selected.saturating_sub(height / 2).min(len.saturating_sub(height));
        let row = |n: usize| {
            let passage = self.review.passage(n)?;
            let doubts = passage.draft.as_ref().is_some_and(|doubts| !doubts.is_empty());
            Some((n, passage.draft.is_some(), doubts, passage.headline.clone()))
        };
        (from..len.min(from + height)).filter_map(row).collect()
    }
}
