//! What the screens say in words, and which words they show: who confirms an agreement, what is the latest, which
//! snippet.

use crate::small::{Small, corpus, entity, ids, index, passage};
use icat_explorer::analysis::agreements::{claim, sentence};
use icat_explorer::analysis::{profile, who};
use icat_explorer::corpus::PassageId;
use icat_explorer::corpus::agreements::{Back, said_back};
use icat_explorer::corpus::subject::Subject;
use icat_explorer::document::{StyledLine, tags};
use icat_explorer::search::highlight::Highlighter;
use icat_explorer::search::{MatchReason, Target};

const MOU: &str = "memorandum of understanding";
const FRAMEWORK: &str = "other formal framework";

/// Returns the tags of a passage, one line each.
fn tags_of(id: &str) -> Vec<String> {
    tags(corpus(), corpus().passage(passage(id)), 100).iter().map(StyledLine::plain).collect()
}

/// Returns the text of a tag.
fn tag(id: &str, label: &str) -> Option<String> {
    tags_of(id).iter().find_map(|line| line.strip_prefix(&format!("{label:<12}")).map(str::to_owned))
}

#[test]
fn the_tags_of_an_agreement_say_who_confirms_it() {
    assert_eq!(tag("two-mou-lynx", "with").as_deref(), Some("OWL, ELK, HARE"));
    assert_eq!(tag("two-mou-lynx", "said too by").as_deref(), Some("OWL"));
    assert_eq!(tag("two-mou-lynx", "not said by").as_deref(), Some("ELK"));
    assert_eq!(tag("two-mou-lynx", "in row of").as_deref(), Some("HARE (no answer to the survey)"));
    assert_eq!(tag("two-mou-lynx", "starred"), None);
    assert_eq!(tag("two-mou-hare-lynx", "starred").as_deref(), Some("yes: see the footnote of the table"));
    // HARE did not answer: what stands in its row is said by the others.
    assert_eq!(tag("two-mou-hare-lynx", "said by").as_deref(), Some("LYNX"));
    assert_eq!(tag("two-mou-hare-lynx", "said too by"), None);
    assert_eq!(tag("two-mou-owl", "said too by").as_deref(), Some("LYNX"));
    assert_eq!((tag("two-mou-owl", "not said by"), tag("two-mou-owl", "in row of")), (None, None));
    assert_eq!(tag("two-framework-elk", "other form").as_deref(), Some("HARE"));
    let back = said_back(corpus(), corpus().passage(passage("two-mou-lynx")));
    assert_eq!(back.iter().map(|b| b.1).collect::<Vec<_>>(), [Back::Said, Back::Unsaid, Back::Unanswered]);
}

#[test]
fn the_view_of_agreements_says_who_confirms_them() {
    let of = |a: &str, b: &str| claim(corpus(), entity(a), entity(b));
    assert_eq!(of("LYNX", "OWL"), format!("{MOU}, in the rows of both"));
    assert_eq!(of("OWL", "LYNX"), format!("{MOU}, in the rows of both"));
    assert_eq!(of("LYNX", "ELK"), format!("{MOU}, in the row of LYNX"));
    assert_eq!(of("ELK", "LYNX"), format!("{MOU}, in the row of LYNX"));
    let starred = format!("{MOU} in the row of HARE, which did not answer the survey");
    assert_eq!(of("LYNX", "HARE"), format!("{MOU}, in the row of LYNX; {starred}"));
    assert_eq!(of("HARE", "LYNX"), format!("{MOU}, in the row of LYNX; {starred}"));
    assert_eq!(of("ELK", "HARE"), format!("{FRAMEWORK} in the row of ELK, {MOU} in the row of HARE"));
    assert_eq!(of("HARE", "ELK"), format!("{MOU} in the row of HARE, {FRAMEWORK} in the row of ELK"));
    assert_eq!(of("OWL", "ELK"), "");
    assert_eq!(
        sentence(corpus(), entity("OWL"), entity("ELK")),
        "OWL and ELK: no entry in the table of agreements; the row of OWL does not name ELK; the row of ELK does not \
         name OWL."
    );
}

#[test]
fn the_screen_of_agreements_says_the_same() {
    let mut small = Small::new(120, 36);
    small.press("v x");
    // The first column is a count. The bodies are in data order, both down and across.
    for (down, right, words) in [
        (0, 2, format!("LYNX and OWL: {MOU}, in the rows of both.")),
        (0, 3, format!("LYNX and ELK: {MOU}, in the row of LYNX;")),
        (4, 1, format!("HARE and LYNX: {MOU}, in the row of LYNX; {MOU} in the row of HARE")),
        (2, 5, format!("ELK and HARE: {FRAMEWORK} in the row of ELK, {MOU} in the row of HARE.")),
        (1, 4, "OWL and ELK-CALF: no entry in the table of agreements;".to_owned()),
    ] {
        small.press("g h*9").press(&"j ".repeat(down)).press(&"l ".repeat(right));
        let frame = small.frame();
        let said = frame.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(&words), "{words}:\n{frame}");
    }
}

