//! Checks works, partners, initiatives and synonyms.

use std::collections::{HashMap, HashSet};

use crate::corpus::kinds::PartnerKind;
use crate::corpus::load::check::Checker;
use crate::corpus::load::found::FoundProblems;
use crate::corpus::load::place::Place;
use crate::corpus::load::rules::{Later, quoted};
use crate::corpus::load::{DataFile, Files, limits, parse, schema};
use crate::corpus::raw::{InitiativesFile, LinkRow, PartnersFile, SynonymRow, SynonymsFile, WorksFile};
use crate::corpus::strings::Str;
use crate::corpus::vocabulary::SynonymGroup;
use crate::corpus::works::{JointInitiative, KnownPartner, Work, WorkId};
use crate::corpus::{Details, Link, PassageId};
use crate::text::fold_plain;

impl<'f> Checker<'f> {
    /// Checks the published works, before the passages that name them.
    ///
    /// Which passages describe each is resolved by [`Checker::told_works`].
    pub(super) fn works(&mut self, files: &'f Files) -> (Vec<Work>, Vec<Vec<Str>>) {
        let Some(file) = &files.works else { return (Vec::new(), Vec::new()) };
        let Some(rows) = parse::<WorksFile>(file, &mut self.found) else { return (Vec::new(), Vec::new()) };
        schema(rows.schema, file, &mut self.found);
        let top = Place::top(file);
        self.found.list(&top, "works", &rows.works, limits::WORKS);
        let mut ids = HashSet::new();
        let rows = rows.works.into_iter().take(limits::WORKS).enumerate();
        rows.map(|(n, row)| {
            let id = row.id;
            let place = top.below("works", n, &id);
            self.found.id(&id, |found, wrong| found.tell(&place, "id", wrong));
            if !ids.insert(id) {
                self.found.tell(&place, "id", "stands twice; an id names one work");
            }
            self.found.plain(&place, "title", &row.title, limits::PUBLICATION);
            self.found.plain_or_empty(&place, "series", &row.series, limits::SERIES);
            row.published.iter().for_each(|&year| self.found.year(&place, "published", year));
            for (n, language) in self.found.list(&place, "languages", &row.languages, limits::FEW).iter().enumerate() {
                self.found.plain(&place, ("languages", n), language, limits::SERIES);
            }
            self.links(&place, &row.links);
            let work = Work {
                id,
                title: row.title,
                entities: self.entity_list(&place, "entities", &row.entities),
                published: row.published,
                issued: row.published.into_iter().collect(),
                languages: row.languages,
                links: row.links.into_iter().map(|link| Link { label: link.label, url: link.url }).collect(),
                series: row.series,
                upcoming: row.upcoming,
                passages: Vec::new(),
            };
            (work, row.passages)
        })
        .unzip()
    }

    /// Joins works and the passages that describe them: those that the work lists, and those that name the work.
    pub(super) fn told_works(&mut self, files: &'f Files, works: &mut [Work], listed: &[Vec<Str>]) {
        // Where a report is wrong, its passages may be missing for that reason alone.
        let Some(file) = files.works.as_ref().filter(|_| self.found.is_empty()) else { return };
        let top = Place::top(file);
        let mut first: HashMap<PassageId, WorkId> = HashMap::new();
        for (n, ids) in listed.iter().enumerate() {
            let id = works[n].id;
            let place = top.below("works", n, &id);
            let number = u32::try_from(n).map_or(WorkId(u32::MAX), WorkId);
            self.found.once(&place, "passages", ids, |id| *id, |id| quoted(id));
            for (at, passage) in self.found.list(&place, "passages", ids, limits::SOME).iter().enumerate() {
                match self.passage_ids.get(passage).copied() {
                    Some(known) => {
                        works[n].passages.push(known);
                        first.entry(known).or_insert(number);
                    }
                    None => {
                        self.found.tell(&place, ("passages", at), format_args!("{} is no passage", quoted(passage)));
                    }
                }
            }
        }
        for (number, passage) in (0u32..).map(PassageId).zip(&mut self.passages) {
            match passage.work {
                Some(work) => works[work.0 as usize].passages.push(number),
                None => passage.work = first.get(&number).copied(),
            }
        }
        let mut told: HashMap<PassageId, usize> = HashMap::new();
        for work in works.iter_mut() {
            work.passages.sort_unstable();
            work.passages.dedup();
            work.passages.iter().for_each(|id| *told.entry(*id).or_default() += 1);
        }
        for work in works.iter_mut() {
            // What a passage of several works prints is true of one of them only.
            let printed = work.passages.iter().filter(|id| told[id] == 1);
            let (mut years, mut printed_languages) = (Vec::new(), Vec::new());
            for id in printed {
                if let Details::Publication { published, languages, .. } = &self.passages[id.index()].details {
                    years.extend(*published);
                    printed_languages.extend(languages.iter().copied());
                }
            }
            if work.published.is_none() {
                years.sort_unstable();
                years.dedup();
                work.issued = years;
            }
            for language in printed_languages {
                if !work.languages.contains(&language) {
                    work.languages.push(language);
                }
            }
        }
    }

