//! The review of a draft: what keys do to the passage, and that each step is on the disk.

use std::path::{Path, PathBuf};

use icat_explorer::draft::drafting::draft;
use icat_explorer::draft::readings_file::WrittenReadings;
use icat_explorer::draft::report_file::WrittenReport;
use icat_explorer::tui::app::{ReviewStart, StartOptions};

use crate::support::{Explorer, index};

const SOURCE: &str = "FOREWORD\n\n\
    The Group met four times in Vienna in 2031, and each time it heard from people who had been trafficked. They spoke first.\n\n\
    UNODC trained forty prosecutors in Ghana and Togo.\n\n\
    This line was copied from the cover by mistake.\n\n\
    IOM opened a shelter in Nepal.\n\n\
    It has room for twenty people.\n";

/// A dataset with a draft, in a directory of its own.
struct Drafted {
    dir: tempfile::TempDir,
}

impl Drafted {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("reports")).unwrap();
        for (path, text) in icat_explorer::dataset::EMBEDDED {
            std::fs::write(dir.path().join(path), text).unwrap();
        }
        let made = draft(index().corpus(), SOURCE, "2031-annual-report");
        std::fs::write(Self::path(dir.path()), made.report.to_json().unwrap()).unwrap();
        Self { dir }
    }

    fn path(dir: &Path) -> PathBuf {
        dir.join("reports").join("2031-annual-report.json")
    }

    fn open(&self, width: u16, height: u16) -> Explorer {
        let review = ReviewStart {
            dir: self.dir.path().to_owned(),
            id: "2031-annual-report".to_owned(),
            source: Some(("report.txt".to_owned(), SOURCE.to_owned())),
            reviews: Some(self.dir.path().join("state")),
        };
        Explorer::started(index(), StartOptions { review: Some(review), ..StartOptions::default() }, width, height)
    }

    fn report(&self) -> WrittenReport {
        serde_json::from_str(&std::fs::read_to_string(Self::path(self.dir.path())).unwrap()).unwrap()
    }

    fn texts(&self) -> Vec<String> {
        let mut texts = Vec::new();
        self.report().each_passage(&mut |_, passage| texts.push(passage.text.clone()));
        texts
    }
}

#[test]
fn a_passage_is_accepted_with_its_headline_and_the_next_one_comes() {
    let drafted = Drafted::new();
    let mut explorer = drafted.open(120, 36);
    explorer.see("0 of 5 accepted");
    explorer.see("line 3");
    explorer.see("The Group met four times");
    explorer.press("Enter");
    explorer.see("headline:");
    explorer.press("text:Four_meetings,_and_survivors_first Enter");
    explorer.see("1 of 5 accepted");
    explorer.see("2/5");
    let report = drafted.report();
    let first = &report.sections[0].passages[0];
    assert_eq!((first.headline.as_str(), &first.draft), ("Four meetings, and survivors first", &None));
    // Who goes on later begins where something is left.
    let later = drafted.open(80, 24);
    later.see("1 of 5 accepted");
    later.see("2/5");
    explorer.press("u");
    explorer.see("0 of 5 accepted");
    assert!(drafted.report().sections[0].passages[0].draft.is_some(), "what is undone is on the disk, too");
    explorer.press("U U");
    explorer.see("1 of 5 accepted");
}

#[test]
fn passages_are_joined_split_and_removed_and_all_of_it_can_be_undone() {
    let drafted = Drafted::new();
    let before = drafted.texts();
    let mut explorer = drafted.open(120, 36);
    explorer.press("j j x");
    assert_eq!(drafted.texts().len(), 4);
    explorer.press("J");
    explorer.see("3/3");
    assert_eq!(drafted.texts()[2], "IOM opened a shelter in Nepal. It has room for twenty people.");
    explorer.press("S Home");
    explorer.press("C-Right*6");
    explorer.see("The second passage");
    explorer.press("Enter");
    assert_eq!(drafted.texts()[2..], ["IOM opened a shelter in Nepal", ". It has room for twenty people."]);
    explorer.press("u u u");
    assert_eq!(drafted.texts(), before);
    explorer.press("G J");
    explorer.see("No passage follows.");
    explorer.press("S Home Enter");
    explorer.see("Put the cursor between the two parts.");
    explorer.press("Esc");
    assert_eq!(drafted.texts(), before);
}

