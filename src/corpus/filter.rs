//! Filters: which values of each facet are included and which are excluded. A filter can be described in words, and
//! turned into a set of passages.

use std::collections::BTreeSet;

use crate::corpus::postings::PassageSet;
use crate::corpus::strings::Str;
use crate::corpus::vocabulary::TopicId;
use crate::corpus::{Corpus, EntityId, Kind, ReportId, gazetteer, languages};
use crate::text;

/// The facets by which passages are filtered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// The bodies that act.
    Entity,
    /// The years by which passages are found: those stated, or else the reported one.
    Year,
    /// The years that are stated.
    Stated,
    /// The priorities of the Plan of Action.
    Priority,
    /// The kind of passage.
    Kind,
    /// The report.
    Report,
    /// The countries and regions named.
    Place,
    /// Forms of exploitation, people concerned, interventions.
    Topic,
    /// Those outside ICAT who act beside the bodies, or pay for it.
    Partner,
    /// The languages of published works.
    Language,
}

impl Facet {
    /// All facets, in the order of the prompt's help.
    pub const ALL: [Self; 10] = [
        Self::Entity,
        Self::Year,
        Self::Stated,
        Self::Priority,
        Self::Kind,
        Self::Report,
        Self::Place,
        Self::Topic,
        Self::Partner,
        Self::Language,
    ];

    /// Returns the name of the facet, as typed in the prompt and in flags.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Entity => "entity",
            Self::Year => "year",
            Self::Stated => "stated",
            Self::Priority => "priority",
            Self::Kind => "kind",
            Self::Report => "report",
            Self::Place => "place",
            Self::Topic => "topic",
            Self::Partner => "partner",
            Self::Language => "language",
        }
    }

    /// Returns the plural, for titles.
    #[must_use]
    pub fn plural(self) -> &'static str {
        match self {
            Self::Entity => "Bodies",
            Self::Year => "Years",
            Self::Stated => "Stated years",
            Self::Priority => "Priorities",
            Self::Kind => "Kinds",
            Self::Report => "Reports",
            Self::Place => "Places",
            Self::Topic => "Topics",
            Self::Partner => "Partners",
            Self::Language => "Languages",
        }
    }

    /// Returns what a value of the facet is, in a word.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Entity => "body",
            Self::Stated => "stated year",
            _ => self.word(),
        }
    }
}

/// What a filter does with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FilterMode {
    /// A passage needs any one of the included values.
    Include,
    /// A passage must not have the value.
    Exclude,
}

/// The included and the excluded values of one facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice<T> {
    /// Values of which a passage needs any one; empty means that all values match.
    pub include: BTreeSet<T>,
    /// Values that a passage must not have.
    pub exclude: BTreeSet<T>,
}

impl<T> Default for Choice<T> {
    fn default() -> Self {
        Self { include: BTreeSet::new(), exclude: BTreeSet::new() }
    }
}

impl<T: Ord + Clone> Choice<T> {
    /// Returns the included or the excluded values.
    fn values_mut(&mut self, mode: FilterMode) -> &mut BTreeSet<T> {
        match mode {
            FilterMode::Include => &mut self.include,
            FilterMode::Exclude => &mut self.exclude,
        }
    }

    /// Includes or excludes a value.
    pub fn insert(&mut self, value: T, mode: FilterMode) {
        self.values_mut(mode).insert(value);
    }

    /// Toggles whether all of the values are included, or excluded. No value stays both.
    pub fn toggle(&mut self, values: &[T], mode: FilterMode) {
        let values_in_mode = self.values_mut(mode);
        let is_set = values.iter().all(|value| values_in_mode.contains(value));
        for value in values {
            self.include.remove(value);
            self.exclude.remove(value);
            if !is_set {
                self.insert(value.clone(), mode);
            }
        }
    }

    /// Returns `true` if every passage matches.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }

