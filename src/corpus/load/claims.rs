//! Checks the claims of a passage, and what follows from them for the passage: its bodies, places and years.

use crate::corpus::claims::{Claim, Partner};
use crate::corpus::load::check::Checker;
use crate::corpus::load::limits;
use crate::corpus::load::place::Place;
use crate::corpus::load::rules::quoted;
use crate::corpus::raw::{ClaimRow, PartnerRow, PassageRow};
use crate::corpus::strings::Str;
use crate::corpus::{Entity, EntityId};
use crate::text::fold_plain;

impl<'f> Checker<'f> {
    /// Checks the claims of a passage and resolves them, in the order of the text.
    pub(super) fn claims(&mut self, place: &Place<'f, '_>, text: &str, rows: Vec<ClaimRow>) -> Vec<Claim> {
        let mut claims: Vec<Claim> = Vec::new();
        self.found.list(place, "claims", &rows, limits::FEW);
        for (n, row) in rows.into_iter().enumerate() {
            let quote = row.quote;
            let place = place.below("claims", n, place.id);
            let Some(range) = self.quote(&place, text, &quote) else { continue };
            if claims.iter().any(|claim| claim.quote == range) {
                self.found.tell(&place, "quote", "stands in two claims; put into one what it states");
            }
            claims.push(Claim {
                quote: range,
                entities: self.entity_list(&place, "entities", &row.entities).into(),
                places: self.places(&place, row.places).into(),
                years: self.years(&place, row.years).into(),
                topics: self.topic_list(&place, &row.topics).into(),
                partners: self.partners(&place, row.partners).into(),
            });
        }
        claims.sort_by_key(|claim| (claim.quote.start, claim.quote.end));
        claims
    }

    /// Returns where a quote stands in the text. It has to stand there exactly once.
    pub(super) fn quote(&mut self, place: &Place<'f, '_>, text: &str, quote: &str) -> Option<std::ops::Range<u32>> {
        self.found.plain(place, "quote", quote, usize::MAX);
        let starts = text.char_indices().map(|(at, _)| at);
        let mut places = starts.filter(|&at| text.get(at..).is_some_and(|rest| rest.starts_with(quote)));
        let (first, second) = (places.next(), places.next());
        match (first, second) {
            (Some(at), None) => Some(u32::try_from(at).ok()?..u32::try_from(at + quote.len()).ok()?),
            (Some(_), Some(_)) => {
                self.found.tell(place, "quote", "stands more than once in the text; take in more words");
                None
            }
            (None, _) => {
                let message = format!("{} does not stand in the text; copy it letter for letter", quoted(quote));
                self.found.tell(place, "quote", message);
                None
            }
        }
    }

    fn partners(&mut self, place: &Place<'f, '_>, rows: Vec<PartnerRow>) -> Vec<Partner> {
        for (n, row) in self.found.list(place, "partners", &rows, limits::FEW).iter().enumerate() {
            self.found.plain(place, ("partners", n, "name"), &row.name, limits::NAME);
            if let Some(body) = self.named.find(&row.name) {
                let message = format!("{} is {body}; it belongs to \"entities\"", quoted(&row.name));
                self.found.tell(place, ("partners", n, "name"), message);
            }
        }
        self.found.once(place, "partners", &rows, |row| fold_plain(&row.name), |row| quoted(&row.name));
        let known = |name: Str| self.partner_names.get(&fold_plain(&name)).copied().unwrap_or(name);
        rows.into_iter().map(|PartnerRow { name, donor }| Partner { name, known: known(name), donor }).collect()
    }

    /// Returns the bodies of a passage with claims: those of its section first, then in the order of the text. If the
    /// passage names its bodies itself, they have to be the same.
    pub(super) fn united(
        &mut self,
        place: &Place<'f, '_>,
        claims: &[Claim],
        own: Option<&[EntityId]>,
        section: &[EntityId],
    ) -> Vec<EntityId> {
        let credited: Vec<EntityId> = claims.iter().flat_map(|claim| claim.entities.iter().copied()).collect();
        let mut united: Vec<EntityId> = section.iter().copied().filter(|body| credited.contains(body)).collect();
        for body in credited {
            if !united.contains(&body) {
                united.push(body);
            }
        }
        if let Some(own) = own {
            let ids = |entities: &[Entity], all: Vec<&EntityId>| {
                all.into_iter().map(|body| entities[body.index()].id.to_string()).collect::<Vec<_>>().join(", ")
            };
            let missing: Vec<_> = united.iter().filter(|body| !own.contains(body)).collect();
            let extra: Vec<_> = own.iter().filter(|body| !united.contains(body)).collect();
            if !missing.is_empty() {
                let missing = ids(&self.entities, missing);
                self.found.tell(place, "entities", format_args!("lacks {missing}, which a claim credits"));
            }
            if !extra.is_empty() {
                let extra = ids(&self.entities, extra);
                self.found.tell(place, "entities", format_args!("has {extra}, which no claim credits"));
            }
        }
        united
    }

    /// Checks that the places and years of the claims are among those of their passage, which are all that its words
    /// name.
    pub(super) fn contained(&mut self, place: &Place<'f, '_>, claims: &[Claim], places: &[Str], years: &[u16]) {
        for claim in claims {
            for stated in claim.places.iter().filter(|stated| !places.contains(stated)) {
                self.found.tell(place, "places", format_args!("lacks {}, which a claim states", quoted(stated)));
            }
            for stated in claim.years.iter().filter(|stated| !years.contains(stated)) {
                self.found.tell(place, "years", format_args!("lacks {stated}, which a claim states"));
            }
        }
    }
}

/// Returns the values of all claims, without duplicates, in the order of the text.
pub(super) fn of_claims<T: Clone + PartialEq>(claims: &[Claim], values: fn(&Claim) -> &[T]) -> Vec<T> {
    let mut all: Vec<T> = Vec::new();
    for value in claims.iter().flat_map(values) {
        if !all.contains(value) {
            all.push(value.clone());
        }
    }
    all
}

/// Returns whether the report prints a year in a passage: in its text, or in what else is printed of it.
pub(crate) fn prints_year(row: &PassageRow, year: u16) -> bool {
    let printed = [row.title, row.name, row.scope, row.composition, row.detail, row.party];
    std::iter::once(row.text).chain(printed.into_iter().flatten()).any(|words| has_number(&words, year))
}

/// Returns whether a text has a number, not as a part of a longer one.
pub(super) fn has_number(text: &str, number: u16) -> bool {
    let digits = number.to_string();
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    text.match_indices(&digits).any(|(at, _)| {
        let (before, after) = (text.get(..at).unwrap_or(""), text.get(at + digits.len()..).unwrap_or(""));
        !is_digit(before.chars().next_back()) && !is_digit(after.chars().next())
    })
}
