//! What profiles say of the real data: no quotation without its beginning, nobody beside a deed that is not theirs.

use icat_explorer::analysis;
use icat_explorer::corpus::subject::Subject;
use icat_explorer::document;

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
            // The lead-in of a list, a heading or an acronym may begin with anything but a small letter.
            assert!(!words.starts_with(char::is_lowercase) && !words.starts_with('\u{2026}'), "{line}");
        }
    }
    assert!(quoted > 100, "{quoted}");
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
