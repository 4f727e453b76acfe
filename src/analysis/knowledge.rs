//! The limits of what the explorer knows: how old its newest report is, and which reports exist that are not here.

use crate::corpus::works::WorkId;
use crate::corpus::{Corpus, Report};

/// Returns the newest report: the one published last.
#[must_use]
pub fn newest(corpus: &Corpus) -> Option<&Report> {
    corpus.reports.iter().max_by_key(|report| (report.published, report.covers))
}

/// Says how old the knowledge is: "The newest report here is Annual Report 2022, published in 2023."
#[must_use]
pub fn age(corpus: &Corpus) -> Option<String> {
    let report = newest(corpus)?;
    Some(format!(
        "The newest report here is \u{201c}{}\u{201d}, published in {}. What was done since is not in it.",
        report.title, report.published
    ))
}

/// Returns the years between the first and the latest report that no report covers.
#[must_use]
pub fn years_without_report(corpus: &Corpus) -> Vec<u16> {
    let covers: Vec<u16> = corpus.reports.iter().map(|r| r.covers).collect();
    let (Some(&first), Some(&last)) = (covers.iter().min(), covers.iter().max()) else { return Vec::new() };
    (first..last).filter(|year| !covers.contains(year)).collect()
}

/// Returns the reports of the group that exist and are not here: works of the group in a series of reports, on a year
/// that no report covers.
#[must_use]
pub fn missing(corpus: &Corpus) -> Vec<WorkId> {
    let years: Vec<String> = years_without_report(corpus).iter().map(u16::to_string).collect();
    let group = corpus.group();
    let works = (0u32..).map(WorkId).zip(&corpus.works);
    works
        .filter(|(_, work)| {
            group.is_some_and(|group| work.entities.contains(&group))
                && crate::text::fold_plain(&work.series).contains("report")
                && years.iter().any(|year| work.title.contains(year.as_str()))
        })
        .map(|(id, _)| id)
        .collect()
}

/// Says which reports exist and are not here, and where they are to be found: on paper by their addresses, in the explorer by
/// the passages that link to them. `None` if there is none.
fn missing_words(corpus: &Corpus, on_paper: bool) -> Option<String> {
    let missing = missing(corpus);
    let titles: Vec<String> = missing.iter().map(|id| format!("\u{201c}{}\u{201d}", corpus.work(*id).title)).collect();
    let told = missing.iter().filter_map(|id| {
        let work = corpus.work(*id);
        let address = work.links.first().filter(|_| on_paper).map(|link| link.url.as_str());
        address.or_else(|| work.passages.first().map(|&passage| corpus.passage(passage).id.as_str()))
    });
    let told: Vec<&str> = told.collect();
    let verb = if missing.len() == 1 { "exists and is" } else { "exist and are" };
    let told = if told.is_empty() { String::new() } else { format!("; see {}", told.join(", ")) };
    (!missing.is_empty()).then(|| format!("{} {verb} not here{told}.", titles.join(" and ")))
}

/// Says what the explorer cannot know: how old its newest report is, and which reports it lacks.
#[must_use]
pub fn limits(corpus: &Corpus) -> String {
    [age(corpus), missing_words(corpus, false)].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Says the same in a file, whose readers have no explorer at hand.
#[must_use]
pub fn limits_on_paper(corpus: &Corpus) -> String {
    [age(corpus), missing_words(corpus, true)].into_iter().flatten().collect::<Vec<_>>().join(" ")
}
