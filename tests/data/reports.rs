//! What holds for the embedded data, and how broken data is reported.

use std::collections::HashSet;

use crate::support::corpus;
use icat_explorer::corpus::load::{DataFile, Files, load};
use icat_explorer::corpus::{Kind, names::Names};
use icat_explorer::dataset;
use icat_explorer::error::Error;
use icat_explorer::export::json::DatasetOut;

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
    let json = serde_json::to_value(DatasetOut::new(corpus(), corpus().passage_numbers())).unwrap();
    assert_eq!(json["schema"], 2);
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
            "claims",
            "entities",
            "mentions",
            "priorities",
            "years",
            "reported",
            "places",
            "page",
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

pub fn files_with(report: &str) -> Files {
    let mut files = dataset::files();
    files.reports =
        vec![("2023-test".to_owned(), DataFile::new("reports/2023-test.json".to_owned(), report.to_owned().leak()))];
    (files.glossary, files.annotations, files.initiatives, files.works) = (None, None, None, None);
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
    assert_eq!((passage.kind, corpus.entity(passage.entities[0]).id.as_str()), (Kind::Activity, "IOM"));
    assert_eq!((&*passage.years, corpus.years_of(icat_explorer::corpus::PassageId(0))), (&[][..], &[2023][..]));
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
        (
            r#""headline""#,
            r#""headlin""#,
            "2023-test.json:15: t-one: headlin: is no field; there are id, headline, text, kind, ",
        ),
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
        ("]\n}", "]\n", "2023-test.json:21: is no valid JSON: the file ends within an object"),
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
        serde_json::to_string(&DatasetOut::new(corpus, corpus.passage_numbers())).unwrap()
    };
    assert!(
        json(&written) == json(corpus()),
        "the packed data is not the written data, or a report is not named in EMBEDDED"
    );
    assert_eq!(written.glossary.len(), corpus().glossary.len());
    assert!(written.glossary.len() > 100);
}

/// Returns a list of `n` copies of an item.
fn times(n: usize, item: &str) -> String {
    vec![item; n].join(", ")
}

#[test]
fn lines_come_from_the_parser_whatever_the_texts_say() {
    let report = r#"{
  "schema": 1, "title": "A report", "covers": 2023, "published": 2024, "terms": "Ours.",
  "sections": [
    {
      "title": "id",
      "kind": "activity", "entities": ["IOM"],
      "passages": [
        { "id": "id", "headline": "\"id\": \"t-b\"", "text": "\"id\": \"t-b\", \"years\": [7]" },
        { "id": "t-a", "headline": "A", "text": "Same words.",
          "years": [2023] },
        { "headline": "A", "text": "Same words.", "id": "t-b",
          "links": [
            { "label": "here", "url": "https://example.org" },
            { "label": "there", "url": "nowhere" }
          ],
          "places": [],
          "y\u0065ars": [
            2023,
            7
          ] }
      ]
    },
    { "title": "id", "passages": [
        { "id": "t-c", "headline": "C", "text": "Words." } ],
      "sections": [
        { "title": "id", "passages": [
          { "id": "t-d", "headline": "D",
            "text": " " } ] } ] }
  ]
}"#;
    let told = problems(report);
    for line in [
        "reports/2023-test.json:14: t-b: links: \"nowhere\" is no address of a page",
        "reports/2023-test.json:19: t-b: years: 7 is no plausible year",
        "reports/2023-test.json:24: t-c: kind: is missing, and no section above gives one",
        "reports/2023-test.json:24: t-c: entities: is empty; name those who act, or \"ICAT\" for the group",
        "reports/2023-test.json:28: t-d: text: is empty",
    ] {
        assert!(told.lines().any(|l| l == line), "{line}\nis not told by\n{told}");
    }
}

#[test]
fn a_section_is_told_where_its_own_lists_are_wrong() {
    let told = problems(&REPORT.replacen(
        "\"kind\": ",
        "\"years\": [22], \"priorities\": [9],\n\"places\": [\"\"], \"kind\": ",
        1,
    ));
    assert_eq!(
        told,
        "reports/2023-test.json:11: One: priorities: 9 is no priority; there are 1 to 6\n\
         reports/2023-test.json:11: One: years: 22 is no plausible year\n\
         reports/2023-test.json:12: One: places: is empty"
    );
}

