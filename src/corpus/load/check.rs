//! Checks and files the sections and passages of the reports.

use std::collections::HashMap;

use super::File;
use crate::corpus::raw::{PassageRow, ReportFile, SectionRow};
use crate::corpus::words::Words;
use crate::corpus::{
    Details, Entity, EntityId, Form, HEADLINE_MAX, Item, Kind, Link, Passage, PassageId, Priority, Report, ReportId,
    Section, SectionId, Style,
};
use crate::error::Problem;
use crate::text;

use super::rules::{YEARS, nearest, plain, url};

/// Most bytes of one text: ten times the longest paragraph that a report has ever had.
const TEXT_MAX: usize = 64 * 1024;

/// What has been read and checked so far.
pub(super) struct Checker {
    pub(super) entities: Vec<Entity>,
    pub(super) priorities: Vec<Priority>,
    pub(super) reports: Vec<Report>,
    pub(super) sections: Vec<Section>,
    pub(super) passages: Vec<Passage>,
    pub(super) passage_ids: HashMap<Words, PassageId>,
    pub(super) entity_ids: HashMap<Words, EntityId>,
    pub(super) problems: Vec<Problem>,
}

/// What a section gives to its passages where they do not say themselves.
#[derive(Clone)]
struct Defaults {
    kind: Option<Kind>,
    style: Style,
    entities: Vec<EntityId>,
    priorities: Vec<u8>,
    years: Vec<u16>,
    places: Vec<Words>,
}

/// Where a problem is: the file, and the id by which its line is found.
struct Place<'a> {
    file: &'a File,
    id: &'a str,
}

impl Place<'_> {
    fn problem(&self, field: &str, message: impl Into<String>) -> Problem {
        Problem {
            file: self.file.name.clone(),
            line: self.file.line_of(Some(self.id), field),
            id: self.id.to_owned(),
            field: field.to_owned(),
            message: message.into(),
        }
    }
}

impl Checker {
    pub(super) fn new(entities: Vec<Entity>, priorities: Vec<Priority>, problems: Vec<Problem>) -> Self {
        let entity_ids =
            (0u16..).zip(&entities).map(|(number, entity)| (entity.id, EntityId(number))).collect::<HashMap<_, _>>();
        Self {
            entities,
            priorities,
            reports: Vec::new(),
            sections: Vec::new(),
            passages: Vec::new(),
            passage_ids: HashMap::new(),
            entity_ids,
            problems,
        }
    }

    /// Checks one report and files its sections and passages.
    pub(super) fn report(&mut self, id: &str, file: &File, row: ReportFile) {
        let place = Place { file, id: "" };
        for (field, value) in [("title", &row.title), ("terms", &row.terms)] {
            plain(value, |m| self.problems.push(place.problem(field, m)));
        }
        for (field, year) in [("covers", row.covers), ("published", row.published)] {
            if !YEARS.contains(&year) {
                self.problems.push(place.problem(field, format!("{year} is no plausible year")));
            }
        }
        if row.sections.is_empty() {
            self.problems.push(place.problem("sections", "has none; a report has at least one section"));
        }
        let first = number(self.passages.len());
        let report = ReportId(u16::try_from(self.reports.len()).unwrap_or(u16::MAX));
        let mut filer = Filer { report, file, items: Vec::new() };
        let defaults = Defaults {
            kind: None,
            style: Style::Paragraph,
            entities: Vec::new(),
            priorities: Vec::new(),
            years: vec![row.covers],
            places: Vec::new(),
        };
        for section in row.sections {
            self.section(&mut filer, section, None, &defaults);
        }
        let mut weight = vec![0u64];
        for item in &filer.items {
            let more = match *item {
                Item::Heading(_) => 80,
                Item::Passage(id) => self.passages[id.index()].text.len() as u64 + 80,
            };
            weight.push(weight.last().copied().unwrap_or(0) + more);
        }
        self.reports.push(Report {
            id: id.to_owned().into(),
            title: row.title,
            covers: row.covers,
            published: row.published,
            terms: row.terms,
            items: filer.items,
            passages: first..number(self.passages.len()),
            weight,
        });
    }

