//! The list of contents: it is no part of the text, and tells which headings there are.

use crate::draft::extract::Line;
use crate::draft::source::words;

/// How many entries a list of contents has at least.
const ENTRIES_MIN: usize = 3;
/// The longest entry, in words.
const WORDS_MAX: usize = 24;
/// How many lines an entry has at the most.
const LINES_MAX: usize = 3;
/// What stands above a list of contents.
const TITLES: [&str; 10] = [
    "in this guide",
    "in this publication",
    "what is inside",
    "contents",
    "table of contents",
    "list of contents",
    "in this report",
    "on this page",
    "in this article",
    "in this document",
];

/// A heading that the list of contents names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::draft) struct ContentsEntry {
    /// Its words, without the number of the page.
    pub(in crate::draft) title: String,
    /// How many spaces stand before it.
    pub(in crate::draft) indent: usize,
}

/// Takes the lists of contents out of a page, and returns their entries. `times` says how often a line stands in the
/// text.
pub(super) fn take_out(
    page: &mut [Line],
    out: &mut Vec<(u32, String)>,
    times: &dyn Fn(&str) -> usize,
) -> Vec<ContentsEntry> {
    let Some((range, entries)) = dotted(page).or_else(|| titled(page, times)) else { return Vec::new() };
    for line in page[range].iter_mut().filter(|line| !line.text.is_empty()) {
        out.push((line.number, std::mem::take(&mut line.text)));
    }
    entries
}

/// Returns the words of a line that ends with the number of a page, and the number.
fn numbered(text: &str) -> Option<(&str, u32)> {
    let bare = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = text.get(bare.len()..).filter(|digits| (1..=3).contains(&digits.len()))?.parse().ok()?;
    Some((bare, number))
}

/// Returns the words of an entry before its dots.
fn before_dots(text: &str) -> Option<&str> {
    // The page may stand on a line of its own.
    let bare = numbered(text).map_or(text, |(bare, _)| bare);
    let dots = bare.trim_end();
    if bare.len() == text.len() && !dots.ends_with("......") {
        return None;
    }
    let has_dots = ["....", ". . .", "…", "·····", "____"].iter().any(|end| dots.ends_with(end));
    has_dots.then(|| dots.trim_end_matches(['.', ' ', '…', '·', '_']))
}

fn is_title(text: &str) -> bool {
    let key = words(text).into_iter().map(|w| w.1).collect::<Vec<_>>().join(" ");
    TITLES.contains(&key.as_str())
}

/// Puts an entry together that goes over more lines.
fn entry(lines: &[&Line], last: &str) -> ContentsEntry {
    let mut title = String::new();
    for text in lines.iter().map(|line| line.text.as_str()).chain([last]).filter(|text| !text.is_empty()) {
        if !title.is_empty() {
            title.push(' ');
        }
        title.push_str(text);
    }
    ContentsEntry { title, indent: lines.first().map_or(0, |line| line.indent) }
}

type Found = (std::ops::Range<usize>, Vec<ContentsEntry>);

/// Finds entries that dots lead to their pages.
fn dotted(page: &[Line]) -> Option<Found> {
    let at: Vec<usize> = (0..page.len()).filter(|&n| before_dots(&page[n].text).is_some()).collect();
    let (first, last) = (*at.first()?, *at.last()?);
    if at.len() < ENTRIES_MIN {
        return None;
    }
    let head = (0..first).rev().find(|&n| !page[n].text.is_empty());
    let mut from = head.filter(|&n| is_title(&page[n].text)).unwrap_or(first);
    let mut entries = Vec::new();
    let mut open: Vec<&Line> = Vec::new();
    for line in page[first..=last].iter().filter(|line| !line.text.is_empty()) {
        match before_dots(&line.text) {
            Some(title) if open.is_empty() => {
                entries.push(ContentsEntry { title: title.to_owned(), indent: line.indent });
            }
            Some(title) => entries.push(entry(&std::mem::take(&mut open), title)),
            None if is_page(&line.text) => {}
            None => {
                open.push(line);
                // What no dots follow soon is an entry without a page.
                if open.len() == LINES_MAX {
                    open.clear();
                }
            }
        }
    }
    // The first entry may begin a line above.
    if let Some(above) = head.filter(|&n| n + 1 == first && !is_title(&page[n].text)) {
        let is_head = above.checked_sub(1).and_then(|n| page[..=n].iter().rposition(|line| !line.text.is_empty()));
        if let Some(head) = is_head.filter(|&n| is_title(&page[n].text)) {
            let title = before_dots(&page[first].text).unwrap_or_default();
            if let Some(entry) = entries.first_mut() {
                *entry = self::entry(&[&page[above]], title);
            }
            from = head;
        }
    }
    let page_below = (last + 1..page.len()).find(|&n| !page[n].text.is_empty()).filter(|&n| is_page(&page[n].text));
    let end = page_below.filter(|_| numbered(&page[last].text).is_none()).unwrap_or(last);
    Some((from..end + 1, entries))
}

