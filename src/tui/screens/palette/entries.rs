//! What the palette offers.

use crate::analysis::FacetValue;
use crate::corpus::strings::Str;
use crate::corpus::subject::Subject;
use crate::corpus::vocabulary::TopicId;
use crate::corpus::{Corpus, EntityId, ReportId, SectionId, languages};
use crate::document::linked::LinkTarget;
use crate::tui::command::Command;
use crate::tui::layout::Pane;
use crate::tui::model::Model;
use crate::tui::open;
use crate::tui::screens::browse::Browse;
use crate::tui::screens::palette::{PaletteAction, PaletteEntry};
use crate::tui::update::step;

/// How many earlier queries are offered.
const QUERIES: usize = 20;

fn entry(label: impl Into<String>, noun: &'static str, action: PaletteAction) -> PaletteEntry {
    PaletteEntry {
        label: label.into(),
        aliases: String::new(),
        noun,
        right: String::new(),
        chosen: false,
        why_disabled: None,
        action,
    }
}

/// Returns the entry of a body, which is found by its aliases, too.
fn body(corpus: &Corpus, id: EntityId, noun: &'static str, action: PaletteAction) -> PaletteEntry {
    let body = corpus.entity(id);
    PaletteEntry {
        aliases: body.aliases.iter().map(Str::as_str).collect::<Vec<_>>().join(" "),
        ..entry(format!("{}  {}", body.id, body.name), noun, action)
    }
}

/// Returns the entry that searches for what is typed.
pub(super) fn search(typed: &str) -> PaletteEntry {
    entry(format!("Search for \"{typed}\""), "search", PaletteAction::Query(typed.to_owned()))
}

/// Returns everything that can be done or gone to, commands first.
pub(super) fn everything(model: &Model, corpus: &Corpus) -> Vec<PaletteEntry> {
    let mut all = commands(model, corpus);
    all.extend(open::VIEWS.iter().map(|view| PaletteEntry {
        aliases: view.preview.to_owned(),
        right: format!("v {}", view.letter),
        ..entry(view.label, "view", PaletteAction::View(view.kind))
    }));
    let bodies = (0u16..).map(EntityId).take(corpus.entities.len());
    all.extend(bodies.map(|id| body(corpus, id, "body", follow(Subject::Body(id)))));
    let names = corpus.postings.places.keys().copied();
    let regions = corpus.gazetteer().regions.iter().map(|region| region.name);
    let places: std::collections::BTreeSet<_> = names.chain(regions).collect();
    all.extend(places.into_iter().map(|place| entry(place.as_str(), "place", follow(Subject::Place(place)))));
    all.extend((0u16..).map(TopicId).zip(&corpus.topics).map(|(id, topic)| PaletteEntry {
        aliases: topic.words.iter().map(Str::as_str).collect::<Vec<_>>().join(" "),
        ..entry(topic.name.as_str(), "topic", follow(Subject::Topic(id)))
    }));
    all.extend(corpus.postings.languages.keys().map(|language| {
        let action = PaletteAction::WorksIn(*language);
        PaletteEntry {
            aliases: languages::names(language).join(" "),
            ..entry(format!("Works in {language}"), "language", action)
        }
    }));
    all.extend(corpus.partners.iter().map(|partner| PaletteEntry {
        aliases: partner.aliases.iter().map(Str::as_str).collect::<Vec<_>>().join(" "),
        ..entry(partner.name.as_str(), "partner", follow(Subject::Partner(partner.name)))
    }));
    all.extend((0u16..).map(ReportId).zip(&corpus.reports).map(|(id, report)| PaletteEntry {
        aliases: format!("{} {}", report.id, report.covers),
        ..entry(report.title.as_str(), "report", PaletteAction::Report(id))
    }));
    all.extend(corpus.postings.years.keys().rev().map(|year| {
        entry(format!("Passages of the year {year}"), "year", PaletteAction::Query(format!("year:{year}")))
    }));
    all.extend(corpus.glossary.iter().enumerate().map(|(n, term)| PaletteEntry {
        aliases: term.expansion.to_string(),
        ..entry(term.term.as_str(), "term", PaletteAction::Follow(LinkTarget::Term(n)))
    }));
    // A section that is called as a body is comes up with the body's passages.
    let sections = (0u32..).map(SectionId).zip(&corpus.sections).collect::<Vec<_>>().into_iter().rev();
    let sections = sections.filter(|(_, section)| corpus.find_entity(&section.title).is_none());
    all.extend(sections.map(|(id, section)| PaletteEntry {
        aliases: corpus.report(section.report).covers.to_string(),
        right: corpus.report(section.report).covers.to_string(),
        ..entry(section.title.as_str(), "section of", PaletteAction::Section(id))
    }));
    all.extend(model.marks.iter().filter_map(|mark| {
        let id = corpus.find_passage(&mark.id)?;
        let headline = corpus.passage(id).headline;
        Some(PaletteEntry {
            aliases: mark.note.clone(),
            ..entry(headline.as_str(), "mark", PaletteAction::Follow(LinkTarget::Passage(id)))
        })
    }));
    all.extend(
        model.history.iter().rev().take(QUERIES).map(|q| entry(q.as_str(), "query", PaletteAction::Query(q.clone()))),
    );
    all
}

