//! The views of the whole data: every number is a count of passages, and every mark is what the reports print.

use std::collections::BTreeMap;

use crate::support::{Explorer, TABLE, corpus, index};
use icat_explorer::analysis::agreements::Layer;
use icat_explorer::analysis::coverage::By;
use icat_explorer::analysis::gaps;
use icat_explorer::analysis::grid_view::GridView;
use icat_explorer::analysis::who::PartKind;
use icat_explorer::analysis::{FacetValue, agreements, commitments, compare, membership, who};
use icat_explorer::corpus::annotations::Outcome;
use icat_explorer::corpus::filter::{Facet, Filter, FilterMode};
use icat_explorer::corpus::subject::Subject;
use icat_explorer::corpus::vocabulary::TopicId;
use icat_explorer::corpus::works::WorkId;
use icat_explorer::corpus::{Details, EntityId, Kind, PassageId, Survey};
use icat_explorer::document;
use icat_explorer::document::linked::{Document, LinkTarget};
use icat_explorer::search::inverted_index::printed;
use icat_explorer::tui::layout::Pane;
use icat_explorer::tui::model::Screen;
use icat_explorer::tui::screens::browse::Browse;
use icat_explorer::tui::screens::report::ReportScreen;
use icat_explorer::tui::theme::{ColourScheme, Theme};
use ratatui::layout::Size;
use ratatui::style::Color;

fn all() -> Vec<GridView> {
    let coverage = By::ALL.into_iter().map(GridView::Coverage);
    coverage.chain([GridView::Membership]).chain(Layer::ALL.into_iter().map(GridView::Agreements)).collect()
}

fn id(name: &str) -> EntityId {
    corpus().find_entity(name).unwrap()
}

fn filters() -> Vec<Filter> {
    let mut narrow = Filter::default();
    for (facet, value) in [
        (Facet::Entity, "UNODC"),
        (Facet::Entity, "IOM"),
        (Facet::Year, "2021..2022"),
        (Facet::Priority, "!5"),
        (Facet::Place, "Europe"),
    ] {
        narrow.add_value(corpus(), facet, value, FilterMode::Include).unwrap();
    }
    let mut without = Filter::default();
    without.add_value(corpus(), Facet::Entity, "!ICAT", FilterMode::Include).unwrap();
    vec![Filter::default(), narrow, without]
}

#[test]
fn every_cell_of_every_grid_counts_the_passages_that_it_opens() {
    let size = Size { width: 120, height: 36 };
    let mut cells = 0;
    for base in filters() {
        for shown in all() {
            let grid = shown.grid(corpus(), &base);
            assert_eq!(grid.cells.len(), grid.rows.len() * grid.columns.len(), "{shown:?}");
            for (r, row) in grid.rows.iter().enumerate() {
                for (c, column) in grid.columns.iter().enumerate() {
                    let cell = grid.cell(r, c).unwrap();
                    let source = shown.opened(corpus(), &grid, &base, (r, c));
                    let at = format!("{shown:?}, {} and {}", row.id, column.id);
                    assert_eq!(grid.passages(corpus(), r, c).len(), cell.count, "{at}");
                    assert_eq!(source.passages(corpus()), grid.passages(corpus(), r, c), "{at}");
                    if let Ok(number) = cell.mark.parse::<usize>() {
                        assert_eq!(number, cell.count, "{at}");
                    }
                    assert_eq!(
                        cell.mark.is_empty(),
                        cell.count == 0,
                        "{at}: a mark without a passage, or the other way round"
                    );
                    // What an empty cell opens is looked at in some of them.
                    if cell.count > 0 || cells % 11 == 0 {
                        let opened = Browse::from_passages(corpus(), at.clone(), source, size);
                        assert_eq!(opened.derived.total, cell.count, "{at}");
                        assert_eq!(opened.derived.rows.len(), cell.count, "{at}");
                    }
                    cells += 1;
                }
            }
        }
    }
    assert!(cells > 10_000, "{cells}");
}

#[test]
fn a_sorted_grid_opens_what_it_counts() {
    let base = Filter::default();
    for shown in all() {
        let mut grid = shown.grid(corpus(), &base);
        grid.sort_rows(grid.columns.len() - 1);
        grid.sort_columns(grid.rows.len() - 1);
        for r in 0..grid.rows.len() {
            for c in 0..grid.columns.len() {
                let passages = grid.passages(corpus(), r, c);
                assert_eq!(passages.len(), grid.cell(r, c).unwrap().count, "{shown:?}, {r}, {c}");
                assert_eq!(shown.opened(corpus(), &grid, &base, (r, c)).passages(corpus()), passages, "{shown:?}");
            }
        }
    }
}

/// Returns the last number in the text of a link.
fn number(document: &Document, link: &document::linked::DocumentLink) -> Option<usize> {
    let shown = document.lines[link.lines.start].plain();
    let words: String = shown.chars().skip(link.columns.start).take(link.columns.len()).collect();
    let digits = words.replace(',', "");
    digits.split_whitespace().rev().find_map(|w| w.parse().ok())
}

/// Returns all that has a profile.
fn subjects() -> Vec<Subject> {
    let bodies = (0u16..).map(|n| Subject::Body(EntityId(n))).take(corpus().entities.len());
    let places = corpus().postings.places.keys().map(|place| Subject::Place(*place));
    let topics = (0u16..).map(|n| Subject::Topic(TopicId(n))).take(corpus().topics.len());
    let works = (0u32..).map(|n| Subject::Work(WorkId(n))).take(corpus().works.len());
    let partners = corpus().postings.partners.keys().map(|partner| Subject::Partner(*partner));
    bodies.chain(places).chain(topics).chain(works).chain(partners).collect()
}

