//! Checks the bodies and the priorities.

use std::collections::{HashMap, HashSet};

use crate::corpus::kinds::Survey;
use crate::corpus::load::found::FoundProblems;
use crate::corpus::load::named::{NameKind, NameTable};
use crate::corpus::load::place::{FieldLocation, Place};
use crate::corpus::load::rules::quoted;
use crate::corpus::load::{DataFile, Files, limits, parse, schema};
use crate::corpus::raw::{EntitiesFile, EntityRow, PrioritiesFile, RoleRow};
use crate::corpus::strings::Str;
use crate::corpus::vocabulary::OtherNames;
use crate::corpus::{Entity, EntityId, Priority, Role};

/// Checks the bodies and returns them in the order of the file, and the names of each in other languages.
pub(super) fn entities<'f>(files: &'f Files, found: &mut FoundProblems<'f>) -> (Vec<Entity>, Vec<OtherNames>) {
    let (mut entities, mut names) = (Vec::new(), Vec::new());
    let Some(file) = there(files.entities.as_ref(), "entities.json", found) else { return (entities, names) };
    let Some(rows) = parse::<EntitiesFile>(file, found) else { return (entities, names) };
    schema(rows.schema, file, found);
    let mut bodies = Bodies { found, numbers: HashMap::new(), known: HashSet::new(), named: NameTable::default() };
    let top = Place::top(file);
    for (n, row) in rows.entities.into_iter().enumerate() {
        let number = u16::try_from(n).ok().map(EntityId);
        let room = bodies.found.room(&file.name, n, limits::ENTITIES, "bodies");
        let (Some(number), true) = (number, room) else { break };
        let id = row.id;
        let (entity, of_entity) = bodies.entity(&top.below("entities", n, &id), number, row);
        entities.push(entity);
        names.push(of_entity);
    }
    (entities, names)
}

/// Returns a required file. If it is missing, reports a problem.
fn there<'f>(file: Option<&'f DataFile>, name: &str, found: &mut FoundProblems<'f>) -> Option<&'f DataFile> {
    if file.is_none() {
        found.in_file(name, "is missing");
    }
    file
}

struct Bodies<'f, 'p> {
    found: &'p mut FoundProblems<'f>,
    numbers: HashMap<Str, EntityId>,
    /// The ids seen so far, as they are looked up: without case and hyphens.
    known: HashSet<String>,
    named: NameTable,
}

