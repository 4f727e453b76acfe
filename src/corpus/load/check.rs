//! Checks the reports and their sections, and adds them to the dataset.

use std::collections::{HashMap, HashSet};

use crate::corpus::load::found::FoundProblems;
use crate::corpus::load::named::NameTable;
use crate::corpus::load::place::Place;
use crate::corpus::load::rules::{Later, nearest, quoted};
use crate::corpus::load::vocabulary::WorldNames;
use crate::corpus::load::{DataFile, limits};
use crate::corpus::raw::{ReportFile, SectionRow};
use crate::corpus::strings::Str;
use crate::corpus::vocabulary::{Topic, TopicId};
use crate::corpus::works::WorkId;
use crate::corpus::{
    Entity, EntityId, Item, Kind, Passage, PassageId, PassageStyle, Priority, Report, ReportId, Section, SectionId,
};
use crate::text::fold_plain;

/// Everything read and checked so far.
pub(super) struct Checker<'f> {
    pub(super) entities: Vec<Entity>,
    pub(super) priorities: Vec<Priority>,
    pub(super) reports: Vec<Report>,
    pub(super) sections: Vec<Section>,
    pub(super) passages: Vec<Passage>,
    pub(super) passage_ids: HashMap<Str, PassageId>,
    pub(super) entity_ids: HashMap<Str, EntityId>,
    pub(super) topic_ids: HashMap<Str, TopicId>,
    pub(super) work_ids: HashMap<Str, WorkId>,
    pub(super) places: HashSet<Str>,
    /// The name under which a partner is known, by each of its names without case and accents.
    pub(super) partner_names: HashMap<String, Str>,
    /// The places of the world, if the dataset has them.
    pub(super) world_names: WorldNames,
    /// Whether the report being read names no other places: it is of schema 2.
    pub(super) is_closed: bool,
    pub(super) named: NameTable,
    pub(super) found: FoundProblems<'f>,
}

/// The values that a section passes on to its passages and sections unless they set their own.
#[derive(Clone)]
pub(super) struct Defaults {
    pub(super) kind: Option<Kind>,
    pub(super) style: PassageStyle,
    /// `None` if no section names its bodies; an empty list says that nobody is named.
    pub(super) entities: Option<Vec<EntityId>>,
    pub(super) priorities: Vec<u8>,
    pub(super) years: Vec<u16>,
    pub(super) places: Vec<Str>,
}

/// The report being built.
pub(super) struct ReportBuilder {
    pub(super) report: ReportId,
    /// The schema that the file is written in.
    pub(super) schema: u32,
    pub(super) items: Vec<Item>,
}

impl<'f> Checker<'f> {
    pub(super) fn new(
        entities: Vec<Entity>,
        priorities: Vec<Priority>,
        topics: &[Topic],
        found: FoundProblems<'f>,
    ) -> Self {
        let entity_ids = (0u16..).zip(&entities).map(|(number, entity)| (entity.id, EntityId(number))).collect();
        let named = NameTable::of(&entities);
        Self {
            entities,
            priorities,
            reports: Vec::new(),
            sections: Vec::new(),
            passages: Vec::new(),
            passage_ids: HashMap::new(),
            entity_ids,
            topic_ids: (0u16..).zip(topics).map(|(n, topic)| (topic.id, TopicId(n))).collect(),
            work_ids: HashMap::new(),
            places: HashSet::new(),
            partner_names: HashMap::new(),
            world_names: WorldNames::default(),
            is_closed: false,
            named,
            found,
        }
    }

