//! The profile of a body, the overview of the dataset, and the preview of a section.

use crate::analysis::profile::Profile;
use crate::analysis::{self, FacetCount, PassageSource};
use crate::corpus::filter::Filter;
use crate::corpus::{Corpus, EntityId, Item, Kind, SectionId, Survey};
use crate::document::linked::{Document, LinkTarget, piece};
use crate::document::{self, StyledLine, TextStyle};
use crate::search::highlight::Highlighter;
use crate::text;

/// The columns of the label of a field.
const LABEL: usize = 11;

/// Returns the profile of a body.
#[must_use]
pub fn profile(corpus: &Corpus, id: EntityId, width: usize) -> Document {
    let none = Highlighter::default();
    let entity = corpus.entity(id);
    let p = analysis::profile::profile(corpus, id);
    let mut document = Document::default();
    document.put(document::flow(&entity.name, width, TextStyle::Heading(0), &none));
    let mut known = vec![entity.id];
    known.extend(entity.aliases.iter().copied());
    document.put(field("known as", &known.join(", "), width, TextStyle::Name));
    if let Some(parent) = entity.parent {
        let lines = field("part of", &corpus.entity(parent).id, width, TextStyle::Name);
        document.lead(lines, LinkTarget::Body(parent));
    }
    if let Some(url) = &entity.url {
        document.put(field("home page", url, width, TextStyle::Label));
    }
    roles(&mut document, &p, width);
    if let Some(survey) = entity.survey {
        document.put(field("survey", survey_words(survey), width, TextStyle::Body));
    }
    if let Some(note) = &entity.editorial {
        document.put(document::hang("editor: ", note, width, TextStyle::Editorial, &none));
    }
    mandate(&mut document, corpus, &p, width);
    let name = entity.id;
    document.heading("In these reports");
    let all = p.all.count(corpus);
    let what = LinkTarget::Passages(name.to_string(), p.all.clone());
    document.lead(vec![StyledLine::of(text::count(all, "passage"), TextStyle::Body)], what);
    let rows = p.kinds.iter().map(|row| row.map(|kind| kind.label().to_owned()));
    document.chart(rows.collect(), width, |kind| format!("{name}, {kind}"));
    let active = p.kinds.iter().any(|k| k.value == Kind::Activity);
    if active {
        document.heading("Its activities by priority");
        let title = |n: u8| corpus.priority(n).map_or("", |p| p.short.as_str());
        let rows = p.priorities.iter().map(|row| row.map(|&n| format!("{n} {}", title(n))));
        document.chart(rows.collect(), width, |label| format!("{name}, activities, priority {label}"));
        document.heading("Its activities by year");
        let rows = p.years.iter().map(|row| row.map(u16::to_string));
        document.chart(rows.collect(), width, |label| format!("{name}, activities, {label}"));
    }
    if !p.partners.is_empty() {
        document.heading("Closest partners, by passages and agreements of both");
        let rows = p.partners.iter().map(|row| row.map(|&e| corpus.entity(e).id.to_string()));
        document.chart(rows.collect(), width, |other| format!("{name} with {other}"));
    }
    if !p.places.is_empty() {
        document.heading("Where, by passages that name the place");
        let rows = p.places.iter().map(|row| row.map(ToString::to_string));
        document.chart(rows.collect(), width, |place| format!("{name}, {place}"));
    }
    for (title, ids) in [("Its latest passages", &p.latest), ("Publications", &p.publications)] {
        if !ids.is_empty() {
            document.heading(title);
            ids.iter().for_each(|&id| document.passage(corpus, id, "\u{2022} ", width));
        }
    }
    document
}

fn roles(document: &mut Document, p: &Profile, width: usize) {
    let years = |years: &[u16]| years.iter().map(u16::to_string).collect::<Vec<_>>().join(", ");
    let words: Vec<String> = p.roles.iter().map(|(role, of)| format!("{} {}", role.label(), years(of))).collect();
    if !words.is_empty() {
        let words = format!("{} (as the reports list it)", words.join("; "));
        document.put(field("in ICAT", &words, width, TextStyle::Label));
    }
    p.history.iter().for_each(|line| document.put(field("", line, width, TextStyle::Label)));
}

