//! Takes running heads and page numbers out of pages.

use std::collections::{HashMap, HashSet};

use crate::draft::extract::Line;
use crate::draft::extract::contents::ContentsEntry;
use crate::draft::source::words;

/// How many lines at the top and at the foot of a page may be a running head.
const EDGE: usize = 3;
/// How many lines of the first page may be the title of a report.
const TITLE_LINES: usize = 6;
/// How often a line has to recur to be a running head.
const TIMES: usize = 3;
/// How many words a line has at least that is taken for a running head since it stands on its page before.
const NAME_MIN: usize = 3;
/// How many words the first and the last paragraph of a page in a browser have at least.
const PARAGRAPH_MIN: usize = 12;
/// How many names a menu has at least, and how many words each of them at the most.
const MENU_MIN: usize = 4;
const MENU_WORDS: usize = 3;
/// The longest running head, in words.
const WORDS_MAX: usize = 14;
/// What stands around a page that was copied from a browser.
const AROUND_PAGES: [&str; 62] = [
    "copy link",
    "follow us",
    "was this page helpful",
    "site index",
    "related pages",
    "related content",
    "you may also like",
    "terms and conditions",
    "all rights reserved",
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
    "welcome to the united nations",
    "read more",
    "load more",
    "show more",
    "view all",
    "see all",
    "view gallery",
    "download",
    "download pdf",
    "share this quote",
    "scroll right to see the whole table",
    "publication cover",
    "cover image",
    "filter by",
    "sort by newest",
    "sort by date",
    "sign up",
    "your email address",
    "was this page helpful yes no",
];
/// How such lines begin, and how many words they have then at the most.
const AROUND_BEGIN: [&str; 18] = [
    "share this",
    "share on",
    "share via",
    "follow us",
    "tags",
    "tagged",
    "filed under",
    "reading time",
    "see all",
    "view all",
    "show all",
    "all news",
    "search this",
    "search the",
    "read our privacy",
    "was this page",
    "was this helpful",
    "sign up for",
];
const BEGUN_WORDS: usize = 14;
/// The longest button, in words: "Download the brief (PDF, 2 MB)".
const BUTTON_WORDS: usize = 8;
/// What stands there too, among others of these, and may be part of a text alone.
const AMONG_THEM: [&str; 19] = [
    "facebook",
    "x",
    "twitter",
    "linkedin",
    "whatsapp",
    "instagram",
    "youtube",
    "telegram",
    "email",
    "e mail",
    "yes",
    "no",
    "accessibility",
    "cookies",
    "newsletter",
    "donate",
    "legal notice",
    "disclaimer",
    "close",
];

