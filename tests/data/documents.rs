//! Snapshots of the pages that the program sets from a small corpus of our own: every line with its styles, and every
//! link with where it stands and leads.
//!
//! `INSTA_UPDATE=always cargo test --test data documents` updates them.

use std::fmt::Write as _;
use std::sync::{Arc, OnceLock};

use icat_explorer::analysis;
use icat_explorer::corpus::Corpus;
use icat_explorer::corpus::load::{DataFile, Files, load};
use icat_explorer::corpus::subject::Subject;
use icat_explorer::document::linked::{Document, LinkTarget};
use icat_explorer::document::{self, StyledLine};
use icat_explorer::search::Index;
use icat_explorer::search::highlight::Highlighter;
use insta::assert_snapshot;

/// Commitments with every outcome, an announcement, and an item under a long lead-in and one under a short one.
const LATER: &str = r#"{ "schema": 2, "title": "Third report", "covers": 2022, "published": 2023, "terms": "Ours.",
  "sections": [ { "title": "Lead", "kind": "activity", "entities": ["OWL"], "passages": [
    { "id": "three-lead", "headline": "A lead-in",
      "text": "The first sentence of a lead-in tells much that an item need not say again. The second goes on for a while. What follows was done:" },
    { "id": "three-item", "headline": "An item", "style": "item", "parent": "three-lead", "text": "Nests were counted by hand." },
    { "id": "three-done", "headline": "Lamps were lit at last", "text": "The lamps of every road were lit in spring." },
    { "id": "three-part", "headline": "Half of the road was mended", "text": "Half of the road was mended, and the rest was not." } ] } ] }"#;
const EARLIER: &str = r#"{ "schema": 2, "title": "First of all", "covers": 2017, "published": 2018, "terms": "Ours.",
  "sections": [ { "title": "Ahead", "kind": "commitment", "entities": ["OWL"], "passages": [
    { "id": "nil-lamps", "headline": "Light the lamps of every road", "text": "We will light the lamps of every road." },
    { "id": "nil-road", "headline": "Mend the road from the tower to the river and back to the tower again", "text": "We will mend the road." },
    { "id": "nil-bridge", "headline": "Build a bridge", "text": "We will build a bridge." },
    { "id": "nil-unread", "headline": "Sing more", "text": "We will sing more." },
    { "id": "nil-said", "kind": "narrative", "headline": "A guide is announced", "text": "A guide is to come." } ] } ] }"#;
const READINGS: &str = r#"{ "schema": 2, "promises": [
    { "commitment": "nil-lamps", "how": "done", "why": "The third report says so.", "taken_up": [{ "in": "three-done", "note": "in spring" }] },
    { "commitment": "nil-road", "how": "partly", "why": "Half of it only.", "taken_up": [{ "in": "three-part" }, { "in": "three-item", "note": "by hand" }] },
    { "commitment": "nil-bridge", "how": "no record", "why": "No report speaks of it." },
    { "commitment": "nil-said", "how": "done", "why": "It came.", "taken_up": [{ "in": "three-item" }] } ] }"#;

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| Index::new(Arc::new(loaded(LATER))))
}

/// Loads the small corpus with a third report.
fn loaded(later: &'static str) -> Corpus {
    let mut files = Files::default();
    for (path, text) in [
        ("entities.json", include_str!("../small/data/entities.json")),
        ("priorities.json", include_str!("../small/data/priorities.json")),
        ("glossary.json", include_str!("../small/data/glossary.json")),
        ("places.json", include_str!("../small/data/places.json")),
        ("reports/2019-first.json", include_str!("../small/data/reports/2019-first.json")),
        ("reports/2021-second.json", include_str!("../small/data/reports/2021-second.json")),
        ("readings.json", READINGS),
        ("reports/2017-nil.json", EARLIER),
        ("reports/2022-third.json", later),
    ] {
        files.put(path, DataFile::new(path.to_owned(), text));
    }
    files.sort();
    load(&files).unwrap_or_else(|error| panic!("{error}"))
}

fn corpus() -> &'static Corpus {
    index().corpus()
}

/// Writes the lines with the style of each piece that is not body text.
fn lines(lines: &[StyledLine]) -> String {
    let mut out = String::new();
    for line in lines {
        for piece in &line.pieces {
            let _ = write!(out, "{}", piece.text);
        }
        let styles: Vec<String> = line.pieces.iter().map(|piece| format!("{:?}", piece.role)).collect();
        let _ = writeln!(out, "{}{}", if styles.is_empty() { "" } else { "  « " }, styles.join(", "));
    }
    out
}

fn page(document: &Document) -> String {
    let mut out = lines(&document.lines);
    for link in &document.links {
        let to = match &link.target {
            LinkTarget::Passage(id) => corpus().passage(*id).id.to_string(),
            LinkTarget::Profile(subject) => subject.name(corpus()).to_string(),
            LinkTarget::Term(n) => corpus().glossary[*n].term.to_string(),
            LinkTarget::Passages(what, source) => format!("{what}: {}", source.count(corpus())),
        };
        let _ = writeln!(out, "{:?} {:?} -> {to}", link.lines, link.columns);
    }
    out
}

/// Sets a page at a narrow, a usual and a wide width.
fn at_widths(set: impl Fn(usize) -> String) -> String {
    [30, 47, 76, 116].map(|width| format!("--- {width}\n{}", set(width))).concat()
}

#[test]
fn commitments() {
    assert_snapshot!(at_widths(|width| page(&document::commitments::commitments(
        corpus(),
        analysis::commitments::CommitmentFilter::default(),
        width
    ))));
}

