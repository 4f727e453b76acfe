//! Claims as rows: one row a claim, or one row for each body, place and year of a claim.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::Serialize;

use crate::analysis::sentences::{self, sentences};
use crate::corpus::claims::Statement;
use crate::corpus::filter::Filter;
use crate::corpus::names::has_word;
use crate::corpus::strings::Str;
use crate::corpus::vocabulary::PlaceKind;
use crate::corpus::{Corpus, Details, EntityId, Kind, PassageId, PassageStyle};
use crate::export::cite;
use crate::export::records::{Records, Tabular};
use crate::export::rows::body_ids;
use crate::export::table::{TableCell, join};
use crate::search::tokenizer;
use crate::text;

/// What is said of a year that the words state.
const STATED: &str = "stated";
/// What the column with the context says.
const CONTEXT: &str = "context: what introduces the list in the report, where the quotation is an item of one; in who does what \
     where also the sentence of the passage that names the body or the place, where the quotation does not and the passage has one, \
     or else the sentence that the quotation is a part of.";
/// Says where the columns are that a document has no room for.
const IN_DOCUMENTS: &str = "A document has some of the columns alone; CSV, XLSX and JSON have all.";
/// The most passages that a note names by their ids.
const NAMED_MAX: usize = 8;
/// Words that speak of what is to come.
const FUTURE: [&str; 10] =
    ["will", "would", "may", "plans", "planned", "planning", "intends", "upcoming", "expected", "foreseen"];
/// The kinds of passages whose claims are deeds.
const DEEDS: [Kind; 4] = [Kind::Activity, Kind::Partnership, Kind::Initiative, Kind::Publication];

/// A claim, with where it stands.
#[derive(Debug, Clone, Serialize)]
struct ClaimRow {
    claim: String,
    passage: Str,
    report: Str,
    reported: u16,
    section: String,
    page: Option<u16>,
    link: String,
    kind: &'static str,
    priorities: Vec<u8>,
    bodies: Vec<Str>,
    places: Vec<Str>,
    years: Vec<u16>,
    topics: Vec<Str>,
    partners: Vec<Str>,
    donors: Vec<Str>,
    quotation: String,
    context: Option<String>,
    note: Option<Str>,
}

impl ClaimRow {
    fn new(corpus: &Corpus, id: PassageId, number: usize, statement: &Statement<'_>) -> Self {
        let passage = corpus.passage(id);
        let report = corpus.report(passage.report);
        let partners = |donor: bool| {
            let of = statement.partners.iter().filter(move |partner| partner.donor == donor);
            of.map(|partner| partner.known).collect()
        };
        Self {
            claim: format!("{}/{number}", passage.id),
            passage: passage.id,
            report: report.id,
            reported: report.covers,
            section: cite::section(corpus, id),
            page: passage.page,
            link: cite::link(corpus, passage.report).to_owned(),
            kind: passage.kind.word(),
            priorities: passage.priorities.to_vec(),
            bodies: body_ids(corpus, statement.entities.iter().copied()),
            places: statement.places.to_vec(),
            years: corpus.deed_years(id, statement).collect(),
            topics: statement.topics.iter().map(|&topic| corpus.topic(topic).id).collect(),
            partners: partners(false),
            donors: partners(true),
            quotation: passage.text.get(statement.range(&passage.text)).unwrap_or("").to_owned(),
            context: passage
                .parent
                .filter(|_| passage.style == PassageStyle::Item)
                .map(|parent| corpus.passage(parent).text.to_string()),
            note: passage.editorial,
        }
    }
}

impl Tabular for ClaimRow {
    fn cells(&self) -> Option<Vec<TableCell>> {
        Some(vec![
            self.claim.as_str().into(),
            self.passage.as_str().into(),
            self.report.as_str().into(),
            TableCell::number(self.reported),
            self.section.as_str().into(),
            TableCell::number_or_empty(self.page),
            self.link.as_str().into(),
            self.kind.into(),
            TableCell::list(&self.priorities),
            join(&self.bodies).into(),
            join(&self.places).into(),
            TableCell::list(&self.years),
            join(&self.topics).into(),
            join(&self.partners).into(),
            join(&self.donors).into(),
            self.quotation.as_str().into(),
            self.context.as_deref().unwrap_or("").into(),
            word_of(self.note.as_ref()),
        ])
    }
}

/// Returns a word, if there is one, as a cell.
fn word_of(value: Option<&Str>) -> TableCell {
    value.map_or("", Str::as_str).into()
}

