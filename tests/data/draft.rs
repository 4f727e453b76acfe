//! What a draft makes of a text, in the manners in which reports come: pages of a PDF, columns, Markdown, a copied page.

use std::fmt::Write;

use icat_explorer::corpus::Corpus;
use icat_explorer::corpus::load::DataFile;
use icat_explorer::dataset;
use icat_explorer::draft::doubts::About;
use icat_explorer::draft::drafting::{Draft, draft};
use icat_explorer::draft::report_file::{Passage, Section, WrittenReport};
use icat_explorer::draft::verify::verify;

use crate::support::index;

pub(crate) fn corpus() -> &'static Corpus {
    index().corpus()
}

pub(crate) fn drafted(text: &str) -> Draft {
    draft(corpus(), text, "2031-annual-report")
}

/// Returns the outline of a draft: headings, and below them the first words of each passage after its style.
pub(crate) fn outline(report: &WrittenReport) -> String {
    fn walk(section: &Section, depth: usize, out: &mut String) {
        writeln!(out, "{}{}", "  ".repeat(depth), section.title.as_deref().unwrap_or("-")).unwrap();
        for passage in &section.passages {
            let style = passage.style.as_deref().unwrap_or("paragraph");
            let words: Vec<&str> = passage.text.split(' ').collect();
            let shown = if words.len() > 7 {
                format!("{} ... {}", words[..4].join(" "), words[words.len() - 2..].join(" "))
            } else {
                words.join(" ")
            };
            writeln!(out, "{}- {style}: {shown}", "  ".repeat(depth + 1)).unwrap();
        }
        section.sections.iter().for_each(|section| walk(section, depth + 1, out));
    }
    let mut out = String::new();
    report.sections.iter().for_each(|section| walk(section, 0, &mut out));
    out
}

pub(crate) fn passage<'a>(report: &'a WrittenReport, begins: &str) -> &'a Passage {
    let mut found = None;
    report.each_passage(&mut |_, passage| {
        if passage.text.starts_with(begins) {
            found = Some(passage);
        }
    });
    found.unwrap_or_else(|| panic!("no passage begins \"{begins}\":\n{}", outline(report)))
}

/// Pages with running heads and numbers, a word and a paragraph that pages tear, a glued footnote, lists of two levels.
const PAGES: &str = "ANNUAL REPORT 2031\n\n\
    FOREWORD\n\n\
    The year brought many new faces to the meetings of the Group, and with them ques-\n\
    tions that had not been asked for a long time.1 Some of these were answered by the\n\n\
    1 The minutes of the meetings are not public.\n\
    2\n\n\
    ICAT ANNUAL REPORT 2031\n\u{c}\
    survivors who advised the Group on its work in Kenya and Nepal.\n\n\
    Selected recommendations to States:\n\n\
    \u{2022} Screen all who arrive at a border, and to that end:\n\
    \u{20}  \u{2013} train at least one officer in each post; and\n\
    \u{20}  \u{2013} keep a room free for talks;\n\
    \u{2022} Publish the number of cases each year.\n\
    3\n\n\
    ICAT ANNUAL REPORT 2031\n\u{c}\
    HIGHLIGHTS FROM THE MEMBERSHIP\n\n\
    Priority 1: Building the evidence base\n\n\
    UNODC trained forty prosecutors in Ghana and Togo in 2030, jointly with IOM.\n\n\
    ILO published a study on fishing vessels in the Pacific.\n\n\
    KEY PUBLICATIONS AND RESOURCES\n\n\
    UNODC\n\n\
    A Handbook for Judges in Busy Courts, 2030\n\
    https://www.unodc.org/documents/a-handbook-for-judges-in-busy-\n\
    courts.pdf\n\n\
    MEMBERS\n\n\
    International Labour Organization (ILO)\n\
    World Beekeepers Union (WBU)\n\
    4\n\n\
    ICAT ANNUAL REPORT 2031\n\u{c}";

