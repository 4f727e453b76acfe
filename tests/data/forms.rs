//! What a draft makes of the forms in which reports set things: boxes, columns, tables, cards, lists of names, notes.

use icat_explorer::draft::drafting::new_bodies;

use crate::draft::{corpus, drafted, outline, passage};

/// Puts lines beside each other, as a layout does: the second ones begin at a column.
fn beside(left: &[&str], right: &[&str], at: usize) -> String {
    let line = |n: usize| {
        let (left, right) = (left.get(n).unwrap_or(&""), right.get(n).unwrap_or(&""));
        format!("{left:<at$}{right}").trim_end().to_owned()
    };
    (0..left.len().max(right.len())).map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_box_stands_below_the_text_beside_it_and_a_table_below_both_belongs_to_the_text() {
    let left = [
        "2.2 Data and evidence",
        "Under the lead of IOM a team of nine entities",
        "agreed on a set of variables for the data that",
        "States collect, and tested it in three of them.",
        "The results will be published in the spring of",
        "next year, with a guide for statisticians.",
        "",
        "2.3 Agreements between entities",
        "More and more of the work rests on agreements;",
        "the table lists those that were reported since",
        "the last report, and leaves out the others.",
    ];
    let right = [
        "IN FOCUS: CREWS OF SHIPS",
        "AND THEIR PORTS",
        "In August inspectors in Durban,",
        "South Africa, boarded a trawler",
        "whose crew had not been ashore",
        "for eleven months.",
        "",
        "ILO and INTERPOL turned the",
        "case into an exercise, which",
        "was used in Maputo before the",
        "end of the year.",
    ];
    let table = "\n\nTable 1. Agreements of entities in 2031\n\n\
        \x20   Entity                         Memorandum of               Other frameworks\n\
        \x20                                  understanding with\n\n\
        \x20   ICAO                           OHCHR, UNODC                Letters with ITU\n\n\
        \x20   ILO                            IOM, UNHCR                  Plan of work with\n\
        \x20                                                              UNICEF (2030)\n\n\
        * Under negotiation.\n";
    let text = format!("2. The year in review\n\n{}{table}", beside(&left, &right, 62));
    let made = outline(&drafted(&text).report);
    let (agreements, focus) = (made.find("2.3 Agreements").unwrap(), made.find("In focus: ").unwrap());
    let (caption, row) = (made.find("caption: Table 1.").unwrap(), made.find("row: OHCHR, UNODC").unwrap());
    assert!(agreements < caption && caption < row && row < focus, "{made}");
    assert!(made.contains("In focus: crews of ships and their ports\n"), "{made}");
    assert!(made.contains("- paragraph: In August inspectors in ... eleven months."), "{made}");
    assert!(made.contains("- paragraph: Under the lead of ... for statisticians."), "{made}");
}

#[test]
fn a_column_goes_on_below_a_shorter_one_beside_it() {
    let left = [
        "What is at issue",
        "The Protocol does not name the crime that people",
        "are made to commit. Its list of forms is open, so",
        "lawmakers have begun to fill the gap: two States",
        "name it, and others are about to do the same in",
        "the course of the year that lies ahead of them.",
        "Members of the Group were asked what they had",
        "done about it, and nineteen of them answered in",
        "time for this paper, most of them in writing.",
        "Two limits have to be borne in mind: offices file",
        "the work under other names; and nobody counts the",
        "people who are never asked why they did it.",
        "",
        "",
        "How the crime works",
        "There is no single pattern. In some towns children",
        "are moved from one house to the next to carry the",
        "goods of others, and a debt that they are told of",
    ];
    let right = [
        "grows with every arrest. In other towns a refusal",
        "is punished by death, so that families leave.",
        "",
        "Compounds are the newest form of it and the one",
        "that brings in most. Advertisements for work with",
        "languages lead applicants to buildings which they",
        "may not leave. People of more than sixty countries",
        "have been found inside, and more are said to be",
        "held in places that nobody has been able to visit.",
        "",
        "Gardens under roofs are a third form. The youngest",
        "gardeners are fifteen, and are locked in with what",
        "they grow until somebody forces the door open.",
    ];
    let made = drafted(&format!("{}\n", beside(&left, &right, 56))).report;
    assert!(passage(&made, "There is no single pattern").text.contains("they are told of grows with every arrest."));
    let shown = outline(&made);
    let how = shown.find("How the crime works").unwrap();
    assert!(shown.find("Gardens under roofs").unwrap() > how, "{shown}");
}

#[test]
fn the_lines_of_a_table_of_projects_are_one_row_each_and_its_note_is_none() {
    let text = "Projects under way\n\
        \x20Project                              Members and partners            Countries                         Years      Donor\n\n\
        \x20No Second Sentence: applying         UNODC, NAPTIP                   Ghana, Nigeria, Sierra Leone      2029–      Denmark\n\
        \x20the principle                                                                                          2031\n\n\
        \x20Safe Lines                           UNICEF, OAS                     El Salvador, Honduras,            2030–      Canada,\n\
        \x20                                                                     Jamaica                           2032       Spain\n\n\
        \x20Clean Slate                          UN Women, UNFPA                 Albania, Montenegro               2031       Japan\n\
        Note: Amounts are not shown, as some donors asked that they be kept confidential.\n";
    let made = drafted(text);
    let row = passage(&made.report, "Safe Lines");
    assert_eq!(row.text, "Safe Lines | UNICEF, OAS | El Salvador, Honduras, Jamaica | 2030–2032 | Canada, Spain");
    assert_eq!(row.kind.as_deref().or(made.report.sections[0].kind.as_deref()), Some("activity"));
    assert!(made.left_out.iter().any(|(_, words)| words.starts_with("Project | Members")), "{:?}", made.left_out);
    passage(&made.report, "Note: Amounts");
}

#[test]
fn attributes_of_headings_are_markup_and_a_label_says_the_kind() {
    let text = "# Who does what: mandates of members\n\n## Entities {#entities}\n\n### United Nations Office on Drugs and Crime (UNODC) {#unodc .unnumbered}\n\n\
        **Mandate.** UNODC keeps the Protocol and serves the Conference of its parties, as it has for thirty years.\n\n\
        In 2031 the Office reviewed drafts of laws in Malawi and Niger, and mentored prosecutors in Viet Nam.\n\n\
        -   *A Global Look at Debts of Seafarers*, issued in January 2031 ([English](https://unodc.example/en.pdf),\n    \
        [Spanish](https://unodc.example/es.pdf))\n-   [Courtrooms that Listen: Cases from West\n    Africa](https://unodc.example/c.pdf), 2030\n";
    let report = drafted(text).report;
    let made = outline(&report);
    assert!(made.contains("United Nations Office on Drugs and Crime (UNODC)\n") && !made.contains('{'), "{made}");
    let section = &report.sections.iter().find(|s| s.title.as_deref() == Some("Entities")).unwrap().sections[0];
    let kind = |begins: &str| passage(&report, begins).kind.clone().or_else(|| section.kind.clone()).unwrap();
    assert_eq!(kind("Mandate. UNODC"), "mandate");
    assert_eq!(kind("In 2031 the Office"), "activity");
    let look = passage(&report, "A Global Look");
    assert_eq!((kind("A Global Look").as_str(), look.published.flatten()), ("publication", Some(2031)));
    assert_eq!(look.title.as_deref(), Some("A Global Look at Debts of Seafarers"));
    assert_eq!(look.languages.as_deref().unwrap_or_default(), ["English", "Spanish"]);
    assert_eq!(look.links.len(), 2);
    let courts = passage(&report, "Courtrooms");
    assert_eq!(courts.title.as_deref(), Some("Courtrooms that Listen: Cases from West Africa"));
}

#[test]
fn the_title_of_a_page_is_no_chapter_of_it_and_its_cards_are_publications() {
    let text = "Skip to main content\nMenu\n[ICAT logo]\nAbout ICAT\nMembers and partners\nOur work\nPublications\nContact\n\n\
        This website uses cookies to improve your experience and to understand how the site is used by those who visit it.\nAccept all\nOnly necessary\nRead our privacy notice\n\n\
        ICAT in 2031: the year in review\n\n18 March 2032 | Reading time: 9 minutes\nShare this: Facebook  X  LinkedIn\n\n\
        More people were on the move than in any year since records began, and those who trade in them were seldom far behind. \
        The forms differ from one place to the next, the model of the business does not: a debt, a door that is locked, and somebody who takes the wages.\n\n\
        New publications\n\n\
        Issue Brief 13: Trafficking and Early Marriage\nExplains when a marriage amounts to trafficking. June 2031.\nDownload (PDF, 2 MB)\nEnglish | French\n\n\
        Hidden in the Harvest\nOSCE study (2030) of labour providers in farming, with rules on licences.\nDownload (PDF, 5.1 MB)\nLanguages: English, Russian\n\n\
        See all publications\n\nWho belongs to ICAT\n\nThe list below shows who took part in the work of the Group in the second half of the year; \
         a full list of all that ever belonged to it is kept on another page, and is brought up to date whenever the principals have met.\n\n\
        Council of Europe (CoE)\nFood Organization of Islands (FOI)\nINTERPOL\nUN Women\nUN Refugee Agency (UNHCR)\n\n\
        Share this: Facebook  X  LinkedIn\nTags: annual review, survivors\nBack to top\n";
    let made = drafted(text);
    let shown = outline(&made.report);
    for words in ["Our work", "necessary", "logo", "Reading time", "Share", "Tags", "See all", "Download"] {
        assert!(!shown.contains(words), "{words} in:\n{shown}");
        assert!(made.left_out.iter().any(|(_, line)| line.contains(words)) || words == "Download", "{words}");
    }
    assert!(shown.contains("\nNew publications\n") || shown.starts_with("New publications\n"), "{shown}");
    let brief = passage(&made.report, "Issue Brief 13");
    assert_eq!(brief.title.as_deref(), Some("Trafficking and Early Marriage"));
    assert_eq!((brief.published.flatten(), brief.series.as_deref()), (Some(2031), Some("issue brief")));
    assert_eq!(brief.languages.as_deref().unwrap_or_default(), ["English", "French"]);
    assert_eq!(passage(&made.report, "Hidden in the Harvest").published.flatten(), Some(2030));
    for name in
        ["Council of Europe (CoE)", "Food Organization of Islands (FOI)", "INTERPOL", "UN Refugee Agency (UNHCR)"]
    {
        assert!(shown.contains(&format!(": {name}\n")), "{name} is an entry in:\n{shown}");
    }
}

#[test]
fn pages_of_a_scan_tear_words_and_paragraphs_and_the_names_of_a_list_stay_apart() {
    let text = "I. WORK OF THE GROUP\n\nThe Group met ten times in 2031. It settled the standards on data, and tested\n\
        them on records which\n\nMs. Ana Reyes, Special Rapporteur on trafficking in\npersons, and Mr. Omar Said (UNHCR) at the data\n\
        clinic, Vienna, April 2031. Photo: UNIS\n\nfour members had made available. The clinic showed that age had five meanings.\n\n\
        ICAT made two submissions to treaty bodies. The first concerned the rights of children in migra-\n\n\
        4\nICAT ANNUAL REPORT 2031\n\ntion; the second asked a committee to name the crime where it speaks of work.\n\n\
        II. WHAT STATES SHOULD DO\n\nThe members agreed on two recommendations, which are not new.\n\
        * Publish, once a year, how many victims asked for compensa-\n\n5\nICAT ANNUAL REPORT 2031\n\ntion and how many received it.\n\
        * Fund shelters for at least three years at a time.\n\n\
        ANNEX. MEMBERSHIP\n\nAs at 31 December 2031 the following took part in the work of the Group:\n\n\
        Office of the High Commissioner for Human Rights\nOrganization for Security and Co-operation in Europe\n\
        United Nations Children's Fund\nUnited Nations High Commissioner for Refugees\nUnited Nations O\u{fb03}ce on Drugs and Crime\n";
    let report = drafted(text).report;
    assert!(passage(&report, "The Group met").text.contains("on records which four members had made available."));
    let caption = passage(&report, "Ms. Ana Reyes");
    assert_eq!(caption.style.as_deref(), Some("caption"));
    assert!(caption.text.ends_with("Photo: UNIS"), "{}", caption.text);
    assert!(passage(&report, "ICAT made").text.contains("in migration; the second"));
    assert_eq!(
        passage(&report, "Publish").text,
        "Publish, once a year, how many victims asked for compensation and how many received it."
    );
    let shown = outline(&report);
    for name in [
        "Office of the High",
        "Organization for Security and",
        "United Nations Children's Fund",
        "United Nations Office on",
    ] {
        assert!(shown.contains(&format!(": {name}")), "{name} is an entry in:\n{shown}");
    }
}

#[test]
fn notes_at_the_end_have_their_numbers_on_lines_of_their_own() {
    let text = "What is at issue\n\nMembers took up the question after reports of many people held in compounds.1 This\n\
        paper takes stock of what they had done about it by the end of the year that it covers.\n\n\
        Nationals of more than sixty countries have been found inside, and many more are looked for.2\n\n\
        Where the gaps are\n\nThree gaps stand out from the survey, and most of them have been known for some time now.\n\n\
        Notes\n1\n\nOHCHR, Operations and Crime in the Region: What\nStates May Do (Bangkok, August 2031).\n\n2\n\nFigures communicated by embassies to IOM, January\n2032.\n";
    let report = drafted(text).report;
    let (first, second) = (passage(&report, "OHCHR, Operations"), passage(&report, "Figures communicated"));
    assert_eq!(first.mark.as_deref(), Some("1"));
    assert_eq!(first.parent.as_ref(), Some(&passage(&report, "Members took up").id));
    assert_eq!(second.parent.as_ref(), Some(&passage(&report, "Nationals of").id));
    assert!(!passage(&report, "Members took up").text.contains("compounds.1"));
    assert!(outline(&report).contains("Where the gaps are\n"), "it is a heading, although it ends with a verb");
}

#[test]
fn works_in_quotation_marks_have_their_fields() {
    let text = "## Advice\n\nThe Group wrote more than in other years, and had all of it translated at once:\n\n\
        * Issue Brief 15, \u{201c}Children on the Move: Ten Questions\u{201d}, was published in October 2031 in English, French and Spanish.\n\
        * A paper on \u{201c}Trafficking and Mental Health\u{201d}, begun with WHO, will appear in 2032.\n";
    let report = drafted(text).report;
    let brief = passage(&report, "Issue Brief 15");
    assert_eq!(brief.title.as_deref(), Some("Children on the Move: Ten Questions"));
    assert_eq!(brief.published.flatten(), Some(2031));
    assert_eq!(brief.languages.as_deref().unwrap_or_default(), ["English", "French", "Spanish"]);
    let paper = passage(&report, "A paper on");
    assert_eq!((paper.title.as_deref(), paper.upcoming), (Some("Trafficking and Mental Health"), Some(true)));
}

#[test]
fn a_name_that_a_conversion_tore_is_no_new_body() {
    let text = "Members\n\nUnited Nations Office on Drugs and Crime\n\
        Office of the Special Representative of the SecretaryGeneral for Children and Armed Conflict\nWorld Beekeepers Union (WBU)\n";
    let found: Vec<String> = new_bodies(corpus(), text, "2031-annual-report").into_iter().map(|body| body.id).collect();
    assert_eq!(found, ["WBU"]);
    let report = drafted(text).report;
    let torn = passage(&report, "Office of the Special");
    assert!(torn.text.contains("Secretary-General"), "{}", torn.text);
}

#[test]
fn a_line_of_a_sentence_that_begins_as_a_button_does_is_part_of_it() {
    let text = "Where it went\n\nOfficers of nine countries were asked what they had done since the last meeting, and whether they could\n\
        see all of the cases that their colleagues had opened, which most of them could not do until the spring of\n\
        that year. They now search the\nregister of each other.\n\nSearch the register before you write to anybody, and say what you have found in it.\n";
    let report = drafted(text).report;
    let whole = passage(&report, "Officers of nine");
    assert!(whole.text.contains("they could see all of the cases"), "{}", whole.text);
    assert!(whole.text.contains("They now search the register"), "{}", whole.text);
    passage(&report, "Search the register before");
}
