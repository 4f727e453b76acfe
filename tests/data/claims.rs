//! Claims: which filters they satisfy, and what is wrong with them where data files have them.

use std::collections::BTreeSet;

use crate::support::corpus;
use icat_explorer::corpus::filter::{Facet, Filter, FilterMode};
use icat_explorer::corpus::load::load;
use icat_explorer::corpus::postings::PassageSet;
use icat_explorer::corpus::strings::Str;
use icat_explorer::corpus::vocabulary::PlaceKind;
use icat_explorer::corpus::{Corpus, Details, PassageId, PassageStyle};
use icat_explorer::error::Error;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use sha2::{Digest, Sha256};

fn filter(values: &[(Facet, &str)]) -> Filter {
    let mut filter = Filter::default();
    for (facet, value) in values {
        filter.add_value(corpus(), *facet, value, FilterMode::Include).unwrap();
    }
    filter
}

fn found(values: &[(Facet, &str)]) -> Vec<&'static str> {
    let set = filter(values).set(corpus(), None);
    set.iter().map(|id| corpus().passage(id).id.as_str()).collect()
}

fn has(values: &[(Facet, &str)], id: &str) -> bool {
    found(values).contains(&id)
}

/// Reads the data plainly: what a passage states, claim by claim, and what it names.
struct Plain {
    bodies: Vec<String>,
    places: Vec<String>,
    years: Vec<u16>,
    topics: Vec<String>,
    partners: Vec<String>,
}

fn claims(corpus: &Corpus, id: PassageId) -> Vec<Plain> {
    let passage = corpus.passage(id);
    let reported = corpus.report(passage.report).covers;
    let or_reported = |years: &[u16]| if years.is_empty() { vec![reported] } else { years.to_vec() };
    let bodies =
        |ids: &[icat_explorer::corpus::EntityId]| ids.iter().map(|&e| corpus.entity(e).id.to_string()).collect();
    let topics = |of: &[icat_explorer::corpus::vocabulary::TopicId]| -> Vec<String> {
        of.iter().map(|topic| corpus.topics[usize::from(topic.0)].id.to_string()).collect()
    };
    if passage.claims.is_empty() {
        let issued = match passage.details {
            Details::Publication { published: Some(year), .. } => vec![year],
            _ => or_reported(&passage.years),
        };
        let places = passage.places.iter().map(ToString::to_string).collect();
        let topics = topics(&passage.topics);
        return vec![Plain { bodies: bodies(&passage.entities), places, years: issued, topics, partners: Vec::new() }];
    }
    let plain = |claim: &icat_explorer::corpus::claims::Claim| Plain {
        bodies: bodies(&claim.entities),
        places: claim.places.iter().map(ToString::to_string).collect(),
        years: or_reported(&claim.years),
        topics: topics(&claim.topics),
        partners: claim.partners.iter().map(|partner| partner.known.to_string()).collect(),
    };
    passage.claims.iter().map(plain).collect()
}

/// The values wanted and unwanted of a facet, as words.
type Wanted = (BTreeSet<String>, BTreeSet<String>);

fn holds(wanted: &Wanted, values: &[String]) -> bool {
    (wanted.0.is_empty() || values.iter().any(|v| wanted.0.contains(v))) && !values.iter().any(|v| wanted.1.contains(v))
}

/// What is wanted and unwanted of each facet.
#[derive(Debug, Clone, Default)]
struct Asked {
    bodies: Wanted,
    places: Wanted,
    years: Wanted,
    kinds: Wanted,
    topics: Wanted,
    partners: Wanted,
}

