//! The palette: everything that can be done or gone to, found by a few letters. It also narrows a pane to the values that
//! have the letters.

pub mod draw;
mod entries;
pub(crate) mod handle;

use std::sync::Arc;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use crate::corpus::strings::Str;
use crate::corpus::{Corpus, EntityId, ReportId, SectionId};
use crate::document::linked::LinkTarget;
use crate::text;
use crate::tui::command::Command;
use crate::tui::layout::Pane;
use crate::tui::model::Model;
use crate::tui::open::ViewKind;
use crate::tui::screens::browse::Browse;
use crate::tui::widgets::input::Input;
use crate::tui::widgets::list_state::ListCursor;

/// What an entry does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaletteAction {
    /// Gives a command.
    Command(Command),
    /// Opens a view.
    View(ViewKind),
    /// Opens what a link leads to.
    Follow(LinkTarget),
    /// Opens a report at its beginning.
    Report(ReportId),
    /// Opens a report at a section.
    Section(SectionId),
    /// Searches again for an earlier query.
    Query(String),
    /// Filters by a value of the pane that is narrowed, by its row.
    Value(usize),
    /// Lists the works in a language.
    WorksIn(Str),
    /// Compares a body, beside those chosen before.
    Compare(Vec<EntityId>, EntityId),
}

/// Something that can be done or gone to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaletteEntry {
    /// What is read, and matched first.
    pub label: String,
    /// Other words by which it is found.
    pub aliases: String,
    /// What it is: "body", "view"; empty for commands.
    pub noun: &'static str,
    /// What stands at the right: a key, or a number.
    pub right: String,
    /// Whether it is a value that the filter includes.
    pub chosen: bool,
    /// Why it does nothing now; `None` if it does something.
    pub why_disabled: Option<String>,
    /// What it does.
    pub action: PaletteAction,
}

/// What the palette is opened for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaletteScope {
    /// To go to or do anything.
    Everything,
    /// To narrow a pane to the values that have the letters.
    Pane(Pane),
    /// To choose a body to compare: the first, or the one beside this.
    Compare(Vec<EntityId>),
    /// To choose the body whose profile is opened.
    Profile,
}

/// The open palette.
#[derive(Debug, Clone)]
pub struct Palette {
    /// What it is opened for.
    pub scope: PaletteScope,
    /// The prompt.
    pub input: Input,
    /// All entries.
    entries: Arc<Vec<PaletteEntry>>,
    /// The indices of the entries that match, best first.
    found: Vec<usize>,
    /// To search for what is typed; the last entry.
    search: Option<PaletteEntry>,
    /// The cursor, in the entries that match.
    pub cursor: ListCursor,
}

impl Palette {
    /// Creates the palette of everything.
    #[must_use]
    pub fn of_everything(model: &Model, corpus: &Corpus) -> Self {
        Self::new(PaletteScope::Everything, entries::everything(model, corpus))
    }

    /// Creates the palette that narrows a pane; `None` if no such pane is shown.
    #[must_use]
    pub fn of_pane(model: &Model, corpus: &Corpus, pane: Pane) -> Option<Self> {
        Some(Self::new(PaletteScope::Pane(pane), entries::values(model.browsed()?, corpus, pane)))
    }

    /// Creates the palette that chooses a body to compare, beside those that are chosen already.
    #[must_use]
    pub fn to_compare(corpus: &Corpus, chosen: Vec<EntityId>) -> Self {
        let entries = entries::compared(corpus, &chosen);
        Self::new(PaletteScope::Compare(chosen), entries)
    }

    /// Creates the palette that chooses the body whose profile is opened.
    #[must_use]
    pub fn to_profile(corpus: &Corpus) -> Self {
        Self::new(PaletteScope::Profile, entries::profiled(corpus))
    }

    fn new(scope: PaletteScope, entries: Vec<PaletteEntry>) -> Self {
        let mut palette = Self {
            scope,
            input: Input::default(),
            entries: Arc::new(entries),
            found: Vec::new(),
            search: None,
            cursor: ListCursor::default(),
        };
        palette.find();
        palette
    }

    /// Returns the entries that match, best first.
    pub fn found(&self) -> impl Iterator<Item = &PaletteEntry> {
        self.found.iter().map(|&at| &self.entries[at]).chain(&self.search)
    }

    /// Returns the number of entries that match.
    #[must_use]
    pub fn count(&self) -> usize {
        self.found.len() + usize::from(self.search.is_some())
    }

    /// Shows again which values the filter includes.
    pub fn refresh(&mut self, browse: &Browse, corpus: &Corpus) {
        if let PaletteScope::Pane(pane) = self.scope {
            self.entries = Arc::new(entries::values(browse, corpus, pane));
        }
    }

    /// Returns the entry under the cursor.
    #[must_use]
    pub fn selected(&self) -> Option<&PaletteEntry> {
        self.found().nth(self.cursor.selected)
    }

    /// Finds the entries that match what is typed: all of its words, at the beginning of a word, within one, or as letters in
    /// order.
    fn find(&mut self) {
        let typed = text::fold_plain(self.input.text());
        self.cursor = ListCursor::default();
        if typed.trim().is_empty() {
            // What can be done now comes first.
            let (now, not_now): (Vec<usize>, Vec<usize>) =
                (0..self.entries.len()).partition(|&at| self.entries[at].why_disabled.is_none());
            self.found = [now, not_now].concat();
            self.search = None;
            return;
        }
        let words: Vec<&str> = typed.split_whitespace().collect();
        let matcher = SkimMatcherV2::default().ignore_case();
        let mut found: Vec<(f32, usize)> =
            (0..self.entries.len()).filter_map(|at| Some((score(&self.entries[at], &words, &matcher)?, at))).collect();
        // Of two that match alike, the one that can be done comes first, then the earlier one.
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        self.found = found.into_iter().map(|(_, at)| at).collect();
        self.search = (self.scope == PaletteScope::Everything).then(|| entries::search(self.input.text().trim()));
    }
}

