//! Semantic styles. No meaning depends on colour alone.

use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::border;

use crate::document::{Highlight, TextStyle};

/// What each colour is used for.
///
/// No meaning depends on a colour, and no text that means something has less contrast than 4.5:1. Nothing is asked of the
/// terminal: where its background is not known, text has the terminal's own foreground, and only frames and bars are coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColourScheme {
    /// The frame of the focused pane.
    pub focus: Color,
    /// Keys, titles, the selected tab.
    pub key: Color,
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
    /// What is less important: tags, labels, hints.
    pub quiet: Color,
    /// The cells of a heat map, from the fewest to the most: the text, and what is behind it. `None` where the terminal's
    /// own colours are all that is used, whose contrast nobody knows.
    pub heat: Option<[Heat; 4]>,
}

/// The text of a cell and its background, of the 256 colours.
pub type Heat = (u8, u8);

impl Default for ColourScheme {
    /// Returns the palette for any background.
    fn default() -> Self {
        Self {
            focus: Color::Cyan,
            key: Color::Reset,
            highlighted: Color::Reset,
            bar: Color::Blue,
            ours: Color::Reset,
            editor: Color::Reset,
            name: Color::Reset,
            quiet: Color::Reset,
            // On a background that nobody knows, a bar behind the number tells more from less.
            heat: None,
        }
    }
}

impl ColourScheme {
    /// The names of the palettes in the configuration.
    pub const NAMES: [&'static str; 4] = ["auto", "dark", "light", "sixteen"];

    /// Returns the palette with a name in the configuration.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "auto" => Self::default(),
            "dark" => Self::dark(),
            "light" => Self::light(),
            "sixteen" => Self::sixteen(),
            _ => return None,
        })
    }

    /// Returns the palette for the background that some terminals tell in `COLORFGBG`, such as `15;0`; the one for any
    /// background if they tell none.
    #[must_use]
    pub fn of_background(told: Option<&str>) -> Self {
        match told.and_then(|told| told.rsplit(';').next()?.parse::<u8>().ok()) {
            Some(0..=6 | 8) => Self::dark(),
            Some(7 | 9..=15) => Self::light(),
            _ => Self::default(),
        }
    }

    /// Returns the palette for a dark background, of the 256 colours.
    #[must_use]
    pub const fn dark() -> Self {
        Self {
            focus: Color::Indexed(44),
            key: Color::Indexed(80),
            highlighted: Color::Indexed(221),
            bar: Color::Indexed(68),
            ours: Color::Indexed(114),
            editor: Color::Indexed(177),
            name: Color::Indexed(80),
            quiet: Color::Indexed(249),
            heat: Some([(231, 17), (231, 24), (16, 31), (16, 45)]),
        }
    }

    /// Returns the palette for a light background, of the 256 colours.
    #[must_use]
    pub const fn light() -> Self {
        Self {
            focus: Color::Indexed(30),
            key: Color::Indexed(24),
            highlighted: Color::Indexed(88),
            bar: Color::Indexed(25),
            ours: Color::Indexed(22),
            editor: Color::Indexed(90),
            name: Color::Indexed(24),
            quiet: Color::Indexed(239),
            heat: Some([(16, 195), (16, 117), (231, 25), (231, 19)]),
        }
    }

    /// Returns the palette of the terminal's own sixteen colours, as it shows them.
    #[must_use]
    pub const fn sixteen() -> Self {
        Self {
            focus: Color::Cyan,
            key: Color::Cyan,
            highlighted: Color::Yellow,
            bar: Color::Blue,
            ours: Color::Green,
            editor: Color::Magenta,
            name: Color::Cyan,
            quiet: Color::Reset,
            heat: None,
        }
    }

    /// Returns each colour with its name in the configuration.
    #[must_use]
    pub fn colours(&self) -> [(&'static str, Color); 8] {
        [
            ("focus", self.focus),
            ("key", self.key),
            ("lit", self.highlighted),
            ("bar", self.bar),
            ("ours", self.ours),
            ("editor", self.editor),
            ("name", self.name),
            ("quiet", self.quiet),
        ]
    }

    /// Returns the colour with this name in the configuration.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Color> {
        Some(match name {
            "focus" => &mut self.focus,
            "key" => &mut self.key,
            "lit" => &mut self.highlighted,
            "bar" => &mut self.bar,
            "ours" => &mut self.ours,
            "editor" => &mut self.editor,
            "name" => &mut self.name,
            "quiet" => &mut self.quiet,
            _ => return None,
        })
    }
}

/// The look of the explorer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// The colours.
    pub palette: ColourScheme,
    /// Whether to use colours. Without them, bold, dim, underline and reverse do the work.
    pub colour: bool,
    /// Whether to draw borders and bars in plain ASCII.
    pub ascii: bool,
}

impl Default for Theme {
    fn default() -> Self {
        Self { palette: ColourScheme::default(), colour: true, ascii: false }
    }
}

