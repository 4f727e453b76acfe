//! The places in which keys are pressed, and those that have keys in common.

/// Where a key is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Context {
    /// In the panes Entities, Years and Priorities.
    Facets,
    /// In the list of passages.
    List,
    /// In the reading pane, or on a page such as the profile.
    Reading,
    /// In the reader.
    Reader,
    /// In the reader's outline.
    Outline,
    /// In the prompt of the search.
    Prompt,
    /// In the find prompt of the reader.
    Find,
    /// In the prompt of a note.
    Note,
    /// In the tray of marked passages.
    Marks,
    /// On a page, such as where a passage comes from.
    Page,
    /// In a menu.
    Menu,
    /// On the grid of a view.
    Grid,
    /// On the sheet of a view.
    Report,
    /// On the sheet that compares bodies.
    Compare,
    /// In the prompt of a need.
    Need,
    /// In the help.
    Help,
}

use Context::{
    Compare, Facets, Find, Grid, Help, List, Marks, Menu, Need, Note, Outline, Page, Prompt, Reader, Reading, Report,
};

impl Context {
    /// Whether characters are typed here: into a prompt, or to take a row of a menu by its letter.
    #[must_use]
    pub fn is_typed(self) -> bool {
        matches!(self, Prompt | Find | Note | Need | Menu)
    }

    /// The place in words: "in the list".
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Facets => "in the panes of values",
            List => "in the list",
            Reading => "in the reading pane",
            Reader => "in the reader",
            Outline => "in the outline",
            Prompt => "in the prompt of the search",
            Find => "in the find prompt",
            Note => "in the prompt of a note",
            Marks => "among the marks",
            Page => "on this page",
            Menu => "in a menu",
            Grid => "on a grid",
            Report => "on a view",
            Compare => "where bodies are compared",
            Need => "in the prompt of a need",
            Help => "in the help",
        }
    }
}

pub(crate) const BROWSE: &[Context] = &[Facets, List, Reading];
pub(crate) const PAGES: &[Context] = &[Facets, List, Reading, Reader, Outline];
pub(crate) const PASSAGE: &[Context] = &[List, Reading, Reader, Marks, Page, Report, Compare];
pub(crate) const READING: &[Context] = &[Facets, List, Reading, Reader, Outline, Marks, Page];
pub(crate) const SEARCH: &[Context] = &[Facets, List, Reading, Reader, Outline, Marks, Page, Grid, Report, Compare];
pub(crate) const MOVE: &[Context] = &[Facets, List, Reading, Reader, Outline, Marks, Page, Grid, Report, Compare, Help];
pub(crate) const PROMPTS: &[Context] = &[Prompt, Find, Note, Need];
pub(crate) const UNTYPED: &[Context] =
    &[Facets, List, Reading, Reader, Outline, Marks, Page, Grid, Report, Compare, Menu, Help];
/// All places.
pub const ALL: &[Context] =
    &[Facets, List, Reading, Reader, Outline, Marks, Page, Grid, Report, Compare, Menu, Help, Prompt, Find, Note, Need];