    /// Narrows a set to the passages that have a value that is included. `posting` returns the passages that have a value.
    pub(crate) fn narrow_to_included<'a>(
        &self,
        set: &mut PassageSet,
        len: usize,
        posting: impl Fn(&T) -> Option<&'a PassageSet>,
    ) {
        if !self.include.is_empty() {
            let mut any = PassageSet::none(len);
            self.include.iter().filter_map(posting).for_each(|members| any.union_with(members));
            set.intersect_with(&any);
        }
    }

    /// Narrows a set to the passages that match. `posting` returns the passages that have a value.
    fn narrow<'a>(&self, set: &mut PassageSet, len: usize, posting: impl Fn(&T) -> Option<&'a PassageSet>) {
        self.narrow_to_included(set, len, &posting);
        self.exclude.iter().filter_map(posting).for_each(|members| set.difference_with(members));
    }

    /// Narrows a set as [`Choice::narrow`] does, by sets that are made when they are asked for.
    fn narrow_with(&self, set: &mut PassageSet, len: usize, members: impl Fn(&T) -> PassageSet) {
        if !self.include.is_empty() {
            let mut any = PassageSet::none(len);
            self.include.iter().for_each(|value| any.union_with(&members(value)));
            set.intersect_with(&any);
        }
        self.exclude.iter().for_each(|value| set.difference_with(&members(value)));
    }

    fn to_args(&self, name: impl Fn(&T) -> String) -> Vec<String> {
        let wanted = self.include.iter().map(&name);
        wanted.chain(self.exclude.iter().map(|v| format!("!{}", name(v)))).collect()
    }

    fn describe(&self, name: impl Fn(&T) -> String) -> Option<String> {
        let list = |values: &BTreeSet<T>| values.iter().map(&name).collect::<Vec<_>>().join(" or ");
        match (self.include.is_empty(), self.exclude.is_empty()) {
            (true, true) => None,
            (false, true) => Some(list(&self.include)),
            (true, false) => Some(format!("not {}", list(&self.exclude))),
            (false, false) => Some(format!("{} but not {}", list(&self.include), list(&self.exclude))),
        }
    }
}

/// Returns the names of places as they are typed. If all places of a region are among them, they are replaced by the
/// region's name; a region whose places are not stands for itself only.
fn by_region(corpus: &Corpus, places: &BTreeSet<Str>) -> Vec<String> {
    let mut names = Vec::new();
    if places.is_empty() {
        return names;
    }
    let mut rest = places.clone();
    let is_region = |place: &Str| corpus.gazetteer().inside(place).is_some_and(|inside| inside.len() > 1);
    for (region, inside) in corpus.gazetteer().largest_first() {
        if inside.len() > 1 && inside.iter().all(|p| rest.contains(p)) {
            rest.retain(|p| !inside.contains(p));
            names.push(region.to_string());
        }
    }
    names.extend(rest.iter().map(|place| {
        let only = if is_region(place) { gazetteer::ONLY } else { "" };
        format!("{only}{place}")
    }));
    names
}

/// A filter of passages. A claim matches if, for every facet, it has any of the included values (if there are some) and
/// none of the excluded ones; see [`crate::corpus::matching`] for passages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Bodies that act.
    pub entities: Choice<EntityId>,
    /// Years that passages state or, where they state none, that their reports cover.
    pub years: Choice<u16>,
    /// Years that passages state.
    pub stated: Choice<u16>,
    /// Priorities, 1 to 6.
    pub priorities: Choice<u8>,
    /// Kinds of passage.
    pub kinds: Choice<Kind>,
    /// Reports.
    pub reports: Choice<ReportId>,
    /// Countries and regions.
    pub places: Choice<Str>,
    /// Topics.
    pub topics: Choice<TopicId>,
    /// Partners, by the name under which they are known.
    pub partners: Choice<Str>,
    /// Languages of works.
    pub languages: Choice<Str>,
}