/// Takes out what is no part of the text, and returns it. `entries` are those of the list of contents.
pub(super) fn take_out(pages: &mut [Vec<Line>], entries: &[ContentsEntry]) -> Vec<(u32, String)> {
    let mut out = Vec::new();
    let filled = pages.iter().filter(|page| page.iter().any(|line| !line.text.is_empty())).count();
    let mut heads = if filled > 1 { recurring(pages) } else { HashMap::new() };
    heads.extend(beside_numbers(pages));
    let offset = page_offset(pages);
    let count = pages.len();
    for (number, page) in (1i64..).zip(pages.iter_mut()) {
        let filled: Vec<usize> = (0..page.len()).filter(|&n| !page[n].text.is_empty()).collect();
        let mut passed: Vec<String> = Vec::new();
        let mut taken: HashSet<usize> = HashSet::new();
        let digits: Vec<bool> = filled.iter().map(|&n| is_lone_digits(&page[n].text)).collect();
        for (at, &n) in filled.iter().enumerate() {
            let is_edge = count > 1 && (at < EDGE || at + EDGE >= filled.len());
            let text = &page[n].text;
            let beside = |by: usize| digits.get(by).copied().unwrap_or_default();
            let is_edge = is_edge || beside(at + 1) || at.checked_sub(1).is_some_and(beside);
            // Right below the running head that bears its name stands the heading itself.
            let key = head_key(text);
            let is_heading = at > 0 && at < EDGE && passed.last() == Some(&key);
            let is_head = is_edge && !is_heading && heads.contains_key(&key);
            passed.push(key);
            let is_alone = |n: Option<usize>| n.and_then(|n| page.get(n)).is_none_or(|line| line.text.is_empty());
            let is_lone_number = is_lone_digits(text) && is_alone(n.checked_sub(1)) && is_alone(Some(n + 1));
            // The number of a page stands beside its running head.
            let is_beside_head = |by: Option<usize>| {
                let line = by.and_then(|by| filled.get(by)).map(|&m| head_key(&page[m].text));
                line.is_some_and(|key| !key.is_empty() && heads.contains_key(&key))
                    || by.is_some_and(|by| taken.contains(&by))
            };
            let is_number = is_lone_digits(text) && (is_beside_head(Some(at + 1)) || is_beside_head(at.checked_sub(1)));
            let is_numbered = is_edge && offset.is_some_and(|offset| edge_numbers(text).any(|n| n == number + offset));
            if is_head {
                taken.insert(at);
            }
            if is_head || is_number || is_numbered || is_lone_number || is_page_number(text, is_edge) {
                out.push((page[n].number, std::mem::take(&mut page[n].text)));
            }
        }
    }
    named_heads(pages, entries, &mut out);
    if let [page] = pages {
        menus(page, &mut out);
    }
    continuations(pages, &mut out);
    around(pages, &mut out);
    out.sort_by_key(|(line, _)| *line);
    out
}

/// Takes out the running heads that are the names of chapters: they stand at an edge of a page, and again on it or, if the
/// list of contents names them, on a page before it.
fn named_heads(pages: &mut [Vec<Line>], entries: &[ContentsEntry], out: &mut Vec<(u32, String)>) {
    let names: HashSet<String> = entries.iter().map(|entry| head_key(&entry.title)).collect();
    let mut seen: HashSet<String> = HashSet::new();
    let has_pages = pages.len() > 1;
    // The title of the report stands on its first page.
    let opening = pages.first().into_iter().flatten().filter(|line| !line.text.is_empty()).take(TITLE_LINES);
    let titles: HashSet<String> = opening.map(|line| head_key(&line.text)).collect();
    for (number, page) in pages.iter_mut().enumerate().filter(|_| has_pages) {
        let filled: Vec<usize> = (0..page.len()).filter(|&n| !page[n].text.is_empty()).collect();
        let keys: Vec<String> = filled.iter().map(|&n| head_key(&page[n].text)).collect();
        for (at, &n) in filled.iter().enumerate().filter(|(at, _)| *at == 0 || at + 1 == filled.len()) {
            let key = &keys[at];
            let is_again = seen.contains(key) || keys.iter().enumerate().any(|(other, own)| other != at && own == key);
            // Or it stands right above itself, or ends a page on which it stands before.
            let is_above_itself = at == 0 && keys.iter().skip(1).take(EDGE).any(|own| own == key);
            let is_below_itself = at > 0 && keys[..at].contains(key) && words(&page[n].text).len() >= NAME_MIN;
            let is_counted = page[n].text.starts_with(|c: char| c.is_ascii_digit());
            let is_counted_again = is_counted && (seen.contains(key) || at == 0 && is_again);
            let is_title = number > 0 && at == 0 && titles.contains(key) && key.contains(' ');
            let is_head = names.contains(key) && is_again
                || is_title
                || is_above_itself
                || is_below_itself
                || is_counted_again && key.split(' ').count() >= NAME_MIN - 1;
            if is_head && filled.len() > 1 && !key.is_empty() && page[n].cells.is_none() {
                out.push((page[n].number, std::mem::take(&mut page[n].text)));
            }
        }
        seen.extend(keys);
    }
}

/// Returns the words of a line without its numbers.
fn head_key(text: &str) -> String {
    let words = words(text);
    let is_number = |word: &str| word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit());
    words.iter().map(|w| w.1.as_str()).filter(|w| !is_number(w)).collect::<Vec<_>>().join(" ")
}