#[test]
fn a_hundred_problems_are_told_and_the_others_counted() {
    let rows: Vec<String> =
        (0..200_000).map(|n| format!("{{\"id\": \"t-{n}\", \"headline\": \"A\", \"text\": \"\"}}")).collect();
    let from = REPORT.find("{\n          \"id\"").unwrap();
    let to = REPORT.find("      ]\n    }").unwrap();
    let report = format!("{}{}{}", &REPORT[..from], rows.join(",\n"), &REPORT[to..]);
    let told = problems(&report);
    assert_eq!(told.lines().count(), 101);
    assert!(told.contains("2023-test.json:112: t-99: text: is empty\n"), "{told}");
    assert!(told.ends_with("and 199,900 more problems"), "{told}");
}

/// Returns the problems in a report in which `from` is replaced by `to` once.
fn told_with(from: &str, to: &str) -> String {
    let report = REPORT.replacen(from, to, 1);
    assert_ne!(report, REPORT, "{from} is not in the report");
    problems(&report)
}

#[test]
fn every_field_of_a_report_has_a_limit() {
    let long = "long ".repeat(20_000);
    let many = |item: &str| times(5_000, item);
    let words = format!("\"{long}\"");
    for (from, to, field) in [
        (r#""A report""#, words.clone(), "title: has 100000 characters; at most"),
        (r#""Ours.""#, words.clone(), "terms: has"),
        (r#""One""#, words.clone(), "title: has"),
        (r#""t-one""#, format!("\"{}\"", "x".repeat(81)), "id: \"xxx"),
        (r#""A headline""#, words.clone(), "headline: has"),
        (r#""Some words.""#, words.clone(), "text: has"),
        (r#""Some words.""#, format!(r#""X", "editorial": {words}"#), "editorial: has"),
        (r#""Some words.""#, format!(r#""X", "mark": {words}"#), "mark: has"),
        (r#""Some words.""#, format!(r#""X", "series": {words}"#), "series: has"),
        (r#""Some words.""#, format!(r#""X", "kind": "quote", "speaker": {words}"#), "speaker: has"),
        (r#""Some words.""#, format!(r#""X", "places": [{words}]"#), "places: has"),
        (r#""Some words.""#, format!(r#""X", "places": [{}]"#, many("\"X\"")), "places: has 5000 entries"),
        (r#""Some words.""#, format!(r#""X", "years": [{}]"#, many("2023")), "years: has 5000 entries"),
        (r#""Some words.""#, format!(r#""X", "priorities": [{}]"#, many("1")), "priorities: has 5000 entries"),
        (r#""Some words.""#, format!(r#""X", "entities": [{}]"#, many("\"IOM\"")), "entities: has 5000 entries"),
        (
            r#""Some words.""#,
            format!(r#""X", "links": [{{"label": {words}, "url": "https://example.org/{}"}}]"#, "x".repeat(5000)),
            "links: has 5020 bytes",
        ),
        (
            r#""Some words.""#,
            format!(r#""X", "links": [{}]"#, many(r#"{"label": "x", "url": "https://example.org"}"#)),
            "links: has 5000 entries",
        ),
        (
            r#""Some words.""#,
            format!(
                r#""X", "kind": "publication", "title": {words}, "published": null, "languages": [{words}], "upcoming": false"#
            ),
            "languages: has",
        ),
        (
            r#""Some words.""#,
            format!(r#""X", "kind": "initiative", "name": {words}, "scope": {words}, "composition": {words}"#),
            "composition: has",
        ),
        (
            r#""Some words.""#,
            format!(
                r#""X", "kind": "agreement", "party": {words}, "with": [], "form": "mou", "starred": false, "detail": {words}"#
            ),
            "detail: has",
        ),
    ] {
        let told = told_with(from, &to);
        assert!(told.contains(field), "{field} is not told by\n{told}");
        assert!(told.lines().all(|line| line.chars().count() <= 400), "{told}");
    }
}

/// A function that puts a file among valid ones.
type Put = fn(&mut Files, DataFile);

/// Returns the problems reported for a file that is put among valid ones.
fn told_of(put: Put, text: String) -> String {
    let mut files = files_with(REPORT);
    put(&mut files, DataFile::new("own.json".to_owned(), text.leak()));
    match load(&files) {
        Err(error) => error.to_string(),
        Ok(_) => "nothing".to_owned(),
    }
}

#[test]
fn every_field_beside_the_reports_has_a_limit() {
    let words = format!("\"{}\"", "long ".repeat(1000));
    let entities = |text| told_of(|files, file| files.entities = Some(file), text);
    let iom = |rest: &str| entities(format!(r#"{{"schema": 1, "entities": [{{"id": "IOM", {rest}}}]}}"#));
    assert!(iom(&format!("\"name\": {words}")).contains("IOM: name: has 5000 characters"));
    assert!(iom(&format!("\"name\": \"X\", \"editorial\": {words}")).contains("editorial: has"));
    assert!(iom(&format!("\"name\": \"X\", \"aliases\": [{words}]")).contains("aliases: has 5000 characters"));
    assert!(
        iom(&format!("\"name\": \"X\", \"aliases\": [{}]", times(500, "\"Y\""))).contains("aliases: has 500 entries")
    );
    let role = times(500, r#"{"year": 2020, "role": "member"}"#);
    assert!(iom(&format!("\"name\": \"X\", \"roles\": [{role}]")).contains("roles: has 500 entries"));
    let priorities = |text| told_of(|files, file| files.priorities = Some(file), text);
    let rows: Vec<String> =
        (1..=255).map(|n| format!(r#"{{"number": {n}, "title": "X", "subtitle": "", "short": {words}}}"#)).collect();
    let told = priorities(format!(r#"{{"schema": 1, "priorities": [{}]}}"#, rows.join(",")));
    assert!(told.contains("priorities: has 255 entries; at most 99") && told.contains("short: has"), "{told}");
    let glossary = |text| told_of(|files, file| files.glossary = Some(file), text);
    let told = glossary(format!(
        r#"{{"schema": 1, "terms": [{{"term": {words}, "expansion": {words}, "meaning": {words}}}]}}"#
    ));
    for field in ["term: has", "expansion: has", "meaning: has"] {
        assert!(told.contains(field), "{told}");
    }
    let places = |text| told_of(|files, file| files.places = Some(file), text);
    let told = places(format!(r#"{{"schema": 1, "regions": [{{"name": {words}, "places": [{words}]}}]}}"#));
    assert!(told.contains("name: has") && told.contains("places: has"), "{told}");
    let readings = |text| told_of(|files, file| files.annotations = Some(file), text);
    let told = readings(format!(
        r#"{{"schema": 1, "promises": [{{"commitment": "t-one", "how": "done", "why": {words}, "taken_up": [{{"in": "t-one", "note": {words}}}]}}],
            "counts": [{{"passage": "t-one", "year": 3, "counts": "members", "printed": 3, "note": {words}}}],
            "former_names": [{{"entity": "IOM", "name": {words}, "passages": ["t-one"]}}]}}"#
    ));
    for field in [
        "own.json:1: t-one: why: has",
        "note: has",
        "own.json:2: t-one: note: has",
        "own.json:2: t-one: year: 3 is",
        "own.json:3:",
    ] {
        assert!(told.contains(field), "{field} is not told by\n{told}");
    }
}

#[test]
fn no_more_is_taken_than_can_be_told_apart() {
    let bodies: Vec<String> = (0..70_000).map(|n| format!(r#"{{"id": "E{n}", "name": "Body {n}"}}"#)).collect();
    let mut files = files_with(&REPORT.replacen("\"IOM\"", "\"E69999\"", 1));
    let text = format!(r#"{{"schema": 1, "entities": [{}]}}"#, bodies.join(","));
    files.entities = Some(DataFile::new("entities.json".to_owned(), text.leak()));
    let told = load(&files).unwrap_err().to_string();
    assert_eq!(told, "entities.json: brings the bodies to more than 4096, which is all that can be told apart");
    let mut files = files_with(REPORT);
    let one = files.reports[0].1.clone();
    files.reports = (0..40_000)
        .map(|n| {
            let text: &'static str = if n == 0 { one.text } else { "{}" };
            (format!("r{n}"), DataFile::new(format!("r{n}.json"), text))
        })
        .collect();
    files.reports.iter_mut().for_each(|(id, file)| file.text = REPORT.replacen("t-one", &format!("p-{id}"), 1).leak());
    let told = load(&files).unwrap_err().to_string();
    assert_eq!(told, "r32768.json: brings the reports to more than 32768, which is all that can be told apart");
    let (open, close) = (r#"{"title": "X", "sections": ["#.repeat(20), "]}".repeat(20));
    let deep =
        format!(r#"{open}{{"title": "Y", "passages": [{{"id": "t-deep", "headline": "A", "text": "B"}}]}}{close}"#);
    let told = told_with("\"sections\": [", &format!("\"sections\": [{deep},"));
    assert!(told.contains(":7: X: title: stands too deep; at most 16 sections may stand within each other"), "{told}");
    let rows: Vec<String> = (0..100)
        .map(|p| {
            let places: Vec<String> = (0..100).map(|n| format!("\"place {p} {n}\"")).collect();
            format!(r#"{{"id": "p-{p}", "headline": "A", "text": "B", "places": [{}]}}"#, places.join(","))
        })
        .collect();
    let told = told_with("\"passages\": [", &format!("\"passages\": [{},", rows.join(",\n")));
    assert_eq!(
        told,
        "reports/2023-test.json:52: p-40: places: brings the places to more than 4096, which is all that can be told apart"
    );
}

#[test]
fn ids_are_of_plain_letters_and_told_apart() {
    for (id, wrong) in [
        ("", "\"\" is not made of lower-case letters, digits and hyphens"),
        ("-a", "\"-a\" begins with a hyphen"),
        ("a_b", "\"a_b\" is not made of"),
        ("t\u{200d}-one", "\"t\u{fffd}-one\" is not made of"),
        ("\u{442}-one", "\"\u{442}-one\" is not made of"),
    ] {
        let told = told_with("t-one", id);
        assert!(told.contains(&format!("2023-test.json:14: {}", if id.is_empty() { "id: " } else { "" })), "{told}");
        assert!(told.contains(wrong), "{wrong} is not told by\n{told}");
    }
    for id in ["2022 .JSON", "Annual", "-x", "a\u{202e}b", "../x", ""] {
        let mut files = files_with(REPORT);
        files.reports[0].0 = id.to_owned();
        let told = load(&files).unwrap_err().to_string();
        assert!(told.contains("the name of the file is the report's id, and \""), "{told}");
    }
    for (more, wrong) in [
        ("iom", "iom: id: \"iom\" differs from another id in case or hyphens alone"),
        ("I-OM", "\"I-OM\" differs from another id"),
        ("IOM", "IOM: id: stands twice"),
        ("I\\u200dOM", "\"I\u{fffd}OM\" is not made of the letters A to Z, digits and hyphens"),
        ("\u{406}\u{41e}\u{41c}", "is not made of the letters A to Z"),
        ("-IOM2", "begins with a hyphen"),
        ("I OM", "is not made of"),
        ("A0123456789012345678901234567890123456789", "id: has 41 characters; at most 40"),
    ] {
        let mut files = files_with(REPORT);
        let text =
            format!(r#"{{"schema": 1, "entities": [{{"id": "IOM", "name": "A"}}, {{"id": "{more}", "name": "B"}}]}}"#);
        files.entities = Some(DataFile::new("entities.json".to_owned(), text.leak()));
        let told = load(&files).unwrap_err().to_string();
        assert!(told.contains(wrong), "{wrong} is not told by\n{told}");
    }
}

#[test]
fn characters_that_hide_or_reorder_are_refused_wherever_words_stand() {
    for c in ["\u{61c}", "\u{200d}", "\u{3164}", "\u{fe0f}", "\u{2800}", "\u{e0041}", "\u{ad}", "\u{202e}"] {
        let code =
            format!("holds U+{:04X}, which is not seen or reorders what is", u32::from(c.chars().next().unwrap()));
        for at in ["A report", "Ours.", "One", "A headline", "Some words."] {
            let told = told_with(at, &format!("{at}{c}"));
            assert!(told.contains(&code), "{code} is not told by\n{told}");
        }
    }
    let told = told_with("Some words.", &format!("z{}", "\u{301}".repeat(30_000)));
    assert!(
        told.ends_with("text: holds more than 5 marks on one letter, the last of them U+0301; remove them"),
        "{told}"
    );
    let report = REPORT.replacen("Some words.", "Siobha\u{301}n e\u{328}\u{301} \u{5e9}\u{5c1}\u{5b8}", 1);
    assert!(load(&files_with(&report)).is_ok());
}

#[test]
fn a_message_of_the_parser_is_harmless_and_whole() {
    let told = told_with("\"headline\"", "\"head at line \\u001b]0;x\\u0007 \\u202e\\n\"");
    assert_eq!(told.lines().count(), 1);
    assert!(told.contains("t-one: head at line \u{fffd}]0;x\u{fffd} \u{fffd} : is no field; there are id,"), "{told}");
    let told = told_with("\"headline\"", &format!("\"{}\"", "x".repeat(100_000)));
    assert!(told.chars().count() <= 400, "{told}");
}

#[test]
fn a_byte_order_mark_is_as_if_it_were_not_there() {
    let marked = format!("\u{feff}{REPORT}");
    assert_eq!(load(&files_with(&marked)).unwrap().passages.len(), 1);
    let told = problems(&marked.replacen("Some words.", "", 1));
    assert_eq!(told, "reports/2023-test.json:16: t-one: text: is empty");
    assert!(problems(&REPORT.replacen("Some words.", "Some\u{feff} words.", 1)).contains("holds U+FEFF"));
}

#[test]
fn reports_stand_in_the_order_of_their_own_year() {
    let own = |id: &str, published: u16, last: bool| {
        let year = format!("\"published\": {published}");
        let other = r#"{"id": "p-ID", "kind": "publication", "headline": "P", "text": "\"published\": 1999", "title": "P",
                        "published": 1998, "languages": [], "upcoming": false},"#;
        let text = REPORT
            .replacen("\"passages\": [", &format!("\"passages\": [{other}"), 1)
            .replace("p-ID", &format!("p-{id}"))
            .replace("t-one", &format!("t-{id}"));
        let text = if last {
            text.replacen("\"published\": 2024,", "", 1).replacen("]\n}", &format!("],\n{year}\n}}"), 1)
        } else {
            text.replacen("\"published\": 2024", &year, 1)
        };
        (id.to_owned(), DataFile::new(format!("{id}.json"), text.leak()))
    };
    let mut files = files_with(REPORT);
    files.reports = vec![own("a", 2024, true), own("c", 2020, true), own("d", 2022, false), own("b", 2024, false)];
    files.sort();
    let corpus = load(&files).unwrap();
    assert_eq!(corpus.reports.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(), ["c", "d", "a", "b"]);
}

/// Returns the problems in a report with several replacements.
fn told_after(changes: &[(&str, &str)]) -> String {
    let report = changes.iter().fold(REPORT.to_owned(), |report, (from, to)| {
        assert!(report.contains(from), "{from} is not in the report");
        report.replacen(from, to, 1)
    });
    problems(&report)
}

#[test]
#[allow(clippy::type_complexity)]
fn a_list_is_no_object_wherever_one_is_wanted() {
    let whole = r#"[1, "Annual Report 2022", 2022, 2023, "terms", []]"#;
    assert_eq!(problems(whole), "reports/2023-test.json:1: is a list; an object is wanted");
    for (from, to, told) in [
        ("\"sections\": [", "\"sections\": [[\"One\"],", ":7: sections: is a list; an object is wanted"),
        (
            "\"passages\": [",
            "\"passages\": [[\"t-a\", \"A\", \"B\"],",
            ":12: One: passages: is a list; an object is wanted",
        ),
        (
            "\"Some words.\"",
            "\"X\", \"links\": [[\"here\", \"https://example.org\"]]",
            ":16: t-one: links: is a list; an object is wanted",
        ),
    ] {
        assert_eq!(told_after(&[(from, to)]), format!("reports/2023-test.json{told}"));
    }
    let puts: [(Put, &str, &str, &[(&str, &str)]); 5] = [
        (
            |files, file| files.entities = Some(file),
            "[1, []]",
            "entities",
            &[
                ("entities", "[\"IOM\", \"X\", [], null, null, [], null]"),
                ("IOM: roles", r#"{"id": "IOM", "name": "X", "roles": [[2022, "member"]]}"#),
            ],
        ),
        (
            |files, file| files.priorities = Some(file),
            "[1, []]",
            "priorities",
            &[("priorities", r#"[1, "A", "B", "C"]"#)],
        ),
        (|files, file| files.glossary = Some(file), "[1, []]", "terms", &[("terms", r#"["A", "B", "C", null]"#)]),
        (|files, file| files.places = Some(file), "[1, []]", "regions", &[("regions", r#"["A", ["B"]]"#)]),
        (
            |files, file| files.annotations = Some(file),
            "[1, [], [], []]",
            "promises",
            &[
                ("promises", r#"["t-one", "done", "X", []]"#),
                (
                    "t-one: taken_up",
                    r#"{"taken_up": [["t-one", "X"]], "commitment": "t-one", "how": "done", "why": "X"}"#,
                ),
            ],
        ),
    ];
    for (put, whole, list, rows) in puts {
        assert_eq!(told_of(put, whole.to_owned()), "own.json:1: is a list; an object is wanted");
        for (at, row) in rows {
            let told = told_of(put, format!("{{\"schema\": 1,\n\"{list}\": [\n{row}]}}"));
            assert_eq!(told, format!("own.json:3: {at}: is a list; an object is wanted"));
        }
    }
    for list in ["counts", "former_names"] {
        let text = format!("{{\"schema\": 1, \"{list}\": [[\"t-one\", 2022, \"members\", 3, \"\"]]}}");
        let told = told_of(|files, file| files.annotations = Some(file), text);
        assert_eq!(told, format!("own.json:1: {list}: is a list; an object is wanted"));
    }
}

#[test]
fn what_the_parser_refuses_is_told_with_file_line_id_and_field_in_words_for_people() {
    for (from, to, told) in [
        ("\"A headline\"", "5", ":15: t-one: headline: is 5; a text is wanted"),
        ("\"A headline\"", "null", ":15: t-one: headline: is null; a text is wanted"),
        ("\"A headline\"", "\n[\n]", ":16: t-one: headline: is a list; a text is wanted"),
        ("\"A headline\"", "{}", ":15: t-one: headline: is an object; a text is wanted"),
        ("\"Some words.\"", "\"X\", \"starred\": 1", ":16: t-one: starred: is 1; true or false is wanted"),
        ("\"Some words.\"", "\"X\", \"years\": 2022", ":16: t-one: years: is 2022; a list is wanted"),
        (
            "\"Some words.\"",
            "\"X\",\n\"years\": [2022,\n-1]",
            ":18: t-one: years: is -1; a whole number from 0 to 65535 is wanted",
        ),
        (
            "\"Some words.\"",
            "\"X\", \"priorities\": [1.5]",
            ":16: t-one: priorities: is 1.5; a whole number from 0 to 255 is wanted",
        ),
        (
            "\"Some words.\"",
            "\"X\", \"links\": [{\"label\": true, \"url\": \"\"}]",
            ":16: t-one: links.label: is true; a text is wanted",
        ),
        ("\"Some words.\"", "\"X\", \"links\": [{\"label\": \"x\"}]", ":16: t-one: links.url: is missing"),
        ("\"t-one\"", "5", ":14: One: passages.id: is 5; a text is wanted"),
        ("\"One\"", "5", ":9: sections.title: is 5; a text is wanted"),
        ("\"id\": \"t-one\",", "", ":13: One: passages.id: is missing"),
        ("\"headline\": \"A headline\",", "", ":13: t-one: headline: is missing"),
        ("\"title\": \"A report\",", "", ":1: title: is missing"),
        (
            "\"covers\": 2023",
            "\"covers\": \"2023\"",
            ":4: covers: is \"2023\"; a whole number from 0 to 65535 is wanted",
        ),
        ("\"text\"", "\"headline\"\n\n", ":16: t-one: headline: stands twice; leave one"),
        ("\"kind\"", "\"title\"", ":11: One: title: stands twice; leave one"),
        (
            "\"text\"",
            "\"txt\"\n\n",
            ":16: t-one: txt: is no field; there are id, headline, text, kind, style, entities",
        ),
        (
            "\"covers\"",
            "\"cover\"",
            ":4: cover: is no field; there are schema, title, covers, published, terms, url, page_url, replaced_by, sections",
        ),
        ("\"Some words.\"", "\"X\", \"links\": [{\"a\": 1}]", ":16: t-one: links.a: is no field; there are label, url"),
        ("\"Some words.\"", "\"Some", ":16: t-one: text: is no valid JSON: a text holds a line break, a tab"),
        ("\"Some words.\"", "oops", ":16: t-one: text: is no valid JSON: a value is wanted here"),
        ("\"Some words.\"", "\"X\",", ":17: t-one: is no valid JSON: a comma stands after the last entry"),
        ("]\n}", "]\n} x", ":21: is no valid JSON: something stands after its end"),
    ] {
        let all = told_after(&[(from, to)]);
        assert!(all.starts_with(&format!("reports/2023-test.json{told}")), "{told}\nis not told by\n{all}");
        assert_eq!(all.lines().count(), 1, "{all}");
    }
    // A file that is truncated further down still gets the line and the id in the message.
    let told = told_after(&[("\"headline\": \"A headline\",", ""), ("  ]\n}", "")]);
    assert_eq!(told, "reports/2023-test.json:13: t-one: headline: is missing");
}

#[test]
fn a_name_stands_for_one_body_however_it_is_written() {
    let told = |rows: &str| {
        told_of(|files, file| files.entities = Some(file), format!("{{\"schema\": 1, \"entities\": [\n{rows}]}}"))
    };
    let ilo = r#"{"id": "ILO", "name": "Labour Organization", "aliases": ["Office of Labour"]}"#;
    for (other, wrong) in [
        (r#""id": "AAA", "name": "X", "aliases": ["Y", "I.L.O."]"#, "aliases: \"I.L.O.\" is also the id of ILO"),
        (
            r#""id": "AAA", "name": "labour organization""#,
            "name: \"labour organization\" is also the name of ILO, \"Labour Organization\"",
        ),
        (
            r#""id": "AAA", "name": "\u00d6ffice of labour""#,
            "name: \"\u{d6}ffice of labour\" is also an alias of ILO, \"Office of Labour\"",
        ),
    ] {
        let message = format!("own.json:3: AAA: {wrong}; a name stands for one body");
        let all = told(&format!("{ilo},\n{{{other}}}"));
        assert!(all.lines().any(|line| line == message), "{message}\nis not told by\n{all}");
    }
    let all = told(&format!("{{\"id\": \"AAA\", \"name\": \"X\", \"aliases\": [\"ILO\"]}},\n{ilo}"));
    let message = "own.json:3: ILO: id: \"ILO\" is also an alias of AAA, \"ILO\"; a name stands for one body";
    assert!(all.lines().any(|line| line == message), "{all}");
    let own = told(r#"{"id": "IOM", "name": "IOM", "aliases": ["Iom", "I.O.M."]}"#);
    assert!(!own.contains("is also"), "{own}");
    let dash = told(r#"{"id": "IOM", "name": "X", "aliases": ["\u2013"]}"#);
    assert!(dash.contains("IOM: aliases: \"\u{2013}\" holds no letter and no digit"), "{dash}");
    let told = problems(&REPORT.replacen("t-one", "ilo", 1));
    assert!(told.contains(":14: ilo: id: \"ilo\" is also the id of ILO; it would be shown in place"), "{told}");
    for (id, wrong) in [("un-women", "also the id of UN-WOMEN"), ("t-one", "also that of a passage")] {
        let mut files = files_with(REPORT);
        files.reports[0].0 = id.to_owned();
        let told = load(&files).unwrap_err().to_string();
        assert!(told.contains(&format!("the report's id, and \"{id}\" is {wrong}")), "{told}");
    }
}

#[test]
fn what_stands_twice_in_a_list_is_told() {
    let link = r#"{"label": "x", "url": "https://example.org"}"#;
    for (field, list, twice) in [
        ("priorities", "[1, 2,\n1]", "1"),
        ("years", "[2023, 2022,\n2023]", "2023"),
        ("places", "[\"Asia\", \"Mali\",\n\"asia\"]", "\"asia\""),
        ("entities", "[\"ILO\", \"IOM\",\n\"ILO\"]", "\"ILO\""),
        ("links", &format!("[{link},\n{link}]"), "\"https://example.org\""),
    ] {
        let told = told_after(&[("Some words.\"", &format!("X\", \"{field}\": {list}"))]);
        assert_eq!(told, format!("reports/2023-test.json:17: t-one: {field}: {twice} stands twice"));
        if field != "links" {
            let told = told_after(&[("\"entities\": [\"IOM\"],", &format!("\"{field}\": {list},"))]);
            assert!(
                told.starts_with(&format!("reports/2023-test.json:11: One: {field}: {twice} stands twice")),
                "{told}"
            );
        }
    }
    let publication = r#"X", "kind": "publication", "title": "T", "published": null, "upcoming": false, "languages": "#;
    let told = told_after(&[("Some words.\"", &format!("{publication}[\"Thai\",\n\"thai\"]"))]);
    assert_eq!(told, "reports/2023-test.json:17: t-one: languages: \"thai\" stands twice");
    let agreement = r#"X", "kind": "agreement", "party": "P", "form": "mou", "starred": false, "detail": "", "with": "#;
    let told = told_after(&[("Some words.\"", &format!("{agreement}[\"ILO\",\n\"ILO\"]"))]);
    assert_eq!(told, "reports/2023-test.json:17: t-one: with: \"ILO\" stands twice");
    let bodies = |row: &str| {
        let text = format!("{{\"schema\": 1, \"entities\": [\n{{\"id\": \"IOM\", \"name\": \"X\", {row}}}]}}");
        told_of(|files, file| files.entities = Some(file), text)
    };
    assert_eq!(bodies("\"aliases\": [\"A\", \"B\", \"A\"]"), "own.json:2: IOM: aliases: \"A\" stands twice");
    let (member, chair) = (r#"{"year": 2022, "role": "member"}"#, r#"{"year": 2022, "role": "co-chair"}"#);
    let told = bodies(&format!("\"roles\": [{member}, {chair},\n{member}]"));
    assert_eq!(told, "own.json:3: IOM: roles: \"member\" in 2022 stands twice");
}

#[test]
fn a_series_is_one_of_publications_and_a_priority_one_of_the_file() {
    let told = told_after(&[("Some words.\"", "X\", \"series\": \"Issue briefs\"")]);
    assert_eq!(told, "reports/2023-test.json:16: t-one: series: belongs to kind publication, and this is activity");
    let report = REPORT.replacen("\"Some words.\"", "\"X\", \"priorities\": [1]", 1);
    let mut files = files_with(&report);
    files.priorities = Some(DataFile::new("priorities.json".to_owned(), r#"{"schema": 1, "priorities": []}"#));
    let told = load(&files).unwrap_err().to_string();
    assert_eq!(told, "reports/2023-test.json:16: t-one: priorities: 1 is no priority; priorities.json has none");
}

#[test]
fn what_would_never_be_found_beside_the_reports_is_told() {
    let glossary = |rows: &str| {
        told_of(|files, file| files.glossary = Some(file), format!("{{\"schema\": 1, \"terms\": [\n{rows}]}}"))
    };
    let told = glossary("{\"term\": \"NAP\", \"meaning\": \"A\"},\n{\"term\": \"nap\", \"meaning\": \"B\"}");
    assert_eq!(told, "own.json:3: nap: term: stands twice; put what is said of a term in one place");
    let told = glossary("{\"term\": \"Un Women\", \"meaning\": \"A\"}");
    assert_eq!(told, "own.json:2: Un Women: term: is the id of UN-WOMEN, and a body comes before a term; leave it out");
    assert_eq!(glossary("{\"term\": \"DPKO\", \"meaning\": \"An alias of DPO.\"}"), "nothing");
    let places = |rows: &str| {
        told_of(|files, file| files.places = Some(file), format!("{{\"schema\": 1, \"regions\": [\n{rows}]}}"))
    };
    let told = places("{\"name\": \"West Asia\", \"places\": []},\n{\"name\": \"Western Asia\", \"places\": []}");
    assert_eq!(told, "own.json:3: Western Asia: name: stands twice; put the places of a region in one place");
    let told = places("{\"name\": \"elsewhere\", \"places\": []}");
    assert!(told.contains("elsewhere: name: is what places of no region stand under"), "{told}");
}

#[test]
fn a_reading_is_of_one_passage_that_can_bear_it() {
    let readings = |list: &str, rows: &str, kind: &str| {
        let mut files = files_with(&REPORT.replacen("\"activity\"", kind, 1));
        let text = format!("{{\"schema\": 1, \"{list}\": [\n{rows}]}}");
        files.annotations = Some(DataFile::new("own.json".to_owned(), text.leak()));
        load(&files).map_or_else(|error| error.to_string(), |_| "nothing".to_owned())
    };
    let count = |year: u16, counts: &str| {
        format!("{{\"passage\": \"t-one\", \"year\": {year}, \"counts\": \"{counts}\", \"printed\": 3}}")
    };
    let (members, partners) = (count(2022, "members"), count(2022, "partners"));
    let two = format!("{members},\n{partners}");
    assert_eq!(readings("counts", &two, "\"membership\""), "nothing");
    assert_eq!(
        readings("counts", &format!("{two},\n{members}"), "\"membership\""),
        "own.json:4: t-one: counts: \"members\" in 2022 is read twice from this passage"
    );
    let told = readings("counts", &members, "\"recommendation\"");
    assert!(
        told.starts_with("own.json:2: t-one: passage: is of kind recommendation; it may be of kind membership,"),
        "{told}"
    );
    let told = readings("counts", &count(2020, "members"), "\"membership\"");
    assert_eq!(told, "own.json:2: t-one: year: no body has a role in 2020, so the number would stand nowhere");
    let promise = r#"{"commitment": "t-one", "how": "no record", "why": "X"}"#;
    assert_eq!(readings("promises", promise, "\"commitment\""), "nothing");
    let told = readings("promises", promise, "\"membership\"");
    assert!(
        told.starts_with("own.json:2: t-one: commitment: is of kind membership; it may be of kind commitment,"),
        "{told}"
    );
    let twice = r#"{"commitment": "t-one", "how": "done", "why": "X", "taken_up": [{"in": "t-one"}, {"in": "t-one"}]}"#;
    let told = readings("promises", twice, "\"commitment\"");
    assert!(told.contains("own.json:2: t-one: taken_up: \"t-one\" stands twice"), "{told}");
    let former = |name: &str, passages: &str| {
        format!("{{\"entity\": \"DPO\", \"name\": \"{name}\", \"passages\": [{passages}]}}")
    };
    assert_eq!(readings("former_names", &former("DPKO", "\"t-one\""), "\"membership\""), "nothing");
    let told = readings("former_names", &former("ilo", "\"t-one\""), "\"membership\"");
    assert_eq!(told, "own.json:2: ilo: name: is also the id of ILO; a name stands for one body");
    let told = readings("former_names", &former("DPKO", "\"t-one\", \"t-one\""), "\"membership\"");
    assert_eq!(told, "own.json:2: DPKO: passages: \"t-one\" stands twice");
    let told = readings("former_names", &format!("{0},\n{0}", former("DPKO", "\"t-one\"")), "\"membership\"");
    assert_eq!(told, "own.json:3: DPKO: name: stands twice for \"DPO\"");
}
