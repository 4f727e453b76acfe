//! The passages of the rows of tables.

use std::ops::Range;

use crate::corpus::{EntityId, Kind, PassageStyle};
use crate::draft::blocks::{Block, BlockKind};
use crate::draft::drafting::tags::dedup;
use crate::draft::drafting::{Drafter, Running};
use crate::draft::propose::{Header, MONTHS, agreements, names_memorandum, years};
use crate::draft::report_file::Passage;
use crate::draft::source::words;

/// How many words the parties of an agreement have at the most, the date of a work in brackets, and the name of an initiative.
const PARTIES_MAX: usize = 24;
const DATE_MAX: usize = 5;
const NAME_MAX: usize = 12;

impl Drafter<'_> {
    /// Makes the passages of a row of a table.
    pub(super) fn row(&mut self, passages: &mut Vec<Passage>, running: &mut Running, block: &Block, cells: &[String]) {
        running.rows += 1;
        if running.rows == 1
            && let Some(header) = Header::of(cells)
        {
            running.header = Some(header);
            self.heads.push((block.lines.0, filled(cells).join(" | ")));
            return;
        }
        let parent = running.lead.clone().filter(|_| running.items.is_empty());
        if let Some(row) = running.header.as_ref().and_then(|header| header.initiative(cells)) {
            let mut passage = self.row_of_cells(block, cells);
            passage.text = row.text;
            passage.kind = Some(Kind::Initiative.word().to_owned());
            (passage.name, passage.scope, passage.composition) =
                (Some(row.name), Some(row.scope), Some(row.composition));
            passage.parent = parent;
            passages.push(passage);
            return;
        }
        let found =
            running.header.as_ref().map(|header| agreements(&self.vocabulary, header, cells)).unwrap_or_default();
        if found.is_empty() {
            let mut passage = self.row_of_cells(block, cells);
            if running.header.as_ref().is_some_and(|header| header.is_of_projects) {
                passage.kind = Some(Kind::Activity.word().to_owned());
            }
            passage.parent = parent;
            passages.push(passage);
            return;
        }
        for agreement in found {
            let mut passage = self.bare(
                &if agreement.text.starts_with(&agreement.party) {
                    agreement.text.clone()
                } else {
                    format!("{} {}", agreement.party, agreement.text)
                },
                block.page,
            );
            passage.text.clone_from(&agreement.text);
            passage.draft = Some(block.doubts.clone());
            passage.kind = Some(Kind::Agreement.word().to_owned());
            passage.style = Some(PassageStyle::Row.word().to_owned());
            passage.entities = Some(agreement.bodies.iter().map(|body| self.vocabulary.id(*body).to_owned()).collect());
            passage.with = Some(agreement.with.iter().map(|body| self.vocabulary.id(*body).to_owned()).collect());
            passage.party = Some(agreement.party);
            passage.form = Some(agreement.form.to_owned());
            passage.starred = Some(agreement.starred);
            passage.detail = Some(String::new());
            passage.parent.clone_from(&parent);
            self.named_in_row(&mut passage);
            passages.push(passage);
        }
    }

    /// Makes a passage of the cells of a row as they stand.
    fn row_of_cells(&mut self, block: &Block, cells: &[String]) -> Passage {
        let text = filled(cells).join(" | ");
        let mut passage = self.bare(&text, block.page);
        passage.draft = Some(vec!["a row of a table".to_owned()]);
        passage.kind = Some(kind_of_row(cells).word().to_owned());
        passage.style = Some(PassageStyle::Row.word().to_owned());
        let named = dedup(self.vocabulary.bodies(&text).into_iter().map(|n| n.what).collect());
        passage.entities = Some(named.iter().map(|body| self.vocabulary.id(*body).to_owned()).collect());
        self.named_in_row(&mut passage);
        passage
    }

    /// Proposes the places and years of a row.
    fn named_in_row(&self, passage: &mut Passage) {
        let places = self.vocabulary.places(&passage.text);
        passage.places = (!places.is_empty()).then_some(places);
        let years = years(&passage.text);
        passage.years = (!years.is_empty()).then_some(years);
    }
}