#[test]
fn what_is_typed_for_a_profile_leads_to_it() {
    for subject in subjects() {
        let typed = subject.typed(corpus());
        assert_eq!(corpus().subjects(&typed).first(), Some(&subject), "{typed}");
    }
}

#[test]
fn every_number_of_a_profile_and_a_comparison_counts_the_passages_that_it_opens() {
    let mut numbers = 0;
    let mut check = |document: &Document, name: &str| {
        for link in &document.links {
            if let LinkTarget::Passages(words, source) = &link.target {
                let Some(shown) = number(document, link) else { continue };
                assert_eq!(source.count(corpus()), shown, "{name}: {words}");
                assert_eq!(source.passages(corpus()).len(), shown, "{name}: {words}");
                numbers += 1;
            }
        }
    };
    for (n, entity) in (0u16..).zip(&corpus().entities) {
        let two = [EntityId(n), id(if entity.id == *"UNODC" { "IOM" } else { "UNODC" })];
        check(&document::compare::compare(corpus(), &compare::compare(corpus(), &two), 76), &entity.id);
    }
    for subject in subjects() {
        check(&document::profile::profile(corpus(), subject, 76), &subject.name(corpus()));
    }
    for by in gaps::asked() {
        check(&document::gaps::gaps(corpus(), &[by], &Filter::default(), 76), by.word());
    }
    for need in
        ["child victims, border, Moldova", "labour recruitment", "survivors in Asia", "Nigeria", "UNODC firearms"]
    {
        let page = document::who::who(corpus(), &who::rank(index(), need), 500);
        for link in &page.links {
            if let LinkTarget::Passages(_, source) = &link.target {
                let shown = page.lines[link.lines.start].plain();
                let counted = icat_explorer::text::count(source.count(corpus()), "passage");
                assert!(shown.contains(&counted), "{need}: {shown}");
            }
        }
    }
    let three = [id("IOM"), id("ILO"), id("UNICEF")];
    check(&document::compare::compare(corpus(), &compare::compare(corpus(), &three), 150), "three");
    assert!(numbers > 1_000, "{numbers}");
}

#[test]
fn the_matrix_of_agreements_is_the_printed_table() {
    // Row, other body, and whether the row's own entry is starred, from the table transcribed by hand.
    let mut said: BTreeMap<(&str, &str), (&str, bool)> = BTreeMap::new();
    for line in TABLE {
        let (starred, bare) = (line.ends_with('*'), line.trim_end_matches('*'));
        let mut words = bare.split(' ');
        let (row, form) = (words.next().unwrap(), words.next().unwrap());
        for other in words.filter(|w| !w.is_empty()) {
            said.insert((row, other), (form, starred));
        }
    }
    let grid = GridView::Agreements(Layer::Agreements).grid(corpus(), &Filter::default());
    assert_eq!((grid.rows.len(), grid.columns.len()), (32, 33));
    let mut marks = 0;
    for (r, row) in grid.rows.iter().enumerate() {
        for (c, column) in grid.columns.iter().enumerate().skip(1) {
            let (own, back) = (
                said.get(&(row.id.as_str(), column.id.as_str())),
                said.contains_key(&(column.id.as_str(), row.id.as_str())),
            );
            let expected = match own {
                Some((form, starred)) => {
                    let letter = if *form == "mou" { "m" } else { "f" };
                    let letter = if back { letter.to_uppercase() } else { letter.to_owned() };
                    let other = said.get(&(column.id.as_str(), row.id.as_str())).is_some_and(|(f, _)| f != form);
                    let unanswered = *starred || corpus().entity(id(&row.id)).survey == Some(Survey::NotAnswered);
                    format!("{letter}{}{}", if unanswered { "*" } else { "" }, if other { "!" } else { "" })
                }
                None if back => "<".to_owned(),
                None => String::new(),
            };
            assert_eq!(grid.cell(r, c).unwrap().mark, expected, "{} and {}", row.id, column.id);
            marks += usize::from(!expected.is_empty());
        }
    }
    assert_eq!(marks, said.len() + said.keys().filter(|(a, b)| !said.contains_key(&(*b, *a))).count());
}

#[test]
fn partners_and_ways_over_agreements_are_those_of_the_table() {
    let table = corpus().agreements();
    let names = |ids: Vec<EntityId>| ids.into_iter().map(|e| corpus().entity(e).id.to_string()).collect::<Vec<_>>();
    assert_eq!(names(table.common(id("IOM"), id("ILO"))), ["UNHCR", "UNODC"]);
    assert_eq!(names(table.path(id("ITU"), id("ICMPD"))), ["ITU", "UNODC", "UNDP", "ICMPD"]);
    assert_eq!(names(table.path(id("IOM"), id("ILO"))), ["IOM", "ILO"]);
    assert!(table.path(id("UNU"), id("IOM")).is_empty());
    assert_eq!(names(table.partners(id("COE")).into_iter().collect()), ["OSCE"]);
    let words = agreements::pair_words(corpus(), id("UNODC"), id("DPO"));
    assert!(words[0].contains(", in the row of UNODC; DPO has no row in the table"), "{words:?}");
    let words = agreements::pair_words(corpus(), id("COE"), id("OSCE"));
    let begins = "COE and OSCE: memorandum of understanding in the row of COE, other formal framework \u{201c}";
    assert!(words[0].starts_with(begins), "{words:?}");
    assert!(words[0].ends_with(" in the row of OSCE."), "{words:?}");
    // The star is in the row of the body that did not answer, as the footnote of the table says.
    assert_eq!(
        agreements::pair_words(corpus(), id("OHCHR"), id("ICAO"))[0],
        "OHCHR and ICAO: memorandum of understanding, in the row of OHCHR; memorandum of understanding in the row of ICAO, \
         which did not answer the survey."
    );
    // "Not specified." is an entry of its row, but with nobody.
    assert_eq!((table.row(id("WORLD-BANK")).len(), table.of_body(id("WORLD-BANK")).len()), (3, 4));
}