#[test]
fn a_later_session_undoes_and_makes_again_what_an_earlier_one_changed() {
    let drafted = Drafted::new();
    let drafts = drafted.texts();
    let mut first = drafted.open(120, 36);
    first.press("j j x");
    first.press("J");
    let changed = drafted.report();
    drop(first);
    let mut second = drafted.open(80, 24);
    second.see("2 changes of earlier sessions can be undone");
    second.press("u");
    assert_eq!(drafted.texts().len(), 4);
    drop(second);
    let mut third = drafted.open(80, 24);
    third.see("1 change of earlier sessions can be undone");
    third.press("u");
    assert_eq!(drafted.texts(), drafts);
    third.press("u");
    third.see("There is nothing to undo.");
    drop(third);
    drafted.open(80, 24).press("U U");
    assert_eq!(drafted.report(), changed, "what was undone in another session is made again");
}

#[test]
fn a_file_that_was_changed_by_hand_has_no_history() {
    let drafted = Drafted::new();
    drafted.open(120, 36).press("j j x");
    let path = Drafted::path(drafted.dir.path());
    let by_hand = std::fs::read_to_string(&path).unwrap().replace("forty prosecutors", "fifty prosecutors");
    std::fs::write(&path, &by_hand).unwrap();
    let mut later = drafted.open(120, 36);
    later.see_not("earlier sessions");
    later.press("u");
    later.see("There is nothing to undo.");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), by_hand);
    // Nor does a history that is damaged, or none of ours, keep a review from beginning.
    let history = std::fs::read_dir(drafted.dir.path().join("state")).unwrap().next().unwrap().unwrap().path();
    std::fs::write(&history, "{\"schema\": 1").unwrap();
    drafted.open(120, 36).see("0 of 4 accepted");
}

#[test]
fn tags_are_typed_completed_and_checked() {
    let drafted = Drafted::new();
    let mut explorer = drafted.open(120, 36);
    explorer.press("j b");
    explorer.see("bodies: UNODC");
    explorer.press("text:,_int Tab");
    explorer.see("bodies: UNODC, INTERPOL");
    explorer.press("Enter p");
    explorer.see("places: Ghana, Togo");
    explorer.press("text:,_Nowhereland Enter");
    explorer.see("\"Nowhereland\" is no place of places.json");
    explorer.press("C-w text:Mali Enter");
    explorer.press("y text:2031 Enter c C-u text:mandate Enter r text:7 Enter");
    explorer.see("is no priority");
    explorer.press("Esc");
    let passage = drafted.report().sections[0].passages[1].clone();
    assert_eq!(passage.entities.unwrap(), ["UNODC", "INTERPOL"]);
    assert_eq!(
        (passage.places.unwrap(), passage.years.unwrap()),
        (vec!["Ghana".into(), "Togo".into(), "Mali".into()], vec![2031])
    );
    assert_eq!((passage.kind.as_deref(), passage.priorities), (Some("mandate"), None));
}

#[test]
fn what_would_break_the_data_is_not_written() {
    let drafted = Drafted::new();
    let mut explorer = drafted.open(120, 36);
    std::fs::write(drafted.dir.path().join("entities.json"), "{ not JSON").unwrap();
    let before = drafted.texts();
    explorer.press("x");
    explorer.see("Not written:");
    explorer.see("entities.json");
    assert_eq!(drafted.texts(), before);
}

#[test]
fn the_review_fits_every_size() {
    let drafted = Drafted::new();
    for (width, height) in [(40, 12), (80, 24), (120, 36), (200, 60)] {
        let mut explorer = drafted.open(width, height);
        explorer.see("Foreword");
        explorer.press("? Esc n");
        explorer.see("2/5");
    }
}

