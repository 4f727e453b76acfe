//! What is true of the embedded data, and how broken data is told.
#![allow(missing_docs, clippy::unwrap_used)]

mod support;

use std::collections::HashSet;

use icat_explorer::corpus::export::Export;
use icat_explorer::corpus::load::{File, Files, load};
use icat_explorer::corpus::{Kind, names::Names};
use icat_explorer::dataset;
use icat_explorer::error::Error;
use support::corpus;

const IDS: &str = "ICAT CBSS COE CTED DPO DPPA ICAO ICMPD ILO INTERPOL IOM ITU OAS OHCHR OSAPG OSCE OSCE-ODIHR OSRSG-CAAC OSRSG-SVC \
                   OSRSG-VAC SR-CFS SR-TIP UN-WOMEN UNAIDS UNDP UNESCO UNFPA UNHCR UNICEF UNICRI UNODC UNU WORLD-BANK";

#[test]
fn the_canonical_ids_are_all_there_and_no_other() {
    let ids: Vec<&str> = corpus().entities.iter().map(|e| e.id.as_str()).collect();
    assert_eq!(ids, IDS.split_whitespace().collect::<Vec<_>>());
    let parent = corpus().entity(corpus().find_entity("OSCE-ODIHR").unwrap()).parent.unwrap();
    assert_eq!(corpus().entity(parent).id, "OSCE");
}

#[test]
fn names_and_former_names_lead_to_their_body() {
    for (name, id) in [
        ("dpko", "DPO"),
        ("DPA", "DPPA"),
        ("un women", "UN-WOMEN"),
        ("UN CTED", "CTED"),
        ("Council of Europe", "COE"),
        ("SR on TIP", "SR-TIP"),
        ("ICPO-Interpol", "INTERPOL"),
        ("OSCE/ODIHR", "OSCE-ODIHR"),
        ("world bank", "WORLD-BANK"),
    ] {
        let found = corpus().find_entity(name).unwrap_or_else(|| panic!("{name} is not found"));
        assert_eq!(corpus().entity(found).id, id, "{name}");
    }
    assert!(corpus().find_entity("").is_none() && corpus().find_entity("nobody").is_none());
}

#[test]
fn headlines_are_ours_short_and_told_apart_within_a_report() {
    let mut seen = HashSet::new();
    for passage in &corpus().passages {
        assert!(passage.headline.chars().count() <= 72 && !passage.headline.ends_with('.'), "{}", passage.id);
        let own = passage.text.get(..passage.headline.len()) != Some(passage.headline.as_str())
            || passage.kind == Kind::Publication;
        assert!(own || passage.text.len() < 80, "{} copies its text", passage.id);
        assert!(seen.insert((passage.report, passage.headline.as_str())), "{} has the headline of another", passage.id);
    }
}

#[test]
fn texts_are_plain() {
    for passage in &corpus().passages {
        let t = &passage.text;
        assert!(
            !t.contains("http") && !t.contains("](") && !t.contains("**") && !t.contains("  "),
            "{}: {t}",
            passage.id
        );
        assert!(!t.chars().any(|c| "¹²³⁴⁵⁶⁷⁸⁹⁰".contains(c)), "{}", passage.id);
    }
}

#[test]
fn mentions_are_derived_from_the_text_whole_names_first() {
    let names = Names::new(&corpus().entities);
    let ids = |text: &str| names.find(text).iter().map(|n| corpus().entity(n.what).id.to_string()).collect::<Vec<_>>();
    assert_eq!(ids("OSCE/ODIHR and the OSCE with UN Women"), ["OSCE-ODIHR", "OSCE", "UN-WOMEN"]);
    assert_eq!(ids("the UN Special Rapporteur on Trafficking in Persons"), ["SR-TIP"]);
    assert_eq!(ids("Unodc is no acronym, UNODC's is; UNODCX is not"), ["UNODC"]);
    assert_eq!(ids("silo, coe, iom"), Vec::<String>::new());
}

#[test]
fn the_export_has_the_shape_of_the_contract() {
    let json = serde_json::to_value(Export::new(corpus(), corpus().passage_numbers())).unwrap();
    assert_eq!(json["schema"], 1);
    for key in ["reports", "entities", "priorities", "passages"] {
        assert!(json[key].as_array().is_some_and(|rows| !rows.is_empty()), "{key}");
    }
    assert_eq!(json["passages"].as_array().unwrap().len(), corpus().passages.len());
    for passage in json["passages"].as_array().unwrap() {
        let all = [
            "id",
            "report",
            "section",
            "kind",
            "headline",
            "text",
            "style",
            "entities",
            "mentions",
            "priorities",
            "years",
            "places",
            "links",
        ];
        for key in all {
            assert!(passage.get(key).is_some(), "{key} of {}", passage["id"]);
        }
        let more: &[&str] = match passage["kind"].as_str().unwrap() {
            "agreement" => &["with", "form", "starred", "detail"],
            "initiative" => &["name", "scope", "composition"],
            "publication" => &["title", "published", "languages", "upcoming"],
            "quote" => &["speaker"],
            _ => &[],
        };
        for key in more {
            assert!(passage.get(key).is_some(), "{key} of {}", passage["id"]);
        }
    }
    let named = json["entities"].as_array().unwrap().iter().find(|e| e["id"] == "OSCE-ODIHR").unwrap();
    assert_eq!(named["parent"], "OSCE");
}