/// Returns the claims of passages that satisfy filters, each with its number in its passage, from 1.
fn claims_of<'c>(
    corpus: &'c Corpus,
    passages: &'c [PassageId],
    filters: &'c [Filter],
) -> impl Iterator<Item = (PassageId, usize, Statement<'c>)> {
    passages.iter().flat_map(move |&id| {
        let statements = (1..).zip(corpus.statements(id));
        let is_meant = move |statement: &Statement<'_>| {
            filters.iter().all(|filter| filter.alone().is_some() || filter.is_satisfied_by(statement))
        };
        statements.filter(move |(_, statement)| is_meant(statement)).map(move |(n, statement)| (id, n, statement))
    })
}

/// Returns the claims of passages: one row a claim. Of filters, only the claims that satisfy them.
#[must_use]
pub fn claims(corpus: &Corpus, passages: &[PassageId], filters: &[Filter]) -> Records {
    let columns = [
        "claim",
        "passage",
        "report",
        "reported",
        "section",
        "page",
        "link",
        "kind",
        "priorities",
        "bodies",
        "places",
        "years",
        "topics",
        "partners",
        "donors",
        "quotation",
        "context",
        "editor's note",
    ];
    let mut records = Records::new("claims", "Claims", &columns);
    records.in_documents = &["bodies", "quotation", "places", "years", "passage"];
    records.notes = vec![
        "A claim is one statement of a passage; its quotation is the report's, word for word.".to_owned(),
        "years: those that the words state for the deed; reported: the year that the report covers.".to_owned(),
        CONTEXT.to_owned(),
        IN_DOCUMENTS.to_owned(),
    ];
    records.notes.extend(codes(corpus));
    records.extend(
        claims_of(corpus, passages, filters).map(|(id, n, statement)| ClaimRow::new(corpus, id, n, &statement)),
    );
    records
}

/// Who did what, where and when: a body, a place and a year of one claim.
#[derive(Debug, Serialize)]
struct WhoWhatWhereRow {
    body: Str,
    body_name: Str,
    topics: Vec<Str>,
    kind: &'static str,
    priorities: Vec<u8>,
    place: Option<Str>,
    iso3: Option<Str>,
    m49: Option<Str>,
    region: Option<Str>,
    year: u16,
    year_is: &'static str,
    quotation: String,
    context: Option<String>,
    future_words: Vec<&'static str>,
    note: Option<Str>,
    claim: String,
    rows_of_claim: usize,
    passage: Str,
    report: Str,
    section: String,
    page: Option<u16>,
    link: String,
}

impl Tabular for WhoWhatWhereRow {
    fn cells(&self) -> Option<Vec<TableCell>> {
        Some(vec![
            self.body.as_str().into(),
            self.body_name.as_str().into(),
            join(&self.topics).into(),
            self.kind.into(),
            TableCell::list(&self.priorities),
            word_of(self.place.as_ref()),
            word_of(self.iso3.as_ref()),
            word_of(self.m49.as_ref()),
            word_of(self.region.as_ref()),
            TableCell::number(self.year),
            self.year_is.into(),
            self.quotation.as_str().into(),
            self.context.as_deref().unwrap_or("").into(),
            self.future_words.join("; ").into(),
            word_of(self.note.as_ref()),
            self.claim.as_str().into(),
            TableCell::count(self.rows_of_claim),
            self.passage.as_str().into(),
            self.report.as_str().into(),
            self.section.as_str().into(),
            TableCell::number_or_empty(self.page),
            self.link.as_str().into(),
        ])
    }
}

/// Adds the HXL tags below the headings of who does what where.
#[must_use]
pub fn with_hxl_tags(records: Records) -> Records {
    Records { tags: HXL.map(str::to_owned).to_vec(), ..records }
}

/// The tags of the Humanitarian Exchange Language, in the order of the columns of [`who_what_where`].
pub const HXL: [&str; 22] = [
    "#org+code",
    "#org+name",
    "#sector+list",
    "#activity+type",
    "#activity+code+priority",
    "#loc+name",
    "#country+code",
    "#loc+code+v_m49",
    "#region+name",
    "#date+year",
    "#meta+year_is",
    "#description+quote",
    "#description+context",
    "#status+future_words",
    "#meta+editors_note",
    "#activity+id",
    "#meta+rows",
    "#meta+id+passage",
    "#meta+id+report",
    "#meta+section",
    "#meta+page",
    "#meta+url",
];

