//! A report file held against the text of its report, and looked over for what its form alone shows.

use std::fmt::Write;

use icat_explorer::corpus::load::{DataFile, Files, load};
use icat_explorer::dataset;
use icat_explorer::draft::form::warnings;
use icat_explorer::draft::verify::verify;

use crate::reports::files_with;

/// A text as it comes out of a PDF: running heads, page numbers, footnotes, links, a word and an address that lines
/// break, a box that stands amid a section.
const SOURCE: &str = "ANNUAL REPORT 2023\n\n\
    FOREWORD\n\n\
    In 2023, police in Nepal trained forty officers to find victims of traf-\nficking, as the \
    [Plan of Action](https://example.org/plan) asks.<sup>1</sup> They met judges and prosecutors from\n\n\
    ICAT - A REPORT ON 2023\n\n3\n\u{c}\
    five countries in the region. The courses were paid for by the host.\n\n\
    A box of its own tells how survivors spoke to the Council in June.\n\n\
    A second course in Togo brought nurses and teachers together for a week.\n\n\
    ICAT - A REPORT ON 2023\n\n4\n\u{c}\
    The ILO and the IOM published a guide on fair recruitment (https://example.org/fair-\nrecruitment.pdf) in French.\n\n\
    1 The plan was adopted by the Group at its meeting in Vienna.\n\n\
    ICAT - A REPORT ON 2023\n\n5\n\u{c}\
    Write to icat@un.org\n";

const REPORT: &str = r#"{ "schema": 2, "title": "Annual Report 2023", "covers": 2023, "published": 2024, "terms": "Ours.",
  "sections": [
    { "title": "[Cover]", "kind": "narrative", "entities": ["ICAT"], "passages": [
      { "id": "t-cover", "headline": "Title of the report", "text": "ANNUAL REPORT 2023", "years": [2023] } ] },
    { "title": "Foreword", "kind": "activity", "entities": ["ICAT"], "passages": [
      { "id": "t-police", "headline": "Police and judges trained",
        "text": "In 2023, police in Nepal trained forty officers to find victims of trafficking, as the Plan of Action asks. They met judges and prosecutors from five countries in the region. The courses were paid for by the host.",
        "years": [2023], "places": ["Nepal"] },
      { "id": "t-plan", "kind": "note", "headline": "Where the plan comes from", "mark": "1", "parent": "t-police",
        "text": "The plan was adopted by the Group at its meeting in Vienna." },
      { "id": "t-togo", "headline": "Nurses and teachers learn",
        "text": "A second course in Togo brought nurses and teachers together for a week.", "places": ["Togo"] },
      { "id": "t-guide", "headline": "Recruitment without fees",
        "text": "The ILO and the IOM published a guide on fair recruitment in French." } ] },
    { "title": "[Box]", "kind": "activity", "entities": ["ICAT"], "passages": [
      { "id": "t-box", "headline": "Survivors are heard",
        "text": "A box of its own tells how survivors spoke to the Council in June." } ] },
    { "title": "[Back cover]", "kind": "narrative", "entities": ["ICAT"], "passages": [
      { "id": "t-email", "headline": "Where to write", "text": "Write to icat@un.org" } ] } ] }"#;

/// Returns all that is told of a report with these changes: errors of loading, differences, warnings.
fn told(changes: &[(&str, &str)]) -> String {
    let mut report = REPORT.to_owned();
    for (from, to) in changes {
        assert!(report.contains(from), "{from} is not in the report");
        report = report.replacen(from, to, 1);
    }
    let files = files_with(&report);
    let mut all = load(&files).err().map(|error| format!("{error}\n")).unwrap_or_default();
    let (_, file) = &files.reports[0];
    for problems in [verify(file, "2023-test.txt", SOURCE).problems, warnings(file)] {
        if !problems.is_empty() {
            let _ = writeln!(all, "{problems}");
        }
    }
    all
}

#[test]
fn a_report_that_holds_its_source_is_told_nothing() {
    assert_eq!(told(&[]), "");
    let (_, file) = &files_with(REPORT).reports[0];
    let verified = verify(file, "2023-test.txt", SOURCE);
    assert_eq!((verified.covered, verified.words), (100, 100));
}