/// Says by reading the contract whether a passage matches.
fn matches(corpus: &Corpus, id: PassageId, asked: &Asked) -> bool {
    let Asked { bodies, places, years, kinds, topics, partners } = asked;
    let passage = corpus.passage(id);
    if !holds(kinds, &[passage.kind.word().to_owned()]) {
        return false;
    }
    let asks = |wanted: &Wanted| !wanted.0.is_empty() || !wanted.1.is_empty();
    let words = |years: &[u16]| years.iter().map(u16::to_string).collect::<Vec<_>>();
    let claims = claims(corpus, id);
    let with_one = |holds: &dyn Fn(&Plain) -> bool| claims.iter().any(holds);
    let any = |wanted: &Wanted, values: &[String]| wanted.0.is_empty() || values.iter().any(|v| wanted.0.contains(v));
    let none = |wanted: &Wanted, values: &[String]| !values.iter().any(|v| wanted.1.contains(v));
    match (asks(bodies) || asks(topics) || asks(partners), asks(places), asks(years)) {
        (false, true, false) => {
            let named: Vec<String> = passage.places.iter().map(ToString::to_string).collect();
            any(places, &named) && with_one(&|claim| none(places, &claim.places))
        }
        (false, false, true) => {
            let mut issued = match passage.details {
                Details::Publication { published: Some(year), .. } => vec![year],
                _ if passage.years.is_empty() => vec![corpus.report(passage.report).covers],
                _ => passage.years.to_vec(),
            };
            // A claim that states no year is one of the year of the report, beside those of others.
            issued.extend(claims.iter().flat_map(|claim| &claim.years));
            any(years, &words(&issued)) && with_one(&|claim| none(years, &words(&claim.years)))
        }
        _ => with_one(&|claim| {
            holds(bodies, &claim.bodies)
                && holds(places, &claim.places)
                && holds(years, &words(&claim.years))
                && holds(topics, &claim.topics)
                && holds(partners, &claim.partners)
        }),
    }
}

fn some(of: Vec<String>) -> impl Strategy<Value = Vec<String>> {
    prop_oneof![3 => Just(Vec::new()), 4 => prop::collection::vec(prop::sample::select(of), 1..4)]
}

fn wanted(of: Vec<String>) -> impl Strategy<Value = Wanted> {
    (some(of.clone()), prop_oneof![3 => Just(Vec::new()), 1 => some(of)])
        .prop_map(|(include, exclude)| (include.into_iter().collect(), exclude.into_iter().collect()))
}

fn bodies() -> Vec<String> {
    corpus().entities.iter().map(|e| e.id.to_string()).collect()
}

/// The places that passages with claims name, by which most can go wrong, and a few others.
fn places() -> Vec<String> {
    let claimed = corpus().postings.claimed.iter().flat_map(|id| corpus().passage(id).places.iter());
    claimed.map(ToString::to_string).chain(["Nepal", "Togo", "Europe"].map(str::to_owned)).collect()
}

/// Returns the places with, for each region, all that lie in it, by a plain reading of what each lies in.
fn with_what_lies_in_them((include, exclude): &Wanted) -> Wanted {
    let world = &corpus().places;
    let place = |name: &str| world.iter().find(|place| place.name == *name).unwrap();
    let lies_in = |inner: &str, outer: &str| {
        let mut above = vec![inner.to_owned()];
        while above.iter().all(|name| name != outer) {
            let next: Vec<String> = above
                .iter()
                .flat_map(|name| &place(name).within)
                .map(|&at| world[usize::from(at)].name.to_string())
                .collect();
            if next.is_empty() {
                return false;
            }
            above = next;
        }
        true
    };
    let expand = |names: &BTreeSet<String>| {
        let regions = names.iter().filter(|name| place(name).kind != PlaceKind::Country);
        let inside = |region: &String| -> Vec<String> {
            world.iter().filter(|p| lies_in(&p.name, region)).map(|p| p.name.to_string()).collect()
        };
        names.iter().cloned().chain(regions.flat_map(inside)).collect()
    };
    (expand(include), expand(exclude))
}

fn years() -> Vec<String> {
    corpus().postings.years.keys().filter(|y| **y > 2009).map(u16::to_string).collect()
}

