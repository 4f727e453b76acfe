//! The sections of a drafted report: their headings, what they say for all their passages, and footnotes in their places.

use std::collections::HashMap;

use crate::corpus::PassageStyle;
use crate::draft::blocks::{is_capitals, sentence_case};
use crate::draft::outline::Outlined;
use crate::draft::propose::Vocabulary;
use crate::draft::report_file::{Passage, Section};

/// Returns the headings above each section, its own included, as they are written in a report file.
pub(super) fn paths(sections: &[Outlined], vocabulary: &Vocabulary<'_>) -> Vec<Vec<String>> {
    let mut paths: Vec<Vec<String>> = Vec::new();
    for section in sections {
        let mut path = section.above.and_then(|above| paths.get(above)).cloned().unwrap_or_default();
        if let Some(title) = &section.title {
            path.push(if is_capitals(title) && vocabulary.named_alone(title).is_empty() {
                sentence_case(title, &|word| vocabulary.printed(word))
            } else {
                title.clone()
            });
        }
        paths.push(path);
    }
    paths
}

/// Puts each footnote behind the passage that carries its mark, where it was printed in another section, such as at the
/// end of a page or of the text.
pub(super) fn notes_to_carriers(sections: &mut [Section]) {
    let homes: HashMap<String, usize> = (0..)
        .zip(sections.iter())
        .flat_map(|(n, section): (usize, &Section)| section.passages.iter().map(move |p| (p.id.clone(), n)))
        .collect();
    let is_note = |passage: &Passage| passage.style.as_deref() == Some(PassageStyle::Footnote.word());
    for at in 0..sections.len() {
        let home = |passage: &Passage| {
            passage.parent.as_ref().filter(|_| is_note(passage)).and_then(|id| homes.get(id)).copied()
        };
        let (away, kept) =
            std::mem::take(&mut sections[at].passages).into_iter().partition(|p| home(p).is_some_and(|n| n != at));
        sections[at].passages = kept;
        let away: Vec<Passage> = away;
        for note in away {
            let Some(there) = home(&note).and_then(|n| sections.get_mut(n)) else { continue };
            let carrier = there.passages.iter().position(|p| Some(&p.id) == note.parent.as_ref());
            let mut place = carrier.map_or(there.passages.len(), |n| n + 1);
            while there.passages.get(place).is_some_and(is_note) {
                place += 1;
            }
            there.passages.insert(place, note);
        }
    }
}

/// Moves to a section what most of its passages say.
pub(super) fn inherit(section: &mut Section) {
    fn most<T: Clone + PartialEq>(of: impl Iterator<Item = Option<T>>) -> Option<T> {
        let all: Vec<T> = of.flatten().collect();
        all.iter().max_by_key(|value| all.iter().filter(|other| other == value).count()).cloned()
    }
    let kind = most(section.passages.iter().map(|p| p.kind.clone()));
    let entities = most(section.passages.iter().map(|p| p.entities.clone()));
    // What only a few passages share stays with each of them.
    let shared = section.passages.iter().filter(|p| p.entities == entities).count();
    let entities =
        entities.filter(|_| shared > 1 && shared * 2 > section.passages.len() || section.passages.len() == 1);
    for passage in &mut section.passages {
        if passage.kind == kind {
            passage.kind = None;
        }
        if entities.is_some() && passage.entities == entities {
            passage.entities = None;
        }
        if passage.priorities == section.priorities {
            passage.priorities = None;
        }
    }
    section.kind = kind;
    section.entities = entities;
    if section.passages.is_empty() {
        section.priorities = section.priorities.take().filter(|_| !section.sections.is_empty());
    }
}
