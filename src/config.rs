//! The configuration, `config.toml`. Wrong lines are reported; everything else takes effect.

use std::fmt::Write as _;
use std::io;
use std::ops::Range;
use std::path::Path;

use ratatui::style::Color;
use toml::de::{DeTable, DeValue};

use crate::error::Problem;
use crate::platform;
use crate::tui::keymap::{Key, Keymap, Setting};
use crate::tui::theme::ColourScheme;

/// Maximum size of the configuration file in bytes.
const SIZE_MAX: u64 = 256 << 10;

/// The settings, with defaults for those that are not set.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// Whether borders and bars are plain ASCII.
    pub ascii: bool,
    /// Whether clicks and the wheel of the mouse are taken; the terminal then selects text with Shift.
    pub mouse: bool,
    /// Whether the session is neither saved nor restored.
    pub no_state: bool,
    /// The colours.
    pub palette: ColourScheme,
    /// The keys.
    pub keys: Keymap,
}

impl Config {
    /// Parses a configuration. What is wrong in it is reported with file and line, and otherwise ignored.
    #[must_use]
    pub fn read(file: &str, text: &str) -> (Self, Vec<Problem>) {
        let ends = text.match_indices('\n').map(|(at, _)| at).collect();
        let mut reader = ConfigReader { file, text, ends, config: Self::default(), problems: Vec::new() };
        match DeTable::parse(text) {
            Ok(table) => reader.root(table.get_ref()),
            Err(error) => {
                let message = error.message().to_owned();
                reader.problem(error.span().unwrap_or(0..0), "", &message);
            }
        }
        reader.problems.sort_by_key(|p| p.line);
        (reader.config, reader.problems)
    }

    /// Reads the configuration from a file; a missing file yields the defaults.
    #[must_use]
    pub fn load(path: &Path) -> (Self, Vec<Problem>) {
        let name = path.display().to_string();
        let text = platform::read_file(path, SIZE_MAX).and_then(|bytes| {
            String::from_utf8(bytes).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "is not UTF-8"))
        });
        match text {
            Ok(text) => Self::read(&name, text.strip_prefix('\u{feff}').unwrap_or(&text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => (Self::default(), Vec::new()),
            Err(error) => {
                let problem =
                    Problem { file: name, message: format!("cannot be read ({error})"), ..Problem::default() };
                (Self::default(), vec![problem])
            }
        }
    }

    /// Returns a configuration file that spells out the defaults, with comments on what the settings mean.
    #[must_use]
    pub fn written() -> String {
        let mut out = String::from(
            "# Borders and bars in plain ASCII, as with --ascii\nascii = false\n\n\
             # Take clicks and the wheel of the mouse; then Shift selects text\nmouse = false\n\n\
             # Keep nothing of where you were, as with --no-state\nno_state = false\n\n\
             # Theme: auto (for any background), dark, light, or sixteen (the terminal's own colours). Its colours can be changed:\n\
             # black red green yellow blue magenta cyan gray, with light- or dark- before some, white, or none (the foreground)\n[theme]\nbase = \"auto\"\n",
        );
        for (name, colour) in ColourScheme::default().colours() {
            let _ = writeln!(out, "{name} = \"{}\"", colour_name(colour));
        }
        out.push_str("\n# Keys as the help names them: j, C-d (Ctrl), M-f (Alt), Space, Enter, PgDn, F1; [] takes the keys of an action away\n[keys]\n");
        for (name, keys, help) in Keymap::default().listed() {
            let keys: Vec<String> = keys.split(' ').map(|k| format!("{k:?}")).collect();
            let _ = writeln!(out, "{name} = [{}] # {help}", keys.join(", "));
        }
        out
    }
}

struct ConfigReader<'a> {
    file: &'a str,
    text: &'a str,
    /// The byte offset of the end of each line.
    ends: Vec<usize>,
    config: Config,
    problems: Vec<Problem>,
}

