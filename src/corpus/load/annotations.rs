//! Checks the data that is ours, not the reports': the glossary, the regions of places, the readings.

use std::collections::HashSet;

use crate::corpus::annotations::{Annotations, Count, Counted, FollowUp, FormerName, Outcome, Region};
use crate::corpus::gazetteer::ELSEWHERE;
use crate::corpus::load::check::Checker;
use crate::corpus::load::named::NameKind;
use crate::corpus::load::place::{FieldLocation, Place};
use crate::corpus::load::rules::{Later, quoted};
use crate::corpus::load::{Files, ReadJson, limits, parse, parsed, schema, vocabulary};
use crate::corpus::name_index::loose_key;
use crate::corpus::raw::{CountRow, FollowUpRow, FormerNameRow, GlossaryFile, PlacesFile, ReadingsFile, TermRow};
use crate::corpus::strings::Str;
use crate::corpus::vocabulary::{OtherNames, WorldPlace};
use crate::corpus::{Kind, PassageId, Term};
use crate::text::fold_plain;

/// The kinds of passages that can commit to or announce something. The others list what exists or tell others what to do.
const PROMISING: &[Kind] = &[
    Kind::Commitment,
    Kind::Mandate,
    Kind::Activity,
    Kind::Partnership,
    Kind::Initiative,
    Kind::Publication,
    Kind::Narrative,
    Kind::Quote,
    Kind::Note,
];

/// The kinds of passages that can print how many members and partners the group has: those with text about the group
/// itself.
const COUNTING: &[Kind] = &[
    Kind::Membership,
    Kind::Mandate,
    Kind::Activity,
    Kind::Partnership,
    Kind::Commitment,
    Kind::Narrative,
    Kind::Quote,
    Kind::Caption,
    Kind::Note,
];

/// Checks the glossary and returns its terms in alphabetical order.
pub(super) fn glossary<'f>(files: &'f Files, checker: &mut Checker<'f>) -> Vec<Term> {
    let Some(file) = &files.glossary else { return Vec::new() };
    let Some(rows) = parse::<GlossaryFile>(file, &mut checker.found) else { return Vec::new() };
    schema(rows.schema, file, &mut checker.found);
    let whole = checker.found.is_empty();
    let top = Place::top(file);
    checker.found.list(&top, "terms", &rows.terms, limits::MANY);
    let rows = rows.terms.iter().take(limits::MANY).enumerate();
    let mut known = HashSet::new();
    let mut terms: Vec<Term> = rows
        .map(|(n, row)| {
            let id = row.term;
            let place = top.below("terms", n, &id);
            if !known.insert(fold_plain(&id)) {
                checker.found.tell(&place, "term", "stands twice; put what is said of a term in one place");
            }
            checker.term(&place, row, whole)
        })
        .collect();
    terms.sort_by_cached_key(|t| fold_plain(&t.term));
    terms
}

/// Checks and returns our readings of the reports, the places of the world, and the names of each in other languages.
pub(super) fn annotations<'f>(
    files: &'f Files,
    places_file: Option<ReadJson<PlacesFile>>,
    checker: &mut Checker<'f>,
) -> (Annotations, Vec<WorldPlace>, Vec<OtherNames>) {
    let (mut annotations, mut places, mut names) = (Annotations::default(), Vec::new(), Vec::new());
    if let (Some(file), Some(read)) = (&files.places, places_file)
        && let Some(rows) = parsed(read, file, &mut checker.found)
    {
        schema(rows.schema, file, &mut checker.found);
        let top = Place::top(file);
        (places, names) = checker.world(&top, &rows);
        annotations.regions =
            if places.is_empty() { checker.regions(&top, rows) } else { vocabulary::top_regions(&places) };
    }
    if let Some(file) = &files.annotations
        && let Some(rows) = parse::<ReadingsFile>(file, &mut checker.found)
    {
        schema(rows.schema, file, &mut checker.found);
        let whole = checker.found.is_empty();
        if whole {
            checker.annotations(&Place::top(file), &rows, &mut annotations);
        }
    }
    (annotations, places, names)
}