fn topics() -> Vec<String> {
    corpus().topics.iter().map(|topic| topic.id.to_string()).collect()
}

fn partners() -> Vec<String> {
    corpus().postings.partners.keys().map(ToString::to_string).collect()
}

fn build(asked: &Asked) -> Filter {
    let mut filter = Filter::default();
    for (facet, wanted) in [
        (Facet::Entity, &asked.bodies),
        (Facet::Place, &asked.places),
        (Facet::Year, &asked.years),
        (Facet::Kind, &asked.kinds),
        (Facet::Topic, &asked.topics),
        (Facet::Partner, &asked.partners),
    ] {
        for (values, mode) in [(&wanted.0, FilterMode::Include), (&wanted.1, FilterMode::Exclude)] {
            values.iter().for_each(|value| drop(filter.add_value(corpus(), facet, value, mode).unwrap()));
        }
    }
    filter
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 300, failure_persistence: None, rng_seed: RngSeed::Fixed(14), ..ProptestConfig::default()
    })]

    #[test]
    fn a_filter_finds_what_a_plain_reading_of_the_data_finds(
        bodies in wanted(bodies()), places in wanted(places()), years in wanted(years()),
        kinds in wanted(vec!["activity".to_owned(), "mandate".to_owned(), "publication".to_owned()]),
        topics in wanted(topics()), partners in wanted(partners()),
    ) {
        let mut asked = Asked { bodies, places, years, kinds, topics, partners };
        let filter = build(&asked);
        asked.places = with_what_lies_in_them(&asked.places);
        let set = filter.set(corpus(), None);
        for id in corpus().passage_numbers() {
            let plain = matches(corpus(), id, &asked);
            prop_assert_eq!(set.contains(id), plain, "{} under {}", corpus().passage(id).id, filter.describe(corpus()));
        }
    }

    #[test]
    fn a_value_counts_what_it_would_find_alone(
        bodies in wanted(bodies()), places in wanted(places()), years in wanted(years()), topics in wanted(topics()),
        every in 1u32..4,
    ) {
        let filter = build(&Asked { bodies, places, years, topics, ..Asked::default() });
        let mut found = PassageSet::none(corpus().passages.len());
        corpus().passage_numbers().filter(|id| id.0 % every == 0).for_each(|id| found.insert(id));
        for facet in [Facet::Entity, Facet::Place, Facet::Year, Facet::Stated, Facet::Topic] {
            let tally = filter.tally(corpus(), facet, Some(&found));
            let only = |choose: &dyn Fn(&mut Filter)| {
                let mut only = filter.without(facet);
                choose(&mut only);
                only.set(corpus(), None).count_common(&found)
            };
            prop_assert_eq!(tally.total, only(&|_| {}));
            for (n, _) in (0u16..).zip(&corpus().entities).filter(|_| facet == Facet::Entity) {
                let body = icat_explorer::corpus::EntityId(n);
                let alone = only(&|f| f.entities.insert(body, FilterMode::Include));
                prop_assert_eq!(tally.of_entity(corpus(), body), alone);
            }
            for &place in corpus().postings.places.keys().filter(|_| facet == Facet::Place) {
                let alone = only(&|f| f.places.insert(place, FilterMode::Include));
                prop_assert_eq!(tally.of_place(corpus(), place), alone, "{}", place);
                if let Some(inside) = corpus().gazetteer().inside(&place) {
                    let all = only(&|f| inside.iter().for_each(|&p| f.places.insert(p, FilterMode::Include)));
                    prop_assert_eq!(tally.of_region(corpus(), place, inside), all, "all of {}", place);
                }
            }
            for (n, _) in (0u16..).zip(&corpus().topics).filter(|_| facet == Facet::Topic) {
                let topic = icat_explorer::corpus::vocabulary::TopicId(n);
                let alone = only(&|f| f.topics.insert(topic, FilterMode::Include));
                prop_assert_eq!(tally.of_topic(corpus(), topic), alone);
            }
            for &year in corpus().postings.years.keys().filter(|_| facet == Facet::Year) {
                let alone = only(&|f| f.years.insert(year, FilterMode::Include));
                prop_assert_eq!(tally.of_year(corpus(), year), alone, "{}", year);
            }
            for &year in corpus().postings.years.keys().filter(|_| facet == Facet::Stated) {
                let alone = only(&|f| f.stated.insert(year, FilterMode::Include));
                prop_assert_eq!(tally.of_year(corpus(), year), alone, "stated {}", year);
            }
        }
    }
}

