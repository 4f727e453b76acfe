//! Membership: the role of each body in ICAT in each year, as the reports list it, and the number of members and
//! partners that they print.

use crate::analysis::grid::{Grid, GridCell, Header, Passages};
use crate::analysis::{FacetValue, PassageSource};
use crate::corpus::annotations::{Count, Counted};
use crate::corpus::filter::Filter;
use crate::corpus::{Corpus, Entity, EntityId, Kind, Role};

/// Returns the grid of bodies by year, with their roles.
#[must_use]
pub fn grid(corpus: &Corpus) -> Grid {
    let years = years(corpus);
    let mut rows = vec![Header::new(FacetValue::All, "Listed", "members and partners that the lists name")];
    let bodies = (0u16..).map(EntityId).zip(&corpus.entities).filter(|(_, e)| !e.roles.is_empty());
    rows.extend(bodies.map(|(id, e)| Header::new(FacetValue::Entity(id), e.id.as_str(), e.name.as_str())));
    let columns: Vec<Header> = years.iter().map(|&y| Header::new(FacetValue::Year(y), y.to_string(), "")).collect();
    let (mut cells, mut passages) = (Vec::new(), Vec::new());
    for row in &rows {
        for &year in &years {
            let source = source(corpus, &row.key, year).passages(corpus);
            cells.push(match row.key {
                FacetValue::Entity(id) => body_cell(corpus, id, year, source.len()),
                _ => sum_cell(corpus, year, source.len()),
            });
            passages.push(source);
        }
    }
    let passages = Passages::Own(passages);
    let mut empty = vec!["Empty means not listed that year.".to_owned()];
    empty.extend(
        crate::analysis::knowledge::years_without_report(corpus)
            .iter()
            .map(|year| format!("{year} has no report here.")),
    );
    let latest = corpus.reports.iter().map(|r| r.covers).max().unwrap_or(u16::MAX);
    let after = years.iter().filter(|&&year| year > latest);
    empty.extend(after.map(|year| format!("What stands under {year} comes from the report on {latest}.")));
    let legend = vec![format!("{LETTERS}! a printed number differs from the list."), empty.join(" ")];
    Grid { title: "Membership".to_owned(), rows_are: "body", rows, columns, cells, passages, legend, key: KEY }
}

/// The beginning of the legend, which says what the letters stand for that a screen has for roles.
pub(crate) const LETTERS: &str = "M member, P partner, C coordinator, H co-chair. ";
/// The marks in a few words.
const KEY: &[&str] = &["M member", "P partner", "C coordinator", "H co-chair", "! a printed number differs"];

/// Returns the years for which the reports list roles.
fn years(corpus: &Corpus) -> Vec<u16> {
    let mut years: Vec<u16> = corpus.entities.iter().flat_map(|e| e.roles.iter().map(|r| r.0)).collect();
    years.sort_unstable();
    years.dedup();
    years
}

/// Returns the roles of a body in a year.
#[must_use]
pub fn roles(entity: &Entity, year: u16) -> Vec<Role> {
    let mut roles: Vec<Role> = entity.roles.iter().filter(|r| r.0 == year).map(|r| r.1).collect();
    roles.sort_unstable();
    roles
}

fn letter(role: Role) -> &'static str {
    match role {
        Role::Member => "M",
        Role::Partner => "P",
        Role::Coordinator => "C",
        Role::CoChair => "H",
    }
}

fn body_cell(corpus: &Corpus, id: EntityId, year: u16, count: usize) -> GridCell {
    let roles = roles(corpus.entity(id), year);
    let words = roles.iter().map(|r| r.label()).collect::<Vec<_>>().join(", ");
    let short = roles.iter().map(|&r| letter(r)).collect::<String>();
    GridCell { shade: u8::from(roles.len() > 1), ..GridCell::mark(words.clone(), short, words, count) }
}

/// Returns the number of members and of partners that the lists of a year name.
#[must_use]
pub fn listed(corpus: &Corpus, year: u16) -> (usize, usize) {
    let count = |role: Role| corpus.entities.iter().filter(|e| e.roles.contains(&(year, role))).count();
    (count(Role::Member), count(Role::Partner))
}

/// Returns the numbers that are printed for a year, each with whether it agrees with the list.
#[must_use]
pub fn printed(corpus: &Corpus, year: u16) -> Vec<(&Count, bool)> {
    let (members, partners) = listed(corpus, year);
    let agrees = |count: &Count| {
        let tally = match count.counts {
            Counted::Members => members,
            Counted::Partners => partners,
            Counted::Both => members + partners,
        };
        tally == usize::from(count.printed)
    };
    corpus.annotations.counts.iter().filter(|c| c.year == year).map(|c| (c, agrees(c))).collect()
}

