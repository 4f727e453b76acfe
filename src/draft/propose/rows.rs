//! Agreements, from the rows of a table.

use crate::corpus::EntityId;
use crate::draft::propose::Vocabulary;
use crate::draft::source::words;

/// What the columns of a table are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::draft) struct Header {
    /// For each column after the first, whether it lists memoranda (`true`) or other frameworks.
    columns: Vec<bool>,
    /// Whether each of these columns lists bodies, as "`MoU` in place with" does.
    is_by_form: bool,
    /// What the columns of a table of initiatives hold.
    initiative: Option<InitiativeColumns>,
    /// Whether each row is a project.
    pub(in crate::draft) is_of_projects: bool,
}

/// Which columns of a table of initiatives hold what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct InitiativeColumns {
    name: usize,
    scope: Option<usize>,
    composition: Option<usize>,
}

/// An initiative of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::draft) struct DraftedInitiative {
    /// The words of the cells that tell of it.
    pub(in crate::draft) text: String,
    /// Its name.
    pub(in crate::draft) name: String,
    /// Where it works.
    pub(in crate::draft) scope: String,
    /// Who takes part.
    pub(in crate::draft) composition: String,
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
    /// Reads the head of a table of agreements or initiatives. `None` for another table.
    pub(in crate::draft) fn of(cells: &[String]) -> Option<Self> {
        if let Some(initiative) = InitiativeColumns::of(cells) {
            return Some(Self { initiative: Some(initiative), ..Self::default() });
        }
        if heads_projects(cells) {
            return Some(Self { is_of_projects: true, ..Self::default() });
        }
        let is_framework = |cell: &str| {
            let lower = cell.to_lowercase();
            ["framework", "agreement", "arrangement", "cooperation", "subject"].iter().any(|word| lower.contains(word))
        };
        let later = cells.get(1..)?;
        let names_parties = cells.first().is_some_and(|first| {
            let first = first.to_lowercase();
            ["parties", "party", "signator", "between", "who"].iter().any(|word| first.starts_with(word))
        });
        let tells = (names_parties || later.iter().any(|cell| names_memorandum(cell) || is_framework(cell)))
            && !cells.iter().any(|c| c.len() > 80);
        let is_by_form = later.iter().any(|cell| cell.to_lowercase().contains(" with"));
        tells.then(|| Self {
            columns: later.iter().map(|cell| names_memorandum(cell)).collect(),
            is_by_form,
            ..Self::default()
        })
    }

    /// Reads a row of a table of initiatives.
    pub(in crate::draft) fn initiative(&self, cells: &[String]) -> Option<DraftedInitiative> {
        let columns = self.initiative?;
        let cell = |n: usize| cells.get(n).map(|cell| cell.trim().to_owned()).unwrap_or_default();
        let name = cell(columns.name);
        let is_text = |n: &usize| *n != columns.name && Some(*n) != columns.scope && Some(*n) != columns.composition;
        let told: Vec<String> = (0..cells.len()).filter(is_text).map(cell).filter(|cell| !cell.is_empty()).collect();
        let text = if told.is_empty() { name.clone() } else { told.join(" | ") };
        (!name.is_empty()).then(|| DraftedInitiative {
            text,
            name,
            scope: columns.scope.map(cell).unwrap_or_default(),
            composition: columns.composition.map(cell).unwrap_or_default(),
        })
    }
}

impl InitiativeColumns {
    fn of(cells: &[String]) -> Option<Self> {
        let find = |names: &[&str]| {
            cells.iter().position(|cell| {
                let lower = cell.to_lowercase();
                names.iter().any(|name| lower.contains(name))
            })
        };
        let name = find(&["initiative", "network", "alliance"])?;
        let is_head = cells.len() > 2 && cells.iter().all(|cell| words(cell).len() <= 8);
        is_head.then(|| Self {
            name,
            scope: find(&["scope", "coverage", "geograph", "level"]).filter(|n| *n != name),
            composition: find(&["composition", "member", "participa", "entities"]).filter(|n| *n != name),
        })
    }
}

/// Returns whether cells are the head of a table of projects: "Project", "Countries", "Donor".
fn heads_projects(cells: &[String]) -> bool {
    const FIRST: [&str; 6] = ["project", "projects", "programme", "programmes", "activity", "activities"];
    const BESIDE: [&str; 14] = [
        "countr", "place", "region", "donor", "fund", "year", "period", "duration", "partner", "member", "bod",
        "entit", "lead", "budget",
    ];
    let begins = |cell: &String, with: &[&str]| with.iter().any(|word| cell.to_lowercase().starts_with(word));
    let is_first = cells.first().is_some_and(|cell| words(cell).first().is_some_and(|w| FIRST.contains(&w.1.as_str())));
    is_first
        && cells.iter().all(|cell| words(cell).len() <= 5)
        && cells.iter().skip(1).filter(|cell| begins(cell, &BESIDE)).count() > 1
}

/// Returns whether words name a memorandum of understanding; an amount is none.
pub(in crate::draft) fn names_memorandum(text: &str) -> bool {
    words(text).iter().any(|(_, word)| word.starts_with("memorand") || word == "mou" || word == "mous")
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
    // Where one cell names the parties, the others name whom it is about.
    let own = others(&party, &[]);
    let named = if own.len() > 1 { own } else { others(&text, &[]) };
    let strangers = cells.iter().take(2).map(|cell| vocabulary.strangers(cell)).sum::<usize>();
    let is_of_agreements = header.initiative.is_none() && !header.is_of_projects;
    if found.is_empty() && is_of_agreements && !named.is_empty() && named.len() + strangers > 1 {
        found.push(Agreement {
            party: party.clone(),
            with: named[1..].to_vec(),
            bodies: named,
            form: if names_memorandum(&text) { "mou" } else { "framework" },
            starred: text.contains('*'),
            text,
        });
    }
    found
}