#[test]
fn pages_become_sections_and_passages() {
    let made = drafted(PAGES);
    assert_eq!(
        outline(&made.report),
        "[Cover]\n\
         \x20 - paragraph: ANNUAL REPORT 2031\n\
         Foreword\n\
         \x20 - paragraph: The year brought many ... and Nepal.\n\
         \x20 - footnote: The minutes of the ... not public.\n\
         \x20 - paragraph: Selected recommendations to States:\n\
         \x20 - item: Screen all who arrive ... that end:\n\
         \x20 - item: train at least one ... post; and\n\
         \x20 - item: keep a room free for talks;\n\
         \x20 - item: Publish the number of cases each year.\n\
         Highlights from the membership\n\
         \x20 Priority 1: Building the evidence base\n\
         \x20   - paragraph: UNODC trained forty prosecutors ... with IOM.\n\
         \x20   - paragraph: ILO published a study ... the Pacific.\n\
         Key publications and resources\n\
         \x20 UNODC\n\
         \x20   - item: A Handbook for Judges ... Courts, 2030\n\
         \x20 Members\n\
         \x20   - item: International Labour Organization (ILO)\n\
         \x20   - item: World Beekeepers Union (WBU)\n"
    );
    let report = &made.report;
    let torn = passage(report, "The year brought");
    assert!(
        torn.text.contains(
            "with them questions that had not been asked for a long time. Some of these were answered by the survivors"
        ),
        "{}",
        torn.text
    );
    assert_eq!(torn.page, Some(1));
    assert!(
        torn.draft.as_ref().unwrap().iter().any(|doubt| doubt.starts_with("joined from lines")),
        "{:?}",
        torn.draft
    );
    let note = passage(report, "The minutes");
    assert_eq!((note.mark.as_deref(), note.parent.as_ref()), (Some("1"), Some(&torn.id)));
    let (lead, upper) = (passage(report, "Selected"), passage(report, "Screen all"));
    assert_eq!(upper.parent.as_ref(), Some(&lead.id));
    assert_eq!(passage(report, "keep a room").parent.as_ref(), Some(&upper.id));
    assert_eq!(passage(report, "Publish").parent.as_ref(), Some(&lead.id));
    let course = passage(report, "UNODC trained");
    assert_eq!(course.entities.as_deref(), Some(&["UNODC".to_owned(), "IOM".to_owned()][..]));
    assert_eq!(
        (course.places.clone().unwrap(), course.years.clone().unwrap()),
        (vec!["Ghana".to_owned(), "Togo".to_owned()], vec![2030])
    );
    let work = passage(report, "A Handbook");
    assert_eq!(
        (work.title.as_deref(), work.published),
        (Some("A Handbook for Judges in Busy Courts"), Some(Some(2030)))
    );
    assert_eq!(work.links[0].url, "https://www.unodc.org/documents/a-handbook-for-judges-in-busy-courts.pdf");
    let told: Vec<&str> = made.doubts.iter().filter(|d| d.about == About::NewBody).map(|d| d.what.as_str()).collect();
    assert_eq!(told, ["World Beekeepers Union (WBU)"]);
    assert_eq!(made.left_out.iter().filter(|(_, words)| words == "ICAT ANNUAL REPORT 2031").count(), 3);
}

#[test]
fn headlines_of_a_draft_are_marked_and_all_passages_are_drafts() {
    let made = drafted(PAGES);
    let mut ids = Vec::new();
    made.report.each_passage(&mut |_, passage| {
        assert!(
            passage.headline.starts_with("TODO: ") && passage.headline.chars().count() <= 72,
            "{}",
            passage.headline
        );
        assert!(passage.draft.is_some());
        ids.push(passage.id.clone());
    });
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), all, "ids are all different");
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let left = [
        "1.1 Working at the border",
        "",
        "Officers of two countries met each",
        "week to compare the cases that they",
        "had seen, and wrote down what they",
        "would do if a child came alone to",
        "the post at night.",
    ];
    let right = [
        "1.2 Working in the town",
        "",
        "The clinic of the town opened a desk",
        "for people who had lost their papers,",
        "and nurses learned to ask about the",
        "work that had made them ill in the",
        "first place.",
    ];
    let mut text = "1. The year in review\n\n".to_owned();
    for (left, right) in left.iter().zip(right) {
        writeln!(text, "{left:<45}{right}").unwrap();
    }
    assert_eq!(
        outline(&drafted(&text).report),
        "1. The year in review\n\
         \x20 1.1 Working at the border\n\
         \x20   - paragraph: Officers of two countries ... at night.\n\
         \x20 1.2 Working in the town\n\
         \x20   - paragraph: The clinic of the ... first place.\n"
    );
}

