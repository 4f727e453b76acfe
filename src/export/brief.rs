//! Briefs: what was asked for, the passages word for word, each with its citation, and the command that reproduces the
//! brief.

use crate::analysis::{NOT_NOTHING, knowledge};
use crate::command_line::{self, PROGRAM};
use crate::corpus::{Corpus, Details, Kind, PassageId, PassageStyle, ReportId};
use crate::document::tags::spans;
use crate::export::article::{Article, Block, RunStyle, TextRun, linked};
use crate::export::cite;
use crate::export::provenance::Provenance;
use crate::export::selection::SearchRemarks;
use crate::export::table::TableCell;
use crate::export::{ExportContext, Group};
use crate::text;

/// The heading above the reports that a document quotes.
pub(crate) const SOURCES: &str = "Sources";

/// Returns the brief.
#[must_use]
pub fn brief(corpus: &Corpus, passages: &[PassageId], context: &ExportContext<'_>) -> Article {
    let reports = reports(corpus, passages);
    // A search found more, and perhaps a body or a term, which are no passages.
    let best = if context.selection.limit.is_some() { ", the best of those that a search found" } else { "" };
    let counted = format!(
        "{} from {} of ICAT, as they stand there{best}. Headings and notes are not the reports' words.",
        text::count(passages.len(), "passage"),
        text::count(reports.len(), "report")
    );
    let mut blocks = vec![Block::Paragraph(vec![TextRun::plain(counted)])];
    blocks.extend(how_found(passages, context.remarks).map(|words| Block::Paragraph(vec![TextRun::plain(words)])));
    if passages.is_empty() {
        blocks.push(Block::Paragraph(vec![TextRun::plain(NOT_NOTHING)]));
    }
    let mut footnotes = Vec::new();
    let groups = groups(corpus, passages, context.group);
    blocks.extend(summary(&groups, context.group));
    for (heading, members) in groups {
        blocks.push(Block::Heading(2, heading));
        let mut before = None;
        for id in members {
            let passage = corpus.passage(id);
            footnotes.push(cite::footnote(corpus, context.source, id));
            blocks.push(Block::Heading(3, passage.headline.to_string()));
            blocks.extend(context.remarks.lacking(id).map(|words| {
                Block::Paragraph(vec![TextRun::of(format!("Found without {words}"), RunStyle::Emphasis)])
            }));
            blocks.extend(lead(corpus, id).map(Block::Paragraph));
            blocks.extend(lead_in(corpus, id, before).map(|words| Block::Paragraph(vec![TextRun::plain(words)])));
            before = Some(id);
            let speaker = match &passage.details {
                Details::Quote { speaker } => Some(speaker.to_string()),
                _ => None,
            };
            blocks.push(Block::Quotation { words: passage.text.to_string(), footnote: footnotes.len(), speaker });
            blocks.push(Block::Paragraph(when(corpus, id)));
            let note = context.selection.note(id);
            let notes = [("Editor's note: ", passage.editorial.as_deref().unwrap_or("")), ("Note: ", note)];
            let notes = notes.into_iter().filter(|(_, words)| !words.is_empty());
            blocks
                .extend(notes.map(|(label, words)| Block::Paragraph(vec![TextRun::plain(format!("{label}{words}"))])));
        }
    }
    blocks.extend(sources(corpus, passages));
    blocks.push(Block::Paragraph(linked(&knowledge::limits_on_paper(corpus))));
    let closing = Provenance::new(corpus, command(corpus, context), context.source.digest.clone()).blocks();
    let mut article =
        Article { title: text::capitalized(&context.selection.describe(corpus)), blocks, footnotes, closing };
    article.introduce(corpus);
    context.title.into_iter().for_each(|title| article.retitle(title));
    article
}

