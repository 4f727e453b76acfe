//! Agreements: which body's row names which, and which bodies are in initiatives together.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::FacetValue;
use crate::analysis::grid::{Grid, GridCell, Header, Passages};
use crate::corpus::agreements::{AgreementTable, is_unanswered};
use crate::corpus::strings::Str;
use crate::corpus::works::JointInitiative;
use crate::corpus::{AgreementForm, Corpus, Details, EntityId, Kind, PassageId, Survey};
use crate::text;

/// The layer that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layer {
    /// Which bodies are on record with which.
    #[default]
    Agreements,
    /// Which bodies are in initiatives together.
    Initiatives,
}

impl Layer {
    /// Both layers.
    pub const ALL: [Self; 2] = [Self::Agreements, Self::Initiatives];

    /// Returns what the marks mean in a few words each.
    fn key(self) -> &'static [&'static str] {
        match self {
            Self::Agreements => &[
                "M memorandum",
                "F framework",
                "m f only this row has it",
                "< only the other's",
                "! forms differ",
                "* others filled the row in",
                "No. entries",
            ],
            Self::Initiatives => &["numbers are passages"],
        }
    }

    /// Returns the label on the screen.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Agreements => "Agreements",
            Self::Initiatives => "Initiatives together",
        }
    }
}

/// What the marks of the matrix of agreements mean.
pub const LEGEND: &str = "M memorandum, F other framework, in the rows of both; m f in this row alone, < in the other's alone; ! the other's \
     row has another form; * the body of this row did not answer the survey: others filled it in.";

/// Returns the matrix of a layer, with bodies as rows and as columns. A pair has the same number both ways.
#[must_use]
pub fn grid(corpus: &Corpus, layer: Layer) -> Grid {
    let bodies: Vec<EntityId> = corpus.bodies().collect();
    let head = |&id: &EntityId| {
        let entity = corpus.entity(id);
        Header::new(FacetValue::Entity(id), entity.id.as_str(), entity.name.as_str())
    };
    let rows: Vec<Header> = bodies.iter().map(head).collect();
    let columns: Vec<Header> = std::iter::once(first(layer)).chain(bodies.iter().map(head)).collect();
    let (table, all) = (corpus.agreements(), all(corpus));
    let (mut cells, mut passages) = (Vec::new(), Vec::new());
    for &row in &bodies {
        for column in &columns {
            let source = passages_of(&all, table, layer, row, &column.key);
            cells.push(match (layer, &column.key) {
                (Layer::Agreements, FacetValue::Entity(other)) => pair_cell(corpus, table, row, *other, source.len()),
                _ => GridCell::number(source.len()),
            });
            passages.push(source);
        }
    }
    let passages = Passages::Own(passages);
    let legend = match layer {
        Layer::Agreements => vec![
            LEGEND.to_owned(),
            format!(
                "From the table in {}; a body may have several entries, and an entry several bodies. entries counts those in the \
                 body's own row and those of others that name it: not partners, and an agreement in the rows of both is two. An \
                 agreement need not be about trafficking.",
                source(corpus)
            ),
            "Empty means no record in these reports; it does not mean no agreement.".to_owned(),
        ],
        Layer::Initiatives => vec![
            "A number counts the passages that tell of both bodies' part in the same initiatives. The first column counts those \
             that tell of the body's own part in any."
                .to_owned(),
            "Empty means no record in these reports; it does not mean nothing in common.".to_owned(),
        ],
    };
    let (title, key) = (layer.label().to_owned(), layer.key());
    let mut grid = Grid { title, rows_are: "body", rows, columns, cells, passages, legend, key };
    if layer == Layer::Initiatives {
        grid.shade();
    }
    grid
}

/// Returns the header of the first column, which counts all entries or initiatives of a body.
fn first(layer: Layer) -> Header {
    match layer {
        Layer::Agreements => Header { short: "No.".to_owned(), ..Header::new(FacetValue::All, "entries", "") },
        Layer::Initiatives => Header::new(FacetValue::All, "All", ""),
    }
}

/// Returns the cell for what the row of one body says of another, and whether the other says so too.
fn pair_cell(corpus: &Corpus, table: &AgreementTable, row: EntityId, other: EntityId, count: usize) -> GridCell {
    let back = table.names(other, row);
    let forms = table.forms(corpus, row, other);
    if forms.is_empty() {
        return if back { GridCell::mark("<", "<", claim(corpus, row, other), count) } else { GridCell::default() };
    }
    let mut mark = String::new();
    for &(form, starred) in &forms {
        mark.push(match (form, back) {
            (AgreementForm::Mou, true) => 'M',
            (AgreementForm::Mou, false) => 'm',
            (AgreementForm::Framework, true) => 'F',
            (AgreementForm::Framework, false) => 'f',
        });
        if starred {
            mark.push('*');
        }
    }
    let kinds = |forms: &[(AgreementForm, bool)]| forms.iter().map(|f| f.0).collect::<BTreeSet<_>>();
    if back && kinds(&forms) != kinds(&table.forms(corpus, other, row)) {
        mark.push('!');
    }
    GridCell::mark(mark.clone(), mark, claim(corpus, row, other), count)
}