#[test]
fn markdown_and_copied_pages_lose_what_is_around_the_text() {
    let markdown = "# Annual Report 2031\n\n## Foreword\n\nThe Group met **four times** in [Vienna](https://example.org/a) and wrote to all States.[^1]\n\n\
        [^1]: The letter is printed in the annex.\n\n> \u{201c}We were asked at last, and we answered as well as we could.\u{201d}\n>\n> Ms. Ada Mensah, Survivor leader\n\n\
        | Party | Agreement | Year |\n|---|---|---|\n| ILO, IOM | Memorandum of understanding on recruitment | 2030 |\n";
    let made = drafted(markdown);
    let text = passage(&made.report, "The Group met");
    assert_eq!(text.text, "The Group met four times in Vienna and wrote to all States.");
    assert_eq!((text.links[0].label.as_str(), text.links[0].url.as_str()), ("Vienna", "https://example.org/a"));
    assert_eq!(passage(&made.report, "The letter").parent.as_ref(), Some(&text.id));
    let quote = passage(&made.report, "We were asked");
    assert_eq!(quote.speaker.as_deref(), Some("Ms. Ada Mensah, Survivor leader"));
    let agreement = passage(&made.report, "ILO, IOM");
    assert_eq!((agreement.party.as_deref(), agreement.form.as_deref()), (Some("ILO, IOM"), Some("mou")));
    assert!(made.left_out.iter().any(|(_, words)| words == "Party | Agreement | Year"), "{:?}", made.left_out);
    assert_eq!(agreement.with.as_deref(), Some(&["IOM".to_owned()][..]));

    let page = "Skip to main content\nHome\nHome > Publications > Reports\n\nForeword\n\nThe Group met four times in Vienna and wrote to all States about the rights of those who work at sea.\n\nWe use cookies on this site.\n";
    let made = drafted(page);
    assert_eq!(made.left_out.len(), 4, "{:?}", made.left_out);
    assert!(outline(&made.report).starts_with("Foreword\n"), "{}", outline(&made.report));
}

/// Every built-in report, printed as pages with running heads, is drafted without an error, and no word of it is lost.
#[test]
fn no_word_of_a_report_is_lost_on_the_way_through_pages() {
    for report in &corpus().reports {
        let mut text = String::new();
        let mut lines = 0;
        for section in corpus().sections.iter().filter(|s| corpus().report(s.report).id == report.id) {
            writeln!(text, "{}\n", section.title.trim_matches(['[', ']']).to_uppercase()).unwrap();
            let of = corpus().passages.iter().filter(|p| corpus().report(p.report).id == report.id);
            for passage in of.filter(|p| std::ptr::eq(corpus().section(p.section), section)) {
                for line in textwrap(&passage.text, 92) {
                    writeln!(text, "{line}").unwrap();
                    lines += 1;
                }
                text.push('\n');
                if lines > 18 {
                    write!(text, "A RUNNING HEAD OF THE REPORT\n\u{c}").unwrap();
                    lines = 0;
                }
            }
        }
        let made = draft(corpus(), &text, "2031-annual-report");
        let json = made.report.to_json().unwrap();
        let file = DataFile::new("2031-annual-report.json".to_owned(), json.clone().leak());
        let mut files = dataset::files();
        files.put("reports/2031-annual-report.json", file.clone());
        files.sort();
        let checked = dataset::of(files);
        assert!(checked.is_ok(), "{}: {}", report.id, checked.err().unwrap());
        let verified = verify(&file, "source.txt", &text);
        let share = verified.covered * 1000 / verified.words;
        assert!(
            share >= 995,
            "{}: {share} of 1000 words: {:#?}",
            report.id,
            verified.problems.kept.iter().take(8).collect::<Vec<_>>()
        );
    }
}

fn textwrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last_mut().unwrap();
        if !last.is_empty() && last.chars().count() + 1 + word.chars().count() > width {
            lines.push(word.to_owned());
        } else {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    lines
}

#[test]
fn a_draft_is_written_as_the_files_are_kept_by_hand() {
    for &(path, text) in dataset::EMBEDDED.iter().filter(|(path, _)| path.starts_with("reports/")) {
        let report: WrittenReport = serde_json::from_str(text).unwrap();
        let written = report.to_json().unwrap();
        let again: WrittenReport = serde_json::from_str(&written).unwrap();
        assert_eq!(report, again, "{path}");
        // The same lines, but for the order of fields.
        let lines = |text: &str| -> Vec<String> {
            text.lines().map(|line| line.trim().trim_end_matches(',').to_owned()).collect()
        };
        let (by_hand, ours) = (lines(text), lines(&written));
        let known: std::collections::HashSet<&String> = ours.iter().collect();
        let same = by_hand.iter().filter(|line| known.contains(line)).count();
        assert!(same * 100 >= by_hand.len() * 98, "{path}: {same} of {} lines", by_hand.len());
        assert!(
            ours.len().abs_diff(by_hand.len()) * 50 <= by_hand.len(),
            "{path}: {} lines for {}",
            ours.len(),
            by_hand.len()
        );
    }
}

