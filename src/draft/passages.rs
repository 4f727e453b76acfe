//! The passages of a report file as they are written, each with its location in the file.

use crate::corpus::load::DataFile;
use crate::corpus::load::place::{PathStep, Place};
use crate::corpus::raw::{PassageRow, ReportFile, SectionRow};
use crate::corpus::strings::Str;
use crate::corpus::{Kind, PassageStyle};

/// A passage as it is written, with what it inherits from its sections.
pub(super) struct WrittenPassage {
    pub(super) row: PassageRow,
    /// The path to it from the top of the file.
    pub(super) steps: Vec<PathStep>,
    pub(super) kind: Kind,
    pub(super) style: PassageStyle,
    /// The headings above it, from the outermost. A heading in brackets is ours, not the report's.
    pub(super) headings: Vec<Str>,
    /// What it takes from its sections where it says nothing itself.
    pub(super) inherited: InheritedTags,
}

/// The tags that sections pass on, as they are written.
#[derive(Clone, Default)]
pub(super) struct InheritedTags {
    pub(super) kind: Option<Str>,
    pub(super) entities: Vec<Str>,
    pub(super) priorities: Vec<u8>,
    pub(super) places: Vec<Str>,
}

/// A heading as it is written.
pub(super) struct WrittenHeading {
    pub(super) title: Str,
    pub(super) steps: Vec<PathStep>,
    /// How many passages stand before it.
    pub(super) before: usize,
}

/// The passages and headings of a report file, in order.
#[derive(Default)]
pub(super) struct Written {
    pub(super) passages: Vec<WrittenPassage>,
    pub(super) headings: Vec<WrittenHeading>,
}

impl Written {
    /// Reads a report file. The file has been checked before, so it can be read; if not, there is nothing in it.
    pub(super) fn read(file: &DataFile) -> Self {
        let mut written = Self::default();
        let Ok(report) = serde_json::from_str::<ReportFile>(file.text) else { return written };
        let top = Place::top(file);
        let inherited = Inherited::default();
        for (n, section) in report.sections.into_iter().enumerate() {
            written.section(&top.below("sections", n, ""), section, &inherited);
        }
        written
    }

    fn section(&mut self, place: &Place<'_, '_>, row: SectionRow, above: &Inherited) {
        let mut own = above.clone();
        own.kind = row.kind.as_deref().and_then(Kind::from_word).unwrap_or(own.kind);
        own.style = row.style.as_deref().and_then(PassageStyle::from_word).unwrap_or(own.style);
        own.tags.kind = row.kind.or(own.tags.kind);
        own.tags.entities = row.entities.unwrap_or(own.tags.entities);
        own.tags.priorities = row.priorities.unwrap_or(own.tags.priorities);
        own.tags.places = row.places.unwrap_or(own.tags.places);
        if let Some(title) = row.title {
            let before = self.passages.len();
            self.headings.push(WrittenHeading { title, steps: object(place), before });
            own.headings.push(title);
        }
        for (n, passage) in row.passages.into_iter().enumerate() {
            self.passages.push(WrittenPassage {
                steps: object(&place.below("passages", n, "")),
                kind: passage.kind.as_deref().and_then(Kind::from_word).unwrap_or(own.kind),
                style: passage.style.as_deref().and_then(PassageStyle::from_word).unwrap_or(own.style),
                headings: own.headings.clone(),
                inherited: own.tags.clone(),
                row: passage,
            });
        }
        for (n, below) in row.sections.into_iter().enumerate() {
            self.section(&place.below("sections", n, ""), below, &own);
        }
    }
}

/// Returns the path to an object.
fn object(place: &Place<'_, '_>) -> Vec<PathStep> {
    let mut steps = place.steps("id".into());
    steps.pop();
    steps
}

/// What a section passes on.
#[derive(Clone)]
struct Inherited {
    kind: Kind,
    style: PassageStyle,
    headings: Vec<Str>,
    tags: InheritedTags,
}

impl Default for Inherited {
    fn default() -> Self {
        Self {
            kind: Kind::Narrative,
            style: PassageStyle::Paragraph,
            headings: Vec::new(),
            tags: InheritedTags::default(),
        }
    }
}