impl Drafter<'_> {
    /// Returns the bodies that an entry below a heading of agreements says have one: "ILO and IOM: farms in Nepal".
    pub(super) fn agreement_of(&self, block: &Block, path: &[String]) -> Option<Vec<EntityId>> {
        let heading = path.last()?;
        let is_of_agreements = heading.to_lowercase().contains("agreement") || names_memorandum(heading);
        if !matches!(block.kind, BlockKind::Item(_)) || !is_of_agreements {
            return None;
        }
        let (parties, _) = block.text.split_once(": ")?;
        let bodies = dedup(self.vocabulary.bodies(parties).into_iter().map(|n| n.what).collect());
        (bodies.len() > 1 && words(parties).len() <= PARTIES_MAX).then_some(bodies)
    }

    /// Fills in the fields of such an agreement.
    pub(super) fn fill_agreement(&self, passage: &mut Passage, block: &Block, path: &[String]) {
        let Some(bodies) = self.agreement_of(block, path) else { return };
        let ids = |bodies: &[EntityId]| bodies.iter().map(|body| self.vocabulary.id(*body).to_owned()).collect();
        let is_memorandum =
            names_memorandum(&block.text) || path.last().is_some_and(|heading| names_memorandum(heading));
        passage.claims.clear();
        passage.entities = Some(ids(&bodies));
        passage.with = Some(ids(&bodies[1..]));
        passage.party = block.text.split_once(": ").map(|(parties, _)| parties.to_owned());
        passage.form = Some(if is_memorandum { "mou" } else { "framework" }.to_owned());
        passage.starred = Some(block.text.contains('*'));
        passage.detail = Some(String::new());
    }

    /// Returns whether a text cites a work and says no more: "OSCE (2024), Buying Clean".
    pub(super) fn cites(&self, text: &str) -> bool {
        let Some((who, rest)) = text.split_once(" (") else { return false };
        let Some((inside, title)) = rest.split_once("), ") else { return false };
        let is_year = |word: &(Range<usize>, String)| word.1.len() == 4 && word.1.starts_with("20");
        let is_dated = words(inside).iter().any(is_year) || matches!(inside, "forthcoming" | "upcoming");
        self.vocabulary.names_only_bodies(who)
            && is_dated
            && words(inside).len() <= DATE_MAX
            && title.starts_with(char::is_uppercase)
            && words(title).len() <= PARTIES_MAX + DATE_MAX * 4
    }
}

/// Returns the name of the initiative that an entry below a heading of initiatives begins with: "Alliance 8.7: begun in 2016".
pub(super) fn initiative_of<'t>(block: &'t Block, path: &[String]) -> Option<&'t str> {
    let heading = path.last()?.to_lowercase();
    if !matches!(block.kind, BlockKind::Item(_)) || !["initiative", "alliances"].iter().any(|w| heading.contains(w)) {
        return None;
    }
    let (name, _) = block.text.split_once(": ")?;
    let is_name = name.starts_with(char::is_uppercase) && words(name).len() <= NAME_MAX;
    is_name.then_some(name)
}

/// Returns the kind of a row: one with a cell that says how a body belongs to the group is of the list of members, one that
/// begins with a day tells what was held.
fn kind_of_row(cells: &[String]) -> Kind {
    let roles = ["member", "new member", "partner", "new partner", "observer", "coordinator", "co-chair", "chair"];
    let is_role = |cell: &String| {
        let first = cell.split([';', ',', '(']).next().unwrap_or_default().trim().to_lowercase();
        roles.contains(&first.as_str())
    };
    let is_day = |cell: &String| {
        let parts: Vec<&str> = cell.split([' ', '–', '-', ',']).filter(|part| !part.is_empty()).collect();
        parts.len() <= 6
            && parts.iter().any(|part| MONTHS.contains(part))
            && parts
                .iter()
                .all(|part| MONTHS.contains(part) || part.bytes().all(|b| b.is_ascii_digit()) || *part == "and")
    };
    if cells.iter().skip(1).any(is_role) {
        Kind::Membership
    } else if cells.first().is_some_and(is_day) {
        Kind::Activity
    } else {
        Kind::Narrative
    }
}

/// Returns the cells of a row that have words.
fn filled(cells: &[String]) -> Vec<&str> {
    cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect()
}