#[test]
fn numbered_headings_lie_below_parts_and_begin_anew_within_each_other() {
    let text = "Section One | Mandates\n\n1. Core tasks of the members\n\nEach of the members was given its task by the States that founded it, in words of its own.\n\n\
        2. Knowledge of the members\n\nThe members know a great deal about the matters that they deal with, and wrote it down for this report.\n\n\
        Section Two | Work\n\n1. Where the members work\n\nMost of the members work in all regions of the world, and have offices in many of the countries.\n\n\
        2. What the members did\n\nThe examples below are sorted by what they are for, and each of them was sent in by a member.\n\n\
        1. Building the evidence\n\nUNODC collected figures from one hundred and forty States for its next report on the matter.\n\n\
        2. Reaching the courts\n\nIOM trained judges in Togo who had never before heard a case of trafficking in their courts.\n\n\
        3. Who was reached\n\nOfficers of the border, judges and nurses were those whom most of the work was meant to reach.\n";
    assert_eq!(
        outline(&drafted(text).report),
        "Section One | Mandates\n\
         \x20 1. Core tasks of the members\n\
         \x20   - paragraph: Each of the members ... its own.\n\
         \x20 2. Knowledge of the members\n\
         \x20   - paragraph: The members know a ... this report.\n\
         Section Two | Work\n\
         \x20 1. Where the members work\n\
         \x20   - paragraph: Most of the members ... the countries.\n\
         \x20 2. What the members did\n\
         \x20   - paragraph: The examples below are ... a member.\n\
         \x20   1. Building the evidence\n\
         \x20     - paragraph: UNODC collected figures from ... the matter.\n\
         \x20   2. Reaching the courts\n\
         \x20     - paragraph: IOM trained judges in ... their courts.\n\
         \x20   3. Who was reached\n\
         \x20     - paragraph: Officers of the border, ... to reach.\n"
    );
}

#[test]
fn footnotes_rows_and_items_stand_with_what_they_belong_to() {
    let markdown = "# Annual Report 2031\n\n## Year in review\n\nThe Group met four times in Vienna and wrote to all States.[^1]\n\nThe work went on in three fields:\n\n\
        - schools, where teachers learned what to look for;\n- ports, where sailors were told of their rights.\n\n\
        In addition, the Group spoke to many a mayor about the towns in which people are exploited.\n\n\
        - farms, where inspectors came at the time of harvest.\n\n## Networks\n\nThe table lists the networks of which members are part.\n\n\
        | Initiative | Scope | Composition | What it does |\n|---|---|---|---|\n| Bees without Borders | Global | IOM and 20 unions | Watches over hives. |\n\n\
        ## Notes\n\n[^1]: The letter is printed in the annex.\n";
    let made = drafted(markdown);
    let report = &made.report;
    let note = passage(report, "The letter");
    let carrier = passage(report, "The Group met");
    assert_eq!(note.parent.as_ref(), Some(&carrier.id));
    let review = &report.sections.iter().find(|s| s.title.as_deref() == Some("Year in review")).unwrap();
    assert_eq!(review.passages[1].id, note.id, "a note stands behind what it explains");
    let lead = passage(report, "The work went on");
    for begins in ["schools", "ports", "farms"] {
        assert_eq!(passage(report, begins).parent.as_ref(), Some(&lead.id), "{begins}");
    }
    let row = passage(report, "Watches over hives");
    assert_eq!(
        (row.name.as_deref(), row.scope.as_deref(), row.composition.as_deref()),
        (Some("Bees without Borders"), Some("Global"), Some("IOM and 20 unions"))
    );
    assert_eq!(row.parent.as_ref(), Some(&passage(report, "The table lists").id));
    assert!(made.left_out.iter().any(|(_, words)| words.starts_with("Initiative | Scope")), "{:?}", made.left_out);
}

#[test]
fn claims_are_proposed_only_where_the_words_say_who_acts() {
    let text = "## Year in review\n\n\
        In 2030, UNODC trained judges in Ghana. In addition, IOM opened a shelter in Togo with funds from Norway.\n\n\
        UNODC trained nurses in Ghana. Much of the harm is done at home. They also wrote a manual for nurses.\n\n\
        Trafficking goes on in all regions. Few of the cases come to court.\n";
    let made = drafted(text);
    let two = passage(&made.report, "In 2030");
    let claims: Vec<(&str, &[String], &[String])> =
        two.claims.iter().map(|c| (c.quote.as_str(), &c.entities[..], &c.places[..])).collect();
    assert_eq!(
        claims,
        [
            ("In 2030, UNODC trained judges in Ghana", &["UNODC".to_owned()][..], &["Ghana".to_owned()][..]),
            ("IOM opened a shelter in Togo with funds from Norway", &["IOM".to_owned()], &["Togo".to_owned()]),
        ]
    );
    // The passage names all places, whatever part they play.
    assert_eq!(two.places.as_deref(), Some(&["Ghana".to_owned(), "Togo".to_owned(), "Norway".to_owned()][..]));
    assert!(passage(&made.report, "UNODC trained nurses").claims.is_empty());
    assert!(passage(&made.report, "Trafficking goes on").claims.is_empty());
}