#[test]
fn body_and_place_belong_to_one_claim() {
    use Facet::{Entity, Place, Year};
    assert!(found(&[(Entity, "INTERPOL"), (Place, "Slovakia")]).is_empty());
    assert!(has(&[(Entity, "UNICEF"), (Place, "Slovakia")], "ar22-p6-unicef-police-training"));
    assert!(has(&[(Entity, "INTERPOL")], "ar22-p6-unicef-police-training"));
    assert!(has(&[(Place, "Slovakia")], "ar22-p6-unicef-police-training"));
    let gloact = "map21-iom-gloact-grants";
    assert!(has(&[(Entity, "IOM"), (Place, "Iran")], gloact));
    assert!(has(&[(Place, "Pakistan"), (Year, "2020")], gloact));
    assert!(!has(&[(Entity, "IOM"), (Year, "2020")], gloact), "the coaching of 2020 is credited to nobody");
    assert!(has(&[(Entity, "IOM"), (Year, "2021")], gloact), "where no year is stated, that of the report counts");
    let maputo = "map21-p2-undp-mozambique-moldova";
    assert!(has(&[(Place, "Mozambique"), (Year, "2019")], maputo));
    assert!(!has(&[(Place, "Moldova"), (Year, "2019")], maputo));
}

#[test]
fn a_stated_year_is_never_the_reported_one() {
    let strict = filter(&[(Facet::Stated, "2022")]).set(corpus(), None);
    let by_year = filter(&[(Facet::Year, "2022")]).set(corpus(), None);
    assert!(!strict.is_empty() && strict.count() < by_year.count());
    for id in by_year.iter() {
        let states = corpus().passage(id).stated_years().contains(&2022);
        assert_eq!(strict.contains(id), states, "{}", corpus().passage(id).id);
        assert!(states || corpus().reported(id) == 2022);
    }
    let id = "map21-iom-gloact-grants";
    assert!(!has(&[(Facet::Entity, "IOM"), (Facet::Stated, "2021")], id));
    assert!(has(&[(Facet::Place, "Pakistan"), (Facet::Stated, "2020")], id));
}

#[test]
fn a_work_is_of_the_year_of_its_issue_and_no_other() {
    for id in corpus().passage_numbers() {
        let passage = corpus().passage(id);
        if let Details::Publication { published: Some(year), .. } = passage.details {
            assert_eq!(corpus().years_of(id), [year], "{}", passage.id);
        }
    }
}

const REPORT: &str = r#"{ "schema": 2, "title": "A report", "covers": 2023, "published": 2024, "terms": "Ours.",
  "sections": [{ "title": "One", "kind": "activity", "entities": ["IOM"], "passages": [
    { "id": "t-one", "headline": "A headline", "places": ["Nepal", "Togo"], "years": [2019],
      "text": "In Nepal, IOM trained police in 2019. In Togo, UNODC trained judges; judges judge.",
      "claims": [
        {"quote": "In Togo, UNODC trained judges", "entities": ["UNODC"], "places": ["Togo"]},
        {"quote": "In Nepal, IOM trained police in 2019", "entities": ["IOM"], "places": ["Nepal"], "years": [2019],
         "partners": [{"name": "Police of Nepal"}, {"name": "Some Fund", "donor": true}]}
      ] }
  ] }] }"#;

