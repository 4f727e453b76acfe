//! What a newcomer sees over the first screen of the first run: what this is, how old it is, what to try. The first key
//! closes it and does what it always does.

use ratatui::buffer::Buffer;
use ratatui::layout::Size;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::analysis::knowledge;
use crate::corpus::Corpus;
use crate::text;
use crate::tui::command::Command;
use crate::tui::keymap::{Context, Keymap};
use crate::tui::layout;
use crate::tui::theme::Theme;
use crate::tui::widgets::lines;

/// Whether the newcomer is welcomed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Welcome {
    /// Not at all, or closed already.
    #[default]
    No,
    /// If no earlier run has left a session.
    OnFirstRun,
    /// Yes, until the first key.
    Shown,
}

const ABOUT: &str = "What the UN's Inter-Agency Coordination Group against Trafficking in Persons (ICAT) and its bodies are \
                     mandated to do, what they did, and with whom, in the words of their reports.";

/// The same where there is little room.
const ABOUT_IN_SHORT: &str = "What the UN's group against trafficking (ICAT) is to do and did, in its reports' words.";

/// What to try: a command, and what it does.
const TRY: [(Command, &str); 5] = [
    (Command::Search, "search a topic or a name"),
    (Command::Open, "list what a body does"),
    (Command::Palette, "go to a place or a topic"),
    (Command::Views, "views, and who to call"),
    (Command::Help, "all keys"),
];

/// Draws the welcome over the screen.
pub fn draw(corpus: &Corpus, keys: &Keymap, size: Size, theme: Theme, buf: &mut Buffer) {
    let width = usize::from(layout::menu(size, 1).width).saturating_sub(4);
    let flow = |words: &str| -> Vec<Line<'static>> {
        let ranges = text::wrap(words, width).into_iter();
        ranges.map(|range| Line::raw(format!(" {}", words.get(range).unwrap_or_default()))).collect()
    };
    let mut page = flow(ABOUT);
    page.push(Line::raw(""));
    if let Some(age) = knowledge::age(corpus) {
        page.extend(flow(&age));
        page.push(Line::raw(""));
    }
    let tips: Vec<Line<'static>> = TRY
        .iter()
        .filter_map(|(command, words)| {
            let key = keys.rows(Context::Facets).find(|b| b.command == *command)?.keys.first()?.name();
            Some(Line::from(vec![
                Span::styled(format!(" {key:>5}  "), theme.key()),
                Span::styled((*words).to_owned(), Style::new()),
            ]))
        })
        .collect();
    // Where there is no room for all, what to try matters most; what is left is said in whole sentences.
    let room = usize::from(size.height.saturating_sub(4)).saturating_sub(tips.len());
    if page.len() > room + 1 {
        page = flow(ABOUT_IN_SHORT);
        page.truncate(room);
    }
    if page.len() > room {
        page.pop();
    }
    page.extend(tips);
    let area = layout::menu(size, page.len());
    lines::popup(area, theme, buf);
    let inside =
        lines::frame(area, Line::from(" Welcome to ICAT Explorer "), Some("any key".to_owned()), true, theme, buf);
    lines::page(page.into_iter(), inside, buf);
}
