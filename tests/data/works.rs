//! Works, partners, initiatives, synonyms, survey status and replaced ids: what the built-in ones hold, and what is wrong
//! with them where data files have them.

use std::collections::BTreeSet;

use crate::support::corpus;
use icat_explorer::corpus::filter::{Facet, Filter, FilterMode};
use icat_explorer::corpus::load::{DataFile, load};
use icat_explorer::corpus::{Corpus, Details, Kind, Passage, PassageId, Survey};
use icat_explorer::error::Error;
use icat_explorer::text::fold_plain;

#[test]
fn every_publication_is_a_work_and_no_work_stands_twice() {
    let works = &corpus().works;
    for passage in corpus().passages.iter().filter(|passage| passage.kind == Kind::Publication) {
        assert!(passage.work.is_some(), "{}", passage.id);
    }
    let mut titles = BTreeSet::new();
    for work in works {
        assert!(!work.passages.is_empty(), "{}: no passage tells of it", work.id);
        assert!(titles.insert((fold_plain(&work.title), &work.entities)), "{}: {}", work.id, work.title);
    }
}

/// Works beside which a report prints an address of something else, as the editor's notes say, and a part of that address.
const ASTRAY: [(&str, &str); 8] = [
    ("icat-brief-4-gender", "issue_brief_sdgs_french"),
    ("icat-brief-4-gender", "issue_brief_sdgs.spanish"),
    ("cbss-media-trafficking", "Integration-RoadMap"),
    ("icmpd-demandat", "February2014"),
    ("icmpd-turkey-trainers", "Train-the-Trainer%20Curriculum"),
    ("sr-tip-a-64-290", "A/RES/64/290"),
    ("sr-tip-a-65-288", "A/RES/65/288"),
    ("sr-tip-a-67-261", "A/RES/67/261"),
];
/// A work whose address is printed beside another.
const MOVED: (&str, &str) = (
    "cbss-integration-roadmap",
    "https://cbss.org/wp-content/uploads/2020/04/Integration-RoadMap-Victims-of-Human-Trafficking_ENG.pdf",
);

#[test]
fn a_work_has_the_year_and_the_links_that_its_passages_print() {
    let corpus = corpus();
    for work in &corpus.works {
        let told = || work.passages.iter().map(|&id| corpus.passage(id));
        let alone = |p: &&Passage| corpus.works.iter().filter(|w| w.passages.contains(&id_of(p))).count() == 1;
        for passage in told().filter(alone) {
            if let Details::Publication { published: Some(year), .. } = passage.details {
                assert!(work.issued.contains(&year), "{}: {} says {year}", work.id, passage.id);
            }
        }
        if let Some(year) = work.published {
            assert_eq!(work.issued, [year]);
        }
        for link in &work.links {
            let is_moved = MOVED == (work.id.as_str(), link.url.as_str());
            assert!(is_moved || told().any(|p| p.links.iter().any(|l| l.url == link.url)), "{}: {}", work.id, link.url);
        }
        for link in told().filter(|p| p.kind == Kind::Publication).filter(alone).flat_map(|p| &p.links) {
            let is_astray = ASTRAY.iter().any(|(id, part)| *id == work.id.as_str() && link.url.contains(part));
            let has = work.links.iter().any(|l| l.url == link.url);
            assert_eq!(has, !is_astray, "{}: {}", work.id, link.url);
        }
    }
    let brief = corpus.work(corpus.find_work("icat-brief-9-forced-labour").unwrap());
    assert_eq!((brief.published, brief.issued.as_slice()), (None, [2019, 2020].as_slice()), "the reports differ");
}

fn id_of(passage: &Passage) -> PassageId {
    corpus().find_passage(&passage.id).unwrap()
}

#[test]
fn a_filter_leaves_the_works_of_its_bodies_and_years() {
    let works = |values: &[(Facet, &str)]| -> Vec<&str> {
        let mut filter = Filter::default();
        values.iter().for_each(|(f, v)| drop(filter.add_value(corpus(), *f, v, FilterMode::Include).unwrap()));
        corpus().works_of(&filter, None).into_iter().map(|id| corpus().work(id).id.as_str()).collect()
    };
    assert_eq!(works(&[]).len(), corpus().works.len());
    let cbss = works(&[(Facet::Entity, "CBSS")]);
    let by_cbss = corpus().works.iter().filter(|w| w.entities.contains(&corpus().find_entity("CBSS").unwrap()));
    assert_eq!(cbss.len(), by_cbss.count());
    let both_years = [(Facet::Entity, "ICAT"), (Facet::Year, "2019")];
    assert!(
        works(&both_years).contains(&"icat-brief-9-forced-labour"),
        "where the reports differ, either year is right"
    );
    assert!(works(&[(Facet::Entity, "ICAT"), (Facet::Year, "2020")]).contains(&"icat-brief-9-forced-labour"));
    assert!(!works(&[(Facet::Entity, "ICAT"), (Facet::Year, "2021")]).contains(&"icat-brief-9-forced-labour"));
    assert!(!works(&[(Facet::Entity, "UNODC")]).contains(&"icat-brief-9-forced-labour"));
}

