//! The names that are looked for in a text: bodies, places, partners, and the words of topics.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::corpus::names::{NameFinder, Naming};
use crate::corpus::vocabulary::PlaceKind;
use crate::corpus::{Corpus, EntityId};
use crate::search::ENGLISH;
use crate::search::stop_words::is_stop_word;
use crate::text::fold_plain;

/// Parts of a region before another: "Eastern and Western Africa".
const PARTS: [(&str, &str); 10] = [
    ("Eastern", "Eastern"),
    ("Western", "Western"),
    ("Northern", "Northern"),
    ("Southern", "Southern"),
    ("Central", "Central"),
    ("East", "Eastern"),
    ("West", "Western"),
    ("North", "Northern"),
    ("South", "Southern"),
    ("Middle", "Middle"),
];

/// Names that stand for something else in a report.
const NO_PLACES: [&str; 4] = ["States", "the States", "United Nations", "Union"];

/// What names a language where it stands beside "English".
const LANGUAGES: [&str; 8] = ["French", "Spanish", "Russian", "Portuguese", "German", "Chinese", "Italian", "Dutch"];

/// What stands before the country of an office or a government.
const OFFICES_OF: [&str; 12] = [
    "government of",
    "governments of",
    "ministry of",
    "parliament of",
    "embassy of",
    "mission of",
    "ambassador of",
    "president of",
    "police of",
    "authorities of",
    "university of",
    "bank of",
];
/// What stands before who pays.
const DONORS: [&str; 9] = [
    "funded by",
    "funds from",
    "funding from",
    "financed by",
    "support of",
    "contribution of",
    "contributions from",
    "grant from",
    "generosity of",
];
/// What stands after the country or people whose it is.
const OWNED: [&str; 14] = [
    "Government",
    "Ministry",
    "Ministries",
    "Parliament",
    "Embassy",
    "Agency",
    "Police",
    "Presidency",
    "Chairmanship",
    "Foreign",
    "Federal",
    "National",
    "Development",
    "Cooperation",
];

/// The names of a corpus.
pub(in crate::draft) struct Vocabulary<'c> {
    corpus: &'c Corpus,
    bodies: NameFinder<EntityId>,
    places: NameFinder<u16>,
    partners: NameFinder<u16>,
    topics: Vec<(String, usize)>,
    /// Acronyms that are known: of bodies, partners, terms.
    acronyms: HashSet<String>,
    /// Names and acronyms of bodies that the source lists and the data does not have.
    new_bodies: Vec<String>,
    /// How words are printed that keep their capitals.
    printed: HashMap<String, String>,
}

/// Returns where a name stands in a text as words of its own.
fn find_word(text: &str, name: &str) -> Option<usize> {
    text.match_indices(name).map(|(at, _)| at).find(|at| {
        let before = text.get(..*at).and_then(|before| before.chars().next_back());
        let after = text.get(at + name.len()..).and_then(|after| after.chars().next());
        ![before, after].into_iter().flatten().any(char::is_alphanumeric)
    })
}

