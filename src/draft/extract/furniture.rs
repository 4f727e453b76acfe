//! Takes running heads, page numbers and lists of contents out of pages.

use std::collections::HashMap;

use crate::draft::extract::Line;
use crate::draft::source::words;

/// How many lines at the top and at the foot of a page may be a running head.
const EDGE: usize = 3;
/// How often a line has to recur to be a running head.
const TIMES: usize = 3;
/// The longest running head, in words.
const WORDS_MAX: usize = 14;
/// What stands around a page that was copied from a browser.
const AROUND_PAGES: [&str; 34] = [
    "skip to main content",
    "skip to content",
    "skip to navigation",
    "main navigation",
    "toggle navigation",
    "breadcrumb",
    "breadcrumbs",
    "home",
    "menu",
    "search",
    "share",
    "share this page",
    "share this",
    "print",
    "print this page",
    "back to top",
    "login",
    "log in",
    "accept",
    "accept all",
    "accept all cookies",
    "reject all",
    "cookie settings",
    "cookie policy",
    "manage cookies",
    "privacy policy",
    "privacy notice",
    "privacy",
    "terms of use",
    "site map",
    "sitemap",
    "fraud alert",
    "english français español",
    "subscribe to our newsletter",
];

/// Takes out what is no part of the text, and returns it.
pub(super) fn take_out(pages: &mut [Vec<Line>]) -> Vec<(u32, String)> {
    let mut out = Vec::new();
    let filled = pages.iter().filter(|page| page.iter().any(|line| !line.text.is_empty())).count();
    let mut heads = if filled > 1 { recurring(pages) } else { HashMap::new() };
    heads.extend(beside_numbers(pages));
    let offset = page_offset(pages);
    let count = pages.len();
    for (number, page) in (1i64..).zip(pages.iter_mut()) {
        let filled: Vec<usize> = (0..page.len()).filter(|&n| !page[n].text.is_empty()).collect();
        for (at, &n) in filled.iter().enumerate() {
            let is_edge = count > 1 && (at < EDGE || at + EDGE >= filled.len());
            let text = &page[n].text;
            let beside = |by: usize| filled.get(by).is_some_and(|&m| is_lone_digits(&page[m].text));
            let is_edge = is_edge || beside(at + 1) || at.checked_sub(1).is_some_and(beside);
            let is_head = is_edge && heads.contains_key(&head_key(text));
            let is_alone = |n: Option<usize>| n.and_then(|n| page.get(n)).is_none_or(|line| line.text.is_empty());
            let is_lone_number = is_lone_digits(text) && is_alone(n.checked_sub(1)) && is_alone(Some(n + 1));
            let is_numbered = is_edge && offset.is_some_and(|offset| edge_numbers(text).any(|n| n == number + offset));
            if is_head || is_numbered || is_lone_number || is_page_number(text, is_edge) {
                out.push((page[n].number, std::mem::take(&mut page[n].text)));
            }
        }
        contents(page, &mut out);
    }
    around(pages, &mut out);
    out.sort_by_key(|(line, _)| *line);
    out
}

/// Returns the words of a line without its numbers.
fn head_key(text: &str) -> String {
    let words = words(text);
    let is_number = |word: &str| word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit());
    words.iter().map(|w| w.1.as_str()).filter(|w| !is_number(w)).collect::<Vec<_>>().join(" ")
}

/// Returns the lines at the edges of pages that recur.
fn recurring(pages: &[Vec<Line>]) -> HashMap<String, usize> {
    let mut times: HashMap<String, usize> = HashMap::new();
    // Of few pages, only what stands at the very edge of each is a running head.
    let edge = if pages.len() > TIMES { EDGE } else { EDGE - 1 };
    for page in pages {
        let filled: Vec<&Line> = page.iter().filter(|line| !line.text.is_empty()).collect();
        let mut seen: Vec<String> = Vec::new();
        for (at, line) in filled.iter().enumerate() {
            let key = head_key(&line.text);
            let is_edge = at < edge || at + edge >= filled.len();
            if is_edge && !key.is_empty() && words(&line.text).len() <= WORDS_MAX && !seen.contains(&key) {
                seen.push(key);
            }
        }
        seen.into_iter().for_each(|key| *times.entry(key).or_default() += 1);
    }
    let wanted = TIMES.min(pages.len().saturating_sub(1)).max(2);
    times.retain(|_, count| *count >= wanted);
    times
}

/// Returns the numbers with which a short line begins and ends.
fn edge_numbers(text: &str) -> impl Iterator<Item = i64> {
    let is_short = words(text).len() <= WORDS_MAX && !text.ends_with(['.', ';', ':']);
    let ends = [text.split(' ').next(), text.rsplit(' ').next()];
    ends.into_iter().flatten().filter(move |_| is_short && text.contains(' ')).filter_map(|word| {
        (word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit())).then(|| word.parse().ok()).flatten()
    })
}

