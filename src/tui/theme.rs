//! Semantic styles in the terminal's own colours. No meaning is carried by colour alone.

use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::border;

use crate::document::{Highlight, TextStyle};

/// Which of the terminal's sixteen colours stand for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// The pane that has the focus, keys, the chosen tab.
    pub focus: Color,
    /// Letters that match.
    pub highlighted: Color,
    /// Bars.
    pub bar: Color,
    /// Words of ours: headlines.
    pub ours: Color,
    /// Notes of ours on the source, and words to the user.
    pub editor: Color,
    /// Names that can be followed.
    pub name: Color,
}

impl Default for Palette {
    fn default() -> Self {
        Self {
            focus: Color::Cyan,
            highlighted: Color::Yellow,
            bar: Color::Blue,
            ours: Color::Green,
            editor: Color::Magenta,
            name: Color::Cyan,
        }
    }
}

impl Palette {
    /// Each colour with the name by which the configuration speaks of it.
    #[must_use]
    pub fn named(&self) -> [(&'static str, Color); 6] {
        [
            ("focus", self.focus),
            ("lit", self.highlighted),
            ("bar", self.bar),
            ("ours", self.ours),
            ("editor", self.editor),
            ("name", self.name),
        ]
    }

    /// The colour of that name.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Color> {
        Some(match name {
            "focus" => &mut self.focus,
            "lit" => &mut self.highlighted,
            "bar" => &mut self.bar,
            "ours" => &mut self.ours,
            "editor" => &mut self.editor,
            "name" => &mut self.name,
            _ => return None,
        })
    }
}

/// How everything looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// The colours.
    pub palette: Palette,
    /// Whether colours are used; without, bold, dim, underline and reverse do the work.
    pub colour: bool,
    /// Whether borders and bars are plain ASCII.
    pub ascii: bool,
}

impl Default for Theme {
    fn default() -> Self {
        Self { palette: Palette::default(), colour: true, ascii: false }
    }
}

/// Marks that differ between plain ASCII and the rest.
#[derive(Debug, Clone, Copy)]
pub struct Marks {
    /// Before the row under the cursor.
    pub cursor: &'static str,
    /// Before a wanted value.
    pub wanted: &'static str,
    /// Before a marked passage.
    pub marked: &'static str,
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
    /// At a column that rows are sorted by.
    pub down: &'static str,
    /// From no shade to the strongest.
    pub shades: [&'static str; 5],
}

impl Theme {
    /// The marks to draw with.
    #[must_use]
    pub fn marks(self) -> Marks {
        if self.ascii {
            Marks {
                cursor: ">",
                wanted: "x",
                marked: "*",
                excluded: "-",
                dot: "-",
                step: ">",
                bar: "=",
                half: "-",
                here: "|",
                down: "v",
                shades: [" ", ".", ":", "+", "#"],
            }
        } else {
            Marks {
                cursor: "›",
                wanted: "✓",
                marked: "•",
                excluded: "−",
                dot: "·",
                step: "›",
                bar: "━",
                half: "╸",
                here: "▎",
                down: "↓",
                shades: [" ", "░", "▒", "▓", "█"],
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
        if focused { self.coloured(self.palette.focus) } else { self.dim() }
    }

    /// The title of a pane.
    #[must_use]
    pub fn title(self, focused: bool) -> Style {
        if focused { self.coloured(self.palette.focus).add_modifier(Modifier::BOLD) } else { Style::new() }
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

    /// What is under the cursor on a sheet: as one, whatever it is made of.
    #[must_use]
    pub fn spot(self) -> Style {
        let quiet = Modifier::DIM | Modifier::ITALIC | Modifier::UNDERLINED;
        self.selected(true).fg(Color::Reset).remove_modifier(quiet)
    }

    /// Letters that match.
    #[must_use]
    pub fn highlighted(self) -> Style {
        self.coloured(self.palette.highlighted).add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
    }

    /// Letters of the match that one is at: as a block, so that it is told from the others without colour, and legible on
    /// any background.
    #[must_use]
    pub fn current(self) -> Style {
        let quiet = Modifier::DIM | Modifier::ITALIC;
        Style::new()
            .fg(Color::Reset)
            .add_modifier(Modifier::REVERSED | Modifier::BOLD | Modifier::UNDERLINED)
            .remove_modifier(quiet)
    }

    /// The name or term that would be followed.
    #[must_use]
    pub fn chosen(self) -> Style {
        self.coloured(self.palette.name).add_modifier(Modifier::REVERSED | Modifier::BOLD)
    }

    /// Bars.
    #[must_use]
    pub fn bar(self) -> Style {
        self.coloured(self.palette.bar)
    }

    /// A key in the footer.
    #[must_use]
    pub fn key(self) -> Style {
        self.coloured(self.palette.focus).add_modifier(Modifier::BOLD)
    }

    /// A word to the user.
    #[must_use]
    pub fn status(self) -> Style {
        self.coloured(self.palette.editor).add_modifier(Modifier::BOLD)
    }

    /// The chosen tab.
    #[must_use]
    pub fn tab(self) -> Style {
        self.coloured(self.palette.focus).add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
    }

    /// A piece of a page by its role, and by how it is lit.
    #[must_use]
    pub fn piece(self, role: TextStyle, highlight: Highlight) -> Style {
        let style = self.role(role);
        match (highlight, role) {
            (Highlight::Off, _) => style,
            (Highlight::Current, _) => style.patch(self.current()),
            // A block already, and not the match that one is at.
            (Highlight::Match, TextStyle::Chosen) => {
                style.add_modifier(Modifier::UNDERLINED).remove_modifier(Modifier::BOLD)
            }
            (Highlight::Match, _) => style.patch(self.highlighted()),
        }
    }

    /// A piece of a page by its role.
    #[must_use]
    pub fn role(self, role: TextStyle) -> Style {
        match role {
            TextStyle::Words => Style::new(),
            TextStyle::Heading(0) => self.strong().add_modifier(Modifier::UNDERLINED),
            TextStyle::Heading(_) => self.strong(),
            TextStyle::Ours => self.coloured(self.palette.ours).add_modifier(Modifier::BOLD),
            TextStyle::Editorial => self.coloured(self.palette.editor).add_modifier(Modifier::ITALIC),
            TextStyle::Label => self.dim(),
            TextStyle::Name => self.coloured(self.palette.name),
            TextStyle::Chosen => self.chosen(),
            TextStyle::Bar => self.bar(),
        }
    }
}
