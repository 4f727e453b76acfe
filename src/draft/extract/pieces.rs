//! What a conversion sets on lines of its own: the sign of an item, the mark of a footnote, the rest of an address.

use crate::draft::extract::Line;
use crate::draft::extract::markup::superscript;
use crate::draft::source::words;

/// The signs that begin the items of a list, and nothing else.
const SIGNS: &str = "•▪■●○◦‣➢➤►▶✓✔◆◇□→❖·";
/// How long a line is that an address fills, in characters.
const FULL: usize = 36;
/// How many words a footnote has at least.
const NOTE_MIN: usize = 3;

/// Joins the lines of a page that are one.
pub(super) fn join(page: &mut Vec<Line>) {
    signs_before(page);
    let mut at = 0;
    while at < page.len() {
        if is_lone_sign(&page[at].text) || is_lone_dash(page, at) {
            join_sign(page, at);
        } else if is_address(&page[at].text) {
            join_address(page, at);
        } else if ends_in_address(&page[at].text) || goes_on_with_address(page, at) {
            join_rest_of_address(page, at);
        } else {
            join_note(page, at);
        }
        at += 1;
    }
}

/// Sets the signs of items before their words where a conversion wrote each below them.
fn signs_before(page: &mut [Line]) {
    let is_sign = |line: &Line| is_bullet(&line.text);
    let filled_above = |page: &[Line], at: usize| page[..at].iter().rposition(|line| !line.text.is_empty());
    let Some(first) = page.iter().position(is_sign) else { return };
    // The first sign stands below an item that goes on to the next one, and which has no sign of its own.
    let Some(above) = filled_above(page, first) else { return };
    if !page[above].text.ends_with(';') || page.iter().filter(|line| is_sign(line)).count() < 2 {
        return;
    }
    let ends = |line: &Line| line.text.is_empty() || line.text.ends_with([':', '.', ';', '?', '!']) || is_sign(line);
    let mut from = (0..above).rev().find(|&n| ends(&page[n])).map_or(0, |n| n + 1);
    let mut at = first;
    loop {
        let sign = std::mem::take(&mut page[at].text);
        if let Some(begin) = (from..at).find(|&n| !page[n].text.is_empty()) {
            page[begin].text = format!("{sign} {}", page[begin].text);
        }
        from = at + 1;
        let Some(next) = (from..page.len()).find(|&n| is_sign(&page[n])) else { return };
        at = next;
    }
}

/// Returns whether a line is the sign of an item and nothing else.
fn is_bullet(text: &str) -> bool {
    text.chars().count() == 1 && text.chars().all(|c| SIGNS.contains(c))
}

/// Returns whether a line is the sign or the number of an item and nothing else: "→", "(a)", "ii."
fn is_lone_sign(text: &str) -> bool {
    let inside = text.strip_suffix(')').map(|text| text.trim_start_matches('('));
    let is_letter = |text: &str| text.len() == 1 && text.bytes().all(|b| b.is_ascii_lowercase());
    let is_roman = |text: &str| (1..=4).contains(&text.len()) && text.bytes().all(|b| b"ivx".contains(&b));
    let is_number = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    is_bullet(text)
        || inside.is_some_and(|text| is_letter(text) || is_roman(text) || is_number(text))
        || text.strip_suffix('.').is_some_and(is_roman)
}

/// Returns whether a line is a dash and nothing else, below what a list goes on after. Elsewhere it is an empty cell.
fn is_lone_dash(page: &[Line], at: usize) -> bool {
    let above = || page[..at].iter().rev().map(|line| line.text.as_str()).find(|text| !text.is_empty());
    let goes_on = |text: &str| [":", ";", "; and", "; or"].iter().any(|end| text.ends_with(end));
    matches!(page[at].text.as_str(), "–" | "—" | "-") && above().is_some_and(goes_on)
}

