//! Names of bodies and places in all languages, and what a search makes of them, of parts of a query and of questions.

use icat_explorer::analysis::answers;
use icat_explorer::corpus::subject::Subject;
use icat_explorer::search::{MatchReason, Target};

use crate::support::{corpus, index};

#[test]
fn every_name_of_every_place_and_body_leads_to_it() {
    let mut names = 0;
    for (place, of) in corpus().places.iter().zip(corpus().place_names.iter()) {
        let own = place.all_names().chain(of.names.values().flatten());
        for name in own {
            names += 1;
            assert!(corpus().places_called(name).contains(&place.name), "{name} is not {}", place.name);
            assert!(corpus().places_called(&name.to_uppercase()).contains(&place.name), "{name} in capitals");
        }
        // What people are called may be the name of another place, which then counts.
        for name in of.people.values().flatten() {
            names += 1;
            assert!(!corpus().places_called(name).is_empty(), "{name} of {}", place.name);
        }
    }
    for (body, of) in corpus().entities.iter().zip(corpus().entity_names.iter()) {
        for name in body.all_names().chain(of.names.values().flatten()) {
            names += 1;
            let found = corpus().find_entity(name).map(|id| corpus().entity(id).id);
            assert_eq!(found, Some(body.id), "{name}");
        }
    }
    assert!(names > 15_000, "{names}");
}

#[test]
fn a_body_is_meant_by_the_first_words_of_its_name_and_by_its_office_in_a_country() {
    for (typed, meant) in [
        ("Inter-Agency Coordination Group", Some("ICAT")),
        ("grupo interinstitucional de coordinacion", Some("ICAT")),
        ("United Nations Entity for Gender Equality", Some("UN-WOMEN")),
        ("UNODC México", Some("UNODC")),
        ("UN Women Myanmar", Some("UN-WOMEN")),
        ("UNODC shelters", None),
        ("United Nations Office", None),
        ("United Nations Office on", None),
        ("United Nations Off ice on Drugs", None),
        ("Inter-Agency", None),
    ] {
        let found = corpus().find_entity_meant(typed).map(|id| corpus().entity(id).id);
        assert_eq!(found.as_deref(), meant, "{typed}");
    }
}

#[test]
fn a_place_is_known_by_any_of_its_names_and_by_its_people() {
    for (typed, places) in [
        ("Burma", &["Myanmar"][..]),
        ("the Netherlands", &["Netherlands"]),
        ("Niger", &["Niger"]),
        ("Nigerian", &["Nigeria"]),
        ("Alemania", &["Germany"]),
        ("République démocratique du Congo", &["Democratic Republic of the Congo"]),
        ("Украины", &["Ukraine"]),
        ("الأردن", &["Jordan"]),
        ("加纳", &["Ghana"]),
        ("Iran, Islamic Republic of", &["Iran"]),
        ("nga", &["Nigeria"]),
        ("W. Africa", &["Western Africa"]),
        ("CEDEAO", &["ECOWAS"]),
        ("Atlantis", &[]),
    ] {
        assert_eq!(corpus().places_called(typed), places, "{typed}");
    }
    let note = |typed: &str| corpus().named_places(typed).unwrap().note(corpus(), typed).unwrap_or_default();
    assert_eq!(note("Nigeria"), "");
    assert_eq!(note("France"), "no passage in these reports names France; that is not the same as no activity");
    let congo = note("Congo");
    assert!(congo.starts_with("\"Congo\" is taken for Democratic Republic of the Congo; no passage"), "{congo}");
    assert!(congo.contains("names Republic of the Congo, which is also called so"), "{congo}");
}

#[test]
fn what_has_all_words_comes_first_and_what_has_some_says_which_it_lacks() {
    let answer = index().search("stepmother shelters Africa");
    assert!(answer.full() < answer.hits.len());
    let (full, part) = answer.hits.split_at(answer.full());
    assert!(full.iter().all(|hit| hit.missing == 0 && hit.why != MatchReason::Part));
    assert!(part.iter().all(|hit| hit.missing != 0 && hit.why == MatchReason::Part));
    assert!(part.iter().all(|hit| answer.missing(hit).contains(&"stepmother")));
    assert!(answer.relaxation_notice().unwrap().contains("all but \"stepmother\""));
    // Small words are never named as missing, and operators leave nothing out.
    assert!(answer.clauses.iter().all(|words| words != "in"));
    assert!(index().search("'stepmother shelters").hits.is_empty());
}