#[test]
fn nothing_that_is_said_of_a_pair_goes_beyond_its_rows() {
    let table = corpus().agreements();
    let bodies: Vec<EntityId> = corpus().bodies().collect();
    let answered = |body: EntityId| corpus().entity(body).survey != Some(Survey::NotAnswered);
    let own = |a: EntityId, b: EntityId| {
        let says = |id: &PassageId| matches!(corpus().passage(*id).details, Details::Agreement { starred: false, .. });
        answered(a) && table.of(a, b).iter().any(says)
    };
    for &a in &bodies {
        for &b in bodies.iter().filter(|&&b| b != a) {
            let words = agreements::sentence(corpus(), a, b);
            let name = |body: EntityId| corpus().entity(body).id.as_str();
            assert!(!words.contains("signed") && !words.contains("said by"), "{words}");
            assert!(!words.contains("rows of both") || (own(a, b) && own(b, a)), "{words}");
            // What is said of an organization is not said of its part, nor the other way round.
            let whole = |x: EntityId, y: EntityId| {
                let whole = corpus().entity(x).parent.filter(|_| !table.names(x, y) && !table.names(y, x));
                whole.is_some_and(|whole| whole == y || table.names(whole, y) || table.names(y, whole))
            };
            let has_part = whole(a, b) || whole(b, a);
            assert_eq!(
                words.contains("of which it is part") || words.contains(": OSCE-ODIHR is part of OSCE"),
                has_part,
                "{words}"
            );
            let group = corpus().group().is_some_and(|group| group == a || group == b);
            for (x, y) in [(a, b), (b, a)] {
                let has_row = !table.row(x).is_empty();
                let is_told = !has_part && !group;
                assert_eq!(words.contains(&format!("{} has no row", name(x))), is_told && !has_row, "{words}");
                let silent = format!("the row of {} does not name {}", name(x), name(y));
                assert_eq!(words.contains(&silent), is_told && has_row && !table.names(x, y), "{words}");
                let others = format!("in the row of {}, which did not answer the survey", name(x));
                let unanswered = table.names(x, y) && table.of(x, y).iter().any(|_| !own(x, y));
                assert_eq!(words.contains(&others), unanswered, "{words}");
            }
            let kin = |x: EntityId, y: EntityId| {
                corpus().with_parts(x).any(|part| part != x && part != y && table.names(y, part))
            };
            let any = table.names(a, b) || table.names(b, a) || kin(a, b) || kin(b, a) || has_part;
            assert_eq!(words.contains("no entry in the table of agreements"), !any, "{words}");
        }
    }
}

#[test]
fn whom_to_call_counts_what_passages_say_themselves_and_says_what_it_took_for_the_same() {
    let says = |need: &str, words: &[&str]| {
        let ranking = who::rank(index(), need);
        assert!(!ranking.bodies.is_empty(), "{need}");
        for id in ranking.bodies.iter().flat_map(|b| &b.reasons).flat_map(|r| &r.passages) {
            let p = corpus().passage(*id);
            let said = icat_explorer::text::fold_plain(&format!("{} {}", p.headline, p.text));
            assert!(words.iter().any(|w| said.contains(w)), "{need}: {}", p.id);
        }
        ranking
    };
    says("shelter", &["shelter"]);
    says("peacekeepers", &["peacekeep"]);
    let aid = says("legal aid", &["legal"]);
    let understood = |ranking: &who::Ranking| ranking.parts[0].understood(corpus());
    assert!(understood(&aid).contains("legal assistance"), "{}", understood(&aid));
    let (short, long) = (who::rank(index(), "NRM"), who::rank(index(), "national referral mechanism"));
    assert_eq!(short.parts[0].found, long.parts[0].found, "an acronym is what it stands for");
    assert!(understood(&short).contains("National Referral Mechanism"), "{}", understood(&short));
    let ranking = who::rank(index(), "Bosnia and Herzegovina");
    assert!(ranking.parts.len() == 1 && ranking.parts[0].kind == PartKind::Place);
    let parts = |need: &str| who::rank(index(), need).parts.into_iter().map(|p| p.words).collect::<Vec<_>>();
    assert_eq!(
        parts("training and shelter in Bosnia and Herzegovina"),
        ["training", "shelter", "Bosnia and Herzegovina"]
    );
    let africa = who::rank(index(), "Africa");
    assert_eq!(understood(&africa), "region, with all that lies in it");
    assert!(africa.parts[0].found > who::rank(index(), "Eastern Africa").parts[0].found);
    assert!(who::rank(index(), "Asia").parts[0].found < who::rank(index(), "Asia and the Pacific").parts[0].found);
}

