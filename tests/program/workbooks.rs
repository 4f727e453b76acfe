//! Workbooks and tables: numbers are numbers, an edge is a row, and documents have tables with captions and heads.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::process::Command;

use zip::ZipArchive;

fn bytes(arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_icat-explorer"))
        .args(arguments)
        .env("SOURCE_DATE_EPOCH", "1764374400")
        .output()
        .unwrap();
    assert!(matches!(output.status.code(), Some(0 | 1)), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn printed(arguments: &[&str]) -> String {
    String::from_utf8(bytes(arguments)).unwrap()
}

/// Returns a part of a file that is an archive.
fn part(file: &[u8], name: &str) -> String {
    let mut text = String::new();
    ZipArchive::new(Cursor::new(file)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Returns what stands between two tags.
fn between<'t>(text: &'t str, open: &str, close: &str) -> Option<&'t str> {
    text.split_once(open)?.1.split_once(close).map(|found| found.0)
}

/// A cell as the sheet has it: a number, or a text.
#[derive(Debug, Clone, PartialEq)]
enum Cell {
    Number(f64),
    Text(String),
}

/// Reads the first sheet: the cells of each row by the letters of their columns.
fn sheet(file: &[u8]) -> Vec<BTreeMap<String, Cell>> {
    let texts = part(file, "xl/sharedStrings.xml");
    let texts: Vec<String> = texts
        .split("<si>")
        .skip(1)
        .map(|text| {
            let text = between(text, "<t", "</t>").and_then(|text| text.split_once('>')).map_or("", |text| text.1);
            text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        })
        .collect();
    let cell = |text: &str| {
        let column = between(text, "r=\"", "\"").unwrap().trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
        let value = between(text, "<v>", "</v>")?;
        let cell = if text.split_once('>').unwrap().0.contains("t=\"s\"") {
            Cell::Text(texts[value.parse::<usize>().unwrap()].clone())
        } else {
            Cell::Number(value.parse().unwrap())
        };
        Some((column, cell))
    };
    let sheet = part(file, "xl/worksheets/sheet1.xml");
    let rows = sheet.split("<row ").skip(1);
    rows.map(|row| row.split("</row>").next().unwrap().split("<c ").skip(1).filter_map(cell).collect()).collect()
}

const COMMANDS: [&[&str]; 17] = [
    &["compare", "UNODC", "IOM"],
    &["gaps"],
    &["coverage"],
    &["coverage", "--by", "region-year"],
    &["membership"],
    &["agreements", "--initiatives"],
    &["commitments"],
    &["show", "UNODC"],
    &["who", "border", "--limit", "3"],
    &["search", "border", "--limit", "9"],
    &["list", "years"],
    &["list", "works"],
    &["export"],
    &["export", "--shape", "claims"],
    &["export", "--shape", "3w"],
    &["export", "--shape", "agreements"],
    &["export", "--shape", "membership"],
];

/// The columns of codes, and of lists of numbers, which are text even where there is one number.
const CODES: [&str; 3] = ["m49", "priorities", "years"];

#[test]
fn what_is_a_number_is_one_in_the_sheet_and_a_code_is_none() {
    let mut numbers = BTreeMap::new();
    for command in COMMANDS {
        let rows = sheet(&bytes(&[command, &["--format", "xlsx"]].concat()));
        let (head, rows) = rows.split_first().unwrap();
        assert!(!rows.is_empty(), "{command:?}");
        for (column, cell) in rows.iter().flatten() {
            let Some(Cell::Text(name)) = head.get(column) else { panic!("{command:?}: {column} has no head") };
            match cell {
                Cell::Number(_) if CODES.contains(&name.as_str()) => panic!("{command:?}: {name}: a code is a number"),
                Cell::Number(_) => {
                    numbers.entry(command.join(" ")).or_insert_with(BTreeSet::new).insert(name.clone());
                }
                Cell::Text(text) if !CODES.contains(&name.as_str()) => {
                    assert!(text.parse::<f64>().is_err(), "{command:?}: {name}: {text} is a text");
                }
                Cell::Text(_) => {}
            }
        }
    }
    let has = |command: &str, names: &[&str]| {
        let wanted: BTreeSet<String> = names.iter().map(|&name| name.to_owned()).collect();
        assert_eq!(numbers[command], wanted, "{command}");
    };
    has("compare UNODC IOM", &["UNODC", "IOM"]);
    has("gaps", &["column", "passages"]);
    has("export --shape claims", &["reported"]);
    has("export --shape 3w", &["year", "rows of claim"]);
    has("export --shape agreements", &["rows of entry"]);
    has("export --shape membership", &["year"]);
    has("export", &["published", "reported", "issued"]);
    has("commitments", &["covers"]);
    has("list years", &["value", "passages"]);
    has("search border --limit 9", &["rank"]);
    assert!(numbers["list works"].contains("issued") && numbers["show UNODC"].contains("passages"));
}

/// Returns the rows of a table by the names of its columns.
fn rows(arguments: &[&str]) -> Vec<BTreeMap<String, String>> {
    let table = printed(&[arguments, &["--format", "csv"]].concat());
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let head = reader.headers().unwrap().clone();
    let row = |row: csv::StringRecord| head.iter().zip(row.iter()).map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}

#[test]
fn an_edge_is_a_row_and_no_cell_has_two_bodies() {
    let corpus = icat_explorer::dataset::embedded().unwrap();
    let is_body = |cell: &str| cell.is_empty() || corpus.entities.iter().any(|entity| *entity.id == *cell);
    for (command, columns) in [
        (&["export", "--shape", "agreements"][..], &["in the row of", "with"][..]),
        (&["export", "--shape", "membership"], &["body"]),
        (&["export", "--shape", "initiatives"], &["body"]),
        (&["agreements", "UNODC"], &["partner", "in the row of", "with"]),
        (&["agreements", "UNODC", "IOM"], &["body", "with"]),
        (&["agreements", "ITU", "OAS"], &["body", "with"]),
        (&["agreements", "UNODC", "--initiatives"], &["body"]),
    ] {
        let rows = rows(command);
        assert!(!rows.is_empty(), "{command:?}");
        for row in &rows {
            columns.iter().for_each(|&column| assert!(is_body(&row[column]), "{command:?}: {column}: {}", row[column]));
        }
        let distinct: BTreeSet<Vec<&String>> = rows.iter().map(|row| row.values().collect()).collect();
        assert_eq!(distinct.len(), rows.len(), "{command:?}: a row stands twice");
    }
}

#[test]
fn the_edges_of_agreements_are_those_that_json_nests_and_their_sums_count_no_entry_twice() {
    let whole: serde_json::Value =
        serde_json::from_str(&printed(&["export", "--shape", "agreements", "--format", "json"])).unwrap();
    let words = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let mut wanted = BTreeSet::new();
    let entries = whole["rows"].as_array().unwrap();
    for entry in entries {
        let with: Vec<String> = entry["with"].as_array().unwrap().iter().map(words).collect();
        let with = if with.is_empty() { vec![String::new()] } else { with };
        wanted.extend(with.into_iter().map(|with| (words(&entry["body"][0]), with, words(&entry["passage"]))));
    }
    let rows = rows(&["export", "--shape", "agreements"]);
    let found: BTreeSet<(String, String, String)> =
        rows.iter().map(|row| (row["in the row of"].clone(), row["with"].clone(), row["passage"].clone())).collect();
    assert_eq!(found, wanted);
    let sum: f64 = rows.iter().map(|row| 1.0 / row["rows of entry"].parse::<f64>().unwrap()).sum();
    assert_eq!(format!("{sum:.0}"), entries.len().to_string());
    // Who did not answer the survey did so in all of its row.
    let mut answers: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in &rows {
        answers.entry(&row["in the row of"]).or_default().insert(&row["the row's body answered"]);
    }
    assert_eq!(answers["UNAIDS"], BTreeSet::from(["no"]));
}

#[test]
fn a_gap_is_a_row_once() {
    let rows = rows(&["gaps"]);
    let cells: BTreeSet<[&str; 3]> = rows.iter().map(|row| ["by", "row", "column"].map(|key| &*row[key])).collect();
    assert_eq!(cells.len(), rows.len());
}

#[test]
fn comparisons_and_gaps_are_tables_with_captions_and_heads_in_documents() {
    for (command, captions) in [(&["compare", "UNODC", "IOM"][..], 4), (&["gaps"], 5)] {
        let format = |format| [command, &["--format", format, "--accessed", "2026-11-25"]].concat();
        let page = printed(&format("html"));
        assert_eq!(page.matches("<caption>Table ").count(), captions, "{command:?}");
        assert!(page.matches("scope=\"col\"").count() > captions && page.matches("scope=\"row\"").count() > captions);
        let text = part(&bytes(&format("docx")), "word/document.xml");
        assert_eq!(text.matches("w:val=\"Caption\"/>").count(), captions, "{command:?}");
        assert_eq!(text.matches("<w:tblHeader/>").count(), captions, "{command:?}");
        assert_eq!(text.matches("<w:tblCaption ").count(), captions, "{command:?}");
        let document = printed(&format("md"));
        for number in 1..=captions {
            assert!(document.contains(&format!("\nTable {number}: ")), "{command:?}: {number}\n{document}");
        }
    }
    // The numbers are those of the rows.
    let rows = rows(&["compare", "UNODC", "IOM"]);
    let document = printed(&["compare", "UNODC", "IOM", "--format", "md"]);
    let counts = rows.iter().filter(|row| row["what"].starts_with("priority ") || row["what"].starts_with("kind "));
    let mut looked_at = 0;
    for row in counts {
        let line = format!("| {} | {} | {} |", row["what"].split_once(' ').unwrap().1, row["UNODC"], row["IOM"]);
        assert!(document.contains(&line), "{line}\n{document}");
        looked_at += 1;
    }
    assert!(looked_at > 8, "{looked_at}");
}

#[test]
fn each_gap_of_the_rows_stands_in_the_matrix_of_the_document() {
    for by in ["region-priority", "region-year", "region-topic"] {
        let document = printed(&["gaps", "--by", by, "--format", "md"]);
        let mut matrix: BTreeMap<(String, String), String> = BTreeMap::new();
        for table in document.split("\nTable ").skip(1) {
            let mut lines = table.lines().filter(|line| line.starts_with('|'));
            let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
            let head: Vec<String> = cells(lines.next().unwrap());
            for line in lines.skip(1) {
                let line: Vec<String> = cells(line);
                for (name, cell) in head.iter().zip(&line).skip(1) {
                    matrix.insert((line[0].clone(), name.clone()), cell.clone());
                }
            }
        }
        let rows = rows(&["gaps", "--by", by]);
        for row in &rows {
            let wanted = match row["gap"].as_str() {
                "empty" => "none".to_owned(),
                "nobody" => format!("nobody ({})", row["passages"]),
                _ => format!("{} ({})", row["body"], row["passages"]),
            };
            let cell = &matrix[&(row["row"].clone(), row["column"].clone())];
            assert_eq!(*cell, wanted, "{by}: {} x {}", row["row"], row["column"]);
        }
        let gaps = matrix.values().filter(|cell| *cell != "several").count();
        assert_eq!(gaps, rows.len(), "{by}: what is no gap says so");
    }
}

#[test]
fn a_title_of_ones_own_is_heading_property_and_part_of_the_command() {
    let title = "Niger: who helps, & \"how\"?";
    for command in [
        &["export", "--place", "Niger"][..],
        &["gaps"],
        &["compare", "UNODC", "IOM"],
        &["show", "Niger"],
        &["coverage"],
        &["search", "border", "--limit", "2"],
        &["list", "works"],
    ] {
        let format = |format| [command, &["--format", format, "--title", title, "--accessed", "2026-11-25"]].concat();
        let document = printed(&format("md"));
        let usual = printed(&[command, &["--format", "md", "--accessed", "2026-11-25"]].concat());
        let usual = usual.lines().next().unwrap().trim_start_matches("# ");
        assert!(document.starts_with(&format!("# {title}\n\n**{usual}**\n")), "{document}");
        let again = document.lines().rfind(|line| line.starts_with("    icat-explorer ")).unwrap();
        assert!(again.contains("--title 'Niger: who helps, & \"how\"?'"), "{again}");
        let again = again.trim_start().replacen("icat-explorer", env!("CARGO_BIN_EXE_icat-explorer"), 1);
        let again = Command::new("sh").args(["-c", &again]).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&again.stdout), document);
        let escaped = "Niger: who helps, &amp; &quot;how&quot;?";
        let page = printed(&format("html"));
        assert!(page.contains(&format!("<title>{escaped}</title>")) && page.contains(&format!("<h1>{escaped}</h1>")));
        let properties = part(&bytes(&format("docx")), "docProps/core.xml");
        assert!(properties.contains(&format!("<dc:title>{escaped}</dc:title>")), "{properties}");
        let properties = part(&bytes(&format("xlsx")), "docProps/core.xml");
        assert!(properties.contains("<dc:title>Niger: who helps, &amp; \"how\"?</dc:title>"), "{properties}");
    }
    for wrong in [
        &["gaps", "--title", "x"][..],
        &["export", "--title", "x"],
        &["export", "--shape", "3w", "--format", "csv", "--title", "x"],
        &["show", "Niger", "--format", "json", "--title", "x"],
        &["marks", "--title", "x"],
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_icat-explorer")).args(wrong).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("--title goes with"), "{wrong:?}");
    }
}