impl ConfigReader<'_> {
    /// Returns the line that contains a byte offset of the file.
    fn line(&self, at: usize) -> usize {
        1 + self.ends.partition_point(|&end| end < at)
    }

    fn problem(&mut self, at: Range<usize>, field: &str, message: &str) {
        self.problem_in(self.line(at.start), field, message);
    }

    fn problem_in(&mut self, line: usize, field: &str, message: &str) {
        self.problems.push(Problem {
            file: self.file.to_owned(),
            line,
            field: field.to_owned(),
            message: message.to_owned(),
            ..Problem::default()
        });
    }

    fn root(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            let name: &str = key.get_ref();
            match (name, value.get_ref()) {
                ("ascii", DeValue::Boolean(so)) => self.config.ascii = *so,
                ("mouse", DeValue::Boolean(so)) => self.config.mouse = *so,
                ("no_state", DeValue::Boolean(so)) => self.config.no_state = *so,
                ("ascii" | "mouse" | "no_state", _) => self.problem(value.span(), name, "is neither true nor false"),
                ("theme", DeValue::Table(theme)) => self.theme(theme),
                ("theme", DeValue::String(named)) => self.palette(value.span(), named),
                ("keys", DeValue::Table(keys)) => self.keys(keys),
                ("theme" | "keys", _) => self.problem(
                    value.span(),
                    name,
                    "is neither a name nor a table; write [theme] or [keys], or theme = \"dark\"",
                ),
                _ => self.problem(
                    key.span(),
                    name,
                    "is no setting; there are ascii, mouse, no_state, [theme] and [keys]",
                ),
            }
        }
    }

    /// Takes the palette with a name.
    fn palette(&mut self, at: Range<usize>, name: &str) {
        match ColourScheme::named(name) {
            Some(palette) => self.config.palette = palette,
            None => {
                let message = format!("is no theme; there are {}", ColourScheme::NAMES.join(", "));
                self.problem(at, "theme", &message);
            }
        }
    }

    /// Takes the colours of a table, over those of its `base`.
    fn theme(&mut self, table: &DeTable<'_>) {
        if let Some((_, base)) = table.iter().find(|(key, _)| key.get_ref() == "base") {
            self.palette(base.span(), base.get_ref().as_str().unwrap_or_default());
        }
        for (key, value) in table {
            let name: &str = key.get_ref();
            if name == "base" {
                continue;
            }
            let colour = value.get_ref().as_str().and_then(colour);
            match (colour, self.config.palette.get_mut(name)) {
                (Some(colour), Some(place)) => *place = colour,
                (_, None) => {
                    let known: Vec<&str> = ColourScheme::default().colours().map(|n| n.0).to_vec();
                    self.problem(
                        key.span(),
                        name,
                        &format!("is no part of the theme; there are base, {}", known.join(", ")),
                    );
                }
                (None, _) => {
                    self.problem(value.span(), name, "is none of the terminal's sixteen colours, nor \"none\"");
                }
            }
        }
    }

    /// Applies all key settings together: each one is checked against the keymap that results.
    fn keys(&mut self, table: &DeTable<'_>) {
        let mut settings = Vec::new();
        for (name, value) in table {
            let action: &str = name.get_ref();
            let Some(list) = value.get_ref().as_array() else {
                let written = value.get_ref().as_str().unwrap_or("j");
                self.problem(value.span(), action, &format!("is no list of keys; write it like [{written:?}]"));
                continue;
            };
            let mut keys = Vec::new();
            for entry in list {
                match entry.get_ref().as_str().map(Key::read) {
                    Some(Ok(key)) => keys.push(key),
                    Some(Err(why)) => self.problem(entry.span(), action, &why),
                    None => {
                        let written = self.text.get(entry.span()).unwrap_or_default();
                        self.problem(entry.span(), action, &format!("{written} has no quotes; write {written:?}"));
                    }
                }
            }
            if keys.len() == list.len() {
                settings.push(Setting { action: action.to_owned(), keys, line: self.line(name.span().start) });
            }
        }
        let (keys, faults) = Keymap::configured(&settings);
        self.config.keys = keys;
        for fault in faults {
            self.problem_in(fault.line, &fault.action, &fault.message);
        }
    }
}

const COLOURS: [(&str, Color); 17] = [
    ("none", Color::Reset),
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("gray", Color::Gray),
    ("dark-gray", Color::DarkGray),
    ("light-red", Color::LightRed),
    ("light-green", Color::LightGreen),
    ("light-yellow", Color::LightYellow),
    ("light-blue", Color::LightBlue),
    ("light-magenta", Color::LightMagenta),
    ("light-cyan", Color::LightCyan),
    ("white", Color::White),
];

