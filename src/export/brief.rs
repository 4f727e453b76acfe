//! Briefs: what was asked for, the passages word for word, each with its citation, and the command that reproduces the
//! brief.

use std::fmt::Write;

use crate::analysis::knowledge;
use crate::command_line::{self, PROGRAM};
use crate::corpus::{Corpus, Details, PassageId};
use crate::export::cite::{self, CitationStyle};
use crate::export::markdown::escape;
use crate::export::{ExportContext, Group};
use crate::text;

/// Returns the brief in Markdown.
#[must_use]
pub fn brief(corpus: &Corpus, passages: &[PassageId], context: &ExportContext<'_>) -> String {
    let mut out = String::new();
    let line = |out: &mut String, words: &str| {
        let _ = writeln!(out, "{words}");
    };
    line(&mut out, &format!("# {}", escape(&context.selection.describe(corpus))));
    line(&mut out, "");
    let reports = reports(corpus, passages);
    let counted = format!(
        "{} from {} of ICAT, as they stand there. Headings and notes are not the reports' words.",
        text::count(passages.len(), "passage"),
        text::count(reports.len(), "report")
    );
    line(&mut out, &counted);
    let mut number = 0;
    for (heading, members) in groups(corpus, passages, context.group) {
        line(&mut out, &format!("\n## {}", escape(&heading)));
        for id in members {
            number += 1;
            let passage = corpus.passage(id);
            line(&mut out, &format!("\n### {}\n", escape(&passage.headline)));
            for words in lead(corpus, id) {
                line(&mut out, &format!("{words}\n"));
            }
            line(&mut out, &format!("> {} [^{number}]", escape(&passage.text)));
            if let Details::Quote { speaker } = &passage.details {
                line(&mut out, &format!(">\n> \u{2014} {}", escape(speaker)));
            }
            if let Some(editorial) = &passage.editorial {
                line(&mut out, &format!("\nEditor's note: {}", escape(editorial)));
            }
            let note = context.selection.note(id);
            if !note.is_empty() {
                line(&mut out, &format!("\nNote: {}", escape(note)));
            }
        }
    }
    line(&mut out, "\n## Sources\n");
    for report in &reports {
        let report = &corpus.reports[*report];
        let (title, terms) = (escape(&report.title), escape(&report.terms));
        line(&mut out, &format!("- ICAT, *{title}* ({}). {terms}", report.published));
    }
    line(&mut out, &format!("\n{}\n", escape(&knowledge::limits(corpus))));
    let mut number = 0;
    for (_, members) in groups(corpus, passages, context.group) {
        for id in members {
            number += 1;
            let citation = cite::cite(corpus, context.source, &[id], CitationStyle::Markdown);
            line(&mut out, &format!("[^{number}]: {}", citation.trim_end()));
        }
    }
    line(&mut out, "\nMade with ICAT Explorer, which is unofficial. This brief comes again, byte for byte, with\n");
    line(&mut out, &format!("    {}\n", command(corpus, context)));
    line(&mut out, &format!("from the dataset sha256:{}.", context.source.digest));
    out
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
    words.extend(["export", "--format", "md"].map(str::to_owned));
    words.extend(context.selection.arguments(corpus));
    if context.group == Group::Priority {
        words.extend(["--group", "priority"].map(str::to_owned));
    }
    words.extend(["--accessed".to_owned(), cite::day(context.source.accessed)]);
    command_line::command(&words)
}

/// Returns the lines that are printed before a passage and say what its words are about.
fn lead(corpus: &Corpus, id: PassageId) -> Vec<String> {
    let passage = corpus.passage(id);
    match &passage.details {
        Details::Agreement { party, form, .. } => vec![format!("{}, {} with:", escape(party), form.label())],
        Details::Initiative { name, scope, composition } => {
            let (scope, composition) = (escape(scope), escape(composition));
            vec![format!("**{}** (scope: {scope}; composition: {composition})", escape(name))]
        }
        _ => Vec::new(),
    }
}

/// Returns the reports that the passages are from, in order of publication.
fn reports(corpus: &Corpus, passages: &[PassageId]) -> Vec<usize> {
    let mut reports: Vec<usize> = passages.iter().map(|&id| corpus.passage(id).report.index()).collect();
    reports.sort_unstable();
    reports.dedup();
    reports
}

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
        let none = if group == Group::Body { "No body is named" } else { "Without a priority" };
        let heading = heading.unwrap_or_else(|| none.to_owned());
        match groups.iter_mut().find(|(h, _)| *h == heading) {
            Some((_, members)) => members.push(id),
            None => groups.push((heading, vec![id])),
        }
    }
    groups
}
