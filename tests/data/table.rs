//! Tags and claims as a table, changed in a spreadsheet and read back.

use icat_explorer::corpus::load::{DataFile, Files, load};
use icat_explorer::dataset;
use icat_explorer::draft::table::{Imported, export, import};

use crate::reports::files_with;

const REPORT: &str = r#"{
  "schema": 2, "title": "A report", "covers": 2023, "published": 2024, "terms": "Ours.",
  "sections": [
    {
      "title": "One", "kind": "activity", "entities": ["IOM"],
      "passages": [
        {
          "id": "t-one",
          "headline": "+ A headline",
          "text": "In 2019 IOM trained judges; ILO wrote a guide with a bank.",
          "claims": [
            {"quote": "In 2019 IOM trained judges", "entities": ["IOM"], "years": [2019]},
            {"quote": "ILO wrote a guide with a bank", "entities": ["ILO"], "partners": [{"name": "Bank; of A", "donor": true}]}
          ],
          "years":   [2019],
          "links": [{"label": "x",  "url": "https://example.org"}]
        },
        { "id": "t-two", "headline": "Two", "text": "Nurses met in Togo.", "places": ["Togo"] }
      ]
    }
  ]
}"#;

fn table(files: &Files) -> String {
    let mut bytes = Vec::new();
    export(files, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// Returns the report after a table is read back in which words were changed.
fn after(changes: &[(&str, &str)]) -> Result<(String, Imported), String> {
    let files = files_with(REPORT);
    load(&files).unwrap();
    let mut table = table(&files);
    for (from, to) in changes {
        assert!(table.contains(from), "{from} is not in\n{table}");
        table = table.replacen(from, to, 1);
    }
    let imported = import(&files, "t.csv", table.as_bytes()).map_err(|error| error.to_string())?;
    let report = imported.reports.first().map_or(REPORT.to_owned(), |report| report.1.clone());
    let mut files = files;
    files.reports[0].1 = DataFile::new("reports/2023-test.json".to_owned(), report.clone().leak());
    load(&files).map_err(|error| error.to_string())?;
    Ok((report, imported))
}

#[test]
fn a_table_that_nobody_changed_changes_nothing() {
    let changes_nothing = |files: &Files, table: &str| {
        let imported = import(files, "t.csv", table.as_bytes()).unwrap();
        assert_eq!((imported.reports.len(), imported.changes), (0, Vec::new()));
    };
    let (all, few) = (dataset::files(), files_with(REPORT));
    changes_nothing(&all, &table(&all));
    // As spreadsheets write it.
    let table = table(&few);
    for table in [table.clone(), format!("\u{feff}{table}"), table.replace("\r\n", "\n")] {
        changes_nothing(&few, &table);
    }
}

#[test]
fn a_row_shows_what_a_passage_has_and_what_it_takes_from_elsewhere() {
    let table = table(&files_with(REPORT));
    let rows: Vec<&str> = table.lines().collect();
    assert_eq!(
        rows[1..],
        [
            r#""2023-test","t-one","","One","In 2019 IOM trained judges; ILO wrote a guide with a bank.","inherited: activity","'+ A headline","from claims: IOM; ILO","","2019","","","","","","","","""#,
            r#""2023-test","t-one","1","","In 2019 IOM trained judges","","","IOM","","2019","","","","","","","","""#,
            r#""2023-test","t-one","2","","ILO wrote a guide with a bank","","","ILO","","","","Bank\; of A (donor)","","","","","","""#,
            r#""2023-test","t-two","","One","Nurses met in Togo.","inherited: activity","Two","inherited: IOM","Togo","","","","","","","","","""#,
        ]
    );
}

#[test]
fn what_was_changed_in_the_table_changes_in_the_file_and_nothing_else() {
    for (what, changes, from, to, told) in [
        (
            "a list",
            &[("\"Togo\"", "\"Togo; Benin\"")][..],
            r#""places": ["Togo"]"#,
            r#""places": ["Togo", "Benin"]"#,
            "t-two: places",
        ),
        ("a list that is taken out", &[("\"Togo\"", "\"\"")], r#", "places": ["Togo"] }"#, " }", "t-two: places"),
        ("nobody", &[("inherited: IOM", "none")], r#""places""#, r#""entities": [], "places""#, "t-two: entities"),
        ("a headline", &[("'+ A headline", "'=Another")], "+ A headline", "=Another", "t-one: headline"),
        (
            "a field of a claim",
            &[("ILO\",\"\",\"\"", "ILO; UNICEF\",\"\",\"\"")],
            r#"["ILO"], "partners""#,
            r#"["ILO", "UNICEF"], "partners""#,
            "t-one: entities of claim 2",
        ),
        (
            "partners",
            &[(r"Bank\; of A (donor)", r"A\; B; C (donor)")],
            r#"{"name": "Bank; of A", "donor": true}"#,
            r#"{"name": "A; B"}, {"name": "C", "donor": true}"#,
            "t-one: partners of claim 2",
        ),
        (
            "a quote",
            &[("\"2\",\"\",\"ILO wrote a guide with a bank\"", "\"2\",\"\",\"ILO wrote a guide\"")],
            r#""ILO wrote a guide with a bank""#,
            r#""ILO wrote a guide""#,
            "t-one: quote of claim 2",
        ),
        (
            "a claim that is taken out",
            &[("\"1\",\"\",\"In 2019 IOM trained judges\"", "\"1\",\"\",\"\"")],
            "\n            {\"quote\": \"In 2019 IOM trained judges\", \"entities\": [\"IOM\"], \"years\": [2019]},",
            "",
            "t-one: claim 1 taken out",
        ),
    ] {
        let (report, imported) = after(changes).unwrap_or_else(|wrong| panic!("{what}: {wrong}"));
        assert!(REPORT.contains(from), "{what}");
        assert_eq!(report, REPORT.replacen(from, to, 1), "{what}");
        assert_eq!(imported.changes, [told], "{what}");
    }
}

#[test]
fn a_new_claim_stands_in_the_order_of_the_text() {
    let row = "\"2023-test\",\"t-one\",\"1\"";
    let new = "\"2023-test\",\"t-one\",\"new\",\"\",\"a guide with a bank\",\"\",\"\",\"none\",\"\",\"\",\"\",\"A bank\",\"\",\"\",\"\",\"\",\"\",\"\"\r\n";
    let (report, imported) = after(&[(row, &format!("{new}{row}"))]).unwrap();
    let last = "\"donor\": true}]}";
    let added = format!(
        "{last},\n            {{\"quote\": \"a guide with a bank\", \"entities\": [], \"partners\": [{{\"name\": \"A bank\"}}]}}"
    );
    assert_eq!(report, REPORT.replacen(last, &added, 1));
    assert_eq!(imported.changes, ["t-one: a new claim"]);
}

#[test]
fn rows_and_columns_that_are_missing_change_nothing_and_spreadsheets_part_columns_as_they_like() {
    let files = files_with(REPORT);
    for table in [
        "passage;claim;places\nt-two;;\"Togo; Benin\"\n",
        "claim\tplaces\tpassage\n\tTogo; Benin\tt-two\n\t\t\n",
        "passage,claim,places\r\nt-two,,Togo; Benin\r\n,,\r\n",
    ] {
        let imported = import(&files, "t.csv", table.as_bytes()).unwrap();
        assert_eq!(imported.changes, ["t-two: places"], "{table}");
    }
}

#[test]
fn a_table_that_cannot_be_read_changes_nothing_and_is_told_with_its_lines() {
    for (changes, told) in [
        (&[("\"t-two\"", "\"t-tow\"")][..], "t.csv:5: t-tow: passage: is no passage of the dataset"),
        (&[("Nurses met", "Nurses ate")], "t.csv:5: t-two: words: are the report's own"),
        (&[("\"One\",\"Nurses", "\"Two\",\"Nurses")], "t.csv:5: t-two: section: is there to be read"),
        (&[("\"1\",\"\",", "\"7\",\"\",")], "t.csv:3: t-one: claim: \"7\" is no claim of it; it has 2"),
        (&[("\"2\",\"\",", "\"1\",\"\",")], "t.csv:4: t-one: claim: is the same row as that of line 3"),
        (
            &[("\"from claims: IOM; ILO\",\"\",\"2019\"", "\"\",\"\",\"long ago\"")],
            "t.csv:2: t-one: years: \"long ago\" is no number",
        ),
        (&[("inherited: IOM", "inherited: ILO")], "t.csv:5: t-two: entities: tells what is taken from elsewhere"),
        (&[("\"editorial\"", "\"edit\"")], "t.csv: \"edit\" is no column; there are report, passage, claim"),
        (&[("\"claim\",", "\"report\",")], "t.csv: the columns passage and claim say what a row is of"),
        (&[("\"Togo\"", "\"Tgoo\"")], "t-two: places: \"Tgoo\" is no place of places.json; did you mean Togo?"),
        (&[("\"IOM\",\"\",\"2019\"", "\"IMO\",\"\",\"2019\"")], "t-one: entities: \"IMO\" is no entity"),
        (&[("\"1\",\"\",\"In 2019 IOM trained judges\"", "\"new\",\"\",\"\"")], "t.csv:3: t-one: words: are empty"),
    ] {
        let wrong = after(changes).err().unwrap_or_default();
        assert!(wrong.contains(told), "{told}\nis not told by\n{wrong}");
    }
    let wrong = import(&files_with(REPORT), "t.csv", b"passage,claim\n\xe9,").unwrap_err().to_string();
    assert_eq!(wrong, "t.csv: is not UTF-8; save it as \"CSV UTF-8\"");
}
