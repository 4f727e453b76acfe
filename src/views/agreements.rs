//! Agreements: who says that it has signed with whom, and who sits in initiatives together.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::grid::{Cell, Grid, Head};
use super::{Behind, Key};
use crate::corpus::agreements::entries;
use crate::corpus::facets::Set;
use crate::corpus::{Corpus, Details, EntityId, Form, Kind, PassageId};
use crate::text;

/// The entries that one of two bodies makes of the other, in reading order.
#[must_use]
pub fn between(corpus: &Corpus, a: EntityId, b: EntityId) -> Vec<PassageId> {
    let mut ids: Vec<PassageId> = entries(corpus, a, b).chain(entries(corpus, b, a)).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Everything that the table says of every pair, read once.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// For a body and another that its own row names: the entries.
    said: BTreeMap<(EntityId, EntityId), Vec<PassageId>>,
    /// The entries of a body's own row, those that name no body too.
    own: BTreeMap<EntityId, Vec<PassageId>>,
}

impl Table {
    /// Reads the table.
    #[must_use]
    pub fn new(corpus: &Corpus) -> Self {
        let mut table = Self::default();
        for id in corpus.postings.kinds[Kind::Agreement as usize].iter() {
            let passage = corpus.passage(id);
            if let (Some(&own), Details::Agreement { with, .. }) = (passage.entities.first(), &passage.details) {
                table.own.entry(own).or_default().push(id);
                for &other in with {
                    table.said.entry((own, other)).or_default().push(id);
                }
            }
        }
        table
    }

    /// The title of the report that prints it.
    #[must_use]
    pub fn source(&self, corpus: &Corpus) -> String {
        super::sources(corpus, self.own.values().flatten().copied())
    }

    /// Whether a body's own row names another.
    #[must_use]
    pub fn names(&self, body: EntityId, other: EntityId) -> bool {
        self.said.contains_key(&(body, other))
    }

    /// The bodies with which a body has signed, by its own word or theirs.
    #[must_use]
    pub fn partners(&self, body: EntityId) -> BTreeSet<EntityId> {
        let of = |&(a, b): &(EntityId, EntityId)| match () {
            () if a == body => Some(b),
            () if b == body => Some(a),
            () => None,
        };
        self.said.keys().filter_map(of).filter(|&other| other != body).collect()
    }

    /// The bodies with which both of two have signed.
    #[must_use]
    pub fn common(&self, a: EntityId, b: EntityId) -> Vec<EntityId> {
        self.partners(a).intersection(&self.partners(b)).copied().filter(|&e| e != a && e != b).collect()
    }

    /// The shortest way from one body to another over agreements, both ends included; empty where there is none.
    #[must_use]
    pub fn path(&self, from: EntityId, to: EntityId) -> Vec<EntityId> {
        let mut came: BTreeMap<EntityId, EntityId> = BTreeMap::from([(from, from)]);
        let mut next = VecDeque::from([from]);
        while let Some(at) = next.pop_front() {
            if at == to {
                let mut path = vec![at];
                let mut back = at;
                while let Some(&before) = came.get(&back).filter(|&&b| b != back) {
                    path.push(before);
                    back = before;
                }
                path.reverse();
                return path;
            }
            for other in self.partners(at) {
                came.entry(other).or_insert_with(|| {
                    next.push_back(other);
                    at
                });
            }
        }
        Vec::new()
    }

    /// What the row of a body says of another: the form of each entry, and whether it is starred.
    #[must_use]
    pub fn forms(&self, corpus: &Corpus, body: EntityId, other: EntityId) -> Vec<(Form, bool)> {
        let ids = self.said.get(&(body, other)).into_iter().flatten();
        let mut forms: Vec<(Form, bool)> = ids
            .filter_map(|&id| match &corpus.passage(id).details {
                Details::Agreement { form, starred, .. } => Some((*form, *starred)),
                _ => None,
            })
            .collect();
        forms.sort_unstable();
        forms.dedup();
        forms
    }

    /// The entries of both rows of a pair, in reading order.
    #[must_use]
    pub fn of_pair(&self, a: EntityId, b: EntityId) -> Vec<PassageId> {
        let mut ids: Vec<PassageId> =
            [(a, b), (b, a)].iter().filter_map(|pair| self.said.get(pair)).flatten().copied().collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// The entries of a body's own row, and those of others that name it.
    #[must_use]
    pub fn of_body(&self, body: EntityId) -> Vec<PassageId> {
        let theirs = self.said.iter().filter(|((_, b), _)| *b == body).flat_map(|(_, ids)| ids);
        let mut ids: Vec<PassageId> = self.own.get(&body).into_iter().flatten().chain(theirs).copied().collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

/// Which of the two layers is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layer {
    /// Who has signed with whom.
    #[default]
    Agreements,
    /// Who sits in initiatives together.
    Initiatives,
}

impl Layer {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Agreements, Self::Initiatives];

    /// What it is called on the screen.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Agreements => "Agreements",
            Self::Initiatives => "Initiatives together",
        }
    }
}

