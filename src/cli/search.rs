//! `search`: prints the ranked hits of a query, for people and for programs.

use std::io::Write;
use std::num::NonZeroUsize;
use std::sync::Arc;

use clap::Args;
use serde::Serialize;

use crate::analysis::answers;
use crate::cli::OutputArgs;
use crate::cli::export::title;
use crate::cli::out;
use crate::cli::print_style::PrintStyle;
use crate::cli::show::write_selection;
use crate::corpus::filter::{Facet, Filter};
use crate::corpus::names::Names;
use crate::corpus::postings::PassageSet;
use crate::corpus::strings::Str;
use crate::corpus::subject::Subject;
use crate::corpus::{Corpus, EntityId, Kind, Passage, PassageId};
use crate::error::{Error, Result};
use crate::export::json::PassageOut;
use crate::export::records::{self, PrintFormat, Records, Tabular};
use crate::export::selection::Selection;
use crate::export::table::TableCell;
use crate::gate;
use crate::search::explain::{Explanation, explain};
use crate::search::{Answer, Hit, MatchReason, Target};
use crate::text;

/// Maximum number of bytes of a passage's text that are printed for people.
const SNIPPET: usize = 156;

/// What to search for.
#[derive(Debug, Args)]
pub struct SearchArgs {
    /// Words in any order; "a phrase", 'exact, ^beginning, !not, a | b, and entity: year: stated: priority: kind: report: place: topic: partner: language:
    #[arg(required = true)]
    pub query: Vec<String>,
    /// What narrows the hits.
    #[command(flatten)]
    pub filters: crate::flags::Filters,
    /// At most so many hits
    #[arg(long, value_name = "N", default_value = "20")]
    pub limit: NonZeroUsize,
    /// Say how the score of each hit comes about
    #[arg(long)]
    pub explain: bool,
    /// How it is printed.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// A hit in the form that programs read.
#[derive(Serialize)]
struct HitOut<'a> {
    rank: usize,
    #[serde(rename = "type")]
    target: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Str>,
    score: f32,
    why: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    missing: Vec<String>,
    matches: Matches,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<Str>,
    /// Of the first row: the answer to the question.
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<AnswerOut>,
    /// With `--explain`: how the score comes about.
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<ExplanationOut>,
    #[serde(flatten)]
    passage: Option<PassageOut<'a>>,
}

/// How the score of a passage comes about: the sum of its clauses, times each factor.
#[derive(Serialize)]
struct ExplanationOut {
    clauses: Vec<ClauseOut>,
    kind: f32,
    covered: f32,
    position: f32,
}

/// What a clause adds to a score.
#[derive(Serialize)]
struct ClauseOut {
    words: String,
    score: f32,
}

impl From<&Explanation> for ExplanationOut {
    fn from(explanation: &Explanation) -> Self {
        let clause = |(words, score): &(String, f32)| ClauseOut { words: words.clone(), score: *score };
        let Explanation { clauses, kind, covered, position } = explanation;
        Self { clauses: clauses.iter().map(clause).collect(), kind: *kind, covered: *covered, position: *position }
    }
}

/// An answer to a question.
#[derive(Serialize)]
struct AnswerOut {
    words: String,
    passages: Vec<Str>,
}

/// The number of passages that are named after an answer.
const ANSWER_PASSAGES: usize = 3;

/// Matching byte ranges, as pairs of start and end.
#[derive(Serialize)]
struct Matches {
    text: Vec<[usize; 2]>,
    headline: Vec<[usize; 2]>,
}

/// Returns an error if any part of the query was not understood: the rest of it would print what nobody asked for.
pub(super) fn understood(answer: &Answer) -> Result<()> {
    if answer.problems.is_empty() { Ok(()) } else { Err(Error::run(answer.problems.join("\n"))) }
}

