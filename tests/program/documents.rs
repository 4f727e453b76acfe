//! Views as documents and tables: where they say that they come from, and that what they say adds up.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use icat_explorer::corpus::{Kind, Passage};

fn printed(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_icat-explorer"))
        .args(arguments)
        .env("SOURCE_DATE_EPOCH", "1764374400")
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Returns the rows of a table by the names of its columns.
fn rows(arguments: &[&str]) -> Vec<BTreeMap<String, String>> {
    let table = printed(arguments);
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let head = reader.headers().unwrap().clone();
    let row = |row: csv::StringRecord| head.iter().zip(row.iter()).map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}

#[test]
fn a_document_of_a_view_ends_with_the_command_that_makes_it_again() {
    for arguments in [
        &["show", "Nigeria"][..],
        &["show", "UNODC"],
        &["who", "child victims, border, Moldova", "--limit", "3"],
        &["coverage", "--by", "region-priority", "--year", "2021..2022"],
        &["gaps"],
        &["membership"],
        &["agreements"],
        &["agreements", "UNODC", "IOM"],
        &["commitments"],
        &["compare", "IOM", "ILO"],
        &["search", "it's \"organ removal\"", "--limit", "3"],
    ] {
        let document = printed(&[arguments, &["--format", "md"]].concat());
        assert!(document.starts_with("# ") && document.contains("The newest report here is"), "{arguments:?}");
        assert!(document.contains("from the dataset sha256:") && document.contains("## Sources"), "{document}");
        let command = document.lines().rfind(|line| line.starts_with("    icat-explorer ")).unwrap();
        let command = command.trim_start().replacen("icat-explorer", env!("CARGO_BIN_EXE_icat-explorer"), 1);
        // On any day.
        let again = Command::new("sh").args(["-c", &command]).env("SOURCE_DATE_EPOCH", "1790000000").output().unwrap();
        // `search` names the export that it is the same as.
        assert_eq!(String::from_utf8_lossy(&again.stdout), document, "{command}");
    }
}

#[test]
fn a_profile_as_a_document_has_all_of_what_the_screen_has_the_beginning_of() {
    let document = printed(&["show", "UNODC", "--format", "md"]);
    for cut in ["more, under Publications", " more\n", "all 5"] {
        assert!(!document.contains(cut), "{cut}");
    }
    let works = document.lines().filter(|line| line.starts_with("- ")).count();
    assert!(works > 60, "{works}");
    assert!(document.contains("<https://www.unodc.org/>"), "its home page is a link");
    assert!(document.matches("[^").count() > 20, "what was done is quoted, with its source");
}

#[test]
fn each_quotation_of_a_profile_says_whom_it_credits_and_where_it_is_cut() {
    let corpus = icat_explorer::dataset::embedded().unwrap();
    for subject in ["UNODC", "Nigeria", "organ removal"] {
        let document = printed(&["show", subject, "--format", "md"]);
        let done = document.split("\n## ").find(|part| part.starts_with("Activities and partnerships")).unwrap();
        let blocks: Vec<&str> = done.split("\n\n").collect();
        let quoted = blocks.iter().enumerate().filter(|(_, block)| block.starts_with("> "));
        let mut count = 0;
        for (n, block) in quoted {
            // Its title, whom it credits, and perhaps what leads to it.
            let who = if blocks[n - 1].starts_with("**Who** ") { n - 1 } else { n - 2 };
            let title = blocks[who - 1];
            assert!(title.starts_with("### ") || title.starts_with("#### "), "{title}\n{block}");
            assert!(corpus.passages.iter().any(|passage| title.ends_with(&*passage.headline)), "{title}");
            assert!(blocks[who].starts_with("**Who** "), "{}", blocks[who]);
            assert!(subject != "UNODC" || blocks[who].contains("UNODC"), "{}\n{block}", blocks[who]);
            let words: String = block.trim_start_matches("> ").chars().take(20).collect();
            let begins = |passage: &Passage| passage.text.starts_with(&words);
            let is_whole = !words.starts_with(char::is_lowercase) || corpus.passages.iter().any(begins);
            assert!(is_whole, "it is cut and does not say so: {block}");
            count += 1;
        }
        assert!(count > 2, "{subject}: {count}");
    }
}

#[test]
fn an_item_of_a_list_comes_with_its_lead_in_and_only_once() {
    let one = printed(&["export", "--format", "md", "--id", "ar22-migration-rec-non-punishment"]);
    assert_eq!(one.matches("Item of a list under: \u{201c}").count(), 1, "{one}");
    let corpus = icat_explorer::dataset::embedded().unwrap();
    let item = corpus.passage(corpus.find_passage("ar22-migration-rec-non-punishment").unwrap());
    let lead_in = corpus.passage(item.parent.unwrap());
    assert!(one.contains(&*lead_in.text), "{one}");
    let both = ["export", "--format", "md", "--id", &lead_in.id, "--id", &item.id];
    assert!(!printed(&both).contains("Item of a list under"), "the lead-in stands before it");
}

#[test]
fn a_brief_says_of_each_quotation_when_and_of_a_work_where_it_is() {
    let of = |id: &str| printed(&["export", "--format", "md", "--id", id]);
    assert!(of("ar21-message-signature").contains("\n\nReported for 2021.\n"));
    // A law of 2016 and plans are no years of the deed.
    let plans = of("map21-p4-icmpd-jordan-brazil");
    assert!(plans.contains("\n\nYears in the words: 2016, 2018, 2019, 2022. Reported for 2021.\n"), "{plans}");
    let corpus = icat_explorer::dataset::embedded().unwrap();
    let is_dated = |id: &&str| !corpus.passage(corpus.find_passage(id).unwrap()).stated_years().is_empty();
    let dated = "map21-pub-iom-between-two-fires";
    assert!(is_dated(&dated) && of(dated).contains("\n\nPublished in 2019."), "{}", of(dated));
    let linked = corpus
        .passage_numbers()
        .find(|&id| corpus.passage(id).kind == Kind::Publication && !corpus.links_of(id).is_empty());
    let linked = linked.unwrap();
    assert!(of(&corpus.passage(linked).id).contains(&format!("<{}>", corpus.links_of(linked)[0].url)));
}

#[test]
fn a_gap_names_the_passages_that_it_counts() {
    let rows = rows(&["gaps", "--place", "Africa", "--format", "csv"]);
    let document = printed(&["gaps", "--place", "Africa", "--format", "md"]);
    let mut named = 0;
    for row in &rows {
        let ids: Vec<&str> = row["passage ids"].split("; ").filter(|id| !id.is_empty()).collect();
        assert_eq!(row["passages"], ids.len().to_string(), "{row:?}");
        assert!(ids.iter().all(|id| document.contains(id)), "{row:?}");
        named += ids.len();
    }
    assert!(named > 0);
}

#[test]
fn sums_over_who_does_what_where_count_no_claim_twice_in_a_selection_either() {
    for narrow in [&[][..], &["--place", "Niger"], &["--entity", "iom", "--year", "2021"]] {
        let rows = rows(&[&["export", "--shape", "3w", "--format", "csv"], narrow].concat());
        let claims: BTreeSet<&str> = rows.iter().map(|row| row["claim"].as_str()).collect();
        let sum: f64 = rows.iter().map(|row| 1.0 / row["rows of claim"].parse::<f64>().unwrap()).sum();
        #[allow(clippy::cast_precision_loss)]
        let count = claims.len() as f64;
        assert!((sum - count).abs() < 1e-6 && !rows.is_empty(), "{narrow:?}: {sum} of {count}");
    }
}

#[test]
fn a_filter_by_years_leaves_the_rows_of_those_years() {
    let who_what_where = |narrow: &[&str]| rows(&[&["export", "--shape", "3w", "--format", "csv"], narrow].concat());
    let key = |row: &BTreeMap<String, String>| ["claim", "body", "place", "year"].map(|column| row[column].clone());
    let all = who_what_where(&[]);
    for year in ["2018", "2019", "2021"] {
        for (flag, is_meant) in [("--year", ["stated", "reported"]), ("--stated", ["stated", "stated"])] {
            let wanted = all.iter().filter(|row| row["year"] == year && is_meant.contains(&row["year is"].as_str()));
            let wanted: BTreeSet<_> = wanted.map(key).collect();
            let found: BTreeSet<_> = who_what_where(&[flag, year]).iter().map(key).collect();
            assert!(found == wanted && !wanted.is_empty(), "{flag} {year}: {} of {}", found.len(), wanted.len());
        }
    }
}

#[test]
fn rows_of_tables_and_plans_are_no_deeds() {
    let all = rows(&["export", "--shape", "3w", "--format", "csv"]);
    let of_table: BTreeSet<String> = rows(&["export", "--shape", "initiatives", "--format", "csv"])
        .into_iter()
        .flat_map(|row| row["passages"].split("; ").map(str::to_owned).collect::<Vec<_>>())
        .filter(|id| id.contains("-initiative-"))
        .collect();
    assert!(!of_table.is_empty() && all.iter().all(|row| !of_table.contains(&row["passage"])), "{of_table:?}");
    let late = |row: &&BTreeMap<String, String>| row["kind"] != "publication" && row["year"].as_str() > "2022";
    assert_eq!(all.iter().find(late), None);
}

#[test]
fn who_did_not_answer_the_survey_is_the_body_of_the_row() {
    let rows = rows(&["export", "--shape", "agreements", "--format", "csv"]);
    let answered = |body: &str| -> BTreeSet<&str> {
        let of = rows.iter().filter(|row| row["in the row of"] == body);
        of.map(|row| row["the row's body answered"].as_str()).collect()
    };
    assert_eq!(answered("ICAO"), BTreeSet::from(["no"]));
    assert_eq!(answered("UNODC"), BTreeSet::from(["yes"]));
    assert!(rows.iter().all(|row| row["link"].starts_with("https://") && !row["section"].is_empty()));
}

#[test]
fn tables_of_agreements_and_roles_are_narrowed() {
    let of = rows(&["export", "--shape", "agreements", "--format", "csv", "--entity", "unhcr"]);
    assert!(!of.is_empty() && of.iter().all(|row| row["in the row of"] == "UNHCR"), "{of:?}");
    let roles =
        rows(&["export", "--shape", "membership", "--format", "csv", "--entity", "iom", "--year", "2021..2022"]);
    let years: Vec<&str> = roles.iter().map(|row| row["year"].as_str()).collect();
    assert!(roles.iter().all(|row| row["body"] == "IOM") && !years.is_empty(), "{roles:?}");
    assert!(years.iter().all(|year| ["2021", "2022"].contains(year)), "{years:?}");
}

#[test]
fn a_table_of_members_has_bodies_alone_and_commitments_are_told_from_announcements() {
    let members = rows(&["membership", "--format", "csv"]);
    assert!(members.iter().all(|row| !row["name"].is_empty()), "each row is a body with its name: {members:?}");
    assert!(members.iter().any(|row| row["body"] == "COE" && row["2019"] == "partner"), "{members:?}");
    let said = rows(&["commitments", "--format", "csv"]);
    let words: BTreeSet<&str> = said.iter().map(|row| row["what"].as_str()).collect();
    assert_eq!(words, BTreeSet::from(["announcement", "commitment"]));
    for row in &said {
        assert_eq!(row["what"] == "commitment", row["kind"] == "commitment", "{row:?}");
    }
    // The remark on each later passage is ours, and stands beside it.
    assert!(said.iter().any(|row| row["taken up in"].contains("): States that")), "{said:?}");
}

#[test]
fn a_document_of_claims_has_the_columns_that_a_page_has_room_for() {
    let page = printed(&["export", "--shape", "3w", "--place", "Niger", "--format", "md"]);
    let columns = "body name | quotation | context | future words | place | year | year is | kind | passage";
    assert!(page.contains(&format!("\n| {columns} |\n")), "{page}");
    // What is said of a column that is left out is left out, too.
    assert!(page.contains("\nyear is: ") && !page.contains("rows of claim") && !page.contains("\ntopics: "), "{page}");
    let passages = rows(&["export", "--place", "Niger", "--format", "csv"]).len();
    let told: BTreeSet<String> = rows(&["export", "--shape", "3w", "--place", "Niger", "--format", "csv"])
        .into_iter()
        .map(|row| row["passage"].clone())
        .collect();
    let without = passages - told.len();
    assert!(without > 0 && page.contains(&format!("{without} of the {passages} passages chosen make")), "{page}");
}

#[test]
fn filters_in_a_query_narrow_the_rows_as_flags_do() {
    for (typed, flag) in [
        ("place:Niger", ["--place", "Niger"]),
        ("entity:ILO", ["--entity", "ILO"]),
        ("year:2019", ["--year", "2019"]),
        ("topic:children", ["--topic", "children"]),
    ] {
        let claims = |arguments: &[&str]| -> BTreeSet<String> {
            let all = rows(&[&["export", "--shape", "3w", "--format", "csv"], arguments].concat());
            all.into_iter()
                .map(|row| format!("{}: {} {} {}", row["claim"], row["body"], row["place"], row["year"]))
                .collect()
        };
        assert_eq!(claims(&["--query", typed]), claims(&flag), "{typed}");
    }
}

#[test]
fn a_brief_of_a_search_says_which_passages_lack_a_word_and_how_it_was_read() {
    let brief = printed(&["export", "--query", "border police training Slovakia", "--format", "md"]);
    let lacking = brief.matches("*Found without").count();
    let all = brief.matches("\n> ").count();
    assert!(lacking > 0 && lacking < all, "{brief}");
    assert!(brief.contains(&format!("{lacking} passages were found with some of them")), "{brief}");
    let whole = printed(&["export", "--query", "barnahus", "--format", "md"]);
    assert!(!whole.contains("Found without") && !whole.contains("with some of them"), "{whole}");
    let read = printed(&["search", "traficking", "--format", "md"]);
    assert!(read.contains("is read as \"trafficking\""), "{read}");
}

#[test]
fn a_document_says_whose_reports_it_is_from_and_how_many_of_the_commitments_it_has() {
    let some = printed(&["commitments", "--report", "2019-annual-report", "--status", "done", "--format", "md"]);
    let all = rows(&["commitments", "--report", "2019-annual-report", "--format", "csv"]);
    let all = all.iter().filter(|row| row["what"] == "commitment").count();
    assert!(some.contains(&format!("3 of {all} commitments (3 done)")), "{some}");
    let from = "*From the reports of the Inter-Agency Coordination Group against Trafficking in Persons (ICAT) on 2018, 2019, 2021 and 2022.*";
    for arguments in [&["show", "Nigeria"][..], &["export", "--place", "Niger"], &["membership"], &["gaps"]] {
        let page = printed(&[arguments, &["--format", "md"]].concat());
        assert!(page.lines().nth(2) == Some(from), "{arguments:?}: {page}");
    }
    // What exists and is not here has its address, which can be followed.
    assert!(some.contains("; see <https://icat.un.org/sites/default/files/publications/icat_2020_"), "{some}");
}

#[test]
fn a_profile_quotes_whole_sentences() {
    let page = printed(&["show", "UNODC", "--format", "md"]);
    let quoted: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("> ")).collect();
    assert!(quoted.len() > 40 && quoted.iter().all(|words| !words.starts_with('\u{2026}')), "{quoted:#?}");
    let whole = "The role of key partners in these operations, including IOM for victim assistance and UNODC for";
    assert!(quoted.iter().any(|words| words.starts_with(whole)), "{quoted:#?}");
}

#[test]
fn a_table_of_passages_has_what_passages_of_a_kind_have() {
    let rows = rows(&["export", "--format", "csv"]);
    let row = |id: &str| rows.iter().find(|row| row["id"] == id).unwrap_or_else(|| panic!("{id}"));
    let publication = row("map21-pub-unodc-moldova");
    assert!(publication["publication"].contains("Referral Practices") && publication["issued"] == "2007");
    let agreement = rows.iter().find(|row| row["kind"] == "agreement" && row["party"].contains("ICAO")).unwrap();
    assert!(agreement["with"].contains("OHCHR") || agreement["with"].contains("UNODC"), "{agreement:?}");
    assert!(rows.iter().any(|row| row["kind"] == "quote" && !row["speaker"].is_empty()));
    let symbols: BTreeSet<&str> = rows.iter().flat_map(|row| row["symbols"].split("; ")).collect();
    assert!(symbols.contains("A/RES/61/180") && symbols.contains("S/2021/312"), "{symbols:?}");
}