/// Returns who did what, where and when: for each claim that credits a body, a row for each of its bodies, places and
/// years. Of filters, only the rows that satisfy them. Each row says how many of the rows its claim makes, so that sums need not
/// count a claim twice.
#[must_use]
pub fn who_what_where(corpus: &Corpus, passages: &[PassageId], filters: &[Filter]) -> Records {
    let columns = [
        "body",
        "body name",
        "topics",
        "kind",
        "priorities",
        "place",
        "iso3",
        "m49",
        "region",
        "year",
        "year is",
        "quotation",
        "context",
        "future words",
        "editor's note",
        "claim",
        "rows of claim",
        "passage",
        "report",
        "section",
        "page",
        "link",
    ];
    let mut records = Records::new("3w", "Who does what where", &columns);
    records.in_documents =
        &["body name", "quotation", "context", "future words", "place", "year", "year is", "kind", "passage"];
    records.notes = vec![
        "A row is a body, a place and a year of one claim: a statement of a report that credits the body with a deed \
         there. Passages on mandates and commitments, years to come, footnotes and rows of tables are left out. A publication is a deed whose places \
         are those that it is about: kind says which rows are publications."
            .to_owned(),
        CONTEXT.to_owned(),
        "future words: words of the quotation that speak of what is to come, such as will; such a row may be a plan.".to_owned(),
        "rows of claim: how many rows of this table the claim makes. To count claims, count the distinct values of claim, or sum 1 / \
         rows of claim over all rows."
            .to_owned(),
        "year is: stated by the words, or that which the report covers.".to_owned(),
        "region: the one region of the world that a place is in. A filter by a place also finds places in groups that cross \
         regions, such as the Mediterranean, so that the two may count differently."
            .to_owned(),
    ];
    records.notes.push(IN_DOCUMENTS.to_owned());
    records.notes.extend(codes(corpus));
    let mut rows = Vec::new();
    for (id, number, statement) in claims_of(corpus, passages, filters) {
        rows.extend(rows_of(corpus, filters, id, number, &statement));
    }
    let told: BTreeSet<Str> = rows.iter().map(|row| row.passage).collect();
    if told.len() < passages.len() {
        let all = passages.iter().map(|&id| corpus.passage(id).id);
        let without: Vec<String> = all.filter(|id| !told.contains(id)).map(|id| id.to_string()).collect();
        let named = if without.len() > NAMED_MAX { String::new() } else { format!(": {}", without.join(", ")) };
        records.notes.push(format!(
            "{} of the {} chosen {} no row{named}.",
            text::grouped(without.len()),
            text::count(passages.len(), "passage"),
            if without.len() == 1 { "makes" } else { "make" }
        ));
    }
    let placeless = rows.iter().filter(|row| row.place.is_none()).count();
    let unfiled = rows.iter().filter(|row| row.priorities.is_empty()).count();
    records.notes.push(format!(
        "{}; without a place {}, under no priority {}.",
        text::count(rows.len(), "row"),
        text::grouped(placeless),
        text::grouped(unfiled)
    ));
    records.extend(rows);
    records
}

/// Says what the codes of priorities and topics stand for.
fn codes(corpus: &Corpus) -> [String; 2] {
    let priorities = corpus.priorities.iter().map(|priority| format!("{}, {}", priority.number, priority.title));
    let topics = corpus.topics.iter().map(|topic| format!("{}, {}", topic.id, topic.name));
    let said = |of: Vec<String>| of.join("; ");
    [
        format!("priorities: {}.", said(priorities.collect())),
        format!("topics: our own, by their ids. {}.", said(topics.collect())),
    ]
}

/// Returns the rows of a claim.
fn rows_of(
    corpus: &Corpus,
    filters: &[Filter],
    id: PassageId,
    number: usize,
    statement: &Statement<'_>,
) -> Vec<WhoWhatWhereRow> {
    let passage = corpus.passage(id);
    // A row of a table of initiatives puts bodies, places and years side by side, and says of none what it did where and when.
    if !DEEDS.contains(&passage.kind) || matches!(passage.details, Details::Initiative { .. }) {
        return Vec::new();
    }
    let report = corpus.report(passage.report);
    let stated: Vec<u16> = corpus.deed_years(id, statement).collect();
    if stated.is_empty() && !statement.stated.is_empty() {
        // All years that it states are still to come: a plan.
        return Vec::new();
    }
    let (years, year_is) = if stated.is_empty() { (vec![report.covers], "reported") } else { (stated, STATED) };
    let places: Vec<Option<Str>> =
        if statement.places.is_empty() { vec![None] } else { statement.places.iter().copied().map(Some).collect() };
    let claim = ClaimRow::new(corpus, id, number, statement);
    let mut rows = Vec::new();
    for &body in statement.entities {
        for &place in &places {
            for &year in &years {
                if filters.iter().all(|filter| is_meant(filter, body, place, (year, year_is == STATED))) {
                    rows.push(row(corpus, id, claim.clone(), body, place, (year, year_is)));
                }
            }
        }
    }
    let all = rows.len();
    rows.iter_mut().for_each(|row| row.rows_of_claim = all);
    rows
}