/// Returns the kind of a passage, its own or that of the nearest section that has one.
fn kind(report: &WrittenReport, begins: &str) -> Option<String> {
    let mut found = None;
    report.each_passage(&mut |sections, passage| {
        if passage.text.starts_with(begins) {
            let above = || sections.iter().rev().find_map(|section| section.kind.clone());
            found = passage.kind.clone().or_else(above);
        }
    });
    found
}

/// A compendium as `pdftotext -raw` writes it: no empty lines, no bullets, entries with the same headings.
const COMPENDIUM: &str = "Compendium of Clubs\n\
    This compendium tells what each of the clubs is charged with and what it did in the year, in the\n\
    words of the clubs themselves, and where their publications can be found.\n\
    International Labour Organization\n\
    Mandate\n\
    The ILO keeps the conventions on forced labour, which oblige all States to prevent it and to see to\n\
    it that nobody goes unpaid.\n\
    Activities\n\
    In 2031 the ILO did the following in the ports of two oceans:\n\
    Opened a desk for stokers in Amman, which was asked for help by some two thousand of them in its\n\
    first half year;\n\
    Taught the inspectors of harbours on:\n\
    signs of debt among crews,\n\
    talks without a captain, and\n\
    the paying back of wages.\n\
    Publications\n\
    Wages Withheld: Debt at Sea. ILO, 2031. English, French, Spanish.\n\
    Who Pays the Stoker? ILO and IOM, 2029. English, Thai,\n\
    Vietnamese.\n\
    International Organization for Migration\n\
    Mandate\n\
    IOM is charged with the help of all who are on their way, whatever papers they have or lack, and with\n\
    the count of those who get lost.\n\
    Activities\n\
    IOM helped some eight thousand stokers home in 2031, most of whom came from the ports of Libya and\n\
    of Thailand.\n\
    Publications\n\
    IOM (2030). Stokers on Land: A Handbook. Available in EN, AR, UK.\n";

#[test]
fn the_entries_of_a_compendium_have_their_sections_lists_and_publications() {
    let draft = drafted(COMPENDIUM);
    let outline = outline(&draft.report);
    for lines in [
        "  International Labour Organization\n    Mandate\n",
        "    Activities\n      - paragraph: In 2031 the ILO ... two oceans:\n",
        "      - item: signs of debt among crews,\n",
        "  International Organization for Migration\n    Mandate\n",
    ] {
        assert!(outline.contains(lines), "no \"{lines}\" in:\n{outline}");
    }
    let of = |begins: &str| passage(&draft.report, begins);
    assert_eq!(of("signs of debt").parent.as_ref(), Some(&of("Taught the inspectors").id));
    assert_eq!(kind(&draft.report, "Opened a desk").as_deref(), Some("activity"));
    assert_eq!(kind(&draft.report, "IOM is charged").as_deref(), Some("mandate"));
    for (begins, title, published, languages) in [
        ("Wages Withheld", "Wages Withheld: Debt at Sea", 2031, "English French Spanish"),
        ("Who Pays", "Who Pays the Stoker?", 2029, "English Thai Vietnamese"),
        ("IOM (2030)", "Stokers on Land: A Handbook", 2030, "English Arabic Ukrainian"),
    ] {
        let entry = of(begins);
        assert_eq!(entry.title.as_deref(), Some(title));
        assert_eq!(entry.published, Some(Some(published)), "{title}");
        assert_eq!(entry.languages.as_deref().unwrap_or_default().join(" "), languages, "{title}");
    }
    assert_eq!(of("Who Pays").entities.as_deref().unwrap_or_default(), ["ILO", "IOM"]);
}

/// A page with a narrow column beside the text, a table below both, and two columns with a box.
const SIDEBAR: &str = "  News from the ports                                           Did you know?\n\n\
    \u{20} UNICEF opened twelve rooms for children at the ports of           The harbour has had\n\
    \u{20} Chad. In the first half of the year some five thousand of        nine masters since the\n\
    \u{20} them came, of whom staff knew sixty.                             war. Four of them came\n\
    \u{20}                                                                  from the sea.\n\
    \u{20} In Honduras, IOM taught the drivers of buses to know a\n\
    \u{20} smuggler. The course ends with a test.\n\n\n\
    \u{20} Agreements made in 2031\n\n\
    \u{20} Member        Agreement                                      Signed\n\
    \u{20} UNODC         Exchange of lists of vessels with the          March 2031\n\
    \u{20}               harbours of the south\n\
    \u{20} ILO           Work with the clubs of stokers                 May 2031\n\
    \u{20} IOM           Houses for those who wait                      June 2031\n";

