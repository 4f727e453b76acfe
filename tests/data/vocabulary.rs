//! Topics and places: what the built-in ones hold, and what is wrong with them where data files have them.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::corpus;
use icat_explorer::corpus::load::{DataFile, load};
use icat_explorer::corpus::strings::Str;
use icat_explorer::corpus::vocabulary::{Dimension, PlaceKind};
use icat_explorer::error::Error;
use icat_explorer::text;

#[test]
fn every_place_that_a_passage_names_is_known_and_a_country_has_its_codes() {
    let known: BTreeMap<&str, PlaceKind> = corpus().places.iter().map(|p| (p.name.as_str(), p.kind)).collect();
    for place in corpus().postings.places.keys() {
        assert!(known.contains_key(place.as_str()), "{place}");
    }
    let countries: Vec<_> = corpus().places.iter().filter(|p| p.kind == PlaceKind::Country).collect();
    assert!(countries.len() >= 195, "the members of the UN and two observers");
    let codes: BTreeSet<_> = countries.iter().map(|p| (p.iso2, p.iso3)).collect();
    assert_eq!(codes.len(), countries.len());
    let of = |name: &str| corpus().places.iter().find(|p| p.name == *name).unwrap();
    let codes = |name: &str| [of(name).iso2, of(name).iso3, of(name).m49].map(|code| code.map(|c| c.to_string()));
    let some = |codes: [&str; 3]| codes.map(|code| Some(code.to_owned()));
    assert_eq!(codes("Türkiye"), some(["TR", "TUR", "792"]));
    assert_eq!(codes("Niger"), some(["NE", "NER", "562"]));
    assert_eq!(codes("Nigeria"), some(["NG", "NGA", "566"]));
    assert_eq!(codes("Guinea"), some(["GN", "GIN", "324"]));
    assert_eq!(codes("Western Africa"), [None, None, Some("011".to_owned())]);
}

#[test]
fn a_name_is_that_of_its_own_place_before_it_is_like_another() {
    let named = |name: &str| corpus().named_places(name).unwrap_or_default().tags;
    let has = |name: &str, place: &str| named(name).iter().any(|tag| *tag == *place);
    assert_eq!(named("Southern Africa"), ["Southern Africa", "South Africa"]);
    assert_eq!(named("only southern Africa"), ["Southern Africa"]);
    assert_eq!(named("south africa"), ["South Africa"]);
    assert_eq!(named("Turkey"), ["Türkiye"]);
    assert_eq!(named("Ivory Coast"), ["Côte d'Ivoire"]);
    assert_eq!(named("West Africa")[0], "Western Africa");
    assert!(has("West Africa", "Ghana") && has("West Africa", "Nigeria") && !has("West Africa", "Kenya"));
    assert!(has("Africa", "Western Africa"));
    assert_eq!(named("only European Union"), ["European Union"]);
    assert_eq!(named("all of the European Union"), named("European Union"));
    assert!(has("European Union", "Germany") && !has("European Union", "Serbia"));
    assert_eq!(corpus().named_places("Atlantis"), None);
}

#[test]
fn a_name_leads_to_one_place() {
    let mut names: BTreeMap<String, &str> = BTreeMap::new();
    for place in &corpus().places {
        for name in std::iter::once(&place.name).chain(&place.aliases) {
            let before = names.insert(text::fold_plain(name), &place.name);
            assert!(before.is_none(), "{name} is {} and {}", place.name, before.unwrap_or_default());
        }
    }
    assert_eq!(names.get("turkey"), Some(&"Türkiye"));
    assert_eq!(names.get("west africa"), Some(&"Western Africa"));
    for unclear in ["america", "congo", "korea"] {
        assert_eq!(names.get(unclear), None, "{unclear}");
    }
}

