//! The tags of a passage: what is known about it besides its words.

use std::collections::BTreeSet;

use crate::analysis::commitments;
use crate::corpus::agreements::{self, Back};
use crate::corpus::strings::Str;
use crate::corpus::{Corpus, Details, EntityId, Passage};
use crate::document::{StyledLine, TextStyle, field};

/// The columns of the label of a tag.
pub const TAG_LABEL: usize = 12;

/// Lays out the tags of a passage, each on its own line. Tags without a value are left out.
#[must_use]
pub fn tags(corpus: &Corpus, passage: &Passage, width: usize) -> Vec<StyledLine> {
    let mut lines = Vec::new();
    let mut tag = |label: &str, words: String, role: TextStyle| {
        lines.extend(field(label, TAG_LABEL, &words, width, role));
    };
    let ids = |entities: &[EntityId]| {
        entities.iter().map(|&e| corpus.entity(e).id.to_string()).collect::<Vec<_>>().join(", ")
    };
    tag("what", passage.kind.label().to_owned(), TextStyle::Label);
    tag("who", ids(&passage.entities), TextStyle::Name);
    if let Details::Agreement { with, starred, .. } = &passage.details {
        tag("with", ids(with), TextStyle::Name);
        let back = agreements::said_back(corpus, passage);
        let side = |so: Back| back.iter().filter(|b| b.1 == so).map(|b| b.0).collect::<Vec<_>>();
        // Others filled in the row of a body that did not answer the survey, so the entry is their word alone.
        let own = agreement_is_own(corpus, passage);
        tag(if own { "said too by" } else { "said by" }, ids(&side(Back::Said)), TextStyle::Name);
        tag("other form", ids(&side(Back::OtherForm)), TextStyle::Name);
        let unanswered = side(Back::Unanswered);
        if !unanswered.is_empty() {
            tag("in row of", format!("{} (no answer to the survey)", ids(&unanswered)), TextStyle::Name);
        }
        tag("not said by", ids(&side(Back::Unsaid)), TextStyle::Name);
        tag("no row of", ids(&side(Back::NoRow)), TextStyle::Name);
        tag(
            "starred",
            if *starred { "yes: see the footnote of the table".to_owned() } else { String::new() },
            TextStyle::Label,
        );
    }
    if let Details::Publication { published, languages, upcoming, series, .. } = &passage.details {
        tag("published", published.map_or_else(|| "no year printed".to_owned(), |y| y.to_string()), TextStyle::Label);
        tag("languages", languages_of(corpus, passage, languages), TextStyle::Label);
        tag("series", series.to_string(), TextStyle::Label);
        tag(
            "upcoming",
            if *upcoming { "not yet out when the report was".to_owned() } else { String::new() },
            TextStyle::Label,
        );
    }
    if !matches!(passage.details, Details::Publication { .. }) {
        tag("languages", languages_of(corpus, passage, &[]), TextStyle::Label);
    }
    let when = match passage.stated_years() {
        [] => format!("reported for {}; no year is stated", corpus.report(passage.report).covers),
        _ => spans(&passage.years),
    };
    tag("when", when, TextStyle::Label);
    tag("where", passage.places.join(", "), TextStyle::Label);
    let since = corpus.find_passage(&passage.id).and_then(|id| commitments::since(corpus, id));
    tag("since then", since.unwrap_or_default(), TextStyle::Label);
    let priorities: Vec<String> = passage
        .priorities
        .iter()
        .map(|&n| format!("{n} {}", corpus.priority(n).map_or("", |p| p.title.as_str())))
        .collect();
    tag("priority", priorities.join("; "), TextStyle::Label);
    for link in &passage.links {
        tag("link", format!("{}: {}", link.label, link.url), TextStyle::Label);
    }
    tag("id", passage.id.to_string(), TextStyle::Label);
    lines
}

/// Says in which languages a passage lists a work, and in which more it is to be had by what other passages say of it.
fn languages_of(corpus: &Corpus, passage: &Passage, listed: &[Str]) -> String {
    let all = passage.work.map_or(&[][..], |work| &corpus.work(work).languages);
    let more: Vec<&str> = all.iter().filter(|language| !listed.contains(language)).map(Str::as_str).collect();
    match (listed.is_empty(), more.is_empty()) {
        (_, true) => listed.join(", "),
        (true, false) => format!("{} (of the work; not said here)", more.join(", ")),
        (false, false) => format!("{}; the work also in {}", listed.join(", "), more.join(", ")),
    }
}

/// Returns whether an entry of the table of agreements is the word of the body in whose row it stands.
fn agreement_is_own(corpus: &Corpus, entry: &Passage) -> bool {
    let id = corpus.find_passage(&entry.id);
    let own = entry.entities.first().zip(id);
    own.is_none_or(|(&body, id)| !agreements::is_unanswered(corpus, body, id))
}

/// Formats years as spans, as short as possible but with all gaps: "2018, 2020–2022".
#[must_use]
pub fn spans(years: &[u16]) -> String {
    let mut sorted = years.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let mut parts: Vec<(u16, u16)> = Vec::new();
    for year in sorted {
        match parts.last_mut() {
            Some(last) if last.1 + 1 == year => last.1 = year,
            _ => parts.push((year, year)),
        }
    }
    let words = parts.iter().map(|&(from, to)| match to - from {
        0 => from.to_string(),
        1 => format!("{from}, {to}"),
        _ => format!("{from}\u{2013}{to}"),
    });
    words.collect::<Vec<_>>().join(", ")
}

/// Says when, as the mark of a list row: the years that the passage states, or else the reported one, "rep. 2022".
#[must_use]
pub fn when(corpus: &Corpus, passage: &Passage) -> String {
    match passage.stated_years() {
        [] => format!("rep. {}", corpus.report(passage.report).covers),
        stated => short_years(stated),
    }
}

/// Formats years as the mark of a list row: "2022", "2018-22" for a span, "2020+1" for the first of others and how many more
/// there are.
#[must_use]
pub fn short_years(years: &[u16]) -> String {
    let all: BTreeSet<u16> = years.iter().copied().collect();
    match (all.first(), all.last()) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) if usize::from(to - from) >= all.len() => format!("{from}+{}", all.len() - 1),
        (Some(from), Some(to)) if from / 100 == to / 100 => format!("{from}-{:02}", to % 100),
        (Some(from), Some(to)) => format!("{from}-{to}"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_told_in_spans() {
        assert_eq!(spans(&[2022, 2018, 2020, 2021]), "2018, 2020–2022");
        assert_eq!(spans(&[2021, 2022]), "2021, 2022");
        assert_eq!(short_years(&[2020, 2021, 2022]), "2020-22");
        assert_eq!(short_years(&[2023, 2020]), "2020+1");
        assert_eq!(short_years(&[2022]), "2022");
        assert_eq!(spans(&[]), "");
    }
}
