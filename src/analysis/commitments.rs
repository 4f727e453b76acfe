//! Commitments: each one next to what later reports say of it, in our reading.

use crate::corpus::annotations::{FollowUp, Outcome};
use crate::corpus::{Corpus, Kind, PassageId, ReportId};
use crate::text;

/// The notice that the verdicts are our own reading.
pub const OUR_READING: &str = "Which passage takes up which commitment, and how far, is our reading, not the reports'.";

/// Explains what it means if nothing is on record.
#[must_use]
pub fn no_record(corpus: &Corpus) -> String {
    let words = "No record means that no later report here says that it was done, not that it was not";
    let missing: Vec<String> =
        crate::analysis::knowledge::years_without_report(corpus).iter().map(u16::to_string).collect();
    if missing.is_empty() {
        format!("{words}.")
    } else {
        format!("{words}; there is no report on {} among these.", missing.join(", "))
    }
}

/// What is known of a commitment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict<'a> {
    /// It was read against the later reports.
    Read(&'a FollowUp),
    /// There is no later report that could take it up.
    NoLaterReport,
    /// It has not been read against the later reports yet.
    NotRead,
}

impl Verdict<'_> {
    /// Returns the verdict in a word or two.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Read(follow_up) => follow_up.how.label(),
            Self::NoLaterReport => "no later report",
            Self::NotRead => "not read yet",
        }
    }

    /// Returns a mark for the verdict, so that it can be told apart without colour.
    #[must_use]
    pub fn mark(self) -> char {
        match self {
            Self::Read(follow_up) => match follow_up.how {
                Outcome::Done => '+',
                Outcome::Partly => '~',
                Outcome::NoRecord => '-',
            },
            Self::NoLaterReport => '.',
            Self::NotRead => '?',
        }
    }
}

/// A commitment or an announcement, and what is known of it.
#[derive(Debug, Clone, Copy)]
pub struct Commitment<'a> {
    /// The passage that states it.
    pub passage: PassageId,
    /// What is known of it.
    pub verdict: Verdict<'a>,
}

/// Returns whether a passage is a commitment of the group, and not an announcement within a passage of another kind.
#[must_use]
pub fn is_commitment(corpus: &Corpus, id: PassageId) -> bool {
    corpus.passage(id).kind == Kind::Commitment
}

/// Returns which of the two a passage is, in a word.
#[must_use]
pub fn what(corpus: &Corpus, id: PassageId) -> &'static str {
    if is_commitment(corpus, id) { "commitment" } else { "announcement" }
}

/// Returns the commitments in the reports, with what is known of each: first the commitments, then the announcements in
/// passages of other kinds that were read against later reports. Both are in reading order.
#[must_use]
pub fn rows(corpus: &Corpus) -> Vec<Commitment<'_>> {
    let announced = corpus.annotations.follow_ups.iter().map(|p| p.commitment).filter(|&id| !is_commitment(corpus, id));
    corpus.postings.kinds[Kind::Commitment as usize]
        .iter()
        .chain(announced)
        .filter_map(|id| Some(Commitment { passage: id, verdict: verdict(corpus, id)? }))
        .collect()
}

/// Returns what is known of a passage that is a commitment, or an announcement that was read against later reports. `None` of
/// any other.
#[must_use]
pub fn verdict(corpus: &Corpus, id: PassageId) -> Option<Verdict<'_>> {
    let latest = corpus.reports.len().saturating_sub(1);
    match corpus.follow_up(id) {
        Some(follow_up) => Some(Verdict::Read(follow_up)),
        None if !is_commitment(corpus, id) => None,
        None if corpus.passage(id).report.index() == latest => Some(Verdict::NoLaterReport),
        None => Some(Verdict::NotRead),
    }
}

/// Says in a line what became of a commitment, with the passages that take it up.
#[must_use]
pub fn since(corpus: &Corpus, id: PassageId) -> Option<String> {
    let verdict = verdict(corpus, id)?;
    Some(match verdict {
        Verdict::Read(follow_up) if !follow_up.taken_up.is_empty() => {
            let ids: Vec<&str> = follow_up.taken_up.iter().map(|(id, _)| corpus.passage(*id).id.as_str()).collect();
            format!("{}, as we read {}", verdict.label(), ids.join(", "))
        }
        _ => verdict.label().to_owned(),
    })
}