#[test]
fn every_topic_is_defined_and_recognized_by_words() {
    for dimension in Dimension::ALL {
        assert!(corpus().topics.iter().filter(|t| t.dimension == *dimension).count() >= 10, "{}", dimension.word());
    }
    for topic in &corpus().topics {
        assert!(topic.definition.ends_with('.') && !topic.words.is_empty(), "{}", topic.id);
        let in_lower_case = topic.words.iter().all(|word| **word == word.to_lowercase());
        assert!(in_lower_case, "{}", topic.id);
    }
}

const PLACES: &str = r#"{ "schema": 2, "places": [
  {"name": "Africa", "kind": "region", "m49": "002"},
  {"name": "Western Africa", "kind": "region", "m49": "011", "within": ["Africa"], "aliases": ["West Africa"]},
  {"name": "Togo", "kind": "country", "iso2": "TG", "iso3": "TGO", "m49": "768", "within": ["Western Africa"]}
] }"#;

const TOPICS: &str = r#"{ "schema": 2, "topics": [
  {"id": "training", "dimension": "intervention", "name": "Training", "definition": "People are taught.", "words": ["course"]},
  {"id": "children", "dimension": "people", "name": "Children", "definition": "Persons under 18."}
] }"#;

const REPORT: &str = r#"{ "schema": 2, "title": "A report", "covers": 2023, "published": 2024, "terms": "Ours.",
  "sections": [{ "title": "One", "kind": "activity", "entities": ["IOM"], "passages": [
    { "id": "t-one", "headline": "A headline", "text": "IOM trained judges. Children were heard.", "topics": ["children"],
      "claims": [{"quote": "IOM trained judges", "entities": ["IOM"], "topics": ["training"]}] } ] }] }"#;

fn loaded(places: &str, topics: &str, report: &str) -> Result<icat_explorer::corpus::Corpus, String> {
    let mut files = crate::reports::files_with(report);
    let file = |name: &str, text: &str| Some(DataFile::new(name.to_owned(), text.to_owned().leak()));
    (files.places, files.topics) = (file("places.json", places), file("topics.json", topics));
    load(&files).map_err(|error| match error {
        Error::Data(_) => error.to_string(),
        error => panic!("{error}"),
    })
}

#[test]
fn a_region_has_what_lies_in_it_and_a_passage_the_topics_of_its_claims() {
    let corpus = loaded(PLACES, TOPICS, REPORT).unwrap();
    let regions = &corpus.annotations.regions;
    assert_eq!(regions.len(), 1);
    assert_eq!(regions[0].places.iter().map(Str::as_str).collect::<Vec<_>>(), ["Africa", "Togo", "Western Africa"]);
    let topics = |of: &[icat_explorer::corpus::vocabulary::TopicId]| -> Vec<&str> {
        of.iter().map(|t| corpus.topics[usize::from(t.0)].id.as_str()).collect()
    };
    assert_eq!(topics(&corpus.passages[0].topics), ["children", "training"]);
    assert_eq!(topics(&corpus.passages[0].claims[0].topics), ["training"]);
}