#[test]
fn an_undated_work_is_found_by_the_passages_that_tell_of_it_and_a_passage_of_two_works_stands_in_both() {
    let report = REPORT.replacen(", \"work\": \"guide\"", "", 1);
    let works = r#"{ "schema": 2, "works": [
      {"id": "guide", "title": "A guide", "entities": ["IOM"], "passages": ["t-one"]},
      {"id": "film", "title": "[A film]", "entities": ["ILO"], "published": 2020, "passages": ["t-one"]} ] }"#;
    let mut files = crate::reports::files_with(report.leak());
    files.works = Some(DataFile::new("works.json".to_owned(), works));
    let corpus = load(&files).unwrap();
    assert_eq!(corpus.passages[0].work.map(|id| corpus.work(id).id.as_str()), Some("guide"), "the first that lists it");
    assert_eq!([corpus.works[0].shown_title(), corpus.works[1].shown_title()], ["A guide", "A film"]);
    let of = |facet, value: &str| {
        let mut filter = Filter::default();
        filter.add_value(&corpus, facet, value, FilterMode::Include).unwrap();
        corpus.works_of(&filter, None).into_iter().map(|id| corpus.work(id).id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(of(Facet::Year, "2023"), ["guide"], "reported for 2023");
    assert_eq!(of(Facet::Year, "2020"), ["film"]);
    assert_eq!(of(Facet::Entity, "ILO"), ["film"]);
    assert_eq!(corpus.find_work("a film"), corpus.find_work("film"));
    files.works =
        Some(DataFile::new("works.json".to_owned(), works.replace("[\"t-one\"]} ]", "[\"t-two\"]} ]").leak()));
    let error = load(&files).unwrap_err().to_string();
    assert!(error.contains("works.json:3: film: passages: \"t-two\" is no passage"), "{error}");
}

#[test]
fn a_participant_stands_in_the_passage_that_says_so() {
    for initiative in corpus().initiatives.iter() {
        for (body, passage) in &initiative.participants {
            let passage = corpus().passage(*passage);
            let with: &[_] = if let Details::Agreement { with, .. } = &passage.details { with } else { &[] };
            let is_named = passage.entities.contains(body) || with.contains(body);
            assert!(is_named, "{}: {}", initiative.id, corpus().entity(*body).id);
        }
    }
}

#[test]
fn twenty_answered_the_survey_seven_did_not_two_joined_later() {
    let count = |survey| corpus().entities.iter().filter(|e| e.survey == Some(survey)).count();
    assert_eq!([Survey::Answered, Survey::NotAnswered, Survey::JoinedLater].map(count), [20, 7, 2]);
    let note = &corpus().passage(corpus().find_passage("map21-note-1-survey-respondents").unwrap()).claims;
    for (claim, survey) in note.iter().zip([Survey::Answered, Survey::JoinedLater]) {
        assert!(claim.entities.iter().all(|&e| corpus().entity(e).survey == Some(survey)));
    }
}

const REPORT: &str = r#"{ "schema": 2, "title": "A report", "covers": 2023, "published": 2024, "terms": "Ours.",
  "replaced_by": {"t-zero": "t-one"},
  "sections": [{ "title": "One", "kind": "activity", "entities": ["IOM"], "passages": [
    { "id": "t-one", "headline": "A headline", "text": "A guide was published.", "work": "guide" } ] }] }"#;
const WORKS: &str = r#"{ "schema": 2, "works": [
  {"id": "guide", "title": "A guide", "entities": ["IOM"], "published": 2022, "languages": ["English"],
   "links": [{"label": "Guide", "url": "https://example.org/"}]} ] }"#;
const PARTNERS: &str = r#"{ "schema": 2, "partners": [
  {"name": "Police of Nepal", "kind": "authority"},
  {"name": "Some Fund", "kind": "fund", "aliases": ["SF"]} ] }"#;
const INITIATIVES: &str = r#"{ "schema": 2, "initiatives": [
  {"id": "round", "name": "A round", "participants": [{"entity": "IOM", "passage": "t-one"}]} ] }"#;
const SYNONYMS: &str = r#"{ "schema": 2, "synonyms": [ {"words": ["child", "kid"]}, {"words": ["job", "work"]} ] }"#;

