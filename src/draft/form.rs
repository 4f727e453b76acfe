//! What the form of a report file alone shows: headlines that say nothing, texts that were cut, what conversion left,
//! years that cannot be. These are warnings: the data can be read, but somebody should look.

use std::collections::{HashMap, HashSet};

use crate::corpus::load::DataFile;
use crate::corpus::load::claims::prints_year;
use crate::corpus::load::found::FoundProblems;
use crate::corpus::raw::PassageRow;
use crate::corpus::strings::Str;
use crate::corpus::{Kind, PassageStyle};
use crate::draft::passages::{Written, WrittenPassage};
use crate::draft::source::{is_superscript, words};
use crate::error::Problems;
use crate::text;

/// How many words a paragraph has to have to end like a sentence.
const SENTENCE_MIN: usize = 25;
/// How many words a text needs to be reported when it stands twice.
const TWICE_MIN: usize = 5;
/// How many words a headline has to have that copies how the text begins.
const COPY_MIN: usize = 5;
/// Words that no sentence ends with.
const OPEN_ENDS: [&str; 22] = [
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "its", "of", "on", "or", "that", "the", "their",
    "to", "were", "which", "with", "was",
];
/// Words that stand for what is still to be written.
const DRAFTS: [&str; 6] = ["todo", "tbd", "tba", "fixme", "xxx", "draft"];
/// What a conversion from another format leaves behind, and what to call it.
const LEFTOVERS: [(&str, &str); 11] = [
    ("http://", "an address; put it into \"links\""),
    ("https://", "an address; put it into \"links\""),
    ("](", "the marks of a link; put it into \"links\""),
    ("**", "the marks of bold type"),
    ("<sup>", "a tag"),
    ("<br", "a tag"),
    ("&amp;", "an escaped character"),
    ("&nbsp;", "an escaped character"),
    ("  ", "two spaces in a row"),
    ("\u{ad}", "a soft hyphen"),
    ("\u{fffd}", "a character that was lost"),
];

/// Looks over a report file that has no errors. Takes time in proportion to its length.
#[must_use]
pub fn warnings(file: &DataFile) -> Problems {
    let written = Written::read(file);
    let mut found = FoundProblems::default();
    let mut headlines: HashMap<String, &str> = HashMap::new();
    let mut texts: HashMap<(Kind, &[Str], &str), &str> = HashMap::new();
    drafts(file, &written, &mut found);
    for (n, passage) in written.passages.iter().enumerate() {
        let next = written.passages.get(n + 1);
        let goes_on = next.is_some_and(|next| next.row.parent == Some(passage.row.id));
        let row = &passage.row;
        let mut tell = |field, message: &str| found.at(file, &passage.steps, &row.id, field, message);
        headline(passage, &mut tell);
        text(passage, goes_on, &mut tell);
        years(passage, &mut tell);
        publication(row, &mut tell);
        quotes(row, &mut tell);
        if let Some(other) = headlines.insert(folded(&row.headline), &row.id) {
            tell("headline", &format!("is that of {other}, too; say what tells them apart"));
        }
        if words(&row.text).len() >= TWICE_MIN
            && !matches!(passage.kind, Kind::Agreement | Kind::Initiative)
            && let Some(other) = texts.insert((passage.kind, &passage.headings, &row.text), &row.id)
        {
            tell("text", &format!("is that of {other}, too"));
        }
    }
    found.into_problems()
}

/// Tells how many passages are still drafts, at the first of them.
fn drafts<'f>(file: &'f DataFile, written: &Written, found: &mut FoundProblems<'f>) {
    let mut open = written.passages.iter().filter(|passage| passage.row.draft.is_some());
    let Some(first) = open.next() else { return };
    let message = match 1 + open.count() {
        1 => "is a draft that nobody has accepted; `data review` goes through it".to_owned(),
        n => format!(
            "this and {} are drafts that nobody has accepted; `data review` goes through them",
            text::count(n - 1, "more passage")
        ),
    };
    found.at(file, &first.steps, &first.row.id, "draft", &message);
}

fn folded(words_of: &str) -> String {
    words(words_of).into_iter().map(|(_, word)| word).collect::<Vec<_>>().join(" ")
}

