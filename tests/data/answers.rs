//! Snapshots of what searches answer on a small corpus of our own: the hits with their scores and reasons, what is
//! highlighted, what was left out, and what is suggested.
//!
//! `INSTA_UPDATE=always cargo test --test data answers` updates them.

use std::fmt::Write as _;
use std::sync::{Arc, OnceLock};

use icat_explorer::corpus::load::{DataFile, Files, load};
use icat_explorer::corpus::prepared::PreparedPostings;
use icat_explorer::corpus::subject::Subject;
use icat_explorer::search::complete::complete;
use icat_explorer::search::inverted_index::InvertedIndex;
use icat_explorer::search::query::Query;
use icat_explorer::search::{Answer, Index, Target};
use insta::assert_snapshot;

/// What is asked. Each line asks for something that the one before does not.
const QUERIES: &[&str] = &[
    "doors",
    "door",
    "green doors",
    "doors green",
    "green doors open",
    "window",
    "windows doors",
    "the",
    "the doors",
    "of the",
    "fox",
    "FOX-2",
    "bear",
    "bht",
    "office foxes",
    "harbour trust",
    "bear harbour",
    "fox green doors",
    "fox bear harbour",
    "fox who keeps the town",
    "her",
    "hrony",
    "heronri",
    "hernry",
    "eronry",
    "heonry",
    "nrm",
    "referral",
    "national referral mechanism",
    "mechanism referral",
    "child",
    "kid",
    "school children",
    "boats",
    "traces",
    "tracer",
    "tra",
    "tr",
    "t",
    "recruit",
    "recrutment",
    "harbuor",
    "lantrens",
    "wndow",
    "rop",
    "108 000",
    "2 331",
    "108000 lanterns",
    "1 2 3",
    "cooperation",
    "co-operation",
    "non-return",
    "cafe zurich",
    "CAFÉ",
    "naive façade",
    "locks keys",
    "harbour round",
    "rope",
    "rope hemp",
    "rope, rope, rope",
    "doors and windows",
    "\"green doors\"",
    "\"doors green\"",
    "“open early”",
    "\"office for foxes\"",
    "'door",
    "'doors",
    "^green",
    "^office for fo",
    "!doors",
    "doors !green",
    "green | rope",
    "green|rope hill",
    "| green",
    "doors | | rope",
    "entity:bear",
    "entity:BEAR harbour",
    "!entity:fox harbour",
    "year:2019",
    "years:2018..2019",
    "year:2020 referral",
    "kind:mandate",
    "kind:mandate|activity doors",
    "priority:1|2",
    "place:Nordmark",
    "place:nowhere doors",
    "kind:narrative doors",
    "year:2019 place:Nordmark doors green",
    "doors lanterns",
    "doors lanterns boats",
    "green doors harbour stones",
    "doors qqqqqqq",
    "qqqqqqq zzzzzzz",
    "\"green doors\" lanterns",
    "'lanterns 'doors 'stones",
    "stone steep",
    "",
    "!",
    "\"",
];

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut files = Files::default();
        for (path, text) in [
            ("entities.json", include_str!("../small/search/entities.json")),
            ("glossary.json", include_str!("../small/search/glossary.json")),
            ("priorities.json", include_str!("../small/data/priorities.json")),
            ("places.json", include_str!("../small/data/places.json")),
            ("reports/report.json", include_str!("../small/search/report.json")),
        ] {
            files.put(path, DataFile::new(path.to_owned(), text));
        }
        files.sort();
        match load(&files) {
            Ok(corpus) => Index::new(Arc::new(corpus)),
            Err(error) => panic!("{error}"),
        }
    })
}

/// Puts brackets around the matches in a text.
fn highlighted(answer: &Answer, text: &str) -> String {
    let mut out = String::new();
    let mut from = 0;
    for range in answer.highlighter.ranges(text) {
        out += &text[from..range.start];
        write!(out, "[{}]", &text[range.clone()]).unwrap();
        from = range.end;
    }
    out + &text[from..]
}

fn described(answer: &Answer) -> String {
    let corpus = index().corpus();
    let mut out = format!("{}: {} hits, {} passages\n", answer.typed, answer.hits.len(), answer.passages.count());
    for hit in &answer.hits {
        let (id, words) = match hit.target {
            Target::Passage(id) => {
                let passage = corpus.passage(id);
                let text = answer.highlighter.snippet(&passage.text, 60);
                let words = format!("{} / {}", highlighted(answer, &passage.headline), highlighted(answer, &text));
                (passage.id.to_string(), words)
            }
            Target::Subject(Subject::Body(id)) => (corpus.entity(id).id.to_string(), "body".to_owned()),
            Target::Report(id) => (corpus.report(id).id.to_string(), "report".to_owned()),
            Target::Term(n) => (corpus.glossary[n].term.to_string(), "term".to_owned()),
            Target::Section(id) => (corpus.section(id).title.to_string(), "section".to_owned()),
            Target::Subject(subject) => (subject.name(corpus).to_string(), subject.noun().to_owned()),
        };
        let missing = answer.missing(hit);
        let missing = if missing.is_empty() { String::new() } else { format!(" without {missing:?}") };
        writeln!(out, "  {:.3} {} ({}{missing}) {words}", hit.score, id, hit.why.words()).unwrap();
    }
    for problem in &answer.problems {
        writeln!(out, "  problem: {problem}").unwrap();
    }
    for note in &answer.notes {
        writeln!(out, "  note: {note}").unwrap();
    }
    if let Some(notice) = answer.relaxation_notice() {
        writeln!(out, "  {notice}").unwrap();
    }
    for (without, found) in &answer.relaxations {
        writeln!(out, "  without {without}: {found}").unwrap();
    }
    if !answer.suggestions.is_empty() {
        writeln!(out, "  near: {}", answer.suggestions.join(", ")).unwrap();
    }
    out
}