/// Returns the profile of a body.
fn of_body(id: &str) -> profile::Profile {
    profile::profile(corpus(), Subject::Body(entity(id))).expect("a body has a profile")
}

#[test]
fn what_was_done_stands_under_its_latest_year_stated_and_reported_apart() {
    let p = of_body("LYNX");
    let done: Vec<(u16, bool, Vec<&str>)> =
        p.done.iter().map(|d| (d.year, d.is_stated, ids(d.entries.iter().map(|entry| entry.passage)))).collect();
    // A passage that looks back to 2018 stands there, whichever report tells it.
    assert_eq!(
        done,
        [
            (2021, true, vec!["two-lynx-school"]),
            (2021, false, vec!["two-lynx-gate", "two-lynx-gate-again"]),
            (2019, false, vec!["one-lynx-lamps"]),
            (2018, true, vec!["two-lynx-old-road"]),
        ]
    );
    let years: Vec<(u16, usize)> = p.years.iter().map(|y| (y.value, y.count)).collect();
    assert_eq!(years, [(2018, 1), (2019, 2), (2021, 3)]);
}

#[test]
fn a_profile_leaves_out_years_without_activities_and_a_comparison_has_each_body_once() {
    let years = |id: &str| -> Vec<(u16, usize)> { of_body(id).years.iter().map(|y| (y.value, y.count)).collect() };
    assert_eq!(years("HARE"), [(2019, 3)]);
    let [lynx, owl, elk, hare] = ["LYNX", "OWL", "ELK", "HARE"].map(entity);
    let filled = |named: &[_]| icat_explorer::analysis::compare::filled(corpus(), named);
    assert_eq!(filled(&[lynx, lynx, owl, elk, hare]), [lynx, owl, elk]);
    assert_eq!(filled(&[hare])[0], hare);
    assert_eq!(filled(&[hare]).len(), 2);
}

#[test]
fn a_mandate_is_quoted_from_the_latest_report_where_it_speaks_of_trafficking_and_is_the_bodys_own() {
    let quoted = |id: &str| {
        let mandates = profile::mandate(corpus(), entity(id));
        let mandate = mandates.first().unwrap();
        (corpus().passage(mandate.passage).id.as_str(), mandate.text(corpus()))
    };
    let own = ("two-lynx-mandate", "It is charged with ending trafficking at every gate.");
    assert_eq!(quoted("LYNX"), own, "of both that speak of it the first, and not the one of Owl first");
    let shared = ("two-shared-mandate", "Owl’s Council and the Frontier Office together end trafficking in the tower.");
    assert_eq!(quoted("OWL"), shared);
    assert_eq!(profile::mandate(corpus(), entity("ELK")), []);
    let mut small = Small::new(120, 36);
    small.press("j*2 [");
    small.see("“It is charged with ending trafficking at every");
    small.see_not("watches the frontier");
    small.press("j*2");
    small.see("The reports hold no text on the mandate of ELK.");
}

#[test]
fn whom_to_call_says_what_is_latest_and_quotes_what_was_looked_for() {
    let ranking = who::rank(index(), "lanterns");
    assert_eq!(ranking.bodies.iter().map(|b| b.entity).collect::<Vec<_>>(), [entity("LYNX"), entity("OWL")]);
    let lynx = &ranking.bodies[0];
    assert_eq!(lynx.reasons[0].words, "1 activity, the latest of 2021");
    let evidence = &lynx.evidence[0];
    assert_eq!(evidence.passage, passage("two-lynx-school"));
    assert!(evidence.words.starts_with("In the third year lanterns were lit"), "{}", evidence.words);
    assert_eq!(evidence.when, "2019, 2021");
    let ranking = who::rank(index(), "trafficking");
    let words: Vec<&str> = ranking.bodies.iter().map(|b| b.reasons[0].words.as_str()).collect();
    assert_eq!(words, ["in its mandate", "in its mandate"]);
    assert_eq!(ranking.bodies[0].entity, entity("LYNX"), "three mandates of its own or with others, not one");
    let ranking = who::rank(index(), "the gate");
    assert_eq!(ranking.bodies[0].reasons[0].words, "in its mandate; 2 activities, the latest reported for 2021");
}

fn literal(words: &[&str]) -> Highlighter {
    Highlighter { words: words.iter().map(|w| (*w).to_owned()).collect(), ..Highlighter::default() }
}