fn headline(passage: &WrittenPassage, tell: &mut impl FnMut(&'static str, &str)) {
    let row = &passage.row;
    let headline = folded(&row.headline);
    // The headline of a row may be its cells: "OAS: Organization of American States".
    let is_cells = passage.style == PassageStyle::Row && row.headline.contains(": ");
    if row.draft.is_some() && is_draft(&headline) {
        // Told with the drafts.
    } else if is_draft(&headline) {
        tell("headline", "is still to be written");
    } else if !is_cells && headline == folded(&row.text) {
        tell("headline", "is the words of the report; say in other words what they say");
    } else if !is_cells
        && passage.kind != Kind::Publication
        && words(&row.headline).len() >= COPY_MIN
        && folded(&row.text).starts_with(&headline)
    {
        tell("headline", "copies how the text begins; say what it says");
    }
    if row.headline.ends_with('.') {
        tell("headline", "ends with a full stop; leave it out");
    }
}

fn is_draft(words: &str) -> bool {
    words.split(' ').next().is_some_and(|first| DRAFTS.contains(&first)) || words.contains("lorem ipsum")
}

/// `goes_on` says that the next passage is an item of this one.
fn text(passage: &WrittenPassage, goes_on: bool, tell: &mut impl FnMut(&'static str, &str)) {
    let text = passage.row.text.as_ref();
    let words = words(text);
    if is_draft(&folded(text)) {
        tell("text", "is still to be written");
    }
    for (leftover, what) in LEFTOVERS.into_iter().filter(|(leftover, _)| text.contains(leftover)) {
        let is_address_of_our_own = leftover.starts_with("http") && words.len() < 8;
        if !is_address_of_our_own {
            tell("text", &format!("holds {what}"));
        }
    }
    if text.contains(is_superscript) {
        tell("text", "holds the mark of a footnote; put the footnote into a passage of its own");
    }
    let is_cell = matches!(passage.style, PassageStyle::Row | PassageStyle::Caption) || text.contains(" | ");
    let is_prose = !is_cell && !matches!(passage.kind, Kind::Publication | Kind::Agreement | Kind::Membership);
    if !is_prose || passage.row.editorial.is_some() || goes_on {
        return;
    }
    let begins_low = text.chars().next().is_some_and(char::is_lowercase) && text.contains(' ');
    if begins_low && passage.row.parent.is_none() {
        tell("text", "begins in lower case; perhaps the beginning is cut off");
    }
    let ends_open = words.last().is_some_and(|(_, word)| OPEN_ENDS.contains(&word.as_str()))
        && text.ends_with(char::is_alphanumeric)
        && passage.row.links.is_empty()
        && !text.ends_with("; and")
        && !text.ends_with("; or");
    let is_paragraph = passage.style == PassageStyle::Paragraph && words.len() >= SENTENCE_MIN;
    if ends_open || (is_paragraph && text.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '-' | '–'))) {
        tell("text", "has no end; perhaps it is cut off, or goes on in the next passage");
    }
}

/// Reports the fields of a publication that its words contradict.
fn publication(row: &PassageRow, tell: &mut impl FnMut(&'static str, &str)) {
    let Some(title) = row.title else { return };
    let own: HashSet<String> = words(&row.text).into_iter().map(|w| w.1).collect();
    let titled: Vec<String> = words(&title).into_iter().map(|w| w.1).collect();
    let known = titled.iter().filter(|word| own.contains(*word)).count();
    if known * 2 < titled.len() {
        tell("title", "does not stand in the words");
    }
    let last = words(&row.text).pop().and_then(|(_, word)| word.parse::<u16>().ok());
    let printed = last.filter(|year| (1950..2100).contains(year));
    if let (Some(printed), Some(Some(published))) = (printed, row.published)
        && !own.contains(&published.to_string())
    {
        tell("published", &format!("is {published}, and the words end with {printed}"));
    }
}

/// Tells of years that the words do not state.
fn years(passage: &WrittenPassage, tell: &mut impl FnMut(&'static str, &str)) {
    let row = &passage.row;
    let printed = |year: u16| {
        prints_year(row, year)
            || row.speaker.is_some_and(|words| spans(&words, year))
            || [row.text, row.composition.unwrap_or_default()].iter().any(|words| spans(words, year))
    };
    for year in row.years.iter().flatten().filter(|&&year| !printed(year)) {
        tell("years", &format!("{year} does not stand in the words; name only years that they state"));
    }
}

/// Returns whether a text has a year, or a span of years that it lies in: "2013–2020", "between 2013 and 2020", "2021–23".
fn spans(text: &str, year: u16) -> bool {
    let numbers: Vec<_> =
        words(text).into_iter().filter_map(|(at, word)| Some((at, word.parse::<u16>().ok()?))).collect();
    let pairs = numbers.windows(2).filter_map(|pair| {
        let [(one_at, one), (two_at, two)] = pair else { return None };
        let between = text.get(one_at.end..two_at.start)?.trim();
        let is_span = matches!(between, "-" | "–" | "—" | "to" | "and" | "until");
        let end = if *two < 100 { one / 100 * 100 + two } else { *two };
        (is_span && (1900..2100).contains(one)).then_some(*one..=end)
    });
    numbers.iter().any(|&(_, number)| number == year) || pairs.into_iter().any(|span| span.contains(&year))
}

/// Tells of quotes that begin or end within a word.
fn quotes(row: &PassageRow, tell: &mut impl FnMut(&'static str, &str)) {
    for claim in &row.claims {
        let Some(at) = row.text.find(&*claim.quote) else { continue };
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let before = row.text.get(..at).and_then(|words| words.chars().next_back());
        let after = row.text.get(at + claim.quote.len()..).and_then(|words| words.chars().next());
        let begins = letter(before) && letter(claim.quote.chars().next());
        let ends = letter(after) && letter(claim.quote.chars().next_back());
        if begins || ends {
            tell("claims", "a quote begins or ends within a word");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::spans;

    #[test]
    fn a_year_is_stated_alone_or_within_a_span() {
        for (text, year) in [
            ("in 2019", 2019),
            ("between 2013 and 2020", 2016),
            ("the plan 2018-2022", 2020),
            ("for 2021–23", 2023),
            ("for 2021–23", 2022),
        ] {
            assert!(spans(text, year), "{text}: {year}");
        }
        for (text, year) in [("in 2019", 2020), ("2013, 2020", 2016), ("E/12019", 2019), ("5 – 7", 2019)] {
            assert!(!spans(text, year), "{text}: {year}");
        }
    }
}
