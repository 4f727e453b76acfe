//! Subjects: what the explorer has a profile of.

use crate::corpus::filter::Filter;
use crate::corpus::strings::Str;
use crate::corpus::vocabulary::TopicId;
use crate::corpus::works::WorkId;
use crate::corpus::{Corpus, EntityId};

/// What a profile is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A body.
    Body(EntityId),
    /// A country, a region or a group of countries.
    Place(Str),
    /// A topic.
    Topic(TopicId),
    /// A published work.
    Work(WorkId),
    /// A partner outside ICAT.
    Partner(Str),
}

impl Subject {
    /// Returns what it is, in a word. The word and a colon before a name make the name mean this.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Body(_) => "body",
            Self::Place(_) => "place",
            Self::Topic(_) => "topic",
            Self::Work(_) => "work",
            Self::Partner(_) => "partner",
        }
    }

    /// Returns its name, as it is typed to get its profile.
    #[must_use]
    pub fn name(self, corpus: &Corpus) -> Str {
        match self {
            Self::Body(id) => corpus.entity(id).id,
            Self::Topic(id) => corpus.topic(id).id,
            Self::Work(id) => corpus.work(id).id,
            Self::Place(name) | Self::Partner(name) => name,
        }
    }

    /// Returns its name, as it is read.
    #[must_use]
    pub fn title(self, corpus: &Corpus) -> Str {
        match self {
            Self::Body(id) => corpus.entity(id).name,
            Self::Topic(id) => corpus.topic(id).name,
            Self::Work(id) => corpus.work(id).title,
            Self::Place(name) | Self::Partner(name) => name,
        }
    }

    /// Returns the words to type to get its profile: its name, after what it is if the name alone means another subject.
    #[must_use]
    pub fn typed(self, corpus: &Corpus) -> String {
        let name = self.name(corpus);
        match corpus.subjects(&name).first() {
            Some(first) if *first != self => format!("{}:{name}", self.noun()),
            _ => name.to_string(),
        }
    }

    /// Returns the filter that leaves what is on record about it. A region stands for all that lies in it. `None` for a
    /// work, which is a list of passages.
    #[must_use]
    pub fn filter(self, corpus: &Corpus) -> Option<Filter> {
        let mut filter = Filter::default();
        match self {
            Self::Body(id) => filter.entities.include = [id].into(),
            Self::Place(name) => filter.places.include = corpus.gazetteer().tags(&name).iter().copied().collect(),
            Self::Topic(id) => filter.topics.include = [id].into(),
            Self::Partner(name) => filter.partners.include = [name].into(),
            Self::Work(_) => return None,
        }
        Some(filter)
    }
}

impl Corpus {
    /// Returns the subjects that a name stands for: a body before a place, a topic, a work and a partner. With "body:",
    /// "place:", "topic:", "work:" or "partner:" before it, the name stands for that alone.
    #[must_use]
    pub fn subjects(&self, name: &str) -> Vec<Subject> {
        let name = name.trim();
        let all = |name: &str| {
            let mut places = self.places_called(name);
            places.retain(|place| !self.gazetteer().tags(place).is_empty());
            let topic = self.topic_named(name).map(Subject::Topic);
            let body = self.find_entity(name).or_else(|| self.body_begun(name)).map(Subject::Body);
            let partner = self.find_partner(name).map(Subject::Partner);
            let work = self.find_work(name).map(Subject::Work);
            let places = places.into_iter().map(Subject::Place);
            body.into_iter().chain(places).chain(topic).chain(work).chain(partner).collect::<Vec<_>>()
        };
        if let Some((noun, name)) = name.split_once(':') {
            let found = all(name).into_iter().find(|subject| subject.noun() == noun.trim());
            if let Some(found) = found {
                return vec![found];
            }
        }
        all(name)
    }
}