#[test]
fn every_query_is_answered_as_it_was() {
    let answers: Vec<String> = QUERIES.iter().map(|query| described(&index().search(query))).collect();
    assert_snapshot!("answers", answers.join("\n"));
}

#[test]
fn a_query_is_parsed_as_it_was() {
    let corpus = index().corpus();
    let long = "word ".repeat(200);
    let longer = "a".repeat(2500);
    let more =
        [long.as_str(), &longer, "a b", "12 345 678 9", "  ' ^ \" ", "x\"y z\"w", "entity:\"Office for Foxes\" a"];
    let mut out = String::new();
    for typed in QUERIES.iter().chain(&more) {
        let query = Query::parse(typed, corpus);
        let shown: String = typed.chars().take(60).collect();
        writeln!(out, "{shown}: typed whole {}, empty {}", query.typed == **typed, query.is_empty()).unwrap();
        for clause in query.clauses.iter().take(4) {
            writeln!(out, "  {clause:?}").unwrap();
        }
        writeln!(out, "  {} clauses, {}", query.clauses.len(), query.filter.describe(corpus)).unwrap();
        writeln!(out, "  wanted {:?}", query.wanted().into_iter().take(4).collect::<Vec<_>>()).unwrap();
        query.problems.iter().for_each(|problem| writeln!(out, "  problem: {problem}").unwrap());
    }
    assert_snapshot!("queries", out);
}

#[test]
fn what_is_begun_is_completed_as_it_was() {
    let corpus = index().corpus();
    let mut out = String::new();
    let begun = [
        "entity:",
        "entity:b",
        "entity:fox|be",
        "entity:bht",
        "entity:foxes",
        "x !entity:c",
        "year:20",
        "year:2018..",
        "kind:",
        "kind:m",
        "place:n",
        "place:the",
        "place:\"The N",
        "report:r",
        "priority:",
        "priority:h",
        "door",
        "entity:q",
        "entity:fox ",
        "years:2",
    ];
    for before in begun {
        writeln!(out, "{before}: {:?}", complete(corpus, before)).unwrap();
    }
    assert_snapshot!("completions", out);
}

#[test]
fn an_index_that_is_written_is_read_as_it_was() {
    let corpus = index().corpus();
    let index = InvertedIndex::new(corpus);
    let mut bytes = Vec::new();
    let mut postings = Vec::new();
    index.write(&mut bytes).and_then(|()| index.write_postings(&mut postings)).unwrap();
    let (bytes, postings): (&'static [u8], &'static [u8]) = (bytes.leak(), postings.leak());
    let read = InvertedIndex::from_bytes(bytes, PreparedPostings::Memory(postings)).unwrap();
    assert!(index.len() > 100 && read.len() == index.len());
    let mut out = String::new();
    for number in 0..index.len() {
        assert_eq!(read.word(number), index.word(number));
        let postings = |index: &InvertedIndex| {
            let all = index.postings(number);
            all.map(|p| format!("{} {:.2} {:#b}", corpus.passage(p.passage()).id, p.weight(), p.fields())).collect()
        };
        let (before, after): (Vec<String>, Vec<String>) = (postings(&index), postings(&read));
        assert_eq!(before, after);
        assert_eq!((index.lookup(index.word(number)), index.doc_freq(number)), (Some(number), before.len()));
        writeln!(out, "{}: {}", index.word(number), before.join(", ")).unwrap();
    }
    for passage in (0u32..).zip(&corpus.passages) {
        let id = icat_explorer::corpus::PassageId(passage.0);
        writeln!(out, "{}: norm {:.2}, boost {:.2}", passage.1.id, read.norm(id), read.boost(id)).unwrap();
    }
    assert_snapshot!("index", out);
    let none = PreparedPostings::Memory(&[]);
    for cut in 0..bytes.len().min(40) {
        assert!(InvertedIndex::from_bytes(&bytes[..cut], none).is_none(), "{cut} bytes are no index");
    }
    assert!(InvertedIndex::from_bytes(&bytes[..bytes.len() - 1], none).is_none());
}

#[test]
fn words_are_looked_up_as_they_were() {
    let index = InvertedIndex::new(index().corpus());
    let mut out = String::new();
    for word in ["door", "doors", "wi", "harbuor", "lantrens", "reqruitment", "ropp", "abc", "1080", "tracng", "kyes"] {
        let words = |found: Vec<_>| {
            let shown = |e: icat_explorer::search::inverted_index::TermExpansion| {
                format!("{} {:.2}{}", index.word(e.word), e.boost, if e.near { " near" } else { "" })
            };
            found.into_iter().map(shown).collect::<Vec<_>>().join(", ")
        };
        writeln!(out, "{word}: {}", words(index.expand_term(word))).unwrap();
        writeln!(out, "  spelled like it: {}", words(index.fuzzy(word))).unwrap();
        let prefix = index.prefix(word).map(|n| index.word(n)).collect::<Vec<_>>().join(" ");
        let forms = index.terms_like(word).map(|n| index.word(n)).collect::<Vec<_>>().join(" ");
        writeln!(out, "  begin with it: {prefix}\n  forms: {forms}").unwrap();
    }
    assert_eq!(index.lookup("zzzz"), None);
    assert_eq!(index.prefix("zzzz").len(), 0);
    assert!(!index.is_empty());
    assert_snapshot!("words", out);
}