#[test]
fn claims_are_read_in_the_order_of_the_text_and_give_the_passage_its_bodies() {
    let corpus = load(&crate::reports::files_with(REPORT)).unwrap();
    let passage = &corpus.passages[0];
    let quotes: Vec<&str> = passage.claims.iter().map(|claim| passage.words_of(claim)).collect();
    assert_eq!(quotes, ["In Nepal, IOM trained police in 2019", "In Togo, UNODC trained judges"]);
    let ids: Vec<&str> = passage.entities.iter().map(|&e| corpus.entity(e).id.as_str()).collect();
    assert_eq!(ids, ["IOM", "UNODC"]);
    let partners: Vec<(&str, bool)> = passage.claims[0].partners.iter().map(|p| (p.name.as_str(), p.donor)).collect();
    assert_eq!(partners, [("Police of Nepal", false), ("Some Fund", true)]);
}

fn problem(from: &str, to: &str) -> String {
    assert!(REPORT.contains(from), "{from}");
    match load(&crate::reports::files_with(&REPORT.replacen(from, to, 1))) {
        Err(Error::Data(problems)) => Error::Data(problems).to_string(),
        other => panic!("{from} to {to}: {:?} is no list of problems", other.map(|_| ())),
    }
}

#[test]
fn what_is_wrong_with_a_claim_is_told_with_its_place() {
    for (from, to, told) in [
        ("\"In Togo, UNODC trained judges\"", "\"In Togo, UNODC trained  judges\"", "does not stand in the text"),
        ("\"In Togo, UNODC trained judges\"", "\"judges\"", "stands more than once in the text"),
        ("\"In Togo, UNODC trained judges\"", "\"In Nepal, IOM trained police in 2019\"", "stands in two claims"),
        ("\"entities\": [\"UNODC\"], ", "", "entities: is missing"),
        ("[\"UNODC\"]", "[\"UNODCC\"]", "is no entity of entities.json"),
        (
            "\"places\": [\"Nepal\", \"Togo\"]",
            "\"places\": [\"Nepal\"]",
            "places: lacks \"Togo\", which a claim states",
        ),
        ("\"years\": [2019],\n      \"text\"", "\"years\": [2018],\n      \"text\"", "years: lacks 2019"),
        ("\"Police of Nepal\"", "\"UN Women\"", "it belongs to \"entities\""),
        ("\"Some Fund\"", "\"police of nepal\"", "stands twice"),
        (
            "\"years\": [2019],\n      \"text\"",
            "\"entities\": [\"IOM\"], \"years\": [2019],\n      \"text\"",
            "lacks UNODC",
        ),
        (
            "\"years\": [2019],\n      \"text\"",
            "\"entities\": [\"IOM\", \"UNODC\", \"ILO\"], \"years\": [2019],\n      \"text\"",
            "has ILO, which no claim credits",
        ),
        ("\"entities\": [\"IOM\"], \"passages\"", "\"years\": [2019], \"passages\"", "a section has none to pass on"),
    ] {
        let message = problem(from, to);
        assert!(message.contains(told) && message.contains("reports/2023-test.json:"), "{to}: {message}");
    }
}

#[test]
fn in_schema_1_a_year_stays_only_where_the_text_prints_it() {
    let report = r#"{ "schema": 1, "title": "A report", "covers": 2023, "published": 2024, "terms": "Ours.",
      "sections": [{ "title": "One", "kind": "activity", "entities": ["IOM"], "years": [2021], "passages": [
        { "id": "t-one", "headline": "One", "text": "In 2021, in 12022 places." },
        { "id": "t-two", "headline": "Two", "text": "In 12021 places." },
        { "id": "t-three", "headline": "Three", "text": "In 2019 and 2020.", "years": [2018, 2020] } ] }] }"#;
    let corpus = load(&crate::reports::files_with(report)).unwrap();
    let years: Vec<&[u16]> = corpus.passages.iter().map(|p| &*p.years).collect();
    assert_eq!(years, [&[2021][..], &[], &[2020]]);
    let by: Vec<&[u16]> = corpus.passage_numbers().map(|id| corpus.years_of(id)).collect();
    assert_eq!(by, [&[2021][..], &[2023], &[2020]]);
}