#[test]
fn evidence_is_a_statement_that_credits_the_body_and_has_what_was_asked() {
    let needs =
        ["child victims, border", "survivors, legal aid", "training judges", "shelter, refugees, Ukraine", "AIDS"];
    for need in needs {
        let ranking = who::rank(index(), need);
        assert!(!ranking.bodies.is_empty(), "{need}");
        for body in ranking.bodies.iter().chain(&ranking.group) {
            let of_reasons = body.reasons.iter().map(|reason| &reason.evidence);
            for evidence in body.evidence.iter().chain(of_reasons) {
                let passage = corpus().passage(evidence.passage);
                let beside = printed(passage);
                assert!(passage.text.contains(&evidence.words) || beside.contains(&evidence.words.as_str()), "{need}");
                let credits = corpus().statements(evidence.passage).any(|said| {
                    let whole = 0..passage.text.len();
                    let range = said.quote.map_or(whole, |q| q.start as usize..q.end as usize);
                    let overlaps =
                        passage.text[range].contains(&evidence.words) || beside.contains(&evidence.words.as_str());
                    overlaps && said.entities.contains(&body.entity)
                });
                let id = corpus().entity(body.entity).id;
                assert!(credits, "{need}: {id}: {}", evidence.words);
                let is_place = |n: &usize| ranking.parts[*n].kind != PartKind::Words;
                let has = !ranking.highlighter.ranges(&evidence.words).is_empty();
                assert!(has || evidence.parts.iter().all(is_place), "{need}: {id}: {}", evidence.words);
            }
        }
    }
}

#[test]
fn initiatives_together_are_those_that_name_both() {
    let shared = agreements::initiatives(corpus(), &[id("IOM"), id("ILO")]);
    let names: Vec<&str> = shared.iter().map(|initiative| initiative.name.as_str()).collect();
    assert!(names.contains(&"Spotlight Initiative") && names.contains(&"Leadership Group on Responsible Recruitment"));
    let grid = GridView::Agreements(Layer::Initiatives).grid(corpus(), &Filter::default());
    let told = agreements::told_of_initiatives(corpus(), &[id("IOM"), id("ILO")]);
    let row = grid.rows.iter().position(|row| row.id == "IOM").unwrap();
    let column = grid.columns.iter().position(|column| column.id == "ILO").unwrap();
    assert_eq!(grid.passages(corpus(), row, column), told, "a number is the size of what it opens");
    // Where a report tells of a part elsewhere than in the table, that counts.
    let alliance = corpus().initiatives.iter().find(|initiative| initiative.id == *"alliance-8-7").unwrap();
    assert!(alliance.participants.iter().any(|&(body, _)| body == id("ICMPD")));
}

#[test]
fn membership_tells_who_joined_when_former_names_and_numbers_that_differ() {
    assert_eq!(membership::listed(corpus(), 2018), (23, 0));
    assert_eq!(membership::listed(corpus(), 2019), (23, 2));
    assert_eq!(membership::listed(corpus(), 2021), (27, 3));
    assert_eq!(membership::listed(corpus(), 2022), (28, 3));
    let said = |name: &str, year: u16| membership::words(corpus(), &FacetValue::Entity(id(name)), year).join(" ");
    assert!(said("UNU", 2021).starts_with("UNU, 2021: not listed. First listed in 2022"));
    assert!(said("COE", 2022).contains("Listed as partner from 2019."));
    assert!(
        said("DPPA", 2022).contains("Called Department of Political Affairs (DPA) in the reports on 2018 and 2019.")
    );
    assert!(said("UNODC", 2022).starts_with("UNODC, 2022: member and coordinator and co-chair."));
    let words = membership::words(corpus(), &FacetValue::All, 2022).join(" ");
    assert!(words.contains("prints 31 members (ar22-snapshot-31-members)"), "{words}");
    let differing: Vec<&str> = [2018, 2019, 2021, 2022]
        .into_iter()
        .flat_map(|y| membership::printed(corpus(), y))
        .filter(|p| !p.1)
        .map(|p| corpus().passage(p.0.passage).id.as_str())
        .collect();
    assert_eq!(differing, ["map21-mandate-icat", "ar22-snapshot-31-members"]);
}

#[test]
fn every_printed_count_stands_in_the_words_of_its_passage() {
    let words = |n: u16| match n {
        2 => vec!["two", "2"],
        3 => vec!["three", "3"],
        _ => Vec::new(),
    };
    let counts = &corpus().annotations.counts;
    assert_eq!(counts.len(), 19);
    for count in counts {
        let passage = corpus().passage(count.passage);
        let mut section = corpus().section_path(passage.section).join(" ");
        section.push_str(&passage.text);
        let digits = count.printed.to_string();
        let found = words(count.printed).iter().chain([&digits.as_str()]).any(|w| section.to_lowercase().contains(w));
        assert!(found, "{} prints no {}", passage.id, count.printed);
    }
}

#[test]
fn each_commitment_before_the_last_report_is_read_against_those_that_follow() {
    let (rows, announced): (Vec<_>, Vec<_>) =
        commitments::rows(corpus()).into_iter().partition(|r| commitments::is_commitment(corpus(), r.passage));
    assert_eq!(rows.len(), corpus().postings.kinds[Kind::Commitment as usize].count());
    assert!(announced.len() >= 18 && announced.iter().all(|r| Outcome::from_word(r.verdict.label()).is_some()));
    let labels = |report: &str| {
        let of = rows.iter().filter(|r| corpus().report(corpus().passage(r.passage).report).id == *report);
        of.map(|r| r.verdict.label()).collect::<Vec<_>>()
    };
    let count = |report: &str, label: &str| labels(report).into_iter().filter(|l| *l == label).count();
    assert_eq!(labels("2019-annual-report").len(), 9);
    assert_eq!(labels("2021-annual-report").len(), 13);
    for report in ["2019-annual-report", "2021-annual-report"] {
        assert!(labels(report).iter().all(|l| Outcome::from_word(l).is_some()), "{report}");
    }
    assert_eq!(count("2019-annual-report", "no record"), 1);
    assert!(labels("2022-annual-report").iter().all(|l| *l == "no later report"));
    let beijing = corpus().follow_up(corpus().find_passage("ar19-ahead-beijing").unwrap()).unwrap();
    assert_eq!((beijing.how, beijing.taken_up.len()), (Outcome::NoRecord, 0));
}

