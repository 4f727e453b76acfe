//! The contexts in which keys are pressed, and groups of contexts that share keys.

/// The context in which a key is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Context {
    /// The panes of values: Entities, Years, Priorities, Places, Topics and Languages.
    Facets,
    /// The list of passages.
    List,
    /// The reading pane, or a page such as the profile.
    Reading,
    /// The reader.
    Reader,
    /// The reader's outline.
    Outline,
    /// The search prompt.
    Prompt,
    /// The find prompt of the reader or of a page.
    Find,
    /// The prompt for a note.
    Note,
    /// The tray of marked passages.
    Marks,
    /// A page, such as where a passage comes from.
    Page,
    /// A menu.
    Menu,
    /// The palette.
    Palette,
    /// The prompt for a file.
    Save,
    /// The grid of a view.
    Grid,
    /// The sheet of a view.
    Report,
    /// The sheet that compares bodies.
    Compare,
    /// The review of a draft.
    Review,
    /// The line of the review.
    Field,
    /// The prompt for a need.
    Need,
    /// The help.
    Help,
    /// The search of the help.
    HelpFind,
}

use Context::{
    Compare, Facets, Field, Find, Grid, Help, HelpFind, List, Marks, Menu, Need, Note, Outline, Page, Palette, Prompt,
    Reader, Reading, Report, Review, Save,
};

impl Context {
    /// Returns whether characters are typed here: into a prompt, or to choose a row of a menu by its letter.
    #[must_use]
    pub fn is_typed(self) -> bool {
        matches!(self, Prompt | Find | Note | Field | Need | Palette | Save | HelpFind | Menu)
    }

    /// Returns the context in words, such as "in the list".
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
            Palette => "in the palette",
            Save => "in the prompt of a file",
            Grid => "on a grid",
            Report => "on a view",
            Compare => "where bodies are compared",
            Review => "in the review",
            Field => "in the line of the review",
            Need => "in the prompt of a need",
            Help => "in the help",
            HelpFind => "in the search of the help",
        }
    }
}

pub(crate) const BROWSE: &[Context] = &[Facets, List, Reading];
pub(crate) const ZOOMS: &[Context] = &[Facets, List, Reading, Reader, Outline];
pub(crate) const SIDES: &[Context] = &[List, Reading, Reader, Outline];
pub(crate) const PASSAGE: &[Context] = &[Facets, List, Reading, Reader, Marks, Page, Report, Compare];
pub(crate) const SEARCHES: &[Context] = &[Facets, List, Reading, Marks, Page];
pub(crate) const SEARCH: &[Context] = &[Facets, List, Reading, Reader, Outline, Marks, Page, Grid, Report, Compare];
pub(crate) const MOVE: &[Context] =
    &[Facets, List, Reading, Reader, Outline, Marks, Page, Grid, Report, Compare, Review, Help];
pub(crate) const PROMPTS: &[Context] = &[Prompt, Find, Note, Field, Need, Palette, Save, HelpFind];
pub(crate) const UNTYPED: &[Context] =
    &[Facets, List, Reading, Reader, Outline, Marks, Page, Grid, Report, Compare, Review, Menu, Help];
/// All contexts.
pub const ALL: &[Context] = &[
    Facets, List, Reading, Reader, Outline, Marks, Page, Grid, Report, Compare, Review, Menu, Help, Prompt, Find, Note,
    Field, Need, Palette, Save, HelpFind,
];