    /// Checks links.
    pub(super) fn links(&mut self, place: &Place<'f, '_>, links: &[LinkRow]) {
        for (n, link) in self.found.list(place, "links", links, limits::FEW).iter().enumerate() {
            self.found.plain(place, ("links", n, "label"), &link.label, limits::WORDS);
            self.found.url(place, ("links", n, "url"), &link.url);
        }
        self.found.once(place, "links", links, |link| (link.label, link.url), |link| quoted(&link.url));
    }

    /// Checks the initiatives, after the passages that describe them.
    pub(super) fn initiatives(&mut self, files: &'f Files) -> Vec<JointInitiative> {
        let Some(file) = &files.initiatives else { return Vec::new() };
        let Some(rows) = parse::<InitiativesFile>(file, &mut self.found) else { return Vec::new() };
        schema(rows.schema, file, &mut self.found);
        // Where a report is wrong, its passages may be missing for that reason alone.
        if !self.found.is_empty() {
            return Vec::new();
        }
        let top = Place::top(file);
        let mut ids = HashSet::new();
        let mut initiatives = Vec::new();
        for (n, row) in self.found.list(&top, "initiatives", &rows.initiatives, limits::SOME).iter().enumerate() {
            let place = top.below("initiatives", n, &row.id);
            self.found.id(&row.id, |found, wrong| found.tell(&place, "id", wrong));
            if !ids.insert(row.id) {
                self.found.tell(&place, "id", "stands twice; an id names one initiative");
            }
            self.found.plain(&place, "name", &row.name, limits::NAME);
            names(&place, &row.aliases, &mut self.found);
            let mut participants = Vec::new();
            let rows = self.found.list(&place, "participants", &row.participants, limits::SOME).iter();
            for (n, participant) in rows.enumerate() {
                let place = place.below("participants", n, &row.id);
                let body = self.entity_list(&place, "entity", std::slice::from_ref(&participant.entity));
                let passage = self.told_in(&place, participant.passage);
                participants.extend(body.first().copied().zip(passage));
            }
            initiatives.push(JointInitiative {
                id: row.id,
                name: row.name,
                aliases: row.aliases.clone(),
                participants,
            });
        }
        initiatives
    }

    fn told_in(&mut self, place: &Place<'f, '_>, id: Str) -> Option<PassageId> {
        let known = self.passage_ids.get(&id).copied();
        if known.is_none() {
            self.found.tell(place, "passage", format_args!("{} is no passage", quoted(&id)));
        }
        known
    }

