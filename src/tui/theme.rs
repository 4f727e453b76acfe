//! Semantic styles in the terminal's own colours. No meaning depends on colour alone.

use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::border;

use crate::document::{Highlight, TextStyle};

/// What each of the terminal's sixteen colours is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// The focused pane, keys, the selected tab.
    pub focus: Color,
    /// Matching text.
    pub highlighted: Color,
    /// Bars.
    pub bar: Color,
    /// Our own words: headlines.
    pub ours: Color,
    /// Our notes on the source, and status messages.
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
    /// Returns each colour with its name in the configuration.
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

    /// Returns the colour with this name in the configuration.
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

/// The look of the explorer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// The colours.
    pub palette: Palette,
    /// Whether to use colours. Without them, bold, dim, underline and reverse do the work.
    pub colour: bool,
    /// Whether to draw borders and bars in plain ASCII.
    pub ascii: bool,
}

impl Default for Theme {
    fn default() -> Self {
        Self { palette: Palette::default(), colour: true, ascii: false }
    }
}

/// Symbols that differ between plain ASCII and Unicode.
#[derive(Debug, Clone, Copy)]
pub struct Symbols {
    /// Before the row under the cursor.
    pub cursor: &'static str,
    /// Before an included value.
    pub wanted: &'static str,
    /// Before a marked passage.
    pub marked: &'static str,
    /// Before an excluded value.
    pub excluded: &'static str,
    /// Between the parts of a line.
    pub dot: &'static str,
    /// Between the steps of a breadcrumb trail.
    pub step: &'static str,
    /// A full cell of a bar.
    pub bar: &'static str,
    /// Half a cell of a bar.
    pub half: &'static str,
    /// In the margin of the current passage.
    pub here: &'static str,
    /// At the column by which rows are sorted.
    pub down: &'static str,
    /// Shades, from none to the strongest.
    pub shades: [&'static str; 5],
}

impl Theme {
    /// Returns the symbols to draw with.
    #[must_use]
    pub fn symbols(self) -> Symbols {
        if self.ascii {
            Symbols {
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
            Symbols {
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

    /// Returns the border symbols of a pane, depending on whether it has the focus.
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

    /// Returns the border style of a pane, depending on whether it has the focus.
    #[must_use]
    pub fn frame(self, focused: bool) -> Style {
        if focused { self.coloured(self.palette.focus) } else { self.dim() }
    }

    /// Returns the title style of a pane, depending on whether it has the focus.
    #[must_use]
    pub fn title(self, focused: bool) -> Style {
        if focused { self.coloured(self.palette.focus).add_modifier(Modifier::BOLD) } else { Style::new() }
    }

    /// Returns the style of less important text.
    #[must_use]
    pub fn dim(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// Returns the style of the screen behind a popup.
    #[must_use]
    pub fn behind(self) -> Style {
        Style::reset().add_modifier(Modifier::DIM)
    }

    /// Returns the style of more important text.
    #[must_use]
    pub fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// Returns the style of the row under the cursor, depending on whether its pane has the focus.
    #[must_use]
    pub fn selected(self, focused: bool) -> Style {
        let style = Style::new().add_modifier(Modifier::BOLD);
        if focused { style.add_modifier(Modifier::REVERSED) } else { style }
    }

    /// Returns the style of the link under the cursor in a document: uniform, whatever pieces the link is made of.
    #[must_use]
    pub fn link(self) -> Style {
        let quiet = Modifier::DIM | Modifier::ITALIC | Modifier::UNDERLINED;
        self.selected(true).fg(Color::Reset).remove_modifier(quiet)
    }

    /// Returns the style of matching text.
    #[must_use]
    pub fn highlighted(self) -> Style {
        self.coloured(self.palette.highlighted).add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
    }

    /// Returns the style of the current match: a block, so that it differs from other matches even without colour and
    /// is legible on any background.
    #[must_use]
    pub fn current(self) -> Style {
        let quiet = Modifier::DIM | Modifier::ITALIC;
        Style::new()
            .fg(Color::Reset)
            .add_modifier(Modifier::REVERSED | Modifier::BOLD | Modifier::UNDERLINED)
            .remove_modifier(quiet)
    }

    /// Returns the style of the name or term that would be followed.
    #[must_use]
    pub fn chosen(self) -> Style {
        self.coloured(self.palette.name).add_modifier(Modifier::REVERSED | Modifier::BOLD)
    }

    /// Returns the style of bars.
    #[must_use]
    pub fn bar(self) -> Style {
        self.coloured(self.palette.bar)
    }

    /// Returns the style of a key in the footer.
    #[must_use]
    pub fn key(self) -> Style {
        self.coloured(self.palette.focus).add_modifier(Modifier::BOLD)
    }

    /// Returns the style of the status message.
    #[must_use]
    pub fn status(self) -> Style {
        self.coloured(self.palette.editor).add_modifier(Modifier::BOLD)
    }

    /// Returns the style of the selected tab.
    #[must_use]
    pub fn tab(self) -> Style {
        self.coloured(self.palette.focus).add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
    }

    /// Returns the style of a piece of a document by its role and its highlight.
    #[must_use]
    pub fn piece(self, role: TextStyle, highlight: Highlight) -> Style {
        let style = self.role(role);
        match (highlight, role) {
            (Highlight::Off, _) => style,
            (Highlight::Current, _) => style.patch(self.current()),
            // It is a block already, but not the current match.
            (Highlight::Match, TextStyle::Chosen) => {
                style.add_modifier(Modifier::UNDERLINED).remove_modifier(Modifier::BOLD)
            }
            (Highlight::Match, _) => style.patch(self.highlighted()),
        }
    }

    /// Returns the style of a piece of a document by its role.
    #[must_use]
    pub fn role(self, role: TextStyle) -> Style {
        match role {
            TextStyle::Body => Style::new(),
            TextStyle::Heading(0) => self.strong().add_modifier(Modifier::UNDERLINED),
            TextStyle::Heading(_) => self.strong(),
            TextStyle::Headline => self.coloured(self.palette.ours).add_modifier(Modifier::BOLD),
            TextStyle::Editorial => self.coloured(self.palette.editor).add_modifier(Modifier::ITALIC),
            TextStyle::Label | TextStyle::Field => self.dim(),
            TextStyle::Name => self.coloured(self.palette.name),
            TextStyle::Chosen => self.chosen(),
            TextStyle::Bar => self.bar(),
        }
    }
}
