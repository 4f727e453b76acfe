//! What profiles say of the real data: no quotation without its beginning, nobody beside a deed that is not theirs.

use icat_explorer::analysis;
use icat_explorer::analysis::opening::opening;
use icat_explorer::corpus::subject::Subject;
use icat_explorer::corpus::{Kind, PassageId};
use icat_explorer::document;
use icat_explorer::document::linked::LinkTarget;

use crate::support::corpus;

#[test]
fn no_quotation_of_a_profile_begins_within_a_sentence() {
    let mut quoted = 0;
    for body in corpus().bodies() {
        let page = document::profile::profile(corpus(), Subject::Body(body), 10_000);
        let lines = page.lines.iter().map(|line| line.pieces.iter().map(|p| p.text.as_str()).collect::<String>());
        for line in lines {
            let Some(words) = line.strip_prefix("\u{2022} \u{201c}") else { continue };
            quoted += 1;
            // The lead-in of a list, a heading or an acronym may begin with anything but a small letter. What others tell of
            // in a statement of theirs stands alone: "the Task Team, led by UNHCR".
            let is_told_by_others = words.starts_with("the ") && is_within_other(words);
            assert!(!words.starts_with(char::is_lowercase) || is_told_by_others, "{line}");
            assert!(!words.starts_with('\u{2026}'), "{line}");
        }
    }
    assert!(quoted > 100, "{quoted}");
}

/// Returns whether the words are a statement that lies within one of other bodies.
fn is_within_other(words: &str) -> bool {
    let words = words.split('\u{201d}').next().unwrap().trim_end_matches([' ', '\u{2026}']);
    corpus().passages.iter().enumerate().any(|(n, passage)| {
        let id = PassageId(u32::try_from(n).unwrap());
        let text = passage.text.as_str();
        let said: Vec<_> = corpus().statements(id).map(|said| (said.range(text), said.entities)).collect();
        said.iter().filter(|(at, _)| text[at.clone()].starts_with(words)).any(|(at, own)| {
            let is_around = |other: &std::ops::Range<usize>| other.start < at.start && at.end <= other.end;
            said.iter().any(|(other, bodies)| is_around(other) && own.iter().all(|body| !bodies.contains(body)))
        })
    })
}

#[test]
fn what_opens_a_quotation_is_what_the_report_prints_before_it() {
    let (mut opened, mut items) = (0, 0);
    for (n, passage) in corpus().passages.iter().enumerate() {
        let id = PassageId(u32::try_from(n).unwrap());
        let text = passage.text.as_str();
        for said in corpus().statements(id) {
            let at = said.range(text);
            let opening = opening(corpus(), id, &at);
            let parent = passage.parent.map_or("", |parent| corpus().passage(parent).text.as_str());
            if opening.words.is_empty() {
                continue;
            }
            opened += 1;
            // Words are left out after the lead-in of an enumeration alone, and the lead-in ends where an item begins.
            let words = match opening.words.strip_suffix(" \u{2026}") {
                Some(lead_in) => {
                    items += 1;
                    let ends =
                        text.find(lead_in).unwrap_or_else(|| panic!("{}: {lead_in}", passage.id)) + lead_in.len();
                    let begins = corpus().statements(id).map(|other| other.range(text).start);
                    assert!(begins.into_iter().any(|begin| text[ends..begin.max(ends)].trim().is_empty()), "{lead_in}");
                    lead_in.to_owned()
                }
                None => opening.words.clone(),
            };
            let before = format!("{} {}", parent.trim_end(), text[..at.start].trim_end());
            assert!(
                opening.words.ends_with('\u{2026}') && before.contains(&words) || before.trim_end().ends_with(&words),
                "{}: {words}",
                passage.id
            );
            // Who is credited in the opening is told.
            let told = corpus().statements(id).filter(|other| {
                let other = other.range(text);
                !opening.words.ends_with('\u{2026}') && other.end <= at.start && words.contains(&text[other])
            });
            assert!(told.flat_map(|other| other.entities).all(|body| opening.bodies.contains(body)), "{}", passage.id);
        }
    }
    assert!(opened > 300 && items > 5, "{opened} {items}");
}

#[test]
fn a_headline_names_those_alone_who_are_credited_with_each_of_its_deeds() {
    for body in corpus().bodies() {
        let profile = analysis::profile::profile(corpus(), Subject::Body(body)).unwrap();
        for entry in profile.done.iter().flat_map(|group| &group.entries).filter(|entry| entry.quote.is_none()) {
            let about = corpus().statements(entry.passage).filter(|said| said.entities.contains(&body));
            for said in about {
                assert!(entry.bodies.iter().all(|other| said.entities.contains(other)), "{entry:?}");
            }
        }
    }
}

#[test]
fn a_place_has_the_initiatives_that_a_statement_about_it_names_and_is_not_beside_itself() {
    let of = |place: &str| {
        let subject = Subject::Place(*corpus().postings.places.keys().find(|name| name.as_str() == place).unwrap());
        analysis::profile::profile(corpus(), subject).unwrap()
    };
    // "... in all anti-trafficking work" tells of the council, another sentence of Central Asia.
    let names = |place: &str| of(place).initiatives.iter().map(|of| of.name.to_string()).collect::<Vec<_>>();
    assert!(!names("Central Asia").iter().any(|name| name.contains("Survivors")), "{:?}", names("Central Asia"));
    assert!(of("Niger").partners.iter().all(|partner| partner.value.as_str() != "Niger"));
    let told = corpus().postings.places.keys().filter(|name| !of(name).initiatives.is_empty()).count();
    assert!(told > 5, "{told}");
}

#[test]
fn a_comparison_begins_with_what_both_did_and_not_with_pictures_of_both() {
    let of = |id: &str| corpus().find_entity(id).unwrap();
    let compared = analysis::compare::compare(corpus(), &[of("IOM"), of("UNODC")]);
    let page = document::compare::compare(corpus(), &compared, 80);
    let at = |words: &str| {
        page.lines.iter().position(|line| line.plain().contains(words)).unwrap_or_else(|| panic!("{words}"))
    };
    let joint = at("Passages with a statement that credits both");
    let listed = page.links.iter().filter(|link| link.lines.start > joint + 1);
    let first = listed.filter_map(|link| match link.target {
        LinkTarget::Passage(id) => Some(corpus().passage(id).kind),
        _ => None,
    });
    let first: Vec<Kind> = first.take(5).collect();
    assert!(
        !first.is_empty() && first.iter().all(|kind| !matches!(kind, Kind::Caption | Kind::Note | Kind::Membership)),
        "{first:?}"
    );
}