fn files_with(report: &str) -> Files {
    let mut files = dataset::files();
    files.reports =
        vec![("2023-test".to_owned(), File::new("reports/2023-test.json".to_owned(), report.to_owned().leak()))];
    (files.glossary, files.readings) = (None, None);
    files
}

fn problems(report: &str) -> String {
    match load(&files_with(report)) {
        Err(Error::Data(problems)) => Error::Data(problems).to_string(),
        other => panic!("{:?} is no list of problems", other.map(|_| ())),
    }
}

const REPORT: &str = r#"{
  "schema": 1,
  "title": "A report",
  "covers": 2023,
  "published": 2024,
  "terms": "Ours.",
  "sections": [
    {
      "title": "One",
      "entities": ["IOM"],
      "kind": "activity",
      "passages": [
        {
          "id": "t-one",
          "headline": "A headline",
          "text": "Some words."
        }
      ]
    }
  ]
}"#;

#[test]
fn a_sound_report_loads_with_its_defaults() {
    let corpus = load(&files_with(REPORT)).unwrap();
    let passage = &corpus.passages[0];
    assert_eq!(
        (passage.kind, &*passage.years, corpus.entity(passage.entities[0]).id.as_str()),
        (Kind::Activity, &[2023][..], "IOM")
    );
}

#[test]
fn what_is_wrong_is_told_with_file_line_id_and_field() {
    for (from, to, told) in [
        (r#"["IOM"]"#, r#"["IMO"]"#, "reports/2023-test.json:10: One: entities: \"IMO\" is no entity"),
        (
            r#""id": "t-one","#,
            r#""id": "t-one", "entities": ["un women"],"#,
            "2023-test.json:14: t-one: entities: \"un women\" is no entity of entities.json; did you mean UN-WOMEN?",
        ),
        ("Some words.", "", "2023-test.json:16: t-one: text: is empty"),
        ("Some words.", "Some\\u001b[31m words.", "2023-test.json:16: t-one: text: holds the control character U+001B"),
        (
            "A headline",
            "A headline that goes on and on and on until there is really no room left for it",
            "2023-test.json:15: t-one: headline: has 79 characters; at most 72 fit a row",
        ),
        (r#""kind": "activity""#, r#""kind": "deed""#, "kind: \"deed\" is no kind; there are mandate, activity"),
        (r#""kind": "activity","#, "", "t-one: kind: is missing"),
        (r#""schema": 1"#, r#""schema": 7"#, "2023-test.json:2: schema: is 7; this program reads schema 1"),
        (r#""headline""#, r#""headlin""#, "2023-test.json:15: unknown field `headlin`"),
        (
            r#""text": "Some words.""#,
            r#""text": "Some words.", "priorities": [7]"#,
            "t-one: priorities: 7 is no priority; there are 1 to 6",
        ),
        (
            r#""text": "Some words.""#,
            r#""text": "Some words.", "years": [22]"#,
            "t-one: years: 22 is no plausible year",
        ),
        (
            r#""text": "Some words.""#,
            r#""text": "Some words.", "kind": "quote""#,
            "t-one: speaker: is missing; every quote has one",
        ),
        (
            r#""text": "Some words.""#,
            r#""text": "Some words.", "speaker": "X""#,
            "t-one: speaker: belongs to kind quote, and this is activity",
        ),
        (
            r#""text": "Some words.""#,
            r##""text": "Some words.", "links": [{"label": "x", "url": "#"}]"##,
            "t-one: links: \"#\" is no address",
        ),
        (
            r#""text": "Some words.""#,
            r#""text": "Some words.", "parent": "t-two""#,
            "t-one: parent: \"t-two\" is no passage of this report that stands before",
        ),
        ("t-one", "T one", "id: \"T one\" is not made of lower-case letters"),
        (r#""covers": 2023"#, r#""covers": 3"#, "2023-test.json:4: covers: 3 is no plausible year"),
        ("]\n}", "]\n", "2023-test.json:21: EOF while parsing"),
    ] {
        let report = REPORT.replacen(from, to, 1);
        assert_ne!(report, REPORT, "{from} is not in the report");
        let problems = problems(&report);
        assert!(problems.contains(told), "{told}\nis not told by\n{problems}");
    }
}

#[test]
fn an_id_that_stands_twice_and_a_section_with_nothing_are_told() {
    let twice = REPORT.replacen(
        "]\n    }",
        ", {\"id\": \"t-one\", \"headline\": \"B\", \"text\": \"C\"}]\n    }, {\"title\": \"Two\"}",
        1,
    );
    let problems = problems(&twice);
    assert!(problems.contains("t-one: id: stands twice"), "{problems}");
    assert!(problems.contains("Two: passages: a section has passages or sections; this one is empty"), "{problems}");
}

#[test]
fn every_file_of_the_assets_is_built_in_and_packed_as_it_is_written() {
    let assets = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/assets"));
    let written = dataset::from(Some(assets)).unwrap();
    let json = |corpus: &icat_explorer::corpus::Corpus| {
        serde_json::to_string(&Export::new(corpus, corpus.passage_numbers())).unwrap()
    };
    assert!(
        json(&written) == json(corpus()),
        "the packed data is not the written data, or a report is not named in EMBEDDED"
    );
    assert_eq!(written.glossary.len(), corpus().glossary.len());
    assert!(written.glossary.len() > 100);
}