/// The matrix of a layer: bodies down and across, the same numbers for both.
#[must_use]
pub fn grid(corpus: &Corpus, layer: Layer) -> Grid {
    let bodies: Vec<EntityId> = corpus.bodies().collect();
    let head = |&id: &EntityId| {
        let entity = corpus.entity(id);
        Head::new(Key::Entity(id), entity.id.as_str(), entity.name.as_str())
    };
    let rows: Vec<Head> = bodies.iter().map(head).collect();
    let columns: Vec<Head> = std::iter::once(first(layer)).chain(bodies.iter().map(head)).collect();
    let (table, sits) = (Table::new(corpus), sits(corpus));
    let mut cells = Vec::new();
    for &row in &bodies {
        for column in &columns {
            cells.push(match (layer, &column.key) {
                (Layer::Agreements, Key::Entity(other)) => pair_cell(corpus, &table, row, *other),
                (Layer::Agreements, _) => Cell::number(table.of_body(row).len()),
                (Layer::Initiatives, Key::Entity(other)) if *other == row => Cell::default(),
                (Layer::Initiatives, Key::Entity(other)) => {
                    Cell::number(sits[row.index()].count_common(&sits[other.index()]))
                }
                (Layer::Initiatives, _) => Cell::number(sits[row.index()].count()),
            });
        }
    }
    let legend = match layer {
        Layer::Agreements => vec![
            "M memorandum, F other framework, in the rows of both; m f in this row alone, < in the other's alone; ! the other's \
             row has another form; * starred in this row: by the table's footnote its body did not answer the survey."
                .to_owned(),
            format!(
                "From the table in {}; a body may have several entries, and an entry several bodies.",
                table.source(corpus)
            ),
            "Empty means no record in these reports; it does not mean no agreement.".to_owned(),
        ],
        Layer::Initiatives => vec![
            format!(
                "A number counts initiatives in {} that name both bodies; the first column, those that name the one.",
                super::sources(corpus, corpus.postings.kinds[Kind::Initiative as usize].iter())
            ),
            "Empty means no record in these reports; it does not mean nothing in common.".to_owned(),
        ],
    };
    let mut grid =
        Grid { title: layer.label().to_owned(), rows_are: "body", columns_are: "with", rows, columns, cells, legend };
    if layer == Layer::Initiatives {
        grid.shade();
    }
    grid
}

/// The head of the first column, which counts what there is of a body at all.
fn first(layer: Layer) -> Head {
    match layer {
        Layer::Agreements => Head { short: "ent".to_owned(), ..Head::new(Key::All, "entries", "") },
        Layer::Initiatives => Head::new(Key::All, "all", ""),
    }
}

/// What the row of a body says of another, and whether the other says so too.
fn pair_cell(corpus: &Corpus, table: &Table, row: EntityId, other: EntityId) -> Cell {
    let count = table.of_pair(row, other).len();
    let back = table.names(other, row);
    let forms = table.forms(corpus, row, other);
    if forms.is_empty() {
        return if back { Cell::mark("<", "<", claim(corpus, table, row, other), count) } else { Cell::default() };
    }
    let mut mark = String::new();
    for &(form, starred) in &forms {
        mark.push(match (form, back) {
            (Form::Mou, true) => 'M',
            (Form::Mou, false) => 'm',
            (Form::Framework, true) => 'F',
            (Form::Framework, false) => 'f',
        });
        if starred {
            mark.push('*');
        }
    }
    let kinds = |forms: &[(Form, bool)]| forms.iter().map(|f| f.0).collect::<BTreeSet<_>>();
    if back && kinds(&forms) != kinds(&table.forms(corpus, other, row)) {
        mark.push('!');
    }
    Cell::mark(mark.clone(), mark, claim(corpus, table, row, other), count)
}

/// The initiatives that name each body, among those who act in them.
fn sits(corpus: &Corpus) -> Vec<Set> {
    let kind = &corpus.postings.kinds[Kind::Initiative as usize];
    corpus
        .postings
        .entities
        .iter()
        .map(|set| {
            let mut set = set.clone();
            set.keep(kind);
            set
        })
        .collect()
}

/// The initiatives in which all of some bodies act.
#[must_use]
pub fn initiatives(corpus: &Corpus, bodies: &[EntityId]) -> Set {
    let mut set = corpus.postings.kinds[Kind::Initiative as usize].clone();
    for body in bodies {
        set.keep(&corpus.postings.entities[body.index()]);
    }
    set
}