#[test]
fn a_name_in_another_language_finds_what_is_on_record_about_it() {
    for (typed, body) in [
        ("PNUD", "UNDP"),
        ("ONUSIDA", "UNAIDS"),
        ("ONU Femmes", "UN-WOMEN"),
        ("国际移民组织", "IOM"),
        // Names take the endings of their language.
        ("Интерпола", "INTERPOL"),
        ("Совета Европы", "COE"),
        ("Юнисефом", "UNICEF"),
    ] {
        let first = index().search(typed).hits.into_iter().find_map(|hit| match hit.target {
            Target::Subject(Subject::Body(id)) => Some(corpus().entity(id).id),
            _ => None,
        });
        assert_eq!(first.map(|id| id.to_string()).as_deref(), Some(body), "{typed}");
    }
    let about = |typed: &str, place: &str| {
        let hits = index().search(typed).hits;
        let Some(Target::Passage(id)) = hits.iter().map(|h| h.target).find(|t| matches!(t, Target::Passage(_))) else {
            panic!("{typed}: no passage")
        };
        assert!(corpus().passage(id).places.iter().any(|tag| *tag == *place), "{typed}");
    };
    about("Birmanie", "Myanmar");
    about("беженцы из Украины", "Ukraine");
}

#[test]
fn words_of_english_are_no_misspellings_and_an_acronym_is_met_as_printed() {
    assert!(index().search("hotline").hits.iter().all(|hit| hit.why != MatchReason::Near));
    assert!(index().search("trafiking").hits.iter().any(|hit| hit.why == MatchReason::Near));
    // HELP is a programme on human rights education; "help" is a word.
    let education = index().search("'education");
    let help = corpus().glossary.iter().find(|term| term.term == *"HELP").unwrap();
    assert!(help.expansion.contains("Education"));
    for hit in &education.hits {
        let Target::Passage(id) = hit.target else { continue };
        let passage = corpus().passage(id);
        assert!(
            hit.why != MatchReason::Form
                || passage.text.contains("HELP")
                || format!("{} {}", passage.text, passage.headline).to_lowercase().contains("educat")
                || !passage.text.contains("help"),
            "{}",
            passage.id
        );
    }
    let joined = index().search("casemanagement");
    let apart = index().search("case management").passages;
    assert!(joined.full() > 0 && joined.passages.iter().all(|id| apart.contains(id)));
}

#[test]
fn questions_are_answered_from_the_data_with_their_passages() {
    for (question, words) in [
        ("who chaired ICAT in 2021?", "2021: UNHCR and UNODC (co-chair)"),
        (
            "Who were the first co-chairs of ICAT?",
            "2019: OSCE and UN-WOMEN (co-chair), as the reports list it, the first",
        ),
        ("when did UNU join ICAT", "First listed in 2022"),
        ("is UNDP a member of ICAT", "UNDP is listed as member"),
        ("does UNODC have an agreement with the ILO?", "UNODC and ILO: memorandum of understanding"),
        ("how many members does ICAT have", "31 members"),
        ("what does NRM mean", "NRM: National Referral Mechanism"),
        ("which reports are there", "5 reports:"),
        ("2022 annual report", "Annual Report 2022, published in 2023"),
        ("what did UNODC do in Nigeria", "UNODC, Nigeria: "),
        ("publications in Spanish", "marked as Spanish"),
        ("when was ICAT set up?", "established in March 2007"),
        ("who pays for the ICAT secretariat", "some of the work of ICAT: United Kingdom."),
        ("who funds UNDP", "No donor of UNDP is on record"),
        ("what is on record for France", "No passage in these reports names France"),
    ] {
        let answer = answers::answer(corpus(), question).unwrap_or_else(|| panic!("{question}: no answer"));
        assert!(answer.words.contains(words), "{question}: {}", answer.words);
    }
    for no_question in [
        "trafficking",
        "help",
        "shelters in Africa",
        "who pays for sex",
        "how UNODC funds shelters",
        "member states",
        "\"what is NRM\"",
    ] {
        assert_eq!(answers::answer(corpus(), no_question), None, "{no_question}");
    }
    // What they rest on comes first: passages that tell of it, whatever the search itself would find.
    for (question, passages) in [
        ("when was icat created", ["map21-mandate-icat", "ov18-intro-mandate"]),
        ("who funds ICAT?", ["ar19-foreword-uk-funding", "ar21-foreword-thanks"]),
    ] {
        let found = answers::search(index(), question);
        for passage in passages {
            let at = found.hits.iter().position(|hit| match hit.target {
                Target::Passage(id) => corpus().passage(id).id == *passage,
                _ => false,
            });
            assert!(at.is_some_and(|at| at < 5), "{question}: {passage} at {at:?}");
        }
    }
    let nigeria = answers::answer(corpus(), "what did UNODC do in Nigeria").unwrap();
    assert!(!nigeria.passages.is_empty());
    for id in nigeria.passages {
        assert!(corpus().passage(id).places.iter().any(|place| *place == *"Nigeria"));
    }
}