impl<'c> Vocabulary<'c> {
    pub(in crate::draft) fn of(corpus: &'c Corpus) -> Self {
        let own = (0u16..).zip(&corpus.entities).flat_map(|(n, entity)| {
            let more = corpus.entity_names.get(usize::from(n)).and_then(|names| names.names.get("en"));
            entity.all_names().chain(more.into_iter().flatten()).map(move |name| (name.as_str(), EntityId(n)))
        });
        let bodies = NameFinder::of(own.filter(|(name, _)| name.len() > 2));
        let countries: HashSet<&str> = corpus.places.iter().map(|place| place.name.as_str()).collect();
        // "Portugal and Spain" are two places, whatever region they make up.
        let is_pair = |name: &str, kind: PlaceKind| {
            kind != PlaceKind::Country
                && name.split_once(" and ").is_some_and(|(one, two)| countries.contains(one) && countries.contains(two))
        };
        let places = (0u16..).zip(&corpus.places).flat_map(|(n, place)| {
            let names = corpus.place_names.get(usize::from(n));
            let more = names.into_iter().flat_map(|names| names.names.get("en").into_iter().flatten());
            let people = names.into_iter().flat_map(|names| names.people.get("en").into_iter().flatten());
            let many = people.clone().filter(|name| name.ends_with('n')).map(|name| format!("{name}s"));
            let own = place.all_names().chain(more).chain(people).map(|name| name.as_str().to_owned()).chain(many);
            own.filter(move |name| !is_pair(name, place.kind)).map(move |name| (name, n))
        });
        let places: Vec<(String, u16)> =
            places.filter(|(name, _)| name.len() > 1 && !NO_PLACES.contains(&name.as_str())).collect();
        let places = NameFinder::of(places.iter().map(|(name, n)| (name.as_str(), *n)));
        let partners = (0u16..).zip(&corpus.partners).flat_map(|(n, partner)| {
            std::iter::once(&partner.name).chain(&partner.aliases).map(move |name| (name.as_str(), n))
        });
        let partners = NameFinder::of(partners.filter(|(name, _)| name.len() > 2));
        let topics = corpus.topics.iter().enumerate();
        let topics = topics.flat_map(|(n, topic)| topic.words.iter().map(move |word| (fold_plain(word), n))).collect();
        let mut acronyms = HashSet::new();
        let mut printed: HashMap<String, String> = HashMap::new();
        let terms = corpus.glossary.iter().map(|term| term.term.as_str());
        let names =
            corpus.entities.iter().flat_map(crate::corpus::Entity::all_names).map(crate::corpus::strings::Str::as_str);
        let partner_names = corpus
            .partners
            .iter()
            .flat_map(|p| std::iter::once(&p.name).chain(&p.aliases))
            .map(crate::corpus::strings::Str::as_str);
        for name in terms.chain(names).chain(partner_names) {
            for word in name.split(|c: char| !c.is_alphanumeric()) {
                if word.chars().filter(|c| c.is_uppercase()).count() > 1 {
                    acronyms.insert(word.to_owned());
                    printed.insert(word.to_uppercase(), word.to_owned());
                }
            }
        }
        for place in corpus.places.iter().flat_map(crate::corpus::vocabulary::WorldPlace::all_names) {
            let is_single = !place.contains(' ');
            let own = place.split(' ').filter(|word| word.starts_with(char::is_uppercase) && word.len() > 3);
            for word in own.filter(|word| is_single || !ENGLISH.has(&word.to_lowercase())) {
                printed.entry(word.to_uppercase()).or_insert_with(|| word.to_owned());
            }
        }
        for word in ["UN", "EU", "NGO", "NGOs", "SDG", "SDGs"] {
            printed.insert(word.to_uppercase(), word.to_owned());
        }
        for common in [
            "ISLANDS",
            "REPUBLIC",
            "STATES",
            "PEOPLE",
            "UNITED",
            "REGION",
            "LAND",
            "TERRITORY",
            "CENTRAL",
            "SOUTH",
            "NORTH",
        ] {
            printed.remove(common);
        }
        printed.retain(|word, _| !is_stop_word(&word.to_lowercase()));
        Self { corpus, bodies, places, partners, topics, acronyms, new_bodies: Vec::new(), printed }
    }

    /// Learns the name of a body that the data does not have, as a list of members prints it: "Name (ACRONYM)". Returns
    /// whether the data does not have it.
    pub(in crate::draft) fn learn(&mut self, entry: &str) -> bool {
        let entry = entry.trim().trim_end_matches(['.', ';', ',']);
        if entry.is_empty() || !self.bodies.find(entry).is_empty() {
            return false;
        }
        let (name, acronym) = match entry.rsplit_once('(') {
            Some((name, rest)) => (name.trim(), rest.trim_end_matches(')').trim()),
            None => (entry, ""),
        };
        self.new_bodies.extend([name, acronym].into_iter().filter(|name| name.len() > 2).map(str::to_owned));
        true
    }

