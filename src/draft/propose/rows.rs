//! Agreements, from the rows of a table.

use crate::corpus::EntityId;
use crate::draft::propose::Vocabulary;

/// What the columns of a table are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::draft) struct Header {
    /// For each column after the first, whether it lists memoranda (`true`) or other frameworks.
    columns: Vec<bool>,
    /// Whether each of these columns lists bodies, as "`MoU` in place with" does.
    is_by_form: bool,
}

/// An agreement of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::draft) struct Agreement {
    /// The words of its cell.
    pub(in crate::draft) text: String,
    /// Who made it, as printed.
    pub(in crate::draft) party: String,
    /// The bodies of that.
    pub(in crate::draft) bodies: Vec<EntityId>,
    /// With whom.
    pub(in crate::draft) with: Vec<EntityId>,
    /// "mou" or "framework".
    pub(in crate::draft) form: &'static str,
    /// Whether a star stands in the cell.
    pub(in crate::draft) starred: bool,
}

impl Header {
    /// Reads the head of a table of agreements. `None` for another table.
    pub(in crate::draft) fn of(cells: &[String]) -> Option<Self> {
        let is_mou = |cell: &str| {
            let lower = cell.to_lowercase();
            lower.contains("mou") || lower.contains("memorand")
        };
        let is_framework = |cell: &str| {
            let lower = cell.to_lowercase();
            ["framework", "agreement", "arrangement", "cooperation", "subject"].iter().any(|word| lower.contains(word))
        };
        let later = cells.get(1..)?;
        let tells = later.iter().any(|cell| is_mou(cell) || is_framework(cell)) && !cells.iter().any(|c| c.len() > 80);
        let is_by_form = later.iter().any(|cell| cell.to_lowercase().contains(" with"));
        tells.then(|| Self { columns: later.iter().map(|cell| is_mou(cell)).collect(), is_by_form })
    }
}

/// Returns the agreements of a row: one for each cell under a head of its own, or one of the whole row.
pub(in crate::draft) fn agreements(vocabulary: &Vocabulary<'_>, header: &Header, cells: &[String]) -> Vec<Agreement> {
    let party = cells.first().map(|cell| cell.trim().to_owned()).unwrap_or_default();
    let bodies = vocabulary.named_alone(&party);
    let others = |text: &str, without: &[EntityId]| {
        let mut others: Vec<EntityId> = Vec::new();
        for naming in vocabulary.bodies(text) {
            if !others.contains(&naming.what) && !without.contains(&naming.what) {
                others.push(naming.what);
            }
        }
        others
    };
    let mut found = Vec::new();
    for (cell, is_mou) in cells.iter().skip(1).zip(&header.columns) {
        let cell = cell.trim();
        let with = others(cell, &bodies);
        if !party.is_empty() && !with.is_empty() && bodies.len() == 1 && header.is_by_form {
            found.push(Agreement {
                text: cell.to_owned(),
                party: party.clone(),
                bodies: bodies.clone(),
                with,
                form: if *is_mou { "mou" } else { "framework" },
                starred: cell.contains('*'),
            });
        }
    }
    let text = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" | ");
    let named = others(&text, &[]);
    if found.is_empty() && named.len() > 1 {
        let lower = text.to_lowercase();
        found.push(Agreement {
            party: party.clone(),
            with: others(&text, &named[..1]),
            bodies: named,
            form: if lower.contains("memorand") || lower.contains("mou") { "mou" } else { "framework" },
            starred: text.contains('*'),
            text,
        });
    }
    found
}
