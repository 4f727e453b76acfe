//! Publications as a web page shows them, each as a card: the title, the day, who published it, a sentence on it, its
//! languages, its links, each on a line of its own.

use crate::draft::blocks::{Block, BlockKind, HeadingForm};
use crate::draft::extract::Line;
use crate::draft::propose::{MONTHS, language_list};
use crate::draft::source::words;

/// How many words the title of a card has at the most.
const TITLE_MAX: usize = 26;
/// How many words those who published it have at the most, where no full stop ends them.
const WHO_MAX: usize = 14;
/// How many words a theme above cards has at the most.
const THEME_MAX: usize = 6;
/// How many words a sentence on a publication has at least.
const SENTENCE_MIN: usize = 5;
/// How many lines a card has at the most.
const LINES_MAX: usize = 9;

/// What a card says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::draft) struct Card {
    /// Its title.
    pub(in crate::draft) title: String,
    /// When it came out: "14 November 2024", "2021".
    pub(in crate::draft) day: String,
    /// Who published it; empty where it does not say.
    pub(in crate::draft) by: String,
    /// Its languages.
    pub(in crate::draft) languages: Vec<String>,
    /// All its words, in the order in which they are printed.
    pub(in crate::draft) text: String,
    /// Its addresses.
    pub(in crate::draft) addresses: Vec<String>,
    /// How many lines it takes.
    pub(in crate::draft) lines: usize,
}

/// Reads the card that begins with the first of some lines. `None` if none does.
pub(super) fn card(lines: &[Line]) -> Option<Card> {
    let [title, second, ..] = lines else { return None };
    let is_text = |line: &Line| line.heading.is_none() && line.cells.is_none() && !line.text.is_empty();
    let is_title = (2..=TITLE_MAX).contains(&words(&title.text).len())
        && !title.text.ends_with(['.', ':', ';', ','])
        && title.text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '\u{201c}' | '"'));
    // "ILO and IOM | March 2031 | English, French"
    let parts: Vec<&str> = second.text.split(['|', '·']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let has_parts = parts.len() > 1 && parts.iter().any(|part| is_day(part));
    let has_day = is_day(&second.text) || has_parts;
    if !is_text(title)
        || !is_title
        || second.is_after_gap
        || !is_text(second)
        || !(has_day || is_sentence(&second.text))
    {
        return None;
    }
    let mut card = Card { title: title.text.clone(), lines: 1, ..Card::default() };
    let mut printed = vec![title.text.as_str()];
    for (n, line) in lines.iter().enumerate().skip(1).take(LINES_MAX) {
        if line.is_after_gap || !is_text(line) || lines.get(n + 1).is_some_and(|next| is_day(&next.text)) {
            break;
        }
        card.lines += 1;
        let text = line.text.as_str();
        if text.starts_with("http") && !text.contains(' ') {
            card.addresses.push(text.to_owned());
            continue;
        }
        printed.push(text);
        if has_parts && n == 1 {
            for part in &parts {
                match language_list(part) {
                    _ if is_day(part) => (*part).clone_into(&mut card.day),
                    Some(languages) => card.languages = languages,
                    None if card.by.is_empty() => (*part).clone_into(&mut card.by),
                    None => {}
                }
            }
        } else if has_day && n == 1 {
            text.clone_into(&mut card.day);
        } else if has_day && card.by.is_empty() && n == 2 && !text.ends_with('.') && words(text).len() <= WHO_MAX {
            text.clone_into(&mut card.by);
        } else if let Some(languages) = language_list(text).or_else(|| language_list(text.split(". ").next()?)) {
            card.languages = languages;
        }
    }
    // Without a day, only a list of languages of its own at the end makes a card of a title and a sentence.
    let says_more = !card.languages.is_empty() || has_day && !card.addresses.is_empty();
    if !has_day {
        card.day = only_year(&printed).unwrap_or_default();
    }
    card.text = printed.join(" ");
    says_more.then_some(card)
}

/// Makes headings of short lines right above cards: the themes by which a page sorts them.
pub(super) fn headings(blocks: &mut [Block]) {
    for n in 1..blocks.len() {
        let (above, rest) = blocks.split_at_mut(n);
        let Some(above) = above.last_mut().filter(|above| above.card.is_none() && rest[0].card.is_some()) else {
            continue;
        };
        let is_theme = above.kind == BlockKind::Paragraph
            && above.text.starts_with(char::is_uppercase)
            && !above.text.ends_with(['.', ':', ';', ','])
            && (1..=THEME_MAX).contains(&words(&above.text).len());
        if is_theme {
            above.kind = BlockKind::Heading(HeadingForm::Plain);
        }
    }
}

/// Returns whether a line is a sentence on a publication.
fn is_sentence(text: &str) -> bool {
    text.ends_with('.') && words(text).len() >= SENTENCE_MIN
}

/// Returns the year that lines name, if they name one alone.
fn only_year(lines: &[&str]) -> Option<String> {
    let mut years: Vec<&str> = lines
        .iter()
        .flat_map(|line| line.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.len() == 4 && is_day(word))
        .collect();
    years.dedup();
    if let [year] = years.as_slice() { Some((*year).to_owned()) } else { None }
}

/// Returns whether a line says when something came out and nothing else.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split([' ', ',']).filter(|part| !part.is_empty()).collect();
    let is_number = |part: &str, len: std::ops::RangeInclusive<usize>| {
        len.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    parts.len() <= 3
        && parts.last().is_some_and(|year| is_number(year, 4..=4) && (year.starts_with("19") || year.starts_with("20")))
        && parts.iter().rev().skip(1).all(|part| MONTHS.contains(part) || is_number(part, 1..=2))
}

#[cfg(test)]
mod tests {
    use super::card;
    use crate::draft::extract::extract;

    #[test]
    fn a_card_ends_at_a_gap_and_says_when_by_whom_and_in_which_languages() {
        let source = extract(
            "Left on the Quay: Debts of Seafarers\n14 May 2031\nUNU, IOM\nIt is short.\nEnglish | French\n\
             https://unu.example/quay\n\nForced labour is told of below.\n",
        );
        let card = card(&source.lines).expect("a card");
        assert_eq!((card.title.as_str(), card.day.as_str()), ("Left on the Quay: Debts of Seafarers", "14 May 2031"));
        assert_eq!((card.by.as_str(), card.lines), ("UNU, IOM", 6));
        assert_eq!(card.languages, ["English", "French"]);
        assert_eq!(card.addresses, ["https://unu.example/quay"]);
        assert!(card.text.ends_with("It is short. English | French"), "{}", card.text);
        let source = extract("A meeting was held\n14 May 2031\n\nIt went well.\n");
        assert_eq!(super::card(&source.lines), None, "a day alone makes no card");
    }
}
