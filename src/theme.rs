//! Semantic styles in the terminal's own colours. No meaning is carried by colour alone.

use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::border;

use crate::model::page::Role;

/// How everything looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// Whether colours are used; without, bold, dim, underline and reverse do the work.
    pub colour: bool,
    /// Whether borders and bars are plain ASCII.
    pub ascii: bool,
}

impl Default for Theme {
    fn default() -> Self {
        Self { colour: true, ascii: false }
    }
}

/// Marks that differ between plain ASCII and the rest.
#[derive(Debug, Clone, Copy)]
pub struct Marks {
    /// Before the row under the cursor.
    pub cursor: &'static str,
    /// Before a wanted value.
    pub wanted: &'static str,
    /// Before an excluded value.
    pub excluded: &'static str,
    /// Between parts of a line.
    pub dot: &'static str,
    /// Between steps of a trail.
    pub step: &'static str,
    /// A full cell of a bar.
    pub bar: &'static str,
    /// Half a cell of a bar.
    pub half: &'static str,
    /// In the margin of the passage one is at.
    pub here: &'static str,
}

impl Theme {
    /// The marks to draw with.
    #[must_use]
    pub fn marks(self) -> Marks {
        if self.ascii {
            Marks { cursor: ">", wanted: "x", excluded: "-", dot: "-", step: ">", bar: "=", half: "-", here: "|" }
        } else {
            Marks {
                cursor: "›", wanted: "✓", excluded: "−", dot: "·", step: "›", bar: "━", half: "╸", here: "▎"
            }
        }
    }

    /// The border of a pane.
    #[must_use]
    pub fn border(self, focused: bool) -> border::Set<'static> {
        match (self.ascii, focused) {
            (true, _) => border::Set {
                top_left: "+",
                top_right: "+",
                bottom_left: "+",
                bottom_right: "+",
                vertical_left: "|",
                vertical_right: "|",
                horizontal_top: "-",
                horizontal_bottom: "-",
            },
            (false, true) if !self.colour => border::THICK,
            (false, _) => border::ROUNDED,
        }
    }

    fn coloured(self, colour: Color) -> Style {
        if self.colour { Style::new().fg(colour) } else { Style::new() }
    }

    /// The border of a pane, by whether it has the focus.
    #[must_use]
    pub fn frame(self, focused: bool) -> Style {
        if focused { self.coloured(Color::Cyan) } else { self.dim() }
    }

    /// The title of a pane.
    #[must_use]
    pub fn title(self, focused: bool) -> Style {
        if focused { self.coloured(Color::Cyan).add_modifier(Modifier::BOLD) } else { Style::new() }
    }

    /// What matters less.
    #[must_use]
    pub fn dim(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// What matters more.
    #[must_use]
    pub fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// The row under the cursor, by whether its pane has the focus.
    #[must_use]
    pub fn selected(self, focused: bool) -> Style {
        let style = Style::new().add_modifier(Modifier::BOLD);
        if focused { style.add_modifier(Modifier::REVERSED) } else { style }
    }

    /// Letters that match.
    #[must_use]
    pub fn lit(self) -> Style {
        self.coloured(Color::Yellow).add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
    }

    /// Bars.
    #[must_use]
    pub fn bar(self) -> Style {
        self.coloured(Color::Blue)
    }

    /// A key in the footer.
    #[must_use]
    pub fn key(self) -> Style {
        self.coloured(Color::Cyan).add_modifier(Modifier::BOLD)
    }

    /// A word to the user.
    #[must_use]
    pub fn status(self) -> Style {
        self.coloured(Color::Magenta).add_modifier(Modifier::BOLD)
    }

    /// The chosen tab.
    #[must_use]
    pub fn tab(self) -> Style {
        self.coloured(Color::Cyan).add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
    }

    /// A piece of a page by its role.
    #[must_use]
    pub fn role(self, role: Role) -> Style {
        match role {
            Role::Words => Style::new(),
            Role::Heading(0) => self.strong().add_modifier(Modifier::UNDERLINED),
            Role::Heading(_) => self.strong(),
            Role::Ours => self.coloured(Color::Green).add_modifier(Modifier::BOLD),
            Role::Editorial => self.coloured(Color::Magenta).add_modifier(Modifier::ITALIC),
            Role::Label => self.dim(),
            Role::Name => self.coloured(Color::Cyan),
            Role::Bar => self.bar(),
        }
    }
}