/// Sets a sign before the words that follow it.
fn join_sign(page: &mut Vec<Line>, at: usize) {
    let Some(next) = (at + 1..page.len()).take(2).find(|&n| !page[n].text.is_empty()) else { return };
    let is_text = page[next].cells.is_none()
        && page[next].heading.is_none()
        && words(&page[next].text).len() > 1
        && page[next].text.starts_with(char::is_alphanumeric);
    if is_text {
        let mut line = page.remove(next);
        line.text = format!("{} {}", page[at].text, line.text);
        line.indent = page[at].indent;
        line.number = page[at].number;
        line.is_first |= page[at].is_first;
        page.splice(at..next, [line]);
    }
}

fn is_address(text: &str) -> bool {
    (text.starts_with("http://") || text.starts_with("https://")) && !text.contains(' ')
}

/// Returns whether a line ends with an address that a sign at its end leaves open.
fn ends_in_address(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default().trim_start_matches('(');
    (last.starts_with("http://") || last.starts_with("https://")) && last.ends_with(['-', '/', '_', '=', '&', '?', '%'])
}

/// Returns whether a line ends with an address that is broken amid a word: the line below is one word that has the signs of
/// an address and that no sentence begins with.
fn goes_on_with_address(page: &[Line], at: usize) -> bool {
    let last = page[at].text.rsplit(' ').next().unwrap_or_default().trim_start_matches('(');
    let Some(next) = page.get(at + 1).map(|line| line.text.as_str()) else { return false };
    let is_broken_at_start = ["h", "ht", "htt", "http", "https", "http:", "https:", "http:/", "https:/"]
        .contains(&last)
        && format!("{last}{next}").starts_with("http")
        && format!("{last}{next}").contains("://");
    let is_whole = [".pdf", ".html", ".htm", ".docx", ".", ","].iter().any(|end| last.ends_with(end));
    let is_rest = !next.contains(' ')
        && next.len() > 3
        && next.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "/_-.".contains(c))
        && next.trim_end_matches('.').contains(['/', '-', '_', '.', '='])
        && !next.contains("://");
    is_broken_at_start || (last.starts_with("http://") || last.starts_with("https://")) && is_rest && !is_whole
}

/// Joins an open address at the end of a line with its rest, which is one word and may stand below an empty line.
fn join_rest_of_address(page: &mut Vec<Line>, at: usize) {
    while ends_in_address(&page[at].text) || goes_on_with_address(page, at) {
        let Some(next) = (at + 1..page.len()).take(2).find(|&n| !page[n].text.is_empty()) else { return };
        let text = page[next].text.as_str();
        let is_of_address = |c: char| c.is_ascii_alphanumeric() || "/_-.,%?=&#~+):".contains(c);
        let is_rest =
            text.chars().all(is_of_address) && text.contains(|c: char| "/_-.".contains(c) || c.is_ascii_digit());
        if !is_rest || page[next].cells.is_some() {
            return;
        }
        let rest = page.drain(at + 1..=next).next_back();
        page[at].text.push_str(&rest.map_or_else(String::new, |rest| rest.text));
    }
}

/// Joins an address with the lines that go on with it, where it is broken without a hyphen.
fn join_address(page: &mut Vec<Line>, at: usize) {
    let mut last = page[at].text.chars().count();
    while let Some(next) = page.get(at + 1) {
        let text = next.text.as_str();
        let is_of_address = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "/_-.%?=&#~+".contains(c);
        let is_rest = !text.is_empty()
            && (text.chars().all(is_of_address) || text.contains('/') && !text.contains(' '))
            && !text.contains("://");
        let is_whole = [".pdf", ".html", ".htm", ".docx"].iter().any(|end| page[at].text.ends_with(end));
        if last < FULL || !is_rest || is_whole || next.cells.is_some() {
            break;
        }
        last = text.chars().count();
        let rest = page.remove(at + 1);
        page[at].text.push_str(&rest.text);
    }
}