#[test]
fn what_is_printed_twice_may_be_left_out_once_and_never_in_part() {
    let line = "A guide on fair recruitment of workers in the region";
    let source = format!("{SOURCE}\n\n{line}\n\nMore to read\n\n{line}\n");
    let of = |text: &str, second: &str| {
        let more = format!(
            r#""Write to icat@un.org" }}, {{ "id": "t-line", "headline": "A guide", "text": "{text}" }}{second}
            , {{ "id": "t-more", "headline": "A list", "text": "More to read" }}"#
        );
        let report = REPORT.replacen("\"Write to icat@un.org\" }", &more, 1);
        let files = files_with(&report);
        verify(&files.reports[0].1, "2023-test.txt", &source).problems.to_string()
    };
    assert_eq!(of(line, ""), "", "the second printing needs no passage");
    let cut = of(&line.replace("fair ", ""), "");
    assert!(cut.contains("t-line: text: leaves out \u{201c}fair\u{201d}"), "{cut}");
    let middle = of(&line.replace("fair recruitment of workers ", ""), "");
    assert!(middle.contains("t-line: text: leaves out"), "{middle}");
}

/// A change to the report, what it plants, and what is told of it.
type Planted<'p> = (&'p str, &'p str, &'p str, &'p str);

#[track_caller]
fn assert_told(planted: &[Planted]) {
    let mut untold = Vec::new();
    for (what, from, to, message) in planted {
        let told = told(&[(from, to)]);
        if !told.contains(message) {
            untold.push(format!("{what}: {message}\nis not told by\n{told}"));
        }
    }
    assert!(untold.is_empty(), "{}", untold.join("\n"));
}

#[test]
fn words_that_differ_from_the_source_are_told_with_both_places() {
    assert_told(&[
        (
            "the end is cut off",
            " They met judges and prosecutors from five countries in the region. The courses were paid for by the host.",
            "",
            "7: t-police: text: after it and before t-box, “they met judges and prosecutors from … were paid for by the host” (19 words) \
             of the source is left out; see 2023-test.txt:6",
        ),
        (
            "the beginning is cut off",
            "A second course in Togo brought nurses",
            "Nurses",
            "17: t-box: text: after it and before t-togo, “a second course in togo brought” of the source is left out; \
             see 2023-test.txt:15",
        ),
        (
            "a word is left out",
            "trained forty officers",
            "trained officers",
            "7: t-police: text: leaves out “forty”; see 2023-test.txt:5",
        ),
        (
            "a word is another",
            "nurses and teachers",
            "nurses and farmers",
            "12: t-togo: text: “farmers” is “teachers” in the source; see 2023-test.txt:15",
        ),
        (
            "a word is misspelt",
            "prosecutors",
            "prosceutors",
            "7: t-police: text: “prosceutors” is “prosecutors” in the source; see 2023-test.txt:6",
        ),
        (
            "a word is added",
            "brought nurses",
            "not brought nurses",
            "12: t-togo: text: “not” does not stand there in the source; see 2023-test.txt:15",
        ),
        (
            "a word stands twice",
            "nurses and teachers",
            "nurses and and teachers",
            "t-togo: text: “and teachers together for a week” stands twice here",
        ),
        (
            "a neighbour's text is copied in",
            "together for a week.",
            "together for a week. The ILO and the IOM published a guide on fair recruitment in French.",
            "12: t-togo: text: “the ilo and the iom published a guide on fair recruitment” stands in t-guide, \
             too, and once in the source; see 2023-test.txt:20",
        ),
        (
            "a running head is kept",
            "prosecutors from five",
            "prosecutors from ICAT - A REPORT ON 2023 five",
            "7: t-police: text: “icat a report on 2023” is a running head or a page number, and no part of the text; \
             see 2023-test.txt:8",
        ),
        (
            "a page number is kept",
            "prosecutors from five",
            "prosecutors from 3 five",
            "7: t-police: text: “3” is a running head or a page number, and no part of the text; see 2023-test.txt:10",
        ),
        (
            "the mark of a footnote is glued to a word",
            "Action asks.",
            "Action asks1.",
            "7: t-police: text: “asks1” is “asks” with the mark of a footnote glued to it; see 2023-test.txt:6",
        ),
        (
            "the mark of a footnote is kept",
            "Action asks.",
            "Action asks. 1",
            "7: t-police: text: “1” is the mark of a footnote, and no part of the text; see 2023-test.txt:6",
        ),
    ]);
}