#[test]
fn a_narrow_column_is_text_and_a_table_below_it_is_one() {
    let draft = drafted(SIDEBAR);
    let outline = outline(&draft.report);
    let of = |begins: &str| passage(&draft.report, begins).text.clone();
    assert!(of("UNICEF opened").ends_with("of whom staff knew sixty."), "{outline}");
    assert_eq!(of("The harbour"), "The harbour has had nine masters since the war. Four of them came from the sea.");
    assert_eq!(of("UNODC"), "UNODC | Exchange of lists of vessels with the harbours of the south | March 2031");
    assert_eq!(passage(&draft.report, "ILO").style.as_deref(), Some("row"), "{outline}");
}

#[test]
fn a_heading_over_lines_is_one_and_cells_on_lines_are_rows() {
    let text = "Helping Seafarers and Fishers Who\nHave Been Left in Foreign Ports\n\
        ILO set up a fund from which the chaplains of ports can pay for the journeys home of all those whose\n\
        masters have gone. It paid for many of them.\n\n\
        Country\n\nTaught by\n\nWho was taught\n\nGhana\n\nUNODC\n\nForty judges of the courts\nof the north\n\n\
        Nepal\n\nILO\n\nSixty inspectors and their drivers\n\nPeru\n\nIOM\n\nOfficers of the new unit\n\n\
        Box 1. What they asked for\nThe fishers asked for one desk in each port and for answers within a month of\nasking.\n";
    let draft = drafted(text);
    let outline = outline(&draft.report);
    for line in [
        "Helping Seafarers and Fishers Who Have Been Left in Foreign Ports\n",
        "- row: Ghana | UNODC | ... the north\n",
        "- row: Nepal | ILO | ... their drivers\n",
        "  Box 1. What they asked for\n",
    ] {
        assert!(outline.contains(line), "no \"{line}\" in:\n{outline}");
    }
}

#[test]
fn the_list_of_contents_tells_the_headings_and_how_deep_they_lie() {
    let text = "Contents\n\n\
        I. THE GROUP IN 2031 ......................................................            3\n\n\
        \u{20}    A. Who belongs to it ................................................            3\n\n\
        \u{20}    B. How often it met .................................................            4\n\n\
        II. WHAT IT ASKS OF STATES .................................................            5\n\u{c}\
        I. THE GROUP IN 2031\nA. Who belongs to it\nUNODC coordinates the Group, which had thirty-one members at the end \
        of the year\nand which none has left since.\n\
        B. How often it met\nThe focal points met four times in the course of the year, in Vienna and by telephone.\n\n\
        II. WHAT IT ASKS OF STATES\nStates should count the people whom they send home, and should say where they went.\n";
    let draft = drafted(text);
    assert_eq!(
        outline(&draft.report),
        "I. The group in 2031\n\
         \x20 A. Who belongs to it\n\
         \x20   - paragraph: UNODC coordinates the Group, ... left since.\n\
         \x20 B. How often it met\n\
         \x20   - paragraph: The focal points met ... by telephone.\n\
         II. What it asks of states\n\
         \x20 - paragraph: States should count the ... they went.\n"
    );
    assert!(draft.left_out.iter().any(|(_, words)| words.contains("....")), "{:?}", draft.left_out);
}

#[test]
fn a_running_head_that_is_the_name_of_its_chapter_is_no_passage() {
    let page = |head: &str, body: &str, n: u8| format!("{head}\n\n\n{body}\n\n{n}\n\u{c}");
    let text = format!(
        "Contents\nForeword ............ 2\nWork at sea ............ 3\nWork on land ............ 5\n\u{c}{}{}{}{}",
        page("Foreword", "Foreword\nThe Group thanks all who have read this report before it was printed.", 2),
        page(
            "Work at sea",
            "Work at sea\nILO visited forty ports and spoke to the crews of vessels that had been at sea for",
            3
        ),
        page("Work at sea", "more than a year, most of them from Indonesia.", 4),
        page("Work on land", "Work on land\nIOM opened two houses in Ghana for people who had been sent back.", 5),
    );
    assert_eq!(
        outline(&drafted(&text).report),
        "Foreword\n\
         \x20 - paragraph: The Group thanks all ... was printed.\n\
         Work at sea\n\
         \x20 - paragraph: ILO visited forty ports ... from Indonesia.\n\
         Work on land\n\
         \x20 - paragraph: IOM opened two houses ... sent back.\n"
    );
}