    /// Checks one report and adds it with its sections and passages. The caller has checked that there is room for it.
    pub(super) fn report(&mut self, id: &str, file: &'f DataFile, row: ReportFile) {
        let place = Place::top(file);
        self.found.plain(&place, "title", &row.title, limits::TITLE);
        self.found.plain(&place, "terms", &row.terms, limits::TERMS);
        self.found.year(&place, "covers", row.covers);
        self.found.year(&place, "published", row.published);
        row.url.iter().for_each(|url| self.found.url(&place, "url", url));
        row.page_url.iter().for_each(|url| self.found.url(&place, "page_url", url));
        if row.sections.is_empty() {
            self.found.tell(&place, "sections", "has none; a report has at least one section");
        }
        let Ok(report) = u16::try_from(self.reports.len()).map(ReportId) else { return };
        let Some(first) = number(self.passages.len()) else { return };
        let mut filer = ReportBuilder { report, schema: row.schema, items: Vec::new() };
        self.is_closed = row.schema > 1;
        let defaults = Defaults {
            kind: None,
            style: PassageStyle::Paragraph,
            entities: None,
            priorities: Vec::new(),
            // In schema 1, a passage without years had that of its report.
            years: if row.schema == 1 { vec![row.covers] } else { Vec::new() },
            places: Vec::new(),
        };
        for (n, section) in row.sections.into_iter().enumerate() {
            let title = section.title.unwrap_or_default();
            self.section(&mut filer, &place.below("sections", n, &title), section, None, &defaults);
        }
        let mut weight = vec![0u64];
        for item in &filer.items {
            let more = match *item {
                Item::Heading(_) => 80,
                Item::Passage(id) => self.passages[id.index()].text.len() as u64 + 80,
            };
            weight.push(weight.last().copied().unwrap_or(0) + more);
        }
        let Some(last) = number(self.passages.len()) else { return };
        self.reports.push(Report {
            id: id.to_owned().into(),
            title: row.title,
            covers: row.covers,
            published: row.published,
            terms: row.terms,
            url: row.url,
            page_url: row.page_url,
            items: filer.items,
            passages: first..last,
            weight,
        });
    }

    fn section(
        &mut self,
        filer: &mut ReportBuilder,
        place: &Place<'f, '_>,
        row: SectionRow,
        parent: Option<SectionId>,
        defaults: &Defaults,
    ) {
        if row.passages.is_empty() && row.sections.is_empty() {
            self.found.tell(place, "passages", "a section has passages or sections; this one is empty");
        }
        if filer.schema > 1 && row.years.is_some() {
            self.found.tell(place, "years", "belongs to passages; a section has none to pass on");
        }
        let defaults = Defaults {
            kind: row.kind.as_deref().map_or(defaults.kind, |word| self.kind(place, word)),
            style: row.style.as_deref().map_or(defaults.style, |word| self.style(place, word)),
            entities: match row.entities {
                Some(own) => Some(self.entity_list(place, "entities", &own)),
                None => defaults.entities.clone(),
            },
            priorities: row.priorities.map_or_else(|| defaults.priorities.clone(), |own| self.priorities(place, own)),
            years: row.years.map_or_else(|| defaults.years.clone(), |own| self.years(place, own)),
            places: row.places.map_or_else(|| defaults.places.clone(), |own| self.places(place, own)),
        };
        let section = match (row.title, parent) {
            (None, Some(parent)) => parent,
            (title, parent) => match self.heading(filer, place, title.unwrap_or_default(), parent) {
                Some(section) => section,
                None => return,
            },
        };
        for (n, passage) in row.passages.into_iter().enumerate() {
            let id = passage.id;
            if !self.passage(filer, &place.below("passages", n, &id), passage, section, &defaults) {
                return;
            }
        }
        for (n, below) in row.sections.into_iter().enumerate() {
            let title = below.title.unwrap_or_default();
            self.section(filer, &place.below("sections", n, &title), below, Some(section), &defaults);
        }
    }

    /// Adds a section under its parent. Returns `None` if it is nested too deep or there is no room for it.
    fn heading(
        &mut self,
        filer: &mut ReportBuilder,
        place: &Place<'f, '_>,
        title: Str,
        parent: Option<SectionId>,
    ) -> Option<SectionId> {
        self.found.plain(place, "title", &title, limits::TITLE);
        let depth = parent.map_or(0, |p| self.sections[p.index()].depth + 1);
        if usize::from(depth) >= limits::DEPTH {
            let message = format!("stands too deep; at most {} sections may stand within each other", limits::DEPTH);
            self.found.tell(place, "title", message);
            return None;
        }
        if !self.found.room(&place.file.name, self.sections.len(), limits::SECTIONS, "sections") {
            return None;
        }
        let (id, item) = (SectionId(number(self.sections.len())?), number(filer.items.len())?);
        self.sections.push(Section { report: filer.report, parent, title, depth, item });
        filer.items.push(Item::Heading(id));
        Some(id)
    }