/// Returns whether a line is the heading of the notes at the end of a text.
pub(in crate::draft) fn is_notes_title(text: &str) -> bool {
    let title = text.trim_end_matches(':').to_lowercase();
    matches!(title.as_str(), "notes" | "footnotes" | "endnotes" | "references")
}

/// Sets the mark of a footnote that stands alone before its words, if a word above on the page carries it, or if it is one of
/// the notes at the end of a text.
fn join_note(page: &mut Vec<Line>, at: usize) {
    let digits = page[at].text.clone();
    if !(1..=2).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return;
    }
    let Some(next) = (at + 1..page.len()).take(2).find(|&n| !page[n].text.is_empty()) else { return };
    let is_note = page[next].text.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"'))
        && words(&page[next].text).len() >= NOTE_MIN
        && page[next].cells.is_none();
    let carrier = page[..at].iter().rposition(|line| carried(&line.text, &digits).is_some());
    let is_endnote = || page[..at].iter().any(|line| is_notes_title(&line.text));
    if is_note && (carrier.is_some() || is_endnote()) {
        let mark = superscript(&digits);
        if let Some((line, place)) = carrier.and_then(|n| Some((n, carried(&page[n].text, &digits)?))) {
            page[line].text.replace_range(place..place + digits.len(), &mark);
        }
        let mut line = page.remove(next);
        line.text = format!("{mark} {}", line.text);
        line.number = page[at].number;
        line.is_first |= page[at].is_first;
        // What stands between the text and the notes at the foot of a page is a gap.
        let gap = Line { number: line.number, page: line.page, ..Line::default() };
        page.splice(at..next, [gap, line]);
    }
}

/// Returns where digits hang on the end of a word.
fn carried(text: &str, digits: &str) -> Option<usize> {
    text.match_indices(digits).map(|(at, _)| at).find(|&at| {
        let mut before = text.get(..at).unwrap_or_default().chars().rev();
        let (last, second) = (before.next(), before.next());
        let after = text.get(at + digits.len()..).and_then(|rest| rest.chars().next());
        let hangs = last.is_some_and(char::is_lowercase)
            || last.is_some_and(|c| ".,;:)”\"’".contains(c)) && second.is_some_and(char::is_alphabetic);
        hangs && after.is_none_or(|c| !c.is_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::join;
    use crate::draft::extract::Line;

    fn joined(lines: &[&str]) -> Vec<String> {
        let mut page: Vec<Line> =
            lines.iter().map(|text| Line { text: (*text).to_owned(), ..Line::default() }).collect();
        join(&mut page);
        page.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn the_sign_of_an_item_goes_before_its_words() {
        assert_eq!(joined(&["→", "", "Two boats left", "the port"]), ["→ Two boats left", "the port"]);
        assert_eq!(joined(&["ii.", "settle all claims"]), ["ii. settle all claims"]);
        assert_eq!(joined(&["•", "•", "both are here"]), ["•", "• both are here"]);
    }

    #[test]
    fn an_address_goes_on_where_it_is_broken() {
        let lines =
            ["https://example.org/documents/human-affairs/2024/", "a_code_of_clubs_and_harbours_final_version.", "pdf"];
        assert_eq!(joined(&lines), [lines.concat()]);
        assert_eq!(joined(&["https://example.org/", "pdf"]).len(), 2);
        assert_eq!(joined(&[lines[0], "French"]).len(), 2);
    }

    #[test]
    fn a_mark_that_stands_alone_goes_before_its_footnote() {
        let lines = ["They went home in May.1 Others stayed.", "", "1", "", "The samples were small."];
        let expected = ["They went home in May.¹ Others stayed.", "", "", "¹ The samples were small."];
        assert_eq!(joined(&lines), expected);
        assert_eq!(joined(&["They went home.", "1", "The samples were small."]).len(), 3);
    }
}
