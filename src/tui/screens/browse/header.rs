//! The header of the browse screen: where one is, the filter in words, and how much of what it leaves is listed.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::corpus::Corpus;
use crate::corpus::filter::Facet;
use crate::text;
use crate::tui::layout::Pane;
use crate::tui::model::Model;
use crate::tui::screens::browse::Browse;
use crate::tui::theme::Theme;
use crate::tui::widgets::lines;

/// The columns that a filter which is cut has at least, where the tab is named beside it.
const FILTER_MIN: usize = 16;
/// The columns that are left blank beside the full name of a body.
const BESIDE_NAME: usize = 18;

/// Draws the header.
pub(super) fn draw(model: &Model, browse: &Browse, corpus: &Corpus, theme: Theme, area: Rect, buf: &mut Buffer) {
    let name = if browse.is_narrow(model.size) { trail(browse, theme) } else { "ICAT Explorer".to_owned() };
    let room = usize::from(area.width).saturating_sub(text::width(&name) + 2);
    let shown = filter_in_words(browse, corpus, usize::from(area.width), room);
    let line = Line::from(vec![Span::styled(name, theme.strong()), Span::raw("  "), Span::raw(shown)]);
    lines::draw(&line, area, buf);
}

/// Returns the filter in words and the numbers, in as many words as have room. A number is shown whole: what has no room is
/// cut from the filter.
fn filter_in_words(browse: &Browse, corpus: &Corpus, width: usize, room: usize) -> String {
    let filter = browse.effective();
    let named = match &browse.within {
        Some(within) if within.picked.is_some() && filter.is_empty() => within.words.clone(),
        // A report is called by its title.
        Some(within) if !filter.is_empty() && filter == filter.only(Facet::Report) => within.words.clone(),
        _ => filter.describe(corpus),
    };
    let counts = counts(browse);
    let (count, least) = (counts.first().cloned().unwrap_or_default(), counts.last().cloned().unwrap_or_default());
    let only = filter.entities.include.first().filter(|_| filter.entities.include.len() == 1);
    let long = only.map(|&id| corpus.entity(id)).map(|body| {
        let long = named.replacen(body.id.as_str(), &format!("{} ({})", body.id, body.name), 1);
        format!("{long}: {count}")
    });
    let long = long.filter(|long| text::width(long) + BESIDE_NAME <= width);
    let words = format!("{named}: {count}");
    let apart = |words: &String| match browse.derived.apart {
        0 => None,
        1 => Some(format!("{words}; 1 more has these in separate statements")),
        more => Some(format!("{words}; {more} more have these in separate statements")),
    };
    // Where nothing is selected, the tab says more than that.
    let is_bare = filter.is_empty() && counts.len() > 2;
    let bare = counts.iter().filter(|count| is_bare && count.contains(IN)).cloned();
    let full = long.iter().chain([&words]).filter_map(apart).take(1).chain(long.clone()).chain([words.clone()]);
    let mut all = full.chain(bare).chain(counts.iter().map(|count| format!("{named}: {count}")));
    all.find(|words| text::width(words) <= room).unwrap_or_else(|| {
        // With the tab, if that leaves a filter to be read.
        let in_tab = counts.iter().rev().find(|count| count.contains(IN));
        let count = in_tab.filter(|count| text::width(count) + FILTER_MIN <= room).unwrap_or(&least);
        let cut = text::truncate(&named, room.saturating_sub(text::width(count) + 2));
        format!("{cut}: {count}")
    })
}

/// What stands before the name of the tab.
const IN: &str = " in ";

/// Returns how much is listed, and of how much, the fullest words first.
fn counts(browse: &Browse) -> Vec<String> {
    let (listed, total) = (browse.derived.rows.len(), browse.derived.total);
    if browse.lists_works() {
        let works = text::count(listed, "work");
        return vec![format!("{works}, {}", text::count(total, "passage")), works];
    }
    let has_tabs = browse.search.is_none() && browse.within.is_none();
    if !has_tabs || browse.is_page() {
        return vec![text::count(total, "passage"), text::grouped(total)];
    }
    let of = if listed == total { String::new() } else { format!("{} of ", text::grouped(listed)) };
    let tab = browse.derived.tab.filter(|_| listed > 0).map_or_else(String::new, |tab| format!("{IN}{}", tab.name()));
    let (of_passages, of_all) =
        (format!("{of}{}", text::count(total, "passage")), format!("{of}{}", text::grouped(total)));
    let listed = text::grouped(listed);
    vec![format!("{of_passages}{tab}"), format!("{of_all}{tab}"), format!("{listed}{tab}"), of_all, listed]
}

/// Returns the path to the visible pane, for when only one is shown.
fn trail(browse: &Browse, theme: Theme) -> String {
    let step = format!(" {} ", theme.symbols().step);
    let mut parts = vec!["ICAT"];
    match browse.focus {
        Pane::Reading if browse.is_page() => parts.push("Profile"),
        Pane::Reading => parts.extend(["List", "Reading"]),
        pane => parts.push(pane.title()),
    }
    parts.join(&step)
}