#[test]
fn what_is_wrong_with_places_and_topics_is_told_with_its_place() {
    for (from, to, told) in [
        ("\"Togo\", \"kind\"", "\"Africa\", \"kind\"", "places.json:4: Africa: name: stands twice"),
        (
            "[\"West Africa\"]",
            "[\"togo\"]",
            "places.json:3: Western Africa: aliases: \"togo\" is a name of another place",
        ),
        ("\"TG\"", "\"tg\"", "places.json:4: Togo: iso2: is no code; it has 2 capitals"),
        ("\"768\"", "\"76\"", "places.json:4: Togo: m49: is no code; it has 3 digits"),
        (", \"iso3\": \"TGO\"", "", "places.json:4: Togo: iso3: is missing; a country has iso2 and iso3"),
        ("[\"Western Africa\"]", "[\"West Africa\"]", "places.json:4: Togo: within: \"West Africa\" is no place"),
        ("\"m49\": \"002\"", "\"within\": [\"Togo\"]", "places.json:2: Africa: within: leads back to the place itself"),
        (
            "\"768\"",
            "\"768\", \"names\": {\"French\": [\"Togo\"]}",
            "places.json:4: Togo: names: \"French\" is no code of a language, such as \"fr\"",
        ),
        (
            "\"country\"",
            "\"county\"",
            "places.json:4: Togo: kind: \"county\" is no kind of place; there are country, region",
        ),
    ] {
        assert!(PLACES.contains(from), "{from}");
        let error = loaded(&PLACES.replacen(from, to, 1), TOPICS, REPORT).unwrap_err();
        assert!(error.contains(told), "{to}: {error}");
    }
    for (from, to, told) in [
        ("\"children\", \"dimension\"", "\"training\", \"dimension\"", "topics.json:3: training: id: stands twice"),
        (
            "\"people\"",
            "\"persons\"",
            "topics.json:3: children: dimension: \"persons\" is no dimension; there are form",
        ),
        ("\"Persons under 18.\"", "\" \"", "topics.json:3: children: definition: is empty"),
        ("[\"course\"]", "[\"course\", \"course\"]", "topics.json:2: training: words: \"course\" stands twice"),
        ("\"id\": \"training\"", "\"id\": \"trainings\"", "t-one: topics: \"training\" is no topic of topics.json"),
    ] {
        assert!(TOPICS.contains(from), "{from}");
        let error = loaded(PLACES, &TOPICS.replacen(from, to, 1), REPORT).unwrap_err();
        assert!(error.contains(told), "{to}: {error}");
    }
}

#[test]
fn a_name_of_another_language_leads_to_the_same_place_and_body() {
    let places = PLACES.replacen("\"m49\": \"768\"", "\"m49\": \"768\", \"names\": {\"ar\": [\"توغو\"]}", 1);
    let report = REPORT.replacen("\"topics\": [\"children\"]", "\"places\": [\"Togo\"]", 1);
    let corpus = loaded(&places, TOPICS, &report).unwrap();
    assert_eq!(corpus.places_called("توغو"), ["Togo"]);
    let mut files = crate::reports::files_with(REPORT);
    (files.works, files.partners, files.topics) = (None, None, None);
    let of = |names: &str| {
        format!(r#"{{ "schema": 2, "entities": [{{"id": "IOM", "name": "Organization", "names": {names}}}] }}"#)
    };
    files.entities = Some(DataFile::new("entities.json".to_owned(), of(r#"{"fr": ["l'OIM", "OIM"]}"#).leak()));
    let report = REPORT.replace(r#""topics": ["children"],"#, "").replace(r#", "topics": ["training"]"#, "");
    files.reports[0].1 = DataFile::new("reports/2023-test.json".to_owned(), report.leak());
    let corpus = load(&files).unwrap();
    assert_eq!(corpus.find_entity("oim"), corpus.find_entity("IOM"));
    files.entities = Some(DataFile::new("entities.json".to_owned(), of(r#"{"fr": [""]}"#).leak()));
    assert!(load(&files).unwrap_err().to_string().contains("entities.json:1: IOM: names: is empty"));
}

#[test]
fn the_values_of_a_facet_are_listed_with_what_shells_say_of_them() {
    use icat_explorer::corpus::facet_values::{offered, values};
    use icat_explorer::corpus::filter::Facet;
    let kinds = values(corpus(), Facet::Kind);
    let quote = kinds.iter().find(|listed| listed.value == "quote").unwrap();
    assert_eq!((quote.name.as_str(), quote.description.as_str()), ("", "quotation"));
    for facet in Facet::ALL {
        let (listed, mut turned) = (values(corpus(), facet), offered(corpus(), facet));
        if matches!(facet, Facet::Year | Facet::Stated | Facet::Report) {
            turned.reverse();
        }
        assert!(listed == turned && !listed.is_empty(), "{}", facet.word());
        for one in listed {
            let mut filter = icat_explorer::corpus::filter::Filter::default();
            filter.add_value(corpus(), facet, &one.value, icat_explorer::corpus::filter::FilterMode::Include).unwrap();
            let alone = filter.set(corpus(), None).count();
            assert_eq!(alone, one.count, "{} {}", facet.word(), one.value);
        }
    }
}