fn loaded(change: impl Fn(&str) -> String) -> Result<Corpus, String> {
    let mut files = crate::reports::files_with(change(REPORT).leak());
    let file = |name: &str, text: &str| Some(DataFile::new(name.to_owned(), change(text).leak()));
    files.works = file("works.json", WORKS);
    files.partners = file("partners.json", PARTNERS);
    files.initiatives = file("initiatives.json", INITIATIVES);
    files.synonyms = file("synonyms.json", SYNONYMS);
    load(&files).map_err(|error| match error {
        Error::Data(_) => error.to_string(),
        error => panic!("{error}"),
    })
}

#[test]
fn an_id_that_went_leads_to_the_passage_that_stands_for_it() {
    let corpus = loaded(str::to_owned).unwrap();
    assert_eq!(corpus.find_passage("t-zero"), corpus.find_passage("t-one"));
    assert!(corpus.find_passage("t-zero").is_some() && corpus.find_passage("t-two").is_none());
    assert_eq!(corpus.passages[0].work.map(|w| corpus.works[w.0 as usize].title.as_str()), Some("A guide"));
    assert_eq!(corpus.synonyms.len(), 2);
}

#[test]
fn what_is_wrong_with_them_is_told_with_its_place() {
    for (from, to, told) in [
        ("\"work\": \"guide\"", "\"work\": \"guides\"", "2023-test.json:4: t-one: work: \"guides\" is no work"),
        (
            "{\"t-zero\": \"t-one\"}",
            "{\"t-zero\": \"t-two\"}",
            "2023-test.json:2: replaced_by: \"t-two\" is no passage",
        ),
        (
            "{\"t-zero\": \"t-one\"}",
            "{\"t-one\": \"t-one\"}",
            "replaced_by: \"t-one\" is a passage; only an id that went",
        ),
        ("\"published\": 2022", "\"published\": 22", "works.json:2: guide: published: 22 is no plausible year"),
        ("https://example.org/", "example.org", "works.json:3: guide: links: \"example.org\" is no address"),
        ("\"title\": \"A guide\"", "\"title\": \"\"", "works.json:2: guide: title: is empty"),
        (
            "\"kind\": \"fund\"",
            "\"kind\": \"funds\"",
            "partners.json:3: Some Fund: kind: \"funds\" is no kind of partner",
        ),
        ("[\"SF\"]", "[\"police of nepal\"]", "partners.json:3: Some Fund: name: \"police of nepal\" is a name of two"),
        (
            "{\"entity\": \"IOM\", \"passage\"",
            "{\"entity\": \"IAM\", \"passage\"",
            "initiatives.json:2: round: entity: \"IAM\"",
        ),
        (
            "\"passage\": \"t-one\"",
            "\"passage\": \"t-two\"",
            "initiatives.json:2: round: passage: \"t-two\" is no passage",
        ),
        ("[\"job\", \"work\"]", "[\"job\", \"Job\"]", "synonyms.json:1: job: words: \"Job\" stands twice"),
        ("[\"job\", \"work\"]", "[\"job\"]", "synonyms.json:1: job: words: has fewer than two words"),
    ] {
        let all = [REPORT, WORKS, PARTNERS, INITIATIVES, SYNONYMS];
        assert_eq!(all.iter().filter(|text| text.contains(from)).count(), 1, "{from}");
        let error = loaded(|text| text.replacen(from, to, 1)).unwrap_err();
        assert!(error.contains(told), "{to}: {error}");
    }
}

#[test]
fn a_language_finds_the_passages_of_the_works_that_are_available_in_it() {
    let corpus = corpus();
    let found = |typed: &str| {
        let mut filter = Filter::default();
        assert_eq!(filter.add_value(corpus, Facet::Language, typed, FilterMode::Include).unwrap(), None);
        filter.set(corpus, None).iter().collect::<BTreeSet<PassageId>>()
    };
    let french: BTreeSet<PassageId> = corpus
        .works
        .iter()
        .filter(|work| work.languages.iter().any(|language| *language == "French"))
        .flat_map(|work| work.passages.iter().copied())
        .collect();
    assert!(french.len() >= 5, "{french:?}");
    for typed in ["French", "français", "fr", "французский"] {
        assert_eq!(found(typed), french, "{typed}");
    }
    // Passages print languages that the work as a whole need not repeat.
    for passage in &corpus.passages {
        if let Details::Publication { languages, .. } = &passage.details {
            let id = corpus.find_passage(&passage.id).unwrap();
            languages.iter().for_each(|language| assert!(found(language).contains(&id), "{}: {language}", passage.id));
        }
    }
    let unknown = Filter::default().add_value(corpus, Facet::Language, "Klingon", FilterMode::Include).unwrap_err();
    assert!(unknown.contains("\"Klingon\"") && unknown.contains("English, French"), "{unknown}");
}