/// Searches and prints the hits. The exit code is 0 if there are any, otherwise 1.
pub fn run(search: &SearchArgs, corpus: Arc<Corpus>, data: Option<&str>, print_style: PrintStyle) -> Result<u8> {
    let filter = search.filters.filter(&corpus)?;
    let index = super::index(corpus);
    let query = search.query.join(" ");
    let corpus = index.corpus();
    let answer = answers::search(&index, &query);
    let set = filter.set(corpus, None);
    let mut explanations = if search.explain { explain(&index, &answer) } else { Vec::new() };
    explanations.resize(answer.hits.len(), None);
    let mut hits: Vec<(Hit, Option<Explanation>)> =
        (answer.hits.iter().copied().zip(explanations)).filter(|(hit, _)| is_wanted(hit, &set, &filter)).collect();
    let found = hits.len();
    hits.truncate(search.limit.get());
    understood(&answer)?;
    if found > hits.len() {
        gate::say(format_args!("{} of {} hits; --limit shows more", hits.len(), text::grouped(found)));
    }
    answer.notes.iter().for_each(gate::say);
    if !hits.is_empty() && answer.direct.is_none() {
        answer.relaxation_notice().iter().for_each(gate::say);
    }
    if answer.notes.is_empty() && !hits.is_empty() && hits.iter().all(|(hit, _)| hit.why == MatchReason::Near) {
        gate::say("nothing is found as typed; these are found by near spellings");
    }
    let title = title(search.output.title.as_deref(), search.output.format)?;
    out::allow(search.output.format)?;
    let mut out = out::of(search.output.format, print_style);
    match search.output.format {
        // As the explorer exports what is found: quoted, each passage with its citation.
        format if format.is_document() && !search.explain => {
            let passage = |(hit, _): &(Hit, Option<Explanation>)| match hit.target {
                Target::Passage(id) => Some(id),
                _ => None,
            };
            let passages: Vec<PassageId> = hits.iter().filter_map(passage).collect();
            let limit = Some(passages.len().max(1)).filter(|_| found > hits.len());
            let selection = Selection { query, filter: filter.clone(), limit, ..Selection::default() };
            write_selection(
                corpus,
                (&passages, &selection),
                Some(&answer),
                data,
                &search.output,
                print_style,
                &mut out,
            )?;
        }
        PrintFormat::Text => text_out(corpus, &answer, &hits, print_style, &mut out)?,
        PrintFormat::Csv | PrintFormat::Md | PrintFormat::Html | PrintFormat::Docx | PrintFormat::Xlsx => {
            if search.output.format == PrintFormat::Csv {
                print_style.begin_csv(&mut out)?;
            }
            let mut records = rows(corpus, &hits, search);
            title.iter().for_each(|title| records.retitle(title));
            records::write(&records, search.output.format, &mut out)?;
        }
        PrintFormat::Json | PrintFormat::Jsonl => {
            let names = corpus.names();
            let mut rows: Vec<HitOut<'_>> =
                hits.iter().enumerate().map(|(n, hit)| hit_out(corpus, names, &answer, n + 1, hit)).collect();
            if let (Some(first), Some(direct)) = (rows.first_mut(), &answer.direct) {
                let passages = direct.passages.iter().map(|&id| corpus.passage(id).id).collect();
                first.answer = Some(AnswerOut { words: direct.words.clone(), passages });
            }
            let failure = |e: &serde_json::Error| Error::run(e.to_string());
            if search.output.format == PrintFormat::Json {
                serde_json::to_writer_pretty(&mut out, &rows).map_err(|e| failure(&e))?;
                writeln!(out)?;
            } else {
                for row in rows {
                    writeln!(out, "{}", serde_json::to_string(&row).map_err(|e| failure(&e))?)?;
                }
            }
        }
    }
    out.flush()?;
    if hits.is_empty() && answer.direct.is_some() {
        return Ok(0);
    }
    if hits.is_empty() {
        for (what, n) in &answer.relaxations {
            gate::say(format_args!("nothing found; {n} without {what}"));
        }
    }
    if hits.is_empty() && !answer.suggestions.is_empty() {
        gate::say(format_args!("nothing found; near words: {}", answer.suggestions.join(", ")));
    } else if hits.is_empty() && answer.relaxations.is_empty() {
        gate::say("nothing found");
    }
    Error::unless_found(!hits.is_empty())
}

/// Returns whether to print a hit. Bodies are printed only if no flag other than `--entity` filters. Headings are for
/// the explorer only.
fn is_wanted(hit: &Hit, set: &PassageSet, filter: &Filter) -> bool {
    match hit.target {
        Target::Passage(id) => set.contains(id),
        Target::Subject(Subject::Body(id)) => {
            filter.without(Facet::Entity).is_empty()
                && (filter.entities.is_empty() || filter.entities.include.contains(&id))
        }
        Target::Subject(_) | Target::Report(_) | Target::Term(_) => filter.is_empty(),
        Target::Section(_) => false,
    }
}