    /// Returns whether a text begins with a body that the data does not have: one that the source lists, or an acronym
    /// that nobody knows.
    pub(in crate::draft) fn begins_with_new_body(&self, text: &str) -> bool {
        let text = text.strip_prefix("The ").unwrap_or(text);
        let rest_of = |name: &str| {
            let head = text.get(..name.len())?;
            (head == name || head.to_lowercase() == name.to_lowercase() && name.contains(' '))
                .then(|| text.get(name.len()..))?
        };
        let is_listed = self
            .new_bodies
            .iter()
            .any(|name| rest_of(name).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)));
        let first: String = text.chars().take_while(|c| c.is_alphanumeric() || *c == '-').collect();
        let capitals = first.chars().filter(|c| c.is_uppercase()).count();
        let is_acronym = capitals >= 3 && capitals * 3 >= first.chars().count() * 2 && !self.knows_acronym(&first);
        is_listed || (is_acronym && self.bodies.find(&first).is_empty())
    }

    /// Returns the id of a body.
    pub(in crate::draft) fn id(&self, body: EntityId) -> &'c str {
        self.corpus.entity(body).id.as_str()
    }

    /// Returns the bodies that a text names, in order.
    pub(in crate::draft) fn bodies(&self, text: &str) -> Vec<Naming<EntityId>> {
        self.bodies.find(text)
    }

    /// Returns the known partners that a text names.
    pub(in crate::draft) fn partners(&self, text: &str) -> Vec<(String, std::ops::Range<usize>)> {
        let found = self.partners.find(text);
        found.into_iter().map(|n| (self.corpus.partners[usize::from(n.what)].name.as_str().to_owned(), n.at)).collect()
    }

    /// Returns the places that a text names, in order, but for those within the name of a body.
    pub(in crate::draft) fn places(&self, text: &str) -> Vec<String> {
        self.places_where(text, &|_, _| true)
    }

    /// Returns the places of what a sentence tells: those that it names, but for the country of a partner, a ministry or a
    /// donor.
    pub(in crate::draft) fn places_of_deed(&self, text: &str) -> Vec<String> {
        let partners = self.partners.find(text);
        self.places_where(text, &|at, words| {
            let before = text.get(..at).unwrap_or_default();
            let after = text.get(at + words.len()..).unwrap_or_default().trim_start();
            let is_within = partners.iter().any(|partner| partner.at.contains(&at));
            let near = before.rsplit(['.', ';', ',']).next().unwrap_or_default().to_lowercase();
            let near =
                near.trim_end().trim_end_matches(" the").trim_end_matches(" republic of").trim_end_matches(" the");
            let is_office = OFFICES_OF.iter().any(|office| near.ends_with(office));
            let is_donor = DONORS.iter().any(|words| near.contains(words));
            let next = after.split([' ', ',', '.', ';']).next().unwrap_or_default();
            !is_within && !is_office && !is_donor && !OWNED.contains(&next)
        })
    }

    fn places_where(&self, text: &str, is_wanted: &dyn Fn(usize, &str) -> bool) -> Vec<String> {
        let bodies = self.bodies.find(text);
        let mut found: Vec<(usize, String)> = Vec::new();
        for naming in self.places.find(text) {
            let words = text.get(naming.at.clone()).unwrap_or_default();
            let is_name = words.strip_prefix("the ").unwrap_or(words).starts_with(char::is_uppercase);
            let is_within = bodies.iter().any(|body| body.at.start <= naming.at.start && naming.at.end <= body.at.end);
            let before = text.get(..naming.at.start).unwrap_or_default();
            let after = text.get(naming.at.end..).unwrap_or_default();
            let is_person = before.ends_with("Ms. ") || before.ends_with("Mr. ") || before.ends_with("Dr. ");
            let is_part = after.starts_with(['@', '$'])
                || before.ends_with('@')
                || before.ends_with('.') && !before.ends_with(". ");
            // "UNHCR/Milan Jordan", "UNODC/Jordan Hale"
            let name_before = before.trim_end().rsplit([' ', '(']).next().unwrap_or_default();
            let is_credit = name_before.contains('/')
                && before.ends_with([' ', '/'])
                && after.chars().filter(|c| !c.is_whitespace()).take(40).all(|c| c != '.');
            let is_language = LANGUAGES.contains(&words) && text.contains("English");
            if is_name
                && is_wanted(naming.at.start, words)
                && !is_within
                && !is_person
                && !is_part
                && !is_credit
                && !is_language
            {
                let name = self.corpus.places[usize::from(naming.what)].name.as_str();
                found.extend(self.parts_before(before, name).map(|part| (naming.at.start.saturating_sub(1), part)));
                found.push((naming.at.start, name.to_owned()));
            }
        }
        let mut seen = BTreeSet::new();
        found.sort_by_key(|(at, _)| *at);
        found.into_iter().map(|(_, name)| name).filter(|name| seen.insert(name.clone())).collect()
    }

    /// Returns "Eastern Africa" for what stands before "Western Africa" in "Eastern and Western Africa".
    fn parts_before(&self, before: &str, name: &str) -> Option<String> {
        let rest = before.trim_end().strip_suffix(" and")?;
        let part = rest.rsplit([' ', ',']).next()?;
        let whole = PARTS.iter().find(|(short, _)| *short == part)?.1;
        let region = name.split(' ').next_back()?;
        let wanted = format!("{whole} {region}");
        let short = format!("{part} {region}");
        [wanted, short].iter().find_map(|wanted| {
            let found = self.places.find(wanted);
            let naming = found.first().filter(|n| n.at.len() == wanted.len())?;
            Some(self.corpus.places[usize::from(naming.what)].name.as_str().to_owned())
        })
    }

    /// Returns the topics whose words a text holds.
    pub(in crate::draft) fn topics(&self, text: &str) -> Vec<String> {
        // The names of bodies say what they are called, not what is done.
        let mut words = text.to_owned();
        for naming in self.bodies.find(text).iter().rev() {
            words.replace_range(naming.at.clone(), "#");
        }
        let folded = fold_plain(&words);
        let mut found: Vec<usize> = Vec::new();
        for (words, topic) in &self.topics {
            if !found.contains(topic) && crate::corpus::names::has_word(&folded, words) {
                found.push(*topic);
            }
        }
        found.sort_unstable();
        found.into_iter().map(|n| self.corpus.topics[n].id.as_str().to_owned()).collect()
    }

    /// Returns whether a text is the names of bodies and nothing else.
    pub(in crate::draft) fn names_bodies(&self, text: &str) -> bool {
        !self.named_alone(text).is_empty()
    }

    /// Returns whether a text is the names of bodies and nothing else, be they bodies that only the source lists.
    pub(in crate::draft) fn names_only_bodies(&self, text: &str) -> bool {
        let mut rest = text.to_owned();
        let mut is_new = false;
        for name in &self.new_bodies {
            while let Some(at) = find_word(&rest, name) {
                rest.replace_range(at..at + name.len(), " ");
                is_new = true;
            }
        }
        let rest = rest.trim_matches(|c: char| !c.is_alphanumeric());
        self.names_bodies(text) || is_new && (rest.is_empty() || self.names_bodies(rest))
    }

    /// Returns how many bodies a cell names that the data does not have.
    pub(in crate::draft) fn strangers(&self, cell: &str) -> usize {
        cell.split([',', ' ', '/']).filter(|word| self.begins_with_new_body(word)).count()
    }

    /// Returns the bodies that a text names, if it holds nothing but their names.
    pub(in crate::draft) fn named_alone(&self, text: &str) -> Vec<EntityId> {
        let mut found = self.bodies.find(text);
        if found.is_empty() {
            found = self.bodies.find(&self.as_printed(text));
        }
        let mut rest = text.to_owned();
        for naming in found.iter().rev() {
            if rest.get(naming.at.clone()).is_some() {
                rest.replace_range(naming.at.clone(), " ");
            }
        }
        let letters: String = rest
            .replace(" and ", " ")
            .replace("The ", " ")
            .replace("the ", " ")
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect();
        let mut bodies: Vec<EntityId> = Vec::new();
        if letters.is_empty() {
            for naming in found {
                if !bodies.contains(&naming.what) {
                    bodies.push(naming.what);
                }
            }
        }
        bodies
    }

    /// Returns how a word is printed that keeps its capitals in a heading.
    pub(in crate::draft) fn printed(&self, word: &str) -> Option<String> {
        let bare = word
            .strip_suffix("'s")
            .or_else(|| word.strip_suffix("’s"))
            .or_else(|| word.strip_suffix("'S"))
            .unwrap_or(word);
        self.printed.get(&bare.to_uppercase()).map(|printed| word.replacen(bare, printed, 1).replace("'S", "'s"))
    }

    fn as_printed(&self, text: &str) -> String {
        text.split(' ').map(|word| self.printed(word).unwrap_or_else(|| word.to_owned())).collect::<Vec<_>>().join(" ")
    }

    /// Returns whether an acronym is that of a body, a partner or a term.
    pub(in crate::draft) fn knows_acronym(&self, word: &str) -> bool {
        self.acronyms.contains(word) || self.printed.contains_key(word)
    }
}