fn follow(subject: Subject) -> PaletteAction {
    PaletteAction::Follow(LinkTarget::Profile(subject))
}

/// Returns the commands of the current context, each once. Those that move or edit are keys, not things to look for.
fn commands(model: &Model, corpus: &Corpus) -> Vec<PaletteEntry> {
    let mut all: Vec<PaletteEntry> = Vec::new();
    for binding in model.keys.rows(model.context()) {
        let command = binding.command;
        let action = PaletteAction::Command(command);
        let is_skipped = step(command).is_some() || command.is_edit() || command == Command::Palette;
        if is_skipped || all.iter().any(|entry| entry.action == action) {
            continue;
        }
        let why = model.why_disabled(corpus, command).map(str::to_owned);
        all.push(PaletteEntry {
            aliases: format!("{} {}", command.name().replace('-', " "), also_called(command)),
            right: binding.keys.first().map(|key| key.name()).unwrap_or_default(),
            why_disabled: why,
            ..entry(crate::text::capitalized(binding.help), "", action)
        });
    }
    all
}

/// Returns what people call a command besides.
fn also_called(command: Command) -> &'static str {
    match command {
        Command::Export => "save excel word csv document spreadsheet table",
        Command::Copy => "cite citation clipboard",
        Command::ShowMarks => "bookmarks",
        Command::Help => "keys shortcuts",
        Command::Blank => "hide",
        Command::Close => "exit leave",
        _ => "",
    }
}

/// Returns the bodies that can be compared, without those that are chosen already.
pub(super) fn compared(corpus: &Corpus, chosen: &[EntityId]) -> Vec<PaletteEntry> {
    let others = corpus.bodies().filter(|id| !chosen.contains(id));
    others.map(|id| body(corpus, id, "", PaletteAction::Compare(chosen.to_vec(), id))).collect()
}

/// Returns the bodies, each with its profile.
pub(super) fn profiled(corpus: &Corpus) -> Vec<PaletteEntry> {
    corpus.bodies().map(|id| body(corpus, id, "", follow(Subject::Body(id)))).collect()
}

/// Returns the values of a pane, in its order.
pub(super) fn values(browse: &Browse, corpus: &Corpus, pane: Pane) -> Vec<PaletteEntry> {
    let d = &browse.derived;
    let row = |at: usize, label: String, count: usize| PaletteEntry {
        right: if count == 0 { "-".to_owned() } else { crate::text::grouped(count) },
        chosen: browse.includes_row_of(corpus, pane, at),
        ..entry(label, "", PaletteAction::Value(at))
    };
    match pane {
        Pane::Years => {
            d.years.iter().enumerate().map(|(at, year)| row(at, year.year.to_string(), year.count)).collect()
        }
        Pane::Priorities => {
            let all = corpus.priorities.iter().zip(&d.priorities).enumerate();
            all.map(|(at, (priority, &count))| {
                let label = format!("{} {}", priority.number, priority.short);
                PaletteEntry { aliases: priority.title.to_string(), ..row(at, label, count) }
            })
            .collect()
        }
        Pane::Topics => {
            let all = corpus.topics.iter().zip(&d.topics).enumerate();
            all.map(|(at, (topic, &count))| PaletteEntry {
                aliases: topic.words.iter().map(Str::as_str).collect::<Vec<_>>().join(" "),
                ..row(at, topic.name.to_string(), count)
            })
            .collect()
        }
        Pane::Languages => {
            let all = d.languages.iter().enumerate();
            all.map(|(at, (language, count))| PaletteEntry {
                aliases: languages::names(language).join(" "),
                ..row(at, language.to_string(), *count)
            })
            .collect()
        }
        Pane::Places => {
            let all = d.places.iter().enumerate();
            let label = |value: &FacetValue| match value {
                FacetValue::Region(name, _) | FacetValue::Place(name) => name.to_string(),
                _ => String::new(),
            };
            all.map(|(at, (value, count))| row(at, label(value), *count)).collect()
        }
        _ => {
            let count = |at: usize| d.entities.get(at).copied().unwrap_or(0);
            let bodies = corpus.entities.iter().enumerate().map(|(n, body)| PaletteEntry {
                aliases: body.aliases.iter().map(Str::as_str).collect::<Vec<_>>().join(" "),
                ..row(n + 1, format!("{}  {}", body.id, body.name), count(n + 1))
            });
            std::iter::once(row(0, "All".to_owned(), count(0))).chain(bodies).collect()
        }
    }
}