#[test]
fn what_is_announced_beside_something_else_stands_below_the_commitments() {
    let rows = commitments::rows(corpus());
    let place = |id: &str| rows.iter().position(|r| corpus().passage(r.passage).id == *id).unwrap();
    let announced = place("ar21-p6-outreach-eastern-africa-pilot");
    assert!(place("ar22-year-ahead-child-centered") < place("ov18-brief-sdgs") && place("ov18-brief-sdgs") < announced);
    let promise = corpus().follow_up(rows[announced].passage).unwrap();
    assert_eq!(promise.how, Outcome::Partly);
    assert_eq!(corpus().passage(promise.taken_up[0].0).id, *"ar22-africa-consultation-eastern");
    let page: Vec<String> = document::commitments::commitments(corpus(), commitments::CommitmentFilter::default(), 100)
        .lines
        .iter()
        .map(document::StyledLine::plain)
        .collect();
    let line = |words: &str| page.iter().position(|l| l.contains(words)).unwrap();
    assert!(line(": 13 commitments (") < line("Announced or hoped for beside other things"));
    assert!(line("Announced or hoped for beside other things") < line(" announcements ("));
}

#[test]
fn whom_to_call_is_who_does_it() {
    for (need, first) in [
        ("sexual violence in conflict", "OSRSG-SVC"),
        ("HIV", "UNAIDS"),
        ("Baltic", "CBSS"),
        ("police databases, operations", "INTERPOL"),
        ("refugees, asylum", "UNHCR"),
        ("terrorism", "CTED"),
        ("genocide prevention", "OSAPG"),
        ("labour inspection, forced labour", "ILO"),
        ("child victims, border, Moldova", "UNICEF"),
        ("peacekeepers", "DPO"),
    ] {
        let ranking = who::rank(index(), need);
        let best = ranking.bodies.first().unwrap_or_else(|| panic!("nobody for {need}"));
        assert_eq!(corpus().entity(best.entity).id.as_str(), first, "{need}");
        let who::Evidence { passage, words: quoted, .. } = best.evidence[0].clone();
        assert!(corpus().passage(passage).text.contains(&quoted) && quoted.len() > 20, "{need}: {quoted}");
        assert!(corpus().passage(passage).entities.contains(&best.entity), "{need}");
    }
    assert!(who::rank(index(), "xylophone").bodies.is_empty());
    assert!(who::rank(index(), " , ;").bodies.is_empty());
    assert_eq!(who::rank(index(), "moldova child").parts.len(), 2, "a place is a part of its own");
}

#[test]
fn each_reason_of_a_ranking_has_the_passages_that_it_counts() {
    for need in ["child victims, border, Moldova", "recruitment fees, Asia", "survivors", "judges and Africa"] {
        for body in who::rank(index(), need).bodies {
            for reason in &body.reasons {
                let kinds: Vec<Kind> = reason.passages.iter().map(|&p| corpus().passage(p).kind).collect();
                assert!(reason.passages.iter().all(|&p| corpus().passage(p).entities.contains(&body.entity)));
                let notice: usize = reason
                    .words
                    .split([';', ','])
                    .filter(|w| !w.contains("the latest of"))
                    .filter_map(|w| w.split_whitespace().next()?.parse::<usize>().ok())
                    .sum();
                let mandates = kinds.iter().filter(|&&k| k == Kind::Mandate).count();
                assert_eq!(notice + mandates, kinds.len(), "{need}: {}", reason.words);
                assert_eq!(mandates > 0, reason.words.contains("in its mandate"));
            }
        }
    }
}

#[test]
fn a_cell_is_opened_read_and_come_back_from() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("2 j Space v c");
    explorer.see("Coverage  under 2022");
    explorer.press("j*31 l*3");
    explorer.see("UNODC and priority 3");
    let Screen::Grid(grid) = explorer.model.screen() else { panic!("no grid") };
    let count = grid.grid.cell(grid.row.selected, grid.column.selected).unwrap().count;
    assert!(count > 1);
    explorer.press("Enter");
    explorer.see(&format!("· {count} passages"));
    explorer.see("UNODC (United Nations Office on Drugs and Crime), 2022, priority 3");
    explorer.press("Enter");
    assert!(matches!(explorer.model.screen(), Screen::Reader(_)));
    explorer.press("Esc Esc");
    explorer.see("UNODC and priority 3");
    explorer.press("Esc");
    explorer.see("2022: ");
}

#[test]
fn an_empty_cell_says_that_it_is_no_record_and_opens_nothing() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("v c j*32 l");
    explorer.see("UNU and priority 1");
    explorer.see("no record in these reports");
    explorer.see("it does not mean no activity.");
    explorer.press("Enter");
    explorer.see("not the same as no activity");
    assert!(matches!(explorer.model.screen(), Screen::Grid(_)));
}