/// The passages behind a cell.
#[must_use]
pub fn behind(corpus: &Corpus, layer: Layer, row: EntityId, column: &Key) -> Behind {
    match (layer, column) {
        (Layer::Agreements, Key::Entity(other)) => Behind::Passages(between(corpus, row, *other)),
        (Layer::Agreements, _) => Behind::Passages(Table::new(corpus).of_body(row)),
        (Layer::Initiatives, Key::Entity(other)) if *other == row => Behind::Passages(Vec::new()),
        (Layer::Initiatives, Key::Entity(other)) => {
            Behind::Passages(initiatives(corpus, &[row, *other]).iter().collect())
        }
        (Layer::Initiatives, _) => Behind::Passages(initiatives(corpus, &[row]).iter().collect()),
    }
}

fn ids(corpus: &Corpus, of: &[EntityId]) -> String {
    of.iter().map(|&e| corpus.entity(e).id.as_str()).collect::<Vec<_>>().join(", ")
}

/// A body or a pair in words: what there is and who says so, common partners, the shortest way.
#[must_use]
pub fn words(corpus: &Corpus, layer: Layer, row: EntityId, column: &Key) -> Vec<String> {
    let a = corpus.entity(row).id;
    match (layer, column) {
        (Layer::Agreements, Key::Entity(other)) if *other != row => {
            pair_words(corpus, &Table::new(corpus), row, *other)
        }
        (Layer::Agreements, _) => {
            let table = Table::new(corpus);
            let partners: Vec<EntityId> = table.partners(row).into_iter().collect();
            if partners.is_empty() {
                return vec![format!("{a}: no agreement is on record in these reports.")];
            }
            let entries = table.of_body(row).len();
            vec![format!(
                "{a} has signed with {}, by its own word or theirs ({}): {}.",
                text::count(partners.len(), "body"),
                text::count(entries, "entry"),
                ids(corpus, &partners)
            )]
        }
        (Layer::Initiatives, key) => {
            let (who, set) = match key {
                Key::Entity(other) if *other != row => {
                    (format!("{a} and {}", corpus.entity(*other).id), initiatives(corpus, &[row, *other]))
                }
                _ => (a.to_string(), initiatives(corpus, &[row])),
            };
            let named: Vec<&str> = set
                .iter()
                .filter_map(|id| match &corpus.passage(id).details {
                    Details::Initiative { name, .. } => Some(name.as_str()),
                    _ => None,
                })
                .collect();
            if named.is_empty() {
                return vec![format!("{who}: no record in these reports.")];
            }
            vec![format!("{who}: {}.", text::count(named.len(), "initiative")), named.join("; ")]
        }
    }
}

/// What the table says of a pair: the forms, and who says so; empty where there is no record. A starred entry stands in
/// the row of a body that did not answer the survey, so that body has not said it.
#[must_use]
pub fn claim(corpus: &Corpus, table: &Table, a: EntityId, b: EntityId) -> String {
    let name = |e: EntityId| corpus.entity(e).id;
    let list = |x: EntityId, y: EntityId, star: bool| {
        let forms = table.forms(corpus, x, y).into_iter().filter(|f| f.1 == star);
        forms.map(|f| f.0.label()).collect::<Vec<_>>().join(" and ")
    };
    let mut parts = match (list(a, b, false).as_str(), list(b, a, false).as_str()) {
        ("", "") => Vec::new(),
        (own, "") => vec![format!("{own}, said by {} alone", name(a))],
        ("", own) => vec![format!("{own}, said by {} alone", name(b))],
        (own, theirs) if own == theirs => vec![format!("{own}, said by both")],
        (own, theirs) => vec![format!("{own} by {}, {theirs} by {}, said by both", name(a), name(b))],
    };
    for (x, starred) in [(a, list(a, b, true)), (b, list(b, a, true))] {
        if !starred.is_empty() {
            parts.push(format!("starred in the row of {}, which did not answer the survey", name(x)));
        }
    }
    parts.join("; ")
}

/// The same in a sentence that names the pair.
#[must_use]
pub fn said(corpus: &Corpus, table: &Table, a: EntityId, b: EntityId) -> String {
    let claim = claim(corpus, table, a, b);
    let claim = if claim.is_empty() { "no record of an agreement in these reports" } else { &claim };
    format!("{} and {}: {claim}.", corpus.entity(a).id, corpus.entity(b).id)
}

/// A pair in words: what is said of it, common partners, the shortest way.
#[must_use]
pub fn pair_words(corpus: &Corpus, table: &Table, a: EntityId, b: EntityId) -> Vec<String> {
    let mut lines = vec![said(corpus, table, a, b)];
    let common = table.common(a, b);
    if !common.is_empty() {
        lines.push(format!("Both have signed with {}.", ids(corpus, &common)));
    }
    let path = table.path(a, b);
    match path.len() {
        0 => lines.push("No chain of agreements connects them.".to_owned()),
        1 | 2 => {}
        _ => lines.push(format!(
            "Shortest chain of agreements: {}.",
            path.iter().map(|&e| corpus.entity(e).id.as_str()).collect::<Vec<_>>().join(" \u{2013} ")
        )),
    }
    lines
}
