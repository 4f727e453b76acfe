//! What a draft proposes for a passage: bodies, places, years, topics, kind, claims, the fields of a publication. All of
//! it comes from the words and from the program's own vocabularies, and is for a maintainer to decide.

mod actors;
mod acts;
mod cues;
mod kinds;
mod publications;
mod rows;
mod sentences;
mod tongues;
mod vocabulary;
mod years;

pub(super) use actors::{tells_deed, tells_membership};
pub(super) use acts::{item_tells_deed, tells_past};
pub(super) use cues::{looks_ahead, promises};
pub(super) use kinds::KindModel;
pub(super) use publications::{
    MONTHS, Publication, ends_with_languages, is_titled, lists_languages, publication, tells_of_publication,
};
pub(super) use rows::{Header, agreements, names_memorandum};
pub(super) use sentences::{sentences, without_connective};
pub(super) use tongues::language_list;
pub(super) use vocabulary::Vocabulary;
pub(super) use years::years;

use crate::corpus::{EntityId, Kind};
use crate::draft::propose::actors::Actors;
use crate::draft::report_file::{Claim, Partner};

/// What is known of a passage before its words are read.
#[derive(Debug, Clone, Default)]
pub(super) struct Context {
    /// The bodies that its heading names, or that its chapter is about.
    pub(super) bodies: Vec<EntityId>,
    /// The bodies of the passage that leads in to it, or that it goes on with.
    pub(super) before: Vec<EntityId>,
    /// Whose words they are, where a foreword or a message speaks in the first person.
    pub(super) speakers: Vec<EntityId>,
    /// Whether `bodies` are named by a heading above it.
    pub(super) is_of_body: bool,
    /// Whether the heading names a body that the data does not have.
    pub(super) is_of_new_body: bool,
}

/// The tags that are proposed for a passage.
#[derive(Debug, Clone, Default)]
pub(super) struct Proposed {
    /// The bodies, in order of first mention.
    pub(super) bodies: Vec<EntityId>,
    /// The places that the words name.
    pub(super) places: Vec<String>,
    /// The years that they print.
    pub(super) years: Vec<u16>,
    /// The topics.
    pub(super) topics: Vec<String>,
    /// The claims; empty where one statement is all there is.
    pub(super) claims: Vec<Claim>,
}

/// Proposes tags for a text.
pub(super) fn propose(vocabulary: &Vocabulary<'_>, text: &str, kind: Kind, context: &Context) -> Proposed {
    let sentences = sentences(text);
    let mut proposed = Proposed {
        places: vocabulary.places(text),
        years: years(text),
        topics: vocabulary.topics(text),
        ..Proposed::default()
    };
    let mut read: Vec<(std::ops::Range<usize>, Actors)> = Vec::new();
    for at in sentences {
        let words = text.get(at.clone()).unwrap_or_default();
        let actors = actors::actors(vocabulary, words);
        read.push((at, actors));
    }
    actors::fill_in(&mut read, text, kind, context);
    for (_, actors) in &read {
        for body in &actors.bodies {
            if !proposed.bodies.contains(body) {
                proposed.bodies.push(*body);
            }
        }
    }
    // Only where the words say who acts is a sentence a claim; a passage that is not told apart so has none.
    let sure: Vec<&(std::ops::Range<usize>, Actors)> =
        read.iter().filter(|(_, actors)| actors.is_sure && !actors.bodies.is_empty()).collect();
    let differ = sure.windows(2).any(|pair| pair[0].1.bodies != pair[1].1.bodies);
    let has_partner = sure.iter().any(|(_, actors)| !actors.partners.is_empty());
    let is_prose = !matches!(kind, Kind::Publication | Kind::Agreement | Kind::Note | Kind::Caption | Kind::Membership);
    if is_prose && (differ || has_partner) {
        proposed.claims = sure.iter().filter_map(|(at, actors)| claim(vocabulary, text, at.clone(), actors)).collect();
        let is_whole = proposed.bodies.iter().all(|body| {
            let id = vocabulary.id(*body);
            proposed.claims.iter().any(|claim| claim.entities.iter().any(|entity| entity == id))
        });
        if !is_whole {
            proposed.claims.clear();
        }
    }
    if !proposed.claims.is_empty() {
        proposed.topics.clear();
    }
    proposed
}

/// Makes a claim of a sentence.
fn claim(vocabulary: &Vocabulary<'_>, text: &str, at: std::ops::Range<usize>, actors: &Actors) -> Option<Claim> {
    let quote = text.get(at)?.trim().trim_end_matches(['.', ';', ':', ',']).trim();
    let quote = without_connective(quote);
    // A claim stands once in its text.
    (!quote.is_empty() && text.matches(quote).count() == 1).then_some(())?;
    Some(Claim {
        quote: quote.to_owned(),
        entities: actors.bodies.iter().map(|body| vocabulary.id(*body).to_owned()).collect(),
        places: vocabulary.places_of_deed(quote),
        years: years(quote),
        topics: vocabulary.topics(quote),
        partners: actors
            .partners
            .iter()
            .filter(|name| quote.contains(name.as_str()))
            .map(|name| Partner { name: name.clone(), donor: false })
            .collect(),
    })
}