#[test]
fn rows_and_columns_are_sorted_and_come_back_to_their_order() {
    let mut explorer = Explorer::new(120, 36);
    let rows = |explorer: &Explorer| match explorer.model.screen() {
        Screen::Grid(grid) => grid.grid.rows.iter().map(|r| r.id.clone()).collect::<Vec<_>>(),
        _ => Vec::new(),
    };
    explorer.press("v c l*6");
    let before = rows(&explorer);
    explorer.press("s");
    let sorted = rows(&explorer);
    assert_eq!(sorted[..3], ["All", "ICAT", "ICMPD"]);
    explorer.see("6 Cooperation↓");
    explorer.press("s");
    assert_eq!(rows(&explorer), before);
    explorer.press("j S");
    let Screen::Grid(grid) = explorer.model.screen() else { panic!("no grid") };
    let counts: Vec<usize> = (1..7).map(|c| grid.grid.cell(1, c).unwrap().count).collect();
    assert!(counts.is_sorted_by(|a, b| a >= b), "{counts:?}");
    assert_eq!(grid.heads().unwrap().1.key, FacetValue::Priority(6), "the cursor stays on its column");
}

#[test]
fn the_need_is_typed_answered_and_changed() {
    let mut explorer = Explorer::new(80, 24);
    explorer.press("v w");
    explorer.see("child victims, border, Moldova");
    explorer.press("text:baltic");
    explorer.see(" 1. CBSS Council of the Baltic Sea States");
    explorer.press("Enter g Enter");
    explorer.see("What it is mandated to do");
    // What was asked for is there to be changed.
    explorer.press("Esc /");
    explorer.see("I need: baltic");
    explorer.press("text:q Bksp Esc");
    explorer.see(" 1. CBSS");
    explorer.see("baltic");
    explorer.press("/ C-u text:terrorism");
    explorer.see(" 1. CTED");
    explorer.press("Esc y v");
    assert_eq!(explorer.outside.copied, ["icat-explorer who terrorism"]);
    explorer.press("Esc");
    explorer.see("Entities");
}

#[test]
fn a_filter_that_a_view_does_not_apply_stays_named_beside_its_title() {
    for (keys, is_named) in [("v a", true), ("v m", true), ("v p", true), ("v c", false), ("v g", false)] {
        let mut explorer = Explorer::new(120, 36);
        explorer.press(&format!("2 Down Space {keys} j j"));
        let named = explorer.frame().contains("not filtered by 2022");
        assert_eq!(named, is_named, "{keys}: {}", explorer.frame());
    }
    let mut explorer = Explorer::new(120, 36);
    explorer.press("v a j");
    explorer.see_not("not filtered");
}

#[test]
fn what_can_be_done_now_comes_first_in_the_palette() {
    let mut explorer = Explorer::new(80, 24);
    explorer.press(":");
    explorer.see_not("There is nothing to undo");
    explorer.press("text:undo");
    explorer.see("There is nothing to undo");
}

#[test]
fn a_comparison_is_of_those_wanted_and_turns_to_others() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("j*11 Space j*2 Space v o");
    explorer.see("IOM and OAS compared");
    explorer.press("]");
    explorer.see("ITU and OAS compared");
    explorer.press("j ]");
    explorer.see("ITU and OHCHR compared");
    // The third is chosen, and dropped again.
    explorer.press("Space");
    explorer.see("Compare ITU and OHCHR with");
    explorer.press("text:iom Enter");
    explorer.see("ITU, OHCHR and IOM");
    explorer.press("Space j*2 Enter Esc");
    explorer.see("ITU and OHCHR compared");
    // Where nothing is typed yet, a blank chooses, too.
    explorer.press("Space Space");
    explorer.see("ITU, OHCHR and CBSS");
}

#[test]
fn places_are_a_pane_by_region_that_filters() {
    let mut explorer = Explorer::new(80, 24);
    explorer.press("4");
    explorer.see("4 Places");
    explorer.see(" Africa");
    explorer.press("Space");
    let all = corpus().named_places("Africa").unwrap().tags;
    let count = corpus().postings.of_places(corpus(), &all).count();
    explorer.see(&format!(" of {count} passages"));
    explorer.press("Space");
    explorer.see("Everything");
    explorer.press("f text:benin Enter");
    explorer.see("Benin: 1 work, 1 passage");
    explorer.press("x");
    explorer.see("Everything");
    explorer.press("4 g -");
    explorer.see("not Africa");
    let tall = Explorer::new(200, 60);
    for pane in ["1 Entities", "2 Years", "3 Priorities", "4 Places"] {
        tall.see(pane);
    }
}

#[test]
fn what_a_view_shows_is_written_to_a_file_and_named_by_its_command() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("2 j Space v c ] y v");
    assert_eq!(explorer.outside.copied, ["icat-explorer coverage --by entity-year --year 2022"]);
    explorer.press("l s y v s");
    assert_eq!(explorer.outside.copied[1], "icat-explorer coverage --by entity-year --sort 2022 --year 2022");
    explorer.press("e c Enter");
    let (name, text) = &explorer.outside.written[0];
    assert_eq!(name, "icat-coverage-2022.csv");
    assert!(text.starts_with("\"body\",\"All\",\"2022\"\r\n"), "{text}");
    explorer.press("v p e n Enter");
    let (name, text) = &explorer.outside.written[1];
    assert_eq!(name, "icat-commitments.json");
    let value: serde_json::Value = serde_json::from_str(text).unwrap();
    assert_eq!(value["rows"].as_array().unwrap().len(), commitments::rows(corpus()).len());
}