fn colour(name: &str) -> Option<Color> {
    COLOURS.iter().find(|c| c.0 == name).map(|c| c.1)
}

fn colour_name(colour: Color) -> &'static str {
    COLOURS.iter().find(|c| c.1 == colour).map_or("none", |c| c.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_out_is_what_holds_anyway() {
        let (config, problems) = Config::read("config.toml", &Config::written());
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(config.palette, ColourScheme::default());
        assert_eq!(config.keys.listed(), Keymap::default().listed());
    }

    #[test]
    fn a_theme_is_named_alone_or_as_the_base_of_a_table() {
        let palette = |text: &str| {
            let (config, problems) = Config::read("config.toml", text);
            (config.palette, problems.iter().map(ToString::to_string).collect::<Vec<_>>())
        };
        assert_eq!(palette("theme = \"light\"\n"), (ColourScheme::light(), Vec::new()));
        assert_eq!(palette("[theme]\nbase = \"sixteen\"\n"), (ColourScheme::sixteen(), Vec::new()));
        let changed = ColourScheme { ours: Color::Red, ..ColourScheme::dark() };
        assert_eq!(palette("[theme]\nours = \"red\"\nbase = \"dark\"\n"), (changed, Vec::new()));
        let (_, problems) = palette("theme = \"mauve\"\n");
        assert!(problems[0].contains("there are auto, dark, light, sixteen"), "{problems:?}");
        let (_, problems) = palette("theme = 3\n");
        assert_eq!(problems.len(), 1, "{problems:?}");
    }

    #[test]
    fn a_wrong_line_is_named_and_the_others_hold() {
        let text = "ascii = true\nmouse = 3\ncolour = 1\n[theme]\nfocus = \"mauve\"\nlit = \"red\"\n[keys]\nmark = [\"M\"]\nfly = [\"f\"]\nsearch = [\"Hyper-x\"]\ncopy = [\"q\"]\n";
        let (config, problems) = Config::read("config.toml", text);
        assert!(config.ascii && config.palette.highlighted == Color::Red);
        assert_eq!(config.keys.listed().iter().find(|r| r.0 == "mark").map(|r| r.1.as_str()), Some("M"));
        let lines: Vec<usize> = problems.iter().map(|p| p.line).collect();
        assert_eq!(lines.iter().copied().collect::<std::collections::BTreeSet<_>>(), [2, 3, 5, 9, 10, 11].into());
        let (_, problems) = Config::read("config.toml", "ascii = true\nmouse = = 2\n");
        assert_eq!((problems.len(), problems[0].line), (1, 2));
    }
    #[test]
    fn all_settings_of_keys_are_taken_together_and_told_by_their_lines() {
        let swapped = "[keys]\ndown = [\"Down\", \"k\"]\nup = [\"Up\", \"j\"]\nblank = []\nmark = [\"m\", \"Alt-m\"]\n";
        let (config, problems) = Config::read("config.toml", swapped);
        assert_eq!(problems, []);
        let keys = |name: &str| config.keys.listed().into_iter().find(|r| r.0 == name).map(|r| r.1);
        let rows = ["down", "up", "mark", "blank"].map(keys);
        assert_eq!(rows, [Some("Down k".to_owned()), Some("Up j".to_owned()), Some("m M-m".to_owned()), None]);

        let wrong =
            "[keys]\ncopy = [\"z\"]\nzoom = [\n  \"F5\",\n  \"C-i\",\n  5,\n]\nviews = \"v\"\ntray = [\"F6\"]\n";
        let (config, problems) = Config::read("config.toml", wrong);
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "config.toml:2: copy: z means zoom in the panes of values, in the list and in 2 more places; give zoom other \
                 keys too, or take another for copy, which keeps its usual keys until then",
                "config.toml:5: zoom: \"C-i\" is what terminals send for Tab; write \"Tab\"",
                "config.toml:6: zoom: 5 has no quotes; write \"5\"",
                "config.toml:8: views: is no list of keys; write it like [\"v\"]",
            ]
        );
        assert_eq!(config.keys.listed().into_iter().find(|r| r.0 == "tray").map(|r| r.1).as_deref(), Some("F6"));
    }
}