impl<'f> Bodies<'f, '_> {
    fn entity(&mut self, place: &Place<'f, '_>, number: EntityId, row: EntityRow) -> (Entity, OtherNames) {
        if self.id(place, &row.id) {
            self.names(place, number, &row);
        }
        let found = &mut *self.found;
        found.plain(place, "name", &row.name, limits::NAME);
        for (n, alias) in found.list(place, "aliases", &row.aliases, limits::FEW).iter().enumerate() {
            found.plain(place, ("aliases", n), alias, limits::NAME);
        }
        found.once(place, "aliases", &row.aliases, |alias| *alias, |alias| quoted(alias));
        found.names(place, &row.names);
        row.editorial.iter().for_each(|note| found.plain(place, "editorial", note, limits::WORDS));
        row.url.iter().for_each(|url| found.url(place, "url", url));
        let parent = row.parent.as_ref().and_then(|parent| {
            let known = self.numbers.get(parent).copied();
            if known.is_none() {
                let message = format!("{} is no entity that stands before this one", quoted(parent));
                found.tell(place, "parent", message);
            }
            known
        });
        let survey = row.survey.and_then(|word| {
            let known = Survey::from_word(&word);
            if known.is_none() {
                let message = format!("{} is none of answered, not answered, joined later", quoted(&word));
                found.tell(place, "survey", message);
            }
            known
        });
        let mut roles = Vec::new();
        for (n, role) in found.list(place, "roles", &row.roles, limits::FEW).iter().enumerate() {
            match Role::from_word(&role.role) {
                Some(known) => roles.push((role.year, known)),
                None => {
                    let role = quoted(&role.role);
                    let message = format!("{role} is no role; there are member, partner, coordinator, co-chair");
                    found.tell(place, ("roles", n, "role"), message);
                }
            }
            found.year(place, ("roles", n, "year"), role.year);
        }
        let role_words = |role: &RoleRow| format!("{} in {}", quoted(&role.role), role.year);
        found.once(place, "roles", &row.roles, |role| (role.year, role.role), role_words);
        self.numbers.entry(row.id).or_insert(number);
        let (id, name, aliases) = (row.id, row.name, row.aliases);
        let (url, editorial) = (row.url, row.editorial);
        let names = OtherNames { names: row.names, ..OtherNames::default() };
        (Entity { id, name, aliases, parent, url, roles, survey, editorial }, names)
    }

    /// Checks the id. Returns `true` if it can be told apart from the ids of the other bodies.
    fn id(&mut self, place: &Place<'f, '_>, id: &Str) -> bool {
        let found = &mut *self.found;
        let shown = quoted(id);
        if id.is_empty() || !id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            found.tell(place, "id", format_args!("{shown} is not made of the letters A to Z, digits and hyphens"));
        } else if id.starts_with('-') {
            found.tell(place, "id", format_args!("{shown} begins with a hyphen; begin with a letter or a digit"));
        } else if id.len() > limits::ENTITY_ID {
            let message = format!("has {} characters; at most {} are taken", id.len(), limits::ENTITY_ID);
            found.tell(place, "id", message);
        }
        if self.numbers.contains_key(id) {
            found.tell(place, "id", "stands twice; an id names one entity");
            return false;
        }
        let own = self.known.insert(id.replace('-', "").to_lowercase());
        if !own {
            found.tell(place, "id", format_args!("{shown} differs from another id in case or hyphens alone"));
        }
        own
    }

    /// Checks that the id, the name and the aliases of a body do not also name another body.
    fn names(&mut self, place: &Place<'f, '_>, number: EntityId, row: &EntityRow) {
        let aliases = row.aliases.iter().take(limits::FEW).enumerate();
        let aliases = aliases.map(|(n, &alias)| (FieldLocation::from(("aliases", n)), NameKind::Alias, alias));
        let others = row.names.values().flatten().map(|&name| ("names".into(), NameKind::Alias, name));
        let names = [("id".into(), NameKind::Id, row.id), ("name".into(), NameKind::Name, row.name)];
        let names = names.into_iter().chain(aliases).chain(others);
        for (at, by, name) in names {
            if by != NameKind::Id && !name.is_empty() && !name.contains(char::is_alphanumeric) {
                self.found.tell(place, at, format_args!("{} holds no letter and no digit", quoted(&name)));
            }
            if let Some(other) = self.named.take(number, row.id, by, name) {
                let message = format!("{} is also {other}; a name stands for one body", quoted(&name));
                self.found.tell(place, at, message);
            }
        }
    }
}

/// Checks the priorities and returns them in order.
pub(super) fn priorities<'f>(files: &'f Files, found: &mut FoundProblems<'f>) -> Vec<Priority> {
    let Some(file) = there(files.priorities.as_ref(), "priorities.json", found) else { return Vec::new() };
    let Some(rows) = parse::<PrioritiesFile>(file, found) else { return Vec::new() };
    schema(rows.schema, file, found);
    let top = Place::top(file);
    for (n, row) in found.list(&top, "priorities", &rows.priorities, limits::PRIORITIES).iter().enumerate() {
        let place = top.below("priorities", n, "");
        if usize::from(row.number) != n + 1 {
            let message = format!("is {}; priorities are numbered from 1 without a gap", row.number);
            found.tell(&place, "number", message);
        }
        found.plain(&place, "title", &row.title, limits::TITLE);
        found.plain(&place, "short", &row.short, limits::SHORT);
        found.plain_or_empty(&place, "subtitle", &row.subtitle, limits::TITLE);
    }
    let rows = rows.priorities.into_iter();
    rows.map(|p| Priority { number: p.number, title: p.title, subtitle: p.subtitle, short: p.short }).collect()
}