impl Filter {
    /// Returns `true` if every passage matches.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Narrows a set to the passages whose tags match one facet.
    pub(crate) fn narrow(&self, corpus: &Corpus, facet: Facet, set: &mut PassageSet) {
        let (len, p) = (corpus.passages.len(), &corpus.postings);
        match facet {
            Facet::Entity => self.entities.narrow(set, len, |e| p.entities.get(e.index())),
            Facet::Year => self.years.narrow(set, len, |y| p.years.get(y)),
            Facet::Stated => self.stated.narrow(set, len, |y| p.stated.get(y)),
            Facet::Priority => {
                self.priorities.narrow(set, len, |&n| p.priorities.get(usize::from(n).wrapping_sub(1)));
            }
            Facet::Kind => self.kinds.narrow(set, len, |&k| p.kinds.get(k as usize)),
            // The passages of a report follow each other: a set of each report would grow with the square of the data.
            Facet::Report => {
                let of = |report: &ReportId| PassageSet::of_range(len, corpus.report(*report).passages.clone());
                self.reports.narrow_with(set, len, of);
            }
            Facet::Place => self.places.narrow(set, len, |place| p.places.get(place)),
            Facet::Topic => self.topics.narrow(set, len, |topic| p.topics.get(usize::from(topic.0))),
            Facet::Partner => self.partners.narrow(set, len, |partner| p.partners.get(partner)),
            Facet::Language => self.languages.narrow(set, len, |language| p.languages.get(language)),
        }
    }