/// What a word scores that begins the label, begins a word of it, begins a word of the aliases, stands within the label, or
/// has its letters there in order.
const BEGINS_LABEL: f32 = 5.0;
const BEGINS_WORD: f32 = 4.0;
const BEGINS_ALIAS: f32 = 3.0;
const WITHIN: f32 = 2.0;
const IN_ORDER: f32 = 1.0;
/// What the fuzzy matcher has to score for each letter: they stand near each other.
const LETTER_SCORE: i64 = 14;
/// How much an entry loses that does nothing now.
const DISABLED: f32 = 0.5;
/// How much a section of a report loses.
const SECTION: f32 = 1.5;
/// How much a word loses that begins a word without its last s.
const SINGULAR: f32 = 0.5;
/// How many bytes of a label cost a point, so that short labels come first.
const LENGTH_STEP: f32 = 100.0;

/// Scores an entry; `None` if a word does not match it.
fn score(entry: &PaletteEntry, words: &[&str], matcher: &SkimMatcherV2) -> Option<f32> {
    let label = text::fold_plain(&entry.label);
    let aliases = text::fold_plain(&entry.aliases);
    let begins_word = |text: &str, word: &str| {
        let before = |at: usize| text.get(..at).and_then(|before| before.chars().next_back());
        text.match_indices(word).any(|(at, _)| before(at).is_none_or(|c| !c.is_alphanumeric()))
    };
    let of_word = |word: &&str| {
        if label.starts_with(*word) {
            Some(BEGINS_LABEL)
        } else if begins_word(&label, word) {
            Some(BEGINS_WORD)
        } else if begins_word(&aliases, word) || begins_word(entry.noun, word) {
            Some(BEGINS_ALIAS)
        } else if word.strip_suffix('s').is_some_and(|one| one.len() > 2 && begins_word(&label, one)) {
            Some(BEGINS_WORD - SINGULAR)
        } else if label.contains(*word) {
            Some(WITHIN)
        } else {
            // Letters that stand here and there in several words say nothing.
            let least = LETTER_SCORE * i64::try_from(word.len()).unwrap_or(i64::MAX / LETTER_SCORE);
            let has_letters = |own: &str| matcher.fuzzy_match(own, word).is_some_and(|score| score >= least);
            (word.len() > 3 && label.split_whitespace().any(has_letters)).then_some(IN_ORDER)
        }
    };
    let mut total = 0.0;
    for word in words {
        total += of_word(word)?;
    }
    let whole = words.join(" ");
    if !whole.is_empty() && (label == whole || label.split("  ").next() == Some(whole.as_str())) {
        total += BEGINS_LABEL;
    }
    let length = f32::from(u16::try_from(label.len()).unwrap_or(u16::MAX)) / LENGTH_STEP;
    // Of the same name, a body, a place or a term comes before a section of a report.
    let section = if matches!(entry.action, PaletteAction::Section(_)) { SECTION } else { 0.0 };
    Some(total - length - section - if entry.why_disabled.is_some() { DISABLED } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(label: &str, noun: &'static str) -> PaletteEntry {
        PaletteEntry {
            label: label.to_owned(),
            aliases: String::new(),
            noun,
            right: String::new(),
            chosen: false,
            why_disabled: None,
            action: PaletteAction::Query(label.to_owned()),
        }
    }

    fn first(palette: &mut Palette, typed: &str) -> String {
        palette.input.replace(typed);
        palette.find();
        palette.selected().map_or_else(String::new, |entry| entry.label.clone())
    }

    #[test]
    fn a_name_comes_before_what_contains_it_and_words_may_come_in_any_order() {
        let entries = vec![
            entry("Export what is shown", ""),
            entry("Nigeria", "place"),
            entry("Niger", "place"),
            entry("IOM  International Organization for Migration", "body"),
            entry("Agreements", "view"),
        ];
        let mut palette = Palette::new(PaletteScope::Everything, entries);
        assert_eq!(first(&mut palette, "niger"), "Niger");
        assert_eq!(first(&mut palette, "nigeria"), "Nigeria");
        assert_eq!(first(&mut palette, "migration inter"), "IOM  International Organization for Migration");
        assert_eq!(first(&mut palette, "iom"), "IOM  International Organization for Migration");
        assert_eq!(first(&mut palette, "view"), "Agreements");
        assert_eq!(first(&mut palette, "agrmts"), "Agreements", "letters in order");
        assert_eq!(first(&mut palette, "zebra"), "Search for \"zebra\"", "what is no entry can be searched for");
        assert_eq!(palette.count(), 1);
        assert_eq!(first(&mut palette, ""), "Export what is shown", "nothing typed: all, in order");
    }

    #[test]
    fn what_does_nothing_now_comes_after_what_does_something() {
        let undo = PaletteEntry { why_disabled: Some("Nothing to undo.".to_owned()), ..entry("Undo", "") };
        let mut palette = Palette::new(PaletteScope::Everything, vec![undo, entry("Undone", "")]);
        assert_eq!(first(&mut palette, "und"), "Undone");
    }
}
