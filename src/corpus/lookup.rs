//! Lookups in the corpus: bodies by name, passages by id, places, terms, commitments. Each table is built on first use.

use crate::corpus::agreements::AgreementTable;
use crate::corpus::gazetteer::Gazetteer;
use crate::corpus::postings::PassageSet;
use crate::corpus::strings::Str;
use crate::corpus::vocabulary::TopicId;
use crate::corpus::{Corpus, EntityId, Passage, PassageId, Report, ReportId, Term, annotations, names, vocabulary};
use crate::text;

/// The least number of letters of a name that may be a slip of another, and that from which on it may have two.
const SLIP_MIN: [usize; 2] = [4, 7];

/// The most names that are asked about.
const MEANT_MAX: usize = 3;

/// The least number of words of a name that stand for the whole.
const BEGINNING_LEAST: usize = 3;

impl Corpus {
    /// Asks whether a name that is spelled a little differently was meant: "; did you mean Niger or Nigeria?". Empty if there
    /// is none.
    #[must_use]
    pub fn did_you_mean(&self, typed: &str) -> String {
        let bodies = self.bodies().flat_map(|id| [self.entity(id).id, self.entity(id).name]);
        let places =
            self.places.iter().flat_map(|place| std::iter::once(place.name).chain(place.aliases.iter().copied()));
        let topics = self.topics.iter().flat_map(|topic| [topic.name, topic.id]);
        let partners = self.partners.iter().map(|partner| partner.name);
        let wanted = text::fold_plain(typed.trim());
        let letters = wanted.chars().count();
        let allowed = SLIP_MIN.iter().filter(|&&least| letters >= least).count();
        let near = bodies.chain(places).chain(topics).chain(partners).filter_map(|name| {
            let distance = strsim::osa_distance(&wanted, &text::fold_plain(&name));
            (distance <= allowed).then_some((distance, name))
        });
        let mut near: Vec<(usize, Str)> = near.collect();
        near.sort_by_key(|(distance, _)| *distance);
        let nearest = near.first().map_or(0, |(distance, _)| *distance);
        let mut names: Vec<&str> = Vec::new();
        for (_, name) in near.iter().filter(|(distance, _)| *distance == nearest) {
            if !names.iter().any(|known| known.eq_ignore_ascii_case(name)) {
                names.push(name);
            }
        }
        names.truncate(MEANT_MAX);
        if names.is_empty() { String::new() } else { format!("; did you mean {}?", names.join(" or ")) }
    }

    /// Returns the reports with this id or title, or else those whose id has what is typed.
    #[must_use]
    pub fn reports_by_id(&self, typed: &str) -> Vec<ReportId> {
        let key = text::fold_plain(typed);
        let of = |meets: &dyn Fn(&Report) -> bool| -> Vec<ReportId> {
            (0u16..).zip(&self.reports).filter(|(_, r)| meets(r)).map(|(n, _)| ReportId(n)).collect()
        };
        let named = of(&|r| [&r.id, &r.title].iter().any(|name| text::fold_plain(name) == key));
        if named.is_empty() && !key.is_empty() { of(&|r| text::fold_plain(&r.id).contains(&key)) } else { named }
    }

    /// Returns the passages of a set in list order: the latest report first, in reading order within a report.
    #[must_use]
    pub fn latest_first(&self, set: &PassageSet) -> Vec<PassageId> {
        let mut ids: Vec<PassageId> = set.iter().collect();
        ids.sort_by_key(|&id| (std::cmp::Reverse(self.passage(id).report), id));
        ids
    }

    /// Finds the passage with an id, or the one that stands for an id that went.
    #[must_use]
    pub fn find_passage(&self, id: &str) -> Option<PassageId> {
        let by_id = self.by_id.get_or_init(|| {
            let mut ids: Vec<PassageId> = self.passage_numbers().collect();
            ids.sort_unstable_by_key(|&p| self.passage(p).id);
            ids
        });
        match by_id.binary_search_by(|&p| self.passage(p).id.as_str().cmp(id)) {
            Ok(at) => by_id.get(at).copied(),
            Err(_) => self.replaced.iter().find(|(old, _)| old == id).map(|(_, passage)| *passage),
        }
    }

    /// Finds the entity with an id, name or alias, in any language. Case, diacritics and punctuation are ignored.
    #[must_use]
    pub fn find_entity(&self, name: &str) -> Option<EntityId> {
        if let Some(at) = self.entities.iter().position(|e| e.id == *name) {
            return u16::try_from(at).ok().map(EntityId);
        }
        let wanted = plain_key(name);
        (!wanted.is_empty()).then_some(())?;
        match self.entities.iter().position(|e| e.all_names().any(|name| has_key(name, &wanted))) {
            Some(at) => u16::try_from(at).ok().map(EntityId),
            None => self.body_called(name),
        }
    }