fn hit_out<'a>(
    corpus: &'a Corpus,
    names: &Names,
    answer: &Answer,
    rank: usize,
    (hit, explanation): &(Hit, Option<Explanation>),
) -> HitOut<'a> {
    let highlighted = &answer.highlighter;
    let pairs = |text: &str| highlighted.ranges(text).into_iter().map(|r| [r.start, r.end]).collect::<Vec<_>>();
    let mut row = HitOut {
        rank,
        target: "entity",
        id: None,
        score: hit.score,
        why: hit.why.words(),
        missing: answer.missing(hit).into_iter().map(str::to_owned).collect(),
        matches: Matches { text: Vec::new(), headline: Vec::new() },
        name: None,
        answer: None,
        explanation: explanation.as_ref().map(ExplanationOut::from),
        passage: None,
    };
    match hit.target {
        Target::Subject(Subject::Body(id)) => {
            let entity = corpus.entity(id);
            (row.id, row.name) = (Some(entity.id), Some(entity.name));
        }
        Target::Section(id) => {
            (row.target, row.name) = ("section", Some(corpus.section(id).title));
        }
        Target::Report(id) => {
            let report = corpus.report(id);
            (row.target, row.id, row.name) = ("report", Some(report.id), Some(report.title));
        }
        Target::Term(n) => {
            row.target = "term";
            (row.id, row.name) = corpus.glossary.get(n).map(|term| (term.term, term.expansion)).unzip();
        }
        Target::Subject(subject) => {
            row.target = subject.noun();
            (row.id, row.name) = (Some(subject.name(corpus)), Some(subject.title(corpus)));
        }
        Target::Passage(id) => {
            let passage = corpus.passage(id);
            row.target = "passage";
            row.matches = Matches { text: pairs(&passage.text), headline: pairs(&passage.headline) };
            row.passage = Some(PassageOut::new(corpus, names, id));
        }
    }
    row
}

/// A hit in a table.
#[derive(Debug, Default, Serialize)]
struct HitRow {
    rank: usize,
    id: String,
    what: &'static str,
    headline: String,
    bodies: String,
    years: Vec<u16>,
    report: String,
    found_by: &'static str,
    /// With `--explain`: the score, and how it comes about.
    explanation: Option<(f32, String)>,
}

impl Tabular for HitRow {
    fn cells(&self) -> Option<Vec<TableCell>> {
        let Self { rank, id, what, headline, bodies, years, report, found_by, explanation } = self;
        let mut cells = vec![TableCell::count(*rank)];
        cells.extend([id.as_str(), what, headline, bodies].map(TableCell::from));
        cells.push(TableCell::list(years));
        cells.extend([report.as_str(), found_by].map(TableCell::from));
        if let Some((score, formula)) = explanation {
            let score = TableCell { text: format!("{score:.2}"), ..TableCell::number(*score) };
            cells.extend([score, formula.as_str().into()]);
        }
        Some(cells)
    }
}

/// Returns the hits as a table.
fn rows(corpus: &Corpus, hits: &[(Hit, Option<Explanation>)], search: &SearchArgs) -> Records {
    let mut columns = vec!["rank", "id", "what", "headline", "bodies", "years", "report", "found by"];
    if search.explain {
        columns.extend(["score", "explanation"]);
    }
    let mut records = Records::new("search", format!("Hits of {}", search.query.join(" ")), &columns);
    records.extend(hits.iter().enumerate().map(|(n, (hit, explanation))| {
        let formula = explanation.as_ref().map_or_else(String::new, Explanation::formula);
        let explanation = search.explain.then_some((hit.score, formula));
        let row = HitRow { rank: n + 1, found_by: hit.why.words(), explanation, ..HitRow::default() };
        match hit.target {
            Target::Subject(Subject::Body(id)) => {
                let entity = corpus.entity(id);
                HitRow { id: entity.id.to_string(), what: "body", headline: entity.name.to_string(), ..row }
            }
            Target::Report(id) => {
                let report = corpus.report(id);
                HitRow { id: report.id.to_string(), what: "report", headline: report.title.to_string(), ..row }
            }
            Target::Term(n) => {
                let named = corpus.glossary.get(n).map(|term| (term.term.to_string(), term.expansion.to_string()));
                let (id, headline) = named.unwrap_or_default();
                HitRow { id, what: "term", headline, ..row }
            }
            Target::Section(id) => {
                let section = corpus.section(id);
                let report = corpus.report(section.report).id.to_string();
                HitRow { what: "section", headline: section.title.to_string(), report, ..row }
            }
            Target::Subject(subject) => {
                let (id, headline) = (subject.name(corpus).to_string(), subject.title(corpus).to_string());
                HitRow { id, what: subject.noun(), headline, ..row }
            }
            Target::Passage(id) => {
                let p = corpus.passage(id);
                HitRow {
                    id: p.id.to_string(),
                    what: p.kind.label(),
                    headline: p.headline.to_string(),
                    bodies: ids(corpus, &p.entities),
                    years: p.years.to_vec(),
                    report: corpus.report(p.report).id.to_string(),
                    ..row
                }
            }
        }
    }));
    records
}