/// An initiative, and the bodies that take part in it.
#[derive(Debug, Clone)]
pub struct SharedInitiative {
    /// Its name.
    pub name: Str,
    /// Its scope, if the table of initiatives prints it.
    pub scope: Str,
    /// The bodies that take part, each with the passages that say so.
    pub participants: BTreeMap<EntityId, Vec<PassageId>>,
}

impl SharedInitiative {
    /// Returns the passages that tell of the part of any of the bodies, in reading order.
    #[must_use]
    pub fn passages(&self, bodies: &[EntityId]) -> Vec<PassageId> {
        let told = bodies.iter().filter_map(|body| self.participants.get(body)).flatten();
        told.copied().collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn has_all(&self, bodies: &[EntityId]) -> bool {
        bodies.iter().all(|body| self.participants.contains_key(body))
    }
}

/// Returns all initiatives in which bodies take part: those of the data, or, where it lists none, the rows of the table
/// of initiatives with the bodies that act in them.
fn all(corpus: &Corpus) -> Vec<SharedInitiative> {
    let scope = |id: PassageId| match &corpus.passage(id).details {
        Details::Initiative { scope, .. } => Some(*scope),
        _ => None,
    };
    if corpus.initiatives.is_empty() {
        let rows = corpus.postings.kinds[Kind::Initiative as usize].iter();
        return rows
            .filter_map(|id| {
                let Details::Initiative { name, scope, .. } = &corpus.passage(id).details else { return None };
                let participants = corpus.passage(id).entities.iter().map(|&body| (body, vec![id])).collect();
                Some(SharedInitiative { name: *name, scope: *scope, participants })
            })
            .collect();
    }
    let of = |initiative: &JointInitiative| {
        let mut participants: BTreeMap<EntityId, Vec<PassageId>> = BTreeMap::new();
        for &(body, passage) in &initiative.participants {
            participants.entry(body).or_default().push(passage);
        }
        let scope = initiative.participants.iter().find_map(|&(_, id)| scope(id)).unwrap_or_default();
        SharedInitiative { name: initiative.name, scope, participants }
    };
    corpus.initiatives.iter().map(of).filter(|initiative| !initiative.participants.is_empty()).collect()
}

/// Returns the initiatives in which all of the given bodies take part; without bodies, all in which any does.
#[must_use]
pub fn initiatives(corpus: &Corpus, bodies: &[EntityId]) -> Vec<SharedInitiative> {
    all(corpus).into_iter().filter(|initiative| initiative.has_all(bodies)).collect()
}

/// Returns the passages that tell of the part of the bodies in initiatives that they share, in reading order.
#[must_use]
pub fn told_of_initiatives(corpus: &Corpus, bodies: &[EntityId]) -> Vec<PassageId> {
    let told = initiatives(corpus, bodies).into_iter().flat_map(|initiative| initiative.passages(bodies));
    told.collect::<BTreeSet<_>>().into_iter().collect()
}

/// Returns the passages of a cell, in reading order: the entries of a body or of both rows of a pair, or what tells of
/// their part in initiatives.
fn passages_of(
    all: &[SharedInitiative],
    table: &AgreementTable,
    layer: Layer,
    row: EntityId,
    column: &FacetValue,
) -> Vec<PassageId> {
    match (layer, column) {
        (Layer::Agreements, FacetValue::Entity(other)) => table.of_pair(row, *other),
        (Layer::Agreements, _) => table.of_body(row),
        (Layer::Initiatives, FacetValue::Entity(other)) if *other == row => Vec::new(),
        (Layer::Initiatives, key) => {
            let bodies = if let FacetValue::Entity(other) = key { vec![row, *other] } else { vec![row] };
            let shared = all.iter().filter(|initiative| initiative.has_all(&bodies));
            shared.flat_map(|initiative| initiative.passages(&bodies)).collect::<BTreeSet<_>>().into_iter().collect()
        }
    }
}

/// Returns the title of the report that prints the table of agreements.
#[must_use]
pub fn source(corpus: &Corpus) -> String {
    crate::analysis::sources(corpus, corpus.agreements().entries())
}

fn ids(corpus: &Corpus, of: &[EntityId]) -> String {
    of.iter().map(|&e| corpus.entity(e).id.as_str()).collect::<Vec<_>>().join(", ")
}

/// Describes a body or a pair: what is on record and who says so, common partners, the shortest way over others.
#[must_use]
pub fn words(corpus: &Corpus, layer: Layer, row: EntityId, column: &FacetValue) -> Vec<String> {
    let a = corpus.entity(row).id;
    match (layer, column) {
        (Layer::Agreements, FacetValue::Entity(other)) if *other != row => pair_words(corpus, row, *other),
        (Layer::Agreements, _) => {
            let table = corpus.agreements();
            let partners: Vec<EntityId> = table.partners(row).into_iter().collect();
            let about = row_words(corpus, row).map(|words| format!(" {words}")).unwrap_or_default();
            if partners.is_empty() {
                return vec![format!("{a}: no entry in the table of agreements.{about}")];
            }
            let entries = table.of_body(row).len();
            vec![format!(
                "{a} is on record with {}, in its row or in theirs ({}): {}.{about}",
                text::count(partners.len(), "body"),
                text::count(entries, "entry"),
                ids(corpus, &partners)
            )]
        }
        (Layer::Initiatives, key) => {
            let (who, shared) = match key {
                FacetValue::Entity(other) if *other != row => {
                    (format!("{a} and {}", corpus.entity(*other).id), initiatives(corpus, &[row, *other]))
                }
                _ => (a.to_string(), initiatives(corpus, &[row])),
            };
            let named: Vec<&str> = shared.iter().map(|initiative| initiative.name.as_str()).collect();
            if named.is_empty() {
                return vec![format!("{who}: no record in these reports.")];
            }
            vec![format!("{who}: {}.", text::count(named.len(), "initiative")), named.join("; ")]
        }
    }
}

/// Describes an entry: its form, and the words of a framework.
fn form(corpus: &Corpus, id: PassageId) -> String {
    match &corpus.passage(id).details {
        Details::Agreement { form: form @ AgreementForm::Framework, detail, .. } if !detail.is_empty() => {
            format!("{} \u{201c}{detail}\u{201d}", form.label())
        }
        Details::Agreement { form, .. } => form.label().to_owned(),
        _ => String::new(),
    }
}

/// Describes what the table says of a pair: the forms, and in whose row they stand. Empty if there is no record.
///
/// What stands in the row of a body that did not answer the survey was put there by others, so it confirms nothing.
#[must_use]
pub fn claim(corpus: &Corpus, a: EntityId, b: EntityId) -> String {
    let table = corpus.agreements();
    let name = |e: EntityId| corpus.entity(e).id;
    let list = |x: EntityId, y: EntityId, unanswered: bool| {
        let entries = table.of(x, y).iter().filter(|id| is_unanswered(corpus, x, **id) == unanswered);
        entries.map(|&id| form(corpus, id)).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(" and ")
    };
    let mut parts = match (list(a, b, false).as_str(), list(b, a, false).as_str()) {
        ("", "") => Vec::new(),
        (own, "") => vec![format!("{own}, in the row of {}", name(a))],
        ("", own) => vec![format!("{own}, in the row of {}", name(b))],
        (own, theirs) if own == theirs => vec![format!("{own}, in the rows of both")],
        (own, theirs) => vec![format!("{own} in the row of {}, {theirs} in the row of {}", name(a), name(b))],
    };
    for (x, unanswered) in [(a, list(a, b, true)), (b, list(b, a, true))] {
        if !unanswered.is_empty() {
            parts.push(format!("{unanswered} in the row of {}, which did not answer the survey", name(x)));
        }
    }
    for (x, y) in [(a, b), (b, a)] {
        for part in corpus.with_parts(x).filter(|&part| part != x && part != y && table.names(y, part)) {
            parts.push(format!("the row of {} names {}, which is part of {}", name(y), name(part), name(x)));
        }
        parts.extend(by_whole(corpus, x, y));
    }
    parts.join("; ")
}

/// Says what the rows of the organization that a body is part of, and of another body, say of each other, where no row has
/// an entry of the part itself.
fn by_whole(corpus: &Corpus, part: EntityId, other: EntityId) -> Option<String> {
    let table = corpus.agreements();
    let name = |e: EntityId| corpus.entity(e).id;
    let whole = corpus.entity(part).parent?;
    if whole == other {
        return Some(format!("{} is part of {}", name(part), name(whole)));
    }
    if table.names(part, other) || table.names(other, part) {
        return None;
    }
    let said = match (table.names(whole, other), table.names(other, whole)) {
        (true, true) => format!("{}, of which it is part, and {} name each other", name(whole), name(other)),
        (true, false) => format!("the row of {}, of which it is part, names {}", name(whole), name(other)),
        (false, true) => format!("the row of {} names {}, of which it is part", name(other), name(whole)),
        (false, false) => return None,
    };
    Some(format!("no entry of {} itself; {said}", name(part)))
}

/// Returns what a row adds to the names in it, such as that there are others.
fn open_words(corpus: &Corpus, body: EntityId) -> Option<Str> {
    corpus.agreements().row(body).iter().find_map(|&id| match &corpus.passage(id).details {
        Details::Agreement { form: AgreementForm::Mou, detail, .. } if !detail.is_empty() => Some(*detail),
        _ => None,
    })
}

/// Says what a reader has to know of the row of a body: that there is none, that others filled it in, or what it adds to
/// the names.
#[must_use]
pub fn row_words(corpus: &Corpus, body: EntityId) -> Option<String> {
    let name = corpus.entity(body).id;
    if Some(body) == corpus.group() {
        return Some(format!("{name} is the group whose members the table is about."));
    }
    let survey = match corpus.entity(body).survey {
        Some(Survey::NotAnswered) => format!("{name} did not answer the survey."),
        Some(Survey::JoinedLater) => format!("{name} joined ICAT after the survey."),
        _ => String::new(),
    };
    let row = if corpus.agreements().row(body).is_empty() {
        format!("{name} has no row in the table.")
    } else {
        let says = |words| format!("The row of {name} also says of memoranda: \u{201c}{words}\u{201d}.");
        open_words(corpus, body).map(says).unwrap_or_default()
    };
    let words = [row, survey].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}

/// Says why nothing about a pair is in the row of a body, if nothing is.
fn silence(corpus: &Corpus, body: EntityId, other: EntityId) -> Option<String> {
    let table = corpus.agreements();
    if table.names(body, other) || Some(body) == corpus.group() || Some(other) == corpus.group() {
        return None;
    }
    // What is said of the whole says enough of its part.
    if [(body, other), (other, body)].into_iter().any(|(part, of)| by_whole(corpus, part, of).is_some()) {
        return None;
    }
    let name = |e: EntityId| corpus.entity(e).id;
    if table.row(body).is_empty() {
        let why = match corpus.entity(body).survey {
            Some(Survey::Answered) => ", though it answered the survey",
            Some(Survey::NotAnswered) => "; it did not answer the survey",
            Some(Survey::JoinedLater) => "; it joined ICAT after the survey",
            None => "",
        };
        return Some(format!("{} has no row in the table{why}", name(body)));
    }
    Some(match open_words(corpus, body) {
        Some(detail) => {
            let (body, other) = (name(body), name(other));
            format!("the row of {body} does not name {other}, but says of memoranda: \u{201c}{detail}\u{201d}")
        }
        None => format!("the row of {} does not name {}", name(body), name(other)),
    })
}

/// Returns what is on record of a pair and what is not, as a sentence that names it.
#[must_use]
pub fn sentence(corpus: &Corpus, a: EntityId, b: EntityId) -> String {
    let claim = claim(corpus, a, b);
    let claim = if claim.is_empty() { "no entry in the table of agreements".to_owned() } else { claim };
    let silences = [silence(corpus, a, b), silence(corpus, b, a)];
    let group = corpus.group().filter(|&group| group == a || group == b);
    let group = group.and_then(|group| row_words(corpus, group)).map(|words| words.trim_end_matches('.').to_owned());
    let parts: Vec<String> = std::iter::once(claim).chain(silences.into_iter().flatten()).chain(group).collect();
    format!("{} and {}: {}.", corpus.entity(a).id, corpus.entity(b).id, parts.join("; "))
}

/// Describes a pair: what is said of it, who is on record with both, the shortest way over others.
#[must_use]
pub fn pair_words(corpus: &Corpus, a: EntityId, b: EntityId) -> Vec<String> {
    let table = corpus.agreements();
    let mut lines = vec![sentence(corpus, a, b)];
    let common = table.common(a, b);
    if !common.is_empty() {
        lines.push(format!("The table has both with: {}.", ids(corpus, &common)));
    }
    // There is no need of a detour where the rows name the pair, or the organization that one is part of.
    if claim(corpus, a, b).is_empty() {
        let path = table.path(a, b);
        if path.len() > 2 {
            let path = path.iter().map(|&e| corpus.entity(e).id.as_str()).collect::<Vec<_>>();
            lines.push(format!("From one to the other by way of entries with others: {}.", path.join(" \u{2013} ")));
        }
    }
    lines.push(format!(
        "From the table in {}, of memoranda and other formal frameworks between members; not all need be about trafficking.",
        source(corpus)
    ));
    lines
}
