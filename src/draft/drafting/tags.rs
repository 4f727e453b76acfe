//! The tags that are proposed for a passage, and the fields that passages of some kinds have.

use std::collections::HashSet;

use crate::corpus::{EntityId, Kind, Role};
use crate::draft::blocks::{Block, BlockKind, is_signature};
use crate::draft::drafting::{Drafter, GROUP};
use crate::draft::extract::plain_digit;
use crate::draft::propose::{Context, Publication, propose, publication, tells_membership};
use crate::draft::report_file::Passage;
use crate::draft::source::words;

impl Drafter<'_> {
    /// Returns the bodies whose words a foreword or a message is, where it is that of the coordinator or of the chairs: who
    /// signs it, whom its heading or its first sentence names.
    pub(super) fn speakers(&self, path: &[String], blocks: &[&Block]) -> Vec<EntityId> {
        let heading = path.last().map(|title| title.to_lowercase()).unwrap_or_default();
        let (of_chairs, of_coordinator) = (heading.contains("chair"), heading.contains("coordinator"));
        if !of_chairs && !of_coordinator {
            return Vec::new();
        }
        let named = |text: &str| -> Vec<EntityId> {
            let all = self.vocabulary.bodies(text).into_iter().map(|n| n.what);
            dedup(all.filter(|body| self.vocabulary.id(*body) != GROUP).collect())
        };
        let signed = blocks.iter().filter(|block| is_signature(&block.text)).flat_map(|block| named(&block.text));
        let mut speakers =
            dedup(path.last().map(|title| named(title)).unwrap_or_default().into_iter().chain(signed).collect());
        if speakers.is_empty() && of_chairs {
            let first = blocks.iter().find(|block| block.kind == BlockKind::Paragraph).map(|block| block.text.as_str());
            let sentence = first.and_then(|text| text.split(". ").next()).filter(|sentence| {
                let lower = sentence.to_lowercase();
                lower.contains("chair") || lower.contains(" term ")
            });
            speakers = sentence.map(named).unwrap_or_default();
        }
        if speakers.is_empty() && of_coordinator {
            let entities = (0u16..).zip(&self.corpus.entities);
            let coordinates = entities.filter(|(_, e)| e.roles.iter().any(|(_, role)| *role == Role::Coordinator));
            speakers = coordinates.map(|(n, _)| EntityId(n)).collect();
        }
        speakers
    }

    /// Proposes the tags of a passage.
    pub(super) fn tags(&mut self, passage: &mut Passage, block: &Block, kind: Kind, context: &Context) {
        let proposed = propose(&self.vocabulary, &block.text, kind, context);
        let bodies = match kind {
            Kind::Note | Kind::Caption | Kind::Quote => {
                match kind {
                    Kind::Caption => {
                        // Whose picture it is says nothing of whom it shows.
                        let words = block.text.as_str();
                        let credit = [words.rfind('©'), words.rfind("Photo"), words.rfind(" (")];
                        let end = credit.into_iter().flatten().filter(|at| *at > 0).min().unwrap_or(words.len());
                        let shown = self.vocabulary.bodies(&block.text).into_iter().filter(|n| n.at.end <= end);
                        dedup(shown.map(|n| n.what).collect())
                    }
                    Kind::Note => {
                        // "UNODC, Global Report", "See UNU, Small Sums"
                        let bare = block.text.trim_start_matches("See ").trim_start_matches("the ");
                        let offset = block.text.len() - bare.len();
                        let first = self.vocabulary.bodies(&block.text).into_iter().find(|n| n.at.start == offset);
                        first.map(|n| vec![n.what]).unwrap_or_default()
                    }
                    _ => Vec::new(),
                }
            }
            Kind::Membership if matches!(block.kind, BlockKind::Item(_)) || words(&block.text).len() <= 24 => {
                let first = self.vocabulary.bodies(&block.text).into_iter().map(|n| n.what).next();
                first.map_or_else(|| context.bodies.clone(), |body| vec![body])
            }
            Kind::Publication if context.is_of_new_body => Vec::new(),
            Kind::Publication if !self.publishers(block).is_empty() => self.publishers(block),
            Kind::Publication if !context.bodies.is_empty() => {
                let named = self.vocabulary.bodies(&block.text);
                let first = named.first().filter(|n| n.at.start == 0 && context.bodies.len() == 1);
                let child = first.filter(|n| self.corpus.entity(n.what).parent == context.bodies.first().copied());
                let is_citation =
                    first.filter(|n| block.text.get(n.at.end..).is_some_and(|rest| rest.starts_with(" (")));
                let mut bodies = child.or(is_citation).map_or_else(|| context.bodies.clone(), |n| vec![n.what]);
                // "Title, with UNU (2026)"
                let with = named.iter().filter(|n| {
                    block
                        .text
                        .get(..n.at.start)
                        .is_some_and(|before| before.ends_with(", with ") || before.ends_with(", with the "))
                });
                bodies.extend(with.map(|n| n.what));
                dedup(bodies)
            }
            _ if block.kind == BlockKind::Paragraph && is_signature(&block.text) => {
                dedup(self.vocabulary.bodies(&block.text).into_iter().map(|n| n.what).collect())
            }
            _ => proposed.bodies.clone(),
        };
        let ids: Vec<String> = bodies.iter().map(|body| self.vocabulary.id(*body).to_owned()).collect();
        if proposed.claims.is_empty() {
            passage.entities = Some(ids);
        }
        // What ICAT goes on to say is not said by those who join or chair it.
        let group: Vec<EntityId> = bodies.iter().copied().filter(|body| self.vocabulary.id(*body) == GROUP).collect();
        let passed_on = if tells_membership(&block.text) && !group.is_empty() { group } else { bodies };
        self.bodies.insert(passage.id.clone(), passed_on);
        passage.claims = proposed.claims;
        passage.topics = proposed.topics;
        passage.years = (!proposed.years.is_empty()).then_some(proposed.years);
        passage.places = (!proposed.places.is_empty()).then_some(proposed.places);
        let named = self.priorities_in(&block.text);
        passage.priorities = (!named.is_empty()).then_some(named);
    }

    /// Returns what an entry says of a publication.
    fn publication(&self, block: &Block) -> Publication {
        let is_body = |words: &str| self.vocabulary.names_only_bodies(words);
        match &block.card {
            Some(card) => publication(&card.title, &is_body).of_card(&card.day, &card.by, &card.languages),
            None => publication(&block.text, &is_body),
        }
    }

    /// Returns the bodies that the entry of a publication names as those that published it.
    fn publishers(&self, entry: &Block) -> Vec<EntityId> {
        let by = self.publication(entry).by.unwrap_or_default();
        dedup(self.vocabulary.bodies(&by).into_iter().map(|n| n.what).collect())
    }

    /// Fills in the fields that passages of some kinds have.
    pub(super) fn of_kind(&mut self, passage: &mut Passage, block: &Block, kind: Kind, path: &[String]) {
        match (&block.kind, kind) {
            (_, Kind::Publication) => {
                let found = self.publication(block);
                let work = self.corpus.works.iter().find(|work| is_work(work.shown_title(), &found.title));
                if let Some(work) = work {
                    passage.work = Some(work.id.to_string());
                }
                passage.title = Some(found.title);
                passage.published = Some(found.published.or_else(|| work.and_then(|work| work.published)));
                passage.languages = Some(found.languages);
                let is_coming = path.last().is_some_and(|title| title.eq_ignore_ascii_case("upcoming"));
                passage.upcoming = Some(found.upcoming || is_coming);
                passage.series = found.series;
                passage.claims.clear();
            }
            (BlockKind::Quote(speaker), _) => passage.speaker = Some(speaker.clone()),
            (BlockKind::Note(mark), _) => {
                passage.mark = Some(mark.chars().map(|c| plain_digit(c).unwrap_or(c)).collect());
                let carrier = self.carriers.iter().rposition(|(_, carried)| carried == mark);
                passage.parent = carrier.map(|at| self.carriers[at].0.clone());
                if passage.parent.is_none() {
                    passage.draft.get_or_insert_default().push("no passage before it carries its mark".to_owned());
                }
            }
            _ => {}
        }
    }

    /// Returns the priority that a heading is about.
    pub(super) fn priority(&self, title: &str) -> Option<u8> {
        let lower = title.to_lowercase();
        let numbered = lower.strip_prefix("priority ").and_then(|rest| rest.chars().next()?.to_digit(10));
        let most = self.corpus.priorities.len();
        if let Some(number) = numbered.and_then(|n| u8::try_from(n).ok()).filter(|n| *n > 0 && usize::from(*n) <= most)
        {
            return Some(number);
        }
        let begins = |priority: &str| {
            let head: Vec<String> = words(priority).into_iter().map(|w| w.1).take(2).collect();
            let own: Vec<String> = words(title).into_iter().map(|w| w.1).take(5).collect();
            own.windows(head.len().max(1)).any(|window| window == head)
        };
        self.corpus.priorities.iter().find(|priority| begins(&priority.title)).map(|priority| priority.number)
    }

    /// Returns the priorities that a text names by their number.
    pub(super) fn priorities_in(&self, text: &str) -> Vec<u8> {
        let mut found = Vec::new();
        let lower = text.to_lowercase();
        for (at, word) in lower.match_indices("priority ").chain(lower.match_indices("priorities ")) {
            let rest = lower.get(at + word.len()..).unwrap_or_default();
            let list: String = rest
                .chars()
                .take_while(|c| c.is_ascii_digit() || matches!(c, ' ' | ',' | '#' | 'a' | 'n' | 'd' | '–' | '-'))
                .collect();
            for digit in list.split(|c: char| !c.is_ascii_digit()).filter(|d| d.len() == 1) {
                let number =
                    digit.parse::<u8>().ok().filter(|n| *n > 0 && usize::from(*n) <= self.corpus.priorities.len());
                found.extend(number);
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

pub(super) fn dedup(bodies: Vec<EntityId>) -> Vec<EntityId> {
    let mut seen = HashSet::new();
    bodies.into_iter().filter(|body| seen.insert(*body)).collect()
}

/// Returns whether two titles are those of one work.
fn is_work(known: &str, title: &str) -> bool {
    let key = |text: &str| words(text).into_iter().map(|w| w.1).collect::<Vec<_>>();
    let (known, title) = (key(known), key(title));
    known == title && known.len() > 1
        || known.len().min(title.len()) >= 5 && (known.starts_with(&title) || title.starts_with(&known))
}