impl<'f> Checker<'f> {
    fn term(&mut self, place: &Place<'f, '_>, row: &TermRow, whole: bool) -> Term {
        let found = &mut self.found;
        found.plain(place, "term", &row.term, limits::TERM);
        // An alias of a body may also be a term, which then says what the alias stands for. A term that is the id or
        // the name of a body would never be shown.
        if let Some(body) = self.named.find(&row.term).filter(|name| name.kind != NameKind::Alias) {
            found.tell(place, "term", format_args!("is {body}, and a body comes before a term; leave it out"));
        }
        if row.expansion.is_empty() && row.meaning.is_empty() {
            found.tell(place, "expansion", "is missing, and there is no meaning either");
        }
        found.plain_or_empty(place, "expansion", &row.expansion, limits::NAME);
        found.plain_or_empty(place, "meaning", &row.meaning, limits::WORDS);
        let id = row.defined_in.filter(|_| whole);
        let defined_in = id.and_then(|id| self.passage_of(place, "defined_in", &id));
        Term { term: row.term, expansion: row.expansion, meaning: row.meaning, defined_in }
    }

    fn regions(&mut self, top: &Place<'f, '_>, rows: PlacesFile) -> Vec<Region> {
        let found = &mut self.found;
        let mut filed: HashSet<Str> = HashSet::new();
        let mut names: HashSet<String> = HashSet::new();
        for (n, row) in found.list(top, "regions", &rows.regions, limits::MANY).iter().enumerate() {
            let region = top.below("regions", n, &row.name);
            found.plain(&region, "name", &row.name, limits::PLACE);
            if loose_key(&row.name) == loose_key(ELSEWHERE) {
                found.tell(&region, "name", "is what places of no region stand under; give it another name");
            } else if !names.insert(loose_key(&row.name)) {
                found.tell(&region, "name", "stands twice; put the places of a region in one place");
            }
            for (n, place) in found.list(&region, "places", &row.places, limits::SOME).iter().enumerate() {
                found.plain(&region, ("places", n), place, limits::PLACE);
                if !filed.insert(*place) {
                    let message = format!("{} stands in two regions, or twice in one", quoted(place));
                    found.tell(&region, ("places", n), message);
                }
            }
        }
        rows.regions.into_iter().map(|r| Region { name: r.name, places: r.places }).collect()
    }

    /// Returns the passage with an id. If there is none, reports a problem.
    pub(super) fn passage_of(
        &mut self,
        place: &Place<'f, '_>,
        at: impl Into<FieldLocation>,
        id: &Str,
    ) -> Option<PassageId> {
        let known = self.passage_ids.get(id).copied();
        if known.is_none() {
            self.found.tell(place, at, format_args!("{} is no passage", quoted(id)));
        }
        known
    }

    /// Reports a problem if a passage is of none of the kinds that an annotation may refer to.
    pub(super) fn of_kind(
        &mut self,
        place: &Place<'f, '_>,
        field: &'static str,
        passage: Option<PassageId>,
        kinds: &[Kind],
    ) {
        let kind = passage.map(|passage| self.passages[passage.index()].kind);
        if let Some(kind) = kind.filter(|kind| !kinds.contains(kind)) {
            let known = Later(|| kinds.iter().map(|k| k.word()).collect::<Vec<_>>().join(", "));
            let message = format!("is of kind {}; it may be of kind {known}", kind.word());
            self.found.tell(place, field, message);
        }
    }

    fn annotations(&mut self, top: &Place<'f, '_>, rows: &ReadingsFile, annotations: &mut Annotations) {
        self.found.list(top, "promises", &rows.promises, limits::MANY);
        self.found.list(top, "counts", &rows.counts, limits::MANY);
        self.found.list(top, "former_names", &rows.former_names, limits::MANY);
        let mut read = HashSet::new();
        for (n, row) in rows.promises.iter().take(limits::MANY).enumerate() {
            let id = row.commitment;
            let place = top.below("promises", n, &id);
            let follow_up = self.follow_up(&place, row);
            if !read.insert(id) {
                self.found.tell(&place, "commitment", "is read twice");
            }
            annotations.follow_ups.extend(follow_up);
        }
        annotations.follow_ups.sort_by_key(|p| p.commitment);
        let mut counted = HashSet::new();
        for (n, row) in rows.counts.iter().take(limits::MANY).enumerate() {
            let id = row.passage;
            let place = top.below("counts", n, &id);
            if !counted.insert((id, row.year, row.counts)) {
                let message = format!("{} in {} is read twice from this passage", quoted(&row.counts), row.year);
                self.found.tell(&place, "counts", message);
            }
            annotations.counts.extend(self.count(&place, row));
        }
        let mut former = HashSet::new();
        for (n, row) in rows.former_names.iter().take(limits::MANY).enumerate() {
            let id = row.name;
            let place = top.below("former_names", n, &id);
            if !former.insert((row.entity, fold_plain(&id))) {
                self.found.tell(&place, "name", format_args!("stands twice for {}", quoted(&row.entity)));
            }
            annotations.former_names.extend(self.former_name(&place, row));
        }
        for (n, row) in self.found.list(top, "mandates", &rows.mandates, limits::MANY).iter().enumerate() {
            let mandate = self.mandate(&top.below("mandates", n, &row.entity), row);
            annotations.mandates.extend(mandate);
        }
    }