fn mandate(document: &mut Document, corpus: &Corpus, p: &Profile, width: usize) {
    let none = Highlighter::default();
    document.heading("What it is mandated to do");
    let Some(mandate) = &p.mandate else {
        let words = format!("The reports hold no text on the mandate of {}.", corpus.entity(p.entity).id);
        document.put(document::flow(&words, width, TextStyle::Editorial, &none));
        return;
    };
    let passage = corpus.passage(mandate.passage);
    let sentence = format!("{}\u{201d}", mandate.text(corpus));
    let mut lines = document::hang("\u{201c}", &sentence, width, TextStyle::Body, &none);
    lines.extend(document::hang("\u{2014} ", &document::place(corpus, passage), width, TextStyle::Label, &none));
    document.lead(lines, LinkTarget::Passage(mandate.passage));
}

/// Returns the overview of the dataset.
#[must_use]
pub fn about(corpus: &Corpus, width: usize) -> Document {
    let none = Highlighter::default();
    let mut document = Document::default();
    document.put(document::flow("What is in here", width, TextStyle::Heading(0), &none));
    let intro = format!(
        "Every passage of {} of the UN's Inter-Agency Coordination Group against Trafficking in Persons (ICAT), word for word, with \
         the bodies that act in it, the years, the priorities and the places. Headlines, tags and notes marked \"editor\" are ours. \
         This program is unofficial; where it matters, read the publication.",
        text::count(corpus.reports.len(), "publication")
    );
    document.put(document::flow(&intro, width, TextStyle::Headline, &none));
    document.blank();
    for (n, (report, set)) in (0u16..).zip(corpus.reports.iter().zip(&corpus.postings.reports)) {
        let words = format!(
            "{} (covers {}, published {}): {}",
            report.title,
            report.covers,
            report.published,
            text::count(set.count(), "passage")
        );
        let mut filter = Filter::default();
        filter.reports.include.insert(crate::corpus::ReportId(n));
        let target = LinkTarget::Passages(report.title.to_string(), PassageSource::Filter(Box::new(filter)));
        document.lead(document::hang("\u{2022} ", &words, width, TextStyle::Label, &none), target);
        document.put(document::hang("  ", &report.terms, width, TextStyle::Label, &none));
    }
    document.heading("By kind");
    let rows = Kind::ALL.iter().map(|&kind| {
        let mut filter = Filter::default();
        filter.kinds.include.insert(kind);
        FacetCount::filtered(corpus, kind.label().to_owned(), filter)
    });
    document.chart(rows.filter(|r| r.count > 0).collect(), width, str::to_owned);
    document.blank();
    document.row(vec![
        (piece("v", TextStyle::Name), None),
        (piece(" shows the whole at a glance.", TextStyle::Label), None),
    ]);
    document
}

/// Lays out a section: its heading, its report, and the first items in it.
#[must_use]
pub fn section(corpus: &Corpus, id: SectionId, width: usize, highlighted: &Highlighter) -> Vec<StyledLine> {
    let section = corpus.section(id);
    let report = corpus.report(section.report);
    let mut lines = document::flow(&section.title, width, TextStyle::Heading(0), highlighted);
    lines.extend(document::flow(&report.title, width, TextStyle::Label, highlighted));
    lines.push(StyledLine::empty());
    let from = section.item as usize + 1;
    for item in report.items.iter().skip(from).take(6) {
        match item {
            Item::Passage(_) => lines.extend(document::item(corpus, *item, width, highlighted)),
            Item::Heading(below) if corpus.section(*below).depth > section.depth => {
                lines.extend(document::hang(
                    "\u{203a} ",
                    &corpus.section(*below).title,
                    width,
                    TextStyle::Heading(2),
                    highlighted,
                ));
            }
            Item::Heading(_) => break,
        }
    }
    lines
}

/// Says what a blank means in the mapping resource, which was made from a survey.
fn survey_words(survey: Survey) -> &'static str {
    match survey {
        Survey::Answered => "answered; a blank in the mapping resource is its own",
        Survey::NotAnswered => "did not answer; a blank in the mapping resource tells nothing of it",
        Survey::JoinedLater => "joined ICAT after it; the mapping resource could not ask it",
    }
}

/// A field of the profile.
fn field(label: &str, value: &str, width: usize, style: TextStyle) -> Vec<StyledLine> {
    document::field(label, LABEL, value, width, style)
}