    /// Finds the body that somebody means: by a name of it; by a name with a place behind it, as its offices are called; or by
    /// the first words of a long name, if no other body has a name that begins so.
    #[must_use]
    pub fn find_entity_meant(&self, typed: &str) -> Option<EntityId> {
        self.find_entity(typed).or_else(|| self.body_of_office(typed)).or_else(|| self.body_that_begins(typed))
    }

    /// Finds the body of an office in a country: "UNODC Mexico".
    fn body_of_office(&self, typed: &str) -> Option<EntityId> {
        let words: Vec<&str> = typed.split_whitespace().collect();
        (1..words.len()).rev().find_map(|n| {
            let (name, place) = words.split_at(n);
            let body = self.find_entity(&name.join(" "))?;
            (!self.places_called(&place.join(" ")).is_empty()).then_some(body)
        })
    }

    /// Finds the only body that has a name with these words at its beginning.
    fn body_that_begins(&self, typed: &str) -> Option<EntityId> {
        let words = |name: &str| {
            let folded = text::fold_plain(name);
            folded
                .split(|c: char| !c.is_alphanumeric())
                .filter(|w| !w.is_empty())
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let wanted = words(typed);
        if wanted.len() < BEGINNING_LEAST {
            return None;
        }
        let begins = |name: &Str| words(name).starts_with(&wanted);
        let bodies = self.entities.iter().zip(self.entity_names.iter()).enumerate();
        let mut meant = bodies.filter(|(_, (body, others))| {
            let of_body = body.all_names().any(begins);
            of_body || others.names.values().flatten().any(begins)
        });
        let (at, _) = meant.next().filter(|_| meant.next().is_none())?;
        u16::try_from(at).ok().map(EntityId)
    }

    /// Returns the terms of the glossary that a text names: by the term or by what it stands for.
    #[must_use]
    pub fn terms_called(&self, name: &str) -> Vec<usize> {
        let wanted = plain_key(name);
        let is_named =
            |term: &Term| !wanted.is_empty() && (has_key(&term.term, &wanted) || has_key(&term.expansion, &wanted));
        self.glossary.iter().enumerate().filter(|(_, term)| is_named(term)).map(|(n, _)| n).collect()
    }

    /// Returns the reports that a text names: by id, by title, or by "report" and the year that it covers.
    #[must_use]
    pub fn reports_called(&self, name: &str) -> Vec<ReportId> {
        let wanted = plain_key(name);
        let is_named = |report: &Report| {
            let year = report.covers;
            let phrases = [format!("report {year}"), format!("{year} report"), format!("annual report {year}")];
            !wanted.is_empty()
                && (has_key(&report.id, &wanted)
                    || has_key(&report.title, &wanted)
                    || phrases.iter().any(|phrase| has_key(phrase, &wanted)))
        };
        (0u16..).map(ReportId).zip(&self.reports).filter(|(_, report)| is_named(report)).map(|(id, _)| id).collect()
    }

    /// Finds the topic with an id or a name, or the only one that is recognized by a word. Case, diacritics and
    /// punctuation are ignored.
    #[must_use]
    pub fn find_topic(&self, name: &str) -> Option<TopicId> {
        let wanted = plain_key(name);
        (!wanted.is_empty()).then_some(())?;
        let all = (0u16..).map(TopicId).zip(&self.topics);
        let mut by_word = all.filter(|(_, topic)| topic.words.iter().any(|word| has_key(word, &wanted)));
        let by_word = || by_word.next().filter(|_| by_word.next().is_none()).map(|(id, _)| id);
        self.topic_named(name).or_else(by_word)
    }

    /// Finds the topic with an id or a name.
    #[must_use]
    pub fn topic_named(&self, name: &str) -> Option<TopicId> {
        let wanted = plain_key(name);
        (!wanted.is_empty()).then_some(())?;
        let is_named = |topic: &vocabulary::Topic| [topic.id, topic.name].iter().any(|name| has_key(name, &wanted));
        (0u16..).map(TopicId).zip(&self.topics).find(|(_, topic)| is_named(topic)).map(|(id, _)| id)
    }

    /// Finds the partner with a name, as it is known. Case, diacritics and punctuation are ignored.
    #[must_use]
    pub fn find_partner(&self, name: &str) -> Option<Str> {
        let wanted = plain_key(name);
        (!wanted.is_empty()).then_some(())?;
        let aliases = self.partners.iter().flat_map(|p| p.aliases.iter().map(|alias| (alias, p.name)));
        let named = self.postings.partners.keys().map(|name| (name, *name)).chain(aliases);
        let mut named =
            named.filter(|(name, known)| has_key(name, &wanted) && self.postings.partners.contains_key(known));
        named.next().map(|(_, known)| known)
    }

    /// Returns what became of a commitment or an announcement, if we have a reading of it from later reports.
    #[must_use]
    pub fn follow_up(&self, id: PassageId) -> Option<&annotations::FollowUp> {
        let at = self.annotations.follow_ups.binary_search_by_key(&id, |p| p.commitment).ok()?;
        self.annotations.follow_ups.get(at)
    }

    /// Returns a finder for the names of all bodies.
    #[must_use]
    pub fn names(&self) -> &names::Names {
        self.names.get_or_init(|| names::Names::new(&self.entities))
    }

    /// Returns the entity of the group itself, which is listed among the bodies.
    #[must_use]
    pub fn group(&self) -> Option<EntityId> {
        self.find_entity("ICAT")
    }

    /// Returns the bodies of the group, in display order and without the group itself.
    pub fn bodies(&self) -> impl Iterator<Item = EntityId> + Clone + use<> {
        let group = self.group();
        (0u16..).map(EntityId).take(self.entities.len()).filter(move |&e| Some(e) != group)
    }

    /// Returns a body and those that are part of it, such as OSCE with OSCE-ODIHR.
    pub fn with_parts(&self, entity: EntityId) -> impl Iterator<Item = EntityId> + '_ {
        let all = (0u16..).map(EntityId).zip(&self.entities);
        all.filter(move |(id, body)| *id == entity || body.parent == Some(entity)).map(|(id, _)| id)
    }