#[test]
fn compare() {
    let bodies: Vec<_> = ["LYNX", "OWL", "HARE"].iter().map(|id| corpus().find_entity(id).unwrap()).collect();
    for (n, some) in [&bodies[..2], &bodies[..]].into_iter().enumerate() {
        let compared = analysis::compare::compare(corpus(), some);
        assert_snapshot!(
            format!("compare_{n}"),
            at_widths(|width| page(&document::compare::compare(corpus(), &compared, width)))
        );
    }
}

#[test]
fn profile() {
    let id = corpus().find_entity("LYNX").unwrap();
    assert_snapshot!(at_widths(|width| page(&document::profile::profile(corpus(), Subject::Body(id), width))));
}

#[test]
fn profiles_of_other_subjects() {
    for name in ["Nordmark", "topic:research", "lamp-report"] {
        let Some(&subject) = corpus().subjects(name).first() else { continue };
        let page = |width| page(&document::profile::profile(corpus(), subject, width));
        assert_snapshot!(format!("profile_{}", subject.noun()), at_widths(page));
    }
}

#[test]
fn passages() {
    let none = Highlighter::default();
    for id in ["three-item", "three-lead", "two-mou-hare-lynx", "two-quote", "two-paper-none"] {
        let passage = corpus().find_passage(id).unwrap();
        let name = format!("passage_{}", id.replace('-', "_"));
        assert_snapshot!(name, at_widths(|width| lines(&document::passage(corpus(), passage, width, &none))));
    }
}

#[test]
fn a_report_is_one_item_with_the_pages_of_its_passages_and_a_page_that_is_not_known_is_none() {
    use icat_explorer::export::cite::{CitationSource, CitationStyle, cite, read_day};

    let paged = LATER
        .replace("\"id\": \"three-done\"", "\"page\": 17, \"id\": \"three-done\"")
        .replace("\"id\": \"three-part\"", "\"page\": 3, \"id\": \"three-part\"");
    let corpus = loaded(paged.leak());
    let source = CitationSource { digest: "0".repeat(64), accessed: read_day("2026-11-25").unwrap() };
    let cited = |ids: &[&str], style| {
        let passages: Vec<_> = ids.iter().map(|id| corpus.find_passage(id).unwrap()).collect();
        cite(&corpus, &source, &passages, style)
    };
    let all = ["three-done", "three-part", "three-lead", "three-done"];
    let ris = cited(&all, CitationStyle::Ris);
    assert!(ris.contains("\r\nSP  - 3, 17\r\n") && !ris.contains("EP  - "), "they are no range: {ris}");
    assert_eq!(ris.matches("TY  - ").count(), 1);
    assert_eq!(ris.matches("N1  - \u{201c}Lead\u{201d}, ").count(), 4, "{ris}");
    let csl: serde_json::Value = serde_json::from_str(&cited(&all, CitationStyle::CslJson)).unwrap();
    assert_eq!((csl[0]["page"].as_str(), csl[0]["section"].as_str()), (Some("3, 17"), Some("Lead")));
    let csl: serde_json::Value = serde_json::from_str(&cited(&["three-lead"], CitationStyle::CslJson)).unwrap();
    assert_eq!(csl[0].get("page"), None);
    assert!(!cited(&["three-lead"], CitationStyle::Ris).contains("SP  - "));
}

#[test]
fn a_profile_as_a_document_has_headings_tables_and_quotations_with_their_source() {
    use crate::support::corpus;
    use icat_explorer::export::article::{Article, Block, UNBROKEN};
    use icat_explorer::export::cite::CitationSource;
    use icat_explorer::export::table::TableCell;

    let source = CitationSource {
        digest: "0".repeat(64),
        accessed: icat_explorer::export::cite::read_day("2026-11-25").unwrap(),
    };
    let unicef = corpus().subjects("UNICEF")[0];
    let page = document::profile::profile(corpus(), unicef, UNBROKEN);
    let article = Article::of_page(corpus(), &source, "", &page);
    assert_eq!(article.title, "United Nations Children's Fund");
    let has = |wanted: &dyn Fn(&Block) -> bool| article.blocks.iter().any(wanted);
    assert!(has(&|block| *block == Block::Heading(2, "What it is mandated to do".to_owned())));
    assert!(has(&|block| *block == Block::Heading(3, "2021, stated in the text".to_owned())));
    let counted = vec!["mandate".into(), TableCell::number(1u8)];
    assert!(has(&|block| matches!(block, Block::Table { rows, .. } if rows.contains(&counted))));
    // What is quoted is quoted to the word, and its footnote names the passage.
    let quoted = article.blocks.iter().find_map(|block| match block {
        Block::Quotation { words, footnote, .. } => Some((words, *footnote)),
        _ => None,
    });
    let (words, footnote) = quoted.expect("its mandate");
    let note: String = article.footnotes[footnote - 1].iter().map(|run| run.text.as_str()).collect();
    let id = note.split("passage ").nth(1).and_then(|rest| rest.split([',', '.']).next()).expect("a passage");
    let passage = corpus().passage(corpus().find_passage(id).expect(id));
    assert!(passage.text.contains(words.as_str()), "{words}");
    // No line of the page is lost. Labels begin with a capital letter.
    let text = format!("{article:?}").to_lowercase();
    for line in page.lines.iter().map(StyledLine::plain) {
        for word in line.split_whitespace().filter(|word| word.chars().all(char::is_alphanumeric)) {
            assert!(text.contains(&word.to_lowercase()), "{word} of {line}");
        }
    }
}