    fn section(&mut self, filer: &mut Filer<'_>, row: SectionRow, parent: Option<SectionId>, defaults: &Defaults) {
        let title = row.title.as_deref().unwrap_or("");
        let place = Place { file: filer.file, id: title };
        if row.passages.is_empty() && row.sections.is_empty() {
            self.problems.push(place.problem("passages", "a section has passages or sections; this one is empty"));
        }
        let defaults = Defaults {
            kind: row.kind.as_deref().map_or(defaults.kind, |word| self.kind(&place, word)),
            style: row.style.as_deref().map_or(defaults.style, |word| self.style(&place, word)),
            entities: row
                .entities
                .as_ref()
                .map_or_else(|| defaults.entities.clone(), |ids| self.entity_list(&place, "entities", ids)),
            priorities: row.priorities.unwrap_or_else(|| defaults.priorities.clone()),
            years: row.years.unwrap_or_else(|| defaults.years.clone()),
            places: row.places.unwrap_or_else(|| defaults.places.clone()),
        };
        let section = match (row.title, parent) {
            (None, Some(parent)) => parent,
            (title, parent) => {
                let title = title.unwrap_or_default();
                plain(&title, |m| self.problems.push(place_of(filer.file, &title).problem("title", m)));
                let id = SectionId(number(self.sections.len()));
                let depth = parent.map_or(0, |p| self.sections[p.index()].depth + 1);
                self.sections.push(Section {
                    report: filer.report,
                    parent,
                    title,
                    depth,
                    item: number(filer.items.len()),
                });
                filer.items.push(Item::Heading(id));
                id
            }
        };
        for passage in row.passages {
            self.passage(filer, passage, section, &defaults);
        }
        for below in row.sections {
            self.section(filer, below, Some(section), &defaults);
        }
    }

    fn passage(&mut self, filer: &mut Filer<'_>, row: PassageRow, section: SectionId, defaults: &Defaults) {
        let row_id = row.id;
        let place = Place { file: filer.file, id: &row_id };
        self.check_words(&place, &row);
        let kind = match row.kind.as_deref() {
            Some(word) => self.kind(&place, word),
            None => defaults.kind,
        };
        if kind.is_none() && row.kind.is_none() {
            self.problems.push(place.problem("kind", "is missing, and no section above gives one"));
        }
        let kind = kind.unwrap_or(Kind::Narrative);
        let details = self.details(&place, kind, &row);
        let entities = row
            .entities
            .as_ref()
            .map_or_else(|| defaults.entities.clone(), |ids| self.entity_list(&place, "entities", ids));
        if entities.is_empty() && row.entities.as_ref().is_none_or(Vec::is_empty) {
            self.problems.push(place.problem("entities", "is empty; name those who act, or \"ICAT\" for the group"));
        }
        let priorities = row.priorities.unwrap_or_else(|| defaults.priorities.clone());
        for priority in &priorities {
            if !self.priorities.iter().any(|p| p.number == *priority) {
                self.problems.push(place.problem(
                    "priorities",
                    format!("{priority} is no priority; there are 1 to {}", self.priorities.len()),
                ));
            }
        }
        let years = row.years.unwrap_or_else(|| defaults.years.clone());
        if years.is_empty() {
            self.problems.push(place.problem("years", "is empty; give the report's year where the text does not say"));
        }
        for year in years.iter().filter(|y| !YEARS.contains(y)) {
            self.problems.push(place.problem("years", format!("{year} is no plausible year")));
        }
        let places = row.places.unwrap_or_else(|| defaults.places.clone());
        for name in &places {
            plain(name, |m| self.problems.push(place.problem("places", m)));
        }
        let parent = row.parent.as_ref().and_then(|parent| {
            let found =
                self.passage_ids.get(parent).copied().filter(|&p| self.passages[p.index()].report == filer.report);
            if found.is_none() {
                self.problems.push(place.problem(
                    "parent",
                    format!("\"{parent}\" is no passage of this report that stands before this one"),
                ));
            }
            found
        });
        let id = PassageId(number(self.passages.len()));
        if self.passage_ids.insert(row.id, id).is_some() {
            self.problems.push(place.problem("id", "stands twice; an id names one passage"));
        }
        let style = row.style.as_deref().map_or(defaults.style, |word| self.style(&place, word));
        filer.items.push(Item::Passage(id));
        self.passages.push(Passage {
            id: row.id,
            report: filer.report,
            section,
            kind,
            style,
            headline: row.headline,
            text: row.text,
            entities: entities.into(),
            priorities: priorities.into(),
            years: years.into(),
            places: places.into(),
            links: row.links.into_iter().map(|l| Link { label: l.label, url: l.url }).collect(),
            editorial: row.editorial,
            parent,
            mark: row.mark,
            details,
        });
    }