#[test]
fn a_body_is_named_by_the_passage_or_its_section_or_nobody_is() {
    let named = |passage: &str, section: &str| {
        let report = format!(
            r#"{{ "schema": 2, "title": "A report", "covers": 2023, "published": 2024, "terms": "Ours.",
            "sections": [{{ "title": "One", "kind": "activity", {section} "passages": [
            {{ "id": "t-one", "headline": "One", {passage} "text": "Police were trained." }} ] }}] }}"#
        );
        match load(&crate::reports::files_with(&report)) {
            Ok(corpus) => Ok(corpus.passages[0].entities.len()),
            Err(error) => Err(error.to_string()),
        }
    };
    assert_eq!(named("", "\"entities\": [\"IOM\"],"), Ok(1));
    assert_eq!(named("\"entities\": [],", "\"entities\": [\"IOM\"],"), Ok(0));
    assert_eq!(named("", "\"entities\": [],"), Ok(0));
    assert!(named("", "").is_err_and(|told| told.contains("or write [] for nobody")));
}

#[test]
fn two_datasets_differ_by_passage_tag_and_claim() {
    let load = |report: &str| load(&crate::reports::files_with(report)).unwrap();
    let lines = |before: &str, after: &str| {
        icat_explorer::export::diff::diff(&load(before), &load(after)).unwrap().text.unwrap()
    };
    assert_eq!(lines(REPORT, REPORT), "");
    let added = REPORT
        .replace("] }\n  ] }] }", "] },\n { \"id\": \"t-two\", \"headline\": \"More\", \"text\": \"More.\" } ] }] }");
    assert_ne!(added, REPORT);
    assert_eq!(lines(REPORT, &added), "t-two: added: More\n");
    assert_eq!(lines(&added, REPORT), "t-two: removed: More\n");
    let other = REPORT
        .replace("A headline", "Another headline")
        .replace("[\"UNODC\"], \"places\": [\"Togo\"]", "[]")
        .replace("[\"Nepal\", \"Togo\"]", "[\"Togo\", \"Nepal\"]");
    assert_eq!(
        lines(REPORT, &other),
        "t-one: claims: - “In Togo, UNODC trained judges” (UNODC; Togo)\n\
         t-one: claims: + “In Togo, UNODC trained judges” (nobody)\n\
         t-one: entities: - UNODC\n\
         t-one: headline: A headline -> Another headline\n\
         t-one: places: Nepal, Togo -> Togo, Nepal\n"
    );
}

/// A row of `tests/golden/claims.tsv`.
struct Row<'r> {
    passage: &'r str,
    quote: &'r str,
    entities: Vec<&'r str>,
    places: Vec<&'r str>,
    years: Vec<u16>,
    partners: BTreeSet<&'r str>,
}