    /// Returns the facets that have a value included or excluded.
    pub fn facets(&self) -> impl Iterator<Item = Facet> + '_ {
        Facet::ALL.into_iter().filter(|&f| self.without(f) != *self)
    }

    /// Returns how many more passages satisfy each facet, but not by one statement: who acts in one of them and where another
    /// is about are two things.
    #[must_use]
    pub fn apart(&self, corpus: &Corpus) -> usize {
        let facets: Vec<Facet> = self.facets().collect();
        if facets.len() < 2 {
            return 0;
        }
        let only = |facet: &Facet| {
            let others = facets.iter().filter(|other| *other != facet);
            others.fold(self.clone(), |filter, other| filter.without(*other)).set(corpus, None)
        };
        let mut each = PassageSet::all(corpus.passages.len());
        facets.iter().for_each(|facet| each.intersect_with(&only(facet)));
        each.count().saturating_sub(self.set(corpus, None).count())
    }

    /// Returns the filter with one facet cleared.
    #[must_use]
    pub fn without(&self, facet: Facet) -> Self {
        let mut filter = self.clone();
        filter.copy_facet(&Self::default(), facet);
        filter
    }

    /// Returns the filter with the facets of another that it lacks itself.
    #[must_use]
    pub fn with_others_of(&self, other: &Self) -> Self {
        let mut filter = self.clone();
        for facet in other.facets().filter(|facet| self.only(*facet).is_empty()) {
            filter.copy_facet(other, facet);
        }
        filter
    }

    fn copy_facet(&mut self, from: &Self, facet: Facet) {
        match facet {
            Facet::Entity => self.entities.clone_from(&from.entities),
            Facet::Year => self.years.clone_from(&from.years),
            Facet::Stated => self.stated.clone_from(&from.stated),
            Facet::Priority => self.priorities.clone_from(&from.priorities),
            Facet::Kind => self.kinds.clone_from(&from.kinds),
            Facet::Report => self.reports.clone_from(&from.reports),
            Facet::Place => self.places.clone_from(&from.places),
            Facet::Topic => self.topics.clone_from(&from.topics),
            Facet::Partner => self.partners.clone_from(&from.partners),
            Facet::Language => self.languages.clone_from(&from.languages),
        }
    }

    /// Returns the filter with all facets but one cleared.
    #[must_use]
    pub fn only(&self, facet: Facet) -> Self {
        Facet::ALL.into_iter().filter(|&f| f != facet).fold(self.clone(), |filter, other| filter.without(other))
    }

    /// Describes one facet of the filter in words; `None` if every value matches.
    #[must_use]
    pub fn describe_facet(&self, corpus: &Corpus, facet: Facet) -> Option<String> {
        match facet {
            Facet::Entity => self.entities.describe(|&e| corpus.entity(e).id.to_string()),
            Facet::Year => self.years.describe(u16::to_string),
            Facet::Stated => self.stated.describe(|year| format!("stated {year}")),
            Facet::Priority => self.priorities.describe(|n| format!("priority {n}")),
            Facet::Kind => self.kinds.describe(|k| k.label().to_owned()),
            Facet::Report => self.reports.describe(|&r| corpus.report(r).id.to_string()),
            Facet::Place => self.place_words(corpus),
            Facet::Topic => self.topics.describe(|&topic| corpus.topic(topic).name.to_lowercase()),
            Facet::Partner => self.partners.describe(|partner| format!("with {partner}")),
            Facet::Language => self.languages.describe(|language| format!("in {language}")),
        }
    }

    /// Describes the places in words. If all places of a region are among them, they are replaced by the region's name.
    fn place_words(&self, corpus: &Corpus) -> Option<String> {
        let list = |values: &BTreeSet<Str>| by_region(corpus, values).join(" or ");
        let (wanted, unwanted) = (&self.places.include, &self.places.exclude);
        match (wanted.is_empty(), unwanted.is_empty()) {
            (true, true) => None,
            (false, true) => Some(list(wanted)),
            (true, false) => Some(format!("not {}", list(unwanted))),
            (false, false) => Some(format!("{} but not {}", list(wanted), list(unwanted))),
        }
    }

    /// Returns the values of a facet as [`Filter::add_value`] reads them. Excluded values begin with `!`.
    #[must_use]
    pub fn to_args(&self, corpus: &Corpus, facet: Facet) -> Vec<String> {
        match facet {
            Facet::Entity => self.entities.to_args(|&e| corpus.entity(e).id.to_string()),
            Facet::Year => self.years.to_args(u16::to_string),
            Facet::Stated => self.stated.to_args(u16::to_string),
            Facet::Priority => self.priorities.to_args(u8::to_string),
            Facet::Kind => self.kinds.to_args(|k| k.word().to_owned()),
            Facet::Report => self.reports.to_args(|&r| corpus.report(r).id.to_string()),
            Facet::Place => {
                let wanted = by_region(corpus, &self.places.include).into_iter();
                let unwanted = by_region(corpus, &self.places.exclude).into_iter().map(|name| format!("!{name}"));
                wanted.chain(unwanted).collect()
            }
            Facet::Topic => self.topics.to_args(|&topic| corpus.topic(topic).id.to_string()),
            Facet::Partner => self.partners.to_args(Str::to_string),
            Facet::Language => self.languages.to_args(Str::to_string),
        }
    }

    /// Describes the whole filter in words, such as "UNODC or IOM, 2022, priority 4"; "Everything" if it is empty.
    #[must_use]
    pub fn describe(&self, corpus: &Corpus) -> String {
        let parts: Vec<String> = Facet::ALL.iter().filter_map(|&f| self.describe_facet(corpus, f)).collect();
        if parts.is_empty() { "Everything".to_owned() } else { parts.join(", ") }
    }

    /// Parses a typed value of a facet and includes or excludes it. A value that begins with `!` is always excluded.
    ///
    /// Returns what a user has to know about the value, if anything: that no passage names a place, or that two places have
    /// the name.
    ///
    /// # Errors
    /// Returns an error if the facet has no such value: a sentence that says so and says which values there are.
    pub fn add_value(
        &mut self,
        corpus: &Corpus,
        facet: Facet,
        typed: &str,
        mode: FilterMode,
    ) -> Result<Option<String>, String> {
        let typed = typed.trim();
        let (typed, mode) = typed.strip_prefix('!').map_or((typed, mode), |rest| (rest, FilterMode::Exclude));
        let unknown = |words: &str| words.replace("{}", typed) + &corpus.did_you_mean(typed);
        match facet {
            Facet::Entity => {
                let unknown = || unknown("no body is called \"{}\"; `list entities` names them");
                if let Some(entity) = corpus.find_entity_meant(typed) {
                    self.entities.insert(entity, mode);
                } else {
                    let name = text::fold_plain(typed);
                    let name = name.strip_prefix(gazetteer::ALL_OF).ok_or_else(unknown)?;
                    let entity = corpus.find_entity(name).ok_or_else(unknown)?;
                    corpus.with_parts(entity).for_each(|part| self.entities.insert(part, mode));
                }
            }
            Facet::Year | Facet::Stated => {
                let years = if facet == Facet::Year { &mut self.years } else { &mut self.stated };
                let (from, to) = typed.split_once("..").unwrap_or((typed, typed));
                let year = |y: &str| {
                    y.trim().parse::<u16>().map_err(|_| format!("\"{typed}\" is no year; write 2022 or 2020..2022"))
                };
                let (from, to) = (year(from)?, year(to)?);
                if from > to || to - from > 200 {
                    return Err(format!("\"{typed}\" is no span of years; the earlier comes first"));
                }
                (from..=to).for_each(|y| years.insert(y, mode));
            }
            Facet::Priority => {
                let bare = typed.trim_start_matches(['p', 'P', '#']);
                let number = bare.parse::<u8>().ok().filter(|&n| corpus.priority(n).is_some());
                let number = number
                    .ok_or_else(|| format!("\"{typed}\" is no priority; there are 1 to {}", corpus.priorities.len()))?;
                self.priorities.insert(number, mode);
            }
            Facet::Kind => {
                let key = text::fold_plain(typed);
                let singular = key
                    .strip_suffix("ies")
                    .map(|k| format!("{k}y"))
                    .or_else(|| key.strip_suffix('s').map(str::to_owned));
                let named =
                    |key: &str| Kind::from_word(key).or_else(|| Kind::ALL.iter().copied().find(|k| k.label() == key));
                let kind = named(&key).or_else(|| named(singular.as_deref()?));
                let kind = kind.ok_or_else(|| {
                    let known: Vec<_> = Kind::ALL.iter().map(|k| k.word()).collect();
                    format!("\"{typed}\" is no kind; there are {}", known.join(", "))
                })?;
                self.kinds.insert(kind, mode);
            }
            Facet::Report => {
                let found = corpus.reports_by_id(typed);
                if found.is_empty() {
                    let known: Vec<_> = corpus.reports.iter().map(|r| r.id.as_str()).collect();
                    return Err(format!("\"{typed}\" is no report; there are {}", known.join(", ")));
                }
                found.into_iter().for_each(|r| self.reports.insert(r, mode));
            }
            Facet::Place => {
                let words = "\"{}\" is no place that is known here; `list places` names those of the reports";
                let named = corpus.named_places(typed).ok_or_else(|| unknown(words))?;
                // A place that no passage names leaves nothing, rather than everything.
                let tags = if named.tags.is_empty() { &named.names } else { &named.tags };
                tags.iter().for_each(|&place| self.places.insert(place, mode));
                return Ok(named.note(corpus, typed));
            }
            Facet::Topic => {
                let words = "\"{}\" is no topic; `list topics` names them";
                let topic = corpus.find_topic(typed).ok_or_else(|| unknown(words))?;
                self.topics.insert(topic, mode);
                if corpus.topic_named(typed).is_none() {
                    let name = corpus.topic(topic).name;
                    return Ok(Some(format!(
                        "\"{typed}\" is among what the topic \"{name}\" is about, and is read as it"
                    )));
                }
            }
            Facet::Partner => {
                let words = "no claim names the partner \"{}\"; `list partners` names them";
                let partner = corpus.find_partner(typed).ok_or_else(|| unknown(words))?;
                self.partners.insert(partner, mode);
            }
            Facet::Language => {
                let wanted = text::fold_plain(languages::in_english(typed).unwrap_or(typed));
                let mut all = corpus.postings.languages.keys();
                let language = all.find(|name| text::fold_plain(name) == wanted).ok_or_else(|| {
                    let known: Vec<&str> = corpus.postings.languages.keys().map(Str::as_str).collect();
                    format!("no work is on record in the language \"{typed}\"; there are {}", known.join(", "))
                })?;
                self.languages.insert(*language, mode);
            }
        }
        Ok(None)
    }
}