    /// Checks id, headline, text, links and notes of a passage.
    fn check_words(&mut self, place: &Place<'_>, row: &PassageRow) {
        let problems = &mut self.problems;
        if row.id.is_empty() || !row.id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
            problems.push(place.problem(
                "id",
                format!("\"{}\" is not made of lower-case letters, digits and hyphens", text::harmless(&row.id)),
            ));
        }
        plain(&row.headline, |m| problems.push(place.problem("headline", m)));
        let length = row.headline.chars().count();
        if length > HEADLINE_MAX {
            problems
                .push(place.problem("headline", format!("has {length} characters; at most {HEADLINE_MAX} fit a row")));
        }
        plain(&row.text, |m| problems.push(place.problem("text", m)));
        if row.text.len() > TEXT_MAX {
            problems.push(place.problem(
                "text",
                format!("has {} bytes; a passage is one paragraph, at most {TEXT_MAX} bytes", row.text.len()),
            ));
        }
        for link in &row.links {
            plain(&link.label, |m| problems.push(place.problem("links", m)));
            url(&link.url, |m| problems.push(place.problem("links", m)));
        }
        row.editorial.iter().for_each(|t| plain(t, |m| problems.push(place.problem("editorial", m))));
        row.mark.iter().for_each(|t| plain(t, |m| problems.push(place.problem("mark", m))));
    }

    fn details(&mut self, place: &Place<'_>, kind: Kind, row: &PassageRow) -> Details {
        let extra = [
            ("party", row.party.is_some(), Kind::Agreement),
            ("with", row.with.is_some(), Kind::Agreement),
            ("form", row.form.is_some(), Kind::Agreement),
            ("starred", row.starred.is_some(), Kind::Agreement),
            ("detail", row.detail.is_some(), Kind::Agreement),
            ("name", row.name.is_some(), Kind::Initiative),
            ("scope", row.scope.is_some(), Kind::Initiative),
            ("composition", row.composition.is_some(), Kind::Initiative),
            ("title", row.title.is_some(), Kind::Publication),
            ("published", row.published.is_some(), Kind::Publication),
            ("languages", row.languages.is_some(), Kind::Publication),
            ("upcoming", row.upcoming.is_some(), Kind::Publication),
            ("speaker", row.speaker.is_some(), Kind::Quote),
        ];
        for (field, given, of) in extra {
            if of == kind && !given {
                self.problems.push(place.problem(field, format!("is missing; every {} has one", kind.word())));
            }
            if of != kind && given {
                self.problems
                    .push(place.problem(field, format!("belongs to kind {}, and this is {}", of.word(), kind.word())));
            }
        }
        let words = [&row.party, &row.name, &row.scope, &row.composition, &row.title, &row.series, &row.speaker];
        for (field, word) in
            ["party", "name", "scope", "composition", "title", "series", "speaker"].into_iter().zip(words)
        {
            word.iter().for_each(|w| plain(w, |m| self.problems.push(place.problem(field, m))));
        }
        row.languages.iter().flatten().for_each(|w| plain(w, |m| self.problems.push(place.problem("languages", m))));
        row.detail
            .iter()
            .filter(|d| !d.is_empty())
            .for_each(|w| plain(w, |m| self.problems.push(place.problem("detail", m))));
        let word = |field: &Option<Words>| (*field).unwrap_or_default();
        match kind {
            Kind::Agreement => {
                let form = row.form.as_deref().and_then(Form::from_word);
                if row.form.is_some() && form.is_none() {
                    self.problems.push(place.problem("form", "is neither \"mou\" nor \"framework\""));
                }
                Details::Agreement {
                    party: word(&row.party),
                    with: row.with.as_ref().map(|ids| self.entity_list(place, "with", ids)).unwrap_or_default().into(),
                    form: form.unwrap_or(Form::Mou),
                    starred: row.starred.unwrap_or_default(),
                    detail: word(&row.detail),
                }
            }
            Kind::Initiative => Details::Initiative {
                name: word(&row.name),
                scope: word(&row.scope),
                composition: word(&row.composition),
            },
            Kind::Publication => {
                let published = row.published.flatten();
                if let Some(year) = published.filter(|y| !YEARS.contains(y)) {
                    self.problems.push(place.problem("published", format!("{year} is no plausible year")));
                }
                Details::Publication {
                    title: word(&row.title),
                    published,
                    languages: row.languages.clone().unwrap_or_default().into(),
                    upcoming: row.upcoming.unwrap_or_default(),
                    series: word(&row.series),
                }
            }
            Kind::Quote => Details::Quote { speaker: word(&row.speaker) },
            _ => Details::None,
        }
    }

    fn kind(&mut self, place: &Place<'_>, word: &str) -> Option<Kind> {
        let kind = Kind::from_word(word);
        if kind.is_none() {
            let known: Vec<_> = Kind::ALL.iter().map(|k| k.word()).collect();
            self.problems.push(
                place.problem(
                    "kind",
                    format!("\"{}\" is no kind; there are {}", text::harmless(word), known.join(", ")),
                ),
            );
        }
        kind
    }

    fn style(&mut self, place: &Place<'_>, word: &str) -> Style {
        Style::from_word(word).unwrap_or_else(|| {
            let known: Vec<_> = Style::ALL.iter().map(|k| k.word()).collect();
            self.problems.push(
                place.problem(
                    "style",
                    format!("\"{}\" is no style; there are {}", text::harmless(word), known.join(", ")),
                ),
            );
            Style::Paragraph
        })
    }

    /// The entities that ids stand for. An unknown one is told, and not told again as the lack of one: any stands in for it.
    fn entity_list(&mut self, place: &Place<'_>, field: &str, ids: &[Words]) -> Vec<EntityId> {
        let mut found = Vec::new();
        for id in ids {
            match self.entity_ids.get(id) {
                Some(entity) if found.contains(entity) => {
                    self.problems.push(place.problem(field, format!("\"{id}\" stands twice")));
                }
                Some(&entity) => found.push(entity),
                None => {
                    let near = nearest(id, self.entities.iter().map(|e| e.id.as_str()));
                    let hint = near.map(|n| format!("; did you mean {n}?")).unwrap_or_default();
                    self.problems.push(
                        place.problem(field, format!("\"{}\" is no entity of entities.json{hint}", text::harmless(id))),
                    );
                    if found.is_empty() {
                        found.push(EntityId(0));
                    }
                }
            }
        }
        found
    }
}

struct Filer<'a> {
    report: ReportId,
    file: &'a File,
    items: Vec<Item>,
}

fn place_of<'a>(file: &'a File, id: &'a str) -> Place<'a> {
    Place { file, id }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