fn hex(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

fn rows() -> Vec<Row<'static>> {
    let lines = include_str!("../golden/claims.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
    let list = |cell: &'static str, by: char| cell.split(by).filter(|item| !item.is_empty());
    lines
        .map(|line| {
            let mut cells = line.split('\t');
            let mut cell = || cells.next().unwrap();
            Row {
                passage: cell(),
                quote: cell(),
                entities: list(cell(), ' ').collect(),
                places: list(cell(), '|').collect(),
                years: list(cell(), ' ').map(|year| year.parse().unwrap()).collect(),
                partners: list(cell(), '|').collect(),
            }
        })
        .collect()
}

#[test]
fn claims_that_were_read_by_hand_are_in_the_data_to_the_letter() {
    let rows = rows();
    assert_eq!(rows.iter().map(|row| row.passage).collect::<BTreeSet<_>>().len(), 57);
    for row in rows {
        let passage = corpus().passage(corpus().find_passage(row.passage).unwrap());
        let is_quote = |quote: &str| hex(quote).starts_with(row.quote);
        let claim = passage.claims.iter().find(|claim| {
            let quote = passage.text.get(claim.quote.start as usize..claim.quote.end as usize).unwrap();
            is_quote(quote)
        });
        let claim = claim.unwrap_or_else(|| panic!("{} has no claim {}", row.passage, row.quote));
        let entities: Vec<&str> = claim.entities.iter().map(|&e| corpus().entity(e).id.as_str()).collect();
        assert_eq!(entities, row.entities, "{} {}", row.passage, row.quote);
        assert_eq!(claim.places.iter().map(Str::as_str).collect::<Vec<_>>(), row.places, "{}", row.passage);
        assert_eq!(claim.years.to_vec(), row.years, "{}", row.passage);
        assert_eq!(claim.partners.iter().map(|p| p.name.as_str()).collect::<BTreeSet<_>>(), row.partners);
    }
}

#[test]
fn a_body_is_found_with_a_place_or_a_year_only_where_one_claim_has_both() {
    assert!(!has(&[(Facet::Entity, "INTERPOL"), (Facet::Place, "Slovakia")], "ar22-p6-unicef-police-training"));
    assert!(has(&[(Facet::Entity, "UNICEF"), (Facet::Place, "Slovakia")], "ar22-p6-unicef-police-training"));
    let rows = rows();
    let passages: BTreeSet<&str> = rows.iter().map(|row| row.passage).collect();
    let (mut right, mut wrong) = (0, 0);
    for id in passages {
        let of: Vec<&Row> = rows.iter().filter(|row| row.passage == id).collect();
        let bodies: BTreeSet<&str> = of.iter().flat_map(|row| row.entities.iter().copied()).collect();
        let places: BTreeSet<&str> = of.iter().flat_map(|row| row.places.iter().copied()).collect();
        let years: BTreeSet<u16> = of.iter().flat_map(|row| row.years.iter().copied()).collect();
        let mut holds = |values: &[(Facet, &str)], states: &dyn Fn(&Row) -> bool| {
            let is_stated = of.iter().any(|row| states(row));
            assert_eq!(has(values, id), is_stated, "{id} under {values:?}");
            *(if is_stated { &mut right } else { &mut wrong }) += 1;
        };
        for body in bodies {
            for &place in &places {
                // A region holds what lies in it; here the place alone is asked for.
                let only = format!("only {place}");
                holds(&[(Facet::Entity, body), (Facet::Place, &only)], &|row| {
                    row.entities.contains(&body) && row.places.contains(&place)
                });
            }
            for &year in &years {
                holds(&[(Facet::Entity, body), (Facet::Stated, &year.to_string())], &|row| {
                    row.entities.contains(&body) && row.years.contains(&year)
                });
            }
        }
    }
    assert!(right > 100 && wrong > 40, "{right} combinations are stated, {wrong} are not");
}

/// Walks every row of the 3W table: the claim that it names credits its body, and states its place and its year.
#[test]
fn no_row_of_who_does_what_where_says_more_than_its_claim() {
    use std::collections::BTreeMap;

    use icat_explorer::export::rows;

    let all: Vec<_> = corpus().passage_numbers().collect();
    let records = rows::who_what_where(corpus(), &all, &[]);
    let mut rows_of: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut in_context = 0;
    for row in &records.rows {
        let row = row.value().unwrap();
        let text = |field: &str| row[field].as_str().unwrap_or_default().to_owned();
        let claim = text("claim");
        let (passage, number) = claim.split_once('/').unwrap();
        let id = corpus().find_passage(passage).unwrap();
        let statement = corpus().statements(id).nth(number.parse::<usize>().unwrap() - 1).unwrap();
        let body = corpus().find_entity(&text("body")).unwrap();
        assert!(statement.entities.contains(&body), "{claim}");
        let place = text("place");
        assert!(
            place.is_empty() && statement.places.is_empty() || statement.places.iter().any(|p| **p == *place),
            "{claim}"
        );
        let year = u16::try_from(row["year"].as_u64().unwrap()).unwrap();
        let stated: Vec<u16> = corpus().deed_years(id, &statement).collect();
        match text("year_is").as_str() {
            "stated" => assert!(stated.contains(&year), "{claim}"),
            other => assert!(other == "reported" && stated.is_empty() && year == corpus().reported(id), "{claim}"),
        }
        let passage = corpus().passage(id);
        let words = &passage.text;
        assert!(words.contains(&text("quotation")) && !text("quotation").is_empty(), "{claim}");
        // An item of a list says little without what introduces it.
        let lead_in = passage.parent.filter(|_| passage.style == PassageStyle::Item);
        match lead_in {
            Some(id) => assert_eq!(text("context"), *corpus().passage(id).text, "{claim}"),
            // What the quotation does not name stands in the passage, word for word.
            None => assert!(
                icat_explorer::analysis::sentences::sentences(&text("context"))
                    .into_iter()
                    .all(|at| words.contains(text("context")[at].trim())),
                "{claim}"
            ),
        }
        in_context += usize::from(lead_in.is_some());
        let speaks_of = |word: &str| text("quotation").split(|c: char| !c.is_alphanumeric()).any(|w| w == word);
        assert_eq!(
            row["future_words"].as_array().unwrap().iter().any(|word| word == "will"),
            speaks_of("will"),
            "{claim}"
        );
        let count = usize::try_from(row["rows_of_claim"].as_u64().unwrap()).unwrap();
        let entry = rows_of.entry(claim.clone()).or_default();
        *entry = (entry.0 + 1, count);
    }
    assert!(in_context > 50, "{in_context}");
    // Each claim makes as many rows as each of them says, so that sums of 1 / rows count each claim once.
    assert!(rows_of.len() > 500 && rows_of.values().all(|(made, said)| made == said));
    // What is filtered by a place is what the whole table has for its code.
    let filter = filter(&[(Facet::Place, "Niger")]);
    let few = rows::who_what_where(
        corpus(),
        &filter.set(corpus(), None).iter().collect::<Vec<_>>(),
        std::slice::from_ref(&filter),
    );
    let claims = |records: &icat_explorer::export::records::Records| {
        let of = records.rows.iter().map(|row| row.value().unwrap());
        let mut of: Vec<String> =
            of.filter(|row| row["iso3"] == "NER").map(|row| format!("{} {}", row["claim"], row["body"])).collect();
        of.sort();
        of
    };
    assert!(!claims(&few).is_empty());
    assert_eq!((claims(&few), few.rows.len()), (claims(&records), claims(&records).len()));
}

#[test]
fn whatever_is_asked_for_besides_a_year_only_takes_away() {
    let corpus = corpus();
    let years: Vec<u16> = corpus.postings.years.keys().copied().collect();
    for year in years {
        let mut alone = Filter::default();
        alone.years.insert(year, FilterMode::Include);
        let all = alone.set(corpus, None);
        for entity in corpus.bodies() {
            for mode in [FilterMode::Include, FilterMode::Exclude] {
                let mut filter = alone.clone();
                filter.entities.insert(entity, mode);
                let set = filter.set(corpus, None);
                assert_eq!(set.count_common(&all), set.count(), "{year}, {mode:?} {}", corpus.entity(entity).id);
            }
        }
        for place in corpus.postings.places.keys() {
            let mut filter = alone.clone();
            filter.places.insert(*place, FilterMode::Exclude);
            let set = filter.set(corpus, None);
            assert_eq!(set.count_common(&all), set.count(), "{year} and not {place}");
        }
    }
}