#[test]
fn what_a_split_or_a_join_takes_with_it_is_said() {
    let drafted = Drafted::new();
    let mut explorer = drafted.open(120, 36);
    let claims = || {
        let mut claims = Vec::new();
        drafted.report().each_passage(&mut |_, passage| claims.extend(passage.claims.iter().map(|c| c.quote.clone())));
        claims
    };
    // What is proposed for a new claim is the first sentence that is in none.
    explorer.press("A Enter A Enter Esc");
    assert_eq!(
        claims(),
        [
            "The Group met four times in Vienna in 2031, and each time it heard from people who had been trafficked",
            "They spoke first"
        ]
    );
    // A quote that the split cuts is cut with it.
    explorer.press("S Home C-Right*7 Enter");
    assert_eq!(
        claims()[..2],
        ["The Group met four times in Vienna", "in 2031, and each time it heard from people who had been trafficked"]
    );
    explorer.press("u b C-u text:IOM Enter");
    explorer.see("2 claims gone with that; u brings it back.");
    explorer.press("u");
    assert_eq!(claims().len(), 2);
}

#[test]
fn a_headline_keeps_the_rules_of_the_check() {
    let drafted = Drafted::new();
    let mut explorer = drafted.open(120, 36);
    explorer.press("Enter text:The_Group_met_four_times_in_Vienna");
    explorer.see("34/72, Enter accepts");
    explorer.press("Enter");
    explorer.see("That copies how the text begins");
    explorer.press("C-u text:Survivors_first Enter Enter text:Survivors_first Enter");
    explorer.see("That is the headline of");
    explorer.press("Esc / text:shelter Enter");
    explorer.see("IOM opened a shelter in Nepal.");
    explorer.press("/ text:zebra Enter");
    explorer.see("No passage has these words.");
    explorer.press("Esc Esc");
    explorer.see("Every step is written; q leaves the review.");
}

#[test]
fn a_commitment_of_an_earlier_report_is_taken_up() {
    let drafted = Drafted::new();
    let readings = || -> WrittenReadings {
        serde_json::from_str(&std::fs::read_to_string(drafted.dir.path().join("readings.json")).unwrap()).unwrap()
    };
    let before = readings();
    let commitment = before.promises.iter().find(|promise| promise.how == "no record").unwrap().commitment.clone();
    let corpus = index().corpus();
    let words = &corpus.passage(corpus.find_passage(&commitment).unwrap()).text;
    // A passage that has the words of a commitment proposes it first.
    let mut explorer = drafted.open(120, 36);
    explorer.press("e C-u");
    explorer.press(&format!("text:{} Enter", words.replace(' ', "_")));
    explorer.press("m");
    explorer.see("takes up:");
    explorer.press("Enter");
    explorer.see("That is no passage");
    explorer.press("Tab");
    explorer.see(&format!("takes up: {commitment}"));
    explorer.press("Enter text:maybe Enter");
    explorer.see("Type done, partly or no record.");
    explorer.press("C-u text:pa Tab Enter Enter");
    explorer.see("Say in a sentence why");
    explorer.press("text:The_work_began_in_2031. Enter");
    explorer.see(&format!("{commitment} (partly)"));
    let taken = |file: WrittenReadings| file.promises.into_iter().find(|p| p.commitment == commitment).unwrap();
    let now = taken(readings());
    assert_eq!((now.how.as_str(), now.why.as_str()), ("partly", "The work began in 2031."));
    assert_eq!(now.taken_up.len(), 1);
    assert!(now.taken_up[0].passage.starts_with("ar31-"), "{}", now.taken_up[0].passage);
    explorer.press("u");
    assert_eq!(readings(), before);
}

#[test]
fn readings_are_left_alone_where_none_is_changed_and_missed_where_there_are_none() {
    let drafted = Drafted::new();
    let path = drafted.dir.path().join("readings.json");
    let own = format!("  {}", std::fs::read_to_string(&path).unwrap());
    std::fs::write(&path, &own).unwrap();
    let mut explorer = drafted.open(120, 36);
    explorer.press("j b C-u text:IOM Enter");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), own);
    std::fs::remove_file(&path).unwrap();
    let mut explorer = drafted.open(120, 36);
    explorer.press("m");
    explorer.see("This dataset has no readings.json to say that in.");
}

