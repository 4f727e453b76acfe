//! Checks the passages and adds them to the dataset.

use crate::corpus::claims::Claim;
use crate::corpus::load::check::{Checker, Defaults, ReportBuilder, number};
use crate::corpus::load::claims::{of_claims, prints_year};
use crate::corpus::load::limits;
use crate::corpus::load::place::Place;
use crate::corpus::load::rules::quoted;
use crate::corpus::raw::PassageRow;
use crate::corpus::strings::Str;
use crate::corpus::{AgreementForm, Details, EntityId, HEADLINE_MAX, Item, Kind, Link, Passage, PassageId, SectionId};
use crate::text::fold_plain;

impl<'f> Checker<'f> {
    /// Checks one passage and adds it. Returns `false` if there was no room for it.
    pub(super) fn passage(
        &mut self,
        filer: &mut ReportBuilder,
        place: &Place<'f, '_>,
        mut row: PassageRow,
        section: SectionId,
        defaults: &Defaults,
    ) -> bool {
        let room = self.found.room(&place.file.name, self.passages.len(), limits::PASSAGES, "passages");
        let (Some(id), true) = (number(self.passages.len()).map(PassageId), room) else { return false };
        self.words(place, &row);
        self.links(place, &row.links);
        let kind = match row.kind.as_deref() {
            Some(word) => self.kind(place, word),
            None => defaults.kind,
        };
        if kind.is_none() && row.kind.is_none() {
            self.found.tell(place, "kind", "is missing, and no section above gives one");
        }
        let kind = kind.unwrap_or(Kind::Narrative);
        let details = self.details(place, kind, &row);
        let claims = self.claims(place, &row.text, std::mem::take(&mut row.claims));
        let entities = self.bodies(filer, place, &row, &claims, defaults);
        let priorities = match row.priorities.take() {
            Some(own) => self.priorities(place, own),
            None => defaults.priorities.clone(),
        };
        let years = self.stated(filer, place, &mut row, &claims, defaults);
        let places = match row.places.take() {
            Some(own) => self.places(place, own),
            None if !claims.is_empty() => of_claims(&claims, |claim| &claim.places),
            None => defaults.places.clone(),
        };
        let work = row.work.and_then(|id| {
            let known = self.work_ids.get(&id).copied();
            if known.is_none() {
                self.found.tell(place, "work", format_args!("{} is no work of works.json", quoted(&id)));
            }
            known
        });
        let mut topics = self.topic_list(place, &row.topics);
        for topic in claims.iter().flat_map(|claim| claim.topics.iter()) {
            if !topics.contains(topic) {
                topics.push(*topic);
            }
        }
        self.contained(place, &claims, &places, &years);
        let parent = row.parent.as_ref().and_then(|parent| self.parent(filer, place, parent));
        if let Some(body) = self.named.find_id(&row.id) {
            let message = format!("{} is also {body}; it would be shown in place of the body", quoted(&row.id));
            self.found.tell(place, "id", message);
        }
        if self.passage_ids.insert(row.id, id).is_some() {
            self.found.tell(place, "id", "stands twice; an id names one passage");
        }
        let style = row.style.as_deref().map_or(defaults.style, |word| self.style(place, word));
        filer.items.push(Item::Passage(id));
        self.passages.push(Passage {
            id: row.id,
            report: filer.report,
            section,
            kind,
            style,
            headline: row.headline,
            text: row.text.into(),
            claims: claims.into(),
            entities: entities.into(),
            priorities: priorities.into(),
            years: years.into(),
            places: places.into(),
            topics: topics.into(),
            work,
            page: row.page,
            links: row.links.into_iter().map(|l| Link { label: l.label, url: l.url }).collect(),
            editorial: row.editorial,
            parent,
            mark: row.mark,
            details,
        });
        true
    }

    /// Returns the bodies of a passage: those of its claims, its own, or those of its section.
    fn bodies(
        &mut self,
        filer: &ReportBuilder,
        place: &Place<'f, '_>,
        row: &PassageRow,
        claims: &[Claim],
        defaults: &Defaults,
    ) -> Vec<EntityId> {
        let own = row.entities.as_deref().map(|ids| self.entity_list(place, "entities", ids));
        let section = defaults.entities.as_deref();
        if !claims.is_empty() {
            return self.united(place, claims, own.as_deref(), section.unwrap_or_default());
        }
        let is_named = own.is_some() || section.is_some();
        let bodies = own.or_else(|| section.map(<[_]>::to_vec)).unwrap_or_default();
        if filer.schema == 1 && bodies.is_empty() && row.entities.as_ref().is_none_or(Vec::is_empty) {
            self.found.tell(place, "entities", "is empty; name those who act, or \"ICAT\" for the group");
        } else if filer.schema > 1 && !is_named {
            let message = "is missing, and no section above gives it; name those who act, or write [] for nobody";
            self.found.tell(place, "entities", message);
        }
        bodies
    }