#[test]
fn a_box_beside_few_lines_of_text_and_lines_that_alternate_are_read_one_after_the_other() {
    let text = "\
        Sudan, and advised the country team to look for signs\n\
        of trafficking among those who crossed the border       Case study: A room at the crossing\n\
        at night.                                               At the main crossing UNFPA opened three\n\
        \u{20}                                                       rooms in which midwives speak with those\n\
        \u{20}                                                       who arrive alone, and look for signs of\n\
        \u{20}                                                       debt and control, which are not always\n\
        \u{20}                                                       plain to see at night.\n\u{c}\
        Harbour masters in Togo and Ghana used to fill in\n\
        \u{20}                                                       telephone to a desk that is open at night.\n\
        four different forms when a fisher asked for help.\n\
        \u{20}                                                       In the first months 61 fishers were taken\n\
        Since August they use one, which is sent by\n\
        \u{20}                                                       off their vessels with the help of ILO.\n";
    let outline = outline(&drafted(text).report);
    for line in [
        "- paragraph: Sudan, and advised the ... at night.\n",
        "Case study: A room at the crossing\n",
        "- paragraph: At the main crossing ... at night.\n",
    ] {
        assert!(outline.contains(line), "no \"{line}\" in:\n{outline}");
    }
    assert!(outline.contains("- paragraph: Harbour masters in Togo"), "{outline}");
    assert!(!outline.contains("telephone four"), "{outline}");
}

#[test]
fn who_says_a_quotation_stands_below_it_with_or_without_a_dash() {
    for who in [
        "\u{2014} Amina B., adviser to the Rapporteur",
        "Treasurer of the club in Tegucigalpa",
        "Emeka, 26, who was freed in August",
    ] {
        let text = format!(
            "The meeting was long and many spoke at it, some of them for the first time.\n\n\
             \u{201c}Nobody lends to a woman who has nothing. So we lend to each other.\u{201d}\n{who}\n\n\
             The members agreed to meet again in the spring, and to invite those who could not come.\n"
        );
        let report = drafted(&text).report;
        let said = passage(&report, "Nobody lends");
        assert_eq!(said.speaker.as_deref(), Some(who.trim_start_matches(['\u{2014}', ' '])));
        passage(&report, "The members agreed");
    }
}

#[test]
fn what_a_browser_shows_around_a_page_is_left_out() {
    let text = "Skip to main content\nMenu\nAbout us\nThemes\nEvents\nLibrary\n\nForced labour at sea\nLast updated: 14 November 2031\n\
        6 min read\nShare this page\n\nMany thousands of people work on vessels that do not come to a port for more than a year at a time.\n\n\
        What was done\nILO spoke to the crews of forty vessels in the ports of Ghana, and IOM took ninety people home from there.\n\n\
        Back to top\nRelated pages\nForced labour on farms\nPrivacy notice\n";
    let draft = drafted(text);
    let made = outline(&draft.report);
    for words in ["Menu", "Themes", "min read", "Related", "farms", "Privacy", "updated"] {
        assert!(!made.contains(words), "{words} in:\n{made}");
    }
    for words in [
        "Forced labour at sea\n",
        "- paragraph: Many thousands of people",
        "What was done\n",
        "- paragraph: ILO spoke to the",
    ] {
        assert!(made.contains(words), "no {words} in:\n{made}");
    }
}

#[test]
fn what_leads_in_says_of_what_kind_its_list_is() {
    let text = "Participants called on States to:\n\u{2022} count those whom they send home;\n\u{2022} say where they went.\n\n\
        The principals endorsed a plan that is built on two commitments:\n\u{2022} to publish a guide for judges;\n\u{2022} to meet in Dakar.\n\n\
        Three messages emerged:\n\u{2022} debts outlive the work;\n\u{2022} banks hold what prosecutors need.\n";
    let report = drafted(text).report;
    for (begins, kind) in [
        ("count those", "recommendation"),
        ("say where", "recommendation"),
        ("to publish", "commitment"),
        ("to meet in Dakar", "commitment"),
    ] {
        assert_eq!(passage(&report, begins).kind.as_deref(), Some(kind), "{begins}");
    }
    assert_ne!(passage(&report, "banks hold").kind.as_deref(), Some("recommendation"));
}