#[test]
fn claims_are_added_changed_and_removed_with_keys() {
    let drafted = Drafted::new();
    let mut explorer = drafted.open(120, 36);
    let second = || drafted.report().sections[0].passages[1].clone();
    explorer.press("j C");
    explorer.see("The passage has no claims: it is one. A adds one.");
    explorer.press("B");
    explorer.see("Partners are those of a claim");
    explorer.press("A");
    explorer.see("new claim: UNODC trained forty prosecutors in Ghana and Togo");
    explorer.press("C-u text:UNODC_..._Kenya Enter");
    explorer.see("\"Kenya\" does not stand after that.");
    explorer.press("C-u text:UNODC_..._Ghana Enter");
    explorer.see("Claim 1 of 1");
    let claim = second().claims[0].clone();
    assert_eq!(
        (claim.quote.as_str(), claim.entities),
        ("UNODC trained forty prosecutors in Ghana", vec!["UNODC".into()])
    );
    assert_eq!((claim.places, second().entities), (vec!["Ghana".to_owned()], None));
    // The keys of fields hold for the claim.
    explorer.press("b text:,_IOM Enter y text:2031 Enter B text:Freedom_Fund,_World_Vision_(donor) Enter");
    explorer.see("IOM");
    explorer.see("with Freedom Fund");
    explorer.see("paid by World");
    explorer.press("c");
    explorer.see("kind:");
    explorer.press("Esc e C-u text:UNODC_trained Enter");
    let claim = second().claims[0].clone();
    assert_eq!((claim.quote.as_str(), claim.years), ("UNODC trained", vec![2031]));
    assert_eq!(claim.entities, ["UNODC", "IOM"]);
    assert_eq!(claim.partners.iter().map(|p| p.donor).collect::<Vec<_>>(), [false, true]);
    // Esc goes back to the passage; x removes the claim, and its bodies stay.
    explorer.press("Esc");
    explorer.see("Draft");
    explorer.press("C x");
    assert_eq!((second().claims.len(), second().entities.unwrap()), (0, vec!["UNODC".to_owned(), "IOM".to_owned()]));
    explorer.press("u");
    assert_eq!(second().claims.len(), 1);
}

#[test]
fn links_and_headings_are_typed() {
    let drafted = Drafted::new();
    let mut explorer = drafted.open(120, 36);
    explorer.press("K text:Four_times Enter");
    explorer.see("Type the words, and the address in <angle brackets>");
    explorer.press("C-u text:Four_times_<https://example.org/a>;_Vienna_<https://example.org/b> Enter");
    let first = || drafted.report().sections[0].passages[0].clone();
    let links: Vec<(String, String)> = first().links.into_iter().map(|link| (link.label, link.url)).collect();
    assert_eq!(
        links,
        [("Four times", "https://example.org/a"), ("Vienna", "https://example.org/b")]
            .map(|(label, url)| (label.to_owned(), url.to_owned()))
    );
    explorer.press("K C-u Enter");
    assert!(first().links.is_empty());
    explorer.press("i");
    explorer.see("heading: Foreword");
    explorer.press("text:_by_the_chairs Enter");
    explorer.see("Foreword by the chairs");
    assert_eq!(drafted.report().sections[0].title.as_deref(), Some("Foreword by the chairs"));
    explorer.press("i C-u Enter");
    explorer.see("A section has a heading");
}

#[test]
fn a_commitment_that_nothing_takes_up_is_not_on_record() {
    let drafted = Drafted::new();
    let readings = || -> WrittenReadings {
        serde_json::from_str(&std::fs::read_to_string(drafted.dir.path().join("readings.json")).unwrap()).unwrap()
    };
    let commitment = readings().promises.iter().find(|promise| promise.how == "partly").unwrap().commitment.clone();
    let mut explorer = drafted.open(120, 36);
    explorer.press(&format!("m text:{commitment} Enter text:no Tab Enter text:Nothing_tells_of_it. Enter"));
    let promise = readings().promises.into_iter().find(|promise| promise.commitment == commitment).unwrap();
    assert_eq!((promise.how.as_str(), promise.why.as_str()), ("no record", "Nothing tells of it."));
    assert!(promise.taken_up.is_empty());
}