    /// Checks the partners, before the claims that name them.
    pub(super) fn known_partners(&mut self, files: &'f Files) -> Vec<KnownPartner> {
        let Some(file) = &files.partners else { return Vec::new() };
        let Some(rows) = parse::<PartnersFile>(file, &mut self.found) else { return Vec::new() };
        schema(rows.schema, file, &mut self.found);
        let top = Place::top(file);
        let mut known: HashSet<String> = HashSet::new();
        let mut partners = Vec::new();
        for (n, row) in self.found.list(&top, "partners", &rows.partners, limits::MANY).iter().enumerate() {
            let place = top.below("partners", n, &row.name);
            self.found.plain(&place, "name", &row.name, limits::NAME);
            names(&place, &row.aliases, &mut self.found);
            for name in std::iter::once(&row.name).chain(&row.aliases) {
                if !known.insert(fold_plain(name)) {
                    let message = format!("{} is a name of two partners, or stands twice", quoted(name));
                    self.found.tell(&place, "name", message);
                }
            }
            let kind = PartnerKind::from_word(&row.kind).unwrap_or_else(|| {
                let known = Later(|| PartnerKind::ALL.iter().map(|k| k.word()).collect::<Vec<_>>().join(", "));
                let message = format!("{} is no kind of partner; there are {known}", quoted(&row.kind));
                self.found.tell(&place, "kind", message);
                PartnerKind::Organization
            });
            for name in std::iter::once(&row.name).chain(&row.aliases) {
                self.partner_names.entry(fold_plain(name)).or_insert(row.name);
            }
            partners.push(KnownPartner { name: row.name, kind, aliases: row.aliases.clone() });
        }
        partners
    }

    /// Checks the synonyms: groups of words that mean the same.
    pub(super) fn synonyms(&mut self, files: &'f Files) -> Vec<SynonymGroup> {
        let Some(file) = &files.synonyms else { return Vec::new() };
        let Some(rows) = parse::<SynonymsFile>(file, &mut self.found) else { return Vec::new() };
        schema(rows.schema, file, &mut self.found);
        let top = Place::top(file);
        let rows = self.found.list(&top, "synonyms", &rows.synonyms, limits::MANY);
        for (n, row) in rows.iter().enumerate() {
            let place = top.below("synonyms", n, row.words.first().map_or("", Str::as_str));
            if row.words.len() + row.narrower.len() + row.names.len() < 2 {
                self.found.tell(&place, "words", "has fewer than two words; a word alone has no synonym");
            }
            for (n, word) in self.found.list(&place, "narrower", &row.narrower, limits::FEW).iter().enumerate() {
                self.found.plain(&place, ("narrower", n), word, limits::TERM);
            }
            self.found.names(&place, &row.names);
            for (n, word) in self.found.list(&place, "words", &row.words, limits::FEW).iter().enumerate() {
                self.found.plain(&place, ("words", n), word, limits::TERM);
                if row.words.iter().take(n).any(|other| fold_plain(other) == fold_plain(word)) {
                    let message = format!("{} stands twice", quoted(word));
                    self.found.tell(&place, ("words", n), message);
                }
            }
        }
        let group = |row: &SynonymRow| SynonymGroup {
            words: row.words.clone(),
            wide: row.wide,
            narrower: row.narrower.clone(),
            names: row.names.clone(),
        };
        rows.iter().map(group).collect()
    }

    /// Checks what became of ids that went: which passage stands for each now.
    pub(super) fn replaced(&mut self, file: &'f DataFile, rows: &[(Str, Str)]) -> Vec<(Str, PassageId)> {
        let place = Place::top(file);
        let mut replaced = Vec::new();
        for (old, new) in rows {
            if self.passage_ids.contains_key(old) {
                let message = format!("{} is a passage; only an id that went is replaced", quoted(old));
                self.found.tell(&place, "replaced_by", message);
            }
            match self.passage_ids.get(new) {
                Some(&passage) => replaced.push((*old, passage)),
                None => self.found.tell(&place, "replaced_by", format_args!("{} is no passage", quoted(new))),
            }
        }
        replaced
    }
}

/// Checks the other names of something.
fn names<'f>(place: &Place<'f, '_>, aliases: &[Str], found: &mut FoundProblems<'f>) {
    for (n, alias) in found.list(place, "aliases", aliases, limits::FEW).iter().enumerate() {
        found.plain(place, ("aliases", n), alias, limits::NAME);
    }
    found.once(place, "aliases", aliases, |alias| fold_plain(alias), |alias| quoted(alias));
}
