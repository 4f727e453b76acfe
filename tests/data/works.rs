//! Works, partners, initiatives, synonyms, survey status and replaced ids: what the built-in ones hold, and what is wrong
//! with them where data files have them.

use crate::support::corpus;
use icat_explorer::corpus::load::{DataFile, load};
use icat_explorer::corpus::{Corpus, Details, Survey};
use icat_explorer::error::Error;

#[test]
fn a_work_is_told_of_where_its_title_stands() {
    assert!(corpus().works.len() >= 10 && corpus().partners.len() >= 10 && corpus().initiatives.len() >= 10);
    for (n, work) in (0u32..).zip(&corpus().works) {
        let told: Vec<_> = corpus().passages.iter().filter(|p| p.work.is_some_and(|w| w.0 == n)).collect();
        assert!(told.len() > 1, "{}: a work is listed for being told of more than once", work.id);
        let years: Vec<u16> = told
            .iter()
            .filter_map(|p| match p.details {
                Details::Publication { published, .. } => published,
                _ => None,
            })
            .collect();
        match work.published {
            Some(year) => assert!(years.iter().all(|y| *y == year), "{}: {years:?}", work.id),
            None => assert!(years.iter().any(|y| *y != years[0]) || years.is_empty(), "{}: {years:?}", work.id),
        }
        for link in &work.links {
            assert!(told.iter().any(|p| p.links.iter().any(|l| l.url == link.url)), "{}: {}", work.id, link.url);
        }
    }
}

#[test]
fn a_participant_stands_in_the_passage_that_says_so() {
    for initiative in &corpus().initiatives {
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
        ("[\"job\", \"work\"]", "[\"job\", \"Kid\"]", "synonyms.json:1: job: words: \"Kid\" stands in two groups"),
        ("[\"job\", \"work\"]", "[\"job\"]", "synonyms.json:1: job: words: has fewer than two words"),
    ] {
        let all = [REPORT, WORKS, PARTNERS, INITIATIVES, SYNONYMS];
        assert_eq!(all.iter().filter(|text| text.contains(from)).count(), 1, "{from}");
        let error = loaded(|text| text.replacen(from, to, 1)).unwrap_err();
        assert!(error.contains(told), "{to}: {error}");
    }
}