/// Groups the commitments by report in order of publication, followed by the announcements in the same way.
#[must_use]
pub fn by_report(corpus: &Corpus) -> Vec<(ReportId, Vec<Commitment<'_>>)> {
    let mut groups: Vec<(ReportId, Vec<Commitment<'_>>)> = Vec::new();
    for row in rows(corpus) {
        let report = corpus.passage(row.passage).report;
        let goes_on = |g: &&mut (ReportId, Vec<Commitment<'_>>)| {
            let is_same =
                |first: &Commitment<'_>| is_commitment(corpus, first.passage) == is_commitment(corpus, row.passage);
            g.0 == report && g.1.first().is_some_and(is_same)
        };
        match groups.last_mut().filter(goes_on) {
            Some(group) => group.1.push(row),
            None => groups.push((report, vec![row])),
        }
    }
    groups
}

/// Which commitments are wanted: those with a status, those of a report. The default wants all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CommitmentFilter {
    /// The label of the status.
    pub status: Option<&'static str>,
    /// The report that states them.
    pub report: Option<ReportId>,
}

impl CommitmentFilter {
    /// Returns whether a commitment is wanted.
    #[must_use]
    pub fn has(&self, corpus: &Corpus, row: &Commitment<'_>) -> bool {
        self.status.is_none_or(|status| row.verdict.label() == status)
            && self.report.is_none_or(|report| corpus.passage(row.passage).report == report)
    }

    /// Returns the flags of the command that prints the same.
    #[must_use]
    pub fn arguments(&self, corpus: &Corpus) -> Vec<String> {
        let status = self.status.map(|status| ["--status".to_owned(), status.replace(' ', "-")]);
        let report = self.report.map(|id| ["--report".to_owned(), corpus.report(id).id.to_string()]);
        [status, report].into_iter().flatten().flatten().collect()
    }

    /// Returns what is wanted in words, such as "no record, Annual Report 2022"; nothing if all are.
    #[must_use]
    pub fn described(&self, corpus: &Corpus) -> String {
        let report = self.report.map(|id| corpus.report(id).title.to_string());
        self.status.map(str::to_owned).into_iter().chain(report).collect::<Vec<_>>().join(", ")
    }
}

/// Returns the reports that state commitments, in order of publication.
#[must_use]
pub fn reports(corpus: &Corpus) -> Vec<ReportId> {
    let of: std::collections::BTreeSet<ReportId> =
        rows(corpus).iter().map(|row| corpus.passage(row.passage).report).collect();
    of.into_iter().collect()
}

/// Returns the status that is typed: its label, with blanks or hyphens.
#[must_use]
pub fn status_named(typed: &str) -> Option<&'static str> {
    let typed = typed.trim().to_lowercase().replace('-', " ");
    STATUSES.into_iter().find(|status| *status == typed)
}

/// The labels of the verdicts, in the order in which they are listed.
const STATUSES: [&str; 5] = ["done", "partly", "no record", "not read yet", "no later report"];

/// Returns the labels of the verdicts that there are, in order.
#[must_use]
pub fn statuses(corpus: &Corpus) -> Vec<&'static str> {
    let rows = rows(corpus);
    STATUSES.into_iter().filter(|status| rows.iter().any(|row| row.verdict.label() == *status)).collect()
}

/// Says how many rows there are of a report and what became of them, such as "3 of 9 commitments (3 done)": `all` is how many
/// the report has, and `what` what they are.
#[must_use]
pub fn counted(rows: &[Commitment<'_>], all: usize, what: &str) -> String {
    let of = if rows.len() < all { format!("{} of ", text::grouped(rows.len())) } else { String::new() };
    format!("{of}{} ({})", text::count(all, what), tally(rows))
}

/// Counts the rows by verdict, such as "5 done, 7 partly, 1 no record".
#[must_use]
pub fn tally(rows: &[Commitment<'_>]) -> String {
    let mut labels: Vec<&str> = Vec::new();
    rows.iter().for_each(|r| {
        if !labels.contains(&r.verdict.label()) {
            labels.push(r.verdict.label());
        }
    });
    labels.sort_by_key(|l| STATUSES.iter().position(|k| k == l));
    let count = |label: &str| rows.iter().filter(|r| r.verdict.label() == label).count();
    labels.iter().map(|l| format!("{} {l}", count(l))).collect::<Vec<_>>().join(", ")
}