    fn follow_up(&mut self, place: &Place<'f, '_>, row: &FollowUpRow) -> Option<FollowUp> {
        self.found.plain(place, "why", &row.why, limits::WORDS);
        let how = Outcome::from_word(&row.how);
        if how.is_none() {
            let message = format!("{} is none of done, partly, no record", quoted(&row.how));
            self.found.tell(place, "how", message);
        }
        if (how == Some(Outcome::NoRecord)) != row.taken_up.is_empty() {
            let message = "\"no record\" goes with no passage that takes it up, and the others with one or more";
            self.found.tell(place, "how", message);
        }
        let commitment = self.passage_of(place, "commitment", &row.commitment);
        self.of_kind(place, "commitment", commitment, PROMISING);
        self.found.once(place, "taken_up", &row.taken_up, |link| link.passage, |link| quoted(&link.passage));
        let mut taken_up = Vec::new();
        for (n, link) in self.found.list(place, "taken_up", &row.taken_up, limits::SOME).iter().enumerate() {
            let place = place.below("taken_up", n, place.id);
            self.found.plain_or_empty(&place, "note", &link.note, limits::WORDS);
            let Some(by) = self.passage_of(&place, "in", &link.passage) else { continue };
            if commitment.is_some_and(|c| self.passages[c.index()].report >= self.passages[by.index()].report) {
                let message = format!("{} stands in no later report than the commitment", quoted(&link.passage));
                self.found.tell(&place, "in", message);
            }
            taken_up.push((by, link.note));
        }
        Some(FollowUp { commitment: commitment?, how: how?, why: row.why, taken_up })
    }

    fn count(&mut self, place: &Place<'f, '_>, row: &CountRow) -> Option<Count> {
        let counts = Counted::from_word(&row.counts);
        if counts.is_none() {
            let message = format!("{} is none of members, partners, members and partners", quoted(&row.counts));
            self.found.tell(place, "counts", message);
        }
        self.found.year(place, "year", row.year);
        self.found.plain_or_empty(place, "note", &row.note, limits::WORDS);
        let passage = self.passage_of(place, "passage", &row.passage);
        self.of_kind(place, "passage", passage, COUNTING);
        if !self.entities.iter().any(|entity| entity.roles.iter().any(|role| role.0 == row.year)) {
            let message = format!("no body has a role in {}, so the number would stand nowhere", row.year);
            self.found.tell(place, "year", message);
        }
        Some(Count { passage: passage?, year: row.year, counts: counts?, printed: row.printed, note: row.note })
    }

    fn former_name(&mut self, place: &Place<'f, '_>, row: &FormerNameRow) -> Option<FormerName> {
        self.found.plain(place, "name", &row.name, limits::NAME);
        let ids = self.found.list(place, "passages", &row.passages, limits::SOME).iter().enumerate();
        let passages = ids.filter_map(|(n, id)| self.passage_of(place, ("passages", n), id)).collect();
        let entity = self.entity_ids.get(&row.entity).copied();
        if entity.is_none() {
            self.found.tell(place, "entity", format_args!("{} is no entity", quoted(&row.entity)));
        }
        let other = self.named.find(&row.name).filter(|name| entity.is_some_and(|own| own != name.body));
        if let Some(other) = other {
            self.found.tell(place, "name", format_args!("is also {other}; a name stands for one body"));
        }
        self.found.once(place, "passages", &row.passages, |id| *id, |id| quoted(id));
        Some(FormerName { entity: entity?, name: row.name, passages })
    }
}