fn sum_cell(corpus: &Corpus, year: u16, count: usize) -> GridCell {
    let (members, partners) = listed(corpus, year);
    let (differs, so) = if printed(corpus, year).iter().any(|p| !p.1) {
        ("!", "; a printed number differs from the list")
    } else {
        ("", "")
    };
    match (members, partners) {
        (0, 0) => GridCell::default(),
        (m, 0) => {
            GridCell::mark(format!("{m} members{differs}"), format!("{m}{differs}"), format!("{m} members{so}"), count)
        }
        (m, p) => GridCell::mark(
            format!("{m} members, {p} partners{differs}"),
            format!("{m}+{p}{differs}"),
            format!("{m} members, {p} partners{so}"),
            count,
        ),
    }
}

/// Returns the filter for passages about a body's membership in a year.
fn year_filter(id: EntityId, year: u16) -> Filter {
    let mut filter = Filter::default();
    filter.entities.include.insert(id);
    filter.years.include.insert(year);
    filter.kinds.include.insert(Kind::Membership);
    filter
}

/// Returns the passages behind a cell: those about a body's membership in a year, or those that print a number.
#[must_use]
pub fn source(corpus: &Corpus, row: &FacetValue, year: u16) -> PassageSource {
    if let FacetValue::Entity(id) = row {
        if roles(corpus.entity(*id), year).is_empty() {
            return PassageSource::Passages(Vec::new());
        }
        return PassageSource::Filter(Box::new(year_filter(*id, year)));
    }
    if listed(corpus, year) == (0, 0) {
        return PassageSource::Passages(Vec::new());
    }
    let mut set = crate::corpus::postings::PassageSet::none(corpus.passages.len());
    printed(corpus, year).iter().for_each(|(count, _)| set.insert(count.passage));
    if set.is_empty() {
        let mut filter = Filter::default();
        filter.years.include.insert(year);
        filter.kinds.include.insert(Kind::Membership);
        return PassageSource::Filter(Box::new(filter));
    }
    PassageSource::Passages(corpus.latest_first(&set))
}

/// Describes a cell.
#[must_use]
pub fn words(corpus: &Corpus, row: &FacetValue, year: u16) -> Vec<String> {
    let FacetValue::Entity(id) = row else { return sum_words(corpus, year) };
    let entity = corpus.entity(*id);
    let roles = roles(entity, year);
    let now = if roles.is_empty() {
        format!("{}, {year}: not listed.", entity.id)
    } else {
        format!("{}, {year}: {}.", entity.id, roles.iter().map(|r| r.label()).collect::<Vec<_>>().join(" and "))
    };
    let mut lines = vec![now];
    lines.extend(joined(corpus, *id));
    lines
}

/// Describes when a body was first listed, what changed, and its former names.
#[must_use]
pub fn joined(corpus: &Corpus, id: EntityId) -> Vec<String> {
    let entity = corpus.entity(id);
    let seats: Vec<(u16, Role)> = {
        let mut seats: Vec<_> =
            entity.roles.iter().copied().filter(|r| matches!(r.1, Role::Member | Role::Partner)).collect();
        seats.sort_unstable();
        seats
    };
    let mut lines = Vec::new();
    if let Some(&(year, role)) = seats.first() {
        let earliest = corpus.reports.iter().map(|report| report.covers).min() == Some(year);
        let note = if earliest { " No earlier list is here." } else { "" };
        lines.push(format!("First listed in {year}, as {}.{note}", role.label()));
        let change = seats.windows(2).find(|w| w[0].1 != w[1].1);
        lines.extend(change.map(|w| format!("Listed as {} from {}.", w[1].1.label(), w[1].0)));
    }
    for former in corpus.annotations.former_names.iter().filter(|f| f.entity == id) {
        let mut reports: Vec<String> =
            former.passages.iter().map(|&p| corpus.report(corpus.passage(p).report).covers.to_string()).collect();
        reports.dedup();
        lines.push(format!("Called {} in the reports on {}.", former.name, reports.join(" and ")));
    }
    lines
}

fn sum_words(corpus: &Corpus, year: u16) -> Vec<String> {
    let (members, partners) = listed(corpus, year);
    if members + partners == 0 {
        return vec![format!("{year}: no list of members is printed.")];
    }
    let mut lines = vec![format!("{year}: the list names {members} members and {partners} partners.")];
    let printed = printed(corpus, year);
    for (count, agrees) in &printed {
        if !agrees {
            let passage = corpus.passage(count.passage);
            let note = if count.note.is_empty() { String::new() } else { format!(" {}", count.note) };
            lines.push(format!(
                "Differs: {} prints {} {} ({}).{note}",
                corpus.report(passage.report).title,
                count.printed,
                count.counts.label(),
                passage.id
            ));
        }
    }
    let same = printed.iter().filter(|p| p.1).count();
    if same > 0 {
        lines.push(match same {
            1 => "A number that is printed elsewhere agrees with it.".to_owned(),
            n => format!("{n} numbers that are printed elsewhere agree with it."),
        });
    }
    lines
}