/// Returns what a passage is; of a work that is described more than once, in how many passages.
fn kind(corpus: &Corpus, passage: &Passage) -> String {
    let told = passage.work.map_or(0, |work| corpus.work(work).passages.len());
    match passage.kind {
        Kind::Publication if told > 1 => format!("publication, described in {told} passages"),
        kind => kind.label().to_owned(),
    }
}

fn ids(corpus: &Corpus, entities: &[EntityId]) -> String {
    entities.iter().map(|&e| corpus.entity(e).id.as_str()).collect::<Vec<_>>().join(", ")
}

fn text_out(
    corpus: &Corpus,
    answer: &Answer,
    hits: &[(Hit, Option<Explanation>)],
    print_style: PrintStyle,
    out: &mut impl Write,
) -> Result<()> {
    let indent = if print_style.plain { "" } else { "     " };
    if let Some(direct) = &answer.direct {
        let ids: Vec<&str> =
            direct.passages.iter().take(ANSWER_PASSAGES).map(|&id| corpus.passage(id).id.as_str()).collect();
        let more = direct.passages.len().saturating_sub(ids.len());
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        let from = if ids.is_empty() { String::new() } else { format!(" ({}{more})", ids.join(", ")) };
        let words = format!("{}{from}", direct.words);
        for range in text::wrap(&words, print_style.columns()) {
            writeln!(out, "{}", print_style.fit(&print_style.strong(words.get(range).unwrap_or(""))))?;
        }
    }
    let first_part = hits.iter().position(|(hit, _)| hit.missing != 0);
    for (n, (hit, explanation)) in hits.iter().enumerate() {
        if Some(n) == first_part {
            writeln!(out, "{}", print_style.fit(&format!("{indent}With some of the words")))?;
        }
        let number = if print_style.plain { format!("{}. ", n + 1) } else { format!("{:>3}. ", n + 1) };
        match hit.target {
            Target::Subject(Subject::Body(id)) => {
                let entity = corpus.entity(id);
                let line = format!("{number}{} {} (body)", print_style.strong(&entity.id), entity.name);
                writeln!(out, "{}", print_style.fit(&line))?;
            }
            Target::Subject(subject) => {
                let found = subject.filter(corpus).map_or(0, |filter| filter.set(corpus, None).count());
                let title = subject.title(corpus);
                let what =
                    format!("{}, {}; `show {}`", subject.noun(), text::count(found, "passage"), subject.typed(corpus));
                let line = format!("{number}{} ({what})", print_style.strong(&title));
                writeln!(out, "{}", print_style.fit(&line))?;
            }
            Target::Report(id) => {
                let report = corpus.report(id);
                let what = format!("report; `show {}`", report.id);
                let line = format!("{number}{} ({what})", print_style.strong(&report.title));
                writeln!(out, "{}", print_style.fit(&line))?;
            }
            Target::Term(n) => {
                if let Some(term) = corpus.glossary.get(n) {
                    let line = format!("{number}{} {} (term)", print_style.strong(&term.term), term.expansion);
                    writeln!(out, "{}", print_style.fit(&line))?;
                }
            }
            Target::Section(_) => {}
            Target::Passage(id) => {
                let p = corpus.passage(id);
                let report = corpus.report(p.report);
                writeln!(out, "{}", print_style.fit(&format!("{number}{}", print_style.strong(&p.headline))))?;
                let kind = kind(corpus, p);
                let mut line = format!("{indent}{}; {kind}; {}; {}", ids(corpus, &p.entities), report.title, p.id);
                if let Some(without) = answer.without(hit) {
                    line = format!("{line}; {without}");
                }
                writeln!(out, "{}", print_style.fit(&line))?;
                let snippet = answer.highlighter.snippet(&p.text, SNIPPET);
                for range in text::wrap(&snippet, print_style.columns().saturating_sub(indent.len())) {
                    let line = snippet.get(range).unwrap_or("");
                    let line = format!("{indent}{}", print_style.highlighted(line, &answer.highlighter.ranges(line)));
                    writeln!(out, "{}", print_style.fit(&line))?;
                }
            }
        }
        if let Some(explanation) = explanation {
            let words = format!("score {:.2} = {}", hit.score, explanation.formula());
            for range in text::wrap(&words, print_style.columns().saturating_sub(indent.len())) {
                let line = format!("{indent}{}", words.get(range).unwrap_or(""));
                writeln!(out, "{}", print_style.fit(&line))?;
            }
        }
    }
    Ok(())
}