/// Returns the lines at the edges of pages that recur: what stands further in counts where all of what stands between it and
/// the edge recurs, or is a number.
fn recurring(pages: &[Vec<Line>]) -> HashMap<String, usize> {
    // Of few pages, only what stands at the very edge of each is a running head.
    let edge = if pages.len() > TIMES { EDGE } else { EDGE - 1 };
    let wanted = TIMES.min(pages.len().saturating_sub(1)).max(2);
    let mut heads: HashMap<String, usize> = HashMap::new();
    for inward in 0..edge {
        let mut times: HashMap<String, usize> = HashMap::new();
        for page in pages {
            let filled: Vec<&Line> = page.iter().filter(|line| !line.text.is_empty()).collect();
            let is_passed =
                |line: &&&Line| heads.contains_key(&head_key(&line.text)) || is_page_number(&line.text, true);
            let from_top = filled.iter().take(inward).all(|line| is_passed(&line));
            let from_foot = filled.iter().rev().take(inward).all(|line| is_passed(&line));
            let ends = [filled.get(inward).filter(|_| from_top), filled.iter().rev().nth(inward).filter(|_| from_foot)];
            let mut keys: Vec<String> = ends
                .into_iter()
                .flatten()
                .filter(|line| words(&line.text).len() <= WORDS_MAX)
                .map(|line| head_key(&line.text))
                .filter(|key| !key.is_empty())
                .collect();
            keys.dedup();
            keys.into_iter().for_each(|key| *times.entry(key).or_default() += 1);
        }
        times.retain(|_, count| *count >= wanted);
        heads.extend(times);
    }
    heads
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

/// Takes out the lines that say that a table goes on from the page before.
fn continuations(pages: &mut [Vec<Line>], out: &mut Vec<(u32, String)>) {
    let says_so = |text: &str| {
        let lower = text.to_lowercase();
        let bare = lower.trim_end_matches(['.', ')', ']']);
        words(text).len() <= WORDS_MAX
            && ["(continued", "[continued", "(cont", "(cont’d", "(cont'd", ", continued"]
                .iter()
                .any(|end| bare.ends_with(end))
    };
    for line in pages.iter_mut().flatten().filter(|line| says_so(&line.text)) {
        out.push((line.number, std::mem::take(&mut line.text)));
    }
}

/// Takes out the menus of a page that was copied from a browser: names on lines of their own, before its first paragraph and
/// behind its last one.
fn menus(lines: &mut [Line], out: &mut Vec<(u32, String)>) {
    let is_notice = |line: &Line| is_notice(&key_of(&line.text)) || begins_as_around(&key_of(&line.text));
    let is_long = |line: &Line| words(&line.text).len() >= PARAGRAPH_MIN && !is_notice(line) || line.cells.is_some();
    let is_around = |line: &Line| {
        let key = key_of(&line.text);
        AROUND_PAGES.contains(&key.as_str()) || begins_as_around(&key)
    };
    let Some(first) = lines.iter().position(is_long) else { return };
    // A menu stands among other things of a browser.
    if !lines[..first].iter().any(|line| !line.text.is_empty() && is_around(line)) {
        return;
    }
    let mut at = 0;
    while at < first {
        let is_name = |line: &Line| {
            !line.text.is_empty() && line.heading.is_none() && words(&line.text).len() <= MENU_WORDS
                || line.text.contains(" | ")
        };
        let end = (at..first).take_while(|&n| is_name(&lines[n])).last().map_or(at, |n| n + 1);
        if end - at >= MENU_MIN {
            for line in &mut lines[at..end] {
                out.push((line.number, std::mem::take(&mut line.text)));
            }
        }
        at = end.max(at + 1);
    }
    // What stands behind the last of what a browser adds is a list of other pages.
    let Some(last) = lines.iter().rposition(is_long) else { return };
    if let Some(from) = (last + 1..lines.len()).find(|&n| is_around(&lines[n]) && lines[n].heading.is_none()) {
        for line in lines[from..].iter_mut().filter(|line| !line.text.is_empty()) {
            out.push((line.number, std::mem::take(&mut line.text)));
        }
    }
}

/// Takes out what a browser shows around a page.
fn around(pages: &mut [Vec<Line>], out: &mut Vec<(u32, String)>) {
    let is_page = pages.len() == 1;
    for page in pages.iter_mut() {
        let filled: Vec<usize> = (0..page.len()).filter(|&n| !page[n].text.is_empty()).collect();
        let keys: Vec<String> = filled.iter().map(|&n| key_of(&page[n].text)).collect();
        let is_of_browser = |at: Option<usize>| {
            let key = at.and_then(|at| keys.get(at)).map_or("", String::as_str);
            AROUND_PAGES.contains(&key) || AMONG_THEM.contains(&key)
        };
        let mut was_notice = false;
        for (at, &n) in filled.iter().enumerate().filter(|(_, n)| page[**n].heading.is_none()).collect::<Vec<_>>() {
            let (key, text) = (keys[at].as_str(), page[n].text.as_str());
            let is_path = text.matches(['›', '»', '>']).count() >= 2 && text.len() < 160;
            // Right below a notice stand its buttons.
            let is_of_notice = is_page
                && key.split(' ').count() <= MENU_WORDS + 1
                && at.checked_sub(1).is_some_and(|at| filled[at] + 1 == n && (was_notice || is_notice(&keys[at])));
            was_notice = is_of_notice;
            let is_notice = is_notice(key) || is_of_notice;
            let is_picture = is_page
                && text.starts_with('[')
                && text.ends_with(']')
                && ["logo", "image", "photo", "icon", "picture"]
                    .iter()
                    .any(|word| key.split(' ').any(|own| own == *word));
            let is_dated = ["last updated ", "last modified ", "updated on ", "published on "]
                .iter()
                .any(|begin| key.starts_with(begin) && key.split(' ').count() <= 7)
                || key.ends_with(" min read") && key.split(' ').count() <= 3
                || key.contains(" reading time ") && key.split(' ').count() <= 8;
            let is_among_them =
                AMONG_THEM.contains(&key) && (is_of_browser(at.checked_sub(1)) || is_of_browser(Some(at + 1)));
            let is_button = is_page && is_button(text);
            // A sentence, and a line of one, may begin so as well.
            let stands_alone = n.checked_sub(1).is_none_or(|above| page[above].text.is_empty())
                && text.starts_with(char::is_uppercase)
                && !text.ends_with(['.', ',', ';', '?']);
            let begins = stands_alone && begins_as_around(key);
            let is_around = is_dated || is_among_them || begins || is_picture || is_button;
            if AROUND_PAGES.contains(&key) || is_path || is_notice || is_page && is_around {
                out.push((page[n].number, std::mem::take(&mut page[n].text)));
            }
        }
    }
}

/// Returns whether words are a notice about cookies.
fn is_notice(key: &str) -> bool {
    key.contains("cookies")
        && ["this site uses", "we use cookies", "this website uses", "accept"].iter().any(|words| key.contains(words))
}

/// Returns whether words begin as what stands around a page does.
fn begins_as_around(key: &str) -> bool {
    let is_begun = |begin: &&str| key.strip_prefix(*begin).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    key.split(' ').count() <= BEGUN_WORDS && AROUND_BEGIN.iter().any(is_begun)
}

/// Returns whether words are those of a button to take a file: "Download (PDF, 2 MB)".
pub(super) fn is_button(text: &str) -> bool {
    let key = key_of(text);
    let mut words = key.split(' ');
    let names_file = |word: &str| matches!(word, "pdf" | "epub" | "docx" | "word" | "mb" | "kb");
    words.next() == Some("download")
        && key.split(' ').count() <= BUTTON_WORDS
        && (words.any(names_file) || key == "download")
}

/// Returns the words of a line without the sign of an item.
fn key_of(text: &str) -> String {
    let bare = text.trim_start_matches(['•', '-', '*', ' ']);
    words(bare).into_iter().map(|w| w.1).collect::<Vec<_>>().join(" ")
}