    pub(super) fn kind(&mut self, place: &Place<'f, '_>, word: &str) -> Option<Kind> {
        let kind = Kind::from_word(word);
        if kind.is_none() {
            let known = Later(|| Kind::ALL.iter().map(|k| k.word()).collect::<Vec<_>>().join(", "));
            let message = format!("{} is no kind; there are {known}", quoted(word));
            self.found.tell(place, "kind", message);
        }
        kind
    }

    pub(super) fn style(&mut self, place: &Place<'f, '_>, word: &str) -> PassageStyle {
        PassageStyle::from_word(word).unwrap_or_else(|| {
            let known = Later(|| PassageStyle::ALL.iter().map(|k| k.word()).collect::<Vec<_>>().join(", "));
            let message = format!("{} is no style; there are {known}", quoted(word));
            self.found.tell(place, "style", message);
            PassageStyle::Paragraph
        })
    }

    /// Resolves ids to entities. Reports an unknown id. If no entity comes before it, the first one of the dataset
    /// stands in for it, so that the list is not also reported as empty.
    pub(super) fn entity_list(&mut self, place: &Place<'f, '_>, field: &'static str, ids: &[Str]) -> Vec<EntityId> {
        let mut listed = Vec::new();
        for (n, id) in self.found.list(place, field, ids, limits::SOME).iter().enumerate() {
            match self.entity_ids.get(id) {
                Some(entity) if listed.contains(entity) => {
                    self.found.tell(place, (field, n), format_args!("{} stands twice", quoted(id)));
                }
                Some(&entity) => listed.push(entity),
                None => {
                    let entities = &self.entities;
                    let hint = Later(|| {
                        let near = nearest(id, entities.iter().map(|e| e.id.as_str()));
                        near.map(|n| format!("; did you mean {n}?")).unwrap_or_default()
                    });
                    let message = format!("{} is no entity of entities.json{hint}", quoted(id));
                    self.found.tell(place, (field, n), message);
                    if listed.is_empty() {
                        listed.push(EntityId(0));
                    }
                }
            }
        }
        listed
    }

    pub(super) fn priorities(&mut self, place: &Place<'f, '_>, own: Vec<u8>) -> Vec<u8> {
        let most = self.priorities.len();
        for (n, &priority) in self.found.list(place, "priorities", &own, limits::FEW).iter().enumerate() {
            if priority == 0 || usize::from(priority) > most {
                let known = Later(|| match most {
                    0 => "priorities.json has none".to_owned(),
                    1 => "there is 1 alone".to_owned(),
                    _ => format!("there are 1 to {most}"),
                });
                self.found.tell(place, ("priorities", n), format_args!("{priority} is no priority; {known}"));
            }
        }
        self.found.once(place, "priorities", &own, |own| *own, u8::to_string);
        own
    }

    pub(super) fn years(&mut self, place: &Place<'f, '_>, own: Vec<u16>) -> Vec<u16> {
        for (n, &year) in self.found.list(place, "years", &own, limits::FEW).iter().enumerate() {
            self.found.year(place, ("years", n), year);
        }
        self.found.once(place, "years", &own, |own| *own, u16::to_string);
        own
    }

    pub(super) fn places(&mut self, place: &Place<'f, '_>, own: Vec<Str>) -> Vec<Str> {
        for (n, &name) in self.found.list(place, "places", &own, limits::FEW).iter().enumerate() {
            self.found.plain(place, ("places", n), &name, limits::PLACE);
            if self.is_closed
                && let Some(near) = self.world_names.unknown(&name)
            {
                let near = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
                let message = format!("{} is no place of places.json{near}", quoted(&name));
                self.found.tell(place, ("places", n), message);
            }
            let most = limits::PLACES;
            if self.places.insert(name) && self.places.len() == most + 1 {
                let message = format!("brings the places to more than {most}, which is all that can be told apart");
                self.found.tell(place, ("places", n), message);
            }
        }
        self.found.once(place, "places", &own, |name| fold_plain(name), |name| quoted(name));
        own
    }
}

/// Returns the number of the next item when there are `have` already; `None` if it does not fit.
pub(super) fn number(have: usize) -> Option<u32> {
    u32::try_from(have).ok()
}