/// Returns by how much the printed numbers of pages differ from their order, if running heads have them.
fn page_offset(pages: &[Vec<Line>]) -> Option<i64> {
    let mut times: HashMap<i64, usize> = HashMap::new();
    for (number, page) in (1i64..).zip(pages) {
        let filled: Vec<&Line> = page.iter().filter(|line| !line.text.is_empty()).collect();
        let edges = [filled.first(), filled.last()].into_iter().flatten();
        let mut offsets: Vec<i64> =
            edges.flat_map(|line| edge_numbers(&line.text).collect::<Vec<_>>()).map(|n| n - number).collect();
        offsets.sort_unstable();
        offsets.dedup();
        offsets.into_iter().for_each(|offset| *times.entry(offset).or_default() += 1);
    }
    let best = times.into_iter().max_by_key(|(_, count)| *count)?;
    (best.1 >= TIMES && best.1 * 2 >= pages.len()).then_some(best.0)
}

fn is_lone_digits(text: &str) -> bool {
    (1..=3).contains(&text.len()) && !text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit())
}

/// Returns the lines that stand beside the number of a page more than once, in a text without page breaks.
fn beside_numbers(pages: &[Vec<Line>]) -> HashMap<String, usize> {
    let filled: Vec<&Line> = pages.iter().flatten().filter(|line| !line.text.is_empty()).collect();
    let mut times: HashMap<String, usize> = HashMap::new();
    for pair in filled.windows(2) {
        let [one, two] = pair else { continue };
        for (head, number) in [(one, two), (two, one)] {
            let count = words(&head.text).len();
            if is_lone_digits(&number.text) && (2..=WORDS_MAX).contains(&count) && !head.text.ends_with(['.', ':', ';'])
            {
                *times.entry(head_key(&head.text)).or_default() += 1;
            }
        }
    }
    times.retain(|_, count| *count > 1);
    times
}

/// Returns whether a line is the number of a page.
fn is_page_number(text: &str, is_edge: bool) -> bool {
    let bare = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '|' | '.'));
    let lower = bare.to_lowercase();
    let is_said = lower.starts_with("page ");
    let digits = lower.strip_prefix("page ").unwrap_or(&lower);
    let digits = digits.split_once(" of ").or_else(|| digits.split_once(" / ")).map_or(digits, |(page, _)| page);
    let is_number = (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    let is_roman = is_edge && !digits.is_empty() && digits.len() <= 5 && digits.bytes().all(|b| b"ivx".contains(&b));
    let is_arabic = is_number && !(digits.len() == 2 && digits.starts_with('0'));
    (is_arabic && (is_said || is_edge)) || is_roman
}

/// Takes out a list of contents: lines that end with dots and a page.
fn contents(page: &mut [Line], out: &mut Vec<(u32, String)>) {
    let is_entry = |text: &str| {
        let bare = text.trim_end_matches(|c: char| c.is_ascii_digit());
        let has_page = bare.len() < text.len() && text.len() - bare.len() <= 3;
        let dots = bare.trim_end();
        has_page && (dots.ends_with("....") || dots.ends_with(". . .") || dots.ends_with("…"))
    };
    let entries: Vec<usize> = (0..page.len()).filter(|&n| is_entry(&page[n].text)).collect();
    let (Some(&first), Some(&last)) = (entries.first(), entries.last()) else { return };
    if entries.len() < 3 {
        return;
    }
    // The heading above, and what goes over two lines between them.
    let head = (0..first).rev().find(|&n| !page[n].text.is_empty());
    let is_head = |n: &usize| matches!(head_key(&page[*n].text).as_str(), "contents" | "table of contents");
    let from = head.filter(is_head).unwrap_or(first);
    for line in page.iter_mut().take(last + 1).skip(from).filter(|line| !line.text.is_empty()) {
        out.push((line.number, std::mem::take(&mut line.text)));
    }
}

/// Takes out what a browser shows around a page.
fn around(pages: &mut [Vec<Line>], out: &mut Vec<(u32, String)>) {
    for line in pages.iter_mut().flatten() {
        let bare = line.text.trim_start_matches(['•', '-', '*', ' ']);
        let key = words(bare).into_iter().map(|w| w.1).collect::<Vec<_>>().join(" ");
        let is_path = bare.matches(['›', '»', '>']).count() >= 2 && bare.len() < 160;
        let is_notice = key.contains("cookies")
            && (key.contains("this site uses")
                || key.contains("we use cookies")
                || key.contains("this website uses")
                || key.contains("accept"));
        if line.heading.is_none() && (AROUND_PAGES.contains(&key.as_str()) || is_path || is_notice) {
            out.push((line.number, std::mem::take(&mut line.text)));
        }
    }
}