#[test]
fn the_extract_is_where_most_of_the_matches_stand() {
    let text = corpus().passage(passage("two-lynx-school")).text.as_str();
    let shown = literal(&["lanterns", "school"]).snippet(text, 120);
    assert!(shown.contains("lanterns were lit") && shown.contains("lanterns were lent"), "{shown}");
    assert!(shown.starts_with("… ") && shown.ends_with(" …"), "{shown}");
    assert!(!shown.contains("school"), "one match, though the first, is less than three: {shown}");
    let first = literal(&["school"]).snippet(text, 60);
    assert!(first.starts_with("A school for night watchers") && first.ends_with(" …"), "{first}");
    let last = literal(&["morning"]).snippet(text, 60);
    assert!(last.starts_with("… ") && last.ends_with("until the morning came."), "{last}");
    // If two places are equally good, the first; if nothing matches, the beginning.
    assert!(literal(&["towns", "morning"]).snippet(text, 60).contains("towns"));
    assert!(literal(&["nothing"]).snippet(text, 60).starts_with("A school"));
    for room in 1..text.len() + 2 {
        let shown = literal(&["lanterns"]).snippet(text, room);
        let bare = shown.trim_start_matches("… ").trim_end_matches(" …");
        assert!(text.contains(bare) && bare.len() <= room.max(1) + 20, "{room}: {shown}");
    }
}

#[test]
fn the_row_of_a_hit_shows_the_words_around_the_match() {
    let mut small = Small::new(120, 36);
    small.press("/ text:lent");
    assert_eq!(small.listed(), ["two-lynx-school"]);
    small.see("lanterns were lent");
    small.press("C-u text:morning_came");
    small.see("until the morning came.");
}

/// Returns the passages that a query finds, and how each was found.
fn hits(query: &str) -> Vec<(PassageId, MatchReason)> {
    let answer = index().search(query);
    let of = |h: &icat_explorer::search::Hit| match h.target {
        Target::Passage(id) => Some((id, h.why)),
        _ => None,
    };
    answer.hits.iter().filter_map(of).collect()
}

#[test]
fn short_words_are_not_taken_for_others() {
    let near = |typed: &str| hits(typed).iter().filter(|h| h.1 == MatchReason::Near).map(|h| h.0).collect::<Vec<_>>();
    // Words of three letters match exactly or not at all.
    assert_eq!(ids(hits("lit").into_iter().map(|h| h.0)), ["two-lynx-school"]);
    for typed in ["lat", "lie", "oad", "wax", "dxy"] {
        assert!(hits(typed).is_empty(), "{typed}: {:?}", ids(hits(typed).into_iter().map(|h| h.0)));
    }
    // With four letters or more, one may be wrong; with six, two; with nine, three.
    assert_eq!(ids(near("lemt")), ["two-lynx-school"]);
    assert!(hits("lxmx").is_empty());
    assert_eq!(ids(near("quaga")), ["one-tie-a", "one-tie-b", "one-tie-c"]);
    assert!(hits("quaxx").is_empty());
    assert_eq!(ids(near("quxxga")), ["one-tie-a", "one-tie-b", "one-tie-c"]);
    assert!(hits("qxxxga").is_empty());
    assert_eq!(ids(near("croxxixxs")), Vec::<&str>::new());
    assert_eq!(ids(near("croxxinxs")), ["one-lynx-lamps"]);
    // A word with a digit is a number or a symbol, not a misspelling.
    assert!(hits("qu4gga").is_empty());
}

#[test]
fn where_words_are_equally_near_what_stands_in_more_passages_is_meant() {
    // "gate" occurs in three passages, and "gxte" is no word.
    let found = hits("gxte");
    assert_eq!(found.first().map(|h| h.1), Some(MatchReason::Near), "{:?}", ids(found.iter().map(|h| h.0)));
    let mut of: Vec<&str> = ids(found.iter().map(|h| h.0));
    of.sort_unstable();
    assert_eq!(of, ["two-lynx-gate", "two-lynx-gate-again", "two-lynx-mandate"]);
}

#[test]
fn a_publication_without_a_year_says_so() {
    assert_eq!(tag("two-paper-new", "published").as_deref(), Some("2021"));
    assert_eq!(tag("two-paper-none", "published").as_deref(), Some("no year printed"));
    assert_eq!(tag("two-paper-none", "upcoming").as_deref(), Some("not yet out when the report was"));
    assert_eq!(tag("two-paper-new", "upcoming"), None);
    assert_eq!(tag("two-lynx-school", "when").as_deref(), Some("2019, 2021"));
    assert_eq!(tag("two-lynx-school", "priority").as_deref(), Some("2 Helping sooner"));
    assert_eq!(tag("two-lynx-school", "where").as_deref(), Some("Côte d’Or"));
}