#[test]
fn what_is_behind_a_number_and_narrowed_to_nothing_exports_nothing() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("v x j Enter");
    let Screen::Browse(browse) = explorer.model.screen() else { panic!("a number opens a list") };
    let all = browse.derived.rows.len();
    assert!(browse.within.as_ref().unwrap().picked.is_some() && all > 0);
    explorer.press("e c Enter");
    assert_eq!(explorer.outside.written.pop().unwrap().1.lines().count(), all + 1);
    explorer.press("2 G Space");
    explorer.see("of these ");
    explorer.see(": 0 passages");
    explorer.press("e");
    explorer.see("There is nothing to export here.");
    assert!(explorer.model.menu.is_none());
}

#[test]
fn coverage_is_two_choices_rows_by_columns() {
    let mut explorer = Explorer::new(80, 24);
    explorer.press("v c").see("Body · Priority · Place · Topic · Region  by  priority · year · kind");
    explorer.see("r rows  c columns");
    let by = |explorer: &Explorer| {
        let Screen::Grid(grid) = explorer.model.screen() else { panic!("a grid") };
        let GridView::Coverage(by) = grid.shown else { panic!("coverage") };
        by
    };
    explorer.press("c");
    assert_eq!(by(&explorer), By::EntityYear);
    // Other rows keep the columns, where they have them.
    explorer.press("r");
    assert_eq!(by(&explorer), By::PriorityYear);
    explorer.press("c").see("These rows have no other columns; r shows other rows.");
    explorer.press("r");
    assert_eq!(by(&explorer), By::PlaceYear);
    explorer.press("y v");
    assert_eq!(explorer.outside.copied, ["icat-explorer coverage --by place-year"]);
    // Every grid is reached, and the row under the cursor stays.
    let mut reached = std::collections::BTreeSet::new();
    for _ in 0..5 {
        explorer.press("r");
        for _ in 0..4 {
            explorer.press("c");
            reached.insert(by(&explorer).word());
        }
    }
    assert_eq!(reached.len(), By::ALL.len());
    let mut explorer = Explorer::new(40, 12);
    explorer.press("v c j j c").see("r Body 1/5 by c year 2/3");
    let Screen::Grid(grid) = explorer.model.screen() else { panic!("a grid") };
    assert_eq!(grid.row.selected, 2);
}

#[test]
fn coverage_is_a_heat_map_with_and_without_colour_and_grids_keep_a_legend() {
    let mut explorer = Explorer::new(80, 24);
    explorer.press("v c G");
    let shades = |explorer: &Explorer| {
        let buffer = explorer.buffer();
        let marks = explorer.theme.symbols().shades;
        let behind = buffer.content().iter().filter(|cell| cell.bg != Color::Reset).count();
        // The scale in the legend has some, too.
        let signs =
            buffer.content().iter().filter(|cell| marks.iter().skip(1).any(|mark| *mark == cell.symbol())).count();
        (behind, signs)
    };
    // On a background that nobody knows, and without colour, a bar stands behind each number.
    for theme in
        [Theme::default(), Theme { colour: false, ..Theme::default() }, Theme { ascii: true, ..Theme::default() }]
    {
        explorer.theme = theme;
        let (behind, signs) = shades(&explorer);
        assert!(behind == 0 && signs > 30, "{behind} {signs}");
    }
    for palette in [ColourScheme::dark(), ColourScheme::light()] {
        explorer.theme = Theme { palette, ..Theme::default() };
        let (behind, signs) = shades(&explorer);
        assert!(behind > 100 && signs < 20, "{behind} {signs}");
    }
    explorer.theme = Theme::default();
    explorer.see("more passages  · no record");
    explorer.press("v x l l l").see("M memorandum, F framework, m f only this row has it, < only the other's");
    explorer.press("v m").see("M member, P partner, C coordinator, H co-chair");
    explorer.press("v x ]").see("more passages  · no record");
}

#[test]
fn languages_have_a_pane_that_filters_and_their_works_are_in_the_palette() {
    for (width, height) in [(40, 12), (80, 24), (120, 36), (200, 60)] {
        let mut explorer = Explorer::new(width, height);
        explorer.press("6").see("6 Languages");
        assert_eq!(explorer.browse().focus, Pane::Languages);
        let row = explorer.browse().derived.languages.iter().position(|(language, _)| language.as_str() == "French");
        let count = explorer.browse().derived.languages[row.unwrap()].1;
        explorer.press("f text:franc Enter");
        explorer.see("in French");
        assert_eq!(explorer.browse().derived.total, count, "a count is the size of what it opens");
        explorer.press("u");
        assert!(explorer.browse().filter.is_empty());
        explorer.press("6 x q");
    }
    let mut explorer = Explorer::new(80, 24);
    explorer.see("6 Languages  all");
    explorer.press("6 f text:french Enter").see("in French: 13 works");
    explorer.press("X : text:works_in_russ Enter");
    explorer.see("in Russian: ");
    assert!(explorer.browse().lists_works());
}