/// Says how a search understood its query, and how many of the passages have some of its words alone.
fn how_found(passages: &[PassageId], remarks: &SearchRemarks) -> Option<String> {
    let partial = passages.iter().filter(|&&id| remarks.lacking(id).is_some()).count();
    let mut sentences: Vec<String> =
        remarks.notes.iter().map(|note| format!("{}.", text::capitalized(note.trim_end_matches('.')))).collect();
    if partial > 0 {
        let all = match passages.len() - partial {
            0 => "None has".to_owned(),
            1 => "1 has".to_owned(),
            whole => format!("{whole} have"),
        };
        sentences.push(format!(
            "{all} all words of the search; {} found with some of them, and what is lacking stands above the quotation.",
            text::count(partial, "passage") + if partial == 1 { " was" } else { " were" }
        ));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// Returns the reports that passages are from, each with its terms and its address, under a heading.
#[must_use]
pub(crate) fn sources(corpus: &Corpus, passages: &[PassageId]) -> [Block; 2] {
    sources_of(corpus, &reports(corpus, passages))
}

/// Returns reports, each with its terms and its address, under a heading.
pub(crate) fn sources_of(corpus: &Corpus, reports: &[ReportId]) -> [Block; 2] {
    let source = |id: &ReportId| {
        let report = corpus.report(*id);
        let title = TextRun::of(report.title.as_str(), RunStyle::Emphasis);
        let terms = TextRun::plain(format!(" ({}). {}", report.published, report.terms));
        let mut source = vec![TextRun::plain("ICAT, "), title, terms];
        let link = cite::link(corpus, *id);
        if !link.is_empty() {
            source.extend([TextRun::plain(" "), TextRun::address(link)]);
        }
        source
    };
    [Block::Heading(2, SOURCES.to_owned()), Block::List(reports.iter().map(source).collect())]
}

/// Returns a table of the groups, where there are several, the largest first; what is nobody's comes last.
fn summary(groups: &[(String, Vec<PassageId>)], group: Group) -> Option<Block> {
    let columns = match group {
        Group::Body => ["Body that acts first", "Passages"],
        Group::Priority => ["Priority", "Passages"],
    };
    let mut sorted: Vec<&(String, Vec<PassageId>)> = groups.iter().collect();
    sorted.sort_by_key(|(heading, members)| (NOBODY.contains(&heading.as_str()), std::cmp::Reverse(members.len())));
    let row =
        |(heading, members): &(String, Vec<PassageId>)| vec![heading.as_str().into(), TableCell::count(members.len())];
    let rows = sorted.into_iter().map(row).collect();
    (groups.len() > 1).then(|| Block::Table { caption: None, columns: columns.map(str::to_owned).to_vec(), rows })
}

/// Returns the command that reproduces the brief.
#[must_use]
pub fn command(corpus: &Corpus, context: &ExportContext<'_>) -> String {
    let mut words = vec![PROGRAM.to_owned()];
    if let Some(data) = context.data {
        // `command_line` writes such a name with `$(printf ...)`, which drops a line break at its end. A slash protects
        // it.
        let data = if data.ends_with('\n') { format!("{data}/") } else { data.to_owned() };
        words.extend(command_line::flag("data", &data));
    }
    words.extend(["export", "--format", context.format.ending()].map(str::to_owned));
    words.extend(context.selection.arguments(corpus));
    if context.group == Group::Priority {
        words.extend(["--group", "priority"].map(str::to_owned));
    }
    words.extend(context.title.into_iter().flat_map(|title| command_line::flag("title", title)));
    words.extend(["--accessed".to_owned(), cite::day(context.source.accessed)]);
    command_line::command(&words)
}

/// Returns what is printed before a passage and says what its words are about.
fn lead(corpus: &Corpus, id: PassageId) -> Option<Vec<TextRun>> {
    let passage = corpus.passage(id);
    match &passage.details {
        Details::Agreement { party, form, .. } => {
            Some(vec![TextRun::plain(format!("{party}, {} with:", form.label()))])
        }
        Details::Initiative { name, scope, composition } => Some(vec![
            TextRun::of(name.as_str(), RunStyle::Strong),
            TextRun::plain(format!(" (scope: {scope}; composition: {composition})")),
        ]),
        _ => None,
    }
}

/// Says of which years a passage is, and where the work is that it lists.
fn when(corpus: &Corpus, id: PassageId) -> Vec<TextRun> {
    let passage = corpus.passage(id);
    let reported = corpus.report(passage.report).covers;
    // What a year in the words is that of, such as a law, is for the reader to see.
    let mut runs = vec![TextRun::plain(match (&passage.details, passage.stated_years()) {
        (Details::Publication { published: Some(year), .. }, _) => format!("Published in {year}."),
        (_, []) => format!("Reported for {reported}."),
        (_, [year]) => format!("Year in the words: {year}. Reported for {reported}."),
        (_, years) => format!("Years in the words: {}. Reported for {reported}.", spans(years)),
    })];
    if passage.kind == Kind::Publication {
        for link in corpus.links_of(id) {
            runs.extend([
                TextRun::plain(format!(" {}: ", text::capitalized(&link.label))),
                TextRun::address(link.url.as_str()),
            ]);
        }
    }
    runs
}

/// Returns what introduces an item of a list, in the words of the report. Not again where the passage before it is the lead-in, or
/// an item of the same list.
pub(crate) fn lead_in(corpus: &Corpus, id: PassageId, before: Option<PassageId>) -> Option<String> {
    let passage = corpus.passage(id);
    let parent = passage.parent.filter(|_| passage.style == PassageStyle::Item)?;
    let follows = before.is_some_and(|before| before == parent || corpus.passage(before).parent == Some(parent));
    (!follows).then(|| format!("Item of a list under: \u{201c}{}\u{201d}", corpus.passage(parent).text))
}

/// Returns the reports that the passages are from, in order of publication.
fn reports(corpus: &Corpus, passages: &[PassageId]) -> Vec<ReportId> {
    let mut reports: Vec<ReportId> = passages.iter().map(|&id| corpus.passage(id).report).collect();
    reports.sort_unstable();
    reports.dedup();
    reports
}

/// The headings of passages that no body acts in, and that are filed under no priority.
const NOBODY: [&str; 2] = ["No body is named", "Without a priority"];

/// Groups the passages by their first body or priority. The groups are in the order of their first passage.
fn groups(corpus: &Corpus, passages: &[PassageId], group: Group) -> Vec<(String, Vec<PassageId>)> {
    let mut groups: Vec<(String, Vec<PassageId>)> = Vec::new();
    for &id in passages {
        let passage = corpus.passage(id);
        let heading = match group {
            Group::Body => passage.entities.first().map(|&e| {
                let entity = corpus.entity(e);
                format!("{} ({})", entity.name, entity.id)
            }),
            Group::Priority => passage.priorities.first().map(|&n| {
                let title = corpus.priority(n).map_or("", |p| p.title.as_str());
                format!("Priority {n}: {title}")
            }),
        };
        let none = NOBODY[usize::from(group == Group::Priority)];
        let heading = heading.unwrap_or_else(|| none.to_owned());
        match groups.iter_mut().find(|(h, _)| *h == heading) {
            Some((_, members)) => members.push(id),
            None => groups.push((heading, vec![id])),
        }
    }
    // Those that are nobody's come last.
    groups.sort_by_key(|(heading, _)| NOBODY.contains(&heading.as_str()));
    groups
}