#[test]
fn an_answer_on_a_line_of_its_own_is_no_button_of_a_browser() {
    let text = "Does the body have a register of cases?\n\nYes\n\nDoes it train those who keep it, and who pays for that in the end?\n\nNo\n\n\
        The answers were given by the focal points of twelve bodies, and were not looked into by anybody else.\n";
    let made = outline(&drafted(text).report);
    assert!(made.contains("Yes") && made.contains("No\n"), "{made}");
}

#[test]
fn a_chapter_with_the_number_of_a_footnote_stays_a_chapter() {
    let text = "Contents\nForeword ............ 2\n1. Who we are ............ 2\n    1.1 Mandate ............ 2\n\
        2. The year ............ 3\n\u{c}\
        Foreword\nRecruiters were waiting wherever people had to leave in haste, as a report of the year tells.1\n\n\
        1. Who we are\n1.1 Mandate\n\nThe Group exists so that its members do not work at cross purposes.2\n\n\n\
        1. Figures are taken from reports of country teams.\n2. See the resolution.\n\n\u{c}\
        2. The year\nUNODC trained forty judges in Ghana, and wrote a handbook for them in the spring.\n";
    assert_eq!(
        outline(&drafted(text).report),
        "Foreword\n\
         \x20 - paragraph: Recruiters were waiting wherever ... year tells.\n\
         \x20 - footnote: Figures are taken from ... country teams.\n\
         1. Who we are\n\
         \x20 1.1 Mandate\n\
         \x20   - paragraph: The Group exists so ... cross purposes.\n\
         \x20   - footnote: See the resolution.\n\
         2. The year\n\
         \x20 - paragraph: UNODC trained forty judges ... the spring.\n"
    );
}

#[test]
fn entries_of_agreements_and_initiatives_and_works_that_are_cited_have_their_fields() {
    let text = "# Agreements\n\nThese are in force.\n\n## Memoranda of understanding\n\n\
        - ILO and UN Women: wages of domestic workers in Jordan. Signed in 2030.\n\
        - INTERPOL and ICAO: passenger data.\n\n\
        ## Other agreements\n\n- UNICEF and CBSS: an enormous amount of work in the mountains.\n\n\
        # Initiatives\n\n- Blue Lamp Circle: run by UNODC since 2029.\n\n\
        # Sources\n\nOSCE (2030), Buying Clean: A Guide for Purchasers.\n";
    let draft = drafted(text);
    let wages = passage(&draft.report, "ILO and UN Women");
    assert_eq!((kind(&draft.report, "ILO and UN"), wages.form.as_deref()), (Some("agreement".to_owned()), Some("mou")));
    assert_eq!(
        (wages.party.as_deref(), wages.with.as_deref()),
        (Some("ILO and UN Women"), Some(&["UN-WOMEN".to_owned()][..]))
    );
    assert_eq!(
        passage(&draft.report, "UNICEF and CBSS").form.as_deref(),
        Some("framework"),
        "an amount is no memorandum"
    );
    let lamp = passage(&draft.report, "Blue Lamp");
    assert_eq!(
        (kind(&draft.report, "Blue"), lamp.name.as_deref()),
        (Some("initiative".to_owned()), Some("Blue Lamp Circle"))
    );
    let cited = passage(&draft.report, "OSCE (2030)");
    assert_eq!(kind(&draft.report, "OSCE (2030)").as_deref(), Some("publication"));
    assert_eq!(cited.title.as_deref(), Some("Buying Clean: A Guide for Purchasers"));
    assert_eq!(cited.published, Some(Some(2030)));
}

#[test]
fn who_acts_is_read_from_the_word_after_a_name_and_from_by() {
    let read = |text: &str| {
        let report = drafted(&format!("# The year in review\n\n{text}\n")).report;
        let mut entities = None;
        report.each_passage(&mut |sections, passage| {
            let above = || sections.iter().rev().find_map(|section| section.entities.clone());
            entities = passage.entities.clone().or_else(above);
        });
        (kind(&report, "").unwrap_or_default(), entities.unwrap_or_default())
    };
    for (text, ids) in [
        ("With that in mind the United Nations University ran eight seminars for bankers in Lagos.", &["UNU"][..]),
        (
            "Officials from Latvia saw at a visit how the Council of the Baltic Sea States had set up a house.",
            &["CBSS"],
        ),
        ("Trainers from Rwanda had been prepared for it by OHCHR in the spring of that year.", &["OHCHR"]),
    ] {
        let (kind, found) = read(text);
        assert_eq!((kind.as_str(), found), ("activity", ids.iter().map(|id| (*id).to_owned()).collect()), "{text}");
    }
}