#[test]
fn a_profile_names_the_filters_that_do_not_count_on_it_and_opens_what_is_found_with_them() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("f text:iom Enter 2 j j Enter ]*5");
    explorer.see("This page counts everything; the filter 2021 does not apply here.");
    explorer.see("IOM, 2021: 36 passages");
    explorer.press("Enter");
    let Screen::Browse(browse) = explorer.model.screen() else { panic!("a count opens its passages") };
    assert_eq!(browse.derived.rows.len(), 36);
    // Of two bodies, the profile is of one.
    let mut explorer = Explorer::new(120, 36);
    explorer.press("f text:iom Enter ]*5").see("International Organization for Migration");
    explorer.see_not("does not apply here");
    explorer.press("1 f text:ilo Tab Esc");
    explorer.see("does not apply here");
    // Without a body, the page is about all reports.
    let mut explorer = Explorer::new(120, 36);
    explorer.press("2 j j Enter ]*5");
    explorer.see("This page counts everything; the filter 2021 does not apply here.");
}

#[test]
fn a_view_that_counts_everything_says_so_where_the_panes_are_narrowed() {
    for (keys, said) in [
        ("v o text:iom Enter text:ilo Enter", true),
        ("v m", true),
        ("v a", true),
        ("v p", true),
        ("v w", true),
        ("v b text:unodc Enter", true),
        (": text:moldova Enter", true),
        ("v c", false),
    ] {
        let mut explorer = Explorer::new(120, 36);
        explorer.press("2 Space 1").press(keys);
        let notice = "This view counts everything; the filter (";
        if said { explorer.see(notice) } else { explorer.see_not(notice) }
    }
}

#[test]
fn what_is_behind_a_number_is_called_so_only_while_its_filter_holds() {
    let mut explorer = Explorer::new(120, 36);
    explorer.press("v c j l Enter");
    let Screen::Browse(browse) = explorer.model.screen() else { panic!("a number opens a list") };
    let words = browse.within.as_ref().unwrap().words.clone();
    explorer.see(&words);
    explorer.press("X");
    explorer.see("1,118 passages");
    explorer.see_not(&words);
}

#[test]
fn tabs_say_whether_they_count_passages_or_works() {
    Explorer::new(120, 36).see("Publications 325 works");
    let mut explorer = Explorer::new(80, 24);
    explorer.see(" Works ");
    explorer.press("0 ]*3").see("325 works");
    let mut explorer = Explorer::new(40, 12);
    explorer.press("0");
    explorer.see("[ Mandate ");
    explorer.see(" passages ]  1 of 6");
    explorer.press("]*3").see(" works ]  4 of 6");
    // What panes count is said in their lower edge.
    for (width, height) in [(40, 12), (80, 24), (120, 36)] {
        let explorer = Explorer::new(width, height);
        assert!(explorer.frame().lines().any(|line| line.contains("─ passages, all tabs ╯")), "{}", explorer.frame());
    }
}

#[test]
fn words_are_found_on_a_page_and_stepped_through_and_esc_leaves_find_before_the_page() {
    let mut explorer = Explorer::new(80, 24);
    explorer.press("v p f");
    explorer.see("find on this page");
    explorer.press("text:procurement");
    let count = |explorer: &Explorer| {
        let header = explorer.frame().lines().next().unwrap_or_default().trim_end().to_owned();
        let (_, right) = header.rsplit_once("  ").unwrap_or_default();
        let (n, all) = right.trim().split_once(" of ").unwrap_or_else(|| panic!("{header}"));
        (n.parse::<usize>().unwrap(), all.parse::<usize>().unwrap())
    };
    let (first, all) = count(&explorer);
    assert!(first == 1 && all > 3, "{first} {all}");
    let Screen::Report(view) = explorer.model.screen() else { panic!() };
    let lines = |view: &ReportScreen| {
        view.page.document.lines.iter().map(document::StyledLine::plain).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(all, icat_explorer::text::fold_plain(&lines(view)).matches("procurement").count(), "each is counted");
    // Enter keeps the matches; n and N go round, and the match is on the screen.
    explorer.press("Enter").see("find: procurement");
    for n in (2..=all).chain([1]) {
        explorer.press("n");
        assert_eq!(count(&explorer).0, n);
        let body = explorer.frame().lines().skip(1).collect::<String>().to_lowercase();
        assert!(body.contains("procurement"), "{body}");
    }
    explorer.press("N");
    assert_eq!(count(&explorer).0, all);
    // Another width keeps find, and Enter still opens what is under the cursor.
    explorer.resize(120, 36);
    assert_eq!(count(&explorer).0, all);
    // Esc closes find and then the page.
    explorer.press("Esc");
    explorer.see_not("find:");
    explorer.see("Commitments");
    explorer.press("n").see("f finds words on this page");
    explorer.press("f text:xylophone").see("not on this page");
    explorer.press("Enter n").see("\u{201c}xylophone\u{201d} is not on this page.");
    explorer.press("Esc Esc").see("Entities");
    // The profile in the tab is found in, too, on a screen of its own.
    let mut explorer = Explorer::new(120, 36);
    explorer.press("f text:UNHCR Enter [");
    explorer.press("f text:Sahel").see("1 of ");
    explorer.press("Esc Esc").see("Entities");
}

#[test]
fn commitments_of_which_none_is_left_say_how_to_go_on() {
    let mut explorer = Explorer::new(80, 24);
    explorer.press("v p");
    let mut empty = 0;
    for keys in ["r"; 5] {
        explorer.press(keys);
        for _ in 0..6 {
            explorer.press("]");
            let Screen::Report(view) = explorer.model.screen() else { panic!() };
            let none = view.page.document.links.is_empty();
            empty += usize::from(none);
            let frame = explorer.frame();
            assert_eq!(frame.contains("] next status, r next report"), none, "{frame}");
        }
    }
    assert!(empty > 0);
}