/// Returns whether a filter that asks for bodies, places or years means this one of a claim.
fn is_meant(filter: &Filter, body: EntityId, place: Option<Str>, (year, is_stated): (u16, bool)) -> bool {
    let is_body = filter.entities.include.is_empty() || filter.entities.include.contains(&body);
    let is_place =
        filter.places.include.is_empty() || place.is_some_and(|place| filter.places.include.contains(&place));
    let is_year = filter.years.includes(&[year]) && !filter.years.excludes(&[year]);
    let stated: &[u16] = if is_stated { &[year] } else { &[] };
    is_body && is_place && is_year && filter.stated.includes(stated) && !filter.stated.excludes(stated)
}

/// Returns the sentences of a passage that name a body or a place which a quotation from it does not name.
fn naming(corpus: &Corpus, id: PassageId, quotation: &str, body: EntityId, place: Option<Str>) -> Option<String> {
    let text = &corpus.passage(id).text;
    let names_body = |words: &str| corpus.names().named_in(body, words);
    let place_names: Vec<String> =
        place.iter().flat_map(|place| corpus.names_of_place(place)).map(text::fold_plain).collect();
    let names_place = |words: &str| {
        let words = text::fold_plain(words);
        place_names.iter().any(|name| has_word(&words, name))
    };
    let begin = text.find(quotation)?;
    let sentences = sentences(text);
    // The last sentence before the quotation, or else the first one after it.
    let nearest = |names: &dyn Fn(&str) -> bool| {
        let named = || sentences.iter().filter(|at| text.get((*at).clone()).is_some_and(names));
        named().rfind(|at| at.start <= begin).or_else(|| named().next()).cloned()
    };
    let of_body = (!names_body(quotation)).then(|| nearest(&names_body)).flatten();
    let of_place = (place.is_some() && !names_place(quotation)).then(|| nearest(&names_place)).flatten();
    let mut found: Vec<Range<usize>> = of_body.into_iter().chain(of_place).collect();
    found.sort_by_key(|at| at.start);
    found.dedup();
    let found: Vec<&str> = found.into_iter().filter_map(|at| text.get(at)).collect();
    (!found.is_empty()).then(|| found.join(" "))
}

/// Returns the sentence that a quotation begins within.
fn begun_within(text: &str, quotation: &str) -> Option<String> {
    let begin = text.find(quotation)?;
    let sentence = sentences::around(text, &(begin..begin + 1)).filter(|at| at.start < begin)?;
    text.get(sentence).map(str::to_owned)
}

fn row(
    corpus: &Corpus,
    id: PassageId,
    claim: ClaimRow,
    body: EntityId,
    place: Option<Str>,
    (year, year_is): (u16, &'static str),
) -> WhoWhatWhereRow {
    let known = place.and_then(|place| corpus.world_place(&place));
    let is_country = known.is_some_and(|place| place.kind == PlaceKind::Country);
    let region = place.and_then(|place| {
        let regions = &corpus.gazetteer().regions;
        regions.iter().find(|region| region.name == place || region.places.contains(&place)).map(|region| region.name)
    });
    let entity = corpus.entity(body);
    let words = tokenizer::parts(&claim.quotation);
    let future_words = FUTURE.into_iter().filter(|future| words.iter().any(|word| word == future)).collect();
    let context = claim.context.clone().or_else(|| naming(corpus, id, &claim.quotation, body, place));
    let context = context.or_else(|| begun_within(&corpus.passage(id).text, &claim.quotation));
    WhoWhatWhereRow {
        body: entity.id,
        body_name: entity.name,
        topics: claim.topics,
        kind: claim.kind,
        priorities: claim.priorities,
        place,
        iso3: known.filter(|_| is_country).and_then(|place| place.iso3),
        m49: known.and_then(|place| place.m49),
        region,
        year,
        year_is,
        quotation: claim.quotation,
        context,
        future_words,
        note: claim.note,
        claim: claim.claim,
        // Known when all rows of the claim are there.
        rows_of_claim: 0,
        passage: claim.passage,
        report: claim.report,
        section: claim.section,
        page: claim.page,
        link: claim.link,
    }
}