    /// Returns the table of agreements.
    #[must_use]
    pub fn agreements(&self) -> &AgreementTable {
        self.agreements.get_or_init(|| AgreementTable::new(self))
    }

    /// Returns the places that passages name, by region and by name.
    #[must_use]
    pub fn gazetteer(&self) -> &Gazetteer {
        self.gazetteer.get_or_init(|| Gazetteer::new(&self.annotations.regions, &self.postings.places, &self.places))
    }

    /// Returns the place of the world that passages are tagged with by this name.
    #[must_use]
    pub fn world_place(&self, tag: &str) -> Option<&vocabulary::WorldPlace> {
        self.places.iter().find(|place| place.name == *tag)
    }

    /// Returns what a place is called in English: its tag, and all names that it is known by.
    pub(crate) fn names_of_place<'a>(&'a self, tag: &'a str) -> impl Iterator<Item = &'a str> {
        let known = self.world_place(tag).into_iter().flat_map(vocabulary::WorldPlace::all_names);
        std::iter::once(tag).chain(known.map(Str::as_str))
    }

    /// Returns what the people and things of a place are called in English.
    pub(crate) fn people_of(&self, tag: &str) -> Vec<Str> {
        let of_tag = self.places.iter().zip(self.place_names.iter()).find(|(place, _)| place.name == *tag);
        of_tag.and_then(|(_, names)| names.people.get("en")).cloned().unwrap_or_default()
    }

    /// Returns a finder for the terms of the glossary and their expansions. It yields indices into the glossary.
    #[must_use]
    pub fn terms(&self) -> &names::NameFinder<u32> {
        self.terms.get_or_init(|| {
            let rows = (0u32..).zip(&self.glossary).flat_map(|(n, term)| {
                let words = [term.term.as_str(), term.expansion.as_str()];
                words.into_iter().filter(|w| w.chars().count() > 1).map(move |w| (w, n))
            });
            names::NameFinder::of(rows)
        })
    }

    /// Returns the passages that name a term of the glossary, given by its index. A cheap substring test first discards
    /// the passages that cannot contain it.
    #[must_use]
    pub fn passages_naming(&self, term: usize) -> Vec<PassageId> {
        let Some(row) = self.glossary.get(term) else { return Vec::new() };
        let letters = [row.term, row.expansion].map(|w| text::fold_plain(&w));
        let holds = |p: &Passage| {
            let folded = text::fold_plain(&p.text);
            letters.iter().any(|w| !w.is_empty() && folded.contains(w.as_str()))
        };
        let names = |p: &Passage| self.terms().find(&p.text).iter().any(|f| f.what as usize == term);
        let all = (0u32..).map(PassageId).zip(&self.passages);
        all.filter(|(_, passage)| holds(passage) && names(passage)).map(|(id, _)| id).collect()
    }
}

/// Returns a name without case, diacritics, spaces and punctuation, for comparison.
pub(crate) fn plain_key(name: &str) -> String {
    text::fold_plain(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Returns whether a name has this [`plain_key`]. Comparing letter by letter is quicker than making the key: most names
/// differ in their first letters.
pub(crate) fn has_key(name: &str, key: &str) -> bool {
    let plain = name.bytes().take_while(u8::is_ascii);
    let mut letters = plain.filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase());
    if name.is_ascii() {
        return letters.eq(key.bytes());
    }
    let mut wanted = key.bytes();
    letters.all(|letter| wanted.next() == Some(letter)) && plain_key(name) == key
}

#[cfg(test)]
mod tests {
    use super::{has_key, plain_key};

    #[test]
    fn a_name_has_the_key_that_is_made_of_it_and_no_other() {
        for name in ["UN-Women", "OSCE / ODIHR", "Côte d'Ivoire", "ﬁre", "", "  -", "Straße 4"] {
            let key = plain_key(name);
            assert!(has_key(name, &key), "{name}");
            assert!(!has_key(name, &format!("{key}x")) && !has_key(&format!("{name}x"), &key), "{name}");
        }
    }
}
