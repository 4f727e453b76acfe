//! The names of bodies and places, in all languages, and what each stands for.

use std::collections::{BTreeMap, BTreeSet};

use crate::corpus::sorted_lines::SortedLines;
use crate::corpus::vocabulary::OtherNames;
use crate::corpus::{Dataset, EntityId};
use crate::text;

/// How a key stands for something.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameForm {
    /// As its name.
    #[default]
    Name,
    /// As what its people and things are called.
    People,
    /// As a form of its name, in another case.
    Form,
    /// As an acronym of its name.
    Acronym,
    /// As its code.
    Code,
}

impl NameForm {
    const ALL: [(char, Self); 5] =
        [('n', Self::Name), ('p', Self::People), ('f', Self::Form), ('a', Self::Acronym), ('c', Self::Code)];
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Referent {
    /// A body.
    Body(EntityId),
    /// A place, as an index into [`Dataset::places`].
    Place(u16),
}

/// Articles that may stand before a name.
const ARTICLES: [&str; 12] = ["the", "la", "le", "les", "l", "el", "los", "las", "o", "a", "os", "as"];
/// The article that Arabic writes as the beginning of a word.
const ARABIC_ARTICLE: &str = "\u{627}\u{644}";

/// The words that are written with "ern" at the end and without.
const COMPASS: [&str; 4] = ["west", "east", "north", "south"];

/// Returns the key under which a name is found: its letters and digits, without case, accents and the article of Arabic.
#[must_use]
pub fn name_key(name: &str) -> String {
    key_of(&text::fold_plain(name), str::to_owned)
}

fn key_of(folded: &str, mut word: impl FnMut(&str) -> String) -> String {
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words.map(|w| word(w.strip_prefix(ARABIC_ARTICLE).filter(|bare| !bare.is_empty()).unwrap_or(w))).collect()
}

/// Returns whether a name is an acronym of itself: written in capitals throughout.
fn form_of(name: &str) -> NameForm {
    if text::is_in_capitals(name) { NameForm::Acronym } else { NameForm::Name }
}

/// Returns the key that the forms of a name in Cyrillic or Arabic letters share. `None` for other names.
pub(crate) fn bare_key(folded: &str) -> Option<String> {
    let mut is_bare = false;
    let key = key_of(folded, |word| {
        let bare = text::bare_noun(word).or_else(|| text::bare_word(word));
        is_bare |= bare.is_some();
        bare.unwrap_or(word).to_owned()
    });
    is_bare.then_some(key)
}

/// Returns the key that names share which differ in such an ending alone.
pub(crate) fn loose_key(name: &str) -> String {
    let bare = |word: &str| word.strip_suffix("ern").filter(|bare| COMPASS.contains(bare)).unwrap_or(word).to_owned();
    key_of(&text::fold_plain(name), bare)
}

/// Returns the keys by which a name may be known, the nearest first: as typed, without an article, with "Western" for
/// "West" and the other way round, in the singular.
pub(crate) fn name_keys(name: &str) -> Vec<String> {
    let folded = text::fold_plain(name.trim());
    let without = folded.split_once([' ', '\'', '\u{2019}']).filter(|(first, _)| ARTICLES.contains(first));
    let names: Vec<&str> = [Some(folded.as_str()), without.map(|(_, rest)| rest)].into_iter().flatten().collect();
    let turned = |word: &str| match word.strip_suffix("ern") {
        Some(bare) if COMPASS.contains(&bare) => bare.to_owned(),
        _ if COMPASS.contains(&word) => format!("{word}ern"),
        _ => word.to_owned(),
    };
    let mut keys: Vec<String> = names.iter().map(|name| key_of(name, str::to_owned)).collect();
    // "Moldova, Republic of" is the Republic of Moldova.
    keys.extend(folded.split_once(',').map(|(last, first)| key_of(&format!("{first} {last}"), str::to_owned)));
    keys.extend(names.iter().map(|name| key_of(name, turned)));
    let short = folded.split_once([' ', '.']).and_then(|(first, rest)| {
        let whole = COMPASS.iter().find(|whole| first.len() == 1 && whole.starts_with(first))?;
        Some(key_of(&format!("{whole}ern {rest}"), str::to_owned))
    });
    keys.extend(short);
    keys.extend(bare_key(&folded));
    let singular: Vec<String> = keys.iter().filter_map(|key| key.strip_suffix('s')).map(str::to_owned).collect();
    keys.extend(singular);
    keys.retain(|key| !key.is_empty());
    keys
}

/// An index of names. The one of the built-in data is made by the build script.
#[derive(Debug, Clone)]
pub struct NameIndex(pub SortedLines);

impl NameIndex {
    /// Builds the index of a dataset.
    #[must_use]
    pub fn new(dataset: &Dataset) -> Self {
        let mut keys: BTreeMap<String, BTreeMap<NameForm, BTreeSet<Referent>>> = BTreeMap::new();
        let mut add = |name: &str, form: NameForm, of: Referent| {
            let bare = bare_key(&text::fold_plain(name)).map(|key| (key, NameForm::Form));
            for (key, form) in [(name_key(name), form)].into_iter().chain(bare).filter(|(key, _)| !key.is_empty()) {
                keys.entry(key).or_default().entry(form).or_default().insert(of);
            }
        };
        let none = OtherNames::default();
        for (n, entity) in (0u16..).zip(&dataset.entities) {
            let of = Referent::Body(EntityId(n));
            let names = dataset.entity_names.get(usize::from(n)).unwrap_or(&none);
            let names = entity.all_names().chain(names.names.values().flatten());
            names.for_each(|name| add(name, NameForm::Name, of));
        }
        for (n, place) in (0u16..).zip(&dataset.places) {
            let of = Referent::Place(n);
            let names = dataset.place_names.get(usize::from(n)).unwrap_or(&none);
            let own = place.all_names().chain(names.names.values().flatten());
            own.for_each(|name| add(name, form_of(name), of));
            names.people.values().flatten().for_each(|name| add(name, NameForm::People, of));
            [place.iso2, place.iso3].into_iter().flatten().for_each(|code| add(&code, NameForm::Code, of));
        }
        let row = |(key, forms): (String, BTreeMap<NameForm, BTreeSet<Referent>>)| {
            // A name counts before what people are called, and that before a code. An acronym is a name.
            let (form, of) = forms.first_key_value()?;
            let mut of = of.clone();
            if *form == NameForm::Name {
                of.extend(forms.get(&NameForm::Acronym).into_iter().flatten());
            }
            let form = NameForm::ALL.iter().find(|(_, known)| known == form).map_or('n', |(letter, _)| *letter);
            let of = of.iter().map(|of| match of {
                Referent::Body(id) => format!("b{}", id.0),
                Referent::Place(n) => format!("p{n}"),
            });
            let value = format!("{form} {}", of.collect::<Vec<_>>().join(" "));
            Some((key, value))
        };
        Self(SortedLines::new(&keys.into_iter().filter_map(row).collect()))
    }

    /// Returns what a key stands for, and how: as a name or, if it names nothing, as what people are called, or else as
    /// a code.
    pub fn find(&self, key: &str) -> impl Iterator<Item = (NameForm, Referent)> {
        let mut words = self.0.get(key).unwrap_or("").split(' ');
        let form = words.next().and_then(|word| NameForm::ALL.iter().find(|(letter, _)| word.chars().eq([*letter])));
        words.filter_map(move |of| {
            let (kind, number) = of.split_at_checked(1)?;
            let number = number.parse().ok()?;
            let of = if kind == "b" { Referent::Body(EntityId(number)) } else { Referent::Place(number) };
            Some((form?.1, of))
        })
    }
}