/// Symbols that differ between plain ASCII and Unicode.
#[derive(Debug, Clone, Copy)]
pub struct Symbols {
    /// Before the row under the cursor.
    pub cursor: &'static str,
    /// Before an included value.
    pub wanted: &'static str,
    /// Before a value that an included one has in it.
    pub implied: &'static str,
    /// Before a region whose places are folded away, and before one that has them listed below it.
    pub folded: &'static str,
    /// See `folded`.
    pub unfolded: &'static str,
    /// Before a marked passage.
    pub marked: &'static str,
    /// Before an excluded value.
    pub excluded: &'static str,
    /// Before a result that has only some of the words.
    pub part: &'static str,
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
                implied: ".",
                folded: "+",
                unfolded: "v",
                marked: "*",
                excluded: "-",
                part: "~",
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
                implied: "·",
                folded: "▸",
                unfolded: "▾",
                marked: "•",
                excluded: "−",
                part: "~",
                dot: "·",
                step: "›",
                bar: "━",
                half: "╸",
                here: "▎",
                down: "↓",
                shades: [" ", "▁", "▃", "▅", "▇"],
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
        let style = if focused { self.coloured(self.palette.key).add_modifier(Modifier::BOLD) } else { Style::new() };
        style.remove_modifier(Modifier::DIM)
    }

    /// Returns the style of less important text that means something, also where it stands on what is dim: a frame.
    #[must_use]
    pub fn quiet(self) -> Style {
        self.coloured(self.palette.quiet).remove_modifier(Modifier::DIM)
    }

    /// Returns the style of what is only decoration.
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

    /// Returns the style of a cell of a heat map: of a shade from 1 to 4. `None` for no shade, and where symbols show shades.
    #[must_use]
    pub fn heat(self, shade: u8) -> Option<Style> {
        let (text, behind) = *self.palette.heat.filter(|_| self.colour)?.get(usize::from(shade).checked_sub(1)?)?;
        Some(Style::new().fg(Color::Indexed(text)).bg(Color::Indexed(behind)))
    }

    /// Returns the style of bars.
    #[must_use]
    pub fn bar(self) -> Style {
        self.coloured(self.palette.bar)
    }

    /// Returns the style of a key in the footer.
    #[must_use]
    pub fn key(self) -> Style {
        self.coloured(self.palette.key).add_modifier(Modifier::BOLD)
    }

    /// Returns the style of the status message.
    #[must_use]
    pub fn status(self) -> Style {
        self.coloured(self.palette.editor).add_modifier(Modifier::BOLD)
    }

    /// Returns the style of the selected tab.
    #[must_use]
    pub fn tab(self) -> Style {
        self.coloured(self.palette.key).add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
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
            TextStyle::Heading(_) => self.strong(),
            TextStyle::Headline => self.coloured(self.palette.ours).add_modifier(Modifier::BOLD),
            TextStyle::Ours => self.coloured(self.palette.ours),
            TextStyle::Editorial => self.coloured(self.palette.editor).add_modifier(Modifier::ITALIC),
            TextStyle::Label | TextStyle::Field => self.quiet(),
            TextStyle::Name => self.coloured(self.palette.name).add_modifier(Modifier::UNDERLINED),
            TextStyle::Chosen => self.chosen(),
            TextStyle::Bar => self.bar(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_background_that_a_terminal_tells_chooses_the_palette() {
        for (told, palette) in [
            (None, ColourScheme::default()),
            (Some("15;0"), ColourScheme::dark()),
            (Some("0;15"), ColourScheme::light()),
            (Some("0;default;15"), ColourScheme::light()),
            (Some("default;default"), ColourScheme::default()),
            (Some("nonsense"), ColourScheme::default()),
        ] {
            assert_eq!(ColourScheme::of_background(told), palette, "{told:?}");
        }
        assert!(ColourScheme::NAMES.iter().all(|name| ColourScheme::named(name).is_some()));
    }

    /// Returns the relative luminance of a colour of the 256, as WCAG 2 defines it.
    fn luminance(index: u8) -> f64 {
        let level = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
        let parts = match index {
            16..=231 => [(index - 16) / 36, (index - 16) / 6 % 6, (index - 16) % 6].map(level),
            _ => [8 + 10 * (index - 232); 3],
        };
        let [r, g, b] = parts.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    #[test]
    fn text_has_the_contrast_that_wcag_asks_for_on_its_background() {
        let contrast = |colour: Color, background: f64| match colour {
            Color::Indexed(index) => {
                let (a, b) = (luminance(index) + 0.05, background + 0.05);
                a.max(b) / a.min(b)
            }
            _ => f64::INFINITY,
        };
        // The cells of heat maps have their own backgrounds.
        for palette in [ColourScheme::default(), ColourScheme::dark(), ColourScheme::light()] {
            let Some(cells) = palette.heat else { continue };
            for (text, behind) in cells {
                let contrast = contrast(Color::Indexed(text), luminance(behind));
                assert!(contrast >= 4.5, "{text} on {behind}: {contrast:.1}");
            }
            let distinct: std::collections::BTreeSet<u8> = cells.iter().map(|cell| cell.1).collect();
            assert_eq!(distinct.len(), cells.len());
        }
        // On a dark background more is lighter, and on a light one darker.
        let lights = |palette: ColourScheme| palette.heat.unwrap_or_default().map(|cell| luminance(cell.1));
        assert!(lights(ColourScheme::dark()).is_sorted() && lights(ColourScheme::light()).iter().rev().is_sorted());
        // The lightest of the dark backgrounds in wide use, and the darkest of the light ones.
        let (dark, light) = (luminance(236), luminance(255));
        for (palette, background) in [(ColourScheme::dark(), dark), (ColourScheme::light(), light)] {
            for (name, colour) in palette.colours().into_iter().filter(|(name, _)| !["focus", "bar"].contains(name)) {
                let contrast = contrast(colour, background);
                assert!(contrast >= 4.5, "{name}: {contrast:.1}");
            }
        }
    }
}