fn is_page(text: &str) -> bool {
    (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

/// Finds entries below the title of a list: each ends with the number of a page that is not smaller than the one before,
/// or each stands in the text again.
fn titled(page: &[Line], times: &dyn Fn(&str) -> usize) -> Option<Found> {
    let head = page.iter().position(|line| is_title(&line.text))?;
    let with_pages = paged(page, head);
    let found = with_pages.or_else(|| repeated(page, head, times))?;
    (found.1.len() >= ENTRIES_MIN).then_some(found)
}

fn paged(page: &[Line], head: usize) -> Option<Found> {
    let mut entries = Vec::new();
    let mut open: Vec<&Line> = Vec::new();
    let (mut last, mut end) = (0, None);
    for (n, line) in page.iter().enumerate().skip(head + 1).filter(|(_, line)| !line.text.is_empty()) {
        if line.cells.is_some() || words(&line.text).len() > WORDS_MAX {
            break;
        }
        match numbered(&line.text).filter(|(bare, number)| {
            *number >= last && (bare.is_empty() && !open.is_empty() || bare.ends_with(' ') && !words(bare).is_empty())
        }) {
            Some((bare, number)) => {
                last = number;
                let own = bare.trim();
                if open.is_empty() {
                    entries.push(ContentsEntry { title: own.to_owned(), indent: line.indent });
                } else {
                    entries.push(entry(&std::mem::take(&mut open), own));
                }
                end = Some(n);
            }
            None if open.len() + 1 < LINES_MAX && !line.text.ends_with('.') => open.push(line),
            None => break,
        }
    }
    Some((head..end? + 1, entries))
}

fn repeated(page: &[Line], head: usize, times: &dyn Fn(&str) -> usize) -> Option<Found> {
    let below = page.iter().enumerate().skip(head + 1).filter(|(_, line)| !line.text.is_empty());
    let bare = |line: &Line| line.text.trim_start_matches(['•', '-', '–', '*', ' ']).to_owned();
    let mut seen: Vec<String> = Vec::new();
    let listed: Vec<(usize, ContentsEntry)> = below
        .map(|(n, line)| (n, ContentsEntry { title: bare(line), indent: line.indent }))
        .take_while(|(_, entry)| {
            let is_new = !seen.contains(&entry.title);
            seen.push(entry.title.clone());
            is_new && words(&entry.title).len() <= WORDS_MAX && times(&entry.title) > 1
        })
        .collect();
    let end = listed.last().map(|(n, _)| *n)?;
    Some((head..end + 1, listed.into_iter().map(|(_, entry)| entry).collect()))
}

#[cfg(test)]
mod tests {
    use super::take_out;
    use crate::draft::extract::Line;

    fn taken(lines: &[&str], again: &[&str]) -> (Vec<String>, Vec<String>) {
        let line = |(n, text): (usize, &&str)| Line {
            text: text.trim().to_owned(),
            indent: text.len() - text.trim_start().len(),
            number: u32::try_from(n).unwrap_or_default(),
            ..Line::default()
        };
        let mut page: Vec<Line> = lines.iter().enumerate().map(line).collect();
        let mut out = Vec::new();
        let times = |text: &str| 1 + usize::from(again.contains(&text));
        let entries = take_out(&mut page, &mut out, &times);
        let left = page.into_iter().map(|line| line.text).filter(|text| !text.is_empty()).collect();
        (entries.into_iter().map(|entry| entry.title).collect(), left)
    }

    #[test]
    fn dots_lead_to_pages_and_an_entry_may_go_over_two_lines() {
        let lines =
            ["Contents", "One ........ 3", "Two and what comes", "with it ....... 4", "Three ...... 9", "Text."];
        let (entries, left) = taken(&lines, &[]);
        assert_eq!(entries, ["One", "Two and what comes with it", "Three"]);
        assert_eq!(left, ["Text."]);
    }

    #[test]
    fn pages_may_stand_without_dots_or_on_lines_of_their_own() {
        let (entries, left) = taken(&["Contents", "One 3", "Two", "4", "Three in 2031 9", "The text begins."], &[]);
        assert_eq!(entries, ["One", "Two", "Three in 2031"]);
        assert_eq!(left, ["The text begins."]);
    }

    #[test]
    fn a_list_without_pages_names_what_stands_below_again() {
        let (entries, left) =
            taken(&["On this page", "One", "Two", "Three", "One", "A text."], &["One", "Two", "Three"]);
        assert_eq!(entries, ["One", "Two", "Three"]);
        assert_eq!(left, ["One", "A text."]);
    }

    #[test]
    fn a_heading_of_that_name_over_a_text_is_none() {
        let lines = ["Contents", "What this box holds is 3 spoons.", "And more."];
        assert!(taken(&lines, &[]).0.is_empty());
    }
}
