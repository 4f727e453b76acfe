//! The style that the terminal writes with, and the shortest way from one style to another.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use termina::escape::csi::{Csi, Sgr, SgrAttributes, SgrModifiers};
use termina::style::{ColorSpec, RgbColor};

/// How a cell is written: its colours, and whether it is bold, dim and so on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

impl Pen {
    /// Returns the pen that a cell is written with.
    pub(super) fn of(cell: &Cell) -> Self {
        Self { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }
    }

    /// Returns whether a space that is written with it looks as one that is written plainly: without a line and without a
    /// background.
    pub(super) fn leaves_spaces_blank(self) -> bool {
        let visible = Modifier::UNDERLINED | Modifier::REVERSED | Modifier::CROSSED_OUT;
        self.bg == Color::Reset && !self.modifier.intersects(visible)
    }

    /// Returns the escape sequence that makes the terminal write with `next` instead; empty if it does so already.
    ///
    /// Either what differs is switched, or everything is reset first, whichever is shorter.
    fn change_to(self, next: Self) -> String {
        if self == next {
            return String::new();
        }
        let reset = Csi::Sgr(Sgr::Attributes(Self::default().switched_to(next, SgrModifiers::RESET))).to_string();
        let switch = Csi::Sgr(Sgr::Attributes(self.switched_to(next, SgrModifiers::NONE))).to_string();
        if reset.len() < switch.len() { reset } else { switch }
    }

    fn switched_to(self, next: Self, first: SgrModifiers) -> SgrAttributes {
        let mut modifiers = first;
        let (mut gone, mut new) = (self.modifier - next.modifier, next.modifier - self.modifier);
        // One code ends both bold and dim, so that what remains of them has to be said again.
        let intensity = Modifier::BOLD | Modifier::DIM;
        if gone.intersects(intensity) {
            modifiers |= SgrModifiers::INTENSITY_NORMAL;
            new |= next.modifier & intensity;
            gone -= intensity;
        }
        for (modifier, on, off) in [
            (Modifier::BOLD, SgrModifiers::INTENSITY_BOLD, SgrModifiers::NONE),
            (Modifier::DIM, SgrModifiers::INTENSITY_DIM, SgrModifiers::NONE),
            (Modifier::ITALIC, SgrModifiers::ITALIC, SgrModifiers::NO_ITALIC),
            (Modifier::UNDERLINED, SgrModifiers::UNDERLINE_SINGLE, SgrModifiers::UNDERLINE_NONE),
            (Modifier::REVERSED, SgrModifiers::REVERSE, SgrModifiers::NO_REVERSE),
            (Modifier::CROSSED_OUT, SgrModifiers::STRIKE_THROUGH, SgrModifiers::NO_STRIKE_THROUGH),
        ] {
            modifiers.set(on, modifiers.contains(on) || new.contains(modifier));
            modifiers.set(off, modifiers.contains(off) || gone.contains(modifier));
        }
        SgrAttributes {
            foreground: (self.fg != next.fg).then(|| color(next.fg)),
            background: (self.bg != next.bg).then(|| color(next.bg)),
            modifiers,
            ..SgrAttributes::default()
        }
    }
}

/// The escape sequences from one pen to another that were needed before. A frame has many changes, but few different ones, and
/// to write a sequence out takes longer than to find it here.
#[derive(Debug, Default)]
pub(super) struct PenChanges(Vec<((Pen, Pen), String)>);

impl PenChanges {
    /// The most that are kept.
    const MOST: usize = 64;

    /// Returns what [`Pen::change_to`] does.
    pub(super) fn between(&mut self, from: Pen, to: Pen) -> &str {
        let known = self.0.iter().position(|(pens, _)| *pens == (from, to));
        let at = known.unwrap_or_else(|| {
            if self.0.len() == Self::MOST {
                self.0.clear();
            }
            self.0.push(((from, to), from.change_to(to)));
            self.0.len() - 1
        });
        self.0.get(at).map_or("", |(_, sequence)| sequence)
    }
}

fn color(color: Color) -> ColorSpec {
    match color {
        Color::Reset => ColorSpec::Reset,
        Color::Black => ColorSpec::BLACK,
        Color::Red => ColorSpec::RED,
        Color::Green => ColorSpec::GREEN,
        Color::Yellow => ColorSpec::YELLOW,
        Color::Blue => ColorSpec::BLUE,
        Color::Magenta => ColorSpec::MAGENTA,
        Color::Cyan => ColorSpec::CYAN,
        Color::Gray => ColorSpec::WHITE,
        Color::DarkGray => ColorSpec::BRIGHT_BLACK,
        Color::LightRed => ColorSpec::BRIGHT_RED,
        Color::LightGreen => ColorSpec::BRIGHT_GREEN,
        Color::LightYellow => ColorSpec::BRIGHT_YELLOW,
        Color::LightBlue => ColorSpec::BRIGHT_BLUE,
        Color::LightMagenta => ColorSpec::BRIGHT_MAGENTA,
        Color::LightCyan => ColorSpec::BRIGHT_CYAN,
        Color::White => ColorSpec::BRIGHT_WHITE,
        Color::Indexed(index) => ColorSpec::PaletteIndex(index),
        Color::Rgb(red, green, blue) => ColorSpec::TrueColor(RgbColor::new(red, green, blue).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shorter_way_to_a_style_is_taken() {
        let plain = Pen::default();
        let bold = Pen { modifier: Modifier::BOLD, ..plain };
        let bold_cyan = Pen { fg: Color::Cyan, ..bold };
        let dim_cyan = Pen { fg: Color::Cyan, modifier: Modifier::DIM, ..plain };
        let both = Pen { modifier: Modifier::BOLD | Modifier::DIM, ..plain };
        for (from, to, bytes) in [
            (plain, plain, ""),
            (plain, bold, "\x1b[1m"),
            (bold, plain, "\x1b[m"),
            (bold, bold_cyan, "\x1b[36m"),
            (bold_cyan, bold, "\x1b[39m"),
            (both, bold, "\x1b[;1m"),
            (bold_cyan, dim_cyan, "\x1b[22;2m"),
            (plain, Pen { fg: Color::Indexed(114), ..plain }, "\x1b[38;5;114m"),
        ] {
            assert_eq!(from.change_to(to), bytes, "from {from:?} to {to:?}");
        }
    }
}