    /// Returns the years that a passage states. In schema 1, only those of its years count that the report prints.
    fn stated(
        &mut self,
        filer: &ReportBuilder,
        place: &Place<'f, '_>,
        row: &mut PassageRow,
        claims: &[Claim],
        defaults: &Defaults,
    ) -> Vec<u16> {
        let own = row.years.take().map(|own| self.years(place, own));
        if filer.schema == 1 {
            let mut years = own.unwrap_or_else(|| defaults.years.clone());
            years.retain(|&year| prints_year(row, year));
            return years;
        }
        own.unwrap_or_else(|| {
            let mut years = of_claims(claims, |claim| &claim.years);
            years.sort_unstable();
            years
        })
    }

    /// Resolves the id of a passage's parent, which must come before it in the same report. Otherwise reports a
    /// problem.
    fn parent(&mut self, filer: &ReportBuilder, place: &Place<'f, '_>, parent: &Str) -> Option<PassageId> {
        let known = self.passage_ids.get(parent).copied();
        let known = known.filter(|&p| self.passages[p.index()].report == filer.report);
        if known.is_none() {
            let message = format!("{} is no passage of this report that stands before this one", quoted(parent));
            self.found.tell(place, "parent", message);
        }
        known
    }

    /// Checks the id, headline, text, links, editorial note and footnote mark of a passage.
    fn words(&mut self, place: &Place<'f, '_>, row: &PassageRow) {
        let found = &mut self.found;
        found.id(&row.id, |found, wrong| found.tell(place, "id", wrong));
        found.plain(place, "headline", &row.headline, usize::MAX);
        let length = row.headline.chars().count();
        if length > HEADLINE_MAX {
            let message = format!("has {length} characters; at most {HEADLINE_MAX} fit a row");
            found.tell(place, "headline", message);
        }
        found.plain(place, "text", &row.text, usize::MAX);
        let (length, most) = (row.text.len(), limits::TEXT_BYTES);
        if length > most {
            let message = format!("has {length} bytes; a passage is one paragraph, at most {most} bytes");
            found.tell(place, "text", message);
        }
        row.editorial.iter().for_each(|note| found.plain(place, "editorial", note, limits::WORDS));
        row.mark.iter().for_each(|mark| found.plain(place, "mark", mark, limits::MARK));
    }

    /// Checks the fields that only some kinds have.
    fn extra(&mut self, place: &Place<'f, '_>, kind: Kind, row: &PassageRow) {
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
            ("series", row.series.is_some(), Kind::Publication),
            ("speaker", row.speaker.is_some(), Kind::Quote),
        ];
        for (field, given, of) in extra {
            // Not every publication belongs to a series.
            if of == kind && !given && field != "series" {
                self.found.tell(place, field, format_args!("is missing; every {} has one", kind.word()));
            }
            if of != kind && given {
                let message = format!("belongs to kind {}, and this is {}", of.word(), kind.word());
                self.found.tell(place, field, message);
            }
        }
        for (field, words, most) in [
            ("party", row.party, limits::NAME),
            ("name", row.name, limits::NAME),
            ("scope", row.scope, limits::WORDS),
            ("composition", row.composition, limits::WORDS),
            ("title", row.title, limits::PUBLICATION),
            ("series", row.series, limits::SERIES),
            ("speaker", row.speaker, limits::WORDS),
        ] {
            words.iter().for_each(|w| self.found.plain(place, field, w, most));
        }
        row.detail.iter().for_each(|w| self.found.plain_or_empty(place, "detail", w, limits::WORDS));
        let languages = row.languages.as_deref().unwrap_or_default();
        for (n, language) in self.found.list(place, "languages", languages, limits::FEW).iter().enumerate() {
            self.found.plain(place, ("languages", n), language, limits::SERIES);
        }
        self.found.once(place, "languages", languages, |name| fold_plain(name), |name| quoted(name));
    }

    fn details(&mut self, place: &Place<'f, '_>, kind: Kind, row: &PassageRow) -> Details {
        self.extra(place, kind, row);
        let word = |field: &Option<Str>| (*field).unwrap_or_default();
        match kind {
            Kind::Agreement => {
                let form = row.form.as_deref().and_then(AgreementForm::from_word);
                if row.form.is_some() && form.is_none() {
                    self.found.tell(place, "form", "is neither \"mou\" nor \"framework\"");
                }
                Details::Agreement {
                    party: word(&row.party),
                    with: row.with.as_ref().map(|ids| self.entity_list(place, "with", ids)).unwrap_or_default().into(),
                    form: form.unwrap_or(AgreementForm::Mou),
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
                published.iter().for_each(|&year| self.found.year(place, "published", year));
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
}