#[test]
fn passages_that_differ_from_the_source_are_told_with_both_places() {
    let togo = r#"{ "id": "t-togo", "headline": "Nurses and teachers learn",
        "text": "A second course in Togo brought nurses and teachers together for a week.", "places": ["Togo"] },
      "#;
    let guide = r#"{ "id": "t-guide", "headline": "Recruitment without fees",
        "text": "The ILO and the IOM published a guide on fair recruitment in French." }"#;
    let moved = format!("{guide}, {}", togo.trim_end().trim_end_matches(','));
    let both = format!("{togo}{guide}");
    assert_told(&[
        (
            "two passages are swapped",
            &both,
            &moved,
            "t-guide: text: stands before t-togo here and after it in the source; see 2023-test.txt:20",
        ),
        (
            "two sentences are swapped",
            "They met judges and prosecutors from five countries in the region. The courses were paid for by the host.",
            "The courses were paid for by the host. They met judges and prosecutors from five countries in the region.",
            "7: t-police: text: “they met judges and prosecutors from five countries in the region” comes after \
             “the courses were paid for by the host” here and before it in the source",
        ),
        (
            "a passage is missing",
            togo,
            "",
            "“a second course in togo brought … and teachers together for a week” (13 words) of the source is left out; \
             see 2023-test.txt:15",
        ),
        (
            "a passage stands twice",
            togo,
            &format!("{togo}{}", togo.replace("t-togo", "t-again").replace("learn", "learn again")),
            "stands in t-togo, too, and once in the source; see 2023-test.txt:15",
        ),
        (
            "nothing of it is there",
            "Write to icat@un.org",
            "Somebody else wrote this",
            "t-email: text: “somebody else wrote this” does not stand in 2023-test.txt",
        ),
        (
            "a heading is another",
            "\"Foreword\"",
            "\"Forewarning\"",
            "5: Forewarning: title: “forewarning” does not stand in 2023-test.txt",
        ),
    ]);
}

#[test]
fn what_form_alone_shows_is_a_warning() {
    assert_told(&[
        (
            "no headline yet",
            "Police and judges trained",
            "TODO: police",
            "6: t-police: headline: is still to be written",
        ),
        (
            "the report's words",
            "Where to write",
            "Write to icat@un.org",
            "t-email: headline: is the words of the report",
        ),
        (
            "the report's first words",
            "Nurses and teachers learn",
            "A second course in Togo brought nurses",
            "t-togo: headline: copies how the text begins",
        ),
        (
            "another's headline",
            "Nurses and teachers learn",
            "Police and judges trained",
            "headline: is that of t-police, too",
        ),
        ("a sentence", "Where to write", "Where to write.", "t-email: headline: ends with a full stop"),
        ("a low beginning", "A second course", "second course", "t-togo: text: begins in lower case"),
        ("no end", "teachers together for a week.", "teachers together for a", "t-togo: text: has no end"),
        (
            "a year not stated",
            "\"places\": [\"Togo\"]",
            "\"years\": [2022]",
            "t-togo: years: 2022 does not stand in the words",
        ),
        (
            "an impossible year",
            "\"places\": [\"Togo\"]",
            "\"years\": [2202]",
            "t-togo: years: 2202 is no plausible year",
        ),
        (
            "a misspelt place",
            "[\"Nepal\"]",
            "[\"Napel\"]",
            "places: \"Napel\" is no place of places.json; did you mean Nepal?",
        ),
        (
            "a place by another name",
            "[\"Togo\"]",
            "[\"Togolese Republic\"]",
            "places: \"Togolese Republic\" is no place of places.json",
        ),
        ("the marks of a link", "a guide on", "a [guide](#) on", "t-guide: text: holds the marks of a link"),
        ("a superscript", "fair recruitment", "fair recruitment\u{b2}", "t-guide: text: holds the mark of a footnote"),
    ]);
    let quote = r#""text": "A second course in Togo brought nurses and teachers together for a week.", "#;
    let claims = r#""claims": [{"quote": "cond course in Togo", "entities": ["IOM"]}], "entities": ["IOM"], "#;
    assert!(
        told(&[(quote, &format!("{quote}{claims}"))]).contains("t-togo: claims: a quote begins or ends within a word")
    );
}

#[test]
fn the_built_in_reports_have_no_warnings() {
    let Files { reports, .. } = dataset::files();
    let all: Vec<String> =
        reports.iter().map(|(_, file)| warnings(file).to_string()).filter(|all| !all.is_empty()).collect();
    assert_eq!(all.join("\n"), "");
}

#[test]
fn anything_is_held_against_anything() {
    for text in ["", "\u{c}", "1\n\n2\n", "http://", "](", "<sup>", "\u{ad}\u{300}", "((((https://x.org\n"] {
        for report in [REPORT, "{", r#"{ "schema": 2, "sections": [] }"#] {
            let file = DataFile::new("own.json".to_owned(), report.to_owned().leak());
            let _ = (verify(&file, "own.txt", text), warnings(&file));
        }
    }
}
